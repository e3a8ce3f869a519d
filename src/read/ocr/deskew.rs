//! The angle by which a page lies askew on the glass, by projection: turned right, the rows of
//! pixels are either full of ink or empty. A page photographed from one side leans as well: its lines of
//! text are level and the rulings of its tables are not upright.

use super::gray::Gray;

/// Largest angle looked for, in degrees; a page laid worse than that is no scan.
const MAX_ANGLE: f32 = 6.0;
/// The first look is this coarse, in degrees, and the last this fine.
const COARSE: f32 = 0.4;
const FINE: f32 = 0.05;
/// Ink pixels looked at.
const MAX_POINTS: usize = 60_000;
/// Longer side of the page when the angle is measured, in pixels.
const LOOK: usize = 1400;

/// A lean smaller than this, in degrees, is that of a page on the glass, and rulings are found all the same.
const LEAST_LEAN: f32 = 0.3;
/// Shortest upright stroke that may be a ruling, in pixels of the page as looked at: no letter of ordinary text
/// is as high.
const STROKE: usize = LOOK / 60;
/// Thickest such stroke, in the same pixels.
const THICK: usize = 4;
/// Fewest pixels of such strokes that tell how the page leans: a box of four rows.
const LEAST_STROKES: usize = 200;

/// How far the rulings of a level page lean to the right on their way down, as a share of their length;
/// 0 where there are none or they stand upright.
pub fn lean(page: &Gray, threshold: u8) -> f32 {
    let small = looked_at(page);
    let points: Vec<(f32, f32)> = strokes(&small, threshold);
    if points.len() < LEAST_STROKES {
        return 0.0;
    }
    // Seen across, a leaning ruling is a line of text that is not level.
    let score = |degrees: f32| sharpness(&points, degrees.to_radians(), small.height, small.width);
    let best = sharpest(score);
    if best.abs() < LEAST_LEAN { 0.0 } else { -best.to_radians().tan() }
}

/// Pixels of thin upright strokes longer than letters, as (down, across) from the middle of the page.
fn strokes(page: &Gray, threshold: u8) -> Vec<(f32, f32)> {
    let (cx, cy) = (page.width as f32 / 2.0, page.height as f32 / 2.0);
    let mut out = Vec::new();
    for x in THICK..page.width.saturating_sub(THICK) {
        let mut run = 0;
        for y in 0..=page.height {
            let is_dark = |x: usize| page.data[y * page.width + x] < threshold;
            if y < page.height && is_dark(x) && !is_dark(x - THICK) && !is_dark(x + THICK) {
                run += 1;
                continue;
            }
            if run >= STROKE {
                out.extend((y - run..y).map(|y| (y as f32 - cy, x as f32 - cx)));
            }
            run = 0;
        }
    }
    let every = out.len().div_ceil(MAX_POINTS).max(1);
    out.into_iter().step_by(every).collect()
}

/// The page in the size in which its angles are measured.
fn looked_at(page: &Gray) -> Gray {
    let scale = (LOOK as f32 / page.width.max(page.height) as f32).min(1.0);
    page.scaled(
        ((page.width as f32 * scale) as usize).max(1),
        ((page.height as f32 * scale) as usize).max(1),
    )
}

/// The angle in degrees at which a score is highest, looked for coarsely and then finely.
fn sharpest(score: impl Fn(f32) -> f64) -> f32 {
    let mut best = (score(0.0), 0.0f32);
    let look = |best: &mut (f64, f32), from: f32, to: f32, step: f32| {
        let steps = ((to - from) / step).round() as i32;
        for i in 0..=steps {
            let a = from + i as f32 * step;
            let s = score(a);
            if s > best.0 {
                *best = (s, a);
            }
        }
    };
    look(&mut best, -MAX_ANGLE, MAX_ANGLE, COARSE);
    let around = best.1;
    look(&mut best, around - COARSE, around + COARSE, FINE);
    best.1
}

/// The angle in radians by which the page must be turned clockwise to stand straight.
pub fn angle(page: &Gray, threshold: u8) -> f32 {
    let small = looked_at(page);
    let points = ink(&small, threshold);
    if points.len() < 200 {
        return 0.0;
    }
    sharpest(|degrees| sharpness(&points, degrees.to_radians(), small.width, small.height))
        .to_radians()
}

/// Left edges of ink: fewer points than all ink, and as telling.
fn ink(page: &Gray, threshold: u8) -> Vec<(f32, f32)> {
    let mut out = Vec::new();
    let (cx, cy) = (page.width as f32 / 2.0, page.height as f32 / 2.0);
    for y in 0..page.height {
        let row = page.row(y);
        for x in 1..page.width {
            if row[x] < threshold && row[x - 1] >= threshold {
                out.push((x as f32 - cx, y as f32 - cy));
            }
        }
    }
    let every = out.len().div_ceil(MAX_POINTS).max(1);
    out.into_iter().step_by(every).collect()
}

/// How unevenly the ink falls on rows when the page is turned by that angle.
fn sharpness(points: &[(f32, f32)], angle: f32, width: usize, height: usize) -> f64 {
    let (sin, cos) = angle.sin_cos();
    let reach = (width + height) as f32 / 2.0;
    let mut rows = vec![0f64; 2 * reach as usize + 2];
    for (x, y) in points {
        let row = sin * x + cos * y + reach;
        if row >= 0.0 && (row as usize) < rows.len() {
            rows[row as usize] += 1.0;
        }
    }
    rows.windows(2).map(|p| (p[1] - p[0]).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crooked_page_is_put_straight() {
        let mut page = Gray::filled(800, 900, 255);
        for y in (60..860).step_by(24) {
            for x in 60..740 {
                if x % 9 < 5 {
                    for k in 0..10 {
                        page.data[(y + k) * 800 + x] = 20;
                    }
                }
            }
        }
        for degrees in [-2.3f32, 0.0, 0.7, 3.1] {
            let askew = page.turned(degrees.to_radians(), 0.0);
            let found = angle(&askew, 128).to_degrees();
            assert!((found + degrees).abs() < 0.11, "{degrees}: {found}");
        }
    }

    #[test]
    fn a_page_seen_from_one_side_leans() {
        let mut page = Gray::filled(800, 900, 255);
        for x in [100, 300, 620] {
            for y in 100..500 {
                page.data[y * 800 + x..y * 800 + x + 3].fill(20);
            }
        }
        for lean in [-0.03f32, 0.0, 0.02] {
            let found = super::lean(&page.turned(0.0, lean), 128);
            assert!((found + lean).abs() < 0.002, "{lean}: {found}");
        }
    }
}
