//! The quantities of a sentence: numbers, and the words that stand for one because of what was said
//! before ("all of them", "the other two", "half", "the same number"). Each kind is a row of a table;
//! what they amount to is told by the population they are said of (see `population`).

use std::sync::LazyLock;

use regex::{Captures, Regex};

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

/// A construct: its name, how it is written, and what it makes of a match. `None` lets the words
/// stand for whatever else they may be.
struct Construct {
    name: &'static str,
    pattern: Regex,
    read: fn(&Captures<'_>, &str) -> Option<Kind>,
}

/// A number in digits or words, as these constructs hold it.
const N: &str = r"(?P<n>\d{1,4}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";
/// Nouns for what is counted, and for the people in it.
const NOUN: &str = r"(?:allegations?|complaints?|cases?|matters?|claims?|records?|reports?|incidents?|officers?|complainants?|instances?|people|persons?|members?)";
/// "of them", "of the complaints", "of which".
const OF_THEM: &str = r"(?:\s+of\s+(?:them|whom|which|(?:the|these|those|our)(?:\s+(?:allegations|complaints|cases|matters|claims|records|officers|complainants|people|total)\b)?))";

static CONSTRUCTS: LazyLock<Vec<Construct>> = LazyLock::new(|| {
    let row = |name, text: String, read| Construct { name, pattern: pattern(&text), read };
    vec![
        row(
            "denied",
            format!(r"(?i)\b(?:rather\s+than|instead\s+of|as\s+opposed\s+to|and\s+not|not|(?:had|have)\s+(?:previously\s+|first\s+|earlier\s+)?(?:said|stated|reported|given)|(?:previously|formerly|originally)(?:\s+(?:stated|reported|given)(?:\s+as)?)?)\s+(?:the\s+)?{N}\b"),
            |_, after| (!names_time(after)).then_some(Kind::Aside("a figure that is not given")),
        ),
        row(
            "one or two",
            r"(?i)\b(?:one|two|three|four)\s+or\s+(?:two|three|four|five|more|several)\b".into(),
            |_, _| Some(Kind::Aside("a vague number")),
        ),
        row(
            "all but",
            format!(r"(?i)\b(?:all|every|each)(?:\s+{NOUN})?{OF_THEM}?\s+(?:but|bar|except(?:\s+for)?|apart\s+from|save(?:\s+for)?|other\s+than)\s+{N}\b"),
            |c, after| (!names_time(after)).then(|| number_of(c).map(Kind::AllBut)).flatten(),
        ),
        row(
            "with exceptions",
            format!(r"(?i)\b(?:apart\s+from|except(?:ing)?(?:\s+for)?|with\s+the\s+exception\s+of|with|save\s+for|bar)\s+(?:just\s+|only\s+)?{N}(?:\s+exceptions?)?\b"),
            |c, after| {
                let lower = c[0].to_lowercase();
                let plain = lower.starts_with("with ") && !lower.contains("exception");
                if plain || names_time(after) { None } else { number_of(c).map(Kind::AllBut) }
            },
        ),
        row(
            "the only one",
            format!(r"(?i)\b(?:the|its|our)\s+(?:only|sole)\s+(?:one|(?:such\s+)?{NOUN})\b"),
            |c, after| (goes_on(after) && c[0].split_whitespace().last().is_none_or(|w| !w.ends_with('s')))
                .then_some(Kind::All(Some(1))),
        ),
        row(
            "so many times as many",
            r"(?i)\b(?:or\s+)?(?:twice|half|(?:three|four|five)\s+times)\s+(?:as\s+many|the\s+(?:number|figure|total))\b|\bor\s+(?:a|one|two|three)\s+(?:quarter|third|fifth)s?\s*,".into(),
            |_, _| Some(Kind::Aside("a comparison")),
        ),
        row(
            "a pair",
            r"(?i)\b(?:one\s+of\s+)?a\s+pair\b".into(),
            |c, after| (!after.trim_start().starts_with("of rows") && !c[0].to_lowercase().starts_with("one"))
                .then_some(Kind::Number { count: Count::exact(2), suppressed: false, loose: false }),
        ),
        row(
            "all in number",
            format!(r"(?i)\b(?:all\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?|(?:each|every\s+one)\s+of\s+(?:the|these|those)\s+){N}\b"),
            |c, after| (!names_time(after)).then(|| Kind::All(number_of(c))),
        ),
        row(
            "both",
            format!(r"(?i)\bboth(?:{OF_THEM}|\s+{NOUN})?"),
            |c, after| both_is_two(&c[0], after).then_some(Kind::All(Some(2))),
        ),
        row(
            "in every case",
            r"(?i)\b(?:in|on)\s+(?:each|every|all)\s+(?:single\s+)?(?:case|instance|one|occasion|cases|instances|occasions)\b|\b(?:each|every)\s+(?:single\s+)?(?:time|case|one)\b|\bwithout\s+exception\b|\bin\s+(?:all|each)\s+of\s+(?:them|these|those)\b".into(),
            |_, after| (!after.starts_with("-off")).then_some(Kind::All(None)),
        ),
        row(
            "every one",
            format!(r"(?i)\b(?:each|every)\s+(?:single\s+)?(?:one\b{OF_THEM}?|of\s+(?:them|these|those|the\s+[\w-]+)|(?:such\s+)?{NOUN}\b)"),
            |_, after| (!after.trim_start().starts_with("may ")).then_some(Kind::All(None)),
        ),
        row(
            "all",
            format!(r"(?i)\ball\b(?:{OF_THEM}|\s+(?:(?:the|these|those|our|such)\s+)?{NOUN}\b)?"),
            |c, after| all_is_universal(&c[0], after).then_some(Kind::All(None)),
        ),
        row(
            "rest in number",
            format!(r"(?i)\b(?:the|a|these|those)\s+(?:other|others|remaining|rest|remainder|last|final|balance)(?:\s+of)?[\s,\u{{2013}}(-]+{N}\b"),
            |c, after| (!names_time(after)).then(|| Kind::Rest(number_of(c))),
        ),
        row(
            "rest",
            format!(r"(?i)\b(?:the|its|those|these)\s+(?:sole\s+|single\s+|only\s+|one\s+)?(?P<word>others?|remaining|rest|remainder|last|final|exceptions?|balance|outstanding)\b{OF_THEM}?(?:\s+(?:such\s+)?(?P<noun>{NOUN}|ones?)\b)?"),
            read_rest,
        ),
        row(
            "share",
            r"(?i)\b(?:(?P<half>(?:exactly\s+|just\s+)?(?:a\s+|one\s+)?half)|(?P<num>a|one|two|three)[\s-](?P<den>quarter|third|fifth)s?)\b(?:\s+of\s+(?:them|these|those|which|the\s+(?:total\b|[\w-]+)))?".into(),
            read_share,
        ),
        row(
            "the same number",
            r"(?i)\b(?:exactly\s+)?(?:the\s+same\s+(?:number|figure|again|total)|an\s+equal\s+number|as\s+many)(?:\s+again)?\b".into(),
            |_, after| (!after.trim_start().starts_with("as ")).then_some(Kind::Same),
        ),
        row(
            "nothing",
            r"(?i)\b(?:nothing|nobody|no[\s-]one|not\s+(?:a\s+single\s+)?one)\b".into(),
            |c, after| nothing_is_counted(&c[0], after).then_some(Kind::Number { count: Count::ZERO, suppressed: false, loose: false }),
        ),
        row(
            "a quantity more",
            format!(r"(?i)\b(?:a\s+further|another|an\s+additional|some)\s+{N}\b"),
            |c, after| {
                let n = number_of(c)?;
                let loose = c[0].to_lowercase().starts_with("some");
                (!names_time(after) && !loose)
                    .then_some(Kind::Number { count: Count::exact(n), suppressed: false, loose })
            },
        ),
        row(
            "in one",
            r"(?i)\b(?:in|of)\s+one\b".into(),
            |_, after| {
                let next = after.trim_start();
                let ends = next.is_empty() || next.starts_with([',', ';', '.', ')']) || next.starts_with("and ");
                ends.then_some(Kind::Number { count: Count::exact(1), suppressed: false, loose: false })
            },
        ),
        row(
            "item",
            format!(r"(?i)\b(?:the|a|an)\s+(?P<word>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth)\b(?:\s+and\s+(?:last|final)\b)?(?:\s+(?:one\b|(?:such\s+)?{NOUN}\b|of\s+(?:them|these|those|the\s+[\w-]+)))?"),
            |c, after| (goes_on(after) && !after.trim_start().starts_with('-')
                && c[0].split_whitespace().last().is_none_or(|w| !w.ends_with('s') || w == "these"))
                .then_some(Kind::Number { count: Count::exact(1), suppressed: false, loose: false }),
        ),
        row(
            "another",
            format!(r"(?i)\b(?:another|one\s+other|one\s+more)\b(?:\s+(?:one|(?:such\s+)?{NOUN})\b)?"),
            |c, after| (goes_on(after) && c[0].split_whitespace().last().is_none_or(|w| !w.ends_with('s')))
                .then_some(Kind::Number { count: Count::exact(1), suppressed: false, loose: false }),
        ),
        row(
            "one",
            r"(?i)\b(?:just|only)\s+(?:(?:the\s+)?one|a\s+single(?:\s+one)?)\b|\b(?:a|the)\s+(?:single|sole|solitary|lone)\s+(?:one\b)?|\b(?:a|one)\s+further\b".into(),
            |c, after| one_is_counted(&c[0], after)
                .then_some(Kind::Number { count: Count::exact(1), suppressed: false, loose: false }),
        ),
    ]
});

fn number_of(c: &Captures<'_>) -> Option<u64> {
    number::value(c.name("n")?.as_str())
}

/// Words after a quantity that make it a length of time, or a count of other things.
fn names_time(after: &str) -> bool {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[\s-]*(?:of\s+the\s+|calendar\s+|financial\s+|full\s+|whole\s+|working\s+)*(?:years?|months?|weeks?|days?|hours?|minutes?|questions?|parts?|forces|sections?|%|per\s?cent|points?|pages?|tables?|sheets?|columns?|rows?|departments?|systems?|databases?)\b",
        )
    });
    TIME.is_match(after)
}

