//! Messages (.eml, .msg) to blocks: the envelope, then the body. Text and HTML forms are one body;
//! the form that keeps the tables is read. Attachments are files of their own and not read here.

use std::collections::BTreeMap;

use super::plain;
use super::thread;
use crate::mail::{self, Body, Message};
use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::model::fact::FileRole;
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;

/// Fewest cells with a figure that make a table of a web page more than layout.
const MIN_FIGURE_CELLS: usize = 2;
/// Share of the HTML form's words below which the text form only points to it ("please view this
/// message in HTML").
const STUB_SHARE: f64 = 0.5;

/// Reads a message.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    let mut document = Document { format: "eml", ..Document::default() };
    let Some(message) = mail::open(bytes) else {
        document.findings.push(Finding::new(Code::UnreadableFile, "the message could not be read"));
        return document;
    };
    if message.damaged {
        let what = "some characters of the message could not be decoded";
        document.findings.push(Finding::new(Code::DamagedPart, what));
    }
    let (text, html) = (blocks(&message.text, &message), blocks(&message.html, &message));
    let (chosen, other) = choose(text, html);
    differences(&chosen, &other, &mut document.findings);
    document.blocks = envelope(&message);
    document.blocks.extend(chosen);
    if let Some(what) = message.automatic {
        document.role = Some((FileRole::Acknowledgement, format!("is {what}")));
        for block in document.blocks.iter_mut().filter(|b| b.furniture == Furniture::Body) {
            block.furniture = Furniture::Quoted;
        }
    }
    if written_into(&message) {
        let what = "the message says that its answers are written into the quoted one, where they \
                    cannot be told from it; the quoted message was left out";
        document.findings.push(Finding::new(Code::AmbiguousReading, what));
    }
    // A message of attachments alone has nothing to read; one without anything is damaged.
    if document.blocks.is_empty() && message.attachments.is_empty() && document.findings.is_empty()
    {
        let what = "the message holds neither text nor attachments";
        document.findings.push(Finding::new(Code::DamagedPart, what));
    }
    document
}

/// Sender, subject and day, which tell whose message it is but answer nothing.
fn envelope(message: &Message) -> Vec<Block> {
    let day = message.date.clone().unwrap_or_default();
    [("From", &message.from), ("Subject", &message.subject), ("Date", &day)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| {
            let text = format!("{name}: {value}");
            let mut block = Block::text(BlockKind::Paragraph, text, Locator::Line(1));
            block.furniture = Furniture::Envelope;
            block
        })
        .collect()
}

/// One form of the body.
fn blocks(form: &[Body], message: &Message) -> Vec<Block> {
    let mut out = Vec::new();
    let (mut lines, mut paragraphs) = (0, 0);
    for body in form {
        let made = match body {
            Body::Text(text) => text_blocks(text, &message.subject),
            Body::Html(page) => html_blocks(page, &message.subject),
        };
        // Places count through a body of several parts.
        let (mut last_line, mut last_paragraph) = (lines, paragraphs);
        for mut block in made {
            shift(&mut block, lines, paragraphs);
            match block.locator {
                Locator::Line(n) => last_line = last_line.max(n),
                Locator::Paragraph(n) => last_paragraph = last_paragraph.max(n),
                _ => {}
            }
            out.push(block);
        }
        if let Body::Text(text) = body {
            last_line = lines + text.lines().count() as u32;
        }
        (lines, paragraphs) = (last_line, last_paragraph);
    }
    out
}

fn shift(block: &mut Block, lines: u32, paragraphs: u32) {
    let moved = |l: &mut Locator| match l {
        Locator::Line(n) => *n += lines,
        Locator::Paragraph(n) => *n += paragraphs,
        _ => {}
    };
    moved(&mut block.locator);
    for line in &mut block.lines {
        moved(&mut line.locator);
        line.words.iter_mut().for_each(|w| moved(&mut w.locator));
    }
    block.cells.iter_mut().for_each(|c| moved(&mut c.locator));
}

