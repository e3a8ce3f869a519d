//! Ways of saying that something holds of all but some, and what holds of those ("male in every case but one, in
//! which she was female"), put as "all but one were male; the other was female".

use regex::Captures;

use super::{EXCEPT, N, Wording, row};

/// A sex, of one or of several.
const SEX: &str = r"(?:an?\s+)?(?P<sex>(?:fe)?male|man|woman|men|women)s?(?:\s+officers?)?";
/// The sex of the others.
const OTHER: &str = r"(?:an?\s+)?(?P<other>(?:fe)?male|man|woman|men|women|unknown|not\s+recorded)s?\b(?:\s+officers?)?";
/// Who was.
const WHO: &str = r"(?:(?:the\s+)?(?:officers?|complainants?)|s?he|they|it|that\s+(?:officer|person|complainant))\s+(?:was|were)\s+";

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            // "All complainants were female except for three, who were male."
            "all of a kind were, except some who were",
            format!(
                r"(?i)^(?P<lead>\W*)(?:all|every)\s+(?:of\s+)?(?:the\s+)?(?P<of>complainants?|officers?|allegations?|complaints?|cases?)\s+(?P<said>(?:was|were|came|concerned|involved)\b[^,;.]*?),?\s+{EXCEPT}\s+(?P<n>{N})(?:,?\s+(?:who|which|whose\s+sex)\s+(?P<other>(?:was|were|is|came|concerned|involved)\b[^,;.]*))?"
            ),
            |c, _| {
                let other = c.name("other").map_or(String::new(), |o| format!(" and {} {}", &c["n"], o.as_str()));
                Some(format!("{}all but {} of the {} {}{other}", &c["lead"], &c["n"], &c["of"], &c["said"]))
            },
        ),
        row(
            // "All of the 2020 allegations were public complaints bar one."
            "all of a set bar one",
            format!(
                r"(?i)^(?P<lead>\W*)all(?:\s+of)?\s+(?P<of>(?:the|those|these)\b[^,;.]{{0,50}}?)(?:,?\s+{EXCEPT}\s+(?P<n>{N}),?)?\s+(?P<said>(?:was|were|are|is|came|had|have|led|ended|concerned|involved)\b[^,;.]*?)(?:,?\s+{EXCEPT}\s+(?P<m>{N}))?(?P<end>\W*)$"
            ),
            |c, _| {
                let n = c.name("n").or(c.name("m"))?.as_str();
                Some(format!("{}all but {n} of {} {}{}", &c["lead"], &c["of"], &c["said"], &c["end"]))
            },
        ),
        row(
            // "Male officers accounted for 13 of the allegations and female officers for one."
            "accounted for so many",
            format!(
                r"(?i)^(?P<lead>\W*)(?P<a>(?:fe)?male)\s+officers\s+(?:accounted|were\s+responsible)\s+for\s+(?P<n>{N})(?:\s+(?:of\s+)?(?:the\s+|these\s+|those\s+|them\b)?(?:\w+)?)?,?\s+(?:and|with)\s+(?P<b>(?:fe)?male)\s+officers\s+(?:accounting\s+|accounted\s+|responsible\s+)?for\s+(?:only\s+|just\s+)?(?P<m>{N})\b"
            ),
            |c, _| {
                Some(format!(
                    "{}{} were against {} officers and {} against {} officers",
                    &c["lead"], &c["n"], &c["a"], &c["m"], &c["b"]
                ))
            },
        ),
        row(
            // "The officer was male in all but one of the 14; in that one she was female."
            "in all but one, in which",
            format!(
                r"(?i)^(?P<lead>\W*(?:[^.;:,]{{3,40}},\s+)?)(?:the\s+)?(?P<who>officer|complainant)s?\s+(?:was|were|is|are)\s+{SEX}\s+in\s+(?:(?:all|every\s+(?:case|one|instance|allegation|complaint|matter))(?:\s+(?:of\s+the|the)\s+(?:cases|allegations|complaints|matters))?),?\s+(?:{EXCEPT}|but)\s+(?P<n>{N})(?P<of>\s+of\s+(?:the|these|those)\s+{N})?(?:\s+(?:of\s+them|(?:of\s+the\s+)?(?:cases?|allegations?|complaints?|matters?)))?(?:[;,:.]|\s+and|,\s+and)\s+(?:in|for|with)\s+(?:that|this|those|these|which|the\s+(?:other|exception|remaining))(?:\s+(?:one|two|three|case|cases|instance|allegation|allegations|complaint|matter))?,?\s*(?P<made>(?:\w+\s+)?(?:recorded|made|received|reported|from|in)\s+(?:in\s+)?20\d\d(?:/\d\d)?,?\s+)?{WHO}{OTHER}"
            ),
            whole,
        ),
        row(
            // "The officer was a man in every case but the one recorded in 2017, when it was a woman."
            "in every case but that of a year",
            format!(
                r"(?i)^(?P<lead>\W*(?:[^.;:,]{{3,40}},\s+)?)(?:the\s+)?(?P<who>officer|complainant)s?\s+(?:was|were|is|are)\s+{SEX}\s+in\s+(?:all|every|each)(?:\s+(?:case|one|instance|allegation|complaint|matter)s?)?,?\s+(?:{EXCEPT}|but)\s+(?:the\s+(?:one|case|allegation|complaint)|that|one)\s+(?:recorded\s+|made\s+|received\s+|reported\s+)?(?:in|of|from)\s+(?P<year>20\d\d(?:/\d\d)?),?\s+(?:when|where|in\s+which)\s+{WHO}{OTHER}"
            ),
            all_but_one,
        ),
        row(
            // "All the officers were male except in the 2018 case where the officer was female."
            "all except in the case of a year",
            format!(
                r"(?i)^(?P<lead>\W*)all(?:\s+of)?(?:\s+the)?\s+(?P<who>officer|complainant)s?\s+(?:\w+\s+)?(?:were|are)\s+{SEX},?\s+{EXCEPT}\s+(?:in\s+|for\s+|that\s+in\s+)*(?:the\s+(?:one\s+)?(?P<made>20\d\d(?:/\d\d)?)\s+(?:case|allegation|complaint|matter|one)|(?:the\s+one|one|that)\s+(?:\w+\s+)?(?:in|of|from)\s+(?P<year>20\d\d(?:/\d\d)?)),?\s+(?:when|where|in\s+which)\s+{WHO}{OTHER}"
            ),
            all_but_one,
        ),
        row(
            // "In all cases save one from 2019 the officer was male."
            "in all cases save one of a year",
            format!(
                r"(?i)^(?P<lead>\W*)in\s+(?:all|every|each)\s+(?:\w+\s+)?(?:cases?|allegations?|complaints?|matters?|instances?),?\s+(?:{EXCEPT}|but)\s+(?:for\s+)?(?:one|that)\s+(?:\w+\s+)?(?:in|of|from)\s+20\d\d(?:/\d\d)?,?\s+the\s+(?P<who>officer|complainant)\s+was\s+{SEX}\b"
            ),
            |c, _| Some(format!("{}all but one of the {}s were {}", &c["lead"], &c["who"], &c["sex"])),
        ),
        row(
            // "With one exception the officers were all men; the exception, recorded in 2018, was a woman."
            "with one exception",
            format!(
                r"(?i)^(?P<lead>\W*)with\s+(?P<n>{N}|an?|a\s+single)\s+exceptions?,?\s+(?:all\s+(?:of\s+)?)?(?:the\s+)?(?P<who>officer|complainant)s?\s+(?:was|were|is|are)\s+(?:all\s+|always\s+)?{SEX}\b"
            ),
            |c, _| {
                let n = if c["n"].to_lowercase().starts_with('a') { "one" } else { &c["n"] };
                Some(format!("{}all but {n} of the {}s were {}", &c["lead"], &c["who"], &c["sex"]))
            },
        ),
        row(
            // "... were male; the exception, recorded in 2018, was a woman"
            "the exception",
            r"(?i)(?P<before>[;.,]\s+|^\W*)the\s+(?:one\s+|only\s+|single\s+|sole\s+)?exceptions?(?P<said>,?\s+(?:was|were|is|are|recorded|made|which|in\s+20\d\d|of\s+20\d\d|from\s+20\d\d)\b)".into(),
            |c, before| {
                let known = before.contains("all but");
                known.then(|| format!("{}the other{}", &c["before"], &c["said"]))
            },
        ),
    ]
}

/// "All but one of the officers were male; the other, recorded in 2018, was female".
fn all_but_one(c: &Captures<'_>, _: &str) -> Option<String> {
    let year = c.name("year").or_else(|| c.name("made"))?.as_str();
    Some(format!(
        "{}all but one of the {}s were {}; the other, recorded in {year}, was {}",
        &c["lead"], &c["who"], &c["sex"], &c["other"]
    ))
}

/// "The officer was male in all but one of the 14; the other was female".
fn whole(c: &Captures<'_>, _: &str) -> Option<String> {
    let (who, sex) = (&c["who"], &c["sex"]);
    let of = c.name("of").map_or("", |m| m.as_str());
    let n = &c["n"];
    let one = n.eq_ignore_ascii_case("one") || n == "1";
    let (other, was) = if one { ("the other", "was") } else { ("the others", "were") };
    let made = c
        .name("made")
        .map_or(String::new(), |m| format!(", {},", m.as_str().trim_end_matches([',', ' '])));
    Some(format!(
        "{}the {who} was {sex} in all but {n}{of}; {other}{made} {was} {}",
        &c["lead"], &c["other"]
    ))
}
