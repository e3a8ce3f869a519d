//! Numbers of a scan that may have been misread: the doubt goes onto every figure that rests on
//! them, whether as its count or as the year in its heading. One that no figure rests on is told by
//! itself where it stands in a column of counts, since a figure may be missing for it.

use super::output::Gathered;
use crate::model::document::{Document, Uncertain};
use crate::model::finding::{Code, Finding};
use crate::model::locator::{BBox, Locator};
use crate::model::observation::{Doubt, Observation};

/// Copies the reader's doubts onto observations.
pub fn mark(document: &Document, gathered: &mut Gathered) {
    for u in &document.uncertain {
        let mut used = false;
        for o in &mut gathered.observations {
            if rests_on(o, u) {
                used = true;
                let quote: String = o.quote.chars().take(60).collect();
                o.doubts.push(Doubt {
                    code: Code::UncertainReading,
                    message: format!("`{quote}` on {}: {}", u.place, u.message),
                });
            }
        }
        if !used && u.count {
            gathered.findings.push(
                Finding::new(
                    Code::UncertainReading,
                    format!("a cell in a column of counts on {}: {}", u.place, u.message),
                )
                .at(&u.place, u.text.clone()),
            );
        }
    }
}

fn rests_on(o: &Observation, u: &Uncertain) -> bool {
    let (Locator::Scan { page, bbox }, Locator::Scan { page: p, bbox: b }) = (&o.place, &u.place)
    else {
        return false;
    };
    if page != p {
        return false;
    }
    let digits: String = u.text.chars().filter(char::is_ascii_digit).collect();
    // A year in a heading or row label governs figures that stand elsewhere on the page.
    let governs = digits.len() >= 2
        && o.cell.values().flatten().any(|v| v.contains(&digits) && v.contains(char::is_numeric));
    governs || inside(*bbox, *b) && counts(o, &digits, u)
}

/// A printed line holds other numbers too; only its count matters to a figure.
fn counts(o: &Observation, digits: &str, u: &Uncertain) -> bool {
    let others = o.quote.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).count();
    let Ok(n) = digits.parse::<u64>() else { return true };
    u.count || others <= 1 || n == o.count.min || n == o.count.max || n == o.count.max + 1
}

fn inside(a: BBox, b: BBox) -> bool {
    let (x, y) = ((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0);
    a.x0 <= x && x <= a.x1 && a.y0 <= y && y <= a.y1
}
