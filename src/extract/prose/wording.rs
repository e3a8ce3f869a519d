//! Ways of saying a thing that mean the same as a plainer one ("25% (3) were upheld and 75% (9) were
//! not", "bar one, every complainant was female"), put plainly before a sentence is read. Each way is a
//! row. The evidence keeps the words as printed.

mod all_but;
mod cases;
mod corrected;
mod counts;
mod exceptions;
mod heard;
mod of_years;
mod parties;
mod routes;
mod several;
mod stories;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::extract::number;
use crate::normalise::year;
use crate::pattern::pattern;

/// A number in digits or words.
pub(super) const N: &str = r"(?:\d{1,4}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";
/// A year, or a financial year.
const YEAR: &str = r"20\d\d(?:/\d\d)?";
/// A share of a whole.
const SHARE: &str = r"(?:(?:exactly|just|precisely|or|about|roughly|some|that\s+is|which\s+is|i\.e\.)\s+){0,2}(?:(?:a|one)\s+)?(?:half|third|quarter|fifth|two[\s-]thirds|three[\s-]quarters)(?:\s+of\s+(?:the\s+)?(?:them|total|whole|number|lot|all(?:\s+of\s+them)?|allegations|complaints|cases|matters))?";

/// A way of saying and what is put in its place.
struct Wording {
    name: &'static str,
    pattern: Regex,
    plain: fn(&Captures<'_>, &str) -> Option<String>,
}

fn row(
    name: &'static str,
    text: String,
    plain: fn(&Captures<'_>, &str) -> Option<String>,
) -> Wording {
    Wording { name, pattern: pattern(&text), plain }
}

/// The sex that "woman", "man", "female" and "male" say; "person" says none.
pub(super) fn sex_of(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "woman" | "female" => Some("female"),
        "man" | "male" => Some("male"),
        _ => None,
    }
}

/// Colleagues who made the search, whatever a colleague may complain of.
const SEARCHERS: &str = r"(?i)\b(?:(?:our|my|the)\s+(?:[\w-]+\s+){0,2}(?:standards|psd|complaints|conduct|analysis|department|unit|records)(?:\s+department)?\s+colleagues|colleagues\s+in\s+(?:our\s+|the\s+)?(?:professional|psd|complaints|standards|anti|records|information)\b)";

/// A text that names them as what they are.
pub fn without_searchers(text: &str) -> Cow<'_, str> {
    static WHO: LazyLock<Regex> = LazyLock::new(|| pattern(SEARCHERS));
    WHO.replace_all(text, "the department")
}

/// "One of these went to a misconduct hearing. The officer was dismissed ...", up to the verb.
const HEARD_THEN_DECIDED: &str = r"(?i)^(?P<heard>\W*(?:(?:of\s+(?:these|those|them|the\s+\w+),?|only|just|in\s+20\d\d,?)\s+)*(?:one|a\s+single|another|the\s+(?:first|second|third|fourth|fifth|sixth|other|last|remaining\s+one)|(?:two|three|four|five|six|[2-6])\b[^.;:?!]{0,60}\b(?:same|one|a\s+single)\s+officer)\b[^.;:?!]{0,60}?\b(?:went|proceeded|progressed|came|led|resulted|ended\s+up|reached|were\s+(?:proven|proved|heard|considered|found\s+proved)|was\s+(?:\w+\s+)?(?:heard|taken|referred|tried|considered|brought|sent|put))\b[^.;:?!]{0,60}?\b(?:hearing|meeting|courts?|trial|panel|proceedings|tribunal)\b[^.,;:?!]{0,40})\.\s+(?:(?:the|that)\s+officer(?:\s+(?:concerned|in\s+question))?|he|she)\s+(?P<verb>was|had|has|resigned|retired|received|left|admitted|would)\b";

/// "Turning to results, I deal first with the 41. Of these, 22 were not upheld": the first only says of
/// which set the second speaks.
const TURNS_TO_SET: &str = r"(?i)^(?P<open>\W*)(?:[^.,;:]{3,40},\s+)?(?:(?:i|we)\s+(?:(?:now|first|then|next|will|shall|can)\s+)*(?:deal|turn|take|begin|start|come|look|move)|(?:dealing|turning|taking|beginning|starting|coming|looking|moving))\s+(?:(?:now|first|then|next|on)\s+)*(?:with|to|at|on\s+to)?\s*(?:the|those)\s+(?P<n>";

