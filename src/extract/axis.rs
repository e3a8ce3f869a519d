//! The labels along one side of a table, or the items of one list: which dimension they run
//! through, and what each of them means in it. Labels that say too little alone ("Not recorded",
//! "Complaints", "Male") are settled by their neighbours and by the heading above them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::context::{Context, Desk, names_both_duties, one, role_of_names, sex_dimension};
use crate::model::finding::Code;
use crate::model::observation::{Cell, Dimension, Doubt, Role, Unit};
use crate::normalise::label::LabelReading;
use crate::normalise::outcome::How;
use crate::normalise::year;
use crate::pattern::pattern;

/// Codes that say nothing was found out: beside sexes or sources they mean "unknown".
const EMPTY_CODES: &[&str] = &["not_recorded", "other", "officer_not_identified"];

/// Names of ranks, places and the like are no longer than this, in words; outcomes told as a sentence
/// are.
const NAME_WORDS: usize = 5;
/// A label of so few words that names a span of years says nothing else.
const SPAN_WORDS: usize = 5;

/// Longest label of two values, in words.
const TWO_VALUES_WORDS: usize = 8;

/// What the labels of one axis have in common.
#[derive(Clone, Debug, Default)]
pub struct Axis {
    /// The dimension most of them run through.
    pub dimension: Option<Dimension>,
    /// Whose sex, when it runs through sexes.
    pub role: Option<Role>,
    /// True when some label is "internal": then "complaints" beside it is "public".
    pub has_internal: bool,
    /// True when some label is "public": then "force" beside it is "internal".
    pub has_public: bool,
    /// First and last year among its labels that lie in the 21st century.
    pub years: Option<(i32, i32)>,
    /// True when several of its labels are outcomes though most are of another kind.
    pub among_outcomes: bool,
    /// True when it runs through sexes, whosever they are.
    pub sexes: bool,
    /// Name of an extra dimension the heading gives (rank, month).
    pub extra: Option<String>,
    /// What "Yes" and "No" mean, when its labels are such.
    pub answers: Option<Answers>,
}

/// What the answers to a heading that asks ("On duty?") amount to; an empty cell when it is not
/// understood.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    yes: Cell,
    no: Cell,
}

impl Answers {
    /// The dimension that the heading asks about.
    pub fn dimension(&self) -> Option<&Dimension> {
        self.yes.keys().next()
    }
}

/// A label with its meaning.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Text as printed.
    pub text: String,
    /// Values it gives.
    pub cell: Cell,
    /// Is a total.
    pub total: bool,
    /// Its words say that it sums something up, whatever else they say ("Subtotal open").
    pub says_total: bool,
    /// It is the total of a span of years that it names itself.
    pub spans: bool,
    /// Says "grand".
    pub grand: bool,
    /// Unit it names.
    pub unit: Option<Unit>,
    /// Why what it governs is out of scope.
    pub out: Option<String>,
    /// Why what it governs is no count.
    pub aside: Option<&'static str>,
    /// What is doubtful about it.
    pub doubts: Vec<Doubt>,
    /// No words at all.
    pub blank: bool,
    /// It names a party where its neighbours name the other one: the sexes along the other axis are
    /// theirs.
    pub party: Option<Role>,
}

