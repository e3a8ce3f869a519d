//! What the labels of a table mean: one head for each column of counts, stacked headings put
//! together, and one for each row with the groups above it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::shape::is_group;
use super::{Row, Section, Shape};
use crate::extract::axis::{self, Axis, Head};
use crate::extract::context::{Context, Desk, sex_dimension};
use crate::extract::crossed;
use crate::extract::grid::{Grid, Value};
use crate::model::finding::Code;
use crate::model::observation::{Cell, Dimension, Role, Unit};
use crate::normalise::label::LabelReading;
use crate::pattern::pattern;

/// One head for each data column, all heading rows put together.
pub(super) fn column_heads(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    context: &Context,
) -> Vec<Head> {
    let mut heads: Vec<Head> = vec![Head { blank: true, ..Head::default() }; shape.data.len()];
    let wrapped = wrapped_levels(desk, grid, shape, section);
    for (level, &r) in section.headings.iter().enumerate() {
        let last = level + 1 == section.headings.len();
        if wrapped && !last {
            continue;
        }
        let texts = if wrapped {
            joined_texts(grid, shape, section)
        } else {
            heading_texts(grid, shape, r, &section.headings[..level], last, desk)
        };
        let readings: Vec<LabelReading> =
            texts.iter().map(|t| read_among(desk, t, texts.iter())).collect();
        let mut corner: Vec<&str> = shape.stubs.iter().map(|&c| grid.text(r, c)).collect();
        // Where each party has an axis, the corner speaks of the one down the side.
        if context.down.is_some() {
            corner.clear();
        }
        let above: Vec<&str> = section.headings[..level]
            .iter()
            .flat_map(|&h| shape.data.iter().map(move |&c| (h, c)))
            .filter(|(h, c)| grid.is_origin(*h, *c))
            .map(|(h, c)| grid.text(h, c))
            .collect();
        let heading = merged_heading(desk, &corner, &above, &readings);
        let refs: Vec<&LabelReading> = readings.iter().collect();
        let mut whole = axis::of_labels(desk, &refs, &heading, context);
        // Beside years for which nothing is held, "2018 to 2020" is all there is.
        let given = |i: &usize| section.rows.iter().any(|&r| grid.is_count(r, shape.data[*i]));
        whole.years =
            axis::first_and_last_year((0..readings.len()).filter(given).map(|i| &readings[i]));
        let blocks = blocks_above(desk, grid, shape, section, level);
        let kinds = readings.iter().any(|r| r.in_scope && r.other_subject.is_none())
            && readings.iter().any(|r| r.other_subject.is_some() && !r.in_scope && !r.total);
        let parties = if last { crossed::parties(&refs) } else { vec![None; refs.len()] };
        for (i, text) in texts.iter().enumerate() {
            let mut axis = match &blocks {
                Some(blocks) => block_axis(desk, &readings, blocks, i, context),
                None => whole.clone(),
            };
            // "Officers" over "Male", "Female": the heading above this very column says whose.
            if let Some(role) = roles_above(desk, grid, shape, section, level, shape.data[i]) {
                axis.role = Some(role);
                if axis.dimension.as_ref().is_some_and(|d| Dimension::SEXES.contains(d)) {
                    axis.dimension = Some(sex_dimension(role));
                }
            }
            let mut head = axis::head(desk, text, &readings[i], &axis);
            // "Complainant" over "F", "M" says whose sex, not that persons are counted.
            let person = head.unit.is_some_and(Unit::is_person);
            head.party = parties[i];
            let party = head.party.is_some() && readings[i].names.is_empty();
            if person && (!last || party) && !readings[i].count {
                head.unit = None;
            }
            // Beside the subject stand other kinds of allegation: "all" is all kinds of them.
            if kinds && !readings[i].in_scope && head.cell.is_empty() && !head.blank {
                head.out.get_or_insert_with(|| format!("about `{}`", head.text));
            }
            merge_heads(&mut heads[i], head);
        }
    }
    units_of_parts(&mut heads);
    set_corrected_aside(&mut heads);
    heads
}

