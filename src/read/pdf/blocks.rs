//! Pages to blocks in reading order: running lines apart, tables, columns, then paragraphs, list
//! items and headings. Tables that run on over a page end are put together again.

use std::collections::BTreeMap;

use super::aligned;
use super::boxes;
use super::cells::{is_divided, keeps_hyphen, take_words};
use super::confidence;
use super::continued::{append, continues, takes_rest_of_label};
use super::framed;
use super::lattice::{self, Found};
use super::prose;
use super::running;
use super::stream::{Page, TextLine, is_marker, lines};
use super::turned::{self, Turn};
use super::words::Chunk;
use crate::model::document::{Block, BlockKind, Furniture, Line, Word};
use crate::model::locator::{BBox, Locator};

/// Lines farther apart than this many font sizes are separate paragraphs.
const PARAGRAPH_GAP: f32 = 1.75;
/// Left edges closer than this, in points, are one edge.
const EDGE: f32 = 4.0;
/// A heading is larger than the body by this factor.
const HEADING_SIZE: f32 = 1.12;

/// Pages looked at together for running headers; enough that one is seen again on the next.
const WINDOW: usize = 64;

/// Something placed on a page.
enum Item {
    Table(Found),
    Lines(Vec<TextLine>),
}

/// Builds the blocks of a document from its pages, a window of them at a time: of a book of thousands
/// of pages only the blocks are kept, not what was drawn.
#[derive(Default)]
pub struct Builder {
    out: Vec<Block>,
    /// A table that ends the last page, by its block.
    open: Option<(usize, Found)>,
    window: Vec<Page>,
    running: running::Seen,
    turns: BTreeMap<u32, Turn>,
}

impl Builder {
    /// Takes the next page.
    pub fn push(&mut self, page: Page) {
        if let Some(turn) = page.turn {
            self.turns.insert(page.number, turn);
        }
        self.window.push(page);
        if self.window.len() >= WINDOW {
            self.close_window();
        }
    }

    /// The blocks of all pages.
    pub fn finish(mut self) -> Vec<Block> {
        self.close_window();
        let mut out = join_over_pages(self.out);
        for table in out.iter_mut().filter(|b| b.kind == BlockKind::Table && b.doubt.is_none()) {
            table.doubt = confidence::doubt(table);
        }
        turned::back(&mut out, &self.turns);
        out
    }

    fn close_window(&mut self) {
        let pages = std::mem::take(&mut self.window);
        let all_lines: Vec<Vec<TextLine>> = pages.iter().map(|p| lines(p.chunks.clone())).collect();
        let runs = self.running.find(&pages, &all_lines);
        let body = body_size(&all_lines);
        for ((page, lines), runs) in pages.iter().zip(&all_lines).zip(&runs) {
            self.add(page, lines, runs, body);
        }
    }

    fn add(&mut self, page: &Page, all: &[TextLine], runs: &[String], body: f32) {
        let out = &mut self.out;
        let (furniture, mut chunks) = part_running(page, all, runs);
        for line in furniture {
            let mut block = text_block(page.number, BlockKind::Paragraph, &[line], 0.0);
            block.furniture = Furniture::Running;
            out.push(block);
        }
        let tables = find_tables(page, &mut chunks);
        let items = order(tables, chunks);
        let mut continued = self.open.take();
        let items = match &continued {
            Some((at, before)) => without_rest_of_label(&mut out[*at], before, items),
            None => items,
        };
        let last = items.len().saturating_sub(1);
        for (i, item) in items.into_iter().enumerate() {
            match item {
                Item::Table(found) => {
                    if let Some((at, before)) = continued.take()
                        && i == 0
                        && continues(&before, &found)
                    {
                        append(&mut out[at], &before, &found);
                        if i == last {
                            self.open =
                                Some((at, Found { columns: before.columns.clone(), ..found }));
                        }
                        continue;
                    }
                    if i == last {
                        self.open = Some((out.len(), found.clone()));
                    }
                    out.push(found.block(page.number));
                }
                Item::Lines(group) => {
                    continued = None;
                    paragraphs(page.number, &group, body, out);
                }
            }
        }
        out.extend(outside(page));
    }
}

