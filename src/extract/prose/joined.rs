//! A sentence that a reader cut in two at a line which looks like the number of an item: "... and two"
//! and "(2) arose from ..." on the next line.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::number;
use crate::model::document::{Block, BlockKind};
use crate::pattern::pattern;

/// The sentence put together again from the blocks that begin at `at`, with how many it takes.
pub fn joined(
    blocks: &[Block],
    at: usize,
    usable: &dyn Fn(usize) -> bool,
) -> Option<(Block, usize)> {
    let mut whole = blocks[at].clone();
    let mut taken = 1;
    while let Some(next) = blocks.get(at + taken) {
        let fits =
            usable(at + taken) && next.kind != BlockKind::Table && repeats(&whole.text, &next.text);
        if !fits {
            break;
        }
        let gap = whole.text.len() + 1;
        whole.text = format!("{} {}", whole.text, next.text);
        whole.lines.extend(next.lines.iter().cloned().map(|mut line| {
            line.start += gap;
            line
        }));
        whole.locator = whole.locator.union(&next.locator);
        taken += 1;
    }
    (taken > 1).then_some((whole, taken))
}

/// True when a text ends in a number that the next one repeats in brackets.
fn repeats(text: &str, next: &str) -> bool {
    static OPENS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\((\d{1,4}|[a-z-]+)\)\s+\S"));
    if blocks_nothing(text) {
        return false;
    }
    let last = text.split_whitespace().last().unwrap_or("");
    let repeated = OPENS.captures(next).and_then(|c| number::value(&c[1]));
    repeated.is_some() && number::value(last) == repeated
}

fn blocks_nothing(text: &str) -> bool {
    text.trim_end().ends_with(['.', ':', ';', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::locator::Locator;

    #[test]
    fn a_number_written_twice_holds_a_sentence_together() {
        let block = |text: &str| Block::text(BlockKind::Paragraph, text, Locator::Line(1));
        let of = |texts: &[&str]| {
            let blocks: Vec<Block> = texts.iter().map(|t| block(t)).collect();
            joined(&blocks, 0, &|_| true).map(|(b, n)| (b.text, n))
        };
        let two = of(&[
            "Four (4) were upheld and seven",
            "(7) were not; in one",
            "(1) nothing is known.",
        ]);
        assert_eq!(
            two,
            Some((
                "Four (4) were upheld and seven (7) were not; in one (1) nothing is known.".into(),
                3
            ))
        );
        assert_eq!(of(&["The results are as follows:", "(2) withdrawn"]), None);
        assert_eq!(of(&["There were three", "(2) A second question"]), None);
    }
}
