//! run.json: what went in, what became of each file, and what the codes mean. Only its timings differ
//! from run to run.

use std::collections::BTreeMap;

use super::authority::file;
use super::contract::{CodeLine, Input, Ledger, Manifest, Note, ReviewItem, SCHEMA_VERSION};
use crate::ledger::Use;
use crate::model::finding::{Code, Finding, Severity};
use crate::model::run::{Run, RunFile};

/// The manifest of a run.
pub fn of(run: &Run) -> Manifest {
    Manifest {
        schema_version: SCHEMA_VERSION,
        program: format!("foi-tally {}", env!("CARGO_PKG_VERSION")),
        investigation: run.investigation.title.clone(),
        threads: run.threads as u64,
        seconds: thousandth(run.seconds),
        inputs: run.inputs.iter().map(|p| p.to_string_lossy().replace('\\', "/")).collect(),
        files: run.files.iter().map(input).collect(),
        review: run.review.iter().map(ReviewItem::of).collect(),
        corrections: run.corrections.iter().map(super::authority::correction).collect(),
        codes: codes(),
    }
}

fn thousandth(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

fn input(f: &RunFile) -> Input {
    Input {
        file: file(&f.entry),
        authorities: f.authorities.clone(),
        read: !f.unread,
        observations: f.observations as u64,
        set_aside: f.set_aside as u64,
        ledger: ledger(f),
        findings: f.findings.iter().map(note).collect(),
        seconds: thousandth(f.seconds),
    }
}

fn ledger(f: &RunFile) -> Ledger {
    let mut out = Ledger::default();
    for e in &f.ledger.entries {
        out.all += 1;
        match &e.what {
            Use::Fact(..) => out.facts += 1,
            Use::Check(_) => out.checks += 1,
            Use::SetAside(why) => *out.set_aside.entry(why.to_string()).or_default() += 1,
            Use::Unexplained => out.unexplained += 1,
        }
    }
    out
}

fn note(f: &Finding) -> Note {
    Note {
        code: f.code.id().to_string(),
        severity: severity(f.code).to_string(),
        message: f.message.clone(),
        place: f.place.as_ref().map(ToString::to_string),
    }
}

fn severity(code: Code) -> &'static str {
    match code.severity() {
        Severity::Note => "note",
        Severity::Review => "review",
    }
}

fn codes() -> BTreeMap<String, CodeLine> {
    Code::ALL
        .iter()
        .map(|c| {
            let line =
                CodeLine { severity: severity(*c).to_string(), meaning: c.title().to_string() };
            (c.id().to_string(), line)
        })
        .collect()
}
