//! Answers that were replaced: by the later one's own words, or because two answers of different
//! days to one request give different figures. Every change is told with both figures: where the later
//! answer says that it replaces, in the reason of the earlier file's role; where only the days say so,
//! in review, since both may hold.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::super::FileReading;
use super::super::facts::{is_plain, name};
use super::gives_facts;
use crate::model::count::Count;
use crate::model::fact::FileRole;
use crate::model::finding::{Code, Finding};
use crate::model::observation::{Cell, Origin};
use crate::pattern::pattern;

/// Most changes listed in one review item.
const MAX_CHANGES: usize = 8;

/// Share of an attachment's cells that another must give as well to be the same table anew.
const ANEW_SHARE: f64 = 0.5;

/// What people put into the name of a later version.
static LATER_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)revis\w*|amend\w*|correct\w*|updat\w*|replac\w*|diwyg\w*|\bv(?:er(?:sion)?)?[ _.-]?[2-9]\b",
    )
});

/// Puts replaced answers aside.
pub fn settle(files: &mut [FileReading], review: &mut Vec<Finding>) {
    let revising = by_words(files);
    let said = !revising.is_empty();
    let pairs: Vec<(usize, usize)> = if revising.is_empty() {
        by_dates(files)
    } else {
        revising
            .into_iter()
            .flat_map(|new| older_than(files, new).into_iter().map(move |old| (old, new)))
            .collect()
    };
    for (old, new) in pairs {
        if files[old].entry.role == FileRole::Superseded {
            continue;
        }
        if files[new].extraction.manner.rest_stands {
            correct_in_part(files, old, new);
            continue;
        }
        let (path, dated) = (&files[new].entry.path, &files[new].extraction.letter.dated);
        let why = format!(
            "replaced by `{path}`{}",
            dated.as_ref().map_or(String::new(), |d| format!(" of {d}"))
        );
        let told = in_words(&changes(&files[old], files, new));
        let marked = said || LATER_NAME.is_match(base_name(&files[new]));
        if let (Some(told), false) = (&told, marked) {
            let message =
                format!("`{path}` replaces `{}` by its day alone: {told}", files[old].entry.path);
            let mut finding = Finding::new(Code::Conflict, message);
            finding.file = path.clone();
            review.push(finding);
        }
        files[old].entry.role = FileRole::Superseded;
        files[old].entry.why = Some(told.map_or(why.clone(), |told| format!("{why}: {told}")));
    }
}

/// Where a letter corrects some figures of an earlier one and says that the others stand: the figures that it gives
/// anew count for those of the earlier one, which stays an answer.
fn correct_in_part(files: &mut [FileReading], old: usize, new: usize) {
    let changed = changes(&files[old], files, new);
    let Some(told) = in_words(&changed) else { return };
    let why = format!("corrected in part by `{}`: {told}", files[new].entry.path);
    // A reason of its file's role would take the whole file out.
    let extraction = Arc::make_mut(&mut files[old].extraction);
    for o in &mut extraction.gathered.observations {
        let corrected = changed.iter().any(|(cell, was, _)| *cell == o.cell && *was == o.count);
        if corrected && o.out_of_scope.is_none() {
            o.out_of_scope = Some(why.clone());
        }
    }
    let mut finding = Finding::new(Code::Superseded, why);
    finding.file = files[old].entry.path.clone();
    files[old].findings.push(finding);
}

/// The answers, or covers of one, that say they replace another; latest first.
fn by_words(files: &[FileReading]) -> Vec<usize> {
    let mut found: Vec<usize> = (0..files.len())
        .filter(|i| {
            let f = &files[*i];
            let answers = matches!(f.entry.role, FileRole::Response | FileRole::Attachment);
            answers && f.told.is_none() && f.extraction.letter.revises
        })
        .collect();
    found.sort_by_key(|i| std::cmp::Reverse(files[*i].extraction.letter.dated.clone()));
    found
}

