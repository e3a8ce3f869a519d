//! What a label (a row heading, a column heading, a caption, a phrase) says about the numbers it
//! governs: values of dimensions, names of dimensions, totals, units, scope.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::fold::{Token, tokens_of_label};
use super::mend;
use super::outcome::{self, OutcomeReading};
use super::vocabulary::{Term, Vocabulary};
use super::year::{self, YearLabel};
use crate::model::observation::{Role, Unit};
use crate::pattern::pattern;

/// A label read.
#[derive(Clone, Debug, Default)]
pub struct LabelReading {
    /// The one year it means.
    pub year: Option<YearLabel>,
    /// The outcome it means.
    pub outcome: Option<OutcomeReading>,
    /// Sexes named, with whose they are when the label says.
    pub sexes: Vec<(String, Option<Role>)>,
    /// Roles named.
    pub roles: BTreeSet<Role>,
    /// public, internal.
    pub sources: BTreeSet<String>,
    /// A word that is a source beside its opposite ("Complaints" beside conduct matters, "Force" beside the
    /// public).
    pub weak_source: Option<String>,
    /// on, off.
    pub duties: BTreeSet<String>,
    /// Dimensions named.
    pub names: BTreeSet<String>,
    /// Units named, in order.
    pub units: Vec<Unit>,
    /// Its head counts people ("Officers subject of these allegations", "No. of officers").
    pub counts_people: bool,
    /// Says it is a total.
    pub total: bool,
    /// Says the value is not known.
    pub unknown: bool,
    /// Is "Yes" or "No" and nothing else.
    pub answer: Option<bool>,
    /// Says that counts follow.
    pub count: bool,
    /// A percentage or rate.
    pub rate: bool,
    /// A running total.
    pub running: bool,
    /// An extra dimension is named.
    pub extra: Option<String>,
    /// A rank.
    pub rank: Option<String>,
    /// A month.
    pub month: Option<String>,
    /// A column of identifiers.
    pub identifier: bool,
    /// Neither count nor dimension.
    pub aside: bool,
    /// A word of procedure that is no outcome.
    pub procedure: bool,
    /// Names the subject of the investigation.
    pub in_scope: bool,
    /// Names another subject.
    pub other_subject: Option<String>,
    /// Number of words.
    pub words: usize,
    /// How many of them no phrase explains.
    pub unexplained: usize,
}

impl LabelReading {
    /// The unit it counts in: what is alleged goes before whom it is alleged against, who are the
    /// unit only of a short label ("Number of officers").
    pub fn unit(&self) -> Option<Unit> {
        if self.counts_people {
            return Some(Unit::Officer);
        }
        let person = |u: &Unit| u.is_person();
        let thing = self.units.iter().copied().find(|u| !person(u));
        thing.or_else(|| self.units.first().copied().filter(|_| self.words <= 4 && !self.in_scope))
    }

    /// True when it says something by itself: a value, a total, "not known", the name of a dimension.
    pub fn speaks(&self) -> bool {
        self.has_value() || self.total || self.unknown || !self.names.is_empty()
    }

    /// True when it gives a value of some dimension.
    pub fn has_value(&self) -> bool {
        self.year.is_some()
            || self.outcome.is_some()
            || !self.sexes.is_empty()
            || !self.sources.is_empty()
            || !self.duties.is_empty()
            || self.rank.is_some()
    }
}

/// Longest text whose typing errors are mended, in words: a sentence has words of its own.
const MENDED_WORDS: usize = 6;

/// True for words that name a place of the same answer behind "all allegations".
fn points_back(after: &str) -> bool {
    static BACK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:\s+of\s+[\w ]{3,30}?)?\s*,?\s*(?:(?:shown|listed|counted|given|set\s+out|included|recorded)\s+)?(?:(?:in|of|from|at|under)\s+(?:the\s+)?(?:(?:first|second|third|main|same|previous|preceding|other)\s+)?(?:tables?|sheets?|tabs?|appendix|annex|answer\s+to|questions?|q\s?\d|part|section|lists?)\b|(?:shown|listed|counted|given|set\s+out)\s+(?:above|below|here|there)\b|above\b)",
        )
    });
    BACK.is_match(after)
}

