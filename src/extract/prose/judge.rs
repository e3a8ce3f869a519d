//! Whether a count of a clause is a figure: of what was asked, of something else, or unexplained. A
//! count that no words explain is set aside, and goes to review when the subject is near.

mod interim;
mod nouns;

use std::sync::LazyLock;

use regex::Regex;

pub(super) use self::interim::is_interim;
pub(super) use self::nouns::{
    counts_other_things, is_plain, names_things, unit_after, unit_before, unit_of_other_things,
};
use super::blanket::earlier_answer;
use super::clauses::{Clause, LABEL_BEFORE};
use crate::extract::axis::Head;
use crate::extract::context::{Context, Desk, Scope};
use crate::model::count::Count;
use crate::model::observation::{Dimension, SetAside, Unit};
use crate::normalise::label::LabelReading;
use crate::pattern::pattern;

static MAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:may|might|can)\s+(?:\w+\s+)?(?:be|have|involve|contain|include|relate|result|hold|concern|lead|cover|name|appear|carry|arise|give|comprise|consist|span|encompass|make|mean|reveal|identify|deter|discourage|cause|tell|attract|generate|produce)\b",
    )
});
/// A stretch of time with one end.
static OTHER_TIMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:in\s+force|in\s+use|applied|applicable|in\s+place)\s+(?:before|until|prior\s+to|since|after|up\s+to|from)\s+(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:\w+\s+)?20\d\d\b",
    )
});
/// "We have not given the sex or the source: there is no field for the first, and ...".
static NOT_GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\bnot|n['\u{2019}]t|\bunable\s+to|\bcannot)\s+(?:been\s+|be\s+)?(?:give|provide|supply|supplie|disclose|release|include|break)[a-z]*\b",
    )
});
/// "The second would identify people", "an officer must have a fair one": no number counts these.
static MODAL_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:would|must|should|might|could)\s+(?:not\s+)?\w+"));
static MODAL_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:must|should|ought\s+to)\s+(?:have|get|be\s+given)\s+(?:an?\s+)?(?:\w+\s+)?$")
});
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
            r"(?i)\b(?:recorded|received|made|logged|raised|lodged|located|identified|found|falls?\s+within|(?:are|is)\s+(?:set\s+out|listed|shown|given|tabulated|broken\s+down|described)\s+(?:below|above|here|in|on|at)|(?:records?|registers?|logs?|databases?|lists?|systems?|search\w*|force|we|constabulary|department)\s+(?:shows?|holds?|have|had|has|finds?))\b|^\W*(?:this|that|which)\s+(?:makes|made|gives|comes\s+to)\b|\b(?:will|i|we)\s+make\s+(?:that|it|this)\b|^\W*(?:q?\d{1,2}[.):]\s*)?(?:(?:for|in|over|during|from|between|across|tak(?:en|ing)|adding|counting|with|all)\b[^.;]{0,40}\b(?:20\d\d(?:/\d\d)?\s*(?:to|and|-|\u{2013})\s*20\d\d(?:/\d\d)?|years|period|together|as\s+(?:one|a\s+whole)),?\s+)?there (?:were|was|have been|are)\b|\bwhat\s+(?:is\s+left|remains?|is\s+left\s+over)\s+(?:is|are)\b|\b(?:complaints|allegations|cases|matters|claims)\s+number(?:ed)?\b",
        )
    });
    let thing = unit_after(desk, text, clause)
        .is_some_and(|u| !matches!(u, Unit::Officer | Unit::Person | Unit::Crime));
    thing && RECORDED.is_match(text) && desk.read_prose(text).other_subject.is_none()
}

