//! Tables by their rulings and, where there are none, by the alignment of their columns. Every cell
//! comes out with its box; a grid that is not sure says why.

use super::device::Rule;
use super::stream::{Page, TextLine, join, lines};
use super::words::{Chunk, Word};
use crate::model::document::{Block, Cell};
use crate::model::locator::{BBox, Locator};
use crate::normalise::year;

/// Rulings meet when they come this close, in points.
const MEET: f32 = 3.5;
/// Columns of an unruled table must be parted by at least this, in points.
const COLUMN_GAP: f32 = 3.0;
/// Lines of an unruled table farther apart than this many font sizes end it.
const LINE_REACH: f32 = 3.4;
/// A chunk of more words than this is a sentence, no cell.
const SENTENCE_WORDS: usize = 14;

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
    for (h, v) in components(&across, &down) {
        if let Some(found) = grid(page.number, &h, &v, chunks) {
            if goes_beyond(&found, chunks) {
                continue; // the rulings frame only part of the table: alignment sees all of it
            }
            take_words(chunks, found.bbox);
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
fn rules_with_shades(page: &Page) -> (Vec<Rule>, Vec<Rule>) {
    let mut across = page.across.clone();
    let mut down = page.down.clone();
    let cells: Vec<&BBox> = page
        .shades
        .iter()
        .filter(|s| {
            s.height() < 0.4 * page.height
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

/// Rulings that hang together.
fn components(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
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
    let mut groups: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> =
        std::collections::BTreeMap::new();
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

fn cluster(mut values: Vec<f32>) -> Vec<f32> {
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

fn grid(page: u32, h: &[Rule], v: &[Rule], chunks: &[Chunk]) -> Option<Found> {
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
    if filled < 2 {
        return None;
    }
    let split = split_rows(&boxes, &contents, rows);
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
            for (k, band) in bands.iter().enumerate() {
                let mine: Vec<Word> =
                    words.iter().filter(|w| band_of(bands, w.base) == k).cloned().collect();
                let _ = band;
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
    Some(Found { bbox, columns, cells, doubt: None, ruled: true })
}

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
    (parts.iter().filter(|p| !p.is_empty()).count() >= 2
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
        v.iter().any(|l| (l.at - xs[c + 1]).abs() <= MEET && l.from <= y && y <= l.to)
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

/// Text of words in reading order, and the marks behind numbers.
fn cell(
    page: u32,
    row: u32,
    col: u32,
    rowspan: u32,
    colspan: u32,
    words: &[Word],
    area: BBox,
) -> Cell {
    let mut sorted: Vec<&Word> = words.iter().collect();
    sorted.sort_by(|a, b| {
        let line = if (a.base - b.base).abs() < 0.4 * a.size.min(b.size) {
            std::cmp::Ordering::Equal
        } else {
            a.base.total_cmp(&b.base)
        };
        line.then(a.bbox.x0.total_cmp(&b.bbox.x0))
    });
    let mut text = String::new();
    let mut marks = String::new();
    for w in &sorted {
        join_word(&mut text, &w.text);
        marks.push_str(&w.marks);
    }
    let bbox = sorted.iter().map(|w| w.bbox).reduce(BBox::union).unwrap_or(area);
    let mut cell = Cell::new(row, col, text, Locator::Page { page, bbox });
    cell.rowspan = rowspan.max(1);
    cell.colspan = colspan.max(1);
    cell.marks = marks;
    // The left edge is kept for the indentation, see `set_indents`.
    cell.indent = (bbox.x0 - area.x0).max(0.0).round() as u32;
    cell
}

fn join_word(text: &mut String, word: &str) {
    if text.is_empty() {
        text.push_str(word);
    } else if text.ends_with('-')
        && !text.ends_with(" -")
        && word.starts_with(char::is_lowercase)
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
    {
        // A word divided at the end of a line.
        text.push_str(word);
    } else {
        text.push(' ');
        text.push_str(word);
    }
}

/// Turns the left offsets of first-column cells into depths of indentation.
fn set_indents(cells: &mut [Cell]) {
    let cols: u32 = cells.iter().map(|c| c.col + 1).max().unwrap_or(0);
    for col in 0..cols {
        let mut offsets: Vec<u32> = cells
            .iter()
            .filter(|c| c.col == col && !c.text.is_empty() && c.colspan == 1)
            .map(|c| c.indent)
            .collect();
        offsets.sort_unstable();
        let mut levels: Vec<u32> = Vec::new();
        for o in offsets {
            if levels.last().is_none_or(|l| o - l > 4) {
                levels.push(o);
            }
        }
        let flush = col == 0 && levels.len() <= 4;
        for c in cells.iter_mut().filter(|c| c.col == col) {
            c.indent = if flush {
                levels.iter().rposition(|l| c.indent + 1 >= *l).unwrap_or(0) as u32
            } else {
                0
            };
        }
    }
}

fn drop_empty_lines(cells: &mut Vec<Cell>) {
    let rows: u32 = cells.iter().map(|c| c.row + c.rowspan).max().unwrap_or(0);
    let empty: Vec<u32> = (0..rows)
        .filter(|r| {
            cells.iter().all(|c| {
                c.text.is_empty() || c.row > *r || c.row + c.rowspan <= *r || c.rowspan > 1
            })
        })
        .collect();
    cells.retain(|c| !(c.text.is_empty() && c.rowspan == 1 && empty.contains(&c.row)));
    for c in cells.iter_mut() {
        let above = empty.iter().filter(|r| **r < c.row).count() as u32;
        let inside =
            empty.iter().filter(|r| **r >= c.row && **r < c.row + c.rowspan).count() as u32;
        c.row -= above;
        c.rowspan = (c.rowspan - inside.min(c.rowspan - 1)).max(1);
    }
}

fn take_words(chunks: &mut Vec<Chunk>, area: BBox) {
    let inside = |w: &Word| {
        let (x, y) = ((w.bbox.x0 + w.bbox.x1) / 2.0, (w.bbox.y0 + w.bbox.y1) / 2.0);
        x >= area.x0 && x < area.x1 && y >= area.y0 && y < area.y1
    };
    for c in chunks.iter_mut() {
        if c.words.iter().any(inside) {
            let rest: Vec<Word> = c.words.iter().filter(|w| !inside(w)).cloned().collect();
            *c = Chunk::of(rest);
        }
    }
    chunks.retain(|c| !c.words.is_empty());
}

/// A number, a mark for one, or a year.
pub fn is_numeric(text: &str) -> bool {
    let t = text.trim_matches(|c: char| {
        matches!(c, '(' | ')' | '*' | '\u{2020}' | '%' | '<' | '#' | '~' | '[' | ']')
    });
    let digits = t.chars().filter(char::is_ascii_digit).count();
    let dash = matches!(text, "-" | "\u{2013}" | "\u{2014}" | "*" | "**" | "x" | "..");
    dash || digits > 0
        && digits <= 7
        && t.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        || matches!(text.to_lowercase().as_str(), "nil" | "none" | "zero" | "n/a")
}

fn is_count_chunk(c: &Chunk) -> bool {
    c.words.iter().any(|w| is_numeric(&w.text)) && c.words.len() <= 3 && !year::is_bare(&c.text())
}

fn is_cellish(c: &Chunk) -> bool {
    c.words.len() <= SENTENCE_WORDS
}

/// Finds tables without rulings among the lines left, by columns that line up.
pub fn aligned(page: &Page, chunks: &mut Vec<Chunk>) -> Vec<Found> {
    let all = lines(chunks.clone());
    let mut out = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let Some(end) = run_end(&all, at) else {
            at += 1;
            continue;
        };
        match table_of(page, &all[at..end]) {
            Some(found) => {
                out.push(found);
                at = end;
            }
            None => at += 1,
        }
    }
    for found in &out {
        take_words(
            chunks,
            BBox {
                x0: found.bbox.x0 - 1.0,
                y0: found.bbox.y0 - 1.0,
                x1: found.bbox.x1 + 1.0,
                y1: found.bbox.y1 + 1.0,
            },
        );
    }
    out
}

/// End of the run of lines that may form a table with the line at `start`.
fn run_end(all: &[TextLine], start: usize) -> Option<usize> {
    let first = &all[start];
    let wordy = first.chunks.iter().filter(|c| !is_cellish(c)).count();
    if first.chunks.len() < 2 || wordy > usize::from(first.chunks.len() >= 3) {
        return None;
    }
    let mut last_tabular = start;
    let mut i = start + 1;
    let mut left = all[start].bbox.x0;
    while i < all.len() {
        let line = &all[i];
        let reach = line.base - all[i - 1].base;
        if reach > LINE_REACH * line.size.max(all[i - 1].size) {
            break;
        }
        if line.chunks.len() >= 2 {
            let wordy = line.chunks.iter().filter(|c| !is_cellish(c)).count();
            if wordy > usize::from(line.chunks.len() >= 3) {
                break;
            }
            last_tabular = i;
            left = left.min(line.bbox.x0);
        } else {
            // A lone chunk is a wrapped label, a group heading, or the end.
            let c = &line.chunks[0];
            let second = all[last_tabular].chunks.get(1).map_or(f32::MAX, |c| c.bbox.x0);
            // The second line of a cell of words stands under its first.
            let under =
                run_columns(&all[start..i]).iter().skip(1).any(|x| (c.bbox.x0 - x).abs() < 4.0);
            let label = under
                || c.bbox.x0 >= left - 20.0 && (c.bbox.x1 <= second + 60.0 || c.words.len() <= 6);
            if !label || i - last_tabular > 4 || !is_cellish(c) {
                break;
            }
        }
        i += 1;
    }
    (last_tabular > start).then_some(last_tabular + 1)
}

/// Left edges at which chunks of a run begin.
fn run_columns(run: &[TextLine]) -> Vec<f32> {
    let widest = run.iter().max_by_key(|l| l.chunks.len());
    widest.map_or(Vec::new(), |l| l.chunks.iter().map(|c| c.bbox.x0).collect())
}

fn table_of(page: &Page, run: &[TextLine]) -> Option<Found> {
    let run = trailing_label(page, run);
    let columns = columns_of(run)?;
    if columns.len() < 2 {
        return None;
    }
    let placed: Vec<Vec<(usize, usize, &Chunk)>> = run
        .iter()
        .map(|line| {
            line.chunks
                .iter()
                .map(|c| {
                    let (from, to) = span(&columns, c);
                    (from, to, c)
                })
                .collect()
        })
        .collect();
    let counting = placed
        .iter()
        .filter(|l| {
            l.iter()
                .any(|(from, _, c)| (*from > 0 || l.len() == columns.len()) && is_count_chunk(c))
        })
        .count();
    let tabular = run.iter().filter(|l| l.chunks.len() >= 2).count();
    let short = run.iter().flat_map(|l| &l.chunks).filter(|c| c.words.len() <= 6).count() * 10
        >= run.iter().map(|l| l.chunks.len()).sum::<usize>() * 8;
    let numeric = counting >= 2 && counting * 3 >= tabular
        || counting >= 1 && tabular == 2 && run.iter().any(|l| l.chunks.len() >= 3)
        || tabular == 2 && pair_of_lines(run);
    let wordy = tabular >= 4 && columns.len() >= 3 && short;
    if !(numeric || wordy) {
        return None;
    }
    let rows = rows_of(page, run, &placed);
    let mut cells = Vec::new();
    for (row, group) in rows.iter().enumerate() {
        let mut by_col: std::collections::BTreeMap<usize, (usize, Vec<Word>)> =
            std::collections::BTreeMap::new();
        for &i in group {
            for (from, to, c) in &placed[i] {
                let slot = by_col.entry(*from).or_insert((to - from + 1, Vec::new()));
                slot.0 = slot.0.max(to - from + 1);
                slot.1.extend(c.words.iter().cloned());
            }
        }
        for (col, (span, words)) in by_col {
            let area = BBox { x0: columns[col].0, ..run[0].bbox };
            cells.push(cell(page.number, row as u32, col as u32, 1, span as u32, &words, area));
        }
    }
    set_indents(&mut cells);
    let bbox = run.iter().map(|l| l.bbox).reduce(BBox::union)?;
    Some(Found { bbox, columns, cells, doubt: None, ruled: false })
}

/// Captions in one line and their counts in the next, as many of one as of the other.
fn pair_of_lines(run: &[TextLine]) -> bool {
    let [a, b] = run else { return false };
    let counts =
        |l: &TextLine| l.chunks.iter().all(|c| c.words.len() == 1 && is_numeric(&c.words[0].text));
    a.chunks.len() == b.chunks.len() && counts(b) && !counts(a)
}

/// A wrapped last label ("Not able to determine / if acceptable") belongs to the run.
fn trailing_label<'a>(_page: &Page, run: &'a [TextLine]) -> &'a [TextLine] {
    run
}

/// Column edges: chunks that no other line divides are put together where they overlap.
fn columns_of(run: &[TextLine]) -> Option<Vec<(f32, f32)>> {
    let mut spans: Vec<(f32, f32)> = Vec::new();
    for (i, line) in run.iter().enumerate() {
        for c in &line.chunks {
            let divided = run.iter().enumerate().any(|(j, other)| {
                j != i
                    && other
                        .chunks
                        .iter()
                        .filter(|o| {
                            let overlap = o.bbox.x1.min(c.bbox.x1) - o.bbox.x0.max(c.bbox.x0);
                            overlap > 0.5 * o.bbox.width().min(c.bbox.width())
                        })
                        .count()
                        >= 2
            });
            if !divided {
                spans.push((c.bbox.x0, c.bbox.x1));
            }
        }
    }
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, f32)> = Vec::new();
    for (a, b) in spans {
        match out.last_mut() {
            Some(last) if a < last.1 + COLUMN_GAP => last.1 = last.1.max(b),
            _ => out.push((a, b)),
        }
    }
    (!out.is_empty()).then_some(out)
}

fn span(columns: &[(f32, f32)], c: &Chunk) -> (usize, usize) {
    let overlap = |k: usize| c.bbox.x1.min(columns[k].1) - c.bbox.x0.max(columns[k].0);
    let hit: Vec<usize> = (0..columns.len()).filter(|&k| overlap(k) > 0.0).collect();
    match (hit.first(), hit.last()) {
        (Some(a), Some(b)) => (*a, *b),
        _ => {
            let centre = (c.bbox.x0 + c.bbox.x1) / 2.0;
            let near = (0..columns.len())
                .min_by(|&a, &b| {
                    distance(columns[a], centre).total_cmp(&distance(columns[b], centre))
                })
                .unwrap_or(0);
            (near, near)
        }
    }
}

fn distance(column: (f32, f32), x: f32) -> f32 {
    if x < column.0 { column.0 - x } else { (x - column.1).max(0.0) }
}

/// Which printed lines form one row.
fn rows_of(
    page: &Page,
    run: &[TextLine],
    placed: &[Vec<(usize, usize, &Chunk)>],
) -> Vec<Vec<usize>> {
    let n = run.len();
    let is_anchor = |i: usize| placed[i].iter().any(|(_, _, c)| is_count_chunk(c));
    let ruled_between = |i: usize| {
        page.across.iter().any(|r| {
            let wide =
                r.to.min(run[i].bbox.x1) - r.from.max(run[i].bbox.x0) > 0.0 && r.to - r.from > 30.0;
            wide && r.at > run[i].base - 1.0 && r.at < run[i + 1].base - 0.4 * run[i + 1].size
        }) || page.shades.iter().any(|s| {
            let edge =
                |y: f32| y > run[i].base - 0.5 && y < run[i + 1].base - 0.4 * run[i + 1].size;
            s.width() > 60.0 && (edge(s.y0) || edge(s.y1))
        })
    };
    let rules: Vec<bool> = (0..n.saturating_sub(1)).map(ruled_between).collect();
    let anchors = (0..n).filter(|&i| is_anchor(i)).count();
    let rule_count = rules.iter().filter(|r| **r).count();
    let gaps: Vec<f32> = (0..n.saturating_sub(1)).map(|i| run[i + 1].base - run[i].base).collect();
    let tightest = gaps.iter().copied().fold(f32::MAX, f32::min);
    let body: Vec<f32> = (0..n.saturating_sub(1))
        .filter(|&i| is_anchor(i) && is_anchor(i + 1))
        .map(|i| gaps[i])
        .collect();
    let fully_ruled = rule_count + 1 >= anchors && anchors > 1 && rule_count > 0;
    let first_anchor = (0..n).find(|&i| is_anchor(i)).unwrap_or(0);
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut i = 0;
    while i < n {
        let mut group = vec![i];
        while i + 1 < n {
            let ruled = rules[i];
            let both = group.iter().any(|&k| is_anchor(k)) && is_anchor(i + 1);
            let spans = |k: usize| placed[k].iter().any(|(a, b, _)| b > a);
            let header = i + 1 < first_anchor;
            let joins = if ruled || both {
                false
            } else if header {
                !spans(i)
                    && !spans(i + 1)
                    && gaps[i] < 1.6 * run[i].size.max(run[i + 1].size)
                    && overlap_columns(placed, i, i + 1)
            } else if placed[i + 1].len() == 1
                && placed[i + 1][0].0 > 0
                && !is_anchor(i + 1)
                && gaps[i] < 1.6 * run[i].size
            {
                true
            } else if i < first_anchor {
                false
            } else if fully_ruled {
                true
            } else {
                wraps(run, placed, &gaps, tightest, &body, i, &is_anchor)
            };
            if !joins {
                break;
            }
            group.push(i + 1);
            i += 1;
        }
        out.push(group);
        i += 1;
    }
    out
}

fn overlap_columns(placed: &[Vec<(usize, usize, &Chunk)>], a: usize, b: usize) -> bool {
    placed[b].iter().any(|(from, _, _)| placed[a].iter().any(|(f, _, _)| f == from))
        || placed[a].len() == 1
        || placed[b].len() == 1
}

/// True when line `i + 1` continues the row of line `i`: they stand closer than rows do, and one of
/// them has no count.
fn wraps(
    run: &[TextLine],
    placed: &[Vec<(usize, usize, &Chunk)>],
    gaps: &[f32],
    tightest: f32,
    body: &[f32],
    i: usize,
    is_anchor: &dyn Fn(usize) -> bool,
) -> bool {
    if is_anchor(i) && is_anchor(i + 1) {
        return false;
    }
    let alone = |k: usize| placed[k].len() == 1 && placed[k][0].0 == 0;
    if !alone(i) && !alone(i + 1) {
        return false;
    }
    let pitch = if body.is_empty() {
        gaps.iter().copied().fold(0.0, f32::max)
    } else {
        let mut b = body.to_vec();
        b.sort_by(f32::total_cmp);
        b[b.len() / 2]
    };
    let close = gaps[i] <= tightest * 1.2;
    let lower = run[i + 1].text().trim_start().starts_with(|c: char| c.is_lowercase() || c == '(');
    if pitch > 1.3 * gaps[i] && close {
        return true;
    }
    // Rows as tight as lines: only words can tell.
    lower && alone(i + 1) && close
}
