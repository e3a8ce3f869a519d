//! Keys that name the column they belong to: "OFF - sex of officer" explains a heading, "Type: PC
//! public complaint, CM conduct matter" the codes under one. They stand over a key, beside or below
//! a listing, or on another sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::super::cells::ByPlace;
use super::Notes;
use super::tables::MAX_CODE;
use crate::model::document::Block;
use crate::normalise::fold;
use crate::pattern::pattern;

/// Longest name of a column that a key explains, in characters.
const MAX_HEAD: usize = 24;

/// The name of a column at the head of its codes: "Type:", "Outcome codes:".
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[.;,(]\s*|\s)([A-Z][A-Za-z]*(?:[ /][A-Za-z]+){0,3}?)(?: (?:codes?|column|field|key))?\s*(?::|\s[-\u{2013}\u{2014}]\s)\s*",
    )
});
/// One code with its meaning: "PC public complaint", "1 = Upheld", "CM - conduct matter".
static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*[\u{201c}\u{2018}'\x22(]?([A-Z][A-Z/&]{0,5}|[a-z]|\d{1,2})[\u{201d}\u{2019}'\x22)]?\s*(=|:|-|\u{2013}|\u{2014}|\bis\b|\bmeans\b|\bfor\b)?\s*([A-Za-z][A-Za-z /'\u{2019}()-]{2,80}?)[.\s]*$",
    )
});
/// Words between a heading and what it means.
static EXPLAINS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(.{1,24}?)\s*(?:=|:|\s-\s|\s?[\u{2013}\u{2014}]\s?|\bmeans\b|\bis\b)\s*(.{3,120})$")
});

/// Most headings with one word in common among which a name is looked for. No listing has as many;
/// a row of a hundred thousand cells does, and each of them would be held against all.
const MAX_ALIKE: usize = 1_000;

/// Folded headings of a document's tables: what a key may be a key to.
#[derive(Default)]
pub(super) struct Heads {
    names: BTreeSet<String>,
    /// The headings that hold a word, in their order.
    by_word: BTreeMap<String, Vec<String>>,
}

