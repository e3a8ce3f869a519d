//! Does the arithmetic hold? Sums that tables and sentences claim, and each one-way split against
//! the total. A check never changes a figure; one that fails goes to review with its numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Merged, is_plain, name};
use crate::model::count::Count;
use crate::model::fact::{Check, Fact};
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Dimension, Observation, Origin, Unit};
use crate::model::text::Text;

/// Runs the checks.
pub fn run(merged: &Merged, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut checks = claimed_sums(merged, review);
    checks.extend(splits_against_total(merged, review));
    if merged.facts.iter().any(|f| f.in_scope) && checks.is_empty() {
        nothing_proves(merged, review);
    }
    checks
}

fn id(merged: &Merged, observation: usize) -> Option<Text> {
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
        let mut facts: Vec<Text> = id(merged, claim.total).into_iter().collect();
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
        return check_without_total(merged, &by_dimension, review);
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
        if !holds && is_mention(merged, &group) && parts.max <= total.count.max {
            continue;
        }
        let mut facts = vec![total.id.clone()];
        facts.extend(group.iter().filter_map(|&i| id(merged, i)));
        let note = Some(format!("the split by {}", dimension.name()));
        let kind = "split_sums_to_total";
        out.push(Check { kind, holds, total: total.count, parts, facts, note });
        if !holds {
            // "21, which is source public": a split of a part, which a person tells at a glance.
            let part = merged.facts.iter().find(|f| {
                let other = f.cell.len() == 1 && !f.cell.contains_key(*dimension);
                f.in_scope && other && is_plain(&f.cell) && f.count == parts && parts.is_exact()
            });
            let which = part.map_or(String::new(), |f| format!(", which is {}", name(&f.cell)));
            let message = format!(
                "the split by {} adds up to {parts}{which}, the stated total is {}",
                dimension.name(),
                total.count
            );
            let finding = Finding::new(Code::TotalMismatch, message);
            let place = group.first().map(|&i| &merged.observations[i]);
            let mut finding = with_place(finding, place);
            finding.effect = Some(gap(parts, total.count));
            review.push(finding);
        }
    }
    out
}

/// "Nine of the 150 resulted in a dismissal": a sentence that names one value claims to be no split.
fn is_mention(merged: &Merged, parts: &[usize]) -> bool {
    let facts: BTreeSet<Option<usize>> = parts.iter().map(|&i| merged.fact_of[i]).collect();
    facts.len() == 1 && parts.iter().all(|&i| is_said(&merged.observations[i]))
}

/// True for what a sentence says, as against a cell of a table or a line of a list.
pub(super) fn is_said(o: &Observation) -> bool {
    o.quote.trim_end_matches([' ', '"', '\u{201d}', ')']).ends_with('.')
}

/// Complaints and allegations set side by side are two splits, each with its own total. A unit of
/// which no total is stated cannot miss it.
fn each_unit_holds(merged: &Merged, members: &[usize]) -> bool {
    let mut by_unit: BTreeMap<Option<Unit>, Vec<usize>> = BTreeMap::new();
    for &i in members {
        by_unit.entry(merged.observations[i].unit.or(merged.unit)).or_default().push(i);
    }
    let stated = |unit: &Option<Unit>| {
        let of_unit = |o: &&Observation| {
            let total = o.cell.is_empty() && o.origin == Origin::Stated;
            total && o.out_of_scope.is_none() && o.unit.or(merged.unit) == *unit
        };
        merged.observations.iter().filter(of_unit).map(|o| o.count).collect::<Vec<_>>()
    };
    let verdicts: Vec<Option<bool>> = by_unit
        .iter()
        .map(|(unit, own)| {
            let totals = stated(unit);
            let sums = candidate_sums(merged, own);
            let fits = sums.iter().any(|(sum, _)| totals.iter().any(|t| t.overlaps(*sum)));
            (!totals.is_empty()).then_some(fits)
        })
        .collect();
    by_unit.len() > 1 && verdicts.contains(&Some(true)) && !verdicts.contains(&Some(false))
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
    for group in groups.values().chain([&all]) {
        out.push((sum(group), group.clone()));
        // A column of officers beside one of allegations is a split of its own.
        let mut by_unit: BTreeMap<Option<Unit>, Vec<usize>> = BTreeMap::new();
        for &i in group {
            by_unit.entry(merged.observations[i].unit.or(merged.unit)).or_default().push(i);
        }
        if by_unit.len() > 1 {
            out.extend(by_unit.into_values().map(|v| (sum(&v), v)));
        }
        // Outcomes may stand under a head of their own; a sex, a year or a source never does.
        if !nests(merged, group) {
            continue;
        }
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

fn nests(merged: &Merged, group: &[usize]) -> bool {
    let flat = |d: &Dimension| {
        use Dimension::{ComplainantSex, Duty, OfficerSex, Source, Year};
        matches!(d, Year | OfficerSex | ComplainantSex | Source | Duty)
    };
    group.iter().any(|&i| !merged.observations[i].cell.keys().all(flat))
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

/// One dimension with the sums its figures may have and the first figure.
struct Split<'a> {
    name: &'a str,
    sums: Vec<(Count, Vec<usize>)>,
}

/// Without a stated total the splits must at least agree with each other; those that do prove each
/// other. "None led to a dismissal" is no split.
fn check_without_total(
    merged: &Merged,
    by_dimension: &BTreeMap<&Dimension, Vec<usize>>,
    review: &mut Vec<Finding>,
) -> Vec<Check> {
    let splits: Vec<Split<'_>> = by_dimension
        .iter()
        .map(|(d, members)| Split { name: d.name(), sums: candidate_sums(merged, members) })
        .filter(|s| !is_nought(merged, s))
        .collect();
    let mut out = Vec::new();
    for pair in splits.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let met = a.sums.iter().find_map(|x| {
            let other = b.sums.iter().find(|y| x.0.overlaps(y.0))?;
            Some((x, other))
        });
        let ((total, whole), (parts, other)) = met.unwrap_or((&a.sums[0], &b.sums[0]));
        let note =
            format!("no total is stated; the split by {} against that by {}", a.name, b.name);
        let of = |v: &[usize]| v.iter().filter_map(|&i| id(merged, i)).collect::<Vec<_>>();
        out.push(Check {
            kind: "split_sums_to_total",
            holds: met.is_some(),
            total: *total,
            parts: *parts,
            facts: [of(whole), of(other)].concat(),
            note: Some(note),
        });
        if met.is_none() {
            let message = format!(
                "no total is stated, and the split by {} adds up to {total} where the split by {} adds up to {parts}",
                a.name, b.name
            );
            let place = whole.first().map(|&i| &merged.observations[i]);
            let mut finding = with_place(Finding::new(Code::TotalMismatch, message), place);
            finding.effect = Some(gap(*total, *parts));
            review.push(finding);
        }
    }
    out
}

/// True for noughts that sentences say of one value or another.
fn is_nought(merged: &Merged, split: &Split<'_>) -> bool {
    split.sums.first().is_none_or(|(sum, members)| {
        *sum == Count::ZERO && members.iter().all(|&i| is_said(&merged.observations[i]))
    })
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
