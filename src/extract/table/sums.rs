//! Sums that a table claims, totals that include what was not asked about, and margins that the
//! table does not print.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{Row, Shape};
use crate::extract::axis::Head;
use crate::extract::context::Context;
use crate::extract::output::{Gathered, Sum};
use crate::model::count::Count;
use crate::model::finding::Code;
use crate::model::observation::{Cell, Dimension, Observation, Origin};
use crate::pattern::pattern;

/// Sums the table claims: total rows over their parts, total columns over theirs.
pub(super) fn add_sums(
    columns: &[Head],
    rows: &[Row],
    index: &[Vec<Option<usize>>],
    out: &mut Gathered,
) {
    for (i, row) in rows.iter().enumerate().filter(|(_, r)| r.total) {
        let parts: Vec<usize> = (0..rows.len())
            .filter(|&k| k != i && !rows[k].total && !has_parent(rows, k))
            .filter(|&k| {
                // "2016/17 Total" adds up the rows of 2016/17 and no others.
                let own = |d: &Dimension| rows[k].head.cell.get(d).or(rows[k].group.get(d));
                row.sums_all
                    || row.group.iter().chain(&row.head.cell).all(|(d, v)| own(d) == Some(v))
            })
            .collect();
        for (j, total) in index[i].iter().enumerate() {
            let Some(total) = *total else { continue };
            let parts: Vec<usize> = parts.iter().filter_map(|&k| index[k][j]).collect();
            if parts.len() > 1 && alike(out, &parts) {
                out.sums.push(Sum { total, parts });
            }
        }
    }
    // A parent over its parts: the sum was found, and ties the parts to it.
    for i in (0..rows.len()).filter(|&i| rows[i].parent && !rows[i].total) {
        let children: Vec<usize> = (0..rows.len()).filter(|&k| rows[k].under == Some(i)).collect();
        for (j, total) in index[i].iter().enumerate() {
            let Some(total) = *total else { continue };
            let parts: Vec<usize> = children.iter().filter_map(|&k| index[k][j]).collect();
            if parts.len() == children.len() && !parts.is_empty() {
                out.sums.push(Sum { total, parts });
            }
        }
    }
    for (j, column) in columns.iter().enumerate().filter(|(_, c)| c.total) {
        let parts: Vec<usize> = (0..columns.len())
            .filter(|&k| k != j && !columns[k].total && columns[k].aside.is_none())
            .filter(|&k| {
                columns[k].unit.is_none() || column.unit.is_none() || columns[k].unit == column.unit
            })
            .filter(|&k| {
                // A total's own name ("Finalised") is no value that its parts share.
                let name = |d: &Dimension| matches!(d, Dimension::Extra(n) if n == "category");
                column.cell.iter().all(|(d, v)| name(d) || columns[k].cell.get(d) == Some(v))
            })
            .collect();
        if leaves_out_a_side(columns, j, &parts) {
            continue;
        }
        for row in index {
            let Some(total) = row[j] else { continue };
            let parts: Vec<usize> = parts.iter().filter_map(|&k| row[k]).collect();
            if parts.len() > 1 && alike(out, &parts) {
                out.sums.push(Sum { total, parts });
            }
        }
    }
}

/// "All cases" over columns of public complaints and of conduct matters, of which only the second are cases: the
/// parts are one side of a division and make no whole.
fn leaves_out_a_side(columns: &[Head], total: usize, parts: &[usize]) -> bool {
    let Some(first) = parts.first().map(|&k| &columns[k].cell) else { return false };
    let shared = first.iter().filter(|(d, v)| {
        !columns[total].cell.contains_key(d)
            && parts.iter().all(|&k| columns[k].cell.get(d) == Some(v))
    });
    let mut sides = shared.flat_map(|(d, v)| {
        columns.iter().filter(move |c| !c.total && c.cell.get(d).is_some_and(|other| other != v))
    });
    sides.next().is_some()
}

pub(super) fn has_parent(rows: &[Row], k: usize) -> bool {
    // A child carries its parent's values in `group`; the parent row itself is summed instead.
    (0..k).rev().any(|p| {
        rows[p].parent
            && rows[p].group_id == rows[k].group_id
            && (rows[k].indent > rows[p].indent
                || rows[p].head.cell.iter().any(|(d, v)| {
                    rows[k].group.get(d) == Some(v) && !rows[k].head.cell.contains_key(d)
                }))
    })
}

/// Parts of one sum must run through one and the same dimension.
pub(super) fn alike(out: &Gathered, parts: &[usize]) -> bool {
    let kinds = |i: usize| out.kinds(i);
    let first = kinds(parts[0]);
    parts.iter().all(|&p| kinds(p) == first)
}

