//! The output is the same at any number of threads, in any order of input, and whatever the folders
//! and files are called.

mod common;

use std::path::Path;

use serde_json::Value;

fn without_timings(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut tree = common::tree(folder);
    let mut manifest = common::json(&folder.join("run.json"));
    manifest["seconds"] = Value::Null;
    manifest["threads"] = Value::Null;
    for file in manifest["files"].as_array_mut().expect("files") {
        file["seconds"] = Value::Null;
    }
    tree.insert("run.json".into(), serde_json::to_vec(&manifest).expect("JSON"));
    tree
}

#[test]
fn threads_change_nothing() {
    let (one, many) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let input = common::fixtures().join("responses");
    common::run(&input, None, Some(1), one.path());
    common::run(&input, None, Some(4), many.path());
    let (a, b) = (without_timings(one.path()), without_timings(many.path()));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, bytes) in &a {
        assert!(b[name] == *bytes, "{name} differs between 1 thread and 4");
    }
}

#[test]
fn names_of_folders_and_files_change_nothing() {
    let renamed = tempfile::tempdir().expect("a folder");
    let mut folders: Vec<_> = std::fs::read_dir(common::fixtures().join("responses"))
        .expect("fixtures")
        .flatten()
        .collect();
    folders.sort_by_key(|e| e.file_name());
    for (i, folder) in folders.iter().enumerate() {
        let to = renamed.path().join(i.to_string());
        std::fs::create_dir(&to).expect("made");
        for (k, file) in std::fs::read_dir(folder.path()).expect("readable").flatten().enumerate() {
            let name = file.path();
            let ext =
                name.extension().map_or(String::new(), |e| format!(".{}", e.to_string_lossy()));
            std::fs::copy(&name, to.join(format!("{k}{ext}"))).expect("copied");
        }
    }
    let (named, numbered) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let a = common::run(&common::fixtures().join("responses"), None, None, named.path());
    let b = common::run(renamed.path(), None, None, numbered.path());
    let facts = |run: &foi_tally::model::run::Run| {
        run.returns
            .iter()
            .map(|r| {
                let facts: Vec<_> =
                    r.facts.iter().map(|f| (f.cell.clone(), f.count, f.unit, f.in_scope)).collect();
                (r.authority.clone(), r.status, facts)
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(facts(&a), facts(&b));
}

#[test]
fn one_bad_file_does_not_stop_the_batch() {
    let input = tempfile::tempdir().expect("a folder");
    let good = common::fixtures().join("responses/dorset");
    for file in std::fs::read_dir(good).expect("readable").flatten() {
        std::fs::copy(file.path(), input.path().join(file.file_name())).expect("copied");
    }
    std::fs::write(input.path().join("broken.pdf"), b"%PDF-1.7\nnot a pdf at all")
        .expect("written");
    std::fs::write(input.path().join("letter.docx"), b"PK\x03\x04broken").expect("written");
    let output = tempfile::tempdir().expect("a folder");
    let run = common::run(input.path(), None, None, output.path());
    assert!(
        run.returns.iter().any(|r| r.authority == "dorset" && r.facts.iter().any(|f| f.in_scope))
    );
    let unread: Vec<&str> =
        run.files.iter().filter(|f| f.unread).map(|f| f.entry.path.as_str()).collect();
    assert_eq!(unread, ["broken.pdf", "letter.docx"]);
    assert!(run.review.iter().any(|f| f.message.contains("broken.pdf")), "{:?}", run.review);
}
