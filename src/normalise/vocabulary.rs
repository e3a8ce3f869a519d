//! The compiled-in word lists and how a text is searched for them: longest phrase first, whole
//! words only. The lists are the `.tsv` files beside this one; a synonym is one line.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::fold::{Token, tokens};
use super::outcome::pattern::{self, Pattern, Patterns};
use crate::model::investigation::Investigation;
use crate::model::observation::{Role, Unit};

const OUTCOMES: &str = include_str!("vocabulary/outcomes.tsv");
const TERMS: &str = include_str!("vocabulary/terms.tsv");
const RANKS: &str = include_str!("vocabulary/ranks.tsv");
const CODES: &str = include_str!("vocabulary/codes.tsv");

/// Words that may stand inside a phrase without changing it: "not (subsequently) upheld".
const FILLERS: &[&str] = &[
    "be",
    "been",
    "the",
    "a",
    "an",
    "was",
    "were",
    "has",
    "have",
    "had",
    "yet",
    "for",
    "officer",
    "should",
    "being",
    "subsequently",
    "then",
    "later",
    "formally",
    "found",
    "it",
    "them",
    "complaint",
    "allegation",
];
/// Fillers that name things, and are passed over inside outcomes only: "male officer, female
/// complainant" is not "male/female".
const THINGS: &[&str] = &["officer", "complaint", "allegation"];
/// What is alleged or heard: an officer behind it is another subject.
const MATTERS: &[&str] =
    &["case", "complaint", "allegation", "charge", "matter", "proceeding", "instance", "hearing"];
/// How many fillers may stand in a row inside a phrase.
const MAX_FILLERS: usize = 3;

/// What a phrase means.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// An outcome: one code, or several when the label leaves open which.
    Outcome(BTreeSet<String>),
    /// A word of procedure that is never an outcome ("misconduct hearing").
    Procedure,
    /// male or female.
    Sex(String),
    /// Whose sex is meant.
    Role(Role),
    /// public or internal.
    Source(String),
    /// "Complaints" beside "Conduct matters": a source only in that company.
    WeakSource(String),
    /// on or off.
    Duty(String),
    /// A heading that names a dimension: outcome, year, officer_sex, complainant_sex, sex, source,
    /// duty, date, allegation_type.
    Names(String),
    /// What is counted.
    Unit(Unit),
    /// A total.
    Total,
    /// A value that is not known, of whatever dimension the axis has.
    Unknown,
    /// "Number", "Count": says that counts follow.
    Count,
    /// A percentage or rate.
    Rate,
    /// A running total.
    Running,
    /// A heading of an extra dimension (rank, month ...).
    Extra(String),
    /// A value of rank.
    Rank(String),
    /// A month.
    Month(String),
    /// A column of identifiers.
    Identifier,
    /// A column that is neither count nor dimension.
    Aside,
    /// A phrase that only looks like one of the others ("public interest").
    Plain,
    /// The subject the investigation counts.
    InScope,
    /// Another subject.
    OtherSubject,
}

/// A phrase found in a text.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its meanings.
    pub terms: Vec<Term>,
    /// First token.
    pub from: usize,
    /// Token after the last.
    pub to: usize,
}

struct Phrase {
    words: Vec<String>,
    term: Term,
    /// Only when it is the whole label.
    whole: bool,
    source: &'static str,
}

/// One outcome code of the contract.
#[derive(Clone, Debug)]
pub struct OutcomeCode {
    /// Its name in the output.
    pub code: String,
    /// Its group: sanction, finding, not_proceeded, ongoing, criminal, other.
    pub group: String,
    /// How telling it is when a label names several things; higher wins.
    pub weight: u32,
}

/// All phrases, ready to be searched for.
pub struct Vocabulary {
    phrases: Vec<Phrase>,
    by_first: HashMap<String, Vec<usize>>,
    words: BTreeSet<String>,
    /// The same words with the letters each holds.
    lettered: Vec<(String, Letters)>,
    codes: BTreeMap<String, OutcomeCode>,
    patterns: Patterns,
}

