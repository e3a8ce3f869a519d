//! Observations to facts: what is said twice becomes one fact with two pieces of evidence; what is
//! said twice with different numbers is chosen by arithmetic and goes to review with both.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

mod wider;

use super::FileReading;
use super::checks::with_place;
use crate::model::count::Count;
use crate::model::fact::{Evidence, Fact};
use crate::model::finding::{Code, Finding};
use crate::model::investigation::Investigation;
use crate::model::observation::{Cell, Dimension, Observation, Origin, Role, Unit};
use crate::model::text::Text;
use crate::pattern::pattern;

/// A sum claimed by a table or sentence, by index of observation.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The total.
    pub total: usize,
    /// Its parts.
    pub parts: Vec<usize>,
}

/// Facts with what they were made from.
#[derive(Debug, Default)]
pub struct Merged {
    /// The facts, in order.
    pub facts: Vec<Fact>,
    /// All observations of the authority, with file and suppression settled.
    pub observations: Vec<Observation>,
    /// For each observation the fact it went into.
    pub fact_of: Vec<Option<usize>>,
    /// Sums claimed.
    pub claims: Vec<Claim>,
    /// The unit of the headline.
    pub unit: Option<Unit>,
    /// Groups that were read as sentences.
    pub prose: BTreeSet<usize>,
    /// Observations made by adding up others, which are their evidence.
    pub parts_of: BTreeMap<usize, Vec<usize>>,
}

/// Merges the observations of an authority's files.
pub fn merge(
    authority: &str,
    files: &[FileReading],
    investigation: &Investigation,
    refused: bool,
    review: &mut Vec<Finding>,
) -> Merged {
    let mut merged = gather(authority, files, refused);
    leave_out_other_years(&mut merged, investigation);
    let told: BTreeSet<Role> = files.iter().filter_map(|f| f.extraction.sexes_in_letters).collect();
    let told = told.first().copied().filter(|_| told.len() == 1);
    super::party::settle(&mut merged, told);
    without_sums_of_bands(&mut merged);
    let zero_shown = files.iter().any(|f| f.extraction.zero_shown);
    for o in &mut merged.observations {
        if o.suppressed && o.count.min == 0 && zero_shown {
            o.count.min = 1;
        }
    }
    super::restored::restore(&mut merged);
    super::alike::add_up(&mut merged);
    merged.unit = headline_unit(&merged.observations, investigation);
    wider::put_aside(&mut merged);
    if !refused {
        super::ground::prove(&mut merged, review);
        super::margins::derive(&mut merged);
        super::spread::derive(&mut merged);
    }
    let mut cells: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
    let added: BTreeSet<usize> = merged.parts_of.values().flatten().copied().collect();
    for (i, o) in merged.observations.iter().enumerate() {
        let part = added.contains(&i) && o.out_of_scope.as_deref() == Some(super::alike::ADDED);
        if !part {
            cells.entry(o.cell.clone()).or_default().push(i);
        }
    }
    merged.fact_of = vec![None; merged.observations.len()];
    let proved = proved(&merged);
    let whole = wider::proved_total(&merged, &proved);
    let mut made: Vec<(Fact, Vec<usize>)> = Vec::new();
    for members in cells.values() {
        made.extend(facts_of_cell(&merged, members, &proved, whole, review));
    }
    made.sort_by(|a, b| {
        let (x, y) = (&merged.observations[a.1[0]], &merged.observations[b.1[0]]);
        x.file.cmp(&y.file).then(x.place.order(&y.place)).then(a.1[0].cmp(&b.1[0]))
    });
    for (n, (mut fact, members)) in made.into_iter().enumerate() {
        fact.id = Text::shared(&format!("f{}", n + 1));
        for m in members {
            merged.fact_of[m] = Some(n);
            for &part in merged.parts_of.get(&m).into_iter().flatten() {
                merged.fact_of[part] = merged.fact_of[part].or(Some(n));
            }
        }
        merged.facts.push(fact);
    }
    report_doubts(&merged, review);
    if !refused {
        report_tables_set_aside(&merged, review);
        report_unknown_labels(&merged, review);
    }
    merged
}

