//! Document to observations: every number a document states, with the words that govern it.
//!
//! [`extract`] is the door. [`letter`] tells what kind of letter it is and which passages are the
//! request, the answer and the tail; [`notes`] reads the document's own key; tables, listings and
//! lists go to [`table`], [`listing`] and [`lists`], sentences to [`prose`].

pub mod axis;
mod boxes;
pub mod cells;
pub mod context;
mod crossed;
mod filtered;
mod forces;
mod grid;
mod headings;
mod lent;
pub mod letter;
pub mod listing;
pub mod lists;
pub mod manner;
pub mod notes;
pub mod number;
mod numbered;
pub mod output;
pub mod prose;
mod questions;
mod sheets;
mod sides;
mod subject;
pub mod table;
pub mod uncertain;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use context::{Context, Desk, Scope};
use headings::{
    CAPTION_CHARS, footnote_mark, heads_by_number, heads_earlier_answer, is_heading, leading_part,
    opens_with_key,
};
use letter::{Exemptions, Letter, Zone};
use output::Gathered;

use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::model::finding::{Code, Finding};
use crate::model::investigation::Investigation;
use crate::model::locator::Locator;
use crate::model::observation::{Role, SetAside};
use crate::normalise::authority::Register;
use crate::normalise::vocabulary::Vocabulary;

/// What was read out of one document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Extraction {
    /// What the letter says of itself.
    pub letter: Letter,
    /// Its numbers.
    pub gathered: Gathered,
    /// The document shows zeros as 0 (or says that it does), so "fewer than 5" is 1 to 4.
    pub zero_shown: bool,
    /// Whose sex it says bare letters stand for, in itself or in what it covers.
    pub sexes_in_letters: Option<Role>,
    /// What kind of paper it is.
    pub manner: manner::Manner,
    /// The subject of the investigation is named in it.
    pub names_subject: bool,
    /// Something in it is of the kind that is investigated: what was alleged, who complained, how such
    /// a matter ended. Where no file of an answer is, what its figures count is not told.
    pub of_the_kind: bool,
    /// Repeats a request that is about something else.
    pub asks_other: bool,
    /// Reference of the request that its first lines name, when nothing in it speaks of allegations,
    /// officers or what became of them ("2021/10234 - stray dogs").
    pub stranger_under: Option<String>,
    /// What part of the letter each block was read as.
    pub zones: Vec<Zone>,
}

/// Longest text that can be a caption, in characters.
const MAX_CAPTION: usize = 400;
/// How many of the last sentences of a paragraph may say what the table below it is about.
const LAST_SENTENCES: usize = 2;
/// How many texts directly before a table or list are read as its caption.
const CAPTION_BLOCKS: usize = 2;

