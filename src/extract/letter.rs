//! The letter itself: which passages restate the request, which answer it and which are the
//! standard tail; whose letter it is, its reference and date; what it refuses, and under which Act.
//! Shapes of wording after the FOI letters of UK police forces; see `docs/` for sources.

mod argument;
mod date;
mod reference;
mod refusal;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

pub use argument::states as states_in_argument;
use date::date;
pub use date::first_date;
pub use refusal::Exemptions;

use super::prose;
use crate::model::document::{Block, BlockKind, Document, Furniture};
use crate::model::locator::Locator;
use crate::normalise::authority::{Mention, Register};
use crate::pattern::pattern;

/// What part of the letter a block belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Zone {
    /// Letterhead, greeting, covering words and answers.
    Answer,
    /// The request as restated.
    Request,
    /// A question set over its answer.
    Question,
    /// Exemptions explained, harm, the public interest: what argues and counts nothing.
    Argument,
    /// Rights of review, contact details, signature.
    Tail,
    /// Running headers and footers, hidden sheets.
    Apart,
}

/// A section relied on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cited {
    /// "40(2)".
    pub section: String,
    /// Reason by the contract's list.
    pub reason: String,
    /// Where.
    pub place: Locator,
    /// The sentence.
    pub quote: String,
}

/// What the letter says of itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Letter {
    /// Authorities named, with a score, best first.
    pub authorities: Vec<(String, f32)>,
    /// True when it speaks for the first two together.
    pub joint: bool,
    /// Its reference.
    pub reference: Option<String>,
    /// Its date, ISO.
    pub dated: Option<String>,
    /// True under the Scottish Act.
    pub scottish: bool,
    /// Sections relied on to refuse or withhold.
    pub cited: Vec<Cited>,
    /// The whole request is refused on cost.
    pub cost_refusal: bool,
    /// The whole of the request is refused, or the whole of what it asks for not held.
    pub refuses_whole: bool,
    /// It says that nothing is given.
    pub gives_nothing: bool,
    /// It is a refusal notice.
    pub refusal_notice: bool,
    /// Neither confirms nor denies, and not only "any other information".
    pub ncnd: bool,
    /// Says that (some) information is not held, with the sentence.
    pub not_held: Option<(Locator, String)>,
    /// Gives figures all the same ("as a gesture of goodwill", "we are able to provide").
    pub gives_some: bool,
    /// Asks the requester to clarify.
    pub clarification: bool,
    /// Only acknowledges, or asks for a fee.
    pub acknowledgement: bool,
    /// Replaces an earlier answer.
    pub revises: bool,
    /// Is a letter with a request of its own (a greeting, a restated request).
    pub is_letter: bool,
}

