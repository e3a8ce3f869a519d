//! The tree of a flowing document to blocks in reading order.

use std::sync::LazyLock;

use regex::Regex;

use super::grid::{self, Placed};
use super::line::{Line, shown};
use super::{Flow, MAX_DEPTH, Paragraph, Piece, Role, Table, left_out, tabs};
use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::pattern::pattern;
use crate::read::plain;

/// Longest heading, in characters and words; a longer bold line is an emphasised sentence.
const MAX_HEADING_CHARS: usize = 120;
const MAX_HEADING_WORDS: usize = 20;
/// Text in capitals up to this long is a heading, as in the PDF reader.
const MAX_CAPITALS_CHARS: usize = 90;
/// Points by which a text in a box of its own stands apart from the text around it.
const BOX_POINTS: f32 = 12.0;
/// Fewest figures that make a table worth telling of when it is left out.
const MIN_FIGURES: usize = 2;
/// Words of what is left out that a finding quotes, in characters.
const QUOTED_CHARS: usize = 160;

struct Layout {
    blocks: Vec<Block>,
    /// Lines with tabs that may make a table together.
    tabbed: Vec<Tabbed>,
    notes: Vec<Vec<Piece>>,
    pending: Vec<usize>,
    furniture: Furniture,
    hidden: bool,
    hidden_words: Vec<(u32, String)>,
    struck_words: Vec<(u32, String)>,
    told: Vec<Finding>,
    depth: usize,
    cut: bool,
}

/// A line with tabs and what it belongs to.
pub struct Tabbed {
    /// The line.
    pub line: Line,
    /// Number of its paragraph.
    pub number: u32,
    /// What it is when it makes no table.
    pub kind: BlockKind,
}

pub fn document(flow: Flow) -> Document {
    let mut layout = Layout {
        blocks: Vec::new(),
        tabbed: Vec::new(),
        notes: flow.notes,
        pending: Vec::new(),
        furniture: Furniture::Running,
        hidden: false,
        hidden_words: Vec::new(),
        struck_words: Vec::new(),
        told: Vec::new(),
        depth: 0,
        cut: false,
    };
    layout.pieces(&flow.headers, 0.0);
    layout.flush();
    layout.furniture = Furniture::Body;
    layout.pieces(&flow.body, 0.0);
    layout.flush();
    layout.place_notes();
    layout.furniture = Furniture::Running;
    layout.pieces(&flow.footers, 0.0);
    layout.flush();
    let mut document = Document { format: flow.format, title: flow.title, ..Document::default() };
    document.findings = flow.findings;
    tell(&mut document.findings, &layout, &flow.deleted, &flow.comments);
    document.blocks = layout.blocks;
    for (number, text) in layout.hidden_words.into_iter().chain(flow.comments) {
        let mut block = Block::text(BlockKind::Paragraph, text, Locator::Paragraph(number));
        block.hidden = true;
        document.blocks.push(block);
    }
    document
}

/// Says what was left out.
fn tell(
    findings: &mut Vec<Finding>,
    layout: &Layout,
    deleted: &[String],
    comments: &[(u32, String)],
) {
    let some = |words: &[String]| quoted(&words.join(" … "));
    if !deleted.is_empty() {
        let message = format!("words deleted by tracked changes were left out: {}", deleted.len());
        let mut finding = left_out(message);
        finding.quote = some(deleted).into();
        findings.push(finding);
    }
    if !comments.is_empty() {
        let words: Vec<String> = comments.iter().map(|c| c.1.clone()).collect();
        let mut finding = left_out(format!("comments were left out: {}", comments.len()));
        finding.quote = some(&words).into();
        findings.push(finding);
    }
    for (number, words) in &layout.hidden_words {
        let finding = left_out("hidden text was left out");
        findings.push(finding.at(&Locator::Paragraph(*number), quoted(words)));
    }
    for (number, words) in &layout.struck_words {
        let finding = left_out(format!("the words `{words}`, struck through, were left out"));
        findings.push(finding.at(&Locator::Paragraph(*number), quoted(words)));
    }
    findings.extend(layout.told.iter().cloned());
    if layout.cut {
        let message = format!("content nested more than {MAX_DEPTH} deep was not read");
        findings.push(Finding::new(Code::DamagedPart, message));
    }
}

