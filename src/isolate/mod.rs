//! Work on a stranger's file in a process of its own. A thread that overflows its stack, eats the
//! memory or never ends takes the whole program with it; a process takes only itself. This module
//! knows nothing of documents: it sends questions to workers, which are this same program started
//! again, and says what became of them.
//!
//! [`Pool`] is the parent's side, [`serve`] the worker's, [`frame`] what goes between them.

mod child;
pub mod frame;
mod limits;
mod pool;

use std::path::PathBuf;
use std::time::Duration;

pub use self::child::{Answers, beat, note, serve};
pub use self::pool::Pool;

/// What a worker may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Longest time without a sign of life: an answer, or a page done.
    pub time: Duration,
    /// Most memory of one worker, in bytes. Kept by the system where it can be (Linux).
    pub memory: u64,
}

impl Limits {
    /// Seconds given to a file, or to a page of a long one. The slowest step of ours takes under ten;
    /// a laptop that is busy with other things may need many times that.
    pub const SECONDS: u64 = 180;
    /// Megabytes given to a worker. Address space, not memory in use: a scanned page takes up some
    /// 700 of them, the largest workbook read about as much.
    pub const MEGABYTES: u64 = 2048;
    /// Most time for one source and everything in it, in times of the limit: an archive of ten
    /// thousand slow files must end some day.
    pub const TIMES_IN_ALL: u32 = 20;
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time: Duration::from_secs(Limits::SECONDS), memory: Limits::MEGABYTES << 20 }
    }
}

/// How a worker is started: this program, with the arguments that make it one.
#[derive(Clone, Debug)]
pub struct Program {
    /// Path of the program.
    pub path: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// What its environment holds besides this process's own.
    pub environment: Vec<(String, String)>,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It took longer than the limit, in seconds.
    TimedOut(u64),
    /// It needed more memory than the limit, in megabytes.
    OutOfMemory(u64),
    /// Calls went deeper than the stack.
    Overflowed,
    /// The answer is larger than anything a document gives, in megabytes.
    TooMuch(u64),
    /// The worker ended otherwise; how.
    Crashed(String),
    /// No worker could be started; why.
    NotStarted(String),
}

/// A worker's death.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Death {
    /// What it died of.
    pub of: Failure,
    /// What it noted last, in order ([`note`]).
    pub notes: Vec<String>,
}
