//! What the words of a clause mean: its values, the years it holds for, what speaks for it, and what
//! the words before the first clause give to all.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::Frame;
use super::base::Base;
use crate::extract::axis::{self, Head};
use crate::extract::context::{Context, Desk, Scope, one, role_of_names, sex_dimension};
use crate::extract::output::Gathered;
use crate::extract::prose::clauses::{self, Clause};
use crate::extract::prose::judge::{Ground, is_plain};
use crate::extract::prose::pattern;
use crate::extract::prose::population::Passage;
use crate::extract::prose::statement::RECORDED_IN;
use crate::extract::prose::values::{Sentence, says_each, says_other_years};
use crate::model::count::Count;
use crate::model::finding::Code;
use crate::model::observation::{Cell, Dimension, Doubt, Role};
use crate::normalise::label::LabelReading;
use crate::normalise::outcome::How;
use crate::normalise::year;

/// A count, what is counted and its year, and nothing else.
static IN_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s+(?:[a-z]+\s+){1,4}in\s+20\d\d(?:/\d\d)?\W*(?:and\W*)?$"));

impl Frame<'_, '_> {
    /// "25 were made against men and 2 against women. In 1 the officer has not been identified": what is left of
    /// the division by the sex of the officer is of no known sex.
    pub(super) fn tell_unidentified(&self, clause: &Clause, head: &mut Head, passage: &Passage) {
        let nobody = |v: &BTreeSet<String>| v.iter().eq(["officer_not_identified"]);
        let only = head.cell.len() == 1 && head.cell.get(&Dimension::Outcome).is_some_and(nobody);
        let Some(n) = clause.quantity.printed().filter(|n| only && n.is_exact()) else { return };
        let unknown = Cell::from([(Dimension::OfficerSex, one("unknown"))]);
        let left = passage.rest(Some(n.max), &unknown).is_some_and(|(_, _, left)| left == n.max);
        if left && passage.divides_by(&Dimension::OfficerSex) {
            head.cell = unknown;
        }
    }

    pub(super) fn ground(
        &self,
        i: usize,
        head: &Head,
        base: &Base,
        spread: bool,
        passage: &Passage,
    ) -> Ground {
        let kinds: BTreeSet<&Dimension> = head.cell.keys().collect();
        let alike = (0..self.clauses.len()).filter(|&k| {
            let other = &self.heads[k];
            !kinds.is_empty() && other.cell.keys().any(|d| kinds.contains(d))
        });
        Ground {
            referred: base.referred,
            proved: self.clauses[i].parent.is_some() && !head.cell.is_empty(),
            parallel: spread || alike.count() > 1 && !head.cell.is_empty(),
            under_values: !base.cell.is_empty(),
            divided: self.clauses.iter().any(|c| c.parent == Some(i)),
            established: !passage.sets.is_empty(),
            begun: passage.has_begun(),
            follows: passage.has_just_counted(),
        }
    }

