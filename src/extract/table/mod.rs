//! Cross-tables in any orientation, with stacked headings, groups, parents and totals. Which rows
//! are headings is told by what stands in them, which rows are totals or parents by arithmetic as
//! well as by name. A table whose numbers no label governs is reported, not guessed at.

mod arithmetic;
mod figures;
mod heads;
mod running;
mod shape;
mod sums;
#[cfg(test)]
mod tests;
mod times;
mod unnamed;

use arithmetic::settle_rows;
use figures::observe;
use heads::{column_heads, row_heads};
use shape::{sections, shape, split_side_by_side};
use sums::{
    add_sums, derive_margins, drop_false_sums, lift_grand_total, lift_over_context,
    settle_rival_totals, settle_scope_of_rows, settle_scope_of_totals,
};
pub(super) use times::counts_its_values;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::axis::Head;
use super::context::{Context, Desk, Scope, one, sex_dimension};
use super::crossed;
use super::grid::{Grid, Value};
use super::listing::{self, is_reference_heading};
use super::output::Gathered;
use super::prose;
use super::{headings, number};
use crate::model::document::Block;
use crate::model::finding::Code;
use crate::model::observation::{Cell, Dimension, Doubt};
use crate::normalise::label::LabelReading;
use crate::pattern::pattern;

/// Most words of a corner that says of whom all is that stands under it.
const CORNER_WORDS: usize = 7;

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
#[derive(Clone)]
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
    /// The row it is a part of.
    under: Option<usize>,
    total: bool,
    /// A last row that all rows above add up to, though it is named by a value.
    sums_all: bool,
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
    set_row_numbers_aside(grid, &shape, out);
    let (first, sections) = (out.observations.len(), sections(desk, grid, &shape));
    for section in &sections {
        read_section(desk, grid, &shape, section, context, group, out);
    }
    if sections.len() > 1 {
        lift_grand_total(out, first);
    }
}

/// Numbers that name the rows ("3", "2a") are no counts.
fn set_row_numbers_aside(grid: &Grid<'_>, shape: &Shape, out: &mut Gathered) {
    if shape.data.contains(&0) || shape.stubs.contains(&0) {
        return;
    }
    for r in 0..grid.rows {
        if let Some(cell) = grid.cell(r, 0)
            && grid.is_origin(r, 0)
            && cell.text.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        {
            out.aside(&cell.text, "number of a row", &cell.locator);
        }
    }
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
    let mut columns = column_heads(desk, grid, shape, section, &context.of_columns());
    if columns.iter().all(|c| c.aside.is_some()) {
        read_lines(desk, grid, shape, section, &columns, context, group, out);
        return;
    }
    let mut rows = row_heads(desk, grid, shape, section, &context.of_rows());
    unnamed::settle(grid, shape, &mut columns, &mut rows);
    running::settle(grid, shape, &mut columns, &rows);
    set_references_aside(desk, &mut rows);
    let mut rows = settle_rows(grid, shape, &columns, rows);
    settle_kinds(desk, &mut rows);
    let mut context = without_axes(context, &columns, &rows);
    if let Some(words) = columns.iter().find_map(|c| of_a_search(&c.text)) {
        context.scope = Scope::Out(words);
    }
    let context = &context;
    let first = out.observations.len();
    let index = observe(grid, shape, &columns, &rows, context, group, out);
    lift_over_context(&rows, &index, &context.cell, out);
    add_sums(&columns, &rows, &index, out);
    settle_scope_of_totals(out, first);
    settle_scope_of_rows(&columns, &index, out);
    settle_rival_totals(out, first);
    drop_false_sums(out, first);
    derive_margins(shape, &columns, &rows, &index, context, group, out);
    read_stray_cells(desk, grid, shape, section, &rows, context, group, out);
}

/// A table that tells its counts apart by a dimension covers all of it: one value that the words above
/// gave ("complaints or internal reports") would stand on its totals alone.
fn without_axes(context: &Context, columns: &[Head], rows: &[Row]) -> Context {
    let told_apart = |dimension: &Dimension, heads: &mut dyn Iterator<Item = &Head>| {
        let values: BTreeSet<_> =
            heads.filter(|h| h.out.is_none()).filter_map(|h| h.cell.get(dimension)).collect();
        values.len() > 1
    };
    let mut out = context.clone();
    out.cell.retain(|dimension, _| {
        !told_apart(dimension, &mut columns.iter())
            && !told_apart(dimension, &mut rows.iter().map(|r| &r.head))
    });
    out
}

