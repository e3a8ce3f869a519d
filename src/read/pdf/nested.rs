//! Tables that lay out a page: the boxes of such a table hold texts and whole tables, most often the request
//! on the left and what answers it on the right. Each box is read by itself, row by row.

use super::cells::is_count_chunk;
use super::device::Rule;
use super::lattice::{self, Found};
use super::prose;
use super::stream::{Page, TextLine, lines};
use super::words::Chunk;
use crate::model::locator::BBox;

/// Most columns of boxes on a page; more are columns of a table.
const MAX_COLUMNS: usize = 3;
/// A box that is a text has at least so many words.
const TEXT_WORDS: usize = 3;
/// Lines of counts in a box that make a table of it.
const COUNT_LINES: usize = 2;
/// Baselines closer than this, in points, are one line.
const SAME_LINE: f32 = 2.0;
/// So large a share of the lines of a text that stand beside lines of counts are their labels.
const BESIDE: f32 = 0.6;
/// A ruling this far, in points, inside of a box is no edge of it.
const INSET: f32 = 2.0;
/// A column of text is at least this wide, in points.
const MIN_WIDTH: f32 = 100.0;
/// Longest heading of a column of boxes, in words.
const HEADING_WORDS: usize = 5;

/// A box of the page, and whether it holds what was asked and not what is answered.
#[derive(Clone, Debug)]
pub struct Boxed {
    /// Its edges.
    pub area: BBox,
    /// It stands under "Request", with the answer beside it.
    pub asked: bool,
}

/// A table that lays out a part of a page.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Its edges.
    pub area: BBox,
    /// Its boxes, row by row.
    pub boxes: Vec<Boxed>,
}

/// The tables of a page that hold tables, from the top down.
pub fn layouts(page: &Page, chunks: &[Chunk]) -> Vec<Layout> {
    let (across, down) = lattice::rules_with_shades(page);
    let found = lattice::components(&across, &down);
    let mut out: Vec<Layout> = found.iter().filter_map(|(h, v)| layout(h, v, chunks)).collect();
    out.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0));
    out.dedup_by(|next, before| next.area.y0 < before.area.y1);
    out
}

/// A page as if it held nothing but what is inside of an area.
pub fn part(page: &Page, area: BBox) -> Page {
    let spans = |from: f32, to: f32, a: f32, b: f32| from > a - INSET && to < b + INSET;
    let within = |at: f32, a: f32, b: f32| at > a + INSET && at < b - INSET;
    let mut out = page.clone();
    out.chunks = inside(&page.chunks, area);
    out.across.retain(|r| within(r.at, area.y0, area.y1) && spans(r.from, r.to, area.x0, area.x1));
    out.down.retain(|r| within(r.at, area.x0, area.x1) && spans(r.from, r.to, area.y0, area.y1));
    out.shades.retain(|s| {
        spans(s.x0, s.x1, area.x0, area.x1)
            && spans(s.y0, s.y1, area.y0, area.y1)
            && s.height() < area.height() - INSET
    });
    out
}

/// The words inside of an area, divided where a chunk reaches over its edge.
pub fn inside(chunks: &[Chunk], area: BBox) -> Vec<Chunk> {
    let mut out = Vec::new();
    for chunk in chunks {
        let words = chunk.words.split(|w| {
            let (x, y) = ((w.bbox.x0 + w.bbox.x1) / 2.0, (w.bbox.y0 + w.bbox.y1) / 2.0);
            !(x >= area.x0 && x < area.x1 && y >= area.y0 && y < area.y1)
        });
        out.extend(words.filter(|w| !w.is_empty()).map(|w| Chunk::of(w.to_vec())));
    }
    out
}

fn layout(h: &[Rule], v: &[Rule], chunks: &[Chunk]) -> Option<Layout> {
    let left = h.iter().map(|r| r.from).fold(f32::MAX, f32::min);
    let right = h.iter().map(|r| r.to).fold(f32::MIN, f32::max);
    // Rulings over the whole width part the rows of boxes; the others belong to what a box holds.
    let wide = |r: &&Rule| r.from - left < INSET && right - r.to < INSET;
    let ys = lattice::cluster(h.iter().filter(wide).map(|r| r.at).collect());
    let (top, bottom) = (*ys.first()?, *ys.last()?);
    let high = |r: &&Rule| r.from - top < INSET && bottom - r.to < INSET;
    let mut xs = lattice::cluster(v.iter().filter(high).map(|r| r.at).collect());
    for edge in [left, right] {
        if !xs.iter().any(|x| (x - edge).abs() < 2.0 * INSET) {
            xs.push(edge);
        }
    }
    xs.sort_by(f32::total_cmp);
    if !(3..=MAX_COLUMNS + 1).contains(&xs.len()) || ys.len() < 2 {
        return None;
    }
    let row = |y: (f32, f32)| -> Vec<Vec<TextLine>> {
        let column =
            |x: &[f32]| lines(inside(chunks, BBox { x0: x[0], y0: y.0, x1: x[1], y1: y.1 }));
        xs.windows(2).map(column).collect()
    };
    let rows: Vec<Vec<Vec<TextLine>>> = ys.windows(2).map(|y| row((y[0], y[1]))).collect();
    let asked = rows.first().and_then(|first| asked_column(first));
    let holds_table = rows.iter().any(|cells| {
        let table = |i: usize| counts(&cells[i]).len() >= COUNT_LINES;
        (0..cells.len()).filter(|&i| table(i)).any(|i| {
            let beside = || (0..cells.len()).filter(|&k| k != i && is_text(&cells[k]));
            asked.is_some_and(|a| a != i)
                || beside().next().is_some() && !beside().any(|k| labels(&cells[k], &cells[i]))
        })
    });
    if !holds_table {
        return None;
    }
    let mut boxes = Vec::new();
    for (r, y) in ys.windows(2).enumerate() {
        for (c, x) in xs.windows(2).enumerate() {
            let area = BBox { x0: x[0], y0: y[0], x1: x[1], y1: y[1] };
            boxes.push(Boxed { area, asked: r > 0 && asked == Some(c) });
        }
    }
    Some(Layout { area: BBox { x0: left, y0: top, x1: right, y1: bottom }, boxes })
}

