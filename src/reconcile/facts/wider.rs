//! Figures that are wider than what was asked, told by arithmetic: a grand total that takes in what a
//! table counts beside it, and background figures ("in 2020 the department handled 738 matters").

use std::collections::{BTreeMap, BTreeSet};

use super::Merged;
use crate::model::observation::{Cell, Observation, Origin};
use crate::reconcile::checks::is_said;

/// Why such a total is no figure of what was asked; the tables' own reader says the same.
const WIDER: &str = "a total that includes counts outside what was asked";

/// A number said in passing is background where it is at least so large ...
const BACKGROUND: u64 = 100;
/// ... and at least so many times the whole that sums prove. A misprint is nearer.
const TIMES_THE_WHOLE: u64 = 10;

/// "Police officers 23, police staff 4, grand total 27": where a table sets aside a row of its own,
/// the figure that is larger by just that row takes it in.
pub(super) fn put_aside(merged: &mut Merged) {
    let mut cells: BTreeMap<(usize, &Cell), Vec<usize>> = BTreeMap::new();
    for (i, o) in merged.observations.iter().enumerate() {
        if o.origin == Origin::Stated && o.count.is_exact() {
            cells.entry((o.group, &o.cell)).or_default().push(i);
        }
    }
    let mut wider = Vec::new();
    for members in cells.values() {
        let of = |inside: bool| {
            let own = members.iter().map(|&i| (i, &merged.observations[i]));
            own.filter(move |(_, o)| o.out_of_scope.is_none() == inside)
        };
        let beside: Vec<u64> = of(false).map(|(_, o)| o.count.min).filter(|n| *n > 0).collect();
        for (i, o) in of(true) {
            let includes = |part: &Observation| {
                o.count.min.checked_sub(part.count.min).is_some_and(|rest| beside.contains(&rest))
            };
            let last = of(true).all(|(j, _)| j <= i);
            // It may open the table and say so.
            let opens =
                of(true).all(|(j, _)| j >= i) && o.label.to_lowercase().starts_with("grand total");
            if (last || opens) && of(true).any(|(j, part)| j != i && includes(part)) {
                wider.push(i);
            }
        }
    }
    for i in wider {
        merged.observations[i].out_of_scope = Some(WIDER.into());
    }
    put_subtotals_aside(merged);
}

/// "Sub-total, finding against the officer 5, all allegations 57": a row that calls itself a sub-total
/// is not the whole where the same table prints a larger one. Where the table sets rows aside, the
/// sub-total may be what was asked and the larger figure the wider one.
fn put_subtotals_aside(merged: &mut Merged) {
    let mixed: BTreeSet<usize> = merged
        .observations
        .iter()
        .filter(|o| o.out_of_scope.is_some() && o.origin == Origin::Stated)
        .map(|o| o.group)
        .collect();
    let stated = |o: &Observation| o.out_of_scope.is_none() && o.origin == Origin::Stated;
    let is_part = |o: &Observation| {
        let lower = o.label.to_lowercase();
        // The group it closes may stand before it in the label.
        ["sub-total", "subtotal", "sub total"].iter().any(|w| lower.contains(w))
    };
    let mut largest: BTreeMap<(usize, &Cell), u64> = BTreeMap::new();
    for o in merged.observations.iter().filter(|o| stated(o) && !is_part(o)) {
        let most = largest.entry((o.group, &o.cell)).or_default();
        *most = (*most).max(o.count.max);
    }
    let parts: Vec<usize> = (0..merged.observations.len())
        .filter(|&i| {
            let o = &merged.observations[i];
            let larger = largest.get(&(o.group, &o.cell)).is_some_and(|most| *most > o.count.max);
            stated(o) && is_part(o) && larger && !mixed.contains(&o.group)
        })
        .collect();
    for i in parts {
        merged.observations[i].out_of_scope =
            Some("a sub-total of rows that are figures themselves".into());
    }
}

