//! What is written can be found again in its source, and what cannot is named. The account of the
//! numbers is closed for every fixture, and a figure can be explained.

mod common;

use std::path::{Path, PathBuf};

use common::foi_tally;
use serde_json::{Value, json};

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// All fixtures copied and run.
fn copied() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let place = tempfile::tempdir().expect("a folder");
    let (input, output) = (place.path().join("responses"), place.path().join("out"));
    for (name, bytes) in common::tree(&common::fixtures().join("responses")) {
        let path = input.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    common::run(&input, None, None, &output);
    (place, input, output)
}

fn edit(path: &Path, change: impl Fn(&mut Value)) {
    let mut value = common::json(path);
    change(&mut value);
    std::fs::write(path, serde_json::to_vec(&value).expect("JSON")).expect("written");
}

#[test]
fn every_quote_of_the_fixtures_is_confirmed_and_what_is_not_is_named() {
    let (_place, input, output) = copied();
    let (code, said) = foi_tally(&["verify", &text(&output)]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("0 failures"), "{said}");

    // A count, a quote and a place that are not the document's.
    let path = output.join("authorities/staffordshire.json");
    let good = std::fs::read(&path).expect("readable");
    type Change = fn(&mut Value);
    let changes: [(Change, &str); 4] = [
        (|v| v["facts"][1]["count"] = json!({"min": 977, "max": 977}), "cannot be read there"),
        (|v| v["facts"][1]["evidence"][0]["quote"] = json!("quite another 1"), "of the quote"),
        (|v| v["facts"][1]["evidence"][0]["cell"] = json!("ZZ99"), "nothing stands at this place"),
        (|v| v["facts"][1]["evidence"] = json!([]), "has no evidence"),
    ];
    for (change, why) in changes {
        edit(&path, change);
        let (code, said) = foi_tally(&["verify", &text(&output)]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("staffordshire f2") && said.contains(why), "{said}");
        std::fs::write(&path, &good).expect("written");
    }

    // A source that lies elsewhere is found by its bytes; one that changed or is gone is named.
    let old = std::fs::read_dir(input.join("dorset")).expect("readable").flatten().next();
    let old = old.expect("a file").path();
    let new = input.join("dorset/renamed.pdf");
    std::fs::rename(&old, &new).expect("renamed");
    let (code, said) = foi_tally(&["verify", &text(&output)]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("moved:") && said.contains("renamed.pdf"), "{said}");
    std::fs::remove_file(&new).expect("removed");
    let (code, said) = foi_tally(&["verify", &text(&output), "--quiet"]);
    assert_eq!(code, 1);
    assert!(said.contains("missing") && said.contains("dorset/"), "{said}");
    let sheet = std::fs::read_dir(input.join("cambridgeshire")).expect("readable").flatten().next();
    let sheet = sheet.expect("a file").path();
    let mut bytes = std::fs::read(&sheet).expect("readable");
    bytes.push(b'\n');
    std::fs::write(&sheet, bytes).expect("written");
    let (_, said) = foi_tally(&["verify", &text(&output), "--input", &text(&input)]);
    assert!(said.contains("cambridgeshire") && said.contains("another hash"), "{said}");
}

#[test]
fn the_account_of_every_fixture_is_closed_and_conserved() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = common::run(&common::fixtures().join("responses"), None, None, folder.path());
    let manifest = common::json(&folder.path().join("run.json"));
    let mut numbers = 0;
    for file in manifest["files"].as_array().expect("files") {
        let l = &file["ledger"];
        let n = |key: &str| l[key].as_u64().expect("a number");
        let aside = l["set_aside"].as_object().expect("reasons");
        let aside: u64 = aside.values().filter_map(Value::as_u64).sum();
        assert_eq!(n("all"), n("facts") + n("checks") + aside + n("unexplained"), "{file}");
        assert_eq!(
            n("unexplained"),
            0,
            "{}: {:?}",
            file["path"],
            open(&run, file["path"].as_str())
        );
        numbers += n("all");
    }
    assert!(numbers > 600, "{numbers} numbers");
    let csv = std::fs::read(folder.path().join("ledger.csv")).expect("written");
    let rows = csv::Reader::from_reader(&csv[3..]).into_records().count() as u64;
    assert_eq!(rows, numbers);
}

fn open<'a>(run: &'a foi_tally::model::run::Run, path: Option<&str>) -> Vec<(String, &'a str)> {
    let file = run.files.iter().find(|f| Some(f.entry.path.as_str()) == path);
    let entries = file.into_iter().flat_map(|f| &f.ledger.entries);
    entries
        .filter(|e| e.what == foi_tally::ledger::Use::Unexplained)
        .map(|e| (e.place.to_string(), e.quote.as_str()))
        .collect()
}

#[test]
fn a_number_nobody_read_near_the_subject_is_in_review() {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("kent");
    common::kent(
        &input,
        "Outcome,Number of allegations,\r\nUpheld,4,\r\nNot upheld,3,\r\nTotal,7,\r\n",
    );
    common::run(place.path(), None, None, &place.path().join("out"));
    let (code, said) =
        foi_tally(&["ledger", "kent", "--output", &text(&place.path().join("out")), "--all"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("closed") && said.contains("kent f"), "{said}");
    let (_, now) = foi_tally(&["ledger", "kent", &text(place.path()), "--all"]);
    assert_eq!(now, said, "reading now gives what was written");
    let (code, said) =
        foi_tally(&["ledger", "nowhere", "--output", &text(&place.path().join("out"))]);
    assert_eq!(code, 2, "{said}");
}

#[test]
fn a_figure_is_explained_from_file_to_roll_up() {
    let folder = tempfile::tempdir().expect("a folder");
    common::run(&common::fixtures().join("responses/staffordshire"), None, None, folder.path());
    let one = common::json(&folder.path().join("authorities/staffordshire.json"));
    let total = one["facts"].as_array().expect("facts").iter().find(|f| {
        f["in_scope"] == true && f["dimensions"].as_object().is_some_and(serde_json::Map::is_empty)
    });
    let total = total.expect("a total");
    let (id, output) = (total["id"].as_str().expect("an id"), text(folder.path()));
    let (code, said) = foi_tally(&["explain", "staffordshire", id, "--output", &output]);
    assert_eq!(code, 0, "{said}");
    for part in ["sha256", "It stands in", "The document states it", "holds", "it counts in total"]
    {
        assert!(said.contains(part), "lacks `{part}`: {said}");
    }
    let (_, all) = foi_tally(&["explain", "staffordshire", "--output", &output]);
    assert!(all.contains("checks: ") && all.contains("counts in "), "{all}");
    assert_eq!(foi_tally(&["explain", "staffordshire", "f999", "--output", &output]).0, 2);
}

#[test]
fn the_review_page_needs_nothing_and_trusts_nothing() {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("kent");
    common::kent(
        &input,
        "Outcome,Number of allegations\r\n<script src=//x.example>alert(1)</script>,4\r\n\
               Not upheld,3\r\nTotal,9\r\n",
    );
    common::run(place.path(), None, None, &place.path().join("out"));
    let page = std::fs::read_to_string(place.path().join("out/review.html")).expect("written");
    assert!(!page.contains("<script"), "{page}");
    for call in ["src=\"", "href=\"http", "@import", "url("] {
        assert!(!page.contains(call), "the page asks for {call}");
    }
    let (doubt, figures) = (page.find("<article>"), page.find("<details>"));
    assert!(doubt.is_some() && doubt < figures, "doubts come first");
    assert!(page.contains("To settle it:") && page.contains("figures.csv"), "{page}");
}
