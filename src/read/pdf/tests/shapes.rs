//! Shapes of pages: what stands right under, over or beside a table, marks that are drawn, labels
//! spread out, passages set in, columns of text that begin at different heights.

use super::*;

/// A shaded band behind a row.
fn band(y: f32) -> String {
    format!("q 0.85 g 60 {} 480 16 re f Q\n", y - 4.0)
}

fn kinds(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect()
}

const LONG: &str =
    "One of these was first taken for a matter of rudeness and was assessed once more after that";

#[test]
fn notes_and_a_second_table_under_a_shaded_one_do_not_mix_its_columns() {
    let mut page = rule(60.0, 540.0, 720.0);
    page += &row(700.0, "Year", &["Upheld", "Left", "Open"]);
    page += &(rule(60.0, 540.0, 694.0) + &row(680.0, "2019", &["0", "2", "1"]));
    page += &(band(660.0) + &row(660.0, "2020", &["1", "0", "3"]));
    page += &(band(644.0) + &row(644.0, "Total", &["1", "2", "4"]));
    page += &put(60.0, 620.0, &format!("{LONG}."));
    page += &put(60.0, 607.0, "Supplied as you asked.");
    page += &put(60.0, 585.0, "Sex of the officer");
    page += &rule(60.0, 540.0, 580.0);
    page += &(put(60.0, 560.0, "Male") + &put(100.0, 560.0, "14"));
    page += &(put(200.0, 560.0, "Female and not known") + &put(330.0, 560.0, "11"));
    page += &(put(60.0, 545.0, "Other") + &put(100.0, 545.0, "2"));
    page += &(put(200.0, 545.0, "Nobody") + &put(330.0, 545.0, "1"));
    page += &rule(60.0, 540.0, 520.0);
    let document = read(&file(&[&page]), "");
    let table = rows(tables(&document)[0]);
    assert_eq!(table[0], ["Year", "Upheld", "Left", "Open"]);
    assert_eq!(table[3], ["Total", "1", "2", "4"]);
    assert_eq!(table.len(), 4);
    assert!(texts(&document).iter().any(|t| t.ends_with("Supplied as you asked.")));
}

#[test]
fn list_marks_that_are_drawn_are_marks() {
    let dot = |x: f32, y: f32| format!("{x} {} 3 3 re f\n", y + 2.5);
    let mut page =
        put(60.0, 720.0, "Thirteen cases were recorded, as set out by year and by result.");
    page += &(dot(80.0, 700.0) + &put(90.0, 700.0, "2019: fewer than five"));
    page += &(dot(100.0, 686.0) + &put(110.0, 686.0, "from the public: fewer than five"));
    page += &(dot(80.0, 672.0) + &put(90.0, 672.0, "2020: none"));
    let document = read(&file(&[&page]), "");
    let items: Vec<_> = kinds(&document).into_iter().skip(1).collect();
    assert_eq!(
        items,
        [
            (BlockKind::ListItem, "\u{2022} 2019: fewer than five"),
            (BlockKind::ListItem, "\u{2022} from the public: fewer than five"),
            (BlockKind::ListItem, "\u{2022} 2020: none"),
        ]
    );
    assert!(document.blocks[2].indent > document.blocks[1].indent);
}

#[test]
fn words_of_a_label_spread_over_its_line_are_one_label() {
    let mut page = row(700.0, "How it ended", &["2018", "2019", "All"]);
    page += &rule(60.0, 420.0, 695.0);
    page += &row(680.0, "No case to answer", &["4", "3", "7"]);
    page += &row(666.0, "Resigned", &["1", "2", "3"]);
    page +=
        &(put(120.0, 666.0, "during") + &put(165.0, 666.0, "the") + &put(195.0, 666.0, "enquiry"));
    page += &row(652.0, "Withdrawn", &["0", "1", "1"]);
    page += &row(638.0, "Dismissed", &["1", "0", "1"]);
    page += &row(624.0, "Total", &["6", "6", "12"]);
    let document = read(&file(&[&page]), "");
    let table = rows(tables(&document)[0]);
    assert!(table.contains(&vec![
        "Resigned during the enquiry".to_string(),
        "1".into(),
        "2".into(),
        "3".into()
    ]));
}