impl Vocabulary {
    /// The compiled-in vocabulary with the investigation's subject terms and overlays on top.
    ///
    /// # Errors
    /// A message that names the line when an overlay uses an unknown code or an unknown kind.
    pub fn new(investigation: &Investigation) -> Result<Vocabulary, String> {
        let mut v = Vocabulary {
            phrases: Vec::new(),
            by_first: HashMap::new(),
            words: BTreeSet::new(),
            lettered: Vec::new(),
            codes: read_codes(CODES)?,
            patterns: pattern::compiled_in()?,
        };
        let known = |p: &Pattern| p.codes.iter().all(|c| v.codes.contains_key(c));
        if let Some(wrong) = v.patterns.iter().find(|p| !known(p)) {
            return Err(format!("outcome-patterns.tsv: unknown code in {:?}", wrong.codes));
        }
        for overlay in &investigation.codes {
            let weight = v.codes.get(&overlay.like).map_or(100, |c| c.weight);
            v.codes.insert(
                overlay.code.clone(),
                OutcomeCode { code: overlay.code.clone(), group: overlay.group.clone(), weight },
            );
        }
        // Overlays first: the first line of a phrase wins.
        for (label, codes) in &investigation.outcomes {
            v.add_outcome(label, codes, false, "investigation")?;
        }
        for phrase in &investigation.subject {
            v.add(phrase, Term::InScope, false, "investigation");
        }
        for phrase in &investigation.other_subjects {
            v.add(phrase, Term::OtherSubject, false, "investigation");
        }
        for row in rows(OUTCOMES) {
            let [label, codes, how, source] = row[..] else {
                return Err(format!("outcomes.tsv: `{}` has not four columns", row.join(" ")));
            };
            v.add_outcome(label, codes, how == "whole", source)?;
        }
        for row in rows(TERMS) {
            v.add_term(&row)?;
        }
        for row in rows(RANKS) {
            v.add(row[0], Term::Rank(row[1].to_string()), true, "ranks.tsv");
        }
        v.index();
        Ok(v)
    }

    /// The code's group and weight.
    pub fn code(&self, code: &str) -> Option<&OutcomeCode> {
        self.codes.get(code)
    }

    /// Patterns for labels that stand in no list.
    pub fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// Every code by name.
    pub fn codes(&self) -> impl Iterator<Item = &OutcomeCode> {
        self.codes.values()
    }

    /// True when the folded word occurs in any phrase.
    pub fn knows_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Every folded word of every phrase, sorted, with its letters.
    pub fn words(&self) -> impl Iterator<Item = (&str, Letters)> {
        self.lettered.iter().map(|(word, letters)| (word.as_str(), *letters))
    }

    /// Outcome phrases, their folded words with their codes and source, in file order.
    pub fn outcome_phrases(&self) -> impl Iterator<Item = (&[String], &BTreeSet<String>, &str)> {
        self.phrases.iter().filter_map(|p| match &p.term {
            Term::Outcome(codes) => Some((&p.words[..], codes, p.source)),
            _ => None,
        })
    }

    /// The phrases of a text, longest first from the left, without overlaps. A phrase marked
    /// "whole" counts only when it is the whole text.
    pub fn hits(&self, text: &[Token]) -> Vec<Hit> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < text.len() {
            match self.longest(text, at) {
                Some(hit) => {
                    at = hit.to;
                    out.push(hit);
                }
                None => at += 1,
            }
        }
        out
    }

    fn longest(&self, text: &[Token], at: usize) -> Option<Hit> {
        let candidates = self.by_first.get(&text[at].word)?;
        let mut best: Option<Hit> = None;
        for &i in candidates {
            let phrase = &self.phrases[i];
            let Some(to) = matches(phrase, text, at) else { continue };
            if phrase.whole && (at != 0 || to != text.len()) {
                continue;
            }
            match &mut best {
                Some(b) if to < b.to => {}
                Some(b) if to == b.to => b.terms.push(phrase.term.clone()),
                _ => best = Some(Hit { terms: vec![phrase.term.clone()], from: at, to }),
            }
        }
        best
    }

    fn add_outcome(
        &mut self,
        label: &str,
        codes: &str,
        whole: bool,
        source: &'static str,
    ) -> Result<(), String> {
        if codes == "-" {
            self.add(label, Term::Procedure, whole, source);
            return Ok(());
        }
        let set: BTreeSet<String> = codes.split('+').map(|c| c.trim().to_string()).collect();
        if let Some(unknown) = set.iter().find(|c| !self.codes.contains_key(*c)) {
            return Err(format!("outcome label `{label}`: unknown code `{unknown}`"));
        }
        self.add(label, Term::Outcome(set), whole, source);
        Ok(())
    }

    fn add_term(&mut self, row: &[&'static str]) -> Result<(), String> {
        let whole = row.last() == Some(&"whole");
        let value = row.get(2).unwrap_or(&"").to_string();
        let terms = match row[1] {
            "sex" => vec![Term::Sex(value)],
            "sex+role" => {
                let role = if row[3] == "officer" { Role::Officer } else { Role::Complainant };
                vec![Term::Sex(value), Term::Role(role)]
            }
            "role" if value == "officer" => vec![Term::Role(Role::Officer)],
            "role" => vec![Term::Role(Role::Complainant)],
            "source" => vec![Term::Source(value)],
            "source-weak" => vec![Term::WeakSource(value)],
            "duty" => vec![Term::Duty(value)],
            "names" => vec![Term::Names(value)],
            "unit" => vec![Term::Unit(Unit::parse(&value).ok_or("terms.tsv: unknown unit")?)],
            "total" => vec![Term::Total],
            "unknown" => vec![Term::Unknown],
            "count" => vec![Term::Count],
            "rate" => vec![Term::Rate],
            "running" => vec![Term::Running],
            "extra" => vec![Term::Extra(value)],
            "id" => vec![Term::Identifier],
            "aside" => vec![Term::Aside],
            "plain" => vec![Term::Plain],
            "month" => vec![Term::Month(value)],
            other => return Err(format!("terms.tsv: `{}` has unknown kind `{other}`", row[0])),
        };
        for term in terms {
            self.add(row[0], term, whole, "terms.tsv");
        }
        Ok(())
    }

    fn add(&mut self, phrase: &str, term: Term, whole: bool, source: &'static str) {
        let words: Vec<String> = tokens(phrase).into_iter().map(|t| t.word).collect();
        if words.is_empty() {
            return;
        }
        let same_kind = |t: &Term| std::mem::discriminant(t) == std::mem::discriminant(&term);
        if self.phrases.iter().any(|p| p.words == words && same_kind(&p.term)) {
            return;
        }
        self.phrases.push(Phrase { words, term, whole, source });
    }

    fn index(&mut self) {
        for (i, phrase) in self.phrases.iter().enumerate() {
            self.by_first.entry(phrase.words[0].clone()).or_default().push(i);
            self.words.extend(phrase.words.iter().cloned());
        }
        self.lettered = self.words.iter().map(|w| (w.clone(), Letters::of(w))).collect();
    }
}

