//! Tables without rulings, by columns that line up: which printed lines form one table, where its
//! columns stand, and which lines are one row.

use std::collections::BTreeMap;

use super::cells::{cell, is_count_chunk, is_numeric, set_indents, take_words};
use super::columns::{self, Piece};
use super::lattice::Found;
use super::prose;
use super::rows;
use super::stream::{Page, TextLine, lines};
use super::words::{Chunk, Word};
use crate::model::locator::BBox;
use crate::normalise::year;

/// Lines farther apart than this many font sizes end a table.
const LINE_REACH: f32 = 3.4;
/// Lines from which one run is tried as a table before it is left alone.
const MAX_TRIES: usize = 12;
/// Heading lines that are looked for above a table.
const MAX_HEADING_LINES: usize = 4;
/// A heading line is no farther above the next than this many font sizes.
const HEADING_REACH: f32 = 2.4;
/// A line farther than this many font sizes above the headings is none of them.
const CAPTION_REACH: f32 = 2.6;
/// A title is larger than the headings by this factor.
const LARGER: f32 = 1.15;
/// Right edges of counts of one column agree to this, in points.
const SAME_COUNTS: f32 = 3.0;
/// A title stands off from the rows above and below it by this many of their pitches.
const TITLE_GAP: f32 = 1.5;
/// A title in bold stands off by this many of their pitches.
const BOLD_TITLE_GAP: f32 = 1.2;
/// A chunk of more words than this is a sentence, no cell.
const SENTENCE_WORDS: usize = 14;

fn is_cellish(c: &Chunk) -> bool {
    c.words.len() <= SENTENCE_WORDS
}

/// Finds tables without rulings among the lines left, by columns that line up.
pub fn aligned(page: &Page, chunks: &mut Vec<Chunk>) -> Vec<Found> {
    let all = lines(without_prose(chunks));
    let mut out = Vec::new();
    let mut at = 0;
    let mut tries = 0;
    while at < all.len() {
        let Some(end) = run_end(&all, at) else {
            at += 1;
            continue;
        };
        if prose::bulleted(&all[at..end]).is_some() {
            at = end;
            continue;
        }
        let start = begin(&all, out.last(), at, end);
        match table_of(page, without_captions(page, &all[start..end]), false) {
            Some(found) => {
                out.push(found);
                (at, tries) = (end, 0);
            }
            // The first lines may be no part of it; a long run is not tried from every line.
            None if tries < MAX_TRIES => (at, tries) = (at + 1, tries + 1),
            None => (at, tries) = (end, 0),
        }
    }
    out.iter().for_each(|found| take_words(chunks, found));
    out
}

/// The chunks without those of running text: a text beside a table or a chart is no column.
fn without_prose(chunks: &[Chunk]) -> Vec<Chunk> {
    let mut prose = vec![false; chunks.len()];
    prose::runs(chunks).into_iter().flatten().for_each(|i| prose[i] = true);
    chunks.iter().zip(prose).filter(|(_, p)| !p).map(|(c, _)| c.clone()).collect()
}

/// First line of the table that `at..end` is part of: headings printed so close together that they
/// look like a sentence are told by the columns below them.
fn begin(all: &[TextLine], before: Option<&Found>, at: usize, end: usize) -> usize {
    let Some((columns, _)) = columns::place(&all[at..end]) else { return at };
    let near = |i: usize| {
        let (line, next) = (&all[i], &all[i + 1]);
        next.base - line.base < HEADING_REACH * line.size.max(next.size)
            && before.is_none_or(|f| line.bbox.y0 > f.bbox.y1)
    };
    let heads = |i: usize| {
        let parts = columns::pieces(&columns, &all[i]);
        parts.len() * 2 > columns.len() && parts.len() >= 2
    };
    // The name of the first group of rows may stand between the headings and its first row.
    let names_group = |i: usize| {
        let parts = columns::pieces(&columns, &all[i]);
        matches!(&parts[..], [p] if p.from == 0 && p.to == 0 && !p.is_count())
    };
    let mut start = at;
    while start > 0 && at - start < MAX_HEADING_LINES && near(start - 1) {
        if heads(start - 1) {
            start -= 1;
        } else if start == at
            && start >= 2
            && names_group(start - 1)
            && near(start - 2)
            && heads(start - 2)
        {
            start -= 2;
        } else {
            break;
        }
    }
    start
}

