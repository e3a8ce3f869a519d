//! What `show` prints: one file as read, and what each extractor saw in it.

use std::path::Path;

use super::load::read_bytes;
use super::vocabulary;
use crate::discover::sniff::sniff;
use crate::discover::unpack::unpack;
use crate::error::Error;
use crate::extract::notes::Shared;
use crate::extract::{self, Extraction};
use crate::model::document::Document;
use crate::model::investigation::Investigation;
use crate::normalise::authority::Register;

/// What `show` shows.
#[derive(Debug)]
pub struct Shown {
    /// The document as read.
    pub document: Document,
    /// What each extractor saw, in lines for people.
    pub told: Vec<String>,
    /// Where the counts stand.
    pub counts: Vec<crate::model::locator::Locator>,
}

/// Reads one file and stops there: nothing is understood.
///
/// # Errors
/// A file that cannot be opened.
pub fn read_only(path: &Path) -> Result<Document, Error> {
    let (name, bytes) = opened(path)?;
    Ok(read_bytes(sniff(&bytes, &name), &bytes, &name).1)
}

fn opened(path: &Path) -> Result<(String, Vec<u8>), Error> {
    bytes_of(path).map_err(|e| Error::Input { path: path.to_path_buf(), why: e.to_string() })
}

/// Reads one file and tells what each extractor saw.
///
/// # Errors
/// A file that cannot be opened.
pub fn show(path: &Path, investigation: &Investigation) -> Result<Shown, Error> {
    let (name, bytes) = opened(path)?;
    let (kind, document, _) = read_bytes(sniff(&bytes, &name), &bytes, &name);
    let vocabulary = vocabulary(investigation)?;
    let register = Register::new();
    let extraction =
        extract::extract(&document, &vocabulary, investigation, &register, &Shared::default());
    let mut told = told(&document, &extraction);
    let unpacked = unpack(kind, &bytes, &name);
    told.extend(unpacked.children.iter().map(|c| format!("holds: {}", c.path)));
    told.extend(
        unpacked.findings.iter().map(|f| format!("finding: {} {}", f.code.id(), f.message)),
    );
    let counts = extraction.gathered.observations.iter().map(|o| o.place.clone()).collect();
    Ok(Shown { document, told, counts })
}

/// A page of a PDF as a picture, at so many pixels to the point; `None` for a page there is not.
///
/// # Errors
/// A file that cannot be opened.
#[cfg(feature = "ocr")]
pub fn drawn(
    path: &Path,
    page: u32,
    scale: f32,
) -> Result<Option<crate::read::pdf::render::Picture>, Error> {
    let (_, bytes) = opened(path)?;
    Ok(crate::read::pdf::render::page(&bytes, page, scale))
}

/// A file, or a file inside another when the path is "outer.zip!inner.csv".
fn bytes_of(path: &Path) -> std::io::Result<(String, Vec<u8>)> {
    let whole = path.to_string_lossy();
    let outer = whole.split_once('!').map(|(outer, _)| outer).filter(|_| !path.exists());
    let Some(outer) = outer else {
        let name = path.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
        return Ok((name, std::fs::read(path)?));
    };
    let bytes = std::fs::read(outer)?;
    unpack(sniff(&bytes, outer), &bytes, outer)
        .children
        .into_iter()
        .find(|c| c.path == whole)
        .map(|c| (c.path, c.bytes))
        .ok_or_else(|| std::io::Error::other("no file of that name is inside"))
}

fn told(document: &Document, e: &Extraction) -> Vec<String> {
    let mut out = Vec::new();
    let letter = &e.letter;
    let named: Vec<String> =
        letter.authorities.iter().take(3).map(|(id, s)| format!("{id} ({s:.1})")).collect();
    out.push(format!(
        "authority: {}{}",
        named.join(", "),
        if letter.joint { ", a joint letter" } else { "" }
    ));
    out.push(format!(
        "reference: {}; dated: {}",
        letter.reference.as_deref().unwrap_or("-"),
        letter.dated.as_deref().unwrap_or("-")
    ));
    for (what, is) in [
        ("cost refusal", letter.cost_refusal),
        ("refusal notice", letter.refusal_notice),
        ("neither confirms nor denies", letter.ncnd),
        ("gives some figures", letter.gives_some),
        ("asks for clarification", letter.clarification),
        ("acknowledgement", letter.acknowledgement),
        ("replaces an earlier answer", letter.revises),
    ] {
        if is {
            out.push(format!("says: {what}"));
        }
    }
    if let Some((place, quote)) = &letter.not_held {
        out.push(format!("says: not held ({place}: `{quote}`)"));
    }
    for c in &letter.cited {
        out.push(format!("cites: section {} ({}) at {}", c.section, c.reason, c.place));
    }
    for (block, zone) in document.blocks.iter().zip(&e.zones) {
        let text: String = block.text.chars().take(60).collect();
        out.push(format!("zone {zone:?}: {:?} `{text}`", block.kind));
    }
    for (i, o) in e.gathered.observations.iter().enumerate() {
        let unit = o.unit.map_or("-", |u| u.name());
        let scope = o.out_of_scope.as_deref().map_or(String::new(), |w| format!(" [out: {w}]"));
        let doubts: Vec<&str> = o.doubts.iter().map(|d| d.message.as_str()).collect();
        let doubts = if doubts.is_empty() {
            String::new()
        } else {
            format!(" [doubt: {}]", doubts.join("; "))
        };
        out.push(format!(
            "count {i}: {} {unit} of {} ({:?}, group {}, {}): `{}`{scope}{doubts}",
            o.count,
            crate::reconcile::facts::name(&o.cell),
            o.origin,
            o.group,
            o.place,
            o.label,
        ));
    }
    for s in &e.gathered.sums {
        out.push(format!("sum: {:?} = {}", s.parts, s.total));
    }
    for a in &e.gathered.asides {
        out.push(format!("aside: `{}` ({}) at {}", a.text, a.reason, a.place));
    }
    for f in e.gathered.findings.iter().chain(&document.findings) {
        out.push(format!("finding: {} {}", f.code.id(), f.message));
    }
    out
}
