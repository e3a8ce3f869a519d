//! What a file is, told by its content first and its name only where content cannot tell (a text
//! may be a table or a letter). A .xls that is HTML inside is HTML.

use std::io::Cursor;

use file_format::FileFormat;
use serde::{Deserialize, Serialize};

use crate::compound::Compound;
use crate::read::decode::decode;
use crate::read::delimited::dialect;

/// Share of lines that must split evenly before a text without a telling name is a table.
const TABLE_SHARE: f64 = 0.9;

/// Lines a text needs before its evenness means anything.
const MIN_TABLE_LINES: usize = 3;

/// Bytes looked at to tell text from binary and to find tags and mail headers.
const SAMPLE_BYTES: usize = 64 << 10;

/// Share of control characters above which bytes are no text.
const MAX_CONTROL_SHARE: f64 = 0.02;

macro_rules! kinds {
    ($($variant:ident $name:literal $doc:literal),* $(,)?) => {
        /// The formats told apart; the name is what the output files print.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $(#[doc = $doc] $variant),* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant),*];

            /// Short name of the format.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name),* }
            }
        }
    };
}

kinds! {
    Pdf "pdf" "Portable Document Format.",
    Xlsx "xlsx" "Excel workbook.",
    Xlsm "xlsm" "Excel workbook with macros.",
    Xlsb "xlsb" "Excel binary workbook.",
    Xls "xls" "Excel 97 workbook.",
    Ods "ods" "OpenDocument spreadsheet.",
    Csv "csv" "Text with a delimiter, whichever.",
    Text "txt" "Plain text.",
    Docx "docx" "Word document.",
    Odt "odt" "OpenDocument text.",
    Pptx "pptx" "PowerPoint presentation.",
    Rtf "rtf" "Rich Text Format.",
    Doc "doc" "Word 97 document.",
    Ppt "ppt" "PowerPoint 97 presentation.",
    Html "html" "Web page.",
    Xml "xml" "Some other XML.",
    Json "json" "JSON.",
    Eml "eml" "E-mail message.",
    Msg "msg" "Outlook message.",
    Mhtml "mhtml" "Web page saved as a message.",
    Zip "zip" "Zip archive.",
    SevenZ "7z" "7z archive.",
    Rar "rar" "RAR archive.",
    Gzip "gz" "Gzip archive.",
    Png "png" "PNG picture.",
    Jpeg "jpeg" "JPEG picture.",
    Tiff "tiff" "TIFF picture.",
    Gif "gif" "GIF picture.",
    Bmp "bmp" "Windows bitmap.",
    Heic "heic" "HEIF picture.",
    Svg "svg" "SVG drawing.",
    Css "css" "Style sheet.",
    Script "js" "Script of a saved web page.",
    Winmail "tnef" "Outlook's winmail.dat.",
    Locked "locked" "Office file locked with a password.",
    Empty "empty" "No bytes at all.",
    Unknown "unknown" "None of these.",
}

/// Tells what a file is.
pub fn sniff(bytes: &[u8], name: &str) -> Kind {
    if bytes.is_empty() {
        return Kind::Empty;
    }
    if let Some(file) = Compound::open(bytes) {
        return compound(&file, name);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip(bytes, name);
    }
    if bytes.starts_with(&[0x78, 0x9f, 0x3e, 0x22]) {
        return Kind::Winmail;
    }
    // Some writers put blanks or mail headers before the header; readers accept it in the first KB.
    if bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
        return Kind::Pdf;
    }
    match FileFormat::from_bytes(bytes) {
        FileFormat::PortableDocumentFormat => Kind::Pdf,
        FileFormat::RichTextFormat => Kind::Rtf,
        FileFormat::SevenZip => Kind::SevenZ,
        FileFormat::RoshalArchive => Kind::Rar,
        FileFormat::Gzip => Kind::Gzip,
        FileFormat::PortableNetworkGraphics => Kind::Png,
        FileFormat::JointPhotographicExpertsGroup => Kind::Jpeg,
        FileFormat::TagImageFileFormat => Kind::Tiff,
        FileFormat::GraphicsInterchangeFormat => Kind::Gif,
        FileFormat::WindowsBitmap => Kind::Bmp,
        FileFormat::HighEfficiencyImageFileFormat | FileFormat::HighEfficiencyImageCoding => {
            Kind::Heic
        }
        _ => text(bytes, name),
    }
}

