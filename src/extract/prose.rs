//! Sentences and short lines to observations. Each count of a sentence gets the words of its own
//! clause, the values set before it ("In 2018 ...") and those of the count it is a part of ("of
//! which"). A count that no words explain is set aside, and goes to review when the subject is near.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::axis::{self, Axis, Head};
use super::context::{Context, Desk, Scope, one};
use super::number::{self, NumberHit, What};
use super::output::{Gathered, Sum};
use crate::model::count::Count;
use crate::model::document::Block;
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension, Doubt, Observation, Origin};
use crate::normalise::fold;
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

/// A clause with a count in it.
struct Clause {
    hit: NumberHit,
    /// Bytes of the sentence that govern this count.
    from: usize,
    to: usize,
    /// Index of the count this one is a part of.
    parent: Option<usize>,
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
        r"(?i)\bhours?\b|\bminutes?\b|\u{a3}|\bappropriate limit\b|\bmanual(?:ly)?\b|\bper (?:record|file|case)\b|\bemails?\b|\bkeyword|\bsearch terms?\b|\bcost of\b|\bfee\b|\bworkload\b|\bstaff hours\b|\bsampl(?:e|ed|ing)\b|\bdocuments?\b|\brecords? (?:would|will|were) (?:have to be|need|searched|examined|checked|read)",
    )
});
static GENERAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:may|might|can|could|should|would|must|will)\b"));
static MAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:may|might|can)\b"));
static EXAMPLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:for example|for instance|e\.g\.|such as|by way of example|if (?:one|two|three|four|five|an|a|there)\b|suppose)",
    )
});
static DEFINES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bis (?:one|any|a|an) (?:\w+ ){0,5}(?:where|which|that|expression)\b|\b(?:is|are|was|were) (?:only )?used (?:where|when|for|here|to)\b|\brefers? to\b|\b(?:is|are) defined as\b|\bmeans that\b|\b(?:is|are) (?:included|counted|shown) (?:as|under|in)\b.*\bbecause\b|\bcame into (?:force|effect)\b",
    )
});
static PART_OF_THEM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s+of\s+(?:the|these|those|them|our|its|all)\b"));
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:was|were|is|are|has|have|had|resulted?|ended?|relates?|related|led|concern(?:s|ed)?|involved?|remains?|came|went|received|against)\b|[:;,]|$",
    )
});
static SENTENCE_END: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"[.!?][\u{201d}\u{2019}"')\]]*\s+"#));
static OF_THESE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:and\s+)?(?:of|out of|from|among|amongst|within)\s+(?:these|those|them|this|that|which|the\s+\w+)\b|^\W*(?:these|those|they)\b",
    )
});
static OPENS_PARTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:of which|of whom|of these|of those|of them|comprising|comprised of|consisting of|made up of|broken down as|including|namely|being|split)\b|:",
    )
});
static LABEL_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:[:=\u{2013}\u{2014}\u{2192}-]|\.{2,}|\u{2026}|\u{b7}{2,})\s*$"));

static LABEL_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:x|\u{d7}|[-\u{2013}\u{2014}:=(]|in\b|for\b|during\b)"));

/// Words a plain statement of a total may use without saying anything more.
const PLAIN: &str = "came come arose opened begun reached brought raised lodged submitted recorded received made against serving police officer officers force constabulary service the of in a an and or on to for from by at were was been have has had be is are are as between during over within across this these those that which total number all relevant relating relate related concerning about regarding involving period year years calendar financial date dates respect identified found located returned held logged reported following criteria request asked question above below system database centurion professional standards department directorate our we us it its whole time timeframe five each every entire specified your their it show shows there sexual assault nature type category january december inclusive employed then time question so far with us under heading also it ended ending up force's member members";

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
    let reading = desk.read(text);
    let has_outcome = reading.outcome.is_some();
    let blanket: Option<&'static str> = if is_question(text) || ASKED.is_match(text) {
        Some("the request")
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
    if OF_THESE.is_match(text) || adds_up_to_carried(desk, text, &hits, passage) {
        for (d, v) in inherited(&hits, passage) {
            local.cell.insert(d, v);
        }
    } else if year::in_text(text).is_empty() {
        for (d, v) in &passage.carried {
            local.cell.entry(d.clone()).or_insert_with(|| v.clone());
        }
    }
    let from = out.observations.len();
    read_clauses(desk, text, 0, &hits, place, &local, group, out);
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
    let mut reading = desk.read(text);
    reading.year = None;
    let refs = [&reading];
    let axis = clause_axis(&refs, context);
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
fn adds_up_to_carried(desk: &Desk<'_>, text: &str, hits: &[NumberHit], passage: &Passage) -> bool {
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
    let _ = desk;
    parts.len() > 1 && parts.iter().copied().sum::<Count>() == *count
}

