//! Side by side: whether a blank column parts two tables, or only two halves of one.
//!
//! The danger is on both sides. A table cut in two loses the labels of its right half; two tables
//! read as one give rows that mix them. When in doubt the halves stay together.

use std::collections::{BTreeMap, BTreeSet};

use super::row::{is_count, is_figure, is_key, is_number, is_total, is_year, last_col};
use crate::model::document::Cell;

/// Rows from which two halves that start and end together are one listing with an empty column,
/// unless their labels say otherwise.
const LISTING_ROWS: usize = 10;

/// Share of different labels from which a column names rows; in a listing values come again.
const DISTINCT_SHARE: f64 = 0.9;

/// A block of words beside a table that covers less than this share of its rows is a key.
const KEY_SHARE: f64 = 0.7;

/// Columns without any cell between the first and the last one; each gap once, as the column after
/// which to cut.
pub fn gaps(cells: &[Cell]) -> Vec<u32> {
    let mut spans: Vec<(u32, u32)> = cells.iter().map(|c| (c.col, last_col(c))).collect();
    spans.sort_unstable();
    let mut gaps = Vec::new();
    let mut reach = match spans.first() {
        Some(first) => first.1,
        None => return gaps,
    };
    for (from, to) in spans {
        if from > reach + 1 {
            gaps.push(reach);
        }
        reach = reach.max(to);
    }
    gaps
}

/// What one half looks like.
struct Half<'a> {
    rows: BTreeMap<u32, Vec<&'a Cell>>,
    columns: BTreeSet<u32>,
    counts: bool,
}

impl<'a> Half<'a> {
    fn of(cells: &[&'a Cell]) -> Half<'a> {
        let mut rows: BTreeMap<u32, Vec<&Cell>> = BTreeMap::new();
        for cell in cells {
            rows.entry(cell.row).or_default().push(cell);
        }
        Half {
            columns: cells.iter().map(|c| c.col).collect(),
            counts: cells.iter().any(|c| is_count(c)),
            rows,
        }
    }

    fn wide(&self) -> bool {
        self.columns.len() > 1
    }

    /// Rows that take part in the table: those with two cells, or all of a single column.
    fn table_rows(&self) -> impl Iterator<Item = (&u32, &Vec<&'a Cell>)> {
        let wide = self.wide();
        self.rows.iter().filter(move |(_, cells)| !wide || cells.len() > 1)
    }

    fn extent(&self) -> (u32, u32) {
        let first = self.table_rows().next().map_or(0, |r| *r.0);
        (first, self.table_rows().last().map_or(0, |r| *r.0))
    }

    fn height(&self) -> usize {
        self.table_rows().count()
    }

    /// Its first column names the rows: words (or years) that do not come again.
    fn has_stub(&self) -> bool {
        let Some(first) = self.columns.first() else { return false };
        let labels: Vec<&Cell> = self
            .table_rows()
            .skip(1)
            .filter_map(|(_, cells)| cells.iter().find(|c| c.col == *first).copied())
            .collect();
        let body = self.height().saturating_sub(1);
        if labels.is_empty() || labels.len() * 10 < body * 6 {
            return false;
        }
        let words = labels.iter().filter(|c| !is_figure(c) || is_year(c)).count();
        let distinct: BTreeSet<&str> = labels.iter().map(|c| c.text.as_str()).collect();
        words * 10 >= labels.len() * 6
            && distinct.len() as f64 >= DISTINCT_SHARE * labels.len() as f64
    }

    fn has_total(&self) -> bool {
        self.table_rows()
            .skip(1)
            .any(|(_, cells)| is_total(&cells.iter().map(|c| (*c).clone()).collect::<Vec<_>>()))
    }

    fn header(&self) -> Vec<&str> {
        self.table_rows()
            .next()
            .map(|(_, cells)| {
                cells.iter().filter(|c| !is_number(c)).map(|c| c.text.as_str()).collect()
            })
            .unwrap_or_default()
    }
}

/// True when what stands right of a blank column is something of its own.
pub fn apart(cells: &[Cell], after: u32) -> bool {
    let (left, right): (Vec<&Cell>, Vec<&Cell>) = cells.iter().partition(|c| c.col <= after);
    let (left, right) = (Half::of(&left), Half::of(&right));
    let shared = right.rows.keys().filter(|r| left.rows.contains_key(r)).count();
    if shared == 0 && left.extent().1 >= right.extent().0 && right.extent().1 >= left.extent().0 {
        return true;
    }
    if !right.wide() {
        if right.counts {
            return false;
        }
        let keys = right.rows.values().flatten().filter(|c| is_key(c)).count();
        return keys >= 2 && keys * 2 >= right.rows.len();
    }
    if !left.wide() {
        return false;
    }
    if !right.counts {
        // A key has few rows of its own; words as high as the table are more of its columns.
        let key =
            right.columns.len() <= 3 && (right.height() as f64) < KEY_SHARE * left.height() as f64;
        return key && contiguous(&right) && right.has_stub();
    }
    if !right.has_stub() || !left.has_stub() {
        return false;
    }
    if left.extent() != right.extent() || (left.has_total() && right.has_total()) {
        return true;
    }
    let left_header = left.header();
    let again = right.header().iter().any(|h| left_header.contains(h));
    again || left.height() < LISTING_ROWS
}

fn contiguous(half: &Half<'_>) -> bool {
    let (first, last) = half.extent();
    half.height() > 1 && (last - first) as usize <= half.height() + 1
}
