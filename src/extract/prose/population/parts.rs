//! The parts each set was divided into: those that add up to it prove the reading and give its margins, and
//! what a passage has left open is settled when it ends.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cover, Passage, is_extra};
use crate::extract::number;
use crate::extract::output::{Gathered, Sum};
use crate::extract::prose::{has_verb, proved, story};
use crate::model::count::Count;
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Cell, Dimension, Observation, Origin};

impl Passage {
    /// Records a part of a set.
    pub(in crate::extract::prose) fn part(
        &mut self,
        of: Option<usize>,
        base: &Cell,
        own: &Cell,
        count: Count,
        at: usize,
    ) {
        if own.is_empty() {
            return;
        }
        let limit = of.map(|i| self.sets[i].count.max);
        let kinds: BTreeSet<Dimension> = own.keys().cloned().collect();
        let fits = |c: &&mut Cover| {
            let sum: Count = c.parts.iter().map(|p| p.1).sum::<Count>() + count;
            c.of == of
                && c.base == *base
                && c.dimensions.intersection(&kinds).next().is_some()
                && limit.is_none_or(|n| sum.min <= n)
                && !c.parts.iter().any(|p| p.0 == at)
        };
        if let Some(cover) = self.covers.iter_mut().rev().take(12).find(fits) {
            cover.parts.push((at, count));
            cover.dimensions.retain(|d| kinds.contains(d));
            return;
        }
        self.covers.push(Cover {
            of,
            base: base.clone(),
            parts: vec![(at, count)],
            dimensions: kinds,
        });
    }

    /// "Of the five conduct matters two were withdrawn. One was upheld. In the others ...": what the rest
    /// of a paragraph counts along the same dimension is of the set that it began to divide, where it
    /// makes that set complete.
    pub(in crate::extract::prose) fn complete(&mut self, out: &mut Gathered) {
        let here: Vec<usize> =
            (self.paragraph_since..self.sets.len()).filter(|&i| !self.sets[i].tabled).collect();
        for d in [Dimension::Outcome, Dimension::ComplainantSex, Dimension::OfficerSex] {
            let of_it: Vec<usize> =
                here.iter().copied().filter(|&i| self.sets[i].cell.contains_key(&d)).collect();
            let Some(first) = of_it.first().filter(|&&i| self.sets[i].cell.len() > 1) else {
                continue;
            };
            let mut base = self.sets[*first].cell.clone();
            base.remove(&d);
            let within = |i: &usize| base.iter().all(|(k, v)| self.sets[*i].cell.get(k) == Some(v));
            let (begun, rest): (Vec<usize>, Vec<usize>) = of_it.iter().partition(|&i| within(i));
            let free = |i: &usize| !self.sets[*i].cell.keys().any(|k| base.contains_key(k));
            let after = rest.first().is_some_and(|r| begun.last().is_some_and(|b| b < r));
            let Some(set) = self.whole(&base).filter(|_| after && rest.iter().all(free)) else {
                continue;
            };
            let sum: Count = of_it.iter().map(|&i| self.sets[i].count).sum();
            if !sum.is_exact() || self.sets[set].count != sum {
                continue;
            }
            let parts: Vec<(usize, Count)> =
                of_it.iter().map(|&i| (self.sets[i].at, self.sets[i].count)).collect();
            for i in rest {
                self.sets[i].cell.extend(base.clone());
                out.observations[self.sets[i].at].cell.extend(base.clone());
            }
            for cover in &mut self.covers {
                cover.parts.retain(|p| !parts.contains(p));
            }
            self.covers.retain(|c| !c.parts.is_empty());
            self.covers.push(Cover { of: Some(set), base, parts, dimensions: BTreeSet::from([d]) });
        }
    }

