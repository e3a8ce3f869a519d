//! Marks that stand for small numbers, blanks and dashes that mean nil, rounding: what a document says of
//! the numbers it does not print.

use std::sync::LazyLock;

use regex::Regex;

use super::Notes;
use crate::extract::context::Meaning;
use crate::extract::number;
use crate::pattern::pattern;

static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:from|between)?\s*(\d+|one|two|three)\s*(?:to|and|or|-|\u{2013})\s*(\d+|one|two|three|four|five|nine|ten)\b(?:\s*\(?inclusive)?",
    )
});
/// "A figure of 1, 2, 3 or 4", "one/two/three": every number of the band by itself.
static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    const N: &str = r"(?:\d|one|two|three|four|five|six|seven|eight|nine)";
    pattern(&format!(r"(?i)\b({N})(?:\s*[,/]\s*{N})+(?:\s*,?\s*(?:or|and|&)\s*{N})?\b"))
});
static FEWER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:fewer than|less than|under|below|smaller than|<)\s*(\d+|two|three|four|five|six|ten)\b",
    )
});
static SPELT_BAND: LazyLock<Regex> = LazyLock::new(|| {
    const N: &str = r"(?:\d|one|two|three|four|five|six|seven|eight|nine)";
    pattern(&format!(
        r"(?i)\(\s*(?:i\.?e\.?,?\s+|that is,?\s+|so\s+|namely\s+|from\s+|between\s+)?({N})(?:\s*[,/]\s*{N})*\s*,?\s*(?:or|and|to|-|\u{{2013}})\s*({N})\s*\)"
    ))
});
static AT_MOST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(\d+|two|three|four|five|six|nine|ten)\s+or\s+(?:fewer|less|under|below)\b")
});
static ROUNDED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bround(?:ed|ing)?\b[^.]{0,40}\b(?:nearest|to|multiple of)\s+(?:the\s+nearest\s+)?(?:multiple\s+of\s+)?(5|five|10|ten|3|three)\b|\bnearest\s+(5|five|10|ten|3|three)\b",
    )
});
/// "The number is 35 when rounded to the nearest 5": of that number, not of the others.
static AS_COUNTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:when|if|once)\s+round(?:ed|ing)\b"));
static ZERO_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:nil|zero|nought|no\s+(?:allegations?|complaints?|cases?|matters?|such\s+(?:allegations?|cases?|records?)|records?|entries|entry|recorded|result|instances?)|none|0)\b",
    )
});
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\u{201c}\u{2018}'\x22(\[]?\s*(\*{1,2}|#|~|\u{2020}|\u{2021}|\bx\b|\[c\]|\[x\]|\[z\]|\.\.|\b[cSX]\b|[-\u{2013}\u{2014}])\s*[\u{201d}\u{2019}'\x22)\]]?",
    )
});
static SAYS_MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:means?|denotes?|denoting|indicates?|represents?|stands?|shown|shows?|used|symbol|asterisks?|marked|signif\w+|replaced|suppressed|equals|where|is|are|hides?|covers?)\b|=|:",
    )
});
/// "Figures under 5 are shown as" before the mark itself.
static SHOWN_AS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:shown|given|displayed|printed|marked|entered|denoted|represented|replaced|suppressed|appears?|indicated)\s+(?:as|by|with)\s+(?:an?\s+|the\s+letter\s+)?[\u{201c}\u{2018}'\x22(]?\s*$",
    )
});
static BLANK_NIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:blank|empty)\b(?:\s+(?:cells?|box(?:es)?|spaces?|entr(?:y|ies)|fields?|squares?)\b)?[^.]{0,60}\b(?:nil|zero|nought|none|no\s+\w+|0)\b|\b(?:cells?|boxes)\s+(?:left|which\s+are|that\s+are)\s+(?:blank|empty)\b[^.]{0,60}\b(?:nil|zero|none|no\s+\w+|0)\b|\bwhere\s+(?:a\s+|the\s+)?(?:cell|box|field|space)s?\s+(?:is|are|has been)\s+(?:left\s+)?(?:blank|empty)\b[^.]{0,60}\b(?:nil|zero|none|no\s+\w+|0|nothing)\b",
    )
});
static BLANK_MISSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bblank\b[^.]{0,60}\b(?:not\s+(?:recorded|held|known)|no\s+entry|nothing\s+has\s+been\s+entered)",
    )
});
static DASH_NIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[\s\u{201c}\u{2018}'\x22(])(?:[-\u{2013}\u{2014}]|a\s+(?:dash|hyphen)|dash(?:es)?|hyphens?)[\u{201d}\u{2019}'\x22)]?\s*(?:=|means?|denotes?|indicates?|represents?|signif\w+|stands?\s+for|is|are|shows?|:)[^.;]{0,40}\b(?:nil|zero|nought|none|no\s+\w+|0)\b|\b(?:nil|zero|none)\b[^.;]{0,40}(?:shown|indicated|represented|denoted|marked|printed)\s+(?:as|by|with)\s+(?:a\s+)?(?:[\u{201c}\u{2018}'\x22(]?[-\u{2013}\u{2014}]|dash|hyphen)",
    )
});
static ZERO_SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:zero(?:e?s)?|noughts?|nil|true\s+zero\w*|0)\b[^.]{0,60}\b(?:shown|appears?|printed|given|displayed|not\s+(?:been\s+)?suppressed|left|reported|stated|written|as\s+0)\b|\bdoes\s+not\s+include\s+(?:zero|nil|0)\b|\b(?:excluding|other\s+than|not\s+including|except)\s+(?:zero|nil|0)\b|\b(?:any|numbers?|figures?|values?|counts?)\b[^.]{0,12}\b(?:from|between|of)\s+(?:1|one)\s+(?:to|and|or|-|\u{2013})\s+\w+\b[^.]{0,60}\b(?:fewer|less|under|below)\b|\b(?:fewer|less|under|below)\b[^.]{0,60}\b(?:any|numbers?|figures?|values?|counts?)\b[^.]{0,12}\b(?:from|between|of)\s+(?:1|one)\s+(?:to|and|or|-|\u{2013})\s+\w+\b|\bfewer than\b[^.]{0,30}\bbut not (?:nil|zero|nought|0)\b|\b(?:number|figure|value|count) is (?:always |in (?:every|each) case |therefore )?(?:at least (?:one|1)\b|one or more\b|(?:not|never) (?:nil|zero|nought|none|0)\b)|\b(?:never|not) (?:used for|mean|stand for|used to mean) (?:nil|none|zero|nought|0)\b",
    )
});

