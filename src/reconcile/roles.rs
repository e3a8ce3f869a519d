//! What part each file plays in an authority's answer. Only a response and its attachments give
//! facts; a request, an acknowledgement, a covering message, a letter about something else and a
//! replaced answer do not, and say why. Names of files are a hint at most.

mod replaced;

use super::FileReading;
use crate::model::fact::FileRole;
use crate::model::finding::{Code, Finding};
use crate::model::observation::Dimension;
use crate::model::text::Text;

/// Settles the role of every file. What changed between an answer and the one that replaced it goes
/// to review.
pub fn settle(files: &mut [FileReading], review: &mut Vec<Finding>) {
    for f in files.iter_mut() {
        (f.entry.role, f.entry.why) = own_role(f);
    }
    cover(files);
    add_to(files);
    part_strangers(files, review);
    replaced::settle(files, review);
    promote(files, review);
    // What a person said of a file stands over what it looks like.
    for f in files.iter_mut() {
        if let Some(role) = f.role_given {
            f.entry.role_read = Some(f.entry.role);
            f.entry.role = role;
            f.entry.why = Some("set by a correction".into());
        }
    }
}

/// True when a file's counts are taken: a response or an attachment that is not only a cover.
pub fn gives_facts(f: &FileReading) -> bool {
    matches!(f.entry.role, FileRole::Response | FileRole::Attachment)
        && (f.entry.why.is_none() || f.role_given.is_some())
}

/// So many counts answer, however the paper repeats the request; examples in a request are fewer.
const ANSWERS: usize = 8;

fn own_role(f: &FileReading) -> (FileRole, Option<String>) {
    if f.unread {
        return (FileRole::Unrelated, Some("could not be read".into()));
    }
    if let Some((role, why)) = &f.told {
        return (*role, Some(why.clone()));
    }
    let letter = &f.extraction.letter;
    let count = |o: &&crate::model::observation::Observation| {
        o.out_of_scope.is_none() && !o.cell.is_empty() && super::facts::is_plain(&o.cell)
    };
    let counts = f.extraction.gathered.observations.iter().filter(count).count();
    let figures = counts > 0;
    let refuses =
        letter.refusal_notice || letter.cost_refusal || letter.ncnd || letter.not_held.is_some();
    let answers = counts >= ANSWERS;
    if f.extraction.manner.asks && !answers && !refuses && !letter.acknowledgement {
        return (FileRole::Request, Some("asks for the information and gives no answer".into()));
    }
    if letter.acknowledgement && !figures && !refuses {
        return (
            FileRole::Acknowledgement,
            Some("acknowledges the request or asks for a fee; no answer yet".into()),
        );
    }
    if letter.is_letter && !f.extraction.names_subject {
        return (FileRole::Unrelated, Some(OTHER_SUBJECT.into()));
    }
    if f.extraction.asks_other && !refuses {
        return (FileRole::Unrelated, Some("it answers a request about something else".into()));
    }
    if letter.is_letter || refuses {
        (FileRole::Response, None)
    } else {
        (FileRole::Attachment, None)
    }
}

/// So many of what was asked for (outcomes, parties, source, years) an answer tells that does not name its
/// subject.
const ASKED_FOR: usize = 3;
const OTHER_SUBJECT: &str = "the subject of the investigation is not named in it";
const NOT_TOLD: &str = "nothing in it says that its figures are of complaints or allegations";

/// A letter that does not name the subject but points to what came with it covers an answer.
fn cover(files: &mut [FileReading]) {
    let answers: Vec<(Text, Option<String>)> = files
        .iter()
        .filter(|f| gives_facts(f) && f.extraction.names_subject)
        .map(|f| (f.entry.path.clone(), f.entry.container.clone()))
        .collect();
    for f in files.iter_mut() {
        if f.entry.why.as_deref() != Some(OTHER_SUBJECT) || !f.extraction.manner.encloses {
            continue;
        }
        let holds_others = files_inside(&f.entry.path, &answers);
        let beside = answers.iter().any(|(_, container)| *container == f.entry.container);
        if holds_others || beside {
            f.entry.role = FileRole::Attachment;
            f.entry.why = Some("covers what came with it and gives no figures itself".into());
        }
    }
}

/// "Further to our letter of 18 June (FOI 2021-2093): the complainant was female in ten of the 12": a letter that
/// does not name the subject but stands under the reference of one that does adds to the answer.
fn add_to(files: &mut [FileReading]) {
    let answered = answered(files);
    for f in files.iter_mut().filter(|f| f.entry.why.as_deref() == Some(OTHER_SUBJECT)) {
        let same = f
            .extraction
            .letter
            .reference
            .as_deref()
            .map(digits)
            .is_some_and(|own| own.len() >= REFERENCE_DIGITS && answered.contains(&own));
        if same && tells_of(f, &ADDED).next().is_some() {
            (f.entry.role, f.entry.why) = (FileRole::Attachment, None);
        }
    }
}

