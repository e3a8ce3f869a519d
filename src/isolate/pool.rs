//! The parent's side: workers are started when they are needed, kept while they live, and replaced
//! when they die. A question that a worker dies of is told apart by how it died.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::child::{Hello, NOTE, Reply};
use super::frame;
use super::{Death, Failure, Limits, Program};

/// Messages that may wait for the parent; more only fill its memory.
const WAITING: usize = 4;
/// Last bytes of what a dead worker said that are looked at.
const SAID_BYTES: u64 = 4096;

/// Workers of one kind.
pub struct Pool {
    program: Program,
    limits: Limits,
    hello: Vec<u8>,
    idle: Mutex<Vec<Worker>>,
}

struct Worker {
    process: Child,
    questions: ChildStdin,
    messages: Receiver<std::io::Result<Vec<u8>>>,
    said: File,
}

impl Drop for Worker {
    fn drop(&mut self) {
        // A worker that waits for a question has nothing to lose.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Pool {
    /// A pool whose workers all get `setup` first. One is started at once, so that a program that
    /// cannot be started is known before the work.
    ///
    /// # Errors
    /// Why no worker can be started.
    pub fn new(
        program: Program,
        limits: Limits,
        setup: &impl Serialize,
    ) -> Result<Pool, std::io::Error> {
        let hello = frame::bytes(&Hello { memory: limits.memory, setup })?;
        let pool = Pool { program, limits, hello, idle: Mutex::new(Vec::new()) };
        let first = pool.start()?;
        pool.give_back(first);
        Ok(pool)
    }

    /// Asks a worker and hands each answer on as it comes.
    ///
    /// # Errors
    /// What the worker died of; what it had answered before was handed on.
    pub fn ask<Q: Serialize, R: DeserializeOwned>(
        &self,
        question: &Q,
        take: &mut dyn FnMut(R),
    ) -> Result<(), Death> {
        let waiting = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut worker = match waiting {
            Some(worker) => worker,
            None => self
                .start()
                .map_err(|e| Death { of: Failure::NotStarted(e.to_string()), notes: Vec::new() })?,
        };
        // Both processes share the place in the file: notes of this question begin at its start.
        let _ = worker.said.set_len(0).and_then(|()| worker.said.rewind());
        match self.converse(&mut worker, question, take) {
            Ok(()) => {
                self.give_back(worker);
                Ok(())
            }
            Err(failure) => Err(self.post_mortem(worker, failure)),
        }
    }

    fn converse<Q: Serialize, R: DeserializeOwned>(
        &self,
        worker: &mut Worker,
        question: &Q,
        take: &mut dyn FnMut(R),
    ) -> Result<(), Failure> {
        let crashed = |e: std::io::Error| Failure::Crashed(e.to_string());
        frame::write(&mut worker.questions, question).map_err(crashed)?;
        let begun = Instant::now();
        let in_all = self.limits.time * Limits::TIMES_IN_ALL;
        loop {
            let left = in_all.saturating_sub(begun.elapsed());
            let message = match worker.messages.recv_timeout(left.min(self.limits.time)) {
                Ok(Ok(message)) => message,
                Ok(Err(e)) if e.kind() == std::io::ErrorKind::FileTooLarge => {
                    return Err(Failure::TooMuch(u64::from(frame::MAX_BYTES) >> 20));
                }
                Ok(Err(e)) => return Err(crashed(e)),
                Err(RecvTimeoutError::Timeout) => {
                    let limit = if left.is_zero() { in_all } else { self.limits.time };
                    return Err(Failure::TimedOut(limit.as_secs().max(1)));
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Failure::Crashed("it ended without an answer".into()));
                }
            };
            match frame::value::<Reply<R>>(&message) {
                Ok(Reply::Answer(answer)) => take(answer),
                Ok(Reply::Alive) => {}
                Ok(Reply::Done) => return Ok(()),
                Err(e) => return Err(Failure::Crashed(format!("its answer makes no sense ({e})"))),
            }
        }
    }

    fn give_back(&self, worker: Worker) {
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(worker);
        }
    }

    fn start(&self) -> std::io::Result<Worker> {
        let said = tempfile::tempfile()?;
        let mut process = Command::new(&self.program.path)
            .args(&self.program.arguments)
            .envs(self.program.environment.iter().cloned())
            // A process without memory that tries to print a trace of its calls never ends.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(said.try_clone()?)
            .spawn()?;
        let missing = || std::io::Error::other("the worker has no pipe");
        let mut questions = process.stdin.take().ok_or_else(missing)?;
        let mut answers = process.stdout.take().ok_or_else(missing)?;
        let (give, messages) = sync_channel(WAITING);
        std::thread::Builder::new().spawn(move || {
            loop {
                let message = match frame::read(&mut answers) {
                    Ok(Some(message)) => Ok(message),
                    Ok(None) => break,
                    Err(e) => Err(e),
                };
                let last = message.is_err();
                if give.send(message).is_err() || last {
                    break;
                }
            }
        })?;
        std::io::Write::write_all(&mut questions, &self.hello)?;
        Ok(Worker { process, questions, messages, said })
    }

    /// What a worker died of, by its last words and the signal that ended it.
    fn post_mortem(&self, mut worker: Worker, failure: Failure) -> Death {
        let status = matches!(failure, Failure::Crashed(_)).then(|| ended(&mut worker.process));
        let said = last_words(&mut worker.said);
        let of = match failure {
            Failure::Crashed(otherwise) => {
                if said.contains("memory allocation of") || said.contains("out of memory") {
                    Failure::OutOfMemory(self.limits.memory >> 20)
                } else if said.contains("overflowed its stack") {
                    Failure::Overflowed
                } else {
                    Failure::Crashed(status.flatten().map_or(otherwise, how))
                }
            }
            other => other,
        };
        let notes = said.lines().filter_map(|l| l.strip_prefix(NOTE)).map(String::from).collect();
        Death { of, notes }
    }
}

/// Waits a moment for a process that is ending.
fn ended(process: &mut Child) -> Option<ExitStatus> {
    const TRIES: u32 = 100;
    for _ in 0..TRIES {
        if let Ok(Some(status)) = process.try_wait() {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    None
}

fn last_words(said: &mut File) -> String {
    let length = said.metadata().map_or(0, |m| m.len());
    let mut out = Vec::new();
    let _ = said.seek(SeekFrom::Start(length.saturating_sub(SAID_BYTES)));
    let _ = said.take(SAID_BYTES).read_to_end(&mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// "signal 11", "exit code 3".
fn how(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("signal {signal}");
    }
    status.code().map_or_else(|| status.to_string(), |code| format!("exit code {code}"))
}
