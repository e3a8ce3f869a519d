//! Tables that go on over the end of a page: told by their columns, with or without the headings
//! repeated, and with the rest of a label that the end of the page divided.

use super::cells::{is_numeric, join_word};
use super::lattice::Found;
use super::stream::TextLine;
use crate::model::document::{Block, Cell};

/// Most lines of a label that stand on the next page.
const MAX_LABEL_REST: usize = 3;
/// Columns of a continued table may be off by this, in points.
const SAME_COLUMN: f32 = 14.0;
/// The rest of a divided label stands no farther over the next row than this many font sizes.
const REACH: f32 = 3.5;
/// Most rows of headings that are looked for again on the next page.
const MOST_HEADINGS: u32 = 4;
/// From this number on, four digits may be a year.
const FIRST_YEAR: u32 = 1990;
/// Left edges closer than this, in points, are one edge.
const EDGE: f32 = 4.0;

/// Takes the last lines of a label that the end of the page divided: they stand alone in the first
/// column, over rows that go on without headings.
pub(super) fn takes_rest_of_label(
    block: &mut Block,
    before: &Found,
    rest: &[TextLine],
    found: &Found,
) -> bool {
    let right = before.columns.get(1).map_or(f32::MAX, |c| c.0);
    let left = before.columns.first().map_or(0.0, |c| c.0);
    let label = rest.len() <= MAX_LABEL_REST
        && rest.iter().all(|l| l.bbox.x0 > left - EDGE && l.bbox.x1 < right)
        && found.bbox.y0 - rest[rest.len() - 1].base < REACH * rest[0].size;
    let first_row = found.cells.iter().filter(|c| c.row == 0 && c.col > 0);
    let counts = first_row.filter(|c| is_numeric(&c.text)).count();
    let text: Vec<String> = rest.iter().map(TextLine::text).collect();
    let goes_on = text[0].starts_with(|c: char| c.is_lowercase() || c == '(');
    let bottom = block.cells.iter().map(|c| c.row).max();
    let cell = block.cells.iter_mut().rev().find(|c| c.col == 0 && Some(c.row) == bottom);
    let Some(cell) = cell.filter(|_| label && counts >= 1 && continues(before, found)) else {
        return false;
    };
    if !goes_on && cell.text.ends_with(['.', ':']) {
        return false;
    }
    for line in text {
        join_word(&mut cell.text, &line);
    }
    true
}

/// True when a table at the top of a page goes on from the one at the end of the page before.
pub(super) fn continues(before: &Found, found: &Found) -> bool {
    same_columns(before, found).is_some()
}

/// The column of `before` for each of `found`, when the one table goes on from the other. No two
/// columns fall into one, and their order stays.
fn same_columns(before: &Found, found: &Found) -> Option<Vec<u32>> {
    let (mine, theirs) = (&found.columns, &before.columns);
    let inside = |a: (f32, f32), b: (f32, f32)| {
        let centre = (a.0 + a.1) / 2.0;
        centre > b.0 - SAME_COLUMN && centre < b.1 + SAME_COLUMN
    };
    let near = |a: (f32, f32), b: (f32, f32)| {
        (a.0 - b.0).abs() < SAME_COLUMN
            || (a.1 - b.1).abs() < SAME_COLUMN
            || inside(a, b)
            || inside(b, a)
    };
    let equal = mine.len() == theirs.len();
    let fits = mine.len() >= 2
        && mine.len() + 1 >= theirs.len()
        && mine.iter().all(|c| theirs.iter().any(|b| near(*b, *c)));
    let framed = before.ruled && found.ruled && equal;
    if !(fits || framed) {
        return None;
    }
    if equal {
        // A page set by itself may stand a little aside.
        return Some((0..mine.len() as u32).collect());
    }
    let nearest = |c: &(f32, f32)| {
        (0..theirs.len())
            .max_by(|&i, &j| overlap(theirs[i], *c).total_cmp(&overlap(theirs[j], *c)))
            .unwrap_or(0) as u32
    };
    let map: Vec<u32> = mine.iter().map(nearest).collect();
    map.windows(2).all(|p| p[0] < p[1]).then_some(map)
}

pub(super) fn append(block: &mut Block, before: &Found, found: &Found) {
    let rows = block.cells.iter().map(|c| c.row + c.rowspan).max().unwrap_or(0);
    let map = same_columns(before, found).unwrap_or_default();
    let text_of = |cells: &[Cell], row: u32| {
        cells.iter().filter(|c| c.row == row).map(|c| c.text.clone()).collect::<Vec<_>>()
    };
    let repeated = repeated_rows(|row| (text_of(&block.cells, row), text_of(&found.cells, row)));
    for c in found.cells.iter().filter(|c| c.row >= repeated) {
        let mut c = c.clone();
        c.row += rows - repeated;
        c.col = map.get(c.col as usize).copied().unwrap_or(c.col);
        block.cells.push(c);
    }
    block.cells.sort_by_key(|c| (c.row, c.col));
}

/// How many rows at the top of a page say the heading of the table again. Below the first, a row with a count is
/// one of the table, whatever it has in common.
fn repeated_rows(at: impl Fn(u32) -> (Vec<String>, Vec<String>)) -> u32 {
    let counts = |t: &String| t.trim().parse::<u32>().is_ok_and(|n| n < FIRST_YEAR);
    let again = |row: &u32| {
        let (first, second) = at(*row);
        first == second
            && !first.iter().all(|t| t.trim().is_empty())
            && (*row == 0 || !first.iter().any(counts))
    };
    (0..MOST_HEADINGS).take_while(again).count() as u32
}

fn overlap(a: (f32, f32), b: (f32, f32)) -> f32 {
    a.1.min(b.1) - a.0.max(b.0)
}
