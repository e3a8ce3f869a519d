//! Document to observations: every number a document states, with the words that govern it.
//!
//! [`extract`] is the door. [`letter`] tells what kind of letter it is and which passages are the
//! request, the answer and the tail; [`notes`] reads the document's own key; tables, listings and
//! lists go to [`table`], [`listing`] and [`lists`], sentences to [`prose`].

pub mod axis;
pub mod cells;
pub mod context;
mod crossed;
pub mod grid;
pub mod letter;
pub mod listing;
pub mod lists;
pub mod manner;
pub mod notes;
pub mod number;
pub mod output;
pub mod prose;
pub mod table;
pub mod uncertain;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use context::{Context, Desk, Scope};
use letter::{Exemptions, Letter, Zone};
use output::Gathered;

use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::model::finding::{Code, Finding};
use crate::model::investigation::Investigation;
use crate::model::locator::Locator;
use crate::model::observation::Unit;
use crate::normalise::authority::Register;
use crate::normalise::outcome::How;
use crate::normalise::vocabulary::Vocabulary;
use crate::normalise::year;
use crate::pattern::pattern;

/// What was read out of one document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Extraction {
    /// What the letter says of itself.
    pub letter: Letter,
    /// Its numbers.
    pub gathered: Gathered,
    /// The document shows zeros as 0 (or says that it does), so "fewer than 5" is 1 to 4.
    pub zero_shown: bool,
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
/// From this length on, in characters, a text before a table is a paragraph.
const CAPTION_CHARS: usize = 160;
/// Longest heading, in characters and in words.
const HEADING_CHARS: usize = 90;
const HEADING_WORDS: usize = 12;
/// Shortest note under a table, in words; "2 Final written warnings" is a count.
const FOOTNOTE_WORDS: usize = 5;
/// Shortest repeated request, in words: "You asked for the following:" repeats none.
const RESTATED_WORDS: usize = 7;
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
        rounding: notes.rounding,
        rounds_sentences: notes.rounds_sentences,
        blank_outcome: notes.blank_outcome,
        only_role: None,
        known: Default::default(),
    };
    let desk = Desk { only_role: only_role(&desk, document), ..desk };
    letter::reopen(document, &mut zones, &|text| {
        let counts =
            number::in_sentence(text).iter().any(|h| matches!(h.what, number::What::Count { .. }));
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
        before_lead: None,
        question: None,
        passage: prose::Passage::default(),
        group: 0,
        out: Gathered::default(),
    };
    reader.read();
    let Reader { passage, out: mut gathered, .. } = reader;
    passage.finish(&mut gathered);
    uncertain::mark(document, &mut gathered);
    set_replaced_aside(&mut gathered);
    let zero_shown = notes.zero_shown
        || gathered.observations.iter().any(|o| o.count.max == 0 && o.out_of_scope.is_none());
    let names_subject = document.blocks.iter().filter(|b| !b.hidden).any(|b| {
        desk.read(&b.text).in_scope
            || b.cells.iter().any(|c| !c.hidden && desk.read(&c.text).in_scope)
    });
    let asks_other = !names_subject && asks_other(&desk, document);
    let of_the_kind = names_subject || of_the_kind(&desk, document);
    let manner = manner::read(document, letter.dated.as_deref());
    let stranger_under = stranger_under(&desk, document).filter(|_| !names_subject);
    Extraction {
        letter,
        gathered,
        zero_shown,
        manner,
        names_subject,
        of_the_kind,
        asks_other,
        stranger_under,
        zones,
    }
}

/// How many of the first texts may name the reference of a request.
const TITLE_BLOCKS: usize = 3;

/// The reference in the title of a document that has no word of the matter: no allegation, officer,
/// sex, source or outcome other than that nothing was done.
fn stranger_under(desk: &Desk<'_>, document: &Document) -> Option<String> {
    let speaks = |text: &str| {
        let r = desk.read(text);
        let outcome = r.outcome.as_ref().is_some_and(|o| !o.codes.contains("no_further_action"));
        let of_people = !r.units.is_empty() || !r.roles.is_empty() || !r.sexes.is_empty();
        r.in_scope || outcome || of_people || !r.sources.is_empty() || r.weak_source.is_some()
    };
    let shown = || document.blocks.iter().filter(|b| !b.hidden);
    let any =
        shown().any(|b| speaks(&b.text) || b.cells.iter().any(|c| !c.hidden && speaks(&c.text)));
    if any {
        return None;
    }
    let titles = shown().filter(|b| b.kind != BlockKind::Table).take(TITLE_BLOCKS);
    titles.filter_map(|b| year::reference_in(&b.text)).map(str::to_string).next()
}

