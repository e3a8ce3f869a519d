//! Web pages and HTML mail: the document tree to paragraphs and tables. What stands around the
//! content of a page (menus, cookie banners, lists of other pages) is marked as furniture; what the
//! page hides is kept apart.

mod chrome;
mod depth;
mod walk;

use encoding_rs::Encoding;
use scraper::{Html, Selector};

use super::decode::decode;
use super::flow::Flow;
use crate::model::document::Document;
use crate::model::finding::{Code, Finding};
use walk::Walk;

/// Bytes at the head of a page in which it may name its encoding, as browsers do.
const HEAD_BYTES: usize = 4096;
/// Largest page read, in bytes of text.
const MAX_BYTES: usize = 64 << 20;

/// Reads a web page.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    let decoded = text_of(bytes);
    let mut document = document(&decoded.0);
    if let Some(why) = decoded.1 {
        document.findings.push(Finding::new(Code::DamagedPart, why));
    }
    document
}

/// A page given as text: what a mail's HTML body is, too. Quoted earlier mails begin their lines
/// with ">", as they do in plain text.
pub fn document(html: &str) -> Document {
    let mut flow = Flow { format: "html", ..Flow::default() };
    let mut end = html.len().min(MAX_BYTES);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    if end < html.len() {
        let message = format!("only the first {MAX_BYTES} bytes of the page were read");
        flow.findings.push(Finding::new(Code::DamagedPart, message));
    }
    let bounded = depth::bounded(&html[..end]);
    if let Some(b) = &bounded {
        let message =
            format!("{} tags that nest too deep or have too many attributes were left out", b.tags);
        flow.findings.push(Finding::new(Code::DamagedPart, message));
    }
    let page = Html::parse_document(bounded.as_ref().map_or(&html[..end], |b| &b.html));
    if let Ok(title) = Selector::parse("head > title") {
        let title = page.select(&title).next().map(|t| t.text().collect::<String>());
        let title = title.map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
        flow.title = title.filter(|t| !t.is_empty());
    }
    let mut walk = Walk::new(&page);
    flow.body = walk.body();
    if walk.cut {
        let message = "the page is nested deeper, or is longer, than is read";
        flow.findings.push(Finding::new(Code::DamagedPart, message));
    }
    if walk.letters == 0 && walk.pictures > 0 {
        let message = format!("the page holds {} pictures and no text", walk.pictures);
        flow.findings.push(Finding::new(Code::NeedsOcr, message));
    }
    flow.document()
}

/// Text of a page in the encoding it names, when its bytes do not say it themselves.
fn text_of(bytes: &[u8]) -> (String, Option<String>) {
    if Encoding::for_bom(bytes).is_none()
        && std::str::from_utf8(bytes).is_err()
        && let Some(encoding) = named(bytes)
    {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        if !damaged {
            return (text.into_owned(), None);
        }
    }
    let decoded = decode(bytes);
    let why = decoded
        .damaged
        .then(|| format!("some characters are not {} and were replaced", decoded.encoding));
    (decoded.text, why)
}

/// The encoding a page names in its head.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).to_lowercase();
    let at = head.find("charset=")? + "charset=".len();
    let label: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests;
