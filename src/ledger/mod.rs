//! The account of every number: each one a response file prints is a fact, a part of a check, or set
//! aside with a reason. What is left is unexplained, and near the subject it goes to review. The
//! numbers are found here once more, straight from the document, so that a number the extractors
//! never looked at is missed by them and not by this account.

mod plain;
pub mod scan;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::model::fact::{Fact, FileRole, Return};
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::model::observation::{Observation, Origin, SetAside};
use crate::model::text::Text;
use crate::normalise::year;

/// What became of one number.
#[derive(Clone, Debug, PartialEq)]
pub enum Use {
    /// It is a fact, or further evidence of one: authority and id.
    Fact(Text, Text),
    /// It was read and serves to check: stated otherwise elsewhere, or part of a derived figure.
    Check(&'static str),
    /// It is no figure of what was asked; the reason.
    SetAside(Text),
    /// Nothing explains it.
    Unexplained,
}

/// One number of a file.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The number as printed.
    pub text: Text,
    /// Its value, if it is a whole number.
    pub value: Option<u64>,
    /// Where it stands.
    pub place: Locator,
    /// The words around it.
    pub quote: Text,
    /// What became of it.
    pub what: Use,
    /// True when words of the subject stand around it.
    pub near: bool,
}

/// The account of one file.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Every number, in reading order.
    pub entries: Vec<Entry>,
}

/// How many numbers, and what they add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub numbers: u64,
    /// Sum of those that are whole numbers.
    pub sum: u64,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.numbers += other.numbers;
        self.sum = self.sum.saturating_add(other.sum);
    }
}

impl Ledger {
    /// Numbers by what became of them: "fact", "check", "unexplained", or the reason they were set
    /// aside for.
    pub fn by_use(&self) -> BTreeMap<String, Tally> {
        let mut out: BTreeMap<String, Tally> = BTreeMap::new();
        for e in &self.entries {
            let one = Tally { numbers: 1, sum: e.value.unwrap_or(0) };
            *out.entry(e.what.heading()).or_default() += one;
        }
        out
    }

    /// All numbers of the file.
    pub fn all(&self) -> Tally {
        let mut all = Tally::default();
        for e in &self.entries {
            all += Tally { numbers: 1, sum: e.value.unwrap_or(0) };
        }
        all
    }

    /// True when every number is explained.
    pub fn is_closed(&self) -> bool {
        self.entries.iter().all(|e| e.what != Use::Unexplained)
    }
}

impl Use {
    /// The heading of the account it stands under.
    pub fn heading(&self) -> String {
        match self {
            Use::Fact(..) => "fact".into(),
            Use::Check(why) => format!("check: {why}"),
            Use::SetAside(why) => why.to_string(),
            Use::Unexplained => "unexplained".into(),
        }
    }
}

/// What one file gave: its observations and what it set aside.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Path of the file.
    pub path: &'a str,
    /// Its part in the answer.
    pub role: FileRole,
    /// Numbers read as counts.
    pub observations: &'a [Observation],
    /// Numbers set aside.
    pub asides: &'a [SetAside],
    /// Totals of the authority, whatever file states them, and whether each counts persons.
    pub totals: &'a BTreeSet<(u64, bool)>,
}

/// The totals of each authority: of things, and of persons.
pub fn totals(returns: &[Return]) -> BTreeMap<&str, BTreeSet<(u64, bool)>> {
    let whole = |f: &&Fact| f.in_scope && f.cell.is_empty() && f.count.is_exact();
    let of = |one: &'_ Return| {
        one.facts.iter().filter(whole).map(|f| (f.count.max, f.unit.is_person())).collect()
    };
    returns.iter().map(|one| (one.authority.as_str(), of(one))).collect()
}

/// A fact with the places where one file states it.
#[derive(Clone, Debug)]
pub struct Stated<'a> {
    /// The authority.
    pub authority: &'a str,
    /// The fact.
    pub fact: &'a Fact,
    /// Where it stands in the file.
    pub places: Vec<&'a Locator>,
}

/// The facts of all returns by the files that state them.
pub fn by_file(returns: &[Return]) -> BTreeMap<&str, Vec<Stated<'_>>> {
    let mut out: BTreeMap<&str, Vec<Stated<'_>>> = BTreeMap::new();
    for one in returns {
        for fact in &one.facts {
            for e in &fact.evidence {
                let here = out.entry(e.file.as_str()).or_default();
                match here.last_mut().filter(|s| std::ptr::eq(s.fact, fact)) {
                    Some(stated) => stated.places.push(&e.place),
                    None => here.push(Stated {
                        authority: &one.authority,
                        fact,
                        places: vec![&e.place],
                    }),
                }
            }
        }
    }
    out
}

