//! Rows that a listing itself marks as not to be counted: a mark in a column "Excl" or "Duplicate?", or
//! a code of which the key says "recorded in error, ignore".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::{Column, Listing};
use crate::extract::context::Desk;
use crate::extract::grid::Grid;
use crate::pattern::pattern;

/// Headings of a column whose mark takes a row out.
static TAKES_OUT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:to\s+)?(?:excl(?:ude[ds]?|usion|\.)?|ignored?|dup(?:licate[ds]?|\.)?|removed?|voided|void|omit(?:ted)?|disregard(?:ed)?|discount(?:ed)?|(?:do\s+)?not\s+count(?:ed)?|(?:recorded|entered)\s+in\s+error)(?:\s+(?:record|row|line|entry|flag|marker?|y/n))?\s*\??$",
    )
});
/// Headings of a column whose "No" takes a row out.
static TAKES_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:to\s+be\s+)?(?:incl(?:ude[ds]?|\.)?|count(?:ed)?)(?:\s+(?:y/n|in\s+(?:the\s+)?(?:figures?|totals?|answer)))?\s*\??$",
    )
});
/// What a key says of a code that takes a row out.
static MEANS_OUT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:duplicate[ds]?|ignored?|excluded?|disregard(?:ed)?|(?:do|should)\s+not\s+(?:be\s+)?count(?:ed)?|not\s+(?:to\s+be\s+)?counted|left\s+out|(?:recorded|entered)\s+in\s+error)\b",
    )
});
static YES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:y|yes|x|true|1|\u{2713}|\u{2714}|\u{2612}|\u{2611})$"));
static NO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:n|no|false|0|\u{2717}|\u{2718})$"));

/// The rows of a listing that it marks as not to be counted, with the reason.
pub(super) fn by_row(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    listing: &Listing,
    rows: &[usize],
) -> BTreeMap<usize, String> {
    let mut out = BTreeMap::new();
    for (c, kind) in listing.columns.iter().enumerate() {
        let heading = grid.text(listing.header, c).trim();
        let (marked_out, marked_in) = (TAKES_OUT.is_match(heading), TAKES_IN.is_match(heading));
        // What the column of an outcome or a party says is a value of the record, and read as such.
        let a_value = matches!(kind, Column::Dimension(_) | Column::Year | Column::Subject);
        if heading.is_empty() || a_value && !marked_out {
            continue;
        }
        for &r in rows {
            let text = grid.text(r, c).trim();
            let meant = desk.meaning_in(heading, text).filter(|m| MEANS_OUT.is_match(m));
            let says = marked_out && YES.is_match(text) || marked_in && NO.is_match(text);
            if says || meant.is_some() {
                let why = meant.map_or(String::new(), |m| format!(" ({m})"));
                out.entry(r).or_insert(format!("column `{heading}` says `{text}`{why}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_marks_are_told_from_others() {
        for heading in
            ["Excl", "Exclude?", "Duplicate", "Ignore", "Not counted", "Recorded in error"]
        {
            assert!(TAKES_OUT.is_match(heading), "{heading}");
        }
        for heading in ["Exclusion zone", "Duplicate ref", "Outcome", "Void ab initio"] {
            assert!(!TAKES_OUT.is_match(heading), "{heading}");
        }
        assert!(TAKES_IN.is_match("Counted?"));
        assert!(!TAKES_IN.is_match("Count of allegations"));
    }
}
