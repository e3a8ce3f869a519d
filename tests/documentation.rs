//! The tables of the documentation are made from the tables of the program.
//! `UPDATE_DOCS=1 cargo test` rewrites them.

use std::path::Path;

use foi_tally::model::finding::{Code, Severity};
use foi_tally::reconcile::proofs::CHECKS;

fn review_codes() -> String {
    let mut out = String::from(
        "# What the review list says, and what is checked\n\n\
         Made from the tables in `src/model/finding.rs`, `src/model/settle.rs` and\n\
         `src/reconcile/proofs/mod.rs`: `UPDATE_DOCS=1 cargo test --test documentation`.\n\n\
         ## Findings\n\n\
         A note is told in run.json and needs no decision. Everything else a person should look at\n\
         before printing the figures it names; the list of an authority is ordered by how much its\n\
         total may change, what cannot be measured first.\n\n\
         | code | level | meaning | what settles it |\n| --- | --- | --- | --- |\n",
    );
    for code in Code::ALL {
        let level = if code.severity() == Severity::Review { "review" } else { "note" };
        out.push_str(&format!(
            "| `{}` | {level} | {} | {} |\n",
            code.id(),
            code.title(),
            code.settle()
        ));
    }
    out.push_str("\n## Checks\n");
    for row in CHECKS {
        out.push_str(&format!(
            "\n### `{}`\n\n- **Checks that** {}.\n- **It matters because** {}.\n- **It is wrong** {}.\n",
            row.id, row.what, row.why, row.wrong
        ));
    }
    out
}

#[test]
fn review_codes_and_checks_are_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/review-codes.md");
    let text = review_codes();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, text).expect("written");
    } else {
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == text, "docs/review-codes.md is old: UPDATE_DOCS=1 cargo test");
    }
}
