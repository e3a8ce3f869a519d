//! Outcomes and sexes that a sentence tells without a number and that were not read as the count of anything:
//! kept, so that one which no figure accounts for can be shown to a person.

use std::sync::LazyLock;

use regex::Regex;

use super::figures::Place;
use crate::extract::context::{Context, Scope, one, sex_dimension};
use crate::extract::output::Gathered;
use crate::model::observation::{Dimension, Told};
use crate::normalise::outcome::How;
use crate::normalise::year;
use crate::pattern::pattern;

/// Groups of outcomes that end a case.
const ENDS: &[&str] = &["sanction", "finding", "not_proceeded"];
/// Longest sentence, in words: what is longer explains.
const WORDS: usize = 40;

/// Longest outcome by itself, in words.
const LABEL_WORDS: usize = 18;

/// Keeps the outcome of a sentence that tells what became of something, and the sexes it tells of the parties.
pub(super) fn note(at: &Place<'_>, text: &str, context: &Context, out: &mut Gathered) {
    static OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:officers?|allegations?|complaints?|cases?|matters?|it|he|she|they|constable|sergeant|inspector)\b[^.;]*\b(?:was|were|had|has\s+been|have\s+been|received|led|resulted|ended|resigned|retired|left|faced|got)\b",
        )
    });
    // What may be, what is defined, what did not happen, what is said of all.
    static GENERAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\?|\b(?:may|might|can|could|would|should|will|if|whether|unless|any|none|neither|means?|meaning|defined|definition|includ\w+|such\s+as|e\.g\.|for\s+example|not|never|no|nor|decision|request|exemptions?|under\s+section|counted|recorded\s+as|shown|column|table|figures?|separate\w*)\b|n['\u{2019}]t\b",
        )
    });
    if matches!(context.scope, Scope::Out(_))
        || text.split_whitespace().count() > WORDS
        || !(OF.is_match(text) || is_label(text, context))
        || GENERAL.is_match(&without_would_have_been(text))
    {
        return;
    }
    let reading = at.desk.read_prose(text);
    let told = |dimension, values| Told {
        dimension,
        values,
        place: at.at.clone(),
        quote: at.quote.trim().into(),
    };
    for (sex, role) in &reading.sexes {
        if let Some(role) = role {
            out.told.push(told(sex_dimension(*role), one(sex)));
        }
    }
    let Some(outcome) = reading.outcome else { return };
    let ends = |code: &String| {
        at.desk.vocabulary.code(code).is_some_and(|c| ENDS.contains(&c.group.as_str()))
    };
    if matches!(outcome.how, How::Known | How::Composed) && outcome.codes.iter().all(ends) {
        out.told.push(told(Dimension::Outcome, outcome.codes));
    }
}

/// "For 2020, dismissal without notice.": an outcome by itself, of a year or in answer to a question about
/// outcomes.
fn is_label(text: &str, context: &Context) -> bool {
    !super::has_verb(text)
        && text.split_whitespace().count() <= LABEL_WORDS
        && (context.names.contains("outcome") || !year::in_text(text).is_empty())
}

/// "He would have been dismissed" is what a panel decided.
fn without_would_have_been(text: &str) -> String {
    text.replace("would have been dismissed", "was dismissed")
}
