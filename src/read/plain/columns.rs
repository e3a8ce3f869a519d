//! Tables inside plain text: drawn with pipes, parted by tabs, or lined up with blanks.
//!
//! Blanks are the doubtful kind: prose has double blanks too. A run of lines is a table only when
//! most of its lines end in figures or all have the same number of fields.

use std::sync::LazyLock;

use regex::Regex;

use super::{FIGURE_LINE, Placed, is_blank, is_item, quote_depth};
use crate::model::document::{Block, Cell};
use crate::pattern::pattern;
use crate::read::decode::{drop_apostrophe, trim};

/// Lines that make columns of blanks; two may line up by chance.
const MIN_ALIGNED_LINES: usize = 3;

/// Lines after which a run that is no table so far is given up.
const PROBE_LINES: usize = 12;

/// Longest field of a table of blanks; longer is prose.
const MAX_FIELD_CHARS: usize = 60;

/// Blanks that make one step of indentation.
const COLUMNS_PER_INDENT: usize = 2;

/// What a blank-aligned table's reader doubts.
const DOUBT: &str = "columns are told by blanks alone";

static GAP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s{2,}|\t+"));

static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^([<>≤≥~£-]?\s*\d[\d,]*(\.\d+)?%?[*†‡#~]*|[*–—-]|n/?[ak]|nil|none|\d{4}/\d{2,4})$",
    )
});

/// A field of a line: first and last character column and text.
struct Field {
    from: usize,
    to: usize,
    text: String,
}

/// The table that begins at a line, and the line after it.
pub fn table(lines: &[Placed], start: usize) -> Option<(Block, usize)> {
    drawn(lines, start).or_else(|| tabbed(lines, start)).or_else(|| aligned(lines, start))
}

/// "+-----+" or "|---|:--|": a ruling, no row.
fn is_ruling(line: &str) -> bool {
    let text = trim(line).0;
    text.chars().count() >= 3 && text.chars().all(|c| "+-=|:─┼├┤┌┐└┘┬┴━ ".contains(c)) && {
        text.contains("--") || text.contains("==") || text.contains('─') || text.contains('━')
    }
}

fn drawn(lines: &[Placed], start: usize) -> Option<(Block, usize)> {
    let bar = |l: &str| l.contains('|') || l.contains('│');
    let mut cells = Vec::new();
    let (mut row, mut at, mut widest) = (0, start, 0);
    while let Some((place, line)) = lines.get(at) {
        if is_ruling(line) && (bar(line) || line.contains('+') || at > start) {
            at += 1;
            continue;
        }
        if !bar(line) || quote_depth(line) > 0 {
            break;
        }
        let text = trim(line).0.replace('│', "|");
        let inner = text.strip_prefix('|').unwrap_or(&text);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let mut filled = 0;
        for (col, field) in inner.split('|').enumerate() {
            let field = drop_apostrophe(trim(field).0);
            if !field.is_empty() {
                cells.push(Cell::new(row, col as u32, field, place.clone()));
                filled += 1;
            }
            widest = widest.max(col + 1);
        }
        row += u32::from(filled > 0);
        at += 1;
    }
    if row < 2 || widest < 2 {
        return None;
    }
    Some((Block::table(cells, lines[start].0.clone()), at))
}

fn tabbed(lines: &[Placed], start: usize) -> Option<(Block, usize)> {
    let fields = |line: &str| trim(line).0.contains('\t');
    let mut cells = Vec::new();
    let mut at = start;
    let mut row = 0;
    while let Some((place, line)) = lines.get(at) {
        if !fields(line) || is_blank(line) {
            break;
        }
        for (col, field) in line.split('\t').enumerate() {
            let field = drop_apostrophe(trim(field).0);
            if !field.is_empty() {
                cells.push(Cell::new(row, col as u32, field, place.clone()));
            }
        }
        row += 1;
        at += 1;
    }
    let figures = cells.iter().filter(|c| FIGURE.is_match(&c.text)).count();
    let item = cells.iter().filter(|c| c.col == 0).all(|c| is_item(&format!("{} x", c.text)));
    if row < 2 || (figures == 0 && row < 3) || item {
        return None;
    }
    let left = cells.iter().map(|c| c.col).min().unwrap_or(0);
    for cell in &mut cells {
        cell.col -= left;
    }
    Some((Block::table(cells, lines[start].0.clone()), at))
}

