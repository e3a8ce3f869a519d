//! Pages to blocks in reading order: running lines apart, tables, columns, then paragraphs, list
//! items and headings. Tables that run on over a page end are put together again.

use super::aligned;
use super::cells::{is_divided, keeps_hyphen};
use super::framed;
use super::lattice::{self, Found};
use super::running;
use super::stream::{Page, TextLine, is_marker, lines};
use super::turned;
use super::words::Chunk;
use crate::model::document::{Block, BlockKind, Furniture, Line, Word};
use crate::model::locator::{BBox, Locator};

/// Lines farther apart than this many font sizes are separate paragraphs.
const PARAGRAPH_GAP: f32 = 1.75;
/// Left edges closer than this, in points, are one edge.
const EDGE: f32 = 4.0;
/// A heading is larger than the body by this factor.
const HEADING_SIZE: f32 = 1.12;
/// Two columns of text are parted by at least this, in points.
const GUTTER: f32 = 10.0;
/// Fewest lines on either side that make two columns of text.
const MIN_COLUMN_LINES: usize = 5;
/// Columns of a continued table may be off by this, in points.
const SAME_COLUMN: f32 = 14.0;

/// Something placed on a page.
enum Item {
    Table(Found),
    Lines(Vec<TextLine>),
}

/// Builds the blocks of a document.
pub fn build(pages: Vec<Page>) -> Vec<Block> {
    let all_lines: Vec<Vec<TextLine>> = pages.iter().map(|p| lines(p.chunks.clone())).collect();
    let runs = running::find(&running::view(&pages, &all_lines));
    let body = body_size(&all_lines);
    let mut out: Vec<Block> = Vec::new();
    let mut open: Option<(usize, Found)> = None;
    for (p, page) in pages.iter().enumerate() {
        let (furniture, mut chunks) = part_running(page, &all_lines[p], &runs[p]);
        for line in furniture {
            let mut block = text_block(page.number, BlockKind::Paragraph, &[line], 0.0);
            block.furniture = Furniture::Running;
            out.push(block);
        }
        let tables = find_tables(page, &mut chunks);
        let items = order(tables, chunks);
        let last = items.len().saturating_sub(1);
        let mut continued = open.take();
        for (i, item) in items.into_iter().enumerate() {
            match item {
                Item::Table(found) => {
                    if let Some((at, before)) = continued.take()
                        && i == 0
                        && continues(&before, &found)
                    {
                        append(&mut out[at], &before, &found);
                        if i == last {
                            open = Some((at, Found { columns: before.columns.clone(), ..found }));
                        }
                        continue;
                    }
                    if i == last {
                        open = Some((out.len(), found.clone()));
                    }
                    out.push(found.block(page.number));
                }
                Item::Lines(group) => {
                    continued = None;
                    paragraphs(page.number, &group, body, &mut out);
                }
            }
        }
        out.extend(outside(page));
    }
    join_over_pages(&mut out);
    let turns = pages.iter().filter_map(|p| Some((p.number, p.turn?))).collect();
    turned::back(&mut out, &turns);
    out
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
    let mut tables = lattice::ruled(page, chunks);
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
    for column in columns(group) {
        flow(page, &column, body, out);
    }
}

