//! What a workbook says about its cells besides their values: hidden rows, fonts, merges. One
//! shape for all formats, so that `sheet.rs` does not care whether it came from XML or BIFF.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::CellValue;

/// Row and column from 0.
pub type Place = (u32, u32);

/// The look of a workbook, by sheet name.
#[derive(Default)]
pub struct Looks {
    /// Look of each sheet.
    pub sheets: BTreeMap<String, SheetLook>,
    /// The styles that cells point to.
    pub styles: Vec<Style>,
    /// Number of comments on cells.
    pub comments: usize,
    /// Number of pictures in the workbook.
    pub pictures: usize,
    /// What could not be read of the look itself.
    pub damage: Vec<String>,
}

/// The look of one sheet.
#[derive(Default)]
pub struct SheetLook {
    /// Hidden rows.
    pub hidden_rows: BTreeSet<u32>,
    /// A filter is set on the sheet or on a table of it.
    pub filtered: bool,
    /// Hidden columns.
    pub hidden_cols: BTreeSet<u32>,
    /// Index into the styles for cells that have one.
    pub styles: BTreeMap<Place, u32>,
    /// Merged ranges: first and last cell.
    pub merges: Vec<(Place, Place)>,
    /// Cells with a formula and no stored value.
    pub uncalculated: Vec<Place>,
    /// Text as shown, where the format stores it or where runs of a cell differ.
    pub shown: BTreeMap<Place, Shown>,
}

/// How a cell is set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Style {
    /// Bold font.
    pub bold: bool,
    /// Struck through.
    pub struck: bool,
    /// Steps of indentation.
    pub indent: u32,
    /// Number format code; empty for none.
    pub format: String,
}

/// The text of a cell when the look knows more than the value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Text without superscript marks and struck words.
    pub text: String,
    /// Superscript footnote marks.
    pub marks: String,
    /// Words struck through in a cell that also has standing words.
    pub struck_words: String,
    /// True when all words are struck through.
    pub struck: bool,
    /// Kind of value, where the format says it.
    pub value: Option<CellValue>,
}

/// Most cells a run of repeated hidden columns or rows may name: the width of a sheet.
pub const MAX_COLUMNS: u32 = 16_384;

/// Rows of the largest sheet.
pub const MAX_ROWS: u32 = 1_048_576;

/// One run of text inside a cell.
pub struct Run {
    /// Its words.
    pub text: String,
    /// Superscript.
    pub raised: bool,
    /// Struck through.
    pub struck: bool,
}

impl Shown {
    /// Joins the runs of a cell. Raised digits and signs at the end of something are footnote
    /// marks ("8²" is 8); raised words ("1st") stay in the text.
    pub fn from_runs(runs: &[Run]) -> Shown {
        let all_struck = runs.iter().all(|r| r.struck || r.text.trim().is_empty());
        let mut shown = Shown { struck: all_struck && !runs.is_empty(), ..Shown::default() };
        for run in runs {
            let trimmed = run.text.trim();
            let mark = run.raised
                && !shown.text.trim().is_empty()
                && trimmed.chars().count() <= MAX_MARK_CHARS
                && !trimmed.chars().all(char::is_alphabetic);
            let letter = run.raised && trimmed.chars().count() == 1 && !shown.text.is_empty();
            if run.struck && !all_struck {
                shown.struck_words.push_str(&run.text);
            } else if mark || letter {
                shown.marks.push_str(trimmed);
            } else {
                shown.text.push_str(&run.text);
            }
        }
        shown
    }
}

/// Longest footnote mark: "1,2,3".
const MAX_MARK_CHARS: usize = 5;
