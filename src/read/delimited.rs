//! Delimited text (.csv, .tsv and their kin) to blocks. The delimiter is told by which one splits
//! the file most evenly, never by the file's name; titles above and notes below become paragraphs.

use super::decode::{decode, drop_apostrophe, trim};
use super::segment::segment;
use crate::model::document::{Block, BlockKind, Cell, CellValue, Document};
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;

/// Delimiters tried, the commonest first (it wins a tie).
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Bytes looked at to tell the delimiter.
const SAMPLE_BYTES: usize = 256 << 10;

/// A quoted cell of more lines than this means a quote that was never closed.
const MAX_CELL_LINES: usize = 40;

/// Most columns of a table: as many as a sheet can have. What has more is no table, and every column is
/// held against its neighbours.
const MAX_COLUMNS: usize = 16_384;

/// One record: the line it begins on and its fields.
#[derive(Clone, Debug)]
pub struct Record {
    /// Physical line from 1.
    pub line: u32,
    /// Fields as they stand.
    pub fields: Vec<String>,
}

/// How a file is delimited and how evenly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dialect {
    /// The delimiter.
    pub delimiter: u8,
    /// Fields of most records.
    pub fields: usize,
    /// Share of filled lines that are records of that many fields.
    pub share: f64,
}

/// Reads a delimited file.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    let decoded = decode(bytes);
    let mut document = Document { format: "csv", ..Document::default() };
    if decoded.damaged {
        let message = format!("some characters are not {} and were replaced", decoded.encoding);
        document.findings.push(Finding::new(Code::DamagedPart, message));
    }
    let (text, first_line, named) = separator_line(&decoded.text);
    let found = named.map_or_else(|| dialect(text), |d| Some(measure(text, d)));
    let delimiter = found.map_or(b',', |d| d.delimiter);
    let fields = found.map_or(1, |d| d.fields);
    let mut records = records(text, delimiter, true);
    let runaway = |r: &Record| r.fields.iter().any(|f| f.matches('\n').count() > MAX_CELL_LINES);
    if records.iter().any(runaway) {
        records = self::records(text, delimiter, false);
        let message = "a quotation mark is never closed, so none was heeded";
        document.findings.push(Finding::new(Code::DamagedPart, message));
    }
    let widest = records.iter().map(|r| r.fields.len()).max().unwrap_or(0);
    if widest > MAX_COLUMNS {
        let message = format!("only the first {MAX_COLUMNS} of {widest} columns were read");
        document.findings.push(Finding::new(Code::TooLarge, message));
        records.iter_mut().for_each(|r| r.fields.truncate(MAX_COLUMNS));
    }
    let source: Vec<&str> = text.split('\n').collect();
    let mut made = Vec::new();
    let filled = |r: &Record| r.fields.iter().filter(|f| !f.trim().is_empty()).count();
    let titled = records.first().is_some_and(|r| filled(r) == 1);
    // Rows count records and the blank lines between them; a record of many lines is one row.
    let (mut row, mut line) = (0, 1);
    for record in records {
        row += record.line.saturating_sub(line);
        line = record.line + 1;
        line += record.fields.iter().map(|f| f.matches('\n').count() as u32).sum::<u32>();
        made.extend(cells(&record, row, delimiter, fields, &source, first_line));
        row += 1;
    }
    document.blocks = segment(made);
    if titled {
        head_title(&mut document.blocks);
    }
    document
}

/// Longest line of a title, in characters.
const TITLE_CHARS: usize = 80;

/// The short lines over everything else are the title of the file, as the first cells of a sheet are: "File 1
/// of 5: claims recorded in 2016" holds for its table, whatever letter stands between.
fn head_title(blocks: &mut [Block]) {
    let Some(first) = blocks.first().map(|b| b.locator.clone()) else { return };
    let mut several = false;
    for block in blocks.iter_mut().take_while(|b| b.locator == first) {
        let text = block.text.trim();
        let short = text.chars().count() <= TITLE_CHARS && !text.ends_with(['.', ',', ';', ':']);
        // The name of the force alone says nothing of the table.
        if block.kind == BlockKind::Paragraph && short && several {
            block.kind = BlockKind::Heading;
        }
        several = true;
    }
}

/// Excel's own first line "sep=;" names the delimiter and is no record.
fn separator_line(text: &str) -> (&str, u32, Option<u8>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim().strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter]) => (rest, 2, Some(*delimiter)),
        Some([]) => (rest, 2, Some(b'\t')),
        _ => (text, 1, None),
    }
}

