//! Labels told by a few words in order ("hearing ... awaited"), where no phrase of the list stands.
//! The patterns are the lines of `outcome-patterns.tsv`.

use std::collections::{BTreeMap, BTreeSet};

use crate::normalise::fold::{Token, tokens};

const PATTERNS: &str = include_str!("../vocabulary/outcome-patterns.tsv");

/// Other words that ".." and "..." let pass.
const GAPS: &[(&str, usize)] = &[("...", 9), ("..", 4)];

/// Words that turn what follows round: no gap passes over one.
const TURNING: &[&str] = &["not", "no", "never"];

/// Marks that end the short gap of a pattern that goes before phrases.
const PARTING: &[char] = &[',', ':', '(', ')', '-', '\u{2013}', '\u{2014}'];

/// One step of a pattern.
#[derive(Debug)]
enum Step {
    /// One of these words; true when the word only has to begin so.
    Word(Vec<(String, bool)>),
    /// Up to so many other words.
    Gap(usize),
    /// Up to so many other words of the same part of the label.
    CloseGap(usize),
}

/// A pattern with what it means.
#[derive(Debug)]
pub struct Pattern {
    steps: Vec<Step>,
    /// Codes.
    pub codes: BTreeSet<String>,
    words: usize,
    /// It goes before the phrases that stand inside it.
    over: bool,
    /// It holds for labels and not for sentences.
    of_labels: bool,
}

/// The patterns, found by how their first word begins.
#[derive(Debug)]
pub struct Patterns {
    all: Vec<Pattern>,
    /// By the first letter of a word a pattern may begin with: where it stands in `all`, in order.
    by_letter: BTreeMap<char, Vec<usize>>,
}

impl Patterns {
    fn new(all: Vec<Pattern>) -> Patterns {
        let mut by_letter: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (i, pattern) in all.iter().enumerate() {
            let Some(Step::Word(words)) = pattern.steps.first() else { continue };
            let letters: BTreeSet<char> =
                words.iter().filter_map(|(w, _)| w.chars().next()).collect();
            for letter in letters {
                by_letter.entry(letter).or_default().push(i);
            }
        }
        Patterns { all, by_letter }
    }

    /// All of them, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &Pattern> {
        self.all.iter()
    }

    fn beginning_like(&self, word: &str) -> impl Iterator<Item = &Pattern> {
        let letter = word.chars().next().unwrap_or_default();
        self.by_letter.get(&letter).into_iter().flatten().map(|&i| &self.all[i])
    }
}

/// True when the word is the one of a pattern, or begins like it.
fn fits((pattern, begins): &(String, bool), word: &str) -> bool {
    if *begins { word.starts_with(pattern.as_str()) } else { word == pattern }
}

/// A pattern found in a text.
#[derive(Debug)]
pub struct PatternHit<'a> {
    /// What it means.
    pub codes: &'a BTreeSet<String>,
    /// First token.
    pub from: usize,
    /// Token after the last.
    pub to: usize,
    /// How many words the pattern names.
    pub words: usize,
    /// It holds for labels and not for sentences.
    pub of_labels: bool,
}

/// The compiled-in patterns.
///
/// # Errors
/// A message that names the line that is not well formed.
pub fn compiled_in() -> Result<Patterns, String> {
    let lines = PATTERNS.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    lines.map(parse).collect::<Result<_, _>>().map(Patterns::new)
}

fn parse(line: &str) -> Result<Pattern, String> {
    let mut columns = line.split('\t').map(str::trim);
    let (Some(text), Some(codes), Some(_)) = (columns.next(), columns.next(), columns.next())
    else {
        return Err(format!("outcome-patterns.tsv: `{line}` has not three columns"));
    };
    let (mark, text) = match text.split_once(' ') {
        Some((mark @ ("!" | "~"), rest)) => (mark, rest),
        _ => ("", text),
    };
    let (over, of_labels) = (mark == "!", mark == "~");
    let steps: Vec<Step> = text.split_whitespace().map(|word| step(word, over)).collect();
    let words = steps.iter().filter(|s| matches!(s, Step::Word(_))).count();
    if !matches!(steps.first(), Some(Step::Word(_))) {
        return Err(format!("outcome-patterns.tsv: `{line}` does not begin with a word"));
    }
    Ok(Pattern {
        steps,
        words,
        over,
        of_labels,
        codes: codes.split('+').map(str::to_string).collect(),
    })
}

