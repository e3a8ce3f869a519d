//! Printed percentages against the counts beside them. What a percentage is a share of is learned
//! from the column itself: where most of its cells are the share of one total, the others are
//! doubted.

use std::collections::BTreeMap;

use super::Book;
use crate::model::fact::Check;
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::model::observation::{Observation, SetAside};

/// A printed percentage is rounded, to a whole number at worst; half a point either side, and a
/// little for shares that were made to add up to 100.
const ROUNDING: f64 = 1.0;
/// Fewest percentages of a column for it to teach anything.
const FEWEST: usize = 3;

/// One percentage with the counts of its row.
struct Share<'a> {
    value: f64,
    aside: &'a SetAside,
    counts: Vec<usize>,
}

/// Percentages against counts.
pub(super) fn fit(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut columns: BTreeMap<(String, u32, u32), Vec<Share<'_>>> = BTreeMap::new();
    for f in book.files {
        for aside in &f.extraction.gathered.asides {
            let Some(value) = percentage(&aside.text) else { continue };
            let Some(key) = column_of(&aside.place) else { continue };
            let counts = book
                .inside()
                .filter(|(_, o)| o.file == f.entry.path && same_row(&o.place, &aside.place))
                .filter(|(_, o)| o.count.is_exact())
                .map(|(i, _)| i)
                .collect();
            let share = Share { value, aside, counts };
            columns.entry((f.entry.path.to_string(), key.0, key.1)).or_default().push(share);
        }
    }
    let mut out = Vec::new();
    for ((file, ..), shares) in columns {
        let shares: Vec<Share<'_>> = shares.into_iter().filter(|s| !s.counts.is_empty()).collect();
        if shares.len() >= FEWEST {
            out.extend(column(book, &file, &shares, review));
        }
    }
    out
}

fn column(
    book: &Book<'_>,
    file: &str,
    shares: &[Share<'_>],
    review: &mut Vec<Finding>,
) -> Vec<Check> {
    let seen = &book.merged.observations;
    let mut totals: Vec<u64> =
        book.inside().filter(|(_, o)| o.count.is_exact()).map(|(_, o)| o.count.max).collect();
    totals.sort_unstable();
    totals.dedup();
    let right = |s: &Share<'_>, total: u64| {
        s.counts.iter().any(|&i| is_share(s.value, seen[i].count.max, total))
    };
    let best = totals
        .iter()
        .filter(|t| **t > 0)
        .map(|&t| (shares.iter().filter(|s| right(s, t)).count(), t))
        .max();
    let Some((agree, total)) = best else { return Vec::new() };
    // Most must agree, and more than one must differ from nought and all.
    let telling = shares.iter().filter(|s| s.value > 0.0 && s.value < 100.0).count();
    if agree * 3 < shares.len() * 2 || telling < 2 {
        return Vec::new();
    }
    let mut out = Vec::new();
    for s in shares {
        let holds = right(s, total);
        let nearest = s.counts.iter().copied().min_by_key(|&i| {
            (seen[i].count.max as f64 * 100.0 / total as f64 - s.value).abs() as u64
        });
        let Some(i) = nearest else { continue };
        if !holds {
            review.push(differs(file, s, &seen[i], total));
        }
        out.push(Check {
            kind: "percentages_fit",
            holds,
            total: crate::model::count::Count::exact(total),
            parts: seen[i].count,
            facts: book.merged.fact_of[i]
                .iter()
                .map(|&f| book.merged.facts[f].id.clone())
                .collect(),
            note: Some(format!("`{}` of {total}", s.aside.text)),
        });
    }
    out
}

fn differs(file: &str, s: &Share<'_>, o: &Observation, total: u64) -> Finding {
    let is = o.count.max as f64 * 100.0 / total as f64;
    let message = format!(
        "{} of {total} is {is:.1} %, printed beside it is `{}` (`{}`)",
        o.count, s.aside.text, o.label
    );
    let mut finding =
        Finding::new(Code::PercentageMismatch, message).at(&s.aside.place, o.quote.clone());
    finding.file = file.into();
    finding.effect = Some(((is - s.value).abs() * total as f64 / 100.0).ceil() as u64);
    finding
}

fn is_share(percent: f64, part: u64, total: u64) -> bool {
    (part as f64 * 100.0 / total as f64 - percent).abs() <= ROUNDING
}

/// "12.5%" as 12.5.
fn percentage(text: &str) -> Option<f64> {
    let number = text.trim().strip_suffix('%')?.trim();
    number.parse::<f64>().ok().filter(|n| (0.0..=100.0).contains(n))
}

/// Sheet or page, and column: for a page the left edge to the nearest ten points.
fn column_of(place: &Locator) -> Option<(u32, u32)> {
    match place {
        Locator::Cells { sheet_index, from, .. } => Some((*sheet_index, from.1)),
        Locator::Page { page, bbox } | Locator::Scan { page, bbox } => {
            Some((*page, (bbox.x1 / 10.0).round() as u32))
        }
        Locator::Line(_) | Locator::Paragraph(_) => None,
    }
}

fn same_row(a: &Locator, b: &Locator) -> bool {
    match (a, b) {
        (
            Locator::Cells { sheet_index: i, from: f, to: t, .. },
            Locator::Cells { sheet_index: j, from: g, .. },
        ) => i == j && f.0 == g.0 && t.0 == f.0,
        (Locator::Page { page: p, bbox: a }, Locator::Page { page: q, bbox: b }) => {
            let middle = (b.y0 + b.y1) / 2.0;
            p == q && a.y0 <= middle && middle <= a.y1 && a.height() < 40.0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded() {
        assert_eq!(percentage("12.5%"), Some(12.5));
        assert_eq!(percentage("12"), None);
        assert_eq!(percentage("140%"), None);
        assert!(is_share(33.0, 1, 3));
        assert!(!is_share(33.0, 2, 3));
    }
}