/// Which letters a word holds, to tell quickly that two words are far apart.
#[derive(Clone, Copy, Debug)]
pub struct Letters(u32);

impl Letters {
    /// Those of a folded word; what is no letter of English counts as one of them all.
    pub fn of(word: &str) -> Letters {
        let bit = |b: u8| if b.is_ascii_lowercase() { 1 << (b - b'a') } else { 1 << 26 };
        Letters(word.bytes().fold(0, |all, b| all | bit(b)))
    }

    /// A number of typing errors that cannot lie between the words: one error brings in a letter and
    /// takes out another at most.
    pub fn errors_at_least(self, other: Letters) -> usize {
        (self.0 ^ other.0).count_ones().div_ceil(2) as usize
    }
}

/// The token after the phrase when it stands at `at`.
fn matches(phrase: &Phrase, text: &[Token], at: usize) -> Option<usize> {
    let things = matches!(phrase.term, Term::Outcome(_) | Term::Procedure);
    let passed_over = |word: &str| FILLERS.contains(&word) && (things || !THINGS.contains(&word));
    let mut t = at;
    let mut fillers = 0;
    for (i, word) in phrase.words.iter().enumerate() {
        loop {
            let token = text.get(t)?;
            // A full stop ends what a phrase can span.
            if i > 0 && token.before.contains(['.', '!', '?']) {
                return None;
            }
            if token.word == *word {
                t += 1;
                fillers = 0;
                break;
            }
            if i == 0 || fillers == MAX_FILLERS || !passed_over(&token.word) {
                return None;
            }
            // "In 1 case the officer was dismissed" says nothing of a case dismissed.
            if token.word == "officer" && MATTERS.contains(&phrase.words[i - 1].as_str()) {
                return None;
            }
            fillers += 1;
            t += 1;
        }
    }
    Some(t)
}

fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|l| !l.starts_with("# ") && !l.trim().is_empty())
        .map(|l| l.split('\t').map(str::trim).collect())
}

fn read_codes(file: &'static str) -> Result<BTreeMap<String, OutcomeCode>, String> {
    let mut codes = BTreeMap::new();
    for row in rows(file) {
        let [code, group, weight] = row[..] else {
            return Err(format!("codes.tsv: `{}` has not three columns", row.join(" ")));
        };
        let weight = weight.parse().map_err(|_| format!("codes.tsv: weight of `{code}`"))?;
        codes.insert(
            code.to_string(),
            OutcomeCode { code: code.to_string(), group: group.to_string(), weight },
        );
    }
    Ok(codes)
}
