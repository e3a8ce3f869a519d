//! A reading as the page that the PDF layout takes: words on baselines and rulings, in points of the
//! straightened page.

use super::gray::Area;
use super::reading::{Reading, Word};
use crate::model::locator::BBox;
use crate::read::pdf::device::Rule;
use crate::read::pdf::stream::{self, Page};
use crate::read::pdf::words::{self, Chunk};

/// A gap wider than this share of the text size parts two chunks of a line.
const CHUNK_GAP: f32 = 0.9;
/// Baselines closer than this share of the text size are one line.
const SAME_BASE: f32 = 0.3;
/// Share of the text size above and below the baseline that a word's box covers.
const ASCENT: f32 = 0.78;
const DESCENT: f32 = 0.22;

/// The page for the layout; `points` is the length of a pixel.
pub fn page(number: u32, reading: &Reading, points: f32) -> Page {
    let mut across = Vec::new();
    let mut down = Vec::new();
    for r in &reading.drawing.rulings {
        let b = scaled(r.area, points);
        let rule = if r.horizontal {
            Rule { horizontal: true, at: (b.y0 + b.y1) / 2.0, from: b.x0, to: b.x1 }
        } else {
            Rule { horizontal: false, at: (b.x0 + b.x1) / 2.0, from: b.y0, to: b.y1 }
        };
        if r.horizontal { across.push(rule) } else { down.push(rule) }
    }
    Page {
        number,
        width: reading.stance.width * points,
        height: reading.stance.height * points,
        chunks: chunks(&reading.words, points),
        across: stream::join(across),
        down: stream::join(down),
        shades: reading.drawing.fills.iter().map(|a| scaled(*a, points)).collect(),
        outside: Vec::new(),
        white: Vec::new(),
        turn: None,
    }
}

/// An area in points.
pub fn scaled(a: Area, points: f32) -> BBox {
    BBox {
        x0: a.x0 as f32 * points,
        y0: a.y0 as f32 * points,
        x1: a.x1 as f32 * points,
        y1: a.y1 as f32 * points,
    }
}

/// The box of a word in points: as wide as its ink, as high as its line.
pub fn word_box(word: &Word, points: f32) -> BBox {
    BBox {
        x0: word.area.x0 as f32 * points,
        y0: (word.base - ASCENT * word.size) * points,
        x1: word.area.x1 as f32 * points,
        y1: (word.base + DESCENT * word.size) * points,
    }
}

fn chunks(read: &[Word], points: f32) -> Vec<Chunk> {
    let mut sorted: Vec<&Word> = read.iter().collect();
    sorted.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.area.x0.cmp(&b.area.x0)));
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    for w in sorted {
        let fits = lines
            .last()
            .and_then(|l| l.first())
            .is_some_and(|f| (w.base - f.base).abs() <= SAME_BASE * f.size.min(w.size));
        match lines.last_mut() {
            Some(line) if fits => line.push(w),
            _ => lines.push(vec![w]),
        }
    }
    let mut out = Vec::new();
    for mut line in lines {
        line.sort_by_key(|w| (w.area.x0, w.area.x1));
        // One line has one baseline.
        let base = line[line.len() / 2].base * points;
        let mut open: Vec<words::Word> = Vec::new();
        for w in line {
            let word = words::Word {
                text: w.text.clone(),
                marks: w.marks.clone(),
                bbox: word_box(w, points),
                base,
                size: w.size * points,
                turned: false,
                bold: false,
            };
            let far = open
                .last()
                .is_some_and(|l| word.bbox.x0 - l.bbox.x1 > CHUNK_GAP * l.size.max(word.size));
            if far {
                out.push(Chunk::of(std::mem::take(&mut open)));
            }
            open.push(word);
        }
        if !open.is_empty() {
            out.push(Chunk::of(open));
        }
    }
    out.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    out
}
