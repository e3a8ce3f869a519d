//! Columns of a table from the text in it: where its columns stand, which pieces of a line belong to
//! which, and where words printed close together belong to two.

use std::collections::BTreeSet;

use super::cells::{is_count_chunk, is_numeric};
use super::stream::TextLine;
use super::words::{Chunk, Word};

/// Columns must be parted by at least this, in points.
const COLUMN_GAP: f32 = 3.0;
/// Lines looked at on either side to tell whether a piece spans columns.
const NEIGHBOURS: usize = 60;
/// A gap between two words that is wider than this share of the font size is wider than a space.
const WIDE_SPACE: f32 = 0.42;
/// Edges of a heading and of its column agree when they are this close, in points.
const AGREE: f32 = 2.5;
/// Lines whose baselines are closer than this share of the font size are printed side by side.
pub(super) const OVERLAP: f32 = 0.8;

/// True for two lines in different columns that stand closer than lines in one column can.
pub(super) fn is_beside(above: &TextLine, below: &TextLine) -> bool {
    let clear = |a: &Chunk, b: &Chunk| a.bbox.x1 < b.bbox.x0 || a.bbox.x0 > b.bbox.x1;
    below.base - above.base < above.size.min(below.size)
        && above.chunks.iter().all(|a| below.chunks.iter().all(|b| clear(a, b)))
}

/// A piece of a line in the columns it covers.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// First column.
    pub from: usize,
    /// Last column.
    pub to: usize,
    /// Its words.
    pub chunk: Chunk,
}

impl Piece {
    /// True when it is a count (a number that is no year).
    pub fn is_count(&self) -> bool {
        is_count_chunk(&self.chunk)
    }
}

/// Left and right edges of columns, and the pieces of every line.
type Placed = (Vec<(f32, f32)>, Vec<Vec<Piece>>);

/// Columns of a run of lines, and every line's pieces placed in them.
pub(super) fn place(run: &[TextLine]) -> Option<Placed> {
    let mut columns = edges(run)?;
    let mut placed: Vec<Vec<Piece>> = run.iter().map(|l| pieces(&columns, l)).collect();
    while let Some(k) =
        headless_pair(run, &columns, &placed).or_else(|| stretched_label(run, &columns, &placed))
    {
        columns[k].1 = columns[k].1.max(columns[k + 1].1);
        columns[k].0 = columns[k].0.min(columns[k + 1].0);
        columns.remove(k + 1);
        placed = run.iter().map(|l| pieces(&columns, l)).collect();
    }
    Some((columns, placed))
}

