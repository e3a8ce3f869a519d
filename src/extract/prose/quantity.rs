//! The quantities of a sentence: numbers, and the words that stand for one because of what was said
//! before ("all of them", "the other two", "half", "the same number"). Each kind is a row of a table;
//! what they amount to is told by the population they are said of (see `population`).

mod constructs;

use std::sync::LazyLock;

use regex::Regex;

use self::constructs::{CONSTRUCTS, NOUN, names_time};
use crate::extract::number::{self, What};
use crate::model::count::Count;
use crate::normalise::spans::Spans;
use crate::pattern::pattern;

/// A quantity with its place in the sentence.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// What a quantity is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A number of its own.
    Number { count: Count, suppressed: bool, loose: bool },
    /// "All", "every one", "in each case"; with its number when it is said ("all nine").
    All(Option<u64>),
    /// "All but two".
    AllBut(u64),
    /// "The rest", "the other", "the remaining five": what is left of the population.
    Rest(Option<u64>),
    /// "Half", "a quarter".
    Share(u64, u64),
    /// "The same number".
    Same,
    /// Refers to a count stated before, which it does not state anew.
    Reference(u64),
    /// Something else, with the reason.
    Aside(&'static str),
}

impl Quantity {
    /// True when it counts something here, as against referring or being no count.
    pub(super) fn counts(&self) -> bool {
        !matches!(self.kind, Kind::Reference(_) | Kind::Aside(_))
    }

    /// True for one whose number is told by what was said before.
    pub(super) fn relative(&self) -> bool {
        self.counts() && !matches!(self.kind, Kind::Number { .. })
    }

    /// The number it prints itself.
    pub(super) fn printed(&self) -> Option<Count> {
        match self.kind {
            Kind::Number { count, .. } => Some(count),
            Kind::All(n) | Kind::Rest(n) => n.map(Count::exact),
            _ => None,
        }
    }
}

/// Every quantity of a sentence, left to right, without overlaps.
pub(super) fn find(text: &str) -> Vec<Quantity> {
    let hits = number::in_sentence(text);
    let mut out: Vec<Quantity> = Vec::new();
    let mut taken = Spans::default();
    let fixed = |start: usize, end: usize| {
        let from = hits.partition_point(|h| h.end <= start);
        hits[from..].iter().take_while(|h| h.start < end).any(|h| {
            matches!(h.what, What::Aside(r) if !matches!(r, "not a number" | "ordinal" | "not counted"))
        })
    };
    for construct in CONSTRUCTS.iter() {
        debug_assert!(!construct.name.is_empty());
        for c in construct.pattern.captures_iter(text) {
            let Some(all) = c.get(0) else { continue };
            let free = taken.free(all.start(), all.end());
            let idiom = construct.name == "all"
                && ends_in(&text[..all.start()], &["at", "in", "above", "after", "for"]);
            let last_one = c.name("noun").is_some_and(|m| m.as_str() == "one");
            if !free || idiom || !last_one && fixed(all.start(), all.end()) {
                continue;
            }
            if let Some(kind) = (construct.read)(&c, &text[all.end()..]) {
                taken.take(all.start(), all.end());
                out.push(Quantity { start: all.start(), end: all.end(), kind });
            }
        }
    }
    for h in hits {
        if taken.claim(h.start, h.end) {
            let kind = match h.what {
                What::Count { count, suppressed, loose } => {
                    Kind::Number { count, suppressed, loose }
                }
                What::Reference(n) => Kind::Reference(n),
                What::Aside(reason) => Kind::Aside(reason),
            };
            out.push(Quantity { start: h.start, end: h.end, kind });
        }
    }
    out.sort_by_key(|q| q.start);
    let mut out = join_restated(text, join_twice_written(text, out));
    take_in_all(text, &mut out);
    refer_to_whole(text, &mut out);
    take_exceptions(&mut out);
    take_the_other(text, &mut out);
    out
}

/// "In all 21 cases were recorded": 21 in all, as against "in all 21 cases the officer was male".
fn take_in_all(text: &str, all: &mut [Quantity]) {
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^\s+(?:(?:such|sexual\s+assault)\s+)?{NOUN}\s+(?:of\s+[\w\s]{{3,40}}?\s+)?(?:were|have\s+been|was|fell|came)\s+(?:recorded|received|made|logged|reported|opened|found|identified|to\s+(?:light|notice)|within)\b"
        ))
    });
    for q in all {
        let Kind::All(Some(n)) = q.kind else { continue };
        let led = text[..q.start].trim_end().to_lowercase();
        if (led.ends_with(" in") || led == "in") && COUNTED.is_match(&text[q.end..]) {
            q.kind = Kind::Number { count: Count::exact(n), suppressed: false, loose: false };
        }
    }
}

