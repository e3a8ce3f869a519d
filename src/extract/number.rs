//! One grammar for numbers: in cells ("12", "<5", "1,204*", "nil") and in sentences ("twenty-one",
//! "fewer than five", "20 working days"). Every number of a sentence is found; those that are no
//! counts are returned with the reason, so that nothing is passed over in silence.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::model::count::Count;
use crate::normalise::spans::Spans;
use crate::normalise::year::{MONTHS, ORDINAL};
use crate::pattern::pattern;

/// What a cell's text amounts to.
#[derive(Clone, Debug, PartialEq)]
pub enum CellNumber {
    /// Nothing.
    Blank,
    /// A dash, which means nil or nothing according to the document's own note.
    Dash,
    /// A mark that stands for a number ("*", "x", "c"), explained by a note or not.
    Symbol(String),
    /// A count.
    Count {
        /// Its bounds.
        count: Count,
        /// True for "fewer than 5": the lower bound depends on whether zeros are shown.
        suppressed: bool,
    },
    /// A percentage, a decimal, an amount of money.
    NotCount(&'static str),
    /// Words.
    Text,
}

/// A number in a sentence.
#[derive(Clone, Debug)]
pub struct NumberHit {
    /// First byte.
    pub start: usize,
    /// Byte after the last, qualifiers included.
    pub end: usize,
    /// What it is.
    pub what: What,
}

/// What a number of a sentence is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A count.
    Count {
        /// Its bounds.
        count: Count,
        /// "fewer than five".
        suppressed: bool,
        /// "about", "at least": the bounds are not the document's own.
        loose: bool,
    },
    /// Refers back to a count stated before ("of the 150").
    Reference(u64),
    /// Something else, with the reason.
    Aside(&'static str),
}

const ONES: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] =
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A word for a number below 100, or "a hundred and four" and the like.
const WORD: &str = r"(?:(?:two|three|four|five)\s+dozen|(?:(?:one|two|three|four|five|six|seven|eight|nine|a)\s+hundred(?:\s+and\s+)?)?(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|one|two|three|four|five|six|seven|eight|nine)|(?:one|two|three|four|five|six|seven|eight|nine|a)\s+hundred|zero|nil|dozen|a dozen)";
const DIGITS: &str = r"(?:\d{1,3}(?:,\d{3})+|\d+)";

static PLAIN_CELL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\D?(\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.0+)?\s*(?:[*\u{2020}\u{2021}\u{a7}#^~\u{b9}\u{b2}\u{b3}\u{2070}-\u{2079}\u{aa}\u{ba}\u{1d43}-\u{1d52}]+\d{0,2}|\[\s*\w{1,4}\s*\]|\(\s*(?:note\s*)?[a-z\d]?\s*\)|\^\S{1,2}|[a-e])?(?:(?:\s+\(?|\s*\(|\s*/)\s*<?\d{1,3}(?:\.\d+)?\s*%?\s*\)?)?$",
    )
});
static FEWER_CELL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?i)^(?:<|less\s+than|fewer\s+than|under|below)\s*({DIGITS}|{WORD})\W*$"))
});
static AT_MOST_CELL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)^(?:(?:\u{{2264}}|<=|=<|up\s+to|no\s+more\s+than|not\s+more\s+than|at\s+most|max(?:imum)?(?:\s+of)?)\s*({DIGITS}|{WORD})|({DIGITS}|{WORD})\s+or\s+(?:fewer|less|under|below))\W*$"
    ))
});
static RANGE_CELL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:between\s+)?(\d{1,3})\s*(?:-|\u{2013}|to|and)\s*(\d{1,3})$")
});
static WORD_CELL: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)^({WORD})(?:\s+\(\d+\))?\.?$")));
static NIL_CELL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:nil(?:\s+return)?|none(?:\s+recorded)?|zero|no\s+(?:complaints?|allegations?|cases|matters?|claims?)(?:\s+(?:recorded|received|made))?|no\s+case\s+(?:recorded|received|made)|dim)\W*$",
    )
});
static OPEN_CELL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:>|\u{2265}|>=)\s*\d+$|^\d+\s*\+$|^[~\u{2248}c]\.?\s*\d+$"));

/// An exemption in the place of a number: "[40(2)]", "s40(2)", "Sec. 38(1)(b)", "Exempt - s.31".
static WITHHELD_CELL: LazyLock<Regex> = LazyLock::new(|| {
    let paragraphs = r"\d{2}\s?[a-z]?(?:\s?\(\s?\w{1,3}\s?\))";
    pattern(&format!(
        r"(?i)^[\[({{]?\s*(?:(?:exempt(?:ion|ed)?|withheld|redacted|refused|removed|not\s+disclosed)\b[\s:,\u{{2013}}-]*(?:(?:under|by|per|due\s+to|in\s+line\s+with|foia?|foisa)\s+)*(?:(?:s(?:ec(?:t(?:ion)?)?)?)?[.\s]*{paragraphs}*)?|s(?:ec(?:t(?:ion)?)?)?[.\s]*{paragraphs}*)\s*[\])}}]?\.?$|^[\[({{]\s*{paragraphs}+\s*[\])}}]$|^40\(2\)$|^{paragraphs}{{2,}}$"
    ))
});

