//! Listings: one row per allegation (or case, or officer), tallied into margins. Columns are told by
//! their headings and, where those say little, by what stands in them; rows outside the period or
//! the subject are left out of the tally and said to be.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::axis::{self, Axis};
use super::context::{Context, Desk, Scope, one, role_of_names, sex_dimension};
use super::grid::{Grid, Value};
use super::number::{CellNumber, of_cell};
use super::output::Gathered;
use crate::model::count::Count;
use crate::model::document::{Block, Cell as GridCell};
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension, Doubt, Observation, Origin, Unit};
use crate::normalise::fold;
use crate::normalise::label::LabelReading;
use crate::normalise::year;

/// Fewest rows that make a listing.
const MIN_ROWS: usize = 2;
/// Longest code of a coded column, in characters.
const MAX_CODE: usize = 5;
/// Share of a column's cells that must read as one dimension for the column to be one.
const COLUMN_SHARE: f64 = 0.6;

/// What a column of a listing holds.
#[derive(Clone, Debug, PartialEq)]
enum Column {
    Dimension(Dimension),
    /// The year of a date or a year.
    Year,
    /// Identifiers: rows with the same one are one thing.
    Identifier(Option<Unit>),
    /// A number of officers, complainants ... in each row.
    Number(Unit),
    /// Says whether a row is about the subject.
    Subject,
    Other,
}

/// A listing found in a table: its heading row and columns.
pub struct Listing {
    header: usize,
    columns: Vec<Column>,
}

/// Tells whether a table is a listing.
pub fn find(desk: &Desk<'_>, block: &Block) -> Option<Listing> {
    let grid = Grid::new(desk, block);
    let grid = up_to_gap(grid);
    for header in 0..grid.rows.min(6) {
        if let Some(columns) = columns(desk, &grid, header) {
            return Some(Listing { header, columns });
        }
    }
    None
}

