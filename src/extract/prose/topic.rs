//! What a paragraph speaks of, as its title or its first words say ("Outcome of complaints: ...").

use std::sync::LazyLock;

use regex::Regex;

use super::{counts_something, has_verb};
use crate::extract::context::{Desk, one};
use crate::extract::number;
use crate::model::observation::{Cell, Dimension, Role};
use crate::pattern::pattern;

/// "The public complaints had the following outcomes.", "Turning to the six internal matters: ...": what
/// the rest of the paragraph speaks of.
pub(super) fn of_paragraph(desk: &Desk<'_>, text: &str, sources_known: bool) -> Option<Cell> {
    static LEADS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:the\s+)?(?P<of>[^.:;,]{3,60}?)\s+(?:had|have|were|are|ended|resulted|led|concluded|divide|divided)\b[^.:;]{0,30}?\b(?:these|the\s+following|as\s+follows|in\s+these\s+ways)\b[^.:;]{0,30}[.:]\s*$|^\W*(?:dealing|turning|coming|looking|moving)\s+(?:first\s+|next\s+|now\s+|then\s+|finally\s+|lastly\s+|on\s+)*(?:with|to|at)\s+(?:the\s+)?(?P<of2>[^.:;,]{3,60})[:.,]",
        )
    });
    /// "Conduct matters.", "Complaints from the public:": a paragraph's own title.
    const TITLE_WORDS: usize = 5;
    let titles = text.split_whitespace().count() <= TITLE_WORDS
        && text.trim_end().ends_with(['.', ':'])
        && !has_verb(text)
        && !counts_something(text);
    let c = LEADS.captures(text);
    let of = c.as_ref().and_then(|c| c.name("of").or(c.name("of2"))).map(|m| m.as_str());
    let says = desk.read_prose(of.or(titles.then_some(text))?);
    let mut out = Cell::new();
    if says.sources.len() == 1 && says.outcome.is_none() {
        out.insert(Dimension::Source, says.sources.clone());
    } else if let (true, true, Some(source)) = (titles, sources_known, &says.weak_source)
        && source == "public"
    {
        // "Complaints." beside conduct matters.
        out.insert(Dimension::Source, one(source));
    }
    (!out.is_empty()).then_some(out)
}

/// "Complaints by year: one in 2016; three the following year", "Outcome of complaints: Of the ten, five were
/// not upheld": what a lead of few words makes the paragraph speak of, and where the rest begins.
pub(super) fn of_lead(desk: &Desk<'_>, text: &str, sources_known: bool) -> Option<(Cell, usize)> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\W*(?P<lead>[A-Z][\w'\u{2019}-]*(?:\s+[\w'\u{2019}-]+){1,5}):\s+")
    });
    let c = LEAD.captures(text)?;
    let (all, lead) = (c.get(0)?, &c["lead"]);
    let says = desk.read_prose(lead);
    let other = says.outcome.is_some() || says.year.is_some() || !says.sexes.is_empty();
    // "Public complaints: the complainant was female in ten", but "Public complaints: nine, of which ..."
    let first = text[all.end()..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let sentence = first.starts_with(char::is_alphabetic) && number::value(first).is_none();
    if says.names.is_empty() && !sentence || other || counts_something(lead) {
        return None;
    }
    // "Complaints" beside conduct matters.
    let weak = || {
        let mut words = lead.split_whitespace().map(str::to_lowercase);
        words
            .find_map(|w| desk.read(&w).weak_source.filter(|s| s == "public"))
            .filter(|_| sources_known)
    };
    let source = match says.sources.len() {
        1 => says.sources.first()?.clone(),
        0 => weak()?,
        _ => return None,
    };
    counts_something(&text[all.end()..])
        .then(|| (Cell::from([(Dimension::Source, one(&source))]), all.end()))
}

/// "You also wanted to know about the people complaining.": whose sexes the next sentences tell.
pub(super) fn party_of_lead(text: &str) -> Option<Role> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:you\s+(?:also\s+|then\s+|next\s+)*(?:asked|wanted|wished)|as\s+(?:for|to|regards)|turning\s+to|on\s+to|next|and\s+now|now)\b",
        )
    });
    static COMPLAINANT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:complainants?|complainers?|victims?|(?:people|persons?|those)\s+(?:complaining|who\s+complained|(?:who\s+)?(?:made|making)\s+the\s+(?:allegations?|complaints?)))\b",
        )
    });
    static OFFICER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bofficers?\b"));
    if !LEAD.is_match(text) {
        return None;
    }
    match (OFFICER.is_match(text), COMPLAINANT.is_match(text)) {
        (true, false) => Some(Role::Officer),
        (false, true) => Some(Role::Complainant),
        _ => None,
    }
}
