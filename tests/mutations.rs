//! Is a wrong number noticed? Each number that became a fact of a fixture is changed in its source,
//! one at a time, and the run repeated: a check must fail and name the place. The figures that stand
//! alone, which nothing in the document could contradict, are counted and told apart. Labels, rows,
//! columns and files are spoiled likewise.
//!
//! Text, CSV and xlsx files are changed in their bytes; every format, PDF among them, is changed in
//! the document as read, which is what a misreading would be.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use foi_tally::investigation;
use foi_tally::model::document::Document;
use foi_tally::model::fact::{Fact, Return};
use foi_tally::model::finding::Finding;
use foi_tally::model::locator::Locator;
use foi_tally::model::observation::Origin;
use foi_tally::model::run::Run;
use foi_tally::normalise::vocabulary::Vocabulary;
use foi_tally::pipeline::{self, ReadFiles};

/// Of the changed numbers, this many in a hundred must be noticed.
const NOTICED: usize = 95;

fn vocabulary() -> Vocabulary {
    Vocabulary::new(&investigation::built_in()).expect("the vocabulary is well formed")
}

fn read(folder: &Path) -> ReadFiles {
    pipeline::read_all(&[folder.to_path_buf()], None, &common::Unseen).expect("readable")
}

fn run(files: ReadFiles, vocabulary: &Vocabulary) -> Run {
    pipeline::understand(files, investigation::built_in(), vocabulary)
}

/// Another number with as many digits, so that no offset moves.
fn other(n: u64) -> String {
    let digits = n.to_string();
    let mut bytes = digits.clone().into_bytes();
    let last = bytes.len() - 1;
    bytes[last] = if bytes[last] == b'9' { b'7' } else { bytes[last] + 1 };
    String::from_utf8(bytes).unwrap_or(digits)
}

/// Replaces the number where it stands by itself.
fn replaced(text: &str, from: &str, to: &str) -> Option<String> {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    for (at, _) in text.match_indices(from) {
        let before = text[..at].chars().next_back();
        let after = text[at + from.len()..].chars().next();
        if !digit(before) && !digit(after) {
            return Some(format!("{}{to}{}", &text[..at], &text[at + from.len()..]));
        }
    }
    None
}

fn overlaps(a: &Locator, b: &Locator) -> bool {
    match (a, b) {
        (Locator::Page { page: p, bbox: a }, Locator::Page { page: q, bbox: b }) => {
            p == q && a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
        }
        (
            Locator::Cells { sheet_index: i, from: f, to: t, .. },
            Locator::Cells { sheet_index: j, from: g, to: u, .. },
        ) => i == j && f.0 <= u.0 && g.0 <= t.0 && f.1 <= u.1 && g.1 <= t.1,
        _ => a == b,
    }
}

/// Changes a number of a document at a place; false when it does not stand there in digits.
fn spoil(document: &mut Document, place: &Locator, from: &str, to: &str) -> bool {
    for block in &mut document.blocks {
        for cell in block.cells.iter_mut().filter(|c| c.locator == *place) {
            if let Some(text) = replaced(&cell.text, from, to) {
                cell.text = text;
                return true;
            }
        }
        for k in 0..block.lines.len() {
            if !overlaps(&block.lines[k].locator, place) {
                continue;
            }
            let end = block.lines.get(k + 1).map_or(block.text.len(), |n| n.start);
            let start = block.lines[k].start;
            let Some(part) = block.text.get(start..end) else { continue };
            if let Some(text) = replaced(part, from, to) {
                block.text.replace_range(start..end, &text);
                block.lines[k].text = text.trim_end().to_string();
                return true;
            }
        }
    }
    false
}

/// What a run has in review that another has not.
fn news<'a>(before: &Run, after: &'a Run) -> Vec<&'a Finding> {
    let all = |r: &Run| -> BTreeSet<(String, String)> {
        let of = r.returns.iter().flat_map(|x| &x.review).chain(&r.review);
        of.map(|f| (f.code.id().to_string(), f.message.clone())).collect()
    };
    let known = all(before);
    let of = after.returns.iter().flat_map(|x| &x.review).chain(&after.review);
    of.filter(|f| !known.contains(&(f.code.id().to_string(), f.message.clone()))).collect()
}

