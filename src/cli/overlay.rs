//! `show FILE --page N --overlay OUT.png`: the page as it looks, with what was understood of it drawn
//! over: words and lines, cells and tables, and the counts.

use std::path::Path;

use crate::error::Error;
use crate::model::document::{Block, BlockKind, Furniture};
use crate::model::locator::{BBox, Locator};
use crate::pipeline;

/// Pixels to the point: small print can be read, and a page is no larger than a screen or two.
const SCALE: f32 = 2.0;
/// Outlines, as red, green and blue.
const WORD: [u8; 3] = [190, 190, 190];
const LINE: [u8; 3] = [120, 170, 220];
const RUNNING: [u8; 3] = [220, 200, 120];
const CELL: [u8; 3] = [60, 160, 60];
const TABLE: [u8; 3] = [0, 90, 0];
const COUNT: [u8; 3] = [220, 0, 0];

/// Writes the picture.
pub fn write(file: &Path, page: u32, shown: &pipeline::Shown, picture: &Path) -> Result<(), Error> {
    let failed = |why: String| Error::Output { path: picture.to_path_buf(), why };
    let drawn = pipeline::drawn(file, page, SCALE)?
        .ok_or_else(|| failed(format!("{} has no page {page} to draw", file.display())))?;
    let mut canvas = Canvas { width: drawn.width, height: drawn.height, data: drawn.data };
    for block in &shown.document.blocks {
        draw(&mut canvas, block, page);
    }
    for place in &shown.counts {
        canvas.outline(place, page, COUNT, 2);
    }
    image::save_buffer(
        picture,
        &canvas.data,
        canvas.width,
        canvas.height,
        image::ExtendedColorType::Rgba8,
    )
    .map_err(|e| failed(e.to_string()))
}

fn draw(canvas: &mut Canvas, block: &Block, page: u32) {
    let colour = if block.furniture == Furniture::Body { LINE } else { RUNNING };
    for line in &block.lines {
        line.words.iter().for_each(|w| canvas.outline(&w.locator, page, WORD, 1));
        canvas.outline(&line.locator, page, colour, 1);
    }
    block.cells.iter().for_each(|c| canvas.outline(&c.locator, page, CELL, 1));
    if block.kind == BlockKind::Table {
        canvas.outline(&block.locator, page, TABLE, 2);
    }
}

struct Canvas {
    width: u32,
    height: u32,
    data: Vec<u8>,
}

impl Canvas {
    /// Draws the edges of a place, if it is on the page.
    fn outline(&mut self, place: &Locator, page: u32, colour: [u8; 3], thick: u32) {
        let (Locator::Page { page: p, bbox } | Locator::Scan { page: p, bbox }) = place else {
            return;
        };
        if *p != page || self.width == 0 || self.height == 0 {
            return;
        }
        let BBox { x0, y0, x1, y1 } = *bbox;
        let pixel = |v: f32, most: u32| ((v * SCALE).max(0.0) as u32).min(most - 1);
        let (x0, x1) = (pixel(x0, self.width), pixel(x1, self.width));
        let (y0, y1) = (pixel(y0, self.height), pixel(y1, self.height));
        for t in 0..thick {
            for x in x0..=x1 {
                self.dot(x, y0 + t, colour);
                self.dot(x, y1.saturating_sub(t), colour);
            }
            for y in y0..=y1 {
                self.dot(x0 + t, y, colour);
                self.dot(x1.saturating_sub(t), y, colour);
            }
        }
    }

    fn dot(&mut self, x: u32, y: u32, [r, g, b]: [u8; 3]) {
        if x < self.width && y < self.height {
            let at = 4 * (y as usize * self.width as usize + x as usize);
            if let Some(pixel) = self.data.get_mut(at..at + 4) {
                pixel.copy_from_slice(&[r, g, b, 255]);
            }
        }
    }
}
