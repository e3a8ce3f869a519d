//! What one row of a grid looks like: header, label, note, question, total. Only shapes and a few
//! layout words; the vocabulary of outcomes belongs to later stages.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::document::{Cell, CellValue};
use crate::pattern::pattern;

/// Longest text that can be a label inside a table; longer is a sentence.
pub const MAX_LABEL_CHARS: usize = 60;

/// A text above a table that does not start at its left edge is a title from this length on; a
/// shorter one is a header over some columns ("Financial year").
const MIN_TITLE_CHARS: usize = 26;

/// Text from this length on, beside a short label, is a question or an answer, not a table cell.
const LONG_TEXT_CHARS: usize = 40;

/// The filled cells of one row.
pub type Row = Vec<Cell>;

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[<>≤≥~(]?\s*[-–£]?\s*\d[\d,  ]*(\.\d+)?\s*%?\)?\s*[*†‡#~^§]*$"));
static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^([-–—.*xX~#:]{1,3}|n/?[ak]|nil|none|zero|null|tbc|not held|withheld|\(?s\.?\s?\d+.*|(fewer|less|more) than \w+|(under|below|up to|at most|at least) \w+|\w+ or (fewer|less|under|more)|between \w+ (and|to) \w+)$",
    )
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(cy|fy)?\s*((19|20)\d\d)(\s*[-/–]\s*((19|20)?\d\d))?\s*[*†‡#~^]*$")
});
static QUESTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(q(uestion)?\s*\.?\s*\d{1,2}[a-z]?|\d{1,2}[a-z]?|[a-z])\s*[.):]?$")
});
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(q(uestion)?\s*\.?\s*\d{1,2}[a-z]?|table\s+\w+|figure\s+\w+|appendix\s+\w+|part\s+\w+)\b",
    )
});
static TOTAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(grand |overall |sub-?\s*)?total\b|^all$|\btotals?$"));
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^([*†‡#~^§¹²³]|\(\d\)|\[\w\]|notes?\b|source\b|n\.?b\.?\b|please\b|key\b|data\b.*\b(is|are|was|were)\b|figures\b)",
    )
});
static KEY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(key|legend)\b|^\S{1,5}\s*[=:–-]\s+\S|^\S{1,5}\s*=\s*\S"));

/// A figure, typed as number or as text; a year counts too.
pub fn is_number(cell: &Cell) -> bool {
    matches!(cell.value, CellValue::Number | CellValue::Percent) || NUMBER.is_match(&cell.text)
}

/// A sign that stands for a figure ("*", "-", "N/A"), or a figure.
pub fn is_figure(cell: &Cell) -> bool {
    is_number(cell) || cell.value == CellValue::Error || MARKER.is_match(&cell.text)
}

/// "2016", "2016/17", "FY19/20", or a date.
pub fn is_year(cell: &Cell) -> bool {
    YEAR.is_match(&cell.text) || cell.value == CellValue::Date
}

/// A figure that is not a year.
pub fn is_count(cell: &Cell) -> bool {
    is_number(cell) && !is_year(cell)
}

/// Words, not a figure.
pub fn is_words(cell: &Cell) -> bool {
    !is_figure(cell) && cell.text.chars().filter(|c| c.is_alphabetic()).count() >= 1
}

/// Last column the row covers.
pub fn last_col(cell: &Cell) -> u32 {
    cell.col + cell.colspan - 1
}

fn chars(cell: &Cell) -> usize {
    cell.text.chars().count()
}

/// One filled cell, which is words or a lone date.
pub fn is_single(row: &Row) -> bool {
    row.len() == 1
}

/// "Q1", "Table 3 ..." at the head of a row: a new part begins.
pub fn is_caption(row: &Row) -> bool {
    row.first().is_some_and(|c| CAPTION.is_match(&c.text) && !is_figure(c))
        && row.iter().all(|c| !is_count(c))
        && (row.len() == 1 || is_question(row))
}

/// "Q1" beside the words of the question. A bare number needs a question mark: listings number
/// their rows.
pub fn is_question(row: &Row) -> bool {
    row.len() == 2
        && QUESTION.is_match(&row[0].text)
        && is_words(&row[1])
        && (CAPTION.is_match(&row[0].text) || row[1].text.contains('?'))
}

