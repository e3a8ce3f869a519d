//! A page as grey pixels, and the few operations the reader needs on it: scaling, cutting out,
//! turning, and taking the shadow of a lamp or a phone away.

/// Blocks along the longer side in which the paper's brightness is measured: wide enough that each
/// holds some bare paper.
const SHADE_BLOCKS: usize = 28;
/// Share of a block's pixels that are darker than its paper.
const PAPER_SHARE: f32 = 0.85;
/// Paper darker than this is ink all over (a filled block), not shadow.
const DARKEST_PAPER: f32 = 60.0;

/// Grey pixels, 0 black to 255 white, row by row.
#[derive(Clone, Debug)]
pub struct Gray {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// The pixels.
    pub data: Vec<u8>,
}

/// A rectangle of pixels: left, top, right, bottom, the last two exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Left.
    pub x0: usize,
    /// Top.
    pub y0: usize,
    /// Right, exclusive.
    pub x1: usize,
    /// Bottom, exclusive.
    pub y1: usize,
}

impl Area {
    /// Pixels across.
    pub fn width(self) -> usize {
        self.x1.saturating_sub(self.x0)
    }

    /// Pixels down.
    pub fn height(self) -> usize {
        self.y1.saturating_sub(self.y0)
    }

    /// The smallest area that holds both.
    pub fn union(self, o: Area) -> Area {
        Area {
            x0: self.x0.min(o.x0),
            y0: self.y0.min(o.y0),
            x1: self.x1.max(o.x1),
            y1: self.y1.max(o.y1),
        }
    }

    /// True when the two share a pixel.
    pub fn meets(self, o: Area) -> bool {
        self.x0 < o.x1 && o.x0 < self.x1 && self.y0 < o.y1 && o.y0 < self.y1
    }

    /// The area grown on each side, kept inside a page.
    pub fn grown(self, x: usize, y: usize, page: &Gray) -> Area {
        Area {
            x0: self.x0.saturating_sub(x),
            y0: self.y0.saturating_sub(y),
            x1: (self.x1 + x).min(page.width),
            y1: (self.y1 + y).min(page.height),
        }
    }
}

impl Gray {
    /// A page of one shade.
    pub fn filled(width: usize, height: usize, shade: u8) -> Gray {
        Gray { width, height, data: vec![shade; width * height] }
    }

    /// One row of pixels.
    pub fn row(&self, y: usize) -> &[u8] {
        &self.data[y * self.width..(y + 1) * self.width]
    }

    /// A pixel; white outside.
    pub fn at(&self, x: isize, y: isize) -> u8 {
        let inside = x >= 0 && y >= 0 && (x as usize) < self.width && (y as usize) < self.height;
        if inside { self.data[y as usize * self.width + x as usize] } else { 255 }
    }

    /// A part of it.
    pub fn crop(&self, a: Area) -> Gray {
        let mut data = Vec::with_capacity(a.width() * a.height());
        for y in a.y0..a.y1 {
            data.extend_from_slice(&self.row(y)[a.x0..a.x1]);
        }
        Gray { width: a.width(), height: a.height(), data }
    }

    /// Puts another picture onto it.
    pub fn paste(&mut self, other: &Gray, x: usize, y: usize) {
        for row in 0..other.height.min(self.height.saturating_sub(y)) {
            let wide = other.width.min(self.width.saturating_sub(x));
            let from = (y + row) * self.width + x;
            self.data[from..from + wide].copy_from_slice(&other.row(row)[..wide]);
        }
    }

    /// Scaled to a size: by cubic interpolation, and by area when made smaller.
    pub fn scaled(&self, width: usize, height: usize) -> Gray {
        if self.width == 0 || self.height == 0 || width == 0 || height == 0 {
            return Gray::filled(width, height, 255);
        }
        if (width, height) == (self.width, self.height) {
            return self.clone();
        }
        let columns = taps(self.width, width);
        let rows = taps(self.height, height);
        // Across first, then down.
        let mut half = vec![0f32; width * self.height];
        for y in 0..self.height {
            let line = self.row(y);
            for (x, (first, weights)) in columns.iter().enumerate() {
                let mut sum = 0.0;
                for (k, w) in weights.iter().enumerate() {
                    sum += w * f32::from(line[first + k]);
                }
                half[y * width + x] = sum;
            }
        }
        let mut data = vec![0u8; width * height];
        let mut line = vec![0f32; width];
        for (y, (first, weights)) in rows.iter().enumerate() {
            line.fill(0.0);
            for (k, w) in weights.iter().enumerate() {
                let from = &half[(first + k) * width..(first + k + 1) * width];
                for (l, f) in line.iter_mut().zip(from) {
                    *l += w * f;
                }
            }
            for (d, l) in data[y * width..(y + 1) * width].iter_mut().zip(&line) {
                *d = l.round().clamp(0.0, 255.0) as u8;
            }
        }
        Gray { width, height, data }
    }

