//! The words that govern a number from outside: caption, lead-in sentence, section heading,
//! question. They are read once into a [`Context`], which tables, lists and sentences share.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::{crossed, headings, number};
use crate::model::investigation::Investigation;
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension, Role, Unit};
use crate::normalise::authority::Register;
use crate::normalise::label::{self, LabelReading};
use crate::normalise::outcome::{self, How};
use crate::normalise::vocabulary::Vocabulary;
use crate::normalise::year::YearLabel;
use crate::pattern::pattern;

/// Whether a passage counts what was asked.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Scope {
    /// Nothing says otherwise.
    #[default]
    Unsaid,
    /// The subject is named.
    In,
    /// Another subject is named, with its words.
    Out(String),
}

impl Scope {
    /// Why what stands under it is no answer, when another subject is named.
    pub fn out_reason(&self) -> Option<String> {
        match self {
            Scope::Out(words) => Some(format!("about `{words}`")),
            _ => None,
        }
    }
}

/// What is known about the numbers of a passage before reading it.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Values that hold for all of them.
    pub cell: Cell,
    /// Whose sex is meant.
    pub role: Option<Role>,
    /// Whose sex runs down the side of a table that sets one party's against the other's.
    pub down: Option<Role>,
    /// Dimensions named.
    pub names: BTreeSet<String>,
    /// Unit named.
    pub unit: Option<Unit>,
    /// Subject.
    pub scope: Scope,
    /// Authority spoken of, when the document speaks for several.
    pub authority: Option<String>,
    /// The heading above is of something beside the answer ("Comparison", "How we count").
    pub beside: bool,
}

/// Longest part of a heading that says "not known" of one thing, in words.
const SEGMENT_WORDS: usize = 14;

/// Everything the extractors consult: vocabulary, investigation and the document's own key.
pub struct Desk<'a> {
    /// Phrases.
    pub vocabulary: &'a Vocabulary,
    /// What is asked.
    pub investigation: &'a Investigation,
    /// Abbreviations the document explains: folded code -> meaning.
    pub key: BTreeMap<String, String>,
    /// What a mark in a cell stands for, by the document's notes.
    pub marks: BTreeMap<String, Meaning>,
    /// Codes of one column: folded heading, code, meaning.
    pub fields: Vec<(String, String, String)>,
    /// Column headings the document explains: folded heading, meaning.
    pub heads: BTreeMap<String, String>,
    /// What one row of a listing is, when the document says ("each row is one allegation").
    pub row_unit: Option<Unit>,
    /// The same by sheet.
    pub row_units: Vec<(String, Unit)>,
    /// The register, to notice when another authority is spoken of.
    pub register: &'a Register,
    /// Whose letter it is (several for a joint one).
    pub home: Vec<String>,
    /// What an empty outcome of a listing means.
    pub blank_outcome: Option<String>,
    /// What an empty field of a listing repeats from the line above.
    pub repeats: Option<super::notes::Repeats>,
    /// Whose sex is meant where the document speaks of one party's sex only.
    pub only_role: Option<Role>,
    /// Half-width of the rounding the document declares ("rounded to the nearest 5": 2).
    pub rounding: u64,
    /// The rounding is said of all figures, not of those in tables.
    pub rounds_sentences: bool,
    /// Labels read so far.
    pub known: Known,
}

/// What labels were found to mean: a listing says "Not upheld" in ten thousand rows, and several
/// questions are asked of each cell.
#[derive(Default)]
pub struct Known {
    readings: RefCell<HashMap<String, LabelReading>>,
    /// What is offered for labels that nobody knows; a search through the whole vocabulary each.
    offered: RefCell<HashMap<String, String>>,
}

impl Known {
    /// Labels kept; a column of names without end is not worth more.
    const MOST: usize = 4_096;
    /// Longest label kept, in bytes; what is longer is a sentence and stands there once.
    const LONGEST: usize = 120;

