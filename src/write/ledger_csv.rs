//! ledger.csv: every number of every response file and what became of it, one a row, so that nobody
//! has to take "nothing was missed" on trust.

use std::io::{self, Write};

use super::contract::Evidence;
use super::facts_csv::{safe, table};
use crate::ledger::{Entry, Use};
use crate::model::run::{Run, RunFile};

/// Columns of the file.
pub const HEADER: &[&str] = &[
    "authorities",
    "file",
    "page",
    "sheet",
    "cell",
    "line",
    "paragraph",
    "number",
    "value",
    "use",
    "reason",
    "fact",
    "quote",
];

/// Writes the file.
///
/// # Errors
/// When `to` takes no more.
pub fn of(run: &Run, to: &mut dyn Write) -> io::Result<()> {
    let mut writer = table(to)?;
    writer.write_record(HEADER)?;
    for file in &run.files {
        for entry in &file.ledger.entries {
            writer.write_record(record(file, entry))?;
        }
    }
    writer.flush()
}

/// One row, in the order of [`HEADER`].
pub fn record(file: &RunFile, entry: &Entry) -> [String; 13] {
    let e = Evidence::at(&file.entry.path, Some(&entry.place), &entry.quote);
    let (what, reason, fact) = match &entry.what {
        Use::Fact(who, id) => ("fact", String::new(), format!("{who} {id}")),
        Use::Check(why) => ("check", why.to_string(), String::new()),
        Use::SetAside(why) => ("set aside", why.to_string(), String::new()),
        Use::Unexplained => ("unexplained", String::new(), String::new()),
    };
    [
        file.authorities.join(" "),
        safe(&file.entry.path),
        e.page.map(|p| p.to_string()).unwrap_or_default(),
        safe(&e.sheet.unwrap_or_default()),
        e.cell.unwrap_or_default(),
        e.line.map(|n| n.to_string()).unwrap_or_default(),
        e.paragraph.map(|n| n.to_string()).unwrap_or_default(),
        safe(&entry.text),
        entry.value.map(|v| v.to_string()).unwrap_or_default(),
        what.to_string(),
        safe(&reason),
        fact,
        safe(&entry.quote),
    ]
}