/// "Not held" in the place of a number.
static UNHELD_CELL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[\[(]?\s*(?:(?:data|information|figures?|records?)\s+)?(?:not|no\s+longer)\s+(?:held|retained)\s*[\])]?\.?$|^[\[(]?\s*no\s+(?:data|information|records?)\s+held\s*[\])]?\.?$",
    )
});

/// True for the text of a cell that is a count: "4", "nil", "<5".
pub fn is_count(text: &str) -> bool {
    matches!(of_cell(text), CellNumber::Count { .. })
}

/// Reads the text of a cell.
pub fn of_cell(text: &str) -> CellNumber {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
    if text.is_empty() {
        return CellNumber::Blank;
    }
    if text.chars().all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')) {
        return CellNumber::Dash;
    }
    if is_symbol(text) {
        return CellNumber::Symbol(text.to_string());
    }
    if WITHHELD_CELL.is_match(text) {
        return CellNumber::NotCount("withheld");
    }
    if UNHELD_CELL.is_match(text) {
        return CellNumber::NotCount("not held");
    }
    if let Some(c) = PLAIN_CELL.captures(text) {
        let lead = text.chars().next().unwrap_or('0');
        if lead.is_ascii_digit() || matches!(lead, '\'' | '\u{2019}' | '*' | '(' | '=') {
            return exact(&c[1]);
        }
        if matches!(lead, '\u{a3}' | '$' | '\u{20ac}') {
            return CellNumber::NotCount("money");
        }
    }
    if NIL_CELL.is_match(text) {
        return exact("0");
    }
    if let Some(c) = FEWER_CELL.captures(text) {
        let n = value(&c[1]).unwrap_or(1);
        return CellNumber::Count { count: Count::range(0, n.saturating_sub(1)), suppressed: true };
    }
    if let Some(c) = AT_MOST_CELL.captures(text) {
        let n = c.get(1).or(c.get(2)).and_then(|m| value(m.as_str())).unwrap_or(0);
        return CellNumber::Count { count: Count::range(0, n), suppressed: true };
    }
    if let Some(c) = RANGE_CELL.captures(text) {
        let (a, b) = (value(&c[1]).unwrap_or(0), value(&c[2]).unwrap_or(0));
        if a < b {
            return CellNumber::Count { count: Count::range(a, b), suppressed: false };
        }
    }
    if let Some(c) = WORD_CELL.captures(text) {
        return value(&c[1]).map_or(CellNumber::Text, |n| exact(&n.to_string()));
    }
    if text.ends_with('%') && text[..text.len() - 1].trim().parse::<f64>().is_ok() {
        return CellNumber::NotCount("percentage");
    }
    if text.starts_with(['\u{a3}', '$', '\u{20ac}']) {
        return CellNumber::NotCount("money");
    }
    if text.parse::<f64>().is_ok() {
        return CellNumber::NotCount("decimal");
    }
    if OPEN_CELL.is_match(text) {
        return CellNumber::NotCount("an open bound");
    }
    CellNumber::Text
}

/// Footnote marks at the end of a number cell, to be looked up in the notes ("9*" gives "*").
pub fn is_symbol(text: &str) -> bool {
    let n = text.chars().count();
    n <= 3
        && (text.chars().all(|c| {
            matches!(
                c,
                '*' | '#'
                    | '~'
                    | '\u{2020}'
                    | '\u{2021}'
                    | '.'
                    | '^'
                    | '\u{a7}'
                    | '\u{2022}'
                    | '\u{2731}'
                    | '\u{2217}'
                    | '\u{25aa}'
                    | '\u{25a0}'
                    | '\u{25cf}'
            )
        }) || matches!(
            text,
            "x" | "X" | "[c]" | "[x]" | "[z]" | "c" | "C" | "S" | "s" | "(*)" | "[*]"
        ))
}

fn exact(digits: &str) -> CellNumber {
    match value(digits) {
        Some(n) => CellNumber::Count { count: Count::exact(n), suppressed: false },
        None => CellNumber::Text,
    }
}

/// The value of digits or of a number word.
pub fn value(text: &str) -> Option<u64> {
    let clean: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}')).collect();
    if clean.starts_with(|c: char| c.is_ascii_digit()) {
        return clean.parse().ok();
    }
    let lower = text.to_lowercase();
    let mut total = 0;
    let mut seen = false;
    for word in lower.split(|c: char| c.is_whitespace() || c == '-') {
        if let Some(n) = ONES.iter().position(|w| *w == word) {
            total += n as u64;
        } else if let Some(n) = TENS.iter().position(|w| *w == word) {
            total += 20 + 10 * n as u64;
        } else {
            match word {
                "hundred" => total = total.max(1) * 100,
                "dozen" => total = total.max(1) * 12,
                "nil" | "none" | "no" | "neither" => {}
                "both" => total += 2,
                "single" | "another" => total += 1,
                "a" | "and" | "" => continue,
                _ => return None,
            }
        }
        seen = true;
    }
    seen.then_some(total)
}

