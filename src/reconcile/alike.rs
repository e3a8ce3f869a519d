//! Labels that are two words for one outcome ("Not upheld 4, Unsubstantiated 3"): where a sum that holds
//! counts both, the cell of the cube is what they come to together. Each keeps its own evidence.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Claim, Merged};
use crate::model::count::Count;
use crate::model::observation::{Cell, Dimension, Observation, Origin, Unit};
use crate::normalise::fold;

/// Why a figure is no fact of its own.
pub const ADDED: &str = "added up with another label of the same outcome";

/// Adds up what stands in one cell under several labels.
pub fn add_up(merged: &mut Merged) {
    let mut groups: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for claim in &merged.claims {
        if !holds(merged, claim) {
            continue;
        }
        for members in alike(merged, claim) {
            if groups.contains(&members) || members.iter().any(|m| taken.contains(m)) {
                continue;
            }
            taken.extend(&members);
            groups.insert(members);
        }
    }
    let mut whole: BTreeMap<usize, usize> = BTreeMap::new();
    for members in &groups {
        let at = add(merged, members);
        whole.extend(members.iter().map(|&m| (m, at)));
    }
    if !groups.is_empty() {
        claim_anew(merged, &groups, &whole);
    }
}

fn holds(merged: &Merged, claim: &Claim) -> bool {
    let sum: Count = claim.parts.iter().map(|&p| merged.observations[p].count).sum();
    claim.parts.len() > 1 && sum.overlaps(merged.observations[claim.total].count)
}

/// Parts of one sum that stand in the same cell under different labels.
fn alike(merged: &Merged, claim: &Claim) -> Vec<Vec<usize>> {
    let parts = &claim.parts;
    let mut cells: BTreeMap<(&Cell, Option<Unit>), Vec<usize>> = BTreeMap::new();
    for &i in parts {
        let o = &merged.observations[i];
        let outcome = o.cell.get(&Dimension::Outcome);
        // What no label explains stays apart: each is shown to a person.
        let known = outcome.is_some_and(|codes| !codes.contains("other"));
        if known && o.out_of_scope.is_none() {
            cells.entry((&o.cell, o.unit)).or_default().push(i);
        }
    }
    let distinct = |v: &Vec<usize>| {
        let labels: BTreeSet<String> =
            v.iter().map(|&i| fold::key(&merged.observations[i].label)).collect();
        labels.len() == v.len()
    };
    // Rows of one label and different numbers that one sum counts are records of their own.
    let records = |v: &Vec<usize>| {
        let of = |i: usize| &merged.observations[i];
        let counts: BTreeSet<(u64, u64)> =
            v.iter().map(|&i| (of(i).count.min, of(i).count.max)).collect();
        counts.len() == v.len() && v.iter().all(|&i| of(i).group == of(claim.total).group)
    };
    let several = cells.into_values().filter(|v| v.len() > 1 && (distinct(v) || records(v)));
    several
        .map(|mut v| {
            v.sort_unstable();
            v.dedup();
            v
        })
        .filter(|v| v.len() > 1)
        .collect()
}

fn add(merged: &mut Merged, members: &[usize]) -> usize {
    let each: Vec<&Observation> = members.iter().map(|&i| &merged.observations[i]).collect();
    let join = |f: fn(&Observation) -> &str, with: &str| {
        each.iter().map(|o| f(o)).collect::<Vec<_>>().join(with)
    };
    let made = Observation {
        count: each.iter().map(|o| o.count).sum(),
        label: join(|o| &o.label, " + ").into(),
        quote: join(|o| &o.quote, " \u{2026} ").into(),
        origin: Origin::Derived,
        suppressed: false,
        doubts: each.iter().flat_map(|o| o.doubts.clone()).collect(),
        ..each[0].clone()
    };
    let at = merged.observations.len();
    merged.observations.push(made);
    merged.parts_of.insert(at, members.to_vec());
    for &m in members {
        merged.observations[m].out_of_scope = Some(ADDED.into());
    }
    at
}

/// The sums that counted the labels count what they come to.
fn claim_anew(merged: &mut Merged, groups: &BTreeSet<Vec<usize>>, whole: &BTreeMap<usize, usize>) {
    let put = |parts: &[usize]| {
        let mut out: Vec<usize> = Vec::new();
        for p in parts {
            let p = whole.get(p).copied().unwrap_or(*p);
            if !out.contains(&p) {
                out.push(p);
            }
        }
        out
    };
    let claims = std::mem::take(&mut merged.claims);
    // A row of a table adds up to its end; two rows that are one outcome do so together.
    let mut of_rows: BTreeMap<(usize, BTreeSet<Dimension>), Vec<&Claim>> = BTreeMap::new();
    for claim in &claims {
        let Some(&at) = whole.get(&claim.total) else { continue };
        let own = &merged.observations[claim.total].cell;
        let beyond = claim.parts.iter().flat_map(|&p| merged.observations[p].cell.keys());
        let split = beyond.filter(|d| !own.contains_key(*d)).cloned().collect();
        of_rows.entry((at, split)).or_default().push(claim);
    }
    let mut out: Vec<Claim> = Vec::new();
    for claim in claims.iter().filter(|c| !whole.contains_key(&c.total)) {
        let complete = |members: &Vec<usize>| {
            let inside = members.iter().filter(|m| claim.parts.contains(m)).count();
            inside == 0 || inside == members.len()
        };
        if groups.iter().all(complete) {
            out.push(Claim { total: claim.total, parts: put(&claim.parts) });
        }
    }
    for ((at, _), rows) in of_rows {
        let members = merged.parts_of.get(&at).map_or(0, Vec::len);
        let totals: BTreeSet<usize> = rows.iter().map(|c| c.total).collect();
        if rows.len() == members && totals.len() == members {
            let parts: Vec<usize> = rows.iter().flat_map(|c| c.parts.clone()).collect();
            out.push(Claim { total: at, parts: put(&parts) });
        }
    }
    merged.claims = out;
}
