//! A web page saved as one file (.mht, .mhtml): a MIME message whose main part is the page.

use mail_parser::{MessageParser, PartType};

use super::{html, plain};
use crate::model::document::Document;
use crate::model::finding::{Code, Finding};

/// Reads a saved web page.
pub fn read(bytes: &[u8], name: &str) -> Document {
    let mut document = page(bytes, name);
    if document.blocks.is_empty() && document.findings.is_empty() {
        let why = "no text was found in the file";
        document.findings.push(Finding::new(Code::UnreadableFile, why));
    }
    document.format = "mhtml";
    document
}

fn page(bytes: &[u8], name: &str) -> Document {
    let message = MessageParser::default().parse(bytes);
    let Some(message) = message else {
        let why = "the file cannot be read as a saved web page; open it in a browser and save it \
                   as PDF";
        let findings = vec![Finding::new(Code::UnreadableFile, why)];
        return Document { findings, ..Document::default() };
    };
    let mut text = None;
    for part in &message.parts {
        match &part.body {
            // The first page is the one that was saved; the others are frames in it.
            PartType::Html(page) => {
                let mut document = html::document(page);
                if document.title.is_none() {
                    document.title = message.subject().map(str::to_string);
                }
                return document;
            }
            PartType::Text(words) if text.is_none() => text = Some(words.to_string()),
            _ => {}
        }
    }
    match text {
        Some(words) => plain::read(words.as_bytes(), name),
        None => {
            let why = "the saved web page holds no text; open it in a browser and save it as PDF";
            let findings = vec![Finding::new(Code::UnreadableFile, why)];
            Document { findings, ..Document::default() }
        }
    }
}
