//! The outcome of one run over a folder: what every authority said and what became of every file.

use super::fact::{FileEntry, Return};
use super::finding::Finding;
use super::investigation::Investigation;

/// What a run puts into its output folder before anything else, and holds while it works there. A
/// folder that has one is an output, not an input.
pub const LOCK_FILE: &str = ".foi-tally.lock";

/// A file of the run.
#[derive(Clone, Debug)]
pub struct RunFile {
    /// Path, hash, format, role.
    pub entry: FileEntry,
    /// Authorities it was taken to speak for; empty when that could not be told.
    pub authorities: Vec<String>,
    /// What the reader and the extractors noticed in it, notes included.
    pub findings: Vec<Finding>,
    /// Observations made in it.
    pub observations: usize,
    /// Numbers set aside with a reason.
    pub set_aside: usize,
    /// What became of every number in it, by reason.
    pub ledger: crate::ledger::Ledger,
    /// True when the file could not be read at all.
    pub unread: bool,
    /// Wall time spent on it, in seconds; the only figure that differs from run to run.
    pub seconds: f64,
}

/// Everything a run found, before it is written.
#[derive(Clone, Debug)]
pub struct Run {
    /// What was counted.
    pub investigation: Investigation,
    /// Folders and files given as input.
    pub inputs: Vec<std::path::PathBuf>,
    /// One return per authority that answered, sorted by id.
    pub returns: Vec<Return>,
    /// Every file met, sorted by path.
    pub files: Vec<RunFile>,
    /// Doubts that belong to no authority (a file whose sender could not be told).
    pub review: Vec<Finding>,
    /// Corrections that belong to no authority.
    pub corrections: Vec<super::correction::Applied>,
    /// Threads used.
    pub threads: usize,
    /// Wall time of the whole run, in seconds.
    pub seconds: f64,
}
