//! The look of an .xlsb: hidden rows and columns, merges, fonts and number formats from the binary
//! parts. The container is a zip as for .xlsx, the records are BIFF12.

use std::collections::BTreeMap;

use super::format::builtin;
use super::look::{Looks, MAX_COLUMNS, MAX_ROWS, SheetLook, Style};
use crate::compound::{u16_at, u32_at};
use crate::read::sheet_xml::{Container, part_bytes, relations};

/// Record numbers of BIFF12.
mod record {
    pub const ROW: u32 = 0;
    pub const CELL_FIRST: u32 = 1;
    pub const CELL_LAST: u32 = 11;
    pub const FONT: u32 = 43;
    pub const FORMAT: u32 = 44;
    pub const XF: u32 = 47;
    pub const COL_INFO: u32 = 60;
    pub const BUNDLE_SHEET: u32 = 156;
    pub const MERGE_CELL: u32 = 176;
    pub const BEGIN_CELL_XFS: u32 = 617;
    pub const END_CELL_XFS: u32 = 618;
}

/// Weight from which a font is bold (400 is regular, 700 bold).
const BOLD_WEIGHT: u16 = 600;

/// The look of a binary workbook.
pub fn looks(zip: &mut Container<'_>) -> Looks {
    let styles = styles(&part_bytes(zip, "xl/styles.bin").unwrap_or_default());
    let mut looks = Looks { styles, ..Looks::default() };
    let targets = relations(zip, "xl/_rels/workbook.bin.rels");
    let mut sheets: Vec<(String, String)> = Vec::new();
    each(&part_bytes(zip, "xl/workbook.bin").unwrap_or_default(), |kind, data| {
        if kind == record::BUNDLE_SHEET
            && let Some((id, next)) = text(data, 8)
            && let Some((name, _)) = text(data, next)
            && let Some(path) = targets.get(&id)
        {
            sheets.push((name, path.clone()));
        }
    });
    for (name, path) in sheets {
        let look = sheet(&part_bytes(zip, &path).unwrap_or_default());
        looks.sheets.insert(name, look);
    }
    looks
}

fn styles(bytes: &[u8]) -> Vec<Style> {
    let mut fonts: Vec<(bool, bool)> = Vec::new();
    let mut formats: BTreeMap<u16, String> = BTreeMap::new();
    let mut frames: Vec<(u16, u16)> = Vec::new();
    let mut in_cells = false;
    each(bytes, |kind, data| match kind {
        record::FONT => {
            let struck = u16_at(data, 2).is_some_and(|flags| flags & 0x08 != 0);
            fonts.push((u16_at(data, 4).is_some_and(|w| w >= BOLD_WEIGHT), struck));
        }
        record::FORMAT => {
            if let (Some(id), Some((code, _))) = (u16_at(data, 0), text(data, 2)) {
                formats.insert(id, code);
            }
        }
        record::BEGIN_CELL_XFS => in_cells = true,
        record::END_CELL_XFS => in_cells = false,
        record::XF if in_cells => {
            frames.push((u16_at(data, 2).unwrap_or(0), u16_at(data, 4).unwrap_or(0)));
        }
        _ => {}
    });
    let style = |(format, font): (u16, u16)| {
        let (bold, struck) = fonts.get(usize::from(font)).copied().unwrap_or_default();
        let code = formats.get(&format).cloned();
        let format = code.unwrap_or_else(|| builtin(u32::from(format)).into());
        Style { bold, struck, indent: 0, format }
    };
    frames.into_iter().map(style).collect()
}

fn sheet(bytes: &[u8]) -> SheetLook {
    let mut look = SheetLook::default();
    let mut row = 0;
    each(bytes, |kind, data| match kind {
        record::ROW => {
            row = u32_at(data, 0).unwrap_or(0).min(MAX_ROWS);
            let zero = u16_at(data, 8) == Some(0);
            if zero || data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                look.hidden_rows.insert(row);
            }
        }
        record::CELL_FIRST..=record::CELL_LAST => {
            if let (Some(col), Some(style)) = (u32_at(data, 0), u32_at(data, 4)) {
                look.styles.insert((row, col), style & 0x00ff_ffff);
            }
        }
        record::COL_INFO => {
            let hidden = u16_at(data, 16).is_some_and(|flags| flags & 1 != 0);
            if hidden || u32_at(data, 8) == Some(0) {
                let (first, last) = (u32_at(data, 0).unwrap_or(1), u32_at(data, 4).unwrap_or(0));
                look.hidden_cols.extend(first..=last.min(MAX_COLUMNS));
            }
        }
        record::MERGE_CELL => {
            if let (Some(top), Some(bottom), Some(left), Some(right)) =
                (u32_at(data, 0), u32_at(data, 4), u32_at(data, 8), u32_at(data, 12))
            {
                look.merges.push(((top, left), (bottom.min(MAX_ROWS), right.min(MAX_COLUMNS))));
            }
        }
        _ => {}
    });
    look
}

/// Goes through the records of a part: a number of one or two bytes, a length of one to four.
fn each(bytes: &[u8], mut take: impl FnMut(u32, &[u8])) {
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        at += 1;
        let mut kind = u32::from(*first);
        if first & 0x80 != 0 {
            let Some(second) = bytes.get(at) else { return };
            kind = (kind & 0x7f) | (u32::from(*second) << 7);
            at += 1;
        }
        let mut length = 0usize;
        for shift in [0, 7, 14, 21] {
            let Some(byte) = bytes.get(at) else { return };
            at += 1;
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let Some(data) = bytes.get(at..at + length) else { return };
        take(kind, data);
        at += length;
    }
}

/// A string with its length in four bytes, and the offset after it.
fn text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let bytes = (u32_at(data, at)? as usize).checked_mul(2)?;
    let end = at.checked_add(4)?.checked_add(bytes)?;
    let units: Vec<u16> =
        data.get(at + 4..end)?.chunks_exact(2).map(|p| u16::from_le_bytes([p[0], p[1]])).collect();
    Some((String::from_utf16_lossy(&units), end))
}