static REQUEST_LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:the |your |original |information |foi |full |text of (?:the |your )?)*(?:request(?:ed| received| details| summary)?|you asked(?: us)?(?: for)?(?: this)?|you requested|you wrote|question asked|information (?:requested|sought)|details of (?:the )?request|your questions?|what you (?:asked|requested|wanted)(?: us)?(?: for)?|cais)\s*(?:\([^)]{0,60}\))?\s*:?\s*$|\bit (?:reads?|said|was|ran)(?: as follows)?\s*:\s*$|\b(?:asked for this|reads? as follows)\s*:\s*$|^\W*as follows\s*:\s*$|\b(?:request\w*|questions?|quer(?:y|ies)|ask\w*|sought|seek\w*|wrote|worded|wording|e-?mail|letter|enquir\w*|inquir\w*)\b[^.;]{0,90}\b(?:as follows|set out (?:here|below))\s*:\s*$|\byou (?:have )?(?:also )?(?:asked|requested|wrote|sought|wanted)\b|\byour (?:request|email|e-mail|letter)\b[^.]{0,120}\b(?:reads|asked|asking|sought|seeking|requesting|was (?:as follows|for)|set out|is (?:set out|repeated|reproduced|shown)|as follows|which (?:asked|sought))|\bi note (?:that )?you (?:seek|have asked|are seeking)|\b(?:request(?:ed|ing)?|asked|seeking|sought)\b[^.]{0,60}\b(?:the following|following information)|\bfor (?:clarity|ease|reference|completeness)[^.]{0,60}\brepeated\b|\brequest[^.]{0,40}\b(?:is|was) (?:repeated|reproduced|set out|restated|copied|quoted)\b|\bin which you\b|\bin your (?:request|e-?mail|letter) you\b|\byou (?:said|suggested|added|offered)\b[^.]{0,50}\b(?:answer|reply|response|table|example)\b[^.]{0,30}:\s*$",
    )
});
/// "Your request has been considered and the response is as follows."
static ANSWER_FOLLOWS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:our|the|this|my)\s+(?:response|reply|answers?|findings|results?|decision|position|situation|figures|details|facts)\b[^.;]{0,30}\b(?:is|are|reads?)\s+(?:as\s+follows|set\s+out|given|below|shown|provided)\b|\b(?:respond|reply|answer)\s+as\s+follows\b",
    )
});
static ANSWER_LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:our |the |force |full )?(?:response|reply|answers?|decision|disclosure|result of searches|results?|ymateb|ateb|findings|what we (?:did|found|hold|can (?:say|give you|tell you))|how we (?:searched|looked)|(?:partial |part )?refusal(?: notice)?|partial disclosure|information (?:supplied|provided|disclosed|released|held)|data(?: supplied)?)(?: to (?:your |the )?(?:request|questions?))?\s*\d*\s*:?\s*$|^\W*(?:a|answer|ans|response|reply)\.?\s?\d{0,2}[.:)\u{2013}-]|\b(?:i|we) (?:can |am able to |are able to |hereby |now |therefore |write to )?(?:confirm|provide|supply|disclose|enclose|attach)\b|\bcan confirm\b|\b(?:holds?|held)\b[^.]{0,40}\binformation\b|\binformation\b[^.]{0,60}\b(?:is|was|are) (?:held|set out|provided|below|attached|given)\b|\bsearch(?:es)?\b[^.]{0,60}\b(?:conducted|made|carried|completed|undertaken|of)\b|\bplease (?:find|see|note|be aware)\b|\bin (?:accordance with|response to|reply to|answer to)\b|\bthere (?:were|was|have been|has been|are|is)\b|\b(?:were|was|has been|have been) (?:recorded|received|made|logged)\b[^?]*$|\bthe (?:table|tables|figures|information|data|force|constabulary)\b[^.?]{0,40}\b(?:below|shows?|gives?|sets?|recorded|holds?|received|has)\b|\bour records\b|\brefused\b|\b(?:not able|unable) to\b|\bwe have (?:established|searched|found|considered|looked|now)\b|\b(?:police|constabulary|force|service|department|we)\s+(?:has\s+|have\s+)?(?:recorded|received|identified|logged)\b[^?]*$|\bexceeds?\b|\bfollowing (?:receipt|a search|searches)\b|\bhaving (?:completed|searched|considered|reviewed)\b|\b(?:this|your) request (?:has been|has now been|is) (?:considered|refused|dealt)",
    )
});
/// "What we did": it begins like a question and heads the answer.
static OWN_HEADING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\W*(?:what|how|where) we [a-z ]{2,24}\W*$"));
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\binternal review\b|(?:\b(?:you|applicants?|requesters?|anyone|anybody|those|persons?)\b[^.]{0,60}|^[^.]{0,20})\b(?:dissatisfied|not satisfied|unhappy|not content|disagree)\b|\bright (?:of|to) (?:complain|complaint|appeal|review|request a review)|\b(?:complaint|appeal|review) rights\b|\binformation commissioner|\bcommissioner['\u{2019}]s office\b|^\W*yours (?:sincerely|faithfully|truly)|\bwycliffe house\b|\bre-?use of\b[^.]{0,40}\binformation\b|\bcopyright\b|\bcomparison purposes\b|\bnot designed for statistic|\b(?:published|posted|placed|appear) (?:on|to|in) [^.]{0,40}disclosure log\b|^\W*(?:kind|best) regards|^\W*complaints?(?: procedure| rights)?\s*:?\s*$|\bkinburn castle\b|\banfodlon\b|\bcomisiynydd gwybodaeth\b|^\W*yn gywir",
    )
});
static GREETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(?:good (?:morning|afternoon|day|evening)|hello|hi|to whom it may concern)\b")
});
/// How a letter opens, in English or Welsh.
static SALUTES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\W*(?:dear|annwyl)(?:\s+[\w/'\u{2019}-]+){1,6}\W*$"));
static CLOSES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:yours|(?:kind|best|with|warm) (?:kind )?(?:regards|wishes)|regards|many thanks)\b",
    )
});
static APPENDIX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:appendix|annex|annexe|schedule|attachment|enclosure|table|data|part)\b|^\W*(?:q|question)\s?\d",
    )
});
static REVISES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:replaces?|supersedes?|superseding|replacing)\b[^.]{0,80}\b(?:response|reply|letter|answer|version|disclosure|figures|sent|email|e-mail|earlier|previous)|\bsecond (?:reply|response|letter)\b|\b(?:please )?(?:discard|destroy|delete) (?:it|that|the first|the earlier|the previous|the spreadsheet|our)|\bthrown away\b|\btakes? (?:the|its) place\b|\btake its place\b|\b(?:revised|amended|corrected|updated) (?:response|reply|answer|disclosure|figures|letter)\b|\b(?:response|reply|answer|letter|version|figures|entry|page)\b[^.]{0,100}\bshould not (?:now )?be relied (?:up)?on\b|\b(?:this|the) (?:entry|page|response|reply|version) was (?:replaced|corrected|amended|revised)\b|\breplaces?\s+(?:the\s+whole\s+of\s+)?(?:that|those|the\s+ones?|the\s+tables?)\b[^.]{0,30}\b(?:supplied|sent|given|provided|issued|disclosed)\b|\b(?:that|those|the\s+(?:first|original|earlier|previous))\s+(?:figures?|tables?|numbers?)\s+should\s+(?:now\s+)?be\s+(?:disregarded|ignored|discarded)\b|\bplease disregard\b[^.]{0,60}\b(?:letter|response|reply|earlier|previous|figures|version)|\b(?:our|the) (?:earlier|previous|original|first) (?:response|reply|letter|answer|disclosure)\b[^.]{0,60}\b(?:withdrawn|incorrect|wrong|error|should be disregarded|no longer)",
    )
});
static SCOTTISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)freedom of information \(scotland\) act|\bFOISA\b|scottish information commissioner",
    )
});
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:in your (?:request|letter|e-?mail),? )?you (?:have )?(?:asked|requested|wanted|enquired)\b",
    )
});
static OPENS_ANSWER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:our|the) (?:response|reply|answer) (?:is|follows)\b|\bas follows\b")
});

