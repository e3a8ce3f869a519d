//! What is drawn on a page: glyphs with places, ruling lines, shaded areas, pictures. Text that
//! nobody sees (clipped away, white on white, drawn twice to look bold) is left out here.

use std::collections::HashMap;

use compact_str::CompactString;
use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use super::unmapped::Fonts;
use crate::model::locator::BBox;

/// Glyphs kept of one page; a drawing made of letters must not fill the memory.
const MAX_GLYPHS: usize = 500_000;
/// Rulings kept of one page.
const MAX_RULES: usize = 60_000;
/// Sizes of a drawn list mark, in points.
const DOT: std::ops::Range<f64> = 1.5..8.0;
/// Drawn list marks looked at on one page; a page with more of them is a chart.
const MAX_DOTS: usize = 200;
/// Parts of the path of a drawn list mark; a disc is four curves.
const MAX_DOT_PARTS: usize = 14;
/// A filled rectangle up to this thick, in points, is a line.
const LINE_THICKNESS: f64 = 2.6;
/// A line shorter than this, in points, rules nothing.
const MIN_LINE: f64 = 5.0;
/// A slope up to this many points counts as level.
const LEVEL: f64 = 1.0;
/// A colour whose components are all above this is white.
const WHITE: u8 = 245;
/// A sign drawn again closer than this share of its width is the same sign.
const DOUBLE: f32 = 0.45;
/// Slack for the clip, in points: ascenders stand a little outside of tight boxes.
const CLIP_SLACK: f64 = 2.0;

/// Which way text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Left to right.
    Right,
    /// Bottom to top.
    Up,
    /// Top to bottom.
    Down,
    /// Upside down.
    Left,
}

/// One glyph.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// Its text (a ligature is several characters).
    pub text: CompactString,
    /// Start along the direction of writing, in points.
    pub start: f32,
    /// End along the direction of writing.
    pub end: f32,
    /// Baseline, across the direction of writing.
    pub base: f32,
    /// Size of the font in points.
    pub size: f32,
    /// Direction.
    pub direction: Direction,
    /// Order of drawing.
    pub order: usize,
    /// The font is a bold one.
    pub bold: bool,
}

/// A horizontal or vertical line.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// True for a horizontal one.
    pub horizontal: bool,
    /// y of a horizontal, x of a vertical line.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

/// All that a page shows.
#[derive(Clone, Debug, Default)]
pub struct PageContent {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Glyphs in order of drawing.
    pub glyphs: Vec<Glyph>,
    /// Lines.
    pub rules: Vec<Rule>,
    /// Shaded areas, larger than a line.
    pub shades: Vec<BBox>,
    /// Small drawn discs, rings and squares, as browsers print the marks of list items.
    pub dots: Vec<BBox>,
    /// Area covered by pictures, in square points.
    pub image_area: f32,
    /// Dots per inch of the largest picture.
    pub image_dpi: f32,
    /// Area of the largest picture.
    largest: f32,
    /// Filled or stroked paths that are seen.
    pub paths: usize,
    /// The text is an invisible layer under a picture.
    pub from_scan: bool,
    /// Glyphs without known text.
    pub unmapped: usize,
    /// Glyphs without known text in letters that the text recogniser does not know either.
    pub unreadable: usize,
    /// Glyphs whose text was worked out from the font, as the file does not tell it.
    pub guessed: usize,
    /// Text outside of the visible part of the page.
    pub outside: Vec<Glyph>,
    /// Text in white on white paper.
    pub white: Vec<Glyph>,
    /// More is drawn on it than is kept.
    pub cut: bool,
}

impl PageContent {
    /// True for a page that is blank, or whose content could not be found.
    pub fn shows_nothing(&self) -> bool {
        let drawn = self.rules.len() + self.shades.len() + self.dots.len() + self.paths;
        let letters = self.glyphs.len()
            + self.outside.len()
            + self.white.len()
            + self.unmapped
            + self.unreadable;
        drawn + letters == 0 && self.image_area <= 0.0
    }
}

/// Collects the content of a page.
pub struct PageDevice {
    content: PageContent,
    hidden: Vec<Glyph>,
    clips: Vec<Rect>,
    dark: Vec<Rect>,
    fonts: Fonts,
}

