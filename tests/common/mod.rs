//! What the tests share: running the main job into a temporary folder and reading what it wrote.
#![allow(dead_code)] // each test binary uses its own part

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use foi_tally::investigation;
use foi_tally::model::run::Run;
use foi_tally::normalise::authority::Register;
use foi_tally::normalise::vocabulary::Vocabulary;
use foi_tally::{pipeline, write};
use serde_json::{Value, json};

/// A progress that nobody looks at.
pub struct Unseen;

impl pipeline::Progress for Unseen {
    fn start(&self, _: usize) {}
    fn file(&self, _: &str) {}
    fn done(&self) {}
    fn finish(&self) {}
}

/// The folder of fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Runs the main job over a folder and writes into another.
pub fn run(
    input: &Path,
    investigation_file: Option<&Path>,
    threads: Option<usize>,
    output: &Path,
) -> Run {
    let what = investigation::load(investigation_file).expect("the investigation loads");
    let vocabulary = Vocabulary::new(&what).expect("the vocabulary is well formed");
    let run =
        pipeline::run(&[input.to_path_buf()], what, threads, &Unseen).expect("the run is done");
    write::write(&run, &Register::new(), &vocabulary, output).expect("the output is written");
    run
}

/// Runs the program; its exit code and all that it said.
pub fn foi_tally(arguments: &[&str]) -> (i32, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_foi-tally"))
        .args(arguments)
        .output()
        .expect("the program runs");
    let said = [out.stdout, out.stderr].concat();
    (out.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
}

/// The folders of the fixtures' authorities, in order.
pub fn folders() -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(fixtures().join("responses"))
        .expect("fixtures")
        .flatten()
        .map(|e| e.path())
        .collect();
    out.sort();
    out
}

/// Writes a small return of Kent Police, the lines of its table given.
pub fn kent(folder: &Path, table: &str) {
    std::fs::create_dir_all(folder).expect("made");
    let csv = format!(
        "Kent Police,\r\nSexual assault allegations against officers 2016 to 2020,\r\n{table}"
    );
    std::fs::write(folder.join("figures.csv"), csv).expect("written");
}

/// Reads a JSON file.
pub fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every file of an output folder with its bytes, by relative path; what the program keeps there for
/// itself is left out.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let own = |e: &walkdir::DirEntry| {
        let name = e.file_name().to_string_lossy();
        e.depth() > 0 && (name == foi_tally::cache::FOLDER || name.starts_with(".foi-tally"))
    };
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|e| !own(e)).flatten() {
        if entry.file_type().is_file() {
            let name =
                entry.path().strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
            out.insert(name, std::fs::read(entry.path()).expect("readable"));
        }
    }
    out
}

/// The files of an output folder, with the timings of its manifest taken out: all else must be the
/// same on every run.
pub fn without_timings(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut tree = tree(folder);
    let mut manifest = json(&folder.join("run.json"));
    manifest["seconds"] = Value::Null;
    manifest["threads"] = Value::Null;
    for file in manifest["files"].as_array_mut().expect("files") {
        file["seconds"] = Value::Null;
    }
    tree.insert("run.json".into(), serde_json::to_vec(&manifest).expect("JSON"));
    tree
}

/// Copies a folder of files.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let path = to.join(entry.path().strip_prefix(from).expect("inside"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&path).expect("made");
        } else {
            std::fs::copy(entry.path(), &path).expect("copied");
        }
    }
}

type Cell = BTreeMap<String, String>;

/// The dimensions of a figure, as text.
pub fn cell(dimensions: &Value) -> Cell {
    let mut out = Cell::new();
    for (k, v) in dimensions.as_object().expect("dimensions are an object") {
        let text = match v {
            Value::Array(set) => {
                let set: BTreeSet<&str> = set.iter().filter_map(Value::as_str).collect();
                set.into_iter().collect::<Vec<_>>().join("|")
            }
            v => v.as_str().unwrap_or_default().to_string(),
        };
        out.insert(k.clone(), text);
    }
    out
}

/// Least and most of a count, of a key or of the output.
pub fn interval(count: &Value) -> (u64, u64) {
    match count {
        Value::Array(pair) => (pair[0].as_u64().unwrap_or(0), pair[1].as_u64().unwrap_or(0)),
        c => (c["min"].as_u64().unwrap_or(0), c["max"].as_u64().unwrap_or(0)),
    }
}

const KNOWN: &[&str] =
    &["outcome", "year", "officer_sex", "complainant_sex", "source", "duty", "allegation_type"];

fn counts(facts: &Value) -> BTreeMap<Cell, BTreeSet<(u64, u64)>> {
    let mut out: BTreeMap<Cell, BTreeSet<(u64, u64)>> = BTreeMap::new();
    for f in facts.as_array().into_iter().flatten() {
        out.entry(cell(&f["dimensions"])).or_default().insert(interval(&f["count"]));
    }
    out
}

/// What differs between the key and the return, one line each; empty when they say the same.
pub fn differences(key: &Value, found: &Value) -> Vec<String> {
    let mut out = Vec::new();
    let want = counts(&key["facts"]);
    let allowed = counts(&key["accepted"]);
    let population = key.get("population").map(cell).unwrap_or_default();
    let status = found["status"].as_str().unwrap_or_default();
    let mut statuses: Vec<&str> = key["status"].as_str().into_iter().collect();
    statuses
        .extend(key["status_accepted"].as_array().into_iter().flatten().filter_map(Value::as_str));
    if !statuses.contains(&status) {
        out.push(format!("status: want {statuses:?}, got `{status}`"));
    }
    let mut seen: BTreeSet<Cell> = BTreeSet::new();
    for f in found["facts"].as_array().into_iter().flatten() {
        let mut at = cell(&f["dimensions"]);
        let strange = at.keys().any(|k| !KNOWN.contains(&k.as_str()));
        if f["in_scope"] == json!(false) || strange {
            continue;
        }
        let count = interval(&f["count"]);
        if !want.contains_key(&at) {
            at.retain(|k, v| population.get(k) != Some(v));
        }
        seen.insert(at.clone());
        assert!(!f["evidence"].as_array().expect("evidence").is_empty(), "{f} has no evidence");
        let right = want.get(&at).is_some_and(|w| w.contains(&count));
        let fair = allowed.get(&at).is_some_and(|w| w.contains(&count));
        let silent = !want.contains_key(&at) && (count == (0, 0) || f["origin"] == "derived");
        if !right && !fair && !silent {
            out.push(format!("{at:?}: want {:?}, got {count:?} ({})", want.get(&at), f["label"]));
        }
    }
    for (at, count) in &want {
        let nought = count.iter().all(|c| *c == (0, 0));
        if !nought && !seen.contains(at) {
            out.push(format!("{at:?}: want {count:?}, got nothing"));
        }
    }
    let owed = key["expect_review"].as_array().is_some_and(|r| !r.is_empty());
    if owed && found["review"].as_array().is_none_or(Vec::is_empty) {
        out.push("the document is wrong somewhere and nothing is in review".into());
    }
    out
}
