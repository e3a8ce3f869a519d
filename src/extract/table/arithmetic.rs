//! Which rows are parents of the rows under them and which are totals of what, told by sums that
//! hold before names are believed.

use std::collections::BTreeSet;

use super::{Row, Shape};
use crate::extract::axis::Head;
use crate::extract::context::one;
use crate::extract::grid::{Grid, Value};
use crate::model::count::Count;
use crate::model::observation::{Cell, Dimension};

/// Finds parents and totals by arithmetic, and what each total is the total of.
pub(super) fn settle_rows(
    grid: &Grid<'_>,
    shape: &Shape,
    columns: &[Head],
    mut rows: Vec<Row>,
) -> Vec<Row> {
    let cols: Vec<usize> = shape
        .data
        .iter()
        .zip(columns)
        .filter(|(_, h)| h.aside.is_none())
        .map(|(c, _)| *c)
        .collect();
    let counts: Vec<Vec<Option<Count>>> =
        rows.iter().map(|row| cols.iter().map(|&c| count_at(grid, row.at, c)).collect()).collect();
    let n = rows.len();
    let mut parent_of: Vec<Option<usize>> = vec![None; n];
    let tidy = is_tidy(grid, shape, &rows);
    for i in (0..n).rev() {
        if rows[i].head.grand || tidy {
            continue;
        }
        if let Some(k) = children(&rows, &counts, &parent_of, i) {
            rows[i].parent = true;
            let larger = rows
                .iter()
                .zip(&counts)
                .any(|(r, c)| r.total && r.head.cell.is_empty() && is_larger(c, &counts[i]));
            name_parent(&mut rows[i], larger);
            for child in parent_of.iter_mut().take(i + k + 1).skip(i + 1) {
                child.get_or_insert(i);
            }
        }
    }
    settle_single_parts(&mut rows, &counts, &mut parent_of);
    nest_by_kind(&mut rows, &counts, &mut parent_of);
    take_under_groups(&mut rows, &counts);
    // A row with a total's name that stands above its parts is the total, not a parent.
    let mut start = 0;
    for i in 0..n {
        if i > 0 && rows[i].group_id != rows[i - 1].group_id {
            start = i;
        }
        let leaves = |from: usize, rows: &[Row]| -> Vec<usize> {
            (from..i)
                .filter(|&j| {
                    !rows[j].total && parent_of[j].is_none_or(|p| p < from || rows[p].total)
                })
                .collect()
        };
        let in_group = leaves(start, &rows);
        let all = leaves(0, &rows);
        let unnamed = rows[i].head.blank && i + 1 == n && in_group.len() > 1;
        // "Subtotal open" over rows of which one is "open": the sum is not its own part.
        let own = cell_of(&rows[i]);
        if rows[i].head.says_total
            && in_group.len() > 1
            && own.contains_key(&Dimension::Outcome)
            && in_group.iter().any(|&p| cell_of(&rows[p]) == own)
            && sums_to(&counts, &in_group, i)
        {
            let slug = crate::extract::axis::slug(&rows[i].head.text);
            rows[i].head.cell = Cell::from([(Dimension::Extra("category".into()), one(&slug))]);
            rows[i].group.remove(&Dimension::Outcome);
            rows[i].total = true;
        }
        // "Case to answer" under the actions that were taken on it.
        if i + 1 == n && !rows[i].total && start == 0 && sums_up_all(&rows, &counts, &all, i) {
            rows[i].total = true;
            rows[i].sums_all = true;
            continue;
        }
        // "Claims recorded" under the last of several groups counts all of them.
        let other_unit =
            |r: &Row| r.total && r.head.unit.is_some_and(|u| Some(u) != rows[i].head.unit);
        let counts_all = i + 1 == n
            && start > 0
            && !rows[..i].iter().any(other_unit)
            && !rows[i].total
            && rows[i].head.cell.is_empty()
            && rows[i].head.unit.is_some();
        if !rows[i].total && !unnamed && !counts_all {
            continue;
        }
        let all_holds = all.len() > 1 && sums_to(&counts, &all, i);
        let group_holds = in_group.len() > 1 && sums_to(&counts, &in_group, i);
        if (unnamed && !group_holds || counts_all) && !all_holds {
            continue;
        }
        rows[i].total = true;
        let grouped = !rows[i].group.is_empty();
        if rows[i].head.grand
            || (all_holds && !group_holds)
            || (grouped && i + 1 == n && all_holds && start > 0)
        {
            rows[i].group.clear();
            rows[i].group_out = None;
        } else if group_holds || grouped {
            let began = start;
            start = i + 1;
            // The subtotal of a group that no dimension names is not the total of everything.
            let last = rows.iter().rposition(|r| r.total && r.head.cell.is_empty()).unwrap_or(0);
            let more = last > i
                && rows[i + 1..last].iter().any(|r| {
                    !r.total && !r.head.says_total && r.head.out.is_none() && r.group_out.is_none()
                });
            // Nor is the last of several such subtotals ("Quarter 4 total") above the total itself.
            let one_of_many = began > 0 && last > i && !all_holds;
            if !grouped && (more || one_of_many) && rows[i].head.cell.is_empty() {
                let slug = crate::extract::axis::slug(&rows[i].head.text);
                rows[i].head.cell.insert(Dimension::Extra("category".into()), one(&slug));
            }
        }
    }
    name_small_rest(&mut rows, &counts);
    for i in 0..n {
        rows[i].under = parent_of[i];
        if let Some(p) = parent_of[i] {
            // A parent has what its own parent gave it.
            let inherited: Vec<(Dimension, BTreeSet<String>)> = rows[p]
                .group
                .iter()
                .chain(&rows[p].head.cell)
                .filter(|(d, _)| !rows[i].head.cell.contains_key(d))
                .filter(|(d, _)| !matches!(d, Dimension::Extra(_)))
                .map(|(d, v)| (d.clone(), v.clone()))
                .collect();
            rows[i].group.extend(inherited);
            if rows[i].group_out.is_none() {
                rows[i].group_out = rows[p].head.out.clone();
            }
        }
    }
    rows
}

