//! Cross-tables in any orientation, with stacked headings, groups, parents and totals. Which rows
//! are headings is told by what stands in them, which rows are totals or parents by arithmetic as
//! well as by name. A table whose numbers no label governs is reported, not guessed at.

use std::collections::BTreeSet;

use super::axis::{self, Axis, Head};
use super::context::{Context, Desk, Scope};
use super::grid::{Grid, Value};
use super::output::{Gathered, Sum};
use super::prose;
use crate::model::count::Count;
use crate::model::document::Block;
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Cell, Dimension, Doubt, Observation, Origin};
use crate::normalise::label::LabelReading;

/// Shape of a table: which columns hold labels and which hold counts.
struct Shape {
    stubs: Vec<usize>,
    data: Vec<usize>,
}

/// A run of rows under one block of headings.
#[derive(Debug, Default)]
struct Section {
    headings: Vec<usize>,
    rows: Vec<usize>,
}

/// A row of counts with its meaning.
struct Row {
    at: usize,
    head: Head,
    /// Values of the group rows it stands under.
    group: Cell,
    /// Which group, counted from the top.
    group_id: usize,
    group_out: Option<String>,
    indent: u32,
    bold: bool,
    parent: bool,
    total: bool,
}

/// Reads a table; every count ends as an observation or an aside.
pub fn read(desk: &Desk<'_>, block: &Block, context: &Context, group: usize, out: &mut Gathered) {
    let grid = Grid::new(desk, block);
    let doubt = block.doubt.clone();
    let first = out.observations.len();
    read_grid(desk, &grid, context, group, out);
    if let Some(why) = doubt {
        for o in &mut out.observations[first..] {
            o.doubts.push(Doubt { code: Code::UnreadTable, message: why.clone() });
        }
    }
}

fn read_grid(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    let parts = split_side_by_side(desk, grid);
    if parts.len() > 1 {
        for (from, to) in parts {
            read_grid(desk, &grid.columns(from, to), context, group, out);
        }
        return;
    }
    let Some(shape) = shape(desk, grid) else {
        read_text_cells(desk, grid, context, group, out);
        return;
    };
    for section in sections(desk, grid, &shape) {
        read_section(desk, grid, &shape, &section, context, group, out);
    }
}

/// A column of labels to the right of counts begins a second table, when its labels have values.
fn split_side_by_side(desk: &Desk<'_>, grid: &Grid<'_>) -> Vec<(usize, usize)> {
    let mut cuts = vec![0];
    let mut seen_counts = false;
    for col in 0..grid.cols {
        let counts = (0..grid.rows).filter(|&r| grid.is_count(r, col)).count();
        if counts > 0 {
            seen_counts = true;
            continue;
        }
        let labels = (0..grid.rows)
            .filter(|&r| {
                grid.is_origin(r, col)
                    && matches!(grid.value(r, col), Value::Text)
                    && desk.read(grid.text(r, col)).has_value()
                    && (col + 1..grid.cols).any(|c| grid.is_count(r, c))
            })
            .count();
        let own_counts =
            (0..grid.rows).filter(|&r| (col + 1..grid.cols).any(|c| grid.is_count(r, c))).count();
        if seen_counts && labels >= 2 && own_counts >= 2 {
            cuts.push(col);
            seen_counts = false;
        }
    }
    cuts.push(grid.cols);
    cuts.windows(2).map(|w| (w[0], w[1])).collect()
}

/// Which columns are labels. `None` when the table holds no counts.
fn shape(desk: &Desk<'_>, grid: &Grid<'_>) -> Option<Shape> {
    let counted: Vec<usize> =
        (0..grid.cols).filter(|&c| (0..grid.rows).any(|r| grid.is_count(r, c))).collect();
    let first = *counted.first()?;
    let mut data: Vec<usize> =
        counted.iter().copied().filter(|&c| !is_serial(grid, c, counted.len())).collect();
    if data.is_empty() {
        return None; // nothing but the numbers of the rows
    }
    let first = if data.contains(&first) { first } else { data[0] };
    let mut stubs: Vec<usize> = (0..first).filter(|c| !counted.contains(c)).collect();
    // A first column of years is a stub; so is a column of labels behind the counts when nothing
    // stands before them ("6 | No case to answer").
    if stubs.is_empty() {
        stubs = (0..grid.cols)
            .filter(|c| !data.contains(c))
            .filter(|&c| {
                (0..grid.rows).filter(|&r| desk.read(grid.text(r, c)).has_value()).count() > 1
            })
            .take(1)
            .collect();
    }
    // Columns whose marks and dashes stand where counts would.
    let last = *data.last()?;
    for c in first..=last {
        let marks =
            (0..grid.rows).any(|r| matches!(grid.value(r, c), Value::Mark | Value::Aside(_)));
        if marks && !data.contains(&c) && !stubs.contains(&c) {
            data.push(c);
        }
    }
    data.sort_unstable();
    Some(Shape { stubs, data })
}