    fn or_read(&self, text: &str, read: impl FnOnce() -> LabelReading) -> LabelReading {
        if text.len() > Known::LONGEST {
            return read();
        }
        if let Some(known) = self.readings.borrow().get(text) {
            return known.clone();
        }
        let reading = read();
        let mut labels = self.readings.borrow_mut();
        if labels.len() < Known::MOST {
            labels.insert(text.to_string(), reading.clone());
        }
        reading
    }
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Meaning {
    /// A count between bounds.
    Range(u64, u64),
    /// "fewer than N": whether zero is included depends on the document.
    Fewer(u64),
    /// Withheld, not held or not applicable: no fact.
    Nothing,
}

impl Desk<'_> {
    /// Reads a label with the document's own abbreviations spelt out.
    pub fn read(&self, text: &str) -> LabelReading {
        self.known.or_read(text, || label::read(self.vocabulary, &self.spell_out(text)))
    }

    /// The known outcomes most like a label, for a person to choose from.
    pub fn nearest(&self, text: &str) -> String {
        /// How many known labels a message offers.
        const OFFERED: usize = 3;
        let mut offered = self.known.offered.borrow_mut();
        if let Some(known) = offered.get(text) {
            return known.clone();
        }
        let near = outcome::nearest(self.vocabulary, text, OFFERED).join(", ");
        if offered.len() < Known::MOST {
            offered.insert(text.to_string(), near.clone());
        }
        near
    }

    /// Reads the heading of a column, as the document's key explains it ("OFF - sex of officer").
    pub fn read_head(&self, text: &str) -> LabelReading {
        let meaning = self.heads.get(&crate::normalise::fold::key(text));
        let spelt = meaning.map(|m| self.read(m)).filter(|r| !r.names.is_empty());
        // A heading that everybody understands needs no key: "Count is the number of allegations recorded"
        // makes it no date.
        let plain = |spelt: &LabelReading| {
            let own = label::read(self.vocabulary, text);
            // "Sex" may be explained as "Sex (of officer)".
            let whose =
                role_of_names(&own.names).is_none() && role_of_names(&spelt.names).is_some();
            (own.names.is_empty() || whose) && !own.count
        };
        spelt.filter(plain).unwrap_or_else(|| self.read(text))
    }

    /// Reads words of a sentence, where a single loose word is no outcome.
    pub fn read_prose(&self, text: &str) -> LabelReading {
        let mut reading = self.read(&without_meanwhile(&without_bare_conduct(text)));
        reading.outcome = reading.outcome.filter(|o| o.how != How::Loose);
        reading
    }

    /// Another authority whose full name stands in a text, if the text does not also speak of home.
    pub fn other_authority(&self, text: &str) -> Option<String> {
        let mentions = self.register.mentions(text);
        let home = |id: &str| self.home.iter().any(|h| h == id);
        if self.home.is_empty() || mentions.iter().any(|m| home(m.id)) {
            return None;
        }
        mentions
            .into_iter()
            .find(|m| m.full && !text[m.start..m.end].contains('.'))
            .map(|m| text[m.start..m.end].to_string())
    }

    /// The meaning of a code in a column of that heading; codes of other columns do not count.
    pub fn spell_out_in(&self, heading: &str, text: &str) -> String {
        if let Some(meaning) = self.meaning_in(heading, text) {
            return meaning.to_string();
        }
        let trimmed = text.trim();
        let other = self.fields.iter().any(|(_, code, _)| code == trimmed);
        let digits = trimmed.chars().all(|c| c.is_ascii_digit());
        if other && digits { text.to_string() } else { self.spell_out(text) }
    }

    /// What a row of a listing is, by the notes: those of its own sheet before those of the document.
    pub fn row_unit_at(&self, place: &Locator) -> Option<Unit> {
        let own = match place {
            Locator::Cells { sheet, .. } => {
                let name = sheet.trim().to_lowercase();
                self.row_units.iter().find(|(of, _)| *of == name).map(|(_, unit)| *unit)
            }
            _ => None,
        };
        own.or(self.row_unit)
    }

