//! Sentences and short lines to observations. Each count of a sentence gets the words of its own
//! clause, the values set before it ("In 2018 ...") and those of the count it is a part of ("of
//! which"). A count that no words explain is set aside, and goes to review when the subject is near.

mod clauses;
mod judge;

use std::sync::LazyLock;

use clauses::{clause_axis, read_clauses};
use judge::GENERAL;
use regex::Regex;

use super::axis;
use super::context::{Context, Desk, Scope, one};
use super::number::{self, NumberHit, What};
use super::output::Gathered;
use crate::model::count::Count;
use crate::model::document::Block;
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension, Observation, Origin};
use crate::normalise::label::LabelReading;
use crate::normalise::year;

/// What a passage has stated so far, for "of these" and for parts that add up to it.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// Counts stated, with their cells, newest last.
    stated: Vec<(Count, Cell, usize)>,
    /// Values the last sentence set for those after it (a year).
    carried: Cell,
    /// The paragraph has turned to another force or to an earlier answer.
    astray: Option<Scope>,
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file is well formed")
}

static QUESTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\?\s*[\u{201d}'\u{2019}\x22]?\s*$|^\s*(?:q(?:uestion)?\.?\s*\d+[a-z]?[.):]?\s*[-\u{2013}]?\s*)?(?:\(?[\da-z]{1,2}[.)]\s*)?(?:how many|how was|how were|what (?:was|were|is|are|number)|whether|please (?:provide|state|could|can|supply|tell|list|say|confirm|give|break|also|include|count)|could you|can you|i would like|i'd like|i am requesting|for each (?:of|allegation|complaint)|if possible|tell me)\b",
    )
});
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\byou (?:have )?(?:also )?(?:asked|requested|wrote|sought|wished|wanted|enquired)\b|\byour (?:request|question|e-?mail|letter|application) (?:of|dated|was|asked|for|received|reads|dated|submitted|below)|\brequest(?:ed|ing)? (?:for|the following) information|\bplease (?:provide|supply|count|state)\b|\bi would like\b|\bi note you seek\b",
    )
});
static NOTE_ON_MARKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:suppress\w*|replaced? (?:by|with)|denote[sd]?|denoting|represents?|masked|stands? for|shown as|displayed as|indicates?|rounded|rounding|low (?:numbers|figures|counts)|small (?:numbers|figures|counts)|(?:figures|numbers|counts|values|cells) (?:of|below|under|less than|fewer than|between|from)|any (?:number|figure) from)\b",
    )
});
static EFFORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bhours?\b|\bminutes?\b|\u{a3}|\bappropriate limit\b|\bmanual(?:ly)?\b|\bper (?:record|file|case)\b|\bemails?\b|\bkeyword|\bsearch terms?\b|\bcost of\b|\bfee\b|\bworkload\b|\bstaff hours\b|\bsampl(?:e|ed|ing)\b|\bdocuments?\b|\b(?:returns?|returned|brings? up|brought up|produces?|produced|yields?|yielded) (?:\w+ ){0,2}[\d,]+ (?:records|results|hits|files|entries)\b|\brecords? (?:would|will|were) (?:have to be|need|searched|examined|checked|read)",
    )
});
static MAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:may|might|can)\b"));
static EXAMPLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:for example|for instance|e\.g\.|such as|by way of example|if (?:one|two|three|four|five|an|a|there)\b|suppose)",
    )
});
static DEFINES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:one|each|every|a|per) (?:line|row|entry|record)\s*(?:=|is|means|equals|represents|stands for|per)|^\W*(?:an?|each|every|any|one) (?:\w+ ){1,3}(?:is|are|means|counts as|may|can|could) (?:\w+ ){0,2}(?:one|a|an|any|more|several|the)\b|\bis (?:one|any|a|an) (?:\w+ ){0,5}(?:where|which|that|expression)\b|\b(?:is|are|was|were) (?:only )?used (?:where|when|for|here|to)\b|\brefers? to\b|\b(?:is|are) defined as\b|\bmeans that\b|\b(?:is|are) (?:included|counted|shown) (?:as|under|in)\b.*\bbecause\b|\bcame into (?:force|effect)\b",
    )
});
/// "The first two tables count claims; the last two count officers".
static ABOUT_TABLES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:tables?|columns?|sheets?|tabs?)\b[^.\d]{0,30}\bcounts?\s+(?:the\s+)?(?:claims|allegations|complaints|cases|matters|officers|people)\b",
    )
});
static SENTENCE_END: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"[.!?][\u{201d}\u{2019}"')\]]*\s+"#));
static OF_THESE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:and\s+)?(?:of|out of|from|among|amongst|within)\s+(?:these|those|them|this|that|which|the\s+\w+)\b|^\W*(?:these|those|they)\b",
    )
});

