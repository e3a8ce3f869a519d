//! What the words beside a count name: the unit it counts, the force's strength, other things.

use std::sync::LazyLock;

use regex::Regex;

use super::{OTHER_THINGS as OTHER, PLAIN, STRENGTH};
use crate::extract::context::Desk;
use crate::extract::prose::clauses::{Clause, LABEL_BEFORE};
use crate::model::observation::Unit;
use crate::normalise::fold;
use crate::normalise::label::LabelReading;
use crate::normalise::vocabulary::Term;
use crate::pattern::pattern;

/// Why a count is of something else than what was asked, told by the words right after it.
pub(in crate::extract::prose) fn counts_other_things(
    desk: &Desk<'_>,
    text: &str,
    clause: &Clause,
    reading: &LabelReading,
    referred: bool,
) -> Option<&'static str> {
    let after = &text[clause.quantity.end..clause.to];
    if clause.quantity.relative() {
        return None;
    }
    // "Men were complained about on 26 occasions": so many allegations, with what they are.
    let times = OCCASIONS.is_match(after) && reading.has_value();
    if is_strength(&text[..clause.quantity.start], after, &text[clause.quantity.end..]) {
        return Some(STRENGTH);
    }
    if unit_of_other_things(after) && !times || PEOPLE.is_match(after) {
        return Some(OTHER);
    }
    // "In the twelfth a decision has been reached": a sentence follows, and no noun.
    static SENTENCE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^\s*,?\s*(?:an?|the|no|it|he|she|there)\s"));
    let within = text[..clause.quantity.start].trim_end().to_lowercase();
    if (within == "in" || within.ends_with(" in"))
        && SENTENCE.is_match(after)
        && reading.has_value()
    {
        return None;
    }
    // "Six required no further action": a verb, and an outcome after it.
    let next = after.split_whitespace().next().unwrap_or("");
    let several = clause.quantity.printed().is_some_and(|n| n.max > 1);
    let past = next.ends_with("ed") || PAST.contains(&next);
    let verb = (past || several && !names_things(after)) && reading.has_value();
    let label_first = verb || referred || LABEL_BEFORE.is_match(&text[..clause.quantity.start]);
    if !times && !label_first && !is_known_noun(desk, after) && reading.words > 2 {
        return Some(OTHER);
    }
    None
}

/// Pasts that do not end in "ed" ("one went to a hearing").
const PAST: &[&str] = &[
    "went", "came", "fell", "became", "saw", "took", "met", "brought", "gave", "left", "began",
    "got", "led", "ran", "stood",
];

/// True when a plural stands right after a count, or after its adjectives: "nine arrest warrants were",
/// as against "nine never went beyond assessment", "three await a hearing".
pub(in crate::extract::prose) fn names_things(after: &str) -> bool {
    /// Words of a noun phrase that are looked at.
    const PHRASE: usize = 5;
    static STOP: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:an?|the|his|her|their|its|no|not|was|were|is|are|has|have|had|did|does|to|of|in|on|at|by|for|from|with|without|and|or|but|as|who|which|that|been|being|this|us|we|it|they|never|still|later|since|both|all|each)$",
        )
    });
    for raw in after.split_whitespace().take(PHRASE) {
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if STOP.is_match(&word) {
            return false;
        }
        let irregular = ["people", "men", "women", "children", "staff", "police", "personnel"];
        if word.ends_with('s') && !word.ends_with("ss") || irregular.contains(&&word[..]) {
            return true;
        }
        if raw.ends_with([',', ';', '.', ':', ')']) {
            return false;
        }
    }
    false
}

/// Words that may follow a count of allegations without naming another thing.
const AFTER_COUNT: &str = "dealt handled finished settled disposed decided found given issued referred resolved arose opened reached brought raised lodged a an the we further other separate additional such recorded sexual assault public internal male female serving police closed finalised live of in against from by and to for as which with resulted ended where relate relates related involved involving involve were was is are had have has been being came come made received remain remains remaining appear appears face faces facing due await awaits awaiting scheduled concern concerns concerned concerning led concluded concluding still or that on at during between per being respectively each every out the more ongoing open current subject regarding about unresolved pending there no x then it they this these those during over under one when who whose because since so also only leaving plus rather than even again as not said if apiece each date dates dated followed follows fell fall falls break breaks broke split splits divide divides divided comprise comprised spread";

