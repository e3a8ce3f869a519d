//! What the flowing formats (Word, OpenDocument, RTF, HTML) share: a file's content as a tree of
//! paragraphs and tables, and the one place that turns such a tree into blocks. A format's reader
//! only says what the file says; what is a heading, a layout table or a list drawn with tabs is
//! decided here, alike for all of them.

pub mod edges;
pub mod grid;
mod layout;
pub mod line;
pub mod symbol;
mod tabs;
pub mod tree;

use crate::model::document::{Block, Document};
use crate::model::finding::{Code, Finding};

/// Deepest nesting of tables, boxes and lists that is followed; no letter comes near it.
pub const MAX_DEPTH: usize = 24;
/// Most paragraphs read from one file; the longest real responses have some ten thousand.
pub const MAX_PARAGRAPHS: u32 = 500_000;
/// Widest span a cell may claim, in columns or rows; more is damage.
pub const MAX_SPAN: u32 = 1_000;

/// How a run of text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold.
    pub bold: bool,
    /// Underlined.
    pub underlined: bool,
    /// Struck through.
    pub struck: bool,
    /// Superscript.
    pub raised: bool,
    /// Not shown when printed.
    pub hidden: bool,
}

/// Text set in one way; "\n" is a line break, "\t" a tab.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they are set.
    pub look: Look,
}

/// What the file says a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Nothing in particular.
    #[default]
    Plain,
    /// A heading.
    Heading,
    /// An item of a list whose marker the program draws, not the text.
    Item,
    /// A line of a table of contents: its number is a page.
    Contents,
    /// Text whose blanks and line ends are kept as typed.
    Typed,
}

/// One paragraph.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Its number from 1 over the whole document.
    pub number: u32,
    /// What the file says it is.
    pub role: Role,
    /// Left indent in points.
    pub indent: f32,
    /// Its text.
    pub runs: Vec<Run>,
}

/// One piece of a document, a cell or a box.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// The place of a footnote, by its index in [`Flow::notes`]; its mark stands in the text.
    Note(usize),
    /// A page ends here, so footnotes stand here.
    PageEnd,
    /// Parts of a page around its content: menus, banners, lists of other pages.
    Around(Vec<Piece>),
    /// Parts the file hides.
    Hidden(Vec<Piece>),
}

/// One table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
    /// True when the file says it only places things on the page.
    pub layout: bool,
    /// Why the grid may be wrong, if it may.
    pub doubt: Option<String>,
}

/// One row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// The file hides it.
    pub hidden: bool,
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Column, where the file counts them; else the first free one.
    pub col: Option<u32>,
    /// Columns covered.
    pub colspan: u32,
    /// Rows covered.
    pub rowspan: u32,
    /// It only carries on the cell above.
    pub continues: bool,
    /// The file marks it as a heading.
    pub heading: bool,
    /// Left indent in points that all its paragraphs have.
    pub indent: f32,
    /// Number of its first paragraph.
    pub number: u32,
    /// What stands in it.
    pub content: Vec<Piece>,
}

impl Default for Cell {
    fn default() -> Cell {
        Cell {
            col: None,
            colspan: 1,
            rowspan: 1,
            continues: false,
            heading: false,
            indent: 0.0,
            number: 0,
            content: Vec::new(),
        }
    }
}

/// A document as its format tells it.
#[derive(Debug, Default)]
pub struct Flow {
    /// Short name of the format.
    pub format: &'static str,
    /// Title property of the file.
    pub title: Option<String>,
    /// Running headers.
    pub headers: Vec<Piece>,
    /// The text.
    pub body: Vec<Piece>,
    /// Footnotes and endnotes, in order of their marks.
    pub notes: Vec<Vec<Piece>>,
    /// Running footers.
    pub footers: Vec<Piece>,
    /// Comments by readers of a draft, each as text.
    pub comments: Vec<(u32, String)>,
    /// Words that tracked changes deleted.
    pub deleted: Vec<String>,
    /// What else a person should know.
    pub findings: Vec<Finding>,
}

impl Flow {
    /// The document: header lines first, then the text with its notes, then footer lines, and at
    /// the end what is hidden.
    pub fn document(self) -> Document {
        let mut document = layout::document(self);
        told_if_cut(&mut document);
        if document.blocks.is_empty() && document.findings.is_empty() {
            let why = "no text was found in the file";
            document.findings.push(Finding::new(Code::UnreadableFile, why));
        }
        document
    }
}

/// Says so when a document goes to a limit, and what follows was left out.
fn told_if_cut(document: &mut Document) {
    let full = |b: &Block| b.cells.len() >= grid::MAX_CELLS;
    if document.blocks.iter().any(full) {
        let message =
            format!("a table has {} cells or more; the rest of it was left out", grid::MAX_CELLS);
        document.findings.push(Finding::new(Code::TooLarge, message));
    }
    if document.blocks.len() >= MAX_PARAGRAPHS as usize {
        let message = format!("only the first {MAX_PARAGRAPHS} paragraphs were read");
        document.findings.push(Finding::new(Code::TooLarge, message));
    }
}

/// A finding on content that was left out on purpose.
pub fn left_out(message: impl Into<String>) -> Finding {
    Finding::new(Code::HiddenContent, message)
}
