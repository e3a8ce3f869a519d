//! Where something stands in a file. Every cell, line and word carries one from birth, so that a
//! number can always be traced back to the place a person would put a finger on.

use std::cmp::Ordering;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A rectangle on a page in points, from the page's top left corner: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct BBox {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl BBox {
    /// The smallest rectangle that holds both.
    pub fn union(self, other: BBox) -> BBox {
        BBox {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Height in points.
    pub fn height(self) -> f32 {
        self.y1 - self.y0
    }

    /// Width in points.
    pub fn width(self) -> f32 {
        self.x1 - self.x0
    }
}

/// A place in one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Locator {
    /// A box on a page of a PDF; pages count from 1.
    Page {
        /// Page number from 1, in the order of the document's page tree.
        page: u32,
        /// The rectangle, in points from the top left of the page as displayed.
        bbox: BBox,
    },
    /// A box on a page that was read from a picture by text recognition: a scanned page of a PDF
    /// (points, as above) or an image file (pixels of the image, from its top left).
    Scan {
        /// Page number from 1.
        page: u32,
        /// The rectangle.
        bbox: BBox,
    },
    /// A cell or a range of cells of a sheet; rows and columns count from 0.
    Cells {
        /// Position of the sheet in the workbook, from 0.
        sheet_index: u32,
        /// Name of the sheet.
        #[serde(with = "super::wire::shared")]
        sheet: Arc<str>,
        /// First row and column.
        from: (u32, u32),
        /// Last row and column, inclusive.
        to: (u32, u32),
    },
    /// A line of a text file, from 1.
    Line(u32),
    /// A paragraph of a flowing document, from 1.
    Paragraph(u32),
}

impl Locator {
    /// The place that covers both, when they lie on one page, sheet or text; else `self`.
    pub fn union(&self, other: &Locator) -> Locator {
        match (self, other) {
            (Locator::Page { page, bbox }, Locator::Page { page: p, bbox: b }) if page == p => {
                Locator::Page { page: *page, bbox: bbox.union(*b) }
            }
            (Locator::Scan { page, bbox }, Locator::Scan { page: p, bbox: b }) if page == p => {
                Locator::Scan { page: *page, bbox: bbox.union(*b) }
            }
            (
                Locator::Cells { sheet_index, sheet, from, to },
                Locator::Cells { sheet_index: i, from: f, to: t, .. },
            ) if sheet_index == i => Locator::Cells {
                sheet_index: *sheet_index,
                sheet: sheet.clone(),
                from: (from.0.min(f.0), from.1.min(f.1)),
                to: (to.0.max(t.0), to.1.max(t.1)),
            },
            _ => self.clone(),
        }
    }

    /// Reading order inside one file.
    pub fn order(&self, other: &Locator) -> Ordering {
        self.key().partial_cmp(&other.key()).unwrap_or(Ordering::Equal)
    }

    fn key(&self) -> (u32, f32, f32) {
        match self {
            Locator::Page { page, bbox } | Locator::Scan { page, bbox } => {
                (*page, bbox.y0, bbox.x0)
            }
            Locator::Cells { sheet_index, from, .. } => {
                (*sheet_index, from.0 as f32, from.1 as f32)
            }
            Locator::Line(n) | Locator::Paragraph(n) => (*n, 0.0, 0.0),
        }
    }

    /// The range in spreadsheet notation ("C7", "C7:C47"), for a sheet.
    pub fn cell_name(&self) -> Option<String> {
        match self {
            Locator::Cells { from, to, .. } if from == to => Some(a1(*from)),
            Locator::Cells { from, to, .. } => Some(format!("{}:{}", a1(*from), a1(*to))),
            _ => None,
        }
    }
}

/// "C7" for row 6, column 2.
fn a1((row, col): (u32, u32)) -> String {
    let mut letters = String::new();
    let mut n = col + 1;
    while n > 0 {
        letters.insert(0, char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// A range in spreadsheet notation ("C7", "C7:D9") as first and last row and column from 0.
pub fn range(name: &str) -> Option<((u32, u32), (u32, u32))> {
    let (a, b) = name.split_once(':').unwrap_or((name, name));
    Some((corner(a)?, corner(b)?))
}

fn corner(name: &str) -> Option<(u32, u32)> {
    let mut col: u32 = 0;
    let mut letters = 0;
    for b in name.bytes().take_while(u8::is_ascii_uppercase) {
        col = col.checked_mul(26)?.checked_add(u32::from(b - b'A') + 1)?;
        letters += 1;
    }
    let row: u32 = name.get(letters..)?.parse().ok()?;
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}

impl std::fmt::Display for Locator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Locator::Page { page, .. } => write!(f, "page {page}"),
            Locator::Scan { page, .. } => write!(f, "page {page} (a scan)"),
            Locator::Cells { sheet, .. } => {
                write!(f, "sheet `{sheet}` {}", self.cell_name().unwrap_or_default())
            }
            Locator::Line(n) => write!(f, "line {n}"),
            Locator::Paragraph(n) => write!(f, "paragraph {n}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_names_follow_the_spreadsheet() {
        assert_eq!(a1((0, 0)), "A1");
        assert_eq!(a1((6, 2)), "C7");
        assert_eq!(a1((0, 26)), "AA1");
        assert_eq!(a1((9, 701)), "ZZ10");
        assert_eq!(a1((9, 702)), "AAA10");
    }

    #[test]
    fn ranges_are_read_back() {
        assert_eq!(range("C7"), Some(((6, 2), (6, 2))));
        assert_eq!(range("AA1:AB47"), Some(((0, 26), (46, 27))));
        assert_eq!(range("7C"), None);
        assert_eq!(range("C0"), None);
        assert_eq!(range(""), None);
    }
}