/// "As sent on 19 May | Correct figure": what was put right beside what it should have been.
fn set_corrected_aside(heads: &mut [Head]) {
    static WAS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:figures?|numbers?|totals?)\s+)?(?:(?:as\s+)?(?:first\s+|originally\s+|previously\s+)?(?:sent|given|stated|supplied|issued|published|reported|shown|disclosed)|original(?:ly)?|previous(?:ly)?|earlier|incorrect(?:ly)?|wrong(?:ly)?|was|before)\b",
        )
    });
    static IS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:figures?|numbers?|totals?)\s+)?(?:correct(?:ed|ion)?|revised|amended|now|new|should\s+(?:be|have\s+been|read))\b",
        )
    });
    if !heads.iter().any(|h| IS.is_match(&h.text)) {
        return;
    }
    for head in heads.iter_mut() {
        if WAS.is_match(&head.text) {
            head.aside = Some("a figure that was put right");
        } else if IS.is_match(&head.text) {
            // "Correct figure (11 June 2021)" tells when, and nothing of what is counted.
            head.cell.clear();
            head.out = None;
            head.doubts.clear();
        }
    }
}

/// "Cases | Allegations | of which public | of which internal": parts are counted in the unit of the last
/// column before them that names one.
fn units_of_parts(heads: &mut [Head]) {
    let mut last = None;
    for head in heads {
        let lower = head.text.trim_start().to_lowercase();
        let part = ["of which", "of these", "of whom"].iter().any(|w| lower.starts_with(w));
        if part && head.unit.is_none() {
            head.unit = last;
        } else if head.unit.is_some() {
            last = head.unit;
        }
    }
}

/// Reads a label beside the others of its row or column. "Complaint Total" beside "Complaint", as a pivot
/// prints it, sums up what the other heads, which alone may say more than a part of a longer label.
fn read_among<'t>(
    desk: &Desk<'_>,
    text: &str,
    mut beside: impl Iterator<Item = &'t String>,
) -> LabelReading {
    let mut reading = desk.read(text);
    if let Some((of, last)) = text.trim().rsplit_once(' ')
        && last.eq_ignore_ascii_case("total")
        && beside.any(|other| other.trim() == of)
    {
        reading.weak_source = desk.read(of).weak_source;
    }
    reading
}

/// The texts over each column where the headings above divide the columns into blocks of different
/// dimensions ("Source" over two columns, "Outcome" over four).
fn blocks_above(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    level: usize,
) -> Option<Vec<String>> {
    let mut over = vec![String::new(); shape.data.len()];
    for (at, &r) in section.headings[..level].iter().enumerate() {
        let texts = heading_texts(grid, shape, r, &section.headings[..at], false, desk);
        for (all, text) in over.iter_mut().zip(&texts) {
            all.push(' ');
            all.push_str(text);
        }
    }
    let named: BTreeSet<BTreeSet<String>> = over.iter().map(|t| desk.read(t).names).collect();
    (named.iter().filter(|names| !names.is_empty()).count() > 1).then_some(over)
}

/// The axis of one column's block: its own neighbours under its own heading.
fn block_axis(
    desk: &Desk<'_>,
    readings: &[LabelReading],
    blocks: &[String],
    at: usize,
    context: &Context,
) -> Axis {
    let own: Vec<&LabelReading> = readings
        .iter()
        .zip(blocks)
        .filter(|(_, over)| **over == blocks[at])
        .map(|(r, _)| r)
        .collect();
    let heading = desk.read(&blocks[at]);
    axis::of_labels(desk, &own, &heading, context)
}

