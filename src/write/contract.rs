//! The output files as types. Their JSON Schemas are generated from here and kept under
//! `docs/schema`; a field keeps its name and meaning, others may be added.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::count::Count;
use crate::model::fact::Evidence as ModelEvidence;
use crate::model::finding::Finding;
use crate::model::locator::Locator;

/// Version of these types.
pub const SCHEMA_VERSION: u32 = 1;

/// A count between two bounds, both inclusive.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Interval {
    /// At least so many.
    pub min: u64,
    /// At most so many.
    pub max: u64,
}

impl From<Count> for Interval {
    fn from(c: Count) -> Interval {
        Interval { min: c.min, max: c.max }
    }
}

/// Where a person finds a number. Which of the places are filled depends on the format.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Path of the file, relative to the input; "outer.zip!inner.csv" inside another.
    pub file: String,
    /// Page from 1 (PDF, image).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Left, top, right, bottom from the page's top left: in points (PDF), in pixels (image).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bbox: Option<[f64; 4]>,
    /// True where the words were read from a picture by text recognition.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ocr: bool,
    /// Name of the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// "C7", or "C7:C47" for a tally.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Line from 1 (text formats).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Paragraph from 1 (flowing documents).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// The words there.
    pub quote: String,
}

/// Longest quote written, in characters.
const MAX_QUOTE: usize = 400;

impl Evidence {
    /// Evidence at a place.
    pub fn at(file: &str, place: Option<&Locator>, quote: &str) -> Evidence {
        let mut out = Evidence {
            file: file.to_string(),
            page: None,
            bbox: None,
            ocr: matches!(place, Some(Locator::Scan { .. })),
            sheet: None,
            cell: None,
            line: None,
            paragraph: None,
            quote: quote.chars().take(MAX_QUOTE).collect(),
        };
        let tenth = |x: f32| (f64::from(x) * 10.0).round() / 10.0;
        match place {
            Some(Locator::Page { page, bbox } | Locator::Scan { page, bbox }) => {
                out.page = Some(*page);
                out.bbox = Some([tenth(bbox.x0), tenth(bbox.y0), tenth(bbox.x1), tenth(bbox.y1)]);
            }
            Some(place @ Locator::Cells { sheet, .. }) => {
                out.sheet = Some(sheet.to_string());
                out.cell = place.cell_name();
            }
            Some(Locator::Line(n)) => out.line = Some(*n),
            Some(Locator::Paragraph(n)) => out.paragraph = Some(*n),
            None => {}
        }
        out
    }
}

impl From<&ModelEvidence> for Evidence {
    fn from(e: &ModelEvidence) -> Evidence {
        Evidence::at(&e.file, Some(&e.place), &e.quote)
    }
}

/// Something a person should look at.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReviewItem {
    /// Kind; the table of kinds is in run.json.
    pub code: String,
    /// What, with the numbers.
    pub message: String,
    /// By how many the authority's total may change when it is settled; null when that cannot be
    /// told. The list is ordered by it, the unknown first.
    #[serde(default)]
    pub effect: Option<u64>,
    /// What would settle it.
    #[serde(default)]
    pub settle: String,
    /// Ids of the facts it is about.
    pub facts: Vec<String>,
    /// Where.
    pub evidence: Vec<Evidence>,
}

impl ReviewItem {
    /// A finding as a review item.
    pub fn of(finding: &Finding) -> ReviewItem {
        let somewhere = finding.place.is_some() || !finding.file.is_empty();
        ReviewItem {
            code: finding.code.id().to_string(),
            message: finding.message.clone(),
            effect: finding.effect,
            settle: finding.code.settle().to_string(),
            facts: finding.facts.iter().map(|f| format!("f{}", f + 1)).collect(),
            evidence: somewhere
                .then(|| Evidence::at(&finding.file, finding.place.as_ref(), &finding.quote))
                .into_iter()
                .collect(),
        }
    }
}

/// Who answered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AuthorityName {
    /// Slug as data.police.uk uses it.
    pub id: String,
    /// Official name.
    pub name: String,
    /// Nation.
    pub nation: String,
    /// Region.
    pub region: String,
}

/// What was refused.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Refusal {
    /// "FOIA 2000" or "FOISA 2002".
    pub act: String,
    /// Sections relied on.
    pub sections: Vec<String>,
    /// Reason.
    pub reason: String,
    /// Where it is said.
    pub evidence: Vec<Evidence>,
}

/// First and last day, ISO.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// A file of an authority.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FileEntry {
    /// Path relative to the input.
    pub path: String,
    /// Path of the file it lies in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Format by content.
    pub format: String,
    /// response, attachment, superseded, acknowledgement, request or unrelated.
    pub role: String,
    /// Number of pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// Why it gives no facts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// One value of a dimension, or a set of codes for an outcome.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// Outcome codes; several when the label leaves open which holds.
    Set(Vec<String>),
    /// Any other dimension.
    One(String),
}

/// One count in one cell of the cube.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// Id within the authority.
    pub id: String,
    /// What is counted.
    pub unit: String,
    /// The cell; empty for the total.
    pub dimensions: BTreeMap<String, Value>,
    /// The count.
    pub count: Interval,
    /// Verbatim label.
    pub label: String,
    /// stated, derived or corrected.
    pub origin: String,
    /// False for what lies outside the subject or the period asked about.
    pub in_scope: bool,
    /// Why it is out of scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_note: Option<String>,
    /// Where it is said, once or more.
    pub evidence: Vec<Evidence>,
    /// The figures of summary.json it is added into.
    #[serde(default)]
    pub counts_in: Vec<String>,
    /// What was read before a person corrected it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Old>,
    /// Who corrected it, when and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<By>,
}