    /// What the key to that very column says of a code.
    pub fn meaning_in(&self, heading: &str, text: &str) -> Option<&str> {
        let heading = crate::normalise::fold::key(heading);
        let named = |field: &str| field == heading || field.split(" / ").any(|one| one == heading);
        let own = self.fields.iter().find(|(field, code, _)| code == text.trim() && named(field));
        own.map(|(_, _, meaning)| meaning.as_str())
    }

    /// "Withdrawn: *", "male officer - *": a label, and the mark that hides its count and that the
    /// document explains.
    pub fn hidden_count<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let (label, mark) = text.rsplit_once([' ', ':', '\u{2013}'])?;
        let mark = mark.trim();
        let explained = number::is_symbol(mark) && self.marks.contains_key(mark)
            || matches!(mark, "-" | "\u{2013}" | "\u{2014}") && self.marks.contains_key("-");
        explained.then_some((label, mark))
    }

    /// Replaces a label, or the words of it, that the document's key explains.
    pub fn spell_out(&self, text: &str) -> String {
        if self.key.is_empty() {
            return text.to_string();
        }
        let trimmed = text.trim();
        let phrase = |code: &str| code.contains([' ', '-']);
        if let Some(meaning) = self.key.get(trimmed).filter(|_| !phrase(trimmed)) {
            // "Abandoned" explained at length, "M / F = sex of the officer": what everybody reads is
            // not replaced by words that say less.
            let more = self.tells_more(trimmed, meaning);
            return if more { meaning.clone() } else { text.to_string() };
        }
        for (phrase, meaning) in self.key.iter().filter(|(code, _)| phrase(code)) {
            // A phrase that everybody understands needs no spelling out.
            if let Some(at) = find_phrase(trimmed, phrase)
                && (!says_by_itself(self.vocabulary, phrase)
                    || trimmed == phrase && self.says_otherwise(phrase, meaning))
            {
                let rest = (&trimmed[..at], &trimmed[at + phrase.len()..]);
                return format!("{}{meaning}{}", rest.0, rest.1);
            }
        }
        let mut changed = false;
        let words: Vec<String> = trimmed
            .split(' ')
            .map(|w| {
                let bare = w.trim_matches(|c: char| !c.is_alphanumeric());
                match self.key.get(bare) {
                    Some(meaning)
                        if self.tells_more(bare, meaning) && bare.len() > 1
                            || w.len() == bare.len()
                                && trimmed.ends_with(w)
                                && trimmed.len() > 8 =>
                    {
                        changed = true;
                        w.replace(bare, meaning)
                    }
                    _ => w.to_string(),
                }
            })
            .collect();
        if changed { words.join(" ") } else { text.to_string() }
    }

    /// True for "CTA - MA", of which only "CTA" is known, where the key says how the case was dealt with.
    fn says_otherwise(&self, code: &str, meaning: &str) -> bool {
        let outcome = |text| label::read(self.vocabulary, text).outcome;
        // A phrase in words means what it says, however it is explained.
        if code.chars().any(char::is_lowercase) {
            return false;
        }
        match (outcome(code), outcome(meaning)) {
            (Some(own), Some(meant)) => {
                own.how == How::Composed && meant.how != How::Unmapped && own.codes != meant.codes
            }
            _ => false,
        }
    }

    /// True when a meaning says more than its code does alone: not that of a word which everybody knows
    /// for an outcome, nor "M / F = sex of the officer"; but "M = matters".
    fn tells_more(&self, code: &str, meaning: &str) -> bool {
        let (own, meant) =
            (label::read(self.vocabulary, code), label::read(self.vocabulary, meaning));
        let outcome = own.outcome.as_ref().is_some_and(|o| o.how != How::Unmapped);
        let of_sex = !own.sexes.is_empty() && meant.names.iter().any(|n| n.ends_with("sex"));
        // "Disapplied", "Colleague": a word means what it says, however it is explained in a sentence. "Unfounded =
        // no case to answer" gives it another name; "Other" says nothing.
        let word = code.chars().filter(|c| c.is_lowercase()).count() >= WORD_LETTERS
            && code.starts_with(char::is_alphabetic);
        let known = |r: &LabelReading| r.outcome.as_ref().is_some_and(|o| o.how == How::Known);
        let vague = ["other", "resolved", "not_recorded"];
        let plain = known(&own)
            && own.outcome.iter().flat_map(|o| &o.codes).all(|c| !vague.contains(&c.as_str()));
        // "Unfounded gathers what had no case to answer and what was not upheld."
        let gathers = meant.outcome.as_ref().is_some_and(|o| o.codes.len() > 1);
        if word
            && (plain && !known(&meant) && !gathers
                || own.sources.len() == 1 && meant.sources.is_empty())
        {
            return false;
        }
        // "FY17 means the twelve months from 1 April 2016": a year that is read as it stands.
        if own.year.is_some() && meant.year.is_none() {
            return false;
        }
        !(outcome || of_sex) || meant.has_value()
    }

    /// True when the year lies wholly in the period asked about. A financial year counts as inside
    /// when most of it is: forces answer in their own years, and 2020/21 ends three months after
    /// 2020 where 2015/16 ends three months into 2016.
    pub fn in_period(&self, year: &YearLabel) -> bool {
        let (from, to) =
            (self.investigation.period.first_year(), self.investigation.period.last_year());
        if year.financial {
            year.first >= from && year.first <= to
        } else {
            (from..=to).contains(&year.first) && !(year.part && year.first == to + 1)
        }
    }
}

