//! The two networks: one finds lines of text on a page, the other reads a line. They are PP-OCRv6
//! (small) models, compiled in from `models/`, run by rten; see `models/NOTICE`.
//!
//! The direction classifier that usually goes with them is left out on purpose: it turns short
//! numbers on their heads (90 into 06).

use std::io::Read;
use std::sync::{Mutex, OnceLock};

use flate2::read::GzDecoder;
use rten::{Model, Value};

use super::gray::{Area, Gray};

/// The longer side of the page as the detector sees it, in pixels; below 1,600 it begins to lose
/// cells.
const DETECTOR_SIDE: usize = 2000;
/// A smaller picture is blown up by no more than this.
const MAX_BLOW_UP: f32 = 2.5;
/// Sides must be multiples of this for the detector.
const DETECTOR_STEP: usize = 32;
/// Lines are read at this height in pixels.
const LINE_HEIGHT: usize = 48;
/// Width in pixels that one step of the reader's output stands for.
const STEP: usize = 8;
/// Narrower lines are padded up to this width, as in the reader's training.
const MIN_WIDTH: usize = 160;
/// A longer line would take the memory of the rest.
const MAX_WIDTH: usize = 4000;
/// Pixels of a batch: lines of like width are read together.
const BATCH_WIDTH: usize = 6000;

static DETECTOR: &[u8] = include_bytes!("../../../models/detector.onnx.gz");
static RECOGNISER: &[u8] = include_bytes!("../../../models/recogniser.onnx.gz");
/// The signs of the reader's classes after the blank.
static SIGNS: &str = include_str!("../../../models/signs.txt");

/// One sign read.
#[derive(Clone, Copy, Debug)]
pub struct Sign {
    /// The sign.
    pub sign: char,
    /// How sure the reader is, 0 to 1.
    pub confidence: f32,
    /// Its middle, in pixels of the page from the left edge of the line's area.
    pub at: f32,
}

/// The networks.
pub struct Engine {
    detector: Model,
    recogniser: Model,
    signs: Vec<char>,
}

/// Where the page may hold text: a probability for each pixel of a scaled page.
pub struct TextMap {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Probability of text, 0 to 1, row by row.
    pub data: Vec<f32>,
}

/// Runs `work` with the engine, one page at a time: the networks use all processors themselves, and
/// two pages at once would need twice the memory. `None` when the models do not load.
pub fn with<T>(work: impl FnOnce(&Engine) -> T) -> Option<T> {
    static ENGINE: OnceLock<Option<Mutex<Engine>>> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| Engine::load().map(Mutex::new)).as_ref()?;
    // A page that made a network panic leaves it as it was: weights are never written.
    let engine = engine.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    Some(work(&engine))
}

impl Engine {
    fn load() -> Option<Engine> {
        Some(Engine {
            detector: unpack(DETECTOR)?,
            recogniser: unpack(RECOGNISER)?,
            signs: SIGNS.chars().collect(),
        })
    }

    /// Finds text.
    pub fn detect(&self, page: &Gray) -> Option<TextMap> {
        let long = page.width.max(page.height) as f32;
        let scale = (DETECTOR_SIDE as f32 / long).min(MAX_BLOW_UP);
        let side = |n: usize| {
            let steps = (n as f32 * scale / DETECTOR_STEP as f32).round() as usize;
            steps.max(1) * DETECTOR_STEP
        };
        let small = page.scaled(side(page.width), side(page.height));
        let plane: Vec<f32> = small.data.iter().map(|v| f32::from(*v) / 127.5 - 1.0).collect();
        let input = [&plane[..], &plane[..], &plane[..]].concat();
        let input = Value::from_shape([1, 3, small.height, small.width], input).ok()?;
        let output = self.detector.run_one(input.into(), None).ok()?;
        crate::isolate::beat();
        let ([_, _, height, width], data) = output.into_shape_vec::<f32, 4>().ok()?;
        Some(TextMap { width, height, data })
    }