/// True when a finding leads to the file and place: it stands there, or a check that fails is about
/// a fact that does, or its words name the table's row.
fn names_the_place(after: &Run, findings: &[&Finding], path: &str, place: &Locator) -> bool {
    let at = |f: &Fact| f.evidence.iter().any(|e| e.file == path && overlaps(&e.place, place));
    let direct = findings.iter().any(|f| {
        f.file == path
            && f.place.as_ref().is_some_and(|p| overlaps(p, place) || same_page(p, place))
    });
    let by_check = after.returns.iter().any(|r| {
        let here: BTreeSet<&str> =
            r.facts.iter().filter(|f| at(f)).map(|f| f.id.as_str()).collect();
        r.checks.iter().any(|c| !c.holds && c.facts.iter().any(|id| here.contains(id.as_str())))
    });
    direct || by_check
}

/// The page, the sheet or the neighbouring lines: near enough for a finger.
fn same_page(a: &Locator, b: &Locator) -> bool {
    match (a, b) {
        (Locator::Page { page: p, .. }, Locator::Page { page: q, .. }) => p == q,
        (Locator::Cells { sheet_index: i, .. }, Locator::Cells { sheet_index: j, .. }) => i == j,
        (Locator::Line(a), Locator::Line(b)) | (Locator::Paragraph(a), Locator::Paragraph(b)) => {
            a.abs_diff(*b) <= 40
        }
        _ => false,
    }
}

/// True when no sum, split or second statement ties the fact to another: nothing in the document
/// could contradict it.
fn stands_alone(one: &Return, fact: &Fact) -> bool {
    let ties = |kind: &str| {
        kind.contains("sum")
            || matches!(kind, "margins_agree" | "stated_twice" | "tally_against_stated")
    };
    !one.checks.iter().any(|c| ties(c.kind) && c.facts.contains(&fact.id) && c.facts.len() > 1)
        && fact.evidence.len() == 1
}

#[test]
fn a_changed_number_is_noticed() {
    let vocabulary = vocabulary();
    let (mut tried, mut noticed, mut placed) = (0, 0, 0);
    let mut alone: Vec<String> = Vec::new();
    let mut unseen: Vec<String> = Vec::new();
    for folder in common::folders() {
        let files = read(&folder);
        let before = run(files.clone(), &vocabulary);
        let mut done: BTreeSet<String> = BTreeSet::new();
        for one in &before.returns {
            for fact in one.facts.iter().filter(|f| f.in_scope && f.origin == Origin::Stated) {
                for e in &fact.evidence {
                    if !fact.count.is_exact()
                        || !done.insert(format!("{:?}{}", e.place, fact.count))
                    {
                        continue;
                    }
                    let (from, to) = (fact.count.min.to_string(), other(fact.count.min));
                    let mut changed = files.clone();
                    let hit = changed
                        .documents_mut()
                        .filter(|(path, _)| e.file == *path)
                        .any(|(_, d)| spoil(d, &e.place, &from, &to));
                    if !hit {
                        continue; // spelled out in words, or a dash
                    }
                    let after = run(changed, &vocabulary);
                    let new = news(&before, &after);
                    let what = format!(
                        "{} {} {}: {from} -> {to} in `{}`",
                        one.authority,
                        fact.id,
                        e.place,
                        e.quote.chars().take(60).collect::<String>()
                    );
                    if new.is_empty() && stands_alone(one, fact) {
                        alone.push(what);
                        continue;
                    }
                    tried += 1;
                    if new.is_empty() {
                        unseen.push(what);
                    } else {
                        noticed += 1;
                        let named = names_the_place(&after, &new, &e.file, &e.place);
                        placed += usize::from(named);
                        if !named {
                            unseen.push(format!("{what} (noticed, place not named)"));
                        }
                    }
                }
            }
        }
    }
    let listed = format!(
        "{tried} changed, {noticed} noticed, {placed} with the place; {} more stand alone\n\
         not noticed or not placed:\n  {}\nalone, nothing ties them to another number:\n  {}",
        alone.len(),
        unseen.join("\n  "),
        alone.join("\n  ")
    );
    if std::env::var_os("SHOW_MUTATIONS").is_some() {
        // Asked for by hand, to see the list.
        std::fs::write(std::env::temp_dir().join("mutations.txt"), &listed).expect("written");
    }
    assert!(tried > 200, "{listed}");
    assert!(placed * 100 >= tried * NOTICED, "{listed}");
    // Numbers that stand alone are few: most of what forces print is tied to something.
    assert!(alone.len() * 100 <= (tried + alone.len()) * (100 - NOTICED), "{listed}");
}

/// Every authority's folder in which `change` found something to change, with both runs.
fn each_changed(
    change: &dyn Fn(&Run, &mut ReadFiles) -> Option<String>,
) -> Vec<(String, Run, Run)> {
    let vocabulary = vocabulary();
    let mut out = Vec::new();
    for folder in common::folders() {
        let files = read(&folder);
        let before = run(files.clone(), &vocabulary);
        let mut changed = files.clone();
        if let Some(what) = change(&before, &mut changed) {
            let after = run(changed, &vocabulary);
            out.push((what, before, after));
        }
    }
    out
}

