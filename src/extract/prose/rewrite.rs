//! Sentences that pair a row of labels with a row of counts ("for A, B and C ... 3, 2 and 1
//! respectively", "A and B account for one each"), or say of what they count at once what became of it
//! ("a single complaint, which was withdrawn"), put as several plain sentences.

mod also;
mod aside;
mod force;
mod shared;
mod stories;
mod yearly;

use std::sync::LazyLock;

use regex::Regex;

pub(super) use force::with_force_unnamed;

use super::quantity::{Kind, Quantity};
use crate::extract::context::Desk;
use crate::normalise::year;
use crate::pattern::pattern;

/// Longest label of a row, in words.
const LABEL_WORDS: usize = 9;

/// The plain sentences a sentence amounts to; none when it is plain already.
pub(super) fn pieces(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    let mut out = sexes_in_letters(text);
    if out.is_empty() {
        out = respectively(desk, text, quantities);
    }
    if out.is_empty() {
        out = yearly::of_a_pair(desk, text, quantities);
    }
    if out.is_empty() {
        out = yearly::in_order(desk, text, quantities);
    }
    if out.is_empty() {
        out = yearly::every_year_but(desk, text);
    }
    if out.is_empty() {
        out = yearly::the_other_years(text);
    }
    if out.is_empty() {
        out = stories::pieces(text);
    }
    if out.is_empty() {
        out = aside::pieces(desk, text);
    }
    if out.is_empty() {
        out = shared::pieces(desk, text, quantities);
    }
    if out.is_empty() {
        out = also::pieces(desk, text, quantities);
    }
    if out.is_empty() {
        out = one_each(desk, text, quantities);
    }
    if out.is_empty() {
        out = which_was(desk, text, quantities);
    }
    if out.is_empty() {
        out = parts_between(desk, text, quantities);
    }
    out
}

/// "Officer: M 5, F 1", "Sex of complainant - 3 F, 1 M, 2 not known": sexes by their letters behind the
/// name of a party.
fn sexes_in_letters(text: &str) -> Vec<String> {
    static ROW: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:sex|gender)\s+of\s+(?:the\s+)?)?(?P<party>officer|complainant)s?['\u{2019}]?s?(?:\s+(?:sex|gender|concerned|involved))?\s*[:=\u{2013}-]\s*(?P<items>(?:[^,;.:]{1,24}[,;]\s*(?:and\s+)?|[^,;.:]{1,24}\s+and\s+)*[^,;.:]{1,24})\W*$",
        )
    });
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        // "Organisation/unknown": one that has no sex, or none that is known.
        const SEX: &str = r"m|f|male|female|(?:[a-z]+\s*(?:/|or)\s*)?(?:u|nk|n/k|unknown|not\s+(?:known|recorded|stated|given))(?:\s*(?:/|or)\s*[a-z]+)?";
        pattern(&format!(
            r"(?i)^\s*(?:(?P<sex>{SEX})\s*[=x:\u{{2013}}-]?\s*(?P<n>\d{{1,3}})|(?P<n2>\d{{1,3}})\s*x?\s*(?P<sex2>{SEX}))\s*$",
        ))
    });
    static PARTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)[,;]\s*(?:and\s+)?|\s+and\s+"));
    let Some(row) = ROW.captures(text) else { return Vec::new() };
    let party = row["party"].to_lowercase();
    let item = |part: &str| {
        let c = ITEM.captures(part)?;
        let sex = c.name("sex").or(c.name("sex2"))?.as_str().to_lowercase();
        let n = c.name("n").or(c.name("n2"))?.as_str();
        Some(match sex.as_str() {
            "m" | "male" => format!("male {party}: {n}."),
            "f" | "female" => format!("female {party}: {n}."),
            _ => format!("sex of {party} not known: {n}."),
        })
    };
    let items: Option<Vec<String>> = PARTED.split(&row["items"]).map(item).collect();
    items.filter(|i| i.len() > 1).unwrap_or_default()
}