/// The columns before the first wholly empty one: a key far to the right is no part of the rows.
fn up_to_gap(grid: Grid<'_>) -> Grid<'_> {
    let empty = |c: usize| (0..grid.rows).all(|r| grid.text(r, c).is_empty());
    match (1..grid.cols).find(|&c| empty(c)) {
        Some(gap) if gap >= 3 => grid.columns(0, gap),
        _ => grid,
    }
}

fn columns(desk: &Desk<'_>, grid: &Grid<'_>, header: usize) -> Option<Vec<Column>> {
    let body = records(grid, header);
    let filled = (0..grid.cols).filter(|&c| !grid.text(header, c).is_empty()).count();
    let numbers = (0..grid.cols).any(|c| matches!(grid.value(header, c), Value::Count(..)));
    if filled < 2 || body.len() < MIN_ROWS || numbers {
        return None;
    }
    let readings: Vec<LabelReading> =
        (0..grid.cols).map(|c| desk.read_head(grid.text(header, c))).collect();
    // A heading of values (2016, Male, Upheld) heads a cross-table.
    let values = readings.iter().filter(|r| r.has_value() && r.names.is_empty()).count();
    let keyed = |c: usize| {
        let heading = fold::key(grid.text(header, c));
        desk.fields.iter().any(|(field, ..)| *field == heading)
    };
    let named = (0..grid.cols)
        .filter(|&c| {
            let r = &readings[c];
            !r.names.is_empty() || r.identifier || r.roles.len() == 1 || keyed(c)
        })
        .count();
    if named == 0 || values > named {
        return None;
    }
    // Two columns are a listing only when both headings say so; else they are a key or a table.
    if filled == 2 && (named < 2 || values > 0) {
        return None;
    }
    let told_apart = (0..grid.cols).any(|c| {
        let texts: Vec<&str> =
            body.iter().map(|&r| grid.text(r, c)).filter(|t| !t.is_empty()).collect();
        readings[c].identifier || texts.len() == body.len() && is_references(&texts)
    });
    let mut out = Vec::new();
    for (c, reading) in readings.iter().enumerate() {
        let spelt: Vec<String> = body
            .iter()
            .map(|&r| desk.spell_out_in(grid.text(header, c), grid.text(r, c)))
            .collect();
        let texts: Vec<&str> = spelt.iter().map(String::as_str).collect();
        let coded = body.iter().zip(&spelt).any(|(&r, s)| s != grid.text(r, c));
        if !coded && is_count_column(grid, &body, c, reading) {
            let officers = reading.roles.len() == 1
                || reading.units.iter().any(|u| matches!(u, Unit::Officer | Unit::Person));
            let secondary = officers.then_some(Unit::Officer);
            match secondary {
                Some(unit) if !reading.count || told_apart => {
                    out.push(Column::Number(unit));
                    continue;
                }
                // Days, amounts, distances: a number of each record that counts nothing asked.
                _ if desk.row_unit.is_some() || told_apart => {
                    out.push(Column::Other);
                    continue;
                }
                _ => return None,
            }
        }
        out.push(column(desk, reading, grid.text(header, c), &texts));
    }
    settle_years(desk, grid, header, &mut out);
    settle_sexes(&mut out);
    let dimensions =
        out.iter().filter(|c| matches!(c, Column::Dimension(_) | Column::Year)).count();
    let told = out.iter().filter(|c| matches!(c, Column::Identifier(_))).count();
    (dimensions >= 2 || dimensions == 1 && told == 1).then_some(out)
}

/// Rows that are records: more than a stray note or total filled in.
fn records(grid: &Grid<'_>, header: usize) -> Vec<usize> {
    let wide = (0..grid.cols).filter(|&c| !grid.text(header, c).is_empty()).count();
    (header + 1..grid.rows)
        .filter(|&r| {
            let filled = (0..grid.cols).filter(|&c| !grid.text(r, c).is_empty()).count();
            filled * 2 >= wide.min(6)
                && filled >= 2
                && !is_total_row(grid, r)
                && !repeats(grid, header, r)
        })
        .collect()
}

/// The heading printed again on a later page.
fn repeats(grid: &Grid<'_>, header: usize, r: usize) -> bool {
    (0..grid.cols).all(|c| grid.text(r, c) == grid.text(header, c))
}

fn is_total_row(grid: &Grid<'_>, r: usize) -> bool {
    (0..grid.cols).any(|c| {
        let lower = grid.text(r, c).to_lowercase();
        lower.starts_with("total")
            || lower.starts_with("grand total")
            || lower.contains("number of allegations")
            || lower == "count"
            || lower.starts_with("no. of ")
            || lower.starts_with("number of ")
            || lower.starts_with("sub-total")
    })
}

/// Small whole numbers that are neither years, nor identifiers, nor one number per row.
fn is_count_column(grid: &Grid<'_>, body: &[usize], c: usize, heading: &LabelReading) -> bool {
    if heading.identifier || heading.names.contains("date") || heading.aside {
        return false;
    }
    let mut numbers = Vec::new();
    let mut filled = 0;
    for &r in body {
        match grid.value(r, c) {
            Value::Blank => continue,
            Value::Count(n, _) if !grid.is_yearlike(r, c) => numbers.push(n.min),
            Value::Mark if heading.count => numbers.push(0),
            _ => {}
        }
        filled += 1;
    }
    let serial = numbers.len() > 1 && numbers.windows(2).all(|w| w[1] == w[0] + 1);
    // Codes are explained by a key; counts are not.
    let named = !heading.names.is_empty() && !heading.count && heading.units.is_empty();
    filled > 0 && numbers.len() as f64 >= filled as f64 * COLUMN_SHARE && !serial && !named
}

fn column(desk: &Desk<'_>, heading: &LabelReading, text: &str, cells: &[&str]) -> Column {
    let filled: Vec<&str> = cells.iter().copied().filter(|t| !t.is_empty()).collect();
    let readings: Vec<LabelReading> = filled.iter().map(|t| desk.read(t)).collect();
    let share = |yes: &dyn Fn(&LabelReading) -> bool| {
        readings.iter().filter(|r| yes(r)).count() as f64 >= readings.len() as f64 * COLUMN_SHARE
            && !readings.is_empty()
    };
    let lower = text.to_lowercase();
    let named = |name: &str| heading.names.contains(name);
    let dated = filled.iter().filter(|t| is_date(t) || is_month(t)).count();
    if !filled.is_empty() && dated as f64 >= filled.len() as f64 * COLUMN_SHARE {
        return Column::Year;
    }
    if cells.iter().any(|t| says_out(t)) {
        return Column::Subject;
    }
    if is_references(&filled) && !named("date") && !named("year") {
        let unit = heading.units.first().copied().or(if lower.contains("alleg") {
            Some(Unit::Allegation)
        } else {
            None
        });
        return Column::Identifier(unit);
    }
    if heading.identifier || is_reference_heading(&lower) {
        let unit = heading.units.first().copied().or(if lower.contains("alleg") {
            Some(Unit::Allegation)
        } else {
            None
        });
        return Column::Identifier(unit);
    }
    if heading.aside && heading.names.is_empty() {
        return Column::Other;
    }
    // "Recorded as: public complaint, conduct matter" is headed like a date and holds none.
    let sources = share(&|r| !r.sources.is_empty()) && readings.iter().all(|r| r.year.is_none());
    let yearly = lower.contains("recorded") && share(&|r| r.year.is_some());
    if (named("date") || named("year")) && !sources || yearly {
        return Column::Year;
    }
    let sexed = |r: &LabelReading| !r.sexes.is_empty() || r.unknown;
    if readings.iter().any(|r| !r.sexes.is_empty()) && share(&sexed) {
        let role = role_of_names(&heading.names)
            .or((heading.roles.len() == 1).then(|| heading.roles.first().copied()).flatten());
        return role.map_or(Column::Dimension(Dimension::Extra("sex".into())), |r| {
            Column::Dimension(sex_dimension(r))
        });
    }
    if named("outcome") && !share(&|r| !r.sources.is_empty()) {
        return Column::Dimension(Dimension::Outcome);
    }
    if named("duty") || share(&|r| !r.duties.is_empty()) {
        return Column::Dimension(Dimension::Duty);
    }
    let sourced = |r: &LabelReading| !r.sources.is_empty() || r.weak_source.is_some();
    if share(&sourced) && readings.iter().any(|r| !r.sources.is_empty())
        || named("source") && share(&|r| sourced(r) || r.unknown)
    {
        return Column::Dimension(Dimension::Source);
    }
    if named("allegation_type")
        || readings.iter().any(|r| r.in_scope)
            && share(&|r| r.in_scope || r.other_subject.is_some())
    {
        return Column::Subject;
    }
    if readings.iter().any(|r| r.other_subject.is_some())
        && share(&|r| r.other_subject.is_some() || !r.roles.is_empty())
    {
        return Column::Subject;
    }
    if let Some(name) = &heading.extra {
        return Column::Dimension(Dimension::Extra(name.clone()));
    }
    if share(&|r| r.outcome.is_some()) {
        return Column::Dimension(Dimension::Outcome);
    }
    if share(&|r| r.year.is_some()) && filled.iter().all(|t| year::is_bare(t)) {
        return Column::Year;
    }
    Column::Other
}

fn says_out(text: &str) -> bool {
    axis::says_out(&text.to_lowercase())
}

/// Values such as "CO/0114/16": letters or strokes among digits, mostly different.
fn is_references(cells: &[&str]) -> bool {
    let shaped = cells
        .iter()
        .filter(|t| {
            let digits = t.chars().filter(char::is_ascii_digit).count();
            let strokes = t.chars().any(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '-'));
            digits >= 2
                && strokes
                && !t.contains(' ')
                && year_of(t).is_none_or(|y| y.value.len() != t.len())
                && !is_date(t)
        })
        .count();
    let distinct: BTreeSet<&&str> = cells.iter().collect();
    !cells.is_empty() && shaped * 10 >= cells.len() * 8 && distinct.len() * 2 > cells.len()
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    parts.len() == 3
        && parts.iter().all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit()))
        && (parts[0].len() == 4 || parts[2].len() == 4 || parts.iter().all(|p| p.len() <= 2))
}

