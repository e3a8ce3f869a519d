//! What an RTF reader keeps in mind: for each open group how text is set and where it goes, and the
//! text written so far.

use std::collections::BTreeMap;

use encoding_rs::WINDOWS_1252;

use super::charset::Charset;
use super::table::Target;
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::read::flow::edges::{Form, RowForm};
use crate::read::flow::symbol::symbol;
use crate::read::flow::{Flow, Look, MAX_PARAGRAPHS, Paragraph, Piece, Role, Run};

/// Twentieths of a point in a point.
const TWIPS: f32 = 20.0;
/// A picture at least this wide and high, in twentieths of a point, may show a table (8 by 3.5 cm).
const MIN_PICTURE: (i32, i32) = (4_536, 1_984);

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goes {
    /// Into the text.
    Text,
    /// Nowhere.
    Nowhere,
    /// Names of styles.
    Styles,
    /// Names of fonts.
    Fonts,
    /// The title property.
    Title,
}

/// Text that is written apart and put in its place when its group ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// A running header.
    Header,
    /// A running footer.
    Footer,
    /// A footnote or endnote.
    Note,
    /// A comment.
    Comment,
    /// A text box.
    Box,
}

/// How text is set in a group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Where it goes.
    pub goes: Goes,
    /// A text apart that begins with this group.
    apart: Option<Apart>,
    /// Its look.
    pub look: Look,
    /// Deleted by tracked changes.
    pub deleted: bool,
    /// Font number.
    pub font: i32,
    /// Bytes that stand in for one `\u`.
    pub stand_in: i32,
    /// Tables around the paragraph.
    pub depth: usize,
    /// Left indent in twentieths of a point.
    pub indent: i32,
    /// List the paragraph is in.
    pub list: i32,
    /// Heading level; 9 is text.
    pub outline: i32,
    /// Style number.
    pub style: i32,
    /// `\*` was read and the next word says what the group is.
    pub optional: bool,
}

/// A text being written.
#[derive(Default)]
struct Writing {
    target: Target,
    runs: Vec<Run>,
    after: Vec<Piece>,
    item: bool,
}

/// The state of reading.
pub struct Reading {
    groups: Vec<Group>,
    ignored: usize,
    writing: Vec<Writing>,
    bytes: Vec<u8>,
    surrogate: Option<u16>,
    skip: i32,
    /// Code page of the file.
    pub page: Charset,
    /// Font of text that names none.
    pub default_font: i32,
    /// Charset of each font.
    pub fonts: BTreeMap<i32, Charset>,
    styles: BTreeMap<i32, String>,
    name: String,
    /// Forms of the row being read, and of the cell not yet closed.
    pub row: RowForm,
    /// What was said of the next cell.
    pub cell: Form,
    number: u32,
    deleted: String,
    title: String,
    /// Wanted size of the picture being read.
    pub picture: (i32, i32),
    letters: usize,
    pictures: usize,
    damaged: bool,
    flow: Flow,
}

impl Reading {
    /// Nothing read yet.
    pub fn new() -> Reading {
        let first = Group {
            goes: Goes::Text,
            apart: None,
            look: Look::default(),
            deleted: false,
            font: -1,
            stand_in: 1,
            depth: 0,
            indent: 0,
            list: 0,
            outline: 9,
            style: -1,
            optional: false,
        };
        Reading {
            groups: vec![first],
            ignored: 0,
            writing: vec![Writing::default()],
            bytes: Vec::new(),
            surrogate: None,
            skip: 0,
            page: Charset::Page(WINDOWS_1252),
            default_font: -1,
            fonts: BTreeMap::new(),
            styles: BTreeMap::new(),
            name: String::new(),
            row: RowForm::default(),
            cell: Form::default(),
            number: 0,
            deleted: String::new(),
            title: String::new(),
            picture: (0, 0),
            letters: 0,
            pictures: 0,
            damaged: false,
            flow: Flow { format: "rtf", ..Flow::default() },
        }
    }

    /// Open groups.
    pub fn depth(&self) -> usize {
        self.groups.len()
    }

    /// A group nested deeper than is followed.
    pub fn too_deep(&mut self) {
        self.ignored += 1;
        self.damaged = true;
    }