/// Accounts for every number of a file, as [`scan::numbers`] found them, with the facts it states.
pub fn account(
    reading: Reading<'_>,
    numbers: Vec<scan::Found>,
    facts: &[Stated<'_>],
    is_near: &dyn Fn(&str) -> bool,
) -> Ledger {
    let numbered = plain::numbered_rows(&numbers);
    let mut desk = Desk::new(reading, facts);
    let mut entries = Vec::new();
    let sentences: Vec<bool> = numbers.iter().map(|n| n.in_text).collect();
    for (i, found) in numbers.into_iter().enumerate() {
        let mut what = desk.explain(&found, is_near);
        if what == Use::Unexplained {
            let row = numbered.contains(&i).then_some("number of a row");
            if let Some(why) = row.or_else(|| plain::reason(&found)) {
                what = Use::SetAside(Text::shared(why));
            }
        }
        let near = what == Use::Unexplained && is_near(&found.quote);
        entries.push(Entry {
            value: found.value,
            text: found.text,
            place: found.place,
            quote: found.quote,
            what,
            near,
        });
    }
    restates_total(&mut entries, reading.totals);
    stands_beside_a_fact(&mut entries, &sentences);
    stands_in_a_row(&mut entries, &sentences);
    Ledger { entries }
}

/// "These 16 complaints", "these concerned 15 officers": a total once more, with what it counts named
/// after it.
fn restates_total(entries: &mut [Entry], totals: &BTreeSet<(u64, bool)>) {
    const THINGS: &[&str] =
        &["allegation", "complaint", "case", "matter", "claim", "public complaint", "such"];
    const PERSONS: &[&str] = &["officer", "police officer", "serving officer", "individual"];
    for e in entries.iter_mut().filter(|e| e.what == Use::Unexplained) {
        let named = |units: &[&str]| {
            let after = e.quote.split_once(e.text.as_str()).map(|(_, after)| after.trim_start());
            after.is_some_and(|after| units.iter().any(|u| after.starts_with(u)))
        };
        let is_total = |v: u64| {
            totals.contains(&(v, false)) && named(THINGS)
                || totals.contains(&(v, true)) && named(PERSONS)
        };
        if e.value.is_some_and(is_total) {
            e.what = Use::Check("the total once more");
        }
    }
}

/// "Three more were recorded, of which one came from the public and two from within": what is not
/// explained beside a fact of the same sentence is near the subject, whatever the words.
fn stands_beside_a_fact(entries: &mut [Entry], sentences: &[bool]) {
    let facts: BTreeSet<Text> = entries
        .iter()
        .zip(sentences)
        .filter(|(e, in_text)| **in_text && matches!(e.what, Use::Fact(..)))
        .map(|(e, _)| e.quote.clone())
        .collect();
    for (e, in_text) in entries.iter_mut().zip(sentences) {
        e.near |= *in_text && e.what == Use::Unexplained && facts.contains(&e.quote);
    }
}

/// Fewest numbers of one sentence that are a row of counts.
const ROW: usize = 3;

/// "The former numbered two, three and one": several numbers of one sentence that nothing explains are
/// counts, whatever its words.
fn stands_in_a_row(entries: &mut [Entry], sentences: &[bool]) {
    let mut open: BTreeMap<Text, usize> = BTreeMap::new();
    for (e, in_text) in entries.iter().zip(sentences) {
        if *in_text && e.what == Use::Unexplained {
            *open.entry(e.quote.clone()).or_default() += 1;
        }
    }
    let of_counts = |quote: &str| {
        let lower = quote.to_lowercase();
        ["former", "latter", "respectively", "numbered", "order"].iter().any(|w| lower.contains(w))
    };
    for (e, in_text) in entries.iter_mut().zip(sentences) {
        let row = open.get(&e.quote).is_some_and(|n| *n >= ROW) && of_counts(&e.quote);
        e.near |= *in_text && e.what == Use::Unexplained && row;
    }
}

/// The words after a number up to the end of its clause, where it stands once in its sentence.
fn clause_after(n: &scan::Found) -> Option<&str> {
    let (_, after) = n.quote.rsplit_once(n.text.as_str())?;
    let end = after.find([',', ';', '(', '.']).unwrap_or(after.len());
    Some(&after[..end])
}

/// Unexplained numbers near the subject, as doubts; those in review already are left out.
pub fn doubts(path: &str, ledger: &Ledger, review: &[Finding]) -> Vec<Finding> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut out = Vec::new();
    for e in ledger.entries.iter().filter(|e| e.what == Use::Unexplained && e.near) {
        let told = review.iter().any(|r| {
            r.file == path
                && r.place.as_ref().is_some_and(|p| touches(p, &e.place))
                && matches!(r.code, Code::UnexplainedNumber | Code::UnreadTable)
        });
        if told || !seen.insert(format!("{}{}", e.place, e.quote)) {
            continue;
        }
        let message =
            format!("`{}` stands near the subject and is neither used nor set aside", e.text);
        let mut finding =
            Finding::new(Code::UnexplainedNumber, message).at(&e.place, e.quote.clone());
        finding.file = path.into();
        finding.effect = e.value;
        out.push(finding);
    }
    out
}