    /// Turned about its centre by an angle in radians, clockwise as seen, and then set upright: the row at `y`
    /// moved to the left by `lean` times its distance below the centre. The corners that come in are white.
    pub fn turned(&self, angle: f32, lean: f32) -> Gray {
        let (sin, cos) = angle.sin_cos();
        let (cx, cy) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        let mut data = vec![255u8; self.data.len()];
        for y in 0..self.height {
            let dy = y as f32 + 0.5 - cy;
            for x in 0..self.width {
                let dx = x as f32 + 0.5 - cx + lean * dy;
                let sx = cos * dx + sin * dy + cx - 0.5;
                let sy = -sin * dx + cos * dy + cy - 0.5;
                data[y * self.width + x] = self.between(sx, sy);
            }
        }
        Gray { width: self.width, height: self.height, data }
    }

    /// The shade between pixels.
    pub fn between(&self, x: f32, y: f32) -> u8 {
        let (fx, fy) = (x.floor(), y.floor());
        let (ax, ay) = (x - fx, y - fy);
        let (ix, iy) = (fx as isize, fy as isize);
        let p = |dx: isize, dy: isize| f32::from(self.at(ix + dx, iy + dy));
        let top = p(0, 0) * (1.0 - ax) + p(1, 0) * ax;
        let bottom = p(0, 1) * (1.0 - ax) + p(1, 1) * ax;
        (top * (1.0 - ay) + bottom * ay).round().clamp(0.0, 255.0) as u8
    }

    /// Turned by quarters, clockwise.
    pub fn quarter_turned(&self, quarters: u32) -> Gray {
        let (w, h) = (self.width, self.height);
        let (width, height) = if quarters % 2 == 1 { (h, w) } else { (w, h) };
        let mut data = Vec::with_capacity(w * h);
        for y in 0..height {
            for x in 0..width {
                let (sx, sy) = match quarters % 4 {
                    1 => (y, h - 1 - x),
                    2 => (w - 1 - x, h - 1 - y),
                    3 => (w - 1 - y, x),
                    _ => (x, y),
                };
                data.push(self.data[sy * w + sx]);
            }
        }
        Gray { width, height, data }
    }

    /// The page as if evenly lit: every pixel against the paper around it.
    pub fn flattened(&self) -> Gray {
        let block = (self.width.max(self.height) / SHADE_BLOCKS).max(16);
        let (nx, ny) = (self.width.div_ceil(block), self.height.div_ceil(block));
        let mut paper = vec![255f32; nx * ny];
        for by in 0..ny {
            for bx in 0..nx {
                paper[by * nx + bx] = self.paper(bx * block, by * block, block);
            }
        }
        let paper = brightest_near(&paper, nx, ny);
        let mut data = vec![0u8; self.data.len()];
        let place = |p: usize, n: usize| {
            let t = ((p as f32 + 0.5) / block as f32 - 0.5).clamp(0.0, n as f32 - 1.0);
            let i = (t as usize).min(n.saturating_sub(2));
            (i, (i + 1).min(n - 1), t - i as f32)
        };
        let across: Vec<(usize, usize, f32)> = (0..self.width).map(|x| place(x, nx)).collect();
        for y in 0..self.height {
            let (y0, y1, fy) = place(y, ny);
            for x in 0..self.width {
                let (x0, x1, fx) = across[x];
                let at = |by: usize, bx: usize| paper[by * nx + bx];
                let top = at(y0, x0) * (1.0 - fx) + at(y0, x1) * fx;
                let bottom = at(y1, x0) * (1.0 - fx) + at(y1, x1) * fx;
                let light = top * (1.0 - fy) + bottom * fy;
                let shade = f32::from(self.data[y * self.width + x]) * 255.0 / light;
                data[y * self.width + x] = shade.min(255.0) as u8;
            }
        }
        Gray { width: self.width, height: self.height, data }
    }