/// How many different outcomes tell a table of what became of complaints from one of other things:
/// a single one ("Final Warning") stands in tables of many kinds.
const TELLING_OUTCOMES: usize = 2;

/// True when the document speaks of what the investigation counts, of complaints or allegations, or
/// names more than one of the outcomes that only those have.
fn of_the_kind(desk: &Desk<'_>, document: &Document) -> bool {
    let counted = |u: &Unit| {
        matches!(u, Unit::Allegation | Unit::Complaint | Unit::ConductMatter)
            || u.name() == desk.investigation.unit
    };
    let telling = |code: &str| {
        let group = desk.vocabulary.code(code).map_or("", |c| c.group.as_str());
        matches!(group, "finding" | "sanction") && code != "no_further_action"
            || desk.investigation.codes.iter().any(|extra| extra.code == code)
    };
    let mut outcomes = BTreeSet::new();
    let mut speaks = |text: &str| {
        let r = desk.read(text);
        let sure = r.outcome.filter(|o| matches!(o.how, How::Known | How::Composed | How::Mended));
        let codes = sure.into_iter().flat_map(|o| o.codes);
        outcomes.extend(codes.filter(|code| telling(code)));
        r.units.iter().any(counted) || outcomes.len() >= TELLING_OUTCOMES
    };
    let mut shown = document.blocks.iter().filter(|b| !b.hidden);
    shown.any(|b| speaks(&b.text) || b.cells.iter().any(|c| !c.hidden && speaks(&c.text)))
}

/// True when the request that the document repeats names nothing that was asked: no allegation, officer,
/// outcome ("You asked how many times the cameras were out of use").
fn asks_other(desk: &Desk<'_>, document: &Document) -> bool {
    static RESTATES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:request(?:ed)?|question)\s*:|in your (?:request|e-?mail|letter)\b[^.]{0,60}\byou\b|thank you for (?:your (?:request|e-?mail|letter)[^.]{0,60}\b)?(?:asking|requesting|about)\b|you (?:have |had |also )?(?:asked|requested|wanted|wished|sought|enquired|inquired|would like)\b)",
        )
    });
    let mut restated = document
        .blocks
        .iter()
        .filter(|b| !b.hidden && b.kind != BlockKind::Table)
        .flat_map(|b| prose::sentences(&b.text).into_iter().map(|(from, to)| &b.text[from..to]))
        .filter(|s| RESTATES.is_match(s) && s.split_whitespace().count() >= RESTATED_WORDS)
        .peekable();
    // "You asked for the figures by year" may well be about the subject.
    let counts = ["how many", "number of", "how often", "how much", "copies of", "cost of"];
    let other = |s: &str| {
        let r = desk.read_prose(s);
        let lower = s.to_lowercase();
        let silent = r.units.is_empty()
            && r.roles.is_empty()
            && r.outcome.is_none()
            && r.sources.is_empty()
            && r.names.is_empty();
        silent && counts.iter().any(|w| lower.contains(w))
    };
    restated.peek().is_some() && restated.all(other)
}