struct Rule {
    pattern: Regex,
    reason: &'static str,
}

/// Numbers that are no counts, in the order they are looked for.
static ASIDES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let months = MONTHS;
    let time = "(?:(?:working|calendar|full|complete|whole|clear)[\\s-]+)?(?:days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|seconds?|decades?)(?:['\u{2019}]s?)?";
    let rules: Vec<(String, &'static str)> = vec![
        (r"(?i)\b\d{3,6}(?:[\s_-]+\w+){0,4}\.(?:csv|xlsx?|xlsm|xlsb|pdf|docx?|txt|ods|odt|rtf)\b".into(), "file name"),
        (r"(?i)\S+@\S+|https?://\S+|\bwww\.\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*".into(), "address"),
        (format!(r"(?i)\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{months})\b\.?,?(?:\s+\d{{4}}\b)?"), "date"),
        (format!(r"(?i)\b(?:{months})\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b"), "date"),
        (format!(r"(?i)\b{ORDINAL}\s+of\s+(?:{months})\b(?:,?\s+\d{{4}}\b)?"), "date"),
        (r"(?i)\b(?:our|your|foi)\s+ref(?:erence)?\b\.?\s*:?\s*[A-Z]{1,6}[\s/-]\d{3,7}[\s/-]\d{2}\b".into(), "reference number"),
        (format!(r"(?i)\b\d{{1,2}}-\s?(?:{months})-\s?\d{{2,4}}\b"), "date"),
        (r"^\s*\(?\d{1,2}\s*\)\s*$".into(), "question number"),
        (r"(?i)\bthe\s+20\d\d(?:/\d\d)?\s+one\b".into(), "not counted"),
        (r"(?i)\b(?:the|these|those)\s+two\s+(?:can\s?not|could\s+not|can['\u{2019}]t|may\s+not|must\s+not|should\s+not|do\s+not\s+overlap|overlap)\b".into(), "not counted"),
        (r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b".into(), "date"),
        (format!(r"(?i)\b(?:{months})\s+\d{{4}}\b"), "date"),
        (r"(?i)\b\d{1,2}[:.]\d{2}\s*(?:hrs|hours|am|pm)?\b".into(), "time or decimal"),
        (r"(?i)\b\d+(?:\.\d+)?\s*(?:%|per\s?cent\b|percent\b|percentage)".into(), "percentage"),
        (format!(r"(?i)\b{WORD}\s+per\s?cent\b"), "percentage"),
        (format!(r"(?i)\b(?:about|around|roughly|nearly|some|approximately)\s+(?:1|one)\s+in\s+(?:\d{{1,3}}|{WORD})\b"), "percentage or rate"),
        (r"(?i)[\u{a3}$\u{20ac}]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|million|pence))?|\b\d+\s?(?:pence|p)\b".into(), "money"),
        (r"\b0\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}\b|\+44[\d\s()]{8,}|\b0\d{9,10}\b".into(), "telephone number"),
        (r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b".into(), "postcode"),
        (r"(?i)\bpo\s+box\s+\d+|\b(?:dx|ext\.?|extension)\s*:?\s*\d+".into(), "address"),
        (r"(?i)\bpages?\s+\d+(?:\s*(?:of|to|-|\u{2013}|and|/)\s*\d+)?|\b\d+\s+pages?\b".into(), "page number"),
        (r"(?i)\b(?:file|sheet|part|tab|document|attachment|enclosure|e-?mail|letter|annex|appendix)\s+\d{1,2}\s*(?:of|/)\s*\d{1,2}\b".into(), "number of a part"),
        (r"(?i)\b(?:section|sect|sub-?section|s|ss|sections|regulations?|regs?|schedule|sch|article|art|paragraph|paragraphs|para|paras|part|chapter|clause|rule|level|stage|phase|tier|version|ver|v|category|code|class|type|form|annex|appendix|table|tables|chart|figure|fig|note|notes|footnote|column|columns|row|rows|sheet|tab|line|item|attachment|enclosure|document|exemption)s?\.?\s?\d+[a-z]?(?:\s?\(\w+\))*(?:(?:\s*(?:,|and|or|to|-|&|\u{2013})\s*)\d+[a-z]?(?:\(\w+\))*)*".into(), "section or table number"),
        (format!(r"(?i)\b(?:table|tables|part|section|question|questions|schedule|appendix|annex|stage|level|phase|category|parts|paragraph|point|column)\s+(?:{WORD})\b"), "section or table number"),
        (r"(?i)\b(?:act|regulations?|order|rules|code)\s+(?:19|20)\d\d\b".into(), "title of a law"),
        (r"(?i)\b(?:q|question|questions|qn|answer|ans|a|part|point|points)\.?\s?\d{1,2}[a-z]?(?:\s*(?:to|-|and|&|,|\u{2013})\s*(?:q\s?)?\d{1,2}[a-z]?)*\b(?:[.):])?".into(), "question number"),
        (format!(r"(?i)\b(?:questions?|parts?|points?)\s+(?:{WORD})(?:\s+(?:to|and)\s+(?:{WORD}))?\b"), "question number"),
        (format!(r"(?i)\b(?:{DIGITS}|{WORD}|several|few)(?:\s*(?:-|\u{{2013}}|to|or)\s*(?:{DIGITS}|{WORD}))?(?:\s*\(\s*\w+\s*\))?[\s-]{time}\b"), "length of time"),
        (format!(r"(?i)\b(?:over|during|in|for|within|across)\s+(?:the\s+)?(?:last|past|previous|first|same)\s+(?:{DIGITS}|{WORD})\b"), "length of time"),
        (format!(r"{}|\b\d{{1,3}}[/.](?:FOI|FOIA|RFI|EIR|SAR)[/.]\d{{2}}[/.]\d{{3,7}}\b|\b(?:[A-Za-z]{{2,8}}[-/.])+\d{{4,7}}[/.-]\d{{2}}\b|\b[12]\d[-/](?:\d{{5,6}}|[013-9]\d{{3}}|2[1-9]\d\d)\b", crate::normalise::year::REFERENCE), "reference number"),
        (r"(?i)\b(?:foi|ref|reference|ref\.?\s*no|our\s+ref|your\s+ref|rfi|request(?:\s+(?:no|number|ref(?:erence)?))?|invoice|case\s+(?:no|number|ref)|crime\s+(?:no|number|ref))\.?\s*:?\s*[#]?\s?[A-Z]{0,6}[-./ ]?\d[\w./-]*".into(), "reference"),
        (r"\b[A-Z]{2,4}/\d{3,7}\b|\b[A-Z]{2,4}-0\d{2,6}\b|\b[A-Za-z]{1,8}[-/.]?\d[\w]*(?:[-/.][\w]+)+\b|\b\d+[-/.]\d+[-/.][\w/.-]+|\b\d{3,}[/-]\d{2,4}\b|\b[A-Z]{2,}\d{2,}\w*\b|\b[A-Z]\d{1,3}\b|\b\d+[A-Z]{1,3}/\d+\b".into(), "reference"),
        (r"(?i)\bsee\s+(?:also\s+|our\s+)?(?:q(?:uestion)?\.?\s*|answer\s+|no\.?\s*|\()?\d{1,2}(?:\s*(?:and|to|,|&)\s*\d{1,2})*\b\)?".into(), "cross-reference"),
        (r"(?i)\bcovid[\s-]?19\b|\b9/11\b|\b24/7\b|\b101\b|\b999\b".into(), "name"),
        (r"(?i)\b\d+(?:st|nd|rd|th)\b|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b".into(), "ordinal"),
        (format!(r"(?i)\b(?:{WORD}|\d{{1,2}})-(?:stage|step|part|point|fold|person|member|tier|sided|way|strand|panel|hour|day|week|month|year)\b"), "part of a word"),
        (r"\^\S{1,2}".into(), "footnote mark"),
        (r"\b\d{7,}\b".into(), "reference number"),
        (format!(r"(?i)\bnearest\s+(?:{WORD}|\d{{1,3}})\b"), "step of rounding"),
        (r"(?i)\b(?:neither|none|both)\s+(?:of\s+(?:them|these|which)\s+)?(?:has|have|had)\s+(?:a|any|an)\s+(?:field|box|marker|flag|code|category|heading|column|facility)\b".into(), "not counted"),
        (r"(?i)\b(?:be|being|is|as)\s+one\s+(?:where|in\s+which|for\s+which|of\s+those)\b|\bfrom\s+one\s+\w+\s+to\s+another\b|\bone\s+(?:code|heading|label|entry|term|word|column|field)\s+for\s+(?:the\s+two|both|all|them)\b|\bcommitted\s+one\b".into(), "not counted"),
        (format!(r"(?i)\b(?:any|each|some)\s+(?:{WORD})\s+of\s+(?:the|these|those)\s+(?:\w+\s+)?years\b"), "length of time"),
        (format!(r"(?i)\b(?:(?:one\s+of\s+whom|who|he|she)\s+(?:was|is|were)\s+(?:each\s+)?the\s+subject\s+of\s+(?:{WORD}|\d{{1,3}})|the\s+subject\s+of\s+(?:{WORD}|\d{{1,3}})\s+(?:of\s+them|each))\b"), "so many to each"),
        (format!(r"(?i)\bthe\s+(?:{WORD}|\d{{1,3}})\s+in\s+the\s+[\u{{2018}}\u{{201c}}'\x22][^'\x22\u{{2019}}\u{{201d}}]{{2,40}}['\x22\u{{2019}}\u{{201d}}]\s+(?:columns?|rows?|categor(?:y|ies)|lines?|headings?)\b"), "about the tables"),
        (r"(?i)\bboth\s+(?:of\s+(?:these|those)\s+|the\s+)?(?:duties|obligations|limbs|parts\s+of\s+(?:the|your|that)|requirements)\b".into(), "not counted"),
        (format!(r"(?i)\bthe\s+(?:final|last|first|other|above|following|same)\s+(?:{WORD}|\d)\s+(?:results?|answers?|entries|headings|rows|columns|paragraphs)\b"), "about the tables"),
        (r"(?i)\b(?:about|by|against|with)\s+another\b".into(), "not counted"),
        (format!(r"(?i)\bthe\s+(?:{WORD}|\d)\s+(?:later|earlier|remaining|calendar|financial|previous|past|whole|full|complete)\s+years\b"), "length of time"),
        // "It was one of the complaints that were not upheld"
        (r"(?i)\b(?:it|this|that|he|she)\s+(?:is|was)\s+(?:also\s+|itself\s+)?one\s+of\s+(?:the|those)\b".into(), "not counted"),
        (r"\b\d+\.\d+\b".into(), "decimal"),
        // "... entries for 2017.1" with its note below
        (r"\.\d{1,2}\s*$".into(), "footnote mark"),
        (r"(?i)\b(?:belongs?|belonged|attach(?:es)?|pertains?)\s+to\s+(?:a\s+single|one|the\s+same)\s+(?:\w+\s+){0,2}?(?:case|complaint|matter|file|investigation|officer)(?:\s+(?:about|against|concerning)\s+(?:one|the\s+same|a\s+single)\s+officer)?\b".into(), "so many to each"),
        // "Listed one to a line"
        (r"(?i)\bone\s+(?:to|per|on|for)\s+(?:a|an|each|every)\s+(?:line|row|page|sheet|entry)\b".into(), "so many to each"),
        (r"(?i)\bneither\s+(?:(?:is|are|was|were|do|does|did|has|have|can|could|will|would)\s+(?:whether|it|they|we|there)|(?:is|are|was|were|do|does|did)\s+the\s+(?:sex|gender|source|outcome|rank|age))\b".into(), "not counted"),
        (r"(?i)\b(?:a|an|the|this|that)\s+(?:live|wider|new|male|female|different|similar|single|further|difficult|simple|common|general|full|separate|formal)\s+one\b|\ba\s+(?:true\s+)?(?:nil|zero)\b|\bnil\s+total\b".into(), "not counted"),
        (r"(?i)\b(?:one\s+(?:or\s+(?:more|several|other)|another|hand|way|such|side)|(?:any|every|each|no|some|more\s+than|than|the|this|that|which|at\s+least|last|first|only)\s+one(?:\s+of)?\b(?!\w)|one['\u{2019}]s|(?:as|is|are|for|on|of|from|to|in)\s+one\b(?:\s+and\s+the\s+same)?)".replace(r"(?!\w)", ""), "not a number"),
    ];
    rules.into_iter().map(|(p, reason)| Rule { pattern: pattern(&p), reason }).collect()
});

