//! Folders and files to sorted sources. Paths are shown relative to the input folder and with
//! forward slashes, so that a run's output is the same on every machine.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use crate::model::finding::{Code, Finding};
use crate::model::run::LOCK_FILE;

/// One file of the input.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Path as shown: relative to the input folder, with forward slashes.
    pub path: String,
    /// Where it lies.
    pub absolute: PathBuf,
    /// First folder below the input, often an authority's name.
    pub folder: Option<String>,
}

/// Files and folders that operating systems and office programs leave behind.
pub fn is_junk(name: &str) -> bool {
    let lower = name.to_lowercase();
    matches!(lower.as_str(), ".ds_store" | "__macosx" | "thumbs.db" | "desktop.ini" | ".git")
        || lower.starts_with("~$")
        || lower.starts_with("._")
        || (lower.starts_with(".~lock.") && lower.ends_with('#'))
}

/// True for a folder that a run wrote, to its end or not: its files repeat figures, they are no responses.
fn is_output(path: &Path) -> bool {
    path.join(LOCK_FILE).is_file()
        || path.join("run.json").is_file() && path.join("authorities").is_dir()
}

/// Walks the inputs. The sources are sorted by path; what was skipped or could not be opened is in
/// the findings.
pub fn walk(inputs: &[PathBuf]) -> (Vec<Source>, Vec<Finding>) {
    let mut sources: BTreeMap<String, Source> = BTreeMap::new();
    let mut findings = Vec::new();
    for input in inputs {
        let root = std::path::absolute(input).unwrap_or_else(|_| input.clone());
        for source in walk_one(input, &mut findings) {
            let mut source = source;
            if sources.get(&source.path).is_some_and(|s| s.absolute == source.absolute) {
                continue;
            }
            // Two inputs may hold files of one name; the later one takes its folder's name along. (In
            // one input, names that are no text may look the same.)
            if sources.get(&source.path).is_some_and(|s| !s.absolute.starts_with(&root)) {
                source.path = format!("{}/{}", name_of(input), source.path);
            }
            let mut number = 2;
            let plain = source.path.clone();
            while sources.contains_key(&source.path) {
                source.path = format!("{plain} ({number})");
                number += 1;
            }
            sources.insert(source.path.clone(), source);
        }
    }
    (sources.into_values().collect(), findings)
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| "input".into(), |n| n.to_string_lossy().into_owned())
}

fn walk_one(input: &Path, findings: &mut Vec<Finding>) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut skipped: Vec<String> = Vec::new();
    let mut entries = WalkDir::new(input).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map(|p| shown(p, input)).unwrap_or_default();
                let reason =
                    error.io_error().map_or("it links to itself".into(), ToString::to_string);
                findings.push(Finding {
                    file: path.clone().into(),
                    ..Finding::new(
                        Code::UnreadableFile,
                        format!("`{path}` could not be opened: {reason}"),
                    )
                });
                continue;
            }
        };
        let name = entry.file_name().to_string_lossy();
        if entry.depth() > 0 && is_junk(&name) {
            skipped.push(shown(entry.path(), input));
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        if entry.depth() > 0 && is_output(entry.path()) {
            skipped.push(shown(entry.path(), input));
            entries.skip_current_dir();
            continue;
        }
        if !entry.file_type().is_file() {
            continue;
        }
        let path = shown(entry.path(), input);
        let folder = path.split_once('/').map(|(first, _)| first.to_string());
        let absolute = std::path::absolute(entry.path()).unwrap_or_else(|_| entry.path().into());
        sources.push(Source { path, absolute, folder });
    }
    findings.extend(skipped.into_iter().map(|path| {
        let message = format!("`{path}` is left behind by a program and was skipped");
        Finding { file: path.into(), ..Finding::new(Code::SkippedFile, message) }
    }));
    sources
}

/// The path below the input; an input that is itself a file is shown by its name.
fn shown(path: &Path, input: &Path) -> String {
    let below = path.strip_prefix(input).unwrap_or(path);
    let parts: Vec<String> = below
        .components()
        .filter_map(|c| match c {
            Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    if parts.is_empty() { name_of(path) } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn sources_are_sorted_relative_and_junk_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("responses");
        for file in ["essex/b.csv", "essex/.DS_Store", "avon/~$a.docx", "avon/a.docx", "top.txt"] {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let (sources, findings) = walk(std::slice::from_ref(&root));
        let paths: Vec<&str> = sources.iter().map(|s| s.path.as_str()).collect();
        assert_eq!(paths, ["avon/a.docx", "essex/b.csv", "top.txt"]);
        assert_eq!(sources[1].folder.as_deref(), Some("essex"));
        assert_eq!(sources[2].folder, None);
        assert_eq!(findings.len(), 2);
        let (missing, findings) = walk(&[root.join("nowhere")]);
        assert!(missing.is_empty());
        assert_eq!(findings[0].code, Code::UnreadableFile);
    }
}