fn remember(new: &[Observation], from: usize, passage: &mut Passage) {
    for (i, o) in new.iter().enumerate() {
        if o.out_of_scope.is_none() && o.origin == Origin::Stated {
            passage.stated.push((o.count, o.cell.clone(), from + i));
        }
    }
}

/// Reads the counts of one clause structure; brackets that hold counts are read inside the count
/// before them.
#[allow(clippy::too_many_arguments)]
fn read_clauses(
    desk: &Desk<'_>,
    text: &str,
    base: usize,
    all_hits: &[NumberHit],
    place: &Locator,
    context: &Context,
    group: usize,
    out: &mut Gathered,
) {
    let _ = base;
    let brackets = brackets_with_counts(text, all_hits);
    let inside = |h: &NumberHit| brackets.iter().any(|(a, b)| h.start > *a && h.end <= *b);
    let outer: Vec<NumberHit> = all_hits.iter().filter(|h| !inside(h)).cloned().collect();
    let mut blanked = text.to_string();
    for (a, b) in &brackets {
        blanked.replace_range(*a..*b, &" ".repeat(b - a));
    }
    let clauses = clauses(desk, &blanked, &outer);
    for h in &outer {
        match h.what {
            What::Aside(reason) => out.aside(&text[h.start..h.end], reason, place),
            What::Reference(_) => {
                out.aside(&text[h.start..h.end], "reference to a stated count", place);
            }
            What::Count { .. } => {}
        }
    }
    let shared = shared_values(desk, &blanked, &clauses, context);
    let readings: Vec<LabelReading> =
        clauses.iter().map(|c| clause_reading(desk, &blanked, c)).collect();
    let refs: Vec<&LabelReading> = readings.iter().collect();
    let axis = clause_axis(&refs, &shared);
    let mut cells: Vec<Cell> = Vec::new();
    let mut made: Vec<Option<usize>> = Vec::new();
    for (i, clause) in clauses.iter().enumerate() {
        let mut inherited = shared.cell.clone();
        if let Some(p) = clause.parent {
            inherited.extend(cells[p].clone());
        }
        let head = clause_head(desk, &blanked, clause, &readings[i], &axis, clauses.len());
        let mut cell = inherited;
        cell.extend(head.cell.clone());
        let index = observe(
            desk,
            text,
            clause,
            &head,
            cell.clone(),
            &readings[i],
            &shared,
            place,
            group,
            out,
        );
        cells.push(cell.clone());
        made.push(index);
        let limit = clauses.get(i + 1).map_or(text.len(), |n| n.hit.start);
        for &(a, b) in brackets.iter().filter(|(a, _)| *a >= clause.hit.end && *a < limit) {
            let mut inner = shared.clone();
            inner.cell = cell.clone();
            let within: Vec<NumberHit> = all_hits
                .iter()
                .filter(|h| h.start > a && h.end <= b)
                .map(|h| NumberHit {
                    start: h.start - a - 1,
                    end: h.end - a - 1,
                    what: h.what.clone(),
                })
                .collect();
            let first = out.observations.len();
            read_clauses(desk, &text[a + 1..b - 1], a + 1, &within, place, &inner, group, out);
            claim_sum(index, (first..out.observations.len()).collect(), out);
        }
    }
    for p in 0..clauses.len() {
        let parts = clauses
            .iter()
            .zip(&made)
            .filter(|(c, _)| c.parent == Some(p))
            .filter_map(|(_, m)| *m)
            .collect();
        claim_sum(made[p], parts, out);
    }
}

/// Parts that run through one dimension and add up prove the reading.
fn claim_sum(total: Option<usize>, parts: Vec<usize>, out: &mut Gathered) {
    let Some(total) = total else { return };
    let kinds = |i: usize| out.observations[i].cell.keys().cloned().collect::<BTreeSet<_>>();
    if parts.len() > 1
        && parts.iter().all(|&p| kinds(p) == kinds(parts[0]) && kinds(p) != kinds(total))
    {
        let sum: Count = parts.iter().map(|&p| out.count(p)).sum();
        if sum.overlaps(out.count(total)) {
            out.sums.push(Sum { total, parts });
        }
    }
}

