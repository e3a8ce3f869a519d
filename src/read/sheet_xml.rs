//! The small second pass over the XML of an .xlsx or .xlsm for what calamine does not tell: hidden
//! rows and columns, fonts, indents, number formats, merges, raised and struck runs of text, and
//! formulas that have no stored value. It reads values only where runs of one cell differ.
//!
//! quick-xml gives "&lt;" as an event of its own (`GeneralRef`); a reader that takes only `Text`
//! turns "<5" into "5".

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use super::sheet::format::builtin;
use super::sheet::look::{Looks, MAX_COLUMNS, MAX_ROWS, Place, Run, SheetLook, Shown, Style};

/// Largest part read, in bytes: a sheet of a million rows is under 200 MB of XML; more is a bomb.
const MAX_PART_BYTES: u64 = 512 << 20;

/// An opened zip container.
pub type Container<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// One part of the container, as far as it can be unpacked.
pub fn part_bytes(zip: &mut Container<'_>, name: &str) -> Option<Vec<u8>> {
    let index = zip.index_for_name(name).or_else(|| {
        let names: Vec<String> = zip.file_names().map(|n| n.unwrap_or_default().into()).collect();
        names.iter().position(|n| n.trim_start_matches('/').eq_ignore_ascii_case(name))
    })?;
    let file = zip.by_index(index).ok()?;
    let mut bytes = Vec::new();
    // What could be read before damage is worth reading.
    let _ = file.take(MAX_PART_BYTES).read_to_end(&mut bytes);
    Some(bytes)
}

/// One part of the container as text; bytes that are no UTF-8 are replaced.
pub fn part(zip: &mut Container<'_>, name: &str) -> Option<String> {
    Some(match String::from_utf8(part_bytes(zip, name)?) {
        Ok(text) => text,
        Err(bad) => String::from_utf8_lossy(bad.as_bytes()).into_owned(),
    })
}

/// An attribute by its name without prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find_map(|a| {
        (a.key.local_name().as_ref() == name).then(|| {
            quick_xml::escape::unescape(&a.value).map_or_else(|_| a.value.to_string(), Into::into)
        })
    })
}

/// A reference such as `&lt;` or `&#163;` as text.
pub fn reference(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return c.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(entity)
        .map_or_else(|| format!("&{};", entity.as_ref()), str::to_string)
}

/// "1" and "true" are true; an element without the value means true.
fn switch(value: Option<String>) -> bool {
    value.is_none_or(|v| matches!(v.as_str(), "1" | "true" | "on"))
}

/// The look of an .xlsx or .xlsm.
pub fn looks(zip: &mut Container<'_>) -> Looks {
    let mut looks = Looks::default();
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap_or_default().into()).collect();
    looks.pictures = names.iter().filter(|n| n.starts_with("xl/media/")).count();
    for name in names.iter().filter(|n| n.contains("comments") && n.ends_with(".xml")) {
        let text = part(zip, name).unwrap_or_default();
        let notes = text.matches("<comment ").count() + text.matches("<threadedComment ").count();
        looks.comments = looks.comments.max(notes);
    }
    if let Some(xml) = part(zip, "xl/styles.xml") {
        looks.styles = styles(&xml);
    }
    let strings = part(zip, "xl/sharedStrings.xml").map(|x| shared_strings(&x)).unwrap_or_default();
    for (name, path) in sheet_paths(zip) {
        match part(zip, &path) {
            Some(xml) => {
                let (sheet, whole) = sheet(&xml, &strings);
                if !whole {
                    looks.damage.push(format!("the XML of sheet `{name}` breaks off"));
                }
                looks.sheets.insert(name, sheet);
            }
            None => looks.damage.push(format!("sheet `{name}` has no XML part")),
        }
    }
    looks
}

