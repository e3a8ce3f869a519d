//! Oddities of Word documents, each as small as it can be.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::read;
use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::model::finding::Code;

const STYLES: &str = "<w:styles><w:style w:type='paragraph' w:styleId='H1'><w:name w:val='heading 1'/></w:style>\
<w:style w:type='paragraph' w:styleId='LN'><w:name w:val='List Number'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
<w:style w:type='paragraph' w:styleId='T1'><w:name w:val='toc 1'/></w:style>\
<w:style w:type='character' w:styleId='Hid'><w:name w:val='Hidden'/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
const NUMBERING: &str = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/><w:pPr><w:ind w:left='720'/></w:pPr></w:lvl>\
<w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/><w:pPr><w:ind w:left='1440'/></w:pPr></w:lvl></w:abstractNum>\
<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";

fn docx(body: &str, parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut rels = String::from("<Relationships>");
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let usual = [("styles", "styles.xml", STYLES), ("numbering", "numbering.xml", NUMBERING)];
    for (i, (kind, name, text)) in usual.iter().chain(parts).enumerate() {
        put(&format!("word/{name}"), text);
        rels.push_str(&format!(
            "<Relationship Id='r{i}' Type='http://x/relationships/{kind}' Target='{name}'/>"
        ));
    }
    put("word/_rels/document.xml.rels", &format!("{rels}</Relationships>"));
    put("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>"));
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> Document {
    read(&docx(body, &[]), "a.docx")
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|c| cell("", &p(c))).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn table(rows: &str) -> String {
    format!("<w:tbl>{rows}</w:tbl>")
}

/// One line a block: kind, number of the paragraph, text or cells.
fn outline(document: &Document) -> Vec<String> {
    let line = |b: &Block| {
        let kind = match b.kind {
            BlockKind::Heading => "H",
            BlockKind::Paragraph => "P",
            BlockKind::ListItem => "L",
            BlockKind::Table => "T",
        };
        let apart = if b.hidden {
            " hidden"
        } else if b.furniture == Furniture::Running {
            " running"
        } else {
            ""
        };
        let cells: Vec<String> = b
            .cells
            .iter()
            .map(|c| format!("{},{} {}x{} {}", c.row, c.col, c.rowspan, c.colspan, c.text))
            .collect();
        format!("{kind}{apart} {}{}", b.text, cells.join(" | "))
    };
    document.blocks.iter().map(line).collect()
}

#[test]
fn references_survive_in_text_and_cells() {
    let body = p("A &amp; B &lt;5 &#8211; &#xA3;450")
        + &table(&(row(&["Upheld", "&lt;5"]) + &row(&["R&amp;D", "1,204"])));
    assert_eq!(
        outline(&document(&body)),
        ["P A & B <5 – £450", "T 0,0 1x1 Upheld | 0,1 1x1 <5 | 1,0 1x1 R&D | 1,1 1x1 1,204"]
    );
}

#[test]
fn spans_are_placed_in_one_grid() {
    let head = format!(
        "<w:tr>{}{}</w:tr>",
        cell("<w:vMerge w:val='restart'/>", &p("Outcome")),
        cell("<w:gridSpan w:val='2'/>", &p("Year"))
    );
    let second = format!(
        "<w:tr>{}{}{}</w:tr>",
        cell("<w:vMerge/>", &p("")),
        cell("", &p("2016")),
        cell("", &p("2017"))
    );
    let indented = format!(
        "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{}{}</w:tr>",
        cell("", &p("3")),
        cell("", &p("4"))
    );
    let document = document(&table(&(head + &second + &indented)));
    assert_eq!(
        outline(&document),
        ["T 0,0 2x1 Outcome | 0,1 1x2 Year | 1,1 1x1 2016 | 1,2 1x1 2017 | 2,1 1x1 3 | 2,2 1x1 4"]
    );
    assert_eq!(document.blocks[0].cells[4].locator.to_string(), "paragraph 6");
}

#[test]
fn a_nested_table_follows_the_table_it_stands_in() {
    let inner = table(&(row(&["Male", "9"]) + &row(&["Female", "1"])));
    let outer = table(
        &(row(&["Upheld", "3"])
            + &format!(
                "<w:tr>{}{}</w:tr>",
                cell("", &p("Sex")),
                cell("", &(p("see") + &inner + &p("")))
            )
            + &row(&["Total", "10"])),
    );
    assert_eq!(
        outline(&document(&outer)),
        [
            "T 0,0 1x1 Upheld | 0,1 1x1 3 | 1,0 1x1 Sex | 1,1 1x1 see | 2,0 1x1 Total | 2,1 1x1 10",
            "T 0,0 1x1 Male | 0,1 1x1 9 | 1,0 1x1 Female | 1,1 1x1 1",
        ]
    );
}