/// Finds what an axis runs through. `heading` is its stub heading with the group above it.
pub fn of_labels(
    desk: &Desk<'_>,
    readings: &[&LabelReading],
    heading: &LabelReading,
    context: &Context,
) -> Axis {
    let mut names: BTreeSet<String> = heading.names.clone();
    if names.is_empty() {
        names = context.names.clone();
    }
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut vote = |name: &'static str, yes: bool| {
        if yes {
            *votes.entry(name).or_default() += 1;
        }
    };
    let (mut has_internal, mut has_public) = (false, false);
    for r in readings {
        vote("year", r.year.is_some());
        vote("sex", !r.sexes.is_empty());
        vote("source", !r.sources.is_empty());
        vote("duty", !r.duties.is_empty());
        vote("rank", r.rank.is_some());
        vote("outcome", r.outcome.as_ref().is_some_and(|o| !is_empty_code(&o.codes)));
        has_internal |= r.sources.contains("internal");
        has_public |= r.sources.contains("public");
    }
    let best = votes.iter().max_by_key(|(name, n)| (**n, tie_break(name))).map(|(name, _)| *name);
    // "Female complainant", "Male complainant", "Not known" say themselves whose sex the last one is, whatever
    // stands in the corner.
    let said: BTreeSet<Option<Role>> =
        readings.iter().flat_map(|r| r.sexes.iter().map(|(_, role)| *role)).collect();
    let said = (said.len() == 1).then(|| said.first().copied().flatten()).flatten();
    let role = said
        .or(heading_role(heading))
        .or(role_of_names(&names))
        .or(context.role)
        .or(desk.only_role);
    let dimension = match best {
        Some("year") => Some(Dimension::Year),
        Some("sex") => role.map(sex_dimension),
        Some("source") => Some(Dimension::Source),
        Some("duty") => Some(Dimension::Duty),
        Some("rank") => Some(Dimension::Extra("rank".into())),
        Some("outcome") => Some(Dimension::Outcome),
        _ => named_dimension(&names, role),
    };
    let sexes = best == Some("sex");
    let outcomes = votes.get("outcome").copied().unwrap_or(0);
    let among_outcomes = outcomes >= 2 && best != Some("outcome");
    let years = first_and_last_year(readings.iter().copied());
    let extra = heading.extra.clone();
    let yes = readings.iter().any(|r| r.answer == Some(true));
    let answers = yes.then(|| answers(heading));
    let dimension = match &answers {
        Some(found) => found.dimension().cloned().or(dimension),
        None => dimension,
    };
    Axis { answers, dimension, role, has_internal, has_public, among_outcomes, sexes, years, extra }
}

/// First and last year among labels.
pub fn first_and_last_year<'a>(
    readings: impl Iterator<Item = &'a LabelReading>,
) -> Option<(i32, i32)> {
    let printed: Vec<i32> = readings.filter_map(|r| r.year.as_ref()).map(|y| y.first).collect();
    printed.iter().copied().min().zip(printed.iter().copied().max())
}

/// "On duty?" is answered by yes and no as well as by "on" and "off".
pub fn answers(heading: &LabelReading) -> Answers {
    let mut out = Answers::default();
    let mut pair = |dimension: Dimension, yes: &str, no: &str| {
        out.yes.insert(dimension.clone(), one(yes));
        out.no.insert(dimension, one(no));
    };
    let off = heading.duties.len() == 1 && heading.duties.contains("off");
    if off {
        pair(Dimension::Duty, "off", "on");
    } else if heading.names.contains("duty") || heading.duties.contains("on") {
        pair(Dimension::Duty, "on", "off");
    } else if heading.sources.len() == 1 && heading.sources.contains("public") {
        pair(Dimension::Source, "public", "internal");
    } else if heading.sources.len() == 1 && heading.sources.contains("internal") {
        pair(Dimension::Source, "internal", "public");
    } else if let Some(outcome) = &heading.outcome
        && outcome.codes.iter().eq(["upheld"])
    {
        pair(Dimension::Outcome, "upheld", "not_upheld");
    }
    out
}

fn tie_break(name: &str) -> usize {
    // An outcome word often contains another value ("withdrawn by the public"), not the reverse.
    usize::from(name == "outcome")
}

fn heading_role(heading: &LabelReading) -> Option<Role> {
    role_of_names(&heading.names)
        .or((heading.roles.len() == 1).then(|| heading.roles.first().copied()).flatten())
}

fn named_dimension(names: &BTreeSet<String>, role: Option<Role>) -> Option<Dimension> {
    if names.len() != 1 {
        return None;
    }
    match names.first().map(String::as_str) {
        Some("sex") => role.map(sex_dimension),
        Some("date") => Some(Dimension::Year),
        Some(name) => Some(Dimension::parse(name)),
        None => None,
    }
}

