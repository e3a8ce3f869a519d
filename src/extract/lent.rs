//! Tables of a sheet that lie under the headings of an earlier one: a line of totals under the last of several,
//! set off by an empty row, and blocks whose columns go on where only the first has headings.

use std::collections::BTreeSet;

use super::context::{Context, Desk};
use super::number;
use crate::model::document::{Block, BlockKind, Cell};
use crate::model::locator::Locator;
use crate::model::observation::Dimension;

/// The table with the headings of the one above it; `None` for a table that has its own.
pub(super) fn with_headings(desk: &Desk<'_>, blocks: &[Block], at: usize) -> Option<Block> {
    totals(desk, blocks, at).or_else(|| going_on(blocks, at))
}

/// Fewest columns of counts that show, standing under the same columns, that a block goes on.
const SAME_COLUMNS: usize = 3;

/// "Male | 5 | 7 | 2", "Female | - | - | 1" under "Q2 Sex of officer", in the columns of the years above Q1.
fn going_on(blocks: &[Block], at: usize) -> Option<Block> {
    let block = &blocks[at];
    let cells = visible(block);
    let label = cells.iter().map(|c| c.col).min()?;
    let (labels, counts): (Vec<&Cell>, Vec<&Cell>) = cells.iter().partition(|c| c.col == label);
    let columns: BTreeSet<u32> = counts.iter().map(|c| c.col).collect();
    let counted = |c: &&Cell| is_count(c) || number::is_symbol(&c.text) || is_dash(&c.text);
    let headless = columns.len() >= SAME_COLUMNS
        && counts.iter().all(counted)
        && labels.iter().all(|c| !is_count(c) && !is_dash(&c.text));
    if !headless {
        return None;
    }
    let own = sheet_of(block)?;
    let tables = blocks[..at].iter().rev().filter(|b| b.kind == BlockKind::Table && !b.hidden);
    let heads = tables.take_while(|b| sheet_of(b) == Some(own)).find_map(|b| {
        let theirs = visible(b);
        let top = theirs.iter().map(|c| c.row).min()?;
        let over: Vec<&Cell> =
            theirs.into_iter().filter(|c| c.row == top && columns.contains(&c.col)).collect();
        let all = over.iter().map(|c| c.col).collect::<BTreeSet<u32>>() == columns;
        (all && over.iter().all(|c| !is_count(c) && !is_dash(&c.text))).then_some(over)
    })?;
    let first = cells.iter().map(|c| c.row).min()?;
    Some(put_under(block, first, &heads))
}

/// A table with these headings set over its first row.
fn put_under(table: &Block, first: u32, heads: &[&Cell]) -> Block {
    let mut out = table.clone();
    for cell in &mut out.cells {
        cell.row += 1;
    }
    let lent = heads.iter().map(|&c| Cell { row: first, rowspan: 1, ..c.clone() });
    out.cells.splice(0..0, lent);
    out
}

fn sheet_of(block: &Block) -> Option<u32> {
    match &block.locator {
        Locator::Cells { sheet_index, .. } => Some(*sheet_index),
        _ => None,
    }
}

fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "-" | "\u{2013}" | "\u{2014}")
}

/// A line of totals with the headings of the table above it.
fn totals(desk: &Desk<'_>, blocks: &[Block], at: usize) -> Option<Block> {
    let line = &blocks[at];
    let cells = visible(line);
    let [label, counts @ ..] = &cells[..] else { return None };
    let row = label.row;
    let one_line = !counts.is_empty() && cells.iter().all(|c| c.row == row);
    if !one_line || !desk.read(&label.text).total || !counts.iter().all(|c| is_count(c)) {
        return None;
    }
    let above = blocks[..at].iter().rev().find(|b| b.kind == BlockKind::Table && !b.hidden)?;
    let theirs = visible(above);
    let top = theirs.iter().map(|c| c.row).min()?;
    let heads: Vec<&Cell> = theirs.iter().copied().filter(|c| c.row == top).collect();
    let columns = |cells: &[&Cell]| cells.iter().map(|c| c.col).collect::<BTreeSet<u32>>();
    let under = columns(&cells).is_subset(&columns(&theirs))
        && columns(counts).is_subset(&columns(&heads))
        && sheet_of(above).is_some()
        && sheet_of(above) == sheet_of(line)
        && heads.iter().all(|c| !is_count(c));
    if !under {
        return None;
    }
    Some(put_under(line, row, &heads))
}

/// "All years" under the table of 2020 is not of 2020.
pub(super) fn over_all_years(block: &Block, context: Context) -> Context {
    // The table is one of several, so its "grand total" is theirs.
    let of_all = |text: &str| {
        let lower = text.to_lowercase();
        says_all_years(text) || lower.contains("grand total") || lower.contains("overall")
    };
    let over = |c: &Cell| of_all(&c.text) || crate::normalise::year::in_text(&c.text).len() > 1;
    let mut context = context;
    if block.cells.iter().any(over) {
        context.cell.remove(&Dimension::Year);
    }
    context
}

/// "All years", "Five-year total".
pub(super) fn says_all_years(text: &str) -> bool {
    const ALL: &[&str] = &[
        "all years",
        "five years",
        "five-year",
        "five year",
        "5-year",
        "5 year",
        "all five",
        "whole period",
    ];
    let lower = text.to_lowercase();
    ALL.iter().any(|w| lower.contains(w))
}

fn visible(block: &Block) -> Vec<&Cell> {
    block.cells.iter().filter(|c| !c.hidden && !c.text.trim().is_empty()).collect()
}

fn is_count(cell: &Cell) -> bool {
    number::is_count(&cell.text) && crate::normalise::year::of_label(cell.text.trim()).is_none()
}
