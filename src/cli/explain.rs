//! `foi-tally explain`: how a figure came about, in words, from the file to the national total.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use crate::error::Error;
use crate::model::count::Count;
use crate::model::fact::reading;
use crate::verify::{place_in_words, written};
use crate::write::contract::{Check, Evidence, Fact, Interval, Manifest, Return, Value};

/// What `explain` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The authority, by its slug ("essex").
    authority: String,
    /// The fact, by its id ("f8"); all of them in short when left out.
    fact: Option<String>,
    /// Folder that `extract` wrote.
    #[arg(long, default_value = "output")]
    output: PathBuf,
    /// Print the lines of a correction of the fact, to be filled in.
    #[arg(long)]
    correction: bool,
}

/// Runs it.
///
/// # Errors
/// An output folder that cannot be read, or an authority or fact that is not in it.
pub fn run(arguments: &Arguments) -> Result<Ending, Error> {
    let (manifest, returns) = written(&arguments.output)?;
    let missing = |what: &str| Error::Written {
        path: arguments.output.clone(),
        why: format!("`{what}` is not in it"),
    };
    let one = returns
        .iter()
        .find(|r| r.authority.id == arguments.authority)
        .ok_or_else(|| missing(&arguments.authority))?;
    let out = match &arguments.fact {
        None => authority(one),
        Some(id) => {
            let fact = one.facts.iter().find(|f| f.id == *id).ok_or_else(|| missing(id))?;
            if arguments.correction { correction(one, fact) } else { explain(one, fact, &manifest) }
        }
    };
    let _ = std::io::stdout().write_all(out.as_bytes());
    Ok(Ending::Done)
}

fn count(i: Interval) -> Count {
    Count { min: i.min, max: i.max }
}

fn dimensions(of: &BTreeMap<String, Value>) -> impl Iterator<Item = (&str, Vec<String>)> {
    of.iter().map(|(name, v)| {
        let values = match v {
            Value::One(v) => vec![v.clone()],
            Value::Set(v) => v.clone(),
        };
        (name.as_str(), values)
    })
}

/// The line by which corrections name a fact.
fn line(f: &Fact) -> String {
    reading(count(f.count), &f.unit, dimensions(&f.dimensions))
}

/// What was read, before any correction.
fn line_as_read(f: &Fact) -> String {
    match &f.old {
        Some(old) => reading(count(old.count), &old.unit, dimensions(&old.dimensions)),
        None => line(f),
    }
}

/// An authority in short.
fn authority(one: &Return) -> String {
    let mut out = format!("{}: {}\n", one.authority.name, one.status.replace('_', " "));
    if let Some(r) = &one.refusal {
        let sections = if r.sections.is_empty() { "-".to_string() } else { r.sections.join(", ") };
        out.push_str(&format!("refused: {} ({} section {sections})\n", r.reason, r.act));
        for e in &r.evidence {
            out.push_str(&format!("  {}: `{}`\n", place_in_words(e), e.quote));
        }
    }
    for f in &one.files {
        let why = f.why.as_ref().map_or(String::new(), |w| format!(" ({w})"));
        out.push_str(&format!("file: {} is {}{why}\n", f.path, f.role));
    }
    for f in one.facts.iter().filter(|f| f.in_scope) {
        let uses = if f.counts_in.is_empty() {
            "not in the roll-up".to_string()
        } else {
            format!("counts in {}", f.counts_in.join(", "))
        };
        out.push_str(&format!("{}: {} ({}; {uses})\n", f.id, line(f), f.origin));
    }
    let aside = one.facts.iter().filter(|f| !f.in_scope).count();
    if aside > 0 {
        out.push_str(&format!("{aside} more figures are out of scope\n"));
    }
    let held = one.checks.iter().filter(|c| c.holds).count();
    out.push_str(&format!("checks: {held} of {} hold\n", one.checks.len()));
    for r in &one.review {
        out.push_str(&format!("review: {}\n  to settle it: {}\n", r.message, r.settle));
    }
    for c in &one.corrections {
        let state = c.stale.as_ref().map_or(String::new(), |s| format!("; stale: {s}"));
        out.push_str(&format!("correction by {} of {}: {}{state}\n", c.by.who, c.by.when, c.what));
    }
    out
}