/// Heading rows that are the lines of one heading each ("Not" over "upheld"): nothing spans, nothing
/// repeats along a row, and put together they say more than apart.
pub(super) fn wrapped_levels(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
) -> bool {
    if section.headings.len() < 2 || shape.data.len() < 2 {
        return false;
    }
    if ends_below(grid, shape, section) {
        return true;
    }
    for &r in &section.headings {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for &c in &shape.data {
            let text = grid.text(r, c);
            let spans = grid.cell(r, c).is_some_and(|x| x.colspan > 1);
            if spans || grid.is_yearlike(r, c) || (!text.is_empty() && !seen.insert(text)) {
                return false;
            }
        }
    }
    let joined: Vec<String> = joined_texts(grid, shape, section);
    let known = |texts: &[String]| {
        texts.iter().filter(|t| desk.read(t).has_value() || desk.read(t).total).count()
    };
    let best_apart = section
        .headings
        .iter()
        .map(|&r| {
            known(&shape.data.iter().map(|&c| grid.text(r, c).to_string()).collect::<Vec<_>>())
        })
        .max()
        .unwrap_or(0);
    known(&joined) > best_apart || known(&joined) == shape.data.len()
}

/// "Total 2016\u{2013}" over "2020", "2021 to 31" over "May", beside years of one line each: all that stands in
/// the upper lines is cut off, and what ends it stands below it.
fn ends_below(grid: &Grid<'_>, shape: &Shape, section: &Section) -> bool {
    static CUT_OFF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:[\u{2010}-\u{2015}/&+-]|\b(?:to|and|of|the|for|in|by|with|including|incl\.?|excluding|excl\.?|until|from|year ending|to\s+\d{1,2}|at\s+\d{1,2}))$",
        )
    });
    // "Total 2016" over "to 2020".
    static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:to|and|or|of|for|in|with|until|including|excluding|[\u{2010}-\u{2015}/&+-])\s",
        )
    });
    let [upper @ .., last] = &section.headings[..] else { return false };
    let mut cut = upper
        .iter()
        .flat_map(|&r| shape.data.iter().map(move |&c| (r, c)))
        .filter(|&(r, c)| !grid.text(r, c).is_empty())
        .peekable();
    cut.peek().is_some()
        && cut.all(|(r, c)| {
            let one = grid.cell(r, c).is_some_and(|x| x.colspan == 1);
            let below = grid.text(*last, c).trim();
            let cut = CUT_OFF.is_match(grid.text(r, c).trim()) || GOES_ON.is_match(below);
            one && cut && !below.is_empty()
        })
}

pub(super) fn joined_texts(grid: &Grid<'_>, shape: &Shape, section: &Section) -> Vec<String> {
    shape
        .data
        .iter()
        .map(|&c| {
            let mut out = String::new();
            for &r in &section.headings {
                let text = grid.text(r, c);
                let divided = out.ends_with('-') && text.starts_with(char::is_lowercase);
                if divided {
                    out.pop();
                } else if !out.is_empty() && !text.is_empty() {
                    out.push(' ');
                }
                out.push_str(text);
            }
            out
        })
        .collect()
}

/// The corner says what the columns or the rows run through; it counts for the columns only when
/// they do not speak for themselves.
pub(super) fn merged_heading(
    desk: &Desk<'_>,
    corner: &[&str],
    above: &[&str],
    readings: &[LabelReading],
) -> LabelReading {
    let mut heading = LabelReading::default();
    for text in above {
        let r = desk.read(text);
        heading.names.extend(r.names);
        heading.roles.extend(r.roles);
        heading.extra = heading.extra.or(r.extra);
    }
    for r in readings {
        if !r.has_value() {
            heading.roles.extend(r.roles.iter().copied());
        }
    }
    if heading.names.is_empty() && heading.roles.is_empty() {
        let r = desk.read(&corner.join(" "));
        if !r.names.contains("outcome") || readings.iter().any(|r| r.outcome.is_some()) {
            heading.names = r.names;
            heading.roles = r.roles;
        }
    }
    // "Rank of officer" over rows of ranks, beside columns of sexes: those of the officers.
    let corner = corner.join(" ").to_lowercase();
    let party = |word: &str| corner.contains(word);
    if heading.roles.is_empty() && party("officer") && !party("complainant") && !party("victim") {
        heading.roles.insert(Role::Officer);
    }
    heading
}

