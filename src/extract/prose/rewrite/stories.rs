//! Several single cases told in one sentence behind what they are ("Two were public complaints: a man complained
//! about a female officer, where the outcome was service acceptable, and a woman complained about a male
//! officer, where no further action was taken").

use std::sync::LazyLock;

use regex::Regex;

use super::shared::N;
use crate::extract::number;
use crate::extract::prose::wording::sex_of;
use crate::pattern::pattern;

/// The plain sentences; none when there are not as many stories as were counted.
pub(super) fn pieces(text: &str) -> Vec<String> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?P<lead>[^:]*?\b(?P<n>{N})\s+(?:of\s+(?:them|these|those)\s+)?(?:were|was)\s+(?P<what>(?:public|internal|conduct)\s+[a-z ]{{4,24}}?)):\s+"
        ))
    });
    static STORY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\ban?\s+(?P<sex>male|female|man|woman)(?P<who>\s+(?:member\s+of\s+(?:the\s+)?(?:public|staff)|colleague|officer))?\s+(?:complained|reported|made\s+(?:an\s+allegation|a\s+complaint))\s+(?:about\s+|of\s+|against\s+)?an?\s+(?P<whom>male|female)\s+(?:officer|colleague)(?:,?\s+(?:where|and|in\s+which\s+case)\s+(?P<end>[^,;.]+))?",
        )
    });
    static SAYS_END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:the\s+(?:outcome|result|finding)\s+was\s+)|\s+(?:was|were)\s+(?:taken|given|made|found)$",
        )
    });
    let Some(c) = LEAD.captures(text) else { return Vec::new() };
    let from = c.get(0).map_or(0, |m| m.end());
    let told: Vec<_> = STORY.captures_iter(&text[from..]).collect();
    if told.is_empty() || number::value(&c["n"]) != Some(told.len() as u64) {
        return Vec::new();
    }
    let what = c["what"].trim().trim_end_matches('s').to_string();
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u', 'I']) { "an" } else { "a" };
    let mut out = vec![format!("{}.", &c["lead"])];
    for story in told {
        let sex = sex_of(&story["sex"]).unwrap_or("female");
        let end =
            story.name("end").map(|m| SAYS_END.replace_all(m.as_str(), "").trim().to_string());
        let end = end.map_or(String::new(), |end| format!(" and ended with {end}"));
        out.push(format!(
            "One was {article} {what} made by a {sex} complainant against a {} officer{end}.",
            &story["whom"]
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::extract::prose::tests::{TOTAL, read};

    #[test]
    fn cases_told_in_one_sentence_have_cells_of_their_own() {
        let facts = read(&[
            TOTAL,
            "Two were public complaints: a man complained about a female officer, where the outcome was \
             service acceptable, and a woman complained about a male officer, where no further action \
             was taken.",
        ]);
        let cells: Vec<&String> =
            facts.keys().filter(|k| k.contains("service_acceptable")).collect();
        let joint =
            |k: &&String| k.contains("female") && k.contains("male") && k.contains("public");
        assert!(cells.iter().any(joint), "{facts:?}");
        assert!(facts.keys().any(|k| k.contains("no_further_action")), "{facts:?}");
    }
}
