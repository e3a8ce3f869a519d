//! What a document says about its own signs: abbreviations spelt out, marks that stand for small
//! numbers, blanks that mean nil, rounding.

mod key;
mod labels;
mod marks;
mod tables;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

pub use key::is_field_key;
use tables::{column_heads, read_field_table, read_key_table, read_prefixed, read_stacked_key};
pub use tables::{is_glossary, is_key};

use super::context::Meaning;
use super::{grid, number};
use crate::model::document::{Block, BlockKind, Document};
use crate::model::observation::Unit;
use crate::normalise::year;
use crate::pattern::pattern;

/// The signs a document explains.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// Abbreviations: code as printed -> meaning.
    pub key: BTreeMap<String, String>,
    /// Marks in cells, with "blank" and "-" for empty cells and dashes.
    pub marks: BTreeMap<String, Meaning>,
    /// Codes explained for one column: folded heading, code, meaning.
    pub fields: Vec<(String, String, String)>,
    /// Column headings explained: folded heading, meaning.
    pub heads: BTreeMap<String, String>,
    /// What one row of a listing is.
    pub row_unit: Option<Unit>,
    /// The same for single sheets ("On the sheet Conduct each row is one allegation"): their names in small
    /// letters.
    pub row_units: Vec<(String, Unit)>,
    /// What an empty outcome of a listing means, in the document's words ("still under
    /// investigation").
    pub blank_outcome: Option<String>,
    /// What an empty field of a listing repeats from the line above, if the document says that it does.
    pub repeats: Option<Repeats>,
    /// What "A" would mean, were it a code.
    letter_a: Option<String>,
    /// Half-width of declared rounding.
    pub rounding: u64,
    /// The rounding is said of all figures, not of those in tables.
    pub rounds_sentences: bool,
    /// The document says that zero is shown as 0.
    pub zero_shown: bool,
}

/// What one file explains for the files beside it: a letter spells out the codes, marks and rounding of its
/// workbook.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// Abbreviations: code as printed -> meaning.
    pub key: BTreeMap<String, String>,
    /// Marks in cells.
    pub marks: BTreeMap<String, Meaning>,
    /// Half-width of declared rounding; 0 for none.
    pub rounding: u64,
    /// It is said of all figures.
    pub rounds_sentences: bool,
    /// What a row of the sheet that came with the letter is.
    pub row_unit: Option<Unit>,
}

impl Shared {
    /// True when it explains nothing.
    pub fn is_empty(&self) -> bool {
        *self == Shared::default()
    }

    /// Takes in what another explains and this one does not.
    pub fn add(&mut self, other: &Shared) {
        for (code, meaning) in &other.key {
            self.key.entry(code.clone()).or_insert_with(|| meaning.clone());
        }
        for (mark, meaning) in &other.marks {
            self.marks.entry(mark.clone()).or_insert(*meaning);
        }
        if self.rounding == 0 {
            self.rounding = other.rounding;
            self.rounds_sentences = other.rounds_sentences;
        }
        self.row_unit = self.row_unit.or(other.row_unit);
    }
}

impl Notes {
    /// What holds for the files beside this one as well.
    pub fn shared(&self) -> Shared {
        Shared {
            key: self.key.clone(),
            marks: self.marks.clone(),
            rounding: self.rounding,
            rounds_sentences: self.rounds_sentences,
            row_unit: self.row_unit,
        }
    }

    /// Takes in what a file beside this one explains. Its rounding holds in sentences only where all of them
    /// print rounded figures.
    pub fn take(&mut self, shared: &Shared, document: &Document) {
        let own = self.rounding > 0;
        let mut all = self.shared();
        all.add(shared);
        self.key = all.key;
        self.row_unit = all.row_unit;
        self.marks = all.marks;
        self.rounding = all.rounding;
        if !own && all.rounds_sentences {
            self.rounds_sentences = prints_multiples(document, grid::rounding_step(all.rounding));
        }
    }
}

/// Fewest counts of a text that show, all being multiples of the step, that they are rounded.
const ROUNDED_COUNTS: usize = 4;

