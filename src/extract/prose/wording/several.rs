//! Sentences in which one word stands for several ("one dismissal in 2018, one in 2019"; "3, 5 and 6 for 2018, 2019
//! and 2020"), put with the word where it belongs.

use regex::Captures;

use super::{N, Wording, row};
use crate::extract::number;
use crate::extract::prose::counts_something;
use crate::normalise::year;

/// A year, or a financial year.
const YEAR: &str = r"20\d\d(?:/\d\d)?";

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            // "One dismissal in 2018, one in 2019."
            "the thing that is counted again",
            format!(
                r"(?i)^(?P<lead>\W*(?:there\s+(?:was|were)\s+)?)(?P<n>{N})\s+(?P<what>[a-z][a-z ]{{4,40}}?)\s+in\s+(?P<year>{YEAR})(?P<rest>(?:,?\s+(?:and\s+)?(?:another\s+|a\s+further\s+)?{N}\s+in\s+{YEAR})+)(?P<end>\W*)$"
            ),
            counted_again,
        ),
        row(
            // "There were two dismissals (2018 and 2019)."
            "so many, and as many years",
            format!(
                r"(?i)^(?P<lead>\W*(?:there\s+(?:was|were)\s+)?)(?P<n>two|three|2|3)\s+(?P<what>[a-z][a-z ]{{4,40}}?)\s*\((?:in\s+)?(?P<years>{YEAR}(?:\s*,\s*{YEAR})?\s*(?:,|and|&)\s*{YEAR})\)(?P<end>\W*)$"
            ),
            one_of_each,
        ),
        row(
            // "The numbers by year are 3, 5 and 6 for 2018, 2019 and 2020."
            "as many counts as years",
            format!(
                r"(?i)^(?P<lead>.*?\b)(?P<counts>{N}(?:,\s+{N})*,?\s+and\s+{N})\s+(?P<mid>(?:[a-z]+\s+)?(?:for|in|during))\s+(?P<years>{YEAR}(?:,\s+{YEAR})*,?\s+and\s+{YEAR})(?P<end>\W*)$"
            ),
            respectively,
        ),
        row(
            // "The totals for the years 2018, 2019 and 2020 were three, five and six."
            "as many years as counts",
            format!(
                r"(?i)^(?P<lead>.*?\b)(?P<years>{YEAR}(?:,\s+{YEAR})*,?\s+and\s+{YEAR})\s+(?P<mid>(?:[a-z]+\s+)?(?:are|were|is|was|came\s+to|stood\s+at))\s+(?P<counts>{N}(?:,\s+{N})*,?\s+and\s+{N})(?P<end>\W*)$"
            ),
            |c, _| {
                let counts = number::in_sentence(&c["counts"]).len();
                let years = year::in_text(&c["years"]).len();
                (counts > 1 && counts == years).then(|| {
                    format!("{}{} {} {} respectively{}", &c["lead"], &c["years"], &c["mid"], &c["counts"], &c["end"])
                })
            },
        ),
        row(
            // "All six 2020 allegations are unresolved."
            "all so many of a year",
            format!(
                r"(?i)^(?P<lead>\W*(?:and\s+|but\s+)?)all\s+(?:of\s+the\s+)?(?P<n>{N})\s+(?:of\s+the\s+)?(?P<year>{YEAR})\s+(?P<of>allegations|complaints|cases|matters|ones)\b"
            ),
            |c, _| Some(format!("{}all {} of the {} {}", &c["lead"], &c["n"], &c["year"], &c["of"])),
        ),
        row(
            // "The nine complaints resulted in six not upheld, two withdrawn and one local resolution."
            "so many resulted in so many of each",
            format!(
                r"(?i)^(?P<lead>\W*)(?:the|these|those)\s+(?P<n>{N})\s+(?P<of>(?:[a-z]+\s+){{0,2}}?(?:complaints|allegations|matters|cases|reports))\s+(?:resulted|ended|led|concluded)\s+(?:in|with|to)\s*:?\s+(?P<rest>{N}\s+.*)$"
            ),
            |c, _| Some(format!("{}Of the {} {}, {}", &c["lead"], &c["n"], &c["of"], &c["rest"])),
        ),
        row(
            // "During 2020 an allegation was made by a female colleague against a male officer."
            "an allegation of a year",
            format!(
                r"(?i)^(?P<lead>\W*(?:in|during|for)\s+{YEAR},?\s+(?:there\s+was\s+|we\s+(?:recorded|received)\s+)?)an?\s+(?P<of>(?:single\s+|internal\s+|public\s+|conduct\s+|sexual\s+assault\s+)*(?:allegation|complaint|matter|report))\s+(?P<said>(?:was|were)\s+(?:made|recorded|received|raised|brought|reported|lodged)\b|by\b|from\b|against\b|which\b|that\b|made\b|raised\b)"
            ),
            |c, _| Some(format!("{}one {} {}", &c["lead"], &c["of"], &c["said"])),
        ),
        row(
            // "Eleven were not upheld, including all of those made in 2018."
            "all of a year among them",
            format!(
                r"(?i),\s+(?:including|among\s+them)\s+(?:all|both|each|every\s+one)\s+(?:of\s+)?(?:those|the\s+\w+|the)\s+(?:(?:made|recorded|received|reported|from|of|in)\s+)*{YEAR}"
            ),
            |_, _| Some(String::new()),
        ),
        row(
            // "In two cases we do not know the sex of the complainant."
            "whose sex we do not know",
            r"(?i)\b(?:we|i)\s+(?:do\s+not|don't|cannot)\s+(?:know|tell|say)\s+(the\s+(?:sex|gender)\s+of\s+the\s+(?:complainant|officer))s?\b".into(),
            |c, _| Some(format!("{} is not known", &c[1])),
        ),
    ]
}

