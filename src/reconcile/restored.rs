//! "All matters" over a table may be those of every kind, or all that were counted. Where a split of such a table
//! comes to the total that the answer states, it is the answer's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::facts::Merged;
use crate::model::count::Count;
use crate::model::observation::{Dimension, Observation};
use crate::pattern::pattern;

/// Takes back into the answer the tables that were left out for such words alone.
pub fn restore(merged: &mut Merged) {
    static ALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^about `all (?:the )?(?:matters|allegations|complaints|cases|claims)`$")
    });
    let left_out = |o: &Observation| o.out_of_scope.as_deref().is_some_and(|why| ALL.is_match(why));
    let inside = |o: &&Observation| o.out_of_scope.is_none();
    let totals: BTreeSet<u64> = merged
        .observations
        .iter()
        .filter(inside)
        .filter(|o| o.cell.is_empty() && o.count.is_exact() && o.count.max > 1)
        .map(|o| o.count.max)
        .collect();
    let mut splits: BTreeMap<(usize, &Dimension), (Count, usize)> = BTreeMap::new();
    for o in merged.observations.iter().filter(|o| left_out(o) && o.cell.len() == 1) {
        for dimension in o.cell.keys() {
            let split = splits.entry((o.group, dimension)).or_insert((Count::ZERO, 0));
            *split = (split.0 + o.count, split.1 + 1);
        }
    }
    let proved: BTreeSet<usize> = splits
        .iter()
        .filter(|(_, (sum, parts))| sum.is_exact() && *parts > 1 && totals.contains(&sum.max))
        .map(|((group, _), _)| *group)
        .collect();
    for o in merged.observations.iter_mut() {
        if proved.contains(&o.group) && left_out(o) {
            o.out_of_scope = None;
        }
    }
}
