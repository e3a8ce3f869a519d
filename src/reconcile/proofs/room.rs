//! Where the other values of a dimension take up the whole, none is left for a part: "All eight were made by
//! the public" beside two internal ones in 2017.

use super::{Book, doubt};
use crate::model::count::Count;
use crate::model::fact::{Check, Fact};
use crate::model::finding::{Code, Finding};
use crate::model::observation::Dimension;
use crate::reconcile::checks::gap;
use crate::reconcile::facts::name;

/// Dimensions of which every record has one value.
const PARTED: &[Dimension] =
    &[Dimension::Source, Dimension::OfficerSex, Dimension::ComplainantSex, Dimension::Duty];

/// No part of a value for which the others leave no room.
pub(super) fn left(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    let mut out = Vec::new();
    for (at, part) in book.plain().filter(|(_, f)| f.cell.len() > 1 && f.count.min > 0) {
        let Some((whole, full)) = PARTED.iter().find_map(|d| taken(book, part, d)) else {
            continue;
        };
        let message = format!(
            "{} is {}, though {} is all that was counted ({})",
            name(&part.cell),
            part.count,
            name(&full.cell),
            full.count
        );
        let mut finding = doubt(Code::TotalMismatch, message, at, book);
        finding.effect = Some(gap(part.count, Count::ZERO));
        review.push(finding);
        out.push(Check {
            kind: "room_left",
            holds: false,
            total: whole.count,
            parts: full.count,
            facts: vec![whole.id.clone(), full.id.clone(), part.id.clone()],
            note: Some(format!("no room for {}", name(&part.cell))),
        });
    }
    out
}

/// The total and the other value of a dimension that takes all of it up.
fn taken<'a>(
    book: &'a Book<'_>,
    part: &Fact,
    dimension: &Dimension,
) -> Option<(&'a Fact, &'a Fact)> {
    let own = part.cell.get(dimension)?;
    let exact = book.plain().map(|(_, f)| f).filter(|f| f.unit == part.unit && f.count.is_exact());
    let (whole, margins): (Vec<&Fact>, Vec<&Fact>) =
        exact.filter(|f| f.cell.len() <= 1).partition(|f| f.cell.is_empty());
    let whole = whole.into_iter().next().filter(|f| f.count != Count::ZERO)?;
    let values = || margins.iter().filter_map(|f| Some((*f, f.cell.get(dimension)?)));
    let (full, _) = values().find(|(f, value)| *value != own && f.count == whole.count)?;
    // Where the value has a figure of its own, other checks speak.
    let stated = values().any(|(_, value)| value == own);
    (!stated).then_some((whole, full))
}