/// Longest heading over the request, in words.
const HEADING_WORDS: usize = 5;
/// So many passages with figures after the standard text are no chance.
const REOPENING: usize = 3;
/// A quotation that is not closed within so many blocks is not one.
const QUOTED_BLOCKS: usize = 12;
/// A block set in by more than this, in points or columns, under the lead-in to the request
/// belongs to the request.
const SET_IN: f32 = 8.0;
/// How many blocks at the top are the letterhead.
const LETTERHEAD_BLOCKS: usize = 12;
/// Weight of a full name in the letterhead or a running header, against one elsewhere.
const LETTERHEAD_WEIGHT: f32 = 4.0;
/// Weight of a bare place name, which may be any place.
const BARE_WEIGHT: f32 = 0.2;

/// Tells the part each block plays.
pub fn zones(document: &Document) -> Vec<Zone> {
    #[derive(PartialEq)]
    enum State {
        Open,
        Request,
        Argument,
        Tail,
    }
    let mut state = State::Open;
    let mut quoted = false;
    let mut lead_indent = 0.0;
    let mut out = Vec::with_capacity(document.blocks.len());
    let mut sheet = None;
    for block in &document.blocks {
        // The standard text of one sheet does not run on into the next.
        if let Locator::Cells { sheet_index, .. } = &block.locator
            && sheet.replace(*sheet_index).is_some_and(|before| before != *sheet_index)
        {
            state = State::Open;
            quoted = false;
        }
        // The name of a sheet ("Complaints") heads no standard text.
        if let Locator::Cells { sheet, .. } = &block.locator
            && block.kind == BlockKind::Heading
            && *block.text == **sheet
        {
            out.push(Zone::Answer);
            continue;
        }
        if block.furniture == Furniture::Asked {
            state = State::Open;
            out.push(Zone::Question);
            continue;
        }
        if block.hidden || block.furniture != Furniture::Body {
            out.push(Zone::Apart);
            continue;
        }
        if block.kind == BlockKind::Table && quoted {
            // An example in the quoted request.
            out.push(Zone::Request);
            continue;
        }
        if block.kind == BlockKind::Table {
            if has_figures(block) {
                state = State::Open;
            }
            out.push(Zone::Answer);
            continue;
        }
        let text = block.text.trim();
        // The same letter in the other language stands below the first.
        if state == State::Tail && SALUTES.is_match(text) {
            state = State::Open;
        }
        // A quotation that was opened in the request is the request until it is closed.
        let opens = text.starts_with(['"', '\u{201c}'])
            // A single question in quotation marks is answered below it.
            && (state == State::Request
                || asks_in_its_own_voice(text) && !closes_quotation(text));
        if opens && !quoted {
            let closed_soon = document.blocks[out.len()..]
                .iter()
                .take(QUOTED_BLOCKS)
                .any(|b| closes_quotation(b.text.trim()));
            quoted = closed_soon;
        }
        if quoted {
            quoted = !closes_quotation(text);
            out.push(Zone::Request);
            continue;
        }
        let set_in = state == State::Request && block.indent > lead_indent + SET_IN;
        if set_in && !TAIL.is_match(text) {
            out.push(Zone::Request);
            continue;
        }
        // "What you asked" as a heading is no aside.
        let heads = text.split_whitespace().count() <= HEADING_WORDS;
        let restates = (REQUEST_LEAD.is_match(&prose::without_asides_on_request(text))
            || heads && REQUEST_LEAD.is_match(text))
            && !ANSWER_FOLLOWS.is_match(text);
        let answers = (ANSWER_LEAD.is_match(text) || REVISES.is_match(text))
            && (!prose::is_question(text) || OWN_HEADING.is_match(text));
        let zone = if state == State::Tail
            && !APPENDIX.is_match(text)
            && !(block.kind == BlockKind::Heading && (answers || REQUEST_LEAD.is_match(text)))
        {
            Zone::Tail
        } else if is_tail(text) && !(answers && text.len() < 60) {
            state = State::Tail;
            Zone::Tail
        } else if restates && !answers && ends_in_request(text) {
            let open = text.ends_with([':', ';', ','])
                || text.len() < 80
                || text.to_lowercase().contains("following")
                || text.to_lowercase().contains("as follows")
                || text.to_lowercase().contains("below");
            state = if open { State::Request } else { State::Open };
            lead_indent = block.indent;
            Zone::Request
        } else if restates && text.ends_with(':') && ends_in_request(text) {
            state = State::Request;
            lead_indent = block.indent;
            Zone::Request
        } else if argument::heads(block) {
            state = State::Argument;
            Zone::Argument
        } else if state == State::Argument && !argument::ends_at(block) {
            Zone::Argument
        } else if state == State::Request {
            if answers || ends_request(block, out.last()) || declares(text) {
                state = State::Open;
                Zone::Answer
            } else {
                Zone::Request
            }
        } else if prose::is_question(text) {
            state = State::Open;
            Zone::Question
        } else {
            state = State::Open;
            Zone::Answer
        };
        out.push(zone);
    }
    out
}