/// Text that the page's edges cut away, as hidden blocks.
fn outside(page: &Page) -> Vec<Block> {
    lines(page.outside.clone())
        .iter()
        .map(|line| {
            let one = std::slice::from_ref(line);
            let mut block = text_block(page.number, BlockKind::Paragraph, one, 0.0);
            (block.hidden, block.furniture) = (true, Furniture::Running);
            block
        })
        .collect()
}

/// The things on a page without the lines that end the last label of the page before.
fn without_rest_of_label(block: &mut Block, before: &Found, mut items: Vec<Item>) -> Vec<Item> {
    if let [Item::Lines(rest), Item::Table(found), ..] = &items[..]
        && takes_rest_of_label(block, before, rest, found)
    {
        items.remove(0);
    }
    items
}

fn body_size(all: &[Vec<TextLine>]) -> f32 {
    let mut sizes: Vec<f32> = all.iter().flatten().map(|l| l.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}

fn part_running(page: &Page, all: &[TextLine], texts: &[String]) -> (Vec<TextLine>, Vec<Chunk>) {
    let (furniture, rest): (Vec<TextLine>, Vec<TextLine>) =
        all.iter().cloned().partition(|l| running::is_running(l, page.height, texts));
    (furniture, rest.into_iter().flat_map(|l| l.chunks).collect())
}

fn find_tables(page: &Page, chunks: &mut Vec<Chunk>) -> Vec<Found> {
    let mut tables = boxes::boxed(page, chunks);
    tables.iter().for_each(|t| take_words(chunks, t));
    tables.extend(lattice::ruled(page, chunks));
    tables.extend(framed::framed(page, chunks));
    tables.extend(aligned::aligned(page, chunks));
    tables
}

/// Tables and the text between them, top to bottom; text beside a table goes before it.
fn order(mut tables: Vec<Found>, chunks: Vec<Chunk>) -> Vec<Item> {
    tables.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut rest = lines(chunks);
    let mut out = Vec::new();
    for table in tables {
        let (above, below): (Vec<TextLine>, Vec<TextLine>) =
            rest.into_iter().partition(|l| (l.bbox.y0 + l.bbox.y1) / 2.0 < table.bbox.y0 + 2.0);
        if !above.is_empty() {
            out.push(Item::Lines(above));
        }
        out.push(Item::Table(table));
        rest = below;
    }
    if !rest.is_empty() {
        out.push(Item::Lines(rest));
    }
    out
}

fn paragraphs(page: u32, group: &[TextLine], body: f32, out: &mut Vec<Block>) {
    for column in prose::apart(group) {
        flow(page, &column, body, out);
    }
}

fn flow(page: u32, group: &[TextLine], body: f32, out: &mut Vec<Block>) {
    let left = group.iter().map(|l| l.bbox.x0).fold(f32::MAX, f32::min);
    let mut current: Vec<TextLine> = Vec::new();
    for line in group {
        let starts = current.last().is_none_or(|last| !goes_on(&current, last, line, group));
        if starts && !current.is_empty() {
            push(page, &current, body, left, out);
            current.clear();
        }
        current.push(line.clone());
    }
    if !current.is_empty() {
        push(page, &current, body, left, out);
    }
}

/// True when the line continues the paragraph: same size, normal leading, and the line before it is
/// full, so that its first word would not have fitted there.
fn goes_on(current: &[TextLine], last: &TextLine, line: &TextLine, group: &[TextLine]) -> bool {
    let leading = line.base - last.base;
    if ends_in_leader(&last.text()) {
        return false;
    }
    if leading > PARAGRAPH_GAP * last.size.max(line.size)
        || (line.size - last.size).abs() > 0.12 * last.size
    {
        return false;
    }
    let text = line.text();
    let first = text.split_whitespace().next().unwrap_or("");
    if is_marker(first) && text.len() > first.len() {
        return false;
    }
    if line.chunks.len() > 1 && last.chunks.len() > 1 {
        return false;
    }
    let near: Vec<&TextLine> = group
        .iter()
        .filter(|l| {
            (l.bbox.x0 - last.bbox.x0).abs() < 40.0 && (l.base - last.base).abs() < 14.0 * last.size
        })
        .collect();
    let right = near.iter().map(|l| l.bbox.x1).fold(last.bbox.x1, f32::max);
    let word = line.chunks.first().and_then(|c| c.words.first()).map_or(0.0, |w| w.bbox.width());
    let full = last.bbox.x1 + word + 0.25 * line.size > right - 1.0;
    let hanging = line.bbox.x0 + EDGE >= current[0].bbox.x0;
    full && hanging
}

/// "Withdrawn ........ 4" is complete, however far to the right it reaches.
fn ends_in_leader(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let (last, before) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let dots = |w: &str| {
        w.chars().filter(|c| matches!(c, '.' | '\u{2026}' | '_' | '\u{b7}')).count() >= 4
            || w == "."
            || w == "\u{2026}"
    };
    let value = last.chars().any(|c| c.is_ascii_digit())
        || matches!(last, "-" | "\u{2013}" | "*" | "nil" | "none" | "Nil" | "None");
    value && (dots(before) || dots(last) || text.contains(" . . ."))
}

fn push(page: u32, current: &[TextLine], body: f32, left: f32, out: &mut Vec<Block>) {
    let text = current[0].text();
    let first = text.split_whitespace().next().unwrap_or("");
    let size = current[0].size;
    let short = current.len() <= 2 && text.split_whitespace().count() <= 14;
    let capitals = text.chars().any(char::is_alphabetic)
        && !text.chars().any(char::is_lowercase)
        && text.len() < 90;
    let kind = if is_marker(first) && text.len() > first.len() {
        BlockKind::ListItem
    } else if short && (size > HEADING_SIZE * body || capitals) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    };
    out.push(text_block(page, kind, current, current[0].bbox.x0 - left));
}

