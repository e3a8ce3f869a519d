//! Tables ruled in one direction: lines across, all of one length, part rows whose columns only the
//! text shows. Each such frame is looked at by itself, so tables side by side are not mixed.

use super::aligned::{self, table_of};
use super::cells::{is_count_chunk, take_words};
use super::columns;
use super::lattice::Found;
use super::stream::{Page, TextLine, lines};
use super::words::Chunk;
use crate::model::locator::BBox;

/// Ends of rulings of one frame agree to this, in points.
const SAME_END: f32 = 4.0;
/// A frame has at least this many rulings.
const MIN_RULES: usize = 3;
/// A frame is at least this wide, in points.
const MIN_WIDTH: f32 = 100.0;
/// Rulings farther apart than this share of the page height are of two frames.
const FAR: f32 = 0.25;
/// Lines this many font sizes above the first ruling may be its headings.
const HEADING_REACH: f32 = 1.9;
/// Heading lines over the first ruling.
const MAX_HEADING_LINES: usize = 4;
/// More words than this in one column are no heading.
const MAX_HEADING_WORDS: usize = 8;
/// Lines of one label are no farther apart than this many font sizes.
const LABEL_LEADING: f32 = 1.6;
/// A line that begins and ends within this share of the width from the frame's edges is a sentence.
const EDGE_SHARE: f32 = 0.15;
/// A line of running text has at least so many words,
const TEXT_WORDS: usize = 8;
/// and no gap wider than this many font sizes.
const TEXT_GAP: f32 = 2.5;
/// A figure smaller than this share of its line is the mark of the next note.
const RAISED: f32 = 0.9;
/// First words of the last row of a table.
const TOTALS: &[&str] = &["total", "grand total", "all ", "overall", "sum"];
/// So many sentences are a text, whatever stands beside them.
const TEXT_LINES: usize = 3;
/// A text column has more words to a piece than this; two of them are no table.
const WORDY: f32 = 6.0;

struct Frame {
    x: (f32, f32),
    ys: Vec<f32>,
}

/// Finds the tables ruled across only, and takes their words out of the chunks.
pub fn framed(page: &Page, chunks: &mut Vec<Chunk>) -> Vec<Found> {
    let mut out = Vec::new();
    for frame in frames(page) {
        for found in tables_in(page, &frame, chunks) {
            take_words(chunks, &found);
            out.push(found);
        }
    }
    out
}

/// Rulings and edges of shaded bands across the page that begin and end alike.
fn frames(page: &Page) -> Vec<Frame> {
    let mut rules: Vec<(f32, f32, f32)> =
        page.across.iter().map(|r| (r.from, r.to, r.at)).collect();
    for s in bands(page) {
        rules.extend([(s.x0, s.x1, s.y0), (s.x0, s.x1, s.y1)]);
    }
    rules.retain(|(a, b, _)| b - a > MIN_WIDTH);
    rules.sort_by(|a, b| a.2.total_cmp(&b.2));
    let mut out: Vec<Frame> = Vec::new();
    for (from, to, y) in rules {
        let mine = out.iter_mut().rev().find(|f| {
            (f.x.0 - from).abs() < SAME_END
                && (f.x.1 - to).abs() < SAME_END
                && f.ys.last().is_some_and(|last| y - last < FAR * page.height)
        });
        match mine {
            Some(f) => {
                if f.ys.last().is_none_or(|last| y - last > SAME_END) {
                    f.ys.push(y);
                }
            }
            None => out.push(Frame { x: (from, to), ys: vec![y] }),
        }
    }
    out.retain(|f| f.ys.len() >= MIN_RULES);
    // Rulings under headings over some of the columns: those over all of them are the frame.
    let parts: Vec<bool> = out.iter().map(|f| out.iter().any(|wide| is_part(f, wide))).collect();
    let mut parts = parts.into_iter();
    out.retain(|_| !parts.next().unwrap_or(false));
    out.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]).then(a.x.0.total_cmp(&b.x.0)));
    out
}