/// True when every count that sentences print in figures is a multiple of the step.
fn prints_multiples(document: &Document, step: u64) -> bool {
    let texts = document.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph && !b.hidden);
    let counts: Vec<u64> = texts
        .flat_map(|b| number::in_sentence(&b.text).into_iter().map(move |h| (b, h)))
        .filter(|(b, h)| b.text[h.start..h.end].chars().any(|c| c.is_ascii_digit()))
        .filter_map(|(_, h)| match h.what {
            number::What::Count { count, suppressed: false, .. } if count.is_exact() => {
                Some(count.max)
            }
            _ => None,
        })
        .collect();
    counts.len() >= ROUNDED_COUNTS && counts.iter().all(|n| n.is_multiple_of(step))
}

/// Which empty fields of a listing stand for the one above them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// Years and dates.
    Years,
    /// All of them.
    All,
}

/// "Where a date or year cell has been left empty it is the same as the line above it."
static AS_ABOVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:blank|empty|not\s+repeated|not\s+filled\s+in)\b[^.;]{0,80}\b(?:same\s+as|as\s+(?:in|for|on)|repeats?|takes?|carr(?:y|ies)\s+down|that\s+of)\b[^.;]{0,30}\b(?:line|row|one|cell|entry|record|value)\s+(?:above|before)|\b(?:line|row|entry|record|value)\s+above\b[^.;]{0,40}\bapplies\b",
    )
});

/// Shortest note in the cell of a table, in bytes ("Blank cells mean nil").
const MIN_NOTE: usize = 20;

