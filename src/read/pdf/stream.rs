//! A page as lines of chunks, with the rulings beside them: what the table finders and the paragraph
//! builder both look at.

use super::device::{Direction, Glyph, PageContent, Rule};
use super::turned::{self, Turn};
use super::words::{self, Chunk};
use crate::model::locator::BBox;

/// Rulings closer than this, in points, are one.
const SNAP: f32 = 2.0;
/// A drawn list mark stands no farther before its text than this many font sizes.
const MARK_REACH: f32 = 2.2;
/// A gap in a ruling up to this, in points, is bridged.
const BRIDGE: f32 = 3.0;

/// A printed line.
#[derive(Clone, Debug)]
pub struct TextLine {
    /// Its chunks, left to right.
    pub chunks: Vec<Chunk>,
    /// Their box.
    pub bbox: BBox,
    /// Baseline.
    pub base: f32,
    /// Font size.
    pub size: f32,
}

impl TextLine {
    /// A line of chunks, which must not be empty.
    pub fn of(chunks: Vec<Chunk>) -> TextLine {
        let bbox = chunks.iter().map(|c| c.bbox).reduce(BBox::union).unwrap_or_default();
        let size = chunks.iter().map(|c| c.size).fold(0.0, f32::max);
        let base = chunks.first().map_or(0.0, |c| c.base);
        TextLine { chunks, bbox, base, size }
    }

    /// Its text.
    pub fn text(&self) -> String {
        let parts: Vec<String> = self.chunks.iter().map(Chunk::text).collect();
        parts.join(" ")
    }
}

/// A page ready for layout.
#[derive(Clone, Debug)]
pub struct Page {
    /// Page number from 1.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Chunks by baseline and from left to right.
    pub chunks: Vec<Chunk>,
    /// Horizontal rulings, joined.
    pub across: Vec<Rule>,
    /// Vertical rulings, joined.
    pub down: Vec<Rule>,
    /// Shaded areas.
    pub shades: Vec<BBox>,
    /// Text outside of the visible part of the page.
    pub outside: Vec<Chunk>,
    /// Text in white on white paper.
    pub white: Vec<Chunk>,
    /// How the page was turned to be read, when its text runs sideways.
    pub turn: Option<Turn>,
}

impl Page {
    /// Words and rulings of a page's content.
    pub fn new(number: u32, mut content: PageContent) -> Page {
        let turn = turned::upright(&mut content);
        if turn.is_none() {
            let marks = drawn_marks(&content);
            content.glyphs.extend(marks);
        }
        let chunks = words::chunks(&content.glyphs);
        let (across, down): (Vec<Rule>, Vec<Rule>) =
            content.rules.iter().partition(|r| r.horizontal);
        Page {
            number,
            width: content.width,
            height: content.height,
            chunks,
            across: join(across),
            down: join(down),
            shades: content.shades,
            outside: words::chunks(&content.outside),
            white: words::chunks(&content.white),
            turn,
        }
    }
}

/// List marks that are drawn and not written, as signs at their places: a small shape at half the
/// height of the letters, with a line of text beginning to its right and nothing near on its left.
fn drawn_marks(content: &PageContent) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::new();
    for dot in &content.dots {
        let middle = (dot.y0 + dot.y1) / 2.0;
        let level = |g: &&Glyph| {
            g.direction == Direction::Right
                && !g.text.trim().is_empty()
                && (0.1 * g.size..0.65 * g.size).contains(&(g.base - middle))
                && dot.y1 - dot.y0 < 0.6 * g.size
        };
        let line: Vec<&Glyph> = content.glyphs.iter().filter(level).collect();
        let right = line
            .iter()
            .filter(|g| g.start >= dot.x1 - 0.5)
            .min_by(|a, b| a.start.total_cmp(&b.start));
        let Some(first) = right.filter(|g| g.start - dot.x1 < MARK_REACH * g.size) else {
            continue;
        };
        let alone = !line
            .iter()
            .any(|g| g.start < dot.x1 - 0.5 && g.end > dot.x0 - 2.0 * MARK_REACH * first.size);
        let again = out.iter().any(|g| (g.start - dot.x0).abs() < 2.0 && g.base == first.base);
        if alone && !again {
            out.push(Glyph {
                text: "\u{2022}".into(),
                start: dot.x0,
                end: dot.x1,
                bold: false,
                ..(*first).clone()
            });
        }
    }
    out
}

/// Joins rulings that lie on one line and touch.
pub fn join(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Rule> = Vec::new();
    for r in rules {
        let found = out
            .iter_mut()
            .rev()
            .take_while(|o| r.at - o.at <= SNAP)
            .find(|o| r.from <= o.to + BRIDGE && r.to >= o.from - BRIDGE);
        match found {
            Some(o) => {
                o.from = o.from.min(r.from);
                o.to = o.to.max(r.to);
            }
            None => out.push(r),
        }
    }
    out
}

/// Lines of some chunks: one baseline each; a bullet or number standing off is put back to its text.
pub fn lines(chunks: Vec<Chunk>) -> Vec<TextLine> {
    let mut out: Vec<Vec<Chunk>> = Vec::new();
    let mut sorted = chunks;
    sorted.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    for c in sorted {
        let same = out
            .last()
            .and_then(|l| l.first())
            .is_some_and(|f| (c.base - f.base).abs() <= 0.3 * f.size.min(c.size).max(4.0));
        match out.last_mut() {
            Some(line) if same => line.push(c),
            _ => out.push(vec![c]),
        }
    }
    out.into_iter()
        .map(|mut line| {
            line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
            TextLine::of(join_bullets(line))
        })
        .collect()
}

fn join_bullets(line: Vec<Chunk>) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::new();
    for c in line {
        let bullet = out.len() == 1
            && out
                .last()
                .is_some_and(|b| is_marker(&b.text()) && c.bbox.x0 - b.bbox.x1 < 4.0 * c.size);
        if bullet && let Some(last) = out.pop() {
            let mut words = last.words;
            words.extend(c.words);
            out.push(Chunk::of(words));
        } else {
            out.push(c);
        }
    }
    out
}

/// A bullet or the number of a list item.
pub fn is_marker(text: &str) -> bool {
    let t = text.trim();
    let n = t.chars().count();
    (n == 1
        && matches!(
            t.chars().next(),
            Some(
                '\u{2022}'
                    | '\u{25cf}'
                    | '\u{25cb}'
                    | '\u{25aa}'
                    | '\u{25e6}'
                    | '\u{2023}'
                    | '\u{2043}'
                    | '\u{b7}'
                    | '\u{f0b7}'
                    | '\u{f0a7}'
                    | '-'
                    | '\u{2013}'
                    | '\u{2014}'
                    | '*'
                    | 'o'
                    | '\u{2756}'
                    | '\u{27a2}'
                    | '\u{25ba}'
                    | '\u{2713}'
            )
        ))
        || ((2..=5).contains(&n) && {
            let body = t.trim_start_matches('(').trim_end_matches([')', '.', ':']);
            body.len() < t.len()
                && !body.is_empty()
                && (body.chars().all(|c| c.is_ascii_digit()) && body.len() <= 2
                    || body.len() == 1 && body.chars().all(|c| c.is_alphabetic())
                    || body.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
                    || body.starts_with(['Q', 'A'])
                        && body.len() <= 3
                        && body[1..].chars().all(|c| c.is_ascii_digit()))
        })
}
