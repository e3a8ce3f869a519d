//! A number whose words do not say what it counts ("There were seven", "25 of them are relevant", "this
//! makes eight altogether") is the total when the document states no other and one of its splits
//! adds up to it.

use std::collections::BTreeMap;

use crate::extract::output::Gathered;
use crate::model::count::Count;
use crate::model::finding::Code;
use crate::model::observation::{Cell, Dimension, Observation, Origin};

/// Fewest parts that prove a total: one part is the number itself, said again.
const PARTS: usize = 2;
/// Smallest total that is proved so; two ones make a two too often.
const LEAST: u64 = 3;

/// Takes the first of the numbers that a split adds up to for the total.
pub(super) fn take_total(candidates: Vec<Observation>, out: &mut Gathered) {
    let whole = |o: &&Observation| o.out_of_scope.is_none() && o.cell.is_empty() && !of_people(o);
    if out.observations.iter().any(|o| whole(&o)) {
        return;
    }
    let splits = splits(out);
    let proved = candidates.into_iter().find(|o| {
        let n = o.count.max;
        n >= LEAST && splits.iter().any(|(sum, parts)| *parts >= PARTS && *sum == o.count)
    });
    let Some(mut total) = proved else { return };
    total.cell = Cell::new();
    let doubt = format!("`{}` stands near", total.label);
    out.findings.retain(|f| f.code != Code::UnexplainedNumber || !f.message.starts_with(&doubt));
    out.push(total);
}

fn of_people(o: &Observation) -> bool {
    o.unit.is_some_and(|u| u.is_person())
}

/// What the values of each dimension add up to, and how many they are; each value counts once.
fn splits(out: &Gathered) -> Vec<(Count, usize)> {
    let mut by: BTreeMap<&Dimension, BTreeMap<String, Count>> = BTreeMap::new();
    for o in out.observations.iter().filter(|o| o.out_of_scope.is_none()) {
        let ([(dimension, value)], Origin::Stated) =
            (&o.cell.iter().collect::<Vec<_>>()[..], o.origin)
        else {
            continue;
        };
        if matches!(dimension, Dimension::Extra(_) | Dimension::AllegationType) {
            continue;
        }
        by.entry(dimension).or_default().entry(format!("{value:?}")).or_insert(o.count);
    }
    by.into_values()
        .map(|values| {
            let several = values.values().filter(|c| c.max > 0).count();
            (values.into_values().sum(), several)
        })
        .collect()
}
