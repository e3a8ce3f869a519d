//! Reading in workers: the sources of a run are handed to processes of their own, what they give is
//! kept in the cache, and a file that takes its worker down is named and left out while everything
//! else is read as if it were not there.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Read;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::digest::{Desk, Digest};
use super::load::{self, Known, Loaded, Order, Step, Verdict};
use super::{Keys, Opened, Progress, folder_of, shared_keys};
use crate::cache::{Cache, Key};
use crate::correct::Labels;
use crate::discover::walk::Source;
use crate::error::Error;
use crate::extract::notes::Shared;
use crate::isolate::{self, Answers, Death, Failure, Limits, Pool, Program};
use crate::model::document::Document;
use crate::model::finding::{Code, Finding};
use crate::model::investigation::Investigation;
use crate::model::locator::Locator;
use crate::normalise::authority::Register;
use crate::normalise::vocabulary::Vocabulary;

/// Files of one source that may take a worker down before the rest of it is left unread: an archive
/// made of such files must end some day.
const MAX_VERDICTS: usize = 20;
/// Stack of a worker's threads, in bytes.
const STACK_BYTES: usize = 64 << 20;

/// How the sources are read in workers.
#[derive(Clone, Debug)]
pub struct Apart {
    /// The program that becomes a worker.
    pub program: Program,
    /// What a worker may take.
    pub limits: Limits,
}

/// What a worker is told first.
#[derive(Clone, Serialize, Deserialize)]
struct Setup {
    investigation: Investigation,
    labels: Labels,
    /// Threads of one worker.
    threads: usize,
    /// Give the documents themselves, not what was made of them.
    documents: bool,
}

/// A source to be read.
#[derive(Serialize, Deserialize)]
struct Question {
    absolute: OsString,
    path: String,
    folder: Option<String>,
    keys: Keys,
    verdicts: Vec<Verdict>,
    done: BTreeSet<usize>,
    known: Vec<Known>,
    in_turn: bool,
}

/// A file of the source, by its place in it.
#[derive(Serialize, Deserialize)]
enum Answer {
    /// What was made of it; with its document when that was dear to read.
    File(usize, Box<Digest>, Option<Box<Document>>),
    /// The document.
    Document(usize, Box<Loaded>),
}

/// The workers of a run.
struct Workers {
    pool: Pool,
    /// What every value in the cache depends on besides its file.
    setup: Vec<u8>,
    readers: Vec<u8>,
}

impl Workers {
    fn start(apart: &Apart, setup: &Setup) -> Result<Workers, Error> {
        let mut program = apart.program.clone();
        for name in ["RAYON_NUM_THREADS", "RTEN_NUM_THREADS"] {
            program.environment.push((name.into(), setup.threads.to_string()));
        }
        // A worker of several threads reads several files at once.
        let memory = apart.limits.memory.saturating_mul(setup.threads as u64);
        let limits = Limits { memory, ..apart.limits.clone() };
        // What is kept does not depend on how it was computed.
        let bare = Setup { threads: 0, ..setup.clone() };
        let wrong = |e: String| Error::Worker { path: apart.program.path.clone(), why: e };
        Ok(Workers {
            pool: Pool::new(program, limits, setup).map_err(|e| wrong(e.to_string()))?,
            setup: postcard::to_allocvec(&bare).map_err(|e| wrong(e.to_string()))?,
            readers: second_reader().into_bytes(),
        })
    }

    /// Everything of one source, by place. What cannot be had is a file with a finding.
    fn ask<T>(
        &self,
        source: &Source,
        keys: &Keys,
        known: Vec<Known>,
        take: &mut dyn FnMut(Answer),
        fail: &dyn Fn(&Source, Finding) -> T,
    ) -> Outcome<T> {
        let mut question = Question {
            absolute: source.absolute.clone().into_os_string(),
            path: source.path.clone(),
            folder: source.folder.clone(),
            keys: keys.clone(),
            verdicts: Vec::new(),
            done: BTreeSet::new(),
            known,
            in_turn: false,
        };
        loop {
            let mut done = Vec::new();
            let outcome = self.pool.ask(&question, &mut |answer| {
                done.push(match &answer {
                    Answer::File(at, ..) | Answer::Document(at, _) => *at,
                });
                take(answer);
            });
            question.done.extend(done);
            let Err(death) = outcome else {
                return Outcome { clean: question.verdicts.is_empty(), lost: None };
            };
            if let Err(finding) = judge(&mut question, &death) {
                return Outcome { clean: false, lost: Some(fail(source, *finding)) };
            }
        }
    }
}