/// A reading that was corrected.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Old {
    /// The count as read.
    pub count: Interval,
    /// The unit as read.
    pub unit: String,
    /// The cell as read.
    pub dimensions: BTreeMap<String, Value>,
}

/// Who decided something, when and why.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct By {
    /// Who.
    pub who: String,
    /// ISO date.
    pub when: String,
    /// Reason.
    pub why: String,
}

impl From<&crate::model::correction::By> for By {
    fn from(b: &crate::model::correction::By) -> By {
        By { who: b.who.clone(), when: b.when.clone(), why: b.why.clone() }
    }
}

/// A correction and what became of it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// accept, replace, add, drop, status, label or role.
    pub action: String,
    /// Who, when and why.
    #[serde(flatten)]
    pub by: By,
    /// What it did.
    pub what: String,
    /// Why it was not applied: the source or the reading is another now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stale: Option<String>,
}

/// A check of arithmetic.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// Kind of check.
    pub kind: String,
    /// Whether it holds.
    pub holds: bool,
    /// Stated total.
    pub total: Interval,
    /// Sum of the parts.
    pub parts: Interval,
    /// Ids of the facts, total first.
    pub facts: Vec<String>,
    /// What was compared with what, where the numbers alone do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// `authorities/<id>.json`
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Return {
    /// Version of the schema.
    pub schema_version: u32,
    /// Who answered.
    pub authority: AuthorityName,
    /// How.
    pub status: String,
    /// What was refused.
    pub refusal: Option<Refusal>,
    /// Its reference.
    pub reference: Option<String>,
    /// Date of the response, ISO.
    pub dated: Option<String>,
    /// Period the figures cover.
    pub period: Period,
    /// Its files.
    pub files: Vec<FileEntry>,
    /// The counts.
    pub facts: Vec<Fact>,
    /// The checks.
    pub checks: Vec<Check>,
    /// What a person should look at.
    pub review: Vec<ReviewItem>,
    /// What persons decided about the readings, and what became of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// A national interval with the number of authorities behind it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Bound {
    /// At least so many.
    pub min: u64,
    /// At most so many.
    pub max: u64,
    /// Authorities that report it.
    pub authorities: u64,
}

/// One line per authority.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AuthorityLine {
    /// Slug.
    pub id: String,
    /// Official name.
    pub name: String,
    /// Status, or no_response.
    pub status: String,
    /// Its total in its own unit.
    pub total: Option<Interval>,
    /// That unit.
    pub unit: Option<String>,
    /// Number of review items.
    pub review: u64,
}

/// summary.json
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Version of the schema.
    pub schema_version: u32,
    /// Title of the investigation.
    pub title: String,
    /// Period asked about.
    pub period: Period,
    /// Authorities by status, with no_response for those asked and not found.
    pub statuses: BTreeMap<String, u64>,
    /// The totals added up, whatever each force calls its unit; officers and persons left out.
    pub total: Bound,
    /// The units in that total: it is a mixture when there is more than one.
    pub total_by_unit: BTreeMap<String, Bound>,
    /// By outcome code: `min` adds only facts of exactly that code, `max` every fact that may be it.
    pub outcomes: BTreeMap<String, Bound>,
    /// By group of outcomes.
    pub outcome_groups: BTreeMap<String, Bound>,
    /// By sex of officer.
    pub officer_sex: BTreeMap<String, Bound>,
    /// By sex of complainant.
    pub complainant_sex: BTreeMap<String, Bound>,
    /// By source.
    pub source: BTreeMap<String, Bound>,
    /// By year.
    pub year: BTreeMap<String, Bound>,
    /// Authorities with something to review.
    pub authorities_in_review: u64,
    /// Review items of all authorities and of the run.
    pub review_items: u64,
    /// One line per authority.
    pub authorities: Vec<AuthorityLine>,
}

/// A finding in the manifest.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Kind.
    pub code: String,
    /// note or review.
    pub severity: String,
    /// What.
    pub message: String,
    /// Where, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// A file in the manifest.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Input {
    /// Path, hash, format, role.
    #[serde(flatten)]
    pub file: FileEntry,
    /// Authorities it speaks for.
    pub authorities: Vec<String>,
    /// Read or not.
    pub read: bool,
    /// Counts observed in it.
    pub observations: u64,
    /// Numbers set aside with a reason.
    pub set_aside: u64,
    /// Every number of the file by what became of it; the rows are in ledger.csv.
    #[serde(default)]
    pub ledger: Ledger,
    /// What was noticed.
    pub findings: Vec<Note>,
    /// Seconds spent on it.
    pub seconds: f64,
}

/// The account of a file's numbers: `all` is the sum of the four others.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Ledger {
    /// Numbers the file prints.
    pub all: u64,
    /// Those that are facts.
    pub facts: u64,
    /// Those that serve to check.
    pub checks: u64,
    /// Those set aside, by reason.
    pub set_aside: BTreeMap<String, u64>,
    /// Those that nothing explains.
    pub unexplained: u64,
}

/// One kind of finding, explained.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CodeLine {
    /// note or review.
    pub severity: String,
    /// What it means.
    pub meaning: String,
}

/// run.json
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// Version of the schema.
    pub schema_version: u32,
    /// "foi-tally" and its version.
    pub program: String,
    /// Title of the investigation.
    pub investigation: String,
    /// Threads used.
    pub threads: u64,
    /// Seconds the run took.
    pub seconds: f64,
    /// Folders and files given as input, as they were given; `verify` looks for the sources there.
    #[serde(default)]
    pub inputs: Vec<String>,
    /// Every file met.
    pub files: Vec<Input>,
    /// Doubts that belong to no authority.
    pub review: Vec<ReviewItem>,
    /// Corrections that belong to no authority.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// The kinds of finding.
    pub codes: BTreeMap<String, CodeLine>,
}
