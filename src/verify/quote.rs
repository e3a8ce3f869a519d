//! Is this quote at this place, and this count in it? Three questions: does anything stand at the
//! place; do the words of the quote stand there and around it; can the count be read there.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::Document;
use crate::model::locator::{BBox, Locator, range};
use crate::write::contract::{Evidence, Fact};

/// How far the middle of a word may lie outside the box, in points: boxes are written to a tenth.
const SLACK: f32 = 1.0;
/// How many lines after its first a sentence of a text file may run on.
const RUNS_ON: u32 = 40;

/// A bit of text with its place.
struct Piece<'a> {
    text: &'a str,
    place: &'a Locator,
    /// Number of its block in the document.
    block: usize,
}

/// A document prepared for looking quotes up: what stands in each page, sheet row or line, and the
/// words of each page, sheet and text with where they are first met.
pub(super) struct Index<'a> {
    pieces: BTreeMap<Slot, Vec<Piece<'a>>>,
    words: BTreeMap<Ground, BTreeMap<String, u32>>,
    /// Where the tables stand, blank boxes and all.
    tables: Vec<&'a Locator>,
}

/// A page, a row of a sheet, a line or a paragraph.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Page(u32),
    Row(String, u32),
    Line(u32),
    Paragraph(u32),
}

/// The ground over which the words of a quote may be spread.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    Page(u32),
    Sheet(String),
    Text,
}

impl<'a> Index<'a> {
    /// Prepares a document.
    pub(super) fn new(document: &'a Document) -> Index<'a> {
        let mut index =
            Index { pieces: BTreeMap::new(), words: BTreeMap::new(), tables: Vec::new() };
        for (number, block) in document.blocks.iter().enumerate() {
            if !block.cells.is_empty() {
                index.tables.push(&block.locator);
            }
            for cell in &block.cells {
                index.add(&cell.text, &cell.locator, number);
            }
            let mut before = "";
            for line in &block.lines {
                if line.words.is_empty() {
                    index.add(&line.text, &line.locator, number);
                }
                for word in &line.words {
                    index.add(&word.text, &word.locator, number);
                }
                index.join(before, &line.text, &line.locator);
                before = &line.text;
            }
        }
        index
    }

    fn add(&mut self, text: &'a str, place: &'a Locator, block: usize) {
        let slots = match place {
            Locator::Page { page, .. } | Locator::Scan { page, .. } => vec![Slot::Page(*page)],
            Locator::Cells { sheet, from, to, .. } => {
                (from.0..=to.0).map(|row| Slot::Row(sheet.to_string(), row)).collect()
            }
            Locator::Line(n) => vec![Slot::Line(*n)],
            Locator::Paragraph(n) => vec![Slot::Paragraph(*n)],
        };
        for slot in slots {
            self.pieces.entry(slot).or_default().push(Piece { text, place, block });
        }
        for token in tokens(text) {
            self.word(token, place);
        }
    }

    fn word(&mut self, token: String, place: &Locator) {
        let (ground, at) = match place {
            Locator::Page { page, .. } | Locator::Scan { page, .. } => (Ground::Page(*page), 0),
            Locator::Cells { sheet, .. } => (Ground::Sheet(sheet.to_string()), 0),
            Locator::Line(n) | Locator::Paragraph(n) => (Ground::Text, *n),
        };
        let first = self.words.entry(ground).or_default().entry(token).or_insert(at);
        *first = at.min(*first);
    }

    /// A word divided at a line's end is offered in one piece as well.
    fn join(&mut self, first: &str, second: &str, place: &Locator) {
        if first.trim_end().ends_with(['-', '\u{ad}', '\u{2010}']) {
            let head = tokens(first).pop().unwrap_or_default();
            let tail = tokens(second).into_iter().next().unwrap_or_default();
            self.word(format!("{head}{tail}"), place);
        }
    }

    /// What stands at the place of the evidence.
    fn at(&self, e: &Evidence) -> Vec<&Piece<'a>> {
        let slots: Vec<Slot> = if let Some(page) = e.page {
            vec![Slot::Page(page)]
        } else if let (Some(sheet), Some((from, to))) =
            (&e.sheet, e.cell.as_deref().and_then(range))
        {
            (from.0..=to.0).map(|row| Slot::Row(sheet.clone(), row)).collect()
        } else {
            e.line.map(Slot::Line).or(e.paragraph.map(Slot::Paragraph)).into_iter().collect()
        };
        let of = slots.iter().filter_map(|s| self.pieces.get(s)).flatten();
        of.filter(|p| at(p.place, e)).collect()
    }

    /// True when a word of the quote stands where the rest of it may: on the page (a sentence may
    /// run over to the next), on the sheet, or not long after the line.
    fn has_near(&self, token: &str, e: &Evidence) -> bool {
        let met = |ground: Ground| self.words.get(&ground).and_then(|w| w.get(token)).copied();
        if let Some(page) = e.page {
            return met(Ground::Page(page)).or_else(|| met(Ground::Page(page + 1))).is_some();
        }
        if let Some(sheet) = &e.sheet {
            return met(Ground::Sheet(sheet.clone())).is_some();
        }
        let line = e.line.or(e.paragraph).unwrap_or(0);
        met(Ground::Text).is_some_and(|first| first <= line + RUNS_ON)
    }
}

