//! Image files: a scan saved as a picture, a photograph of a letter, a screenshot of a table. Each
//! page becomes grey pixels and is read as a scanned page is; places are told in pixels of the
//! image, from its top left. Built without the feature `ocr`, it says that the file needs OCR.

use crate::model::document::Document;
use crate::model::finding::{Code, Finding};

/// Reads a picture. `_name` is not needed.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    #[cfg(feature = "ocr")]
    {
        let bytes = bytes.to_vec();
        // On a thread of its own: the recogniser must not be entered twice by one worker that
        // takes up another file while it waits.
        let worker = std::thread::Builder::new().spawn(move || with_ocr::read(&bytes));
        worker
            .ok()
            .and_then(|w| w.join().ok())
            .unwrap_or_else(|| only(Code::UnreadableFile, "the picture could not be read"))
    }
    #[cfg(not(feature = "ocr"))]
    {
        let _ = bytes;
        only(Code::NeedsOcr, "the file is a picture, and this build has no text recognition")
    }
}

fn only(code: Code, message: &str) -> Document {
    Document { pages: Some(1), findings: vec![Finding::new(code, message)], ..Document::default() }
}

#[cfg(feature = "ocr")]
mod with_ocr {
    use std::io::Cursor;

    use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
    use tiff::ColorType;
    use tiff::decoder::{Decoder, DecodingResult};

    use super::only;
    use crate::model::document::Document;
    use crate::model::finding::{Code, Finding};
    use crate::read::ocr;
    use crate::read::ocr::gray::Gray;
    use crate::read::pdf::blocks;

    /// Pixels of one page that are read; a larger picture is refused.
    const MAX_PIXELS: usize = 150_000_000;
    /// Memory a decoder may take, in bytes.
    const MAX_ALLOC: u64 = 1 << 30;
    /// A page is scaled down to this many pixels along its longer side.
    const MAX_SIDE: usize = 4200;
    /// Smaller pictures, in pixels along the shorter side, are icons and logos.
    const MIN_SIDE: usize = 100;
    /// Pages of one file.
    const MAX_PAGES: usize = 500;
    /// A picture with more dark pixels than this share is printed white on black.
    const MOSTLY_DARK: f32 = 0.6;

    pub(super) fn read(bytes: &[u8]) -> Document {
        let pictures = match pictures(bytes) {
            Ok(pictures) => pictures,
            Err(why) => {
                return only(Code::DamagedPart, &format!("the picture does not open: {why}"));
            }
        };
        let mut document = Document { pages: Some(pictures.len() as u32), ..Document::default() };
        let mut pages = blocks::Builder::default();
        let mut sheets = Vec::new();
        for (at, picture) in pictures.into_iter().enumerate() {
            if picture.width.min(picture.height) < MIN_SIDE {
                continue;
            }
            let unit = picture.width.max(picture.height) as f32 / MAX_SIDE as f32;
            let (picture, unit) = if unit > 1.0 {
                let side = |n: usize| ((n as f32 / unit) as usize).max(1);
                (picture.scaled(side(picture.width), side(picture.height)), unit)
            } else {
                (picture, 1.0)
            };
            match ocr::read(&dark_on_light(picture), at as u32 + 1, unit) {
                Some((page, sheet)) => {
                    pages.push(page);
                    sheets.push(sheet);
                }
                None => {
                    let message =
                        format!("page {} is a picture, and text recognition does not run", at + 1);
                    document.findings.push(Finding::new(Code::NeedsOcr, message));
                }
            }
        }
        document.blocks = pages.finish();
        ocr::settle::settle(&mut document, &sheets);
        if document.blocks.is_empty() && document.findings.is_empty() {
            document.findings.push(Finding::new(Code::SkippedFile, "a picture without text"));
        }
        document
    }