fn quoted(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(QUOTED_CHARS).collect()
}

impl Layout {
    fn pieces(&mut self, pieces: &[Piece], indent: f32) {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.cut = true;
        } else {
            for piece in pieces {
                self.piece(piece, indent);
            }
        }
        self.depth -= 1;
    }

    fn piece(&mut self, piece: &Piece, indent: f32) {
        match piece {
            Piece::Paragraph(p) => self.paragraph(p, indent),
            Piece::Table(t) => self.table(t, indent),
            Piece::Note(n) => self.pending.push(*n),
            Piece::PageEnd => self.place_notes(),
            Piece::Around(inner) => {
                self.flush();
                let before = std::mem::replace(&mut self.furniture, Furniture::Running);
                self.pieces(inner, indent);
                self.flush();
                self.furniture = before;
            }
            Piece::Hidden(inner) => {
                self.flush();
                let before = std::mem::replace(&mut self.hidden, true);
                let from = self.blocks.len();
                self.pieces(inner, indent);
                self.flush();
                self.hidden = before;
                if !before {
                    self.tell_hidden(from);
                }
            }
        }
    }

    /// Says what hidden part begins with this block.
    fn tell_hidden(&mut self, from: usize) {
        let Some(first) = self.blocks.get(from) else { return };
        let words: Vec<&str> = self.blocks[from..]
            .iter()
            .flat_map(|b| b.cells.iter().map(|c| c.text.as_str()).chain([b.text.as_str()]))
            .collect();
        let finding = left_out("a hidden part was left out");
        self.told.push(finding.at(&first.locator, quoted(&words.join(" "))));
    }

    /// A table of figures in a menu or side bar is left out, but not in silence.
    fn tell_around(&mut self, block: &Block) {
        let figures = block.cells.iter().filter(|c| tabs::is_figure(&c.text));
        if block.kind == BlockKind::Table && figures.count() >= MIN_FIGURES {
            let words: Vec<&str> = block.cells.iter().map(|c| c.text.as_str()).collect();
            let message = "a table in a header, footer, menu or side bar was left out";
            self.told.push(left_out(message).at(&block.locator, quoted(&words.join(" "))));
        }
    }

    /// Footnotes stand at the end of their page, or before the next heading; a list is not torn.
    fn place_notes(&mut self) {
        self.flush();
        for index in std::mem::take(&mut self.pending) {
            if let Some(note) = self.notes.get_mut(index).map(std::mem::take) {
                self.pieces(&note, 0.0);
                self.flush();
            }
        }
    }

    fn paragraph(&mut self, p: &Paragraph, indent: f32) {
        let shown = shown(p);
        self.aside(p.number, &shown.hidden, &shown.struck);
        if p.role == Role::Typed {
            self.flush();
            let place = Locator::Paragraph(p.number);
            let lines: Vec<plain::Placed> =
                shown.lines.iter().map(|l| (place.clone(), l.text.clone())).collect();
            for block in plain::flow(&lines) {
                self.push(block);
            }
            return;
        }
        for mut line in shown.lines {
            if line.struck {
                self.struck_words.push((p.number, line.marked()));
                continue;
            }
            line.indent += indent;
            let kind = kind(p.role, &line);
            if p.role == Role::Contents {
                self.flush();
                let mut block = text_block(&line, BlockKind::Paragraph, p.number);
                block.furniture = Furniture::Running;
                self.push(block);
            } else if line.text.contains('\t') {
                self.tabbed.push(Tabbed { line, number: p.number, kind });
            } else {
                if kind == BlockKind::Heading && !self.pending.is_empty() {
                    self.place_notes();
                }
                self.flush();
                self.push(text_block(&line, kind, p.number));
            }
        }
    }

    fn aside(&mut self, number: u32, hidden: &str, struck: &str) {
        for (words, to) in [(hidden, &mut self.hidden_words), (struck, &mut self.struck_words)] {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.is_empty() {
                to.push((number, words));
            }
        }
    }

    fn push(&mut self, mut block: Block) {
        if self.furniture == Furniture::Running {
            block.furniture = Furniture::Running;
            self.tell_around(&block);
        }
        block.hidden |= self.hidden;
        match self.blocks.last_mut() {
            Some(figure) if is_large_figure(figure) && goes_on(&block) => {
                let kind = BlockKind::Paragraph;
                let text = format!("{} {}", figure.text, block.text);
                *figure = Block {
                    indent: figure.indent,
                    hidden: block.hidden,
                    ..Block::text(kind, text, figure.locator.clone())
                };
            }
            _ => self.blocks.push(block),
        }
    }

    /// Lines with tabs become a table when they agree, else lines of text.
    fn flush(&mut self) {
        let tabbed = std::mem::take(&mut self.tabbed);
        for part in tabs::tables(tabbed) {
            match part {
                tabs::Part::Table(block) => self.push(block),
                tabs::Part::Line(t) => self.push(text_block(&t.line, t.kind, t.number)),
            }
        }
    }

    fn table(&mut self, table: &Table, indent: f32) {
        self.flush();
        let placed = grid::place(table);
        if placed.is_empty() {
            return;
        }
        if table.layout || grid::only_places(&placed) {
            let inset = if placed.len() == 1 { BOX_POINTS } else { 0.0 };
            for cell in &placed {
                self.pieces(&cell.cell.content, indent + inset);
                self.flush();
            }
            return;
        }
        let read = grid::block(&placed);
        for (number, hidden, struck) in &read.asides {
            self.aside(*number, hidden, struck);
        }
        let mut block = read.block;
        block.doubt.clone_from(&table.doubt);
        self.push(block);
        for inner in read.nested {
            self.table(&inner, indent);
        }
        self.pending.extend(read.notes);
        self.place_notes();
    }
}