/// Cells that gave facts, by row.
type Rows = BTreeMap<u32, Vec<usize>>;

/// Tables of counts: those that gave facts in several rows.
fn tables_of(run: &Run, document: &Document, path: &str) -> Vec<(usize, Rows)> {
    let places: Vec<&Locator> = run
        .returns
        .iter()
        .flat_map(|r| &r.facts)
        .filter(|f| f.in_scope && f.origin == Origin::Stated && f.count.min > 0)
        .flat_map(|f| &f.evidence)
        .filter(|e| e.file == path)
        .map(|e| &e.place)
        .collect();
    let tables = document.blocks.iter().enumerate().filter_map(|(b, block)| {
        let mut rows: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, c) in block.cells.iter().enumerate() {
            if places.iter().any(|p| **p == c.locator) {
                rows.entry(c.row).or_default().push(i);
            }
        }
        (rows.len() >= 3).then_some((b, rows))
    });
    tables.collect()
}

fn in_first_table(
    run: &Run,
    files: &mut ReadFiles,
    change: &dyn Fn(&mut foi_tally::model::document::Block, &Rows) -> bool,
) -> Option<String> {
    for (path, document) in files.documents_mut() {
        for (b, rows) in tables_of(run, document, path) {
            if change(&mut document.blocks[b], &rows) {
                return Some(path.to_string());
            }
        }
    }
    None
}

fn assert_noticed(runs: &[(String, Run, Run)], least: usize) {
    let unseen: Vec<&str> = runs
        .iter()
        .filter(|(_, before, after)| news(before, after).is_empty())
        .map(|(what, ..)| what.as_str())
        .collect();
    assert!(runs.len() >= least, "only {} could be changed", runs.len());
    assert!(unseen.is_empty(), "{} of {}: {unseen:?}", unseen.len(), runs.len());
}

/// Row labels that a change of the label cannot hide: those of outcomes.
fn is_outcome_row(run: &Run, place: &Locator) -> bool {
    use foi_tally::model::observation::Dimension;
    run.returns.iter().flat_map(|r| &r.facts).any(|f| {
        f.cell.contains_key(&Dimension::Outcome) && f.evidence.iter().any(|e| e.place == *place)
    })
}

#[test]
fn a_spoiled_label_is_noticed() {
    let runs = each_changed(&|run, files| {
        in_first_table(run, files, &|block, rows| {
            for cells in rows.values() {
                let Some(&first) = cells.first() else { continue };
                let (row, place) = (block.cells[first].row, block.cells[first].locator.clone());
                // The label next to the counts; those further out may be numbers of questions.
                let first_count = block.cells[first].col;
                let label = block.cells.iter_mut().rfind(|c| {
                    c.row == row && c.col < first_count && c.text.chars().any(char::is_alphabetic)
                });
                if let Some(label) = label.filter(|_| is_outcome_row(run, &place)) {
                    label.text = "Zqx vvorble".into();
                    return true;
                }
            }
            false
        })
    });
    assert_noticed(&runs, 5);
}

#[test]
fn a_missing_row_is_noticed() {
    let runs = each_changed(&|run, files| {
        in_first_table(run, files, &|block, rows| {
            let Some((row, _)) = rows.iter().nth(1) else { return false };
            let row = *row;
            block.cells.retain(|c| c.row != row);
            true
        })
    });
    assert_noticed(&runs, 5);
}

#[test]
fn two_swapped_figures_of_a_row_are_noticed() {
    let runs = each_changed(&|run, files| {
        in_first_table(run, files, &|block, rows| {
            for cells in rows.values() {
                for pair in cells.windows(2) {
                    let (a, b) = (pair[0], pair[1]);
                    if block.cells[a].text != block.cells[b].text {
                        let text = std::mem::take(&mut block.cells[a].text);
                        block.cells[a].text = std::mem::replace(&mut block.cells[b].text, text);
                        return true;
                    }
                }
            }
            false
        })
    });
    assert_noticed(&runs, 4);
}

