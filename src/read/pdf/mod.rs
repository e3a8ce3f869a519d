//! PDF to [`Document`]: positioned glyphs and rulings by hayro, page order and metadata by lopdf,
//! then words, lines, tables and paragraphs by our own layout. A file or page that cannot be read is
//! a finding, never an empty success.

pub mod aligned;
mod beside;
pub mod blocks;
mod boxes;
pub mod cells;
mod columns;
mod confidence;
mod continued;
pub mod device;
mod fallback;
mod forms;
mod framed;
mod headed;
pub mod lattice;
mod nested;
mod prose;
#[cfg(feature = "ocr")]
pub mod render;
mod rows;
pub mod running;
pub mod scan;
pub mod stream;
mod turned;
mod unmapped;
pub mod words;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::model::document::{Block, Document};
use crate::model::finding::{Code, Finding};
use crate::model::locator::{BBox, Locator};
use device::{PageContent, PageDevice};

/// Stack of the thread that interprets a page; deeply nested forms need more than the default.
const STACK_BYTES: usize = 16 << 20;
/// Pages read of one file; a longer file is reported as read in part.
const MAX_PAGES: usize = 20_000;

/// Reads a PDF. `_name` is not needed.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    let data = bytes.to_vec();
    let worker = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || catch_unwind(AssertUnwindSafe(|| read_here(&data))));
    let outcome = match worker {
        Ok(handle) => handle.join().ok().and_then(Result::ok),
        Err(_) => None,
    };
    outcome.unwrap_or_else(|| failed(Code::DamagedPart, "the PDF interpreter gave up on this file"))
}

fn failed(code: Code, message: &str) -> Document {
    Document { format: "pdf", findings: vec![Finding::new(code, message)], ..Document::default() }
}

fn read_here(bytes: &[u8]) -> Document {
    match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => read_opened(bytes, &pdf),
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
            failed(Code::PasswordNeeded, "the file opens only with a password")
        }
        Err(_) => read_refused(bytes),
    }
}

/// Reads a file that hayro refuses by way of lopdf.
fn read_refused(bytes: &[u8]) -> Document {
    let guarded = |f: &dyn Fn() -> Option<Document>| {
        catch_unwind(AssertUnwindSafe(f)).ok().flatten().filter(|d| !d.blocks.is_empty())
    };
    let anew = guarded(&|| {
        let bytes = fallback::rewritten(bytes)?;
        Some(read_opened(&bytes, &Pdf::new(bytes.clone()).ok()?))
    });
    if let Some(mut document) = anew {
        let message = "the index of the file is damaged and was made anew; parts may be missing";
        document.findings.push(Finding::new(Code::DamagedPart, message));
        return document;
    }
    if let Some(mut document) = guarded(&|| fallback::text(bytes)) {
        document.findings.push(fallback::doubt("the file"));
        return document;
    }
    failed(Code::DamagedPart, "the file is no PDF that can be opened")
}

fn read_opened(bytes: &[u8], pdf: &Pdf) -> Document {
    let mut document = Document { format: "pdf", ..Document::default() };
    document.title = title(pdf);
    // A second opinion on the order of pages, and the values of forms; never a reason to give up.
    let other = catch_unwind(AssertUnwindSafe(|| lopdf::Document::load_mem(bytes).ok()));
    let other = other.unwrap_or_default();
    let order = page_order(other.as_ref(), pdf);
    let ids: Vec<lopdf::ObjectId> =
        other.as_ref().map_or(Vec::new(), |o| o.get_pages().into_values().collect());
    let forms = other.as_ref().filter(|o| ids.len() == order.len() && has_form(o));
    let count = order.len();
    document.pages = Some(count as u32);
    if count == 0 {
        document.findings.push(Finding::new(Code::DamagedPart, "the file opens and has no pages"));
        return document;
    }
    if count > MAX_PAGES {
        let message = format!("only the first {MAX_PAGES} of {count} pages were read");
        document.findings.push(Finding::new(Code::TooLarge, message));
    }
    let mut pages = blocks::Builder::default();
    // Lines of pages that only the second reader reads, and whether any page shows something.
    let (mut late, mut shown) = (Vec::new(), false);
    #[cfg(feature = "ocr")]
    let mut sheets = Vec::new();
    let cache = InterpreterCache::new();
    for (at, index) in order.into_iter().take(MAX_PAGES).enumerate() {
        crate::isolate::beat();
        let number = at as u32 + 1;
        let content = catch_unwind(AssertUnwindSafe(|| content(pdf, index, &cache)));
        let content = content.ok();
        if content.as_ref().is_none_or(PageContent::shows_nothing)
            && let Some(lines) = second_reading(other.as_ref(), number)
        {
            document.findings.push(fallback::doubt(&format!("page {number}")));
            late.push((number, lines));
            continue;
        }
        let Some(content) = content else {
            let message = format!("page {number} could not be interpreted");
            document.findings.push(Finding::new(Code::DamagedPart, message));
            continue;
        };
        shown |= !content.shows_nothing();
        if content.cut {
            let message =
                format!("page {number} has more letters or lines drawn on it than are read");
            document
                .findings
                .push(Finding::new(Code::TooLarge, message).at(&whole(&content, number), ""));
        }
        if content.unreadable > 0 {
            let message = format!(
                "page {number} has {} signs of an East Asian font that does not name its letters",
                content.unreadable
            );
            document
                .findings
                .push(Finding::new(Code::NeedsOcr, message).at(&whole(&content, number), ""));
        }
        if let Some(kind) = scan::kind(&content) {
            #[cfg(feature = "ocr")]
            if let Some((page, sheet)) = scan::read(pdf, index, number, &content, kind) {
                pages.push(page);
                sheets.push(sheet);
                continue;
            }
            let message = format!("page {number} is {}", kind.name());
            document
                .findings
                .push(Finding::new(Code::NeedsOcr, message).at(&whole(&content, number), ""));
        }
        let mut page = stream::Page::new(number, content);
        if let Some(file) = forms
            && page.turn.is_none()
        {
            forms::fill(&mut page, file, ids[at]);
        }
        document.findings.extend(unseen(&page));
        pages.push(page);
    }
    document.blocks = pages.finish();
    if !shown && late.is_empty() {
        let message = format!("none of the {count} pages shows anything");
        document.findings.push(Finding::new(Code::DamagedPart, message));
    }
    fallback::insert(&mut document.blocks, late);
    #[cfg(feature = "ocr")]
    crate::read::ocr::settle::settle(&mut document, &sheets);
    document
}