fn fields(line: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut byte = line.len() - line.trim_start().len();
    let body = line.trim_end();
    let column = |b: usize| line[..b].chars().count();
    for gap in GAP.find_iter(body) {
        if gap.start() < byte {
            continue;
        }
        fields.push((byte, gap.start()));
        byte = gap.end();
    }
    if byte < body.len() {
        fields.push((byte, body.len()));
    }
    fields
        .into_iter()
        .map(|(from, to)| Field {
            from: column(from),
            to: column(to),
            text: drop_apostrophe(trim(&line[from..to]).0).to_string(),
        })
        .collect()
}

fn aligned(lines: &[Placed], start: usize) -> Option<(Block, usize)> {
    let (rows, next) = aligned_rows(lines, start)?;
    let edges = edges(&rows);
    if edges.len() < 2 {
        return None;
    }
    let mut cells: Vec<Cell> = Vec::new();
    for (row, (index, fields)) in rows.iter().enumerate() {
        for field in fields {
            let col = column_of(field, &edges);
            match cells.iter_mut().find(|c| c.row == row as u32 && c.col == col) {
                Some(cell) => cell.text = format!("{} {}", cell.text, field.text),
                None => {
                    let place = lines[*index].0.clone();
                    cells.push(Cell::new(row as u32, col, field.text.clone(), place));
                }
            }
        }
    }
    // Labels set in from the edge belong to the row above them.
    let from = |i: usize| rows[i].1[0].from;
    let edge = (0..rows.len()).map(from).min().unwrap_or(0);
    for cell in cells.iter_mut().filter(|c| c.col == 0) {
        cell.indent = ((from(cell.row as usize) - edge) / COLUMNS_PER_INDENT).min(9) as u32;
    }
    let mut block = Block::table(cells, lines[start].0.clone());
    block.doubt = Some(DOUBT.into());
    Some((block, next))
}

type Rows = Vec<(usize, Vec<Field>)>;

fn aligned_rows(lines: &[Placed], start: usize) -> Option<(Rows, usize)> {
    let mut rows: Rows = Vec::new();
    let mut at = start;
    let mut end = start;
    while let Some((_, line)) = lines.get(at) {
        let row = if is_ruling(line) { Vec::new() } else { fields(line) };
        let plain = row.len() < 2;
        if quote_depth(line) > 0 || row.iter().any(|f| f.text.chars().count() > MAX_FIELD_CHARS) {
            break;
        }
        if is_blank(line) || (plain && !is_ruling(line)) {
            // One blank line, or one label without figures, may stand between two rows.
            let after = lines.get(at + 1).map(|l| fields(&l.1)).unwrap_or_default();
            let joins = after.len() >= 2 && after.last().is_some_and(|f| FIGURE.is_match(&f.text));
            let label = !plain || is_blank(line) || !rows.is_empty() && row[0].text.len() < 40;
            if rows.is_empty() || !joins || !label {
                break;
            }
        }
        if !row.is_empty() {
            rows.push((at, row));
            end = at + 1;
        }
        // A long run that has not looked like a table by now is not read to its end.
        if rows.len() == PROBE_LINES && !is_table(&rows) {
            return None;
        }
        at += 1;
    }
    if let Some(pair) = header_and_figures(&rows) {
        return pair.then_some((rows, end));
    }
    // A label with its figure needs no columns when it is a line of its own kind.
    let leaders = rows.iter().filter(|r| FIGURE_LINE.is_match(trim(&lines[r.0].1).0)).count();
    if !is_table(&rows) || leaders * 2 > rows.len() {
        return None;
    }
    (rows[0].1.len() > 1).then_some((rows, end))
}

/// Most lines have two fields, and most of these end in a figure or all have as many fields.
fn is_table(rows: &Rows) -> bool {
    let wide: Vec<&Vec<Field>> = rows.iter().map(|r| &r.1).filter(|r| r.len() > 1).collect();
    let figure = |r: &&&Vec<Field>| r.last().is_some_and(|f| FIGURE.is_match(&f.text));
    let figures = wide.iter().filter(figure).count();
    let even = wide
        .first()
        .is_some_and(|first| first.len() > 2 && wide.iter().all(|r| r.len() == first.len()));
    let enough = wide.len() >= MIN_ALIGNED_LINES && wide.len() * 2 > rows.len();
    enough && (even || figures * 2 >= wide.len())
}

