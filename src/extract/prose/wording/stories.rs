//! Accounts of one case that say who complained of whom in words of their own ("a woman alleged that she had been
//! assaulted by a male officer"), put as "it was made by a woman against a male officer".

use super::{N, Wording, row};

/// Who complains: "a female member of the public", "the complainant, a woman,".
const WHO: &str = r"(?P<who>(?:an?|one)\s+(?:[\w-]+\s+){0,2}?(?:woman|man|lady|girl|boy|female|male|colleague|officer|constable|sergeant|member\s+of\s+(?:the\s+public|police\s+staff|staff)|passenger|resident|person)(?:\s+(?:officer|colleague|constable|complainant|member\s+of\s+(?:the\s+public|staff)|passenger))?|the\s+(?:complainant|victim),\s+(?P<app>an?\s+[^,.;]{3,40}),)";
/// By whom, without a name.
const BY: &str = r"(?:an?|another|his|her|the\s+same)\s+[^,;.]{3,40}?";
/// The officer complained of.
const OF: &str = r"(?P<of>(?:an?|one)\s+(?:[\w-]+\s+){0,2}?(?:male|female)\s+(?:[\w-]+\s+){0,2}?(?:officer|colleague|constable|sergeant|inspector))";
const SAID: &str = r"(?:has\s+|had\s+)?(?:alleged|complained|reported|said|claimed|stated|disclosed)(?:\s+(?:that|of))?";

pub(super) fn rows() -> Vec<Wording> {
    let made = |c: &regex::Captures<'_>, _: &str| {
        let who = c.name("app").or(c.name("who"))?.as_str();
        let tail = c.name("tail").map_or("", |m| m.as_str());
        Some(format!("{}it was made by {who} against {}{tail}", &c["lead"], &c["of"]))
    };
    vec![
        row(
            // "That one was made by a member of the public in 2018 and was not upheld."
            "that one",
            r"(?i)^(\W*(?:and\s+)?)that\s+one\s+(was|had|came|has|is)\b".into(),
            |c, _| Some(format!("{}it {}", &c[1], &c[2])),
        ),
        row(
            // "In these 12 cases a total of 15 allegations were made."
            "so many allegations in so many cases",
            format!(
                r"(?i)^(?:[^;.]*?,\s+(?:and|so)\s+|\W*)in\s+(?P<those>these|those|the)\s+(?P<n>{N})\s+(?P<cases>cases|complaints|matters|records|files|investigations)\s+(?:there\s+were\s+)?(?:a\s+total\s+of\s+|altogether\s+|in\s+all\s+)?(?P<m>{N})\s+(?P<of>(?:separate\s+|individual\s+)?allegations)(?:\s+(?:were|are)\s+(?:made|recorded|held|logged|contained))?(?P<end>\W*)$"
            ),
            |c, _| {
                Some(format!(
                    "{} {} {} contained {} {}{}",
                    &c["those"], &c["n"], &c["cases"], &c["m"], &c["of"], &c["end"]
                ))
            },
        ),
        row(
            // "In 2018 a member of the public complained about a male officer."
            "in a year somebody complained",
            format!(
                r"(?i)^(?P<lead>\W*(?:in|during)\s+20\d\d(?:/\d\d)?),?\s+{WHO}\s+(?:had\s+)?(?:complained|made\s+(?:an\s+allegation|a\s+complaint|a\s+report)|reported)(?:\s+(?:about|of|against))?\s+{OF}(?P<tail>\W*$|[,;.].*$)"
            ),
            |c, _| {
                let who = c.name("app").or(c.name("who"))?.as_str();
                Some(format!("{} one allegation was made by {who} against {}{}", &c["lead"], &c["of"], &c["tail"]))
            },
        ),
        row(
            // "The female officer was accused by a male colleague."
            "the officer accused by",
            format!(
                r"(?i)^(?P<lead>\W*)the\s+(?:(?:one|only|sole|single)\s+)?(?P<sex>(?:fe)?male)\s+(?:\w+\s+)?officer\s+(?:was|had\s+been)\s+(?:accused|complained\s+(?:of|about)|reported)\s+(?P<when>in\s+20\d\d(?:/\d\d)?\s+)?by\s+(?P<who>{BY})(?P<tail>\W*$|[,;.].*$)"
            ),
            |c, _| {
                let when = c.name("when").map_or(String::new(), |m| format!(" {}", m.as_str().trim()));
                Some(format!(
                    "{}the allegation against the {} officer was made{when} by {}{}",
                    &c["lead"], &c["sex"], &c["who"], &c["tail"]
                ))
            },
        ),
        row(
            // "The one internal matter in 2020 is still live."
            "the one of a source and a year",
            r"(?i)^(?P<lead>\W*)the\s+(?:one|only|sole|single)\s+(?P<of>(?:(?:internal|public|conduct)\s+)+(?:conduct\s+)?(?:allegation|complaint|matter|case|report)s?)\s+(?:(?:made|recorded|received|raised)\s+)?(?:in|of|from)\s+(?P<year>20\d\d(?:/\d\d)?)\s+(?P<said>(?:is|was|ended|led|resulted|remains?|has|had|came|concerned)\b)".into(),
            |c, _| {
                Some(format!("{}one {} recorded in {} {}", &c["lead"], &c["of"], &c["year"], &c["said"]))
            },
        ),
        row(
            // "A female member of the public alleged that she had been assaulted by a male officer."
            "alleged to have been assaulted by",
            format!(
                r"(?i)^(?P<lead>\W*(?:[^,.;]{{3,40}},\s+)?){WHO}\s+{SAID}\s+(?:(?:s?he|they)\s+)?(?:(?:had|has|was|were|having|being)\s+)*(?:(?:been|sexually|indecently|inappropriately)\s+)*\w+ed(?:\s+\w+){{0,5}}?\s+by\s+{OF}(?P<tail>\b.*)$"
            ),
            made,
        ),
        row(
            // "A woman complained that a male officer had touched her."
            "complained that an officer had",
            format!(
                r"(?i)^(?P<lead>\W*(?:[^,.;]{{3,40}},\s+)?){WHO}\s+{SAID}\s+{OF}\s+(?:had|has|was|did)\s+[^,.;]{{3,80}}(?P<tail>\W*$|[,;].*$)"
            ),
            made,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use crate::extract::prose::wording::plain;

    #[test]
    fn who_complained_of_whom() {
        for (told, said) in [
            (
                "A female member of the public alleged that she had been assaulted by a male officer.",
                "it was made by A female member of the public against a male officer.",
            ),
            (
                "A woman complained that a male officer had touched her.",
                "it was made by A woman against a male officer.",
            ),
            (
                "The complainant, a woman, said that she had been assaulted by a male officer.",
                "it was made by a woman against a male officer.",
            ),
            (
                "A female colleague reported having been touched by a male officer, who resigned.",
                "it was made by A female colleague against a male officer, who resigned.",
            ),
        ] {
            assert_eq!(plain(told).to_lowercase(), said.to_lowercase());
        }
        let other = "A woman said that the form had been completed by the officer.";
        assert_eq!(plain(other), other);
    }
}
