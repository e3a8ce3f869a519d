//! The page in black and white: ruling lines as long dark runs, filled blocks, and the blobs of ink
//! that are left, which are the signs.

use super::gray::{Area, Gray};

/// A horizontal run shorter than this many text sizes is no ruling.
const MIN_ACROSS: f32 = 3.0;
/// A vertical run shorter than this many text sizes is a letter, no ruling.
const MIN_DOWN: f32 = 1.15;
/// A short vertical run rules only where it meets a horizontal ruling; from this length on, alone.
const FREE_DOWN: f32 = 4.0;
/// A ruling is no thicker than this share of the text size; beyond it is a filled block.
const THICKNESS: f32 = 0.35;
/// A ruling on a page that is not quite straight rises by this share of its length.
const SLANT: f32 = 0.02;
/// A break in a ruling up to this share of the text size is a flaw of the print.
const BREAK: f32 = 0.12;
/// Rulings meet within this share of the text size.
const MEET: f32 = 0.45;
/// A faint ruling (a sheet's grey grid on a screen) is this many shades of 255 darker than what lies on
/// both sides of it; grain and the squares of a JPEG are less.
const FAINT: u8 = 20;
/// How far to each side a faint ruling is compared, as a share of the text size: past its soft edge.
const BESIDE: f32 = 0.25;
/// Blobs kept of a page; a photograph falls into many more.
const MAX_BLOBS: usize = 40_000;

/// Dark pixels.
#[derive(Clone, Debug)]
pub struct Ink {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    dark: Vec<bool>,
}

/// A ruling in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruling {
    /// True for a horizontal one.
    pub horizontal: bool,
    /// The pixels it covers.
    pub area: Area,
}

/// Lines and blocks of a page.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Rulings.
    pub rulings: Vec<Ruling>,
    /// Filled blocks.
    pub fills: Vec<Area>,
}

/// A connected blob of ink.
#[derive(Clone, Copy, Debug)]
pub struct Blob {
    /// Its bounding box.
    pub area: Area,
    /// Its dark pixels.
    pub pixels: usize,
}

impl Ink {
    /// Pixels darker than a threshold.
    pub fn of(page: &Gray, threshold: u8) -> Ink {
        let dark = page.data.iter().map(|v| *v < threshold).collect();
        Ink { width: page.width, height: page.height, dark }
    }

    /// Pixels of faint rulings: no ink, and darker than the paper above and below them (or left and
    /// right). Ink is left out, so that no line of text holds a long run of them.
    fn faint(page: &Gray, threshold: u8, horizontal: bool, size: f32) -> Ink {
        let reach = ((BESIDE * size) as usize).max(2);
        let (across, down) = if horizontal { (0, reach) } else { (reach, 0) };
        let step = down * page.width + across;
        let mut dark = vec![false; page.data.len()];
        for y in down..page.height.saturating_sub(down) {
            for x in across..page.width.saturating_sub(across) {
                let at = y * page.width + x;
                let (shade, beside) =
                    (page.data[at], page.data[at - step].min(page.data[at + step]));
                dark[at] = shade >= threshold && beside.saturating_sub(shade) >= FAINT;
            }
        }
        Ink { width: page.width, height: page.height, dark }
    }