/// "In 2016, 2017 and 2018 we recorded 5, 3 and 0 allegations respectively, making 8 in all."
fn respectively(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i),?\s*\b(?:respectively|in\s+that\s+order)\b,?"));
    let Some(word) = WORD.find(text) else { return Vec::new() };
    let one_a_year = one_of_each_year(text, quantities);
    if !one_a_year.is_empty() {
        return one_a_year;
    }
    let Some(run) = row_of_counts(text, quantities) else { return Vec::new() };
    let (from, to) = (run[0].start, run[run.len() - 1].end);
    // "Among the public complaints, A, B and C account for nine, six and two respectively."
    let lead = lead_of(text).filter(|l| l.len() < from).unwrap_or("");
    let before = labels(desk, &text[lead.len()..from], run.len(), true);
    let after = || {
        let end = text[to..].find([';', '.']).map_or(text.len(), |e| to + e);
        labels(desk, &WORD.replace_all(&text[to..end], " "), run.len(), false)
    };
    let Some(labels) = before.or_else(after) else { return Vec::new() };
    let end = text[to..].find([';', '.', ',']).map_or(text.len(), |e| to + e);
    let all = said_of_all(desk, &format!("{} {}", &text[lead.len()..from], &text[to..end]));
    let all = all.filter(|_| labels.iter().all(|label| year::is_bare(label))).unwrap_or_default();
    let mut out: Vec<String> = labels
        .iter()
        .zip(&run)
        .map(|(label, q)| format!("{lead}{all}{label}: {}.", &text[q.start..q.end]))
        .collect();
    // What follows the pairs is a sentence of its own ("making 18 in all").
    let rest = text[word.end().max(to)..].trim_matches([' ', ',', '.', ';']);
    if quantities.iter().any(|q| q.counts() && q.start >= word.end().max(to)) {
        out.insert(0, format!("{rest}."));
    }
    out
}

/// What words around a row of years and counts say of all of them ("In 2016 and 2017 respectively 3 and 4
/// were not upheld"), as what leads a count; none when they say nothing.
fn said_of_all(desk: &Desk<'_>, around: &str) -> Option<String> {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:in|for|during|from|between|of)\s+)?(?:the\s+years?\s+)?20\d\d(?:/\d\d)?(?:(?:\s*(?:,|&|\u{2013}|-)\s*|\s+)(?:(?:and|to|back\s+to)\s+)?20\d\d(?:/\d\d)?)*|,?\s*\b(?:respectively|in\s+that\s+order)\b,?",
        )
    });
    // "We recorded complaints": who recorded them says nothing of where they came from.
    static WE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:we|i|the\s+(?:force|constabulary|department|service))\s+(?:recorded|received|logged|had|have)\b",
        )
    });
    let said = YEARS.replace_all(around, " ");
    let said = WE.replace_all(&said, " ");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = said.trim_matches([' ', ',', ';', ':', '.']);
    let reading = desk.read_prose(said);
    let one_sex = reading.sexes.len() == 1 && !reading.names.iter().any(|n| n.ends_with("sex"));
    let one_source = reading.sources.len() == 1 && !reading.names.contains("source");
    (reading.outcome.is_some() || one_sex || one_source).then(|| format!("{said}: "))
}

/// "Of the five conduct matters, ", "Among the public complaints, ": of what the rest of a sentence tells the
/// parts.
fn lead_of(text: &str) -> Option<&str> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:of|among|amongst|for|within|as\s+(?:to|for)|in\s+the\s+case\s+of)\s+the\s+(?:\w+\s+){0,2}?(?:(?:public\s+)?complaints|conduct\s+matters|internal\s+\w+|allegations|cases|former|latter)\b[^,;:.]{0,50},\s+",
        )
    });
    LEAD.find(text).map(|m| m.as_str())
}

