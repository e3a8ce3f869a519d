//! The force that answers, named where it could as well say "the force".

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::context::Desk;
use crate::extract::prose::counts_something;
use crate::pattern::pattern;

/// "Norfolk holds nine allegations": the force that answers, named as the subject, is "the force".
pub(in crate::extract::prose) fn with_force_unnamed<'t>(
    desk: &Desk<'_>,
    text: &'t str,
) -> Cow<'t, str> {
    static HOLDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s+(?:holds?|held|recorded|records|received|had|has|have|logged|saw|counted)\b",
        )
    });
    let named = || {
        desk.register
            .mentions(text)
            .into_iter()
            .find(|m| desk.home.iter().any(|home| home == m.id) && HOLDS.is_match(&text[m.end..]))
    };
    // Only a number behind it can be lost on the name.
    if desk.home.is_empty() || !counts_something(text) {
        return Cow::Borrowed(text);
    }
    match named() {
        Some(m) => Cow::Owned(format!("{}the force{}", &text[..m.start], &text[m.end..])),
        None => Cow::Borrowed(text),
    }
}
