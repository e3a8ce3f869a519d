//! Whatever comes in, the parsers of numbers, labels, tables and delimited text end, keep to the text
//! they were given, and read what was written with care as it was written. Inputs are made at random
//! from the signs that responses are made of; a case that fails is printed with its seed, and is to be
//! added below as one of its own.

use std::sync::LazyLock;

use foi_tally::extract::number::{self, CellNumber};
use foi_tally::extract::{self, Extraction};
use foi_tally::investigation;
use foi_tally::model::document::{Block, BlockKind, Cell, Document};
use foi_tally::model::locator::Locator;
use foi_tally::normalise::authority::Register;
use foi_tally::normalise::vocabulary::Vocabulary;
use foi_tally::normalise::{label, outcome};
use foi_tally::read;
use proptest::prelude::*;
use proptest::test_runner::Config;

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(&investigation::built_in()).expect("well formed"));
static REGISTER: LazyLock<Register> = LazyLock::new(Register::new);

/// Words and signs of responses, and some that do not belong there.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[0-9]{1,6}",
        2 => prop::sample::select(vec![
            "fewer than", "less than", "<5", "≤ 3", "between", "to", "and", "or", "nil", "none",
            "zero", "one", "twenty", "hundred", "two thousand", "a dozen", "both", "neither",
            "1,204", "12.5%", "£30", "(3)", "[2]", "*", "–", "-", "N/A", "5 or more", "2018/19",
            "2016", "1 April 2019", "31/03/2020", "FOI 123/21", "s.40(2)", "No case to answer",
            "not upheld", "dismissed", "resigned", "allegations", "officers", "complaints",
            "sexual assault", "total", "Year", "Outcome", "male", "female", ".", ":", ";", "\n",
            "\t", "¹", "²", "½", "٣", "\u{a0}", "\u{200b}", "e\u{301}", "\u{202e}", "😀", "\u{0}",
        ]).prop_map(String::from),
        1 => any::<String>(),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec((piece(), prop::sample::select(vec!["", " ", "  "])), 0..12)
        .prop_map(|pieces| pieces.into_iter().map(|(p, gap)| p + gap).collect())
}

