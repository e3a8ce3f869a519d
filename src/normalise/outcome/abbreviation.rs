//! Labels shortened by hand: "N/UPH", "U/INV", "DISM W/OUT NOTICE". Each written piece must begin
//! one word of a known label, in order; what could shorten labels of different meaning is not read.

use std::collections::BTreeSet;

use crate::normalise::fold::Token;
use crate::normalise::vocabulary::{Hit, Term, Vocabulary};

/// Words of a known label that a shortened one may leave out.
const LOOSE_WORDS: &[&str] = &["of", "the", "to", "and", "by", "a", "for", "at"];
/// A word without its vowels ("wthdrn") is no abbreviation below this length.
const MIN_SKELETON: usize = 4;
/// Of the consonants of a word, its abbreviation keeps at least this share ("wdrn": 4 of the 7 of
/// "withdrawn").
const KEPT_CONSONANTS: f32 = 0.55;
/// Longest shortened label, in pieces.
const MAX_PIECES: usize = 5;
/// A piece without a stroke or point beside it is no abbreviation below this length.
const MIN_PREFIX: usize = 3;
/// A label of a single piece is no abbreviation below this length.
const MIN_LONE: usize = 5;

/// The one meaning of a shortened label, with the known label it shortens.
pub(super) fn read(vocabulary: &Vocabulary, text: &[Token]) -> Option<(BTreeSet<String>, String)> {
    if text.is_empty() || text.len() > MAX_PIECES {
        return None;
    }
    let pieces: Vec<&str> = text.iter().map(|t| t.word.as_str()).collect();
    if text.len() > 1 && pieces.iter().all(|p| p.len() == 1) && text[1..].iter().all(divided) {
        return initials(vocabulary, &pieces.concat());
    }
    let longest = pieces.iter().map(|p| p.len()).max().unwrap_or(0);
    let lone = if vowels(pieces[0]) < 2 { MIN_SKELETON } else { MIN_LONE };
    if longest < if pieces.len() == 1 { lone } else { MIN_PREFIX } {
        return None;
    }
    if !pieces.iter().all(|p| p.chars().all(|c| c.is_ascii_alphabetic())) {
        return None;
    }
    // A shortened label begins as the known one does.
    let first = pieces[0].as_bytes()[0];
    let begins =
        |words: &[String]| words.first().is_some_and(|w| w.as_bytes().first() == Some(&first));
    let mut fitting: Vec<(usize, &BTreeSet<String>, String)> = Vec::new();
    for (words, codes, _) in vocabulary.outcome_phrases().filter(|(words, ..)| begins(words)) {
        if let Some(left_out) = fits(text, words) {
            fitting.push((left_out, codes, words.join(" ")));
        }
    }
    let least = fitting.iter().map(|f| f.0).min()?;
    fitting.retain(|f| f.0 == least);
    let (_, codes, phrase) = fitting.first()?;
    if fitting.iter().all(|f| f.1 == *codes) {
        return Some(((*codes).clone(), phrase.clone()));
    }
    // "F/W/WARN" may be a final or a first written warning; FWW, which everyone writes, is final.
    let letters: String = pieces.iter().map(|p| &p[..1]).collect();
    initials(vocabulary, &letters).filter(|(codes, _)| fitting.iter().any(|f| f.1 == codes))
}

/// "N/F/A" is NFA.
fn initials(vocabulary: &Vocabulary, joined: &str) -> Option<(BTreeSet<String>, String)> {
    vocabulary
        .outcome_phrases()
        .find(|(words, ..)| matches!(words, [one] if one == joined))
        .map(|(_, codes, _)| (codes.clone(), joined.to_string()))
}

/// True for a piece that a stroke or a point divides from the piece before.
fn divided(piece: &Token) -> bool {
    matches!(piece.before.as_str(), "/" | "." | "\\")
}

