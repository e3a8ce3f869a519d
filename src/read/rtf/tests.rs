//! Oddities of RTF, each as small as it can be.

use super::read;
use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::model::finding::Code;

fn document(body: &str) -> Document {
    let head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset238 Arial CE;}\
                {\\f2\\fcharset2 Symbol;}}{\\stylesheet{\\ql Normal;}{\\s1 heading 1;}}";
    read(format!("{head}{body}}}").as_bytes(), "a.rtf")
}

fn outline(document: &Document) -> Vec<String> {
    let line = |b: &Block| {
        let cells: Vec<String> = b
            .cells
            .iter()
            .map(|c| format!("{},{} {}x{} {}", c.row, c.col, c.rowspan, c.colspan, c.text))
            .collect();
        let apart = if b.hidden {
            "hidden "
        } else if b.furniture == Furniture::Running {
            "running "
        } else {
            ""
        };
        format!("{apart}{}{}", b.text, cells.join(" | "))
    };
    document.blocks.iter().map(line).collect()
}

#[test]
fn bytes_are_read_by_the_code_page_of_their_font() {
    let body = "\\pard 1,204 \\'96 \\'a3450 & <5 * \\{x\\}\\par{\\f1 \\'f8}{\\f2 \\'a3 5}\\par \\u8211?\\u8804\\'3c\\uc0\\u163 5\\par";
    assert_eq!(outline(&document(body)), ["1,204 – £450 & <5 * {x}", "ř≤ 5", "–≤£5"]);
}

#[test]
fn rows_make_one_grid_by_the_edges_they_name() {
    let row = |edges: &[u32], cells: &[&str], merges: &[&str]| {
        let edges: String = edges
            .iter()
            .enumerate()
            .map(|(i, e)| format!("{}\\cellx{e}", merges.get(i).unwrap_or(&"")))
            .collect();
        let cells: String = cells.iter().map(|c| format!("{c}\\cell ")).collect();
        format!("\\trowd{edges}\\pard\\intbl {cells}\\row ")
    };
    let body = row(&[2000, 6000], &["Outcome", "Year"], &["\\clvmgf"])
        + &row(&[2000, 4000, 6010], &["", "2016", "2017"], &["\\clvmrg"])
        + &row(&[2000, 4000, 6000], &["Upheld", "<5", "7"], &[])
        + "\\pard After\\par";
    assert_eq!(
        outline(&document(&body)),
        [
            "0,0 2x1 Outcome | 0,1 1x2 Year | 1,1 1x1 2016 | 1,2 1x1 2017 | 2,0 1x1 Upheld | 2,1 1x1 <5 | 2,2 1x1 7",
            "After",
        ]
    );
}

#[test]
fn a_nested_table_follows_the_table_it_stands_in() {
    let inner = |a: &str, b: &str| {
        format!(
            "\\pard\\intbl\\itap2 {a}\\nestcell {b}\\nestcell{{\\*\\nesttableprops\\trowd\\cellx500\\cellx900\\nestrow}}{{\\nonesttables\\par}}"
        )
    };
    let row = |cells: &str| format!("\\trowd\\cellx1000\\cellx2000 \\pard\\intbl {cells}\\row ");
    let nested = format!(
        "\\pard\\intbl Sex\\cell {}{}\\pard\\intbl\\itap1 \\cell \\trowd\\cellx1000\\cellx2000\\row ",
        inner("Male", "9"),
        inner("Female", "1")
    );
    let body =
        row("Upheld\\cell 3\\cell ") + &nested + &row("Total\\cell 10\\cell ") + "\\pard End\\par";
    assert_eq!(
        outline(&document(&body)),
        [
            "0,0 1x1 Upheld | 0,1 1x1 3 | 1,0 1x1 Sex | 1,1 1x1  | 2,0 1x1 Total | 2,1 1x1 10",
            "0,0 1x1 Male | 0,1 1x1 9 | 1,0 1x1 Female | 1,1 1x1 1",
            "End",
        ]
    );
}

#[test]
fn what_is_no_text_of_the_letter_is_left_out() {
    let body = "{\\info{\\title A title}{\\author Someone}}{\\*\\generator X 9;}{\\header Testshire Police\\par}\
        \\pard Total {\\deleted 17}{\\revised 19}{\\v secret 8}{\\*\\annotation OK to send}\\par\
        {\\pict\\picwgoal100 89504e47}{\\listtext 3.\\tab}\\ls1 Dismissed\\par\
        \\pard\\s1 Response\\par \\pard\\plain See{\\field{\\*\\fldinst HYPERLINK 12}{\\fldrslt here}}{\\super\\chftn}{\\footnote {\\super\\chftn} Staff are left out.}\\par";
    let document = document(body);
    assert_eq!(
        outline(&document),
        [
            "running Testshire Police",
            "Total 19",
            "Dismissed",
            "Response",
            "Seehere ^1",
            "1 Staff are left out.",
            "hidden secret 8",
            "hidden OK to send",
        ]
    );
    assert_eq!(document.title.as_deref(), Some("A title"));
    let kinds: Vec<BlockKind> = document.blocks[2..4].iter().map(|b| b.kind).collect();
    assert_eq!(kinds, [BlockKind::ListItem, BlockKind::Heading]);
    assert_eq!(document.findings.iter().filter(|f| f.code == Code::HiddenContent).count(), 3);
}

#[test]
fn damage_is_told() {
    let cut = read(b"{\\rtf1 Upheld <5{\\b open", "a.rtf");
    assert_eq!(outline(&cut), ["Upheld <5open"]);
    assert_eq!(cut.findings[0].code, Code::DamagedPart);
    assert_eq!(read(b"no rtf", "a.rtf").findings[0].code, Code::UnreadableFile);
}