/// "Files to be read" beside "Hours at 6 minutes a file": what a search would take is no answer.
fn of_a_search(heading: &str) -> Option<String> {
    static SEARCH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:total|estimated|staff|search|approx\w*|number\s+of)\s+)*(?:hours?|minutes?|mins)\b|\b(?:files|records|cases|documents|entries|papers|reports)\s+to\s+(?:be\s+)?(?:read|review|open|search|examine|check|inspect)(?:e?d)?\b",
        )
    });
    SEARCH.is_match(heading).then(|| format!("counts what would be searched: `{heading}`"))
}

/// "Our reference | 455/21": a row that names a reference counts nothing.
fn set_references_aside(desk: &Desk<'_>, rows: &mut [Row]) {
    for row in rows {
        let reading = desk.read(&row.head.text);
        let speaks = reading.has_value()
            || reading.total
            || reading.count
            || reading.unit().is_some()
            || !reading.names.is_empty();
        let names = || is_reference_heading(&row.head.text.trim().to_lowercase());
        if !speaks && (reading.identifier || names()) {
            row.head.aside = Some("reference number");
        }
    }
}

/// Fewest rows about other subjects that make a table one of them.
const OTHER_KINDS: usize = 3;

/// "Incivility", "Other assault", "Unlawful arrest", "All allegations": where most rows are about other
/// subjects and none about that of the investigation or by any of its dimensions, the rest is too.
fn settle_kinds(desk: &Desk<'_>, rows: &mut [Row]) {
    let plain: Vec<usize> = (0..rows.len()).filter(|&i| !rows[i].total).collect();
    let other = |i: &&usize| {
        let head = &rows[**i].head;
        head.out.is_some() && desk.read(&head.text).other_subject.is_some()
    };
    let named = |i: &usize| {
        let head = &rows[*i].head;
        let known =
            head.cell.keys().any(|d| !matches!(d, Dimension::Extra(_) | Dimension::AllegationType));
        known || desk.read(&head.text).in_scope
    };
    let others = plain.iter().filter(other).count();
    if others >= OTHER_KINDS && others * 2 > plain.len() && !plain.iter().any(named) {
        for row in rows {
            let why = || format!("stands in a table of other subjects: `{}`", row.head.text);
            row.head.out.get_or_insert_with(why);
        }
    }
}

/// The only columns of numbers are running totals or percentages: what is counted, if anything, is
/// in the words of each row ("2019 - 3 (2 withdrawn, 1 ongoing)").
#[allow(clippy::too_many_arguments)]
fn read_lines(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    columns: &[Head],
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    let mut local = context.clone();
    for &r in &section.rows {
        for &c in &shape.stubs {
            let Some(cell) = grid.cell(r, c).filter(|_| grid.is_origin(r, c)) else { continue };
            if prose::counts_something(&cell.text) {
                prose::read_text(desk, &cell.text, &cell.locator, &local, group, out);
            } else if !cell.text.trim().is_empty() {
                local = context.with(desk, &cell.text, false);
            }
        }
        for (&c, column) in shape.data.iter().zip(columns) {
            if let (Some(cell), Some(reason)) = (grid.cell(r, c), column.aside)
                && !cell.text.trim().is_empty()
            {
                out.aside(&cell.text, reason, &cell.locator);
            }
        }
    }
}

/// Of whom a corner of few words says that the table is ("Outcome of public complaints"): the one source or the
/// one sex it names, where it is not the name of the labels under it.
fn values_named(corner: &LabelReading, labels: &[LabelReading]) -> Cell {
    let mut out = Cell::new();
    let named = |dimension: &str| {
        corner.names.iter().any(|n| n == dimension)
            || dimension == "source" && labels.iter().any(|l| !l.sources.is_empty())
            || dimension != "source" && labels.iter().any(|l| !l.sexes.is_empty())
    };
    if corner.words > CORNER_WORDS || corner.total {
        return out;
    }
    if let (1, Some(source), false) =
        (corner.sources.len(), corner.sources.first(), named("source"))
    {
        out.insert(Dimension::Source, one(source));
    }
    if let [(sex, Some(role))] = &corner.sexes[..] {
        let dimension = sex_dimension(*role);
        if !named(dimension.name()) {
            out.insert(dimension, one(sex));
        }
    }
    out
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
                out.down = crossed::party_down(grid.text(r, c)).or(out.down);
                // "Gender (victim)" says whose, not that persons are counted.
                let whose = !reading.names.is_empty();
                if let Some(unit) = reading.unit().filter(|u| !(whose && u.is_person())) {
                    out.unit = Some(unit);
                }
                // "Public complaints" in the corner over one block of a table, "Conduct matters" over
                // the next.
                let says = !reading.sources.is_empty() || !reading.sexes.is_empty();
                if says && shape.stubs.contains(&c) {
                    let rows = section.rows.iter().map(|&r| grid.text(r, c));
                    let heads = shape.data.iter().map(|&d| grid.text(r, d));
                    let labels: Vec<LabelReading> =
                        rows.chain(heads).map(|text| desk.read(text)).collect();
                    out.cell.extend(values_named(&reading, &labels));
                }
                if let (Some(words), false) = (&reading.other_subject, reading.in_scope) {
                    out.scope = Scope::Out(words.clone());
                } else if reading.in_scope {
                    out.scope = Scope::In;
                }
                // "Year ending 31 December 2016" where the name of the labels would stand.
                if let Some(year) = reading.year.filter(|_| reading.names.len() <= 1) {
                    out.cell.insert(Dimension::Year, one(&year.value));
                    if year.part || !desk.in_period(&year) {
                        out.scope = Scope::Out(format!("{} is outside the period", year.value));
                    }
                }
            }
        }
    }
    out.down = out.down.or_else(|| {
        let side = |c: usize, rows: &[usize]| {
            rows.iter().map(|&r| desk.read(grid.text(r, c))).collect::<Vec<_>>()
        };
        let last = section.headings.last()?;
        let along: Vec<LabelReading> =
            shape.data.iter().map(|&c| desk.read(grid.text(*last, c))).collect();
        let stub = *shape.stubs.last()?;
        crossed::party_beside(&along, &side(stub, &section.headings), &side(stub, &section.rows))
    });
    out
}