/// Small letters of a word that is no abbreviation ("Wdn", "Disc").
const WORD_LETTERS: usize = 5;

/// True for a phrase whose words everybody reads alike; a loose one ("Advice on file") is explained.
fn says_by_itself(vocabulary: &Vocabulary, phrase: &str) -> bool {
    let mut reading = label::read(vocabulary, phrase);
    reading.outcome = reading.outcome.filter(|o| o.how != How::Loose);
    reading.speaks()
}

/// "The conduct is said to have taken place years before", "conduct on duty", "our conduct system": what
/// somebody did or where it is kept, not the route by which it came in. Written as a word of the same length, so that places in the text stay what they are.
fn without_bare_conduct(text: &str) -> Cow<'_, str> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b((?:the|their|such|his|her|this|that|any|alleged)\s+(?:alleged\s+)?)conduct(\s+(?:is|was|are|were|had|has|said|alleged|complained|described|took|takes|occurred|happened|concerned|in\s+question|itself|which|that|of)\b)|\bconduct(\s+(?:which\s+(?:was|took\s+place)\s+)?(?:while\s+|whilst\s+)?(?:on|off)[\s-]+duty\b)|\bconduct(\s+(?:systems?|databases?|registers?|records|module|recording|case\s+management)\b)",
        )
    });
    BARE.replace_all(text, "${1}actions${2}${3}${4}")
}

/// A text without what it asks by "whether".
fn without_whether(text: &str) -> Cow<'_, str> {
    static WHETHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:whether|if)\s+(?:or\s+not\s+)?(?:the|it|they|he|she|each|any|this|that|these|those)\b[^.;,?]*",
        )
    });
    WHETHER.replace_all(text, " ")
}

