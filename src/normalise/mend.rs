//! Typing errors in labels: a word one error away from a known one, a word typed in two ("not up
//! held"), two words typed as one ("nocase to answer"). What was mended is always said.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::fold::Token;
use super::vocabulary::{Letters, Vocabulary};

/// Shortest word whose errors are mended: shorter ones are one error away from too many others.
const MIN_WORD: usize = 4;
/// From this length two errors are allowed.
const LONG_WORD: usize = 8;
/// Shortest word that two pieces may make.
const MIN_JOINED: usize = 6;

/// English words near a word of the vocabulary: a label that holds one means it.
static REAL_WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("vocabulary/real-words.txt").lines();
    lines.filter(|l| !l.starts_with('#')).collect()
});

/// True for "containing", which is no misspelt "continuing".
fn is_real_word(word: &str) -> bool {
    REAL_WORDS.contains(word)
}

/// The text with its typing errors mended and what was changed, or `None` when nothing was.
pub fn mend(vocabulary: &Vocabulary, text: &[Token]) -> Option<(Vec<Token>, String)> {
    let mut changes = Vec::new();
    let joined = join(vocabulary, text, &mut changes);
    let mut out = Vec::with_capacity(joined.len());
    for mut token in joined {
        let known = vocabulary.knows_word(&token.word) || is_real_word(&token.word);
        if known || token.word.len() < MIN_WORD {
            out.push(token);
        } else if let Some(word) =
            mend_word(vocabulary, &token.word).or_else(|| mend_in_phrase(vocabulary, text, &token))
        {
            changes.push(format!("`{}` read as `{word}`", token.word));
            token.word = word;
            out.push(token);
        } else if let Some((first, second)) = split(vocabulary, &token) {
            changes.push(format!("`{}` read as `{} {}`", token.word, first.word, second.word));
            out.extend([first, second]);
        } else {
            out.push(token);
        }
    }
    (!changes.is_empty()).then(|| (out, changes.join(", ")))
}

/// Of several words one error away ("localy": "local", "locally") the one that makes the whole text a
/// known phrase.
fn mend_in_phrase(vocabulary: &Vocabulary, text: &[Token], token: &Token) -> Option<String> {
    let at = text.iter().position(|t| t.start == token.start && t.word == token.word)?;
    let fits = |word: &&str| {
        let mut tried = text.to_vec();
        tried[at].word = word.to_string();
        vocabulary.hits(&tried).iter().any(|h| h.from == 0 && h.to == tried.len())
    };
    let (1, near) = nearest(vocabulary, &token.word)? else { return None };
    let mut fitting = near.into_iter().filter(fits);
    let found = fitting.next()?;
    fitting.next().is_none().then(|| found.to_string())
}

/// "up held" is "upheld": the two make a known word, and no known phrase holds them apart.
fn join(vocabulary: &Vocabulary, text: &[Token], changes: &mut Vec<String>) -> Vec<Token> {
    let phrases: Vec<(usize, usize)> = vocabulary
        .hits(text)
        .iter()
        .filter(|h| h.to > h.from + 1)
        .map(|h| (h.from, h.to))
        .collect();
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (here, next) = (&text[at], text.get(at + 1));
        let apart = phrases.iter().any(|(from, to)| *from <= at && at + 1 < *to);
        if let Some(next) = next
            && !apart
            && (next.before.is_empty() || next.before == "-")
            && here.word.len() + next.word.len() >= MIN_JOINED
            && vocabulary.knows_word(&format!("{}{}", here.word, next.word))
        {
            let word = format!("{}{}", here.word, next.word);
            changes.push(format!("`{} {}` read as `{word}`", here.word, next.word));
            out.push(Token { word, end: next.end, ..here.clone() });
            at += 2;
        } else {
            out.push(here.clone());
            at += 1;
        }
    }
    out
}

/// "nocase" is "no case": both halves are known, and only one place gives two known halves.
fn split(vocabulary: &Vocabulary, token: &Token) -> Option<(Token, Token)> {
    if !token.word.is_ascii() {
        return None;
    }
    let mut places = (2..token.word.len().saturating_sub(2)).filter(|&at| {
        let (a, b) = token.word.split_at(at);
        vocabulary.knows_word(a) && vocabulary.knows_word(b)
    });
    let at = places.next().filter(|_| places.next().is_none())?;
    let (a, b) = token.word.split_at(at);
    let first = Token { word: a.into(), end: token.start + at, ..token.clone() };
    let second =
        Token { word: b.into(), start: token.start + at, end: token.end, before: String::new() };
    Some((first, second))
}

/// The one word of the vocabulary within a typing error or two, long words only.
pub fn mend_word(vocabulary: &Vocabulary, word: &str) -> Option<String> {
    match &nearest(vocabulary, word)?.1[..] {
        [only] => Some(only.to_string()),
        _ => None,
    }
}

/// The known words that are as near as any, and how many errors away they are.
fn nearest<'a>(vocabulary: &'a Vocabulary, word: &str) -> Option<(usize, Vec<&'a str>)> {
    if word.len() < MIN_WORD || !word.is_ascii() || word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let allowed = if word.len() >= LONG_WORD { 2 } else { 1 };
    let mut best: Option<(usize, Vec<&str>)> = None;
    let letters = Letters::of(word);
    for (known, its_letters) in vocabulary.words() {
        if known.len().abs_diff(word.len()) > allowed
            || known.len() < MIN_WORD
            // "Who'd" is no "WHBD": nobody mistypes an abbreviation into a word.
            || !known.contains(['a', 'e', 'i', 'o', 'u', 'y'])
            || letters.errors_at_least(its_letters) > allowed
        {
            continue;
        }
        let distance = strsim::osa_distance(word, known);
        match &mut best {
            _ if distance > allowed => {}
            Some((least, _)) if distance > *least => {}
            Some((least, near)) if distance == *least => near.push(known),
            _ => best = Some((distance, vec![known])),
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::fold::tokens;

    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
        Vocabulary::new(&crate::investigation::built_in()).expect("the lists are well formed")
    });

    fn mended(text: &str) -> Option<String> {
        let (out, _) = mend(&VOCABULARY, &tokens(text))?;
        Some(out.into_iter().map(|t| t.word).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_real_word_is_no_typing_error() {
        for text in ["cases containing several", "officer widowed", "matters heading east"] {
            assert_eq!(mended(text), None, "{text}");
        }
        // Every word of the list stays what it is.
        for word in REAL_WORDS.iter() {
            assert!(!VOCABULARY.knows_word(word), "{word} is known");
            assert_eq!(mended(word), None, "{word}");
        }
    }

    #[test]
    fn errors_are_mended() {
        assert_eq!(mended("witdrawn").as_deref(), Some("withdrawn"));
        assert_eq!(mended("no case to anser").as_deref(), Some("no case to answer"));
        assert_eq!(mended("not up held").as_deref(), Some("not upheld"));
    }
}
