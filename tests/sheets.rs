//! Workbooks, delimited and plain text read to blocks: parity between formats, what is hidden, how
//! a sheet is cut into tables, and damaged bytes.
#![allow(missing_docs)]

use std::io::{Cursor, Write};

use foi_tally::discover::{Kind, sniff};
use foi_tally::model::document::{Block, BlockKind, Cell, CellValue, Document};
use foi_tally::model::finding::Code;
use foi_tally::model::locator::Locator;
use foi_tally::read::{delimited, plain, sheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const XLS: &[u8] = include_bytes!("../fixtures/read/outcomes.xls");
const XLSB: &[u8] = include_bytes!("../fixtures/read/outcomes.xlsb");

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(body.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const STYLES: &str = r##"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[&lt;5]&quot;&lt;5&quot;;#,##0"/></numFmts>
<fonts><font/><font><b/></font><font><strike/></font></fonts>
<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="10" fontId="0"/>
<xf numFmtId="14" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="0" fontId="2"/>
<xf numFmtId="0" fontId="0"><alignment indent="2"/></xf></cellXfs></styleSheet>"##;

/// A workbook of one sheet from the XML inside `<worksheet>`, and rich strings.
fn xlsx(body: &str, strings: &str, state: &str) -> Vec<u8> {
    let r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let p = "http://schemas.openxmlformats.org/package/2006";
    let m = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheet = |n: u32| {
        format!(
            "<Relationship Id=\"rId{n}\" Type=\"{r}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        )
    };
    zipped(&[
        ("[Content_Types].xml", format!("<Types xmlns=\"{p}/content-types\"/>")),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{p}/relationships\"><Relationship Id=\"rId1\" Type=\"{r}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{p}/relationships\">{}{}<Relationship Id=\"rId8\" Type=\"{r}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId9\" Type=\"{r}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>",
                sheet(1),
                sheet(2)
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{m}\" xmlns:r=\"{r}\"><sheets><sheet name=\"A &amp; B\" sheetId=\"1\" {state} r:id=\"rId1\"/><sheet name=\"Empty\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"
            ),
        ),
        ("xl/styles.xml", STYLES.replace("<styleSheet>", &format!("<styleSheet xmlns=\"{m}\">"))),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{m}\">{strings}</sst>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{m}\">{body}</worksheet>")),
        ("xl/worksheets/sheet2.xml", format!("<worksheet xmlns=\"{m}\"><sheetData/></worksheet>")),
    ])
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:fo=\"f\">\
         <office:automatic-styles><style:style style:name=\"b\" style:family=\"table-cell\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
         <style:style style:name=\"k\" style:family=\"table-cell\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
         <style:style style:name=\"up\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name=\"A &amp; B\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".into()),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"m\"/>".into()),
        ("content.xml", content),
    ])
}

fn tables(document: &Document) -> Vec<&Block> {
    document.blocks.iter().filter(|b| b.kind == BlockKind::Table).collect()
}

/// Rows of a table, blank cells as empty text.
fn grid(block: &Block) -> Vec<Vec<String>> {
    let rows = block.cells.iter().map(|c| c.row).max().unwrap() + 1;
    let cols = block.cells.iter().map(|c| c.col).max().unwrap() + 1;
    let mut grid = vec![vec![String::new(); cols as usize]; rows as usize];
    for cell in &block.cells {
        grid[cell.row as usize][cell.col as usize].clone_from(&cell.text);
    }
    grid
}

fn cell<'a>(document: &'a Document, text: &str) -> &'a Cell {
    let cells = document.blocks.iter().flat_map(|b| &b.cells);
    cells.into_iter().find(|c| c.text == text).unwrap_or_else(|| panic!("no cell `{text}`"))
}

