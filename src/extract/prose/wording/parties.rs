//! Who complained and who did not say of which sex they are ("thirteen by colleagues, including police staff", "the
//! other complainant preferred not to say").

use super::{N, Wording, row};

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            // "The person making the allegation was female in seven. In the other their gender was not recorded."
            "their sex",
            r"(?i)\b(?:their|his\s+or\s+her|that\s+person's)\s+(?P<sex>gender|sex)\s+(?P<said>(?:was|is|has|had)\b)".into(),
            |c, _| Some(format!("the {} {}", &c["sex"], &c["said"])),
        ),
        row(
            // "..., the sex of the person affected was not recorded in any of the four"
            "not recorded in any of so many",
            format!(
                r"(?i)(?P<said>\bnot\s+(?:been\s+)?(?:recorded|known|held|stated|given))\s+(?:in|for)\s+any\s+of\s+(?:the|these|those)\s+(?P<n>{N})\b"
            ),
            |c, _| Some(format!("{} in all {}", &c["said"], &c["n"])),
        ),
        row(
            // "The other complainant preferred not to say."
            "a sex not told",
            format!(
                r"(?i)\b(?P<who>the\s+(?:other|remaining)(?:\s+(?:one|{N}))?|{N})(?:\s+(?:of\s+(?:them|these|those)|complainants?|persons?|people|victims?|others?))*\s+(?:had\s+|have\s+|has\s+)?(?:(?:preferred|prefers?|chose|chosen|elected|asked|wished|opted)\s+not\s+to\s+(?:say|state|tell|disclose|give|specify|answer|record|be\s+recorded)|did\s+not\s+(?:say|state|tell\s+us|disclose|give|specify|record)\s+(?:their|his|her)\s+(?:sex|gender))(?:\s+(?:their|his|her|this|its|it|the)(?:\s+(?:own\s+)?(?:sex|gender))?)?"
            ),
            |c, _| Some(format!("the sex of {} was not known", &c["who"])),
        ),
        row(
            // "11 by serving officers or members of police staff"
            "by officers or staff",
            r"(?i)\bby\s+(?:(?:serving|other|fellow|police)\s+)*(?:officers|colleagues)\s+(?:or|and)\s+(?:other\s+)?(?:members\s+of\s+)?(?:police\s+)?staff\b".into(),
            |_, _| Some("by colleagues".into()),
        ),
        row(
            // "Thirteen by colleagues, including police staff"
            "by colleagues and staff",
            r"(?i)\bby\s+((?:police\s+)?colleagues|(?:other|fellow|serving)\s+officers),?\s+(?:including|among\s+them|as\s+well\s+as)\s+(?:some\s+)?(?:members\s+of\s+)?(?:police\s+|civilian\s+)?(?:staff|officers|pcsos)\b".into(),
            |_, _| Some("by colleagues".into()),
        ),
        row(
            // "Four were reported from within the organisation"
            "from within",
            r"(?i)\bfrom\s+within\s+(?:(?:the|our|its)\s+)?(?:\w+\s+)?(?:organisation|force|service|constabulary|department|police)\b(?:\s+itself)?".into(),
            |_, _| Some("internally".into()),
        ),
        row(
            // "In two cases we do not know the sex of the complainant."
            "whose sex we do not know",
            r"(?i)\b(?:we|i)\s+(?:do\s+not|don't|cannot)\s+(?:know|tell|say)\s+(the\s+(?:sex|gender)\s+of\s+the\s+(?:complainant|officer))s?\b".into(),
            |c, _| Some(format!("{} is not known", &c[1])),
        ),
    ]
}
