//! What is being counted, as data: subject, period, authorities asked, words laid over the built-in
//! vocabulary. The built-in investigation and any file given with `--investigation` have one form.

use serde::{Deserialize, Serialize};

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year, in full.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month, 1 to 31.
    pub day: u32,
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Day {
    /// Reads "2016-01-31".
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.trim().splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Day { year, month, day })
    }
}

/// The period asked about, both days inclusive, as written in the file (ISO dates).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

impl Period {
    /// First year of the period.
    pub fn first_year(&self) -> i32 {
        Day::parse(&self.from).map_or(0, |d| d.year)
    }

    /// Last year of the period.
    pub fn last_year(&self) -> i32 {
        Day::parse(&self.to).map_or(9999, |d| d.year)
    }
}

/// An outcome code that this investigation adds to the built-in ones.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraCode {
    /// Name in the output, lower case with underscores.
    pub code: String,
    /// Group it is summed under.
    pub group: String,
    /// A built-in code that is as telling, for labels that name several things.
    #[serde(default)]
    pub like: String,
}

/// The whole of it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Investigation {
    /// Title, as printed in the summary.
    pub title: String,
    /// Words that say a passage is about the subject.
    pub subject: Vec<String>,
    /// Words that say a passage is about something else.
    #[serde(default)]
    pub other_subjects: Vec<String>,
    /// Period asked about.
    pub period: Period,
    /// Unit preferred for the headline: allegation, complaint, crime ...
    pub unit: String,
    /// Authorities asked; those not found are `no_response` in the summary.
    #[serde(default)]
    pub asked: Vec<String>,
    /// Outcome labels laid over the built-in ones: label -> codes joined by "+".
    #[serde(default)]
    pub outcomes: std::collections::BTreeMap<String, String>,
    /// Outcome codes this investigation adds.
    #[serde(default)]
    pub codes: Vec<ExtraCode>,
}
