//! The output is the same at any number of threads, in any order of input, and whatever the folders
//! and files are called.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::without_timings;

fn assert_same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>, between: &str) {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "{between}");
    for (name, bytes) in a {
        assert!(b[name] == *bytes, "{name} differs between {between}");
    }
}

/// The program itself, with its workers, at so many threads.
fn program(inputs: &[PathBuf], threads: &str, output: &Path) {
    let done = Command::new(env!("CARGO_BIN_EXE_foi-tally"))
        .args(["extract", "--quiet", "--output"])
        .arg(output)
        .args(inputs)
        .env("RAYON_NUM_THREADS", threads)
        .status()
        .expect("the program runs");
    assert_eq!(done.code(), Some(0));
}

#[test]
fn processes_and_their_number_change_nothing() {
    let place = tempfile::tempdir().expect("a folder");
    let (one, two, here) =
        (place.path().join("one"), place.path().join("two"), place.path().join("here"));
    let input = common::fixtures().join("responses");
    program(std::slice::from_ref(&input), "1", &one);
    program(std::slice::from_ref(&input), "2", &two);
    common::run(&input, None, None, &here);
    assert_same(&without_timings(&one), &without_timings(&two), "1 worker and 2");
    assert_same(&without_timings(&one), &without_timings(&here), "workers and none");
}

#[test]
fn the_order_of_inputs_changes_nothing() {
    let place = tempfile::tempdir().expect("a folder");
    let (sorted, shuffled) = (place.path().join("sorted"), place.path().join("shuffled"));
    let inputs = common::folders();
    let mut others = inputs.clone();
    others.reverse();
    others.rotate_left(inputs.len() / 3);
    others.push(inputs[0].clone());
    program(&inputs, "2", &sorted);
    program(&others, "2", &shuffled);
    assert_same(&without_timings(&sorted), &without_timings(&shuffled), "two orders of input");
}

/// Files without folders and without telling names, laid down in two orders.
#[test]
fn a_flat_folder_of_numbers_is_read_alike_in_any_order() {
    let place = tempfile::tempdir().expect("a folder");
    let mut files: Vec<PathBuf> = common::folders()
        .iter()
        .flat_map(|f| std::fs::read_dir(f).expect("readable").flatten().map(|e| e.path()))
        .collect();
    files.sort();
    let lay = |name: &str, order: &mut dyn Iterator<Item = usize>| {
        let to = place.path().join(name).join("in");
        std::fs::create_dir_all(&to).expect("made");
        for n in order {
            let ending = files[n].extension().map_or("".into(), |e| e.to_string_lossy());
            std::fs::copy(&files[n], to.join(format!("{n:03}.{ending}"))).expect("copied");
        }
        let output = place.path().join(name).join("out");
        // The manifest names the folder as it was given.
        let done = Command::new(env!("CARGO_BIN_EXE_foi-tally"))
            .args(["extract", "--quiet", "in", "--output", "out"])
            .current_dir(place.path().join(name))
            .status()
            .expect("the program runs");
        assert!(matches!(done.code(), Some(0 | 1)));
        without_timings(&output)
    };
    let a = lay("up", &mut (0..files.len()));
    let b = lay("down", &mut (0..files.len()).rev());
    assert_same(&a, &b, "two orders of laying files down");
}

#[test]
fn threads_change_nothing() {
    let (one, many) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let input = common::fixtures().join("responses");
    common::run(&input, None, Some(1), one.path());
    common::run(&input, None, Some(4), many.path());
    let (a, b) = (without_timings(one.path()), without_timings(many.path()));
    assert_same(&a, &b, "1 thread and 4");
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