/// What one label means on its axis; a label of two values ("NFA - M") has both.
pub fn head(desk: &Desk<'_>, text: &str, r: &LabelReading, axis: &Axis) -> Head {
    let mut head = head_of(desk, text, r, axis);
    if let Some((first, second)) = two_values(desk, text, r) {
        let alone = |part: &str| head_of(desk, part, &desk.read(part), axis);
        let (a, b) = (alone(first), alone(second));
        head.cell = a.cell.into_iter().chain(b.cell).collect();
        head.doubts = a.doubts.into_iter().chain(b.doubts).collect();
    }
    head
}

/// The halves of "NFA - M", "M / upheld", "Withdrawn (F)": one is a value of one or two words that
/// only counts when it stands alone, the other has a value of another kind.
fn two_values<'a>(desk: &Desk<'_>, text: &'a str, r: &LabelReading) -> Option<(&'a str, &'a str)> {
    // Codes count as printed, not as their key spells them out.
    if text.split_whitespace().count() > TWO_VALUES_WORDS || !r.sexes.is_empty() {
        return None;
    }
    let at = [" - ", " \u{2013} ", " / ", " (", ": "]
        .iter()
        .find_map(|mark| text.split_once(mark))
        .filter(|(a, b)| !a.trim().is_empty() && !b.trim().is_empty())?;
    let parts = (at.0.trim(), at.1.trim_end_matches(')').trim());
    let sex = |part: &str| {
        let own = desk.read(part);
        own.words <= 2 && own.sexes.len() == 1 && own.outcome.is_none()
    };
    let other = |part: &str| {
        let own = desk.read(part);
        own.sexes.is_empty() && (own.year.is_some() || own.sources.len() == 1 || says_outcome(&own))
    };
    let fits = sex(parts.1) && other(parts.0) || sex(parts.0) && other(parts.1);
    fits.then_some(parts)
}

/// How many words of a text have letters in them.
fn lettered(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count()
}

fn says_outcome(r: &LabelReading) -> bool {
    r.outcome.as_ref().is_some_and(|o| !is_empty_code(&o.codes))
}

