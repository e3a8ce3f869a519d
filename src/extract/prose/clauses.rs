//! The clauses of a sentence: which words govern which of its counts, which counts are parts of
//! others, and which values set at the start hold for all.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::judge::observe;
use super::pattern;
use crate::extract::axis::{self, Axis, Head};
use crate::extract::context::{Context, Desk, Scope, one};
use crate::extract::number::{NumberHit, What};
use crate::extract::output::{Gathered, Sum};
use crate::model::count::Count;
use crate::model::finding::Code;
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension};
use crate::normalise::label::LabelReading;
use crate::normalise::year;

/// A clause with a count in it.
pub(super) struct Clause {
    pub(super) hit: NumberHit,
    /// Bytes of the sentence that govern this count.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Index of the count this one is a part of.
    pub(super) parent: Option<usize>,
}

static OPENS_PARTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:of which|of whom|of these|of those|of them|comprising|comprised of|consisting of|made up of|broken down as|including|namely|being|split)\b|:",
    )
});
pub(super) static LABEL_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:[:=\u{2013}\u{2014}\u{2192}-]|\.{2,}|\u{2026}|\u{b7}{2,})\s*$"));

/// Reads the counts of one clause structure; brackets that hold counts are read inside the count
/// before them.
#[allow(clippy::too_many_arguments)]
pub(super) fn read_clauses(
    desk: &Desk<'_>,
    text: &str,
    all_hits: &[NumberHit],
    place: &Locator,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    let brackets = brackets_with_counts(text, all_hits);
    let inside = |h: &NumberHit| brackets.iter().any(|(a, b)| h.start > *a && h.end <= *b);
    let outer: Vec<NumberHit> = all_hits.iter().filter(|h| !inside(h)).cloned().collect();
    let mut blanked = text.to_string();
    for (a, b) in &brackets {
        blanked.replace_range(*a..*b, &" ".repeat(b - a));
    }
    let clauses = clauses(desk, &blanked, &outer);
    for h in &outer {
        match h.what {
            What::Aside(reason) => out.aside(&text[h.start..h.end], reason, place),
            What::Reference(_) => {
                out.aside(&text[h.start..h.end], "reference to a stated count", place);
            }
            What::Count { .. } => {}
        }
    }
    let shared = shared_values(desk, &blanked, &clauses, context);
    let readings: Vec<LabelReading> =
        clauses.iter().map(|c| clause_reading(desk, &blanked, c)).collect();
    let refs: Vec<&LabelReading> = readings.iter().collect();
    let axis = clause_axis(desk, &refs, &shared);
    let mut cells: Vec<Cell> = Vec::new();
    let mut made: Vec<Option<usize>> = Vec::new();
    for (i, clause) in clauses.iter().enumerate() {
        let mut inherited = shared.cell.clone();
        if let Some(p) = clause.parent {
            inherited.extend(cells[p].clone());
        }
        let head = clause_head(desk, &blanked, clause, &readings[i], &axis);
        let mut cell = inherited;
        cell.extend(head.cell.clone());
        let index = observe(
            desk,
            text,
            clause,
            &head,
            cell.clone(),
            &readings[i],
            &shared,
            place,
            group,
            out,
        );
        cells.push(cell.clone());
        made.push(index);
        let limit = clauses.get(i + 1).map_or(text.len(), |n| n.hit.start);
        for &(a, b) in brackets.iter().filter(|(a, _)| *a >= clause.hit.end && *a < limit) {
            let mut inner = shared.clone();
            inner.cell = cell.clone();
            let within: Vec<NumberHit> = all_hits
                .iter()
                .filter(|h| h.start > a && h.end <= b)
                .map(|h| NumberHit {
                    start: h.start - a - 1,
                    end: h.end - a - 1,
                    what: h.what.clone(),
                })
                .collect();
            let first = out.observations.len();
            read_clauses(desk, &text[a + 1..b - 1], &within, place, &inner, group, out);
            claim_sum(index, (first..out.observations.len()).collect(), out);
        }
    }
    for p in 0..clauses.len() {
        let parts = clauses
            .iter()
            .zip(&made)
            .filter(|(c, _)| c.parent == Some(p))
            .filter_map(|(_, m)| *m)
            .collect();
        claim_sum(made[p], parts, out);
    }
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

/// Bracketed passages with a count in them and a count before them.
pub(super) fn brackets_with_counts(text: &str, hits: &[NumberHit]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open = None;
    for (i, c) in text.char_indices() {
        match c {
            '(' | '[' if open.is_none() => open = Some(i),
            // The bracket of "s.40(2)" closes nothing but that.
            ')' | ']' if within_number(hits, open, i) => {}
            ')' | ']' => {
                if let Some(a) = open.take() {
                    let b = i + 1;
                    let counts = hits
                        .iter()
                        .any(|h| h.start > a && h.end <= b && matches!(h.what, What::Count { .. }));
                    let before =
                        hits.iter().any(|h| h.end <= a && matches!(h.what, What::Count { .. }));
                    let words = text[a + 1..i].chars().any(char::is_alphabetic);
                    if counts && before && words {
                        out.push((a, b));
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// True when the sign at `i` is part of a number that begins after an open bracket.
fn within_number(hits: &[NumberHit], open: Option<usize>, i: usize) -> bool {
    open.is_some_and(|a| hits.iter().any(|h| h.start > a && h.start <= i && i < h.end))
}

/// Cuts a sentence into the clauses of its counts.
pub(super) fn clauses(desk: &Desk<'_>, text: &str, hits: &[NumberHit]) -> Vec<Clause> {
    let counts: Vec<&NumberHit> =
        hits.iter().filter(|h| matches!(h.what, What::Count { .. })).collect();
    let label_first = is_label_first(desk, text, &counts);
    let mut out: Vec<Clause> = Vec::new();
    let mut parent: Option<usize> = None;
    for (i, h) in counts.iter().enumerate() {
        let gap_from = if i == 0 { 0 } else { counts[i - 1].end };
        let gap = &text[gap_from..h.start];
        let cut = if i == 0 {
            last_separator(gap).filter(|&at| has_values(desk, &gap[at..])).unwrap_or(0)
        } else if label_first {
            0
        } else {
            cut_of_gap(desk, gap)
        };
        if i > 0 {
            if let Some(m) = OPENS_PARTS.find(gap)
                && !(label_first && m.as_str() == ":")
            {
                parent = Some(i - 1);
            } else if gap.contains(';') {
                parent = None;
            }
            let to = gap_from + cut;
            if let Some(last) = out.last_mut() {
                last.to = to.max(last.hit.end);
            }
        }
        out.push(Clause { hit: (*h).clone(), from: gap_from + cut, to: text.len(), parent });
    }
    if label_first && let Some(last) = out.last_mut() {
        let rest = &text[last.hit.end..];
        if !has_values(desk, rest) {
            last.to = text.len();
        }
    }
    out
}

/// "Male: 8; Female: 2": every count follows its label.
pub(super) fn is_label_first(desk: &Desk<'_>, text: &str, counts: &[&NumberHit]) -> bool {
    let (Some(first), Some(last)) = (counts.first(), counts.last()) else { return false };
    let marked = counts.iter().filter(|h| LABEL_BEFORE.is_match(&text[..h.start])).count();
    if marked * 2 > counts.len() {
        return true;
    }
    let lead = has_values(desk, &text[..first.start]);
    let tail = has_values(desk, &text[last.end..]);
    lead && !tail && counts.len() > 1
}

/// Where the words before the next count begin: after the last separator, when values follow it.
pub(super) fn cut_of_gap(desk: &Desk<'_>, gap: &str) -> usize {
    if let Some(at) = last_separator(gap)
        && has_values(desk, &gap[at..])
        && has_values_or_short(desk, &gap[..at])
    {
        return at;
    }
    if LABEL_BEFORE.is_match(gap) && last_separator(gap).is_none() {
        return 0;
    }
    gap.len()
}

pub(super) fn has_values_or_short(desk: &Desk<'_>, text: &str) -> bool {
    has_values(desk, text) || text.split_whitespace().count() <= 4
}

static SEPARATOR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)[;,:]|\s(?:and|while|whilst|whereas|with|plus|but)\s|\.\s"));

pub(super) fn last_separator(gap: &str) -> Option<usize> {
    SEPARATOR.find_iter(gap).last().map(|m| m.start())
}

pub(super) fn has_values(desk: &Desk<'_>, text: &str) -> bool {
    let r = desk.read_prose(text);
    r.has_value() || !year::in_text(text).is_empty()
}

/// Values set before the first clause hold for all clauses that set no other.
pub(super) fn shared_values(
    desk: &Desk<'_>,
    text: &str,
    clauses: &[Clause],
    context: &Context,
) -> Context {
    let Some(first) = clauses.first() else { return context.clone() };
    let prefix = &text[..first.from];
    let mut out = context.clone();
    let reading = desk.read_prose(prefix);
    if !reading.names.is_empty() {
        out.names = reading.names.clone();
    }
    out.role = crate::extract::context::role_of_names(&reading.names)
        .or((reading.roles.len() == 1).then(|| reading.roles.first().copied()).flatten())
        .or(context.role);
    let years = year::in_text(prefix);
    if let [y] = &years[..] {
        out.cell.insert(Dimension::Year, one(&y.value));
    }
    if reading.sources.len() == 1 {
        out.cell.insert(Dimension::Source, reading.sources.clone());
    }
    if let (Some(words), false) = (&reading.other_subject, reading.in_scope) {
        out.scope = Scope::Out(words.clone());
    } else if reading.in_scope {
        out.scope = Scope::In;
    }
    // "Of the officers, 13 were male and 2 were female": whose sex it is holds for all.
    let opening = desk.read_prose(&text[first.from..first.hit.start]);
    if let (Some(role), 1, true) =
        (opening.roles.first(), opening.roles.len(), opening.sexes.is_empty())
    {
        out.role = Some(*role);
    }
    // A single clause's lead ("In 2018 there were six") also counts for its siblings.
    let lead = &text[first.from..first.hit.start];
    let years = year::in_text(lead);
    if let [y] = &years[..]
        && clauses.len() > 1
        && clauses[1..].iter().all(|c| year::in_text(&text[c.from..c.to]).is_empty())
    {
        out.cell.insert(Dimension::Year, one(&y.value));
    }
    out
}

pub(super) fn clause_reading(desk: &Desk<'_>, text: &str, clause: &Clause) -> LabelReading {
    let words =
        format!("{} {}", &text[clause.from..clause.hit.start], &text[clause.hit.end..clause.to]);
    let mut reading = desk.read_prose(&words);
    let years = year::in_text(&words);
    reading.year = if years.len() == 1 { years.first().cloned() } else { None };
    reading
}

pub(super) fn clause_axis(desk: &Desk<'_>, readings: &[&LabelReading], context: &Context) -> Axis {
    let heading = LabelReading::default();
    let mut axis = axis::of_labels(desk, readings, &heading, context);
    axis.extra = None;
    axis
}

/// The meaning of a clause. Words nobody knows make no value here, unless the clause is a bare
/// "label: count" on an axis of outcomes.
pub(super) fn clause_head(
    desk: &Desk<'_>,
    text: &str,
    clause: &Clause,
    reading: &LabelReading,
    axis: &Axis,
) -> Head {
    let words =
        format!("{} {}", &text[clause.from..clause.hit.start], &text[clause.hit.end..clause.to]);
    let mut head = axis::head(desk, words.trim(), reading, axis);
    head.cell.remove(&Dimension::Extra("category".into()));
    head.cell.remove(&Dimension::AllegationType);
    let listed = LABEL_BEFORE.is_match(&text[..clause.hit.start]) && reading.words <= 8;
    if head.doubts.iter().any(|d| d.code == Code::UnmappedLabel) && !listed {
        head.cell.remove(&Dimension::Outcome);
        head.doubts.retain(|d| d.code != Code::UnmappedLabel);
    }
    // "not given" of another dimension is no outcome.
    if !reading.names.contains("outcome")
        && reading.unknown
        && head
            .cell
            .get(&Dimension::Outcome)
            .is_some_and(|c| c.len() == 1 && c.contains("not_recorded"))
    {
        head.cell.remove(&Dimension::Outcome);
    }
    // "the sex of the complainant is not recorded in any of the three"
    if reading.unknown && reading.sexes.is_empty() && head.cell.is_empty() {
        let role = crate::extract::context::role_of_names(&reading.names)
            .or((reading.roles.len() == 1).then(|| reading.roles.first().copied()).flatten());
        if let Some(role) = role.filter(|_| reading.names.iter().any(|n| n.ends_with("sex"))) {
            head.cell.insert(crate::extract::context::sex_dimension(role), one("unknown"));
        }
    }
    head
}
