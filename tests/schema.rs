//! The schemas under docs/schema are those of the types, and every output keeps to them.
//! `UPDATE_SCHEMA=1 cargo test` rewrites them.

mod common;

use std::path::Path;

use foi_tally::compare::Comparison;
use foi_tally::write::contract::{Manifest, Return, Summary};
use serde_json::Value;

fn schemas() -> [(&'static str, Value); 4] {
    let of = |s: schemars::Schema| serde_json::to_value(s).expect("JSON");
    [
        ("authority", of(schemars::schema_for!(Return))),
        ("summary", of(schemars::schema_for!(Summary))),
        ("run", of(schemars::schema_for!(Manifest))),
        ("diff", of(schemars::schema_for!(Comparison))),
    ]
}

#[test]
fn schemas_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
    for (name, schema) in schemas() {
        let path = folder.join(format!("{name}.json"));
        let text = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::create_dir_all(&folder).expect("made");
            std::fs::write(&path, text).expect("written");
        } else {
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(kept == text, "{} is old: UPDATE_SCHEMA=1 cargo test", path.display());
        }
    }
}

#[test]
fn every_output_keeps_to_its_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    common::run(&common::fixtures().join("responses"), None, None, folder.path());
    let [authority, summary, run, diff] =
        schemas().map(|(_, s)| jsonschema::validator_for(&s).expect("a schema"));
    let mut checked = 0;
    for entry in std::fs::read_dir(folder.path().join("authorities")).expect("written").flatten() {
        let value = common::json(&entry.path());
        assert!(
            authority.is_valid(&value),
            "{}: {:?}",
            entry.path().display(),
            authority.iter_errors(&value).next()
        );
        checked += 1;
    }
    assert!(checked >= 18, "{checked} authorities");
    assert!(summary.is_valid(&common::json(&folder.path().join("summary.json"))));
    assert!(run.is_valid(&common::json(&folder.path().join("run.json"))));
    let empty = foi_tally::compare::compare(
        &[],
        &foi_tally::verify::written(folder.path()).expect("an output").1,
    );
    assert!(empty.differences.len() >= 18);
    assert!(diff.is_valid(&serde_json::to_value(empty).expect("JSON")));
}
