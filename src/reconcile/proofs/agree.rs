//! The same thing said twice, tallied and stated, and unlike things that must stay apart.

use std::collections::{BTreeMap, BTreeSet};

use super::{Book, doubt};
use crate::model::count::Count;
use crate::model::fact::Check;
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Cell, Dimension, Observation, Origin, Unit};
use crate::reconcile::checks::gap;
use crate::reconcile::facts::{Claim, name};

/// Figures with several places, and those of which another number stands elsewhere. The second kind
/// is in review already: it was found when the facts were made.
pub(super) fn stated_twice(book: &Book<'_>, _: &mut Vec<Finding>) -> Vec<Check> {
    let mut rivals: BTreeMap<&Cell, Vec<&Observation>> = BTreeMap::new();
    for (i, o) in book.inside() {
        if book.merged.fact_of[i].is_none() && o.origin == Origin::Stated {
            rivals.entry(&o.cell).or_default().push(o);
        }
    }
    let mut out = Vec::new();
    for (_, f) in book.plain().filter(|(_, f)| f.origin == Origin::Stated) {
        let rival =
            rivals.get(&f.cell).and_then(|v| v.iter().find(|o| o.unit.is_none_or(|u| u == f.unit)));
        let (holds, other) = match rival {
            Some(o) => (false, o.count),
            None if f.evidence.len() > 1 => (true, f.count),
            None => continue,
        };
        let places = f.evidence.len() + usize::from(!holds);
        out.push(Check {
            kind: "stated_twice",
            holds,
            total: f.count,
            parts: other,
            facts: vec![f.id.clone()],
            note: Some(format!("stated in {places} places")),
        });
    }
    out
}

/// Tallies and sums of ours against the number stated for the same cell.
pub(super) fn tally(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut out = Vec::new();
    for (at, f) in book.plain().filter(|(_, f)| f.origin == Origin::Stated) {
        let same = |o: &&Observation| {
            o.origin == Origin::Derived
                && o.cell == f.cell
                // A column that names no unit adds up to no officers.
                && o.unit.map_or(!f.unit.is_person(), |u| u == f.unit)
                // Rows can be counted; a sum of ours that differs is a partial table.
                && (o.quote.contains(" rows") || f.cell.is_empty())
        };
        let Some(o) = book.inside().map(|(_, o)| o).find(same) else { continue };
        let holds = o.count.overlaps(f.count);
        // A table without margins that falls short of a total which sums prove shows a part of it.
        let proved = book.sums.iter().any(|c| c.holds && c.facts.first() == Some(&f.id));
        if !holds && proved && !o.quote.contains(" rows") && o.count.max < f.count.min {
            continue;
        }
        if !holds {
            let message = format!(
                "{} is stated as {} (`{}`), {} in {} {} gives {}",
                name(&f.cell),
                f.count,
                f.label,
                o.quote,
                o.file,
                o.place,
                o.count
            );
            let mut finding = doubt(Code::Conflict, message, at, book);
            finding.effect = Some(gap(o.count, f.count));
            review.push(finding);
        }
        out.push(Check {
            kind: "tally_against_stated",
            holds,
            total: f.count,
            parts: o.count,
            facts: vec![f.id.clone()],
            note: Some(o.quote.chars().take(80).collect()),
        });
    }
    out
}

/// Sums whose parts are named as people here and as things there.
pub(super) fn units(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    let m = book.merged;
    let mut out = Vec::new();
    for claim in &m.claims {
        let all: Vec<usize> =
            std::iter::once(claim.total).chain(claim.parts.iter().copied()).collect();
        if all.iter().any(|&i| m.observations[i].out_of_scope.is_some()) {
            continue;
        }
        let units: BTreeSet<Unit> = all.iter().filter_map(|&i| m.observations[i].unit).collect();
        let persons = units.iter().filter(|u| u.is_person()).count();
        if units.len() < 2 {
            continue;
        }
        let total = &m.observations[claim.total];
        let parts: Count = claim.parts.iter().map(|&p| m.observations[p].count).sum();
        let alike = persons == 0 || persons == units.len();
        let holds = alike || parts.overlaps(total.count) && is_split(book, claim);
        if !holds && let Some(fact) = m.fact_of[claim.total] {
            let named: Vec<&str> = units.iter().map(|u| u.name()).collect();
            let message =
                format!("the parts of {} are named as {}", name(&total.cell), named.join(" and "));
            review.push(doubt(Code::MixedUnits, message, fact, book));
        }
        let facts =
            all.iter().filter_map(|&i| m.fact_of[i]).map(|f| m.facts[f].id.clone()).collect();
        out.push(Check {
            kind: "units_alike",
            holds,
            total: total.count,
            parts,
            facts,
            note: None,
        });
    }
    out
}

