//! Which texts head, lead up to or explain what stands below them.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::context::Desk;
use super::{number, prose};
use crate::model::document::{Block, BlockKind};
use crate::pattern::pattern;

/// From this length on, in characters, a text before a table is a paragraph.
pub(super) const CAPTION_CHARS: usize = 160;
/// Longest heading, in characters and in words.
const HEADING_CHARS: usize = 90;
const HEADING_WORDS: usize = 12;
/// Shortest note under a table, in words; "2 Final written warnings" is a count.
const FOOTNOTE_WORDS: usize = 5;

/// Of a paragraph that ends in a colon, what leads up to the list: its last sentence. A short text is
/// a caption as a whole.
pub(super) fn leading_part(text: &str) -> &str {
    let long = text.len() >= CAPTION_CHARS && text.trim_end().ends_with(':');
    prose::sentences(text).last().filter(|_| long).map_or(text, |&(from, to)| &text[from..to])
}

/// "Six allegations were recorded. Each of them concerned a male officer." over a table: what is said of all of
/// them is a statement of its own, and no part of every cell.
pub(super) fn without_said_of_all(text: &str) -> Cow<'_, str> {
    static OF_ALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:each|all|every|both|none|neither)\b[^.:]*\b(?:officers?|complainants?|victims?|(?:fe)?males?|m[ae]n|wom[ae]n)\b[^.:]*\.\s*$",
        )
    });
    let sentences = prose::sentences(text);
    let said = |&(a, b): &(usize, usize)| OF_ALL.is_match(&text[a..b]);
    if sentences.len() < 2 || !sentences.iter().any(said) {
        return Cow::Borrowed(text);
    }
    let kept = sentences.iter().filter(|s| !said(s)).map(|&(a, b)| text[a..b].trim());
    Cow::Owned(kept.collect::<Vec<_>>().join(" "))
}

