//! What the streams of a Word 97 file say besides the text of the letter: the edges and merges of
//! table rows, headers and footers, comments, and whether there is hidden text. Names follow the
//! published description of the format ([MS-DOC]).

use crate::compound::{Compound, u16_at, u32_at};
use crate::read::flow::edges::{Form, RowForm};

/// Places of pairs (offset, length) in the file's header.
const PAIR_HEADERS: usize = 11;
const PAIR_CHARACTERS: usize = 12;
const PAIR_PARAGRAPHS: usize = 13;
const PAIR_PIECES: usize = 33;
/// Places of lengths in characters: text, footnotes, headers, macros, comments.
const LENGTHS: std::ops::Range<usize> = 3..8;
/// A page of formatting.
const PAGE_BYTES: usize = 512;
/// Stories of headers that are no headers: separators of notes.
const FIRST_STORIES: usize = 6;
/// Stories of each section: two headers, two footers, first header, first footer.
const SECTION_STORIES: usize = 6;
/// Flag in the file header of a file locked with a password.
const LOCKED: u16 = 0x0100;

/// Property codes.
mod sprm {
    pub const HIDDEN: u16 = 0x083c;
    pub const ROW_END: u16 = 0x2417;
    pub const DEPTH: u16 = 0x6649;
    pub const TABLE: u16 = 0xd608;
    pub const MERGED: u16 = 0x5624;
    pub const MERGED_DOWN: u16 = 0xd62b;
}

/// What was found.
#[derive(Default)]
pub struct Raw {
    /// Forms of the rows of tables that lie in no other table, in order.
    pub rows: Vec<RowForm>,
    /// Lines of headers.
    pub headers: Vec<String>,
    /// Lines of footers.
    pub footers: Vec<String>,
    /// Comments.
    pub comments: Vec<String>,
    /// Some letters are hidden.
    pub hidden: bool,
}

/// A piece of the text: where it begins in characters, and in the file.
struct PieceOfText {
    from: u32,
    to: u32,
    offset: usize,
    narrow: bool,
}

struct Streams {
    main: Vec<u8>,
    table: Vec<u8>,
    pairs: usize,
    lengths: [u32; 5],
}

/// True for a file locked with a password.
pub fn is_locked(bytes: &[u8]) -> bool {
    Compound::open(bytes)
        .and_then(|f| f.stream("WordDocument"))
        .and_then(|main| u16_at(&main, 10))
        .is_some_and(|flags| flags & LOCKED != 0)
}

impl Raw {
    /// Reads what it can.
    pub fn open(bytes: &[u8]) -> Option<Raw> {
        let file = Compound::open(bytes)?;
        let main = file.stream("WordDocument")?;
        let flags = u16_at(&main, 10)?;
        let table = file.stream(if flags & 0x0200 != 0 { "1Table" } else { "0Table" })?;
        let words = usize::from(u16_at(&main, 32)?);
        let lengths_at = 34 + 2 * words + 2;
        let mut lengths = [0; 5];
        for (to, index) in lengths.iter_mut().zip(LENGTHS) {
            *to = u32_at(&main, lengths_at + 4 * index)?;
        }
        let longs = usize::from(u16_at(&main, 34 + 2 * words)?);
        let pairs = lengths_at + 4 * longs + 2;
        let streams = Streams { main, table, pairs, lengths };
        let mut raw = Raw { rows: streams.rows(), hidden: streams.hides(), ..Raw::default() };
        let pieces = streams.pieces().unwrap_or_default();
        streams.stories(&pieces, &mut raw);
        let before = lengths.iter().take(4).fold(0u32, |a, b| a.saturating_add(*b));
        let comments = streams.text(&pieces, before, before.saturating_add(lengths[4]));
        raw.comments = lines(&comments.unwrap_or_default());
        Some(raw)
    }
}

impl Streams {
    /// Bytes in the table stream that a pair points to.
    fn part(&self, pair: usize) -> Option<&[u8]> {
        let from = u32_at(&self.main, self.pairs + 8 * pair)? as usize;
        let length = u32_at(&self.main, self.pairs + 8 * pair + 4)? as usize;
        self.table.get(from..from.checked_add(length)?)
    }

