//! A page picture to words with boxes: put upright and straight, lines found and read, lines parted
//! into words by the ink between them, and a second look at ink that no line covers (a lone
//! asterisk or digit in a cell is easily missed). What stays unread is kept as unread.

use super::deskew;
use super::detect;
use super::engine::{Engine, Sign};
use super::gray::{Area, Gray};
use super::ink::{self, Blob, Drawing, Ink};
use super::marks;
use super::paper::{self, Frame};

/// A line read with less mean confidence is a drawing or a stain, no text.
const NO_TEXT: f32 = 0.5;
/// A page whose lines are read worse than this on the whole may stand on its head.
const DOUBTFUL_PAGE: f32 = 0.8;
/// Lines looked at to tell which way up a page is.
const SAMPLE_LINES: usize = 8;
/// A grown box of a line is this many text sizes high.
const BOX_PER_SIZE: f32 = 1.45;
/// Blobs within this share of the text size are looked at together.
const CLUSTER: f32 = 0.6;
/// Blobs smaller than this share of the text size both ways are dust.
const DUST: f32 = 0.24;
/// Blobs larger than this many text sizes are drawings.
const DRAWN: f32 = 2.2;
/// Clusters of missed ink read of one page.
const MAX_CLUSTERS: usize = 300;
/// Signs of one word farther apart than this many text sizes stand in two cells.
const WIDE_GAP: f32 = 1.1;
/// A turn smaller than this, in radians, is not worth the blur.
const LEAST_TURN: f32 = 0.0007;
/// A dash is between so many text sizes long (a hyphen of a narrow face, an em dash).
const DASH: (f32, f32) = (0.18, 1.1);
/// It is at least this many times as long as it is thick,
const DASH_SLIM: f32 = 1.9;
/// and its ink fills at least this share of its box: a comma or a stain fills less.
const DASH_FULL: f32 = 0.72;
/// Nearer than this many text sizes to a ruling it is a rest of it.
const RULING_REST: f32 = 0.15;
/// From this many text sizes on it is written as an en dash.
const EN_DASH: f32 = 0.42;

/// A word read off a page; pixels of the straightened page.
#[derive(Clone, Debug)]
pub struct Word {
    /// Its text.
    pub text: String,
    /// Footnote marks raised behind it.
    pub marks: String,
    /// Its ink.
    pub area: Area,
    /// Baseline.
    pub base: f32,
    /// Size of its text.
    pub size: f32,
    /// Least confidence among its signs.
    pub confidence: f32,
    /// What a second reader made of it: `None` when none was asked or it saw nothing.
    pub second: Option<String>,
}

/// How the straightened page lies in the picture it was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stance {
    /// How the sheet lies in the photograph it was taken from; the rest is said of the sheet.
    pub frame: Option<Frame>,
    /// Quarter turns clockwise that set the page upright.
    pub quarters: u32,
    /// Then a turn clockwise about its centre, in radians.
    pub angle: f32,
    /// Then how far its columns leaned to the right on their way down, as a share of their length.
    pub lean: f32,
    /// Size of the upright page in pixels.
    pub width: f32,
    /// Height of it.
    pub height: f32,
}

/// A page as read.
pub struct Reading {
    /// Its words, line by line.
    pub words: Vec<Word>,
    /// Rulings and blocks.
    pub drawing: Drawing,
    /// Ink that could not be read.
    pub unread: Vec<Area>,
    /// How the page lies in the picture.
    pub stance: Stance,
    /// Usual size of text in pixels.
    pub size: f32,
    /// The straightened page without its rulings.
    pub page: Gray,
    /// Its black and white.
    pub ink: Ink,
}

