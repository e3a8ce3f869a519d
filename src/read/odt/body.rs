//! The text of an OpenDocument file: what stands in a body, a cell, a box or a note, as pieces.

use super::styles::{Styles, points};
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::read::flow::tree::{Element, Node};
use crate::read::flow::{
    Cell, Look, MAX_DEPTH, MAX_PARAGRAPHS, MAX_SPAN, Paragraph, Piece, Role, Row, Run, Table,
};

/// Points by which a list level is set in.
const LEVEL_POINTS: f32 = 18.0;
/// Most copies of a repeated row that holds words.
const MAX_REPEATS: u32 = 1_000;
/// Most blanks that one element may stand for.
const MAX_BLANKS: usize = 200;
/// A picture at least this wide and high, in points, after the first words of a letter may show a
/// table (8 by 3.5 cm); smaller ones are crests and signatures.
const MIN_PICTURE_POINTS: (f32, f32) = (227.0, 99.0);

/// Reads text and gathers what stands beside it.
pub struct Body<'a> {
    styles: &'a Styles,
    number: u32,
    depth: usize,
    level: usize,
    contents: bool,
    /// Bodies of notes in the order of their marks, with the marks.
    waiting: Vec<(&'a Element, String)>,
    /// Comments.
    pub comments: Vec<(u32, String)>,
    /// Words deleted by tracked changes.
    pub deleted: Vec<String>,
    /// Embedded objects.
    pub objects: usize,
    /// Pictures.
    pub images: usize,
    /// Pictures that may show a table.
    pub pictures: Vec<Finding>,
    /// How many letters were read.
    pub letters: usize,
    /// More paragraphs than are read.
    pub full: bool,
}

