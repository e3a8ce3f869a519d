//! The only file that knows the order of the stages: walk, read, extract, group by authority,
//! reconcile. Files are read in parallel; the outcome is the same at any number of threads.

pub mod apart;
pub mod digest;
pub mod load;
mod owners;
pub mod show;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rayon::prelude::*;

pub use self::apart::Apart;
use self::digest::{Desk, Digest};
use self::load::{Loaded, Order};
#[cfg(feature = "ocr")]
pub use self::show::drawn;
pub use self::show::{Shown, read_only, show};
use crate::cache::Cache;
use crate::correct::{self, Overlay};
use crate::discover::walk::{Source, walk};
use crate::error::Error;
use crate::extract::notes::{self, Shared};
use crate::ledger::{self, Ledger};
use crate::model::document::Document;
use crate::model::fact::{FileEntry, FileRole};
use crate::model::finding::{Code, Finding, Severity};
use crate::model::investigation::Investigation;
use crate::model::run::{Run, RunFile};
use crate::model::text::Text;
use crate::normalise::authority::Register;
use crate::normalise::label;
use crate::normalise::vocabulary::Vocabulary;
use crate::reconcile::{FileReading, order, reconcile};

/// Stack of a thread that reads, in bytes: deep nesting that the readers bound themselves fits many
/// times.
const STACK_BYTES: usize = 64 << 20;

/// Told how a run gets on.
pub trait Progress: Sync {
    /// So many files will be read.
    fn start(&self, files: usize);
    /// This one is being read.
    fn file(&self, path: &str);
    /// One is done.
    fn done(&self);
    /// All are done.
    fn finish(&self);
}

/// How a run is done, apart from what is counted.
#[derive(Default)]
pub struct Settings<'a> {
    /// Threads; all cores for `None`.
    pub threads: Option<usize>,
    /// Corrections besides those that lie with the responses.
    pub corrections: Option<&'a Path>,
    /// Reads in processes of their own; in this one for `None`, where a file that never ends or
    /// overflows the stack takes everything with it.
    pub apart: Option<&'a Apart>,
    /// Where what was read is kept for the next run; needs `apart`.
    pub cache: Option<&'a Cache>,
}

/// Does the whole job.
///
/// # Errors
/// An input that cannot be opened, or an investigation whose vocabulary lines are wrong.
pub fn run(
    inputs: &[PathBuf],
    investigation: Investigation,
    threads: Option<usize>,
    progress: &dyn Progress,
) -> Result<Run, Error> {
    run_with(inputs, investigation, &Settings { threads, ..Settings::default() }, progress)
}

/// Does the whole job with settings.
///
/// # Errors
/// As [`run`], and a corrections file that is wrong.
pub fn run_with(
    inputs: &[PathBuf],
    investigation: Investigation,
    settings: &Settings<'_>,
    progress: &dyn Progress,
) -> Result<Run, Error> {
    let begun = Instant::now();
    let vocabulary = vocabulary(&investigation)?;
    let pool = pool(settings.threads)?;
    let mut run = match settings.apart {
        None => pool.install(|| {
            let files = read_here(inputs, settings.corrections, progress)?;
            Ok(understand(files, investigation, &vocabulary))
        })?,
        Some(apart) => pool.install(|| {
            let found = find(inputs, settings.corrections)?;
            progress.start(found.sources.len());
            let labels = found.overlay.labels();
            let reading = apart::Reading {
                investigation: &investigation,
                labels,
                apart,
                cache: settings.cache,
            };
            let digests = apart::digests(&found.sources, &reading, progress)?;
            progress.finish();
            Ok(conclude(digests, &found, investigation, &vocabulary))
        })?,
    };
    run.threads = pool.current_num_threads();
    run.seconds = begun.elapsed().as_secs_f64();
    Ok(run)
}

/// What the inputs hold.
#[derive(Clone)]
struct Found {
    inputs: Vec<PathBuf>,
    sources: Vec<Source>,
    walked: Vec<Finding>,
    overlay: Overlay,
}

