//! After the layout: which numbers of a scanned page are sure, and where everything stands on the
//! page as it lies in the file.

use super::Sheet;
use super::figures::{is_count, is_sign, mended, spelling};
use super::layout::word_box;
use super::reading::Word;
use crate::model::document::{Block, BlockKind, Cell, Document, Uncertain};
use crate::model::finding::{Code, Finding};
use crate::model::locator::{BBox, Locator};

/// Without a second reader a number is sure when each of its signs was read with this confidence:
/// right cells have 0.98 and more in 95 of 100 cases.
const SURE: f32 = 0.97;
/// Share of a column's filled cells that are counts for it to be a column of counts.
const COUNTS: f32 = 0.6;
/// What stands in a cell whose ink could not be read.
const UNREAD: &str = "?";

/// Settles the pages that were read from pictures.
pub fn settle(document: &mut Document, sheets: &[Sheet]) {
    for sheet in sheets {
        for block in &mut document.blocks {
            if page_of(&block.locator) == Some(sheet.number) || !block.cells.is_empty() {
                let mut doubts = settle_block(block, sheet);
                document.uncertain.append(&mut doubts);
            }
        }
    }
    for sheet in sheets {
        document.blocks.iter_mut().for_each(|b| each_place(b, &mut |l| set_back(l, sheet)));
        document.uncertain.iter_mut().for_each(|u| set_back(&mut u.place, sheet));
        for f in &mut document.findings {
            if let Some(place) = &mut f.place {
                set_back(place, sheet);
            }
        }
    }
    report_unread(document);
}

fn page_of(place: &Locator) -> Option<u32> {
    match place {
        Locator::Page { page, .. } => Some(*page),
        _ => None,
    }
}

fn settle_block(block: &mut Block, sheet: &Sheet) -> Vec<Uncertain> {
    let mut out = Vec::new();
    if block.kind == BlockKind::Table {
        let columns = count_columns(&block.cells);
        for cell in &mut block.cells {
            if page_of(&cell.locator) == Some(sheet.number) {
                let counts = columns.contains(&cell.col);
                out.extend(settle_cell(cell, counts, sheet));
            }
        }
        return out;
    }
    for word in block.lines.iter().flat_map(|l| &l.words) {
        if let Locator::Page { page, bbox } = word.locator
            && page == sheet.number
            && word.text.bytes().any(|b| b.is_ascii_digit())
        {
            for read in words_in(sheet, bbox) {
                if let Some(message) = doubt(read, &read.text, false, sheet) {
                    out.push(Uncertain {
                        place: word.locator.clone(),
                        text: read.text.clone(),
                        message,
                        count: false,
                    });
                }
            }
        }
    }
    out
}

/// Columns whose cells are counts for the most part.
fn count_columns(cells: &[Cell]) -> Vec<u32> {
    let last = cells.iter().map(|c| c.col).max().unwrap_or(0);
    (0..=last)
        .filter(|col| {
            let mine =
                cells.iter().filter(|c| c.col == *col && c.colspan == 1 && !c.text.is_empty());
            let (mut all, mut counts) = (0, 0);
            for c in mine {
                all += 1;
                counts += usize::from(mended(&c.text).is_some() || is_count(&c.text));
            }
            counts >= 1 && counts as f32 >= COUNTS * (all as f32 - 1.0).max(1.0)
        })
        .collect()
}

fn settle_cell(cell: &mut Cell, counts: bool, sheet: &Sheet) -> Vec<Uncertain> {
    let Locator::Page { bbox, .. } = cell.locator else { return Vec::new() };
    let uncertain = |place: &Locator, text: &str, message: String| Uncertain {
        place: place.clone(),
        text: text.to_string(),
        message,
        count: counts,
    };
    if cell.text.is_empty() {
        if sheet.unread.iter().any(|u| holds(bbox, *u)) {
            cell.text = UNREAD.into();
            cell.value = crate::model::document::CellValue::Text;
            return vec![uncertain(
                &cell.locator,
                UNREAD,
                "what stands here could not be read".into(),
            )];
        }
        return Vec::new();
    }
    let read = words_in(sheet, bbox);
    let printed = cell.text.clone();
    if counts
        && !is_count(&printed)
        && let Some(meant) = mended(&printed)
    {
        cell.text = meant;
    }
    let one_number = counts && (is_count(&cell.text) || mended(&printed).is_some());
    let mut out = Vec::new();
    if one_number && let [word] = read[..] {
        if let Some(message) = doubt(word, &cell.text, true, sheet) {
            out.push(uncertain(&cell.locator, &cell.text, message));
        }
        return out;
    }
    for word in read {
        let figure = word.text.bytes().any(|b| b.is_ascii_digit()) || one_number;
        if figure && let Some(message) = doubt(word, &word.text, counts, sheet) {
            out.push(uncertain(&cell.locator, &word.text, message));
        }
    }
    if one_number
        && cell.text != printed
        && out.is_empty()
        && !agreed_in_parts(&cell.text, sheet, bbox)
    {
        let message = format!("`{printed}` in a column of counts is taken for `{}`", cell.text);
        out.push(uncertain(&cell.locator, &cell.text, message));
    }
    if counts && !one_number && out.is_empty() && odd_one(&cell.text) {
        let message = format!("`{}` stands in a column of counts", cell.text);
        out.push(uncertain(&cell.locator, &cell.text, message));
    }
    out
}

