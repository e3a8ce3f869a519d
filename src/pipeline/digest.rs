//! What a run keeps of a file once it is read and understood: all that the later stages need, without
//! the document. Ten thousand documents would fill the memory; this is a small part of that.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::load::{Loaded, Verdict};
use crate::correct::Labels;
use crate::discover::sniff::Kind;
use crate::extract::notes::{self, Shared};
use crate::extract::{self, Extraction};
use crate::ledger::scan::{self, Found};
use crate::model::fact::FileRole;
use crate::model::finding::{Code, Finding};
use crate::model::investigation::Investigation;
use crate::normalise::authority::Register;
use crate::normalise::vocabulary::Vocabulary;

/// A file as read and understood.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Digest {
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
    /// Number of pages, for formats that have them.
    pub pages: Option<u32>,
    /// A role that its reader could tell for certain, with the reason.
    pub role: Option<(FileRole, String)>,
    /// What its reader noticed.
    pub findings: Vec<Finding>,
    /// It could not be read.
    pub unread: bool,
    /// Wall time spent on it.
    pub seconds: f64,
    /// What it explains for the files beside it.
    pub explains: Shared,
    /// Every number it prints.
    pub numbers: Vec<Found>,
    /// What was read out of it.
    #[serde(with = "crate::model::wire::one")]
    pub extraction: Arc<Extraction>,
}

/// What understanding a file needs to know.
pub struct Desk<'a> {
    /// What is counted.
    pub investigation: &'a Investigation,
    /// Its words.
    pub vocabulary: &'a Vocabulary,
    /// The authorities there are.
    pub register: &'a Register,
    /// Labels that a person explained.
    pub labels: &'a Labels,
}

impl Desk<'_> {
    /// Understands a file with what the files beside it explain; with a `verdict` the step is left
    /// out.
    pub fn digest(&self, loaded: &Loaded, shared: &Shared, verdict: Option<&Verdict>) -> Digest {
        let begun = std::time::Instant::now();
        let explained = self.explained(&loaded.sha256);
        let vocabulary = explained.as_ref().unwrap_or(self.vocabulary);
        let document = &loaded.document;
        let work = AssertUnwindSafe(|| {
            let extraction =
                extract::extract(document, vocabulary, self.investigation, self.register, shared);
            (notes::read(document).shared(), scan::numbers(document), extraction)
        });
        let mut findings = document.findings.clone();
        let mut unread = loaded.unread;
        let understood = match verdict {
            Some(v) => Err(Finding::new(v.code, format!("`{}` {}", loaded.path, v.why))),
            None => catch_unwind(work).map_err(|_| {
                let message = format!("`{}` was read but could not be understood", loaded.path);
                Finding::new(Code::ReaderCrashed, message)
            }),
        };
        let (explains, numbers, extraction) = understood.unwrap_or_else(|finding| {
            findings.push(finding);
            unread = true;
            Default::default()
        });
        Digest {
            path: loaded.path.clone(),
            folder: loaded.folder.clone(),
            container: loaded.container.clone(),
            sha256: loaded.sha256.clone(),
            kind: loaded.kind,
            pages: document.pages,
            role: document.role.clone(),
            findings,
            unread,
            seconds: loaded.seconds + begun.elapsed().as_secs_f64(),
            explains,
            numbers,
            extraction: Arc::new(extraction),
        }
    }

    /// The vocabulary with the labels a person explained for a file; `None` when there are none.
    fn explained(&self, sha256: &str) -> Option<Vocabulary> {
        let labels = self.labels.of(sha256);
        if labels.is_empty() {
            return None;
        }
        let mut more = self.investigation.clone();
        more.outcomes.extend(labels);
        Vocabulary::new(&more).ok()
    }
}
