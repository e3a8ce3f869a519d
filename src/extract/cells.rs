//! The cells of a table by their place: a row of a hundred thousand cells is asked for each of them,
//! so that looking must not be a walk over all.

use std::collections::HashMap;

use crate::model::document::{Block, Cell};

/// Cells by row and column, the first of several in one place.
pub struct ByPlace<'a>(HashMap<(u32, u32), &'a Cell>);

impl<'a> ByPlace<'a> {
    /// Those of a table that are wanted.
    pub fn of(block: &'a Block, wanted: impl Fn(&Cell) -> bool) -> ByPlace<'a> {
        let mut cells = HashMap::new();
        for cell in block.cells.iter().filter(|c| wanted(c)) {
            cells.entry((cell.row, cell.col)).or_insert(cell);
        }
        ByPlace(cells)
    }

    /// Those a reader sees.
    pub fn visible(block: &'a Block) -> ByPlace<'a> {
        ByPlace::of(block, |c| !c.hidden)
    }

    /// The cell that begins in a place.
    pub fn get(&self, row: u32, col: u32) -> Option<&'a Cell> {
        self.0.get(&(row, col)).copied()
    }

    /// Its text without blanks around it, when there is such a cell.
    pub fn text(&self, row: u32, col: u32) -> Option<&'a str> {
        self.get(row, col).map(|c| c.text.trim())
    }
}

/// One column from top to bottom, where a cell holds for all the rows it covers.
pub struct Column<'a> {
    cells: Vec<&'a Cell>,
    at: usize,
}

impl<'a> Column<'a> {
    /// The visible cells of a column; those of a table come by row.
    pub fn of(block: &'a Block, col: u32) -> Column<'a> {
        Column { cells: block.cells.iter().filter(|c| c.col == col && !c.hidden).collect(), at: 0 }
    }

    /// What holds for a row, empty for nothing. The rows must be asked for in their order.
    pub fn text(&mut self, row: u32) -> &'a str {
        let over = |c: &&Cell| c.row.saturating_add(c.rowspan) <= row;
        while self.cells.get(self.at).is_some_and(over) {
            self.at += 1;
        }
        self.cells.get(self.at).filter(|c| c.row <= row).map_or("", |c| c.text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::locator::Locator;

    #[test]
    fn a_cell_holds_for_the_rows_it_covers() {
        let cell = |row, rowspan, text: &str| {
            let mut cell = Cell::new(row, 1, text, Locator::Line(1));
            cell.rowspan = rowspan;
            cell
        };
        let table = Block::table(
            vec![cell(0, 1, "head"), cell(1, 3, " a "), cell(5, 1, "b"), cell(5, 1, "c")],
            Locator::Line(1),
        );
        let mut column = Column::of(&table, 1);
        let texts: Vec<&str> = (0..7).map(|row| column.text(row)).collect();
        assert_eq!(texts, ["head", "a", "a", "a", "", "b", ""]);
        assert_eq!(ByPlace::visible(&table).text(5, 1), Some("b"));
        assert_eq!(ByPlace::visible(&table).text(2, 1), None);
    }
}
