//! Sentences without a count of their own that say something of what was just counted: "It was dealt
//! with by local resolution.", "The officers were male.", "The 2020 complaint was made by a woman", and
//! the further sentences of an item told as a story ("The second, in 2018, was ... The officer was
//! dismissed.").

use std::collections::BTreeSet;
use std::collections::btree_map::Entry;
use std::sync::LazyLock;

use regex::Regex;

use super::figures::{Place, plain_values};
use super::judge::{GENERAL, is_interim, would_have_been_dismissed};
use super::population::Passage;
use super::reference;
use super::values::Sentence;
use crate::extract::context::{Context, Scope};
use crate::extract::output::Gathered;
use crate::model::count::Count;
use crate::model::observation::{Cell, Dimension, Observation, Origin, Unit};
use crate::pattern::pattern;

/// Longest sentence of this kind, in words; longer ones explain.
const WORDS: usize = 36;

/// Longest outcome that stands as a sentence by itself, in words.
const LABEL_WORDS: usize = 6;

static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:and |but )?(?:it|this|this one|that|he|she|(?:her|his) (?:complaint|allegation|account)|(?:the|its|that|this) (?:sole |single |only |one |final )?(?:complaint|allegation|matter|case|claim|officer|service(?: provided)?|complainant|outcome|result|incident|victim|finding|investigation|enquiry|inquiry|person (?:complaining|concerned|making [\w ]{3,20}))(?: (?:concerned|involved|in question))?)\s+(?:\w+ )?(?:was|were|is|are|has|had|did|remains?|resulted|ended|relate[sd]?|concerned|involved|came|led|found|concluded|resigned|retired|left|received|awaits|withdrew|declined|decided|chose|asked)\b",
    )
});
static SEVERAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:they|these|those|the (?:officers|complainants|allegations|complaints|cases|claims|matters|victims)(?: (?:concerned|involved|in question|themselves))?)\s+(?:were|are|have been|came|resulted|ended|related?|concern(?:ed)?|involved)\b",
    )
});
/// When a year is that of recording, not of something that happened later.
pub(super) static RECORDED_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:made|recorded|received|reported|logged|raised|came|dates?|dated|arose|brought|lodged|was|were)\s+(?:\w+ ){0,3}(?:by\s+(?:an?|one|another)\s+(?:\w+ ){1,5})?(?:in|from|during|to)\s+(?:\w+ )?20\d\d",
    )
});
static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:(?:the|a|in the) (?:first|second|third|fourth|fifth|sixth|seventh|eighth|other|last|final|remaining)|one|another|a further|in (?:one|another))\b",
    )
});

/// Reads a statement; returns whether it was one.
pub(super) fn read(
    place: &Place<'_>,
    text: &str,
    context: &Context,
    passage: &mut Passage,
    out: &mut Gathered,
) -> bool {
    // "... resigned before a hearing could be arranged": what did not come about.
    static NEVER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\s+before\s+[^.;,]*?\b(?:could|would|might)\b[^.;,]*|,?\s+(?:so|and|but|which\s+means)\s+(?:that\s+)?(?:we|i|the\s+force|it)\s+(?:can(?:not|['\u{2019}]t|\s+not)?|could\s+not|(?:am|are)\s+unable)\b.*$",
        )
    });
    let text = &*NEVER.replace_all(text, "");
    if text.split_whitespace().count() > WORDS
        || GENERAL.is_match(text) && !would_have_been_dismissed(text)
        || is_interim(place.desk, text)
        || is_of_rules(text)
        || matches!(context.scope, Scope::Out(_))
    {
        return false;
    }
    // "It is one of the two entries for 2017" says where it is counted, not what became of it.
    static ONE_OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:it|this|that)\s+(?:is|was)\s+(?:also\s+|itself\s+)?one\s+of\s+(?:the|those)\b",
        )
    });
    // "This information was taken from a live recording system"
    static OF_THE_PAPER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:this|that|the|these|our)\s+(?:information|data|figures?|tables?|letter|response|reply|e-?mail|list|extract|search|report|system|database|request|answer)\b",
        )
    });
    let text = without_opening(text);
    // "The officer is male, the complainant is female and the investigation is ongoing."
    let parts = divided(text);
    if parts.len() > 1 {
        return parts.iter().filter(|part| read(place, part, context, passage, out)).count() > 0;
    }
    if ONE_OF.is_match(text) || OF_THE_PAPER.is_match(text) {
        return false;
    }
    let sentence = Sentence::new(place.desk, text);
    if let Some((set, from)) = subject(place, &sentence, context, passage) {
        passage.focus = Some((set, passage.sentence));
        return of_set(place, &sentence, from, set, context, passage, out);
    }
    // "The only allegation against a woman was ...": another one, not more of the one before.
    static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:the|its|our)\s+(?:only|sole|one|single)\s+\w+\s+(?:against|by|from|made|brought|about|involving|concerning|of|in|recorded|received)\b",
        )
    });
    match passage.item {
        Some(at) if at < out.observations.len() && !ANOTHER.is_match(text) => {
            extend(place, &sentence, at, context, out)
        }
        _ => false,
    }
}

