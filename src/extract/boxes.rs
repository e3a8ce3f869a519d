//! Forms of labelled boxes, each with its label and its count ("Year ending 31 December 2016 / 9"): a table
//! whose cells are such pairs is read as the list that it is.

use super::context::Desk;
use super::number;
use crate::model::document::{Block, Cell};

/// Fewest boxes of a form.
const FEWEST: usize = 2;
/// Longest label of a box, in words.
const LABEL_WORDS: usize = 10;

/// The boxes as a table of two columns, when every cell that holds anything is one of them.
pub(super) fn as_list(desk: &Desk<'_>, block: &Block) -> Option<Block> {
    let filled: Vec<&Cell> =
        block.cells.iter().filter(|c| !c.hidden && !c.text.trim().is_empty()).collect();
    let pairs: Option<Vec<(&Cell, &str, &str)>> =
        filled.iter().map(|c| parts(&c.text).map(|(label, count)| (*c, label, count))).collect();
    let pairs = pairs?;
    let speaks = |label: &str| {
        let reading = desk.read(label);
        reading.has_value() || reading.total || reading.unknown
    };
    if pairs.len() < FEWEST || !pairs.iter().all(|(_, label, _)| speaks(label)) {
        return None;
    }
    let mut cells = Vec::new();
    for (row, (cell, label, count)) in pairs.iter().enumerate() {
        cells.push(Cell::new(row as u32, 0, *label, cell.locator.clone()));
        cells.push(Cell::new(row as u32, 1, *count, cell.locator.clone()));
    }
    Some(Block { doubt: block.doubt.clone(), ..Block::table(cells, block.locator.clone()) })
}

/// "Male 36", "9 / Year ending 31 December 2016": a label and the count after or before it.
fn parts(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let is_count = |t: &str| t.len() < 6 && number::is_count(t) && !is_year(t.trim());
    let words = |label: &str| {
        let n = label.split_whitespace().count();
        (1..=LABEL_WORDS).contains(&n) && label.chars().any(char::is_alphabetic)
    };
    let (label, count) = text.rsplit_once(char::is_whitespace)?;
    if is_count(count) && words(label) {
        return Some((label.trim(), count.trim()));
    }
    let (count, label) = text.split_once(char::is_whitespace)?;
    (is_count(count) && words(label)).then(|| (label.trim(), count.trim()))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("20") || text.starts_with("19"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_has_a_label_and_a_count() {
        assert_eq!(
            parts("Year ending 31 December 2016\n9"),
            Some(("Year ending 31 December 2016", "9"))
        );
        assert_eq!(parts("NCTA <3"), Some(("NCTA", "<3")));
        assert_eq!(parts("9 Upheld"), Some(("Upheld", "9")));
        assert_eq!(parts("Year ending 31 December 2016"), None);
        assert_eq!(parts("2016"), None);
    }
}
