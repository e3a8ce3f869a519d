//! Answers that name the question they answer by its number ("A3 (a) Twenty-one. (b) Two."), where the
//! questions stand in a list of their own above them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::letter::Zone;
use crate::model::document::{Block, BlockKind};
use crate::pattern::pattern;

/// Fewest answers of a list; a single "A4" may be a size of paper.
const FEWEST: usize = 2;

/// Where a text is cut: before each numbered answer or question in it, and before the parts of an answer.
pub(super) fn cuts(text: &str) -> Vec<usize> {
    static NEXT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[.?;]\s+)(?P<at>[AQ]\s?\d{1,2}[.:)]?\s+\S)"));
    static PART: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.;]\s+(?P<at>\([a-h]\)\s+\S)"));
    let answer = number_of(text, 'A').is_some();
    if !answer && number_of(text, 'Q').is_none() {
        return Vec::new();
    }
    let at = |c: regex::Captures<'_>| c.name("at").map(|m| m.start());
    let mut out: Vec<usize> = NEXT.captures_iter(text).filter_map(at).collect();
    if answer {
        out.extend(PART.captures_iter(text).filter_map(at));
    }
    out.retain(|&at| at > 0);
    out.sort_unstable();
    out
}

/// "A3", "Q12." at the head of a text: the number.
fn number_of(text: &str, letter: char) -> Option<u32> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:(?P<q>Q(?:uestion)?)|(?P<a>A(?:nswer)?))\.?\s?(?P<n>\d{1,2})\b[.:)]?")
    });
    let c = NUMBER.captures(text)?;
    let fits = if letter == 'Q' { c.name("q") } else { c.name("a") };
    fits.and_then(|_| c["n"].parse().ok())
}

/// "(b)" at the head of a text, after the number of the answer if it has one.
fn part_of(text: &str) -> Option<char> {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:A(?:nswer)?\.?\s?\d{1,2}[.:)]?\s+)?\((?P<part>[a-h])\)\s")
    });
    PART.captures(text).and_then(|c| c["part"].chars().next())
}

/// For each block that answers a question by its number, the words of that question.
pub(super) fn pairs(blocks: &[Block], zones: &[Zone]) -> BTreeMap<usize, String> {
    let mut questions: BTreeMap<u32, String> = BTreeMap::new();
    let mut open: Option<u32> = None;
    for (block, zone) in blocks.iter().zip(zones) {
        if !matches!(zone, Zone::Question | Zone::Request) || block.kind == BlockKind::Table {
            open = None;
            continue;
        }
        if let Some(n) = number_of(&block.text, 'Q') {
            questions.insert(n, block.text.trim().to_string());
            open = Some(n);
        } else if let Some(text) = open.and_then(|n| questions.get_mut(&n)) {
            text.push(' ');
            text.push_str(block.text.trim());
        }
    }
    let mut out = BTreeMap::new();
    let mut answered = None;
    for (i, (block, zone)) in blocks.iter().zip(zones).enumerate() {
        if *zone != Zone::Answer || block.kind == BlockKind::Table {
            answered = None;
            continue;
        }
        if let Some(n) = number_of(&block.text, 'A') {
            answered = Some(n);
        } else if part_of(&block.text).is_none() {
            answered = None;
        }
        let Some(question) = answered.and_then(|n| questions.get(&n)) else { continue };
        let question = without_reference(question);
        let asked = part_of(&block.text).and_then(|p| of_part(&question, p));
        out.insert(i, asked.unwrap_or(question));
    }
    if out.len() < FEWEST { plain_pairs(blocks, zones) } else { out }
}

/// Fewest questions of a list numbered by figures alone.
const FEWEST_PLAIN: usize = 3;

/// Two lists numbered from 1 alike, the first of questions in the request, the second of answers.
fn plain_pairs(blocks: &[Block], zones: &[Zone]) -> BTreeMap<usize, String> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*\(?(?P<n>\d{1,2})[.:)]\s+(?P<text>\S.*)$"));
    let runs = |asks: bool| -> Vec<Vec<(usize, String)>> {
        let mut runs: Vec<Vec<(usize, String)>> = Vec::new();
        for (i, (block, zone)) in blocks.iter().zip(zones).enumerate() {
            let mine = if asks {
                matches!(zone, Zone::Question | Zone::Request)
            } else {
                *zone == Zone::Answer
            };
            let Some(c) = NUMBER.captures(&block.text).filter(|_| mine) else { continue };
            let item = (i, c["text"].to_string());
            match c["n"].parse::<usize>() {
                Ok(1) => runs.push(vec![item]),
                Ok(n) => {
                    if let Some(run) = runs.last_mut().filter(|run| run.len() + 1 == n) {
                        run.push(item);
                    }
                }
                Err(_) => {}
            }
        }
        runs.retain(|run| run.len() >= FEWEST_PLAIN);
        runs
    };
    let (asked, answered) = (runs(true), runs(false));
    let ([asked], [answered]) = (&asked[..], &answered[..]) else { return BTreeMap::new() };
    if asked.len() != answered.len() {
        return BTreeMap::new();
    }
    answered.iter().zip(asked).map(|((at, _), (_, question))| (*at, question.clone())).collect()
}

/// "Q5 How many of the allegations at Q1 came from the public?" without the numbers.
fn without_reference(question: &str) -> String {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:Q(?:uestion)?|A)\.?\s?\d{1,2}[.:)]?\s+|\s+(?:of\s+(?:the|these|those)\s+(?:\w+\s+){1,2})?(?:at|in|under|from|given\s+(?:at|in))\s+(?:Q|question\s)\s?\d{1,2}\b",
        )
    });
    NUMBERED.replace_all(question, "").trim().to_string()
}

/// "In how many was the officer (a) a man, (b) a woman?", part b: "In how many was the officer a woman?"
fn of_part(question: &str, part: char) -> Option<String> {
    let mark = |c: char| format!("({c})");
    let lead = question.split_once(&mark('a'))?.0;
    let after = question.split_once(&mark(part))?.1;
    let next = char::from_u32(part as u32 + 1).map_or(String::new(), mark);
    let own = after.split(&next).next().unwrap_or(after);
    let own = own.trim().trim_end_matches([',', ';', '?', ' ']).trim_end_matches(" and");
    Some(format!("{} {own}?", lead.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::locator::Locator;

    #[test]
    fn answers_find_their_questions() {
        let of = |text: &str| Block::text(BlockKind::Paragraph, text, Locator::Line(1));
        let blocks = [
            of("Q1 How many allegations were recorded between 2016"),
            of("and 2020?"),
            of("Q2 In how many was the officer (a) a man, (b) a woman?"),
            of("The answers are:"),
            of("A1 Twenty-three."),
            of("A2 (a) Twenty-one."),
            of("(b) Two."),
        ];
        use Zone::{Answer, Question};
        let zones = [Question, Question, Question, Answer, Answer, Answer, Answer];
        let found = pairs(&blocks, &zones);
        assert_eq!(found[&4], "How many allegations were recorded between 2016 and 2020?");
        assert_eq!(found[&5], "In how many was the officer a man?");
        assert_eq!(found[&6], "In how many was the officer a woman?");
        assert_eq!(cuts("A2 (a) Twenty-one. (b) Two. A3 None."), [19, 28]);
        assert!(cuts("A second request. Q1 was withdrawn.").is_empty());
    }
}
