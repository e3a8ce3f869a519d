//! The clauses of a sentence: which words govern which of its counts. A count may stand before its
//! words ("four were withdrawn") or after them ("withdrawn: four"), and one sentence may mix both, so
//! every way of cutting is weighed and the one that gives each count values of its own wins.

use std::sync::LazyLock;

use regex::Regex;

use super::quantity::Quantity;
use super::values::{Sentence, says_each};
use crate::normalise::label::LabelReading;
use crate::pattern::pattern;

/// A clause with a count in it.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) quantity: Quantity,
    /// Bytes of the sentence that govern this count.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Index of the count this one is said to be a part of.
    pub(super) parent: Option<usize>,
}

static OPENS_PARTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:of which|of whom|of these|of those|of them|comprising|comprised of|consisting of|made up of|broken down as|including|namely|split)\b|\bbeing\s+$|:",
    )
});
pub(super) static LABEL_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:[:=\u{2013}\u{2014}\u{2192}-]|\.{2,}|\u{2026}|\u{b7}{2,}|\bx)\s*$")
});
/// A count set off from its sentence: "(three)", "- seven -". It belongs to the words before it.
static SET_OFF: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:[)\]]|[\u{2013}\u{2014}]|-\s)"));
static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[;,:(]|\s(?:and|while|whilst|whereas|with|plus|but|as against|followed by)\s|\.\s|\s[\u{2013}\u{2014}-]\s|[\u{2013}\u{2014}]",
    )
});

/// A verb right before a count.
static TIES_TO_NEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:19|20)\d\d(?:/\d\d)?\s+(?:brought|saw|had|produced|gave|yielded|added)\s+$")
});

/// What a clause gains when its words give a value.
const VALUE: f32 = 2.0;
/// What it loses when the words before and after its count give different values of one dimension.
const CONFLICT: f32 = 3.0;
/// What it gains when its count is set off behind its value.
const BOUND: f32 = 0.7;
/// What it loses for a second year that no "each" explains.
const SECOND_YEAR: f32 = 1.5;
/// What a cut gains for being of the same kind as the one before.
const SAME_KIND: f32 = 0.3;

/// Fewest words behind a semicolon or dash that make a sentence of their own.
const OWN_SENTENCE: usize = 8;

/// How a gap between two counts is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Cut {
    /// All its words go with the next count ("withdrawn: 4").
    Start,
    /// It is parted at a comma or the like.
    Within,
    /// All its words go with the count before.
    End,
}

/// Cuts a sentence into the clauses of its counts.
pub(super) fn divide(sentence: &Sentence<'_>, counts: &[Quantity]) -> Vec<Clause> {
    let Some(first) = counts.first() else { return Vec::new() };
    let text = sentence.text;
    let mut gaps: Vec<Vec<(usize, Cut)>> = vec![lead_cuts(sentence, first.start)];
    // "F x 9, M x 2, a company x 1": every label stands before its count.
    let labels_first = counts
        .iter()
        .all(|q| TIMES_BEFORE.is_match(&text[..q.start]) && PART_ENDS.is_match(&text[q.end..]));
    for pair in counts.windows(2) {
        let (from, to) = (pair[0].end, pair[1].start);
        gaps.push(if labels_first { vec![(from, Cut::Start)] } else { cuts(text, from, to) });
    }
    let ends = best_cuts(sentence, counts, &gaps);
    let mut out: Vec<Clause> = Vec::new();
    for (i, quantity) in counts.iter().enumerate() {
        let last = || quantity.end + words_of_its_own(&text[quantity.end..]);
        let to = ends.get(i + 1).map_or_else(last, |c| c.0);
        out.push(Clause { quantity: quantity.clone(), from: ends[i].0, to, parent: None });
    }
    set_parents(text, &mut out, &ends);
    out
}

static TIMES_BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\s[x\u{d7}]\s*$"));
static PART_ENDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\s*(?:[,;.]|and\b|$)"));

/// Where the words of the last count end: "seven were received from the public; as you will know, a
/// complaint is ..." goes on about something else after the semicolon or dash.
fn words_of_its_own(after: &str) -> usize {
    let parts = ["; ", ": ", " \u{2013} ", " \u{2014} "];
    let Some(at) = parts.iter().filter_map(|p| after.find(p)).min() else { return after.len() };
    let (own, rest) = (&after[..at], &after[at..]);
    // "... by a woman against a male officer; he was convicted at the Crown Court": of the same one.
    static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^;\s+(?:and\s+|but\s+)?(?:s?he|it|they|who|the\s+(?:officer|allegation|complaint|case|matter|outcome|result)(?:,\s+(?:a\s+(?:wo)?man|who\s+(?:was|is)\s+(?:fe)?male|also\s+(?:fe)?male),)?)\s+(?:was|were|is|are|had|has|received|resigned|retired|left|ended|led|resulted|remains?)\b",
        )
    });
    if GOES_ON.is_match(rest) {
        return after.len();
    }
    let sentence = |t: &str| super::has_verb(t) && t.split_whitespace().count() >= OWN_SENTENCE;
    let ends = super::has_verb(own) || own.trim().is_empty() && rest.starts_with(':');
    if ends && sentence(rest) { at } else { after.len() }
}

