//! What each column of a listing holds, told by its heading and by its cells.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{COLUMN_SHARE, Column, MIN_ROWS, records, year_of};
use crate::extract::axis;
use crate::extract::context::{Desk, role_of_names, sex_dimension};
use crate::extract::grid::{Grid, Value};
use crate::extract::table::counts_its_values;
use crate::model::observation::{Dimension, Unit};
use crate::normalise::fold;
use crate::normalise::label::LabelReading;
use crate::normalise::year;
use crate::pattern::pattern;

pub(super) fn columns(desk: &Desk<'_>, grid: &Grid<'_>, header: usize) -> Option<Vec<Column>> {
    let body = records(grid, header);
    let filled = (0..grid.cols).filter(|&c| !grid.text(header, c).is_empty()).count();
    let numbers = (0..grid.cols).any(|c| matches!(grid.value(header, c), Value::Count(..)));
    if filled < 2 || body.len() < MIN_ROWS || numbers {
        return None;
    }
    // "2 x Not upheld" in the cells of a row: it tells of several, and is no record.
    let tallies = |c: usize| {
        let filled = || body.iter().map(|&r| grid.text(r, c)).filter(|t| !t.is_empty());
        let counted = filled().filter(|t| counts_its_values(t)).count();
        counted > 0 && counted * 2 >= filled().count()
    };
    if (0..grid.cols).any(tallies) {
        return None;
    }
    if spans_values(desk, grid, header) {
        return None;
    }
    let readings: Vec<LabelReading> =
        (0..grid.cols).map(|c| desk.read_head(grid.text(header, c))).collect();
    let refers = |c: usize| {
        let texts: Vec<&str> = body.iter().map(|&r| grid.text(r, c)).collect();
        texts.iter().all(|t| !t.is_empty()) && is_references(&texts)
    };
    // A heading of values (2016, Male, Upheld) heads a cross-table; "Complaint case" over references
    // names them.
    let values = (0..grid.cols)
        .filter(|&c| {
            let r = &readings[c];
            (r.has_value() && r.names.is_empty() || is_one_year(r)) && !refers(c)
        })
        .count();
    let keyed = |c: usize| {
        let heading = fold::key(grid.text(header, c));
        desk.fields.iter().any(|(field, ..)| *field == heading)
    };
    let named = (0..grid.cols)
        .filter(|&c| {
            let r = &readings[c];
            let named = !r.names.is_empty() && !is_one_year(r);
            named || r.identifier || r.roles.len() == 1 || keyed(c) || refers(c)
        })
        .count();
    if named == 0 || values > named {
        return None;
    }
    // Two columns are a listing only when both headings say so; else they are a key or a table.
    if filled == 2 && (named < 2 || values > 0) {
        return None;
    }
    let told_apart = (0..grid.cols).any(|c| readings[c].identifier || refers(c));
    let mut out = Vec::new();
    for (c, reading) in readings.iter().enumerate() {
        let spelt: Vec<String> = body
            .iter()
            .map(|&r| desk.spell_out_in(grid.text(header, c), grid.text(r, c)))
            .collect();
        let texts: Vec<&str> = spelt.iter().map(String::as_str).collect();
        // A note that explains "<3" makes it no code.
        let banded = |r: usize| matches!(grid.value(r, c), Value::Count(n, _) if !n.is_exact());
        let coded = body.iter().zip(&spelt).any(|(&r, s)| s != grid.text(r, c) && !banded(r));
        let anew = numbers_anew(grid, &body, c);
        let within = |of: usize| numbers_within(grid, &body, readings[of].units.first(), of, c);
        if !coded && (anew || (0..c).any(within)) {
            out.push(Column::Other);
            continue;
        }
        let unit = reading.units.first();
        if !coded && (c + 1..grid.cols).any(|n| numbers_within(grid, &body, unit, c, n)) {
            out.push(Column::Identifier(unit.copied()));
            continue;
        }
        if !coded && is_count_column(grid, &body, c, reading) {
            let officers = reading.roles.len() == 1 || reading.units.iter().any(|u| u.is_person());
            let secondary = officers.then_some(Unit::Officer);
            match secondary {
                Some(unit) if !reading.count || told_apart => {
                    out.push(Column::Number(unit));
                    continue;
                }
                // Days, amounts, distances: a number of each record that counts nothing asked.
                _ if desk.row_unit.is_some() || told_apart => {
                    out.push(Column::Other);
                    continue;
                }
                _ => return None,
            }
        }
        out.push(column(desk, reading, grid.text(header, c), &texts));
    }
    settle_numbers_within(grid, &body, &mut out);
    settle_years(desk, grid, header, &mut out);
    settle_sexes(&mut out);
    settle_outcomes(desk, grid, &body, &mut out);
    let dimensions =
        out.iter().filter(|c| matches!(c, Column::Dimension(_) | Column::Year)).count();
    let mut told = out.iter().filter(|c| matches!(c, Column::Identifier(_))).count();
    // A column 1, 2, 3 ... beside two others tells the rows apart as well as references do.
    let serial = |c: &usize| {
        let numbers =
            body.iter().map(|&r| grid.text(r, *c).trim().trim_end_matches('.').parse::<u32>());
        numbers.enumerate().all(|(i, n)| n == Ok(i as u32 + 1))
    };
    told += usize::from(told == 0 && filled > 2 && (0..grid.cols).any(|c| serial(&c)));
    (dimensions >= 2 || dimensions == 1 && told == 1).then_some(out)
}