impl Stance {
    /// A point of the straightened page in the picture it was read from.
    pub fn back(&self, x: f32, y: f32) -> (f32, f32) {
        let (sin, cos) = self.angle.sin_cos();
        let (cx, cy) = (self.width / 2.0, self.height / 2.0);
        let (dx, dy) = (x - cx + self.lean * (y - cy), y - cy);
        let (x, y) = (cos * dx + sin * dy + cx, -sin * dx + cos * dy + cy);
        let (x, y) = match self.quarters % 4 {
            1 => (y, self.width - x),
            2 => (self.width - x, self.height - y),
            3 => (self.height - y, x),
            _ => (x, y),
        };
        self.frame.map_or((x, y), |frame| frame.at(x, y))
    }
}

/// Reads a page; a sheet photographed on a table from one side as seen from above.
pub fn read(engine: &Engine, picture: &Gray) -> Option<Reading> {
    match paper::find(picture) {
        Some(frame) => read_view(engine, &frame.view(picture), Some(frame)),
        None => read_view(engine, picture, None),
    }
}

fn read_view(engine: &Engine, picture: &Gray, frame: Option<Frame>) -> Option<Reading> {
    let flat = picture.flattened();
    let mut quarters = 0;
    let mut straight = straighten(&flat);
    let mut boxes = detect::boxes(&engine.detect(&straight.0)?, &straight.0);
    if stands_on_its_side(&boxes) {
        quarters = 1;
        straight = straighten(&flat.quarter_turned(1));
        boxes = detect::boxes(&engine.detect(&straight.0)?, &straight.0);
    }
    if stands_on_its_head(engine, &straight.0, &boxes) {
        quarters += 2;
        straight = straighten(&flat.quarter_turned(quarters));
        boxes = detect::boxes(&engine.detect(&straight.0)?, &straight.0);
    }
    let (page, angle, lean) = straight;
    let (width, height) = (page.width as f32, page.height as f32);
    let stance = Stance { frame, quarters, angle, lean, width, height };
    let size = usual_size(&boxes, &page);
    let threshold = page.threshold();
    let drawing = Ink::drawing(&page, threshold, size);
    let page = ink::without_rulings(&page, &drawing, threshold, size);
    let ink = Ink::of(&page, threshold);
    let mut reading =
        Reading { words: Vec::new(), drawing, unread: Vec::new(), stance, size, page, ink };
    let lines = engine.recognise(&reading.page, &boxes);
    let mut covered = Vec::new();
    for (area, signs) in boxes.iter().zip(lines) {
        if reading.take(*area, &signs) {
            covered.push(*area);
        }
    }
    reading.size = median(reading.words.iter().map(|w| w.size).collect()).unwrap_or(size);
    reading.look_again(engine, &covered);
    reading.settle_heights();
    Some(reading)
}

/// The page level and upright, with the angle it was turned by and how it leaned.
fn straighten(page: &Gray) -> (Gray, f32, f32) {
    let threshold = page.threshold();
    let angle = deskew::angle(page, threshold);
    let angle = if angle.abs() < LEAST_TURN { 0.0 } else { angle };
    let level = if angle == 0.0 { page.clone() } else { page.turned(angle, 0.0) };
    let lean = deskew::lean(&level, threshold);
    // Both at once from the page as it came: each turn blurs.
    if lean == 0.0 { (level, angle, 0.0) } else { (page.turned(angle, lean), angle, lean) }
}

/// Most text stands in boxes that are taller than wide.
fn stands_on_its_side(boxes: &[Area]) -> bool {
    let (mut tall, mut wide) = (0, 0);
    for b in boxes {
        if b.height() * 2 > b.width() * 3 {
            tall += b.height();
        } else if b.width() * 2 > b.height() * 3 {
            wide += b.width();
        }
    }
    tall > 2 * wide && tall > 0
}

