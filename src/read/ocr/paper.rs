//! A sheet of paper photographed from one side on a darker table: its four edges, and the view from straight
//! above. A scan fills its picture and is left as it is; so is a sheet seen nearly from above.

use super::gray::Gray;

/// Longer side of the picture when the sheet is looked for, in pixels.
const LOOK: usize = 700;
/// The sheet covers at least this share of its picture, and at most that: what fills it is a scan.
const SHARES: std::ops::Range<f32> = 0.25..0.96;
/// Share of a sheet that is as bright as paper, its print apart; less is a picture of something else.
const BRIGHT: f32 = 0.85;
/// The upper edge and the lower one run apart by at least this, in degrees: lines of print that are nearly
/// parallel are set level by a turn, which keeps them sharper.
const APART: f32 = 1.2;
/// Share of an edge left out at both ends, where a corner may be bent or in the shade.
const ENDS: f32 = 0.12;
/// A point farther from the line of its edge than this many pixels of the small picture is none of it.
const OFF_LINE: f32 = 1.5;
/// This share of the sheet along each edge is not looked at: no letter is printed so near it.
const RIM: f32 = 0.008;
/// How often the line of an edge is drawn anew without such points.
const ROUNDS: usize = 4;

/// How the sheet lies in its picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Eight numbers of a projective map from the sheet to the picture; the ninth is 1.
    map: [f32; 8],
    /// Size of the sheet as seen from above, in pixels.
    pub width: usize,
    /// Height of it.
    pub height: usize,
}

impl Frame {
    /// A point of the sheet in the picture.
    pub fn at(&self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f, g, h] = self.map;
        let (u, v) = (x / self.width as f32, y / self.height as f32);
        let w = g * u + h * v + 1.0;
        ((a * u + b * v + c) / w, (d * u + e * v + f) / w)
    }

    /// The frame whose corners lie at these points: top left, top right, bottom right, bottom left.
    fn of(corners: [(f32, f32); 4]) -> Frame {
        let [(x0, y0), (x1, y1), (x2, y2), (x3, y3)] = corners;
        let long = |a: (f32, f32), b: (f32, f32)| (a.0 - b.0).hypot(a.1 - b.1);
        let width = (long(corners[0], corners[1]) + long(corners[3], corners[2])) / 2.0;
        let height = (long(corners[0], corners[3]) + long(corners[1], corners[2])) / 2.0;
        // From the unit square to a quadrilateral.
        let (sx, sy) = (x0 - x1 + x2 - x3, y0 - y1 + y2 - y3);
        let (dx1, dx2, dy1, dy2) = (x1 - x2, x3 - x2, y1 - y2, y3 - y2);
        let det = dx1 * dy2 - dx2 * dy1;
        let (g, h) = ((sx * dy2 - dx2 * sy) / det, (dx1 * sy - sx * dy1) / det);
        let map =
            [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h];
        Frame {
            map,
            width: width.round().max(1.0) as usize,
            height: height.round().max(1.0) as usize,
        }
    }

    /// The sheet as seen from above.
    pub fn view(&self, picture: &Gray) -> Gray {
        let mut out = Gray::filled(self.width, self.height, 255);
        // Along its edges the table shows through: the shade beside them stands for theirs.
        let rim = RIM * self.width.min(self.height) as f32;
        let within = |at: usize, size: usize| (at as f32 + 0.5).clamp(rim, size as f32 - rim);
        for y in 0..self.height {
            for x in 0..self.width {
                let (sx, sy) = self.at(within(x, self.width), within(y, self.height));
                out.data[y * self.width + x] = picture.between(sx - 0.5, sy - 0.5);
            }
        }
        out
    }
}

/// Finds the sheet in a picture; `None` for a scan, a screenshot, and where its edges do not stand out.
pub fn find(picture: &Gray) -> Option<Frame> {
    let scale = (LOOK as f32 / picture.width.max(picture.height) as f32).min(1.0);
    let small = picture.scaled(
        ((picture.width as f32 * scale) as usize).max(1),
        ((picture.height as f32 * scale) as usize).max(1),
    );
    let sheet = largest_bright(&small);
    let corners = corners(&sheet, small.width, small.height)?;
    let area = area(&corners);
    let share = area / (small.width * small.height) as f32;
    let bright = sheet.iter().filter(|b| **b).count() as f32 / area;
    let apart = (rise(corners[0], corners[1]) - rise(corners[3], corners[2])).abs();
    let is_sheet = SHARES.contains(&share) && (BRIGHT..1.1).contains(&bright) && apart > APART;
    is_sheet.then(|| Frame::of(corners.map(|(x, y)| (x / scale, y / scale))))
}

/// How far a line falls to the right, in degrees.
fn rise(a: (f32, f32), b: (f32, f32)) -> f32 {
    (b.1 - a.1).atan2(b.0 - a.0).to_degrees()
}

fn area(corners: &[(f32, f32); 4]) -> f32 {
    let cross = (0..4).map(|k| {
        let (a, b) = (corners[k], corners[(k + 1) % 4]);
        a.0 * b.1 - b.0 * a.1
    });
    (cross.sum::<f32>() / 2.0).abs().max(1.0)
}

