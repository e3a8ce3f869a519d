//! The period the figures cover, which need not be the one asked about: a force that counts in
//! financial years, or holds the last years only, answers for another span.

use crate::model::fact::Fact;
use crate::model::investigation::Investigation;
use crate::model::observation::{Dimension, Origin};

/// First and last day covered, ISO. Years that are printed decide; years that only a listing shows
/// tell the kind of year, for a year without a record has no row.
pub fn answered(facts: &[Fact], investigation: &Investigation) -> (String, String) {
    let asked = (investigation.period.from.clone(), investigation.period.to.clone());
    let years = |origin: Option<Origin>| -> Vec<(i32, bool)> {
        let mut out: Vec<(i32, bool)> = facts
            .iter()
            .filter(|f| f.in_scope && origin.is_none_or(|o| f.origin == o))
            .filter_map(|f| f.cell.get(&Dimension::Year)?.first())
            .filter_map(|y| Some((y.get(..4)?.parse().ok()?, y.contains('/'))))
            .collect();
        out.sort_unstable();
        out
    };
    let all = years(None);
    let stated = years(Some(Origin::Stated));
    let financial = !all.is_empty() && all.iter().all(|(_, f)| *f);
    let (first, last) = match (stated.first(), stated.last()) {
        (Some(first), Some(last)) if stated.len() > 1 => (first.0, last.0),
        _ => (investigation.period.first_year(), investigation.period.last_year()),
    };
    if financial {
        return (format!("{first}-04-01"), format!("{}-03-31", last + 1));
    }
    if stated.len() < 2 || stated.iter().any(|(_, f)| *f) {
        return asked;
    }
    // Whole years asked about keep the days of the request at either end.
    let from =
        if first == investigation.period.first_year() { asked.0 } else { format!("{first}-01-01") };
    let to =
        if last == investigation.period.last_year() { asked.1 } else { format!("{last}-12-31") };
    (from, to)
}