static EXPLAINED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s(;,:\u{201c}\u{2018}'\x22])([A-Z][A-Za-z/&-]{0,7}|[a-z]|\d{1,2})[\u{201d}\u{2019}'\x22]?\s*(?:=| means | stands for | denotes | is short for | refers to )\s*[\u{201c}\u{2018}'\x22]?([A-Za-z][A-Za-z /'\u{2019}()&\u{2013}\u{2014}-]{2,80})",
    )
});
/// "Upheld WW = upheld, written warning given": a short label of two or three words.
static EXPLAINED_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[.;]\s+)([A-Z][A-Za-z]{0,11}(?: [A-Za-z/&]{1,11}){1,2})\s*=\s*([A-Za-z][A-Za-z ,/'\u{2019}()&-]{2,80})",
    )
});
/// "M / F = sex of the officer": what both stand for together neither means alone.
static OTHER_CODE_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[\s(;,:])[A-Z][A-Z/&]{0,6}\s*(?:/|,|&|\band\b|\bor\b)\s*$"));
/// With a dash or colon between, only capitals can be a code.
static EXPLAINED_LOOSELY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s(;,])([A-Z][A-Z/&]{1,6})\s*(?:\u{2013}|\u{2014}| - |:)\s*([A-Za-z][A-Za-z /'\u{2019}()&-]{4,80})",
    )
});
/// "Where the Result column is blank the matter is still under investigation".
static BLANK_OUTCOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:blank|empty|no entry|nothing (?:entered|shown)|not filled in)\b[^.;]{0,60}?(?:\b(?:means?|indicates?|denotes?|is|are|was|shows?)\b|=)\s*(?:that\s+)?((?:[^.;]{0,80}?\b(?:investigat\w+|ongoing|open|live|outstanding|pending|not (?:yet )?(?:concluded|finalised|completed|recorded))\b)[^.;]{0,30})",
    )
});
/// A force's own words in quotation marks, with what they mean.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\u{201c}\x22\u{2018}]([A-Za-z][^\u{201c}\u{201d}\x22]{2,40}?)[,.]?[\u{201d}\x22\u{2019}]\s*(?:=|:|\u{2013}|\u{2014}| - |means(?: that)?|is used (?:where|when|for|if)|refers to|denotes|indicates|shows that|covers|includes|gathers(?: together)?|combines|brings together|takes in|groups(?: together)?|comprises|is (?:our|the force'?s|the) (?:word|term|expression|phrase|name) (?:we use )?for|is the same (?:thing )?as|is what (?:\w+ ){1,4}?(?:calls?|would call|knows? as|terms?)|is equivalent to|equates to|corresponds to|amounts to)\s*(?:that )?([A-Za-z][^.;\u{201c}\u{201d}\x22]{4,110})",
    )
});
/// "'Unfounded' is our shorthand. It gathers together no case to answer and not upheld."
static QUOTED_THEN_SAID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\u{201c}\x22\u{2018}]([A-Za-z][^\u{201c}\u{201d}\x22]{2,40}?)[,.]?[\u{201d}\x22\u{2019}]\s+(?:is|was)\s+(?:our|a|an|the|used)\s+[^.]{0,60}\.\s+(?:It|This|The (?:term|word|label|heading))\s+(?:gathers(?: together)?|covers|includes|combines|brings together|takes in|groups(?: together)?|means|stands for|refers to|describes|comprises|is used (?:where|when|for))\s+([^.;\u{201c}\u{201d}\x22]{4,200})",
    )
});
/// "'Informal counselling' is words of advice from the line manager."
static QUOTED_IS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\u{201c}\x22\u{2018}]([A-Za-z][^\u{201c}\u{201d}\x22]{4,40}?)[,.]?[\u{201d}\x22\u{2019}]\s+(?:is|are)\s+([A-Za-z][^.;\u{201c}\u{201d}\x22]{4,110})",
    )
});
/// What is said of a label and tells nothing of its meaning.
const NO_MEANINGS: &[&str] = &[
    "used",
    "not",
    "shown",
    "given",
    "recorded",
    "included",
    "counted",
    "our",
    "a",
    "an",
    "the",
    "one",
    "only",
    "also",
    "no",
    "explained",
    "set",
    "where",
    "what",
    "how",
    "those",
    "that",
];
static WHOSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:public|internal|conduct) (?:complaints?|matters?|cases?|allegations?)\b")
});
/// The heading of a list of codes and their meanings.
static KEY_HEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:key|legend|glossary|codes?|abbreviations?)(?: (?:used|to (?:the )?\w+(?: \w+){0,5}))?\W*$",
    )
});
/// "Key: NCTA no case to answer; WDN withdrawn by the complainant".
static KEY_LIST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:key(?: to (?:the )?(?:codes?|abbreviations?|terms|outcomes?|results?))?|abbreviations?(?: used)?|codes?(?: used)?|glossary|legend)\s*[:\u{2013}\u{2014}-]\s*(.+)$",
    )
});
static KEY_ITEM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*([A-Z][A-Z/&]{1,6})\s+([A-Z]?[a-z][A-Za-z /'\u{2019}()-]{2,80})\.?\s*$")
});
static SPELT_OUT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"((?:[A-Z]?[a-z]+(?:[ -]|/)){1,6}[A-Za-z]+)\s*\(([A-Z][A-Z/&]{1,6})\)")
});
/// Reads the notes of a document.
pub fn read(document: &Document) -> Notes {
    let mut notes = Notes::default();
    let heads = column_heads(document);
    let mut heading = "";
    let mut in_key = false;
    read_terms(document, &mut notes);
    for block in document.blocks.iter().filter(|b| !b.hidden) {
        if block.kind != BlockKind::Table {
            heading = block.text.trim();
            in_key = KEY_HEADING.is_match(heading)
                || in_key
                    && heading.lines().filter(|line| take_key_line(line, &mut notes)).count() > 0;
            key::read_heads(heading, &heads, &mut notes);
            key::read_legend(heading, &heads, &mut notes);
        }
        match block.kind {
            BlockKind::Table => {
                for cell in block.cells.iter().filter(|c| !c.hidden) {
                    key::read_heads(&cell.text, &heads, &mut notes);
                    key::read_legend(&cell.text, &heads, &mut notes);
                }
                read_prefixed(block, &mut notes);
                read_stacked_key(block, heading, &heads, &mut notes);
                if !read_field_table(block, &mut notes) {
                    read_key_table(block, &mut notes);
                }
                let explains = |t: &str| {
                    let lower = t.to_lowercase();
                    [
                        "=",
                        "means",
                        "denote",
                        "stands for",
                        "blank",
                        "empty",
                        "round",
                        "one row",
                        "each row",
                        "shown as",
                    ]
                    .iter()
                    .any(|w| lower.contains(w))
                };
                for cell in block
                    .cells
                    .iter()
                    .filter(|c| !c.hidden && c.text.len() >= MIN_NOTE && explains(&c.text))
                {
                    read_note(&cell.text, &mut notes);
                }
            }
            _ => read_note(&block.text, &mut notes),
        }
    }
    labels::read(document, &mut notes);
    // "A" alone is a word; beside "B" it is a code.
    if let Some(meaning) = notes.letter_a.take().filter(|_| notes.key.contains_key("B")) {
        notes.key.insert("A".into(), meaning);
    }
    notes
}