static SENTENCE_COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)(?P<fewer>(?:fewer|less)\s+than\s+|under\s+|below\s+|<\s*)(?P<fewer_n>{DIGITS}|{WORD})\b|(?P<most_n>{DIGITS}|{WORD})\s+or\s+(?:fewer|less)\b|(?P<most>(?:\u{{2264}}|<=|up\s+to|no\s+more\s+than|at\s+most)\s*)(?P<most2_n>{DIGITS}|{WORD})\b|\bbetween\s+(?P<from>{DIGITS}|{WORD})\s+and\s+(?P<to>{DIGITS}|{WORD})\b|(?P<loose>\b(?:about|around|approximately|approx\.?|circa|some|roughly|nearly|almost|over|more\s+than|at\s+least|in\s+excess\s+of|upwards\s+of)\s+)(?P<loose_n>{DIGITS}|{WORD})\b|(?P<ref>\b(?:of|from\s+among|out\s+of|among|amongst|from|within|as\s+(?:for|to)|taking|regarding|concerning)\s+(?:the|these|those|all|a\s+total\s+of|our|all\s+the)\s+(?:same\s+|above\s+|total\s+of\s+)?)(?P<ref_n>{DIGITS}|{WORD})\b|(?P<all>\b(?:all|each|every\s+one|any)\s+(?:of\s+the\s+|the\s+|of\s+these\s+|of\s+those\s+|of\s+them\s+)?)(?P<all_n>{DIGITS}|{WORD})\b|\b(?P<both>both)\b(?:\s+of\s+(?:these|those|them|the)|\s+(?:were|was|are|relate|related|concern|concerned|resulted|ended|remain|allegations?|complaints?|cases?|matters?|officers?|complainants?)\b)|(?P<none>\b(?:none|neither)\b)|(?P<no>\bno)\s+(?:such\s+|sexual\s+assault\s+|public\s+|internal\s+|relevant\s+|recorded\s+|other\s+)?(?:complaints?|allegations?|claims?|officers?|cases|matters|conduct\s+matters?|(?:matter|case)\s+(?:(?:was|has\s+been|had\s+been)\s+(?:recorded|received|reported|made|raised|found|identified)|arose|came)\b|internal\s+(?:conduct\s+)?(?:matter|case|report)s?|records?\s+(?:were|was|have)|reports\s+(?:were|of)|instances|female|male|dismissals|(?:(?:final|first|written|verbal|oral)\s+)+warnings?|sanctions?|misconduct\s+(?:hearings?|meetings?))\b|(?P<other>\b(?:the\s+(?:other|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last)|another|a\s+single|the\s+remaining\s+one|a\s+further\s+one|a\s+(?:second|third|fourth|fifth))\b)\s*(?:,|\(|was\b|is\b|remains?\b|resulted\b|ended\b|allegation|complaint|case|matter|concern|related?\b|against\b|led\b|has\b|had\b|officer|still\b|awaits\b|an?\s|it\s+(?:was|has|had|is\s+not)\b|there\s+was\b|with\b|the\s+(?:sex|gender|officer|outcome|result)\b)|\b[x\u{{d7}}](?P<times_n>{DIGITS})\b|(?P<word>\b{WORD}\b)|(?P<digits>\b{DIGITS}\b)"
    ))
});