/// One line a block: its kind, and its text or the size of its grid.
fn outline(document: &Document) -> Vec<String> {
    let line = |b: &Block| match b.kind {
        BlockKind::Table => {
            let grid = grid(b);
            format!("T {}x{} {}", grid.len(), grid[0].len(), b.cells[0].text)
        }
        BlockKind::Heading => format!("H {}", b.text),
        BlockKind::ListItem => format!("L {}", b.text),
        BlockKind::Paragraph => format!("P {}", b.text),
    };
    document.blocks.iter().map(line).collect()
}

/// A sheet drawn as lines with `;` between cells, through the delimited reader.
fn drawn(text: &str) -> Vec<String> {
    // The first lines fix the delimiter so that the drawing may be as short as it likes.
    let text = format!("sep=;\n{text}");
    let document = delimited::read(text.as_bytes(), "a.csv");
    let given = text.lines().skip(1).flat_map(|l| l.split(';')).filter(|f| !f.trim().is_empty());
    let cells: usize = document
        .blocks
        .iter()
        .map(|b| if b.kind == BlockKind::Table { b.cells.len() } else { 1 })
        .sum();
    let pairs = document.blocks.iter().filter(|b| b.text.starts_with('Q') && b.text.contains('?'));
    assert_eq!(cells + pairs.count(), given.count(), "every cell comes out once: {text}");
    outline(&document)
}

const TABLE: [[&str; 3]; 4] = [
    ["Outcome", "2016", "2017"],
    ["Upheld", "<5", "3"],
    ["Not upheld – A & B", "*", "1,204"],
    ["Withdrawn", "7", "0"],
];

