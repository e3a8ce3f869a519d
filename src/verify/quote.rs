//! Is this quote at this place, and this count in it? Three questions: does anything stand at the
//! place; do the words of the quote stand there and around it; can the count be read there.

use std::collections::BTreeSet;

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
}

/// Confirms the evidence of a fact, or of a refusal when there is no fact.
pub(super) fn confirm(
    document: &Document,
    evidence: &Evidence,
    fact: Option<&Fact>,
) -> Result<(), String> {
    let pieces = pieces(document);
    let here: Vec<&Piece<'_>> = pieces.iter().filter(|p| at(p.place, evidence)).collect();
    if here.iter().all(|p| p.text.trim().is_empty()) {
        return Err("nothing stands at this place".into());
    }
    let around: Vec<&str> =
        pieces.iter().filter(|p| near(p.place, evidence)).map(|p| p.text).collect();
    let derived = fact.is_some_and(|f| f.origin == "derived");
    let made_by_us = derived && (is_sum(&evidence.quote) || is_tally(&evidence.quote));
    let around = tokens_of(&around);
    let missing = tokens(&evidence.quote)
        .into_iter()
        .find(|t| !around.contains(t) && !(made_by_us && is_our_word(t)));
    if let Some(word) = missing {
        return Err(format!("`{word}` of the quote `{}` does not stand there", evidence.quote));
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
        Some(f) if is_tally(&evidence.quote) => tallied(f, &here),
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
    matches!(token, "sum" | "of" | "rows") || token.chars().all(|c| c.is_ascii_digit())
}

/// A listing's range must have at least as many rows as were counted.
fn tallied(fact: &Fact, here: &[&Piece<'_>]) -> Result<(), String> {
    let mut rows: BTreeSet<(u32, u32)> = BTreeSet::new();
    for p in here {
        rows.insert(match p.place {
            Locator::Cells { sheet_index, from, .. } => (*sheet_index, from.0),
            Locator::Page { page, bbox } => (*page, bbox.y0 as u32),
            Locator::Line(n) | Locator::Paragraph(n) => (0, *n),
        });
    }
    let text_format = matches!(here.first().map(|p| p.place), Some(Locator::Line(_)));
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

fn pieces(document: &Document) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    for block in &document.blocks {
        for cell in &block.cells {
            out.push(Piece { text: &cell.text, place: &cell.locator });
        }
        for line in &block.lines {
            if line.words.is_empty() {
                out.push(Piece { text: &line.text, place: &line.locator });
            }
            for word in &line.words {
                out.push(Piece { text: &word.text, place: &word.locator });
            }
        }
    }
    out
}

fn page_box(e: &Evidence) -> Option<(u32, BBox)> {
    let [x0, y0, x1, y1] = e.bbox?.map(|v| v as f32);
    Some((e.page?, BBox { x0, y0, x1, y1 }))
}

/// True when a piece stands at the place of the evidence.
fn at(place: &Locator, e: &Evidence) -> bool {
    match place {
        Locator::Page { page, bbox } => page_box(e).is_some_and(|(p, b)| {
            let (x, y) = ((bbox.x0 + bbox.x1) / 2.0, (bbox.y0 + bbox.y1) / 2.0);
            p == *page
                && (b.x0 - SLACK..=b.x1 + SLACK).contains(&x)
                && (b.y0 - SLACK..=b.y1 + SLACK).contains(&y)
        }),
        Locator::Cells { sheet, from, to, .. } => {
            e.sheet.as_deref() == Some(&**sheet)
                && e.cell.as_deref().and_then(range).is_some_and(|(a, b)| {
                    from.0 <= b.0 && a.0 <= to.0 && from.1 <= b.1 && a.1 <= to.1
                })
        }
        Locator::Line(n) => e.line == Some(*n),
        Locator::Paragraph(n) => e.paragraph == Some(*n),
    }
}

/// True when a piece may hold other words of the quote: the labels of its row and column on the
/// same page or sheet, the lines a sentence runs on over.
fn near(place: &Locator, e: &Evidence) -> bool {
    match place {
        // A sentence may run over to the next page.
        Locator::Page { page, .. } => e.page.is_some_and(|p| p == *page || p + 1 == *page),
        Locator::Cells { sheet, .. } => e.sheet.as_deref() == Some(&**sheet),
        // The labels of a column stand above, at any distance.
        Locator::Line(n) => e.line.is_some_and(|l| *n <= l + RUNS_ON),
        Locator::Paragraph(n) => e.paragraph.is_some_and(|l| *n <= l + 1),
    }
}

/// Words and numbers of a text, folded to lower case, each by itself.
fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase())
        .collect()
}

/// The same of many texts. A word divided at a line's end is offered in one piece as well.
fn tokens_of(texts: &[&str]) -> BTreeSet<String> {
    let mut out: BTreeSet<String> = texts.iter().flat_map(|t| tokens(t)).collect();
    for pair in texts.windows(2) {
        let (first, second) = (pair[0].trim_end(), pair[1].trim_start());
        if first.ends_with(['-', '\u{ad}', '\u{2010}']) {
            let head = tokens(first).pop().unwrap_or_default();
            let tail = tokens(second).into_iter().next().unwrap_or_default();
            out.insert(format!("{head}{tail}"));
        }
    }
    out
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
