//! How a quantity is written: each construct is a row, with what it makes of its words.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::Kind;
use crate::extract::number;
use crate::extract::prose::reference;
use crate::model::count::Count;
use crate::normalise::year::ORDINAL;
use crate::pattern::pattern;

/// A construct: its name, how it is written, and what it makes of a match. `None` lets the words
/// stand for whatever else they may be.
pub(super) struct Construct {
    pub(super) name: &'static str,
    pub(super) pattern: Regex,
    pub(super) read: fn(&Captures<'_>, &str) -> Option<Kind>,
}

/// A number in digits or words, as these constructs hold it.
const N: &str = r"(?P<n>\d{1,4}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";
/// Nouns for what is counted, and for the people in it.
pub(super) const NOUN: &str = r"(?:allegations?|complaints?|cases?|matters?|claims?|records?|reports?|incidents?|officers?|complainants?|instances?|people|persons?|members?)";
/// "of them", "of the complaints", "of which".
const OF_THEM: &str = r"(?:\s+of\s+(?:them|whom|which|(?:the|these|those|our)\b(?:\s+(?:allegations|complaints|cases|matters|claims|records|officers|complainants|people|total)\b)?))";

pub(super) static CONSTRUCTS: LazyLock<Vec<Construct>> = LazyLock::new(|| {
    let row = |name, text: String, read| Construct { name, pattern: pattern(&text), read };
    vec![
        row(
            "denied",
            format!(r"(?i)\b(?:rather\s+than|instead\s+of|as\s+opposed\s+to|and\s+not|not|(?:had|have)\s+(?:previously\s+|first\s+|earlier\s+)?(?:said|stated|reported|given)|(?:previously|formerly|originally)(?:\s+(?:stated|reported|given)(?:\s+as)?)?)\s+(?:the\s+)?{N}\b"),
            |c, after| {
                // "Two in 2017, not one in 2018": none.
                let none = c[0].to_lowercase() == "not one" && !after.starts_with([',', ')', ';']);
                (!names_time(after) && !none).then_some(Kind::Aside("a figure that is not given"))
            },
        ),
        row(
            "one or the other",
            r"(?i)\bone\s+or\s+(?:the\s+)?(?:other|another)\b|\b(?:after|following|from|during|at|arising\s+from|out\s+of|in)\s+(?:a|the)\s+(?:single|same|one)\s+(?:incident|occasion|event|party|evening|night|day|operation)\b".into(),
            |_, _| Some(Kind::Aside("an idiom")),
        ),
        row(
            // "Fewer than one in twenty is still open"
            "about one in so many",
            r"(?i)\b(?:(?:fewer|less|more)\s+than|about|around|roughly|nearly|almost|over|under|some)\s+one\s+(?:in|out\s+of)\s+(?:every\s+)?[\w-]+\b".into(),
            |_, _| Some(Kind::Aside("percentage or rate")),
        ),
        row(
            // "The field is not one that is completed"
            "one that",
            r"(?i)\b(?:is|are|being|as)\s+(?:not\s+)?one\s+(?:that|which|where)\b".into(),
            |_, _| Some(Kind::Aside("an idiom")),
        ),
        row(
            "one or two",
            r"(?i)\b(?:one|two|three|four)\s+or\s+(?:two|three|four|five|more|several)\b|\b1\s+or\s+2\b".into(),
            |_, _| Some(Kind::Aside("a vague number")),
        ),
        row(
            "all but",
            format!(r"(?i)\b(?:all|every|each)(?:\s+{NOUN})?{OF_THEM}?\s+(?:but|bar|except(?:\s+for)?|apart\s+from|save(?:\s+for)?|other\s+than)\s+{N}\b"),
            |c, after| (!names_time(after)).then(|| number_of(c).map(Kind::AllBut)).flatten(),
        ),
        row(
            "with exceptions",
            format!(r"(?i)\b(?:apart\s+from|except(?:ing)?(?:\s+for)?|with\s+the\s+exception\s+of|with|save\s+for|save\s+in|save|bar)\s+(?:just\s+|only\s+)?{N}(?:\s+exceptions?)?\b"),
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
            // "both of the others are ongoing", "all of the remaining cases"
            "all of the others",
            format!(r"(?i)\b(?P<all>both|all)\s+(?:of\s+)?the\s+(?:others?(?:\s+(?:two|{NOUN}))?|remaining\s+(?:two|ones|{NOUN}))\b"),
            |c, _| {
                let both = c["all"].eq_ignore_ascii_case("both");
                Some(Kind::Rest(both.then_some(2)))
            },
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
            // "The two left", "the one that is outstanding", "the three which have not been mentioned"
            "left over",
            format!(r"(?i)\b(?:the|those)\s+{N}\s+(?:{NOUN}\s+)?(?:(?:that|which|who)\s+(?:is|are|was|were|has|have|remains?)\s+(?:still\s+|yet\s+|not\s+(?:yet\s+)?)?(?:been\s+)?|not\s+(?:yet\s+)?)?(?:left(?:\s+over)?|outstanding|mentioned|counted|covered(?:\s+by\s+(?:that|this|these))?|accounted\s+for|remaining)\b"),
            |c, _| number_of(c).map(|n| Kind::Rest(Some(n))),
        ),
        row(
            "the pair",
            r"(?i)\bthe\s+(?:other\s+|remaining\s+|last\s+|final\s+)?pair\b".into(),
            |_, after| goes_on(after).then_some(Kind::Rest(Some(2))),
        ),
        row(
            // "... and is not in the seven."
            "in so many",
            format!(r"(?i)\b(?:in|among|amongst|within)\s+the\s+{N}(?P<end>[.,;)]|$)"),
            |c, _| number_of(c).map(Kind::Reference),
        ),
        row(
            "exceptions in number",
            format!(r"(?i)\b(?:the|those|these)\s+{N}\s+(?:exceptions|others)\b"),
            |c, after| goes_on(after).then(|| Kind::Rest(number_of(c))),
        ),
        row(
            "rest",
            format!(r"(?i)\b(?:the|its|those|these)\s+(?:sole\s+|single\s+|only\s+|one\s+|very\s+)?(?P<word>others?|remaining|rest|remainder|last|final|exceptions?|balance|outstanding)\b{OF_THEM}?(?:\s+(?:(?:such|public|internal|conduct|misconduct|open|live|ongoing|20\d\d)\s+){{0,2}}(?P<noun>{NOUN}|ones?)\b)?"),
            read_rest,
        ),
        row(
            "share",
            r"(?i)\b(?:(?P<half>(?:exactly\s+|just\s+)?(?:a\s+|one\s+)?half)|(?P<num>a|one|two|three)[\s-](?P<den>quarter|third|fifth)s?)\b(?:\s+of\s+(?:them|these|those|which|the\s+(?:total\b|[\w-]+)))?".into(),
            read_share,
        ),
        row(
            "one in so many",
            r"(?i)\b(?P<num>one|two|three)\s+(?:in|out\s+of)\s+(?:every\s+)(?P<of>two|three|four|five|six|ten)\b|\b(?P<num1>one)\s+in\s+(?P<of1>three|four|five|ten)\s+(?:were|was|of)\b".into(),
            |c, _| {
                let of = |a, b| c.name(a).or(c.name(b)).and_then(|m| number::value(m.as_str()));
                Some(Kind::Share(of("num", "num1")?, of("of", "of1")?))
            },
        ),
        row(
            "the same number",
            r"(?i)\b(?:exactly\s+)?(?:the\s+same\s+(?:number|figure|again|total)|an\s+equal\s+number|as\s+many)(?:\s+again)?\b".into(),
            |_, after| (!after.trim_start().starts_with("as ")).then_some(Kind::Same),
        ),
        row(
            // "2016 and 2019 produced nothing"
            "produced nothing",
            r"(?i)\b(?:produced|saw|brought|yielded|had|recorded|gave)\s+nothing\b".into(),
            |_, _| Some(Kind::Number { count: Count::ZERO, suppressed: false, loose: false }),
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
            format!(r"(?i)\b(?:the|a|an)\s+{ORDINAL}\b(?:\s+and\s+(?:last|final)\b)?(?:\s+(?:one\b|(?:such\s+)?{NOUN}\b|of\s+(?:them|these|those|the\s+[\w-]+)))?"),
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
pub(super) fn names_time(after: &str) -> bool {
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
    let clause = &after[..reference::verb_in(&after[..end]).unwrap_or(end)];
    let of = phrase.to_lowercase().contains(" of ");
    if !of && [" and ", " or "].iter().any(|w| clause.contains(w)) && !clause.contains(',') {
        return false;
    }
    let said = NOUN_SAID.is_match(phrase);
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:were|was|are|had|have|came|concern|relat|involv|result|end|remain|resign|retire|(?:made|brought|raised|lodged|reported|recorded|received|closed|withdrawn|upheld|dismissed|found|against|from|by)\b)",
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
            r"(?i)^\s*(?:$|[,;:.()]|(?:serving\s+|public\s+|internal\s+|further\s+|recorded\s+|sexual\s+assault\s+|such\s+|conduct\s+|male\s+|female\s+|police\s+)*{NOUN}\b|(?:was|is|in|were|resulted|ended|resigned|remains?|by|from|against)\b|an?\s+(?:male|female|man|woman)\b|(?:dismissal|resignation|retirement|withdrawal|conviction|caution|reprimand|(?:final\s+|first\s+)?(?:written|verbal)\s+warning)\b)"
        ))
    });
    let _ = phrase;
    THING.is_match(after)
}
