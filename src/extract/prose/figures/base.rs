//! What a count is said of: the set its words refer to, or the whole that the letter speaks of.

use std::sync::LazyLock;

use regex::Regex;

use super::{Frame, values_of};
use crate::extract::axis::{self, Head};
use crate::extract::context::one;
use crate::extract::number;
use crate::extract::prose::clauses::Clause;
use crate::extract::prose::population::{Passage, Set};
use crate::extract::prose::quantity::Kind;
use crate::extract::prose::reference::{self, Pair, Reference};
use crate::extract::prose::values::Sentence;
use crate::model::count::Count;
use crate::model::observation::{Cell, Dimension, Unit};
use crate::normalise::label::LabelReading;
use crate::pattern::pattern;

/// What a count is said of.
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    /// The set, when it is known.
    pub(super) set: Option<usize>,
    pub(super) cell: Cell,
    /// The words say so.
    pub(super) referred: bool,
    /// Values of the reference that may be the count's own.
    pub(super) loose: Cell,
    pub(super) unit: Option<Unit>,
}

impl Frame<'_, '_> {
    /// What a clause's count is said of: the count it is a part of, what its own words or those that
    /// open the sentence refer to, what it adds up to, else the whole.
    pub(super) fn base(
        &self,
        i: usize,
        head: &Head,
        whole: &Sentence<'_>,
        sets: &[Option<usize>],
        cells: &[Cell],
        passage: &Passage,
    ) -> Base {
        let context = &self.shared.cell;
        let clause = &self.clauses[i];
        // "Nine allegations, six of them from the public": of what the sentence has counted.
        let large = (0..i).rev().find(|&k| {
            sets[k].is_some_and(|s| {
                clause.quantity.printed().is_some_and(|n| passage.sets[s].count.max > n.max)
            })
        });
        let pronoun =
            |r: &Reference| r.pronoun && r.number.is_none() && r.pair.is_none() && !r.rest;
        if let (Some(k), true) = (large, self.own[i].as_ref().is_some_and(pronoun)) {
            let unit = sets[k].and_then(|s| passage.sets[s].unit);
            let cell = cells[k].clone();
            return Base { set: sets[k], cell, referred: true, unit, ..Base::default() };
        }
        let bare = |r: &Reference| self.within.is_some() && pronoun(r);
        if let Some(r) = self.own[i].as_ref().filter(|r| !bare(r)) {
            let values = values_of(self.place.desk, whole, r, &self.shared);
            let parent =
                clause.parent.and_then(|p| sets[p]).or(self.within.as_ref().and_then(|w| w.0));
            if let (Some(_), false, true) = (&self.within, values.is_empty(), head.cell.is_empty())
            {
                let cell = self.within.as_ref().map(|w| w.1.clone()).unwrap_or_default();
                return Base { set: parent, cell, referred: true, loose: values, unit: None };
            }
            // "The other four were internal, and two of the four ...": of those this very sentence has counted.
            let many = |k: &usize| {
                let n = r.number.map(Count::exact);
                n.is_some_and(|n| {
                    self.clauses[*k].quantity.printed() == Some(n)
                        && clause.quantity.printed().is_some_and(|own| own.max < n.min)
                })
            };
            let known = (0..i).rev().find(|k| many(k) && sets[*k].is_some());
            if let (Some(k), true) = (known, values.is_empty()) {
                let unit = sets[k].and_then(|s| passage.sets[s].unit);
                let cell = cells[k].clone();
                return Base { set: sets[k], cell, referred: true, unit, ..Base::default() };
            }
            return self.referred(r, values, whole, passage, head);
        }
        if let Some(p) = clause.parent {
            let unit = sets[p].and_then(|s| passage.sets[s].unit);
            return Base {
                set: sets[p],
                cell: cells[p].clone(),
                referred: true,
                unit,
                ..Base::default()
            };
        }
        // "Eight of the 2018 allegations were public complaints and four were conduct matters"
        if let (Some(r), None) = (self.shared_reference(i), &self.within) {
            let values = values_of(self.place.desk, whole, r, &self.shared);
            let year = values.contains_key(&Dimension::Year) && values.len() == 1;
            // "Of the conduct matters 2 took place on duty and 7 off duty."
            let opens = !values.is_empty() && r.end <= self.clauses[0].quantity.start;
            // "The complainant was female in 10 of the public complaints and male in one."
            let sourced = values.keys().eq([&Dimension::Source])
                && passage
                    .of_values(&values, context)
                    .is_none_or(|s| self.sum().max <= passage.sets[s].count.max);
            // "Five of the eight live allegations date from 2020, two from 2019 and one from 2018."
            let summed = r.number.is_some_and(|n| self.sum() == Count::exact(n));
            let says_other = head.cell.keys().any(|d| values.contains_key(d));
            if (year || opens || sourced || summed) && !says_other && !head.cell.is_empty() {
                return self.referred(r, values, whole, passage, head);
            }
            // "Two of those were not upheld, one was withdrawn and one was locally resolved", of the four.
            if r.pronoun && !r.rest && values.is_empty() && !head.cell.is_empty() {
                let mut cell = cells[0].clone();
                cell.retain(|d, _| !self.heads[0].cell.contains_key(d));
                let sum = self.sum();
                let all = |s: &Set| s.cell == cell && s.count == sum;
                if let Some(s) = passage.sets.iter().position(all) {
                    let unit = passage.sets[s].unit.filter(|u| !u.is_person());
                    return Base { set: Some(s), cell, referred: true, unit, ..Base::default() };
                }
            }
            // "Seven of the complaints were not upheld and four were withdrawn", beside conduct matters.
            let plain = values.is_empty() && ends_with_complaints(&whole.text[r.start..r.end]);
            if plain && !head.cell.is_empty() && !head.cell.contains_key(&Dimension::Source) {
                let base = self.referred(r, values, whole, passage, head);
                if base.cell.contains_key(&Dimension::Source) {
                    return base;
                }
            }
        }
        if let Some((set, cell)) = &self.within {
            let unit = set.and_then(|s| passage.sets[s].unit);
            return Base { set: *set, cell: cell.clone(), referred: true, unit, ..Base::default() };
        }
        if let Some(r) = &self.lead {
            if let Some(known) = self.lead_base.borrow().as_ref() {
                return known.clone();
            }
            let values = values_of(self.place.desk, whole, r, &self.shared);
            let base = self.referred(r, values, whole, passage, head);
            *self.lead_base.borrow_mut() = Some(base.clone());
            return base;
        }
        if matches!(clause.quantity.kind, Kind::All(_)) && i > 0 && sets[i - 1].is_some() {
            // "seven complaints, all made by women": of what the sentence has just counted.
            let s = sets[i - 1].unwrap_or_default();
            if clause.quantity.printed().is_none_or(|n| n == passage.sets[s].count) {
                let set = &passage.sets[s];
                return Base {
                    set: Some(s),
                    cell: set.cell.clone(),
                    referred: true,
                    unit: set.unit,
                    ..Base::default()
                };
            }
        }
        // "Two came from the public, and neither was upheld": neither of those two.
        if self.text[clause.quantity.start..clause.quantity.end].eq_ignore_ascii_case("neither") {
            let two = |s: &usize| passage.sets[*s].count == Count::exact(2);
            let here = sets[..i].iter().flatten().copied().rev().find(two);
            if let Some(s) = here {
                let set = &passage.sets[s];
                let unit = set.unit.filter(|u| !u.is_person());
                let cell = set.cell.clone();
                return Base { set: Some(s), cell, referred: true, unit, ..Base::default() };
            }
        }
        // "Six were public complaints, five of which were not upheld. The sixth was withdrawn."
        let printed = &self.text[clause.quantity.start..clause.quantity.end];
        if let Some(n) = ordinal_of(printed)
            && let Some((set, cell)) = passage.last_of(n, &head.cell)
        {
            let unit = passage.sets[set].unit.filter(|u| !u.is_person());
            return Base { set: Some(set), cell, referred: true, unit, ..Base::default() };
        }
        // "Both of the 2018 ones were internal. In the first ..., in the second ...": of those two.
        if let Some(within) = self.is_one_of_two(printed)
            && let Some(set) = passage.two_spoken_of(within)
            && (!passage.sets[set].cell.contains_key(&Dimension::Year)
                || self.clause_years(clause).is_empty())
        {
            let unit = passage.sets[set].unit.filter(|u| !u.is_person());
            let cell = passage.sets[set].cell.clone();
            return Base { set: Some(set), cell, referred: true, unit, ..Base::default() };
        }
        let mut found = None;
        if let Kind::All(Some(n)) = clause.quantity.kind {
            let mut values = head.cell.clone();
            values.retain(|d, _| *d == Dimension::Year);
            let of_year = passage.of_count(n, &values).filter(|_| !values.is_empty());
            // "Both of the dismissals arose from ...": of the two dismissals, not of any two.
            let mut ended = head.cell.clone();
            ended.retain(|d, _| *d == Dimension::Outcome);
            let of_outcome = passage.of_count(n, &ended).filter(|_| !ended.is_empty());
            // "Two public complaints and two conduct matters. Both complaints ...": both of the public ones.
            static COMPLAINTS: LazyLock<Regex> = LazyLock::new(|| {
                pattern(
                    r"(?i)^(?:both|all)\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?(?:\w+\s+)?complaints\b",
                )
            });
            let complaints = COMPLAINTS.is_match(&self.text[clause.quantity.start..]);
            // "Three hearings took place and all three officers were dismissed": not the three of some year.
            let lead = &self.text[..clause.quantity.start];
            let same = |h: &number::NumberHit| matches!(h.what, number::What::Count { count, .. } if count == Count::exact(n));
            let told_here = number::in_sentence(lead).iter().any(same);
            let again = |s: usize| told_here && passage.sets[s].sentence != passage.sentence;
            let of_public = complaints.then(|| passage.of_count(n, &of_the_public())).flatten();
            // "All five internal allegations were made by women": of the internal ones, not of five of some year.
            let of = self.values_of_subject(clause);
            let of_subject = passage.of_count(n, &of).filter(|_| !of.is_empty());
            let alike = |s: usize| {
                of.is_empty() || passage.sets[s].cell.iter().all(|(d, v)| of.get(d) == Some(v))
            };
            // "The only allegation against a woman": not the one that was counted of some year.
            found = of_year
                .or(of_outcome)
                .or(of_subject)
                .or(of_public)
                .or_else(|| passage.of_count(n, &Cell::new()).filter(|&s| !again(s) && alike(s)))
                .filter(|_| n > 1 || !self.says_which(clause));
        }
        // "The other six were raised internally. Half of these ended ...": of the six.
        let of_these =
            ["these", "those", "them"].iter().any(|w| printed.to_lowercase().ends_with(w));
        if let (Kind::Share(_, of), true) = (&clause.quantity.kind, of_these) {
            let divides = |&s: &usize| passage.sets[s].count.max.is_multiple_of(*of);
            // The yearly figures of the paragraph before are parts; what a new one speaks of is the whole.
            let part = |&s: &usize| {
                let cell = &passage.sets[s].cell;
                passage.opens_paragraph(s) && cell.keys().eq([&Dimension::Year])
            };
            let last = passage.topic(Count::exact(2), false).or_else(|| passage.last_set(false));
            found = last.filter(|s| divides(s) && !part(s));
        }
        // "Three are still open. All of these were recorded in 2020": of the three.
        if of_these && clause.quantity.kind == Kind::All(None) {
            let several = |&s: &usize| passage.sets[s].count.max > 1 && passage.is_of_paragraph(s);
            found = passage.topic(Count::exact(2), false).filter(several);
        }
        let with_year =
            head.cell.contains_key(&Dimension::Year) || context.contains_key(&Dimension::Year);
        // "In 2018 there were two complaints. All of them were made by women. Neither was upheld."
        let nought = clause.quantity.printed() == Some(Count::ZERO);
        if found.is_none() && !with_year && (clause.quantity.kind == Kind::All(None) || nought) {
            found = passage.of_last_year();
        }
        if found.is_none() && !with_year {
            let several = self.clauses.len() > 1;
            let anew = || passage.divided_anew(self.sum(), &head.cell).filter(|_| several);
            found = self.added_up.or_else(anew);
        }
        let numbered = matches!(clause.quantity.kind, Kind::Number { .. });
        if found.is_none() && numbered {
            found = passage.unfinished(self.left_of_sentence(i), &head.cell);
        }
        // "In 2019 all were made by the public": all of that year.
        let own_year = self.year_of_all(clause, head, passage);
        let found = match &own_year {
            Some(year) => passage.set_of_year(year),
            None => found.or_else(|| passage.whole(context)),
        };
        if let (Some(year), None) = (&own_year, found) {
            let mut cell = context.clone();
            cell.insert(Dimension::Year, one(year));
            return Base { cell, ..Base::default() };
        }
        match found {
            Some(s) => {
                let set = &passage.sets[s];
                let mut cell = context.clone();
                cell.extend(set.cell.clone());
                let unit = set.unit.filter(|u| !u.is_person());
                Base { set: Some(s), cell, unit, ..Base::default() }
            }
            None => Base { cell: context.clone(), ..Base::default() },
        }
    }