/// "<3 stands for one or two", "figures from 1 to 4 are shown as <5": the band begins at one.
static BAND_FROM_ONE: LazyLock<Regex> = LazyLock::new(|| {
    const ONES: &str = r"(?:(?:one|1) (?:or|and) (?:two|2)|(?:one|1), ?(?:two|2)(?:, ?(?:three|3))?,? (?:or|and) (?:three|3|four|4)|(?:1|one)\s?(?:to|and|-|\u{2013})\s?(?:\d|two|three|four|five|nine))";
    const BAND: &str = r"(?:<\s?\d|fewer than|less than|under (?:3|5|10|three|five|ten)|below (?:3|5|10|three|five|ten))";
    pattern(&format!(
        r"(?i){BAND}[^.]{{0,16}}(?:=|\b(?:stands? for|means?|denotes?|represents?|indicates?|is used for|covers?|replaces?|signif\w+)\b)[^.]{{0,40}}\b{ONES}\b|\b{ONES}\b[^.]{{0,60}}\b(?:shown|replaced|given|printed|appears?|written|denoted|recorded|presented|reported|expressed) (?:here )?(?:as|by|with)\b[^.]{{0,20}}{BAND}|\b{ONES}\b[^.]{{0,60}}\b(?:said|say|put|written|printed)\s+[\u{{201c}}\u{{2018}}'\x22]?{BAND}"
    ))
});