/// The longest lines read badly as they are and well when turned about.
fn stands_on_its_head(engine: &Engine, page: &Gray, boxes: &[Area]) -> bool {
    let mut sample: Vec<Area> = boxes.to_vec();
    sample.sort_by_key(|a| (std::cmp::Reverse(a.width()), a.y0, a.x0));
    sample.truncate(SAMPLE_LINES);
    let upright = mean_confidence(&engine.recognise(page, &sample));
    if sample.is_empty() || upright >= DOUBTFUL_PAGE {
        return false;
    }
    let (w, h) = (page.width, page.height);
    let turned: Vec<Area> = sample
        .iter()
        .map(|a| Area { x0: w - a.x1, y0: h - a.y1, x1: w - a.x0, y1: h - a.y0 })
        .collect();
    mean_confidence(&engine.recognise(&page.quarter_turned(2), &turned)) > upright + 0.05
}

fn mean_confidence(lines: &[Vec<Sign>]) -> f32 {
    let all: Vec<f32> = lines.iter().flatten().map(|s| s.confidence).collect();
    if all.is_empty() { 0.0 } else { all.iter().sum::<f32>() / all.len() as f32 }
}

fn usual_size(boxes: &[Area], page: &Gray) -> f32 {
    median(boxes.iter().map(|b| b.height() as f32 / BOX_PER_SIZE).collect())
        .unwrap_or(page.height as f32 / 70.0)
        .max(6.0)
}

fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

impl Reading {
    /// Puts a line's signs into words; false when there is no text in it.
    fn take(&mut self, area: Area, signs: &[Sign]) -> bool {
        let text: Vec<&Sign> = signs.iter().filter(|s| s.sign != ' ').collect();
        let mean = text.iter().map(|s| s.confidence).sum::<f32>() / text.len().max(1) as f32;
        if text.is_empty() || mean < NO_TEXT {
            return false;
        }
        let words = self.words_of(area, signs);
        let first = self.words.len();
        self.words.extend(words);
        set_heights(&mut self.words[first..], area);
        true
    }

    fn words_of(&self, area: Area, signs: &[Sign]) -> Vec<Word> {
        // The border above and below may hold the neighbours' ink.
        let border = area.height() / 10;
        let core = Area { y0: area.y0 + border, y1: area.y1 - border, ..area };
        let blank: Vec<bool> =
            (core.x0..core.x1).map(|x| self.ink.in_column(x, core.y0, core.y1) == 0).collect();
        let mut groups: Vec<Vec<&Sign>> = vec![Vec::new()];
        for (i, sign) in signs.iter().enumerate() {
            let far = i > 0
                && signs[i - 1].sign != ' '
                && sign.sign != ' '
                && widest_blank(&blank, signs[i - 1].at, sign.at)
                    .is_some_and(|(a, b)| (b - a) as f32 > WIDE_GAP * self.size);
            if sign.sign == ' ' || far {
                groups.push(Vec::new());
            }
            if sign.sign != ' '
                && let Some(last) = groups.last_mut()
            {
                last.push(sign);
            }
        }
        groups.retain(|g| !g.is_empty());
        // Words part in the middle of the widest blank between their nearest signs.
        let mut edges = vec![0usize];
        for pair in groups.windows(2) {
            let (a, b) = (pair[0][pair[0].len() - 1].at, pair[1][0].at);
            let middle = widest_blank(&blank, a, b)
                .map_or(((a + b) / 2.0) as usize, |(from, to)| (from + to) / 2);
            edges.push(middle.min(blank.len()));
        }
        edges.push(blank.len());
        groups
            .iter()
            .enumerate()
            .map(|(i, group)| {
                let cell = Area {
                    x0: core.x0 + edges[i],
                    x1: core.x0 + edges[i + 1].max(edges[i]),
                    ..core
                };
                let text: String = group.iter().map(|s| s.sign).collect();
                let area = self.ink.tight(cell).unwrap_or(cell);
                let (text, marks, area) = marks::part(&self.ink, area, &text);
                Word {
                    text,
                    marks,
                    area,
                    base: 0.0,
                    size: 0.0,
                    confidence: group.iter().map(|s| s.confidence).fold(1.0, f32::min),
                    second: None,
                }
            })
            .collect()
    }