/// "One officer resigned ahead of a hearing; the hearing went ahead without him, and the panel determined
/// that he would have been dismissed".
const LEFT_THEN_DECIDED: &str = r"(?i)(?P<left>\b(?:resigned|retired|left|handed\s+in\s+(?:his|her|their)\s+notice|gave\s+(?:in\s+)?(?:his|her|their)\s+notice)\b[^.;]{0,60}?)(?:[.;]\s+|,\s+(?:but|and)\s+)(?:the|that|a|its?)\s+(?:misconduct\s+|disciplinary\s+|independent\s+)?(?:hearing|panel|meeting|proceedings|case|chair)\b[^.;]{0,90}?\bwould\s+(?:otherwise\s+)?have\s+been\s+(?P<end>dismissed|sacked)\b(?:\s+(?:had|if)\s+[^.;,]{0,60})?";

/// True for two sentences of which the second tells what a panel decided on an officer who had left.
pub(super) fn is_left_then_decided(text: &str) -> bool {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| pattern(LEFT_THEN_DECIDED));
    BOTH.is_match(text)
}

/// "Staff and PCSOs have been left out. (There were four allegations about them.)": the second counts what
/// the first leaves out.
pub(super) fn counts_what_is_left_out(text: &str) -> bool {
    static COUNTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:excluded|not\s+(?:been\s+)?(?:included|counted)|left\s+out|taken\s+out|omitted|disregarded)\b[^.]{0,30}\.\s+\(?(?:there\s+(?:were|was|are)|we\s+(?:hold|recorded|had|have))\s+[^.]{3,40}\s(?:about|against|concerning|involving|naming)\s+(?:them|these|those|such)\b[^.]{0,30}\.?\)?\s*$",
        )
    });
    COUNTS.is_match(text)
}

/// True for two sentences of which the first turns to a set and the second divides it.
pub(super) fn turns_to_set(text: &str) -> bool {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| pattern(&turned()));
    BOTH.is_match(text)
}

fn turned() -> String {
    format!(
        r"{TURNS_TO_SET}{N})\b[^.;:]{{0,60}}\.\s+(?:of|out\s+of|among)\s+(?:these|those|them)\b"
    )
}

/// True for two sentences of which the second puts the first right.
pub(super) fn corrects(text: &str) -> bool {
    corrected::corrects(text)
}

/// True for two sentences of which the second tells how the hearing in the first one ended.
pub(super) fn is_heard_then_decided(text: &str) -> bool {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| pattern(HEARD_THEN_DECIDED));
    BOTH.is_match(text)
}

/// What leads to those of whom something does not hold.
const EXCEPT: &str = r"(?:with\s+the\s+(?:sole\s+|single\s+)?exception\s+of|except(?:\s+for)?|apart\s+from|save(?:\s+for)?|bar|other\s+than)";

static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let mut rows = corrected::rows();
    rows.extend(all_but::rows());
    rows.extend(of_years::rows());
    rows.extend(parties::rows());
    rows.extend(heard::rows());
    rows.extend(stories::rows());
    rows.extend(several::rows());
    rows.extend(counts::rows());
    rows.extend(routes::rows());
    rows.extend(exceptions::rows());
    rows.extend(cases::rows());
    rows
});

/// A sentence put plainly.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for wording in WORDINGS.iter() {
        debug_assert!(!wording.name.is_empty());
        if !wording.pattern.is_match(&out) {
            continue;
        }
        let whole = out.clone().into_owned();
        let said = wording.pattern.replace_all(&whole, |c: &Captures<'_>| {
            let at = c.get(0).map_or(0, |m| m.start());
            (wording.plain)(c, &whole[..at]).unwrap_or_else(|| c[0].to_string())
        });
        out = Cow::Owned(said.into_owned());
    }
    match without_ellipsis(&out) {
        Some(full) => Cow::Owned(full),
        None => out,
    }
}

/// "15 were recorded in 2016 and 2017, seven of them in the former year and eight in the latter": the
/// years by name.
pub(super) fn pair_of_years(text: &str) -> Cow<'_, str> {
    static FORMER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(in|for|during|from)\s+the\s+(former|latter|first|second)(?:\s+(?:of\s+(?:these|those|the\s+two)(?:\s+years)?|year))?",
        )
    });
    let years = year::in_text(text);
    let [first, second] = &years[..] else { return Cow::Borrowed(text) };
    let (lower, end) = (text.to_lowercase(), second.end);
    let pair = lower.contains("former") && lower.contains("latter")
        || lower.contains("the first year") && lower.contains("the second");
    let between = text[first.end..second.start].trim();
    if !pair || !matches!(between, "and" | "&" | "or") {
        return Cow::Borrowed(text);
    }
    let said = FORMER.replace_all(&text[end..], |c: &Captures<'_>| {
        let second_one = matches!(c[2].to_lowercase().as_str(), "latter" | "second");
        format!("{} {}", &c[1], if second_one { &second.value } else { &first.value })
    });
    Cow::Owned(format!("{}{said}", &text[..end]))
}