    /// Whether a pixel is dark.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.dark[y * self.width + x]
    }

    /// Dark pixels of a column within an area.
    pub fn in_column(&self, x: usize, y0: usize, y1: usize) -> usize {
        (y0..y1).filter(|&y| self.is_dark(x, y)).count()
    }

    /// The smallest area inside `a` that holds all its ink.
    pub fn tight(&self, a: Area) -> Option<Area> {
        let mut out: Option<Area> = None;
        for y in a.y0..a.y1.min(self.height) {
            for x in a.x0..a.x1.min(self.width) {
                if self.dark[y * self.width + x] {
                    let p = Area { x0: x, y0: y, x1: x + 1, y1: y + 1 };
                    out = Some(out.map_or(p, |o| o.union(p)));
                }
            }
        }
        out
    }

    fn across(&self) -> Ink {
        let mut dark = vec![false; self.dark.len()];
        for y in 0..self.height {
            for x in 0..self.width {
                dark[x * self.height + y] = self.dark[y * self.width + x];
            }
        }
        Ink { width: self.height, height: self.width, dark }
    }

    /// Finds the rulings and filled blocks of a page; `size` is the size of its text in pixels.
    pub fn drawing(page: &Gray, threshold: u8, size: f32) -> Drawing {
        let ink = Ink::of(page, threshold);
        let mut out = Drawing::default();
        let least = (MIN_ACROSS * size) as usize;
        let faint = Ink::faint(page, threshold, true, size).long_runs(least, size);
        for (area, pixels) in ink.long_runs(least, size) {
            if is_thin(pixels, area.width(), area.height(), size) {
                out.rulings.push(Ruling { horizontal: true, area });
            } else {
                out.fills.push(area);
            }
        }
        let thin =
            |(area, pixels): &(Area, usize)| is_thin(*pixels, area.width(), area.height(), size);
        let lying = faint.into_iter().filter(thin);
        out.rulings.extend(lying.map(|(area, _)| Ruling { horizontal: true, area }));
        let least = (MIN_DOWN * size) as usize;
        let mut standing = ink.across().long_runs(least, size);
        let faint = Ink::faint(page, threshold, false, size);
        standing.extend(faint.across().long_runs(least, size));
        let meet = (MEET * size) as usize;
        for (a, pixels) in standing {
            let area = Area { x0: a.y0, y0: a.x0, x1: a.y1, y1: a.x1 };
            if !is_thin(pixels, area.height(), area.width(), size) {
                continue; // a block was found across already
            }
            let near = Area {
                x0: area.x0.saturating_sub(meet),
                y0: area.y0.saturating_sub(meet),
                x1: area.x1 + meet,
                y1: area.y1 + meet,
            };
            let ends = out.rulings.iter().filter(|r| r.horizontal && r.area.meets(near)).count();
            let free = area.height() as f32 >= FREE_DOWN * size;
            if ends >= 2 || free {
                out.rulings.push(Ruling { horizontal: false, area });
            }
        }
        out
    }

    /// Areas of dark runs along rows of at least `least` pixels, put together where they touch,
    /// with the pixels of the runs.
    fn long_runs(&self, least: usize, size: f32) -> Vec<(Area, usize)> {
        let gap = (BREAK * size).max(1.0) as usize;
        let mut done: Vec<(Area, usize)> = Vec::new();
        let mut open: Vec<(Area, (usize, usize), usize)> = Vec::new();
        for y in 0..self.height {
            let mut next: Vec<(Area, (usize, usize), usize)> = Vec::new();
            for (x0, x1) in self.runs(y, gap, least) {
                let mut area = Area { x0, y0: y, x1, y1: y + 1 };
                let mut pixels = x1 - x0;
                open.retain(|(o, span, n)| {
                    let joins = span.0 <= x1 && x0 <= span.1;
                    if joins {
                        area = area.union(*o);
                        pixels += n;
                    }
                    !joins
                });
                next.push((area, (x0, x1), pixels));
            }
            done.extend(open.drain(..).map(|(area, _, pixels)| (area, pixels)));
            open = next;
        }
        done.extend(open.drain(..).map(|(area, _, pixels)| (area, pixels)));
        done
    }

    fn runs(&self, y: usize, gap: usize, least: usize) -> Vec<(usize, usize)> {
        let row = &self.dark[y * self.width..(y + 1) * self.width];
        let mut out = Vec::new();
        let mut from: Option<usize> = None;
        let mut last = 0;
        for (x, dark) in row.iter().enumerate() {
            if *dark {
                match from {
                    Some(start) if x - last > gap + 1 => {
                        if last + 1 - start >= least {
                            out.push((start, last + 1));
                        }
                        from = Some(x);
                    }
                    None => from = Some(x),
                    _ => {}
                }
                last = x;
            }
        }
        if let Some(start) = from
            && last + 1 - start >= least
        {
            out.push((start, last + 1));
        }
        out
    }

    /// Connected blobs.
    pub fn blobs(&self) -> Vec<Blob> {
        let mut seen: Vec<bool> = self.dark.iter().map(|d| !d).collect();
        let mut out = Vec::new();
        let mut open = Vec::new();
        for start in 0..seen.len() {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            open.push(start);
            let (x, y) = (start % self.width, start / self.width);
            let mut blob = Blob { area: Area { x0: x, y0: y, x1: x + 1, y1: y + 1 }, pixels: 0 };
            while let Some(at) = open.pop() {
                let (x, y) = (at % self.width, at / self.width);
                blob.area = blob.area.union(Area { x0: x, y0: y, x1: x + 1, y1: y + 1 });
                blob.pixels += 1;
                for ny in y.saturating_sub(1)..(y + 2).min(self.height) {
                    for nx in x.saturating_sub(1)..(x + 2).min(self.width) {
                        let next = ny * self.width + nx;
                        if !seen[next] {
                            seen[next] = true;
                            open.push(next);
                        }
                    }
                }
            }
            out.push(blob);
            if out.len() >= MAX_BLOBS {
                break;
            }
        }
        out
    }
}