/// "Sub-total" across the table under the rows of "Public complaint": it stands below the cell that names the
/// group and not beside it, and is of what all rows since the last total have in common and others have not,
/// where it sums them up.
fn take_under_groups(rows: &mut [Row], counts: &[Vec<Option<Count>>]) {
    let mut start = 0;
    for i in 0..rows.len() {
        if !rows[i].head.says_total {
            continue;
        }
        let parts: Vec<usize> = (start..i).collect();
        start = i + 1;
        let bare = rows[i].group.is_empty() && rows[i].head.cell.is_empty();
        if rows[i].head.grand || !bare || parts.len() < 2 || !sums_to(counts, &parts, i) {
            continue;
        }
        let mut common = cell_of(&rows[parts[0]]);
        for &p in &parts {
            let own = cell_of(&rows[p]);
            common.retain(|d, v| own.get(d) == Some(v));
        }
        let outside =
            rows.iter().enumerate().filter(|(k, r)| !parts.contains(k) && !r.head.says_total);
        let others: Vec<Cell> = outside.map(|(_, r)| cell_of(r)).collect();
        common.retain(|d, v| others.iter().any(|o| o.get(d).is_some_and(|other| other != v)));
        rows[i].head.cell.extend(common);
    }
}

/// A row that no dimension names and no word calls a total is none when a row beside it, in the same
/// group and unit, is larger: it counts some of them.
fn name_small_rest(rows: &mut [Row], counts: &[Vec<Option<Count>>]) {
    for i in 0..rows.len() {
        let row = &rows[i];
        // "Both" may be the sum of the two sexes as well as the cases with officers of either.
        let both = row.head.text.to_lowercase().starts_with("both");
        let named = row.head.blank
            || row.total && !both
            || row.parent
            || !row.head.cell.is_empty()
            || row.head.unit.is_some()
            || row.head.out.is_some();
        let larger = |j: usize| {
            rows[j].group_id == row.group_id
                && !rows[j].head.cell.is_empty()
                && rows[j].head.unit.is_none()
                && rows[j].head.out.is_none()
                && is_larger(&counts[j], &counts[i])
        };
        if named || !(0..rows.len()).any(larger) {
            continue;
        }
        let slug = crate::extract::axis::slug(&row.head.text);
        rows[i].head.cell.insert(Dimension::Extra("category".into()), one(&slug));
        rows[i].total = false;
    }
}

