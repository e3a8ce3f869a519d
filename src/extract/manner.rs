//! What kind of paper a document is, by its own words, where the answer itself does not tell: a
//! request, a message that only covers what is attached, an answer that names the one it replaces.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::letter;
use crate::model::document::{BlockKind, Document, Furniture};
use crate::pattern::pattern;

/// Kind of paper.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Manner {
    /// Asks for information and answers nothing.
    pub asks: bool,
    /// Points to what is attached or enclosed.
    pub encloses: bool,
    /// Day of the answer that it says it replaces, ISO.
    pub replaces: Option<String>,
    /// It says that the rest of that answer stands: it corrects a part of it.
    pub rest_stands: bool,
}

static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bi(?:'d| would| should)? (?:like|wish|want) to (?:request|ask|make a|know|see|receive|be told)\b|\bi am (?:writing to (?:request|ask|make)|requesting|making)\b|\b(?:i|we) (?:hereby )?(?:request|ask) (?:the following|that you|you to|under|for)\b|\bplease (?:could you |can you |would you )?(?:tell|supply|provide|send|state|give) (?:me|us|all|details|copies|figures|information|in|answers|(?:the |a )?(?:number|total|figures?|outcomes?|breakdown|list|following))\b|\b(?:could|can|would) you (?:please )?(?:tell|supply|provide|send|state|give|let) (?:me|us|the|a)\b|\b(?:could|can|would) you (?:please |kindly )?(?:let|tell|give|send|supply) (?:our|the|my) \w+\b|\blet (?:me|our \w+) (?:have|know|see)\b|\blet us (?:have|see)\b|^\W*request (?:under|for information under|made under) the freedom of information\b|^\W*dear (?:sir or madam, )?(?:foi|freedom of information|information (?:access|rights|governance))\b|\b(?:look forward to|should be grateful for) (?:hearing from you|your (?:reply|response))\b|\bthis is a(?: formal)? request (?:under|made|for)\b",
    )
});
/// Words that only one who answers uses.
static ANSWERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bthank you for (?:your|the (?:above |following )?request)\b|\b(?:in )?(?:response|reply|answer|reference|regard) to your\b|\byour (?:foi |foia |freedom of information |recent |information )*(?:request|e-?mail|letter|enquiry|application)\b|\b(?:you|your request) (?:have )?(?:asked|requested|sought)\b|\b(?:information|data) (?:you (?:have )?requested|requested) (?:is|are)\b|\b(?:can|able to) (?:confirm|provide|disclose)\b|\bis held\b|\bnot held\b|\b(?:we|constabulary|police|force|department) (?:do(?:es)? not )?holds?\b|\bour (?:response|reply|records|reference)\b|\brefusal notice\b|^\W*(?:(?:our|the|full)\s+)?(?:response|reply|answers?|decision|disclosure|findings)\s*:?\s*$|\binternal review of (?:this|our) (?:response|reply|decision|answer)\b|\bplease find (?:attached|enclosed|below)\b",
    )
});
static ENCLOSES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:attach(?:ed|ment|ments|ing)?|enclos(?:ed|ure|ures|ing)|ynghlwm|amgae\w*|accompany(?:ing)?)\b",
    )
});
/// "All other figures in our response of 19 May are correct and remain unchanged."
static REST_STANDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:all|the)\s+(?:of\s+the\s+)?other|the\s+remaining|no\s+other|the\s+rest\s+of\s+(?:the|our|that)|everything\s+else)\b[^.;]{0,90}\b(?:(?:remains?|stays?|is|are|was|were)\s+(?:correct\b|unchanged\b|unaffected\b|as\s+(?:sent|given|stated|before|they\s+were)\b|the\s+same\b|not\s+(?:changed|affected)\b|as\s+it\s+was\b|affected\b|changed\b)|stands?\b)",
    )
});
static REPLACES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:replac\w+|supersed\w+|takes? the place of|in place of|instead of|disregard|withdraw\w*|correct\w*|amend\w*|revis\w+|earlier|previous|first|original)\b[^.;]{0,60}?\b(?:repl(?:y|ies)|response|letter|answer|spreadsheet|e-?mail|message|version|disclosure|figures|table)\b[^.;]{0,25}?\b(?:of|on|dated|from|sent)\b\s*(?:the\s+)?",
    )
});