impl PageDevice {
    /// A device for a page of that size.
    pub fn new(width: f32, height: f32) -> PageDevice {
        PageDevice {
            content: PageContent { width, height, ..PageContent::default() },
            hidden: Vec::new(),
            clips: vec![Rect::new(0.0, 0.0, f64::from(width), f64::from(height))],
            dark: Vec::new(),
            fonts: Fonts::default(),
        }
    }

    /// The content; an invisible text layer is used only when there is no visible text.
    pub fn finish(mut self) -> PageContent {
        if self.content.glyphs.iter().all(|g| g.text.trim().is_empty()) && !self.hidden.is_empty() {
            self.content.glyphs = self.hidden;
            self.content.from_scan = true;
        }
        drop_doubles(&mut self.content.glyphs);
        drop_doubles(&mut self.content.outside);
        drop_doubles(&mut self.content.white);
        self.content
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(Rect::ZERO)
    }

    fn push_rule(&mut self, a: Point, b: Point) {
        if self.content.rules.len() >= MAX_RULES {
            self.content.cut = true;
            return;
        }
        let clip = self.clip().inflate(1.0, 1.0);
        let horizontal = (a.y - b.y).abs() <= LEVEL && (a.x - b.x).abs() > LEVEL;
        let vertical = (a.x - b.x).abs() <= LEVEL && (a.y - b.y).abs() > LEVEL;
        let (at, from, to) = if horizontal {
            ((a.y + b.y) / 2.0, a.x.min(b.x).max(clip.x0), a.x.max(b.x).min(clip.x1))
        } else if vertical {
            ((a.x + b.x) / 2.0, a.y.min(b.y).max(clip.y0), a.y.max(b.y).min(clip.y1))
        } else {
            return;
        };
        let inside = if horizontal {
            clip.y0 <= at && at <= clip.y1
        } else {
            clip.x0 <= at && at <= clip.x1
        };
        if inside && to - from >= MIN_LINE {
            self.content.rules.push(Rule {
                horizontal,
                at: at as f32,
                from: from as f32,
                to: to as f32,
            });
        }
    }

    fn fill_box(&mut self, r: Rect, white: bool) {
        let r = r.intersect(self.clip());
        if r.width() <= 0.0 || r.height() <= 0.0 {
            return;
        }
        if !white {
            if self.dark.len() < MAX_RULES {
                self.dark.push(r);
            }
            if r.height() <= LINE_THICKNESS || r.width() <= LINE_THICKNESS {
                let c = r.center();
                if r.width() >= r.height() {
                    self.push_rule(Point::new(r.x0, c.y), Point::new(r.x1, c.y));
                } else {
                    self.push_rule(Point::new(c.x, r.y0), Point::new(c.x, r.y1));
                }
            } else if self.content.shades.len() < MAX_RULES {
                self.content.shades.push(BBox {
                    x0: r.x0 as f32,
                    y0: r.y0 as f32,
                    x1: r.x1 as f32,
                    y1: r.y1 as f32,
                });
            }
        }
    }

    /// Keeps a small shape as wide as high.
    fn push_dot(&mut self, r: Rect) {
        let r = r.intersect(self.clip());
        let (w, h) = (r.width(), r.height());
        let dot = DOT.contains(&w) && DOT.contains(&h) && (w - h).abs() < 0.3 * h;
        if dot && self.content.dots.len() < MAX_DOTS {
            let [x0, y0, x1, y1] = [r.x0, r.y0, r.x1, r.y1].map(|v| v as f32);
            self.content.dots.push(BBox { x0, y0, x1, y1 });
        }
    }

    fn stroke(&mut self, path: &BezPath, transform: Affine) {
        if path.elements().len() <= MAX_DOT_PARTS {
            self.push_dot(transform.transform_rect_bbox(path.bounding_box()));
        }
        let mut start = Point::ZERO;
        let mut last = Point::ZERO;
        for el in path.elements() {
            match el {
                PathEl::MoveTo(p) => {
                    start = transform * *p;
                    last = start;
                }
                PathEl::LineTo(p) => {
                    let p = transform * *p;
                    self.push_rule(last, p);
                    last = p;
                }
                PathEl::ClosePath => {
                    self.push_rule(last, start);
                    last = start;
                }
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => last = transform * *p,
            }
        }
    }

