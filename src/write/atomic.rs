//! A file is replaced as a whole or not at all: the new one is written beside it, brought to the disk
//! and then given the name.

use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Seek, Write};
use std::path::Path;

use crate::error::Error;

/// What the names of files begin with that are not whole yet.
const PREFIX: &str = ".foi-tally-";
/// And what they end with.
const SUFFIX: &str = ".part";

/// Writes a file whose folder is there, as `content` tells it, piece by piece: the files of a large batch
/// are too large to be put together in memory. A file that holds the same bytes already is left alone.
pub(super) fn write(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    let why = |e: std::io::Error| cannot(path, &e);
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file =
        tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder).map_err(why)?;
    let mut writer = BufWriter::new(file.as_file_mut());
    content(&mut writer).and_then(|()| writer.flush()).map_err(why)?;
    drop(writer);
    if holds_the_same(path, file.as_file_mut()).map_err(why)? {
        return Ok(());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let open = std::fs::Permissions::from_mode(0o644);
        file.as_file().set_permissions(open).map_err(why)?;
    }
    // Without this a power cut could leave the new name on an empty file.
    file.as_file().sync_data().map_err(why)?;
    file.persist(path).map_err(|e| cannot(path, &e.error))?;
    Ok(())
}

/// True when the file at `path` holds what was just written. One that is not there or cannot be read is
/// replaced.
fn holds_the_same(path: &Path, new: &mut std::fs::File) -> io::Result<bool> {
    let size = new.metadata()?.len();
    if !std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() == size) {
        return Ok(false);
    }
    let Ok(old) = std::fs::File::open(path) else { return Ok(false) };
    new.rewind()?;
    let (mut old, mut new) = (BufReader::new(old), BufReader::new(new));
    loop {
        let Ok(a) = old.fill_buf() else { return Ok(false) };
        let b = new.fill_buf()?;
        let both = a.len().min(b.len());
        if both == 0 {
            return Ok(a.len() == b.len());
        }
        if a[..both] != b[..both] {
            return Ok(false);
        }
        old.consume(both);
        new.consume(both);
    }
}

/// Removes what runs that were killed left half written.
pub(super) fn sweep(folder: &Path) -> Result<(), Error> {
    for entry in std::fs::read_dir(folder).map_err(|e| cannot(folder, &e))?.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
            std::fs::remove_file(entry.path()).map_err(|e| cannot(&entry.path(), &e))?;
        }
    }
    Ok(())
}

/// Why a file could not be written.
pub(super) fn cannot(path: &Path, why: &std::io::Error) -> Error {
    let path = path.to_path_buf();
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Error::Full { path },
        _ => Error::Output { path, why: why.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_as_one() {
        let full = cannot(Path::new("out/facts.csv"), &ErrorKind::StorageFull.into()).to_string();
        assert!(full.contains("no space") && full.contains("out/facts.csv"), "{full}");
        let other = cannot(Path::new("out"), &ErrorKind::PermissionDenied.into()).to_string();
        assert!(other.contains("cannot write to `out`"), "{other}");
    }

    #[test]
    fn only_half_written_files_are_swept() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in [".foi-tally-Ab1.part", "mine.part", ".foi-tally-notes"] {
            std::fs::write(at(name), "x").unwrap();
        }
        sweep(folder.path()).unwrap();
        assert!(!at(".foi-tally-Ab1.part").exists());
        assert!(at("mine.part").exists() && at(".foi-tally-notes").exists());
    }
}
