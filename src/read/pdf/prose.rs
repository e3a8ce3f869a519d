//! Running text on a page: where it stands in columns, and where it stands beside something else (a
//! chart, a second letter head), so that lines of the two are not read across.

use super::cells::is_count_chunk;
use super::stream::{TextLine, lines};
use super::words::Chunk;
use crate::model::locator::BBox;

/// Running text has at least so many lines one under the other,
const PROSE_LINES: usize = 4;
/// most of them of so many words,
pub(super) const PROSE_WORDS: usize = 6;
/// no farther apart than so many font sizes,
const PROSE_LEADING: f32 = 1.6;
/// and beginning within so many points of each other.
const PROSE_EDGE: f32 = 3.0;
/// Two columns of text are parted by at least this, in points.
const GUTTER: f32 = 10.0;
/// Fewest lines on either side that make two columns of text.
const MIN_COLUMN_LINES: usize = 5;
/// A column of text is at least this wide, in points.
const MIN_COLUMN: f32 = 100.0;
/// Fewest items of a list in either of its columns.
const MIN_ITEMS: usize = 3;
/// Marks of items.
const MARKS: &[&str] = &[
    "\u{2022}", "o", "\u{2013}", "-", "\u{25aa}", "\u{25e6}", "\u{25cf}", "\u{b7}", "\u{f0b7}",
    "\u{f0a7}",
];
/// Left edges closer than this, in points, are one edge.
const EDGE: f32 = 4.0;

/// Runs of running text: pieces under each other that begin at one edge, follow each other line by
/// line and are mostly sentences.
pub(super) fn runs(chunks: &[Chunk]) -> Vec<Vec<usize>> {
    let mut by_edge: Vec<usize> = (0..chunks.len()).collect();
    by_edge.sort_by(|&a, &b| {
        let edge = |i: usize| (chunks[i].bbox.x0 / PROSE_EDGE).round() as i64;
        edge(a).cmp(&edge(b)).then(chunks[a].base.total_cmp(&chunks[b].base))
    });
    let mut out: Vec<Vec<usize>> = Vec::new();
    for i in by_edge {
        let goes_on = out.last().and_then(|run| run.last()).is_some_and(|&l| {
            let (a, b) = (&chunks[l], &chunks[i]);
            (a.bbox.x0 - b.bbox.x0).abs() < PROSE_EDGE
                && b.base - a.base > 0.5 * a.size
                && b.base - a.base < PROSE_LEADING * a.size.max(b.size)
        });
        match out.last_mut() {
            Some(run) if goes_on => run.push(i),
            _ => out.push(vec![i]),
        }
    }
    out.retain(|run| {
        let wordy = run.iter().filter(|&&i| chunks[i].words.len() >= PROSE_WORDS).count();
        run.len() >= PROSE_LINES && wordy * 10 >= run.len() * 7 && !has_counts(chunks, run)
    });
    out
}

/// True when many of the lines have a count to their right: they are labels.
fn has_counts(chunks: &[Chunk], run: &[usize]) -> bool {
    let counted = run.iter().filter(|&&i| {
        chunks.iter().any(|c| {
            (c.base - chunks[i].base).abs() < 2.0
                && c.bbox.x0 > chunks[i].bbox.x1
                && is_count_chunk(c)
        })
    });
    counted.count() * 5 >= run.len() * 2
}

/// Lines in the order they are read: columns one after the other, what stands beside a text after it.
pub(super) fn apart(group: &[TextLine]) -> Vec<Vec<TextLine>> {
    let split = columns(group);
    if split.len() > 1 {
        return split;
    }
    let Some((from, to, gutter)) = bulleted(group).or_else(|| beside(group)) else { return split };
    let mut out = if from > 0 { columns(&group[..from]) } else { Vec::new() };
    let (left, right): (Vec<Chunk>, Vec<Chunk>) = group[from..to]
        .iter()
        .flat_map(|l| l.chunks.clone())
        .partition(|c| (c.bbox.x0 + c.bbox.x1) / 2.0 < gutter);
    for side in [left, right] {
        out.extend(columns(&lines(side)));
    }
    if to < group.len() {
        out.extend(apart(&group[to..]));
    }
    out
}