/// "Calendar year recorded" over "2016 | 2017 | 2018": a heading over several columns, each of which is headed by
/// one value of it, heads a cross-table.
fn spans_values(desk: &Desk<'_>, grid: &Grid<'_>, header: usize) -> bool {
    let below = header + 1;
    (0..grid.cols).any(|c| {
        let under: Vec<usize> =
            (c..grid.cols).take_while(|&k| k == c || grid.spans_left(header, k)).collect();
        let one_value = |&k: &usize| {
            let reading = desk.read(grid.text(below, k));
            grid.is_yearlike(below, k) || reading.has_value() && reading.unexplained == 0
        };
        let texts: BTreeSet<&str> = under.iter().map(|&k| grid.text(below, k)).collect();
        grid.is_origin(header, c)
            && under.len() > 1
            && texts.len() == under.len()
            && under.iter().all(one_value)
    })
}

/// Allegations numbered anew in each case ("CO/00149 | 2"): the number names a row only beside the
/// reference of its case, which tells the rows apart.
fn settle_numbers_within(grid: &Grid<'_>, body: &[usize], columns: &mut [Column]) {
    let ids: Vec<usize> =
        (0..columns.len()).filter(|&c| matches!(columns[c], Column::Identifier(_))).collect();
    for &c in &ids {
        let texts = |c: usize| body.iter().map(move |&r| grid.text(r, c));
        let small = texts(c).all(|t| t.len() <= 2 && t.bytes().all(|b| b.is_ascii_digit()));
        let repeated = texts(c).collect::<BTreeSet<_>>().len() < body.len();
        let apart = |&other: &usize| {
            other != c && texts(other).zip(texts(c)).collect::<BTreeSet<_>>().len() == body.len()
        };
        if small && repeated && ids.iter().any(apart) {
            columns[c] = Column::Other;
        }
    }
}

/// Fewest rows of which a column may be said to number them.
const NUMBERED_ROWS: usize = 5;

/// A column that numbers the rows, anew whenever the value of another column changes ("No. in year").
fn numbers_anew(grid: &Grid<'_>, body: &[usize], c: usize) -> bool {
    let numbers: Option<Vec<u64>> =
        body.iter().map(|&r| grid.text(r, c).trim().trim_end_matches('.').parse().ok()).collect();
    let Some(numbers) = numbers.filter(|n| n.len() >= NUMBERED_ROWS && n[0] == 1) else {
        return false;
    };
    let begins = |i: usize| numbers[i] == 1;
    let goes_on = |i: usize| i > 0 && numbers[i] == numbers[i - 1] + 1;
    let changes = |i: usize, other: usize| {
        i == 0 || grid.text(body[i], other) != grid.text(body[i - 1], other)
    };
    let follows = (0..numbers.len()).all(|i| begins(i) || goes_on(i));
    let runs_on = (0..numbers.len()).filter(|&i| goes_on(i)).count() * 2 >= numbers.len();
    let by =
        |other: usize| other != c && (0..numbers.len()).all(|i| begins(i) == changes(i, other));
    follows && runs_on && (0..grid.cols).any(by)
}