/// Reads a document.
pub fn extract(
    document: &Document,
    vocabulary: &Vocabulary,
    investigation: &Investigation,
    register: &Register,
    key: &std::collections::BTreeMap<String, String>,
) -> Extraction {
    let unfiltered = filtered::shown(document);
    let document = unfiltered.as_ref().map_or(document, |(shown, _)| shown);
    let parted = questions::parted(document);
    let (document, origin) = match &parted {
        Some((parted, origin)) => (parted, Some(origin)),
        None => (document, None),
    };
    let mut zones = letter::zones(document);
    let last_year = investigation.period.last_year();
    let letter = letter::read(document, &zones, register, &Exemptions::default(), last_year);
    let mut notes = notes::read(document);
    for (code, meaning) in key {
        notes.key.entry(code.clone()).or_insert_with(|| meaning.clone());
    }
    let desk = Desk {
        vocabulary,
        investigation,
        key: notes.key,
        marks: notes.marks,
        register,
        home: {
            let ids = letter.authorities.iter().take(if letter.joint { 2 } else { 1 });
            ids.map(|(id, _)| id.clone()).collect()
        },
        fields: notes.fields,
        heads: notes.heads,
        row_unit: notes.row_unit,
        row_units: notes.row_units,
        rounding: notes.rounding,
        rounds_sentences: notes.rounds_sentences,
        blank_outcome: notes.blank_outcome,
        repeats: notes.repeats,
        only_role: None,
        known: Default::default(),
    };
    let desk = Desk { only_role: subject::only_role(&desk, document), ..desk };
    letter::reopen(document, &mut zones, &|text| {
        let counts = prose::counts_something(text);
        let reading = desk.read_prose(text);
        counts && reading.other_subject.is_none() && (reading.has_value() || reading.in_scope)
    });
    let mut reader = Reader {
        desk: &desk,
        document,
        zones: &zones,
        register,
        letter: &letter,
        section: Context::default(),
        uncaptioned: Context::default(),
        over_lines: Context::default(),
        before_lead: None,
        sheet: None,
        described: sheets::described(document),
        question: None,
        asked: None,
        origin,
        numbered: numbered::pairs(&document.blocks, &zones),
        passage: prose::Passage::of(&desk),
        sides: sides::Sides::default(),
        group: 0,
        out: Gathered::default(),
    };
    reader.read();
    let Reader { passage, sides, out: mut gathered, .. } = reader;
    for passage in std::iter::once(passage).chain(sides.into_rest()) {
        passage.finish(&mut gathered);
    }
    if let Some((_, not_held)) = &letter.not_held {
        prose::take_span_for_whole(not_held, &mut gathered);
    }
    match &unfiltered {
        Some((_, notes)) => gathered.findings.extend(notes.clone()),
        None => gathered.findings.extend(filtered::doubts(document)),
    }
    uncertain::mark(document, &mut gathered);
    set_replaced_aside(&mut gathered);
    let zero_shown = notes.zero_shown
        || gathered.observations.iter().any(|o| o.count.max == 0 && o.out_of_scope.is_none());
    let names_subject = subject::is_named(&desk, document);
    let asks_other = !names_subject && subject::asks_other(&desk, document);
    let of_the_kind = names_subject || subject::is_of_the_kind(&desk, document);
    let sexes_in_letters = subject::sexes_in_letters(document);
    let manner = manner::read(document, letter.dated.as_deref());
    let stranger_under = subject::stranger_under(&desk, document).filter(|_| !names_subject);
    // One zone for each block of the document as it was read.
    let zones = match origin {
        Some(origin) => {
            let mut whole = BTreeMap::new();
            whole.extend(origin.iter().copied().zip(zones));
            whole.into_values().collect()
        }
        None => zones,
    };
    Extraction {
        letter,
        gathered,
        zero_shown,
        manner,
        names_subject,
        of_the_kind,
        asks_other,
        stranger_under,
        sexes_in_letters,
        zones,
    }
}

struct Reader<'a> {
    desk: &'a Desk<'a>,
    document: &'a Document,
    zones: &'a [Zone],
    register: &'a Register,
    letter: &'a Letter,
    /// What the headings above say.
    section: Context,
    /// What the last heading said that was no caption of a numbered table.
    uncaptioned: Context,
    /// What the last heading said that is no line with a count of its own.
    over_lines: Context,
    /// What the workbook says of its sheets, by their names.
    described: BTreeMap<String, String>,
    /// Position of the sheet in hand and what its name says.
    sheet: Option<(u32, Context)>,
    /// What the headings said before a line that only leads up to a list ("From the public (11):").
    before_lead: Option<(Context, bool)>,
    /// What the question being answered says.
    question: Option<Context>,
    /// The last question, which a short one after it may shorten.
    asked: Option<Context>,
    /// For each block the one it was parted from, if any was.
    origin: Option<&'a Vec<usize>>,
    /// The questions that answers name by their number.
    numbered: std::collections::BTreeMap<usize, String>,
    passage: prose::Passage,
    /// In a joint letter, what was stated for each force.
    sides: sides::Sides,
    group: usize,
    out: Gathered,
}

