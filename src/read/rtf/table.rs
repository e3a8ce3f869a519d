//! Rows and cells of an RTF file as they come, nested or not, to tables.

use crate::read::flow::edges::{Filled, RowForm, table};
use crate::read::flow::{MAX_DEPTH, Piece};

/// A table being read at one depth of nesting.
#[derive(Default)]
struct Level {
    cell: Vec<Piece>,
    cells: Vec<Filled>,
    rows: Vec<(RowForm, Vec<Filled>)>,
}

/// What is being written: text with tables open in it.
#[derive(Default)]
pub struct Target {
    pieces: Vec<Piece>,
    levels: Vec<Level>,
}

impl Target {
    /// Adds a piece at a depth of tables; deeper tables end before it.
    pub fn add(&mut self, piece: Piece, depth: usize) {
        let depth = depth.min(MAX_DEPTH);
        self.settle(depth);
        while self.levels.len() < depth {
            self.levels.push(Level::default());
        }
        match self.levels.last_mut() {
            Some(level) => level.cell.push(piece),
            None => self.pieces.push(piece),
        }
    }

    /// Ends a cell whose first paragraph, if it has none yet, is this one.
    pub fn end_cell(&mut self, depth: usize, number: u32) {
        let depth = depth.clamp(1, MAX_DEPTH);
        self.settle(depth);
        while self.levels.len() < depth {
            self.levels.push(Level::default());
        }
        if let Some(level) = self.levels.last_mut() {
            let content = std::mem::take(&mut level.cell);
            let first = content.iter().find_map(|p| match p {
                Piece::Paragraph(p) => Some(p.number),
                _ => None,
            });
            level.cells.push((first.unwrap_or(number), content));
        }
    }

    /// Ends a row that had this form.
    pub fn end_row(&mut self, depth: usize, form: &RowForm) {
        self.settle(depth.clamp(1, MAX_DEPTH));
        if let Some(level) = self.levels.last_mut() {
            let cells = std::mem::take(&mut level.cells);
            if !cells.is_empty() {
                level.rows.push((form.clone(), cells));
            }
        }
    }

    /// Closes tables deeper than this.
    fn settle(&mut self, depth: usize) {
        while self.levels.len() > depth {
            let Some(mut level) = self.levels.pop() else { return };
            if !level.cells.is_empty() {
                // A last row that was never ended.
                let cells = std::mem::take(&mut level.cells);
                let form = level.rows.last().map(|r| r.0.clone()).unwrap_or_default();
                level.rows.push((form, cells));
            }
            let outer = match self.levels.last_mut() {
                Some(outer) => &mut outer.cell,
                None => &mut self.pieces,
            };
            if !level.rows.is_empty() {
                outer.push(Piece::Table(table(level.rows)));
            }
            outer.append(&mut level.cell);
        }
    }

    /// Everything written, with all tables closed.
    pub fn finish(mut self) -> Vec<Piece> {
        self.settle(0);
        self.pieces
    }
}