    /// The meaning of a clause. Words nobody knows make no value here, unless the clause is a bare
    /// "label: count" on an axis of outcomes.
    pub(super) fn head(&self, i: usize) -> Head {
        let (clause, reading) = (&self.clauses[i], &self.readings[i]);
        let words = self.words(clause);
        let mut head = axis::head(self.place.desk, words.trim(), reading, &self.axis);
        head.cell.retain(|d, _| {
            !matches!(d, Dimension::AllegationType) && *d != Dimension::Extra("category".into())
        });
        let lead = &self.sentence.text[..clause.quantity.start];
        let listed = clauses::LABEL_BEFORE.is_match(lead) && reading.words <= 8;
        // "Officer could not be identified - 1": words that say no outcome in a sentence may be a label.
        if listed && head.cell.is_empty() {
            let label = self.sentence.text[clause.from..clause.quantity.start].trim();
            let alone = self.place.desk.read(label).outcome;
            if let Some(known) = alone.filter(|o| o.how == How::Known) {
                head.cell.insert(Dimension::Outcome, known.codes);
            }
        }
        let says_year = |head: &Head| head.cell.keys().all(|d| *d == Dimension::Year);
        let unread = listed && says_year(&head) && reading.units.is_empty() && !reading.total;
        self.take_year(clause, &mut head);
        let only_behind = self.sentence.years(clause.from, clause.quantity.start).is_empty();
        // "The remaining four came from within: one in 2018 ...": counted before, and no label.
        let whole = crate::extract::prose::counts_something(lead);
        let strange = !whole && !is_plain(self.place.desk, lead);
        if unread && only_behind && !head.cell.is_empty() && strange {
            head.doubts.push(Doubt {
                code: Code::AmbiguousReading,
                message: format!("what `{}` counts could not be told", words.trim()),
            });
        }
        if head.doubts.iter().any(|d| d.code == Code::UnmappedLabel) && !listed {
            head.cell.remove(&Dimension::Outcome);
            head.doubts.retain(|d| d.code != Code::UnmappedLabel);
        }
        // "not given" of another dimension is no outcome.
        let empty = |c: &BTreeSet<String>| {
            let mute = ["not_recorded", "officer_not_identified", "derecorded"];
            c.len() == 1 && mute.iter().any(|m| c.contains(*m))
        };
        let of_sex = reading.names.iter().any(|n| n.ends_with("sex"))
            || words.to_lowercase().contains(" sex ");
        let outcome_named =
            reading.names.contains("outcome") || listed && self.shared.names.contains("outcome");
        if !outcome_named
            && (reading.unknown || of_sex && not_known(&words))
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
        // "in the other one the officer has never been identified" among sexes, or under a question
        // that asks for a sex only
        let asked = self.shared.names.len() == 1
            && self.shared.names.first().is_some_and(|n| n.ends_with("sex"));
        let role = self.unknown_role(i);
        let year_only = head.cell.keys().all(|d| *d == Dimension::Year);
        if year_only && (self.axis.sexes || asked) && not_known(&words) {
            let of_axis = self.axis.dimension.clone().filter(|_| self.axis.sexes);
            if let Some(dimension) = of_axis.or(role.map(sex_dimension)) {
                head.cell.insert(dimension, one("unknown"));
            }
        }
        // "female in five and not recorded in one" after "for the conduct matters"
        let source_unknown =
            head.cell.get(&Dimension::Source).is_some_and(|v| v.contains("unknown"));
        let after_sex = i > 0 && !self.readings[i - 1].sexes.is_empty();
        if source_unknown && after_sex && !reading.names.contains("source") {
            head.cell.remove(&Dimension::Source);
            if let Some(role) = role {
                head.cell.insert(sex_dimension(role), one("unknown"));
            }
        }
        let sexes = Dimension::SEXES;
        let is_unknown = |d: &&Dimension| head.cell.get(*d).is_some_and(|v| v.contains("unknown"));
        if let (Some(d), Some(role)) = (sexes.iter().find(is_unknown), role)
            && !head.cell.contains_key(&sex_dimension(role))
        {
            head.cell.remove(d);
            head.cell.insert(sex_dimension(role), one("unknown"));
        }
        // "Two complaints were made anonymously": nobody knows who complained.
        let lower = words.to_lowercase();
        if head.cell.get(&sexes[0]).is_some_and(|v| v.contains("unknown"))
            && lower.contains("anonym")
            && !lower.contains("officer")
        {
            head.cell.remove(&sexes[0]);
            head.cell.insert(sexes[1].clone(), one("unknown"));
        }
        // "The outcome of two is not yet known": of nobody's sex.
        static OF_PARTY: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)\b(?:sex|gender|officers?|complainants?|victims?|person|identi\w+)\b")
        });
        if reading.names.contains("outcome")
            && head.cell.values().any(|v| v.contains("unknown"))
            && !OF_PARTY.is_match(&words)
        {
            head.cell.retain(|d, _| !sexes.contains(d));
            head.cell.entry(Dimension::Outcome).or_insert_with(|| one("not_recorded"));
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

    /// "Seven were on duty and three off. In the other two it is not known.": what is not known is what the
    /// sentence before told of the others, where the words name nothing themselves.
    pub(super) fn settle_unknown(&self, head: &mut Head, passage: &Passage) {
        static NAMED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:sex|gender|officers?|complainants?|victims?|person|people|who|whom|identi\w+|traced|name\w*|anonymous\w*|unsigned|outcome|result|source|origin|year|date|duty)\b",
            )
        });
        let words = self.sentence.text;
        let sexes = Dimension::SEXES;
        let bare = head.cell.is_empty()
            || head.cell.len() == 1
                && sexes.iter().any(|d| head.cell.get(d).is_some_and(|v| v.contains("unknown")));
        if !bare || self.clauses.len() > 1 || !not_known(words) || NAMED.is_match(words) {
            return;
        }
        let told = [Dimension::Duty, Dimension::Source, sexes[0].clone(), sexes[1].clone()];
        let split = passage.divided_by(&told, &self.shared.cell);
        if let Some(dimension) = split {
            head.cell = Cell::from([(dimension, one("unknown"))]);
        }
    }

    /// Whose sex is not known: the party the words name, else the one whose sex the clause before
    /// tells ("female in ten, male in two and not recorded in one").
    fn unknown_role(&self, i: usize) -> Option<Role> {
        let r = &self.readings[i];
        let lower = self.words(&self.clauses[i]).to_lowercase();
        let named = role_of_names(&r.names);
        let party = (r.roles.len() == 1).then(|| r.roles.first().copied()).flatten();
        let told = || {
            let before = self.readings[..i].iter().rev();
            before.flat_map(|r| r.sexes.iter().rev()).find_map(|s| s.1)
        };
        let of_words = [("complainant", Role::Complainant), ("officer", Role::Officer)];
        let mut said = of_words.iter().filter(|(w, _)| lower.contains(w)).map(|(_, r)| *r);
        let only = said.next().filter(|_| said.next().is_none());
        named.or(only).or(party).or_else(told).or(self.shared.role)
    }

    /// A year beside another value is that of the count when it stands before it, right after it or
    /// with a word of recording; "resigned in 2019" tells when something else happened.
    pub(super) fn take_year(&self, clause: &Clause, head: &mut Head) {
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
                "complaints",
                "allegation",
                "allegations",
                "case",
                "cases",
                "dated",
            ]
            .contains(&w.as_str())
        });
        let recorded = RECORDED_IN.is_match(&text[clause.from..year.end]);
        // "One dismissal in 2018, one dismissal in 2019": told by the year.
        let by_year = self.clauses.len() > 1
            && self.clauses.iter().all(|c| {
                self.clause_years(c).len() == 1 && IN_YEAR.is_match(&text[c.quantity.end..c.to])
            });
        if self.place.desk.in_period(year) {
            if ahead || close || recorded || by_year {
                head.cell.entry(Dimension::Year).or_insert_with(|| one(&year.value));
            }
        } else if close && !ahead || CAME_IN.is_match(&text[clause.from..year.end]) {
            let why = || format!("{} is outside the period asked about", year.value);
            head.out.get_or_insert_with(why);
        } else if ahead
            && IN.is_match(&text[..year.start])
            && !OF_THESE.is_match(&text[clause.quantity.end..])
            && head.out.is_none()
        {
            head.doubts.push(Doubt {
                code: Code::AmbiguousReading,
                message: format!(
                    "whether `{}` counts what came in in {}, outside the period asked about, or tells when something else happened, could not be told",
                    text.trim(),
                    year.value
                ),
            });
        }
    }

    /// "There were 60 allegations from 2016 to 2018": of a part of the period, not of all that was asked; of
    /// years beyond it, of something else.
    pub(super) fn take_part_of_period(&self, i: usize, head: &mut Head) {
        let clause = &self.clauses[i];
        let text = self.sentence.text;
        let first = self.clauses.first().map_or(0, |c| c.quantity.start);
        let Some((from, to)) = year::range_in(&text[clause.from..clause.to])
            .or_else(|| year::range_in(&text[..first]))
        else {
            return;
        };
        let period = &self.place.desk.investigation.period;
        let (begins, ends) = (period.first_year(), period.last_year());
        if from < begins || to > ends + 1 {
            let why = || format!("{from} to {to} is more than the period asked about");
            head.out.get_or_insert_with(why);
        } else if from > begins || to < ends {
            head.cell.remove(&Dimension::Year);
            head.cell.insert(Dimension::Extra("years".into()), one(&format!("{from}-{to}")));
        }
    }

    /// The years a clause states its count for, when they are several.
    pub(super) fn spread(&self, i: usize, head: &mut Head, out: &Gathered) -> Vec<Cell> {
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
            head.cell.remove(&Dimension::Extra("years".into()));
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

/// What came in in a year: that of a count and not of something later ("dismissed in 2021").
static CAME_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:made|recorded|received|reported|logged|raised|dating|dated|dates?|arose|brought|lodged|came\s+in)\s+(?:\w+\s+)?(?:in|from|during|to)\s+(?:early\s+|late\s+|(?:the\s+)?(?:calendar\s+)?(?:year\s+)?)?20\d\d$",
    )
});
/// "In 2021", and not "as at 2 June 2021" or "since 2021".
static IN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:^|[.,;:]\s*|\band\s+)(?:in|during|for)\s+$"));

