//! Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) to a [`Document`]: values by calamine, their look by
//! our own passes, blocks by [`segment`](super::segment).
//!
//! It never calculates: a formula without a stored value is a finding. It never hides: hidden
//! sheets, rows and columns are read, marked, and said.

pub mod biff;
pub mod biff_strings;
pub mod book;
pub mod format;
pub mod look;
pub mod ods;
pub mod xlsb;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use calamine::{Data, SheetType};

use self::book::Sheet;
use self::look::{Looks, Place, SheetLook, Style};
use super::decode::{drop_apostrophe, trim};
use super::segment::segment;
use crate::model::document::{Block, BlockKind, Cell, CellValue, Document};
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;

/// Spaces typed before a label that make one step of indentation.
const SPACES_PER_INDENT: usize = 2;

/// Deepest indentation told apart; more is centring with the space bar.
const MAX_INDENT: u32 = 9;

/// Formula cells named one by one; the rest are told as a number.
const MAX_NAMED_CELLS: usize = 20;

/// Reads a workbook.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    let mut document = Document { format: "xls", ..Document::default() };
    let opened = if bytes.starts_with(b"PK") {
        book::open_zip(bytes, &mut document)
    } else {
        book::open_compound(bytes, &mut document)
    };
    match opened {
        Ok((sheets, looks)) => build(sheets, looks, &mut document),
        Err(finding) => document.findings.push(*finding),
    }
    document
}

fn build(sheets: Vec<Sheet>, looks: Looks, document: &mut Document) {
    let plain = SheetLook::default();
    let mut filled = false;
    for (index, sheet) in sheets.into_iter().enumerate() {
        let look = looks.sheets.get(&sheet.name).unwrap_or(&plain);
        filled |= !sheet.cells.is_empty();
        let name: Arc<str> = Arc::from(sheet.name.as_str());
        let locate = |from: Place, to: Place| Locator::Cells {
            sheet_index: index as u32,
            sheet: name.clone(),
            from,
            to,
        };
        let mut heading =
            Block::text(BlockKind::Heading, sheet.name.clone(), locate((0, 0), (0, 0)));
        heading.hidden = sheet.hidden;
        document.blocks.push(heading);
        if let Some(reason) = &sheet.damage {
            let message = format!("sheet `{}` could not be read to its end: {reason}", sheet.name);
            document.findings.push(Finding::new(Code::DamagedPart, message));
        }
        if sheet.kind == SheetType::ChartSheet {
            let message = format!("sheet `{}` is a chart and was left out", sheet.name);
            document.findings.push(Finding::new(Code::HiddenContent, message));
        }
        let cells = cells(&sheet, look, &looks.styles, &locate, &mut document.findings);
        say_hidden(&sheet, look, &cells, &mut document.findings);
        let mut blocks = segment(cells);
        for block in &mut blocks {
            block.hidden = sheet.hidden;
            let row_hidden = |c: &Cell| c.hidden && look.hidden_rows.contains(&row_of(&c.locator));
            block.filtered = look.filtered && block.cells.iter().any(row_hidden);
        }
        document.blocks.extend(blocks);
    }
    for damage in looks.damage {
        document.findings.push(Finding::new(Code::DamagedPart, damage));
    }
    if looks.comments > 0 {
        let message = format!("comments on cells were left out: {}", looks.comments);
        document.findings.push(Finding::new(Code::HiddenContent, message));
    }
    if !filled && looks.pictures > 0 {
        let message = format!("the workbook holds {} pictures and no cells", looks.pictures);
        document.findings.push(Finding::new(Code::NeedsOcr, message));
    }
}

