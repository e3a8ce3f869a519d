//! Word 97 documents (.doc). The crate `undoc` gives text and cells; what it does not tell (merged
//! cells, headers, footers, comments) is taken from the file by `raw`. What cannot be read is said
//! together with what a person can do.

mod raw;
mod rows;

use std::panic::{AssertUnwindSafe, catch_unwind};

use undoc::model as source;

use super::flow::edges::{self, RowForm};
use super::flow::{Cell, Flow, Look, MAX_PARAGRAPHS, Paragraph, Piece, Role, Row, Run, Table};
use crate::model::document::Document;
use crate::model::finding::{Code, Finding};
use raw::Raw;

/// Points by which a list level is set in.
const LEVEL_POINTS: f32 = 18.0;
/// What a person can do with a file that cannot be read.
const HELP: &str = "open it in Word or LibreOffice and save it as .docx";

/// Reads a Word 97 document.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    let mut flow = Flow { format: "doc", ..Flow::default() };
    // The parser is not ours, and the files are old and often damaged.
    let parsed = catch_unwind(AssertUnwindSafe(|| undoc::parse_bytes(bytes)));
    let why = match parsed {
        Ok(Ok(document)) => {
            let raw = Raw::open(bytes).unwrap_or_default();
            return Reading::new(&raw).flow(document, flow).document();
        }
        Ok(Err(e)) => e.to_string(),
        Err(_) => "its parser gave up".to_string(),
    };
    let (code, message) = if raw::is_locked(bytes) {
        let message = "the document is locked with a password; open it and save it without one";
        (Code::PasswordNeeded, message.to_string())
    } else {
        (Code::UnreadableFile, format!("the Word document cannot be read ({why}); {HELP}"))
    };
    flow.findings.push(Finding::new(code, message));
    flow.document()
}

/// Turns the parser's document into pieces.
struct Reading<'a> {
    raw: &'a Raw,
    number: u32,
    /// Rows met so far, to find their forms.
    rows: usize,
    letters: usize,
    notes: Vec<(String, Vec<Piece>)>,
    deleted: Vec<String>,
}

