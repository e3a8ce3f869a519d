//! The reference a letter gives for the request: after a word for it, by an office's own form, or
//! alone on a line of the letterhead.

use std::sync::LazyLock;

use regex::Regex;

use super::LETTERHEAD_BLOCKS;
use super::date::LONG_DATE;
use crate::model::document::{Block, BlockKind};
use crate::pattern::pattern;

/// How many blocks from the top may give it.
const BLOCKS: usize = 30;

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:our\s+ref(?:erence)?|disclosure\s+ref(?:erence)?|foi\s+(?:request\s+)?ref(?:erence)?|request\s+(?:ref(?:erence)?|no|number)|reference(?:\s+(?:number|no))?|ref(?:\s+no)?|case\s+ref(?:erence)?|freedom of information (?:act )?(?:2000 )?request(?:\s+ref(?:erence)?)?(?:\s+no)?|foi(?:\s+request)?|cyfeirnod|rfi)\b\.?\s*(?:no\.?|number|ref)?\s*[:.\u{2013}-]?\s*((?:[A-Z]{1,6}[ /.-]?){0,3}\d[\w/.-]*(?:\s?/\s?\w+)*)",
    )
});
/// "01/FOI/21/019922": the office's number stands before the keyword.
static OFFICE_REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(\d{1,3}[/.](?:FOI|FOIA|RFI|EIR|SAR)[/.]\d{2}[/.]\d{3,7})\b"));
/// A line that is nothing but a reference: "2021.0466", "HC/001224/21", "Request 207/2021".
static LONE_REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:(?:our|your) )?(?:ref(?:erence)?|request|enquiry|case|file|log)?\W{0,3}((?:[A-Z]{1,5}[/.-]){0,2}\d{2,6}[A-Z]?(?:[/.-]\d{2,6}){1,3})\W*$",
    )
});
static BARE_REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b((?:FOI|RFI|DPU|DJ|IM-FOI|COL|GSA|WPFOI|HQ|F)[ /.-]?[A-Z]*[ /.-]?\d[\w/.-]+)")
});

/// The first reference near the top.
pub(super) fn read(texts: &[(&Block, String)]) -> Option<String> {
    let clean = |s: &str| s.trim().trim_end_matches(['.', '-', '/', ',']).to_string();
    for pattern in [&*OFFICE_REFERENCE, &*REFERENCE, &*BARE_REFERENCE, &*LONE_REFERENCE] {
        let lone = std::ptr::eq(pattern, &*LONE_REFERENCE);
        for (block, text) in texts.iter().take(if lone { LETTERHEAD_BLOCKS } else { BLOCKS }) {
            let lines = lone.then(|| text.lines()).into_iter().flatten();
            let whole = (!lone).then_some(text.as_str());
            if lone && block.kind == BlockKind::Table {
                continue;
            }
            for c in lines.chain(whole).filter_map(|t| pattern.captures(t)) {
                let found = clean(&c[1]);
                let year = year_or_years(&found);
                if found.chars().filter(char::is_ascii_digit).count() >= 3
                    && !year
                    && !LONG_DATE.is_match(&found)
                {
                    return Some(found);
                }
            }
        }
    }
    None
}

/// "2020", "2016-2020", "2019/20".
fn year_or_years(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let year =
        |t: &&str| t.len() == 4 && t.starts_with("20") && t.chars().all(|c| c.is_ascii_digit());
    match parts.as_slice() {
        [one] => year(one),
        [from, to] => {
            let next = from.get(2..).and_then(|y| y.parse::<u32>().ok()).map(|y| y + 1);
            year(from) && (year(to) || to.len() == 2 && to.parse::<u32>().ok() == next)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::locator::Locator;

    #[test]
    fn references_are_told_from_years() {
        let of = |text: &str| {
            let block = Block::text(BlockKind::Paragraph, text, Locator::Line(1));
            read(&[(&block, text.to_string())])
        };
        assert_eq!(of("Title - 01/FOI/21/012345 - figures").as_deref(), Some("01/FOI/21/012345"));
        assert_eq!(of("2021.0123").as_deref(), Some("2021.0123"));
        assert_eq!(of("Our ref: FOI 123/21").as_deref(), Some("FOI 123/21"));
        assert_eq!(of("2016-2020"), None);
        assert_eq!(of("2019/20"), None);
    }
}