/// "How many were from the public and how many internal?" - "Eight and two.": an answer that is nothing but
/// a row of counts, in the order of the question's values.
pub(super) fn in_order_of(
    desk: &Desk<'_>,
    question: &str,
    text: &str,
    quantities: &[Quantity],
) -> Vec<String> {
    static BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\([^()]*\)"));
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:[\W_]|\b(?:and|in|that|the|same|order|respectively|answers?|were|was|hc|reply|response)\b)*$",
        )
    });
    static YES_NO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*yes,?\s*[:=\u{2013}-]?\s*(?:in\s+|for\s+)?(?P<yes>\w+)(?:\s+\w+)?[,;.]?\s*(?:and\s+)?no,?\s*[:=\u{2013}-]?\s*(?:in\s+|for\s+)?(?P<no>\w+)\W*$",
        )
    });
    if let Some(c) = YES_NO.captures(text)
        && let [duty] = &desk.read_prose(question).duties.iter().collect::<Vec<_>>()[..]
    {
        let other = if *duty == "on" { "off" } else { "on" };
        return vec![
            format!("{duty} duty: {}.", &c["yes"]),
            format!("{other} duty: {}.", &c["no"]),
        ];
    }
    let brackets: Vec<(usize, usize)> =
        BRACKETS.find_iter(text).map(|m| (m.start(), m.end())).collect();
    let inside = |q: &&Quantity| brackets.iter().any(|(a, b)| q.start >= *a && q.end <= *b);
    let run: Vec<&Quantity> =
        quantities.iter().filter(|q| q.counts()).filter(|q| !inside(q)).collect();
    let mut words = text.to_string();
    let plain = |q: &&&Quantity| matches!(q.kind, Kind::Number { .. });
    for (from, to) in run.iter().map(|q| (q.start, q.end)).chain(brackets.clone()) {
        words.replace_range(from..to, &" ".repeat(to - from));
    }
    let pair = text.to_lowercase().contains("former") && text.to_lowercase().contains("latter");
    if run.len() < 2 || !run.iter().all(|q| plain(&q)) || !BARE.is_match(&words) && !pair {
        return Vec::new();
    }
    let asked = question.trim().trim_end_matches('?').replace(" or ", " and ");
    let Some(labels) = labels(desk, &asked, run.len(), true) else { return Vec::new() };
    labels.iter().zip(run).map(|(l, q)| format!("{l}: {}.", &text[q.start..q.end])).collect()
}

/// "Two officers were dismissed, in 2018 and 2020 respectively": so many years as cases.
fn one_of_each_year(text: &str, quantities: &[Quantity]) -> Vec<String> {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i),?\s+(?:in|from|during)\s+20\d\d(?:/\d\d)?(?:,\s*20\d\d(?:/\d\d)?)*,?\s+and\s+20\d\d(?:/\d\d)?,?\s+(?:respectively|in\s+that\s+order)\b",
        )
    });
    let mut counting = quantities.iter().filter(|q| q.counts());
    let (Some(q), None) = (counting.next(), counting.next()) else { return Vec::new() };
    let Some(m) = YEARS.find(text).filter(|m| m.start() >= q.end) else { return Vec::new() };
    let years = year::in_text(m.as_str());
    let n = years.len() as u64;
    if q.printed().is_none_or(|c| !c.is_exact() || c.max != n) {
        return Vec::new();
    }
    let said = text[q.end..m.start()].trim();
    let rest = text[m.end()..].trim_end_matches(['.', ' ']);
    let mut out = vec![format!("{}{rest}.", &text[..m.start()])];
    out.extend(years.iter().map(|y| format!("In {} one {said}.", y.value)));
    out
}

/// Counts that follow one another with nothing but commas and "and" between them.
fn row_of_counts(text: &str, quantities: &[Quantity]) -> Option<Vec<Quantity>> {
    let plain = |q: &&Quantity| matches!(q.kind, Kind::Number { .. });
    let mut best: Vec<Quantity> = Vec::new();
    let mut run: Vec<Quantity> = Vec::new();
    for q in quantities.iter().filter(plain) {
        let joined = run.last().is_some_and(|last| {
            let between = text[last.end..q.start].trim().to_lowercase();
            matches!(between.as_str(), "," | "and" | ", and" | "&" | ";" | "; and")
        });
        if !joined {
            run.clear();
        }
        run.push(q.clone());
        if run.len() > best.len() {
            best = run.clone();
        }
    }
    (best.len() > 1).then_some(best)
}

