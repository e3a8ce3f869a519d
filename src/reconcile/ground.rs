//! Figures of sentences that cannot be parts of the answer: a letter sets its answer in context ("in
//! 2019/20 there were 1,013 allegations of every kind", "the force has 1,182 officers"), and no words
//! tell it for certain. A part is not larger than its whole, so a figure larger than the whole that is
//! counted is of another subject. It is never printed, and a person is told.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Merged, is_plain};
use crate::model::count::Count;
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Dimension, Observation, Origin, Unit};

/// By how much a figure must exceed a whole that no split proves.
const UNPROVEN: u64 = 5;
/// A figure so many times a proven whole is of another subject beyond doubt; nobody need look.
const PLAINLY_OTHER: u64 = 10;
/// Persons are counted beside allegations: a few more of them are no wonder.
const PERSONS: u64 = 3;
/// Under this a whole proves nothing about other figures unless a split adds up to it.
const SMALL: u64 = 4;

/// Sets aside the figures of sentences that are larger than the whole.
pub fn prove(merged: &mut Merged, review: &mut Vec<Finding>) {
    let Some((whole, proven)) = whole(merged) else { return };
    for at in 0..merged.observations.len() {
        let o = &merged.observations[at];
        if o.out_of_scope.is_some() || !merged.prose.contains(&o.group) {
            continue;
        }
        let mut limit = if proven { whole } else { whole.max(SMALL) * UNPROVEN };
        if o.unit.is_some_and(Unit::is_person) {
            limit *= PERSONS;
        }
        if o.count.min <= limit {
            continue;
        }
        let what = format!(
            "{} is more than the {whole} counted in all; it was taken for a figure about something else",
            o.count
        );
        let mut finding = Finding::new(Code::UnexplainedNumber, what).at(&o.place, o.quote.clone());
        finding.file = o.file.clone();
        if !proven || o.count.min < whole.max(SMALL) * PLAINLY_OTHER {
            review.push(finding);
        }
        merged.observations[at].out_of_scope =
            Some(format!("more than the {whole} counted in all"));
    }
}

/// The whole that is counted, and whether a split adds up to it: the stated total that most splits
/// prove, else the sum on which splits agree.
fn whole(merged: &Merged) -> Option<(u64, bool)> {
    let sums = splits(merged);
    if let Some(n) = pieced_together(merged) {
        return Some((n, true));
    }
    let support = |n: u64| sums.get(&n).map_or(0, BTreeSet::len);
    let totals: BTreeSet<u64> = inside(merged)
        .filter(|o| o.cell.is_empty() && o.count.max > 0 && o.doubts.is_empty())
        .map(|o| o.count.max)
        .collect();
    // Where several are proven (cases and allegations), the largest bounds them all.
    let proven = totals.iter().copied().filter(|n| support(*n) > 0).max();
    if let Some(n) = proven {
        return Some((n, true));
    }
    if let Some(n) = totals.iter().copied().min() {
        return (totals.len() == 1).then_some((n, false));
    }
    let agreed = sums.iter().filter(|(_, d)| d.len() > 1).map(|(n, _)| *n).max();
    let tabled = || {
        let own = inside(merged).filter(|o| !merged.prose.contains(&o.group));
        split_sums(own).keys().copied().max().map(|n| (n, true))
    };
    agreed.map(|n| (n, true)).or_else(tabled)
}

/// The stated total of an answer that is spread over several small tables or tiles: what each of them
/// adds up to is a piece, and the pieces together make the total.
fn pieced_together(merged: &Merged) -> Option<u64> {
    let totals = |origin| {
        let own = inside(merged).filter(move |o| o.origin == origin);
        own.filter(|o| o.cell.is_empty() && o.count.max > 0 && o.doubts.is_empty())
    };
    let stated: BTreeSet<Count> = totals(Origin::Stated).map(|o| o.count).collect();
    let pieces: BTreeSet<Count> = totals(Origin::Derived).map(|o| o.count).collect();
    let [whole] = stated.into_iter().collect::<Vec<_>>()[..] else { return None };
    let sum: Count = pieces.iter().copied().sum();
    let larger = pieces.iter().all(|p| p.max < whole.min);
    (pieces.len() > 1 && larger && whole.is_exact() && sum.overlaps(whole)).then_some(whole.max)
}

fn inside(merged: &Merged) -> impl Iterator<Item = &Observation> {
    merged.observations.iter().filter(|o| {
        o.out_of_scope.is_none() && is_plain(&o.cell) && !o.unit.is_some_and(Unit::is_person)
    })
}

/// For each sum the dimensions whose values, in one table or passage, add up to it.
fn splits(merged: &Merged) -> BTreeMap<u64, BTreeSet<Dimension>> {
    split_sums(inside(merged))
}

fn split_sums<'a>(
    observations: impl Iterator<Item = &'a Observation>,
) -> BTreeMap<u64, BTreeSet<Dimension>> {
    let mut groups: BTreeMap<(usize, &Dimension), BTreeMap<&BTreeSet<String>, Count>> =
        BTreeMap::new();
    for o in observations.filter(|o| o.cell.len() == 1) {
        let Some((d, v)) = o.cell.iter().next() else { continue };
        groups.entry((o.group, d)).or_default().entry(v).or_insert(o.count);
    }
    let mut out: BTreeMap<u64, BTreeSet<Dimension>> = BTreeMap::new();
    for ((_, d), parts) in groups.iter().filter(|(_, p)| p.len() > 1) {
        let sum: Count = parts.values().copied().sum();
        out.entry(sum.max).or_default().insert((*d).clone());
    }
    out
}
