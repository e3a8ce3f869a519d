//! The counts of one sentence to observations: each gets the words of its clause, the population it
//! is said of and the values that hold for all of the sentence.

mod amount;
mod apart;
mod base;
mod brackets;
mod meaning;
mod parents;

use std::collections::BTreeSet;

use self::apart::PART_OF_OTHER;
use self::base::Base;
use self::brackets::{brackets_with_counts, implied_all, party_before, with_implied};
pub(super) use self::meaning::not_known;
use self::meaning::{shared_values, take_loose_outcomes};
use super::clauses::{self, Clause};
use super::judge::{self, Verdict};
use super::population::{Passage, Pending};
use super::quantity::{Kind, Quantity};
use super::reference::{self, Reference};
use super::values::Sentence;
use crate::extract::axis::{self, Axis, Head};
use crate::extract::context::{Context, Desk, Scope, one};
use crate::extract::output::{Gathered, Sum};
use crate::model::count::Count;
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension, Observation, Origin, SetAside};
use crate::normalise::label::LabelReading;

/// What a sentence is read with.
pub(super) struct Place<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) at: &'a Locator,
    pub(super) group: usize,
    /// The whole sentence, for the evidence.
    pub(super) quote: &'a str,
}

/// Everything about one sentence while its clauses are read.
struct Frame<'a, 'b> {
    place: &'a Place<'a>,
    sentence: &'b Sentence<'b>,
    clauses: Vec<Clause>,
    readings: Vec<LabelReading>,
    axis: Axis,
    /// The meaning of each clause.
    heads: Vec<Head>,
    shared: Context,
    /// Reference of each clause, and the one that opens the sentence.
    own: Vec<Option<Reference>>,
    lead: Option<Reference>,
    /// Words of the sentence as written, where references are not blanked.
    text: &'b str,
    /// The set that a bracket explains.
    within: Option<(Option<usize>, Cell)>,
    /// What the opening reference refers to, found once: its parts change what is left of it.
    lead_base: std::cell::RefCell<Option<Base>>,
    /// Counts of other things, by index of clause: their parts are of other things too.
    apart: std::cell::RefCell<BTreeSet<usize>>,
    /// The set that the counts of the sentence add up to, found once before they are entered.
    added_up: Option<usize>,
}