    /// Reads the ink that no line covers, cluster by cluster.
    fn look_again(&mut self, engine: &Engine, covered: &[Area]) {
        let (dashes, clusters): (Vec<Area>, Vec<Area>) =
            self.missed(covered).into_iter().partition(|a| self.is_dash(*a));
        let dashes: Vec<Word> = dashes.into_iter().map(|area| self.dash(area)).collect();
        self.words.extend(dashes);
        let margin = (0.25 * self.size) as usize;
        let areas: Vec<Area> =
            clusters.iter().map(|a| self.line_area(*a).grown(margin, 0, &self.page)).collect();
        let read = engine.recognise(&self.page, &areas);
        for ((cluster, area), signs) in clusters.iter().zip(&areas).zip(read) {
            if !self.take(*area, &signs) {
                self.unread.push(*cluster);
            }
        }
    }

    /// A bar that stands alone. A recogniser of text lines sees nothing in it half of the time, and
    /// in a table of counts it is said to mean something.
    fn is_dash(&self, a: Area) -> bool {
        let (w, h) = (a.width() as f32, a.height() as f32);
        let ink: usize = (a.x0..a.x1).map(|x| self.ink.in_column(x, a.y0, a.y1)).sum();
        // What is left of a ruling where it was taken off the page is a bar as well.
        let reach = (RULING_REST * self.size) as usize;
        let around = a.grown(reach, reach, &self.page);
        let meets =
            |r: &Area| r.x0 < around.x1 && around.x0 < r.x1 && r.y0 < around.y1 && around.y0 < r.y1;
        (DASH.0 * self.size..=DASH.1 * self.size).contains(&w)
            && w >= DASH_SLIM * h
            && ink as f32 >= DASH_FULL * w * h
            && !self.drawing.rulings.iter().any(|r| meets(&r.area))
    }

    /// The word a bar makes; its height is settled with those of the other signs.
    fn dash(&self, area: Area) -> Word {
        let text = if area.width() as f32 >= EN_DASH * self.size { "\u{2013}" } else { "-" };
        Word {
            text: text.to_string(),
            marks: String::new(),
            area,
            base: 0.0,
            size: self.size,
            confidence: 1.0,
            second: None,
        }
    }

    /// A small sign is read in the frame of a whole line, or it looks like a large one.
    fn line_area(&self, a: Area) -> Area {
        let high = (BOX_PER_SIZE * self.size) as usize;
        let more = high.saturating_sub(a.height()) / 2;
        a.grown(0, more.max((0.15 * self.size) as usize), &self.page)
    }

    fn missed(&self, covered: &[Area]) -> Vec<Area> {
        let dust = DUST * self.size;
        let mut blobs: Vec<Blob> = self.ink.blobs();
        blobs.retain(|b| {
            let (w, h) = (b.area.width() as f32, b.area.height() as f32);
            let (x, y) = ((b.area.x0 + b.area.x1) / 2, (b.area.y0 + b.area.y1) / 2);
            let inside = |a: &Area| (a.x0..a.x1).contains(&x) && (a.y0..a.y1).contains(&y);
            let is_sign = w.max(h) >= dust
                && w.min(h) >= 2.0
                && h <= DRAWN * self.size
                && w <= 3.0 * DRAWN * self.size
                && b.pixels as f32 >= 0.3 * dust * dust;
            (is_sign || self.is_dash(b.area)) && !covered.iter().any(inside)
        });
        blobs.sort_by_key(|b| (b.area.x0, b.area.y0));
        let reach = (CLUSTER * self.size) as usize;
        let mut out: Vec<Area> = Vec::new();
        for b in blobs {
            let beside =
                |a: &Area| b.area.x0 <= a.x1 + reach && b.area.y0 < a.y1 && a.y0 < b.area.y1;
            match out.iter_mut().rev().find(|a| beside(a)) {
                Some(a) => *a = a.union(b.area),
                None => out.push(b.area),
            }
        }
        out.retain(|a| a.height() as f32 <= DRAWN * self.size);
        out.sort_by_key(|a| (a.y0, a.x0));
        out.truncate(MAX_CLUSTERS);
        out
    }