/// One figure from its file to the roll-up.
fn explain(one: &Return, f: &Fact, manifest: &Manifest) -> String {
    let mut out = format!("{} {}: {}\n\n", one.authority.name, f.id, line(f));
    for e in &f.evidence {
        let file = manifest.files.iter().find(|x| x.file.path == e.file);
        let hash = file.map_or("-", |x| x.file.sha256.as_str());
        let role = file.map_or("-", |x| x.file.role.as_str());
        out.push_str(&format!(
            "It stands in {}, a {role}:\n    `{}`\n",
            place_in_words(e),
            e.quote
        ));
        out.push_str(&format!("    (sha256 {hash})\n"));
    }
    out.push_str(&how(f));
    out.push_str(&meaning(f));
    if let Some(by) = &f.corrected {
        let was = f.old.as_ref().map_or("It was added".to_string(), |_| {
            format!("It was read as `{}` and changed", line_as_read(f))
        });
        out.push_str(&format!("{was} by {} on {}: {}.\n", by.who, by.when, by.why));
    }
    if !f.in_scope {
        let why = f.scope_note.as_deref().unwrap_or("it lies outside what was asked");
        out.push_str(&format!("It is out of scope: {why}.\n"));
    }
    let checks: Vec<&Check> = one.checks.iter().filter(|c| c.facts.contains(&f.id)).collect();
    if checks.is_empty() {
        out.push_str("No check involves it.\n");
    }
    for c in checks {
        out.push_str(&check(c, f, one));
    }
    for r in one.review.iter().filter(|r| r.facts.contains(&f.id)) {
        out.push_str(&format!("In review: {}. To settle it: {}.\n", r.message, r.settle));
    }
    out.push_str(&if f.counts_in.is_empty() {
        "It is not added into any national figure: it is a cell of a cross-table, another unit, or out of scope.\n".to_string()
    } else {
        format!("In summary.json it counts in {}.\n", f.counts_in.join(", "))
    });
    out
}

fn how(f: &Fact) -> String {
    match f.origin.as_str() {
        "stated" if f.evidence.len() > 1 => {
            format!("The document states it, in {} places.\n", f.evidence.len())
        }
        "stated" => "The document states it.\n".into(),
        "derived" => format!(
            "The document does not print it: it was worked out ({}).\n",
            f.evidence.first().map_or("", |e| e.quote.as_str())
        ),
        _ => "A person put it in.\n".into(),
    }
}

/// How the label became the dimensions, and what an interval says.
fn meaning(f: &Fact) -> String {
    let mut out = String::new();
    if !f.label.is_empty() && f.dimensions.is_empty() {
        out.push_str(&format!("Its label `{}` gives no split, so it is a total.\n", f.label));
    } else if !f.label.is_empty() {
        let parts: Vec<String> = dimensions(&f.dimensions)
            .map(|(name, values)| format!("{name} {}", values.join(" or ")))
            .collect();
        out.push_str(&format!("Its label `{}` and headings mean {}.\n", f.label, parts.join(", ")));
    }
    if f.count.min != f.count.max {
        out.push_str(&format!(
            "The document does not give it exactly: at least {}, at most {}.\n",
            f.count.min, f.count.max
        ));
    }
    out
}

fn check(c: &Check, f: &Fact, one: &Return) -> String {
    let verdict = if c.holds { "holds" } else { "FAILS" };
    let part = if c.facts.first() == Some(&f.id) { "the whole" } else { "a part" };
    let note = c.note.as_ref().map_or(String::new(), |n| format!(" ({n})"));
    let numbers: Vec<String> = c
        .facts
        .iter()
        .skip(1)
        .filter_map(|id| one.facts.iter().find(|f| f.id == *id))
        .map(|f| format!("{} {}", f.id, count(f.count)))
        .collect();
    let sum = if c.kind.contains("sum") || c.kind == "margins_agree" {
        format!(": {} = {} against {}", numbers.join(" + "), count(c.parts), count(c.total))
    } else {
        format!(": {} against {}", count(c.parts), count(c.total))
    };
    format!("Check {} {verdict}{note}, it is {part}{sum}.\n", c.kind)
}

/// The lines of a correction of a fact, with its key filled in.
fn correction(one: &Return, f: &Fact) -> String {
    let Some(e) = f.evidence.first() else { return String::new() };
    let quoted = |text: &str| toml::Value::String(text.to_string()).to_string();
    let hash = one.files.iter().find(|x| x.path == e.file).map_or("", |x| x.sha256.as_str());
    let mut out = String::from("[[correction]]\n");
    out.push_str("action = \"replace\"   # or accept, drop\n");
    out.push_str("who = \"\"\nwhen = \"\"   # 2021-10-31\nwhy = \"\"\n");
    out.push_str(&format!("sha256 = {}\nfile = {}\n", quoted(hash), quoted(&e.file)));
    out.push_str(&place(e));
    out.push_str(&format!("reading = {}\n", quoted(&line_as_read(f))));
    out.push_str(&match (f.count.min, f.count.max) {
        (a, b) if a == b => format!("count = {a}\n"),
        (a, b) => format!("count = {{ min = {a}, max = {b} }}\n"),
    });
    out
}

fn place(e: &Evidence) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_string()).to_string();
    let mut out = String::new();
    if let Some(p) = e.page {
        out.push_str(&format!("page = {p}\n"));
    }
    if let Some([a, b, c, d]) = e.bbox {
        out.push_str(&format!("bbox = [{a:.1}, {b:.1}, {c:.1}, {d:.1}]\n"));
    }
    if let Some(s) = &e.sheet {
        out.push_str(&format!("sheet = {}\n", quoted(s)));
    }
    if let Some(c) = &e.cell {
        out.push_str(&format!("cell = {}\n", quoted(c)));
    }
    if let Some(l) = e.line {
        out.push_str(&format!("line = {l}\n"));
    }
    if let Some(p) = e.paragraph {
        out.push_str(&format!("paragraph = {p}\n"));
    }
    out
}