/// Sums whose total has turned out to be outside prove nothing.
pub(super) fn drop_false_sums(out: &mut Gathered, first: usize) {
    let outside: Vec<bool> = out.observations.iter().map(|o| o.out_of_scope.is_some()).collect();
    out.sums.retain(|s| s.total < first || outside[s.total] == s.parts.iter().all(|&p| outside[p]));
}

/// Of two totals of one cell the larger is outside when it differs from the smaller by the rows that
/// were not asked about ("Grand total" over officers and staff beside "Sub-total, officers").
pub(super) fn settle_rival_totals(out: &mut Gathered, first: usize) {
    let mut by_cell: std::collections::BTreeMap<Cell, Vec<usize>> =
        std::collections::BTreeMap::new();
    let mut outside: std::collections::BTreeMap<Cell, Vec<usize>> =
        std::collections::BTreeMap::new();
    for i in first..out.observations.len() {
        let o = &out.observations[i];
        if o.origin != Origin::Stated {
            continue;
        }
        let plain: Cell = o
            .cell
            .iter()
            .filter(|(d, _)| !matches!(d, Dimension::Extra(n) if n == "category"))
            .map(|(d, v)| (d.clone(), v.clone()))
            .collect();
        match &o.out_of_scope {
            None => by_cell.entry(o.cell.clone()).or_default().push(i),
            Some(_) => {
                // The year outside the period is what a total over "all" has too much.
                let mut without = plain.clone();
                if without.remove(&Dimension::Year).is_some() {
                    outside.entry(without).or_default().push(i);
                }
                outside.entry(plain).or_default().push(i);
            }
        }
    }
    for (cell, mut same) in by_cell {
        same.sort_by_key(|&i| out.count(i));
        let extra: Count =
            outside.get(&cell).map_or(Count::ZERO, |v| v.iter().map(|&i| out.count(i)).sum());
        let (Some(&small), Some(&large)) = (same.first(), same.last()) else { continue };
        if out.count(small) == out.count(large) || extra == Count::ZERO {
            continue;
        }
        if (out.count(small) + extra).overlaps(out.count(large)) {
            for &i in &same {
                if out.count(i) == out.count(large) {
                    out.observations[i].out_of_scope =
                        Some("a total that includes what was not asked about".into());
                }
            }
        }
    }
}

/// "Overall" under the last of several blocks ("2016", "2017" ...), below the block's own total: it is
/// the sum of the blocks, and of none of them.
pub(super) fn lift_grand_total(out: &mut Gathered, first: usize) {
    let stated = |i: &usize| {
        let o = &out.observations[*i];
        o.origin == Origin::Stated && o.out_of_scope.is_none() && o.cell.len() == 1
    };
    let margins: Vec<usize> = (first..out.observations.len()).filter(stated).collect();
    let Some(&last) = margins.last() else { return };
    let cell = out.observations[last].cell.clone();
    let Some(kind) = cell.keys().next().cloned() else { return };
    // The first figure of each value is the block's own.
    let mut blocks: std::collections::BTreeMap<&BTreeSet<String>, usize> = Default::default();
    for &i in &margins {
        let o = &out.observations[i];
        if let Some(value) = o.cell.get(&kind)
            && o.unit == out.observations[last].unit
        {
            blocks.entry(value).or_insert(i);
        }
    }
    let own = blocks.get(&cell[&kind]).copied();
    let parts: Vec<usize> = blocks.values().copied().collect();
    let sum: Count = parts.iter().map(|&i| out.count(i)).sum();
    let whole = out.count(last);
    if own != Some(last)
        && parts.len() > 1
        && whole == sum
        && own.map(|i| out.count(i)) != Some(whole)
    {
        out.observations[last].cell.clear();
        out.sums.push(Sum { total: last, parts });
    }
}

/// "All allegations (A and B)" under the total of Table B: larger than that total in every column, and of none
/// of what the words over the table say.
pub(super) fn lift_over_context(
    rows: &[Row],
    index: &[Vec<Option<usize>>],
    context: &Cell,
    out: &mut Gathered,
) {
    static TOGETHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:[a-z]|\d|[ivx]{1,3})\s*(?:and|\+|&)\s*(?:[a-z]|\d|[ivx]{1,3})\b|\bboth\b|\bcombined\b|\btogether\b|\boverall\b|\bgrand\b|\bcomplaints?\s+(?:and|\+|&)\s+conduct\b|\bpublic\s+(?:and|\+|&)\s+internal\b",
        )
    });
    if context.is_empty() {
        return;
    }
    let counts =
        |i: usize| index[i].iter().map(|at| at.map(|at| out.count(at))).collect::<Vec<_>>();
    let larger = |i: usize, j: usize| {
        let pairs: Vec<(Count, Count)> =
            counts(i).into_iter().zip(counts(j)).filter_map(|(a, b)| Some((a?, b?))).collect();
        !pairs.is_empty() && pairs.iter().all(|(a, b)| a.min > b.max)
    };
    let is_total = |i: usize| {
        let head = &rows[i].head;
        rows[i].total
            || head.says_total
            || head.text.trim_start().to_lowercase().starts_with("all ")
    };
    let lifted: Vec<usize> = (0..rows.len())
        .filter(|&i| is_total(i) && TOGETHER.is_match(&rows[i].head.text))
        .filter(|&i| (0..i).any(|j| is_total(j) && larger(i, j)))
        .flat_map(|i| index[i].iter().flatten().copied())
        .collect();
    for at in lifted {
        out.observations[at].cell.retain(|d, v| context.get(d) != Some(v));
    }
}

