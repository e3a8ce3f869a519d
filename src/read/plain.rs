//! Plain text to blocks: paragraphs with their wrapped lines joined, lists, underlined headings,
//! quoted lines, and tables drawn with signs or blanks.
//!
//! Lines that carry a figure ("Upheld: 4", "Upheld ..... 4") stay apart: joined, their figures
//! would run together.

mod columns;

use std::sync::LazyLock;

use regex::Regex;

use super::decode::{decode, trim};
use super::thread::{self, Voice};
use crate::model::document::{Block, BlockKind, Document, Furniture, Line};
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::pattern::pattern;

/// Columns a tab moves to, when a line's indent is measured.
const TAB_COLUMNS: usize = 4;

/// Narrowest text taken for wrapped, in characters; shorter lines are lines of their own.
const MIN_WRAP_CHARS: usize = 40;

/// Room a wrapped line may leave beyond the next line's first word (hand-wrapped mail varies).
const WRAP_SLACK_CHARS: usize = 6;

/// Blanks inside a line from which its halves stand in different columns of the page.
const COLUMN_GAP: &str = "    ";

/// Width from which a text is surely wrapped, and the share of it that a wrapped line fills.
const WRAPPED_CHARS: usize = 60;
const FULL_LINE_SHARE: f64 = 0.75;

/// Share of broken characters above which a file is no text.
const MAX_CONTROL_SHARE: f64 = 0.1;

static BULLET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^([-*•·▪●○–—]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,5}[.)])\s+\S")
});

/// "label: 4", "label .... 4", "label - 4", "4 x label".
static FIGURE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\S.{0,80}?(\s*[:=]\s*|\s*\.{3,}\s*|\s+[-–—]+\s+|\s*…+\s*)[<>≤≥~£]?\s*(\d[\d,]*|nil|none|zero|n/a|\*|-)\s*%?[*†‡#.;,]?(\s+[a-z]+)?(\s*\([^)]*\))?[.;,]?$|^\d{1,5}\s*[x×]\s+\S",
    )
});

/// Dots that lead from a label to what begins with a figure.
static LEADER_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\S.{0,80}?\s*(?:\.{4,}|\u{2026}{2,})\s*[<>\u{2264}\u{2265}~]?\s*\d")
});

/// "Q1.", "A2)", "Answer:": the next question or answer begins.
static ANSWER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^((q|a|question|answer|response)\s?\d{1,2}[a-z]?\s*([.:)]|$)|(q|question|answer|response)\s*:)",
    )
});

/// One line with its place and text.
pub type Placed = (Locator, String);

/// Reads a plain text file.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    let decoded = decode(bytes);
    let mut document = Document { format: "txt", ..Document::default() };
    let control = decoded.text.chars().filter(|c| c.is_control() && !"\n\t\u{c}".contains(*c));
    let broken = control.count() as f64;
    if broken > MAX_CONTROL_SHARE * decoded.text.chars().count() as f64 {
        document.findings.push(Finding::new(Code::UnreadableFile, "the file is not text"));
        return document;
    }
    if decoded.damaged {
        let message = format!("some characters are not {} and were replaced", decoded.encoding);
        document.findings.push(Finding::new(Code::DamagedPart, message));
    }
    let lines: Vec<Placed> = decoded
        .text
        .split('\n')
        .enumerate()
        .map(|(i, line)| (Locator::Line(i as u32 + 1), line.trim_end().replace('\u{c}', "")))
        .collect();
    document.blocks = thread_blocks(&lines, "");
    document
}

/// Lines of a message to blocks, each marked by who speaks. `subject` is empty when unknown.
pub fn thread_blocks(lines: &[Placed], subject: &str) -> Vec<Block> {
    let texts: Vec<&str> = lines.iter().map(|l| l.1.as_str()).collect();
    let voices = thread::voices(&texts, subject).voices;
    let mut blocks = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let voice = voices[from];
        let end = (from..lines.len()).find(|i| voices[*i] != voice).unwrap_or(lines.len());
        let asked: Vec<Placed>;
        let part = if voice == Voice::Asked {
            asked = lines[from..end]
                .iter()
                .map(|(place, line)| (place.clone(), unquoted(line).to_string()))
                .collect();
            &asked
        } else {
            &lines[from..end]
        };
        for mut block in flow(part) {
            block.furniture = furniture(voice);
            blocks.push(block);
        }
        from = end;
    }
    blocks
}

/// The part a voice plays in the document.
pub fn furniture(voice: Voice) -> Furniture {
    match voice {
        Voice::Own => Furniture::Body,
        Voice::Envelope => Furniture::Envelope,
        Voice::Quoted => Furniture::Quoted,
        Voice::Asked => Furniture::Asked,
    }
}

