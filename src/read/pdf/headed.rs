//! Headings in a grid of their own (shaded, boxed cells) over rows that are ruled across only: two
//! finders each take one half of such a table, which are put together here.

use super::cells::is_numeric;
use super::lattice::Found;
use crate::model::document::Cell;
use crate::model::locator::{BBox, Locator};
use crate::normalise::year;

/// The rows begin so close under the headings, in points.
const GAP: (f32, f32) = (-6.0, 10.0);
/// Both halves are equally wide to this, in points.
const SAME_WIDTH: f32 = 8.0;
/// Fewest columns of headings.
const MIN_COLUMNS: usize = 3;
/// A figure stands in a column when its middle is this near to the column's, as a share of its width.
const CENTRED: f32 = 0.3;

/// The tables of a page with such halves joined.
pub(super) fn join(mut tables: Vec<Found>) -> Vec<Found> {
    tables.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
    let mut out: Vec<Found> = Vec::new();
    for table in tables {
        match out.last().and_then(|head| joined(head, &table)) {
            Some(whole) => {
                out.pop();
                out.push(whole);
            }
            None => out.push(table),
        }
    }
    out
}

fn joined(head: &Found, body: &Found) -> Option<Found> {
    let gap = body.bbox.y0 - head.bbox.y1;
    let under = gap > GAP.0
        && gap < GAP.1
        && (head.bbox.x0 - body.bbox.x0).abs() < SAME_WIDTH
        && (head.bbox.x1 - body.bbox.x1).abs() < SAME_WIDTH;
    let counts = |t: &Found| {
        let is = |c: &&Cell| is_numeric(&c.text) && !year::is_bare(&c.text);
        t.cells.iter().filter(is).count()
    };
    let heads = head.columns.len() >= MIN_COLUMNS
        && body.columns.len() >= head.columns.len()
        && counts(head) == 0
        && counts(body) > 0;
    if !(under && heads) {
        return None;
    }
    let rows = head.cells.iter().map(|c| c.row + c.rowspan).max()?;
    let mut cells = head.cells.clone();
    for cell in &body.cells {
        let (col, span) = place(head, middle(cell)?)?;
        cells.push(Cell { row: rows + cell.row, col, colspan: span, ..cell.clone() });
    }
    cells.sort_by_key(|c| (c.row, c.col));
    // Two figures in one place: the headings are not those of these rows.
    let clash =
        cells.windows(2).any(|p| p[0].row == p[1].row && p[0].col + p[0].colspan > p[1].col);
    let words = head.words.iter().chain(&body.words).copied().collect();
    let bbox = BBox::union(head.bbox, body.bbox);
    (!clash).then(|| Found { bbox, cells, words, doubt: body.doubt.clone(), ..head.clone() })
}

fn middle(cell: &Cell) -> Option<f32> {
    match &cell.locator {
        Locator::Page { bbox, .. } | Locator::Scan { bbox, .. } => Some((bbox.x0 + bbox.x1) / 2.0),
        _ => None,
    }
}

/// The column under whose heading something stands, and how many it covers: "5" in the middle under
/// "2016" over "On duty" and "Off duty" is of both.
fn place(head: &Found, x: f32) -> Option<(u32, u32)> {
    let inside = |c: &(f32, f32)| x > c.0 - 1.0 && x < c.1 + 1.0;
    let at = head.columns.iter().position(inside)?;
    let (from, to) = head.columns[at];
    let off = |a: f32, b: f32| ((a + b) / 2.0 - x).abs() / (b - a).max(1.0);
    if at == 0 || off(from, to) < CENTRED {
        return Some((at as u32, 1));
    }
    let spanning = head.cells.iter().filter(|c| c.colspan > 1).find(|c| {
        let first = head.columns.get(c.col as usize);
        let last = head.columns.get((c.col + c.colspan) as usize - 1);
        first.zip(last).is_some_and(|(a, b)| off(a.0, b.1) < CENTRED / 2.0)
    });
    Some(spanning.map_or((at as u32, 1), |c| (c.col, c.colspan)))
}
