//! Files attached to a PDF: the document's own list of embedded files, and those pinned to a page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Dictionary, Document, Object};

use super::{Budget, MAX_ENTRY_BYTES, Opened, too_much};
use crate::model::finding::{Code, Finding};

/// What a PDF with attachments holds in clear, unless its objects are packed into streams.
const SIGNS: [&[u8]; 2] = [b"EmbeddedFile", b"/ObjStm"];

/// How deep one object is looked into; a name tree written out in the catalogue has four levels.
const MAX_DEPTH: usize = 12;

pub fn open(bytes: &[u8], budget: &mut Budget) -> Opened {
    let mut opened = Opened::default();
    if !SIGNS.iter().any(|sign| bytes.windows(sign.len()).any(|w| w == *sign)) {
        return opened;
    }
    // A damaged file is the PDF reader's to report.
    let read = AssertUnwindSafe(|| Document::load_mem(bytes).map(|pdf| attached(&pdf)));
    let Ok(Ok(files)) = catch_unwind(read) else { return opened };
    for (name, data) in files {
        let Some(data) = data else {
            let message = format!("the attached file `{name}` could not be unpacked");
            opened.findings.push(Finding::new(Code::DamagedPart, message));
            continue;
        };
        if data.len() as u64 > MAX_ENTRY_BYTES || !budget.take(data.len() as u64) {
            opened.findings.push(too_much(&name));
            break;
        }
        opened.files.push((name, data));
    }
    opened
}

/// Every file specification of the document with its bytes.
fn attached(pdf: &Document) -> Vec<(String, Option<Vec<u8>>)> {
    let mut out = Vec::new();
    // Object numbers give an order that is the same each time.
    let mut specs = Vec::new();
    for object in pdf.objects.values() {
        specifications(object, MAX_DEPTH, &mut specs);
    }
    for spec in specs {
        let Ok(Object::Dictionary(held)) = spec.get(b"EF").map(|o| resolved(pdf, o)) else {
            continue;
        };
        let Some(Object::Stream(stream)) =
            held.get(b"UF").or_else(|_| held.get(b"F")).ok().map(|o| resolved(pdf, o))
        else {
            continue;
        };
        let data = if stream.dict.has(b"Filter") {
            stream.decompressed_content().ok()
        } else {
            Some(stream.content.clone())
        };
        out.push((name(pdf, spec), data));
    }
    out
}

/// Dictionaries that name an embedded file, wherever they stand in an object.
fn specifications<'a>(object: &'a Object, depth: usize, out: &mut Vec<&'a Dictionary>) {
    let within = |inner: &'a Object, out: &mut Vec<&'a Dictionary>| {
        if depth > 0 {
            specifications(inner, depth - 1, out);
        }
    };
    match object {
        Object::Dictionary(dictionary) => {
            if dictionary.has(b"EF") {
                out.push(dictionary);
            }
            dictionary.iter().for_each(|(_, inner)| within(inner, out));
        }
        Object::Array(items) => items.iter().for_each(|inner| within(inner, out)),
        _ => {}
    }
}

fn resolved<'a>(pdf: &'a Document, object: &'a Object) -> &'a Object {
    pdf.dereference(object).map_or(object, |(_, o)| o)
}

fn name(pdf: &Document, spec: &Dictionary) -> String {
    let given = spec.get(b"UF").or_else(|_| spec.get(b"F")).ok().map(|o| resolved(pdf, o));
    let text = given.and_then(|o| lopdf::decode_text_string(o).ok()).unwrap_or_default();
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).collect();
    if clean.trim().is_empty() { "attached file".into() } else { clean.trim().to_string() }
}