#[test]
fn a_passage_set_in_from_both_sides_is_one() {
    let body = "We searched the records of the department by category and by the words of every summary kept";
    let mut page = put(60.0, 740.0, body) + &put(60.0, 727.0, "there since 2015.");
    page += &put(90.0, 700.0, "please tell me how many cases of this kind there were in");
    page += &put(90.0, 687.0, "each of the five years, and how each of the cases ended,");
    page += &put(90.0, 674.0, "for example as not upheld");
    page += &(put(60.0, 648.0, body) + &put(60.0, 635.0, "there since 2015."));
    let document = read(&file(&[&page]), "");
    let said = texts(&document);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[1].starts_with("please tell me") && said[1].ends_with("not upheld"));
}

#[test]
fn a_line_with_a_leader_is_complete_whatever_its_value_is() {
    let dots = ".".repeat(60);
    let apart = " .".repeat(40);
    let mut page = put(60.0, 700.0, &format!("Withdrawn {dots} fewer than five"));
    page += &put(60.0, 687.0, &format!("of which by the person who made the report {dots} nil"));
    page += &put(60.0, 674.0, &format!("Left before any hearing{apart} fewer than five"));
    let document = read(&file(&[&page]), "");
    let said = texts(&document);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].ends_with("fewer than five") && said[1].ends_with("nil"));
    assert!(!said[2].contains(". ."), "{said:?}");
}

#[test]
fn tables_that_stand_one_on_the_other_are_two() {
    let grid = |x: &[f32], y: &[f32]| {
        let across = y.iter().map(|y| rule(x[0], x[x.len() - 1], *y));
        let down = x.iter().map(|x| format!("{x} {} m {x} {} l S\n", y[0], y[y.len() - 1]));
        across.chain(down).collect::<String>()
    };
    let mut page = grid(&[60.0, 120.0, 200.0], &[700.0, 684.0, 668.0, 652.0]);
    page += &grid(&[60.0, 280.0, 360.0], &[648.0, 632.0, 616.0, 600.0]);
    let words = ["Year", "Officers", "2019", "4", "2020", "6"];
    for (i, word) in words.iter().enumerate() {
        page += &put(64.0 + 60.0 * (i % 2) as f32, 688.0 - 16.0 * (i / 2) as f32, word);
    }
    let words = ["Rank held at the time", "Cases", "Constable", "7", "Sergeant", "3"];
    for (i, word) in words.iter().enumerate() {
        page += &put(64.0 + 220.0 * (i % 2) as f32, 636.0 - 16.0 * (i / 2) as f32, word);
    }
    let document = read(&file(&[&page]), "");
    let found: Vec<_> = tables(&document).into_iter().map(rows).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0][2], ["2020", "6"]);
    assert_eq!(found[1][0], ["Rank held at the time", "Cases"]);
}

#[test]
fn a_long_label_with_its_count_is_a_row_and_headings_said_again_begin_a_table() {
    let line = |y: f32, label: &str, count: &str| put(60.0, y, label) + &put(520.0, y, count);
    let long = "2018: 4 (2 filed, 1 left at the end of a hearing, 1 left a week or more before it)";
    let mut page = line(700.0, "Year and how each case stands", "running");
    page += &(line(686.0, "2020: 2 (both filed)", "2") + &line(672.0, "2019: 3 (all filed)", "5"));
    page += &(line(658.0, long, "9") + &line(644.0, "2017: none", "9"));
    page += &put(60.0, 626.0, "Matters raised inside");
    page += &line(612.0, "Year and how each case stands", "running");
    page += &(line(598.0, "2020: 1 (open)", "10") + &line(584.0, "2019: 1 (filed)", "11"));
    let document = read(&file(&[&page]), "");
    let found: Vec<_> = tables(&document).into_iter().map(rows).collect();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [5, 3], "{found:?}");
    assert_eq!(found[0][3], [long, "9"]);
    assert!(texts(&document).contains(&"Matters raised inside"));
}

#[test]
fn columns_of_text_that_begin_at_two_heights_are_read_one_after_the_other() {
    let mut page = String::new();
    for i in 0..10 {
        page += &put(60.0, 700.0 - 14.0 * i as f32, &format!("left column, line {i} of the reply"));
        page +=
            &put(320.0, 707.0 - 14.0 * i as f32, &format!("right column, line {i} of the reply"));
    }
    let document = read(&file(&[&page]), "");
    let all = texts(&document).join(" ");
    let last_left = all.find("left column, line 9").expect("the left column is read");
    let first_right = all.find("right column, line 0").expect("the right column is read");
    assert!(last_left < first_right, "{all}");
}

