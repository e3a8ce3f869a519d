//! Outcomes that sentences tell without a number and that no figure accounts for: where the counted
//! outcomes come to less than all that was counted, one may be missing.

use std::collections::BTreeSet;

use super::FileReading;
use super::facts::Merged;
use super::roles::gives_facts;
use crate::model::fact::Fact;
use crate::model::finding::{Code, Finding};
use crate::model::observation::Dimension;

/// Puts what was told and not counted into review.
pub fn report(merged: &Merged, files: &[FileReading], review: &mut Vec<Finding>) {
    let inside = || merged.facts.iter().filter(|f| f.in_scope);
    let whole = |f: &&Fact| f.cell.is_empty() && !f.unit.is_person();
    let total = inside().filter(whole).map(|f| f.count.min).max();
    let counted = |by: &[Dimension]| -> u64 {
        inside().filter(|f| f.cell.keys().eq(by)).map(|f| f.count.max).sum()
    };
    let outcomes = counted(&[Dimension::Outcome])
        .max(counted(&[Dimension::Outcome, Dimension::Year]))
        .max(counted(&[Dimension::Year, Dimension::Outcome]));
    if total.is_some_and(|total| outcomes >= total) || inside().next().is_none() {
        return;
    }
    let mut known: BTreeSet<String> =
        inside().filter_map(|f| f.cell.get(&Dimension::Outcome)).flatten().cloned().collect();
    for file in files.iter().filter(|f| gives_facts(f)) {
        for told in &file.extraction.gathered.told {
            if told.outcome.iter().any(|code| known.contains(code)) {
                continue;
            }
            known.extend(told.outcome.iter().cloned());
            let codes: Vec<&str> = told.outcome.iter().map(String::as_str).collect();
            let message = format!(
                "`{}` tells the outcome {}, of which no count was read",
                told.quote,
                codes.join(" or ")
            );
            let mut finding = Finding::new(Code::UncountedOutcome, message)
                .at(&told.place, told.quote.to_string());
            finding.file = file.entry.path.clone();
            review.push(finding);
        }
    }
}