/// True when the parts of a sum are the values of one dimension, each once. "Of the 12 allegations
/// nine were against male officers": where they add up, the people are named and not counted.
fn is_split(book: &Book<'_>, claim: &Claim) -> bool {
    let whole = &book.merged.observations[claim.total].cell;
    let mut values: BTreeSet<(&Dimension, &BTreeSet<String>)> = BTreeSet::new();
    let own = claim.parts.iter().map(|&p| {
        let mut rest =
            book.merged.observations[p].cell.iter().filter(|(d, _)| !whole.contains_key(*d));
        match (rest.next(), rest.next()) {
            (Some(value), None) => values.insert(value),
            _ => false,
        }
    });
    let each_once = own.collect::<Vec<_>>().iter().all(|new| *new);
    let dimensions: BTreeSet<&Dimension> = values.iter().map(|(d, _)| *d).collect();
    each_once && dimensions.len() == 1
}

/// Codes that say what was found, and codes that say what was done about it.
const FINDINGS: &[&str] = &[
    "upheld",
    "not_upheld",
    "service_acceptable",
    "service_not_acceptable",
    "unable_to_determine",
    "insufficient_evidence",
    "no_case_to_answer",
    "case_to_answer",
];
const ACTIONS: &[&str] = &[
    "dismissed",
    "would_have_been_dismissed",
    "resigned",
    "retired",
    "required_to_resign",
    "reduction_in_rank",
    "final_written_warning",
    "written_warning",
    "verbal_warning",
    "management_advice",
    "management_action",
    "words_of_advice",
    "learning",
    "reflective_practice",
    "performance_procedure",
    "no_sanction",
];

/// A table of findings and a table of actions: two axes of one thing.
pub(super) fn two_axes(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    let m = book.merged;
    let mut groups: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (i, o) in book.inside() {
        if o.cell.len() == 1
            && o.cell.contains_key(&Dimension::Outcome)
            && let Some(f) = m.fact_of[i]
        {
            groups.entry(o.group).or_default().insert(f);
        }
    }
    let only = |facts: &BTreeSet<usize>, of: &[&str]| {
        facts.len() > 1
            && facts.iter().all(|&f| {
                m.facts[f]
                    .cell
                    .get(&Dimension::Outcome)
                    .is_some_and(|set| set.iter().all(|c| of.contains(&c.as_str())))
            })
    };
    let findings = groups.values().find(|g| only(g, FINDINGS));
    let actions = groups.values().find(|g| only(g, ACTIONS));
    let (Some(findings), Some(actions)) = (findings, actions) else { return Vec::new() };
    let sum = |g: &BTreeSet<usize>| g.iter().map(|&f| m.facts[f].count).sum::<Count>();
    let (found, done) = (sum(findings), sum(actions));
    let first = actions.first().copied().unwrap_or_default();
    let same_unit = findings.first().is_some_and(|&f| m.facts[f].unit == m.facts[first].unit);
    if !same_unit {
        return Vec::new();
    }
    let holds = done.min <= found.max;
    if !holds {
        let message = format!("{done} actions are listed beside {found} findings");
        let mut finding = doubt(Code::AmbiguousReading, message, first, book);
        finding.effect = Some(gap(done, found));
        review.push(finding);
    }
    let ids = |g: &BTreeSet<usize>| g.iter().map(|&f| m.facts[f].id.clone()).collect::<Vec<_>>();
    vec![Check {
        kind: "actions_beside_findings",
        holds,
        total: found,
        parts: done,
        facts: [ids(findings), ids(actions)].concat(),
        note: Some("findings, then actions; never added".into()),
    }]
}
