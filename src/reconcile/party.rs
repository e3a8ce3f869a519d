//! Whose sexes a table counts that names no party. Where the sexes of one party are known from
//! elsewhere and are other numbers, it counts those of the other; else it is as a covering letter says.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Merged;
use crate::model::count::Count;
use crate::model::finding::Code;
use crate::model::observation::{Dimension, Observation, Role};

/// Gives the sexes of no party to the party they must be of, or to the one the letter tells.
pub fn settle(merged: &mut Merged, told: Option<Role>) {
    let unsaid = Dimension::Extra("sex".into());
    let open: Vec<usize> = (0..merged.observations.len())
        .filter(|&i| {
            let o = &merged.observations[i];
            o.out_of_scope.is_none() && o.cell.contains_key(&unsaid)
        })
        .collect();
    let groups: BTreeSet<usize> = open.iter().map(|&i| merged.observations[i].group).collect();
    for group in groups {
        let here: Vec<usize> =
            open.iter().copied().filter(|&i| merged.observations[i].group == group).collect();
        let own = totals(here.iter().map(|&i| &merged.observations[i]), &unsaid);
        let of = |d: Dimension| totals(merged.observations.iter(), &d);
        let (officers, complainants) = (of(Dimension::OfficerSex), of(Dimension::ComplainantSex));
        let party = match (officers.is_empty(), complainants.is_empty()) {
            (false, true) if differ(&own, &officers) => Dimension::ComplainantSex,
            (true, false) if differ(&own, &complainants) => Dimension::OfficerSex,
            _ => match told {
                Some(Role::Officer) if !differ(&own, &officers) => Dimension::OfficerSex,
                Some(Role::Complainant) if !differ(&own, &complainants) => {
                    Dimension::ComplainantSex
                }
                _ => continue,
            },
        };
        for i in here {
            let o = &mut merged.observations[i];
            if let Some(value) = o.cell.remove(&unsaid) {
                o.cell.insert(party.clone(), value);
            }
            o.doubts.retain(|doubt| doubt.code != Code::AmbiguousReading);
        }
    }
}

/// The exact counts by value of a dimension: as stated for the value alone, else added up over the one
/// other dimension that divides them.
fn totals<'a>(
    observations: impl Iterator<Item = &'a Observation>,
    dimension: &Dimension,
) -> BTreeMap<BTreeSet<String>, Count> {
    let mut alone = BTreeMap::new();
    let mut divided: BTreeMap<Dimension, BTreeMap<BTreeSet<String>, Count>> = BTreeMap::new();
    for o in observations.filter(|o| o.out_of_scope.is_none() && o.count.is_exact()) {
        let Some(value) = o.cell.get(dimension) else { continue };
        let others: Vec<&Dimension> = o.cell.keys().filter(|d| *d != dimension).collect();
        match others[..] {
            [] => {
                alone.insert(value.clone(), o.count);
            }
            [by] => {
                let sums = divided.entry(by.clone()).or_default();
                let sum = sums.entry(value.clone()).or_insert(Count::ZERO);
                *sum = *sum + o.count;
            }
            _ => {}
        }
    }
    if alone.is_empty() && divided.len() == 1 {
        return divided.into_values().next().unwrap_or_default();
    }
    alone
}

fn differ(
    own: &BTreeMap<BTreeSet<String>, Count>,
    theirs: &BTreeMap<BTreeSet<String>, Count>,
) -> bool {
    own.iter().any(|(value, n)| theirs.get(value).is_some_and(|m| m != n))
}
