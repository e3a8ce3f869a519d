//! Does the arithmetic hold? Sums that tables and sentences claim, and each one-way split against
//! the total. A check never changes a figure; one that fails goes to review with its numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Merged, is_plain, name};
use crate::model::count::Count;
use crate::model::fact::{Check, Fact};
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Dimension, Observation, Origin, Unit};

/// Runs the checks.
pub fn run(merged: &Merged, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut checks = claimed_sums(merged, review);
    checks.extend(splits_against_total(merged, review));
    if merged.facts.iter().any(|f| f.in_scope) && checks.is_empty() {
        nothing_proves(merged, review);
    }
    checks
}

fn id(merged: &Merged, observation: usize) -> Option<String> {
    merged.fact_of[observation].map(|f| merged.facts[f].id.clone())
}

fn claimed_sums(merged: &Merged, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut out = Vec::new();
    for claim in &merged.claims {
        let total = &merged.observations[claim.total];
        let inside = |i: &usize| merged.observations[*i].out_of_scope.is_none();
        if !inside(&claim.total) || !claim.parts.iter().all(inside) {
            continue;
        }
        let parts: Count = claim.parts.iter().map(|&p| merged.observations[p].count).sum();
        let holds = parts.overlaps(total.count);
        let mut facts: Vec<String> = id(merged, claim.total).into_iter().collect();
        facts.extend(claim.parts.iter().filter_map(|&p| id(merged, p)));
        if !holds {
            let mut finding = Finding::new(
                Code::TotalMismatch,
                format!(
                    "parts of {} add up to {parts}, the stated figure is {} (`{}`)",
                    name(&total.cell),
                    total.count,
                    total.label
                ),
            )
            .at(&total.place, total.quote.clone());
            finding.file = total.file.clone();
            finding.facts = merged.fact_of[claim.total].into_iter().collect();
            finding.effect = Some(gap(parts, total.count));
            review.push(finding);
        }
        let total = total.count;
        out.push(Check { kind: "parts_sum_to_total", holds, total, parts, facts, note: None });
    }
    out
}

/// Each one-way split of the headline unit against the headline total, table by table: one table
/// that adds up proves the split; others may be partial, when they add up to a figure stated.
fn splits_against_total(merged: &Merged, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut out = Vec::new();
    let totals: Vec<&Fact> = merged
        .facts
        .iter()
        .filter(|f| f.in_scope && f.cell.is_empty() && f.origin == Origin::Stated)
        .collect();
    let mut by_dimension: BTreeMap<&Dimension, Vec<usize>> = BTreeMap::new();
    for (i, o) in merged.observations.iter().enumerate() {
        if o.out_of_scope.is_none()
            && o.cell.len() == 1
            && is_plain(&o.cell)
            && merged.fact_of[i].is_some()
            && let Some(d) = o.cell.keys().next()
        {
            by_dimension.entry(d).or_default().push(i);
        }
    }
    if totals.is_empty() {
        check_without_total(merged, &by_dimension, review);
        return out;
    }
    for (dimension, members) in &by_dimension {
        let sums = candidate_sums(merged, members);
        let fits = |sum: Count| totals.iter().any(|t| t.count.overlaps(sum));
        let proof = sums.iter().find(|(sum, _)| fits(*sum));
        let total = totals
            .iter()
            .find(|t| proof.is_some_and(|(s, _)| t.count.overlaps(*s)))
            .or_else(|| totals.iter().find(|t| !t.unit.is_person()))
            .unwrap_or(&totals[0]);
        let (parts, group) = proof.or(sums.first()).cloned().unwrap_or_default();
        let holds = proof.is_some() || each_unit_holds(merged, members);
        let mut facts = vec![total.id.clone()];
        facts.extend(group.iter().filter_map(|&i| id(merged, i)));
        let note = Some(format!("the split by {}", dimension.name()));
        let kind = "split_sums_to_total";
        out.push(Check { kind, holds, total: total.count, parts, facts, note });
        if !holds {
            let finding = Finding::new(
                Code::TotalMismatch,
                format!(
                    "the split by {} adds up to {parts}, the stated total is {}",
                    dimension.name(),
                    total.count
                ),
            );
            let place = group.first().map(|&i| &merged.observations[i]);
            let mut finding = with_place(finding, place);
            finding.effect = Some(gap(parts, total.count));
            review.push(finding);
        }
    }
    out
}

/// Complaints and allegations set side by side are two splits, each with its own total.
fn each_unit_holds(merged: &Merged, members: &[usize]) -> bool {
    let mut by_unit: BTreeMap<Option<Unit>, Vec<usize>> = BTreeMap::new();
    for &i in members {
        by_unit.entry(merged.observations[i].unit.or(merged.unit)).or_default().push(i);
    }
    let fits = |unit: &Option<Unit>, sum: Count| {
        merged.observations.iter().any(|o| {
            let total = o.cell.is_empty() && o.origin == Origin::Stated;
            total
                && o.out_of_scope.is_none()
                && o.unit.or(merged.unit) == *unit
                && o.count.overlaps(sum)
        })
    };
    by_unit.len() > 1
        && by_unit.iter().all(|(unit, own)| {
            candidate_sums(merged, own).into_iter().any(|(sum, _)| fits(unit, sum))
        })
}