/// Words in every cell, or years beside words: what stands over columns. `below` are the next rows,
/// which must hold figures where this row holds words.
pub fn is_header(row: &Row, below: &[Row]) -> bool {
    if row.len() < 2 || row.iter().any(|c| is_figure(c) && !is_year(c) && !c.text.is_empty()) {
        return false;
    }
    if row.iter().any(|c| chars(c) > 3 * MAX_LABEL_CHARS) {
        return false;
    }
    let counts = below.iter().take(3).flatten().filter(|c| is_figure(c) && !is_year(c));
    let mut over =
        row.iter().filter(|h| counts.clone().any(|c| h.col <= c.col && c.col <= last_col(h)));
    over.next().is_some()
}

/// Years in order, as header: "2016 | 2017 | 2018".
pub fn is_years(row: &Row) -> bool {
    let years: Vec<&Cell> = row.iter().filter(|c| is_year(c)).collect();
    years.len() >= 2
        && years.len() + 2 >= row.len()
        && row.iter().all(|c| is_year(c) || is_words(c))
        && (years.windows(2).all(|w| w[0].text < w[1].text)
            || years.windows(2).all(|w| w[0].text > w[1].text))
}

/// Ends a table's figures.
pub fn is_total(row: &Row) -> bool {
    row.iter().take(2).any(|c| TOTAL.is_match(&c.text))
}

/// A single cell over the table that names it.
pub fn is_title(cell: &Cell, first: u32, last: u32) -> bool {
    if is_count(cell) || cell.text.is_empty() {
        return false;
    }
    let whole = cell.col <= first && last_col(cell) >= last && last > first;
    let words = cell.text.split_whitespace().count();
    whole
        || cell.col == first
        || chars(cell) > MAX_LABEL_CHARS
        || (chars(cell) >= MIN_TITLE_CHARS && (cell.colspan == 1 || words > 4))
        || CAPTION.is_match(&cell.text)
}

/// A single cell under the table that explains it, rather than a label whose figures are blank.
pub fn is_note(cell: &Cell, stub: u32, first: u32, last: u32) -> bool {
    if is_number(cell) || MARKER.is_match(&cell.text) {
        return false;
    }
    let whole = cell.col <= first && last_col(cell) >= last && last > first;
    whole
        || cell.col != stub
        || chars(cell) > MAX_LABEL_CHARS
        || (cell.text.ends_with('.') && cell.text.contains(' '))
        || cell.text.contains(" = ")
        || NOTE.is_match(&cell.text)
        || CAPTION.is_match(&cell.text)
}

/// "M = Male": a line of a key.
pub fn is_key(cell: &Cell) -> bool {
    KEY.is_match(&cell.text) && !is_number(cell)
}

/// A line before a table that is no part of it though it fills two cells: "Report: X | Run: Y".
pub fn is_preamble(row: &Row, width: usize) -> bool {
    if row.len() < width && row.len() <= 4 && row.iter().all(is_key) {
        return true;
    }
    row.len() <= 2
        && width >= row.len() + 2
        && row.iter().enumerate().all(|(i, c)| c.col == row[0].col + i as u32)
        && row.iter().all(|c| c.colspan == 1 && !is_count(c))
        && row
            .iter()
            .any(|c| c.text.contains(": ") || c.text.ends_with(':') || chars(c) > LONG_TEXT_CHARS)
}

/// Each cell says its own thing: "Report: X | Run: Y", "M = Male | F = Female".
pub fn is_statement(row: &Row) -> bool {
    let says = |c: &Cell| c.text.contains(": ") || is_key(c);
    row.iter().all(|c| !is_count(c) && c.colspan == 1 && says(c))
}

/// Two or three cells of prose alone: no table.
pub fn is_prose(row: &Row) -> bool {
    row.len() <= 3
        && row.iter().all(|c| !is_figure(c))
        && row.iter().any(|c| chars(c) > LONG_TEXT_CHARS || c.text.ends_with(['.', '?']))
}

/// The same words in the same columns.
pub fn same(a: &Row, b: &Row) -> bool {
    a.len() == b.len()
        && a.len() > 1
        && a.iter().zip(b).all(|(x, y)| x.col == y.col && x.text == y.text)
}