/// True for rulings over a part of the columns of a wider frame that goes on between them.
fn is_part(frame: &Frame, wide: &Frame) -> bool {
    let holds = wide.x.0 < frame.x.0 + SAME_END && wide.x.1 > frame.x.1 - SAME_END;
    let wider = wide.x.1 - wide.x.0 > frame.x.1 - frame.x.0 + 2.0 * SAME_END;
    let (Some(first), Some(last)) = (frame.ys.first(), frame.ys.last()) else { return false };
    let between = wide.ys.iter().filter(|y| *y > first && *y < last).count();
    holds && wider && between >= MIN_RULES
}

/// Shaded bands; cells shaded one by one are put together.
fn bands(page: &Page) -> Vec<BBox> {
    let mut shades: Vec<BBox> =
        page.shades.iter().filter(|s| s.height() < 0.1 * page.height).copied().collect();
    shades.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let mut out: Vec<BBox> = Vec::new();
    for s in shades {
        let next = out.iter_mut().rev().take(8).find(|b| {
            (b.y0 - s.y0).abs() < 1.0 && (b.y1 - s.y1).abs() < 1.0 && s.x0 - b.x1 < SAME_END
        });
        match next {
            Some(b) => b.x1 = b.x1.max(s.x1),
            None => out.push(s),
        }
    }
    out
}

