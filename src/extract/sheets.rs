//! What a workbook says of its own sheets: a note that names a sheet and tells what it holds ("Sheet “P2”:
//! sex of the complainant, by sex of the officer"), as one more heading over that sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::cells::ByPlace;
use crate::model::document::{BlockKind, Document};
use crate::model::locator::Locator;
use crate::pattern::pattern;

/// Longest description, in characters; what is longer tells of more than the sheet.
const MAX_DESCRIPTION: usize = 240;

/// First sentence of what is said of each sheet, by its name.
pub(super) fn described(document: &Document) -> BTreeMap<String, String> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:the\s+)?(?:sheet|tab|worksheet)s?\s+)?[\x22'\u{2018}\u{201c}(]?(?P<name>[^\x22'\u{2019}\u{201d}:=\u{2013}\u{2014})]{1,40}?)[\x22'\u{2019}\u{201d})]?\s*(?::|=|\u{2013}|\u{2014}|-\s|\b(?:gives|shows|contains|holds|sets\s+out|has|is)\b)\s*(?P<what>\S.*)$",
        )
    });
    let shown = || document.blocks.iter().filter(|b| !b.hidden);
    let sheet = |locator: &Locator| match locator {
        Locator::Cells { sheet, .. } => Some(sheet.to_string()),
        _ => None,
    };
    let names: BTreeSet<String> = shown().filter_map(|b| sheet(&b.locator)).collect();
    if names.len() < 2 {
        return BTreeMap::new();
    }
    let known = |name: &str| names.iter().find(|n| n.trim().eq_ignore_ascii_case(name.trim()));
    let mut out = BTreeMap::new();
    let mut take = |here: &Locator, name: &str, what: &str| {
        let Some(of) = known(name).filter(|of| sheet(here).as_ref() != Some(*of)) else { return };
        let first = what.split(". ").next().unwrap_or(what).trim();
        if first.len() <= MAX_DESCRIPTION && first.contains(' ') {
            out.entry(of.clone()).or_insert_with(|| first.to_string());
        }
    };
    for block in shown() {
        if block.kind != BlockKind::Table {
            if let Some(c) = NAMED.captures(&block.text) {
                take(&block.locator, &c["name"], &c["what"]);
            }
            continue;
        }
        let places = ByPlace::visible(block);
        for cell in block.cells.iter().filter(|c| !c.hidden) {
            if let Some(what) = places.text(cell.row, cell.col + 1) {
                take(&block.locator, &cell.text, what);
            }
        }
    }
    out
}
