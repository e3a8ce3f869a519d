//! One run at a time in an output folder. The lock is the system's own, so it ends with the process,
//! however that ends; the file it is on stays and means nothing by itself.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::atomic::cannot;
use crate::error::Error;
use crate::model::run::LOCK_FILE;

/// Holds the output folder until it is dropped.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code)] File);

/// Takes an output folder, which is made if need be.
///
/// # Errors
/// Another run has it, or it cannot be written.
pub fn take(output: &Path) -> Result<Lock, Error> {
    std::fs::create_dir_all(output).map_err(|e| cannot(output, &e))?;
    let path = output.join(LOCK_FILE);
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|e| cannot(output, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(Error::Busy { path: output.to_path_buf() }),
        // Some network disks have no locks: then nobody can hold one, either.
        Err(TryLockError::Error(e)) if e.kind() == std::io::ErrorKind::Unsupported => {
            Ok(Lock(file))
        }
        Err(TryLockError::Error(e)) => Err(cannot(&path, &e)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_by_one_at_a_time() {
        let output = tempfile::tempdir().unwrap();
        let folder = output.path().join("out");
        let first = take(&folder).unwrap();
        assert!(matches!(take(&folder), Err(Error::Busy { .. })));
        drop(first);
        assert!(take(&folder).is_ok());
    }
}
