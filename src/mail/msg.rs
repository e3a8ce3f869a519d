//! A message as Outlook saves it (.msg): a compound file with one stream per property. Property
//! numbers are those of Microsoft's [MS-OXPROPS]; the layout is [MS-OXMSG].

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use cfb::{CompoundFile, Entry};

use super::{Attachment, Body, Message, automatic};
use crate::read::decode::decode;

type File<'a> = CompoundFile<Cursor<&'a [u8]>>;

/// PidTagSubject, PidTagSenderName, PidTagSenderSmtpAddress, PidTagSenderEmailAddress.
const SUBJECT: &str = "0037";
const SENDER_NAME: &str = "0C1A";
const SENDER_SMTP: &str = "5D01";
const SENDER_ADDRESS: &str = "0C1F";
/// PidTagMessageClass, PidTagTransportMessageHeaders.
const MESSAGE_CLASS: &str = "001A";
const TRANSPORT_HEADERS: &str = "007D";
/// PidTagBody, PidTagHtml.
const BODY: &str = "1000";
const HTML: &str = "1013";
/// PidTagClientSubmitTime and PidTagMessageDeliveryTime, in the table of fixed-size properties.
const SUBMIT_TIME: u32 = 0x0039_0040;
const DELIVERY_TIME: u32 = 0x0E06_0040;
/// PidTagAttachLongFilename, PidTagAttachFilename, PidTagDisplayName.
const ATTACH_NAMES: &[&str] = &["3707", "3704", "3001"];
/// PidTagAttachDataBinary and, for a message in a message, PidTagAttachDataObject.
const ATTACH_DATA: &str = "__substg1.0_37010102";
const ATTACH_OBJECT: &str = "__substg1.0_3701000D";
/// PidTagAttachContentId.
const CONTENT_ID: &str = "3712";

/// Bytes before the table of fixed-size properties: of a file, and of a message in a message.
const TOP_HEADER_BYTES: usize = 32;
const INNER_HEADER_BYTES: usize = 24;
const PROPERTIES: &str = "__properties_version1.0";

/// Longest property read, in bytes; a longer one is damage.
const MAX_STREAM_BYTES: u64 = 256 << 20;

/// Days from 1601-01-01, where Windows counts from, to 1970-01-01.
const DAYS_1601_TO_1970: u64 = 134_774;

pub fn open(bytes: &[u8]) -> Option<Message> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let root = PathBuf::from("/");
    let subject = text(&mut file, &root, SUBJECT).unwrap_or_default().trim().to_string();
    let name = text(&mut file, &root, SENDER_NAME).unwrap_or_default();
    let address = text(&mut file, &root, SENDER_SMTP)
        .or_else(|| text(&mut file, &root, SENDER_ADDRESS).filter(|a| a.contains('@')))
        .unwrap_or_default();
    let headers = headers(&text(&mut file, &root, TRANSPORT_HEADERS).unwrap_or_default());
    let sent = headers.iter().find(|(n, _)| n == "from").map(|(_, v)| v.clone());
    let from = match (name.is_empty(), address.is_empty()) {
        (_, true) => sent.unwrap_or(name),
        (true, false) => address,
        (false, false) => format!("{name} <{address}>"),
    };
    let class = text(&mut file, &root, MESSAGE_CLASS).unwrap_or_default().to_uppercase();
    let by_class = match class.as_str() {
        c if c.starts_with("REPORT.") => Some("a notice about the delivery of a message"),
        c if c.contains("OOFTEMPLATE") => Some("an automatic reply"),
        _ => None,
    };
    let automatic = by_class.or_else(|| automatic(&headers, &subject, &from));
    let html = html(&mut file, &root);
    let plain = text(&mut file, &root, BODY).filter(|t| !t.trim().is_empty());
    let attachments = attachments(&mut file, html.as_deref().unwrap_or_default());
    Some(Message {
        from,
        subject,
        date: date(&mut file),
        text: plain.into_iter().map(Body::Text).collect(),
        html: html.into_iter().map(Body::Html).collect(),
        attachments,
        automatic,
        damaged: false,
    })
}

fn stream(file: &mut File<'_>, path: &Path) -> Option<Vec<u8>> {
    let stream = file.open_stream(path).ok()?;
    let mut data = Vec::new();
    stream.take(MAX_STREAM_BYTES).read_to_end(&mut data).ok()?;
    Some(data)
}

/// A text property, kept as UTF-16 or in the sender's code page.
fn text(file: &mut File<'_>, storage: &Path, property: &str) -> Option<String> {
    if let Some(data) = stream(file, &storage.join(format!("__substg1.0_{property}001F"))) {
        let units: Vec<u16> =
            data.chunks_exact(2).map(|p| u16::from_le_bytes([p[0], p[1]])).collect();
        return Some(clean(&String::from_utf16_lossy(&units)));
    }
    let data = stream(file, &storage.join(format!("__substg1.0_{property}001E")))?;
    Some(clean(&decode(&data).text))
}