/// "2018-03", "03/2018", "Mar-18", "March 2018".
fn is_month(text: &str) -> bool {
    static MONTH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:20\d\d[-/.](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.]20\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[-/ '\u{2019}]*(?:20)?\d\d)$",
        )
        .expect("a pattern of this file is well formed")
    });
    MONTH.is_match(text.trim())
}

fn is_reference_heading(lower: &str) -> bool {
    lower.ends_with(" id")
        || lower.ends_with(" ref")
        || lower.ends_with(" no")
        || lower.ends_with(" no.")
        || lower.ends_with(" number") && !lower.contains("of")
        || lower.contains("reference")
        || lower == "id"
}

/// Of two columns of sexes the one that does not say whose it is belongs to the other party.
fn settle_sexes(columns: &mut [Column]) {
    let unsaid = Column::Dimension(Dimension::Extra("sex".into()));
    let mute: Vec<usize> = (0..columns.len()).filter(|&c| columns[c] == unsaid).collect();
    let [c] = mute[..] else { return };
    let has = |d: Dimension| columns.contains(&Column::Dimension(d));
    match (has(Dimension::OfficerSex), has(Dimension::ComplainantSex)) {
        (true, false) => columns[c] = Column::Dimension(Dimension::ComplainantSex),
        (false, true) => columns[c] = Column::Dimension(Dimension::OfficerSex),
        _ => {}
    }
}