/// Reads the counts of a sentence. `within` is the count whose bracket this is.
pub(super) fn read(
    place: &Place<'_>,
    text: &str,
    quantities: &[Quantity],
    context: &Context,
    within: Option<(Option<usize>, Cell)>,
    passage: &mut Passage,
    out: &mut Gathered,
) -> Vec<usize> {
    if within.is_none() {
        passage.under = context.cell.clone();
    }
    let implied = if within.is_none() { implied_all(place.desk, text, quantities) } else { None };
    let quantities = &with_implied(quantities, implied)[..];
    let brackets = brackets_with_counts(text, quantities);
    let inside = |q: &Quantity| brackets.iter().any(|(a, b)| q.start > *a && q.end <= *b);
    let outer: Vec<Quantity> = quantities.iter().filter(|q| !inside(q)).cloned().collect();
    for q in &outer {
        match q.kind {
            Kind::Aside(reason) => out.aside(&text[q.start..q.end], reason, place.at),
            Kind::Reference(_) => {
                out.aside(&text[q.start..q.end], "reference to a stated count", place.at);
            }
            _ => {}
        }
    }
    let mut blanked = text.to_string();
    let blank = |s: &mut String, a: usize, b: usize| s.replace_range(a..b, &" ".repeat(b - a));
    for (a, b) in &brackets {
        blank(&mut blanked, *a, *b);
    }
    let whole = Sentence::new(place.desk, &blanked);
    let lead = reference::leading(&blanked, &outer).or_else(|| {
        let subject = reference::subject(&whole, &outer)?;
        let values = values_of(place.desk, &whole, &subject, context);
        let known = passage.of_values(&values, &context.cell).is_some();
        // "The remaining two public complaints are still open": two of them, and no other count.
        let inner = |q: &Quantity| q.start >= subject.start && q.end <= subject.end;
        let only = subject.rest && outer.iter().filter(|q| q.counts()).all(inner);
        (known && !values.is_empty() && !only).then_some(subject)
    });
    if within.is_none()
        && let Some(r) = &lead
    {
        state_whole(place, &whole, r, context, passage, out);
    }
    let inner = |q: &Quantity| lead.as_ref().is_some_and(|l| q.start >= l.start && q.end <= l.end);
    let mut counts: Vec<Quantity> =
        outer.iter().filter(|q| q.counts() && !inner(q)).cloned().collect();
    let own: Vec<Option<Reference>> =
        counts.iter().map(|q| reference::after(&blanked, q, &outer)).collect();
    for q in outer.iter().filter(|q| q.counts() && inner(q)) {
        out.aside(&text[q.start..q.end], "reference to a stated count", place.at);
    }
    let mut words = blanked.clone();
    for r in own.iter().flatten().chain(&lead) {
        blank(&mut words, r.start, r.end);
    }
    counts.retain(|q| q.end <= words.len());
    let sentence = Sentence::new(place.desk, &words).with_roles_of(&whole);
    let clauses = clauses::divide(&sentence, &counts);
    let mut frame = Frame::new(place, &sentence, clauses, context, own, lead, &blanked, within);
    frame.find_parents();
    let printed = frame.clauses.iter().filter(|c| c.quantity.printed().is_some()).count();
    // "In 22 the officer was male. The complainant was female in 19 and male in three": as many by chance.
    let sexes =
        |c: &Cell| c.keys().any(|d| matches!(d, Dimension::OfficerSex | Dimension::ComplainantSex));
    let of_a_party =
        |s: &usize| sexes(&passage.sets[*s].cell) && frame.heads.iter().all(|h| sexes(&h.cell));
    // "Two were dismissed. One got a warning and one advice": as many, and none of the two.
    let says_other = |of: &Cell| {
        let differs = |h: &Head| h.cell.iter().any(|(d, v)| of.get(d).is_some_and(|o| o != v));
        frame.heads.iter().any(differs)
    };
    let added_up = passage.added_up(frame.sum(), says_other).filter(|s| !of_a_party(s));
    frame.added_up = added_up.filter(|_| printed > 1);
    let mut made = frame.emit_all(&whole, passage, out, &brackets, text, quantities);
    made.dedup();
    let paired = frame.lead.iter().chain(frame.own.iter().flatten()).any(|r| r.pair.is_some());
    if frame.within.is_none() && !paired {
        passage.take_pair(&made);
    }
    if let Some(role) = whole.last_role() {
        passage.role = Some(role);
    }
    made
}

/// "Of the 18 allegations recorded in the period, twelve were ...": a whole that is first stated by the
/// words that refer to it.
fn state_whole(
    place: &Place<'_>,
    whole: &Sentence<'_>,
    r: &Reference,
    context: &Context,
    passage: &mut Passage,
    out: &mut Gathered,
) {
    let Some(n) = r.number.filter(|n| *n > 0) else { return };
    let mut cell = context.cell.clone();
    cell.extend(values_of(place.desk, whole, r, context));
    let stated = |c: &Cell| {
        passage.whole(c).is_some()
            || out.observations.iter().any(|o| o.cell == *c && o.out_of_scope.is_none())
    };
    let reading = whole.span(r.start, r.end);
    // "Of the eight internal matters, two ...": as many as that were internal, of more in all.
    let all = passage.whole(&Cell::new()).map(|s| passage.sets[s].count);
    let a_part = cell.len() == 1
        && cell.contains_key(&Dimension::Source)
        && !stated(&cell)
        && all.is_some_and(|all| all.min > n);
    let known = passage.of_count(n, &Cell::new()).is_some() || stated(&context.cell);
    let counts = reading.in_scope
        || context.scope == Scope::In && reading.units.iter().any(|u| !u.is_person())
        || a_part && reference::names_things(&whole.text[r.start..r.end]);
    let other = reading.other_subject.is_some() || matches!(context.scope, Scope::Out(_));
    if known && !a_part || !counts || other || r.rest || passage.astray.is_some() {
        return;
    }
    let words = whole.text[r.start..r.end].trim().trim_end_matches(',').to_string();
    let at = out.push(Observation {
        count: Count::exact(n),
        suppressed: false,
        cell,
        unit: reading.units.first().copied().or(context.unit),
        label: words.into(),
        origin: Origin::Stated,
        out_of_scope: None,
        authority: context.authority.clone(),
        file: Default::default(),
        place: place.at.clone(),
        quote: place.quote.trim().into(),
        group: place.group,
        doubts: Vec::new(),
    });
    passage.state(out, at);
}

