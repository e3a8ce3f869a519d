//! The voices of a message: what its sender wrote, what is quoted from earlier messages, and the
//! requester's questions that are answered one by one beneath.
//!
//! It works on texts in reading order, so lines of plain text and blocks of a web page alike. What is
//! quoted is kept and marked, never dropped: it may say whose message this answers, but the figures
//! in it are no answer.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The sender of the message.
    Own,
    /// The lines at the top that say from whom to whom it went.
    Envelope,
    /// An earlier message.
    Quoted,
    /// A question of an earlier message, answered right beneath it.
    Asked,
}

/// What was made of the whole.
#[derive(Debug, Default)]
pub struct Thread {
    /// One voice per text.
    pub voices: Vec<Voice>,
    /// The sender says that the answers were written into the quoted message, and they cannot be
    /// told from it by any sign.
    pub written_into: bool,
    /// The message hands another one on, and that one was read.
    pub forwards: bool,
}

/// Longest note put over a message that is handed on, in characters.
const MAX_COVER_CHARS: usize = 600;
/// How many texts the header lines of a quoted message may take.
const HEADER_TEXTS: usize = 8;
/// How many texts an "On ... wrote:" may be wrapped over.
const WROTE_TEXTS: usize = 3;
/// Own words besides quoted ones below which a message says nothing itself, in characters.
const MIN_OWN_CHARS: usize = 40;

static RULE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*-{2,}\s*(?:original (?:message|appointment)|neges wreiddiol|forwarded (?:message|by\b.*))\s*-*\W*$|^\W*begin forwarded message\s*:\s*$",
    )
});
static WROTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?is)^\W*(?:on|ar)\b.{0,40}\d.{0,200}\b(?:wrote|ysgrifennodd)\b[^:]{0,80}:\s*$")
});
static FROM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^[\s*>_]*(?:from|oddi wrth|o)\s*:[\s*]*\S"));
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[\s*>]*(?:from|sent|date|to|cc|bcc|subject|importance|sensitivity|attachments?|reply-to|oddi wrth|anfonwyd|at|pwnc|dyddiad)\s*:",
    )
});
static SENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?im)(?:^|\s|\*)(?:sent|date|anfonwyd|dyddiad)\s*:[\s*]*\S"));
static SUBJECT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?im)(?:^|\s|\*)(?:subject|pwnc|to)\s*:[\s*]*\S"));
static WRITTEN_INTO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:answers?|responses?|repl(?:y|ies)|comments?|figures|information)\b[^.]{0,60}\b(?:in (?:red|blue|bold|green|capitals|italics)|in-?line|(?:under|below|beneath|after|against|next to) (?:each|your)\b|within your (?:e-?mail|message|request))",
    )
});

static COVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:fyi|fwd?|forwarded|for (?:your )?information|(?:please )?see below|as below|below)\b",
    )
});

/// How many ">" stand before the words.
fn depth(text: &str) -> usize {
    let marks = text.trim_start().chars().take_while(|c| matches!(c, '>' | ' '));
    if text.trim_start().starts_with('>') { marks.filter(|c| *c == '>').count() } else { 0 }
}

/// How an earlier message begins.
#[derive(Clone, Copy, PartialEq)]
enum Divider {
    /// Lines "From: ... Sent: ... Subject: ...".
    Header,
    /// "On ... wrote:".
    Wrote,
    /// "-----Original Message-----".
    Rule,
    /// "Begin forwarded message:".
    Forward,
}

/// An earlier message that begins at this text, and how many texts its head takes.
fn divider(texts: &[&str], at: usize) -> Option<(Divider, usize)> {
    let text = texts[at];
    if RULE.is_match(text) {
        let forward = text.to_lowercase().contains("forward");
        return Some((if forward { Divider::Forward } else { Divider::Rule }, 1));
    }
    if FROM.is_match(text) {
        let end = (at + HEADER_TEXTS).min(texts.len());
        let mut taken = 1;
        while at + taken < end && FIELD.is_match(texts[at + taken]) {
            taken += 1;
        }
        let head = texts[at..at + taken].join("\n");
        return (SENT.is_match(&head) && SUBJECT.is_match(&head))
            .then_some((Divider::Header, taken));
    }
    let lower = text.trim_start_matches([' ', '>', '_']).to_lowercase();
    if lower.starts_with("on ") || lower.starts_with("ar ") {
        for taken in 1..=WROTE_TEXTS.min(texts.len() - at) {
            if WROTE.is_match(&texts[at..at + taken].join(" ")) {
                return Some((Divider::Wrote, taken));
            }
        }
    }
    None
}

