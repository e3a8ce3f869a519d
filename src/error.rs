//! The few things that stop a run. Everything else is a finding about a document.

use std::path::PathBuf;

/// Why a run could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An input path does not exist or cannot be opened.
    #[error(
        "cannot read `{path}`: {why}\nhint: give the folder that holds the responses, or a file"
    )]
    Input {
        /// The path given.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// No process to read in can be started.
    #[error(
        "cannot start `{path}` to read files in: {why}\nhint: see whether the program still lies there and how many processes you may have"
    )]
    Worker {
        /// The program.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// Another run is writing to the output folder.
    #[error(
        "another run is writing to `{path}`\nhint: wait until it is done, or give another folder with --output"
    )]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The disk of the output folder is full.
    #[error(
        "no space is left on the disk of `{path}`\nhint: make room and run again; what was read is kept, and earlier outputs are whole"
    )]
    Full {
        /// The file that was being written.
        path: PathBuf,
    },
    /// The output folder cannot be written.
    #[error("cannot write to `{path}`: {why}\nhint: give another folder with --output")]
    Output {
        /// The path given.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// The investigation file is missing or wrong.
    #[error(
        "cannot use the investigation `{path}`: {why}\nhint: see fixtures/investigations for one that works"
    )]
    Investigation {
        /// The path given.
        path: PathBuf,
        /// What is wrong with it, with its line where known.
        why: String,
    },
    /// An output folder that cannot be read back.
    #[error("cannot use the output `{path}`: {why}\nhint: give the folder that `extract` wrote")]
    Written {
        /// The path given.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The corrections file is wrong.
    #[error(
        "cannot use the corrections `{path}`: {why}\nhint: `foi-tally explain AUTHORITY FACT` prints one to start from"
    )]
    Corrections {
        /// The path of the file.
        path: PathBuf,
        /// What is wrong with it, with its line where known.
        why: String,
    },
}
