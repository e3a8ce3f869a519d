//! Whether a count of a clause is a figure: of what was asked, of something else, or unexplained. A
//! count that no words explain is set aside, and goes to review when the subject is near.

use std::sync::LazyLock;

use regex::Regex;

use super::clauses::{Clause, LABEL_BEFORE};
use super::{MAY, earlier_answer, pattern};
use crate::extract::axis::Head;
use crate::extract::context::{Context, Desk, Scope};
use crate::extract::number::What;
use crate::extract::output::Gathered;
use crate::model::count::Count;
use crate::model::finding::{Code, Finding};
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension, Doubt, Observation, Origin, Unit};
use crate::normalise::fold;
use crate::normalise::label::LabelReading;

/// "The 17 claims concerned 23 officers": what is said of a stated count is about the subject.
fn refers_to_stated(text: &str) -> bool {
    static REFERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:the|these|those)\s+[\w-]{1,16}\s+(?:allegations|claims|complaints|cases|matters)\s+(?:concern|relate|involve|were made against|are about|were about)",
        )
    });
    REFERS.is_match(text)
}

/// "38 allegations were recorded in the five years": a plain statement that names no other subject
/// is about the request. A rival total elsewhere is a conflict, which goes to review.
fn is_recorded(desk: &Desk<'_>, text: &str, clause: &Clause) -> bool {
    static RECORDED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:recorded|received|made|logged|raised|lodged|located|identified|found)\b|^\W*(?:q?\d{1,2}[.):]\s*)?there (?:were|was|have been|are)\b",
        )
    });
    let thing = unit_after(desk, text, clause)
        .is_some_and(|u| !matches!(u, Unit::Officer | Unit::Person | Unit::Crime));
    thing && RECORDED.is_match(text) && desk.read_prose(text).other_subject.is_none()
}

static PART_OF_THEM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s+of\s+(?:the|these|those|them|our|its|all)\b"));
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:was|were|is|are|has|have|had|resulted?|ended?|relates?|related|led|concern(?:s|ed)?|involved?|remains?|came|went|received|against)\b|[:;,]|$",
    )
});
static LABEL_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:x|\u{d7}|[-\u{2013}\u{2014}:=(]|in\b|for\b|during\b)"));
/// "The number of officers was 5": what is counted stands before the count.
static NUMBER_WAS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:number|total|count|figure)\b[^.;]{0,80}\b(?:was|is|were|are|stood at|stands at|came to|comes to|amounted to|being|totalled)\s+(?:also\s+|again\s+|just\s+|only\s+)?$",
    )
});
static TO_EACH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:each|every)\s+(?:allegation|complaint|case|matter|record|claim|officer)\b[^,;]*$",
    )
});
/// Words a plain statement of a total may use without saying anything more.
const PLAIN: &str = "came come arose opened begun reached brought raised lodged submitted recorded received made against serving police officer officers force constabulary service the of in a an and or on to for from by at were was been have has had be is are are as between during over within across this these those that which total number all relevant relating relate related concerning about regarding involving period year years calendar financial date dates respect identified found located returned held logged reported following criteria request asked question above below system database centurion professional standards department directorate our we us it its whole time timeframe five each every entire specified your their it show shows there sexual assault nature type category january december inclusive employed then time question so far with us under heading also it ended ending up force's member members";
pub(super) static GENERAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:may|might|can|could|should|would|must|will)\b"));

#[allow(clippy::too_many_arguments)]
pub(super) fn observe(
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
    // A nought that no words tie to one cell ("none was recorded in 2016, 2017 or 2019") adds nothing.
    let unexplained =
        if count == Count::ZERO { "a nought of no one cell" } else { "not explained" };
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
    // "Each allegation concerned a single officer" tells how many to each, not how many in all.
    if !own_values && count == Count::exact(1) && TO_EACH.is_match(&text[..clause.hit.start]) {
        out.aside(printed, "so many to each", place);
        return None;
    }
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
        || desk.read_prose(text).in_scope;
    if own_values && year_only && !labelled && !counted && out_of_scope.is_none() {
        out.aside(printed, unexplained, place);
        return None;
    }
    if !own_values && out_of_scope.is_none() {
        let after = &text[clause.hit.end..clause.to];
        let sentence = desk.read_prose(text);
        let total_word = sentence.total || text.to_lowercase().contains("total");
        // How many officers there were in it, not how many the force employs.
        let lead = &text[..clause.hit.start];
        let numbered = NUMBER_WAS.is_match(lead)
            && !sentence.units.is_empty()
            && is_plain(desk, lead)
            && !lead.to_lowercase().contains("employ");
        let about = numbered
            || refers_to_stated(text)
            || is_recorded(desk, text, clause)
            || !cell.is_empty()
            || sentence.in_scope
            || context.scope == Scope::In
            || total_word
            || clause.parent.is_some();
        let pronoun = matches!(printed.to_lowercase().as_str(), "both" | "neither" | "another");
        let led = LABEL_BEFORE.is_match(&text[..clause.hit.start])
            || NUMBER_WAS.is_match(&text[..clause.hit.start])
            || text[..clause.hit.start].to_lowercase().trim_end().ends_with("total of");
        let unit = !pronoun
            && (unit_after(desk, text, clause).is_some()
                || led && (total_word || !reading.units.is_empty() || !sentence.units.is_empty())
                || text.trim().len() <= printed.len() + 2);
        if !(unit && about && is_plain(desk, after)) {
            out.aside(printed, unexplained, place);
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
        crate::extract::grid::round(count, desk.rounding)
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
pub(super) fn counts_other_things(
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
        let whole = desk.read_prose(&rest[..verb]);
        let own = desk.read_prose(&rest[verb..]);
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

pub(super) fn is_known_noun(desk: &Desk<'_>, after: &str) -> bool {
    // The document's own words for an outcome, which its key explains.
    let lower = after.trim_start().to_lowercase();
    let explained = |code: &String| {
        lower.starts_with(&code.to_lowercase())
            && !lower[code.len()..].starts_with(char::is_alphanumeric)
    };
    if desk.key.keys().filter(|k| k.len() > 2).any(explained) {
        return true;
    }
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
pub(super) fn governs(term: &crate::normalise::vocabulary::Term) -> bool {
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
pub(super) fn unit_after(
    desk: &Desk<'_>,
    text: &str,
    clause: &Clause,
) -> Option<crate::model::observation::Unit> {
    let after: String =
        text[clause.hit.end..clause.to].split_whitespace().take(5).collect::<Vec<_>>().join(" ");
    desk.read_prose(&after).units.first().copied()
}

static OTHER_THINGS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:\w+\s+)?(?:systems?|databases?|tables?|questions?|parts?|sheets?|tabs?|spreadsheets?|categories|types|stages|reasons|ways|headings|columns|rows|documents?|pages|e-?mails?|staff|departments?|teams?|forces|exemptions?|factors|tests?|sections?|duties|purposes|points|paragraphs|attachments?|copies|letters|people|separate|results|outcomes|regulations|terms|definitions|hearings|meetings|codes|symbols|lines|entries|fields|cells|figures|numbers|words|labels|groups|offices|sites|requests|applicants|applications|days|times|occasions|weeks|months|minutes|hours|elements|issues|strands|policies|notices|reviews|appeals|stations)\b",
    )
});

pub(super) fn unit_of_other_things(after: &str) -> bool {
    OTHER_THINGS.is_match(after)
}

/// True when the words after a count, up to the next comma, say nothing beyond counting it.
pub(super) fn is_plain(desk: &Desk<'_>, after: &str) -> bool {
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
