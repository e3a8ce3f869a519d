//! A search and what came of it ("41 records were found, of which 22 fell within the scope of your request"):
//! the first count is of records looked at, the second of what was asked about.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::wording::N;
use crate::extract::number;
use crate::pattern::pattern;

/// What says that something is what was asked about.
const IN_SCOPE: &str = r"(?:
    (?:(?:fell|fall|falls|falling|came|come|comes|coming|are|were|was|is)\s+)?within\s+(?:the\s+)?(?:scope|terms|ambit|parameters|remit|criteria)(?:\s+(?:of|set\s+out\s+in)\s+(?:your|the|this)\s+(?:request|question))?
  | (?:met|meet|meets|meeting|match|matched|matching|matches|satisfied|satisfy|fitted|fit|fits)\s+(?:all\s+(?:of\s+)?)?(?:the|your)\s+(?:search\s+)?(?:criteria|terms|parameters|description)(?:\s+(?:of|in|set\s+out\s+in)\s+(?:your|the|this)\s+(?:request|question))?
  | (?:(?:were|was|are|is|being|proved|turned\s+out)\s+(?:to\s+be\s+)?(?:found\s+to\s+be\s+|considered\s+(?:to\s+be\s+)?|identified\s+as\s+(?:being\s+)?|confirmed\s+(?:as\s+|to\s+be\s+)|judged\s+(?:to\s+be\s+)?|assessed\s+as\s+)?)?(?:relevant|responsive|in\s+scope)(?:\s+(?:to|for|of)\s+(?:your|the|this)\s+(?:request|question))?
  )";
/// What records are called before they are read, and what is counted in them.
const THINGS: &str = r"(?:(?:possible|potential|separate|individual|distinct|such|recorded|different|matching)\s+)*(?:allegations?|complaints?|cases?|matters?|claims?|reports?|records?|entries|entry|results?|hits?|files?|investigations?)";

/// The count of what is in scope, at the start of what `IN_SCOPE` closes.
fn counted() -> String {
    format!(
        r"(?:(?:only|just|a\s+total\s+of|in\s+(?:all|total),?)\s+)?(?P<n>{N})(?:\s+of\s+(?:which|these|those|them|the\s+(?:{N}\s+)?{THINGS}))?"
    )
}

/// The subject in words, where it is told in place of the scope ("were allegations of sexual assault").
const SUBJECT: &str = r"(?:(?:were|was|are)\s+(?:found\s+to\s+be\s+)?(?:an?\s+)?(?:relevant\s+)?(?:allegations?|complaints?)\s+of|(?:concerned|related\s+to|contained|included|involved)\s+an?\s+(?:relevant\s+)?(?:allegation|complaint))\b";

/// What says that some of what was looked at is not.
const OUT_OF_SCOPE: &str = r"(?:(?:were|was|are|is)\s+(?:found\s+to\s+be\s+)?(?:not\s+(?:relevant|in\s+scope|within\s+(?:the\s+)?scope)|irrelevant|out\s+of\s+scope|outside\s+(?:of\s+)?(?:the\s+|your\s+)?(?:scope|request|terms|period))|(?:fell|fall)\s+outside\s+(?:the\s+)?(?:scope|terms|period|parameters)|did\s+not\s+(?:concern|relate|involve|fall|meet|match|fit)\b)";

/// The first part of such a passage: what was looked at, and where it ends.
const LOOKED_AT: &str = r"^(?P<search>[^;.]*?\b(?P<of>[\d,]+|{N})\s+(?:\w+\s+){0,3}?(?:records?|entries|results|hits|files|matters|cases|reports|complaints|allegations|investigations|items)\b[^.;]{0,120}?)
    (?:[.;:]\s+|,?\s+(?:and|but|of\s+(?:which|these))\s+|,\s+)";

