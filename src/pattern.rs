//! Regular expressions that are written in the source: they are the program's own, so one that is
//! not well formed is a mistake of ours and stops the first test that touches it.

use regex::Regex;

/// What a class of the source means here, and why not what it means to Unicode: letters come in
/// English and Welsh. All the digits and letters of the world make an automaton tens of times
/// larger, and a boundary that knows them sends each text with a curly quote to the slow engine.
const CLASSES: [(char, &str); 4] = [
    ('d', "[0-9]"),
    ('b', r"(?-u:\b)"),
    ('w', r"[0-9A-Za-z_\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{24f}\u{1e00}-\u{1eff}]"),
    ('W', r"[^0-9A-Za-z_\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{24f}\u{1e00}-\u{1eff}]"),
];

/// Compiles a pattern of the source; the place of the caller is named when it is malformed. Its
/// `\d`, `\w`, `\W` are those of European print, its `\b` looks at ASCII letters alone.
///
/// # Panics
/// When the text is no regular expression. Never give it text that was read from a file.
#[track_caller]
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(&plain(text)).expect("a pattern of the source is well formed")
}

/// The pattern with its [`CLASSES`] written out.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            out.push(sign);
            continue;
        }
        let Some(next) = signs.next() else { break };
        match CLASSES.iter().find(|(name, _)| *name == next) {
            Some((_, class)) => out.push_str(class),
            None => out.extend(['\\', next]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_those_of_print() {
        assert_eq!(plain(r"\\d\d[\d,]+\b"), r"\\d[0-9][[0-9],]+(?-u:\b)");
        assert!(pattern(r"^\w+$").is_match("gŵyn"));
        assert!(pattern(r"^\W+$").is_match("— ’"));
        assert!(!pattern(r"\d").is_match("\u{0664}"));
        assert!(pattern(r"\b12\b").is_match("–12’"));
    }
}