fn compound(file: &Compound<'_>, name: &str) -> Kind {
    let has = |n: &str| file.has(n);
    if has("EncryptedPackage") {
        Kind::Locked
    } else if has("WordDocument") {
        Kind::Doc
    } else if has("Workbook") || has("Book") {
        Kind::Xls
    } else if has("__properties_version1.0") || file.names().any(|n| n.starts_with("__substg1.0")) {
        Kind::Msg
    } else if has("PowerPoint Document") {
        Kind::Ppt
    } else {
        by_extension(name, &[Kind::Doc, Kind::Xls, Kind::Ppt, Kind::Msg]).unwrap_or(Kind::Unknown)
    }
}

fn zip(bytes: &[u8], name: &str) -> Kind {
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        let office =
            [Kind::Docx, Kind::Xlsx, Kind::Xlsm, Kind::Xlsb, Kind::Ods, Kind::Odt, Kind::Pptx];
        return by_extension(name, &office).unwrap_or(Kind::Zip);
    };
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap_or_default().into()).collect();
    let has = |n: &str| names.iter().any(|x| x.eq_ignore_ascii_case(n));
    if has("xl/workbook.bin") {
        return Kind::Xlsb;
    }
    if has("xl/workbook.xml") {
        return if has("xl/vbaProject.bin") { Kind::Xlsm } else { Kind::Xlsx };
    }
    if has("word/document.xml") {
        return Kind::Docx;
    }
    if has("ppt/presentation.xml") {
        return Kind::Pptx;
    }
    if let Some(mime) = crate::read::sheet_xml::part(&mut zip, "mimetype") {
        if mime.contains("opendocument.spreadsheet") {
            return Kind::Ods;
        }
        if mime.contains("opendocument.text") {
            return Kind::Odt;
        }
    }
    if has("[Content_Types].xml") {
        // The main part may have another name; the folders tell.
        let folder = |f: &str| names.iter().any(|n| n.starts_with(f));
        if folder("xl/") {
            return Kind::Xlsx;
        }
        if folder("word/") {
            return Kind::Docx;
        }
    }
    Kind::Zip
}

fn text(bytes: &[u8], name: &str) -> Kind {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    // A sample cut inside a UTF-16 pair would read as something else.
    let sample = &sample[..sample.len()
        - sample.len() % 2 * usize::from(sample.len() > 1 && bytes.len() > SAMPLE_BYTES)];
    let text = decode(sample).text;
    let controls = text.chars().filter(|c| c.is_control() && !"\n\t\u{c}\u{1a}".contains(*c));
    let all = text.chars().count().max(1);
    if controls.count() as f64 > MAX_CONTROL_SHARE * all as f64 {
        return Kind::Unknown;
    }
    let head: String = text.trim_start().chars().take(2048).collect::<String>().to_lowercase();
    if head.starts_with("{\\rtf") {
        return Kind::Rtf;
    }
    if let Some(kind) = markup(&head) {
        return kind;
    }
    if is_mail(&text) {
        return if head.contains("multipart/related") && extension(name).starts_with("mht") {
            Kind::Mhtml
        } else {
            Kind::Eml
        };
    }
    let named = by_extension(
        name,
        &[Kind::Css, Kind::Script, Kind::Json, Kind::Xml, Kind::Html, Kind::Eml],
    );
    if let Some(kind) = named {
        return kind;
    }
    if matches!(extension(name).as_str(), "csv" | "tsv" | "tab" | "psv") {
        return Kind::Csv;
    }
    let lines = text.lines().filter(|l| !l.trim().is_empty()).count();
    let even = |d: crate::read::delimited::Dialect| {
        let commas = d.delimiter == b',';
        d.share >= TABLE_SHARE
            && (d.fields > 2 || !commas)
            && !(d.delimiter == b'|' && drawn(&text))
    };
    let letter = matches!(extension(name).as_str(), "md" | "markdown" | "log");
    if lines >= MIN_TABLE_LINES && !letter && dialect(&text).is_some_and(even) {
        return Kind::Csv;
    }
    Kind::Text
}

