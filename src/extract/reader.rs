//! The blocks of a document in their order: which are the request, which ask, which answer, and what reads each.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Context, Desk};
use super::governs::Siblings;
use super::headings::{self, footnote_mark, heads_by_number, is_heading, opens_with_key};
use super::letter::{self, Letter, Zone};
use super::output::Gathered;
use super::{
    boxes, cards, forces, led, lent, listing, lists, notes, number, prose, questions, sides, table,
};
use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::model::observation::SetAside;
use crate::normalise::authority::Register;

/// Reads the blocks of a document in their order, with what governs them.
pub(super) struct Reader<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) document: &'a Document,
    pub(super) zones: &'a [Zone],
    pub(super) register: &'a Register,
    pub(super) letter: &'a Letter,
    /// What the headings above say.
    pub(super) section: Context,
    /// What the last heading said that was no caption of a numbered table.
    pub(super) uncaptioned: Context,
    /// What the last heading said that is no line with a count of its own.
    pub(super) over_lines: Context,
    /// Headings and captions of complaints beside those of conduct matters.
    pub(super) of_complaints: BTreeSet<String>,
    /// The section in hand was opened by such a line.
    pub(super) under_line: bool,
    /// Whether sections that stand side by side have headings of their own.
    pub(super) siblings: Siblings,
    /// What the workbook says of its sheets, by their names.
    pub(super) described: BTreeMap<String, String>,
    /// Position of the sheet in hand and what its name says.
    pub(super) sheet: Option<(u32, Context)>,
    /// What the headings said before a line that only leads up to a list ("From the public (11):").
    pub(super) before_lead: Option<(Context, bool)>,
    /// What the question being answered says.
    pub(super) question: Option<Context>,
    /// The last question, which a short one after it may shorten.
    pub(super) asked: Option<Context>,
    /// For each block the one it was parted from, if any was.
    pub(super) origin: Option<&'a Vec<usize>>,
    /// The questions that answers name by their number.
    pub(super) numbered: std::collections::BTreeMap<usize, String>,
    pub(super) passage: prose::Passage,
    /// In a joint letter, what was stated for each force.
    pub(super) sides: sides::Sides,
    pub(super) group: usize,
    pub(super) out: Gathered,
}