/// The tables of a frame: its rulings may be those of a letterhead or a footer as well, so bands that
/// hold running text end a table.
fn tables_in(page: &Page, frame: &Frame, chunks: &[Chunk]) -> Vec<Found> {
    let within = |c: &&Chunk| {
        let x = (c.bbox.x0 + c.bbox.x1) / 2.0;
        x > frame.x.0 - 2.0 && x < frame.x.1 + 2.0
    };
    let all = lines(chunks.iter().filter(within).cloned().collect());
    let (ys, bands) = strips(frame, &all);
    let mut out = Vec::new();
    let mut start = None;
    for k in 0..ys.len() {
        let next = bands.get(k + 1).map(|b| b.lines.as_slice());
        let table = bands.get(k).is_some_and(|b| {
            let begun = start.is_some_and(|s| bands[s..k].iter().any(|b| has_count(&b.lines)));
            let text = b.text || is_text(&b.lines, frame.x);
            !(b.lines.is_empty() || text || begun && is_caption(&b.lines, next))
        });
        match (table, start) {
            (true, None) => start = Some(k),
            (false, Some(from)) => {
                let text_below = bands.get(k).is_some_and(|b| b.text);
                out.extend(table_in(page, frame.x, &ys[from..=k], &all, text_below));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// What stands between two rulings, or a part of it.
struct Strip {
    lines: Vec<TextLine>,
    /// Sentences that run over the whole width.
    text: bool,
}

/// The bands of a frame, parted where running text stands in one under or over rows of a table (the
/// notes to a table up to the ruling under the next heading), with the edges between them.
fn strips(frame: &Frame, all: &[TextLine]) -> (Vec<f32>, Vec<Strip>) {
    let mut ys = frame.ys.first().map(|y| vec![*y]).unwrap_or_default();
    let mut out: Vec<Strip> = Vec::new();
    for y in frame.ys.windows(2) {
        let band = in_band(all, y[0], y[1]);
        let mut text = running_text(&band, frame.x);
        if out.iter().any(|strip| has_count(&strip.lines)) {
            // The next table begins without a ruling over its headings.
            let over = lines_over_headings(&band, frame.x);
            text[over].fill(true);
        }
        let mut from = 0;
        for at in 1..=band.len() {
            if at < band.len() && text[at] == text[from] {
                continue;
            }
            let edge = band.get(at).map_or(y[1], |l| l.base - l.size);
            ys.push(edge.clamp(y[0], y[1]));
            out.push(Strip { lines: band[from..at].to_vec(), text: text[from] });
            from = at;
        }
        if band.is_empty() {
            ys.push(y[1]);
            out.push(Strip { lines: Vec::new(), text: false });
        }
    }
    (ys, out)
}

/// Which lines of a band stand over a row of headings as the title of another table does: from the left edge, in
/// one piece each, and farther from the headings than the lines of one label are from each other. The last
/// row of the table before may stand over them.
fn lines_over_headings(band: &[TextLine], x: (f32, f32)) -> std::ops::Range<usize> {
    let edge = EDGE_SHARE * (x.1 - x.0);
    // "2. Outcome"
    let numbered = |c: &Chunk| c.words.len() > 1 && c.words[0].text.ends_with(['.', ')']);
    let titles = |c: &Chunk| numbered(c) || !is_count_chunk(c);
    let alone =
        |l: &TextLine| l.chunks.len() == 1 && titles(&l.chunks[0]) && l.bbox.x0 < x.0 + edge;
    let is_total = |l: &TextLine| {
        let text = l.text().to_lowercase();
        has_count(std::slice::from_ref(l)) && TOTALS.iter().any(|t| text.starts_with(t))
    };
    let from = band.iter().take_while(|l| is_total(l)).count();
    let to = from + band[from..].iter().take_while(|l| alone(l)).count();
    let (Some(last), Some(heads)) = (to.checked_sub(1).map(|i| &band[i]), band.get(to)) else {
        return 0..0;
    };
    let counts = |c: &&Chunk| {
        is_count_chunk(c)
            && !c.words.iter().any(|w| crate::normalise::year::of_label(&w.text).is_some())
    };
    // A title over two headings looks like a label over a row; below a total it is none.
    let fewest = if from > 0 { 2 } else { 3 };
    let is_heading = heads.chunks.len() >= fewest && !heads.chunks.iter().any(|c| counts(&c));
    let apart = heads.base - last.base > LABEL_LEADING * heads.size.max(last.size);
    if is_heading && apart && to > from { from..to } else { 0..0 }
}

/// Which lines of a band are running text: sentences from edge to edge, and the shorter lines that
/// end them. A single line is one only where it ends as a sentence does or no row follows it: the
/// name of a group of rows may be long as well.
fn running_text(band: &[TextLine], x: (f32, f32)) -> Vec<bool> {
    let mut text = vec![false; band.len()];
    let mut at = 0;
    while at < band.len() {
        if !runs_across(band, at, x) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < band.len()
            && (runs_across(band, end, x) || ends_text(&band[end - 1], &band[end], x))
        {
            end += 1;
        }
        let closed = band[end - 1].text().ends_with(['.', ':', ';', ')']);
        let last = !band[end..].iter().any(|l| l.chunks.len() >= 2);
        if end - at >= 2 || closed || last {
            text[at..end].fill(true);
        }
        at = end;
    }
    text
}

/// True for a line of words from the left edge of a frame to its right one, with no gap in it at
/// which other lines have a column.
fn runs_across(band: &[TextLine], at: usize, x: (f32, f32)) -> bool {
    let line = &band[at];
    let edge = EDGE_SHARE * (x.1 - x.0);
    let words: Vec<&str> = line
        .chunks
        .iter()
        .flat_map(|c| &c.words)
        .map(|w| w.text.as_str())
        .filter(|w| !w.starts_with('^'))
        .collect();
    let wordy = words.iter().filter(|w| w.chars().any(char::is_alphabetic)).count();
    let close = line.chunks.windows(2).all(|p| p[1].bbox.x0 - p[0].bbox.x1 < TEXT_GAP * line.size);
    let columned = line.chunks.iter().skip(1).any(|c| {
        is_count_chunk(c) && c.size > RAISED * line.size
            || band.iter().enumerate().any(|(i, l)| {
                let starts = l.chunks.iter().skip(1).any(|o| (o.bbox.x0 - c.bbox.x0).abs() < 2.0);
                i != at && starts
            })
    });
    line.bbox.x0 < x.0 + edge
        && line.bbox.x1 > x.1 - edge
        && words.len() >= TEXT_WORDS
        && wordy * 10 >= words.len() * 6
        && close
        && !columned
}

/// True for a line that may be the last of the sentence that fills the line above it.
fn ends_text(above: &TextLine, line: &TextLine, x: (f32, f32)) -> bool {
    let edge = EDGE_SHARE * (x.1 - x.0);
    line.chunks.len() == 1
        && line.bbox.x0 < x.0 + edge
        && (line.size - above.size).abs() < 0.12 * above.size
        && line.base - above.base < LABEL_LEADING * line.size
}

/// True when two pieces of a band stand side by side; their baselines may differ (a figure beside the
/// middle of a label of two lines).
fn is_parted(band: &[TextLine]) -> bool {
    let pieces: Vec<&Chunk> = band.iter().flat_map(|l| &l.chunks).collect();
    pieces.iter().any(|a| {
        let beside = |b: &&&Chunk| {
            b.bbox.x0 > a.bbox.x1 + b.size.max(a.size)
                && b.bbox.y0 < a.bbox.y1
                && b.bbox.y1 > a.bbox.y0
        };
        pieces.iter().any(|b| beside(&b))
    })
}

fn has_count(band: &[TextLine]) -> bool {
    band.iter().any(|l| l.chunks.iter().skip(1).any(is_count_chunk))
}

/// True for a line by itself over a row of headings: the caption of the next table.
fn is_caption(band: &[TextLine], next: Option<&[TextLine]>) -> bool {
    let headings = |b: &[TextLine]| b.iter().any(|l| l.chunks.len() >= 2) && !has_count(b);
    let lone = matches!(band, [l] if l.chunks.len() == 1 && !is_count_chunk(&l.chunks[0]));
    lone && next.is_some_and(headings)
}

fn in_band(all: &[TextLine], top: f32, bottom: f32) -> Vec<TextLine> {
    let middle = |l: &&TextLine| {
        let y = l.base - 0.3 * l.size;
        y > top && y < bottom
    };
    all.iter().filter(middle).cloned().collect()
}

/// True for a band of running text: lines that begin at the left edge and go on to the right one,
/// where a table has its last column. A few of them make a text though there are headings below it.
fn is_text(band: &[TextLine], x: (f32, f32)) -> bool {
    let sentences = band.iter().filter(|l| is_sentence(l, x)).count();
    let parted = band.iter().filter(|l| l.chunks.len() >= 2).count();
    sentences >= TEXT_LINES && sentences > parted || sentences * 2 > band.len() && parted == 0
}

fn is_sentence(line: &TextLine, x: (f32, f32)) -> bool {
    let edge = EDGE_SHARE * (x.1 - x.0);
    line.chunks
        .iter()
        .any(|c| c.words.len() > 5 && c.bbox.x0 < x.0 + edge && c.bbox.x1 > x.1 - edge)
}

fn table_in(
    page: &Page,
    x: (f32, f32),
    ys: &[f32],
    all: &[TextLine],
    text_below: bool,
) -> Option<Found> {
    let (top, bottom) = (*ys.first()?, *ys.last()?);
    let bands: Vec<Vec<TextLine>> =
        ys.windows(2).map(|y| in_band(all, y[0], y[1])).filter(|b| !b.is_empty()).collect();
    let parted = bands.iter().filter(|b| is_parted(b)).count();
    let body: Vec<TextLine> = bands.iter().flatten().cloned().collect();
    if bands.len() < 2 || parted * 5 < bands.len() * 3 || is_two_texts(&body, bands.len()) {
        return None;
    }
    let (columns, _) = columns::place(&body)?;
    let mut run = headings(all, &columns, x, top);
    run.extend(body);
    if !text_below {
        run.extend(below(all, &columns, bottom, &run));
    }
    let run = aligned::without_captions(page, &run);
    let mut found = table_of(page, run, true)?;
    let last = run.last().map_or(bottom, |l| l.bbox.y1);
    let frame = BBox { x0: x.0, y0: top.max(run[0].bbox.y0), x1: x.1, y1: bottom.max(last) };
    found.bbox = found.bbox.union(frame);
    Some(found)
}

/// Lines over the first ruling that are its headings: they follow each other closely down to it and
/// fall into its columns.
fn headings(all: &[TextLine], columns: &[(f32, f32)], x: (f32, f32), top: f32) -> Vec<TextLine> {
    let mut out: Vec<TextLine> = Vec::new();
    let mut below = top;
    let mut filled = vec![false; columns.len()];
    for (i, line) in all.iter().enumerate().rev().filter(|(_, l)| l.base < top + 1.0) {
        // The last line of a paragraph falls into columns by chance.
        let before = i.checked_sub(1).map(|k| &all[k]);
        if before.is_some_and(|before| is_sentence(before, x) && ends_text(before, line, x)) {
            break;
        }
        let parts = columns::pieces(columns, line);
        let wordy = parts.iter().any(|p| p.chunk.words.len() > MAX_HEADING_WORDS);
        let far = below - line.base > HEADING_REACH * line.size;
        if far || wordy || out.len() == MAX_HEADING_LINES {
            break;
        }
        below = line.base;
        parts.iter().for_each(|p| filled[p.from..=p.to].fill(true));
        out.push(line.clone());
    }
    out.reverse();
    if filled.iter().filter(|f| **f).count() >= 2 { out } else { Vec::new() }
}

/// Rows under the last ruling (every other row shaded, no closing line): each as near as rows are,
/// with pieces in at least half of the columns.
fn below(all: &[TextLine], columns: &[(f32, f32)], bottom: f32, run: &[TextLine]) -> Vec<TextLine> {
    // Rows of several lines stand farther apart than their lines.
    let pitch = run.windows(2).map(|w| w[1].base - w[0].base).fold(0.0, f32::max);
    let mut last = run.last().map_or(bottom, |l| l.base);
    let mut out: Vec<TextLine> = Vec::new();
    let rest: Vec<&TextLine> = all.iter().filter(|l| l.base - 0.3 * l.size >= bottom).collect();
    for (i, line) in rest.iter().enumerate() {
        let parts = columns::pieces(columns, line);
        let wordy = parts.iter().any(|p| p.chunk.words.len() > MAX_HEADING_WORDS);
        let near = line.base - last <= 1.3 * pitch;
        let is_row = near && parts.len() >= 2 && !wordy && parts.len() * 2 >= columns.len();
        let alone = matches!(&parts[..], [p] if p.from == 0 && p.to == 0);
        // The counts of a label of two lines stand beside the middle of it, between the two.
        let counts_of = |above: &TextLine, counts: &TextLine| {
            let parts = columns::pieces(columns, counts);
            columns::is_beside(above, counts)
                && parts.iter().all(|p| p.from > 0 && p.is_count())
                && (parts.len() + 1) * 2 >= columns.len()
        };
        let begins = near && alone && rest.get(i + 1).is_some_and(|next| counts_of(line, next));
        let counts = out.last().is_some_and(|above| counts_of(above, line));
        // Further lines of the label of such a row.
        let label = alone && !out.is_empty() && line.base - last <= LABEL_LEADING * line.size;
        if !(is_row || begins || counts || label) {
            break;
        }
        last = line.base;
        out.push((*line).clone());
    }
    out
}

/// True for two columns of running text between rulings.
fn is_two_texts(body: &[TextLine], bands: usize) -> bool {
    let pieces: Vec<usize> = body
        .iter()
        .filter(|l| l.chunks.len() >= 2)
        .flat_map(|l| l.chunks.iter().map(|c| c.words.len()))
        .collect();
    let words = pieces.iter().sum::<usize>() as f32 / pieces.len().max(1) as f32;
    words > WORDY && body.len() > 4 * bands
}