/// Whatever a heading or the name of a sheet gave a count for its year, what lies outside the period was not asked
/// about.
fn leave_out_other_years(merged: &mut Merged, investigation: &Investigation) {
    let period = &investigation.period;
    let period = period.first_year()..=period.last_year();
    for o in merged.observations.iter_mut().filter(|o| o.out_of_scope.is_none()) {
        let year = o.cell.get(&Dimension::Year).and_then(|v| v.first());
        let label = year.and_then(|value| crate::normalise::year::of_label(value));
        if label.is_some_and(|label| !period.contains(&label.first)) {
            let year = year.cloned().unwrap_or_default();
            o.out_of_scope = Some(format!("{year} is outside the period asked about"));
        }
    }
}

fn gather(authority: &str, files: &[FileReading], refused: bool) -> Merged {
    let mut merged = Merged::default();
    for (number, f) in files.iter().enumerate() {
        if !super::roles::gives_facts(f) {
            continue;
        }
        let mut index = vec![None; f.extraction.gathered.observations.len()];
        for (i, o) in f.extraction.gathered.observations.iter().enumerate() {
            if o.authority.as_deref().is_some_and(|a| a != authority) {
                continue;
            }
            let mut o = o.clone();
            o.file = f.entry.path.clone();
            o.group += 100_000 * number;
            if refused && o.out_of_scope.is_none() {
                o.out_of_scope = Some("stands in a refusal".into());
            }
            index[i] = Some(merged.observations.len());
            merged.observations.push(o);
        }
        let groups = f.extraction.gathered.prose.iter();
        merged.prose.extend(groups.map(|g| g + 100_000 * number));
        for sum in &f.extraction.gathered.sums {
            let parts: Vec<usize> = sum.parts.iter().filter_map(|&p| index[p]).collect();
            if let Some(total) = index[sum.total]
                && parts.len() == sum.parts.len()
            {
                merged.claims.push(Claim { total, parts });
            }
        }
    }
    merged
}

/// A total that we added up from bands ("43 + <5") says nothing beside a total that is stated.
fn without_sums_of_bands(merged: &mut Merged) {
    let whole = |o: &Observation| o.cell.is_empty() && o.out_of_scope.is_none();
    let stated: Vec<Count> = merged
        .observations
        .iter()
        .filter(|o| whole(o) && o.count.is_exact() && o.origin == Origin::Stated)
        .map(|o| o.count)
        .collect();
    for o in &mut merged.observations {
        let added = o.origin == Origin::Derived && !o.count.is_exact();
        if whole(o) && added && stated.iter().any(|s| s.overlaps(o.count)) {
            o.out_of_scope = Some("a sum of bands beside the total that is stated".into());
        }
    }
}

/// The unit most totals have; the investigation's own when none is named.
fn headline_unit(observations: &[Observation], investigation: &Investigation) -> Option<Unit> {
    let mut votes: BTreeMap<Unit, usize> = BTreeMap::new();
    for o in observations.iter().filter(|o| o.out_of_scope.is_none()) {
        if let Some(unit) = o.unit.filter(|u| !u.is_person()) {
            *votes.entry(unit).or_default() += if o.cell.is_empty() { 5 } else { 1 };
        }
    }
    let preferred = Unit::parse(&investigation.unit);
    // Cases beside allegations in one table: what was asked for is what is counted.
    let groups = |unit: Option<Unit>| -> BTreeSet<usize> {
        let inside = observations.iter().filter(|o| o.out_of_scope.is_none() && o.unit == unit);
        inside.map(|o| o.group).collect()
    };
    let asked = groups(preferred);
    let beside = |unit: &Unit| Some(*unit) != preferred && !groups(Some(*unit)).is_disjoint(&asked);
    if preferred.is_some_and(|p| votes.contains_key(&p)) {
        votes.retain(|unit, _| !beside(unit));
    }
    votes
        .into_iter()
        .max_by_key(|(unit, n)| (*n, Some(*unit) == preferred))
        .map(|(unit, _)| unit)
        .or(preferred)
}

/// In how many sums that hold an observation takes part.
fn proved(merged: &Merged) -> BTreeMap<usize, usize> {
    let mut out: BTreeMap<usize, usize> = BTreeMap::new();
    for claim in &merged.claims {
        let sum: Count = claim.parts.iter().map(|&p| merged.observations[p].count).sum();
        if sum.overlaps(merged.observations[claim.total].count) {
            for &i in claim.parts.iter().chain([&claim.total]) {
                *out.entry(i).or_default() += 1;
            }
        }
    }
    out
}