/// Values a reference names.
fn values_of(desk: &Desk<'_>, sentence: &Sentence<'_>, r: &Reference, context: &Context) -> Cell {
    let reading = sentence.span(r.start, r.end);
    plain_values(desk, &sentence.text[r.start..r.end], &reading, context)
}

/// The values some words give, in dimensions of the contract.
pub(super) fn plain_values(
    desk: &Desk<'_>,
    words: &str,
    reading: &LabelReading,
    context: &Context,
) -> Cell {
    let axis = quiet_axis(desk, &[reading], context);
    let mut cell = axis::head(desk, words, reading, &axis).cell;
    cell.retain(|d, v| {
        !matches!(d, Dimension::Extra(_) | Dimension::AllegationType) && !v.contains("other")
    });
    cell
}

/// The axis of some clauses, without an extra dimension: prose has no headings.
fn quiet_axis(desk: &Desk<'_>, readings: &[&LabelReading], context: &Context) -> Axis {
    let mut axis = axis::of_labels(desk, readings, &LabelReading::default(), context);
    axis.extra = None;
    axis
}

impl<'a, 'b> Frame<'a, 'b> {
    #[allow(clippy::too_many_arguments)]
    fn new(
        place: &'a Place<'a>,
        sentence: &'b Sentence<'b>,
        clauses: Vec<Clause>,
        context: &Context,
        own: Vec<Option<Reference>>,
        lead: Option<Reference>,
        text: &'b str,
        within: Option<(Option<usize>, Cell)>,
    ) -> Frame<'a, 'b> {
        let mut readings: Vec<LabelReading> = clauses
            .iter()
            .map(|c| sentence.reading((c.from, c.quantity.start), (c.quantity.end, c.to)))
            .collect();
        take_loose_outcomes(place.desk, sentence, &clauses, &mut readings);
        let shared = shared_values(sentence, &clauses, &readings, context);
        let refs: Vec<&LabelReading> = readings.iter().collect();
        let axis = quiet_axis(place.desk, &refs, &shared);
        let mut frame = Frame {
            place,
            sentence,
            clauses,
            readings,
            axis,
            heads: Vec::new(),
            shared,
            own,
            lead,
            text,
            within,
            lead_base: Default::default(),
            apart: Default::default(),
            added_up: None,
        };
        frame.heads = (0..frame.clauses.len()).map(|i| frame.head(i)).collect();
        frame
    }

    fn words(&self, c: &Clause) -> String {
        let t = self.sentence.text;
        format!("{} {}", &t[c.from..c.quantity.start], &t[c.quantity.end..c.to])
    }

    /// The words after a clause's count.
    fn after(&self, i: usize) -> &str {
        let c = &self.clauses[i];
        &self.sentence.text[c.quantity.end..c.to]
    }

