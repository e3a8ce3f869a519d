//! A set and then each of it in a sentence of its own ("The other three came from colleagues. The first was not
//! upheld. The second led to dismissal. The third ..."): the first of those sentences begins a division of the set.

use std::sync::LazyLock;

use regex::Regex;

use super::wording::N;
use crate::extract::number;
use crate::pattern::pattern;

/// Largest set that is told one by one.
const MOST: u64 = 6;

/// For each sentence, of how many it tells the first one.
pub(super) fn first_of(text: &str, sentences: &[(usize, usize)]) -> Vec<Option<u64>> {
    let mut out = vec![None; sentences.len()];
    let at = |i: usize| text[sentences[i].0..sentences[i].1].trim();
    for i in 0..sentences.len() {
        let Some(size) = size_of(at(i)) else { continue };
        let items = count_items(size, (i + 1..sentences.len()).map(at));
        if items == size {
            out[i + 1] = Some(size);
        }
    }
    out
}

/// The size of the set that a sentence states, where it states one of few and nothing else.
fn size_of(sentence: &str) -> Option<u64> {
    static STATES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?:and\s+|but\s+)?(?:(?:there\s+were|the\s+(?:other|remaining)|these|another|a\s+further)\s+)?(?P<n>{N})\s+(?:(?:were|came|originated|arose|began)\b|(?:\w+\s+)?(?:allegations|complaints|cases|matters)\s+(?:were|came)\b|from\b)[^;:,]*$"
        ))
    });
    let c = STATES.captures(sentence)?;
    number::value(&c["n"]).filter(|n| (2..=MOST).contains(n))
}

/// How many sentences in a row tell one each, of as many; what goes on about the one before ("He resigned.") is
/// none of its own.
fn count_items<'a>(size: u64, sentences: impl Iterator<Item = &'a str>) -> u64 {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:in\s+)?(?:one|the\s+first|the\s+(?:one|only)\s+(?:allegation|complaint|case|matter))\b(?:\s+of\s+(?:these|them|those))?",
        )
    });
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:in\s+)?(?:another|one|a\s+(?:second|third)|the\s+(?:second|third|fourth|fifth))\b",
        )
    });
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:and\s+)?(?:in\s+)?the\s+(?:other|last|remaining|final|second|third|fourth|fifth|sixth)\b",
        )
    });
    static GOES_ON: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:it|he|she|they|the\s+officer|this|that)\b"));
    let mut told = 0;
    for sentence in sentences {
        let item = match told {
            0 => FIRST.is_match(sentence),
            n if n + 1 == size => LAST.is_match(sentence),
            _ => NEXT.is_match(sentence),
        };
        match (item, told > 0 && GOES_ON.is_match(sentence)) {
            (true, _) => told += 1,
            (false, true) => {}
            (false, false) => break,
        }
        if told == size {
            break;
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::prose::sentences;

    #[test]
    fn the_first_of_a_set_told_one_by_one() {
        for (text, first) in [
            (
                "The other three came from colleagues. The first was not upheld. The second led to dismissal. The third was withdrawn.",
                Some((1, 3)),
            ),
            (
                "There were two from colleagues. One was upheld. He was dismissed. The other was not.",
                Some((1, 2)),
            ),
            ("Three came from colleagues. One was not upheld. Two led to dismissal.", None),
            (
                "Three came from colleagues, two from the public. One was not upheld. Another was. The third was not.",
                None,
            ),
        ] {
            let found = first_of(text, &sentences(text));
            let told = found.iter().enumerate().find_map(|(i, n)| n.map(|n| (i, n)));
            assert_eq!(told, first, "{text}");
        }
    }
}
