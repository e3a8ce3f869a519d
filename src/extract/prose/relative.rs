//! Years told from another year ("the following year", "the year before that", "the two years after"),
//! put as the years they mean, so that the other rules read them like any year.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::extract::number;
use crate::normalise::year::{self, YearLabel};
use crate::pattern::pattern;

/// Most years told at once ("the following three years").
const MOST_YEARS: i32 = 4;

static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    let kind = r"(?:(?:calendar|financial|reporting)\s+)?";
    pattern(&format!(
        r"(?i)\b(?P<prep>(?:in|during|for|of|from)\s+(?:each\s+of\s+|both\s+)?)?the\s+(?:(?P<after>(?:very\s+)?(?:following|next|succeeding|subsequent)\s+{kind}year\b|{kind}year\s+(?:that|which)\s+follow(?:s|ed)\b|{kind}year\s+(?:after|following|thereafter)\b(?:\s+(?:that|this|it)\b)?)|(?P<before>(?:previous|preceding|prior)\s+{kind}year\b|{kind}year\s+(?:before|previously|prior|preceding|earlier)\b(?:\s+(?:that|this|it)\b)?)|(?:(?:following|next)\s+(?P<n>two|three|four)|(?P<n2>two|three|four)\s+(?:following|next|subsequent))\s+{kind}years\b|(?P<n3>two|three|four)\s+{kind}years\s+(?:after|following)\b(?:\s+(?:that|this|it)\b)?)|\b(?P<later>(?:a|one)\s+year\s+(?:later|on|after\s+that)\b)"
    ))
});
/// What may follow such words: "the year after the complaint" and "the year before 2016" tell another
/// year than that of the sentence before.
static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:the\s|an?\s|his\b|her\b|their\b|our\b|its\b|which\b|when\b|they\s+(?:left|resigned|retired)|(?:19|20)\d\d|fy\s?\d)",
    )
});
/// A verb that the year itself may be the subject of ("the year after brought three").
static DOES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:again\s+|also\s+|then\s+)?(?:brought|saw|sees|had|has|produced|gave|yielded|added|showed|shows|was|were|is|came|there\s+being)\b",
    )
});

/// A sentence with its years named, when the last year spoken of is known.
pub(super) fn named<'a>(text: &'a str, last: Option<&YearLabel>) -> Cow<'a, str> {
    let stated = year::in_text(text);
    let mut told: Option<YearLabel> = None;
    let mut out = String::new();
    let mut from = 0;
    for c in TOLD.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let nearest = stated.iter().rev().find(|y| y.end <= all.start());
        let own = nearest.filter(|y| y.start >= from);
        let anchor = own.or(told.as_ref()).or(nearest).or(last).cloned();
        let whole = all.as_str().to_lowercase();
        let open = ["after", "before", "following", "prior", "preceding"];
        let bound =
            open.iter().any(|w| whole.ends_with(w)) && ELSEWHERE.is_match(&text[all.end()..]);
        let (Some(anchor), false) = (anchor, bound) else { continue };
        let years = years_of(&c, &anchor);
        let Some(newest) = years.last() else { continue };
        out.push_str(&text[from..all.start()]);
        out.push_str(&words(&c, &years, &text[..all.start()], &text[all.end()..]));
        told = Some(newest.clone());
        from = all.end();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// "The 14 claims recorded to the end of 2020": all there are, where that is the end of the period.
pub(super) fn without_end_of_period(text: &str, last: i32) -> Cow<'_, str> {
    static TO_THE_END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\s+(?:(?:recorded|received|made|logged|reported)\s+)?(?:up\s+)?to\s+the\s+(?:end|close)\s+of\s+(?P<year>20\d\d)\b",
        )
    });
    match TO_THE_END.captures(text) {
        Some(c) if c["year"].parse() == Ok(last) && year::in_text(text).len() == 1 => {
            TO_THE_END.replace(text, "")
        }
        _ => Cow::Borrowed(text),
    }
}

/// "Taking the years in turn: one in the first year, none in the second, three in the last": the years of the
/// period by their place, where a sentence about years tells two of them so.
pub(super) fn with_ordinal_years(
    text: &str,
    period: std::ops::RangeInclusive<i32>,
) -> Cow<'_, str> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?P<prep>in|for|during|from)\s+the\s+(?P<nth>first|second|third|fourth|fifth|sixth|last|final)(?:\s+(?:year|of\s+(?:these|those|the\s+\w+)\s+years))?\b(?P<end>\s*(?:$|[,.;:)]|and\b|or\b|there\b|was\b|were\b))",
        )
    });
    const PLACES: &[&str] = &["first", "second", "third", "fourth", "fifth", "sixth"];
    let of_years = text.to_lowercase().contains("year");
    if !of_years || PLACE.find_iter(text).count() < 2 {
        return Cow::Borrowed(text);
    }
    PLACE.replace_all(text, |c: &Captures<'_>| {
        let nth = c["nth"].to_lowercase();
        let year = match PLACES.iter().position(|p| *p == nth) {
            Some(at) => period.start() + at as i32,
            None => *period.end(),
        };
        if period.contains(&year) {
            format!("{} {year}{}", &c["prep"], &c["end"])
        } else {
            c[0].to_string()
        }
    })
}

