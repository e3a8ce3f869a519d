//! Passages of a sentence that explain the count before them: in brackets, or set off by commas.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::context::Desk;
use crate::extract::prose::clauses::LABEL_BEFORE;
use crate::extract::prose::quantity::{Kind, Quantity};
use crate::model::observation::Role;
use crate::normalise::year;
use crate::pattern::pattern;

/// "The other two, both public, concerned ...": set off by commas as if in brackets.
fn appositions(text: &str, quantities: &[Quantity]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for pair in quantities.windows(2) {
        let between = text[pair[0].end..pair[1].start].trim();
        if between != "," || !pair[0].counts() || !matches!(pair[1].kind, Kind::All(_)) {
            continue;
        }
        let from = pair[0].end + text[pair[0].end..pair[1].start].find(',').unwrap_or(0);
        let rest = &text[pair[1].end..];
        if let Some(end) = rest.find([',', ';', '.'])
            && rest[end..].starts_with(',')
            && rest[..end].split_whitespace().count() <= 6
        {
            out.push((from, pair[1].end + end + 1));
        }
    }
    out
}

static NAMES_UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:allegations?|complaints?|cases?|matters?|claims?|reports?|records?|officers?|in\s+all|in\s+total)\W*$",
    )
});

/// True when the sign at `i` is part of a number that begins after an open bracket.
fn within_number(quantities: &[Quantity], open: Option<usize>, i: usize) -> bool {
    open.is_some_and(|a| quantities.iter().any(|q| q.start > a && q.start <= i && i < q.end))
}

/// Bracketed passages with a count in them and a count before them. A bracket that holds nothing but
/// its count ("2016 (three)") is no aside of the count before it.
pub(super) fn brackets_with_counts(text: &str, quantities: &[Quantity]) -> Vec<(usize, usize)> {
    let mut out = appositions(text, quantities);
    let mut open = None;
    for (i, c) in text.char_indices() {
        match c {
            '(' | '[' if open.is_none() => open = Some(i),
            // The bracket of "s.40(2)" closes nothing but that.
            ')' | ']' if within_number(quantities, open, i) => {}
            ')' | ']' => {
                if let Some(a) = open.take() {
                    let b = i + 1;
                    let within: Vec<&Quantity> = quantities
                        .iter()
                        .filter(|q| q.start > a && q.end <= b && q.counts())
                        .collect();
                    let before = quantities.iter().any(|q| q.end <= a && q.counts());
                    let mut rest = text[a + 1..i].to_string();
                    for q in within.iter().rev() {
                        rest.replace_range(q.start - a - 1..q.end - a - 1, "");
                    }
                    // "2017 (4 allegations), 2018 (5 allegations)": the thing counted is named again.
                    let unit = within.len() == 1 && NAMES_UNIT.is_match(&rest);
                    let words = rest.chars().any(char::is_alphabetic) && !unit;
                    if !within.is_empty() && before && words {
                        out.push((a, b));
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// The quantities of a sentence with the one its bracket stands for, in their order.
pub(super) fn with_implied(
    quantities: &[Quantity],
    implied: Option<Quantity>,
) -> Cow<'_, [Quantity]> {
    let Some(implied) = implied else { return Cow::Borrowed(quantities) };
    let mut all = quantities.to_vec();
    let at = all.partition_point(|q| q.start < implied.start);
    all.insert(at, implied);
    Cow::Owned(all)
}

/// "2019 - 1 (left before hearing)", "2018: two (not upheld)", "Written warning: 1 (2019)": the only count of a
/// line that begins with its year or outcome, and what else is true of all of it. The bracket is read as if it said "all".
pub(super) fn implied_all(
    desk: &Desk<'_>,
    text: &str,
    quantities: &[Quantity],
) -> Option<Quantity> {
    let mut counting = quantities.iter().filter(|q| q.counts());
    let (Some(q), None) = (counting.next(), counting.next()) else { return None };
    if !matches!(q.kind, Kind::Number { count, .. } if count.max > 0) {
        return None;
    }
    let after = &text[q.end..];
    let gap = after.find('(').filter(|at| {
        let between = &after[..*at];
        between.trim().is_empty() || NAMES_UNIT.is_match(between)
    })?;
    let open = q.end + gap;
    let close = open + text[open..].find(')')?;
    let (before, within) = (&text[..q.start], &text[open + 1..close]);
    let outside = format!("{before} {}", &text[close + 1..]);
    let inside = desk.read_prose(within);
    let says = inside.outcome.is_some() || !inside.sexes.is_empty() || inside.sources.len() == 1;
    let of_year = year::is_bare(&outside) && year::in_text(before).len() == 1 && says;
    // "Management advice - 1 (2016)"
    let of_outcome = LABEL_BEFORE.is_match(before)
        && year::in_text(&outside).is_empty()
        && desk.read_prose(before).outcome.is_some()
        && !text[close + 1..].contains(char::is_alphanumeric)
        && year::in_text(within).len() == 1
        && !says;
    // A bare year is no bracket of its own: the sign that opens it parts it from the label.
    let start = if of_year { open + 1 } else { open };
    ((of_year || of_outcome) && inside.other_subject.is_none()).then_some(Quantity {
        start,
        end: open + 1,
        kind: Kind::All(None),
    })
}

/// "Against 41 officers (35 male": the party named right before a bracket is the one it divides.
pub(super) fn party_before(lead: &str) -> Option<Role> {
    let last = lead.split_whitespace().next_back()?.to_lowercase();
    match last.trim_end_matches('s') {
        "officer" | "constable" => Some(Role::Officer),
        "complainant" | "complainer" | "victim" => Some(Role::Complainant),
        // "Nine were made by members of the public (seven women, two men)"
        "public" | "colleague" if BY_WHOM.is_match(lead) => Some(Role::Complainant),
        _ => None,
    }
}

static BY_WHOM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:by|from)\s+(?:(?:members?\s+of\s+)?the\s+public|(?:police\s+|their\s+|other\s+)*colleagues?)\s*$",
    )
});
