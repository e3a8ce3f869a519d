//! A run to files: one JSON per authority, the national summary, a CSV of facts, the manifest. The
//! files are the contract with other programs; their types are in [`contract`].

mod atomic;
pub mod authority;
pub mod contract;
pub mod facts_csv;
pub mod ledger_csv;
pub mod lock;
pub mod manifest;
pub mod review_page;
pub mod summary;

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use self::atomic::cannot;
use crate::error::Error;
use crate::model::fact::Return;
use crate::model::run::Run;
use crate::normalise::authority::Register;
use crate::normalise::vocabulary::Vocabulary;

/// Writes everything into a folder, which is made if need be. Each file is there whole, the old one or
/// the new one, at whatever moment the program is stopped.
///
/// # Errors
/// A folder or file that cannot be written.
pub fn write(
    run: &Run,
    register: &Register,
    vocabulary: &Vocabulary,
    output: &Path,
) -> Result<(), Error> {
    let folder = output.join("authorities");
    std::fs::create_dir_all(&folder).map_err(|e| cannot(output, &e))?;
    atomic::sweep(output)?;
    atomic::sweep(&folder)?;
    let roll = summary::Roll::new(run, vocabulary);
    let view = |one: &Return| authority::of(one, register, &roll);
    let mut written = BTreeSet::new();
    for one in &run.returns {
        let name = format!("{}.json", one.authority);
        json(&folder.join(&name), &view(one))?;
        written.insert(name);
    }
    remove_others(&folder, &written)?;
    json(&output.join("summary.json"), &summary::of(run, register, vocabulary))?;
    atomic::write(&output.join("facts.csv"), |to| facts_csv::of(run, register, to))?;
    atomic::write(&output.join("ledger.csv"), |to| ledger_csv::of(run, to))?;
    atomic::write(&output.join("review.html"), |to| review_page::of(run, &view, to))?;
    json(&output.join("run.json"), &manifest::of(run))
}

/// Takes away the authorities of a former run that this one has not; after the new ones are there.
fn remove_others(folder: &Path, written: &BTreeSet<String>) -> Result<(), Error> {
    let entries = std::fs::read_dir(folder).map_err(|e| cannot(folder, &e))?;
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let ours = path.extension().is_some_and(|e| e == "json");
        if ours && !name.to_str().is_some_and(|n| written.contains(n)) {
            std::fs::remove_file(&path).map_err(|e| cannot(&path, &e))?;
        }
    }
    Ok(())
}

fn json(path: &Path, value: &impl Serialize) -> Result<(), Error> {
    atomic::write(path, |mut to| {
        serde_json::to_writer_pretty(&mut to, value)?;
        writeln!(to)
    })
}
