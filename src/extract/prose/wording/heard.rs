//! Hearings and those they were about ("both went to a hearing, at which one officer was dismissed and the
//! other was given a warning"), and who "he" is in a case told of an officer.

use regex::Captures;

use super::{N, Wording, ends_in_words, row};
use crate::extract::number;
use crate::extract::prose::counts_something;

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            // "... and in the one made in 2020 the officer resigned"
            "in the one of a year",
            r"(?i)\b(in|for|with)\s+the\s+(?:one|case|allegation|complaint|matter)\s+(?:(?:that|which)\s+was\s+)?(?:(made|recorded|received|reported|raised|logged)\s+)?(?:in|of|from)\s+(20\d\d(?:/\d\d)?),?\s+(the\s+officer|he|she|an?|it|there)\b".into(),
            |c, before| {
                let made = c.get(2).map_or("made", |m| m.as_str());
                let who = match c[4].to_lowercase().as_str() {
                    "he" | "she" => "the officer".to_string(),
                    _ => c[4].to_string(),
                };
                // At the start of a sentence it points back to one that was counted.
                (!before.trim().is_empty()).then(|| format!("{} one allegation {made} in {} {who}", &c[1], &c[3]))
            },
        ),
        row(
            // "The single allegation against a female officer was one of those recorded in 2016."
            "one of those of a year",
            r"(?i)\b(was|is)\s+one\s+of\s+(?:those|the\s+\w+(?:\s+allegations|\s+complaints|\s+cases)?)\s+(recorded|made|received|reported|logged|from|of)\s+(?:in\s+)?(20\d\d(?:/\d\d)?)".into(),
            |c, _| {
                let verb = if matches!(c[2].to_lowercase().as_str(), "from" | "of") { "recorded" } else { &c[2] };
                Some(format!("{} {verb} in {}", &c[1], &c[3]))
            },
        ),
        row(
            // "The other complainant preferred not to say."
            "a sex not told",
            format!(
                r"(?i)\b(?P<who>the\s+(?:other|remaining)(?:\s+(?:one|{N}))?|{N})(?:\s+(?:of\s+(?:them|these|those)|complainants?|persons?|people|victims?|others?))*\s+(?:had\s+|have\s+|has\s+)?(?:(?:preferred|prefers?|chose|chosen|elected|asked|wished|opted)\s+not\s+to\s+(?:say|state|tell|disclose|give|specify|answer|record|be\s+recorded)|did\s+not\s+(?:say|state|tell\s+us|disclose|give|specify|record)\s+(?:their|his|her)\s+(?:sex|gender))(?:\s+(?:their|his|her|this|its|it|the)(?:\s+(?:own\s+)?(?:sex|gender))?)?"
            ),
            |c, _| Some(format!("the sex of {} was not known", &c["who"])),
        ),
        row(
            // "It proceeded to a hearing, held in private in the spring of the following year, and the officer ..."
            "when and how a hearing was held",
            r"(?i)\b(hearings?|meetings?|panels?),?\s+(?:which\s+(?:was|were)\s+)?held\s+[^,;.]{3,70},\s+(and|at\s+which|where|in\s+which)\s+".into(),
            |c, _| Some(format!("{} {} ", &c[1], &c[2])),
        ),
        row(
            // "11 by serving officers or members of police staff"
            "by officers or staff",
            r"(?i)\bby\s+(?:(?:serving|other|fellow|police)\s+)*(?:officers|colleagues)\s+(?:or|and)\s+(?:other\s+)?(?:members\s+of\s+)?(?:police\s+)?staff\b".into(),
            |_, _| Some("by colleagues".into()),
        ),
        row(
            // "Thirteen by colleagues, including police staff"
            "by colleagues and staff",
            r"(?i)\bby\s+((?:police\s+)?colleagues|(?:other|fellow|serving)\s+officers),?\s+(?:including|among\s+them|as\s+well\s+as)\s+(?:some\s+)?(?:members\s+of\s+)?(?:police\s+|civilian\s+)?(?:staff|officers|pcsos)\b".into(),
            |_, _| Some("by colleagues".into()),
        ),
        row(
            // "One was dismissed and one resigned, each in respect of a single allegation."
            "each in respect of one",
            r"(?i),?\s+each\s+(?:in\s+(?:respect|connection|relation)\s+(?:of|with|to)|for|over)\s+(?:an?|one|a\s+single|a\s+different|a\s+separate)\s+(?:\w+\s+)?(?:allegation|complaint|case|matter)\b".into(),
            |_, before| ends_in_words(before).then(String::new),
        ),
        row(
            // "62% of the allegations (13 of 21) were found to be not upheld"
            "a share and the numbers of it",
            format!(
                r"(?i)\b\d{{1,3}}(?:\.\d+)?\s?(?:%|per\s?cent)\s+of\s+(?:the\s+|all\s+)?(?P<of>allegations|complaints|cases|matters)\s*\((?P<n>{N})\s+(?:out\s+)?of\s+(?:the\s+)?(?P<m>{N})\)"
            ),
            |c, _| Some(format!("{} of the {} {}", &c["n"], &c["m"], &c["of"])),
        ),
        row(
            // "There was no case to answer." of the one told before
            "no case to answer by itself",
            r"(?i)^(\W*)there\s+(?:was|were)\s+(?:found\s+to\s+be\s+)?no\s+case\s+to\s+answer(\W*)$".into(),
            |c, _| Some(format!("{}It resulted in no case to answer{}", &c[1], &c[2])),
        ),
        row(
            // "Four were reported from within the organisation"
            "from within",
            r"(?i)\bfrom\s+within\s+(?:(?:the|our|its)\s+)?(?:\w+\s+)?(?:organisation|force|service|constabulary|department|police)\b(?:\s+itself)?".into(),
            |_, _| Some("internally".into()),
        ),
        row(
            // "Dismissal was the outcome of fewer than 5 allegations, a final written warning of fewer than 5"
            "the outcome of so many",
            format!(
                r"(?i)(?P<before>,\s+(?:and\s+)?|\band\s+)an?\s+(?P<what>[a-z][a-z ]{{4,40}}?)\s+of\s+(?P<n>(?:(?:fewer|less)\s+than\s+)?{N})\b"
            ),
            |c, before| {
                let before = before.to_lowercase();
                let outcomes = ["was the outcome of", "was the result of", "was the outcome in"];
                outcomes
                    .iter()
                    .any(|w| before.contains(w))
                    .then(|| format!("{}{} in {}", &c["before"], &c["what"], &c["n"]))
            },
        ),
        row(
            // "The two allegations recorded in 2020 are still under investigation."
            "the so many of a year",
            format!(
                r"(?i)^(?P<lead>\W*(?:and\s+|while\s+|but\s+)?)the\s+(?P<n>{N})(?:\s+(?P<of>allegations|complaints|cases|matters|conduct\s+matters))?\s+(?:(?:that\s+were\s+|which\s+were\s+)?(?:recorded|made|received|reported|logged|raised)\s+)?(?:in|of|from|dating\s+from)\s+(?P<year>20\d\d(?:/\d\d)?)\s+(?P<said>(?:are|were|remain(?:ed)?|ended|led|resulted|have|had|came|concerned)\b.*)$"
            ),
            of_a_year,
        ),
        row(
            // "The two 2020 allegations are still under investigation."
            "the so many year's",
            format!(
                r"(?i)^(?P<lead>\W*(?:and\s+|while\s+|but\s+)?)the\s+(?P<n>{N})\s+(?P<year>20\d\d(?:/\d\d)?)\s+(?P<of>allegations|complaints|cases|matters|conduct\s+matters|ones)\s+(?P<said>(?:are|were|remain(?:ed)?|ended|led|resulted|have|had|came|concerned)\b.*)$"
            ),
            of_a_year,
        ),
        row(
            // "One allegation, recorded in 2017, led to the dismissal of the officer in 2019."
            "when it ended",
            r"(?i)(\b(?:recorded|made|received|reported|logged|raised)\s+in\s+20\d\d(?:/\d\d)?\b[^.;]*?\b(?:dismiss(?:ed|al)|resign(?:ed|ation)|retired?|convict(?:ed|ion)|acquitted|hearing|warning|panel|meeting)\b[^,.;\d]{0,30}?),?\s+(?:held\s+)?in\s+(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+)?20\d\d\b".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "A case to answer was found and the officer received a final written warning."
            "found, and what came of it",
            r"(?i)^(\W*)(?:(?:an?|the)\s+)?(?:case\s+to\s+answer|(?:gross\s+)?misconduct)\s+(?:was|were|had\s+been)\s+(?:found|proven|proved|established|determined|identified),?\s+and\s+(?:the\s+(?:officer|constable|sergeant)|s?he)\s+(was|were|received|resigned|retired|got|left)\b".into(),
            |c, _| Some(format!("{}the officer {}", &c[1], &c[2])),
        ),
        row(
            // "Both of the 2018 matters went to a misconduct hearing, at which one of the officers was
            // dismissed and the other was given a final written warning."
            "a hearing of several, at which one",
            format!(
                r"(?i)^(?P<lead>\W*)(?:(?P<both>both)(?:\s+of\s+(?:the|these|those)(?:\s+two)?)?|(?:all|the|these|those)\s+(?P<n>{N})|(?P<new>{N}))(?P<set>(?:\s+of\s+(?:them|these|those))?(?:\s+(?:20\d\d(?:/\d\d)?|[a-z]+)){{0,3}}?)\s+(?:went|proceeded|led|progressed|came|were\s+(?:referred|heard|taken|sent|considered|brought|dealt\s+with))\s+(?:(?:to|at|before|on|in)\s+)?(?:an?\s+|the\s+)?(?:\w+\s+)?(?:hearings?|meetings?|panels?|proceedings|conferences?)(?:,?\s+(?:at\s+which|where|in\s+which|and(?:\s+there)?)|\s*[;:])\s+(?P<rest>(?:in\s+)?(?:one|{N})\b.*\b(?:one|two|three|others?|another|second)\b.*)$"
            ),
            |c, _| {
                let rest = c["rest"].replace(" of the officers", "").replace("one officer ", "one ");
                // So many that were not spoken of before: their hearing is no outcome, and its results are.
                if c.name("new").is_some() {
                    return Some(format!("{}{rest}", &c["lead"]));
                }
                let n = c.name("n").map_or("two", |n| n.as_str());
                let of = if c.name("set").is_some_and(|s| !s.as_str().trim().is_empty()) { "the" } else { "those" };
                Some(format!("{}Of {of} {n}{}, {rest}", &c["lead"], &c["set"]))
            },
        ),
        row(
            // "In one the officer was dismissed and in the other he was given a final written warning."
            "the officer of one case",
            r"(?i)\b(in\s+(?:the\s+other|that\s+one|this\s+one|that\s+case|the\s+second|the\s+remaining\s+one)),?\s+s?he\s+(was|had|has|received|resigned|retired|left|got)\b".into(),
            |c, before| {
                let before = before.to_lowercase();
                let last = |w: &str| before.rfind(w);
                (last("officer") >= last("complainant") || last("complainant").is_none())
                    .then(|| format!("{} the officer {}", &c[1], &c[2]))
            },
        ),
    ]
}

/// "Both of the 2020 allegations are ...", where nothing is counted of them.
fn of_a_year(c: &Captures<'_>, _: &str) -> Option<String> {
    let said = c["said"].replacen("were all ", "were ", 1).replacen("are all ", "are ", 1);
    let said = said.replacen("were both ", "were ", 1).replacen("are both ", "are ", 1);
    let several = number::value(&c["n"])? > 1;
    let all = if number::value(&c["n"]) == Some(2) { "both" } else { "all" };
    let n = if all == "both" { String::new() } else { format!(" {}", &c["n"]) };
    let things = c.name("of").map_or("allegations", |m| m.as_str());
    (several && !counts_something(&said))
        .then(|| format!("{}{all}{n} of the {} {things} {said}", &c["lead"], &c["year"]))
}
