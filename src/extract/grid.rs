//! A table as a rectangle of slots, spans spread out, each slot's value told: count, mark, year,
//! text. The shape questions (which rows are headings, which columns are labels) are asked here.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::context::{Desk, Meaning};
use super::number::{CellNumber, of_cell};
use crate::model::count::Count;
use crate::model::document::{Block, Cell, CellValue};
use crate::normalise::year;

/// What a slot holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// A mark that stands for a number which is not given.
    Mark,
    /// A count; true when its lower bound is open ("fewer than 5").
    Count(Count, bool),
    /// A number that is no count, with the reason.
    Aside(&'static str),
    /// Words.
    Text,
}

/// A rectangle of a table.
pub struct Grid<'a> {
    cells: &'a [Cell],
    slots: Vec<Vec<Option<usize>>>,
    values: Vec<Value>,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
    /// The document says that a blank cell means none.
    pub blank_is_nil: bool,
    /// The row whose words were last asked for: each of its figures asks for them.
    quoted: RefCell<Option<(usize, String)>>,
}

/// A number in this range may be a year.
const YEARS: std::ops::RangeInclusive<u64> = 1995..=2039;

impl<'a> Grid<'a> {
    /// Spreads a table out. Hidden and struck cells are left out: they are not what was answered.
    pub fn new(desk: &Desk<'_>, block: &'a Block) -> Grid<'a> {
        let frame = sheet_frame(&block.cells);
        let kept: Vec<usize> = (0..block.cells.len())
            .filter(|&i| !block.cells[i].hidden && !block.cells[i].struck && !frame.contains(&i))
            .collect();
        let rows = kept.iter().map(|&i| block.cells[i].row + block.cells[i].rowspan).max();
        let cols = kept.iter().map(|&i| block.cells[i].col + block.cells[i].colspan).max();
        let (rows, cols) = (rows.unwrap_or(0) as usize, cols.unwrap_or(0) as usize);
        let mut slots = vec![vec![None; cols]; rows];
        for &i in &kept {
            let cell = &block.cells[i];
            for row in slots.iter_mut().skip(cell.row as usize).take(cell.rowspan as usize) {
                for slot in row.iter_mut().skip(cell.col as usize).take(cell.colspan as usize) {
                    *slot = Some(i);
                }
            }
        }
        let rounding = if is_rounded(desk, &block.cells) { desk.rounding } else { 0 };
        let mut values: Vec<Value> =
            block.cells.iter().map(|c| value_with(desk, c, rounding)).collect();
        name_short_years(&block.cells, &mut values);
        let blank_is_nil = matches!(desk.marks.get("blank"), Some(Meaning::Range(0, 0)));
        let quoted = RefCell::default();
        let mut grid =
            Grid { cells: &block.cells, slots, values, rows, cols, blank_is_nil, quoted };
        grid.drop_empty_rows();
        grid
    }

    fn drop_empty_rows(&mut self) {
        let cells = self.cells;
        self.slots
            .retain(|row| row.iter().any(|s| s.is_some_and(|i| !cells[i].text.trim().is_empty())));
        self.rows = self.slots.len();
        self.quoted.take();
    }

    /// The cell that covers a slot.
    pub fn cell(&self, row: usize, col: usize) -> Option<&'a Cell> {
        self.slots.get(row)?.get(col)?.map(|i| &self.cells[i])
    }

    /// Text of the cell that covers a slot, or "".
    pub fn text(&self, row: usize, col: usize) -> &'a str {
        self.cell(row, col).map_or("", |c| c.text.trim())
    }

    /// Value of a slot.
    pub fn value(&self, row: usize, col: usize) -> &Value {
        const BLANK: &Value = &Value::Blank;
        self.slots
            .get(row)
            .and_then(|r| r.get(col))
            .and_then(|s| s.as_ref())
            .map_or(BLANK, |&i| &self.values[i])
    }

    /// True when this slot is the top left of its cell, so that a spanning cell is met once.
    pub fn is_origin(&self, row: usize, col: usize) -> bool {
        let Some(here) = self.slots.get(row).and_then(|r| r.get(col)).copied().flatten() else {
            return false;
        };
        let above = row > 0 && self.slots[row - 1][col] == Some(here);
        let left = col > 0 && self.slots[row][col - 1] == Some(here);
        !above && !left
    }

    /// True when the cell of this slot begins in a column to the left.
    pub fn spans_left(&self, row: usize, col: usize) -> bool {
        let slot = |c: usize| self.slots.get(row).and_then(|r| r.get(c)).copied().flatten();
        col > 0 && slot(col).is_some() && slot(col) == slot(col - 1)
    }

    /// True when the slot holds a count that may as well be a year.
    pub fn is_yearlike(&self, row: usize, col: usize) -> bool {
        match self.value(row, col) {
            Value::Count(c, false) => {
                c.is_exact()
                    && YEARS.contains(&c.min)
                    && self.text(row, col).starts_with(['1', '2'])
                    && !self.text(row, col).contains(',')
            }
            _ => year::is_bare(self.text(row, col)),
        }
    }

    /// True when the slot holds a count and not a year.
    pub fn is_count(&self, row: usize, col: usize) -> bool {
        matches!(self.value(row, col), Value::Count(..)) && !self.is_yearlike(row, col)
    }

    /// The words of a whole row, for a quote.
    pub fn row_text(&self, row: usize) -> String {
        if let Some((_, text)) = self.quoted.borrow().as_ref().filter(|(of, _)| *of == row) {
            return text.clone();
        }
        let text = self.words_of(row);
        self.quoted.replace(Some((row, text.clone())));
        text
    }

    fn words_of(&self, row: usize) -> String {
        let mut parts: Vec<&str> = Vec::new();
        for col in 0..self.cols {
            if self.is_origin(row, col) || (col == 0 && self.cell(row, 0).is_some()) {
                let text = self.text(row, col);
                if !text.is_empty() {
                    parts.push(text);
                }
            }
        }
        parts.join(" ")
    }

    /// The grid laid on its side: its rows are the columns.
    pub fn turned(&self) -> Grid<'a> {
        let column = |c: usize| self.slots.iter().map(|row| row[c]).collect::<Vec<_>>();
        let slots: Vec<Vec<Option<usize>>> = (0..self.cols).map(column).collect();
        let mut grid = Grid {
            cells: self.cells,
            slots,
            values: self.values.clone(),
            rows: self.cols,
            cols: self.rows,
            blank_is_nil: self.blank_is_nil,
            quoted: RefCell::default(),
        };
        grid.drop_empty_rows();
        grid
    }

    /// A part of the grid as a grid of its own.
    pub fn columns(&self, from: usize, to: usize) -> Grid<'a> {
        let slots: Vec<Vec<Option<usize>>> =
            self.slots.iter().map(|row| row[from..to].to_vec()).collect();
        let mut grid = Grid {
            cells: self.cells,
            slots,
            values: self.values.clone(),
            rows: self.rows,
            cols: to - from,
            blank_is_nil: self.blank_is_nil,
            quoted: RefCell::default(),
        };
        grid.drop_empty_rows();
        grid
    }
}

