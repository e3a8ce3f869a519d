//! The words by which a sentence says of what its counts are parts: "Of the six public complaints,
//! four ...", "nine of the allegations", "The 2018 complaints, one by a man ...".

use std::sync::LazyLock;

use regex::Regex;

use super::quantity::{Kind, Quantity};
use super::values::Sentence;
use crate::pattern::pattern;

/// A reference to something counted before.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// Bytes it takes of the sentence, which say nothing of the count itself.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number it repeats.
    pub(super) number: Option<u64>,
    /// "These", "them", "which": what was just spoken of.
    pub(super) pronoun: bool,
    /// "The former" (first) or "the latter" (last).
    pub(super) pair: Option<Pair>,
    /// "The other two", "the remainder": what is left of something divided.
    pub(super) rest: bool,
    /// A verb follows, so that its values are not said of the count ("one of those dismissed was").
    pub(super) closed: bool,
}

/// One of two things named side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pair {
    Former,
    Latter,
}

const VERBS: &str = r"(?i)\b(?:was|were|is|are|has|have|had|did|does|resulted|ended|relates?|related|led|concern(?:s|ed)?|involve[sd]?|remains?|remained|came|went|proceeded|progressed|reached|arose|originated|received|resigned|retired|left|fell|dates?|dated|saw|awaits?|conclud\w+|break|breaks|account\w*|made up)\b";
static VERB: LazyLock<Regex> = LazyLock::new(|| pattern(VERBS));
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:and\s+|but\s+|\(?[a-z0-9]{1,2}[.)]\s+)?(?:of|out\s+of|from\s+among|from|among|amongst|within|(?:looking|turning)\s+(?:at|to)|as\s+(?:to|for|regards)|for|in\s+(?:respect\s+of|relation\s+to|connection\s+with)|with\s+(?:regard|respect|reference)\s+to|when\s+it\s+comes\s+to|(?:in\s+)?so\s+far\s+as|insofar\s+as|regarding|concerning|relating\s+to|taking)\s+(?:all\s+(?:of\s+)?)?(?:the|these|those|them|this|that|which|whom)\b",
    )
});
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:\s+(?:allegations?|complaints?|cases?|officers?))?(?:\s*[,(]\s*(?:or|i\.e\.)?\s*[\d.]+\s*(?:%|per\s?cent)\)?,?)?\s+(?:out\s+)?(?:of|from\s+among|among)\s+(?:all\s+)?(?:the|these|those|them|which|whom|our|its|all)\b",
    )
});
static DEFINITE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\W*(?:the|those|these)\s+"));
static NOUN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:allegations?|complaints?|cases?|matters?|claims?|ones?|records?|reports?)\b")
});
static PRONOUN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:these|those|them|which|whom|this|that)\b"));

static PREPOSITION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\s(?:from|by|against|about|in|during|to)\s"));
static PRONOUN_END: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:these|those|them|which|whom)$"));
static NOUN_NEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s+(?:allegations?|complaints?|cases?|matters?|claims?|officers?|complainants?|records?)\b",
    )
});

/// True for words that name what may be counted ("the eight internal matters").
pub(super) fn names_things(text: &str) -> bool {
    NOUN.is_match(text)
}

/// The reference that opens a sentence, for all of its counts.
pub(super) fn leading(text: &str, quantities: &[Quantity]) -> Option<Reference> {
    let opening = LEAD.find(text)?;
    let first = quantities.iter().find(|q| q.counts()).map_or(text.len(), |q| q.start);
    if first < opening.end() {
        return None;
    }
    // "For the conduct matters the person affected was female in five": a noun that another subject
    // follows ends it like a comma.
    static THEN_SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s+(?:[\w-]+\s+){0,3}?(?P<noun>(?:allegations|complaints|cases|matters|claims|ones|records|reports))\s+(?:recorded\s+|received\s+)?(?:the\s+(?:officer|complainant|person|people|victim|outcome|result|sex|accused|subject|individual|alleged)|an?\s+(?:officer|complainant)|there\s+(?:was|were))",
        )
    });
    let noun = || {
        let c = THEN_SUBJECT.captures(&text[opening.end()..first])?;
        c.name("noun").map(|n| n.end().saturating_sub(1))
    };
    let comma = text[opening.end()..first].find([',', ':', '\u{2013}', '\u{2014}']).or_else(noun);
    let end = comma.map_or(first, |c| opening.end() + c + 1);
    let preposition = opening.as_str().trim_start().to_lowercase();
    let of =
        ["of", "out", "from among", "among", "and of"].iter().any(|w| preposition.starts_with(w));
    let reference = made(text, opening.start(), end, quantities, true);
    // "In the period", "from the public" refer to nothing; "of the public" does not occur.
    let refers = reference.number.is_some()
        || of && (comma.is_some() || reference.pronoun)
        || NOUN.is_match(&text[opening.start()..end]) && comma.is_some();
    refers.then_some(reference)
}