fn counted_again(c: &Captures<'_>, _: &str) -> Option<String> {
    let (what, rest) = (&c["what"], &c["rest"]);
    if counts_something(what) || !year::in_text(what).is_empty() {
        return None;
    }
    let mut out = format!("{}{} {what} in {}", &c["lead"], &c["n"], &c["year"]);
    for part in rest.split(['.', ',', ';']).flat_map(|p| p.split(" and ")).map(str::trim) {
        let Some((n, year)) = part.trim_start_matches("and ").split_once(" in ") else { continue };
        let n = n.split_whitespace().next_back()?;
        out += &format!(", {n} {what} in {year}");
    }
    Some(out + &c["end"])
}

fn one_of_each(c: &Captures<'_>, _: &str) -> Option<String> {
    let years = year::in_text(&c["years"]);
    (number::value(&c["n"]) == Some(years.len() as u64)).then(|| {
        let each: Vec<String> = years.iter().map(|y| format!("one in {}", y.value)).collect();
        format!("{}{} {}, {}{}", &c["lead"], &c["n"], &c["what"], each.join(" and "), &c["end"])
    })
}

fn respectively(c: &Captures<'_>, _: &str) -> Option<String> {
    let counts = number::in_sentence(&c["counts"]).len();
    let years = year::in_text(&c["years"]).len();
    let said = c["lead"].contains("respectively") || c["end"].contains("respectively");
    (counts > 1 && counts == years && !said).then(|| {
        format!(
            "{}{} {} {} respectively{}",
            &c["lead"], &c["counts"], &c["mid"], &c["years"], &c["end"]
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::prose::wording::plain;

    #[test]
    fn a_word_that_stands_for_several() {
        for (told, said) in [
            (
                "One dismissal in 2018, one in 2019.",
                "One dismissal in 2018, one dismissal in 2019.",
            ),
            (
                "There were two dismissals (2018 and 2019).",
                "There were two dismissals, one in 2018 and one in 2019.",
            ),
            (
                "The numbers are 3, 5 and 6 for 2018, 2019 and 2020.",
                "The numbers are 3, 5 and 6 for 2018, 2019 and 2020 respectively.",
            ),
            (
                "All six 2020 allegations are unresolved.",
                "all six of the 2020 allegations are unresolved.",
            ),
        ] {
            assert_eq!(plain(told), said);
        }
    }
}
