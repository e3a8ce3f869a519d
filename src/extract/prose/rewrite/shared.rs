//! Sentences whose parts share words that stand once ("seven of the former and two of the latter were
//! recorded in 2018", "two complaints, each by a woman about a male officer", "five different outcomes: A,
//! B, C ..."), put as sentences that each have them.

use std::sync::LazyLock;

use regex::Regex;

use super::{LABEL_WORDS, trim};
use crate::extract::context::Desk;
use crate::extract::number;
use crate::extract::prose::counts_something;
use crate::extract::prose::quantity::Quantity;
use crate::pattern::pattern;

/// A number in digits or words.
pub(super) const N: &str = r"(?:\d{1,4}|(?:twenty|thirty|forty|fifty)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";
/// Things counted.
pub(super) const THINGS: &str =
    r"(?:allegations?|complaints?|cases?|matters?|claims?|conduct matters?|reports?|records?)";

/// The plain sentences; none when nothing is shared.
pub(super) fn pieces(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    let mut out = one_predicate(text);
    if out.is_empty() {
        out = said_of_each(desk, text, quantities);
    }
    if out.is_empty() {
        out = different_outcomes(desk, text);
    }
    if out.is_empty() {
        out = so_many_each(desk, text);
    }
    out
}

/// "The other outcomes, each of which was recorded in fewer than five instances, were withdrawn, ...
/// and still under investigation."
fn so_many_each(desk: &Desk<'_>, text: &str) -> Vec<String> {
    static EACH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^\W*the\s+(?:other|remaining)\s+(?:outcomes|results|findings),?\s+each\s+(?:of\s+which\s+)?(?:was\s+|were\s+|being\s+)?(?:recorded|given|reached|found|used)?\s*(?:in|on|with)\s+(?P<n>fewer\s+than\s+\w+|{N})\s+(?:instances?|cases?|occasions?|allegations?),?\s+(?:were|are|being)\s*:?\s+(?P<list>[^.;:]+)\.?\s*$"
        ))
    });
    let Some(c) = EACH.captures(text) else { return Vec::new() };
    let labels = labels_of(&c["list"]);
    let outcomes = labels.iter().all(|p| desk.read(p).outcome.is_some());
    if !outcomes || labels.len() < 2 {
        return Vec::new();
    }
    labels.iter().map(|label| format!("{label}: {}.", &c["n"])).collect()
}

/// The labels of a list in words ("withdrawn, final written warning and dismissed").
fn labels_of(list: &str) -> Vec<&str> {
    static CUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i),\s*(?:and\s+)?|\s+and\s+"));
    CUT.split(list).map(trim).filter(|label| !label.is_empty()).collect()
}

/// "Seven of the former and two of the latter were recorded in 2018", "both of the dismissals and both
/// final warnings arose from conduct matters, while ...".
fn one_predicate(text: &str) -> Vec<String> {
    static TWO: LazyLock<Regex> = LazyLock::new(|| {
        let part = format!(
            r"(?:(?:the\s+)?(?:remaining|other)\s+)?(?:{N}|both)(?:\s+of\s+(?:the|these|those))?\s+[^,;.:]{{3,40}}?"
        );
        pattern(&format!(
            r"(?i)^\W*(?P<a>{part})\s+and\s+(?P<b>{part})\s+(?P<verb>(?:were|had|have|resulted|ended|led|came|arose|related|concerned|involved|stemmed|followed|are)\b.+)$"
        ))
    });
    static VERB: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:were|was|had|resulted|ended|led|came|are|is)\b"));
    static AND_THEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i),\s+(?:while|whereas|whilst|but)\s+"));
    let Some(c) = TWO.captures(text) else { return Vec::new() };
    let whole = !VERB.is_match(&c["a"]) && !VERB.is_match(&c["b"]);
    let (said, rest) = match AND_THEN.find(&c["verb"]) {
        Some(m) => (&c["verb"][..m.start()], &c["verb"][m.end()..]),
        None => (&c["verb"], ""),
    };
    if !whole || counts_something(said) {
        return Vec::new();
    }
    let of_the = |subject: &str| match subject.strip_prefix("both ") {
        Some(things) if !things.starts_with("of ") => format!("both of the {things}"),
        _ => subject.to_string(),
    };
    let mut out = vec![format!("{} {said}.", &c["a"]), format!("{} {said}.", of_the(&c["b"]))];
    if !rest.is_empty() {
        out.push(rest.to_string());
    }
    out
}