/// "There were two in each of the other three years": the years of the period that were not told, by name,
/// when they are so many.
pub(super) fn with_other_years<'a>(
    text: &'a str,
    period: std::ops::RangeInclusive<i32>,
    told: &dyn Fn(&str) -> bool,
) -> Cow<'a, str> {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?P<each>each\s+of\s+)?the\s+(?:(?:other|remaining)\s+(?P<n>two|three|four)\s+(?:calendar\s+|financial\s+)?years\b|(?P<next>(?:next|following|subsequent)\s+)?(?P<m>two|three|four)\s+(?:calendar\s+|financial\s+)?years(?P<after>\s+(?:which|that)\s+(?:followed|came\s+(?:after|next))|\s+after\s+that|\s+thereafter|\s+following)?)",
        )
    });
    let Some(c) = OTHER.captures(text) else { return Cow::Borrowed(text) };
    let number = c.name("n").or(c.name("m")).and_then(|m| number::value(m.as_str()));
    let (Some(all), Some(n)) = (c.get(0), number) else { return Cow::Borrowed(text) };
    let after = c.name("next").is_some() || c.name("after").is_some();
    if c.name("m").is_some() && !after {
        return Cow::Borrowed(text);
    }
    let own: Vec<String> = year::in_text(text).into_iter().map(|y| y.value).collect();
    let known = |y: &String| told(y) || own.contains(y);
    let all_years: Vec<String> = period.map(|y| y.to_string()).collect();
    // "The three years which followed" come after the last that was told.
    let first =
        if after { all_years.iter().rposition(known).map_or(0, |last| last + 1) } else { 0 };
    let left: Vec<String> = all_years[first..].iter().filter(|y| !known(y)).cloned().collect();
    if left.len() as u64 != n {
        return Cow::Borrowed(text);
    }
    let each = if c.name("each").is_some() { "each of " } else { "" };
    let list = in_words(&left);
    Cow::Owned(format!("{}{each}{list}{}", &text[..all.start()], &text[all.end()..]))
}

/// "Two were recorded in each of the first two years": the years of the period by their place.
pub(super) fn with_first_years(text: &str, period: std::ops::RangeInclusive<i32>) -> Cow<'_, str> {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:each|both)\s+of\s+the\s+(?P<end>first|last|final)\s+(?P<n>two|three|four)\s+(?:calendar\s+)?years\b",
        )
    });
    FIRST.replace_all(text, |c: &Captures<'_>| {
        let n = number::value(&c["n"]).unwrap_or(0) as usize;
        let all: Vec<String> = period.clone().map(|y| y.to_string()).collect();
        let from =
            if c["end"].eq_ignore_ascii_case("first") { 0 } else { all.len().saturating_sub(n) };
        match all.get(from..from + n) {
            Some(years) if !years.is_empty() => format!("each of {}", in_words(years)),
            _ => c[0].to_string(),
        }
    })
}

/// "The same number as in 2017", "half as many as in that year", "2018: Ditto.": the number of another year,
/// when that was told.
pub(super) fn with_same_numbers<'a>(
    text: &'a str,
    last: Option<&YearLabel>,
    told: &dyn Fn(&str) -> Option<u64>,
) -> Cow<'a, str> {
    static SAME_AS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:exactly\s+)?(?:(?P<times>half|twice|double|three\s+times)\s+(?:as\s+many|the\s+(?:number|figure|total))|the\s+same(?:\s+(?:number|figure|total))?|an\s+equal\s+number|(?:just\s+)?as\s+many)(?:\s+again)?\s+as\s+(?:(?:in|for|during|there\s+(?:were|was)\s+in|those\s+of)\s+)?(?P<year>that\s+(?:same\s+)?year|(?:20)\d\d(?:/\d\d)?)\b",
        )
    });
    static DITTO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?P<label>\W*(?:(?:in\s+|for\s+)?20\d\d(?:/\d\d)?\W+)?)(?:ditto|(?:the\s+)?same(?:\s+(?:again|number|figure))?|as\s+many(?:\s+again)?|(?P<times>half|twice|double)\s+(?:as\s+many|(?:that|this|the)(?:\s+(?:number|figure|total))?))\W*$",
        )
    });
    let same = SAME_AS.replace_all(text, |c: &Captures<'_>| {
        let named = c["year"].to_string();
        let year = match named.starts_with("20") {
            true => Some(named),
            false => last.map(|y| y.value.clone()),
        };
        let Some(n) = year.and_then(|y| told(&y)) else { return c[0].to_string() };
        let times = c.name("times").map(|m| m.as_str().to_lowercase());
        match times.as_deref() {
            None => n.to_string(),
            Some("half") if n % 2 == 0 => (n / 2).to_string(),
            Some("half") => c[0].to_string(),
            Some(times) if times.starts_with("three") => (n * 3).to_string(),
            Some(_) => (n * 2).to_string(),
        }
    });
    if let Some(c) = DITTO.captures(&same) {
        let own = year::in_text(&c["label"]);
        let year = own.first().or(last);
        let times = c.name("times").map(|m| m.as_str().to_lowercase());
        let n = year.and_then(|y| told(&moved(y, -1).value)).and_then(|n| match times.as_deref() {
            None => Some(n),
            Some("half") => (n % 2 == 0).then_some(n / 2),
            Some(_) => Some(n * 2),
        });
        if let Some(n) = n {
            return Cow::Owned(format!("{}{n}.", &c["label"]));
        }
    }
    same
}

