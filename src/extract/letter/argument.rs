//! The part of a letter that argues: exemptions explained, harm, factors for and against, the balance.
//! It is full of complaints, officers and numbers ("one allegation lost is one too many") and counts
//! none. It begins at a heading of its own and ends at the next heading, or where figures are stated.

use std::sync::LazyLock;

use regex::Regex;

use super::declares;
use crate::extract::number;
use crate::model::document::{Block, BlockKind};
use crate::pattern::pattern;

/// Longest heading of such a part, in words.
const HEADING_WORDS: usize = 14;
/// From so many counts on in one plain statement the figures are the answer, whatever heading is above.
const STATED_COUNTS: usize = 2;

/// Sections 12 to 44 of the Act of 2000 and 25 to 41 of the Scottish one are exemptions and grounds; a
/// lower number over a passage numbers the parts of the letter.
static HEADS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^\W*(?:[a-z\d]{1,2}[.)]\s+)?(?:
        (?:the\s+)?(?:overall\s+|evidence\s+of\s+(?:the\s+)?|test\s+of\s+)?(?:harm|prejudice)(?:\s+(?:test|in|for|from|that|and|considered|identified|caused|likely)\b.*)?
        |(?:the\s+)?public\s+interest(?:\s+(?:tests?|considerations?|arguments?|factors?|balance|and)\b.*)?
        |(?:the\s+)?(?:factors?|arguments?|considerations?|points?|reasons?|case)\s+(?:in\s+favou?r\s+of|favou?ring|for|against|supporting|weighing|militating|tending)\b.*
        |(?:in\s+favou?r\s+of|for|against|favou?ring)\s+(?:the\s+)?(?:disclosure|disclosing|release|releasing|confirm\w*|non-?disclosure|withholding|maintaining|publication|publishing)\b.*
        |(?:the\s+)?(?:balanc\w+|balancing)\s*(?:tests?|exercise|the|of|and|considerations?)?\b.*
        |(?:the\s+)?exemptions?(?:\s+(?:explained|applied|relied|engaged|that|and|which|claimed|in|used)\b.*)?
        |why\b.*\b(?:exempt|withh\w+|refus\w+|not\s+(?:given|disclosed|released|provided)|left\s+out)\b.*
        |(?:foia?\s+|foisa\s+)?(?:section|s\.?)\s*(?:1[2-7]|2[1-9]|3\d|4[0-4])(?:\s*\(\s*\w{1,2}\s*\))*(?:\s*(?:,|and|&|/)\s*(?:section\s+)?\d\d(?:\s*\(\s*\w{1,2}\s*\))*)*\b.*
        |reasons?\s+for\s+(?:the\s+)?(?:refusal|exemption|withholding|engaging|applying|non-?disclosure)\b.*
        )\W*$",
    )
});

/// True for a heading over arguments about what may be disclosed.
pub(super) fn heads(block: &Block) -> bool {
    let text = block.text.trim();
    let headed = block.kind == BlockKind::Heading
        || block.kind == BlockKind::Paragraph && !text.ends_with(['.', ';', ',']);
    headed && text.split_whitespace().count() <= HEADING_WORDS && HEADS.is_match(text)
}

/// True where the arguments end: another heading, or figures plainly stated.
pub(super) fn ends_at(block: &Block) -> bool {
    let counts = |text: &str| {
        let hits = number::in_sentence(text);
        hits.iter().filter(|h| matches!(h.what, number::What::Count { .. })).count()
    };
    block.kind == BlockKind::Heading
        || declares(&block.text) && counts(&block.text) >= STATED_COUNTS
}

/// "Fewer than 10 of the complainants were men": a plain statement about those who were counted, in the
/// middle of the argument and not supposed.
pub fn states(sentence: &str) -> bool {
    static OF_THEM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:of|all|among)\s+(?:the|these|those|our)\s+(?:\w+\s+)?(?:complainants|officers|allegations|complaints|cases|matters|claims|victims)\b[^.;]{0,60}\b(?:was|were|had|have\s+been)\b",
        )
    });
    static SUPPOSED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:would|could|may|might|if|suppose|supposing|say|where|example|instance|likely|whether|any|some|many|most)\b",
        )
    });
    OF_THEM.is_match(sentence) && !SUPPOSED.is_match(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_head(text: &str) -> bool {
        HEADS.is_match(text)
    }

    #[test]
    fn headings_of_arguments() {
        for text in [
            "Harm",
            "Evidence of harm",
            "Public interest test",
            "Factors favouring disclosure",
            "Considerations against disclosure",
            "Balance test",
            "Section 40(2) - Personal information",
            "Section 31(1)(a)(b) and 30(1)",
            "Exemptions",
            "Why we have withheld the sex of the officers",
        ] {
            assert!(is_head(text), "{text}");
        }
        assert!(states("Fewer than 10 of the complainants were men."));
        assert!(!states("If one of the officers were a woman she could be named."));
        for text in [
            "Harmful behaviour by year",
            "Section 1: allegations by year",
            "Outcomes",
            "Reasons given for the outcome",
            "For information: allegations by year",
        ] {
            assert!(!is_head(text), "{text}");
        }
    }
}