fn step(text: &str, over: bool) -> Step {
    if let Some((mark, n)) = GAPS.iter().find(|(mark, _)| *mark == text) {
        return if over && *mark == ".." { Step::CloseGap(*n) } else { Step::Gap(*n) };
    }
    let alternatives = text.split('|').map(|word| match word.strip_suffix('*') {
        Some(stem) => (stem.to_string(), true),
        None => (tokens(word).into_iter().map(|t| t.word).collect(), false),
    });
    Step::Word(alternatives.collect())
}

/// Every pattern that stands in the text, left to right, without overlaps; of several at one place
/// the one with most words, then the tightest.
pub fn hits<'a>(patterns: &'a Patterns, text: &[Token]) -> Vec<PatternHit<'a>> {
    hits_of(patterns, text, |_| true)
}

/// The patterns of the text that go before phrases.
pub fn hits_over<'a>(patterns: &'a Patterns, text: &[Token]) -> Vec<PatternHit<'a>> {
    hits_of(patterns, text, |p| p.over)
}

fn hits_of<'a>(
    patterns: &'a Patterns,
    text: &[Token],
    wanted: impl Fn(&Pattern) -> bool,
) -> Vec<PatternHit<'a>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let best = patterns
            .beginning_like(&text[at].word)
            .filter(|p| wanted(p))
            .filter_map(|p| Some((p, ends(&p.steps, text, at, at)?)))
            .max_by_key(|(p, to)| (p.words, std::cmp::Reverse(*to)));
        match best {
            Some((pattern, to)) => {
                let Pattern { codes, words, of_labels, .. } = pattern;
                let (words, of_labels) = (*words, *of_labels);
                out.push(PatternHit { codes, from: at, to, words, of_labels });
                at = to;
            }
            None => at += 1,
        }
    }
    out
}

/// The token after the pattern when its steps stand from `at` on.
fn ends(steps: &[Step], text: &[Token], at: usize, first: usize) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(at) };
    match step {
        Step::Word(alternatives) => {
            let token = text.get(at)?;
            // A full stop ends what a pattern can span.
            if at > first && token.before.contains(['.', '!', '?', ';']) {
                return None;
            }
            let found = alternatives.iter().any(|one| fits(one, &token.word));
            found.then(|| ends(rest, text, at + 1, first)).flatten()
        }
        Step::Gap(most) | Step::CloseGap(most) => (0..=*most).find_map(|n| {
            let between = text.get(at..at + n)?;
            let close = matches!(step, Step::CloseGap(_));
            // The word after the gap may stand behind a mark too.
            // "Dismissed or would have been dismissed" names two.
            let parted = close
                && (text.get(at..=at + n)?.iter().any(|t| t.before.contains(PARTING))
                    || between.iter().any(|t| t.word == "or"));
            let cut = between.iter().any(|t| {
                t.before.contains(['.', '!', '?', ';']) || TURNING.contains(&t.word.as_str())
            });
            if cut || parted { None } else { ends(rest, text, at + n, first) }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(label: &str) -> Vec<String> {
        let patterns = compiled_in().expect("well formed");
        let text = tokens(label);
        hits(&patterns, &text).iter().flat_map(|h| h.codes.iter().cloned()).collect()
    }

    #[test]
    fn a_few_words_tell() {
        assert_eq!(codes("No disciplinary case to answer"), ["no_case_to_answer"]);
        assert_eq!(codes("Disciplinary hearing awaited"), ["proceedings_pending"]);
        assert_eq!(codes("Service provided determined to be acceptable"), ["service_acceptable"]);
        assert_eq!(codes("The service given was found not acceptable"), ["service_not_acceptable"]);
        assert_eq!(codes("Job lost at hearing"), ["dismissed"]);
    }

    #[test]
    fn gaps_pass_over_no_negation() {
        assert_eq!(codes("Complainant was not satisfied"), Vec::<String>::new());
        assert_eq!(codes("Complainant quite satisfied"), ["resolved"]);
        assert_eq!(codes("Evidence thought not sufficient"), ["insufficient_evidence"]);
    }

    #[test]
    fn other_words_do_not() {
        assert!(codes("Sex of officer").is_empty());
        assert!(codes("Recorded by the department in 2018").is_empty());
    }
}
