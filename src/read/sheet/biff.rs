//! The look of an .xls: hidden rows and columns, fonts, indents and number formats from the BIFF8
//! records, which calamine passes over. Values and merges stay with calamine.

use std::collections::BTreeMap;

use super::biff_strings::{self, Font};
use super::format::builtin;
use super::look::{Looks, MAX_COLUMNS, SheetLook, Shown, Style};
use crate::compound::{Compound, u16_at, u32_at};

/// Record numbers of BIFF8.
mod record {
    pub const EOF: u16 = 0x000a;
    pub const NOTE: u16 = 0x001c;
    pub const CONTINUE: u16 = 0x003c;
    pub const SST: u16 = 0x00fc;
    pub const FILE_PASS: u16 = 0x002f;
    pub const FONT: u16 = 0x0031;
    pub const COL_INFO: u16 = 0x007d;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MUL_RK: u16 = 0x00bd;
    pub const MUL_BLANK: u16 = 0x00be;
    pub const XF: u16 = 0x00e0;
    pub const LABEL_SST: u16 = 0x00fd;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_ERR: u16 = 0x0205;
    pub const ROW: u16 = 0x0208;
    pub const RK: u16 = 0x027e;
    pub const FORMULA: u16 = 0x0006;
    pub const FORMAT: u16 = 0x041e;
    pub const BOF: u16 = 0x0809;
}

/// Weight from which a font is bold (400 is regular, 700 bold).
const BOLD_WEIGHT: u16 = 600;

/// True when the workbook stream is locked with a password.
pub fn locked(stream: &[u8]) -> bool {
    let mut locked = false;
    each(stream, 0, |kind, _| {
        locked |= kind == record::FILE_PASS;
        kind != record::EOF
    });
    locked
}

/// The look of a BIFF8 workbook; empty when the file is older or damaged.
pub fn looks(file: &Compound<'_>) -> Looks {
    let mut looks = Looks::default();
    let Some(stream) = file.stream("Workbook").or_else(|| file.stream("Book")) else {
        return looks;
    };
    let mut fonts: Vec<Font> = Vec::new();
    let mut formats: BTreeMap<u16, String> = BTreeMap::new();
    let mut frames: Vec<(u16, u16, u32)> = Vec::new();
    let mut sheets: Vec<(String, usize)> = Vec::new();
    let mut strings: Vec<Vec<u8>> = Vec::new();
    let mut in_strings = false;
    each(&stream, 0, |kind, data| {
        match kind {
            record::FONT => {
                fonts.push(Font {
                    bold: u16_at(data, 6).is_some_and(|w| w >= BOLD_WEIGHT),
                    struck: u16_at(data, 2).is_some_and(|flags| flags & 0x08 != 0),
                    raised: u16_at(data, 8) == Some(1),
                });
                // Font 4 does not exist; later ones count from 5.
                if fonts.len() == 4 {
                    fonts.push(Font::default());
                }
            }
            record::FORMAT => {
                if let (Some(id), Some(code)) = (u16_at(data, 0), text(data, 2, true)) {
                    formats.insert(id, code);
                }
            }
            record::XF => {
                let indent = data.get(8).map_or(0, |b| u32::from(b & 0x0f));
                let (font, format) = (u16_at(data, 0), u16_at(data, 2));
                frames.push((font.unwrap_or(0), format.unwrap_or(0), indent));
            }
            record::BOUND_SHEET => {
                if let (Some(at), Some(name)) = (u32_at(data, 0), text(data, 6, false)) {
                    sheets.push((name, at as usize));
                }
            }
            record::SST => {
                strings = vec![data.to_vec()];
                in_strings = true;
                return true;
            }
            record::CONTINUE if in_strings => {
                strings.push(data.to_vec());
                return true;
            }
            record::EOF => return false,
            _ => {}
        }
        in_strings = false;
        true
    });
    let special = biff_strings::special(&strings, &fonts);
    for (font, format, indent) in frames {
        let Font { bold, struck, .. } = fonts.get(usize::from(font)).copied().unwrap_or_default();
        let code = formats.get(&format).cloned();
        let format = code.unwrap_or_else(|| builtin(u32::from(format)).into());
        looks.styles.push(Style { bold, struck, indent, format });
    }
    for (name, at) in sheets {
        let sheet = sheet(&stream, at, &special, &mut looks.comments);
        looks.sheets.insert(name, sheet);
    }
    looks
}

fn sheet(
    stream: &[u8],
    at: usize,
    special: &BTreeMap<u32, Shown>,
    comments: &mut usize,
) -> SheetLook {
    let mut look = SheetLook::default();
    let mut depth = 0u32;
    each(stream, at, |kind, data| {
        let pair = || Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)));
        match kind {
            record::BOF => depth += 1,
            record::EOF => {
                depth = depth.saturating_sub(1);
                return depth > 0;
            }
            // A chart inside the sheet has records of its own.
            _ if depth > 1 => {}
            record::NOTE => *comments += 1,
            record::ROW => {
                let height = u16_at(data, 6).unwrap_or(1) & 0x7fff;
                let hidden = u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0);
                if hidden || height == 0 {
                    look.hidden_rows.extend(u16_at(data, 0).map(u32::from));
                }
            }
            record::COL_INFO => {
                let hidden = u16_at(data, 8).is_some_and(|flags| flags & 1 != 0);
                if (hidden || u16_at(data, 4) == Some(0))
                    && let Some((first, last)) = pair()
                {
                    look.hidden_cols.extend(first..=last.min(MAX_COLUMNS));
                }
            }
            record::NUMBER
            | record::LABEL
            | record::BOOL_ERR
            | record::RK
            | record::LABEL_SST
            | record::FORMULA => {
                if let (Some(place), Some(style)) = (pair(), u16_at(data, 4)) {
                    look.styles.insert(place, u32::from(style));
                    let string = (kind == record::LABEL_SST).then(|| u32_at(data, 6)).flatten();
                    if let Some(shown) = string.and_then(|i| special.get(&i)) {
                        look.shown.insert(place, shown.clone());
                    }
                }
            }
            record::MUL_RK | record::MUL_BLANK => {
                let step = if kind == record::MUL_RK { 6 } else { 2 };
                let count = data.len().saturating_sub(6) / step;
                if let Some((row, col)) = pair() {
                    for i in 0..count {
                        if let Some(style) = u16_at(data, 4 + i * step) {
                            look.styles.insert((row, col + i as u32), u32::from(style));
                        }
                    }
                }
            }
            _ => {}
        }
        true
    });
    look
}

/// Goes through the records from an offset until the taker has enough.
fn each(stream: &[u8], start: usize, mut take: impl FnMut(u16, &[u8]) -> bool) {
    let mut at = start;
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let from = at + 4;
        let to = from + usize::from(length);
        let Some(data) = stream.get(from..to) else { return };
        if !take(kind, data) {
            return;
        }
        at = to;
    }
}

/// A BIFF8 string: its length in one or two bytes, a flag byte, then one or two bytes a letter.
fn text(data: &[u8], at: usize, long: bool) -> Option<String> {
    let (count, start) = if long {
        (usize::from(u16_at(data, at)?), at + 2)
    } else {
        (usize::from(*data.get(at)?), at + 1)
    };
    let wide = data.get(start)? & 1 != 0;
    let body = data.get(start + 1..)?;
    Some(if wide {
        let units: Vec<u16> =
            body.chunks_exact(2).take(count).map(|p| u16::from_le_bytes([p[0], p[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        body.iter().take(count).map(|b| char::from(*b)).collect()
    })
}
