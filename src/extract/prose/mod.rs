//! Sentences and short lines to observations. Each count of a sentence gets the words of its own
//! clause, the values set before it ("In 2018 ...") and those of the count it is a part of ("of
//! which"). A count that no words explain is set aside, and goes to review when the subject is near.

mod blanket;
mod clauses;
mod figures;
mod items;
mod joined;
mod joint;
mod judge;
mod outside;
mod plainly;
mod population;
mod proved;
mod quantity;
mod reference;
mod relative;
mod rewrite;
mod search;
mod span;
mod statement;
mod story;
#[cfg(test)]
mod tests;
mod told;
mod topic;
mod values;
mod wording;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

pub use blanket::{earlier_answer, without_asides_on_request};
pub use joined::joined;
pub use population::Passage;
pub use span::take_span_for_whole;
pub use story::accounts;
pub use wording::without_searchers;

use super::context::{Context, Desk, Scope, one};
use super::number::{self, NumberHit, What};
use super::output::Gathered;
use crate::model::count::Count;
use crate::model::document::Block;
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension, SetAside};
use crate::normalise::year;
use crate::pattern::pattern;
use figures::Place;
use outside::{goes_on_outside, said_to_be_outside};
use quantity::Quantity;
use rewrite::with_force_unnamed;

/// Most quantities in one sentence that are weighed against each other. The longest lists in letters
/// have some sixty; a run of thousands is no sentence.
const MAX_QUANTITIES: usize = 400;
/// Characters of such a run that are quoted.
const QUOTED_CHARS: usize = 80;

static QUESTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\?\s*[\u{201d}'\u{2019}\x22]?\s*$|^\s*(?:q(?:uestion)?\.?\s*\d+[a-z]?[.):]?\s*[-\u{2013}]?\s*)?(?:\(?[\da-z]{1,2}[.)]\s*)?(?:how many|how was|how were|what (?:was|were|is|are|number)|whether|please (?:provide|state|could|can|supply|tell|list|say|confirm|give|break|also|include|count)|could you|can you|i would like|i'd like|i am requesting|for each (?:of|allegation|complaint)|if possible|tell me)\b",
    )
});
static SENTENCE_END: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"[.!?][\u{201d}\u{2019}"')\]]*\s+|\)\s+"#));
/// True for a text with a verb that tells what became of something ("were made by the public").
pub fn has_verb(text: &str) -> bool {
    reference::verb_in(text).is_some()
}

/// True for a text that asks.
pub fn is_question(text: &str) -> bool {
    let text = text.trim();
    // "Whether an officer was on duty is not entered in any field. To establish it we would ..."
    let tells = text.get(..8).is_some_and(|t| t.eq_ignore_ascii_case("whether "))
        && !text.contains('?')
        && sentences(text).len() > 1;
    QUESTION.is_match(text) && !tells
}

/// True for a question of a few words that leaves out what is counted ("And in 2017?").
pub fn is_elliptic(text: &str) -> bool {
    /// More words than these ask for themselves.
    const WORDS: usize = 7;
    let lower = text.to_lowercase();
    let asks =
        ["how", "what", "which", "who", "whether", "please"].iter().any(|w| lower.contains(w));
    is_question(text) && !asks && text.split_whitespace().count() <= WORDS
}