static LABEL_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:x|\u{d7}|[-\u{2013}\u{2014}:=(]|in\b|for\b|during\b)"));
/// "The number of officers was 5": what is counted stands before the count.
static NUMBER_WAS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:number|total|count|figure)\b[^.;]{0,80}\b(?:was|is|were|are|stood at|stands at|came to|comes to|amounted to|being|totalled)\s+(?:also\s+|again\s+|just\s+|only\s+)?$",
    )
});
/// "The right figure is eight.", "The answer to question 1 is 9."
static FIGURE_IS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:the|our|this)\s+(?:right|correct|true|actual|proper|revised|amended|overall|final|full|total|grand|combined|(?:two|three|four|five)-year)?\s*(?:figure|total|number|answer)(?:\s+(?:to|for)\s+[\w ().]{1,30})?\s+(?:is|was|should\s+be|should\s+have\s+been|comes\s+to|stands\s+at)\s+(?:therefore\s+|now\s+|thus\s+)?$|^\W*(?:that|it|this)\s+should\s+have\s+(?:been|read|said)\s+$",
    )
});
/// "Number of allegations: five"
static NUMBER_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:the\s+)?(?:total\s+)?(?:number|total|count)\s+of\s+(?:(?:relevant|such|recorded|sexual|assault|these)\s+)*(?:allegations|complaints|cases|matters|claims|reports)(?:\s+(?:recorded|received|made))?\s*[:=\u{2013}\u{2014}-]\s*$",
    )
});
/// "2017, two.": a year and its count, and nothing else.
static YEAR_AND_COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:in\s+|and\s+)*(?:20\d\d(?:[/-]\d\d)?)\s*[,:\u{2013}-]?\s+(?:was\s+)?[\w-]+\W*$",
    )
});
static TO_EACH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:each|every)\s+(?:allegation|complaint|case|matter|record|claim|officer)\b[^,;]*$|\b(?:named|concerned|involved|identified|covered|contained)\s+(?:only\s+|just\s+)?$",
    )
});
/// "A single complaint withdrawn because of publicity would be one too many": a case supposed.
static SUPPOSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:and\s+|but\s+|even\s+|only\s+)*(?:an?|one|any|just\s+one)\s+(?:single\s+|further\s+|more\s+)?(?:\w+\s+){0,2}?(?:allegation|complaint|case|matter|officer|complainant|victim|person|witness|woman|man)\b[^;]{0,140}?\b(?:would|could|might|may)\s+(?:be|make|give|have|name|hold|contain|involve|lead|cause|tell|reveal|allow|enable|discourage|deter|mean|damage|undermine|prejudice|identify)\b",
    )
});
/// "Each case has one officer, one complainant and one outcome": all that the sentence says is said of
/// every one of them.
static OF_EVERY_ONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:(?:note|nb|n\.b\.)\W+)?(?:each|every|most|many|some|nearly\s+(?:all|every)|almost\s+(?:all|every))\s+(?:one\s+of\s+(?:them|these|those)|of\s+(?:the|these|those)\s+(?:\w+\s+){1,2}|(?:\w+\s+){0,2}(?:allegation|complaint|case|matter|record|claim|officer|row|line|entr(?:y|ie))s?)\s+\S",
    )
});
/// "... one officer", "a single member of the public": of what every case has one.
static UNIT_OF_ONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s+(?:\w+\s+){0,2}?(?:officer|complainant|person|member|outcome|result|finding|allegation|complaint|case|sex|source|year|victim|row|line|entry|thing|table|column)\b",
    )
});
/// "Four cases, each with one allegation in it".
static EACH_WITH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\beach\s+(?:with|of\s+(?:which|them)\s+\w+|containing|contained|holding|held|carrying|carried|having|had|comprising|consisting\s+of|made\s+up\s+of|involving|involved)\s+(?:just\s+|only\s+)?(?:an?\s+)?$",
    )
});
/// "... two allegations each", "three officers apiece".
static EACH_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s+(?:[a-z]+\s+)?(?:allegations?|complaints?|officers?|cases?|matters?|records?|complainants?)\s+(?:each|apiece)\b",
    )
});
/// "In an average year it records over 6,000".
static AVERAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:in|for)\s+an?\s+(?:average|typical|normal|usual)\s+year\b|\bon\s+average\b|\ban\s+average\s+of\b",
    )
});
/// "No officer was the subject of more than one allegation".
static MORE_THAN_ONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:more|other|fewer|less)\s+than\s+(?:one|two)$|\b(?:a|one)\s+(?:different|separate)$",
    )
});
/// Words a plain statement of a total may use without saying anything more.
const PLAIN: &str = "came come arose opened begun reached brought raised lodged submitted recorded received made against serving police officer officers force constabulary service the of in a an and or on to for from by at were was been have has had be is are are as between during over within across this these those that which total number all relevant relating relate related concerning about regarding involving period year years calendar financial date dates respect identified found located returned held logged reported following criteria request asked question above below system database centurion professional standards department directorate our we us it its whole time timeframe five each every entire specified your their it show shows there sexual assault nature type category january december inclusive employed then time question so far with us under heading also it ended ending up force's member members altogether sum you your ask asked alleged about hold holds held know known had saw gives makes giving making again just only further case such kind description against entire all overall since inclusive both dealing concern concerns here be what below set out follows followed broken down made up split divided breakdown therefore thus hence accordingly consequently altogether fall falls fell within come comes cover covers covered name named calendar meet meets shown makes made making show shows showed search searches finds find records record such notice light attention two three four six groups group kinds sorts sources strands together come combined them they within therein committed commit perpetrated contain contained containing held hold holding comprised comprising sits sit seen saw brought brings came in-all produced produces yielded gave opened closed ended began started account accounts accounted";
pub(super) static GENERAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:may|might|can|could|should|would|must|will)\b"));

