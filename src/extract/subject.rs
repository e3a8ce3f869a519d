//! Whether a document speaks of what is investigated at all, and of whose sex.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::context::Desk;
use super::{MAX_CAPTION, prose};
use crate::model::document::{BlockKind, Document};
use crate::model::observation::{Role, Unit};
use crate::normalise::outcome::How;
use crate::normalise::year;
use crate::pattern::pattern;

/// Shortest repeated request, in words: "You asked for the following:" repeats none.
const RESTATED_WORDS: usize = 7;

/// True when something holds for a text or a cell that a reader sees.
fn anywhere(document: &Document, mut holds: impl FnMut(&str) -> bool) -> bool {
    let mut shown = document.blocks.iter().filter(|b| !b.hidden);
    shown.any(|b| holds(&b.text) || b.cells.iter().any(|c| !c.hidden && holds(&c.text)))
}

/// True when the subject of the investigation is named.
pub(super) fn is_named(desk: &Desk<'_>, document: &Document) -> bool {
    anywhere(document, |text| desk.read(text).in_scope)
}

/// How many of the first texts may name the reference of a request.
const TITLE_BLOCKS: usize = 3;

/// The reference in the title of a document that has no word of the matter: no allegation, officer,
/// sex, source or outcome other than that nothing was done.
pub(super) fn stranger_under(desk: &Desk<'_>, document: &Document) -> Option<String> {
    let speaks = |text: &str| {
        let r = desk.read(text);
        let outcome = r.outcome.as_ref().is_some_and(|o| !o.codes.contains("no_further_action"));
        let of_people = !r.units.is_empty() || !r.roles.is_empty() || !r.sexes.is_empty();
        r.in_scope || outcome || of_people || !r.sources.is_empty() || r.weak_source.is_some()
    };
    if anywhere(document, speaks) {
        return None;
    }
    let shown = document.blocks.iter().filter(|b| !b.hidden);
    let titles = shown.filter(|b| b.kind != BlockKind::Table).take(TITLE_BLOCKS);
    titles.filter_map(|b| year::reference_in(&b.text)).map(str::to_string).next()
}

/// How many different outcomes tell a table of what became of complaints from one of other things:
/// a single one ("Final Warning") stands in tables of many kinds.
const TELLING_OUTCOMES: usize = 2;

/// True when the document speaks of what the investigation counts, of complaints or allegations, or
/// names more than one of the outcomes that only those have.
pub(super) fn is_of_the_kind(desk: &Desk<'_>, document: &Document) -> bool {
    let counted = |u: &Unit| {
        matches!(u, Unit::Allegation | Unit::Complaint | Unit::ConductMatter)
            || u.name() == desk.investigation.unit
    };
    let telling = |code: &str| {
        let group = desk.vocabulary.code(code).map_or("", |c| c.group.as_str());
        matches!(group, "finding" | "sanction") && code != "no_further_action"
            || desk.investigation.codes.iter().any(|extra| extra.code == code)
    };
    let mut outcomes = BTreeSet::new();
    anywhere(document, |text| {
        let r = desk.read(text);
        let sure = r.outcome.filter(|o| matches!(o.how, How::Known | How::Composed | How::Mended));
        let codes = sure.into_iter().flat_map(|o| o.codes);
        outcomes.extend(codes.filter(|code| telling(code)));
        r.units.iter().any(counted) || outcomes.len() >= TELLING_OUTCOMES
    })
}