/// True for a text about search effort, an example or a definition: it leads up to no figures.
pub fn answers_nothing(desk: &Desk<'_>, text: &str) -> bool {
    counts_something(text) && blanket::reason(desk, text) == Some(blanket::EFFORT)
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
    passage.paragraph();
    if blanket::works_out_effort(&block.text) {
        for (from, to) in passages(&block.text) {
            let sentence = &block.text[from..to];
            let place = place_of(block, from, to);
            set_aside(sentence, &number::in_sentence(sentence), blanket::EFFORT, &place, out);
        }
        return;
    }
    let skip = marker_end(&block.text);
    if skip > 0 && block.text[..skip].chars().any(|c| c.is_ascii_digit()) {
        out.aside(block.text[..skip].trim(), "number of an item", &block.locator);
    }
    let skip = skip + bullet_end(&block.text[skip..]);
    let titled = with_title(desk, block, skip);
    let block = titled.as_ref().unwrap_or(block);
    let sentences = passages(&block.text[skip..]);
    passage.lone = sentences.len() == 1;
    passage.unheld = blanket::says_not_held(&block.text);
    let firsts = items::first_of(&block.text[skip..], &sentences);
    for (&(from, to), first) in sentences.iter().zip(firsts) {
        passage.first_of = first;
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
    passage.complete(out);
}

/// "Number of allegations. Five.": a first sentence that only names what is told, as the label of it.
/// Every place in the text stays where it was.
fn with_title(desk: &Desk<'_>, block: &Block, skip: usize) -> Option<Block> {
    let sentences = sentences(&block.text[skip..]);
    let [(from, to), _, ..] = sentences[..] else { return None };
    let first = &block.text[skip + from..skip + to];
    let stop = skip + from + first.trim_end().len().checked_sub(1)?;
    if !block.text[stop..].starts_with('.')
        || !crate::extract::headings::names_what_follows(desk, first)
    {
        return None;
    }
    let mut titled = block.clone();
    titled.text.replace_range(stop..=stop, ":");
    Some(titled)
}

static ITEM_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:(?i:answers?|ans|a|response|reply)\s*\d{0,2}\s*[:.)\u{2013}-]|\(?\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)]|\^\S{1,2}|note\s*\d{1,2}\s*[:.)]|[QAqa]\d{1,2}|[A-Z]{2,3}:)\s+(?:\S)",
    )
});

/// Where the text of a numbered item begins; 0 when it has no number.
fn marker_end(text: &str) -> usize {
    ITEM_NUMBER
        .find(text)
        .map_or(0, |m| text[..m.end()].char_indices().next_back().map_or(0, |(i, _)| i))
}

/// Where the text of an item begins after its mark ("o Two were ...", "- 2016 saw ...").
fn bullet_end(text: &str) -> usize {
    static BULLET: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*(?:[o\u{2022}\u{25aa}\u{b7}\u{2013}\u{2014}*-]\s+)+"));
    BULLET.find(text).map_or(0, |m| m.end())
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
    let mut passage = Passage::of(desk);
    for (from, to) in passages(text) {
        read_sentence(desk, &text[from..to], place, context, group, &mut passage, out);
    }
}

/// Byte ranges of the sentences of a text.
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for m in SENTENCE_END.find_iter(text) {
        let before = &text[from..m.start()];
        // "2016 ........ 4 cases, 4 allegations": dots that lead on.
        if before.ends_with("...") {
            continue;
        }
        // A bracket ends a sentence only when it began one.
        let next = text[m.end()..].chars().next();
        if m.as_str().starts_with(')')
            && !(before.trim_start().starts_with('(')
                && !before.contains(')')
                && next.is_some_and(char::is_uppercase))
        {
            continue;
        }
        let last = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
        let abbreviation = matches!(
            last.trim_start_matches(['"', '\'', '\u{201c}', '\u{2018}', '['])
                .to_lowercase()
                .as_str(),
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

/// The sentences of a text, cut once more where a new reference begins ("...; of the other five, two
/// led to dismissal").
fn passages(text: &str) -> Vec<(usize, usize)> {
    static AGAIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i);\s+(?:and\s+|while\s+|whereas\s+)?(?:of|out\s+of|from|for|among|amongst)\s+(?:the|these|those|them)\b|\.\s+[o\u{2022}\u{25aa}]\s|;\s+(?:and\s+|but\s+)?there\s+(?:was|were)\b|;\s+(?:and\s+)?[\w-]+\s+of\s+(?:the|these|those)\s+\d+\b|;\s+that\s+(?:allegation|complaint|case|matter|one)\s+(?:was|had|has|came|dates?)\b|;\s+(?:and\s+|but\s+|while\s+)?(?:all|both|none|neither|every|each)\s+(?:but\s+\w+\s+)?(?:of\s+)?(?:the\s+)?(?:officers?|complainants?|allegations|complaints|cases)\b|;\s+(?:and\s+|but\s+|while\s+)?the\s+(?:officers?|complainants?)\s+(?:was|were)\b",
        )
    });
    let mut out = Vec::new();
    for (from, to) in sentences(text) {
        let mut at = from;
        for m in AGAIN.find_iter(&text[from..to]) {
            out.push((at, from + m.start() + 1));
            at = from + m.start() + 1;
        }
        out.push((at, to));
    }
    with_what_was_decided(text, out)
}

