//! The sums once more, after a person changed their parts: a correction must not hide a sum that
//! fails, nor leave one in review that holds now.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::count::Count;
use crate::model::fact::{Fact, Return};
use crate::model::finding::{Code, Finding};
use crate::model::text::Text;

/// Works the sums of a return out again where one of their facts was corrected.
pub(super) fn again(one: &mut Return) {
    let facts: BTreeMap<&str, (usize, &Fact)> =
        one.facts.iter().enumerate().map(|(i, f)| (f.id.as_str(), (i, f))).collect();
    let mut doubts = Vec::new();
    let mut settled: BTreeSet<usize> = BTreeSet::new();
    for check in &mut one.checks {
        let corrected =
            |id: &Text| facts.get(id.as_str()).is_some_and(|(_, f)| f.correction.is_some());
        if !check.kind.contains("sum") || !check.facts.iter().any(corrected) {
            continue;
        }
        let Some((first, parts)) = check.facts.split_first() else { continue };
        let Some((at, total)) = facts.get(first.as_str()) else { continue };
        let in_use = parts.iter().filter_map(|id| facts.get(id.as_str()));
        let sum: Count = in_use.filter(|(_, f)| f.in_scope).map(|(_, f)| f.count).sum();
        (check.total, check.parts) = (total.count, sum);
        let held = check.holds;
        check.holds = sum.overlaps(total.count);
        if check.holds {
            settled.insert(*at);
        } else if held {
            let message =
                format!("after the corrections the parts of `{}` add up to {sum}", total.reading());
            let mut finding = Finding::new(Code::TotalMismatch, message);
            if let Some(e) = total.evidence.first() {
                finding = finding.at(&e.place, e.quote.clone());
                finding.file = e.file.clone();
            }
            finding.facts = vec![*at];
            doubts.push(finding);
        }
    }
    let fails: BTreeSet<usize> = one
        .checks
        .iter()
        .filter(|c| !c.holds)
        .filter_map(|c| c.facts.first().and_then(|id| facts.get(id.as_str())))
        .map(|(i, _)| *i)
        .collect();
    one.review.retain(|r| {
        let sum = r.code == Code::TotalMismatch && !r.facts.is_empty();
        !(sum && r.facts.iter().all(|f| settled.contains(f) && !fails.contains(f)))
    });
    one.review.extend(doubts);
}
