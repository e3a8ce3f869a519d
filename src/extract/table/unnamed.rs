//! A total that no word calls a total: "Finalised", "Recorded", the name of the force. Its label says
//! nothing known, it stands first or last, and what stands beside it adds up to it.

use super::arithmetic::{count_at, sums_to};
use super::{Row, Shape};
use crate::extract::axis::Head;
use crate::extract::context::one;
use crate::extract::grid::Grid;
use crate::model::count::Count;
use crate::model::finding::Code;
use crate::model::observation::Dimension;

/// Lines in which several numbers must add up for a total to be proved by them.
const LINES: usize = 2;
/// Numbers that prove a total when a single line has them: two make a third too often by chance.
const PARTS_OF_ONE_LINE: usize = 3;

/// Makes totals of the row and the column that are proved to be one and are not named so.
pub(super) fn settle(grid: &Grid<'_>, shape: &Shape, columns: &mut [Head], rows: &mut [Row]) {
    let in_columns: Vec<Vec<Option<Count>>> = shape
        .data
        .iter()
        .map(|&c| rows.iter().map(|row| count_at(grid, row.at, c)).collect())
        .collect();
    let heads: Vec<&Head> = columns.iter().collect();
    if let Some(j) = total_among(&heads, &in_columns) {
        become_total(&mut columns[j]);
    }
    let first = rows.first().map(|row| row.group_id);
    let plain = rows.iter().all(|row| {
        row.group.is_empty() && Some(row.group_id) == first && row.indent == rows[0].indent
    });
    if !plain {
        return;
    }
    let counted: Vec<usize> = (0..columns.len()).filter(|&j| columns[j].aside.is_none()).collect();
    let in_rows: Vec<Vec<Option<Count>>> =
        (0..rows.len()).map(|i| counted.iter().map(|&j| in_columns[j][i]).collect()).collect();
    let heads: Vec<&Head> = rows.iter().map(|row| &row.head).collect();
    if let Some(i) = total_among(&heads, &in_rows) {
        become_total(&mut rows[i].head);
        rows[i].total = true;
        rows[i].sums_all = true;
    }
}

/// "Finalised" and its like: what is still open is not among them, and stands elsewhere if anywhere.
const OF_THE_CLOSED: &[&str] = &["finali", "closed", "conclud", "complet", "resolved", "disposed"];

fn become_total(head: &mut Head) {
    let lower = head.text.to_lowercase();
    head.cell.clear();
    if OF_THE_CLOSED.iter().any(|w| lower.contains(w)) {
        let name = crate::extract::axis::slug(&head.text);
        head.cell.insert(Dimension::Extra("category".into()), one(&name));
    }
    head.doubts.retain(|doubt| doubt.code != Code::UnmappedLabel);
    head.total = true;
}

/// The one head that is no value of what the others run through, if they add up to it.
fn total_among(heads: &[&Head], counts: &[Vec<Option<Count>>]) -> Option<usize> {
    let told: Vec<usize> =
        (0..heads.len()).filter(|&k| heads[k].aside.is_none() && heads[k].out.is_none()).collect();
    let (&first, &last) = (told.first()?, told.last()?);
    let candidate = *[last, first].iter().find(|&&k| says_nothing(heads[k]))?;
    let parts: Vec<usize> = told.into_iter().filter(|&k| k != candidate).collect();
    let kind = heads[*parts.first()?].cell.keys().next()?;
    let alike = |k: &usize| {
        let head = heads[*k];
        !head.total && head.unit.is_none() && head.cell.len() == 1 && head.cell.contains_key(kind)
    };
    let contract = !matches!(kind, Dimension::Extra(_));
    (contract && parts.iter().all(alike) && adds_up(counts, &parts, candidate)).then_some(candidate)
}

/// A label that is not understood; "Other" is.
fn says_nothing(head: &Head) -> bool {
    let lower = head.text.to_lowercase();
    let other = ["other", "misc", "various", "remain", "rest"].iter().any(|w| lower.contains(w));
    let value = |d: &Dimension, v: &str| {
        head.cell.get(d).is_some_and(|set| set.len() == 1 && set.contains(v))
    };
    let unknown = value(&Dimension::Outcome, "other")
        || head.cell.contains_key(&Dimension::Extra("category".into()));
    !head.total && !head.blank && head.unit.is_none() && head.cell.len() == 1 && unknown && !other
}

/// True when the parts add up to the total in every line, and in enough of them exactly.
fn adds_up(counts: &[Vec<Option<Count>>], parts: &[usize], total: usize) -> bool {
    if !sums_to(counts, parts, total) {
        return false;
    }
    // How many numbers each line of exact ones adds up.
    let exact = (0..counts[total].len()).filter_map(|i| {
        let numbers: Vec<Count> = parts.iter().map(|&p| counts[p][i]).collect::<Option<_>>()?;
        let all = numbers.iter().all(|c| c.is_exact()) && counts[total][i]?.is_exact();
        all.then(|| numbers.iter().filter(|c| c.max > 0).count())
    });
    let several: Vec<usize> = exact.filter(|n| *n > 1).collect();
    several.len() >= LINES || several.first().is_some_and(|n| *n >= PARTS_OF_ONE_LINE)
}
