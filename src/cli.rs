//! The command line: what was typed, what is done, what is said at the end.

mod diff;
mod explain;
mod extract;
mod ledger;
#[cfg(feature = "ocr")]
mod overlay;
mod verify;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Error;
use crate::investigation;
use crate::model::document::{Block, BlockKind, Document};
use crate::normalise::outcome;
use crate::normalise::vocabulary::Vocabulary;
use crate::{pipeline, read};

/// Turns a folder of raw FOI responses into counts a newsroom can print, with the evidence.
#[derive(Debug, Parser)]
#[command(name = "foi-tally", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Reads responses and writes JSON with the evidence for every number.
    Extract(extract::Arguments),
    /// Prints one file as read, and what each extractor saw in it.
    Show {
        /// The file.
        file: PathBuf,
        /// The document as JSON.
        #[arg(long)]
        json: bool,
        /// Page of a PDF that --overlay draws.
        #[cfg(feature = "ocr")]
        #[arg(long, value_name = "N", default_value_t = 1)]
        page: u32,
        /// Draws the page with words, lines, cells and counts outlined, as PNG.
        #[cfg(feature = "ocr")]
        #[arg(long, value_name = "PICTURE", conflicts_with = "json")]
        overlay: Option<PathBuf>,
        /// What is being counted.
        #[arg(long)]
        investigation: Option<PathBuf>,
    },
    /// Says how an outcome label maps, and why; without a label, lists the vocabulary.
    Labels {
        /// Labels to look up.
        text: Vec<String>,
        /// What is being counted.
        #[arg(long)]
        investigation: Option<PathBuf>,
    },
    /// Opens every source again and confirms that each figure stands where the output says.
    Verify(verify::Arguments),
    /// What became of every number an authority printed: used, set aside and why, or unexplained.
    Ledger(ledger::Arguments),
    /// Tells in words how a figure came about, from the file to the national total.
    Explain(explain::Arguments),
    /// Tells what differs between two outputs: facts, statuses, authorities; exit code 1 when
    /// something does.
    Diff(diff::Arguments),
    /// Reads files for another process of this program.
    #[command(hide = true)]
    Worker,
}

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Done.
    Done,
    /// Done, but a file could not be read; with --strict, or something is in review.
    WithTrouble,
    /// Could not run.
    Failed,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> ExitCode {
        ExitCode::from(match ending {
            Ending::Done => 0,
            Ending::WithTrouble => 1,
            Ending::Failed => 2,
        })
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> Ending {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(e) => {
            // --help and --version are no failure; a closed pipe is none either.
            let _ = e.print();
            return if e.use_stderr() { Ending::Failed } else { Ending::Done };
        }
    };
    match run(arguments.command) {
        Ok(ending) => ending,
        Err(e) => {
            let _ = writeln!(std::io::stderr(), "error: {e}");
            Ending::Failed
        }
    }
}

fn run(command: Command) -> Result<Ending, Error> {
    match command {
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Ledger(arguments) => ledger::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Worker => {
            let served = pipeline::apart::serve();
            Ok(if served.is_ok() { Ending::Done } else { Ending::Failed })
        }
        #[cfg(feature = "ocr")]
        Command::Show { file, page, overlay: Some(picture), investigation, .. } => {
            let shown = pipeline::show(&file, &investigation::load(investigation.as_deref())?)?;
            overlay::write(&file, page, &shown, &picture)?;
            Ok(Ending::Done)
        }
        Command::Show { file, json, investigation, .. } => {
            let mut out = String::new();
            if json {
                let document = pipeline::read_only(&file)?;
                let mut stdout = std::io::BufWriter::new(std::io::stdout().lock());
                // A closed pipe is no failure.
                let _ = read::show::document_json(document, &file.to_string_lossy(), &mut stdout)
                    .and_then(|()| writeln!(stdout));
            } else {
                let what = investigation::load(investigation.as_deref())?;
                let shown = pipeline::show(&file, &what)?;
                print_document(&shown.document, &mut out);
                out.push('\n');
                for line in shown.told {
                    out.push_str(&line);
                    out.push('\n');
                }
            }
            let _ = std::io::stdout().write_all(out.as_bytes());
            Ok(Ending::Done)
        }
        Command::Labels { text, investigation } => {
            let what = investigation::load(investigation.as_deref())?;
            let vocabulary = vocabulary(&what, investigation)?;
            let out = if text.is_empty() { list(&vocabulary) } else { explain(&vocabulary, &text) };
            let _ = std::io::stdout().write_all(out.as_bytes());
            Ok(Ending::Done)
        }
    }
}

fn vocabulary(
    what: &crate::model::investigation::Investigation,
    path: Option<PathBuf>,
) -> Result<Vocabulary, Error> {
    Vocabulary::new(what).map_err(|why| Error::Investigation {
        path: path.unwrap_or_else(|| PathBuf::from("built-in")),
        why,
    })
}

/// The vocabulary as a table: label, codes, where the reading comes from.
fn list(vocabulary: &Vocabulary) -> String {
    let mut out = String::new();
    for (words, codes, source) in vocabulary.outcome_phrases() {
        let label = words.join(" ");
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        out.push_str(&format!("{label}\t{}\t{source}\n", codes.join("+")));
    }
    out
}

/// How many near labels are offered for one that is not known.
const OFFERED: usize = 5;

fn explain(vocabulary: &Vocabulary, labels: &[String]) -> String {
    let mut out = String::new();
    for label in labels {
        match outcome::read(vocabulary, label) {
            Some(reading) => {
                let codes: Vec<&str> = reading.codes.iter().map(String::as_str).collect();
                let how = format!("{:?}", reading.how).to_lowercase();
                out.push_str(&format!(
                    "{label}: {} ({how}: {})\n",
                    codes.join(" or "),
                    reading.why
                ));
            }
            None => {
                let near = outcome::nearest(vocabulary, label, OFFERED);
                out.push_str(&format!(
                    "{label}: other (unmapped); nearest are {}\n",
                    near.join(", ")
                ));
            }
        }
    }
    out
}

fn print_document(document: &Document, out: &mut String) {
    for block in &document.blocks {
        if block.kind == BlockKind::Table {
            print_table(block, out);
        } else {
            let mark = if block.hidden { "hidden " } else { "" };
            out.push_str(&format!("[{}] {mark}{:?}: {}\n", block.locator, block.kind, block.text));
        }
    }
}

fn print_table(block: &Block, out: &mut String) {
    let doubt = block.doubt.as_deref().map_or(String::new(), |d| format!(" (doubtful: {d})"));
    out.push_str(&format!("[{}] Table{doubt}\n", block.locator));
    let rows = block.cells.iter().map(|c| c.row + 1).max().unwrap_or(0);
    for row in 0..rows {
        let cells: Vec<String> = block
            .cells
            .iter()
            .filter(|c| c.row == row)
            .map(|c| {
                let span = if c.colspan > 1 || c.rowspan > 1 {
                    format!(" ({}x{})", c.rowspan, c.colspan)
                } else {
                    String::new()
                };
                let marks =
                    if c.marks.is_empty() { String::new() } else { format!(" ^{}", c.marks) };
                let hidden = if c.hidden { " (hidden)" } else { "" };
                format!("{}: {}{marks}{span}{hidden}", c.col, c.text)
            })
            .collect();
        out.push_str(&format!("    {}\n", cells.join(" | ")));
    }
}
