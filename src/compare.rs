//! What differs between two outputs: authorities that came or went, statuses, and facts added, dropped
//! or changed. It compares what was written and opens no source. Ids of facts are no part of it:
//! they follow the order of the places, so one new figure renames all after it.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::write::contract::{Evidence, Fact, Interval, Return, Value};

/// Everything that differs.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct Comparison {
    /// True when nothing differs.
    pub same: bool,
    /// Authorities that stand in both outputs.
    pub authorities: u64,
    /// Facts that are alike in both.
    pub alike: u64,
    /// One entry for each authority that differs, by slug.
    pub differences: Vec<Difference>,
}

/// What differs for one authority.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct Difference {
    /// Slug.
    pub authority: String,
    /// Official name.
    pub name: String,
    /// "old" or "new" when only that output has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_in: Option<&'static str>,
    /// How it answered, where that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Words>,
    /// What it refused, where that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Words>,
    /// Facts that only the new output has.
    pub added: Vec<Stated>,
    /// Facts that only the old output has.
    pub dropped: Vec<Stated>,
    /// Facts of one cell and unit whose count or scope differs.
    pub changed: Vec<Changed>,
}

/// Something said in words, old and new.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Words {
    /// In the old output.
    pub old: String,
    /// In the new one.
    pub new: String,
}

/// A fact that only one output has.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stated {
    /// Its id there.
    pub id: String,
    /// What is counted.
    pub unit: String,
    /// The cell.
    pub dimensions: BTreeMap<String, Value>,
    /// The count.
    pub count: Interval,
    /// Whether it counts.
    pub in_scope: bool,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
}

/// A fact whose count or scope differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Changed {
    /// What is counted.
    pub unit: String,
    /// The cell.
    pub dimensions: BTreeMap<String, Value>,
    /// As the old output has it.
    pub old: Side,
    /// As the new one has it.
    pub new: Side,
}

/// One side of a change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Side {
    /// Its id there.
    pub id: String,
    /// The count.
    pub count: Interval,
    /// Whether it counts.
    pub in_scope: bool,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
}

impl From<&Fact> for Stated {
    fn from(f: &Fact) -> Stated {
        Stated {
            id: f.id.clone(),
            unit: f.unit.clone(),
            dimensions: f.dimensions.clone(),
            count: f.count,
            in_scope: f.in_scope,
            evidence: f.evidence.clone(),
        }
    }
}

impl From<&Fact> for Side {
    fn from(f: &Fact) -> Side {
        Side {
            id: f.id.clone(),
            count: f.count,
            in_scope: f.in_scope,
            evidence: f.evidence.clone(),
        }
    }
}

impl Difference {
    fn is_none(&self) -> bool {
        self.only_in.is_none()
            && self.status.is_none()
            && self.refusal.is_none()
            && self.added.is_empty()
            && self.dropped.is_empty()
            && self.changed.is_empty()
    }
}

/// Compares two outputs; authorities by slug, facts in the order of their cells.
pub fn compare(old: &[Return], new: &[Return]) -> Comparison {
    let by_id = |all: &'_ [Return]| -> BTreeMap<String, usize> {
        all.iter().enumerate().map(|(i, r)| (r.authority.id.clone(), i)).collect()
    };
    let (before, after) = (by_id(old), by_id(new));
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut out = Comparison::default();
    for id in ids {
        let (was, is) = (before.get(id).map(|&i| &old[i]), after.get(id).map(|&i| &new[i]));
        out.authorities += u64::from(was.is_some() && is.is_some());
        let (difference, alike) = of_one(was, is);
        out.alike += alike;
        if !difference.is_none() {
            out.differences.push(difference);
        }
    }
    out.same = out.differences.is_empty();
    out
}