/// A sentence that says one thing of the officer and another of the complainant, or of the case, each with a verb
/// of its own.
fn divided(text: &str) -> Vec<&str> {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:,\s+(?:and\s+)?|\s+and\s+|;\s+)(?P<next>the\s+(?:officer|complainant|investigation|case|matter|outcome)\s+(?:is|was|were|has|remains|received|resigned|retired)\b)",
        )
    });
    static PARTY: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^\W*the\s+(?:officer|complainant)\s+(?:is|was)\b"));
    if !PARTY.is_match(text) {
        return vec![text];
    }
    let mut out = Vec::new();
    let mut from = 0;
    for c in NEXT.captures_iter(text) {
        if let (Some(all), Some(next)) = (c.get(0), c.name("next")) {
            out.push(&text[from..all.start()]);
            from = next.start();
        }
    }
    out.push(&text[from..]);
    out
}

/// "The rules for police complaints were changed in February 2020": of no complaint.
fn is_of_rules(text: &str) -> bool {
    static RULES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:the|these|those|our|new)\s+(?:\w+\s+){0,2}(?:rules?|regulations?|law|legislation|definitions?|procedures?|arrangements?|guidance|system)\b",
        )
    });
    RULES.is_match(text)
}

/// "On the day on which the Department looked, it was still being investigated": what stands before the
/// subject tells when, and nothing of the case.
fn without_opening(text: &str) -> &str {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:(?:on|at|by|as\s+(?:at|of))\s+(?:the\s+)?(?:day|date|time|point|moment|end)\b[^.;]{0,90}?|when\s+(?:the|this|we|our)\b[^.;]{0,60}?|in\s+the\s+end),\s+|(?:at|on|by)\s+the\s+(?:date|time)\s+of\s+(?:this|our|writing)(?:\s+(?:letter|reply|response|e-?mail))?,?\s+|(?:after|following)\s+(?:an?\s+|the\s+)?(?:full\s+|thorough\s+|formal\s+)?(?:investigation|enquiry|inquiry|assessment),?\s+)(?P<rest>(?:it|this|that|the\s+(?:complaint|allegation|matter|case|officer))\s)",
        )
    });
    let rest = OPENING.captures(text).and_then(|c| c.name("rest"));
    rest.map_or(text, |m| &text[m.start()..])
}

/// The set a sentence speaks of, and where its predicate begins.
fn subject(
    place: &Place<'_>,
    sentence: &Sentence<'_>,
    context: &Context,
    passage: &Passage,
) -> Option<(usize, usize)> {
    let text = sentence.text;
    let one = |s: &usize| passage.sets[*s].count == Count::exact(1);
    if let Some((outcome, verb)) = told_by_its_end(sentence) {
        let ended = Cell::from([(Dimension::Outcome, outcome)]);
        return passage.of_values(&ended, &context.cell).filter(one).map(|s| (s, verb));
    }
    if let Some(r) = reference::subject(sentence, &[]) {
        if let Some(set) = r.pair.and_then(|pair| passage.of_pair(pair)) {
            return Some((set, r.end));
        }
        let reading = sentence.span(r.start, r.end);
        let values = plain_values(place.desk, &text[r.start..r.end], &reading, context);
        let known = passage.of_values(&values, &context.cell);
        return known
            .filter(|&s| {
                !values.is_empty()
                    && passage.sets[s].cell.len() <= values.len() + context.cell.len()
            })
            .map(|s| (s, r.end));
    }
    // "The dismissal was of a male officer": of the one that was counted as dismissed.
    if let Some(outcome) = subject_outcome(sentence) {
        let known = passage.of_values(&Cell::from([(Dimension::Outcome, outcome)]), &context.cell);
        if let Some(s) = known.filter(one) {
            return Some((s, reference::verb_in(text).unwrap_or(0)));
        }
    }
    // "One complaint was made. It was made in 2018": the item is all that was counted.
    let whole = passage.whole(&context.cell).filter(one).map(|s| passage.sets[s].at);
    let alone = passage.sets.iter().filter(|s| s.count.max > 0).count() == 1;
    let is_whole = |at: usize| whole == Some(at) && alone;
    if SINGLE.is_match(text) && passage.item.is_none_or(is_whole) {
        // "The 2018 one went to court. The officer was convicted ...": of the one just spoken of.
        let spoken = passage.focus.filter(|f| f.1 + 1 == passage.sentence).map(|f| f.0);
        let last = spoken.filter(one).or_else(|| passage.last_set(true));
        return last.or_else(|| passage.whole(&context.cell).filter(one)).map(|s| (s, 0));
    }
    // "2018 – written warning.": what became of the one allegation of that year.
    if let [year] = &sentence.years(0, text.len())[..]
        && text[..year.start].split_whitespace().all(|w| {
            let w = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            matches!(w.as_str(), "" | "for" | "in" | "the" | "that" | "one" | "of")
        })
        && text[year.end..].split_whitespace().count() <= LABEL_WORDS
        && !super::has_verb(text)
        && place.desk.read(&text[year.end..]).outcome.is_some()
    {
        return passage.set_of_year(&year.value).filter(one).map(|s| (s, year.end));
    }
    // "One complaint. Awaiting a misconduct meeting.": an outcome by itself.
    let label = text.split_whitespace().count() <= LABEL_WORDS
        && !super::has_verb(text)
        && place.desk.read(text).outcome.is_some();
    if label && passage.item.is_none() {
        let near = |s: &usize| passage.sets[*s].sentence + 2 >= passage.sentence;
        return passage.last_set(true).filter(near).map(|s| (s, 0));
    }
    if SEVERAL.is_match(text) {
        let found = passage.last_set(false).filter(|&s| passage.sets[s].cell == context.cell);
        let found = found.or_else(|| passage.whole(&context.cell));
        return found.filter(|s| !one(s) && passage.sets[*s].count.is_exact()).map(|s| (s, 0));
    }
    None
}

