//! The program as a person meets it: messages, exit codes, files.

mod common;

use std::path::Path;
use std::process::{Command, Output};

fn foi_tally(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_foi-tally"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn path(p: &Path) -> String {
    p.to_string_lossy().into_owned()
}

#[test]
fn a_missing_input_is_named_with_its_remedy() {
    let out = foi_tally(&["extract", "no/such/folder", "--output", "target/never"]);
    assert_eq!(out.status.code(), Some(2));
    let said = text(&out.stderr);
    assert!(said.contains("no/such/folder") && said.contains("hint:"), "{said}");
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("taken");
    std::fs::write(&file, "a file, no folder").expect("written");
    let input = path(&common::fixtures().join("responses/dorset"));
    let out = foi_tally(&["extract", &input, "--output", &path(&file)]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("taken"), "{}", text(&out.stderr));
}

#[test]
fn a_bad_investigation_is_named_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.toml");
    std::fs::write(&file, "title = \"x\"\nunit = 3\n").expect("written");
    let input = path(&common::fixtures().join("responses/dorset"));
    let out = foi_tally(&[
        "extract",
        &input,
        "--investigation",
        &path(&file),
        "--output",
        &path(&folder.path().join("o")),
    ]);
    assert_eq!(out.status.code(), Some(2));
    let said = text(&out.stderr);
    assert!(said.contains("mine.toml") && said.contains("line 2"), "{said}");
}

#[test]
fn a_run_writes_its_files_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = path(&common::fixtures().join("responses/dorset"));
    let out = foi_tally(&["extract", &input, "--output", &path(folder.path())]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    for name in ["authorities/dorset.json", "summary.json", "facts.csv", "run.json"] {
        assert!(folder.path().join(name).is_file(), "{name} is not written");
    }
    let said = text(&out.stderr);
    assert!(said.contains("total: 3 from 1 authority"), "{said}");
    assert!(out.stdout.is_empty());
    let csv = std::fs::read(folder.path().join("facts.csv")).expect("readable");
    assert!(csv.starts_with(b"\xEF\xBB\xBFauthority,") && csv.windows(2).any(|w| w == b"\r\n"));
}

#[test]
fn a_file_that_cannot_be_read_ends_with_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in");
    std::fs::create_dir(&input).expect("made");
    std::fs::write(input.join("a.pdf"), b"%PDF-1.4 nothing").expect("written");
    let out = foi_tally(&[
        "extract",
        &path(&input),
        "--output",
        &path(&folder.path().join("out")),
        "--quiet",
    ]);
    assert_eq!(out.status.code(), Some(1));
    assert!(out.stderr.is_empty(), "{}", text(&out.stderr));
}

#[test]
fn labels_say_what_they_mean_and_why() {
    let out = foi_tally(&["labels", "NCTA", "Resignation or dismissal", "Quux"]);
    let said = text(&out.stdout);
    assert!(said.contains("NCTA: no_case_to_answer (known"), "{said}");
    assert!(said.contains("dismissed or resigned"), "{said}");
    assert!(said.contains("Quux: other (unmapped); nearest are"), "{said}");
}

#[test]
fn show_prints_the_document_and_what_was_seen() {
    let folder = common::fixtures().join("responses/staffordshire");
    let file =
        std::fs::read_dir(folder).expect("readable").flatten().next().expect("a file").path();
    let seen = text(&foi_tally(&["show", &path(&file)]).stdout);
    assert!(seen.contains("Table") && seen.contains("authority: staffordshire"), "{seen}");
    let json: serde_json::Value =
        serde_json::from_slice(&foi_tally(&["show", &path(&file), "--json"]).stdout).expect("JSON");
    assert_eq!(json["format"], "xlsx");
    assert!(json["blocks"].as_array().is_some_and(|b| b.iter().any(|x| x["kind"] == "table")));
}

#[test]
fn the_readme_explains_every_review_code() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).expect("a README");
    for code in foi_tally::model::finding::Code::ALL {
        let row = format!("| `{}` | ", code.id());
        let line = readme.lines().find(|l| l.starts_with(&row));
        assert!(line.is_some_and(|l| l.contains(code.title())), "README lacks {}", code.id());
    }
}
