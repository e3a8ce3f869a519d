//! The reference of a request from the name of a file, where no letter gives one. People put it there,
//! with other signs than they print: "0417_21 data v2.xlsx" for 0417/21.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

/// Two groups of digits or more with signs between, letters before or right after ("HC-003194-21",
/// "3652A_21"); or one long number after a word for a request ("FOI 15220").
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[^a-z0-9])((?:[A-Z]{1,4}[-_/.])?\d{2,6}[A-Z]?(?:[-_./]\d{2,6}){1,3})(?:[^a-z0-9]|$)|(?:foia?|rfi|ref|request|log)[ _.#-]{0,2}(\d{4,6}[A-Z]?)(?:[^0-9]|$)",
    )
});

/// First and last year that a name may give for the period of its figures.
const YEARS: std::ops::RangeInclusive<u32> = 2000..=2039;

/// The reference that a file's name holds.
pub(super) fn of_name(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '!']).next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let found = REFERENCE.captures_iter(stem).filter_map(|c| c.get(1).or_else(|| c.get(2)));
    found.map(|m| m.as_str().replace('_', "/")).find(|r| !is_time(r))
}

/// "2016-2020", "2019-20", "21.06.2021": years and days.
fn is_time(text: &str) -> bool {
    let parts: Vec<u32> = text.split(['-', '/', '.']).filter_map(|p| p.parse().ok()).collect();
    let year = |n: u32| YEARS.contains(&n);
    match parts.as_slice() {
        [from, to] => year(*from) && (year(*to) || *to == (from + 1) % 100),
        [a, b, c] => {
            (1..=12).contains(b)
                && (year(*c) && (1..=31).contains(a)
                    || year(*a) && (1..=31).contains(c)
                    || (1..=31).contains(a) && (16..=39).contains(c) && *a < 32 && text.len() == 8)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_references_and_times() {
        let is = |name: &str, found: Option<&str>| {
            assert_eq!(of_name(name).as_deref(), found, "{name}");
        };
        is("a/Copy of 0417_21 SA data (PSD) v2.xlsx", Some("0417/21"));
        is("a/21-05-0388 Annex A.xlsx", Some("21-05-0388"));
        is("a/HC-003194-21 reply.pdf", Some("HC-003194-21"));
        is("a/3652A_21.csv", Some("3652A/21"));
        is("a.zip!FOI 15220 tables.ods", Some("15220"));
        is("a/figures 2016-2020.csv", None);
        is("a/figures 2019-20.csv", None);
        is("a/letter 21.06.2021.pdf", None);
        is("a/Scan_0001.pdf", None);
    }
}