/// "The allegation which is still under investigation was recorded in 2020", "the officer who resigned did so ...":
/// the outcome by which a subject is told, and where its predicate begins.
fn told_by_its_end(sentence: &Sentence<'_>) -> Option<(BTreeSet<String>, usize)> {
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:the|that)\s+(?:one\s+|only\s+|single\s+|sole\s+)?(?:allegation|complaint|case|matter|officer|one)\s+(?P<who>(?:which|that|who)\s+(?:(?:is|was|has|had)\s+)?(?:[a-z-]+\s+){1,7}?)(?P<verb>was|had|has|did|came|dates?|dated|concerned|related?|involved|arose)\s",
        )
    });
    let c = TOLD.captures(sentence.text)?;
    let (who, verb) = (c.name("who")?, c.name("verb")?);
    let outcome = sentence.span(who.start(), who.end()).outcome?;
    Some((outcome.codes, verb.start()))
}

/// Says each value of the predicate of the whole set.
fn of_set(
    place: &Place<'_>,
    sentence: &Sentence<'_>,
    from: usize,
    set: usize,
    context: &Context,
    passage: &mut Passage,
    out: &mut Gathered,
) -> bool {
    let set = passage.sets[set].clone();
    let mut own = predicate(place, sentence, from, context);
    own.retain(|d, _| !set.cell.contains_key(d));
    let said = !own.is_empty();
    let single = set.count == Count::exact(1);
    let jointly = if single { passage.say_of_all(&set.cell, set.count, &own) } else { Vec::new() };
    let each = own.into_iter().map(|(d, v)| {
        let mut cell = set.cell.clone();
        cell.insert(d, v);
        cell
    });
    for cell in each.chain(jointly).collect::<Vec<_>>() {
        out.push(Observation {
            count: set.count,
            suppressed: false,
            cell,
            unit: set.unit,
            label: sentence.text.trim().into(),
            origin: Origin::Derived,
            out_of_scope: None,
            authority: context.authority.clone(),
            file: Default::default(),
            place: place.at.clone(),
            quote: place.quote.trim().into(),
            group: place.group,
            doubts: Vec::new(),
        });
    }
    said
}

/// Values of a sentence from a byte on, for something of one kind.
fn predicate(place: &Place<'_>, sentence: &Sentence<'_>, from: usize, context: &Context) -> Cell {
    let text = sentence.text;
    let reading = sentence.span(from, text.len());
    let mut own = plain_values(place.desk, &text[from..], &reading, context);
    let years = sentence.years(from, text.len());
    own.remove(&Dimension::Year);
    if let [year] = &years[..]
        && RECORDED_IN.is_match(&text[from..])
        && place.desk.in_period(year)
    {
        own.insert(Dimension::Year, crate::extract::context::one(&year.value));
    }
    own.retain(|_, v| !v.contains("unknown"));
    own
}