/// A first column 1, 2, 3 ... beside other counts numbers the rows.
fn is_serial(grid: &Grid<'_>, col: usize, counted: usize) -> bool {
    let numbers: Vec<u64> = (0..grid.rows)
        .filter_map(|r| match grid.value(r, col) {
            Value::Count(c, _) if c.is_exact() => Some(c.min),
            _ => None,
        })
        .collect();
    let _ = counted;
    col == 0
        && (1..grid.cols).any(|c| (0..grid.rows).any(|r| matches!(grid.value(r, c), Value::Text)))
        && numbers.len() >= 2
        && numbers.iter().enumerate().all(|(i, n)| *n == i as u64 + 1)
}

fn sections(desk: &Desk<'_>, grid: &Grid<'_>, shape: &Shape) -> Vec<Section> {
    let mut out: Vec<Section> = Vec::new();
    let mut current = Section::default();
    for r in 0..grid.rows {
        let answered_in_words =
            current.rows.iter().any(|&k| shape.data.iter().any(|&c| grid.is_count(k, c)))
                && spans_all(grid, shape, r);
        let question = shape.stubs.iter().any(|&c| prose::is_question(grid.text(r, c)));
        let answer = shape.data.len() == 1
            && (question || shape.stubs.iter().any(|&c| !grid.text(r, c).is_empty()))
            && !names_a_count(desk, grid, shape, r);
        if is_heading(desk, grid, shape, r) && !answered_in_words && !answer {
            if !current.rows.iter().all(|&r| is_group(grid, shape, r)) {
                out.push(std::mem::take(&mut current));
            }
            current.headings.push(r);
        } else {
            current.rows.push(r);
        }
    }
    if current.rows.is_empty()
        && !current.headings.is_empty()
        && shape.stubs.is_empty()
        && let Some(last) = out.last_mut()
        && last.rows.len() > 1
        && let Some(row) = last.rows.pop()
    {
        // Captions under the last row of numbers, as on a dashboard.
        current.rows.push(row);
    }
    out.push(current);
    split_last_captions(grid, shape, &mut out);
    // A single row of counts with its captions below it (a dashboard).
    if let [only] = &mut out[..]
        && only.headings.is_empty()
    {
        lift_captions(grid, shape, only);
    }
    out.retain(|s| s.rows.iter().any(|&r| shape.data.iter().any(|&c| grid.is_count(r, c))));
    out
}

/// Rows of captions, numbers, numbers, captions: the last captions belong to the numbers above them.
fn split_last_captions(grid: &Grid<'_>, shape: &Shape, out: &mut Vec<Section>) {
    let Some(last) = out.last_mut() else { return };
    let words = |r: usize| {
        shape
            .data
            .iter()
            .filter(|&&c| matches!(grid.value(r, c), Value::Text) && grid.is_origin(r, c))
            .count()
    };
    let numbers = |r: usize| {
        shape.data.iter().filter(|&&c| grid.is_count(r, c) && grid.is_origin(r, c)).count()
    };
    let n = last.rows.len();
    if !shape.stubs.is_empty() || n < 3 {
        return;
    }
    let (captions, row, above) = (last.rows[n - 1], last.rows[n - 2], last.rows[n - 3]);
    if words(captions) >= 2 && numbers(captions) == 0 && numbers(row) >= 2 && numbers(above) >= 2 {
        last.rows.truncate(n - 2);
        out.push(Section { headings: vec![captions], rows: vec![row] });
    }
}

fn lift_captions(grid: &Grid<'_>, shape: &Shape, section: &mut Section) {
    let words =
        |r: usize| shape.data.iter().filter(|&&c| matches!(grid.value(r, c), Value::Text)).count();
    if shape.stubs.is_empty()
        && let Some(at) = section.rows.iter().position(|&r| words(r) * 2 > shape.data.len())
    {
        let row = section.rows.remove(at);
        section.headings.push(row);
    }
}

/// A row is a heading when its data columns hold labels or years and no counts.
fn is_heading(desk: &Desk<'_>, grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    let mut labels = 0;
    let mut years: BTreeSet<&str> = BTreeSet::new();
    let mut texts = 0;
    for &c in &shape.data {
        if grid.is_count(r, c) {
            return false;
        }
        if grid.is_yearlike(r, c) {
            years.insert(grid.text(r, c));
        } else if matches!(grid.value(r, c), Value::Text) {
            texts += 1;
            let reading = desk.read(grid.text(r, c));
            if reading.has_value()
                || reading.total
                || reading.count
                || reading.rate
                || reading.unknown
                || !reading.names.is_empty()
                || !reading.units.is_empty()
            {
                labels += 1;
            }
        }
    }
    if !years.is_empty() {
        // One year alone beside a label may still be a count of two thousand and something; with
        // a label-less stub or several different years it is a heading.
        return years.len() > 1
            || texts > 0
            || shape.data.len() == 1
            || stub_is_plain(desk, grid, shape, r);
    }
    let above_counts = (r + 1..grid.rows).any(|n| shape.data.iter().any(|&c| grid.is_count(n, c)));
    texts > 0
        && above_counts
        && (labels > 0 || texts * 2 > shape.data.len())
        && !says_not_given(grid, shape, r)
}