/// True when two places of one file share ground.
fn touches(a: &Locator, b: &Locator) -> bool {
    match (a, b) {
        (Locator::Page { page: p, bbox: a }, Locator::Page { page: q, bbox: b })
        | (Locator::Scan { page: p, bbox: a }, Locator::Scan { page: q, bbox: b }) => {
            p == q && a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
        }
        (
            Locator::Cells { sheet_index: i, from: f, to: t, .. },
            Locator::Cells { sheet_index: j, from: g, to: u, .. },
        ) => i == j && f.0 <= u.0 && g.0 <= t.0 && f.1 <= u.1 && g.1 <= t.1,
        // A sentence of a text is placed by its first line and runs on over the next ones.
        (Locator::Line(from), Locator::Line(at)) => (*from..=from + SENTENCE_LINES).contains(at),
        _ => a == b,
    }
}

/// The extractors' own account, by place, from which each number takes what is its own.
struct Desk<'a> {
    reading: Reading<'a>,
    facts: &'a [Stated<'a>],
    stated: Vec<&'a Observation>,
    taken: BTreeSet<usize>,
    asides_taken: BTreeSet<usize>,
    /// Observations and asides by a coarse key of their place, so that long listings stay quick.
    by_key: BTreeMap<(u32, u32), (Vec<usize>, Vec<usize>)>,
    /// Asides by coarse place and words, in their order.
    by_words: BTreeMap<(u32, u32), HashMap<&'a str, VecDeque<usize>>>,
}

/// Height of the bands a page is divided into for looking places up, in points.
const BAND: f32 = 40.0;

/// More asides than this in one coarse place (a text of a single line, a row as wide as a sheet) are
/// looked up by their very words only: 22,000 numbers on one line took eight minutes otherwise.
const CROWD: usize = 1_000;

/// Over how many lines of a text a sentence may run on.
const SENTENCE_LINES: u32 = 6;

/// Where what was read of a number may have been placed: in a text on its own line or, for a
/// sentence, on a line before it.
fn keys_near(place: &Locator) -> Vec<(u32, u32)> {
    match place {
        Locator::Line(n) => (n.saturating_sub(SENTENCE_LINES)..=*n).rev().map(|n| (0, n)).collect(),
        _ => keys(place),
    }
}

/// The coarse places a locator touches: sheet and row, page and band, line.
fn keys(place: &Locator) -> Vec<(u32, u32)> {
    match place {
        Locator::Page { page, bbox } | Locator::Scan { page, bbox } => {
            let band = |y: f32| (y.max(0.0) / BAND) as u32;
            (band(bbox.y0)..=band(bbox.y1)).map(|b| (*page, b)).collect()
        }
        Locator::Cells { sheet_index, from, to, .. } => {
            (from.0..=to.0).map(|row| (*sheet_index, row)).collect()
        }
        Locator::Line(n) | Locator::Paragraph(n) => vec![(0, *n)],
    }
}