/// An account of one thing told in sentences, none of which counts ("2018: complaint from a member of
/// the public. Not upheld."), as an item; `None` when it gives no two values.
pub(super) fn account(
    place: &Place<'_>,
    text: &str,
    unit: Option<Unit>,
    context: &Context,
    out: &mut Gathered,
) -> Option<usize> {
    let mut cell = context.cell.clone();
    if let [year] = &crate::normalise::year::in_text(text)[..]
        && place.desk.in_period(year)
    {
        cell.insert(Dimension::Year, crate::extract::context::one(&year.value));
    }
    let at = out.push(Observation {
        count: Count::exact(1),
        suppressed: false,
        cell,
        unit,
        label: text.trim().into(),
        origin: Origin::Derived,
        out_of_scope: None,
        authority: context.authority.clone(),
        file: Default::default(),
        place: place.at.clone(),
        quote: text.trim().into(),
        group: place.group,
        doubts: Vec::new(),
    });
    // "Not upheld following an appeal, which was itself dismissed": the appeal, not the officer.
    static APPEAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[,(]?\s*\b(?:following|after|on|despite|and)\s+(?:an?\s+|the\s+|his\s+|her\s+|their\s+)?(?:unsuccessful\s+|failed\s+)?appeal\w*\b[^.;]*",
        )
    });
    for (from, to) in super::sentences(text) {
        let words = APPEAL.replace_all(&text[from..to], " ");
        let own = predicate(place, &Sentence::new(place.desk, &words), 0, context);
        let item = &mut out.observations[at];
        for (d, v) in own {
            item.cell.entry(d).or_insert(v);
        }
    }
    if out.observations[at].cell.len() < 2 {
        out.observations.pop();
        return None;
    }
    Some(at)
}

/// The outcome by which a sentence names its subject ("The dismissal was ...", "The final written warning
/// concerned ...").
fn subject_outcome(sentence: &Sentence<'_>) -> Option<BTreeSet<String>> {
    const SUBJECT_WORDS: usize = 6;
    let text = sentence.text;
    let the = text.trim_start().get(..4).is_some_and(|w| w.eq_ignore_ascii_case("the "));
    let verb = reference::verb_in(text).filter(|_| the)?;
    let few = text[..verb].split_whitespace().count() <= SUBJECT_WORDS;
    let reading = sentence.span(0, verb);
    let plain = few && reading.sexes.is_empty() && reading.sources.is_empty();
    reading.outcome.filter(|_| plain).map(|o| o.codes)
}

/// A further sentence of an item gives it values it has not got yet.
fn extend(
    place: &Place<'_>,
    sentence: &Sentence<'_>,
    at: usize,
    context: &Context,
    out: &mut Gathered,
) -> bool {
    // "The dismissal was a conduct matter ..." says nothing of the item that was withdrawn.
    let named = subject_outcome(sentence);
    let told = out.observations[at].cell.get(&Dimension::Outcome);
    if named.is_some_and(|named| told.is_some_and(|told| *told != named)) {
        return false;
    }
    let own = predicate(place, sentence, 0, context);
    let item = &mut out.observations[at];
    let mut said = false;
    for (d, v) in own {
        let outcome = d == Dimension::Outcome;
        match item.cell.entry(d) {
            Entry::Vacant(place) => {
                place.insert(v);
                said = true;
            }
            // "He was interviewed under caution. ... The investigation concluded that there was no case to
            // answer": what is told last is how it ended.
            Entry::Occupied(mut before)
                if outcome && is_a_step(before.get()) && before.get() != &v =>
            {
                before.insert(v);
                said = true;
            }
            Entry::Occupied(_) => {}
        }
    }
    if said {
        item.place = item.place.union(place.at);
        item.quote = format!("{} {}", item.quote, sentence.text.trim()).into();
    }
    said
}

/// Outcomes that a case passes through before it ends.
fn is_a_step(outcome: &BTreeSet<String>) -> bool {
    const STEPS: &[&str] = &[
        "under_investigation",
        "no_charge",
        "sub_judice",
        "proceedings_pending",
        "charged",
        "acquitted",
    ];
    outcome.iter().all(|code| STEPS.contains(&code.as_str()))
}

/// Remembers an item that further sentences may tell more of.
pub(super) fn open_item(text: &str, made: &[usize], passage: &mut Passage, out: &Gathered) {
    static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:in )?the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last|final|remaining|other)\b",
        )
    });
    if let [at] = made
        && ORDINAL.is_match(text)
        && out.observations[*at].count == Count::exact(1)
        && out.observations[*at].out_of_scope.is_none()
    {
        passage.told.push(*at);
    }
    // "2017" and under it "One complaint.": a set of one, of which what follows is said.
    let of_year = |at: usize| out.observations[at].cell.keys().all(|d| *d == Dimension::Year);
    passage.item = match made {
        [at] if ITEM.is_match(text)
            && (ORDINAL.is_match(text) || !of_year(*at))
            && out.observations[*at].count == Count::exact(1)
            && out.observations[*at].out_of_scope.is_none() =>
        {
            Some(*at)
        }
        _ => None,
    };
}
