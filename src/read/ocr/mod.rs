//! Text of pages that are pictures: scans in a PDF, and image files.
//!
//! A picture becomes words with boxes and ruling lines ([`reading`]), these go through the layout
//! that PDF text goes through, and [`settle`] then does what only a picture needs: it mends figures
//! where that can be told, says which numbers are doubtful, says where ink stands that was not read,
//! and sets every place back to where it is on the page as it lies in the file.

pub mod deskew;
pub mod detect;
pub mod engine;
pub mod figures;
pub mod gray;
pub mod ink;
pub mod layout;
pub mod marks;
pub mod paper;
pub mod reading;
pub mod second;
pub mod settle;

use crate::model::locator::BBox;
use crate::read::pdf::stream::Page;
use gray::Gray;
use reading::{Stance, Word};

/// Text between these sizes, in points, is left as large as it is; else the page is laid out as if
/// its text had the usual size, since distances in tables are judged in points.
const PLAIN_SIZES: std::ops::Range<f32> = 6.5..16.0;
/// The usual size of text in points.
const USUAL_SIZE: f32 = 10.5;

/// What is kept of a page's reading after its layout.
pub struct Sheet {
    /// Page number from 1.
    pub number: u32,
    /// Its words.
    pub words: Vec<Word>,
    /// Ink not read, in points of the layout.
    pub unread: Vec<BBox>,
    /// Length of a pixel of the straightened page in points of the layout.
    pub points: f32,
    /// How the straightened page lies in the picture.
    pub stance: Stance,
    /// Length of a pixel in the units of the places that are told.
    pub unit: f32,
    /// A text layer that came with the picture, in those units: an earlier reading by whoever
    /// scanned it.
    pub layer: Vec<(BBox, String)>,
    /// Whether a second reader read its numbers.
    pub second: bool,
}

/// Reads the picture of a page. `unit` is the length of a pixel in the units that places are told
/// in: points for a page of a PDF, 1 for an image file. `None` when the models do not run.
pub fn read(picture: &Gray, number: u32, unit: f32) -> Option<(Page, Sheet)> {
    let mut reading = engine::with(|engine| reading::read(engine, picture))??;
    second::read(&mut reading);
    let plain = PLAIN_SIZES.contains(&(reading.size * unit));
    let points = if plain { unit } else { USUAL_SIZE / reading.size };
    let page = layout::page(number, &reading, points);
    let sheet = Sheet {
        number,
        unread: reading.unread.iter().map(|a| layout::scaled(*a, points)).collect(),
        words: reading.words,
        points,
        stance: reading.stance,
        unit,
        layer: Vec::new(),
        second: second::version().is_some(),
    };
    Some((page, sheet))
}
