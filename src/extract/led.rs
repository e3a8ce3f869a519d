//! Lists whose lines say one half and the words that lead to them the other: a count that each line has
//! ("fewer than five with each of the following outcomes:"), or the order of the two counts in a line ("with
//! the public complaint figure first and the conduct matter figure second").

use std::sync::LazyLock;

use regex::Regex;

use super::context::Desk;
use super::prose;
use crate::model::document::{Block, BlockKind, Cell, Furniture};
use crate::pattern::pattern;

/// Longest line of such a list, in words.
const LABEL_WORDS: usize = 10;
/// Fewest lines of two counts that make a list.
const PAIRS: usize = 2;

/// A number as a lead gives it.
const N: &str = r"(?:fewer\s+than\s+\w+|less\s+than\s+\w+|under\s+\w+|<\s?\d+|\d+|one|two|three|four|five|six|seven|eight|nine|ten)";

/// A list put as a table.
pub struct Led {
    /// Labels and counts.
    pub table: Block,
    /// Where in its block the sentence that leads to the list begins.
    pub from: usize,
    /// How many blocks the lead and its list take.
    pub taken: usize,
}

/// Reads the list that the block at `at` leads to.
pub fn list(
    desk: &Desk<'_>,
    blocks: &[Block],
    at: usize,
    usable: &dyn Fn(usize) -> bool,
) -> Option<Led> {
    let lead = &blocks[at];
    if lead.kind == BlockKind::Table || !lead.text.trim_end().ends_with(':') {
        return None;
    }
    let &(from, to) = prose::sentences(&lead.text).last()?;
    let words = &lead.text[from..to];
    let lines: Vec<usize> = (at + 1..blocks.len())
        .filter(|&i| blocks[i].furniture != Furniture::Running)
        .take_while(|&i| usable(i) && blocks[i].kind != BlockKind::Table)
        .collect();
    let cells = counted_each(desk, lead, words, blocks, &lines)
        .or_else(|| in_order(desk, lead, words, blocks, &lines))?;
    let last = cells.0;
    let place = blocks[at..=last]
        .iter()
        .filter(|b| b.furniture != Furniture::Running)
        .map(|b| b.locator.clone())
        .reduce(|all, next| all.union(&next))?;
    Some(Led { table: Block::table(cells.1, place), from, taken: last + 1 - at })
}

/// "There were fewer than five with each of the following outcomes:": the last block of the list, and its cells.
fn counted_each(
    desk: &Desk<'_>,
    lead: &Block,
    words: &str,
    blocks: &[Block],
    lines: &[usize],
) -> Option<(usize, Vec<Cell>)> {
    static EACH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b(?P<n>{N})\s+(?:\w+\s+){{0,4}}?each\s+of\s+(?:the\s+following|these)\b[^.;]*:\s*$|\beach\s+of\s+(?:the\s+following|these)\b[^.;]{{0,40}}\b(?:was|were|had|has|accounts?\s+for|accounted\s+for)\s+(?P<n2>{N})\b[^.;]{{0,20}}:\s*$"
        ))
    });
    let c = EACH.captures(words)?;
    let count = c.name("n").or(c.name("n2"))?.as_str();
    let labels = lines.iter().copied().take_while(|&i| {
        let text = without_mark(&blocks[i].text);
        let reading = desk.read(text);
        blocks[i].kind == BlockKind::ListItem
            && text.split_whitespace().count() <= LABEL_WORDS
            && !prose::counts_something(text)
            && reading.has_value()
    });
    let mut cells = Vec::new();
    let mut last = None;
    for (row, i) in labels.enumerate() {
        let label = without_mark(&blocks[i].text).trim_end_matches([';', ',', '.']);
        cells.push(Cell::new(row as u32, 0, label, blocks[i].locator.clone()));
        cells.push(Cell::new(row as u32, 1, count, lead.locator.clone()));
        last = Some(i);
    }
    Some((last?, cells))
}

/// "Broken down by year, with the public complaint figure first and the conduct matter figure second:" over
/// "2016: 11 and 4".
fn in_order(
    desk: &Desk<'_>,
    lead: &Block,
    words: &str,
    blocks: &[Block],
    lines: &[usize],
) -> Option<(usize, Vec<Cell>)> {
    static ORDER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)(?:\b(?:with|giving|showing|listing|gives?)\s+|,\s*|\(\s*)(?:the\s+)?(?P<a>[a-z][\w'\u{2019}\ -]{2,40}?)\s+(?:(?:figures?|numbers?|totals?|counts?)\s+)?
            (?:(?:is|are|being|comes?|coming|shown|given|listed|stands?|standing)\s+)*first\b[^.;]{0,20}?\b(?:and|then|followed\s+by)\s+
            (?:the\s+)?(?P<b>[a-z][\w'\u{2019}\ -]{2,40}?)(?:\s+(?:figures?|numbers?|totals?|counts?))?
            (?:\s+(?:is|are|being|comes?|coming|shown|given|listed|stands?|standing))*(?:\s+(?:second|last|next|after(?:\s+it)?))?\s*\)?:?\s*$",
        )
    });
    static PAIR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?P<label>[^:=\u{2013}\u{2014}]{2,60}?)\s*[:=\u{2013}\u{2014}-]\s*(?P<a>[\d,]{1,6}|nil|none)\s*(?:,|;|/|and|then)\s*(?P<b>[\d,]{1,6}|nil|none)\W*$",
        )
    });
    let c = ORDER.captures(words)?;
    let (a, b) = (c["a"].trim(), c["b"].trim());
    if !desk.read(a).has_value() || !desk.read(b).has_value() {
        return None;
    }
    let mut cells =
        vec![Cell::new(0, 1, a, lead.locator.clone()), Cell::new(0, 2, b, lead.locator.clone())];
    let mut last = None;
    let mut rows = 0;
    for &i in lines {
        let text = without_mark(&blocks[i].text);
        let Some(c) = PAIR.captures(text) else { break };
        rows += 1;
        for (col, name) in ["label", "a", "b"].into_iter().enumerate() {
            let place = blocks[i].locator.clone();
            cells.push(Cell::new(rows, col as u32, c[name].trim(), place));
        }
        last = Some(i);
    }
    (rows as usize >= PAIRS).then_some((last?, cells))
}

/// A line without its bullet.
fn without_mark(text: &str) -> &str {
    text.trim().trim_start_matches(|c: char| {
        "-\u{2013}\u{2022}*\u{25aa}\u{25cf}\u{25cb}\u{b7}".contains(c) || c.is_whitespace()
    })
}