/// "While the investigation was going on" says when something was so, not what became of it. Blanks
/// stand for it, so that places in the text stay what they are.
fn without_meanwhile(text: &str) -> Cow<'_, str> {
    static MEANWHILE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:while|whilst)\s+(?:the|an|any|that|their|its|his|her|those|these)\s+(?:\w+\s+)?(?:investigations?|enquir(?:y|ies)|inquir(?:y|ies)|proceedings)\s+(?:\w+[ ,]?\s*){1,4}",
        )
    });
    MEANWHILE.replace_all(text, |c: &regex::Captures<'_>| " ".repeat(c[0].len()))
}

/// "Allegations made by members of the public": who made them is said, and not only that it will be.
fn says_by_whom(text: &str) -> bool {
    static BY_WHOM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:made|raised|brought|reported|submitted|lodged)\s+by\s+(?:an?\s+|the\s+|other\s+)*(?:members?\s+of\s+(?:the\s+)?(?:public|staff)|public|colleagues?|supervisors?|managers?|fellow)\b",
        )
    });
    BY_WHOM.is_match(text)
}

/// Where a phrase stands in a text as whole words, whatever its case.
fn find_phrase(text: &str, phrase: &str) -> Option<usize> {
    let at = text.to_ascii_lowercase().find(&phrase.to_ascii_lowercase())?;
    let end = at + phrase.len();
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = !letter(text[..at].chars().next_back()) && !letter(text[end..].chars().next());
    whole.then_some(at)
}

impl Context {
    /// What a heading, caption or lead-in sentence says, on top of this context.
    /// `question` marks a text that asks: it names dimensions but gives no values unless it asks
    /// "how many".
    pub fn with(&self, desk: &Desk<'_>, text: &str, question: bool) -> Context {
        let text = &*super::prose::without_searchers(text);
        let reading = desk.read(text);
        let mut out = self.clone();
        if !reading.names.is_empty() {
            out.names = reading.names.clone();
        }
        // "How many of the officers were male, how many female?" asks by sex and says whose.
        let both = reading.sexes.iter().any(|(sex, _)| *sex != reading.sexes[0].0);
        if reading.roles.len() == 1 && (reading.sexes.is_empty() || both) {
            out.role = reading.roles.first().copied();
        }
        match role_of_names(&reading.names) {
            Some(role) => out.role = Some(role),
            None if reading.names.contains("sex") && reading.roles.len() == 1 => {
                out.role = reading.roles.first().copied();
            }
            None => {}
        }
        out.down = crossed::party_down(text).or(out.down);
        if let Some(unit) = reading.unit() {
            out.unit = Some(unit);
        }
        out.scope = match (&reading.other_subject, reading.in_scope) {
            (Some(words), false) => Scope::Out(words.clone()),
            (Some(words), true) if other_leads(desk, text) || of_staff_only(text, words) => {
                Scope::Out(words.clone())
            }
            // "Crimes of sexual assault in which the suspect was an officer were:" counts crimes.
            _ if counts_crimes(desk, text, &reading) => Scope::Out("recorded crimes".into()),
            (_, true) => Scope::In,
            _ => out.scope,
        };
        let asks_for_values = !question || asks_how_many(text);
        if asks_for_values {
            // "Whether the officer was on duty" asks for a value and gives none.
            match without_whether(text) {
                Cow::Borrowed(text) => out.take_values(desk, text, &reading),
                Cow::Owned(text) => out.take_values(desk, &text, &desk.read(&text)),
            }
        }
        out
    }

