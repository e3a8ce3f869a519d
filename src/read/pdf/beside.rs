//! Request and response side by side with no ruling between them: the two headings tell that there are two
//! columns, and the space under them where one ends. Each question is read before what stands beside it.

use super::nested::{Boxed, Layout, asked_column, counts, inside};
use super::stream::{Page, TextLine, lines};
use super::words::Chunk;
use crate::model::locator::BBox;

/// The columns are parted by at least this, in points.
const MIN_GUTTER: f32 = 4.0;
/// A gap between words wider than this share of the font size may part two columns.
const WIDE_SPACE: f32 = 0.45;
/// A question that stands off from the one above it by this many font sizes begins another row.
const ROW_GAP: f32 = 1.9;
/// First lines of a question and its answer are level to this, in points.
const LEVEL: f32 = 4.0;
/// Lines of counts in the answers that make a table of them; without one the two columns are a table.
const COUNT_LINES: usize = 2;

/// The stretches of a page set as request and response, from the top down.
pub fn layouts(page: &Page, chunks: &[Chunk]) -> Vec<Layout> {
    let all = lines(chunks.to_vec());
    let mut out: Vec<Layout> = Vec::new();
    for at in 0..all.len() {
        let below_last = out.last().is_none_or(|l| all[at].bbox.y0 >= l.area.y1);
        if below_last && let Some(layout) = under(page, &all, at) {
            out.push(layout);
        }
    }
    out
}

/// The stretch under the line `at`, when that is a pair of such headings.
fn under(page: &Page, all: &[TextLine], at: usize) -> Option<Layout> {
    let [left, right] = &all[at].chunks[..] else { return None };
    let heading = |c: &Chunk| vec![TextLine::of(vec![c.clone()])];
    if asked_column(&[heading(left), heading(right)]) != Some(0) {
        return None;
    }
    let mut gutter = (left.bbox.x1, right.bbox.x0);
    let mut end = at + 1;
    while let Some(narrower) = all.get(end).and_then(|line| narrowed(gutter, line)) {
        gutter = narrower;
        end += 1;
    }
    let x = (gutter.0 + gutter.1) / 2.0;
    let half = |line: &TextLine, answers: bool| -> Option<TextLine> {
        let side = if answers { (x, f32::MAX) } else { (f32::MIN, x) };
        let area = BBox { x0: side.0, x1: side.1, y0: f32::MIN, y1: f32::MAX };
        let part = inside(&line.chunks, area);
        (!part.is_empty()).then(|| TextLine::of(part))
    };
    let column = |answers| -> Vec<TextLine> {
        all[at + 1..end].iter().filter_map(|line| half(line, answers)).collect()
    };
    let (asked, answers) = (column(false), column(true));
    if asked.is_empty() || counts(&answers).len() < COUNT_LINES {
        return None;
    }
    let bottom = bottom(&asked, &answers);
    let (top, first) = (all[at].bbox.y0, all[at].bbox.y1 + 1.0);
    let rulings = page.across.iter().filter(|r| r.from < x && r.to > x).map(|r| r.at);
    let parted = rulings.chain(row_starts(&asked, &answers));
    let mut ys: Vec<f32> = parted.filter(|y| *y > first && *y < bottom).collect();
    ys.extend([top, first, bottom]);
    ys.sort_by(f32::total_cmp);
    ys.dedup_by(|next, before| *next - *before < LEVEL);
    let boxes = ys.windows(2).enumerate().flat_map(|(row, y)| {
        let area = |x0, x1| BBox { x0, x1, y0: y[0], y1: y[1] };
        [
            Boxed { area: area(f32::MIN, x), asked: row > 0 },
            Boxed { area: area(x, f32::MAX), asked: false },
        ]
    });
    let area = BBox { x0: f32::MIN, x1: f32::MAX, y0: ys[0], y1: bottom };
    Some(Layout { area, boxes: boxes.collect() })
}

/// The space between the columns that a line leaves, if it leaves any.
fn narrowed(gutter: (f32, f32), line: &TextLine) -> Option<(f32, f32)> {
    let (mut from, mut to) = gutter;
    for chunk in &line.chunks {
        let b = chunk.bbox;
        if b.x1 <= from || b.x0 >= to {
            continue;
        }
        let of_right = b.x1 > to || b.x0 - from > to - b.x1;
        if b.x0 > from && of_right {
            to = b.x0;
        } else if b.x1 < to {
            from = b.x1;
        } else {
            let space = chunk.words.windows(2).find_map(|w| {
                let (a, z) = (w[0].bbox.x1.max(from), w[1].bbox.x0.min(to));
                let wide = w[1].bbox.x0 - w[0].bbox.x1 > WIDE_SPACE * chunk.size;
                (wide && z - a >= MIN_GUTTER).then_some((a, z))
            });
            (from, to) = space?;
        }
    }
    (to - from >= MIN_GUTTER).then_some((from, to))
}

/// Where the stretch ends: below the last answer, and below what of the last question stands there.
fn bottom(asked: &[TextLine], answers: &[TextLine]) -> f32 {
    let mut end = answers.iter().map(|l| l.bbox.y1).fold(f32::MIN, f32::max);
    let mut above: Option<&TextLine> = None;
    for line in asked {
        let goes_on = above.is_some_and(|a| line.base - a.base < ROW_GAP * line.size);
        if line.bbox.y0 > end && !goes_on {
            break;
        }
        end = end.max(line.bbox.y1);
        above = Some(line);
    }
    end + 1.0
}

/// Tops of the questions that stand off from the one above, each with an answer that begins beside it.
fn row_starts(asked: &[TextLine], answers: &[TextLine]) -> Vec<f32> {
    let begins = |pair: &[TextLine]| {
        let line = &pair[1];
        let apart = line.base - pair[0].base > ROW_GAP * line.size;
        let beside = answers.iter().find(|a| (a.base - line.base).abs() < LEVEL)?;
        apart.then_some(line.bbox.y0.min(beside.bbox.y0) - 1.0)
    };
    asked.windows(2).filter_map(begins).collect()
}
