//! Sentences in which one word stands for several ("one dismissal in 2018, one in 2019"; "3, 5 and 6 for 2018, 2019
//! and 2020"), put with the word where it belongs.

use regex::Captures;

use super::{N, Wording, YEAR, ends_in_words, row};
use crate::extract::number;
use crate::extract::prose::counts_something;
use crate::normalise::year;

/// How words say that an outcome came of an allegation.
const ARISE: &str = r"(?:arose|resulted|came|stemmed)\s+(?:from|out\s+of)|followed|related\s+to|concerned|(?:was|were)\s+(?:in\s+respect\s+of|for|the\s+result\s+of|linked\s+to)";

pub(super) fn rows() -> Vec<Wording> {
    vec![
        row(
            // "There were fewer than five under each of the following: withdrawn; management action; and still live."
            "so many under each of the following",
            format!(
                r"(?i)(?P<n>\b(?:(?:fewer|less)\s+than|under|up\s+to)\s+{N}|\b{N}|\bnone|\bno)(?:\s+(?:allegations?|complaints?|cases?|matters?))?\s+(?:(?:was|were)\s+)?(?:recorded\s+)?(?:under|in|for|with|against)\s+each\s+of\s+the\s+following(?:\s+(?:outcomes|headings|categories|results))?:\s+(?P<list>[^.:]+?)(?P<end>\W*)$"
            ),
            |c, _| {
                let items = c["list"].split([';', ',']).map(|item| {
                    let item = item.trim();
                    item.strip_prefix("and ").unwrap_or(item).trim()
                });
                let each: Vec<String> = items
                    .flat_map(|item| item.split(" and "))
                    .filter(|item| !item.is_empty())
                    .map(|item| format!("{} {item}", &c["n"]))
                    .collect();
                (each.len() > 1).then(|| format!("{}{}", each.join("; "), &c["end"]))
            },
        ),
        row(
            // "Disciplinary action resulted in two cases: one officer was dismissed and ..."
            "action in so many, one by one",
            format!(
                r"(?i)^(?P<open>\W*)(?:(?:disciplinary|formal|misconduct)\s+)?(?:action|sanctions?|proceedings)\s+(?:(?:was|were|has\s+been|have\s+been)\s+)?(?:taken|brought|imposed|pursued|resulted|followed)\s+(?:against|in(?:\s+respect\s+of)?)\s+(?P<n>{N})\s+(?P<of>officers|cases|allegations|matters|instances)(?:\s*:\s+|,\s+(?P<both>both|all)\s+of\s+(?:whom|which)\s+)"
            ),
            |c, _| {
                let all = c.name("both").map_or(String::new(), |_| format!("{} {} ", &c["n"], &c["of"]));
                Some(format!("{}{all}", &c["open"]))
            },
        ),
        row(
            // "One officer was dismissed as a result of a public complaint, and one as a result of an internal matter."
            "one as a result of this, one of that",
            format!(
                r"(?i)(?P<said>\b(?:was|were|got|received|resigned|retired)\b[^.;,]{{0,50}}?)\s+(?P<why>as\s+a\s+result\s+of|following|after|because\s+of|arising\s+from)\s+(?P<of>an?\s[^.;,]{{3,60}}?),?\s+and\s+(?P<n>{N}|another|the\s+other)\s+(?:as\s+a\s+result\s+of|following|after|because\s+of|arising\s+from)\s+"
            ),
            |c, _| Some(format!("{0} {1} {2}, and {3} {0} {1} ", &c["said"], &c["why"], &c["of"], &c["n"])),
        ),
        row(
            // "The dismissals arose from one public complaint and one internal matter."
            "what the dismissals arose from",
            format!(
                r"(?i)^(?P<open>\W*)the\s+(?P<what>dismissal|resignation|retirement|(?:final\s+)?(?:written\s+)?warning)s\s+(?:{ARISE})\s+(?P<n>{N})\s+(?P<of>[^.;,\d]{{3,60}}?)\s+and\s+(?P<m>{N})\s+(?P<and>[^.;,\d]{{3,60}}?)\s*(?P<end>\W*)$"
            ),
            |c, _| {
                Some(format!(
                    "{}{} {} led to a {what} and {} {} led to a {what}{}",
                    &c["open"],
                    &c["n"],
                    &c["of"],
                    &c["m"],
                    &c["and"],
                    &c["end"],
                    what = &c["what"]
                ))
            },
        ),
        row(
            // "The only dismissal followed an allegation made in 2018 by a colleague."
            "what the only dismissal followed",
            format!(
                r"(?i)^(?P<open>\W*)the\s+(?:only|single|sole|one)\s+(?P<what>dismissal|resignation|retirement|(?:final\s+)?(?:written\s+)?warning)\s+(?:{ARISE})\s+(?:an?|one)\s+(?P<of>[^.;]{{5,90}}?)\s*(?P<end>\W*)$"
            ),
            |c, _| Some(format!("{}One {} led to a {}{}", &c["open"], &c["of"], &c["what"], &c["end"])),
        ),
        row(
            // "One was dismissed and one resigned, each in respect of a single allegation."
            "each in respect of one",
            r"(?i),?\s+each\s+(?:in\s+(?:respect|connection|relation)\s+(?:of|with|to)|for|over)\s+(?:an?|one|a\s+single|a\s+different|a\s+separate)\s+(?:\w+\s+)?(?:allegation|complaint|case|matter)\b".into(),
            |_, before| ends_in_words(before).then(String::new),
        ),
        row(
            // "62% of the allegations (13 of 21) were found to be not upheld"
            "a share and the numbers of it",
            format!(
                r"(?i)\b\d{{1,3}}(?:\.\d+)?\s?(?:%|per\s?cent)\s+of\s+(?:the\s+|all\s+)?(?P<of>allegations|complaints|cases|matters)\s*\((?P<n>{N})\s+(?:out\s+)?of\s+(?:the\s+)?(?P<m>{N})\)"
            ),
            |c, _| Some(format!("{} of the {} {}", &c["n"], &c["m"], &c["of"])),
        ),
        row(
            // "Dismissal was the outcome of fewer than 5 allegations, a final written warning of fewer than 5"
            "the outcome of so many",
            format!(
                r"(?i)(?P<before>,\s+(?:and\s+)?|\band\s+)an?\s+(?P<what>[a-z][a-z ]{{4,40}}?)\s+of\s+(?P<n>(?:(?:fewer|less)\s+than\s+)?{N})\b"
            ),
            |c, before| {
                let before = before.to_lowercase();
                let outcomes = ["was the outcome of", "was the result of", "was the outcome in"];
                outcomes
                    .iter()
                    .any(|w| before.contains(w))
                    .then(|| format!("{}{} in {}", &c["before"], &c["what"], &c["n"]))
            },
        ),
        row(
            // "One dismissal in 2018, one in 2019."
            "the thing that is counted again",
            format!(
                r"(?i)^(?P<lead>\W*(?:there\s+(?:was|were)\s+)?)(?P<n>{N})\s+(?P<what>[a-z][a-z ]{{4,40}}?)\s+in\s+(?P<year>{YEAR})(?P<rest>(?:,?\s+(?:and\s+)?(?:another\s+|a\s+further\s+)?{N}\s+in\s+{YEAR})+)(?P<end>\W*)$"
            ),
            counted_again,
        ),
        row(
            // "There were two dismissals (2018 and 2019)."
            "so many, and as many years",
            format!(
                r"(?i)^(?P<lead>\W*(?:there\s+(?:was|were)\s+)?)(?P<n>two|three|2|3)\s+(?P<what>[a-z][a-z ]{{4,40}}?)\s*\((?:in\s+)?(?P<years>{YEAR}(?:\s*,\s*{YEAR})?\s*(?:,|and|&)\s*{YEAR})\)(?P<end>\W*)$"
            ),
            one_of_each,
        ),
        row(
            // "The numbers by year are 3, 5 and 6 for 2018, 2019 and 2020."
            "as many counts as years",
            format!(
                r"(?i)^(?P<lead>.*?\b)(?P<counts>{N}(?:,\s+{N})*,?\s+and\s+{N})\s+(?P<mid>(?:[a-z]+\s+)?(?:for|in|during))\s+(?P<years>{YEAR}(?:,\s+{YEAR})*,?\s+and\s+{YEAR})(?P<end>\W*)$"
            ),
            respectively,
        ),
        row(
            // "The totals for the years 2018, 2019 and 2020 were three, five and six."
            "as many years as counts",
            format!(
                r"(?i)^(?P<lead>.*?\b)(?P<years>{YEAR}(?:,\s+{YEAR})*,?\s+and\s+{YEAR})\s+(?P<mid>(?:[a-z]+\s+)?(?:are|were|is|was|came\s+to|stood\s+at))\s+(?P<counts>{N}(?:,\s+{N})*,?\s+and\s+{N})(?P<end>\W*)$"
            ),
            respectively,
        ),
        row(
            // "The nine complaints resulted in six not upheld, two withdrawn and one local resolution."
            "so many resulted in so many of each",
            format!(
                r"(?i)^(?P<lead>\W*)(?:the|these|those)\s+(?P<n>{N})\s+(?P<of>(?:[a-z]+\s+){{0,2}}?(?:complaints|allegations|matters|cases|reports))\s+(?:resulted|ended|led|concluded)\s+(?:in|with|to)\s*:?\s+(?P<rest>{N}\s+.*)$"
            ),
            |c, _| Some(format!("{}Of the {} {}, {}", &c["lead"], &c["n"], &c["of"], &c["rest"])),
        ),
        row(
            // "In 2019, three of five allegations came from the public."
            "so many of so many",
            format!(
                r"(?i)\b(?P<n>{N})\s+of\s+(?P<m>{N})\s+(?P<of>(?:such\s+|recorded\s+)?(?:allegations|complaints|cases|matters|officers|complainants))\b"
            ),
            |c, _| {
                let fewer = number::value(&c["n"])? <= number::value(&c["m"])?;
                fewer.then(|| format!("{} of the {} {}", &c["n"], &c["m"], &c["of"]))
            },
        ),
        row(
            // "Two were upheld, resulting in one dismissal and one written warning."
            "what they resulted in, by parts",
            format!(
                r"(?i)(?P<before>\b(?:upheld|proven|proved|substantiated|found)\b[^,;:.]{{0,40}}),\s+(?:resulting|leading|ending|concluding)\s+(?:in|to|with)\s+(?P<parts>{N}\s+[^,;.]+?(?:,\s+{N}\s+[^,;.]+?)*,?\s+and\s+{N}\s+)"
            ),
            |c, _| Some(format!("{}: {}", &c["before"], &c["parts"])),
        ),
        row(
            // "In the case of one of the 2019 allegations, the officer resigned."
            "in the case of so many",
            format!(r"(?i)\bin\s+(?:the\s+case|respect)\s+of\s+(?P<n>{N})\b(?P<of>(?:\s+of\s+(?:the|these|those)\s+[^,;.]{{3,40}})?),?\s+(?P<next>the\s+officer|he|she)\b"),
            |c, _| Some(format!("in {}{} {}", &c["n"], &c["of"], &c["next"])),
        ),
        row(
            // "... two, both from women who were members of the public and both about male officers"
            "both of them and both",
            r"(?i)\bboth\s+(?P<by>(?:made\s+|brought\s+)?(?:from|by)\s+[^,;.]{3,60}?),?\s+and\s+both\s+(?P<of>about|against|concerning|involving)\b".into(),
            |c, _| Some(format!("both {} {}", &c["by"], &c["of"])),
        ),
    ]
}