/// A run without the lines over its headings that belong to no column: titles and captions, which
/// begin at the left edge and run on over other columns, or stand far off, or are printed larger.
pub(super) fn without_captions<'a>(page: &Page, run: &'a [TextLine]) -> &'a [TextLine] {
    let Some((columns, placed)) = columns::place(run) else { return run };
    let Some(first) = placed.iter().position(|l| l.iter().any(|p| p.from > 0 && p.is_count()))
    else {
        return run;
    };
    for j in (0..first).rev() {
        let (line, next) = (&run[j], &run[j + 1]);
        let far = next.base - line.base > CAPTION_REACH * line.size.max(next.size)
            && !page.shades.iter().any(|s| s.y0 < line.bbox.y1 && s.y1 > next.base - next.size);
        // A row of headings set off by its shading or by space is no caption.
        let far = far && (placed[j].len() < 3 || placed[j].len() * 2 <= columns.len());
        // One heading may be set larger than the others beside it.
        let smallest = line.chunks.iter().map(|c| c.size).fold(f32::MAX, f32::min);
        let larger = smallest > LARGER * next.size;
        let caption = placed[j].len() == 1
            && placed[j][0].from == 0
            && columns.get(1).is_some_and(|c| line.bbox.x1 > c.0 + 1.0);
        if far || larger || caption {
            return &run[j + 1..];
        }
    }
    run
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
            if wordy > usize::from(line.chunks.len() >= 3 || is_counted(&all[start..i], line)) {
                break;
            }
            last_tabular = i;
            left = left.min(line.bbox.x0);
        } else {
            // A lone chunk is a wrapped label, a group heading, or the end.
            if all.get(i + 1).is_some_and(|next| is_repeated(first, next)) {
                break;
            }
            let run = &all[start..];
            if titles_another(run, i - start, last_tabular - start)
                || stands_over_headings(run, i - start, last_tabular - start)
            {
                break;
            }
            // A row of years under a title heads another table.
            if i > start + 1 && all.get(i + 1).is_some_and(heads_years) {
                break;
            }
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

/// Fewest years of a line of headings.
const HEADED_YEARS: usize = 2;

/// True for a line of headings among which are years.
fn heads_years(line: &TextLine) -> bool {
    let years = line.chunks.iter().filter(|c| year::is_bare(&c.text())).count();
    years >= HEADED_YEARS && !line.chunks.iter().any(is_count_chunk)
}

/// True when the lone line at `i` stands off from the rows above and below it, and the rows below have
/// another number of counts: it is the title of another table.
fn titles_another(run: &[TextLine], i: usize, last: usize) -> bool {
    let (Some(next), true) = (run.get(i + 1), i > 1 && last + 1 == i) else { return false };
    let gap = |k: usize| run[k].base - run[k - 1].base;
    let rows = (1..i).map(gap).fold(f32::MAX, f32::min);
    let counts = |l: &TextLine| l.chunks.iter().filter(|c| is_count_chunk(c)).count();
    let enough = title_gap(&run[i]) * rows;
    let apart = gap(i) > enough && gap(i + 1) > enough;
    let (above, below) = (counts(&run[last]), counts(next));
    // A list of labels and counts has no headings that a second one under its title would share.
    let lists = above == 1 && counts(&run[0]) == 1 && is_bold(&run[i]);
    apart && above > 0 && below > 0 && (above != below || lists)
}

fn is_bold(line: &TextLine) -> bool {
    line.chunks.iter().flat_map(|c| &c.words).all(|w| w.bold)
}

/// How many pitches of the rows a line stands off that is the title of another table.
fn title_gap(line: &TextLine) -> f32 {
    if is_bold(line) { BOLD_TITLE_GAP } else { TITLE_GAP }
}

/// True when the lone line at `i` stands off from rows of counts above it and headings follow, with rows of
/// counts under them: another table begins, and a note to the first or a title of the next stands between.
fn stands_over_headings(run: &[TextLine], i: usize, last: usize) -> bool {
    if i <= 1 || last + 1 != i {
        return false;
    }
    let has_count = |l: &TextLine| l.chunks.iter().skip(1).any(is_count_chunk);
    let gap = |k: usize| run[k].base - run[k - 1].base;
    let rows = (1..i).map(gap).fold(f32::MAX, f32::min);
    let Some(heads) = (i..run.len()).find(|&k| run[k].chunks.len() >= 2) else { return false };
    let is_heading = run[heads].chunks.iter().all(|c| !is_count_chunk(c) && is_cellish(c));
    let near =
        heads - i < MAX_HEADING_LINES && (i..heads).all(|k| gap(k + 1) < LINE_REACH * run[k].size);
    has_count(&run[last])
        && gap(i) > title_gap(&run[i]) * rows
        && is_heading
        && near
        && run.get(heads + 1).is_some_and(has_count)
}

/// True for a long label with its count, where the rows above have their counts as well.
fn is_counted(above: &[TextLine], line: &TextLine) -> bool {
    let [_, count] = &line.chunks[..] else { return false };
    let same = |l: &&TextLine| {
        l.chunks
            .last()
            .is_some_and(|c| is_count_chunk(c) && (c.bbox.x1 - count.bbox.x1).abs() < SAME_COUNTS)
    };
    is_count_chunk(count) && above.iter().filter(same).count() >= 2
}

/// True when a line says the headings of a table once more: what stands over it names a new table.
fn is_repeated(heads: &TextLine, line: &TextLine) -> bool {
    line.chunks.len() >= 2 && !line.chunks.iter().any(is_count_chunk) && line.text() == heads.text()
}

/// Left edges at which chunks of a run begin.
fn run_columns(run: &[TextLine]) -> Vec<f32> {
    let widest = run.iter().max_by_key(|l| l.chunks.len());
    widest.map_or(Vec::new(), |l| l.chunks.iter().map(|c| c.bbox.x0).collect())
}

/// The table that some lines form, if they do; `sure` when rulings say that it is one.
pub(super) fn table_of(page: &Page, run: &[TextLine], sure: bool) -> Option<Found> {
    let (columns, placed) = columns::place(run)?;
    if columns.len() < 2 || !sure && !is_tabular(run, &columns, &placed) {
        return None;
    }
    let rows = rows::group(page, run, &placed, &columns);
    if let Some(col) = flowing_column(&rows, &placed, columns.len()) {
        let rest: Vec<TextLine> = placed
            .iter()
            .map(|l| {
                l.iter().filter(|p| p.to < col || p.from > col).map(|p| p.chunk.clone()).collect()
            })
            .filter(|l: &Vec<Chunk>| !l.is_empty())
            .map(TextLine::of)
            .collect();
        return if rest.len() < 2 { None } else { table_of(page, &rest, sure) };
    }
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
    let words = placed.iter().flatten().flat_map(|p| &p.chunk.words).map(|w| w.bbox).collect();
    Some(Found { bbox, columns, cells, doubt: None, ruled: false, words })
}

/// An outer column of running text that stands beside a table: its sentences run on from row to row.
fn flowing_column(rows: &[Vec<usize>], placed: &[Vec<Piece>], columns: usize) -> Option<usize> {
    [columns - 1, 0].into_iter().find(|&col| {
        let texts: Vec<(usize, String)> = rows
            .iter()
            .enumerate()
            .flat_map(|(r, lines)| lines.iter().map(move |l| (r, *l)))
            .flat_map(|(r, l)| {
                placed[l]
                    .iter()
                    .filter(|p| p.from == col && p.to == col)
                    .map(move |p| (r, p.chunk.text()))
            })
            .collect();
        let words: usize = texts.iter().map(|(_, t)| t.split_whitespace().count()).sum();
        let across: Vec<bool> = texts
            .windows(2)
            .filter(|p| p[0].0 != p[1].0)
            .map(|p| p[1].1.starts_with(char::is_lowercase) && !p[0].1.ends_with(['.', ':']))
            .collect();
        let runs_on = across.iter().filter(|a| **a).count();
        texts.len() >= 3
            && words >= prose::PROSE_WORDS * texts.len()
            && runs_on >= 1
            && runs_on * 2 >= across.len()
            && !placed.iter().any(|l| l.iter().any(|p| p.from == col && p.is_count()))
    })
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