/// A list of terms as a page shows it: "NCTA" as a heading, "No case to answer: the evidence ..." under it.
fn read_terms(document: &Document, notes: &mut Notes) {
    static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\W*([A-Z][A-Z/&]{1,6})\W*$"));
    let blocks: Vec<&Block> = document.blocks.iter().filter(|b| !b.hidden).collect();
    let terms: Vec<(String, &str)> = blocks
        .windows(2)
        .filter(|pair| pair[0].kind != BlockKind::Table && pair[1].kind == BlockKind::Paragraph)
        .filter_map(|pair| {
            let code = CODE.captures(&pair[0].text)?[1].to_string();
            let meaning = pair[1].text.split([':', '.', ';']).next()?.trim();
            Some((code, meaning)).filter(|(_, m)| m.contains(' '))
        })
        .collect();
    if terms.len() > 1 {
        for (code, meaning) in terms {
            add_key(notes, &code, meaning);
        }
    }
}

static ROW_IS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:each|every|one|a|per)\s+(?:row|line|entry|record)\b[^.;]{0,30}?\b(?:is|for|represents|shows|relates to|counts|per|means|equals|records|describes|=)\s+(?:each\s+|one\s+|an?\s+|a single\s+|every\s+)*(?:police\s+|subject\s+)?(allegation|officer|case|complaint|matter|person)s?\b|\bone\s+(?:row|line)\s+(?:per|for each|to each|an?)\s+(allegation|officer|case|complaint|matter|person)s?\b",
    )
});