fn head_of(desk: &Desk<'_>, text: &str, r: &LabelReading, axis: &Axis) -> Head {
    let mut h = Head { text: text.trim().to_string(), ..Head::default() };
    h.blank = h.text.is_empty();
    h.unit = r.unit();
    // "Officers subject of these allegations, all ranks" is no total of the allegations above it.
    h.says_total = r.total && !r.counts_people;
    h.grand = text.to_lowercase().contains("grand");
    if r.rate {
        h.aside = Some("percentage or rate");
    } else if r.running {
        h.aside = Some("running total");
    } else if r.aside && !r.has_value() {
        h.aside = Some("not a count");
    }
    // "All allegations" along an axis is its total; over a table it would be another subject.
    // "Q1 All allegations"
    static QUESTION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^q(?:uestion)?\s?\d{1,2}[.:)]?\s+"));
    let lower = QUESTION.replace(text.trim(), "").to_lowercase();
    let kinds = ["type", "kind", "categor", "subject", "descri", "nature", "staff"];
    let all_of_it = r.total && r.unexplained == 0
        // A bilingual label says it twice ("Pob honiad / All allegations").
        || lower.split(" / ").any(|said| said.starts_with("all "))
            && !kinds.iter().any(|k| lower.contains(k));
    if h.unit.is_none()
        && let Some(rest) = lower.strip_prefix("all ")
    {
        h.unit = desk.read(rest).unit();
    }
    if says_out(&lower) {
        h.out = Some(format!("`{}`", h.text));
    }
    // "Officer or member of staff" beside "Public", among those from whom complaints came: no complaint about
    // staff.
    let of_sources = axis.dimension == Some(Dimension::Source);
    let of_the_force = of_sources
        && axis.has_public
        && r.other_subject.is_some()
        && !r.has_value()
        && ["officer", "staff", "employee"].iter().any(|w| lower.contains(w));
    let came_from = of_sources && !r.sources.is_empty() || of_the_force;
    if let Some(words) = &r.other_subject
        && !r.in_scope
        && !all_of_it
        && !came_from
    {
        h.out = Some(format!("about `{words}`"));
    }
    if let (Some(yes), Some(answers)) = (r.answer, &axis.answers) {
        h.cell = if yes { answers.yes.clone() } else { answers.no.clone() };
        if h.cell.is_empty() {
            let answer = if yes { "yes" } else { "no" };
            h.cell.insert(Dimension::Extra("category".into()), one(answer));
        }
        return h;
    }
    take_year(desk, r, &mut h);
    take_sexes(r, axis, &mut h);
    take_unknown_sexes(desk, text, r, &mut h);
    take_source_and_duty(r, axis, &mut h);
    if of_the_force && h.out.is_none() {
        h.cell.insert(Dimension::Source, one("internal"));
    }
    if let Some(rank) = &r.rank
        && h.cell.is_empty()
    {
        h.cell.insert(Dimension::Extra("rank".into()), one(rank));
    }
    if let Some(month) = &r.month {
        h.cell.insert(Dimension::Extra("month".into()), one(month));
    }
    take_outcome(r, axis, &mut h);
    // "2018 to 2020" along an axis of years sums them up.
    if let Some((from, to, financial)) = crate::normalise::year::span_of_label(text)
        && h.cell.is_empty()
        && (r.unexplained <= 3 || lettered(text) <= 3)
        && from > 1990
        && (axis.dimension == Some(Dimension::Year) || r.words <= SPAN_WORDS)
    {
        take_span(desk, axis, (from, to, financial), &mut h);
        return h;
    }
    let all_of_it = all_of_it && h.cell.is_empty() && r.other_subject.is_some();
    h.total = (r.total || all_of_it) && h.cell.keys().all(|d| *d != Dimension::Outcome || !r.total);
    if r.total && h.cell.contains_key(&Dimension::Outcome) && !says_total_only(r) {
        h.total = false;
    }
    // "(blank) Total" sums up the rows whose value is not known.
    if h.total
        && r.unknown
        && h.cell.is_empty()
        && let Some(dimension) = &axis.dimension
    {
        let outcome = *dimension == Dimension::Outcome;
        let value = if outcome { "not_recorded" } else { "unknown" };
        h.cell.insert(dimension.clone(), one(value));
    }
    let says_nothing = h.cell.is_empty() && !h.total && !h.blank && h.aside.is_none();
    if says_nothing && h.out.is_none() {
        settle_mute_label(desk, r, axis, &mut h);
    }
    h
}

/// "2016 to 2020" is the total; "2015 to 2021" is more than was asked; "2016 to 2018" beside later
/// years is a part of it.
fn take_span(desk: &Desk<'_>, axis: &Axis, (from, to, financial): (i32, i32, bool), h: &mut Head) {
    let period = &desk.investigation.period;
    let (first, last) = (period.first_year(), period.last_year());
    // A span of calendar years may be said of a table in financial years, whose last year ends later.
    let ends = if financial || axis.years.is_none_or(|(_, y)| y <= last) { last } else { last + 1 };
    let printed = axis.years.is_none_or(|(a, b)| from <= a.max(first) && to >= b.min(last));
    if from < first || to > ends {
        h.out = Some(format!("{} covers more than the period asked about", h.text));
    } else if !printed {
        let years = format!("{from}-{to}");
        h.cell.insert(Dimension::Extra("years".into()), one(&years));
        return;
    }
    h.total = true;
    h.spans = true;
}

fn says_total_only(r: &LabelReading) -> bool {
    r.outcome.as_ref().is_none_or(|o| is_empty_code(&o.codes))
}

