//! Cells that count their own values, one or several to a cell: "3 x No case to answer 1 x Dismissed", "Male
//! 33 (97%) Female 1 (3%)".

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::axis;
use crate::extract::context::{Context, Desk};
use crate::extract::output::Gathered;
use crate::extract::prose;
use crate::model::count::Count;
use crate::model::document::Cell as GridCell;
use crate::model::observation::{Observation, Origin};
use crate::normalise::label::LabelReading;
use crate::pattern::pattern;

/// Reads such a cell; false when it is none, or one of its labels gives no value.
pub(super) fn read(
    desk: &Desk<'_>,
    cell: &GridCell,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) -> bool {
    let mut shares = Vec::new();
    let mut items = items(&cell.text);
    if items.is_empty() {
        (items, shares) = labelled(&cell.text);
    }
    let readings: Vec<_> = items.iter().map(|(_, label)| desk.read(label)).collect();
    let told = |r: &LabelReading| (r.has_value() || r.unknown) && r.year.is_none();
    if items.is_empty() || !readings.iter().all(told) || !readings.iter().any(|r| r.has_value()) {
        return false;
    }
    let all: Vec<&_> = readings.iter().collect();
    let axis = axis::of_labels(desk, &all, &Default::default(), context);
    let heads: Vec<_> = items
        .iter()
        .zip(&readings)
        .map(|((_, label), r)| axis::head(desk, label, r, &axis))
        .collect();
    if heads.iter().any(|h| h.cell.is_empty()) {
        return false;
    }
    for share in shares {
        out.aside(share, "percentage or rate", &cell.locator);
    }
    for ((count, label), head) in items.iter().zip(heads) {
        let mut of = context.cell.clone();
        of.extend(head.cell);
        out.push(Observation {
            count: Count::exact(*count),
            suppressed: false,
            cell: of,
            unit: context.unit,
            label: (*label).into(),
            origin: Origin::Stated,
            out_of_scope: context.scope.out_reason().or(head.out),
            authority: context.authority.clone(),
            file: Default::default(),
            place: cell.locator.clone(),
            quote: cell.text.trim().into(),
            group,
            doubts: head.doubts,
        });
    }
    true
}

/// True for a text that is nothing but "N x label", once or several times over.
pub(in crate::extract) fn counts_its_values(text: &str) -> bool {
    !items(text).is_empty()
}

/// Longest label before a count in a cell of several, in words.
const LABEL_WORDS: usize = 8;

/// Counts and labels when the text is nothing but "label N", twice at least, each perhaps with its share behind
/// it; and the shares. Words without a number may follow, such as the key to the labels.
fn labelled(text: &str) -> (Vec<(u64, &str)>, Vec<&str>) {
    static PAIR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[\s,;]*(?P<label>[A-Za-z][A-Za-z /'\u{2019}&-]*?)[\s:=.\u{2013}\u{2014}-]*\b(?P<n>\d{1,4})\b(?P<share>\s*\(\s*\d{1,3}(?:\.\d+)?\s*(?:%|per\s*cent)\s*\))?",
        )
    });
    let (mut items, mut shares) = (Vec::new(), Vec::new());
    let mut rest = text.trim();
    while let Some(c) = PAIR.captures(rest) {
        let (label, n) = (c.name("label").map_or("", |m| m.as_str()), c["n"].parse());
        let Some(n) = n.ok().filter(|_| label.split_whitespace().count() <= LABEL_WORDS) else {
            return Default::default();
        };
        items.push((n, label.trim()));
        shares.extend(c.name("share").map(|m| m.as_str().trim()));
        rest = &rest[c.get(0).map_or(0, |m| m.end())..];
    }
    // "Male in 9 of the allegations and female in 2" is said in words.
    let phrase = |label: &str| label.starts_with("of ") || label.ends_with(" in");
    if prose::has_verb(text) || items.iter().any(|(_, label)| phrase(label)) {
        return Default::default();
    }
    let rest = rest.trim_start_matches(['.', ';', ',', ' ']);
    if items.len() < 2 || rest.contains(|c: char| c.is_ascii_digit()) {
        return Default::default();
    }
    (items, shares)
}

/// Counts and labels when the text is nothing but "N x label", once or several times over.
fn items(text: &str) -> Vec<(u64, &str)> {
    static TIMES: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[\s,;/&+])(?:and\s+)?(\d{1,4})\s*[x\u{d7}]\s+"));
    let starts: Vec<_> = TIMES.captures_iter(text).collect();
    let Some(first) = starts.first().and_then(|c| c.get(0)) else { return Vec::new() };
    if !text[..first.start()].trim().is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (i, c) in starts.iter().enumerate() {
        let from = c.get(0).map_or(0, |m| m.end());
        let to = starts.get(i + 1).and_then(|c| c.get(0)).map_or(text.len(), |m| m.start());
        let label = text[from..to].trim().trim_end_matches([',', ';', '.']);
        let Ok(count) = c[1].parse() else { return Vec::new() };
        // A label with a number of its own counts something more.
        if label.is_empty() || label.contains(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        out.push((count, label));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_before_their_counts() {
        let (items, shares) = labelled("Male 33 (97%)\nFemale 1 (3%)");
        assert_eq!(items, [(33, "Male"), (1, "Female")]);
        assert_eq!(shares, ["(97%)", "(3%)"]);
        assert_eq!(labelled("PC: 21; CM: 13. PC means public.").0, [(21, "PC"), (13, "CM")]);
        assert!(labelled("There were 34 allegations, 29 of them against men").0.is_empty());
        assert!(labelled("Male 33").0.is_empty());
    }

    #[test]
    fn each_count_has_the_label_after_it() {
        let two = items("3 x No case to answer 1 x Dismissed");
        assert_eq!(two, [(3, "No case to answer"), (1, "Dismissed")]);
        assert_eq!(items("2 x Upheld, and 1 x Withdrawn;"), [(2, "Upheld"), (1, "Withdrawn")]);
        assert!(items("Officers: 2 x Upheld").is_empty());
        assert!(items("2 x officers with 3 allegations").is_empty());
        assert!(items("No case to answer").is_empty());
    }
}
