//! One and the same reply in every format: every reader must give the same facts, and the signs
//! that carry meaning must survive. `fixtures/read/make/parity.py` writes the files.
#![allow(missing_docs)]

mod common;

use std::collections::BTreeSet;

use foi_tally::discover::sniff::{Kind, sniff};
use foi_tally::model::document::{Block, BlockKind, Document};
use foi_tally::read;
use serde_json::Value;

/// File endings, with the format that their content must be told as.
const FORMATS: &[(&str, Kind)] = &[
    ("docx", Kind::Docx),
    ("odt", Kind::Odt),
    ("rtf", Kind::Rtf),
    ("doc", Kind::Doc),
    ("html", Kind::Html),
    ("mht", Kind::Mhtml),
    ("txt", Kind::Text),
    ("csv", Kind::Csv),
    ("xlsx", Kind::Xlsx),
    ("pdf", Kind::Pdf),
];

/// The table as a careful reader sees it.
const TABLE: [[&str; 4]; 5] = [
    ["Outcome", "2016", "2017", "Total"],
    ["No case to answer", "1,204", "<5", "1,206"],
    ["Not upheld & withdrawn", "–", "6", "6"],
    ["Dismissed – without notice", "*", "–", "*"],
    ["Total", "1,206", "8", "1,214"],
];

fn bytes(name: &str) -> Vec<u8> {
    let path = common::fixtures().join("read/parity").join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn document(ending: &str) -> Document {
    let bytes = bytes(&format!("reply.{ending}"));
    let kind = sniff(&bytes, &format!("reply.{ending}"));
    let reader = read::reader_of(kind).unwrap_or_else(|| panic!("{ending} is not read"));
    (reader.read)(&bytes, "reply")
}

fn table(document: &Document) -> &Block {
    let tables: Vec<&Block> =
        document.blocks.iter().filter(|b| b.kind == BlockKind::Table).collect();
    assert_eq!(tables.len(), 1, "{}", document.format);
    tables[0]
}

#[test]
fn content_tells_the_format_whatever_the_name() {
    for (ending, kind) in FORMATS {
        let bytes = bytes(&format!("reply.{ending}"));
        assert_eq!(sniff(&bytes, &format!("reply.{ending}")), *kind);
        // Only text needs its name to be told a table or a letter, and a saved page from a mail.
        if !matches!(kind, Kind::Text | Kind::Csv | Kind::Mhtml) {
            assert_eq!(sniff(&bytes, "reply.bin"), *kind, "{ending} by another name");
        }
    }
}

#[test]
fn every_format_gives_the_same_table() {
    for (ending, _) in FORMATS {
        let document = document(ending);
        let table = table(&document);
        for cell in &table.cells {
            let want = TABLE[cell.row as usize][cell.col as usize];
            assert_eq!(cell.text, want, "{ending} {},{}", cell.row, cell.col);
            assert_eq!((cell.rowspan, cell.colspan), (1, 1), "{ending}");
        }
        assert_eq!(table.cells.iter().filter(|c| !c.text.is_empty()).count(), 20, "{ending}");
        let prose: Vec<&str> = document.blocks.iter().map(|b| b.text.as_str()).collect();
        let prose = prose.join(" ");
        for words in ["outcome & calendar year", "(*) stands", "dash (–) means", "1,198 of these"]
        {
            assert!(prose.contains(words), "{ending}: `{words}`");
        }
    }
}

#[test]
fn every_format_gives_the_same_facts() {
    let mut first: Option<(String, BTreeSet<String>)> = None;
    for (ending, _) in FORMATS {
        let folder = tempfile::tempdir().expect("a folder");
        let input = folder.path().join("wiltshire");
        std::fs::create_dir(&input).expect("a folder");
        std::fs::write(input.join(format!("reply.{ending}")), bytes(&format!("reply.{ending}")))
            .expect("a file");
        let output = folder.path().join("output");
        common::run(folder.path(), None, Some(1), &output);
        let found = common::json(&output.join("authorities/wiltshire.json"));
        let facts = facts(&found);
        assert_eq!(facts.len(), 13, "{ending}: {facts:#?}");
        match &first {
            Some((name, want)) => assert_eq!(&facts, want, "{ending} against {name}"),
            None => first = Some(((*ending).to_string(), facts)),
        }
        assert_eq!(found["reference"], "FOI 0101/21", "{ending}");
        assert_eq!(found["dated"], "2021-06-18", "{ending}");
    }
}

/// What each fact says, places and ids aside.
fn facts(authority: &Value) -> BTreeSet<String> {
    let facts = authority["facts"].as_array().expect("facts");
    let told =
        |f: &Value| format!("{} {} {} {}", f["unit"], f["dimensions"], f["count"], f["in_scope"]);
    facts.iter().map(told).collect()
}

#[test]
fn merged_cells_of_word_97_and_rtf_stand_where_they_are_seen() {
    for name in ["merged.doc", "merged.rtf"] {
        let bytes = bytes(name);
        let reader = read::reader_of(sniff(&bytes, name)).expect("a reader");
        let document = (reader.read)(&bytes, name);
        let table = table(&document);
        let got: Vec<(u32, u32, u32, u32, &str)> = table
            .cells
            .iter()
            .map(|c| (c.row, c.col, c.rowspan, c.colspan, c.text.as_str()))
            .collect();
        let want = [
            (0, 0, 2, 1, "Outcome"),
            (0, 1, 1, 3, "Year of recording"),
            (1, 1, 1, 1, "2016"),
            (1, 2, 1, 1, "2017"),
            (1, 3, 1, 1, "Total"),
            (2, 0, 1, 1, "Upheld"),
            (2, 1, 1, 1, "<5"),
            (2, 2, 1, 1, "2"),
            (2, 3, 1, 1, "*"),
            (3, 0, 1, 4, "No figures are held for 2015"),
        ];
        assert_eq!(got, want, "{name}");
    }
}

#[test]
fn cut_off_files_are_told_not_trusted() {
    for (ending, _) in FORMATS.iter().take(6) {
        let whole = bytes(&format!("reply.{ending}"));
        for share in [0, 1, 3, 7, 9] {
            let cut = &whole[..whole.len() * share / 10];
            for (_, reader) in read::READERS {
                let document = (reader.read)(cut, "reply");
                let said = !document.findings.is_empty();
                let kept = !document.blocks.is_empty();
                assert!(said || kept || cut.is_empty(), "{ending} {share} {}", reader.format);
            }
        }
    }
}