/// True for a text that says something before a comma.
fn ends_in_words(before: &str) -> bool {
    before.split_whitespace().count() > 2
}

/// True for a text that ends in a count, or in a count and what it is a part of ("six of the twelve").
fn ends_in_count(before: &str) -> bool {
    static OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\s+(?:of\s+(?:the|these|those|them|all)\b(?:\s+[\w-]+){0,2}|allegations|complaints|cases|matters|officers|claims))+$",
        )
    });
    let head = OF.replace(before, "");
    let last = head.split_whitespace().next_back().unwrap_or("");
    number::value(last.trim_matches(|c: char| !c.is_alphanumeric())).is_some()
}

/// "Three were upheld and nine were not", "a dozen were not upheld; three were": the word left out.
fn without_ellipsis(text: &str) -> Option<String> {
    static WERE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bnot\s+(?P<verb>upheld|substantiated|proven|proved)(?P<between>[,;]?\s+(?:and\s+|but\s+)?(?:\w+\s+){1,3}(?:was|were))(?P<after>\s*(?:$|[.,;)]))",
        )
    });
    if let Some(c) = WERE.captures(text)
        && let (Some(verb), Some(between), Some(after)) =
            (c.name("verb"), c.name("between"), c.name("after"))
    {
        let (upto, rest) = (&text[..between.end()], &text[after.start()..]);
        return Some(format!("{upto} {}{rest}", verb.as_str()));
    }
    static NOT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:was|were|been|are|is)\s+(?P<verb>upheld|substantiated|proven|proved|founded)\b(?P<between>[^.]*?\b(?:was|were|are|is)\s+not)(?P<after>\s*(?:$|[.,;)]|and\b|but\b))",
        )
    });
    static HAVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:has|have)\s+been\s+(?P<verb>determined|finalised|concluded|completed|decided|closed|resolved)\b(?P<between>[^.;]*?\b(?:has|have)\s+not)(?P<after>\s*(?:$|[.,;)]))",
        )
    });
    if let Some(c) = HAVE.captures(text)
        && let (Some(verb), Some(between), Some(after)) =
            (c.name("verb"), c.name("between"), c.name("after"))
    {
        let (upto, rest) = (&text[..between.end()], &text[after.start()..]);
        return Some(format!("{upto} been {}{rest}", verb.as_str()));
    }
    let c = NOT.captures(text)?;
    let (verb, between, after) = (c.name("verb")?, c.name("between")?, c.name("after")?);
    // Another predicate between them is what "not" would deny.
    let denied = between.as_str();
    let other = ["dismissed", "withdrawn", "resolved", "resigned", "made", "from", "by "]
        .iter()
        .any(|w| denied.contains(w));
    if other {
        return None;
    }
    Some(format!("{} {}{}", &text[..between.end()], verb.as_str(), &text[after.start()..]))
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::extract::prose::tests::{TOTAL, read};

    #[test]
    fn said_in_plainer_words() {
        for (text, means) in [
            ("Six, half of the total, were upheld.", "Six were upheld."),
            ("Six of the twelve, exactly half, came late.", "Six of the twelve came late."),
            ("Of the women, half, it seems, left.", "Of the women, half, it seems, left."),
            ("25% (3) were upheld.", "3 were upheld."),
            ("None whatever in 2018.", "None in 2018."),
            ("On one occasion he was male.", "in one case male."),
            ("With one exception, every officer was male.", "All but one officer was male."),
            ("With one officer, all went well.", "With one officer, all went well."),
            ("Four went, leaving three: two men.", "Four went; the remaining three: two men."),
            ("3 were upheld and 9 were not.", "3 were upheld and 9 were not upheld."),
            (
                "One was upheld, two were withdrawn and it was not.",
                "One was upheld, two were withdrawn and it was not.",
            ),
        ] {
            assert_eq!(plain(text), means);
        }
    }

    #[test]
    fn roundabout_sentences() {
        let of = |text: &str, key: &str| read(&[TOTAL, text]).get(key).copied();
        assert_eq!(of("Six, half of the total, were upheld.", "upheld"), Some(6));
        let text = "25% (3) were upheld and 75% (9) were not.";
        assert_eq!((of(text, "upheld"), of(text, "not_upheld")), (Some(3), Some(9)));
        let text = "Bar one, every complainant was female; the exception was a man.";
        assert_eq!((of(text, "female"), of(text, "male")), (Some(11), Some(1)));
    }
}