struct Outcome<T> {
    /// Nothing was left out, so that the answers may be kept.
    clean: bool,
    /// The source was given up, and this stands for it.
    lost: Option<T>,
}

/// Which step of which file a worker died of goes into the question, to be left out the next time it
/// is asked. A finding instead when there is nothing left to leave out.
fn judge(question: &mut Question, death: &Death) -> Result<(), Box<Finding>> {
    let (code, why) = told(&death.of);
    let path = &question.path;
    let give_up = |what: String| Err(Box::new(Finding::new(code, what)));
    let steps: Vec<(usize, Step)> = death.notes.iter().filter_map(|n| step_of(n)).collect();
    let several = steps.iter().any(|(file, _)| *file > 0);
    if several && !question.in_turn {
        // Which of the files it was cannot be told while they are read side by side.
        question.in_turn = true;
        return Ok(());
    }
    let Some(&(file, step)) = steps.last() else { return give_up(format!("`{path}` {why}")) };
    let verdict = Verdict { file, step, code, why };
    if question.verdicts.iter().any(|v| v.file == file && v.step == step) {
        return give_up(format!("`{path}` {}", verdict.why));
    }
    question.verdicts.push(verdict);
    if question.verdicts.len() > MAX_VERDICTS {
        return give_up(format!(
            "`{path}` holds more than {MAX_VERDICTS} files that could not be read, and the rest of it \
             was left unread"
        ));
    }
    Ok(())
}

/// A death as a kind of finding and in words.
fn told(failure: &Failure) -> (Code, String) {
    match failure {
        Failure::TimedOut(seconds) => {
            (Code::TimedOut, format!("took longer than {seconds} s and was stopped"))
        }
        Failure::OutOfMemory(megabytes) => {
            (Code::TooLarge, format!("needs more than {megabytes} MB of memory"))
        }
        Failure::TooMuch(megabytes) => {
            (Code::TooLarge, format!("holds more than {megabytes} MB of text and numbers"))
        }
        Failure::Overflowed => {
            (Code::ReaderCrashed, "crashed its reader: it is nested too deeply".into())
        }
        Failure::Crashed(how) => (Code::ReaderCrashed, format!("crashed its reader ({how})")),
        Failure::NotStarted(why) => {
            (Code::UnreadableFile, format!("was not read: no process could be started ({why})"))
        }
    }
}

fn note(file: usize, step: Step) {
    isolate::note(&format!("{file} {step:?}"));
}

fn step_of(note: &str) -> Option<(usize, Step)> {
    let (file, step) = note.split_once(' ')?;
    let all = [Step::Open, Step::Read, Step::Inside, Step::Understand];
    let step = all.into_iter().find(|s| format!("{s:?}") == step)?;
    Some((file.parse().ok()?, step))
}

/// What else on this machine the reading depends on.
fn second_reader() -> String {
    #[cfg(feature = "ocr")]
    return crate::read::ocr::second::version().unwrap_or_default().to_string();
    #[cfg(not(feature = "ocr"))]
    return String::new();
}

/// What reading in workers needs besides the sources.
pub struct Reading<'a> {
    /// What is counted.
    pub investigation: &'a Investigation,
    /// Labels that a person explained.
    pub labels: Labels,
    /// How.
    pub apart: &'a Apart,
    /// Where results are kept, if they are.
    pub cache: Option<&'a Cache>,
}

/// Threads of each worker, so that all together have as many as this pool; few are enough for one
/// source, and each takes up address space.
fn threads_each(sources: usize) -> usize {
    const MOST: usize = 4;
    (rayon::current_num_threads() / sources.max(1)).clamp(1, MOST)
}

