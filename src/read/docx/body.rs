//! The text of a Word document: what stands in a body, a cell, a box or a note, as pieces.

use super::run::{self, Fields};
use super::styles::{Resolved, Styles};
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::read::flow::tree::Element;
use crate::read::flow::{
    Cell, Look, MAX_DEPTH, MAX_PARAGRAPHS, MAX_SPAN, Paragraph, Piece, Role, Row, Run, Table,
};

/// English Metric Units of a centimetre.
const EMU_PER_CM: f32 = 360_000.0;
/// A picture at least this wide and high, in centimetres, after the first words of a letter may
/// show a table; smaller ones are crests and signatures.
const MIN_PICTURE_CM: (f32, f32) = (8.0, 3.5);

/// The mark of a footnote or endnote.
pub struct NoteMark {
    /// "footnote" or "endnote".
    pub element: &'static str,
    /// Its id in the notes part.
    pub id: String,
    /// The mark as shown.
    pub shown: String,
}

/// Reads text and gathers what stands beside it.
pub struct Body<'a> {
    styles: &'a Styles,
    number: u32,
    depth: usize,
    fields: Fields,
    /// Runs of a paragraph whose mark was deleted: the next one goes on from them.
    carried: Vec<Run>,
    /// Words deleted by tracked changes.
    pub deleted: Vec<String>,
    /// Marks of notes in order.
    pub notes: Vec<NoteMark>,
    /// Relation ids of headers and footers shown.
    pub running: Vec<String>,
    /// Pictures that may show a table.
    pub pictures: Vec<Finding>,
    /// How many letters were read.
    pub letters: usize,
    /// More paragraphs than are read.
    pub full: bool,
}

/// A paragraph being read.
struct Open {
    runs: Vec<Run>,
    look: Resolved,
    /// Boxes and notes anchored in it, which follow it.
    after: Vec<Piece>,
    page_end: bool,
}