static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:our|the|a|your|in) (?:earlier|previous|last|prior) (?:reply|response|answer|request|disclosure|letter|figures?)\b|\b(?:reply|response|answer|request|disclosure)\b[^.]{0,40}\b(?:of last year|last year|in 20(?:1\d|20)|the year before)\b|\blast year we (?:answered|said|replied|told|disclosed)|\b(?:similar|simular|same|like) request\b[^.]{0,40}\b(?:last year|20(?:1\d|20))",
    )
});

/// Words that quote what was answered on another occasion.
fn earlier_answer(text: &str) -> Option<String> {
    EARLIER.find(text).map(|m| m.as_str().to_string())
}

/// True for a text that asks.
pub fn is_question(text: &str) -> bool {
    QUESTION.is_match(text.trim())
}

/// Reads a block of text.
pub fn read_block(
    desk: &Desk<'_>,
    block: &Block,
    context: &Context,
    group: usize,
    passage: &mut Passage,
    out: &mut Gathered,
) {
    passage.astray = None;
    let skip = marker_end(&block.text);
    if skip > 0 && block.text[..skip].chars().any(|c| c.is_ascii_digit()) {
        out.aside(block.text[..skip].trim(), "number of an item", &block.locator);
    }
    for (from, to) in sentences(&block.text[skip..]) {
        let place = place_of(block, skip + from, skip + to);
        read_sentence(
            desk,
            &block.text[skip + from..skip + to],
            &place,
            context,
            group,
            passage,
            out,
        );
    }
}

static ITEM_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)]|\^\S{1,2}|note\s*\d{1,2}\s*[:.)])\s+(?:\S)",
    )
});

/// Where the text of a numbered item begins; 0 when it has no number.
fn marker_end(text: &str) -> usize {
    ITEM_NUMBER
        .find(text)
        .map_or(0, |m| text[..m.end()].char_indices().next_back().map_or(0, |(i, _)| i))
}

/// True when a text holds a count, apart from years, dates and the like.
pub fn counts_something(text: &str) -> bool {
    number::in_sentence(text).iter().any(|h| matches!(h.what, What::Count { .. }))
}

/// Reads a text that stands in one place (a cell, a line).
pub fn read_text(
    desk: &Desk<'_>,
    text: &str,
    place: &Locator,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    let mut passage = Passage::default();
    for (from, to) in sentences(text) {
        read_sentence(desk, &text[from..to], place, context, group, &mut passage, out);
    }
}

/// Byte ranges of the sentences of a text.
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for m in SENTENCE_END.find_iter(text) {
        let before = &text[from..m.start()];
        let last = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
        let abbreviation = matches!(
            last.to_lowercase().as_str(),
            "no" | "nos"
                | "e.g"
                | "i.e"
                | "approx"
                | "mr"
                | "mrs"
                | "ms"
                | "dr"
                | "ref"
                | "st"
                | "vs"
                | "etc"
                | "para"
                | "sch"
                | "insp"
                | "sgt"
                | "s"
                | "ss"
                | "q"
                | "a"
                | "inc"
                | "incl"
                | "dept"
        ) || (last.len() <= 2
            && last.chars().all(|c| c.is_ascii_digit())
            && from == 0
            && before.trim() == last);
        if abbreviation {
            continue;
        }
        if before.chars().any(char::is_alphanumeric) {
            out.push((from, m.end()));
            from = m.end();
        }
    }
    if text[from..].chars().any(char::is_alphanumeric) {
        out.push((from, text.len()));
    }
    out
}

