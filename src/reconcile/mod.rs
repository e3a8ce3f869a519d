//! Observations of an authority's files to its return: roles of files, facts with evidence, checks,
//! status and review. Nothing here edits a figure: it chooses, merges, proves or doubts.

pub mod alike;
pub mod checks;
pub mod facts;
pub mod ground;
pub mod margins;
pub mod order;
mod party;
pub mod period;
pub mod proofs;
mod reference;
mod restored;
pub mod roles;
mod spread;
pub mod status;
mod told;

use std::sync::Arc;

use crate::extract::Extraction;
use crate::model::fact::{FileEntry, FileRole, Return};
use crate::model::finding::{Finding, Severity};
use crate::model::investigation::Investigation;
use crate::normalise::authority::Register;

/// One file with what was read out of it.
#[derive(Clone, Debug)]
pub struct FileReading {
    /// Path, hash, format; its role is settled here.
    pub entry: FileEntry,
    /// First folder of its path, a hint at the authority.
    pub folder: Option<String>,
    /// The document's own findings (hidden sheets, scanned pages).
    pub findings: Vec<Finding>,
    /// What was extracted.
    pub extraction: Arc<Extraction>,
    /// True when the file could not be read.
    pub unread: bool,
    /// A role its reader could tell for certain, with the reason.
    pub told: Option<(FileRole, String)>,
    /// The role a person gave it.
    pub role_given: Option<FileRole>,
}

/// Makes the return of one authority from its files.
pub fn reconcile(
    authority: &str,
    mut files: Vec<FileReading>,
    investigation: &Investigation,
    register: &Register,
) -> Return {
    let mut review: Vec<Finding> = Vec::new();
    roles::settle(&mut files, &mut review);
    for f in &files {
        if matches!(f.entry.role, FileRole::Response | FileRole::Attachment) || f.unread {
            review.extend(
                f.findings
                    .iter()
                    .filter(|x| x.code.severity() == Severity::Review)
                    .map(|x| in_file(x, f)),
            );
        }
    }
    let refused = status::refuses_all(&files);
    let merged = facts::merge(authority, &files, investigation, refused, &mut review);
    if !refused {
        told::report(&merged, &files, &mut review);
    }
    let mut checks = checks::run(&merged, &mut review);
    let book = proofs::Book { merged: &merged, files: &files, investigation, sums: &checks };
    let across = proofs::run(&book, &mut review);
    checks.extend(across);
    let verdict = status::tell(&files, &merged.facts, register.get(authority), &mut review);
    for f in &files {
        if roles::gives_facts(f) && !refused {
            review.extend(
                f.extraction
                    .gathered
                    .findings
                    .iter()
                    .filter(|x| x.code.severity() == Severity::Review)
                    .map(|x| in_file(x, f)),
            );
        }
    }
    let unused = files.iter().filter(|f| {
        let aside = matches!(f.entry.role, FileRole::Superseded | FileRole::Unrelated);
        aside || f.entry.role == FileRole::Attachment && f.entry.why.is_some()
    });
    let unused: usize = unused.map(|f| f.extraction.gathered.observations.len()).sum();
    if merged.facts.iter().all(|f| !f.in_scope) && unused > 1 {
        let mut finding = Finding::new(
            crate::model::finding::Code::AmbiguousReading,
            format!(
                "no figure is used, and {unused} stand in files that were put aside as replaced or unrelated"
            ),
        );
        let aside = files.iter().find(|f| {
            let observed = !f.extraction.gathered.observations.is_empty();
            observed && !roles::gives_facts(f)
        });
        finding.file = aside.map(|f| f.entry.path.clone()).unwrap_or_default();
        review.push(finding);
    }
    review.dedup_by(|a, b| a.code == b.code && a.message == b.message);
    let mut seen = std::collections::BTreeSet::new();
    review.retain(|f| seen.insert((f.code, f.message.clone())));
    let letter = files
        .iter()
        .filter(|f| f.entry.role == FileRole::Response)
        .max_by_key(|f| f.extraction.letter.is_letter);
    let any = |pick: &dyn Fn(&FileReading) -> Option<String>| {
        letter
            .and_then(pick)
            .or_else(|| files.iter().filter(|f| f.entry.role != FileRole::Unrelated).find_map(pick))
    };
    // A large batch keeps them all to the end.
    let mut facts = merged.facts;
    facts.shrink_to_fit();
    checks.shrink_to_fit();
    Return {
        authority: authority.to_string(),
        status: verdict.status,
        refusal: verdict.refusal,
        reference: any(&|f| f.extraction.letter.reference.clone())
            .or_else(|| any(&|f| reference::of_name(&f.entry.path))),
        dated: any(&|f| f.extraction.letter.dated.clone()),
        period: period::answered(&facts, investigation),
        files: files.into_iter().map(|f| f.entry).collect(),
        facts,
        checks,
        review,
        corrections: Vec::new(),
    }
}

fn in_file(finding: &Finding, file: &FileReading) -> Finding {
    let mut out = finding.clone();
    if out.file.is_empty() {
        out.file = file.entry.path.clone();
    }
    out
}