/// Lines of text to blocks. Shared with cells that hold several lines.
pub fn flow(lines: &[Placed]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].1.as_str();
        if is_blank(line) || is_rule(line) {
            at += 1;
        } else if let Some((table, next)) = columns::table(lines, at) {
            blocks.push(table);
            at = next;
        } else if lines.get(at + 1).is_some_and(|l| underlines(&l.1, line)) {
            blocks.push(Block::text(BlockKind::Heading, trim(line).0, lines[at].0.clone()));
            at += 2;
        } else {
            let next = paragraph_end(lines, at);
            blocks.push(joined(&lines[at..next]));
            at = next;
        }
    }
    blocks
}

/// True when a line is a label with its figure ("Upheld: 4"), so complete in itself.
pub fn is_figure_line(line: &str) -> bool {
    FIGURE_LINE.is_match(trim(line).0)
}

/// True for words with a whole number behind them, and no other: "withdrawn 0", "dismissed - 12".
fn ends_in_figure(text: &str) -> bool {
    let Some((words, last)) = text.rsplit_once(' ') else { return false };
    let figure = !last.is_empty() && last.len() <= 3 && last.bytes().all(|b| b.is_ascii_digit());
    let mut words = words.split(' ').skip_while(|w| ANSWER.is_match(w)).peekable();
    figure && words.peek().is_some() && words.all(|w| !w.contains(|c: char| c.is_ascii_digit()))
}

fn is_blank(line: &str) -> bool {
    trim(line).0.is_empty()
}

/// A line drawn with signs only.
fn is_rule(line: &str) -> bool {
    let (text, _) = trim(line);
    text.chars().count() >= 3 && text.chars().all(|c| "-=_*~+#—–".contains(c)) && {
        let first = text.chars().next();
        text.chars().all(|c| Some(c) == first)
    }
}

fn underlines(rule: &str, title: &str) -> bool {
    let rule = trim(rule).0;
    let length = trim(title).0.chars().count();
    is_rule(rule)
        && rule.starts_with(['=', '-', '~', '_'])
        && length <= 2 * MIN_WRAP_CHARS
        && rule.chars().count() + 4 >= length.min(MIN_WRAP_CHARS / 2)
        && quote_depth(title) == 0
}

/// How many ">" stand before the words.
fn quote_depth(line: &str) -> usize {
    let mut depth = 0;
    for c in line.chars() {
        match c {
            '>' => depth += 1,
            ' ' if depth > 0 || line.starts_with(' ') => {}
            _ => break,
        }
    }
    depth
}

fn unquoted(line: &str) -> &str {
    if quote_depth(line) > 0 { line.trim_start_matches(['>', ' ']) } else { line }
}

fn indent_of(line: &str) -> usize {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            '\t' => columns += TAB_COLUMNS,
            c if c.is_whitespace() => columns += 1,
            _ => break,
        }
    }
    columns
}

/// Halves of a line that stand far apart, as in a letterhead.
fn has_columns(line: &str) -> bool {
    trim(line).0.contains(COLUMN_GAP)
}

/// True when a line begins with a list marker typed by hand.
pub fn is_item(line: &str) -> bool {
    BULLET.is_match(trim(line).0)
}

/// The line after the last one of the paragraph or list item that begins at `start`.
fn paragraph_end(lines: &[Placed], start: usize) -> usize {
    let group_end = (start..lines.len())
        .find(|i| is_blank(unquoted(&lines[*i].1)) || is_rule(&lines[*i].1))
        .unwrap_or(lines.len())
        .max(start + 1);
    let group = &lines[start..group_end];
    let running = group.iter().filter(|l| !has_columns(&l.1));
    let width = running.map(|l| l.1.chars().count()).max().unwrap_or(0);
    let mut at = start;
    while at + 1 < group_end {
        let (line, next) = (lines[at].1.as_str(), lines[at + 1].1.as_str());
        let table_next = columns::table(lines, at + 1).is_some();
        let title_next = lines.get(at + 2).is_some_and(|l| underlines(&l.1, next));
        if table_next || title_next || breaks(line, next, width, indent_of(&lines[start].1)) {
            break;
        }
        at += 1;
    }
    at + 1
}

