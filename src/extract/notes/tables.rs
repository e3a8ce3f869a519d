//! Tables that explain codes: two columns of codes and meanings, three with the column a code belongs
//! to, lists of codes stacked under the name of their column.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::super::cells::{ByPlace, Column};
use super::super::context::Desk;
use super::super::prose;
use super::key::Heads;
use super::{Notes, add_key};
use crate::model::document::{Block, BlockKind, Cell, Document};
use crate::normalise::{fold, year};
use crate::pattern::pattern;

/// Longest code that a table of codes may hold, in characters.
pub(super) const MAX_CODE: usize = 10;

/// True for a table that explains codes and counts nothing.
pub fn is_key(block: &Block) -> bool {
    let mut notes = Notes::default();
    if read_field_table(block, &mut notes) {
        return true;
    }
    let wide: std::collections::BTreeSet<u32> =
        block.cells.iter().filter(|c| !c.text.is_empty()).map(|c| c.col).collect();
    if wide.len() > 3 {
        return false;
    }
    let counts = block.cells.iter().any(|c| c.col > 0 && c.text.trim().parse::<u64>().is_ok());
    read_key_table(block, &mut notes);
    let rows: std::collections::BTreeSet<u32> = block.cells.iter().map(|c| c.row).collect();
    !counts && !notes.key.is_empty() && notes.key.len() * 2 > rows.len()
}

/// Longest term that a glossary explains, in words.
const TERM_WORDS: usize = 8;
/// Shortest explanation, in words; shorter ones could be answers.
const EXPLANATION_WORDS: usize = 4;

/// True for outcomes beside sentences that say what the words mean ("Local resolution | A complaint dealt with
/// locally with the consent of ..."): few of the sentences name a number.
pub fn is_glossary(desk: &Desk<'_>, block: &Block) -> bool {
    let columns: BTreeSet<u32> =
        block.cells.iter().filter(|c| !c.text.trim().is_empty()).map(|c| c.col).collect();
    let (Some(&terms), Some(&meanings), 2) = (columns.first(), columns.last(), columns.len())
    else {
        return false;
    };
    let texts = ByPlace::visible(block);
    let rows: BTreeSet<u32> = block.cells.iter().map(|c| c.row).collect();
    let words = |t: &str| t.split_whitespace().count();
    let (mut explained, mut numbers) = (0, 0);
    for (at, &row) in rows.iter().enumerate() {
        let term = texts.text(row, terms).unwrap_or_default();
        let meaning = texts.text(row, meanings).unwrap_or_default();
        let names = words(term) <= TERM_WORDS && desk.read(term).outcome.is_some();
        // "Term | Meaning" over them.
        if at == 0 && !names && words(meaning) < EXPLANATION_WORDS {
            continue;
        }
        if !names || meaning.parse::<u64>().is_ok() {
            return false;
        }
        explained += usize::from(words(meaning) >= EXPLANATION_WORDS);
        numbers += usize::from(prose::counts_something(meaning));
    }
    explained > 1 && explained * 2 > rows.len() && numbers * 3 <= explained
}

/// "OUT 21" beside its meaning: a column's name and a code in one cell.
pub(super) fn read_prefixed(block: &Block, notes: &mut Notes) {
    let heads: BTreeSet<&str> =
        block.cells.iter().filter(|c| c.row <= 3).map(|c| c.text.trim()).collect();
    let meanings = ByPlace::of(block, |c| c.text.len() > 3);
    for cell in &block.cells {
        let Some((field, code)) = cell.text.trim().split_once(' ') else { continue };
        if !heads.contains(field) || code.contains(' ') || code.len() > 4 {
            continue;
        }
        if let Some(meaning) = meanings.get(cell.row, cell.col + 1) {
            notes.fields.push((
                fold::key(field),
                code.to_string(),
                meaning.text.trim().to_string(),
            ));
        }
    }
}

/// How many rows at the top of a table may be its headings.
const HEAD_ROWS: u32 = 5;

/// Folded headings of the document's wider tables: what a key may be a key to.
pub(super) fn column_heads(document: &Document) -> Heads {
    let names = document
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Table && !b.hidden)
        .filter(|b| b.cells.iter().any(|c| c.col >= 2))
        .flat_map(|b| b.cells.iter().filter(|c| c.row <= HEAD_ROWS && !c.hidden))
        .map(|c| fold::key(&c.text))
        .filter(|key| !key.is_empty());
    Heads::new(names)
}