/// A paragraph being read.
#[derive(Default)]
struct Open {
    runs: Vec<Run>,
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
            level: 0,
            contents: false,
            waiting: Vec::new(),
            comments: Vec::new(),
            deleted: Vec::new(),
            objects: 0,
            images: 0,
            pictures: Vec::new(),
            letters: 0,
            full: false,
        }
    }

    /// The pieces in a body, a cell, a box.
    pub fn blocks(&mut self, container: &'a Element) -> Vec<Piece> {
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

    fn block(&mut self, e: &'a Element, out: &mut Vec<Piece>) {
        match e.name.as_str() {
            "p" | "h" if self.number >= MAX_PARAGRAPHS => self.full = true,
            "p" => self.paragraph(e, Role::Plain, out),
            "h" => self.paragraph(e, Role::Heading, out),
            "list" => self.list(e, out),
            "numbered-paragraph" => {
                for p in e.elements().filter(|p| matches!(p.name.as_str(), "p" | "h")) {
                    self.paragraph(p, Role::Item, out);
                }
            }
            "table" => {
                let table = self.table(e);
                out.push(Piece::Table(table));
            }
            "section" => {
                let hidden = e.attribute("display") == Some("none")
                    || self.styles.get(e.attribute("style-name")).hidden == Some(true);
                let inner = self.blocks(e);
                if hidden { out.push(Piece::Hidden(inner)) } else { out.extend(inner) }
            }
            "tracked-changes" => {
                for deletion in e.all("deletion") {
                    let words: Vec<String> = deletion
                        .elements()
                        .filter(|p| p.name != "change-info")
                        .map(Element::text)
                        .collect();
                    let words = words.join(" ");
                    if !words.trim().is_empty() {
                        self.deleted.push(words.trim().to_string());
                    }
                }
            }
            "table-of-content" | "illustration-index" | "table-index" | "object-index" => {
                let before = std::mem::replace(&mut self.contents, true);
                let inner = e.child("index-body").map(|b| self.blocks(b)).unwrap_or_default();
                out.extend(inner);
                self.contents = before;
            }
            "soft-page-break" => out.push(Piece::PageEnd),
            "frame" | "custom-shape" | "g" => {
                let mut open = Open::default();
                self.drawn(e, &mut open);
                out.extend(open.after);
            }
            "index-title" | "text-box" => out.extend(self.blocks(e)),
            _ => {}
        }
    }

    fn list(&mut self, e: &'a Element, out: &mut Vec<Piece>) {
        self.level += 1;
        for item in e.elements() {
            let mut first = item.name == "list-item";
            for child in item.elements() {
                match child.name.as_str() {
                    "p" => {
                        let role = if first { Role::Item } else { Role::Plain };
                        self.paragraph(child, role, out);
                        first = false;
                    }
                    _ => self.block(child, out),
                }
            }
        }
        self.level -= 1;
    }

    fn paragraph(&mut self, e: &'a Element, role: Role, out: &mut Vec<Piece>) {
        self.number += 1;
        let number = self.number;
        let style = self.styles.get(e.attribute("style-name"));
        let mut open = Open { page_end: style.page_break, ..Open::default() };
        self.inline(e, style.over(Look::default()), &mut open);
        if open.page_end {
            out.push(Piece::PageEnd);
        }
        let role = match role {
            _ if self.contents => Role::Contents,
            Role::Plain if style.title => Role::Heading,
            role => role,
        };
        let level = LEVEL_POINTS * self.level as f32;
        let indent = style.indent.unwrap_or(0.0).max(level);
        out.push(Piece::Paragraph(Paragraph { number, role, indent, runs: open.runs }));
        out.extend(open.after);
    }

    fn inline(&mut self, container: &'a Element, look: Look, open: &mut Open) {
        self.depth += 1;
        if self.depth <= 2 * MAX_DEPTH {
            for node in &container.children {
                match node {
                    Node::Text(text) => self.push(open, text.replace('\n', " "), look),
                    Node::Element(e) => self.inline_element(e, look, open),
                }
            }
        }
        self.depth -= 1;
    }

    fn inline_element(&mut self, e: &'a Element, look: Look, open: &mut Open) {
        match e.name.as_str() {
            "span" => {
                let style = self.styles.get(e.attribute("style-name"));
                self.inline(e, style.over(look), open);
            }
            "s" => {
                let count = e.attribute("c").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1);
                self.push(open, " ".repeat(count.min(MAX_BLANKS)), look);
            }
            "tab" => self.push(open, "\t".into(), look),
            "line-break" => self.push(open, "\n".into(), look),
            "soft-page-break" => open.page_end |= open.runs.is_empty(),
            "note" => {
                let mark = e.child("note-citation").map(Element::text).unwrap_or_default();
                if let Some(body) = e.child("note-body") {
                    let raised = Look { raised: true, ..Look::default() };
                    open.runs.push(Run { text: mark.clone(), look: raised });
                    open.after.push(Piece::Note(self.waiting.len()));
                    self.waiting.push((body, mark));
                }
            }
            "annotation" => {
                let words: Vec<String> = e
                    .elements()
                    .filter(|c| matches!(c.name.as_str(), "p" | "list"))
                    .map(Element::text)
                    .collect();
                let words = words.join(" ");
                if !words.trim().is_empty() {
                    self.comments.push((self.number, words.trim().to_string()));
                }
            }
            "hidden-text" | "hidden-paragraph" => {
                let words = e.attribute("string-value").map_or_else(|| e.text(), str::to_string);
                let hidden = Look { hidden: true, ..look };
                self.push(open, words, hidden);
            }
            "placeholder" | "ruby-text" | "change" | "change-start" | "change-end" => {}
            "frame" | "custom-shape" | "g" | "rect" | "line" => self.drawn(e, open),
            _ => self.inline(e, look, open),
        }
    }

    fn push(&mut self, open: &mut Open, text: String, look: Look) {
        self.letters += text.chars().filter(|c| c.is_alphanumeric()).count();
        match open.runs.last_mut() {
            Some(last) if last.look == look => last.text.push_str(&text),
            _ => open.runs.push(Run { text, look }),
        }
    }

    /// Boxes follow the paragraph they hang on; pictures and objects are only told.
    fn drawn(&mut self, e: &'a Element, open: &mut Open) {
        let size = |n: &str| e.attribute(n).and_then(points).unwrap_or(0.0);
        let (width, height) = (size("width"), size("height"));
        let object = e.child("object").is_some() || e.child("object-ole").is_some();
        self.objects += usize::from(object);
        for child in e.elements() {
            match child.name.as_str() {
                "text-box" => {
                    let inner = self.blocks(child);
                    open.after.extend(inner);
                }
                "p" | "list" | "table" => {
                    let mut inner = Vec::new();
                    self.block(child, &mut inner);
                    open.after.extend(inner);
                }
                "frame" | "custom-shape" | "g" if self.depth < MAX_DEPTH => {
                    self.depth += 1;
                    self.drawn(child, open);
                    self.depth -= 1;
                }
                "image" if !object => {
                    self.images += 1;
                    self.picture(width, height);
                }
                _ => {}
            }
        }
    }

    fn picture(&mut self, width: f32, height: f32) {
        if self.letters > 0 && width >= MIN_PICTURE_POINTS.0 && height >= MIN_PICTURE_POINTS.1 {
            let cm = |p: f32| p * 2.54 / 72.0;
            let message = format!(
                "a picture of {:.0} by {:.0} cm was not read; it may show a table",
                cm(width),
                cm(height)
            );
            let finding = Finding::new(Code::NeedsOcr, message);
            self.pictures.push(finding.at(&Locator::Paragraph(self.number), ""));
        }
    }

    /// The notes whose marks were met, each with its mark before the words.
    pub fn notes(&mut self) -> Vec<Vec<Piece>> {
        let mut out = Vec::new();
        // A note may hold the mark of another.
        while out.len() < self.waiting.len() {
            let (body, mark) = (self.waiting[out.len()].0, self.waiting[out.len()].1.clone());
            let mut pieces = self.blocks(body);
            if let Some(Piece::Paragraph(p)) = pieces.first_mut() {
                p.runs.insert(0, Run { text: format!("{mark} "), look: Look::default() });
            }
            out.push(pieces);
        }
        out
    }

    fn table(&mut self, e: &'a Element) -> Table {
        let mut table = Table::default();
        for row in rows(e) {
            let repeat = count(row, "number-rows-repeated").min(MAX_REPEATS);
            let hidden = matches!(row.attribute("visibility"), Some("collapse" | "filter"));
            for _ in 0..repeat {
                let made = self.row(row, hidden);
                let blank = made.cells.iter().all(|c| c.content.is_empty());
                table.rows.push(made);
                if blank {
                    break;
                }
            }
        }
        table
    }

    fn row(&mut self, row: &'a Element, hidden: bool) -> Row {
        let mut made = Row { hidden, ..Row::default() };
        let mut col = 0u32;
        for e in row.elements() {
            let repeat = count(e, "number-columns-repeated").min(MAX_SPAN);
            match e.name.as_str() {
                "table-cell" => {
                    for _ in 0..repeat {
                        let first = self.number + 1;
                        let level = std::mem::take(&mut self.level);
                        let content = self.blocks(e);
                        self.level = level;
                        made.cells.push(Cell {
                            col: Some(col),
                            colspan: count(e, "number-columns-spanned"),
                            rowspan: count(e, "number-rows-spanned"),
                            number: first.min(self.number.max(1)),
                            content,
                            ..Cell::default()
                        });
                        col = col.saturating_add(1);
                    }
                }
                "covered-table-cell" => col = col.saturating_add(repeat),
                _ => {}
            }
        }
        made
    }
}

fn count(e: &Element, name: &str) -> u32 {
    e.attribute(name).and_then(|v| v.parse::<u32>().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
}

/// Rows, also those in groups and in a repeated head.
fn rows(e: &Element) -> Vec<&Element> {
    let mut out = Vec::new();
    for child in e.elements() {
        match child.name.as_str() {
            "table-row" => out.push(child),
            "table-header-rows" | "table-row-group" | "table-rows" => out.extend(rows(child)),
            _ => {}
        }
    }
    out
}
