//! The document as read, as JSON: what the readers made of a file, before any understanding.

use serde_json::{Map, Value, json};

use crate::model::document::{Block, BlockKind, Document};
use crate::model::locator::Locator;

/// The document in the form of the output contract's last section. Each block is let go once it is
/// written: of a book of thousands of pages there is no second copy.
pub fn document_json(document: Document, file: &str) -> String {
    let mut out = String::from("{\"blocks\":[");
    for (i, block) in document.blocks.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&block_json(&block).to_string());
    }
    out.push(']');
    let mut rest = json!({ "file": file, "format": document.format, "pages": document.pages });
    if !document.uncertain.is_empty() {
        let doubts = document.uncertain.iter().map(
            |u| json!({"text": u.text, "message": u.message, "locator": locator_json(&u.place)}),
        );
        rest["uncertain"] = doubts.collect();
    }
    // The other fields follow the blocks in the same object.
    out.push(',');
    out.push_str(rest.to_string().trim_start_matches('{'));
    out
}

fn block_json(block: &Block) -> Value {
    let kind = match block.kind {
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list_item",
        BlockKind::Table => "table",
    };
    let mut out = Map::new();
    out.insert("kind".into(), json!(kind));
    out.insert("locator".into(), locator_json(&block.locator));
    if block.hidden {
        out.insert("hidden".into(), json!(true));
    }
    if block.kind == BlockKind::Table {
        let cells: Vec<Value> = block
            .cells
            .iter()
            .map(|c| {
                json!({
                    "row": c.row, "col": c.col, "rowspan": c.rowspan, "colspan": c.colspan,
                    "text": c.text, "locator": locator_json(&c.locator),
                })
            })
            .collect();
        out.insert("cells".into(), json!(cells));
    } else {
        out.insert("text".into(), json!(block.text));
    }
    Value::Object(out)
}

/// A place in the form the output files use.
pub fn locator_json(locator: &Locator) -> Value {
    match locator {
        Locator::Page { page, bbox } => {
            let tenth = |x: f32| (f64::from(x) * 10.0).round() / 10.0;
            json!({"page": page, "bbox": [tenth(bbox.x0), tenth(bbox.y0), tenth(bbox.x1), tenth(bbox.y1)]})
        }
        Locator::Scan { page, bbox } => {
            let mut place = locator_json(&Locator::Page { page: *page, bbox: *bbox });
            place["ocr"] = json!(true);
            place
        }
        Locator::Cells { sheet, .. } => json!({"sheet": &**sheet, "cell": locator.cell_name()}),
        Locator::Line(n) => json!({"line": n}),
        Locator::Paragraph(n) => json!({"paragraph": n}),
    }
}