/// The columns a heading names: "Res", "SRC - source", "OFF - sex of officer / COMP - sex of
/// complainant".
fn fields_of(heading: &str, heads: &Heads) -> Option<String> {
    let named: Vec<String> = heading
        .split(['/', ',', ';'])
        .map(|part| part.split([':', '(', '\u{2013}']).next().unwrap_or(part))
        .map(|part| part.split(" - ").next().unwrap_or(part))
        .map(fold::key)
        .flat_map(|key| {
            // One list "Sex" is the key to the columns "Sex (subject)" and "Sex (complainant)".
            if heads.contains(&key) { vec![key] } else { heads.beginning_with(&key) }
        })
        .collect();
    (!named.is_empty()).then(|| named.join(" / "))
}

/// "KEY - Result code", "Key to duty code": the name of the column the key is for.
fn without_key(heading: &str) -> &str {
    static KEY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:key|codes?|legend|lookup)\b(?:\s+(?:to|for|of)\b(?:\s+the\b)?)?[\s:\u{2013}-]+",
        )
    });
    KEY.find(heading).map_or(heading, |m| &heading[m.end()..])
}

/// The heading over what codes mean.
fn heads_meanings(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["meaning", "description", "definition", "explanation", "stands for"]
        .iter()
        .any(|w| lower.starts_with(w))
}

/// Texts of a table by column and row, the first of several in one place.
fn columns(block: &Block, wanted: impl Fn(&Cell) -> bool) -> BTreeMap<u32, BTreeMap<u32, &str>> {
    let mut out: BTreeMap<u32, BTreeMap<u32, &str>> = BTreeMap::new();
    for cell in block.cells.iter().filter(|c| wanted(c)) {
        out.entry(cell.col).or_default().entry(cell.row).or_insert(cell.text.trim());
    }
    out
}

/// Codes beside meanings under the name of the column they stand in: "Res" over "1 | No case to
/// answer", "2 | Withdrawn", one such list under another. The name may be the heading over the table.
pub(super) fn read_stacked_key(block: &Block, heading: &str, heads: &Heads, notes: &mut Notes) {
    let cols = columns(block, |c| !c.hidden && !c.text.trim().is_empty());
    for (&col, codes) in cols.iter().filter(|(c, _)| **c == 0 || !cols.contains_key(&(**c - 1))) {
        let Some(meanings) = cols.get(&(col + 1)) else { continue };
        if cols.contains_key(&(col + 2)) {
            continue; // a key has two columns and nothing beside them
        }
        let mut field = if col == 0 { fields_of(heading, heads) } else { None };
        for (row, &code) in codes {
            let meaning = meanings.get(row).copied().unwrap_or("");
            if meaning.is_empty() || heads_meanings(meaning) {
                let named = fields_of(without_key(code), heads);
                // "Sex (of officer)" over the codes of the column "Sex" says whose.
                if let (Some(field), Some((_, more))) = (&named, code.split_once('('))
                    && !field.contains(" / ")
                    && more.contains(char::is_alphabetic)
                {
                    notes.heads.entry(field.clone()).or_insert_with(|| code.to_string());
                }
                field = named.or(field);
            } else if let Some(field) = &field
                && code.chars().count() <= MAX_CODE
                && (meaning.chars().any(char::is_alphabetic)
                    || year::is_bare(meaning) && !year::is_bare(code))
            {
                notes.fields.push((field.clone(), code.to_string(), meaning.to_string()));
            }
        }
    }
}

