//! OpenDocument text (.odt): `content.xml` to a tree of paragraphs and tables, headers and footers
//! from `styles.xml`. Tracked deletions lie apart in the file and are dropped; comments and hidden
//! text are kept apart; list numbers that the program draws are not part of the text.

mod body;
mod styles;

use std::io::Cursor;

use zip::ZipArchive;

use super::flow::tree::{Element, parse};
use super::flow::{Flow, Piece};
use super::sheet_xml::{Container, part_bytes};
use crate::model::document::Document;
use crate::model::finding::{Code, Finding};
use body::Body;
use styles::Styles;
pub use styles::points;

/// Largest part read, in bytes; the text of a long report with its formatting is under 30 MB.
const MAX_PART_BYTES: usize = 128 << 20;

/// Reads an OpenDocument text.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    let mut flow = Flow { format: "odt", ..Flow::default() };
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
        let why = "the file is cut off or damaged: its container cannot be opened";
        flow.findings.push(Finding::new(Code::UnreadableFile, why));
        return flow.document();
    };
    if encrypted(&mut zip) {
        let why = "the document is locked with a password; open it and save it without one";
        flow.findings.push(Finding::new(Code::PasswordNeeded, why));
        return flow.document();
    }
    let Some(content) = load(&mut zip, "content.xml", &mut flow) else {
        let why = "the file has no `content.xml`";
        flow.findings.push(Finding::new(Code::UnreadableFile, why));
        return flow.document();
    };
    let common = load(&mut zip, "styles.xml", &mut flow).unwrap_or_default();
    if let Some(meta) = load(&mut zip, "meta.xml", &mut flow) {
        let title = meta.first("title").map(|t| t.text().trim().to_string());
        flow.title = title.filter(|t| !t.is_empty());
    }
    let mut styles = Styles::default();
    styles.add(&common);
    styles.add(&content);
    let mut reading = Body::new(&styles);
    let text = content.first("body").and_then(|b| b.child("text"));
    flow.body = reading.blocks(text.unwrap_or(&content));
    flow.notes = reading.notes();
    (flow.headers, flow.footers) = running(&common, &mut reading);
    flow.comments = std::mem::take(&mut reading.comments);
    flow.deleted = std::mem::take(&mut reading.deleted);
    report(&reading, &mut flow);
    flow.document()
}

fn load(zip: &mut Container<'_>, name: &str, flow: &mut Flow) -> Option<Element> {
    let bytes = part_bytes(zip, name)?;
    let kept = &bytes[..bytes.len().min(MAX_PART_BYTES)];
    let tree = parse(kept);
    if !tree.whole || kept.len() < bytes.len() {
        let message = format!("the part `{name}` could only be read in part");
        flow.findings.push(Finding::new(Code::DamagedPart, message));
    }
    Some(tree.root)
}

fn encrypted(zip: &mut Container<'_>) -> bool {
    part_bytes(zip, "META-INF/manifest.xml")
        .is_some_and(|b| parse(&b).root.first("encryption-data").is_some())
}

/// Headers and footers of the page styles, each text once.
fn running<'a>(common: &'a Element, reading: &mut Body<'a>) -> (Vec<Piece>, Vec<Piece>) {
    let (mut headers, mut footers) = (Vec::new(), Vec::new());
    let mut seen: Vec<String> = Vec::new();
    for page in common.all("master-page") {
        for part in page.elements() {
            let text = part.text();
            let shown = part.attribute("display") != Some("false");
            if text.trim().is_empty() || !shown || seen.contains(&text) {
                continue;
            }
            if part.name.starts_with("header") {
                headers.extend(reading.blocks(part));
            } else if part.name.starts_with("footer") {
                footers.extend(reading.blocks(part));
            }
            seen.push(text);
        }
    }
    (headers, footers)
}

fn report(reading: &Body<'_>, flow: &mut Flow) {
    if reading.full {
        let message = "the document has more paragraphs than are read";
        flow.findings.push(Finding::new(Code::DamagedPart, message));
    }
    if reading.objects > 0 {
        let message = format!(
            "an embedded chart, formula or table stands in the document and was not read ({}); \
             look at it in the document",
            reading.objects
        );
        flow.findings.push(Finding::new(Code::UnreadTable, message));
    }
    flow.findings.extend(reading.pictures.iter().cloned());
    if reading.letters == 0 && reading.images > 0 {
        let message = format!("the document holds {} pictures and no text", reading.images);
        flow.findings.push(Finding::new(Code::NeedsOcr, message));
    }
}

#[cfg(test)]
mod tests;