/// True when the request that the document repeats names nothing that was asked: no allegation, officer,
/// outcome ("You asked how many times the cameras were out of use").
pub(super) fn asks_other(desk: &Desk<'_>, document: &Document) -> bool {
    static RESTATES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:request(?:ed)?|question)\s*:|in your (?:request|e-?mail|letter)\b[^.]{0,60}\byou\b|thank you for (?:your (?:request|e-?mail|letter)[^.]{0,60}\b)?(?:asking|requesting|about)\b|you (?:have |had |also )?(?:asked|requested|wanted|wished|sought|enquired|inquired|would like)\b)",
        )
    });
    let mut restated = document
        .blocks
        .iter()
        .filter(|b| !b.hidden && b.kind != BlockKind::Table)
        .flat_map(|b| prose::sentences(&b.text).into_iter().map(|(from, to)| &b.text[from..to]))
        .filter(|s| RESTATES.is_match(s) && s.split_whitespace().count() >= RESTATED_WORDS)
        .peekable();
    // "You asked for the figures by year" may well be about the subject.
    let counts = ["how many", "number of", "how often", "how much", "copies of", "cost of"];
    let other = |s: &str| {
        let r = desk.read_prose(s);
        let lower = s.to_lowercase();
        let silent = r.units.is_empty()
            && r.roles.is_empty()
            && r.outcome.is_none()
            && r.sources.is_empty()
            && r.names.is_empty();
        silent && counts.iter().any(|w| lower.contains(w))
    };
    restated.peek().is_some() && restated.all(other)
}

/// The party whose sex bare letters stand for, by the words of the document ("the sex of the officer (F or
/// M, across the top)", "M/F is the gender of the complainant"): a letter may explain its workbook.
pub(super) fn sexes_in_letters(document: &Document) -> Option<Role> {
    const LETTERS: &str = r"[\u{2018}\u{201c}'\x22(]*\b[FM]\b[\u{2019}\u{201d}'\x22)]*\s*(?:or|and|/|,|&)\s*[\u{2018}\u{201c}'\x22(]*\b[FM]\b";
    const SEX: &str = r"(?i:(?:sex|gender)\s+of\s+(?:the\s+)?(?P<a>officer|complainant)s?|(?P<b>officer|complainant)['\u{2019}]?s?['\u{2019}]?\s+(?:sex|gender))";
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"{SEX}[^.;:()]{{0,20}}\(\s*{LETTERS}")));
    static LETTERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"{LETTERS}[^.;]{{0,30}}?(?:=|\b(?:is|are|means?|shows?|refers?\s+to|stands?\s+for|denotes?|gives?|being)\b)\s+(?:the\s+)?{SEX}"
        ))
    });
    let mut told = BTreeSet::new();
    anywhere(document, |text| {
        for c in [&*NAMED, &*LETTERED].into_iter().filter_map(|p| p.captures(text)) {
            let party = c.name("a").or(c.name("b")).map_or("", |m| m.as_str());
            let officer = party.eq_ignore_ascii_case("officer");
            told.insert(if officer { "officer" } else { "complainant" });
        }
        false
    });
    match told.into_iter().collect::<Vec<_>>()[..] {
        [one] => Some(if one == "officer" { Role::Officer } else { Role::Complainant }),
        _ => None,
    }
}

/// The party whose sex the document speaks of, when it never speaks of the other's.
pub(super) fn only_role(desk: &Desk<'_>, document: &Document) -> Option<Role> {
    let (mut officer, mut complainant) = (false, false);
    let (mut against, mut other) = (false, false);
    // True as long as the sexes of one party alone have been spoken of.
    let mut look = |text: &str| {
        let reading = desk.read(text);
        against |= text.to_lowercase().contains("against")
            && (reading.in_scope || !reading.units.is_empty())
            && reading.roles.contains(&Role::Officer);
        other |= reading.roles.contains(&Role::Complainant);
        let sexes = !reading.sexes.is_empty() || reading.names.contains("sex");
        officer |= reading.names.contains("officer_sex")
            || sexes && reading.roles.contains(&Role::Officer);
        complainant |= reading.names.contains("complainant_sex")
            || sexes && reading.roles.contains(&Role::Complainant);
        !(officer && complainant)
    };
    for block in document.blocks.iter().filter(|b| !b.hidden) {
        let mut sentences = prose::sentences(&block.text).into_iter();
        let mut cells = block.cells.iter().filter(|c| !c.hidden && c.text.len() < MAX_CAPTION);
        if !sentences.all(|(from, to)| look(&block.text[from..to]))
            || !cells.all(|cell| look(&cell.text))
        {
            return None;
        }
    }
    match (officer, complainant) {
        (true, false) => Some(Role::Officer),
        (false, true) => Some(Role::Complainant),
        // "Allegations against officers", by male and female, and no other party anywhere.
        (false, false) if against && !other => Some(Role::Officer),
        _ => None,
    }
}