    /// "The first", "the second", and "one" beside "the other": one of two spoken of not more than
    /// so many sentences before. "One" by itself must come right after.
    fn is_one_of_two(&self, printed: &str) -> Option<usize> {
        static ONE_OF_TWO: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)^(?:the\s+)?(?:first|second|other|latter|former)\b"));
        static THE_OTHER: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)\bthe\s+(?:other|second)\b"));
        let one = printed.eq_ignore_ascii_case("one");
        let told = ONE_OF_TWO.is_match(printed) || one && THE_OTHER.is_match(self.text);
        match (told, one && self.clauses.len() == 1) {
            (true, _) => Some(2),
            (false, true) => Some(1),
            (false, false) => None,
        }
    }

    /// The year whose allegations "all" means: one that stands before it, or that holds other than the whole
    /// ("all public in 2019"). "All were made in 2019 by women" says of all that they are of that year.
    pub(super) fn year_of_all(
        &self,
        clause: &Clause,
        head: &Head,
        passage: &Passage,
    ) -> Option<String> {
        let year = head.cell.get(&Dimension::Year)?.first()?;
        if clause.quantity.kind != Kind::All(None) || head.cell.len() < 2 {
            return None;
        }
        let ahead = self.clause_years(clause).iter().any(|y| y.end <= clause.quantity.start);
        let other = || {
            let size = |s: usize| passage.sets[s].count;
            let whole = passage.whole(&Cell::new()).map(size);
            passage.set_of_year(year).map(size).is_some_and(|n| Some(n) != whole)
        };
        (ahead || other()).then(|| year.clone())
    }

    /// The reference of the first clause, where this one goes on about the same things.
    fn shared_reference(&self, i: usize) -> Option<&Reference> {
        let kinds = |i: usize| self.heads[i].cell.keys().cloned().collect::<Vec<_>>();
        let like = i > 0 && kinds(i).iter().any(|d| kinds(0).contains(d));
        self.own.first()?.as_ref().filter(|_| like && self.lead.is_none())
    }

    /// Sum of the printed counts of the sentence that are no parts of others.
    pub(super) fn sum(&self) -> Count {
        let own = self.clauses.iter().enumerate().filter(|(_, c)| c.parent.is_none());
        own.filter_map(|(i, c)| {
            // "In one ..., in another ..., and the last is under investigation."
            let words = &self.text[c.quantity.start..c.quantity.end];
            let single = matches!(c.quantity.kind, Kind::Rest(None)) && !words.ends_with('s');
            let n = c.quantity.printed().or(single.then(|| Count::exact(1)))?;
            let times = self.times(i);
            Some(Count { min: n.min * times, max: n.max * times })
        })
        .sum()
    }

    /// Sum of the printed counts from one clause on that are no parts of others.
    fn left_of_sentence(&self, from: usize) -> Count {
        let left = self.clauses[from..].iter().filter(|c| c.parent.is_none());
        left.filter_map(|c| c.quantity.printed()).sum()
    }

    pub(super) fn referred(
        &self,
        r: &Reference,
        values: Cell,
        whole: &Sentence<'_>,
        passage: &Passage,
        head: &Head,
    ) -> Base {
        let context = &self.shared.cell;
        let free: Cell = values
            .iter()
            .filter(|(d, _)| !head.cell.contains_key(*d))
            .map(|(d, v)| (d.clone(), v.clone()))
            .collect();
        let mut found = match r.pair {
            Some(pair) => pair_of(pair, passage),
            None => None,
        };
        if r.rest
            && let Some((set, cell, _)) = passage.rest(r.number, &head.cell)
        {
            let unit = set.and_then(|s| passage.sets[s].unit);
            return Base { set, cell, referred: true, unit, ..Base::default() };
        }
        // "Of the 35 concluded": no set of so many that was counted for something else.
        static FINISHED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:concluded|finalised|finalized|completed|closed|determined|decided|finished|resolved|still\s+open|live|outstanding)\b",
            )
        });
        let finished = FINISHED.is_match(&whole.text[r.start..r.end]);
        // "Nine led to action, and those nine are accounted for": the nine of this very sentence.
        let own = |n: u64| {
            self.clauses
                .iter()
                .any(|c| c.quantity.end <= r.start && c.quantity.printed() == Some(Count::exact(n)))
        };
        let number = r.number.filter(|n| !own(*n));
        let units = whole.span(r.start, r.end).units;
        let named = units.first().copied();
        let public = of_the_public();
        let complaints =
            ends_with_complaints(&whole.text[r.start..r.end]) && passage.knows_sources();
        // "Two were public complaints and two conduct matters. Both complaints ...": of the public ones.
        if let (Some(n), None, false, true) =
            (number, found, finished, complaints && free.is_empty())
        {
            found = passage.of_count(n, &public);
        }
        if let (Some(n), None, false) = (number, found, finished) {
            // Of single ones there are many: "the one against a woman" is none that was counted of a year, nor are
            // "the five conduct matters which did not reach a hearing" the five of 2020. Of the cells of a table
            // there are as many.
            let alike = |s: &usize| {
                let set = &passage.sets[*s];
                let told = |d: &Dimension| values.contains_key(d) || context.contains_key(d);
                (values.is_empty() || set.cell.keys().all(told))
                    && !(set.tabled && set.cell.len() > context.len() + 1)
            };
            let any = || {
                let found = passage.of_count(n, &Cell::new()).filter(alike);
                found.filter(|_| n > 1 || free.is_empty())
            };
            // "Three of the five internal ones were made by female colleagues": what it says of the count as well.
            let said = if free.is_empty() { &values } else { &free };
            found = passage.of_count(n, said).or_else(any);
            // "14 men and one woman. ... Nine of the fourteen" in the next paragraph: of all fourteen.
            let whole =
                passage.whole(context).filter(|&w| passage.sets[w].count == Count::exact(n));
            if free.is_empty() && found.is_some_and(|s| passage.is_of_persons_before(s)) {
                found = whole.or(found);
            }
            // "Ten of the officers were male. ... Of the ten allegations": not of the ten men.
            let things = named.is_some_and(|u| !u.is_person());
            if things && found.is_some_and(|s| passage.sets[s].unit.is_some_and(Unit::is_person)) {
                let own = |s: &Set| s.count == Count::exact(n) && s.unit == named;
                found = passage.sets.iter().rposition(own);
            }
        }
        if found.is_none() && !free.is_empty() {
            found = passage
                .of_values(&free, context)
                .filter(|&s| passage.sets[s].cell.len() <= free.len() + context.len());
        }
        if found.is_none() && free.is_empty() && r.pronoun {
            found = passage.topic(self.sum(), self.clauses.len() > 1);
        }
        // "Eight of the complaints were made by women and two by men": of the public ones, as conduct matters
        // were counted apart, when the parts come to as many.
        if found.is_none() && free.is_empty() && complaints {
            found = passage.of_values(&public, context).filter(|&s| {
                // "We hold 28 records: 17 complaints and 11 conduct matters."
                let unit = |s: usize| passage.sets[s].unit;
                let beside = || passage.sets.iter().any(|s| s.unit == Some(Unit::ConductMatter));
                let called = unit(s) == Some(Unit::Complaint)
                    && passage.whole(context).map_or_else(beside, |w| unit(w) != unit(s));
                passage.sets[s].count == self.sum()
                    || called && self.sum().max <= passage.sets[s].count.max
            });
        }
        let person = named.filter(|u| u.is_person());
        let found_set = found.or_else(|| passage.whole(context));
        let mut base =
            Base { set: found_set, cell: context.clone(), referred: true, ..Base::default() };
        if let Some(s) = found_set {
            let set = &passage.sets[s];
            base.cell.extend(set.cell.clone());
            base.unit = set.unit.filter(|u| !u.is_person());
        }
        base.unit = person.or(base.unit);
        let beyond = free.iter().any(|(d, v)| base.cell.get(d) != Some(v));
        if beyond {
            if !r.closed && head.cell.is_empty() {
                base.loose = free;
            } else {
                base.cell.extend(free);
                base.set = None;
            }
        }
        base
    }

    /// True when words between "the only allegation" and the verb tell which one it is.
    pub(super) fn says_which(&self, clause: &Clause) -> bool {
        self.subject_of(clause).is_some_and(|(_, subject)| subject.has_value())
    }

    /// What stands between a count and its verb, and where the verb begins.
    fn subject_of(&self, clause: &Clause) -> Option<(usize, LabelReading)> {
        let from = clause.quantity.end;
        let verb = from + reference::verb_in(&self.sentence.text[from..clause.to])?;
        Some((verb, self.sentence.span(from, verb)))
    }

    /// Source and sexes that the words between a count and its verb give.
    fn values_of_subject(&self, clause: &Clause) -> Cell {
        let Some((verb, subject)) = self.subject_of(clause) else { return Cell::new() };
        let words = &self.sentence.text[clause.quantity.end..verb];
        let mut out = axis::head(self.place.desk, words, &subject, &self.axis).cell;
        out.retain(|d, _| *d == Dimension::Source || Dimension::SEXES.contains(d));
        out
    }

    /// "All public complaints were not upheld": words between "all" and the verb say of which.
    pub(super) fn restrict(&self, i: usize, head: &mut Head, base: &mut Base, passage: &Passage) {
        let clause = &self.clauses[i];
        let Some((verb, subject)) = self.subject_of(clause) else { return };
        let predicate =
            self.sentence.reading((clause.from, clause.quantity.start), (verb, clause.to));
        if !subject.has_value() || !predicate.has_value() {
            return;
        }
        let read = |reading: &LabelReading, words: &str| {
            axis::head(self.place.desk, words, reading, &self.axis).cell
        };
        let values = read(&subject, &self.sentence.text[clause.quantity.end..verb]);
        head.cell = read(&predicate, &self.sentence.text[verb..clause.to]);
        base.cell.extend(values.clone());
        base.set = passage.of_values(&base.cell, &self.shared.cell);
        base.referred = true;
    }
}

/// "Seven of the complaints": a phrase whose last word is "complaints", which may mean those of the public beside
/// conduct matters.
fn ends_with_complaints(phrase: &str) -> bool {
    let last = phrase.split_whitespace().next_back().unwrap_or("");
    last.trim_matches(|c: char| !c.is_alphabetic()).eq_ignore_ascii_case("complaints")
}

/// The cell of what members of the public alleged.
fn of_the_public() -> Cell {
    Cell::from([(Dimension::Source, one("public"))])
}

/// "The former" and "the latter" of the two sets stated side by side.
fn pair_of(pair: Pair, passage: &Passage) -> Option<usize> {
    let n = passage.sets.len();
    passage.of_pair(pair).or_else(|| n.checked_sub(if pair == Pair::Latter { 1 } else { 2 }))
}

/// "The sixth": 6.
fn ordinal_of(printed: &str) -> Option<u64> {
    const ORDINALS: &[&str] = &[
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let lower = printed.to_lowercase();
    let word = lower.strip_prefix("the ")?.split_whitespace().next()?;
    ORDINALS.iter().position(|o| *o == word).map(|i| i as u64 + 3)
}
