//! The counts of a table as observations, each with the values of context, group, row and column.

use std::collections::BTreeSet;

use super::arithmetic::cell_of;
use super::{Row, Shape};
use crate::extract::axis::Head;
use crate::extract::context::{Context, Desk};
use crate::extract::crossed;
use crate::extract::grid::{Grid, Value};
use crate::extract::lent;
use crate::extract::output::Gathered;
use crate::model::document::Cell as GridCell;
use crate::model::finding::Code;
use crate::model::observation::{Cell, Dimension, Doubt, Observation, Origin, Unit};
use crate::normalise::outcome::How;

/// Makes the observations; returns their indices by row and column.
#[allow(clippy::too_many_arguments)]
pub(super) fn observe(
    grid: &Grid<'_>,
    shape: &Shape,
    columns: &[Head],
    rows: &[Row],
    context: &Context,
    group: usize,
    out: &mut Gathered,
) -> Vec<Vec<Option<usize>>> {
    let mut index = vec![vec![None; shape.data.len()]; rows.len()];
    let tall: Vec<_> = shape.data.iter().map(|&c| shared_rows(grid, rows, c)).collect();
    for (i, row) in rows.iter().enumerate() {
        for (j, &c) in shape.data.iter().enumerate() {
            let column = &columns[j];
            let Some(cell) = grid.cell(row.at, c) else { continue };
            let several;
            let row = match &tall[j] {
                Some(kept) => {
                    several = of_several_rows(row, kept);
                    &several
                }
                None => row,
            };
            match grid.value(row.at, c) {
                Value::Aside(reason) => out.aside(&cell.text, reason, &cell.locator),
                Value::Count(count, suppressed) => {
                    if !grid.is_origin(row.at, c) {
                        continue;
                    }
                    // Where blanks mean none, a total left blank over figures is not none.
                    let counted = || {
                        rows.iter()
                            .any(|r| matches!(grid.value(r.at, c), Value::Count(n, _) if n.min > 0))
                    };
                    if row.total && cell.text.trim().is_empty() && counted() {
                        continue;
                    }
                    if let Some(reason) = column.aside.or(row.head.aside) {
                        out.aside(&cell.text, reason, &cell.locator);
                        continue;
                    }
                    let shared;
                    let wide = spanned(grid, shape, row.at, j);
                    let column = if wide > 1 {
                        shared = shared_head(&columns[j..j + wide]);
                        &shared
                    } else {
                        column
                    };
                    let (down, column) = (
                        crossed::of_party(&row.head, column.party),
                        crossed::of_party(column, row.head.party),
                    );
                    let (dims, doubts) = intersect(context, row, &down, &column);
                    let mut all_doubts = doubts;
                    all_doubts.extend(down.doubts.iter().cloned());
                    all_doubts.extend(column.doubts.iter().cloned());
                    let at = out.push(Observation {
                        count: *count,
                        suppressed: *suppressed,
                        cell: dims,
                        unit: column
                            .unit
                            .or(row.head.unit.filter(|u| own_unit(rows, row, *u, context)))
                            .or(context.unit),
                        label: label_of(row, &column).into(),
                        origin: Origin::Stated,
                        out_of_scope: out_of(context, row, &column),
                        authority: context.authority.clone(),
                        file: Default::default(),
                        place: row_place(grid, row.at, c),
                        quote: quote(grid, row.at, &column).into(),
                        group,
                        doubts: all_doubts,
                    });
                    // A count over several columns is no part of any one of them.
                    let one = columns[j..j + wide].iter().all(|c| c.cell == columns[j].cell);
                    index[i][j] = one.then_some(at);
                }
                _ => {}
            }
        }
    }
    index
}

/// "3" beside the three outcomes of 2019, in a cell as tall as all of them: what the rows have in common that one
/// count of a column stands for. None for a column without such cells.
fn shared_rows(grid: &Grid<'_>, rows: &[Row], c: usize) -> Option<BTreeSet<Dimension>> {
    let mut kept: Option<BTreeSet<Dimension>> = None;
    for (i, row) in rows.iter().enumerate() {
        if !grid.is_origin(row.at, c) || !grid.is_count(row.at, c) {
            continue;
        }
        let under = rows[i + 1..]
            .iter()
            .take_while(|r| !grid.is_origin(r.at, c) && grid.cell(r.at, c).is_some() && !r.total);
        let cells: Vec<Cell> = std::iter::once(row).chain(under).map(cell_of).collect();
        let [first, others @ ..] = &cells[..] else { continue };
        if others.iter().all(|o| o == first) {
            continue;
        }
        let common = first.iter().filter(|(d, v)| others.iter().all(|o| o.get(d) == Some(v)));
        let common: BTreeSet<Dimension> = common.map(|(d, _)| d.clone()).collect();
        kept = Some(match kept {
            Some(before) => before.intersection(&common).cloned().collect(),
            None => common,
        });
    }
    kept
}

/// A row as far as a count speaks of it that stands for its neighbours as well.
fn of_several_rows(row: &Row, kept: &BTreeSet<Dimension>) -> Row {
    let mut out = row.clone();
    out.head.cell.retain(|d, _| kept.contains(d));
    out.group.retain(|d, _| kept.contains(d));
    out.head.doubts.clear();
    out
}

