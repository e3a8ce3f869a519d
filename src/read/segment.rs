//! A grid of cells to blocks in reading order: the titles, tables and notes that people put on one
//! sheet or in one delimited file. Shared by the workbook and delimited readers.
//!
//! It cuts only where the layout says so and never drops a cell: every cell given comes out in
//! exactly one block. When in doubt rows stay together as one table.

mod pages;
mod row;
mod side;

use std::collections::{BTreeMap, BTreeSet};

use self::row::{
    MAX_LABEL_CHARS, Row, is_caption, is_count, is_figure, is_header, is_note, is_preamble,
    is_prose, is_question, is_single, is_statement, is_title, is_total, is_words, is_years,
    last_col, same,
};
use super::plain::flow;
use crate::model::document::{Block, BlockKind, Cell};
use crate::model::locator::Locator;

/// Blank rows over which a table may go on.
const MAX_GAP_ROWS: u32 = 2;

/// Share of common columns from which rows after a gap belong to the table before it.
const SAME_COLUMNS_SHARE: f64 = 0.6;

/// How often a region may be cut into smaller ones; real sheets need three.
const MAX_DEPTH: u32 = 12;

/// Rows of a single column from which repeated values make a listing.
const MIN_LISTING_ROWS: usize = 4;

/// A part of a region.
enum Piece {
    /// A row that is text.
    Line(Row),
    /// Rows that are a table.
    Table(Vec<Row>),
    /// Already made into blocks.
    Done(Vec<Block>),
}

/// Cuts a grid into blocks. Cells are in any order, at absolute rows and columns; blank cells are
/// left out; text may hold line breaks.
pub fn segment(cells: Vec<Cell>) -> Vec<Block> {
    let mut blocks = Vec::new();
    region(cells, 0, &mut blocks);
    pages::join(blocks)
}

