//! Which printed lines of a table form one row: rulings and bands of shade first, then overlapping
//! print, then the distance of lines, then whether a label was full and had to be wrapped.

use super::columns::{OVERLAP, Piece, is_beside};
use super::device::Rule;
use super::stream::{Page, TextLine};
use super::words::Chunk;

/// Lines of one cell are not farther apart than this many font sizes.
const LEADING: f32 = 1.6;
/// Rows stand farther apart than the lines of a row by this factor.
const ROW_PITCH: f32 = 1.3;
/// Lines closer than this share of the row distance are of one row.
const ROW_SHARE: f32 = 0.92;
/// A line this much, in font sizes, short of the column's end had room for another word.
const ROOM: f32 = 0.6;

/// Groups of line indices, one per row.
pub(super) fn group(
    page: &Page,
    run: &[TextLine],
    placed: &[Vec<Piece>],
    columns: &[(f32, f32)],
) -> Vec<Vec<usize>> {
    let rows = Rows::new(page, run, placed, columns);
    let mut out: Vec<Vec<usize>> = Vec::new();
    for i in 0..run.len() {
        match out.last_mut() {
            Some(group) if rows.joins(group, i - 1) => group.push(i),
            _ => out.push(vec![i]),
        }
    }
    out
}

struct Rows<'a> {
    run: &'a [TextLine],
    placed: &'a [Vec<Piece>],
    columns: &'a [(f32, f32)],
    /// A ruling or the edge of a shade between line i and the next.
    ruled: Vec<bool>,
    /// Distance of baselines between line i and the next.
    gaps: Vec<f32>,
    /// Smallest distance of lines that do not overlap.
    tightest: f32,
    /// The same from the first line with a count on: headings are set closer than rows.
    tightest_body: f32,
    /// Usual distance of two lines with counts.
    pitch: f32,
    /// Every row is ruled off.
    fully_ruled: bool,
    /// First line with a count.
    first: usize,
    /// Labels begin with a capital, so that one in small letters goes on from the line above.
    small_tells: bool,
}

impl<'a> Rows<'a> {
    fn new(
        page: &Page,
        run: &'a [TextLine],
        placed: &'a [Vec<Piece>],
        columns: &'a [(f32, f32)],
    ) -> Rows<'a> {
        let n = run.len();
        let last = n.saturating_sub(1);
        let counts = |i: usize| placed[i].iter().any(Piece::is_count);
        let ruled: Vec<bool> = (0..last)
            .map(|i| is_ruled(page, &run[i], &run[i + 1]) || heads_parted(page, run, placed, i))
            .collect();
        let gaps: Vec<f32> = (0..last).map(|i| run[i + 1].base - run[i].base).collect();
        let apart = |i: &usize| gaps[*i] > OVERLAP * run[*i].size.min(run[*i + 1].size);
        let tightest =
            |from: usize| (from..last).filter(apart).map(|i| gaps[i]).fold(f32::MAX, f32::min);
        let first = (0..n).find(|&i| counts(i)).unwrap_or(0);
        let (all, of_body) = (tightest(0), tightest(first));
        let mut body: Vec<f32> = (0..last)
            .filter(|&i| counts(i) && counts(i + 1) && !ruled[i])
            .map(|i| gaps[i])
            .collect();
        body.sort_by(f32::total_cmp);
        let widest = gaps.iter().copied().fold(0.0, f32::max);
        let pitch = body.get(body.len() / 2).copied().unwrap_or(widest);
        let anchors = (0..n).filter(|&i| counts(i)).count();
        let rules = ruled.iter().filter(|r| **r).count();
        let labels = (0..n).filter(|&i| counts(i)).filter_map(|i| placed[i].first());
        let (small, large): (Vec<&Piece>, Vec<&Piece>) = labels
            .filter(|p| p.from == 0 && !p.is_count())
            .partition(|p| p.chunk.text().starts_with(char::is_lowercase));
        Rows {
            run,
            placed,
            columns,
            fully_ruled: rules + 1 >= anchors && anchors > 1 && rules > 0,
            first,
            small_tells: small.len() <= large.len(),
            ruled,
            gaps,
            tightest: all,
            tightest_body: of_body,
            pitch,
        }
    }

    /// True for a line with a count; a figure by itself under the labels ends one ("... outside Schedule | 3").
    fn counts(&self, i: usize) -> bool {
        self.placed[i].iter().any(Piece::is_count) && !self.label_alone(i)
    }

    fn label_alone(&self, i: usize) -> bool {
        self.placed[i].len() == 1 && self.placed[i][0].from == 0
    }

    /// True when the line after `i` belongs to the row that `i` ends.
    fn joins(&self, group: &[usize], i: usize) -> bool {
        if self.ruled[i] {
            return false;
        }
        let next = i + 1;
        let (here, below) = (&self.placed[i], &self.placed[next]);
        let size = self.run[i].size.max(self.run[next].size);
        let clash = || {
            group
                .iter()
                .flat_map(|&g| &self.placed[g])
                .any(|p| p.is_count() && below.iter().any(|b| b.is_count() && b.from == p.from))
        };
        if self.gaps[i] < OVERLAP * self.run[i].size.min(self.run[next].size) {
            return !clash();
        }
        if group.iter().any(|&g| self.counts(g)) && self.counts(next) {
            return false;
        }
        let close = self.gaps[i] < LEADING * size;
        if next < self.first {
            let spans = |l: &[Piece]| l.iter().any(|p| p.to > p.from);
            return !spans(here) && !spans(below) && close && self.shares_columns(i, next);
        }
        // Lines under cells of words that were filled above, with no label of their own.
        let under = below.iter().all(|b| {
            b.from > 0
                && !b.is_count()
                && group
                    .iter()
                    .flat_map(|&g| &self.placed[g])
                    .any(|p| p.from == b.from && !p.is_count())
        });
        if close && (under || below.len() == 1 && below[0].from > 0 && !self.counts(next)) {
            return true;
        }
        // A label without figures over figures without a label.
        let labels = group.iter().all(|&g| self.label_alone(g));
        if close && labels && below.iter().all(|b| b.from > 0) {
            return self.counts(next);
        }
        if i < self.first && !self.label_alone(i) {
            return false;
        }
        if self.fully_ruled && i >= self.first {
            // "Origin | Matters" a whole row below "All | 18": the headings of a next table.
            let headings = below.len() > 1 && below[0].from == 0 && !self.counts(next);
            if headings
                && group.iter().any(|&g| self.counts(g))
                && self.gaps[i] >= ROW_SHARE * self.pitch
            {
                return false;
            }
            return self.gaps[i] < ROW_SHARE * self.pitch
                || self.is_full(i)
                || !self.label_alone(next);
        }
        self.wraps(i)
    }

    fn shares_columns(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.placed[a], &self.placed[b]);
        a.len() == 1 || b.len() == 1 || b.iter().any(|p| a.iter().any(|q| q.from == p.from))
    }

    /// True when the next line continues the label of line `i`: they stand closer than rows do, or
    /// the label was full and its next word is written small.
    fn wraps(&self, i: usize) -> bool {
        let next = i + 1;
        if !self.label_alone(i) && !self.label_alone(next) {
            return false;
        }
        let (Some(a), Some(b)) = (self.label(i), self.label(next)) else { return false };
        let close = self.gaps[i] <= self.tightest * 1.2;
        let close_for_body = i >= self.first && self.gaps[i] <= self.tightest_body * 1.2;
        if self.pitch > ROW_PITCH * self.gaps[i] && (close || close_for_body) {
            return true;
        }
        let (above, below) = (a.chunk.text(), b.chunk.text());
        // A group heading is set in bold, the labels under it are not.
        if is_bold(a) != is_bold(b) {
            return false;
        }
        let small = self.small_tells && below.starts_with(|c: char| c.is_lowercase() || c == '(');
        if close && self.label_alone(next) && (small || hangs(&above) && self.is_full(i)) {
            return true;
        }
        if !small || !close {
            return false;
        }
        // Rows as tight as lines: the words must show that the label goes on.
        let full = self.is_full(i);
        let flush = (a.chunk.bbox.x0 - b.chunk.bbox.x0).abs() < 0.5 * a.chunk.size;
        full && flush && above.starts_with(char::is_uppercase) && !above.ends_with([':', '.'])
    }

    /// True when the first word of the next label would not have fitted behind this one.
    fn is_full(&self, i: usize) -> bool {
        let (Some(a), Some(b)) = (self.label(i), self.label(i + 1)) else { return false };
        let word = b.chunk.words.first().map_or(0.0, |w| w.bbox.width());
        a.chunk.bbox.x1 + word + ROOM * a.chunk.size > self.columns[0].1
    }

    fn label(&self, i: usize) -> Option<&Piece> {
        self.placed[i].first().filter(|p| p.from == 0)
    }
}