fn is_empty_code(codes: &BTreeSet<String>) -> bool {
    codes.iter().all(|c| EMPTY_CODES.contains(&c.as_str()))
}

fn take_year(desk: &Desk<'_>, r: &LabelReading, h: &mut Head) {
    // "How many in 2017, and what became of them?" asks about one year, however long it is.
    let asked = match &crate::normalise::year::in_text(&h.text)[..] {
        [year] if h.text.trim_end().ends_with('?') => Some(year.clone()),
        _ => None,
    };
    let ended = crate::normalise::year::of_last_day(&h.text);
    let Some(year) = r.year.as_ref().or(asked.as_ref()).or(ended.as_ref()) else { return };
    // "Dismissed (2019 hearing)" tells of a year but is no label of one.
    let told = r.outcome.as_ref().is_some_and(|o| !is_empty_code(&o.codes));
    if told && !year_leads(h, year.start) && asked.is_none() {
        return;
    }
    h.cell.insert(Dimension::Year, one(&year.value));
    if year.part && !desk.in_period(year) || !desk.in_period(year) {
        h.out = Some(format!("{} is outside the period asked about", h.text));
    }
}

fn year_leads(h: &Head, start: usize) -> bool {
    start == 0 || h.text.len() < 16
}

fn take_sexes(r: &LabelReading, axis: &Axis, h: &mut Head) {
    for (sex, role) in &r.sexes {
        // "By sex of complainant (female / male)" names the axis, not a value of it.
        if r.sexes.iter().any(|(s, other)| s != sex && other == role) && r.sexes.len() > 1 {
            continue;
        }
        match role.or(axis.role) {
            Some(role) => {
                h.cell.insert(sex_dimension(role), one(sex));
            }
            None => {
                h.cell.insert(Dimension::Extra("sex".into()), one(sex));
                h.doubts.push(Doubt {
                    code: Code::AmbiguousReading,
                    message: format!(
                        "`{}` does not say whether the officer or the complainant is meant",
                        h.text
                    ),
                });
            }
        }
    }
}

/// "Withdrawn (male officer, sex of complainant not recorded)": a part of the label says of one party
/// that its sex is not known.
fn take_unknown_sexes(desk: &Desk<'_>, text: &str, r: &LabelReading, h: &mut Head) {
    if !r.unknown || !r.has_value() {
        return;
    }
    for part in text.split([',', ';', '(', ')']).filter(|part| part.len() < text.len()) {
        let own = desk.read(part);
        let role = role_of_names(&own.names).filter(|_| own.unknown && own.sexes.is_empty());
        if let Some(role) = role {
            h.cell.entry(sex_dimension(role)).or_insert_with(|| one("unknown"));
        }
    }
}

fn take_source_and_duty(r: &LabelReading, axis: &Axis, h: &mut Head) {
    if r.sources.len() == 1 {
        h.cell.insert(Dimension::Source, r.sources.clone());
    } else if let Some(source) = &r.weak_source
        && r.sources.is_empty()
        && match source.as_str() {
            // Beside "Public" and "Internal", "Complaints" are all of them.
            "public" => axis.has_internal && !axis.has_public,
            _ => axis.has_public && !axis.has_internal,
        }
    {
        h.cell.insert(Dimension::Source, one(source));
    }
    if r.duties.len() == 1 && !names_both_duties(&h.text) {
        h.cell.insert(Dimension::Duty, r.duties.clone());
    }
}