    /// The innermost group.
    pub fn group(&mut self) -> &mut Group {
        // There is always the outermost one.
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    /// A group begins.
    pub fn open(&mut self) {
        self.settle();
        let mut group = self.group().clone();
        group.apart = None;
        group.optional = false;
        self.groups.push(group);
    }

    /// A group ends; true when it was the outermost.
    pub fn close(&mut self) -> bool {
        if self.ignored > 0 {
            self.ignored -= 1;
            return false;
        }
        self.settle();
        self.skip = 0;
        if self.groups.len() <= 2 {
            return true;
        }
        let Some(group) = self.groups.pop() else { return true };
        match group.goes {
            Goes::Styles => {
                let name = std::mem::take(&mut self.name);
                let name = name.trim().trim_end_matches(';').to_lowercase();
                if !name.is_empty() {
                    self.styles.insert(group.style.max(0), name);
                }
            }
            Goes::Nowhere if self.picture != (0, 0) => self.end_picture(),
            _ => {}
        }
        if let Some(apart) = group.apart {
            self.end_apart(apart);
        }
        false
    }

    fn end_picture(&mut self) {
        let (width, height) = std::mem::take(&mut self.picture);
        self.pictures += 1;
        if self.letters > 0 && width >= MIN_PICTURE.0 && height >= MIN_PICTURE.1 {
            let cm = |t: i32| t as f32 / TWIPS * 2.54 / 72.0;
            let message = format!(
                "a picture of {:.0} by {:.0} cm was not read; it may show a table",
                cm(width),
                cm(height)
            );
            let finding = Finding::new(Code::NeedsOcr, message);
            self.flow.findings.push(finding.at(&Locator::Paragraph(self.number + 1), ""));
        }
    }

    /// The group's text is written apart.
    pub fn begin_apart(&mut self, apart: Apart) {
        let group = self.group();
        group.goes = Goes::Text;
        group.apart = Some(apart);
        group.look = Look::default();
        (group.depth, group.indent, group.list, group.outline) = (0, 0, 0, 9);
        self.writing.push(Writing::default());
    }

    fn end_apart(&mut self, apart: Apart) {
        self.end_paragraph(false);
        let Some(done) = self.writing.pop() else { return };
        let pieces = done.target.finish();
        match apart {
            Apart::Header => self.flow.headers.extend(pieces),
            Apart::Footer => self.flow.footers.extend(pieces),
            Apart::Note => {
                let index = self.flow.notes.len();
                self.flow.notes.push(pieces);
                self.now().after.push(Piece::Note(index));
            }
            Apart::Comment => {
                let words: Vec<String> = pieces
                    .iter()
                    .filter_map(|p| match p {
                        Piece::Paragraph(p) => {
                            Some(p.runs.iter().map(|r| r.text.as_str()).collect::<String>())
                        }
                        _ => None,
                    })
                    .collect();
                let words = words.join(" ").trim().to_string();
                if !words.is_empty() {
                    self.flow.comments.push((self.number, words));
                }
            }
            Apart::Box => self.now().after.extend(pieces),
        }
    }

    fn now(&mut self) -> &mut Writing {
        // The text itself is never popped.
        let last = self.writing.len() - 1;
        &mut self.writing[last]
    }

    /// Marks the paragraph as an item of a list.
    pub fn item(&mut self) {
        self.now().item = true;
    }

    /// The number the next footnote has.
    pub fn next_note(&self) -> usize {
        self.flow.notes.len() + 1
    }

    /// A byte of text.
    pub fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    /// A character by its number, with bytes to follow for programs that do not know it.
    pub fn unicode(&mut self, number: i32) {
        self.settle();
        self.skip = self.group().stand_in;
        let unit = (number & 0xffff) as u16;
        if number > 0xffff {
            if let Some(c) = u32::try_from(number).ok().and_then(char::from_u32) {
                self.text(&c.to_string());
            }
            return;
        }
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        // Signs of symbol fonts stand at F000 and up.
        if (0xf000..0xf100).contains(&unit) {
            let sign = symbol("symbol", u32::from(unit));
            self.text(&sign);
            return;
        }
        let text = String::from_utf16_lossy(&units);
        self.text(&text);
    }

    /// A control word uses up stand-in bytes too.
    pub fn skips(&mut self) -> bool {
        self.settle();
        if self.skip > 0 {
            self.skip -= 1;
            return true;
        }
        false
    }

    /// Bytes gathered so far become text.
    pub fn settle(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.group().font;
        let text = match self.fonts.get(&font).copied().unwrap_or(self.page) {
            Charset::Page(encoding) => encoding.decode_without_bom_handling(&bytes).0.into_owned(),
            Charset::Symbol => bytes.iter().map(|b| symbol("symbol", u32::from(*b))).collect(),
        };
        self.text(&text);
    }

    /// Text in the look of the group.
    pub fn text(&mut self, text: &str) {
        let group = self.group();
        let (goes, look, deleted) = (group.goes, group.look, group.deleted);
        match goes {
            Goes::Text if deleted => self.deleted.push_str(text),
            Goes::Text => {
                self.letters += text.chars().filter(|c| c.is_alphanumeric()).count();
                let runs = &mut self.now().runs;
                match runs.last_mut() {
                    Some(last) if last.look == look => last.text.push_str(text),
                    _ => runs.push(Run { text: text.to_string(), look }),
                }
            }
            Goes::Styles => self.name.push_str(text),
            Goes::Title => self.title.push_str(text),
            Goes::Nowhere | Goes::Fonts => {}
        }
    }

    /// Ends the paragraph; `always` also when nothing stands in it.
    pub fn end_paragraph(&mut self, always: bool) {
        let deleted = std::mem::take(&mut self.deleted);
        if !deleted.trim().is_empty() {
            self.flow.deleted.push(deleted.trim().to_string());
        }
        let group = self.group().clone();
        let writing = self.now();
        let runs = std::mem::take(&mut writing.runs);
        let after = std::mem::take(&mut writing.after);
        let item = std::mem::take(&mut writing.item);
        if !always && runs.is_empty() && after.is_empty() {
            return;
        }
        if self.number >= MAX_PARAGRAPHS {
            self.damaged = true;
            return;
        }
        self.number += 1;
        let name = self.styles.get(&group.style).map_or("", String::as_str);
        let heading = group.outline < 9 || name.starts_with("heading ") || name == "title";
        let role = if heading {
            Role::Heading
        } else if name.starts_with("toc ") {
            Role::Contents
        } else if item || group.list > 0 {
            Role::Item
        } else {
            Role::Plain
        };
        let number = self.number;
        let indent = group.indent.max(0) as f32 / TWIPS;
        let target = &mut self.now().target;
        target.add(Piece::Paragraph(Paragraph { number, role, indent, runs }), group.depth);
        for piece in after {
            target.add(piece, group.depth);
        }
    }

    /// Ends a cell.
    pub fn end_cell(&mut self, nested: bool) {
        let depth = self.group().depth;
        let depth = if nested { depth.max(2) } else { 1 };
        self.group().depth = depth;
        self.end_paragraph(true);
        let number = self.number;
        self.now().target.end_cell(depth, number);
    }

    /// Ends a row.
    pub fn end_row(&mut self, nested: bool) {
        let depth = if nested { self.group().depth.max(2) } else { 1 };
        let form = self.row.clone();
        self.now().target.end_row(depth, &form);
    }

    /// A page ends.
    pub fn end_page(&mut self) {
        self.end_paragraph(false);
        let depth = self.group().depth;
        self.now().target.add(Piece::PageEnd, depth);
    }

    /// Everything read.
    pub fn finish(mut self) -> Flow {
        self.settle();
        let whole = self.groups.len() <= 2;
        while self.writing.len() > 1 {
            self.end_apart(Apart::Box);
        }
        self.end_paragraph(false);
        let mut flow = self.flow;
        if let Some(text) = self.writing.pop() {
            flow.body = text.target.finish();
        }
        if self.damaged || !whole {
            let message = "the file is cut off or damaged; what could be read was read";
            flow.findings.push(Finding::new(Code::DamagedPart, message));
        }
        if self.letters == 0 && self.pictures > 0 {
            let message = format!("the document holds {} pictures and no text", self.pictures);
            flow.findings.push(Finding::new(Code::NeedsOcr, message));
        }
        let title = self.title.trim();
        flow.title = (!title.is_empty()).then(|| title.to_string());
        flow
    }
}