/// A total that only adds up with the parts outside the period or subject is outside too.
pub(super) fn settle_scope_of_totals(out: &mut Gathered, first: usize) {
    for s in 0..out.sums.len() {
        let sum = out.sums[s].clone();
        if sum.total < first || out.observations[sum.total].out_of_scope.is_some() {
            continue;
        }
        let inside: Vec<usize> = sum
            .parts
            .iter()
            .copied()
            .filter(|&p| out.observations[p].out_of_scope.is_none())
            .collect();
        if inside.len() == sum.parts.len() || inside.is_empty() {
            continue;
        }
        let total = out.count(sum.total);
        let all: Count = sum.parts.iter().map(|&p| out.count(p)).sum();
        let within: Count = inside.iter().map(|&p| out.count(p)).sum();
        if total.overlaps(within) {
            out.sums[s].parts = inside;
        } else if total.overlaps(all) {
            out.observations[sum.total].out_of_scope =
                Some("a total that includes counts outside what was asked".into());
        }
    }
}

/// The total of a row whose other figures are all outside ("2016-2020 blank, 2021 to May 1, total 1") is
/// outside as well.
pub(super) fn settle_scope_of_rows(
    columns: &[Head],
    index: &[Vec<Option<usize>>],
    out: &mut Gathered,
) {
    for row in index {
        let figures = || row.iter().zip(columns).filter_map(|(i, h)| Some(((*i)?, h)));
        let parts: Vec<usize> = figures().filter(|(_, h)| !h.total).map(|(i, _)| i).collect();
        let outside = parts.iter().all(|&i| out.observations[i].out_of_scope.is_some());
        let sum: Count = parts.iter().map(|&i| out.count(i)).sum();
        if parts.is_empty() || !outside || sum == Count::ZERO {
            continue;
        }
        // A second total ("2016-2020") counts what is inside, and so does one that names its own years.
        let totals: Vec<_> = figures().filter(|(_, h)| h.total).collect();
        if let [(only, head)] = totals[..]
            && !head.spans
            && out.count(only).overlaps(sum)
        {
            out.observations[only]
                .out_of_scope
                .get_or_insert_with(|| "a total of counts outside what was asked".into());
        }
    }
}

