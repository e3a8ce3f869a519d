//! Gives the program a name for its own build: a hash of everything it is made of. What an earlier
//! build kept in a cache is of no use to one that reads otherwise, and a version number does not
//! change with every line.

use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// What goes into the program: code, vocabulary, networks, versions of the libraries.
const PARTS: &[&str] = &["src", "models", "Cargo.lock", "Cargo.toml", "build.rs"];
/// What else changes what it computes.
const SETTINGS: &[&str] = &["TARGET", "CARGO_CFG_TARGET_FEATURE", "CARGO_FEATURE_OCR", "RUSTFLAGS"];

fn main() {
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        collect(Path::new(part), &mut files);
    }
    files.sort();
    // The standard hasher without a key gives the same value each time for one compiler.
    let mut hasher = std::hash::DefaultHasher::new();
    for file in files {
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write(&std::fs::read(&file).unwrap_or_default());
    }
    for name in SETTINGS {
        hasher.write(std::env::var(name).unwrap_or_default().as_bytes());
    }
    println!("cargo::rustc-env=FOI_TALLY_BUILD={:016x}", hasher.finish());
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(path) else {
        files.push(path.to_path_buf());
        return;
    };
    for entry in entries.flatten() {
        collect(&entry.path(), files);
    }
}