/// "Nothing for 2016 or 2017", "We hold nothing for those years", where the paragraph says that it is not
/// held: no nought. "Nothing was recorded in 2016" stays one.
pub(super) fn set_unheld_aside(text: &str, all: &mut [Quantity]) {
    static RECORDED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:recorded|received|made|reported|logged|lodged|raised|brought)\b")
    });
    let bare = |q: &Quantity| {
        let word = text[q.start..q.end].to_lowercase();
        let holds = ["nothing", "none", "no record"].iter().any(|w| word.starts_with(w));
        holds && !RECORDED.is_match(&text[q.end..])
    };
    for q in all.iter_mut().filter(|q| q.printed() == Some(Count::ZERO)) {
        if bare(q) {
            q.kind = Kind::Aside("not held");
        }
    }
}

/// "They were all women apart from one": the exception is one of all of them.
fn take_exceptions(all: &mut [Quantity]) {
    for i in 1..all.len() {
        if all[i - 1].kind == Kind::All(None) && matches!(all[i].kind, Kind::AllBut(_)) {
            all[i - 1].kind = all[i].kind.clone();
            all[i].kind = Kind::Aside("the exception to a stated count");
        }
    }
}

/// "One of the other two", "five of all nine": the second quantity says of what the first is a part.
fn refer_to_whole(text: &str, all: &mut [Quantity]) {
    for i in 1..all.len() {
        let between = text[all[i - 1].end..all[i].start].trim().to_lowercase();
        let part = matches!(between.as_str(), "of" | "out of" | "from" | "from among")
            && all[i - 1].counts();
        if part && let Kind::Rest(n) | Kind::All(n) = all[i].kind {
            all[i].kind = n.map_or(Kind::Aside("reference to a stated count"), Kind::Reference);
        }
    }
    // "..., and of the remaining two, one was disapplied"
    for q in all.iter_mut().skip(1) {
        let led = text[..q.start].trim_end().to_lowercase().ends_with(" of");
        if led
            && text[q.end..].starts_with(',')
            && let Kind::Rest(n) = q.kind
        {
            q.kind = n.map_or(Kind::Aside("reference to a stated count"), Kind::Reference);
        }
    }
    if let Some(first) = all.first_mut()
        && let Kind::Rest(n) | Kind::All(n) = first.kind
        && matches!(
            text[..first.start].trim().to_lowercase().as_str(),
            "of" | "out of" | "from among"
        )
    {
        first.kind = n.map_or(Kind::Aside("reference to a stated count"), Kind::Reference);
    }
}

/// "Twelve (12) allegations", "12 (twelve)": one number written twice. With a month after it, it is a
/// day.
fn join_twice_written(text: &str, all: Vec<Quantity>) -> Vec<Quantity> {
    static MONTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s*(?:of\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
        )
    });
    let mut out: Vec<Quantity> = Vec::new();
    for q in all {
        let twice = out.last().is_some_and(|last| {
            let between = &text[last.end..q.start];
            last.printed().is_some_and(|n| n.is_exact() && q.printed() == Some(n))
                && between.trim() == "("
                && text[q.end..].starts_with(')')
        });
        match out.last_mut() {
            Some(last) if twice => {
                last.end = q.end + 1;
                if MONTH.is_match(&text[last.end..]) {
                    last.kind = Kind::Aside("date");
                }
            }
            _ => out.push(q),
        }
    }
    out
}

/// "One received a written warning and the other management advice": without a verb of its own, the
/// other of two. "The remaining two both ended ...": "both" only repeats.
fn take_the_other(text: &str, all: &mut Vec<Quantity>) {
    static OTHER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)(?:\band|[,;])\s+(the\s+other)\s+[a-z]+\b"));
    for i in 1..all.len() {
        let adjoins = text[all[i - 1].end..all[i].start].trim().is_empty();
        if adjoins && matches!(all[i].kind, Kind::All(_)) && all[i - 1].printed().is_some() {
            all[i].kind = Kind::Aside("reference to a stated count");
        }
    }
    // "The two that had been missed were both made by women": a part that was not counted before.
    for i in 1..all.len() {
        let Kind::All(Some(n)) = all[i].kind else { continue };
        let before = &all[i - 1];
        let same = before.printed() == Some(Count::exact(n)) || before.kind == Kind::Reference(n);
        let between = text[before.end..all[i].start].trim_start().to_lowercase();
        let definite = text[..before.start].trim_end().to_lowercase().ends_with("the")
            || text[before.start..].to_lowercase().starts_with("the ");
        let narrowed = ["that ", "which ", "who "].iter().any(|w| between.starts_with(w));
        if same && definite && narrowed {
            all[i].kind = Kind::Aside("a part of no one cell");
        }
    }
    for c in OTHER.captures_iter(text) {
        let Some(m) = c.get(1) else { continue };
        let free = all.iter().all(|q| m.end() <= q.start || m.start() >= q.end);
        let one = all
            .iter()
            .any(|q| q.end <= m.start() && q.counts() && q.printed() == Some(Count::exact(1)));
        let last = c[0].split_whitespace().last().unwrap_or("");
        let thing = pattern_noun().is_match(last) || last.ends_with('s') || names_time(last);
        if free && one && !thing {
            all.push(Quantity { start: m.start(), end: m.end(), kind: Kind::Rest(Some(1)) });
        }
    }
    all.sort_by_key(|q| q.start);
}

fn pattern_noun() -> &'static Regex {
    static ONLY: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)^{NOUN}$")));
    &ONLY
}