fn facts_of_cell(
    merged: &Merged,
    members: &[usize],
    proved: &BTreeMap<usize, usize>,
    whole: Option<u64>,
    review: &mut Vec<Finding>,
) -> Vec<(Fact, Vec<usize>)> {
    let at = |i: usize| &merged.observations[i];
    let inside: Vec<usize> =
        members.iter().copied().filter(|&i| at(i).out_of_scope.is_none()).collect();
    let outside: Vec<usize> =
        members.iter().copied().filter(|&i| at(i).out_of_scope.is_some()).collect();
    let mut out: Vec<(Fact, Vec<usize>)> = Vec::new();
    // Units that count different things stay apart.
    let mut by_unit: BTreeMap<Option<Unit>, Vec<usize>> = BTreeMap::new();
    for &i in &inside {
        by_unit.entry(at(i).unit).or_default().push(i);
    }
    fold_like_units(merged, &mut by_unit);
    for (unit, group) in by_unit {
        let stated: Vec<usize> =
            group.iter().copied().filter(|&i| at(i).origin == Origin::Stated).collect();
        let pool = if stated.is_empty() { group.clone() } else { stated };
        let mut values: BTreeMap<Count, Vec<usize>> = BTreeMap::new();
        for &i in &pool {
            values.entry(at(i).count).or_default().push(i);
        }
        let best = values
            .iter()
            .max_by_key(|(count, v)| {
                (
                    v.iter().filter_map(|i| proved.get(i)).sum::<usize>(),
                    count.is_exact(),
                    v.len(),
                    std::cmp::Reverse(v[0]),
                )
            })
            .map(|(count, _)| *count);
        let Some(best) = best else { continue };
        // "28" in the letter and "30, rounded to 5" in its table are one number, said exactly once.
        let exact: Vec<Count> =
            values.keys().copied().filter(|c| c.is_exact() && c.overlaps(best)).collect();
        let best = if let ([one], false) = (&exact[..], best.is_exact()) { *one } else { best };
        // An estimate ("over 6,000") does not contradict a figure that a sum proves.
        if values.get(&best).is_some_and(|v| v.iter().any(|i| proved.contains_key(i))) {
            values.retain(|count, v| {
                let other = |i: &usize| {
                    is_estimate(at(*i))
                        || wider::is_background(at(*i), whole)
                        || wider::is_echo(merged, *i)
                };
                *count == best || !v.iter().all(other)
            });
        }
        // A band (38 to 42) does not contradict the number it allows (41).
        values.retain(|count, _| count.is_exact() || !best.is_exact() || !count.overlaps(best));
        if values.len() > 1 {
            report_conflict(merged, &values, best, review);
        }
        let evidence_from = values.remove(&best).unwrap_or_default();
        out.push((fact(merged, unit, &evidence_from), evidence_from));
    }
    let mut seen: BTreeSet<(Count, Option<Unit>)> = BTreeSet::new();
    for i in outside {
        if seen.insert((at(i).count, at(i).unit)) {
            out.push((fact(merged, at(i).unit, &[i]), vec![i]));
        }
    }
    out
}

/// "About", "over", "at least": the words, not the number, are what the document vouches for.
fn is_estimate(o: &Observation) -> bool {
    o.doubts.iter().any(|d| d.code == Code::AmbiguousReading && d.message.contains("an estimate"))
}

/// "No. of officers", "Officers in total": a row of persons, unlike "Violence against the person".
fn names_persons(label: &str) -> bool {
    static PERSONS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:total\s+)?(?:(?:no\.?|number)\s+of\s+)?(?:\w+\s+)?(?:officers?|individuals?|persons?|people)\b",
        )
    });
    PERSONS.is_match(label)
}

