//! Years in all the ways they are printed: calendar, financial, "year ending", "FY19".

mod short;

use std::sync::LazyLock;

use regex::Regex;

use super::spans::Spans;
use crate::pattern::pattern;

/// A year as a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearLabel {
    /// "2018", or "2018/19" for a financial year.
    pub value: String,
    /// The year it begins in.
    pub first: i32,
    /// True for a financial year (April to March).
    pub financial: bool,
    /// True for part of a year ("2021 to 31 May").
    pub part: bool,
    /// First byte in the text searched.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// Years before this are no reporting years of a 21st-century request.
const EARLIEST: i32 = 1990;
/// Years after this are no reporting years yet.
const LATEST: i32 = 2039;

/// The months as letters write them, in English and in Welsh (bilingual replies date themselves
/// twice).
pub const MONTHS: &str = "ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

/// How each of those names begins.
const MONTH_STEMS: &[&str] = &[
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
];

/// An ordinal in words ("the twenty-first of July", "the nineteenth complaint").
pub const ORDINAL: &str = r"(?:(?:twenty|thirty)[\s-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)";

static FINANCIAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:fy\s*)?(?:year\s+)?(20\d\d)\s*[/\-\u{2010}-\u{2014}]\s*((?:20)?\d\d)\b")
});
static WHOLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\S(?:.*\S)?"));
static SHORT_FINANCIAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(\d\d)\s*/\s*(\d\d)\b"));
static FY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bfy\s*[-'\u{2019}]?\s*((?:20)?\d\d)\b"));
static ENDING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?:years?\s+(?:ending|ended|to|end)|y/?e|ye)\s*:?\s*(?:(?:the\s+)?(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?({MONTHS})\.?\s+)?(20\d\d)\b"
    ))
});
/// "The five years to 31 December 2020" are several, and name none.
static COUNTED_YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?:two|three|four|five|six|seven|ten|several|all|\d{{1,2}})(?:\s+(?:calendar|financial|whole|full|reporting))?\s+years\s+(?:ending|ended|end|to|up\s+to|until)\s*:?\s*(?:on\s+)?(?:the\s+)?(?:(?:end\s+of\s+)?(?:(?:\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?:{MONTHS})\.?,?\s+|\d{{1,2}}[/.-]\d{{1,2}}[/.-])?(?:20)?\d\d\b"
    ))
});
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?({MONTHS})\.?\s*(20\d\d)?\s*(?:to|until|[-\u{{2010}}-\u{{2014}}])\s*(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?({MONTHS})\.?\s*(20\d\d)\b"
    ))
});
static NUMERIC_SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(\d{1,2})[/.](\d{1,2})[/.](20\d\d|\d\d)\s*(?:to|until|[-\u{2010}-\u{2014}])\s*(\d{1,2})[/.](\d{1,2})[/.](20\d\d|\d\d)\b",
    )
});
static CALENDAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(19\d\d|20\d\d)\b"));
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(20\d\d)\s*(?:to|and|through|until|[-\u{{2010}}-\u{{2014}}])\s*(?:the (?:end|close) of\s+)?(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTHS})\.?\s+)?(20\d\d)\b"
    ))
});
/// "F-2021-01466", "2021-449", "FOI/2021/883": the year in a reference is no year of anything.
pub const REFERENCE: &str = r"\b(?:[A-Za-z]{1,8}[-/.])+20\d\d[-/.]\d{3,7}\b|\b20\d\d[-/](?:\d{3}|\d{5,6}|[013-9]\d{3}|2[1-9]\d\d)\b|\b20\d\d[-/]\d\d[-/.]\d{3,7}\b|\b\d{3,7}[-/.]20\d\d[-/]\d\d\b|\b(?:\d{5,7}|[03-9]\d{3}|1[0-8]\d\d|2[1-9]\d\d)[-/]20\d\d\b";
static IN_REFERENCE: LazyLock<Regex> = LazyLock::new(|| pattern(REFERENCE));
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?:{MONTHS})\.?,?[\s-]+\d{{4}}\b|\b(?:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b|\b{ORDINAL}\s+of\s+(?:{MONTHS})\.?,?\s+\d{{4}}\b|\b(?:since|after|before|until|prior\s+to)\s+(?:(?:early|late|mid)[\s-]+)?(?:{MONTHS})\.?\s+20\d\d\b|\b(?:act|regulations?|order|rules|deddf[\w ]*)\s+(?:19|20)\d\d\b"
    ))
});
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\bto\s+date\b|\bytd\b|\bpart\b|\bso far\b|\b(?:to|until|up to)\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTHS})\b|\b(?:to|until)\s+\d{{1,2}}[/.]\d|\(\s*(?:{MONTHS})\s*(?:-|to|\u{{2013}})\s*(?:{MONTHS})"
    ))
});