pub(in crate::extract::prose) fn is_known_noun(desk: &Desk<'_>, after: &str) -> bool {
    // The document's own words for an outcome, which its key explains.
    let lower = after.trim_start().to_lowercase();
    let explained = |code: &String| {
        lower.starts_with(&code.to_lowercase())
            && !lower[code.len()..].starts_with(char::is_alphanumeric)
    };
    if desk.key.keys().filter(|k| k.len() > 2).any(explained) {
        return true;
    }
    let tokens = fold::tokens(after);
    let Some(first) = tokens.first() else { return true };
    if first.before.contains([',', ';', ':', '.', ')', '(', '-', '\u{2013}', '\u{2014}', '/']) {
        return true;
    }
    if first.word.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let starts = desk.vocabulary.hits(&tokens);
    // "Five complaints had an outcome of ..." counts complaints, whatever longer phrase begins so.
    let alone = desk.vocabulary.hits(&tokens[..1]);
    if alone.iter().any(|h| h.terms.iter().any(|t| matches!(t, Term::Unit(_)))) {
        return true;
    }
    for (i, t) in tokens.iter().take(4).enumerate() {
        if starts.iter().any(|h| h.from == i && h.terms.iter().any(governs)) {
            return true;
        }
        if !AFTER_COUNT.split(' ').any(|w| fold::key(w) == t.word) {
            return false;
        }
        let noun_follows = matches!(
            t.word.as_str(),
            "further"
                | "other"
                | "separate"
                | "additional"
                | "such"
                | "recorded"
                | "sexual"
                | "assault"
                | "closed"
                | "finalised"
                | "serving"
                | "more"
                | "remaining"
                | "x"
                | "a"
                | "an"
        );
        if !noun_follows {
            return true;
        }
    }
    true
}

/// Phrases that a count may be of.
pub(in crate::extract::prose) fn governs(term: &Term) -> bool {
    !matches!(
        term,
        Term::Names(_)
            | Term::Extra(_)
            | Term::Aside
            | Term::OtherSubject
            | Term::Plain
            | Term::Identifier
            | Term::Procedure
            | Term::Month(_)
            | Term::Rate
    )
}

/// Where the noun of a count ends: "Five were against officers" counts no officers.
static HEAD_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[,;:.(]|\b(?:was|were|is|are|has|have|had|by|from|against|about|for|to|which|that|who|resulted|ended|led|concern\w*|relat\w+|involv\w+|came|made|recorded|received|in)\b",
    )
});

/// The unit word right after the count, a word or two between.
pub(in crate::extract::prose) fn unit_after(
    desk: &Desk<'_>,
    text: &str,
    clause: &Clause,
) -> Option<Unit> {
    let after: String = text[clause.quantity.end..clause.to]
        .split_whitespace()
        .take(5)
        .collect::<Vec<_>>()
        .join(" ");
    if ["the ", "an ", "no "].iter().any(|w| after.to_lowercase().starts_with(w)) {
        return None;
    }
    let end = HEAD_END.find(&after).map_or(after.len(), |m| m.start());
    let after = &after[..end];
    desk.read_prose(after).units.first().copied()
}

/// "The number of officers involved was 11": the unit that the words before a count name.
pub(in crate::extract::prose) fn unit_before(desk: &Desk<'_>, lead: &str) -> Option<Unit> {
    static NUMBER_OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:number|total|count)\s+of\s+(?P<of>[^.;,]{3,60}?)\s+(?:was|is|were|are|stood\s+at|came\s+to)\s+(?:also\s+|again\s+|just\s+|only\s+)?$",
        )
    });
    let of = NUMBER_OF.captures(lead)?.name("of")?.as_str();
    let end = HEAD_END.find(of).map_or(of.len(), |m| m.start());
    desk.read_prose(&of[..end]).units.first().copied()
}

/// "They concerned 11 officers", "In all 11 officers were involved": how many had such allegations made
/// against them. The words name no subject, so they are believed right after a count of it only.
pub(super) fn counts_officers(lead: &str, after: &str) -> bool {
    static CONCERNED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:all\s+of\s+)?(?:the|these|those|they)\b)(?:\s+[\w-]+)?(?:\s+(?:allegations|complaints|cases|matters|claims|reports))?\s+(?:concern(?:ed)?|involved?|relate(?:d)?\s+to|(?:were|are)\s+(?:made\s+)?(?:against|about))\s+(?:a\s+total\s+of\s+)?$",
        )
    });
    static OFFICERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s+(?:different\s+|separate\s+|individual\s+|serving\s+|police\s+)*officers(?P<were>\s+(?:in\s+all\s+)?(?:were|was|are|is)\s+(?:involved|concerned|accused|the\s+subjects?\s+of\s+(?:the|these|those)\s+(?:\w+\s+)?(?:allegations|complaints|cases|matters)))?(?:\s+in\s+(?:all|total))?\W*$",
        )
    });
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^\W*(?:in\s+(?:all|total),?\s+|altogether,?\s+|a\s+total\s+of\s+)?$")
    });
    let Some(c) = OFFICERS.captures(after) else { return false };
    CONCERNED.is_match(lead) || c.name("were").is_some() && OPENS.is_match(lead)
}