/// The filled cells of a sheet, in order of rows; line breaks inside a cell are still kept.
fn cells(
    sheet: &Sheet,
    look: &SheetLook,
    styles: &[Style],
    locate: &impl Fn(Place, Place) -> Locator,
    findings: &mut Vec<Finding>,
) -> Vec<Cell> {
    let mut values: BTreeMap<Place, &Data> = BTreeMap::new();
    for (place, data) in &sheet.cells {
        values.insert(*place, data);
    }
    let uncalculated: BTreeSet<Place> = look.uncalculated.iter().copied().collect();
    let places: BTreeSet<Place> =
        values.keys().chain(look.shown.keys()).chain(&uncalculated).copied().collect();
    let ranges = if look.merges.is_empty() { &sheet.merges } else { &look.merges };
    let merges = Merges::new(ranges, &places);
    let default = Style::default();
    let mut cells = Vec::new();
    for place in places {
        if merges.covered(place) {
            continue;
        }
        let style = look.styles.get(&place).and_then(|i| styles.get(*i as usize));
        let style = style.unwrap_or(&default);
        let data = values.get(&place).copied().unwrap_or(&Data::Empty);
        let shown = look.shown.get(&place);
        let (mut text, mut value) = render(data, &style.format);
        if let Some(shown) = shown {
            if !shown.text.trim().is_empty() && value != CellValue::Date {
                text.clone_from(&shown.text);
            }
            value = shown.value.filter(|v| *v != CellValue::Date || value == *v).unwrap_or(value);
        }
        let (trimmed, spaces) = trim(&text);
        let trimmed = drop_apostrophe(trimmed);
        let missing = uncalculated.contains(&place) && trimmed.is_empty();
        if trimmed.is_empty() && !missing {
            continue;
        }
        let span = merges.span(place);
        let to = (place.0 + span.0 - 1, place.1 + span.1 - 1);
        let mut cell = Cell::new(place.0, place.1, trimmed, locate(place, to));
        (cell.rowspan, cell.colspan) = span;
        cell.value = if missing { CellValue::Error } else { value };
        cell.indent = (style.indent + (spaces / SPACES_PER_INDENT) as u32).min(MAX_INDENT);
        cell.bold = style.bold;
        cell.struck = style.struck;
        cell.hidden = look.hidden_rows.contains(&place.0)
            || look.hidden_cols.contains(&place.1)
            || format::hides(&style.format);
        if let Some(shown) = shown {
            cell.marks.clone_from(&shown.marks);
            cell.struck |= shown.struck;
            if !shown.struck_words.trim().is_empty() {
                let words = shown.struck_words.trim();
                let message = format!("the words `{words}`, struck through, were left out");
                let quote = format!("{words} {}", cell.text);
                findings.push(Finding::new(Code::HiddenContent, message).at(&cell.locator, quote));
            }
        }
        cells.push(cell);
    }
    say_uncalculated(&sheet.name, &uncalculated, &cells, locate, findings);
    cells
}

fn say_uncalculated(
    name: &str,
    places: &BTreeSet<Place>,
    cells: &[Cell],
    locate: &impl Fn(Place, Place) -> Locator,
    findings: &mut Vec<Finding>,
) {
    let missing: BTreeSet<Place> = cells
        .iter()
        .filter(|c| c.text.is_empty())
        .map(|c| (c.row, c.col))
        .filter(|p| places.contains(p))
        .collect();
    for place in missing.iter().take(MAX_NAMED_CELLS) {
        let at = locate(*place, *place);
        let cell = at.cell_name().unwrap_or_default();
        let message = format!("the formula in {cell} of sheet `{name}` has no stored value");
        findings.push(Finding::new(Code::FormulaNotCalculated, message).at(&at, ""));
    }
    if missing.len() > MAX_NAMED_CELLS {
        let more = missing.len() - MAX_NAMED_CELLS;
        let message = format!("{more} more formulas of sheet `{name}` have no stored value");
        findings.push(Finding::new(Code::FormulaNotCalculated, message));
    }
}