/// One authority, and how many of its facts are alike.
fn of_one(was: Option<&Return>, is: Option<&Return>) -> (Difference, u64) {
    let mut out = Difference::default();
    let Some(named) = is.or(was) else { return (out, 0) };
    out.authority = named.authority.id.clone();
    out.name = named.authority.name.clone();
    out.only_in = match (was, is) {
        (Some(_), None) => Some("old"),
        (None, Some(_)) => Some("new"),
        _ => None,
    };
    if let (Some(was), Some(is)) = (was, is) {
        out.status = differs(in_words(&was.status), in_words(&is.status));
        out.refusal = differs(refusal(was), refusal(is));
    }
    let facts = |r: Option<&Return>| -> BTreeMap<(String, String), Vec<Fact>> {
        let mut cells: BTreeMap<(String, String), Vec<Fact>> = BTreeMap::new();
        for f in r.iter().flat_map(|r| &r.facts) {
            cells.entry(key(f)).or_default().push(f.clone());
        }
        cells
    };
    let (before, mut after) = (facts(was), facts(is));
    let mut alike = 0;
    for (key, olds) in before {
        alike += pair(olds, after.remove(&key).unwrap_or_default(), &mut out);
    }
    out.added.extend(after.values().flatten().map(Stated::from));
    // Both kinds in the order of their cells, whichever pass found them.
    out.added.sort_by_cached_key(order);
    out.dropped.sort_by_cached_key(order);
    (out, alike)
}

fn differs(old: String, new: String) -> Option<Words> {
    (old != new).then_some(Words { old, new })
}

fn in_words(status: &str) -> String {
    status.replace('_', " ")
}

/// "personal data under section 40(2)", or "nothing".
fn refusal(one: &Return) -> String {
    let Some(r) = &one.refusal else { return "nothing".into() };
    let mut sections = r.sections.clone();
    sections.sort();
    match sections.as_slice() {
        [] => in_words(&r.reason),
        [one] => format!("{} under section {one}", in_words(&r.reason)),
        several => format!("{} under sections {}", in_words(&r.reason), several.join(", ")),
    }
}

/// What makes two facts the same question: the cell, then the unit.
fn key(f: &Fact) -> (String, String) {
    (cell(&f.dimensions), f.unit.clone())
}

fn order(s: &Stated) -> (String, String, u64, u64) {
    (cell(&s.dimensions), s.unit.clone(), s.count.min, s.count.max)
}

