//! What the words of a sentence say about the counts in it: values of dimensions, with whose sex a
//! sex is. A sentence names both parties often ("a woman complained of a male officer"), so the role
//! of each sex is told by the words before it, over the whole sentence.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::context::Desk;
use crate::model::observation::Role;
use crate::normalise::fold::{self, Token};
use crate::normalise::label::LabelReading;
use crate::normalise::vocabulary::Term;
use crate::normalise::year::{self, YearLabel};
use crate::pattern::pattern;

/// Words that tell who is meant by the sex after them: how a complaint comes from somebody.
const FROM: &[&str] = &[
    "by",
    "from",
    "complainant",
    "complainer",
    "victim",
    "public",
    "complained",
    "complaining",
    "colleague",
    "affected",
    "achwynydd",
    "person",
    "people",
    "assaulted",
    "making",
    "bringing",
    "reporting",
    "claiming",
];
/// The same for those it is about.
const ABOUT: &[&str] = &[
    "about",
    "against",
    "concerning",
    "concerned",
    "concern",
    "involving",
    "involved",
    "involve",
    "officer",
    "subject",
    "constable",
    "accused",
    "swyddog",
];
/// How many words before a sex are looked at for its role.
const REACH: usize = 14;
/// How many words after it, when none before it tells.
const REACH_AFTER: usize = 8;

/// A sex with its place in the sentence.
#[derive(Clone, Debug)]
struct Sex {
    start: usize,
    sex: String,
    role: Option<Role>,
}