/// The one year a label means, or `None` when it means none or a range of several.
pub fn of_label(text: &str) -> Option<YearLabel> {
    let years = in_text(text);
    let [year] = &years[..] else { return None };
    if RANGE.find_iter(text).any(|m| m.start() <= year.start && year.end <= m.end())
        && !year.financial
    {
        return None;
    }
    // A date or a long sentence is no year label.
    let reference: usize = IN_REFERENCE.find_iter(text).map(|m| m.len()).sum();
    let rest = text.len() - (year.end - year.start) - reference;
    let mut year = year.clone();
    year.part = year.part || (!year.financial && PART.is_match(text) && !whole_year(text));
    (rest <= 40).then_some(year)
}

/// The first reference in a text that holds a year, as printed.
pub fn reference_in(text: &str) -> Option<&str> {
    IN_REFERENCE.find(text).map(|m| m.as_str())
}

/// The first of two years of two digits that are all a text says ("16/17", "16-17").
pub fn short_pair(text: &str) -> Option<u32> {
    let (a, b) = text.trim().split_once(['/', '-', '\u{2013}'])?;
    let (a, b) = (a.trim(), b.trim());
    let digits = |t: &str| t.len() == 2 && t.bytes().all(|c| c.is_ascii_digit());
    let (first, last): (u32, u32) =
        if digits(a) && digits(b) { (a.parse().ok()?, b.parse().ok()?) } else { return None };
    (last == first + 1 && first >= 10).then_some(first)
}

/// True for words that say which kind of year stands beside them and give none ("Y/E 31 Dec",
/// "Calendar year", "Twelve months to March").
pub fn is_kind_of_year(text: &str) -> bool {
    static KIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^\W*(?:for\s+|in\s+)?(?:the\s+)?(?:(?:calendar|financial|fiscal|reporting|recording|performance|full)\s+years?|years?|y/?e|f/?y|c/?y|(?:12|twelve)\s+months?)(?:\s+(?:end(?:ing|ed|s)?|to|from|at|running|beginning|starting|on|of|the|and|for|recorded|received|reported|up|inclusive|(?:\d{{1,2}}(?:st|nd|rd|th)?|{MONTHS})\.?|[-\u{{2013}}]))*\W*$"
        ))
    });
    KIND.is_match(text)
}

/// True for words that leave a year unfinished ("to 31 May", "to date").
pub fn says_part(text: &str) -> bool {
    PART.is_match(text) && !whole_year(text)
}

/// The year that a label's date ends ("31 December 2016", "31/03/2018"), under a heading such as "Year
/// ending".
pub fn of_last_day(text: &str) -> Option<YearLabel> {
    static LAST_DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*31(?:st)?(?:\s+(?:of\s+)?(?P<name>dec|mar)[a-z]*\.?,?\s+|[/.-](?P<number>12|0?3)[/.-])(?P<year>20\d\d)\W*$",
        )
    });
    let c = LAST_DAY.captures(text)?;
    let march = c.name("name").is_some_and(|m| m.as_str().eq_ignore_ascii_case("mar"))
        || c.name("number").is_some_and(|m| m.as_str().ends_with('3'));
    let month = if march { "March" } else { "December" };
    of_label(&format!("year ending 31 {month} {}", &c["year"]))
}

/// A label that is nothing but a year (and marks).
pub fn is_bare(text: &str) -> bool {
    of_label(text).is_some_and(|y| {
        let rest: String = text[..y.start].chars().chain(text[y.end..].chars()).collect();
        rest.chars().filter(|c| c.is_alphanumeric()).count() <= 2
    })
}