/// "Both were withdrawn", "both public"; not "both forces", nor "both public and internal".
fn both_is_two(phrase: &str, after: &str) -> bool {
    static NOT_TWO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:the\s+)?(?:[\w'-]+\s+){1,3}(?:and|or)\s|^\s*(?:forces|parties|sexes|genders?|sides|ways|acts?|systems?|tables?|sections?|exemptions?|questions?|parts?|years?)\b",
        )
    });
    static NOUN_SAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:of|allegations?|complaints?|cases?|matters?|officers?|complainants?|claims?)\b",
        )
    });
    // "both complaints by members of the public and matters from within"
    let end = after.find(['.', ';']).unwrap_or(after.len());
    let clause = &after[..super::reference::verb_in(&after[..end]).unwrap_or(end)];
    let of = phrase.to_lowercase().contains(" of ");
    if !of && [" and ", " or "].iter().any(|w| clause.contains(w)) && !clause.contains(',') {
        return false;
    }
    let said = NOUN_SAID.is_match(phrase);
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:were|was|are|had|have|came|concern|relat|involv|result|end|remain|resign|retire)",
        )
    });
    said && !NOT_TWO.is_match(after)
        || VERB.is_match(after)
        || !NOT_TWO.is_match(after) && short(after)
}

/// True when little stands before the next stop: "both public", "all male".
fn short(after: &str) -> bool {
    let end = after.find([',', ';', '.', ')', ':']).unwrap_or(after.len());
    after[..end].split_whitespace().count() <= 6
}