/// "M = male officer; F = female officer" over a table tells what its codes mean, not of whom it is.
pub(super) fn opens_with_key(text: &str) -> bool {
    static KEY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\W*(?i:(?:key|notes?|codes?|where|abbreviations?)\b[^=\w]*)?[\w&/*<]{1,8}\W{0,2}=\s*\S",
        )
    });
    KEY.is_match(text)
}

/// "An earlier request of the same kind": under it stand the figures of another answer, unless the
/// heading says that these put it right.
pub(super) fn heads_earlier_answer(heading: &str) -> bool {
    static CORRECTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:correct|amend|revis|replac|supersed|updat|chang|differ|instead|follow|clarif|further|regarding|concerning|relating|(?:response|reply|answer) to)",
        )
    });
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:what\s+(?:you\s+were|we)\s+told(?:\s+you)?|(?:the|our|your)\s+(?:original|first|initial|earlier|previous)\s+(?:request\s+and\s+)?(?:response|reply|decision|answer)|original\s+(?:decision|response|reply))\W*$",
        )
    });
    TOLD.is_match(heading)
        || prose::earlier_answer(heading).is_some() && !CORRECTS.is_match(heading)
}

/// "Comparison with other forces", "How we count", "Workforce": what stands under such a heading is beside
/// the answer, unless it speaks of the subject or of what was counted before.
pub(super) fn heads_beside(heading: &str) -> bool {
    static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)^\W*(?:[a-z\d]{1,2}[.)]\s+)?(?:the\s+|our\s+|some\s+|further\s+|additional\s+|general\s+|other\s+)*(?:
            contexts?|comparisons?|comparing|background|workforce|staffing|strength|establishment|caveats?|limitations?
            |notes?|explanatory\s+notes?|explanations?|definitions?|glossary|terminology|counting\s+rules|recording\s+rules|methodology|method
            |points\s+to\s+(?:bear|note)|(?:things|matters)\s+to\s+(?:bear|note)|please\s+note|bear\s+in\s+mind|interpretation|interpreting
            |data\s+quality|quality\s+of|accuracy|about\s+(?:the|our|these|this)\s+(?:data|figures|information|statistics|numbers|systems?)
            |advice(?:\s+and\s+assistance)?|section\s+16|referrals?|costs?|charges?|fees?
            |sources|(?:useful\s+)?links|published|publications?|previous|earlier|history|process|procedures?|guidance|regulations?|legislation|legal|framework|standards
            |figures\s+(?:should|cannot|are\s+not)
            |recorded\s+crime|crimes?|complaints\s+(?:generally|in\s+general|of\s+(?:all|every)|overall)|all\s+complaints|misconduct\s+(?:proceedings|hearings|outcomes)|hearings
            |(?:what|how)\s+(?:is|are|we|it|an?|the|do|does|complaints?|allegations?|cases?|conduct)\b.*\b(?:mean\w*|meant|counts?|counted|records?|recorded|handled?|dealt|works?|processed|investigated|assessed|calculated)
            |what\s+.*\bmeans?
            )(?:\W.*)?$",
        )
    });
    /// Longer texts are sentences, in words.
    const WORDS: usize = 10;
    heading.split_whitespace().count() <= WORDS && BESIDE.is_match(heading)
}

/// "1 An appeal was made and failed." under a table: the length of the mark before the note. Other
/// notes may stand between; a mark that the table prints at the end of a label leaves no doubt.
pub(super) fn footnote_mark(blocks: &[Block], at: usize) -> Option<usize> {
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

/// "3. Sex of the officers" over a paragraph: a numbered line of few words and no count, which no other
/// item stands beside.
pub(super) fn heads_by_number(blocks: &[Block], at: usize) -> bool {
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

/// A text without its bullet or its own number, which counts nothing.
pub(super) fn without_mark(text: &str) -> &str {
    let mark = |c: char| c.is_ascii_digit() || c.is_whitespace() || "().:-\u{2022}".contains(c);
    text.trim_start_matches(mark)
}

/// "Q3. The sex of the complainant.": a few words that name what is told below them, and tell nothing.
pub(super) fn names_what_follows(desk: &Desk<'_>, text: &str) -> bool {
    let text = without_mark(text.trim().trim_end_matches(['.', ':']));
    let few = text.len() < HEADING_CHARS && text.split_whitespace().count() <= HEADING_WORDS;
    // "You also asked me to check the outcomes."
    static SPEAKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:you|we|i|me|us|it|they|asked|ask|check|please|see|seen|below|above|table|following|not|cannot|could|can|will|would|may|do|does|did|given|shown|held|set out|attached)\b",
        )
    });
    if !few
        || SPEAKS.is_match(text)
        || text.contains(':')
        || text.contains(". ") && !text.starts_with(['Q', 'q'])
        || prose::has_verb(text)
    {
        return false;
    }
    static HOW_MANY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:the\s+)?(?:total\s+)?(?:number|total|count)s?(?:\s+of\s+(?:\w+\s+){0,3}(?:allegations|complaints|cases|matters|reports|claims))?(?:\s+(?:recorded|received|made))?$",
        )
    });
    let reading = desk.read_head(text);
    let names = !reading.names.is_empty() || HOW_MANY.is_match(text);
    names && !reading.has_value() && !prose::counts_something(text)
}

/// "004126/21" at the top of a page: a reference heads nothing.
pub(super) fn is_reference(text: &str) -> bool {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^\W*(?:(?:foi|ref|our\s+ref|reference)\W*)?[\w.-]*\d{3,}[/.-][\w/.-]*\d\W*$")
    });
    // "13344-2021", "2021.0876": the number of a request and its year, or the year and the number.
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:foi\W*)?(?:(?:\d{5,7}|[013-9]\d{2,3}|2[1-9]\d{2})[./_-](?:20)?\d\d|20\d\d[./_-](?:\d{5,7}|[013-9]\d{2,3}|2[1-9]\d{2}))\W*$",
        )
    });
    NUMBERED.is_match(text)
        || BARE.is_match(text) && crate::normalise::year::in_text(text).is_empty()
}

pub(super) fn is_heading(block: &Block) -> bool {
    // "Not upheld - 2 (both from 2017)": an entry, with more of it in brackets.
    static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[^:\u{2013}\u{2014}-]{3,60}\s?[:\u{2013}\u{2014}-]\s+\d{1,3}(?:\s+[a-z]+)?\s+\([^()]{4,60}\)$",
        )
    });
    let text = block.text.trim();
    block.kind == BlockKind::Heading
        || block.kind == BlockKind::Paragraph
            && !ENTRY.is_match(text)
            && text.len() < HEADING_CHARS
            && !text.ends_with(['.', ';', ','])
            && text.split_whitespace().count() <= HEADING_WORDS
}
/// "Table 3: allegations by sex of officer".
pub(super) fn numbers_a_table(text: &str) -> bool {
    static CAPTION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^\W*table\s+(?:\d{1,2}[a-z]?|[a-z]|[ivx]{1,4})\b"));
    CAPTION.is_match(text)
}

/// "An allegation is put in Table 2 when ..." before the caption of Table 3.
pub(super) fn is_of_another(caption: &str, text: &str) -> bool {
    static TABLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\btable\s+(\w{1,3})\b"));
    let named = |t: &str| TABLE.captures(t).map(|c| c[1].to_lowercase());
    named(caption).zip(named(text)).is_some_and(|(own, other)| own != other)
}

/// "None of the following concerns sexual assault."
pub(super) fn denies_what_follows(sentence: &str) -> bool {
    static NONE_OF_IT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:none|neither|nothing|no\s+part)\s+(?:of|in)\s+(?:the\s+(?:following|figures\s+below|next\s+table|table\s+below)|what\s+follows|these|it)\b[^.;]{0,20}\b(?:concerns?|relates?|is|are|deals?|involves?)\b",
        )
    });
    NONE_OF_IT.is_match(sentence)
}
