//! The second reader. What hayro refuses, lopdf may still open: written anew by lopdf, hayro mostly
//! reads it; else lopdf's own text is taken, which knows the page a line stands on and not where.

use lopdf::Document as Other;

use crate::model::document::{Block, BlockKind, Document};
use crate::model::finding::{Code, Finding};
use crate::model::locator::{BBox, Locator};

/// Bytes that a page's content may unfold to in this reader; a page of dense print has some 200 KB.
const MAX_CONTENT_BYTES: usize = 16 << 20;
/// A4, for a page that does not tell its size.
const A4: (f32, f32) = (595.0, 842.0);

/// The file as lopdf writes it: its objects found by their marks, its index made anew. `None` when
/// lopdf finds no page in it either.
pub(super) fn rewritten(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = Other::load_mem(bytes).ok()?;
    if file.get_pages().is_empty() {
        return None;
    }
    let mut out = Vec::new();
    file.save_to(&mut out).ok()?;
    Some(out)
}

/// The text of every page by lopdf alone.
pub(super) fn text(bytes: &[u8]) -> Option<Document> {
    let file = Other::load_mem(bytes).ok()?;
    let mut document = Document { format: "pdf", ..Document::default() };
    let pages = file.get_pages();
    document.pages = u32::try_from(pages.len()).ok();
    for number in pages.keys() {
        document.blocks.extend(page(&file, *number));
    }
    (!document.blocks.is_empty()).then_some(document)
}

/// The lines of one page, each in the box of the whole page.
pub(super) fn page(file: &Other, number: u32) -> Vec<Block> {
    let Ok(text) = file.extract_text_with_limit(&[number], MAX_CONTENT_BYTES) else {
        return Vec::new();
    };
    let (width, height) = size(file, number).unwrap_or(A4);
    let bbox = BBox { x0: 0.0, y0: 0.0, x1: width, y1: height };
    let locator = Locator::Page { page: number, bbox };
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    lines.map(|line| Block::text(BlockKind::Paragraph, line, locator.clone())).collect()
}

/// Width and height of a page in points.
fn size(file: &Other, number: u32) -> Option<(f32, f32)> {
    let id = *file.get_pages().get(&number)?;
    let page = file.get_dictionary(id).ok()?;
    let frame = page.get(b"MediaBox").ok()?.as_array().ok()?;
    let side = |i: usize| frame.get(i)?.as_float().ok();
    Some((side(2)? - side(0)?, side(3)? - side(1)?))
}

/// What is said of lines that only this reader read; `what` is the file or a page of it.
pub(super) fn doubt(what: &str) -> Finding {
    let message = format!(
        "{what} is damaged: only its lines of text could be read, without their places; check each figure"
    );
    Finding::new(Code::DamagedPart, message)
}

/// Puts the lines of single pages among the blocks of the others.
pub(super) fn insert(blocks: &mut Vec<Block>, late: Vec<(u32, Vec<Block>)>) {
    for (number, lines) in late {
        let later = |b: &Block| matches!(b.locator, Locator::Page { page, .. } if page > number);
        let at = blocks.iter().position(later).unwrap_or(blocks.len());
        blocks.splice(at..at, lines);
    }
}