/// The files that a replacing answer leaves behind.
fn older_than(files: &[FileReading], newest: usize) -> Vec<usize> {
    // "Our earlier reply is attached": a letter of an earlier day inside the one that replaces it.
    let inside = |i: usize| {
        let (own, new) = (&files[i].extraction.letter, &files[newest].extraction.letter);
        let earlier = own.dated.is_some() && own.dated < new.dated;
        let within = files[i].entry.path.starts_with(&format!("{}!", files[newest].entry.path));
        within && earlier && files[i].entry.role == FileRole::Response && !own.revises
    };
    let with_newest =
        |i: usize| i == newest || outer(&files[i]) == outer(&files[newest]) && !inside(i);
    let others: Vec<usize> =
        (0..files.len()).filter(|i| !with_newest(*i) && gives_facts(&files[*i])).collect();
    let mut old: Vec<usize> =
        others.iter().copied().filter(|i| is_older(&files[*i], &files[newest], files)).collect();
    // What came in one file with a replaced letter goes with it; of the loose attachments without a
    // date, those whose figures are given anew.
    let letters: Vec<&str> = old.iter().map(|i| outer(&files[*i])).collect();
    let undated = |i: usize| {
        let letter = &files[i].extraction.letter;
        files[i].entry.role == FileRole::Attachment && letter.dated.is_none() && !letter.revises
    };
    let (came_with_old, loose): (Vec<usize>, Vec<usize>) =
        others.iter().copied().filter(|i| !old.contains(i) && undated(*i)).partition(|i| {
            files[*i].entry.container.is_some() && letters.contains(&outer(&files[*i]))
        });
    let given_anew = given_anew(files, newest, &loose);
    old.extend(came_with_old);
    old.extend(given_anew);
    old.sort_unstable();
    // What replaces must have figures, or nothing would be left of the answer.
    let kept = |i: usize| !old.contains(&i) && gives_facts(&files[i]) && has_figures(&files[i]);
    let left = (0..files.len()).any(kept);
    old.retain(|i| left || !has_figures(&files[*i]));
    old
}

/// True when a file is the answer, or of the day, that another one says it replaces; where no day is
/// named, any answer of an earlier day.
fn is_older(f: &FileReading, newest: &FileReading, files: &[FileReading]) -> bool {
    let (own, new) = (&f.extraction.letter.dated, &newest.extraction.letter.dated);
    let named = &newest.extraction.manner.replaces;
    let named = named
        .as_ref()
        .filter(|day| files.iter().any(|x| x.extraction.letter.dated.as_ref() == Some(*day)));
    match (own, named, new) {
        (Some(own), Some(day), _) => own == day,
        (Some(own), None, Some(new)) => own < new,
        _ => f.entry.role == FileRole::Response && !f.extraction.letter.revises,
    }
}

/// Loose attachments whose figures stand anew, and differently, in the replacing answer or in
/// another attachment that its name marks as later.
fn given_anew(files: &[FileReading], newest: usize, loose: &[usize]) -> Vec<usize> {
    let fresh: Vec<BTreeMap<Cell, Count>> = (0..files.len())
        .filter(|i| {
            let with_newest = *i == newest || outer(&files[*i]) == outer(&files[newest]);
            let later = loose.contains(i) && LATER_NAME.is_match(base_name(&files[*i]));
            (with_newest || later) && gives_facts(&files[*i])
        })
        .map(|i| cells(&files[i]))
        .collect();
    loose
        .iter()
        .copied()
        .filter(|i| !LATER_NAME.is_match(base_name(&files[*i])))
        .filter(|i| {
            let old = cells(&files[*i]);
            fresh.iter().any(|new| {
                let shared = old.keys().filter(|cell| new.contains_key(*cell)).count();
                shared as f64 >= ANEW_SHARE * old.len() as f64 && differs(&old, new)
            })
        })
        .collect()
}