/// Reads and understands the sources; the outcome is sorted by path.
///
/// # Errors
/// No worker can be started.
pub fn digests(
    sources: &[Source],
    reading: &Reading<'_>,
    progress: &dyn Progress,
) -> Result<Vec<Digest>, Error> {
    let setup = Setup {
        investigation: reading.investigation.clone(),
        labels: reading.labels.clone(),
        threads: threads_each(sources.len()),
        documents: false,
    };
    let workers = Workers::start(reading.apart, &setup)?;
    let none = Keys::new();
    let first: Vec<Vec<Digest>> = sources
        .par_iter()
        .map(|source| {
            progress.file(&source.path);
            let out = one(&workers, reading.cache, source, &none);
            progress.done();
            out
        })
        .collect();
    // What a file explains holds for the files beside it: those which lack some of it are understood once
    // more.
    let keys = shared_keys(first.iter().flatten().map(|d| (d.path.as_str(), &d.explains)));
    let again = |source: &Source, digests: Vec<Digest>| {
        let lacks = |d: &Digest| {
            let mut all = d.explains.clone();
            keys.get(folder_of(&d.path)).is_some_and(|shared| {
                all.add(shared);
                all != d.explains
            })
        };
        if !digests.iter().any(lacks) {
            return digests;
        }
        let folders = digests.iter().map(|d| folder_of(&d.path));
        let theirs: Keys = folders
            .filter_map(|folder| Some((folder.to_string(), keys.get(folder)?.clone())))
            .collect();
        one(&workers, reading.cache, source, &theirs)
    };
    let mut out: Vec<Digest> = sources
        .par_iter()
        .zip(first)
        .flat_map_iter(|(source, digests)| again(source, digests))
        .collect();
    out.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(out)
}

/// One source, from the cache or from a worker.
fn one(workers: &Workers, cache: Option<&Cache>, source: &Source, keys: &Keys) -> Vec<Digest> {
    let hash = cache.and_then(|_| hash(&source.absolute));
    let kept = cache.zip(hash).map(|(cache, hash)| Shelf { workers, cache, source, hash });
    if let Some(found) = kept.as_ref().and_then(|k| k.digests(keys)) {
        return found;
    }
    let known = kept.as_ref().map_or(Vec::new(), Shelf::documents);
    let had = known.len();
    let mut digests: Vec<(usize, Digest)> = Vec::new();
    let mut dear: Vec<Known> = Vec::new();
    let mut take = |answer: Answer| {
        let Answer::File(at, digest, document) = answer else { return };
        if let Some(document) = document {
            let (path, sha256) = (digest.path.clone(), digest.sha256.clone());
            dear.push(Known { path, sha256, document: *document });
        }
        digests.push((at, *digest));
    };
    let fail = |source: &Source, finding: Finding| lost(source, finding);
    let outcome = workers.ask(source, keys, known, &mut take, &fail);
    if let Some(loaded) = outcome.lost {
        let at = digests.iter().position(|(at, _)| *at == 0);
        match at {
            Some(at) => {
                digests[at].1.findings.extend(loaded.document.findings);
                digests[at].1.unread = true;
            }
            None => digests.push((0, bare(loaded))),
        }
    }
    digests.sort_by_key(|(at, _)| *at);
    let digests: Vec<Digest> = digests.into_iter().map(|(_, d)| d).collect();
    if let Some(shelf) = kept
        && outcome.clean
    {
        if !dear.is_empty() && dear.len() != had {
            shelf.keep_documents(&dear);
        }
        shelf.keep(keys, &digests);
    }
    digests
}

fn lost(source: &Source, finding: Finding) -> Loaded {
    load::unopened(source, finding, Instant::now())
}

/// A file of which nothing is known but its findings.
fn bare(loaded: Loaded) -> Digest {
    Digest {
        path: loaded.path,
        folder: loaded.folder,
        container: loaded.container,
        sha256: loaded.sha256,
        kind: loaded.kind,
        pages: None,
        role: None,
        findings: loaded.document.findings,
        unread: true,
        seconds: loaded.seconds,
        explains: Shared::default(),
        numbers: Vec::new(),
        extraction: Default::default(),
    }
}

/// What the cache holds of one source.
struct Shelf<'a> {
    workers: &'a Workers,
    cache: &'a Cache,
    source: &'a Source,
    hash: [u8; 32],
}