fn grid(cell: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<Vec<String>>> {
    (1usize..7, 1usize..7, prop::collection::vec(cell, 49)).prop_map(|(rows, columns, cells)| {
        cells.chunks(columns).take(rows).map(<[String]>::to_vec).collect()
    })
}

fn understood(document: &Document) -> Extraction {
    let what = investigation::built_in();
    extract::extract(document, &VOCABULARY, &what, &REGISTER, &Default::default())
}

/// Everything an extraction speaks of stands in the document, and every index leads somewhere.
fn is_sound(e: &Extraction) -> Result<(), TestCaseError> {
    let all = e.gathered.observations.len();
    for o in &e.gathered.observations {
        prop_assert!(o.count.min <= o.count.max, "{:?}", o.count);
    }
    for s in &e.gathered.sums {
        prop_assert!(s.total < all && s.parts.iter().all(|p| *p < all));
    }
    Ok(())
}

/// The bracket that closes a section's number was taken for the end of the passage around it.
#[test]
fn a_bracket_inside_a_number_ends_no_passage() {
    for text in ["0(0 s.40(2)1,204", "There were 3 (of which 2 under s.40(2)) allegations"] {
        let block = Block::text(BlockKind::Paragraph, text, Locator::Line(1));
        let document = Document { format: "txt", blocks: vec![block], ..Document::default() };
        is_sound(&understood(&document)).expect("sound");
    }
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    #[test]
    fn numbers_of_a_sentence_stand_in_it_in_order(text in words()) {
        let mut end = 0;
        for hit in number::in_sentence(&text) {
            prop_assert!(hit.start >= end && hit.start < hit.end, "{:?} in {text:?}", (hit.start, hit.end));
            prop_assert!(text.get(hit.start..hit.end).is_some(), "cut inside a letter of {text:?}");
            end = hit.end;
        }
    }

    #[test]
    fn a_whole_number_in_a_cell_is_itself(n in 0u64..1_000_000_000) {
        let mut grouped = n.to_string();
        let mut at = grouped.len();
        while at > 3 {
            at -= 3;
            grouped.insert(at, ',');
        }
        for text in [n.to_string(), grouped, format!(" {n} ")] {
            let CellNumber::Count { count, .. } = number::of_cell(&text) else {
                // Without a comma, four digits may be a year.
                prop_assert!((1900..2100).contains(&n), "{text} is no count");
                continue;
            };
            prop_assert_eq!((count.min, count.max), (n, n), "{}", text);
        }
    }

    #[test]
    fn any_cell_has_a_reading(text in words()) {
        if let CellNumber::Count { count, .. } = number::of_cell(&text) {
            prop_assert!(count.min <= count.max);
        }
    }

    #[test]
    fn any_label_has_a_reading_with_known_codes(text in words()) {
        let _ = label::read(&VOCABULARY, &text);
        if let Some(reading) = outcome::read(&VOCABULARY, &text) {
            prop_assert!(!reading.codes.is_empty(), "{text:?} means nothing at all");
        }
    }

    #[test]
    fn case_and_space_change_no_label(text in "[a-z]{2,9}( [a-z]{2,9}){0,3}") {
        let codes = |t: &str| outcome::read(&VOCABULARY, t).map(|r| r.codes);
        let spaced = format!("  {} ", text.replace(' ', "  "));
        prop_assert_eq!(codes(&text), codes(&spaced));
    }

    #[test]
    fn what_a_csv_writer_wrote_is_read_back(rows in grid("[A-Za-z0-9 ,;\"'<>&%.]{0,12}")) {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).expect("into memory");
        }
        let bytes = writer.into_inner().expect("into memory");
        let text = String::from_utf8(bytes).expect("what was written");
        let found = read::delimited::records(&text, b',', true);
        let found: Vec<Vec<String>> = found.into_iter().map(|r| r.fields).collect();
        prop_assert_eq!(found, rows);
    }

    #[test]
    fn any_bytes_are_read_as_delimited_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let document = read::delimited::read(&bytes, "a.csv");
        prop_assert!(document.blocks.iter().all(|b| b.cells.iter().all(|c| c.rowspan > 0)));
        is_sound(&understood(&document))?;
    }

    #[test]
    fn any_text_with_delimiters_is_read_in_place(rows in grid(words()), d in prop::sample::select(vec![",", ";", "\t", "|"])) {
        let text: String = rows.iter().map(|r| r.join(d) + "\n").collect();
        let lines = text.lines().count() as u32 + text.matches(['\r', '\u{c}']).count() as u32 + 1;
        let document = read::delimited::read(text.as_bytes(), "a.csv");
        for cell in document.blocks.iter().flat_map(|b| &b.cells) {
            let inside = matches!(cell.locator, Locator::Line(n) if n >= 1 && n <= lines);
            prop_assert!(inside, "{:?} of {lines} lines", cell.locator);
        }
        is_sound(&understood(&document))?;
    }

    #[test]
    fn any_table_is_understood_or_left_alone(rows in grid(words()), spans in prop::collection::vec(1u32..4, 49)) {
        let mut cells = Vec::new();
        for (r, row) in rows.iter().enumerate() {
            for (c, text) in row.iter().enumerate() {
                let mut cell = Cell::new(r as u32, c as u32, text.as_str(), Locator::Line(r as u32 + 1));
                cell.colspan = spans[r * row.len() + c];
                cell.rowspan = spans[(r + c) % spans.len()];
                cells.push(cell);
            }
        }
        let title = Block::text(BlockKind::Paragraph, "Allegations of sexual assault by outcome", Locator::Line(1));
        let table = Block::table(cells, Locator::Line(1));
        let document = Document { format: "csv", blocks: vec![title, table], ..Document::default() };
        is_sound(&understood(&document))?;
    }

    #[test]
    fn any_sentence_is_understood_or_left_alone(text in words(), more in words()) {
        let blocks = vec![
            Block::text(BlockKind::Paragraph, text, Locator::Line(1)),
            Block::text(BlockKind::ListItem, more, Locator::Line(2)),
        ];
        let document = Document { format: "txt", blocks, ..Document::default() };
        is_sound(&understood(&document))?;
    }
}
