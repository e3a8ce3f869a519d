//! Tables whose rows name the edges of their own cells (RTF, Word 97): the columns of the table are
//! all edges that any of its rows has.

use super::{Cell, MAX_SPAN, Piece, Row, Table};

/// Edges nearer than this, in twentieths of a point, are one edge.
const SAME_EDGE: i32 = 40;

/// What a row's definition says of one cell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form {
    /// Right edge in twentieths of a point.
    pub right: i32,
    /// Goes on from the cell at its left.
    pub from_left: bool,
    /// Goes on from the cell above.
    pub from_above: bool,
}

/// A row's definition.
#[derive(Clone, Debug, Default)]
pub struct RowForm {
    /// Left edge.
    pub left: i32,
    /// Its cells.
    pub cells: Vec<Form>,
}

/// Content of a cell and the number of its first paragraph.
pub type Filled = (u32, Vec<Piece>);

/// The table that rows with these forms make.
pub fn table(rows: Vec<(RowForm, Vec<Filled>)>) -> Table {
    let mut edges: Vec<i32> = rows
        .iter()
        .flat_map(|(form, _)| form.cells.iter().map(|c| c.right).chain([form.left]))
        .collect();
    edges.sort_unstable();
    edges.dedup_by(|a, b| (*a - *b).abs() <= SAME_EDGE);
    let index =
        |edge: i32| edges.iter().position(|e| (e - edge).abs() <= SAME_EDGE).unwrap_or(0) as u32;
    let mut table = Table::default();
    for (form, cells) in rows {
        let mut row = Row::default();
        let mut col = index(form.left);
        let mut forms = form.cells.iter();
        for (number, content) in cells {
            let shape = forms.next();
            let right = shape.map_or(col + 1, |s| index(s.right)).clamp(col + 1, col + MAX_SPAN);
            let colspan = right - col;
            match row.cells.last_mut() {
                Some(left) if shape.is_some_and(|s| s.from_left) => {
                    left.colspan += colspan;
                    left.content.extend(content);
                }
                _ => row.cells.push(Cell {
                    col: Some(col),
                    colspan,
                    continues: shape.is_some_and(|s| s.from_above),
                    number,
                    content,
                    ..Cell::default()
                }),
            }
            col = right;
        }
        table.rows.push(row);
    }
    table
}
