//! Runs of short lines with one count each ("No case to answer ..... 4", "6 x Withdrawn", nested
//! bullets under a year) read as the table they are, so that groups, parents and totals are found
//! by the same rules as in a ruled table.

use std::sync::LazyLock;

use regex::Regex;

use super::context::Desk;
use super::headings;
use super::number::{self, What};
use super::prose;
use crate::model::document::{Block, BlockKind, Cell, Furniture};
use crate::model::locator::Locator;
use crate::normalise::year;
use crate::pattern::pattern;

/// Longest line that is an item of a list, in words; longer ones are sentences.
const MAX_WORDS: usize = 24;
/// The same for a line without a bullet.
const MAX_LINE_WORDS: usize = 16;
/// A line without a bullet that ends in a full stop is a sentence from this many words on.
const SENTENCE_WORDS: usize = 5;
/// Differences of indentation below this, in points or columns, are chance.
const INDENT_STEP: f32 = 1.5;

/// What a short line is in a run.
#[derive(Debug, PartialEq)]
enum Item {
    /// Label and the count's text.
    Pair(String, String),
    /// A label alone: a group.
    Label(String),
}

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:[\u{2022}\u{25cf}\u{25cb}\u{25aa}\u{25e6}\u{2023}\u{2043}\u{b7}\u{f0b7}o*\u{2013}\u{2014}-]|\(?[a-z]{1,3}\)|\(?[ivx]{1,4}[.)]|\d{1,2}[.)])\s+",
    )
});
static NUMBERED_ANSWER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:q|a|question|answer)\.?\s?\d"));
static EDGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s:;,=.\u{2026}\u{b7}_\u{2013}\u{2014}\u{2192}x\u{d7}*-]+|[\s:;,=.\u{2026}\u{b7}_\u{2013}\u{2014}\u{2192}\u{d7}(-]+$",
    )
});

/// Dots that lead from a label to its count.
static LEADER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\.{4,}|(?:\s\.){2,}|\u{2026}{2,}|_{4,})[\s.]*"));

/// A run of list lines.
pub struct Run {
    /// The table they are.
    pub table: Block,
    /// How many blocks it takes in.
    pub taken: usize,
    /// What brackets behind the count of a line tell of its parts ("2018: 4 claims (public: 3, internal:
    /// 1)"): the block, the label of the line and the words.
    pub parts: Vec<(usize, String, String)>,
}

/// Reads a run of list lines that begins at `start`, as a table.
pub fn run(
    desk: &Desk<'_>,
    blocks: &[Block],
    start: usize,
    usable: &dyn Fn(usize) -> bool,
) -> Option<Run> {
    let mut items: Vec<(usize, Item)> = Vec::new();
    let mut parts = Vec::new();
    let mut at = start;
    while at < blocks.len() {
        // A running header between two pages does not end a list.
        if blocks[at].furniture == Furniture::Running && at > start {
            at += 1;
            continue;
        }
        if !usable(at) {
            break;
        }
        let led = led_by_dots(&blocks[at]);
        // Dots that lead to a count make an entry, whatever its words mean.
        if !led.is_empty() {
            items.extend(led.into_iter().map(|item| (at, item)));
            at += 1;
            continue;
        }
        let divided = divided(&blocks[at]);
        let short = divided.as_ref().map_or(&blocks[at], |(short, _)| short);
        match item(desk, short) {
            Some(item) if heads_another(&blocks[at], &item, &items, blocks) => break,
            Some(item) => {
                if let (Item::Pair(label, _), Some((_, words))) = (&item, divided) {
                    parts.push((at, label.clone(), words));
                }
                items.push((at, item));
            }
            None => break,
        }
        at += 1;
    }
    while items.last().is_some_and(|(_, i)| matches!(i, Item::Label(_))) {
        items.pop();
    }
    // "2017: Three. 2018: Ditto. 2019: None.": lines that lean on each other are read as sentences.
    let leans = |i: usize| blocks.get(i).is_some_and(|b| leans_on_another(&b.text));
    if (start > 0 && leans(start - 1)) || leans(at) || items.iter().any(|(i, _)| leans(*i)) {
        return None;
    }
    // A line with nothing behind its colon and nothing under it is an empty place in the list, not
    // the head of what follows.
    let mut k = 0;
    while k < items.len() {
        let block = &blocks[items[k].0];
        let childless =
            items.get(k + 1).is_none_or(|(i, _)| blocks[*i].indent <= block.indent + INDENT_STEP);
        let open = block.text.trim_end().ends_with(':') && block.kind == BlockKind::ListItem;
        match &items[k].1 {
            Item::Label(label) if childless && open && desk.read(label).outcome.is_some() => {
                items.remove(k);
            }
            _ => k += 1,
        }
    }
    let pairs = items.iter().filter(|(_, i)| matches!(i, Item::Pair(..))).count();
    if pairs < 2 || are_numbered(&items, blocks) {
        return None;
    }
    let taken = items.last().map_or(0, |(i, _)| i + 1 - start);
    let indents = levels(items.iter().map(|(i, _)| blocks[*i].indent));
    let mut cells = Vec::new();
    let mut place = blocks[start].locator.clone();
    for (row, (i, item)) in items.iter().enumerate() {
        let block = &blocks[*i];
        place = place.union(&block.locator);
        let indent =
            indents.iter().position(|x| (x - block.indent).abs() < INDENT_STEP).unwrap_or(0);
        let (label, count) = match item {
            Item::Pair(label, count) => (label.as_str(), Some(count.as_str())),
            Item::Label(label) => (label.as_str(), None),
        };
        let mut stub = Cell::new(row as u32, 0, label, block.locator.clone());
        stub.indent = indent as u32;
        stub.bold = block.kind == BlockKind::Heading;
        cells.push(stub);
        if let Some(count) = count {
            // In a text the count may stand on the second line of its item.
            let at = block.text.rfind(count).unwrap_or(0);
            let place = match block.place_at(at) {
                line @ Locator::Line(_) => line,
                _ => &block.locator,
            };
            cells.push(Cell::new(row as u32, 1, count, place.clone()));
        }
    }
    parts.retain(|(at, ..)| items.iter().any(|(i, _)| i == at));
    Some(Run { table: Block::table(cells, place), taken, parts })
}