/// The parts that a workbook's relations point to, by id.
pub fn relations(zip: &mut Container<'_>, name: &str) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    each_start(&part(zip, name).unwrap_or_default(), |e| {
        if let (Some(id), Some(target)) = (attribute(e, "Id"), attribute(e, "Target")) {
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_string(),
                None => format!("xl/{}", target.trim_start_matches("./")),
            };
            targets.insert(id, path);
        }
    });
    targets
}

/// Names of sheets and the parts they stand in.
fn sheet_paths(zip: &mut Container<'_>) -> Vec<(String, String)> {
    let targets = relations(zip, "xl/_rels/workbook.xml.rels");
    let mut sheets = Vec::new();
    each_start(&part(zip, "xl/workbook.xml").unwrap_or_default(), |e| {
        if e.local_name().as_ref() != "sheet" {
            return;
        }
        if let (Some(name), Some(id)) = (attribute(e, "name"), attribute(e, "id"))
            && let Some(path) = targets.get(&id)
        {
            sheets.push((name, path.clone()));
        }
    });
    sheets
}

fn each_start(xml: &str, mut take: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) => take(&e),
            Ok(Event::Eof) | Err(_) => break,
            _ => {}
        }
    }
}

/// The styles cells point to (`cellXfs`), resolved to font and number format.
fn styles(xml: &str) -> Vec<Style> {
    let mut formats: BTreeMap<u32, String> = BTreeMap::new();
    let mut fonts: Vec<(bool, bool)> = Vec::new();
    let mut styles: Vec<Style> = Vec::new();
    let (mut in_fonts, mut in_xfs) = (false, false);
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) => match e.local_name().as_ref() {
                "fonts" => in_fonts = true,
                "cellXfs" => in_xfs = true,
                "numFmt" => {
                    let id = attribute(&e, "numFmtId").and_then(|v| v.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&e, "formatCode")) {
                        formats.entry(id).or_insert(code);
                    }
                }
                "font" if in_fonts => fonts.push((false, false)),
                "b" if in_fonts => {
                    if let Some(font) = fonts.last_mut() {
                        font.0 = switch(attribute(&e, "val"));
                    }
                }
                "strike" if in_fonts => {
                    if let Some(font) = fonts.last_mut() {
                        font.1 = switch(attribute(&e, "val"));
                    }
                }
                "xf" if in_xfs => {
                    let number = |n: &str| attribute(&e, n).and_then(|v| v.parse::<u32>().ok());
                    let font = number("fontId").and_then(|i| fonts.get(i as usize));
                    let id = number("numFmtId").unwrap_or(0);
                    styles.push(Style {
                        bold: font.is_some_and(|f| f.0),
                        struck: font.is_some_and(|f| f.1),
                        indent: 0,
                        format: formats.get(&id).cloned().unwrap_or_else(|| builtin(id).into()),
                    });
                }
                "alignment" if in_xfs => {
                    if let Some(style) = styles.last_mut() {
                        style.indent =
                            attribute(&e, "indent").and_then(|v| v.parse().ok()).unwrap_or(0);
                    }
                }
                _ => {}
            },
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "fonts" => in_fonts = false,
                "cellXfs" => in_xfs = false,
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return styles,
            _ => {}
        }
    }
}

/// The runs of one string, gathered event by event.
#[derive(Default)]
struct Runs {
    runs: Vec<Run>,
    in_text: bool,
    in_ruby: bool,
    raised: bool,
    struck: bool,
}

