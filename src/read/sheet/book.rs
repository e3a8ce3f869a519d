//! Opening a workbook: which kind it is, whether it is locked, and the stored values of each sheet
//! by calamine. What calamine panics on must not stop the batch.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Ods, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use super::look::{Looks, Place};
use super::{biff, ods, xlsb};
use crate::compound::Compound;
use crate::model::document::Document;
use crate::model::finding::{Code, Finding};
use crate::read::sheet_xml;

/// Most cells a grid may span before calamine is asked to lay it out in memory (24 bytes each).
const MAX_GRID_CELLS: u64 = 20_000_000;

/// Most filled cells of a sheet that are read; the largest sheet of figures we met has a tenth.
const MAX_CELLS: usize = 3_000_000;

/// One sheet as calamine gives it.
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Hidden from the tabs.
    pub hidden: bool,
    /// Hidden so that only a program can show it.
    pub very_hidden: bool,
    /// Worksheet, chart or other.
    pub kind: SheetType,
    /// Stored values by place.
    pub cells: Vec<(Place, Data)>,
    /// Merged ranges.
    pub merges: Vec<(Place, Place)>,
    /// Why it could not be read to its end.
    pub damage: Option<String>,
}

/// What opening gives: something, or the finding that says why not.
pub type Opened<T> = Result<T, Box<Finding>>;

/// Opens a workbook kept in a zip: .xlsx, .xlsm, .xlsb or .ods.
pub fn open_zip(bytes: &[u8], document: &mut Document) -> Opened<(Vec<Sheet>, Looks)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|e| refusal(Code::UnreadableFile, format!("the workbook is damaged: {e}")))?;
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap_or_default().into()).collect();
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    if has("content.xml") {
        document.format = "ods";
        let manifest = sheet_xml::part(&mut zip, "META-INF/manifest.xml").unwrap_or_default();
        if manifest.contains("encryption-data") {
            return Err(locked());
        }
        let looks = ods::looks(&mut zip);
        let sheets = guarded(|| ods_sheets(bytes, &looks, &mut document.title))?;
        return Ok((sheets, looks));
    }
    if has("xl/workbook.bin") {
        document.format = "xlsb";
        let sheets = guarded(|| xlsb_sheets(bytes, &mut document.title))?;
        return Ok((sheets, xlsb::looks(&mut zip)));
    }
    document.format = if has("xl/vbaProject.bin") { "xlsm" } else { "xlsx" };
    let looks = sheet_xml::looks(&mut zip);
    let sheets = guarded(|| xlsx_sheets(bytes, &mut document.title))?;
    Ok((sheets, looks))
}

/// Opens a workbook kept in a compound file: .xls, or a locked newer one.
pub fn open_compound(bytes: &[u8], document: &mut Document) -> Opened<(Vec<Sheet>, Looks)> {
    let Some(file) = Compound::open(bytes) else {
        return Err(refusal(Code::UnreadableFile, "the workbook is damaged or of no known kind"));
    };
    if file.has("EncryptedPackage") {
        document.format = "xlsx";
        return Err(locked());
    }
    let stream = file.stream("Workbook").or_else(|| file.stream("Book")).unwrap_or_default();
    if biff::locked(&stream) && !opens(bytes) {
        return Err(locked());
    }
    let sheets = guarded(|| xls_sheets(bytes, &mut document.title))?;
    Ok((sheets, biff::looks(&file)))
}

/// Write protection with the built-in password leaves a file readable.
fn opens(bytes: &[u8]) -> bool {
    guarded(|| Xls::new(Cursor::new(bytes)).map(|_| ()).map_err(damaged)).is_ok()
}

fn refusal(code: Code, message: impl Into<String>) -> Box<Finding> {
    Box::new(Finding::new(code, message))
}

fn locked() -> Box<Finding> {
    refusal(Code::PasswordNeeded, "the workbook is locked with a password")
}

fn damaged(error: impl std::fmt::Display) -> Box<Finding> {
    let reason = error.to_string();
    if reason.to_lowercase().contains("password") {
        return locked();
    }
    refusal(Code::UnreadableFile, format!("the workbook could not be opened: {reason}"))
}

/// A damaged file must not stop the batch, even where a library would panic on it.
fn guarded<T>(read: impl FnOnce() -> Opened<T>) -> Opened<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(refusal(Code::UnreadableFile, "the workbook is damaged beyond reading"))
    })
}

