//! The shared strings of an .xls, only to find those whose runs differ: a raised footnote mark
//! glued to a figure ("8" and a small "2") reads as 82 in calamine's joined text.

use std::collections::BTreeMap;

use super::look::{Run, Shown};

/// What a font says that matters here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Font {
    /// Heavy.
    pub bold: bool,
    /// Struck through.
    pub struck: bool,
    /// Superscript.
    pub raised: bool,
}

/// The bytes of the string table and its continuations, read across their seams.
struct Seams<'a> {
    pieces: &'a [Vec<u8>],
    piece: usize,
    at: usize,
}

impl Seams<'_> {
    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.pieces.get(self.piece)?.len() {
            self.piece += 1;
            self.at = 0;
        }
        let byte = self.pieces[self.piece][self.at];
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | (u32::from(self.u16()?) << 16))
    }

    /// Letters of a string. Where they run over a seam, the next piece begins with a byte that says
    /// anew whether letters are wide.
    fn letters(&mut self, count: usize, mut wide: bool) -> Option<Vec<u16>> {
        let mut units = Vec::new();
        for i in 0..count {
            if i > 0 && self.at >= self.pieces.get(self.piece)?.len() {
                wide = self.byte()? & 1 != 0;
            }
            units.push(if wide { self.u16()? } else { u16::from(self.byte()?) });
        }
        Some(units)
    }
}

/// Strings with raised or struck runs, by their index.
pub fn special(pieces: &[Vec<u8>], fonts: &[Font]) -> BTreeMap<u32, Shown> {
    let mut found = BTreeMap::new();
    let mut seams = Seams { pieces, piece: 0, at: 4 };
    let Some(count) = seams.u32() else { return found };
    for index in 0..count {
        // A broken table ends the search; the text itself is calamine's.
        let Some(shown) = string(&mut seams, fonts) else { break };
        if let Some(shown) = shown {
            found.insert(index, shown);
        }
    }
    found
}

#[allow(clippy::option_option, reason = "outer: the table goes on; inner: this string is special")]
fn string(seams: &mut Seams<'_>, fonts: &[Font]) -> Option<Option<Shown>> {
    let count = usize::from(seams.u16()?);
    let flags = seams.byte()?;
    let run_count = if flags & 0x08 != 0 { seams.u16()? } else { 0 };
    let extra = if flags & 0x04 != 0 { seams.u32()? } else { 0 };
    let units = seams.letters(count, flags & 1 != 0)?;
    let mut starts = vec![(0, Font::default())];
    for _ in 0..run_count {
        let (start, font) = (usize::from(seams.u16()?), usize::from(seams.u16()?));
        starts.push((start.min(count), fonts.get(font).copied().unwrap_or_default()));
    }
    for _ in 0..extra {
        seams.byte()?;
    }
    if !starts.iter().any(|(_, f)| f.raised || f.struck) {
        return Some(None);
    }
    let mut runs = Vec::new();
    for (i, (start, font)) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(count, |next| next.0).max(*start);
        let text = String::from_utf16_lossy(&units[*start..end]);
        runs.push(Run { text, raised: font.raised, struck: font.struck });
    }
    Some(Some(Shown::from_runs(&runs)))
}
