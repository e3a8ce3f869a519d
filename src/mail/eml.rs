//! A message in internet form (.eml), read with mail-parser: transfer encodings, character sets and
//! encoded file names are its business; which parts are body and which are attached is settled here.

use mail_parser::{MessageParser, MessagePart, MimeHeaders, PartType};

use super::{Attachment, Body, Message, automatic};

/// Parts that only serve the transport: signatures, delivery reports.
const TRANSPORT_PARTS: &[&str] = &[
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "message/delivery-status",
    "text/rfc822-headers",
];

pub fn open(bytes: &[u8]) -> Option<Message> {
    let parsed = MessageParser::default().parse(without_mailbox_line(bytes))?;
    let headers: Vec<(String, String)> =
        parsed.headers_raw().map(|(n, v)| (n.to_lowercase(), v.to_string())).collect();
    let mut message = Message {
        subject: parsed.subject().unwrap_or_default().trim().to_string(),
        date: parsed.date().map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day)),
        ..Message::default()
    };
    if let Some(sender) = parsed.from().and_then(|a| a.first()) {
        let address = sender.address.as_deref().unwrap_or_default();
        message.from = match sender.name.as_deref() {
            Some(name) => format!("{name} <{address}>"),
            None => address.to_string(),
        };
    }
    message.automatic = automatic(&headers, &message.subject, &message.from);
    // A text part with a file name after the first part is a file, whatever its disposition.
    let is_file = |id: u32| id > 0 && named(&parsed.parts, id).is_some();
    let form = |ids: &[u32]| -> Vec<Body> {
        ids.iter()
            .filter(|id| !is_file(**id))
            .filter_map(|id| body(parsed.parts.get(*id as usize)?))
            .collect()
    };
    message.text = form(&parsed.text_body);
    message.html = form(&parsed.html_body);
    message.damaged = parsed
        .text_body
        .iter()
        .chain(&parsed.html_body)
        .any(|id| parsed.parts.get(*id as usize).is_some_and(|p| p.is_encoding_problem));
    let mut ids: Vec<u32> = parsed.attachments.clone();
    ids.extend(parsed.text_body.iter().chain(&parsed.html_body).filter(|id| is_file(**id)));
    ids.sort_unstable();
    ids.dedup();
    let pages: Vec<&str> = message
        .html
        .iter()
        .filter_map(|b| if let Body::Html(page) = b { Some(page.as_str()) } else { None })
        .collect();
    let attachments =
        ids.iter().filter_map(|id| attachment(parsed.parts.get(*id as usize)?, &pages)).collect();
    message.attachments = attachments;
    Some(message)
}

/// Mail saved from a mailbox file begins with a line "From sender date", which is no header.
fn without_mailbox_line(bytes: &[u8]) -> &[u8] {
    if !bytes.starts_with(b"From ") {
        return bytes;
    }
    let end = bytes.iter().position(|b| *b == b'\n').map_or(0, |at| at + 1);
    &bytes[end..]
}

fn named<'a>(parts: &'a [MessagePart<'_>], id: u32) -> Option<&'a str> {
    parts.get(id as usize)?.attachment_name().filter(|n| !n.trim().is_empty())
}

fn body(part: &MessagePart<'_>) -> Option<Body> {
    match &part.body {
        PartType::Text(text) => Some(Body::Text(text.to_string())),
        PartType::Html(text) => Some(Body::Html(text.to_string())),
        _ => None,
    }
}

fn media_type(part: &MessagePart<'_>) -> String {
    part.content_type().map_or(String::new(), |c| {
        format!("{}/{}", c.ctype(), c.subtype().unwrap_or_default()).to_lowercase()
    })
}

fn attachment(part: &MessagePart<'_>, pages: &[&str]) -> Option<Attachment> {
    if TRANSPORT_PARTS.contains(&media_type(part).as_str()) {
        return None;
    }
    let shown = part.content_id().is_some_and(|id| {
        let reference = format!("cid:{}", id.trim_matches(['<', '>']));
        pages.iter().any(|p| p.contains(&reference))
    });
    let (bytes, inline) = match &part.body {
        PartType::Message(inner) => (inner.raw_message().to_vec(), false),
        PartType::Binary(data) => (data.to_vec(), shown),
        PartType::InlineBinary(data) => (data.to_vec(), true),
        PartType::Text(text) | PartType::Html(text) => (text.as_bytes().to_vec(), false),
        PartType::Multipart(_) => return None,
    };
    let name = match (part.attachment_name(), &part.body) {
        (Some(name), PartType::Message(_)) if !name.contains('.') => format!("{name}.eml"),
        (Some(name), _) => name.to_string(),
        (None, PartType::Message(inner)) => {
            let subject = inner.subject().unwrap_or("message").replace(['/', '\\', ':'], "_");
            format!("{}.eml", subject.trim())
        }
        (None, _) => String::new(),
    };
    Some(Attachment { name, bytes, inline })
}