/// So many labels in a row, at the end of a stretch before the counts or at the head of one after.
fn labels(desk: &Desk<'_>, stretch: &str, n: usize, before: bool) -> Option<Vec<String>> {
    let years = year::in_text(stretch);
    if years.len() == n {
        return Some(years.iter().map(|y| y.value.clone()).collect());
    }
    static CUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i),\s*(?:and\s+)?|\s+and\s+"));
    let speaks = |part: &str| {
        let r = desk.read_prose(part);
        r.has_value() && part.split_whitespace().count() <= LABEL_WORDS
    };
    let parts: Vec<&str> = CUT.split(stretch).map(trim).filter(|p| !p.is_empty()).collect();
    let found: Vec<String> = if before {
        parts.iter().filter(|p| speaks(p)).map(|p| p.to_string()).collect()
    } else {
        parts.iter().take_while(|p| speaks(p)).map(|p| p.to_string()).collect()
    };
    (found.len() == n).then(|| with_noun(found))
}

/// "Male and female officers": the noun of the last label is that of those before it.
fn with_noun(labels: Vec<String>) -> Vec<String> {
    let noun = labels.last().and_then(|l| l.split_once(' ')).map(|(_, noun)| noun.to_string());
    let Some(noun) = noun else { return labels };
    let bare =
        |l: &String| matches!(l.to_lowercase().as_str(), "male" | "female" | "public" | "internal");
    labels.into_iter().map(|l| if bare(&l) { format!("{l} {noun}") } else { l }).collect()
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | '.'
                    | ';'
                    | ':'
                    | '\''
                    | '"'
                    | '\u{2018}'
                    | '\u{2019}'
                    | '\u{201c}'
                    | '\u{201d}'
            )
    })
}

/// "Withdrawal, words of advice and local resolution account for one each."
fn one_each(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\s+(?:account(?:ed|s|ing)?\s+for|had|have|with|were\s+(?:recorded|given)\s+in|occurred\s+in|came\s+to)|[:,\u{2013}-])\s+(?:only\s+|just\s+)?(?P<n>[a-z]+|\d+)\s+(?:each|apiece)\b",
        )
    });
    static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?P<n>[a-z]+|\d+)\s+(?:each|apiece)\s+(?:(?:was|were)\s+)?(?:for|of|in|(?:resulted|ended)\s+(?:in|with)|concluded\s+(?:in|with)|(?:dealt|closed)\s+with|received|led\s+to)?\s*:?\s*(?:with\s+|by\s+)?",
        )
    });
    let cut = |s: &str| -> Vec<String> {
        static CUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i),\s*(?:and\s+)?|\s+and\s+"));
        let bare = |p: &'_ str| -> usize {
            ["with ", "by ", "in ", "through ", "to "]
                .iter()
                .find(|w| p.starts_with(**w))
                .map_or(0, |w| w.len())
        };
        let parts: Vec<&str> =
            CUT.split(s).map(trim).filter(|p| !p.is_empty()).map(|p| &p[bare(p)..]).collect();
        let speak = |p: &&str| {
            desk.read(p).outcome.is_some() && p.split_whitespace().count() <= LABEL_WORDS
        };
        if parts.len() > 1 && parts.iter().all(speak) {
            parts.iter().map(|p| p.to_string()).collect()
        } else {
            Vec::new()
        }
    };
    let counted = |at: usize| quantities.iter().any(|q| q.start <= at && at < q.end);
    let (n, from, to, labels) = if let Some(c) = BEHIND.captures(text)
        && let (Some(all), Some(n)) = (c.get(0), c.name("n"))
    {
        let from = text[..all.start()].rfind([';', ':']).map_or(0, |i| i + 1);
        (n, from, all.end(), cut(&text[from..all.start()]))
    } else if let Some(c) = AHEAD.captures(text)
        && let (Some(all), Some(n)) = (c.get(0), c.name("n"))
    {
        let to = text[all.end()..].find([';', '.']).map_or(text.len(), |i| all.end() + i);
        (n, all.start(), to, cut(&text[all.end()..to]))
    } else {
        return Vec::new();
    };
    let number = crate::extract::number::value(n.as_str());
    if labels.is_empty() || number.is_none() && !counted(n.start()) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let lead = text[..from].trim_end_matches([' ', ';', ':', ',']);
    if quantities.iter().any(|q| q.counts() && q.end <= from) {
        out.push(format!("{}.", lead.trim_end_matches(" and")));
    }
    let of = lead_of(text).filter(|l| l.len() <= from).unwrap_or("");
    out.extend(labels.iter().map(|l| format!("{of}{l}: {}.", n.as_str())));
    let rest = text[to..].trim_matches([' ', ',', '.', ';']);
    if quantities.iter().any(|q| q.counts() && q.start >= to) {
        out.push(format!("{rest}."));
    }
    out
}

