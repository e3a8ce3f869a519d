//! From the map of likely text to boxes of lines. The page is straight by now, so a box is an
//! upright rectangle.

use super::engine::TextMap;
use super::gray::{Area, Gray};

/// A pixel of the map is text from this probability on.
const TEXT: f32 = 0.3;
/// A box whose mean probability is lower is no text.
const BOX: f32 = 0.5;
/// The map shows the core of a line: area times this over perimeter gives it back its border.
const BORDER: f32 = 1.6;
/// What a box is grown by, up and down together, as a share of its height: tight boxes cost the
/// reader its commas and the tops of figures.
const GROWTH: f32 = 0.2;
/// Cores smaller than this in pixels of the map are specks.
const MIN_CORE: usize = 3;

/// Boxes of lines in pixels of the page, by top and left edge.
pub fn boxes(map: &TextMap, page: &Gray) -> Vec<Area> {
    let (sx, sy) = (page.width as f32 / map.width as f32, page.height as f32 / map.height as f32);
    let mut out: Vec<Area> = cores(map)
        .into_iter()
        .map(|a| {
            let (w, h) = (a.width() as f32, a.height() as f32);
            let border = w * h * BORDER / (2.0 * (w + h));
            let tall = GROWTH / 2.0 * (h + 2.0 * border);
            let edge =
                |v: f32, scale: f32, most: usize| ((v * scale).round().max(0.0) as usize).min(most);
            Area {
                x0: edge(a.x0 as f32 - border, sx, page.width),
                x1: edge(a.x1 as f32 + border, sx, page.width),
                y0: edge(a.y0 as f32 - border - tall, sy, page.height),
                y1: edge(a.y1 as f32 + border + tall, sy, page.height),
            }
        })
        .filter(|a| a.width() > 2 && a.height() > 4)
        .collect();
    out.sort_by_key(|a| (a.y0, a.x0, a.y1, a.x1));
    out
}

/// Bounding boxes of connected likely text.
fn cores(map: &TextMap) -> Vec<Area> {
    let mut seen: Vec<bool> = map.data.iter().map(|p| *p <= TEXT).collect();
    let mut out = Vec::new();
    let mut open = Vec::new();
    for start in 0..seen.len() {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        open.push(start);
        let (x, y) = (start % map.width, start / map.width);
        let mut area = Area { x0: x, y0: y, x1: x + 1, y1: y + 1 };
        let (mut sum, mut n) = (0f32, 0f32);
        while let Some(at) = open.pop() {
            let (x, y) = (at % map.width, at / map.width);
            area = area.union(Area { x0: x, y0: y, x1: x + 1, y1: y + 1 });
            sum += map.data[at];
            n += 1.0;
            for ny in y.saturating_sub(1)..(y + 2).min(map.height) {
                for nx in x.saturating_sub(1)..(x + 2).min(map.width) {
                    let next = ny * map.width + nx;
                    if !seen[next] {
                        seen[next] = true;
                        open.push(next);
                    }
                }
            }
        }
        if area.width() >= MIN_CORE && area.height() >= MIN_CORE && sum / n >= BOX {
            out.push(area);
        }
    }
    out
}