/// The lines of a page by lopdf, when it finds any.
fn second_reading(other: Option<&lopdf::Document>, number: u32) -> Option<Vec<Block>> {
    let lines = catch_unwind(AssertUnwindSafe(|| Some(fallback::page(other?, number))));
    lines.ok().flatten().filter(|l| !l.is_empty())
}

fn has_form(file: &lopdf::Document) -> bool {
    file.catalog().is_ok_and(|c| c.has(b"AcroForm"))
}

/// Notes text that the edges of the page cut away (printer's marks, a page cropped afterwards) and text
/// in the colour of the paper (marks of signing services and typesetters, or something taken back).
fn unseen(page: &stream::Page) -> Vec<Finding> {
    [(&page.outside, "outside of its edges"), (&page.white, "in white on white")]
        .into_iter()
        .map(|(chunks, how)| (chunks.iter().map(|c| c.words.len()).sum::<usize>(), how))
        .filter(|(words, _)| *words > 0)
        .map(|(words, how)| {
            let message = format!("page {} has {words} words {how}", page.number);
            Finding::new(Code::HiddenContent, message)
        })
        .collect()
}

fn title(pdf: &Pdf) -> Option<String> {
    let raw = pdf.metadata().title.as_ref()?;
    let text = String::from_utf8_lossy(raw).trim().to_string();
    (!text.is_empty() && !text.contains('\u{fffd}')).then_some(text)
}

/// Indices of hayro's pages in the order of the page tree. hayro lists a page once though the tree
/// names it twice; lopdf keeps both, so its order is taken when it explains every page of hayro's.
fn page_order(other: Option<&lopdf::Document>, pdf: &Pdf) -> Vec<usize> {
    let own: Vec<usize> = (0..pdf.pages().len()).collect();
    let Some(other) = other else { return own };
    let ids: Vec<lopdf::ObjectId> = other.get_pages().into_values().collect();
    if ids.len() <= own.len() {
        return own;
    }
    let mut first: BTreeMap<lopdf::ObjectId, usize> = BTreeMap::new();
    let mut order = Vec::new();
    for id in ids {
        let next = first.len();
        order.push(*first.entry(id).or_insert(next));
    }
    if first.len() == own.len() { order } else { own }
}

fn content<'a>(pdf: &'a Pdf, index: usize, cache: &InterpreterCache<'a>) -> PageContent {
    let page = &pdf.pages()[index];
    let (width, height) = page.render_dimensions();
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        hayro_interpret::kurbo::Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        cache,
        pdf.xref(),
        InterpreterSettings::default(),
    );
    let mut device = PageDevice::new(width, height);
    interpret_page(page, &mut context, &mut device);
    device.finish()
}

fn whole(content: &PageContent, number: u32) -> Locator {
    let bbox = BBox { x0: 0.0, y0: 0.0, x1: content.width, y1: content.height };
    Locator::Page { page: number, bbox }
}

#[cfg(test)]
mod tests;
