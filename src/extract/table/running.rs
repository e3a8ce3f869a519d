//! A column of running totals that no word calls so: each of its numbers is the sum of all numbers of
//! another column up to its row.

use super::arithmetic::count_at;
use super::{Row, Shape};
use crate::extract::axis::Head;
use crate::extract::grid::Grid;
use crate::model::count::Count;

/// Fewest rows that show it; two or three sums agree by chance.
const FEWEST: usize = 4;

/// Sets aside the columns of running totals.
pub(super) fn settle(grid: &Grid<'_>, shape: &Shape, columns: &mut [Head], rows: &[Row]) {
    let parts: Vec<usize> =
        rows.iter().filter(|r| !r.total && !r.head.total).map(|r| r.at).collect();
    if parts.len() < FEWEST {
        return;
    }
    let numbers: Vec<Option<Vec<u64>>> = shape
        .data
        .iter()
        .map(|&c| {
            let exact = |at: &usize| count_at(grid, *at, c).filter(|n: &Count| n.is_exact());
            parts.iter().map(|at| exact(at).map(|n| n.max)).collect()
        })
        .collect();
    for j in 0..columns.len() {
        if columns[j].aside.is_some() || columns[j].total {
            continue;
        }
        let Some(sums) = &numbers[j] else { continue };
        let of = |i: usize| {
            i != j
                && columns[i].aside.is_none()
                && numbers[i].as_ref().is_some_and(|n| accumulates(n, sums))
        };
        if (0..columns.len()).any(of) {
            columns[j].aside = Some("running total");
        }
    }
}

/// True when the sums run on from the first row down or from the last row up.
fn accumulates(numbers: &[u64], sums: &[u64]) -> bool {
    let down = |numbers: &mut dyn Iterator<Item = &u64>, sums: &mut dyn Iterator<Item = &u64>| {
        let mut all = 0;
        numbers.zip(sums).all(|(n, s)| {
            all += n;
            all == *s
        })
    };
    let several = numbers.iter().filter(|n| **n > 0).count() >= FEWEST - 1;
    several
        && (down(&mut numbers.iter(), &mut sums.iter())
            || down(&mut numbers.iter().rev(), &mut sums.iter().rev()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_run_on() {
        assert!(accumulates(&[3, 7, 5, 6, 7], &[3, 10, 15, 21, 28]));
        assert!(accumulates(&[3, 7, 5, 6], &[21, 18, 11, 6]));
        assert!(!accumulates(&[3, 7, 5, 6], &[3, 7, 5, 6]));
        assert!(!accumulates(&[0, 0, 0, 6], &[0, 0, 0, 6]));
    }
}