    fn fill(&mut self, path: &BezPath, transform: Affine, white: bool) {
        // A path of several rectangles (all cell borders at once) is taken apart.
        let mut part = BezPath::new();
        let mut boxes = Vec::new();
        for el in path.elements() {
            if matches!(el, PathEl::MoveTo(_)) && part.elements().len() > 1 {
                boxes.push(std::mem::take(&mut part));
            }
            part.push(*el);
        }
        boxes.push(part);
        for part in boxes {
            if !white && part.elements().len() <= MAX_DOT_PARTS {
                self.push_dot(transform.transform_rect_bbox(part.bounding_box()));
            }
            let straight = part
                .elements()
                .iter()
                .all(|e| !matches!(e, PathEl::CurveTo(..) | PathEl::QuadTo(..)));
            let few = part.elements().len() <= 7;
            if straight && few && part.elements().len() >= 4 {
                self.fill_box(transform.transform_rect_bbox(part.bounding_box()), white);
            } else if !white && self.dark.len() < MAX_RULES {
                self.dark.push(transform.transform_rect_bbox(part.bounding_box()));
            }
        }
    }

    /// True for a place off the page, in the margin that is cut away.
    fn is_outside(&self, at: Point) -> bool {
        self.clips.first().is_some_and(|page| !page.contains(at))
    }

    /// True for a place that the clip lets through.
    fn is_shown(&self, at: Point) -> bool {
        self.clip().inflate(CLIP_SLACK, CLIP_SLACK).contains(at)
    }

    /// True for a place that something is painted on, so that white shows.
    fn is_painted(&self, at: Point) -> bool {
        self.dark.iter().any(|r| r.contains(at))
    }
}

fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(c) => {
            let [r, g, b, a] = c.to_rgba().to_rgba8();
            a < 10 || (r > WHITE && g > WHITE && b > WHITE)
        }
        Paint::Pattern(_) => false,
    }
}

/// The letters of a ligature, by its place behind U+FB00 (Alphabetic Presentation Forms).
const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

fn text_of(glyph: &FontGlyph<'_>) -> Option<CompactString> {
    let mut text = CompactString::const_new("");
    match glyph.as_unicode()? {
        BfString::Char(c) => push_printed(&mut text, c),
        BfString::String(s) => s.chars().for_each(|c| push_printed(&mut text, c)),
    }
    Some(text)
}

/// Adds a character as it is seen in print.
fn push_printed(text: &mut CompactString, c: char) {
    match c {
        '\u{fb00}'..='\u{fb06}' => text.push_str(LIGATURES[c as usize - 0xfb00]),
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\t' => text.push(' '),
        // What prints a hyphen is one, whatever the font calls it.
        '\u{ad}' => text.push('-'),
        '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\0' => {}
        c => text.push(c),
    }
}