fn say_hidden(sheet: &Sheet, look: &SheetLook, cells: &[Cell], findings: &mut Vec<Finding>) {
    if sheet.hidden {
        let how = if sheet.very_hidden { "very hidden" } else { "hidden" };
        let message = format!("sheet `{}` is {how} ({} filled cells)", sheet.name, cells.len());
        findings.push(Finding::new(Code::HiddenContent, message));
    }
    let in_row: Vec<&Cell> = cells.iter().filter(|c| look.hidden_rows.contains(&c.row)).collect();
    let in_col: Vec<&Cell> = cells.iter().filter(|c| look.hidden_cols.contains(&c.col)).collect();
    let rows: BTreeSet<u32> = in_row.iter().map(|c| c.row).collect();
    let cols: BTreeSet<u32> = in_col.iter().map(|c| c.col).collect();
    for (what, numbers, hidden) in [("row", rows, in_row), ("column", cols, in_col)] {
        let Some(first) = hidden.first() else { continue };
        let same = |c: &&&Cell| if what == "row" { c.row == first.row } else { c.col == first.col };
        let line: Vec<&Cell> = hidden.iter().filter(same).copied().collect();
        let place = line.iter().fold(first.locator.clone(), |l, c| l.union(&c.locator));
        let quote: Vec<&str> = line.iter().map(|c| c.text.as_str()).collect();
        let names: Vec<String> =
            numbers.iter().take(MAX_NAMED_CELLS).map(|n| index_name(what, *n)).collect();
        let plural = if numbers.len() == 1 { "is" } else { "s are" };
        let what =
            if numbers.len() == 1 { format!("{what} {plural}") } else { format!("{what}{plural}") };
        let message = format!(
            "{} {what} hidden on sheet `{}`: {}",
            numbers.len(),
            sheet.name,
            names.join(", ")
        );
        findings.push(Finding::new(Code::HiddenContent, message).at(&place, quote.join(" ")));
    }
}

/// The row of the sheet that a cell stands in.
fn row_of(place: &Locator) -> u32 {
    match place {
        Locator::Cells { from, .. } => from.0,
        _ => 0,
    }
}

fn index_name(what: &str, number: u32) -> String {
    if what == "row" {
        return (number + 1).to_string();
    }
    let at =
        Locator::Cells { sheet_index: 0, sheet: "".into(), from: (0, number), to: (0, number) };
    at.cell_name().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit()).to_string()
}

/// A value as the sheet shows it, and its kind.
fn render(data: &Data, code: &str) -> (String, CellValue) {
    match data {
        Data::Empty => (String::new(), CellValue::Blank),
        Data::Int(n) => format::number(*n as f64, code),
        Data::Float(f) => format::number(*f, code),
        Data::String(s) => (s.clone(), CellValue::Text),
        Data::Bool(b) => ((if *b { "TRUE" } else { "FALSE" }).into(), CellValue::Bool),
        Data::DateTime(d) => format::date(d, code),
        Data::DateTimeIso(s) => {
            let text = s.strip_suffix("T00:00:00").unwrap_or(s).replace('T', " ");
            (text, CellValue::Date)
        }
        Data::DurationIso(s) => (s.clone(), CellValue::Text),
        Data::Error(e) => (e.to_string(), CellValue::Error),
    }
}

/// Merged ranges, ready to be asked.
struct Merges {
    spans: BTreeMap<Place, (u32, u32)>,
    covered: BTreeSet<Place>,
}

impl Merges {
    fn new(ranges: &[(Place, Place)], filled: &BTreeSet<Place>) -> Merges {
        let mut merges = Merges { spans: BTreeMap::new(), covered: BTreeSet::new() };
        let last_row = filled.last().map_or(0, |p| p.0);
        for (from, to) in ranges {
            let span = (to.0.saturating_sub(from.0) + 1, to.1.saturating_sub(from.1) + 1);
            merges.spans.insert(*from, span);
            for row in from.0..=to.0.min(last_row) {
                if from.1 <= to.1 {
                    merges.covered.extend(filled.range((row, from.1)..=(row, to.1)));
                }
            }
        }
        merges.covered.retain(|p| !merges.spans.contains_key(p));
        merges
    }

    fn span(&self, place: Place) -> (u32, u32) {
        self.spans.get(&place).copied().unwrap_or((1, 1))
    }

    /// Under a merged cell, and not its top left: nobody sees what stands there.
    fn covered(&self, place: Place) -> bool {
        self.covered.contains(&place)
    }
}
