//! What a document says of the labels of its own tables and lists: "Left before hearing: the officer had
//! gone before a hearing could be held", "P is a report by a member of the public".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::{Notes, QUOTED_WORDS, add_key, add_long_key};
use crate::extract::number;
use crate::extract::prose;
use crate::model::document::{BlockKind, Cell, Document};
use crate::pattern::pattern;

/// Longest label that may be explained, in characters.
const LABEL_CHARS: usize = 48;
/// Shortest, so that "All" and "No" are none.
const LABEL_LEAST: usize = 5;

/// Takes the explanations of labels into the key.
pub(super) fn read(document: &Document, notes: &mut Notes) {
    let labels = labels(document);
    read_pairs(document, notes);
    for block in document.blocks.iter().filter(|b| !b.hidden) {
        let cells = block.cells.iter().filter(|c| !c.hidden).map(|c| c.text.as_str());
        for text in std::iter::once(block.text.as_str()).chain(cells) {
            for (from, to) in prose::sentences(text) {
                explain(&text[from..to], &labels, block.kind == BlockKind::Table, notes);
            }
        }
    }
}

/// "Name | Meaning", "Inspector's chat | words of advice": rows of a label and what it means, where the
/// label stands before counts elsewhere.
fn read_pairs(document: &Document, notes: &mut Notes) {
    let mut counted: BTreeSet<String> = BTreeSet::new();
    let mut pairs: Vec<Vec<(&str, &str)>> = Vec::new();
    for block in document.blocks.iter().filter(|b| !b.hidden && b.kind == BlockKind::Table) {
        let mut rows: BTreeMap<u32, Vec<&Cell>> = BTreeMap::new();
        for cell in block.cells.iter().filter(|c| !c.hidden && !c.text.trim().is_empty()) {
            rows.entry(cell.row).or_default().push(cell);
        }
        let mut own = Vec::new();
        for row in rows.values() {
            let count = |c: &&Cell| number::is_count(&c.text);
            match &row[..] {
                [label, meaning] if !count(label) && !count(meaning) => {
                    own.push((label.text.trim(), meaning.text.trim()));
                }
                _ => {
                    let counts = |i: usize| row[i + 1..].iter().any(count);
                    let before = (0..row.len()).filter(|&i| counts(i)).map(|i| row[i].text.trim());
                    counted.extend(before.map(str::to_lowercase));
                }
            }
        }
        pairs.push(own);
    }
    for own in pairs {
        let known = |(label, meaning): &&(&str, &str)| {
            label.chars().filter(|c| c.is_alphabetic()).count() > 1
                && meaning.chars().any(char::is_alphabetic)
                && counted.contains(&label.to_lowercase())
        };
        if own.iter().filter(known).count() > 1 {
            for (label, meaning) in own.iter().filter(known) {
                add_long_key(notes, label, meaning, QUOTED_WORDS);
            }
        }
    }
}

/// The words that stand as labels: in cells that are no numbers, in items before their count.
fn labels(document: &Document) -> BTreeSet<String> {
    let fits = |t: &str| {
        let words = t.chars().any(char::is_alphabetic) && !t.contains(['.', ':', '?']);
        words && (LABEL_LEAST..=LABEL_CHARS).contains(&t.len())
    };
    let mut out = BTreeSet::new();
    for block in document.blocks.iter().filter(|b| !b.hidden) {
        if block.kind == BlockKind::Table {
            let cells = block.cells.iter().map(|c| c.text.trim());
            out.extend(cells.filter(|t| fits(t)).map(str::to_lowercase));
        }
    }
    out
}

fn explain(sentence: &str, labels: &BTreeSet<String>, in_cell: bool, notes: &mut Notes) {
    static EXPLAINS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[\s\u{201c}\u{2018}'\x22\u{2022}*-]*(?P<label>[A-Za-z][^:=\u{201c}\u{201d}\x22]{3,47}?)[\u{201d}\u{2019}'\x22]?\s*(?::|=|\s[\u{2013}\u{2014}-]\s|\s(?:means|covers|is\s+used\s+(?:where|when|for|if)|indicates|denotes)\s+(?:that\s+)?)\s*(?P<meaning>[A-Za-z][^;\u{201c}\u{201d}\x22]{4,160})$",
        )
    });
    static LETTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[.;,]\s+|\band\s+)(?P<code>[A-Z])\s+(?:is|are)\s+(?:for\s+)?(?:an?\s+|the\s+)?(?P<meaning>[a-z][^.;,]{3,80})",
        )
    });
    if let Some(c) = EXPLAINS.captures(sentence)
        && labels.contains(&c["label"].trim().to_lowercase())
        // "Complaint - not upheld" in a cell is a value.
        && (!in_cell || sentence.contains(':') && c["meaning"].contains(' '))
    {
        add_key(notes, c["label"].trim(), c["meaning"].trim());
    }
    let letters: Vec<_> = LETTER.captures_iter(sentence).collect();
    if letters.len() > 1 {
        for c in letters {
            add_key(notes, &c["code"], c["meaning"].trim());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Block;
    use crate::model::locator::Locator;

    #[test]
    fn labels_of_tables_are_explained() {
        let place = Locator::Line(1);
        let cell = |row, col, text: &str| Cell::new(row, col, text, place.clone());
        let table = Block::table(
            vec![cell(0, 0, "Open file"), cell(0, 1, "3"), cell(1, 0, "P"), cell(1, 1, "4")],
            place.clone(),
        );
        let text = "Open file: enquiries are still going on. P is a report by a member of the public; I is an internal conduct case.";
        let note = Block::text(BlockKind::Paragraph, text, place);
        let document = Document { blocks: vec![table, note], ..Document::default() };
        let mut notes = Notes::default();
        read(&document, &mut notes);
        assert_eq!(notes.key["Open file"], "enquiries are still going on");
        assert_eq!(notes.key["P"], "report by a member of the public");
        assert_eq!(notes.key["I"], "internal conduct case");
    }
}