/// A definite subject with values ("The 2018 complaints, one by a man ..."), for a set known by them.
pub(super) fn subject(sentence: &Sentence<'_>, quantities: &[Quantity]) -> Option<Reference> {
    let text = sentence.text;
    static PAIR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:and\s+)?(?:in\s+)?the\s+(?:former|latter)\b(?:\s+(?:two|three|four|\w+s))?",
        )
    });
    if let Some(m) = PAIR.find(text) {
        return Some(made(text, 0, m.end(), &[], true));
    }
    let opening = DEFINITE.find(text)?;
    let rest = &text[opening.end()..];
    let stop = rest.find([',', ':', '(', ';', '\u{2013}', '\u{2014}']).unwrap_or(rest.len());
    let verb = VERB.find(rest).map_or(rest.len(), |m| m.start());
    let end = opening.end() + stop.min(verb);
    let first =
        quantities.iter().find(|q| q.counts() && q.start > 4).map_or(text.len(), |q| q.start);
    let words = &text[opening.end()..end.min(text.len())];
    // "The two from 2017", "the officer complained about in 2019"
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:two|three|four|five|six|seven|eight|nine|ten)\s+(?:from|in|of|made|recorded|received)\b|^officers?\s+(?:complained\s+(?:of|about)|accused|concerned|involved)\b",
        )
    });
    let fits = end <= first
        && (NOUN.is_match(words) || COUNTED.is_match(words))
        && words.split_whitespace().count() <= 6
        && sentence.has_values(opening.end(), end);
    fits.then(|| made(text, opening.start(), end, quantities, true))
}

/// A sentence that says several things of one definite subject, as sentences of their own: "The 2018
/// complaints, one by a man and one by a woman, were about male officers and neither was upheld".
pub(super) fn several_predicates(sentence: &Sentence<'_>, quantities: &[Quantity]) -> Vec<String> {
    static AGAIN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i),?\s+(?:and|but)\s+(neither|none|both|all|each)\b"));
    static MAIN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i),\s+((?:were|are|have|had|came|resulted|ended)\b)"));
    let text = sentence.text;
    let Some(r) = subject(sentence, quantities) else { return Vec::new() };
    let (name, rest) = (text[r.start..r.end].trim_end_matches([',', ' ']), &text[r.end..]);
    let Some(main) = MAIN.captures(rest).and_then(|c| c.get(1)) else { return Vec::new() };
    let inner = rest[..main.start()].trim_matches([',', ' ']);
    let counts = |from: usize, to: usize| {
        quantities.iter().any(|q| q.counts() && q.start >= from && q.end <= to)
    };
    if inner.is_empty() || !counts(r.end, r.end + main.start()) {
        return Vec::new();
    }
    let mut out = vec![format!("{name}, {inner}.")];
    let mut predicate = &rest[main.start()..];
    let mut after = None;
    if let Some(m) = AGAIN.captures(predicate).and_then(|c| c.get(1)) {
        let cut = AGAIN.find(predicate).map_or(predicate.len(), |m| m.start());
        after = Some(format!("Of {}, {}", lower_first(name), &predicate[m.start()..]));
        predicate = &predicate[..cut];
    }
    out.push(format!("{name} {predicate}"));
    out.extend(after);
    out
}

/// A text that begins in a small letter.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.trim().chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// The reference right after a count ("Nine of the allegations").
pub(super) fn after(text: &str, q: &Quantity, quantities: &[Quantity]) -> Option<Reference> {
    let m = AFTER.find(&text[q.end..])?;
    let from = q.end + m.end();
    // "In two of these the officer was male": a pronoun takes no more words than its noun.
    if PRONOUN_END.is_match(m.as_str()) {
        let noun = NOUN_NEXT.find(&text[from..]).map_or(0, |n| n.end());
        let closed = verb_in(&text[from + noun..]).is_some_and(|v| v < 3);
        return Some(made(text, q.end, from + noun, quantities, closed));
    }
    let next =
        quantities.iter().find(|o| o.start >= from && o.counts()).map_or(text.len(), |o| o.start);
    let rest = &text[from..next];
    let verb = VERB.find(rest).map(|v| v.start());
    let stop = rest.find([',', ';', ':', ')', '(', '\u{2013}', '\u{2014}', '.']);
    let joined = rest.find(" and ");
    // "In two of the complaints the officer was male": the noun ends where another begins.
    let again = [
        " the officer",
        " the complainant",
        " the outcome",
        " the person",
        " the result",
        " an officer",
        " no ",
    ]
    .iter()
    .filter_map(|w| rest.find(w).filter(|&at| at > 2))
    .min();
    let end = [verb, stop, joined, again].into_iter().flatten().min().unwrap_or(rest.len());
    // "13 of the allegations from the public" leaves its values to the count; "one of its own officers"
    // has none to leave.
    let ours = ["its", "our", "their"].iter().any(|w| m.as_str().to_lowercase().ends_with(w));
    let closed = ours || verb.is_some_and(|v| v == end);
    let source = PREPOSITION.find(&rest[..end]).map(|p| p.start());
    let end = if closed { end } else { source.unwrap_or(end) };
    Some(made(text, q.end, from + end, quantities, closed))
}

fn made(text: &str, start: usize, end: usize, all: &[Quantity], closed: bool) -> Reference {
    let words = &text[start..end];
    let lower = words.to_lowercase();
    let number =
        all.iter().filter(|q| q.start >= start && q.end <= end).find_map(|q| match q.kind {
            Kind::Reference(n) => Some(n),
            Kind::Number { count, .. } if count.is_exact() => Some(count.max),
            _ => None,
        });
    let pair = if lower.contains("latter") {
        Some(Pair::Latter)
    } else if lower.contains("former ")
        || lower.trim_end_matches([',', ' ']).ends_with("the former")
    {
        Some(Pair::Former)
    } else {
        None
    };
    let rest = ["other", "remaining", "rest", "remainder", "that remain", "which remain"]
        .iter()
        .any(|w| lower.contains(w));
    Reference { start, end, number, pronoun: PRONOUN.is_match(words), pair, rest, closed }
}

/// The first verb of a stretch.
pub(super) fn verb_in(text: &str) -> Option<usize> {
    VERB.find(text).map(|m| m.start())
}
