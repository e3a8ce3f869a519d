//! Margins of values that are told with something else besides ("five of the complainants were female; the
//! sixth allegation, made in 2018, was anonymous"): where what is told of the values of a dimension adds up
//! to all there are, each of them has been told wholly.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Merged;
use super::margins;
use crate::model::count::Count;
use crate::model::observation::{Cell, Dimension, Observation, Origin, Unit};

/// Dimensions of which each allegation has one value.
const DIVIDING: [Dimension; 5] = [
    Dimension::Year,
    Dimension::Source,
    Dimension::OfficerSex,
    Dimension::ComplainantSex,
    Dimension::Outcome,
];

/// What is told of one cell: how many, and where.
type Told = BTreeMap<Cell, (u64, usize)>;

/// Adds the margins that follow, of the whole and within each year and source that was counted.
///
/// Of each value at least as many are known as some part of it holds. If these least numbers add up to the
/// whole, none can be greater.
pub fn derive(merged: &mut Merged) {
    for dimension in DIVIDING {
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
fn told(merged: &Merged, dimension: &Dimension) -> Told {
    let persons = *dimension == Dimension::ComplainantSex;
    let counts = |o: &Observation| {
        o.doubts.is_empty()
            && (!o.unit.is_some_and(Unit::is_person) || persons && o.unit == Some(Unit::Person))
    };
    let known = margins::known(merged, &counts).into_iter();
    known.filter(|(_, (n, _))| n.is_exact()).map(|(cell, (n, at))| (cell, (n.min, at))).collect()
}

fn within(merged: &mut Merged, told: &Told, context: &Cell, dimension: &Dimension) {
    let Some(&(whole, _)) = told.get(context) else { return };
    let holds = |cell: &Cell| context.iter().all(|(d, v)| cell.get(d) == Some(v));
    let mut values: BTreeMap<&BTreeSet<String>, Vec<(&Cell, u64, usize)>> = BTreeMap::new();
    for (cell, &(count, at)) in told.iter().filter(|(cell, _)| holds(cell)) {
        if let Some(value) = cell.get(dimension) {
            values.entry(value).or_default().push((cell, count, at));
        }
    }
    let least: Vec<(&BTreeSet<String>, Vec<usize>, u64)> = values
        .iter()
        .map(|(value, parts)| {
            let (of, n) = least(parts, context.len());
            (*value, of, n)
        })
        .collect();
    if whole == 0 || values.len() < 2 || least.iter().map(|l| l.2).sum::<u64>() != whole {
        return;
    }
    for (value, of, n) in least {
        let mut cell = context.clone();
        cell.insert(dimension.clone(), value.clone());
        if n > 0 && !merged.observations.iter().any(|o| o.cell == cell && o.out_of_scope.is_none())
        {
            add(merged, cell, n, &of);
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
    for by in DIVIDING {
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

fn add(merged: &mut Merged, cell: Cell, count: u64, members: &[usize]) {
    let first = &merged.observations[members[0]];
    let numbers: Vec<String> =
        members.iter().map(|&i| merged.observations[i].count.to_string()).collect();
    let quote = match members {
        [_] => first.quote.clone(),
        _ => format!("sum of {}", numbers.join(" + ")).into(),
    };
    let made = Observation {
        count: Count::exact(count),
        cell,
        origin: Origin::Derived,
        suppressed: false,
        quote,
        ..first.clone()
    };
    let at = merged.observations.len();
    merged.observations.push(made);
    if members.len() > 1 {
        merged.parts_of.insert(at, members.to_vec());
    }
}