/// A cell as text: "outcome not_upheld, year 2018"; the total is empty and stands first.
fn cell(dimensions: &BTreeMap<String, Value>) -> String {
    let parts = dimensions.iter().map(|(name, value)| match value {
        Value::One(v) => format!("{name} {v}"),
        Value::Set(v) => format!("{name} {}", v.join(" or ")),
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// Pairs the facts of one cell and unit: those that say the same first, then those that stand at the
/// same place, then the rest in turn. The number of those that say the same.
fn pair(mut olds: Vec<Fact>, mut news: Vec<Fact>, out: &mut Difference) -> u64 {
    let says = |f: &Fact| (f.count.min, f.count.max, f.in_scope);
    let mut alike = 0;
    olds.retain(|old| match news.iter().position(|new| says(new) == says(old)) {
        Some(at) => {
            news.remove(at);
            alike += 1;
            false
        }
        None => true,
    });
    let mut rest = Vec::new();
    for old in olds {
        match news.iter().position(|new| shares_a_place(&old, new)) {
            Some(at) => out.changed.push(changed(&old, &news.remove(at))),
            None => rest.push(old),
        }
    }
    let mut news = news.into_iter();
    for old in rest {
        match news.next() {
            Some(new) => out.changed.push(changed(&old, &new)),
            None => out.dropped.push(Stated::from(&old)),
        }
    }
    out.added.extend(news.map(|f| Stated::from(&f)));
    alike
}

fn changed(old: &Fact, new: &Fact) -> Changed {
    Changed {
        unit: old.unit.clone(),
        dimensions: old.dimensions.clone(),
        old: Side::from(old),
        new: Side::from(new),
    }
}

fn shares_a_place(a: &Fact, b: &Fact) -> bool {
    let place = |e: &Evidence| {
        let corner = e.bbox.map(|[x0, y0, ..]| (x0.round() as i64, y0.round() as i64));
        (e.file.clone(), e.page, corner, e.sheet.clone(), e.cell.clone(), e.line, e.paragraph)
    };
    a.evidence.iter().any(|x| b.evidence.iter().any(|y| place(x) == place(y)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::contract::{AuthorityName, Period, SCHEMA_VERSION};

    fn fact(id: &str, year: &str, count: u64, line: u32) -> Fact {
        Fact {
            id: id.into(),
            unit: "allegation".into(),
            dimensions: BTreeMap::from([("year".to_string(), Value::One(year.into()))]),
            count: Interval { min: count, max: count },
            label: String::new(),
            origin: "stated".into(),
            in_scope: true,
            scope_note: None,
            evidence: vec![Evidence {
                line: Some(line),
                ..Evidence::at("a.txt", None, "words of the letter")
            }],
            counts_in: Vec::new(),
            old: None,
            corrected: None,
        }
    }

    fn answer(id: &str, status: &str, facts: Vec<Fact>) -> Return {
        Return {
            schema_version: SCHEMA_VERSION,
            authority: AuthorityName {
                id: id.into(),
                name: id.to_uppercase(),
                nation: String::new(),
                region: String::new(),
            },
            status: status.into(),
            refusal: None,
            reference: None,
            dated: None,
            period: Period { from: String::new(), to: String::new() },
            files: Vec::new(),
            facts,
            checks: Vec::new(),
            review: Vec::new(),
            corrections: Vec::new(),
        }
    }

    #[test]
    fn ids_and_order_are_no_difference() {
        let old =
            [answer("kent", "answered", vec![fact("f1", "2016", 3, 1), fact("f2", "2017", 4, 2)])];
        let new =
            [answer("kent", "answered", vec![fact("f1", "2017", 4, 2), fact("f2", "2016", 3, 1)])];
        let found = compare(&old, &new);
        assert!(found.same && found.differences.is_empty());
        assert_eq!((found.authorities, found.alike), (1, 2));
    }

    #[test]
    fn a_count_that_moved_is_a_change_and_the_rest_came_or_went() {
        let old = [
            answer("essex", "answered", vec![fact("f1", "2016", 3, 1), fact("f2", "2017", 4, 2)]),
            answer("kent", "answered", Vec::new()),
        ];
        let new = [
            answer("dorset", "refused", Vec::new()),
            answer("essex", "partial", vec![fact("f1", "2016", 5, 1), fact("f2", "2018", 4, 3)]),
        ];
        let found = compare(&old, &new);
        let who: Vec<&str> = found.differences.iter().map(|d| d.authority.as_str()).collect();
        assert_eq!(who, ["dorset", "essex", "kent"]);
        assert_eq!(found.differences[0].only_in, Some("new"));
        assert_eq!(found.differences[2].only_in, Some("old"));
        let essex = &found.differences[1];
        let words = Words { old: "answered".into(), new: "partial".into() };
        assert_eq!(essex.status, Some(words));
        assert_eq!((essex.changed[0].old.count.min, essex.changed[0].new.count.min), (3, 5));
        assert_eq!(essex.dropped.len() + essex.added.len() + essex.changed.len(), 3);
    }

    #[test]
    fn of_two_facts_in_one_cell_those_at_one_place_belong_together() {
        let old = vec![fact("f1", "2016", 3, 1), fact("f2", "2016", 9, 8)];
        let new = vec![fact("f1", "2016", 10, 8), fact("f2", "2016", 2, 1)];
        let found = compare(&[answer("kent", "answered", old)], &[answer("kent", "answered", new)]);
        let pairs: Vec<(u64, u64)> = found.differences[0]
            .changed
            .iter()
            .map(|c| (c.old.count.min, c.new.count.min))
            .collect();
        assert_eq!(pairs, [(3, 2), (9, 10)]);
    }
}
