//! Outcomes and sexes that sentences tell without a number and that no figure accounts for: where those
//! counted come to less than all that was counted, one may be missing.

use std::collections::BTreeSet;

use super::FileReading;
use super::facts::Merged;
use super::roles::gives_facts;
use crate::model::fact::Fact;
use crate::model::finding::{Code, Finding};
use crate::model::observation::Dimension;

/// Puts what was told and not counted into review.
pub fn report(merged: &Merged, files: &[FileReading], review: &mut Vec<Finding>) {
    for dimension in [Dimension::Outcome, Dimension::OfficerSex, Dimension::ComplainantSex] {
        report_of(merged, files, &dimension, review);
    }
}

fn report_of(
    merged: &Merged,
    files: &[FileReading],
    dimension: &Dimension,
    review: &mut Vec<Finding>,
) {
    let inside = || merged.facts.iter().filter(|f| f.in_scope);
    let whole = |f: &&Fact| f.cell.is_empty() && !f.unit.is_person();
    let total = inside().filter(whole).map(|f| f.count.min).max();
    let counted = |by: &[&Dimension]| -> u64 {
        inside().filter(|f| f.cell.keys().eq(by.iter().copied())).map(|f| f.count.max).sum()
    };
    let all = counted(&[dimension])
        .max(counted(&[dimension, &Dimension::Year]))
        .max(counted(&[&Dimension::Year, dimension]));
    if total.is_some_and(|total| all >= total) || inside().next().is_none() {
        return;
    }
    let mut known: BTreeSet<String> =
        inside().filter_map(|f| f.cell.get(dimension)).flatten().cloned().collect();
    for file in files.iter().filter(|f| gives_facts(f)) {
        let gathered = &file.extraction.gathered;
        for told in gathered.told.iter().filter(|t| t.dimension == *dimension) {
            if told.values.iter().any(|code| known.contains(code)) {
                continue;
            }
            known.extend(told.values.iter().cloned());
            let codes: Vec<&str> = told.values.iter().map(String::as_str).collect();
            let (code, what) = match dimension {
                Dimension::Outcome => (Code::UncountedOutcome, "outcome"),
                Dimension::OfficerSex => (Code::UncountedSex, "sex of an officer,"),
                _ => (Code::UncountedSex, "sex of a complainant,"),
            };
            let message = format!(
                "`{}` tells the {what} {}, of which no count was read",
                told.quote,
                codes.join(" or ")
            );
            let mut finding = Finding::new(code, message).at(&told.place, told.quote.to_string());
            finding.file = file.entry.path.clone();
            review.push(finding);
        }
    }
}
