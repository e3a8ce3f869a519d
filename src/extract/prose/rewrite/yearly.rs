//! A row of counts for the years of the period without their names ("the yearly figures, in order, were
//! 3, 2, 4, 1 and 2", "from 2020 back to 2016: 2, 1, 4, 2, 3").

use std::sync::LazyLock;

use regex::Regex;

use super::{row_of_counts, said_of_all};
use crate::extract::context::Desk;
use crate::extract::prose::quantity::{Kind, Quantity};
use crate::normalise::year;
use crate::pattern::pattern;

/// The years that the sentence leaves to be told by their order, each with its count; none when it
/// tells something else.
pub(super) fn in_order(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    let Some(run) = row_of_counts(text, quantities) else { return Vec::new() };
    let (from, to) = (run[0].start, run[run.len() - 1].end);
    if quantities.iter().any(|q| q.counts() && (q.start < from || q.end > to) && !is_total(q, &run))
    {
        return Vec::new();
    }
    let around = format!("{} ; {}", &text[..from], &text[to..]);
    let Some(years) = years_meant(desk, &around, run.len()) else { return Vec::new() };
    let all = said_of_all(desk, &text[..from]).unwrap_or_default();
    let mut out: Vec<String> = years
        .iter()
        .zip(&run)
        .map(|(year, q)| format!("{all}{year}: {}.", &text[q.start..q.end]))
        .collect();
    // "..., making 12 in all" is a sentence of its own.
    let rest = text[to..].trim_matches([' ', ',', '.', ';', ':']);
    if quantities.iter().any(|q| q.counts() && q.start >= to) {
        out.insert(0, format!("{rest}."));
    }
    out
}

/// "In each of the other three years, 2017, 2018 and 2020, the number was fewer than five": the years by name
/// where they are named, else every other year.
pub(super) fn the_other_years(text: &str) -> Vec<String> {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        const YEAR: &str = r"20\d\d(?:[/-]\d\d)?";
        pattern(&format!(
            r"(?i)\beach\s+of\s+the\s+(?:other|remaining)\s+(?:\w+\s+)?years(?:,?\s*(?:\(|,\s*|that\s+is,?\s+|namely\s+)(?P<named>{YEAR}(?:,\s+{YEAR})*,?\s+and\s+{YEAR})\)?,?)?"
        ))
    });
    let Some(c) = OTHERS.captures(text) else { return Vec::new() };
    let years =
        c.name("named").map_or("every other year".into(), |n| format!("each of {}", n.as_str()));
    vec![text.replace(&c[0], &years)]
}

/// "Taking the years in order, the former numbered two, three and one, and the latter one, nil and four".
pub(super) fn of_a_pair(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    static PAIR: LazyLock<Regex> = LazyLock::new(|| {
        const ROW: &str = r"(?:[\w-]+(?:,\s+(?:and\s+)?|\s+and\s+)){2,9}[\w-]+";
        const VERB: &str = r"(?:\s+(?:numbered|were|was|came\s+to|stood\s+at|totalled|had))?";
        pattern(&format!(
            r"(?i)^(?P<lead>.*?)\bthe\s+former{VERB}\s+(?P<former>{ROW}?),?\s+(?:and|while|whereas)\s+(?:for\s+)?the\s+latter{VERB}\s+(?P<latter>{ROW})\W*$"
        ))
    });
    let Some(c) = PAIR.captures(text) else { return Vec::new() };
    let (Some(former), Some(latter)) = (c.name("former"), c.name("latter")) else {
        return Vec::new();
    };
    let within = |from: usize, to: usize| -> Vec<&Quantity> {
        quantities.iter().filter(|q| q.counts() && from <= q.start && q.end <= to).collect()
    };
    let rows = [
        ("former", within(former.start(), former.end())),
        ("latter", within(latter.start(), latter.end())),
    ];
    let [(_, a), (_, b)] = &rows;
    let known = quantities.iter().filter(|q| q.counts()).count() == a.len() + b.len();
    if a.len() != b.len() || !known {
        return Vec::new();
    }
    let Some(years) = years_meant(desk, &c["lead"], a.len()) else { return Vec::new() };
    let said = |(which, row): &(&str, Vec<&Quantity>)| {
        let each = years.iter().zip(row).map(|(year, q)| {
            format!("Of the {which}, {} were recorded in {year}.", &text[q.start..q.end])
        });
        each.collect::<Vec<_>>()
    };
    rows.iter().flat_map(said).collect()
}