pub(super) fn roles_above(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    level: usize,
    col: usize,
) -> Option<crate::model::observation::Role> {
    section.headings[..level].iter().rev().find_map(|&r| {
        let first = section.headings.iter().position(|&h| h == r).unwrap_or(0);
        let texts = heading_texts(grid, shape, r, &section.headings[..first], false, desk);
        let at = shape.data.iter().position(|&c| c == col)?;
        let reading = desk.read(&texts[at]);
        let named = crate::extract::context::role_of_names(&reading.names);
        named.or((reading.roles.len() == 1).then(|| reading.roles.first().copied()).flatten())
    })
}

/// Texts of a heading row by data column; an upper row's text runs on to the right over blanks,
/// as merged cells do that were unmerged.
pub(super) fn heading_texts(
    grid: &Grid<'_>,
    shape: &Shape,
    r: usize,
    above: &[usize],
    last: bool,
    desk: &Desk<'_>,
) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    // Where some heading of the row says how far it reaches, a blank beside it is under none.
    let spans = |&c: &usize| grid.cell(r, c).is_some_and(|x| x.colspan > 1 && !x.text.is_empty());
    let reaches = shape.data.iter().any(spans);
    for &c in &shape.data {
        let text = grid.text(r, c);
        // What begins in a row above ends what runs on in the rows below it.
        let begins_above =
            above.iter().any(|&a| grid.is_origin(a, c) && !grid.text(a, c).is_empty());
        let carried = match out.last() {
            Some(before)
                if text.is_empty()
                    && !last
                    && !reaches
                    && !begins_above
                    && !desk.read(before).total =>
            {
                before.clone()
            }
            _ => text.to_string(),
        };
        out.push(carried);
    }
    out
}

pub(super) fn merge_heads(into: &mut Head, head: Head) {
    if head.blank {
        return;
    }
    if into.blank {
        *into = head;
        return;
    }
    let text = if into.text == head.text || into.text.is_empty() {
        head.text.clone()
    } else {
        format!("{} {}", into.text, head.text)
    };
    into.text = text;
    // "Number of officers" over "Public complaints": the lower one says by which route, not what is
    // counted.
    let by_route = head.cell.contains_key(&Dimension::Source) && into.unit.is_some();
    into.cell.extend(head.cell);
    into.total |= head.total;
    into.says_total |= head.says_total;
    into.grand |= head.grand;
    into.unit = if by_route { into.unit } else { head.unit.or(into.unit) };
    into.out = head.out.or(into.out.take());
    into.aside = head.aside.or(into.aside);
    into.party = head.party.or(into.party);
    into.doubts.extend(head.doubts);
}