/// Of several columns of dates the one of recording counts; the others are set aside.
fn settle_years(desk: &Desk<'_>, grid: &Grid<'_>, header: usize, columns: &mut [Column]) {
    let years: Vec<usize> = (0..columns.len()).filter(|&c| columns[c] == Column::Year).collect();
    if years.len() < 2 {
        return;
    }
    let rank = |c: usize| {
        let lower = grid.text(header, c).to_lowercase();
        let named = desk.read(&lower).names.contains("year");
        match () {
            () if named && (lower.contains("record") || lower.contains("receiv")) => 0,
            () if named => 1,
            () if lower.contains("record") => 2,
            () if lower.contains("receiv") || lower.contains("logged") => 3,
            () => 4,
        }
    };
    let best = years.iter().copied().min_by_key(|&c| (rank(c), c));
    for c in years {
        if Some(c) != best {
            columns[c] = Column::Other;
        }
    }
}

/// One record with its values.
struct Record {
    place: Locator,
    cell: Cell,
    labels: BTreeMap<Dimension, String>,
    ids: BTreeMap<usize, String>,
    numbers: BTreeMap<usize, u64>,
    out: Option<String>,
    doubts: Vec<Doubt>,
}

/// Tallies a listing.
pub fn read(
    desk: &Desk<'_>,
    block: &Block,
    listing: &Listing,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    let grid = up_to_gap(Grid::new(desk, block));
    let records = read_records(desk, &grid, listing, context, out);
    if records.is_empty() {
        return;
    }
    let dropped: Vec<&Record> = records.iter().filter(|r| r.out.is_some()).collect();
    if let Some(first) = dropped.first() {
        out.findings.push(
            Finding::new(
                Code::HiddenContent,
                format!(
                    "{} of {} rows are left out of the tally: {}",
                    dropped.len(),
                    records.len(),
                    first.out.clone().unwrap_or_default()
                ),
            )
            .at(&first.place, ""),
        );
    }
    report_unread_columns(desk, &grid, listing, out);
    let inside: Vec<&Record> = records.iter().filter(|r| r.out.is_none()).collect();
    let unit = desk.row_unit.or(context.unit);
    let pairs = pair_column(listing, &inside);
    let tally = Tally { desk, listing, context, group, unit, pairs };
    tally.all(&inside, out);
    read_totals(desk, &grid, listing, context, group, out);
}

/// Most different values of a column that divides the rows: more are names or remarks.
const MAX_VALUES: usize = 8;

