//! A sentence put plainly by what the letter says elsewhere: what it counts, what its marks stand for, what was
//! counted of a year.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::population::Passage;
use crate::extract::context::{Context, Desk, Meaning};
use crate::model::observation::Dimension;
use crate::pattern::pattern;

/// "There are sixteen in all", "there are in fact 26": of what the investigation counts, as the letter names
/// nothing else.
pub(super) fn with_what_is_counted<'a>(text: &'a str, unit: &str) -> Cow<'a, str> {
    static IN_ALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?P<there>\W*there (?:are|were) )(?:(?:in fact|actually|in reality|altogether),? (?P<n>[\w-]+)|(?P<m>[\w-]+)(?P<all> in all| in fact| altogether))(?P<end>\W*|[;,] .*)$",
        )
    });
    IN_ALL.replace(text, |c: &Captures<'_>| {
        let all = c.name("all").map_or("", |m| m.as_str());
        let n = c.name("n").or(c.name("m")).map_or("", |m| m.as_str());
        format!("{}{n} {unit}s{all}{}", &c["there"], &c["end"])
    })
}

/// "The allegation recorded in 2020 is awaiting a hearing": one that was not counted before is counted by this.
pub(super) fn with_the_one_of_a_year<'a>(
    text: Cow<'a, str>,
    context: &Context,
    passage: &Passage,
) -> Cow<'a, str> {
    static THE_ONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?P<lead>\W*)the\s+(?P<of>allegation|complaint|case|matter)\s+(?P<made>recorded|made|received|reported|raised)\s+in\s+(?P<year>20\d\d(?:/\d\d)?)\s+(?P<said>(?:is|was|has|led|ended|resulted|remains?)\b)",
        )
    });
    let Some(c) = THE_ONE.captures(&text) else { return text };
    let under = context.cell.keys().any(|d| *d != Dimension::Year);
    let known = passage.sets.iter().any(|s| {
        s.cell.get(&Dimension::Year).is_some_and(|v| v.contains(&c["year"]))
            && context.cell.iter().all(|(d, v)| s.cell.get(d) == Some(v))
    });
    if known || !under {
        return text;
    }
    let end = c.get(0).map_or(0, |m| m.end());
    let said =
        format!("{}one {} {} in {} {}", &c["lead"], &c["of"], &c["made"], &c["year"], &c["said"]);
    Cow::Owned(format!("{said}{}", &text[end..]))
}

/// "A female officer was the subject of *": a mark that the document explains, as the numbers it stands for.
pub(super) fn with_marks_told<'a>(desk: &Desk<'_>, text: &'a str) -> Cow<'a, str> {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?P<before>^|\s)\*(?P<after>[\s,.;)]|$)"));
    let Some(Meaning::Range(from, to)) = desk.marks.get("*") else { return Cow::Borrowed(text) };
    let range = if from == to { to.to_string() } else { format!("between {from} and {to}") };
    MARK.replace_all(text, format!("${{before}}{range}${{after}}"))
}