/// A span of years that is all a label says ("2016 to 2020", "FY17-FY21", "2016/17 to 2020/21"): the
/// years it begins in, and whether they are financial ones.
pub fn span_of_label(text: &str) -> Option<(i32, i32, bool)> {
    if let Some((first, last)) = range_in(text) {
        // "1 April 2016 to 31 March 2021" is five financial years.
        let april_to_march = SPAN.captures(text).is_some_and(|c| {
            let month = |i: usize| c.get(i).map_or("", |m| m.as_str()).to_lowercase();
            month(2).starts_with("apr") && month(5).starts_with("mar")
        }) || NUMERIC_SPAN
            .captures(text)
            .is_some_and(|c| (number(c.get(2)), number(c.get(5))) == (Some(4), Some(3)));
        let last = if april_to_march { last - 1 } else { last };
        return (first < last).then_some((first, last, april_to_march));
    }
    let years = in_text(text);
    let [first, last] = &years[..] else { return None };
    let between = text[first.end..last.start].trim().to_lowercase();
    let joined =
        matches!(between.as_str(), "to" | "-" | "\u{2013}" | "\u{2014}" | "until" | "through");
    (joined && first.first < last.first && first.financial == last.financial).then_some((
        first.first,
        last.first,
        first.financial,
    ))
}

/// First and last year of the first range "2016 to 2020", "2016-20" or "01/01/2016 - 31/12/2020" in a
/// text.
pub fn range_in(text: &str) -> Option<(i32, i32)> {
    static DAYS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\b(20\d\d)-\d\d-\d\d\s*(?:to|until|[-\u{2010}-\u{2014}])\s*(20\d\d)-\d\d-\d\d\b")
    });
    let iso = DAYS.captures(text).map(|c| (number(c.get(1)), number(c.get(2))));
    let days = NUMERIC_SPAN.captures(text).map(|c| (number(c.get(3)), number(c.get(6))));
    if let Some((Some(a), Some(b))) = iso.or(days) {
        let (a, b) = (full(a), full(b));
        return (a < b).then_some((a, b));
    }
    let whole = RANGE.captures_iter(text).find_map(|c| {
        let (a, b): (i32, i32) = (c[1].parse().ok()?, c[2].parse().ok()?);
        (a < b).then_some((a, b))
    });
    whole.or_else(|| {
        FINANCIAL.captures_iter(text).find_map(|c| {
            let (a, b) = (number(c.get(1))?, number(c.get(2))?);
            let last = if b < 100 { a - a % 100 + b } else { b };
            (last > a + 1).then_some((a, last))
        })
    })
}

