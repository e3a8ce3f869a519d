//! Corrections of facts: found by file, place and old reading; changed with the old value kept.

use std::collections::BTreeSet;

use super::{CORRECTED, is_at};
use crate::model::correction::{Action, Correction, Number, Values};
use crate::model::count::Count;
use crate::model::fact::{Change, Evidence, Fact, Return};
use crate::model::finding::{Code, Finding};
use crate::model::locator::{BBox, Locator};
use crate::model::observation::{Cell, Dimension, Unit};
use crate::model::text::Text;

/// What a correction would do, in words.
pub(super) fn intent(c: &Correction) -> String {
    let reading = c.reading.as_deref().unwrap_or_default();
    let count = c.count.map(|n| count_of(n).to_string()).unwrap_or_default();
    match c.action {
        Action::Accept => {
            let code = c.code.as_deref().map_or(String::new(), |c| format!("`{c}` "));
            format!("accept {code}`{reading}`")
        }
        Action::Replace => format!("replace `{reading}` by `{count}`"),
        Action::Add => {
            format!("add {count} `{}`", c.quote.as_deref().unwrap_or_default())
        }
        Action::Drop => format!("drop `{reading}`"),
        Action::Status => format!("status `{}`", c.status.as_deref().unwrap_or_default()),
        Action::Label => format!("label `{}`", c.label.as_deref().unwrap_or_default()),
        Action::Role => format!("role `{}`", c.role.as_deref().unwrap_or_default()),
    }
}

fn count_of(n: Number) -> Count {
    match n {
        Number::Exact(n) => Count::exact(n),
        Number::Range { min, max } => Count::range(min, max),
    }
}

fn cell_of(dimensions: &std::collections::BTreeMap<String, Values>) -> Cell {
    dimensions
        .iter()
        .map(|(name, v)| (Dimension::parse(name), v.all().into_iter().collect::<BTreeSet<_>>()))
        .collect()
}

/// A reading as it was before any correction, so that the order of two does not matter.
fn as_read(f: &Fact) -> String {
    match f.correction.as_ref().and_then(|c| c.old.as_ref()) {
        Some((unit, cell, count)) => {
            Fact { unit: *unit, cell: cell.clone(), count: *count, ..f.clone() }.reading()
        }
        None => f.reading(),
    }
}

/// True when a fact stands at the correction's place and reads as it quotes.
pub(super) fn is_meant(c: &Correction, path: &str, f: &Fact) -> bool {
    stands_there(c, path, f) && c.reading.as_deref() == Some(as_read(f).as_str())
}

fn stands_there(c: &Correction, path: &str, f: &Fact) -> bool {
    f.evidence.iter().any(|e| e.file == path && is_at(c, &e.place))
}

/// The fact that is meant, or why there is none.
fn meant(c: &Correction, path: &str, one: &Return) -> Result<usize, String> {
    if let Some(i) = one.facts.iter().position(|f| is_meant(c, path, f)) {
        return Ok(i);
    }
    let there: Vec<String> =
        one.facts.iter().filter(|f| stands_there(c, path, f)).map(as_read).collect();
    Err(if there.is_empty() {
        "nothing is read at that place now".into()
    } else {
        format!("what is read there now is `{}`", there.join("`, `"))
    })
}

fn change(c: &Correction, f: &mut Fact) {
    let old = match f.correction.take().and_then(|c| c.old) {
        Some(old) => old,
        None => (f.unit, f.cell.clone(), f.count),
    };
    f.correction = Some(Box::new(Change { old: Some(old), by: c.by() }));
    f.origin = CORRECTED;
}

/// Marks a fact whose label a person explained. What it would have been is "other".
pub(super) fn mark_label(c: &Correction, f: &mut Fact) {
    let was: BTreeSet<String> =
        c.reading.as_deref().unwrap_or("other").split(" or ").map(str::to_string).collect();
    let mut cell = f.cell.clone();
    cell.insert(Dimension::Outcome, was);
    f.correction = Some(Box::new(Change { old: Some((f.unit, cell, f.count)), by: c.by() }));
    f.origin = CORRECTED;
}

