//! Tables by their rulings, with the rulings that are missing made up from those that are there.
//! Every cell comes out with its box; a grid that is not sure says why.

use std::collections::BTreeMap;

use super::aligned::table_of;
use super::cells::{cell, drop_empty_lines, is_count_chunk, is_numeric, set_indents, take_words};
use super::device::Rule;
use super::stream::{Page, TextLine, join, lines};
use super::words::{Chunk, Word};
use crate::model::document::{Block, Cell};
use crate::model::locator::{BBox, Locator};

/// Rulings meet when they come this close, in points.
const MEET: f32 = 3.5;

/// A strip narrower than this, in points, with nothing in it is a border drawn twice.
const STRIP: f32 = 8.0;
/// Two rulings this far apart, in points, are not one drawn twice.
const DOUBLE: f32 = 1.0;
/// Ends of rulings farther apart than this, in points, are those of two tables.
const DIFFERENT: f32 = 20.0;
/// A gap wider than this many font sizes parts pieces of a cell.
const WIDE_GAP: f32 = 1.2;

/// A table with its place and column edges, before it becomes a block.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its box.
    pub bbox: BBox,
    /// Left and right edge of each column.
    pub columns: Vec<(f32, f32)>,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Why it may be wrong.
    pub doubt: Option<String>,
    /// True when rulings made it.
    pub ruled: bool,
    /// Places of the words in its cells: what else stands in its box stays text.
    pub words: Vec<BBox>,
}

impl Found {
    /// The table as a block.
    pub fn block(self, page: u32) -> Block {
        let mut block = Block::table(self.cells, Locator::Page { page, bbox: self.bbox });
        block.doubt = self.doubt;
        block
    }
}

/// Finds the ruled tables of a page and takes their words out of the chunks.
pub fn ruled(page: &Page, chunks: &mut Vec<Chunk>) -> Vec<Found> {
    let (across, down) = rules_with_shades(page);
    let mut out = Vec::new();
    let parts: Vec<(Vec<Rule>, Vec<Rule>)> =
        components(&across, &down).into_iter().flat_map(|(h, v)| stacked(h, v, chunks)).collect();
    for (h, v) in parts {
        if let Some(found) = grid(page, &h, &v, chunks) {
            if goes_beyond(&found, chunks) {
                continue; // the rulings frame only part of the table: alignment sees all of it
            }
            take_words(chunks, &found);
            out.push(found);
        }
    }
    out
}

/// True when lines just above or below the grid stand in its columns: counts under a ruled heading.
fn goes_beyond(found: &Found, chunks: &[Chunk]) -> bool {
    let outside: Vec<Chunk> = chunks
        .iter()
        .filter(|c| c.bbox.y1 <= found.bbox.y0 + 2.0 || c.bbox.y0 >= found.bbox.y1 - 2.0)
        .cloned()
        .collect();
    lines(outside).iter().any(|line| {
        let reach = 1.6 * line.size;
        let near = (line.bbox.y0 - found.bbox.y1).abs() < reach
            || (found.bbox.y0 - line.bbox.y1).abs() < reach;
        let counts = line.chunks.iter().filter(|c| is_count_chunk(c)).count();
        let placed = line.chunks.iter().filter(|c| {
            let centre = (c.bbox.x0 + c.bbox.x1) / 2.0;
            found.columns.iter().skip(1).any(|k| centre > k.0 && centre < k.1)
        });
        near && line.chunks.len() >= 2 && counts >= 1 && placed.count() >= 1
    })
}