    fn pictures(bytes: &[u8]) -> Result<Vec<Gray>, String> {
        if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
            return tiff_pages(bytes);
        }
        let mut reader = ImageReader::new(Cursor::new(bytes))
            .with_guessed_format()
            .map_err(|e| e.to_string())?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(MAX_ALLOC);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(|e| e.to_string())?;
        let (width, height) = decoder.dimensions();
        if width as usize * height as usize > MAX_PIXELS {
            return Err(format!("{width} x {height} pixels are more than {MAX_PIXELS}"));
        }
        let orientation = decoder.orientation().map_err(|e| e.to_string())?;
        let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| e.to_string())?;
        picture.apply_orientation(orientation);
        Ok(vec![on_white(picture)])
    }

    /// Grey pixels; what shows through is white.
    fn on_white(picture: DynamicImage) -> Gray {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let data = if picture.color().has_alpha() {
            let pixels = picture.into_luma_alpha8();
            pixels
                .pixels()
                .map(|p| {
                    let [shade, alpha] = p.0.map(u32::from);
                    ((shade * alpha + 255 * (255 - alpha)) / 255) as u8
                })
                .collect()
        } else {
            picture.into_luma8().into_raw()
        };
        Gray { width, height, data }
    }

    fn dark_on_light(mut picture: Gray) -> Gray {
        let dark = picture.data.iter().filter(|v| **v < 128).count();
        if dark as f32 > MOSTLY_DARK * picture.data.len() as f32 {
            picture.data.iter_mut().for_each(|v| *v = 255 - *v);
        }
        picture
    }

    /// Every page of a TIFF.
    fn tiff_pages(bytes: &[u8]) -> Result<Vec<Gray>, String> {
        let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
        let mut out = Vec::new();
        loop {
            let (width, height) = decoder.dimensions().map_err(|e| e.to_string())?;
            let (width, height) = (width as usize, height as usize);
            if width.saturating_mul(height) > MAX_PIXELS {
                return Err(format!("{width} x {height} pixels are more than {MAX_PIXELS}"));
            }
            let colours = decoder.colortype().map_err(|e| e.to_string())?;
            let data = decoder.read_image().map_err(|e| e.to_string())?;
            let data = shades(colours, data, width)
                .ok_or_else(|| format!("colours of the kind {colours:?} are not read"))?;
            if data.len() != width * height {
                return Err(format!("{} pixels in place of {width} x {height}", data.len()));
            }
            out.push(Gray { width, height, data });
            if !decoder.more_images() || out.len() == MAX_PAGES {
                return Ok(out);
            }
            decoder.next_image().map_err(|e| e.to_string())?;
        }
    }

    fn shades(colours: ColorType, data: DecodingResult, width: usize) -> Option<Vec<u8>> {
        let bytes: Vec<u8> = match data {
            DecodingResult::U8(v) => v,
            DecodingResult::U16(v) => v.into_iter().map(|x| (x >> 8) as u8).collect(),
            _ => return None,
        };
        let luma = |p: &[u8]| {
            let [r, g, b] = [p[0], p[1], p[2]].map(u32::from);
            ((r * 299 + g * 587 + b * 114) / 1000) as u8
        };
        Some(match colours {
            ColorType::Gray(1) => bytes
                .chunks(width.div_ceil(8))
                .flat_map(|row| {
                    (0..width).map(|x| if row[x / 8] >> (7 - x % 8) & 1 == 1 { 255 } else { 0 })
                })
                .collect(),
            ColorType::Gray(8 | 16) => bytes,
            ColorType::GrayA(8 | 16) => bytes.chunks_exact(2).map(|p| p[0]).collect(),
            ColorType::RGB(8 | 16) => bytes.chunks_exact(3).map(luma).collect(),
            ColorType::RGBA(8 | 16) => bytes.chunks_exact(4).map(luma).collect(),
            ColorType::CMYK(8 | 16) => bytes
                .chunks_exact(4)
                .map(|p| {
                    let light = |i: usize| (255 - u32::from(p[i])) * (255 - u32::from(p[3])) / 255;
                    ((light(0) * 299 + light(1) * 587 + light(2) * 114) / 1000) as u8
                })
                .collect(),
            _ => return None,
        })
    }
}