/// A sentence with its values found once.
pub(super) struct Sentence<'a> {
    desk: &'a Desk<'a>,
    pub(super) text: &'a str,
    years: Vec<YearLabel>,
    sexes: Vec<Sex>,
    read: RefCell<BTreeMap<(usize, usize, usize, usize), LabelReading>>,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(desk: &'a Desk<'a>, text: &'a str) -> Sentence<'a> {
        Sentence {
            desk,
            text,
            years: year::in_text(text),
            sexes: sexes(desk, text),
            read: RefCell::default(),
        }
    }

    /// The same sentence with some words blanked out: whose sex is meant is told by all of them.
    pub(super) fn with_roles_of(mut self, whole: &Sentence<'_>) -> Sentence<'a> {
        let kept = |s: &&Sex| !self.text[s.start..].starts_with(' ');
        self.sexes = whole.sexes.iter().filter(kept).cloned().collect();
        self
    }

    /// Years named between two bytes.
    pub(super) fn years(&self, from: usize, to: usize) -> Vec<YearLabel> {
        self.years.iter().filter(|y| y.start >= from && y.end <= to).cloned().collect()
    }

    /// What the words of two stretches say together: those before and those after a count.
    pub(super) fn reading(&self, before: (usize, usize), after: (usize, usize)) -> LabelReading {
        let key = (before.0, before.1, after.0, after.1);
        if let Some(known) = self.read.borrow().get(&key) {
            return known.clone();
        }
        let words = format!("{} {}", &self.text[before.0..before.1], &self.text[after.0..after.1]);
        let mut reading = self.desk.read_prose(words.trim());
        let mut years = self.years(before.0, before.1);
        years.extend(self.years(after.0, after.1));
        reading.year = if years.len() == 1 { years.pop() } else { None };
        // "Police recorded seven complaints" are no "recorded complaints".
        if before.0 < before.1 && after.0 < after.1 && !reading.sources.is_empty() {
            reading.sources = self.span(before.0, before.1).sources;
            reading.sources.extend(self.span(after.0, after.1).sources);
        }
        let within =
            |at: usize| (before.0..before.1).contains(&at) || (after.0..after.1).contains(&at);
        let own: Vec<(String, Option<Role>)> = self
            .sexes
            .iter()
            .filter(|s| within(s.start))
            .map(|s| (s.sex.clone(), s.role))
            .collect();
        // Letters that stand for a sex ("F 7, M 1") are found in their own words only.
        if !self.sexes.is_empty() {
            reading.sexes = own;
        }
        self.read.borrow_mut().insert(key, reading.clone());
        reading
    }

    /// What one stretch says.
    pub(super) fn span(&self, from: usize, to: usize) -> LabelReading {
        self.reading((from, from), (from, to))
    }

    /// True when a stretch gives a value of some dimension.
    pub(super) fn has_values(&self, from: usize, to: usize) -> bool {
        !self.years(from, to).is_empty() || self.span(from, to).has_value()
    }

    /// True when it tells a sex.
    pub(super) fn speaks_of_sex(&self) -> bool {
        !self.sexes.is_empty()
    }

    /// The last role a sex has in the sentence, for a sentence after it that does not say.
    pub(super) fn last_role(&self) -> Option<Role> {
        self.sexes.iter().rev().find_map(|s| s.role)
    }
}

/// Every sex of a sentence with whose it is.
fn sexes(desk: &Desk<'_>, text: &str) -> Vec<Sex> {
    let tokens = fold::tokens(text);
    let mut out: Vec<Sex> = Vec::new();
    for hit in desk.vocabulary.hits(&tokens) {
        let role = hit.terms.iter().find_map(|t| match t {
            Term::Role(role) => Some(*role),
            _ => None,
        });
        for term in &hit.terms {
            if let Term::Sex(sex) = term {
                let role = role.or_else(|| role_of(&tokens, hit.from, hit.to));
                let start = tokens[sex_word(desk, &tokens, hit.from, hit.to)].start;
                out.push(Sex { start, sex: sex.clone(), role });
            }
        }
    }
    // "Ten women and two men made the complaints": what is told of the last is told of both.
    for i in (1..out.len()).rev() {
        let between = text.get(out[i - 1].start..out[i].start).unwrap_or("");
        let listed = between.split_whitespace().count() <= 3
            && (between.contains(" and ") || between.contains(','));
        if listed && out[i - 1].role.is_none() {
            out[i - 1].role = out[i].role;
        }
    }
    let joined: Vec<Option<Role>> = out.iter().map(|s| s.role).collect();
    // "Twelve of the complainants are female and one is male": the second goes with the first.
    for i in 1..out.len() {
        out[i].role = out[i].role.or(joined[i - 1]);
    }
    out
}

/// The word of a phrase that is the sex itself ("complainants were male").
fn sex_word(desk: &Desk<'_>, tokens: &[Token], from: usize, to: usize) -> usize {
    let is = |t: &Token| {
        let hits = desk.vocabulary.hits(std::slice::from_ref(t));
        hits.iter().any(|h| h.terms.iter().any(|term| matches!(term, Term::Sex(_))))
    };
    (from..to).find(|&i| is(&tokens[i])).unwrap_or(from)
}

/// Whose sex stands at `from..to`: the noun after it, else the nearest word before it that tells,
/// else the nearest after it.
fn role_of(tokens: &[Token], from: usize, to: usize) -> Option<Role> {
    let tell = |t: &Token| {
        let is = |list: &[&str]| list.iter().any(|w| fold::key(w) == t.word);
        // "Men were complained about", "the officers complained of were men"
        if t.word == fold::key("complained") {
            let at = tokens.iter().position(|o| o.start == t.start).unwrap_or(0);
            let next = tokens.get(at + 1).map_or("", |n| n.word.as_str());
            let about = matches!(next, "about" | "of" | "against");
            // "A woman complained about" - an active verb right after the one who complains.
            let before = at.checked_sub(1).map_or("", |b| tokens[b].word.as_str());
            let passive = at > to && !matches!(before, "has" | "had" | "have" | "who");
            if about && (at < from || passive) {
                return Some(Role::Officer);
            }
        }
        if is(FROM) {
            Some(Role::Complainant)
        } else if is(ABOUT) {
            Some(Role::Officer)
        } else {
            None
        }
    };
    // "female members of the public", "male police officers", "female colleague"
    let noun = tokens[to..].iter().take(4).take_while(|t| t.before.is_empty());
    let plain =
        |t: &Token| matches!(t.word.as_str(), "member" | "police" | "serving" | "of" | "the");
    for t in noun {
        match tell(t) {
            Some(role)
                if t.word != "by" && t.word != "from" && !ABOUT[..8].contains(&t.word.as_str()) =>
            {
                return Some(role);
            }
            _ if plain(t) => {}
            _ => break,
        }
    }
    // "Women made eight of them", "men had brought two": those who complain.
    let active = |t: &Token| {
        ["made", "brought", "lodged", "raised", "submitted", "reported", "alleged"]
            .iter()
            .any(|w| fold::key(w) == t.word)
    };
    let came_forward = tokens[to..].iter().take(2).map(|t| t.word.as_str()).eq(["came", "forward"]);
    let verb = tokens[to..].iter().take(2).take_while(|t| t.before.is_empty());
    let mut words = verb.skip_while(|t| matches!(t.word.as_str(), "had" | "have" | "also"));
    if came_forward || words.next().is_some_and(active) {
        return Some(Role::Complainant);
    }
    let lead = tokens[from.saturating_sub(REACH)..from].iter().rev();
    let near = lead.take_while(|t| !t.before.contains(['.', ';']) || t.start == tokens[0].start);
    near.into_iter().find_map(tell).or_else(|| tokens[to..].iter().take(REACH_AFTER).find_map(tell))
}

/// "Three in each of 2018 and 2019", "2019 and 2020 had two apiece": a count said of several years,
/// each of them.
pub(super) fn says_each(text: &str) -> bool {
    static EACH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:in|for|during|over)\s+(?:each|every)\b|\beach\s+(?:in|for|of)\b|\bapiece\b|\beach\s*[,;.]?\s*$|\beach\s+(?:was|were|had\s+been|came|recorded|received|made)\b|\bin\s+both\b",
        )
    });
    EACH.is_match(text)
}

/// "Two in each of the five years", "one a year", "in every year two": all years of the period. The
/// words must stand beside the count: a year may be spoken of in other ways.
pub(super) fn says_every_year(before: &str, after: &str) -> bool {
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:\s+(?:allegations?|complaints?|cases?|matters?|were|was|recorded|received|made|apiece|for))*,?\s+(?:(?:in|for|during)\s+)?(?:each|every|per|a)\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?(?:(?:two|three|four|five|six|\d)\s+)?(?:calendar\s+|financial\s+)?years?\b|^\s+annually\b",
        )
    });
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:in|for|during)\s+(?:each|every)\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?(?:(?:two|three|four|five|six|\d)\s+)?(?:calendar\s+|financial\s+)?years?\s+(?:there\s+(?:were|was)\s+|we\s+(?:recorded|received)\s+)?$",
        )
    });
    AFTER.is_match(after) || BEFORE.is_match(before)
}

/// "In the other years", "any of the other four years": the years not named so far.
pub(super) fn says_other_years(text: &str) -> bool {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:other|remaining|rest\s+of\s+the)\s+(?:(?:two|three|four|\d)\s+)?(?:calendar\s+|financial\s+)?years?\b|\bany\s+other\s+year\b",
        )
    });
    YEARS.is_match(text)
}