#[test]
fn a_table_that_only_frames_is_read_as_its_content() {
    let inner = table(&(row(&["Male", "9"]) + &row(&["Female", "1"])));
    let frame = table(&format!("<w:tr>{}</w:tr>", cell("", &(p("In the box:") + &inner))));
    let head = table(&row(&["Testshire Police", "Tel 101"]));
    assert_eq!(
        outline(&document(&(head + &frame))),
        [
            "P Testshire Police",
            "P Tel 101",
            "P In the box:",
            "T 0,0 1x1 Male | 0,1 1x1 9 | 1,0 1x1 Female | 1,1 1x1 1",
        ]
    );
}

#[test]
fn deleted_words_rows_and_marks_are_dropped_and_inserted_ones_kept() {
    let body = "<w:p><w:r><w:t>Total </w:t></w:r><w:del><w:r><w:delText>17</w:delText></w:r></w:del>\
                <w:ins><w:r><w:t>19</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>\
                <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one </w:t></w:r></w:p><w:p><w:r><w:t>line</w:t></w:r></w:p>";
    let gone = format!(
        "<w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr>",
        cell("", &p("Old")),
        cell("", &p("8"))
    );
    let document =
        document(&format!("{body}{}", table(&(row(&["A", "1"]) + &gone + &row(&["B", "2"])))));
    assert_eq!(
        outline(&document),
        ["P Total 19", "P one line", "T 0,0 1x1 A | 0,1 1x1 1 | 1,0 1x1 B | 1,1 1x1 2"]
    );
    let told = document.findings.iter().find(|f| f.code == Code::HiddenContent).unwrap();
    assert_eq!(told.message, "words deleted by tracked changes were left out: 3");
    assert!(told.quote.contains("17") && told.quote.contains("Old 8"), "{}", told.quote);
}

#[test]
fn controls_are_read_and_placeholders_are_not() {
    let body = "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Ref: </w:t></w:r><w:sdt><w:sdtContent>\
                <w:r><w:t>0641/21</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>\
                <w:p><w:r><w:t>Date: </w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt></w:p>";
    let rows = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}",
        row(&["A", "1"]),
        row(&["B", "2"])
    );
    assert_eq!(
        outline(&document(&format!("{body}{}", table(&rows)))),
        ["P Ref: 0641/21", "P Date:", "T 0,0 1x1 A | 0,1 1x1 1 | 1,0 1x1 B | 1,1 1x1 2"]
    );
}

#[test]
fn a_text_box_is_read_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("In the box 7"));
    let body = format!(
        "<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    assert_eq!(outline(&document(&body)), ["P Before", "P In the box 7"]);
}

#[test]
fn list_numbers_of_the_program_are_no_text() {
    let item = |level: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let off = "<w:p><w:pPr><w:pStyle w:val='LN'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>No item</w:t></w:r></w:p>";
    let styled = "<w:p><w:pPr><w:pStyle w:val='LN'/></w:pPr><w:r><w:t>Styled</w:t></w:r></w:p>";
    let document =
        document(&(item(0, "3 dismissed") + &item(1, "of whom 1 a sergeant") + styled + off));
    assert_eq!(
        outline(&document),
        ["L 3 dismissed", "L of whom 1 a sergeant", "L Styled", "P No item"]
    );
    assert_eq!(
        document.blocks.iter().map(|b| b.indent).collect::<Vec<_>>(),
        [36.0, 72.0, 36.0, 0.0]
    );
}

