//! summary.json: the national roll-up. `min` is what a careful reporter calls "at least"; sums over
//! unlike units name the mixture; officers are never added to allegations.

use std::collections::{BTreeMap, BTreeSet};

use super::contract::{AuthorityLine, Bound, Interval, Period, SCHEMA_VERSION, Summary};
use crate::model::count::Count;
use crate::model::fact::{Fact, Return};
use crate::model::observation::{Dimension, Unit};
use crate::model::run::Run;
use crate::normalise::authority::Register;
use crate::normalise::vocabulary::Vocabulary;

/// Builds the roll-up.
pub fn of(run: &Run, register: &Register, vocabulary: &Vocabulary) -> Summary {
    let preferred = Unit::parse(&run.investigation.unit);
    let mut s = Summary {
        schema_version: SCHEMA_VERSION,
        title: run.investigation.title.clone(),
        period: Period {
            from: run.investigation.period.from.clone(),
            to: run.investigation.period.to.clone(),
        },
        statuses: BTreeMap::new(),
        total: Bound::default(),
        total_by_unit: BTreeMap::new(),
        outcomes: BTreeMap::new(),
        outcome_groups: BTreeMap::new(),
        officer_sex: BTreeMap::new(),
        complainant_sex: BTreeMap::new(),
        source: BTreeMap::new(),
        year: BTreeMap::new(),
        authorities_in_review: 0,
        review_items: run.review.len() as u64,
        authorities: Vec::new(),
    };
    for one in &run.returns {
        *s.statuses.entry(one.status.name().to_string()).or_default() += 1;
        s.review_items += one.review.len() as u64;
        s.authorities_in_review += u64::from(!one.review.is_empty());
        let total = headline(one, preferred);
        if let Some(total) = total {
            add(&mut s.total, total.count);
            add(s.total_by_unit.entry(total.unit.name().to_string()).or_default(), total.count);
        }
        let unit = total.map(|t| t.unit);
        add_splits(&mut s, one, unit, vocabulary);
        s.authorities.push(AuthorityLine {
            id: one.authority.clone(),
            name: name_of(register, &one.authority),
            status: one.status.name().to_string(),
            total: total.map(|t| Interval::from(t.count)),
            unit: unit.map(|u| u.name().to_string()),
            review: one.review.len() as u64,
        });
    }
    let found: BTreeSet<&str> = run.returns.iter().map(|r| r.authority.as_str()).collect();
    for id in run.investigation.asked.iter().filter(|id| !found.contains(id.as_str())) {
        *s.statuses.entry("no_response".into()).or_default() += 1;
        s.authorities.push(AuthorityLine {
            id: id.clone(),
            name: name_of(register, id),
            status: "no_response".into(),
            total: None,
            unit: None,
            review: 0,
        });
    }
    s.authorities.sort_by(|a, b| a.id.cmp(&b.id));
    s
}

fn name_of(register: &Register, id: &str) -> String {
    register.get(id).map_or(id.to_string(), |a| a.name.to_string())
}

/// The authority's total: in the preferred unit if it gives one, else in its own.
pub fn headline(one: &Return, preferred: Option<Unit>) -> Option<&Fact> {
    let totals =
        || one.facts.iter().filter(|f| f.in_scope && f.cell.is_empty() && !f.unit.is_person());
    totals().find(|f| Some(f.unit) == preferred).or_else(|| totals().next())
}

fn add(bound: &mut Bound, count: Count) {
    bound.min += count.min;
    bound.max += count.max;
    bound.authorities += 1;
}

/// How the national figures are made up: the unit preferred and the groups of outcomes.
pub struct Roll<'a> {
    preferred: Option<Unit>,
    vocabulary: &'a Vocabulary,
}

