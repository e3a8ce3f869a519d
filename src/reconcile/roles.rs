//! What part each file plays in an authority's answer. Only a response and its attachments give
//! facts; a replaced answer, an acknowledgement and a letter about something else do not.

use super::FileReading;
use crate::model::fact::FileRole;

/// Settles the role of every file.
pub fn settle(files: &mut [FileReading]) {
    for f in files.iter_mut() {
        (f.entry.role, f.entry.why) = own_role(f);
    }
    supersede(files);
    // What a person said of a file stands over what it looks like.
    for f in files.iter_mut() {
        if let Some(role) = f.role_given {
            f.entry.role_read = Some(f.entry.role);
            f.entry.role = role;
            f.entry.why = Some("set by a correction".into());
        }
    }
}

fn own_role(f: &FileReading) -> (FileRole, Option<String>) {
    let letter = &f.extraction.letter;
    let figures =
        f.extraction.gathered.observations.iter().any(|o| {
            o.out_of_scope.is_none() && !o.cell.is_empty() && super::facts::is_plain(&o.cell)
        });
    if f.unread {
        return (FileRole::Unrelated, Some("could not be read".into()));
    }
    let refuses =
        letter.refusal_notice || letter.cost_refusal || letter.ncnd || letter.not_held.is_some();
    if letter.acknowledgement && !figures && !refuses {
        return (
            FileRole::Acknowledgement,
            Some("acknowledges the request or asks for a fee; no answer yet".into()),
        );
    }
    if letter.is_letter && !f.extraction.names_subject {
        return (
            FileRole::Unrelated,
            Some("the subject of the investigation is not named in it".into()),
        );
    }
    if letter.is_letter || refuses {
        (FileRole::Response, None)
    } else {
        (FileRole::Attachment, None)
    }
}

/// A response that says it replaces an earlier one puts the others of earlier or unknown date aside.
fn supersede(files: &mut [FileReading]) {
    let newest = files
        .iter()
        .filter(|f| f.entry.role == FileRole::Response && f.extraction.letter.revises)
        .max_by_key(|f| f.extraction.letter.dated.clone());
    let Some(newest) = newest else {
        promote(files);
        return;
    };
    let (path, dated) = (newest.entry.path.clone(), newest.extraction.letter.dated.clone());
    let figures: Vec<bool> = files.iter().map(has_figures).collect();
    let stays: Vec<bool> = files
        .iter()
        .map(|f| {
            let undated =
                f.entry.role == FileRole::Attachment && f.extraction.letter.dated.is_none();
            f.entry.path == path
                || f.extraction.letter.revises
                || f.extraction.letter.dated > dated
                || undated
        })
        .collect();
    // A workbook is replaced only when figures are left without it.
    let left = figures.iter().zip(&stays).any(|(has, stays)| *has && *stays);
    for f in files.iter_mut() {
        let older = match (&f.extraction.letter.dated, &dated) {
            (Some(a), Some(b)) => a < b,
            _ => f.entry.role == FileRole::Response && !f.extraction.letter.revises,
        };
        let answer = matches!(f.entry.role, FileRole::Response | FileRole::Attachment);
        let spared = f.entry.role == FileRole::Attachment && !left;
        if f.entry.path != path && answer && older && !spared {
            f.entry.role = FileRole::Superseded;
            f.entry.why = Some(format!("replaced by `{path}`"));
        }
    }
    promote(files);
}

fn has_figures(f: &FileReading) -> bool {
    f.extraction
        .gathered
        .observations
        .iter()
        .filter(|o| o.out_of_scope.is_none() && !o.cell.is_empty())
        .count()
        > 1
}

/// Where no file is a letter, the files themselves are the response.
fn promote(files: &mut [FileReading]) {
    if files.iter().any(|f| f.entry.role == FileRole::Response) {
        return;
    }
    for f in files.iter_mut().filter(|f| f.entry.role == FileRole::Attachment) {
        f.entry.role = FileRole::Response;
    }
}