/// An unnamed unit joins the named one; two words for one thing with the same number are one fact.
fn fold_like_units(merged: &Merged, by_unit: &mut BTreeMap<Option<Unit>, Vec<usize>>) {
    let person = |u: &Option<Unit>| u.is_some_and(Unit::is_person);
    let counts =
        |v: &[usize]| v.iter().map(|&i| merged.observations[i].count).collect::<BTreeSet<_>>();
    let keys: Vec<Option<Unit>> = by_unit.keys().copied().collect();
    let main = keys
        .iter()
        .copied()
        .filter(|u| u.is_some() && !person(u))
        .max_by_key(|u| (*u == merged.unit, by_unit[u].len()))
        .or_else(|| keys.iter().copied().find(|u| u.is_some()));
    let Some(main) = main else { return };
    let side_by_side = |a: &[usize], b: &[usize]| {
        a.iter().any(|&i| {
            b.iter().any(|&j| merged.observations[i].group == merged.observations[j].group)
        })
    };
    for key in keys {
        if key == main {
            continue;
        }
        // Unnamed numbers, and numbers that agree, join the main unit; columns of cases and of
        // allegations in one table may agree by chance.
        let same = counts(&by_unit[&key]).is_subset(&counts(&by_unit[&main]))
            && !side_by_side(&by_unit[&key], &by_unit[&main]);
        // "Total allegations 6" over "No. of officers 5": not of persons where the table tells them apart.
        let things = key.is_none()
            && person(&main)
            && !merged.unit.is_some_and(Unit::is_person)
            && by_unit[&key].iter().all(|&i| merged.observations[i].cell.is_empty())
            && by_unit[&main].iter().all(|&i| names_persons(&merged.observations[i].label))
            && side_by_side(&by_unit[&key], &by_unit[&main])
            && counts(&by_unit[&key]).is_disjoint(&counts(&by_unit[&main]));
        if (key.is_none() || same) && !things {
            let moved = by_unit.remove(&key).unwrap_or_default();
            by_unit.entry(main).or_default().extend(moved);
        }
    }
    // Two units of things (cases and allegations) stay apart when the document sets them side by
    // side; otherwise two words for one thing disagree, and that is a conflict.
    // "Number of cases these allegations belong to": the label itself sets them side by side.
    let names_both = |own: &[usize], key: Option<Unit>| {
        own.iter().all(|&i| {
            let label = merged.observations[i].label.to_lowercase();
            let at = |unit: Option<Unit>| unit.and_then(|u| label.find(u.name()));
            at(key).zip(at(main)).is_some_and(|(first, second)| first < second)
        })
    };
    let rest: Vec<Option<Unit>> =
        by_unit.keys().copied().filter(|k| *k != main && !person(k)).collect();
    for key in rest {
        let apart =
            side_by_side(&by_unit[&key], &by_unit[&main]) || names_both(&by_unit[&key], key);
        if !person(&main) && !apart {
            let moved = by_unit.remove(&key).unwrap_or_default();
            by_unit.entry(main).or_default().extend(moved);
        }
    }
    if let Some(v) = by_unit.get_mut(&main) {
        v.sort_unstable();
    }
}

fn fact(merged: &Merged, unit: Option<Unit>, members: &[usize]) -> Fact {
    let first = &merged.observations[members[0]];
    let mut evidence: Vec<Evidence> = Vec::new();
    let own = |i: &usize| merged.parts_of.get(i).cloned().unwrap_or_else(|| vec![*i]);
    for i in members.iter().flat_map(own) {
        let o = &merged.observations[i];
        let e = Evidence { file: o.file.clone(), place: o.place.clone(), quote: o.quote.clone() };
        if !evidence.contains(&e) {
            evidence.push(e);
        }
    }
    Fact {
        id: Text::default(),
        unit: unit.or(merged.unit).unwrap_or(Unit::Allegation),
        cell: first.cell.clone(),
        count: first.count,
        label: first.label.clone(),
        origin: first.origin,
        in_scope: first.out_of_scope.is_none(),
        scope_note: first.out_of_scope.clone(),
        evidence,
        correction: None,
    }
}

fn report_conflict(
    merged: &Merged,
    values: &BTreeMap<Count, Vec<usize>>,
    best: Count,
    review: &mut Vec<Finding>,
) {
    let first = values.values().flatten().next().copied().unwrap_or(0);
    let said: Vec<String> = values
        .iter()
        .map(|(count, v)| {
            let o = &merged.observations[v[0]];
            format!(
                "{count} (`{}`, {} {})",
                o.quote.chars().take(80).collect::<String>(),
                o.file,
                o.place
            )
        })
        .collect();
    let o = &merged.observations[first];
    let mut finding = Finding::new(
        Code::Conflict,
        format!("{} is stated as {}; {best} is kept", name(&o.cell), said.join(" and as ")),
    )
    .at(&o.place, o.quote.clone());
    finding.file = o.file.clone();
    review.push(finding);
}

