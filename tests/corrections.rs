//! Corrections survive a run, show what they changed, and come back as stale when the source or the
//! reading is another.

mod common;

use std::path::{Path, PathBuf};

use common::foi_tally;
use serde_json::Value;

/// A copy of a fixture's responses in a folder of its own.
fn copy(authority: &str) -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("responses");
    let inner = input.join(authority);
    std::fs::create_dir_all(&inner).expect("made");
    let from = common::fixtures().join("responses").join(authority);
    for file in std::fs::read_dir(from).expect("readable").flatten() {
        std::fs::copy(file.path(), inner.join(file.file_name())).expect("copied");
    }
    (place, input)
}

fn extract(place: &Path, input: &Path) -> Value {
    let output = place.join("out");
    common::run(input, None, None, &output);
    let mut files = std::fs::read_dir(output.join("authorities")).expect("written").flatten();
    common::json(&files.next().expect("an authority").path())
}

/// The stanza `explain --correction` prints, filled in.
fn stanza(place: &Path, authority: &str, fact: &str, action: &str, more: &str) -> String {
    let output = place.join("out").to_string_lossy().into_owned();
    let (code, text) =
        foi_tally(&["explain", authority, fact, "--output", &output, "--correction"]);
    assert_eq!(code, 0, "{text}");
    let mut lines: Vec<String> = text
        .lines()
        .filter(|l| !l.starts_with("action") && !l.starts_with("count"))
        .map(|l| match l.split(" = ").next() {
            Some("who") => "who = \"A reporter\"".into(),
            Some("when") => "when = \"2021-10-20\"".into(),
            Some("why") => "why = \"the press office confirmed it\"".into(),
            _ => l.to_string(),
        })
        .collect();
    lines.insert(1, format!("action = \"{action}\""));
    lines.push(more.to_string());
    lines.join("\n") + "\n"
}

fn fact<'a>(one: &'a Value, id: &str) -> &'a Value {
    one["facts"].as_array().expect("facts").iter().find(|f| f["id"] == id).expect("the fact")
}

/// An in-scope stated fact with dimensions, of more than nought.
fn some_part(one: &Value) -> String {
    let facts = one["facts"].as_array().expect("facts");
    let part = facts.iter().find(|f| {
        f["in_scope"] == true
            && f["origin"] == "stated"
            && f["count"]["min"].as_u64().is_some_and(|n| n > 0)
            && f["dimensions"].as_object().is_some_and(|d| d.len() == 1)
    });
    part.expect("a part")["id"].as_str().expect("an id").to_string()
}