    /// The property lists of paragraphs or letters, with their offsets.
    fn properties(&self, pair: usize, entry: usize) -> Vec<(u32, &[u8])> {
        let index = self.part(pair).unwrap_or_default();
        let count = index.len().saturating_sub(4) / 8;
        let mut out = Vec::new();
        for i in 0..count {
            let number = u32_at(index, 4 * (count + 1) + 4 * i).unwrap_or(0) & 0x003f_ffff;
            let from = number as usize * PAGE_BYTES;
            let Some(page) = self.main.get(from..from + PAGE_BYTES) else { continue };
            let runs = usize::from(page[PAGE_BYTES - 1]);
            for run in 0..runs {
                let offset = u32_at(page, 4 * run).unwrap_or(0);
                let at = 4 * (runs + 1) + entry * run;
                let word = page.get(at).map_or(0, |b| usize::from(*b) * 2);
                if word > 0
                    && let Some(list) = list_at(page, word, entry)
                {
                    out.push((offset, list));
                }
            }
        }
        out.sort_by_key(|(offset, _)| *offset);
        out
    }

    fn rows(&self) -> Vec<RowForm> {
        // Paragraph entries are 13 bytes; their lists begin with a style number.
        let mut out = Vec::new();
        for (_, list) in self.properties(PAIR_PARAGRAPHS, 13) {
            let list = list.get(2..).unwrap_or_default();
            let (mut ends, mut depth, mut form) = (false, 1, RowForm::default());
            each_property(list, |code, value| match code {
                sprm::ROW_END => ends = value.first() == Some(&1),
                sprm::DEPTH => depth = u32_at(value, 0).unwrap_or(1),
                sprm::TABLE => form = row_form(value),
                sprm::MERGED => {
                    if let [first, end] = value {
                        let inside = usize::from(*first) + 1..usize::from(*end);
                        for cell in form.cells.get_mut(inside).unwrap_or_default() {
                            cell.from_left = true;
                        }
                    }
                }
                sprm::MERGED_DOWN => {
                    if let [index, how, ..] = value
                        && let Some(cell) = form.cells.get_mut(usize::from(*index))
                    {
                        cell.from_above = *how == 1;
                    }
                }
                _ => {}
            });
            if ends && depth <= 1 {
                out.push(form);
            }
        }
        out
    }

    fn hides(&self) -> bool {
        let mut hidden = false;
        for (_, list) in self.properties(PAIR_CHARACTERS, 1) {
            each_property(list, |code, value| {
                hidden |= code == sprm::HIDDEN && value.first() == Some(&1);
            });
        }
        hidden
    }

    fn pieces(&self) -> Option<Vec<PieceOfText>> {
        let mut rest = self.part(PAIR_PIECES)?;
        // Property lists may stand before the table of pieces.
        while rest.first() == Some(&1) {
            let length = usize::from(u16_at(rest, 1)?);
            rest = rest.get(3 + length..)?;
        }
        if rest.first() != Some(&2) {
            return None;
        }
        let length = u32_at(rest, 1)? as usize;
        let table = rest.get(5..5 + length)?;
        let count = length.checked_sub(4)? / 12;
        (0..count)
            .map(|i| {
                let place = u32_at(table, 4 * (count + 1) + 8 * i + 2)?;
                let narrow = place & 0x4000_0000 != 0;
                let offset = (place & 0x3fff_ffff) as usize / if narrow { 2 } else { 1 };
                Some(PieceOfText {
                    from: u32_at(table, 4 * i)?,
                    to: u32_at(table, 4 * i + 4)?,
                    offset,
                    narrow,
                })
            })
            .collect()
    }

    /// The text between two places, in characters.
    fn text(&self, pieces: &[PieceOfText], from: u32, to: u32) -> Option<String> {
        let mut out = String::new();
        for piece in pieces.iter().filter(|p| p.from < to && p.to > from) {
            let first = from.max(piece.from) - piece.from;
            let last = to.min(piece.to) - piece.from;
            let width = if piece.narrow { 1 } else { 2 };
            let bytes = self
                .main
                .get(piece.offset + first as usize * width..piece.offset + last as usize * width)?;
            let encoding =
                if piece.narrow { encoding_rs::WINDOWS_1252 } else { encoding_rs::UTF_16LE };
            out.push_str(&encoding.decode_without_bom_handling(bytes).0);
        }
        Some(out)
    }