    /// At the end of the document: margins of what was divided wholly, and the statements about all
    /// of a set that was named only later.
    pub fn finish(mut self, out: &mut Gathered) {
        self.take_part_for_whole(out);
        story::tally(&self, out);
        let covers = std::mem::take(&mut self.covers);
        for cover in &covers {
            self.close(cover, out);
        }
        self.take_only_source_for_whole(out);
        proved::take_total(std::mem::take(&mut self.candidates), out);
        let total = self.whole(&Cell::new()).map(|i| self.sets[i].count);
        let total = total.or_else(|| agreed_total(&covers, out));
        for pending in std::mem::take(&mut self.pending) {
            let found = self.whole(&pending.base).map(|i| self.sets[i].count);
            match found.or(total.filter(|_| pending.base.is_empty())) {
                Some(count) => {
                    for (d, v) in &pending.values {
                        let mut o = pending.observation.clone();
                        o.count = count;
                        o.cell = pending.base.clone();
                        o.cell.insert(d.clone(), v.clone());
                        out.push(o);
                    }
                }
                None => out.findings.push(
                    Finding::new(
                        Code::UnexplainedNumber,
                        "something is said of all that was counted, and how many that is could not be told"
                            .to_string(),
                    )
                    .at(&pending.observation.place, pending.observation.quote.clone()),
                ),
            }
        }
    }

    /// "Seven complaints were received from members of the public", and nothing is said of any other
    /// route: where another split adds up to as many, they are all that was counted.
    fn take_only_source_for_whole(&mut self, out: &mut Gathered) {
        let inside = |o: &&Observation| o.out_of_scope.is_none() && o.count.max > 0;
        let of_source = |o: &&Observation| o.cell.contains_key(&Dimension::Source);
        let mut values: BTreeSet<&BTreeSet<String>> = out
            .observations
            .iter()
            .filter(|o| inside(o) && of_source(o))
            .map(|o| &o.cell[&Dimension::Source])
            .collect();
        let (Some(value), true) = (values.pop_first(), values.is_empty()) else { return };
        let only = Cell::from([(Dimension::Source, value.clone())]);
        let Some(set) = self.whole(&only).map(|i| self.sets[i].clone()) else { return };
        let said = &out.observations[set.at].quote;
        let refers = |h: &number::NumberHit| matches!(h.what, number::What::Reference(_));
        let part = number::in_sentence(said).iter().any(refers);
        let tabled = self.sets.iter().any(|s| s.tabled && s.cell.contains_key(&Dimension::Source));
        if part || tabled || !has_verb(said) || !set.count.is_exact() {
            return;
        }
        // What a table with hidden small numbers adds up to is no stated whole.
        let vague = |c: Count| !c.is_exact() && c.overlaps(set.count);
        if self.whole(&Cell::new()).is_some_and(|s| !vague(self.sets[s].count)) {
            return;
        }
        let mut sums: BTreeMap<Dimension, Count> = BTreeMap::new();
        for o in out.observations.iter().filter(inside) {
            let beyond: Vec<&Dimension> =
                o.cell.keys().filter(|d| **d != Dimension::Source).collect();
            if let ([d], Origin::Stated | Origin::Derived) = (&beyond[..], o.origin) {
                let sum = sums.entry((*d).clone()).or_insert(Count::ZERO);
                *sum = *sum + o.count;
            }
        }
        if !sums.values().any(|s| *s == set.count) {
            return;
        }
        let said: Vec<Observation> =
            out.observations.iter().filter(|o| inside(o) && of_source(o)).cloned().collect();
        for mut o in said.into_iter().filter(|o| !o.cell.keys().any(is_extra)) {
            o.cell.remove(&Dimension::Source);
            let known =
                |k: &Observation| k.out_of_scope.is_none() && k.cell == o.cell && !vague(k.count);
            if out.observations.iter().any(known) {
                continue;
            }
            let at = out.push(o);
            self.state(out, at);
        }
    }

    /// Is the observation a part of a division whose parts add up to what was divided?
    pub(in crate::extract::prose) fn adds_up(&self, at: usize) -> bool {
        self.covers.iter().filter(|c| c.parts.iter().any(|p| p.0 == at)).any(|cover| {
            let of = cover.of.or_else(|| self.whole(&cover.base));
            let sum: Count = cover.parts.iter().map(|p| p.1).sum();
            cover.parts.len() > 1 && of.is_some_and(|i| sum == self.sets[i].count)
        })
    }