/// "The absence of two colleagues": those who did the work are not counted.
static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s+(?:colleagues|members?\s+of\s+(?:\w+\s+)?(?:staff|team)|investigators?|analysts?|supervisors?)\b",
    )
});
static OTHER_THINGS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:\w+\s+)?(?:files?|systems?|databases?|tables?|questions?|parts?|sheets?|tabs?|spreadsheets?|categories|types|stages|reasons|ways|headings|columns|rows|documents?|pages|e-?mails?|staff|departments?|teams?|forces|exemptions?|factors|tests?|sections?|duties|purposes|points|paragraphs|attachments?|copies|letters|people|separate|results|outcomes|regulations|terms|definitions|hearings|meetings|codes|symbols|lines|entries|fields|cells|figures|numbers|words(?:\s*$|\s*[.,;:]|\s+(?:in|on|for|to|that|used|which))|labels|groups|offices|sites|requests|applicants|applications|days|times|occasions|weeks|months|minutes|hours|elements|issues|strands|policies|notices|reviews|appeals|stations)(?:$|[^\w-])",
    )
});

/// "The force had 1,827 officers in post": how many it employs.
fn is_strength(lead: &str, after: &str, rest: &str) -> bool {
    static EMPLOYS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\b(?:force|constabulary|service|police|department)\s+(?:currently\s+)?(?:had|has|have|employs?|employed)|\bwe\s+employ(?:ed)?|\b(?:a\s+)?(?:force|workforce|strength|establishment|headcount)\s+(?:of|with|was|is))\s+(?:about\s+|some\s+|around\s+|over\s+|nearly\s+)?$",
        )
    });
    static OFFICERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:serving\s+|police\s+|warranted\s+|full[\s-]time\s+)*(?:officers|constables|staff|employees)\b",
        )
    });
    static IN_POST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:serving\s+|police\s+|warranted\s+)*(?:officers|constables|staff)\s+(?:were\s+)?(?:in\s+post|in\s+service|on\s+(?:the\s+)?strength|employed|in\s+(?:the\s+)?(?:force|establishment)|at\s+(?:the\s+end|31\s+march|year\s+end))\b",
        )
    });
    // "At the end of 2020 we had 1,921 officers, 96 special constables and ...": officers, and no word of
    // what they did.
    static WE_HAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:we|there)\s+(?:had|have|were|are)\s+(?:about\s+|some\s+|around\s+|over\s+|nearly\s+)?$",
        )
    });
    static OTHER_RANKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:serving\s+|police\s+|warranted\s+)*(?:officers|constables)[^.;]{0,60}\b(?:special\s+constables|specials|PCSOs?|police\s+staff|community\s+support)\b",
        )
    });
    EMPLOYS.is_match(lead) && OFFICERS.is_match(after)
        || IN_POST.is_match(after)
        || WE_HAD.is_match(lead) && OTHER_RANKS.is_match(rest)
}

static OCCASIONS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\s*(?:occasions|times)\b"));

pub(in crate::extract::prose) fn unit_of_other_things(after: &str) -> bool {
    OTHER_THINGS.is_match(after)
}

/// True when the words after a count, up to the next comma, say nothing beyond counting it.
pub(in crate::extract::prose) fn is_plain(desk: &Desk<'_>, after: &str) -> bool {
    let end = after.find([',', ';', ':', '(', '.']).unwrap_or(after.len());
    let tokens = fold::tokens(&after[..end]);
    let mut known = vec![false; tokens.len()];
    for hit in desk.vocabulary.hits(&tokens) {
        known[hit.from..hit.to].fill(true);
    }
    // A name ("serving Lancashire officers") says whose they are.
    let name = |t: &fold::Token| after[t.start..].starts_with(char::is_uppercase);
    let strange = tokens
        .iter()
        .zip(&known)
        .filter(|(t, k)| !**k && !name(t) && !t.word.starts_with(|c: char| c.is_ascii_digit()))
        .filter(|(t, _)| !PLAIN.split(' ').any(|w| fold::key(w) == t.word))
        .count();
    strange == 0
}
