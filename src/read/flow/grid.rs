//! Tables of flowing documents: rows and spans to places in a grid, tables that only place things
//! on the page told from tables of data, and cells whose lines belong to each other side by side.

use std::collections::BTreeMap;

use super::layout::inner_tables;
use super::line::{Line, shown};
use super::tabs::is_figure;
use super::{Cell as Source, MAX_SPAN, Piece, Table};
use crate::model::document::{Block, Cell};
use crate::model::locator::Locator;

/// Most cells of one table; the longest listing seen has some forty thousand.
pub const MAX_CELLS: usize = 500_000;
/// A cell whose text is longer than this, in characters, holds prose.
const PROSE_CHARS: usize = 160;
/// Points of one step of indentation inside a cell.
const STEP_POINTS: f32 = 9.0;

/// A cell with its place in the grid.
pub struct Placed<'a> {
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub col: u32,
    /// Rows covered.
    pub rowspan: u32,
    /// The row is hidden.
    pub hidden: bool,
    /// The cell.
    pub cell: &'a Source,
}

/// Places the cells of a table; cells that carry on the one above lengthen it.
pub fn place(table: &Table) -> Vec<Placed<'_>> {
    let mut out: Vec<Placed<'_>> = Vec::new();
    // For each column the first row that is free, and the cell that stands there last.
    let mut free: BTreeMap<u32, u32> = BTreeMap::new();
    let mut above: BTreeMap<u32, usize> = BTreeMap::new();
    let rows = table.rows.len() as u32;
    for (row, source) in table.rows.iter().enumerate() {
        let row = row as u32;
        let mut col = 0;
        for cell in &source.cells {
            let colspan = cell.colspan.clamp(1, MAX_SPAN);
            col = cell.col.unwrap_or_else(|| {
                let mut at = col;
                while free.get(&at).is_some_and(|f| *f > row) {
                    at += 1;
                }
                at
            });
            let upper = above.get(&col).copied().filter(|_| cell.continues && row > 0);
            if let Some(upper) = upper.filter(|u| out[*u].row + out[*u].rowspan == row) {
                out[upper].rowspan += 1;
                col += colspan;
                continue;
            }
            if out.len() == MAX_CELLS {
                return out;
            }
            let rowspan = cell.rowspan.clamp(1, MAX_SPAN).min(rows - row);
            for c in col..col + colspan {
                free.insert(c, row + rowspan);
                above.insert(c, out.len());
            }
            out.push(Placed { row, col, rowspan, hidden: source.hidden, cell });
            col += colspan;
        }
    }
    out
}

/// Text of a cell's own paragraphs, for judging what kind of table it stands in.
fn plain_text(cell: &Source) -> String {
    let mut out = String::new();
    for piece in &cell.content {
        if let Piece::Paragraph(p) = piece {
            for line in shown(p).lines {
                out.push_str(&line.text);
                out.push('\n');
            }
        }
    }
    out
}