/// "Public complaints accounted for 8 of the 11": a plain statement of counts answers, whatever else the
/// words are; a request asks, and gives its examples as such.
fn declares(text: &str) -> bool {
    static STATES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:was|were|had|have\s+been|has\s+been|saw|accounted\s+for|came\s+(?:from|to)|amounted\s+to|totalled|numbered|resulted\s+in|led\s+to|ended\s+in)\b",
        )
    });
    static ASKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\?|\b(?:please|how\s+many|whether|for\s+example|for\s+instance|e\.g\.|such\s+as|if\s+(?:one|two|three|there|an?)|i\s+(?:would|should|am|want|wish|believe|think|understand|suspect)|you\s+(?:asked|wrote|want|wish)|each\s+of\s+the\s+following)\b",
        )
    });
    STATES.is_match(text) && !ASKS.is_match(text) && prose::counts_something(text)
}

/// True for a heading after the words of the request that does not ask itself: another part begins.
fn ends_request(block: &Block, before: Option<&Zone>) -> bool {
    let text = block.text.trim();
    block.kind == BlockKind::Heading
        && before == Some(&Zone::Request)
        && !prose::is_question(text)
        && !REQUEST_LEAD.is_match(text)
        && !APPENDIX.is_match(text)
        && text.starts_with(char::is_uppercase)
        && !text.ends_with(':')
}