    fn emit_all(
        &mut self,
        whole: &Sentence<'_>,
        passage: &mut Passage,
        out: &mut Gathered,
        brackets: &[(usize, usize)],
        full: &str,
        quantities: &[Quantity],
    ) -> Vec<usize> {
        let mut made: Vec<Vec<usize>> = Vec::new();
        let mut sets: Vec<Option<usize>> = Vec::new();
        let mut cells: Vec<Cell> = Vec::new();
        let mut party = None;
        for i in 0..self.clauses.len() {
            let (indices, set, cell) = self.emit(i, whole, &sets, &cells, &made, passage, out);
            let clause = self.clauses[i].clone();
            let limit = self.clauses.get(i + 1).map_or(full.len(), |n| n.quantity.start);
            for &(a, b) in brackets.iter().filter(|(a, _)| *a >= clause.quantity.end && *a < limit)
            {
                let within: Vec<Quantity> = quantities
                    .iter()
                    .filter(|q| q.start > a && q.end <= b)
                    .map(|q| Quantity {
                        start: q.start - a - 1,
                        end: q.end - a - 1,
                        kind: q.kind.clone(),
                    })
                    .collect();
                // "All of it" of a bracket is all of a count that was read.
                if indices.is_empty() && within.iter().any(|q| q.start == q.end) {
                    continue;
                }
                let mut inner = self.shared.clone();
                inner.cell = cell.clone();
                // What a bracket divides is no nearer the subject than what stands before it.
                let out_there =
                    indices.first().and_then(|&at| out.observations[at].out_of_scope.clone());
                if let Some(words) = out_there {
                    inner.scope = Scope::Out(words);
                }
                // "... from the public (seven women, two men) and five raised internally (four and one)"
                party = party_before(&full[..a]).or(party);
                inner.role = party.or(inner.role).or(whole.last_role());
                let parts = read(
                    self.place,
                    &full[a + 1..b - 1],
                    &within,
                    &inner,
                    Some((set, cell.clone())),
                    passage,
                    out,
                );
                claim_sum(indices.first().copied(), parts, out);
            }
            made.push(indices);
            sets.push(set);
            cells.push(cell);
        }
        for p in 0..self.clauses.len() {
            let parts = self.clauses.iter().zip(&made).filter(|(c, _)| c.parent == Some(p));
            let parts: Vec<usize> = parts.flat_map(|(_, m)| m.iter().copied()).collect();
            claim_sum(made[p].first().copied(), parts, out);
        }
        made.concat()
    }

    /// Keeps a number that nothing is said of: a split may show that it is the total.
    fn keep_as_candidate(
        &self,
        i: usize,
        reason: &str,
        head: &Head,
        base: &Base,
        passage: &mut Passage,
    ) {
        let open =
            matches!(reason, judge::OTHER_THINGS | judge::POINTS_BACK | SetAside::UNEXPLAINED);
        let elsewhere = self.readings[i].other_subject.is_some()
            || matches!(self.shared.scope, Scope::Out(_))
            || passage.astray.is_some();
        let clause = &self.clauses[i];
        if let (true, false, Some(count)) = (open, elsewhere, clause.quantity.printed())
            && head.cell.is_empty()
            && count.is_exact()
        {
            let mut o = self.observation(i, count, head, base, None);
            o.label = self.text[clause.quantity.start..clause.quantity.end].trim().into();
            passage.candidates.push(o);
        }
    }