/// A table drawn with pipes belongs to the plain text reader.
fn drawn(text: &str) -> bool {
    text.lines().any(|l| {
        let l = l.trim();
        l.contains("--") && l.chars().all(|c| "+-=|: ".contains(c))
    })
}

fn markup(head: &str) -> Option<Kind> {
    if !head.starts_with('<') {
        return None;
    }
    if head.contains("<svg") && !head.contains("<html") {
        return Some(Kind::Svg);
    }
    if head.contains("<html")
        || head.starts_with("<!doctype html")
        || head.contains("<body")
        || head.contains("<table")
    {
        return Some(Kind::Html);
    }
    if head.starts_with("<?xml") {
        return Some(Kind::Xml);
    }
    let tags = ["<div", "<p>", "<p ", "<head", "<meta", "<!--", "<h1", "<span"];
    tags.iter().any(|t| head.starts_with(t)).then_some(Kind::Html)
}

/// Mail begins with header lines, among them ones that only mail has.
fn is_mail(text: &str) -> bool {
    let telling = [
        "received:",
        "return-path:",
        "mime-version:",
        "message-id:",
        "delivered-to:",
        "x-mailer:",
        "content-type:",
        "content-transfer-encoding:",
        "x-ms-has-attach:",
        "dkim-signature:",
    ];
    let usual = ["from:", "to:", "subject:", "date:", "cc:", "reply-to:"];
    let (mut special, mut common) = (0, 0);
    for line in text.lines() {
        let lower = line.to_lowercase();
        if telling.iter().any(|t| lower.starts_with(t)) {
            special += 1;
        } else if usual.iter().any(|t| lower.starts_with(t)) {
            common += 1;
        } else if line.starts_with([' ', '\t']) || lower.starts_with("x-") {
            continue;
        } else if line.trim().is_empty() || !header_like(line) {
            break;
        }
    }
    special >= 1 && common >= 2
}

fn header_like(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    }) || line.starts_with("From ")
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default()
}

fn by_extension(name: &str, among: &[Kind]) -> Option<Kind> {
    let extension = match extension(name).as_str() {
        "htm" | "xhtml" => "html".to_string(),
        "mjs" => "js".to_string(),
        other => other.to_string(),
    };
    among.iter().find(|k| k.name() == extension).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_goes_before_the_name() {
        let cases: [(&[u8], &str, Kind); 14] = [
            (b"%PDF-1.7\n", "a.xls", Kind::Pdf),
            (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", Kind::Html),
            (b"{\\rtf1 hello}", "letter.doc", Kind::Rtf),
            (b"year,outcome,count\n2016,Upheld,<5\n2017,Upheld,4\n", "export.txt", Kind::Csv),
            (b"Dear Sir,\n\nThank you, as ever, for it.\n\nYours\n", "letter.txt", Kind::Text),
            (b"a;b\n", "x.csv", Kind::Csv),
            (b"Received: by x\nFrom: a@b\nTo: c@d\nSubject: FOI\n\nHello\n", "mail", Kind::Eml),
            (b"\x89PNG\r\n\x1a\n0000", "a", Kind::Png),
            (b"\xff\xd8\xff\xe0", "a", Kind::Jpeg),
            (b"<svg xmlns='x'></svg>", "crest.svg", Kind::Svg),
            (b"body{margin:0}", "main.css", Kind::Css),
            (b"\x00\x01\x02\x03\x04\x05", "a.bin", Kind::Unknown),
            (b"", "a.csv", Kind::Empty),
            (b"| a | b |\n|---|---|\n| 1 | 2 |\n", "t.txt", Kind::Text),
        ];
        for (bytes, name, kind) in cases {
            assert_eq!(sniff(bytes, name), kind, "{name}");
        }
    }
}
