//! When a sentence leaves the year or part it stands under: its words say the whole period, or it
//! counts more than that year or part holds, which proves it.

use std::sync::LazyLock;

use regex::Regex;

use super::population::Passage;
use super::quantity::{Kind, Quantity};
use crate::extract::context::Context;
use crate::extract::number;
use crate::extract::output::Gathered;
use crate::model::observation::{Cell, Dimension, Observation};
use crate::normalise::year;
use crate::pattern::pattern;

/// "Over the five years", "in all", "taken together": not of the year spoken of before.
pub(super) fn says_whole_period(text: &str) -> bool {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:for|over|across|in|during|throughout)\s+the\s+(?:whole\s+|entire\s+|full\s+)?(?:of\s+the\s+)?(?:period|(?:five|5)(?:[\s-]+(?:calendar|financial))?[\s-]+years?(?:\s+period)?)\b|\btak(?:en|ing)\b[^.;,]{0,40}\b(?:together|as\s+(?:one|a\s+whole))\b|\ball\s+(?:the\s+)?(?:five|5)\s+years\b|\bas\s+a\s+whole\b|\b(?:five|5)[\s-]year\s+(?:total|figure)\b|\bgrand\s+total\b",
        )
    });
    WHOLE.is_match(text)
}

/// "2016 to 2020": several years at once.
pub(super) fn covers_years(text: &str) -> bool {
    static SPAN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b20\d\d(?:/\d\d)?\s*(?:to|-|\u{2013}|through(?:\s+to)?|until)\s*20\d\d\b|\bbetween\s+20\d\d\s+and\s+20\d\d\b",
        )
    });
    SPAN.is_match(text)
}

/// "Taking both groups together", "across public complaints and conduct matters".
pub(super) fn covers_sources(text: &str) -> bool {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:both|the\s+two)\s+(?:groups|sets|types|kinds|categories|tables|lists|sources|headings)\s+(?:are\s+)?(?:taken\s+|put\s+|added\s+)?together\b|\b(?:taking|taken|across|combining|counting)\s+(?:both|the\s+two)\b|\bpublic\s+(?:complaints?\s+)?and\s+(?:internal|conduct)\b[^.;]{0,30}\b(?:together|combined|alike)\b",
        )
    });
    BOTH.is_match(text)
}

/// Leaves behind values of the context when the sentence counts more than they hold and the whole
/// holds as many.
pub(super) fn leave_behind(
    text: &str,
    quantities: &[Quantity],
    local: &mut Context,
    passage: &mut Passage,
) {
    // "All but three of the 87", "half of the sixteen"
    static OF_SO_MANY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\bof\s+(?:all\s+)?(?:the|these|those)\s+(?P<n>[a-z]+(?:-[a-z]+)?|\d{1,4})\b")
    });
    let held: Cell = local.cell.clone();
    local.cell.retain(|d, _| !passage.freed.contains(d));
    let size = |cell: &Cell| passage.whole(cell).map(|s| passage.sets[s].count.max);
    let is_whole = |n: u64| size(&Cell::new()) == Some(n) && size(&local.cell) != Some(n);
    // "Nine of the fourteen", when fourteen is all there were and the heading is of one outcome.
    let of_whole = quantities.iter().any(|q| match q.kind {
        Kind::Reference(n) => is_whole(n),
        Kind::AllBut(_) | Kind::Share(..) => {
            OF_SO_MANY.captures_iter(text).filter_map(|c| number::value(&c["n"])).any(is_whole)
        }
        _ => false,
    });
    if of_whole {
        for d in held.keys() {
            local.cell.remove(d);
            passage.carried.remove(d);
            passage.freed.insert(d.clone());
        }
        return;
    }
    let printed = quantities.iter().filter(|q| q.counts()).filter_map(Quantity::printed);
    let Some(most) = printed.map(|c| c.max).max() else { return };
    let Some(part) = size(&local.cell).filter(|_| !local.cell.is_empty()) else { return };
    let whole = size(&Cell::new());
    if most <= part || whole.is_some_and(|w| most > w) {
        return;
    }
    // Without a stated whole only a carried year gives way: a heading may be all that is known.
    let gone: Vec<Dimension> = held
        .keys()
        .filter(|d| whole.is_some() || passage.carried.contains_key(*d))
        .cloned()
        .collect();
    for d in gone {
        local.cell.remove(&d);
        passage.carried.remove(&d);
        passage.freed.insert(d);
    }
}

/// "A total of 18 from 2018 to 2020", where nothing is held for the years before: that is all there is.
pub fn take_span_for_whole(not_held: &str, out: &mut Gathered) {
    let years = Dimension::Extra("years".into());
    let whole =
        |o: &Observation| o.cell.is_empty() && o.out_of_scope.is_none() && o.count.is_exact();
    if out.observations.iter().any(whole) {
        return;
    }
    let missing = year::in_text(not_held);
    let spans = |o: &Observation| {
        let (from, to) =
            o.cell.get(&years).filter(|_| o.cell.len() == 1)?.first()?.split_once('-')?;
        let (from, to) = (from.parse::<i32>().ok()?, to.parse::<i32>().ok()?);
        // The years named as not held lie outside the span.
        let outside = missing.iter().any(|y| y.first < from || y.first > to);
        (o.out_of_scope.is_none() && outside).then_some(())
    };
    let at: Vec<usize> =
        (0..out.observations.len()).filter(|&i| spans(&out.observations[i]).is_some()).collect();
    for i in at {
        out.observations[i].cell.remove(&years);
    }
}
