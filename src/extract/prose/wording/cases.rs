//! Ways of telling single cases: who complained of whom, what was heard and how it ended.

use super::{N, Wording, row, sex_of};
use crate::extract::prose::counts_something;

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            // "The officer has not been identified and no sex is recorded"
            "no sex is recorded",
            r"(?i)\b(?:the\s+)?(officer|complainant|victim)s?\s+(?:has|had|have|was|were|could)\s+not\s+(?:been\s+|be\s+)?(?:identified|known|traced)[^.;,]{0,20}?,?\s+(?:and|so)\s+(?:no\s+(?:sex|gender)\s+(?:is|was|has\s+been)\s+(?:recorded|known|held|given)|(?:the|their)\s+(?:sex|gender)\s+is\s+(?:not\s+|un)known)".into(),
            |c, _| Some(format!("the sex of the {} is not recorded", &c[1])),
        ),
        row(
            // "In the remaining two the complainant did not state their sex"
            "who did not state their sex",
            r"(?i)\bthe\s+(officer|complainant|victim)s?\s+(?:did|had|has|have|do|does)\s+not\s+(?:stated?|given?|giving|disclosed?|recorded?|provided?|say|said|wish\s+to\s+(?:state|give|say))\s+(?:their|his\s+or\s+her|his/her|the)\s+(?:sex|gender)\b".into(),
            |c, _| Some(format!("the sex of the {} was not recorded", &c[1])),
        ),
        row(
            // "A female officer reported a male colleague, who was given a final written warning."
            "who reported whom",
            r"(?i)^\W*an?\s+(?P<sex>female|male|woman|man)(?P<who>\s+(?:member\s+of\s+(?:the\s+public|staff|police\s+staff)|colleague|(?:police\s+)?officer|complainant|PCSO|special\s+constable))?\s+(?:complained|reported|alleged\s+sexual\s+assault|made\s+(?:an\s+allegation|a\s+complaint|the\s+allegation|the\s+complaint))\s+(?:about\s+|against\s+|of\s+|by\s+)?(?:the\s+(?:behaviour|conduct|actions)\s+of\s+)?an?\s+(?P<whom>female|male)\s+(?:officer|colleague|constable|sergeant|inspector)\b(?:\s+(?:towards?|to)\s+(?:her|him|them)(?:self)?\b[^,.;]*)?".into(),
            |c, _| {
                let sex = sex_of(&c["sex"]).unwrap_or_default();
                let who = c.name("who").map_or("complainant", |m| m.as_str().trim()).to_lowercase();
                // An officer who complains of another is a colleague of the one complained about.
                let who = if who.contains("public") || who == "complainant" { who } else { "colleague".into() };
                Some(format!("It was made by a {sex} {who} against a {} officer", &c["whom"]))
            },
        ),
        row(
            // "... an internal conduct matter, in which a female officer made an allegation about a male officer"
            "in which somebody reported somebody",
            r"(?i),\s*(?:in\s+which|where)\s+an?\s+(?P<sex>female|male)\s+(?:colleague|(?:police\s+)?officer|member\s+of\s+staff)\s+(?:complained|reported|made\s+(?:an\s+allegation|a\s+complaint))\s+(?:about\s+|against\s+|of\s+)?an?\s+(?P<whom>female|male)\s+(?:officer|colleague)\b".into(),
            |c, _| Some(format!(", made by a {} colleague against a {} officer", &c["sex"], &c["whom"])),
        ),
        row(
            // "A complaint by a woman who had been detained in custody": one whom the police had dealt with
            "who had been detained",
            r"(?i)\b(?P<by>(?:complaint|allegation)\s+(?:made\s+|received\s+)?(?:by|from))\s+an?\s+(?P<sex>female|male|woman|man|person)\s+who\s+(?:had\s+been|was|were)\s+(?:detained|arrested|stopped|searched|held|handcuffed|interviewed|in\s+(?:police\s+)?custody)\b[^,;.]*".into(),
            |c, _| {
                let sex = sex_of(&c["sex"]).map_or(String::new(), |sex| format!("{sex} "));
                Some(format!("{} a {sex}member of the public", &c["by"]))
            },
        ),
        row(
            // "... an internal matter, reported by a female officer about a male colleague"
            "reported by one officer about another",
            r"(?i)\b(?P<verb>reported|raised|made|brought)\s+by\s+an?\s+(?P<sex>female|male|woman|man)\s+(?:police\s+|serving\s+|fellow\s+)*(?:officer|constable|sergeant|inspector|colleague|member\s+of\s+(?:police\s+)?staff)\s+(?:about|against)\s+(?:the\s+conduct\s+of\s+)?an?\s+(?P<whom>female|male)\s+(?:fellow\s+|police\s+)*(?:colleague|officer|constable|sergeant|inspector)\b".into(),
            |c, _| Some(format!("{} by a {} colleague against a {} officer", &c["verb"], &c["sex"], &c["whom"])),
        ),
        row(
            // "... and one in no sanction because the officer resigned before the hearing"
            "no sanction as the officer had gone",
            r"(?i)\b(?:in|with)\s+no\s+(?:sanction|penalty|action|further\s+action)\s+(?:because|as|since)\s+(?P<who>the\s+officer|he|she)\s+(?:had\s+)?(?P<gone>resigned|retired)\b".into(),
            |c, _| Some(format!("where {} {}", &c["who"], &c["gone"])),
        ),
        row(
            // "A misconduct meeting was held and he was given a written warning.", "It went to a misconduct hearing
            // and he received a final written warning."
            "a hearing that was held",
            r"(?i)^\W*(?:(?:(?:an?|the)\s+)?(?:gross\s+)?(?:misconduct|disciplinary)\s+(?:meeting|hearing|panel|proceedings)\s+(?:was|were)\s+(?:held|convened|arranged)|(?:it|this|that|the\s+(?:matter|case|complaint|allegation))\s+(?:went|proceeded|progressed|was\s+(?:referred|taken))\s+(?:on\s+)?to\s+an?\s+[\w ]{0,24}(?:meeting|hearing|panel)),?\s+(?:and|at\s+which|where)\s+(?P<who>he|she|the\s+officer|it)\b".into(),
            |c, _| Some(c["who"].to_string()),
        ),
        row(
            // "The first of the two complaints recorded in 2019 was ...", "The second complaint recorded in 2019 was ..."
            "the first of so many of a year",
            format!(r"(?i)^(?P<open>\W*)the\s+(?:first|second|third|fourth|other)\s+(?:of\s+the\s+{N}\s+)?(?:complaint|allegation|case|matter|one)s?\s+(?P<of>(?:(?:that\s+(?:was|were)\s+)?(?:recorded|received|made|reported|raised)\s+)?(?:in|from|of)\s+20\d\d(?:/\d\d)?)\s+(?P<verb>was|were|concerned|involved|came|related)\b"),
            |c, _| Some(format!("{}One of the complaints {} {}", &c["open"], &c["of"], &c["verb"])),
        ),
        row(
            // "They belong to nine separate cases"
            "allegations that make up cases",
            format!(r"(?i)\b(?:belong(?:ed)?|relat(?:e|ed)|arose|fall|fell|came|come|grouped|contained|held)\s+(?:to|from|out\s+of|within|under|into|in)\s+({N})\s+(?:separate|different|individual|distinct)\s+cases\b"),
            |c, _| Some(format!("were made in {} cases", &c[1])),
        ),
        row(
            // "Four went to misconduct proceedings: one of these resulted in dismissal, two in ..."
            "what proceedings came to",
            format!(r"(?i)^(\W*(?:the\s+(?:other|remaining|last)\s+)?{N})\s+(?:of\s+(?:them|these|those)\s+)?(?:were\s+the\s+subject\s+of|went\s+(?:to|before)|proceeded\s+to|progressed\s+to|led\s+to|resulted\s+in)\s+(?:an?\s+)?(?:gross\s+)?(?:misconduct|disciplinary)\s+(?:proceedings|hearings?|meetings?)\s*[:;]\s+(?:of\s+(?:these|those|them),?\s+)?({N})(?:\s+of\s+(?:these|those|them))?\b"),
            |c, _| Some(c[2].to_string()),
        ),
        row(
            // "Two of those four were not upheld"
            "of those so many",
            format!(r"(?i)\b({N})\s+of\s+(?:those|these)\s+({N})\s+(were|was|had|resulted|ended|led)\b"),
            |c, _| Some(format!("{} of the {} {}", &c[1], &c[2], &c[3])),
        ),
        row(
            // "The other case recorded in 2020 was one of those withdrawn."
            "the other one of a year",
            r"(?i)^\W*the\s+(?:other|remaining|last)\s+(one|case|allegation|complaint|matter)\s+(?:recorded\s+|made\s+|received\s+|reported\s+)?(?:in|from)\s+(20\d\d(?:/\d\d)?)\s+was\s+(?:one\s+of\s+)(?:those|the\s+\w+)\s+(?:(?:that|which)\s+(?:was|were)\s+)?(\w+)".into(),
            |c, _| Some(format!("One {} recorded in {} was {}", if c[1].eq_ignore_ascii_case("one") { "allegation" } else { &c[1] }, &c[2], &c[3])),
        ),
        row(
            // "Each officer resigned, and in each the finding of the hearing was that he would have been dismissed."
            "each officer",
            r"(?i)^\W*each\s+(?:of\s+the\s+)?officers?\s+(resigned|retired|was\s+(?:dismissed|given|male|female)|received|left)\b".into(),
            |c, _| Some(format!("All of them {}", &c[1])),
        ),
        row(
            "the finding in each",
            r"(?i)\bin\s+each\s+(?:case\s+|of\s+them\s+|instance\s+)?(?:the\s+(?:finding|outcome|result|decision)\s+(?:of\s+[^,.;\d]{3,60}?\s+)?was\s+(?:that\s+)?)?(?:the\s+officer|he|she|they)\s+(would\s+have\s+been|was|were|had|resigned|retired|received)\b".into(),
            |c, _| Some(format!("all {}", &c[1])),
        ),
        row(
            // "The complainant was male in two and otherwise female"
            "otherwise",
            r"(?i)\b(and|but)\s+otherwise\s+((?:fe)?male)\b".into(),
            |c, _| Some(format!("{} {} in the rest", &c[1], &c[2])),
        ),
        row(
            // "The complainant, or the person affected where the matter was raised by the force, was female"
            "or the person affected",
            r"(?i)\b(the\s+(?:complainant|officer|victim)s?),\s+or\s+(?:the\s+)?(?:person|people|individual|officer|complainant|victim)s?\b[^,.;\d]{0,90},\s+(was|were|is|are)\b".into(),
            |c, _| Some(format!("{} {}", &c[1], &c[2])),
        ),
        row(
            // "Since the Regulations came into force the wording is different: here they were ... (2) and ... (1)"
            "since a law came into force",
            r"(?i)^\W*(?:since|as|because|after|when|from)\s[^:]*\bcame\s+into\s+(?:force|effect)\b[^:]*:\s+".into(),
            |c, _| (!counts_something(&c[0])).then(String::new),
        ),
        row(
            "none, strengthened",
            r"(?i)\b(none|nil|nothing)\s+(?:whatever|whatsoever|at\s+all)\b".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            "every other case",
            r"(?i)\b(?:in|on)\s+(?:every|each)\s+(?:of\s+the\s+)?other\s+(?:one|case|instance|occasion|complaint|allegation|matter)\b".into(),
            |_, _| Some("in the rest".into()),
        ),
        row(
            "so many occasions",
            format!(r"(?i)\bon\s+((?:just\s+|only\s+)?{N})\s+occasion(s?)\b"),
            |c, _| Some(format!("in {} case{}", &c[1], &c[2])),
        ),
        row(
            // "Four were withdrawn, leaving three: two dismissals and one live matter"
            "what is left",
            format!(r"(?i)[,;]?\s+(?:which\s+leaves|leaving|that\s+leaves)\s+(?:just\s+|only\s+)?({N})\b"),
            |c, _| Some(format!("; the remaining {}", &c[1])),
        ),
        row(
            // "In one the complainant was male; in the rest she was female"
            "he was a man",
            r"(?i)\b(?:he|she|they|it)\s+(?:was|were)\s+((?:an?\s+)?(?:male|female|man|woman|men|women))\b".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            "from outside",
            r"(?i)\bfrom\s+(?:the\s+)?outside(\s*(?:$|[.,;)]|and\b))".into(),
            |c, _| Some(format!("from members of the public{}", &c[1])),
        ),
        row(
            // "Officers raised five of the matters themselves"
            "officers who complain",
            format!(r"(?i)\b(?:(?:police|serving|other|fellow|our\s+own|our)\s+)*(?:officers|staff|employees)(?:\s+(?:or|and)\s+staff)?(\s+themselves)?\s+(raised|reported|made|brought|flagged|lodged|submitted)\s+((?:just\s+|only\s+|the\s+(?:other|remaining)\s+)?{N}|the\s+rest|the\s+others?)\b"),
            |c, _| Some(format!("colleagues {} {}", &c[2], &c[3])),
        ),
        row(
            // "..., and of these 4 were not upheld": four of them, not of four
            "of these so many were",
            format!(r"(?i)\bof\s+(these|those|them)\s+({N})\s+(were|was|had|have|has|resulted|led|ended|came|concerned|related|remain|remained|received|resigned|retired)\b"),
            |c, _| Some(format!("of {}, {} {}", &c[1], &c[2], &c[3])),
        ),
        row(
            // "In the last of the five, 2020/21, we had 7"
            "a year by its place",
            r"(?i)\bin\s+the\s+(?:first|second|third|fourth|fifth|last|final)(?:\s+of\s+(?:the|these)\s+(?:\w+\s+)?(?:years|five|four|three)|\s+year),\s+((?:20\d\d(?:/\d\d)?|fy\s?\d\d)),".into(),
            |c, _| Some(format!("in {}", &c[1])),
        ),
        row(
            // "The number still open has come down from three to two since July"
            "changed since",
            format!(r"(?i)\b(?:has|have)\s+(?:come\s+down|gone\s+(?:up|down)|fallen|risen|increased|decreased|reduced|dropped)\s+from\s+{N}\s+to\s+({N})\b"),
            |c, _| Some(format!("is {}", &c[1])),
        ),
        row(
            // "In the case of 7 the finding was one of not upheld"
            "one of a kind",
            r"(?i)\b(was|is|were|been)\s+one\s+of\s+(not|no|upheld|withdraw|dismiss|discontinu)".into(),
            |c, _| Some(format!("{} {}", &c[1], &c[2])),
        ),
        row(
            // "Bar one, every complainant was female"
            "the exception first",
            format!(r"(?i)^\W*(?:bar|barring|apart\s+from|aside\s+from|except\s+for|excepting|save\s+for|with\s+the\s+exception\s+of|with)\s+(?:just\s+|only\s+)?({N})(\s+exceptions?)?,\s+(?:all|each|every)\b"),
            |c, _| {
                let with = c[0].trim_start().to_lowercase().starts_with("with ");
                let says = c.get(2).is_some() || c[0].to_lowercase().contains("exception");
                (!with || says).then(|| format!("All but {}", &c[1]))
            },
        ),
    ]
}
