//! Words set between a count and what is said of it ("Two allegations, both recorded in 2020, led to
//! dismissal"), put as two sentences: what became of the two, and what else is true of them.

use std::sync::LazyLock;

use regex::Regex;

use super::shared::{N, THINGS};
use crate::extract::context::Desk;
use crate::extract::number;
use crate::pattern::pattern;

/// The plain sentences; none when nothing stands between.
pub(super) fn pieces(desk: &Desk<'_>, text: &str) -> Vec<String> {
    let mut out = between(desk, text);
    if out.is_empty() {
        out = said_last(desk, text);
    }
    if out.is_empty() {
        out = then_its_year(text);
    }
    if out.is_empty() {
        out = of_a_year(text);
    }
    if out.is_empty() {
        out = that_contain(text);
    }
    if out.is_empty() {
        out = they_contained(text);
    }
    if out.is_empty() {
        out = that_one_being(text);
    }
    if out.is_empty() {
        out = of_each_party(text);
    }
    if out.is_empty() {
        out = subject_of(text);
    }
    out
}

/// "Ten officers were the subject of a total of twelve allegations recorded in the five years": so many
/// allegations, against so many officers.
fn subject_of(text: &str) -> Vec<String> {
    static SUBJECT_OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^\W*(?:a\s+total\s+of\s+)?(?P<n>{N})\s+(?P<who>(?:\w+\s+){{0,2}}?officers)\s+(?:were|had\s+been)\s+(?:between\s+them\s+)?(?:the\s+subjects?\s+of|accused\s+in|named\s+in|involved\s+in)\s+(?:a\s+total\s+of\s+|between\s+them\s+)?(?P<m>{N})\s+(?P<of>allegations\b[^;:]*?)\.?\s*$"
        ))
    });
    let Some(c) = SUBJECT_OF.captures(text) else { return Vec::new() };
    vec![
        format!("There were {} {}.", &c["m"], &c["of"]),
        format!("They concerned {} {}.", &c["n"], &c["who"]),
    ]
}

/// "All the officers were male and all but one of the complainants female": of each party by itself.
fn of_each_party(text: &str) -> Vec<String> {
    static EACH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?P<first>\W*(?:all|every|each)\b[^,;]*?\bofficers?\b[^,;]*?\b(?:fe)?male|\W*(?:all|every|each)\b[^,;]*?\bofficers?\b[^,;]*?\b(?:men|women)),?\s+and\s+(?P<second>all\s+(?:but|except)\s+{N}\s+of\s+the\s+complainants)\s+(?:(?:was|were)\s+)?(?P<sex>(?:fe)?male|men|women)\W*$"
        ))
    });
    let Some(c) = EACH.captures(text) else { return Vec::new() };
    vec![format!("{}.", &c["first"]), format!("{} were {}.", &c["second"], &c["sex"])]
}

/// "There were 15 cases, which between them contain 20 allegations": two counts of two kinds of things.
fn that_contain(text: &str) -> Vec<String> {
    static CONTAIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?ix)^(?P<head>[^;:]*\b(?:[\d,]+|{N})\s+(?:\w+\s+){{0,2}}(?:cases|complaints|matters|records|files|investigations)\b[^,;:.]{{0,80}}?)
            ,?\s+(?:(?:which|that)\s+(?:between\s+them\s+|together\s+|in\s+turn\s+)?(?:contain(?:ed)?|comprised?|held|hold)|containing|comprising|made\s+up\s+of)
            \s+(?:between\s+them\s+)?(?:a\s+total\s+of\s+|altogether\s+)?(?P<n>[\d,]+|{N})\s+(?P<of>(?:separate\s+|individual\s+|different\s+)?allegations\b[^,;:.]*)\.?\s*$"
        ))
    });
    let Some(c) = CONTAIN.captures(text) else { return Vec::new() };
    vec![format!("{}.", c["head"].trim()), format!("There were {} {}.", &c["n"], &c["of"])]
}