pub(super) fn replace(c: &Correction, path: &str, one: &mut Return) -> Result<String, String> {
    let i = meant(c, path, one)?;
    let f = &mut one.facts[i];
    let was = f.reading();
    change(c, f);
    if let Some(n) = c.count {
        f.count = count_of(n);
    }
    if let Some(unit) = c.unit.as_deref().and_then(Unit::parse) {
        f.unit = unit;
    }
    if let Some(dimensions) = &c.dimensions {
        f.cell = cell_of(dimensions);
    }
    let done = format!("{}: `{was}` becomes `{}`", f.id, f.reading());
    one.review.retain(|r| !is_only_about(r, i));
    Ok(done)
}

pub(super) fn drop(c: &Correction, path: &str, one: &mut Return) -> Result<String, String> {
    let i = meant(c, path, one)?;
    let f = &mut one.facts[i];
    let was = f.reading();
    change(c, f);
    f.in_scope = false;
    f.scope_note = Some(format!("dropped by {}: {}", c.who, c.why));
    let done = format!("{}: `{was}` is no figure", f.id);
    one.review.retain(|r| !is_only_about(r, i));
    Ok(done)
}

pub(super) fn add(c: &Correction, path: &str, one: &mut Return) -> Result<String, String> {
    let place = place_of(c).ok_or("it names no place")?;
    let cell = c.dimensions.as_ref().map(cell_of).unwrap_or_default();
    let unit = c.unit.as_deref().and_then(Unit::parse);
    let unit = unit.or_else(|| one.facts.first().map(|f| f.unit)).unwrap_or(Unit::Allegation);
    let count = c.count.map(count_of).unwrap_or_default();
    let rival = one.facts.iter().find(|f| f.in_scope && f.cell == cell && f.unit == unit);
    if let Some(f) = rival {
        return Err(format!("the program reads it now, as {} `{}`", f.id, f.reading()));
    }
    let quote = c.quote.clone().unwrap_or_default();
    let f = Fact {
        id: Text::shared(&format!("f{}", one.facts.len() + 1)),
        unit,
        cell,
        count,
        label: quote.clone().into(),
        origin: CORRECTED,
        in_scope: true,
        scope_note: None,
        evidence: vec![Evidence { file: path.into(), place, quote: quote.into() }],
        correction: Some(Box::new(Change { old: None, by: c.by() })),
    };
    let done = format!("{}: `{}` is added", f.id, f.reading());
    one.facts.push(f);
    Ok(done)
}

pub(super) fn accept(c: &Correction, path: &str, one: &mut Return) -> Result<String, String> {
    // A doubt about no fact (a table that could not be read) is named by its code and its words.
    let code = c.code.as_deref();
    let of_code = |r: &Finding| code.is_none_or(|id| r.code.id() == id);
    if let (Some(id), Some(reading)) = (code, c.reading.as_deref())
        && let Some(k) = one
            .review
            .iter()
            .position(|r| r.code.id() == id && r.message == reading && r.file == path)
    {
        let gone = one.review.remove(k);
        return Ok(format!("`{id}` is settled: {}", gone.message));
    }
    let i = meant(c, path, one)?;
    let before = one.review.len();
    one.review.retain(|r| !(of_code(r) && is_about(r, i)));
    let settled = before - one.review.len();
    let f = &one.facts[i];
    Ok(format!("{}: `{}` is right; {settled} doubts are settled", f.id, f.reading()))
}

fn is_about(r: &Finding, fact: usize) -> bool {
    r.facts.contains(&fact)
}

/// Doubts that a new reading settles: those about this fact and no other, sums apart, which are
/// checked again.
fn is_only_about(r: &Finding, fact: usize) -> bool {
    r.facts == [fact] && r.code != Code::TotalMismatch
}

fn place_of(c: &Correction) -> Option<Locator> {
    if let (Some(page), Some(b)) = (c.page, c.bbox) {
        let [x0, y0, x1, y1] = b.map(|v| v as f32);
        return Some(Locator::Page { page, bbox: BBox { x0, y0, x1, y1 } });
    }
    if let (Some(sheet), Some(cell)) = (&c.sheet, &c.cell) {
        let (from, to) = crate::model::locator::range(cell)?;
        // The position of the sheet is not known here; its name tells it.
        return Some(Locator::Cells { sheet_index: 0, sheet: sheet.as_str().into(), from, to });
    }
    c.line.map(Locator::Line).or(c.paragraph.map(Locator::Paragraph))
}