/// Splits lines into columns of text where a gutter runs down between them.
fn columns(group: &[TextLine]) -> Vec<Vec<TextLine>> {
    let chunks: Vec<&Chunk> = group.iter().flat_map(|l| &l.chunks).collect();
    let starts: Vec<f32> =
        group.iter().flat_map(|l| l.chunks.iter().skip(1)).map(|c| c.bbox.x0).collect();
    let best = starts
        .iter()
        .map(|&x| (starts.iter().filter(|s| (**s - x).abs() < EDGE).count(), x))
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    let Some((n, x)) = best.filter(|(n, _)| *n >= MIN_COLUMN_LINES) else {
        return vec![group.to_vec()];
    };
    let gutter = x - GUTTER / 2.0;
    let crosses =
        |c: &Chunk| c.bbox.x0 < gutter - GUTTER / 2.0 && c.bbox.x1 > gutter + GUTTER / 2.0;
    let right_words: usize =
        chunks.iter().filter(|c| (c.bbox.x0 - x).abs() < EDGE).map(|c| c.words.len()).sum();
    if right_words < 3 * n {
        return vec![group.to_vec()];
    }
    let mut out: Vec<Vec<TextLine>> = Vec::new();
    let mut band: Vec<TextLine> = Vec::new();
    let flush = |band: &mut Vec<TextLine>, out: &mut Vec<Vec<TextLine>>| {
        let (mut left, mut right): (Vec<Chunk>, Vec<Chunk>) = (Vec::new(), Vec::new());
        for c in band.drain(..).flat_map(|l| l.chunks) {
            if c.bbox.x0 < gutter { left.push(c) } else { right.push(c) }
        }
        for side in [left, right] {
            if !side.is_empty() {
                out.push(lines(side));
            }
        }
    };
    for line in group {
        if line.chunks.iter().any(crosses) {
            flush(&mut band, &mut out);
            match out.last_mut() {
                Some(last) if last.iter().all(|l| l.chunks.iter().any(crosses)) => {
                    last.push(line.clone())
                }
                _ => out.push(vec![line.clone()]),
            }
        } else {
            band.push(line.clone());
        }
    }
    flush(&mut band, &mut out);
    out
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

/// True when a table at the top of a page goes on from the one at the end of the page before.
fn continues(before: &Found, found: &Found) -> bool {
    let inside = |a: (f32, f32), b: (f32, f32)| {
        let centre = (a.0 + a.1) / 2.0;
        centre > b.0 - SAME_COLUMN && centre < b.1 + SAME_COLUMN
    };
    let near = |a: (f32, f32), b: (f32, f32)| {
        (a.0 - b.0).abs() < SAME_COLUMN
            || (a.1 - b.1).abs() < SAME_COLUMN
            || inside(a, b)
            || inside(b, a)
    };
    let fits =
        found.columns.iter().filter(|c| before.columns.iter().any(|b| near(*b, **c))).count();
    fits == found.columns.len()
        && found.columns.len() + 1 >= before.columns.len()
        && found.columns.len() >= 2
        || before.ruled && found.ruled && found.columns.len() == before.columns.len()
}

fn append(block: &mut Block, before: &Found, found: &Found) {
    let rows = block.cells.iter().map(|c| c.row + c.rowspan).max().unwrap_or(0);
    let column = |c: u32| {
        let (a, b) = found.columns[c as usize];
        (0..before.columns.len())
            .max_by(|&i, &j| {
                overlap(before.columns[i], (a, b)).total_cmp(&overlap(before.columns[j], (a, b)))
            })
            .unwrap_or(c as usize) as u32
    };
    let text_of = |cells: &[crate::model::document::Cell], row: u32| {
        cells.iter().filter(|c| c.row == row).map(|c| c.text.clone()).collect::<Vec<_>>()
    };
    let repeated = text_of(&block.cells, 0) == text_of(&found.cells, 0)
        && !text_of(&found.cells, 0).iter().all(String::is_empty);
    for c in &found.cells {
        if repeated && c.row == 0 {
            continue;
        }
        let mut c = c.clone();
        c.row += rows - u32::from(repeated);
        if (c.col as usize) < found.columns.len() {
            c.col = column(c.col);
        }
        block.cells.push(c);
    }
    block.cells.sort_by_key(|c| (c.row, c.col));
}

fn overlap(a: (f32, f32), b: (f32, f32)) -> f32 {
    a.1.min(b.1) - a.0.max(b.0)
}

/// A paragraph broken by a page end is put together.
fn join_over_pages(blocks: &mut Vec<Block>) {
    let mut i = 0;
    while i + 1 < blocks.len() {
        let Some(next) = (i + 1..blocks.len()).find(|&j| blocks[j].furniture == Furniture::Body)
        else {
            return;
        };
        let page = |b: &Block| match b.locator {
            Locator::Page { page, .. } => page,
            _ => 0,
        };
        let (a, b) = (&blocks[i], &blocks[next]);
        let joins = a.furniture == Furniture::Body
            && a.kind != BlockKind::Table
            && b.kind == BlockKind::Paragraph
            && page(a) + 1 == page(b)
            && !a.text.trim_end().ends_with(['.', ':', '?', ';', '!'])
            && b.text.starts_with(char::is_lowercase)
            && a.text.split_whitespace().count() > 5;
        if joins {
            let b = blocks.remove(next);
            let a = &mut blocks[i];
            let shift = a.text.len() + 1;
            a.text.push(' ');
            a.text.push_str(&b.text);
            a.lines.extend(b.lines.into_iter().map(|mut l| {
                l.start += shift;
                l
            }));
        }
        i += 1;
    }
}