impl<'a> Body<'a> {
    /// Nothing read yet.
    pub fn new(styles: &'a Styles) -> Body<'a> {
        Body {
            styles,
            number: 0,
            depth: 0,
            fields: Fields::default(),
            carried: Vec::new(),
            deleted: Vec::new(),
            notes: Vec::new(),
            running: Vec::new(),
            pictures: Vec::new(),
            letters: 0,
            full: false,
        }
    }

    /// The number of the next paragraph.
    pub fn next_number(&mut self) -> u32 {
        self.number += 1;
        self.number
    }

    /// The pieces in a body, a cell, a box.
    pub fn blocks(&mut self, container: &Element) -> Vec<Piece> {
        let mut out = Vec::new();
        self.depth += 1;
        if self.depth <= 2 * MAX_DEPTH {
            for e in container.elements() {
                self.block(e, &mut out);
            }
        }
        self.depth -= 1;
        out
    }

    fn block(&mut self, e: &Element, out: &mut Vec<Piece>) {
        match e.name.as_str() {
            "p" if self.number >= MAX_PARAGRAPHS => self.full = true,
            "p" => self.paragraph(e, out),
            "tbl" => {
                let table = self.table(e);
                out.push(Piece::Table(table));
            }
            "sdt" => {
                if let Some(content) = shown_content(e) {
                    out.extend(self.blocks(content));
                }
            }
            "del" | "moveFrom" => self.drop_deleted(e),
            "AlternateContent" => {
                if let Some(content) = alternative(e) {
                    out.extend(self.blocks(content));
                }
            }
            "ins" | "moveTo" | "customXml" | "smartTag" => out.extend(self.blocks(e)),
            "sectPr" => self.section(e),
            _ => {}
        }
    }

    fn section(&mut self, e: &Element) {
        let first_differs = e.child("titlePg").is_some_and(|t| t.attribute("val") != Some("0"));
        for reference in e.elements().filter(|r| r.name.ends_with("Reference")) {
            let first = reference.attribute("type") == Some("first");
            if let Some(id) = reference.attribute("id")
                && (!first || first_differs)
            {
                self.running.push(id.to_string());
            }
        }
    }

    /// A note's pieces, its mark before the words.
    pub fn note(&mut self, note: &Element, mark: &str) -> Vec<Piece> {
        let mut pieces = self.blocks(note);
        if let Some(Piece::Paragraph(p)) = pieces.first_mut() {
            p.runs.insert(0, Run { text: format!("{mark} "), look: Look::default() });
        }
        pieces
    }

    fn paragraph(&mut self, e: &Element, out: &mut Vec<Piece>) {
        let number = self.next_number();
        let properties = e.child("pPr");
        if let Some(section) = properties.and_then(|p| p.child("sectPr")) {
            self.section(section);
        }
        let look = self.styles.paragraph(properties);
        let mut open = Open {
            runs: std::mem::take(&mut self.carried),
            look,
            after: Vec::new(),
            page_end: properties.is_some_and(|p| p.child("pageBreakBefore").is_some()),
        };
        self.inline(e, &mut open);
        if open.page_end {
            out.push(Piece::PageEnd);
        }
        let mark = properties.and_then(|p| p.child("rPr"));
        let joined =
            mark.is_some_and(|m| m.child("del").is_some() || m.child("moveFrom").is_some());
        if joined {
            self.carried = open.runs;
        } else {
            let role = match &open.look {
                l if l.contents => Role::Contents,
                l if l.heading => Role::Heading,
                l if l.item => Role::Item,
                _ => Role::Plain,
            };
            out.push(Piece::Paragraph(Paragraph {
                number,
                role,
                indent: open.look.indent,
                runs: open.runs,
            }));
        }
        out.extend(open.after);
    }

    /// What stands inside a paragraph, however wrapped.
    fn inline(&mut self, container: &Element, open: &mut Open) {
        self.depth += 1;
        if self.depth <= 2 * MAX_DEPTH {
            for e in container.elements() {
                match e.name.as_str() {
                    "r" => self.run(e, open),
                    "del" | "moveFrom" => self.drop_deleted(e),
                    "sdt" => {
                        if let Some(content) = shown_content(e) {
                            self.inline(content, open);
                        }
                    }
                    "AlternateContent" => {
                        if let Some(content) = alternative(e) {
                            self.inline(content, open);
                        }
                    }
                    "t" => self.push(open, e.text(), Look::default()),
                    "txbxContent" => {
                        let inner = self.blocks(e);
                        open.after.extend(inner);
                    }
                    name if name.ends_with("Pr") || name == "instrText" => {}
                    _ => self.inline(e, open),
                }
            }
        }
        self.depth -= 1;
    }

    fn run(&mut self, e: &Element, open: &mut Open) {
        let look = self.styles.run(open.look.run, e.child("rPr"));
        for child in e.elements() {
            match child.name.as_str() {
                "rPr" | "instrText" | "delText" | "delInstrText" | "ruby" => {}
                "fldChar" => self.fields.mark(child.attribute("fldCharType")),
                "lastRenderedPageBreak" => open.page_end |= open.runs.is_empty(),
                "br" if child.attribute("type") == Some("page") => {
                    open.page_end |= open.runs.is_empty();
                    self.push(open, "\n".into(), look);
                }
                "footnoteReference" => self.mark(child, "footnote", open),
                "endnoteReference" => self.mark(child, "endnote", open),
                "drawing" | "pict" | "object" => {
                    self.picture(child, open);
                    self.anchored(child, open);
                }
                "AlternateContent" => {
                    if let Some(content) = alternative(child) {
                        self.picture(content, open);
                        self.anchored(content, open);
                    }
                }
                _ => {
                    if let Some(text) = run::text(child) {
                        self.push(open, text, look);
                    }
                }
            }
        }
    }

    fn push(&mut self, open: &mut Open, text: String, look: Look) {
        if self.fields.in_instruction() {
            return;
        }
        self.letters += text.chars().filter(|c| c.is_alphanumeric()).count();
        match open.runs.last_mut() {
            Some(last) if last.look == look => last.text.push_str(&text),
            _ => open.runs.push(Run { text, look }),
        }
    }

    fn mark(&mut self, e: &Element, element: &'static str, open: &mut Open) {
        let Some(id) = e.attribute("id") else { return };
        let count = self.notes.iter().filter(|n| n.element == element).count() + 1;
        let shown = count.to_string();
        if !matches!(e.attribute("customMarkFollows"), Some("1" | "true")) {
            let look = Look { raised: true, ..Look::default() };
            open.runs.push(Run { text: shown.clone(), look });
        }
        open.after.push(Piece::Note(self.notes.len()));
        self.notes.push(NoteMark { element, id: id.to_string(), shown });
    }

    /// Text boxes of a drawing follow the paragraph they hang on.
    fn anchored(&mut self, e: &Element, open: &mut Open) {
        for found in boxes(e, 0) {
            let inner = self.blocks(found);
            open.after.extend(inner);
        }
    }

    fn picture(&mut self, e: &Element, open: &Open) {
        if self.letters == 0 || e.first("blip").is_none() && e.first("imagedata").is_none() {
            return;
        }
        let Some(extent) = e.first("extent") else { return };
        let cm = |n: &str| {
            extent.attribute(n).and_then(|v| v.parse::<f32>().ok()).unwrap_or(0.0) / EMU_PER_CM
        };
        let (width, height) = (cm("cx"), cm("cy"));
        if width >= MIN_PICTURE_CM.0 && height >= MIN_PICTURE_CM.1 && open.after.len() < MAX_DEPTH {
            let message = format!(
                "a picture of {width:.0} by {height:.0} cm was not read; it may show a table"
            );
            let finding = Finding::new(Code::NeedsOcr, message);
            self.pictures.push(finding.at(&Locator::Paragraph(self.number), ""));
        }
    }

    fn drop_deleted(&mut self, e: &Element) {
        let text = bare_text(e);
        if !text.trim().is_empty() {
            self.deleted.push(text.trim().to_string());
        }
    }

    fn table(&mut self, e: &Element) -> Table {
        let mut table = Table::default();
        for row in wrapped(e, "tr") {
            let properties = row.child("trPr");
            if properties.is_some_and(|p| p.child("del").is_some()) {
                self.drop_deleted(row);
                continue;
            }
            let count = |n: &str| {
                properties
                    .and_then(|p| p.child(n))
                    .and_then(|c| c.attribute("val"))
                    .and_then(|v| v.parse::<u32>().ok())
                    .unwrap_or(0)
                    .min(MAX_SPAN)
            };
            let hidden = properties.and_then(|p| p.child("hidden"));
            let mut made = Row {
                hidden: hidden.is_some_and(|h| !matches!(h.attribute("val"), Some("0" | "false"))),
                ..Row::default()
            };
            let mut col = count("gridBefore");
            for cell in wrapped(row, "tc") {
                self.cell(cell, &mut col, &mut made);
            }
            table.rows.push(made);
        }
        table
    }

    fn cell(&mut self, e: &Element, col: &mut u32, row: &mut Row) {
        let properties = e.child("tcPr");
        let property = |n: &str| properties.and_then(|p| p.child(n));
        if property("cellDel").is_some() {
            self.drop_deleted(e);
            return;
        }
        let colspan = property("gridSpan")
            .and_then(|g| g.attribute("val"))
            .and_then(|v| v.parse::<u32>().ok())
            .unwrap_or(1)
            .clamp(1, MAX_SPAN);
        // The older way to merge cells side by side.
        let carries_left =
            property("hMerge").is_some_and(|m| m.attribute("val").is_none_or(|v| v == "continue"));
        let continues =
            property("vMerge").is_some_and(|m| m.attribute("val").is_none_or(|v| v == "continue"));
        let first = self.number + 1;
        let content = self.blocks(e);
        self.carried.clear();
        if carries_left && let Some(left) = row.cells.last_mut() {
            left.colspan += colspan;
        } else {
            row.cells.push(Cell {
                col: Some(*col),
                colspan,
                continues,
                number: first.min(self.number.max(1)),
                content,
                ..Cell::default()
            });
        }
        *col = col.saturating_add(colspan);
    }
}

/// Rows or cells, also those inside content controls.
fn wrapped<'e>(e: &'e Element, name: &str) -> Vec<&'e Element> {
    let mut out = Vec::new();
    for child in e.elements() {
        match child.name.as_str() {
            n if n == name => out.push(child),
            "sdt" => {
                if let Some(content) = child.child("sdtContent") {
                    out.extend(wrapped(content, name));
                }
            }
            "customXml" | "ins" | "moveTo" | "smartTag" => out.extend(wrapped(child, name)),
            _ => {}
        }
    }
    out
}

