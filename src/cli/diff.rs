//! `foi-tally diff`: what differs between two outputs, in words or as JSON.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use crate::compare::{Changed, Comparison, Difference, Stated, compare};
use crate::error::Error;
use crate::model::count::Count;
use crate::model::fact::reading;
use crate::verify::{place_in_words, written};
use crate::write::contract::{Evidence, Interval, Value};

/// What `diff` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder that an earlier `extract` wrote.
    old: PathBuf,
    /// Folder that a later one wrote.
    new: PathBuf,
    /// Print it as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs it.
///
/// # Errors
/// An output folder that cannot be read.
pub fn run(arguments: &Arguments) -> Result<Ending, Error> {
    let (_, old) = written(&arguments.old)?;
    let (_, new) = written(&arguments.new)?;
    let found = compare(&old, &new);
    let out = if arguments.json {
        let text = serde_json::to_string_pretty(&found)
            .map_err(|e| Error::Written { path: arguments.new.clone(), why: e.to_string() })?;
        text + "\n"
    } else {
        in_words(&found)
    };
    let _ = std::io::stdout().write_all(out.as_bytes());
    Ok(if found.same { Ending::Done } else { Ending::WithTrouble })
}

fn in_words(found: &Comparison) -> String {
    let mut out = String::new();
    for difference in &found.differences {
        one(difference, &mut out);
    }
    let count = |of: fn(&Difference) -> usize| found.differences.iter().map(of).sum::<usize>();
    if found.same {
        out.push_str(&format!(
            "no difference: {} authorities, {} facts alike\n",
            found.authorities, found.alike
        ));
        return out;
    }
    out.push_str(&format!(
        "{} authorities differ: facts {} added, {} dropped, {} changed, {} alike; statuses changed {}\n",
        found.differences.len(),
        count(|d| d.added.len()),
        count(|d| d.dropped.len()),
        count(|d| d.changed.len()),
        found.alike,
        count(|d| usize::from(d.status.is_some())),
    ));
    out
}

/// One authority: what came or went as a whole, then its facts.
fn one(d: &Difference, out: &mut String) {
    let only = d.only_in.map_or(String::new(), |side| format!(" (only in the {side} output)"));
    out.push_str(&format!("{}{only}\n", d.name));
    for (what, words) in [("status", &d.status), ("refused", &d.refusal)] {
        if let Some(w) = words {
            out.push_str(&format!("  {what}: was {}, is {}\n", w.old, w.new));
        }
    }
    for c in &d.changed {
        out.push_str(&format!("  changed: {}\n", change(c)));
    }
    for (what, facts) in [("added", &d.added), ("dropped", &d.dropped)] {
        for f in facts {
            out.push_str(&format!("  {what}: {}\n", fact(f)));
        }
    }
}

/// "4 allegation: outcome resigned (`essex/letter.pdf` page 2)".
fn fact(f: &Stated) -> String {
    let scope = if f.in_scope { "" } else { ", out of scope" };
    format!("{}{scope} ({})", line(f.count, &f.unit, &f.dimensions), place(&f.evidence))
}

/// "2 allegation: year 2018 (`a.csv` line 3) is 3 now (`a.csv` line 4)".
fn change(c: &Changed) -> String {
    let scope = match (c.old.in_scope, c.new.in_scope) {
        (true, false) => ", out of scope now",
        (false, true) => ", in scope now",
        (false, false) => ", out of scope",
        (true, true) => "",
    };
    let (was, is) = (place(&c.old.evidence), place(&c.new.evidence));
    let moved = if was == is { String::new() } else { format!(" ({is})") };
    format!(
        "{} ({was}) is {} now{moved}{scope}",
        line(c.old.count, &c.unit, &c.dimensions),
        count(c.new.count)
    )
}

fn line(of: Interval, unit: &str, dimensions: &BTreeMap<String, Value>) -> String {
    let values = dimensions.iter().map(|(name, v)| {
        let values = match v {
            Value::One(v) => vec![v.clone()],
            Value::Set(v) => v.clone(),
        };
        (name.as_str(), values)
    });
    reading(count(of), unit, values)
}

fn count(i: Interval) -> Count {
    Count { min: i.min, max: i.max }
}

fn place(evidence: &[Evidence]) -> String {
    evidence.first().map_or("no place".to_string(), place_in_words)
}
