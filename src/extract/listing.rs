//! Listings: one row per allegation (or case, or officer), tallied into margins. Columns are told by
//! their headings and, where those say little, by what stands in them; rows outside the period or
//! the subject are left out of the tally and said to be.

mod columns;
mod excluded;
mod tally;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

pub(super) use self::columns::is_reference_heading;
use self::columns::{columns, is_date, says_out};
use self::tally::{Tally, pair_column, read_totals};

use super::axis::{self, Axis};
use super::context::{Context, Desk, one};
use super::grid::Grid;
use super::notes::Repeats;
use super::number::{CellNumber, of_cell};
use super::output::Gathered;
use super::prose;
use crate::model::document::{Block, Cell as GridCell};
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension, Doubt, Unit};
use crate::normalise::year;
use crate::pattern::pattern;

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
    /// A record is a column of the table and not a row.
    turned: bool,
}

/// Tells whether a table is a listing.
pub fn find(desk: &Desk<'_>, block: &Block) -> Option<Listing> {
    let grid = Grid::new(desk, block);
    let grid = up_to_gap(grid);
    if is_of_questions(&grid) {
        return None;
    }
    for header in 0..grid.rows.min(6) {
        if questionnaire(&grid, header).is_some() {
            return None;
        }
        if let Some(columns) = columns(desk, &grid, header) {
            return Some(Listing { header, columns, turned: false });
        }
    }
    find_turned(desk, &grid)
}

/// A listing with a column to each record: the names of the fields stand one below the other, and
/// no number stands in it that could be a count.
fn find_turned(desk: &Desk<'_>, grid: &Grid<'_>) -> Option<Listing> {
    let counts = (0..grid.rows).any(|r| (0..grid.cols).any(|c| grid.is_count(r, c)));
    let named = |r: &usize| {
        let reading = desk.read_head(grid.text(*r, 0));
        !reading.names.is_empty() || reading.identifier || reading.roles.len() == 1
    };
    let fields = (0..grid.rows).filter(|&r| grid.text(r, 0).split(' ').count() <= MAX_FIELD_WORDS);
    let named = fields.filter(named).count();
    if counts || named < MIN_TURNED_FIELDS || (named as f64) < COLUMN_SHARE * grid.rows as f64 {
        return None;
    }
    let columns = columns(desk, &grid.turned(), 0)?;
    Some(Listing { header: 0, columns, turned: true })
}

/// Fewest named fields of a listing that lies on its side.
const MIN_TURNED_FIELDS: usize = 3;
/// Longest name of such a field, in words.
const MAX_FIELD_WORDS: usize = 8;

/// True when half the rows of a table begin with a question: the answers beside them are no records.
fn is_of_questions(grid: &Grid<'_>) -> bool {
    let first = (0..grid.rows).map(|r| grid.text(r, 0)).filter(|t| !t.is_empty());
    let (asks, others): (Vec<&str>, Vec<&str>) = first.partition(|t| prose::is_question(t));
    asks.len() > 1 && asks.len() >= others.len()
}

/// Longest heading of a column of questions or of answers, in words.
const QUESTION_HEADING_WORDS: usize = 5;

/// "You asked" beside "Our answer": a row is a question and its answer, not a record. The columns of both.
pub(super) fn questionnaire(grid: &Grid<'_>, header: usize) -> Option<(usize, usize)> {
    let names = |words: &[&str]| {
        (0..grid.cols).position(|c| {
            let lower = grid.text(header, c).to_lowercase();
            let short = lower.split_whitespace().count() <= QUESTION_HEADING_WORDS;
            short && words.iter().any(|w| lower.contains(w))
        })
    };
    let asked = names(&["question", "asked", "request", "sought"]);
    let answered = names(&["answer", "response", "reply", "replies"]);
    asked.zip(answered).filter(|(asked, answered)| asked != answered)
}

/// The columns before the first wholly empty one: a key far to the right is no part of the rows.
fn up_to_gap(grid: Grid<'_>) -> Grid<'_> {
    let empty = |c: usize| (0..grid.rows).all(|r| grid.text(r, c).is_empty());
    match (1..grid.cols).find(|&c| empty(c)) {
        Some(gap) if gap >= 3 => grid.columns(0, gap),
        _ => grid,
    }
}

/// Rows that are records: more than a stray note or total filled in.
fn records(grid: &Grid<'_>, header: usize) -> Vec<usize> {
    let wide = (0..grid.cols).filter(|&c| !grid.text(header, c).is_empty()).count();
    (header + 1..grid.rows)
        .filter(|&r| {
            let filled = (0..grid.cols)
                .filter(|&c| !grid.text(r, c).is_empty() && !grid.spans_left(r, c))
                .count();
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
    static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:grand|sub|overall)?[\s-]*total|overall\b|count$|(?:no\.|number) of )|number of allegations",
        )
    });
    (0..grid.cols).any(|c| TOTAL.is_match(grid.text(r, c).trim()))
}

