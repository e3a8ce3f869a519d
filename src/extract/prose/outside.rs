//! Counts of those whom the letter has put outside the request in words before.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::context::Desk;
use crate::pattern::pattern;

/// "Police staff and PCSOs are outside your request.": those that the next sentences may count all the same.
pub(super) fn said_to_be_outside(desk: &Desk<'_>, text: &str) -> Option<String> {
    static OUTSIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:is|are|was|were|falls?|lies?)\s+(?:all\s+)?(?:outside|beyond|no\s+part\s+of|not\s+(?:a\s+)?(?:part\s+of|within|included\s+in|covered\s+by|counted\s+in|among))\b",
        )
    });
    let other = desk.read_prose(text).other_subject;
    other.filter(|_| OUTSIDE.is_match(text))
}

/// "For completeness, six were recorded in the same period": of those that the sentence before put outside.
pub(super) fn goes_on_outside(text: &str) -> bool {
    static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:them|these|those|for\s+completeness|no\s+doubt|for\s+(?:your\s+)?information|same\s+(?:period|years|time)|in\s+that\s+group)\b",
        )
    });
    GOES_ON.is_match(text) && !text.to_lowercase().contains("against officers")
}