/// "... and female in one, that one being the conduct matter of 2016": how many, and which one
/// it was.
fn that_one_being(text: &str) -> Vec<String> {
    static THAT_ONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?P<head>.{10,}\b(?:in\s+)?(?:one|1))(?:\s+(?:case|allegation|complaint))?,\s+that\s+(?:one\s+|case\s+|allegation\s+|complaint\s+)?being\s+(?:the\s+)?(?P<which>[^;]{3,90}?)\W*$",
        )
    });
    // "The [officer] was male in 13 and [female] in one"
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?P<party>officer|complainant)\s+(?:was|were)\b[^,;]*\band\s+(?P<sex>male|female)\s+in\s+(?:only\s+|just\s+)?(?:one|1)$",
        )
    });
    let Some(c) = THAT_ONE.captures(text) else { return Vec::new() };
    let mut out = vec![format!("{}.", &c["head"])];
    if let Some(l) = LAST.captures(&c["head"]) {
        out.push(format!("One {} concerned a {} {}.", &c["which"], &l["sex"], &l["party"]));
    }
    out
}

/// "Those eight cases contained ten allegations and involved 11 officers": of the things counted before come so
/// many of two other kinds.
fn they_contained(text: &str) -> Vec<String> {
    static CONTAINED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?ix)^\W*(?:these|those|the|between\s+them,?\s+(?:these|those|the))\s+(?:(?:[\d,]+|{N})\s+)?(?:\w+\s+)?(?:cases|complaints|matters|records|files|investigations)
            \s+(?:between\s+them\s+|together\s+|in\s+turn\s+)?(?:contain(?:ed)?|comprised?|held|hold|included?)
            \s+(?:between\s+them\s+)?(?:a\s+total\s+of\s+|altogether\s+)?(?P<n>[\d,]+|{N})\s+(?P<of>(?:separate\s+|individual\s+|different\s+)?allegations\b[^,;:.]*?)
            (?:,?\s+and\s+(?:involved|concerned|related\s+to|were\s+made\s+against)\s+(?P<m>[\d,]+|{N})\s+(?P<who>(?:\w+\s+){{0,2}}officers)|,?\s+against\s+(?P<k>[\d,]+|{N})\s+(?P<whom>(?:\w+\s+){{0,2}}officers))?\W*$"
        ))
    });
    let Some(c) = CONTAINED.captures(text) else { return Vec::new() };
    let mut out = vec![format!("There were {} {}.", &c["n"], &c["of"])];
    for (n, who) in [("m", "who"), ("k", "whom")] {
        if let (Some(n), Some(who)) = (c.name(n), c.name(who)) {
            out.push(format!("They concerned {} {}.", n.as_str(), who.as_str()));
        }
    }
    out
}

/// "In one case, from 2018/19, the officer resigned", "There were two complaints, both recorded in 2020, where
/// the investigation is open": what became of them, and of which year they are.
fn of_a_year(text: &str) -> Vec<String> {
    static OF_A_YEAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?ix)^\W*(?:(?P<in>in)|(?:there\s+(?:was|were|are|is)|(?:that|this|which)\s+leaves))\s+(?:just\s+|only\s+)?
            (?P<n>{N})\s+(?P<of>{THINGS}),\s+(?:(?:both|all|each)\s+(?:of\s+(?:them|which)\s+)?)?
            (?:(?:recorded|made|received|reported|logged|raised)\s+)?(?:from|in|of|dating\s+from)\s+(?P<year>20\d\d(?:/\d\d)?),
            \s+(?P<link>where|in\s+which|for\s+which)?\s*(?P<rest>\S[^;]*)$"
        ))
    });
    let Some(c) = OF_A_YEAR.captures(text) else { return Vec::new() };
    // "There were two complaints, both recorded in 2020, ..." goes on in a clause of its own.
    if c.name("in").is_some() == c.name("link").is_some() {
        return Vec::new();
    }
    let (n, of, rest) = (&c["n"], &c["of"], &c["rest"]);
    vec![format!("In {n} {of} {rest}"), format!("In {n} {of} in {} {rest}", &c["year"])]
}

/// "One allegation was recorded in the period, in 2017": how many, and of which year.
fn then_its_year(text: &str) -> Vec<String> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?P<first>\W*(?:only\s+|just\s+)?(?P<n>{N}|an?\s+single)\s+(?P<of>[^,;:.]{{3,60}}?)\s+(?P<verb>(?:was|were)\s+(?:recorded|received|made|logged|reported))(?:\s+(?:in|over|during)\s+(?:the|those|these)\s+[^,;:.]{{3,30}})?),\s+(?:all\s+of\s+them\s+|all\s+|both\s+)?(?P<in>in\s+20\d\d(?:/\d\d)?)\W*$"
        ))
    });
    let Some(c) = YEAR.captures(text) else { return Vec::new() };
    vec![
        format!("{}.", &c["first"]),
        format!("{} {} {} {}.", &c["n"], &c["of"], &c["verb"], &c["in"]),
    ]
}