/// How many loose words of the known label the pieces leave out, if they fit it at all.
fn fits(pieces: &[Token], words: &[String]) -> Option<usize> {
    let (mut at, mut left_out, mut shortened) = (0, 0, false);
    let mut piece = 0;
    while piece < pieces.len() {
        let word = words.get(at)?.as_str();
        let text = pieces[piece].word.as_str();
        let next = pieces.get(piece + 1).filter(|n| divided(n)).map(|n| n.word.as_str());
        // "w/drawn": the first letters and the end of one word.
        if let Some(end) = next
            && end.len() >= MIN_PREFIX
            && word.starts_with(text)
            && word.len() > text.len() + end.len()
            && (word.ends_with(end) || is_skeleton(&format!("{text}{end}"), word))
        {
            shortened = true;
            piece += 2;
            at += 1;
            continue;
        }
        let beside = next.is_some() || piece > 0 && divided(&pieces[piece]);
        let begins = word.starts_with(text) && (text.len() >= MIN_PREFIX || beside);
        let alone = pieces.len() == 1;
        let bones = (text.len() >= MIN_SKELETON || !alone && text.len() >= MIN_PREFIX)
            && is_skeleton(text, word);
        if word == text || begins && (!alone || text.len() >= MIN_LONE) || bones {
            shortened |= word != text;
            piece += 1;
            at += 1;
        } else if LOOSE_WORDS.contains(&word) && at > 0 {
            left_out += 1;
            at += 1;
        } else {
            return None;
        }
    }
    (at == words.len() && shortened).then_some(left_out)
}

fn vowels(word: &str) -> usize {
    word.chars().filter(|c| "aeiou".contains(*c)).count()
}

/// "rsgnd" for "resigned": the letters of a word in their order, first and last among them, with few of
/// its vowels and most of its consonants.
fn is_skeleton(text: &str, word: &str) -> bool {
    let ends = |a: Option<char>, b: Option<char>| a.is_some() && a == b;
    let mut letters = word.chars();
    let consonants = |w: &str| (w.len() - vowels(w)) as f32;
    text.len() < word.len()
        && word.is_ascii()
        && text.is_ascii()
        && ends(text.chars().next(), word.chars().next())
        && ends(text.chars().last(), word.chars().last())
        && vowels(text) * 3 <= text.len()
        && consonants(text) >= consonants(word) * KEPT_CONSONANTS
        && text.chars().all(|c| letters.any(|l| l == c))
}

/// True when a label of several pieces has single letters that a stroke joins to the next piece: a
/// reading that leaves such a letter out says the opposite as easily as not ("N/UPH").
pub(super) fn has_strokes(vocabulary: &Vocabulary, text: &[Token]) -> bool {
    let explained: BTreeSet<usize> = vocabulary
        .hits(text)
        .iter()
        .filter(|h| h.to > h.from + 1)
        .flat_map(|h| h.from..h.to)
        .collect();
    text.windows(2).enumerate().any(|(i, pair)| {
        pair[0].word.len() == 1
            && pair[0].word.chars().all(|c| c.is_ascii_alphabetic())
            && divided(&pair[1])
            && pair[1].word.len() >= MIN_PREFIX
            && !explained.contains(&i)
    })
}

/// True when every phrase found (single letters aside) in the text is an outcome or plain: words of other dimensions are
/// no abbreviated outcome.
pub(super) fn may_be_outcome(vocabulary: &Vocabulary, text: &[Token]) -> bool {
    let letter = |h: &Hit| h.to == h.from + 1 && text[h.from].word.len() == 1 && text.len() > 1;
    vocabulary
        .hits(text)
        .iter()
        .filter(|h| !letter(h))
        .all(|h| h.terms.iter().all(|t| matches!(t, Term::Outcome(_) | Term::Plain)))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::normalise::vocabulary::Vocabulary;

    fn codes(label: &str) -> Vec<String> {
        let vocabulary = Vocabulary::new(&crate::investigation::built_in()).expect("well formed");
        let reading = read(&vocabulary, label);
        reading.map(|r| r.codes.into_iter().collect()).unwrap_or_default()
    }

    #[test]
    fn strokes_shorten_words() {
        assert_eq!(codes("N/UPH"), ["not_upheld"]);
        assert_eq!(codes("U/INV"), ["under_investigation"]);
        assert_eq!(codes("W/DRAWN"), ["withdrawn"]);
        assert_eq!(codes("F/W/WARN"), ["final_written_warning"]);
        assert_eq!(codes("DISM W/OUT NOTICE"), ["dismissed"]);
        assert_eq!(codes("N/F/A"), ["no_further_action"]);
    }

    #[test]
    fn vowels_are_left_out() {
        assert_eq!(codes("Wthdrwn"), ["withdrawn"]);
        assert_eq!(codes("W/drn"), ["withdrawn"]);
        assert_eq!(codes("Rsgnd pre hrg"), ["resigned"]);
        assert_eq!(codes("Not uphd"), ["not_upheld"]);
        assert!(codes("Wales").is_empty());
        assert!(codes("Kent").is_empty());
    }

    #[test]
    fn what_shortens_two_meanings_is_not_read() {
        assert!(codes("SUBS").is_empty());
        assert!(codes("X/UPH").is_empty());
    }
}
