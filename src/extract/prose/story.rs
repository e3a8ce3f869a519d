//! Single cases told one by one ("The first, in 2016, ...", a numbered list of short accounts). Where
//! they are as many as the document counts in all, they are its records, and each one-way margin that
//! all of them give is their tally.

use std::collections::{BTreeMap, BTreeSet};

use super::figures::Place;
use super::population::Passage;
use super::{counts_something, marker_end, statement};
use crate::extract::context::{Context, Desk, one};
use crate::extract::output::Gathered;
use crate::model::count::Count;
use crate::model::document::{Block, BlockKind, Furniture};
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Cell, Dimension, Observation, Origin, Unit};

/// Fewest accounts that make a tally.
const FEWEST: usize = 2;

/// So many cases short of the whole, an account was likely missed.
const MISSED: u64 = 2;

/// Reads a run of list items without counts that begins at `at`, when there are as many of them as
/// were counted in all; returns how many blocks it takes.
#[allow(clippy::too_many_arguments)]
pub fn accounts(
    desk: &Desk<'_>,
    blocks: &[Block],
    at: usize,
    usable: &dyn Fn(usize) -> bool,
    context: &Context,
    group: usize,
    passage: &mut Passage,
    out: &mut Gathered,
) -> Option<usize> {
    let whole = passage.whole(&Cell::new()).map(|s| passage.sets[s].clone())?;
    let mut items = Vec::new();
    let mut next = at;
    while next < blocks.len() {
        let block = &blocks[next];
        if block.furniture == Furniture::Running && next > at {
            next += 1;
            continue;
        }
        let text = &block.text[marker_end(&block.text)..];
        if !usable(next) || block.kind != BlockKind::ListItem || counts_something(text) {
            break;
        }
        items.push(next);
        next += 1;
    }
    if items.len() < FEWEST || whole.count != Count::exact(items.len() as u64) {
        return None;
    }
    let before = out.observations.len();
    for &i in &items {
        let block = &blocks[i];
        let text = &block.text[marker_end(&block.text)..];
        let place = Place { desk, at: &block.locator, group, quote: text };
        let unit = whole.unit.filter(|u| !u.is_person());
        let Some(item) = statement::account(&place, text, unit, context, out) else {
            out.observations.truncate(before);
            return None;
        };
        passage.told.push(item);
    }
    items.last().map(|last| last + 1 - at)
}

/// "Two were recorded in 2018. In one ..., in the other ...": the cases of a set are cases of the story,
/// where that makes them as many as there are. What is said of all of their year is said of each.
fn with_cases_of_sets(told: &[usize], whole: Count, out: &mut Gathered) -> Vec<usize> {
    let single = |o: &Observation| {
        o.out_of_scope.is_none() && o.origin == Origin::Stated && o.count == Count::exact(1)
    };
    let first = told.iter().map(|&at| out.observations[at].group).min().unwrap_or_default();
    let all: Vec<usize> = (0..out.observations.len())
        .filter(|at| {
            let o = &out.observations[*at];
            told.contains(at) || single(o) && o.cell.len() > 1 && o.group >= first
        })
        .collect();
    if told.len() as u64 == whole.max || all.len() as u64 != whole.max || exceeds_stated(&all, out)
    {
        return told.to_vec();
    }
    let year_only = |o: &&Observation| o.cell.len() == 1 && o.cell.contains_key(&Dimension::Year);
    let years: Vec<Observation> = out.observations.iter().filter(year_only).cloned().collect();
    for of_year in years.iter().filter(|o| o.count.max > 1) {
        let whole_of = |o: &&Observation| {
            o.count == of_year.count
                && o.cell.len() == 2
                && o.cell.get(&Dimension::Year) == of_year.cell.get(&Dimension::Year)
        };
        let said: Vec<Cell> =
            out.observations.iter().filter(whole_of).map(|o| o.cell.clone()).collect();
        for &at in &all {
            let item = &mut out.observations[at];
            if item.cell.get(&Dimension::Year) == of_year.cell.get(&Dimension::Year) {
                for (d, v) in said.iter().flatten() {
                    item.cell.entry(d.clone()).or_insert_with(|| v.clone());
                }
            }
        }
    }
    all
}

/// True when more cases tell a value than were counted of it: some of them are the same ones, told twice.
fn exceeds_stated(told: &[usize], out: &Gathered) -> bool {
    Dimension::ONE_OF_EACH.iter().any(|d| {
        let stated = out
            .observations
            .iter()
            .filter(|o| o.out_of_scope.is_none() && o.cell.len() == 1 && o.cell.contains_key(d));
        stated.clone().any(|o| {
            let with = told
                .iter()
                .filter(|&&at| out.observations[at].cell.get(d) == o.cell.get(d))
                .count();
            with as u64 > o.count.max
        })
    })
}