/// Every file of the inputs as read, before any understanding.
#[derive(Clone)]
pub struct ReadFiles {
    found: Found,
    loaded: Vec<Loaded>,
}

impl ReadFiles {
    /// The documents with their paths: tests spoil a number in one and see whether it is noticed.
    pub fn documents_mut(&mut self) -> impl Iterator<Item = (&str, &mut Document)> {
        self.loaded.iter_mut().map(|l| (l.path.as_str(), &mut l.document))
    }
}

/// Reads every file of the inputs.
///
/// # Errors
/// An input that cannot be opened, or a corrections file that is wrong.
pub fn read_all(
    inputs: &[PathBuf],
    corrections: Option<&Path>,
    progress: &dyn Progress,
) -> Result<ReadFiles, Error> {
    pool(None)?.install(|| read_here(inputs, corrections, progress))
}

/// Threads of our own. The PDF library works on rayon's global pool, and a reader waits for it: on
/// that same pool all threads would wait for each other.
fn pool(threads: Option<usize>) -> Result<rayon::ThreadPool, Error> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .stack_size(STACK_BYTES)
        .build()
        .map_err(|e| Error::Input { path: PathBuf::new(), why: e.to_string() })
}

fn find(inputs: &[PathBuf], corrections: Option<&Path>) -> Result<Found, Error> {
    for input in inputs {
        if let Err(e) = std::fs::metadata(input) {
            return Err(Error::Input { path: input.clone(), why: e.to_string() });
        }
    }
    // In whatever order they are named, the outcome is the same.
    let mut inputs = inputs.to_vec();
    inputs.sort();
    inputs.dedup();
    let overlay = correct::load(&inputs, corrections)?;
    let (mut sources, walked) = walk(&inputs);
    sources.retain(|s| !inputs.iter().any(|i| is_overlay(s, i)));
    Ok(Found { inputs, sources, walked, overlay })
}

fn read_here(
    inputs: &[PathBuf],
    corrections: Option<&Path>,
    progress: &dyn Progress,
) -> Result<ReadFiles, Error> {
    let found = find(inputs, corrections)?;
    progress.start(found.sources.len());
    let mut loaded: Vec<Loaded> = found
        .sources
        .par_iter()
        .flat_map(|source| {
            progress.file(&source.path);
            let out = load_here(source);
            progress.done();
            out
        })
        .collect();
    loaded.sort_by(|a, b| a.path.cmp(&b.path));
    progress.finish();
    Ok(ReadFiles { found, loaded })
}

/// Reads a source in this process.
fn load_here(source: &Source) -> Vec<Loaded> {
    let order = Order {
        source,
        verdicts: &[],
        done: &Default::default(),
        known: &[],
        in_turn: false,
        note: &|_, _| {},
    };
    let out = Mutex::new(BTreeMap::new());
    load::load(&order, &|at, loaded| {
        out.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(at, loaded);
    });
    out.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).into_values().collect()
}

/// Makes a run of files that were read.
pub fn understand(files: ReadFiles, investigation: Investigation, vocabulary: &Vocabulary) -> Run {
    let ReadFiles { found, loaded } = files;
    let register = Register::new();
    let labels = found.overlay.labels();
    let own: Vec<_> = loaded.par_iter().map(|l| notes::read(&l.document).shared()).collect();
    let keys = shared_keys(loaded.iter().zip(&own).map(|(l, e)| (l.path.as_str(), e)));
    let desk =
        Desk { investigation: &investigation, vocabulary, register: &register, labels: &labels };
    let none = Shared::default();
    let digests: Vec<Digest> = loaded
        .into_par_iter()
        .map(|l| desk.digest(&l, keys.get(folder_of(&l.path)).unwrap_or(&none), None))
        .collect();
    conclude(digests, &found, investigation, vocabulary)
}

