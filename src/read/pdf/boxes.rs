//! Forms made of boxes: a box with a label beside or over a box with a value, each pair drawn by
//! itself. Pairs of one kind are put together as a table, as a person reads down or across a form.

use super::cells::{cell, is_count_chunk, set_indents};
use super::lattice::{self, Found};
use super::stream::Page;
use super::words::{Chunk, Word};
use crate::model::locator::BBox;
use crate::normalise::year;

/// Pairs whose tops differ by less than this, in points, stand in one row.
const SAME_ROW: f32 = 4.0;
/// Two pairs farther apart than this, in points, are of two groups.
const APART: f32 = 40.0;
/// More words than this in a label box are a text in a frame.
const MAX_LABEL_WORDS: usize = 24;

/// A label box and its value box.
struct Pair {
    label: Vec<Word>,
    value: Vec<Word>,
    bbox: BBox,
    /// The label stands over the value.
    over: bool,
}

/// Finds the tables that pairs of boxes form.
pub fn boxed(page: &Page, chunks: &[Chunk]) -> Vec<Found> {
    let (across, down) = lattice::rules_with_shades(page);
    let mut pairs: Vec<Pair> = lattice::components(&across, &down)
        .iter()
        .filter_map(|(h, v)| {
            let ys = lattice::cluster(h.iter().map(|r| r.at).collect());
            let mut xs = lattice::cluster(v.iter().map(|r| r.at).collect());
            lattice::drop_empty_strips(&mut xs, chunks, (*ys.first()?, *ys.last()?));
            pair(&xs, &with_open_top(&ys, v), chunks)
        })
        .collect();
    // A frame around other boxes is none of them.
    let areas: Vec<BBox> = pairs.iter().map(|p| p.bbox).collect();
    let holds =
        |a: BBox, b: BBox| a != b && a.x0 <= b.x0 && a.x1 >= b.x1 && a.y0 <= b.y0 && a.y1 >= b.y1;
    pairs.retain(|p| !areas.iter().any(|b| holds(p.bbox, *b)));
    pairs.sort_by(|a, b| {
        let row = (a.bbox.y0 / SAME_ROW).round().total_cmp(&(b.bbox.y0 / SAME_ROW).round());
        row.then(a.bbox.x0.total_cmp(&b.bbox.x0))
    });
    let (over, beside): (Vec<Pair>, Vec<Pair>) = pairs.into_iter().partition(|p| p.over);
    let mut out: Vec<Found> =
        groups(over, same_row).iter().filter_map(|g| captioned(page, g)).collect();
    out.extend(groups(beside, follows).iter().filter_map(|g| listed(page, g)));
    out
}

/// A label box may have no line on top: its sides reach above the first one.
fn with_open_top(ys: &[f32], v: &[super::device::Rule]) -> Vec<f32> {
    let top = v.iter().map(|r| r.from).fold(f32::MAX, f32::min);
    let mut out = ys.to_vec();
    if out.first().is_some_and(|y| y - top > 2.0 * SAME_ROW) {
        out.insert(0, top);
    }
    out
}

/// How much larger than its label a value in the same box is printed, at least.
const LARGER: f32 = 1.15;

/// A box by itself: the label in small print and the value in larger print under it.
fn single(area: BBox, chunks: &[Chunk]) -> Option<Pair> {
    let words = words_in(chunks, area);
    let last = words.iter().map(|w| w.bbox.y1).fold(f32::MIN, f32::max);
    let (value, label): (Vec<Word>, Vec<Word>) =
        words.into_iter().partition(|w| last - w.bbox.y1 < SAME_ROW);
    let size = |words: &[Word]| words.iter().map(|w| w.bbox.height()).fold(0.0, f32::max);
    // A line of dashes between the two is a ruling.
    let ruling = |w: &Word| w.text.chars().count() > 2 && !w.text.contains(char::is_alphanumeric);
    let label: Vec<Word> = label.into_iter().filter(|w| !ruling(w)).collect();
    let letters = label.iter().any(|w| w.text.chars().any(char::is_alphabetic));
    let larger = size(&value) > LARGER * size(&label);
    let counted = is_count_chunk(&Chunk::of(value.clone()));
    (letters && larger && counted && label.len() <= MAX_LABEL_WORDS).then_some(Pair {
        label,
        value,
        bbox: area,
        over: true,
    })
}