/// "One occurred in each year apart from 2017": the years that are left, each with the count.
pub(super) fn every_year_but(desk: &Desk<'_>, text: &str) -> Vec<String> {
    static EVERY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s+(?:[\w-]+\s+){0,5}?(?:in\s+|for\s+)?(?:each|every)\s+(?:calendar\s+|financial\s+)?year,?\s+(?:apart\s+from|except(?:\s+(?:for|in))?|other\s+than|save(?:\s+for)?|bar|but(?:\s+for)?|excluding)\s+(?P<not>20\d\d(?:(?:,\s*|\s+and\s+)20\d\d)*)",
        )
    });
    let Some(c) = EVERY.captures(text) else { return Vec::new() };
    let (Some(all), n) = (c.get(0), &c["n"]) else { return Vec::new() };
    let period = &desk.investigation.period;
    let years = (period.first_year()..=period.last_year()).map(|y| y.to_string());
    let mut out: Vec<String> =
        years.filter(|y| !c["not"].contains(&y[..])).map(|y| format!("{y}: {n}.")).collect();
    // What follows ("..., in which there were two") is said of the year named.
    static WHICH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^,?\s*(?:in\s+which|when|where)\s+(?P<rest>there\s+(?:was|were)\b.*)$")
    });
    if let Some(rest) = WHICH.captures(&text[all.end()..]).and_then(|w| w.name("rest")) {
        out.push(format!("In {} {}", &c["not"], rest.as_str()));
    }
    out
}

/// A number after the row that it adds up to.
fn is_total(q: &Quantity, run: &[Quantity]) -> bool {
    let exact = |q: &Quantity| match q.kind {
        Kind::Number { count, .. } if count.is_exact() => Some(count.max),
        _ => None,
    };
    let sum: Option<u64> = run.iter().map(exact).sum();
    q.start >= run[run.len() - 1].end && sum.is_some() && exact(q) == sum
}

