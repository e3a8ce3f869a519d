//! Those of a year, spoken of as known ("the two allegations recorded in 2020 are still open", "in the one made in
//! 2020 the officer resigned"), and years that tell when something ended.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{EXCEPT, N, Wording, YEAR, row};
use crate::extract::number;
use crate::extract::prose::counts_something;
use crate::normalise::year::MONTHS;
use crate::pattern::pattern;

/// So many of a year.
const OF_YEAR: &str = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:(?:allegations?|complaints?|cases?|matters?)\s+)?(?:(?:recorded|made|received|reported|raised|dating)\s+)?(?:in|from|of)\s+20\d\d(?:/\d\d)?";

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            // "One each in 2018 and 2019 was upheld."
            "so many each in two years with one end",
            format!(
                r"(?i)^(?P<open>\W*)(?P<n>{N})\s+each\s+(?:in|from)\s+(?P<a>{YEAR})\s+and\s+(?P<b>{YEAR})\s+(?P<said>(?:was|were|resulted|led|ended|remains?)\s)"
            ),
            |c, _| {
                let said = &c["said"];
                Some(format!("{0}{1} in {2} and {1} in {3} {said}", &c["open"], &c["n"], &c["a"], &c["b"]))
            },
        ),
        row(
            // "Two in 2018 and one in 2019 were not upheld."
            "so many of several years with one end",
            format!(
                r"(?i)^(?P<open>\W*)(?P<list>{OF_YEAR}(?:,\s+{OF_YEAR})*,?\s+and\s+{OF_YEAR}),?\s+(?P<said>(?:was|were|is|are|has|have|had|resulted|led|ended|remains?|remained|concerned|came)\b[^,;.]*)(?P<end>(?:[,;]\s.*)?\W*)$"
            ),
            |c, _| {
                static EACH: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("(?i){OF_YEAR}")));
                let each = EACH.find_iter(&c["list"]).map(|m| format!("{} {}", m.as_str(), &c["said"]));
                let each: Vec<String> = each.collect();
                Some(format!("{}{}{}", &c["open"], each.join(" and "), &c["end"]))
            },
        ),
        row(
            // "One from 2018 was upheld, as were two from 2019."
            "as were so many of a year",
            format!(
                r"(?i)^(?P<lead>\W*{OF_YEAR})\s+(?P<said>(?:was|were)\s[^,;.]*),?\s+as\s+(?:was|were)\s+(?P<other>{OF_YEAR})"
            ),
            |c, _| Some(format!("{0} {1} and {2} {1}", &c["lead"], &c["said"], &c["other"])),
        ),
        row(
            // "The ongoing cases are one from 2019 and two from 2020."
            "a set told year by year",
            format!(
                r"(?i)^(?P<open>\W*)(?P<of>the\s+(?:[\w-]+\s+){{1,3}}?(?:cases|allegations|complaints|matters|ones))\s+(?:are|were|comprise[ds]?|consist(?:ed)?\s+of)\s+(?P<list>{OF_YEAR}\b.*)$"
            ),
            |c, _| Some(format!("{}Of {}, {}", &c["open"], &c["of"], &c["list"])),
        ),
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
            // "... and in the most recent, that of 2020, the service provided was found to be acceptable"
            "the first or last, of a year",
            format!(
                r"(?i)\bthe\s+(?:(?:most|least)\s+recent|latest|newest|earliest|oldest|first|last|final)(?:\s+(?:one|(?P<of>allegation|complaint|case|matter)))?(?:\s+to\s+be\s+(?:recorded|made|received))?,?\s+(?:that\s+of|the\s+one\s+(?:of|from|in)|(?:recorded|made|received|reported|raised|logged|dating|dated)\s+(?:in|from)|from|of)\s+(?:(?:{MONTHS})\s+)?(?P<year>{YEAR}),?\s+"
            ),
            |c, _| {
                let of = c.name("of").map_or("allegation", |m| m.as_str());
                Some(format!("one {of} of {} ", &c["year"]))
            },
        ),
        row(
            // "The most recent allegation was recorded in 2020. It is a conduct matter ..."
            "the first or last was of a year",
            format!(
                r"(?i)^(?P<lead>\W*)the\s+(?:most\s+recent|latest|last|first|earliest)\s+(?P<of>allegation|complaint|case|matter)\s+(?P<said>(?:was|is)\s+(?:recorded|made|received|reported)\s+in|dates\s+from|came\s+in)\s+(?P<year>{YEAR})"
            ),
            |c, _| Some(format!("{}One {} {} {}", &c["lead"], &c["of"], &c["said"], &c["year"])),
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
        row(
            // "All six 2020 allegations are unresolved."
            "all so many of a year",
            format!(
                r"(?i)^(?P<lead>\W*(?:and\s+|but\s+)?)all\s+(?:of\s+the\s+)?(?P<n>{N})\s+(?:of\s+the\s+)?(?P<year>{YEAR})\s+(?P<of>allegations|complaints|cases|matters|ones)\b"
            ),
            |c, _| Some(format!("{}all {} of the {} {}", &c["lead"], &c["n"], &c["year"], &c["of"])),
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
            // "With the exception of the 2020 cases, all have been finalised."
            "all but those of a year are closed",
            format!(
                r"(?i)^(?P<lead>\W*)(?:{EXCEPT}\s+(?:those\s+(?:from|of|in)\s+)?(?:the\s+)?(?P<a>{YEAR})(?:\s+(?:cases|allegations|complaints|matters|ones))?,\s+all|all,?\s+{EXCEPT}\s+(?:those\s+(?:from|of|in)\s+)?(?:the\s+)?(?P<b>{YEAR})(?:\s+(?:cases|allegations|complaints|matters|ones))?)(?:\s+of\s+(?:them|these|those))?,?\s+(?:have\s+(?:now\s+)?been|are|were)\s+(?:now\s+)?(?P<said>finalised|concluded|closed|completed|resolved)\b"
            ),
            |c, _| {
                let year = c.name("a").or(c.name("b"))?.as_str();
                Some(format!("{}The {year} allegations have not been finalised", &c["lead"]))
            },
        ),
        row(
            // "Those received in 2020 are still open."
            "those of a year",
            format!(
                r"(?i)^(?P<lead>\W*(?:and\s+|but\s+)?)those\s+(?P<made>(?:(?:received|made|recorded|reported|raised)\s+in|from|of)\s+{YEAR})\s+(?P<said>(?:are|were|remain|have|had|resulted|ended|led)\b)"
            ),
            |c, _| Some(format!("{}all of those {} {}", &c["lead"], &c["made"], &c["said"])),
        ),
        row(
            // "In one 2019 case the officer resigned."
            "in so many cases of a year",
            format!(
                r"(?i)\bin\s+(?P<n>{N})\s+(?P<year>{YEAR})\s+(?P<of>cases?|allegations?|complaints?|matters?)\b"
            ),
            |c, _| Some(format!("in {} {} in {}", &c["n"], &c["of"], &c["year"])),
        ),
    ]
}

/// "Both of the 2020 allegations are ...", where nothing is counted of them.
fn of_a_year(c: &Captures<'_>, _: &str) -> Option<String> {
    let n = &c["n"];
    let all = match number::value(n)? {
        0 | 1 => return None,
        2 => "both".to_string(),
        _ => format!("all {n}"),
    };
    let mut said = c["said"].to_string();
    for (again, once) in [
        ("were all ", "were "),
        ("are all ", "are "),
        ("were both ", "were "),
        ("are both ", "are "),
    ] {
        said = said.replacen(again, once, 1);
    }
    let things = c.name("of").map_or("allegations", |m| m.as_str());
    (!counts_something(&said))
        .then(|| format!("{}{all} of the {} {things} {said}", &c["lead"], &c["year"]))
}

#[cfg(test)]
mod tests {
    use crate::extract::prose::wording::plain;

    #[test]
    fn so_many_of_a_year_are_all_of_it() {
        for (told, said) in [
            (
                "All six 2020 allegations are unresolved.",
                "all six of the 2020 allegations are unresolved.",
            ),
            (
                "The two allegations recorded in 2020 are both open.",
                "both of the 2020 allegations are open.",
            ),
        ] {
            assert_eq!(plain(told), said);
        }
    }
}
