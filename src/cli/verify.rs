//! `foi-tally verify`: every figure of an output folder looked up again in its source.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use crate::error::Error;
use crate::isolate::Limits;
use crate::{pipeline, verify};

/// What `verify` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder that `extract` wrote.
    output: PathBuf,
    /// Folders or files with the responses; those of the run when left out.
    #[arg(long)]
    input: Vec<PathBuf>,
    /// Say nothing but what failed.
    #[arg(long)]
    quiet: bool,
}

/// Runs it.
///
/// # Errors
/// An output folder that cannot be read.
pub fn run(arguments: &Arguments) -> Result<Ending, Error> {
    let (manifest, returns) = verify::written(&arguments.output)?;
    let inputs: Vec<PathBuf> = if arguments.input.is_empty() {
        manifest.inputs.iter().map(PathBuf::from).collect()
    } else {
        arguments.input.clone()
    };
    let apart = super::extract::apart(Limits::default())?;
    let sources: Vec<verify::Reopened> = pipeline::open(&inputs, Some(&apart))?
        .into_iter()
        .map(|o| verify::Reopened { path: o.path, sha256: o.sha256, document: o.document })
        .collect();
    let report = verify::verify(&manifest, &returns, &sources);
    let mut out = String::new();
    for failure in &report.failures {
        let what =
            if failure.what.is_empty() { String::new() } else { format!("{} at ", failure.what) };
        out.push_str(&format!("{what}{}: {}\n", failure.place, failure.why));
    }
    if !arguments.quiet {
        for moved in &report.moved {
            out.push_str(&format!("moved: {moved}\n"));
        }
        out.push_str(&format!(
            "{} of {} sources are unchanged; {} quotes of {} facts stand where they are said to; {} failures\n",
            report.sources,
            manifest.files.len(),
            report.quotes,
            report.facts,
            report.failures.len()
        ));
    }
    let _ = std::io::stdout().write_all(out.as_bytes());
    Ok(if report.failures.is_empty() { Ending::Done } else { Ending::WithTrouble })
}
