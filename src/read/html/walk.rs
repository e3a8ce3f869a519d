//! The document tree of a page to pieces, in the order a reader sees them.

use std::collections::BTreeSet;

use ego_tree::NodeRef;
use scraper::{ElementRef, Html, Node};

use super::chrome::Chrome;
use crate::read::flow::{
    Cell, Look, MAX_PARAGRAPHS, MAX_SPAN, Paragraph, Piece, Role, Row, Run, Table,
};

/// Deepest nesting of elements that is followed; saved pages reach some eighty.
const MAX_ELEMENTS_DEEP: usize = 250;
/// Points by which a list level or a quotation is set in.
const LEVEL_POINTS: f32 = 18.0;
/// A definition longer than this, in characters, is a text under its term, not a value beside it.
const MAX_VALUE_CHARS: usize = 80;

/// Elements without text a reader sees.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "canvas",
    "audio", "video", "select", "datalist", "textarea", "input", "button", "map", "rp", "rt",
    "progress", "meter",
];
/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
];

/// Where text is written: the page, a cell, a hidden part.
#[derive(Default)]
struct Sink {
    pieces: Vec<Piece>,
    runs: Vec<Run>,
}

/// How what stands in an element is set.
#[derive(Clone, Copy, Default)]
struct Within {
    look: Look,
    role: Role,
    indent: f32,
    level: u32,
    typed: bool,
    content: bool,
    quoted: bool,
    deep: usize,
}

/// Walks one page.
pub struct Walk<'a> {
    page: &'a Html,
    chrome: Chrome,
    /// Ids of parts that a control of the page opens.
    opened: BTreeSet<String>,
    number: u32,
    /// Letters read.
    pub letters: usize,
    /// Pictures met.
    pub pictures: usize,
    /// Something was nested too deep, or the page is too long.
    pub cut: bool,
}

