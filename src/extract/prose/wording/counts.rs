//! Ways of saying how many: corrections in passing, verbs for recording, what is left, the last of them.

use std::sync::LazyLock;

use regex::Regex;

use super::{N, Wording, row};
use crate::extract::number;
use crate::extract::prose::counts_something;
use crate::pattern::pattern;

/// Ordinals from the first to the twelfth.
const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            "the number, and not another",
            format!(r"(?i)^(\W*)there\s+(are|were)\s+((?:in\s+fact|therefore|actually)\s+)?({N}),?\s+(?:and\s+)?not\s+{N}(\W*)$"),
            |c, _| Some(format!("{}there {} {} in all{}", &c[1], &c[2], &c[4], &c[5])),
        ),
        row(
            // "The number is 17, not 18 as I told you"
            "a correction in passing",
            format!(r"(?i)\b({N}),?\s+(?:and\s+)?(?:not|rather\s+than|instead\s+of)(?:,\s+as\s+[^,;.]{{3,50}},)?\s+(?:the\s+)?{N}\b(?:\s+(?:previously|originally|first|initially)\s+(?:stated|given|told|reported|quoted))?(?:,?\s+(?:as|which|that)\s+[^.;:()\u{{2013}}\u{{2014}}-]{{0,60}})?"),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "The number is not, as first stated, 17, but 16"
            "a correction before the number",
            format!(r"(?i)\bnot,?\s+(?:as\s+(?:we\s+|i\s+)?(?:(?:had|have)\s+)?(?:first|previously|originally|initially|earlier|wrongly)\s+(?:stated|said|told\s+you|reported|given|gave)),?\s+{N},?\s+but\s+({N})\b"),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "Not upheld: three, where the letter of 4 March had five"
            "what the earlier letter had",
            format!(r"(?i),?\s+(?:where|whereas|while)\s+(?:the|our|my)\s+(?:(?:first|earlier|previous|last|original)\s+)?(?:letter|reply|response|answer)(?:\s+of\s+\d{{1,2}}\s+\w+)?\s+(?:had|gave|said|stated|showed|put)\s+{N}\b"),
            |_, _| Some(String::new()),
        ),
        row(
            // "No case to answer was found in nine, as we told you"
            "as it was told before",
            r"(?i),\s+(?:just\s+)?as\s+(?:we|i)\s+(?:have\s+|had\s+)?(?:already\s+|previously\s+|rightly\s+)?(?:told\s+you|said|stated)(\s*[.;]|$)".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "One officer was dismissed rather than, as we previously told you, two"
            "a correction behind its verb",
            format!(r"(?i),?\s+(?:rather\s+than|instead\s+of|and\s+not|not)(?:,\s+as\s+[^,;.]{{3,50}},)?\s+{N}(\s*[.,;])"),
            |c, before| counts_something(before).then(|| c[1].to_string()),
        ),
        row(
            // "Six of the allegations (one received in 2019 and five in 2020) are under investigation"
            "parts of the subject in brackets",
            format!(r"(?i)^(?P<head>\W*(?:(?:and|but|a\s+further|another)\s+)*(?P<n>{N})\b(?:\s+(?:of\s+)?(?:the\s+|these\s+|those\s+|them|other\s+)*(?:\w+)?)?)\s*\((?P<parts>[^()]{{8,120}})\)\s+(?P<verb>(?:are|were|is|was|have|had|ended|resulted|led|remain|remained|came|concerned|involved|resigned|retired|received|did)\b.*)$"),
            |c, _| {
                let parts = &c["parts"];
                let counts: Vec<u64> = number::in_sentence(parts)
                    .into_iter()
                    .filter_map(|h| match h.what {
                        number::What::Count { count, .. } if count.is_exact() => Some(count.min),
                        _ => None,
                    })
                    .collect();
                let whole = number::value(&c["n"])?;
                (counts.len() > 1 && counts.iter().sum::<u64>() == whole && !counts_something(&c["verb"]))
                    .then(|| format!("{}, {parts}, {}", &c["head"], &c["verb"]))
            },
        ),
        row(
            // "Six date from 2016"
            "dating from",
            r"(?i)\b(?:dates?|dated|dating)\s+from\s+((?:20\d\d|the\s+(?:year|first|last)))".into(),
            |c, _| Some(format!("were recorded in {}", &c[1])),
        ),
        row(
            // "the others, eight in all, were conduct matters"
            "the rest and how many they are",
            format!(r"(?i)\bthe\s+(?:others|rest|remainder|balance),\s+({N})(?:\s+in\s+(?:all|total|number))?,\s+(were|was|are|came|had)\b"),
            |c, _| Some(format!("the other {} {}", &c[1], &c[2])),
        ),
        row(
            // "That leaves a single complaint in 2020"
            "what it leaves",
            format!(r"(?i)^\W*(?:that|this|which)\s+leaves\s+((?:just\s+|only\s+)?(?:an?\s+single|{N}|an?)\b)"),
            |c, _| Some(format!("There were {}", &c[1])),
        ),
        row(
            // "The last of the four was made in 2020"
            "the last of so many",
            format!(r"(?i)^(\W*(?:in\s+)?)the\s+(?:last|final)\s+(?:one\s+)?of\s+(?:the|these|those)\s+({N})\b(\s+(?:allegations|complaints|cases|matters))?"),
            |c, _| {
                let n = number::value(&c[2])? as usize;
                Some(format!("{}The {}", &c[1], ORDINALS.get(n.checked_sub(1)?)?))
            },
        ),
        row(
            // "The seventh and last was made by a man"
            "so many and last",
            r"(?i)\bthe\s+(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth),?\s+and\s+(?:last|final)(?:\s+one)?\b".into(),
            |c, _| Some(format!("the {}", &c[1])),
        ),
        row(
            // "2 did not give their sex"
            "a sex not given",
            format!(r"(?i)\b({N})\s+(?:of\s+them\s+)?(?:did\s+not|declined\s+to|chose\s+not\s+to|preferred\s+not\s+to)\s+(?:give|state|say|disclose|tell\s+us|record)\s+(?:their|his\s+or\s+her|a)\s+(?:sex|gender)\b"),
            |c, _| Some(format!("{} were of unknown sex", &c[1])),
        ),
        row(
            // "the complainants were women except in the last case"
            "all but the last",
            r"(?i)\b(?:all\s+(?:of\s+)?)?the\s+(officers|complainants)\s+were\s+(?:all\s+)?(men|women|male|female)\s+(?:except|apart\s+from|save|but\s+not|other\s+than)\s+(?:in\s+|for\s+)?(?:the\s+)?(?:first|second|third|fourth|fifth|sixth|last|final|one)(?:\s+(?:case|one|instance|of\s+them|complaint|allegation))?\b".into(),
            |c, _| Some(format!("all but one of the {} were {}", &c[1], &c[2])),
        ),
        row(
            // "As to outcome, the complaints were both closed"
            "the complaints were both",
            r"(?i)\bthe\s+((?:public\s+)?complaints|conduct\s+matters|allegations|cases|internal\s+matters)\s+were\s+both\b".into(),
            |c, _| Some(format!("both of the {} were", &c[1])),
        ),
        row(
            // "Just one, made by a man", "Six again, twice as many as in 2018, and all from the public"
            "compared in passing",
            r"(?i),\s+(?:(?:twice|three\s+times|half|as)\s+(?:as\s+)?(?:many|the\s+number)|the\s+same\s+(?:number\s+)?)\s*(?:as|of|that\s+of)\s+(?:in\s+)?(?:20\d\d(?:/\d\d)?|the\s+year\s+before|the\s+previous\s+year|the\s+preceding\s+year)(?:,)?".into(),
            |_, _| Some(",".into()),
        ),
        row(
            // "2019. Six again, and every one of them from the public", "Just one, made by a man"
            "so many, and what they were",
            format!(r"(?i)^(\W*(?:20\d\d(?:/\d\d)?\s*[.:\u{{2013}}-]\s*)?)((?:just|only|another)\s+)?({N})(\s+again|\s+once\s+more)?(,\s+(?:and\s+)?(?:all|both|each|every|made|by|from|against)\b)"),
            |c, _| {
                let said = c.get(2).is_some() || c.get(4).is_some();
                said.then(|| format!("{}There were {} allegations{}", &c[1], &c[3], &c[5]))
            },
        ),
        row(
            // "one each in 2016 and 2018"
            "so many each in years",
            format!(r"(?i)\b({N})\s+each\s+in\s+(20\d\d(?:/\d\d)?)\s+and\s+(20\d\d(?:/\d\d)?)\b"),
            |c, _| Some(format!("{0} in {1} and {0} in {2}", &c[1], &c[2], &c[3])),
        ),
        row(
            // "No further action was taken on any of them"
            "nothing done on any of them",
            r"(?i)^(\W*)no\s+(?:further\s+)?action\s+was\s+taken\s+(?:on|in|against|over|in\s+respect\s+of|in\s+relation\s+to)\s+(?:any|either)\s+of\s+(them|these|those)\b".into(),
            |c, _| Some(format!("{}All of {} resulted in no further action", &c[1], &c[2])),
        ),
        row(
            // "Female, bar one."
            "one value, bar one",
            format!(r"(?i)^(\W*)(male|female|men|women|public|internal),?\s+(?:bar|except|apart\s+from|save|but\s+for|other\s+than)\s+(?:for\s+)?({N})\b"),
            |c, _| Some(format!("{}all but {} were {}", &c[1], &c[3], &c[2])),
        ),
        row(
            // "In response to question 2, 55 of the allegations ..."
            "the question that is answered",
            r"(?i)^(\W*)(?:in\s+(?:response|answer|reply|relation|respect)\s+(?:to|of)|as\s+(?:to|for)|on|turning\s+to)\s+(?:your\s+)?(?:question|part|point|q)\s*\(?\d{1,2}\)?,\s+".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "I have heard back from our Professional Standards colleagues": who searched, not who complained
            "colleagues who searched",
            super::SEARCHERS.into(),
            |_, _| Some("the department".into()),
        ),
        row(
            // "The busiest year was 2019, when there were four"
            "the busiest year",
            r"(?i)\bthe\s+(?:busiest|quietest|highest|lowest|peak|worst)\s+year\s+was\s+(20\d\d(?:/\d\d)?),?\s+(?:when|with|in\s+which)\s+".into(),
            |c, _| Some(format!("in {} ", &c[1])),
        ),
        row(
            // "In two of them ..., in another it could not be determined ..."
            "in another",
            r"(?i)\b(in|for)\s+(?:another|a\s+further)(?:\s+(?:case|instance|one))?\s+(it|the|he|she|there)\b".into(),
            |c, _| Some(format!("{} one {}", &c[1], &c[2])),
        ),
        row(
            // "Of the rest, two were upheld": two of them, not two in all
            "of the rest so many",
            format!(r"(?i)\bof\s+the\s+(?:rest|remainder|others)(?:\s+of\s+(?:them|these))?,?\s+({N})\b"),
            |c, _| Some(format!("of the remaining ones, {}", &c[1])),
        ),
        row(
            // "3 x management advice and a dismissal"
            "and one more in a list",
            r"(?i)(,|\band)\s+an?\s+((?:(?:final|first|written|formal|misconduct)\s+)*(?:warning|dismissal|resignation|retirement|withdrawal|conviction|caution|reprimand|local\s+resolution))\b".into(),
            |c, before| {
                static LISTED: LazyLock<Regex> = LazyLock::new(|| {
                    pattern(&format!(r"(?i)\b{N}\s*(?:x|\u{{d7}})?\s+[^,;.:]{{3,40}}$"))
                });
                LISTED.is_match(before).then(|| format!("{} one {}", &c[1], &c[2]))
            },
        ),
        row(
            // "In each of the three years that followed there were six"
            "the years that followed",
            r"(?i)\b((?:in|for|during)\s+(?:each\s+of\s+)?)the\s+(two|three|four)\s+years\s+(?:that\s+(?:followed|came\s+after)|thereafter|next\s+following)\b".into(),
            |c, _| Some(format!("{}the following {} years", &c[1], &c[2])),
        ),
        row(
            // "There were 11 of these, of which ..."
            "so many of these there were",
            format!(r"(?i)^(\W*)there\s+(?:were|was)\s+({N})\s+of\s+(these|those|them)\b"),
            |c, _| Some(format!("{}There were {} of this kind", &c[1], &c[2])),
        ),
    ]
}
