//! A printed report saved as a sheet breaks its table at every page: a page mark, the title again, the
//! headings again. Its rows are put together into one table; the marks and titles stay texts.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::document::{Block, BlockKind};
use crate::pattern::pattern;

/// "Page 2 of 7", "2 / 7", a date and time of printing.
static PAGE_MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:page\s*:?\s*\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*(?:of|/)\s*\d+|(?:(?:printed|run|generated|produced|report)\b[^.]{0,24}?)?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}[ ,]*(?:\d{1,2}:\d\d(?::\d\d)?)?|(?:\(?continued\)?|cont(?:'d|\.)?))\W*$",
    )
});

/// Puts tables together that only a page's end divided: the headings come again, and what stands
/// between are page marks and titles that stood above the first part too.
pub(super) fn join(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut open: Option<usize> = None;
    for block in blocks {
        let goes_on = block.kind == BlockKind::Table
            && open.is_some_and(|at| continues(&out[at], &block, &out[..at], &out[at + 1..]));
        match open {
            Some(at) if goes_on => append(&mut out[at], block),
            _ => {
                if block.kind == BlockKind::Table {
                    open = Some(out.len());
                }
                out.push(block);
            }
        }
    }
    out
}

fn continues(table: &Block, next: &Block, above: &[Block], between: &[Block]) -> bool {
    let repeated = |b: &Block| above.iter().any(|a| a.kind != BlockKind::Table && a.text == b.text);
    heads(table).len() > 1
        && heads(table) == heads(next)
        && !between.is_empty()
        && between
            .iter()
            .all(|b| b.kind != BlockKind::Table && (PAGE_MARK.is_match(&b.text) || repeated(b)))
}

fn heads(table: &Block) -> Vec<(u32, &str)> {
    let first = table.cells.iter().filter(|c| c.row == 0);
    first.map(|c| (c.col, c.text.as_str())).collect()
}

/// The repeated headings stay in the table: no cell of a sheet is lost.
fn append(table: &mut Block, next: Block) {
    let rows = table.cells.iter().map(|c| c.row + c.rowspan).max().unwrap_or(0);
    table.locator = table.locator.union(&next.locator);
    table.cells.extend(next.cells.into_iter().map(|mut c| {
        c.row += rows;
        c
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Cell;
    use crate::model::locator::Locator;

    fn text(words: &str) -> Block {
        Block::text(BlockKind::Paragraph, words, Locator::Line(1))
    }

    fn table(rows: &[[&str; 2]]) -> Block {
        let cells = rows.iter().enumerate().flat_map(|(r, row)| {
            let cell = move |c: usize| Cell::new(r as u32, c as u32, row[c], Locator::Line(1));
            [cell(0), cell(1)]
        });
        Block::table(cells.collect(), Locator::Line(1))
    }

    fn joined(between: &[&str]) -> usize {
        let mut blocks = vec![text("Results by year"), table(&[["Result", "2019"], ["Live", "1"]])];
        blocks.extend(between.iter().map(|t| text(t)));
        blocks.push(table(&[["Result", "2019"], ["Upheld", "2"]]));
        join(blocks).iter().filter(|b| b.kind == BlockKind::Table).count()
    }

    #[test]
    fn a_table_goes_on_over_page_marks_and_its_own_title() {
        assert_eq!(joined(&["Page 1 of 2", "Results by year"]), 1);
        assert_eq!(joined(&["Printed 03/06/2021 14:22"]), 1);
        assert_eq!(joined(&["Results by rank"]), 2);
        assert_eq!(joined(&[]), 2);
    }
}