#[test]
fn a_word_parted_by_the_end_of_a_column_or_page_is_put_together() {
    let lines = |x: f32, last: [&str; 2], first: &str| -> String {
        let filling = (0..8).map(|i| format!("the records of the department, part {i}"));
        let all = std::iter::once(first.to_string()).chain(filling);
        let all = all.chain(last.map(String::from)).enumerate();
        all.map(|(i, t)| put(x, 700.0 - 13.0 * i as f32, &t)).collect()
    };
    let left = lines(
        60.0,
        ["were looked through for every mat-", "ter which had later been with-"],
        "All",
    );
    let right = ["it, and for all in which a hear-", "ing had dealt with it by differ-"];
    let right = lines(320.0, right, "drawn by the person who had raised");
    let next = put(60.0, 700.0, "ent ways which were set out in the letter of May.");
    let document = read(&file(&[&(left + &right), &next]), "");
    let all = texts(&document).join(" ");
    for word in ["matter", "withdrawn", "hearing", "different"] {
        assert!(all.contains(word), "{word}: {all}");
    }
}

#[test]
fn a_dash_in_the_middle_of_a_sentence_is_no_mark_of_a_list() {
    let mut page = put(
        60.0,
        700.0,
        "Our department follows the words of the case system for officers: gross misconduct",
    );
    page += &put(60.0, 687.0, "- summary dismissal is what others would call dismissal.");
    page +=
        &put(60.0, 674.0, "It is used throughout and means the same for every officer and year.");
    let document = read(&file(&[&page]), "");
    assert!(
        document.blocks.iter().all(|b| b.kind != BlockKind::ListItem),
        "{:?}",
        texts(&document)
    );
}

/// Words in a size of their own.
fn sized(x: f32, y: f32, size: f32, text: &str) -> String {
    format!("BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

#[test]
fn a_table_begins_over_its_first_ruling_where_a_title_stands() {
    // Three rules of one table, then a title, headings without a rule over them, and two more rules.
    let mut page = rule(60.0, 540.0, 720.0) + &row(706.0, "2019 Withdrawn", &["1", "2"]);
    page += &(rule(60.0, 540.0, 700.0) + &row(686.0, "2020 Upheld", &["2", "3"]));
    page += &rule(60.0, 540.0, 680.0);
    page += &put(60.0, 650.0, "Where they came from");
    page += &row(620.0, "Source", &["2019", "2020", "Total"]);
    page += &(rule(60.0, 540.0, 612.0) + &row(598.0, "Public", &["1", "2", "3"]));
    page += &(rule(60.0, 540.0, 592.0) + &row(578.0, "Internal", &["4", "5", "9"]));
    page += &rule(60.0, 540.0, 572.0);
    let document = read(&file(&[&page]), "");
    let found = tables(&document);
    assert_eq!(found.len(), 2, "{:?}", kinds(&document));
    assert_eq!(rows(found[1])[0], ["Source", "2019", "2020", "Total"]);
    assert_eq!(rows(found[1])[2], ["Internal", "4", "5", "9"]);
}

#[test]
fn a_box_may_hold_its_label_and_under_it_its_value() {
    let mut page = rectangle(60.0, 560.0, 480.0, 100.0);
    for (x, label, value) in
        [(70.0, "Not upheld", "4"), (230.0, "Withdrawn", "3"), (390.0, "Open", "0")]
    {
        page += &rectangle(x, 580.0, 140.0, 60.0);
        page += &(sized(x + 5.0, 625.0, 8.0, label) + &sized(x + 5.0, 588.0, 14.0, value));
    }
    let document = read(&file(&[&page]), "");
    let found = tables(&document);
    assert_eq!(found.len(), 1, "{:?}", kinds(&document));
    assert_eq!(rows(found[0]), [["Not upheld", "Withdrawn", "Open"], ["4", "3", "0"]]);
}

#[test]
fn a_line_that_cannot_end_goes_on() {
    let page = put(60.0, 700.0, "A written warning at a meeting - fewer than")
        + &put(60.0, 688.0, "5 cases")
        + &put(60.0, 664.0, &format!("{LONG} and more of it was said."));
    let texts = read(&file(&[&page]), "");
    assert!(
        texts.blocks.iter().any(|b| b.text.ends_with("fewer than 5 cases")),
        "{:?}",
        kinds(&texts)
    );
}