/// Edges of shaded areas rule a table as well, where several of them stand together.
pub(super) fn rules_with_shades(page: &Page) -> (Vec<Rule>, Vec<Rule>) {
    let mut across = page.across.clone();
    let mut down = page.down.clone();
    // A shaded area without a word in it is the bar of a chart, not a cell.
    let worded = |s: &BBox| {
        page.chunks.iter().any(|c| {
            let y = (c.bbox.y0 + c.bbox.y1) / 2.0;
            y > s.y0 && y < s.y1 && c.bbox.x0 < s.x1 && c.bbox.x1 > s.x0
        })
    };
    let cells: Vec<&BBox> = page
        .shades
        .iter()
        .filter(|s| {
            worded(s)
                && s.height() < 0.4 * page.height
                && s.width() < 0.95 * page.width
                && s.height() > 6.0
                && s.width() > 8.0
        })
        .collect();
    if cells.len() >= 4 {
        for s in cells {
            for at in [s.y0, s.y1] {
                across.push(Rule { horizontal: true, at, from: s.x0, to: s.x1 });
            }
            for at in [s.x0, s.x1] {
                down.push(Rule { horizontal: false, at, from: s.y0, to: s.y1 });
            }
        }
    }
    (join(across), join(down))
}

/// Rulings of tables that stand one on the other, by table: the last ruling of the one and the first
/// of the next lie close together with nothing between them, and end at different places.
fn stacked(h: Vec<Rule>, v: Vec<Rule>, chunks: &[Chunk]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut h = h;
    h.sort_by(|a, b| a.at.total_cmp(&b.at));
    let cut = (1..h.len()).find(|&i| {
        let (a, b) = (h[i - 1], h[i]);
        let (above, below) = (&h[..i], &h[i..]);
        let wide = |r: &Rule, all: &[Rule]| {
            let from = all.iter().map(|r| r.from).fold(f32::MAX, f32::min);
            let to = all.iter().map(|r| r.to).fold(f32::MIN, f32::max);
            r.from - from < MEET && to - r.to < MEET
        };
        let ends = (a.from - b.from).abs() > DIFFERENT || (a.to - b.to).abs() > DIFFERENT;
        let free = !chunks.iter().any(|c| {
            let y = (c.bbox.y0 + c.bbox.y1) / 2.0;
            y > a.at && y < b.at && c.bbox.x0 < a.to.max(b.to) && c.bbox.x1 > a.from.min(b.from)
        });
        above.len() >= 2
            && below.len() >= 2
            && (DOUBLE..2.0 * MEET).contains(&(b.at - a.at))
            && ends
            && free
            && wide(&a, above)
            && wide(&b, below)
    });
    let Some(cut) = cut else { return vec![(h, v)] };
    let below = h.split_off(cut);
    let (top, bottom) = (h[h.len() - 1].at, below[0].at);
    let part = |from: f32, to: f32| -> Vec<Rule> {
        v.iter()
            .map(|r| Rule { from: r.from.max(from), to: r.to.min(to), ..*r })
            .filter(|r| r.to - r.from > MEET)
            .collect()
    };
    let (upper, lower) = (part(f32::MIN, top), part(bottom, f32::MAX));
    let mut out = vec![(h, upper)];
    out.extend(stacked(below, lower, chunks));
    out
}