/// Margins the table does not print, added up by us.
pub(super) fn derive_margins(
    shape: &Shape,
    columns: &[Head],
    rows: &[Row],
    index: &[Vec<Option<usize>>],
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    let usable = |o: &Observation| o.out_of_scope.is_none();
    let leaf_rows: Vec<usize> =
        (0..rows.len()).filter(|&i| !rows[i].total && !has_parent(rows, i)).collect();
    let leaf_cols: Vec<usize> =
        (0..columns.len()).filter(|&j| !columns[j].total && columns[j].aside.is_none()).collect();
    let stated_total_row = rows.iter().any(|r| r.total && r.group.is_empty());
    let stated_total_col = columns.iter().any(|c| c.total && c.cell.is_empty());
    let push_at = |parts: Vec<usize>, cell: Cell, out: &mut Gathered, label: String| {
        let first = out.observations[parts[0]].clone();
        let mut place = first.place.clone();
        for &p in &parts {
            place = place.union(&out.observations[p].place);
        }
        let quotes: Vec<String> = parts.iter().map(|&p| out.count(p).to_string()).collect();
        let count = parts.iter().map(|&p| out.count(p)).sum();
        let suppressed = false;
        let mut doubts = Vec::new();
        for &p in &parts {
            doubts.extend(
                out.observations[p]
                    .doubts
                    .iter()
                    .filter(|d| d.code == Code::AmbiguousReading)
                    .cloned(),
            );
        }
        doubts.dedup();
        out.push(Observation {
            count,
            suppressed,
            cell,
            unit: first.unit,
            label: label.into(),
            origin: Origin::Derived,
            out_of_scope: None,
            authority: context.authority.clone(),
            file: Default::default(),
            place,
            quote: format!("sum of {}", quotes.join(" + ")).into(),
            group,
            doubts,
        });
    };
    let push = |parts: Vec<usize>, out: &mut Gathered, label: String| {
        let parts: Vec<usize> =
            parts.into_iter().filter(|&p| usable(&out.observations[p])).collect();
        if parts.len() < 2 || !alike(out, &parts) || !same_unit(out, &parts) {
            return;
        }
        // Counts of one cell are no parts of it: "Officer sex 57" and "Complainant sex 57".
        let divide = |cell: &Cell| parts.iter().any(|&p| out.observations[p].cell != *cell);
        if let Some(cell) = shared_cell(out, &parts).filter(divide) {
            push_at(parts, cell, out, label);
        }
    };
    // One count to a row of several dimensions: each dimension's margin is added up. It is the
    // margin of that value alone, whatever else its rows happen to have in common.
    if let [only] = leaf_cols[..] {
        let parts: Vec<usize> = leaf_rows.iter().filter_map(|&i| index[i][only]).collect();
        for (cell, value, parts) in margins_of(out, &parts) {
            push_at(parts, cell, out, format!("sum of the rows of {value}"));
        }
    }
    if !stated_total_row && leaf_rows.len() > 1 {
        for j in 0..shape.data.len() {
            if columns[j].aside.is_some() {
                continue;
            }
            let parts: Vec<usize> = leaf_rows.iter().filter_map(|&i| index[i][j]).collect();
            push(parts, out, format!("sum of column {}", columns[j].text));
        }
    }
    if !stated_total_col && leaf_cols.len() > 1 {
        for (i, row) in rows.iter().enumerate() {
            let parts: Vec<usize> = leaf_cols.iter().filter_map(|&j| index[i][j]).collect();
            push(parts, out, format!("sum of row {}", row.head.text));
        }
    }
    if !stated_total_row && !stated_total_col && leaf_rows.len() > 1 && leaf_cols.len() > 1 {
        let parts: Vec<usize> = leaf_rows
            .iter()
            .flat_map(|&i| leaf_cols.iter().map(move |&j| (i, j)))
            .filter_map(|(i, j)| index[i][j])
            .collect();
        push(parts, out, "sum of the table".to_string());
    }
}

/// The rows of a tidy table by each value of each dimension, when every row has the same dimensions,
/// at least two of them, and no cell stands twice.
fn margins_of(out: &Gathered, parts: &[usize]) -> Vec<(Cell, String, Vec<usize>)> {
    let inside: Vec<usize> =
        parts.iter().copied().filter(|&p| out.observations[p].out_of_scope.is_none()).collect();
    let distinct: BTreeSet<&Cell> = inside.iter().map(|&p| &out.observations[p].cell).collect();
    if inside.len() < 2 || !alike(out, &inside) || distinct.len() < inside.len() {
        return Vec::new();
    }
    if !same_unit(out, &inside) {
        return Vec::new();
    }
    let Some(shared) = shared_cell(out, &inside) else { return Vec::new() };
    let all: Vec<Dimension> = out.observations[inside[0]].cell.keys().cloned().collect();
    let dimensions: Vec<&Dimension> = all.iter().filter(|d| !shared.contains_key(d)).collect();
    if dimensions.len() < 2 {
        return Vec::new();
    }
    let mut margins = Vec::new();
    for dimension in dimensions {
        let mut by_value: std::collections::BTreeMap<&BTreeSet<String>, Vec<usize>> =
            std::collections::BTreeMap::new();
        for &p in &inside {
            if let Some(value) = out.observations[p].cell.get(dimension) {
                by_value.entry(value).or_default().push(p);
            }
        }
        for (value, rows) in by_value {
            let mut cell = shared.clone();
            cell.insert(dimension.clone(), value.clone());
            let value: Vec<&str> = value.iter().map(String::as_str).collect();
            margins.push((cell, format!("{} {}", dimension.name(), value.join(" or ")), rows));
        }
    }
    margins
}

pub(super) fn same_unit(out: &Gathered, parts: &[usize]) -> bool {
    let first = out.observations[parts[0]].unit;
    parts.iter().all(|&p| out.observations[p].unit == first)
}

/// The values all parts share; `None` when nothing varies (they are no parts of one thing).
pub(super) fn shared_cell(out: &Gathered, parts: &[usize]) -> Option<Cell> {
    let mut shared = out.observations[parts[0]].cell.clone();
    for &p in &parts[1..] {
        shared.retain(|d, v| out.observations[p].cell.get(d) == Some(v));
    }
    let varies = out.observations[parts[0]].cell.len() > shared.len();
    let distinct: BTreeSet<&Cell> = parts.iter().map(|&p| &out.observations[p].cell).collect();
    (varies && distinct.len() == parts.len()).then_some(shared)
}