/// Pairs of an older and a newer answer to one request that differ, by their days or, where neither
/// has one, by a mark in the newer one's name.
fn by_dates(files: &[FileReading]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for old in 0..files.len() {
        let newer = (0..files.len())
            .filter(|new| *new != old && follows(&files[old], &files[*new]))
            .max_by_key(|new| files[*new].extraction.letter.dated.clone());
        if let Some(new) = newer {
            pairs.push((old, new));
        }
    }
    pairs
}

fn follows(old: &FileReading, new: &FileReading) -> bool {
    let answers = |f: &FileReading| f.entry.role == FileRole::Response && gives_facts(f);
    if !answers(old) || !answers(new) || outer(old) == outer(new) {
        return false;
    }
    let (a, b) = (&old.extraction.letter, &new.extraction.letter);
    let same_request = match (digits(&a.reference), digits(&b.reference)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let later = match (&a.dated, &b.dated) {
        (Some(a), Some(b)) => a < b,
        _ => LATER_NAME.is_match(base_name(new)) && !LATER_NAME.is_match(base_name(old)),
    };
    same_request && later && differs(&cells(old), &cells(new))
}

fn digits(reference: &Option<String>) -> Option<String> {
    let digits: String = reference.as_deref()?.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// The file on disk that a file lies in, or itself.
fn outer(f: &FileReading) -> &str {
    f.entry.path.split('!').next().unwrap_or_default()
}

fn base_name(f: &FileReading) -> &str {
    f.entry.path.rsplit(['/', '!']).next().unwrap_or_default()
}

fn has_figures(f: &FileReading) -> bool {
    let inside = |o: &&crate::model::observation::Observation| {
        o.out_of_scope.is_none() && !o.cell.is_empty()
    };
    f.extraction.gathered.observations.iter().filter(inside).count() > 1
}

/// The first count of each cell that a file gives.
fn cells(f: &FileReading) -> BTreeMap<Cell, Count> {
    let mut out = BTreeMap::new();
    for o in &f.extraction.gathered.observations {
        if o.out_of_scope.is_none() && is_plain(&o.cell) && o.origin == Origin::Stated {
            out.entry(o.cell.clone()).or_insert(o.count);
        }
    }
    if out.is_empty() {
        for o in &f.extraction.gathered.observations {
            if o.out_of_scope.is_none() && is_plain(&o.cell) {
                out.entry(o.cell.clone()).or_insert(o.count);
            }
        }
    }
    out
}

fn differs(old: &BTreeMap<Cell, Count>, new: &BTreeMap<Cell, Count>) -> bool {
    old.iter().any(|(cell, count)| new.get(cell).is_some_and(|n| n != count))
}

/// Cells that both answers give, with their counts, where they differ.
fn changes(old: &FileReading, files: &[FileReading], new: usize) -> Vec<(Cell, Count, Count)> {
    let mut now: BTreeMap<Cell, Count> = BTreeMap::new();
    for (i, f) in files.iter().enumerate() {
        let kept = i == new || gives_facts(f) && f.entry.path != old.entry.path;
        if kept
            && (outer(f) == outer(&files[new])
                || f.extraction.letter.revises
                || LATER_NAME.is_match(base_name(f)))
        {
            for (cell, count) in cells(f) {
                now.entry(cell).or_insert(count);
            }
        }
    }
    cells(old)
        .into_iter()
        .filter_map(|(cell, was)| {
            let is = *now.get(&cell)?;
            (is != was).then_some((cell, was, is))
        })
        .collect()
}

/// "the total was 11 and is 13; ...", when anything changed.
fn in_words(changes: &[(Cell, Count, Count)]) -> Option<String> {
    let told: Vec<String> = changes
        .iter()
        .take(MAX_CHANGES)
        .map(|(cell, was, is)| format!("{} was {was} and is {is}", name(cell)))
        .collect();
    let more = changes.len().saturating_sub(MAX_CHANGES);
    let rest = if more > 0 { format!("; {more} more changed") } else { String::new() };
    (!told.is_empty()).then(|| format!("{}{rest}", told.join("; ")))
}