/// "16/17", "17/18" below or beside each other are financial years, not counts with something behind.
fn name_short_years(cells: &[Cell], values: &mut [Value]) {
    let pairs: Vec<(usize, u32)> =
        (0..cells.len()).filter_map(|i| Some((i, year::short_pair(&cells[i].text)?))).collect();
    for (i, first) in &pairs {
        let follows = pairs.iter().any(|(j, other)| {
            let along = cells[*i].row == cells[*j].row || cells[*i].col == cells[*j].col;
            along && first.abs_diff(*other) == 1
        });
        if follows {
            values[*i] = Value::Text;
        }
    }
}

/// The letters over the columns and the numbers beside the rows of a sheet, in a picture of it: places of
/// their cells, with those of what stands above the letters.
fn sheet_frame(cells: &[Cell]) -> BTreeSet<usize> {
    /// Fewest columns that letters name.
    const LETTERS: usize = 3;
    /// Rows in which they may stand: a line of the program's own may stand over them.
    const ROWS: u32 = 3;
    let letters_in = |row: u32| -> Option<u32> {
        let mut letters: Vec<(u32, char)> = cells
            .iter()
            .filter(|c| c.row == row && !c.text.trim().is_empty())
            .map(|c| {
                let mut chars = c.text.trim().chars();
                let letter = chars.next().filter(|l| l.is_ascii_uppercase())?;
                chars.next().is_none().then_some((c.col, letter))
            })
            .collect::<Option<_>>()?;
        letters.sort_unstable();
        let follow = letters.windows(2).all(|p| p[1].1 as u32 == p[0].1 as u32 + 1);
        let first = letters.first().filter(|l| l.1 == 'A')?;
        (letters.len() >= LETTERS && follow).then_some(first.0)
    };
    let Some((row, left)) = (0..ROWS).find_map(|row| Some((row, letters_in(row)?))) else {
        return BTreeSet::new();
    };
    let beside: Vec<usize> = (0..cells.len())
        .filter(|&i| cells[i].row > row && cells[i].col < left && !cells[i].text.trim().is_empty())
        .collect();
    let numbers: Option<Vec<u32>> =
        beside.iter().map(|&i| cells[i].text.trim().parse().ok()).collect();
    let counted = numbers.is_some_and(|n| n.windows(2).all(|p| p[0] < p[1]));
    let above = (0..cells.len()).filter(|&i| cells[i].row <= row);
    above.chain(beside.iter().copied().filter(|_| counted)).collect()
}

