//! Ways of saying a thing that mean the same as a plainer one ("25% (3) were upheld and 75% (9) were
//! not", "bar one, every complainant was female"), put plainly before a sentence is read. Each way is a
//! row. The evidence keeps the words as printed.

mod corrected;
mod counts;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::extract::number;
use crate::extract::prose::counts_something;
use crate::normalise::year;
use crate::pattern::pattern;

/// A number in digits or words.
const N: &str = r"(?:\d{1,4}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";
/// A share of a whole.
const SHARE: &str = r"(?:(?:exactly|just|precisely|or|about|roughly|some|that\s+is|which\s+is|i\.e\.)\s+){0,2}(?:(?:a|one)\s+)?(?:half|third|quarter|fifth|two[\s-]thirds|three[\s-]quarters)(?:\s+of\s+(?:the\s+)?(?:them|total|whole|number|lot|all(?:\s+of\s+them)?|allegations|complaints|cases|matters))?";

/// A way of saying and what is put in its place.
struct Wording {
    name: &'static str,
    pattern: Regex,
    plain: fn(&Captures<'_>, &str) -> Option<String>,
}

fn row(
    name: &'static str,
    text: String,
    plain: fn(&Captures<'_>, &str) -> Option<String>,
) -> Wording {
    Wording { name, pattern: pattern(&text), plain }
}

/// Colleagues who made the search, whatever a colleague may complain of.
const SEARCHERS: &str = r"(?i)\b(?:(?:our|my|the)\s+(?:[\w-]+\s+){0,2}(?:standards|psd|complaints|conduct|analysis|department|unit|records)(?:\s+department)?\s+colleagues|colleagues\s+in\s+(?:our\s+|the\s+)?(?:professional|psd|complaints|standards|anti|records|information)\b)";

/// A text that names them as what they are.
pub fn without_searchers(text: &str) -> Cow<'_, str> {
    static WHO: LazyLock<Regex> = LazyLock::new(|| pattern(SEARCHERS));
    WHO.replace_all(text, "the department")
}

/// "One of these went to a misconduct hearing. The officer was dismissed ...", up to the verb.
const HEARD_THEN_DECIDED: &str = r"(?i)^(?P<heard>\W*(?:(?:of\s+(?:these|those|them|the\s+\w+),?|only|just|in\s+20\d\d,?)\s+)*(?:one|a\s+single|another|the\s+(?:first|second|third|fourth|fifth|sixth|other|last|remaining\s+one)|(?:two|three|four|five|six|[2-6])\b[^.;:?!]{0,60}\b(?:same|one|a\s+single)\s+officer)\b[^.;:?!]{0,60}?\b(?:went|proceeded|progressed|came|led|resulted|ended\s+up|reached|were\s+(?:proven|proved|heard|considered|found\s+proved)|was\s+(?:\w+\s+)?(?:heard|taken|referred|tried|considered|brought|sent|put))\b[^.;:?!]{0,60}?\b(?:hearing|meeting|courts?|trial|panel|proceedings|tribunal)\b[^.,;:?!]{0,40})\.\s+(?:(?:the|that)\s+officer(?:\s+(?:concerned|in\s+question))?|he|she)\s+(?P<verb>was|had|has|resigned|retired|received|left|admitted|would)\b";

/// "Turning to results, I deal first with the 41. Of these, 22 were not upheld": the first only says of
/// which set the second speaks.
const TURNS_TO_SET: &str = r"(?i)^(?P<open>\W*)(?:[^.,;:]{3,40},\s+)?(?:(?:i|we)\s+(?:(?:now|first|then|next|will|shall|can)\s+)*(?:deal|turn|take|begin|start|come|look|move)|(?:dealing|turning|taking|beginning|starting|coming|looking|moving))\s+(?:(?:now|first|then|next|on)\s+)*(?:with|to|at|on\s+to)?\s*(?:the|those)\s+(?P<n>";

/// "One officer resigned ahead of a hearing; the hearing went ahead without him, and the panel determined
/// that he would have been dismissed".
const LEFT_THEN_DECIDED: &str = r"(?i)(?P<left>\b(?:resigned|retired|left|handed\s+in\s+(?:his|her|their)\s+notice|gave\s+(?:in\s+)?(?:his|her|their)\s+notice)\b[^.;]{0,60}?)(?:[.;]\s+|,\s+(?:but|and)\s+)(?:the|that|a|its?)\s+(?:misconduct\s+|disciplinary\s+|independent\s+)?(?:hearing|panel|meeting|proceedings|case|chair)\b[^.;]{0,90}?\bwould\s+(?:otherwise\s+)?have\s+been\s+(?P<end>dismissed|sacked)\b(?:\s+(?:had|if)\s+[^.;,]{0,60})?";

/// True for two sentences of which the second tells what a panel decided on an officer who had left.
pub(super) fn is_left_then_decided(text: &str) -> bool {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| pattern(LEFT_THEN_DECIDED));
    BOTH.is_match(text)
}

