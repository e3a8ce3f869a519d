//! Ways of saying how many: verbs for recording, what is left, the last of them.

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
            // "Apart from the one in 2020 already mentioned, two of the 2016 allegations ..."
            "apart from what was mentioned",
            r"(?i)^(\W*(?:[a-z][\w ]{2,24}:\s+)?)(?:apart\s+from|besides|in\s+addition\s+to|as\s+well\s+as|aside\s+from|leaving\s+aside)\s+[^,;.]{0,60}\b(?:(?:already|above|just|previously|earlier)(?:\s+(?:mentioned|given|noted|described|referred\s+to|counted|told))?|(?:mentioned|given|noted|described|referred\s+to)\s+(?:already|above|earlier|before))\s*,\s+".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "In the 2019 allegation the officer was given a written warning"
            "in the case of a year the officer",
            r"(?i)^(\W*)(?:in|for|with|as\s+(?:to|for))\s+the\s+(?:(?P<a>20\d\d(?:/\d\d)?)\s+(?:one|allegation|complaint|case|matter)|(?:one|allegation|complaint|case|matter)\s+(?:from|of|made\s+in|recorded\s+in)\s+(?P<b>20\d\d(?:/\d\d)?)),?\s+the\s+(?P<who>officer|constable|sergeant|inspector)\s+".into(),
            |c, _| {
                let year = c.name("a").or(c.name("b"))?.as_str();
                Some(format!("{}the {} in the {year} case ", &c[1], &c["who"]))
            },
        ),
        row(
            // "... made by the public, conduct reported by colleagues being recorded elsewhere"
            "what is recorded elsewhere",
            r"(?i),\s+[^,.;\d]{3,60}\bbeing\s+(?:recorded|held|counted|dealt\s+with|handled|treated|logged)\s+(?:elsewhere|separately|apart|differently)\b[^,.;\d]*".into(),
            |_, _| Some(String::new()),
        ),
        row(
            // "All of the rest were made by the public"
            "all of the rest",
            r"(?i)\b(?:all|each|every\s+one)\s+of\s+the\s+(rest|remainder|others|balance)\b".into(),
            |c, _| Some(format!("the {}", &c[1])),
        ),
        row(
            // "The investigation of the other two allegations is continuing"
            "whose investigation goes on",
            format!(r"(?i)\b(?:the\s+)?(?:investigations?|enquir(?:y|ies)|inquir(?:y|ies))\s+(?:of|into)\s+(?P<of>(?:(?:the|these|those)\s+)?(?:(?:other|remaining|last|final)\s+)?{N}(?:\s+(?:of\s+(?:these|them|those)|others?))?(?:\s+(?:allegations?|complaints?|cases?|matters?))?|the\s+(?:others?|rest|remainder))\s+(?:(?:is|are|was|were)\s+(?:still\s+)?(?:continuing|on-?going|going\s+on|under\s*way|in\s+progress|open|live|not\s+(?:yet\s+)?(?:complete|completed|concluded|finished|over))|continues?|goes\s+on|go\s+on|(?:has|have)\s+(?:yet\s+to\s+be|not\s+(?:yet\s+)?(?:been\s+)?)\s*(?:completed|concluded|finished|ended))\b"),
            |c, _| Some(format!("{} are under investigation", &c["of"])),
        ),
        row(
            // "A misconduct meeting was held and the officer was given a written warning"
            "a meeting was held",
            r"(?i)^(\W*)(?:an?|the)\s+(?:gross\s+)?(?:misconduct\s+|disciplinary\s+)?(?:meeting|hearing|panel|proceedings)\s+(?:was|were)\s+(?:held|convened|arranged)(?:\s+in\s+(?:\w+\s+)?20\d\d)?,?\s+(?:and|at\s+which|where|after\s+which)\s+(the\s+(?:officer|constable|sergeant|inspector)\b)".into(),
            |c, _| Some(format!("{}{}", &c[1], &c[2])),
        ),
        row(
            // "2017 and 2019 were both nil"
            "years that were nil",
            r"(?i)^(\W*)(?:the\s+figures?\s+for\s+)?(?P<years>20\d\d(?:/\d\d)?(?:,\s+20\d\d(?:/\d\d)?)*,?\s+and\s+20\d\d(?:/\d\d)?)\s+(?:were|are)\s+(?:both\s+|all\s+)?(?:nil|zero|none|blank|nought)\b".into(),
            |c, _| Some(format!("{}there were none in {}", &c[1], &c["years"])),
        ),
        row(
            // "A couple were withdrawn"
            "a couple",
            r"(?i)\b(?:a|another|the\s+other)\s+couple(?P<of>\s+of\s+(?:them|these|those|(?:the\s+)?(?:other\s+)?(?:allegations|complaints|cases|matters|officers)))?(?P<verb>\s+(?:more\s+)?(?:were|had|have|ended|led|resulted|came|are|went|resigned|retired|did|remain)\b)".into(),
            |c, _| Some(format!("two{}{}", c.name("of").map_or("", |m| m.as_str()), &c["verb"])),
        ),
        row(
            // "The first two turned up in 2017"
            "the first so many came in a year",
            format!(r"(?i)^(\W*)the\s+(?:first|next|last|final|earliest)\s+(?P<n>{N})\s+(?:(?:allegations|complaints|cases|matters)\s+)?(?:turned\s+up|came(?:\s+in|\s+up)?|arrived|appeared|surfaced|cropped\s+up|(?:was|were)\s+(?:recorded|received|made|reported))\s+in\s+(?P<year>20\d\d(?:/\d\d)?)\b"),
            |c, _| Some(format!("{}in {} there were {}", &c[1], &c["year"], &c["n"])),
        ),
        row(
            // "The year after that was the busiest, with three"
            "a year told by another was the busiest",
            format!(r"(?i)^(\W*)the\s+(?P<rel>year\s+(?:after|before)(?:\s+that)?|(?:following|next|previous|preceding)\s+year)\s+was\s+(?:the|our)\s+(?:busiest|quietest|highest|lowest|worst)\b[^,.;\d]{{0,30}},\s+(?:with|when\s+there\s+were)\s+(?P<n>{N})\b"),
            |c, _| {
                let rel = c["rel"].trim_end_matches(" that");
                Some(format!("{}in the {rel} there were {}", &c[1], &c["n"]))
            },
        ),
        row(
            // "No fewer and no more than six again in 2019"
            "neither fewer nor more",
            format!(r"(?i)\b(?:no|neither)\s+(?:fewer|less|more)\s+(?:and|nor|or)\s+(?:no\s+)?(?:more|fewer|less)\s+than\s+({N})\b"),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "In 2018 there was just the one, an internal conduct matter about a male officer"
            "just the one",
            r"(?i)\bthere\s+was\s+(?:just|only)\s+(?:the\s+)?one(?P<end>\s*[,.;])".into(),
            |c, _| Some(format!("there was one allegation{}", &c["end"])),
        ),
        row(
            // "As the year before, two": what it is likened to is no year of its own
            "as the year before",
            r"(?i)^(\W*(?:[a-z][\w ]{2,24}:\s+)?)(?:as|like|just\s+as|exactly\s+as|as\s+with)\s+(?:in\s+|for\s+)?(?:the\s+(?:calendar\s+)?(?:year\s+before|(?:previous|preceding)\s+year)|20\d\d(?:/\d\d)?),\s+".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "Five, the most in any of the years"
            "the most of any year",
            r"(?i),\s+(?:which\s+(?:is|was)\s+)?(?:by\s+far\s+)?(?:the\s+)?(?:most|highest|largest|greatest|fewest|lowest|smallest)(?:\s+(?:number|figure|total))?\s+(?:in|of|for)\s+(?:any|all)\b[^.,;:]{0,40}\byears?\b(?:\s+(?:asked\s+about|in\s+question))?,?".into(),
            |_, _| Some(String::new()),
        ),
        row(
            // "Between the beginning of 2016 and the end of 2020", "from January 2016 to December 2020"
            "from the first day of one year to the last of another",
            r"(?i)\b(?P<lead>between|from)\s+(?:the\s+(?:very\s+)?(?:beginning|start)\s+of\s+|(?:1(?:st)?\s+)?jan(?:uary|\.)?\s+|early\s+in\s+)?(?:the\s+year\s+)?(?P<a>20\d\d)\s+(?P<mid>and|to|until|up\s+to)\s+(?:the\s+(?:very\s+)?end\s+of\s+|(?:31(?:st)?\s+)?dec(?:ember|\.)?\s+|late\s+in\s+)?(?:the\s+year\s+)?(?P<b>20\d\d)\b".into(),
            |c, _| Some(format!("{} {} {} {}", &c["lead"], &c["a"], &c["mid"], &c["b"])),
        ),
        row(
            // "Six date from 2016"
            "dating from",
            r"(?i)\b(?:dates?|dated|dating)\s+from\s+((?:20\d\d|the\s+(?:year|first|last)))".into(),
            |c, _| Some(format!("were recorded in {}", &c[1])),
        ),
        row(
            // "Turning to what became of them: of the dozen complaints, ..."
            "turning to results",
            r"(?i)^(\W*)(?:turning|moving|coming|passing|as)\s+(?:now\s+|next\s+|last(?:ly)?\s+)?(?:on\s+)?to\s+(?:the\s+)?(?:what\s+(?:became|came|happened)[^:;,.\d]{0,30}|how\s+(?:they|it|these|those|each|the)\b[^:;,.\d]{0,40}|(?:outcomes?|results?|findings)(?:\s+of\s+(?:them|these|the\s+\w+))?)\s*[:,]\s+".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "The allegation that had been made by a man was a conduct matter"
            "the one that had been made",
            r"(?i)^(\W*(?:the|that)\s+(?:one\s+|only\s+|single\s+|sole\s+)?(?:allegation|complaint|case|matter|one))\s+(?:that|which)\s+(?:had\s+been|has\s+been|was)\s+(made|brought|raised|reported|recorded|lodged)\b".into(),
            |c, _| Some(format!("{} {}", &c[1], &c[2])),
        ),
        row(
            "it was this which ended",
            r"(?i),?\s+and\s+it\s+(?:was|is)\s+(?:this|that|the)\s+(?:one\s+|case\s+|allegation\s+)?(?:which|that)\s+".into(),
            |_, _| Some(", and it ".into()),
        ),
        row(
            // "The four were dealt with as follows: two officers were dismissed, ..."
            "the four as follows",
            format!(r"(?i)^(\W*)(?:the|these|those)\s+(?P<n>{N})\s+(?:(?:allegations|complaints|cases|matters)\s+)?(?:were|have\s+been)\s+(?:dealt\s+with|resolved|concluded|finalised|disposed\s+of|treated|closed|decided)\s+(?:as\s+follows|in\s+this\s+way|thus|like\s+this)\s*[:,\u{{2013}}-]\s*"),
            |c, _| Some(format!("{}Of the {}, ", &c[1], &c["n"])),
        ),
        row(
            // "The one against a female officer was recorded in 2020"
            "the one against",
            r"(?i)^(\W*)the\s+one\s+(against|(?:made\s+)?by|(?:made\s+)?from|about|involving|concerning)\s+(an?|the)\s+((?:\w+\s+){1,4}?(?:was|is|has|had|ended|resulted|came|led|dates?|remains?)\b)".into(),
            |c, _| Some(format!("{}The only allegation {} {} {}", &c[1], &c[2], &c[3], &c[4])),
        ),
        row(
            // "The sex of one complainant is not known"
            "the sex of so many is not known",
            format!(r"(?i)\b(?:the\s+)?(?:sex|gender)\s+of\s+(?P<n>{N}|the\s+(?:other|remaining)\s+{N})\s+(?:of\s+the\s+)?(?P<who>complainant|officer)s?\s+(?P<verb>(?:is|was|are|were|has\s+been|have\s+been|could)\s+(?:not|never)\s+|(?:is|was|are|were)\s+un)"),
            |c, _| Some(format!("in {} the sex of the {} {}", &c["n"], &c["who"], &c["verb"])),
        ),
        row(
            // "..., the sex of the other two not having been entered"
            "the sex of the rest not having been entered",
            format!(r"(?i),?\s*(?:and\s+|with\s+)?the\s+(?:sex|gender)\s+of\s+(?P<n>the\s+(?:other|remaining)\s+{N}|{N}\s+others?|the\s+(?:other|last)(?:\s+one)?|{N})\s+(?:not\s+having\s+been|having\s+not\s+been|not\s+being|being\s+not)\s+(?:entered|recorded|given|noted|known|stated|established|completed)\b"),
            |c, _| Some(format!(", and in {} the sex is not known", &c["n"])),
        ),
        row(
            // "one officer resigned while under investigation, one was dismissed"
            "resigned while under investigation",
            r"(?i)\b(?P<left>resigned|retired|left(?:\s+(?:the\s+(?:force|service|constabulary)|office))?)(?:,)?\s+(?:while|whilst|when)\s+(?:still\s+)?(?:being\s+investigated|under\s+investigation|the\s+subject\s+of\s+an?\s+investigation)\b".into(),
            |c, _| Some(c["left"].to_string()),
        ),
        row(
            // "Taking both routes together, therefore, no case to answer was the finding in twelve"
            "taking them together",
            r"(?i)^(\W*)taking\s+(?:both|all|the)\b[^,;.\d]{0,40}\btogether\s*,\s*(?:(?:therefore|then|thus)\s*,\s*)?".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "The case which ended in dismissal was a conduct matter"
            "the one which ended so",
            r"(?i)^(\W*)the\s+(?:one\s+|only\s+|single\s+)?(?:allegation|complaint|case|matter|one)\s+(?:which|that)\s+(?:ended|resulted|concluded)\s+(?:in|with)\s+(?:an?\s+|the\s+)?(?P<what>[a-z][a-z ]{2,30}?)\s+(?P<verb>was|is|had|concerned|related|came|dates?)\b".into(),
            |c, _| Some(format!("{}The {} {}", &c[1], &c["what"], &c["verb"])),
        ),
        row(
            // "In all but three the officer was a man (38 allegations)"
            "all but so many, and how many that is",
            format!(r"(?i)^(\W*(?:in\s+)?)all\s+but\s+{N}\s+(?:of\s+(?:them|these|the\s+\w+)\s+)?(?P<mid>[^().;]{{3,60}}?)\s*\((?:(?:that|which)\s+is\s+)?(?P<n>{N})(?:\s+(?:allegations?|complaints?|cases?|matters?|in\s+all))?\)"),
            |c, _| Some(format!("{}{} {}", &c[1], &c["n"], &c["mid"])),
        ),
        row(
            // "Across the two tables the officer was male in 24 allegations"
            "across the tables",
            r"(?i)^(\W*)(?:across|in|taking|over|between)\s+(?:the\s+)?(?:two|three|four|both|all)\s+(?:of\s+the\s+)?tables(?:\s+(?:together|combined|above|below))?,?\s+(the|there|all|\d|[a-z]+\s+of\s+the)".into(),
            |c, _| Some(format!("{}{}", &c[1], &c[2])),
        ),
        row(
            // "2019 itself accounts for three"
            "a year itself",
            r"(?i)\b(20\d\d(?:/\d\d)?)\s+(?:itself|alone|on\s+its\s+own)\b".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "Of the dozen complaints, seven were ..."
            "the dozen",
            r"(?i)\b(the|those|these)\s+dozen\b".into(),
            |c, _| Some(format!("{} twelve", &c[1])),
        ),
        row(
            // "..., and nothing more can be said of it at present"
            "nothing more can be said",
            r"(?i),?\s+(?:and|but|so)\s+(?:nothing|no)\s+(?:more|further)\b[^.;\d]*".into(),
            |_, _| Some(String::new()),
        ),
        row(
            // "Three complainants chose to withdraw"
            "complainants who withdrew",
            format!(r"(?i)\b(?P<n>{N}|the\s+other|another)\s+(?:of\s+the\s+)?complainants?\s+(?:(?:later|then|subsequently|afterwards)\s+)?(?:(?:chose|decided|elected|preferred|asked|opted|wished|wanted)\s+(?:to\s+(?:withdraw|drop|retract)\b(?:\s+(?:it|them|(?:his|her|their|the)\s+(?:allegations?|complaints?)))?|not\s+to\s+(?:proceed|pursue|continue)\b[^.,;]{{0,40}})|withdrew(?:\s+(?:it|them|(?:his|her|their|the)\s+(?:allegations?|complaints?)))?|(?:did|does|do)\s+not\s+(?:wish|want)\s+to\s+(?:proceed|pursue|continue|go\s+on)\b[^.,;]{{0,40}})"),
            |c, _| Some(format!("{} were withdrawn by the complainant", &c["n"])),
        ),
        row(
            // "the others, eight in all, were conduct matters"
            "the rest and how many they are",
            format!(r"(?i)\bthe\s+(?:others|rest|remainder|balance),\s+({N})(?:\s+in\s+(?:all|total|number))?,\s+(were|was|are|came|had)\b"),
            |c, _| Some(format!("the other {} {}", &c[1], &c[2])),
        ),
        row(
            // "That leaves six, namely two complaints and four conduct matters, which are under investigation"
            "what it leaves, by parts",
            format!(r"(?i)^\W*(?:that|this|which)\s+leaves\s+(?:just\s+|only\s+)?(?P<n>{N})(?:\s+(?:allegations?|complaints?|cases?|matters?))?,\s+(?:namely|that\s+is(?:\s+to\s+say)?|being)[,:]?\s+(?P<parts>[^;.]+?),\s+(?:(?:both|all|each)\s+of\s+)?which\s+(?P<verb>(?:was|were|is|are|has|have|had|remains?|led|ended|resulted))\s+(?:(?:both|all)\s+)?(?P<rest>\S.*)$"),
            |c, _| {
                Some(format!("The remaining {}, {}, {} {}", &c["n"], &c["parts"], &c["verb"], &c["rest"]))
            },
        ),
        row(
            // "That leaves one, which was withdrawn"
            "what it leaves and what became of it",
            format!(r"(?i)^\W*(?:that|this|which)\s+leaves\s+(?:just\s+|only\s+)?(?P<n>{N})(?:\s+(?:allegations?|complaints?|cases?|matters?))?,\s+(?:(?:both|all|each)\s+of\s+)?which\s+(?P<verb>(?:was|were|is|are|has|have|had|remains?|led|ended|resulted))\s+(?:(?:both|all)\s+)?(?P<rest>\S.*)$"),
            |c, _| Some(format!("The remaining {} {} {}", &c["n"], &c["verb"], &c["rest"])),
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
            // "In relation to the 21 allegations made by the public, twelve were not upheld ..."
            "in relation to the so many",
            format!(
                r"(?i)^(?P<open>\W*)(?:in\s+(?:relation|respect|connection)\s+(?:to|of|with)|with\s+(?:regard|respect|reference)\s+to|as\s+regards|regarding|concerning|relating\s+to|when\s+it\s+comes\s+to|(?:in\s+)?so\s+far\s+as|looking\s+at|turning\s+to|for|on)\s+(?P<which>(?:the|those|these)\s+(?:(?:other|remaining|further)\s+)?{N}\b[^,;.:]{{0,80}}?)(?:\s+(?:is|are)\s+concerned)?(?P<then>,\s+(?:there\s+was\s+|there\s+were\s+)?{N}\s)"
            ),
            |c, _| Some(format!("{}Of {}{}", &c["open"], &c["which"], &c["then"])),
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