/// "“Please tell me how many ...": the words of somebody who asks.
fn asks_in_its_own_voice(text: &str) -> bool {
    static ASKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:dear|hello|hi|good)\b[^.:]{0,40}[,.:]?\s+)?(?:please\s+(?:tell|provide|supply|state|confirm|let|send|give|could|can|advise|list)|(?:can|could|would)\s+you\b|how\s+many\b|i\s+(?:would|should)\s+(?:like|be\s+grateful)|i\s+(?:am|['\u{2019}]m)\s+(?:writing|requesting|making|asking)|i\s+(?:want|wish|request)\b|under\s+the\s+freedom)",
        )
    });
    ASKS.is_match(text)
}

/// True for standard text of the end. A passage that begins with the answer and mentions the right of
/// review is not.
fn is_tail(text: &str) -> bool {
    let Some(m) = TAIL.find(text) else { return false };
    let sentences = prose::sentences(text);
    let first = sentences.first().map_or(text, |&(from, to)| &text[from..to]);
    let answers = ANSWER_LEAD.is_match(first) || OPENS_ANSWER.is_match(first);
    !(sentences.len() > 1 && m.start() >= first.len() && answers)
}

/// Figures with words of the subject that stand after the standard text are an answer all the same:
/// from the first of them to the next standard text.
pub fn reopen(document: &Document, zones: &mut [Zone], states: &dyn Fn(&str) -> bool) {
    let is_figure =
        |b: &Block| b.kind != BlockKind::Table && !TAIL.is_match(&b.text) && states(&b.text);
    let mut at = 0;
    while at < zones.len() {
        let run = (at..zones.len())
            .take_while(|&i| matches!(zones[i], Zone::Tail | Zone::Apart))
            .filter(|&i| zones[i] == Zone::Tail)
            .collect::<Vec<_>>();
        let figures: Vec<usize> =
            run.iter().copied().filter(|&i| is_figure(&document.blocks[i])).collect();
        if let (Some(&first), true) = (figures.first(), figures.len() >= REOPENING) {
            // "There were 22 such allegations." leads to them.
            let leads = |&i: &usize| {
                let block = &document.blocks[i];
                zones[i] == Zone::Tail
                    && !TAIL.is_match(&block.text)
                    && block.kind != BlockKind::Heading
                    && prose::counts_something(&block.text)
            };
            let first = (0..first).rev().take_while(leads).last().unwrap_or(first);
            let end = (first..zones.len())
                .find(|&i| zones[i] == Zone::Tail && TAIL.is_match(&document.blocks[i].text))
                .unwrap_or(zones.len());
            for zone in zones[first..end].iter_mut().filter(|z| **z == Zone::Tail) {
                *zone = Zone::Answer;
            }
        }
        at += run.last().map_or(1, |last| last + 1 - at);
    }
}

fn closes_quotation(text: &str) -> bool {
    let t = text.trim_end_matches(['.', ' ', ')']);
    t.ends_with(['"', '\u{201d}', '\u{2019}']) && t.chars().count() > 1
}

/// True when the last sentence still speaks of the request ("You asked about sex. Of these:" does
/// not).
fn ends_in_request(text: &str) -> bool {
    prose::sentences(text).last().is_some_and(|&(from, to)| {
        REQUEST_LEAD.is_match(&text[from..to]) || prose::is_question(&text[from..to])
    })
}

fn has_figures(block: &Block) -> bool {
    block
        .cells
        .iter()
        .filter(|c| c.text.trim().chars().all(|x| x.is_ascii_digit()) && !c.text.trim().is_empty())
        .count()
        >= 2
}

