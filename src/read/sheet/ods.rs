//! The look of an .ods: OpenDocument stores every cell's text as shown ("1,204", "12.5%"), and this
//! pass takes it, with spans, hidden rows and columns, fonts and unstored formula values.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::look::{Looks, MAX_COLUMNS, MAX_ROWS, Place, Run, SheetLook, Shown};
use crate::model::document::CellValue;
use crate::read::sheet_xml::{Container, attribute, part, reference};

/// Most copies of a repeated filled cell or row that are made; a file that repeats a value more
/// often is drawing lines with it.
const MAX_REPEATS: u32 = 10_000;

/// Indentation of one step in centimetres; LibreOffice's button adds 0.353 cm (10 points).
const INDENT_STEP_CM: f32 = 0.353;

/// The look of an OpenDocument spreadsheet.
pub fn looks(zip: &mut Container<'_>) -> Looks {
    let mut pass = Pass::default();
    pass.looks.pictures =
        zip.file_names().filter(|n| n.as_ref().is_ok_and(|n| n.starts_with("Pictures/"))).count();
    if let Some(xml) = part(zip, "styles.xml") {
        pass.run(&xml);
    }
    match part(zip, "content.xml") {
        Some(xml) => {
            if !pass.run(&xml) {
                pass.looks.damage.push("the XML of the sheets breaks off".into());
            }
        }
        None => pass.looks.damage.push("the file has no `content.xml`".into()),
    }
    pass.looks
}

#[derive(Default)]
struct Pass {
    looks: Looks,
    style_names: BTreeMap<String, u32>,
    open_style: Option<u32>,
    text_styles: BTreeMap<String, (bool, bool)>,
    open_text_style: Option<String>,
    sheet: Option<(String, SheetLook)>,
    column: u32,
    row: u32,
    row_repeat: u32,
    row_hidden: bool,
    row_cells: Vec<Held>,
    col: u32,
    cell: Option<Held>,
    spans: Vec<(bool, bool)>,
    in_note: u32,
    in_paragraph: u32,
    in_shape: u32,
    column_styles: BTreeMap<u32, u32>,
}

/// A cell as its tag and content tell it.
#[derive(Default)]
struct Held {
    col: u32,
    repeat: u32,
    columns: u32,
    rows: u32,
    style: Option<u32>,
    runs: Vec<Run>,
    paragraphs: u32,
    value: Option<CellValue>,
    formula: bool,
    covered: bool,
}