impl<'a> Roll<'a> {
    /// Of a run.
    pub fn new(run: &Run, vocabulary: &'a Vocabulary) -> Roll<'a> {
        Roll { preferred: Unit::parse(&run.investigation.unit), vocabulary }
    }
}

/// For each fact the national figures it is added into ("total", "outcomes.dismissed (at most)").
pub fn uses(one: &Return, roll: &Roll<'_>) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let total = headline(one, roll.preferred);
    if let Some(total) = total {
        let of = out.entry(total.id.to_string()).or_default();
        of.extend(["total".to_string(), format!("total_by_unit.{}", total.unit.name())]);
    }
    for (dimension, value, fact) in splits(one, total.map(|t| t.unit)) {
        let of = out.entry(fact.id.to_string()).or_default();
        match dimension {
            Dimension::Outcome => {
                let bound = |sole: bool| if sole { "" } else { " (at most)" };
                for code in value {
                    of.push(format!("outcomes.{code}{}", bound(value.len() == 1)));
                }
                let groups = groups_of(value, roll.vocabulary);
                let sole = groups.len() == 1;
                of.extend(groups.into_iter().map(|g| format!("outcome_groups.{g}{}", bound(sole))));
            }
            Dimension::OfficerSex
            | Dimension::ComplainantSex
            | Dimension::Source
            | Dimension::Year => {
                let first = value.iter().next().cloned().unwrap_or_default();
                of.push(format!("{}.{first}", dimension.name()));
            }
            _ => {}
        }
    }
    out.retain(|_, of| !of.is_empty());
    out
}

/// An authority's one-way splits that are added up. Of several units only the headline's is taken,
/// so that cases are not added to the allegations they hold.
fn splits(one: &Return, unit: Option<Unit>) -> Vec<(&Dimension, &BTreeSet<String>, &Fact)> {
    let mut by_value: BTreeMap<(&Dimension, &BTreeSet<String>), Vec<&Fact>> = BTreeMap::new();
    for f in one.facts.iter().filter(|f| f.in_scope && f.cell.len() == 1) {
        if let Some((d, v)) = f.cell.iter().next() {
            by_value.entry((d, v)).or_default().push(f);
        }
    }
    by_value
        .into_iter()
        .filter_map(|((dimension, value), facts)| {
            let own = facts
                .iter()
                .find(|f| Some(f.unit) == unit)
                .or_else(|| facts.iter().find(|f| !f.unit.is_person()))?;
            Some((dimension, value, *own))
        })
        .collect()
}

/// Adds an authority's one-way splits.
fn add_splits(s: &mut Summary, one: &Return, unit: Option<Unit>, vocabulary: &Vocabulary) {
    let mut codes: BTreeMap<String, Bound> = BTreeMap::new();
    let mut groups: BTreeMap<String, Bound> = BTreeMap::new();
    for (dimension, value, fact) in splits(one, unit) {
        let first = value.iter().next().cloned().unwrap_or_default();
        match dimension {
            Dimension::Outcome => {
                add_outcome(&mut codes, &mut groups, value, fact.count, vocabulary)
            }
            Dimension::OfficerSex => add(s.officer_sex.entry(first).or_default(), fact.count),
            Dimension::ComplainantSex => {
                add(s.complainant_sex.entry(first).or_default(), fact.count)
            }
            Dimension::Source => add(s.source.entry(first).or_default(), fact.count),
            Dimension::Year => add(s.year.entry(first).or_default(), fact.count),
            _ => {}
        }
    }
    merge(&mut s.outcomes, codes);
    merge(&mut s.outcome_groups, groups);
}

fn groups_of(set: &BTreeSet<String>, vocabulary: &Vocabulary) -> BTreeSet<String> {
    set.iter().filter_map(|c| vocabulary.code(c)).map(|c| c.group.clone()).collect()
}

/// Exactly that code counts for `min`; any set that contains it counts for `max`. A set within one
/// group is exact for the group.
fn add_outcome(
    codes: &mut BTreeMap<String, Bound>,
    groups: &mut BTreeMap<String, Bound>,
    set: &BTreeSet<String>,
    count: Count,
    vocabulary: &Vocabulary,
) {
    let sole = set.len() == 1;
    for code in set {
        let bound = codes.entry(code.clone()).or_default();
        bound.min += if sole { count.min } else { 0 };
        bound.max += count.max;
    }
    let of = groups_of(set, vocabulary);
    let sole = of.len() == 1;
    for group in of {
        let bound = groups.entry(group).or_default();
        bound.min += if sole { count.min } else { 0 };
        bound.max += count.max;
    }
}

fn merge(into: &mut BTreeMap<String, Bound>, from: BTreeMap<String, Bound>) {
    for (key, bound) in from {
        let total = into.entry(key).or_default();
        total.min += bound.min;
        total.max += bound.max;
        total.authorities += 1;
    }
}