    /// Values named once and unopposed hold for everything under the heading.
    fn take_values(&mut self, desk: &Desk<'_>, text: &str, reading: &LabelReading) {
        let years = crate::normalise::year::in_text(text);
        let asked = years.first().filter(|_| years.len() == 1 && asks_how_many(text));
        // "... - year ending 31 December 2016", "Year: 2016 (1 January to 31 December)": words that leave
        // no doubt, in a title however long.
        let ending = years.first().filter(|y| {
            let words = text[y.start..y.end].to_lowercase();
            let leads = text[..y.start].trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let named = matches!(leads.as_str(), "year" | "calendar year" | "financial year");
            years.len() == 1
                && (named
                    || ["year end", "years end", "ye ", "y/e"].iter().any(|w| words.starts_with(w)))
        });
        // "Complaints of this kind recorded in 2021 (1 January to 31 May)" is no year of the period.
        let unfinished = years.first().filter(|y| {
            years.len() == 1 && !desk.in_period(y) && crate::normalise::year::says_part(text)
        });
        // The date of a letter is no heading of its year, nor is a part of a reference.
        let hits = number::in_sentence(text);
        let dated = hits.iter().any(|h| h.what == number::What::Aside("date"));
        let of_reference = |at: usize| {
            hits.iter()
                .any(|h| h.what == number::What::Aside("reference") && h.start <= at && at < h.end)
        };
        // "2021 to 31 May - 3" is a line of a list, not the heading of what follows.
        let counts = |y: &YearLabel| {
            let beside = |h: &number::NumberHit| h.end <= y.start || h.start >= y.end;
            hits.iter().any(|h| matches!(h.what, number::What::Count { .. }) && beside(h))
        };
        let unfinished = unfinished.filter(|y| !counts(y));
        if let Some(year) = ending
            .or(reading.year.as_ref())
            .or(asked)
            .or(unfinished)
            .filter(|y| !of_reference(y.start))
            && (!dated
                || reading.words > 8
                || year.part && !counts(year)
                || unfinished.is_some()
                || text.to_lowercase().contains("year"))
            && (ending.is_some() || !reading.names.contains("year") || reading.words <= 5)
            && reading.words <= if ending.is_some() { 20 } else { 14 }
        {
            self.cell.insert(Dimension::Year, one(&year.value));
            if !desk.in_period(year) || year.part {
                self.scope = Scope::Out(format!("{} is outside the period", year.value));
            }
        }
        let sexes: BTreeSet<&String> = reading.sexes.iter().map(|(s, _)| s).collect();
        if sexes.len() == 1
            && !reading.names.iter().any(|n| n.ends_with("sex"))
            && let Some(role) = reading.sexes[0].1
        {
            self.cell.insert(sex_dimension(role), one(&reading.sexes[0].0));
        }
        // "Sex of officer not known" over a table or on the name of a sheet.
        if reading.unknown && sexes.is_empty() {
            let role = segments(text).find_map(|segment| {
                let own = desk.read(segment);
                role_of_names(&own.names).filter(|_| own.unknown && own.words <= SEGMENT_WORDS)
            });
            if let Some(role) = role {
                self.cell.insert(sex_dimension(role), one("unknown"));
            }
        }
        let asked = asks_how_many(text) && reading.names.len() == 1;
        if reading.sources.len() == 1
            && (!reading.names.contains("source") || asked || says_by_whom(text))
            && !names_both_routes(text)
        {
            let source = reading.sources.first().map_or("", String::as_str);
            self.cell.insert(Dimension::Source, one(source));
        }
        if reading.duties.len() == 1 && !reading.names.contains("duty") && !names_both_duties(text)
        {
            let duty = reading.duties.first().map_or("", String::as_str);
            self.cell.insert(Dimension::Duty, one(duty));
        }
        // A heading that is an outcome and little else ("Not upheld") governs the list under it. "Explanation" over
        // what a search would cost heads what is beside the answer, and is none.
        if let Some(outcome) = &reading.outcome
            && !reading.names.contains("outcome")
            && !headings::heads_beside(text)
            && (reading.words <= 6 && outcome.how == How::Known
                || asks_how_many(text)
                    && reading.words <= ASKED_WORDS
                    && outcome.how == How::Composed)
        {
            self.cell.insert(Dimension::Outcome, outcome.codes.clone());
        }
    }
}

/// The parts of a heading that stand for themselves: "Force. Subject 2016-2020. Sex not known".
fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ':', '|', '\u{2013}', '\u{2014}', '\n'])
        .flat_map(|part| part.split(". "))
        .flat_map(|part| part.split(" - "))
}

