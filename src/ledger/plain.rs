//! Numbers that no extractor looked at and that plainly count nothing: those that number the rows of a
//! table, and words like "one of several".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::scan::Found;
use crate::model::locator::Locator;
use crate::pattern::pattern;

/// Fewest rows in sequence that number a table: two counts may follow each other by chance.
const NUMBERED: u64 = 3;

/// Edge of the columns a page is divided into, in points, so that "9" and "10" share one.
const COLUMN: f32 = 24.0;

/// Numbers by their place in the list that stand first in their row before words, 1, 2, 3 and so on
/// down one column.
pub(super) fn numbered_rows(numbers: &[Found]) -> BTreeSet<usize> {
    let mut columns: BTreeMap<(u32, u32), Vec<(u64, usize)>> = BTreeMap::new();
    for (i, n) in numbers.iter().enumerate() {
        let first = n.quote.strip_prefix(n.text.as_str()).is_some_and(|rest| {
            rest.trim_start_matches([' ', '.', ')']).starts_with(char::is_alphabetic)
        });
        if let (true, false, Some(value), Some(column)) = (first, n.in_text, n.value, column(n)) {
            columns.entry(column).or_default().push((value, i));
        }
    }
    let mut out = BTreeSet::new();
    for column in columns.values() {
        let mut run: Vec<usize> = Vec::new();
        for (value, i) in column {
            if *value != run.len() as u64 + 1 {
                run.clear();
            }
            if *value == run.len() as u64 + 1 {
                run.push(*i);
            }
            if run.len() as u64 >= NUMBERED {
                out.extend(run.iter().copied());
            }
        }
    }
    out
}

/// Sheet or page, and column.
fn column(n: &Found) -> Option<(u32, u32)> {
    match &n.place {
        Locator::Cells { sheet_index, from, .. } => Some((*sheet_index, from.1)),
        Locator::Page { page, bbox } | Locator::Scan { page, bbox } => {
            Some((*page, (bbox.x0 / COLUMN) as u32))
        }
        Locator::Line(_) | Locator::Paragraph(_) => None,
    }
}

/// What follows a number that counts nothing of what was asked.
static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s+of\s+(?:which\s+is\b|(?:the|these|those|our|its|their|many|several|a\s+number\s+of)\s+(?:\w+\s+)?(?:outcomes?|results?|terms?|words?|codes?|headings?|labels?|columns?|rows?|tables?|reasons?|ways?|factors?|categories|types?|questions?|points?|systems?|forces?|things|exemptions?|sections?)\b)",
    )
});
static SAMPLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:dip[ -])?sampl(?:e|es|ed|ing)\b"));

/// Why a number of a sentence counts nothing that was asked, by the words around it.
pub(super) fn reason(n: &Found) -> Option<&'static str> {
    if n.in_text && SAMPLE.is_match(&n.quote) {
        return Some("a sample");
    }
    // "Those 24 cases involved 26 officers": of the 24 counted before.
    let pointed = |at: usize| {
        let before = n.quote[..at].trim_end().to_lowercase();
        before.ends_with(" those") || before.ends_with(" these")
    };
    if n.in_text && n.quote.match_indices(n.text.as_str()).any(|(at, _)| pointed(at)) {
        return Some("reference to a stated count");
    }
    let named = n.quote.match_indices(n.text.as_str());
    let mut after = named.map(|(at, text)| &n.quote[at + text.len()..]);
    after.any(|rest| PLAIN.is_match(rest)).then_some("counts something else")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::count::Count;

    fn found(text: &str, quote: &str, row: u32) -> Found {
        Found {
            text: text.into(),
            value: text.parse().ok(),
            count: text.parse().ok().map(Count::exact),
            place: Locator::Cells {
                sheet_index: 0,
                sheet: "Data".into(),
                from: (row, 0),
                to: (row, 0),
            },
            quote: quote.into(),
            in_text: row == 0,
            apart: None,
            reason: None,
        }
    }

    #[test]
    fn rows_are_numbered_from_one_and_not_by_chance() {
        let rows = |n: u32| {
            (1..=n).map(|r| found(&r.to_string(), &format!("{r} Number of complaints"), r))
        };
        assert_eq!(numbered_rows(&rows(4).collect::<Vec<_>>()).len(), 4);
        assert!(numbered_rows(&rows(2).collect::<Vec<_>>()).is_empty());
        let counts = [found("4", "4 Dismissed", 1), found("5", "5 Resigned", 2)];
        assert!(numbered_rows(&counts).is_empty());
    }

    #[test]
    fn one_of_several_counts_nothing_and_one_of_the_allegations_does() {
        let why = |text: &str, quote: &str| reason(&found(text, quote, 0));
        assert!(why("one", "National factors, one of which is sexual assault.").is_some());
        assert!(why("Three", "Three of the outcomes need a word of explanation.").is_some());
        assert!(why("twelve", "A dip sample of twelve found two.").is_some());
        assert!(why("One", "One of the allegations was upheld.").is_none());
        assert!(why("24", "Some are closed, and those 24 cases involved 26 officers.").is_some());
    }
}
