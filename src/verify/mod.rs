//! Does every figure of an output folder still stand where it is said to stand? Every source is
//! opened again and told by its hash; every quote is looked for at its page box, cell or line. This
//! module trusts nothing of the run but what it wrote: it reads the files of the output and the
//! sources, and compares.

mod quote;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::model::document::Document;
use crate::write::contract::{Evidence, Fact, Manifest, Return};

/// One thing that could not be confirmed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Authority and fact, or empty for a file.
    pub what: String,
    /// File and place.
    pub place: String,
    /// What is wrong, in words.
    pub why: String,
}

/// What a verification found.
#[derive(Debug, Default)]
pub struct Report {
    /// Sources opened and found unchanged.
    pub sources: usize,
    /// Facts looked at.
    pub facts: usize,
    /// Quotes confirmed at their place.
    pub quotes: usize,
    /// Sources that lie elsewhere now, with the bytes they had: told, no failure.
    pub moved: Vec<String>,
    /// What failed.
    pub failures: Vec<Failure>,
}

/// A source opened again: its path, the hash of its bytes and what the reader made of it.
#[derive(Debug)]
pub struct Reopened {
    /// Path as listed.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The document as read.
    pub document: Document,
}

/// The manifest and the returns of an output folder.
///
/// # Errors
/// A folder without them, or files that are not what `extract` writes.
pub fn written(output: &Path) -> Result<(Manifest, Vec<Return>), Error> {
    let manifest: Manifest = parse(&output.join("run.json"))?;
    let folder = output.join("authorities");
    let entries = std::fs::read_dir(&folder)
        .map_err(|e| Error::Written { path: folder.clone(), why: e.to_string() })?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "json"));
    paths.sort();
    let returns = paths.iter().map(|p| parse(p)).collect::<Result<Vec<Return>, Error>>()?;
    Ok((manifest, returns))
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Error> {
    let wrong = |why: String| Error::Written { path: path.to_path_buf(), why };
    let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
    serde_json::from_str(&text).map_err(|e| wrong(e.to_string()))
}

/// Compares what was written with the sources opened again.
pub fn verify(manifest: &Manifest, returns: &[Return], sources: &[Reopened]) -> Report {
    let mut report = Report::default();
    let found = find_sources(manifest, sources, &mut report);
    for one in returns {
        let cited = one.refusal.iter().flat_map(|r| &r.evidence);
        for e in cited {
            confirm(&found, e, None, &format!("{} refusal", one.authority.id), &mut report);
        }
        for fact in &one.facts {
            report.facts += 1;
            let what = format!("{} {}", one.authority.id, fact.id);
            if fact.evidence.is_empty() {
                let why = "the fact has no evidence".to_string();
                report.failures.push(Failure { what: what.clone(), place: String::new(), why });
            }
            for e in &fact.evidence {
                confirm(&found, e, Some(fact), &what, &mut report);
            }
        }
    }
    report
}

/// Each listed file by its hash: at its path, or wherever its bytes lie now.
fn find_sources<'a>(
    manifest: &Manifest,
    sources: &'a [Reopened],
    report: &mut Report,
) -> BTreeMap<String, quote::Index<'a>> {
    let by_path: BTreeMap<&str, &Reopened> = sources.iter().map(|s| (s.path.as_str(), s)).collect();
    let mut by_hash: BTreeMap<&str, &Reopened> = BTreeMap::new();
    for s in sources {
        by_hash.entry(s.sha256.as_str()).or_insert(s);
    }
    let mut found = BTreeMap::new();
    for file in &manifest.files {
        let (path, hash) = (file.file.path.as_str(), file.file.sha256.as_str());
        let there = by_path.get(path).filter(|s| s.sha256 == hash);
        match there.or_else(|| by_hash.get(hash).filter(|_| !hash.is_empty())) {
            Some(s) => {
                report.sources += 1;
                if s.path != path {
                    report.moved.push(format!("`{path}` lies at `{}` now", s.path));
                }
                found.insert(path.to_string(), quote::Index::new(&s.document));
            }
            None => {
                let why = if by_path.contains_key(path) {
                    "the source has changed: its bytes have another hash than at the run"
                } else {
                    "the source is missing from the input"
                };
                let failure = Failure {
                    what: String::new(),
                    place: format!("`{path}`"),
                    why: why.to_string(),
                };
                report.failures.push(failure);
            }
        }
    }
    found
}

fn confirm(
    found: &BTreeMap<String, quote::Index<'_>>,
    evidence: &Evidence,
    fact: Option<&Fact>,
    what: &str,
    report: &mut Report,
) {
    let outcome = match found.get(&evidence.file) {
        Some(index) => quote::confirm(index, evidence, fact),
        None => Err("its source is missing or has changed".to_string()),
    };
    match outcome {
        Ok(()) => report.quotes += 1,
        Err(why) => report.failures.push(Failure {
            what: what.to_string(),
            place: place_in_words(evidence),
            why,
        }),
    }
}

/// "`essex/letter.pdf` page 2", "`a.xlsx` sheet `Data` C7", "`mail.txt` line 12".
pub fn place_in_words(e: &Evidence) -> String {
    let mut out = format!("`{}`", e.file);
    if let Some(page) = e.page {
        out.push_str(&format!(" page {page}"));
    }
    if let Some(sheet) = &e.sheet {
        out.push_str(&format!(" sheet `{sheet}`"));
    }
    if let Some(cell) = &e.cell {
        out.push_str(&format!(" {cell}"));
    }
    if let Some(line) = e.line {
        out.push_str(&format!(" line {line}"));
    }
    if let Some(paragraph) = e.paragraph {
        out.push_str(&format!(" paragraph {paragraph}"));
    }
    out
}