/// Words no label ends with: what follows them belongs to it.
const HANGING: &[&str] = &[
    "a", "an", "and", "as", "at", "because", "before", "by", "for", "from", "in", "into", "not",
    "of", "on", "or", "that", "the", "their", "to", "was", "were", "where", "which", "who", "with",
    "&",
];

/// True for a label that breaks off in the middle.
fn hangs(label: &str) -> bool {
    let last = label.split_whitespace().next_back().unwrap_or("");
    HANGING.contains(&last.to_lowercase().as_str()) || last.ends_with(',')
}

fn is_bold(piece: &Piece) -> bool {
    piece.chunk.words.iter().all(|w| w.bold)
}

/// True for headings over several columns each, parted by a ruling from those of the single columns below,
/// with a heading of both lines ("Year") centred beside them: it belongs to the lower line.
fn heads_parted(page: &Page, run: &[TextLine], placed: &[Vec<Piece>], i: usize) -> bool {
    let [above, beside, below, ..] = &run[i..] else { return false };
    let clear = |r: &Rule| beside.chunks.iter().all(|c| c.bbox.x1 < r.from || c.bbox.x0 > r.to);
    let under = |c: &Chunk| {
        page.across.iter().any(|r| {
            r.at > above.base - 1.0
                && r.at < below.base - 0.4 * below.size
                && r.from < c.bbox.x0
                && r.to > c.bbox.x1
                && clear(r)
        })
    };
    is_beside(above, beside)
        && is_beside(beside, below)
        && !is_beside(above, below)
        && !placed[i..i + 3].iter().flatten().any(Piece::is_count)
        && above.chunks.iter().all(under)
}

/// True when a ruling, or the edge of a band of shade, runs between two lines.
fn is_ruled(page: &Page, a: &TextLine, b: &TextLine) -> bool {
    let between = |y: f32| y > a.base - 1.0 && y < b.base - 0.4 * b.size;
    page.across.iter().any(|r| {
        between(r.at)
            && r.to - r.from > 30.0
            && r.to.min(a.bbox.x1.max(b.bbox.x1)) - r.from.max(a.bbox.x0.min(b.bbox.x0)) > 0.0
    }) || page.shades.iter().any(|s| {
        s.width() > 60.0
            && s.height() < 0.3 * page.height
            && s.x0 < a.bbox.x1.max(b.bbox.x1)
            && s.x1 > a.bbox.x0.min(b.bbox.x0)
            && (between(s.y0 - 0.5) && s.y0 > a.base - 0.5 || between(s.y1))
    })
}