fn text_block(page: u32, kind: BlockKind, group: &[TextLine], indent: f32) -> Block {
    let mut text = String::new();
    let mut printed = Vec::new();
    let mut bbox: Option<BBox> = None;
    for line in group {
        let words = line.text();
        if is_divided(&text, &words) {
            text.truncate(text.trim_end_matches(['-', '\u{2010}']).len());
        } else if !text.is_empty() && !keeps_hyphen(&text, &words) {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(&words);
        bbox = Some(bbox.map_or(line.bbox, |b| b.union(line.bbox)));
        printed.push(Line {
            start,
            text: words,
            locator: Locator::Page { page, bbox: line.bbox },
            words: line
                .chunks
                .iter()
                .flat_map(|c| &c.words)
                .map(|w| Word {
                    text: w.text.clone(),
                    locator: Locator::Page { page, bbox: w.bbox },
                })
                .collect(),
        });
    }
    let locator = Locator::Page { page, bbox: bbox.unwrap_or_default() };
    let mut block = Block::text(kind, text, locator);
    block.lines = printed;
    block.indent = indent.max(0.0);
    block
}

/// A paragraph broken by a page end is put together.
fn join_over_pages(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut body: Option<usize> = None;
    for b in blocks {
        if b.furniture != Furniture::Body {
            out.push(b);
            continue;
        }
        match body.map(|i| &mut out[i]).filter(|a| joins(a, &b)) {
            Some(a) => {
                let shift = a.text.len() + 1;
                a.text.push(' ');
                a.text.push_str(&b.text);
                a.lines.extend(b.lines.into_iter().map(|mut l| {
                    l.start += shift;
                    l
                }));
            }
            None => {
                body = Some(out.len());
                out.push(b);
            }
        }
    }
    out
}

fn joins(a: &Block, b: &Block) -> bool {
    let page = |b: &Block| match b.locator {
        Locator::Page { page, .. } => page,
        _ => 0,
    };
    a.kind != BlockKind::Table
        && b.kind == BlockKind::Paragraph
        && page(a) + 1 == page(b)
        && !a.text.trim_end().ends_with(['.', ':', '?', ';', '!'])
        && b.text.starts_with(char::is_lowercase)
        && a.text.split_whitespace().count() > 5
}