fn place_of(block: &Block, from: usize, to: usize) -> Locator {
    let mut place: Option<Locator> = None;
    for (i, line) in block.lines.iter().enumerate() {
        let end = block.lines.get(i + 1).map_or(block.text.len(), |n| n.start);
        if line.start < to && end > from {
            place = Some(place.map_or(line.locator.clone(), |p: Locator| p.union(&line.locator)));
        }
    }
    place.unwrap_or_else(|| block.locator.clone())
}

fn set_aside(
    text: &str,
    hits: &[NumberHit],
    reason: &'static str,
    place: &Locator,
    out: &mut Gathered,
) {
    for h in hits {
        let reason = if let What::Aside(r) = h.what { r } else { reason };
        out.aside(&text[h.start..h.end], reason, place);
    }
}

fn read_sentence(
    desk: &Desk<'_>,
    text: &str,
    place: &Locator,
    context: &Context,
    group: usize,
    passage: &mut Passage,
    out: &mut Gathered,
) {
    let hits = number::in_sentence(text);
    let counted = hits.iter().any(|h| matches!(h.what, What::Count { .. }));
    if !counted && read_pronoun(desk, text, place, context, group, passage, out) {
        set_aside(text, &hits, "reference to a stated count", place, out);
        return;
    }
    if !counted {
        set_aside(text, &hits, "reference to a stated count", place, out);
        carry_values(desk, text, passage);
        return;
    }
    let reading = desk.read_prose(text);
    let has_outcome = reading.outcome.is_some();
    let blanket: Option<&'static str> = if is_question(text) || ASKED.is_match(text) {
        Some("the request")
    } else if ABOUT_TABLES.is_match(text) && !has_outcome {
        Some("about the tables")
    } else if super::notes::explains_codes(text) {
        Some("a key to codes")
    } else if EXAMPLE.is_match(text) {
        Some("an example")
    } else if DEFINES.is_match(text) {
        Some("a definition or an explanation")
    } else if NOTE_ON_MARKS.is_match(text) && !mentions_values(&reading) {
        Some("a note on suppression or rounding")
    } else if EFFORT.is_match(text) && !has_outcome {
        Some("search effort or cost")
    } else {
        None
    };
    if let Some(reason) = blanket {
        set_aside(text, &hits, reason, place, out);
        return;
    }
    let mut local = context.clone();
    if let Some(other) = desk.other_authority(text).or_else(|| earlier_answer(text)) {
        local.scope = Scope::Out(other);
        passage.astray = Some(local.scope.clone());
    } else if let Some(scope) = &passage.astray {
        local.scope = scope.clone();
    }
    if OF_THESE.is_match(text) || adds_up_to_carried(text, &hits, passage) {
        for (d, v) in inherited(&hits, passage) {
            local.cell.insert(d, v);
        }
    } else if year::in_text(text).is_empty() {
        for (d, v) in &passage.carried {
            local.cell.entry(d.clone()).or_insert_with(|| v.clone());
        }
    }
    let from = out.observations.len();
    read_clauses(desk, text, &hits, place, &local, group, out);
    remember(&out.observations[from..], from, passage);
    carry_values(desk, text, passage);
}

static PRONOUN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:(?P<one>it|this|this one|the (?:sole |single |only )?(?:complaint|allegation|matter|case|claim))|(?P<all>all|all of (?:these|them|those)|they|these|every one of (?:these|them)))\s+(?:was|were|is|are|has been|have been|remains?|resulted|ended|related|relates|relate|concerned|came|led)\b",
    )
});
/// Longest sentence of this kind, in words; longer ones explain.
const PRONOUN_WORDS: usize = 22;