/// How far two counts lie apart; nought when they overlap.
pub(super) fn gap(a: Count, b: Count) -> u64 {
    a.min.saturating_sub(b.max).max(b.min.saturating_sub(a.max))
}

pub(super) fn with_place(finding: Finding, at: Option<&Observation>) -> Finding {
    match at {
        Some(o) => {
            let mut f = finding.at(&o.place, o.quote.clone());
            f.file = o.file.clone();
            f
        }
        None => finding,
    }
}

/// Sums a split may have: of all its facts, of each table's, nested outcomes left out.
fn candidate_sums(merged: &Merged, members: &[usize]) -> Vec<(Count, Vec<usize>)> {
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let all: Vec<usize> = members
        .iter()
        .copied()
        .filter(|&i| merged.fact_of[i].is_some_and(|f| seen.insert(f)))
        .collect();
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &i in members {
        groups.entry(merged.observations[i].group).or_default().push(i);
    }
    let sum = |v: &[usize]| v.iter().map(|&i| merged.observations[i].count).sum::<Count>();
    let mut out = vec![(sum(&all), all.clone())];
    for group in groups.values() {
        out.push((sum(group), group.clone()));
        let nested: BTreeSet<usize> = merged
            .claims
            .iter()
            .filter(|c| group.contains(&c.total))
            .flat_map(|c| c.parts.iter().copied())
            .collect();
        let outer: Vec<usize> = group.iter().copied().filter(|i| !nested.contains(i)).collect();
        let parents: BTreeSet<usize> = parents_by_arithmetic(merged, group);
        let leaves: Vec<usize> = group.iter().copied().filter(|i| !parents.contains(i)).collect();
        for v in [outer, leaves] {
            if v.len() < group.len() && !v.is_empty() {
                out.push((sum(&v), v));
            }
        }
    }
    out
}

/// Members of a list that the members right after them add up to ("case to answer 4" over three).
fn parents_by_arithmetic(merged: &Merged, group: &[usize]) -> BTreeSet<usize> {
    let mut out = BTreeSet::new();
    for (k, &i) in group.iter().enumerate() {
        let mut sum = Count::ZERO;
        for (n, &j) in group[k + 1..].iter().enumerate() {
            sum = sum + merged.observations[j].count;
            if n >= 1 && sum == merged.observations[i].count {
                out.insert(i);
                break;
            }
        }
    }
    out
}

/// Without a stated total the splits must at least agree with each other.
fn check_without_total(
    merged: &Merged,
    by_dimension: &BTreeMap<&Dimension, Vec<usize>>,
    review: &mut Vec<Finding>,
) {
    let mut sums: Vec<(&str, Vec<Count>)> = Vec::new();
    for (dimension, members) in by_dimension {
        sums.push((
            dimension.name(),
            candidate_sums(merged, members).into_iter().map(|(c, _)| c).collect(),
        ));
    }
    for pair in sums.windows(2) {
        let agree = pair[0].1.iter().any(|a| pair[1].1.iter().any(|b| a.overlaps(*b)));
        if !agree {
            review.push(Finding::new(
                Code::TotalMismatch,
                format!("no total is stated, and the split by {} adds up to {} where the split by {} adds up to {}", pair[0].0, pair[0].1[0], pair[1].0, pair[1].1[0]),
            ));
        }
    }
}

/// A count of rows of a listing, every one of them read.
fn is_tally(o: &Observation) -> bool {
    o.origin == Origin::Derived && o.quote.contains(" rows") && o.doubts.is_empty()
}

fn nothing_proves(merged: &Merged, review: &mut Vec<Finding>) {
    let first = merged.observations.iter().find(|o| o.out_of_scope.is_none());
    let lone = merged.facts.iter().filter(|f| f.in_scope).count() == 1;
    // One total and nothing else needs no proof, and the tallies of one listing are one count of its
    // rows; several figures that nothing ties together do.
    let groups: BTreeSet<usize> = merged
        .observations
        .iter()
        .filter(|o| o.out_of_scope.is_none())
        .map(|o| if is_tally(o) { o.group } else { usize::MAX })
        .collect();
    let one_listing = groups.len() == 1 && !groups.contains(&usize::MAX);
    if !lone && !one_listing {
        let finding = Finding::new(
            Code::AmbiguousReading,
            "no sum ties the figures together; read them beside the document".to_string(),
        );
        review.push(with_place(finding, first));
    }
}
