//! The date of the letter, among all the dates it mentions.

use std::sync::LazyLock;

use regex::Regex;

use super::has_figures;
use crate::model::document::{Block, BlockKind};
use crate::pattern::pattern;

/// How many blocks from the top may hold the date of the letter.
const DATED_BLOCKS: usize = 40;
const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
pub(super) static LONG_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[\s-]+(\d{4})\b|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b|\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b|\b(20\d\d)-(\d\d)-(\d\d)\b|\b(\d{1,2})[/.](\d{1,2})[/.](\d\d)\b",
    )
});
static OWN_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:response|reply|answer|disclosure|letter|document|extract|issued|sent|prepared|produced|date(?: of (?:this )?(?:response|reply|letter|issue|disclosure))?)(?:\s+(?:of|dated|on|date))?\s*:?\s*$",
    )
});
static OTHER_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:received|request(?:ed)?|dated|of|submitted|on|from|between|to|until|since|before|after|by|as at|at|extracted|run)\s*(?:the\s+|on\s+|dated\s+|us\s+on\s+)?[:]?\s*$",
    )
});

/// The date a text begins with, ISO.
pub fn first_date(text: &str) -> Option<String> {
    LONG_DATE
        .captures(text)
        .filter(|c| c.get(0).is_some_and(|m| m.start() < 4))
        .and_then(|c| iso(&c))
}

/// The date of the letter: printed alone or after "Date:" near the top, else the first date that no
/// word ties to the request. A letter cannot be older than the last year it was asked about, and a
/// date among the figures of a table is a date of a record.
pub(super) fn date(texts: &[(&Block, String)], not_before: i32) -> Option<String> {
    let mut fallback = None;
    for (block, text) in texts.iter().take(DATED_BLOCKS) {
        let data = block.kind == BlockKind::Table && is_data(block);
        for c in LONG_DATE.captures_iter(text).filter(|_| !data) {
            let Some(iso) = iso(&c) else { continue };
            if iso[..4].parse::<i32>().is_ok_and(|year| year < not_before) {
                continue;
            }
            let at = c.get(0).map_or(0, |m| m.start());
            let lead = &text[..at];
            let rest = &text[c.get(0).map_or(0, |m| m.end())..];
            if is_end_of_period(lead, rest) || ENDS_YEAR.is_match(lead) {
                continue;
            }
            let named = OWN_DATE.is_match(lead) && text.len() < 120 && !asks_or_quotes(lead);
            let own = lead.trim().is_empty()
                || lead.to_lowercase().trim_end().ends_with("date:")
                || lead.to_lowercase().trim_end().ends_with("dated:");
            if named {
                return Some(iso);
            }
            if !OTHER_DATE.is_match(lead) && (own || text.len() < 80) {
                return Some(iso);
            }
            if !OTHER_DATE.is_match(lead) {
                fallback.get_or_insert(iso);
            }
        }
    }
    fallback
}

/// "Year ending 31 December 2016", "the five years to": the last day of what is counted.
static ENDS_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:years?|period|quarters?|months?)\s+(?:ending|ended|ends?|to|up to)\s*(?:on\s+)?$",
    )
});

/// "Your letter of", "our earlier reply of": a date of another letter.
fn asks_or_quotes(lead: &str) -> bool {
    let lower = lead.to_lowercase();
    ["your", "earlier", "previous", "first", "last", "replaces", "received", "request"]
        .iter()
        .any(|w| lower.contains(w))
}

/// "1 January 2016 - 31 December 2020": a date beside another is an end of the period asked about.
fn is_end_of_period(lead: &str, rest: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '\u{2013}' | '\u{2014}');
    let rest = rest.trim_start();
    let after = rest.strip_prefix(dash).or(rest.strip_prefix("to "));
    let runs_on =
        after.is_some_and(|r| LONG_DATE.find(r).is_some_and(|m| r[..m.start()].trim().is_empty()));
    let lead = lead.trim_end();
    let before = lead.strip_suffix(dash).or(lead.strip_suffix(" to"));
    let ends = before.is_some_and(|l| {
        let l = l.trim_end();
        LONG_DATE.find_iter(l).any(|m| m.end() == l.len())
    });
    runs_on || ends
}

/// True for a table of records or counts, as against a letterhead laid out as a table.
fn is_data(block: &Block) -> bool {
    let rows = block.cells.iter().map(|c| c.row + 1).max().unwrap_or(0);
    let dates = block.cells.iter().filter(|c| LONG_DATE.is_match(&c.text)).count();
    has_figures(block) || (rows > 3 && dates > 2)
}

fn iso(c: &regex::Captures<'_>) -> Option<String> {
    let n = |i: usize| c.get(i).and_then(|m| m.as_str().parse::<u32>().ok());
    let month = |i: usize| {
        c.get(i).and_then(|m| {
            let lower = m.as_str().to_lowercase();
            MONTHS.iter().position(|x| lower.starts_with(x)).map(|p| p as u32 + 1)
        })
    };
    let (y, m, d) = if c.get(1).is_some() {
        (n(3)?, month(2)?, n(1)?)
    } else if c.get(4).is_some() {
        (n(6)?, month(4)?, n(5)?)
    } else if c.get(7).is_some() {
        (n(9)?, n(8)?, n(7)?)
    } else if c.get(10).is_some() {
        (n(10)?, n(11)?, n(12)?)
    } else {
        (2000 + n(15)?, n(14)?, n(13)?)
    };
    ((1..=12).contains(&m) && (1..=31).contains(&d) && y > 2000)
        .then(|| format!("{y:04}-{m:02}-{d:02}"))
}
