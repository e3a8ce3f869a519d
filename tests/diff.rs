//! Two outputs compared: a second answer of a force is told fact by fact, in words and as JSON, and
//! the exit code says whether anything differs.

mod common;

use std::path::Path;

use common::foi_tally;
use serde_json::Value;

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Runs the main job over a table of Kent Police.
fn output(folder: &Path, table: &str) -> String {
    let input = folder.join("in/kent");
    common::kent(&input, table);
    let out = folder.join("out");
    common::run(&folder.join("in"), None, None, &out);
    text(&out)
}

const OLD: &str =
    "Outcome,Number of allegations\r\nNot upheld,3\r\nUpheld,2\r\nWithdrawn,4\r\nTotal,9\r\n";
const NEW: &str =
    "Outcome,Number of allegations\r\nNot upheld,3\r\nUpheld,3\r\nDiscontinued,4\r\nTotal,10\r\n";

#[test]
fn what_differs_between_two_outputs_is_told_fact_by_fact() {
    let place = tempfile::tempdir().expect("a folder");
    let old = output(&place.path().join("a"), OLD);
    let new = output(&place.path().join("b"), NEW);

    let (code, said) = foi_tally(&["diff", &old, &old]);
    assert_eq!(code, 0, "{said}");
    assert!(said.starts_with("no difference: 1 authorities"), "{said}");

    let (code, said) = foi_tally(&["diff", &old, &new]);
    assert_eq!(code, 1, "{said}");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "Kent Police");
    for part in [
        "  changed: 9 allegation: the total (`kent/figures.csv` line 7) is 10 now",
        "  changed: 2 allegation: outcome upheld (`kent/figures.csv` line 5) is 3 now",
        "  added: 4 allegation: outcome discontinued (`kent/figures.csv` line 6)",
        "  dropped: 4 allegation: outcome withdrawn (`kent/figures.csv` line 6)",
        "1 authorities differ: facts 1 added, 1 dropped, 2 changed, 1 alike; statuses changed 0",
    ] {
        assert!(lines.contains(&part), "lacks `{part}`: {said}");
    }
    assert_eq!(said, foi_tally(&["diff", &old, &new]).1, "the order is stable");

    let (code, said) = foi_tally(&["diff", &old, &new, "--json"]);
    assert_eq!(code, 1, "{said}");
    let value: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(value["same"], false);
    let kent = &value["differences"][0];
    assert_eq!(kent["authority"], "kent");
    let upheld = kent["changed"]
        .as_array()
        .expect("changes")
        .iter()
        .find(|c| c["dimensions"]["outcome"] == serde_json::json!(["upheld"]));
    let upheld = upheld.expect("a change");
    assert_eq!(
        (&upheld["old"]["count"]["max"], &upheld["new"]["count"]["max"]),
        (&2.into(), &3.into())
    );
    assert_eq!(upheld["new"]["evidence"][0]["line"], 5);
}

#[test]
fn statuses_and_authorities_that_came_or_went_are_told() {
    let place = tempfile::tempdir().expect("a folder");
    let old = output(&place.path().join("a"), OLD);
    let new = output(&place.path().join("b"), OLD);
    let path = Path::new(&new).join("authorities/kent.json");
    let mut kent = common::json(&path);
    kent["status"] = "partial".into();
    kent["refusal"] = serde_json::json!({
        "act": "FOIA 2000", "sections": ["40(2)"], "reason": "personal_data", "evidence": []
    });
    std::fs::write(&path, kent.to_string()).expect("written");
    let (code, said) = foi_tally(&["diff", &old, &new]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("  status: was answered, is partial\n"), "{said}");
    assert!(
        said.contains("  refused: was nothing, is personal data under section 40(2)\n"),
        "{said}"
    );

    std::fs::rename(&path, path.with_file_name("gone.txt")).expect("renamed");
    let (code, said) = foi_tally(&["diff", &old, &new]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("Kent Police (only in the old output)"), "{said}");
}

#[test]
fn what_is_no_output_cannot_be_compared() {
    let place = tempfile::tempdir().expect("a folder");
    let (code, said) = foi_tally(&["diff", &text(place.path()), &text(place.path())]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("cannot use the output"), "{said}");
}