/// One record with its values.
struct Record {
    place: Locator,
    cell: Cell,
    /// What was found, where another column says what followed from it.
    found: BTreeSet<String>,
    labels: BTreeMap<Dimension, String>,
    ids: BTreeMap<usize, String>,
    numbers: BTreeMap<usize, u64>,
    /// Columns of numbers where this record has only a band ("<3").
    bands: BTreeSet<usize>,
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
    let grid = if listing.turned { grid.turned() } else { grid };
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
    let context = &without_what_rows_divide(context, &inside);
    let row_unit = desk.row_unit_at(&block.locator);
    let unit = row_unit.or(context.unit);
    let pairs = pair_column(listing, &inside);
    let tally = Tally { listing, context, group, unit, row_unit, pairs };
    tally.all(&inside, out);
    read_totals(desk, &grid, listing, context, group, out);
    read_lines_across(desk, &grid, listing, context, group, out);
}

/// The context without what the rows say otherwise: "made by: public = a complaint from a member of the
/// public" explains a column and is not said of every row. A year is left alone: rows have dates of
/// several kinds.
fn without_what_rows_divide(context: &Context, rows: &[&Record]) -> Context {
    let mut context = context.clone();
    context.cell.retain(|d, v| {
        *d == Dimension::Year || rows.iter().filter_map(|r| r.cell.get(d)).all(|own| own == v)
    });
    context
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
    let meant: Vec<BTreeMap<String, String>> = axes
        .iter()
        .enumerate()
        .map(|(c, axis)| typing_errors(desk, grid, listing.header, &rows, c, axis))
        .collect();
    let mut excluded = excluded::by_row(desk, grid, listing, &rows);
    let mut found = Vec::new();
    let mut above: BTreeMap<usize, String> = BTreeMap::new();
    for &r in &rows {
        let under = heading_over(desk, grid, listing.header, r).or_else(|| excluded.remove(&r));
        let mut record = Record {
            place: row_place(grid, r),
            cell: context
                .cell
                .clone()
                .into_iter()
                .chain(said_over(desk, grid, listing, r))
                .collect(),
            found: BTreeSet::new(),
            labels: BTreeMap::new(),
            ids: BTreeMap::new(),
            numbers: BTreeMap::new(),
            bands: BTreeSet::new(),
            out: context.scope.out_reason().or(under),
            doubts: Vec::new(),
        };
        for (c, axis) in axes.iter().enumerate() {
            let text = grid.text(r, c);
            let repeated = above.get(&c).filter(|_| text.is_empty()).cloned();
            if !text.is_empty() && stands_for_above(desk, &listing.columns[c]) {
                above.insert(c, text.to_string());
            }
            let text = repeated.as_deref().unwrap_or(text);
            let meant = meant[c].get(text).map_or(text, String::as_str);
            read_field(desk, listing, axis, c, meant, grid, r, &mut record);
            let counts = || !super::number::in_sentence(text).is_empty();
            if (text.chars().any(|x| x.is_ascii_digit()) || counts())
                && let Some(cell) = grid.cell(r, c)
            {
                out.aside(text, "a field of a listing", &cell.locator);
            }
        }
        found.push(record);
    }
    // A key may stand to the right of the records.
    for r in 0..grid.rows {
        for c in axes.len()..grid.cols.saturating_sub(1) {
            let (code, meaning) = (grid.text(r, c), grid.text(r, c + 1));
            let explained = |(_, a, b): &(String, String, String)| a == code && b == meaning;
            if code.chars().any(|x| x.is_ascii_digit())
                && desk.fields.iter().any(explained)
                && let Some(cell) = grid.cell(r, c)
            {
                out.aside(code, "a key to codes", &cell.locator);
            }
        }
    }
    found
}

/// True for a column whose empty fields stand for the one above, as the document says.
fn stands_for_above(desk: &Desk<'_>, column: &Column) -> bool {
    match desk.repeats {
        Some(Repeats::Years) => *column == Column::Year,
        Some(Repeats::All) => matches!(column, Column::Year | Column::Dimension(_)),
        None => false,
    }
}

/// The line of words across a listing under which a row stands.
fn line_over<'g>(grid: &Grid<'g>, header: usize, r: usize) -> Option<&'g str> {
    (header + 1..r).rev().find_map(|row| line_across(grid, row))
}

/// The text of a row that is one line of words across a listing, or a year.
fn line_across<'g>(grid: &Grid<'g>, row: usize) -> Option<&'g str> {
    let filled: Vec<usize> = (0..grid.cols).filter(|&c| !grid.text(row, c).is_empty()).collect();
    let first = grid.text(row, *filled.first()?);
    let one = filled.iter().all(|&c| grid.text(row, c) == first);
    (one && (first.split_whitespace().count() > 1 || year::is_bare(first))).then_some(first)
}

/// "Not part of the request: police staff" across a listing holds for the rows under it; returns why those
/// are no part of the answer.
fn heading_over(desk: &Desk<'_>, grid: &Grid<'_>, header: usize, r: usize) -> Option<String> {
    let text = line_over(grid, header, r)?;
    let reading = desk.read(text);
    if says_out(text) {
        return Some(format!("`{text}`"));
    }
    match &reading.other_subject {
        Some(words) if !reading.in_scope => Some(format!("about `{words}`")),
        _ => None,
    }
}