fn counted_again(c: &Captures<'_>, _: &str) -> Option<String> {
    let (what, rest) = (&c["what"], &c["rest"]);
    // "Two of these were recorded in 2017, one in 2018" counts no thing but what the letter counts.
    const NO_THINGS: [&str; 12] = [
        "of", "were", "was", "are", "is", "came", "made", "recorded", "received", "reported",
        "date", "arose",
    ];
    let things = !what.split(' ').any(|w| NO_THINGS.contains(&w));
    if !things || counts_something(what) || !year::in_text(what).is_empty() {
        return None;
    }
    let mut out = format!("{}{} {what} in {}", &c["lead"], &c["n"], &c["year"]);
    for part in rest.split(['.', ',', ';']).flat_map(|p| p.split(" and ")).map(str::trim) {
        let Some((n, year)) = part.trim_start_matches("and ").split_once(" in ") else { continue };
        let n = n.split_whitespace().next_back()?;
        out += &format!(", {n} {what} in {year}");
    }
    Some(out + &c["end"])
}

fn one_of_each(c: &Captures<'_>, _: &str) -> Option<String> {
    let years = year::in_text(&c["years"]);
    (number::value(&c["n"]) == Some(years.len() as u64)).then(|| {
        let each: Vec<String> = years.iter().map(|y| format!("one in {}", y.value)).collect();
        format!("{}{} {}, {}{}", &c["lead"], &c["n"], &c["what"], each.join(" and "), &c["end"])
    })
}