/// A column of a few repeated values that nothing explains may be an answer: a person should look.
fn report_unread_columns(desk: &Desk<'_>, grid: &Grid<'_>, listing: &Listing, out: &mut Gathered) {
    let rows = records(grid, listing.header);
    for (c, _) in listing.columns.iter().enumerate().filter(|(_, k)| **k == Column::Other) {
        let heading = grid.text(listing.header, c);
        let reading = desk.read_head(heading);
        let texts: Vec<&str> =
            rows.iter().map(|&r| grid.text(r, c)).filter(|t| !t.is_empty()).collect();
        let values: BTreeSet<&str> = texts.iter().copied().collect();
        let divides = values.len() > 1 && values.len() <= MAX_VALUES;
        let coded = values.iter().all(|v| v.chars().count() <= MAX_CODE)
            && values.iter().any(|v| v.chars().any(char::is_alphabetic));
        let numbers = values.iter().all(|v| v.chars().all(|x| x.is_ascii_digit()));
        let named = !reading.names.is_empty() || !reading.roles.is_empty();
        let asked = (named || coded) && !numbers;
        let said = reading.aside || reading.extra.is_some() || reading.identifier;
        let dated = values.iter().any(|v| is_date(v) || year_of(v).is_some());
        if !divides || values.len() * 2 > texts.len() || !asked || said || dated {
            continue;
        }
        let some: Vec<&str> = values.into_iter().take(4).collect();
        let message = format!("column `{heading}` ({}) is not understood", some.join(", "));
        let place = grid.cell(listing.header, c).map(|cell| cell.locator.clone());
        if let Some(place) = place {
            out.findings.push(Finding::new(Code::AmbiguousLabel, message).at(&place, heading));
        }
    }
}

fn read_records(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    listing: &Listing,
    context: &Context,
    out: &mut Gathered,
) -> Vec<Record> {
    let rows = records(grid, listing.header);
    let axes: Vec<Axis> =
        (0..grid.cols).map(|c| column_axis(desk, grid, listing, &rows, c)).collect();
    let mut found = Vec::new();
    for &r in &rows {
        let under = heading_over(desk, grid, listing.header, r);
        let mut record = Record {
            place: row_place(grid, r),
            cell: context.cell.clone(),
            labels: BTreeMap::new(),
            ids: BTreeMap::new(),
            numbers: BTreeMap::new(),
            out: match &context.scope {
                Scope::Out(words) => Some(format!("about `{words}`")),
                _ => under,
            },
            doubts: Vec::new(),
        };
        for (c, axis) in axes.iter().enumerate() {
            let text = grid.text(r, c);
            read_field(desk, listing, axis, c, text, grid, r, &mut record);
            if text.chars().any(|x| x.is_ascii_digit())
                && let Some(cell) = grid.cell(r, c)
            {
                out.aside(text, "a field of a listing", &cell.locator);
            }
        }
        found.push(record);
    }
    found
}

/// A line of words across a listing ("Not part of the request: police staff") holds for the rows
/// under it; returns why those are no part of the answer.
fn heading_over(desk: &Desk<'_>, grid: &Grid<'_>, header: usize, r: usize) -> Option<String> {
    let alone = |row: usize| {
        let filled: Vec<usize> =
            (0..grid.cols).filter(|&c| !grid.text(row, c).is_empty()).collect();
        let first = grid.text(row, *filled.first()?);
        let one = filled.iter().all(|&c| grid.text(row, c) == first);
        (one && first.split_whitespace().count() > 1).then_some(first)
    };
    let text = (header + 1..r).rev().find_map(alone)?;
    let reading = desk.read(text);
    if says_out(text) {
        return Some(format!("`{text}`"));
    }
    match &reading.other_subject {
        Some(words) if !reading.in_scope => Some(format!("about `{words}`")),
        _ => None,
    }
}

fn column_axis(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    listing: &Listing,
    rows: &[usize],
    c: usize,
) -> Axis {
    let Column::Dimension(dimension) = &listing.columns[c] else { return Axis::default() };
    let internal = rows.iter().any(|&r| {
        let text = desk.spell_out_in(grid.text(listing.header, c), grid.text(r, c));
        desk.read(&text).sources.contains("internal")
    });
    let role = match dimension {
        Dimension::OfficerSex => Some(crate::model::observation::Role::Officer),
        Dimension::ComplainantSex => Some(crate::model::observation::Role::Complainant),
        _ => None,
    };
    let extra = match dimension {
        Dimension::Extra(name) => Some(name.clone()),
        _ => None,
    };
    Axis {
        dimension: Some(dimension.clone()),
        role,
        has_internal: internal,
        extra,
        ..Axis::default()
    }
}