/// Makes a run of files that were read and understood one by one.
fn conclude(
    digests: Vec<Digest>,
    found: &Found,
    investigation: Investigation,
    vocabulary: &Vocabulary,
) -> Run {
    let mut run = group(&digests, investigation, &Register::new(), &found.overlay);
    account(digests, vocabulary, &mut run);
    let walked = found.walked.iter().filter(|f| f.code.severity() == Severity::Review);
    run.review.extend(walked.cloned());
    run.inputs = found.inputs.clone();
    run
}

/// The corrections file lies among the responses and is none.
fn is_overlay(source: &Source, input: &Path) -> bool {
    std::path::absolute(input.join(correct::FILE_NAME)).is_ok_and(|p| p == source.absolute)
}

/// A source opened again, as `verify` needs it.
#[derive(Debug)]
pub struct Opened {
    /// Path as listed in the run.
    pub path: String,
    /// SHA-256 of its bytes; empty when it cannot be opened.
    pub sha256: String,
    /// What the reader made of it.
    pub document: Document,
}

impl From<Loaded> for Opened {
    fn from(l: Loaded) -> Opened {
        Opened { path: l.path, sha256: l.sha256, document: l.document }
    }
}

/// Opens and reads every file of the inputs again, without understanding any; in processes of their
/// own with `apart`.
///
/// # Errors
/// When no threads or processes can be had.
pub fn open(inputs: &[PathBuf], apart: Option<&Apart>) -> Result<Vec<Opened>, Error> {
    let (sources, _) = walk(inputs);
    pool(None)?.install(|| match apart {
        Some(apart) => apart::documents(&sources, apart),
        None => Ok(sources.par_iter().flat_map_iter(load_here).map(Opened::from).collect()),
    })
}

fn vocabulary(investigation: &Investigation) -> Result<Vocabulary, Error> {
    Vocabulary::new(investigation)
        .map_err(|why| Error::Investigation { path: PathBuf::from(&investigation.title), why })
}

/// What the files of a folder explain, by folder.
type Keys = BTreeMap<String, Shared>;

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What one file explains holds for the files beside it (a letter and its workbook). The files come in
/// the order of their paths.
fn shared_keys<'a>(files: impl Iterator<Item = (&'a str, &'a Shared)>) -> Keys {
    let mut out = Keys::new();
    for (path, explains) in files.filter(|(path, e)| path.contains('/') && !e.is_empty()) {
        out.entry(folder_of(path).to_string()).or_default().add(explains);
    }
    out
}

/// Accounts for every number of every file; what is left near the subject goes to review, and the
/// reviews are put in order.
fn account(digests: Vec<Digest>, vocabulary: &Vocabulary, run: &mut Run) {
    let near = |text: &str| {
        let reading = label::read(vocabulary, text);
        reading.in_scope || reading.outcome.is_some() && reading.other_subject.is_none()
    };
    let (stated, none) = (ledger::by_file(&run.returns), Vec::new());
    let (totals, no_totals) = (ledger::totals(&run.returns), BTreeSet::new());
    let ledgers: Vec<Ledger> = digests
        .into_par_iter()
        .zip(&run.files)
        .map(|(d, file)| {
            let facts = stated.get(file.entry.path.as_str()).map_or(&none[..], Vec::as_slice);
            let owner = file.authorities.iter().find_map(|a| totals.get(a.as_str()));
            let reading = ledger::Reading {
                totals: owner.unwrap_or(&no_totals),
                path: &file.entry.path,
                role: file.entry.role,
                observations: &d.extraction.gathered.observations,
                asides: &d.extraction.gathered.asides,
            };
            ledger::account(reading, d.numbers, facts, &near)
        })
        .collect();
    for (file, ledger) in run.files.iter_mut().zip(ledgers) {
        let owner = run.returns.iter_mut().find(|r| file.authorities.contains(&r.authority));
        if let Some(one) = owner {
            let doubts = ledger::doubts(&file.entry.path, &ledger, &one.review);
            one.review.extend(doubts);
        }
        file.ledger = ledger;
    }
    for one in &mut run.returns {
        order::by_effect(one);
    }
}