/// True when the break between two lines was meant, not made by wrapping.
fn breaks(line: &str, next: &str, width: usize, indent: usize) -> bool {
    if quote_depth(line) != quote_depth(next) {
        return true;
    }
    let (line, next) = (unquoted(line), unquoted(next));
    let (text, following) = (trim(line).0, trim(next).0);
    if has_columns(line) || has_columns(next) || ANSWER.is_match(following) {
        return true;
    }
    // The second line of a bullet hangs under its words.
    let hangs = is_item(line) && !is_item(next) && indent_of(next) > indent_of(line);
    if hangs && following.starts_with(char::is_lowercase) && !FIGURE_LINE.is_match(text) {
        return false;
    }
    if is_item(next) || FIGURE_LINE.is_match(text) || FIGURE_LINE.is_match(following) {
        return true;
    }
    // "2016 ........ 4 cases, 4 allegations" over the line of 2017.
    if LEADER_LINE.is_match(text) && LEADER_LINE.is_match(following) {
        return true;
    }
    if indent_of(next) > indent + TAB_COLUMNS && !is_item(line) && indent_of(line) <= indent {
        return true;
    }
    let first_word = following.split_whitespace().next().map_or(0, |w| w.chars().count());
    // Nobody wraps text as narrow as this.
    let narrow = width < MIN_WRAP_CHARS;
    let fits = narrow || line.chars().count() + 1 + first_word + WRAP_SLACK_CHARS <= width;
    // "withdrawn 0" over "management action 0": a list without marks.
    if narrow && ends_in_figure(text) && ends_in_figure(following) {
        return true;
    }
    let lower = following.starts_with(char::is_lowercase);
    let full = line.chars().count() as f64 >= FULL_LINE_SHARE * width as f64;
    if width >= WRAPPED_CHARS && full && !text.ends_with(['.', ':', '?', '!', ';']) {
        return false;
    }
    if text.ends_with(',') && lower {
        return false;
    }
    fits && (!lower || text.ends_with(':'))
}

/// Lines of one paragraph as a block.
fn joined(lines: &[Placed]) -> Block {
    let first = lines[0].1.as_str();
    let depth = quote_depth(first);
    let kind =
        if depth == 0 && is_item(first) { BlockKind::ListItem } else { BlockKind::Paragraph };
    let mut text = String::new();
    let mut made: Vec<Line> = Vec::new();
    for (i, (locator, raw)) in lines.iter().enumerate() {
        let words = if i == 0 { trim(raw).0 } else { trim(unquoted(raw)).0 };
        let words = &words.split_whitespace().collect::<Vec<_>>().join(" ");
        if i > 0 {
            let divided = text.ends_with('-')
                && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
                && words.starts_with(char::is_lowercase);
            if divided {
                text.pop();
            } else {
                text.push(' ');
            }
        }
        let start = text.len();
        text.push_str(words);
        made.push(Line { start, text: words.clone(), locator: locator.clone(), words: Vec::new() });
    }
    let mut block = Block::text(kind, text, lines[0].0.clone());
    block.lines = made;
    block.indent = indent_of(first) as f32;
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<(BlockKind, String)> {
        read(source.as_bytes(), "a.txt").blocks.into_iter().map(|b| (b.kind, b.text)).collect()
    }

    #[test]
    fn wrapped_lines_join_and_figures_stay_apart() {
        let got = texts(
            "Dear Sir,\nThank you for your request of 3 May in which you asked about allegations\n\
             against serving officers & staff – all of them.\n\nUpheld: <5\nNot upheld ...... 1,204\nWithdrawn: *\n",
        );
        let got: Vec<&str> = got.iter().map(|b| b.1.as_str()).collect();
        assert_eq!(
            got,
            [
                "Dear Sir,",
                "Thank you for your request of 3 May in which you asked about allegations against \
                 serving officers & staff – all of them.",
                "Upheld: <5",
                "Not upheld ...... 1,204",
                "Withdrawn: *",
            ]
        );
    }

    #[test]
    fn lines_of_a_narrow_list_stay_apart() {
        let got = texts("A5. no case to answer 5\nwithdrawn 0\nsome action 0\ndismissed 7\n");
        let got: Vec<&str> = got.iter().map(|b| b.1.as_str()).collect();
        assert_eq!(got, ["A5. no case to answer 5", "withdrawn 0", "some action 0", "dismissed 7"]);
        // One line with a figure is wrapped text.
        assert_eq!(texts("the ones of 2016 were\nfewer than 5\n").len(), 1);
    }

    #[test]
    fn lists_headings_and_quotes_keep_their_kind() {
        let got = texts(
            "Response\n========\n\n- 3 dismissed\n- 4 resigned, of whom two before\n  a hearing\n\n> You asked:\n> how many?\n",
        );
        assert_eq!(got[0], (BlockKind::Heading, "Response".into()));
        assert_eq!(got[1], (BlockKind::ListItem, "- 3 dismissed".into()));
        assert_eq!(
            got[2],
            (BlockKind::ListItem, "- 4 resigned, of whom two before a hearing".into())
        );
        assert_eq!(got[3].0, BlockKind::Paragraph);
        assert!(got[3].1.starts_with("> You asked:"));
    }
}