/// Reads a label.
pub fn read(vocabulary: &Vocabulary, label: &str) -> LabelReading {
    // "Matters (% of all)" heads counts, with their share beside them.
    static WITH_SHARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?P<what>.*\p{L}.*?)\s*[(\[]\s*(?:and\s+)?(?:%|per\s*cent|percentage|share)[^()]*[)\]]\s*$",
        )
    });
    let label =
        WITH_SHARE.captures(label).and_then(|c| c.name("what")).map_or(label, |m| m.as_str());
    let mut text = tokens_of_label(label);
    if text.len() <= MENDED_WORDS
        && let Some((mended, _)) = mend::mend(vocabulary, &text)
    {
        text = mended;
    }
    let mut r = LabelReading { words: text.len(), ..LabelReading::default() };
    r.year = year::of_label(label);
    r.answer = match &text[..] {
        [only] if matches!(only.word.as_str(), "yes" | "y") => Some(true),
        [only] if matches!(only.word.as_str(), "no" | "n") => Some(false),
        _ => None,
    };
    let mut explained = vec![false; text.len()];
    let mut sexes: Vec<(String, usize)> = Vec::new();
    let mut roles: Vec<(Role, usize)> = Vec::new();
    let mut bracketed: Vec<Unit> = Vec::new();
    let mut investigations: Vec<usize> = Vec::new();
    for hit in vocabulary.hits(&text) {
        explained[hit.from..hit.to].fill(true);
        for term in &hit.terms {
            match term {
                Term::Outcome(_) => {}
                Term::Procedure => r.procedure = true,
                Term::Sex(sex) => sexes.push((sex.clone(), hit.from)),
                Term::Role(role) => roles.push((*role, hit.from)),
                Term::Source(source) => {
                    r.sources.insert(source.clone());
                }
                Term::WeakSource(source) => r.weak_source = Some(source.clone()),
                Term::Duty(duty) => {
                    r.duties.insert(duty.clone());
                }
                Term::Names(name) => {
                    r.names.insert(name.clone());
                }
                // What stands in brackets explains ("officers (one has two allegations)").
                Term::Unit(unit) if in_brackets(label, text[hit.from].start) => {
                    bracketed.push(*unit);
                }
                Term::Unit(unit) => {
                    if text[hit.from].word.starts_with("investigation") {
                        investigations.push(r.units.len());
                    }
                    r.units.push(*unit);
                }
                Term::Total => r.total = true,
                Term::Unknown => r.unknown = true,
                Term::Count => r.count = true,
                Term::Rate => r.rate = true,
                Term::Running => r.running = true,
                Term::Extra(name) => r.extra = Some(name.clone()),
                Term::Rank(rank) => r.rank = Some(rank.clone()),
                Term::Identifier => r.identifier = true,
                Term::Aside => r.aside = true,
                Term::Plain => {}
                Term::Month(month) => r.month = Some(month.clone()),
                Term::InScope => {
                    r.in_scope = true;
                    let named = |w: &str| text[hit.from..hit.to].iter().any(|t| t.word == w);
                    if named("allegation") {
                        r.units.push(Unit::Allegation);
                    } else if named("complaint") {
                        r.units.push(Unit::Complaint);
                    }
                }
                // "All allegations in Table A": those that were counted there, not those of every kind.
                Term::OtherSubject if points_back(&label[text[hit.to - 1].end..]) => {}
                Term::OtherSubject => {
                    r.other_subject.get_or_insert_with(|| {
                        label[text[hit.from].start..text[hit.to - 1].end].to_string()
                    });
                }
            }
        }
    }
    if let Some(y) = &r.year {
        for (i, t) in text.iter().enumerate() {
            explained[i] |= t.start >= y.start && t.end <= y.end;
        }
    }
    if r.units.is_empty() {
        r.units = bracketed;
    }
    r.roles = roles.iter().map(|(role, _)| *role).collect();
    r.sexes = sexes
        .into_iter()
        .map(|(sex, at)| {
            let nearest = roles.iter().min_by_key(|(_, i)| i.abs_diff(at)).map(|(role, _)| *role);
            (sex, nearest)
        })
        .collect();
    r.outcome = outcome::read(vocabulary, label);
    if asks_how_it_ended(label) && text.len() <= MENDED_WORDS + 2 {
        r.names.insert("outcome".into());
        r.aside = false;
        r.outcome = None;
        explained.fill(true);
    }
    r.counts_people = heads_with_people(&text);
    // "Withdrew support for the investigation" counts no investigations.
    if r.outcome.is_some() {
        for at in investigations.into_iter().rev() {
            r.units.remove(at);
        }
    }
    // "All three years", "All routes": a total, when nothing else is said.
    let first = text.first().map_or("", |t| t.word.as_str());
    r.total |= first == "all" && text.len() <= 4 && !r.has_value();
    r.unexplained = explained.iter().filter(|e| !**e).count();
    r
}

/// "How the allegation was finalised", "What became of it": a heading over outcomes.
fn asks_how_it_ended(label: &str) -> bool {
    static HOW: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:how\s+(?:[\w-]+\s+){0,5}(?:finali[sz]ed|concluded|resolved|ended|ends|end|dealt\s+with|closed|decided|determined|disposed(?:\s+of)?|finished|turned\s+out|came\s+out|completed)|what\s+(?:happened|became|was\s+(?:the\s+result|decided|done)|came)(?:\s+(?:to|of|with|about)\b.*)?)\W*$",
        )
    });
    HOW.is_match(label)
}

/// Words that may stand before the people a label counts.
const BEFORE_PEOPLE: &[&str] = &[
    "number",
    "no",
    "of",
    "total",
    "count",
    "the",
    "individual",
    "different",
    "distinct",
    "separate",
    "unique",
    "police",
    "serving",
];
/// Words by which people are said to be the matter of something, which is then not what is counted.
const OF_WHAT: &[&str] = &[
    "subject",
    "involved",
    "concerned",
    "named",
    "linked",
    "identified",
    "accused",
    "who",
    "whom",
];

/// "Number of officers, 2016 to 2020", "Officers subject of those allegations"; not "Officer
/// allegations", nor "Officers dismissed".
fn heads_with_people(text: &[Token]) -> bool {
    let before = |t: &&Token| BEFORE_PEOPLE.contains(&t.word.as_str());
    let head = text.iter().take_while(before).count();
    if text.get(head).is_none_or(|t| !matches!(t.word.as_str(), "officer" | "officers")) {
        return false;
    }
    let counted = text[..head].iter().any(|t| matches!(t.word.as_str(), "number" | "no"));
    match text.get(head + 1) {
        None => counted,
        Some(next) => {
            let word = next.word.as_str();
            let figure = word.starts_with(|c: char| c.is_ascii_digit());
            OF_WHAT.contains(&word) || counted && figure
        }
    }
}

/// True when a byte of the label stands inside round brackets.
fn in_brackets(label: &str, at: usize) -> bool {
    let before = &label[..at];
    before.matches('(').count() > before.matches(')').count()
}
