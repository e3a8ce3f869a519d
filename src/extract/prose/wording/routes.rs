//! Ways of saying where complaints came from and what is not recorded or not yet told.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{LEFT_THEN_DECIDED, N, Wording, row, turned};
use crate::extract::number;
use crate::pattern::pattern;

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            // "We recorded 34 complaints, internal conduct matters included:"
            "internal matters included",
            r"(?i),?\s+(?:with\s+)?(?:both\s+)?(?:internal|public)(?:\s+(?:and\s+(?:internal|public)|conduct|complaints?|matters?|allegations?))*\s+(?:being\s+)?(?:included|counted\s+together|taken\s+together)\b".into(),
            |_, _| Some(String::new()),
        ),
        row(
            // "The fourth did not come from outside": it was raised internally.
            "not from the public",
            r"(?i)\bdid\s+not\s+(?:come|arise|originate)\s+from\s+(?:the\s+outside|outside(?:\s+the\s+force)?|(?:a\s+)?members?\s+of\s+the\s+public|the\s+public)\b".into(),
            |_, _| Some("was raised internally".into()),
        ),
        row(
            // "25 were raised internally by officers or members of police staff": who made them, not whom
            // they are about.
            "raised by officers or staff",
            r"(?i)\b(?P<verb>raised|reported|made|brought|referred|identified)\s+(?:internally\s+)?by\s+(?:(?:other|serving|fellow)\s+)*(?:police\s+)?(?:officers|colleagues|(?:members\s+of\s+)?(?:police\s+)?staff(?:\s+members)?)(?:\s*(?:,|and|or|/|&)\s*(?:by\s+)?(?:(?:other|serving|fellow)\s+)*(?:(?:members\s+of\s+)?(?:police\s+)?staff(?:\s+members)?|officers|colleagues))?(?P<end>\s*(?:$|[.,;)]|and\b))".into(),
            |c, _| Some(format!("{} internally{}", &c["verb"], &c["end"])),
        ),
        row(
            "not from within",
            r"(?i)\bdid\s+not\s+(?:come|arise|originate)\s+from\s+(?:inside|within)(?:\s+the\s+(?:force|service|organisation|constabulary))?\b".into(),
            |_, _| Some("was made by the public".into()),
        ),
        row(
            // "In the other two the file does not say", "in one the record is silent".
            "the file does not say",
            r"(?i)\b(?:the|our|its|their)\s+(?:files?|records?|papers|entr(?:y|ies)|logs?|forms?|database|system|summar(?:y|ies)|documents?)\s+(?:(?:does|do|did)\s+not|doesn['\u{2019}]t|don['\u{2019}]t)\s+(?:say|tell\s+us|show|state|record|reveal|make\s+(?:it|this|that)\s+clear|make\s+clear)\b(?:\s+(?:this|it|which|either\s+way))?|\b(?:the|our)\s+(?:files?|records?|papers|entr(?:y|ies)|logs?|forms?)\s+(?:is|are)\s+silent\b|\b(?:the|that|this)\s+(?:field|box|entry)\s+(?:is|was|has\s+been|had\s+been)\s+(?:left\s+)?(?:empty|blank|unfilled|not\s+(?:completed|filled(?:\s+in)?))\b|\b(?:the|that|this)\s+(?:field|box|entry)\s+(?:has|had|was|is)\s+(?:not\s+(?:been\s+)?|never\s+(?:been\s+)?)(?:completed|filled(?:\s+in)?|entered|populated)\b|\b(?:this|that|which|it)\s+(?:cannot|can\s+not|could\s+not|can['\u{2019}]t)\s+(?:now\s+|any\s+longer\s+)?be\s+(?:established|determined|ascertained|told|said|known|stated)(?:\s+from\s+(?:the|our)\s+(?:records?|files?|papers|system|database))?\s*(?:[.,;]|$)|\bwe\s+(?:cannot|can\s+not|are\s+unable\s+to)\s+(?:say|tell)(?:\s+(?:which|either\s+way))?(?:\s*[.,;]|$)".into(),
            |c, _| {
                let end = c[0].chars().next_back().filter(|e| matches!(e, '.' | ',' | ';'));
                Some(format!("it is not recorded{}", end.map(String::from).unwrap_or_default()))
            },
        ),
        row(
            // "Seven were complaints and five conduct matters": what stands beside conduct matters came from
            // the public.
            "complaints beside conduct matters",
            format!(r"(?i)(?P<verb>\b(?:were|are|was|is|being)\s+)complaints?(?P<mid>(?:\s*[,;]\s*|\s+)(?:(?:and|while|with|but)\s+)?(?:the\s+(?:other|remaining)\s+)?{N}\s+(?:(?:were|are|was|is|being)\s+)?(?:internal\s+)?conduct\s+(?:matters?|cases?)\b)"),
            |c, _| Some(format!("{}public complaints{}", &c["verb"], &c["mid"])),
        ),
        row(
            "so many complaints and so many conduct matters",
            format!(r"(?i)(?P<n>\b{N}\s+)complaints?(?P<mid>\s*,?\s+and\s+{N}\s+(?:(?:were|are|was|is|being)\s+)?(?:internal\s+)?conduct\s+(?:matters?|cases?)\b)"),
            |c, _| Some(format!("{}public complaints{}", &c["n"], &c["mid"])),
        ),
        row(
            "conduct matters beside complaints",
            format!(r"(?i)(?P<first>\bconduct\s+(?:matters?|cases?)(?:\s*[,;]\s*|\s+)(?:(?:and|while|with|but)\s+)?(?:the\s+(?:other|remaining)\s+)?{N}\s+(?:(?:were|are|was|is|being)\s+)?)complaints?(?P<end>\s*(?:$|[.,;]))"),
            |c, _| Some(format!("{}public complaints{}", &c["first"], &c["end"])),
        ),
        row(
            // "For the remaining one we hold no record of the complainant's sex"
            "no record of the sex",
            r"(?i)\b(?:we|i|the\s+force)\s+(?:hold|have|keep|held|had|kept)\s+no\s+(?:record|note|details?|information)\s+(?:of|about|on|as\s+to)\s+(?P<what>(?:the\s+)?(?:officer|complainant)['\u{2019}]?s?\s+(?:sex|gender)|(?:the\s+)?(?:sex|gender)\s+of\s+the\s+(?:officer|complainant))\b".into(),
            |c, _| Some(format!("{} is not recorded", &c["what"])),
        ),
        row(
            // "It was completed for 17, all of which were female complainants"
            "completed for so many, all of which were",
            format!(r"(?i)\b(?:it|this|that|(?:the|this|that)\s+(?:field|box|entry))\s+(?:was|is|has\s+been|had\s+been)\s+(?:completed|filled(?:\s+in)?|entered|populated|recorded)\s+(?:for|in|on)\s+(?P<n>{N}),\s+(?:all|both)\s+(?:of\s+(?:which|whom|them)\s+)?(?P<verb>were|are|being)\s+"),
            |c, _| Some(format!("{} were ", &c["n"])),
        ),
        row(
            // "One was ‘withdrawn’ and the other ‘not upheld’": the force's own words, set off by quotes.
            "a result in quotation marks",
            format!(r"(?i)\b(?P<lead>was|were|is|are|as|others?|remaining|rest|second|third|last|latter|former|{N})\s+[\u{{2018}}\u{{201c}}'\x22](?P<label>[^\u{{2018}}\u{{2019}}\u{{201c}}\u{{201d}}'\x22]{{3,60}})[\u{{2019}}\u{{201d}}'\x22](?P<end>[\s.,;:)]|$)"),
            |c, _| Some(format!("{} {}{}", &c["lead"], &c["label"], &c["end"])),
        ),
        row("a decision on one who had left", LEFT_THEN_DECIDED.into(), |c, _| {
            Some(format!("{} and would have been {}", &c["left"], &c["end"]))
        }),
        row(
            // "The remaining allegation, which is the one from 2020, is still under investigation"
            "which is the one of that year",
            r"(?i),\s+(?:(?:which|that)\s+(?:is|was)\s+)?(?:the\s+one|that|the\s+(?:allegation|complaint|case))\s+(?:recorded\s+in|made\s+in|received\s+in|from|of|in)\s+(20\d\d(?:/\d\d)?),".into(),
            |c, _| Some(format!(", from {},", &c[1])),
        ),
        row(
            // "Five did not proceed, three having been withdrawn and the other two disapplied"
            "so many, some having been",
            format!(r"(?i)^(?P<open>\W*)(?P<n>{N})\b[^,.;]{{3,60}},\s+(?P<a>{N})\s+(?P<how>having\s+been|being)\s+(?P<x>[^,.;]{{3,40}}?),?\s+and\s+(?:the\s+(?:other|remaining)\s+)?(?P<b>{N})\s+(?:(?:having\s+been|being)\s+)?(?P<y>[^,.;]{{3,40}})"),
            |c, _| {
                let n = |name: &str| c.name(name).and_then(|m| number::value(m.as_str()));
                (n("a")? + n("b")? == n("n")?).then(|| {
                    format!("{}{} were {} and {} were {}", &c["open"], &c["a"], &c["x"], &c["b"], &c["y"])
                })
            },
        ),
        row(
            // "In the one still to be mentioned", "the three not yet accounted for"
            "what is still to be mentioned",
            format!(r"(?i)\b(?:the|that|those)\s+({N})\s+(?:still|yet|not\s+so\s+far|not\s+yet|so\s+far\s+not)\s+(?:to\s+be\s+)?(?:mentioned|accounted\s+for|counted|described|dealt\s+with)\b"),
            |c, _| Some(format!("the remaining {}", &c[1])),
        ),
        row(
            // "Of the other two, both from 2019/20, one resulted in a warning and one is ongoing"
            "of which all are of one year",
            format!(r"(?i)^(?P<of>\W*of\s+the\s+(?:other|remaining|last)\s+{N}),\s+(?:both|all|all\s+of\s+them|each)\s+(?:of\s+them\s+)?(?:recorded\s+in|made\s+in|received\s+in|from|of|in)\s+(?P<year>20\d\d(?:/\d\d)?),\s+(?P<rest>.+)$"),
            |c, _| {
                static ONE: LazyLock<Regex> = LazyLock::new(|| {
                    pattern(&format!(
                        r"(?i)\b({N})\s+(resulted|is|are|was|were|led|ended|received|remains?|went|came)\b"
                    ))
                });
                let rest = ONE.replace_all(&c["rest"], |one: &Captures<'_>| {
                    format!("{}, recorded in {}, {}", &one[1], &c["year"], &one[2])
                });
                Some(format!("{}, {rest}", &c["of"]))
            },
        ),
        row(
            // "No fewer than a third of the allegations, four, ..."
            "no fewer than a share",
            r"(?i)\b(?:no\s+fewer\s+than|no\s+less\s+than|as\s+many\s+as|fully)\s+((?:(?:a|one|two|three)[\s-]+)?(?:half|thirds?|quarters?|fifths?)\b)".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "The number for 2020 was half that for 2019, namely two"
            "a number told by another year's",
            format!(r"(?i)^(?P<open>\W*)the\s+(?:number|figure|total)\s+(?:for|in|of)\s+(?P<year>20\d\d(?:/\d\d)?)\s+(?:was|is)\s+(?:half|twice|double|a\s+third\s+of|three\s+times)\s+(?:that|those|the\s+number|the\s+figure)\s+(?:for|in|of)\s+20\d\d(?:/\d\d)?,?\s+(?:namely|that\s+is|i\.e\.|being|or|at)\s+(?P<n>{N})\b"),
            |c, _| Some(format!("{}In {} there were {}", &c["open"], &c["year"], &c["n"])),
        ),
        row(
            // "Whether on or off duty was not known in the remainder"
            "not known in the rest",
            r"(?i)^(?P<open>\W*)(?P<what>whether[^,.;]{3,50}?|the\s+(?:duty|sex|source|gender)[^,.;]{0,40}?|it|this)\s+(?P<verb>was|is|were|has|had)\s+not\s+(?:been\s+)?(?P<known>known|recorded|stated|given|clear|entered|established)\s+(?:in|for|of)\s+(?P<rest>the\s+(?:remainder|rest|others?|last|remaining)\b[^.;,]*)".into(),
            |c, _| {
                Some(format!(
                    "{}In {} {} {} not {}",
                    &c["open"], &c["rest"], &c["what"], &c["verb"], &c["known"]
                ))
            },
        ),
        row("turning to a set", turned(), |c, _| Some(format!("{}Of the {}", &c["open"], &c["n"]))),
        row(
            // "In one the officer has never been identified, and so there is no sex to report"
            "no sex, as nobody was identified",
            format!(r"(?i)\bin\s+({N})(?:\s+(?:case|instance|allegation|complaint|matter)s?)?,?\s+the\s+(officer|complainant)s?\s+(?:was|were|has|have|had|could)\s+(?:never|not)\s+(?:be\s+|been\s+)?(?:identified|traced|named),?\s+(?:and\s+)?(?:so|thus|therefore|hence)\s+(?:that\s+)?(?:there\s+is\s+no|no|the|its?|we\s+(?:have|hold)\s+no)\s+sex\b[^.;]*"),
            |c, _| Some(format!("in {} the sex of the {} is not recorded", &c[1], &c[2])),
        ),
        row(
            // "49 were female and seven male, with two for whom nothing was entered"
            "so many for whom nothing was entered",
            format!(r"(?i),?\s+(?:with|and|leaving)\s+({N})\s+(?:for|of|about|in)\s+(?:whom|which)\s+(?:nothing|no\s+\w+)\s+(?:was|is|has\s+been|had\s+been)\s+(?:entered|recorded|given|held|noted|stated)\b"),
            |c, _| Some(format!(", and in {} it is not recorded", &c[1])),
        ),
        row(
            // "there was one each in which a final written warning and management advice were the result"
            "so many each in which",
            format!(r"(?i)\bthere\s+(?:was|were)\s+({N})\s+each\s+(?:in\s+which|where|of\s+which)\s+(?P<a>[^.;,]{{4,50}}?)\s+and\s+(?P<b>[^.;,]{{4,50}}?)\s+(?:was|were)\s+(?:the\s+)?(?:results?|outcomes?|given|imposed|issued)\b"),
            |c, _| Some(format!("{0} ended in {1} and {0} in {2}", &c[1], &c["a"], &c["b"])),
        ),
        row(
            // "in two management action and in one a written warning, the latter following a meeting in 2018"
            "the latter following a meeting",
            r"(?i),\s+the\s+(?:latter|last|former)\s+(?:following|after|at|by|from)\s+(?:an?|the)\s+(?:\w+\s+){0,3}(?:meeting|hearing|panel|interview|appeal|trial)\b(?:\s+in\s+(?:\w+\s+)?20\d\d)?".into(),
            |_, _| Some(String::new()),
        ),
        row(
            // "It was at first recorded as withdrawn, but he changed his mind"
            "what it was at first recorded as",
            r"(?i)\bwas\s+(?:at\s+first|first|initially|originally)\s+(?:recorded|marked|logged|closed|finalised|treated|shown|entered)\s+(?:as\s+)?(?:having\s+been\s+)?[^,.;]{3,40},?\s+(?:but|and\s+then)\s+".into(),
            |_, _| Some(String::new()),
        ),
        row(
            // "In four more the force applied a disapplication"
            "in so many more",
            format!(r"(?i)\bin\s+({N})\s+(?:more|further|others?)(?:\s+(?:cases?|instances?|allegations?|complaints?|matters?))?,?\s+(the|an?|it|they|there|he|she)\b"),
            |c, _| Some(format!("in {} {}", &c[1], &c[2])),
        ),
        row(
            // "... is under investigation and no outcome can yet be given"
            "and there is no outcome yet",
            r"(?i),?\s*\b(?:and|so|hence)\s+(?:(?:for|in)\s+(?:it|them|these|those|that\s+one|this\s+one)\s+)?(?:there\s+is\s+|we\s+have\s+)?(?:as\s+yet\s+)?no\s+(?:final\s+)?(?:outcome|result|finding|decision|conclusion)s?(?:\s+(?:can|could|has|have|is|are|was|were|yet|been|be|as|given|known|recorded|reached|available|made|stated|shown|told))*\b".into(),
            |_, _| Some(String::new()),
        ),
        row(
            // "..., at which the panel determined that the officer, having by then left, would have been"
            "a hearing, at which it was found that",
            r"(?i),?\s+(?:at|in|following|after)\s+which\s+(?:the\s+|an?\s+|its\s+)?(?:independent\s+|misconduct\s+)?(?:panel|chair|hearing|board|tribunal|it)\s+(?:was\s+)?(?:determined|decided|found|concluded|held|ruled)\s+that\s+(?:the\s+officer|he|she)(?:\s+concerned)?(?:,\s*[^,.;]{3,60},)?\s+(?P<verb>was|had|would|should|must)\b".into(),
            |c, _| Some(format!(", where the officer {}", &c["verb"])),
        ),
        row(
            "a hearing, following which",
            r"(?i),?\s+(?:following|after|at\s+the\s+end\s+of|as\s+a\s+result\s+of)\s+which\s+(?:the\s+officer|he|she)\s+(was|had|has|resigned|retired|received|left)\b".into(),
            |c, _| Some(format!(", where the officer {}", &c[1])),
        ),
        row(
            // "The officer was male in every case save for one allegation in 2020, where the officer was female."
            "in every case but one",
            r"(?i)^(?P<open>\W*)the\s+(?P<who>officer|complainant)\s+was\s+(?P<sex>male|female|a\s+man|a\s+woman)\s+(?:in|for)\s+(?:every|each|all)\s*(?:single\s+)?(?:instances?|cases?|allegations?|complaints?|of\s+them)?,?\s*(?:save|except|apart|bar|but|other)\s*(?:for\s+|from\s+|than\s+|in\s+|that\s+in\s+)?(?P<one>one\b[^,;.]*?),?\s+(?:where|in\s+which|when)\s+(?P<rest>.+)$".into(),
            |c, _| {
                let one = c["one"].trim();
                Some(format!(
                    "{}all but one {}s were {}; in {one} {}",
                    &c["open"], &c["who"], &c["sex"], &c["rest"]
                ))
            },
        ),
        row(
            // "I can tell you that ...", "you may also wish to know that ..."
            "words that open a sentence",
            r"(?i)^(\W*)(?:(?:i|we)\s+(?:can|am\s+able\s+to|are\s+able\s+to|would|should)\s+(?:also\s+|therefore\s+)?(?:tell\s+you|confirm|say|advise(?:\s+you)?|inform\s+you|add|explain)\s+that|you\s+(?:may|might)\s+(?:also\s+)?(?:wish|want|like|find\s+it\s+(?:helpful|useful))\s+to\s+(?:know|note)\s+that|it\s+(?:may|might)\s+(?:also\s+)?help\s+(?:you\s+)?to\s+know\s+that),?\s+".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "The following year, 2017, there were four"
            "a year and its place",
            r"(?i)\b(?:in\s+)?the\s+(?:following|next|previous|preceding|first|second|third|fourth|fifth|last|final)\s+(?:calendar\s+|financial\s+)?year,\s+(20\d\d(?:/\d\d)?),".into(),
            |c, _| Some(format!("in {}", &c[1])),
        ),
        row(
            // "Male throughout."
            "throughout",
            r"(?i)\b(male|female|men|women|public|internal)\s+throughout\b".into(),
            |c, _| Some(format!("{} in every case", &c[1])),
        ),
    ]
}