/// A heading over a single column of counts says so: "Number", "Allegations", "Total", a year.
fn names_a_count(desk: &Desk<'_>, grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    let text = grid.text(r, shape.data[0]);
    let reading = desk.read(text);
    let names = reading.count
        || reading.total
        || !reading.units.is_empty()
        || reading.year.is_some()
        || !reading.sexes.is_empty()
        || reading.rate;
    names && reading.words <= 8 && !text.contains(". ")
        || !reading.names.is_empty() && reading.words <= 3
}

/// One cell across all data columns beside a label: an answer in words, not a heading.
fn spans_all(grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    let labelled = shape.stubs.iter().any(|&c| !grid.text(r, c).is_empty());
    let first = shape.data[0];
    labelled
        && shape.data.len() > 1
        && shape.data[1..]
            .iter()
            .all(|&c| !grid.is_origin(r, c) && grid.text(r, c) == grid.text(r, first))
}

fn stub_is_plain(desk: &Desk<'_>, grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    shape.stubs.iter().all(|&c| !desk.read(grid.text(r, c)).has_value())
}

/// "Not held", "Withheld": an answer in words where a count would stand.
fn says_not_given(grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    shape.data.iter().any(|&c| {
        let text = grid.text(r, c).to_lowercase();
        ["not held", "withheld", "no information held", "exempt", "see note", "s40", "section 40"]
            .iter()
            .any(|w| text.contains(w))
    })
}

fn is_group(grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    let stub = shape.stubs.iter().any(|&c| !grid.text(r, c).is_empty());
    stub && shape
        .data
        .iter()
        .all(|&c| matches!(grid.value(r, c), Value::Blank) || !grid.is_origin(r, c))
}

fn read_section(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    let context = &section_context(desk, grid, shape, section, context);
    let columns = column_heads(desk, grid, shape, section, context);
    let rows = row_heads(desk, grid, shape, section, context);
    let rows = settle_rows(grid, shape, &columns, rows);
    let first = out.observations.len();
    let index = observe(desk, grid, shape, &columns, &rows, context, group, out);
    add_sums(grid, shape, &columns, &rows, &index, out);
    settle_scope_of_totals(out, first);
    settle_rival_totals(out, first);
    drop_false_sums(out, first);
    derive_margins(shape, &columns, &rows, &index, context, group, out);
    read_stray_cells(desk, grid, shape, section, &rows, context, group, out);
}

/// Words in the corner of the headings govern the section too ("Sex of officer").
fn section_context(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    context: &Context,
) -> Context {
    let mut out = context.clone();
    for &r in &section.headings {
        for c in 0..grid.cols {
            let spans_data = shape.data.len() > 1
                && shape.data.iter().all(|&d| {
                    grid.text(r, d) == grid.text(r, c) && !grid.is_origin(r, d) || d == c
                });
            if (shape.stubs.contains(&c) && grid.is_origin(r, c))
                || (spans_data && grid.is_origin(r, c))
            {
                let reading = desk.read(grid.text(r, c));
                if let Some(unit) = reading.unit() {
                    out.unit = Some(unit);
                }
                if let (Some(words), false) = (&reading.other_subject, reading.in_scope) {
                    out.scope = Scope::Out(words.clone());
                } else if reading.in_scope {
                    out.scope = Scope::In;
                }
            }
        }
    }
    out
}

/// One head for each data column, all heading rows put together.
fn column_heads(
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
            heading_texts(grid, shape, r, last, desk)
        };
        let readings: Vec<LabelReading> = texts.iter().map(|t| desk.read(t)).collect();
        let corner: Vec<&str> = shape.stubs.iter().map(|&c| grid.text(r, c)).collect();
        let above: Vec<&str> = section.headings[..level]
            .iter()
            .flat_map(|&h| shape.data.iter().map(move |&c| (h, c)))
            .filter(|(h, c)| grid.is_origin(*h, *c))
            .map(|(h, c)| grid.text(h, c))
            .collect();
        let heading = merged_heading(desk, &corner, &above, &readings);
        let refs: Vec<&LabelReading> = readings.iter().collect();
        let axis = axis::of_labels(&refs, &heading, context);
        for (i, text) in texts.iter().enumerate() {
            let mut axis = axis.clone();
            // "Officers" over "Male", "Female": the heading above this very column says whose.
            if let Some(role) = roles_above(desk, grid, shape, section, level, shape.data[i]) {
                axis.role = Some(role);
            }
            let head = axis::head(desk, text, &readings[i], &axis);
            merge_heads(&mut heads[i], head);
        }
    }
    heads
}