/// "There was a single complaint, which was withdrawn": how many there were, then what became of it.
fn which_was(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    static THEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i),\s+(?:(?:which|who|that)\s+(?P<verb>(?:was|were|is|are|has|had|have|resulted|ended|led|came|remains?|concerned|related)\b)|(?:and|where|in\s+which)\s+(?P<clause>(?:it|they|the\s+(?:service|complaint|allegation|officer|outcome|result|matter|case|complainant|investigation))\s+(?:\w+\s+)?(?:was|were|is|are|has|had|resulted|ended|led|resigned|retired|remains?)\b))",
        )
    });
    static STATES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bthere\s+(?:was|were)\b|\b(?:was|were)\s+(?:recorded|received|made|logged|reported)\b|\b(?:recorded|received|logged|saw|had)\b",
        )
    });
    let mut counting = quantities.iter().filter(|q| q.counts());
    let (Some(q), None) = (counting.next(), counting.next()) else { return Vec::new() };
    let Some(c) = THEN.captures(text) else { return Vec::new() };
    let Some(all) = c.get(0) else { return Vec::new() };
    let (first, one) = (&text[..all.start()], q.printed().is_some_and(|n| n.max == 1));
    let says = desk.read_prose(first);
    let stated =
        q.end <= all.start() && STATES.is_match(first) && q.printed().is_some_and(|n| n.max > 0);
    if !stated || says.outcome.is_some() || !says.sexes.is_empty() || !says.sources.is_empty() {
        return Vec::new();
    }
    let then = match (c.name("verb"), c.name("clause")) {
        (Some(v), _) => format!("{} {}", if one { "It" } else { "They" }, &text[v.start()..]),
        (_, Some(v)) => text[v.start()..].to_string(),
        _ => return Vec::new(),
    };
    let says_more = desk.read_prose(&then).has_value();
    let mut then = then.trim().to_string();
    if let Some(first) = then.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if says_more { vec![format!("{first}."), then] } else { Vec::new() }
}