/// "Two of these arose from the same search and neither was upheld": what is told first says nothing of what
/// is counted, what is told last is said of the two.
fn said_last(desk: &Desk<'_>, text: &str) -> Vec<String> {
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?ix)^(?P<head>\W*{N}\s+(?:of\s+(?:these|those|them|the\s+{THINGS})|{THINGS}))\s+(?P<mid>[^,;.:]{{3,90}}?),?\s+and\s+
            (?P<all>neither|none|both|all)(?:\s+of\s+(?:them|these|which|those))?\s+(?:was|were)\s+(?P<rest>[^;]+?)(?P<more>;.*|\.?\s*)$"
        ))
    });
    let Some(c) = LAST.captures(text) else { return Vec::new() };
    let said = desk.read_prose(&c["mid"]);
    if said.has_value() || number::in_sentence(&c["mid"]).iter().any(is_count) {
        return Vec::new();
    }
    let not =
        if matches!(c["all"].to_lowercase().as_str(), "neither" | "none") { "not " } else { "" };
    let mut out = vec![format!("{} were {not}{}.", &c["head"], &c["rest"])];
    let more = c["more"].trim_matches([';', ' ', '.']);
    if !more.is_empty() {
        out.push(format!("{more}."));
    }
    out
}

fn is_count(hit: &number::NumberHit) -> bool {
    matches!(hit.what, number::What::Count { .. })
}

fn between(desk: &Desk<'_>, text: &str) -> Vec<String> {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?ix)^(?P<head>\W*(?:(?:and|but)\s+)?(?:(?:the|a|an|another|these|those|only|just)\s+)*
            (?:(?:other|remaining|further|final|last)\s+)?(?P<n>{N}|(?:other|remaining)\s+one)
            (?:\s+(?:others?|more|of\s+(?:them|these|those|which)|of\s+(?:the|these|those)\s+{N}))?(?:\s+(?:of\s+the\s+)?{THINGS})?),\s+
            (?P<app>(?:(?:all|both|each|every\s+one|also|again|too)\b
              |(?:first\s+)?(?:recorded|received|made|brought|raised|reported|logged|submitted|from|dating|against|involving|about|by)\b)
              [^,;:.]{{0,90}}),\s+
            (?P<rest>(?:was|were|led|resulted|ended|had|have|has|is|are|came|concerned|went|remains?|gave|attracted|proved|closed|proceeded|got)\b.+)$"
        ))
    });
    static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:all|both|each|every\s+one|also|again|too)\s+)+(?:of\s+(?:them|these|those|which)\s+)?(?:(?:was|were)\s+)?|^first\s+",
        )
    });
    static BARE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:by|from|about|against|dating|involving)\b"));
    let Some(c) = BETWEEN.captures(text) else { return Vec::new() };
    let said = SUBJECT.replace(&c["app"], "");
    if number::in_sentence(&said).iter().any(is_count) {
        return Vec::new();
    }
    let mut out = vec![format!("{} {}", &c["head"], &c["rest"])];
    if desk.read_prose(&said).has_value() {
        let made = if BARE.is_match(&said) { "made " } else { "" };
        let n = if number::value(&c["n"]).is_none() { "one" } else { &c["n"] };
        out.push(format!("{n} {made}{said} {}", &c["rest"]));
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::extract::prose::tests::{TOTAL, read};

    #[test]
    fn what_stands_between_is_said_of_them_too() {
        let facts = read(&[
            TOTAL,
            "Two allegations, both recorded in 2020, led to the dismissal of the officer.",
            "One, recorded in 2016, was dealt with by local resolution.",
            "Three allegations, all of them made against the same officer, were not upheld.",
        ]);
        assert_eq!(facts.get("dismissed"), Some(&2));
        assert_eq!(facts.get("dismissed 2020"), Some(&2));
        assert_eq!(facts.get("local_resolution"), Some(&1));
        assert_eq!(facts.get("local_resolution 2016"), Some(&1));
        assert_eq!(facts.get("not_upheld"), Some(&3));
    }
}