impl Runs {
    fn start(&mut self, e: &BytesStart<'_>, empty: bool) {
        match e.local_name().as_ref() {
            "r" => (self.raised, self.struck) = (false, false),
            "rPh" => self.in_ruby = !empty,
            "t" => {
                self.in_text = !empty;
                if !self.in_ruby {
                    let (raised, struck) = (self.raised, self.struck);
                    self.runs.push(Run { text: String::new(), raised, struck });
                }
            }
            "vertAlign" => self.raised = attribute(e, "val").as_deref() == Some("superscript"),
            "strike" => self.struck = switch(attribute(e, "val")),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.in_ruby = false,
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.in_text
            && !self.in_ruby
            && let Some(run) = self.runs.last_mut()
        {
            run.text.push_str(text);
        }
    }

    /// What calamine would not tell about this string, if anything.
    fn finish(self) -> Option<Shown> {
        self.runs.iter().any(|r| r.raised || r.struck).then(|| Shown::from_runs(&self.runs))
    }
}

/// Shared strings that have raised or struck runs, by their index.
fn shared_strings(xml: &str) -> BTreeMap<usize, Shown> {
    let mut special = BTreeMap::new();
    let mut index = 0;
    let mut runs = Runs::default();
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "si" => runs = Runs::default(),
            Ok(Event::Empty(e)) if e.local_name().as_ref() == "si" => index += 1,
            Ok(Event::Start(e)) => runs.start(&e, false),
            Ok(Event::Empty(e)) => runs.start(&e, true),
            Ok(Event::Text(t)) => runs.push(&t.xml10_content()),
            Ok(Event::CData(t)) => runs.push(&t.xml10_content()),
            Ok(Event::GeneralRef(r)) => runs.push(&reference(&r)),
            Ok(Event::End(e)) if e.local_name().as_ref() == "si" => {
                if let Some(shown) = std::mem::take(&mut runs).finish() {
                    special.insert(index, shown);
                }
                index += 1;
            }
            Ok(Event::End(e)) => runs.end(e.local_name().as_ref()),
            Ok(Event::Eof) | Err(_) => return special,
            _ => {}
        }
    }
}

/// The cell being read.
#[derive(Default)]
struct Open {
    place: Place,
    shared: bool,
    string: bool,
    formula: bool,
    value: bool,
    in_value: bool,
    text: String,
    runs: Runs,
}

/// The look of one sheet, and whether its XML was whole.
fn sheet(xml: &str, strings: &BTreeMap<usize, Shown>) -> (SheetLook, bool) {
    let mut look = SheetLook::default();
    let mut row = 0u32;
    let mut next_col = 0u32;
    let mut open: Option<Open> = None;
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => start(&e, false, &mut look, &mut row, &mut next_col, &mut open),
            Ok(Event::Empty(e)) => start(&e, true, &mut look, &mut row, &mut next_col, &mut open),
            Ok(Event::Text(t)) => add(&mut open, &t.xml10_content()),
            Ok(Event::CData(t)) => add(&mut open, &t.xml10_content()),
            Ok(Event::GeneralRef(r)) => add(&mut open, &reference(&r)),
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "row" => {
                    row += 1;
                    next_col = 0;
                }
                "c" => {
                    if let Some(cell) = open.take() {
                        close(cell, &mut look, strings);
                    }
                }
                "v" => {
                    if let Some(cell) = &mut open {
                        cell.in_value = false;
                    }
                }
                name => {
                    if let Some(cell) = &mut open {
                        cell.runs.end(name);
                    }
                }
            },
            Ok(Event::Eof) => return (look, true),
            Err(_) => return (look, false),
            _ => {}
        }
    }
}

fn add(open: &mut Option<Open>, text: &str) {
    if let Some(cell) = open {
        if cell.in_value {
            cell.text.push_str(text);
            cell.value |= !text.trim().is_empty();
        }
        cell.runs.push(text);
    }
}

fn close(cell: Open, look: &mut SheetLook, strings: &BTreeMap<usize, Shown>) {
    if cell.formula && !cell.value {
        look.uncalculated.push(cell.place);
    }
    let shown = if cell.shared {
        cell.text.trim().parse::<usize>().ok().and_then(|i| strings.get(&i)).cloned()
    } else {
        cell.runs.finish()
    };
    if let Some(shown) = shown {
        look.shown.insert(cell.place, shown);
    }
}