/// Every single year named in a text, left to right; the ends of a range "2016 to 2020" are left
/// out.
pub fn in_text(text: &str) -> Vec<YearLabel> {
    if names_none(text) {
        return Vec::new();
    }
    // The heading of most columns, told without trying the forms.
    if text.bytes().all(|c| c.is_ascii_digit()) {
        return four_digits(text).into_iter().collect();
    }
    let mut out: Vec<YearLabel> = Vec::new();
    let mut taken = Spans::default();
    let signs = Signs::of(text);
    if signs.strokes {
        for m in IN_REFERENCE.find_iter(text) {
            taken.take(m.start(), m.end());
        }
    }
    if signs.years {
        for m in COUNTED_YEARS.find_iter(text) {
            // "The five years to 2020/21" takes its last year along.
            let more =
                text[m.end()..].chars().take_while(|c| c.is_ascii_digit() || "/-".contains(*c));
            taken.take(m.start(), m.end() + more.map(char::len_utf8).sum::<usize>());
        }
    }
    if signs.month {
        for c in SPAN.captures_iter(text) {
            take_span(&c, &mut out, &mut taken);
        }
    }
    if signs.strokes {
        for c in NUMERIC_SPAN.captures_iter(text) {
            take_numeric_span(&c, &mut out, &mut taken);
        }
    }
    if signs.kind || signs.month || signs.strokes {
        short::take(text, &mut out, &mut taken);
    }
    if signs.kind {
        for c in ENDING.captures_iter(text) {
            let Some(all) = c.get(0) else { continue };
            let Some(year) = number(c.get(3)) else { continue };
            // "Year to 2016/17" goes on.
            if !text[all.end()..].starts_with('/') && taken.free(all.start(), all.end()) {
                let march = c.get(2).is_some_and(|m| m.as_str().to_lowercase().starts_with("mar"));
                push(&mut out, &mut taken, if march { year - 1 } else { year }, march, all);
            }
        }
    }
    if signs.strokes {
        take_financial(text, &mut out, &mut taken);
    }
    if signs.kind {
        for c in FY.captures_iter(text) {
            let (Some(all), Some(y)) = (c.get(0), number(c.get(1))) else { continue };
            if taken.free(all.start(), all.end()) {
                // FY19 is the year that ends in March 2019.
                push(&mut out, &mut taken, full(y) - 1, true, all);
            }
        }
    }
    if signs.month || signs.strokes || signs.act {
        for m in DATE.find_iter(text) {
            if taken.free(m.start(), m.end()) {
                taken.take(m.start(), m.end());
            }
        }
    }
    if signs.strokes || signs.joins {
        take_ranges(text, &mut taken);
    }
    for m in CALENDAR.find_iter(text) {
        if taken.free(m.start(), m.end()) && !part_of_word(text, m.start(), m.end()) {
            let year: i32 = m.as_str().parse().unwrap_or(0);
            push(&mut out, &mut taken, year, false, m);
        }
    }
    if out.is_empty()
        && text.contains(['-', '\u{2013}'])
        && let Some(first) = short_pair(text)
        && let Some(m) = WHOLE.find(text)
    {
        push(&mut out, &mut taken, full(first as i32), true, m);
    }
    if out.is_empty()
        && let Some(c) = SHORT_FINANCIAL.captures(text)
        && let (Some(all), Some(a), Some(b)) = (c.get(0), number(c.get(1)), number(c.get(2)))
        && b == a + 1
        && text.trim().len() <= 8
    {
        push(&mut out, &mut taken, full(a), true, all);
    }
    out.retain(|y| (EARLIEST..=LATEST).contains(&y.first));
    out.sort_by_key(|y| y.start);
    out
}

/// What a text must have for a form of a year to be worth trying: most forms are tried on few texts.
struct Signs {
    /// A stroke, a point or a dash.
    strokes: bool,
    /// The name of a month.
    month: bool,
    /// "Years".
    years: bool,
    /// "FY", "Y/E", "year", "CY", "calendar": which kind of year it is.
    kind: bool,
    /// "To", "and", "through", "until".
    joins: bool,
    /// A law.
    act: bool,
}

impl Signs {
    fn of(text: &str) -> Signs {
        let lower = text.to_lowercase();
        let any = |words: &[&str]| words.iter().any(|w| lower.contains(w));
        Signs {
            strokes: text.contains([
                '/', '.', '-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}',
            ]),
            month: any(MONTH_STEMS),
            years: lower.contains("years"),
            kind: any(&["y/e", "ye", "fy", "f/y", "fin", "cy", "cal"]),
            joins: any(&["to", "and", "through", "until"]),
            act: any(&["act", "regulation", "order", "rules", "deddf"]),
        }
    }
}

/// "2016/17", "2016-2017"; a longer span is a range of years.
fn take_financial(text: &str, out: &mut Vec<YearLabel>, taken: &mut Spans) {
    for c in FINANCIAL.captures_iter(text) {
        let (Some(all), Some(first), Some(second)) = (c.get(0), number(c.get(1)), number(c.get(2)))
        else {
            continue;
        };
        let next = if second < 100 { first - first % 100 + second } else { second };
        if next == first + 1 && taken.free(all.start(), all.end()) {
            push(out, taken, first, true, all);
        } else if next > first {
            taken.take(all.start(), all.end()); // a range of years
        }
    }
}

/// "Between 2016 and 2020" is a range; "2016 and 2017" names two years.
fn take_ranges(text: &str, taken: &mut Spans) {
    for m in RANGE.find_iter(text) {
        if taken.free(m.start(), m.end()) {
            let and = text[m.start()..m.end()].contains("and");
            let between = text[..m.start()]
                .split_whitespace()
                .next_back()
                .is_some_and(|word| word.to_lowercase().ends_with("between"));
            if !and || between {
                taken.take(m.start(), m.end());
            }
        }
    }
}

