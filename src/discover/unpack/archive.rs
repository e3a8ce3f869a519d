//! Zip archives. Names that point outside of the archive are refused, junk that programs leave
//! behind is skipped, locked entries are reported, and no more is unpacked than the limits allow.

use std::io::{Cursor, Read};
use std::path::Component;

use zip::ZipArchive;

use super::{Budget, MAX_ENTRIES, MAX_ENTRY_BYTES, MAX_RATIO, Opened, RATIO_FROM_BYTES, too_much};
use crate::discover::walk::is_junk;
use crate::model::finding::{Code, Finding};

pub fn open(bytes: &[u8], budget: &mut Budget) -> Opened {
    let mut opened = Opened::default();
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(e) => {
            let message = format!("the archive could not be opened: {e}");
            opened.findings.push(Finding::new(Code::UnreadableFile, message));
            return opened;
        }
    };
    let mut skipped: Vec<String> = Vec::new();
    for index in 0..archive.len() {
        if index == MAX_ENTRIES {
            opened.findings.push(too_much("entry 10,001"));
            break;
        }
        match entry(&mut archive, index, budget.bytes) {
            Entry::Folder => {}
            Entry::Junk(name) => skipped.push(name),
            Entry::Refused(finding) => opened.findings.push(finding),
            Entry::File(name, data) => {
                if !budget.take(data.len() as u64) {
                    opened.findings.push(too_much(&name));
                    break;
                }
                opened.files.push((name, data));
            }
        }
    }
    opened.findings.extend(skipped.into_iter().map(|name| {
        let message = format!("`{name}` is left behind by a program and was skipped");
        Finding::new(Code::SkippedFile, message)
    }));
    opened
}

enum Entry {
    File(String, Vec<u8>),
    Folder,
    Junk(String),
    Refused(Finding),
}

fn entry(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, left: u64) -> Entry {
    // The raw entry can be had whether or not its contents are locked or damaged.
    let (shown, name, locked) = match archive.by_index_raw(index) {
        Ok(raw) => {
            let shown = raw.name().map_or_else(|_| format!("entry {}", index + 1), Into::into);
            if raw.is_dir() {
                return Entry::Folder;
            }
            if raw.is_symlink() {
                return refuse(Code::DamagedPart, format!("`{shown}` only points to another file"));
            }
            let name = raw.enclosed_name().and_then(|p| inside(&p, &shown));
            (shown, name, raw.encrypted())
        }
        Err(e) => {
            let message = format!("entry {} could not be read: {e}", index + 1);
            return refuse(Code::DamagedPart, message);
        }
    };
    let Some(name) = name else {
        let message = format!("`{shown}` points outside of the archive and was refused");
        return refuse(Code::DamagedPart, message);
    };
    if name.split('/').any(is_junk) {
        return Entry::Junk(name);
    }
    if locked {
        return refuse(Code::PasswordNeeded, format!("`{name}` is locked with a password"));
    }
    unpacked(archive, index, name, left)
}

fn refuse(code: Code, message: String) -> Entry {
    Entry::Refused(Finding::new(code, message))
}

/// The name with forward slashes, if it stays inside on Windows too.
fn inside(path: &std::path::Path, shown: &str) -> Option<String> {
    let drive = shown.as_bytes().get(1) == Some(&b':');
    let climbs = shown.split(['/', '\\']).any(|part| part == "..");
    if drive || climbs || shown.starts_with(['/', '\\']) {
        return None;
    }
    let parts: Vec<String> = path
        .components()
        .filter_map(|c| match c {
            Component::Normal(part) => Some(part.to_string_lossy().replace('\\', "/")),
            _ => None,
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn unpacked(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    name: String,
    left: u64,
) -> Entry {
    let mut file = match archive.by_index(index) {
        Ok(file) => file,
        Err(e) => {
            return refuse(Code::UnreadableFile, format!("`{name}` could not be unpacked: {e}"));
        }
    };
    // What the archive says of its sizes is not believed: reading stops at the limits.
    let packed = file.compressed_size().max(1);
    let by_ratio = packed.saturating_mul(MAX_RATIO).max(RATIO_FROM_BYTES);
    let limit = MAX_ENTRY_BYTES.min(left).min(by_ratio);
    let mut data = Vec::new();
    if let Err(e) = (&mut file).take(limit + 1).read_to_end(&mut data) {
        return refuse(Code::UnreadableFile, format!("`{name}` is damaged: {e}"));
    }
    if data.len() as u64 > limit {
        let message =
            format!("`{name}` was not read: it unpacks to more than {limit} bytes from {packed}");
        return refuse(Code::TooLarge, message);
    }
    Entry::File(name, data)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn names_that_leave_the_archive_are_refused() {
        let shown = |name: &str| inside(Path::new(name.trim_start_matches('/')), name);
        assert_eq!(shown("a/b.csv").as_deref(), Some("a/b.csv"));
        assert_eq!(shown("a\\b.csv").as_deref(), Some("a/b.csv"));
        assert_eq!(shown("../b.csv"), None);
        assert_eq!(shown("a\\..\\..\\b.csv"), None);
        assert_eq!(shown("/etc/passwd"), None);
        assert_eq!(shown("C:\\b.csv"), None);
    }
}