/// "Case | Allegation" over 1 | 1, 1 | 2, 2 | 1: the first column numbers the cases, the second the allegations of
/// each.
fn numbers_within(
    grid: &Grid<'_>,
    body: &[usize],
    unit: Option<&Unit>,
    things: usize,
    within: usize,
) -> bool {
    let numbers = |c: usize| -> Option<Vec<u64>> {
        body.iter().map(|&r| grid.text(r, c).trim().trim_end_matches('.').parse().ok()).collect()
    };
    let enough = |n: &Vec<u64>| n.len() >= NUMBERED_ROWS && n[0] == 1;
    let (Some(outer), Some(inner)) = (numbers(things), numbers(within)) else { return false };
    if unit.is_none() || !enough(&outer) || !enough(&inner) {
        return false;
    }
    (1..outer.len()).all(|i| match outer[i].checked_sub(outer[i - 1]) {
        Some(0) => inner[i] == inner[i - 1] + 1,
        Some(1) => inner[i] == 1,
        _ => false,
    })
}

/// "FY 16/17", "Year ending 31 March 2017": a year, though it names the dimension too.
fn is_one_year(heading: &LabelReading) -> bool {
    heading.year.is_some() && heading.names.iter().all(|n| n == "year")
}

/// Small whole numbers that are neither years, nor identifiers, nor one number per row.
fn is_count_column(grid: &Grid<'_>, body: &[usize], c: usize, heading: &LabelReading) -> bool {
    // "Allegations recorded" heads counts; "Recorded" alone would head dates.
    let dated = heading.names.contains("date") && heading.units.is_empty() && !heading.count;
    if heading.identifier || dated || heading.aside {
        return false;
    }
    let mut numbers = Vec::new();
    let (mut filled, mut banded) = (0, false);
    for &r in body {
        match grid.value(r, c) {
            Value::Blank => continue,
            Value::Count(n, _) if !grid.is_yearlike(r, c) => {
                banded |= !n.is_exact();
                numbers.push(n.min);
            }
            Value::Mark if heading.count => numbers.push(0),
            _ => {}
        }
        filled += 1;
    }
    let serial = numbers.len() > 1 && numbers.windows(2).all(|w| w[1] == w[0] + 1);
    // Codes are explained by a key; counts are not. "<5" is no code, nor is what "All years" heads.
    let named = !heading.names.is_empty()
        && !heading.count
        && heading.units.is_empty()
        && !heading.total
        && !banded;
    filled > 0 && numbers.len() as f64 >= filled as f64 * COLUMN_SHARE && !serial && !named
}