/// "One went to a misconduct hearing. The officer was dismissed.": the second says how the first ended.
fn with_what_was_decided(text: &str, sentences: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (from, to) in sentences {
        match out.last_mut() {
            Some(before)
                if wording::is_heard_then_decided(&text[before.0..to])
                    || wording::is_left_then_decided(&text[before.0..to])
                    || wording::turns_to_set(&text[before.0..to])
                    || search::end_of_search(&text[before.0..to], "").is_some()
                    || wording::corrects(&text[before.0..to])
                    || wording::counts_what_is_left_out(&text[before.0..to]) =>
            {
                before.1 = to;
            }
            _ => out.push((from, to)),
        }
    }
    out
}

fn place_of(block: &Block, from: usize, to: usize) -> Locator {
    let first = block.lines.partition_point(|l| l.start <= from).saturating_sub(1);
    let lines = block.lines[first..].iter().take_while(|l| l.start < to);
    let place = lines.map(|l| l.locator.clone()).reduce(|all, next| all.union(&next));
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
    passage.sentence += 1;
    let printed = &text[bullet_end(text)..];
    let unit = &desk.investigation.unit;
    let (printed, found) = match search::end_of_search(printed, unit) {
        Some((end, rest)) => {
            let search = &printed[..end];
            set_aside(search, &number::in_sentence(search), blanket::EFFORT, place, out);
            (&printed[end..], rest)
        }
        None => (printed, Cow::Borrowed(printed)),
    };
    let before = passage.last_year.clone().or_else(|| year_of(context));
    // "Three came from colleagues. The first was not upheld. ...": of those three.
    let found = match passage.first_of.take() {
        Some(n) => Cow::Owned(format!("Of those {n}, {}", reference::lower_first(&found))),
        None => found,
    };
    let told = plainly::with_marks_told(desk, &found);
    let plain = wording::plain(&told);
    let plain = wording::pair_of_years(&plain);
    let period = &desk.investigation.period;
    let period = period.first_year()..=period.last_year();
    let plain =
        relative::with_other_years(&plain, period.clone(), &|year| passage.tells_year(year));
    let plain = relative::with_first_years(&plain, period.clone());
    let plain = relative::with_ordinal_years(&plain, period.clone());
    let plain = relative::without_end_of_period(&plain, *period.end());
    let plain = relative::with_months_outside(&plain, period);
    let plain = plainly::with_what_is_counted(&plain, unit);
    let plain = search::in_scope_plainly(&plain, unit);
    let plain = plainly::with_the_one_of_a_year(plain, context, passage);
    let plain = if passage.has_begun() { plain } else { search::found_plainly(plain, unit) };
    let plain = with_force_unnamed(desk, &plain);
    let named = relative::named(&plain, before.as_ref());
    let same =
        relative::with_same_numbers(&named, before.as_ref(), &|year| passage.number_of_year(year));
    let text = match topic::of_lead(desk, &same, passage.knows_sources()) {
        Some((topic, from)) => {
            passage.topic = topic;
            &same[from..]
        }
        None => &*same,
    };
    passage.last_year = relative::last_named(text).or(before);
    let mut quantities = quantity::find(text);
    if passage.unheld {
        quantity::set_unheld_aside(text, &mut quantities);
    }
    let at = Place { desk, at: place, group, quote: printed };
    if !quantities.iter().any(Quantity::counts) {
        let local = local_context(desk, text, &quantities, context, passage);
        if blanket::reason(desk, text).is_none()
            && !statement::read(&at, text, &local, passage, out)
            && passage.astray.is_none()
        {
            told::note(&at, text, &local, out);
        }
        if let Some(outside) = said_to_be_outside(desk, text) {
            passage.outside = Some(Scope::Out(outside));
        }
        passage.role = topic::party_of_lead(text).or(passage.role);
        set_aside(text, &number::in_sentence(text), "reference to a stated count", place, out);
        carry_values(desk, text, passage.lone, passage);
        return;
    }
    if let Some(reason) = blanket::reason(desk, text) {
        set_aside(text, &number::in_sentence(text), reason, place, out);
        return;
    }
    if quantities.len() > MAX_QUANTITIES {
        refuse(text, quantities.len(), place, out);
        return;
    }
    let mut local = local_context(desk, text, &quantities, context, passage);
    // "Taking both groups together, nine are still open": of neither source alone.
    if span::covers_sources(printed) {
        local.cell.remove(&Dimension::Source);
    }
    if let Some(number) = part_of_other(&quantities, passage, out) {
        local.scope = Scope::Out(format!("a part of {number}, which counts something else"));
    }
    point_back(printed, text, place, out);
    let in_order = passage.asked.take().map(|q| rewrite::in_order_of(desk, &q, text, &quantities));
    let mut pieces = in_order.unwrap_or_default();
    if pieces.is_empty() {
        pieces = reference::several_predicates(&values::Sentence::new(desk, text), &quantities);
    }
    if pieces.is_empty() {
        pieces = rewrite::pieces(desk, text, &quantities);
    }
    if !pieces.is_empty() {
        point_back(text, &pieces.join(" "), place, out);
        for piece in &pieces {
            passage.item = None;
            let found = quantity::find(piece);
            if found.iter().any(Quantity::counts) {
                figures::read(&at, piece, &found, &local, None, passage, out);
            } else {
                statement::read(&at, piece, &local, passage, out);
            }
        }
        return;
    }
    let made = figures::read(&at, text, &quantities, &local, None, passage, out);
    // "One ended in a warning; in that of 2020 the officer resigned": what is told beside the counts.
    for told in text.split(';').filter(|part| !counts_something(part)) {
        told::note(&at, told, &local, out);
    }
    // "The single allegation of 2020 was a complaint by a woman": of the one that was counted for the year.
    static ONE_OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*the\s+(?:only|single|sole|one)\s+\w+\s+(?:of|in|from|for|recorded\s+in|made\s+in)\s+20\d\d(?:/\d\d)?\s",
        )
    });
    let one =
        || quantities.iter().filter(|q| q.counts()).count() == 1 && ONE_OF_YEAR.is_match(text);
    if made.is_empty() {
        told::note(&at, text, &local, out);
    }
    if made.is_empty() && (passage.item.is_some() || one()) {
        // "The officer, also a man, had two colleagues with him": of the case that is told.
        statement::read(&at, text, &local, passage, out);
    } else {
        statement::open_item(text, &made, passage, out);
    }
    carry_values(desk, text, passage.lone, passage);
}