/// "Of those in Table 3, 138 were made by the public": the number behind the comma counts.
fn end_of_list(text: &str, start: usize, end: usize, reason: &str) -> usize {
    static COUNTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s+(?:was|were|are|is|had|have|has|came|ended|resulted|led|arose|related|concerned|involved|resigned|retired|allegations?|complaints?|cases?|matters?|officers?|of\s+(?:these|those|them|the))\b",
        )
    });
    let list = &text[start..end];
    match list.rfind(',') {
        Some(comma) if reason == "section or table number" && COUNTS.is_match(&text[end..]) => {
            start + comma
        }
        _ => end,
    }
}

/// "Withdrawn at the complainant's request: 1": what somebody wished, and no number of it.
fn is_somebodys_request(before: &str, found: &str) -> bool {
    const WHOSE: &[&str] = &["'s", "\u{2019}s", "s'", "s\u{2019}", "own", "their", "his", "her"];
    let last = before.split_whitespace().next_back().unwrap_or("").to_lowercase();
    found.to_lowercase().starts_with("request") && WHOSE.iter().any(|w| last.ends_with(w))
}

/// Every number of a sentence, left to right, without overlaps. Years are left to
/// [`crate::normalise::year`] and returned as asides.
pub fn in_sentence(text: &str) -> Vec<NumberHit> {
    let mut hits: Vec<NumberHit> = Vec::new();
    let mut taken = Spans::default();
    for rule in ASIDES.iter() {
        for m in rule.pattern.find_iter(text) {
            if rule.reason == "ordinal"
                && ORDINAL_NEXT.is_match(&text[m.end()..])
                && ends_in_article(&text[..m.start()])
            {
                continue; // "the third was withdrawn" counts one
            }
            // "it's 35 male": no section.
            if rule.reason == "section or table number"
                && text[..m.start()].ends_with(['\'', '\u{2019}'])
            {
                continue;
            }
            if rule.reason == "reference" && is_somebodys_request(&text[..m.start()], m.as_str()) {
                continue;
            }
            // "No case to answer 12": an outcome and its count.
            if rule.reason == "question number" && ends_in_case(&text[..m.start()]) {
                continue;
            }
            if rule.reason == "not a number" && one_is_counted(text, m.start(), m.end()) {
                continue;
            }
            // "In the last two the investigation is continuing": of cases, not of years.
            let last = ["last", "first"].iter().any(|w| m.as_str().to_lowercase().contains(w));
            if rule.reason == "length of time" && last && COUNTED_NEXT.is_match(&text[m.end()..]) {
                continue;
            }
            let end = end_of_list(text, m.start(), m.end(), rule.reason);
            if taken.claim(m.start(), end) {
                hits.push(aside(m.start(), end, rule.reason));
            }
        }
        // Years go before the looser rule of references.
        if rule.reason == "reference" {
            for y in crate::normalise::year::in_text(text) {
                if taken.claim(y.start, y.end) {
                    hits.push(aside(y.start, y.end, "year"));
                }
            }
        }
    }
    for y in YEAR_RANGE.find_iter(text) {
        // "1970 to 2015": the second may be known for a year already.
        let first = y.start() + "1970".len();
        if let Some(end) = [y.end(), first].into_iter().find(|&end| taken.claim(y.start(), end)) {
            hits.push(aside(y.start(), end, "year"));
        }
    }
    for c in SENTENCE_COUNT.captures_iter(text) {
        let Some((start, end, what)) = counted(&c) else { continue };
        if taken.claim(start, end) {
            hits.push(NumberHit { start, end, what });
        }
    }
    hits.sort_by_key(|h| h.start);
    refer_back(text, &mut hits);
    hits
}

