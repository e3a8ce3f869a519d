//! Tables without rulings, by columns that line up: which printed lines form one table, where its
//! columns stand, and which lines are one row.

use std::collections::BTreeMap;

use super::cells::{cell, is_numeric, set_indents, take_words};
use super::columns::{self, Piece};
use super::lattice::Found;
use super::rows;
use super::stream::{Page, TextLine, lines};
use super::words::{Chunk, Word};
use crate::model::locator::BBox;

/// Lines farther apart than this many font sizes end a table.
const LINE_REACH: f32 = 3.4;
/// Lines from which one run is tried as a table before it is left alone.
const MAX_TRIES: usize = 12;
/// A chunk of more words than this is a sentence, no cell.
const SENTENCE_WORDS: usize = 14;

fn is_cellish(c: &Chunk) -> bool {
    c.words.len() <= SENTENCE_WORDS
}

/// Finds tables without rulings among the lines left, by columns that line up.
pub fn aligned(page: &Page, chunks: &mut Vec<Chunk>) -> Vec<Found> {
    let all = lines(chunks.clone());
    let mut out = Vec::new();
    let mut at = 0;
    let mut tries = 0;
    while at < all.len() {
        let Some(end) = run_end(&all, at) else {
            at += 1;
            continue;
        };
        match table_of(page, &all[at..end]) {
            Some(found) => {
                out.push(found);
                (at, tries) = (end, 0);
            }
            // The first lines may be no part of it; a long run is not tried from every line.
            None if tries < MAX_TRIES => (at, tries) = (at + 1, tries + 1),
            None => (at, tries) = (end, 0),
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
    let (columns, placed) = columns::place(run)?;
    if columns.len() < 2 || !is_tabular(run, &columns, &placed) {
        return None;
    }
    let rows = rows::group(page, run, &placed, &columns);
    let mut cells = Vec::new();
    for (row, group) in rows.iter().enumerate() {
        let mut by_col: BTreeMap<usize, (usize, Vec<Word>)> = BTreeMap::new();
        for p in group.iter().flat_map(|&i| &placed[i]) {
            let slot = by_col.entry(p.from).or_insert((p.to - p.from + 1, Vec::new()));
            slot.0 = slot.0.max(p.to - p.from + 1);
            slot.1.extend(p.chunk.words.iter().cloned());
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

/// True when the lines are cells rather than sentences with gaps in them.
fn is_tabular(run: &[TextLine], columns: &[(f32, f32)], placed: &[Vec<Piece>]) -> bool {
    let counting = placed
        .iter()
        .filter(|l| l.iter().any(|p| (p.from > 0 || l.len() == columns.len()) && p.is_count()))
        .count();
    let tabular = placed.iter().filter(|l| l.len() >= 2).count();
    let short = run.iter().flat_map(|l| &l.chunks).filter(|c| c.words.len() <= 6).count() * 10
        >= run.iter().map(|l| l.chunks.len()).sum::<usize>() * 8;
    counting >= 2 && counting * 3 >= tabular
        || counting >= 1 && tabular == 2 && run.iter().any(|l| l.chunks.len() >= 3)
        || tabular == 2 && pair_of_lines(run)
        || tabular >= 4 && columns.len() >= 3 && short
}

/// Captions in one line and their counts in the next, as many of one as of the other.
fn pair_of_lines(run: &[TextLine]) -> bool {
    let [a, b] = run else { return false };
    let counts =
        |l: &TextLine| l.chunks.iter().all(|c| c.words.len() == 1 && is_numeric(&c.words[0].text));
    a.chunks.len() == b.chunks.len() && counts(b) && !counts(a)
}
