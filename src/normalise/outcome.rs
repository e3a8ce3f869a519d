//! An outcome label to codes, with the reason. Whole labels first, then the phrases inside it, then
//! typing errors; what maps to nothing is said to map to nothing.

mod abbreviation;
pub mod pattern;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::fold::{self, Token};
use super::mend;
use super::vocabulary::{Term, Vocabulary};
use crate::pattern::pattern;

/// How a label was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The label is in the vocabulary.
    Known,
    /// Phrases of the vocabulary stand in it.
    Composed,
    /// A single word, or two far apart, that are an outcome as a label ("Learning") and may be
    /// anything in a sentence.
    Loose,
    /// After mending typing errors.
    Mended,
    /// Not understood; the code is `other`.
    Unmapped,
}

/// A label read as an outcome.
#[derive(Clone, Debug)]
pub struct OutcomeReading {
    /// The codes; several when the label leaves open which holds.
    pub codes: BTreeSet<String>,
    /// How it was understood.
    pub how: How,
    /// The reason, for people.
    pub why: String,
}

/// Words before an outcome that turn it round: "not dismissed".
const NEGATIONS: &[&str] = &["not", "no", "nil", "never", "without", "neither", "nor", "non"];

/// Words after which a negation no longer holds: "no action, officer dismissed", "not only".
const JOINING: &[&str] = &["and", "but", "or", "only", "further", "then", "as", "so", "action"];

/// Longest label whose typing errors are mended, in words: in a long text the words that are not in
/// the vocabulary are words of their own.
const MENDED_WORDS: usize = 14;

/// Longest text searched for patterns, in words: a paragraph holds any few words in some order.
const PATTERN_WORDS: usize = 40;

/// Longest label that is searched for a second half, in words.
const HALVES_WORDS: usize = 20;

/// Longest text in which mended words are searched for patterns, in words.
const LABEL_WORDS: usize = 6;

struct Found {
    codes: BTreeSet<String>,
    from: usize,
    to: usize,
    words: String,
}

/// Reads a label as an outcome, or `None` when nothing in it names one.
pub fn read(vocabulary: &Vocabulary, label: &str) -> Option<OutcomeReading> {
    // "W/drawn by complainant", "dismissed w/out notice": the stroke stands for the rest of "with".
    static WITH: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?P<w>w)/(?P<rest>drawn|drew|drawal|out|held)\b"));
    let label = &*WITH.replace_all(label, "${w}ith${rest}");
    // "Misconduct found at a hearing or meeting, final written warning given": no alternative outcomes.
    static WHERE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:hearing|meeting)s?\s+or\s+(?P<last>(?:hearing|meeting)s?)\b")
    });
    let label = &*WHERE.replace_all(label, "${last}");
    let text = fold::tokens_of_label(label);
    if let Some(reading) = of_one_kind(vocabulary, label, &text) {
        return Some(reading);
    }
    let mut plain = read_tokens(vocabulary, &text, true);
    if plain.as_ref().is_some_and(|r| r.how == How::Known) || text.len() > MENDED_WORDS {
        return plain;
    }
    let strokes = abbreviation::has_strokes(vocabulary, &text);
    if (plain.is_none() || strokes)
        && let Some(reading) = either(vocabulary, label, &text)
    {
        return Some(reading);
    }
    if (plain.is_none() || strokes) && abbreviation::may_be_outcome(vocabulary, &text) {
        if let Some((codes, phrase)) = abbreviation::read(vocabulary, &text) {
            let why = format!("it shortens `{phrase}`");
            return Some(OutcomeReading { codes, how: How::Mended, why });
        }
        if strokes {
            plain = None;
        }
    }
    // "DISM (GM)": a bracket of one abbreviation that nothing explains.
    static BRACKET: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?P<label>.*\S)\s*\([A-Z][A-Z/&]{1,4}\)\s*$"));
    if plain.is_none()
        && let Some(c) = BRACKET.captures(label)
        && let Some(mut reading) = read(vocabulary, &c["label"])
    {
        reading.how = How::Mended;
        reading.why = format!("without its bracket; {}", reading.why);
        return Some(reading);
    }
    // A typing error may hide the more telling half of a label ("upheld - writen warning").
    let Some((mended, what)) = mend::mend(vocabulary, &text) else { return plain };
    let patterns = text.len() <= LABEL_WORDS;
    let Some(mut reading) = read_tokens(vocabulary, &mended, patterns) else {
        return plain;
    };
    let as_before = |r: &OutcomeReading| r.codes == reading.codes;
    // Where mended words are not searched for patterns, what patterns told stands unless a phrase came
    // with the mending.
    let phrases = || read_tokens(vocabulary, &text, false);
    if plain.as_ref().is_some_and(as_before)
        || !patterns && phrases().as_ref().is_some_and(as_before)
    {
        return plain;
    }
    reading.how = How::Mended;
    reading.why = format!("{what}; {}", reading.why);
    Some(reading)
}