/// Three columns: which column, code, meaning.
pub(super) fn read_field_table(block: &Block, notes: &mut Notes) -> bool {
    let top = ByPlace::visible(block);
    let rows = block.cells.iter().map(|c| c.row + 1).max().unwrap_or(0);
    let cols = block.cells.iter().map(|c| c.col + 1).max().unwrap_or(0);
    let heads: Vec<String> =
        (0..cols).map(|c| top.text(0, c).unwrap_or("").to_lowercase()).collect();
    let Some(code) = heads.iter().position(|h| h.starts_with("code") || h == "value" || h == "key")
    else {
        return false;
    };
    let Some(meaning) = heads.iter().position(|h| {
        h.contains("meaning")
            || h.contains("description")
            || h.contains("definition")
            || h.contains("stands for")
    }) else {
        return false;
    };
    // "Code | Meaning | Allegations": a column of counts names none.
    let counts = |col: usize| {
        let mut texts = (1..rows).filter_map(|r| top.text(r, col as u32)).filter(|t| !t.is_empty());
        texts.all(|t| t.parse::<u64>().is_ok())
    };
    let field = (0..heads.len()).find(|&c| c != code && c != meaning && !counts(c));
    let Some(field) = field else { return false };
    let [mut field, mut code, mut meaning] =
        [field, code, meaning].map(|col| Column::of(block, col as u32));
    let mut last = String::new();
    for r in 1..rows {
        let f = field.text(r);
        if !f.is_empty() {
            last = f.split('/').map(fold::key).collect::<Vec<_>>().join(" / ");
        }
        let (c, m) = (code.text(r), meaning.text(r));
        if !c.is_empty() && !m.is_empty() && !last.is_empty() {
            notes.fields.push((last.clone(), c.to_string(), m.to_string()));
        }
    }
    !notes.fields.is_empty()
}

/// A table of two columns, short distinct codes beside words, explains the codes.
pub(super) fn read_key_table(block: &Block, notes: &mut Notes) {
    let cols: Vec<u32> = {
        let mut c: Vec<u32> =
            block.cells.iter().filter(|c| !c.text.is_empty()).map(|c| c.col).collect();
        c.sort_unstable();
        c.dedup();
        c
    };
    let texts = columns(block, |c| !c.hidden);
    for pair in cols.windows(2) {
        let (Some(codes), Some(beside)) = (texts.get(&pair[0]), texts.get(&pair[1])) else {
            continue;
        };
        let entries: Vec<(&str, &str)> = codes
            .iter()
            .filter_map(|(row, code)| Some((*code, *beside.get(row)?)))
            .filter(|(code, meaning)| !code.is_empty() && !meaning.is_empty())
            .collect();
        let heading = entries.first().is_some_and(|(a, _)| {
            let a = a.to_lowercase();
            ["code", "key", "abbreviation", "abbr", "symbol", "value", "short", "term"]
                .iter()
                .any(|w| a.contains(w))
        });
        let body = if heading { &entries[1..] } else { &entries[..] };
        let short = |s: &str| {
            let parts = s.split(" / ").count();
            s.chars().count() <= MAX_CODE * parts
                // Under "Code", "CTA - MA" is one as well.
                && (!s.contains(' ') || parts > 1 || heading && s == s.to_uppercase())
                && s.chars().any(char::is_alphanumeric)
        };
        let wordy = |s: &str| s.chars().filter(|c| c.is_alphabetic()).count() >= 3 && s.len() > 3;
        let distinct = {
            let mut codes: Vec<&str> = body.iter().map(|(c, _)| *c).collect();
            codes.sort_unstable();
            codes.dedup();
            codes.len() == body.len()
        };
        let good = body.iter().filter(|(c, m)| short(c) && wordy(m) && m.len() > c.len()).count();
        // A key explains each code in its own words; a column that repeats itself is data.
        let meanings: BTreeSet<&str> = body.iter().map(|(_, m)| *m).collect();
        // Remarks beside some of the numbers of a column explain none of them.
        let number = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
        let bare = |row: &u32| beside.get(row).is_none_or(|m| m.is_empty());
        let remarks = codes.iter().any(|(row, code)| number(code) && bare(row));
        if remarks && body.iter().all(|(c, _)| !short(c) || number(c)) {
            continue;
        }
        let coded = good * 10 >= body.len() * 7 && meanings.len() * 2 > body.len();
        let capitals = body.iter().filter(|(c, _)| c.chars().all(|x| !x.is_lowercase())).count();
        if body.len() >= 2 && distinct && coded && (heading || capitals * 4 >= body.len() * 3) {
            // Bare years beside words are rows of a table, not codes.
            let years = body.iter().all(|(c, _)| c.len() == 4 && c.parse::<u32>().is_ok());
            if !years {
                for (code, meaning) in body.iter().filter(|(c, m)| short(c) && wordy(m)) {
                    add_key(notes, code, meaning);
                }
            }
        }
    }
}
