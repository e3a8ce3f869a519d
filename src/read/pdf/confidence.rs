//! How sure a table is, with the reason when it is not: cells that hold more than one figure, and
//! columns of figures that are mostly empty. Sums that hold make a table sure whatever else it shows.

use std::collections::BTreeMap;

use super::cells::is_numeric;
use crate::model::document::{Block, Cell};

/// Share of a table's places for figures that must be filled, unless its sums hold.
const FILL: f32 = 0.3;
/// Fewest rows of figures from which the fill says anything.
const ROWS: usize = 4;
/// A column is one of figures when this share of its cells hold one.
const PURE: f32 = 0.5;

/// Why the grid of a table may be wrong; `None` when nothing speaks against it.
pub(super) fn doubt(table: &Block) -> Option<String> {
    let columns = figure_columns(&table.cells);
    if columns.is_empty() || sums_hold(&table.cells, &columns) {
        return None;
    }
    let several = table.cells.iter().filter(|c| columns.contains(&c.col) && figures(&c.text) > 1);
    match several.count() {
        0 => {}
        1 => return Some("a cell of the table holds several figures".into()),
        n => return Some(format!("{n} cells of the table hold several figures")),
    }
    let in_columns = |c: &&Cell| c.row > 0 && columns.contains(&c.col) && is_numeric(&c.text);
    let filled = table.cells.iter().filter(in_columns).count();
    let mut rows: Vec<u32> = table.cells.iter().filter(in_columns).map(|c| c.row).collect();
    rows.dedup();
    let places = rows.len() * columns.len();
    let empty = rows.len() >= ROWS && (filled as f32) < FILL * places as f32;
    empty.then(|| format!("only {filled} of {places} places for figures in the table are filled"))
}

/// Columns most of whose cells under the first one are figures.
fn figure_columns(cells: &[Cell]) -> Vec<u32> {
    let mut by_column: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for c in cells.iter().filter(|c| c.row > 0 && !c.text.is_empty()) {
        let slot = by_column.entry(c.col).or_default();
        slot.0 += 1;
        slot.1 += usize::from(figures(&c.text) > 0);
    }
    let pure = |(n, hits): (usize, usize)| hits >= 2 && hits as f32 >= PURE * n as f32;
    by_column.into_iter().filter(|(_, n)| pure(*n)).map(|(col, _)| col).collect()
}

/// How many figures a cell holds; 0 for one with other words.
fn figures(text: &str) -> usize {
    // A count with its share of the whole is one figure.
    let words: Vec<&str> =
        text.split_whitespace().filter(|w| !(w.starts_with('(') && w.ends_with("%)"))).collect();
    let figure = |w: &&str| is_numeric(w) && w.chars().any(|c| c.is_ascii_digit());
    if words.iter().all(figure) { words.len() } else { 0 }
}

fn number(cells: &[Cell], row: u32, col: u32) -> Option<u64> {
    let cell = cells.iter().find(|c| c.row == row && c.col == col)?;
    cell.text.replace(',', "").parse().ok()
}

/// True when the last column of figures is the sum of the others in every row that has one, or the
/// last row that of the rows above it.
fn sums_hold(cells: &[Cell], columns: &[u32]) -> bool {
    let Some((&total, parts)) = columns.split_last() else { return false };
    let mut rows: Vec<u32> = cells.iter().filter(|c| c.row > 0).map(|c| c.row).collect();
    rows.dedup();
    let of = |row: u32, col: u32| number(cells, row, col).unwrap_or(0);
    let with_total: Vec<u32> =
        rows.iter().copied().filter(|r| number(cells, *r, total).is_some()).collect();
    let across = parts.len() >= 2
        && with_total.len() >= 2
        && with_total
            .iter()
            .all(|r| parts.iter().map(|c| of(*r, *c)).sum::<u64>() == of(*r, total));
    let down = rows.split_last().is_some_and(|(last, above)| {
        above.len() >= 2
            && columns.iter().all(|c| {
                let sum: u64 = above.iter().map(|r| of(*r, *c)).sum();
                sum > 0 && number(cells, *last, *c) == Some(sum)
            })
    });
    across || down
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::locator::Locator;

    fn table(rows: &[&[&str]]) -> Block {
        let mut cells = Vec::new();
        for (r, row) in rows.iter().enumerate() {
            for (c, text) in row.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
                cells.push(Cell::new(r as u32, c as u32, *text, Locator::Line(r as u32 + 1)));
            }
        }
        Block::table(cells, Locator::Line(1))
    }

    #[test]
    fn two_figures_in_a_cell_are_doubtful_unless_the_sums_hold() {
        let rows: &[&[&str]] =
            &[&["Outcome", "2019", "2020"], &["Upheld", "3", "4 2"], &["Open", "1", "0"]];
        let told = doubt(&table(rows));
        assert_eq!(told.as_deref(), Some("a cell of the table holds several figures"));
        let rows: &[&[&str]] =
            &[&["Outcome", "2019", "2020"], &["Upheld", "3", "4"], &["Open", "1", "0"]];
        assert_eq!(doubt(&table(rows)), None);
    }

    #[test]
    fn a_table_mostly_empty_is_doubtful_unless_the_sums_hold() {
        let head: &[&str] = &["Outcome", "2017", "2018", "2019", "2020"];
        let rows: &[&[&str]] = &[
            head,
            &["Upheld", "3", "", "", ""],
            &["Open", "1", "", "", ""],
            &["Left", "", "2", "", ""],
            &["Other", "", "2", "", ""],
            &["Not known", "", "", "5", ""],
            &["Dropped", "", "", "5", ""],
            &["Ended", "", "", "", "2"],
            &["Lost", "", "", "", "2"],
        ];
        assert!(doubt(&table(rows)).is_some_and(|d| d.contains("8 of 32")));
        let mut summed = rows.to_vec();
        summed.push(&["Total", "4", "4", "10", "4"]);
        assert_eq!(doubt(&table(&summed)), None);
    }
}