#[allow(clippy::too_many_arguments)]
fn read_field(
    desk: &Desk<'_>,
    listing: &Listing,
    axis: &Axis,
    c: usize,
    text: &str,
    grid: &Grid<'_>,
    r: usize,
    record: &mut Record,
) {
    match &listing.columns[c] {
        Column::Dimension(dimension) => {
            record.labels.insert(dimension.clone(), text.to_string());
            let outcome = *dimension == Dimension::Outcome;
            let text = match &desk.blank_outcome {
                Some(meaning) if text.is_empty() && outcome => meaning.as_str(),
                _ => text,
            };
            if text.is_empty() {
                let empty = if outcome { "not_recorded" } else { "unknown" };
                record.cell.insert(dimension.clone(), one(empty));
                return;
            }
            let text = &desk.spell_out_in(grid.text(listing.header, c), text);
            let reading = desk.read(text);
            let head = axis::head(desk, text, &reading, axis);
            if let Some(why) = head.out {
                record.out.get_or_insert(why);
            }
            record.doubts.extend(head.doubts);
            match head.cell.get(dimension) {
                Some(value) => {
                    record.cell.insert(dimension.clone(), value.clone());
                }
                None => {
                    let value = if *dimension == Dimension::Outcome {
                        "other".to_string()
                    } else {
                        "unknown".to_string()
                    };
                    record.cell.insert(dimension.clone(), one(&value));
                    record.doubts.push(Doubt {
                        code: if *dimension == Dimension::Outcome {
                            Code::UnmappedLabel
                        } else {
                            Code::AmbiguousLabel
                        },
                        message: format!("`{text}` could not be read as {}", dimension.name()),
                    });
                }
            }
        }
        Column::Year => {
            if text.is_empty() {
                record.cell.insert(Dimension::Year, one("unknown"));
                return;
            }
            let spelt = desk.meaning_in(grid.text(listing.header, c), text).unwrap_or(text);
            match year_of(spelt) {
                Some(y) => {
                    if !desk.in_period(&y) {
                        record
                            .out
                            .get_or_insert(format!("{text} is outside the period asked about"));
                    }
                    record.cell.insert(Dimension::Year, one(&y.value));
                }
                None => record.doubts.push(Doubt {
                    code: Code::AmbiguousLabel,
                    message: format!("`{text}` could not be read as a year"),
                }),
            }
        }
        Column::Identifier(_) => {
            record.ids.insert(c, text.to_string());
        }
        Column::Number(_) => {
            // The printed number: rounding is said of totals, not of rows.
            if let CellNumber::Count { count, .. } = of_cell(grid.text(r, c)) {
                record.numbers.insert(c, count.min);
            }
        }
        Column::Subject => {
            let text = &desk.spell_out_in(grid.text(listing.header, c), text);
            let reading = desk.read(text);
            if says_out(text) {
                record.out.get_or_insert(format!("`{text}`"));
            }
            if let (Some(words), false) = (&reading.other_subject, reading.in_scope) {
                record.out.get_or_insert(format!("about `{words}`"));
            }
        }
        Column::Other => {}
    }
}

/// Year of a date or year as printed.
fn year_of(text: &str) -> Option<year::YearLabel> {
    if let Some(y) = year::of_label(text) {
        return Some(y);
    }
    let digits: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    let full = digits.iter().find(|d| d.len() == 4 && d.starts_with("20"));
    let short = || digits.get(2).filter(|d| d.len() == 2);
    let value = match full {
        Some(y) => y.to_string(),
        None => format!("20{}", short()?),
    };
    year::of_label(&value)
}

fn row_place(grid: &Grid<'_>, r: usize) -> Locator {
    let cells: Vec<&GridCell> = (0..grid.cols).filter_map(|c| grid.cell(r, c)).collect();
    let mut place = cells.first().map_or(Locator::Line(0), |c| c.locator.clone());
    for cell in &cells[1..] {
        place = place.union(&cell.locator);
    }
    place
}