    /// Emits one clause: its observations, the set it states and its cell.
    #[allow(clippy::too_many_arguments)]
    fn emit(
        &self,
        i: usize,
        whole: &Sentence<'_>,
        sets: &[Option<usize>],
        cells: &[Cell],
        made: &[Vec<usize>],
        passage: &mut Passage,
        out: &mut Gathered,
    ) -> (Vec<usize>, Option<usize>, Cell) {
        let clause = &self.clauses[i];
        let desk = self.place.desk;
        let printed = &self.text[clause.quantity.start..clause.quantity.end];
        let nothing = (Vec::new(), None, self.shared.cell.clone());
        // What a bracket says of all of a count is said of nothing where that was none.
        let bracket = matches!(printed, "" | "(") && self.within.is_none();
        if bracket && sets.last().is_some_and(Option::is_none) {
            return nothing;
        }
        let mut head = self.heads[i].clone();
        self.tell_unidentified(clause, &mut head, passage);
        let mut base = self.base(i, &head, whole, sets, cells, passage);
        // "Both of the cases opened in 2021 ... and both came from the public": of the same two.
        let before = made.last().and_then(|m| m.last()).map(|&at| &out.observations[at]);
        let strays = before.is_some_and(|o| {
            o.out_of_scope.is_some() && Some(o.count) == clause.quantity.printed()
        });
        if strays && matches!(clause.quantity.kind, Kind::All(Some(_))) {
            out.aside(printed, "a part of what was not asked about", self.place.at);
            return nothing;
        }
        if head.cell.is_empty() && !base.loose.is_empty() {
            head.cell = std::mem::take(&mut base.loose);
        }
        if matches!(clause.quantity.kind, Kind::All(_)) {
            self.restrict(i, &mut head, &mut base, passage);
        }
        if let Some(r) = self.own[i].as_ref().filter(|r| r.closed) {
            // "one of the officers dismissed was dismissed before a hearing"
            let values = values_of(desk, whole, r, &self.shared);
            if !values.is_empty() && head.cell.iter().all(|(d, v)| values.get(d) == Some(v)) {
                out.aside(printed, "a part of another figure", self.place.at);
                return nothing;
            }
        }
        if judge::is_rule(self.text) {
            out.aside(printed, judge::GENERAL_STATEMENT, self.place.at);
            return nothing;
        }
        if head.cell.is_empty() && self.own[i].as_ref().is_some_and(|r| self.of_other_things(r)) {
            out.aside(printed, judge::OTHER_THINGS, self.place.at);
            return nothing;
        }
        self.settle_unknown(&mut head, passage);
        let spread = self.spread(i, &mut head, out);
        if self.earlier_years(i) && spread.is_empty() && !head.cell.contains_key(&Dimension::Year) {
            out.aside(printed, judge::NOUGHT, self.place.at);
            return (self.margin_of_one_year(i, &head, out), None, self.shared.cell.clone());
        }
        let ground = self.ground(i, &head, &base, !spread.is_empty(), passage);
        let words = Clause { from: clause.from, ..clause.clone() };
        // "The final three had different results: one ...": its parts say the rest.
        let parts = self.clauses.iter().any(|c| c.parent == Some(i));
        if clause.quantity.relative() && head.cell.is_empty() && spread.is_empty() && parts {
            out.aside(printed, "reference to a stated count", self.place.at);
            return nothing;
        }
        let refined = |k: usize| {
            let outcome = head.cell.get(&Dimension::Outcome);
            self.clauses[k].parent == Some(i)
                && outcome.is_some()
                && self.heads[k].cell.get(&Dimension::Outcome) == outcome
                && self.clauses[k].quantity.printed() != clause.quantity.printed()
        };
        if (0..self.clauses.len()).any(refined) {
            out.aside(printed, "a sum of the counts after it", self.place.at);
            return nothing;
        }
        let together = self.clause_years(clause);
        if spread.is_empty() && together.len() > 1 {
            let years: Vec<&str> = together.iter().map(|y| y.value.as_str()).collect();
            head.cell.remove(&Dimension::Year);
            // "FY17 to FY21 - 30" is the whole of what was asked.
            if !self.spans_period(&together) {
                head.cell.insert(Dimension::Extra("years".into()), one(&years.join("_")));
            }
        }
        if spread.is_empty() && together.is_empty() {
            self.take_part_of_period(i, &mut head);
        }
        let mut judged = head.clone();
        if let Some(first) = spread.first() {
            judged.cell.extend(first.clone());
        }
        let verdict = judge::judge(
            desk,
            self.sentence.text,
            &words,
            &judged,
            &self.readings[i],
            &self.shared,
            ground,
        );
        let out_of_scope = match self.beyond(i, made, out).unwrap_or(verdict) {
            Verdict::Figure(why) => why,
            Verdict::Aside(reason, look) => {
                out.aside(printed, reason, self.place.at);
                if matches!(reason, judge::OTHER_THINGS | judge::STRENGTH | PART_OF_OTHER) {
                    self.apart.borrow_mut().insert(i);
                }
                if let (Some(n), judge::POINTS_BACK) = (clause.quantity.printed(), reason)
                    && let Some(set) = passage.of_count(n.max, &Cell::new())
                {
                    // What is said in the same sentence of its parts is said of that.
                    return (Vec::new(), Some(set), passage.sets[set].cell.clone());
                }
                self.keep_as_candidate(i, reason, &head, &base, passage);
                // What it counts was told by an unknown word only, and it has a year or an outcome.
                let guessed = matches!(reason, judge::OTHER_THINGS | PART_OF_OTHER)
                    && self.readings[i].other_subject.is_none()
                    && !matches!(self.shared.scope, Scope::Out(_))
                    && passage.astray.is_none()
                    && [Dimension::Year, Dimension::Outcome]
                        .iter()
                        .any(|d| head.cell.contains_key(d))
                    && clause.quantity.printed().is_some_and(|n| n.max > 1)
                    && !judge::names_things(self.after(i));
                if look || guessed {
                    out.findings.push(
                        Finding::new(
                            Code::UnexplainedNumber,
                            format!("`{printed}` stands near the subject and what it counts could not be told"),
                        )
                        .at(self.place.at, self.place.quote.trim()),
                    );
                }
                return nothing;
            }
        };
        if out_of_scope.is_some() && base.referred && self.readings[i].other_subject.is_some() {
            passage.wider = base.set;
        }
        let universal = matches!(clause.quantity.kind, Kind::All(_));
        // "How many were internal? - The other six.": the question gives the value.
        let asked = matches!(clause.quantity.kind, Kind::Rest(Some(_)))
            && self.shared.cell.keys().any(|d| *d != Dimension::Year);
        if clause.quantity.relative() && head.cell.is_empty() && !asked {
            out.aside(printed, "reference to a stated count", self.place.at);
            return nothing;
        }
        let previous = made.iter().flatten().last().map(|&at| out.count(at));
        let said_of = base.cell.clone();
        let Some((count, base)) = self.count_of(i, base, &head, previous, passage) else {
            if universal {
                let year = self.year_of_all(clause, &head, passage);
                self.postpone(i, &head, said_of, year, out_of_scope, passage);
                out.aside(printed, "reference to a stated count", self.place.at);
            } else {
                out.aside(printed, SetAside::UNEXPLAINED, self.place.at);
                self.unresolved(printed, out);
            }
            return nothing;
        };
        if head.cell.is_empty() && spread.is_empty() && out_of_scope.is_none() {
            passage.narrow(count, out);
        }
        let share = ["quarter", "third", "fifth"].iter().any(|w| printed.contains(w));
        if share || matches!(clause.quantity.kind, Kind::Share(..)) {
            out.aside(printed, "a share of a stated count", self.place.at);
        }
        let observation = self.observation(i, count, &head, &base, out_of_scope);
        let mut indices = Vec::new();
        let mut cell = base.cell.clone();
        let whole_of = base.set.is_some_and(|s| passage.sets[s].count == count);
        if universal
            || (whole_of
                && base.referred
                && matches!(clause.quantity.kind, Kind::Number { .. })
                && count.max > 0
                && head.cell.len() > 1)
        {
            for (d, v) in head.cell.iter().filter(|(d, _)| !base.cell.contains_key(*d)) {
                let mut o = observation.clone();
                o.cell = base.cell.clone();
                o.cell.insert(d.clone(), v.clone());
                if o.cell != base.cell {
                    indices.push(out.push(o));
                }
            }
            // "The only allegation against a woman was recorded in 2020": there is one against a woman.
            let told = base.cell != self.shared.cell && self.says_which(clause);
            if clause.quantity.kind == Kind::All(Some(1)) && told {
                let (cell, origin) = (base.cell.clone(), Origin::Derived);
                let at = out.push(Observation { cell, origin, ..observation.clone() });
                // What follows is said of it: "The officer is male, the investigation is ongoing."
                let set = passage.state(out, at);
                passage.focus = set.map(|s| (s, passage.sentence)).or(passage.focus);
            }
            if count.max > 0 {
                for cell in passage.say_of_all(&base.cell, count, &head.cell) {
                    out.push(Observation { cell, origin: Origin::Derived, ..observation.clone() });
                }
            }
            if let Some(set) = base.set.filter(|_| universal) {
                passage.both = Some((set, passage.sentence));
            }
            return (indices, base.set, cell);
        }
        cell.extend(head.cell.clone());
        let values: Vec<Cell> = if spread.is_empty() { vec![Cell::new()] } else { spread };
        let mut set = None;
        for extra in values {
            let mut o = observation.clone();
            o.cell = cell.clone();
            o.cell.extend(extra.clone());
            let at = out.push(o);
            indices.push(at);
            set = passage.state(out, at);
            if set.is_some() {
                let mut own = head.cell.clone();
                own.extend(extra);
                self.enter_part(&base, own, count, at, passage);
            }
        }
        if let (Some(of), [at]) = (base.set, &indices[..]) {
            self.inherit(*at, of, passage, out);
        }
        if count.max == 0 {
            self.negate(&observation, &head, &base, passage, out, &mut indices);
        }
        (indices, set, cell)
    }

