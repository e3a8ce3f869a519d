//! Years written with two digits, where the words beside them leave no doubt that they are years:
//! "FY 16/17", "Y/E Mar 17", "YE 31/3/17", "Apr 16 - Mar 17", "CY17". Two digits alone are a count.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{MONTHS, YearLabel, full, number, push};
use crate::normalise::spans::Spans;
use crate::pattern::pattern;

/// What makes a year of a match: the year it begins in and whether it is a financial one.
type Year = fn(&Captures<'_>) -> Option<(i32, bool)>;

/// A form and what makes a year of it.
struct Form {
    pattern: Regex,
    year: Year,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let forms: [(String, Year); 5] = [
        // "FY 16/17", "fin yr 16-17", "FY2016/7"
        (
            r"(?i)\b(?:f/?y|fin(?:ancial)?\.?\s+y(?:ea)?r)\s*[-'\u{2019}]?\s*((?:20)?\d\d)\s*[/\u{2010}-\u{2014}-]\s*['\u{2019}]?(\d{1,2})\b".into(),
            follows,
        ),
        // "2016/7"
        (r"\b(20\d\d)\s?/\s?(\d)\b".into(), follows),
        // "Y/E 31/12/2016", "YE 31.3.17", "year ending 31-03-17", "FYE 31/3/17"
        (
            r"(?i)\b(?:f?y/?e|years?\s+(?:ending|ended|to|end))\s*:?\s*(?:3[01]|2[89])[/.-](\d{1,2})[/.-]((?:20)?\d\d)\b".into(),
            |c| ends(number(c.get(1))?, number(c.get(2))?),
        ),
        // "Y/E Mar 17", "FYE 2017", "FYE17", "year ending Dec 16"
        (
            format!(
                r"(?i)\b(?:(?:f?y/?e|years?\s+(?:ending|ended|end))\s*:?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?({MONTHS})\.?[\s'\u{{2019}}-]*|(?P<fye>fye)\s*['\u{{2019}}]?)((?:20)?\d\d)\b"
            ),
            |c| {
                let month = match c.get(1) {
                    Some(m) if m.as_str().to_lowercase().starts_with("dec") => 12,
                    Some(m) if !m.as_str().to_lowercase().starts_with("mar") => return None,
                    _ => 3,
                };
                ends(month, number(c.get(3))?)
            },
        ),
        // "CY17", "cal yr 17"
        (
            r"(?i)\b(?:cy|cal(?:endar)?\.?\s+y(?:ea)?r)\s*['\u{2019}]?((?:20)?\d\d)\b".into(),
            |c| Some((full(number(c.get(1))?), false)),
        ),
    ];
    forms.into_iter().map(|(p, year)| Form { pattern: pattern(&p), year }).collect()
});

/// "Apr 16 - Mar 17", "Jan-17 to Dec-17": months that make a whole year.
static MONTH_SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(apr(?:il)?|jan(?:uary)?)\.?[\s'\u{2019}-]{0,2}(\d\d)\s*(?:to|until|[\u{2010}-\u{2014}-])\s*(mar(?:ch)?|dec(?:ember)?)\.?[\s'\u{2019}-]{0,2}(\d\d)\b",
    )
});

/// Takes the years written short.
pub(super) fn take(text: &str, out: &mut Vec<YearLabel>, taken: &mut Spans) {
    for form in FORMS.iter() {
        for c in form.pattern.captures_iter(text) {
            let (Some(all), Some((first, financial))) = (c.get(0), (form.year)(&c)) else {
                continue;
            };
            // "FYE 2016/17" goes on.
            let goes_on = text[all.end()..].starts_with('/');
            if !goes_on && taken.free(all.start(), all.end()) {
                push(out, taken, first, financial, all);
            }
        }
    }
    for c in MONTH_SPAN.captures_iter(text) {
        let (Some(all), Some(a), Some(b)) = (c.get(0), number(c.get(2)), number(c.get(4))) else {
            continue;
        };
        let april = c[1].to_lowercase().starts_with("apr");
        let march = c[3].to_lowercase().starts_with("mar");
        let whole = april && march && b == a + 1 || !april && !march && a == b;
        if whole && taken.free(all.start(), all.end()) {
            push(out, taken, full(a), april, all);
        }
    }
}

/// Two years of which the second follows the first ("16/17", "2016/7").
fn follows(c: &Captures<'_>) -> Option<(i32, bool)> {
    let (first, second) = (full(number(c.get(1))?), number(c.get(2))?);
    let digits = if second < 10 { 10 } else { 100 };
    ((first + 1) % digits == second % digits).then_some((first, true))
}

/// The year that ends in a month: a financial one in March, a calendar one in December.
fn ends(month: i32, year: i32) -> Option<(i32, bool)> {
    match month {
        3 => Some((full(year) - 1, true)),
        12 => Some((full(year), false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{in_text, of_label};

    fn value(text: &str) -> Option<String> {
        of_label(text).map(|y| y.value)
    }

    #[test]
    fn short_financial_years() {
        for text in [
            "FY 16/17",
            "FY16/17",
            "FY 16-17",
            "FY2016/17",
            "F/Y 16/17",
            "Fin yr 16/17",
            "2016/7",
            "FYE 2017",
            "FYE17",
            "FYE Mar 17",
            "Y/E Mar 17",
            "YE 31/3/17",
            "Y/E 31.03.2017",
            "Year ending March 17",
            "Apr 16 - Mar 17",
            "Apr-16 to Mar-17",
            "FY17",
            "FY'17",
            "FYE 2016/17",
        ] {
            assert_eq!(value(text).as_deref(), Some("2016/17"), "{text}");
        }
    }

    #[test]
    fn short_calendar_years() {
        for text in
            ["CY17", "CY 2017", "Jan 17 - Dec 17", "Y/E 31/12/2017", "YE Dec 17", "Cal yr 17"]
        {
            assert_eq!(value(text).as_deref(), Some("2017"), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_years() {
        for text in ["17", "Jan 17", "16/18", "2016/9", "page 16/17 of 20", "Jan 17 - Dec 18"] {
            assert_eq!(in_text(text).len(), 0, "{text}");
        }
    }
}