impl<'a> Reading<'a> {
    fn new(raw: &'a Raw) -> Reading<'a> {
        Reading { raw, number: 0, rows: 0, letters: 0, notes: Vec::new(), deleted: Vec::new() }
    }

    fn flow(mut self, document: source::Document, mut flow: Flow) -> Flow {
        flow.title = document.metadata.title.filter(|t| !t.trim().is_empty());
        // The marks of notes name them by label, so the labels must be known before the text.
        for block in document.sections.iter().flat_map(|s| &s.content) {
            if let source::Block::Note { label, .. } = block {
                self.notes.push((label.clone(), Vec::new()));
            }
        }
        for block in document.sections.iter().flat_map(|s| &s.content) {
            self.block(block, &mut flow.body);
        }
        flow.body = rows::join(std::mem::take(&mut flow.body));
        for (texts, pieces) in
            [(&self.raw.headers, &mut flow.headers), (&self.raw.footers, &mut flow.footers)]
        {
            for text in texts {
                self.number += 1;
                pieces.push(Piece::Paragraph(Paragraph {
                    number: self.number,
                    runs: vec![Run { text: text.clone(), look: Look::default() }],
                    ..Paragraph::default()
                }));
            }
        }
        for text in &self.raw.comments {
            self.number += 1;
            flow.comments.push((self.number, text.clone()));
        }
        if self.raw.hidden {
            let message = "hidden text was left out";
            flow.findings.push(super::flow::left_out(message));
        }
        let pictures = document.resources.len();
        if self.letters == 0 && pictures > 0 {
            let message = format!("the document holds {pictures} pictures and no text");
            flow.findings.push(Finding::new(Code::NeedsOcr, message));
        }
        flow.notes = self.notes.into_iter().map(|(_, pieces)| pieces).collect();
        flow.deleted = self.deleted;
        flow
    }

    fn block(&mut self, block: &source::Block, out: &mut Vec<Piece>) {
        match block {
            source::Block::Paragraph(p) => self.paragraph(p, None, out),
            source::Block::Table(t) => {
                let table = self.table(t);
                out.push(Piece::Table(table));
            }
            source::Block::PageBreak | source::Block::SectionBreak => out.push(Piece::PageEnd),
            source::Block::Note { label, content } => {
                let mut pieces = Vec::new();
                for (i, p) in content.iter().enumerate() {
                    self.paragraph(p, (i == 0).then_some(label.as_str()), &mut pieces);
                }
                match self.notes.iter_mut().find(|(l, _)| l == label) {
                    Some(note) => note.1 = pieces,
                    None => out.extend(pieces),
                }
            }
            source::Block::Image { .. } => {}
        }
    }

    fn paragraph(&mut self, p: &source::Paragraph, mark: Option<&str>, out: &mut Vec<Piece>) {
        if self.number >= MAX_PARAGRAPHS {
            return;
        }
        self.number += 1;
        let mut runs = Vec::new();
        let mut after = Vec::new();
        let mut page_end = false;
        if let Some(mark) = mark {
            runs.push(Run { text: format!("{mark} "), look: Look::default() });
        }
        for run in &p.runs {
            if run.revision == source::RevisionType::Deleted {
                if !run.text.trim().is_empty() {
                    self.deleted.push(run.text.trim().to_string());
                }
                continue;
            }
            let look = Look {
                bold: run.style.bold,
                underlined: run.style.underline && run.hyperlink.is_none(),
                struck: run.style.strikethrough,
                raised: run.style.superscript,
                hidden: false,
            };
            self.letters += run.text.chars().filter(|c| c.is_alphanumeric()).count();
            let mut text = run.text.replace('\u{b}', "\n");
            if run.line_break {
                text.push('\n');
            }
            page_end |= run.page_break;
            runs.push(Run { text, look });
            if let Some(label) = &run.note
                && let Some(index) = self.notes.iter().position(|(l, _)| l == label)
            {
                let look = Look { raised: true, ..Look::default() };
                runs.push(Run { text: label.clone(), look });
                after.push(Piece::Note(index));
            }
        }
        let toc = p.style_name.as_deref().is_some_and(|s| s.to_lowercase().starts_with("toc "));
        let role = if p.heading.is_heading() {
            Role::Heading
        } else if toc {
            Role::Contents
        } else if p.list_info.is_some() {
            Role::Item
        } else {
            Role::Plain
        };
        let level = p.list_info.as_ref().map_or(0, |l| u32::from(l.level) + 1);
        out.push(Piece::Paragraph(Paragraph {
            number: self.number,
            role,
            indent: level as f32 * LEVEL_POINTS,
            runs,
        }));
        out.append(&mut after);
        if page_end {
            out.push(Piece::PageEnd);
        }
    }

    fn table(&mut self, t: &source::Table) -> Table {
        let forms = self.raw.rows.get(self.rows..self.rows + t.rows.len());
        self.rows += t.rows.len();
        let widths = |r: &source::Row| r.cells.len();
        let forms: Option<Vec<RowForm>> = forms
            .filter(|f| f.iter().zip(&t.rows).all(|(f, r)| f.cells.len() == widths(r)))
            .map(<[RowForm]>::to_vec);
        let mut rows = Vec::new();
        for row in &t.rows {
            let mut cells = Vec::new();
            for cell in &row.cells {
                let first = self.number + 1;
                let mut content = Vec::new();
                for p in &cell.content {
                    self.paragraph(p, None, &mut content);
                }
                for inner in &cell.nested_tables {
                    let table = self.table(inner);
                    content.push(Piece::Table(table));
                }
                if self.number < first {
                    self.number += 1;
                }
                cells.push((first, content));
            }
            rows.push(cells);
        }
        if let Some(forms) = forms {
            return edges::table(forms.into_iter().zip(rows).collect());
        }
        let even = t.rows.windows(2).all(|w| widths(&w[0]) == widths(&w[1]));
        let doubt = (!even).then(|| {
            "its rows have different numbers of cells and the file does not say which are merged"
                .to_string()
        });
        let row = |cells: Vec<edges::Filled>| Row {
            cells: cells
                .into_iter()
                .enumerate()
                .map(|(i, (number, content))| Cell {
                    col: Some(i as u32),
                    number,
                    content,
                    ..Cell::default()
                })
                .collect(),
            hidden: false,
        };
        Table { rows: rows.into_iter().map(row).collect(), doubt, ..Table::default() }
    }
}
