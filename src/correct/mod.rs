//! Corrections: what a person decided about a reading, applied again on every run. The overlay lies
//! beside the responses in `corrections.toml`; originals are never altered. A correction whose
//! source or reading has changed is not applied but goes to review as stale.
//!
//! Labels and roles steer the reading and are handed to it before ([`Overlay::labels_of`],
//! [`Overlay::role_of`]); everything else is laid over the finished return ([`apply`]).

mod facts;
mod recheck;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::model::correction::{Action, Applied, Correction};
use crate::model::fact::{FileRole, Return, Status};
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::model::observation::{Origin, Unit};

/// Name of the file in an input folder's root.
pub const FILE_NAME: &str = "corrections.toml";
/// Fewest digits of a hash that name a file.
const MIN_HASH: usize = 12;
/// How far a box may differ from the one written, in points: outputs round to a tenth.
const SLACK: f64 = 0.6;

/// All corrections of a run.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// In the order they are written.
    pub corrections: Vec<Correction>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    correction: Vec<Correction>,
}

/// Reads the corrections beside the responses, and those of a file given by name.
///
/// # Errors
/// A file that cannot be read or is wrong; the message names the line, or the correction by number.
pub fn load(inputs: &[PathBuf], given: Option<&Path>) -> Result<Overlay, Error> {
    let mut paths: Vec<PathBuf> =
        inputs.iter().map(|i| i.join(FILE_NAME)).filter(|p| p.is_file()).collect();
    paths.extend(given.map(Path::to_path_buf));
    let mut overlay = Overlay::default();
    for path in paths {
        let wrong = |why: String| Error::Corrections { path: path.clone(), why };
        let text = std::fs::read_to_string(&path).map_err(|e| wrong(e.to_string()))?;
        overlay.corrections.extend(parse(&text).map_err(wrong)?);
    }
    Ok(overlay)
}

fn parse(text: &str) -> Result<Vec<Correction>, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    for (i, c) in file.correction.iter().enumerate() {
        complete(c).map_err(|why| format!("correction {} ({}): {why}", i + 1, c.action.name()))?;
    }
    Ok(file.correction)
}

/// What an action cannot do without.
fn complete(c: &Correction) -> Result<(), String> {
    for (name, text) in [("who", &c.who), ("when", &c.when), ("why", &c.why)] {
        if text.trim().is_empty() {
            return Err(format!("`{name}` is empty"));
        }
    }
    if crate::model::investigation::Day::parse(&c.when).is_none() {
        return Err(format!("`{}` is no date; write `when` as 2021-10-31", c.when));
    }
    let need = |name: &str, there: bool| {
        if there { Ok(()) } else { Err(format!("`{name}` is missing")) }
    };
    if c.action != Action::Label {
        let hash = c.sha256.as_deref().unwrap_or_default();
        need("sha256", !hash.is_empty())?;
        if hash.len() < MIN_HASH {
            return Err(format!("`sha256` needs {MIN_HASH} digits or more"));
        }
    }
    if let Some(unit) = &c.unit
        && Unit::parse(unit).is_none()
    {
        return Err(format!("`{unit}` is no unit"));
    }
    match c.action {
        Action::Accept => need("reading or code", c.reading.is_some() || c.code.is_some()),
        Action::Drop => need("reading", c.reading.is_some()),
        Action::Replace => {
            need("reading", c.reading.is_some())?;
            need(
                "count, unit or dimensions",
                c.count.is_some() || c.unit.is_some() || c.dimensions.is_some(),
            )
        }
        Action::Add => {
            need("authority", c.authority.is_some())?;
            need("count", c.count.is_some())?;
            need("quote", c.quote.is_some())
        }
        Action::Status => {
            need("authority", c.authority.is_some())?;
            need("reading", c.reading.is_some())?;
            let status = c.status.as_deref().unwrap_or_default();
            Status::parse(status).map(|_| ()).ok_or(format!("`{status}` is no status"))
        }
        Action::Label => {
            need("label", c.label.is_some())?;
            need("outcome", c.outcome.is_some())
        }
        Action::Role => {
            need("reading", c.reading.is_some())?;
            let role = c.role.as_deref().unwrap_or_default();
            FileRole::parse(role).map(|_| ()).ok_or(format!("`{role}` is no role"))
        }
    }
}

/// True when the correction is about the file with this hash.
fn is_of(c: &Correction, sha256: &str) -> bool {
    c.sha256.as_deref().is_some_and(|h| names(h, sha256))
}

/// True when the digits that a person wrote are the beginning of a file's hash.
fn names(written: &str, sha256: &str) -> bool {
    written.len() >= MIN_HASH && sha256.to_lowercase().starts_with(&written.to_lowercase())
}

/// What the labels mean that a person explained: all that the reading itself needs of an overlay.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Labels(Vec<Label>);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Label {
    /// Of one file, by its hash; of all for `None`.
    sha256: Option<String>,
    label: String,
    codes: String,
}

