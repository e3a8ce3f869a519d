//! Ways of saying what holds of all but some, and words that only stand around what is said.

use super::{EXCEPT, HEARD_THEN_DECIDED, N, SHARE, Wording, ends_in_count, ends_in_words, row};

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            // "A single conduct matter about one officer" estimates nothing
            "about an officer",
            r"(?i)\b(complaints?|allegations?|matters?|cases?|claims?)\s+about\s+(one|two|three|the\s+same|an?|\d)\s+(officers?)\b".into(),
            |c, _| Some(format!("{} against {} {}", &c[1], &c[2], &c[3])),
        ),
        row(
            // "The remaining two are ongoing, both of them with the prosecutors for a decision"
            "both of them with",
            r"(?i),\s+(?:both|all)\s+of\s+(?:them|these|which|whom)\s+(?:being\s+)?(?:with|at|before|in\s+the\s+hands\s+of)\s+[^.;,]{3,80}".into(),
            |_, before| ends_in_words(before).then(String::new),
        ),
        row(
            // "There weren't any in 2019, and then six in 2020"
            "not any",
            r"(?i)\bthere\s+(?:was|were)(?:\s+not|n['\u{2019}]t)\s+any\s+in\s+(20\d\d(?:/\d\d)?),?\s+(?:and|but)\s+(?:then\s+)?".into(),
            |c, _| Some(format!("there were none in {}; there were ", &c[1])),
        ),
        row(
            // "All of them were made against male officers, save for one in 2019, when the officer was female."
            "all against men save one",
            r"(?i)^(\W*)all(?:\s+of\s+(?:them|these|those)|\s+(?:of\s+)?the\s+\w+)?\s+were\s+(?:made\s+)?against\s+(male|female)\s+officers,?\s+(?:save|except|apart|bar)\s*(?:for|from)?\s+(one\b[^,;.]*?),?\s+(?:when|where|in\s+which)\s+(the\s+officer\s+was\s+.+)$".into(),
            |c, _| Some(format!("{}all but one were against {} officers; in {} {}", &c[1], &c[2], &c[3], &c[4])),
        ),
        row(
            // "That leaves two, which are both live investigations"
            "which are both",
            r"(?i),\s+which\s+(?:are|were)\s+(?:both|all)\s+".into(),
            |_, before| ends_in_count(before).then(|| " which are ".to_string()),
        ),
        row(
            // "The number of dismissals includes that of one officer who was convicted at court"
            "what a number includes",
            format!(r"(?i)^(\W*)the\s+(?:number|figure|total)s?\s+(?:of|for)\s+[^.;,]{{3,40}}?\s+includes?\s+(?:that\s+of\s+|those\s+of\s+)?({N}\s+(?:officers?|allegations?|cases?|complaints?))\s+(?:who|which|that|in\s+which)\s+(was|were|had|has|have)\b"),
            |c, _| Some(format!("{}{} {}", &c[1], &c[2], &c[3])),
        ),
        row(
            // "The complainant was female in each."
            "in each",
            r"(?i)\b(male|female|an?\s+man|an?\s+woman|upheld|withdrawn|dismissed)\s+in\s+(?:each|every\s+one|all)(\s*(?:$|[.;,]))".into(),
            |c, _| Some(format!("{} in every case{}", &c[1], &c[2])),
        ),
        row(
            "each of the years",
            r"(?i)\beach\s+of\s+the\s+(?:(?:calendar|financial|reporting)\s+)?years\s+(20\d\d)".into(),
            |c, _| Some(format!("each of {}", &c[1])),
        ),
        row(
            "what the law asks of an authority",
            r"(?i)\b(?:both|the\s+two)\s+(?:of\s+(?:these|those)\s+)?(duties|obligations|limbs|requirements)\b".into(),
            |c, _| Some(format!("the {}", &c[1])),
        ),
        row(
            "the same again",
            r"(?i)^(\W*(?:and\s+)?)(20\d\d(?:/\d\d)?)\s*[,:]\s*the\s+same(?:\s+(?:number|again))?(\W*)$".into(),
            |c, _| Some(format!("{}the same number in {}{}", &c[1], &c[2], &c[3])),
        ),
        row(
            // "The highest figure was recorded in 2018, when there were seven."
            "a year when there were",
            r"(?i)^\W*the\s+[^.;:]{3,90}?\b(?:was|were|came)\s+(?:recorded\s+|reached\s+|received\s+|seen\s+)?in\s+(20\d\d(?:/\d\d)?),?\s+when\s+(there\s+(?:was|were)|we\s+(?:had|recorded|received))\s+".into(),
            |c, _| Some(format!("In {} {} ", &c[1], &c[2])),
        ),
        row(
            "made by, or about, a person",
            r"(?i)\b(made|brought|reported)\s+by,?\s+or\s+(?:concern(?:ed|ing)|on\s+behalf\s+of|in\s+respect\s+of|about|relat(?:ed|ing)\s+to|involv(?:ed|ing)),?\s+".into(),
            |c, _| Some(format!("{} by ", &c[1])),
        ),
        row("a hearing and how it ended", HEARD_THEN_DECIDED.into(), |c, _| {
            Some(format!("{}, where the officer {}", &c["heard"], &c["verb"]))
        }),
        row(
            // "Six, half of the total, were upheld"
            "a share beside its number",
            format!(r"(?i)\s*(?:,\s*{SHARE}\s*,|\(\s*{SHARE}\s*\)|[\u{{2013}}\u{{2014}}-]\s*{SHARE}\s*[\u{{2013}}\u{{2014}}-])"),
            |_, before| ends_in_count(before).then(String::new),
        ),
        row(
            // "25% (3) were upheld"
            "a percentage before its number",
            r"(?i)\b\d{1,3}(?:\.\d+)?\s?(?:%|per\s?cent)\s*\((\d{1,4})\)".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            "a contraction",
            r"(?i)\b(was|were|is|are|has|have|had|did|does|do|could|would)n['\u{2019}]t\b".into(),
            |c, _| Some(format!("{} not", &c[1])),
        ),
        row(
            "nil returns",
            r"(?i)\bnil\s+returns?\s+(?:were\s+(?:recorded|made|given)\s+)?(for|in)\b".into(),
            |c, _| Some(format!("none {}", &c[1])),
        ),
        row(
            "half a dozen",
            r"(?i)\bhalf[\s-](?:a[\s-])?dozen\b".into(),
            |_, _| Some("six".into()),
        ),
        row(
            // "In only one of the 22 was the officer a woman"
            "the verb before its subject",
            format!(r"(?i)^\W*(?:in|for)\s+(?:only\s+|just\s+)?({N}(?:\s+of\s+(?:the\s+)?(?:{N}|them|these|those)(?:\s+[a-z]+s)?|\s+(?:case|instance|allegation|complaint)s?)?)\s+(was|were)\s+(the\s+(?:officer|complainant)s?)\s+(?:an?\s+)?(woman|man|male|female|women|men)\b"),
            |c, _| Some(format!("In {} {} {} {}", &c[1], &c[3], &c[2], &c[4])),
        ),
        row(
            "everyone else",
            r"(?i)\b(?:everyone|everybody|all)\s+else\b".into(),
            |_, _| Some("the rest".into()),
        ),
        row(
            // "Nobody but men was accused"
            "nobody but",
            r"(?i)\b(?:nobody|no\s+one|none)\s+but\s+(men|women)\s+(?:was|were)\b".into(),
            |c, _| Some(format!("all were {}", &c[1])),
        ),
        row(
            // "Four people withdrew"
            "people who withdrew",
            format!(r"(?i)\b({N})\s+(?:people|persons|complainants|women|men|of\s+them)\s+withdrew\b"),
            |c, _| Some(format!("{} were withdrawn", &c[1])),
        ),
        row(
            // "A female officer was named once"
            "once and twice",
            r"(?i)\b(named|accused|involved|complained\s+(?:of|about)|recorded|concerned|upheld|dismissed|withdrawn)\s+(once|twice)\b".into(),
            |c, _| {
                let n = if c[2].eq_ignore_ascii_case("once") { "one" } else { "two" };
                Some(format!("{} in {n}", &c[1]))
            },
        ),
        row(
            // "All the complainants were female, with the exception of a man in 2018"
            "an exception of one",
            format!(r"(?i)^(\W*(?:all|every|each)\b(?:\s+(?:of\s+)?(?:the|these|those))?)\s+(\w+)\s+(was|were|being)\s+([^,;.]{{3,30}}),?\s+{EXCEPT}\s+(?:one|an?)\s+((?:fe)?male|man|woman)\b"),
            |c, _| Some(format!("All but one of the {}s were {}; the other {}", c[2].trim_end_matches('s'), &c[4], &c[5])),
        ),
        row(
            // "The officer was male in every case with the exception of one allegation in 2018, in which the
            // officer was female"
            "an exception of one in a year",
            format!(r"(?i)\bin\s+(?:every|each|all)\s+(?:\w+\s+)?(?:cases?|allegations?|complaints?|matters?|instances?|of\s+them)?,?\s*(?:{EXCEPT}|but)\s+(?:one|an?|a\s+single)\s+(?:(?:case|allegation|complaint|matter|instance)\s+)?(?:(?:recorded|made|received)\s+)?in\s+(20\d\d(?:/\d\d)?),?\s+(?:in\s+which|where|when)\s+(?:the\s+(?:officer|complainant)|s?he)\s+was\s+(?:an?\s+)?((?:fe)?male|man|woman)\b"),
            |c, _| Some(format!("in all but one; the other, recorded in {}, was {}", &c[1], &c[2])),
        ),
        row(
            // "Turning to how the 26 allegations were resolved, ..."
            "how they were resolved",
            r"(?i)\bhow\s+(?:the|these|those|each)\b[^,;:.]{0,40}\b(?:resolved|dealt\s+with|concluded|finalised|ended|closed|disposed\s+of)\b".into(),
            |_, _| Some("the outcomes".into()),
        ),
        row(
            // "2016 ........ 4 cases, 4 allegations"
            "dots that lead to a count",
            r"(\w)\s*(?:\.{4,}|\u{2026}{2,})\s*(\d)".into(),
            |c, _| Some(format!("{}: {}", &c[1], &c[2])),
        ),
        row(
            // "The one allegation against a woman was the 2017 allegation which was locally resolved"
            "the one of a year",
            r"(?i)\b(was|is)\s+the\s+(?:one\s+of\s+)?(20\d\d(?:/\d\d)?)(?:\s+(?:one|allegation|complaint|case|matter))?\s+(?:which|that)\s+(was|led|resulted|ended|had)\b".into(),
            |c, _| Some(format!("{} made in {} and {}", &c[1], &c[2], &c[3])),
        ),
        row(
            // "... was not recorded, which is most often because the matter was reported by a third party"
            "why that is",
            r"(?i),\s+which\s+is\s+(?:\w+\s+){0,2}because\b[^.;\d]*|,\s+that\s+is\s+to\s+say,?\s+(?:they|it|he|she)\b[^.;\d]*".into(),
            |_, _| Some(String::new()),
        ),
    ]
}
