//! One source to its documents: the file itself and every file inside it. This is the part that
//! touches a stranger's bytes; it runs in this process or in a worker, and tells what it is about to
//! do, so that a file which takes the process down can be named and left out the next time.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::discover::sniff::{Kind, sniff};
use crate::discover::unpack::{Child, small_picture, unpack};
use crate::discover::walk::Source;
use crate::model::document::Document;
use crate::model::fact::FileRole;
use crate::model::finding::{Code, Finding};
use crate::read;

/// Largest file read, in bytes; larger ones are reported.
const MAX_BYTES: u64 = 512 << 20;

/// A file as read, before any understanding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Loaded {
    /// Path as shown.
    pub path: String,
    /// First folder below the input.
    pub folder: Option<String>,
    /// Path of the file it lies in, if it lies in one.
    pub container: Option<String>,
    /// SHA-256 of its bytes; empty when it cannot be opened.
    pub sha256: String,
    /// What it is.
    pub kind: Kind,
    /// What the reader made of it.
    pub document: Document,
    /// It could not be read.
    pub unread: bool,
    /// Wall time spent on it.
    pub seconds: f64,
}

/// Steps of the work on one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// Opening it and telling what it is.
    Open,
    /// Reading it.
    Read,
    /// Opening the files inside it.
    Inside,
    /// Finding out what its numbers count.
    Understand,
}

/// A step that took a worker down and is left out from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The file, by its place in the source: 0 for the source itself.
    pub file: usize,
    /// The step.
    pub step: Step,
    /// The kind of finding.
    pub code: Code,
    /// What happened, after the file's name: "took longer than 120 s and was stopped".
    pub why: String,
}

impl Verdict {
    fn finding(&self, path: &str) -> Finding {
        Finding::new(self.code, format!("`{path}` {}", self.why))
    }
}

/// A document that was read before, at some cost.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Known {
    /// Path as shown.
    pub path: String,
    /// SHA-256 of the bytes it was read from.
    pub sha256: String,
    /// The document.
    pub document: Document,
}

/// What is to be read, and how.
pub struct Order<'a> {
    /// The source.
    pub source: &'a Source,
    /// Steps to leave out.
    pub verdicts: &'a [Verdict],
    /// Files that need not be given again.
    pub done: &'a BTreeSet<usize>,
    /// Documents that need not be read again.
    pub known: &'a [Known],
    /// One file after the other, so that the last step noted is the one under way.
    pub in_turn: bool,
    /// Told of each step before it is taken.
    pub note: &'a (dyn Fn(usize, Step) + Sync),
}

impl Order<'_> {
    /// The verdict on a step, if there is one; else the step is noted.
    fn verdict(&self, file: usize, step: Step) -> Option<&Verdict> {
        let found = self.verdicts.iter().find(|v| v.file == file && v.step == step);
        if found.is_none() {
            (self.note)(file, step);
        }
        found
    }
}

/// Reads a source, and every file inside it. Each is given with its place in the source as soon as it
/// is read.
pub fn load(order: &Order<'_>, give: &(dyn Fn(usize, Loaded) + Sync)) {
    let begun = Instant::now();
    let path = &order.source.path;
    if let Some(verdict) = order.verdict(0, Step::Open) {
        return give(0, unopened(order.source, verdict.finding(path), begun));
    }
    let bytes = match bytes_of(order.source) {
        Ok(bytes) => bytes,
        Err(finding) => return give(0, unopened(order.source, *finding, begun)),
    };
    let mut whole = Work { order, file: 0, path, container: None }.load(&bytes);
    let opened = if let Some(verdict) = order.verdict(0, Step::Inside) {
        Err(verdict.finding(path))
    } else {
        catch_unwind(AssertUnwindSafe(|| unpack(whole.kind, &bytes, path))).map_err(|_| {
            let message = format!("`{path}`: the files inside it could not be opened");
            Finding::new(Code::ReaderCrashed, message)
        })
    };
    drop(bytes);
    let unpacked = opened.unwrap_or_else(|finding| {
        whole.document.findings.push(finding);
        whole.unread = true;
        Default::default()
    });
    // Nothing came out of an archive: then it was not read, whatever the reason.
    whole.unread |= whole.kind == Kind::Zip && unpacked.children.is_empty();
    let findings = unpacked.findings;
    let told_of = |l: &mut Loaded| {
        let own = findings.iter().filter(|f| f.file == l.path).cloned();
        l.document.findings.extend(own);
    };
    told_of(&mut whole);
    if !order.done.contains(&0) {
        give(0, whole);
    }
    let inside = |(at, child): (usize, Child)| {
        if !order.done.contains(&(at + 1)) {
            let mut loaded = load_child(order, at + 1, child);
            told_of(&mut loaded);
            give(at + 1, loaded);
        }
    };
    if order.in_turn {
        unpacked.children.into_iter().enumerate().for_each(inside);
    } else {
        unpacked.children.into_par_iter().enumerate().for_each(inside);
    }
}

fn bytes_of(source: &Source) -> Result<Vec<u8>, Box<Finding>> {
    let path = &source.path;
    let fail = |code, message: String| Box::new(Finding::new(code, message));
    match std::fs::metadata(&source.absolute) {
        Ok(m) if m.len() > MAX_BYTES => {
            let message =
                format!("`{path}` has {} bytes, more than the {MAX_BYTES} that are read", m.len());
            return Err(fail(Code::TooLarge, message));
        }
        _ => {}
    }
    std::fs::read(&source.absolute)
        .map_err(|e| fail(Code::UnreadableFile, format!("`{path}` cannot be opened: {e}")))
}