fn read_note(text: &str, notes: &mut Notes) {
    for c in ROW_IS.captures_iter(text) {
        static SHEET: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:sheet|tab|worksheet)\s+(?:(?:called|named|headed)\s+)?[\u{2018}\u{201c}'\x22]?(?P<name>[^,.;:()\u{2019}\u{201d}\x22]{2,40}?)[\u{2019}\u{201d}'\x22]?,?\s*$",
            )
        });
        let word = c.get(1).or(c.get(2)).map_or("", |m| m.as_str()).to_lowercase();
        let unit = if word == "matter" { Some(Unit::Case) } else { Unit::parse(&word) };
        let lead = &text[..c.get(0).map_or(0, |m| m.start())];
        let lead = &lead[lead.rfind(['.', ';']).map_or(0, |i| i + 1)..];
        let lead = lead.trim_end().trim_end_matches("there is").trim_end_matches("has");
        // "The first sheet is a summary and the second has a row for each allegation."
        let called = |c: &regex::Captures<'_>| {
            let first = c["name"].split_whitespace().next().unwrap_or("").to_lowercase();
            !matches!(
                first.as_str(),
                "is" | "has" | "are" | "gives" | "shows" | "contains" | "lists"
            )
        };
        match (SHEET.captures(lead).filter(called), unit) {
            (Some(of), Some(unit)) => {
                notes.row_units.push((of["name"].trim().to_lowercase(), unit))
            }
            (None, unit) => notes.row_unit = notes.row_unit.or(unit),
            _ => {}
        }
    }
    for c in EXPLAINED.captures_iter(text) {
        let at = c.get(1).map_or(0, |m| m.start());
        if !OTHER_CODE_BEFORE.is_match(&text[..at]) {
            add_key(notes, &c[1], &c[2]);
        }
    }
    for c in EXPLAINED_LABEL.captures_iter(text) {
        add_key(notes, &c[1], &c[2]);
    }
    for c in EXPLAINED_LOOSELY.captures_iter(text) {
        let capitals = c[2].chars().filter(|x| x.is_uppercase()).count() * 2
            > c[2].chars().filter(|x| x.is_alphabetic()).count();
        if !capitals {
            add_key(notes, &c[1], &c[2]);
        }
    }
    for c in QUOTED.captures_iter(text).chain(QUOTED_THEN_SAID.captures_iter(text)) {
        // Whose matters a word is used for is not what it says of them.
        add_long_key(notes, c[1].trim(), &WHOSE.replace_all(&c[2], ""), QUOTED_WORDS);
    }
    for c in QUOTED_IS.captures_iter(text) {
        let first = c[2].split(' ').next().unwrap_or_default().to_lowercase();
        if !NO_MEANINGS.contains(&first.as_str()) {
            add_long_key(notes, c[1].trim(), &c[2], QUOTED_WORDS);
        }
    }
    if let Some(said) = AS_ABOVE.find(text) {
        let from = text[..said.start()].rfind(['.', ';']).map_or(0, |i| i + 1);
        let lower = text[from..said.end()].to_lowercase();
        let years = lower.contains("year") || lower.contains("date");
        notes.repeats = Some(if years { Repeats::Years } else { Repeats::All });
    }
    if let Some(outcome) = BLANK_OUTCOME.captures(text) {
        let meaning = outcome[1].trim().to_string();
        // The label of a pivot's rows without a value.
        notes.key.entry("(blank)".to_string()).or_insert_with(|| meaning.clone());
        notes.blank_outcome.get_or_insert(meaning);
    }
    if let Some(list) = KEY_LIST.captures(text) {
        for item in list[1].split([';', ',']) {
            take_key_line(item, notes);
        }
    }
    let items = || text.split(['.', ';']).map(str::trim).filter(|s| !s.is_empty());
    let explained = items().filter(|item| KEY_ITEM.is_match(item)).count();
    if explained >= RUN_ON_ITEMS && explained * 3 >= items().count() * 2 {
        for item in items() {
            take_key_line(item, notes);
        }
    }
    for c in SPELT_OUT.captures_iter(text) {
        // "No Case To Answer (NCTA)": the initials must fit.
        let words: Vec<&str> = c[1].split([' ', '-']).collect();
        let initials: Vec<char> = c[2].chars().filter(|c| c.is_alphabetic()).collect();
        if words.len() >= initials.len() {
            let tail = &words[words.len() - initials.len()..];
            let fits = tail
                .iter()
                .zip(&initials)
                .all(|(w, i)| w.chars().next().is_some_and(|f| f.eq_ignore_ascii_case(i)));
            if fits {
                add_key(notes, &c[2], &tail.join(" "));
            }
        }
    }
    marks::read(text, notes);
}

/// Fewest items of a key that runs on without a heading or a sign between code and meaning ("NCTA No case to
/// answer. NU Not upheld. LR Local resolution."); two could be the start of a sentence.
const RUN_ON_ITEMS: usize = 3;

/// An item of a key: "MA management action".
fn take_key_line(line: &str, notes: &mut Notes) -> bool {
    let item = KEY_ITEM.captures(line);
    if let Some(c) = &item {
        add_key(notes, &c[1], &c[2]);
    }
    item.is_some()
}

/// "NA means that the field was not completed": nothing is said of the matter itself.
static NOT_FILLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:field|cell|box|entry|column|detail|information|data)\b[^.;]{0,30}\b(?:not|never)\s+(?:been\s+)?(?:completed|recorded|filled|entered|known|held|available|given|stated|supplied|populated)\b|\bleft\s+(?:blank|empty)\b",
    )
});

