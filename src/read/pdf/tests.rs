//! What the two PDF libraries are known to get wrong, and the shapes of tables that responses have,
//! on files made here: each a page or two of drawing instructions with invented words.

use super::*;
use crate::model::document::{Block, BlockKind, Furniture};

/// A file of pages of drawing instructions, all upright A4 in Helvetica (F1) and bold (F2).
fn file(pages: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 10 + 2 * i)).collect();
    let mut objects = base(&kids.join(" "), pages.len());
    for (i, page) in pages.iter().enumerate() {
        objects.push((10 + 2 * i, page_object(11 + 2 * i, "")));
        objects.push((11 + 2 * i, stream("", page)));
    }
    written(&objects, "")
}

fn base(kids: &str, count: usize) -> Vec<(usize, String)> {
    let font = |name: &str| {
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
    };
    vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".into()),
        (2, format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>")),
        (3, font("Helvetica")),
        (4, font("Helvetica-Bold")),
    ]
}

fn page_object(content: usize, more: &str) -> String {
    format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R \
         /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> {more} >>"
    )
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<< /Length {} {dictionary} >>\nstream\n{content}\nendstream", content.len())
}

fn written(objects: &[(usize, String)], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let last = objects.iter().map(|(n, _)| *n).max().unwrap_or(0);
    let mut at = vec![0; last + 1];
    for (n, body) in objects {
        at[*n] = out.len();
        out.extend(format!("{n} 0 obj\n{body}\nendobj\n").into_bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", last + 1).into_bytes());
    for place in &at[1..] {
        let used = if *place > 0 { 'n' } else { 'f' };
        out.extend(format!("{place:010} 00000 {used} \n").into_bytes());
    }
    out.extend(
        format!(
            "trailer << /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF",
            last + 1
        )
        .into_bytes(),
    );
    out
}

/// Words at a place from the lower left corner.
fn put(x: f32, y: f32, text: &str) -> String {
    format!("BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

fn bold(x: f32, y: f32, text: &str) -> String {
    format!("BT /F2 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

/// A row: a label and figures in columns 40 points apart.
fn row(y: f32, label: &str, figures: &[&str]) -> String {
    let cells = figures.iter().enumerate().map(|(i, f)| put(300.0 + 40.0 * i as f32, y, f));
    put(60.0, y, label) + &cells.collect::<String>()
}

fn rule(x0: f32, x1: f32, y: f32) -> String {
    format!("{x0} {y} m {x1} {y} l S\n")
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> String {
    format!("{x} {y} {width} {height} re S\n")
}

fn texts(document: &Document) -> Vec<&str> {
    let seen = document.blocks.iter().filter(|b| !b.hidden && b.kind != BlockKind::Table);
    seen.map(|b| b.text.as_str()).collect()
}

fn tables(document: &Document) -> Vec<&Block> {
    document.blocks.iter().filter(|b| b.kind == BlockKind::Table).collect()
}

fn rows(table: &Block) -> Vec<Vec<String>> {
    let n = table.cells.iter().map(|c| c.row + 1).max().unwrap_or(0);
    (0..n)
        .map(|r| table.cells.iter().filter(|c| c.row == r).map(|c| c.text.clone()).collect())
        .collect()
}

#[test]
fn a_page_the_tree_lists_twice_is_there_twice() {
    let mut objects = base("10 0 R 12 0 R 10 0 R", 3);
    objects.push((10, page_object(11, "")));
    objects.push((11, stream("", &put(60.0, 700.0, "Annex of the reply"))));
    objects.push((12, page_object(13, "")));
    objects.push((13, stream("", &put(60.0, 700.0, "Letter of the force"))));
    let document = read(&written(&objects, ""), "");
    assert_eq!(document.pages, Some(3));
    let said = ["Annex of the reply", "Letter of the force", "Annex of the reply"];
    assert_eq!(texts(&document), said);
}

#[test]
fn a_filter_named_elsewhere_in_the_file_is_undone() {
    let hex: String = put(60.0, 700.0, "Seven cases").bytes().map(|b| format!("{b:02x}")).collect();
    let mut objects = base("10 0 R", 1);
    objects.push((10, page_object(11, "")));
    objects.push((11, stream("/Filter 12 0 R", &format!("{hex}>"))));
    objects.push((12, "/ASCIIHexDecode".into()));
    assert_eq!(texts(&read(&written(&objects, ""), "")), ["Seven cases"]);
}

#[test]
fn a_file_without_pages_is_said_to_be_damaged() {
    let document = read(&written(&base("", 0), ""), "");
    assert!(document.findings.iter().any(|f| f.code == Code::DamagedPart), "{document:?}");
}

#[test]
fn a_file_locked_with_a_password_is_said_to_be_locked() {
    use lopdf::{EncryptionState, EncryptionVersion, Permissions};
    let id = "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";
    let mut objects = base("10 0 R", 1);
    objects.push((10, page_object(11, "")));
    objects.push((11, stream("", &put(60.0, 700.0, "Seven cases"))));
    let mut file = lopdf::Document::load_mem(&written(&objects, id)).unwrap();
    let version = EncryptionVersion::V2 {
        document: &file,
        owner_password: "owner",
        user_password: "reader",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    file.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    let document = read(&bytes, "");
    assert!(document.blocks.is_empty());
    assert_eq!(document.findings[0].code, Code::PasswordNeeded);
}

#[test]
fn signs_without_a_meaning_are_counted_and_not_guessed() {
    let mut objects = base("10 0 R", 1);
    let glyph = "500 0 0 0 400 700 d1 0 0 400 700 re f";
    objects.push((
        5,
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] \
         /CharProcs << /x1 6 0 R >> /FirstChar 65 /LastChar 65 /Widths [500] \
         /Encoding << /Type /Encoding /Differences [65 /x1] >> >>"
            .into(),
    ));
    objects.push((6, stream("", glyph)));
    objects.push((
        10,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R \
         /Resources << /Font << /F3 5 0 R >> >> >>"
            .into(),
    ));
    objects.push((11, stream("", "BT /F3 12 Tf 60 700 Td (AAAAAAAAAAAA) Tj ET")));
    let pdf = Pdf::new(written(&objects, "")).unwrap();
    let content = content(&pdf, 0, &InterpreterCache::new());
    assert_eq!((content.unmapped, content.glyphs.len()), (12, 0));
    assert_eq!(scan::kind(&content), Some(scan::Scan::Outlined));
}

#[test]
fn text_that_nobody_sees_is_left_out() {
    let page = put(60.0, 700.0, "Seen by all")
        + "q 0 0 100 100 re W n BT /F1 10 Tf 300 400 Td (Clipped away) Tj ET Q\n"
        + "BT 3 Tr /F1 10 Tf 60 600 Td (Not drawn) Tj 0 Tr ET\n"
        + "1 1 1 rg BT /F1 10 Tf 60 500 Td (White on white) Tj ET 0 0 0 rg\n"
        + &put(60.0, 860.0, "Beyond the edge");
    let document = read(&file(&[&page]), "");
    assert_eq!(texts(&document), ["Seen by all"]);
    let hidden: Vec<&Block> = document.blocks.iter().filter(|b| b.hidden).collect();
    assert_eq!(hidden.len(), 2);
    assert_eq!([&*hidden[0].text, &hidden[1].text], ["Beyond the edge", "White on white"]);
    let noted = document.findings.iter().filter(|f| f.code == Code::HiddenContent);
    assert_eq!(noted.count(), 2);
}

#[test]
fn letters_drawn_twice_to_look_bold_are_read_once() {
    let page = put(60.0, 700.0, "Total 11 of 22") + &put(60.4, 700.0, "Total 11 of 22");
    assert_eq!(texts(&read(&file(&[&page]), "")), ["Total 11 of 22"]);
}

#[test]
fn a_page_shown_turned_is_read_as_shown() {
    let mut objects = base("10 0 R", 1);
    objects.push((10, page_object(11, "/Rotate 90")));
    let page = "BT /F1 10 Tf 0 1 -1 0 100 60 Tm (First line of it.) Tj ET\n\
                BT /F1 10 Tf 0 1 -1 0 140 60 Tm (Second line of it.) Tj ET";
    objects.push((11, stream("", page)));
    let document = read(&written(&objects, ""), "");
    assert_eq!(texts(&document), ["First line of it.", "Second line of it."]);
}

#[test]
fn a_table_printed_sideways_is_read_as_held_and_placed_as_printed() {
    let line = |x: f32, label: &str, a: &str, b: &str| {
        let at = |y: f32, t: &str| format!("BT /F1 10 Tf 0 1 -1 0 {x} {y} Tm ({t}) Tj ET\n");
        at(60.0, label) + &at(300.0, a) + &at(380.0, b)
    };
    let page = line(100.0, "Outcome", "2019", "2020")
        + &line(115.0, "No case to answer", "12", "7")
        + &line(130.0, "Dismissed", "3", "4");
    let document = read(&file(&[&page]), "");
    let found = tables(&document);
    assert_eq!(found.len(), 1);
    assert_eq!(rows(found[0])[1], ["No case to answer", "12", "7"]);
    let seven = found[0].cells.iter().find(|c| c.text == "7").unwrap();
    let Locator::Page { bbox, .. } = seven.locator else { panic!("{seven:?}") };
    // It stands 115 points from the left and 842 - 380 from the top of the sheet.
    assert!(bbox.x0 < 115.0 && bbox.x1 > 108.0, "{bbox:?}");
    assert!((bbox.y1 - 462.0).abs() < 2.0, "{bbox:?}");
}

#[test]
fn a_raised_mark_is_no_digit_of_the_number_before_it() {
    let page = "BT /F1 10 Tf 60 700 Td (In all there were 8) Tj /F1 6 Tf 4 Ts (2) Tj 0 Ts ET\n\
                BT /F1 6 Tf 60 604 Td (2) Tj /F1 9 Tf 0 -4 Td 5 0 Td (Two were merged.) Tj ET";
    let document = read(&file(&[page]), "");
    assert_eq!(texts(&document), ["In all there were 8 ^2", "^2 Two were merged."]);
}

/// What is read of a page with a field of a form: its entries, and the objects it refers to.
fn form(field: &str, more: Vec<(usize, String)>) -> String {
    let mut objects = base("10 0 R", 1);
    objects[0].1 = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [12 0 R] >> >>".into();
    objects.push((10, page_object(11, "/Annots [12 0 R]")));
    objects.push((11, stream("", &put(60.0, 700.0, "Cases recorded:"))));
    let kind = "/Type /Annot /Subtype /Widget /FT /Tx /T (cases)";
    objects.push((12, format!("<< {kind} /Rect [140 696 200 712] {field} >>")));
    objects.extend(more);
    texts(&read(&written(&objects, ""), "")).join(" ")
}

#[test]
fn a_form_value_that_is_not_drawn_is_text() {
    assert_eq!(form("/V (14)", vec![]), "Cases recorded: 14");
    // A field may have an empty drawing that was never made anew.
    let empty = "/Type /XObject /Subtype /Form /BBox [0 0 60 16]";
    let drawn = vec![(13, stream(empty, "/Tx BMC EMC"))];
    assert_eq!(form("/V (14) /AP << /N 13 0 R >>", drawn), "Cases recorded: 14");
}

#[test]
fn a_form_value_that_is_hidden_or_drawn_as_a_bar_code_is_no_text() {
    assert_eq!(form("/V (14) /F 2", vec![]), "Cases recorded:");
    let form_of = "/Type /XObject /Subtype /Form /BBox [0 0 60 16] \
                   /Resources << /XObject << /Im0 14 0 R >> >>";
    let image = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 \
                 /ColorSpace /DeviceGray";
    let drawn = vec![(13, stream(form_of, "60 0 0 16 0 0 cm /Im0 Do")), (14, stream(image, "x"))];
    assert_eq!(form("/V (14) /AP << /N 13 0 R >>", drawn), "Cases recorded:");
}

#[test]
fn a_lowered_sign_is_part_of_its_word_and_never_of_a_number() {
    let page = "BT /F1 10 Tf 60 700 Td (Tests for CO) Tj /F1 6 Tf -3 Ts (2) Tj 0 Ts ET\n\
                BT /F1 10 Tf 60 600 Td (There were 8) Tj /F1 6 Tf -3 Ts (2) Tj 0 Ts ET";
    let document = read(&file(&[page]), "");
    let said = texts(&document).join(" ");
    assert!(said.contains("Tests for CO2"), "{said}");
    assert!(said.contains("There were 8 2"), "{said}");
}

#[test]
fn a_table_goes_on_over_the_page_with_the_rest_of_a_label() {
    let first = row(200.0, "Outcome", &["2018", "2019", "2020"])
        + &row(185.0, "Not upheld", &["4", "0", "1"])
        + &row(170.0, "Dismissed", &["0", "3", "0"])
        + &row(155.0, "Complaint withdrawn by the person", &["2", "0", "5"]);
    let second = put(60.0, 780.0, "who had made it")
        + &row(765.0, "Still open", &["0", "0", "6"])
        + &row(750.0, "Total", &["6", "3", "12"]);
    let document = read(&file(&[&first, &second]), "");
    let found = tables(&document);
    assert_eq!(found.len(), 1, "{:?}", texts(&document));
    let rows = rows(found[0]);
    assert_eq!(rows.len(), 6);
    assert_eq!(rows[3], ["Complaint withdrawn by the person who had made it", "2", "0", "5"]);
    assert_eq!(rows[5], ["Total", "6", "3", "12"]);
}

#[test]
fn the_name_of_a_group_of_rows_is_no_part_of_a_label_beside_it() {
    let page = row(700.0, "", &["FY18", "FY19", "Total"])
        + &bold(60.0, 685.0, "Outcome")
        + &row(670.0, "Not upheld", &["4", "0", "4"])
        + &row(655.0, "Dismissed", &["0", "3", "3"])
        + &bold(60.0, 640.0, "Sex of the officer")
        + &row(625.0, "Male", &["4", "3", "7"])
        + &row(610.0, "Female", &["0", "0", "0"]);
    let document = read(&file(&[&page]), "");
    let found = tables(&document);
    assert_eq!(found.len(), 1);
    let rows = rows(found[0]);
    assert_eq!(rows[0], ["Outcome", "FY18", "FY19", "Total"]);
    assert_eq!(rows[2], ["Dismissed", "0", "3", "3"]);
    assert_eq!(rows[3], ["Sex of the officer"]);
    assert_eq!(rows.len(), 6);
}

#[test]
fn a_figure_beside_the_middle_of_a_label_of_two_lines_is_its_figure() {
    let page = rule(60.0, 500.0, 720.0)
        + &put(60.0, 708.0, "Finding")
        + &put(400.0, 708.0, "Allegations")
        + &rule(60.0, 500.0, 702.0)
        + &put(60.0, 690.0, "The matter was looked into and nothing was")
        + &put(430.0, 684.0, "15")
        + &put(60.0, 678.0, "found to answer")
        + &rule(60.0, 500.0, 672.0)
        + &put(60.0, 660.0, "The matter was taken back by the person")
        + &put(430.0, 654.0, "6")
        + &put(60.0, 648.0, "who had raised it")
        + &rule(60.0, 500.0, 642.0);
    let document = read(&file(&[&page]), "");
    let found = tables(&document);
    assert_eq!(found.len(), 1, "{:?}", texts(&document));
    let rows = rows(found[0]);
    let label = "The matter was looked into and nothing was found to answer";
    assert_eq!(rows[1], [label, "15"]);
    assert_eq!(rows[2][1], "6");
}

#[test]
fn pairs_of_boxes_are_a_table() {
    let beside = |x: f32, y: f32, label: &str, value: &str| {
        rectangle(x, y, 150.0, 22.0)
            + &rectangle(x + 150.0, y, 40.0, 22.0)
            + &put(x + 4.0, y + 7.0, label)
            + &put(x + 165.0, y + 7.0, value)
    };
    let page = beside(60.0, 700.0, "Final written warning", "3")
        + &beside(270.0, 700.0, "Written warning", "2")
        + &beside(60.0, 670.0, "Dismissed", "4")
        + &beside(270.0, 670.0, "Resigned", "1");
    let document = read(&file(&[&page]), "");
    let found = tables(&document);
    assert_eq!(found.len(), 1);
    let want = [
        ["Final written warning", "3"],
        ["Written warning", "2"],
        ["Dismissed", "4"],
        ["Resigned", "1"],
    ];
    assert_eq!(rows(found[0]), want);
}

#[test]
fn boxes_with_their_labels_on_top_are_headings_and_figures() {
    let over = |x: f32, label: &str, value: &str| {
        rectangle(x, 700.0, 70.0, 20.0)
            + &rectangle(x, 680.0, 70.0, 20.0)
            + &put(x + 4.0, 706.0, label)
            + &put(x + 30.0, 686.0, value)
    };
    let page =
        over(60.0, "2018", "7") + &over(140.0, "2019", "6") + &over(220.0, "All years", "13");
    let document = read(&file(&[&page]), "");
    let found = tables(&document);
    assert_eq!(found.len(), 1);
    assert_eq!(rows(found[0]), [["2018", "2019", "All years"], ["7", "6", "13"]]);
}

#[test]
fn a_text_beside_a_chart_is_read_without_its_figures() {
    let left = [
        "You wanted to know about matters of this kind",
        "which were recorded against officers of the force,",
        "how each of them had come to us and what was done",
        "about it in the end. We hold this information and",
        "it is given in the table under this paragraph.",
    ];
    let mut page = String::new();
    for (i, line) in left.iter().enumerate() {
        page += &put(60.0, 700.0 - 12.0 * i as f32, line);
    }
    page += &put(360.0, 694.0, "8");
    page += &put(360.0, 670.0, "4");
    let document = read(&file(&[&page]), "");
    let all = texts(&document).join(" ");
    assert!(all.starts_with(&left.join(" ")), "{all}");
}

#[test]
fn a_list_in_two_columns_is_read_column_by_column() {
    // Items set in by their level: no edge of the second column repeats often.
    let lines = [
        put(60., 700., "Answers") + &put(340., 700., "- male officer: 2"),
        put(60., 682., "- year 2016: 3") + &put(310., 682., "- year 2018: nil"),
        put(80., 664., "o upheld: 3") + &put(310., 664., "- year 2019: 4"),
        put(100., 646., "- male officer: 3") + &put(330., 646., "o withdrawn: 4"),
        put(60., 628., "- year 2017: 2") + &put(350., 628., "- male officer: 4"),
    ];
    let document = read(&file(&[&lines.concat()]), "a.pdf");
    let got = texts(&document);
    let at = |text: &str| got.iter().position(|t| t.contains(text));
    assert!(at("2017: 2").is_some() && at("2017: 2") < at("2018: nil"), "{got:?}");
    assert!(at("male officer: 3") < at("male officer: 2"), "{got:?}");
    assert!(!got.iter().any(|t| t.contains("Answers -")), "{got:?}");
}

#[test]
fn a_word_that_is_in_no_cell_stays_text() {
    let document = read(
        &file(&[&(rule(60.0, 500.0, 720.0)
            + &row(708.0, "Outcome", &["2019", "2020"])
            + &rule(60.0, 500.0, 702.0)
            + &row(690.0, "Dismissed", &["3", "0"])
            + &rule(60.0, 500.0, 684.0)
            + &put(60.0, 650.0, "Nothing else is held."))]),
        "",
    );
    let words = |t: &str| t.split_whitespace().count();
    let all: usize = document
        .blocks
        .iter()
        .map(|b| words(&b.text) + b.cells.iter().map(|c| words(&c.text)).sum::<usize>())
        .sum();
    assert_eq!(all, 10);
    assert!(document.blocks.iter().all(|b| b.furniture == Furniture::Body));
}

#[test]
fn lines_that_climb_step_by_step_have_an_order() {
    let steps: Vec<String> = (0..40)
        .map(|i| put(60.0 + (i * 37 % 40) as f32 * 11.0, 600.0 + i as f32 * 3.0, "a1"))
        .collect();
    let page = rectangle(50.0, 590.0, 500.0, 140.0)
        + &rectangle(50.0, 560.0, 250.0, 30.0)
        + &steps.concat();
    let document = read(&file(&[&page]), "");
    assert!(document.findings.is_empty(), "{:?}", document.findings);
    assert!(!document.blocks.is_empty());
}

mod second;
mod shapes;

#[test]
fn headings_over_groups_are_parted_from_those_of_single_columns() {
    // "Year" is centred beside both lines; a ruling under the upper ones does not reach over it.
    let mut page = bold(205.0, 720.0, "North") + &bold(325.0, 720.0, "South");
    page += &bold(70.0, 713.0, "Year");
    for (i, head) in ["Own", "Other", "All", "Own", "Other", "All"].iter().enumerate() {
        page += &bold(160.0 + 40.0 * i as f32, 706.0, head);
    }
    page += &rule(150.0, 400.0, 716.0);
    page += &rule(60.0, 400.0, 702.0);
    for (r, year) in ["2016", "2017", "2018"].iter().enumerate() {
        let y = 690.0 - 14.0 * r as f32;
        page += &put(70.0, y, year);
        for i in 0..6 {
            page += &put(165.0 + 40.0 * i as f32, y, &(r + i).to_string());
        }
        page += &rule(60.0, 400.0, y - 4.0);
    }
    let document = read(&file(&[&page]), "");
    let found = rows(tables(&document)[0]);
    assert_eq!(found[0], ["North", "South"], "{found:?}");
    assert_eq!(found[1], ["Year", "Own", "Other", "All", "Own", "Other", "All"], "{found:?}");
}