/// A source of which nothing can be told but why.
pub fn unopened(source: &Source, finding: Finding, begun: Instant) -> Loaded {
    let findings = vec![finding];
    Loaded {
        path: source.path.clone(),
        folder: source.folder.clone(),
        container: None,
        sha256: String::new(),
        kind: Kind::Unknown,
        document: Document { format: "unknown", findings, ..Document::default() },
        unread: true,
        seconds: begun.elapsed().as_secs_f64(),
    }
}

fn load_child(order: &Order<'_>, file: usize, child: Child) -> Loaded {
    let work = Work { order, file, path: &child.path, container: Some(child.container) };
    let mut loaded = work.load(&child.bytes);
    if child.role.is_some() {
        loaded.document.role = child.role;
    }
    loaded
}

/// The work on one file whose bytes are there.
struct Work<'a> {
    order: &'a Order<'a>,
    file: usize,
    path: &'a str,
    container: Option<String>,
}

impl Work<'_> {
    fn load(self, bytes: &[u8]) -> Loaded {
        let begun = Instant::now();
        let sha256 = hex(&Sha256::digest(bytes));
        let (kind, document, unread) = self.read(bytes, &sha256);
        Loaded {
            path: self.path.to_string(),
            folder: self.order.source.folder.clone(),
            container: self.container,
            sha256,
            kind,
            document,
            unread,
            seconds: begun.elapsed().as_secs_f64(),
        }
    }

    fn read(&self, bytes: &[u8], sha256: &str) -> (Kind, Document, bool) {
        let stopped = |kind: Kind, verdict: &Verdict| {
            let findings = vec![verdict.finding(self.path)];
            (kind, Document { format: kind.name(), findings, ..Document::default() }, true)
        };
        if self.file > 0
            && let Some(verdict) = self.order.verdict(self.file, Step::Open)
        {
            return stopped(Kind::Unknown, verdict);
        }
        let kind = sniff(bytes, self.path);
        if let Some(verdict) = self.order.verdict(self.file, Step::Read) {
            return stopped(kind, verdict);
        }
        let known = self.order.known.iter().find(|k| k.path == self.path && k.sha256 == sha256);
        if let Some(known) = known {
            return (kind, known.document.clone(), is_unread(&known.document));
        }
        read_bytes(kind, bytes, self.path)
    }
}

/// Reads bytes by what they are; what cannot be read is said in the document's findings.
pub fn read_bytes(kind: Kind, bytes: &[u8], path: &str) -> (Kind, Document, bool) {
    let format = kind.name();
    if let Some(role) = told_by_kind(kind, bytes, path) {
        return (kind, Document { format, role: Some(role), ..Document::default() }, false);
    }
    let without = |code: Code, message: String| {
        let findings = vec![Finding::new(code, message)];
        (kind, Document { format, findings, ..Document::default() }, true)
    };
    if kind == Kind::Empty {
        return without(Code::EmptyFile, format!("`{path}` has no bytes at all"));
    }
    let Some(reader) = read::reader_of(kind) else {
        return without(
            Code::UnsupportedFormat,
            format!("`{path}` is {format}, a format this version does not read"),
        );
    };
    match catch_unwind(AssertUnwindSafe(|| (reader.read)(bytes, path))) {
        Ok(mut document) => {
            document.format = format;
            let unread = is_unread(&document);
            (kind, document, unread)
        }
        Err(_) => {
            without(Code::ReaderCrashed, format!("`{path}`: the reader gave up on this file"))
        }
    }
}

fn is_unread(document: &Document) -> bool {
    document.blocks.is_empty() && !document.findings.is_empty()
}

/// True for a drawing that prints a figure, or holds a picture that may.
fn has_figures(svg: &[u8]) -> bool {
    let text = String::from_utf8_lossy(svg).to_lowercase();
    // What stands between the tags is printed; a style sheet inside is not.
    let printed = text.split("<text").skip(1).filter_map(|t| t.split("</text").next());
    let prints = |t: &str| {
        t.split('>').skip(1).any(|p| {
            p.split('<').next().is_some_and(|words| words.contains(|c: char| c.is_ascii_digit()))
        })
    };
    text.contains("<image") || text.contains("<foreignobject") || printed.into_iter().any(prints)
}

/// Files that are no documents themselves: an archive, whose files are read one by one, a picture of
/// the size of a logo, and what a web page brings along for its looks.
fn told_by_kind(kind: Kind, bytes: &[u8], path: &str) -> Option<(FileRole, String)> {
    let furniture = |what: &str| {
        Some((FileRole::Unrelated, format!("{what} of a saved web page, which prints nothing")))
    };
    match kind {
        Kind::Css => furniture("a style sheet"),
        // A script may hold figures that a page draws; those of a page's own folder do not.
        Kind::Script if path.contains("_files/") => furniture("a script"),
        Kind::Svg if !has_figures(bytes) => {
            Some((FileRole::Unrelated, "a drawing without figures".into()))
        }
        Kind::Zip => {
            Some((FileRole::Attachment, "an archive; the files in it are listed apart".into()))
        }
        Kind::Png | Kind::Jpeg | Kind::Gif | Kind::Bmp | Kind::Tiff => {
            small_picture(bytes).map(|why| (FileRole::Unrelated, why))
        }
        _ => None,
    }
}

/// Bytes as digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