/// Reason of a count that only repeats one stated before.
pub(super) const POINTS_BACK: &str = "reference to a stated count";
/// Reason of a count of other things than were asked about.
pub(super) const OTHER_THINGS: &str = "counts something else";
/// Reason of a nought that no words tie to one cell.
pub(super) const NOUGHT: &str = "a nought of no one cell";
/// Reason of what is said of whatever may come in, as against what did.
pub(super) const GENERAL_STATEMENT: &str = "a general statement";
/// Reason of how many officers there are.
pub(super) const STRENGTH: &str = "the strength of the force";

/// What is known about the ground a count stands on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ground {
    /// It is said of something counted before.
    pub(super) referred: bool,
    /// It stands among counts of one dimension that add up to something counted before.
    pub(super) proved: bool,
    /// It stands among two counts or more of the same dimension.
    pub(super) parallel: bool,
    /// Values hold for it from outside the sentence.
    pub(super) under_values: bool,
    /// It opens the parts of its sentence.
    pub(super) divided: bool,
    /// The passage has counted something of the subject before.
    pub(super) established: bool,
    /// It has done so under the same heading.
    pub(super) begun: bool,
    /// The sentence before, or this one, has.
    pub(super) follows: bool,
}

/// What a count turns out to be.
pub(super) enum Verdict {
    /// A figure; in scope when nothing is said against it.
    Figure(Option<String>),
    /// No figure, with the reason; `true` when a person should look.
    Aside(&'static str, bool),
}

/// Tells whether a count is a figure.
pub(super) fn judge(
    desk: &Desk<'_>,
    text: &str,
    clause: &Clause,
    head: &Head,
    reading: &LabelReading,
    context: &Context,
    ground: Ground,
) -> Verdict {
    let aside = |reason| Verdict::Aside(reason, false);
    let lead = &text[..clause.quantity.start];
    let printed = &text[clause.quantity.start..clause.quantity.end];
    if let Some(reason) = counts_other_things(desk, text, clause, reading, ground.referred) {
        return aside(reason);
    }
    // Under "Comparison", "How we count", only what speaks of the subject, or of what was counted before,
    // is part of the answer.
    let tied = ground.referred || ground.proved || ground.begun || clause.quantity.relative();
    if context.beside && !tied && !desk.read_prose(text).in_scope {
        return aside("beside the answer");
    }
    if interim::says_interim(desk, text, clause) {
        return aside("a measure while the case went on");
    }
    let own_values = !head.cell.is_empty();
    if let Some(reason) = says_nothing_particular(text, clause, own_values) {
        return aside(reason);
    }
    if is_cumulative(text, clause, head) {
        return aside("running total");
    }
    // "A further 7 in the present year, making 35 in all": neither is of the period.
    let takes_in = lead.trim_end().ends_with("making") && BEYOND_PERIOD.is_match(lead);
    if takes_in || BEYOND_PERIOD.is_match(&text[clause.quantity.end..clause.to]) {
        return aside("counts time outside the period as well");
    }
    let out_of_scope = elsewhere(desk, text, head, reading, context);
    if head.aside.is_some() && !own_values {
        return aside("percentage or rate");
    }
    let sure = ground.referred || ground.proved || clause.quantity.relative();
    // "Those thirteen allegations involved nineteen officers", "the rest is confined to those ten".
    let demonstrative =
        ["those", "these"].iter().any(|w| lead.to_lowercase().trim_end().ends_with(w));
    if demonstrative && !own_values && clause.quantity.printed().is_some() {
        return aside(POINTS_BACK);
    }
    // A definite article points back ("the two officers had ..."), unless something is said of them.
    let points_back = lead.to_lowercase().trim_end().ends_with(" the")
        || printed.to_lowercase().starts_with("the two");
    let year_only = head.cell.keys().all(|d| *d == Dimension::Year);
    let unit = unit_after(desk, text, clause);
    if points_back && year_only && unit.is_some() && !sure {
        return aside(POINTS_BACK);
    }
    // A nought that no words tie to one cell ("none was recorded in 2016, 2017 or 2019") adds nothing.
    let nought = clause.quantity.printed() == Some(Count::ZERO);
    let unexplained = if nought { NOUGHT } else { SetAside::UNEXPLAINED };
    // "None of those made in 2018 led to a misconduct hearing": none of them did, and so many were made.
    let rest = &text[clause.quantity.end..clause.to];
    // A reference ("of those") is blanked before a clause is judged.
    let of_those =
        rest.starts_with(" of ") || rest.starts_with("   ") || OF_THOSE.is_match(printed);
    if nought
        && year_only
        && own_values
        && of_those
        && (!is_plain(desk, rest) || PROCEDURE.is_match(rest))
    {
        return aside(NOUGHT);
    }
    let labelled = LABEL_BEFORE.is_match(lead)
        || LABEL_AFTER.is_match(&text[clause.quantity.end..])
        || YEAR_AND_COUNT.is_match(text);
    let counted = unit.is_some()
        || !reading.units.is_empty()
        || context.scope == Scope::In
        || ground.parallel
        || sure
        || ground.divided
        || ground.established
            && is_plain(desk, lead)
            && is_plain(desk, &text[clause.quantity.end..clause.to])
        || desk.read_prose(text).in_scope;
    // A year and a number make no count unless something counted stands beside them.
    if own_values && year_only && !labelled && !counted && out_of_scope.is_none() {
        return aside(unexplained);
    }
    if own_values || out_of_scope.is_some() || ground.proved {
        return Verdict::Figure(out_of_scope);
    }
    if counts_the_whole(desk, text, clause, reading, context, ground) {
        return Verdict::Figure(None);
    }
    let sentence = desk.read_prose(text);
    let after = &text[clause.quantity.end..clause.to];
    // "All allegations are reviewed each month" leaves no number out: none is printed, and nothing is
    // said of them that the answer asks for.
    let printed = clause.quantity.printed().is_some();
    let subject =
        sentence.in_scope || sentence.outcome.is_some() && sentence.other_subject.is_none();
    let near = subject && printed && !unit_of_other_things(after);
    Verdict::Aside(unexplained, near && (!nought || sentence.in_scope))
}

/// Steps of a case that are no outcome by themselves.
static PROCEDURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:hearings?|meetings?|panels?|proceedings|courts?|referred|charged?|investigation)\b",
    )
});
/// "None of those", "neither of them".
static OF_THOSE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bof(?:\s+(?:the|these|those|them)(?:\s+\w+)?)?$"));

