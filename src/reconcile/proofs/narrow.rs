//! Suppressed cells narrowed by the sums they stand in. The narrowed values serve to find a
//! contradiction and are dropped here: a value recovered by subtraction is not the force's figure,
//! and may point at a person.

use super::Book;
use crate::model::count::Count;
use crate::model::fact::Check;
use crate::model::finding::{Code, Finding};
use crate::model::text::Text;

/// Rounds of narrowing; each may only shrink a bound, and tables are small.
const ROUNDS: usize = 12;

/// Can the suppressed cells take values that fit every sum?
pub(super) fn fit(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    let m = book.merged;
    let inside = |i: usize| m.observations[i].out_of_scope.is_none();
    let claims: Vec<(usize, &[usize])> = m
        .claims
        .iter()
        .filter(|c| inside(c.total) && c.parts.iter().all(|&p| inside(p)))
        .map(|c| (c.total, c.parts.as_slice()))
        .collect();
    let open = |i: usize| !m.observations[i].count.is_exact();
    if !claims.iter().any(|(t, p)| open(*t) || p.iter().any(|&i| open(i))) {
        return Vec::new();
    }
    // Sums that fail by themselves are doubted by themselves.
    let sum = |parts: &[usize], v: &[Count]| parts.iter().map(|&p| v[p]).sum::<Count>();
    let mut values: Vec<Count> = m.observations.iter().map(|o| o.count).collect();
    let sound: Vec<&(usize, &[usize])> =
        claims.iter().filter(|(t, p)| sum(p, &values).overlaps(values[*t])).collect();
    for _ in 0..ROUNDS {
        let before = values.clone();
        for (total, parts) in &sound {
            if let Err(at) = narrow(*total, parts, &mut values) {
                return vec![contradiction(book, at, review)];
            }
        }
        if values == before {
            break;
        }
    }
    let ids: Vec<Text> = sound
        .iter()
        .flat_map(|(t, p)| std::iter::once(t).chain(p.iter()))
        .filter(|i| open(**i))
        .filter_map(|&i| m.fact_of[i])
        .map(|f| m.facts[f].id.clone())
        .collect();
    let (total, parts) = (Count::ZERO, Count::ZERO);
    vec![Check { kind: "suppressed_cells_fit", holds: true, total, parts, facts: ids, note: None }]
}

/// Narrows one sum; the observation whose bounds cross is the error.
fn narrow(total: usize, parts: &[usize], values: &mut [Count]) -> Result<(), usize> {
    let sum: Count = parts.iter().map(|&p| values[p]).sum();
    cut(total, sum, values)?;
    let whole = values[total];
    for &p in parts {
        let others: Count = parts.iter().filter(|&&q| q != p).map(|&q| values[q]).sum();
        let least = whole.min.saturating_sub(others.max);
        let Some(most) = whole.max.checked_sub(others.min) else { return Err(p) };
        if least > most {
            return Err(p);
        }
        cut(p, Count { min: least, max: most }, values)?;
    }
    Ok(())
}

fn cut(at: usize, to: Count, values: &mut [Count]) -> Result<(), usize> {
    let v = values[at];
    let cut = Count { min: v.min.max(to.min), max: v.max.min(to.max) };
    if cut.min > cut.max {
        return Err(at);
    }
    values[at] = cut;
    Ok(())
}

fn contradiction(book: &Book<'_>, at: usize, review: &mut Vec<Finding>) -> Check {
    let o = &book.merged.observations[at];
    let message = format!(
        "no value of the suppressed cells satisfies every sum; they meet in `{}` ({})",
        o.label, o.count
    );
    let mut finding = Finding::new(Code::TotalMismatch, message).at(&o.place, o.quote.clone());
    finding.file = o.file.clone();
    finding.facts = book.merged.fact_of[at].into_iter().collect();
    review.push(finding);
    let facts = book.merged.fact_of[at].iter().map(|&f| book.merged.facts[f].id.clone()).collect();
    Check {
        kind: "suppressed_cells_fit",
        holds: false,
        total: o.count,
        parts: o.count,
        facts,
        note: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sums_may_contradict_where_each_alone_holds() {
        // a + b = 10 with a = 1..4 gives b >= 6; b + c = 5 cannot be then.
        let mut v = vec![
            Count::exact(10),
            Count::range(1, 4),
            Count::range(1, 9),
            Count::exact(5),
            Count::range(1, 4),
        ];
        assert_eq!(narrow(0, &[1, 2], &mut v), Ok(()));
        assert_eq!(v[2], Count::range(6, 9));
        assert!(narrow(3, &[2, 4], &mut v).is_err());
    }
}