/// The largest total that a sum proves.
pub(super) fn proved_total(merged: &Merged, proved: &BTreeMap<usize, usize>) -> Option<u64> {
    let totals = proved.keys().map(|&i| &merged.observations[i]);
    totals.filter(|o| o.out_of_scope.is_none() && o.cell.is_empty()).map(|o| o.count.max).max()
}

/// True for a number of a sentence that is far too large for a part of the whole.
pub(super) fn is_background(o: &Observation, whole: Option<u64>) -> bool {
    let far = |whole: u64| o.count.min >= BACKGROUND.max(whole.saturating_mul(TIMES_THE_WHOLE));
    !o.cell.is_empty() && is_said(o) && whole.is_some_and(far)
}

/// True for a number of a sentence that the same sentence gives to another value of the dimension: it
/// was printed once and counts one of them ("in all 13 public complaints ... not on internal ones").
pub(super) fn is_echo(merged: &Merged, at: usize) -> bool {
    let o = &merged.observations[at];
    let [(dimension, value)] = o.cell.iter().collect::<Vec<_>>()[..] else { return false };
    is_said(o)
        && merged.observations.iter().any(|other| {
            let same = other.place == o.place && other.quote == o.quote && other.count == o.count;
            same && other.cell.get(dimension).is_some_and(|v| v != value)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::count::Count;
    use crate::model::locator::Locator;

    fn seen(count: u64, aside: bool) -> Observation {
        Observation {
            count: Count::exact(count),
            suppressed: false,
            cell: Cell::new(),
            unit: None,
            label: String::new().into(),
            origin: Origin::Stated,
            out_of_scope: aside.then(|| "about `police staff`".to_string()),
            authority: None,
            file: Default::default(),
            place: Locator::Line(1),
            quote: "Total".into(),
            group: 1,
            doubts: Vec::new(),
        }
    }

    fn aside_of(counts: &[(u64, bool)]) -> Vec<bool> {
        let observations = counts.iter().map(|(n, aside)| seen(*n, *aside)).collect();
        let mut merged = Merged { observations, ..Merged::default() };
        put_aside(&mut merged);
        merged.observations.iter().map(|o| o.out_of_scope.is_some()).collect()
    }

    #[test]
    fn a_grand_total_takes_in_the_row_set_aside() {
        assert_eq!(aside_of(&[(23, false), (4, true), (27, false)]), [false, true, true]);
        // Off by one: a misprint, which must be doubted.
        assert_eq!(aside_of(&[(23, false), (4, true), (28, false)]), [false, true, false]);
        // The same number twice takes in nothing.
        assert_eq!(aside_of(&[(23, false), (0, true), (23, false)]), [false, true, false]);
    }

    #[test]
    fn a_sub_total_is_a_part_unless_the_table_sets_rows_aside() {
        let sub = || Observation { label: "Sub-total, upheld / Total".into(), ..seen(5, false) };
        let aside = |rows: Vec<Observation>| -> Vec<bool> {
            let mut merged = Merged { observations: rows, ..Merged::default() };
            put_aside(&mut merged);
            merged.observations.iter().map(|o| o.out_of_scope.is_some()).collect()
        };
        assert_eq!(aside(vec![sub(), seen(57, false)]), [true, false]);
        assert_eq!(aside(vec![sub(), seen(4, true), seen(57, false)]), [false, true, false]);
    }

    #[test]
    fn background_is_far_larger_than_the_whole() {
        let said = |n: u64| Observation {
            cell: Cell::from([(
                crate::model::observation::Dimension::Year,
                ["2020".to_string()].into(),
            )]),
            quote: "In 2020 the department handled 738 matters.".into(),
            ..seen(n, false)
        };
        assert!(is_background(&said(738), Some(6)));
        assert!(!is_background(&said(738), Some(90)) && !is_background(&said(60), Some(5)));
        assert!(!is_background(&said(738), None));
    }
}