/// As many counts as years, in either order: each is of one.
fn respectively(c: &Captures<'_>, _: &str) -> Option<String> {
    let counts = number::in_sentence(&c["counts"]).len();
    let years = year::in_text(&c["years"]).len();
    let each = counts > 1 && counts == years && !c["lead"].contains("respectively");
    let (all, end) = (&c[0], &c["end"]);
    each.then(|| format!("{} respectively{end}", &all[..all.len() - end.len()]))
}

#[cfg(test)]
mod tests {
    use crate::extract::prose::wording::plain;

    #[test]
    fn a_word_that_stands_for_several() {
        for (told, said) in [
            (
                "One dismissal in 2018, one in 2019.",
                "One dismissal in 2018, one dismissal in 2019.",
            ),
            (
                "Two of these were recorded in 2017, one in 2018.",
                "Two of these were recorded in 2017, one in 2018.",
            ),
            (
                "There were two dismissals (2018 and 2019).",
                "There were two dismissals, one in 2018 and one in 2019.",
            ),
            (
                "The numbers are 3, 5 and 6 for 2018, 2019 and 2020.",
                "The numbers are 3, 5 and 6 for 2018, 2019 and 2020 respectively.",
            ),
        ] {
            assert_eq!(plain(told), said);
        }
    }
}