/// Two lines are enough when the lower one has a figure under each heading: "2016  2017 / 5  7".
/// `None` when there are more or fewer lines.
fn header_and_figures(rows: &Rows) -> Option<bool> {
    let [(_, head), (_, body)] = rows.as_slice() else { return None };
    let figures = body.iter().filter(|f| FIGURE.is_match(&f.text)).count();
    let labelled = figures + 1 == body.len() && !FIGURE.is_match(&body[0].text) && figures > 1;
    let even = head.len() == body.len() || (labelled && head.len() + 1 == body.len());
    let all = figures == body.len() || labelled;
    let short = head.iter().all(|f| f.text.chars().count() <= MAX_FIELD_CHARS / 2);
    let words = |f: &Field| !FIGURE.is_match(&f.text) || f.text.len() == 4 || f.text.contains('/');
    Some(even && all && short && head.len() > 1 && head.iter().all(words))
}

/// The columns of a table: where fields of the rows with figures lie over each other.
fn edges(rows: &Rows) -> Vec<(usize, usize)> {
    let figured = |r: &&(usize, Vec<Field>)| {
        r.1.len() > 1 && r.1.last().is_some_and(|f| FIGURE.is_match(&f.text))
    };
    let mut body: Vec<&(usize, Vec<Field>)> = rows.iter().filter(figured).collect();
    if body.len() < 2 {
        body = rows.iter().filter(|r| r.1.len() > 1).collect();
    }
    let mut spans: Vec<(usize, usize)> =
        body.iter().flat_map(|r| r.1.iter().map(|f| (f.from, f.to))).collect();
    spans.sort_unstable();
    let mut edges: Vec<(usize, usize)> = Vec::new();
    for (from, to) in spans {
        match edges.last_mut() {
            Some(edge) if from < edge.1 + 1 => edge.1 = edge.1.max(to),
            _ => edges.push((from, to)),
        }
    }
    edges
}

fn column_of(field: &Field, edges: &[(usize, usize)]) -> u32 {
    let overlap = |e: &(usize, usize)| field.to.min(e.1).saturating_sub(field.from.max(e.0));
    let distance = |e: &(usize, usize)| (field.from + field.to).abs_diff(e.0 + e.1);
    let best = (0..edges.len())
        .min_by_key(|i| (usize::MAX - overlap(&edges[*i]), distance(&edges[*i])))
        .unwrap_or(0);
    best as u32
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::model::document::BlockKind;

    fn grid(source: &str) -> Vec<Vec<String>> {
        let document = read(source.as_bytes(), "a.txt");
        let table = document.blocks.iter().find(|b| b.kind == BlockKind::Table).expect("a table");
        let rows = table.cells.iter().map(|c| c.row).max().unwrap_or(0) + 1;
        (0..rows)
            .map(|r| table.cells.iter().filter(|c| c.row == r).map(|c| c.text.clone()).collect())
            .collect()
    }

    #[test]
    fn tables_of_every_drawing_read_alike() {
        let want = [
            ["Outcome", "2016", "2017"],
            ["Upheld", "<5", "1,204"],
            ["Not upheld – A & B", "*", "7"],
        ];
        let pipes = "| Outcome | 2016 | 2017 |\n|---|---|---|\n| Upheld | <5 | 1,204 |\n| Not upheld – A & B | * | 7 |\n";
        let boxed = "+----+----+----+\n| Outcome | 2016 | 2017 |\n+====+====+====+\n| Upheld | <5 | 1,204 |\n| Not upheld – A & B | * | 7 |\n+----+----+----+\n";
        let tabs = "Outcome\t2016\t2017\nUpheld\t<5\t1,204\nNot upheld – A & B\t*\t7\n";
        let blanks = "Outcome               2016    2017\nUpheld                  <5   1,204\nNot upheld – A & B       *       7\n";
        for source in [pipes, boxed, tabs, blanks] {
            assert_eq!(grid(source), want, "{source}");
        }
    }
}
