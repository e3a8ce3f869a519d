//! Those of a year, spoken of as known ("the two allegations recorded in 2020 are still open", "in the one made in
//! 2020 the officer resigned"), and years that tell when something ended.

use regex::Captures;

use super::{N, Wording, row};
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