/// True for a line: thin on the whole, and not so slanted that it is none.
fn is_thin(pixels: usize, long: usize, across: usize, size: f32) -> bool {
    pixels as f32 <= THICKNESS * size * long.max(1) as f32
        && across as f32 <= (THICKNESS * size).max(SLANT * long as f32 + 0.2 * size)
}

/// The page without its rulings, each painted over with its soft edge. Where a ruling runs into a
/// sign the ink is thicker than a ruling, and stays.
pub fn without_rulings(page: &Gray, drawing: &Drawing, threshold: u8, size: f32) -> Gray {
    let mut out = page.clone();
    let thick = (THICKNESS * size) as usize + 1;
    for r in &drawing.rulings {
        let a = r.area.grown(2, 2, page);
        let (lines, across) =
            if r.horizontal { (a.x0..a.x1, a.y0..a.y1) } else { (a.y0..a.y1, a.x0..a.x1) };
        for line in lines {
            let at =
                |k: usize| if r.horizontal { k * page.width + line } else { line * page.width + k };
            let mut k = across.start;
            while k < across.end {
                let from = k;
                while k < across.end && out.data[at(k)] < threshold {
                    k += 1;
                }
                if k > from && k - from <= thick {
                    let soft = from.saturating_sub(2).max(across.start)..(k + 2).min(across.end);
                    soft.for_each(|k| out.data[at(k)] = 255);
                }
                k += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rulings_are_found_and_letters_are_not() {
        let mut page = Gray::filled(400, 300, 255);
        let fill = |page: &mut Gray, a: Area| {
            for y in a.y0..a.y1 {
                page.data[y * 400 + a.x0..y * 400 + a.x1].fill(0);
            }
        };
        let at = |x0, y0, x1, y1| Area { x0, y0, x1, y1 };
        for y in [40, 80, 120] {
            fill(&mut page, at(50, y, 350, y + 3));
        }
        for x in [50, 200, 347] {
            fill(&mut page, at(x, 40, x + 3, 123));
        }
        fill(&mut page, at(100, 52, 104, 72)); // a letter's stem
        let found = Ink::drawing(&page, 128, 20.0);
        assert_eq!(found.rulings.iter().filter(|r| r.horizontal).count(), 3);
        assert_eq!(found.rulings.iter().filter(|r| !r.horizontal).count(), 3);
        let clean = Ink::of(&without_rulings(&page, &found, 128, 20.0), 128);
        assert_eq!(clean.blobs().len(), 1);
    }

    #[test]
    fn the_grey_grid_of_a_sheet_rules_and_grain_does_not() {
        let (width, height) = (400, 300);
        let mut page = Gray::filled(width, height, 255);
        for (i, shade) in page.data.iter_mut().enumerate() {
            *shade -= (i * 7 % 11) as u8; // grain
        }
        for y in [40, 88, 136] {
            page.data[y * width + 50..y * width + 350].fill(190);
        }
        for y in 40..=136 {
            for x in [50, 200, 349] {
                page.data[y * width + x] = 190;
            }
        }
        let found = Ink::drawing(&page, 160, 20.0);
        assert_eq!(found.rulings.iter().filter(|r| r.horizontal).count(), 3, "{found:?}");
        assert_eq!(found.rulings.iter().filter(|r| !r.horizontal).count(), 3, "{found:?}");
    }
}