/// Column edges: chunks that no other line divides are put together where they overlap.
fn edges(run: &[TextLine]) -> Option<Vec<(f32, f32)>> {
    let mut spans: Vec<(f32, f32)> = Vec::new();
    for (i, line) in run.iter().enumerate() {
        for c in &line.chunks {
            if !is_divided(run, i, c) {
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
    if let Some((at, parts)) =
        (0..out.len()).find_map(|k| Some((k, labels_and_counts(run, out[k])?)))
    {
        out.splice(at..=at, parts);
    }
    (!out.is_empty()).then_some(out)
}

/// A column in which most rows have words and, set apart from all of them, a count: the labels and the
/// first column of counts, whose wide heading touches the longest label.
fn labels_and_counts(run: &[TextLine], column: (f32, f32)) -> Option<[(f32, f32); 2]> {
    let inside = |c: &&Chunk| c.bbox.x0 >= column.0 - 0.5 && c.bbox.x1 <= column.1 + 0.5;
    let lines: Vec<Vec<&Chunk>> =
        run.iter().map(|l| l.chunks.iter().filter(inside).collect()).collect();
    let pairs: Vec<(&Chunk, &Chunk)> = lines
        .iter()
        .filter_map(|l| match l[..] {
            [label, count] if !is_count_chunk(label) && is_count_chunk(count) => {
                Some((label, count))
            }
            _ => None,
        })
        .collect();
    let filled = lines.iter().filter(|l| !l.is_empty()).count();
    if pairs.len() < 2 || pairs.len() * 3 < filled * 2 {
        return None;
    }
    let label = pairs.iter().map(|p| p.0.bbox.x1).fold(f32::MIN, f32::max);
    let count = pairs.iter().map(|p| p.1.bbox.x0).fold(f32::MAX, f32::min);
    // What stands over the counts is their heading.
    let over = |c: &&&Chunk| c.bbox.x1 > count && !is_count_chunk(c);
    let head = lines.iter().filter(|l| l.len() == 1).filter_map(|l| l.first()).filter(over);
    let head = head.map(|c| c.bbox.x0).fold(count, f32::min);
    let (left, right) = (label.min(head - 0.1), (label + 0.1).max(head));
    (count - label > COLUMN_GAP && right <= count && left > column.0)
        .then_some([(column.0, left), (right, column.1)])
}

/// True when some other line has two pieces where this one has one, or when it stands centred over two
/// headings of the line below it ("Officer" over "Male" and "Female").
fn is_divided(run: &[TextLine], at: usize, c: &Chunk) -> bool {
    if heads_two(run, at, c) {
        return true;
    }
    let near = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(run.len());
    near.filter(|j| *j != at).any(|j| {
        let over = run[j].chunks.iter().filter(|o| {
            let overlap = o.bbox.x1.min(c.bbox.x1) - o.bbox.x0.max(c.bbox.x0);
            overlap > 0.5 * o.bbox.width().min(c.bbox.width())
        });
        over.count() >= 2
    })
}

/// True for words of a heading line that stand between the middles of two neighbours in the next line and
/// reach over both.
fn heads_two(run: &[TextLine], at: usize, c: &Chunk) -> bool {
    // "Force", which is centred beside both lines of headings, stands between them.
    let Some(next) = run[at + 1..].iter().find(|l| !is_beside(&run[at], l)) else { return false };
    let count = |l: &TextLine| l.chunks.iter().any(is_count_chunk);
    if next.chunks.len() <= run[at].chunks.len() || count(&run[at]) || count(next) {
        return false;
    }
    let middle = |c: &Chunk| (c.bbox.x0 + c.bbox.x1) / 2.0;
    next.chunks.windows(2).any(|pair| {
        let over = |o: &Chunk| o.bbox.x1.min(c.bbox.x1) - o.bbox.x0.max(c.bbox.x0) > 0.0;
        let parted = pair[1].bbox.x0 - pair[0].bbox.x1 > COLUMN_GAP;
        let between = middle(&pair[0]) < middle(c) && middle(c) < middle(&pair[1]);
        // "2016" in the middle over "No." and "%" touches neither.
        let centre = (pair[0].bbox.x0 + pair[1].bbox.x1) / 2.0;
        let inside = c.bbox.x0 > pair[0].bbox.x0 && c.bbox.x1 < pair[1].bbox.x1;
        let centred = inside && (centre - middle(c)).abs() < AGREE;
        parted && between && (centred || over(&pair[0]) && over(&pair[1]))
    })
}

/// Headings over several columns reach as far as they are centred over: "Complainant" over "Male",
/// "Female" and "Not known" touches but two of them.
fn stretch(columns: &[(f32, f32)], line: &mut [Piece]) {
    /// Middles that agree are this close, in points.
    const CENTRED: f32 = 6.0;
    if line.len() >= columns.len() || line.iter().any(Piece::is_count) {
        return;
    }
    if let Some(wide) = over_equal_groups(columns, line, CENTRED) {
        for (k, piece) in line.iter_mut().enumerate() {
            (piece.from, piece.to) = (1 + k * wide, (k + 1) * wide);
        }
        return;
    }
    for i in 0..line.len() {
        let (from, to) = (line[i].from, line[i].to);
        if to == from {
            continue;
        }
        let left = i.checked_sub(1).map_or(0, |k| line[k].to + 1);
        let right = line.get(i + 1).map_or(columns.len(), |p| p.from);
        let middle = (line[i].chunk.bbox.x0 + line[i].chunk.bbox.x1) / 2.0;
        let off = |a: usize, b: usize| ((columns[a].0 + columns[b].1) / 2.0 - middle).abs();
        let wider = (left..=from).flat_map(|a| (to..right).map(move |b| (a, b)));
        let best = wider.min_by(|x, y| off(x.0, x.1).total_cmp(&off(y.0, y.1)));
        if let Some((a, b)) = best
            && off(a, b) < CENTRED
            && off(a, b) + CENTRED / 2.0 < off(from, to)
        {
            (line[i].from, line[i].to) = (a, b);
        }
    }
}

/// How many columns each of several different headings is centred over, where they share the columns right
/// of the labels equally: "Norfolk" in the middle over three, "Suffolk" over the next three.
fn over_equal_groups(columns: &[(f32, f32)], line: &[Piece], centred: f32) -> Option<usize> {
    let (count, wide) = (line.len(), (columns.len() - 1) / line.len().max(1));
    let texts: BTreeSet<String> = line.iter().map(|p| p.chunk.text()).collect();
    let over = |(k, piece): (usize, &Piece)| {
        let (first, last) = (columns[1 + k * wide], columns[(k + 1) * wide]);
        let middle = (piece.chunk.bbox.x0 + piece.chunk.bbox.x1) / 2.0;
        ((first.0 + last.1) / 2.0 - middle).abs() < centred
    };
    (count >= 2
        && wide >= 2
        && count * wide + 1 == columns.len()
        && texts.len() == count
        && line.iter().enumerate().all(over))
    .then_some(wide)
}

/// The pieces of a line in given columns.
pub(super) fn pieces(columns: &[(f32, f32)], line: &TextLine) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for c in &line.chunks {
        let (from, to) = span(columns, c);
        if to > from {
            out.extend(split(columns, from, to, c));
        } else {
            out.push(Piece { from, to, chunk: c.clone() });
        }
    }
    stretch(columns, &mut out);
    out
}

/// Parts a piece over several columns at the spaces that stand between columns, where the parts are
/// cells of their own: numbers, or words set apart by more than a space, or words that stand exactly
/// over or in their columns.
fn split(columns: &[(f32, f32)], from: usize, to: usize, c: &Chunk) -> Vec<Piece> {
    let mut cuts: Vec<(usize, f32)> = Vec::new();
    for k in from..to {
        let (a, b) = (columns[k].1, columns[k + 1].0);
        // The widest of the spaces between the two columns parts them.
        let gap = c
            .words
            .windows(2)
            .enumerate()
            .filter(|(i, w)| {
                let (x0, x1) = (w[0].bbox.x1, w[1].bbox.x0);
                x1.min(b + 1.0) - x0.max(a - 1.0) > 0.0 && cuts.iter().all(|(at, _)| at != i)
            })
            .max_by(|(_, v), (_, w)| {
                (v[1].bbox.x0 - v[0].bbox.x1).total_cmp(&(w[1].bbox.x0 - w[0].bbox.x1))
            });
        if let Some((i, w)) = gap {
            cuts.push((i, (w[1].bbox.x0 - w[0].bbox.x1) / c.size.max(1.0)));
        }
    }
    let whole = || vec![Piece { from, to, chunk: c.clone() }];
    if cuts.is_empty() {
        return whole();
    }
    cuts.sort_by_key(|(at, _)| *at);
    let mut parts: Vec<Vec<Word>> = Vec::new();
    let mut start = 0;
    for (at, _) in &cuts {
        parts.push(c.words[start..=*at].to_vec());
        start = at + 1;
    }
    parts.push(c.words[start..].to_vec());
    let parts: Vec<Piece> = parts
        .into_iter()
        .map(|words| {
            let chunk = Chunk::of(words);
            let (from, to) = span(columns, &chunk);
            Piece { from, to, chunk }
        })
        .collect();
    let apart = parts.windows(2).all(|p| p[0].to < p[1].from);
    let wide = cuts.iter().all(|(_, gap)| *gap > WIDE_SPACE);
    let figures = parts[1..].iter().all(|p| p.chunk.words.iter().all(|w| is_figure(&w.text)));
    let exact = parts.iter().all(|p| stands_over(columns[p.from], &p.chunk));
    if apart && (wide || figures || exact) { parts } else { whole() }
}

/// A number, or a reference that stands for one ("s.40(2)").
fn is_figure(text: &str) -> bool {
    let signs = text.chars().filter(|c| c.is_ascii_digit()).count();
    is_numeric(text) || signs > 0 && text.chars().filter(|c| c.is_alphabetic()).count() <= 2
}

fn stands_over(column: (f32, f32), c: &Chunk) -> bool {
    let centre = (c.bbox.x0 + c.bbox.x1) / 2.0 - (column.0 + column.1) / 2.0;
    (c.bbox.x0 - column.0).abs() < AGREE
        || (c.bbox.x1 - column.1).abs() < AGREE
        || centre.abs() < AGREE
}

fn span(columns: &[(f32, f32)], c: &Chunk) -> (usize, usize) {
    let overlap = |k: usize| c.bbox.x1.min(columns[k].1) - c.bbox.x0.max(columns[k].0);
    let mut hit = (0..columns.len()).filter(|&k| overlap(k) > 0.0);
    match (hit.clone().next(), hit.next_back()) {
        (Some(a), Some(b)) => (a, b),
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

/// The first of two neighbouring columns that are one: a heading printed beside its figures (centred
/// over a cell whose figures stand left or right). One holds headings only, the other no heading,
/// and no row has both.
fn headless_pair(run: &[TextLine], columns: &[(f32, f32)], placed: &[Vec<Piece>]) -> Option<usize> {
    let first = placed.iter().position(|l| l.iter().any(|p| p.from > 0 && p.is_count()))?;
    let group = side_by_side(run);
    let body = group[first];
    let filled = |k: usize, head: bool| {
        let mut rows: Vec<usize> = (0..run.len())
            .filter(|&i| (group[i] < body) == head)
            .filter(|&i| placed[i].iter().any(|p| p.from <= k && k <= p.to))
            .map(|i| group[i])
            .collect();
        rows.dedup();
        rows
    };
    (0..columns.len().saturating_sub(1)).find(|&k| {
        let (head_a, head_b) = (filled(k, true), filled(k + 1, true));
        let (body_a, body_b) = (filled(k, false), filled(k + 1, false));
        let crosswise = head_a.is_empty() && body_b.is_empty() && !head_b.is_empty()
            || head_b.is_empty() && body_a.is_empty() && !head_a.is_empty();
        k > 0 && crosswise && columns[k + 1].0 - columns[k].1 < 3.0 * run[0].size
    })
}

/// The label column when what stands right of it is no column but the rest of labels whose words are
/// spread out to fill their lines: words only, never under a heading, in few rows, and never without
/// the beginning of a label before them.
fn stretched_label(
    run: &[TextLine],
    columns: &[(f32, f32)],
    placed: &[Vec<Piece>],
) -> Option<usize> {
    let first = placed.iter().position(|l| l.iter().any(|p| p.from > 0 && p.is_count()))?;
    // The first column with a heading of its own, right of that of the labels.
    let end = placed[..first].iter().flatten().filter(|p| p.to >= 1).map(|p| p.from).min()?;
    let covers = |p: &Piece| p.from < end && p.to >= 1;
    let heads = placed[..first].iter().any(|l| l.iter().filter(|p| p.from >= end).count() >= 2);
    if end < 2 || !heads {
        return None;
    }
    let body = &placed[first..];
    let filled: Vec<&Vec<Piece>> = body.iter().filter(|l| l.iter().any(covers)).collect();
    let label = |l: &&Vec<Piece>| {
        let rest = l.iter().filter(|p| covers(p)).all(|p| {
            let figure = |w: &Word| w.text.chars().any(|c| c.is_ascii_digit());
            !p.is_count() && !p.chunk.words.iter().any(figure) && p.to < end
        });
        rest && l.first().is_some_and(|p| p.from == 0)
    };
    let near = columns[1].0 - columns[0].1 < 3.0 * run[0].size;
    (near && filled.len() * 2 <= body.len() && filled.iter().all(label)).then_some(0)
}

/// Numbers the rows of print: lines that overlap vertically have one number.
fn side_by_side(run: &[TextLine]) -> Vec<usize> {
    let mut out = vec![0; run.len()];
    for i in 1..run.len() {
        let same = run[i].base - run[i - 1].base < OVERLAP * run[i].size.min(run[i - 1].size);
        out[i] = out[i - 1] + usize::from(!same);
    }
    out
}
