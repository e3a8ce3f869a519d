//! Hearings and what came of them ("both went to a hearing, at which one officer was dismissed and the other was
//! given a warning"), and who "he" is in a case told of an officer.

use super::{N, Wording, row};

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            // "It proceeded to a hearing, held in private in the spring of the following year, and the officer ..."
            "when and how a hearing was held",
            r"(?i)\b(hearings?|meetings?|panels?),?\s+(?:which\s+(?:was|were)\s+)?held\s+[^,;.]{3,70},\s+(and|at\s+which|where|in\s+which)\s+".into(),
            |c, _| Some(format!("{} {} ", &c[1], &c[2])),
        ),
        row(
            // "There was no case to answer." of the one told before
            "no case to answer by itself",
            r"(?i)^(\W*)there\s+(?:was|were)\s+(?:found\s+to\s+be\s+)?no\s+case\s+to\s+answer(\W*)$".into(),
            |c, _| Some(format!("{}It resulted in no case to answer{}", &c[1], &c[2])),
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