fn take_outcome(r: &LabelReading, axis: &Axis, h: &mut Head) {
    let Some(outcome) = &r.outcome else { return };
    let outcome_axis = axis.dimension == Some(Dimension::Outcome);
    // The name of the axis itself is no value: "Action", "Finding".
    if !outcome_axis && r.unknown && is_empty_code(&outcome.codes) {
        return;
    }
    if !outcome_axis && axis.dimension.is_some() && is_empty_code(&outcome.codes) {
        return;
    }
    if r.total && is_empty_code(&outcome.codes) {
        return;
    }
    if r.other_subject.is_some() && !r.total {
        return;
    }
    let titled = ["officer_sex", "complainant_sex", "sex", "source", "year", "duty"]
        .iter()
        .any(|n| r.names.contains(*n));
    if !outcome_axis && titled && outcome.how == How::Composed && r.words > 4 {
        return; // "Sex of officer in cases not upheld": a title, not a value
    }
    // "MA" without a key may be management action or advice: whoever prints it should ask.
    let short = h.text.chars().count() <= ABBREVIATION_CHARS
        && h.text.chars().all(|c| c.is_ascii_uppercase());
    if short && outcome.codes.len() > 1 {
        let codes: Vec<&str> = outcome.codes.iter().map(String::as_str).collect();
        h.doubts.push(Doubt {
            code: Code::AmbiguousLabel,
            message: format!("`{}` is not explained and can mean {}", h.text, codes.join(" or ")),
        });
    }
    h.cell.insert(Dimension::Outcome, outcome.codes.clone());
}

/// Longest abbreviation of an outcome, in letters ("NFAPP").
const ABBREVIATION_CHARS: usize = 5;