/// Where the second part of such a passage begins, if there is one: a sentence, or two that follow one another,
/// of which the first counts what was looked at. With what is left said plainly, where only that is told ("19
/// were not relevant, leaving 22").
pub(super) fn end_of_search<'a>(text: &'a str, unit: &str) -> Option<(usize, Cow<'a, str>)> {
    static SCOPED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?ix){}
            (?:{})?
            (?:(?:of|out\s+of|from|among)\s+(?:these|those|them|the\s+(?:{N}|\d+)(?:\s+\w+)?),?\s+|(?:(?:once|after|when)|on\s+(?:examination|review|reading|inspection))\b[^.;,]{{0,60}},\s+)?
            (?:(?:each|all|every\s+one|these|they)\b[^.;,\d]{{0,40}}\b(?:read|reviewed|checked|examined|opened|considered|looked\s+at)\b[^.;,\d]{{0,30}},?\s+(?:and\s+)?)?
            (?P<rest>{}\s+(?:{THINGS}\s+)?(?:which\s+|that\s+)?(?:{IN_SCOPE}|(?P<subject>{SUBJECT})).*)$",
            LOOKED_AT.replace("{N}", N),
            put_aside(),
            counted()
        ))
    });
    static LEFT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?ix){}{}
            (?:(?:this|that|which)\s+)?(?P<rest>(?:leaving|leaves|left|the\s+(?:remaining|other))\s+(?P<n>{N})(?P<tail>\W*$|\s.*))$",
            LOOKED_AT.replace("{N}", N),
            put_aside()
        ))
    });
    /// What is done to records.
    static LOOKED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:search\w*|found|returned|identified|located|brought\s+up|produced|yielded|showed|read|reviewed|checked|examined|opened|considered|looked\s+at|possible|potential|records?|entries|results|hits)\b",
        )
    });
    /// What records are called that may or may not be of what was asked.
    static RECORDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:possible|potential|records?|entries|results|hits|files|items)\b")
    });
    /// A noun of its own behind the number that is left.
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?ix)^\s+(?:relevant\s+)?{THINGS}\b")));
    let fewer = |c: &Captures<'_>| {
        let some = number::value(&c["n"]);
        some.zip(number::value(&c["of"].replace(',', ""))).is_some_and(|(some, all)| some <= all)
    };
    if let Some(c) = SCOPED.captures(text).filter(fewer) {
        // "12 allegations, of which 8 were complaints of rudeness": a division, and no search.
        let looked = if c.name("subject").is_some() { &*RECORDS } else { &*LOOKED };
        let rest = c.name("rest").filter(|_| looked.is_match(&c["search"]))?;
        return Some((rest.start(), Cow::Borrowed(rest.as_str())));
    }
    let c = LEFT.captures(text).filter(fewer)?;
    let tail = NAMED.replace(&c["tail"], "");
    let said = match tail.trim_matches(|c: char| !c.is_alphanumeric()) {
        "" => format!("{} {} recorded.", &c["n"], units(unit, &c["n"])),
        _ => format!("{} {unit}s{tail}", &c["n"]),
    };
    Some((c.name("rest").map_or(0, |m| m.start()), Cow::Owned(said)))
}

/// "19 of these were not relevant and ...".
fn put_aside() -> String {
    format!(
        r"(?:(?:(?:of|out\s+of|from|among)\s+(?:these|those|them),?\s+)?(?:{N})\s+(?:of\s+(?:which|these|those|them|the\s+\w+)\s+)?(?:{THINGS}\s+)?{OUT_OF_SCOPE}[^;.,\d]{{0,60}}?(?:[.;]\s+|,?\s+and\s+|,\s+))"
    )
}

/// "allegations" behind a number, "allegation" behind one.
fn many(unit: &str, n: &str) -> String {
    if number::value(n) == Some(1) { unit.to_string() } else { format!("{unit}s") }
}

/// The verb for so many.
fn were(n: &str) -> &'static str {
    if number::value(n) == Some(1) { "was" } else { "were" }
}

/// "allegations were", behind a number.
fn units(unit: &str, n: &str) -> String {
    format!("{} {}", many(unit, n), were(n))
}

/// "22 fell within the scope of your request": so many of what the investigation counts.
pub(super) fn in_scope_plainly<'a>(text: &'a str, unit: &str) -> Cow<'a, str> {
    static SCOPED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?ix)^(?P<lead>(?:(?:of|out\s+of|from|among)\s+(?:these|those|them|the\s+(?:{N}|\d+)(?:\s+\w+){{0,2}}?),?\s+|(?:once|after|when|on\s+(?:examination|review|reading|inspection))\b[^.;,\d]{{0,60}},\s+)?(?:(?:there\s+(?:were|was|are|is)|we\s+(?:have\s+)?(?:found|identified|located|hold|held|recorded)|(?:this|the|our)\s+(?:\w+\s+)?(?:search\w*|exercise)?\s*(?:found|identified|located|produced|returned|revealed|showed))\s+)?)
            {}(?:\s+(?P<things>{THINGS}))?\s+(?:which\s+|that\s+)?(?:have\s+been\s+)?{IN_SCOPE}(?P<tail>(?:,?\s+(?:in|for|from|during|over|across|between)\s[^.;:]{{3,60}})?)(?P<end>[.:]?\s*)$",
            counted()
        ))
    });
    static CONCERNED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?ix)^{}(?:\s+{THINGS})?\s+(?:concerned|related\s+to|contained|included|involved)\s+an?\s+(?:relevant\s+)?(?P<what>allegation|complaint)\b(?P<tail>[^.;:\d]*)(?P<end>[.:]?\s*)$",
            counted()
        ))
    });
    static RELEVANT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?ix)\b(?P<n>{N})\s+(?:relevant|in-scope|responsive)\s+(?P<things>{THINGS})\b"
        ))
    });
    if let Some(c) = RELEVANT.captures(text) {
        let things =
            if counts_cases(&c["things"]) { c["things"].to_string() } else { format!("{unit}s") };
        return RELEVANT
            .replace(text, format!("{} {things}", &c["n"]).as_str())
            .into_owned()
            .into();
    }
    if let Some(c) = SCOPED.captures(text) {
        let things =
            c.name("things").map(|m| m.as_str().to_lowercase()).filter(|t| counts_cases(t));
        let things =
            things.map(|t| format!("{t} {}", if t.ends_with('s') { "were" } else { "was" }));
        let things = things.unwrap_or_else(|| units(unit, &c["n"]));
        return Cow::Owned(format!("{} {things} recorded{}{}", &c["n"], &c["tail"], &c["end"]));
    }
    CONCERNED.replace(text, |c: &Captures<'_>| {
        let (n, what) = (&c["n"], many(&c["what"], &c["n"]));
        format!("{n} {what}{} {} recorded{}", &c["tail"], were(n), &c["end"])
    })
}

