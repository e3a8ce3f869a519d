//! A question and its answer in one paragraph ("Q2. How many in 2017? None."), parted so that each is
//! read as what it is.

use std::sync::LazyLock;

use regex::Regex;

use super::letter::Zone;
use super::number::{self, What};
use super::prose;
use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::pattern::pattern;

/// The document with such paragraphs parted, and for each block the index of the one it came from; `None`
/// when there are none.
pub(super) fn parted(document: &Document) -> Option<(Document, Vec<usize>)> {
    let parts: Vec<Vec<Block>> = document.blocks.iter().map(parts_of).collect();
    if parts.iter().all(|p| p.len() < 2) {
        return None;
    }
    let origin = parts.iter().enumerate().flat_map(|(i, p)| vec![i; p.len()]).collect();
    let blocks = parts.into_iter().flatten().collect();
    Some((Document { blocks, ..document.clone() }, origin))
}

/// Longest number of a question with its stop ("Q12a.").
const NUMBER_CHARS: usize = 6;

fn parts_of(block: &Block) -> Vec<Block> {
    let whole = || vec![block.clone()];
    let body = matches!(block.furniture, Furniture::Body);
    if block.kind == BlockKind::Table || block.hidden || !body {
        return whole();
    }
    let text = &block.text;
    let mut cuts = super::numbered::cuts(text);
    if !cuts.is_empty() {
        cuts.insert(0, 0);
        cuts.push(text.len());
        return cuts.windows(2).map(|c| part(block, c[0], c[1])).collect();
    }
    if !text.contains('?') {
        return whole();
    }
    let asks = |&(from, to): &(usize, usize)| {
        let sentence = text[from..to].trim();
        sentence.ends_with('?') || prose::is_question(sentence)
    };
    let mut sentences = prose::sentences(text);
    // "Q6. How many ...": the number of a question is no sentence.
    if let [(from, to), (_, end), ..] = sentences[..]
        && text[from..to].trim().len() <= NUMBER_CHARS
    {
        sentences.splice(..2, [(from, end)]);
    }
    let Some(answer) = sentences.iter().position(|s| !asks(s)) else { return whole() };
    if answer == 0 || !sentences[answer..].iter().any(|&(a, b)| answers(&text[a..b])) {
        return whole();
    }
    let mut cuts = vec![0];
    for pair in sentences.windows(2) {
        if asks(&pair[0]) != asks(&pair[1]) {
            cuts.push(pair[1].0);
        }
    }
    cuts.push(text.len());
    cuts.windows(2).map(|c| part(block, c[0], c[1])).collect()
}

/// The question that the list item at `at` answers by its place: the item stands in a list that is led in by
/// words such as "in the same order", and the request was a list of as many items.
pub(super) fn in_place(blocks: &[Block], zones: &[Zone], at: usize) -> Option<usize> {
    static ORDER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:in|following)\s+(?:the\s+same|that|your|the)\s+(?:order|sequence)\b|\bin\s+(?:turn|order)\b|\b(?:numbered|numbering)\b|\b(?:our|my|the)\s+(?:answers|replies|responses)\b[^.]{0,40}:\s*$",
        )
    });
    let item = |i: usize| blocks[i].kind == BlockKind::ListItem;
    if !item(at) || zones[at] != Zone::Answer {
        return None;
    }
    let first = (0..=at).rev().take_while(|&i| item(i) && zones[i] == Zone::Answer).last()?;
    let last = (at..blocks.len()).take_while(|&i| item(i) && zones[i] == Zone::Answer).last()?;
    let lead = first.checked_sub(1).filter(|&i| ORDER.is_match(&blocks[i].text))?;
    let asked = |i: &usize| matches!(zones[*i], Zone::Request | Zone::Question) && item(*i);
    let end = (0..lead).rev().find(asked)?;
    let begin = (0..=end).rev().take_while(asked).last()?;
    (end - begin == last - first).then_some(begin + (at - first))
}

/// A count, or "none".
fn answers(sentence: &str) -> bool {
    number::in_sentence(sentence).iter().any(|h| matches!(h.what, What::Count { .. }))
}

/// The bytes `from..to` of a block as a block.
pub(super) fn part(block: &Block, from: usize, to: usize) -> Block {
    let mut out = block.clone();
    out.text = block.text[from..to].trim_end().to_string();
    out.lines.clear();
    for (i, line) in block.lines.iter().enumerate() {
        let end = block.lines.get(i + 1).map_or(block.text.len(), |l| l.start);
        if line.start >= to || end <= from {
            continue;
        }
        let mut line = line.clone();
        line.start = line.start.saturating_sub(from);
        out.lines.push(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::locator::Locator;

    #[test]
    fn a_question_and_its_answer_are_two() {
        let of = |text: &str| {
            let blocks = vec![Block::text(BlockKind::Paragraph, text, Locator::Paragraph(4))];
            let document = Document { blocks, ..Document::default() };
            parted(&document).map(|(d, origin)| {
                (d.blocks.into_iter().map(|b| b.text).collect::<Vec<_>>(), origin)
            })
        };
        assert_eq!(
            of("Q6. How many of the officers were female? None. All were men."),
            Some((
                vec![
                    "Q6. How many of the officers were female?".into(),
                    "None. All were men.".into()
                ],
                vec![0, 0]
            ))
        );
        assert_eq!(of("How many were there? Please answer by year."), None);
        assert_eq!(of("There were three. Is that clear?"), None);
    }
}
