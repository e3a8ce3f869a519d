//! What an authority said, counted: facts with evidence, checks, refusal, review.

use serde::{Deserialize, Serialize};

use super::correction::{Applied, By};
use super::count::Count;
use super::finding::Finding;
use super::locator::Locator;
use super::observation::{Cell, Origin, Unit};
use super::text::Text;

/// Where a person finds a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Path of the file as listed in the run, with "!" before a file inside it.
    pub file: Text,
    /// Place in it.
    pub place: Locator,
    /// The words there, verbatim.
    pub quote: Text,
}

/// One count in one cell of the cube.
#[derive(Clone, Debug)]
pub struct Fact {
    /// "f1", "f2" ... in order of place.
    pub id: Text,
    /// What is counted.
    pub unit: Unit,
    /// The cell.
    pub cell: Cell,
    /// The count.
    pub count: Count,
    /// Verbatim label.
    pub label: Text,
    /// Stated or derived.
    pub origin: Origin,
    /// False for counts outside the subject or period asked about.
    pub in_scope: bool,
    /// Why it is out of scope, when it is.
    pub scope_note: Option<String>,
    /// One or more places.
    pub evidence: Vec<Evidence>,
    /// What a person changed, when one did.
    pub correction: Option<Box<Change>>,
}

/// What a correction changed in a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Unit, cell and count as read; `None` for a fact that was added.
    pub old: Option<(Unit, Cell, Count)>,
    /// Who, when and why.
    pub by: By,
}

/// A check of arithmetic or agreement.
#[derive(Clone, Debug)]
pub struct Check {
    /// Name of the check ("parts_sum_to_total").
    pub kind: &'static str,
    /// Whether it holds.
    pub holds: bool,
    /// The stated total.
    pub total: Count,
    /// The sum of the parts.
    pub parts: Count,
    /// Ids of the facts, total first.
    pub facts: Vec<Text>,
    /// What was compared with what, where the numbers alone do not say.
    pub note: Option<String>,
}

/// Why something was refused or not given.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// "FOIA 2000" or "FOISA 2002".
    pub act: &'static str,
    /// Sections relied on ("12", "40(2)").
    pub sections: Vec<String>,
    /// Reason by the contract's list.
    pub reason: String,
    /// Where it is said.
    pub evidence: Vec<Evidence>,
}

/// How a request was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Figures were given for what was asked.
    Answered,
    /// Some of what was asked is withheld or not held.
    Partial,
    /// Refused.
    Refused,
    /// Not held.
    NotHeld,
    /// Neither confirmed nor denied.
    NeitherConfirmNorDeny,
    /// The authority asked for clarification.
    ClarificationRequested,
    /// Could not be told.
    Unclear,
}

impl Status {
    /// Every status with its name in the output.
    pub const ALL: &'static [(Status, &'static str)] = &[
        (Status::Answered, "answered"),
        (Status::Partial, "partial"),
        (Status::Refused, "refused"),
        (Status::NotHeld, "not_held"),
        (Status::NeitherConfirmNorDeny, "neither_confirm_nor_deny"),
        (Status::ClarificationRequested, "clarification_requested"),
        (Status::Unclear, "unclear"),
    ];

    /// The status of that name.
    pub fn parse(name: &str) -> Option<Status> {
        Status::ALL.iter().find(|(_, n)| *n == name).map(|(s, _)| *s)
    }

    /// Name in the output.
    pub fn name(self) -> &'static str {
        Status::ALL.iter().find(|(s, _)| *s == self).map_or("", |(_, n)| n)
    }
}

/// What part a file plays in an authority's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FileRole {
    /// The answer.
    Response,
    /// A file sent with the answer.
    Attachment,
    /// Replaced by a later answer.
    Superseded,
    /// An acknowledgement, a fees notice: no answer yet.
    Acknowledgement,
    /// The request itself.
    Request,
    /// About something else, or not read.
    Unrelated,
}

impl FileRole {
    /// Every role.
    pub const ALL: &'static [FileRole] = &[
        FileRole::Response,
        FileRole::Attachment,
        FileRole::Superseded,
        FileRole::Acknowledgement,
        FileRole::Request,
        FileRole::Unrelated,
    ];

    /// The role of that name.
    pub fn parse(name: &str) -> Option<FileRole> {
        FileRole::ALL.iter().copied().find(|r| r.name() == name)
    }

    /// Name in the output.
    pub fn name(self) -> &'static str {
        match self {
            FileRole::Response => "response",
            FileRole::Attachment => "attachment",
            FileRole::Superseded => "superseded",
            FileRole::Acknowledgement => "acknowledgement",
            FileRole::Request => "request",
            FileRole::Unrelated => "unrelated",
        }
    }
}

/// One file of an authority.
#[derive(Clone, Debug)]
pub struct FileEntry {
    /// Path as listed in the run.
    pub path: Text,
    /// Path of the file it lies in (an archive, a message), if it lies in one.
    pub container: Option<String>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Format by content.
    pub format: String,
    /// Its part in the answer.
    pub role: FileRole,
    /// Number of pages, if it has pages.
    pub pages: Option<u32>,
    /// Why it has this role, when it gives no facts.
    pub why: Option<String>,
    /// The role it was read to have, when a person gave it another.
    pub role_read: Option<FileRole>,
}

/// Everything one authority said.
#[derive(Clone, Debug)]
pub struct Return {
    /// Slug of the authority ("avon-and-somerset").
    pub authority: String,
    /// How it answered.
    pub status: Status,
    /// What it refused.
    pub refusal: Option<Refusal>,
    /// Its reference for the request.
    pub reference: Option<String>,
    /// Date of the response, ISO.
    pub dated: Option<String>,
    /// First and last day the figures cover, ISO.
    pub period: (String, String),
    /// Its files.
    pub files: Vec<FileEntry>,
    /// The counts.
    pub facts: Vec<Fact>,
    /// The checks made.
    pub checks: Vec<Check>,
    /// What a person should look at.
    pub review: Vec<Finding>,
    /// What persons decided, and what became of it.
    pub corrections: Vec<Applied>,
}

impl Fact {
    /// The reading in one line, as corrections quote it: "12 allegation: outcome not_upheld, year
    /// 2018".
    pub fn reading(&self) -> String {
        let dimensions = self.cell.iter().map(|(d, v)| (d.name(), v.iter().cloned().collect()));
        reading(self.count, self.unit.name(), dimensions)
    }
}

/// A reading in one line.
pub fn reading<'a>(
    count: Count,
    unit: &str,
    dimensions: impl Iterator<Item = (&'a str, Vec<String>)>,
) -> String {
    let parts: Vec<String> =
        dimensions.map(|(name, values)| format!("{name} {}", values.join(" or "))).collect();
    let of = if parts.is_empty() { "the total".to_string() } else { parts.join(", ") };
    format!("{count} {unit}: {of}")
}
