//! The records of a listing counted: all of them, each value of each dimension, and the totals the
//! listing states itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column, Listing, Record, is_total_row};
use crate::extract::context::{Context, Desk};
use crate::extract::grid::{Grid, Value};
use crate::extract::output::Gathered;
use crate::model::count::Count;
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Cell, Dimension, Doubt, Observation, Origin, SetAside, Unit};

/// Findings from which an action follows, by the Police (Conduct) Regulations: where a listing gives both in
/// columns of their own, the finding is counted in all its rows and the action beside it.
const FOLLOWED: [&str; 3] = ["case_to_answer", "service_not_acceptable", "upheld"];

pub(super) struct Tally<'a> {
    pub(super) listing: &'a Listing,
    pub(super) context: &'a Context,
    pub(super) group: usize,
    pub(super) unit: Option<Unit>,
    /// What a row is, by the notes of the document.
    pub(super) row_unit: Option<Unit>,
    pub(super) pairs: Option<(usize, Option<Unit>)>,
}

impl Tally<'_> {
    pub(super) fn all(&self, records: &[&Record], out: &mut Gathered) {
        let ids_are_allegations = matches!(self.pairs, Some((_, Some(Unit::Allegation))));
        match self.pairs {
            Some((c, unit)) => {
                let distinct: BTreeSet<&String> =
                    records.iter().filter_map(|r| r.ids.get(&c)).collect();
                let by_officer = ids_are_allegations || self.row_unit.is_some_and(Unit::is_person);
                let id_unit =
                    if by_officer { Unit::Allegation } else { unit.unwrap_or(Unit::Case) };
                // Stated before ("13 allegations concerning 17 officers"), or said of the rows.
                let [references, rows] = [distinct.len(), records.len()].map(|n| {
                    let total = |o: &Observation| {
                        o.origin == Origin::Stated
                            && o.cell == self.context.cell
                            && o.count == Count::exact(n as u64)
                    };
                    // A sentence that names both numbers tells rows from references, whatever
                    // else could be made of it.
                    out.observations.iter().any(total)
                        || out
                            .asides
                            .iter()
                            .any(|a| a.reason == SetAside::UNEXPLAINED && a.text == n.to_string())
                });
                // Where the letter says what a row is and speaks of no number of references, they
                // only tell rows apart.
                let rows_alone = !by_officer && self.row_unit.is_some() && !references;
                if !rows_alone {
                    self.push(
                        records,
                        Cell::new(),
                        distinct.len() as u64,
                        Some(id_unit),
                        "distinct references".into(),
                        vec![],
                        out,
                    );
                }
                let row_unit = if by_officer {
                    Unit::Officer
                } else {
                    self.unit.filter(|u| *u != id_unit).unwrap_or(Unit::Allegation)
                };
                if !by_officer {
                    self.push(
                        records,
                        Cell::new(),
                        records.len() as u64,
                        Some(row_unit),
                        "rows".into(),
                        vec![],
                        out,
                    );
                }
                let told = self.row_unit.is_some() || references && rows;
                if !told {
                    out.findings.push(
                    Finding::new(
                        Code::AmbiguousReading,
                        format!("{} rows share {} references: rows and references are different units, check which one each split counts", records.len(), distinct.len()),
                    )
                    .at(&records[0].place, ""),
                );
                }
                self.margins(records, Some(c), by_officer, Some(row_unit), out);
            }
            None => {
                self.push(
                    records,
                    Cell::new(),
                    records.len() as u64,
                    self.unit,
                    "rows of the listing".into(),
                    vec![],
                    out,
                );
                self.margins(records, None, false, self.unit, out);
            }
        }
        for (c, column) in self.listing.columns.iter().enumerate() {
            // With several rows to a reference the column numbers them. A sum without the rows that
            // give only a band is none.
            if let Column::Number(unit) = column
                && self.pairs.is_none()
                && !records.iter().any(|r| r.bands.contains(&c))
            {
                let sum: u64 = records.iter().filter_map(|r| r.numbers.get(&c)).sum();
                self.push(
                    records,
                    Cell::new(),
                    sum,
                    Some(*unit),
                    "sum of a column of the listing".into(),
                    vec![],
                    out,
                );
            }
        }
    }

    pub(super) fn margins(
        &self,
        records: &[&Record],
        id: Option<usize>,
        by_id: bool,
        unit: Option<Unit>,
        out: &mut Gathered,
    ) {
        let dimensions: BTreeSet<&Dimension> = records
            .iter()
            .flat_map(|r| r.cell.keys())
            .filter(|d| !self.context.cell.contains_key(d))
            .collect();
        for dimension in dimensions {
            let mut values: BTreeMap<BTreeSet<String>, Vec<&Record>> = BTreeMap::new();
            for r in records {
                if let Some(v) = r.cell.get(dimension) {
                    values.entry(v.clone()).or_default().push(r);
                }
            }
            if *dimension == Dimension::Outcome {
                for finding in FOLLOWED {
                    let found = BTreeSet::from([finding.to_string()]);
                    if records.iter().any(|r| r.found.contains(finding)) {
                        let is_found = |r: &&&Record| {
                            r.found.contains(finding) || r.cell.get(dimension) == Some(&found)
                        };
                        values.insert(
                            found.clone(),
                            records.iter().filter(is_found).copied().collect(),
                        );
                    }
                }
            }
            // With repeated references, a split counts references when it never differs inside one.
            let constant = id.is_some_and(|c| constant_within(records, c, dimension));
            if by_id && !constant && *dimension == Dimension::Outcome {
                out.findings.push(
                    Finding::new(
                        Code::TotalMismatch,
                        "rows of one reference have different outcomes: the outcomes add up to more than the references".to_string(),
                    )
                    .at(&records[0].place, ""),
                );
            }
            for (value, rows) in values {
                let mut labels: Vec<&str> = rows
                    .iter()
                    .filter_map(|r| r.labels.get(dimension))
                    .map(String::as_str)
                    .collect();
                labels.sort_unstable();
                labels.dedup();
                let mut doubts: Vec<Doubt> = rows
                    .iter()
                    .flat_map(|r| r.doubts.iter())
                    .filter(|d| *dimension == Dimension::Outcome || d.code != Code::UnmappedLabel)
                    .cloned()
                    .collect();
                doubts.dedup();
                let (count, unit) = match id {
                    Some(c) if by_id && constant => {
                        let distinct: BTreeSet<&String> =
                            rows.iter().filter_map(|r| r.ids.get(&c)).collect();
                        (distinct.len() as u64, Some(Unit::Allegation))
                    }
                    _ => (rows.len() as u64, unit),
                };
                let cell = Cell::from([(dimension.clone(), value.clone())]);
                self.push(&rows, cell, count, unit, labels.join(" / "), doubts, out);
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn push(
        &self,
        rows: &[&Record],
        mut cell: Cell,
        count: u64,
        unit: Option<Unit>,
        label: String,
        doubts: Vec<Doubt>,
        out: &mut Gathered,
    ) {
        let Some(first) = rows.first() else { return };
        for (d, v) in &self.context.cell {
            cell.entry(d.clone()).or_insert_with(|| v.clone());
        }
        let mut place = first.place.clone();
        for r in rows {
            place = place.union(&r.place);
        }
        out.push(Observation {
            count: Count::exact(count),
            suppressed: false,
            cell,
            unit,
            quote: if label.is_empty() {
                format!("{count} rows").into()
            } else {
                format!("{count} rows: {label}").into()
            },
            label: label.into(),
            origin: Origin::Derived,
            out_of_scope: None,
            authority: self.context.authority.clone(),
            file: Default::default(),
            place,
            group: self.group,
            doubts,
        });
    }
}

/// The identifier column whose values repeat: rows are then parts of the thing it names. Beside the number of
/// the case, that of the allegation tells what the rows are parts of.
pub(super) fn pair_column(listing: &Listing, records: &[&Record]) -> Option<(usize, Option<Unit>)> {
    let repeating = listing.columns.iter().enumerate().filter_map(|(c, column)| {
        let Column::Identifier(unit) = column else { return None };
        let ids: Vec<&String> =
            records.iter().filter_map(|r| r.ids.get(&c)).filter(|id| !id.is_empty()).collect();
        let distinct: BTreeSet<&&String> = ids.iter().collect();
        (ids.len() == records.len() && distinct.len() < ids.len() && distinct.len() > 1)
            .then_some((c, *unit))
    });
    repeating.min_by_key(|(c, unit)| (*unit != Some(Unit::Allegation), *c))
}

fn constant_within(records: &[&Record], id: usize, dimension: &Dimension) -> bool {
    let mut seen: BTreeMap<&String, &BTreeSet<String>> = BTreeMap::new();
    records.iter().all(|r| match (r.ids.get(&id), r.cell.get(dimension)) {
        (Some(key), Some(value)) => *seen.entry(key).or_insert(value) == value,
        _ => true,
    })
}

/// "Total number of allegations: 25" under the rows states the total, and proves the tally.
pub(super) fn read_totals(
    desk: &Desk<'_>,
    grid: &Grid<'_>,
    listing: &Listing,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    for r in listing.header + 1..grid.rows {
        if !is_total_row(grid, r) {
            continue;
        }
        let counts: Vec<usize> = (0..grid.cols).filter(|&c| grid.is_count(r, c)).collect();
        let [c] = counts[..] else { continue };
        let (Value::Count(count, _), Some(cell)) = (grid.value(r, c), grid.cell(r, c)) else {
            continue;
        };
        let label = grid.row_text(r);
        let reading = desk.read(&label);
        // "Grand total incl. 2021 to date" holds rows that were not asked for.
        let years = crate::normalise::year::in_text(&label);
        let beyond = years
            .iter()
            .find(|y| !desk.in_period(y))
            .map(|y| format!("{} is outside the period asked about", &label[y.start..y.end]));
        out.push(Observation {
            count: *count,
            suppressed: false,
            cell: context.cell.clone(),
            unit: reading.units.first().copied().or(context.unit),
            label: label.clone().into(),
            origin: Origin::Stated,
            out_of_scope: context.scope.out_reason().or(beyond),
            authority: context.authority.clone(),
            file: Default::default(),
            place: cell.locator.clone(),
            quote: label.into(),
            group,
            doubts: vec![],
        });
    }
}