#[test]
fn a_replaced_figure_keeps_its_old_value_and_is_checked_again() {
    let (place, input) = copy("dorset");
    let before = extract(place.path(), &input);
    let id = some_part(&before);
    let was = fact(&before, &id)["count"]["min"].as_u64().expect("a count");
    let text = stanza(place.path(), "dorset", &id, "replace", "count = 9");
    std::fs::write(input.join("corrections.toml"), &text).expect("written");
    let after = extract(place.path(), &input);
    let f = fact(&after, &id);
    assert_eq!(f["origin"], "corrected");
    assert_eq!((&f["count"]["min"], &f["old"]["count"]["min"]), (&9.into(), &was.into()));
    assert_eq!(f["corrected"]["who"], "A reporter");
    // The parts do not add up any more, and that is said.
    let review = after["review"].as_array().expect("review");
    assert!(review.iter().any(|r| r["code"] == "total_mismatch"), "{review:?}");
    let csv = std::fs::read_to_string(place.path().join("out/facts.csv")).expect("readable");
    assert!(csv.contains("corrected") && csv.contains("2021-10-20"), "{csv}");
    // The file of corrections is no response.
    let manifest = common::json(&place.path().join("out/run.json"));
    assert_eq!(manifest["files"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_dropped_figure_is_out_of_scope_and_says_why() {
    let (place, input) = copy("staffordshire");
    let before = extract(place.path(), &input);
    let id = some_part(&before);
    let text = stanza(place.path(), "staffordshire", &id, "drop", "");
    std::fs::write(input.join("corrections.toml"), text).expect("written");
    let after = extract(place.path(), &input);
    let f = fact(&after, &id);
    assert_eq!(f["in_scope"], false);
    assert!(f["scope_note"].as_str().is_some_and(|n| n.contains("A reporter")), "{f}");
}

#[test]
fn a_correction_is_stale_when_the_source_changes() {
    let (place, input) = copy("cambridgeshire");
    let before = extract(place.path(), &input);
    let id = some_part(&before);
    let text = stanza(place.path(), "cambridgeshire", &id, "replace", "count = 9");
    std::fs::write(input.join("corrections.toml"), text).expect("written");
    let file = std::fs::read_dir(input.join("cambridgeshire")).expect("readable").flatten().next();
    let path = file.expect("a file").path();
    let mut bytes = std::fs::read(&path).expect("readable");
    bytes.extend(b"\r\n");
    std::fs::write(&path, bytes).expect("written");
    let after = extract(place.path(), &input);
    assert_ne!(fact(&after, &id)["origin"], "corrected");
    let manifest = common::json(&place.path().join("out/run.json"));
    let review = manifest["review"].as_array().expect("review");
    assert!(review.iter().any(|r| r["code"] == "stale_correction"), "{review:?}");
}

#[test]
fn a_correction_is_stale_when_the_reading_is_another() {
    let (place, input) = copy("dorset");
    let before = extract(place.path(), &input);
    let id = some_part(&before);
    let text = stanza(place.path(), "dorset", &id, "drop", "");
    let old = text.lines().find(|l| l.starts_with("reading")).expect("a reading").to_string();
    let text = text.replace(&old, "reading = \"77 allegation: the total\"");
    std::fs::write(input.join("corrections.toml"), text).expect("written");
    let after = extract(place.path(), &input);
    let review = after["review"].as_array().expect("review");
    let stale = review.iter().find(|r| r["code"] == "stale_correction").expect("it is stale");
    assert!(stale["message"].as_str().is_some_and(|m| m.contains("what is read there now")));
    assert_eq!(fact(&after, &id)["in_scope"], true);
    assert!(after["corrections"][0]["stale"].is_string());
}

#[test]
fn figures_are_added_statuses_set_and_roles_given() {
    let (place, input) = copy("dorset");
    let before = extract(place.path(), &input);
    let hash = before["files"][0]["sha256"].as_str().expect("a hash");
    let who = "who = \"A reporter\"\nwhen = \"2021-10-20\"\nwhy = \"read by eye\"\n";
    let text = format!(
        "[[correction]]\naction = \"add\"\n{who}sha256 = \"{hash}\"\nauthority = \"dorset\"\npage = 1\n\
         bbox = [10.0, 10.0, 20.0, 20.0]\nquote = \"two on duty\"\ncount = 2\n\
         dimensions = {{ duty = \"on\" }}\n\
         [[correction]]\naction = \"status\"\n{who}sha256 = \"{hash}\"\nauthority = \"dorset\"\n\
         reading = {}\nstatus = \"partial\"\n",
        before["status"]
    );
    std::fs::write(input.join("corrections.toml"), &text).expect("written");
    let after = extract(place.path(), &input);
    assert_eq!(after["status"], "partial");
    let added =
        after["facts"].as_array().expect("facts").iter().find(|f| f["origin"] == "corrected");
    let added = added.expect("a fact is added");
    assert_eq!(added["dimensions"]["duty"], "on");
    assert!(added["old"].is_null() && added["corrected"]["why"] == "read by eye");
    let text = format!(
        "[[correction]]\naction = \"role\"\n{who}sha256 = \"{}\"\nreading = {}\nrole = \"unrelated\"\n",
        &hash[..12],
        before["files"][0]["role"]
    );
    std::fs::write(input.join("corrections.toml"), text).expect("written");
    let after = extract(place.path(), &input);
    assert_eq!(after["files"][0]["role"], "unrelated");
    assert!(after["facts"].as_array().is_some_and(Vec::is_empty));
    assert!(after["corrections"][0]["stale"].is_null(), "{}", after["corrections"]);
}

#[test]
fn a_label_is_explained_once_for_all_runs() {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("responses");
    common::kent(
        &input.join("kent"),
        "Outcome,Number of allegations\r\nUpheld,4\r\nZqx vvorble,3\r\nTotal,7\r\n",
    );
    let before = extract(place.path(), &input);
    let codes = |one: &Value| -> Vec<String> {
        let review = one["review"].as_array().expect("review");
        review.iter().map(|r| r["code"].as_str().unwrap_or_default().to_string()).collect()
    };
    assert!(codes(&before).contains(&"unmapped_label".to_string()), "{before}");
    let text = "[[correction]]\naction = \"label\"\nwho = \"A\"\nwhen = \"2021-10-20\"\n\
                why = \"told by the force\"\nlabel = \"Zqx vvorble\"\noutcome = \"withdrawn\"\n";
    std::fs::write(input.join("corrections.toml"), text).expect("written");
    let after = extract(place.path(), &input);
    assert!(!codes(&after).contains(&"unmapped_label".to_string()), "{after}");
    let shaped =
        after["facts"].as_array().expect("facts").iter().find(|f| f["origin"] == "corrected");
    let shaped = shaped.expect("the fact is marked");
    assert_eq!(shaped["dimensions"]["outcome"][0], "withdrawn");
    assert_eq!(shaped["old"]["dimensions"]["outcome"][0], "other");
}

#[test]
fn an_accepted_doubt_leaves_the_review() {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("responses");
    common::kent(
        &input.join("kent"),
        "Outcome,Number of allegations\r\nUpheld,4\r\nNot upheld,3\r\nTotal,8\r\n",
    );
    let before = extract(place.path(), &input);
    let items = before["review"].as_array().expect("review");
    assert!(!items.is_empty());
    let hash = before["files"][0]["sha256"].as_str().expect("a hash");
    let text: String = items
        .iter()
        .map(|r| {
            format!(
                "[[correction]]\naction = \"accept\"\nwho = \"A\"\nwhen = \"2021-10-20\"\n\
                 why = \"the force confirms that one is missing\"\nsha256 = \"{hash}\"\n\
                 code = {}\nreading = {}\n",
                r["code"], r["message"]
            )
        })
        .collect();
    std::fs::write(input.join("corrections.toml"), text).expect("written");
    let after = extract(place.path(), &input);
    assert_eq!(after["review"].as_array().map(Vec::len), Some(0), "{}", after["review"]);
    assert_eq!(after["corrections"].as_array().map(Vec::len), Some(items.len()));
}

#[test]
fn a_wrong_file_is_named_with_what_is_missing() {
    let (place, input) = copy("dorset");
    std::fs::write(input.join("corrections.toml"), "[[correction]]\naction = \"drop\"\n")
        .expect("written");
    let output = place.path().join("out").to_string_lossy().into_owned();
    let (code, said) = foi_tally(&["extract", &input.to_string_lossy(), "--output", &output]);
    assert_eq!(code, 2);
    assert!(said.contains("corrections.toml") && said.contains("who"), "{said}");
}