impl Shelf<'_> {
    fn digest_key(&self, keys: &Keys) -> Key {
        let keys = postcard::to_allocvec(keys).unwrap_or_default();
        let folder = self.source.folder.as_deref().unwrap_or_default().as_bytes();
        let Workers { setup, readers, .. } = self.workers;
        let path = self.source.path.as_bytes();
        Key::of(&[b"digests", setup, readers, path, folder, &self.hash, &keys])
    }

    fn document_key(&self) -> Key {
        let readers = &self.workers.readers;
        Key::of(&[b"documents", readers, self.source.path.as_bytes(), &self.hash])
    }

    fn digests(&self, keys: &Keys) -> Option<Vec<Digest>> {
        self.cache.get(&self.digest_key(keys))
    }

    fn keep(&self, keys: &Keys, digests: &[Digest]) {
        self.cache.put(&self.digest_key(keys), &digests);
    }

    fn documents(&self) -> Vec<Known> {
        self.cache.get(&self.document_key()).unwrap_or_default()
    }

    fn keep_documents(&self, documents: &[Known]) {
        self.cache.put(&self.document_key(), &documents);
    }
}

/// SHA-256 of a file, read piece by piece; `None` when it cannot be opened.
fn hash(path: &Path) -> Option<[u8; 32]> {
    const PIECE_BYTES: usize = 64 << 10;
    let mut file = std::fs::File::open(path).ok()?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let n = file.read(&mut piece).ok()?;
        if n == 0 {
            return Some(hash.finalize().into());
        }
        hash.update(&piece[..n]);
    }
}

/// Opens and reads the sources again, without understanding any.
///
/// # Errors
/// No worker can be started.
pub fn documents(sources: &[Source], apart: &Apart) -> Result<Vec<Opened>, Error> {
    let setup = Setup {
        investigation: crate::investigation::built_in(),
        labels: Labels::default(),
        threads: threads_each(sources.len()),
        documents: true,
    };
    let workers = Workers::start(apart, &setup)?;
    let read = |source: &Source| {
        let mut loaded: Vec<Loaded> = Vec::new();
        let mut take = |answer: Answer| {
            if let Answer::Document(_, document) = answer {
                loaded.push(*document);
            }
        };
        let outcome = workers.ask(source, &Keys::new(), Vec::new(), &mut take, &lost);
        loaded.extend(outcome.lost);
        loaded
    };
    Ok(sources.par_iter().flat_map_iter(read).map(Opened::from).collect())
}

/// What a worker does, until its questions end.
///
/// # Errors
/// This process was not started as a worker.
pub fn serve() -> std::io::Result<()> {
    isolate::serve(|setup: Setup| {
        let register = Register::new();
        let vocabulary = Vocabulary::new(&setup.investigation);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(setup.threads)
            .stack_size(STACK_BYTES)
            .build();
        move |question: Question, answers: &Answers<Answer>| {
            // Both were made of the same setup before, or this worker would not be here; without
            // them it gives no answer, and the parent sees that a file is missing.
            let (Ok(vocabulary), Ok(pool)) = (&vocabulary, &pool) else { return };
            let desk = Desk {
                investigation: &setup.investigation,
                vocabulary,
                register: &register,
                labels: &setup.labels,
            };
            pool.install(|| answer(&desk, setup.documents, &question, answers));
        }
    })
}

fn answer(desk: &Desk<'_>, documents: bool, question: &Question, answers: &Answers<Answer>) {
    let source = Source {
        path: question.path.clone(),
        absolute: question.absolute.clone().into(),
        folder: question.folder.clone(),
    };
    let order = Order {
        source: &source,
        verdicts: &question.verdicts,
        done: &question.done,
        known: &question.known,
        in_turn: question.in_turn,
        note: &note,
    };
    // Answers leave one at a time, in whatever order the files are done.
    let way = Mutex::new(answers);
    let send = |answer: &Answer| {
        if let Ok(answers) = way.lock() {
            answers.send(answer);
        }
    };
    load::load(&order, &|at, loaded| {
        if documents {
            return send(&Answer::Document(at, Box::new(loaded)));
        }
        let judged = question.verdicts.iter().find(|v| v.file == at && v.step == Step::Understand);
        if judged.is_none() {
            note(at, Step::Understand);
        }
        let none = Shared::default();
        let shared = question.keys.get(folder_of(&loaded.path)).unwrap_or(&none);
        let digest = desk.digest(&loaded, shared, judged);
        let dear = is_dear(&loaded.document).then(|| Box::new(loaded.document));
        send(&Answer::File(at, Box::new(digest), dear));
    });
}

/// True for a document whose reading took long: pages read from pictures.
fn is_dear(document: &Document) -> bool {
    document.blocks.iter().any(|b| matches!(b.locator, Locator::Scan { .. }))
        || !document.uncertain.is_empty()
}
