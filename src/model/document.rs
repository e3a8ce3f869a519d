//! A file as read, before any understanding: blocks in reading order, each with its place.

use serde::{Deserialize, Serialize};

use super::fact::FileRole;
use super::finding::Finding;
use super::locator::Locator;

/// What a reader made of one file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// Short name of the format: "pdf", "xlsx", "csv" ...
    #[serde(with = "super::wire::fixed")]
    pub format: super::wire::Fixed,
    /// Number of pages, for formats that have them.
    pub pages: Option<u32>,
    /// Title property of the file, if any.
    pub title: Option<String>,
    /// Blocks in reading order; sheets in workbook order.
    pub blocks: Vec<Block>,
    /// What the reader noticed and a person may need to know (a scanned page, a hidden sheet, a
    /// formula without a value, damaged parts).
    pub findings: Vec<Finding>,
    /// A role that the reader can tell for certain (an automatic reply, a logo), with the reason.
    pub role: Option<(FileRole, String)>,
    /// Numbers of a scanned page that may have been misread.
    pub uncertain: Vec<Uncertain>,
}

/// A number that the text recogniser is not sure of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Uncertain {
    /// Where it stands.
    pub place: Locator,
    /// As it was taken.
    pub text: String,
    /// Why it is not sure, with the other reading: "read as `12`, and as `17` by the second reader".
    pub message: String,
    /// It stands in a column of counts, so that a figure may be missing if nothing was made of it.
    pub count: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A line that stands over what follows.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a bulleted or numbered list; the marker is kept in the text.
    ListItem,
    /// A grid of cells.
    Table,
}

/// What part a block plays on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Furniture {
    /// The letter itself.
    #[default]
    Body,
    /// A running header or footer, or a page number.
    Running,
    /// Sender, date and subject of a message.
    Envelope,
    /// An earlier message, or the request, quoted by a message.
    Quoted,
    /// A quoted question whose answer stands right beneath it.
    Asked,
}

/// A paragraph, heading, list item or table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Body or running header and footer.
    pub furniture: Furniture,
    /// The text, lines joined by one space (a word divided by a hyphen at a line's end is joined).
    /// Empty for a table.
    pub text: String,
    /// Where the whole block stands.
    pub locator: Locator,
    /// The lines `text` was joined from, in order; empty for a table.
    pub lines: Vec<Line>,
    /// The cells of a table, by row and column; empty otherwise. Blank cells may be left out.
    pub cells: Vec<Cell>,
    /// Left edge of the text relative to the body's left margin, in points or, in text formats, in
    /// columns; tells nested list items apart.
    pub indent: f32,
    /// True when the file hides it (a hidden sheet).
    pub hidden: bool,
    /// True when a filter hides rows of it.
    pub filtered: bool,
    /// How sure the reader is that a table's grid is right, with the reason; `None` for certain
    /// (a sheet, a fully ruled table).
    pub doubt: Option<String>,
}

/// One printed line of a block's text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    /// Byte offset in the block's `text` at which this line begins.
    pub start: usize,
    /// Text of the line.
    pub text: String,
    /// Where it stands.
    pub locator: Locator,
    /// Its words with their places, for formats that know them (PDF); empty otherwise.
    pub words: Vec<Word>,
}

/// One word of a line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Word {
    /// Text of the word.
    pub text: String,
    /// Where it stands.
    pub locator: Locator,
}

/// What kind of value the file itself says a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum CellValue {
    /// Nothing.
    Blank,
    /// Text, or the format does not tell.
    #[default]
    Text,
    /// A number typed as a number.
    Number,
    /// A number the file shows as a percentage.
    Percent,
    /// A date; `text` is ISO (2019-03-05).
    Date,
    /// A truth value.
    Bool,
    /// An error value (#REF!).
    Error,
}

/// One cell of a table. A spanning cell stands once, at its top left.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cell {
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub col: u32,
    /// Rows it covers, at least 1.
    pub rowspan: u32,
    /// Columns it covers, at least 1.
    pub colspan: u32,
    /// Text as shown, inner line breaks as one space; footnote marks set as superscript are kept
    /// apart in `marks`.
    pub text: String,
    /// Footnote marks printed as superscript ("2" in "8²"), not part of the number.
    pub marks: String,
    /// Where it stands.
    pub locator: Locator,
    /// The value's type in the file.
    pub value: CellValue,
    /// Depth of indentation of the text inside the cell: 0 for flush.
    pub indent: u32,
    /// Set in bold.
    pub bold: bool,
    /// Struck through, so withdrawn by its author.
    pub struck: bool,
    /// In a hidden row or column.
    pub hidden: bool,
}

impl Cell {
    /// A plain cell of text at a place.
    pub fn new(row: u32, col: u32, text: impl Into<String>, locator: Locator) -> Cell {
        let text = text.into();
        Cell {
            row,
            col,
            rowspan: 1,
            colspan: 1,
            value: if text.is_empty() { CellValue::Blank } else { CellValue::Text },
            text,
            marks: String::new(),
            locator,
            indent: 0,
            bold: false,
            struck: false,
            hidden: false,
        }
    }
}

impl Block {
    /// A block of text made of one line.
    pub fn text(kind: BlockKind, text: impl Into<String>, locator: Locator) -> Block {
        let text = text.into();
        let line =
            Line { start: 0, text: text.clone(), locator: locator.clone(), words: Vec::new() };
        Block {
            kind,
            furniture: Furniture::Body,
            text,
            locator,
            lines: vec![line],
            cells: Vec::new(),
            indent: 0.0,
            hidden: false,
            filtered: false,
            doubt: None,
        }
    }

    /// A table of cells, which must not be empty of columns; sorted by row and column.
    pub fn table(mut cells: Vec<Cell>, locator: Locator) -> Block {
        cells.sort_by_key(|c| (c.row, c.col));
        Block {
            kind: BlockKind::Table,
            furniture: Furniture::Body,
            text: String::new(),
            locator,
            lines: Vec::new(),
            cells,
            indent: 0.0,
            hidden: false,
            filtered: false,
            doubt: None,
        }
    }

    /// The place of the line that holds byte `offset` of the text.
    pub fn place_at(&self, offset: usize) -> &Locator {
        let begun = self.lines.partition_point(|l| l.start <= offset);
        begun.checked_sub(1).map_or(&self.locator, |last| &self.lines[last].locator)
    }
}