/// The identifier column whose values repeat: rows are then parts of the thing it names.
fn pair_column(listing: &Listing, records: &[&Record]) -> Option<(usize, Option<Unit>)> {
    listing.columns.iter().enumerate().find_map(|(c, column)| {
        let Column::Identifier(unit) = column else { return None };
        let ids: Vec<&String> =
            records.iter().filter_map(|r| r.ids.get(&c)).filter(|id| !id.is_empty()).collect();
        let distinct: BTreeSet<&&String> = ids.iter().collect();
        (ids.len() == records.len() && distinct.len() < ids.len() && distinct.len() > 1)
            .then_some((c, *unit))
    })
}

struct Tally<'a> {
    desk: &'a Desk<'a>,
    listing: &'a Listing,
    context: &'a Context,
    group: usize,
    unit: Option<Unit>,
    pairs: Option<(usize, Option<Unit>)>,
}

impl Tally<'_> {
    fn all(&self, records: &[&Record], out: &mut Gathered) {
        let ids_are_allegations = matches!(self.pairs, Some((_, Some(Unit::Allegation))));
        match self.pairs {
            Some((c, unit)) => {
                let distinct: BTreeSet<&String> =
                    records.iter().filter_map(|r| r.ids.get(&c)).collect();
                let by_officer = ids_are_allegations
                    || matches!(self.desk.row_unit, Some(Unit::Officer | Unit::Person));
                let id_unit =
                    if by_officer { Unit::Allegation } else { unit.unwrap_or(Unit::Case) };
                self.push(
                    records,
                    Cell::new(),
                    distinct.len() as u64,
                    Some(id_unit),
                    "distinct references".into(),
                    vec![],
                    out,
                );
                let row_unit = if by_officer {
                    Unit::Officer
                } else {
                    self.unit.filter(|u| *u != id_unit).unwrap_or(Unit::Allegation)
                };
                if !by_officer {
                    self.push(
                        records,
                        Cell::new(),
                        records.len() as u64,
                        Some(row_unit),
                        "rows".into(),
                        vec![],
                        out,
                    );
                }
                // Stated before ("13 allegations concerning 17 officers"), or said of the rows.
                let stated = |n: usize| {
                    let total = |o: &Observation| {
                        o.origin == Origin::Stated
                            && o.cell == self.context.cell
                            && o.count == Count::exact(n as u64)
                    };
                    // A sentence that names both numbers tells rows from references, whatever
                    // else could be made of it.
                    out.observations.iter().any(total)
                        || out
                            .asides
                            .iter()
                            .any(|a| a.reason == "not explained" && a.text == n.to_string())
                };
                let told =
                    self.desk.row_unit.is_some() || stated(distinct.len()) && stated(records.len());
                if !told {
                    out.findings.push(
                    Finding::new(
                        Code::AmbiguousReading,
                        format!("{} rows share {} references: rows and references are different units, check which one each split counts", records.len(), distinct.len()),
                    )
                    .at(&records[0].place, ""),
                );
                }
                self.margins(records, Some(c), by_officer, Some(row_unit), out);
            }
            None => {
                self.push(
                    records,
                    Cell::new(),
                    records.len() as u64,
                    self.unit,
                    "rows of the listing".into(),
                    vec![],
                    out,
                );
                self.margins(records, None, false, self.unit, out);
            }
        }
        for (c, column) in self.listing.columns.iter().enumerate() {
            // With several rows to a reference the column numbers them.
            if let Column::Number(unit) = column
                && self.pairs.is_none()
            {
                let sum: u64 = records.iter().filter_map(|r| r.numbers.get(&c)).sum();
                self.push(
                    records,
                    Cell::new(),
                    sum,
                    Some(*unit),
                    "sum of a column of the listing".into(),
                    vec![],
                    out,
                );
            }
        }
    }

    fn margins(
        &self,
        records: &[&Record],
        id: Option<usize>,
        by_id: bool,
        unit: Option<Unit>,
        out: &mut Gathered,
    ) {
        let dimensions: BTreeSet<&Dimension> = records
            .iter()
            .flat_map(|r| r.cell.keys())
            .filter(|d| !self.context.cell.contains_key(d))
            .collect();
        for dimension in dimensions {
            let mut values: BTreeMap<&BTreeSet<String>, Vec<&Record>> = BTreeMap::new();
            for r in records {
                if let Some(v) = r.cell.get(dimension) {
                    values.entry(v).or_default().push(r);
                }
            }
            // With repeated references, a split counts references when it never differs inside one.
            let constant = id.is_some_and(|c| constant_within(records, c, dimension));
            for (value, rows) in values {
                let mut labels: Vec<&str> = rows
                    .iter()
                    .filter_map(|r| r.labels.get(dimension))
                    .map(String::as_str)
                    .collect();
                labels.sort_unstable();
                labels.dedup();
                let mut doubts: Vec<Doubt> = rows
                    .iter()
                    .flat_map(|r| r.doubts.iter())
                    .filter(|d| *dimension == Dimension::Outcome || d.code != Code::UnmappedLabel)
                    .cloned()
                    .collect();
                doubts.dedup();
                let (count, unit) = match id {
                    Some(c) if by_id && constant => {
                        let distinct: BTreeSet<&String> =
                            rows.iter().filter_map(|r| r.ids.get(&c)).collect();
                        (distinct.len() as u64, Some(Unit::Allegation))
                    }
                    _ => (rows.len() as u64, unit),
                };
                let cell = Cell::from([(dimension.clone(), value.clone())]);
                self.push(&rows, cell, count, unit, labels.join(" / "), doubts, out);
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn push(
        &self,
        rows: &[&Record],
        mut cell: Cell,
        count: u64,
        unit: Option<Unit>,
        label: String,
        doubts: Vec<Doubt>,
        out: &mut Gathered,
    ) {
        let Some(first) = rows.first() else { return };
        for (d, v) in &self.context.cell {
            cell.entry(d.clone()).or_insert_with(|| v.clone());
        }
        let mut place = first.place.clone();
        for r in rows {
            place = place.union(&r.place);
        }
        let _ = self.desk;
        out.push(Observation {
            count: Count::exact(count),
            suppressed: false,
            cell,
            unit,
            quote: if label.is_empty() {
                format!("{count} rows")
            } else {
                format!("{count} rows: {label}")
            },
            label,
            origin: Origin::Derived,
            out_of_scope: None,
            authority: self.context.authority.clone(),
            file: String::new(),
            place,
            group: self.group,
            doubts,
        });
    }
}

fn constant_within(records: &[&Record], id: usize, dimension: &Dimension) -> bool {
    let mut seen: BTreeMap<&String, &BTreeSet<String>> = BTreeMap::new();
    records.iter().all(|r| match (r.ids.get(&id), r.cell.get(dimension)) {
        (Some(key), Some(value)) => *seen.entry(key).or_insert(value) == value,
        _ => true,
    })
}

/// "Total number of allegations: 25" under the rows states the total, and proves the tally.
fn read_totals(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    listing: &Listing,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    for r in listing.header + 1..grid.rows {
        if !is_total_row(grid, r) {
            continue;
        }
        let counts: Vec<usize> = (0..grid.cols).filter(|&c| grid.is_count(r, c)).collect();
        let [c] = counts[..] else { continue };
        let (Value::Count(count, _), Some(cell)) = (grid.value(r, c), grid.cell(r, c)) else {
            continue;
        };
        let reading = desk.read(&grid.row_text(r));
        out.push(Observation {
            count: *count,
            suppressed: false,
            cell: context.cell.clone(),
            unit: reading.units.first().copied().or(context.unit),
            label: grid.row_text(r),
            origin: Origin::Stated,
            out_of_scope: match &context.scope {
                Scope::Out(words) => Some(format!("about `{words}`")),
                _ => None,
            },
            authority: context.authority.clone(),
            file: String::new(),
            place: cell.locator.clone(),
            quote: grid.row_text(r),
            group,
            doubts: vec![],
        });
    }
}