/// A number read in several pieces is sure when the second reader's pieces make the same one.
fn agreed_in_parts(text: &str, sheet: &Sheet, bbox: BBox) -> bool {
    let second: Option<String> = words_in(sheet, bbox).iter().map(|w| w.second.clone()).collect();
    second.is_some_and(|s| spelling(&s) == spelling(text))
}

/// A sign or two that is neither a count nor what is printed in place of one.
fn odd_one(text: &str) -> bool {
    text.chars().count() <= 2 && !is_count(text) && !is_sign(text)
}

fn words_in(sheet: &Sheet, bbox: BBox) -> Vec<&Word> {
    sheet.words.iter().filter(|w| holds(bbox, word_box(w, sheet.points))).collect()
}

/// True when the middle of `b` lies in `a`.
fn holds(a: BBox, b: BBox) -> bool {
    let (x, y) = ((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0);
    a.x0 <= x && x <= a.x1 && a.y0 <= y && y <= a.y1
}

/// Why a word that is read as `meant` may be another; `None` when it is sure.
fn doubt(word: &Word, meant: &str, count: bool, sheet: &Sheet) -> Option<String> {
    let layer = layer_text(word, sheet);
    if let Some(other) = &layer
        && spelling(other) != spelling(meant)
        && (other.bytes().any(|b| b.is_ascii_digit()) || count)
    {
        return Some(format!(
            "read as `{meant}`, and as `{other}` in the text layer that came with the scan"
        ));
    }
    let sign = is_sign(meant);
    match &word.second {
        Some(other) if spelling(other) == spelling(meant) => None,
        // "2018S" for "2018": what is joined to a year is no figure of it.
        Some(other) if is_year(meant) && figures(other) == figures(meant) => None,
        // A sign for a count has many shapes; only a figure in its place speaks against it.
        Some(other) if sign && !other.bytes().any(|b| b.is_ascii_digit()) => None,
        Some(other) => Some(format!("read as `{meant}`, and as `{other}` by the second reader")),
        None if layer.is_some() => None,
        None if sheet.second && !sign => {
            Some(format!("read as `{meant}`, and not at all by the second reader"))
        }
        None if word.confidence < SURE => {
            let percent = (word.confidence * 100.0) as u32;
            Some(format!("read as `{meant}` with {percent} % confidence"))
        }
        None => None,
    }
}

fn figures(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn is_year(text: &str) -> bool {
    let figures = figures(text);
    figures.len() == 4 && (figures.starts_with("20") || figures.starts_with("19"))
}

/// The words of the scan's own text layer at the place of a word.
fn layer_text(word: &Word, sheet: &Sheet) -> Option<String> {
    let mut place = Locator::Page { page: sheet.number, bbox: word_box(word, sheet.points) };
    set_back(&mut place, sheet);
    let bbox = match place {
        Locator::Scan { bbox, .. } => bbox,
        _ => return None,
    };
    let text: String =
        sheet.layer.iter().filter(|(b, _)| holds(bbox, *b)).map(|(_, t)| t.as_str()).collect();
    (!text.is_empty()).then_some(text)
}

fn each_place(block: &mut Block, change: &mut dyn FnMut(&mut Locator)) {
    change(&mut block.locator);
    for line in &mut block.lines {
        change(&mut line.locator);
        line.words.iter_mut().for_each(|w| change(&mut w.locator));
    }
    block.cells.iter_mut().for_each(|c| change(&mut c.locator));
}

/// Sets a place of the straightened page back to where it lies in the file.
fn set_back(place: &mut Locator, sheet: &Sheet) {
    let Locator::Page { page, bbox } = *place else { return };
    if page != sheet.number {
        return;
    }
    let corners = [(bbox.x0, bbox.y0), (bbox.x1, bbox.y0), (bbox.x0, bbox.y1), (bbox.x1, bbox.y1)];
    let mut out: Option<BBox> = None;
    for (x, y) in corners {
        let (x, y) = sheet.stance.back(x / sheet.points, y / sheet.points);
        let (x, y) = (x * sheet.unit, y * sheet.unit);
        let point = BBox { x0: x, y0: y, x1: x, y1: y };
        out = Some(out.map_or(point, |o| o.union(point)));
    }
    *place = Locator::Scan { page, bbox: out.unwrap_or(bbox) };
}

/// A cell with unread ink is said aloud, whatever its table is about.
fn report_unread(document: &mut Document) {
    for u in document.uncertain.iter().filter(|u| u.text == UNREAD) {
        document.findings.push(
            Finding::new(
                Code::UnreadInk,
                format!("a cell of a table on {} holds something that could not be read", u.place),
            )
            .at(&u.place, ""),
        );
    }
}