/// Bracketed passages with a count in them and a count before them.
fn brackets_with_counts(text: &str, hits: &[NumberHit]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open = None;
    for (i, c) in text.char_indices() {
        match c {
            '(' | '[' if open.is_none() => open = Some(i),
            ')' | ']' => {
                if let Some(a) = open.take() {
                    let b = i + 1;
                    let counts = hits
                        .iter()
                        .any(|h| h.start > a && h.end <= b && matches!(h.what, What::Count { .. }));
                    let before =
                        hits.iter().any(|h| h.end <= a && matches!(h.what, What::Count { .. }));
                    let words = text[a + 1..i].chars().any(char::is_alphabetic);
                    if counts && before && words {
                        out.push((a, b));
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// Cuts a sentence into the clauses of its counts.
fn clauses(desk: &Desk<'_>, text: &str, hits: &[NumberHit]) -> Vec<Clause> {
    let counts: Vec<&NumberHit> =
        hits.iter().filter(|h| matches!(h.what, What::Count { .. })).collect();
    let label_first = is_label_first(desk, text, &counts);
    let mut out: Vec<Clause> = Vec::new();
    let mut parent: Option<usize> = None;
    for (i, h) in counts.iter().enumerate() {
        let gap_from = if i == 0 { 0 } else { counts[i - 1].end };
        let gap = &text[gap_from..h.start];
        let cut = if i == 0 {
            last_separator(gap).filter(|&at| has_values(desk, &gap[at..])).unwrap_or(0)
        } else if label_first {
            0
        } else {
            cut_of_gap(desk, gap)
        };
        if i > 0 {
            if let Some(m) = OPENS_PARTS.find(gap)
                && !(label_first && m.as_str() == ":")
            {
                parent = Some(i - 1);
            } else if gap.contains(';') {
                parent = None;
            }
            let to = gap_from + cut;
            if let Some(last) = out.last_mut() {
                last.to = to.max(last.hit.end);
            }
        }
        out.push(Clause { hit: (*h).clone(), from: gap_from + cut, to: text.len(), parent });
    }
    if label_first && let Some(last) = out.last_mut() {
        let rest = &text[last.hit.end..];
        if !has_values(desk, rest) {
            last.to = text.len();
        }
    }
    out
}

/// "Male: 8; Female: 2": every count follows its label.
fn is_label_first(desk: &Desk<'_>, text: &str, counts: &[&NumberHit]) -> bool {
    let (Some(first), Some(last)) = (counts.first(), counts.last()) else { return false };
    let marked = counts.iter().filter(|h| LABEL_BEFORE.is_match(&text[..h.start])).count();
    if marked * 2 > counts.len() {
        return true;
    }
    let lead = has_values(desk, &text[..first.start]);
    let tail = has_values(desk, &text[last.end..]);
    lead && !tail && counts.len() > 1
}

/// Where the words before the next count begin: after the last separator, when values follow it.
fn cut_of_gap(desk: &Desk<'_>, gap: &str) -> usize {
    if let Some(at) = last_separator(gap)
        && has_values(desk, &gap[at..])
        && has_values_or_short(desk, &gap[..at])
    {
        return at;
    }
    if LABEL_BEFORE.is_match(gap) && last_separator(gap).is_none() {
        return 0;
    }
    gap.len()
}

fn has_values_or_short(desk: &Desk<'_>, text: &str) -> bool {
    has_values(desk, text) || text.split_whitespace().count() <= 4
}

static SEPARATOR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)[;,:]|\s(?:and|while|whilst|whereas|with|plus|but)\s|\.\s"));

fn last_separator(gap: &str) -> Option<usize> {
    SEPARATOR.find_iter(gap).last().map(|m| m.start())
}

fn has_values(desk: &Desk<'_>, text: &str) -> bool {
    let r = desk.read(text);
    r.has_value() || !year::in_text(text).is_empty()
}

/// Values set before the first clause hold for all clauses that set no other.
fn shared_values(desk: &Desk<'_>, text: &str, clauses: &[Clause], context: &Context) -> Context {
    let Some(first) = clauses.first() else { return context.clone() };
    let prefix = &text[..first.from];
    let mut out = context.clone();
    let reading = desk.read(prefix);
    if !reading.names.is_empty() {
        out.names = reading.names.clone();
    }
    out.role = super::context::role_of_names(&reading.names)
        .or((reading.roles.len() == 1).then(|| reading.roles.first().copied()).flatten())
        .or(context.role);
    let years = year::in_text(prefix);
    if let [y] = &years[..] {
        out.cell.insert(Dimension::Year, one(&y.value));
    }
    if reading.sources.len() == 1 {
        out.cell.insert(Dimension::Source, reading.sources.clone());
    }
    if let (Some(words), false) = (&reading.other_subject, reading.in_scope) {
        out.scope = Scope::Out(words.clone());
    } else if reading.in_scope {
        out.scope = Scope::In;
    }
    // A single clause's lead ("In 2018 there were six") also counts for its siblings.
    let lead = &text[first.from..first.hit.start];
    let years = year::in_text(lead);
    if let [y] = &years[..]
        && clauses.len() > 1
        && clauses[1..].iter().all(|c| year::in_text(&text[c.from..c.to]).is_empty())
    {
        out.cell.insert(Dimension::Year, one(&y.value));
    }
    out
}

fn clause_reading(desk: &Desk<'_>, text: &str, clause: &Clause) -> LabelReading {
    let words =
        format!("{} {}", &text[clause.from..clause.hit.start], &text[clause.hit.end..clause.to]);
    let mut reading = desk.read(&words);
    let years = year::in_text(&words);
    reading.year = if years.len() == 1 { years.first().cloned() } else { None };
    reading
}

fn clause_axis(readings: &[&LabelReading], context: &Context) -> Axis {
    let heading = LabelReading::default();
    let mut axis = axis::of_labels(readings, &heading, context);
    axis.extra = None;
    axis
}

/// The meaning of a clause. Words nobody knows make no value here, unless the clause is a bare
/// "label: count" on an axis of outcomes.
fn clause_head(
    desk: &Desk<'_>,
    text: &str,
    clause: &Clause,
    reading: &LabelReading,
    axis: &Axis,
    clauses: usize,
) -> Head {
    let words =
        format!("{} {}", &text[clause.from..clause.hit.start], &text[clause.hit.end..clause.to]);
    let mut head = axis::head(desk, words.trim(), reading, axis);
    head.cell.remove(&Dimension::Extra("category".into()));
    head.cell.remove(&Dimension::AllegationType);
    let listed = LABEL_BEFORE.is_match(&text[..clause.hit.start]) && reading.words <= 8;
    let _ = clauses;
    if head.doubts.iter().any(|d| d.code == Code::UnmappedLabel) && !listed {
        head.cell.remove(&Dimension::Outcome);
        head.doubts.retain(|d| d.code != Code::UnmappedLabel);
    }
    // "not given" of another dimension is no outcome.
    if !reading.names.contains("outcome")
        && reading.unknown
        && head
            .cell
            .get(&Dimension::Outcome)
            .is_some_and(|c| c.len() == 1 && c.contains("not_recorded"))
    {
        head.cell.remove(&Dimension::Outcome);
    }
    // "the sex of the complainant is not recorded in any of the three"
    if reading.unknown && reading.sexes.is_empty() && head.cell.is_empty() {
        let role = super::context::role_of_names(&reading.names)
            .or((reading.roles.len() == 1).then(|| reading.roles.first().copied()).flatten());
        if let Some(role) = role.filter(|_| reading.names.iter().any(|n| n.ends_with("sex"))) {
            head.cell.insert(super::context::sex_dimension(role), one("unknown"));
        }
    }
    head
}

#[allow(clippy::too_many_arguments)]
fn observe(
    desk: &Desk<'_>,
    text: &str,
    clause: &Clause,
    head: &Head,
    cell: Cell,
    reading: &LabelReading,
    context: &Context,
    place: &Locator,
    group: usize,
    out: &mut Gathered,
) -> Option<usize> {
    let What::Count { count, suppressed, loose } = clause.hit.what else { return None };
    let printed = &text[clause.hit.start..clause.hit.end];
    if let Some(reason) = counts_other_things(desk, text, clause, reading, context) {
        out.aside(printed, reason, place);
        return None;
    }
    let own_values = !head.cell.is_empty();
    let general = if own_values {
        MAY.is_match(text) && count.max == 1
    } else {
        GENERAL.is_match(text) && (1..=3).contains(&count.max)
    };
    if general {
        out.aside(printed, "a general statement", place);
        return None;
    }
    let out_of_scope = match (&head.out, &reading.other_subject, &context.scope) {
        (Some(why), _, _) => Some(why.clone()),
        (None, Some(words), _) if !reading.in_scope => Some(format!("about `{words}`")),
        (None, _, Scope::Out(words))
            if !reading.in_scope
                || desk.other_authority(text).is_some()
                || earlier_answer(text).is_some() =>
        {
            Some(format!("about `{words}`"))
        }
        _ => None,
    };
    if head.aside.is_some() && !own_values {
        out.aside(printed, "percentage or rate", place);
        return None;
    }
    // A definite article points back ("the two officers had ..."), unless something is said of them.
    let points_back = text[..clause.hit.start].to_lowercase().trim_end().ends_with(" the")
        || printed.to_lowercase().starts_with("the two");
    let year_only = head.cell.keys().all(|d| *d == Dimension::Year);
    if points_back && year_only && unit_after(desk, text, clause).is_some() {
        out.aside(printed, "reference to a stated count", place);
        return None;
    }
    // A year and a number make no count unless something counted stands beside them.
    let labelled = LABEL_BEFORE.is_match(&text[..clause.hit.start])
        || LABEL_AFTER.is_match(&text[clause.hit.end..]);
    let counted = unit_after(desk, text, clause).is_some()
        || !reading.units.is_empty()
        || context.scope == Scope::In
        || desk.read(text).in_scope;
    if own_values && year_only && !labelled && !counted && out_of_scope.is_none() {
        out.aside(printed, "not explained", place);
        return None;
    }
    if !own_values && out_of_scope.is_none() {
        let after = &text[clause.hit.end..clause.to];
        let sentence = desk.read(text);
        let total_word = sentence.total || text.to_lowercase().contains("total");
        let about = !cell.is_empty()
            || sentence.in_scope
            || context.scope == Scope::In
            || total_word
            || clause.parent.is_some();
        let pronoun = matches!(printed.to_lowercase().as_str(), "both" | "neither" | "another");
        let led = LABEL_BEFORE.is_match(&text[..clause.hit.start])
            || text[..clause.hit.start].to_lowercase().trim_end().ends_with("total of");
        let unit = !pronoun
            && (unit_after(desk, text, clause).is_some()
                || led && (total_word || !reading.units.is_empty())
                || text.trim().len() <= printed.len() + 2);
        if !(unit && about && is_plain(desk, after)) {
            out.aside(printed, "not explained", place);
            if (sentence.in_scope || sentence.outcome.is_some()) && !unit_of_other_things(after) {
                out.findings.push(
                    Finding::new(
                        Code::UnexplainedNumber,
                        format!("`{printed}` stands near the subject and what it counts could not be told"),
                    )
                    .at(place, text.trim()),
                );
            }
            return None;
        }
    }
    let mut doubts = head.doubts.clone();
    if loose {
        doubts.push(Doubt {
            code: Code::AmbiguousReading,
            message: format!("`{printed}` is a bound or an estimate, not a count"),
        });
    }
    let count = if desk.rounding > 0 && !suppressed && text.to_lowercase().contains("round") {
        super::grid::round(count, desk.rounding)
    } else {
        count
    };
    Some(out.push(Observation {
        count,
        suppressed,
        cell,
        unit: unit_after(desk, text, clause).or(reading.units.first().copied()).or(context.unit),
        label: text[clause.from..clause.to].trim().to_string(),
        origin: Origin::Stated,
        out_of_scope,
        authority: context.authority.clone(),
        file: String::new(),
        place: place.clone(),
        quote: text.trim().to_string(),
        group,
        doubts,
    }))
}

/// Why a count is of something else than what was asked, told by the words right after it.
fn counts_other_things(
    desk: &Desk<'_>,
    text: &str,
    clause: &Clause,
    reading: &LabelReading,
    context: &Context,
) -> Option<&'static str> {
    let after = &text[clause.hit.end..clause.to];
    if unit_of_other_things(after) {
        return Some("counts something else");
    }
    // "one of the officers dismissed was ...": the values describe the whole it is a part of.
    if let Some(m) = PART_OF_THEM.find(after) {
        let rest = &after[m.end()..];
        let verb = VERB.find(rest).map_or(rest.len(), |v| v.start());
        let whole = desk.read(&rest[..verb]);
        let own = desk.read(&rest[verb..]);
        if whole.has_value() || !own.has_value() && context.cell.is_empty() {
            return Some("a part of another figure");
        }
    }
    let label_first = LABEL_BEFORE.is_match(&text[..clause.hit.start]);
    if !label_first && !is_known_noun(desk, after) && reading.words > 2 {
        return Some("counts something else");
    }
    None
}

/// Words that may follow a count of allegations without naming another thing.
const AFTER_COUNT: &str = "dealt handled finished settled disposed decided found given issued referred resolved arose opened reached brought raised lodged a an the we further other separate additional such recorded sexual assault public internal male female serving police closed finalised live of in against from by and to for as which with resulted ended where relate relates related involved involving involve were was is are had have has been being came come made received remain remains remaining concerned concerning led concluded concluding still or that on at during between per being respectively each every out the more ongoing open current subject regarding about unresolved pending there no x then it they this these those during over under one when who whose because since so also only leaving plus";

fn is_known_noun(desk: &Desk<'_>, after: &str) -> bool {
    let tokens = fold::tokens(after);
    let Some(first) = tokens.first() else { return true };
    if first.before.contains([',', ';', ':', '.', ')', '(', '-', '\u{2013}', '\u{2014}', '/']) {
        return true;
    }
    if first.word.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let starts = desk.vocabulary.hits(&tokens);
    for (i, t) in tokens.iter().take(4).enumerate() {
        if starts.iter().any(|h| h.from == i && h.terms.iter().any(governs)) {
            return true;
        }
        if !AFTER_COUNT.split(' ').any(|w| fold::key(w) == t.word) {
            return false;
        }
        let noun_follows = matches!(
            t.word.as_str(),
            "further"
                | "other"
                | "separate"
                | "additional"
                | "such"
                | "recorded"
                | "sexual"
                | "assault"
                | "closed"
                | "finalised"
                | "serving"
                | "more"
                | "remaining"
                | "x"
                | "a"
                | "an"
        );
        if !noun_follows {
            return true;
        }
    }
    true
}

/// Phrases that a count may be of.
fn governs(term: &crate::normalise::vocabulary::Term) -> bool {
    use crate::normalise::vocabulary::Term;
    !matches!(
        term,
        Term::Names(_)
            | Term::Extra(_)
            | Term::Aside
            | Term::OtherSubject
            | Term::Plain
            | Term::Identifier
            | Term::Procedure
            | Term::Month(_)
            | Term::Rate
    )
}

/// The unit word right after the count, a word or two between.
fn unit_after(
    desk: &Desk<'_>,
    text: &str,
    clause: &Clause,
) -> Option<crate::model::observation::Unit> {
    let after: String =
        text[clause.hit.end..clause.to].split_whitespace().take(5).collect::<Vec<_>>().join(" ");
    desk.read(&after).units.first().copied()
}

static OTHER_THINGS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:\w+\s+)?(?:systems?|databases?|tables?|questions?|parts?|sheets?|tabs?|spreadsheets?|categories|types|stages|reasons|ways|headings|columns|rows|documents?|pages|e-?mails?|staff|departments?|teams?|forces|exemptions?|factors|tests?|sections?|duties|purposes|points|paragraphs|attachments?|copies|letters|people|separate|results|outcomes|regulations|terms|definitions|hearings|meetings|codes|symbols|lines|entries|fields|cells|figures|numbers|words|labels|groups|offices|sites|requests|applicants|applications|days|times|occasions|weeks|months|minutes|hours|elements|issues|strands|policies|notices|reviews|appeals|stations)\b",
    )
});

fn unit_of_other_things(after: &str) -> bool {
    OTHER_THINGS.is_match(after)
}

/// True when the words after a count, up to the next comma, say nothing beyond counting it.
fn is_plain(desk: &Desk<'_>, after: &str) -> bool {
    let end = after.find([',', ';', ':', '(', '.']).unwrap_or(after.len());
    let tokens = fold::tokens(&after[..end]);
    let mut known = vec![false; tokens.len()];
    for hit in desk.vocabulary.hits(&tokens) {
        known[hit.from..hit.to].fill(true);
    }
    let strange = tokens
        .iter()
        .zip(&known)
        .filter(|(t, k)| !**k && !t.word.starts_with(|c: char| c.is_ascii_digit()))
        .filter(|(t, _)| !PLAIN.split(' ').any(|w| fold::key(w) == t.word))
        .count();
    strange == 0
}
