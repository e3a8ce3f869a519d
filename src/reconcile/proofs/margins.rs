//! Cross-tables against the one-way figures stated elsewhere, and parts against their wholes.

use std::collections::{BTreeMap, BTreeSet};

use super::{Book, doubt};
use crate::model::count::Count;
use crate::model::fact::{Check, Fact};
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Cell, Dimension, Origin, Unit};
use crate::reconcile::checks::gap;
use crate::reconcile::facts::name;

/// A stated figure, the sum of its parts, and the parts.
type Proof = (usize, Count, Vec<usize>);

/// Of the rows compared, this share must agree before one that does not is doubted.
const MOST: (usize, usize) = (2, 3);

/// The one-way cell, the unit, and the other dimension that is summed over.
type Margin = (Cell, Unit, Dimension);

/// Cells of a cross-table against the margins.
pub(super) fn agree(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut sums: BTreeMap<Margin, Vec<usize>> = BTreeMap::new();
    for (i, f) in book.plain().filter(|(_, f)| f.cell.len() == 2) {
        for (d, v) in &f.cell {
            let other = f.cell.keys().find(|x| *x != d);
            if let Some(other) = other {
                let margin = Cell::from([(d.clone(), v.clone())]);
                sums.entry((margin, f.unit, other.clone())).or_default().push(i);
            }
        }
    }
    // Which margins agree is told per pair of dimensions: a table that is partial agrees nowhere.
    let mut pairs: BTreeMap<(Dimension, Dimension), Vec<Proof>> = BTreeMap::new();
    for ((margin, unit, over), parts) in sums {
        let stated = book
            .plain()
            .find(|(_, f)| f.cell == margin && f.unit == unit && f.origin == Origin::Stated);
        let (Some((at, _)), Some(d)) = (stated, margin.keys().next()) else { continue };
        let facts = &book.merged.facts;
        if parts.len() < 2 || nested(facts, &parts, &over) {
            continue;
        }
        let sum = parts.iter().map(|&p| facts[p].count).sum();
        pairs.entry((d.clone(), over)).or_default().push((at, sum, parts));
    }
    let mut out = Vec::new();
    for ((_, over), rows) in pairs {
        let fits =
            |(at, sum, _): &&(usize, Count, Vec<usize>)| sum.overlaps(book.merged.facts[*at].count);
        let right = rows.iter().filter(fits).count();
        if right * MOST.1 < rows.len() * MOST.0 {
            continue;
        }
        for row in &rows {
            out.push(margin_check(book, row, fits(&row), &over, review));
        }
    }
    out
}

fn margin_check(
    book: &Book<'_>,
    (at, sum, parts): &(usize, Count, Vec<usize>),
    holds: bool,
    over: &Dimension,
    review: &mut Vec<Finding>,
) -> Check {
    let total = &book.merged.facts[*at];
    if !holds {
        let message = format!(
            "the cells by {} of {} add up to {sum}, stated elsewhere is {} (`{}`)",
            over.name(),
            name(&total.cell),
            total.count,
            total.label
        );
        let mut finding = doubt(Code::TotalMismatch, message, *at, book);
        finding.effect = Some(gap(*sum, total.count));
        // The sum within the table may have said so already.
        let said = review.iter().any(|r| r.code == Code::TotalMismatch && r.facts == [*at]);
        if !said {
            review.push(finding);
        }
    }
    let mut facts = vec![total.id.clone()];
    facts.extend(parts.iter().map(|&p| book.merged.facts[p].id.clone()));
    let note = Some(format!("cells by {}", over.name()));
    Check { kind: "margins_agree", holds, total: total.count, parts: *sum, facts, note }
}

/// True when one of the values summed over is a parent of others (an outcome beside its subtotal).
fn nested(facts: &[Fact], parts: &[usize], over: &Dimension) -> bool {
    let sets: Vec<&BTreeSet<String>> =
        parts.iter().filter_map(|&p| facts[p].cell.get(over)).collect();
    sets.iter().enumerate().any(|(i, a)| sets.iter().skip(i + 1).any(|b| !a.is_disjoint(b)))
}

/// No part above its whole.
pub(super) fn within(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut out = Vec::new();
    for (at, part) in book.plain().filter(|(_, f)| !f.cell.is_empty()) {
        let wholes: Vec<&Fact> = book
            .plain()
            .map(|(_, f)| f)
            .filter(|w| w.unit == part.unit && w.origin == Origin::Stated)
            .filter(|w| w.cell.len() < part.cell.len())
            .filter(|w| w.cell.iter().all(|(d, v)| part.cell.get(d) == Some(v)))
            .collect();
        // The largest of several totals is the one that may hold it.
        let totals = wholes.iter().filter(|w| w.cell.is_empty()).map(|w| w.count.max).max();
        for whole in wholes {
            let most = if whole.cell.is_empty() { totals } else { Some(whole.count.max) };
            if part.count.min <= most.unwrap_or(u64::MAX) {
                continue;
            }
            let message = format!(
                "{} is {}, more than {} of which it is a part ({})",
                name(&part.cell),
                part.count,
                name(&whole.cell),
                whole.count
            );
            let mut finding = doubt(Code::TotalMismatch, message, at, book);
            finding.effect = Some(gap(part.count, whole.count));
            review.push(finding);
            out.push(Check {
                kind: "part_within_whole",
                holds: false,
                total: whole.count,
                parts: part.count,
                facts: vec![whole.id.clone(), part.id.clone()],
                note: None,
            });
            break;
        }
    }
    out
}
