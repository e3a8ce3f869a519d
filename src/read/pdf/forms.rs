//! Values of form fields that the file does not draw: a form filled in by a program may leave the
//! drawing to the reader. The value stands where its field does.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::stream::Page;
use super::words::{Chunk, Word};
use crate::model::locator::BBox;

/// Longest chain from a field up to its parents; a longer one is a loop.
const MAX_PARENTS: usize = 32;
/// Flags of an annotation (PDF 32000-1, 12.5.3): not shown at all, not shown on a screen.
const HIDDEN: i64 = 1 << 1;
const NO_VIEW: i64 = 1 << 5;
/// Size of letters for a value in a field of unknown size, in points.
const SIZE: f32 = 9.0;
/// Part of the height of a one-line field above its baseline.
const BASE: f32 = 0.7;

/// Adds the values of fields that nothing is drawn in to a page.
pub(super) fn fill(page: &mut Page, file: &Document, id: ObjectId) {
    let Ok(dictionary) = file.get_dictionary(id) else { return };
    let Some(corner) = lower_left(file, dictionary) else { return };
    for note in file.get_page_annotations(id).unwrap_or_default() {
        let kind = note.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if kind != b"Widget" || is_unseen(file, note) {
            continue;
        }
        let (Some(text), Some(area)) = (value(file, note), rectangle(file, note, b"Rect")) else {
            continue;
        };
        let bbox = BBox {
            x0: area[0] - corner.0,
            x1: area[2] - corner.0,
            y0: page.height - (area[3] - corner.1),
            y1: page.height - (area[1] - corner.1),
        };
        let drawn = page.chunks.iter().any(|c| {
            let (x, y) = ((c.bbox.x0 + c.bbox.x1) / 2.0, (c.bbox.y0 + c.bbox.y1) / 2.0);
            x > bbox.x0 && x < bbox.x1 && y > bbox.y0 && y < bbox.y1
        });
        if !drawn {
            page.chunks.push(chunk(&text, bbox));
        }
    }
    page.chunks.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
}

/// Lower left corner of the visible part of an upright page; turned pages are left alone.
fn lower_left(file: &Document, page: &Dictionary) -> Option<(f32, f32)> {
    let turned = inherited(file, page, b"Rotate").and_then(|o| o.as_i64().ok()).unwrap_or(0);
    if turned % 360 != 0 {
        return None;
    }
    let area = [b"CropBox".as_slice(), b"MediaBox"]
        .into_iter()
        .find_map(|key| numbers(file, inherited(file, page, key)?))?;
    Some((area[0].min(area[2]), area[1].min(area[3])))
}

fn inherited<'a>(file: &'a Document, start: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut at = start;
    for _ in 0..MAX_PARENTS {
        if let Ok(found) = at.get(key) {
            return file.dereference(found).ok().map(|(_, o)| o);
        }
        let parent = at.get(b"Parent").ok()?;
        at = file.dereference(parent).ok()?.1.as_dict().ok()?;
    }
    None
}

/// True for a field that readers do not show, or show as a bar code: its value is for programs.
fn is_unseen(file: &Document, field: &Dictionary) -> bool {
    let flags = field.get(b"F").and_then(|o| file.dereference(o)).and_then(|(_, o)| o.as_i64());
    flags.is_ok_and(|f| f & (HIDDEN | NO_VIEW) != 0) || is_picture(file, field).unwrap_or(false)
}

/// True for a field drawn as a picture or as areas without any text, as bar codes are.
fn is_picture(file: &Document, field: &Dictionary) -> Option<bool> {
    let looks = file.dereference(field.get(b"AP").ok()?).ok()?.1.as_dict().ok()?;
    let drawn = file.dereference(looks.get(b"N").ok()?).ok()?.1.as_stream().ok()?;
    let content = drawn.decompressed_content().unwrap_or_else(|_| drawn.content.clone());
    let operations = lopdf::content::Content::decode(&content).ok()?.operations;
    let any = |names: &[&str]| operations.iter().any(|o| names.contains(&o.operator.as_str()));
    Some(any(&["Do", "BI", "sh"]) && !any(&["Tj", "TJ", "'", "\""]))
}

/// The text of a field: what was written or chosen, not whether a box is ticked.
fn value(file: &Document, field: &Dictionary) -> Option<String> {
    let kind = inherited(file, field, b"FT")?.as_name().ok()?;
    if !matches!(kind, b"Tx" | b"Ch") {
        return None;
    }
    let text = lopdf::decode_text_string(inherited(file, field, b"V")?).ok()?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn rectangle(file: &Document, of: &Dictionary, key: &[u8]) -> Option<[f32; 4]> {
    let [a, b, c, d] = numbers(file, of.get(key).ok()?)?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn numbers(file: &Document, object: &Object) -> Option<[f32; 4]> {
    let list = file.dereference(object).ok()?.1.as_array().ok()?;
    let of = |i: usize| file.dereference(list.get(i)?).ok()?.1.as_float().ok();
    Some([of(0)?, of(1)?, of(2)?, of(3)?])
}

fn chunk(text: &str, area: BBox) -> Chunk {
    let size = SIZE.min(area.y1 - area.y0).max(1.0);
    let base = area.y0 + BASE * (area.y1 - area.y0);
    let letters = text.chars().count().max(1) as f32;
    let step = ((area.x1 - area.x0) / letters).min(0.5 * size);
    let mut x = area.x0;
    let words = text.split(' ').map(|w| {
        let x0 = x;
        x += step * w.chars().count() as f32;
        let bbox = BBox { x0, y0: area.y0, x1: x, y1: area.y1 };
        x += step;
        Word {
            text: w.to_string(),
            marks: String::new(),
            bbox,
            base,
            size,
            turned: false,
            bold: false,
        }
    });
    Chunk::of(words.collect())
}