/// Words in data columns may hold counts of their own ("7 (3 male, 4 female)").
#[allow(clippy::too_many_arguments)]
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
    // Words beside the counts ("4 x No case to answer") run on over rows whose label stays blank.
    let beside: Vec<usize> = (0..grid.cols)
        .filter(|c| !shape.stubs.contains(c) && !shape.data.contains(c))
        .filter(|c| shape.data.first().is_some_and(|first| c > first))
        .collect();
    let mut above = context.clone();
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
        let blank = shape.stubs.iter().all(|&c| grid.text(r, c).is_empty());
        if blank {
            local = above.clone();
        }
        above = local.clone();
        for &c in shape.data.iter().chain(&beside) {
            let Some(cell) = grid.cell(r, c) else { continue };
            if grid.is_origin(r, c) && matches!(grid.value(r, c), Value::Text) {
                let local = under_headings(desk, grid, section, c, &local);
                if times::read(desk, cell, &local, group, out) {
                    continue;
                }
                let row = rows.iter().find(|row| row.at == r);
                let told = row.filter(|_| heads_outcomes(desk, grid, section, c)).and_then(|row| {
                    figures::of_one_outcome(desk, grid, shape, row, cell, &local, group)
                });
                match told {
                    Some(seen) => {
                        out.push(seen);
                    }
                    None => {
                        prose::read_text(desk, &cell.text, &cell.locator, &local, group, out);
                    }
                }
            }
        }
    }
}

/// "Sex of complainant" over "2 x Female, 1 x Male": what the headings of a column ask of its words.
fn under_headings(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    section: &Section,
    c: usize,
    context: &Context,
) -> Context {
    let mut out = context.clone();
    for text in section.headings.iter().map(|&r| grid.text(r, c)).filter(|t| !t.is_empty()) {
        out = out.with(desk, text, true);
    }
    // What is counted is said over the counts.
    out.unit = context.unit;
    out
}

/// "Result" over a column of words beside the counts.
fn heads_outcomes(desk: &Desk<'_>, grid: &Grid<'_>, section: &Section, c: usize) -> bool {
    section.headings.iter().any(|&r| desk.read(grid.text(r, c)).names.contains("outcome"))
}

/// A table without count cells: each cell is a small passage, governed by the labels before it.
fn read_text_cells(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    let asked = (grid.rows > 1).then(|| listing::questionnaire(grid, 0)).flatten();
    for r in 0..grid.rows {
        let mut local = context.clone();
        for c in 0..grid.cols {
            let Some(cell) = grid.cell(r, c).filter(|_| grid.is_origin(r, c)) else { continue };
            // "2018" before "2 x Withdrawn"
            if grid.is_yearlike(r, c) {
                local = local.with(desk, &cell.text, false);
                out.aside(&cell.text, "year", &cell.locator);
                continue;
            }
            if matches!(grid.value(r, c), Value::Text) {
                // "2. The sex of the officer" beside its answer.
                if r > 0 && asked.is_some_and(|(asked, _)| asked == c) {
                    local = local.with(desk, headings::without_mark(&cell.text), true);
                    for hit in number::in_sentence(&cell.text) {
                        out.aside(&cell.text[hit.start..hit.end], "the request", &cell.locator);
                    }
                    continue;
                }
                if times::read(desk, cell, &local, group, out) {
                    continue;
                }
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
