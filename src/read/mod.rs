//! Bytes to [`Document`]: one file per format, one row per format in [`READERS`].
//!
//! A reader cannot fail: what it cannot read it says in the document's findings.

pub mod decode;
pub mod delimited;
pub mod plain;
pub mod segment;
pub mod sheet;
pub mod sheet_xml;

use crate::model::document::Document;

/// One format: its short name, how it is told by content, and its reader.
pub struct Reader {
    /// Short name, as printed in the output files.
    pub format: &'static str,
    /// Reads the bytes of one file. `name` is its file name, for hints only.
    pub read: fn(bytes: &[u8], name: &str) -> Document,
}