fn blank_sheets(metadata: &[calamine::Sheet]) -> Vec<Sheet> {
    let blank = |s: &calamine::Sheet| Sheet {
        name: s.name.clone(),
        hidden: s.visible != SheetVisible::Visible,
        very_hidden: s.visible == SheetVisible::VeryHidden,
        kind: s.typ,
        cells: Vec::new(),
        merges: Vec::new(),
        damage: None,
    };
    metadata.iter().map(blank).collect()
}

fn xlsx_sheets(bytes: &[u8], title: &mut Option<String>) -> Opened<Vec<Sheet>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    *title = book.workbook_properties().ok().and_then(|p| p.title);
    let mut sheets = blank_sheets(book.sheets_metadata());
    for sheet in sheets.iter_mut().filter(|s| s.kind != SheetType::ChartSheet) {
        // Cell by cell: a range would span every cell between the corners, filled or not.
        let result = book.worksheet_cells_reader(&sheet.name).and_then(|mut cells| {
            while let Some(cell) = cells.next_cell()? {
                if sheet.cells.len() == MAX_CELLS {
                    return Ok(true);
                }
                sheet.cells.push((cell.get_position(), cell.get_value().clone().into()));
            }
            Ok(false)
        });
        sheet.damage = damage(result.map_err(|e| e.to_string()));
    }
    Ok(sheets)
}

/// What is said of a sheet whose cells were read to a limit, or to where it is damaged.
fn damage(full: Result<bool, String>) -> Option<String> {
    match full {
        Ok(full) => full.then(|| format!("it has more than {MAX_CELLS} filled cells")),
        Err(why) => Some(why),
    }
}

fn xlsb_sheets(bytes: &[u8], title: &mut Option<String>) -> Opened<Vec<Sheet>> {
    let mut book = Xlsb::new(Cursor::new(bytes)).map_err(damaged)?;
    *title = book.workbook_properties().ok().and_then(|p| p.title);
    let mut sheets = blank_sheets(book.sheets_metadata());
    for sheet in sheets.iter_mut().filter(|s| s.kind != SheetType::ChartSheet) {
        let result = book.worksheet_cells_reader(&sheet.name).and_then(|mut cells| {
            while let Some(cell) = cells.next_cell()? {
                if sheet.cells.len() == MAX_CELLS {
                    return Ok(true);
                }
                sheet.cells.push((cell.get_position(), cell.get_value().clone().into()));
            }
            Ok(false)
        });
        sheet.damage = damage(result.map_err(|e| e.to_string()));
    }
    Ok(sheets)
}

fn xls_sheets(bytes: &[u8], title: &mut Option<String>) -> Opened<Vec<Sheet>> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    *title = book.workbook_properties().ok().and_then(|p| p.title);
    let mut sheets = blank_sheets(book.sheets_metadata());
    for sheet in &mut sheets {
        match book.worksheet_range(&sheet.name) {
            Ok(range) => sheet.cells = filled(&range),
            Err(e) => sheet.damage = Some(e.to_string()),
        }
        sheet.merges = book
            .merge_cells_by_sheet_name(&sheet.name)
            .unwrap_or_default()
            .iter()
            .map(|d| (d.start, d.end))
            .collect();
    }
    Ok(sheets)
}

fn ods_sheets(bytes: &[u8], looks: &Looks, title: &mut Option<String>) -> Opened<Vec<Sheet>> {
    for (name, look) in &looks.sheets {
        let rows = look.shown.keys().map(|p| u64::from(p.0) + 1).max().unwrap_or(0);
        let columns = look.shown.keys().map(|p| u64::from(p.1) + 1).max().unwrap_or(0);
        if rows * columns > MAX_GRID_CELLS {
            let message = format!("sheet `{name}` spans {rows} rows and {columns} columns");
            return Err(refusal(Code::TooLarge, message));
        }
    }
    let mut book = Ods::new(Cursor::new(bytes)).map_err(damaged)?;
    *title = book.workbook_properties().ok().and_then(|p| p.title);
    let mut sheets = blank_sheets(book.sheets_metadata());
    for sheet in &mut sheets {
        match book.worksheet_range(&sheet.name) {
            Ok(range) => sheet.cells = filled(&range),
            Err(e) => sheet.damage = Some(e.to_string()),
        }
    }
    Ok(sheets)
}

fn filled(range: &calamine::Range<Data>) -> Vec<(Place, Data)> {
    let (row, col) = range.start().unwrap_or((0, 0));
    let place =
        |(r, c, data): (usize, usize, &Data)| ((row + r as u32, col + c as u32), data.clone());
    range.used_cells().map(place).collect()
}