/// Confirms the evidence of a fact, or of a refusal when there is no fact.
pub(super) fn confirm(
    index: &Index<'_>,
    evidence: &Evidence,
    fact: Option<&Fact>,
) -> Result<(), String> {
    let here = index.at(evidence);
    // A box left blank, where a note says that a blank is none: the words of its row must stand near.
    let blank = here.iter().all(|p| p.text.trim().is_empty());
    let none = |f: &Fact| f.origin == "stated" && f.count.max == 0;
    if blank && !(fact.is_some_and(none) && index.tables.iter().any(|t| within(t, evidence))) {
        return Err("nothing stands at this place".into());
    }
    let derived = fact.is_some_and(|f| f.origin == "derived");
    let made_by_us = derived && (is_sum(&evidence.quote) || is_tally(&evidence.quote));
    let missing = tokens(&evidence.quote)
        .into_iter()
        .find(|t| !(index.has_near(t, evidence) || made_by_us && is_our_word(t)));
    if let Some(word) = missing {
        return Err(format!("`{word}` of the quote `{}` does not stand there", evidence.quote));
    }
    if blank {
        return Ok(());
    }
    let quoted = tokens_of(&[evidence.quote.as_str()]);
    let texts: Vec<&str> = here.iter().map(|p| p.text).collect();
    if !made_by_us && tokens_of(&texts).is_disjoint(&quoted) && !all_marks(&texts) {
        return Err(format!(
            "`{}` stands there, which is not in the quote `{}`",
            texts.join(" "),
            evidence.quote
        ));
    }
    match fact {
        Some(f) if !derived => counted(f, &texts, &evidence.quote),
        Some(f) if is_tally(&evidence.quote) => tallied(index, f, &here),
        _ => Ok(()),
    }
}

fn is_sum(quote: &str) -> bool {
    quote.starts_with("sum of ")
}

/// "12 rows: withdrawn" is said by us of a range of rows.
fn is_tally(quote: &str) -> bool {
    let mut words = quote.split_whitespace();
    words.next().is_some_and(|w| w.parse::<u64>().is_ok())
        && words.next().is_some_and(|w| w.trim_end_matches(':') == "rows")
}

/// Words and numbers of a quote that we made ("12 rows", "sum of").
fn is_our_word(token: &str) -> bool {
    matches!(token, "sum" | "of" | "rows" | "the" | "listing" | "distinct" | "references")
        || token.chars().all(|c| c.is_ascii_digit())
}

/// A listing's range must have at least as many rows as were counted; the place names the first page of a
/// listing that goes on over the next.
fn tallied(index: &Index<'_>, fact: &Fact, here: &[&Piece<'_>]) -> Result<(), String> {
    let mut rows: BTreeSet<(u32, u32)> = BTreeSet::new();
    let over = here.iter().filter_map(|p| match p.place {
        Locator::Page { page, .. } | Locator::Scan { page, .. } => Some((page + 1, p.block)),
        _ => None,
    });
    let over: BTreeSet<(u32, usize)> = over.collect();
    let next = over.iter().flat_map(|(page, block)| {
        let pieces = index.pieces.get(&Slot::Page(*page)).into_iter().flatten();
        pieces.filter(move |p| p.block == *block)
    });
    for p in here.iter().copied().chain(next) {
        rows.insert(match p.place {
            Locator::Cells { sheet_index, from, .. } => (*sheet_index, from.0),
            Locator::Page { page, bbox } | Locator::Scan { page, bbox } => (*page, bbox.y0 as u32),
            Locator::Line(n) | Locator::Paragraph(n) => (0, *n),
        });
    }
    let text_format =
        matches!(here.first().map(|p| p.place), Some(Locator::Line(_) | Locator::Paragraph(_)));
    if !text_format && (rows.len() as u64) < fact.count.min {
        return Err(format!("{} rows stand there, {} were counted", rows.len(), fact.count.min));
    }
    Ok(())
}

/// The stated count must be readable at the place: as digits, in words, as a mark or a dash.
fn counted(fact: &Fact, here: &[&str], quote: &str) -> Result<(), String> {
    let said: Vec<u64> = here.iter().flat_map(|t| numbers(t)).collect();
    let (min, max) = (fact.count.min, fact.count.max);
    let fits = |n: &u64| {
        // "<5" is at most 4; a rounded 15 is 13 to 17.
        (min..=max).contains(n) || min < max && *n == max + 1
    };
    if said.iter().any(fits) || (said.is_empty() || min == 0) && without_digits(here, max) {
        return Ok(());
    }
    // A sentence may be broken over lines of which the place names the first.
    if numbers(quote).iter().any(fits) || without_digits(&[quote], max) {
        return Ok(());
    }
    let is = if min == max { min.to_string() } else { format!("{min} to {max}") };
    Err(format!("the count {is} cannot be read there; `{}` stands there", here.join(" ")))
}