/// "In 2017 there was a single allegation, made by a member of the public, and it was not upheld."
fn said_of_each(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    static STATED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?P<first>\W*(?:in\s+20\d\d(?:/\d\d)?,?\s+)?(?:there\s+(?:was|were)\s+|(?:we|i|it|the\s+(?:force|constabulary|service|department))\s+(?:received|recorded|logged|had|have)\s+)?(?:just\s+|only\s+)?(?P<n>{N}|an?\s+single|a)\s+(?:such\s+)?{THINGS}(?:\s+(?:was|were)\s+(?:recorded|received|made))?(?:\s+in\s+20\d\d(?:/\d\d)?)?),\s+(?P<rest>(?:each|all|both|made|brought|raised|reported|recorded|submitted|lodged|by|from|about|against|concerning|involving|an?\s+(?:public|internal|conduct|complaint))\b.+)$"
        ))
    });
    static CUT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i),\s+(?:and\s+)?(?P<next>(?:it|they|which|who|neither|none|all|both)\s+(?:was|were|of\s+which|had|resulted|ended|led)\b)",
        )
    });
    let Some(c) = STATED.captures(text) else { return Vec::new() };
    let (first, rest) = (&c["first"], c["rest"].trim_end_matches(['.', ' ']));
    if quantities.iter().filter(|q| q.counts() && q.end <= first.len()).count() != 1 {
        return Vec::new();
    }
    let n = number::value(c["n"].trim_start_matches("a ")).unwrap_or(1);
    let mut said = rest;
    let mut after = None;
    if let Some(m) = CUT.captures(rest).and_then(|m| m.name("next")) {
        let at = CUT.find(rest).map_or(rest.len(), |m| m.start());
        (said, after) = (&rest[..at], Some(&rest[m.start()..]));
    }
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^(?:(?:each|all|both)\s+)?(?:of\s+them\s+)?(?:was\s+|were\s+)?")
    });
    static MADE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:by|from|about|against)\b"));
    let said = OPENS.replace(said, "");
    let counted = counts_something(&said);
    let speaks = desk.read_prose(&said);
    if counted || said.contains(',') || !speaks.has_value() {
        return Vec::new();
    }
    let made = if MADE.is_match(&said) { "made " } else { "" };
    let subject = if n == 1 { "It was" } else { "All of them were" };
    let mut out = vec![format!("{first}."), format!("{subject} {made}{said}.")];
    if let Some(after) = after {
        let after = after.trim_start_matches("which ").trim_start_matches("who ").trim();
        let plain = after.to_lowercase();
        let it = if n == 1 { "It" } else { "They" };
        out.push(
            if plain.starts_with("it ") || plain.starts_with("they ") || !after.starts_with("w") {
                let mut chars = after.chars();
                let head = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
                format!("{head}{}.", chars.as_str())
            } else {
                format!("{it} {after}.")
            },
        );
    }
    out
}

/// "The five had as many different outcomes: not upheld, withdrawn, ... and a final written warning."
fn different_outcomes(desk: &Desk<'_>, text: &str) -> Vec<String> {
    static DIFFERENT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b(?:as\s+many|(?P<n>{N}))\s+(?:different|separate|distinct)\s+(?:outcomes|results|endings|findings)\s*[:,\u{{2013}}\u{{2014}}-]\s*(?P<list>[^.;:]+)\.?\s*$"
        ))
    });
    let Some(c) = DIFFERENT.captures(text) else { return Vec::new() };
    let labels = labels_of(&c["list"]);
    let speak =
        |p: &&str| desk.read(p).outcome.is_some() && p.split_whitespace().count() <= LABEL_WORDS;
    let said = c.name("n").and_then(|m| number::value(m.as_str()));
    let as_many = said.is_none_or(|n| n == labels.len() as u64);
    if labels.len() < 2 || !as_many || !labels.iter().all(speak) {
        return Vec::new();
    }
    labels.iter().map(|l| format!("{l}: one.")).collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::prose::tests::{TOTAL, read};

    #[test]
    fn a_predicate_said_once() {
        let facts = read(&[
            TOTAL,
            "Eight were public complaints and four conduct matters.",
            "Three of the former and two of the latter were recorded in 2018.",
        ]);
        assert_eq!((facts.get("2018 public"), facts.get("2018 internal")), (Some(&3), Some(&2)));
    }

    #[test]
    fn what_is_said_of_each() {
        let facts = read(&[
            TOTAL,
            "In 2017 there was a single allegation, made by a member of the public, and it was not upheld.",
            "In 2018 there were two complaints, each by a woman. Neither was upheld.",
        ]);
        let said = ["2017", "2017 public", "not_upheld 2017", "2018", "2018 female", "upheld 2018"]
            .map(|k| facts.get(k).copied());
        assert_eq!(said, [Some(1), Some(1), Some(1), Some(2), Some(2), Some(0)], "{facts:?}");
    }

    #[test]
    fn as_many_outcomes_as_cases() {
        let facts = read(&[
            "We recorded three allegations of sexual assault against serving officers.",
            "They had as many different outcomes: not upheld, withdrawn and a final written warning.",
        ]);
        let said =
            ["not_upheld", "withdrawn", "final_written_warning"].map(|k| facts.get(k).copied());
        assert_eq!(said, [Some(1); 3]);
    }
}
