//! Headings and captions that part the answer by where allegations came from: "Complaint allegations received,
//! by year" is of complaints from the public where "Conduct allegations received, by year" stands beside it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::letter::Zone;
use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::pattern::pattern;

/// Longest heading or caption, in words.
const WORDS: usize = 18;

/// What follows the first words of such a heading.
const NEXT: &str = r"(?:\s*$|\s*[:,;(\u{2013}\u{2014}-]|\s+(?:received|recorded|made|logged|by|with|and\s+(?:their|its)|per|in|from|only|table|figures|data|outcomes?|results?)\b)";

/// The headings and captions of complaints that stand beside those of conduct matters.
pub fn of_complaints(document: &Document, zones: &[Zone]) -> BTreeSet<String> {
    static COMPLAINTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?:complaints?|complaints?\s+(?:allegations?|cases?|matters?|records?)){NEXT}"
        ))
    });
    static CONDUCT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?:(?:internal\s+)?(?:mis)?conduct(?:\s+(?:allegations?|cases?|matters?|records?))?|internal(?:ly\s+raised)?(?:\s+(?:allegations?|cases?|matters?|reports?|referrals?))){NEXT}"
        ))
    });
    let heads: Vec<&Block> = document
        .blocks
        .iter()
        .zip(zones)
        .filter(|(b, z)| **z == Zone::Answer && b.furniture == Furniture::Body && !b.hidden)
        .map(|(b, _)| b)
        .filter(|b| b.kind != BlockKind::Table && b.text.split_whitespace().count() <= WORDS)
        .collect();
    if !heads.iter().any(|b| CONDUCT.is_match(without_number(&b.text))) {
        return BTreeSet::new();
    }
    let complaints = heads.iter().filter(|b| COMPLAINTS.is_match(without_number(&b.text)));
    complaints.map(|b| b.text.clone()).collect()
}

/// A caption without "Table 2:".
fn without_number(text: &str) -> &str {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:table|figure|sheet|part|section|annex)\s+\w{1,4}\W*|\(?\d{1,2}[a-z]?[.):]+\s*|\(?[a-z][.):]+\s+)",
        )
    });
    let from = NUMBER.find(text).map_or(0, |m| m.end());
    text[from..].trim_start()
}