/// "Staff and PCSOs have been left out. (There were four allegations about them.)": the second counts what
/// the first leaves out.
pub(super) fn counts_what_is_left_out(text: &str) -> bool {
    static COUNTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:excluded|not\s+(?:been\s+)?(?:included|counted)|left\s+out|taken\s+out|omitted|disregarded)\b[^.]{0,30}\.\s+\(?(?:there\s+(?:were|was|are)|we\s+(?:hold|recorded|had|have))\s+[^.]{3,40}\s(?:about|against|concerning|involving|naming)\s+(?:them|these|those|such)\b[^.]{0,30}\.?\)?\s*$",
        )
    });
    COUNTS.is_match(text)
}

/// True for two sentences of which the first turns to a set and the second divides it.
pub(super) fn turns_to_set(text: &str) -> bool {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| pattern(&turned()));
    BOTH.is_match(text)
}

fn turned() -> String {
    format!(
        r"{TURNS_TO_SET}{N})\b[^.;:]{{0,60}}\.\s+(?:of|out\s+of|among)\s+(?:these|those|them)\b"
    )
}

/// True for two sentences of which the second puts the first right.
pub(super) fn corrects(text: &str) -> bool {
    corrected::corrects(text)
}

/// True for two sentences of which the second tells how the hearing in the first one ended.
pub(super) fn is_heard_then_decided(text: &str) -> bool {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| pattern(HEARD_THEN_DECIDED));
    BOTH.is_match(text)
}

/// What leads to those of whom something does not hold.
const EXCEPT: &str = r"(?:with\s+the\s+(?:sole\s+|single\s+)?exception\s+of|except(?:\s+for)?|apart\s+from|save(?:\s+for)?|bar|other\s+than)";

static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let mut rows = corrected::rows();
    rows.extend(counts::rows());
    rows.extend([
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
            r"(?i)^\W*an?\s+(?P<sex>female|male|woman|man)(?P<who>\s+(?:member\s+of\s+(?:the\s+public|staff|police\s+staff)|colleague|(?:police\s+)?officer|complainant|PCSO|special\s+constable))?\s+(?:complained|reported|alleged\s+sexual\s+assault|made\s+(?:an\s+allegation|a\s+complaint|the\s+allegation|the\s+complaint))\s+(?:about\s+|against\s+|of\s+|by\s+)?an?\s+(?P<whom>female|male)\s+(?:officer|colleague|constable|sergeant|inspector)\b".into(),
            |c, _| {
                let sex = match c["sex"].to_lowercase().as_str() {
                    "woman" => "female".to_string(),
                    "man" => "male".to_string(),
                    other => other.to_string(),
                };
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
                let sex = match c["sex"].to_lowercase().as_str() {
                    "woman" | "female" => "a female ",
                    "man" | "male" => "a male ",
                    _ => "a ",
                };
                Some(format!("{} {sex}member of the public", &c["by"]))
            },
        ),
        row(
            // "... an internal matter, reported by a female officer about a male colleague"
            "reported by one officer about another",
            r"(?i)\b(?P<verb>reported|raised|made|brought)\s+by\s+an?\s+(?P<sex>female|male|woman|man)\s+(?:police\s+|serving\s+|fellow\s+)*(?:officer|constable|sergeant|inspector|colleague|member\s+of\s+(?:police\s+)?staff)\s+(?:about|against)\s+(?:the\s+conduct\s+of\s+)?an?\s+(?P<whom>female|male)\s+(?:fellow\s+|police\s+)*(?:colleague|officer|constable|sergeant|inspector)\b".into(),
            |c, _| Some(format!("{} by a {} colleague against a {} officer", &c["verb"], &c["sex"], &c["whom"])),
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
    ]);
    rows
});

/// A sentence put plainly.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for wording in WORDINGS.iter() {
        debug_assert!(!wording.name.is_empty());
        if !wording.pattern.is_match(&out) {
            continue;
        }
        let whole = out.clone().into_owned();
        let said = wording.pattern.replace_all(&whole, |c: &Captures<'_>| {
            let at = c.get(0).map_or(0, |m| m.start());
            (wording.plain)(c, &whole[..at]).unwrap_or_else(|| c[0].to_string())
        });
        out = Cow::Owned(said.into_owned());
    }
    match without_ellipsis(&out) {
        Some(full) => Cow::Owned(full),
        None => out,
    }
}

/// "15 were recorded in 2016 and 2017, seven of them in the former year and eight in the latter": the
/// years by name.
pub(super) fn pair_of_years(text: &str) -> Cow<'_, str> {
    static FORMER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(in|for|during|from)\s+the\s+(former|latter|first|second)(?:\s+(?:of\s+(?:these|those|the\s+two)(?:\s+years)?|year))?",
        )
    });
    let years = year::in_text(text);
    let [first, second] = &years[..] else { return Cow::Borrowed(text) };
    let (lower, end) = (text.to_lowercase(), second.end);
    let pair = lower.contains("former") && lower.contains("latter")
        || lower.contains("the first year") && lower.contains("the second");
    let between = text[first.end..second.start].trim();
    if !pair || !matches!(between, "and" | "&" | "or") {
        return Cow::Borrowed(text);
    }
    let said = FORMER.replace_all(&text[end..], |c: &Captures<'_>| {
        let second_one = matches!(c[2].to_lowercase().as_str(), "latter" | "second");
        format!("{} {}", &c[1], if second_one { &second.value } else { &first.value })
    });
    Cow::Owned(format!("{}{said}", &text[..end]))
}

