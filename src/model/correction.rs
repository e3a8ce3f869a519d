//! What a person decided about a reading: the overlay that survives every run. A correction is keyed
//! to the content of a file, a place in it and what the program read there, so that it is applied
//! again where nothing changed and comes back to a person where something did.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The reading is right: its doubts leave the review list.
    Accept,
    /// The reading is replaced by another.
    Replace,
    /// A figure is added that the program did not read.
    Add,
    /// The reading is no figure.
    Drop,
    /// The authority's status.
    Status,
    /// What an outcome label means.
    Label,
    /// What part a file plays.
    Role,
}

impl Action {
    /// Name in the file and in the output.
    pub fn name(self) -> &'static str {
        match self {
            Action::Accept => "accept",
            Action::Replace => "replace",
            Action::Add => "add",
            Action::Drop => "drop",
            Action::Status => "status",
            Action::Label => "label",
            Action::Role => "role",
        }
    }
}

/// A count as it may be written: `12`, or `{ min = 1, max = 4 }`.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Number {
    /// Exactly so many.
    Exact(u64),
    /// Between two bounds.
    Range {
        /// At least.
        min: u64,
        /// At most.
        max: u64,
    },
}

/// A value as it may be written: `"2018"`, or `["dismissed", "resigned"]`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Values {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

/// One correction as written in corrections.toml.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// What is done.
    pub action: Action,
    /// Who decided it.
    pub who: String,
    /// When, as an ISO date.
    pub when: String,
    /// Why.
    pub why: String,
    /// SHA-256 of the file it is about, or its first twelve digits or more. Needed by all but
    /// `label`.
    pub sha256: Option<String>,
    /// Path of that file, for people.
    pub file: Option<String>,
    /// The authority, by its slug; needed by `status` and `add`.
    pub authority: Option<String>,
    /// Page from 1, with `bbox`.
    pub page: Option<u32>,
    /// Left, top, right, bottom in points.
    pub bbox: Option<[f64; 4]>,
    /// Name of the sheet, with `cell`.
    pub sheet: Option<String>,
    /// "C7".
    pub cell: Option<String>,
    /// Line from 1.
    pub line: Option<u32>,
    /// Paragraph from 1.
    pub paragraph: Option<u32>,
    /// What the program read: "12 allegation: outcome not_upheld, year 2018" for a fact, the former
    /// status, role or codes for those actions.
    pub reading: Option<String>,
    /// The count, for `replace` and `add`.
    pub count: Option<Number>,
    /// The unit, for `replace` and `add`.
    pub unit: Option<String>,
    /// The dimensions, for `replace` and `add`; all of them.
    pub dimensions: Option<BTreeMap<String, Values>>,
    /// The words at the place, for `add`.
    pub quote: Option<String>,
    /// The kind of doubt that is accepted, for `accept`; of the fact when left out.
    pub code: Option<String>,
    /// The status, for `status`.
    pub status: Option<String>,
    /// The label, for `label`.
    pub label: Option<String>,
    /// The codes it means, for `label`.
    pub outcome: Option<Values>,
    /// The role, for `role`.
    pub role: Option<String>,
}

impl Values {
    /// All of them.
    pub fn all(&self) -> Vec<String> {
        match self {
            Values::One(v) => vec![v.clone()],
            Values::Many(v) => v.clone(),
        }
    }
}

/// What became of a correction in one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// What was done.
    pub action: Action,
    /// Who, when and why.
    pub by: By,
    /// What it did, or would have done.
    pub what: String,
    /// Why it was not applied: the source or the reading is another now.
    pub stale: Option<String>,
}

/// Who decided something, when and why.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct By {
    /// Who.
    pub who: String,
    /// ISO date.
    pub when: String,
    /// Reason.
    pub why: String,
}

impl Correction {
    /// Who, when and why.
    pub fn by(&self) -> By {
        By { who: self.who.clone(), when: self.when.clone(), why: self.why.clone() }
    }
}
