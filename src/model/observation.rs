//! A number as a response states it, with the words that govern it resolved to dimensions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use super::cell::Cell;
use super::count::Count;
use super::finding::Code;
use super::locator::Locator;
use super::text::Text;

/// What a document counts. Units are never added together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// One thing alleged.
    Allegation,
    /// One record from a member of the public, or a force's own word for what it counts.
    Complaint,
    /// A matter raised or recorded internally.
    ConductMatter,
    /// A case, matter or file.
    Case,
    /// An officer.
    Officer,
    /// A person (complainant, victim).
    Person,
    /// A recorded crime.
    Crime,
}

impl Unit {
    /// Every unit with its name in the output.
    pub const ALL: &'static [(Unit, &'static str)] = &[
        (Unit::Allegation, "allegation"),
        (Unit::Complaint, "complaint"),
        (Unit::ConductMatter, "conduct_matter"),
        (Unit::Case, "case"),
        (Unit::Officer, "officer"),
        (Unit::Person, "person"),
        (Unit::Crime, "crime"),
    ];

    /// True for officers and other people, who are counted beside allegations and never with them.
    pub fn is_person(self) -> bool {
        matches!(self, Unit::Officer | Unit::Person)
    }

    /// Name in the output.
    pub fn name(self) -> &'static str {
        Unit::ALL.iter().find(|(u, _)| *u == self).map_or("", |(_, n)| n)
    }

    /// The unit of that name.
    pub fn parse(name: &str) -> Option<Unit> {
        Unit::ALL.iter().find(|(_, n)| *n == name).map(|(u, _)| *u)
    }
}

/// Whose sex a sex is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// The officer complained about.
    Officer,
    /// The person complaining.
    Complainant,
}

/// A dimension of the data cube.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Dimension {
    /// How it ended: a set of codes.
    Outcome,
    /// "2018" or "2018/19".
    Year,
    /// male, female, unknown.
    OfficerSex,
    /// male, female, unknown.
    ComplainantSex,
    /// public, internal, unknown.
    Source,
    /// on, off, unknown.
    Duty,
    /// A slug.
    AllegationType,
    /// What the document splits by beyond these.
    Extra(String),
}

impl Dimension {
    /// Those of which each case or allegation has one value.
    pub const ONE_OF_EACH: [Dimension; 5] = [
        Dimension::Year,
        Dimension::Source,
        Dimension::OfficerSex,
        Dimension::ComplainantSex,
        Dimension::Outcome,
    ];
    /// Those that say a sex.
    pub const SEXES: [Dimension; 2] = [Dimension::OfficerSex, Dimension::ComplainantSex];

    /// Key in the output.
    pub fn name(&self) -> &str {
        match self {
            Dimension::Outcome => "outcome",
            Dimension::Year => "year",
            Dimension::OfficerSex => "officer_sex",
            Dimension::ComplainantSex => "complainant_sex",
            Dimension::Source => "source",
            Dimension::Duty => "duty",
            Dimension::AllegationType => "allegation_type",
            Dimension::Extra(name) => name,
        }
    }

    /// The dimension of that name; any other name is an extra one.
    pub fn parse(name: &str) -> Dimension {
        match name {
            "outcome" => Dimension::Outcome,
            "year" => Dimension::Year,
            "officer_sex" => Dimension::OfficerSex,
            "complainant_sex" => Dimension::ComplainantSex,
            "source" => Dimension::Source,
            "duty" => Dimension::Duty,
            "allegation_type" => Dimension::AllegationType,
            other => Dimension::Extra(other.to_string()),
        }
    }
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Origin {
    /// The document prints it.
    Stated,
    /// Tallied or added up by us.
    Derived,
    /// Put in by a person over what was read.
    Corrected,
}

/// A doubt about one observation, which goes to review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// Kind of doubt.
    pub code: Code,
    /// Fact first.
    pub message: String,
}

/// A number of the document with what it counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Observation {
    /// The count.
    pub count: Count,
    /// A small number hidden behind "fewer than": its lower bound depends on whether the document
    /// shows zeros.
    pub suppressed: bool,
    /// The cell of the cube.
    pub cell: Cell,
    /// Unit in the document's words, if it says.
    pub unit: Option<Unit>,
    /// Label as printed.
    pub label: Text,
    /// Stated or derived.
    pub origin: Origin,
    /// `None` when it counts what was asked; else why not.
    pub out_of_scope: Option<String>,
    /// Authority it speaks of, when the document speaks for several.
    pub authority: Option<String>,
    /// File it stands in (filled by the pipeline).
    pub file: Text,
    /// Where it stands.
    pub place: Locator,
    /// The words there.
    pub quote: Text,
    /// Which table, list or passage it came from: observations of one group were read together.
    pub group: usize,
    /// What is doubtful about it.
    pub doubts: Vec<Doubt>,
}

/// An outcome or a sex that a sentence tells without a number, and that was not read as the count of anything
/// ("The officer was given a written warning", "in that case the officer was a woman").
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// The outcome, or whose sex it is.
    pub dimension: Dimension,
    /// Its codes.
    pub values: BTreeSet<String>,
    /// Where it stands.
    pub place: Locator,
    /// The sentence.
    pub quote: Text,
}

/// A number that is not a figure, with the reason.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetAside {
    /// The number as printed.
    pub text: Text,
    /// Why it is no figure.
    #[serde(with = "super::wire::fixed")]
    pub reason: super::wire::Fixed,
    /// Where it stands.
    pub place: Locator,
}

impl SetAside {
    /// Reason of a number that nothing explains: the ledger leaves it open.
    pub const UNEXPLAINED: &'static str = "not explained";
}