/// "I asked our department to check, and they found ten": of what the investigation counts, as the first count of
/// a letter that names nothing else.
pub(super) fn found_plainly<'a>(text: Cow<'a, str>, unit: &str) -> Cow<'a, str> {
    static FOUND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b(?P<who>we|i|they|it|he|she)\s+(?P<verb>(?:has\s+|have\s+)?(?:found|identified|located|recorded|hold|holds))\s+(?P<n>{N})(?P<end>\W*)$"
        ))
    });
    let Some(c) = FOUND.captures(&text) else { return text };
    let at = c.get(0).map_or(0, |m| m.start());
    let (n, things) = (&c["n"], many(unit, &c["n"]));
    let said = format!("{} {} {n} {things}{}", &c["who"], &c["verb"], &c["end"]);
    Cow::Owned(format!("{}{said}", &text[..at]))
}

/// True for what an answer counts, as against the records it was found in.
fn counts_cases(things: &str) -> bool {
    let things = things.to_lowercase();
    ["allegation", "complaint", "case", "matter"].iter().any(|w| things.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_ends_where_what_was_asked_begins() {
        let ends = |text: &str| end_of_search(text, "allegation").map(|(_, rest)| rest.to_string());
        for (text, rest) in [
            (
                "41 records were found, of which 22 fell within the scope of your request.",
                "22 fell",
            ),
            ("41 records were found. Each was read, and 22 were allegations of theft.", "22 were"),
            ("We found 12 allegations, of which 8 were complaints of rudeness.", ""),
            (
                "Each of the 41 records was read and 22 were allegations of sexual assault.",
                "22 were",
            ),
            ("We found 41 entries. Of those, nine were relevant to your request.", "nine were"),
            (
                "41 records were located. Nineteen of these were out of scope, leaving 22.",
                "22 allegations were recorded.",
            ),
            (
                "41 records were located, 19 of which were not relevant. The remaining 22 are set out below.",
                "22 allegations are",
            ),
            ("14 records were found, nine were not upheld, leaving five.", ""),
            ("Of 14 complaints, nine were not upheld.", ""),
            ("We hold 9 records, of which 22 were relevant.", ""),
        ] {
            let found = ends(text);
            match rest {
                "" => assert_eq!(found, None, "{text}"),
                _ => assert!(found.is_some_and(|f| f.starts_with(rest)), "{text}"),
            }
        }
    }

    #[test]
    fn what_is_in_scope_is_what_is_counted() {
        let plain = |text: &str| in_scope_plainly(text, "allegation").into_owned();
        for (text, said) in [
            ("22 fell within the scope of your request.", "22 allegations were recorded."),
            ("Of these, 22 met the terms of your request.", "22 allegations were recorded."),
            (
                "We identified 22 records which fall within the scope of your request.",
                "22 allegations were recorded.",
            ),
            ("There were nine cases in scope in 2017.", "nine cases were recorded in 2017."),
            ("One was relevant.", "One allegation was recorded."),
            ("There are 22 relevant records.", "There are 22 allegations."),
            ("We identified nine relevant complaints.", "We identified nine complaints."),
            (
                "22 concerned an allegation of sexual assault against an officer.",
                "22 allegations of sexual assault against an officer were recorded.",
            ),
        ] {
            assert_eq!(plain(text), said);
        }
        let other = "Nine were not relevant to your request.";
        assert_eq!(plain(other), other);
    }
}