/// "It was dealt with by local resolution.": a statement about the count just made, all of it.
fn read_pronoun(
    desk: &Desk<'_>,
    text: &str,
    place: &Locator,
    context: &Context,
    group: usize,
    passage: &mut Passage,
    out: &mut Gathered,
) -> bool {
    let Some(c) = PRONOUN.captures(text) else { return false };
    let Some((count, cell, _)) = passage.stated.last().cloned() else { return false };
    let fits = if c.name("one").is_some() {
        count == Count::exact(1)
    } else {
        count.is_exact() && count.min > 1
    };
    if !fits
        || text.split_whitespace().count() > PRONOUN_WORDS
        || GENERAL.is_match(text)
        || !context.cell.iter().all(|(d, v)| cell.get(d) == Some(v))
    {
        return false;
    }
    let mut reading = desk.read_prose(text);
    reading.year = None;
    let refs = [&reading];
    let axis = clause_axis(desk, &refs, context);
    let head = axis::head(desk, text, &reading, &axis);
    let own: Cell = head
        .cell
        .into_iter()
        .filter(|(d, v)| {
            !matches!(d, Dimension::Extra(_) | Dimension::AllegationType | Dimension::Year)
                && !v.contains("other")
                && !v.contains("unknown")
        })
        .filter(|(d, _)| !cell.contains_key(d))
        .collect();
    if own.is_empty() {
        return false;
    }
    let mut full = cell;
    full.extend(own);
    out.push(Observation {
        count,
        suppressed: false,
        cell: full,
        unit: context.unit,
        label: text.trim().to_string(),
        origin: Origin::Derived,
        out_of_scope: match &context.scope {
            Scope::Out(words) => Some(format!("about `{words}`")),
            _ => None,
        },
        authority: context.authority.clone(),
        file: String::new(),
        place: place.clone(),
        quote: text.trim().to_string(),
        group,
        doubts: head.doubts,
    });
    true
}

fn mentions_values(r: &LabelReading) -> bool {
    r.outcome.is_some() || !r.sexes.is_empty() || !r.sources.is_empty()
}

/// A sentence that ends in a colon, or is nothing but a year, sets values for those after it.
fn carry_values(desk: &Desk<'_>, text: &str, passage: &mut Passage) {
    let years = year::in_text(text);
    if years.len() == 1 {
        let leads = text.trim_end().ends_with(':')
            || text.trim_start().to_lowercase().starts_with("in ")
            || text.trim().len() < 16;
        passage.carried.clear();
        if leads && desk.in_period(&years[0]) {
            passage.carried.insert(Dimension::Year, one(&years[0].value));
        }
    } else if years.len() > 1 {
        passage.carried.clear();
    }
}

fn inherited(hits: &[NumberHit], passage: &Passage) -> Cell {
    let referred = hits.iter().find_map(|h| match h.what {
        What::Reference(n) => Some(n),
        _ => None,
    });
    let base = passage.stated.iter().rev().find(|(count, _, _)| match referred {
        Some(n) => *count == Count::exact(n),
        None => count.max > 1,
    });
    base.map(|(_, cell, _)| cell.clone()).unwrap_or_default()
}

/// Parts that add up to the count just stated belong under it, whatever the words say.
fn adds_up_to_carried(text: &str, hits: &[NumberHit], passage: &Passage) -> bool {
    let Some((count, cell, _)) = passage.stated.last() else { return false };
    if cell.is_empty() || !year::in_text(text).is_empty() {
        return false;
    }
    let parts: Vec<Count> = hits
        .iter()
        .filter_map(|h| match h.what {
            What::Count { count, .. } => Some(count),
            _ => None,
        })
        .collect();
    parts.len() > 1 && parts.iter().copied().sum::<Count>() == *count
}

fn remember(new: &[Observation], from: usize, passage: &mut Passage) {
    for (i, o) in new.iter().enumerate() {
        if o.out_of_scope.is_none() && o.origin == Origin::Stated {
            passage.stated.push((o.count, o.cell.clone(), from + i));
        }
    }
}
