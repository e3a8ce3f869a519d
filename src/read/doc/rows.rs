//! Tables of a Word 97 file whose rows came out as a table each. The properties of wide rows are kept apart from
//! the text (sprmPHugePapx in MS-DOC 2.6.2), where the parser does not follow them: it takes the mark that ends
//! such a row for a paragraph between two tables, with an empty cell before it, and may take the cells of a
//! heading row for paragraphs.

use crate::read::flow::{Cell, Piece, Row, Table};

/// Fewest such rows that are one table.
const ROWS: usize = 2;
/// Fewest cells of such a row; narrower rows are short enough to be kept with the text.
const CELLS: usize = 3;
/// Longest heading of a column, in words.
const HEADING_WORDS: usize = 8;

/// Puts rows that stand by themselves together again.
pub(super) fn join(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut run: Vec<Row> = Vec::new();
    for piece in pieces {
        let row = lone_row(&piece);
        let goes_on = row.is_some_and(|row| run.first().is_none_or(|first| alike(first, row)));
        match piece {
            Piece::Table(mut table) if goes_on => run.append(&mut table.rows),
            other => {
                close(&mut run, &mut out);
                match lone_row(&other).is_some() {
                    true => {
                        if let Piece::Table(mut table) = other {
                            run.append(&mut table.rows);
                        }
                    }
                    false => out.push(other),
                }
            }
        }
    }
    close(&mut run, &mut out);
    out
}

/// The row of a table of one row with an empty cell at its end.
fn lone_row(piece: &Piece) -> Option<&Row> {
    let Piece::Table(table) = piece else { return None };
    let [row] = &table.rows[..] else { return None };
    let last = row.cells.last()?;
    let filled = row.cells.iter().filter(|c| !is_blank(c)).count();
    (row.cells.len() > CELLS && is_blank(last) && filled > 0).then_some(row)
}

fn alike(a: &Row, b: &Row) -> bool {
    a.cells.len() == b.cells.len()
}

fn is_blank(cell: &Cell) -> bool {
    cell.content.iter().all(|p| words(p) == Some(0))
}

/// Words of a paragraph; `None` for anything else.
fn words(piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Paragraph(p) => Some(p.runs.iter().map(|r| r.text.split_whitespace().count()).sum()),
        _ => None,
    }
}

/// Ends a run of rows: one table, with the headings that stand before it as paragraphs.
fn close(run: &mut Vec<Row>, out: &mut Vec<Piece>) {
    let mut rows = std::mem::take(run);
    if rows.is_empty() {
        return;
    }
    if rows.len() < ROWS {
        let table = Table { rows, ..Table::default() };
        out.push(Piece::Table(table));
        return;
    }
    for row in &mut rows {
        row.cells.pop();
    }
    let width = rows[0].cells.len();
    let short = |p: &Piece| words(p).is_some_and(|n| (1..=HEADING_WORDS).contains(&n));
    let headings = out.len().checked_sub(width).filter(|&from| out[from..].iter().all(short));
    if let Some(from) = headings {
        let cells = out.drain(from..).enumerate().map(|(i, piece)| {
            let number = match &piece {
                Piece::Paragraph(p) => p.number,
                _ => 0,
            };
            Cell { col: Some(i as u32), number, content: vec![piece], ..Cell::default() }
        });
        let heading = Row { cells: cells.collect(), hidden: false };
        rows.insert(0, heading);
    }
    out.push(Piece::Table(Table { rows, ..Table::default() }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::flow::{Look, Paragraph, Run};

    fn paragraph(text: &str) -> Piece {
        let runs = vec![Run { text: text.into(), look: Look::default() }];
        Piece::Paragraph(Paragraph { runs, ..Paragraph::default() })
    }

    fn row(texts: &[&str]) -> Piece {
        let cell = |t: &&str| Cell { content: vec![paragraph(t)], ..Cell::default() };
        let cells = texts.iter().map(cell).collect();
        let rows = vec![Row { cells, hidden: false }];
        Piece::Table(Table { rows, ..Table::default() })
    }

    #[test]
    fn rows_that_came_out_alone_are_one_table_under_their_headings() {
        let pieces = vec![
            paragraph("The outcomes are below."),
            paragraph("Outcome"),
            paragraph("2016/17"),
            paragraph("Total"),
            row(&["Not upheld", "3", "3", ""]),
            row(&["Total", "3", "3", ""]),
            paragraph("Yours faithfully,"),
        ];
        let joined = join(pieces);
        let shapes: Vec<String> = joined
            .iter()
            .map(|p| match p {
                Piece::Table(t) => format!("{}x{}", t.rows.len(), t.rows[0].cells.len()),
                _ => "text".into(),
            })
            .collect();
        assert_eq!(shapes, ["text", "3x3", "text"]);
    }

    #[test]
    fn a_table_of_one_row_stays_as_it_is() {
        let joined = join(vec![paragraph("Ref"), row(&["a", "b", "c", ""])]);
        assert_eq!(joined.len(), 2);
    }
}
