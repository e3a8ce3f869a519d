//! Something a person should look at. Data, never printed by a stage.

use serde::{Deserialize, Serialize};

use super::locator::Locator;
use super::text::Text;

/// What a reader or a stage noticed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Which kind it is.
    pub code: Code,
    /// Fact first, with numbers and their place, in lower case without a full stop.
    pub message: String,
    /// File it is about, as listed in the run (empty while a reader does not know its name).
    pub file: Text,
    /// Where it stands, if it stands somewhere.
    pub place: Option<Locator>,
    /// The words at that place, verbatim.
    pub quote: Text,
    /// Indices of observations or facts it is about, filled by the stage that knows them.
    pub facts: Vec<usize>,
    /// By how many the headline may change when it is settled; `None` when that cannot be told.
    pub effect: Option<u64>,
}

impl Finding {
    /// A finding without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Finding {
        Finding {
            code,
            message: message.into(),
            file: Text::default(),
            place: None,
            quote: Text::default(),
            facts: Vec::new(),
            effect: None,
        }
    }

    /// The same finding with its place and the words there.
    pub fn at(mut self, place: &Locator, quote: impl Into<Text>) -> Finding {
        self.place = Some(place.clone());
        self.quote = quote.into();
        self
    }
}

/// How a finding is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Told in run.json only; nothing to decide.
    Note,
    /// Goes to the review list: a person must look before the figures are printed.
    Review,
}

macro_rules! codes {
    ($($variant:ident $id:literal $severity:ident $title:literal),* $(,)?) => {
        /// The kinds of finding; the id is what the output files print.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $(#[doc = $title] $variant),* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The name printed in the output files.
            pub fn id(self) -> &'static str {
                match self { $(Code::$variant => $id),* }
            }

            /// What it means, in a line.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title),* }
            }

            /// Note or review.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),* }
            }
        }
    };
}

codes! {
    UnreadableFile "unreadable_file" Review "a file could not be read",
    ReaderCrashed "reader_crashed" Review "a file made the reader crash",
    TimedOut "timed_out" Review "a file took too long and was stopped",
    TooLarge "too_large" Review "a file or part of it is larger than a limit",
    EmptyFile "empty_file" Review "a file has no bytes",
    UnsupportedFormat "unsupported_format" Review "a file is in a format this version does not read",
    NeedsOcr "needs_ocr" Review "a page or file is a picture without text",
    UncertainReading "uncertain_reading" Review "a number in a scan or picture was read with doubt",
    UnreadInk "unread_ink" Review "something in a table of a scan or picture could not be read",
    PasswordNeeded "password_needed" Review "a file is locked with a password",
    SkippedFile "skipped_file" Note "a file left behind by a program was skipped",
    DamagedPart "damaged_part" Review "part of a file could not be read",
    HiddenContent "hidden_content" Note "a hidden sheet, row or column was left out",
    FilteredRows "filtered_rows" Review "rows that a filter hides were left out, and may belong to the answer",
    FormulaNotCalculated "formula_not_calculated" Review "a formula has no stored value",
    UnreadTable "unread_table" Review "a table near the subject could not be understood",
    AmbiguousReading "ambiguous_reading" Review "a figure admits two readings",
    UnexplainedNumber "unexplained_number" Review "a number near the subject is not explained",
    UncountedOutcome "uncounted_outcome" Review "an outcome is told in words and no count of it was read",
    UncountedSex "uncounted_sex" Review "a sex is told in words and no count of it was read",
    UnmappedLabel "unmapped_label" Review "an outcome label is not in the vocabulary",
    AmbiguousLabel "ambiguous_label" Review "an outcome label can mean several things",
    TotalMismatch "total_mismatch" Review "the parts do not add up to the stated total",
    Conflict "conflict" Review "the same figure is stated twice with different numbers",
    UnknownAuthority "unknown_authority" Review "whose response it is could not be told",
    AuthorityMismatch "authority_mismatch" Review "the folder's name and the letter disagree on the authority",
    UnclearStatus "unclear_status" Review "it could not be told whether the request was answered",
    NoTotal "no_total" Note "no total is stated",
    Superseded "superseded" Note "an earlier response was replaced",
    PeriodMismatch "period_mismatch" Note "the period answered is not the period asked",
    StaleCorrection "stale_correction" Review "a correction no longer fits its source or the reading",
    DuplicateFile "duplicate_file" Note "a file lies in the folder twice",
    ImpossibleOutcome "impossible_outcome" Review "an outcome did not exist in the year it is counted for",
    PercentageMismatch "percentage_mismatch" Review "a percentage does not fit the counts beside it",
    MixedUnits "mixed_units" Review "unlike things are added together",
}