/// Heading rows that are the lines of one heading each ("Not" over "upheld"): nothing spans, nothing
/// repeats along a row, and put together they say more than apart.
fn wrapped_levels(desk: &Desk<'_>, grid: &Grid<'_>, shape: &Shape, section: &Section) -> bool {
    if section.headings.len() < 2 || shape.data.len() < 2 {
        return false;
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

fn joined_texts(grid: &Grid<'_>, shape: &Shape, section: &Section) -> Vec<String> {
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
fn merged_heading(
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
    heading
}

fn roles_above(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    level: usize,
    col: usize,
) -> Option<crate::model::observation::Role> {
    section.headings[..level].iter().rev().find_map(|&r| {
        let texts = heading_texts(grid, shape, r, false, desk);
        let at = shape.data.iter().position(|&c| c == col)?;
        let reading = desk.read(&texts[at]);
        let named = super::context::role_of_names(&reading.names);
        named.or((reading.roles.len() == 1).then(|| reading.roles.first().copied()).flatten())
    })
}

/// Texts of a heading row by data column; an upper row's text runs on to the right over blanks,
/// as merged cells do that were unmerged.
fn heading_texts(
    grid: &Grid<'_>,
    shape: &Shape,
    r: usize,
    last: bool,
    desk: &Desk<'_>,
) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for &c in &shape.data {
        let text = grid.text(r, c);
        let carried = match out.last() {
            Some(before) if text.is_empty() && !last && !desk.read(before).total => before.clone(),
            _ => text.to_string(),
        };
        out.push(carried);
    }
    out
}

fn merge_heads(into: &mut Head, head: Head) {
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
    // "category" is a makeshift: a real value beside it wins.
    let makeshift = Dimension::Extra("category".into());
    if into.cell.keys().any(|d| *d != makeshift)
        && head.cell.contains_key(&makeshift)
        && head.cell.len() == 1
    {
        // keep what there is
        into.cell.extend(head.cell);
    } else {
        into.cell.extend(head.cell);
    }
    into.total |= head.total;
    into.grand |= head.grand;
    into.unit = head.unit.or(into.unit);
    into.out = head.out.or(into.out.take());
    into.aside = head.aside.or(into.aside);
    into.doubts.extend(head.doubts);
}

/// Rows of counts with their labels; group rows are folded into the rows below them.
fn row_heads(
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
    let texts = stub_texts(grid, shape, section);
    let mut groups: Vec<(u32, LabelReading, String)> = Vec::new();
    let mut group_id = 0;
    let mut after_group = false;
    let mut out = Vec::new();
    for (k, &r) in section.rows.iter().enumerate() {
        let stub_cell =
            shape.stubs.iter().find_map(|&c| grid.cell(r, c).filter(|x| !x.text.is_empty()));
        let indent = stub_cell.map_or(0, |c| c.indent);
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
            let refs: Vec<&LabelReading> = siblings[s].iter().collect();
            let axis = axis::of_labels(&refs, &heading, context);
            if text.is_empty() {
                continue;
            }
            if headings[s].identifier {
                continue;
            }
            let mut own = axis::head(desk, text, &desk.read(text), &axis);
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
            total,
        });
    }
    out
}

fn nests(groups: &[(u32, LabelReading, String)], reading: &LabelReading) -> bool {
    let Some((_, above, _)) = groups.last() else { return false };
    let kind = |r: &LabelReading| {
        (r.year.is_some(), !r.sexes.is_empty(), !r.sources.is_empty(), r.outcome.is_some())
    };
    above.has_value() && kind(above) != kind(reading)
}

/// Stub texts by row and stub column; in all but the last stub column a blank repeats the text
/// above it (a label printed once for several rows).
fn stub_texts(grid: &Grid<'_>, shape: &Shape, section: &Section) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    for &r in &section.rows {
        let mut row: Vec<String> = Vec::new();
        let total_row =
            shape.stubs.iter().any(|&c| grid.text(r, c).to_lowercase().contains("total"));
        for (s, &c) in shape.stubs.iter().enumerate() {
            let text = grid.text(r, c);
            // A label spanning the whole stub ("Grand total") is read once.
            let repeated = s > 0 && !grid.is_origin(r, c) && row.last().is_some_and(|t| t == text);
            let inner = s + 1 == shape.stubs.len();
            let text = if repeated {
                String::new()
            } else if text.is_empty() && !inner && !total_row {
                out.last().and_then(|above| above.get(s)).cloned().unwrap_or_default()
            } else {
                text.to_string()
            };
            row.push(text);
        }
        out.push(row);
    }
    out
}