fn region(mut cells: Vec<Cell>, depth: u32, blocks: &mut Vec<Block>) {
    if cells.is_empty() {
        return;
    }
    cells.sort_by_key(|c| (c.row, c.col));
    if let Some((left, right)) = cut_sideways(&cells, depth) {
        region(left, depth + 1, blocks);
        region(right, depth + 1, blocks);
        return;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for chunk in chunks(cells) {
        let next = self::pieces(chunk, depth);
        go_on(&mut pieces, next);
    }
    for piece in pieces {
        match piece {
            Piece::Line(row) => blocks.extend(line_blocks(row)),
            Piece::Table(rows) => blocks.push(table_block(rows)),
            Piece::Done(done) => blocks.extend(done),
        }
    }
}

fn cut_sideways(cells: &[Cell], depth: u32) -> Option<(Vec<Cell>, Vec<Cell>)> {
    if depth > MAX_DEPTH {
        return None;
    }
    let after = side::gaps(cells).into_iter().find(|gap| side::apart(cells, *gap))?;
    Some(cells.iter().cloned().partition(|c| c.col <= after))
}

/// Runs of rows without a blank row between them.
fn chunks(cells: Vec<Cell>) -> Vec<Vec<Row>> {
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    for cell in cells {
        rows.entry(cell.row).or_default().push(cell);
    }
    let mut chunks: Vec<Vec<Row>> = Vec::new();
    let mut reach = 0;
    for (number, row) in rows {
        let bottom = row.iter().map(|c| c.row + c.rowspan - 1).max().unwrap_or(number);
        match chunks.last_mut() {
            Some(chunk) if number <= reach + 1 => chunk.push(row),
            _ => chunks.push(vec![row]),
        }
        reach = reach.max(bottom);
    }
    chunks
}

/// Titles, tables and notes of a run of rows.
fn pieces(mut rows: Vec<Row>, depth: u32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while !rows.is_empty() {
        if rows.iter().all(is_single) {
            pieces.extend(column_pieces(rows));
            break;
        }
        let (first, last) = extent(&rows);
        let body = rows.split_off(lead_lines(&rows, first, last));
        pieces.extend(std::mem::replace(&mut rows, body).into_iter().map(Piece::Line));
        let rest = next_table(&rows).map(|cut| rows.split_off(cut)).unwrap_or_default();
        one_table(rows, depth, &mut pieces);
        rows = rest;
    }
    pieces
}

/// The pieces of rows that hold one table at most, its titles taken off.
fn one_table(mut rows: Vec<Row>, depth: u32, pieces: &mut Vec<Piece>) {
    let notes = rows.split_off(rows.len() - trailing_notes(&rows));
    if rows.iter().all(is_single) || (rows.len() == 1 && is_prose(&rows[0])) {
        pieces.extend(column_pieces(rows));
    } else if rows.iter().all(is_statement)
        || (rows.len() <= 2 && rows.iter().all(|r| is_prose(r) || is_question(r)))
    {
        pieces.extend(rows.into_iter().map(Piece::Line));
    } else {
        pieces.push(body(rows, depth));
    }
    pieces.extend(notes.into_iter().map(Piece::Line));
}

/// A run of rows that is one table, unless peeling its titles has bared a cut between two.
fn body(rows: Vec<Row>, depth: u32) -> Piece {
    let cells: Vec<Cell> = rows.iter().flatten().cloned().collect();
    match cut_sideways(&cells, depth) {
        Some((left, right)) => {
            let mut blocks = Vec::new();
            region(left, depth + 1, &mut blocks);
            region(right, depth + 1, &mut blocks);
            Piece::Done(blocks)
        }
        None => Piece::Table(rows),
    }
}

fn extent(rows: &[Row]) -> (u32, u32) {
    let first = rows.iter().flatten().map(|c| c.col).min().unwrap_or(0);
    // A title may be merged over more columns than the table has.
    let wide = rows.iter().filter(|r| r.len() > 1).flatten();
    (first, wide.map(last_col).max().unwrap_or(first))
}

/// How many rows at the top are text above the table.
fn lead_lines(rows: &[Row], first: u32, last: u32) -> usize {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lead = 0;
    while lead < rows.len() {
        let row = &rows[lead];
        let line = match row.len() {
            1 => is_title(&row[0], first, last) && !covered(rows, lead),
            _ => {
                is_question(row)
                    || is_preamble(row, width)
                    || (row.len() == 2
                        && row.iter().all(is_words)
                        && width > 3
                        && rows
                            .get(lead + 1)
                            .is_some_and(|r| is_single(r) && is_title(&r[0], first, last)))
            }
        };
        if !line {
            break;
        }
        lead += 1;
    }
    if lead > 0 && lead < rows.len() && is_group_label(rows, lead - 1) {
        lead -= 1;
    }
    lead
}

/// A row next to which a cell from above reaches down.
fn covered(rows: &[Row], index: usize) -> bool {
    let number = rows[index][0].row;
    rows[..index].iter().flatten().any(|c| c.row + c.rowspan > number)
}

/// The last line above headerless rows is the label of their first group when such labels come
/// again further down.
fn is_group_label(rows: &[Row], index: usize) -> bool {
    let label = &rows[index][0];
    let below = &rows[index + 1..];
    let Some(next) = below.first() else { return false };
    if rows[index].len() > 1 || label.text.chars().count() > MAX_LABEL_CHARS {
        return false;
    }
    if is_caption(&rows[index]) || is_header(next, &below[1..]) || is_years(next) {
        return false;
    }
    below.windows(2).any(|pair| {
        is_single(&pair[0])
            && pair[0][0].col == label.col
            && pair[0][0].bold == label.bold
            && !is_single(&pair[1])
            && !is_note(&pair[0][0], label.col, u32::MAX, u32::MAX)
    })
}

/// The row at which another table begins without a blank row before it.
fn next_table(rows: &[Row]) -> Option<usize> {
    let first_header = rows.iter().find(|r| r.len() > 1)?;
    let mut counted = false;
    for at in 1..rows.len() {
        counted |= rows[at - 1].iter().any(is_count) && rows[at - 1].len() > 1;
        let row = &rows[at];
        let caption = is_caption(row) && at + 1 < rows.len();
        if is_question(row) || caption && !stays_under(first_header, rows, at) {
            return Some(at);
        }
        if !counted && !same(row, first_header) {
            continue;
        }
        let before = &rows[at - 1];
        let new = same(row, first_header)
            || (is_header(row, &rows[at + 1..])
                && row.iter().any(is_words)
                && (is_single(before)
                    || is_total(before)
                    || (row.iter().all(|c| c.bold) && !before.iter().any(|c| c.bold))));
        if new && at >= 2 {
            // Its titles go with it.
            let mut start = at;
            while start > 1 && is_single(&rows[start - 1]) {
                start -= 1;
            }
            return Some(start);
        }
    }
    None
}

/// True when the rows after a caption inside a table ("Q2 Sex of officer") have no heading of their
/// own: they stay under the years at its top, and the caption is the label of a group.
fn stays_under(header: &Row, rows: &[Row], caption: usize) -> bool {
    let next = &rows[caption + 1];
    let heads = is_years(header) && is_single(&rows[caption]);
    let columns: BTreeSet<u32> = header.iter().map(|c| c.col).collect();
    heads
        && next.len() > 2
        && !is_header(next, &rows[caption + 2..])
        && !is_years(next)
        && next.iter().skip(1).all(|c| columns.contains(&c.col) && is_figure(c))
}

/// How many rows at the end are notes below the table.
fn trailing_notes(rows: &[Row]) -> usize {
    let (first, last) = extent(rows);
    let stub = first;
    let mut notes = 0;
    for at in (1..rows.len()).rev() {
        let row = &rows[at];
        let after_total = rows[..at].iter().rev().find(|r| !is_single(r)).is_some_and(is_total);
        let note = is_single(row)
            && !covered(rows, at)
            && (is_note(&row[0], stub, first, last) || (after_total && is_words(&row[0])));
        if !note {
            break;
        }
        notes += 1;
    }
    notes
}

/// Rows of one cell each: text, unless they hold figures or a value listed row by row.
fn column_pieces(rows: Vec<Row>) -> Vec<Piece> {
    let number = rows.iter().position(|r| r.iter().any(is_count));
    let one_column =
        |rows: &[Row]| rows.iter().flatten().map(|c| c.col).collect::<BTreeSet<_>>().len() == 1;
    if let Some(at) = number {
        // The label over a lone figure is its header.
        let start = at.saturating_sub(1);
        if at > 0 && one_column(&rows[start..]) {
            let mut rows = rows;
            let table = rows.split_off(start);
            let mut pieces: Vec<Piece> = rows.into_iter().map(Piece::Line).collect();
            pieces.push(Piece::Table(table));
            return pieces;
        }
    }
    if rows.len() >= MIN_LISTING_ROWS && one_column(&rows) {
        let texts: Vec<&str> = rows.iter().flatten().map(|c| c.text.as_str()).collect();
        let distinct: BTreeSet<&str> = texts.iter().copied().collect();
        let short = texts.iter().all(|t| t.chars().count() <= MAX_LABEL_CHARS);
        if short && distinct.len() * 10 <= texts.len() * 6 {
            return vec![Piece::Table(rows)];
        }
    }
    rows.into_iter().map(Piece::Line).collect()
}

/// Adds the pieces of the next run of rows; a table that goes on over the gap takes its rows back.
fn go_on(pieces: &mut Vec<Piece>, mut next: Vec<Piece>) {
    let mut labelled = None;
    if let Some(Piece::Table(table)) = pieces.last_mut() {
        let rest = match (next.first(), next.get(1)) {
            (Some(Piece::Table(rows)), _) if continues(table, None, rows) => Some(1),
            (Some(Piece::Line(label)), Some(Piece::Table(rows)))
                if continues(table, Some(label), rows) =>
            {
                Some(2)
            }
            _ => None,
        };
        if let Some(count) = rest {
            for piece in next.drain(..count) {
                match piece {
                    Piece::Line(row) => {
                        labelled = row.first().map(|c| (c.col, c.bold));
                        table.push(row);
                    }
                    Piece::Table(rows) => table.extend(rows),
                    Piece::Done(_) => {}
                }
            }
        }
    }
    if let Some(label) = labelled {
        take_first_label(pieces, label);
    }
    pieces.extend(next);
}

/// When a later group of a headerless table has a label, the line right above its first row was
/// the label of its first group.
fn take_first_label(pieces: &mut Vec<Piece>, (col, bold): (u32, bool)) {
    let Some([Piece::Line(line), Piece::Table(rows)]) = pieces.last_chunk_mut::<2>() else {
        return;
    };
    let (Some(label), Some(first)) = (line.first(), rows.first()) else { return };
    let above = first.first().is_some_and(|c| c.row == label.row + 1);
    let alike = line.len() == 1 && label.col == col && label.bold == bold && !is_caption(line);
    if above && alike && first.iter().any(is_count) {
        let line = std::mem::take(line);
        rows.insert(0, line);
        let table = pieces.pop();
        pieces.pop();
        pieces.extend(table);
    }
}

/// True when rows after a gap belong to the table before it.
fn continues(table: &[Row], label: Option<&Row>, rows: &[Row]) -> bool {
    let bottom = table.iter().flatten().map(|c| c.row + c.rowspan).max().unwrap_or(0);
    let top = label.or(rows.first()).and_then(|r| r.first()).map_or(0, |c| c.row);
    let gap = top.saturating_sub(bottom);
    let (Some(first), Some(head), Some(end)) = (rows.first(), table.first(), table.last()) else {
        return false;
    };
    let header = is_header(first, &rows[1..]) || is_years(first) || same(first, head);
    let bold_head = |rows: &[Row]| {
        rows[0].iter().all(|c| c.bold && !is_count(c))
            && rows.iter().skip(1).flatten().any(|c| !c.bold)
    };
    if gap > MAX_GAP_ROWS || header || (rows.len() > 1 && bold_head(table) && bold_head(rows)) {
        return false;
    }
    let (ours, theirs) = (columns(table), columns(rows));
    let common = ours.intersection(&theirs).count() as f64;
    if common < SAME_COLUMNS_SHARE * ours.len().max(theirs.len()) as f64 {
        return false;
    }
    // A header waiting for its rows.
    let waiting = !table.iter().flatten().any(is_count) && table.len() <= 3;
    if waiting && rows.iter().flatten().any(is_figure) && label.is_none_or(|l| !is_caption(l)) {
        return true;
    }
    let ended = is_total(end);
    if let Some(label) = label {
        return !ended
            && gap == 1
            && ours.len() >= 3
            && label.len() == 1
            && label[0].text.chars().count() <= MAX_LABEL_CHARS
            && Some(&label[0].col) == ours.first()
            && !is_caption(label);
    }
    if ended {
        return rows.len() == 1 && is_total(first);
    }
    ours.first() == theirs.first() && (gap == 1 || ours.len() >= 3)
}

/// Columns that rows of more than one cell fill.
fn columns(rows: &[Row]) -> BTreeSet<u32> {
    let wide: BTreeSet<u32> =
        rows.iter().filter(|r| r.len() > 1).flatten().flat_map(|c| c.col..=last_col(c)).collect();
    if wide.is_empty() { rows.iter().flatten().map(|c| c.col).collect() } else { wide }
}

/// A row of text as paragraphs: a question with its number as one, other cells each by itself.
fn line_blocks(row: Row) -> Vec<Block> {
    if row.len() > 1 && !is_question(&row) {
        return row.into_iter().flat_map(|c| line_blocks(vec![c])).collect();
    }
    let Some(first) = row.first() else { return Vec::new() };
    let hidden = row.iter().all(|c| c.hidden);
    let bold = row.iter().all(|c| c.bold);
    let place = row.iter().fold(first.locator.clone(), |l, c| l.union(&c.locator));
    let indent = first.indent as f32;
    let mut blocks = if row.len() == 1 && first.text.contains('\n') {
        let lines: Vec<_> =
            first.text.split('\n').map(|t| (place.clone(), t.to_string())).collect();
        flow(&lines)
    } else {
        let text = row.iter().map(|c| one_line(&c.text)).collect::<Vec<_>>().join(" ");
        // A footnote's star is no bullet.
        match flow(&[(place.clone(), text.clone())]) {
            made if made.len() == 1 && !text.starts_with('*') => made,
            _ => vec![Block::text(BlockKind::Paragraph, text, place.clone())],
        }
    };
    for block in &mut blocks {
        block.hidden |= hidden;
        block.indent += indent;
        let short = block.text.chars().count() <= 2 * MAX_LABEL_CHARS;
        if bold && short && !block.text.ends_with('.') && block.kind == BlockKind::Paragraph {
            block.kind = BlockKind::Heading;
        }
    }
    blocks
}

fn one_line(text: &str) -> String {
    if text.contains(['\n', '\t']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_string()
    }
}

/// Rows as a table block: rows and columns count from its own corner, spans stay inside it.
fn table_block(rows: Vec<Row>) -> Block {
    let mut cells: Vec<Cell> = rows.into_iter().flatten().collect();
    let top = cells.iter().map(|c| c.row).min().unwrap_or(0);
    let left = cells.iter().map(|c| c.col).min().unwrap_or(0);
    let bottom = cells.iter().map(|c| c.row).max().unwrap_or(0);
    let right = cells.iter().filter(|c| c.colspan == 1).map(|c| c.col).max();
    let right = right.max(cells.iter().map(|c| c.col).max()).unwrap_or(0);
    let mut place: Option<Locator> = None;
    for cell in &mut cells {
        cell.text = one_line(&cell.text);
        cell.rowspan = cell.rowspan.min(bottom - cell.row + 1);
        cell.colspan = cell.colspan.min(right - cell.col + 1);
        cell.row -= top;
        cell.col -= left;
        place = Some(match place {
            None => cell.locator.clone(),
            Some(place) => place.union(&cell.locator),
        });
    }
    let place = place.unwrap_or(Locator::Line(1));
    Block::table(cells, place)
}