    /// Enters a count among the parts of what it is said of. An answer whose values come from its
    /// question is a part of the whole.
    fn enter_part(&self, base: &Base, own: Cell, count: Count, at: usize, passage: &mut Passage) {
        if own.is_empty() && base.set.is_none() && !base.cell.is_empty() {
            let whole = passage.whole(&Cell::new());
            passage.part(whole, &Cell::new(), &base.cell.clone(), count, at);
        } else {
            // "2020 saw four, of which ...": the year of its parts is first of all its own value.
            let mut around = base.cell.clone();
            if base.set.is_none() {
                around.retain(|d, _| !own.contains_key(d));
            }
            passage.part(base.set, &around, &own, count, at);
        }
    }

    /// "Two allegations, both of them from the public. One was withdrawn": the one withdrawn was from the public.
    fn inherit(&self, at: usize, of: usize, passage: &Passage, out: &mut Gathered) {
        let set = &passage.sets[of];
        let part = &out.observations[at];
        let said = passage.said_of(&set.cell, set.count);
        let contradicts = said.iter().any(|(d, v)| part.cell.get(d).is_some_and(|p| p != v));
        let more = said.keys().any(|d| !part.cell.contains_key(d));
        if part.count.max == 0 || part.out_of_scope.is_some() || contradicts || !more {
            return;
        }
        let mut o = Observation { origin: Origin::Derived, ..part.clone() };
        o.cell.extend(said);
        out.push(o);
    }

