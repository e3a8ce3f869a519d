//! Document to observations: every number a document states, with the words that govern it.
//!
//! [`extract`] is the door. [`letter`] tells what kind of letter it is and which passages are the
//! request, the answer and the tail; [`notes`] reads the document's own key; tables, listings and
//! lists go to [`table`], [`listing`] and [`lists`], sentences to `prose`.

pub mod axis;
mod boxes;
mod cards;
pub mod cells;
pub mod context;
mod crossed;
mod filtered;
mod forces;
mod governs;
mod grid;
mod headings;
mod led;
mod lent;
pub mod letter;
pub mod listing;
pub mod lists;
pub mod manner;
pub mod notes;
pub mod number;
mod numbered;
pub mod output;
pub mod parted;
mod prose;
mod questions;
mod reader;
mod sheets;
mod sides;
mod subject;
pub mod table;
pub mod uncertain;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use context::{Context, Desk};
use letter::{Exemptions, Letter, Zone};
use notes::Shared;
use output::Gathered;
use reader::Reader;

use crate::model::document::Document;
use crate::model::finding::{Code, Finding};
use crate::model::investigation::Investigation;
use crate::model::observation::Role;
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

/// Reads a document.
pub fn extract(
    document: &Document,
    vocabulary: &Vocabulary,
    investigation: &Investigation,
    register: &Register,
    shared: &Shared,
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
    notes.take(shared, document);
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
        of_complaints: parted::of_complaints(document, &zones),
        under_line: false,
        siblings: governs::Siblings::default(),
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