#[test]
fn notes_comments_hidden_words_and_headers_stand_apart() {
    let body = "<w:p><w:pPr><w:pStyle w:val='H1'/></w:pPr><w:r><w:t>Response</w:t></w:r></w:p>\
        <w:p><w:r><w:t>There were 8</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteReference w:id='2'/></w:r><w:r><w:t> in all.</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val='Hid'/></w:rPr><w:t>secret 9</w:t></w:r></w:p>\
        <w:p><w:r><w:t>On the 1</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>st</w:t></w:r><w:r><w:t> of May</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val='T1'/></w:pPr><w:r><w:t>Response</w:t></w:r><w:r><w:tab/><w:t>3</w:t></w:r></w:p>\
        <w:sectPr><w:headerReference w:type='default' r:id='r2'/><w:headerReference w:type='first' r:id='r5'/><w:footerReference w:type='default' r:id='r3'/></w:sectPr>";
    let parts = [
        (
            "header",
            "header1.xml",
            "<w:hdr><w:p><w:r><w:t>Testshire Police</w:t></w:r></w:p></w:hdr>",
        ),
        (
            "footer",
            "footer1.xml",
            "<w:ftr><w:p><w:r><w:t>Page </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE 7</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p></w:ftr>",
        ),
        (
            "footnotes",
            "footnotes.xml",
            "<w:footnotes><w:footnote w:id='0'><w:p/></w:footnote><w:footnote w:id='2'><w:p><w:r><w:t>Staff are left out.</w:t></w:r></w:p></w:footnote></w:footnotes>",
        ),
        ("header", "header2.xml", "<w:hdr><w:p><w:r><w:t>Never shown</w:t></w:r></w:p></w:hdr>"),
        (
            "comments",
            "comments.xml",
            "<w:comments><w:comment><w:p><w:r><w:t>OK to send</w:t></w:r></w:p></w:comment></w:comments>",
        ),
    ];
    let document = read(&docx(body, &parts), "a.docx");
    assert_eq!(
        outline(&document),
        [
            "P running Testshire Police",
            "H Response",
            "P There were 8 ^1 in all.",
            "P On the 1st of May",
            "P running Response 3",
            "P 1 Staff are left out.",
            "P running Page 2",
            "P hidden secret 9",
            "P hidden OK to send",
        ]
    );
    let told = document.findings.iter().filter(|f| f.code == Code::HiddenContent).count();
    assert_eq!(told, 2);
}

#[test]
fn lines_set_with_tabs_are_a_table_when_they_agree() {
    let line = |text: &str| {
        let runs = text.replace('|', "</w:t><w:tab/><w:t>");
        format!("<w:p><w:r><w:t>{runs}</w:t></w:r></w:p>")
    };
    let body = line("Our ref:|0641/21")
        + &line("|2016|2017")
        + &line("Upheld||1|&lt;5")
        + &line("Not upheld|2|1,204");
    assert_eq!(
        outline(&document(&body)),
        [
            "P Our ref: 0641/21",
            "T 0,0 1x1  | 0,1 1x1 2016 | 0,2 1x1 2017 | 1,0 1x1 Upheld | 1,1 1x1 1 | 1,2 1x1 <5 | 2,0 1x1 Not upheld | 2,1 1x1 2 | 2,2 1x1 1,204",
        ]
    );
}

#[test]
fn lines_stacked_in_cells_are_rows() {
    let stack = |a: &str, b: &str| p(a) + &p(b);
    let rows = row(&["Outcome", "2016"])
        + &format!(
            "<w:tr>{}{}</w:tr>",
            cell("", &stack("Upheld", "Withdrawn")),
            cell("", &stack("3", "14"))
        );
    assert_eq!(
        outline(&document(&table(&rows))),
        [
            "T 0,0 1x1 Outcome | 0,1 1x1 2016 | 1,0 1x1 Upheld | 1,1 1x1 3 | 2,0 1x1 Withdrawn | 2,1 1x1 14"
        ]
    );
}

#[test]
fn what_is_not_read_is_told() {
    let parts = [("chart", "charts/chart1.xml", "<c/>"), ("package", "embeddings/b.xlsx", "x")];
    let document = read(&docx(&p("See the chart."), &parts), "a.docx");
    let told = document.findings.iter().filter(|f| f.code == Code::UnreadTable).count();
    assert_eq!(told, 2);
    let broken = read(b"PK\x03\x04 no container", "a.docx");
    assert_eq!(broken.findings[0].code, Code::UnreadableFile);
}

#[test]
fn a_figure_set_large_begins_the_sentence_under_it() {
    let body =
        p("23 allegations") + &p("recorded against officers") + &p("2016: 5") + &p("of these");
    let document = document(&body);
    let texts: Vec<&str> = document.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(texts, ["23 allegations recorded against officers", "2016: 5", "of these"]);
}