    /// Reads lines: the signs of each, in the order given.
    pub fn recognise(&self, page: &Gray, areas: &[Area]) -> Vec<Vec<Sign>> {
        let width_of = |a: &Area| {
            let w = a.width() as f32 * LINE_HEIGHT as f32 / a.height().max(1) as f32;
            (w.round() as usize).clamp(STEP, MAX_WIDTH)
        };
        let mut order: Vec<usize> = (0..areas.len()).collect();
        order.sort_by_key(|&i| (width_of(&areas[i]), i));
        let mut out = vec![Vec::new(); areas.len()];
        let mut at = 0;
        while at < order.len() {
            // The batch ends where its padded width would grow too large.
            let mut end = at + 1;
            while end < order.len()
                && (end + 1 - at) * width_of(&areas[order[end]]).max(MIN_WIDTH) <= BATCH_WIDTH
            {
                end += 1;
            }
            let batch = &order[at..end];
            let widths: Vec<usize> = batch.iter().map(|&i| width_of(&areas[i])).collect();
            let width = widths.iter().copied().max().unwrap_or(STEP).max(MIN_WIDTH);
            let lines: Vec<Gray> = batch
                .iter()
                .zip(&widths)
                .map(|(&i, &w)| page.crop(areas[i]).scaled(w, LINE_HEIGHT))
                .collect();
            if let Some(read) = self.read_batch(&lines, width.next_multiple_of(STEP)) {
                for ((&i, line), signs) in batch.iter().zip(&lines).zip(read) {
                    let scale = areas[i].width() as f32 / line.width as f32;
                    out[i] = signs
                        .into_iter()
                        .map(|s| Sign { at: (s.at * scale).min(areas[i].width() as f32), ..s })
                        .collect();
                }
            }
            at = end;
        }
        out
    }

    fn read_batch(&self, lines: &[Gray], width: usize) -> Option<Vec<Vec<Sign>>> {
        let plane = LINE_HEIGHT * width;
        let mut input = vec![0f32; lines.len() * 3 * plane];
        for (n, line) in lines.iter().enumerate() {
            for y in 0..LINE_HEIGHT {
                for (x, v) in line.row(y).iter().enumerate() {
                    let value = f32::from(*v) / 127.5 - 1.0;
                    for channel in 0..3 {
                        input[(n * 3 + channel) * plane + y * width + x] = value;
                    }
                }
            }
        }
        let input = Value::from_shape([lines.len(), 3, LINE_HEIGHT, width], input).ok()?;
        let output = self.recogniser.run_one(input.into(), None).ok()?;
        crate::isolate::beat();
        let ([count, steps, classes], data) = output.into_shape_vec::<f32, 3>().ok()?;
        let pixels = width as f32 / steps.max(1) as f32;
        Some(
            (0..count)
                .map(|n| {
                    self.decode(&data[n * steps * classes..][..steps * classes], classes, pixels)
                })
                .collect(),
        )
    }

    /// The likeliest sign of each step; one that lasts several steps is one sign.
    fn decode(&self, data: &[f32], classes: usize, pixels: f32) -> Vec<Sign> {
        let mut out: Vec<Sign> = Vec::new();
        let mut last = 0;
        let (mut from, mut steps) = (0, 0);
        for (step, row) in data.chunks_exact(classes.max(1)).enumerate() {
            let (class, p) = row
                .iter()
                .copied()
                .enumerate()
                .fold((0, 0.0), |best, (i, p)| if p > best.1 { (i, p) } else { best });
            if class != 0 && class == last {
                steps += 1;
                if let Some(sign) = out.last_mut() {
                    sign.confidence = sign.confidence.max(p);
                    sign.at = (from as f32 + steps as f32 / 2.0) * pixels;
                }
            } else if class != 0
                && let Some(sign) = self.signs.get(class - 1)
            {
                (from, steps) = (step, 1);
                let at = (step as f32 + 0.5) * pixels;
                out.push(Sign { sign: *sign, confidence: p, at });
            }
            last = class;
        }
        out
    }
}

fn unpack(packed: &[u8]) -> Option<Model> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes).ok()?;
    Model::load(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_sign() {
        assert!(SIGNS.ends_with(' '), "the last class is the blank between words");
        let signs: std::collections::BTreeSet<char> = SIGNS.chars().collect();
        assert_eq!(signs.len(), SIGNS.chars().count());
        assert!("<*-,.0123456789£–".chars().all(|c| signs.contains(&c)));
    }
}