/// Rows of counts with their labels; group rows are folded into the rows below them.
pub(super) fn row_heads(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    context: &Context,
) -> Vec<Row> {
    let headings: Vec<LabelReading> = shape
        .stubs
        .iter()
        .map(|&c| {
            let text: Vec<&str> = section.headings.iter().map(|&r| grid.text(r, c)).collect();
            desk.read(&text.join(" "))
        })
        .collect();
    let mut texts = stub_texts(grid, shape, section);
    join_torn(desk, grid, shape, section, &mut texts);
    let mut groups: Vec<(u32, LabelReading, String)> = Vec::new();
    let mut group_id = 0;
    let mut after_group = false;
    let mut named: Option<LabelReading> = None;
    let mut out = Vec::new();
    for (k, &r) in section.rows.iter().enumerate() {
        let stub_cell =
            shape.stubs.iter().find_map(|&c| grid.cell(r, c).filter(|x| !x.text.is_empty()));
        let indent = stub_cell.map_or(0, |c| c.indent + u32::from(is_led_in(&c.text)));
        let bold = stub_cell.is_some_and(|c| c.bold);
        if is_group(grid, shape, r) {
            let text = grid.row_text(r);
            let reading = desk.read(&text);
            if after_group && indent == groups.last().map_or(0, |g| g.0) && nests(&groups, &reading)
            {
                // two group rows in a row: the second stands inside the first
            } else {
                while groups.last().is_some_and(|g| g.0 >= indent) {
                    groups.pop();
                }
            }
            groups.push((indent, reading, text));
            group_id += 1;
            after_group = true;
            named = None;
            continue;
        }
        after_group = false;
        if !shape.data.iter().any(|&c| !matches!(grid.value(r, c), Value::Blank | Value::Text)) {
            continue;
        }
        let siblings = sibling_readings(desk, grid, shape, section, k, &texts);
        let mut head = Head { blank: true, ..Head::default() };
        for (s, _) in shape.stubs.iter().enumerate() {
            let text = &texts[k][s];
            let mut heading = headings[s].clone();
            // A question or a name in an outer label column speaks for the inner one.
            for outer in texts[k][..s].iter().filter(|t| !t.is_empty()) {
                let o = desk.read(outer);
                if !o.has_value() || outer.trim_end().ends_with('?') {
                    heading.names.extend(o.names.iter().cloned());
                    heading.roles.extend(o.roles.iter().copied());
                }
            }
            if let Some((_, g, _)) = groups.last() {
                heading.names.extend(g.names.iter().cloned());
                heading.roles.extend(g.roles.iter().copied());
                heading.extra = heading.extra.or(g.extra.clone());
            }
            // "Officer sex | 57" with the sexes below it, as a pivot prints them.
            if let Some(above) = &named {
                heading.names = above.names.clone();
                heading.roles = above.roles.clone();
            }
            let refs: Vec<&LabelReading> = siblings[s].iter().collect();
            let axis = axis::of_labels(desk, &refs, &heading, context);
            if text.is_empty() {
                continue;
            }
            if headings[s].identifier {
                continue;
            }
            let reading = read_among(desk, text, texts.iter().map(|row| &row[s]));
            let mut own = axis::head(desk, text, &reading, &axis);
            let names_party = crate::extract::context::role_of_names(&reading.names).is_some();
            if s == 0 && !reading.has_value() && names_party {
                // It counts all that the sexes below it divide.
                if texts.get(k + 1).is_some_and(|below| !desk.read(&below[s]).sexes.is_empty()) {
                    own = Head { total: true, ..Head::default() };
                }
                named = Some(reading.clone());
            }
            own.party = crossed::parties(&[&[&reading], &refs[..]].concat())[0];
            let party = own.party.is_some() && reading.names.is_empty();
            if party && own.unit.is_some_and(Unit::is_person) {
                own.unit = None;
            }
            if s + 1 < shape.stubs.len() && !texts[k][s + 1].is_empty() {
                // An outer label without a value only heads the inner ones ("How raised").
                own.cell.remove(&Dimension::Extra("category".into()));
                own.doubts.retain(|d| d.code != Code::UnmappedLabel);
                if own.cell.get(&Dimension::Outcome).is_some_and(|o| o.contains("other")) {
                    own.cell.remove(&Dimension::Outcome);
                }
            }
            merge_heads(&mut head, own);
        }
        let mut group = Cell::new();
        let mut group_out = None;
        for (_, g, text) in &groups {
            let axis = Axis { role: context.role, has_internal: true, ..Axis::default() };
            let h = axis::head(desk, text, g, &axis);
            group_out = h.out.or(group_out);
            group.extend(h.cell.into_iter().filter(
                |(d, _)| !matches!(d, Dimension::Extra(n) if n == "category" || n == "sex"),
            ));
        }
        let total = head.total;
        out.push(Row {
            at: r,
            head,
            group,
            group_id,
            group_out,
            indent,
            bold,
            parent: false,
            under: None,
            total,
            sums_all: false,
        });
    }
    out
}

/// "- written warning", "of which male": a mark or words before a label put it under the one above.
fn is_led_in(text: &str) -> bool {
    let text = text.trim_start();
    let mut chars = text.chars();
    let mark = chars
        .next()
        .is_some_and(|c| "-\u{2013}\u{2014}\u{2022}\u{b7}>\u{2023}\u{25e6}".contains(c));
    let lower = text.to_lowercase();
    mark && chars.any(char::is_alphabetic)
        || ["of which", "of these", "of whom"].iter().any(|w| lower.starts_with(w))
}