/// Adds the margins of the cases told.
pub(super) fn tally(passage: &Passage, out: &mut Gathered) {
    let whole = passage.whole(&Cell::new()).map(|s| passage.sets[s].count);
    let enough = |w: &Count| passage.told.len() >= FEWEST && w.is_exact();
    let Some(whole) = whole.filter(enough) else { return };
    let told = &with_cases_of_sets(&passage.told, whole, out);
    if whole.max != told.len() as u64 {
        // Nearly as many as there are: one was told in words that were not understood. What is left of
        // a division that adds up ("the other is still open") is no case of a story.
        let near = (told.len() as u64 + MISSED) >= whole.max && told.len() as u64 <= whole.max;
        if near && !told.iter().any(|&at| passage.adds_up(at)) {
            let first = &out.observations[told[0]];
            let (place, quote) = (first.place.clone(), first.quote.clone());
            let what = format!(
                "{} of the {} cases seem to be told one by one, and only so many were understood; they were not added up",
                told.len(),
                whole.max
            );
            out.findings.push(Finding::new(Code::UnexplainedNumber, what).at(&place, quote));
        }
        return;
    }
    let whole = Some(whole);
    take_public_for_granted(told, out);
    for &at in told {
        out.observations[at].origin = Origin::Derived;
    }
    for d in Dimension::ONE_OF_EACH {
        let stated = out.observations.iter().enumerate().any(|(i, o)| {
            !told.contains(&i)
                && o.out_of_scope.is_none()
                && o.cell.len() == 1
                && o.cell.contains_key(&d)
                && Some(o.count) == whole
        });
        let has = told.iter().filter(|&&at| out.observations[at].cell.contains_key(&d)).count();
        if stated || has == 0 {
            continue;
        }
        if has == told.len() {
            margin(&d, told, out);
        } else {
            let first = &out.observations[told[0]];
            let (place, quote) = (first.place.clone(), first.quote.clone());
            let what = format!(
                "of {} cases told one by one {has} give {}; nothing was added up by it",
                told.len(),
                d.name()
            );
            out.findings.push(Finding::new(Code::UnexplainedNumber, what).at(&place, quote));
        }
    }
    crosses_with_years(told, out);
    add_up_like_cases(told, out);
}

/// What the cases of one year have in common, where all of them tell it ("the 2017 complaint was made by a
/// man").
fn crosses_with_years(told: &[usize], out: &mut Gathered) {
    let mut years: BTreeMap<BTreeSet<String>, Vec<usize>> = BTreeMap::new();
    for &at in told {
        if let Some(year) = out.observations[at].cell.get(&Dimension::Year) {
            years.entry(year.clone()).or_default().push(at);
        }
    }
    if years.values().map(Vec::len).sum::<usize>() != told.len() {
        return;
    }
    for (year, cases) in years {
        for d in Dimension::ONE_OF_EACH.iter().filter(|d| **d != Dimension::Year) {
            if cases.iter().all(|&at| out.observations[at].cell.contains_key(d)) {
                let from = out.observations.len();
                margin(d, &cases, out);
                for o in &mut out.observations[from..] {
                    o.cell.insert(Dimension::Year, year.clone());
                }
            }
        }
    }
}

/// Beside cases said to be internal, one in which somebody complained came from outside.
fn take_public_for_granted(told: &[usize], out: &mut Gathered) {
    let internal =
        |o: &Observation| o.cell.get(&Dimension::Source).is_some_and(|v| v.contains("internal"));
    if !told.iter().any(|&at| internal(&out.observations[at])) {
        return;
    }
    for &at in told {
        let o = &mut out.observations[at];
        if !o.cell.contains_key(&Dimension::Source) && o.quote.to_lowercase().contains("complain") {
            o.cell.insert(Dimension::Source, one("public"));
        }
    }
}

fn margin(d: &Dimension, told: &[usize], out: &mut Gathered) {
    let mut values: BTreeMap<BTreeSet<String>, Vec<usize>> = BTreeMap::new();
    for &at in told {
        values.entry(out.observations[at].cell[d].clone()).or_default().push(at);
    }
    for (value, members) in values {
        let first = out.observations[members[0]].clone();
        let rest = members[1..].iter().map(|&m| &out.observations[m]);
        let (mut place, mut quote) = (first.place.clone(), first.quote.clone());
        for o in rest {
            place = place.union(&o.place);
            quote = format!("{quote} \u{2026} {}", o.quote).into();
        }
        let unit = first.unit.filter(|u: &Unit| !u.is_person());
        out.push(Observation {
            count: Count::exact(members.len() as u64),
            cell: Cell::from([(d.clone(), value)]),
            origin: Origin::Derived,
            unit,
            place,
            quote,
            ..first
        });
    }
}

/// Cases alike in everything told are so many of one cell, not one figure said twice.
fn add_up_like_cases(told: &[usize], out: &mut Gathered) {
    let mut cells: BTreeMap<Cell, u64> = BTreeMap::new();
    for &at in told {
        *cells.entry(out.observations[at].cell.clone()).or_default() += 1;
    }
    for &at in told {
        let n = cells[&out.observations[at].cell];
        out.observations[at].count = Count::exact(n);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn cases_told_one_by_one_are_tallied() {
        for told in [
            [
                "The first was recorded in 2017. A woman complained about a male officer. The complaint was not upheld.",
                "The second, an internal conduct matter of 2018, was raised by a female colleague about a male officer. He was dismissed.",
                "The third and last followed in 2018. A man complained about a male officer. He withdrew the complaint.",
            ],
            [
                "The first dates from 2017: a woman complained of a male officer. It was not upheld.",
                "The second came to notice in 2018. It was an internal conduct matter about a male officer and a female colleague. The officer was dismissed.",
                "The last was made in 2018 by a man, about a male officer. The complaint was withdrawn.",
            ],
        ] {
            let total = "We recorded three allegations of sexual assault.";
            let facts = read(&[total, told[0], told[1], told[2]]);
            let said = ["2017", "2018", "dismissed", "withdrawn", "not_upheld"]
                .map(|k| facts.get(k).copied());
            assert_eq!(said, [Some(1), Some(2), Some(1), Some(1), Some(1)], "{facts:?}");
        }
    }
}