/// Tells the voice of every text. `subject` is the message's own, empty when unknown.
pub fn voices(texts: &[&str], subject: &str) -> Thread {
    let mut thread = Thread { voices: vec![Voice::Own; texts.len()], ..Thread::default() };
    let start = envelope(texts, &mut thread.voices);
    let lower = subject.trim().to_lowercase();
    let mut forward = ["fw:", "fwd:", "tr:", "yml:"].iter().any(|p| lower.starts_with(p));
    let mut from = start;
    // The first divider that is not handed on ends the sender's own words.
    while let Some((at, kind, taken)) = next_divider(texts, from) {
        let over: usize = texts[from..at].iter().map(|t| t.trim().chars().count()).sum();
        forward |= kind == Divider::Forward;
        let inner = at + taken;
        if forward && over <= MAX_COVER_CHARS && inner < texts.len() {
            thread.forwards = true;
            forward = false;
            let head = if kind == Divider::Forward { header_end(texts, inner) } else { inner };
            thread.voices[at..head].fill(Voice::Envelope);
            from = head;
            continue;
        }
        // Beneath "On ... wrote:" the marks tell quoted lines from answers, if there are any.
        let marked = kind == Divider::Wrote && texts[inner..].iter().any(|t| depth(t) > 0);
        if marked {
            thread.voices[at..inner].fill(Voice::Quoted);
            from = inner;
            continue;
        }
        let own = texts[start..at].join(" ");
        thread.written_into = over <= MAX_COVER_CHARS && WRITTEN_INTO.is_match(&own);
        thread.voices[at..].fill(Voice::Quoted);
        break;
    }
    marked_lines(texts, &mut thread);
    thread
}

/// The header lines of a message handed on, after its rule and blank lines.
fn header_end(texts: &[&str], from: usize) -> usize {
    let mut at = from;
    while at < texts.len() && texts[at].trim().is_empty() {
        at += 1;
    }
    while at < texts.len() && FIELD.is_match(texts[at]) {
        at += 1;
    }
    if at < texts.len() { at } else { from }
}

/// Header lines at the very top (a message saved as text).
fn envelope(texts: &[&str], voices: &mut [Voice]) -> usize {
    let Some(first) = texts.iter().position(|t| !t.trim().is_empty()) else { return 0 };
    match divider(texts, first) {
        Some((Divider::Header, taken)) => {
            voices[first..first + taken].fill(Voice::Envelope);
            first + taken
        }
        _ => 0,
    }
}

fn next_divider(texts: &[&str], from: usize) -> Option<(usize, Divider, usize)> {
    (from..texts.len())
        .filter(|at| depth(texts[*at]) == 0)
        .find_map(|at| divider(texts, at).map(|(kind, taken)| (at, kind, taken)))
}

/// Texts marked with ">": quoted, except a single question with its answer beneath.
fn marked_lines(texts: &[&str], thread: &mut Thread) {
    let own = |voices: &[Voice], i: usize| {
        voices[i] == Voice::Own && depth(texts[i]) == 0 && !texts[i].trim().is_empty()
    };
    let marked: Vec<usize> = (0..texts.len())
        .filter(|i| depth(texts[*i]) > 0 && thread.voices[*i] == Voice::Own)
        .collect();
    if marked.is_empty() {
        return;
    }
    let words: String =
        (0..texts.len()).filter(|i| own(&thread.voices, *i)).map(|i| texts[i].trim()).collect();
    let nothing =
        words.is_empty() || words.chars().count() < MIN_OWN_CHARS && COVER.is_match(&words);
    if nothing && marked.iter().any(|i| depth(texts[*i]) == 1) {
        // Nothing but a marked message: it is handed on.
        thread.forwards = true;
        for i in marked.into_iter().filter(|i| depth(texts[*i]) > 1) {
            thread.voices[i] = Voice::Quoted;
        }
        return;
    }
    let runs = runs(texts, &marked);
    let answered: Vec<bool> = runs
        .iter()
        .enumerate()
        .map(|(n, run)| {
            let end = runs.get(n + 1).map_or(texts.len(), |next| next.0);
            (run.1..end).any(|i| own(&thread.voices, i))
        })
        .collect();
    let many = answered.iter().filter(|a| **a).count() > 1;
    for (run, answered) in runs.iter().zip(answered) {
        let last = last_paragraph(texts, *run);
        let single = last.0 == run.0;
        thread.voices[run.0..run.1].fill(Voice::Quoted);
        if answered && (many || single) {
            let range = last.0..last.1;
            for (voice, text) in thread.voices[range.clone()].iter_mut().zip(&texts[range]) {
                if depth(text) == 1 {
                    *voice = Voice::Asked;
                }
            }
        }
    }
}

