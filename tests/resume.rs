//! Nothing is lost: a run that is killed goes on where it was and ends as if it had not been; two runs
//! do not write into one folder; what is kept from run to run is used, and never believed blindly.

mod common;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use foi_tally::cache;
use foi_tally::write::lock;

fn command(input: &Path, output: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foi-tally"));
    command.args(["extract", "--quiet"]).arg(input).arg("--output").arg(output).args(more);
    command
}

fn extract(input: &Path, output: &Path, more: &[&str]) -> Output {
    command(input, output, more).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn responses() -> PathBuf {
    common::fixtures().join("responses")
}

/// What is kept from run to run.
fn entries(output: &Path) -> Vec<PathBuf> {
    let folder = output.join(cache::FOLDER).join(cache::BUILD);
    let mut out: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a cache").flatten().map(|e| e.path()).collect();
    out.sort();
    out
}

/// Kills a run after a while.
fn killed(input: &Path, output: &Path, after: Duration) {
    let mut run: Child =
        command(input, output, &[]).stderr(Stdio::null()).spawn().expect("started");
    std::thread::sleep(after);
    run.kill().expect("killed");
    run.wait().expect("ended");
}

#[test]
fn a_killed_run_resumes_and_ends_alike() {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("in");
    for name in ["dorset", "hampshire", "lincolnshire", "staffordshire", "west-mercia"] {
        common::copy(&responses().join(name), &input.join(name));
    }
    let whole = place.path().join("whole");
    let begun = Instant::now();
    assert_eq!(extract(&input, &whole, &[]).status.code(), Some(0));
    let full = begun.elapsed();
    let expected = common::without_timings(&whole);
    // A generator of numbers that is the same everywhere.
    let mut dice: u64 = 20_210_618;
    let mut roll = |below: Duration| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        below.mul_f64((dice >> 33) as f64 / (1u64 << 31) as f64)
    };
    for round in 0..5 {
        let output = place.path().join(format!("round-{round}"));
        for _ in 0..4 {
            killed(&input, &output, roll(full));
            for (name, bytes) in common::tree(&output) {
                if name.ends_with(".json") {
                    let whole = serde_json::from_slice::<serde_json::Value>(&bytes).is_ok();
                    assert!(whole, "{name} is torn");
                }
            }
        }
        let last = extract(&input, &output, &[]);
        assert_eq!((last.status.code(), said(&last)), (Some(0), String::new()));
        let found = common::without_timings(&output);
        assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (name, bytes) in &expected {
            assert!(found[name] == *bytes, "{name} differs after kills in round {round}");
        }
    }
}

#[test]
fn a_second_run_into_one_folder_says_so_and_stops() {
    let output = tempfile::tempdir().expect("a folder");
    let held = lock::take(output.path()).expect("free");
    let second = extract(&responses().join("dorset"), output.path(), &[]);
    assert_eq!(second.status.code(), Some(2));
    assert!(said(&second).contains("another run is writing"), "{}", said(&second));
    assert!(!output.path().join("run.json").exists());
    drop(held);
    assert_eq!(extract(&responses().join("dorset"), output.path(), &[]).status.code(), Some(0));
}

#[test]
fn what_was_read_is_kept_and_damage_to_it_is_a_warning() {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("in");
    common::copy(&responses().join("dorset"), &input.join("dorset"));
    let output = place.path().join("out");
    assert_eq!(extract(&input, &output, &[]).status.code(), Some(0));
    let first = common::tree(&output);
    let kept = entries(&output);
    assert!(!kept.is_empty());

    // A second run takes everything from there: even the seconds are those of the first.
    assert_eq!(extract(&input, &output, &[]).status.code(), Some(0));
    let (mut a, mut b) = (first.clone(), common::tree(&output));
    let seconds = |tree: &mut std::collections::BTreeMap<String, Vec<u8>>| {
        let run: serde_json::Value =
            serde_json::from_slice(&tree.remove("run.json").expect("a manifest")).expect("JSON");
        run["files"].clone()
    };
    assert_eq!(seconds(&mut a), seconds(&mut b));
    assert_eq!(a, b);

    // What is damaged is told, read again and kept anew.
    for path in &kept {
        let mut bytes = std::fs::read(path).expect("readable");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x40;
        std::fs::write(path, bytes).expect("written");
    }
    let third = extract(&input, &output, &[]);
    assert_eq!(third.status.code(), Some(0));
    assert!(
        said(&third).contains("warning:") && said(&third).contains("damaged"),
        "{}",
        said(&third)
    );
    assert_eq!(common::without_timings(&output), masked(&first));
    assert_eq!(said(&extract(&input, &output, &[])), "");

    // With --fresh nothing of it is looked at.
    std::fs::write(&kept[0], b"nonsense").expect("written");
    let fresh = extract(&input, &output, &["--fresh"]);
    assert_eq!((fresh.status.code(), said(&fresh)), (Some(0), String::new()));
    assert_eq!(said(&extract(&input, &output, &[])), "", "what --fresh read is kept");
}

/// A tree of before with its timings taken out.
fn masked(
    tree: &std::collections::BTreeMap<String, Vec<u8>>,
) -> std::collections::BTreeMap<String, Vec<u8>> {
    let place = tempfile::tempdir().expect("a folder");
    for (name, bytes) in tree {
        let path = place.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    common::without_timings(place.path())
}

#[test]
fn a_changed_file_or_setting_is_read_again() {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("in");
    std::fs::create_dir_all(input.join("dorset")).expect("made");
    let file = input.join("dorset/reply.csv");
    let write = |n: u32| {
        let text = format!(
            "Sexual assault allegations against police officers\nOutcome,Allegations\nNot upheld,{n}\nUpheld,1\nTotal,{}\n",
            n + 1
        );
        std::fs::write(&file, text).expect("written");
    };
    let output = place.path().join("out");
    write(3);
    extract(&input, &output, &[]);
    let before = entries(&output);
    let facts = |needle: &str| {
        std::fs::read_to_string(output.join("facts.csv")).expect("facts").contains(needle)
    };
    assert!(facts(",4,4,"), "the total is a fact");
    write(6);
    extract(&input, &output, &[]);
    assert!(facts(",7,7,") && !facts(",4,4,"), "a new content is read");
    assert!(entries(&output).len() > before.len());
    // A label that a person explains makes it read anew as well.
    let correction = "[[correction]]\naction = \"label\"\nwho = \"J\"\nwhen = \"2021-10-12\"\nwhy = \"asked\"\nlabel = \"Not upheld\"\noutcome = \"withdrawn\"\n";
    std::fs::write(input.join("corrections.toml"), correction).expect("written");
    extract(&input, &output, &[]);
    assert!(facts(",withdrawn,"), "a new label is heeded");
}