    /// A word of signs that tell no baseline (an asterisk, a dash) takes that of the line it
    /// stands in.
    fn settle_heights(&mut self) {
        let known: Vec<(f32, f32, f32)> = self
            .words
            .iter()
            .filter(|w| tells_height(&w.text))
            .map(|w| (w.base, w.size, w.area.y0 as f32))
            .collect();
        for w in self.words.iter_mut().filter(|w| !tells_height(&w.text)) {
            w.size = self.size;
            let middle = (w.area.y0 + w.area.y1) as f32 / 2.0;
            let line = known
                .iter()
                .filter(|(base, size, _)| middle < *base && middle > base - 1.05 * size)
                .min_by(|a, b| {
                    let off = |k: &(f32, f32, f32)| (middle - (k.0 - 0.4 * k.1)).abs();
                    off(a).total_cmp(&off(b))
                });
            w.base = line.map_or(middle + 0.35 * self.size, |l| l.0);
        }
    }
}

/// The widest run of blank columns between two places.
fn widest_blank(blank: &[bool], from: f32, to: f32) -> Option<(usize, usize)> {
    let (from, to) = (from.max(0.0) as usize, (to.max(0.0) as usize).min(blank.len()));
    let mut best: Option<(usize, usize)> = None;
    let mut start = None;
    // One place past the end closes the last run.
    let places = blank.iter().take(to).copied().chain([false]).enumerate().skip(from);
    for (x, is_blank) in places {
        match (is_blank, start) {
            (true, None) => start = Some(x),
            (false, Some(s)) => {
                if best.is_none_or(|(a, b)| x - s > b - a) {
                    best = Some((s, x));
                }
                start = None;
            }
            _ => {}
        }
    }
    best
}

const DESCENDERS: &str = "gjpqyQ,;()[]{}|@$§/\\_";
const ASCENDERS: &str = "bdfhijkltABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()[]{}|/\\£$%&?!<>@#§";

fn tells_height(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric())
}

/// Baseline and text size of the words of a line, from the height of their ink and which signs
/// reach up and down; the line's words agree on one.
fn set_heights(words: &mut [Word], area: Area) {
    let mut told: Vec<(f32, f32)> = Vec::new();
    for w in words.iter().filter(|w| tells_height(&w.text)) {
        let down = w.text.contains(|c| DESCENDERS.contains(c));
        let up = w.text.contains(|c: char| ASCENDERS.contains(c) || !c.is_ascii());
        let (above, below) = (if up { 0.71 } else { 0.51 }, if down { 0.2 } else { 0.0 });
        let size = w.area.height() as f32 / (above + below);
        told.push((w.area.y1 as f32 - below * size, size));
    }
    let base = median(told.iter().map(|t| t.0).collect());
    let size = median(told.iter().map(|t| t.1).collect());
    let whole = area.height() as f32 / BOX_PER_SIZE;
    let size = size.unwrap_or(whole).clamp(0.5 * whole, 1.6 * whole);
    for w in words {
        w.base = base.unwrap_or(area.y1 as f32 - 0.4 * size);
        w.size = size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again_in_the_picture() {
        let picture =
            Gray { width: 30, height: 20, data: (0..600).map(|i| (i % 251) as u8).collect() };
        for quarters in 0..4 {
            let upright = picture.quarter_turned(quarters);
            let stance = Stance {
                frame: None,
                quarters,
                angle: 0.0,
                lean: 0.0,
                width: upright.width as f32,
                height: upright.height as f32,
            };
            let (x, y) = stance.back(7.5, 4.5);
            assert_eq!(
                picture.at(x as isize, y as isize),
                upright.at(7, 4),
                "{quarters} quarters: {x} {y}"
            );
        }
    }
}