/// Takes in what a text says of marks, blanks and rounding.
pub(super) fn read(text: &str, notes: &mut Notes) {
    if let Some(c) = ROUNDED.captures(text).filter(|_| !AS_COUNTED.is_match(text)) {
        let n = c.get(1).or(c.get(2)).and_then(|m| number::value(m.as_str())).unwrap_or(0);
        notes.rounding = n / 2;
        let lower = text.to_lowercase();
        // "All figures below" are those of sentences too; "all figures in the table" are not.
        let everything =
            ["all figures", "all numbers", "every figure", "every number", "each figure"]
                .iter()
                .any(|w| lower.contains(w));
        let of_tables = ["table", "chart", "sheet", "annex", "percent"];
        let of_letter = everything
            && ["in this letter", "in this response", "in this reply", "in this document"]
                .iter()
                .any(|w| lower.contains(w));
        notes.rounds_sentences |= of_letter
            || !of_tables.iter().any(|w| lower.contains(w))
                && (everything || !lower.contains("below"));
    }
    notes.zero_shown |= ZERO_SHOWN.is_match(text) || BAND_FROM_ONE.is_match(text);
    if BLANK_NIL.is_match(text) && !BLANK_MISSING.is_match(text) {
        notes.marks.insert("blank".into(), Meaning::Range(0, 0));
    }
    if DASH_NIL.is_match(text) {
        notes.marks.insert("-".into(), Meaning::Range(0, 0));
    }
    read_mark(text, notes);
}

/// "* = fewer than 5", "'x' denotes a figure between 1 and 4".
fn read_mark(text: &str, notes: &mut Notes) {
    for sentence in text.split_inclusive(['.', ';']) {
        let Some(meaning) = meaning_of(sentence) else { continue };
        for c in MARK.captures_iter(sentence) {
            let mark = c[1].to_string();
            let quoted = c[0].len() > mark.len() + 1 && c[0].trim() != mark;
            let Some(at) = c.get(1).map(|m| m.start()) else { continue };
            let leads = sentence[..at].trim().chars().filter(|c| c.is_alphanumeric()).count() == 0;
            let wordlike = mark
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '\u{2013}' || c == '\u{2014}');
            let shown = SHOWN_AS.is_match(&sentence[..at]);
            if wordlike && !quoted && !leads && !shown {
                continue;
            }
            if !SAYS_MARK.is_match(sentence) && !leads {
                continue;
            }
            let mark = if matches!(mark.as_str(), "\u{2013}" | "\u{2014}") {
                "-".to_string()
            } else {
                mark
            };
            notes.marks.entry(mark).or_insert(meaning);
        }
        if sentence.to_lowercase().contains("asterisk") {
            notes.marks.entry("*".into()).or_insert(meaning);
        }
    }
}

/// First and last of numbers that follow each other ("1, 2, 3 or 4").
fn listed(text: &str) -> Option<(u64, u64)> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let joins = |w: &&str| !matches!(w.to_lowercase().as_str(), "or" | "and");
    let numbers: Vec<u64> = words.filter(joins).filter_map(number::value).collect();
    let follow = numbers.len() > 2 && numbers.windows(2).all(|w| w[1] == w[0] + 1);
    follow.then_some((*numbers.first()?, *numbers.last()?))
}

fn meaning_of(sentence: &str) -> Option<Meaning> {
    let n = |m: Option<regex::Match<'_>>| m.and_then(|m| number::value(m.as_str()));
    // "Fewer than three (one or two)", "under 5 (1 to 4)": the brackets leave no nought in it.
    if let (Some(top), Some(c)) = (FEWER.captures(sentence), SPELT_BAND.captures(sentence))
        && let (Some(top), Some(a), Some(b)) = (n(top.get(1)), n(c.get(1)), n(c.get(2)))
        && a < b
        && b + 1 == top
    {
        return Some(Meaning::Range(a, b));
    }
    if let Some(c) = AT_MOST.captures(sentence) {
        return n(c.get(1)).map(|n| Meaning::Fewer(n + 1));
    }
    if let Some(c) = FEWER.captures(sentence) {
        return n(c.get(1)).map(Meaning::Fewer);
    }
    if let Some((first, last)) = LISTED.find(sentence).and_then(|m| listed(m.as_str())) {
        return Some(Meaning::Range(first, last));
    }
    if let Some(c) = RANGE.captures(sentence)
        && let (Some(a), Some(b)) = (n(c.get(1)), n(c.get(2)))
        && a < b
        && b <= 20
    {
        return Some(Meaning::Range(a, b));
    }
    let lower = sentence.to_lowercase();
    if ["withheld", "suppressed", "redacted", "not held", "not applicable", "exempt"]
        .iter()
        .any(|w| lower.contains(w))
    {
        return Some(Meaning::Nothing);
    }
    ZERO_WORDS.is_match(sentence).then_some(Meaning::Range(0, 0)).filter(|_| sentence.len() < 60)
}