fn pair(xs: &[f32], ys: &[f32], chunks: &[Chunk]) -> Option<Pair> {
    if let ([x0, x1], [y0, y1]) = (xs, ys) {
        return single(BBox { x0: *x0, y0: *y0, x1: *x1, y1: *y1 }, chunks);
    }
    let (first, second, over) = match (xs, ys) {
        ([x0, x1], [y0, y1, y2]) => (
            BBox { x0: *x0, y0: *y0, x1: *x1, y1: *y1 },
            BBox { x0: *x0, y0: *y1, x1: *x1, y1: *y2 },
            true,
        ),
        ([x0, x1, x2], [y0, y1]) => (
            BBox { x0: *x0, y0: *y0, x1: *x1, y1: *y1 },
            BBox { x0: *x1, y0: *y0, x1: *x2, y1: *y1 },
            false,
        ),
        _ => return None,
    };
    let (label, value) = (words_in(chunks, first), words_in(chunks, second));
    // A year over a figure is its label as well.
    let letters = label.iter().any(|w| w.text.chars().any(char::is_alphabetic))
        || over && year::is_bare(&Chunk::of(label.clone()).text());
    let counted = is_count_chunk(&Chunk::of(value.clone()));
    (letters && counted && label.len() <= MAX_LABEL_WORDS).then(|| Pair {
        label,
        value,
        bbox: first.union(second),
        over,
    })
}

fn words_in(chunks: &[Chunk], area: BBox) -> Vec<Word> {
    let inside = |w: &&Word| {
        let (x, y) = ((w.bbox.x0 + w.bbox.x1) / 2.0, (w.bbox.y0 + w.bbox.y1) / 2.0);
        x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1
    };
    chunks.iter().flat_map(|c| &c.words).filter(inside).cloned().collect()
}

/// Pairs in runs of which each belongs with the one before.
fn groups(pairs: Vec<Pair>, belongs: fn(&[Pair], &Pair) -> bool) -> Vec<Vec<Pair>> {
    let mut out: Vec<Vec<Pair>> = Vec::new();
    for p in pairs {
        match out.last_mut() {
            Some(group) if belongs(group, &p) => group.push(p),
            _ => out.push(vec![p]),
        }
    }
    out
}

fn same_row(group: &[Pair], p: &Pair) -> bool {
    (group[0].bbox.y0 - p.bbox.y0).abs() < SAME_ROW
}

fn follows(group: &[Pair], p: &Pair) -> bool {
    let bottom = group.iter().map(|g| g.bbox.y1).fold(f32::MIN, f32::max);
    p.bbox.y0 - bottom < APART
}

/// Labels over values, side by side: a row of headings and a row of values.
fn captioned(page: &Page, group: &[Pair]) -> Option<Found> {
    if group.len() < 2 {
        return listed(page, group);
    }
    let mut cells = Vec::new();
    for (col, p) in group.iter().enumerate() {
        cells.push(cell(page.number, 0, col as u32, 1, 1, &p.label, p.bbox));
        cells.push(cell(page.number, 1, col as u32, 1, 1, &p.value, p.bbox));
    }
    found(group, cells, group.iter().map(|p| (p.bbox.x0, p.bbox.x1)).collect())
}

/// Labels beside values: a list of two columns, row by row of the form.
fn listed(page: &Page, group: &[Pair]) -> Option<Found> {
    let mut cells = Vec::new();
    for (row, p) in group.iter().enumerate() {
        cells.push(cell(page.number, row as u32, 0, 1, 1, &p.label, p.bbox));
        cells.push(cell(page.number, row as u32, 1, 1, 1, &p.value, p.bbox));
    }
    cells.iter_mut().for_each(|c| c.indent = 0);
    let first = group.first()?;
    let middle = first.value.first()?.bbox.x0;
    found(group, cells, vec![(first.bbox.x0, middle), (middle, first.bbox.x1)])
}

fn found(
    group: &[Pair],
    mut cells: Vec<crate::model::document::Cell>,
    columns: Vec<(f32, f32)>,
) -> Option<Found> {
    set_indents(&mut cells);
    cells.sort_by_key(|c| (c.row, c.col));
    let bbox = group.iter().map(|p| p.bbox).reduce(BBox::union)?;
    let words = group.iter().flat_map(|p| p.label.iter().chain(&p.value)).map(|w| w.bbox).collect();
    Some(Found { bbox, columns, cells, doubt: None, ruled: true, words })
}