/// "2016/17: 6 claims (PC: 4, CM: 2)": the line without its bracket, and what stands in it, when that
/// divides the count of the line.
fn divided(block: &Block) -> Option<(Block, String)> {
    static DIVIDED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?P<line>[^()]{0,12}\b20\d\d(?:/\d\d)?[^()]*?\d[^()]*?)\s*\((?P<parts>[^()]*[:=][^()]*[,;][^()]*[:=][^()]*)\)\s*$",
        )
    });
    if block.kind == BlockKind::Table {
        return None;
    }
    let c = DIVIDED.captures(&block.text)?;
    let mut short = block.clone();
    short.text = c["line"].to_string();
    Some((short, c["parts"].to_string()))
}

/// "2018: The same number as the year before."
fn leans_on_another(text: &str) -> bool {
    static LEANS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:in\s+|for\s+)?20\d\d(?:/\d\d)?\W+(?:again\s+|also\s+)?(?:ditto|(?:the\s+)?same\b|as\s+many\b|an\s+equal\s+number)[^.;]{0,40}\W*$",
        )
    });
    LEANS.is_match(text)
}

/// A year, or a heading, after bulleted counts heads another list of them.
fn heads_another(block: &Block, item: &Item, items: &[(usize, Item)], blocks: &[Block]) -> bool {
    let bulleted = |(i, item): &(usize, Item)| {
        matches!(item, Item::Pair(..)) && blocks[*i].kind == BlockKind::ListItem
    };
    let heads = block.kind == BlockKind::Heading || year::is_bare(block.text.trim());
    matches!(item, Item::Label(_))
        && block.kind != BlockKind::ListItem
        && heads
        && items.iter().any(bulleted)
}

/// "(2) the sex of the officer; (3) the sex of the complainant": the numbers are those of the items.
fn are_numbered(items: &[(usize, Item)], blocks: &[Block]) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\(?(\d{1,2})[).]\s"));
    let mut before = None;
    items.iter().all(|(i, item)| {
        let Item::Pair(_, count) = item else { return false };
        let number = NUMBER.captures(&blocks[*i].text).filter(|c| c[1] == count[..]);
        let number = number.and_then(|c| c[1].parse::<u32>().ok());
        let follows = number.is_some_and(|n| before.is_none_or(|b| n == b + 1));
        before = number;
        follows
    })
}

fn levels(indents: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut out: Vec<f32> = Vec::new();
    for x in indents {
        if out.iter().all(|o| (o - x).abs() >= INDENT_STEP) {
            out.push(x);
        }
    }
    out.sort_by(f32::total_cmp);
    out
}