/// Ways of stating a small count without a numeral.
const SPELLED: &[&str] = &[
    "none", "nil", "no", "neither", "both", "another", "single", "other", "one", "first", "second",
    "third", "fourth", "fifth", "last", "dim", "zero", "a", "an",
];
/// Largest count such a word can state.
const SPELLED_MAX: u64 = 2;

fn without_digits(texts: &[&str], max: u64) -> bool {
    let words = tokens_of(texts);
    all_marks(texts)
        || max <= SPELLED_MAX && SPELLED.iter().any(|w| words.contains(*w))
        || texts.iter().any(|t| t.split_whitespace().any(|w| all_marks(&[w])))
}

/// True for a cell of dashes or marks ("*", "-", "x"), which a note may make a count.
fn all_marks(texts: &[&str]) -> bool {
    let text = texts.concat();
    let text = text.trim();
    text.chars().all(|c| !c.is_alphanumeric())
        || text.chars().count() <= 3
            && !text.is_empty()
            && text.chars().all(|c| !c.is_ascii_digit())
}

/// Every number of a text, in digits or in words.
fn numbers(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    let mut digits = String::new();
    let chars: Vec<char> = text.chars().collect();
    for (i, c) in chars.iter().enumerate() {
        let group = matches!(c, ',' | ' ' | '\u{a0}')
            && !digits.is_empty()
            && chars.get(i + 1..i + 4).is_some_and(|n| n.iter().all(char::is_ascii_digit))
            && chars.get(i + 4).is_none_or(|n| !n.is_ascii_digit());
        if c.is_ascii_digit() {
            digits.push(*c);
        } else if !group && !digits.is_empty() {
            out.extend(digits.parse::<u64>().ok());
            digits.clear();
        }
    }
    out.extend(digits.parse::<u64>().ok());
    let words = crate::extract::number::in_sentence(text);
    out.extend(words.into_iter().filter_map(|h| match h.what {
        crate::extract::number::What::Count { count, .. } => Some(count.max),
        _ => None,
    }));
    // "1,204" may be one number or two; both readings are looked at.
    out.extend(text.split(|c: char| !c.is_ascii_digit()).filter_map(|d| d.parse::<u64>().ok()));
    out
}

fn page_box(e: &Evidence) -> Option<(u32, BBox)> {
    let [x0, y0, x1, y1] = e.bbox?.map(|v| v as f32);
    Some((e.page?, BBox { x0, y0, x1, y1 }))
}

/// True when a piece stands at the place of the evidence.
fn at(place: &Locator, e: &Evidence) -> bool {
    let middle = |piece: &BBox, b: &BBox| {
        let (x, y) = ((piece.x0 + piece.x1) / 2.0, (piece.y0 + piece.y1) / 2.0);
        holds(b, &BBox { x0: x, y0: y, x1: x, y1: y })
    };
    compare(place, e, middle, |(a, b), (from, to)| {
        from.0 <= b.0 && a.0 <= to.0 && from.1 <= b.1 && a.1 <= to.1
    })
}

/// True when the place of the evidence lies in a table.
fn within(table: &Locator, e: &Evidence) -> bool {
    compare(table, e, holds, |(a, b), (from, to)| {
        from.0 <= a.0 && b.0 <= to.0 && from.1 <= a.1 && b.1 <= to.1
    })
}

/// True when the first box holds the second, give or take.
fn holds(outer: &BBox, inner: &BBox) -> bool {
    outer.x0 - SLACK <= inner.x0
        && inner.x1 <= outer.x1 + SLACK
        && outer.y0 - SLACK <= inner.y0
        && inner.y1 <= outer.y1 + SLACK
}

/// First and last cell of a range, each as row and column.
type Range = ((u32, u32), (u32, u32));

/// Compares a place with that of the evidence, when both are on one page or sheet.
fn compare(
    place: &Locator,
    e: &Evidence,
    boxes: impl Fn(&BBox, &BBox) -> bool,
    cells: impl Fn(Range, Range) -> bool,
) -> bool {
    match place {
        Locator::Page { page, bbox } | Locator::Scan { page, bbox } => {
            page_box(e).is_some_and(|(p, b)| p == *page && boxes(bbox, &b))
        }
        Locator::Cells { sheet, from, to, .. } => {
            let range = e.cell.as_deref().and_then(range);
            e.sheet.as_deref() == Some(&**sheet) && range.is_some_and(|r| cells(r, (*from, *to)))
        }
        Locator::Line(n) => e.line == Some(*n),
        Locator::Paragraph(n) => e.paragraph == Some(*n),
    }
}

/// Words and numbers of a text, folded to lower case, each by itself.
fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase())
        .collect()
}

/// The same of many texts.
fn tokens_of(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().flat_map(|t| tokens(t)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_digits_and_words() {
        assert!(numbers("1,204").contains(&1204));
        assert!(numbers("of which twenty-one were").contains(&21));
        assert!(!numbers("12 of 14").contains(&13));
    }
}