/// The year that the headings above set.
fn year_of(context: &Context) -> Option<year::YearLabel> {
    let value = context.cell.get(&Dimension::Year)?.first()?;
    year::of_label(value)
}

/// How many of the numbers set aside last may stand in the same paragraph.
const NEAR_ASIDES: usize = 12;

/// Leaves a run of numbers unread, and says so.
fn refuse(text: &str, numbers: usize, place: &Locator, out: &mut Gathered) {
    set_aside(text, &number::in_sentence(text), "a run of numbers without a sentence", place, out);
    let start: String = text.trim().chars().take(QUOTED_CHARS).collect();
    let message = format!("{numbers} numbers in one sentence were not read");
    out.findings.push(Finding::new(Code::UnexplainedNumber, message).at(place, start));
}

/// Words that count by pointing back ("neither", "the last") and stand in the sentence as printed alone: what
/// they say is put in other words.
fn point_back(before: &str, after: &str, place: &Locator, out: &mut Gathered) {
    if before == after {
        return;
    }
    let left = after.to_lowercase();
    let relative = |q: &&Quantity| q.printed().is_none_or(|n| n == Count::ZERO);
    for q in quantity::find(before).iter().filter(relative) {
        let words = &before[q.start..q.end];
        if !left.contains(&words.to_lowercase()) {
            out.aside(words, judge::POINTS_BACK, place);
        }
    }
    // Numbers of a remark that is left out ("apart from the one already mentioned").
    let exact = |q: &Quantity| q.printed().filter(|n| q.counts() && n.is_exact() && n.max > 0);
    let mut kept: Vec<Count> = quantity::find(after).iter().filter_map(exact).collect();
    for q in &quantity::find(before) {
        let Some(n) = exact(q) else { continue };
        match kept.iter().position(|k| *k == n) {
            Some(at) => drop(kept.remove(at)),
            None => out.aside(&before[q.start..q.end], "a remark on what was counted", place),
        }
    }
}