impl Labels {
    /// Labels that hold for a file: label -> codes joined by "+".
    pub fn of(&self, sha256: &str) -> BTreeMap<String, String> {
        self.0
            .iter()
            .filter(|l| l.sha256.as_deref().is_none_or(|h| names(h, sha256)))
            .map(|l| (l.label.clone(), l.codes.clone()))
            .collect()
    }
}

impl Overlay {
    /// True when nothing is corrected.
    pub fn is_empty(&self) -> bool {
        self.corrections.is_empty()
    }

    /// The labels a person explained.
    pub fn labels(&self) -> Labels {
        let explained = self.corrections.iter().filter(|c| c.action == Action::Label);
        let labels = explained.filter_map(|c| {
            let codes = c.outcome.as_ref()?.all().join("+");
            Some(Label { sha256: c.sha256.clone(), label: c.label.clone()?, codes })
        });
        Labels(labels.collect())
    }

    /// Labels a person explained for a file, or for all: label -> codes joined by "+".
    pub fn labels_of(&self, sha256: &str) -> BTreeMap<String, String> {
        self.labels().of(sha256)
    }

    /// The role a person gave a file.
    pub fn role_of(&self, sha256: &str) -> Option<FileRole> {
        let last =
            self.corrections.iter().rfind(|c| c.action == Action::Role && is_of(c, sha256))?;
        FileRole::parse(last.role.as_deref()?)
    }
}

/// Lays the corrections over the returns. What belongs to no authority is handed back: the findings
/// for the run's review, and the list of what was done.
pub fn apply(
    overlay: &Overlay,
    returns: &mut [Return],
    hashes: &BTreeMap<String, String>,
) -> (Vec<Finding>, Vec<Applied>) {
    let mut homeless = (Vec::new(), Vec::new());
    let mut touched: BTreeSet<usize> = BTreeSet::new();
    for c in &overlay.corrections {
        let path = hashes.iter().find(|(_, h)| is_of(c, h)).map(|(p, _)| p.clone());
        let at = whose(c, path.as_deref(), returns);
        let outcome = match (c.action, &path, at) {
            (Action::Label, ..) => label(c, returns, hashes),
            (_, None, _) => Err(format!(
                "no file with the hash {} is in the input{}: it has changed or is missing",
                c.sha256.as_deref().unwrap_or("-").chars().take(MIN_HASH).collect::<String>(),
                c.file.as_ref().map_or(String::new(), |f| format!(" (it was `{f}`)"))
            )),
            (_, Some(_), None) => Err("no return of an authority uses that file".to_string()),
            (Action::Status, _, Some(i)) => status(c, &mut returns[i]),
            (Action::Role, Some(path), Some(i)) => role(c, path, &returns[i]),
            (Action::Accept, Some(path), Some(i)) => facts::accept(c, path, &mut returns[i]),
            (Action::Replace, Some(path), Some(i)) => facts::replace(c, path, &mut returns[i]),
            (Action::Drop, Some(path), Some(i)) => facts::drop(c, path, &mut returns[i]),
            (Action::Add, Some(path), Some(i)) => facts::add(c, path, &mut returns[i]),
        };
        let finding = outcome.as_ref().err().map(|why| stale(c, path.as_deref(), why));
        let applied = told(c, outcome);
        match at {
            Some(i) => {
                returns[i].review.extend(finding);
                returns[i].corrections.push(applied);
                touched.insert(i);
            }
            None => {
                homeless.0.extend(finding);
                homeless.1.push(applied);
            }
        }
    }
    for i in touched {
        recheck::again(&mut returns[i]);
    }
    homeless
}

/// The return a correction is about: the authority it names, else the one whose fact it quotes, else
/// the first that uses the file.
fn whose(c: &Correction, path: Option<&str>, returns: &[Return]) -> Option<usize> {
    if let Some(id) = &c.authority {
        return returns.iter().position(|r| r.authority == *id);
    }
    let path = path?;
    let uses = |r: &Return| r.files.iter().any(|f| f.path == path);
    let quoted =
        returns.iter().position(|r| uses(r) && r.facts.iter().any(|f| facts::is_meant(c, path, f)));
    quoted.or_else(|| returns.iter().position(uses))
}

fn told(c: &Correction, outcome: Result<String, String>) -> Applied {
    let (what, stale) = match outcome {
        Ok(what) => (what, None),
        Err(why) => (facts::intent(c), Some(why)),
    };
    Applied { action: c.action, by: c.by(), what, stale }
}

fn stale(c: &Correction, path: Option<&str>, why: &str) -> Finding {
    let mut finding = Finding::new(
        Code::StaleCorrection,
        format!(
            "the correction by {} of {} ({}) is not applied: {why}",
            c.who,
            c.when,
            facts::intent(c)
        ),
    );
    finding.file = path.or(c.file.as_deref()).unwrap_or_default().into();
    finding
}

