//! Figures put right: what is said now holds, what was said before is left out ("not, as first stated,
//! 17, but 16", "we also said that nobody had been dismissed. That was an error: one officer was").

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{N, Wording, row};
use crate::extract::number::{self, What};
use crate::extract::prose::counts_something;
use crate::pattern::pattern;

/// What was said before, the words that take it back, and what holds.
const TAKEN_BACK: &str = r"(?i)^[^.]*\b(?:said|stated|gave|told|described|reported|showed|counted|listed|put)\b[^.]*\.\s+(?:that|this|it|which)\s+(?:was|is)\s+(?:wrong|incorrect|untrue|mistaken|not\s+(?:right|correct|so|the\s+case)|in\s+error|(?:an?|our|my)\s+(?:error|mistake|slip))\s*[,:;\u{2013}\u{2014}-]\s*(?:(?:and|since|because|as|in\s+fact)\s+)*(?P<holds>[^.]+)\W*$";

/// "Our reply gave six with a finding of no case to answer. The correct number is seven."
fn put_right() -> String {
    format!(
        r"(?i)^\W*(?:(?:our|the|my|that|this)\s+(?:(?:earlier|first|previous|original|initial)\s+)?(?:reply|response|letter|answer|decision)|we|it|i)\s+(?:(?:also|first|originally|previously|wrongly)\s+)*(?:gave|said|stated|showed|reported|put|had|counted|listed|recorded|described)\s+(?:that\s+)?(?:there\s+(?:were|was|had\s+been)\s+)?(?P<first>[^.;]+)\.\s+(?:the|its?)\s+(?:correct|right|true|proper|actual)\s+(?:number|figure|total|answer|count)\s+(?:is|was|should\s+(?:be|have\s+been))\s+(?P<n>{N})\W*$"
    )
}

/// True for two sentences of which the second puts the first right.
pub(super) fn corrects(text: &str) -> bool {
    static BOTH: LazyLock<[Regex; 2]> =
        LazyLock::new(|| [pattern(TAKEN_BACK), pattern(&put_right())]);
    BOTH.iter().any(|p| p.is_match(text))
}

fn with_right_number(c: &Captures<'_>) -> Option<String> {
    let first = &c["first"];
    let count = |h: &number::NumberHit| matches!(h.what, What::Count { .. });
    let hit = number::in_sentence(first).into_iter().find(count)?;
    Some(format!("{}{}{}.", &first[..hit.start], &c["n"], &first[hit.end..]))
}

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            "the number, and not another",
            format!(r"(?i)^(\W*)there\s+(are|were)\s+((?:in\s+fact|therefore|actually)\s+)?({N}),?\s+(?:and\s+)?not\s+{N}(\W*)$"),
            |c, _| Some(format!("{}there {} {} in all{}", &c[1], &c[2], &c[4], &c[5])),
        ),
        row("what was taken back", TAKEN_BACK.into(), |c, _| Some(c["holds"].to_string())),
        row("the right number of what was said", put_right(), |c, _| with_right_number(c)),
        row(
            // "Three are conduct matters; on this point the earlier reply was right"
            "where the earlier reply was right",
            r"(?i)[;,]\s+(?:and\s+)?(?:(?:on|in|as\s+to)\s+(?:this|that|which)(?:\s+(?:point|respect|score|matter))?\s+)?(?:the|our|my)\s+(?:earlier|previous|first|original)\s+(?:reply|response|letter|answer|decision)\s+(?:was|is)\s+(?:quite\s+)?(?:right|correct|accurate)\b".into(),
            |_, _| Some(String::new()),
        ),
        row(
            // "The mistake lay in 2018, for which the correct figure is three and not four"
            "where the mistake lay",
            format!(r"(?i)\b(?:the\s+|our\s+)?(?:mistake|error|discrepancy|difference)\s+(?:lay|was|is|arose)\s+in\s+(?P<year>20\d\d(?:/\d\d)?),?\s+(?:for\s+which|where)\s+the\s+(?:correct|right|true|proper)\s+(?:figure|number|total)\s+(?:is|was|should\s+(?:be|have\s+been))\s+(?P<n>{N})(?:,?\s+(?:and\s+)?(?:not|rather\s+than|instead\s+of)\s+{N}\b)?"),
            |c, _| Some(format!("in {} there were {}", &c["year"], &c["n"])),
        ),
        row(
            // "The number is 17, not 18 as I told you"
            "a correction in passing",
            format!(r"(?i)\b({N}),?\s+(?:and\s+)?(?:not|rather\s+than|instead\s+of)(?:,\s+as\s+[^,;.]{{3,50}},)?\s+(?:the\s+)?{N}\b(?:\s+(?:previously|originally|first|initially)\s+(?:stated|given|told|reported|quoted))?(?:,?\s+(?:as|which|that)\s+[^.;:()\u{{2013}}\u{{2014}}-]{{0,60}})?"),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "The number is not, as first stated, 17, but 16"
            "a correction before the number",
            format!(r"(?i)\bnot,?\s+(?:as\s+(?:we\s+|i\s+)?(?:(?:had|have)\s+)?(?:first|previously|originally|initially|earlier|wrongly)\s+(?:stated|said|told\s+you|reported|given|gave)),?\s+{N},?\s+but\s+({N})\b"),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "Not upheld: three, where the letter of 4 March had five"
            "what the earlier letter had",
            format!(r"(?i),?\s+(?:where|whereas|while)\s+(?:the|our|my)\s+(?:(?:first|earlier|previous|last|original)\s+)?(?:letter|reply|response|answer)(?:\s+of\s+\d{{1,2}}\s+\w+)?\s+(?:had|gave|said|stated|showed|put)\s+{N}\b"),
            |_, _| Some(String::new()),
        ),
        row(
            // "No case to answer was found in nine, as we told you"
            "as it was told before",
            r"(?i),\s+(?:just\s+)?as\s+(?:we|i)\s+(?:have\s+|had\s+)?(?:already\s+|previously\s+|rightly\s+)?(?:told\s+you|said|stated)(\s*[.;]|$)".into(),
            |c, _| Some(c[1].to_string()),
        ),
        row(
            // "One officer was dismissed rather than, as we previously told you, two"
            "a correction behind its verb",
            format!(r"(?i),?\s+(?:rather\s+than|instead\s+of|and\s+not|not)(?:,\s+as\s+[^,;.]{{3,50}},)?\s+{N}(\s*[.,;])"),
            |c, before| counts_something(before).then(|| c[1].to_string()),
        ),
    ]
}
