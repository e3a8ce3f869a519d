//! Oddities of OpenDocument text.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::read;
use crate::model::document::{Block, Document, Furniture};
use crate::model::finding::Code;

fn document(styles: &str, text: &str) -> Document {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    let common = "<office:document-styles><office:master-styles><style:master-page><style:header><text:p>Testshire Police</text:p></style:header>\
                  <style:footer style:display='false'><text:p>Never shown</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>";
    for (name, part) in [("content.xml", content.as_str()), ("styles.xml", common)] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    read(&zip.finish().unwrap().into_inner(), "a.odt")
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
fn spans_repeats_and_references() {
    let c = |attributes: &str, t: &str| {
        format!("<table:table-cell {attributes}><text:p>{t}</text:p></table:table-cell>")
    };
    let text = format!(
        "<table:table><table:table-header-rows><table:table-row>{}{}<table:covered-table-cell/></table:table-row></table:table-header-rows>\
         <table:table-row><table:covered-table-cell/>{}{}</table:table-row>\
         <table:table-row>{}{}</table:table-row></table:table>",
        c("table:number-rows-spanned='2'", "A &amp; B"),
        c("table:number-columns-spanned='2'", "Year"),
        c("", "2016"),
        c("", "2017"),
        c("", "Upheld"),
        c("table:number-columns-repeated='2'", "&lt;5"),
    );
    assert_eq!(
        outline(&document("", &text)),
        [
            "running Testshire Police",
            "0,0 2x1 A & B | 0,1 1x2 Year | 1,1 1x1 2016 | 1,2 1x1 2017 | 2,0 1x1 Upheld | 2,1 1x1 <5 | 2,2 1x1 <5",
        ]
    );
}

#[test]
fn deleted_hidden_and_noted_words_stand_apart() {
    let styles = "<style:style style:name='h'><style:text-properties text:display='none'/></style:style>\
                  <style:style style:name='up'><style:text-properties style:text-position='super 58%'/></style:style>";
    let text = "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>X</dc:creator></office:change-info>\
        <text:p>17</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p>Total <text:change/>19<text:s text:c='2'/>in<text:tab/>all<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Staff are left out.</text:p></text:note-body></text:note>\
        <office:annotation><dc:creator>X</dc:creator><text:p>OK to send</text:p></office:annotation><text:span text:style-name='h'>secret 9</text:span></text:p>\
        <text:p>8<text:span text:style-name='up'>2</text:span></text:p>\
        <text:list><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Two</text:p></text:list-item></text:list></text:list-item></text:list>\
        <text:section text:display='none'><text:p>Whole section</text:p></text:section>\
        <text:p><draw:frame><draw:text-box><text:p>In the box 7</text:p></draw:text-box></draw:frame></text:p>";
    let document = document(styles, text);
    assert_eq!(
        outline(&document),
        [
            "running Testshire Police",
            "Total 19 in all ^1",
            "8 ^2",
            "One",
            "Two",
            "hidden Whole section",
            "In the box 7",
            "1 Staff are left out.",
            "hidden secret 9",
            "hidden OK to send",
        ]
    );
    assert_eq!((document.blocks[3].indent, document.blocks[4].indent), (18.0, 36.0));
    let told = document.findings.iter().filter(|f| f.code == Code::HiddenContent).count();
    assert_eq!(told, 4, "{:?}", document.findings);
}
