//! Regular expressions that are written in the source: they are the program's own, so one that is
//! not well formed is a mistake of ours and stops the first test that touches it.

use regex::Regex;

/// Compiles a pattern of the source; the place of the caller is named when it is malformed.
///
/// # Panics
/// When the text is no regular expression. Never give it text that was read from a file.
#[track_caller]
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of the source is well formed")
}