/// The delimiter that splits a text most evenly, if any does.
pub fn dialect(text: &str) -> Option<Dialect> {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let score = |d: &Dialect| d.share * (d.fields as f64).ln();
    DELIMITERS.iter().map(|d| measure(sample, *d)).filter(|d| d.fields > 1).fold(
        None,
        |best: Option<Dialect>, d| match best {
            Some(b) if score(&b) >= score(&d) => Some(b),
            _ => Some(d),
        },
    )
}

fn measure(text: &str, delimiter: u8) -> Dialect {
    let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut all = 0;
    for record in records(text, delimiter, true) {
        // Trailing delimiters pad short rows; what is filled tells the row's true length.
        if record.fields.iter().any(|f| !f.trim().is_empty()) {
            *counts.entry(record.fields.len()).or_default() += 1;
            all += 1;
        }
    }
    let wide = counts.iter().filter(|(n, _)| **n > 1);
    let (fields, rows) =
        wide.max_by_key(|(n, rows)| (**rows, **n)).map_or((1, 0), |(n, r)| (*n, *r));
    Dialect { delimiter, fields, share: if all == 0 { 0.0 } else { rows as f64 / all as f64 } }
}

/// The records of a text with `\n` line ends; blank lines give none.
pub fn records(text: &str, delimiter: u8, quoting: bool) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    let mut record = csv::StringRecord::new();
    while let Ok(true) = reader.read_record(&mut record) {
        // The reader's count of lines leaves out blank ones it has yet to skip; the byte does not.
        let line = record.position().map_or(0, |p| p.byte());
        records.push(Record {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            fields: record.iter().map(str::to_string).collect(),
        });
    }
    number_lines(text, &mut records);
    records
}

/// Turns the byte each record begins at into its line, skipping blank lines before it.
fn number_lines(text: &str, records: &mut [Record]) {
    let bytes = text.as_bytes();
    let (mut at, mut line) = (0, 1);
    for record in records {
        let mut start = record.line as usize;
        while bytes.get(start).is_some_and(|b| *b == b'\n') {
            start += 1;
        }
        line += bytes[at..start.min(bytes.len()).max(at)].iter().filter(|b| **b == b'\n').count()
            as u32;
        at = start.min(bytes.len()).max(at);
        record.line = line;
    }
}

fn cells(
    record: &Record,
    row: u32,
    delimiter: u8,
    fields: usize,
    source: &[&str],
    first_line: u32,
) -> Vec<Cell> {
    let place = Locator::Line(record.line + first_line - 1);
    if delimiter == b',' && is_sentence(record, fields) {
        let words = source.get(record.line as usize - 1).map_or("", |l| trim(l).0);
        let words = words.trim_end_matches(',');
        return vec![Cell::new(row, 0, words, place)];
    }
    let mut cells = Vec::new();
    for (col, field) in record.fields.iter().enumerate() {
        let (text, spaces) = trim(field);
        let text = drop_apostrophe(text);
        if text.is_empty() {
            continue;
        }
        // Plain text has no line through words; "~~SAMPLE~~" is how people write one.
        let struck = text.strip_prefix("~~").and_then(|t| t.strip_suffix("~~"));
        let mut cell = Cell::new(row, col as u32, struck.unwrap_or(text), place.clone());
        cell.struck = struck.is_some();
        cell.indent = (spaces / 2).min(9) as u32;
        cell.value = CellValue::Text;
        cells.push(cell);
    }
    cells
}

/// A note that was not quoted, so its own commas cut it: "Figures as at 1 May, subject to change".
fn is_sentence(record: &Record, fields: usize) -> bool {
    let filled: Vec<&String> = record.fields.iter().filter(|f| !f.trim().is_empty()).collect();
    filled.len() > 1
        && filled.len() < fields.max(2)
        && record.fields[1..filled.len()].iter().all(|f| f.starts_with(' '))
        && !record.fields.iter().any(|f| f.contains('\n'))
        && filled.iter().map(|f| f.chars().count()).sum::<usize>() > 30
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_delimiter_is_told() {
        for d in [",", ";", "\t", "|"] {
            let text = "Year,Outcome,Count\n2016,Upheld,<5\n2017,Not upheld,\"1,204\"\n"
                .replace("1,204", "1204");
            let text = text.replace(',', d);
            assert_eq!(dialect(&text).map(|x| x.delimiter), Some(d.as_bytes()[0]));
        }
    }

    #[test]
    fn lines_are_physical_ones() {
        let text = "a,b\n\n\n\"x\ny\",2\nlast,3\n";
        let lines: Vec<u32> = records(text, b',', true).iter().map(|r| r.line).collect();
        assert_eq!(lines, [1, 4, 6]);
    }
}