/// Content of a control, unless it only says "click here".
fn shown_content(e: &Element) -> Option<&Element> {
    let placeholder = e
        .child("sdtPr")
        .and_then(|p| p.child("showingPlcHdr"))
        .is_some_and(|p| !matches!(p.attribute("val"), Some("0" | "false")));
    if placeholder { None } else { e.child("sdtContent") }
}

/// Of two forms of the same content the first; the other is for old programs.
fn alternative(e: &Element) -> Option<&Element> {
    e.child("Choice").or_else(|| e.child("Fallback"))
}

/// Contents of the text boxes below, each once.
fn boxes(e: &Element, depth: usize) -> Vec<&Element> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    let mut out = Vec::new();
    for child in e.elements() {
        match child.name.as_str() {
            "txbxContent" => out.push(child),
            "AlternateContent" => {
                if let Some(content) = alternative(child) {
                    out.extend(boxes(content, depth + 1));
                }
            }
            _ => out.extend(boxes(child, depth + 1)),
        }
    }
    out
}

/// All words below, deleted ones too.
pub fn bare_text(e: &Element) -> String {
    let mut out = String::new();
    for child in e.elements() {
        match child.name.as_str() {
            "t" | "delText" => out.push_str(&child.text()),
            "tab" | "br" | "cr" => out.push(' '),
            "p" | "tc" => {
                out.push_str(&bare_text(child));
                out.push(' ');
            }
            _ => out.push_str(&bare_text(child)),
        }
    }
    out
}
