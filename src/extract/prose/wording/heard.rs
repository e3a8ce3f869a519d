//! Hearings and those they were about ("both went to a hearing, at which one officer was dismissed and the
//! other was given a warning"), and who "he" is in a case told of an officer.

use super::{N, Wording, row};

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
                r"(?i)\b(?P<who>the\s+(?:other|remaining)(?:\s+(?:one|{N}))?|{N})(?:\s+(?:of\s+(?:them|these|those)|complainants?|persons?|people|victims?|others?))*\s+(?:had\s+|have\s+|has\s+)?(?:preferred|prefers?|chose|chosen|elected|asked|wished|opted)\s+not\s+to\s+(?:say|state|tell|disclose|give|specify|answer|record|be\s+recorded)(?:\s+(?:their|his|her|this|its|it|the)(?:\s+(?:own\s+)?(?:sex|gender))?)?"
            ),
            |c, _| Some(format!("the sex of {} was not known", &c["who"])),
        ),
        row(
            // "One allegation, recorded in 2017, led to the dismissal of the officer in 2019."
            "when it ended",
            r"(?i)(\b(?:recorded|made|received|reported|logged|raised)\s+in\s+20\d\d(?:/\d\d)?\b[^.;]*?\b(?:dismiss(?:ed|al)|resign(?:ed|ation)|retired?|convict(?:ed|ion)|acquitted|hearing|warning|panel|meeting)\b[^,.;\d]{0,30}?),?\s+(?:held\s+)?in\s+(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+)?20\d\d\b".into(),
            |c, _| Some(c[1].to_string()),
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
