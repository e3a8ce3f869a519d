//! Sentences that go on about one thing behind a colon, or say of another one what they say of the first.

use std::sync::LazyLock;

use regex::Regex;

use super::super::quantity::Quantity;
use crate::extract::context::Desk;
use crate::model::count::Count;
use crate::pattern::pattern;

pub(super) fn pieces(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    let told = behind_a_colon(desk, text, quantities);
    if told.is_empty() { as_was_another(desk, text) } else { told }
}

/// "One resulted in a final written warning: it was an internal conduct matter recorded in 2018."
fn behind_a_colon(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    static COLON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?P<first>[^:;]+)\s*[:;\u{2014}]\s+(?:and\s+)?(?P<it>it|this|that\s+one)\s+(?P<rest>(?:was|is|had|concerned|came|dates?|related)\b.+)$",
        )
    });
    let Some(c) = COLON.captures(text) else { return Vec::new() };
    let first = c["first"].trim();
    let ends = c.name("first").map_or(0, |m| m.end());
    let one = |q: &&Quantity| q.counts() && q.printed() == Some(Count::exact(1));
    let counts = quantities.iter().filter(|q| q.counts());
    let (inside, beyond): (Vec<_>, Vec<_>) = counts.partition(|q| q.end <= ends);
    let single = inside.len() == 1 && inside.iter().all(one) && beyond.is_empty();
    if !single || !desk.read_prose(&c["rest"]).has_value() {
        return Vec::new();
    }
    vec![format!("{first}."), format!("It {}", &c["rest"])]
}

/// "Both of the live cases were recorded in 2020, as was the one finalised as service acceptable."
fn as_was_another(desk: &Desk<'_>, text: &str) -> Vec<String> {
    static AS_WAS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?P<first>.+?\b(?:was|were)\s+(?P<said>[^,;]+)),\s+(?:and\s+so|as)\s+(?:was|were)\s+the\s+(?:one|only\s+one|case|allegation|complaint|matter)\s+(?P<which>[^,;]+?)\.?$",
        )
    });
    // "The fifth is still under investigation, as are both of the internal matters."
    static AS_ARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?P<first>.+\b(?:is|was|are|were|remains?)\s+(?P<said>[^,;]+)),\s+as\s+(?:are|were|do|did)\s+(?P<n>both|all\s+\w+|the\s+\w+)\s+(?P<of>(?:of\s+the\s+)?[^,;]+?)\.?$",
        )
    });
    if let Some(c) = AS_ARE.captures(text)
        && desk.read_prose(&c["of"]).has_value()
    {
        let of = c["of"].trim_start_matches("of the ").trim();
        return vec![
            format!("{}.", &c["first"]),
            format!("{} of the {of} are {}.", &c["n"], c["said"].trim()),
        ];
    }
    let Some(c) = AS_WAS.captures(text) else { return Vec::new() };
    if !desk.read_prose(&c["which"]).has_value() {
        return Vec::new();
    }
    vec![
        format!("{}.", &c["first"]),
        format!("The only one {} was {}.", c["which"].trim(), c["said"].trim()),
    ]
}

#[cfg(test)]
mod tests {
    use crate::extract::prose::tests::{TOTAL, read};

    #[test]
    fn what_stands_behind_a_colon_is_said_of_the_one() {
        let facts = read(&[
            TOTAL,
            "One resulted in a final written warning: it was an internal conduct matter recorded in 2018.",
        ]);
        assert_eq!(facts.get("final_written_warning 2018 internal"), Some(&1), "{facts:?}");
    }

    #[test]
    fn another_of_which_the_same_is_said() {
        let facts = read(&[
            TOTAL,
            "Two are still being investigated. One was finalised as service acceptable.",
            "Both of the live cases were recorded in 2020, as was the one finalised as service acceptable.",
        ]);
        let said =
            ["under_investigation 2020", "service_acceptable 2020"].map(|k| facts.get(k).copied());
        assert_eq!(said, [Some(2), Some(1)], "{facts:?}");
    }
}