    /// "Neither was upheld": not only none upheld but all not upheld.
    fn negate(
        &self,
        observation: &Observation,
        head: &Head,
        base: &Base,
        passage: &mut Passage,
        out: &mut Gathered,
        indices: &mut Vec<usize>,
    ) {
        let upheld = head
            .cell
            .get(&Dimension::Outcome)
            .is_some_and(|c| c.len() == 1 && c.contains("upheld"));
        let Some(set) = base.set.map(|s| passage.sets[s].clone()) else { return };
        if !upheld || head.cell.len() > 1 || set.count.max == 0 {
            return;
        }
        let mut o =
            Observation { count: set.count, origin: Origin::Derived, ..observation.clone() };
        o.cell = base.cell.clone();
        o.cell.insert(Dimension::Outcome, one("not_upheld"));
        let at = out.push(o);
        let own = Cell::from([(Dimension::Outcome, one("not_upheld"))]);
        passage.part(base.set, &base.cell, &own, set.count, at);
        let origin = Origin::Derived;
        for cell in passage.say_of_all(&base.cell, set.count, &own) {
            out.push(Observation { cell, origin, count: set.count, ..observation.clone() });
        }
        indices.push(at);
    }

    fn unresolved(&self, printed: &str, out: &mut Gathered) {
        out.findings.push(
            Finding::new(
                Code::UnexplainedNumber,
                format!("`{printed}` says a share or a rest of something counted, and of what could not be told"),
            )
            .at(self.place.at, self.place.quote.trim()),
        );
    }

    fn postpone(
        &self,
        i: usize,
        head: &Head,
        said_of: Cell,
        year: Option<String>,
        out: Option<String>,
        passage: &mut Passage,
    ) {
        if out.is_some() {
            return;
        }
        let mut base = Base { cell: said_of, ..Base::default() };
        let observation = self.observation(i, Count::ZERO, head, &base, None);
        let mut values = head.cell.clone();
        if let Some(year) = year {
            base.cell.insert(Dimension::Year, one(&year));
            values.remove(&Dimension::Year);
        }
        passage.pending.push(Pending { observation, base: base.cell, values });
    }
}

/// Parts that run through one dimension and add up prove the reading.
pub(super) fn claim_sum(total: Option<usize>, parts: Vec<usize>, out: &mut Gathered) {
    let Some(total) = total else { return };
    let kinds = |i: usize| out.kinds(i);
    if parts.len() > 1
        && parts.iter().all(|&p| kinds(p) == kinds(parts[0]) && kinds(p) != kinds(total))
    {
        let sum: Count = parts.iter().map(|&p| out.count(p)).sum();
        if sum.overlaps(out.count(total)) {
            out.sums.push(Sum { total, parts });
        }
    }
}