/// Readings of the labels in the same stub column, from this row's group only when groups exist.
fn sibling_readings(
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

/// Finds parents and totals by arithmetic, and what each total is the total of.
fn settle_rows(grid: &Grid<'_>, shape: &Shape, columns: &[Head], mut rows: Vec<Row>) -> Vec<Row> {
    let cols: Vec<usize> = shape
        .data
        .iter()
        .zip(columns)
        .filter(|(_, h)| h.aside.is_none())
        .map(|(c, _)| *c)
        .collect();
    let counts: Vec<Vec<Option<Count>>> =
        rows.iter().map(|row| cols.iter().map(|&c| count_at(grid, row.at, c)).collect()).collect();
    let n = rows.len();
    let mut parent_of: Vec<Option<usize>> = vec![None; n];
    for i in (0..n).rev() {
        if rows[i].head.grand {
            continue;
        }
        if let Some(k) = children(&rows, &counts, &parent_of, i) {
            rows[i].parent = true;
            for child in parent_of.iter_mut().take(i + k + 1).skip(i + 1) {
                child.get_or_insert(i);
            }
        }
    }
    // A row with a total's name that stands above its parts is the total, not a parent.
    let mut start = 0;
    for i in 0..n {
        if i > 0 && rows[i].group_id != rows[i - 1].group_id {
            start = i;
        }
        let leaves = |from: usize, rows: &[Row]| -> Vec<usize> {
            (from..i)
                .filter(|&j| {
                    !rows[j].total && parent_of[j].is_none_or(|p| p < from || rows[p].total)
                })
                .collect()
        };
        let in_group = leaves(start, &rows);
        let all = leaves(0, &rows);
        let unnamed = rows[i].head.blank && i + 1 == n && in_group.len() > 1;
        if !rows[i].total && !unnamed {
            continue;
        }
        let all_holds = all.len() > 1 && sums_to(&counts, &all, i);
        let group_holds = in_group.len() > 1 && sums_to(&counts, &in_group, i);
        if unnamed && !all_holds && !group_holds {
            continue;
        }
        rows[i].total = true;
        let grouped = !rows[i].group.is_empty();
        if rows[i].head.grand
            || (all_holds && !group_holds)
            || (grouped && i + 1 == n && all_holds && start > 0)
        {
            rows[i].group.clear();
            rows[i].group_out = None;
        } else if group_holds || grouped {
            start = i + 1;
        }
    }
    for i in 0..n {
        if let Some(p) = parent_of[i] {
            let inherited: Vec<(Dimension, BTreeSet<String>)> = rows[p]
                .head
                .cell
                .iter()
                .filter(|(d, _)| !rows[i].head.cell.contains_key(d))
                .filter(|(d, _)| !matches!(d, Dimension::Extra(_)))
                .map(|(d, v)| (d.clone(), v.clone()))
                .collect();
            rows[i].group.extend(inherited);
            if rows[i].group_out.is_none() {
                rows[i].group_out = rows[p].head.out.clone();
            }
        }
    }
    rows
}

fn count_at(grid: &Grid<'_>, r: usize, c: usize) -> Option<Count> {
    match grid.value(r, c) {
        Value::Count(count, _) => Some(*count),
        Value::Blank => Some(Count::ZERO),
        _ => None,
    }
}

/// True when the rows add up to row `i` in every column, at least one of them not nought.
fn sums_to(counts: &[Vec<Option<Count>>], parts: &[usize], i: usize) -> bool {
    let mut proved = false;
    for c in 0..counts[i].len() {
        let (Some(total), Some(sum)) =
            (counts[i][c], parts.iter().map(|&p| counts[p][c]).sum::<Option<Count>>())
        else {
            continue;
        };
        if !total.overlaps(sum) {
            return false;
        }
        proved |= total.min > 0;
    }
    proved
}

/// How many of the rows after `i` are its parts: they add up to it, and something in their labels
/// or their setting says that they stand under it.
fn children(
    rows: &[Row],
    counts: &[Vec<Option<Count>>],
    parent_of: &[Option<usize>],
    i: usize,
) -> Option<usize> {
    let mut parts: Vec<usize> = Vec::new();
    let mut found = None;
    for j in i + 1..rows.len() {
        if rows[j].group_id != rows[i].group_id {
            break;
        }
        if parent_of[j].is_some_and(|p| p > i) {
            continue;
        }
        if rows[j].indent < rows[i].indent {
            break;
        }
        parts.push(j);
        if sums_to(counts, &parts, i) && stands_under(rows, i, &parts) {
            found = Some(j - i);
        } else if found.is_some() {
            break;
        }
    }
    found
}

fn stands_under(rows: &[Row], i: usize, parts: &[usize]) -> bool {
    let parent = &rows[i];
    let indented = parts.iter().all(|&p| rows[p].indent > parent.indent);
    let set_apart = parent.bold && parts.iter().all(|&p| !rows[p].bold);
    let top_total = parent.total
        && parts.len() > 1
        && parts.last().is_some_and(|&p| p + 1 == rows.len() || rows[p + 1].total);
    let kinds = |row: &Row| row.head.cell.keys().cloned().collect::<BTreeSet<_>>();
    let other_kind = !parent.head.cell.is_empty()
        && parts.iter().all(|&p| kinds(&rows[p]) != kinds(parent) && !rows[p].total);
    if parts.len() == 1 {
        return indented || (other_kind && set_apart);
    }
    indented
        || set_apart
        || top_total
        || other_kind
        || (parts.len() >= 3 && same_outcome_family(rows, i, parts))
}

/// "Case to answer 4" over the sanctions that followed.
fn same_outcome_family(rows: &[Row], i: usize, parts: &[usize]) -> bool {
    let outcome = |r: &Row| r.head.cell.get(&Dimension::Outcome).cloned();
    let parent = outcome(&rows[i]);
    parent.is_some()
        && parts.iter().all(|&p| outcome(&rows[p]).is_some())
        && parts.last().is_some_and(|&p| p + 1 < rows.len())
        && parent.is_some_and(|p| p.contains("case_to_answer") || p.contains("upheld"))
}

/// Makes the observations; returns their indices by row and column.
#[allow(clippy::too_many_arguments)]
fn observe(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    columns: &[Head],
    rows: &[Row],
    context: &Context,
    group: usize,
    out: &mut Gathered,
) -> Vec<Vec<Option<usize>>> {
    let mut index = vec![vec![None; shape.data.len()]; rows.len()];
    for (i, row) in rows.iter().enumerate() {
        for (j, &c) in shape.data.iter().enumerate() {
            let column = &columns[j];
            let Some(cell) = grid.cell(row.at, c) else { continue };
            match grid.value(row.at, c) {
                Value::Aside(reason) => out.aside(&cell.text, reason, &cell.locator),
                Value::Count(count, suppressed) => {
                    if !grid.is_origin(row.at, c) {
                        continue;
                    }
                    if let Some(reason) = column.aside.or(row.head.aside) {
                        out.aside(&cell.text, reason, &cell.locator);
                        continue;
                    }
                    let (dims, doubts) = intersect(context, row, column);
                    let mut all_doubts = doubts;
                    all_doubts.extend(row.head.doubts.iter().cloned());
                    all_doubts.extend(column.doubts.iter().cloned());
                    index[i][j] = Some(
                        out.push(Observation {
                            count: *count,
                            suppressed: *suppressed,
                            cell: dims,
                            unit: column
                                .unit
                                .or(row.head.unit.filter(|_| row.head.cell.is_empty()))
                                .or(context.unit),
                            label: label_of(row, column),
                            origin: Origin::Stated,
                            out_of_scope: out_of(context, row, column),
                            authority: context.authority.clone(),
                            file: String::new(),
                            place: row_place(grid, row.at, c),
                            quote: quote(grid, row.at, column),
                            group,
                            doubts: all_doubts,
                        }),
                    );
                }
                _ => {}
            }
        }
    }
    let _ = desk;
    index
}

fn label_of(row: &Row, column: &Head) -> String {
    match (row.head.text.is_empty(), column.text.is_empty()) {
        (false, false) => format!("{} / {}", row.head.text, column.text),
        (false, true) => row.head.text.clone(),
        _ => column.text.clone(),
    }
}

fn quote(grid: &Grid<'_>, r: usize, column: &Head) -> String {
    let text = grid.row_text(r);
    if column.text.is_empty() || grid.cols < 3 { text } else { format!("{text} [{}]", column.text) }
}

fn row_place(grid: &Grid<'_>, r: usize, c: usize) -> crate::model::locator::Locator {
    grid.cell(r, c).map_or(crate::model::locator::Locator::Line(0), |cell| cell.locator.clone())
}

fn out_of(context: &Context, row: &Row, column: &Head) -> Option<String> {
    if let Scope::Out(words) = &context.scope {
        return Some(format!("about `{words}`"));
    }
    row.head.out.clone().or(row.group_out.clone()).or(column.out.clone())
}

/// Values of context, group, row and column put together, the nearer over the farther.
fn intersect(context: &Context, row: &Row, column: &Head) -> (Cell, Vec<Doubt>) {
    let mut doubts = Vec::new();
    let mut cell = context.cell.clone();
    cell.extend(row.group.clone());
    for (d, v) in &column.cell {
        if let Some(other) = row.head.cell.get(d)
            && other != v
        {
            doubts.push(Doubt {
                code: Code::AmbiguousReading,
                message: format!(
                    "row `{}` and column `{}` both give {} and differ",
                    row.head.text,
                    column.text,
                    d.name()
                ),
            });
        }
        cell.insert(d.clone(), v.clone());
    }
    cell.extend(row.head.cell.clone());
    (cell, doubts)
}

/// Sums the table claims: total rows over their parts, total columns over theirs.
fn add_sums(
    grid: &Grid<'_>,
    shape: &Shape,
    columns: &[Head],
    rows: &[Row],
    index: &[Vec<Option<usize>>],
    out: &mut Gathered,
) {
    let _ = grid;
    for (i, row) in rows.iter().enumerate().filter(|(_, r)| r.total) {
        let parts: Vec<usize> = (0..rows.len())
            .filter(|&k| k != i && !rows[k].total && !has_parent(rows, k))
            .filter(|&k| {
                row.group
                    .iter()
                    .all(|(d, v)| rows[k].group.get(d).or(rows[k].head.cell.get(d)) == Some(v))
            })
            .collect();
        for j in 0..shape.data.len() {
            let Some(total) = index[i][j] else { continue };
            let parts: Vec<usize> = parts.iter().filter_map(|&k| index[k][j]).collect();
            if parts.len() > 1 && alike(out, &parts) {
                out.sums.push(Sum { total, parts });
            }
        }
    }
    for (j, column) in columns.iter().enumerate().filter(|(_, c)| c.total) {
        let parts: Vec<usize> = (0..columns.len())
            .filter(|&k| k != j && !columns[k].total && columns[k].aside.is_none())
            .filter(|&k| {
                columns[k].unit.is_none() || column.unit.is_none() || columns[k].unit == column.unit
            })
            .filter(|&k| column.cell.iter().all(|(d, v)| columns[k].cell.get(d) == Some(v)))
            .collect();
        for row in index {
            let Some(total) = row[j] else { continue };
            let parts: Vec<usize> = parts.iter().filter_map(|&k| row[k]).collect();
            if parts.len() > 1 && alike(out, &parts) {
                out.sums.push(Sum { total, parts });
            }
        }
    }
}

fn has_parent(rows: &[Row], k: usize) -> bool {
    // A child carries its parent's values in `group`; the parent row itself is summed instead.
    (0..k).rev().any(|p| {
        rows[p].parent
            && rows[p].group_id == rows[k].group_id
            && (rows[k].indent > rows[p].indent
                || rows[p].head.cell.iter().any(|(d, v)| {
                    rows[k].group.get(d) == Some(v) && !rows[k].head.cell.contains_key(d)
                }))
    })
}

/// Parts of one sum must run through one and the same dimension.
fn alike(out: &Gathered, parts: &[usize]) -> bool {
    let kinds = |i: usize| out.observations[i].cell.keys().cloned().collect::<BTreeSet<_>>();
    let first = kinds(parts[0]);
    parts.iter().all(|&p| kinds(p) == first)
}

/// Sums whose total has turned out to be outside prove nothing.
fn drop_false_sums(out: &mut Gathered, first: usize) {
    let outside: Vec<bool> = out.observations.iter().map(|o| o.out_of_scope.is_some()).collect();
    out.sums.retain(|s| s.total < first || outside[s.total] == s.parts.iter().all(|&p| outside[p]));
}

/// Of two totals of one cell the larger is outside when it differs from the smaller by the rows that
/// were not asked about ("Grand total" over officers and staff beside "Sub-total, officers").
fn settle_rival_totals(out: &mut Gathered, first: usize) {
    let mut by_cell: std::collections::BTreeMap<Cell, Vec<usize>> =
        std::collections::BTreeMap::new();
    let mut outside: std::collections::BTreeMap<Cell, Vec<usize>> =
        std::collections::BTreeMap::new();
    for i in first..out.observations.len() {
        let o = &out.observations[i];
        if o.origin != Origin::Stated {
            continue;
        }
        let plain: Cell = o
            .cell
            .iter()
            .filter(|(d, _)| !matches!(d, Dimension::Extra(n) if n == "category"))
            .map(|(d, v)| (d.clone(), v.clone()))
            .collect();
        match &o.out_of_scope {
            None => by_cell.entry(o.cell.clone()).or_default().push(i),
            Some(_) => outside.entry(plain).or_default().push(i),
        }
    }
    for (cell, mut same) in by_cell {
        same.sort_by_key(|&i| out.count(i));
        let extra: Count =
            outside.get(&cell).map_or(Count::ZERO, |v| v.iter().map(|&i| out.count(i)).sum());
        let (Some(&small), Some(&large)) = (same.first(), same.last()) else { continue };
        if out.count(small) == out.count(large) || extra == Count::ZERO {
            continue;
        }
        if (out.count(small) + extra).overlaps(out.count(large)) {
            for &i in &same {
                if out.count(i) == out.count(large) {
                    out.observations[i].out_of_scope =
                        Some("a total that includes what was not asked about".into());
                }
            }
        }
    }
}

/// A total that only adds up with the parts outside the period or subject is outside too.
fn settle_scope_of_totals(out: &mut Gathered, first: usize) {
    for s in 0..out.sums.len() {
        let sum = out.sums[s].clone();
        if sum.total < first || out.observations[sum.total].out_of_scope.is_some() {
            continue;
        }
        let inside: Vec<usize> = sum
            .parts
            .iter()
            .copied()
            .filter(|&p| out.observations[p].out_of_scope.is_none())
            .collect();
        if inside.len() == sum.parts.len() || inside.is_empty() {
            continue;
        }
        let total = out.count(sum.total);
        let all: Count = sum.parts.iter().map(|&p| out.count(p)).sum();
        let within: Count = inside.iter().map(|&p| out.count(p)).sum();
        if total.overlaps(within) {
            out.sums[s].parts = inside;
        } else if total.overlaps(all) {
            out.observations[sum.total].out_of_scope =
                Some("a total that includes counts outside what was asked".into());
        }
    }
}

/// Margins the table does not print, added up by us.
fn derive_margins(
    shape: &Shape,
    columns: &[Head],
    rows: &[Row],
    index: &[Vec<Option<usize>>],
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    let usable = |o: &Observation| o.out_of_scope.is_none();
    let leaf_rows: Vec<usize> =
        (0..rows.len()).filter(|&i| !rows[i].total && !has_parent(rows, i)).collect();
    let leaf_cols: Vec<usize> =
        (0..columns.len()).filter(|&j| !columns[j].total && columns[j].aside.is_none()).collect();
    let stated_total_row = rows.iter().any(|r| r.total && r.group.is_empty());
    let stated_total_col = columns.iter().any(|c| c.total && c.cell.is_empty());
    let push = |parts: Vec<usize>, out: &mut Gathered, label: String| {
        let parts: Vec<usize> =
            parts.into_iter().filter(|&p| usable(&out.observations[p])).collect();
        if parts.len() < 2 || !alike(out, &parts) || !same_unit(out, &parts) {
            return;
        }
        let Some(cell) = shared_cell(out, &parts) else { return };
        let first = out.observations[parts[0]].clone();
        let mut place = first.place.clone();
        for &p in &parts {
            place = place.union(&out.observations[p].place);
        }
        let quotes: Vec<String> = parts.iter().map(|&p| out.count(p).to_string()).collect();
        let count = parts.iter().map(|&p| out.count(p)).sum();
        let suppressed = false;
        let mut doubts = Vec::new();
        for &p in &parts {
            doubts.extend(
                out.observations[p]
                    .doubts
                    .iter()
                    .filter(|d| d.code == Code::AmbiguousReading)
                    .cloned(),
            );
        }
        doubts.dedup();
        out.push(Observation {
            count,
            suppressed,
            cell,
            unit: first.unit,
            label,
            origin: Origin::Derived,
            out_of_scope: None,
            authority: context.authority.clone(),
            file: String::new(),
            place,
            quote: format!("sum of {}", quotes.join(" + ")),
            group,
            doubts,
        });
    };
    let complete = |i: usize, j: usize| index[i][j].is_some() || columns[j].blank;
    let _ = complete;
    if !stated_total_row && leaf_rows.len() > 1 {
        for j in 0..shape.data.len() {
            if columns[j].aside.is_some() {
                continue;
            }
            let parts: Vec<usize> = leaf_rows.iter().filter_map(|&i| index[i][j]).collect();
            push(parts, out, format!("sum of column {}", columns[j].text));
        }
    }
    if !stated_total_col && leaf_cols.len() > 1 {
        for (i, row) in rows.iter().enumerate() {
            let parts: Vec<usize> = leaf_cols.iter().filter_map(|&j| index[i][j]).collect();
            push(parts, out, format!("sum of row {}", row.head.text));
        }
    }
    if !stated_total_row && !stated_total_col && leaf_rows.len() > 1 && leaf_cols.len() > 1 {
        let parts: Vec<usize> = leaf_rows
            .iter()
            .flat_map(|&i| leaf_cols.iter().map(move |&j| (i, j)))
            .filter_map(|(i, j)| index[i][j])
            .collect();
        push(parts, out, "sum of the table".to_string());
    }
}

fn same_unit(out: &Gathered, parts: &[usize]) -> bool {
    let first = out.observations[parts[0]].unit;
    parts.iter().all(|&p| out.observations[p].unit == first)
}

/// The values all parts share; `None` when nothing varies (they are no parts of one thing).
fn shared_cell(out: &Gathered, parts: &[usize]) -> Option<Cell> {
    let mut shared = out.observations[parts[0]].cell.clone();
    for &p in &parts[1..] {
        shared.retain(|d, v| out.observations[p].cell.get(d) == Some(v));
    }
    let varies = out.observations[parts[0]].cell.len() > shared.len();
    let distinct: BTreeSet<&Cell> = parts.iter().map(|&p| &out.observations[p].cell).collect();
    (varies && distinct.len() == parts.len()).then_some(shared)
}

/// Words in data columns may hold counts of their own ("7 (3 male, 4 female)").
fn read_stray_cells(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    rows: &[Row],
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    for &r in &section.rows {
        let mut local = context.clone();
        for &c in &shape.stubs {
            let text = grid.text(r, c);
            if !text.is_empty() {
                local = local.with(desk, text, prose::is_question(text));
            }
        }
        if let Some(row) = rows.iter().find(|row| row.at == r) {
            local.cell.extend(row.group.clone());
            local.cell.extend(row.head.cell.clone());
        }
        for &c in &shape.data {
            let Some(cell) = grid.cell(r, c) else { continue };
            if grid.is_origin(r, c) && matches!(grid.value(r, c), Value::Text) {
                prose::read_text(desk, &cell.text, &cell.locator, &local, group, out);
            }
        }
    }
}

/// A table without count cells: each cell is a small passage, governed by the labels before it.
fn read_text_cells(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    for r in 0..grid.rows {
        let mut local = context.clone();
        for c in 0..grid.cols {
            let Some(cell) = grid.cell(r, c).filter(|_| grid.is_origin(r, c)) else { continue };
            if matches!(grid.value(r, c), Value::Text) {
                let before = out.observations.len() + out.asides.len();
                prose::read_text(desk, &cell.text, &cell.locator, &local, group, out);
                if out.observations.len() + out.asides.len() == before {
                    let question = prose::is_question(&cell.text);
                    local = local.with(desk, &cell.text, question);
                }
            }
        }
    }
}

/// A table with counts near the subject of which nothing could be used.
pub fn unread(block: &Block, caption: &str) -> Finding {
    let words: Vec<&str> = block.cells.iter().take(8).map(|c| c.text.as_str()).collect();
    Finding::new(
        Code::UnreadTable,
        format!(
            "a table under `{caption}` holds numbers, and none of them could be read as counts"
        ),
    )
    .at(&block.locator, words.join(" | "))
}
