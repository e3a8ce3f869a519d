//! A run to files: one JSON per authority, the national summary, a CSV of facts, the manifest. The
//! files are the contract with other programs; their types are in [`contract`].

pub mod authority;
pub mod contract;
pub mod facts_csv;
pub mod ledger_csv;
pub mod manifest;
pub mod review_page;
pub mod summary;

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::error::Error;
use crate::model::run::Run;
use crate::normalise::authority::Register;
use crate::normalise::vocabulary::Vocabulary;

/// Writes everything into a folder, which is made if need be.
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
    remove_old(&folder)?;
    let roll = summary::Roll::new(run, vocabulary);
    let returns: Vec<contract::Return> =
        run.returns.iter().map(|one| authority::of(one, register, &roll)).collect();
    for one in &returns {
        json(&folder.join(format!("{}.json", one.authority.id)), one)?;
    }
    json(&output.join("summary.json"), &summary::of(run, register, vocabulary))?;
    bytes(&output.join("facts.csv"), &facts_csv::of(run, register))?;
    bytes(&output.join("ledger.csv"), &ledger_csv::of(run))?;
    bytes(&output.join("review.html"), review_page::of(run, &returns).as_bytes())?;
    json(&output.join("run.json"), &manifest::of(run))
}

/// Takes away the authorities of a former run, which may have had others.
fn remove_old(folder: &Path) -> Result<(), Error> {
    let entries = std::fs::read_dir(folder).map_err(|e| cannot(folder, &e))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "json") {
            std::fs::remove_file(&path).map_err(|e| cannot(&path, &e))?;
        }
    }
    Ok(())
}

fn json(path: &Path, value: &impl Serialize) -> Result<(), Error> {
    let mut text = serde_json::to_vec_pretty(value)
        .map_err(|e| Error::Output { path: path.to_path_buf(), why: e.to_string() })?;
    text.push(b'\n');
    bytes(path, &text)
}

/// Writes to a file beside it and renames, so that no half file is ever seen.
fn bytes(path: &Path, content: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|e| cannot(path, &e))?;
    file.write_all(content).map_err(|e| cannot(path, &e))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let open = std::fs::Permissions::from_mode(0o644);
        file.as_file().set_permissions(open).map_err(|e| cannot(path, &e))?;
    }
    file.persist(path).map_err(|e| cannot(path, &e.error))?;
    Ok(())
}

fn cannot(path: &Path, why: &std::io::Error) -> Error {
    Error::Output { path: path.to_path_buf(), why: why.to_string() }
}