/// "No warning was given in any of the 13": after a nought, "any of the 13" only refers.
fn refer_back(text: &str, hits: &mut [NumberHit]) {
    let nought = |h: &NumberHit| matches!(h.what, What::Count { count: Count::ZERO, .. });
    let Some(from) = hits.iter().position(nought) else { return };
    for h in &mut hits[from + 1..] {
        if let What::Count { count, .. } = h.what
            && text[h.start..h.end].to_lowercase().starts_with("any")
        {
            h.what = What::Reference(count.min);
        }
    }
}

static YEAR_RANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:19|20)\d\d\s*(?:to|and|-|\u{2013}|through|until|/)\s*(?:(?:19|20)\d\d|\d\d)\b|\b(?:19|20)\d\d\b",
    )
});
static ORDINAL_NEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:,\s*)?(?:was|is|remains?|resulted|ended|led|related|concerned|has|had|still|awaits|an?|it\s+(?:was|has|had|is\s+not)|there\s+was|with)\b",
    )
});
static COUNTED_NEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:allegation|complaint|case|matter|claim|officer|instance|occasion|record\b|of\s+(?:these|those|them|which)\b|was|is|were|resulted|relate|concern|in\s+(?:19|20)\d\d|the\s+(?:force|service|officer|complain|allegation|result|outcome|matter|process|investigation|proceedings|person|victim|sex|gender)|(?:that|which)\s+(?:has|have|is|was|remains?)\b|we\s+were|it\s+(?:was|is|could|has|had)|no\s+(?:entry|sex|gender|outcome|further|action|case)|there\s+was|an?\s+(?:officer|complainant|man|woman))",
    )
});