impl Reader<'_> {
    fn read(&mut self) {
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
    fn heading_scope(&self) -> Context {
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
    fn turn(&mut self) {
        self.passage.turn();
        self.sides.rest().for_each(prose::Passage::turn);
    }

    /// A list has stood under its lead-in line, which says nothing of what follows the list.
    fn lead_is_used(&mut self) {
        if let Some((_, used)) = &mut self.before_lead {
            *used = true;
        }
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

    /// A heading replaces what earlier headings said; one that only names a dimension keeps the
    /// values of the heading above it.
    fn take_heading(&mut self, block: &Block) {
        let reading = self.desk.read(&block.text);
        let base = Context { authority: self.section.authority.clone(), ..Context::default() };
        let sheet = match &block.locator {
            Locator::Cells { sheet_index, sheet, .. } => {
                Some((*sheet_index, **sheet == *block.text))
            }
            _ => None,
        };
        let mut next = base.with(self.desk, &block.text, false);
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
        let above = if captions { self.uncaptioned.clone() } else { self.section.clone() };
        // The name of a sheet begins anew.
        let goes_on = !reading.names.is_empty() && !sheet.is_some_and(|(_, named)| named);
        if next.cell.is_empty() && goes_on && !reading.total {
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
    fn context_of(&mut self, at: usize) -> Context {
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
            if block.kind == BlockKind::ListItem && i + 1 < at && counted() {
                break;
            }
            let leads = text.ends_with(':')
                || is_heading(block)
                || text.len() < CAPTION_CHARS
                || matches!(block.locator, Locator::Cells { .. })
                || self.zones[i] == Zone::Question;
            if !leads || text.len() > MAX_CAPTION {
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
            let text = leading_part(&block.text);
            context = context.with(self.desk, text, prose::is_question(text));
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

    fn base_context(&self) -> Context {
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
    fn prose_context(&self, at: usize) -> Context {
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

    /// Numbers of the request or of an earlier message, which answer nothing.
    fn set_apart(&mut self, block: &Block) {
        if block.furniture != Furniture::Running && block.furniture != Furniture::Body {
            self.set_aside_block(block, "another message or the request");
        }
    }

    fn set_aside_block(&mut self, block: &Block, reason: &'static str) {
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

/// "2020: 7": a label and its count.
fn is_count_item(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(label, count)| !label.trim().is_empty() && number::is_count(count))
}

/// "0 2016 2017 2018": years beside each other and no word are the axis of a chart; what a number there
/// counts is not said.
fn is_chart_axis(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let digits = words.iter().all(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let is_year = |w: &str| w.len() == 4 && w.starts_with("20");
    digits && words.len() > 2 && words.windows(2).any(|w| is_year(w[0]) && is_year(w[1]))
}

/// Figures in a sentence about the answer that this one replaces are not this answer's. Where nothing
/// else gives the same cell, a person should look.
fn set_replaced_aside(gathered: &mut Gathered) {
    let replaced: Vec<usize> = (0..gathered.observations.len())
        .filter(|i| {
            let o = &gathered.observations[*i];
            o.out_of_scope.is_none() && letter::speaks_of_replaced(&o.quote)
        })
        .collect();
    for i in replaced {
        let o = gathered.observations[i].clone();
        let mut others = gathered.observations.iter().enumerate();
        let only = !others
            .any(|(n, other)| n != i && other.out_of_scope.is_none() && other.cell == o.cell);
        gathered.observations[i].out_of_scope =
            Some("about the answer that this one replaces".into());
        if only && o.cell.is_empty() {
            let what = format!(
                "{} stands in a sentence about the answer that this one replaces and was not counted",
                o.count
            );
            gathered
                .findings
                .push(Finding::new(Code::AmbiguousReading, what).at(&o.place, o.quote.clone()));
        }
    }
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
