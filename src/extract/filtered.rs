//! Rows that a filter hides although the document says that they count ("some of the tables have filters
//! on; clear them to see every outcome").

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::document::{BlockKind, Document};
use crate::model::finding::{Code, Finding};
use crate::pattern::pattern;

static CLEAR_FILTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:clear|clearing|remove|removing|take|taking|turn|turning|switch|switching|reset|resetting|undo|undoing)\b[^.;]{0,40}\bfilters?\b|\bfilters?\b[^.;]{0,60}\b(?:clear|remove|take|turn|switch|reset|undo)\b|\bunfilter\w*\b|\b(?:hidden|filtered(?:[ -]out)?)\s+(?:rows?|lines?|records?|entries)\b[^.;]{0,40}\b(?:count|counts|counted|included|form part|are part|belong|as well|too)\b|\b(?:totals?|figures?)\b[^.;]{0,40}\binclud(?:e|es|ing)\b[^.;]{0,30}\b(?:hidden|filtered)\b",
    )
});
static NOT_COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:not|never|no)\b[^.;]{0,40}\b(?:count|counted|included|part of)\b|\bignore\b")
});

/// The document with those rows shown, and a note for each table; `None` where nothing says so.
pub(super) fn shown(document: &Document) -> Option<(Document, Vec<Finding>)> {
    let visible = || document.blocks.iter().filter(|b| !b.hidden);
    // Most documents hide nothing, and need not be searched for such words.
    if !visible().any(|b| b.cells.iter().any(|c| c.hidden)) {
        return None;
    }
    let texts = visible().flat_map(|b| {
        std::iter::once(&b.text).chain(b.cells.iter().filter(|c| !c.hidden).map(|c| &c.text))
    });
    let mut sentences = texts.flat_map(|t| t.split(". "));
    let said = sentences.find(|s| CLEAR_FILTER.is_match(s) && !NOT_COUNTED.is_match(s))?;
    let mut out = document.clone();
    let mut notes = Vec::new();
    for block in out.blocks.iter_mut().filter(|b| !b.hidden && b.kind == BlockKind::Table) {
        let rows: BTreeSet<u32> = block.cells.iter().map(|c| c.row).collect();
        let open: BTreeSet<u32> = block.cells.iter().filter(|c| !c.hidden).map(|c| c.row).collect();
        let open_columns: BTreeSet<u32> =
            block.cells.iter().filter(|c| !c.hidden).map(|c| c.col).collect();
        let hidden = rows.difference(&open).count();
        if hidden == 0 {
            continue;
        }
        for cell in &mut block.cells {
            // What lies in a hidden column stays hidden.
            if !open.contains(&cell.row) && open_columns.contains(&cell.col) {
                cell.hidden = false;
            }
        }
        let message =
            format!("{hidden} rows that a filter hides are counted, since the document says so");
        notes.push(Finding::new(Code::HiddenContent, message).at(&block.locator, said.trim()));
    }
    (!notes.is_empty()).then_some((out, notes))
}

/// Tables of which a filter hides rows, where nothing says whether they count.
pub(super) fn doubts(document: &Document) -> Vec<Finding> {
    let filtered = document.blocks.iter().filter(|b| b.filtered && !b.hidden);
    filtered
        .map(|b| {
            let message = "a filter hides rows of this table, and whether they count is not said";
            Finding::new(Code::FilteredRows, message).at(&b.locator, "")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Block, Cell};
    use crate::model::locator::Locator;

    #[test]
    fn rows_count_only_where_the_document_says_so() {
        let read = |said: &str| {
            let place = Locator::Line(1);
            let mut hidden = Cell::new(1, 0, "Withdrawn", place.clone());
            hidden.hidden = true;
            let cells = vec![Cell::new(0, 0, "Upheld", place.clone()), hidden];
            let note = Block::text(BlockKind::Paragraph, said, place.clone());
            let blocks = vec![Block::table(cells, place), note];
            shown(&Document { blocks, ..Document::default() })
                .map(|(d, notes)| (d.blocks[0].cells[1].hidden, notes.len()))
        };
        assert_eq!(read("Clear the filter to see every outcome."), Some((false, 1)));
        assert_eq!(read("Filtered rows are counted in the totals."), Some((false, 1)));
        assert_eq!(read("The hidden rows are not counted; do not remove the filter."), None);
        assert_eq!(read("One row is one matter."), None);
    }
}