fn start(
    e: &BytesStart<'_>,
    empty: bool,
    look: &mut SheetLook,
    row: &mut u32,
    next_col: &mut u32,
    open: &mut Option<Open>,
) {
    let number = |n: &str| attribute(e, n).and_then(|v| v.parse::<u32>().ok());
    let hidden = || attribute(e, "hidden").is_some_and(|v| switch(Some(v)));
    match e.local_name().as_ref() {
        "row" => {
            if let Some(n) = number("r") {
                *row = n.saturating_sub(1).min(MAX_ROWS);
            }
            *next_col = 0;
            if hidden() || zero(attribute(e, "ht")) {
                look.hidden_rows.insert(*row);
            }
            if empty {
                *row += 1;
            }
        }
        "col" => {
            if hidden() || zero(attribute(e, "width")) {
                let first = number("min").unwrap_or(1).max(1);
                let last = number("max").unwrap_or(first).min(MAX_COLUMNS);
                look.hidden_cols.extend(first - 1..last);
            }
        }
        "c" => {
            let place = attribute(e, "r").and_then(|r| a1(&r)).unwrap_or((*row, *next_col));
            *next_col = place.1 + 1;
            if let Some(style) = number("s").filter(|s| *s > 0) {
                look.styles.insert(place, style);
            }
            if !empty {
                let kind = attribute(e, "t").unwrap_or_default();
                let (shared, string) = (kind == "s", kind == "str");
                *open = Some(Open { place, shared, string, ..Open::default() });
            }
        }
        "autoFilter" | "tablePart" => look.filtered = true,
        "mergeCell" => {
            let range = attribute(e, "ref").unwrap_or_default();
            if let Some((from, to)) = range.split_once(':')
                && let (Some(from), Some(to)) = (a1(from), a1(to))
            {
                look.merges.push((from, to));
            }
        }
        name => {
            if let Some(cell) = open {
                match name {
                    "f" => cell.formula = true,
                    "v" => {
                        cell.in_value = !empty;
                        // A formula may well give an empty text.
                        cell.value |= cell.string;
                    }
                    "is" => cell.value = true,
                    _ => {}
                }
                cell.runs.start(e, empty);
            }
        }
    }
}

fn zero(size: Option<String>) -> bool {
    size.and_then(|s| s.parse::<f64>().ok()) == Some(0.0)
}

/// "C7" as row 6, column 2.
fn a1(name: &str) -> Option<Place> {
    let name = name.trim().trim_start_matches('$');
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let mut col = 0u32;
    for c in name[..digits].bytes().filter(u8::is_ascii_alphabetic) {
        col = col.checked_mul(26)?.checked_add(u32::from(c.to_ascii_uppercase() - b'A') + 1)?;
    }
    let row: u32 = name[digits..].parse().ok()?;
    (row > 0 && col > 0 && row <= MAX_ROWS && col <= MAX_COLUMNS).then(|| (row - 1, col - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_marks_stand_apart_and_escapes_survive() {
        let xml = "<sst><si><t>plain</t></si><si><r><t>8</t></r><r><rPr><vertAlign \
                   val=\"superscript\"/></rPr><t>2</t></r></si><si><r><rPr><strike/></rPr><t>&lt;5\
                   </t></r><r><t> A &amp; B</t></r></si></sst>";
        let strings = shared_strings(xml);
        assert_eq!(strings[&1].text, "8");
        assert_eq!(strings[&1].marks, "2");
        assert_eq!(strings[&2].text.trim(), "A & B");
        assert_eq!(strings[&2].struck_words, "<5");
    }

    #[test]
    fn a_formula_without_a_value_is_seen() {
        let xml = "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>\
                   <row r=\"2\" hidden=\"true\"><c r=\"A2\"><f>1+1</f></c><c r=\"B2\"><f>1</f><v>1</v>\
                   </c></row></sheetData></worksheet>";
        let (look, whole) = sheet(xml, &BTreeMap::new());
        assert!(whole);
        assert_eq!(look.uncalculated, [(1, 0)]);
        assert!(look.hidden_rows.contains(&1));
        assert_eq!(look.hidden_cols.iter().copied().collect::<Vec<_>>(), [1, 2]);
    }
}