fn lead_cuts(sentence: &Sentence<'_>, start: usize) -> Vec<(usize, Cut)> {
    let mut out = vec![(0, Cut::Start)];
    // "For 2018, 2019 and 2020 together nine": years that belong together stay so.
    if sentence.years(0, start).len() > 1 {
        return out;
    }
    for m in SEPARATOR.find_iter(&sentence.text[..start]) {
        if sentence.has_values(m.start(), start) {
            out.push((m.start(), Cut::Start));
        }
    }
    out
}

fn cuts(text: &str, from: usize, to: usize) -> Vec<(usize, Cut)> {
    let mut out = vec![(from, Cut::Start)];
    for m in SEPARATOR.find_iter(&text[from..to]) {
        if m.start() > 0 && m.end() < to - from {
            out.push((from + m.start(), Cut::Within));
        }
    }
    // "2016: three, 2017: four", "9 in all: 2016, three": what a stop parts from a count, with no stop
    // within it, goes with the next.
    let label = label_of_next(&text[from..to]);
    // "Three, and 2018 brought a single case": the verb ties its year to the count behind it. "... and one was
    // female; in 2020 all eight were male": no count takes what stands behind a semicolon.
    let gap = &text[from..to];
    let parted = gap.rfind(';').is_some_and(|at| gap[at..].contains(char::is_alphanumeric));
    if !TIES_TO_NEXT.is_match(gap) && label.is_none() && !parted {
        out.push((to, Cut::End));
    }
    if let Some(label) = label {
        out.retain(|(at, kind)| *kind != Cut::Within || *at <= from + label);
    }
    // "One each in 2016, 2018 and 2019": a list of years is not cut.
    let lists = |at: usize| {
        let (before, after) = (&text[..at], text[at..to].trim_start_matches([',', ' ']));
        let after = after.strip_prefix("and ").unwrap_or(after);
        ENDS_IN_YEAR.is_match(before) && OPENS_WITH_YEAR.is_match(after)
    };
    out.retain(|(at, kind)| *kind != Cut::Within || !lists(*at));
    out
}

/// Where the words of a gap begin that are plainly the label of the next count.
fn label_of_next(gap: &str) -> Option<usize> {
    let begins = match gap.rfind(':') {
        Some(colon) => colon,
        None => gap
            .find(|c: char| !c.is_whitespace())
            .filter(|&i| gap[i..].starts_with([',', ';', '.']))?,
    };
    let label = gap[begins + 1..]
        .trim()
        .trim_end_matches([',', ':', '-', '\u{2013}', '\u{2014}', '(', ' ']);
    let whole = label.contains(char::is_alphanumeric)
        && !label.contains([',', ';', '(', '\u{2013}', '\u{2014}', '.'])
        && label.split_whitespace().count() <= LABEL_WORDS
        && !OPENS_CLAUSE.is_match(label);
    whole.then_some(begins)
}

/// Longest label between two stops that is kept whole, in words.
const LABEL_WORDS: usize = 6;
static ENDS_IN_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b20\d\d(?:/\d\d)?\s*$"));
static OPENS_WITH_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^20\d\d(?:/\d\d)?\s*(?:[,;.)]|and\b|$)"));
/// What goes on about the count before it ("Six, all male", "four, of which one").
static OPENS_CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:all|both|each|every|of|which|who|whose|with|including|being|namely|after|before|because|as|so|but|in|for|by|from|made|were|was|had|and|none|neither|where|when|while|although|though)\b",
    )
});

