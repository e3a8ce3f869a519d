//! Every number a document prints, found straight from its cells and lines.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::extract::number::{self, CellNumber, What};
use crate::model::count::Count;
use crate::model::document::{Block, BlockKind, Cell, CellValue, Document, Furniture};
use crate::model::locator::Locator;
use crate::model::text::Text;
use crate::model::wire::Fixed;

/// A number as printed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Found {
    /// As printed.
    pub text: Text,
    /// Its value, if it is a whole number.
    pub value: Option<u64>,
    /// What it counts, if it can be a count.
    pub count: Option<Count>,
    /// Where it stands.
    pub place: Locator,
    /// The words around it.
    pub quote: Text,
    /// True in running text, where several numbers may share a place.
    pub in_text: bool,
    /// Why it is no part of the answer, whatever it is: hidden, struck out, page furniture.
    #[serde(with = "crate::model::wire::fixed_or_none")]
    pub apart: Option<Fixed>,
    /// Why it can be no count, by its own form: a date, a reference.
    #[serde(with = "crate::model::wire::fixed_or_none")]
    pub reason: Option<Fixed>,
}

/// Longest quote kept, in characters.
const MAX_QUOTE: usize = 200;

/// All numbers, in reading order.
pub fn numbers(document: &Document) -> Vec<Found> {
    let mut out = Vec::new();
    for block in &document.blocks {
        let apart = if block.hidden {
            Some("hidden")
        } else if block.furniture == Furniture::Running {
            Some("running header or footer")
        } else {
            None
        };
        if block.kind == BlockKind::Table {
            let rows = Rows::of(block);
            for cell in &block.cells {
                of_cell(&rows, cell, apart, &mut out);
            }
        } else {
            of_text(&block.text, apart, &|at| block.place_at(at).clone(), true, &mut out);
        }
    }
    out
}

/// The words of each row of a table, for quotes.
struct Rows(HashMap<u32, String>);

impl Rows {
    fn of(block: &Block) -> Rows {
        let mut rows: HashMap<u32, String> = HashMap::new();
        for cell in &block.cells {
            let text = cell.text.trim();
            if text.is_empty() {
                continue;
            }
            let row = rows.entry(cell.row).or_default();
            // No character is longer than four bytes, so that this much holds the quote.
            if row.len() < 4 * MAX_QUOTE {
                if !row.is_empty() {
                    row.push(' ');
                }
                row.push_str(text);
            }
        }
        Rows(rows.into_iter().map(|(row, text)| (row, shortened(&text))).collect())
    }

    fn quote(&self, cell: &Cell) -> String {
        self.0.get(&cell.row).cloned().unwrap_or_default()
    }
}

fn of_cell(rows: &Rows, cell: &Cell, apart: Option<&'static str>, out: &mut Vec<Found>) {
    let text = cell.text.trim();
    if text.is_empty() {
        return;
    }
    let apart = apart.or(cell.hidden.then_some("hidden")).or(cell.struck.then_some("struck out"));
    let reason = match cell.value {
        CellValue::Date => Some("date"),
        CellValue::Percent => Some("percentage"),
        _ => None,
    };
    let whole = |count: Option<Count>, reason: Option<&'static str>| Found {
        text: text.into(),
        value: count.filter(|c| c.is_exact()).map(|c| c.min),
        count,
        place: cell.locator.clone(),
        quote: rows.quote(cell).into(),
        in_text: false,
        apart,
        reason,
    };
    match number::of_cell(text) {
        CellNumber::Count { count, .. } => out.push(whole(Some(count), reason)),
        CellNumber::NotCount(why) => out.push(whole(None, Some(why))),
        _ if reason.is_some() => out.push(whole(None, reason)),
        CellNumber::Text => {
            of_text(text, apart, &|_| cell.locator.clone(), false, out);
        }
        CellNumber::Blank | CellNumber::Dash | CellNumber::Symbol(_) => {}
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(MAX_QUOTE).collect()
}

fn of_text(
    text: &str,
    apart: Option<&'static str>,
    place: &dyn Fn(usize) -> Locator,
    in_text: bool,
    out: &mut Vec<Found>,
) {
    let from = out.len();
    let hits = number::in_sentence(text);
    let sentences = Sentences::of(text);
    for h in &hits {
        let printed = &text[h.start..h.end];
        let (count, reason) = match h.what {
            // "Both are included in the figures": two things named before.
            What::Count { count, .. } if printed.eq_ignore_ascii_case("both") => {
                (Some(count), Some("reference to a stated count"))
            }
            What::Count { count, .. } => (Some(count), None),
            What::Reference(n) => (Some(Count::exact(n)), Some("reference to a stated count")),
            What::Aside(why) => (None, Some(why)),
        };
        out.push(Found {
            text: printed.into(),
            value: count.filter(|c| c.is_exact()).map(|c| c.min),
            count,
            place: place(h.start),
            quote: sentences.at(h.start).into(),
            in_text,
            apart,
            reason,
        });
    }
    // Digits the grammar passed over stand inside a word or a code.
    for (start, end) in digit_runs(text) {
        let next = hits.partition_point(|h| h.end <= start);
        if hits.get(next).is_none_or(|h| end <= h.start) {
            out.push(Found {
                text: (&text[start..end]).into(),
                value: None,
                count: None,
                place: place(start),
                quote: sentences.at(start).into(),
                in_text,
                apart,
                reason: Some("inside a word or code"),
            });
        }
    }
    out[from..].sort_by(|a, b| a.place.order(&b.place));
}

fn digit_runs(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices() {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                out.push((s, i));
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|s| (s, text.len())));
    out
}

/// The sentences of a text, roughly: from stop to stop.
struct Sentences<'a> {
    text: &'a str,
    stops: Vec<usize>,
}

impl<'a> Sentences<'a> {
    fn of(text: &'a str) -> Sentences<'a> {
        Sentences { text, stops: text.match_indices(". ").map(|(i, _)| i).collect() }
    }

    /// The sentence around a byte.
    fn at(&self, at: usize) -> String {
        let before = self.stops.partition_point(|stop| stop + 2 <= at);
        let from = before.checked_sub(1).map_or(0, |i| self.stops[i] + 2);
        let after = self.stops.partition_point(|stop| *stop < at);
        let to = self.stops.get(after).map_or(self.text.len(), |stop| stop + 1);
        shortened(self.text[from..to].trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_with_a_digit_is_passed_over() {
        let text = "On 3 May 2019 we held 14 (FOI2021x7), of which B12c and two were closed.";
        let mut out = Vec::new();
        of_text(text, None, &|_| Locator::Line(1), true, &mut out);
        let digits = |s: &str| s.chars().filter(char::is_ascii_digit).count();
        let seen: usize = out.iter().map(|f| digits(&f.text)).sum();
        assert_eq!(seen, digits(text));
        assert!(out.iter().any(|f| f.text == "14" && f.count == Some(Count::exact(14))));
        assert!(out.iter().any(|f| f.text == "two" && f.value == Some(2)));
    }
}