/// "Recorded in 2016: 5 allegations", "Public complaints" across a listing: what holds for the rows under it
/// where no column says it.
fn said_over(desk: &Desk<'_>, grid: &Grid<'_>, listing: &Listing, r: usize) -> Cell {
    let mut out = Cell::new();
    let Some(text) = line_over(grid, listing.header, r) else { return out };
    if let [year] = &year::in_text(text)[..]
        && !listing.columns.contains(&Column::Year)
    {
        out.insert(Dimension::Year, one(&year.value));
    }
    let sources = desk.read(text).sources;
    if sources.len() == 1 && !listing.columns.contains(&Column::Dimension(Dimension::Source)) {
        out.insert(Dimension::Source, sources);
    }
    out
}

/// The counts that lines across a listing state of the rows under them.
fn read_lines_across(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    listing: &Listing,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    for r in listing.header + 1..grid.rows {
        let Some(text) = line_across(grid, r).filter(|t| prose::counts_something(t)) else {
            continue;
        };
        let cell = (0..grid.cols).find_map(|c| grid.cell(r, c).filter(|c| !c.text.is_empty()));
        if let Some(cell) = cell {
            prose::read_text(desk, text, &cell.locator, context, group, out);
        }
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
    let heading = grid.text(listing.header, c);
    let readings: Vec<_> =
        rows.iter().map(|&r| desk.read(&desk.spell_out_in(heading, grid.text(r, c)))).collect();
    let internal = readings.iter().any(|r| r.sources.contains("internal"));
    let answers = readings
        .iter()
        .any(|r| r.answer == Some(true))
        .then(|| axis::answers(&desk.read_head(heading)));
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
        answers,
        ..Axis::default()
    }
}

/// Shortest text of a field whose typing error is told by the column it stands in.
const MIN_TYPED: usize = 3;
/// Most different texts of such a column that say something: values and their spellings. A column of
/// more is no column of few values, and each text would be held against all of them.
const MAX_SPELLINGS: usize = 50;

/// "Pubic", "mle": a field that says nothing, one typing error away from the value of other rows of a
/// column of few values, and from no other value. Outcomes are mended by the vocabulary.
fn typing_errors(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    header: usize,
    rows: &[usize],
    c: usize,
    axis: &Axis,
) -> BTreeMap<String, String> {
    let Some(dimension) = &axis.dimension else { return BTreeMap::new() };
    if matches!(dimension, Dimension::Outcome | Dimension::Extra(_) | Dimension::AllegationType) {
        return BTreeMap::new();
    }
    let heading = grid.text(header, c);
    let value = |text: &str| {
        let spelt = desk.spell_out_in(heading, text);
        axis::head(desk, &spelt, &desk.read(&spelt), axis).cell.remove(dimension)
    };
    let texts: BTreeSet<&str> = rows.iter().map(|&r| grid.text(r, c)).collect();
    let (known, unknown): (Vec<&str>, Vec<&str>) =
        texts.into_iter().filter(|t| !t.is_empty()).partition(|t| value(t).is_some());
    let mut meant = BTreeMap::new();
    if known.len() > MAX_SPELLINGS {
        return meant;
    }
    for text in unknown.into_iter().filter(|t| t.chars().count() >= MIN_TYPED) {
        let folded = text.trim().to_lowercase();
        let near: Vec<&&str> = known
            .iter()
            .filter(|k| strsim::osa_distance(&folded, &k.trim().to_lowercase()) == 1)
            .collect();
        let values: BTreeSet<_> = near.iter().filter_map(|k| value(k)).collect();
        if let (1, Some(word)) = (values.len(), near.first()) {
            meant.insert(text.to_string(), word.to_string());
        }
    }
    meant
}

/// How telling an outcome is, of the most telling of its codes.
fn weight(desk: &Desk<'_>, codes: &BTreeSet<String>) -> u32 {
    codes.iter().filter_map(|c| desk.vocabulary.code(c)).map(|c| c.weight).max().unwrap_or(0)
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
            let outcome = *dimension == Dimension::Outcome;
            let second = outcome && record.labels.contains_key(dimension);
            let told = record.cell.get(dimension).filter(|_| second).cloned();
            // A finding in one column and what followed in another: an empty one adds nothing.
            if told.is_some() && text.is_empty() {
                return;
            }
            let label =
                match record.labels.get(dimension).filter(|l| told.is_some() && !l.is_empty()) {
                    Some(first) => format!("{first} / {text}"),
                    None => text.to_string(),
                };
            record.labels.insert(dimension.clone(), label);
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
                    let value = match told {
                        Some(told) if weight(desk, &told) > weight(desk, value) => {
                            record.found.extend(value.iter().cloned());
                            told
                        }
                        told => {
                            record.found.extend(told.into_iter().flatten());
                            value.clone()
                        }
                    };
                    record.cell.insert(dimension.clone(), value);
                }
                None if told.as_ref().is_some_and(|told| weight(desk, told) > 1) => {}
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
                if !count.is_exact() {
                    record.bands.insert(c);
                }
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