impl Heads {
    pub(super) fn new(names: impl Iterator<Item = String>) -> Heads {
        let names: BTreeSet<String> = names.collect();
        let mut by_word: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in &names {
            for word in name.split(' ').collect::<BTreeSet<_>>() {
                by_word.entry(word.to_string()).or_default().push(name.clone());
            }
        }
        Heads { names, by_word }
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The headings of which a word is the first ("sex subject", "sex complainant" for "sex").
    pub(super) fn beginning_with(&self, word: &str) -> Vec<String> {
        let begins = |n: &&String| n.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
        let one = !word.is_empty() && !word.contains(' ');
        self.by_word
            .get(word)
            .into_iter()
            .flatten()
            .filter(|_| one)
            .filter(begins)
            .cloned()
            .collect()
    }

    /// The headings that hold every word of a name and at most two others.
    fn holding(&self, name: &str) -> Vec<&str> {
        let words: Vec<&str> = name.split(' ').collect();
        let with = |word: &&str| self.by_word.get(*word).map_or(&[][..], Vec::as_slice);
        let fewest = words.iter().map(with).min_by_key(|heads| heads.len()).unwrap_or_default();
        if fewest.len() > MAX_ALIKE {
            return Vec::new();
        }
        let holds = |head: &&String| {
            let own: Vec<&str> = head.split(' ').collect();
            own.len() <= words.len() + 2 && words.iter().all(|w| own.contains(w))
        };
        fewest.iter().filter(holds).map(String::as_str).collect()
    }
}

/// "YR - calendar year recorded", "OFF - sex of officer / COMP - sex of complainant".
pub(super) fn read_heads(text: &str, heads: &Heads, notes: &mut Notes) {
    for part in text.split(['/', ';', '\n', '|']) {
        let Some(c) = EXPLAINS.captures(part.trim()) else { continue };
        let head = fold::key(&c[1]);
        if heads.contains(&head) && c[1].chars().count() <= MAX_HEAD && head != fold::key(&c[2]) {
            notes.heads.entry(head).or_insert_with(|| c[2].trim().to_string());
        }
    }
}

/// "Sex: M male, F female. Type: PC public complaint, CM conduct matter."
pub(super) fn read_legend(text: &str, heads: &Heads, notes: &mut Notes) {
    let names: Vec<(usize, usize, String)> = NAME
        .captures_iter(text)
        .filter_map(|c| {
            let field = columns_named(&c[1], heads)?;
            Some((c.get(1)?.start(), c.get(0)?.end(), field))
        })
        .collect();
    for (at, (_, from, field)) in names.iter().enumerate() {
        let to = names.get(at + 1).map_or(text.len(), |next| next.0).max(*from);
        let list = text[*from..to].trim().trim_end_matches(['.', ';', ',']);
        // What follows the list in another sentence is none of it.
        let list = list.split(". ").next().unwrap_or(list);
        let separator = if list.contains(';') { ';' } else { ',' };
        let items: Option<Vec<(String, String)>> = list
            .split(separator)
            .map(|item| {
                let item = item.trim().trim_start_matches("and ");
                // A small letter alone is a word ("a hearing"), unless a sign follows it.
                ITEM.captures(item)
                    .filter(|c| c.get(2).is_some() || !c[1].starts_with(char::is_lowercase))
                    .map(|c| (c[1].to_string(), c[3].trim().to_string()))
            })
            .collect();
        let Some(items) = items else { continue };
        let codes: BTreeSet<&String> = items.iter().map(|(code, _)| code).collect();
        if items.len() < 2 || codes.len() < items.len() {
            continue;
        }
        for (code, meaning) in items {
            notes.fields.push((field.clone(), code, meaning));
        }
    }
}

/// The columns a name stands for: the one called so, else all whose heading holds its words ("Sex"
/// for "Officer sex" and "Complainant sex").
fn columns_named(name: &str, heads: &Heads) -> Option<String> {
    let name = fold::key(name);
    if heads.contains(&name) {
        return Some(name);
    }
    let held = heads.holding(&name);
    (!held.is_empty()).then(|| held.join(" / "))
}

/// True for a table of two columns whose rows are codes of one column and their meanings.
pub fn is_field_key(block: &Block, fields: &[(String, String, String)]) -> bool {
    let visible = || block.cells.iter().filter(|c| !c.hidden && !c.text.trim().is_empty());
    let cells = ByPlace::of(block, |c| !c.hidden && !c.text.trim().is_empty());
    let text = |row: u32, col: u32| cells.text(row, col).unwrap_or("");
    let rows: BTreeSet<u32> = visible().map(|c| c.row).collect();
    let Some(first) = visible().map(|c| c.col).min() else { return false };
    if visible().any(|c| c.col > first + 1) {
        return false;
    }
    let pairs: Vec<(&str, &str)> = rows
        .iter()
        .map(|&r| (text(r, first), text(r, first + 1)))
        .filter(|(_, meaning)| !meaning.is_empty())
        .collect();
    let explained: BTreeSet<(&str, &str)> =
        fields.iter().map(|(_, c, m)| (c.as_str(), m.as_str())).collect();
    let known =
        |pair: &&(&str, &str)| pair.0.chars().count() <= MAX_CODE && explained.contains(*pair);
    pairs.len() > 1 && pairs.iter().filter(known).count() == pairs.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(names: &[&str]) -> Heads {
        Heads::new(names.iter().map(|n| fold::key(n)))
    }

    fn fields(text: &str, names: &[&str]) -> Vec<String> {
        let mut notes = Notes::default();
        read_legend(text, &heads(names), &mut notes);
        notes.fields.into_iter().map(|(f, c, m)| format!("{f}|{c}|{m}")).collect()
    }

    #[test]
    fn headings_are_explained_in_every_way() {
        for text in [
            "OFF - sex of officer / COMP - sex of complainant",
            "OFF: sex of officer; COMP: sex of complainant",
            "OFF = sex of officer / COMP = sex of complainant",
        ] {
            let mut notes = Notes::default();
            read_heads(text, &heads(&["OFF", "COMP", "YR"]), &mut notes);
            assert_eq!(notes.heads["off"], "sex of officer", "{text}");
            assert_eq!(notes.heads["comp"], "sex of complainant", "{text}");
        }
        let mut notes = Notes::default();
        read_heads("We hold this: see below", &heads(&["OFF"]), &mut notes);
        assert!(notes.heads.is_empty());
    }

    #[test]
    fn legends_belong_to_the_columns_they_name() {
        let names = ["Type", "Officer sex", "Complainant sex"];
        for text in [
            "Sex: M male, F female. Type: PC public complaint, CM conduct matter.",
            "Sex: M = male; F = female. Type: PC = public complaint; CM = conduct matter",
            "Sex codes: M - male, F - female; Type: PC - public complaint, CM - conduct matter.",
        ] {
            let found = fields(text, &names);
            assert!(found.contains(&"complainant sex / officer sex|F|female".into()), "{found:?}");
            assert!(found.contains(&"type|CM|conduct matter".into()), "{found:?}");
        }
    }

    #[test]
    fn running_text_is_no_legend() {
        let names = ["Type", "Outcome"];
        assert!(fields("Outcome: a hearing was held, and the officer left.", &names).is_empty());
        assert!(fields("Outcome: not upheld, withdrawn", &names).is_empty());
    }
}
