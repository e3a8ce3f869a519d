//! Years: the outcomes the law knew in them, their order in a table, and the period asked.

use std::collections::{BTreeMap, BTreeSet};

use super::{Book, doubt};
use crate::model::count::Count;
use crate::model::fact::Check;
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Cell, Dimension, Origin};
use crate::reconcile::facts::name;

/// Outcomes with the first calendar year they could be counted for. Complaints made from 1 February
/// 2020 end in "service acceptable" and its like (Police Reform Act 2002 as amended by the Policing
/// and Crime Act 2017; Police (Complaints and Misconduct) Regulations 2020).
const SINCE: &[(&str, i32)] = &[("service_acceptable", 2020), ("service_not_acceptable", 2020)];

fn first_year(value: &BTreeSet<String>) -> Option<i32> {
    value.iter().next()?.get(..4)?.parse().ok()
}

/// The last calendar year a value covers: 2020 for "2019/20".
fn last_year(value: &BTreeSet<String>) -> Option<i32> {
    let financial = value.iter().next()?.contains('/');
    first_year(value).map(|y| y + i32::from(financial))
}

/// Outcomes before their time.
pub(super) fn possible(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut out = Vec::new();
    for (at, f) in book.plain().filter(|(_, f)| f.count.min > 0) {
        let (Some(set), Some(year)) =
            (f.cell.get(&Dimension::Outcome), f.cell.get(&Dimension::Year).and_then(last_year))
        else {
            continue;
        };
        let since =
            SINCE.iter().filter(|(c, _)| set.len() == 1 && set.contains(*c)).map(|(_, y)| *y).max();
        let Some(since) = since else { continue };
        let holds = year >= since;
        if !holds {
            let message = format!(
                "{} of {} for {year}: the law knows this outcome since {since}",
                f.count,
                name(&f.cell)
            );
            let mut finding = doubt(Code::ImpossibleOutcome, message, at, book);
            finding.effect = Some(f.count.max);
            review.push(finding);
        }
        out.push(Check {
            kind: "outcome_possible",
            holds,
            total: f.count,
            parts: f.count,
            facts: vec![f.id.clone()],
            note: Some(format!("since {since}")),
        });
    }
    out
}

/// Years of one table in one direction. Blank cells leave out years and turn nothing round.
pub(super) fn in_order(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut groups: BTreeMap<usize, Vec<Met>> = BTreeMap::new();
    for (i, o) in book.inside() {
        // A sentence may name its years in any order.
        if o.origin == Origin::Stated
            && !o.quote.trim_end().ends_with('.')
            && let Some(year) = o.cell.get(&Dimension::Year).and_then(first_year)
            && book.merged.fact_of[i].is_some()
        {
            let mut rest = o.cell.clone();
            rest.remove(&Dimension::Year);
            groups.entry(o.group).or_default().push(Met { year, at: i, rest });
        }
    }
    let mut out = Vec::new();
    for group in groups.values() {
        let steps = steps(group);
        let years: BTreeSet<i32> = group.iter().map(|m| m.year).collect();
        if years.len() < 3 || steps.len() < 2 {
            continue;
        }
        let rising = steps.iter().filter(|(a, b)| a.year < b.year).count();
        let holds = rising == 0 || rising == steps.len();
        let mostly = rising * 2 >= steps.len();
        let odd = steps.iter().find(|(a, b)| (a.year < b.year) != mostly);
        let (before, at) = odd.map_or((steps[0].0, steps[0].1), |s| (s.0, s.1));
        let Some(fact) = book.merged.fact_of[at.at] else { continue };
        if !holds {
            let message = format!(
                "in this table {} stands after {} where most years run the other way: were headings swapped?",
                at.year, before.year
            );
            review.push(doubt(Code::AmbiguousReading, message, fact, book));
        }
        out.push(Check {
            kind: "years_in_order",
            holds,
            total: Count::exact(steps.len() as u64),
            parts: Count::exact(rising as u64),
            facts: vec![book.merged.facts[fact].id.clone()],
            note: None,
        });
    }
    out
}

/// A year as a table shows it.
struct Met {
    year: i32,
    /// Index of the observation.
    at: usize,
    /// Its cell but for the year.
    rest: Cell,
}