/// "23 allegations", set large with the rest of the sentence in the paragraph under it.
fn is_large_figure(block: &Block) -> bool {
    static FIGURE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d[\d,]*(?:\s+[a-z]+){1,3}$"));
    block.furniture == Furniture::Body && FIGURE.is_match(&block.text)
}

/// A paragraph that begins inside a sentence.
fn goes_on(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.text.starts_with(char::is_lowercase)
}

fn text_block(line: &Line, kind: BlockKind, number: u32) -> Block {
    let mut block = Block::text(kind, line.marked(), Locator::Paragraph(number));
    block.indent = line.indent;
    block
}

fn kind(role: Role, line: &Line) -> BlockKind {
    match role {
        Role::Heading => BlockKind::Heading,
        Role::Item => BlockKind::ListItem,
        Role::Plain if is_typed_item(&line.text) => BlockKind::ListItem,
        Role::Plain if stands_out(line) => BlockKind::Heading,
        _ => BlockKind::Paragraph,
    }
}

/// A marker typed by hand before the words.
fn is_typed_item(text: &str) -> bool {
    plain::is_item(&text.replace('\t', " "))
}

/// A short line set in bold, underlined or capitals, that is no label with its figure.
fn stands_out(line: &Line) -> bool {
    let text = line.text.trim();
    let capitals = text.chars().any(char::is_alphabetic)
        && !text.chars().any(char::is_lowercase)
        && text.len() < MAX_CAPITALS_CHARS;
    let link = line.underlined && (text.contains("://") || text.contains('@'));
    (line.bold || capitals || line.underlined && !link)
        && text.chars().any(char::is_alphabetic)
        && text.chars().count() <= MAX_HEADING_CHARS
        && text.split_whitespace().count() <= MAX_HEADING_WORDS
        && !text.ends_with(['.', ';', ','])
        && !plain::is_figure_line(text)
        && !text.contains('\t')
}

/// The pieces of a table cell that are tables of their own.
pub fn inner_tables<'a>(cell: &'a Placed<'_>) -> impl Iterator<Item = &'a Table> {
    cell.cell.content.iter().filter_map(|p| match p {
        Piece::Table(t) => Some(t),
        _ => None,
    })
}
