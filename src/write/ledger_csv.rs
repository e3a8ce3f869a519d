//! ledger.csv: every number of every response file and what became of it, one a row, so that nobody
//! has to take "nothing was missed" on trust.

use super::contract::Evidence;
use super::facts_csv::safe;
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

/// The file's bytes: UTF-8 with a mark, CRLF line ends.
pub fn of(run: &Run) -> Vec<u8> {
    let mut out = vec![0xEF, 0xBB, 0xBF];
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory cannot fail; a row that did would be a defect of the csv crate.
    let _ = writer.write_record(HEADER);
    for file in &run.files {
        for entry in &file.ledger.entries {
            let _ = writer.write_record(record(file, entry));
        }
    }
    out.extend(writer.into_inner().unwrap_or_default());
    out
}

/// One row, in the order of [`HEADER`].
pub fn record(file: &RunFile, entry: &Entry) -> [String; 13] {
    let e = Evidence::at(&file.entry.path, Some(&entry.place), &entry.quote);
    let (what, reason, fact) = match &entry.what {
        Use::Fact(who, id) => ("fact", String::new(), format!("{who} {id}")),
        Use::Check(why) => ("check", why.to_string(), String::new()),
        Use::SetAside(why) => ("set aside", why.clone(), String::new()),
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