/// "The third", "a third".
fn ends_in_article(lead: &str) -> bool {
    let last = lead.split_whitespace().next_back().unwrap_or("").to_lowercase();
    matches!(last.as_str(), "the" | "a")
}

/// "the one allegation", "at least one was dismissed": a count after all.
fn one_is_counted(text: &str, start: usize, end: usize) -> bool {
    let lead = text[start..end].to_lowercase();
    let counts = [
        "the ", "at least", "last", "first", "only", "that ", "is ", "are ", "of ", "for ",
        "from ", "in ",
    ];
    // "Four, of which one was upheld"
    let before = text[..start].trim_end().to_lowercase();
    let of_which = lead.starts_with("which ")
        && [" of", " from", " for", " in"].iter().any(|w| before.ends_with(w));
    // "There is one ongoing."
    let there_is = lead.starts_with("is ") && before.ends_with("there");
    // "In two it was management action and in one a written warning."
    static IN_OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)\bin\s+(?:only\s+|just\s+)?(?:{WORD}|\d{{1,3}})\b"))
    });
    let beside = lead.starts_with("in ")
        && before.ends_with(|c: char| c.is_alphabetic() || matches!(c, ',' | ';'))
        && IN_OTHERS.is_match(&before)
        && (before.ends_with("and") || before.ends_with([',', ';']));
    // "Only one of them was upheld"
    let only_of = lead == "only one of" && !before.ends_with("the");
    // "The hearings resulted in one written warning"
    let led_to = lead.starts_with("in ")
        && ["resulted", "resulting", "ended", "ending", "concluded", "culminated", "culminating"]
            .iter()
            .any(|w| before.ends_with(w));
    // "Local resolution was used for one"
    let used_for = lead == "for one"
        && ["used", "recorded", "given", "outcome", "result", "finding", "applied", "issued"]
            .iter()
            .any(|w| before.ends_with(w));
    of_which
        || there_is
        || used_for
        || beside
        || only_of
        || led_to
        || counts.iter().any(|w| lead.starts_with(w)) && COUNTED_NEXT.is_match(&text[end..])
}

fn ends_in_case(before: &str) -> bool {
    before.trim_end().to_lowercase().ends_with("case to")
}

fn aside(start: usize, end: usize, reason: &'static str) -> NumberHit {
    NumberHit { start, end, what: What::Aside(reason) }
}