/// Words that are never abbreviations though they look like it.
const NO_CODES: &[&str] = &[
    "Tel",
    "Date",
    "Ref",
    "Re",
    "Note",
    "Notes",
    "Email",
    "Fax",
    "To",
    "From",
    "Dear",
    "Subject",
    "Our",
    "Your",
    "FOI",
    "Act",
    "Page",
    "Q",
    "A",
    "ICO",
    "Sent",
    "Cc",
    "Table",
    "Male",
    "Female",
    "Total",
    "Year",
    "Live",
    "Other",
    "Men",
    "Women",
    "Sex",
    "Source",
    "Outcome",
    "Public",
    "Internal",
    "Upheld",
    "Unknown",
    "Matters",
    "Matter",
    "Cases",
    "Case",
    "Claims",
    "Claim",
    "Allegations",
    "Allegation",
];

/// Most words of the meaning of an abbreviation.
const CODE_WORDS: usize = 12;
/// Most words of the meaning of a phrase or of a quoted label, which may be explained at length.
const QUOTED_WORDS: usize = 20;

fn add_key(notes: &mut Notes, code: &str, meaning: &str) {
    let longest = if code.trim().contains(' ') { QUOTED_WORDS } else { CODE_WORDS };
    add_long_key(notes, code, meaning, longest);
}

fn add_long_key(notes: &mut Notes, code: &str, meaning: &str, longest: usize) {
    // "CTA / NCTA" beside "case to answer / no case to answer".
    let (codes, meanings): (Vec<&str>, Vec<&str>) =
        (code.split(" / ").collect(), meaning.split(" / ").collect());
    if codes.len() > 1 && codes.len() == meanings.len() {
        for (c, m) in codes.iter().zip(&meanings) {
            add_key(notes, c, m);
        }
        return;
    }
    // "NCTA - no case to answer NU - not upheld": two of them in one line.
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?P<first>.+?)\s+(?P<code>[A-Z][A-Z/&]{1,6})\s*[-=:\u{2013}\u{2014}]\s+(?P<next>\S.*)$",
        )
    });
    if let Some(c) = NEXT.captures(meaning) {
        add_key(notes, code, &c["first"]);
        add_key(notes, &c["code"], &c["next"]);
        return;
    }
    let code = code.trim();
    // "No case to answer (matters recorded up to January 2020)": the meaning, and a remark on it.
    let meaning = match meaning.split_once(" (") {
        Some((meaning, remark)) if remark.contains(|c: char| c.is_ascii_digit()) => meaning,
        _ => meaning,
    };
    let meaning = meaning.trim().trim_end_matches([',', ';', '.', ')']).trim();
    let words = meaning.split_whitespace().count();
    if code == "A" && words <= longest {
        notes.letter_a.get_or_insert_with(|| meaning.to_string());
    }
    if NO_CODES.contains(&code)
        // "See the second tab" sends the reader on.
        || meaning.to_lowercase().starts_with("see ")
        || year::is_bare(code)
        // "0 means none" explains no code.
        || code.bytes().all(|b| b == b'0')
        || words > longest
        || meaning.len() < 3
        || code.eq_ignore_ascii_case(meaning)
    {
        return;
    }
    let meaning = if NOT_FILLED.is_match(meaning) { "not recorded" } else { meaning };
    notes.key.entry(code.to_string()).or_insert_with(|| meaning.to_string());
}

/// "<5 = one, two, three or four", "* means 1 or 2".
static EXPLAINS_MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W{0,2}(?:[*#~\u{2020}\u{2021}]{1,2}|<\s?\d{1,2})[\u{201d}\u{2019}'\x22]?\s*(?:=|means\b|denotes\b|indicates\b|stands for\b|represents\b)",
    )
});