impl Reader<'_> {
    pub(super) fn read(&mut self) {
        let blocks = &self.document.blocks;
        let mut at = 0;
        while at < blocks.len() {
            let block = &blocks[at];
            match self.zones[at] {
                Zone::Apart => self.set_apart(block),
                Zone::Request => self.set_aside_block(block, "the request"),
                Zone::Question => {
                    self.set_aside_block(block, "the request");
                    self.question = Some(self.ask(&block.text));
                    self.asked = self.question.clone();
                    self.section = self.heading_scope();
                    self.turn();
                    self.passage.asked = Some(block.text.clone());
                }
                Zone::Argument if block.kind != BlockKind::Table => self.read_argument(at),
                Zone::Tail if block.kind != BlockKind::Table => {
                    self.set_aside_block(block, "standard text of the letter");
                }
                _ => {
                    at += self.read_answer(at);
                    // A question inside a paragraph asks no more than its paragraph answers.
                    if self.inline(at) {
                        self.question = None;
                    }
                    continue;
                }
            }
            at += 1;
        }
    }

    /// What argues counts nothing, but for a plain statement about those who were counted.
    fn read_argument(&mut self, at: usize) {
        let block = &self.document.blocks[at];
        let context = self.prose_context(at);
        for (from, to) in prose::sentences(&block.text) {
            let sentence = questions::part(block, from, to);
            if letter::states_in_argument(&sentence.text) {
                let passage = &mut self.passage;
                prose::read_block(
                    self.desk,
                    &sentence,
                    &context,
                    self.group,
                    passage,
                    &mut self.out,
                );
            } else {
                self.set_aside_block(&sentence, "arguments about disclosure");
            }
        }
    }

    /// "Our answers, in the same order:" and as many items as were asked: each answers the question in its
    /// place.
    fn take_question_by_order(&mut self, at: usize) {
        let text = match self.numbered.get(&at) {
            Some(text) => text.clone(),
            None => match questions::in_place(&self.document.blocks, self.zones, at) {
                Some(question) => self.document.blocks[question].text.clone(),
                None => return,
            },
        };
        self.question = Some(Context::default().with(self.desk, &text, true));
        self.section = self.heading_scope();
        self.turn();
        self.passage.asked = Some(text);
    }

    /// The answer just read stood in one paragraph with its question, and the paragraph is over.
    fn inline(&self, next: usize) -> bool {
        let of = |i: usize| self.origin.and_then(|o| o.get(i)).copied();
        let Some(last) = next.checked_sub(1) else { return false };
        let mut same = (0..last).rev().take_while(|&i| of(i) == of(last));
        of(last).is_some() && of(next) != of(last) && same.any(|i| self.zones[i] == Zone::Question)
    }

    /// What a question asks. A short one ("And in 2017?") asks what the one before it asked.
    fn ask(&self, text: &str) -> Context {
        let base = Context::default();
        let before = self.question.as_ref().or(self.asked.as_ref());
        let Some(before) = before.filter(|_| prose::is_elliptic(text)) else {
            return base.with(self.desk, text, true);
        };
        let kept =
            Context { cell: Default::default(), names: Default::default(), ..before.clone() };
        let words = text.trim_end().trim_end_matches('?');
        let asked = kept.with(self.desk, words, false);
        if asked.cell.is_empty() { base.with(self.desk, text, true) } else { asked }
    }

    /// A question ends what earlier headings said, but not whom the letter speaks for.
    pub(super) fn heading_scope(&self) -> Context {
        Context { authority: self.section.authority.clone(), ..Context::default() }
    }

    /// Reads a block of the answer; returns how many blocks it took.
    fn read_answer(&mut self, at: usize) -> usize {
        let block = &self.document.blocks[at];
        self.group += 1;
        if block.kind == BlockKind::Table {
            let context = self.context_of(at);
            let from = self.out.observations.len();
            match lent::with_headings(self.desk, &self.document.blocks, at) {
                Some(line) => {
                    let context = lent::over_all_years(&line, context);
                    self.read_table(&line, &context);
                }
                None => self.read_table(block, &context),
            }
            self.lead_is_used();
            self.passage.learn(&self.out, from);
            return 1;
        }
        let zones = self.zones;
        if let Some(mark) = footnote_mark(&self.document.blocks, at) {
            self.out.aside(&block.text[..mark], "footnote mark", &block.locator);
            let context = self.prose_context(at);
            let note = without_lead(block, mark);
            let passage = &mut self.passage;
            self.out.prose.insert(self.group);
            prose::read_block(self.desk, &note, &context, self.group, passage, &mut self.out);
            return 1;
        }
        let usable = |i: usize| matches!(zones[i], Zone::Answer);
        if let Some(taken) = self.read_cards(at, &usable) {
            return taken;
        }
        if let Some(run) = lists::run(self.desk, &self.document.blocks, at, &usable) {
            let context = self.context_of(at);
            let from = self.out.observations.len();
            table::read(self.desk, &run.table, &context, self.group, &mut self.out);
            for (block, label, words) in &run.parts {
                let place = &self.document.blocks[*block].locator;
                let of_line = context.with(self.desk, label, false);
                let group = self.group;
                prose::read_text(self.desk, words, place, &of_line, group, &mut self.out);
            }
            self.passage.learn(&self.out, from);
            self.lead_is_used();
            return run.taken;
        }
        if let Some(led) = led::list(self.desk, &self.document.blocks, at, &usable) {
            let context = self.prose_context(at);
            let before = questions::part(block, 0, led.from);
            let (group, passage) = (self.group, &mut self.passage);
            prose::read_block(self.desk, &before, &context, group, passage, &mut self.out);
            self.group += 1;
            let from = self.out.observations.len();
            table::read(self.desk, &led.table, &context, self.group, &mut self.out);
            self.passage.learn(&self.out, from);
            return led.taken;
        }
        self.take_question_by_order(at);
        if block.kind == BlockKind::ListItem {
            let context = self.prose_context(at);
            let (group, passage) = (self.group, &mut self.passage);
            let told = prose::accounts(
                self.desk,
                &self.document.blocks,
                at,
                &usable,
                &context,
                group,
                passage,
                &mut self.out,
            );
            if let Some(taken) = told {
                return taken;
            }
        }
        if let Some((whole, taken)) = prose::joined(&self.document.blocks, at, &usable) {
            let context = self.prose_context(at);
            let passage = &mut self.passage;
            self.out.prose.insert(self.group);
            prose::read_block(self.desk, &whole, &context, self.group, passage, &mut self.out);
            return taken;
        }
        if is_chart_axis(&block.text) {
            self.set_aside_block(block, SetAside::UNEXPLAINED);
            return 1;
        }
        if let Some((section, true)) = &self.before_lead {
            self.section = section.clone();
            self.before_lead = None;
        }
        let heads = is_heading(block) && !headings::is_reference(&block.text)
            || heads_by_number(&self.document.blocks, at)
            || headings::names_what_follows(self.desk, &block.text);
        if heads && !opens_with_key(&block.text) {
            self.take_heading(block);
        }
        let context = self.prose_context(at);
        self.out.prose.insert(self.group);
        let runs = if self.letter.joint { sides::runs(self.desk, block) } else { Vec::new() };
        if runs.is_empty() {
            self.sides.turn_to(context.authority.clone(), &mut self.passage, self.desk);
            let (group, passage) = (self.group, &mut self.passage);
            prose::read_block(self.desk, block, &context, group, passage, &mut self.out);
        }
        for run in runs {
            let authority = run.force.or(context.authority.clone());
            self.sides.turn_to(authority.clone(), &mut self.passage, self.desk);
            let context = Context { authority, ..context.clone() };
            let (group, passage) = (self.group, &mut self.passage);
            prose::read_block(self.desk, &run.block, &context, group, passage, &mut self.out);
        }
        1
    }

    /// A heading or a question ends what the last sentences were about, on every side.
    pub(super) fn turn(&mut self) {
        self.passage.turn();
        self.sides.rest().for_each(prose::Passage::turn);
    }

    /// A list has stood under its lead-in line, which says nothing of what follows the list.
    fn lead_is_used(&mut self) {
        // "2020 - 2 conduct matters" says nothing of what follows the list under it.
        if self.under_line {
            self.section = self.over_lines.clone();
            self.under_line = false;
        }
        if let Some((_, used)) = &mut self.before_lead {
            *used = true;
        }
    }

    /// Reads cases that are described field by field; returns how many blocks they took.
    fn read_cards(&mut self, at: usize, usable: &dyn Fn(usize) -> bool) -> Option<usize> {
        let cards = cards::find(self.desk, &self.document.blocks, at, usable)?;
        let from = self.out.observations.len();
        if cards.is_one() {
            let unit = self.passage.only_one()?;
            let context = self.prose_context(at);
            cards.describe(self.desk, &context, unit, self.group, &mut self.out);
        } else {
            let table = cards.table()?;
            let context = self.context_of(at);
            let found = listing::find(self.desk, &table)?;
            listing::read(self.desk, &table, &found, &context, self.group, &mut self.out);
            self.lead_is_used();
        }
        self.passage.learn(&self.out, from);
        Some(cards.taken)
    }

    fn read_table(&mut self, block: &Block, context: &Context) {
        if let Some(divided) = forces::divide(self.desk, block) {
            for part in divided.parts {
                let own = Context { authority: Some(part.authority), ..context.clone() };
                self.read_undivided(&part.block, &own);
            }
            for cell in divided.of_others.iter().filter(|c| counts_or_digits(&c.text)) {
                self.out.aside(
                    &cell.text,
                    "of another force, or of several together",
                    &cell.locator,
                );
            }
            return;
        }
        self.read_undivided(block, context);
    }

    fn read_undivided(&mut self, block: &Block, context: &Context) {
        if notes::is_key(block)
            || notes::is_field_key(block, &self.desk.fields)
            || notes::is_glossary(self.desk, block)
        {
            self.set_aside_block(block, "a key to codes");
            return;
        }
        match listing::find(self.desk, block) {
            Some(found) => {
                listing::read(self.desk, block, &found, context, self.group, &mut self.out)
            }
            None => {
                let list = boxes::as_list(self.desk, block);
                let block = list.as_ref().unwrap_or(block);
                table::read(self.desk, block, context, self.group, &mut self.out);
            }
        }
    }

    /// Numbers of the request or of an earlier message, which answer nothing.
    fn set_apart(&mut self, block: &Block) {
        if block.furniture != Furniture::Running && block.furniture != Furniture::Body {
            self.set_aside_block(block, "another message or the request");
        }
    }

    pub(super) fn set_aside_block(&mut self, block: &Block, reason: &'static str) {
        for cell in block.cells.iter().filter(|c| counts_or_digits(&c.text)) {
            self.out.aside(&cell.text, reason, &cell.locator);
        }
        for (from, to) in prose::sentences(&block.text) {
            let sentence = &block.text[from..to];
            for hit in number::in_sentence(sentence) {
                let why = if let number::What::Aside(r) = hit.what { r } else { reason };
                self.out.aside(
                    &sentence[hit.start..hit.end],
                    why,
                    block.place_at(from + hit.start),
                );
            }
        }
    }
}

/// "0 2016 2017 2018": years beside each other and no word are the axis of a chart; what a number there
/// counts is not said.
fn is_chart_axis(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let digits = words.iter().all(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let is_year = |w: &str| w.len() == 4 && w.starts_with("20");
    digits && words.len() > 2 && words.windows(2).any(|w| is_year(w[0]) && is_year(w[1]))
}

/// True for a cell that would be a number in a table of counts: "4", "nil".
fn counts_or_digits(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) || number::is_count(text)
}

/// A block without its first bytes.
fn without_lead(block: &Block, bytes: usize) -> Block {
    let mut rest = block.clone();
    rest.text = block.text[bytes..].to_string();
    for line in &mut rest.lines {
        line.start = line.start.saturating_sub(bytes);
    }
    rest
}
