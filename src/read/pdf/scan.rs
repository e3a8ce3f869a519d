//! Which pages of a PDF are pictures of text, and the reading of them: rendered by hayro, read by
//! [`crate::read::ocr`]. A text layer that the scanner put under its picture is not trusted: the page
//! is read afresh, and where the two differ in a number, that is a doubt.

use super::device::PageContent;

/// Share of a page that a picture must cover for a page with little text to be called a scan.
const SCAN_SHARE: f32 = 0.5;
/// A page with more visible signs than this is a printed page with a picture on it (a letterhead
/// over the whole page, a watermark). A scan may carry a stamp or a page number set as text.
const FEW_GLYPHS: usize = 80;
/// Paths a page without a single glyph must draw for its text to be drawn as outlines.
const OUTLINED_PATHS: usize = 120;
/// Share of glyphs without known text from which a page is better read off its picture.
const UNMAPPED_SHARE: f32 = 0.2;
/// Fewest glyphs without known text for that.
const MIN_UNMAPPED: usize = 10;

/// What kind of picture a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scan {
    /// A picture without text.
    Bare,
    /// A picture over a hidden text layer.
    Layered,
    /// Text drawn as outlines, or in fonts that do not say which letters they hold.
    Outlined,
}

impl Scan {
    /// The page in words.
    pub fn name(self) -> &'static str {
        match self {
            Scan::Bare => "a picture without text",
            Scan::Layered => "a picture with a hidden text layer, which may misread it",
            Scan::Outlined => "drawn in signs of unknown meaning",
        }
    }
}

/// Tells whether a page is a picture of text.
pub fn kind(content: &PageContent) -> Option<Scan> {
    let covered = content.image_area > SCAN_SHARE * content.width * content.height;
    let signs = content.glyphs.iter().filter(|g| !g.text.trim().is_empty()).count();
    let all = content.glyphs.len() + content.unmapped;
    if content.unmapped > MIN_UNMAPPED && content.unmapped as f32 > UNMAPPED_SHARE * all as f32 {
        Some(Scan::Outlined)
    } else if covered && content.from_scan && signs > 0 {
        Some(Scan::Layered)
    } else if covered && signs <= FEW_GLYPHS {
        Some(Scan::Bare)
    } else if signs == 0 && content.paths >= OUTLINED_PATHS {
        Some(Scan::Outlined)
    } else {
        None
    }
}

#[cfg(feature = "ocr")]
pub use with_ocr::read;

#[cfg(feature = "ocr")]
mod with_ocr {
    use hayro::vello_cpu::color::palette::css::WHITE;
    use hayro::{PixmapSettings, RenderCache, RenderSettings};
    use hayro_interpret::InterpreterSettings;
    use hayro_syntax::Pdf;

    use super::Scan;
    use crate::read::ocr::gray::Gray;
    use crate::read::ocr::{self, Sheet};
    use crate::read::pdf::device::PageContent;
    use crate::read::pdf::stream::Page;
    use crate::read::pdf::words;

    /// Dots per inch at which pages are rendered: those of the scan within these bounds. Below the
    /// lower one small print is lost; above the upper one nothing is gained.
    const DPI: (f32, f32) = (200.0, 300.0);
    /// Outlines have no dots of their own.
    const OUTLINE_DPI: f32 = 250.0;
    /// A page larger than this many pixels along a side is rendered more coarsely.
    const MAX_SIDE: f32 = 5000.0;
    /// Points in an inch.
    const POINTS: f32 = 72.0;

    /// Renders a page and reads it. `None` when text recognition does not run.
    pub fn read(
        pdf: &Pdf,
        index: usize,
        number: u32,
        content: &PageContent,
        kind: Scan,
    ) -> Option<(Page, Sheet)> {
        let page = &pdf.pages()[index];
        let dpi = match kind {
            Scan::Outlined => OUTLINE_DPI,
            _ => content.image_dpi.clamp(DPI.0, DPI.1),
        };
        let scale = (dpi / POINTS).min(MAX_SIDE / content.width.max(content.height).max(1.0));
        let pixels = hayro::render(
            page,
            &RenderCache::new(),
            &InterpreterSettings::default(),
            &RenderSettings::default(),
            &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
        );
        let luma = |p: &[u8]| {
            let [r, g, b] = [p[0], p[1], p[2]].map(u32::from);
            ((r * 299 + g * 587 + b * 114) / 1000) as u8
        };
        let picture = Gray {
            width: usize::from(pixels.width()),
            height: usize::from(pixels.height()),
            data: pixels.data_as_u8_slice().chunks_exact(4).map(luma).collect(),
        };
        if picture.width == 0 || picture.height == 0 {
            return None;
        }
        drop(pixels);
        let (page, mut sheet) = ocr::read(&picture, number, 1.0 / scale)?;
        if kind == Scan::Layered {
            sheet.layer = words::chunks(&content.glyphs)
                .into_iter()
                .flat_map(|c| c.words)
                .map(|w| (w.bbox, w.text))
                .collect();
        }
        Some((page, sheet))
    }
}
