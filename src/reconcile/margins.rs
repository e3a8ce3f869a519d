//! Margins that no single table prints because the answer is spread over several: a sheet for each
//! year, one list of complaints from the public and another of conduct matters. They are added up
//! only where sums prove that the parts are the whole.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Claim, Merged, is_plain};
use crate::model::count::Count;
use crate::model::observation::{Cell, Dimension, Observation, Origin, Unit};

/// One agreed count for a cell, with an observation that says it.
pub(super) type Known = BTreeMap<Cell, (Count, usize)>;

/// Adds derived observations for the margins over each dimension that divides the whole.
pub fn derive(merged: &mut Merged) {
    for dimension in [
        Dimension::Source,
        Dimension::Year,
        Dimension::OfficerSex,
        Dimension::ComplainantSex,
        Dimension::Duty,
    ] {
        let known = known(merged, &no_person);
        over(merged, &known, &Cell::new(), &dimension);
        for context in contexts(&known, &dimension) {
            over(merged, &known, &context, &dimension);
        }
    }
    of_wholes(merged);
    between(merged);
}

/// The years and the sources in which something is told of a cell of three dimensions, one of them this one: a
/// year may be divided wholly where the whole period is not.
fn contexts(known: &Known, dimension: &Dimension) -> Vec<Cell> {
    let divided: BTreeSet<(&Dimension, &BTreeSet<String>)> = known
        .keys()
        .filter(|cell| cell.len() == 3 && cell.contains_key(dimension))
        .flat_map(|cell| cell.iter())
        .filter(|(d, _)| matches!(d, Dimension::Year | Dimension::Source) && *d != dimension)
        .collect();
    divided.into_iter().map(|(d, v)| Cell::from([(d.clone(), v.clone())])).collect()
}

/// Where the one against a woman is an internal one of 2019, the women of 2019 are one, and so are the women
/// among the internal ones: between a part and a whole of one size all is of that size.
fn between(merged: &mut Merged) {
    let known = known(merged, &no_person);
    let mut found: BTreeMap<Cell, (Count, usize)> = BTreeMap::new();
    for (part, (count, at)) in known.iter().filter(|(c, _)| (3..=MAX_DIMENSIONS).contains(&c.len()))
    {
        if !count.is_exact() || *count == Count::ZERO {
            continue;
        }
        let within = subsets(part);
        let same = |w: &&Cell| !w.is_empty() && known.get(*w).is_some_and(|k| k.0 == *count);
        for whole in within.iter().filter(same) {
            for cell in &within {
                let holds = whole.iter().all(|(d, v)| cell.get(d) == Some(v));
                if holds && cell.len() > whole.len() && !known.contains_key(cell) {
                    found.entry(cell.clone()).or_insert((*count, *at));
                }
            }
        }
    }
    say_of(merged, found.into_iter().map(|(cell, (_, at))| (cell, at)).collect());
}

/// Says of other cells, too, what an observation says of its own: the same allegations, told otherwise.
pub(super) fn say_of(merged: &mut Merged, found: Vec<(Cell, usize)>) {
    for (cell, at) in found {
        let said = &merged.observations[at];
        let made = Observation { cell, origin: Origin::Derived, ..said.clone() };
        merged.observations.push(made);
    }
}

/// Most dimensions of a cell whose wholes are looked for: each one more doubles the work.
const MAX_DIMENSIONS: usize = 4;

/// A part as large as its whole is the whole: where the one complaint of 2020 is an internal one, and
/// the internal one of 2020 is pending, the one of 2020 is pending.
fn of_wholes(merged: &mut Merged) {
    let known = known(merged, &no_person);
    let mut found: BTreeMap<Cell, Option<(Count, usize)>> = BTreeMap::new();
    for (cell, (count, at)) in known.iter().filter(|(c, _)| (2..=MAX_DIMENSIONS).contains(&c.len()))
    {
        for (dimension, value) in cell {
            let mut part = cell.clone();
            part.remove(dimension);
            let Some((size, _)) = known.get(&part).filter(|p| p.0.is_exact() && p.0 != Count::ZERO)
            else {
                continue;
            };
            let alike =
                subsets(&part).into_iter().filter(|w| known.get(w).is_some_and(|k| k.0 == *size));
            let wholes: Vec<Cell> = alike.collect();
            let Some(fewest) = wholes.iter().map(|w| w.len()).min() else { continue };
            for mut whole in wholes.into_iter().filter(|w| w.len() == fewest) {
                whole.insert(dimension.clone(), value.clone());
                if !known.contains_key(&whole) {
                    // Two parts that say different numbers of one cell say none.
                    found
                        .entry(whole)
                        .and_modify(|seen| *seen = seen.filter(|s| s.0 == *count))
                        .or_insert(Some((*count, *at)));
                }
            }
        }
    }
    say_of(merged, found.into_iter().filter_map(|(cell, seen)| Some((cell, seen?.1))).collect());
}

/// The cells with some, but not all, of a cell's dimensions.
fn subsets(cell: &Cell) -> Vec<Cell> {
    let all = (1_usize << cell.len()) - 1;
    (0..all)
        .map(|bits| {
            let kept = cell.iter().enumerate().filter(|(i, _)| bits & (1 << i) != 0);
            kept.map(|(_, (d, v))| (d.clone(), v.clone())).collect()
        })
        .collect()
}

/// Persons are no parts of what is alleged.
fn no_person(o: &Observation) -> bool {
    !o.unit.is_some_and(Unit::is_person)
}