/// "That makes 34, and 37 if the part year is added in".
static BEYOND_PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s+(?:if|when|once|with|counting|including|taking\s+in)\s+[^.;,]{0,40}?\b(?:part(?:[\s-]?year)?|incomplete|current\s+year|months\s+(?:of|since)|so\s+far|year\s+to\s+date)\b|\b(?:in|during|for|of)\s+the\s+(?:present|current)\s+(?:calendar\s+)?year\b|\bthis\s+year\s+(?:so\s+far|up\s+to|to\s+date)\b|\bso\s+far\s+this\s+year\b",
    )
});

/// "By the end of 2018 there had been 4; by the end of 2019, 7": each takes in what stands before it.
/// One alone may tell how far things had got ("by the end of 2020 four were still open").
fn is_cumulative(text: &str, clause: &Clause, head: &Head) -> bool {
    static BY_END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:by|up\s+to|to)\s+(?:the\s+end\s+of\s+|december\s+|31\s+december\s+)(?:the\s+year\s+)?20\d\d\b",
        )
    });
    static SAYS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\bcumulativ\w*|\brunning\s+total"));
    let own = BY_END.is_match(&text[clause.from..clause.to]);
    let year_only = head.cell.keys().all(|d| *d == Dimension::Year);
    own && year_only && (SAYS.is_match(text) || BY_END.find_iter(text).count() > 1)
}