/// The context of a sentence: whose answer it speaks of, and the year set before it.
fn local_context(
    desk: &Desk<'_>,
    text: &str,
    quantities: &[Quantity],
    context: &Context,
    passage: &mut Passage,
) -> Context {
    let mut local = context.clone();
    local.role = passage.role.or(local.role);
    if let Some(other) = desk.other_authority(text).or_else(|| earlier_answer(text)) {
        let of_one = blanket::is_of_one_figure(&other);
        local.scope = Scope::Out(other);
        if !of_one {
            passage.astray = Some(local.scope.clone());
        }
    } else if let Some(words) = of_everything(desk, text, quantities) {
        local.scope = Scope::Out(words);
        passage.astray = Some(local.scope.clone());
    } else if let Some(scope) = &passage.astray {
        local.scope = scope.clone();
    } else if let Some(scope) = passage.outside.as_ref().filter(|_| goes_on_outside(text)) {
        local.scope = scope.clone();
        passage.astray = Some(scope.clone());
    }
    // "All five files, 2016 to 2020: 23 claims" is of none of the years above it.
    if span::covers_years(text) {
        local.cell.remove(&Dimension::Year);
    }
    // "Overall this is 14. The officer was male in 13, and female in one in 2016."
    local.cell.retain(|d, _| !passage.freed.contains(d));
    if year::in_text(text).is_empty() {
        if span::says_whole_period(text) {
            passage.carried.clear();
            passage.freed.insert(Dimension::Year);
        }
        for (d, v) in &passage.carried {
            local.cell.entry(d.clone()).or_insert_with(|| v.clone());
        }
        span::leave_behind(text, quantities, &mut local, passage);
    }
    // "The conduct matters fared differently. ... That was the result in eight of the sixteen": of all sixteen.
    let of_all = passage.topic.iter().any(|(d, _)| *d != Dimension::Year)
        && passage.whole(&Cell::new()).and_then(|s| passage.exact(s)).is_some_and(|whole| {
            static OF_SO_MANY: LazyLock<Regex> = LazyLock::new(|| {
                pattern(
                    r"(?i)\b(?:of|in|among)\s+(?:the|all)\s+(?P<n>[a-z]+(?:-[a-z]+)?|\d{1,3})\b",
                )
            });
            OF_SO_MANY.captures_iter(text).any(|c| number::value(&c["n"]) == Some(whole))
                && passage.topic_size().is_some_and(|n| n != whole)
        });
    if !passage.topic.is_empty() && !of_all {
        let says = desk.read_prose(text);
        for (d, v) in &passage.topic {
            let own = match d {
                Dimension::Source => !says.sources.is_empty(),
                Dimension::OfficerSex | Dimension::ComplainantSex => !says.sexes.is_empty(),
                _ => true,
            };
            if !own {
                local.cell.entry(d.clone()).or_insert_with(|| v.clone());
            }
        }
    }
    local
}

/// "The crime system holds 23 crimes. 6 of the 23 ... and 8 were cancelled": a number of the same paragraph
/// that counts something else, when the sentence speaks of a part of it.
fn part_of_other(quantities: &[Quantity], passage: &Passage, out: &Gathered) -> Option<u64> {
    let other = |n: u64| {
        let count = Count::exact(n);
        // One that nothing explains may be the whole.
        let open =
            |a: &SetAside| a.reason == SetAside::UNEXPLAINED && number::value(&a.text) == Some(n);
        let counted = passage.sets.iter().any(|s| s.count == count)
            || out.asides.iter().rev().take(NEAR_ASIDES).any(open);
        let aside =
            |a: &SetAside| a.reason == judge::OTHER_THINGS && number::value(&a.text) == Some(n);
        !counted && out.asides.iter().rev().take(NEAR_ASIDES).any(aside)
    };
    quantities.iter().find_map(|q| match q.kind {
        quantity::Kind::Reference(n) => Some(n).filter(|n| other(*n)),
        _ => None,
    })
}