    /// Parts that add up to their set: each dimension they all have is a split of it.
    fn close(&self, cover: &Cover, out: &mut Gathered) {
        let of = cover.of.or_else(|| self.whole(&cover.base));
        let Some(set) = of.map(|i| &self.sets[i]) else { return };
        let sum: Count = cover.parts.iter().map(|p| p.1).sum();
        if !sum.overlaps(set.count) {
            return;
        }
        let exact = sum.is_exact() && set.count == sum;
        // A part may have grown ("The second ... The officer was dismissed").
        let own = |at: usize| {
            let cell = &out.observations[at].cell;
            cell.keys().filter(|d| !cover.base.contains_key(*d)).cloned().collect::<BTreeSet<_>>()
        };
        let mut dimensions = own(cover.parts[0].0);
        for p in &cover.parts[1..] {
            dimensions = dimensions.intersection(&own(p.0)).cloned().collect();
        }
        for d in dimensions.iter().filter(|d| !is_extra(d)) {
            let mut values: BTreeMap<BTreeSet<String>, Vec<(usize, Count)>> = BTreeMap::new();
            for p in &cover.parts {
                let v = out.observations[p.0].cell[d].clone();
                values.entry(v).or_default().push(*p);
            }
            let mut members = Vec::new();
            for (value, parts) in values {
                let mut cell = cover.base.clone();
                cell.insert(d.clone(), value);
                let first = &out.observations[parts[0].0];
                let plain = parts.iter().all(|p| out.observations[p.0].cell == cell);
                if plain && (parts.len() == 1 || exact) {
                    // Two words for one outcome are added up when the document is reconciled.
                    members.extend(parts.iter().map(|p| p.0));
                } else if exact {
                    let count = parts.iter().map(|p| p.1).sum();
                    let made =
                        Observation { count, cell, origin: Origin::Derived, ..first.clone() };
                    members.push(out.push(made));
                }
            }
            let complete = members.iter().map(|&m| out.count(m)).sum::<Count>().overlaps(set.count);
            if members.len() > 1 && complete {
                out.sums.push(Sum { total: set.at, parts: members });
            }
        }
    }

    /// "From 2017 to 2020 seven were recorded", with figures for those years alone that add up to it: that is
    /// all there is.
    fn take_part_for_whole(&mut self, out: &mut Gathered) {
        let years = Dimension::Extra("years".into());
        let of_year = |o: &Observation| {
            let year = o.cell.get(&Dimension::Year).filter(|_| o.cell.len() == 1)?.first()?;
            let year: i32 = year.get(..4)?.parse().ok()?;
            o.out_of_scope.is_none().then_some((year, o.count))
        };
        let yearly: BTreeMap<i32, Count> = out.observations.iter().filter_map(of_year).collect();
        let whole = |o: &Observation| o.cell.is_empty() && o.out_of_scope.is_none();
        if out.observations.iter().any(whole) {
            return;
        }
        for at in 0..out.observations.len() {
            let o = &out.observations[at];
            let Some(span) =
                o.cell.get(&years).filter(|_| o.cell.len() == 1).and_then(|v| v.first())
            else {
                continue;
            };
            let Some((from, to)) = span.split_once('-') else { continue };
            let (Ok(from), Ok(to)) = (from.parse::<i32>(), to.parse::<i32>()) else { continue };
            let within = yearly.keys().all(|year| (from..=to).contains(year));
            let sum: Count = yearly.values().copied().sum();
            if within && o.out_of_scope.is_none() && sum == o.count {
                out.observations[at].cell.remove(&years);
                self.state(out, at);
            }
        }
    }
}

/// Without a stated total, the number to which two divisions of the whole add up alike.
fn agreed_total(covers: &[Cover], out: &Gathered) -> Option<Count> {
    let mut seen: BTreeMap<Count, BTreeSet<&Dimension>> = BTreeMap::new();
    for c in covers.iter().filter(|c| c.of.is_none() && c.base.is_empty()) {
        let plain = c.parts.iter().all(|p| out.observations[p.0].out_of_scope.is_none());
        let sum: Count = c.parts.iter().map(|p| p.1).sum();
        if plain && sum.is_exact() && c.parts.len() > 1 {
            seen.entry(sum).or_default().extend(&c.dimensions);
        }
    }
    let mut agreed = seen.into_iter().filter(|(_, d)| d.len() > 1);
    let (first, _) = agreed.next()?;
    agreed.next().is_none().then_some(first)
}
