//! The document as read, as JSON: what the readers made of a file, before any understanding.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::json;

use crate::model::document::{Block, BlockKind, Cell, Document};
use crate::model::locator::{BBox, Locator};

/// Writes the document in the form of the output contract's last section. Each block is let go once
/// it is written: of a book of thousands of pages there is no second copy.
///
/// # Errors
/// When what it writes to fails.
pub fn document_json(document: Document, file: &str, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"{\"blocks\":[")?;
    for (i, block) in document.blocks.into_iter().enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut *out, &Shown::of(&block))?;
    }
    out.write_all(b"]")?;
    let mut rest = json!({ "file": file, "format": document.format, "pages": document.pages });
    if !document.uncertain.is_empty() {
        let doubts = document
            .uncertain
            .iter()
            .map(|u| json!({"text": u.text, "message": u.message, "locator": Place::of(&u.place)}));
        rest["uncertain"] = doubts.collect();
    }
    // The other fields follow the blocks in the same object.
    out.write_all(b",")?;
    out.write_all(rest.to_string().trim_start_matches('{').as_bytes())
}

/// A block as it is written.
#[derive(Serialize)]
struct Shown<'a> {
    kind: &'static str,
    locator: Place<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cells: Option<Vec<ShownCell<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// A cell as it is written.
#[derive(Serialize)]
struct ShownCell<'a> {
    row: u32,
    col: u32,
    rowspan: u32,
    colspan: u32,
    text: &'a str,
    locator: Place<'a>,
}

impl Shown<'_> {
    fn of(block: &Block) -> Shown<'_> {
        let table = block.kind == BlockKind::Table;
        Shown {
            kind: match block.kind {
                BlockKind::Heading => "heading",
                BlockKind::Paragraph => "paragraph",
                BlockKind::ListItem => "list_item",
                BlockKind::Table => "table",
            },
            locator: Place::of(&block.locator),
            hidden: block.hidden.then_some(true),
            cells: table.then(|| block.cells.iter().map(ShownCell::of).collect()),
            text: (!table).then_some(block.text.as_str()),
        }
    }
}

impl ShownCell<'_> {
    fn of(cell: &Cell) -> ShownCell<'_> {
        ShownCell {
            row: cell.row,
            col: cell.col,
            rowspan: cell.rowspan,
            colspan: cell.colspan,
            text: &cell.text,
            locator: Place::of(&cell.locator),
        }
    }
}

/// A place as it is written.
#[derive(Serialize)]
#[serde(untagged)]
enum Place<'a> {
    Page {
        page: u32,
        bbox: [f64; 4],
        #[serde(skip_serializing_if = "Option::is_none")]
        ocr: Option<bool>,
    },
    Cells {
        sheet: &'a str,
        cell: Option<String>,
    },
    Line {
        line: u32,
    },
    Paragraph {
        paragraph: u32,
    },
}

impl Place<'_> {
    fn of(locator: &Locator) -> Place<'_> {
        let tenths =
            |b: &BBox| [b.x0, b.y0, b.x1, b.y1].map(|x| (f64::from(x) * 10.0).round() / 10.0);
        match locator {
            Locator::Page { page, bbox } => {
                Place::Page { page: *page, bbox: tenths(bbox), ocr: None }
            }
            Locator::Scan { page, bbox } => {
                Place::Page { page: *page, bbox: tenths(bbox), ocr: Some(true) }
            }
            Locator::Cells { sheet, .. } => Place::Cells { sheet, cell: locator.cell_name() },
            Locator::Line(line) => Place::Line { line: *line },
            Locator::Paragraph(paragraph) => Place::Paragraph { paragraph: *paragraph },
        }
    }
}