fn status(c: &Correction, one: &mut Return) -> Result<String, String> {
    let is = one.status.name();
    let was = c.reading.as_deref().unwrap_or_default();
    let Some(new) = c.status.as_deref().and_then(Status::parse) else {
        return Err("the status is not known".into());
    };
    if is != was {
        return Err(format!("the status read now is `{is}`, it was `{was}`"));
    }
    one.status = new;
    one.review.retain(|f| f.code != Code::UnclearStatus);
    Ok(format!("status `{was}` becomes `{}`", new.name()))
}

/// The role is given before the reading; here it is only told, and compared with what was read.
fn role(c: &Correction, path: &str, one: &Return) -> Result<String, String> {
    let was = c.reading.as_deref().unwrap_or_default();
    let read = one.files.iter().find(|f| f.path == path).and_then(|f| f.role_read);
    let is = read.map_or("", FileRole::name);
    if is != was {
        return Err(format!("the role read now is `{is}`, it was `{was}`"));
    }
    Ok(format!("`{path}` is `{}`, read as `{was}`", c.role.as_deref().unwrap_or_default()))
}

/// The label is known before the reading; here the facts it shaped are marked.
fn label(
    c: &Correction,
    returns: &mut [Return],
    hashes: &BTreeMap<String, String>,
) -> Result<String, String> {
    let label = c.label.clone().unwrap_or_default();
    let codes: BTreeSet<String> =
        c.outcome.as_ref().map(|v| v.all().into_iter().collect()).unwrap_or_default();
    let key = crate::normalise::fold::key(&label);
    let mut shaped = 0;
    for one in returns.iter_mut() {
        for f in &mut one.facts {
            let ours = f.evidence.iter().any(|e| {
                c.sha256.is_none() || hashes.get(e.file.as_str()).is_some_and(|h| is_of(c, h))
            });
            let outcome = f.cell.get(&crate::model::observation::Dimension::Outcome);
            let has_label = crate::normalise::fold::key(&f.label).contains(&key);
            if ours && has_label && outcome == Some(&codes) {
                facts::mark_label(c, f);
                shaped += 1;
            }
        }
    }
    let outcome: Vec<String> = codes.into_iter().collect();
    if shaped == 0 {
        return Err(format!("no fact has the label `{label}`"));
    }
    Ok(format!("`{label}` means {} in {shaped} facts", outcome.join(" or ")))
}

/// True when a place is the one the correction names.
fn is_at(c: &Correction, place: &Locator) -> bool {
    match place {
        Locator::Page { page, bbox } | Locator::Scan { page, bbox } => {
            let there = [bbox.x0, bbox.y0, bbox.x1, bbox.y1].map(f64::from);
            c.page == Some(*page)
                && c.bbox.is_none_or(|b| {
                    b.iter().zip(there).all(|(written, is)| (written - is).abs() < SLACK)
                })
        }
        Locator::Cells { sheet, .. } => {
            c.sheet.as_deref() == Some(&**sheet) && c.cell == place.cell_name()
        }
        Locator::Line(n) => c.line == Some(*n),
        Locator::Paragraph(n) => c.paragraph == Some(*n),
    }
}

/// A fact a person changed is neither stated nor derived.
const CORRECTED: Origin = Origin::Corrected;

#[cfg(test)]
mod tests {
    use super::*;

    const WHO: &str = "who = \"A\"\nwhen = \"2021-10-01\"\nwhy = \"seen\"\n";

    #[test]
    fn what_is_missing_is_named() {
        let wrong = |body: &str| parse(&format!("[[correction]]\n{WHO}{body}")).unwrap_err();
        assert!(wrong("action = \"drop\"").contains("`sha256` is missing"));
        assert!(wrong("action = \"drop\"\nsha256 = \"0123456789ab\"").contains("`reading`"));
        assert!(wrong("action = \"drop\"\nsha256 = \"01\"").contains("12 digits"));
        assert!(wrong("action = \"label\"\nlabel = \"x\"").contains("`outcome` is missing"));
        assert!(wrong("action = \"drop\"\ncolour = 1").contains("colour"));
        let undated =
            parse("[[correction]]\nwho=\"A\"\nwhen=\"today\"\nwhy=\"x\"\naction=\"drop\"");
        assert!(undated.unwrap_err().contains("no date"));
    }

    #[test]
    fn a_label_may_hold_for_one_file_or_for_all() {
        let text = format!(
            "[[correction]]\n{WHO}action = \"label\"\nlabel = \"Zed\"\noutcome = \"upheld\"\n\
             [[correction]]\n{WHO}action = \"label\"\nlabel = \"Wye\"\n\
             outcome = [\"dismissed\", \"resigned\"]\nsha256 = \"0123456789ab\"\n"
        );
        let overlay = Overlay { corrections: parse(&text).unwrap() };
        assert_eq!(overlay.labels_of("ffff").len(), 1);
        let both = overlay.labels_of("0123456789abcdef");
        assert_eq!(both["Wye"], "dismissed+resigned");
        assert_eq!(both["Zed"], "upheld");
    }
}
