//! The table of checks. Each row says what it checks, why that matters to a story and when the check
//! itself is wrong; the documentation is made from it. The first two rows are the sums of
//! [`super::checks`]; the others look across tables, sentences, sheets and files.

mod agree;
mod margins;
mod narrow;
mod percent;
mod room;
mod years;

use super::FileReading;
use super::facts::Merged;
use crate::model::fact::{Check, Fact};
use crate::model::finding::{Code, Finding};
use crate::model::investigation::Investigation;
use crate::model::observation::Observation;

/// All a check may look at.
pub struct Book<'a> {
    /// Facts and what they were made from.
    pub merged: &'a Merged,
    /// The authority's files.
    pub files: &'a [FileReading],
    /// What was asked.
    pub investigation: &'a Investigation,
    /// The sums worked out before.
    pub sums: &'a [Check],
}

/// One check.
pub struct Row {
    /// Name in the output.
    pub id: &'static str,
    /// What it checks.
    pub what: &'static str,
    /// Why it matters to a story.
    pub why: &'static str,
    /// When the check itself is wrong.
    pub wrong: &'static str,
    /// Runs it; `None` for the sums that are worked out before.
    run: Option<Run>,
}

/// Runs a check; what fails goes to review.
type Run = fn(&Book<'_>, &mut Vec<Finding>) -> Vec<Check>;

/// Every check, in the order they are run.
pub const CHECKS: &[Row] = &[
    Row {
        id: "parts_sum_to_total",
        what: "the parts of a table, list or sentence add up to the total stated there, nested subtotals under their own heads; intervals may meet anywhere",
        why: "a part misread, missed or counted twice shows here first",
        wrong: "when a table leaves out a part without saying so",
        run: None,
    },
    Row {
        id: "split_sums_to_total",
        what: "each split (by outcome, year, sex, source) adds up to the authority's total, whatever table, sheet or file it stands in; where no total is stated, the splits agree with each other",
        why: "it ties the letter to its attachments, and shows a split of something else",
        wrong: "when a split covers a part only (closed cases) and the document says so in words the program does not know; a sentence that names one value claims no split and is left out",
        run: None,
    },
    Row {
        id: "margins_agree",
        what: "the cells of a cross-table add up to the one-way figures stated elsewhere",
        why: "a number changed in one of two tables is found, and its row named",
        wrong: "when most rows agree by chance; it speaks only where most do",
        run: Some(margins::agree),
    },
    Row {
        id: "part_within_whole",
        what: "no part is larger than the total or the margin it belongs to, in the same unit",
        why: "a part above its whole is a misreading or two units under one name",
        wrong: "when the whole was stated for a shorter period than the part",
        run: Some(margins::within),
    },
    Row {
        id: "room_left",
        what: "where one source, sex or duty status is that of everything counted, nothing is counted for another",
        why: "a heading or a caption taken for a value shows here, where no sum does",
        wrong: "when \"all\" was said of a part in words the program does not know",
        run: Some(room::left),
    },
    Row {
        id: "stated_twice",
        what: "a figure said in more than one place is the same in each",
        why: "letter and spreadsheet are written by different people; where they agree both are right",
        wrong: "when the second place is a copy of the first, and of its error",
        run: Some(agree::stated_twice),
    },
    Row {
        id: "tally_against_stated",
        what: "the rows of a listing, and the sums of a table without margins, agree with the number stated",
        why: "a missing row, or a total of another extract, shows here",
        wrong: "when a listing holds only a part of what the total counts; a table without margins that falls short of a total which sums prove is taken for such a part",
        run: Some(agree::tally),
    },
    Row {
        id: "units_alike",
        what: "a sum adds allegations to allegations, officers to officers; parts that are the values of one dimension and add up are alike, whatever noun each takes",
        why: "officers added to allegations give a total that looks fine and means nothing",
        wrong: "when a document uses two words for one thing within one sum",
        run: Some(agree::units),
    },
    Row {
        id: "actions_beside_findings",
        what: "two tables of the same allegations, one of findings and one of actions, are not added together; the second does not exceed the total",
        why: "adding both counts each allegation twice",
        wrong: "when an allegation may have several actions",
        run: Some(agree::two_axes),
    },
    Row {
        id: "suppressed_cells_fit",
        what: "cells shown as \"fewer than five\" can take values that satisfy every sum they stand in; the narrowed values are used here only and printed nowhere",
        why: "a contradiction proves a misreading that no single sum shows",
        wrong: "when a total was itself rounded or suppressed without saying so",
        run: Some(narrow::fit),
    },
    Row {
        id: "percentages_fit",
        what: "a printed percentage is the share that the count beside it has in its total",
        why: "the percentage is a second statement of the count, made by the authority",
        wrong: "when the share is of something else; it speaks only where most of a column agrees",
        run: Some(percent::fit),
    },
    Row {
        id: "outcome_possible",
        what: "an outcome is not counted for years before the law knew it",
        why: "terms changed on 1 February 2020; an older year under a newer term is a swapped column or a re-labelled system",
        wrong: "when a force maps its old outcomes to the new terms",
        run: Some(years::possible),
    },
    Row {
        id: "years_in_order",
        what: "the years of a table run one way",
        why: "two swapped headings leave every sum right and every year wrong",
        wrong: "when a table is ordered by size",
        run: Some(years::in_order),
    },
    Row {
        id: "period_covered",
        what: "the years answered are the years asked, whole, and of the calendar asked for",
        why: "nine months beside twelve, or financial beside calendar years, cannot be compared",
        wrong: "when years without a case are left out",
        run: Some(years::covered),
    },
];

/// Runs the checks that look across.
pub fn run(book: &Book<'_>, review: &mut Vec<Finding>) -> Vec<Check> {
    CHECKS.iter().filter_map(|row| row.run).flat_map(|run| run(book, review)).collect()
}

impl Book<'_> {
    /// In-scope facts of the contract's dimensions, with their index.
    fn plain(&self) -> impl Iterator<Item = (usize, &Fact)> {
        self.merged
            .facts
            .iter()
            .enumerate()
            .filter(|(_, f)| f.in_scope && super::facts::is_plain(&f.cell))
    }

    /// Observations within scope, with their index.
    fn inside(&self) -> impl Iterator<Item = (usize, &Observation)> {
        self.merged.observations.iter().enumerate().filter(|(_, o)| o.out_of_scope.is_none())
    }
}

/// A doubt about a fact, at its first place.
fn doubt(code: Code, message: String, fact: usize, book: &Book<'_>) -> Finding {
    let mut finding = Finding::new(code, message);
    let f = &book.merged.facts[fact];
    if let Some(e) = f.evidence.first() {
        finding = finding.at(&e.place, e.quote.clone());
        finding.file = e.file.clone();
    }
    finding.facts = vec![fact];
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_explained() {
        let mut seen = std::collections::BTreeSet::new();
        for row in CHECKS {
            assert!(seen.insert(row.id), "{} stands twice", row.id);
            for text in [row.what, row.why, row.wrong] {
                assert!(text.len() > 20 && !text.ends_with('.'), "{}: `{text}`", row.id);
            }
        }
    }
}
