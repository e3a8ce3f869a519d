//! Tables without rulings, by columns that line up: which printed lines form one table, where its
//! columns stand, and which lines are one row.

use super::cells::{cell, is_count_chunk, is_numeric, set_indents, take_words};
use super::lattice::Found;
use super::stream::{Page, TextLine, lines};
use super::words::{Chunk, Word};
use crate::model::locator::BBox;

/// Columns must be parted by at least this, in points.
const COLUMN_GAP: f32 = 3.0;
/// Lines farther apart than this many font sizes end a table.
const LINE_REACH: f32 = 3.4;
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
