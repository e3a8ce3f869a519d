//! What would settle each kind of doubt: the one thing a person does to close a review item.

use super::finding::Code;

/// One line per kind of finding that goes to review.
const SETTLES: &[(Code, &str)] = &[
    (
        Code::UnreadableFile,
        "open the file by hand; ask the authority for it again if it is damaged",
    ),
    (
        Code::ReaderCrashed,
        "open the file by hand; save it afresh from the program it came from, and run again",
    ),
    (
        Code::TimedOut,
        "run again with a longer --file-timeout; if it does not end then, open the file by hand",
    ),
    (
        Code::TooLarge,
        "open the file by hand, or divide it; run again with a larger --file-memory if it names that",
    ),
    (Code::FilteredRows, "clear the filter and see whether the rows belong to the answer"),
    (Code::EmptyFile, "ask the authority for the file again"),
    (Code::UnsupportedFormat, "save the file in a format that is read, and run again"),
    (Code::NeedsOcr, "read the page by eye and add its figures in corrections.toml"),
    (Code::UncertainReading, "look at the place in the picture; accept the figure, or replace it"),
    (Code::UnreadInk, "look at the place in the picture and add what stands there"),
    (
        Code::PasswordNeeded,
        "ask the authority for the password, save a copy without, and run again",
    ),
    (Code::DamagedPart, "open the file by hand and compare the part named"),
    (Code::FormulaNotCalculated, "open the workbook, let it calculate, save it and run again"),
    (Code::UnreadTable, "read the table by eye; add its figures, or accept that it is no answer"),
    (Code::AmbiguousReading, "read the passage; accept the figure, or replace it"),
    (Code::UnexplainedNumber, "read the passage; add the figure, or accept that it is none"),
    (
        Code::UncountedOutcome,
        "read the passage; add the figure, or accept that it is told elsewhere",
    ),
    (Code::UncountedSex, "read the passage; add the figure, or accept that it is told elsewhere"),
    (Code::UnmappedLabel, "say in corrections.toml what the label means, or ask the authority"),
    (Code::AmbiguousLabel, "ask the authority which of the meanings it is, and map the label"),
    (
        Code::TotalMismatch,
        "compare the parts with the document; if the document itself does not add up, ask the authority which number is right",
    ),
    (
        Code::Conflict,
        "look at both places; ask the authority which number holds, and drop the other",
    ),
    (Code::UnknownAuthority, "put the file into a folder named after the authority, and run again"),
    (Code::AuthorityMismatch, "see whose letter it is, and move it to that folder"),
    (Code::UnclearStatus, "read the letter and set the status in corrections.toml"),
    (Code::StaleCorrection, "look at the source again, and renew or remove the correction"),
    (
        Code::ImpossibleOutcome,
        "see whether the year or the outcome was misread; if not, ask the authority what it means by it",
    ),
    (
        Code::PercentageMismatch,
        "compare the count with its percentage, and ask which of the two is right",
    ),
    (Code::MixedUnits, "see what each of the numbers counts, and drop the sum or the odd part"),
];

impl Code {
    /// What would settle it; empty for a note, which needs nothing.
    pub fn settle(self) -> &'static str {
        SETTLES.iter().find(|(c, _)| *c == self).map_or("", |(_, s)| s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::Severity;

    #[test]
    fn every_doubt_says_what_would_settle_it() {
        for code in Code::ALL {
            let review = code.severity() == Severity::Review;
            assert_eq!(!code.settle().is_empty(), review, "{}", code.id());
        }
    }
}