/// "May", "can", "each allegation concerned one officer": no count of what was recorded.
fn says_nothing_particular(text: &str, clause: &Clause, own_values: bool) -> Option<&'static str> {
    if UNRELATED.is_match(&text[clause.from..clause.to]) {
        return Some("not an outcome of what was counted");
    }
    let text = &text[..clause.to];
    let Some(count) = clause.quantity.printed() else {
        // "The rules in force before February 2020, under which every one of them was dealt with".
        if OTHER_TIMES.is_match(text) {
            return Some("before or after a date, which is no year");
        }
        let said = &text[clause.from..];
        let general = GENERAL.is_match(said) && !would_have_been_dismissed(said);
        return general.then_some(GENERAL_STATEMENT);
    };
    // "Officer could not be identified - 1": an entry of a list.
    let entry = LABEL_BEFORE.is_match(&text[..clause.quantity.start]);
    let general = if entry {
        false
    } else if own_values {
        let after = &text[clause.quantity.end..];
        let ordinal = text[clause.quantity.start..].to_lowercase().starts_with("the ");
        count.max == 1
            && (is_supposed(text, clause.quantity.start)
                || MAY.is_match(&text[clause.from..])
                || ordinal && NOT_GIVEN.is_match(text)
                || MODAL_AFTER.is_match(after) && !would_have_been_dismissed(after)
                || MODAL_BEFORE.is_match(&text[..clause.quantity.start]))
    } else {
        GENERAL.is_match(text)
            && (1..=3).contains(&count.max)
            && !would_have_been_dismissed(&text[clause.from..])
    };
    if general {
        return Some(GENERAL_STATEMENT);
    }
    // "Each allegation concerned a single officer" tells how many to each, not how many in all.
    let of_every_one = OF_EVERY_ONE.is_match(&text[..clause.quantity.start])
        && UNIT_OF_ONE.is_match(&text[clause.quantity.end..]);
    let to_each = count == Count::exact(1) && of_every_one
        || !own_values
            && count == Count::exact(1)
            && (TO_EACH.is_match(&text[..clause.quantity.start])
                || MORE_THAN_ONE.is_match(&text[..clause.quantity.end]));
    // "Four cases, each with one allegation", "two cases with three allegations apiece"
    let with_each = EACH_WITH.is_match(&text[..clause.quantity.start])
        || !own_values && EACH_AFTER.is_match(&text[clause.quantity.end..]);
    if !own_values && AVERAGE.is_match(text) {
        return Some("an average");
    }
    (to_each || with_each).then_some("so many to each")
}

/// True for a count that opens a sentence about a case supposed; "one officer retired before anything could
/// be heard" tells of one that was.
fn is_supposed(text: &str, at: usize) -> bool {
    const TOLD: &[&str] = &[" before ", " until ", " because ", " after ", " was ", " were "];
    !would_have_been_dismissed(text)
        && SUPPOSED.find(text).is_some_and(|m| {
            let words = m.as_str().to_lowercase();
            at < m.end() && !TOLD.iter().any(|w| words.contains(w))
        })
}

/// "One officer would have been dismissed": an outcome and no supposition.
pub(super) fn would_have_been_dismissed(text: &str) -> bool {
    static WOULD_HAVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\bwould\s+(?:otherwise\s+)?have\s+been\s+(?:dismissed|sacked)\b")
    });
    WOULD_HAVE.is_match(text)
}

/// True for a rule about whatever may come in, as against what did.
pub(super) fn is_rule(text: &str) -> bool {
    ANY_OF_OURS.is_match(text)
}

/// "Any allegation against one of our officers is treated as grave".
static ANY_OF_OURS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:any|every|all|each)\s+(?:allegations?|complaints?|claims?|reports?)\b[^.;\d]{0,60}\bone\s+of\s+(?:its|our|their|the\s+force's)\b|\b(?:an?|each|every)\s+(?:allegation|complaint|case|matter|record|file)\s+is\s+(?:one|a\s+single|any)\s+(?:\w+\s+){1,3}(?:,|or\b|and\b|whatever\b|however\b)",
    )
});

/// "One of whom has since retired": what became of an officer for other reasons.
static UNRELATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:unconnected|unrelated|not connected|no connection|other reasons|not related to)\b|\b(?:has|have|had) since (?:retired|left|resigned|died)\b|\bsubject of (?:an|a further) (?:appeal|review)\b|\b(?:appeals?|requests? for (?:a )?review)\b[^.;]{0,60}\b(?:not upheld|upheld|dismissed|rejected|allowed)\b|\bsampl(?:e|es|ed)\b",
    )
});