/// Neighbouring years: those of figures that differ in nothing else, else of the rows in the order
/// in which each year is first met. A year that is met again opens another row or block ("sub-total"
/// and "grand total" under one head), and no step leads into it.
fn steps(group: &[Met]) -> Vec<(&Met, &Met)> {
    let mut alike: BTreeMap<&Cell, Vec<&Met>> = BTreeMap::new();
    for met in group {
        alike.entry(&met.rest).or_default().push(met);
    }
    let mut along = Vec::new();
    for row in alike.values() {
        let mut run: BTreeSet<i32> = BTreeSet::new();
        for (k, met) in row.iter().enumerate() {
            let next = k > 0 && row[k - 1].year == met.year;
            if run.insert(met.year) {
                along.extend((k > 0).then(|| (row[k - 1], *met)));
            } else if !next {
                run = BTreeSet::from([met.year]);
            }
        }
    }
    if !along.is_empty() {
        return along;
    }
    let mut seen = BTreeSet::new();
    let met: Vec<&Met> = group.iter().filter(|m| seen.insert(m.year)).collect();
    met.windows(2).map(|w| (w[0], w[1])).collect()
}

/// Years answered against years asked; a difference is told in the check and needs no decision.
pub(super) fn covered(book: &Book<'_>, _: &mut Vec<Finding>) -> Vec<Check> {
    let mut years: BTreeMap<i32, String> = BTreeMap::new();
    let mut ids = Vec::new();
    let mut financial = 0;
    for (_, f) in book.plain().filter(|(_, f)| f.cell.len() == 1) {
        let Some(value) = f.cell.get(&Dimension::Year) else { continue };
        let Some(year) = first_year(value) else { continue };
        financial += usize::from(value.iter().any(|v| v.contains('/')));
        years.insert(year, value.iter().next().cloned().unwrap_or_default());
        ids.push(f.id.clone());
    }
    if years.is_empty() {
        return Vec::new();
    }
    let period = &book.investigation.period;
    let asked: Vec<i32> = (period.first_year()..=period.last_year()).collect();
    let missing: Vec<String> =
        asked.iter().filter(|y| !years.contains_key(y)).map(ToString::to_string).collect();
    let mut notes = Vec::new();
    if !missing.is_empty() {
        notes.push(format!("no figure for {}", missing.join(", ")));
    }
    if financial > 0 {
        notes.push("financial years where calendar years were asked".to_string());
    }
    let said: Vec<String> = years.into_values().collect();
    notes.push(format!("answered: {}", said.join(", ")));
    vec![Check {
        kind: "period_covered",
        holds: missing.is_empty() && financial == 0,
        total: Count::exact(asked.len() as u64),
        parts: Count::exact((asked.len() - missing.len()) as u64),
        facts: ids,
        note: Some(notes.join("; ")),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(rows: &[(&str, i32)]) -> Vec<Met> {
        let rest =
            |label: &str| Cell::from([(Dimension::Outcome, BTreeSet::from([label.to_string()]))]);
        rows.iter()
            .enumerate()
            .map(|(at, (label, year))| Met { year: *year, at, rest: rest(label) })
            .collect()
    }

    fn runs(group: &[Met]) -> (usize, usize) {
        let steps = steps(group);
        (steps.iter().filter(|(a, b)| a.year < b.year).count(), steps.len())
    }

    #[test]
    fn blank_cells_and_blocks_turn_no_years_round() {
        // A first row that begins in 2018, a second with the years before it.
        let group = met(&[("a", 2018), ("a", 2020), ("b", 2016), ("b", 2017), ("b", 2019)]);
        assert_eq!(runs(&group), (3, 3));
        // Two blocks of years side by side.
        let group = met(&[("a", 2016), ("a", 2020), ("b", 2016), ("b", 2020), ("a", 2021)]);
        assert_eq!(runs(&group), (3, 3));
    }

    #[test]
    fn a_year_met_again_opens_another_row() {
        let rows = met(&[("a", 2016), ("a", 2017), ("a", 2018), ("a", 2017), ("a", 2018)]);
        assert_eq!(runs(&rows), (3, 3));
        // A year said once more, elsewhere in a list that runs down.
        let rows = met(&[("a", 2018), ("a", 2017), ("a", 2016), ("a", 2018)]);
        assert_eq!(runs(&rows), (0, 2));
    }

    #[test]
    fn swapped_headings_are_seen_in_rows_and_columns() {
        let along = met(&[("a", 2016), ("a", 2018), ("a", 2017), ("a", 2019)]);
        assert_eq!(runs(&along), (2, 3));
        let down = met(&[("a", 2016), ("b", 2018), ("c", 2017), ("d", 2019)]);
        assert_eq!(runs(&down), (2, 3));
    }
}
