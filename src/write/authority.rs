//! `authorities/<id>.json`: what one public authority said.

use std::collections::BTreeMap;

use super::contract::{
    AuthorityName, By, Check, Correction, Evidence, Fact, FileEntry, Old, Period, Refusal, Return,
    ReviewItem, SCHEMA_VERSION, Value,
};
use super::summary::Roll;
use crate::model::fact::{FileEntry as ModelFile, Return as ModelReturn};
use crate::model::observation::{Cell, Dimension, Origin};
use crate::model::text::Text;
use crate::normalise::authority::Register;

/// A return in the form of the contract.
pub fn of(one: &ModelReturn, register: &Register, roll: &Roll<'_>) -> Return {
    let uses = super::summary::uses(one, roll);
    let known = register.get(&one.authority);
    Return {
        schema_version: SCHEMA_VERSION,
        authority: AuthorityName {
            id: one.authority.clone(),
            name: known.map_or(one.authority.clone(), |a| a.name.to_string()),
            nation: known.map_or(String::new(), |a| a.nation.to_string()),
            region: known.map_or(String::new(), |a| a.region.to_string()),
        },
        status: one.status.name().to_string(),
        refusal: one.refusal.as_ref().map(|r| Refusal {
            act: r.act.to_string(),
            sections: r.sections.clone(),
            reason: r.reason.clone(),
            evidence: r.evidence.iter().map(Evidence::from).collect(),
        }),
        reference: one.reference.clone(),
        dated: one.dated.clone(),
        period: Period { from: one.period.0.clone(), to: one.period.1.clone() },
        files: one.files.iter().map(file).collect(),
        facts: one.facts.iter().map(|f| fact(f, &uses)).collect(),
        checks: one
            .checks
            .iter()
            .map(|c| Check {
                kind: c.kind.to_string(),
                holds: c.holds,
                total: c.total.into(),
                parts: c.parts.into(),
                facts: c.facts.iter().map(Text::to_string).collect(),
                note: c.note.clone(),
            })
            .collect(),
        review: one.review.iter().map(ReviewItem::of).collect(),
        corrections: one.corrections.iter().map(correction).collect(),
    }
}

/// A correction in the form of the contract.
pub fn correction(c: &crate::model::correction::Applied) -> Correction {
    Correction {
        action: c.action.name().to_string(),
        by: By::from(&c.by),
        what: c.what.clone(),
        stale: c.stale.clone(),
    }
}

/// A file in the form of the contract.
pub fn file(f: &ModelFile) -> FileEntry {
    FileEntry {
        path: f.path.to_string(),
        container: f.container.clone(),
        sha256: f.sha256.clone(),
        format: f.format.clone(),
        role: f.role.name().to_string(),
        pages: f.pages,
        why: f.why.clone(),
    }
}

fn fact(f: &crate::model::fact::Fact, uses: &BTreeMap<String, Vec<String>>) -> Fact {
    Fact {
        id: f.id.to_string(),
        unit: f.unit.name().to_string(),
        dimensions: dimensions(&f.cell),
        count: f.count.into(),
        label: f.label.to_string(),
        origin: origin(f.origin).to_string(),
        in_scope: f.in_scope,
        scope_note: f.scope_note.clone(),
        evidence: f.evidence.iter().map(Evidence::from).collect(),
        counts_in: uses.get(f.id.as_str()).cloned().unwrap_or_default(),
        old: f.correction.as_ref().and_then(|c| c.old.as_ref()).map(|(unit, cell, count)| Old {
            count: (*count).into(),
            unit: unit.name().to_string(),
            dimensions: dimensions(cell),
        }),
        corrected: f.correction.as_ref().map(|c| By::from(&c.by)),
    }
}

/// "stated" or "derived".
pub fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Stated => "stated",
        Origin::Derived => "derived",
        Origin::Corrected => "corrected",
    }
}

fn dimensions(cell: &Cell) -> BTreeMap<String, Value> {
    cell.iter()
        .map(|(d, v)| {
            let value = match d {
                Dimension::Outcome => Value::Set(v.iter().cloned().collect()),
                _ => Value::One(v.iter().next().cloned().unwrap_or_default()),
            };
            (d.name().to_string(), value)
        })
        .collect()
}