static ANSWER_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:repl(?:y|ies)|response|letter|answer|spreadsheet|e-?mail|disclosure|figures|table)\b[^.;]{0,30}?\b(?:of|on|dated)\b\s*(?:the\s+)?",
    )
});
/// What is said of an answer that no longer holds.
static NO_LONGER_HOLDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:wrong|incorrect|in error|inaccurate|(?:should|must|can|may) (?:now )?be (?:disregarded|discarded|deleted|ignored)|is (?:hereby |now )?(?:withdrawn|replaced|superseded)|discard|disregard|throw)\b",
    )
});

/// Reads the manner of a document dated `dated` (ISO), if it is.
pub fn read(document: &Document, dated: Option<&str>) -> Manner {
    let own = || {
        document
            .blocks
            .iter()
            .filter(|b| !b.hidden && b.furniture == Furniture::Body && b.kind != BlockKind::Table)
    };
    let any = |what: &Regex| own().any(|b| what.is_match(&b.text));
    let year = dated.and_then(|d| d.get(..4));
    Manner {
        asks: any(&ASKS) && !any(&ANSWERS),
        encloses: any(&ENCLOSES),
        replaces: own().find_map(|b| replaced(&b.text, year)),
        rest_stands: any(&REST_STANDS),
    }
}

/// The day after words like "replaces our letter of", or of an answer said to be wrong; a year left
/// out is the letter's own.
fn replaced(text: &str, year: Option<&str>) -> Option<String> {
    let day = |end: usize| {
        let near: String = text[end..].chars().take(24).collect();
        letter::first_date(&near)
            .or_else(|| letter::first_date(&format!("{} {}", day_and_month(&near)?, year?)))
    };
    REPLACES.find_iter(text).find_map(|m| day(m.end())).or_else(|| {
        ANSWER_OF
            .find_iter(text)
            .filter(|m| NO_LONGER_HOLDS.is_match(&text[m.end()..]))
            .find_map(|m| day(m.end()))
    })
}

/// "24 June" of "24 June, from which".
fn day_and_month(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let day = words.next()?.trim_end_matches(|c: char| !c.is_ascii_digit());
    let month = words.next()?.trim_matches(|c: char| !c.is_alphabetic());
    (day.parse::<u32>().is_ok() && !month.is_empty()).then(|| format!("{day} {month}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Block;
    use crate::model::locator::Locator;

    fn manner(texts: &[&str]) -> Manner {
        let blocks =
            texts.iter().map(|t| Block::text(BlockKind::Paragraph, *t, Locator::Line(1))).collect();
        read(&Document { blocks, ..Document::default() }, Some("2021-07-08"))
    }

    #[test]
    fn a_request_asks_and_an_answer_that_repeats_it_does_not() {
        let asked = "Please tell me how many complaints there were, for example 12 in 2016.";
        assert!(manner(&["Dear FOI team", asked]).asks);
        assert!(!manner(&["Thank you for your request.", asked]).asks);
        assert!(!manner(&["Please give the reference in any letter."]).asks);
        assert!(manner(&["Would you please let our newsroom have the figures below."]).asks);
        assert!(!manner(&["Dear FOI team", "I can confirm that it is held."]).asks);
    }

    #[test]
    fn a_correction_of_a_part_leaves_the_rest() {
        let said = "The total of 19 and all other figures in our response of 19 May are correct and remain unchanged.";
        assert!(manner(&[said]).rest_stands);
        assert!(manner(&["The rest of our letter stands."]).rest_stands);
        assert!(
            !manner(&["Our figures should not be compared with those of other forces."])
                .rest_stands
        );
    }

    #[test]
    fn the_replaced_answer_is_told_by_its_day() {
        let day = |t: &str| manner(&["8 July 2021", t]).replaces;
        assert_eq!(
            day("This replaces the reply we sent on 3 June 2021, which should be disregarded."),
            Some("2021-06-03".into())
        );
        assert_eq!(
            day("It takes the place of the spreadsheet of 24 June, from which one was left off."),
            Some("2021-06-24".into())
        );
        assert_eq!(
            day("The reply which we sent you on 23/06/2021 was wrong. Please discard it."),
            Some("2021-06-23".into())
        );
        assert_eq!(day("Thank you for your request of 3 June 2021."), None);
    }
}