/// Rulings that hang together.
pub(super) fn components(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let n = across.len() + down.len();
    let mut parent: Vec<usize> = (0..n).collect();
    fn root(parent: &mut [usize], mut i: usize) -> usize {
        while parent[i] != i {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        i
    }
    for (i, h) in across.iter().enumerate() {
        for (j, v) in down.iter().enumerate() {
            let meets = h.from - MEET <= v.at
                && v.at <= h.to + MEET
                && v.from - MEET <= h.at
                && h.at <= v.to + MEET;
            if meets {
                let (a, b) = (root(&mut parent, i), root(&mut parent, across.len() + j));
                parent[a] = b;
            }
        }
    }
    let mut groups: BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = BTreeMap::new();
    for i in 0..n {
        let r = root(&mut parent, i);
        let g = groups.entry(r).or_default();
        if i < across.len() { g.0.push(across[i]) } else { g.1.push(down[i - across.len()]) }
    }
    let mut out: Vec<(Vec<Rule>, Vec<Rule>)> =
        groups.into_values().filter(|(h, v)| h.len() >= 2 && !v.is_empty()).collect();
    out.sort_by(|a, b| a.0[0].at.total_cmp(&b.0[0].at).then(a.0[0].from.total_cmp(&b.0[0].from)));
    out
}

pub(super) fn cluster(mut values: Vec<f32>) -> Vec<f32> {
    values.sort_by(f32::total_cmp);
    let mut out: Vec<(f32, f32)> = Vec::new();
    for v in values {
        match out.last_mut() {
            Some((last, n)) if v - *last <= MEET => {
                *last = (*last * *n + v) / (*n + 1.0);
                *n += 1.0;
            }
            _ => out.push((v, 1.0)),
        }
    }
    out.into_iter().map(|(v, _)| v).collect()
}

fn grid(page: &Page, h: &[Rule], v: &[Rule], chunks: &[Chunk]) -> Option<Found> {
    let mut ys = cluster(h.iter().map(|r| r.at).collect());
    let mut xs = cluster(v.iter().map(|r| r.at).collect());
    let left = h.iter().map(|r| r.from).fold(f32::MAX, f32::min);
    let right = h.iter().map(|r| r.to).fold(f32::MIN, f32::max);
    let top = v.iter().map(|r| r.from).fold(f32::MAX, f32::min);
    let bottom = v.iter().map(|r| r.to).fold(f32::MIN, f32::max);
    // Missing outer borders: the rulings of the other direction stick out.
    if xs.first().is_some_and(|x| x - left > 3.0 * MEET) {
        xs.insert(0, left);
    }
    if xs.last().is_some_and(|x| right - x > 3.0 * MEET) {
        xs.push(right);
    }
    if ys.first().is_some_and(|y| y - top > 2.0 * MEET) {
        ys.insert(0, top);
    }
    if ys.last().is_some_and(|y| bottom - y > 2.0 * MEET) {
        ys.push(bottom);
    }
    drop_empty_strips(&mut xs, chunks, (*ys.first()?, *ys.last()?));
    let (rows, cols) = (ys.len().checked_sub(1)?, xs.len().checked_sub(1)?);
    if rows == 0 || cols < 2 || rows * cols < 3 || rows * cols > 60_000 {
        return None;
    }
    let boxes = merged_cells(&xs, &ys, h, v);
    let bbox = BBox { x0: xs[0], y0: ys[0], x1: xs[cols], y1: ys[rows] };
    let mut cells: Vec<Cell> = Vec::new();
    let mut contents: Vec<Vec<Word>> = vec![Vec::new(); boxes.len()];
    for word in chunks.iter().flat_map(|c| &c.words) {
        let (x, y) = ((word.bbox.x0 + word.bbox.x1) / 2.0, (word.bbox.y0 + word.bbox.y1) / 2.0);
        if let Some(i) = boxes
            .iter()
            .position(|b| x >= xs[b.1] && x < xs[b.1 + b.3] && y >= ys[b.0] && y < ys[b.0 + b.2])
        {
            contents[i].push(word.clone());
        }
    }
    let filled = contents.iter().filter(|c| !c.is_empty()).count();
    if filled < 2 || !is_regular(&boxes, rows, cols) {
        return None;
    }
    if holds_pairs(&contents) {
        return None; // the rulings part the columns of the headings only: alignment sees those of the rows
    }
    let split = split_rows(&boxes, &contents, rows);
    if is_open(&boxes, &contents, &split)
        && let Some(found) = by_text(page, bbox, chunks, filled_columns(&boxes, &contents))
    {
        return Some(found);
    }
    let page = page.number;
    let mut shift = vec![0u32; rows + 1];
    for r in 0..rows {
        shift[r + 1] = shift[r] + split[r].len().max(1) as u32;
    }
    for (b, words) in boxes.iter().zip(&contents) {
        let (row, col, rowspan, colspan) = *b;
        if let Some(parts) = split_span(words, &xs, col, colspan) {
            for (k, mine) in parts.into_iter().enumerate() {
                let area = BBox {
                    x0: xs[col + k],
                    y0: ys[row],
                    x1: xs[col + k + 1],
                    y1: ys[row + rowspan],
                };
                let span = shift[row + rowspan] - shift[row];
                cells.push(cell(page, shift[row], (col + k) as u32, span, 1, &mine, area));
            }
            continue;
        }
        let area = BBox { x0: xs[col], y0: ys[row], x1: xs[col + colspan], y1: ys[row + rowspan] };
        let bands = &split[row];
        if rowspan == 1 && bands.len() > 1 {
            for k in 0..bands.len() {
                let mine: Vec<Word> =
                    words.iter().filter(|w| band_of(bands, w.base) == k).cloned().collect();
                if !mine.is_empty() {
                    cells.push(cell(
                        page,
                        shift[row] + k as u32,
                        col as u32,
                        1,
                        colspan as u32,
                        &mine,
                        area,
                    ));
                }
            }
            continue;
        }
        let span = shift[row + rowspan] - shift[row];
        cells.push(cell(page, shift[row], col as u32, span, colspan as u32, words, area));
    }
    drop_empty_lines(&mut cells);
    let columns: Vec<(f32, f32)> = (0..cols).map(|c| (xs[c], xs[c + 1])).collect();
    join_wrapped_labels(&mut cells);
    set_indents(&mut cells);
    let words = contents.iter().flatten().map(|w| w.bbox).collect();
    Some(Found { bbox, columns, cells, doubt: None, ruled: true, words })
}

/// Drops column edges that only draw a border twice: the strip between them is narrow and empty.
pub(super) fn drop_empty_strips(xs: &mut Vec<f32>, chunks: &[Chunk], ys: (f32, f32)) {
    let mut i = 0;
    while xs.len() > 2 && i + 1 < xs.len() {
        let (a, b) = (xs[i], xs[i + 1]);
        let empty = b - a < STRIP
            && !chunks.iter().flat_map(|c| &c.words).any(|w| {
                let x = (w.bbox.x0 + w.bbox.x1) / 2.0;
                w.bbox.y0 > ys.0 - 2.0 && w.bbox.y1 < ys.1 + 2.0 && x > a && x < b
            });
        if empty {
            xs[i] = (a + b) / 2.0;
            xs.remove(i + 1);
        } else {
            i += 1;
        }
    }
}

/// True when at least one row shows most of the columns; lines and bars of a chart do not.
fn is_regular(boxes: &[(usize, usize, usize, usize)], rows: usize, cols: usize) -> bool {
    (0..rows).any(|r| {
        let n = boxes.iter().filter(|b| b.0 <= r && r < b.0 + b.2).count();
        n >= 2 && n * 5 >= cols * 3
    })
}

/// True when the rulings part the table only roughly: a cell holds several lines of several pieces
/// each, or one row holds columns of figures that could not be parted.
fn is_open(
    boxes: &[(usize, usize, usize, usize)],
    contents: &[Vec<Word>],
    split: &[Vec<f32>],
) -> bool {
    let columned = contents.iter().any(|words| {
        let pieces = lines(words.iter().map(|w| Chunk::of(vec![w.clone()])).collect());
        let parted = pieces.iter().filter(|l| has_figures_apart(l)).count();
        parted >= 2 && parted * 2 >= pieces.len()
    });
    let stacked = (0..split.len()).any(|r| {
        let tall: Vec<&Vec<Word>> = boxes
            .iter()
            .zip(contents)
            .filter(|(b, w)| b.0 == r && b.2 == 1 && bases(w).len() >= 3)
            .map(|(_, w)| w)
            .collect();
        let figures = tall.iter().any(|w| w.iter().all(|w| is_numeric(&w.text)));
        split[r].is_empty() && tall.len() >= 2 && figures
    });
    columned || stacked
}

/// True when most cells of figures hold two of them with a wide gap between ("4    100.0" under "2016").
fn holds_pairs(contents: &[Vec<Word>]) -> bool {
    let figures =
        |words: &&Vec<Word>| !words.is_empty() && words.iter().all(|w| is_numeric(&w.text));
    let parted = |words: &&Vec<Word>| {
        let pair = words.len() == 2 && (words[0].base - words[1].base).abs() < 2.0;
        let size = words.iter().map(|w| w.bbox.height()).fold(0.0, f32::max);
        pair && (words[1].bbox.x0 - words[0].bbox.x1).max(words[0].bbox.x0 - words[1].bbox.x1)
            > 0.5 * size
    };
    let all = contents.iter().filter(figures).count();
    let pairs = contents.iter().filter(figures).filter(parted).count();
    pairs >= 4 && pairs * 5 > all * 3
}

/// Most cells with text that one row has.
fn filled_columns(boxes: &[(usize, usize, usize, usize)], contents: &[Vec<Word>]) -> usize {
    let mut by_row: BTreeMap<usize, usize> = BTreeMap::new();
    for (b, _) in boxes.iter().zip(contents).filter(|(_, w)| !w.is_empty()) {
        *by_row.entry(b.0).or_default() += 1;
    }
    by_row.into_values().max().unwrap_or(0)
}

/// Two figures or more with wide gaps before them.
fn has_figures_apart(line: &TextLine) -> bool {
    let apart = line.chunks.windows(2).filter(|p| {
        p[1].bbox.x0 - p[0].bbox.x1 > WIDE_GAP * p[0].size.max(p[1].size)
            && p[1].words.iter().all(|w| is_numeric(&w.text))
    });
    apart.count() >= 2
}

/// The table inside rulings that leave it open, by its text.
fn by_text(page: &Page, area: BBox, chunks: &[Chunk], cols: usize) -> Option<Found> {
    let inside = |c: &&Chunk| {
        let (x, y) = ((c.bbox.x0 + c.bbox.x1) / 2.0, (c.bbox.y0 + c.bbox.y1) / 2.0);
        x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1
    };
    let run = lines(chunks.iter().filter(inside).cloned().collect());
    let mut found = table_of(page, &run, true)?;
    if found.columns.len() < cols {
        return None;
    }
    found.bbox = area;
    found.ruled = true;
    Some(found)
}

/// Widest space between two words of a phrase, as a share of their height.
const WORD_SPACE: f32 = 0.45;

/// A cell over several columns that holds one piece of text for each of them: a ruling is missing
/// there, and the words stand apart, each inside its own column.
fn split_span(words: &[Word], xs: &[f32], col: usize, colspan: usize) -> Option<Vec<Vec<Word>>> {
    if colspan < 2 || words.len() < 2 {
        return None;
    }
    let mut parts: Vec<Vec<Word>> = vec![Vec::new(); colspan];
    for w in words {
        let k = (0..colspan)
            .find(|&k| w.bbox.x0 >= xs[col + k] - 1.0 && w.bbox.x1 <= xs[col + k + 1] + 1.0)?;
        parts[k].push(w.clone());
    }
    // "Sex of officer" over two columns, the edge of which happens to run between its words.
    let one_phrase = words.windows(2).any(|p| {
        let gap = p[1].bbox.x0 - p[0].bbox.x1;
        let crosses = xs[col + 1..col + colspan]
            .iter()
            .any(|x| p[0].bbox.x1 - 1.0 <= *x && *x <= p[1].bbox.x0 + 1.0);
        let level = p[0].bbox.y0 < p[1].bbox.y1 && p[1].bbox.y0 < p[0].bbox.y1;
        let counts = is_numeric(&p[0].text) || is_numeric(&p[1].text);
        crosses && level && !counts && (0.0..WORD_SPACE * p[0].bbox.height()).contains(&gap)
    });
    (!one_phrase
        && parts.iter().filter(|p| !p.is_empty()).count() >= 2
        && parts.iter().all(|p| !p.is_empty() || colspan > 2))
    .then_some(parts)
}

/// A label printed over two rows of the grid, the counts beside its second line.
fn join_wrapped_labels(cells: &mut Vec<Cell>) {
    let rows: u32 = cells.iter().map(|c| c.row + 1).max().unwrap_or(0);
    for r in 0..rows.saturating_sub(1) {
        let filled: Vec<usize> =
            (0..cells.len()).filter(|&i| cells[i].row == r && !cells[i].text.is_empty()).collect();
        let [label] = filled[..] else { continue };
        let below = (0..cells.len())
            .find(|&i| cells[i].row == r + 1 && cells[i].col == 0 && !cells[i].text.is_empty());
        let counts_below = cells.iter().any(|c| c.row == r + 1 && c.col > 0 && is_numeric(&c.text));
        let Some(below) = below.filter(|_| cells[label].col == 0 && counts_below) else { continue };
        let lower = cells[below].text.starts_with(|c: char| c.is_lowercase() || c == '(');
        if !lower || cells[label].text.ends_with([':', '.']) {
            continue;
        }
        let text = std::mem::take(&mut cells[label].text);
        let place = cells[label].locator.clone();
        cells[below].text = format!("{text} {}", cells[below].text);
        cells[below].locator = place.union(&cells[below].locator);
    }
    drop_empty_lines(cells);
}

/// Rectangles (row, column, rows, columns) after merging elementary cells that no ruling parts.
fn merged_cells(
    xs: &[f32],
    ys: &[f32],
    h: &[Rule],
    v: &[Rule],
) -> Vec<(usize, usize, usize, usize)> {
    let (rows, cols) = (ys.len() - 1, xs.len() - 1);
    let parted_right = |r: usize, c: usize| {
        let y = (ys[r] + ys[r + 1]) / 2.0;
        v.iter().any(|l| (l.at - xs[c + 1]).abs() <= STRIP / 2.0 + 1.0 && l.from <= y && y <= l.to)
    };
    let parted_below = |r: usize, c: usize| {
        let x = (xs[c] + xs[c + 1]) / 2.0;
        h.iter().any(|l| (l.at - ys[r + 1]).abs() <= MEET && l.from <= x && x <= l.to)
    };
    let mut used = vec![vec![false; cols]; rows];
    let mut out = Vec::new();
    for r in 0..rows {
        for c in 0..cols {
            if used[r][c] {
                continue;
            }
            let mut w = 1;
            while c + w < cols && !used[r][c + w] && !parted_right(r, c + w - 1) {
                w += 1;
            }
            let mut t = 1;
            while r + t < rows
                && (c..c + w).all(|k| !used[r + t][k] && !parted_below(r + t - 1, k))
                && (c..c + w - 1).all(|k| !parted_right(r + t, k))
            {
                t += 1;
            }
            for row in used.iter_mut().skip(r).take(t) {
                row[c..c + w].fill(true);
            }
            out.push((r, c, t, w));
        }
    }
    out
}

/// Rows that hold several printed rows because no ruling parts them: every cell of numbers has the
/// same number of lines, at the same heights. Returns the heights per row, empty for a plain row.
fn split_rows(
    boxes: &[(usize, usize, usize, usize)],
    contents: &[Vec<Word>],
    rows: usize,
) -> Vec<Vec<f32>> {
    let mut out = vec![Vec::new(); rows];
    for (r, slot) in out.iter_mut().enumerate() {
        let mut numeric: Vec<Vec<f32>> = Vec::new();
        for (b, words) in boxes.iter().zip(contents) {
            if b.0 != r || b.2 != 1 || words.is_empty() {
                continue;
            }
            let bases = bases(words);
            let all_numbers = words.iter().all(|w| is_numeric(&w.text));
            if all_numbers && bases.len() == words.len() {
                numeric.push(bases);
            }
        }
        let n = numeric.iter().map(Vec::len).max().unwrap_or(0);
        let full: Vec<&Vec<f32>> = numeric.iter().filter(|b| b.len() == n).collect();
        if n >= 2 && full.len() * 2 > numeric.len() && (full.len() >= 2 || numeric.len() == 1) {
            *slot = full[0].clone();
        }
    }
    out
}

fn bases(words: &[Word]) -> Vec<f32> {
    let mut b: Vec<f32> = words.iter().map(|w| w.base).collect();
    b.sort_by(f32::total_cmp);
    b.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    b
}

fn band_of(bands: &[f32], base: f32) -> usize {
    let mut best = 0;
    for (i, b) in bands.iter().enumerate() {
        if (b - base).abs() < (bands[best] - base).abs() {
            best = i;
        }
    }
    best
}
