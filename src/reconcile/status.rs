//! How the request was answered, and what was refused under which section of which Act.

use super::FileReading;
use crate::model::fact::{Evidence, Fact, FileRole, Refusal, Status};
use crate::model::finding::{Code, Finding};
use crate::model::observation::Origin;
use crate::normalise::authority::Authority;

/// Status and refusal of an authority.
#[derive(Debug)]
pub struct Verdict {
    /// How it answered.
    pub status: Status,
    /// What it refused.
    pub refusal: Option<Refusal>,
}

fn answers(files: &[FileReading]) -> impl Iterator<Item = &FileReading> {
    files.iter().filter(|f| matches!(f.entry.role, FileRole::Response | FileRole::Attachment))
}

/// True when the whole request is refused: then no number in the letter is an answer.
pub fn refuses_all(files: &[FileReading]) -> bool {
    let mut refused = false;
    for f in answers(files) {
        let letter = &f.extraction.letter;
        // A table whose sums hold is an answer, whatever the letter refuses beside it.
        let proven = !f.extraction.gathered.sums.is_empty();
        let gives = (letter.gives_some || proven) && states_figures(f);
        if letter.cost_refusal && letter.refusal_notice && !gives {
            refused = true;
        }
        // What stands in a letter that refuses the whole, and says of nothing that it is given, are
        // searches, examples and other matters.
        if letter.refuses_whole && !(letter.gives_some && states_figures(f)) {
            refused = true;
            continue;
        }
        let cites = letter.cited.iter().any(|c| c.reason == "ncnd");
        if letter.ncnd && (letter.refusal_notice || cites) && !states_figures(f) {
            refused = true;
        }
        if !letter.cost_refusal && !letter.ncnd && states_figures(f) {
            return false;
        }
    }
    refused
}

/// Figures with values of the asked dimensions, inside the subject.
fn states_figures(f: &FileReading) -> bool {
    let known = f
        .extraction
        .gathered
        .observations
        .iter()
        .filter(|o| {
            o.out_of_scope.is_none() && super::facts::is_plain(&o.cell) && !o.cell.is_empty()
        })
        .filter(|o| o.doubts.is_empty())
        .count();
    known >= 2
}

/// Tells the status.
pub fn tell(
    files: &[FileReading],
    facts: &[Fact],
    authority: Option<&Authority>,
    review: &mut Vec<Finding>,
) -> Verdict {
    let has_facts = facts.iter().any(|f| f.in_scope);
    let scottish = answers(files).any(|f| f.extraction.letter.scottish)
        || authority.is_some_and(|a| a.act.starts_with("FOISA"));
    let act = if scottish { "FOISA 2002" } else { "FOIA 2000" };
    let mut refusal = refusal(files, act, has_facts);
    let any = |pick: fn(&FileReading) -> bool| answers(files).any(pick);
    let not_held = answers(files)
        .find_map(|f| f.extraction.letter.not_held.clone().map(|(place, quote)| (f, place, quote)));
    if has_facts {
        if refusal.is_none()
            && let Some((f, place, quote)) = &not_held
        {
            refusal = Some(Refusal {
                act,
                sections: Vec::new(),
                reason: "not_held".into(),
                evidence: vec![Evidence {
                    file: f.entry.path.clone(),
                    place: place.clone(),
                    quote: quote.clone().into(),
                }],
            });
        }
        let status = if refusal.is_some() { Status::Partial } else { Status::Answered };
        return Verdict { status, refusal };
    }
    let ncnd =
        any(|f| f.extraction.letter.ncnd) && refusal.as_ref().is_none_or(|r| r.reason == "ncnd");
    let status = if ncnd {
        Status::NeitherConfirmNorDeny
    } else if refusal.as_ref().is_some_and(|r| r.reason != "not_held") {
        Status::Refused
    } else if let Some((f, place, quote)) = &not_held {
        refusal.get_or_insert_with(|| Refusal {
            act,
            sections: Vec::new(),
            reason: "not_held".into(),
            evidence: vec![Evidence {
                file: f.entry.path.clone(),
                place: place.clone(),
                quote: quote.clone().into(),
            }],
        });
        Status::NotHeld
    } else if any(|f| f.extraction.letter.clarification) {
        Status::ClarificationRequested
    } else {
        Status::Unclear
    };
    if status == Status::Unclear {
        let unread = files.iter().filter(|f| f.unread || !f.findings.is_empty()).count();
        let mut finding = Finding::new(
            Code::UnclearStatus,
            format!(
                "no figure and no refusal was found in {} files, {unread} of which could not be read in full",
                files.len()
            ),
        );
        let first = answers(files).next().or(files.first());
        finding.file = first.map(|f| f.entry.path.clone()).unwrap_or_default();
        review.push(finding);
    } else if facts.iter().filter(|f| could_answer(f)).count() >= ANSWERING {
        let number = facts.iter().filter(|f| could_answer(f)).count();
        let mut finding = Finding::new(
            Code::AmbiguousReading,
            format!(
                "the letter refuses the request and still holds {number} figures with known labels; none was counted"
            ),
        );
        if let Some(e) = facts.iter().find(|f| could_answer(f)).and_then(|f| f.evidence.first()) {
            finding = finding.at(&e.place, e.quote.clone());
            finding.file = e.file.clone();
        }
        review.push(finding);
    }
    Verdict { status, refusal }
}

/// Fewest figures of a refusal that may be an answer after all: the search that would be needed, a
/// sample or an earlier case is told in one or two.
const ANSWERING: usize = 4;

/// A figure with known labels, put aside only because it stands in a refusal.
fn could_answer(f: &Fact) -> bool {
    f.origin == Origin::Stated
        && f.scope_note.as_deref() == Some("stands in a refusal")
        && super::facts::is_plain(&f.cell)
        && !f.cell.is_empty()
}

fn refusal(files: &[FileReading], act: &'static str, has_facts: bool) -> Option<Refusal> {
    let mut sections: Vec<String> = Vec::new();
    let mut reason: Option<String> = None;
    let mut evidence: Vec<Evidence> = Vec::new();
    for f in answers(files) {
        let letter = &f.extraction.letter;
        for c in &letter.cited {
            if c.reason == "ncnd" && !letter.ncnd {
                continue;
            }
            if !sections.contains(&c.section) {
                sections.push(c.section.clone());
            }
            reason.get_or_insert(c.reason.clone());
            evidence.push(Evidence {
                file: f.entry.path.clone(),
                place: c.place.clone(),
                quote: c.quote.chars().take(300).collect::<String>().into(),
            });
        }
        // Where nothing is given, the cost is why, whatever else is mentioned.
        if letter.cost_refusal && letter.refusal_notice && !has_facts {
            reason = Some("cost_limit".into());
        }
    }
    // The longest form of a section says most: "40(2)" rather than "40".
    let longer = sections.clone();
    sections.retain(|s| !longer.iter().any(|l| l != s && l.starts_with(&format!("{s}("))));
    reason.map(|reason| Refusal { act, sections, reason, evidence })
}