/// What a letter under the same reference may add.
const ADDED: [Dimension; 4] =
    [Dimension::Outcome, Dimension::OfficerSex, Dimension::ComplainantSex, Dimension::Source];

/// Which of some dimensions a file has figures of.
fn tells_of<'a>(
    f: &'a FileReading,
    dimensions: &'a [Dimension],
) -> impl Iterator<Item = &'a Dimension> {
    let observations = &f.extraction.gathered.observations;
    let has = |d: &&Dimension| {
        observations.iter().any(|o| o.out_of_scope.is_none() && o.cell.contains_key(d))
    };
    dimensions.iter().filter(has)
}

/// A table of another request that lies among the files of this one: its title names another
/// reference than the answers do, and nothing in it speaks of the matter.
fn part_strangers(files: &mut [FileReading], review: &mut Vec<Finding>) {
    let answered = answered(files);
    let apart = |own: &str| {
        let own = digits(own);
        let alike = |of: &String| of.contains(own.as_str()) || own.contains(of.as_str());
        own.len() >= REFERENCE_DIGITS && !answered.is_empty() && !answered.iter().any(alike)
    };
    for f in files.iter_mut().filter(|f| f.entry.role == FileRole::Attachment) {
        // "Thank you for your request about police dogs", under a number of its own.
        let letter = &f.extraction.letter;
        let dated = letter.reference.as_deref().filter(|_| letter.dated.is_some());
        let named = dated.filter(|own| !f.extraction.names_subject && apart(own));
        let Some(own) = f.extraction.stranger_under.as_deref().or(named) else { continue };
        if !answered.is_empty() && !answered.contains(&digits(own)) {
            f.entry.role = FileRole::Unrelated;
            let why = format!("it belongs to another request ({own})");
            let figures = f.extraction.gathered.observations.iter();
            let figures = figures.filter(|o| o.out_of_scope.is_none()).count();
            if named.is_some() && figures > 0 {
                let what = format!("{figures} figures were not counted: {why}");
                review.push(super::in_file(&Finding::new(Code::AmbiguousReading, what), f));
            }
            f.entry.why = Some(why);
        }
    }
}

/// The references of the answers that name the subject, in digits.
fn answered(files: &[FileReading]) -> Vec<String> {
    files
        .iter()
        .filter(|f| gives_facts(f) && f.extraction.names_subject)
        .filter_map(|f| f.extraction.letter.reference.as_deref().map(digits))
        .collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Fewest digits of a reference by which papers of different requests are told apart.
const REFERENCE_DIGITS: usize = 4;

fn files_inside(path: &str, answers: &[(Text, Option<String>)]) -> bool {
    answers.iter().any(|(_, container)| container.as_deref() == Some(path))
}

/// "There were nine such allegations": figures by outcome, by the sex of the parties, by source and year
/// answer this request whatever the letter leaves unsaid.
fn answers_as_asked(f: &FileReading) -> bool {
    let asked = [&ADDED[..], &[Dimension::Year]].concat();
    let told: Vec<&Dimension> = tells_of(f, &asked).collect();
    let parties = told.contains(&&Dimension::Source) && told.contains(&&Dimension::OfficerSex);
    (told.contains(&&Dimension::Outcome) || parties) && told.len() >= ASKED_FOR
}

/// Where no file is a letter, the files themselves are the response.
fn promote(files: &mut [FileReading], review: &mut Vec<Finding>) {
    if files.iter().any(|f| f.entry.role == FileRole::Response) {
        return;
    }
    let known = files.iter().any(|f| f.extraction.names_subject);
    for f in files.iter_mut().filter(|f| !known && f.entry.why.as_deref() == Some(OTHER_SUBJECT)) {
        if answers_as_asked(f) {
            f.entry.role = FileRole::Response;
            f.entry.why = None;
            let what = "the letter does not name what its figures count; they were taken for the answer since they tell outcomes, parties and years apart as asked";
            review.push(Finding::new(Code::AmbiguousReading, what.to_string()));
        }
    }
    if files.iter().any(|f| f.entry.role == FileRole::Response) {
        return;
    }
    // With no letter to say what they count, only figures that could be of nothing else are an answer:
    // a table of missing people or of recorded crime has years, sexes and totals as well.
    let told = files.iter().any(|f| f.extraction.of_the_kind);
    for f in files.iter_mut().filter(|f| f.entry.role == FileRole::Attachment) {
        if f.entry.why.is_some() {
            continue;
        }
        (f.entry.role, f.entry.why) = if told {
            (FileRole::Response, None)
        } else {
            (FileRole::Unrelated, Some(NOT_TOLD.into()))
        };
    }
}