impl<'a> Desk<'a> {
    fn new(reading: Reading<'a>, facts: &'a [Stated<'a>]) -> Desk<'a> {
        let stated: Vec<&Observation> =
            reading.observations.iter().filter(|o| o.origin == Origin::Stated).collect();
        let mut by_key: BTreeMap<(u32, u32), (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (i, o) in stated.iter().enumerate() {
            for key in keys(&o.place) {
                by_key.entry(key).or_default().0.push(i);
            }
        }
        let mut by_words: BTreeMap<(u32, u32), HashMap<&'a str, VecDeque<usize>>> = BTreeMap::new();
        for (i, a) in reading.asides.iter().enumerate() {
            for key in keys(&a.place) {
                by_key.entry(key).or_default().1.push(i);
                let words = by_words.entry(key).or_default();
                words.entry(a.text.as_str()).or_default().push_back(i);
            }
        }
        Desk {
            reading,
            facts,
            stated,
            taken: BTreeSet::new(),
            asides_taken: BTreeSet::new(),
            by_key,
            by_words,
        }
    }

    fn explain(&mut self, n: &scan::Found, is_near: &dyn Fn(&str) -> bool) -> Use {
        if let Some(why) = n.apart {
            return Use::SetAside(Text::shared(why));
        }
        let unused = match self.reading.role {
            FileRole::Response | FileRole::Attachment => None,
            role => Some(format!("in a file that is {}", role.name())),
        };
        if let Some(why) = unused {
            return Use::SetAside(Text::shared(&why));
        }
        if let Some(what) = self.as_observation(n, is_near) {
            return what;
        }
        match self.as_aside(n) {
            // Its own words may say what it is, whatever was made of a number beside it.
            Some(why) if why == SetAside::UNEXPLAINED && n.reason.is_none() => {
                return Use::Unexplained;
            }
            Some(why) if why != SetAside::UNEXPLAINED => return Use::SetAside(Text::shared(&why)),
            _ => {}
        }
        if let Some(why) = n.reason {
            return Use::SetAside(Text::shared(why));
        }
        if year::of_label(&n.text).is_some() {
            return Use::SetAside(Text::shared("year"));
        }
        Use::Unexplained
    }

    /// The observation that read this number, each taken once.
    fn as_observation(&mut self, n: &scan::Found, is_near: &dyn Fn(&str) -> bool) -> Option<Use> {
        let count = n.count?;
        let mut near: Vec<usize> = keys_near(&n.place)
            .iter()
            .filter_map(|k| self.by_key.get(k))
            .flat_map(|(o, _)| o.iter().copied())
            .collect();
        near.sort_unstable();
        near.dedup();
        let fits = |i: &usize| {
            let o = self.stated[*i];
            touches(&o.place, &n.place)
                && (o.count.overlaps(count) || o.suppressed)
                && (!n.in_text
                    || o.quote.contains(n.text.as_str())
                    || n.quote.contains(o.quote.as_str()))
        };
        // In a sentence each number has its own observation; a cell may have been read as several.
        let free = near.iter().copied().filter(fits).find(|i| !self.taken.contains(i));
        // "One was dismissed and one would have been": what has an outcome of its own is no repetition.
        let own = || n.in_text && clause_after(n).is_some_and(is_near);
        let again = || near.iter().copied().find(fits).filter(|_| !own());
        let found = free.or_else(again)?;
        self.taken.insert(found);
        let o = self.stated[found];
        let fact = self.facts.iter().find(|s| {
            s.places.contains(&&o.place) && (s.fact.cell == o.cell || s.fact.correction.is_some())
        });
        Some(match (fact, &o.out_of_scope) {
            (Some(s), _) if s.fact.in_scope => {
                Use::Fact(Text::shared(s.authority), s.fact.id.clone())
            }
            (_, Some(why)) => {
                Use::SetAside(Text::shared(&format!("other subject or period: {why}")))
            }
            (Some(s), None) => {
                Use::SetAside(Text::shared(s.fact.scope_note.as_deref().unwrap_or("out of scope")))
            }
            (None, None) => Use::Check("stated otherwise elsewhere, or for another authority"),
        })
    }

    fn as_aside(&mut self, n: &scan::Found) -> Option<String> {
        let found = self.same_words(n).or_else(|| self.words_around(n))?;
        self.asides_taken.insert(found);
        Some(self.reading.asides[found].reason.to_string())
    }

    /// An aside of just these words that no other number has taken.
    fn same_words(&mut self, n: &scan::Found) -> Option<usize> {
        for key in keys_near(&n.place) {
            let words = self.by_words.get_mut(&key);
            let Some(queue) = words.and_then(|w| w.get_mut(n.text.as_str())) else { continue };
            while queue.front().is_some_and(|i| self.asides_taken.contains(i)) {
                queue.pop_front();
            }
            let asides = self.reading.asides;
            let found = queue
                .iter()
                .find(|&&i| !self.asides_taken.contains(&i) && touches(&asides[i].place, &n.place));
            if let Some(&found) = found {
                return Some(found);
            }
        }
        None
    }

    /// An aside whose words hold the number's or are part of them, one not taken before others.
    fn words_around(&self, n: &scan::Found) -> Option<usize> {
        let near: BTreeSet<usize> = keys_near(&n.place)
            .iter()
            .filter_map(|k| self.by_key.get(k))
            .filter(|(_, asides)| asides.len() <= CROWD)
            .flat_map(|(_, a)| a.iter().copied())
            .collect();
        let fits = |i: &usize| {
            let a = &self.reading.asides[*i];
            touches(&a.place, &n.place)
                && (a.text.contains(n.text.as_str()) || n.text.contains(a.text.as_str()))
        };
        let free = near.iter().copied().filter(fits).find(|i| !self.asides_taken.contains(i));
        free.or_else(|| near.iter().copied().find(fits))
    }
}
