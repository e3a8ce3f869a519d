//! `foi-tally ledger`: what became of every number an authority printed.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Ending;
use crate::error::Error;
use crate::ledger::Tally;
use crate::progress::Bar;
use crate::write::ledger_csv;
use crate::{investigation, pipeline};

/// What `ledger` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The authority, by its slug ("essex").
    authority: String,
    /// Folders or files with responses, to read them now; the output of a run is read otherwise.
    input: Vec<PathBuf>,
    /// Folder that `extract` wrote.
    #[arg(long, default_value = "output")]
    output: PathBuf,
    /// Print every number, not only those without explanation.
    #[arg(long)]
    all: bool,
    /// What is being counted, when reading now.
    #[arg(long)]
    investigation: Option<PathBuf>,
}

/// One number, as ledger.csv has it.
struct Row(Vec<String>);

impl Row {
    fn get(&self, column: &str) -> &str {
        let at = ledger_csv::HEADER.iter().position(|c| *c == column);
        at.and_then(|i| self.0.get(i)).map_or("", String::as_str)
    }

    fn is_of(&self, authority: &str) -> bool {
        self.get("authorities").split(' ').any(|a| a == authority)
    }

    /// "page 2", "sheet `Data` C7", "line 12".
    fn place(&self) -> String {
        let parts = ["page", "sheet", "cell", "line", "paragraph"].iter().filter_map(|c| {
            let v = self.get(c);
            (!v.is_empty()).then(|| if *c == "cell" { v.to_string() } else { format!("{c} {v}") })
        });
        parts.collect::<Vec<_>>().join(" ")
    }

    fn heading(&self) -> String {
        match (self.get("use"), self.get("reason")) {
            (what, "") => what.to_string(),
            (what, why) => format!("{what}: {why}"),
        }
    }
}

/// Runs it.
///
/// # Errors
/// Inputs or an output folder that cannot be read.
pub fn run(arguments: &Arguments) -> Result<Ending, Error> {
    let rows = if arguments.input.is_empty() {
        written(&arguments.output)?
    } else {
        let what = investigation::load(arguments.investigation.as_deref())?;
        let run = pipeline::run(&arguments.input, what, None, &Bar::new(false))?;
        run.files
            .iter()
            .flat_map(|f| f.ledger.entries.iter().map(move |e| (f, e)))
            .map(|(f, e)| Row(ledger_csv::record(f, e).to_vec()))
            .collect()
    };
    let mut files: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows.into_iter().filter(|r| r.is_of(&arguments.authority)) {
        files.entry(row.get("file").to_string()).or_default().push(row);
    }
    if files.is_empty() {
        let why = format!("no number of `{}` is in it", arguments.authority);
        return Err(Error::Written { path: arguments.output.clone(), why });
    }
    let mut out = String::new();
    for (file, rows) in &files {
        print(file, rows, arguments.all, &mut out);
    }
    let _ = std::io::stdout().write_all(out.as_bytes());
    Ok(Ending::Done)
}

fn written(output: &Path) -> Result<Vec<Row>, Error> {
    let path = output.join("ledger.csv");
    let wrong = |why: String| Error::Written { path: path.clone(), why };
    let bytes = std::fs::read(&path).map_err(|e| wrong(e.to_string()))?;
    let text = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(&bytes);
    let mut reader = csv::Reader::from_reader(text);
    let rows = reader.records().map(|r| {
        let r = r.map_err(|e| wrong(e.to_string()))?;
        Ok(Row(r.iter().map(str::to_string).collect()))
    });
    rows.collect()
}

/// One file: the headings with how many numbers stand under each and what they add up to, then
/// those without explanation.
fn print(file: &str, rows: &[Row], all: bool, out: &mut String) {
    let mut headings: BTreeMap<String, Tally> = BTreeMap::new();
    let mut total = Tally::default();
    for row in rows {
        let one = Tally { numbers: 1, sum: row.get("value").parse().unwrap_or(0) };
        *headings.entry(row.heading()).or_default() += one;
        total += one;
    }
    out.push_str(&format!("{file}\n  {:>8} {:>10}  what became of them\n", "numbers", "their sum"));
    for (heading, t) in &headings {
        out.push_str(&format!("  {:>8} {:>10}  {heading}\n", t.numbers, t.sum));
    }
    out.push_str(&format!("  {:>8} {:>10}  all\n", total.numbers, total.sum));
    let open: Vec<&Row> = rows.iter().filter(|r| r.get("use") == "unexplained").collect();
    if open.is_empty() {
        out.push_str("  closed: every number is explained\n");
    } else {
        out.push_str(&format!("  open: {} numbers are not explained\n", open.len()));
    }
    for row in rows.iter().filter(|r| all || r.get("use") == "unexplained") {
        let fact = row.get("fact");
        let what = if fact.is_empty() { row.heading() } else { fact.to_string() };
        out.push_str(&format!(
            "    {}: `{}` {what} (`{}`)\n",
            row.place(),
            row.get("number"),
            row.get("quote")
        ));
    }
}