/// The cuts with the highest sum of what each clause gains, found from left to right.
fn best_cuts(
    sentence: &Sentence<'_>,
    counts: &[Quantity],
    gaps: &[Vec<(usize, Cut)>],
) -> Vec<(usize, Cut)> {
    let lead = |c: &(usize, Cut)| {
        // Words before the first count are its own unless they hold two values.
        if c.0 == 0 { 0.1 } else { 0.0 }
    };
    let mut scores: Vec<f32> = gaps[0].iter().map(lead).collect();
    let mut back: Vec<Vec<usize>> = Vec::new();
    for (i, q) in counts.iter().enumerate() {
        let Some(next) = gaps.get(i + 1) else { break };
        let mut row = Vec::new();
        let mut from = Vec::new();
        for &(to, kind) in next {
            let ways = gaps[i].iter().enumerate().map(|(k, &(at, before))| {
                let same = if i > 0 && before == kind { SAME_KIND } else { 0.0 };
                scores[k] + gain(sentence, q, at, to) + same + preference(kind)
            });
            let (k, score) = ways
                .enumerate()
                .fold((0, f32::MIN), |best, (k, s)| if s > best.1 { (k, s) } else { best });
            row.push(score);
            from.push(k);
        }
        scores = row;
        back.push(from);
    }
    let last = counts.len() - 1;
    let end = sentence.text.len();
    let ways = gaps[last].iter().enumerate();
    let ends = ways.map(|(k, &(at, _))| scores[k] + gain(sentence, &counts[last], at, end));
    let mut k = ends
        .enumerate()
        .fold((0, f32::MIN), |best, (k, s)| if s > best.1 { (k, s) } else { best })
        .0;
    let mut out = vec![gaps[last][k]];
    for i in (0..last).rev() {
        k = back[i][k];
        out.push(gaps[i][k]);
    }
    out.reverse();
    out
}

fn preference(kind: Cut) -> f32 {
    match kind {
        Cut::Start => 0.0,
        Cut::Within => 0.15,
        Cut::End => 0.2,
    }
}

/// What a clause from one cut to the next gains.
fn gain(sentence: &Sentence<'_>, q: &Quantity, from: usize, to: usize) -> f32 {
    let text = sentence.text;
    let before = sentence.span(from, q.start);
    let after = sentence.span(q.end, to);
    let years = sentence.years(from, q.start).len() + sentence.years(q.end, to).len();
    let mut score = 0.0;
    // "male in three and not stated in one"
    let not_known = |r: &LabelReading, from: usize, to: usize| {
        sentence.speaks_of_sex() && r.sexes.is_empty() && super::figures::not_known(&text[from..to])
    };
    let b = has_value(&before) || not_known(&before, from, q.start);
    let a = has_value(&after) || not_known(&after, q.end, to);
    if b || a || years > 0 {
        score += VALUE;
    }
    let lead = &text[from..q.start];
    let set_off = SET_OFF.is_match(&text[q.end..])
        && lead.trim_end().ends_with(['(', '[', '\u{2013}', '\u{2014}', '-']);
    if (LABEL_BEFORE.is_match(lead) || set_off) && (b || !sentence.years(from, q.start).is_empty())
    {
        score += BOUND;
    }
    score -= CONFLICT * conflicts(&before, &after) as f32;
    let parted = !sentence.years(from, q.start).is_empty() && !sentence.years(q.end, to).is_empty();
    if parted {
        score -= CONFLICT;
    }
    if years > 1 && !says_each(&text[from..to]) && !is_nought(q) {
        score -= SECOND_YEAR * (years - 1) as f32;
    }
    score
}

fn is_nought(q: &Quantity) -> bool {
    q.printed().is_some_and(|c| c.max == 0)
}

fn has_value(r: &LabelReading) -> bool {
    r.outcome.is_some() || !r.sexes.is_empty() || !r.sources.is_empty() || !r.duties.is_empty()
}

/// Dimensions of which two readings give different values.
fn conflicts(a: &LabelReading, b: &LabelReading) -> usize {
    let outcome = match (&a.outcome, &b.outcome) {
        (Some(x), Some(y)) => x.codes != y.codes,
        _ => false,
    };
    let sexes = a.sexes.iter().any(|(s, r)| b.sexes.iter().any(|(t, q)| r == q && s != t));
    let sources = !a.sources.is_empty() && !b.sources.is_empty() && a.sources != b.sources;
    usize::from(outcome) + usize::from(sexes) + usize::from(sources)
}

/// Parts announced by words: "of which", "namely", a colon.
fn set_parents(text: &str, clauses: &mut [Clause], cuts: &[(usize, Cut)]) {
    let mut parent: Option<usize> = None;
    let label_first = cuts.iter().skip(1).filter(|c| c.1 == Cut::Start).count() * 2 > cuts.len();
    for i in 1..clauses.len() {
        let gap = &text[clauses[i - 1].quantity.end..clauses[i].quantity.start];
        if let Some(m) = OPENS_PARTS.find(gap)
            && !(label_first && m.as_str() == ":")
        {
            parent = (0..i)
                .rev()
                .find(|&k| !matches!(clauses[k].quantity.kind, super::quantity::Kind::All(_)));
        } else if gap.contains(';') {
            parent = None;
        }
        clauses[i].parent = parent;
    }
}
