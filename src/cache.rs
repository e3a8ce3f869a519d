//! What was read once and need not be read again: values under a hash of all that they depend on, one
//! small file each, in a folder of the output. A run that was killed goes on from here, and a second
//! run over the same files takes what the first one read.
//!
//! Nothing here is needed for a right result: an entry that is damaged is told and made anew, and a
//! cache that cannot be written is told and done without.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// Name of the folder inside the output folder.
pub const FOLDER: &str = ".cache";
/// A hash of the program's code, vocabulary, models and libraries; another build reads otherwise.
pub const BUILD: &str = env!("FOI_TALLY_BUILD");
/// Length of a SHA-256.
const SUM_BYTES: usize = 32;

/// Values of one build, kept in one folder.
pub struct Cache {
    folder: PathBuf,
    /// Entries are written but not looked at.
    fresh: bool,
    broken: AtomicBool,
    warnings: Mutex<Vec<String>>,
}

/// What a value depends on, as a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// The key of a value that depends on these parts and nothing else.
    pub fn of(parts: &[&[u8]]) -> Key {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Key(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
    }
}

impl Cache {
    /// The cache of an output folder; what other builds left in it is removed. With `fresh`, what it
    /// holds is not looked at.
    pub fn open(output: &Path, fresh: bool) -> Cache {
        let all = output.join(FOLDER);
        let folder = all.join(BUILD);
        let cache =
            Cache { folder, fresh, broken: AtomicBool::new(false), warnings: Mutex::default() };
        for entry in std::fs::read_dir(&all).into_iter().flatten().flatten() {
            if entry.file_name() != BUILD {
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
        if let Err(e) = std::fs::create_dir_all(&cache.folder) {
            cache.give_up(&e);
        }
        cache
    }

    /// The value kept under a key. One that cannot be read is as good as none, and is told.
    pub fn get<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        if self.fresh {
            return None;
        }
        let path = self.path(key);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return None,
            Err(e) => {
                self.warn(format!("`{}` cannot be read: {e}", path.display()));
                return None;
            }
        };
        let value = bytes.split_at_checked(SUM_BYTES).and_then(|(sum, value)| {
            (Sha256::digest(value).as_slice() == sum).then(|| postcard::from_bytes(value).ok())?
        });
        if value.is_none() {
            self.warn(format!("`{}` is damaged; the file is read again", path.display()));
        }
        value
    }

    /// Keeps a value. It is whole or not there at all, whenever the program is stopped.
    pub fn put(&self, key: &Key, value: &impl Serialize) {
        if self.broken.load(Ordering::Relaxed) {
            return;
        }
        let Ok(mut bytes) = postcard::to_extend(value, vec![0; SUM_BYTES]) else { return };
        let sum = Sha256::digest(&bytes[SUM_BYTES..]);
        bytes[..SUM_BYTES].copy_from_slice(sum.as_slice());
        let path = self.path(key);
        let part = path.with_extension("part");
        let written = std::fs::write(&part, &bytes).and_then(|()| std::fs::rename(&part, &path));
        if let Err(e) = written {
            let _ = std::fs::remove_file(&part);
            self.give_up(&e);
        }
    }

    /// What went wrong, for people; the run itself is none the worse.
    pub fn warnings(&self) -> Vec<String> {
        let mut out = self.warnings.lock().map(|w| w.clone()).unwrap_or_default();
        out.sort();
        out
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(&key.0)
    }

    fn warn(&self, what: String) {
        if let Ok(mut warnings) = self.warnings.lock() {
            warnings.push(what);
        }
    }

    fn give_up(&self, why: &std::io::Error) {
        if !self.broken.swap(true, Ordering::Relaxed) {
            self.warn(format!("nothing more is kept in `{}`: {why}", self.folder.display()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_damage_is_told() {
        let output = tempfile::tempdir().unwrap();
        let cache = Cache::open(output.path(), false);
        let key = Key::of(&[b"a", b"bc"]);
        assert_ne!(key, Key::of(&[b"ab", b"c"]));
        assert_eq!(cache.get::<Vec<u32>>(&key), None);
        cache.put(&key, &vec![1u32, 2, 3]);
        assert_eq!(cache.get(&key), Some(vec![1u32, 2, 3]));
        assert!(cache.warnings().is_empty());
        let path = cache.path(&key);
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(cache.get::<Vec<u32>>(&key), None);
        std::fs::write(&path, b"x").unwrap();
        assert_eq!(cache.get::<Vec<u32>>(&key), None);
        assert_eq!(cache.warnings().len(), 2);
    }

    #[test]
    fn what_another_build_kept_is_removed() {
        let output = tempfile::tempdir().unwrap();
        let other = output.path().join(FOLDER).join("0123");
        std::fs::create_dir_all(&other).unwrap();
        let key = Key::of(&[b"a"]);
        Cache::open(output.path(), false).put(&key, &1u32);
        assert!(!other.exists());
        let fresh = Cache::open(output.path(), true);
        assert_eq!(fresh.get::<u32>(&key), None);
        fresh.put(&key, &2u32);
        assert_eq!(Cache::open(output.path(), false).get(&key), Some(2u32));
    }
}
