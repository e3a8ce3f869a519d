//! The only file that knows the order of the stages: walk, read, extract, group by authority,
//! reconcile. Files are read in parallel; the outcome is the same at any number of threads.

mod owners;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::correct::{self, Overlay};
use crate::discover::sniff::{Kind, sniff};
use crate::discover::unpack::{Child, small_picture, unpack};
use crate::discover::walk::{Source, walk};
use crate::error::Error;
use crate::extract::{self, Extraction, notes};
use crate::ledger::{self, Ledger};
use crate::model::document::Document;
use crate::model::fact::{FileEntry, FileRole, Return};
use crate::model::finding::{Code, Finding, Severity};
use crate::model::investigation::Investigation;
use crate::model::run::{Run, RunFile};
use crate::normalise::authority::Register;
use crate::normalise::label;
use crate::normalise::vocabulary::Vocabulary;
use crate::read;
use crate::reconcile::{FileReading, order, reconcile};

/// Largest file read, in bytes; larger ones are reported.
const MAX_BYTES: u64 = 512 << 20;

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

#[derive(Clone)]
struct Loaded {
    source: Source,
    /// Path of the file it lies in, if it lies in one.
    container: Option<String>,
    sha256: String,
    kind: Kind,
    document: Document,
    unread: bool,
    seconds: f64,
}

/// How a run is done, apart from what is counted.
#[derive(Default)]
pub struct Settings<'a> {
    /// Threads; all cores for `None`.
    pub threads: Option<usize>,
    /// Corrections besides those that lie with the responses.
    pub corrections: Option<&'a Path>,
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
    let files = pool.install(|| read_here(inputs, settings.corrections, progress))?;
    let mut run = pool.install(|| understand(files, investigation, &vocabulary));
    run.threads = pool.current_num_threads();
    run.seconds = begun.elapsed().as_secs_f64();
    Ok(run)
}

/// Every file of the inputs as read, before any understanding.
#[derive(Clone)]
pub struct ReadFiles {
    inputs: Vec<PathBuf>,
    loaded: Vec<Loaded>,
    walked: Vec<Finding>,
    overlay: Overlay,
}

