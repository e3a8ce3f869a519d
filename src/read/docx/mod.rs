//! Word documents (.docx): the parts of the container to a tree of paragraphs and tables, in the
//! order a reader meets them. Tracked deletions are dropped, insertions kept; comments and hidden
//! text are kept apart; list numbers that Word draws are not part of the text.

mod body;
mod run;
mod styles;

use std::collections::BTreeMap;
use std::io::Cursor;

use zip::ZipArchive;

use super::flow::tree::{Element, parse};
use super::flow::{Flow, Piece};
use super::sheet_xml::{Container, part_bytes};
use crate::model::document::Document;
use crate::model::finding::{Code, Finding};
use body::Body;
use styles::Styles;

/// Largest part read, in bytes; the text of a long report with its formatting is under 30 MB.
const MAX_PART_BYTES: usize = 128 << 20;

/// A relation of the main part to another: its kind and the part's name.
struct Relation {
    kind: String,
    target: String,
}

/// Reads a Word document.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    let mut flow = Flow { format: "docx", ..Flow::default() };
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
        let why = "the file is cut off or damaged: its container cannot be opened";
        flow.findings.push(Finding::new(Code::UnreadableFile, why));
        return flow.document();
    };
    let main = main_part(&mut zip);
    let Some(document) = load(&mut zip, &main, &mut flow) else {
        let why = format!("the file has no text part (`{main}`)");
        flow.findings.push(Finding::new(Code::UnreadableFile, why));
        return flow.document();
    };
    flow.title = title(&mut zip);
    let relations = relations(&mut zip, &main);
    let part_of =
        |kind: &str| relations.values().find(|r| r.kind == kind).map(|r| r.target.clone());
    let styles = Styles::new(
        part_of("styles").and_then(|p| load(&mut zip, &p, &mut flow)).as_ref(),
        part_of("numbering").and_then(|p| load(&mut zip, &p, &mut flow)).as_ref(),
    );
    let mut reading = Body::new(&styles);
    flow.body = reading.blocks(document.first("body").unwrap_or(&document));
    flow.notes = notes(&mut zip, &mut reading, &part_of, &mut flow);
    (flow.headers, flow.footers) = running(&mut zip, &mut reading, &relations, &mut flow);
    if let Some(part) = part_of("comments").and_then(|p| load(&mut zip, &p, &mut flow)) {
        for comment in part.all("comment") {
            let text: Vec<String> = comment.all("p").iter().map(|p| body::bare_text(p)).collect();
            let text = text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                flow.comments.push((reading.next_number(), text));
            }
        }
    }
    flow.deleted = std::mem::take(&mut reading.deleted);
    report(&reading, &relations, &mut flow);
    flow.document()
}

/// The main part, as the package names it.
fn main_part(zip: &mut Container<'_>) -> String {
    let usual = "word/document.xml".to_string();
    let Some(bytes) = part_bytes(zip, "_rels/.rels") else { return usual };
    let tree = parse(&bytes);
    tree.root
        .all("Relationship")
        .iter()
        .find(|r| r.attribute("Type").is_some_and(|t| t.ends_with("/officeDocument")))
        .and_then(|r| r.attribute("Target"))
        .map_or(usual, |t| t.trim_start_matches(['/', '.']).to_string())
}

/// A part's tree; what is damaged is said.
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

fn title(zip: &mut Container<'_>) -> Option<String> {
    let tree = parse(&part_bytes(zip, "docProps/core.xml")?);
    let title = tree.root.first("title")?.text().trim().to_string();
    (!title.is_empty()).then_some(title)
}

/// The relations of a part, by id.
fn relations(zip: &mut Container<'_>, main: &str) -> BTreeMap<String, Relation> {
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let base = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let Some(bytes) = part_bytes(zip, &format!("{base}_rels/{file}.rels")) else {
        return BTreeMap::new();
    };
    let mut out = BTreeMap::new();
    for r in parse(&bytes).root.all("Relationship") {
        if r.attribute("TargetMode") == Some("External") {
            continue;
        }
        if let (Some(id), Some(kind), Some(target)) =
            (r.attribute("Id"), r.attribute("Type"), r.attribute("Target"))
        {
            let target = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_string(),
                None => format!("{base}{}", target.trim_start_matches("./")),
            };
            let kind = kind.rsplit('/').next().unwrap_or(kind).to_string();
            out.insert(id.to_string(), Relation { kind, target });
        }
    }
    out
}

/// Footnotes and endnotes in the order of their marks.
fn notes(
    zip: &mut Container<'_>,
    reading: &mut Body<'_>,
    part_of: &dyn Fn(&str) -> Option<String>,
    flow: &mut Flow,
) -> Vec<Vec<Piece>> {
    let marks = std::mem::take(&mut reading.notes);
    if marks.is_empty() {
        return Vec::new();
    }
    let mut trees: BTreeMap<&str, Element> = BTreeMap::new();
    for (element, kind) in [("footnote", "footnotes"), ("endnote", "endnotes")] {
        if let Some(tree) = part_of(kind).and_then(|p| load(zip, &p, flow)) {
            trees.insert(element, tree);
        }
    }
    marks
        .iter()
        .map(|mark| {
            let note = trees.get(mark.element).and_then(|tree| {
                tree.all(mark.element).into_iter().find(|n| n.attribute("id") == Some(&mark.id))
            });
            note.map(|n| reading.note(n, &mark.shown)).unwrap_or_default()
        })
        .collect()
}

/// The headers and footers that sections show, each part once.
fn running(
    zip: &mut Container<'_>,
    reading: &mut Body<'_>,
    relations: &BTreeMap<String, Relation>,
    flow: &mut Flow,
) -> (Vec<Piece>, Vec<Piece>) {
    let (mut headers, mut footers) = (Vec::new(), Vec::new());
    let mut seen: Vec<&str> = Vec::new();
    for id in std::mem::take(&mut reading.running) {
        let Some(relation) = relations.get(&id) else { continue };
        if seen.contains(&relation.target.as_str()) {
            continue;
        }
        seen.push(&relation.target);
        if let Some(tree) = load(zip, &relation.target, flow) {
            let to = if relation.kind == "header" { &mut headers } else { &mut footers };
            for element in tree.elements() {
                to.extend(reading.blocks(element));
            }
        }
    }
    (headers, footers)
}

/// What stands in the file and is not read.
fn report(reading: &Body<'_>, relations: &BTreeMap<String, Relation>, flow: &mut Flow) {
    if reading.full {
        let message = "the document has more paragraphs than are read";
        flow.findings.push(Finding::new(Code::DamagedPart, message));
    }
    for (kind, what) in [
        ("chart", "a chart"),
        ("package", "an embedded workbook or document"),
        ("oleObject", "an embedded object"),
        ("aFChunk", "an inserted document"),
        ("diagramData", "a diagram"),
    ] {
        let count = relations.values().filter(|r| r.kind == kind).count();
        if count > 0 {
            let message = format!(
                "{what} stands in the document and was not read ({count}); look at it in Word"
            );
            flow.findings.push(Finding::new(Code::UnreadTable, message));
        }
    }
    for finding in &reading.pictures {
        flow.findings.push(finding.clone());
    }
    let blank = reading.letters == 0;
    let pictures = relations.values().filter(|r| r.kind == "image").count();
    if blank && pictures > 0 {
        let message = format!("the document holds {pictures} pictures and no text");
        flow.findings.push(Finding::new(Code::NeedsOcr, message));
    }
}

#[cfg(test)]
mod tests;