/// "A further seven cases, two of them recorded in 2019 and five in 2020, were still under
/// investigation": what is said of all of them, then their parts.
fn parts_between(desk: &Desk<'_>, text: &str, quantities: &[Quantity]) -> Vec<String> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i),\s+(?P<verb>(?:all\s+|still\s+|each\s+)?(?:were|was|are|is|remain(?:s|ed)?|have|had|has|came|resulted|ended|led)\b)",
        )
    });
    static OF_THEM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\s+of\s+(?:them|these|those|which|whom)\b|\bof\s+which\s+"));
    /// Most words before the subject, and between it and its parts.
    const FEW: usize = 4;
    let few = |t: &str| t.split_whitespace().count() <= FEW;
    let counting: Vec<&Quantity> = quantities.iter().filter(|q| q.counts()).collect();
    let [q, first, ..] = &counting[..] else { return Vec::new() };
    let number = |q: &Quantity| matches!(q.kind, Kind::Number { count, .. } if count.is_exact());
    let Some(comma) = text[q.end..first.start].find(',').map(|i| q.end + i) else {
        return Vec::new();
    };
    let Some(verb) = VERB.captures(&text[first.end..]).and_then(|c| c.name("verb")) else {
        return Vec::new();
    };
    let verb = first.end + verb.start();
    let inner = text[comma + 1..verb].trim().trim_end_matches(',');
    let within = counting[1..].iter().filter(|c| c.start < verb);
    let opens =
        few(&text[..q.start]) && few(&text[q.end..comma]) && few(&text[comma + 1..first.start]);
    let plain = !inner.contains([';', ':']) && !desk.read_prose(&text[q.end..comma]).has_value();
    let says = desk.read_prose(&text[verb..]);
    let said = says.outcome.is_some() || !says.sexes.is_empty() || says.sources.len() == 1;
    // "The other two, one in 2017 and the other in 2020, were ..."
    let rest = |q: &Quantity| matches!(q.kind, Kind::Rest(_));
    // "The balance, being twelve in number, were ..." says its number, and no parts.
    let several = number(q) || rest(q) && within.clone().count() > 1;
    let all_numbers = several && number(first) && within.clone().all(|c| number(c) || rest(c));
    if !(opens && plain && said && all_numbers) || counting.iter().any(|c| c.start > verb) {
        return Vec::new();
    }
    let main = format!("{} {}", text[..comma].trim(), &text[verb..]);
    vec![main, format!("Of these, {}.", OF_THEM.replace_all(inner, ""))]
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TOTAL, read};

    #[test]
    fn labels_and_counts_in_the_same_order() {
        for text in [
            "Not upheld, withdrawn and no case to answer were the results of seven, three and two allegations respectively.",
            "Seven, three and two, respectively, were not upheld, withdrawn and found to have no case to answer.",
        ] {
            let facts = read(&[TOTAL, text]);
            let said =
                ["not_upheld", "withdrawn", "no_case_to_answer"].map(|k| facts.get(k).copied());
            assert_eq!(said, [Some(7), Some(3), Some(2)], "{text}");
        }
        let facts = read(&[
            "The totals for 2016, 2017 and 2018 were 6, 0 and 5 allegations of sexual assault, in that order.",
        ]);
        let said = ["2016", "2017", "2018"].map(|k| facts.get(k).copied());
        assert_eq!(said, [Some(6), Some(0), Some(5)]);
    }

    #[test]
    fn so_many_of_each() {
        for text in [
            "Nine were not upheld; withdrawal, words of advice and dismissal accounted for one each.",
            "Nine were not upheld. There was one each of withdrawal, words of advice and dismissal.",
        ] {
            let facts = read(&[TOTAL, text]);
            let said = ["withdrawn", "words_of_advice", "dismissed"].map(|k| facts.get(k).copied());
            assert_eq!(said, [Some(1), Some(1), Some(1)], "{text}");
        }
    }

    #[test]
    fn parts_stand_between_subject_and_verb() {
        for text in [
            "A further seven, two of them recorded in 2019 and five in 2020, were still under investigation.",
            "Seven cases, of which two were recorded in 2019 and five in 2020, remain under investigation.",
        ] {
            let facts = read(&[TOTAL, text]);
            assert_eq!(facts.get("under_investigation"), Some(&7), "{text}");
            let of_year =
                ["2019", "2020"].map(|y| facts.get(&format!("under_investigation {y}")[..]));
            assert_eq!(of_year, [Some(&2), Some(&5)], "{text}");
            assert_eq!(facts.get(""), Some(&12), "{text}");
        }
    }

    #[test]
    fn counted_and_then_told() {
        for text in [
            "In 2018 we received one complaint of sexual assault, which was withdrawn.",
            "In 2018 there was a single allegation, and the complaint was withdrawn.",
        ] {
            let facts = read(&["Allegations of sexual assault against officers", text]);
            assert_eq!(
                (facts.get("2018"), facts.get("withdrawn 2018")),
                (Some(&1), Some(&1)),
                "{text}"
            );
        }
    }
}