#[test]
fn the_same_table_reads_alike_in_every_format() {
    let csv = "Outcome,2016,2017\nUpheld,<5,3\nNot upheld – A & B,*,\"1,204\"\nWithdrawn,'7,0\n";
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(csv.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let cp1252: Vec<u8> = csv.chars().map(|c| if c == '–' { 0x96 } else { c as u8 }).collect();
    let tsv = csv.replace(',', "\t").replace("\"1\t204\"", "1,204");
    let text = "Outcome               2016    2017\nUpheld                  <5       3\nNot upheld – A & B       *   1,204\nWithdrawn                7       0\n";
    let rows: String = TABLE
        .iter()
        .enumerate()
        .map(|(r, row)| {
            let cells: String = row
                .iter()
                .enumerate()
                .map(|(c, t)| {
                    let t = t.replace('&', "&amp;").replace('<', "&lt;");
                    let name = format!("{}{}", char::from(b'A' + c as u8), r + 1);
                    match t.as_str() {
                        "1,204" => format!("<c r=\"{name}\" s=\"4\"><v>1204</v></c>"),
                        "3" | "7" | "0" => format!("<c r=\"{name}\"><v>{t}</v></c>"),
                        _ => format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{t}</t></is></c>"),
                    }
                })
                .collect();
            format!("<row r=\"{}\">{cells}</row>", r + 1)
        })
        .collect();
    let book = xlsx(&format!("<sheetData>{rows}</sheetData>"), "", "");
    let open: String = TABLE
        .iter()
        .map(|row| {
            let cells: String = row
                .iter()
                .map(|t| {
                    let kind = match t.replace(',', "").parse::<f64>() {
                        Ok(n) => format!("office:value-type=\"float\" office:value=\"{n}\""),
                        Err(_) => "office:value-type=\"string\"".into(),
                    };
                    let t = t.replace('&', "&amp;").replace('<', "&lt;");
                    format!("<table:table-cell {kind}><text:p>{t}</text:p></table:table-cell>")
                })
                .collect();
            format!("<table:table-row>{cells}</table:table-row>")
        })
        .collect();
    let open = ods(&open);
    let cases: Vec<(&str, Document)> = vec![
        ("xlsx", sheet::read(&book, "a.xlsx")),
        ("ods", sheet::read(&open, "a.ods")),
        ("xlsb", sheet::read(XLSB, "a.xlsb")),
        ("csv", delimited::read(csv.as_bytes(), "a.csv")),
        ("csv, utf-16", delimited::read(&utf16, "a.csv")),
        ("csv, windows-1252", delimited::read(&cp1252, "a.csv")),
        ("csv, old Mac line ends", delimited::read(csv.replace('\n', "\r").as_bytes(), "a.csv")),
        ("tsv", delimited::read(tsv.as_bytes(), "a.tsv")),
        ("txt", plain::read(text.as_bytes(), "a.txt")),
    ];
    for (name, document) in &cases {
        let tables = tables(document);
        assert_eq!(tables.len(), 1, "{name}: {:?}", outline(document));
        assert_eq!(grid(tables[0]), TABLE, "{name}");
    }
    for (bytes, name, kind) in [
        (&book, "a.csv", Kind::Xlsx),
        (&open, "x", Kind::Ods),
        (&XLSB.to_vec(), "a.xlsx", Kind::Xlsb),
        (&XLS.to_vec(), "a.doc", Kind::Xls),
        (&utf16, "a.csv", Kind::Csv),
    ] {
        assert_eq!(sniff(bytes, name), kind);
    }
}

#[test]
fn an_old_workbook_tells_its_look() {
    let document = sheet::read(XLS, "a.xls");
    assert_eq!(document.format, "xls");
    let got = outline(&document);
    let want = [
        "H Outcomes",
        "H Allegations & outcomes – 2016 to 2017",
        "T 5x4 Outcome",
        "T 3x2 Extracted",
        "H Working",
        "P draft",
    ];
    assert_eq!(got, want);
    assert_eq!(cell(&document, "12.5%").value, CellValue::Percent);
    assert_eq!(cell(&document, "1,204").value, CellValue::Number);
    assert_eq!(cell(&document, "2021-06-09").value, CellValue::Date);
    assert_eq!(cell(&document, "Not upheld – A & B").indent, 1);
    assert!(cell(&document, "99").struck && cell(&document, "Outcome").bold);
    // "8" with a small raised "2" is not 82.
    assert_eq!(cell(&document, "8").marks, "2");
    assert!(cell(&document, "Withdrawn").hidden && !cell(&document, "Upheld").hidden);
    // The format `[<5]"<5";0` shows a stored 3 as "<5".
    assert_eq!(grid(tables(&document)[0])[1][2], "<5");
    assert!(document.blocks.last().unwrap().hidden);
    assert_eq!(document.findings.iter().filter(|f| f.code == Code::HiddenContent).count(), 3);
}

#[test]
fn a_new_workbook_tells_its_look() {
    let body = r#"<cols><col min="4" max="4" hidden="1"/></cols><sheetData>
<row r="1"><c r="A1" t="inlineStr" s="1"><is><t>Title over all</t></is></c></row>
<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2"><v>2018</v></c><c r="D2" t="inlineStr"><is><t>secret</t></is></c></row>
<row r="3"><c r="A3" s="6" t="inlineStr"><is><t> &#160;Dismissed&#160;</t></is></c><c r="B3" t="s"><v>2</v></c><c r="C3" s="2"><v>0.125</v></c></row>
<row r="4" hidden="1"><c r="A4" t="inlineStr"><is><t>Retired</t></is></c><c r="B4" s="5"><v>9</v></c><c r="C4"><f>SUM(1,2)</f></c></row>
<row r="5"><c r="A5" s="3"><v>43529</v></c><c r="B5" t="s"><v>3</v></c><c r="C5"><f>1+1</f><v>2</v></c></row>
</sheetData><mergeCells><mergeCell ref="A1:D1"/></mergeCells>"#;
    let strings = r#"<si><t>Outcome</t></si><si><r><t>20</t></r><r><t>17</t></r></si>
<si><r><t>8</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si>
<si><r><rPr><strike/></rPr><t>12</t></r><r><t xml:space="preserve"> &lt;14</t></r></si>"#;
    let document = sheet::read(&xlsx(body, strings, "state=\"veryHidden\""), "a.xlsx");
    let got = outline(&document);
    assert_eq!(got, ["H A & B", "H Title over all", "T 4x4 Outcome", "H Empty"]);
    let table = tables(&document)[0];
    assert!(table.hidden && !document.blocks[3].hidden);
    assert_eq!(table.locator.cell_name().unwrap(), "A2:D5");
    assert_eq!(cell(&document, "8").marks, "2");
    assert_eq!(cell(&document, "Dismissed").indent, 2);
    assert_eq!(cell(&document, "12.5%").value, CellValue::Percent);
    assert_eq!(cell(&document, "2019-03-05").value, CellValue::Date);
    assert_eq!(cell(&document, "<14").locator.cell_name().unwrap(), "B5");
    assert!(cell(&document, "9").struck && cell(&document, "9").hidden);
    assert!(cell(&document, "secret").hidden);
    let codes = |code| document.findings.iter().filter(|f| f.code == code).collect::<Vec<_>>();
    let formula = codes(Code::FormulaNotCalculated);
    assert_eq!(formula.len(), 1);
    assert_eq!(formula[0].place.as_ref().unwrap().cell_name().unwrap(), "C4");
    // The sheet, the row, the column and the struck words.
    assert_eq!(codes(Code::HiddenContent).len(), 4, "{:?}", document.findings);
}

#[test]
fn an_open_document_tells_its_look() {
    let rows = "<table:table-column/><table:table-column table:visibility=\"collapse\"/>\
        <table:table-row><table:table-cell table:number-columns-spanned=\"2\" table:style-name=\"b\" office:value-type=\"string\"><text:p>Outcome</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type=\"float\" office:value=\"2018\"><text:p>2018</text:p></table:table-cell></table:table-row>\
        <table:table-row table:visibility=\"filter\"><table:table-cell office:value-type=\"string\"><office:annotation><text:p>a comment</text:p></office:annotation><text:p>Upheld</text:p><text:p>in part</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>note</text:p></table:table-cell><table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12.5%</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\"><text:p>Retired<text:span text:style-name=\"up\">3</text:span></text:p></table:table-cell><table:table-cell/><table:table-cell table:style-name=\"k\" office:value-type=\"float\" office:value=\"4\"><text:p>4</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048572\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let document = sheet::read(&ods(rows), "a.ods");
    let table = tables(&document)[0];
    assert_eq!(table.cells[0].colspan, 2);
    assert!(table.cells[0].bold);
    assert_eq!(cell(&document, "12.5%").value, CellValue::Percent);
    assert!(cell(&document, "Upheld in part").hidden && cell(&document, "note").hidden);
    assert_eq!(cell(&document, "Retired").marks, "3");
    assert!(cell(&document, "4").struck);
    assert_eq!(grid(table).len(), 4);
    assert!(document.findings.iter().any(|f| f.message.contains("comments")));
}

#[test]
fn titles_and_notes_stand_apart_from_tables() {
    let got = drawn(
        "MERSEYSIDE POLICE\nSexual assault allegations, 2016 to 2020\nYear;Male;Female;Total\n2016;5;0;5\n2017;7;1;8\nTOTAL;12;1;13\n* one officer transferred in\nSource: a database.\n",
    );
    let want = [
        "P MERSEYSIDE POLICE",
        "P Sexual assault allegations, 2016 to 2020",
        "T 4x4 Year",
        "P * one officer transferred in",
        "P Source: a database.",
    ];
    assert_eq!(got, want);
}

#[test]
fn stacked_tables_are_cut_with_and_without_blank_rows() {
    let blank = "Outcome;Number\nUpheld;3\nTotal;3\n\nSource;Number\nPublic;2\nInternal;1\n";
    assert_eq!(drawn(blank), ["T 3x2 Outcome", "T 3x2 Source"]);
    let tight = "Outcome;Number\nUpheld;3\nTotal;3\nSex of officer\nSex;Number\nMale;2\nFemale;1\n";
    assert_eq!(drawn(tight), ["T 3x2 Outcome", "P Sex of officer", "T 3x2 Sex"]);
}

#[test]
fn a_question_beside_its_number_is_text() {
    let got = drawn(
        "Q1;How many allegations were recorded in each year?;;\n;Year;Public;Internal\n;2016;2;1\n;2017;3;0\n\n\nQ2;Which was the sex of the officer, if known?;;\n;Men;17;\n;Women;1;\n",
    );
    let want = [
        "P Q1 How many allegations were recorded in each year?",
        "T 3x3 Year",
        "P Q2 Which was the sex of the officer, if known?",
        "T 2x2 Men",
    ];
    assert_eq!(got, want);
}

#[test]
fn numbered_rows_are_a_listing_not_questions() {
    let got =
        drawn("1;No case to answer\n2;Withdrawn by complainant\n3;Dismissed without notice\n");
    assert_eq!(got, ["T 3x2 1"]);
    let parts: String = (0..800).map(|i| format!("Part {i};\nYear;Number\n2016;{i}\n")).collect();
    assert_eq!(drawn(&parts).len(), 1600);
}

#[test]
fn group_labels_stay_rows_of_their_table() {
    let inner = "Outcome;2016;2017\nPUBLIC COMPLAINTS;;\nUpheld;1;2\nWithdrawn;0;1\nCONDUCT MATTERS;;\nDismissed;1;0\nTotal;2;3\n";
    assert_eq!(drawn(inner), ["T 7x3 Outcome"]);
    let headless = "2016;\nUpheld;3\nWithdrawn;1\n2017;\nUpheld;2\nWithdrawn;2\n";
    assert_eq!(drawn(headless), ["T 6x2 2016"]);
    let blank = "Disposal;10-14;15;16\nPre-court;;;\nReprimand;47;27;28\nWarning;34;24;24\n\nFirst-tier;;;\nDischarge;28;26;35\nFine;11;26;80\n";
    assert_eq!(drawn(blank), ["T 8x4 Disposal"]);
}

#[test]
fn a_blank_row_inside_a_listing_is_no_cut() {
    let got = drawn(
        "Ref;Year;Outcome\nA1;2016;Upheld\nA2;2016;Withdrawn\n\nA3;2017;Upheld\nA4;2017;Retired\n",
    );
    assert_eq!(got, ["T 6x3 Ref"]);
}

#[test]
fn side_by_side_tables_are_parted_and_halves_are_not() {
    let two =
        "Outcome;Number;;Sex;Number\nUpheld;3;;Male;6\nWithdrawn;4;;Female;1\nTotal;7;;Total;7\n";
    assert_eq!(drawn(two), ["T 4x2 Outcome", "T 4x2 Sex"]);
    let uneven =
        "Outcome;Number;;Sex;Count\nUpheld;3;;Male;6\nWithdrawn;4;;Female;1\nRetired;7;;;\n";
    assert_eq!(drawn(uneven), ["T 4x2 Outcome", "T 3x2 Sex"]);
    let halves = "Force;2016;2017;;% 2016;% 2017\nEssex;1;3;;50;60\nKent;1;2;;50;40\n";
    assert_eq!(drawn(halves), ["T 3x6 Force"]);
    let remarks = "Outcome;Number;;\nUpheld;9;;cannot be told apart\nLive;2;;\nDismissed;1;;hearing in 2019\n";
    assert_eq!(drawn(remarks), ["T 4x4 Outcome"]);
    let key = "Ref;Year;Sex;Result;;Code;Meaning\n1;2016;M;NCTA;;M;Male\n2;2016;F;NU;;F;Female\n3;2017;M;NU;;;\n4;2017;U;NCTA;;;\n5;2018;M;NU;;;\n6;2018;M;NU;;;\n";
    assert_eq!(drawn(key), ["T 7x4 Ref", "T 3x2 Code"]);
    let listing = "Ref;Year;;Outcome;Days\n1;2016;;Upheld;30\n2;2016;;Upheld;12\n3;2017;;Retired;9\n4;2018;;Upheld;41\n";
    assert_eq!(drawn(listing), ["T 5x5 Ref"]);
}

#[test]
fn a_delimited_file_tells_its_lines() {
    let text = "Report: X;Run: 11/06/2021;;;\nM = male; F = female;;;\n\nLine;Ref;Year;Sex;Result\n1;A/1;2016;M;\"not\nupheld\"\n2;A/2;2016;F;withdrawn\n;;;;\nTotal number of allegations;;2;;\nResults are as at the run date.;;;;\n";
    let document = delimited::read(text.as_bytes(), "a.csv");
    let want = [
        "P Report: X",
        "P Run: 11/06/2021",
        "P M = male",
        "P F = female",
        "T 3x5 Line",
        "T 1x3 Total number of allegations",
        "P Results are as at the run date.",
    ];
    assert_eq!(outline(&document), want);
    assert_eq!(cell(&document, "not upheld").locator, Locator::Line(5));
    assert_eq!(cell(&document, "withdrawn").locator, Locator::Line(7));
    assert_eq!(document.blocks.last().unwrap().locator, Locator::Line(10));
}

#[test]
fn unquoted_notes_are_not_cut_at_their_commas() {
    let text = "Year,Outcome,Number,Sex\n2016,Upheld,3,M\n2017,Retired,1,F\nFigures are as at 1 May 2021, and may change, as cases close.\n";
    let got = outline(&delimited::read(text.as_bytes(), "a.csv"));
    let note = "P Figures are as at 1 May 2021, and may change, as cases close.";
    assert_eq!(got, ["T 3x4 Year", note]);
}

#[test]
fn a_locked_workbook_says_so() {
    // A locked .xlsx is a compound file with a stream of this name.
    let mut bytes = XLS.to_vec();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let at = bytes.windows(16).position(|w| w == wide("Workbook")).unwrap();
    let name = wide("EncryptedPackage");
    bytes[at..at + name.len()].copy_from_slice(&name);
    bytes[at + 64] = name.len() as u8 + 2;
    assert_eq!(sniff(&bytes, "a.xlsx"), Kind::Locked);
    let document = sheet::read(&bytes, "a.xlsx");
    assert_eq!(document.findings[0].code, Code::PasswordNeeded);
    let manifest = "<manifest><encryption-data/></manifest>".to_string();
    let open = zipped(&[("content.xml", "x".into()), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(sheet::read(&open, "a.ods").findings[0].code, Code::PasswordNeeded);
}

#[test]
fn damaged_files_give_findings_and_no_panic() {
    let body = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>";
    let book = xlsx(body, "", "");
    let open = ods(
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a</text:p></table:table-cell></table:table-row>",
    );
    let seeds: [&[u8]; 6] =
        [&book, &open, XLS, XLSB, b"a,b\n\"1,2\n", "a\t–\n| x |\n--|--\n".as_bytes()];
    // A small generator of its own: the same damage on every run.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    std::panic::set_hook(Box::new(|_| {}));
    for seed in seeds {
        for round in 0..120 {
            let mut bytes = seed.to_vec();
            if round % 3 == 0 {
                bytes.truncate(next(bytes.len()));
            }
            for _ in 0..next(6) {
                if !bytes.is_empty() {
                    let at = next(bytes.len());
                    bytes[at] = next(256) as u8;
                }
            }
            let kind = sniff(&bytes, "a");
            assert!(Kind::ALL.contains(&kind));
            sheet::read(&bytes, "a");
            delimited::read(&bytes, "a");
            plain::read(&bytes, "a");
        }
    }
    let _ = std::panic::take_hook();
    let broken = sheet::read(&book[..book.len() / 2], "a.xlsx");
    assert!(broken.findings.iter().any(|f| f.code == Code::UnreadableFile));
}