pub(super) fn nests(groups: &[(u32, LabelReading, String)], reading: &LabelReading) -> bool {
    let Some((_, above, _)) = groups.last() else { return false };
    let kind = |r: &LabelReading| {
        (r.year.is_some(), !r.sexes.is_empty(), !r.sources.is_empty(), r.outcome.is_some())
    };
    above.has_value() && kind(above) != kind(reading)
}

/// Stub texts by row and stub column. A label printed once for several rows runs on below: a blank
/// takes the text above it, until a label further out changes. In a total row only the columns
/// before the one that says so run on ("Internal | Male total |" is of internal matters).
pub(super) fn stub_texts(grid: &Grid<'_>, shape: &Shape, section: &Section) -> Vec<Vec<String>> {
    let inner = shape.stubs.len().saturating_sub(1);
    let mut running: Vec<String> = vec![String::new(); shape.stubs.len()];
    let mut out: Vec<Vec<String>> = Vec::new();
    for &r in &section.rows {
        let says_total = |c: &usize| grid.text(r, *c).to_lowercase().contains("total");
        let total_at = shape.stubs.iter().position(says_total);
        let mut row: Vec<String> = Vec::new();
        for (s, &c) in shape.stubs.iter().enumerate() {
            let text = grid.text(r, c);
            // A label spanning the whole stub ("Grand total") is read once.
            let repeated = s > 0 && !grid.is_origin(r, c) && row.last().is_some_and(|t| t == text);
            let runs_on = s < inner && total_at.is_none_or(|t| s < t);
            let text = if repeated {
                String::new()
            } else if text.is_empty() && runs_on {
                running[s].clone()
            } else {
                text.to_string()
            };
            if total_at.is_none() && running[s] != text {
                running[s] = text.clone();
                running[s + 1..].fill(String::new());
            }
            row.push(text);
        }
        out.push(row);
    }
    out
}

/// Puts the pieces of labels together that a reader divided into columns, where they then say
/// something.
fn join_torn(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    texts: &mut [Vec<String>],
) {
    if !is_torn(grid, shape, section) {
        return;
    }
    for row in texts {
        let filled: Vec<&str> = row.iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        let whole = filled.join(" ");
        if filled.len() > 1 && desk.read(&whole).has_value() {
            row.fill(String::new());
            row[0] = whole;
        }
    }
}

/// True when the label columns after the first hold pieces of its labels ("Withdrawn by the |
/// complainant"): nothing heads them, few rows fill them and none without the first.
fn is_torn(grid: &Grid<'_>, shape: &Shape, section: &Section) -> bool {
    let [first, inner @ ..] = &shape.stubs[..] else { return false };
    if inner.is_empty() || section.headings.is_empty() {
        return false;
    }
    let heads = |c: usize| section.headings.iter().any(|&r| !grid.text(r, c).is_empty());
    let own = |r: usize, c: usize| grid.is_origin(r, c) && !grid.text(r, c).is_empty();
    let pieces =
        section.rows.iter().filter(|&&r| inner.iter().any(|&c| own(r, c))).collect::<Vec<_>>();
    heads(*first)
        && !inner.iter().any(|&c| heads(c))
        && !pieces.is_empty()
        && pieces.len() * 2 < section.rows.len()
        && pieces.iter().all(|&&r| own(r, *first))
}

/// Readings of the labels in the same stub column, from this row's group only when groups exist.
pub(super) fn sibling_readings(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    at: usize,
    texts: &[Vec<String>],
) -> Vec<Vec<LabelReading>> {
    let is_group_row = |k: usize| is_group(grid, shape, section.rows[k]);
    let from = (0..at).rev().find(|&k| is_group_row(k)).map_or(0, |k| k + 1);
    let to = (at..section.rows.len()).find(|&k| is_group_row(k)).unwrap_or(section.rows.len());
    (0..shape.stubs.len())
        .map(|s| {
            let same = |k: &usize| s == 0 || texts[*k][..s] == texts[at][..s];
            let near: Vec<usize> = (from..to).filter(same).collect();
            let all = if near.len() > 1 { near } else { (from..to).collect() };
            all.into_iter().map(|k| desk.read(&texts[k][s])).collect()
        })
        .collect()
}