/// The stretch of lines in which a list goes on in a second column, its items set in by their level so
/// that no edge of it repeats, and the x between the two.
pub(super) fn bulleted(group: &[TextLine]) -> Option<(usize, usize, f32)> {
    let mark = |c: &Chunk| {
        let first = c.words.first().map_or("", |w| w.text.as_str());
        // A dash alone is a figure of nothing.
        MARKS.contains(&first) && (c.words.len() > 1 || !matches!(first, "-" | "\u{2013}"))
    };
    let marked = |c: &&Chunk| mark(c);
    let mut starts: Vec<f32> =
        group.iter().flat_map(|l| l.chunks.iter().filter(marked)).map(|c| c.bbox.x0).collect();
    starts.sort_by(f32::total_cmp);
    let first = (MIN_ITEMS..starts.len().saturating_sub(MIN_ITEMS - 1))
        .find(|&i| starts[i] - starts[i - 1] > MIN_COLUMN)?;
    let gutter = starts[first] - GUTTER / 2.0;
    let right = |l: &TextLine| l.chunks.iter().any(|c| mark(c) && c.bbox.x0 > gutter);
    let from = group.iter().position(right)?;
    let to = group.iter().rposition(|l| l.chunks.iter().any(mark))? + 1;
    let free = |c: &Chunk| c.bbox.x0 > gutter || c.bbox.x1 < gutter;
    group[from..to].iter().all(|l| l.chunks.iter().all(free)).then_some((from, to, gutter))
}

/// The first stretch of lines in which a text has something beside it, and the x between the two.
fn beside(group: &[TextLine]) -> Option<(usize, usize, f32)> {
    let chunks: Vec<Chunk> = group.iter().flat_map(|l| l.chunks.clone()).collect();
    let mut texts: Vec<BBox> = runs(&chunks)
        .into_iter()
        .filter_map(|run| run.into_iter().map(|i| chunks[i].bbox).reduce(BBox::union))
        .collect();
    texts.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    texts.into_iter().find_map(|text| stretch(group, &chunks, text))
}

fn stretch(group: &[TextLine], chunks: &[Chunk], text: BBox) -> Option<(usize, usize, f32)> {
    let level = |b: &BBox| b.y0 < text.y1 && b.y1 > text.y0;
    let own = |b: &BBox| b.x0 > text.x0 - EDGE && b.x1 < text.x1 + EDGE;
    let others: Vec<BBox> = chunks.iter().map(|c| c.bbox).filter(|b| level(b) && !own(b)).collect();
    let right = others.iter().all(|b| b.x0 > text.x1 + GUTTER / 2.0);
    let left = others.iter().all(|b| b.x1 < text.x0 - GUTTER / 2.0);
    let gutter = if others.is_empty() {
        return None;
    } else if right {
        (text.x1 + others.iter().map(|b| b.x0).fold(f32::MAX, f32::min)) / 2.0
    } else if left {
        (text.x0 + others.iter().map(|b| b.x1).fold(f32::MIN, f32::max)) / 2.0
    } else {
        return None;
    };
    let free = |l: &TextLine| l.chunks.iter().all(|c| c.bbox.x0 > gutter || c.bbox.x1 < gutter);
    let mut from = group.iter().position(|l| level(&l.bbox))?;
    let mut to = group.iter().rposition(|l| level(&l.bbox))? + 1;
    if !group[from..to].iter().all(free) {
        return None;
    }
    // What stands beside it may begin higher and end lower, and so may the text.
    let both = |l: &TextLine| {
        free(l)
            && (l.chunks.iter().any(|c| c.bbox.x0 > gutter) == right
                || l.chunks.iter().any(|c| c.bbox.x1 < gutter) == left)
    };
    while from > 0 && both(&group[from - 1]) && near(&group[from - 1], &group[from]) {
        from -= 1;
    }
    while to < group.len() && both(&group[to]) && near(&group[to - 1], &group[to]) {
        to += 1;
    }
    Some((from, to, gutter))
}

/// True for lines no farther apart than paragraphs are.
fn near(a: &TextLine, b: &TextLine) -> bool {
    b.base - a.base < 2.0 * PROSE_LEADING * a.size.max(b.size)
}

/// True for a piece alone on its line that has a text to its left whose lines stand at other heights:
/// columns set in type of two sizes, or begun at two heights.
fn is_beside(group: &[TextLine], left: f32, c: &Chunk) -> bool {
    let near = |l: &&TextLine| {
        l.bbox.x1 < c.bbox.x0 - GUTTER / 2.0
            && l.bbox.x0 < left + GUTTER
            && (l.base - c.base).abs() < 1.5 * l.size
            && l.chunks.iter().map(|c| c.words.len()).sum::<usize>() >= 3
    };
    c.bbox.x0 > left + MIN_COLUMN && c.words.len() >= 3 && group.iter().any(|l| near(&l))
}

/// Splits lines into columns of text where a gutter runs down between them.
fn columns(group: &[TextLine]) -> Vec<Vec<TextLine>> {
    let chunks: Vec<&Chunk> = group.iter().flat_map(|l| &l.chunks).collect();
    let left = group.iter().map(|l| l.bbox.x0).fold(f32::MAX, f32::min);
    let starts: Vec<f32> = group
        .iter()
        .flat_map(|l| l.chunks.iter().enumerate())
        .filter(|(i, c)| *i > 0 || is_beside(group, left, c))
        .map(|(_, c)| c.bbox.x0)
        .collect();
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