/// So many years: those of a span or of the period asked about, in the order that the words tell.
fn years_meant(desk: &Desk<'_>, around: &str, n: usize) -> Option<Vec<String>> {
    static ORDER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:in|by)\s+(?:the\s+same\s+|that\s+|year\s+|date\s+|chronological\s+|calendar\s+|the\s+)?order\b|\bin\s+(?:turn|sequence|succession)\b|\byear\s+(?:by|on|after)\s+year\b|\b(?:yearly|annual|year-by-year)\s+(?:figures?|totals?|numbers?|counts?)\b|\b(?:each|the|those|these|all|the\s+same)\s+(?:(?:five|four|three)\s+)?(?:calendar\s+|financial\s+)?years?\b|\b(?:earliest|oldest|latest|newest|most\s+recent)\s+(?:year\s+)?first\b",
        )
    });
    static BACKWARDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:latest|newest|most\s+recent)\s+(?:year\s+)?first\b|\bback(?:wards)?\b|\breverse\b|\bdescending\b",
        )
    });
    let period = &desk.investigation.period;
    let (first, last) = (period.first_year(), period.last_year());
    let named = year::in_text(around);
    let ordered = ORDER.is_match(around);
    let mut backwards = BACKWARDS.is_match(around);
    let (from, to) = match (&named[..], year::range_in(around)) {
        ([], None) if ordered => (first, last),
        ([], Some(span)) => span,
        ([a, b], _) => (a.first, b.first),
        // "From 2020 back": the year named is the last.
        ([a], None) if ordered && backwards => (first, a.first),
        ([a], None) if ordered && !a.financial => (a.first, last),
        _ => return None,
    };
    backwards |= from > to;
    let (from, to) = (from.min(to), from.max(to));
    let financial = named.iter().any(|y| y.financial);
    let asked = first <= from && to <= last;
    if !asked || usize::try_from(to - from + 1) != Ok(n) {
        return None;
    }
    let name = |y: i32| if financial { format!("{y}/{:02}", (y + 1) % 100) } else { y.to_string() };
    let mut out: Vec<String> = (from..=to).map(name).collect();
    if backwards {
        out.reverse();
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use crate::extract::prose::tests::{TOTAL, read};

    #[test]
    fn years_told_by_their_order() {
        let years = ["2016", "2017", "2018", "2019", "2020"];
        for (text, counts) in [
            ("By year, in the same order of years, they number 3, 2, 4, 1 and 2.", [3, 2, 4, 1, 2]),
            ("The yearly figures from 2016 were 3, 2, 4, 1 and 2.", [3, 2, 4, 1, 2]),
            ("The figures for 2016 to 2020 were 3, 2, 4, 1 and 2.", [3, 2, 4, 1, 2]),
            ("Newest year first, there were two, one, four, two and three.", [3, 2, 4, 1, 2]),
            (
                "From 2020 back to 2016 they number 2, 1, 4, 2 and 3, making 12 in all.",
                [3, 2, 4, 1, 2],
            ),
        ] {
            let facts = read(&[TOTAL, text]);
            let said = years.map(|y| facts.get(y).copied());
            assert_eq!(said, counts.map(Some), "{text}");
            assert_eq!(facts.get(""), Some(&12), "{text}");
        }
        // Fewer counts than years: nobody can tell which.
        let facts = read(&[TOTAL, "The yearly figures, in order, were 3, 2 and 7."]);
        assert_eq!(years.map(|y| facts.get(y).copied()), [None; 5]);
    }

    #[test]
    fn every_year_apart_from_one() {
        let facts = read(&[
            "We recorded four allegations of sexual assault against serving officers.",
            "One occurred each year apart from 2017, in which there were none.",
        ]);
        let said = ["2016", "2017", "2018", "2019", "2020"].map(|y| facts.get(y).copied());
        assert_eq!(said, [Some(1), Some(0), Some(1), Some(1), Some(1)]);
    }

    #[test]
    fn the_same_in_each_of_some_years() {
        let facts = read(&[TOTAL, "There were four in 2016 and four each in 2017 and 2018."]);
        let said = ["2016", "2017", "2018"].map(|y| facts.get(y).copied());
        assert_eq!(said, [Some(4); 3]);
    }

    #[test]
    fn what_is_said_of_the_whole_row() {
        let of = |text: &str, cell: &str| read(&[TOTAL, text]).get(cell).copied();
        let text = "In 2016 and 2017 respectively 3 and 4 were not upheld.";
        assert_eq!((of(text, "not_upheld 2016"), of(text, "2016")), (Some(3), None));
        let text = "Conduct matters for the same years numbered 1, 2, 0, 1 and 1.";
        assert_eq!((of(text, "2017 internal"), of(text, "2017")), (Some(2), None));
    }

    #[test]
    fn a_row_for_each_of_a_pair() {
        let facts = read(&[
            TOTAL,
            "Seven were complaints by the public and five internal conduct matters.",
            "Taking the years in order, the former numbered two, three, one, one and nil, and the latter one, nil, one, two and one.",
        ]);
        let said = ["2017 public", "2017 internal", "2019 internal"].map(|k| facts.get(k).copied());
        assert_eq!(said, [Some(3), Some(0), Some(2)], "{facts:?}");
    }
}