impl<'a> Walk<'a> {
    /// For a page.
    pub fn new(page: &'a Html) -> Walk<'a> {
        let mut opened = BTreeSet::new();
        for node in page.tree.nodes() {
            if let Some(e) = node.value().as_element() {
                let names = [
                    e.attr("aria-controls"),
                    e.attr("data-target"),
                    e.attr("data-bs-target"),
                    e.attr("href"),
                ];
                for name in names.into_iter().flatten() {
                    opened.extend(
                        name.split_whitespace().map(|n| n.trim_start_matches('#').to_string()),
                    );
                }
            }
        }
        Walk {
            page,
            chrome: Chrome::new(page),
            opened,
            number: 0,
            letters: 0,
            pictures: 0,
            cut: false,
        }
    }

    /// The pieces of the page.
    pub fn body(&mut self) -> Vec<Piece> {
        let mut sink = Sink::default();
        let page = self.page;
        self.element(page.root_element(), Within::default(), &mut sink);
        self.end(&mut sink, Within::default());
        sink.pieces
    }

    fn children(&mut self, parent: NodeRef<'a, Node>, within: Within, sink: &mut Sink) {
        if within.deep > MAX_ELEMENTS_DEEP {
            self.cut = true;
            return;
        }
        for child in parent.children() {
            match child.value() {
                Node::Text(text) => self.text(text, within, sink),
                Node::Element(_) => {
                    if let Some(e) = ElementRef::wrap(child) {
                        self.element(e, Within { deep: within.deep + 1, ..within }, sink);
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str, within: Within, sink: &mut Sink) {
        let text = if within.typed {
            text.to_string()
        } else {
            text.replace(['\n', '\r', '\t', '\u{c}'], " ")
        };
        self.letters += text.chars().filter(|c| c.is_alphanumeric()).count();
        match sink.runs.last_mut() {
            Some(last) if last.look == within.look => last.text.push_str(&text),
            _ => sink.runs.push(Run { text, look: within.look }),
        }
    }

    /// Ends the paragraph that is open, if words stand in it.
    fn end(&mut self, sink: &mut Sink, within: Within) {
        let mut runs = std::mem::take(&mut sink.runs);
        if runs.iter().all(|r| r.text.trim().is_empty()) {
            return;
        }
        if self.number >= MAX_PARAGRAPHS {
            self.cut = true;
            return;
        }
        self.number += 1;
        if within.quoted {
            runs.insert(0, Run { text: "> ".into(), look: Look::default() });
        }
        if !within.typed
            && let Some(first) = runs.first_mut()
        {
            // Blanks of the source are no indentation; no-break blanks are.
            first.text = first.text.trim_start_matches(' ').to_string();
        }
        let role = if within.typed { Role::Typed } else { within.role };
        sink.pieces.push(Piece::Paragraph(Paragraph {
            number: self.number,
            role,
            indent: within.indent,
            runs,
        }));
    }

    fn element(&mut self, e: ElementRef<'a>, within: Within, sink: &mut Sink) {
        let name = e.value().name();
        let style = e.value().attr("style").unwrap_or("").to_lowercase().replace(' ', "");
        if UNSEEN.contains(&name) || style.contains("mso-list:ignore") {
            return;
        }
        if self.is_hidden(e, &style) {
            return self.hide(e, within, sink);
        }
        if self.chrome.is_around(e, within.content) {
            self.end(sink, within);
            let mut inner = Sink::default();
            self.shown(e, name, &style, Within { content: false, ..within }, &mut inner);
            self.end(&mut inner, within);
            if !inner.pieces.is_empty() {
                sink.pieces.push(Piece::Around(inner.pieces));
            }
            return;
        }
        self.shown(e, name, &style, within, sink);
    }

    fn is_hidden(&self, e: ElementRef<'_>, style: &str) -> bool {
        let value = e.value();
        let hides = value.attr("hidden").is_some_and(|h| h != "until-found")
            || value.attr("aria-hidden") == Some("true") && value.name() != "body"
            || style.contains("display:none")
            || style.contains("visibility:hidden")
            || style.contains("mso-hide:all");
        // A part that a control opens is seen by who reads the page.
        hides && !value.attr("id").is_some_and(|id| self.opened.contains(id))
    }

    fn hide(&mut self, e: ElementRef<'a>, within: Within, sink: &mut Sink) {
        if !e.text().any(|t| t.chars().any(char::is_alphanumeric)) {
            return;
        }
        self.end(sink, within);
        let mut inner = Sink::default();
        let name = e.value().name();
        self.shown(e, name, "", within, &mut inner);
        self.end(&mut inner, within);
        sink.pieces.push(Piece::Hidden(inner.pieces));
    }

    fn shown(
        &mut self,
        e: ElementRef<'a>,
        name: &str,
        style: &str,
        within: Within,
        sink: &mut Sink,
    ) {
        let mut inner = set(name, style, within);
        if is_quotation(e) {
            inner.quoted = true;
        }
        match name {
            "br" => self.text_break(within, sink),
            "img" => self.pictures += 1,
            "q" => {
                self.text("\u{201c}", within, sink);
                self.children(*e, inner, sink);
                self.text("\u{201d}", within, sink);
            }
            "table" => {
                self.end(sink, within);
                self.table(e, inner, sink);
            }
            "dl" => {
                self.end(sink, within);
                self.definitions(e, inner, sink);
            }
            _ if BLOCKS.contains(&name) => {
                self.end(sink, within);
                self.children(*e, inner, sink);
                self.end(sink, inner);
            }
            "span" if style.contains("mso-tab-count") => {
                let typed = Within { typed: true, ..inner };
                self.text("\t", typed, sink);
            }
            _ => self.children(*e, inner, sink),
        }
    }

    fn text_break(&mut self, within: Within, sink: &mut Sink) {
        let typed = Within { typed: true, ..within };
        self.text("\n", typed, sink);
    }

    fn table(&mut self, e: ElementRef<'a>, within: Within, sink: &mut Sink) {
        let mut table = Table {
            layout: matches!(e.value().attr("role"), Some("presentation" | "none")),
            ..Table::default()
        };
        let plain = Within { role: Role::Plain, indent: 0.0, level: 0, ..within };
        let mut last = Vec::new();
        let mut queue: Vec<(ElementRef<'a>, bool)> = Vec::new();
        for part in e.child_elements() {
            match part.value().name() {
                "caption" => self.element(part, plain, sink),
                "tr" => queue.push((part, false)),
                "tfoot" => last.extend(part.child_elements().map(|r| (r, false))),
                "thead" => queue.extend(part.child_elements().map(|r| (r, true))),
                _ => queue.extend(part.child_elements().map(|r| (r, false))),
            }
        }
        self.end(sink, plain);
        queue.extend(last);
        for (row, head) in queue.into_iter().filter(|(r, _)| r.value().name() == "tr") {
            let style = row.value().attr("style").unwrap_or("").to_lowercase().replace(' ', "");
            let mut made = Row { hidden: self.is_hidden(row, &style), ..Row::default() };
            for cell in row.child_elements() {
                if matches!(cell.value().name(), "td" | "th") {
                    made.cells.push(self.cell(cell, plain, head));
                }
            }
            table.rows.push(made);
        }
        sink.pieces.push(Piece::Table(table));
    }

    fn cell(&mut self, e: ElementRef<'a>, within: Within, head: bool) -> Cell {
        let style = e.value().attr("style").unwrap_or("").to_lowercase().replace(' ', "");
        let mut inner = Sink::default();
        let first = self.number + 1;
        let within = Within { deep: within.deep + 3, ..set("td", &style, within) };
        self.children(*e, within, &mut inner);
        self.end(&mut inner, within);
        if self.number < first {
            // An empty cell is a paragraph of its own, as it is in Word.
            self.number += 1;
        }
        let hidden = self.is_hidden(e, &style);
        let count = |n: &str| {
            let value = e.value().attr(n).and_then(|v| v.trim().parse::<u32>().ok());
            value.unwrap_or(1)
        };
        // A rowspan of nought reaches to the end of the table.
        let rowspan = match count("rowspan") {
            0 => MAX_SPAN,
            n => n.min(MAX_SPAN),
        };
        Cell {
            colspan: count("colspan").clamp(1, MAX_SPAN),
            rowspan,
            heading: head || e.value().name() == "th",
            number: first,
            content: if hidden { vec![Piece::Hidden(inner.pieces)] } else { inner.pieces },
            ..Cell::default()
        }
    }

    /// Terms beside short values are a table of two columns; longer ones are texts under headings.
    fn definitions(&mut self, e: ElementRef<'a>, within: Within, sink: &mut Sink) {
        let mut pairs: Vec<ElementRef<'a>> = Vec::new();
        for child in e.child_elements() {
            match child.value().name() {
                "dt" | "dd" => pairs.push(child),
                _ => pairs.extend(
                    child.child_elements().filter(|c| matches!(c.value().name(), "dt" | "dd")),
                ),
            }
        }
        let short = pairs
            .iter()
            .filter(|p| p.value().name() == "dd")
            .all(|p| p.text().map(|t| t.trim().chars().count()).sum::<usize>() <= MAX_VALUE_CHARS);
        let alternate = pairs.chunks(2).all(|pair| {
            pair.len() == 2 && pair[0].value().name() == "dt" && pair[1].value().name() == "dd"
        });
        if short && alternate && !pairs.is_empty() {
            let mut table = Table::default();
            let plain = Within { role: Role::Plain, indent: 0.0, ..within };
            for pair in pairs.chunks(2) {
                let cells = pair.iter().map(|c| self.cell(*c, plain, false)).collect();
                table.rows.push(Row { cells, hidden: false });
            }
            sink.pieces.push(Piece::Table(table));
            return;
        }
        for part in pairs {
            let term = part.value().name() == "dt";
            let role = if term { Role::Heading } else { Role::Plain };
            let inner = Within { role, deep: within.deep + 2, ..within };
            self.children(*part, inner, sink);
            self.end(sink, inner);
        }
    }
}

/// An earlier mail that an answer quotes.
fn is_quotation(e: ElementRef<'_>) -> bool {
    let class = e.value().attr("class").unwrap_or("");
    e.value().name() == "blockquote" && e.value().attr("type") == Some("cite")
        || ["gmail_quote", "yahoo_quoted", "protonmail_quote"].iter().any(|q| class.contains(q))
}

/// How the content of an element is set.
fn set(name: &str, style: &str, within: Within) -> Within {
    let mut inner = within;
    match name {
        "b" | "strong" | "th" => inner.look.bold = true,
        "u" => inner.look.underlined = true,
        "s" | "strike" | "del" => inner.look.struck = true,
        "sup" => inner.look.raised = true,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend" | "summary" => {
            inner.role = Role::Heading;
        }
        "ul" | "ol" | "menu" | "dir" => inner.level += 1,
        "li" => {
            inner.role = Role::Item;
            inner.indent = within.indent + LEVEL_POINTS * within.level.max(1) as f32;
            inner.level = 0;
        }
        "blockquote" => inner.indent += LEVEL_POINTS,
        "pre" | "listing" => inner.typed = true,
        "main" | "article" => inner.content = true,
        "p" if style.contains("mso-list:") => inner.role = Role::Item,
        _ => {}
    }
    if let Some(weight) = value(style, "font-weight:") {
        inner.look.bold =
            weight.starts_with("bold") || weight.parse::<u32>().is_ok_and(|w| w >= 600);
    }
    if let Some(line) = value(style, "text-decoration:").or(value(style, "text-decoration-line:")) {
        inner.look.struck |= line.contains("line-through");
        inner.look.underlined |= line.contains("underline");
    }
    if value(style, "vertical-align:") == Some("super") {
        inner.look.raised = true;
    }
    if value(style, "white-space:").is_some_and(|w| w.starts_with("pre") || w == "break-spaces") {
        inner.typed = true;
    }
    if BLOCKS.contains(&name)
        && let Some(margin) = value(style, "margin-left:").or(value(style, "padding-left:"))
    {
        inner.indent += crate::read::odt::points(margin).unwrap_or(0.0).max(0.0);
    }
    inner
}

/// The value of a property in a style without blanks.
fn value<'s>(style: &'s str, property: &str) -> Option<&'s str> {
    style.split(';').find_map(|p| p.strip_prefix(property))
}
