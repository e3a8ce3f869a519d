//! What governs a table, a list or a sentence: the headings above it, the question it answers, the texts right
//! before it.

use super::context::{Context, Scope, one};
use super::headings::{
    self, CAPTION_CHARS, heads_earlier_answer, is_heading, leading_part, opens_with_key,
};
use super::letter::{self, Zone};
use super::reader::Reader;
use super::{MAX_CAPTION, number, prose};
use crate::model::document::{Block, BlockKind};
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension};

/// How many of the last sentences of a paragraph may say what the table below it is about.
const LAST_SENTENCES: usize = 2;
/// How many texts directly before a table or list are read as its caption.
const CAPTION_BLOCKS: usize = 2;

impl Reader<'_> {
    /// A heading replaces what earlier headings said; one that only names a dimension keeps the
    /// values of the heading above it.
    pub(super) fn take_heading(&mut self, block: &Block) {
        let reading = self.desk.read(&block.text);
        let base = Context { authority: self.section.authority.clone(), ..Context::default() };
        let sheet = match &block.locator {
            Locator::Cells { sheet_index, sheet, .. } => {
                Some((*sheet_index, **sheet == *block.text))
            }
            _ => None,
        };
        let mut next = self.told_apart(base.with(self.desk, &block.text, false), &block.text);
        // "2016: 3 (2 NCTA, 1 withdrawn)" stands under "Public complaints" as the line of 2017 does; "Conduct
        // matters: 8" begins anew.
        let line = block.kind == BlockKind::Paragraph && prose::counts_something(&block.text);
        let over = &self.over_lines;
        let differs = next.cell.iter().any(|(d, v)| over.cell.get(d).is_some_and(|own| own != v));
        if line && !differs {
            for (dimension, value) in &over.cell {
                next.cell.entry(dimension.clone()).or_insert_with(|| value.clone());
            }
            if next.scope == Scope::Unsaid {
                next.scope = over.scope.clone();
            }
        }
        // The caption of "Table 3" stands under the heading that Tables 1 and 2 stand under, not under theirs.
        let captions = headings::numbers_a_table(&block.text);
        let above = match () {
            () if captions => self.uncaptioned.clone(),
            // "2020 - 2 conduct matters" and what is listed under it end where the next heading begins.
            () if self.under_line && block.kind == BlockKind::Heading => self.over_lines.clone(),
            () => self.section.clone(),
        };
        self.under_line = line;
        if !next.cell.is_empty() && !line {
            self.siblings.open(&self.over_lines.cell, &next.cell);
        }
        // The name of a sheet begins anew.
        let goes_on = !reading.names.is_empty() && !sheet.is_some_and(|(_, named)| named);
        if next.cell.is_empty() && goes_on && !reading.total && self.siblings.may_hold_another() {
            next.cell = above.cell.clone();
        }
        if next.scope == Scope::Unsaid && goes_on {
            next.scope = above.scope.clone();
        }
        next.beside = headings::heads_beside(&block.text);
        if heads_earlier_answer(&block.text) {
            next.scope = Scope::Out(block.text.trim().to_string());
        }
        if self.letter.joint {
            let mentions = self.register.mentions(&block.text);
            if let [one] = &mentions[..] {
                next.authority = Some(one.id.to_string());
            }
        }
        if let (Some((_, true)), Some(what)) = (sheet, self.described.get(block.text.trim())) {
            next = next.with(self.desk, what, false);
        }
        if let Some((index, true)) = sheet {
            self.sheet = Some((index, next.clone()));
        }
        if !captions {
            self.uncaptioned = next.clone();
        }
        if !line || differs {
            self.over_lines = next.clone();
        }
        let leads = block.kind == BlockKind::Paragraph && block.text.trim_end().ends_with(':');
        let before = self.before_lead.take().map_or(self.section.clone(), |(section, _)| section);
        self.before_lead = leads.then_some((before, false));
        self.section = next;
        self.turn();
    }

    /// "The next table is of all allegations, of every type": the other subject that the last sentences of
    /// a paragraph give the table below it.
    fn tells_other_subject(&self, text: &str) -> Option<String> {
        const OPENS: &[&str] = &[
            "these",
            "the following",
            "the table",
            "the next table",
            "the figures below",
            "for context",
            "by way of",
        ];
        let sentences = prose::sentences(text);
        // "None of the following concerns sexual assault."
        let last = sentences.last().map(|&(a, b)| text[a..b].trim());
        if let Some(none) =
            last.filter(|s| headings::denies_what_follows(s) && self.desk.read(s).in_scope)
        {
            return Some(none.to_string());
        }
        let of_table = |&&(a, b): &&(usize, usize)| {
            let lower = text[a..b].trim().to_lowercase();
            OPENS.iter().any(|w| lower.starts_with(w))
        };
        let about = sentences.iter().rev().take(LAST_SENTENCES).find(of_table)?;
        let reading = self.desk.read(&text[about.0..about.1]);
        reading.other_subject.filter(|_| !reading.in_scope)
    }

    /// Context of a table or list: headings, question, then the texts directly before it.
    pub(super) fn context_of(&mut self, at: usize) -> Context {
        let mut context = self.base_context();
        // What the name of a sheet says holds for every table of it, whatever headings stand between.
        if let (Locator::Cells { sheet_index, .. }, Some((of, named))) =
            (&self.document.blocks[at].locator, &self.sheet)
            && sheet_index == of
        {
            for (dimension, value) in &named.cell {
                context.cell.entry(dimension.clone()).or_insert_with(|| value.clone());
            }
        }
        let mut captions: Vec<&Block> = Vec::new();
        // What stands before the list that an item belongs to ends in a colon.
        let leads = |item: usize| {
            let before = &self.document.blocks[..item];
            let lead = before.iter().rev().find(|b| b.kind != BlockKind::ListItem);
            lead.is_some_and(|b| b.kind != BlockKind::Table && b.text.trim_end().ends_with(':'))
        };
        for i in (0..at).rev() {
            let block = &self.document.blocks[i];
            // The request names what was asked for, not what a table holds.
            if matches!(self.zones[i], Zone::Apart | Zone::Request) {
                continue;
            }
            if block.kind == BlockKind::Table || captions.len() == CAPTION_BLOCKS {
                break;
            }
            // Only a text that leads up to the table is its caption; an item of the list above is not.
            let text = block.text.trim();
            let counts =
                || is_count_item(text) || prose::counts_something(headings::without_mark(text));
            let counted = || counts() || self.desk.hidden_count(text).is_some();
            if block.kind == BlockKind::ListItem && counted() {
                // An item of the same list says nothing of those after it; what leads to the list does.
                let own = &self.document.blocks[at];
                if own.kind == BlockKind::ListItem && captions.is_empty() && leads(i) {
                    continue;
                }
                if i + 1 < at || own.kind != BlockKind::Table {
                    break;
                }
            }
            let heads_table = text.ends_with(':')
                || is_heading(block)
                || text.len() < CAPTION_CHARS
                || matches!(block.locator, Locator::Cells { .. })
                || self.zones[i] == Zone::Question;
            if !heads_table || text.len() > MAX_CAPTION {
                // A long paragraph still says what the table after it is about.
                if let Some(words) = self.tells_other_subject(text).filter(|_| captions.is_empty())
                {
                    context.scope = Scope::Out(words);
                }
                break;
            }
            // "You also asked for crimes. These were:" leads with its last sentence.
            let last = prose::sentences(text).last().map_or(text, |&(from, to)| &text[from..to]);
            let said = if text.ends_with(':') { last } else { text };
            // What was wrong in an answer that this one replaces says nothing of its tables.
            let replaced = letter::speaks_of_replaced(text) && text.ends_with('.');
            if prose::answers_nothing(self.desk, said) || opens_with_key(text) || replaced {
                continue;
            }
            // A statement with a count of its own, before the words that lead to the table, is none of them.
            let states = text.ends_with('.') && prose::has_verb(text);
            let of_another = captions.iter().any(|c| headings::is_of_another(&c.text, text));
            if !captions.is_empty() && states && (prose::counts_something(text) || of_another) {
                break;
            }
            captions.push(block);
            let heads = is_heading(block) || headings::names_what_follows(self.desk, text);
            if heads || self.zones[i] == Zone::Question {
                break;
            }
        }
        for block in captions.iter().rev() {
            let text = &headings::without_said_of_all(leading_part(&block.text));
            context = context.with(self.desk, text, prose::is_question(text));
            context = self.told_apart(context, &block.text);
            if self.letter.joint {
                let mentions = self.register.mentions(&block.text);
                if let [one] = &mentions[..] {
                    context.authority = Some(one.id.to_string());
                    self.section.authority = context.authority.clone();
                }
            }
        }
        context
    }

    /// A context under "Complaints" where "Conduct matters" stands beside it: of those from the public.
    fn told_apart(&self, mut context: Context, heading: &str) -> Context {
        if self.of_complaints.contains(heading) {
            context.cell.entry(Dimension::Source).or_insert_with(|| one("public"));
        }
        context
    }

    pub(super) fn base_context(&self) -> Context {
        let mut context = self.section.clone();
        if let Some(question) = &self.question {
            context.names.extend(question.names.iter().cloned());
            context.role = context.role.or(question.role);
            context.unit = context.unit.or(question.unit);
            if context.scope == Scope::Unsaid {
                context.scope = question.scope.clone();
            }
            for (d, v) in &question.cell {
                context.cell.entry(d.clone()).or_insert_with(|| v.clone());
            }
        }
        context
    }

    /// Context of running text: headings, question and a lead-in that ends in a colon.
    pub(super) fn prose_context(&self, at: usize) -> Context {
        let mut context = self.base_context();
        // The foot of a page may stand between a list and the words that lead to it.
        let before = (0..at)
            .rev()
            .filter(|&i| self.zones[i] != Zone::Apart)
            .map(|i| &self.document.blocks[i])
            .find(|b| b.kind != BlockKind::ListItem);
        if let Some(lead) = before
            && self.document.blocks[at].kind == BlockKind::ListItem
            && lead.text.trim().ends_with(':')
        {
            let text = leading_part(&lead.text);
            context = context.with(self.desk, text, prose::is_question(text));
        }
        if self.letter.joint {
            let mentions = self.register.mentions(&self.document.blocks[at].text);
            if let [one] = &mentions[..] {
                context.authority = Some(one.id.to_string());
            }
        }
        context
    }
}

/// Sections that part the answer by one dimension ("Public complaints", "Conduct matters").
#[derive(Default)]
pub(super) struct Siblings {
    /// The section in hand has headings of its own.
    divided: bool,
    /// A section beside it had none: a heading that only names a dimension stands beside both.
    plain: bool,
}

impl Siblings {
    /// Notes a heading of values after one of other values.
    fn open(&mut self, before: &Cell, next: &Cell) {
        let beside = before != next && !before.is_empty() && before.keys().eq(next.keys());
        self.plain = beside && !self.divided;
        self.divided = false;
    }

    /// True when a heading that names a dimension divides the section in hand.
    fn may_hold_another(&mut self) -> bool {
        self.divided |= !self.plain;
        !self.plain
    }
}

/// "2020: 7": a label and its count.
fn is_count_item(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(label, count)| !label.trim().is_empty() && number::is_count(count))
}