/// True when a table only places things on the page: a box, a letterhead in two halves, a question
/// over its answer in prose, a frame around other tables.
pub fn only_places(cells: &[Placed<'_>]) -> bool {
    let columns = cells.iter().map(|c| c.col + c.cell.colspan).max().unwrap_or(0);
    if columns <= 1 || cells.len() == 1 {
        return true;
    }
    let texts: Vec<String> = cells.iter().map(|c| plain_text(c.cell)).collect();
    let figures = texts.iter().filter(|t| is_figure(t)).count();
    let frames = cells.iter().flat_map(inner_tables).any(|t| !only_places(&place(t)));
    if figures > 1 {
        return false;
    }
    let filled = texts.iter().filter(|t| !t.trim().is_empty()).count();
    let rows = cells.iter().map(|c| c.row).max().unwrap_or(0) + 1;
    let one_row = rows == 1 && figures == 0;
    frames || filled <= 1 || one_row || answers_in_prose(cells, &texts, columns)
}

/// A column of questions (perhaps numbered) beside a column of answers in prose.
fn answers_in_prose(cells: &[Placed<'_>], texts: &[String], columns: u32) -> bool {
    if columns > 3 {
        return false;
    }
    let last: Vec<&String> = cells
        .iter()
        .zip(texts)
        .filter(|(c, _)| c.col + c.cell.colspan == columns)
        .map(|(_, t)| t)
        .filter(|t| !t.trim().is_empty())
        .collect();
    let prose = last.iter().filter(|t| t.chars().count() > PROSE_CHARS).count();
    prose > 0 && prose * 2 >= last.len().saturating_sub(1)
}

/// A table as read.
pub struct Read {
    /// The table.
    pub block: Block,
    /// Tables inside its cells, which follow it.
    pub nested: Vec<Table>,
    /// Footnotes whose marks stand in it.
    pub notes: Vec<usize>,
    /// Hidden and struck words with the number of their paragraph.
    pub asides: Vec<(u32, String, String)>,
}

/// A cell's lines, each with its paragraph's number.
struct Lined<'a> {
    placed: &'a Placed<'a>,
    lines: Vec<(u32, Line)>,
}

/// Makes the block of a data table.
pub fn block(placed: &[Placed<'_>]) -> Read {
    let mut read = Read {
        block: Block::table(Vec::new(), Locator::Paragraph(0)),
        nested: Vec::new(),
        notes: Vec::new(),
        asides: Vec::new(),
    };
    let mut lined = Vec::new();
    for cell in placed {
        let mut lines = Vec::new();
        gather(&cell.cell.content, &mut lines, &mut read, 0);
        lined.push(Lined { placed: cell, lines });
    }
    let mut cells = Vec::new();
    let mut shift = 0;
    let mut from = 0;
    while from < lined.len() {
        let row = lined[from].placed.row;
        let to = (from..lined.len()).find(|i| lined[*i].placed.row != row).unwrap_or(lined.len());
        let stacked = stacked(&lined[from..to], &lined);
        for cell in &lined[from..to] {
            split(cell, stacked, row + shift, &mut cells);
        }
        shift += stacked.saturating_sub(1);
        from = to;
    }
    let first = placed.first().map_or(0, |c| c.cell.number);
    read.block = Block::table(cells, Locator::Paragraph(first));
    read
}

/// Lines of a cell; a table inside it that only frames text is part of it.
fn gather(content: &[Piece], lines: &mut Vec<(u32, Line)>, read: &mut Read, depth: usize) {
    if depth > super::MAX_DEPTH {
        return;
    }
    for piece in content {
        match piece {
            Piece::Paragraph(p) => {
                let shown = shown(p);
                if !shown.hidden.is_empty() || !shown.struck.is_empty() {
                    read.asides.push((p.number, shown.hidden, shown.struck));
                }
                lines.extend(shown.lines.into_iter().map(|l| (p.number, l)));
            }
            Piece::Table(t) => {
                let inner = place(t);
                if only_places(&inner) {
                    for cell in inner {
                        gather(&cell.cell.content, lines, read, depth + 1);
                    }
                } else {
                    read.nested.push(t.clone());
                }
            }
            Piece::Note(n) => read.notes.push(*n),
            Piece::Around(inner) => gather(inner, lines, read, depth + 1),
            Piece::PageEnd => {}
            Piece::Hidden(inner) => {
                let mut hidden = Vec::new();
                gather(inner, &mut hidden, read, depth + 1);
                for (number, line) in hidden {
                    read.asides.push((number, line.marked(), String::new()));
                }
            }
        }
    }
}

/// How many rows of figures stand inside one row: every cell has as many lines (or one, which is
/// the label of all), the figures of one column each beside a label of another.
fn stacked(row: &[Lined<'_>], all: &[Lined<'_>]) -> u32 {
    let most = row.iter().map(|c| c.lines.len()).max().unwrap_or(0);
    let index = row.first().map_or(0, |c| c.placed.row);
    // A cell that reaches over several rows would lose its extent.
    let spans = row.iter().any(|c| c.placed.rowspan > 1)
        || all.iter().any(|c| c.placed.row < index && c.placed.row + c.placed.rowspan > index);
    if most < 2 || spans || row.iter().any(|c| c.lines.len() > 1 && c.lines.len() != most) {
        return 1;
    }
    let full: Vec<&Lined<'_>> = row.iter().filter(|c| c.lines.len() == most).collect();
    let figures = |c: &Lined<'_>| c.lines.iter().all(|(_, l)| is_figure(&l.text));
    let has_figures = full.iter().any(|c| figures(c));
    let has_labels = full.iter().any(|c| !c.lines.iter().any(|(_, l)| is_figure(&l.text)));
    if has_figures && has_labels { most as u32 } else { 1 }
}

/// One cell, or one for each of its lines in a stacked row.
fn split(cell: &Lined<'_>, stacked: u32, row: u32, out: &mut Vec<Cell>) {
    if stacked > 1 && cell.lines.len() as u32 == stacked {
        for (i, line) in cell.lines.iter().enumerate() {
            out.push(made(cell.placed, std::slice::from_ref(line), row + i as u32, 1));
        }
    } else {
        let rowspan = cell.placed.rowspan.max(stacked);
        out.push(made(cell.placed, &cell.lines, row, rowspan));
    }
}

fn made(placed: &Placed<'_>, lines: &[(u32, Line)], row: u32, rowspan: u32) -> Cell {
    let struck = !lines.is_empty() && lines.iter().all(|(_, l)| l.struck);
    let standing: Vec<&(u32, Line)> = lines.iter().filter(|(_, l)| struck || !l.struck).collect();
    let mut text = String::new();
    let mut marks = String::new();
    for (_, line) in &standing {
        if !text.is_empty() {
            text.push(' ');
        }
        // A mark behind a figure is kept apart; inside prose it stands where it stood.
        if standing.len() == 1 && line.marks.iter().all(|(at, _)| *at == line.text.len()) {
            text.push_str(line.text.replace('\t', " ").trim());
            marks = line.all_marks();
        } else {
            text.push_str(&line.marked());
        }
    }
    let number = standing.first().map_or(placed.cell.number, |(n, _)| *n);
    let mut cell = Cell::new(row, placed.col, text, Locator::Paragraph(number));
    cell.rowspan = rowspan;
    cell.colspan = placed.cell.colspan.clamp(1, MAX_SPAN);
    cell.marks = marks;
    cell.bold = !standing.is_empty() && standing.iter().all(|(_, l)| l.bold) || placed.cell.heading;
    cell.struck = struck;
    cell.hidden = placed.hidden;
    let indent = standing.first().map_or(0.0, |(_, l)| l.indent) + placed.cell.indent;
    cell.indent = (indent / STEP_POINTS).round().max(0.0) as u32;
    cell
}