/// Reads what the letter says of itself. `not_before` is the last year asked about: no answer is
/// older.
pub fn read(
    document: &Document,
    zones: &[Zone],
    register: &Register,
    exemptions: &Exemptions,
    not_before: i32,
) -> Letter {
    let mut letter = Letter::default();
    let shown: Vec<(&Block, String)> =
        document.blocks.iter().filter(|b| !b.hidden).map(|b| (b, text_of(b))).collect();
    // An earlier message has a sender, a reference and a date of its own.
    let texts: Vec<(&Block, String)> =
        shown.iter().filter(|(b, _)| b.furniture != Furniture::Quoted).cloned().collect();
    letter.scottish = texts.iter().any(|(_, t)| SCOTTISH.is_match(t));
    letter.authorities = authorities(&texts, register);
    if letter.authorities.is_empty() {
        letter.authorities = authorities(&shown, register);
    }
    letter.joint = speaks_for_two(&texts, register, &letter.authorities);
    // What the letter itself gives goes before a subject line.
    let (head, body): (Vec<_>, Vec<_>) =
        texts.iter().cloned().partition(|(b, _)| b.furniture == Furniture::Envelope);
    letter.reference = reference::read(&body).or_else(|| reference::read(&head));
    letter.dated = date(&texts, not_before);
    let shown_zones = document.blocks.iter().zip(zones).filter(|(b, _)| !b.hidden).map(|(_, z)| z);
    let visible: Vec<(&(&Block, String), &Zone)> = shown.iter().zip(shown_zones).collect();
    let (mut dear, mut greets, mut closes, mut mail) = (false, false, false, false);
    for (i, ((block, text), zone)) in visible.iter().enumerate() {
        if matches!(block.furniture, Furniture::Quoted | Furniture::Asked) {
            continue;
        }
        if block.furniture == Furniture::Envelope {
            letter.revises |= speaks_of_replaced(text);
            mail = true;
        }
        dear |= text.trim_start().to_lowercase().starts_with("dear");
        greets |= GREETS.is_match(text);
        closes |= CLOSES.is_match(text);
        if **zone == Zone::Apart {
            continue;
        }
        let read = sentences_read(text, zone);
        letter.revises |=
            prose::sentences(text).iter().any(|&(a, b)| speaks_of_replaced(&text[a..b]));
        let before = i.checked_sub(1).and_then(|i| visible.get(i));
        let before = before.map_or_else(Vec::new, |((_, text), zone)| sentences_read(text, zone));
        let after = match visible.get(i + 1) {
            Some(((_, text), zone)) => sentences_read(text, zone),
            None => Vec::new(),
        };
        let beside = [before.last().copied().into_iter().collect(), after].concat();
        refusal::read_block(&mut letter, &read, &beside, &block.locator, exemptions);
    }
    letter.gives_some &= !letter.gives_nothing;
    // "You asked how many ...": it answers a request, however short it is.
    let asked = texts.iter().any(|(b, t)| b.kind != BlockKind::Table && ASKED.is_match(t));
    letter.is_letter =
        mail || dear || asked || zones.contains(&Zone::Request) || (greets && closes);
    letter
}

/// The sentences of a block that speak for the authority. A refusal that runs on after the request, or
/// stands in the standard text at the end, is still a refusal.
fn sentences_read<'a>(text: &'a str, zone: &Zone) -> Vec<&'a str> {
    let all = prose::sentences(text).into_iter().map(|(from, to)| &text[from..to]);
    match zone {
        Zone::Answer | Zone::Argument => all.collect(),
        Zone::Apart => Vec::new(),
        // What goes before the right of review in one paragraph is still the answer.
        Zone::Tail => {
            let mut closing = false;
            all.filter(|s| {
                closing |= TAIL.is_match(s);
                !closing || refusal::is_refusal_notice(s)
            })
            .collect()
        }
        _ => all.filter(|s| refusal::is_refusal_notice(s)).collect(),
    }
}

fn text_of(block: &Block) -> String {
    if block.kind == BlockKind::Table {
        let cells: Vec<&str> = block
            .cells
            .iter()
            .filter(|c| !c.hidden)
            .map(|c| c.text.trim())
            .filter(|t| !t.is_empty())
            .collect();
        cells.join(". ")
    } else {
        block.text.clone()
    }
}