/// True for a number of things that is not nought.
fn counts_some(hit: &NumberHit) -> bool {
    matches!(hit.what, What::Count { count, .. } if count.max > 0)
}

/// "There were 44 proceedings of all kinds: 17 hearings (9 dismissed ...)", "Recorded crime.": a sentence
/// that counts everything, or crimes, and does not name the subject, with the words by which it does.
fn of_everything(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Option<String> {
    static ALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:all|every|any)\s+(?:other\s+)?(?:kinds?|types?|sorts?|descriptions?|categor\w+|natures?|grounds|subjects?|reasons)\b|\bwhatever\s+the\s+(?:kind|type|nature|subject|misconduct|reason|matter)\b|\bon\s+all\s+grounds\b|\bforce\s+as\s+a\s+whole\b|\brecorded\s+crimes?\b|\bcrimes?\s+recorded\b|\bsexual\s+offences\b",
        )
    });
    /// A first sentence of so few words is the title of its paragraph.
    const TITLE_WORDS: usize = 5;
    let found = ALL.find(text)?;
    let counts = quantities.iter().any(Quantity::counts);
    let titles = text.split_whitespace().count() <= TITLE_WORDS;
    let tied = || {
        static TIED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\brelevant\b|\b(?:match(?:es)?|meets?|falls?|fell)\b|\b(?:these|those|the)\s+(?:\d+|\w+teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b",
            )
        });
        TIED.is_match(text) || desk.read_prose(text).in_scope
    };
    ((counts || titles) && !tied()).then(|| found.as_str().to_string())
}

/// A sentence that ends in a colon, or is nothing but a year, sets values for those after it; one
/// that opens with a year ("In 2018 there were six.") for the rest of its paragraph.
fn carry_values(desk: &Desk<'_>, text: &str, alone: bool, passage: &mut Passage) {
    if let Some(topic) = topic::of_paragraph(desk, text, passage.knows_sources()) {
        passage.topic = topic;
    }
    let years = year::in_text(text);
    if years.is_empty() {
        return;
    }
    passage.carried.clear();
    let [only] = &years[..] else { return };
    let bare = text.trim().len() < 16;
    // "2019: 12 and 5" over "2020: 14 and 5": of lines that follow each other none speaks of what comes after.
    let line = bare && alone && number::in_sentence(text).iter().any(counts_some);
    let listed = line && passage.last_line.is_some_and(|at| at + 1 == passage.sentence);
    passage.last_line = line.then_some(passage.sentence);
    let lasting = text.trim_end().ends_with(':') || bare && alone && !listed;
    let start = text.trim_start().to_lowercase();
    let opens = bare
        || ["in ", "for ", "during ", "as to ", "as for "].iter().any(|w| start.starts_with(w));
    // "The five complaints from 2019 have all been finalised. Three were not upheld ...": of those five.
    static CLOSED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:all|both)\b(?:\s+[\w-]+)?\s+(?:of\s+)?)?the\s+(?:[\w-]+\s+)?(?:20\d\d(?:/\d\d)?\s+(?:allegations|complaints|cases|matters|ones)|(?:allegations|complaints|cases|matters)\s+(?:(?:made|recorded|received)\s+)?(?:in|of|from)\s+20\d\d(?:/\d\d)?)\s+(?:are|were|have|had)\s+(?:all\s+|both\s+|now\s+|since\s+)*(?:been\s+)?(?:finalised|concluded|closed|completed|resolved|dealt\s+with|determined)\W*$",
        )
    });
    let states = passage.states_year(&only.value) || CLOSED.is_match(text);
    if (lasting || opens || states) && desk.in_period(only) {
        passage.carried.insert(Dimension::Year, one(&only.value));
        // A year set anew holds again, whatever was said of the whole period before.
        passage.freed.remove(&Dimension::Year);
        passage.carries_on = lasting;
    }
}
