//! Lines set with tabs: a table when several lines beside each other have the same fields and at
//! least two of them end in a figure; else text.

use std::sync::LazyLock;

use regex::Regex;

use super::layout::Tabbed;
use crate::model::document::{Block, Cell};
use crate::model::locator::Locator;
use crate::pattern::pattern;
use crate::read::plain;

/// Fewest lines that make a table.
const MIN_ROWS: usize = 2;

/// A figure, or what stands in a figure's place.
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:fewer than|less than|up to|c\.|[<>≤≥~£])?\s*\d[\d,.]*\s*%?\s*[*†‡#]*|nil|none|zero|n/?a|\*+|-|–|—|x)$",
    )
});

/// True for a figure, or a mark in place of one.
pub fn is_figure(text: &str) -> bool {
    FIGURE.is_match(text.trim())
}

/// What lines with tabs turned out to be.
pub enum Part {
    /// A table.
    Table(Block),
    /// A line of text.
    Line(Tabbed),
}

/// Sorts lines that stand beside each other into tables and text.
pub fn tables(lines: Vec<Tabbed>) -> Vec<Part> {
    let mut fields: Vec<Vec<String>> = lines.iter().map(|t| fields(&t.line.text)).collect();
    let stops: Vec<Vec<String>> =
        lines.iter().map(|t| t.line.text.split('\t').map(|f| f.trim().into()).collect()).collect();
    let mut out = Vec::new();
    let mut lines = lines.into_iter();
    let mut at = 0;
    while at < fields.len() {
        let mut next = group_end(&fields, at);
        let set = stops_end(&stops, at);
        if set > next {
            next = set;
            fields[at..next].clone_from_slice(&stops[at..next]);
        }
        let figures = fields[at..next].iter().filter(|f| f.last().is_some_and(|x| is_figure(x)));
        let group: Vec<Tabbed> = lines.by_ref().take(next - at).collect();
        if next - at >= MIN_ROWS && figures.count() >= MIN_ROWS {
            out.push(Part::Table(table(&fields[at..next], &group)));
        } else {
            out.extend(group.into_iter().map(Part::Line));
        }
        at = next;
    }
    out
}

/// Fields of a line. Several tabs in a row only reach the next tab stop; a typed list marker
/// belongs to the words behind it.
fn fields(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (i, field) in text.split('\t').enumerate() {
        let field = field.trim();
        if field.is_empty() && i > 0 {
            continue;
        }
        match out.last_mut() {
            Some(marker) if i == 1 && plain::is_item(&format!("{marker} x")) => {
                marker.push(' ');
                marker.push_str(field);
            }
            _ => out.push(field.to_string()),
        }
    }
    out
}

/// The line after the last one that is set with the same tabs as the line at `start`, a tab to a column:
/// then an empty field is an empty cell ("Year\t\tmale\tfemale").
fn stops_end(stops: &[Vec<String>], start: usize) -> usize {
    let width = stops[start].len();
    let end = (start..stops.len()).find(|&i| stops[i].len() != width).unwrap_or(stops.len());
    let filled = |col: usize| {
        let rows = stops[start..end].iter().filter(|row| !row[col].is_empty()).count();
        rows * 2 > end - start
    };
    if width > 2 && (0..width).all(filled) { end } else { start }
}

/// The line after the last one that has as many fields as the line at `start`. A heading line may
/// lack the empty field over the labels, when labels and figures follow at once.
fn group_end(fields: &[Vec<String>], start: usize) -> usize {
    let width = |i: usize| fields[i].len();
    let target = match fields.get(start + 1) {
        Some(next)
            if next.len() == width(start) + 1
                && !next[0].is_empty()
                && next.last().is_some_and(|f| is_figure(f))
                && !fields[start][0].is_empty()
                && !fields[start][0].ends_with(':') =>
        {
            next.len()
        }
        _ => width(start),
    };
    if target < 2 {
        return start + 1;
    }
    (start + 1..fields.len()).find(|&i| width(i) != target).unwrap_or(fields.len())
}

fn table(fields: &[Vec<String>], lines: &[Tabbed]) -> Block {
    let width = fields.iter().map(Vec::len).max().unwrap_or(0);
    let mut cells = Vec::new();
    for (row, (fields, line)) in fields.iter().zip(lines).enumerate() {
        let place = Locator::Paragraph(line.number);
        let last = fields.len().saturating_sub(1);
        for (i, field) in fields.iter().enumerate() {
            let col = (i + width - fields.len()) as u32;
            let mut cell = Cell::new(row as u32, col, field.as_str(), place.clone());
            cell.bold = line.line.bold;
            if i == last {
                cell.marks = line.line.all_marks();
            }
            cells.push(cell);
        }
    }
    let first = lines.first().map_or(0, |l| l.number);
    Block::table(cells, Locator::Paragraph(first))
}