/// "A further matter from January 2021": a month of a year that was not asked about, as the year.
pub(super) fn with_months_outside(
    text: &str,
    period: std::ops::RangeInclusive<i32>,
) -> Cow<'_, str> {
    static MONTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?P<prep>from|in|of|during)\s+(?:early\s+|late\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(?P<year>20\d\d)\b",
        )
    });
    MONTH.replace_all(text, |c: &Captures<'_>| {
        let inside = c["year"].parse::<i32>().is_ok_and(|y| period.contains(&y));
        if inside { c[0].to_string() } else { format!("{} {}", &c["prep"], &c["year"]) }
    })
}

/// The years that the words mean, seen from one.
fn years_of(c: &Captures<'_>, anchor: &YearLabel) -> Vec<YearLabel> {
    let many = c.name("n").or(c.name("n2")).or(c.name("n3"));
    let steps: Vec<i32> = match many.and_then(|m| number::value(m.as_str())) {
        Some(n) => (1..=i32::try_from(n).unwrap_or(0).min(MOST_YEARS)).collect(),
        None if c.name("before").is_some() => vec![-1],
        None => vec![1],
    };
    steps.into_iter().map(|by| moved(anchor, by)).collect()
}

fn moved(anchor: &YearLabel, by: i32) -> YearLabel {
    let first = anchor.first + by;
    let value = if anchor.financial {
        format!("{first}/{:02}", (first + 1) % 100)
    } else {
        first.to_string()
    };
    YearLabel { value, first, part: false, ..anchor.clone() }
}

/// "2016, 2017 and 2018".
fn in_words(years: &[String]) -> String {
    match years {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => years.concat(),
    }
}

/// How the years are written in the place of the words.
fn words(c: &Captures<'_>, years: &[YearLabel], before: &str, after: &str) -> String {
    let list: Vec<String> = years.iter().map(|y| y.value.clone()).collect();
    let list = in_words(&list);
    let opens = before.trim().is_empty();
    match c.name("prep") {
        Some(prep) => format!("{}{list}", prep.as_str()),
        None if DOES.is_match(after) => list,
        None if opens => format!("In {list}"),
        None => format!("in {list}"),
    }
}

/// The year that a sentence leaves in the reader's mind: the last one it names.
pub(super) fn last_named(text: &str) -> Option<YearLabel> {
    year::in_text(text).pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_told_from_another() {
        let after =
            |text: &str| named(text, last_named("In 2016 there were two.").as_ref()).into_owned();
        for (text, means) in [
            ("The following year there were three.", "In 2017 there were three."),
            ("In the next calendar year none.", "In 2017 none."),
            ("One was made the year after.", "One was made in 2017."),
            ("The year after that brought one.", "2017 brought one."),
            ("A year later there was one.", "In 2017 there was one."),
            ("Three in 2018, and the year before that five.", "Three in 2018, and in 2017 five."),
            (
                "The following year saw two and the year after that four.",
                "2017 saw two and in 2018 four.",
            ),
            (
                "In each of the following two years there was one.",
                "In each of 2017 and 2018 there was one.",
            ),
        ] {
            assert_eq!(after(text), means);
        }
        for text in ["The year after the complaint he left.", "the year before 2019", "A year ago"]
        {
            assert_eq!(after(text), text);
        }
        let financial = last_named("In 2018/19 there were two.");
        let said = named("The following year there was one.", financial.as_ref());
        assert_eq!(said, "In 2019/20 there was one.");
        assert_eq!(
            named("The following year there was one.", None),
            "The following year there was one."
        );
    }
}