/// A label without a value of its own: unknown, a unit, a value of an extra dimension, or an
/// outcome the vocabulary lacks.
fn settle_mute_label(desk: &Desk<'_>, r: &LabelReading, axis: &Axis, h: &mut Head) {
    // "an officer whose sex is not known", "Complainant: not recorded" among sexes
    let of_sexes = axis.sexes || r.names.iter().any(|n| n.ends_with("sex"));
    // "complainant sex not recorded" names the party in the name of the dimension.
    // A question answered so ("What was the sex of the complainant? Not recorded") says it of no row below.
    let named = role_of_names(&r.names).filter(|_| !h.text.contains('?'));
    let party = named.or(r.roles.first().copied().filter(|_| r.roles.len() == 1));
    if let (true, true, Some(role)) = (r.unknown, of_sexes, party) {
        h.cell.insert(sex_dimension(role), one("unknown"));
        return;
    }
    // "Duty status not recorded" below "Public complaint" and "Conduct matter".
    let own = (r.unknown && r.names.len() == 1).then(|| r.names.first()).flatten();
    if let Some(name) = own.filter(|n| matches!(n.as_str(), "duty" | "source")) {
        h.cell.insert(Dimension::parse(name), one("unknown"));
        return;
    }
    let unknown = r.unknown || r.outcome.as_ref().is_some_and(|o| is_empty_code(&o.codes));
    let whose = axis.role.is_some() || !r.names.is_empty();
    if r.unknown && axis.sexes && axis.dimension.is_none() && !whose {
        h.cell.insert(Dimension::Extra("sex".into()), one("unknown"));
        return;
    }
    // "It was not noted" under a question about the years says nothing of a year.
    const YEAR_WORDS: usize = 3;
    let of_year = r.words <= YEAR_WORDS || r.names.contains("year");
    let told = |d: &&Dimension| **d != Dimension::Year || of_year;
    if unknown && let Some(dimension) = axis.dimension.as_ref().filter(told) {
        let value = match dimension {
            Dimension::Outcome => "not_recorded",
            _ => "unknown",
        };
        h.cell.insert(dimension.clone(), one(value));
        return;
    }
    if r.unknown && axis.role.is_some() {
        h.cell.insert(sex_dimension(axis.role.unwrap_or(Role::Officer)), one("unknown"));
        return;
    }
    // "Board result: taken off the strength" names the dimension and then gives a value.
    let gives = axis.dimension.as_ref().is_some_and(|d| r.names.contains(d.name()))
        && h.text.split_once(':').is_some_and(|(_, rest)| rest.split_whitespace().count() > 1)
        && r.unexplained > 1;
    // A name of the dimension, a unit or "Number" governs without adding a value.
    let question = h.text.trim_end().ends_with('?');
    if question || !r.names.is_empty() && r.words <= 12 && !gives {
        return;
    }
    // "Number of cases these were in" says what is counted.
    let lower = h.text.to_lowercase();
    let opens = ["number of", "no. of", "no of", "count of", "how many", "total number of"];
    if opens.iter().any(|w| lower.starts_with(w)) && !r.units.is_empty() {
        return;
    }
    // "Cases in which they were made", "Officers they concerned".
    static RELATED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:the\s+|distinct\s+|separate\s+|different\s+|individual\s+)*(?:cases|officers|complaints|matters|complainants|persons|people|individuals|files)\s+(?:(?:in|to|from|by|against|behind|with)\s+(?:which|whom|these|those|them|the\s+allegations)|(?:which|that)?\s*(?:they|these|those)\s+(?:were|are|was|concern\w*|came|relate\w*|involve\w*|gave)|concerned|involved|containing|giving\s+rise)\b",
        )
    });
    if !r.units.is_empty() && RELATED.is_match(&h.text) {
        return;
    }
    let governs = !r.names.is_empty() || !r.units.is_empty() || !r.roles.is_empty();
    if r.unexplained == 0 && (governs || r.count || r.in_scope) {
        return;
    }
    if year::is_kind_of_year(&h.text) {
        return;
    }
    if let Some(extra) = &axis.extra {
        // "Rank: not disclosed" splits nothing.
        if is_withheld(&h.text) {
            return;
        }
        h.cell.insert(Dimension::Extra(extra.clone()), one(&slug(&h.text)));
        if axis.among_outcomes && r.words > NAME_WORDS {
            h.doubts.push(Doubt {
                code: Code::UnmappedLabel,
                message: format!(
                    "`{}` stands among outcomes and is not in the vocabulary; it was read as a {extra}",
                    h.text
                ),
            });
        }
        return;
    }
    match &axis.dimension {
        Some(Dimension::Outcome) => {
            h.cell.insert(Dimension::Outcome, one("other"));
            h.doubts.push(Doubt {
                code: Code::UnmappedLabel,
                message: format!(
                    "outcome label `{}` is not in the vocabulary; nearest are {}",
                    h.text,
                    desk.nearest(&h.text)
                ),
            });
        }
        Some(Dimension::AllegationType) => {
            h.cell.insert(Dimension::AllegationType, one(&slug(&h.text)));
        }
        _ if axis.among_outcomes && r.words > 2 && r.unexplained > 1 && !r.in_scope => {
            h.cell.insert(Dimension::Extra("category".into()), one(&slug(&h.text)));
            h.doubts.push(Doubt {
                code: Code::UnmappedLabel,
                message: format!("`{}` stands among outcomes and is not in the vocabulary", h.text),
            });
        }
        _ if r.in_scope || r.count || !r.units.is_empty() => {}
        _ => {
            h.cell.insert(Dimension::Extra("category".into()), one(&slug(&h.text)));
        }
    }
}

/// True for words by which a label sets what it governs aside ("not part of your request").
pub fn says_out(lower: &str) -> bool {
    static OUT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\bout of scope\b|\b(?:not|no|nor)\b[^.;]{0,12}\b(?:in scope|requested|asked(?: for| about)?|part of (?:your|the|this) (?:request|question|answer|response)|within (?:the )?scope|within your request|covered by (?:your|the) request)\b|\boutside (?:of )?(?:your|the|this) (?:request|question|scope)\b|\bbeyond (?:your|the) request\b|\bfor (?:information|context|comparison) only\b",
        )
    });
    OUT.is_match(lower)
}

/// Words in the place of a value that is not given.
fn is_withheld(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "not disclosed",
        "withheld",
        "not given",
        "not provided",
        "not supplied",
        "not released",
        "refused",
        "redacted",
        "exempt",
        "s40",
        "s.40",
        "section 40",
    ]
    .iter()
    .any(|w| lower.contains(w))
}

/// "Sexual conduct (on duty)" to "sexual_conduct_on_duty".
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
    }
    out.trim_end_matches('_').to_string()
}
