//! Files inside files: archives, the attachments of messages and of PDFs. Each becomes a source of
//! its own, named "outer.zip!inner.csv", and is opened in turn. Nothing is written to disk.
//!
//! Every limit is a named constant, and what a limit, a lock or damage kept out is said.

mod archive;
mod embedded;

use super::sniff::{Kind, sniff};
use crate::mail;
use crate::model::fact::FileRole;
use crate::model::finding::{Code, Finding};

/// Most files opened out of one source; a response has a handful.
const MAX_ENTRIES: usize = 10_000;
/// Largest file inside another, in bytes.
const MAX_ENTRY_BYTES: u64 = 256 << 20;
/// Most bytes of all files inside one source together.
const MAX_TOTAL_BYTES: u64 = 512 << 20;
/// Packed size to unpacked size from which an entry is taken for a bomb; deflate's own limit is near
/// 1,000, and what people send stays below 100.
const MAX_RATIO: u64 = 200;
/// Unpacked size in bytes below which the ratio says nothing: an empty sheet packs very well.
const RATIO_FROM_BYTES: u64 = 10 << 20;
/// How deep files may lie in files: an archive in a message in an archive.
const MAX_DEPTH: usize = 3;

/// Pictures shown inside a message are taken for logos up to this area in pixels, or this height.
const LOGO_AREA: usize = 40_000;
const BANNER_HEIGHT: usize = 160;

/// A file found inside another.
#[derive(Clone, Debug)]
pub struct Child {
    /// Path as shown: the container's, "!", and the name inside it.
    pub path: String,
    /// Path of the container.
    pub container: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A role that follows from where it lies, with the reason.
    pub role: Option<(FileRole, String)>,
}

/// All files inside one source, at any depth, and what was noticed while opening them.
#[derive(Debug, Default)]
pub struct Unpacked {
    /// The files, each after its container.
    pub children: Vec<Child>,
    /// What was noticed; `file` is the container it is about.
    pub findings: Vec<Finding>,
}

/// What an opener gives: names with bytes, and what it noticed.
#[derive(Default)]
struct Opened {
    files: Vec<(String, Vec<u8>)>,
    findings: Vec<Finding>,
    /// Role of everything inside.
    role: Option<(FileRole, String)>,
}

/// What is left of the limits of one source.
struct Budget {
    entries: usize,
    bytes: u64,
}

impl Budget {
    /// Takes a file's share; false when nothing is left.
    fn take(&mut self, bytes: u64) -> bool {
        if self.entries == 0 || bytes > self.bytes {
            return false;
        }
        self.entries -= 1;
        self.bytes -= bytes;
        true
    }
}

type Opener = fn(&[u8], &mut Budget) -> Opened;

/// The kinds of file that hold others.
const OPENERS: &[(Kind, Opener)] = &[
    (Kind::Zip, archive::open),
    (Kind::Eml, message),
    (Kind::Msg, message),
    (Kind::Pdf, embedded::open),
];

/// Opens a source and everything inside it.
pub fn unpack(kind: Kind, bytes: &[u8], path: &str) -> Unpacked {
    let mut out = Unpacked::default();
    let mut budget = Budget { entries: MAX_ENTRIES, bytes: MAX_TOTAL_BYTES };
    let source = Holder { kind, bytes, path, role: None };
    open(&source, 0, &mut budget, &mut out);
    out
}

/// A file that may hold others.
struct Holder<'a> {
    kind: Kind,
    bytes: &'a [u8],
    path: &'a str,
    role: Option<(FileRole, String)>,
}

fn open(holder: &Holder<'_>, depth: usize, budget: &mut Budget, out: &mut Unpacked) {
    let Some((_, opener)) = OPENERS.iter().find(|(k, _)| *k == holder.kind) else { return };
    if depth == MAX_DEPTH {
        if holder.kind == Kind::Zip {
            let message =
                format!("`{}` lies in {MAX_DEPTH} other files and was not opened", holder.path);
            out.findings.push(about(holder.path, Finding::new(Code::UnreadableFile, message)));
        }
        return;
    }
    let opened = opener(holder.bytes, budget);
    out.findings.extend(opened.findings.into_iter().map(|f| about(holder.path, f)));
    let role = holder.role.clone().or(opened.role);
    let mut used = std::collections::BTreeSet::new();
    for (name, bytes) in opened.files {
        let name = unused(name, &mut used);
        let path = format!("{}!{name}", holder.path);
        let kind = sniff(&bytes, &name);
        let at = out.children.len();
        let container = holder.path.to_string();
        out.children.push(Child {
            path: path.clone(),
            container,
            bytes: Vec::new(),
            role: role.clone(),
        });
        let inner = Holder { kind, bytes: &bytes, path: &path, role: role.clone() };
        open(&inner, depth + 1, budget, out);
        out.children[at].bytes = bytes;
    }
}

fn about(path: &str, mut finding: Finding) -> Finding {
    finding.file = path.into();
    finding
}

/// Two files of one name stay apart.
fn unused(name: String, used: &mut std::collections::BTreeSet<String>) -> String {
    let mut out = name.clone();
    let mut number = 2;
    while !used.insert(out.clone()) {
        out = format!("{name} ({number})");
        number += 1;
    }
    out
}

fn too_much(name: &str) -> Finding {
    Finding::new(
        Code::TooLarge,
        format!(
            "`{name}` and what follows were left out: more than {MAX_ENTRIES} files or \
             {MAX_TOTAL_BYTES} bytes inside one file"
        ),
    )
}

/// Attachments of a message. A small picture shown in the body is a logo.
fn message(bytes: &[u8], budget: &mut Budget) -> Opened {
    let mut opened = Opened::default();
    let Some(message) = mail::open(bytes) else { return opened };
    if let Some(what) = message.automatic {
        opened.role = Some((FileRole::Request, format!("came back with {what}")));
    }
    for attachment in message.attachments {
        if attachment.inline && is_logo(&attachment.bytes) {
            let note = format!(
                "`{}` is a small picture shown in the message and was not read",
                attachment.name
            );
            opened.findings.push(Finding::new(Code::SkippedFile, note));
            continue;
        }
        if !budget.take(attachment.bytes.len() as u64) {
            opened.findings.push(too_much(&attachment.name));
            break;
        }
        opened.files.push((attachment.name, attachment.bytes));
    }
    opened
}

fn is_logo(bytes: &[u8]) -> bool {
    imagesize::blob_size(bytes)
        .is_ok_and(|s| s.width * s.height <= LOGO_AREA || s.height <= BANNER_HEIGHT)
}

/// Why a picture that stands by itself is no document: it is too small to hold a page or a table.
pub fn small_picture(bytes: &[u8]) -> Option<String> {
    let size = imagesize::blob_size(bytes).ok()?;
    (size.width * size.height <= LOGO_AREA).then(|| {
        format!("a picture of {} by {} pixels, the size of a logo", size.width, size.height)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_of_one_name_stay_apart() {
        let mut used = std::collections::BTreeSet::new();
        assert_eq!(unused("a.csv".into(), &mut used), "a.csv");
        assert_eq!(unused("a.csv".into(), &mut used), "a.csv (2)");
        assert_eq!(unused("a.csv".into(), &mut used), "a.csv (3)");
    }

    #[test]
    fn a_budget_is_spent_and_then_refuses() {
        let mut budget = Budget { entries: 2, bytes: 10 };
        assert!(budget.take(4));
        assert!(!budget.take(7));
        assert!(budget.take(6));
        assert!(!budget.take(0));
    }
}
