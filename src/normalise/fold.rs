//! Text to comparable words: case, accents of typography, plurals and hyphens folded away, while
//! each word remembers where it stood, so that a match can be quoted verbatim.

use unicode_normalization::UnicodeNormalization;

/// One folded word of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// The word in lower case, singular, without apostrophes.
    pub word: String,
    /// First byte of the word in the original text.
    pub start: usize,
    /// Byte after the word in the original text.
    pub end: usize,
    /// The characters between the previous word and this one, spaces dropped.
    pub before: String,
}

/// Prefixes whose hyphen people leave out as often as not: "de-recorded", "on-going".
const LOOSE_PREFIXES: &[&str] =
    &["de", "non", "on", "dis", "un", "sub", "re", "co", "pre", "mis", "with", "off"];

/// The words of a text, folded.
pub fn tokens(text: &str) -> Vec<Token> {
    // "Officer(s)" is "Officer" with its plural; blanks keep every place where it was.
    let spaced;
    let text = if text.contains("(s)") {
        spaced = text.replace("(s)", "   ");
        &spaced
    } else {
        text
    };
    let mut out: Vec<Token> = Vec::new();
    let mut between = String::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = c.is_alphanumeric() && !is_raised(c)
            || is_apostrophe(c) && start.is_some() && next_is_letter(&mut chars)
            || is_inner_separator(text, at, c);
        if inside {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            push(&mut out, text, from, at, &mut between);
        }
        match c {
            '%' | '&' => {
                push_symbol(&mut out, c, at, &mut between);
            }
            // The mark of a footnote is no part of the word it stands on ("Officer on duty\u{b9}").
            c if c.is_whitespace() || is_raised(c) => {}
            c => between.push(c),
        }
    }
    if let Some(from) = start {
        push(&mut out, text, from, text.len(), &mut between);
    }
    out
}

/// A raised digit.
fn is_raised(c: char) -> bool {
    matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{2079}')
}

/// Longest label whose full stops may be those of abbreviations, in words.
const SHORTENED_WORDS: usize = 8;
/// Longest abbreviation that a full stop ends, in letters.
const SHORTENED_LETTERS: usize = 5;

/// The words of a label: in a short one the full stop after a short word ("Mgmt. advice", "Loc. res.")
/// shortens the word and ends no sentence.
pub fn tokens_of_label(label: &str) -> Vec<Token> {
    let mut out = tokens(label);
    if out.len() > SHORTENED_WORDS {
        return out;
    }
    for at in 1..out.len() {
        let (before, here) = out.split_at_mut(at);
        let (last, here) = (&before[at - 1], &mut here[0]);
        let shortened = last.word.len() <= SHORTENED_LETTERS
            && last.word.chars().all(|c| c.is_ascii_alphabetic());
        if shortened && here.before == "." && here.start > last.end + 1 {
            here.before.clear();
        }
    }
    out
}

/// The folded words joined by spaces: two texts that say the same compare equal.
pub fn key(text: &str) -> String {
    let words: Vec<String> = tokens(text).into_iter().map(|t| t.word).collect();
    words.join(" ")
}

fn next_is_letter(chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>) -> bool {
    chars.peek().is_some_and(|(_, c)| c.is_alphabetic())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{b4}')
}

/// A comma or point between digits belongs to the number: "1,204", "12.5".
fn is_inner_separator(text: &str, at: usize, c: char) -> bool {
    matches!(c, ',' | '.')
        && text[..at].chars().next_back().is_some_and(|p| p.is_ascii_digit())
        && text[at + 1..].chars().next().is_some_and(|n| n.is_ascii_digit())
        && (c == '.' || text[at + 1..].bytes().take_while(u8::is_ascii_digit).count() == 3)
}

fn push(out: &mut Vec<Token>, text: &str, from: usize, to: usize, between: &mut String) {
    let word = fold_word(&text[from..to]);
    let gap = std::mem::take(between);
    if gap == "-" || gap == "\u{2010}" || gap == "\u{2011}" {
        let adjacent = out.last().is_some_and(|last| from - last.end <= 3);
        if adjacent && let Some(last) = out.last_mut() {
            // "de-recorded" and "derecorded" are one word; "on - hold" with spaces is not.
            let tight = !text[last.end..from].contains(char::is_whitespace);
            if tight && LOOSE_PREFIXES.contains(&last.word.as_str()) && !is_number(&word) {
                last.word.push_str(&word);
                last.end = to;
                return;
            }
        }
    }
    out.push(Token { word, start: from, end: to, before: gap });
}

fn push_symbol(out: &mut Vec<Token>, c: char, at: usize, between: &mut String) {
    let word = if c == '&' { "and".to_string() } else { c.to_string() };
    out.push(Token { word, start: at, end: at + c.len_utf8(), before: std::mem::take(between) });
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn fold_word(raw: &str) -> String {
    let lower: String =
        raw.nfkc().filter(|c| !is_apostrophe(*c)).flat_map(char::to_lowercase).collect();
    singular(&lower)
}

/// Drops a plural ending. Crude on purpose: both sides are folded alike.
fn singular(word: &str) -> String {
    let n = word.len();
    if !word.is_ascii() || n < 4 || is_number(word) {
        return word.to_string();
    }
    if let Some(stem) = word.strip_suffix("ies")
        && n > 4
    {
        return format!("{stem}y");
    }
    let keeps = ["ss", "us", "is", "as"].iter().any(|e| word.ends_with(e));
    if word.ends_with('s') && !keeps { word[..n - 1].to_string() } else { word.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_footnote_mark_is_no_part_of_its_word() {
        let words = |t: &str| tokens(t).into_iter().map(|t| t.word).collect::<Vec<_>>();
        assert_eq!(words("Officer on duty\u{b9}"), words("Officer on duty"));
        assert_eq!(words("Dismissed\u{b2} or resigned"), words("Dismissed or resigned"));
    }

    #[test]
    fn folding_joins_what_people_write_differently() {
        assert_eq!(key("De-recorded"), key("derecorded"));
        assert_eq!(key("No Case to Answer"), key("no case  to answer."));
        assert_eq!(key("Allegations"), key("allegation"));
        assert_eq!(key("officer’s sex"), key("officers sex"));
        assert_eq!(key("Not upheld & closed"), "not upheld and closed");
    }

    #[test]
    fn numbers_stay_whole_and_know_their_place() {
        let t = tokens("about 1,204 (12.5%), 3.");
        let words: Vec<&str> = t.iter().map(|t| t.word.as_str()).collect();
        assert_eq!(words, ["about", "1,204", "12.5", "%", "3"]);
        assert_eq!(t[1].start, 6);
        assert_eq!(t[4].before, "),");
    }
}