impl ReadFiles {
    /// The documents with their paths: tests spoil a number in one and see whether it is noticed.
    pub fn documents_mut(&mut self) -> impl Iterator<Item = (&str, &mut Document)> {
        self.loaded.iter_mut().map(|l| (l.source.path.as_str(), &mut l.document))
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
        .build()
        .map_err(|e| Error::Input { path: PathBuf::new(), why: e.to_string() })
}

fn read_here(
    inputs: &[PathBuf],
    corrections: Option<&Path>,
    progress: &dyn Progress,
) -> Result<ReadFiles, Error> {
    for input in inputs {
        if let Err(e) = std::fs::metadata(input) {
            return Err(Error::Input { path: input.clone(), why: e.to_string() });
        }
    }
    let overlay = correct::load(inputs, corrections)?;
    let (mut sources, walked) = walk(inputs);
    sources.retain(|s| !inputs.iter().any(|i| is_overlay(s, i)));
    progress.start(sources.len());
    let mut loaded: Vec<Loaded> = sources
        .into_par_iter()
        .flat_map(|source| {
            progress.file(&source.path);
            let out = load(source);
            progress.done();
            out
        })
        .collect();
    loaded.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    progress.finish();
    Ok(ReadFiles { inputs: inputs.to_vec(), loaded, walked, overlay })
}

/// Makes a run of files that were read.
pub fn understand(files: ReadFiles, investigation: Investigation, vocabulary: &Vocabulary) -> Run {
    let ReadFiles { inputs, loaded, walked, overlay } = files;
    let register = Register::new();
    let keys = shared_keys(&loaded);
    let extractions: Vec<Extraction> = loaded
        .par_iter()
        .map(|l| {
            let none = BTreeMap::new();
            let key = keys.get(&folder_of(&l.source.path)).unwrap_or(&none);
            let explained = explained(&overlay, &investigation, &l.sha256);
            let vocabulary = explained.as_ref().unwrap_or(vocabulary);
            let work = AssertUnwindSafe(|| {
                extract::extract(&l.document, vocabulary, &investigation, &register, key)
            });
            catch_unwind(work).unwrap_or_default()
        })
        .collect();
    let readings = Readings { loaded, extractions };
    let mut run = group(&readings, investigation, &register, &overlay);
    account(&readings, vocabulary, &mut run);
    for finding in walked {
        if finding.code.severity() == Severity::Review {
            run.review.push(finding);
        }
    }
    run.inputs = inputs;
    run
}

/// The corrections file lies among the responses and is none.
fn is_overlay(source: &Source, input: &Path) -> bool {
    std::path::absolute(input.join(correct::FILE_NAME)).is_ok_and(|p| p == source.absolute)
}

/// The vocabulary with the labels a person explained for this file; `None` when there are none.
fn explained(overlay: &Overlay, investigation: &Investigation, sha256: &str) -> Option<Vocabulary> {
    let labels = overlay.labels_of(sha256);
    if labels.is_empty() {
        return None;
    }
    let mut more = investigation.clone();
    more.outcomes.extend(labels);
    Vocabulary::new(&more).ok()
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

/// Opens and reads every file of the inputs again, without understanding any.
///
/// # Errors
/// When no threads can be had.
pub fn open(inputs: &[PathBuf]) -> Result<Vec<Opened>, Error> {
    let (sources, _) = walk(inputs);
    Ok(pool(None)?.install(|| {
        let loaded = sources.into_par_iter().flat_map(load);
        loaded
            .map(|l| Opened { path: l.source.path, sha256: l.sha256, document: l.document })
            .collect()
    }))
}

fn vocabulary(investigation: &Investigation) -> Result<Vocabulary, Error> {
    Vocabulary::new(investigation)
        .map_err(|why| Error::Investigation { path: PathBuf::from(&investigation.title), why })
}

/// Reads a source, and every file inside it.
fn load(source: Source) -> Vec<Loaded> {
    let begun = Instant::now();
    let fail = |source: Source, message: String| {
        let findings = vec![Finding::new(Code::UnreadableFile, message)];
        let document = Document { format: "unknown", findings, ..Document::default() };
        let seconds = begun.elapsed().as_secs_f64();
        let (sha256, kind, container) = (String::new(), Kind::Unknown, None);
        vec![Loaded { source, container, sha256, kind, document, unread: true, seconds }]
    };
    match std::fs::metadata(&source.absolute) {
        Ok(m) if m.len() > MAX_BYTES => {
            let (path, length) = (&source.path, m.len());
            let message =
                format!("`{path}` has {length} bytes, more than the {MAX_BYTES} that are read");
            return fail(source, message);
        }
        _ => {}
    }
    let bytes = match std::fs::read(&source.absolute) {
        Ok(bytes) => bytes,
        Err(e) => {
            let message = format!("`{}` cannot be opened: {e}", source.path);
            return fail(source, message);
        }
    };
    let mut whole = load_bytes(source, &bytes);
    let open = AssertUnwindSafe(|| unpack(whole.kind, &bytes, &whole.source.path));
    let Ok(mut unpacked) = catch_unwind(open) else {
        let message = format!("`{}`: the files inside it could not be opened", whole.source.path);
        whole.document.findings.push(Finding::new(Code::UnreadableFile, message));
        return vec![whole];
    };
    drop(bytes);
    let children = std::mem::take(&mut unpacked.children);
    // Nothing came out of an archive: then it was not read, whatever the reason.
    whole.unread |= whole.kind == Kind::Zip && children.is_empty();
    let mut out: Vec<Loaded> =
        children.into_par_iter().map(|child| load_child(&whole.source, child)).collect();
    out.insert(0, whole);
    for finding in unpacked.findings {
        if let Some(holder) = out.iter_mut().find(|l| l.source.path == finding.file) {
            holder.document.findings.push(finding);
        }
    }
    out
}

fn load_child(source: &Source, child: Child) -> Loaded {
    let inside = Source { path: child.path, ..source.clone() };
    let mut loaded = load_bytes(inside, &child.bytes);
    loaded.container = Some(child.container);
    if child.role.is_some() {
        loaded.document.role = child.role;
    }
    loaded
}

fn load_bytes(source: Source, bytes: &[u8]) -> Loaded {
    let begun = Instant::now();
    let (kind, document, unread) = read_bytes(bytes, &source.path);
    Loaded {
        sha256: hex(&Sha256::digest(bytes)),
        source,
        container: None,
        kind,
        document,
        unread,
        seconds: begun.elapsed().as_secs_f64(),
    }
}

/// Reads bytes by what they are; what cannot be read is said in the document's findings.
fn read_bytes(bytes: &[u8], path: &str) -> (Kind, Document, bool) {
    let kind = sniff(bytes, path);
    if let Some(role) = told_by_kind(kind, bytes) {
        let document = Document { format: kind.name(), role: Some(role), ..Document::default() };
        return (kind, document, false);
    }
    let Some(reader) = read::reader_of(kind) else {
        let finding = Finding::new(
            Code::UnsupportedFormat,
            format!("`{path}` is {}, a format this version does not read", kind.name()),
        );
        let document =
            Document { format: kind.name(), findings: vec![finding], ..Document::default() };
        return (kind, document, true);
    };
    match catch_unwind(AssertUnwindSafe(|| (reader.read)(bytes, path))) {
        Ok(mut document) => {
            document.format = kind.name();
            let unread = document.blocks.is_empty() && !document.findings.is_empty();
            (kind, document, unread)
        }
        Err(_) => {
            let finding = Finding::new(
                Code::UnreadableFile,
                format!("`{path}`: the reader gave up on this file"),
            );
            let document =
                Document { format: kind.name(), findings: vec![finding], ..Document::default() };
            (kind, document, true)
        }
    }
}

/// Files that are no documents themselves: an archive, whose files are read one by one, and a
/// picture of the size of a logo.
fn told_by_kind(kind: Kind, bytes: &[u8]) -> Option<(FileRole, String)> {
    match kind {
        Kind::Zip => {
            Some((FileRole::Attachment, "an archive; the files in it are listed apart".into()))
        }
        Kind::Png | Kind::Jpeg | Kind::Gif | Kind::Bmp | Kind::Tiff => {
            small_picture(bytes).map(|why| (FileRole::Unrelated, why))
        }
        _ => None,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn folder_of(path: &str) -> String {
    path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_string())
}

/// Abbreviations explained in one file hold for the files beside it (a letter and its workbook).
fn shared_keys(loaded: &[Loaded]) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut out: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for l in loaded.iter().filter(|l| l.source.path.contains('/')) {
        let key = notes::read(&l.document).key;
        let folder = out.entry(folder_of(&l.source.path)).or_default();
        for (code, meaning) in key {
            folder.entry(code).or_insert(meaning);
        }
    }
    out
}

/// Every file as read, with what was extracted from it.
struct Readings {
    loaded: Vec<Loaded>,
    extractions: Vec<Extraction>,
}

/// Accounts for every number of every file; what is left near the subject goes to review, and the
/// reviews are put in order.
fn account(readings: &Readings, vocabulary: &Vocabulary, run: &mut Run) {
    let near = |text: &str| {
        let reading = label::read(vocabulary, text);
        reading.in_scope || reading.outcome.is_some()
    };
    let ledgers: Vec<Ledger> = readings
        .loaded
        .par_iter()
        .zip(&readings.extractions)
        .zip(&run.files)
        .map(|((l, e), file)| {
            let returns: Vec<&Return> =
                run.returns.iter().filter(|r| file.authorities.contains(&r.authority)).collect();
            let reading = ledger::Reading {
                path: &file.entry.path,
                role: file.entry.role,
                document: &l.document,
                observations: &e.gathered.observations,
                asides: &e.gathered.asides,
            };
            ledger::account(reading, &returns, &near)
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
    readings: &Readings,
    investigation: Investigation,
    register: &Register,
    overlay: &Overlay,
) -> Run {
    let Readings { loaded, extractions } = readings;
    let owners = owners::settle(loaded, extractions, register);
    let mut by_authority: BTreeMap<String, Vec<FileReading>> = BTreeMap::new();
    let mut files = Vec::new();
    let mut review = Vec::new();
    for ((l, e), owner) in loaded.iter().zip(extractions).zip(&owners) {
        let entry = FileEntry {
            path: l.source.path.clone(),
            container: l.container.clone(),
            sha256: l.sha256.clone(),
            format: l.kind.name().to_string(),
            role: FileRole::Unrelated,
            pages: l.document.pages,
            why: None,
            role_read: None,
        };
        let mut findings = l.document.findings.clone();
        for f in &mut findings {
            f.file = l.source.path.clone();
        }
        if owner.is_empty() {
            let mut finding = Finding::new(
                Code::UnknownAuthority,
                format!("whose response `{}` is could not be told", l.source.path),
            );
            finding.file = l.source.path.clone();
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
            unread: l.unread,
            seconds: l.seconds,
        });
        for id in owner {
            let mut reading =
                FileReading::new(entry.clone(), l.source.folder.clone(), &l.document, e.clone());
            reading.unread = l.unread;
            reading.role_given = overlay.role_of(&l.sha256);
            reading.findings = findings.clone();
            by_authority.entry(id.clone()).or_default().push(reading);
        }
    }
    let mut returns: Vec<_> = by_authority
        .into_iter()
        .map(|(id, readings)| reconcile(&id, readings, &investigation, register))
        .collect();
    let hashes: BTreeMap<String, String> =
        files.iter().map(|f| (f.entry.path.clone(), f.entry.sha256.clone())).collect();
    let (stale, corrections) = correct::apply(overlay, &mut returns, &hashes);
    review.extend(stale);
    note_twins(&mut files);
    for file in &mut files {
        if let Some(entry) =
            returns.iter().flat_map(|r| &r.files).find(|f| f.path == file.entry.path)
        {
            file.entry = entry.clone();
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
    let mut first: BTreeMap<String, String> = BTreeMap::new();
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

/// Reads one file and stops there: nothing is understood.
///
/// # Errors
/// A file that cannot be opened.
pub fn read_only(path: &Path) -> Result<Document, Error> {
    let (name, bytes) = opened(path)?;
    Ok(read_bytes(&bytes, &name).1)
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
    let (kind, document, _) = read_bytes(&bytes, &name);
    let vocabulary = vocabulary(investigation)?;
    let register = Register::new();
    let extraction =
        extract::extract(&document, &vocabulary, investigation, &register, &BTreeMap::new());
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
    for (block, zone) in document.blocks.iter().zip(extract::letter::zones(document)) {
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