impl Pass {
    fn run(&mut self, xml: &str) -> bool {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event() {
                Ok(Event::Start(e)) => self.start(&e, false),
                Ok(Event::Empty(e)) => {
                    self.start(&e, true);
                    self.end(e.name().as_ref());
                }
                Ok(Event::End(e)) => self.end(e.name().as_ref()),
                Ok(Event::Text(t)) => self.text(&t.xml10_content()),
                Ok(Event::CData(t)) => self.text(&t.xml10_content()),
                Ok(Event::GeneralRef(r)) => self.text(&reference(&r)),
                Ok(Event::Eof) => return true,
                Err(_) => return false,
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_note > 0 || self.in_shape > 0 || self.in_paragraph == 0 {
            return;
        }
        if let Some(cell) = &mut self.cell {
            let (raised, struck) = self.spans.last().copied().unwrap_or_default();
            cell.runs.push(Run { text: text.to_string(), raised, struck });
        }
    }

    fn start(&mut self, e: &BytesStart<'_>, empty: bool) {
        let number = |n: &str| attribute(e, n).and_then(|v| v.parse::<u32>().ok());
        match e.name().as_ref() {
            "style:style" => self.style(e),
            "style:text-properties" => self.text_properties(e),
            "style:paragraph-properties" => {
                if let (Some(i), Some(margin)) = (self.open_style, attribute(e, "margin-left")) {
                    let cm = centimetres(&margin);
                    self.looks.styles[i as usize].indent = (cm / INDENT_STEP_CM).round() as u32;
                }
            }
            "table:table" if self.sheet.is_none() => {
                let name = attribute(e, "name").unwrap_or_default();
                self.sheet = Some((name, SheetLook::default()));
                (self.column, self.row) = (0, 0);
                self.column_styles.clear();
            }
            "table:table-column" => {
                let repeat = number("number-columns-repeated").unwrap_or(1).min(MAX_COLUMNS);
                let last = self.column.saturating_add(repeat).min(MAX_COLUMNS);
                if let Some((_, look)) = &mut self.sheet
                    && unseen(e)
                {
                    look.hidden_cols.extend(self.column..last);
                }
                let style = attribute(e, "default-cell-style-name");
                if let Some(style) = style.and_then(|s| self.style_names.get(&s)) {
                    for column in self.column..last {
                        self.column_styles.insert(column, *style);
                    }
                }
                self.column = last;
            }
            "table:table-row" => {
                self.row_repeat = number("number-rows-repeated").unwrap_or(1).max(1);
                self.row_hidden = unseen(e);
                self.col = 0;
                self.row_cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" if self.cell.is_none() => {
                let kind = attribute(e, "value-type");
                self.cell = Some(Held {
                    col: self.col,
                    repeat: number("number-columns-repeated").unwrap_or(1).max(1),
                    columns: number("number-columns-spanned").unwrap_or(1).max(1),
                    rows: number("number-rows-spanned").unwrap_or(1).max(1),
                    style: attribute(e, "style-name")
                        .and_then(|s| self.style_names.get(&s).copied())
                        .or_else(|| self.column_styles.get(&self.col).copied()),
                    value: kind.as_deref().and_then(value_kind),
                    formula: attribute(e, "formula").is_some() && kind.is_none(),
                    covered: e.name().as_ref().contains("covered"),
                    ..Held::default()
                });
            }
            "office:annotation" => {
                self.looks.comments += 1;
                self.in_note += 1;
            }
            "table:shapes" | "draw:frame" | "draw:custom-shape" => self.in_shape += 1,
            "text:p" | "text:h" => {
                if self.in_note == 0 && self.in_shape == 0 {
                    self.in_paragraph += 1;
                    if let Some(cell) = &mut self.cell {
                        if cell.paragraphs > 0 {
                            cell.runs.push(plain("\n"));
                        }
                        cell.paragraphs += 1;
                    }
                }
                let _ = empty;
            }
            "text:span" => {
                let style = attribute(e, "style-name").unwrap_or_default();
                self.spans.push(self.text_styles.get(&style).copied().unwrap_or_default());
            }
            "text:s" => {
                let count = number("c").unwrap_or(1).min(100) as usize;
                self.text(&" ".repeat(count));
            }
            "text:tab" => self.text(" "),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn style(&mut self, e: &BytesStart<'_>) {
        let name = attribute(e, "name").unwrap_or_default();
        match attribute(e, "family").as_deref() {
            Some("table-cell") => {
                let parent = attribute(e, "parent-style-name")
                    .and_then(|p| self.style_names.get(&p))
                    .map(|i| self.looks.styles[*i as usize].clone());
                self.looks.styles.push(parent.unwrap_or_default());
                let index = self.looks.styles.len() as u32 - 1;
                self.style_names.insert(name, index);
                self.open_style = Some(index);
            }
            Some("text") => self.open_text_style = Some(name),
            _ => {}
        }
    }

    fn text_properties(&mut self, e: &BytesStart<'_>) {
        let bold = attribute(e, "font-weight").map(|w| w == "bold");
        let through = attribute(e, "text-line-through-style").map(|s| s != "none");
        if let Some(i) = self.open_style {
            let style = &mut self.looks.styles[i as usize];
            style.bold = bold.unwrap_or(style.bold);
            style.struck = through.unwrap_or(style.struck);
        } else if let Some(name) = &self.open_text_style {
            let raised = attribute(e, "text-position")
                .is_some_and(|p| p.starts_with("super") || p.starts_with("33"));
            self.text_styles.insert(name.clone(), (raised, through.unwrap_or(false)));
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "style:style" => {
                self.open_style = None;
                self.open_text_style = None;
            }
            "office:annotation" => self.in_note = self.in_note.saturating_sub(1),
            "table:shapes" | "draw:frame" | "draw:custom-shape" => {
                self.in_shape = self.in_shape.saturating_sub(1);
            }
            "text:p" | "text:h" if self.in_note == 0 && self.in_shape == 0 => {
                self.in_paragraph = self.in_paragraph.saturating_sub(1);
            }
            "text:span" => {
                self.spans.pop();
            }
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.col = self.col.saturating_add(cell.repeat).min(MAX_COLUMNS);
                    self.row_cells.push(cell);
                }
            }
            "table:table-row" => self.close_row(),
            "table:table" => {
                if let Some((name, look)) = self.sheet.take() {
                    self.looks.sheets.insert(name, look);
                }
            }
            _ => {}
        }
    }

    fn close_row(&mut self) {
        let Some((_, look)) = &mut self.sheet else { return };
        let cells = std::mem::take(&mut self.row_cells);
        let filled = cells.iter().any(|c| c.paragraphs > 0 || c.formula || c.columns * c.rows > 1);
        let end = self.row.saturating_add(self.row_repeat).min(MAX_ROWS);
        if self.row_hidden {
            // Rows hidden to the end of the sheet are empty; only their first thousands matter.
            look.hidden_rows.extend(self.row..end.min(self.row.saturating_add(MAX_REPEATS)));
        }
        if filled {
            for row in self.row..end.min(self.row.saturating_add(MAX_REPEATS)) {
                for cell in &cells {
                    for col in cell.col..cell.col.saturating_add(cell.repeat.min(MAX_REPEATS)) {
                        place(look, (row, col), cell);
                    }
                }
            }
        }
        self.row = end;
    }
}

fn place(look: &mut SheetLook, at: Place, cell: &Held) {
    if cell.formula && cell.runs.iter().all(|r| r.text.trim().is_empty()) {
        look.uncalculated.push(at);
    }
    if cell.columns > 1 || cell.rows > 1 {
        let row = at.0.saturating_add(cell.rows - 1).min(MAX_ROWS);
        let col = at.1.saturating_add(cell.columns - 1).min(MAX_COLUMNS);
        look.merges.push((at, (row, col)));
    }
    if cell.covered || cell.runs.is_empty() {
        return;
    }
    if let Some(style) = cell.style {
        look.styles.insert(at, style);
    }
    let mut shown = Shown::from_runs(&cell.runs);
    shown.value = cell.value;
    look.shown.insert(at, shown);
}

fn plain(text: &str) -> Run {
    Run { text: text.into(), raised: false, struck: false }
}

fn unseen(e: &BytesStart<'_>) -> bool {
    attribute(e, "visibility").is_some_and(|v| v == "collapse" || v == "filter")
}

fn value_kind(kind: &str) -> Option<CellValue> {
    Some(match kind {
        "float" | "currency" => CellValue::Number,
        "percentage" => CellValue::Percent,
        "date" => CellValue::Date,
        "boolean" => CellValue::Bool,
        _ => return None,
    })
}

fn centimetres(length: &str) -> f32 {
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f32 = length[..length.len() - unit.len()].parse().unwrap_or(0.0);
    number
        * match unit {
            "mm" => 0.1,
            "in" => 2.54,
            "pt" => 0.0353,
            _ => 1.0,
        }
}