/// Counts on which all observations of a cell agree, of those that count.
pub(super) fn known(merged: &Merged, counts: &dyn Fn(&Observation) -> bool) -> Known {
    let mut out: BTreeMap<Cell, Option<(Count, usize)>> = BTreeMap::new();
    let headline = |o: &Observation| o.unit.is_none() || o.unit == merged.unit;
    let counted: BTreeSet<&Cell> = merged
        .observations
        .iter()
        .filter(|o| headline(o) && o.out_of_scope.is_none())
        .map(|o| &o.cell)
        .collect();
    for (i, o) in merged.observations.iter().enumerate() {
        if o.out_of_scope.is_some() || !counts(o) || !is_plain(&o.cell) {
            continue;
        }
        // Cases beside the allegations in them are another count of the same cell.
        if !headline(o) && counted.contains(&o.cell) {
            continue;
        }
        out.entry(o.cell.clone())
            .and_modify(|seen| {
                if seen.is_some_and(|(count, _)| count != o.count) {
                    *seen = None;
                }
            })
            .or_insert(Some((o.count, i)));
    }
    out.into_iter().filter_map(|(cell, seen)| Some((cell, seen?))).collect()
}

/// Adds up what a dimension divides, within a context (a year, say, or none).
fn over(merged: &mut Merged, all: &Known, context: &Cell, dimension: &Dimension) {
    let known = within(all, context);
    let parts: Vec<(&BTreeSet<String>, Count, usize)> = known
        .iter()
        .filter(|(cell, _)| cell.len() == 1)
        .filter_map(|(cell, (count, i))| Some((cell.get(dimension)?, *count, *i)))
        .collect();
    let sum: Count = parts.iter().map(|p| p.1).sum();
    if parts.len() < 2 || !sum.is_exact() || sum == Count::ZERO {
        return;
    }
    match known.get(&Cell::new()) {
        Some((total, _)) if *total != sum => return,
        Some(_) => {}
        None if !context.is_empty() => return,
        // Without a stated total each part must come from a table or list of its own: the values
        // of one table are a split whose margin that table's reader knows.
        None if !from_groups_of_their_own(merged, &parts) => return,
        None => add(merged, Cell::new(), &parts.iter().map(|p| p.2).collect::<Vec<_>>()),
    }
    let inner: BTreeSet<&Dimension> =
        known.keys().filter(|c| c.len() == 2).flat_map(|c| c.keys()).collect();
    for split in inner.into_iter().filter(|d| *d != dimension) {
        let Some(cells) = full_split(&known, dimension, &parts, split) else { continue };
        for (value, members) in cells {
            let mut cell = Cell::from([(split.clone(), value)]);
            match known.get(&cell) {
                // A figure that is stated is checked against its parts, never replaced.
                Some((_, total)) if context.is_empty() => {
                    merged.claims.push(Claim { total: *total, parts: members });
                }
                Some(_) => {}
                None => {
                    cell.extend(context.clone());
                    add(merged, cell, &members);
                }
            }
        }
    }
}

/// What is known within a context, with the context left out of the cells.
fn within<'k>(known: &'k Known, context: &Cell) -> Cow<'k, Known> {
    if context.is_empty() {
        return Cow::Borrowed(known);
    }
    let inside = known
        .iter()
        .filter(|(cell, _)| context.iter().all(|(d, v)| cell.get(d) == Some(v)))
        .map(|(cell, said)| {
            let mut left = cell.clone();
            left.retain(|d, _| !context.contains_key(d));
            (left, *said)
        });
    Cow::Owned(inside.collect())
}

fn from_groups_of_their_own(merged: &Merged, parts: &[(&BTreeSet<String>, Count, usize)]) -> bool {
    let groups: BTreeSet<usize> = parts.iter().map(|p| merged.observations[p.2].group).collect();
    groups.len() == parts.len()
}

/// The cells of `split` inside each part, by value of `split`, if they add up to every part: a
/// value that a part does not print is then nought there.
fn full_split(
    known: &Known,
    dimension: &Dimension,
    parts: &[(&BTreeSet<String>, Count, usize)],
    split: &Dimension,
) -> Option<BTreeMap<BTreeSet<String>, Vec<usize>>> {
    let mut out: BTreeMap<BTreeSet<String>, Vec<usize>> = BTreeMap::new();
    for (value, count, _) in parts {
        let mut sum = Count::ZERO;
        for (cell, (n, i)) in known.iter().filter(|(c, _)| c.len() == 2) {
            if cell.get(dimension) == Some(*value)
                && let Some(v) = cell.get(split)
            {
                sum = sum + *n;
                out.entry(v.clone()).or_default().push(*i);
            }
        }
        if sum != *count {
            return None;
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Adds the sum of some observations as what is said of a cell.
pub(super) fn add(merged: &mut Merged, cell: Cell, members: &[usize]) {
    let count: Count = members.iter().map(|&i| merged.observations[i].count).sum();
    let first = &merged.observations[members[0]];
    let numbers: Vec<String> =
        members.iter().map(|&i| merged.observations[i].count.to_string()).collect();
    let made = Observation {
        count,
        cell,
        label: first.label.clone(),
        origin: Origin::Derived,
        quote: format!("sum of {}", numbers.join(" + ")).into(),
        suppressed: false,
        doubts: Vec::new(),
        ..first.clone()
    };
    let at = merged.observations.len();
    merged.observations.push(made);
    merged.parts_of.insert(at, members.to_vec());
}
