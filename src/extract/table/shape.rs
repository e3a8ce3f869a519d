//! The shape of a table: which columns are labels, which rows are headings, where one table ends
//! and the next begins.

use std::collections::BTreeSet;

use super::{Section, Shape};
use crate::extract::context::Desk;
use crate::extract::grid::{Grid, Value};
use crate::extract::prose;
use crate::normalise::year;

/// A column of labels to the right of counts begins a second table, when its labels have values.
pub(super) fn split_side_by_side(desk: &Desk<'_>, grid: &Grid<'_>) -> Vec<(usize, usize)> {
    let mut cuts = vec![0];
    let mut seen_counts = false;
    for col in 0..grid.cols {
        let counts = (0..grid.rows).filter(|&r| grid.is_count(r, col)).count();
        if counts > 0 && (is_serial(grid, col, 0) || numbers_rows(desk, grid, col)) {
            continue; // the numbers of the rows
        }
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
pub(super) fn shape(desk: &Desk<'_>, grid: &Grid<'_>) -> Option<Shape> {
    let counted: Vec<usize> = (0..grid.cols)
        .filter(|&c| (0..grid.rows).any(|r| grid.is_count(r, c)))
        .filter(|&c| !is_of_words(grid, c))
        .filter(|&c| !numbers_rows(desk, grid, c))
        .collect();
    let first = *counted.first()?;
    let mut data: Vec<usize> =
        counted.iter().copied().filter(|&c| !is_serial(grid, c, counted.len())).collect();
    if data.is_empty() {
        return None; // nothing but the numbers of the rows
    }
    let mut first = if data.contains(&first) { first } else { data[0] };
    // "Not held" all the way down, right before the counts: a year that has none.
    while first > 1 && is_not_given(grid, first - 1) {
        first -= 1;
        data.insert(0, first);
    }
    let names_rows =
        |c: usize| numbers_rows(desk, grid, c) || c + 1 < first && letters_rows(grid, c);
    let mut stubs: Vec<usize> =
        (0..first).filter(|&c| !counted.contains(&c) && !names_rows(c)).collect();
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

/// A column that gives under its heading nothing but the reason why it gives nothing, in several rows.
fn is_not_given(grid: &Grid<'_>, c: usize) -> bool {
    let asides = (0..grid.rows).filter(|&r| matches!(grid.value(r, c), Value::Aside(_))).count();
    let words = (0..grid.rows).filter(|&r| matches!(grid.value(r, c), Value::Text)).count();
    let counts = (0..grid.rows).any(|r| grid.is_count(r, c) && !grid.is_yearlike(r, c));
    asides > 1 && words * 2 < asides + 2 && !counts
}

/// A column of labels among which a "None" stands: more words than noughts, and no digit.
fn is_of_words(grid: &Grid<'_>, c: usize) -> bool {
    let count = |r: &usize| grid.is_count(*r, c);
    let digits = |r: usize| grid.text(r, c).chars().any(|x| x.is_ascii_digit());
    let (counts, others): (Vec<usize>, Vec<usize>) = (0..grid.rows).partition(count);
    let words = others.iter().filter(|&&r| grid.text(r, c).chars().any(char::is_alphabetic));
    // One of the words is the heading.
    !counts.iter().any(|&r| digits(r)) && words.count() > counts.len() + 1
}

/// A first column under "Q", "Ref" or "Line no": its numbers name the rows.
pub(super) fn numbers_rows(desk: &Desk<'_>, grid: &Grid<'_>, col: usize) -> bool {
    let first = (0..grid.rows).find(|&r| grid.is_count(r, col)).unwrap_or(0);
    let words = (0..first).rev().map(|r| grid.text(r, col)).find(|t| !t.is_empty());
    let others = (col + 1..grid.cols).any(|c| (first..grid.rows).any(|r| grid.is_count(r, c)));
    col == 0 && others && words.is_some_and(|t| desk.read(t).identifier)
}

/// Fewest rows that letters are said to name.
const LETTERED_ROWS: usize = 3;

/// A first column A, B, C ... names the rows: an "F" in it is no woman.
fn letters_rows(grid: &Grid<'_>, col: usize) -> bool {
    let rows: Vec<usize> =
        (0..grid.rows).filter(|&r| (col + 1..grid.cols).any(|c| grid.is_count(r, c))).collect();
    let letters: Vec<char> = rows
        .iter()
        .map(|&r| grid.text(r, col).trim_matches(['(', ')', '.', ' ']))
        .map_while(|t| t.parse::<char>().ok().filter(char::is_ascii_alphabetic))
        .collect();
    // The last row may be the total.
    col == 0
        && letters.len() >= LETTERED_ROWS
        && letters.len() + 1 >= rows.len()
        && letters.windows(2).all(|w| u32::from(w[1]) == u32::from(w[0]) + 1)
}

/// A first column 1, 2, 3 ... beside other counts numbers the rows.
pub(super) fn is_serial(grid: &Grid<'_>, col: usize, counted: usize) -> bool {
    let numbers: Vec<u64> = (0..grid.rows)
        .filter_map(|r| match grid.value(r, col) {
            Value::Count(c, _) if c.is_exact() => Some(c.min),
            _ => None,
        })
        .collect();
    let _ = counted;
    if col == 0 && is_lettered(grid, col) {
        return true;
    }
    col == 0
        && (1..grid.cols).any(|c| (0..grid.rows).any(|r| matches!(grid.value(r, c), Value::Text)))
        && numbers.len() >= 2
        && numbers.iter().enumerate().all(|(i, n)| *n == i as u64 + 1)
}

/// "2a, 2b, 2c, 3a": numbers of questions, not counts with a footnote.
fn is_lettered(grid: &Grid<'_>, col: usize) -> bool {
    let mut items: Vec<(u64, char)> = Vec::new();
    for r in 0..grid.rows {
        let text = grid.text(r, col).trim_matches(['(', ')', '.', ' ']);
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let (Ok(n), true) = (digits.parse::<u64>(), text.len() <= digits.len() + 1) else {
            continue;
        };
        items.push((n, text[digits.len()..].chars().next().unwrap_or(' ')));
    }
    let lettered = items.iter().filter(|(_, letter)| *letter != ' ').count();
    lettered >= 2 && items.windows(2).all(|w| w[0] < w[1])
}

pub(super) fn sections(desk: &Desk<'_>, grid: &Grid<'_>, shape: &Shape) -> Vec<Section> {
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
        let group = names_first_group(grid, shape, &current, r);
        if is_heading(desk, grid, shape, r) && !answered_in_words && !answer && !group {
            if repeats_heading(desk, grid, shape, &current, r) {
                continue;
            }
            if !current.rows.iter().all(|&r| is_group(grid, shape, r)) {
                // A line of words right over a heading stands over what follows it.
                let kept = current
                    .rows
                    .iter()
                    .rposition(|&r| !is_group(grid, shape, r))
                    .map_or(0, |last| last + 1);
                let over = current.rows.split_off(kept);
                out.push(std::mem::take(&mut current));
                current.rows = over;
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

/// True for a line across the whole table right under its headings, where another such line stands over
/// counts further down: both name groups of rows ("Made by the public", "Raised within the force").
fn names_first_group(grid: &Grid<'_>, shape: &Shape, section: &Section, r: usize) -> bool {
    let counts = |k: usize| shape.data.iter().any(|&c| grid.is_count(k, c));
    let under_headings = section.rows.is_empty()
        && section.headings.last().is_some_and(|&h| h + 1 == r && !spans_all(grid, shape, h));
    let over_counts = |k: usize| spans_all(grid, shape, k) && k + 1 < grid.rows && counts(k + 1);
    under_headings
        && over_counts(r)
        && (r + 2..grid.rows).any(|k| over_counts(k) && grid.text(k, 0) != grid.text(r, 0))
}

/// The heading printed again where a page began, before the rows came to a total.
fn repeats_heading(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    shape: &Shape,
    section: &Section,
    r: usize,
) -> bool {
    let Some(&head) = section.headings.last() else { return false };
    let same = (0..grid.cols).all(|c| grid.text(head, c) == grid.text(r, c));
    let total = |&k: &usize| shape.stubs.iter().any(|&c| desk.read(grid.text(k, c)).total);
    same && !section.rows.is_empty() && !section.rows.iter().any(total)
}

/// Rows of captions, numbers, numbers, captions: the last captions belong to the numbers above them.
pub(super) fn split_last_captions(grid: &Grid<'_>, shape: &Shape, out: &mut Vec<Section>) {
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

pub(super) fn lift_captions(grid: &Grid<'_>, shape: &Shape, section: &mut Section) {
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
pub(super) fn is_heading(desk: &Desk<'_>, grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
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
                || reading.running
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
pub(super) fn names_a_count(desk: &Desk<'_>, grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    let text = grid.text(r, shape.data[0]);
    let reading = desk.read(text);
    let names = reading.count
        || reading.total
        || !reading.units.is_empty()
        || reading.year.is_some()
        || year::span_of_label(text).is_some()
        || !reading.sexes.is_empty()
        || reading.running
        || reading.rate;
    names && reading.words <= 8 && !text.contains(". ")
        || !reading.names.is_empty() && reading.words <= 3
}

/// One cell across all data columns beside a label: an answer in words, not a heading.
pub(super) fn spans_all(grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    let labelled = shape.stubs.iter().any(|&c| !grid.text(r, c).is_empty());
    let first = shape.data[0];
    labelled
        && shape.data.len() > 1
        && shape.data[1..]
            .iter()
            .all(|&c| !grid.is_origin(r, c) && grid.text(r, c) == grid.text(r, first))
}

pub(super) fn stub_is_plain(desk: &Desk<'_>, grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    shape.stubs.iter().all(|&c| !desk.read(grid.text(r, c)).has_value())
}

/// "Not held", "Withheld": an answer in words where a count would stand.
pub(super) fn says_not_given(grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    shape.data.iter().any(|&c| {
        let text = grid.text(r, c).to_lowercase();
        ["not held", "withheld", "no information held", "exempt", "see note", "s40", "section 40"]
            .iter()
            .any(|w| text.contains(w))
    })
}

pub(super) fn is_group(grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    let stub = shape.stubs.iter().any(|&c| !grid.text(r, c).is_empty());
    let bare = stub
        && shape
            .data
            .iter()
            .all(|&c| matches!(grid.value(r, c), Value::Blank) || !grid.is_origin(r, c));
    bare && !(grid.blank_is_nil && is_row_of_none(grid, shape, r))
}

/// Where blank cells mean none, a row of blanks set like the rows around it is one of them.
fn is_row_of_none(grid: &Grid<'_>, shape: &Shape, r: usize) -> bool {
    let stub =
        |r: usize| shape.stubs.iter().find_map(|&c| grid.cell(r, c).filter(|x| !x.text.is_empty()));
    let counted = |r: &usize| shape.data.iter().any(|&c| grid.is_count(*r, c));
    let near = (0..r).rev().find(counted).into_iter().chain((r + 1..grid.rows).find(counted));
    let Some(own) = stub(r) else { return false };
    // The note that says so is none of the rows it speaks of.
    let lower = own.text.to_lowercase();
    let notes = ["blank", "empty", "denote", "indicat", "signif", "means", "rounded"];
    if notes.iter().any(|w| lower.contains(w)) && lower.split_whitespace().count() > 3 {
        return false;
    }
    // "Conduct matters" in bold over rows that are not: it stands over them.
    let below = (r + 1..grid.rows).find(counted).and_then(stub);
    if below.is_some_and(|x| own.bold && !x.bold || own.indent < x.indent) {
        return false;
    }
    !own.text.trim_end().ends_with(':')
        && near.filter_map(stub).any(|x| x.bold == own.bold && x.indent == own.indent)
}
