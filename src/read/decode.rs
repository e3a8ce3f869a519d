//! Bytes of a text file to a string: the one place that guesses a character encoding.
//!
//! It exists because forces export from systems that write UTF-8, UTF-16 and windows-1252 alike,
//! and a wrong guess turns "–" or "£" into rubbish. It never fails: bytes that fit no encoding
//! become replacement characters, and the caller is told.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_14, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many leading bytes are looked at to tell UTF-16 without a byte order mark.
const SAMPLE_BYTES: usize = 4096;

/// Share of zero bytes at even or odd places from which text is taken for UTF-16. Latin text has
/// nearly all of them at one side; other encodings have none.
const UTF16_ZERO_SHARE: f64 = 0.4;

/// A file with this many whole UTF-8 characters for each broken one is UTF-8 with damage (a paste
/// or a cut), not another encoding.
const UTF8_WHOLE_PER_BROKEN: usize = 4;

/// Text of a file, with line ends made `\n`.
pub struct Decoded {
    /// The text; `\r\n` and a lone `\r` are `\n`, no byte order mark.
    pub text: String,
    /// Name of the encoding it was read in.
    pub encoding: &'static str,
    /// True when some bytes fitted no character.
    pub damaged: bool,
}

/// Decodes a text file of unknown encoding.
pub fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, start) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None => (guess(bytes), 0),
    };
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[start..]);
    Decoded { text: unify_line_ends(&text), encoding: encoding.name(), damaged }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(utf16) = utf16_without_mark(bytes) {
        return utf16;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole > broken * UTF8_WHOLE_PER_BROKEN {
        return UTF_8;
    }
    if is_macintosh(bytes) {
        return MACINTOSH;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(Some(b"uk"), Utf8Detection::Deny);
    // Short files sway the detector towards encodings no British force writes; only Welsh letters
    // are taken from it, the rest is windows-1252, which is right for "–", "£" and "½".
    if found == ISO_8859_14 { found } else { WINDOWS_1252 }
}

/// Old Mac exports end lines with a lone carriage return and keep dashes and curly quotes where
/// windows-1252 has capital letters with accents.
fn is_macintosh(bytes: &[u8]) -> bool {
    bytes.contains(&b'\r')
        && !bytes.contains(&b'\n')
        && bytes.iter().any(|b| (0xd0..=0xd5).contains(b))
        && !bytes.iter().any(|b| (0x91..=0x97).contains(b))
}

/// UTF-16 as Excel's "Unicode text" writes it, when its byte order mark got lost.
pub fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let pairs = (sample.len() / 2) as f64;
    let zeros = |offset: usize| {
        sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count() as f64 / pairs
    };
    let (even, odd) = (zeros(0), zeros(1));
    match (even > UTF16_ZERO_SHARE, odd > UTF16_ZERO_SHARE) {
        (false, true) if even < 0.05 => Some(UTF_16LE),
        (true, false) if odd < 0.05 => Some(UTF_16BE),
        _ => None,
    }
}

fn unify_line_ends(text: &str) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_string()
    }
}

/// A cell's or line's text without outer blanks of any kind (no-break and zero-width ones too), and
/// how many blanks stood before it.
pub fn trim(text: &str) -> (&str, usize) {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}');
    let rest = text.trim_start_matches(blank);
    let leading = text[..text.len() - rest.len()].chars().filter(|c| *c != '\n').count();
    (rest.trim_end_matches(blank), leading)
}

/// An apostrophe typed to make Excel take a number for text is no part of the number.
pub fn drop_apostrophe(text: &str) -> &str {
    match text.strip_prefix(['\'', '\u{2019}']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let pack = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        text.encode_utf16().flat_map(pack).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Upheld – £450 & <5\n";
        let mut bom = vec![0xef, 0xbb, 0xbf];
        bom.extend(text.as_bytes());
        let mut le = vec![0xff, 0xfe];
        le.extend(utf16(text, false));
        let cp1252 = WINDOWS_1252.encode(text).0.into_owned();
        let forms =
            [text.as_bytes().to_vec(), bom, le, utf16(text, true), utf16(text, false), cp1252];
        for bytes in forms {
            assert_eq!(decode(&bytes).text, text);
        }
    }

    #[test]
    fn line_ends_are_one_kind() {
        assert_eq!(decode(b"a\rb\r\nc\n").text, "a\nb\nc\n");
    }

    #[test]
    fn apostrophes_go_only_before_numbers() {
        assert_eq!(drop_apostrophe("'7"), "7");
        assert_eq!(drop_apostrophe("'tis"), "'tis");
    }
}
