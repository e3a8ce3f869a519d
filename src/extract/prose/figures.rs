//! The counts of one sentence to observations: each gets the words of its clause, the population it
//! is said of and the values that hold for all of the sentence.

use std::collections::BTreeSet;

use super::clauses::{self, Clause};
use super::judge::{self, Ground, Verdict};
use super::population::{Passage, Pending};
use super::quantity::{Kind, Quantity};
use super::reference::{self, Pair, Reference};
use super::values::{Sentence, says_each, says_every_year, says_other_years};
use crate::extract::axis::{self, Axis, Head};
use crate::extract::context::{Context, Desk, Scope, one};
use crate::extract::output::{Gathered, Sum};
use crate::model::count::Count;
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension, Doubt, Observation, Origin, Unit};
use crate::normalise::label::LabelReading;
use crate::normalise::year;

/// What a sentence is read with.
pub(super) struct Place<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) at: &'a Locator,
    pub(super) group: usize,
    /// The whole sentence, for the evidence.
    pub(super) quote: &'a str,
}

/// What a count is said of.
#[derive(Clone, Debug, Default)]
struct Base {
    /// The set, when it is known.
    set: Option<usize>,
    cell: Cell,
    /// The words say so.
    referred: bool,
    /// Values of the reference that may be the count's own.
    loose: Cell,
    unit: Option<Unit>,
}