fn column(desk: &Desk<'_>, heading: &LabelReading, text: &str, cells: &[&str]) -> Column {
    let filled: Vec<&str> = cells.iter().copied().filter(|t| !t.is_empty()).collect();
    let readings: Vec<LabelReading> = filled.iter().map(|t| desk.read(t)).collect();
    let share = |yes: &dyn Fn(&LabelReading) -> bool| {
        readings.iter().filter(|r| yes(r)).count() as f64 >= readings.len() as f64 * COLUMN_SHARE
            && !readings.is_empty()
    };
    let lower = text.to_lowercase();
    let named = |name: &str| heading.names.contains(name);
    let dated = filled.iter().filter(|t| is_date(t) || is_month(t)).count();
    if !filled.is_empty() && dated as f64 >= filled.len() as f64 * COLUMN_SHARE {
        return Column::Year;
    }
    if cells.iter().any(|t| says_out(t)) {
        return Column::Subject;
    }
    if is_references(&filled) && !named("date") && !named("year") {
        let unit = heading.units.first().copied().or(if lower.contains("alleg") {
            Some(Unit::Allegation)
        } else {
            None
        });
        return Column::Identifier(unit);
    }
    if heading.identifier || is_reference_heading(&lower) {
        let unit = heading.units.first().copied().or(if lower.contains("alleg") {
            Some(Unit::Allegation)
        } else {
            None
        });
        return Column::Identifier(unit);
    }
    if heading.aside && heading.names.is_empty() {
        return Column::Other;
    }
    // "Recorded as: public complaint, conduct matter" is headed like a date and holds none.
    let sources = share(&|r| !r.sources.is_empty()) && readings.iter().all(|r| r.year.is_none());
    let yearly = lower.contains("recorded") && share(&|r| r.year.is_some());
    // "Subject officer gender as recorded" is headed like one, too.
    let sexed = |r: &LabelReading| !r.sexes.is_empty() || r.unknown;
    let sexes = readings.iter().any(|r| !r.sexes.is_empty()) && share(&sexed);
    if (named("date") || named("year")) && !sources && !sexes || yearly {
        return Column::Year;
    }
    // "On duty?": yes, no.
    let answers = axis::answers(heading);
    if readings.iter().any(|r| r.answer == Some(true))
        && share(&|r| r.answer.is_some() || r.unknown)
        && let Some(dimension) = answers.dimension()
    {
        return Column::Dimension(dimension.clone());
    }
    if sexes {
        let role = role_of_names(&heading.names)
            .or((heading.roles.len() == 1).then(|| heading.roles.first().copied()).flatten());
        return role.map_or(Column::Dimension(Dimension::Extra("sex".into())), |r| {
            Column::Dimension(sex_dimension(r))
        });
    }
    if named("outcome") && !share(&|r| !r.sources.is_empty()) {
        return Column::Dimension(Dimension::Outcome);
    }
    if named("duty") || share(&|r| !r.duties.is_empty()) {
        return Column::Dimension(Dimension::Duty);
    }
    let sourced = |r: &LabelReading| !r.sources.is_empty() || r.weak_source.is_some();
    if share(&sourced) && readings.iter().any(|r| !r.sources.is_empty())
        || named("source") && share(&|r| sourced(r) || r.unknown)
    {
        return Column::Dimension(Dimension::Source);
    }
    if named("allegation_type")
        || readings.iter().any(|r| r.in_scope)
            && share(&|r| r.in_scope || r.other_subject.is_some())
    {
        return Column::Subject;
    }
    if readings.iter().any(|r| r.other_subject.is_some())
        && share(&|r| r.other_subject.is_some() || !r.roles.is_empty())
    {
        return Column::Subject;
    }
    if let Some(name) = &heading.extra {
        return Column::Dimension(Dimension::Extra(name.clone()));
    }
    if share(&|r| r.outcome.is_some()) {
        return Column::Dimension(Dimension::Outcome);
    }
    if share(&|r| r.year.is_some()) && filled.iter().all(|t| year::is_bare(t)) {
        return Column::Year;
    }
    Column::Other
}

pub(super) fn says_out(text: &str) -> bool {
    axis::says_out(&text.to_lowercase())
}

/// Values such as "CO/0114/16": letters or strokes among digits, mostly different.
fn is_references(cells: &[&str]) -> bool {
    let shaped = cells
        .iter()
        .filter(|t| {
            let digits = t.chars().filter(char::is_ascii_digit).count();
            let strokes = t.chars().any(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '-'));
            digits >= 2
                && strokes
                && !t.contains(' ')
                && year_of(t).is_none_or(|y| y.value.len() != t.len())
                && !year::is_bare(t)
                && !is_date(t)
        })
        .count();
    let distinct: BTreeSet<&&str> = cells.iter().collect();
    !cells.is_empty() && shaped * 10 >= cells.len() * 8 && distinct.len() * 2 > cells.len()
}

pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    parts.len() == 3
        && parts.iter().all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit()))
        && (parts[0].len() == 4 || parts[2].len() == 4 || parts.iter().all(|p| p.len() <= 2))
}

/// "2018-03", "03/2018", "Mar-18", "March 2018".
fn is_month(text: &str) -> bool {
    static MONTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:20\d\d[-/.](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.]20\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[-/ '\u{2019}]*(?:20)?\d\d)$",
        )
    });
    MONTH.is_match(text.trim())
}

/// True for words, in small letters, that head references ("our reference", "claim no").
pub(in crate::extract) fn is_reference_heading(lower: &str) -> bool {
    lower.ends_with(" id")
        || lower.ends_with(" ref")
        || lower.ends_with(" no")
        || lower.ends_with(" no.")
        || lower.ends_with(" number") && !lower.contains("of")
        || lower.contains("reference")
        || lower == "id"
}

/// Fewest words of a cell that tells how it went rather than how it ended.
const TOLD_WORDS: usize = 6;

/// "How it was dealt with" beside "Outcome": a column of sentences that tells how each case went adds nothing
/// to another column that names how it ended. One that names sanctions tells what followed a finding, and stays.
fn settle_outcomes(desk: &Desk<'_>, grid: &Grid<'_>, body: &[usize], columns: &mut [Column]) {
    let outcomes: Vec<usize> = (0..columns.len())
        .filter(|&c| matches!(columns[c], Column::Dimension(Dimension::Outcome)))
        .collect();
    let most = |c: usize, yes: &dyn Fn(&str) -> bool| {
        let filled = || body.iter().map(|&r| grid.text(r, c)).filter(|t| !t.is_empty());
        filled().filter(|t| yes(t)).count() * 2 > filled().count()
    };
    let sanction =
        |code: &String| desk.vocabulary.code(code).is_some_and(|c| c.group.as_str() == "sanction");
    let told = |c: usize| {
        most(c, &|t| t.split_whitespace().count() >= TOLD_WORDS)
            && most(c, &|t| !desk.read(t).outcome.is_some_and(|o| o.codes.iter().any(sanction)))
    };
    let names = |c: usize| {
        most(c, &|t| t.split_whitespace().count() < TOLD_WORDS)
            && most(c, &|t| desk.read(t).outcome.is_some())
    };
    for &c in &outcomes {
        if told(c) && outcomes.iter().any(|&other| other != c && names(other)) {
            columns[c] = Column::Other;
        }
    }
}

/// Of two columns of sexes the one that does not say whose it is belongs to the other party.
fn settle_sexes(columns: &mut [Column]) {
    let unsaid = Column::Dimension(Dimension::Extra("sex".into()));
    let mute: Vec<usize> = (0..columns.len()).filter(|&c| columns[c] == unsaid).collect();
    let [c] = mute[..] else { return };
    let has = |d: Dimension| columns.contains(&Column::Dimension(d));
    match (has(Dimension::OfficerSex), has(Dimension::ComplainantSex)) {
        (true, false) => columns[c] = Column::Dimension(Dimension::ComplainantSex),
        (false, true) => columns[c] = Column::Dimension(Dimension::OfficerSex),
        _ => {}
    }
}

/// Of several columns of dates the one of recording counts; the others are set aside.
fn settle_years(desk: &Desk<'_>, grid: &Grid<'_>, header: usize, columns: &mut [Column]) {
    let years: Vec<usize> = (0..columns.len()).filter(|&c| columns[c] == Column::Year).collect();
    if years.len() < 2 {
        return;
    }
    let rank = |c: usize| {
        let lower = grid.text(header, c).to_lowercase();
        let named = desk.read(&lower).names.contains("year");
        match () {
            () if named && (lower.contains("record") || lower.contains("receiv")) => 0,
            () if named => 1,
            () if lower.contains("record") => 2,
            () if lower.contains("receiv") || lower.contains("logged") => 3,
            () => 4,
        }
    };
    let best = years.iter().copied().min_by_key(|&c| (rank(c), c));
    for c in years {
        if Some(c) != best {
            columns[c] = Column::Other;
        }
    }
}