/// Every row names a value, or "All", in every label column, a total with blanks aside: no row
/// stands under another. Of two label columns the first must repeat a value, or it may be a column of
/// groups.
fn is_tidy(grid: &Grid<'_>, shape: &Shape, rows: &[Row]) -> bool {
    let is_full = |row: &&Row| {
        let filled = |&c: &usize| !grid.text(row.at, c).is_empty() && grid.is_origin(row.at, c);
        shape.stubs.iter().all(filled)
    };
    let full: Vec<&Row> = rows.iter().filter(is_full).collect();
    let outer: BTreeSet<&str> =
        full.iter().filter_map(|row| Some(grid.text(row.at, *shape.stubs.first()?))).collect();
    (shape.stubs.len() > 2 || shape.stubs.len() == 2 && outer.len() < full.len())
        && full.len() > 1
        && rows.iter().all(|row| row.total || is_full(&row))
}

/// True for a last row that every row above adds up to, when more than chance makes it so: four
/// parts at least, or several columns of two.
fn sums_up_all(rows: &[Row], counts: &[Vec<Option<Count>>], parts: &[usize], i: usize) -> bool {
    let columns = counts[i].iter().flatten().filter(|c| c.min > 0).count();
    let enough = parts.len() > 3 || parts.len() > 1 && columns > 2;
    let outcomes = parts.iter().chain([&i]).all(|&p| {
        let own = rows[p].head.cell.contains_key(&Dimension::Outcome);
        own && rows[p].head.cell.len() == 1 && rows[p].group.is_empty() && is_exact(&counts[p])
    });
    enough && outcomes && parts.len() == i && sums_to(counts, parts, i)
}

/// Values of a row with those of its groups.
pub(super) fn cell_of(row: &Row) -> Cell {
    row.group.iter().chain(&row.head.cell).map(|(d, v)| (d.clone(), v.clone())).collect()
}

/// True when a row of counts is above another in some column.
fn is_larger(row: &[Option<Count>], other: &[Option<Count>]) -> bool {
    row.iter().zip(other).any(|(a, b)| a.zip(*b).is_some_and(|(a, b)| a.min > b.max))
}

/// A parent that no dimension names is the sum of its parts and not of everything, unless it only
/// says what is counted and no larger total stands beside it.
fn name_parent(row: &mut Row, larger_total: bool) {
    let says_whole = row.total || row.head.blank || row.head.unit.is_some() && !larger_total;
    if row.head.cell.is_empty() && !says_whole {
        let slug = crate::extract::axis::slug(&row.head.text);
        row.head.cell.insert(Dimension::Extra("category".into()), one(&slug));
    }
}

/// "Case to answer, of which:" says that the rows under it are its parts.
fn announces_parts(text: &str) -> bool {
    let end = text.trim_end_matches([':', ' ', ')', '-', '\u{2013}']).to_lowercase();
    [
        "of which",
        "of these",
        "of whom",
        "comprising",
        "made up of",
        "consisting of",
        "broken down as",
    ]
    .iter()
    .any(|words| end.ends_with(words))
}

pub(super) fn count_at(grid: &Grid<'_>, r: usize, c: usize) -> Option<Count> {
    match grid.value(r, c) {
        Value::Count(count, _) => Some(*count),
        Value::Blank => Some(Count::ZERO),
        _ => None,
    }
}

