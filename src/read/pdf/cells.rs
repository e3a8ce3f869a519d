//! Cells of a table from the words in them: text, marks, depth of indentation, and what a word must
//! look like to be a number.

use super::lattice::Found;
use super::words::{Chunk, Word};
use crate::model::document::Cell;
use crate::model::locator::{BBox, Locator};
use crate::normalise::year;

/// Baselines closer than this share of the font size are those of one line of a cell.
const SAME_LINE: f32 = 0.4;

/// Text of words in reading order, and the marks behind numbers.
pub(super) fn cell(
    page: u32,
    row: u32,
    col: u32,
    rowspan: u32,
    colspan: u32,
    words: &[Word],
    area: BBox,
) -> Cell {
    let sorted = in_reading_order(words);
    let mut text = String::new();
    let mut marks = String::new();
    let mut base = f32::MIN;
    for w in &sorted {
        // Only at the end of a line is a hyphen a division.
        if w.base > base + 0.4 * w.size {
            join_word(&mut text, &w.text);
        } else {
            text.push(' ');
            text.push_str(&w.text);
        }
        base = w.base;
        marks.push_str(&w.marks);
    }
    let bbox = sorted.iter().map(|w| w.bbox).reduce(BBox::union).unwrap_or(area);
    let mut cell = Cell::new(row, col, text, Locator::Page { page, bbox });
    cell.rowspan = rowspan.max(1);
    cell.colspan = colspan.max(1);
    cell.marks = marks;
    cell.bold = !sorted.is_empty() && sorted.iter().all(|w| w.bold);
    // The left edge is kept for the indentation, see `set_indents`; that of the first line, as a long
    // label may run on at the margin.
    let left = sorted.first().map_or(bbox.x0, |w| w.bbox.x0);
    cell.indent = (left - area.x0).max(0.0).round() as u32;
    cell
}

