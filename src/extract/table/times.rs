//! Cells that count their own values: "3 x No case to answer 1 x Dismissed", one or several to a cell.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::axis;
use crate::extract::context::{Context, Desk};
use crate::extract::output::Gathered;
use crate::model::count::Count;
use crate::model::document::Cell as GridCell;
use crate::model::observation::{Observation, Origin};
use crate::pattern::pattern;

/// Reads such a cell; false when it is none, or one of its labels gives no value.
pub(super) fn read(
    desk: &Desk<'_>,
    cell: &GridCell,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) -> bool {
    let items = items(&cell.text);
    let readings: Vec<_> = items.iter().map(|(_, label)| desk.read(label)).collect();
    let told = !items.is_empty() && readings.iter().all(|r| r.has_value() && r.year.is_none());
    if !told {
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
    fn each_count_has_the_label_after_it() {
        let two = items("3 x No case to answer 1 x Dismissed");
        assert_eq!(two, [(3, "No case to answer"), (1, "Dismissed")]);
        assert_eq!(items("2 x Upheld, and 1 x Withdrawn;"), [(2, "Upheld"), (1, "Withdrawn")]);
        assert!(items("Officers: 2 x Upheld").is_empty());
        assert!(items("2 x officers with 3 allegations").is_empty());
        assert!(items("No case to answer").is_empty());
    }
}