impl<'a> Device<'a> for PageDevice {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let white = is_white(&props.paint);
        self.content.paths += usize::from(!white);
        match mode {
            DrawMode::Fill(_) => self.fill(path, props.transform, white),
            DrawMode::Stroke(_) if !white => self.stroke(path, props.transform),
            DrawMode::FillAndStroke(..) => {
                self.fill(path, props.transform, white);
                self.stroke(path, props.transform);
            }
            _ => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let r = clip.path.bounding_box().intersect(self.clip());
        self.clips.push(r);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let white = is_white(&props.paint);
        let invisible = matches!(mode, DrawMode::Invisible);
        let bold = run.glyphs().first().is_some_and(|g| self.fonts.is_bold(g));
        for glyph in run.glyphs() {
            if self.content.glyphs.len() + self.hidden.len() >= MAX_GLYPHS {
                self.content.cut = true;
                return;
            }
            let text = match text_of(glyph) {
                Some(text) => text,
                None => match self.fonts.text_of(glyph) {
                    Some(text) => {
                        self.content.guessed += 1;
                        text
                    }
                    None => {
                        if self.fonts.is_east_asian(glyph) {
                            self.content.unreadable += 1;
                        } else {
                            self.content.unmapped += 1;
                        }
                        continue;
                    }
                },
            };
            if text.is_empty() {
                continue;
            }
            let order = self.content.glyphs.len() + self.hidden.len();
            let transform = props.transform * glyph.transform();
            let vertical = matches!(run.writing_mode(), WritingMode::Vertical);
            let Some((mut item, centre)) = placed(glyph, transform, text, vertical) else {
                continue;
            };
            (item.order, item.bold) = (order, bold);
            if invisible {
                self.hidden.push(item);
            } else if self.is_shown(centre) {
                if !white || self.is_painted(centre) {
                    self.content.glyphs.push(item);
                } else if self.content.white.len() < MAX_GLYPHS {
                    self.content.white.push(item);
                }
            } else if self.is_outside(centre) && self.content.outside.len() < MAX_GLYPHS {
                self.content.outside.push(item);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let r = props
            .transform
            .transform_rect_bbox(Rect::new(
                0.0,
                0.0,
                f64::from(image.width()),
                f64::from(image.height()),
            ))
            .intersect(self.clip());
        if r.width() > 0.0 && r.height() > 0.0 {
            let area = (r.width() * r.height()) as f32;
            self.content.image_area += area;
            if area > self.content.largest {
                let [a, b, c, d, ..] = props.transform.as_coeffs();
                let pixel = (a * d - b * c).abs().sqrt();
                self.content.largest = area;
                self.content.image_dpi = if pixel > 0.0 { (72.0 / pixel) as f32 } else { 0.0 };
            }
            self.dark.push(r);
        }
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn pop_transparency_group(&mut self) {}
}

/// A glyph with its place, and its middle.
fn placed(
    glyph: &FontGlyph<'_>,
    transform: Affine,
    text: CompactString,
    vertical: bool,
) -> Option<(Glyph, Point)> {
    let advance = match glyph {
        FontGlyph::Outline(g) => g.advance_width(),
        FontGlyph::Type3(g) => g.advance_width(),
    };
    let origin = transform * Point::ZERO;
    let end = transform * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
    let up = transform * Point::new(0.0, 1000.0);
    let size = ((up.x - origin.x).powi(2) + (up.y - origin.y).powi(2)).sqrt();
    if !(size.is_finite() && size > 0.5 && origin.x.is_finite() && origin.y.is_finite()) {
        return None;
    }
    let run_dir = transform * Point::new(1000.0, 0.0);
    let (dx, dy) = (run_dir.x - origin.x, run_dir.y - origin.y);
    let direction = match (dx.abs() >= dy.abs(), dx >= 0.0, dy >= 0.0) {
        _ if vertical => Direction::Down,
        (true, true, _) => Direction::Right,
        (true, false, _) => Direction::Left,
        (false, _, true) => Direction::Down,
        (false, _, false) => Direction::Up,
    };
    let (start, stop, base) = match direction {
        // Upright signs one under the other: the place is the foot of each.
        _ if vertical => (origin.y - size, origin.y, -origin.x),
        Direction::Right => (origin.x, end.x, origin.y),
        Direction::Left => (-origin.x, -end.x, -origin.y),
        Direction::Down => (origin.y, end.y, -origin.x),
        Direction::Up => (-origin.y, -end.y, origin.x),
    };
    let centre = Point::new(
        (origin.x + end.x) / 2.0 + (up.x - origin.x) * 0.3,
        (origin.y + end.y) / 2.0 + (up.y - origin.y) * 0.3,
    );
    let glyph = Glyph {
        text,
        start: start as f32,
        end: stop.max(start) as f32,
        base: base as f32,
        size: size as f32,
        direction,
        order: 0,
        bold: false,
    };
    Some((glyph, centre))
}

/// Drops a glyph drawn again at the same place (fake bold, shadows): the same sign less than half of
/// its own width away. Two of a kind in a word stand a full width apart.
fn drop_doubles(glyphs: &mut Vec<Glyph>) {
    let mut of_sign: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, glyph) in glyphs.iter().enumerate().filter(|(_, g)| !g.text.trim().is_empty()) {
        of_sign.entry(&glyph.text).or_default().push(i);
    }
    let mut drop = vec![false; glyphs.len()];
    for mut order in of_sign.into_values() {
        order.sort_by(|&i, &j| glyphs[i].start.total_cmp(&glyphs[j].start));
        for (k, &i) in order.iter().enumerate() {
            let a = &glyphs[i];
            if drop[i] {
                continue;
            }
            let reach = DOUBLE * (a.end - a.start).max(0.2 * a.size);
            for &j in &order[k + 1..] {
                let b = &glyphs[j];
                if b.start - a.start >= reach {
                    break;
                }
                let level = (a.base - b.base).abs() < 0.12 * a.size.min(b.size);
                if level && a.direction == b.direction {
                    drop[i.max(j)] = true;
                    if i > j {
                        break;
                    }
                }
            }
        }
    }
    let mut i = 0;
    glyphs.retain(|_| {
        i += 1;
        !drop[i - 1]
    });
}