/// "Dismissed / would have been dismissed": two known labels of one kind with a stroke between them.
fn of_one_kind(vocabulary: &Vocabulary, label: &str, text: &[Token]) -> Option<OutcomeReading> {
    let (first, second) = label.split_once(" / ").filter(|(_, rest)| !rest.contains(" / "))?;
    let known = |half: &str| read(vocabulary, half).filter(|r| r.how == How::Known);
    let group = |r: &OutcomeReading| {
        let groups: BTreeSet<_> =
            r.codes.iter().filter_map(|c| vocabulary.code(c)).map(|c| c.group.clone()).collect();
        (groups.len() == 1).then_some(groups)
    };
    let (a, b) = (known(first)?, known(second)?);
    let alike = group(&a).is_some_and(|g| group(&b) == Some(g)) && a.codes != b.codes;
    if alike { either(vocabulary, label, text) } else { None }
}

/// "W/DRAWN or DISAPP": two halves that are read by themselves leave open which holds.
fn either(vocabulary: &Vocabulary, label: &str, text: &[Token]) -> Option<OutcomeReading> {
    let or = (1..text.len()).find(|&i| text[i].word == "or" && i + 1 < text.len());
    // A stroke divides two labels when whole words stand on both sides.
    let stroke = (1..text.len()).find(|&i| {
        text[i].before.contains('/') && text[i].word.len() > 3 && text[i - 1].word.len() > 3
    });
    let (first, second) = match (or, stroke) {
        (Some(at), _) => (&label[..text[at - 1].end], &label[text[at + 1].start..]),
        (None, Some(at)) => (&label[..text[at - 1].end], &label[text[at].start..]),
        (None, None) => return None,
    };
    let (a, b) = (read(vocabulary, first)?, read(vocabulary, second)?);
    Some(OutcomeReading {
        codes: a.codes.into_iter().chain(b.codes).collect(),
        how: How::Composed,
        why: format!("alternatives: {}; {}", a.why, b.why),
    })
}