/// Why a figure is about something else than what was asked.
fn elsewhere(
    desk: &Desk<'_>,
    text: &str,
    head: &Head,
    reading: &LabelReading,
    context: &Context,
) -> Option<String> {
    match (&head.out, &reading.other_subject, &context.scope) {
        (Some(why), _, _) => Some(why.clone()),
        (None, Some(words), _) if !reading.in_scope => Some(format!("about `{words}`")),
        // "Sexual assault complaints by sex of officer: 20 male, 1 female" speaks of it for both.
        (None, _, Scope::Out(words))
            if !reading.in_scope && !desk.read_prose(text).in_scope
                || desk.other_authority(text).is_some()
                || earlier_answer(text).is_some() =>
        {
            Some(format!("about `{words}`"))
        }
        _ => None,
    }
}

/// True for a count without values of its own that counts the whole: its thing is named, the subject
/// is near, and nothing else is said of it.
fn counts_the_whole(
    desk: &Desk<'_>,
    text: &str,
    clause: &Clause,
    reading: &LabelReading,
    context: &Context,
    ground: Ground,
) -> bool {
    let lead = &text[..clause.quantity.start];
    let printed = &text[clause.quantity.start..clause.quantity.end];
    let after = &text[clause.quantity.end..clause.to];
    let sentence = desk.read_prose(text);
    let lower = text.to_lowercase();
    let total_word = sentence.total || SUMS_UP.is_match(&lower);
    // How many officers there were in it, not how many the force employs.
    let numbered = NUMBER_WAS.is_match(lead)
        && !sentence.units.is_empty()
        && is_plain(desk, lead)
        && !lead.to_lowercase().contains("employ");
    let about = numbered
        || refers_to_stated(text)
        || is_recorded(desk, text, clause)
        || ground.under_values
        || ground.divided
        || sentence.in_scope
        || context.scope == Scope::In
        || total_word
        || clause.parent.is_some();
    if ground.follows && nouns::counts_officers(lead, after) {
        return true;
    }
    let pronoun = matches!(printed.to_lowercase().as_str(), "both" | "neither" | "another");
    if (FIGURE_IS.is_match(lead) || NUMBER_OF.is_match(lead)) && is_plain(desk, after) {
        return true;
    }
    let led = LABEL_BEFORE.is_match(lead)
        || NUMBER_WAS.is_match(lead)
        || lead.to_lowercase().trim_end().ends_with("total of");
    let bare = lead.trim_matches(|c: char| !c.is_alphanumeric()).len() <= 2
        && after.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    // "Three more were recorded": what is counted goes without saying.
    let elliptic = ground.established && ELLIPTIC.is_match(after);
    let are_it = ARE.is_match(after) && reading.in_scope && reading.other_subject.is_none();
    let unit = !pronoun
        && (unit_after(desk, text, clause).is_some()
            || elliptic
            || are_it
            || led && (total_word || !reading.units.is_empty() || !sentence.units.is_empty())
            || ground.divided && !sentence.units.is_empty()
            || bare);
    // "Total, fifteen." "That is twelve in all."
    if total_word
        && is_plain(desk, lead)
        && is_plain(desk, after)
        && sentence.other_subject.is_none()
    {
        return true;
    }
    unit && about && (ground.divided || is_plain(desk, after))
}

/// "The two groups together come to 28 cases", "In all 21 were recorded".
static SUMS_UP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"total|altogether|in all|\ball told\b|\b(?:together|combined|between them|taken as one)\b[^.;]{0,24}\b(?:come|comes|came|make|makes|made|amount|amounts|amounted|give|gives|gave|number|numbered|are|were|is)\b|\b(?:come|comes|came|add|adds|added|amount|amounts|amounted)\s+(?:up\s+)?to\b",
    )
});

static ELLIPTIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s+(?:more\s+|further\s+|others?\s+)?(?:was|were)\s+(?:recorded|received|made|logged|reported|added)\b",
    )
});
/// "Ten were allegations of sexual assault".
static ARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s+(?:of\s+(?:them|these|those|which)\s+)?(?:were|was|are|concerned|involved|related\s+to)\b",
    )
});
