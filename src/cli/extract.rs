//! `foi-tally extract`: the main job, and what is said at its end.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::Ending;
use crate::cache::Cache;
use crate::error::Error;
use crate::investigation;
use crate::isolate::{Limits, Program};
use crate::model::fact::Status;
use crate::model::run::Run;
use crate::normalise::authority::Register;
use crate::pipeline::{self, Apart};
use crate::progress::Bar;
use crate::write::contract::Summary;
use crate::write::{self, lock};

/// What `extract` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Folders or files with responses.
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// Folder to write to.
    #[arg(long, default_value = "output")]
    output: PathBuf,
    /// What is being counted; the 2021 investigation when left out.
    #[arg(long)]
    investigation: Option<PathBuf>,
    /// Corrections, besides the `corrections.toml` in an input folder.
    #[arg(long)]
    corrections: Option<PathBuf>,
    /// Threads; all cores when left out.
    #[arg(long)]
    threads: Option<usize>,
    /// Seconds a file may take, or a page of a scan, before it is stopped.
    #[arg(long, default_value_t = Limits::SECONDS, value_parser = clap::value_parser!(u64).range(1..))]
    file_timeout: u64,
    /// Megabytes of memory a file may take (kept on Linux).
    #[arg(long, default_value_t = Limits::MEGABYTES, value_parser = clap::value_parser!(u64).range(256..))]
    file_memory: u64,
    /// Read in this process: for measuring what the others cost, and for finding a crash.
    #[arg(long, hide = true)]
    in_process: bool,
    /// Read everything again, whatever an earlier run kept.
    #[arg(long)]
    fresh: bool,
    /// Exit with 1 when anything is in review.
    #[arg(long)]
    strict: bool,
    /// Say nothing but errors.
    #[arg(long)]
    quiet: bool,
}

/// Runs it.
///
/// # Errors
/// What stops a run: an input, output, investigation or corrections file that cannot be used.
pub fn run(arguments: &Arguments) -> Result<Ending, Error> {
    let Arguments { input, output, investigation, quiet, .. } = arguments;
    let what = investigation::load(investigation.as_deref())?;
    let vocabulary = super::vocabulary(&what, investigation.clone())?;
    // An output that cannot be written is said before the work, not after it.
    let _held = lock::take(output)?;
    let cache = Cache::open(output, arguments.fresh);
    let apart = apart(Limits {
        time: Duration::from_secs(arguments.file_timeout),
        memory: arguments.file_memory << 20,
    })?;
    let settings = pipeline::Settings {
        threads: arguments.threads,
        corrections: arguments.corrections.as_deref(),
        apart: (!arguments.in_process).then_some(&apart),
        cache: Some(&cache),
    };
    let done = pipeline::run_with(input, what, &settings, &Bar::new(*quiet))?;
    write::write(&done, &Register::new(), &vocabulary, output)?;
    for warning in cache.warnings() {
        let _ = writeln!(std::io::stderr(), "warning: {warning}");
    }
    if !quiet {
        let summary = write::summary::of(&done, &Register::new(), &vocabulary);
        let _ = std::io::stderr().write_all(closing(&done, &summary, output).as_bytes());
    }
    let unread = done.files.iter().any(|f| f.unread);
    let doubtful = !done.review.is_empty() || done.returns.iter().any(|r| !r.review.is_empty());
    let trouble = unread || arguments.strict && doubtful;
    Ok(if trouble { Ending::WithTrouble } else { Ending::Done })
}

/// This program, started again, as the reader of files.
///
/// # Errors
/// The system does not say where the program lies.
pub fn apart(limits: Limits) -> Result<Apart, Error> {
    let path = std::env::current_exe()
        .map_err(|e| Error::Worker { path: PathBuf::from("foi-tally"), why: e.to_string() })?;
    let program = Program { path, arguments: vec!["worker".into()], environment: Vec::new() };
    Ok(Apart { program, limits })
}

/// "1 authority", "3 authorities".
fn authorities(n: u64) -> String {
    if n == 1 { "1 authority".into() } else { format!("{n} authorities") }
}

/// The closing summary in plain English.
fn closing(run: &Run, summary: &Summary, output: &Path) -> String {
    let mut out = String::new();
    let count = |status: Status| run.returns.iter().filter(|r| r.status == status).count();
    let statuses: Vec<String> = Status::ALL
        .iter()
        .filter(|(s, _)| count(*s) > 0)
        .map(|(s, name)| format!("{} {}", count(*s), name.replace('_', " ")))
        .collect();
    let found: Vec<&str> = run.returns.iter().map(|r| r.authority.as_str()).collect();
    let silent = run.investigation.asked.iter().filter(|id| !found.contains(&id.as_str())).count();
    out.push_str(&format!("{}\n", run.investigation.title));
    let none = if silent > 0 {
        format!("; {silent} of {} asked are not in the folder", run.investigation.asked.len())
    } else {
        String::new()
    };
    out.push_str(&format!(
        "{}: {}{none}\n",
        authorities(run.returns.len() as u64),
        if statuses.is_empty() { "none".into() } else { statuses.join(", ") }
    ));
    let units: Vec<String> = summary.total_by_unit.keys().map(|u| u.replace('_', " ")).collect();
    let mixture = if units.len() > 1 {
        format!(" (the forces count {})", units.join(", "))
    } else {
        String::new()
    };
    let total = summary.total;
    out.push_str(&format!(
        "total: {} from {}{mixture}\n",
        between(total.min, total.max),
        authorities(total.authorities)
    ));
    if let Some(dismissed) = summary.outcomes.get("dismissed") {
        out.push_str(&format!(
            "dismissed: {} from {}\n",
            between(dismissed.min, dismissed.max),
            authorities(dismissed.authorities)
        ));
    }
    let items = run.review.len() + run.returns.iter().map(|r| r.review.len()).sum::<usize>();
    let doubtful = run.returns.iter().filter(|r| !r.review.is_empty()).count();
    let items = if items == 1 { "1 item".into() } else { format!("{items} items") };
    out.push_str(&format!("review: {items} at {}\n", authorities(doubtful as u64)));
    let unread: Vec<&str> =
        run.files.iter().filter(|f| f.unread).map(|f| f.entry.path.as_str()).collect();
    if !unread.is_empty() {
        out.push_str(&format!(
            "not read: {} of {} files ({})\n",
            unread.len(),
            run.files.len(),
            shortened(&unread)
        ));
    }
    out.push_str(&format!(
        "written to {}: authorities/*.json, summary.json, facts.csv, ledger.csv, review.html, run.json\n",
        output.display()
    ));
    out
}

fn shortened(names: &[&str]) -> String {
    const SHOWN: usize = 3;
    let more = names.len().saturating_sub(SHOWN);
    let first: Vec<&str> = names.iter().take(SHOWN).copied().collect();
    if more > 0 { format!("{} and {more} more", first.join(", ")) } else { first.join(", ") }
}

fn between(min: u64, max: u64) -> String {
    if min == max { min.to_string() } else { format!("at least {min}, at most {max}") }
}