/// The known labels most like this one, for a person to choose from.
pub fn nearest(vocabulary: &Vocabulary, label: &str, how_many: usize) -> Vec<String> {
    let key = fold::key(label);
    let mut scored: Vec<(f64, String)> = vocabulary
        .outcome_phrases()
        .map(|(words, codes, _)| {
            let phrase = words.join(" ");
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            (strsim::jaro_winkler(&key, &phrase), format!("{phrase} ({})", codes.join("+")))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().take(how_many).map(|(_, phrase)| phrase).collect()
}

fn read_tokens(
    vocabulary: &Vocabulary,
    text: &[Token],
    by_pattern: bool,
) -> Option<OutcomeReading> {
    let mut loose = false;
    let mut found: Vec<Found> = Vec::new();
    for hit in vocabulary.hits(text) {
        let Some(codes) = hit.terms.iter().find_map(|t| match t {
            Term::Outcome(codes) => Some(codes.clone()),
            _ => None,
        }) else {
            continue;
        };
        if negated(vocabulary, text, hit.from) {
            continue;
        }
        let words: Vec<&str> = text[hit.from..hit.to].iter().map(|t| t.word.as_str()).collect();
        found.push(Found { codes, from: hit.from, to: hit.to, words: words.join(" ") });
    }
    if by_pattern && text.len() <= HALVES_WORDS {
        take_patterns_over(vocabulary, text, &mut found);
    }
    // "Other" and "not recorded" say nothing beside a real outcome.
    let weight = |codes: &BTreeSet<String>| {
        codes.iter().filter_map(|c| vocabulary.code(c)).map(|c| c.weight).max().unwrap_or(0)
    };
    if found.iter().any(|f| weight(&f.codes) > 1) {
        found.retain(|f| weight(&f.codes) > 1);
    }
    if found.is_empty() && by_pattern && text.len() <= PATTERN_WORDS {
        for hit in pattern::hits(vocabulary.patterns(), text) {
            let negates = NEGATIONS.contains(&text[hit.from].word.as_str());
            if !negates && negated(vocabulary, text, hit.from) {
                continue;
            }
            // In a sentence one word, or two far apart, may be there by chance.
            loose |= hit.of_labels || hit.words == 1 || hit.to - hit.from > hit.words + 1;
            let words: Vec<&str> = text[hit.from..hit.to].iter().map(|t| t.word.as_str()).collect();
            let words = words.join(" ");
            found.push(Found { codes: hit.codes.clone(), from: hit.from, to: hit.to, words });
        }
    }
    if by_pattern && text.len() <= HALVES_WORDS {
        add_other_half(vocabulary, text, &mut found);
    }
    let first = found.first()?;
    if found.len() == 1 {
        let whole = first.from == 0 && first.to == text.len();
        let how = match whole {
            _ if loose => How::Loose,
            true => How::Known,
            false => How::Composed,
        };
        let why = if whole {
            "the whole label is in the vocabulary".to_string()
        } else {
            format!("`{}` stands in it", first.words)
        };
        return Some(OutcomeReading { codes: first.codes.clone(), how, why });
    }
    let mut reading = compose(&found, text, &weight);
    if loose {
        reading.how = How::Loose;
    }
    Some(reading)
}

/// Patterns that go before the phrases inside them ("would otherwise have been dismissed"). A phrase
/// that is the whole label, or that reaches out of the pattern, stands.
fn take_patterns_over(vocabulary: &Vocabulary, text: &[Token], found: &mut Vec<Found>) {
    if found.iter().any(|f| f.from == 0 && f.to == text.len()) {
        return;
    }
    for hit in pattern::hits_over(vocabulary.patterns(), text) {
        let negates = NEGATIONS.contains(&text[hit.from].word.as_str());
        let overlaps = |f: &Found| f.from < hit.to && hit.from < f.to;
        // A phrase that begins before the pattern, or with it and is longer, says more.
        let stands =
            |f: &Found| overlaps(f) && (f.from < hit.from || f.from == hit.from && f.to > hit.to);
        if !negates && negated(vocabulary, text, hit.from) || found.iter().any(stands) {
            continue;
        }
        let to = found.iter().filter(|f| overlaps(f)).map(|f| f.to).fold(hit.to, usize::max);
        found.retain(|f| !overlaps(f));
        let words: Vec<&str> = text[hit.from..to].iter().map(|t| t.word.as_str()).collect();
        let at = found.iter().position(|f| f.from >= to).unwrap_or(found.len());
        let (codes, words) = (hit.codes.clone(), words.join(" "));
        found.insert(at, Found { codes, from: hit.from, to, words });
    }
}

/// A label of two halves ("not upheld - learning", "words of advice or learning") of which one
/// stands in no list: patterns tell it.
fn add_other_half(vocabulary: &Vocabulary, text: &[Token], found: &mut Vec<Found>) {
    let [only] = &found[..] else { return };
    let divides = |t: &Token| {
        matches!(t.word.as_str(), "or" | "and" | "but" | "with" | "plus" | "then")
            || t.before.contains(['/', '-', '\u{2013}', '\u{2014}', ':', '(', ','])
    };
    let (from, to) = (only.from, only.to);
    let joins =
        |t: &Token| matches!(t.word.as_str(), "or" | "and" | "but" | "with" | "plus" | "then");
    let before = from > 0 && divides(&text[from]) || from > 1 && joins(&text[from - 1]);
    let after = text.get(to).is_some_and(divides);
    let mut add = |range: std::ops::Range<usize>, ahead: bool| {
        let hits = pattern::hits(vocabulary.patterns(), &text[range.clone()]);
        let [hit] = &hits[..] else { return };
        let words: Vec<&str> = text[range.start + hit.from..range.start + hit.to]
            .iter()
            .map(|t| t.word.as_str())
            .collect();
        let half = Found {
            codes: hit.codes.clone(),
            from: range.start + hit.from,
            to: range.start + hit.to,
            words: words.join(" "),
        };
        if ahead { found.insert(0, half) } else { found.push(half) }
    };
    if after {
        add(to..text.len(), false);
    }
    if before {
        add(0..from, true);
    }
}

/// Ends of a case that nobody decided.
const ENDED: &[&str] = &["withdrawn", "discontinued", "disapplied", "dispensed", "derecorded"];

/// Findings that an action follows.
const PROVED: &[&str] = &["upheld", "case_to_answer", "service_not_acceptable"];

/// Several outcomes in one label: alternatives ("or", "/") make a set; otherwise the most telling
/// is taken, and equals are kept together.
fn compose(
    found: &[Found],
    text: &[Token],
    weight: &dyn Fn(&BTreeSet<String>) -> u32,
) -> OutcomeReading {
    let mut parts: Vec<(BTreeSet<String>, String)> = Vec::new();
    for (i, f) in found.iter().enumerate() {
        // "Abandoned, discontinued or withdrawn": a list that ends in "or"; "upheld, management advice or
        // learning" says what followed a finding.
        let listed = i > 0
            && text[f.from].before.contains(',')
            && found[i - 1].to == f.from
            && text[f.from..].iter().any(|t| t.word == "or")
            && !found[i - 1].codes.iter().any(|c| PROVED.contains(&c.as_str()));
        let alternative = i > 0 && (listed || is_alternative(text, found[i - 1].to, f.from));
        match parts.last_mut() {
            Some(last) if alternative => {
                last.0.extend(f.codes.iter().cloned());
                last.1 = format!("{} or {}", last.1, f.words);
            }
            _ => parts.push((f.codes.clone(), f.words.clone())),
        }
    }
    // A part that leaves open what another says plainly is settled by it ("not proceeded with -
    // withdrawn").
    let plain: Vec<BTreeSet<String>> = parts.iter().map(|(codes, _)| codes.clone()).collect();
    parts.retain(|(codes, _)| !plain.iter().any(|p| p.len() < codes.len() && p.is_subset(codes)));
    // Words in brackets or after a dash say the same again in other words.
    let explains = found.len() == 2 && text[found[1].from].before.contains(['(', '-', '\u{2013}']);
    // "Discontinued - complainant would not engage": the reason of what is named before it.
    let ended = |codes: &BTreeSet<String>| codes.iter().all(|c| ENDED.contains(&c.as_str()));
    if let [(first, words), (second, reason)] = &parts[..]
        && explains
        && ended(first)
        && ended(second)
        && first.iter().any(|c| fold::key(&c.replace('_', " ")) == *words)
        && !second.iter().any(|c| reason.contains(&c.replace('_', " ")))
    {
        parts.pop();
    }
    let heaviest = parts.iter().map(|(codes, _)| weight(codes)).max().unwrap_or(0);
    let names: Vec<&str> = parts.iter().map(|(_, words)| words.as_str()).collect();
    let why = if parts.len() == 1 && found.len() == 1 + usize::from(explains) {
        format!("`{}`, and what it came of", names.join(", "))
    } else if parts.len() == 1 {
        format!("alternatives: {}", names.join(", "))
    } else {
        format!("the most telling of: {}", names.join(", "))
    };
    // The term of art explains the plain words, wherever it stands ("advice from the line manager
    // (words of advice)", "not taken further - withdrawn").
    let named = |(codes, words): &&(BTreeSet<String>, String)| {
        codes.len() == 1 && codes.iter().any(|c| fold::key(&c.replace('_', " ")) == *words)
    };
    let equals: Vec<_> = parts.iter().filter(|(codes, _)| weight(codes) == heaviest).collect();
    let skip = match equals.iter().position(named) {
        Some(at) if explains => at,
        _ => 0,
    };
    let codes = equals
        .into_iter()
        .skip(skip)
        .take(if explains { 1 } else { usize::MAX })
        .flat_map(|(codes, _)| codes.iter().cloned())
        .collect();
    OutcomeReading { codes, how: How::Composed, why }
}

/// True when only "or" or a slash stands between two phrases (words like "been" aside).
fn is_alternative(text: &[Token], from: usize, to: usize) -> bool {
    let slash = text.get(to).is_some_and(|t| t.before.contains('/'))
        || text[from..to].iter().any(|t| t.before.contains('/'));
    slash || text[from..to].iter().any(|t| t.word == "or" || t.word == "neu")
}

/// True for "not dismissed", and for "no disciplinary case to answer": one word between that is no
/// phrase of its own does not undo the negation.
fn negated(vocabulary: &Vocabulary, text: &[Token], at: usize) -> bool {
    let negates = |i: usize| NEGATIONS.contains(&text[i].word.as_str());
    let joined = |i: usize| text[i].before.is_empty();
    if at > 0 && joined(at) && negates(at - 1) {
        return true;
    }
    at > 1
        && joined(at)
        && joined(at - 1)
        && negates(at - 2)
        && vocabulary.hits(&text[at - 1..at]).is_empty()
        && !JOINING.contains(&text[at - 1].word.as_str())
}