/// A set of one.
pub fn one(value: &str) -> BTreeSet<String> {
    BTreeSet::from([value.to_string()])
}

/// The dimension of a sex, by whose it is.
pub fn sex_dimension(role: Role) -> Dimension {
    match role {
        Role::Officer => Dimension::OfficerSex,
        Role::Complainant => Dimension::ComplainantSex,
    }
}

/// Whose sex a set of named dimensions means, when it means one.
pub fn role_of_names(names: &BTreeSet<String>) -> Option<Role> {
    match (names.contains("officer_sex"), names.contains("complainant_sex")) {
        (true, false) => Some(Role::Officer),
        (false, true) => Some(Role::Complainant),
        _ => None,
    }
}

/// Longest question that asks of one outcome, in words ("In how many was there no case to answer?").
const ASKED_WORDS: usize = 12;

fn asks_how_many(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("how many") || lower.contains("number of")
}

/// "Complaints and conduct matters", "complaints or internal reports": both routes are named, though
/// complaints alone name none.
fn names_both_routes(text: &str) -> bool {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| {
        const JOIN: &str = r"(?:,|\band|\bor|&|/|\bplus)\s*(?:\w+\s+){0,2}";
        const INTERNAL: &str = r"(?:conduct|internal(?:ly)?|colleagues?)";
        pattern(&format!(
            r"(?i)\bcomplaints?\b[^.;:]{{0,60}}{JOIN}{INTERNAL}\b|\b{INTERNAL}(?:\s+(?:matters?|cases?|records?|reports?|referrals?|allegations?))?\s*{JOIN}complaints?\b"
        ))
    });
    BOTH.is_match(text)
}

/// "Not on duty" gives no value by the words it denies; "on and off duty together": both are named, though the first in one word.
pub(super) fn names_both_duties(text: &str) -> bool {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bnot\s+(?:on|off)\s+duty\b|\bon(?:[\s-]+duty)?\s*(?:and|or|&|/|,|\+|plus)\s*off\b|\boff(?:[\s-]+duty)?\s*(?:and|or|&|/|,|\+|plus)\s*on\b",
        )
    });
    BOTH.is_match(text)
}

/// True for words that open with crimes where the investigation counts something else.
fn counts_crimes(desk: &Desk<'_>, text: &str, reading: &LabelReading) -> bool {
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[.:]\s+)\W*(?:the\s+|all\s+)?(?:number\s+of\s+|total\s+)*(?:recorded\s+|reported\s+)?(?:crimes?\b|crime\s+(?:records?|reports?|numbers?)\b)",
        )
    });
    desk.investigation.unit != Unit::Crime.name()
        && !reading.units.contains(&Unit::Allegation)
        && OPENS.is_match(text)
}

/// "Allegations of sexual assault, police staff (not police officers)": the subject, and the wrong people.
fn of_staff_only(text: &str, other: &str) -> bool {
    static NOT_OFFICERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:not|other\s+than|rather\s+than|excluding|excludes|without|no)\s+(?:any\s+)?(?:serving\s+)?(?:police\s+)?officers?\b",
        )
    });
    let staff = other.to_lowercase().contains("staff");
    staff && !NOT_OFFICERS.replace_all(text, "").to_lowercase().contains("officer")
}

/// "All allegations, of which sexual assault": the other subject stands first and leads.
fn other_leads(desk: &Desk<'_>, text: &str) -> bool {
    use crate::normalise::vocabulary::Term;
    let tokens = crate::normalise::fold::tokens(text);
    let first = desk.vocabulary.hits(&tokens).into_iter().find_map(|h| {
        h.terms.iter().find_map(|t| match t {
            Term::InScope => Some(false),
            Term::OtherSubject => Some(true),
            _ => None,
        })
    });
    first == Some(true)
}
