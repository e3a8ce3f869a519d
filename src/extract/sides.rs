//! The sides of a joint letter: two forces answer in one paragraph, or in one sentence. What is said of each is
//! read by itself, or the figures of one would be parts of the other's total.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Desk;
use super::number::{self, What};
use super::prose::{self, Passage};
use super::questions;
use crate::model::document::Block;

/// Sentences of a paragraph that speak of one force, or of none.
pub(super) struct Run {
    /// The force, by its id; none while none was named.
    pub force: Option<String>,
    /// The sentences, as a block of their own.
    pub block: Block,
}

/// What was stated on each side.
#[derive(Default)]
pub(super) struct Sides {
    /// The side in hand.
    now: Option<String>,
    others: BTreeMap<Option<String>, Passage>,
}

impl Sides {
    /// Turns to another side: what was stated on this one is kept for its next turn.
    pub fn turn_to(&mut self, side: Option<String>, passage: &mut Passage, desk: &Desk<'_>) {
        if side == self.now {
            return;
        }
        let next = self.others.remove(&side).unwrap_or_else(|| Passage::of(desk));
        let left = std::mem::replace(passage, next);
        self.others.insert(std::mem::replace(&mut self.now, side), left);
    }

    /// The passages of all sides but the one in hand.
    pub fn rest(&mut self) -> impl Iterator<Item = &mut Passage> {
        self.others.values_mut()
    }

    /// The same, at the end of the document.
    pub fn into_rest(self) -> impl Iterator<Item = Passage> {
        self.others.into_values()
    }
}

/// The runs of a paragraph; empty when it names no single force. A sentence that names none goes on about the
/// force before it in the paragraph.
pub(super) fn runs(desk: &Desk<'_>, block: &Block) -> Vec<Run> {
    let mut out: Vec<Stretch> = Vec::new();
    let mut now = None;
    for (from, to) in prose::sentences(&block.text) {
        let sentence = &block.text[from..to];
        match &forces(desk, sentence)[..] {
            [] => {}
            [(one, _)] => now = Some(one.clone()),
            _ => {
                now = None;
                match halves(desk, sentence) {
                    Some(two) => out.extend(two.map(|(force, words)| Stretch {
                        force: Some(force),
                        from,
                        to,
                        words: Some(words),
                    })),
                    None => out.push(Stretch { force: None, from, to, words: None }),
                }
                continue;
            }
        }
        match out.last_mut() {
            Some(last) if last.words.is_none() && last.force == now => last.to = to,
            _ => out.push(Stretch { force: now.clone(), from, to, words: None }),
        }
    }
    if out.iter().all(|s| s.force.is_none()) {
        return Vec::new();
    }
    let run = |s: Stretch| {
        let mut block = questions::part(block, s.from, s.to);
        if let Some(words) = s.words {
            block.text = words;
        }
        Run { force: s.force, block }
    };
    out.into_iter().map(run).collect()
}

/// Sentences of a paragraph about one force, by their place in its text.
struct Stretch {
    force: Option<String>,
    from: usize,
    to: usize,
    /// What the sentence says of this force, where it speaks of two.
    words: Option<String>,
}

/// The forces of the letter that a sentence names, each once, and where each is first named.
fn forces(desk: &Desk<'_>, sentence: &str) -> Vec<(String, (usize, usize))> {
    let mut seen = BTreeSet::new();
    let mentions = desk.register.mentions(sentence).into_iter();
    mentions
        .filter(|m| desk.home.iter().any(|home| home == m.id) && seen.insert(m.id))
        .map(|m| (m.id.to_string(), (m.start, m.end)))
        .collect()
}

/// "Norfolk holds nine allegations and Suffolk eleven, twenty between them": what it says of each, the second in
/// the words of the first. None when it does not give each a number.
fn halves(desk: &Desk<'_>, sentence: &str) -> Option<[(String, String); 2]> {
    let named = forces(desk, sentence);
    let [(first, a), (second, b)] = &named[..] else { return None };
    let counts: Vec<(usize, usize)> = number::in_sentence(sentence)
        .into_iter()
        .filter(|h| matches!(h.what, What::Count { .. }))
        .map(|h| (h.start, h.end))
        .collect();
    let own = counts.iter().find(|c| c.0 > a.1 && c.1 < b.0)?;
    let other = counts.iter().find(|c| c.0 > b.1)?;
    let head = sentence[..b.0].trim_end();
    let head = ["and", "while", "with", "but"]
        .iter()
        .find_map(|w| head.strip_suffix(w))
        .unwrap_or(head)
        .trim_end_matches([' ', ',', ';']);
    let rest = &sentence[b.0..];
    // "..., twenty between them"
    let sum = ["between them", "in all", "together", "in total", "altogether"];
    let rest = match rest.rfind(',') {
        Some(at) if sum.iter().any(|w| rest[at..].contains(w)) => &rest[..at],
        _ => rest.trim_end_matches('.'),
    };
    let bare = sentence[b.1..other.0].trim().is_empty();
    let told = if bare {
        let tail = &head[own.1.min(head.len())..];
        let number = &sentence[other.0..other.1];
        format!("{}{}{number}{tail}", &sentence[b.0..b.1], &sentence[a.1..own.0])
    } else {
        rest.to_string()
    };
    Some([(first.clone(), format!("{head}.")), (second.clone(), format!("{told}."))])
}