fn item(desk: &Desk<'_>, block: &Block) -> Option<Item> {
    if block.kind == BlockKind::Table || block.hidden {
        return None;
    }
    if let Some(pair) = set_into_label(block) {
        return Some(pair);
    }
    let text = block.text.trim();
    let body = MARKER.replace(text, "");
    // "Not upheld: 4 ^2": the mark of a note behind the count.
    static NOTE_MARK: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(\d)\s\^[\w*\u{2020}\u{2021}]{1,2}(\s|$)"));
    let body = NOTE_MARK.replace(&body, "$1$2");
    let body = body.trim();
    if NUMBERED_ANSWER.is_match(text) {
        return None; // "Q2. All 17 ..." begins another answer
    }
    // "(4) Public or internal" heads what is told below it.
    static HEADED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\(\d{1,2}\)\s+(?P<title>[A-Z][^\d]{2,60})$"));
    if let Some(c) = HEADED.captures(text)
        && (headings::names_what_follows(desk, &c["title"]) || c["title"].contains(" or "))
    {
        return None;
    }
    let words = body.split_whitespace().count();
    let listed = block.kind == BlockKind::ListItem;
    let leads = listed || LEADER.is_match(body);
    let longest = if leads { MAX_WORDS } else { MAX_LINE_WORDS };
    if body.is_empty() || words > longest || prose::is_question(body) {
        return None;
    }
    if !listed && body.ends_with('.') && words > SENTENCE_WORDS {
        return None;
    }
    if listed && body.ends_with('.') && words > SENTENCE_WORDS && prose::has_verb(body) {
        return None;
    }
    let hits = number::in_sentence(body);
    let counts: Vec<_> = hits.iter().filter(|h| matches!(h.what, What::Count { .. })).collect();
    match &counts[..] {
        [] => label_only(desk, body, block.kind),
        [h] => {
            let (before, after) = (&body[..h.start], &body[h.end..]);
            pair(desk, before, &body[h.start..h.end], after)
        }
        // "2018: 1 allegation, against 1 officer"
        [h, next, ..] if body[..h.start].trim_end().ends_with([':', '\u{2013}', '-']) => {
            let between = desk.read(&body[h.end..next.start]);
            let rest = desk.read(&body[next.end..]);
            // "2018: 2 cases, 3 allegations" counts two things.
            let persons = rest.units.iter().all(|u| u.is_person());
            let plain = !between.has_value()
                && !between.units.is_empty()
                && persons
                && !rest.has_value()
                && body.len() < 80;
            plain.then(|| Item::Pair(trim(&body[..h.start]), body[h.start..h.end].to_string()))
        }
        _ => None,
    }
}

/// Several entries that a reader ran together, each with dots that lead to its count ("recorded in
/// 2017 ...... 4 recorded in 2018 ...... nil").
fn led_by_dots(block: &Block) -> Vec<Item> {
    if block.kind == BlockKind::Table || block.hidden {
        return Vec::new();
    }
    let text = block.text.trim();
    let mut out = Vec::new();
    let mut from = 0;
    for m in LEADER.find_iter(text) {
        let rest = &text[m.end()..];
        let first = number::in_sentence(rest).into_iter().find(|h| h.start == 0);
        let Some(hit) = first.filter(|h| matches!(h.what, What::Count { .. })) else {
            return Vec::new();
        };
        let label = trim(&text[from..m.start()]);
        if label.is_empty() || label.split_whitespace().count() > MAX_WORDS {
            return Vec::new();
        }
        out.push(Item::Pair(label, rest[..hit.end].to_string()));
        from = m.end() + hit.end;
    }
    let tail = text[from..].trim_matches(|c: char| !c.is_alphanumeric());
    if tail.is_empty() { out } else { Vec::new() }
}

