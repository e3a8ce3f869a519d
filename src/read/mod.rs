//! Bytes to [`Document`]: one file per format, one row per format in [`READERS`].
//!
//! A reader cannot fail: what it cannot read it says in the document's findings.

pub mod decode;
pub mod delimited;
pub mod doc;
pub mod docx;
pub mod email;
pub mod flow;
pub mod html;
pub mod mhtml;
#[cfg(feature = "ocr")]
pub mod ocr;
pub mod odt;
pub mod pdf;
pub mod picture;
pub mod plain;
pub mod rtf;
pub mod segment;
pub mod sheet;
pub mod sheet_xml;
pub mod show;
pub mod thread;

use crate::discover::sniff::Kind;
use crate::model::document::Document;

/// One format: its short name, how it is told by content, and its reader.
pub struct Reader {
    /// Short name, as printed in the output files.
    pub format: &'static str,
    /// Reads the bytes of one file. `name` is its file name, for hints only.
    pub read: fn(bytes: &[u8], name: &str) -> Document,
}

/// The formats that are read, by kind. A new format is one file and one row.
pub const READERS: &[(Kind, Reader)] = &[
    (Kind::Pdf, Reader { format: "pdf", read: pdf::read }),
    (Kind::Xlsx, Reader { format: "xlsx", read: sheet::read }),
    (Kind::Xlsm, Reader { format: "xlsm", read: sheet::read }),
    (Kind::Xlsb, Reader { format: "xlsb", read: sheet::read }),
    (Kind::Xls, Reader { format: "xls", read: sheet::read }),
    (Kind::Ods, Reader { format: "ods", read: sheet::read }),
    (Kind::Locked, Reader { format: "locked", read: sheet::read }),
    (Kind::Csv, Reader { format: "csv", read: delimited::read }),
    (Kind::Eml, Reader { format: "eml", read: email::read }),
    (Kind::Msg, Reader { format: "msg", read: email::read }),
    (Kind::Docx, Reader { format: "docx", read: docx::read }),
    (Kind::Doc, Reader { format: "doc", read: doc::read }),
    (Kind::Odt, Reader { format: "odt", read: odt::read }),
    (Kind::Rtf, Reader { format: "rtf", read: rtf::read }),
    (Kind::Html, Reader { format: "html", read: html::read }),
    (Kind::Mhtml, Reader { format: "mhtml", read: mhtml::read }),
    (Kind::Text, Reader { format: "txt", read: plain::read }),
    (Kind::Png, Reader { format: "png", read: picture::read }),
    (Kind::Jpeg, Reader { format: "jpeg", read: picture::read }),
    (Kind::Tiff, Reader { format: "tiff", read: picture::read }),
    (Kind::Gif, Reader { format: "gif", read: picture::read }),
    (Kind::Bmp, Reader { format: "bmp", read: picture::read }),
];

/// The reader of a kind of file, if it is one that is read.
pub fn reader_of(kind: Kind) -> Option<&'static Reader> {
    READERS.iter().find(|(k, _)| *k == kind).map(|(_, r)| r)
}