fn text_blocks(text: &str, subject: &str) -> Vec<Block> {
    let lines: Vec<plain::Placed> = text
        .replace("\r\n", "\n")
        .split('\n')
        .enumerate()
        .map(|(i, line)| (Locator::Line(i as u32 + 1), line.trim_end().to_string()))
        .collect();
    plain::thread_blocks(&lines, subject)
}

fn html_blocks(page: &str, subject: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraphs = 0;
    for (quoted, piece) in quoted_pieces(page) {
        let from = blocks.len();
        for mut block in super::html::document(&piece).blocks {
            shift(&mut block, 0, paragraphs);
            if quoted {
                block.furniture = Furniture::Quoted;
            }
            blocks.push(block);
        }
        for block in &blocks[from..] {
            if let Locator::Paragraph(n) = block.locator {
                paragraphs = paragraphs.max(n);
            }
        }
    }
    let texts: Vec<&str> = blocks.iter().map(|b| b.text.as_str()).collect();
    let voices = thread::voices(&texts, subject).voices;
    for (block, voice) in blocks.iter_mut().zip(voices) {
        if block.furniture == Furniture::Body {
            block.furniture = plain::furniture(voice);
        }
    }
    // Every piece is quoted: the message hands another one on.
    if blocks.iter().all(|b| b.furniture != Furniture::Body) {
        for block in blocks.iter_mut().filter(|b| b.furniture == Furniture::Quoted) {
            block.furniture = Furniture::Body;
        }
    }
    blocks
}

/// A web page cut at the quotations that mail programs mark as such, outermost ones only. A
/// block quotation without that mark is an indent.
fn quoted_pieces(page: &str) -> Vec<(bool, String)> {
    let lower = page.to_ascii_lowercase();
    let mut out: Vec<(bool, String)> = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(start) = lower[at..].find("<blockquote").map(|i| i + at) {
        let tag_end = lower[start..].find('>').map_or(lower.len(), |i| start + i + 1);
        let tag = &lower[start..tag_end];
        let cited = tag.contains("cite") || tag.contains("quote\"") || tag.contains("_quote");
        if !cited {
            at = tag_end;
            continue;
        }
        let end = closing(&lower, tag_end);
        out.push((false, page[done..start].to_string()));
        out.push((true, page[tag_end..end].to_string()));
        done = end;
        at = end;
    }
    out.push((false, page[done..].to_string()));
    out
}

/// Where the block quotation opened before `from` ends.
fn closing(lower: &str, from: usize) -> usize {
    let (mut depth, mut at) = (1, from);
    while depth > 0 {
        let open = lower[at..].find("<blockquote").map(|i| i + at);
        let Some(close) = lower[at..].find("</blockquote").map(|i| i + at) else {
            return lower.len();
        };
        match open {
            Some(open) if open < close => {
                depth += 1;
                at = open + 1;
            }
            _ => {
                depth -= 1;
                at = lower[close..].find('>').map_or(lower.len(), |i| close + i + 1);
            }
        }
    }
    at
}

fn own(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    blocks.iter().filter(|b| b.furniture == Furniture::Body)
}

fn words(blocks: &[Block]) -> usize {
    own(blocks)
        .map(|b| {
            b.text.split_whitespace().count()
                + b.cells.iter().map(|c| c.text.split_whitespace().count()).sum::<usize>()
        })
        .sum()
}

fn has_table(blocks: &[Block]) -> bool {
    own(blocks).any(|b| {
        let figures = b.cells.iter().filter(|c| c.text.chars().any(|x| x.is_ascii_digit()));
        figures.count() >= MIN_FIGURE_CELLS
    })
}

/// The form to read, and the other one: the HTML form when only it keeps tables or the text form is
/// a stub, else the text form.
fn choose(text: Vec<Block>, html: Vec<Block>) -> (Vec<Block>, Vec<Block>) {
    let stub = (words(&text) as f64) < STUB_SHARE * words(&html) as f64;
    let tables = has_table(&html);
    if words(&html) > 0 && (stub || tables) { (html, text) } else { (text, html) }
}