/// The year of a text of nothing but digits.
fn four_digits(text: &str) -> Option<YearLabel> {
    let first = text.parse().ok().filter(|y| (EARLIEST..=LATEST).contains(y))?;
    let (value, end) = (text.to_string(), text.len());
    (end == 4).then_some(YearLabel { value, first, financial: false, part: false, start: 0, end })
}

/// True for texts that no form of a year is in, seen without trying the forms: words without two
/// digits in a row, and short figures. Most cells of most tables are such.
fn names_none(text: &str) -> bool {
    let digits = |n: usize| text.as_bytes().windows(n).any(|w| w.iter().all(u8::is_ascii_digit));
    let figure = |c: u8| c.is_ascii_digit() || b" ,.()*<>%~#[]".contains(&c);
    !digits(2) || (!digits(4) && text.bytes().all(figure))
}

/// "1 January 2018 to 31 December 2018" is a whole year, not part of one.
fn whole_year(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("dec") || lower.contains("rhagfyr") || lower.contains("31/12")
}

fn take_span(c: &regex::Captures<'_>, out: &mut Vec<YearLabel>, taken: &mut Spans) {
    let Some(all) = c.get(0) else { return };
    let Some(last) = number(c.get(6)) else { return };
    let first = number(c.get(3)).unwrap_or(last);
    let month = |i: usize| c.get(i).map(|m| m.as_str().to_lowercase()).unwrap_or_default();
    let (from, to) = (month(2), month(5));
    span(first, last, (english(&from), english(&to)), all, out, taken);
}

/// The first three letters of a month's English name; those that begin and end a year are known
/// in Welsh too.
fn english(month: &str) -> &str {
    match month {
        "ionawr" => "jan",
        "mawrth" => "mar",
        "ebrill" => "apr",
        "rhagfyr" => "dec",
        other => other.get(..3).unwrap_or(other),
    }
}

fn take_numeric_span(c: &regex::Captures<'_>, out: &mut Vec<YearLabel>, taken: &mut Spans) {
    let Some(all) = c.get(0) else { return };
    let (Some(first), Some(last)) = (number(c.get(3)), number(c.get(6))) else { return };
    let name = |i: usize| match number(c.get(i)) {
        Some(1) => "jan",
        Some(3) => "mar",
        Some(4) => "apr",
        Some(12) => "dec",
        _ => "may",
    };
    span(full(first), full(last), (name(2), name(5)), all, out, taken);
}

/// What a span of months amounts to: a calendar year, a financial year, part of a year, or a
/// range of years (which names no single year).
fn span(
    first: i32,
    last: i32,
    (from, to): (&str, &str),
    all: regex::Match<'_>,
    out: &mut Vec<YearLabel>,
    taken: &mut Spans,
) {
    if !taken.free(all.start(), all.end()) {
        return;
    }
    if first == last {
        push(out, taken, first, false, all);
        if (from, to) != ("jan", "dec")
            && let Some(y) = out.last_mut()
        {
            y.part = true;
        }
    } else if last == first + 1 && (from, to) == ("apr", "mar") {
        push(out, taken, first, true, all);
    } else {
        taken.take(all.start(), all.end());
    }
}

fn number(m: Option<regex::Match<'_>>) -> Option<i32> {
    m?.as_str().parse().ok()
}

fn full(year: i32) -> i32 {
    if year < 100 { 2000 + year } else { year }
}

/// A year glued to letters or more digits by "/" or "-" is part of a reference ("FOI/2021/55").
fn part_of_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let mut beyond = text[end..].chars().skip(1);
    let glued_before = before.is_some_and(|c| {
        matches!(c, '/' | '_' | '.')
            && text[..start].chars().rev().nth(1).is_some_and(|p| p.is_alphanumeric())
    });
    let glued_after = after.is_some_and(|c| matches!(c, '/' | '_'))
        && beyond.next().is_some_and(|n| n.is_alphanumeric());
    glued_before || glued_after
}

