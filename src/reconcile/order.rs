//! The review list in the order in which its items could change the headline. What cannot be
//! measured, such as a file that could not be read, stands first: it may hold everything.

use std::cmp::Reverse;

use crate::model::fact::Return;
use crate::model::finding::{Code, Finding};

/// Fills in the effects that are not told yet, and sorts.
pub fn by_effect(one: &mut Return) {
    let mut review = std::mem::take(&mut one.review);
    for finding in &mut review {
        if finding.effect.is_none() {
            finding.effect = effect(finding, one);
        }
    }
    review.sort_by_key(key);
    one.review = review;
}

fn key(f: &Finding) -> (bool, Reverse<u64>, Code) {
    (f.effect.is_some(), Reverse(f.effect.unwrap_or(0)), f.code)
}

/// Doubts about a file as a whole: nobody knows what it holds.
fn is_about_a_file(code: Code) -> bool {
    matches!(
        code,
        Code::UnreadableFile
            | Code::UnsupportedFormat
            | Code::NeedsOcr
            | Code::PasswordNeeded
            | Code::DamagedPart
            | Code::UnreadTable
            | Code::UnknownAuthority
            | Code::AuthorityMismatch
            | Code::UnclearStatus
            | Code::StaleCorrection
    )
}

/// All that the figures in doubt count. A doubt about the total is worth the total; one about parts
/// no more than that.
fn effect(finding: &Finding, one: &Return) -> Option<u64> {
    if is_about_a_file(finding.code) {
        return None;
    }
    let total =
        one.facts.iter().filter(|f| f.in_scope && f.cell.is_empty()).map(|f| f.count.max).max();
    let mut about: Vec<u64> =
        finding.facts.iter().filter_map(|&i| one.facts.get(i)).map(|f| f.count.max).collect();
    if about.is_empty() {
        let stands = |f: &&crate::model::fact::Fact| {
            f.evidence
                .iter()
                .any(|e| e.file == finding.file && Some(&e.place) == finding.place.as_ref())
        };
        about = one.facts.iter().filter(stands).map(|f| f.count.max).collect();
    }
    if about.is_empty() {
        return total;
    }
    let sum: u64 = about.iter().sum();
    Some(total.map_or(sum, |t| sum.min(t)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unknown_stands_first_and_the_large_before_the_small() {
        let mut items: Vec<Finding> = [Some(2), None, Some(40), Some(0)]
            .into_iter()
            .map(|effect| Finding { effect, ..Finding::new(Code::Conflict, "x") })
            .collect();
        items.sort_by_key(key);
        let order: Vec<Option<u64>> = items.iter().map(|f| f.effect).collect();
        assert_eq!(order, [None, Some(40), Some(2), Some(0)]);
    }
}
