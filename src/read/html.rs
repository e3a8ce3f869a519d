//! Web pages to blocks: paragraphs, list items, headings and tables.

use scraper::{ElementRef, Html, Node};

use crate::model::document::{Block, BlockKind, Cell};
use crate::model::locator::Locator;

/// The blocks of a page, numbered from paragraph 1.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut text = String::new();
    let mut count = 0;
    walk(Html::parse_document(page).root_element(), &mut text, &mut count, &mut out);
    flush(&mut text, BlockKind::Paragraph, &mut count, &mut out);
    out
}

fn flush(text: &mut String, kind: BlockKind, count: &mut u32, out: &mut Vec<Block>) {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.clear();
    if !words.is_empty() {
        *count += 1;
        out.push(Block::text(kind, words, Locator::Paragraph(*count)));
    }
}

fn walk(element: ElementRef<'_>, text: &mut String, count: &mut u32, out: &mut Vec<Block>) {
    for child in element.children() {
        match child.value() {
            Node::Text(t) => text.push_str(t),
            Node::Element(e) => match e.name() {
                "script" | "style" | "head" | "template" => {}
                "table" => {
                    flush(text, BlockKind::Paragraph, count, out);
                    if let Some(table) = ElementRef::wrap(child) {
                        self::table(table, count, out);
                    }
                }
                "br" => text.push('\n'),
                name => {
                    let kind = match name {
                        "p" | "div" | "tr" | "hr" | "ul" | "ol" => Some(BlockKind::Paragraph),
                        "li" => Some(BlockKind::ListItem),
                        "h1" | "h2" | "h3" | "h4" => Some(BlockKind::Heading),
                        _ => None,
                    };
                    if kind.is_some() {
                        flush(text, BlockKind::Paragraph, count, out);
                    }
                    if let Some(inner) = ElementRef::wrap(child) {
                        walk(inner, text, count, out);
                    }
                    if let Some(kind) = kind {
                        flush(text, kind, count, out);
                    }
                }
            },
            _ => {}
        }
    }
}

fn table(table: ElementRef<'_>, count: &mut u32, out: &mut Vec<Block>) {
    let mut cells = Vec::new();
    let mut row = 0;
    for tr in table.descendent_elements().filter(|e| e.value().name() == "tr") {
        let mut col = 0;
        for td in tr.child_elements().filter(|e| matches!(e.value().name(), "td" | "th")) {
            *count += 1;
            let text = td.text().collect::<String>();
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            cells.push(Cell::new(row, col, words, Locator::Paragraph(*count)));
            col += 1;
        }
        row += 1;
    }
    if let Some(first) = cells.first() {
        let place = first.locator.clone();
        out.push(Block::table(cells, place));
    }
}