/// The party whose sex the document speaks of, when it never speaks of the other's.
fn only_role(desk: &Desk<'_>, document: &Document) -> Option<crate::model::observation::Role> {
    use crate::model::observation::Role;
    let (mut officer, mut complainant) = (false, false);
    let (mut against, mut other) = (false, false);
    let mut look = |text: &str| {
        let reading = desk.read(text);
        against |= text.to_lowercase().contains("against")
            && (reading.in_scope || !reading.units.is_empty())
            && reading.roles.contains(&Role::Officer);
        other |= reading.roles.contains(&Role::Complainant);
        let sexes = !reading.sexes.is_empty() || reading.names.contains("sex");
        officer |= reading.names.contains("officer_sex")
            || sexes && reading.roles.contains(&Role::Officer);
        complainant |= reading.names.contains("complainant_sex")
            || sexes && reading.roles.contains(&Role::Complainant);
    };
    for block in document.blocks.iter().filter(|b| !b.hidden) {
        for &(from, to) in &prose::sentences(&block.text) {
            look(&block.text[from..to]);
        }
        for cell in block.cells.iter().filter(|c| !c.hidden && c.text.len() < MAX_CAPTION) {
            look(&cell.text);
        }
    }
    match (officer, complainant) {
        (true, false) => Some(Role::Officer),
        (false, true) => Some(Role::Complainant),
        // "Allegations against officers", by male and female, and no other party anywhere.
        (false, false) if against && !other => Some(Role::Officer),
        _ => None,
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
    /// What the headings said before a line that only leads up to a list ("From the public (11):").
    before_lead: Option<(Context, bool)>,
    /// What the question being answered says.
    question: Option<Context>,
    passage: prose::Passage,
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
                    self.section = self.heading_scope();
                    self.passage.turn();
                }
                Zone::Tail if block.kind != BlockKind::Table => {
                    self.set_aside_block(block, "standard text of the letter");
                }
                _ => {
                    at += self.read_answer(at);
                    continue;
                }
            }
            at += 1;
        }
    }

    /// What a question asks. A short one ("And in 2017?") asks what the one before it asked.
    fn ask(&self, text: &str) -> Context {
        let base = Context::default();
        let Some(before) = self.question.as_ref().filter(|_| prose::is_elliptic(text)) else {
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
            self.read_table(block, &context);
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
        if let Some((table, taken)) = lists::run(self.desk, &self.document.blocks, at, &usable) {
            let context = self.context_of(at);
            let from = self.out.observations.len();
            table::read(self.desk, &table, &context, self.group, &mut self.out);
            self.passage.learn(&self.out, from);
            self.lead_is_used();
            return taken;
        }
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
            self.set_aside_block(block, "not explained");
            return 1;
        }
        if let Some((section, true)) = &self.before_lead {
            self.section = section.clone();
            self.before_lead = None;
        }
        if (is_heading(block) || heads_by_number(&self.document.blocks, at))
            && !opens_with_key(&block.text)
        {
            self.take_heading(block);
        }
        let context = self.prose_context(at);
        self.out.prose.insert(self.group);
        prose::read_block(self.desk, block, &context, self.group, &mut self.passage, &mut self.out);
        1
    }

    /// A list has stood under its lead-in line, which says nothing of what follows the list.
    fn lead_is_used(&mut self) {
        if let Some((_, used)) = &mut self.before_lead {
            *used = true;
        }
    }

    fn read_table(&mut self, block: &Block, context: &Context) {
        if notes::is_key(block) || notes::is_field_key(block, &self.desk.fields) {
            for cell in block.cells.iter().filter(|c| counts_or_digits(&c.text)) {
                self.out.aside(&cell.text, "a key to codes", &cell.locator);
            }
            return;
        }
        match listing::find(self.desk, block) {
            Some(found) => {
                listing::read(self.desk, block, &found, context, self.group, &mut self.out)
            }
            None => table::read(self.desk, block, context, self.group, &mut self.out),
        }
    }

    /// A heading replaces what earlier headings said; one that only names a dimension keeps the
    /// values of the heading above it.
    fn take_heading(&mut self, block: &Block) {
        let reading = self.desk.read(&block.text);
        let base = Context { authority: self.section.authority.clone(), ..Context::default() };
        let mut next = base.with(self.desk, &block.text, false);
        if next.cell.is_empty() && !reading.names.is_empty() && !reading.total {
            next.cell = self.section.cell.clone();
        }
        if next.scope == Scope::Unsaid && !reading.names.is_empty() {
            next.scope = self.section.scope.clone();
        }
        if heads_earlier_answer(&block.text) {
            next.scope = Scope::Out(block.text.trim().to_string());
        }
        if self.letter.joint {
            let mentions = self.register.mentions(&block.text);
            if let [one] = &mentions[..] {
                next.authority = Some(one.id.to_string());
            }
        }
        let leads = block.kind == BlockKind::Paragraph && block.text.trim_end().ends_with(':');
        let before = self.before_lead.take().map_or(self.section.clone(), |(section, _)| section);
        self.before_lead = leads.then_some((before, false));
        self.section = next;
        self.passage.turn();
    }

    /// Context of a table or list: headings, question, then the texts directly before it.
    fn context_of(&mut self, at: usize) -> Context {
        let mut context = self.base_context();
        let mut captions: Vec<&Block> = Vec::new();
        for i in (0..at).rev() {
            let block = &self.document.blocks[i];
            if self.zones[i] == Zone::Apart {
                continue;
            }
            if block.kind == BlockKind::Table || captions.len() == CAPTION_BLOCKS {
                break;
            }
            // Only a text that leads up to the table is its caption.
            let text = block.text.trim();
            let leads = text.ends_with(':')
                || is_heading(block)
                || text.len() < CAPTION_CHARS
                || matches!(block.locator, Locator::Cells { .. })
                || self.zones[i] == Zone::Question;
            if !leads || text.len() > MAX_CAPTION {
                // A long paragraph still says what the table after it is about.
                let last = prose::sentences(text).last().map_or("", |&(a, b)| &text[a..b]);
                let reading = self.desk.read(last);
                let opens = ["these", "the following", "the table", "for context", "by way of"];
                let about_it = opens.iter().any(|w| last.trim().to_lowercase().starts_with(w));
                if captions.is_empty()
                    && about_it
                    && let (Some(words), false) = (&reading.other_subject, reading.in_scope)
                {
                    context.scope = Scope::Out(words.clone());
                }
                break;
            }
            if prose::answers_nothing(self.desk, text) || opens_with_key(text) {
                continue;
            }
            captions.push(block);
            if is_heading(block) || self.zones[i] == Zone::Question {
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
        let before =
            (0..at).rev().map(|i| &self.document.blocks[i]).find(|b| b.kind != BlockKind::ListItem);
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

/// "0 2016 2017 2018": years beside each other and no word are the axis of a chart; what a number there
/// counts is not said.
fn is_chart_axis(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let digits = words.iter().all(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let is_year = |w: &str| w.len() == 4 && w.starts_with("20");
    digits && words.len() > 2 && words.windows(2).any(|w| is_year(w[0]) && is_year(w[1]))
}

/// Of a paragraph that ends in a colon, what leads up to the list: its last sentence. A short text is
/// a caption as a whole.
fn leading_part(text: &str) -> &str {
    let long = text.len() >= CAPTION_CHARS && text.trim_end().ends_with(':');
    prose::sentences(text).last().filter(|_| long).map_or(text, |&(from, to)| &text[from..to])
}

/// "M = male officer; F = female officer" over a table tells what its codes mean, not of whom it is.
fn opens_with_key(text: &str) -> bool {
    static KEY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\W*(?i:(?:key|notes?|codes?|where|abbreviations?)\b[^=\w]*)?[\w&/*<]{1,8}\W{0,2}=\s*\S",
        )
    });
    KEY.is_match(text)
}

/// "An earlier request of the same kind": under it stand the figures of another answer, unless the
/// heading says that these put it right.
fn heads_earlier_answer(heading: &str) -> bool {
    static CORRECTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:correct|amend|revis|replac|supersed|updat|chang|differ|instead|follow|clarif|further|regarding|concerning|relating|(?:response|reply|answer) to)",
        )
    });
    prose::earlier_answer(heading).is_some() && !CORRECTS.is_match(heading)
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
    text.chars().any(|c| c.is_ascii_digit())
        || matches!(number::of_cell(text), number::CellNumber::Count { .. })
}

/// "1 An appeal was made and failed." under a table: the length of the mark before the note. Other
/// notes may stand between; a mark that the table prints at the end of a label leaves no doubt.
fn footnote_mark(blocks: &[Block], at: usize) -> Option<usize> {
    let note = |block: &Block| {
        let text = block.text.as_str();
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        let rest = text[digits..].trim_start();
        let sentence = rest.starts_with(char::is_uppercase)
            && rest.trim_end().ends_with(['.', ')'])
            && rest.split_whitespace().count() >= FOOTNOTE_WORDS;
        let set_off = text[digits..].starts_with(' ');
        (block.kind != BlockKind::Table && (1..=2).contains(&digits) && set_off && sentence)
            .then_some(digits)
    };
    let digits = note(&blocks[at])?;
    let mark = &blocks[at].text[..digits];
    let printed = |b: &Block| {
        b.cells.iter().any(|c| {
            c.text.trim_end().strip_suffix(mark).is_some_and(|l| l.ends_with(char::is_alphabetic))
        })
    };
    let table = blocks[..at].iter().rposition(|b| b.kind == BlockKind::Table)?;
    let only_notes = blocks[table + 1..at].iter().all(|b| note(b).is_some());
    (printed(&blocks[table]) || only_notes).then_some(digits)
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

/// "3. Sex of the officers" over a paragraph: a numbered line of few words and no count, which no other
/// item stands beside.
fn heads_by_number(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let text = block.text.trim();
    let few = text.len() < HEADING_CHARS && text.split_whitespace().count() <= HEADING_WORDS;
    let bare = |b: Option<&Block>| b.is_none_or(|b| b.kind != BlockKind::ListItem);
    block.kind == BlockKind::ListItem
        && text.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && few
        && !text.ends_with(['.', ';', ':', ','])
        && !number::in_sentence(text)
            .iter()
            .skip(1)
            .any(|h| matches!(h.what, number::What::Count { .. }))
        && bare(blocks.get(at + 1))
        && bare(at.checked_sub(1).and_then(|before| blocks.get(before)))
}

fn is_heading(block: &Block) -> bool {
    let text = block.text.trim();
    block.kind == BlockKind::Heading
        || block.kind == BlockKind::Paragraph
            && text.len() < HEADING_CHARS
            && !text.ends_with(['.', ';'])
            && text.split_whitespace().count() <= HEADING_WORDS
}