/// True when a text ends in one of some words: "at all", "in all", "above all".
fn ends_in(lead: &str, words: &[&str]) -> bool {
    let last = lead.split_whitespace().next_back().unwrap_or("").to_lowercase();
    words.contains(&last.as_str())
}

/// "The rest, four, were ...", "most of them - four -": a number said beside the words for it.
fn join_restated(text: &str, all: Vec<Quantity>) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::new();
    for q in all {
        if let (Some(last), Some(count)) = (out.last_mut(), q.printed())
            && matches!(last.kind, Kind::Rest(None) | Kind::All(None) | Kind::Share(..))
            && matches!(q.kind, Kind::Number { .. })
            && text[last.end..q.start].chars().all(|c| !c.is_alphanumeric())
            && text[last.end..q.start].chars().any(|c| !c.is_whitespace())
            && text[q.end..].trim_start().starts_with([',', '-', '\u{2013}', '\u{2014}', ')', '.'])
        {
            last.end = q.end;
            last.kind = match last.kind {
                // "The rest (fewer than 5)" is no number to the last one.
                Kind::All(_) if count.is_exact() => Kind::All(Some(count.max)),
                Kind::Rest(_) if count.is_exact() => Kind::Rest(Some(count.max)),
                _ => q.kind,
            };
            continue;
        }
        out.push(q);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        find(text).into_iter().filter(Quantity::counts).map(|q| q.kind).collect()
    }

    fn n(count: u64) -> Kind {
        Kind::Number { count: Count::exact(count), suppressed: false, loose: false }
    }

    #[test]
    fn the_whole_of_a_population() {
        for text in [
            "All of them came from the public",
            "All were male",
            "Every one was made against a male officer",
            "Each complaint was made by a woman",
            "The officer was male in every case",
            "The officer was a man each time",
            "The officers were all men",
            "all made by women",
        ] {
            assert_eq!(kinds(text), [Kind::All(None)], "{text}");
        }
        assert_eq!(kinds("All nine officers were men"), [Kind::All(Some(9))]);
        assert_eq!(kinds("Both of these were withdrawn"), [Kind::All(Some(2))]);
        assert_eq!(kinds("(both public)"), [Kind::All(Some(2))]);
        assert_eq!(kinds("both public and internal"), []);
        assert_eq!(kinds("around 3% of all complaints of any kind"), [Kind::All(None)]);
        assert_eq!(kinds("not at all times of the year"), []);
    }

    #[test]
    fn exceptions() {
        assert_eq!(kinds("All but one were about male officers"), [Kind::AllBut(1)]);
        assert_eq!(kinds("Every officer but two was male"), [Kind::AllBut(2)]);
        assert_eq!(kinds("All but two of the complainants were women"), [Kind::AllBut(2)]);
        assert_eq!(kinds("All bar three were upheld"), [Kind::AllBut(3)]);
    }

    #[test]
    fn what_is_left() {
        assert_eq!(kinds("The other two were men"), [Kind::Rest(Some(2))]);
        assert_eq!(kinds("the remaining five came from the public"), [Kind::Rest(Some(5))]);
        assert_eq!(kinds("The remaining complaint is still open"), [Kind::Rest(Some(1))]);
        assert_eq!(kinds("The last one was withdrawn"), [Kind::Rest(Some(1))]);
        assert_eq!(kinds("The other was a woman"), [Kind::Rest(Some(1))]);
        assert_eq!(kinds("the rest were female"), [Kind::Rest(None)]);
        assert_eq!(kinds("the rest, four, were conduct matters"), [Kind::Rest(Some(4))]);
        assert_eq!(kinds("the remainder (six) were withdrawn"), [Kind::Rest(Some(6))]);
        assert_eq!(kinds("The remaining allegations are ongoing"), [Kind::Rest(None)]);
        assert_eq!(kinds("the other forces and the last four years"), []);
    }

    #[test]
    fn shares_and_sameness() {
        assert_eq!(kinds("Half of the complainants were women"), [Kind::Share(1, 2)]);
        assert_eq!(kinds("a quarter were withdrawn"), [Kind::Share(1, 4)]);
        assert_eq!(kinds("Two thirds of them were upheld"), [Kind::Share(2, 3)]);
        assert_eq!(kinds("a third was withdrawn"), [n(1)]);
        assert_eq!(kinds("five in 2016, the same number again in 2017"), [n(5), Kind::Same]);
        assert_eq!(kinds("five in 2016 and as many in 2017"), [n(5), Kind::Same]);
    }

    #[test]
    fn numbers_and_denials() {
        assert_eq!(kinds("two (not three) in 2018"), [n(2)]);
        assert_eq!(kinds("twenty-one rather than the 25 you mention"), [n(21)]);
        assert_eq!(kinds("A further two were withdrawn"), [n(2)]);
        assert_eq!(kinds("received a single complaint of sexual assault"), [n(1)]);
        assert_eq!(kinds("and just the one in 2020"), [n(1)]);
        assert_eq!(kinds("Nothing was recorded in 2016"), [n(0)]);
        assert_eq!(kinds("nobody has been charged"), [n(0)]);
    }
}