/// Numbers of the sender's own words, each with how often it stands there.
fn numbers(blocks: &[Block]) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    let texts =
        own(blocks).flat_map(|b| std::iter::once(&b.text).chain(b.cells.iter().map(|c| &c.text)));
    for text in texts {
        for number in text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()) {
            *out.entry(number.to_string()).or_default() += 1;
        }
    }
    out
}

/// Both forms say the same, or a person should look: a number of the form that is not read stands
/// nowhere in the one that is.
fn differences(chosen: &[Block], other: &[Block], findings: &mut Vec<Finding>) {
    let (read, unread) = (numbers(chosen), numbers(other));
    let only: Vec<&str> =
        unread.keys().filter(|n| !read.contains_key(*n)).map(String::as_str).collect();
    let same = words(other) as f64 >= STUB_SHARE * words(chosen) as f64;
    if !only.is_empty() && same && !chosen.is_empty() {
        let what = format!(
            "the text and HTML forms of the message differ: {} only in the one that was not read",
            only.join(", ")
        );
        findings.push(Finding::new(Code::Conflict, what));
    }
}

/// The sender says the answers stand inside the quoted message.
fn written_into(message: &Message) -> bool {
    let told = |texts: Vec<&str>| thread::voices(&texts, &message.subject).written_into;
    message.text.iter().chain(&message.html).any(|body| match body {
        Body::Text(text) => told(text.lines().collect()),
        Body::Html(page) => {
            told(super::html::document(page).blocks.iter().map(|b| b.text.as_str()).collect())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(parts: &str) -> Document {
        let head = "From: FOI <foi@force.example>\nTo: a@b.example\nSubject: FOI 12/21\n\
                    Date: Wed, 16 Jun 2021 10:07:44 +0100\nMIME-Version: 1.0\n";
        read(format!("{head}{parts}").as_bytes(), "a.eml")
    }

    fn body(document: &Document) -> Vec<&str> {
        own(&document.blocks).map(|b| b.text.as_str()).collect()
    }

    const ALTERNATIVE: &str = "Content-Type: multipart/alternative; boundary=x\n\n--x\n\
        Content-Type: text/plain\n\nUpheld <5\n\n--x\nContent-Type: text/html\n\n\
        <p>Upheld &lt;5</p>";

    #[test]
    fn forms_are_one_body_and_the_one_with_tables_is_read() {
        let plain = document(&format!("{ALTERNATIVE}\n--x--\n"));
        assert_eq!(body(&plain), ["Upheld <5"]);
        assert!(plain.findings.is_empty());
        let table = "<table><tr><td>2016</td><td>5</td></tr></table>";
        let tabled = document(&format!("{ALTERNATIVE}{table}\n--x--\n"));
        assert!(own(&tabled.blocks).any(|b| b.kind == BlockKind::Table));
    }

    #[test]
    fn forms_that_differ_are_said() {
        let both = document(
            "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n\
             We hold 27 complaints in all.\n\n--x\nContent-Type: text/html\n\n\
             <p>We hold 28 complaints in all.</p>\n--x--\n",
        );
        assert_eq!(both.findings.len(), 1);
        assert_eq!(both.findings[0].code, Code::Conflict);
        assert!(both.findings[0].message.contains("28"));
    }

    #[test]
    fn the_envelope_is_apart_and_an_automatic_reply_answers_nothing() {
        let mail = document("Auto-Submitted: auto-replied\n\nI am away until 12 July.\n");
        assert!(body(&mail).is_empty());
        assert_eq!(mail.blocks[0].furniture, Furniture::Envelope);
        assert_eq!(mail.blocks[2].text, "Date: 2021-06-16");
        assert!(mail.role.is_some_and(|(role, _)| role == FileRole::Acknowledgement));
    }

    #[test]
    fn marked_quotations_of_a_page_are_apart() {
        let page = "<p>Twelve.</p><blockquote type=\"cite\"><p>How many, 9?</p><blockquote>x\
                    </blockquote></blockquote><blockquote><p>Set in.</p></blockquote>";
        let pieces = quoted_pieces(page);
        let quoted: Vec<bool> = pieces.iter().map(|p| p.0).collect();
        assert_eq!(quoted, [false, true, false]);
        assert!(pieces[2].1.contains("Set in."));
    }
}