/// True for a text that says something before a comma.
fn ends_in_words(before: &str) -> bool {
    before.split_whitespace().count() > 2
}

/// True for a text that ends in a count, or in a count and what it is a part of ("six of the twelve").
fn ends_in_count(before: &str) -> bool {
    static OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\s+(?:of\s+(?:the|these|those|them|all)\b(?:\s+[\w-]+){0,2}|allegations|complaints|cases|matters|officers|claims))+$",
        )
    });
    let head = OF.replace(before, "");
    let last = head.split_whitespace().next_back().unwrap_or("");
    number::value(last.trim_matches(|c: char| !c.is_alphanumeric())).is_some()
}

/// "Three were upheld and nine were not", "a dozen were not upheld; three were": the word left out.
fn without_ellipsis(text: &str) -> Option<String> {
    static WERE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bnot\s+(?P<verb>upheld|substantiated|proven|proved)(?P<between>[,;]?\s+(?:and\s+|but\s+)?(?:\w+\s+){1,3}(?:was|were))(?P<after>\s*(?:$|[.,;)]))",
        )
    });
    if let Some(c) = WERE.captures(text)
        && let (Some(verb), Some(between), Some(after)) =
            (c.name("verb"), c.name("between"), c.name("after"))
    {
        let (upto, rest) = (&text[..between.end()], &text[after.start()..]);
        return Some(format!("{upto} {}{rest}", verb.as_str()));
    }
    static NOT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:was|were|been|are|is)\s+(?P<verb>upheld|substantiated|proven|proved|founded)\b(?P<between>[^.]*?\b(?:was|were|are|is)\s+not)(?P<after>\s*(?:$|[.,;)]|and\b|but\b))",
        )
    });
    static HAVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:has|have)\s+been\s+(?P<verb>determined|finalised|concluded|completed|decided|closed|resolved)\b(?P<between>[^.;]*?\b(?:has|have)\s+not)(?P<after>\s*(?:$|[.,;)]))",
        )
    });
    if let Some(c) = HAVE.captures(text)
        && let (Some(verb), Some(between), Some(after)) =
            (c.name("verb"), c.name("between"), c.name("after"))
    {
        let (upto, rest) = (&text[..between.end()], &text[after.start()..]);
        return Some(format!("{upto} been {}{rest}", verb.as_str()));
    }
    let c = NOT.captures(text)?;
    let (verb, between, after) = (c.name("verb")?, c.name("between")?, c.name("after")?);
    // Another predicate between them is what "not" would deny.
    let denied = between.as_str();
    let other = ["dismissed", "withdrawn", "resolved", "resigned", "made", "from", "by "]
        .iter()
        .any(|w| denied.contains(w));
    if other {
        return None;
    }
    Some(format!("{} {}{}", &text[..between.end()], verb.as_str(), &text[after.start()..]))
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::extract::prose::tests::{TOTAL, read};

    #[test]
    fn said_in_plainer_words() {
        for (text, means) in [
            ("Six, half of the total, were upheld.", "Six were upheld."),
            ("Six of the twelve, exactly half, came late.", "Six of the twelve came late."),
            ("Of the women, half, it seems, left.", "Of the women, half, it seems, left."),
            ("25% (3) were upheld.", "3 were upheld."),
            ("None whatever in 2018.", "None in 2018."),
            ("On one occasion he was male.", "in one case male."),
            ("With one exception, every officer was male.", "All but one officer was male."),
            ("With one officer, all went well.", "With one officer, all went well."),
            ("Four went, leaving three: two men.", "Four went; the remaining three: two men."),
            ("3 were upheld and 9 were not.", "3 were upheld and 9 were not upheld."),
            (
                "One was upheld, two were withdrawn and it was not.",
                "One was upheld, two were withdrawn and it was not.",
            ),
        ] {
            assert_eq!(plain(text), means);
        }
    }

    #[test]
    fn roundabout_sentences() {
        let of = |text: &str, key: &str| read(&[TOTAL, text]).get(key).copied();
        assert_eq!(of("Six, half of the total, were upheld.", "upheld"), Some(6));
        let text = "25% (3) were upheld and 75% (9) were not.";
        assert_eq!((of(text, "upheld"), of(text, "not_upheld")), (Some(3), Some(9)));
        let text = "Bar one, every complainant was female; the exception was a man.";
        assert_eq!((of(text, "female"), of(text, "male")), (Some(11), Some(1)));
    }
}