/// Files by authority, then each authority's return.
fn group(
    digests: &[Digest],
    investigation: Investigation,
    register: &Register,
    overlay: &Overlay,
) -> Run {
    let owners = owners::settle(digests, register);
    let mut by_authority: BTreeMap<String, Vec<FileReading>> = BTreeMap::new();
    let mut files = Vec::new();
    let mut review = Vec::new();
    for (d, owner) in digests.iter().zip(&owners) {
        let e = &d.extraction;
        let path = Text::from(d.path.as_str());
        let entry = FileEntry {
            path: path.clone(),
            container: d.container.clone(),
            sha256: d.sha256.clone(),
            format: d.kind.name().to_string(),
            role: FileRole::Unrelated,
            pages: d.pages,
            why: None,
            role_read: None,
        };
        let mut findings = d.findings.clone();
        for f in &mut findings {
            f.file = path.clone();
        }
        if let Some(named) = owners::folder_disagrees(d, owner, register) {
            let mut finding = Finding::new(
                Code::AuthorityMismatch,
                format!(
                    "`{}` lies in the folder of {named} and is by its own words that of {}",
                    d.path,
                    owner.join(" and ")
                ),
            );
            finding.file = path.clone();
            findings.push(finding);
        }
        if owner.is_empty() {
            let mut finding = Finding::new(
                Code::UnknownAuthority,
                format!("whose response `{}` is could not be told", d.path),
            );
            finding.file = path.clone();
            review.push(finding);
            review
                .extend(findings.iter().filter(|f| f.code.severity() == Severity::Review).cloned());
        }
        files.push(RunFile {
            entry: entry.clone(),
            authorities: owner.clone(),
            observations: e.gathered.observations.len(),
            set_aside: e.gathered.asides.len(),
            ledger: Ledger::default(),
            findings: findings.iter().cloned().chain(e.gathered.findings.iter().cloned()).collect(),
            unread: d.unread,
            seconds: d.seconds,
        });
        for id in owner {
            by_authority.entry(id.clone()).or_default().push(FileReading {
                entry: entry.clone(),
                folder: d.folder.clone(),
                findings: findings.clone(),
                extraction: Arc::clone(e),
                unread: d.unread,
                told: d.role.clone(),
                role_given: overlay.role_of(&d.sha256),
            });
        }
    }
    let mut returns: Vec<_> = by_authority
        .into_iter()
        .map(|(id, readings)| reconcile(&id, readings, &investigation, register))
        .collect();
    let hashes: BTreeMap<String, String> =
        files.iter().map(|f| (f.entry.path.to_string(), f.entry.sha256.clone())).collect();
    let (stale, corrections) = correct::apply(overlay, &mut returns, &hashes);
    review.extend(stale);
    note_twins(&mut files);
    let mut settled: BTreeMap<&str, &FileEntry> = BTreeMap::new();
    for entry in returns.iter().flat_map(|r| &r.files) {
        settled.entry(entry.path.as_str()).or_insert(entry);
    }
    for file in &mut files {
        if let Some(entry) = settled.get(file.entry.path.as_str()) {
            file.entry = (*entry).clone();
        }
    }
    Run {
        investigation,
        inputs: Vec::new(),
        returns,
        files,
        review,
        corrections,
        threads: 0,
        seconds: 0.0,
    }
}

/// A file that lies in the folder twice is said to: what it states is one fact, not two.
fn note_twins(files: &mut [RunFile]) {
    let mut first: BTreeMap<String, Text> = BTreeMap::new();
    for f in files.iter_mut().filter(|f| !f.entry.sha256.is_empty()) {
        let path = f.entry.path.clone();
        if let Some(other) = first.get(&f.entry.sha256) {
            let message = format!("`{path}` has the same bytes as `{other}`; it is counted once");
            let finding = Finding { file: path, ..Finding::new(Code::DuplicateFile, message) };
            f.findings.push(finding);
        } else {
            first.insert(f.entry.sha256.clone(), path);
        }
    }
}