/// A label of two lines with dots behind its last, whose count the page prints on the first: "... asked
/// for it to be taken no further and it was 4 | withdrawn ......".
fn set_into_label(block: &Block) -> Option<Item> {
    let text = block.text.as_str();
    if block.kind == BlockKind::Table || block.hidden || block.lines.len() < 2 {
        return None;
    }
    let dots = LEADER.find_iter(text).last()?;
    if dots.end() < text.trim_end().len() {
        return None;
    }
    let counts: Vec<_> = number::in_sentence(text)
        .into_iter()
        .filter(|h| matches!(h.what, What::Count { .. } | What::Reference(_)))
        .collect();
    let [hit] = &counts[..] else { return None };
    // "Dismissed from the 2 | force": the words before it are not its own.
    let from = hit.end - text[hit.start..hit.end].bytes().rev().take_while(|b| *b > b' ').count();
    // The count ends a printed line that is not the last.
    let ends_line = block.lines.iter().skip(1).any(|l| {
        l.start >= hit.end && text.get(hit.end..l.start).is_some_and(|t| t.trim().is_empty())
    });
    let label = format!("{} {}", text[..from].trim(), text[hit.end..dots.start()].trim());
    let words = label.split_whitespace().count();
    (ends_line && words <= MAX_WORDS)
        .then(|| Item::Pair(trim(&label), text[from..hit.end].to_string()))
}

fn label_only(desk: &Desk<'_>, body: &str, kind: BlockKind) -> Option<Item> {
    if let Some((label, mark)) = desk.hidden_count(body) {
        return Some(Item::Pair(trim(label), mark.to_string()));
    }
    let words = body.split_whitespace().count();
    let reading = desk.read(body);
    let sets = reading.has_value()
        || year::is_bare(body)
        || !reading.names.is_empty()
        || reading.roles.len() == 1;
    let shaped = kind != BlockKind::Paragraph || body.ends_with(':') || words <= 4;
    // A place in a list left open: its label may be as long as those of its neighbours.
    let open = kind == BlockKind::ListItem && body.ends_with(':') && reading.outcome.is_some();
    ((words <= 8 || open) && sets && shaped && !body.ends_with('.'))
        .then(|| Item::Label(trim(body)))
}

fn pair(desk: &Desk<'_>, before: &str, count: &str, after: &str) -> Option<Item> {
    let (mut left, right) = (trim(before), trim(after));
    // "in two, the service provided was acceptable", among lines that begin with their count
    if left.eq_ignore_ascii_case("in") {
        left.clear();
    }
    let unit_only = |s: &str| {
        let r = desk.read(s);
        s.is_empty()
            || (!r.units.is_empty() || r.rate || s.starts_with('('))
                && !r.has_value()
                && r.words <= 3
            // "2017 - none recorded"
            || ["recorded", "received", "reported", "made", "logged"].contains(&s)
    };
    // "One allegation: officer dismissed": an allegation whose officer was dismissed, not one dismissed.
    static UNIT_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:allegations?|complaints?|cases?|matters?|claims?)\s*[:\u{2013}\u{2014}-]\s+",
        )
    });
    let label = match (left.is_empty(), right.is_empty()) {
        (false, true) => left,
        (true, false) => UNIT_FIRST.replace(&right, "").into_owned(),
        (false, false) if unit_only(&right) => left,
        (false, false) if unit_only(&left) => right,
        (false, false) if explains(desk, &left, after) => format!("{left} {}", after.trim()),
        _ => return None,
    };
    // "three were withdrawn" is a sentence; so is a label with a stop inside it.
    let sentence = label.contains(". ");
    let reading = desk.read(&label);
    let means = reading.has_value()
        || reading.total
        || reading.unknown
        || !reading.units.is_empty()
        || reading.words <= 8;
    (!sentence && means).then(|| Item::Pair(label, count.trim().to_string()))
}

/// "Not upheld - 1 (male officer, female complainant)": a bracket behind the count that tells who it
/// was belongs to the label.
fn explains(desk: &Desk<'_>, label: &str, after: &str) -> bool {
    let inside = after.trim().trim_end_matches(['.', ';', ',']);
    let Some(inside) = inside.strip_prefix('(').and_then(|t| t.strip_suffix(')')) else {
        return false;
    };
    let plain = !inside.contains(['(', ')', '.', ';']) && number::in_sentence(inside).is_empty();
    let (own, label) = (desk.read(inside), desk.read(label));
    let who = !own.sexes.is_empty() || !own.duties.is_empty() || own.sources.len() == 1;
    let tells_end = own.outcome.is_some() && !own.unknown;
    plain && who && !tells_end && own.year.is_none() && label.outcome.is_some()
}

fn trim(text: &str) -> String {
    let mut s = text.trim().to_string();
    loop {
        let next = EDGE.replace_all(&s, "").trim().to_string();
        if next == s {
            return s;
        }
        s = next;
    }
}