fn push(
    out: &mut Vec<YearLabel>,
    taken: &mut Spans,
    first: i32,
    financial: bool,
    m: regex::Match<'_>,
) {
    let value =
        if financial { format!("{first}/{:02}", (first + 1) % 100) } else { first.to_string() };
    taken.take(m.start(), m.end());
    out.push(YearLabel { value, first, financial, part: false, start: m.start(), end: m.end() });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        of_label(text).map(|y| y.value)
    }

    #[test]
    fn every_month_begins_with_a_stem() {
        for month in MONTHS.split('|') {
            let shortest = month.split_once("(?:").map_or(month, |(stem, _)| stem);
            let shortest = shortest.strip_suffix('?').map_or(shortest, |m| &m[..m.len() - 1]);
            assert!(MONTH_STEMS.iter().any(|s| shortest.starts_with(s)), "{month}");
        }
    }

    #[test]
    fn last_days_of_years() {
        let value = |text: &str| of_last_day(text).map(|y| y.value);
        assert_eq!(value("31 December 2016").as_deref(), Some("2016"));
        assert_eq!(value("31/12/2018").as_deref(), Some("2018"));
        assert_eq!(value("31st March 2018").as_deref(), Some("2017/18"));
        assert_eq!(value("30 June 2018"), None);
        assert_eq!(value("as at 31 December 2018"), None);
    }

    #[test]
    fn labels_of_years() {
        assert_eq!(value("2018").as_deref(), Some("2018"));
        assert_eq!(value("2018/19").as_deref(), Some("2018/19"));
        assert_eq!(value("2018-2019").as_deref(), Some("2018/19"));
        assert_eq!(value("2018-19").as_deref(), Some("2018/19"));
        assert_eq!(value("FY19").as_deref(), Some("2018/19"));
        assert_eq!(value("16/17").as_deref(), Some("2016/17"));
        assert_eq!(value("Year ending 31 December 2018").as_deref(), Some("2018"));
        assert_eq!(value("Year ending March 2019").as_deref(), Some("2018/19"));
        assert_eq!(value("1 January 2018 to 31 December 2018").as_deref(), Some("2018"));
        assert_eq!(value("Apr 2018 - Mar 2019").as_deref(), Some("2018/19"));
        assert_eq!(value("01/04/2018 - 31/03/2019").as_deref(), Some("2018/19"));
        assert_eq!(value("2016-2020"), None);
        assert_eq!(value("2016 to 2020"), None);
        assert_eq!(value("Total 2016-20"), None);
        assert_eq!(range_in("Total 2016-20"), Some((2016, 2020)));
        assert!(of_label("2021 to 31 May").is_some_and(|y| y.part));
        assert!(of_label("2021 (Jan - May)").is_some_and(|y| y.part));
        assert!(of_label("2021 to date").is_some_and(|y| y.part));
        assert!(of_label("Year to 31 December 2018").is_some_and(|y| !y.part));
    }

    #[test]
    fn spans_of_days_are_spans_of_years() {
        for (text, span) in [
            ("01/01/2016 - 31/12/2020", (2016, 2020, false)),
            ("2016-01-01 to 2020-12-31", (2016, 2020, false)),
            ("1 January 2016 to 31 December 2020", (2016, 2020, false)),
            ("01.04.16 to 31.03.21", (2016, 2020, true)),
            ("April 2016 - March 2021", (2016, 2020, true)),
        ] {
            assert_eq!(span_of_label(text), Some(span), "{text}");
        }
        assert_eq!(span_of_label("01/04/2018 - 31/03/2019"), None);
    }

    #[test]
    fn years_in_sentences() {
        let years = |t: &str| in_text(t).into_iter().map(|y| y.value).collect::<Vec<_>>();
        assert_eq!(years("In 2018 there were six and in 2019 two"), ["2018", "2019"]);
        assert!(years("between 2016 and 2020").is_empty());
        for several in
            ["five years ending 31 December 2020", "5 years to 31/12/20", "five years to 2020/21"]
        {
            assert!(years(&format!("In the {several} there were 23")).is_empty(), "{several}");
        }
        assert_eq!(years("in the year ending 31 December 2020"), ["2020"]);
        assert_eq!(years("in 2016 and 2017"), ["2016", "2017"]);
        assert!(years("reference FOI/2021/0233").is_empty());
    }
}