/// A cell in words: "outcome not_upheld, year 2018", or "the total".
pub fn name(cell: &Cell) -> String {
    if cell.is_empty() {
        return "the total".into();
    }
    let parts: Vec<String> = cell
        .iter()
        .map(|(d, v)| {
            format!("{} {}", d.name(), v.iter().cloned().collect::<Vec<_>>().join(" or "))
        })
        .collect();
    parts.join(", ")
}

/// Doubts of observations that became facts go to review, each once.
fn report_doubts(merged: &Merged, review: &mut Vec<Finding>) {
    let mut seen: BTreeMap<(Code, String), Finding> = BTreeMap::new();
    for (i, o) in merged.observations.iter().enumerate() {
        let Some(fact) = merged.fact_of[i] else { continue };
        if o.out_of_scope.is_some() {
            continue;
        }
        for d in &o.doubts {
            let finding = seen.entry((d.code, d.message.clone())).or_insert_with(|| {
                let mut f = Finding::new(d.code, d.message.clone()).at(&o.place, o.quote.clone());
                f.file = o.file.clone();
                f
            });
            if !finding.facts.contains(&fact) {
                finding.facts.push(fact);
            }
        }
    }
    review.extend(seen.into_values());
}

/// Fewest figures of a table for its being set aside to matter.
const TABLE_FIGURES: usize = 3;

/// A table set aside as another subject, though nothing else gives its dimensions: a person should
/// see whether it was not the answer after all.
fn report_tables_set_aside(merged: &Merged, review: &mut Vec<Finding>) {
    let mut groups: BTreeMap<usize, Vec<&Observation>> = BTreeMap::new();
    for o in merged.observations.iter().filter(|o| o.origin == Origin::Stated) {
        groups.entry(o.group).or_default().push(o);
    }
    let answered: BTreeSet<&Dimension> =
        merged.facts.iter().filter(|f| f.in_scope).flat_map(|f| f.cell.keys()).collect();
    for group in groups.values() {
        let aside = group
            .iter()
            .filter(|o| o.out_of_scope.as_deref().is_some_and(|w| w.starts_with("about ")))
            .count();
        // One row of many ("duties and responsibilities") makes no answer by duty.
        let mostly = |d: &Dimension| {
            group.iter().filter(|o| o.cell.contains_key(d)).count() * 2 >= group.len()
        };
        let lacking = group.iter().flat_map(|o| o.cell.keys()).find(|d| {
            let asked = !matches!(d, Dimension::Extra(_) | Dimension::AllegationType);
            asked && !answered.contains(d) && mostly(d)
        });
        if aside < TABLE_FIGURES || aside < group.len() {
            continue;
        }
        let Some(lacking) = lacking else { continue };
        let first = group[0];
        let mut finding = Finding::new(
            Code::AmbiguousReading,
            format!(
                "{aside} figures are set aside as {}, and nothing else answers by {}",
                first.out_of_scope.clone().unwrap_or_default(),
                lacking.name()
            ),
        )
        .at(&first.place, first.quote.clone());
        finding.file = first.file.clone();
        review.push(finding);
    }
}

/// A table whose labels say nothing known, where nothing else answers by year or by outcome: they may
/// be just that.
fn report_unknown_labels(merged: &Merged, review: &mut Vec<Finding>) {
    let category = Dimension::Extra("category".into());
    let has = |d: &Dimension| merged.facts.iter().any(|f| f.in_scope && f.cell.contains_key(d));
    let Some(lacking) = [Dimension::Year, Dimension::Outcome].into_iter().find(|d| !has(d)) else {
        return;
    };
    let mut groups: BTreeMap<usize, Vec<&Observation>> = BTreeMap::new();
    for o in &merged.observations {
        if o.origin == Origin::Stated && o.out_of_scope.is_none() && o.cell.contains_key(&category)
        {
            groups.entry(o.group).or_default().push(o);
        }
    }
    for group in groups.values().filter(|g| g.len() >= TABLE_FIGURES) {
        let first = group[0];
        let message = format!(
            "{} figures stand under labels such as `{}` that are not understood, and nothing else answers by {}",
            group.len(),
            first.label,
            lacking.name()
        );
        let finding = Finding::new(Code::AmbiguousReading, message);
        review.push(with_place(finding, Some(first)));
    }
}

/// True for a cell that has only dimensions of the contract.
pub fn is_plain(cell: &Cell) -> bool {
    cell.keys().all(|d| !matches!(d, Dimension::Extra(_)))
}
