//! Measures taken while a case goes on: an officer suspended, on restricted duties or moved is no outcome
//! of an allegation.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::context::Desk;
use crate::extract::prose::clauses::Clause;
use crate::pattern::pattern;

static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:suspended|suspensions?|(?:restricted|non[\s-]public[\s-]facing|non[\s-]operational|light|alternative|amended|other)\s+(?:duties|duty|roles?|posts?)|(?:placed|put|kept|remain(?:ed)?)\s+on\s+restrictions?|under\s+restrictions?|relieved\s+of\s+(?:\w+\s+)?duties|(?:moved|transferred|redeployed|reassigned|seconded)\s+(?:to|from|within|out|elsewhere|away|while|pending|temporarily)|redeployed|removed\s+from\s+(?:\w+\s+)?(?:front[\s-]?line|public|operational|contact))\b",
    )
});
/// For how long: "while the investigation was going on", "pending the outcome".
static MEANWHILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:while|whilst|pending|during|until|awaiting|throughout|for\s+the\s+duration)\b[^,;.]*",
    )
});

/// The same for a whole sentence.
pub(in crate::extract::prose) fn is_interim(desk: &Desk<'_>, text: &str) -> bool {
    if !MEASURE.is_match(text) {
        return false;
    }
    let rest = MEANWHILE.replace_all(text, " ");
    let rest = MEASURE.replace_all(&rest, " ");
    desk.read_prose(&rest).outcome.is_none()
}

/// True when all that a clause says is such a measure; "suspended and later dismissed" says more.
pub(super) fn says_interim(desk: &Desk<'_>, text: &str, clause: &Clause) -> bool {
    is_interim(desk, &text[clause.from..clause.to])
}