fn authorities(texts: &[(&Block, String)], register: &Register) -> Vec<(String, f32)> {
    let mut scores: BTreeMap<&str, f32> = BTreeMap::new();
    let mut mentions: Vec<(usize, Mention)> = Vec::new();
    for (i, (_, text)) in texts.iter().enumerate() {
        mentions.extend(register.mentions(text).into_iter().map(|m| (i, m)));
    }
    let initials = |i: usize, m: &Mention| {
        let words = &texts[i].1[m.start..m.end];
        words.chars().all(char::is_uppercase).then_some(words)
    };
    // "NCA" in a cell or after a number ("2 NCA, 1 NFA") is what a document calls an outcome.
    let counted = |i: usize, m: &Mention| {
        let before = texts[i].1[..m.start].trim_end();
        texts[i].0.kind == BlockKind::Table || before.ends_with(|c: char| c.is_ascii_digit())
    };
    let labels: BTreeSet<&str> = mentions
        .iter()
        .filter(|(i, m)| counted(*i, m))
        .filter_map(|(i, m)| initials(*i, m))
        .collect();
    for (i, m) in &mentions {
        let (block, text) = &texts[*i];
        let initials = initials(*i, m);
        if initials.is_some_and(|words| labels.contains(words)) {
            continue;
        }
        if is_set_apart(text, m) {
            continue;
        }
        let head = *i < LETTERHEAD_BLOCKS || block.furniture == Furniture::Running;
        let domain = text[m.start..m.end].contains('.');
        let base = match initials {
            Some(_) => 0.5,
            None if m.full => 1.0,
            None => BARE_WEIGHT,
        };
        let weight = if head || domain { LETTERHEAD_WEIGHT } else { 1.0 };
        // The very first name on the page is the letterhead itself.
        let first = if *i == 0 { 2.0 } else { 1.0 };
        *scores.entry(m.id).or_default() += base * weight * first;
    }
    let mut out: Vec<(String, f32)> =
        scores.into_iter().map(|(id, s)| (id.to_string(), s)).collect();
    out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    out
}

/// "Surrey Police answers separately; nothing here includes Surrey Police officers": a document is not
/// that of a force it says it does not speak for.
fn is_set_apart(text: &str, m: &Mention) -> bool {
    static APART: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:answers?|repl(?:y|ies)|responds?|(?:has|have)\s+(?:answered|replied|responded))\s+(?:to\s+you\s+)?(?:separately|for\s+(?:itself|themselves)|on\s+its\s+own)\b|\b(?:nothing|no\s+(?:figures?|data|officers?))\b[^.;]{0,30}\binclud|\b(?:does|do|is|are)\s+not\s+(?:included?|covere?d?|counted|shown)\b|\bexclud(?:es?|ed|ing)\b|\bshould\s+be\s+(?:sent|made|addressed|put)\s+to\b|\bother\s+than\b",
        )
    });
    let from = text[..m.start].rfind(['.', ';', '\n']).map_or(0, |i| i + 1);
    let to = text[m.end..].find(['.', ';', '\n']).map_or(text.len(), |i| m.end + i);
    APART.is_match(&text[from..to])
}

static BOTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:joint|both (?:forces|constabularies|police forces)|two forces|on behalf of both|constabularies|each force)\b",
    )
});

fn speaks_for_two(
    texts: &[(&Block, String)],
    register: &Register,
    ranked: &[(String, f32)],
) -> bool {
    let [first, second, ..] = ranked else { return false };
    if second.1 * 4.0 < first.1 || !texts.iter().any(|(_, t)| BOTH.is_match(t)) {
        return false;
    }
    // Each of the two must head a passage or a table of its own, or sentences with figures.
    let only = |t: &str, id: &str| {
        let m = register.mentions(t);
        m.len() == 1 && m[0].id == id
    };
    let heads = |id: &str| {
        texts.iter().filter(|(b, _)| b.kind != BlockKind::Table).any(|(_, t)| {
            t.len() < 90 && only(t, id)
                || prose::sentences(t)
                    .iter()
                    .any(|&(a, b)| prose::counts_something(&t[a..b]) && only(&t[a..b], id))
        })
    };
    heads(&first.0) && heads(&second.0)
}

/// Sentences that speak of an answer which this one replaces: their figures are not this one's.
pub fn speaks_of_replaced(sentence: &str) -> bool {
    // "If you have received it by mistake, please delete it": every message of the force ends so.
    static STRAY_MAIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:received?|got|sent|reached)\b[^.;]{0,60}\b(?:in\s+error|by\s+mistake|wrongly)\b|\b(?:not\s+(?:the|an)|intended|named)\s+(?:\w+\s+)?(?:addressees?|recipients?)\b",
        )
    });
    REVISES.is_match(sentence) && !STRAY_MAIL.is_match(sentence)
}