    /// Headers and footers.
    fn stories(&self, pieces: &[PieceOfText], raw: &mut Raw) {
        let places = self.part(PAIR_HEADERS).unwrap_or_default();
        let start = self.lengths[0].saturating_add(self.lengths[1]);
        let place = |i: usize| u32_at(places, 4 * i);
        let count = (places.len() / 4).saturating_sub(2);
        for story in FIRST_STORIES..count {
            let (Some(from), Some(to)) = (place(story), place(story + 1)) else { return };
            let (from, to) = (start.saturating_add(from), start.saturating_add(to));
            let found = lines(&self.text(pieces, from, to).unwrap_or_default());
            let kind = (story - FIRST_STORIES) % SECTION_STORIES;
            let into = if matches!(kind, 0 | 1 | 4) { &mut raw.headers } else { &mut raw.footers };
            for line in found {
                if !into.contains(&line) {
                    into.push(line);
                }
            }
        }
    }
}

/// A property list in a page of formatting: of letters (entries of one byte) the length is one
/// byte; of paragraphs it counts words, and nought means that the next byte does.
fn list_at(page: &[u8], at: usize, entry: usize) -> Option<&[u8]> {
    let length = usize::from(*page.get(at)?);
    if entry == 1 {
        return page.get(at + 1..at + 1 + length);
    }
    if length == 0 {
        let words = usize::from(*page.get(at + 1)?);
        page.get(at + 2..at + 2 + 2 * words)
    } else {
        page.get(at + 1..at + 2 * length)
    }
}

fn each_property(list: &[u8], mut take: impl FnMut(u16, &[u8])) {
    let mut at = 0;
    while let Some(code) = u16_at(list, at) {
        at += 2;
        // The upper three bits of a code tell how long its value is.
        let (from, length) = match code >> 13 {
            0 | 1 => (at, 1),
            2 | 4 | 5 => (at, 2),
            3 => (at, 4),
            7 => (at, 3),
            _ if code == sprm::TABLE => match u16_at(list, at) {
                Some(length) => (at + 2, usize::from(length).saturating_sub(1)),
                None => return,
            },
            _ => match list.get(at) {
                Some(length) => (at + 1, usize::from(*length)),
                None => return,
            },
        };
        let Some(value) = list.get(from..from + length) else { return };
        take(code, value);
        at = from + length;
    }
}

/// Edges of the cells, then twenty bytes for each with its merges.
fn row_form(value: &[u8]) -> RowForm {
    let count = value.first().map_or(0, |c| usize::from(*c));
    let edge =
        |i: usize| u16_at(value, 1 + 2 * i).map(|e| i32::from(i16::from_le_bytes(e.to_le_bytes())));
    let mut form = RowForm { left: edge(0).unwrap_or(0), cells: Vec::new() };
    for i in 0..count {
        let Some(right) = edge(i + 1) else { break };
        let flags = u16_at(value, 1 + 2 * (count + 1) + 20 * i).unwrap_or(0);
        form.cells.push(Form {
            right,
            from_left: flags & 3 == 1,
            from_above: (flags >> 5) & 3 == 1,
        });
    }
    form
}

/// Lines of a story without the signs that mark fields, cells and notes.
fn lines(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    // Open fields, true while the instruction is being read.
    let mut fields: Vec<bool> = Vec::new();
    let mut line = String::new();
    for c in text.chars() {
        match c {
            '\u{13}' => fields.push(true),
            '\u{14}' => {
                if let Some(last) = fields.last_mut() {
                    *last = false;
                }
            }
            '\u{15}' => {
                fields.pop();
            }
            _ if fields.contains(&true) => {}
            '\r' | '\u{7}' | '\u{b}' => out.push(std::mem::take(&mut line)),
            c if c.is_control() && c != '\t' => {}
            c => line.push(c),
        }
    }
    out.push(line);
    out.iter()
        .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|l| !l.is_empty())
        .collect()
}