/// How many columns of counts the cell that begins in one of them covers.
fn spanned(grid: &Grid<'_>, shape: &Shape, row: usize, from: usize) -> usize {
    let same = |c: &&usize| !grid.is_origin(row, **c) && grid.cell(row, **c).is_some();
    1 + shape.data[from + 1..].iter().take_while(same).count()
}

/// What the headings of several columns have in common: "5" in the middle under "On duty" and "Off duty" of
/// 2016 is of 2016.
fn shared_head(heads: &[Head]) -> Head {
    let mut out = heads[0].clone();
    for other in &heads[1..] {
        out.cell.retain(|d, v| other.cell.get(d) == Some(v));
        out.unit = out.unit.filter(|unit| other.unit == Some(*unit));
        out.out = out.out.take().filter(|_| other.out.is_some());
        out.aside = out.aside.filter(|_| other.aside.is_some());
    }
    out
}

/// A row's own unit holds for it when it gives no value. "Sub-total, police officers" under rows that
/// name no unit says whose figures these are, not what is counted.
fn own_unit(rows: &[Row], row: &Row, unit: Unit, context: &Context) -> bool {
    let person = unit.is_person();
    // "Police officer" beside "PCSO" and "Volunteer": whom the complaints are about.
    let thing = |u: Option<Unit>| u.is_some_and(|u| !u.is_person());
    let by_whom = rows.iter().any(|r| r.head.out.is_some());
    if person && by_whom && thing(context.unit) && !rows.iter().any(|r| thing(r.head.unit)) {
        return false;
    }
    let parts_unnamed = rows.iter().any(|r| !r.total && r.head.unit.is_none());
    row.head.cell.is_empty() && !(row.total && person && parts_unnamed)
}

/// "2019 | 3 | Not upheld": a bare outcome beside the one count of its row is the outcome of all of
/// them.
pub(super) fn of_one_outcome(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    row: &Row,
    cell: &GridCell,
    context: &Context,
    group: usize,
) -> Option<Observation> {
    let [c] = shape.data[..] else { return None };
    let Value::Count(count, false) = grid.value(row.at, c) else { return None };
    let reading = desk.read(&cell.text);
    let outcome = reading.outcome.filter(|o| o.how == How::Known)?;
    let counts = cell.text.contains(|c: char| c.is_ascii_digit());
    let bare =
        !counts && reading.unexplained == 0 && reading.year.is_none() && reading.sexes.is_empty();
    if !bare || !count.is_exact() || count.min == 0 || row.total || row.head.aside.is_some() {
        return None;
    }
    let mut of = context.cell.clone();
    of.insert(Dimension::Outcome, outcome.codes);
    Some(Observation {
        count: *count,
        suppressed: false,
        cell: of,
        unit: context.unit,
        label: cell.text.trim().into(),
        origin: Origin::Stated,
        out_of_scope: context.scope.out_reason().or(row.head.out.clone()).or(row.group_out.clone()),
        authority: context.authority.clone(),
        file: Default::default(),
        place: row_place(grid, row.at, c),
        quote: grid.row_text(row.at).into(),
        group,
        doubts: Vec::new(),
    })
}

pub(super) fn label_of(row: &Row, column: &Head) -> String {
    match (row.head.text.is_empty(), column.text.is_empty()) {
        (false, false) => format!("{} / {}", row.head.text, column.text),
        (false, true) => row.head.text.clone(),
        _ => column.text.clone(),
    }
}

/// Longest quote of a row, in characters: each of its figures has one, and a row of ten thousand
/// columns would be kept ten thousand times.
const MAX_QUOTE_CHARS: usize = 1_000;

pub(super) fn quote(grid: &Grid<'_>, r: usize, column: &Head) -> String {
    let mut text = grid.row_text(r);
    if let Some(end) = text.char_indices().map(|(i, _)| i).nth(MAX_QUOTE_CHARS) {
        let word = text[..end].rfind(' ').unwrap_or(end);
        text.truncate(word);
    }
    if column.text.is_empty() || grid.cols < 3 { text } else { format!("{text} [{}]", column.text) }
}

pub(super) fn row_place(grid: &Grid<'_>, r: usize, c: usize) -> crate::model::locator::Locator {
    grid.cell(r, c).map_or(crate::model::locator::Locator::Line(0), |cell| cell.locator.clone())
}

pub(super) fn out_of(context: &Context, row: &Row, column: &Head) -> Option<String> {
    let scope = context.scope.out_reason();
    scope.or(row.head.out.clone()).or(row.group_out.clone()).or(column.out.clone())
}

/// Values of context, group, row and column put together, the nearer over the farther.
pub(super) fn intersect(
    context: &Context,
    row: &Row,
    down: &Head,
    column: &Head,
) -> (Cell, Vec<Doubt>) {
    let mut doubts = Vec::new();
    let mut cell = context.cell.clone();
    cell.extend(row.group.clone());
    // "Five-year total" under the rows of 2020.
    if row.total && lent::says_all_years(&row.head.text) {
        cell.remove(&Dimension::Year);
    }
    for (d, v) in &column.cell {
        if let Some(other) = down.cell.get(d)
            && other != v
        {
            doubts.push(Doubt {
                code: Code::AmbiguousReading,
                message: format!(
                    "row `{}` and column `{}` both give {} and differ",
                    down.text,
                    column.text,
                    d.name()
                ),
            });
        }
        cell.insert(d.clone(), v.clone());
    }
    cell.extend(down.cell.clone());
    (cell, doubts)
}