/// Some of what was counted before; blanks stand for words that were read already.
static OF_THESE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:\s{4,}|\s+of\s+(?:these|those|them|the|which|whom)\b)"));

/// "Never identified", "no sex is recorded", "cannot now be established".
pub(in crate::extract::prose) fn not_known(words: &str) -> bool {
    static NOT_KNOWN: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:no|not|never|cannot|unable|without|un)\b[^.;]{0,40}\b(?:sex|gender|identified|known|recorded|(?:on|in)\s+(?:the\s+|our\s+)?(?:record|file|papers)|established|named|stated|given|determined|specified)\b|\bdid\s+not\s+(?:say|wish|want)\b|\bpreferred\s+not\s+to\b|\b(?:we|i)\s+(?:do\s+not|don['\u{2019}]t|cannot)\s+(?:know|say|tell)\b|\b(?:unidentified|unknown|unrecorded|unspecified|anonymous)\b",
        )
    });
    NOT_KNOWN.is_match(words)
}

/// Words that mean an outcome only loosely ("awaits a misconduct hearing") do so beside clauses with
/// plain outcomes.
pub(super) fn take_loose_outcomes(
    desk: &Desk<'_>,
    sentence: &Sentence<'_>,
    clauses: &[Clause],
    readings: &mut [LabelReading],
) {
    // A word of what it came to stands for the neighbours ("Two ended with the officer resigning").
    static CAME_TO: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        pattern(r"(?i)^\s*(?:\w+\s+)?(?:ended|resulted|led|concluded|finished|culminated)\b")
    });
    let came_to = |c: &Clause| CAME_TO.is_match(&sentence.text[c.quantity.end..c.to]);
    let several = readings.iter().filter(|r| r.outcome.is_some()).count() >= 2;
    let single = clauses.len() == 1 && came_to(&clauses[0]);
    if !(several || single) {
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

/// Values set before the first clause hold for all clauses that set no other.
pub(super) fn shared_values(
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
    // "Of the conduct matters 2 took place on duty and 7 off duty."
    let kind = |r: &LabelReading| (r.outcome.is_some(), !r.sexes.is_empty(), !r.duties.is_empty());
    let divides = |r: &LabelReading| kind(r) == kind(&readings[0]);
    let others = |r: &LabelReading| r.sources.is_empty() && divides(r);
    if opening.sources.len() == 1
        && clauses.len() > 1
        && readings[1..].iter().all(others)
        && kind(&readings[0]) != (false, false, false)
    {
        out.cell.insert(Dimension::Source, opening.sources.clone());
    }
    out
}