/// True for a line that explains codes ("1 = Upheld; 2 = Not upheld; 3 = ...") or a mark.
pub fn explains_codes(text: &str) -> bool {
    if EXPLAINS_MARK.is_match(text) {
        return true;
    }
    EXPLAINED.captures_iter(text).count() + EXPLAINED_LABEL.captures_iter(text).count() > 1
        || KEY_LIST.is_match(text)
            && text.split([';', ',']).filter(|i| KEY_ITEM.is_match(i)).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Notes {
        let mut notes = Notes::default();
        read_note(text, &mut notes);
        notes
    }

    #[test]
    fn abbreviations() {
        let notes =
            of("Key: NCTA = No case to answer; LR = Local resolution; M = male, F = female.");
        assert_eq!(notes.key["NCTA"], "No case to answer");
        assert_eq!(notes.key["LR"], "Local resolution");
        assert_eq!(notes.key["F"], "female");
        assert_eq!(of("NA means that the field was not completed.").key["NA"], "not recorded");
        let run_on = of("NCTA No case to answer. NU Not upheld. MA Management action.");
        assert_eq!(run_on.key["MA"], "Management action");
        let two = of("NCTA - no case to answer NU - not upheld");
        assert_eq!((&*two.key["NCTA"], &*two.key["NU"]), ("no case to answer", "not upheld"));
        assert!(!of("* = one or two. 0 means none.").key.contains_key("0"));
        assert_eq!(of("under No Further Action (NFA) rules").key["NFA"], "No Further Action");
    }

    #[test]
    fn terms_and_fields_left_empty() {
        let place = || crate::model::locator::Locator::Line(1);
        let block = |kind, text: &str| Block::text(kind, text, place());
        let blocks = vec![
            block(BlockKind::Heading, "MA"),
            block(BlockKind::Paragraph, "Management action: dealt with by a manager."),
            block(BlockKind::Heading, "LR"),
            block(BlockKind::Paragraph, "Local resolution. It ended in 2020."),
        ];
        let notes = read(&Document { blocks, ..Document::default() });
        assert_eq!(notes.key["MA"], "Management action");
        assert_eq!(notes.key["LR"], "Local resolution");
        let note = |text: &str| of(text).repeats;
        let years = "Where a year cell has been left empty it is the same as the line above it.";
        assert_eq!(note(years), Some(Repeats::Years));
        assert_eq!(note("Blank fields repeat the value above."), Some(Repeats::All));
        assert_eq!(note("Blank cells mean zero."), None);
    }

    #[test]
    fn marks_and_blanks() {
        let notes = of(
            "* This symbol stands for any number from 1 to 4. A zero is not suppressed; it appears as 0.",
        );
        assert_eq!(notes.marks["*"], Meaning::Range(1, 4));
        assert!(notes.zero_shown);
        assert!(of("<3 stands for one or two claims.").zero_shown);
        assert!(of("Numbers from 1 to 4 are shown as \u{201c}fewer than 5\u{201d}.").zero_shown);
        assert!(!of("There were fewer than 5, of which one or two were upheld.").zero_shown);
        assert_eq!(of("'-' denotes nil.").marks["-"], Meaning::Range(0, 0));
        assert_eq!(of("Blank cells mean zero.").marks["blank"], Meaning::Range(0, 0));
        assert_eq!(of("Blank = none recorded").marks["blank"], Meaning::Range(0, 0));
        assert!(!of("Where it is blank, no entry was made.").marks.contains_key("blank"));
        assert_eq!(of("An asterisk denotes fewer than 5.").marks["*"], Meaning::Fewer(5));
        for band in ["* Fewer than three (one or two).", "* = under 3 (that is, 1 or 2)"] {
            assert_eq!(of(band).marks["*"], Meaning::Range(1, 2), "{band}");
        }
        let shown = of("Figures under 5 are shown as c; they cannot be added.");
        assert_eq!(shown.marks["c"], Meaning::Fewer(5));
        for band in [
            "* A figure of 1, 2, 3 or 4.",
            "* = one, two, three or four",
            "An asterisk means 1/2/3/4 allegations.",
        ] {
            assert_eq!(of(band).marks["*"], Meaning::Range(1, 4), "{band}");
        }
        for shown in [
            "Any number from one to five is printed as \u{201c}5 or fewer\u{201d}.",
            "\u{201c}Fewer than 5\u{201d} stands for any figure from one to four.",
            "Nought is shown as 0.",
        ] {
            assert!(of(shown).zero_shown, "{shown}");
        }
        assert!(!of("Fewer than five complaints were made from one to two years on.").zero_shown);
        assert_eq!(of("Figures are rounded to the nearest 5.").rounding, 2);
        assert!(of("All figures below are rounded to the nearest 5.").rounds_sentences);
        assert!(!of("All figures in the table are rounded to the nearest 5.").rounds_sentences);
    }
}
