//! A line of totals under the last of several tables, set off by an empty row: it has no headings of its
//! own and lies under theirs.

use std::collections::BTreeSet;

use super::context::{Context, Desk};
use super::number;
use crate::model::document::{Block, BlockKind, Cell};
use crate::model::locator::Locator;
use crate::model::observation::Dimension;

/// The line with the headings of the table above it; `None` for any other table.
pub(super) fn with_headings(desk: &Desk<'_>, blocks: &[Block], at: usize) -> Option<Block> {
    let line = &blocks[at];
    let cells = visible(line);
    let [label, counts @ ..] = &cells[..] else { return None };
    let row = label.row;
    let one_line = !counts.is_empty() && cells.iter().all(|c| c.row == row);
    if !one_line || !desk.read(&label.text).total || !counts.iter().all(|c| is_count(c)) {
        return None;
    }
    let above = blocks[..at].iter().rev().find(|b| b.kind == BlockKind::Table && !b.hidden)?;
    let sheet = |b: &Block| match &b.locator {
        Locator::Cells { sheet_index, .. } => Some(*sheet_index),
        _ => None,
    };
    let theirs = visible(above);
    let top = theirs.iter().map(|c| c.row).min()?;
    let heads: Vec<&Cell> = theirs.iter().copied().filter(|c| c.row == top).collect();
    let columns = |cells: &[&Cell]| cells.iter().map(|c| c.col).collect::<BTreeSet<u32>>();
    let under = columns(&cells).is_subset(&columns(&theirs))
        && columns(counts).is_subset(&columns(&heads))
        && sheet(above).is_some()
        && sheet(above) == sheet(line)
        && heads.iter().all(|c| !is_count(c));
    if !under {
        return None;
    }
    let mut out = line.clone();
    for cell in &mut out.cells {
        cell.row += 1;
    }
    let lent = heads.into_iter().map(|c| Cell { row, rowspan: 1, ..c.clone() });
    out.cells.splice(0..0, lent);
    Some(out)
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