/// True when the rows add up to row `i` in every column, at least one of them not nought.
pub(super) fn sums_to(counts: &[Vec<Option<Count>>], parts: &[usize], i: usize) -> bool {
    let mut proved = false;
    for (c, total) in counts[i].iter().enumerate() {
        let (Some(total), Some(sum)) =
            (*total, parts.iter().map(|&p| counts[p][c]).sum::<Option<Count>>())
        else {
            continue;
        };
        if !total.overlaps(sum) {
            return false;
        }
        proved |= total.min > 0;
    }
    proved
}

/// True when nothing speaks against the rows adding up to row `i`.
fn may_add_up(counts: &[Vec<Option<Count>>], parts: &[usize], i: usize) -> bool {
    counts[i].iter().enumerate().all(|(c, total)| {
        let sum = parts.iter().map(|&p| counts[p][c]).sum::<Option<Count>>();
        total.zip(sum).is_none_or(|(total, sum)| total.overlaps(sum))
    })
}

/// True when the row holds a number other than nought that is known exactly.
fn is_exact(counts: &[Option<Count>]) -> bool {
    counts.iter().flatten().any(|c| c.is_exact() && c.min > 0)
}

/// The dimensions a row's own label speaks of.
fn kinds(row: &Row) -> BTreeSet<Dimension> {
    row.head.cell.keys().cloned().collect()
}

/// How many of the rows after `i` are its parts: they add up to it, and something in their labels
/// or their setting says that they stand under it.
pub(super) fn children(
    rows: &[Row],
    counts: &[Vec<Option<Count>>],
    parent_of: &[Option<usize>],
    i: usize,
) -> Option<usize> {
    let mut parts: Vec<usize> = Vec::new();
    let mut found = None;
    for j in i + 1..rows.len() {
        if rows[j].group_id != rows[i].group_id {
            break;
        }
        if parent_of[j].is_some_and(|p| p > i) {
            continue;
        }
        if rows[j].indent < rows[i].indent {
            break;
        }
        parts.push(j);
        // Ranges overlap by chance: only a setting that shows it makes parts of them.
        let exact = parts.iter().chain([&i]).any(|&k| is_exact(&counts[k]));
        let shown = parts.iter().all(|&p| rows[p].indent > rows[i].indent);
        if sums_to(counts, &parts, i) && stands_under(rows, i, &parts) && (exact || shown) {
            found = Some(j - i);
        } else if found.is_some() {
            break;
        }
    }
    found.or_else(|| set_in_children(rows, counts, parent_of, i))
}

/// The rows set in under row `i`, up to the next one that is not, when no number speaks against it:
/// with ranges nothing can be proved, and the setting alone says what stands under what.
fn set_in_children(
    rows: &[Row],
    counts: &[Vec<Option<Count>>],
    parent_of: &[Option<usize>],
    i: usize,
) -> Option<usize> {
    let under: Vec<usize> = (i + 1..rows.len())
        .take_while(|&j| rows[j].group_id == rows[i].group_id && rows[j].indent > rows[i].indent)
        .collect();
    let parts: Vec<usize> =
        under.iter().copied().filter(|&j| parent_of[j].is_none_or(|p| p <= i)).collect();
    let ranged =
        parts.iter().chain([&i]).any(|&k| counts[k].iter().flatten().any(|c| !c.is_exact()));
    let other_kind =
        parts.iter().all(|&p| !kinds(&rows[p]).is_empty() && kinds(&rows[p]) != kinds(&rows[i]));
    (!parts.is_empty() && ranged && other_kind && may_add_up(counts, &parts, i))
        .then(|| under[under.len() - 1] - i)
}

/// Where some rows are proved to be parents of rows of another kind (an outcome over the sexes), a
/// row of the parents' kind with a single equal row of the parts' kind under it is a parent too.
fn settle_single_parts(
    rows: &mut [Row],
    counts: &[Vec<Option<Count>>],
    parent_of: &mut [Option<usize>],
) {
    let proved: Vec<(BTreeSet<Dimension>, BTreeSet<Dimension>)> = parent_of
        .iter()
        .enumerate()
        .filter_map(|(child, parent)| Some((kinds(&rows[(*parent)?]), kinds(&rows[child]))))
        .filter(|(parent, child)| parent != child && !parent.is_empty())
        .collect();
    for i in 0..rows.len().saturating_sub(1) {
        let pair = (kinds(&rows[i]), kinds(&rows[i + 1]));
        let free = parent_of[i].is_none() && parent_of[i + 1].is_none() && !rows[i].parent;
        if free && proved.contains(&pair) && counts[i] == counts[i + 1] {
            rows[i].parent = true;
            parent_of[i + 1] = Some(i);
        }
    }
}