fn clean(text: &str) -> String {
    text.trim_end_matches('\0').replace("\r\n", "\n").replace('\r', "\n")
}

fn html(file: &mut File<'_>, root: &Path) -> Option<String> {
    let page = match stream(file, &root.join(format!("__substg1.0_{HTML}0102"))) {
        Some(data) => decode(&data).text,
        None => text(file, root, HTML)?,
    };
    (!page.trim().is_empty()).then_some(page)
}

fn headers(block: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = out.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            out.push((name.trim().to_lowercase(), value.trim().to_string()));
        }
    }
    out
}

fn date(file: &mut File<'_>) -> Option<String> {
    let data = stream(file, &Path::new("/").join(PROPERTIES))?;
    let rows: Vec<&[u8]> = data.get(TOP_HEADER_BYTES..)?.chunks_exact(16).collect();
    let time = |tag: u32| {
        let row = rows.iter().find(|r| r[..4] == tag.to_le_bytes())?;
        let ticks = u64::from_le_bytes(row[8..16].try_into().ok()?);
        (ticks > 0).then_some(ticks)
    };
    let ticks = time(SUBMIT_TIME).or_else(|| time(DELIVERY_TIME))?;
    // A tick is a tenth of a millionth of a second.
    let days = (ticks / (86_400 * 10_000_000)).checked_sub(DAYS_1601_TO_1970)?;
    Some(day_name(days))
}

/// ISO date of a number of days since 1970-01-01.
fn day_name(mut days: u64) -> String {
    let leap = |y: u64| y.is_multiple_of(4) && (!y.is_multiple_of(100) || y.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let months = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in months {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

fn attachments(file: &mut File<'_>, page: &str) -> Vec<Attachment> {
    let mut storages: Vec<PathBuf> = file
        .read_root_storage()
        .filter(|e| e.is_storage() && e.name().starts_with("__attach_version1.0_"))
        .map(|e| e.path().to_path_buf())
        .collect();
    storages.sort();
    storages.iter().filter_map(|storage| attachment(file, storage, page)).collect()
}

fn attachment(file: &mut File<'_>, storage: &Path, page: &str) -> Option<Attachment> {
    let named =
        ATTACH_NAMES.iter().find_map(|p| text(file, storage, p).filter(|n| !n.trim().is_empty()));
    let inner = storage.join(ATTACH_OBJECT);
    if file.is_storage(&inner) {
        let bytes = message_file(file, &inner)?;
        let name = named.unwrap_or_else(|| "message".to_string());
        let name = if name.to_lowercase().ends_with(".msg") { name } else { format!("{name}.msg") };
        return Some(Attachment { name: name.replace(['/', '\\'], "_"), bytes, inline: false });
    }
    let bytes = stream(file, &storage.join(ATTACH_DATA))?;
    let id = text(file, storage, CONTENT_ID).unwrap_or_default();
    let inline = !id.is_empty() && page.contains(&format!("cid:{id}"));
    Some(Attachment { name: named.unwrap_or_default(), bytes, inline })
}

/// A message in a message, made a file of its own.
fn message_file(file: &mut File<'_>, storage: &Path) -> Option<Vec<u8>> {
    let entries: Vec<Entry> = file.walk_storage(storage).ok()?.collect();
    let mut out = CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    let mut storages = Vec::new();
    for entry in entries {
        let path = entry.path();
        let Ok(below) = path.strip_prefix(storage) else { continue };
        let target = Path::new("/").join(below);
        if !entry.is_stream() {
            out.create_storage_all(&target).ok()?;
            storages.push((target, entry.created(), entry.modified()));
            continue;
        }
        let mut data = stream(file, path)?;
        if below == Path::new(PROPERTIES) && data.len() >= INNER_HEADER_BYTES {
            let missing = vec![0u8; TOP_HEADER_BYTES - INNER_HEADER_BYTES];
            data.splice(INNER_HEADER_BYTES..INNER_HEADER_BYTES, missing);
        }
        out.create_stream(&target).ok()?.write_all(&data).ok()?;
    }
    // The times of the message itself: with the time of reading in it, the same file would have other
    // bytes, and another checksum, in each run.
    for (storage, created, modified) in storages {
        out.set_created_time(&storage, created).ok()?;
        out.set_modified_time(&storage, modified).ok()?;
    }
    out.flush().ok()?;
    Some(out.into_inner().into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(day_name(0), "1970-01-01");
        assert_eq!(day_name(18_779), "2021-06-01");
        assert_eq!(day_name(18_321), "2020-02-29");
    }
}