/// True when the figures of a table may be the rounded ones that the document speaks of: none of them falls
/// between the steps.
fn is_rounded(desk: &Desk<'_>, cells: &[Cell]) -> bool {
    let step = rounding_step(desk.rounding);
    let exact = |c: &Cell| match of_cell(&c.text) {
        CellNumber::Count { count, suppressed: false } if count.is_exact() => Some(count.max),
        _ => None,
    };
    let figure = |n: &u64| !YEARS.contains(n);
    desk.rounding > 0
        && cells.iter().filter_map(exact).filter(figure).all(|n| n.is_multiple_of(step))
}

/// What a cell's text amounts to, with the document's own marks and rounding.
fn value_with(desk: &Desk<'_>, cell: &Cell, rounding: u64) -> Value {
    match cell.value {
        CellValue::Percent => return Value::Aside("percentage"),
        CellValue::Date => return Value::Text,
        _ => {}
    }
    let marked = |mark: &str| match desk.marks.get(mark) {
        Some(Meaning::Range(a, b)) => Value::Count(Count::range(*a, *b), false),
        Some(Meaning::Fewer(n)) => Value::Count(Count::range(0, n.saturating_sub(1)), true),
        Some(Meaning::Nothing) | None => Value::Mark,
    };
    match of_cell(&cell.text) {
        CellNumber::Blank if desk.marks.contains_key("blank") => marked("blank"),
        CellNumber::Blank => Value::Blank,
        CellNumber::Dash => marked("-"),
        CellNumber::Symbol(mark) => marked(&mark),
        CellNumber::Count { count, suppressed }
            if rounding > 0 && !suppressed && !year::is_bare(&cell.text) =>
        {
            Value::Count(round(count, rounding), false)
        }
        CellNumber::Count { count, suppressed } => Value::Count(count, suppressed),
        CellNumber::NotCount(reason) => Value::Aside(reason),
        CellNumber::Text => Value::Text,
    }
}

/// The number that counts were rounded to, of its half-width (2 of 5, 5 of 10).
pub fn rounding_step(half: u64) -> u64 {
    if half == 5 { 10 } else { half * 2 + 1 }
}

/// Widens a count that the document says is rounded.
pub fn round(count: Count, half: u64) -> Count {
    Count { min: count.min.saturating_sub(half), max: count.max + half }
}
