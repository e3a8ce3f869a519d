//! Oddities of web pages and HTML mail.

use super::{document, read};
use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::model::finding::Code;

fn outline(document: &Document) -> Vec<String> {
    let line = |b: &Block| {
        let cells: Vec<String> = b
            .cells
            .iter()
            .map(|c| format!("{},{} {}x{} {}", c.row, c.col, c.rowspan, c.colspan, c.text))
            .collect();
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
        format!("{kind}{apart} {}{}", b.text, cells.join(" | "))
    };
    document.blocks.iter().map(line).collect()
}

#[test]
fn spans_are_placed_in_one_grid() {
    let page = "<table><caption>Table 1</caption><tfoot><tr><td>Total</td><td>1,204</td><td>&lt;5</td></tr></tfoot>\
        <thead><tr><th rowspan=2>Outcome<th colspan=2>Year</tr><tr><th>2016<th>2017</tr></thead>\
        <tbody><tr><td>A &amp; B<td>1,204<sup>1</sup><td>&lt;5</table>";
    let document = document(page);
    assert_eq!(
        outline(&document),
        [
            "P Table 1",
            "T 0,0 2x1 Outcome | 0,1 1x2 Year | 1,1 1x1 2016 | 1,2 1x1 2017 | 2,0 1x1 A & B | 2,1 1x1 1,204 | 2,2 1x1 <5 | 3,0 1x1 Total | 3,1 1x1 1,204 | 3,2 1x1 <5",
        ]
    );
    let table = &document.blocks[1];
    assert_eq!(table.cells[5].marks, "1");
    assert!(table.cells[0].bold && !table.cells[4].bold);
}

#[test]
fn what_stands_around_the_content_is_furniture() {
    let page = "<body><div class='cookie-banner'>We use 6 cookies</div><header>Testshire Police</header>\
        <nav>Menu 12</nav><main><h1>FOI 455/21</h1><p>There were 17 allegations, and the details of each of them are given in the table below.</p>\
        <div class='menu-of-figures'><table><tr><td>Upheld<td>3<tr><td>Other<td>14</table></div>\
        <script>var n = 99;</script><style>p{margin:9px}</style></main>\
        <section aria-label='Related disclosures'><p>23 officers dismissed</p></section>\
        <ul><li><a href=a>441/21 Taser (17)</a><li><a href=b>449/21 Dogs (3)</a><li><a href=c>460/21 Cats</a></ul>\
        <form><label>Useful? Yes (4)</label><button>Send</button></form><footer>Page 3287</footer></body>";
    assert_eq!(
        outline(&document(page)),
        [
            "P running We use 6 cookies",
            "P running Testshire Police",
            "P running Menu 12",
            "H FOI 455/21",
            "P There were 17 allegations, and the details of each of them are given in the table below.",
            "T 0,0 1x1 Upheld | 0,1 1x1 3 | 1,0 1x1 Other | 1,1 1x1 14",
            "P running 23 officers dismissed",
            "L running 441/21 Taser (17)",
            "L running 449/21 Dogs (3)",
            "L running 460/21 Cats",
            "P running Useful? Yes (4)",
            "P running Page 3287",
        ]
    );
}

#[test]
fn tables_of_layout_are_read_as_their_content() {
    let page = "<table role=presentation><tr><td><table width=600><tr><td><p>Dear Sam</p><p>Upheld: 3<br>Not upheld: 14<br>\
        and so on</p></td></tr><tr><td><table><tr><td>Male<td>9<tr><td>Female<td>1</table></td></tr></table></td></tr></table>";
    assert_eq!(
        outline(&document(page)),
        [
            "P Dear Sam",
            "P Upheld: 3",
            "P Not upheld: 14",
            "P and so on",
            "T 0,0 1x1 Male | 0,1 1x1 9 | 1,0 1x1 Female | 1,1 1x1 1",
        ]
    );
}

#[test]
fn lists_keep_their_level_and_definitions_their_pairs() {
    let page = "<ol><li>2018 &ndash; 3 allegations<ul><li>Public &ndash; 2</ul><li>2019</ol>\
        <dl><dt>Upheld<dd>3<dt>Not upheld<dd>&lt;5</dl>\
        <dl><dt>Question<dd>How many allegations of sexual assault were made against serving officers in the year 2020?</dl>";
    let document = document(page);
    assert_eq!(
        outline(&document),
        [
            "L 2018 – 3 allegations",
            "L Public – 2",
            "L 2019",
            "T 0,0 1x1 Upheld | 0,1 1x1 3 | 1,0 1x1 Not upheld | 1,1 1x1 <5",
            "H Question",
            "P How many allegations of sexual assault were made against serving officers in the year 2020?",
        ]
    );
    let indents: Vec<f32> = document.blocks[..3].iter().map(|b| b.indent).collect();
    assert_eq!(indents, [18.0, 36.0, 18.0]);
}

#[test]
fn hidden_parts_are_kept_apart_unless_a_control_opens_them() {
    let page = "<p style='display: none'>secret 9</p><button aria-controls=t>More</button><div id=t hidden><p>There were 17.</p></div>\
        <p>Total <del>16</del> 17</p>";
    let document = document(page);
    assert_eq!(outline(&document), ["P hidden secret 9", "P There were 17.", "P Total 17"]);
    assert_eq!(document.findings.iter().filter(|f| f.code == Code::HiddenContent).count(), 2);
}

#[test]
fn mail_from_word_and_quoted_mail() {
    let page = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>3 dismissed<o:p></o:p></p>\
        <p class=MsoNormal>Upheld<span style='mso-tab-count:1'>&nbsp;&nbsp;</span>3</p><p class=MsoNormal>Withdrawn<span style='mso-tab-count:2'>&nbsp;</span>14</p>\
        <pre>Outcome        2016   2017\nUpheld            3     14\nNot upheld        1     20\n</pre>\
        <blockquote type=cite><p>You sent 249 complaints</p></blockquote>";
    assert_eq!(
        outline(&document(page)),
        [
            "L 3 dismissed",
            "T 0,0 1x1 Upheld | 0,1 1x1 3 | 1,0 1x1 Withdrawn | 1,1 1x1 14",
            "T 0,0 1x1 Outcome | 0,1 1x1 2016 | 0,2 1x1 2017 | 1,0 1x1 Upheld | 1,1 1x1 3 | 1,2 1x1 14 | 2,0 1x1 Not upheld | 2,1 1x1 1 | 2,2 1x1 20",
            "P > You sent 249 complaints",
        ]
    );
}

#[test]
fn the_encoding_a_page_names_is_used() {
    let page =
        b"<html><head><meta charset=\"iso-8859-2\"></head><body><p>Upheld \xf8</p></body></html>";
    assert_eq!(outline(&read(page, "a.html")), ["P Upheld ř"]);
    let page = b"<p>Upheld \x96 \xa3450</p>";
    assert_eq!(outline(&read(page, "a.html")), ["P Upheld – £450"]);
}

#[test]
fn deep_nesting_ends_and_is_told() {
    let page = format!("{}<p>x</p>", "<div>".repeat(5_000));
    let document = document(&page);
    assert!(document.findings.iter().any(|f| f.code == Code::DamagedPart));
}
