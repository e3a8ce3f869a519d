//! facts.csv: every fact of every authority in one table, ready for a spreadsheet.

use std::io::{self, Write};

use super::authority::origin;
use super::contract::Evidence;
use crate::model::correction::By;
use crate::model::count::Count;
use crate::model::fact::Fact;
use crate::model::observation::Dimension;
use crate::model::run::Run;
use crate::normalise::authority::Register;

const HEADER: &[&str] = &[
    "authority",
    "name",
    "unit",
    "outcome",
    "year",
    "officer_sex",
    "complainant_sex",
    "source",
    "duty",
    "allegation_type",
    "other",
    "count_min",
    "count_max",
    "label",
    "origin",
    "in_scope",
    "file",
    "page",
    "sheet",
    "cell",
    "line",
    "paragraph",
    "bbox",
    "quote",
    "old_min",
    "old_max",
    "corrected_by",
    "corrected_when",
    "corrected_why",
];

/// A table for spreadsheets: UTF-8 with a mark, so that they see it, and CRLF line ends.
pub(super) fn table(to: &mut dyn Write) -> io::Result<csv::Writer<&mut dyn Write>> {
    to.write_all(&[0xEF, 0xBB, 0xBF])?;
    Ok(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to))
}

/// Writes the file.
///
/// # Errors
/// When `to` takes no more.
pub fn of(run: &Run, register: &Register, to: &mut dyn Write) -> io::Result<()> {
    let mut writer = table(to)?;
    writer.write_record(HEADER)?;
    for one in &run.returns {
        let name = register.get(&one.authority).map_or("", |a| a.name);
        for f in &one.facts {
            let value = |d: &Dimension| {
                f.cell.get(d).map_or(String::new(), |v| {
                    safe(&v.iter().cloned().collect::<Vec<_>>().join(" or "))
                })
            };
            let other: Vec<String> = f
                .cell
                .iter()
                .filter(|(d, _)| matches!(d, Dimension::Extra(_)))
                .map(|(d, v)| {
                    format!("{}={}", d.name(), v.iter().cloned().collect::<Vec<_>>().join("|"))
                })
                .collect();
            let e = f.evidence.first().map(Evidence::from);
            let place = |pick: &dyn Fn(&Evidence) -> Option<String>| {
                e.as_ref().and_then(pick).unwrap_or_default()
            };
            let record = [
                one.authority.clone(),
                name.to_string(),
                f.unit.name().to_string(),
                value(&Dimension::Outcome),
                value(&Dimension::Year),
                value(&Dimension::OfficerSex),
                value(&Dimension::ComplainantSex),
                value(&Dimension::Source),
                value(&Dimension::Duty),
                value(&Dimension::AllegationType),
                safe(&other.join("; ")),
                f.count.min.to_string(),
                f.count.max.to_string(),
                safe(&f.label),
                origin(f.origin).to_string(),
                f.in_scope.to_string(),
                safe(&place(&|e| Some(e.file.clone()))),
                place(&|e| e.page.map(|p| p.to_string())),
                safe(&place(&|e| e.sheet.clone())),
                place(&|e| e.cell.clone()),
                place(&|e| e.line.map(|l| l.to_string())),
                place(&|e| e.paragraph.map(|p| p.to_string())),
                place(&|e| e.bbox.map(|b| format!("{} {} {} {}", b[0], b[1], b[2], b[3]))),
                safe(&place(&|e| Some(e.quote.clone()))),
                old(f, |c| c.min),
                old(f, |c| c.max),
                by(f, |b| &b.who),
                by(f, |b| &b.when),
                by(f, |b| &b.why),
            ];
            writer.write_record(&record)?;
        }
    }
    writer.flush()
}

/// A bound of the count as it was read, when a person changed it.
fn old(f: &Fact, bound: impl Fn(Count) -> u64) -> String {
    let old = f.correction.as_ref().and_then(|c| c.old.as_ref());
    old.map_or(String::new(), |(_, _, count)| bound(*count).to_string())
}

fn by(f: &Fact, part: impl Fn(&By) -> &String) -> String {
    f.correction.as_ref().map_or(String::new(), |c| safe(part(&c.by)))
}

/// What a formula begins with, in the widths that spreadsheets know.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Text that a spreadsheet would take for a formula gets an apostrophe in front.
pub(super) fn safe(text: &str) -> String {
    let formula = text.trim_start().starts_with(FORMULA) || text.starts_with(['\t', '\r', '\n']);
    if formula { format!("'{text}") } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("- nil"), "'- nil");
        assert_eq!(safe(" =1"), "' =1");
        assert_eq!(safe("\u{ff1d}1"), "'\u{ff1d}1");
        assert_eq!(safe("\tx"), "'\tx");
        assert_eq!(safe("Not upheld"), "Not upheld");
    }
}
