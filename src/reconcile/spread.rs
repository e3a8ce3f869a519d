//! Margins of values that are told with something else besides ("five of the complainants were female; the
//! sixth allegation, made in 2018, was anonymous"): where what is told of the values of a dimension adds up
//! to all there are, each of them has been told wholly.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Merged;
use super::margins::{self, Known};
use crate::model::count::Count;
use crate::model::observation::{Cell, Dimension, Observation, Unit};

/// Adds the margins that follow, of the whole and within each year and source that was counted.
///
/// Of each value at least as many are known as some part of it holds. If these least numbers add up to the
/// whole, none can be greater.
pub fn derive(merged: &mut Merged) {
    for dimension in Dimension::ONE_OF_EACH {
        let told = told(merged, &dimension);
        let mut contexts: BTreeSet<Cell> = BTreeSet::from([Cell::new()]);
        contexts.extend(
            told.keys()
                .filter(|c| {
                    c.len() == 1
                        && !c.contains_key(&dimension)
                        && c.keys().all(|d| matches!(d, Dimension::Year | Dimension::Source))
                })
                .cloned(),
        );
        for context in contexts {
            within(merged, &told, &context, &dimension);
        }
    }
}

/// Exact counts on which all that is said of a cell agrees. Complainants are counted with the allegations they
/// made, where it is their sex that is told.
fn told(merged: &Merged, dimension: &Dimension) -> Known {
    let persons = *dimension == Dimension::ComplainantSex;
    let counts = |o: &Observation| {
        o.doubts.is_empty()
            && (!o.unit.is_some_and(Unit::is_person) || persons && o.unit == Some(Unit::Person))
    };
    let mut known = margins::known(merged, &counts);
    known.retain(|_, (count, _)| count.is_exact());
    known
}

fn within(merged: &mut Merged, told: &Known, context: &Cell, dimension: &Dimension) {
    let Some(&(whole, _)) = told.get(context) else { return };
    let holds = |cell: &Cell| context.iter().all(|(d, v)| cell.get(d) == Some(v));
    let mut values: BTreeMap<&BTreeSet<String>, Vec<(&Cell, u64, usize)>> = BTreeMap::new();
    for (cell, &(count, at)) in told.iter().filter(|(cell, _)| holds(cell)) {
        if let Some(value) = cell.get(dimension) {
            values.entry(value).or_default().push((cell, count.min, at));
        }
    }
    let least: Vec<(&BTreeSet<String>, Vec<usize>, u64)> = values
        .iter()
        .map(|(value, parts)| {
            let (of, n) = least(parts, context.len());
            (*value, of, n)
        })
        .collect();
    if whole == Count::ZERO
        || values.len() < 2
        || least.iter().map(|l| l.2).sum::<u64>() != whole.min
    {
        return;
    }
    for (value, of, n) in least {
        let mut cell = context.clone();
        cell.insert(dimension.clone(), value.clone());
        let stated = merged.observations.iter().any(|o| o.cell == cell && o.out_of_scope.is_none());
        match of[..] {
            _ if n == 0 || stated => {}
            [at] => margins::say_of(merged, vec![(cell, at)]),
            _ => margins::add(merged, cell, &of),
        }
    }
}

/// The greatest number known to be among those of a value: the value's own count, one part of it, or its parts
/// by one other dimension together.
fn least(parts: &[(&Cell, u64, usize)], around: usize) -> (Vec<usize>, u64) {
    if let Some(own) = parts.iter().find(|p| p.0.len() == around + 1) {
        return (vec![own.2], own.1);
    }
    let mut best: (Vec<usize>, u64) = (Vec::new(), 0);
    for (_, n, at) in parts {
        if *n > best.1 {
            best = (vec![*at], *n);
        }
    }
    for by in Dimension::ONE_OF_EACH {
        let mut of: BTreeMap<&BTreeSet<String>, (u64, usize)> = BTreeMap::new();
        for (cell, n, at) in parts {
            if let Some(value) = cell.get(&by) {
                let most = of.entry(value).or_insert((*n, *at));
                if *n > most.0 {
                    *most = (*n, *at);
                }
            }
        }
        let sum = of.values().map(|m| m.0).sum();
        if sum > best.1 {
            best = (of.values().map(|m| m.1).collect(), sum);
        }
    }
    best
}