    /// Brightness of the paper in a block: that of its lighter pixels.
    fn paper(&self, x: usize, y: usize, block: usize) -> f32 {
        let mut counts = [0u32; 256];
        let mut all = 0;
        for row in y..(y + block).min(self.height) {
            for v in &self.row(row)[x..(x + block).min(self.width)] {
                counts[*v as usize] += 1;
                all += 1;
            }
        }
        let mut below = 0;
        for (shade, n) in counts.iter().enumerate() {
            below += n;
            if below as f32 >= PAPER_SHARE * all as f32 {
                return shade as f32;
            }
        }
        255.0
    }

    /// The shade that best parts ink from paper (Otsu's), for a flattened page.
    pub fn threshold(&self) -> u8 {
        let mut counts = [0f64; 256];
        for v in &self.data {
            counts[*v as usize] += 1.0;
        }
        let all: f64 = counts.iter().sum();
        let sum: f64 = counts.iter().enumerate().map(|(i, n)| i as f64 * n).sum();
        let (mut weight, mut part, mut best, mut cut) = (0.0, 0.0, 0.0, 128usize);
        for (i, n) in counts.iter().enumerate() {
            weight += n;
            part += i as f64 * n;
            let rest = all - weight;
            if weight == 0.0 || rest == 0.0 {
                continue;
            }
            let between = weight * rest * (part / weight - (sum - part) / rest).powi(2);
            if between > best {
                (best, cut) = (between, i);
            }
        }
        // A nearly blank page would cut in the grain of its paper.
        cut.clamp(90, 200) as u8
    }
}

/// A block all of ink says nothing of its paper: it takes the lightest of its neighbours.
fn brightest_near(paper: &[f32], nx: usize, ny: usize) -> Vec<f32> {
    let mut out = vec![255f32; paper.len()];
    for y in 0..ny {
        for x in 0..nx {
            let mut best = DARKEST_PAPER;
            for by in y.saturating_sub(1)..(y + 2).min(ny) {
                for bx in x.saturating_sub(1)..(x + 2).min(nx) {
                    best = best.max(paper[by * nx + bx]);
                }
            }
            out[y * nx + x] = best;
        }
    }
    out
}

/// For each pixel of the target the first source pixel and the weights from there on.
fn taps(from: usize, to: usize) -> Vec<(usize, Vec<f32>)> {
    let ratio = from as f32 / to as f32;
    let wide = ratio.max(1.0);
    (0..to)
        .map(|i| {
            let centre = (i as f32 + 0.5) * ratio - 0.5;
            let first = ((centre - 2.0 * wide).ceil().max(0.0)) as usize;
            let last = ((centre + 2.0 * wide).floor().max(0.0) as usize).min(from - 1);
            let first = first.min(last);
            let mut weights: Vec<f32> =
                (first..=last).map(|s| cubic((s as f32 - centre) / wide)).collect();
            let sum: f32 = weights.iter().sum();
            if sum.abs() > f32::EPSILON {
                weights.iter_mut().for_each(|w| *w /= sum);
            }
            (first, weights)
        })
        .collect()
}

/// Catmull-Rom.
fn cubic(x: f32) -> f32 {
    let x = x.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < 2.0 {
        ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_come_round() {
        let g = Gray { width: 3, height: 2, data: vec![1, 2, 3, 4, 5, 6] };
        assert_eq!(g.quarter_turned(1).data, [4, 1, 5, 2, 6, 3]);
        assert_eq!(g.quarter_turned(1).quarter_turned(3).data, g.data);
        assert_eq!(g.quarter_turned(2).data, [6, 5, 4, 3, 2, 1]);
    }

    #[test]
    fn a_shadow_goes_and_the_ink_stays() {
        let mut g = Gray::filled(200, 200, 255);
        for y in 0..200 {
            for x in 0..200 {
                let light = 255 - x / 2;
                let ink = x % 20 == 7 && y % 9 < 4;
                g.data[y * 200 + x] = if ink { light / 5 } else { light } as u8;
            }
        }
        let flat = g.flattened();
        assert!(flat.data[100 * 200 + 190] > 235, "{}", flat.data[100 * 200 + 190]);
        assert!(flat.data[99 * 200 + 187] < 80, "{}", flat.data[99 * 200 + 187]);
    }

    #[test]
    fn scaling_keeps_shades() {
        let g = Gray::filled(50, 40, 130);
        assert!(g.scaled(23, 77).data.iter().all(|v| *v == 130));
    }
}