/// Everything about one sentence while its clauses are read.
struct Frame<'a, 'b> {
    place: &'a Place<'a>,
    sentence: &'b Sentence<'b>,
    clauses: Vec<Clause>,
    readings: Vec<LabelReading>,
    axis: Axis,
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
        (known && !values.is_empty()).then_some(subject)
    });
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
    let mut made = frame.emit_all(&whole, passage, out, &brackets, text, quantities);
    made.dedup();
    if let Some(role) = whole.last_role() {
        passage.role = Some(role);
    }
    made
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
        Frame {
            place,
            sentence,
            clauses,
            readings,
            axis,
            shared,
            own,
            lead,
            text,
            within,
            lead_base: Default::default(),
        }
    }

    fn words(&self, c: &Clause) -> String {
        let t = self.sentence.text;
        format!("{} {}", &t[c.from..c.quantity.start], &t[c.quantity.end..c.to])
    }

    /// How many cells a clause states at once ("three in each of 2018 and 2019": two).
    fn times(&self, i: usize) -> u64 {
        let c = &self.clauses[i];
        let years = self.clause_years(c);
        let words = self.words(c);
        if self.every_year(c) && years.is_empty() {
            let period = &self.place.desk.investigation.period;
            return (period.last_year() - period.first_year() + 1).max(1) as u64;
        }
        if years.len() > 1 && says_each(&words) { years.len() as u64 } else { 1 }
    }

    fn every_year(&self, c: &Clause) -> bool {
        let t = self.sentence.text;
        says_every_year(&t[c.from..c.quantity.start], &t[c.quantity.end..c.to])
    }

    fn clause_years(&self, c: &Clause) -> Vec<year::YearLabel> {
        let mut years = self.sentence.years(c.from, c.quantity.start);
        years.extend(self.sentence.years(c.quantity.end, c.to));
        years
    }

    /// Counts that add up to the one before them are its parts, whatever the words.
    fn find_parents(&mut self) {
        let n = self.clauses.len();
        let value = |i: usize, f: &Self| {
            f.clauses[i].quantity.printed().filter(|c| c.is_exact()).map(|c| c.max * f.times(i))
        };
        for i in 0..n {
            let Some(total) = value(i, self).filter(|t| *t > 0) else { continue };
            if self.clauses[i + 1..].iter().any(|c| c.parent == Some(i)) {
                continue;
            }
            let mut sum = 0;
            for k in i + 1..n {
                if self.clauses[k].quantity.kind == Kind::Same {
                    sum += value(k - 1, self).unwrap_or(0);
                } else {
                    let Some(v) = value(k, self) else { break };
                    sum += v;
                }
                let last = k + 1 == n
                    || self.text[self.clauses[k].quantity.end..self.clauses[k + 1].quantity.start]
                        .contains([';', '.']);
                if sum == total && (k > i + 1 || self.times(k) > 1 && last) && self.differ(i, k) {
                    for c in &mut self.clauses[i + 1..=k] {
                        c.parent = Some(i);
                    }
                    break;
                }
                if sum > total {
                    break;
                }
            }
        }
    }

    /// True when a clause and those after it up to `k` speak of different dimensions.
    fn differ(&self, i: usize, k: usize) -> bool {
        let kinds = |n: usize| {
            let r = &self.readings[n];
            let mut out = BTreeSet::new();
            if r.outcome.is_some() {
                out.insert("outcome");
            }
            if !r.sexes.is_empty() {
                out.insert("sex");
            }
            if !r.sources.is_empty() {
                out.insert("source");
            }
            if !self.clause_years(&self.clauses[n]).is_empty() {
                out.insert("year");
            }
            out
        };
        let parts: BTreeSet<_> = (i + 1..=k).flat_map(kinds).collect();
        let spread = self.times(k) > 1;
        (spread || !parts.is_empty()) && kinds(i).intersection(&parts).next().is_none()
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
                let mut inner = self.shared.clone();
                inner.cell = cell.clone();
                inner.role = inner.role.or(whole.last_role());
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
        let mut head = self.head(i);
        let mut base = self.base(i, &head, whole, sets, cells, passage);
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
        let spread = self.spread(i, &mut head, out);
        let ground = self.ground(i, &head, &base, !spread.is_empty(), passage);
        let words = Clause { from: clause.from, ..clause.clone() };
        // "The final three had different results: one ...": its parts say the rest.
        let parts = self.clauses.iter().any(|c| c.parent == Some(i));
        if clause.quantity.relative() && head.cell.is_empty() && spread.is_empty() && parts {
            out.aside(printed, "reference to a stated count", self.place.at);
            return nothing;
        }
        let together = self.clause_years(clause);
        if spread.is_empty() && together.len() > 1 {
            let years: Vec<&str> = together.iter().map(|y| y.value.as_str()).collect();
            head.cell.remove(&Dimension::Year);
            head.cell.insert(Dimension::Extra("years".into()), one(&years.join("_")));
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
        let out_of_scope = match verdict {
            Verdict::Figure(why) => why,
            Verdict::Aside(reason, look) => {
                out.aside(printed, reason, self.place.at);
                if look {
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
        let universal = matches!(clause.quantity.kind, Kind::All(_));
        if clause.quantity.relative() && head.cell.is_empty() {
            out.aside(printed, "reference to a stated count", self.place.at);
            return nothing;
        }
        let previous = made.iter().flatten().last().map(|&at| out.count(at));
        let Some((count, base)) = self.count_of(clause, base, &head, previous, passage) else {
            if universal {
                self.postpone(i, &head, out_of_scope, passage);
                out.aside(printed, "reference to a stated count", self.place.at);
            } else {
                out.aside(printed, "not explained", self.place.at);
                self.unresolved(printed, out);
            }
            return nothing;
        };
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
            for (d, v) in &head.cell {
                let mut o = observation.clone();
                o.cell = base.cell.clone();
                o.cell.insert(d.clone(), v.clone());
                if o.cell != base.cell {
                    indices.push(out.push(o));
                }
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

    fn postpone(&self, i: usize, head: &Head, out: Option<String>, passage: &mut Passage) {
        if out.is_some() {
            return;
        }
        let base = Base { cell: self.shared.cell.clone(), ..Base::default() };
        let observation = self.observation(i, Count::ZERO, head, &base, None);
        let values = head.cell.clone();
        passage.pending.push(Pending { observation, base: base.cell, values });
    }

    fn observation(
        &self,
        i: usize,
        count: Count,
        head: &Head,
        base: &Base,
        out_of_scope: Option<String>,
    ) -> Observation {
        let clause = &self.clauses[i];
        let t = self.sentence.text;
        let mut doubts: Vec<Doubt> = head.doubts.clone();
        let printed = &self.text[clause.quantity.start..clause.quantity.end];
        let (mut suppressed, mut rounded) = (false, count);
        if let Kind::Number { suppressed: s, loose, .. } = clause.quantity.kind {
            suppressed = s;
            if loose {
                doubts.push(Doubt {
                    code: Code::AmbiguousReading,
                    message: format!("`{printed}` is a bound or an estimate, not a count"),
                });
            }
        }
        if self.place.desk.rounding > 0 && !suppressed && t.to_lowercase().contains("round") {
            rounded = crate::extract::grid::round(count, self.place.desk.rounding);
        }
        let said = clause.quantity.printed().is_some();
        let own = judge::unit_after(self.place.desk, t, clause).filter(|_| self.own[i].is_none());
        let unit = own
            .or(base.unit)
            .or(self.readings[i].units.first().copied().filter(|_| base.set.is_none()))
            .or(self.shared.unit);
        Observation {
            count: rounded,
            suppressed,
            cell: Cell::new(),
            unit,
            label: self.text[clause.from..clause.to].trim().to_string(),
            origin: if said { Origin::Stated } else { Origin::Derived },
            out_of_scope,
            authority: self.shared.authority.clone(),
            file: String::new(),
            place: self.place.at.clone(),
            quote: self.place.quote.trim().to_string(),
            group: self.place.group,
            doubts,
        }
    }

    /// The number a quantity amounts to, with what it is said of.
    fn count_of(
        &self,
        clause: &Clause,
        base: Base,
        head: &Head,
        previous: Option<Count>,
        passage: &Passage,
    ) -> Option<(Count, Base)> {
        let size = |b: &Base| b.set.map(|s| passage.sets[s].count);
        match clause.quantity.kind {
            Kind::Number { count, .. } => Some((count, base)),
            Kind::All(Some(n)) => Some((Count::exact(n), base)),
            Kind::All(None) => size(&base).map(|c| (c, base)),
            Kind::AllBut(k) => {
                let all = size(&base).filter(|c| c.is_exact() && c.max > k)?;
                Some((Count::exact(all.max - k), base))
            }
            Kind::Rest(n) => {
                let found = passage.rest(n, &head.cell);
                match (found, n) {
                    (Some((set, cell, left)), _) => Some((
                        Count::exact(n.unwrap_or(left)),
                        Base { set, cell, referred: true, ..base },
                    )),
                    (None, Some(n)) => Some((Count::exact(n), base)),
                    (None, None) => None,
                }
            }
            Kind::Share(num, den) => {
                let all = size(&base).filter(|c| c.is_exact() && c.max * num % den == 0)?;
                Some((Count::exact(all.max * num / den), base))
            }
            Kind::Same => previous.map(|c| (c, base)),
            Kind::Reference(_) | Kind::Aside(_) => None,
        }
    }

    fn ground(
        &self,
        i: usize,
        head: &Head,
        base: &Base,
        spread: bool,
        passage: &Passage,
    ) -> Ground {
        let kinds: BTreeSet<&Dimension> = head.cell.keys().collect();
        let alike = (0..self.clauses.len()).filter(|&k| {
            let other = self.head(k);
            !kinds.is_empty() && other.cell.keys().any(|d| kinds.contains(d))
        });
        Ground {
            referred: base.referred,
            proved: self.clauses[i].parent.is_some() && !head.cell.is_empty(),
            parallel: spread || alike.count() > 1 && !head.cell.is_empty(),
            under_values: !base.cell.is_empty(),
            divided: self.clauses.iter().any(|c| c.parent == Some(i)),
            established: !passage.sets.is_empty(),
        }
    }

    /// The meaning of a clause. Words nobody knows make no value here, unless the clause is a bare
    /// "label: count" on an axis of outcomes.
    fn head(&self, i: usize) -> Head {
        let (clause, reading) = (&self.clauses[i], &self.readings[i]);
        let words = self.words(clause);
        let mut head = axis::head(self.place.desk, words.trim(), reading, &self.axis);
        head.cell.retain(|d, _| {
            !matches!(d, Dimension::AllegationType) && *d != Dimension::Extra("category".into())
        });
        self.take_year(clause, &mut head);
        let lead = &self.sentence.text[..clause.quantity.start];
        let listed = clauses::LABEL_BEFORE.is_match(lead) && reading.words <= 8;
        if head.doubts.iter().any(|d| d.code == Code::UnmappedLabel) && !listed {
            head.cell.remove(&Dimension::Outcome);
            head.doubts.retain(|d| d.code != Code::UnmappedLabel);
        }
        // "not given" of another dimension is no outcome.
        let empty = |c: &BTreeSet<String>| {
            c.len() == 1 && (c.contains("not_recorded") || c.contains("officer_not_identified"))
        };
        let of_sex = reading.names.iter().any(|n| n.ends_with("sex"))
            || words.to_lowercase().contains(" sex ");
        let outcome_named = reading.names.contains("outcome");
        if !outcome_named
            && reading.unknown
            && (of_sex || reading.roles.len() == 1)
            && head.cell.get(&Dimension::Outcome).is_some_and(empty)
        {
            head.cell.remove(&Dimension::Outcome);
        }
        // "the three for which the source is not given"
        if !outcome_named
            && reading.names.contains("source")
            && reading.unknown
            && reading.sources.is_empty()
        {
            head.cell.remove(&Dimension::Outcome);
            head.cell.insert(Dimension::Source, one("unknown"));
        }
        // "in the other one the officer has never been identified" among sexes
        if head.cell.is_empty()
            && self.axis.sexes
            && not_known(&words)
            && let Some(dimension) = &self.axis.dimension
        {
            head.cell.insert(dimension.clone(), one("unknown"));
        }
        // "the sex of the complainant is not recorded in any of the three"
        if reading.unknown && reading.sexes.is_empty() && head.cell.is_empty() && of_sex {
            let role = crate::extract::context::role_of_names(&reading.names)
                .or((reading.roles.len() == 1).then(|| reading.roles.first().copied()).flatten())
                .or(self.shared.role);
            if let Some(role) = role {
                head.cell.insert(crate::extract::context::sex_dimension(role), one("unknown"));
            }
        }
        head
    }

    /// A year beside another value is that of the count when it stands before it, right after it or
    /// with a word of recording; "resigned in 2019" tells when something else happened.
    fn take_year(&self, clause: &Clause, head: &mut Head) {
        let years = self.clause_years(clause);
        let [year] = &years[..] else { return };
        let text = self.sentence.text;
        let ahead = year.end <= clause.quantity.start;
        let between = if ahead { "" } else { &text[clause.quantity.end..year.start] };
        let close = between.split_whitespace().all(|w| {
            let w = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            [
                "",
                "in",
                "from",
                "during",
                "of",
                "for",
                "the",
                "one",
                "complaint",
                "allegation",
                "case",
                "dated",
            ]
            .contains(&w.as_str())
        });
        let recorded = super::statement::RECORDED_IN.is_match(&text[clause.from..year.end]);
        if (ahead || close || recorded) && self.place.desk.in_period(year) {
            head.cell.entry(Dimension::Year).or_insert_with(|| one(&year.value));
        }
    }

    /// What a clause's count is said of: the count it is a part of, what its own words or those that
    /// open the sentence refer to, what it adds up to, else the whole.
    fn base(
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
        let mut found = None;
        if let Kind::All(Some(n)) = clause.quantity.kind {
            found = passage.of_count(n, &Cell::new());
        }
        let with_year =
            head.cell.contains_key(&Dimension::Year) || context.contains_key(&Dimension::Year);
        if found.is_none() && !with_year {
            found = passage.added_up(self.sum());
        }
        let found = found.or_else(|| passage.whole(context));
        match found {
            Some(s) => {
                let set = &passage.sets[s];
                let mut cell = context.clone();
                cell.extend(set.cell.clone());
                let unit = set.unit.filter(|u| !super::population::persons(Some(*u)));
                Base { set: Some(s), cell, unit, ..Base::default() }
            }
            None => Base { cell: context.clone(), ..Base::default() },
        }
    }

    /// Sum of the printed counts of the sentence that are no parts of others.
    fn sum(&self) -> Count {
        let own = self.clauses.iter().enumerate().filter(|(_, c)| c.parent.is_none());
        own.filter_map(|(i, c)| {
            let n = c.quantity.printed()?;
            let times = self.times(i);
            Some(Count { min: n.min * times, max: n.max * times })
        })
        .sum()
    }

    fn referred(
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
        if let (Some(n), None) = (r.number, found) {
            found = passage.of_count(n, &free).or_else(|| passage.of_count(n, &Cell::new()));
        }
        if found.is_none() && !free.is_empty() {
            found = passage
                .of_values(&free, context)
                .filter(|&s| passage.sets[s].cell.len() <= free.len() + context.len());
        }
        if found.is_none() && free.is_empty() && r.pronoun {
            found = passage.topic(self.sum());
        }
        let units = whole.span(r.start, r.end).units;
        let person = units.first().copied().filter(|u| super::population::persons(Some(*u)));
        let found_set = found.or_else(|| passage.whole(context));
        let mut base =
            Base { set: found_set, cell: context.clone(), referred: true, ..Base::default() };
        if let Some(s) = found_set {
            let set = &passage.sets[s];
            base.cell.extend(set.cell.clone());
            base.unit = set.unit.filter(|u| !super::population::persons(Some(*u)));
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

    /// "All public complaints were not upheld": words between "all" and the verb say of which.
    fn restrict(&self, i: usize, head: &mut Head, base: &mut Base, passage: &Passage) {
        let clause = &self.clauses[i];
        let from = clause.quantity.end;
        let Some(verb) = reference::verb_in(&self.sentence.text[from..clause.to]).map(|v| from + v)
        else {
            return;
        };
        let subject = self.sentence.span(from, verb);
        let predicate =
            self.sentence.reading((clause.from, clause.quantity.start), (verb, clause.to));
        if !subject.has_value() || !predicate.has_value() {
            return;
        }
        let read = |reading: &LabelReading, words: &str| {
            axis::head(self.place.desk, words, reading, &self.axis).cell
        };
        let values = read(&subject, &self.sentence.text[from..verb]);
        head.cell = read(&predicate, &self.sentence.text[verb..clause.to]);
        base.cell.extend(values.clone());
        base.set = passage.of_values(&base.cell, &self.shared.cell);
        base.referred = true;
    }

    /// The years a clause states its count for, when they are several.
    fn spread(&self, i: usize, head: &mut Head, out: &Gathered) -> Vec<Cell> {
        let clause = &self.clauses[i];
        let words = self.words(clause);
        let years = self.clause_years(clause);
        let nought = clause.quantity.printed() == Some(Count::ZERO);
        let desk = self.place.desk;
        let cells = |values: Vec<String>| {
            values.into_iter().map(|y| Cell::from([(Dimension::Year, one(&y))])).collect::<Vec<_>>()
        };
        if years.len() > 1 && (nought || says_each(&words)) {
            head.cell.remove(&Dimension::Year);
            let inside = years.iter().filter(|y| desk.in_period(y));
            return cells(inside.map(|y| y.value.clone()).collect());
        }
        let each = says_each(&words) || nought;
        let other = says_other_years(&words) && each;
        if !(other || self.every_year(clause)) || !years.is_empty() {
            return Vec::new();
        }
        let stated = out.observations.iter().filter(|o| o.out_of_scope.is_none());
        let said: BTreeSet<String> =
            stated.filter_map(|o| o.cell.get(&Dimension::Year)?.first().cloned()).collect();
        if said.iter().any(|y| y.contains('/')) {
            return Vec::new();
        }
        let period = &desk.investigation.period;
        let all = (period.first_year()..=period.last_year()).map(|y| y.to_string());
        head.cell.remove(&Dimension::Year);
        cells(all.filter(|y| !other || !said.contains(y)).collect())
    }
}

/// "Never identified", "no sex is recorded", "cannot now be established".
fn not_known(words: &str) -> bool {
    static NOT_KNOWN: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        super::pattern(
            r"(?i)\b(?:no|not|never|cannot|unable|without|un)\b[^.;]{0,40}\b(?:sex|gender|identified|known|recorded|established|named|stated|given|determined|specified)\b|\b(?:unidentified|unknown|unrecorded|unspecified|anonymous)\b",
        )
    });
    NOT_KNOWN.is_match(words)
}

/// Words that mean an outcome only loosely ("awaits a misconduct hearing") do so beside clauses with
/// plain outcomes.
fn take_loose_outcomes(
    desk: &Desk<'_>,
    sentence: &Sentence<'_>,
    clauses: &[Clause],
    readings: &mut [LabelReading],
) {
    if readings.iter().filter(|r| r.outcome.is_some()).count() < 2 {
        return;
    }
    for (c, r) in clauses.iter().zip(readings) {
        let t = sentence.text;
        let words = format!("{} {}", &t[c.from..c.quantity.start], &t[c.quantity.end..c.to]);
        if !r.has_value() {
            r.outcome = desk.read(words.trim()).outcome;
        }
    }
}

/// "The former" and "the latter" of the two sets stated last.
fn pair_of(pair: Pair, passage: &Passage) -> Option<usize> {
    let n = passage.sets.len();
    match pair {
        Pair::Latter => n.checked_sub(1),
        Pair::Former => n.checked_sub(2),
    }
}

/// Values set before the first clause hold for all clauses that set no other.
fn shared_values(
    sentence: &Sentence<'_>,
    clauses: &[Clause],
    readings: &[LabelReading],
    context: &Context,
) -> Context {
    let Some(first) = clauses.first() else { return context.clone() };
    let mut out = context.clone();
    let prefix = sentence.span(0, first.from);
    let opening = sentence.span(first.from, first.quantity.start);
    if !prefix.names.is_empty() {
        out.names = prefix.names.clone();
    } else if !opening.names.is_empty() && clauses.len() > 1 {
        out.names = opening.names.clone();
    }
    let named = crate::extract::context::role_of_names(&out.names);
    let single = (prefix.roles.len() == 1).then(|| prefix.roles.first().copied()).flatten();
    out.role = named.or(single).or(context.role);
    if let [y] = &sentence.years(0, first.from)[..] {
        out.cell.insert(Dimension::Year, one(&y.value));
    }
    if prefix.sources.len() == 1 {
        out.cell.insert(Dimension::Source, prefix.sources.clone());
    }
    if let (Some(words), false) = (&prefix.other_subject, prefix.in_scope) {
        out.scope = Scope::Out(words.clone());
    } else if prefix.in_scope {
        out.scope = Scope::In;
    }
    // "Of the officers, 13 were male and 2 were female": whose sex it is holds for all.
    if let (Some(role), 1, true) =
        (opening.roles.first(), opening.roles.len(), opening.sexes.is_empty())
    {
        out.role = Some(*role);
    }
    // A single clause's lead ("In 2018 there were six") also counts for its siblings.
    let lead = sentence.years(first.from, first.quantity.start);
    if let [y] = &lead[..]
        && clauses.len() > 1
        && clauses[1..].iter().all(|c| sentence.years(c.from, c.to).is_empty())
    {
        out.cell.insert(Dimension::Year, one(&y.value));
    }
    // "Of the public ones nine were upheld and two withdrawn": a source of the lead likewise.
    let others = |r: &LabelReading| r.sources.is_empty() && r.outcome.is_some();
    if opening.sources.len() == 1
        && clauses.len() > 1
        && readings[1..].iter().all(others)
        && readings[0].outcome.is_some()
    {
        out.cell.insert(Dimension::Source, opening.sources.clone());
    }
    out
}

/// Parts that run through one dimension and add up prove the reading.
pub(super) fn claim_sum(total: Option<usize>, parts: Vec<usize>, out: &mut Gathered) {
    let Some(total) = total else { return };
    let kinds = |i: usize| out.observations[i].cell.keys().cloned().collect::<BTreeSet<_>>();
    if parts.len() > 1
        && parts.iter().all(|&p| kinds(p) == kinds(parts[0]) && kinds(p) != kinds(total))
    {
        let sum: Count = parts.iter().map(|&p| out.count(p)).sum();
        if sum.overlaps(out.count(total)) {
            out.sums.push(Sum { total, parts });
        }
    }
}

/// "The other two, both public, concerned ...": set off by commas as if in brackets.
fn appositions(text: &str, quantities: &[Quantity]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for pair in quantities.windows(2) {
        let between = text[pair[0].end..pair[1].start].trim();
        if between != "," || !pair[0].counts() || !matches!(pair[1].kind, Kind::All(_)) {
            continue;
        }
        let from = pair[0].end + text[pair[0].end..pair[1].start].find(',').unwrap_or(0);
        let rest = &text[pair[1].end..];
        if let Some(end) = rest.find([',', ';', '.'])
            && rest[end..].starts_with(',')
            && rest[..end].split_whitespace().count() <= 6
        {
            out.push((from, pair[1].end + end + 1));
        }
    }
    out
}

/// True when the sign at `i` is part of a number that begins after an open bracket.
fn within_number(quantities: &[Quantity], open: Option<usize>, i: usize) -> bool {
    open.is_some_and(|a| quantities.iter().any(|q| q.start > a && q.start <= i && i < q.end))
}

/// Bracketed passages with a count in them and a count before them. A bracket that holds nothing but
/// its count ("2016 (three)") is no aside of the count before it.
fn brackets_with_counts(text: &str, quantities: &[Quantity]) -> Vec<(usize, usize)> {
    let mut out = appositions(text, quantities);
    let mut open = None;
    for (i, c) in text.char_indices() {
        match c {
            '(' | '[' if open.is_none() => open = Some(i),
            // The bracket of "s.40(2)" closes nothing but that.
            ')' | ']' if within_number(quantities, open, i) => {}
            ')' | ']' => {
                if let Some(a) = open.take() {
                    let b = i + 1;
                    let within: Vec<&Quantity> = quantities
                        .iter()
                        .filter(|q| q.start > a && q.end <= b && q.counts())
                        .collect();
                    let before = quantities.iter().any(|q| q.end <= a && q.counts());
                    let mut rest = text[a + 1..i].to_string();
                    for q in within.iter().rev() {
                        rest.replace_range(q.start - a - 1..q.end - a - 1, "");
                    }
                    let words = rest.chars().any(char::is_alphabetic);
                    if !within.is_empty() && before && words {
                        out.push((a, b));
                    }
                }
            }
            _ => {}
        }
    }
    out
}