/// The column under "Request" of a row of headings that has "Response" beside it.
pub(super) fn asked_column(headings: &[Vec<TextLine>]) -> Option<usize> {
    const ASKED: &[&str] = &["request", "question", "you asked", "asked for"];
    const ANSWERED: &[&str] = &["response", "answer", "reply", "disclosure"];
    let text = |lines: &[TextLine]| {
        lines.iter().map(TextLine::text).collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let named = |words: &[&str]| {
        headings.iter().position(|h| {
            let text = text(h);
            text.split_whitespace().count() <= HEADING_WORDS
                && words.iter().any(|w| text.contains(w))
        })
    };
    let (asked, answered) = (named(ASKED)?, named(ANSWERED)?);
    (asked != answered).then_some(asked)
}

/// Lines of which a part stands apart and is a count.
pub(super) fn counts(lines: &[TextLine]) -> Vec<&TextLine> {
    lines
        .iter()
        .filter(|l| l.chunks.len() > 1 && l.chunks[1..].iter().any(is_count_chunk))
        .collect()
}

fn is_text(lines: &[TextLine]) -> bool {
    let words = lines.iter().flat_map(|l| &l.chunks).map(|c| c.words.len()).sum::<usize>();
    words >= TEXT_WORDS && counts(lines).is_empty()
}

/// True when most lines of a text stand beside lines of counts: they are the labels of those.
fn labels(text: &[TextLine], table: &[TextLine]) -> bool {
    let rows = counts(table);
    let beside =
        text.iter().filter(|l| rows.iter().any(|r| (r.base - l.base).abs() < SAME_LINE)).count();
    beside as f32 >= BESIDE * text.len() as f32
}

/// A stretch of a page set in two columns of text.
pub struct Columns {
    /// Its top and bottom.
    pub band: (f32, f32),
    /// The x between the columns.
    pub gutter: f32,
}

/// Fewest lines of running text in each of two columns.
const COLUMN_LINES: usize = 8;
/// One of two columns of text is at least so many times as wide as the other.
const WIDTH_SHARE: f32 = 0.75;

/// The stretch of a page that is set in two columns of text, one of which holds a table.
pub fn columns(page: &Page, chunks: &[Chunk], tables: &[Found]) -> Option<Columns> {
    let texts: Vec<BBox> = prose::runs(chunks)
        .iter()
        .filter_map(|run| run.iter().map(|&i| chunks[i].bbox).reduce(BBox::union))
        .collect();
    let first = texts.iter().map(|t| t.x0).fold(f32::MAX, f32::min);
    let right = texts.iter().filter(|t| t.x0 > first + MIN_WIDTH).map(|t| t.x0);
    let edge = right.fold(f32::MAX, f32::min);
    let left_end = texts.iter().filter(|t| t.x0 < edge - 1.0).map(|t| t.x1).fold(0.0, f32::max);
    let last = texts.iter().map(|t| t.x1).fold(0.0, f32::max);
    let (narrow, wide) = {
        let (a, b) = (left_end - first, last - edge);
        (a.min(b), a.max(b))
    };
    if edge == f32::MAX || left_end >= edge || narrow < WIDTH_SHARE * wide {
        return None;
    }
    let gutter = (left_end + edge) / 2.0;
    // What reaches over the gutter ends the stretch.
    let over = |b: &BBox| b.x0 < gutter - 1.0 && b.x1 > gutter + 1.0;
    let mut barriers: Vec<(f32, f32)> =
        chunks.iter().filter(|c| over(&c.bbox)).map(|c| (c.bbox.y0, c.bbox.y1)).collect();
    let crossing = page.across.iter().filter(|r| r.from < gutter - 1.0 && r.to > gutter + 1.0);
    barriers.extend(crossing.map(|r| (r.at, r.at)));
    barriers.extend(tables.iter().filter(|t| over(&t.bbox)).map(|t| (t.bbox.y0, t.bbox.y1)));
    let inner = |t: &&BBox| t.x0 > gutter;
    let middle = texts.iter().find(inner).map(|t| (t.y0 + t.y1) / 2.0)?;
    let top = barriers.iter().filter(|b| b.1 < middle).map(|b| b.1).fold(f32::MIN, f32::max);
    let bottom = barriers.iter().filter(|b| b.0 > middle).map(|b| b.0).fold(f32::MAX, f32::min);
    let within = |b: &BBox| b.y0 > top - 1.0 && b.y1 < bottom + 1.0;
    let lines_on = |right: bool| {
        let here = |c: &&Chunk| within(&c.bbox) && (c.bbox.x0 > gutter) == right;
        chunks.iter().filter(here).filter(|c| c.words.len() >= prose::PROSE_WORDS - 2).count()
    };
    let table = tables.iter().any(|t| within(&t.bbox) && !over(&t.bbox));
    let full = lines_on(false) >= COLUMN_LINES && lines_on(true) >= COLUMN_LINES;
    (table && full).then_some(Columns { band: (top, bottom), gutter })
}