/// Runs of marked texts, blank ones inside included; ends exclusive.
fn runs(texts: &[&str], marked: &[usize]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for &i in marked {
        match out.last_mut() {
            Some((_, end)) if texts[*end..i].iter().all(|t| t.trim().is_empty()) => *end = i + 1,
            _ => out.push((i, i + 1)),
        }
    }
    out
}

/// The last paragraph of a run of marked texts.
fn last_paragraph(texts: &[&str], (from, to): (usize, usize)) -> (usize, usize) {
    let words = |i: usize| texts[i].trim_start_matches(['>', ' ']).trim();
    let mut end = to;
    while end > from && words(end - 1).is_empty() {
        end -= 1;
    }
    let mut start = end.saturating_sub(1).max(from);
    while start > from && !words(start - 1).is_empty() && !numbered(words(start)) {
        start -= 1;
    }
    (start, end)
}

/// "1. ...", "b) ...": the next question of a list.
fn numbered(words: &str) -> bool {
    static ITEM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?i)(?:q\s?)?(?:\(?\d{1,2}[.):]|\(?[a-z][.)])\s"));
    ITEM.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::Voice::{Asked, Envelope, Own, Quoted};
    use super::*;

    fn told(text: &str) -> Vec<Voice> {
        voices(&text.lines().collect::<Vec<_>>(), "").voices
    }

    #[test]
    fn an_earlier_message_below_is_quoted() {
        assert_eq!(
            told("We hold 4.\nFrom: A <a@b.c>\nSent: 1 May 2021\nSubject: FOI\nHow many? 9?"),
            [Own, Quoted, Quoted, Quoted, Quoted]
        );
        assert_eq!(
            told("We hold 4.\nOn Mon, 3 May 2021, A\n<a@b.c> wrote:\n> How many?\n> And why?"),
            [Own, Quoted, Quoted, Quoted, Quoted]
        );
        assert_eq!(told("Four.\n-----Original Message-----\n9?"), [Own, Quoted, Quoted]);
    }

    #[test]
    fn answers_between_marked_lines_stay_the_senders() {
        assert_eq!(
            told(
                "On 3 May 2021 A wrote:\n> Dear FOI\n>\n> 1. How many?\nTwelve.\n> 2. How many men?\nTen."
            ),
            [Quoted, Quoted, Quoted, Asked, Own, Asked, Own]
        );
        assert_eq!(
            told("You asked:\n> How many?\n>\n> What outcome?\nWe received 12 complaints in all."),
            [Own, Quoted, Quoted, Quoted, Own]
        );
    }

    #[test]
    fn the_top_of_a_saved_message_is_its_envelope() {
        assert_eq!(
            told("From: FOI\nSent: 14 June 2021\nSubject: RE: 3218\n\nGood afternoon"),
            [Envelope, Envelope, Envelope, Own, Own]
        );
        assert_eq!(told("From: 3 allegations in 2016\nTo: 5 in 2017"), [Own, Own]);
    }

    #[test]
    fn a_message_handed_on_is_read_and_only_the_first() {
        let text = "FYI\n-------- Forwarded Message --------\nFrom: FOI\nSent: 1 May 2021\nSubject: RE: x\n\
                    We hold 4.\nFrom: A\nSent: 1 April 2021\nSubject: x\nHow many? 9?";
        let lines: Vec<&str> = text.lines().collect();
        let thread = voices(&lines, "Fwd: x");
        assert!(thread.forwards);
        assert_eq!(thread.voices[5], Own);
        assert_eq!(thread.voices[9], Quoted);
        assert_eq!(told("> Dear A,\n> We hold 4.\n>> How many? 9?"), [Own, Own, Quoted]);
    }

    #[test]
    fn answers_in_colour_are_told() {
        let text =
            "My answers are in red below.\nFrom: A\nSent: 1 April\nSubject: x\nHow many?\n12";
        assert!(voices(&text.lines().collect::<Vec<_>>(), "").written_into);
        assert!(!voices(&["Our response is set out in the table."], "").written_into);
    }
}