/// "All were male", "all of the officers"; not "in all", "all kinds of", "all complaints to the force".
fn all_is_universal(phrase: &str, after: &str) -> bool {
    static NOT_ALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:kinds?|types?|sorts?|subjects?|categories|forces|staff|other|others|information|times|data|relevant|available|reasonable|aspects|years|parts|questions|requests|systems|searches|right|over|possible|in\s+all\b)\b",
        )
    });
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:public|internal|on[\s-]duty|off[\s-]duty|closed|serving|occurred|happened|conduct)\b",
        )
    });
    let counted = phrase.split_whitespace().nth(1).is_some();
    let stops = after.trim().trim_matches(['.', ',', ')', ';']).is_empty();
    !NOT_ALL.is_match(after) && (counted || !stops && (goes_on(after) || SAID.is_match(after)))
}

/// "Nothing was recorded in 2016", "nobody has been charged"; not "tells the public nothing about".
fn nothing_is_counted(phrase: &str, after: &str) -> bool {
    static RECORDED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:(?:was|were|is|has\s+been|had\s+been)\s+(?:recorded|received|logged|found|made|raised|reported|noted)\b|(?:at\s+all\s+)?(?:in|for|during)\s+(?:any\b|each\b|either\b|the\s+(?:other|remaining|rest)|(?:19|20)\d\d)|(?:was|were|has\s+been|had\s+been)\s+\w+)",
        )
    });
    static ANYTHING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^\s*(?:was|were)\s+(?:proven|proved|said|done|known|left)\b")
    });
    let thing = phrase.to_lowercase().starts_with("nothing");
    RECORDED.is_match(after) && !(thing && ANYTHING.is_match(after))
}