fn counted(c: &Captures<'_>) -> Option<(usize, usize, What)> {
    let all = c.get(0)?;
    let n = |name: &str| c.name(name).and_then(|m| value(m.as_str()));
    let span = (all.start(), all.end());
    let count =
        |count: Count, suppressed: bool, loose: bool| What::Count { count, suppressed, loose };
    let found = if let Some(n) = n("fewer_n") {
        (span.0, span.1, count(Count::range(0, n.saturating_sub(1)), true, false))
    } else if let Some(n) = n("most_n").or(n("most2_n")) {
        (span.0, span.1, count(Count::range(0, n), true, false))
    } else if let (Some(a), Some(b)) = (n("from"), n("to")) {
        (span.0, span.1, count(Count::range(a, b), false, false))
    } else if let Some(n) = n("loose_n") {
        (span.0, span.1, count(Count::exact(n), false, true))
    } else if let Some(n) = n("ref_n") {
        (span.0, span.1, What::Reference(n))
    } else if let Some(n) = n("all_n") {
        (span.0, span.1, count(Count::exact(n), false, false))
    } else if let Some(m) = c.name("both") {
        (m.start(), m.end(), count(Count::exact(2), false, false))
    } else if let Some(m) = c.name("none").or(c.name("no")) {
        (m.start(), m.end(), count(Count::ZERO, false, false))
    } else if let Some(n) = n("times_n") {
        (span.0, span.1, count(Count::exact(n), false, false))
    } else if let Some(m) = c.name("other") {
        (m.start(), m.end(), count(Count::exact(1), false, false))
    } else {
        let m = c.name("word").or(c.name("digits"))?;
        (m.start(), m.end(), count(Count::exact(value(m.as_str())?), false, false))
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(text: &str) -> Vec<(u64, u64)> {
        in_sentence(text)
            .into_iter()
            .filter_map(|h| match h.what {
                What::Count { count, .. } => Some((count.min, count.max)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn cells() {
        let n = |min, max, suppressed| CellNumber::Count { count: Count { min, max }, suppressed };
        assert_eq!(of_cell("12"), n(12, 12, false));
        assert_eq!(of_cell("1,204*"), n(1204, 1204, false));
        assert_eq!(of_cell("12 (31%)"), n(12, 12, false));
        assert_eq!(of_cell("9†"), n(9, 9, false));
        assert_eq!(of_cell("3 [2]"), n(3, 3, false));
        assert_eq!(of_cell("<5"), n(0, 4, true));
        assert_eq!(of_cell("fewer than five"), n(0, 4, true));
        assert_eq!(of_cell("5 or fewer"), n(0, 5, true));
        assert_eq!(of_cell("Nil"), n(0, 0, false));
        assert_eq!(of_cell("twenty-one"), n(21, 21, false));
        assert_eq!(of_cell("12.5%"), CellNumber::NotCount("percentage"));
        assert_eq!(of_cell("£19.80"), CellNumber::NotCount("money"));
        assert_eq!(of_cell("–"), CellNumber::Dash);
        assert_eq!(of_cell("*"), CellNumber::Symbol("*".into()));
        assert_eq!(of_cell("No case to answer"), CellNumber::Text);
        // Short for "no case to answer".
        assert_eq!(of_cell("No case"), CellNumber::Text);
        assert_eq!(of_cell("No cases"), n(0, 0, false));
        for exempt in
            ["[40(2)]", "s40(2)", "S.40", "Section 38(1)(b)", "Exempt - s.31(1)", "s 40 (2)"]
        {
            assert_eq!(of_cell(exempt), CellNumber::NotCount("withheld"), "{exempt}");
        }
        assert_eq!(of_cell("12(2)"), n(12, 12, false));
        assert_eq!(of_cell(""), CellNumber::Blank);
    }

    #[test]
    fn words() {
        assert_eq!(value("one hundred and fifty"), Some(150));
        assert_eq!(value("a hundred and two"), Some(102));
        assert_eq!(value("forty-one"), Some(41));
        assert_eq!(value("nil"), Some(0));
    }

    #[test]
    fn sentences_give_counts_and_explain_the_rest() {
        assert_eq!(
            counts("Between 1 January 2016 and 31 December 2020 there were 14."),
            [(14, 14)]
        );
        assert_eq!(counts("within 20 working days under section 40(2) of the Act"), []);
        assert_eq!(counts("Nine of the 150 allegations"), [(9, 9)]);
        assert_eq!(counts("fewer than five were withdrawn, none dismissed"), [(0, 4), (0, 0)]);
        assert_eq!(counts("6 x No case to answer"), [(6, 6)]);
        assert_eq!(counts("Telephone 0303 123 1113, SK9 5AF, £450, 18 hours"), []);
        assert_eq!(counts("no further action 3"), [(3, 3)]);
        assert_eq!(counts("two were withdrawn and the other was upheld"), [(2, 2), (1, 1)]);
        assert_eq!(counts("over the five years 2016 to 2020"), []);
        assert_eq!(
            counts("2018 - 6 (4 NCTA, 1 withdrawn, 1 ongoing)"),
            [(6, 6), (4, 4), (1, 1), (1, 1)]
        );
        assert_eq!(counts("No complaints were recorded in 2017"), [(0, 0)]);
        assert_eq!(counts("more than one allegation may arise from a case"), []);
    }
}