#[test]
fn a_doubled_file_changes_nothing_and_is_told() {
    let vocabulary = vocabulary();
    for folder in common::folders() {
        let twice = tempfile::tempdir().expect("a folder");
        let inner = twice.path().join(folder.file_name().expect("a name"));
        std::fs::create_dir(&inner).expect("made");
        for file in std::fs::read_dir(&folder).expect("readable").flatten() {
            std::fs::copy(file.path(), inner.join(file.file_name())).expect("copied");
            let copy = format!("Copy of {}", file.file_name().to_string_lossy());
            std::fs::copy(file.path(), inner.join(copy)).expect("copied");
        }
        let facts = |run: &Run| -> BTreeSet<String> {
            let of = run.returns.iter().flat_map(|r| r.facts.iter().map(move |f| (r, f)));
            of.filter(|(_, f)| f.in_scope)
                .map(|(r, f)| format!("{} {}", r.authority, f.reading()))
                .collect()
        };
        let before = run(read(&folder), &vocabulary);
        let after = run(read(twice.path()), &vocabulary);
        assert_eq!(facts(&before), facts(&after), "{}", folder.display());
        let told = after
            .files
            .iter()
            .flat_map(|f| &f.findings)
            .filter(|f| f.code == foi_tally::model::finding::Code::DuplicateFile)
            .count();
        assert_eq!(told * 2, after.files.len(), "{}", folder.display());
    }
}

/// The number of a cell in the XML of a workbook's sheet.
fn spoil_xlsx(bytes: &[u8], cell: &str, from: &str, to: &str) -> Option<Vec<u8>> {
    use std::io::{Read, Write};
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut hit = false;
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).ok()?;
        let name = entry.name().expect("a name").to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).ok()?;
        if name.starts_with("xl/worksheets/") && !hit {
            let text = String::from_utf8_lossy(&content).into_owned();
            if let Some(at) = text.find(&format!("r=\"{cell}\""))
                && let Some(end) = text[at..].find("</c>")
                && let Some(v) = text[at..at + end].find(&format!("<v>{from}</v>"))
            {
                let start = at + v + 3;
                content =
                    format!("{}{to}{}", &text[..start], &text[start + from.len()..]).into_bytes();
                hit = true;
            }
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        out.write_all(&content).ok()?;
    }
    hit.then(|| out.finish().ok().map(std::io::Cursor::into_inner)).flatten()
}

/// The number in a line of a text file.
fn spoil_line(bytes: &[u8], line: u32, from: &str, to: &str) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut lines: Vec<String> = text.split('\n').map(str::to_string).collect();
    let at = line.checked_sub(1)? as usize;
    let new = replaced(lines.get(at)?, from, to)?;
    lines[at] = new;
    Some(lines.join("\n").into_bytes())
}

#[test]
fn a_number_changed_in_the_bytes_of_a_file_is_noticed() {
    let vocabulary = vocabulary();
    let (mut tried, mut unseen) = (0, Vec::new());
    for folder in common::folders() {
        let before = run(read(&folder), &vocabulary);
        for one in &before.returns {
            // A few of each file are enough: the places were all tried above.
            for fact in one.facts.iter().filter(|f| f.in_scope && f.count.is_exact()).step_by(4) {
                let Some(e) = fact.evidence.first().filter(|_| fact.origin == Origin::Stated)
                else {
                    continue;
                };
                let path = folder
                    .parent()
                    .expect("a parent")
                    .join(Path::new(folder.file_name().expect("a name")).join(e.file.as_str()));
                let bytes = std::fs::read(&path).expect("readable");
                let (from, to) = (fact.count.min.to_string(), other(fact.count.min));
                let changed = match &e.place {
                    Locator::Cells { .. } => e
                        .place
                        .cell_name()
                        .filter(|_| e.file.ends_with(".xlsx"))
                        .and_then(|c| spoil_xlsx(&bytes, &c, &from, &to)),
                    Locator::Line(n) => spoil_line(&bytes, *n, &from, &to),
                    _ => None,
                };
                let Some(changed) = changed else { continue };
                let place = tempfile::tempdir().expect("a folder");
                let inner = place.path().join(folder.file_name().expect("a name"));
                std::fs::create_dir(&inner).expect("made");
                for file in std::fs::read_dir(&folder).expect("readable").flatten() {
                    std::fs::copy(file.path(), inner.join(file.file_name())).expect("copied");
                }
                std::fs::write(inner.join(e.file.as_str()), &changed).expect("written");
                let after = run(read(&inner), &vocabulary);
                tried += 1;
                if news(&before, &after).is_empty() && !stands_alone(one, fact) {
                    unseen.push(format!("{} {}: {from} -> {to}", one.authority, fact.reading()));
                }
            }
        }
    }
    assert!(tried >= 20, "only {tried} could be changed");
    assert!(
        unseen.len() * 100 <= tried * (100 - NOTICED),
        "{} of {tried}: {unseen:#?}",
        unseen.len()
    );
}