/// "The other was a woman", "the rest, eight, were female"; not "the other forces".
fn read_rest(c: &Captures<'_>, after: &str) -> Option<Kind> {
    let word = c.name("word")?.as_str().to_lowercase();
    let noun = c.name("noun").map(|m| m.as_str().to_lowercase());
    let singular = |w: &str| !w.ends_with('s') && w != "people";
    if names_time(after) {
        return None;
    }
    if let Some(noun) = &noun {
        let one = singular(noun);
        return match word.as_str() {
            "outstanding" | "last" | "final" if !one => None,
            _ => Some(Kind::Rest(one.then_some(1))),
        };
    }
    if !goes_on(after) || word == "outstanding" {
        return None;
    }
    Some(Kind::Rest(match word.as_str() {
        "other" | "last" | "final" | "exception" => Some(1),
        "remaining" => return None,
        _ => None,
    }))
}

/// True when the words after "the other", "another", "the third" tell what became of it, as against
/// naming some other thing ("the other forces").
fn goes_on(after: &str) -> bool {
    static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:$|[,;:.()\u{2013}\u{2014}-]|(?:was|were|is|are|has|have|had|being|both|all|remains?|remained|resulted|ended|led|relate[sd]?|concern(?:s|ed)?|involve[sd]?|came|come|received|resigned|retired|left|awaits?|still|continues?|by|from|about|against|to|in|did|went|concluded|followed|made|arose|originated|started|began|date[sd]?|fell|not|no|withdrawn|dismissed|upheld|male|female|men|women|who|which|recorded|reported|brought|raised)\b|an?\s+(?:man|woman|male|female|member|colleague|police|serving)\b|the\s+(?:officer|complainant|outcome|result|sex|gender)\b)",
        )
    });
    GOES_ON.is_match(after)
}

/// "Half were women", "a third of the complainants"; not "half past", nor "a third was withdrawn",
/// which is the third of several.
fn read_share(c: &Captures<'_>, after: &str) -> Option<Kind> {
    static PLURAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:$|[,;:.()-]|were\b|are\b|had\b|have\b|of\s|came\b|resulted\b|concerned\b|related\b|the\b)",
        )
    });
    let of = c[0].to_lowercase().contains(" of ");
    if names_time(after) || !(of || PLURAL.is_match(after)) {
        return None;
    }
    if c.name("half").is_some() {
        return Some(Kind::Share(1, 2));
    }
    let num = match c["num"].to_lowercase().as_str() {
        "two" => 2,
        "three" => 3,
        _ => 1,
    };
    let den = match c["den"].to_lowercase().as_str() {
        "quarter" => 4,
        "third" => 3,
        _ => 5,
    };
    Some(Kind::Share(num, den))
}

fn one_is_counted(phrase: &str, after: &str) -> bool {
    static THING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^\s*(?:$|[,;:.()]|(?:serving\s+|public\s+|internal\s+|further\s+|recorded\s+|sexual\s+assault\s+|such\s+|conduct\s+|male\s+|female\s+|police\s+)*{NOUN}\b|(?:was|is|in|were|resulted|ended|resigned|remains?|by|from|against)\b|(?:dismissal|resignation|retirement|withdrawal|conviction|caution|reprimand|(?:final\s+|first\s+)?(?:written|verbal)\s+warning)\b)"
        ))
    });
    let _ = phrase;
    THING.is_match(after)
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
    refer_to_whole(text, &mut out);
    take_exceptions(&mut out);
    take_the_other(text, &mut out);
    out
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
        LazyLock::new(|| pattern(r"(?i)\band\s+(the\s+other)\s+[a-z]+\b"));
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
                Kind::All(_) => Kind::All(Some(count.max)),
                Kind::Rest(_) => Kind::Rest(Some(count.max)),
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
