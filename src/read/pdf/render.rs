//! A page of a PDF as a picture, for people who want to see what was understood of it.

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::InterpreterSettings;
use hayro_syntax::Pdf;

/// A picture of rows of red, green, blue and alpha bytes.
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// Draws a page, counted from 1, at so many pixels to the point. `None` when there is no such page.
pub fn page(bytes: &[u8], number: u32, scale: f32) -> Option<Picture> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let order = super::page_order(lopdf::Document::load_mem(bytes).ok().as_ref(), &pdf);
    let index = *order.get(number.checked_sub(1)? as usize)?;
    let pixels = hayro::render(
        pdf.pages().get(index)?,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    Some(Picture {
        width: u32::from(pixels.width()),
        height: u32::from(pixels.height()),
        data: pixels.data_as_u8_slice().to_vec(),
    })
}