/// Words line by line and from left to right. Lines are told apart before the words of one are
/// sorted: baselines that differ a little each have no order of their own.
fn in_reading_order(words: &[Word]) -> Vec<&Word> {
    let mut by_base: Vec<&Word> = words.iter().collect();
    by_base.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    for w in by_base {
        let same = lines
            .last()
            .and_then(|l| l.first())
            .is_some_and(|f| (w.base - f.base).abs() < SAME_LINE * w.size.min(f.size));
        match lines.last_mut() {
            Some(line) if same => line.push(w),
            _ => lines.push(vec![w]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    }
    lines.concat()
}

/// Adds a word to a text, with a space or, where a word was divided at the end of a line, without.
pub(super) fn join_word(text: &mut String, word: &str) {
    if is_divided(text, word) {
        text.truncate(text.trim_end_matches(['-', '\u{2010}']).len());
    } else if !text.is_empty() && !keeps_hyphen(text, word) {
        text.push(' ');
    }
    text.push_str(word);
}

/// First parts after which a hyphen at the end of a line is part of the word ("non-recent").
const PREFIXES: &[&str] = &[
    "all", "co", "cross", "ex", "half", "high", "in", "long", "low", "mid", "multi", "non", "off",
    "on", "part", "post", "pre", "self", "semi", "short", "sub", "well",
];

/// Tens that a hyphen joins with what follows ("twenty-four").
const TENS: &[&str] =
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn keeps(first: &str) -> bool {
    let lower = first.to_lowercase();
    PREFIXES.contains(&lower.as_str()) || TENS.contains(&lower.as_str())
}

/// True when `text` ends with the first part of a word whose second part is `word`.
pub(super) fn is_divided(text: &str, word: &str) -> bool {
    hyphenated(text, word).is_some_and(|first| !keeps(first))
}

/// True when the hyphen at the end of `text` belongs to a compound that `word` completes.
pub(super) fn keeps_hyphen(text: &str, word: &str) -> bool {
    hyphenated(text, word).is_some_and(keeps)
}

/// The part before a hyphen at the end of the text, when a word in small letters follows it.
fn hyphenated<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let before = text.strip_suffix(['-', '\u{2010}'])?;
    let first = before.rsplit(|c: char| c.is_whitespace()).next()?;
    let letters = !first.is_empty() && first.chars().all(|c| c.is_alphabetic() || c == '-');
    let fits = first.ends_with(char::is_alphabetic) && word.starts_with(char::is_lowercase);
    (letters && fits).then_some(first)
}

/// Turns the left offsets of first-column cells into depths of indentation.
pub(super) fn set_indents(cells: &mut [Cell]) {
    let cols: u32 = cells.iter().map(|c| c.col + 1).max().unwrap_or(0);
    for col in 0..cols {
        let mut offsets: Vec<u32> = cells
            .iter()
            .filter(|c| c.col == col && !c.text.is_empty() && c.colspan == 1)
            .map(|c| c.indent)
            .collect();
        offsets.sort_unstable();
        let mut levels: Vec<u32> = Vec::new();
        for o in offsets {
            if levels.last().is_none_or(|l| o - l > 4) {
                levels.push(o);
            }
        }
        let flush = col == 0 && levels.len() <= 4;
        for c in cells.iter_mut().filter(|c| c.col == col) {
            c.indent = if flush {
                levels.iter().rposition(|l| c.indent + 1 >= *l).unwrap_or(0) as u32
            } else {
                0
            };
        }
    }
}

pub(super) fn drop_empty_lines(cells: &mut Vec<Cell>) {
    let rows: u32 = cells.iter().map(|c| c.row + c.rowspan).max().unwrap_or(0);
    let empty: Vec<u32> = (0..rows)
        .filter(|r| {
            cells.iter().all(|c| {
                c.text.is_empty() || c.row > *r || c.row + c.rowspan <= *r || c.rowspan > 1
            })
        })
        .collect();
    cells.retain(|c| !(c.text.is_empty() && c.rowspan == 1 && empty.contains(&c.row)));
    for c in cells.iter_mut() {
        let above = empty.iter().filter(|r| **r < c.row).count() as u32;
        let inside =
            empty.iter().filter(|r| **r >= c.row && **r < c.row + c.rowspan).count() as u32;
        c.row -= above;
        c.rowspan = (c.rowspan - inside.min(c.rowspan - 1)).max(1);
    }
}

/// Takes the words of a table out of the text. A word that stands in its box and in none of its
/// cells (a column of running text beside it) stays text: nothing is lost between the two.
pub(super) fn take_words(chunks: &mut Vec<Chunk>, found: &Found) {
    let taken = |w: &Word| found.words.contains(&w.bbox);
    let meets = |b: BBox| {
        b.x0 <= found.bbox.x1
            && b.x1 >= found.bbox.x0
            && b.y0 <= found.bbox.y1
            && b.y1 >= found.bbox.y0
    };
    let mut out: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for c in chunks.drain(..) {
        if !meets(c.bbox) || !c.words.iter().any(taken) {
            out.push(c);
            continue;
        }
        let parts = c.words.split(taken).filter(|p| !p.is_empty());
        out.extend(parts.map(|p| Chunk::of(p.to_vec())));
    }
    *chunks = out;
}

/// A number, a mark for one, or a year.
pub fn is_numeric(text: &str) -> bool {
    let t = text.trim_matches(|c: char| {
        matches!(c, '(' | ')' | '*' | '\u{2020}' | '%' | '<' | '#' | '~' | '[' | ']')
    });
    let digits = t.chars().filter(char::is_ascii_digit).count();
    let dash = matches!(text, "-" | "\u{2013}" | "\u{2014}" | "*" | "**" | "x" | "..");
    dash || digits > 0
        && digits <= 7
        && t.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        || matches!(text.to_lowercase().as_str(), "nil" | "none" | "zero" | "n/a")
}

pub(super) fn is_count_chunk(c: &Chunk) -> bool {
    let lone = c.words.len() == 1;
    let figure =
        |w: &Word| is_numeric(&w.text) && (lone || w.text.contains(|c: char| c.is_ascii_digit()));
    c.words.len() <= 3 && c.words.iter().any(figure) && !year::is_bare(&c.text())
}