/// Rows of two kinds in turn ("Not upheld", "Male", "Withdrawn", "Male", "Female"), as a pivot table
/// prints them: those of the second kind are parts of the row of the first kind above them. A label
/// of the second kind that comes twice shows it, since one list names each value once.
fn nest_by_kind(rows: &mut [Row], counts: &[Vec<Option<Count>>], parent_of: &mut [Option<usize>]) {
    let ids: BTreeSet<usize> = rows.iter().map(|r| r.group_id).collect();
    for id in ids {
        let list: Vec<usize> =
            (0..rows.len()).filter(|&i| rows[i].group_id == id && !rows[i].total).collect();
        let (Some(&first), Some(&second)) = (list.first(), list.get(1)) else { continue };
        let (outer, inner) = (kinds(&rows[first]), kinds(&rows[second]));
        let free = list.iter().all(|&i| parent_of[i].is_none() && !rows[i].parent);
        let two = list.iter().all(|&i| kinds(&rows[i]) == outer || kinds(&rows[i]) == inner);
        if outer == inner || outer.is_empty() || inner.is_empty() || !free || !two {
            continue;
        }
        let mut families: Vec<(usize, Vec<usize>)> = Vec::new();
        for &i in &list {
            match families.last_mut() {
                Some((_, parts)) if kinds(&rows[i]) == inner => parts.push(i),
                _ => families.push((i, Vec::new())),
            }
        }
        let mut seen = BTreeSet::new();
        let twice = families
            .iter()
            .flat_map(|(_, parts)| parts)
            .any(|&i| !seen.insert(format!("{:?}", rows[i].head.cell)));
        let holds = families
            .iter()
            .all(|(parent, parts)| !parts.is_empty() && may_add_up(counts, parts, *parent));
        if families.len() < 2 || !twice || !holds {
            continue;
        }
        for (parent, parts) in families {
            rows[parent].parent = true;
            for part in parts {
                parent_of[part] = Some(parent);
            }
        }
    }
}

pub(super) fn stands_under(rows: &[Row], i: usize, parts: &[usize]) -> bool {
    let parent = &rows[i];
    let indented = parts.iter().all(|&p| rows[p].indent > parent.indent);
    let set_apart = parent.bold && parts.iter().all(|&p| !rows[p].bold);
    let top_total = parent.total
        && parts.len() > 1
        && parts.last().is_some_and(|&p| p + 1 == rows.len() || rows[p + 1].total);
    let other_kind = !parent.head.cell.is_empty()
        && parts.iter().all(|&p| kinds(&rows[p]) != kinds(parent) && !rows[p].total);
    if parts.len() == 1 {
        return indented || announces_parts(&parent.head.text) || (other_kind && set_apart);
    }
    indented
        || set_apart
        || top_total
        || other_kind
        || announces_parts(&parent.head.text)
        || (parts.len() >= 3 && same_outcome_family(rows, i, parts))
}

/// "Case to answer 4" over the sanctions that followed.
pub(super) fn same_outcome_family(rows: &[Row], i: usize, parts: &[usize]) -> bool {
    let outcome = |r: &Row| r.head.cell.get(&Dimension::Outcome).cloned();
    let parent = outcome(&rows[i]);
    parent.is_some()
        && parts.iter().all(|&p| outcome(&rows[p]).is_some())
        && parts.last().is_some_and(|&p| p + 1 < rows.len())
        && parent.is_some_and(|p| p.contains("case_to_answer") || p.contains("upheld"))
}