/// The largest patch of pixels on the bright side of the picture's two kinds.
fn largest_bright(small: &Gray) -> Vec<bool> {
    let threshold = small.threshold();
    let bright: Vec<bool> = small.data.iter().map(|v| *v >= threshold).collect();
    let mut seen = vec![false; bright.len()];
    let mut best: Vec<usize> = Vec::new();
    for start in 0..bright.len() {
        if seen[start] || !bright[start] {
            continue;
        }
        let mut patch = vec![start];
        seen[start] = true;
        let mut k = 0;
        while k < patch.len() {
            let at = patch[k];
            k += 1;
            let (x, y) = (at % small.width, at / small.width);
            let beside = [
                (x > 0).then(|| at - 1),
                (x + 1 < small.width).then(|| at + 1),
                (y > 0).then(|| at - small.width),
                (y + 1 < small.height).then(|| at + small.width),
            ];
            for next in beside.into_iter().flatten() {
                if bright[next] && !seen[next] {
                    seen[next] = true;
                    patch.push(next);
                }
            }
        }
        if patch.len() > best.len() {
            best = patch;
        }
    }
    let mut out = vec![false; bright.len()];
    best.into_iter().for_each(|at| out[at] = true);
    out
}

/// Where the lines of the four edges meet.
fn corners(sheet: &[bool], width: usize, height: usize) -> Option<[(f32, f32); 4]> {
    let row = |y: usize| &sheet[y * width..(y + 1) * width];
    let left: Vec<(f32, f32)> = (0..height)
        .filter_map(|y| Some((y as f32 + 0.5, row(y).iter().position(|b| *b)? as f32)))
        .collect();
    let right: Vec<(f32, f32)> = (0..height)
        .filter_map(|y| Some((y as f32 + 0.5, row(y).iter().rposition(|b| *b)? as f32 + 1.0)))
        .collect();
    let column = |x: usize| (0..height).map(move |y| sheet[y * width + x]);
    let top: Vec<(f32, f32)> = (0..width)
        .filter_map(|x| Some((x as f32 + 0.5, column(x).position(|b| b)? as f32)))
        .collect();
    let bottom: Vec<(f32, f32)> = (0..width)
        .filter_map(|x| {
            let last = (0..height).rev().find(|y| sheet[y * width + x])?;
            Some((x as f32 + 0.5, last as f32 + 1.0))
        })
        .collect();
    let (left, right) = (line(&left)?, line(&right)?);
    let (top, bottom) = (line(&top)?, line(&bottom)?);
    // x = a + b y on the sides, y = c + d x above and below.
    let meet = |side: (f32, f32), level: (f32, f32)| {
        let x = (side.0 + side.1 * level.0) / (1.0 - side.1 * level.1);
        (x, level.0 + level.1 * x)
    };
    Some([meet(left, top), meet(right, top), meet(right, bottom), meet(left, bottom)])
}

/// The line `v = a + b u` through most of the points of an edge.
fn line(points: &[(f32, f32)]) -> Option<(f32, f32)> {
    let ends = (points.len() as f32 * ENDS) as usize;
    let inner = points.get(ends..points.len() - ends).filter(|p| p.len() >= 20)?;
    let mut kept = inner.to_vec();
    let mut found = (0.0, 0.0);
    for _ in 0..ROUNDS {
        let n = kept.len() as f32;
        let (mu, mv) =
            (kept.iter().map(|p| p.0).sum::<f32>() / n, kept.iter().map(|p| p.1).sum::<f32>() / n);
        let uv: f32 = kept.iter().map(|p| (p.0 - mu) * (p.1 - mv)).sum();
        let uu: f32 = kept.iter().map(|p| (p.0 - mu).powi(2)).sum();
        let slope = uv / uu.max(1.0);
        found = (mv - slope * mu, slope);
        let off = |p: &(f32, f32)| (p.1 - found.0 - found.1 * p.0).abs();
        // At first a bent corner draws the line aside: what is farther off than most goes first.
        let mut all: Vec<f32> = kept.iter().map(off).collect();
        all.sort_by(f32::total_cmp);
        let limit = all[all.len() * 3 / 4].max(OFF_LINE);
        kept = inner.iter().copied().filter(|p| off(p) <= limit).collect();
        if kept.len() * 2 < inner.len() {
            return None;
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet with four corners on a dark table, with lines of print on it.
    fn photo(corners: [(f32, f32); 4]) -> Gray {
        let frame = Frame::of(corners);
        let mut out = Gray::filled(900, 1200, 60);
        for y in 0..frame.height * 2 {
            for x in 0..frame.width * 2 {
                let (u, v) = (x as f32 / 2.0, y as f32 / 2.0);
                let (px, py) = frame.at(u, v);
                let within = (40.0..900.0).contains(&v) && (80.0..400.0).contains(&u);
                let print = within && (v as usize / 12) % 3 == 1;
                out.data[py as usize * 900 + px as usize] = if print { 30 } else { 215 };
            }
        }
        out
    }

    #[test]
    fn a_sheet_on_a_table_is_found_and_set_straight() {
        let corners = [(90.0, 60.0), (800.0, 90.0), (840.0, 1120.0), (60.0, 1150.0)];
        let found = find(&photo(corners)).expect("its edges stand out");
        for (k, (x, y)) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].into_iter().enumerate()
        {
            let (px, py) = found.at(x * found.width as f32, y * found.height as f32);
            let off = (px - corners[k].0).hypot(py - corners[k].1);
            assert!(off < 3.0, "corner {k}: {px} {py}");
        }
    }

    #[test]
    fn a_scan_and_a_window_are_left_alone() {
        assert!(find(&Gray::filled(900, 1200, 250)).is_none());
        let window = photo([(100.0, 100.0), (800.0, 100.0), (800.0, 1100.0), (100.0, 1100.0)]);
        assert!(find(&window).is_none());
    }
}
