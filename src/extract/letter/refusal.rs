//! What a letter refuses or withholds, under which section of which Act, and what else it says of the
//! request as a whole: not held, clarification, acknowledgement. A section is relied on where the
//! words around it say that something is withheld; that the Act is explained is no refusal.

use std::sync::LazyLock;

use regex::Regex;

use super::{Cited, Letter};
use crate::model::locator::Locator;
use crate::pattern::pattern;

static SECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:sections?|s\.?|ss\.?|adran)\s?(\d{1,2})\s?((?:\(\s?\w{1,3}\s?\))*)((?:\s?(?:,|and|&|or)\s?\d{1,2}(?:\(\w{1,3}\))*)*)",
    )
});
/// Words that say something is not given.
static WITHHOLDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bexemptions?\s+(?:that\s+|which\s+)?(?:i|we|the\s+force)\s+(?:consider|believe|find|judge)s?\b[^.]{0,60}\bappl(?:y|ies|icable)\b|\bexempt(?:ed|ion|ions)? (?:from|under|by|is|are|information|relied|applied|used|has been)\b|\bexemptions? (?:that )?(?:applies|apply|which applies|which apply)\b|\babsolute exemption\b|\bis (?:itself )?exempt\b|[:\u{2013}-] exempt\b|\bare exempt\b|\bnot (?:obliged|required) to (?:comply|provide|supply|disclose|answer|confirm|give|release)|\brefus(?:e|es|ed|al|ing)\b|\bwith(?:held|hold|holding|holds)\b|\b(?:held|hold|holding|holds|keep|kept) back\b|\bdeclin(?:e|es|ed|ing)\b|\b(?:unable|not able) to (?:provide|supply|disclose|answer|give|release|comply|break|split|tell|say|show|state)\b|\b(?:cannot|can not|can't|can\u{2019}t|could not|couldn't|couldn\u{2019}t) be (?:provided|supplied|disclosed|answered|given|released|shown|split|broken)\b|\b(?:cannot|can not|can't|can\u{2019}t) (?:provide|supply|disclose|answer|give|release)\b|\b(?:not|n't|n\u{2019}t) (?:been |being |be |here |therefore |exactly )*(?:disclosed|provided|supplied|released|given|shown|answered|done (?:so|that|this)|included|published|set out)\b|\bsuppress\w*|\bredact\w*|\bmasked\b|\bengaged?\b|\bneed not comply\b|\b(?:neither|not) confirm\w* (?:nor|or) den\w+|\bnot to (?:disclose|provide|give|release)\b|\b(?:has|have) been (?:replaced|removed|omitted|left out|taken out|obscured|banded)\b|\brel(?:y|ies|ied|ying) (?:up)?on\b|\b(?:up)?on which (?:we|i|it|the\s+\w+) (?:ha(?:s|ve) )?rel(?:y|ies|ied)\b|\bin reliance\b|\brelied\b|\bappl(?:y|ied|ying) section\b|\bsection \d[\d()a-z]* (?:of the (?:foi |foia |freedom of information )?act(?: 2000)? )?(?:therefore |accordingly |thus |also |then |here )?(?:has been |is |was )?(?:applied|applies|engaged)\b|\bexceed\w*",
    )
});
/// A sentence that tells what the Act says, to everyone.
static EXPLAINS_ACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:allows?|permits?|entitles?|enables?|lets?) (?:us|a public authority|an authority|public authorities|a force|authorities)\b|\b(?:obliges|requires) (?:us|a public authority|an authority|public authorities|that)\b|\bprovides that\b|\bplaces? (?:two|a)\b[^.]{0,20}\bdut|\b(?:a|an|any|another|other|some|most|public)\s+(?:police\s+)?(?:force|forces|authority|authorities)\s+(?:may|can|could|might|sometimes|often)\b|\bis\s+(?:sometimes|often|commonly)\b|\b(?:of|asked|advised\s+that)\s+(?:the\s+)?(?:\d+|other|several|some)\s+forces\b|^\W*where\b[^.]{0,80}\b(?:exceeds|applies|is|would)\b[^.]{0,120}\bcan\b",
    )
});
static NO_REFUSAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bno exemption|\bnot (?:relied on|been applied|engaged|applicable|apply)\b|\bwithout (?:relying|applying)|\bif (?:you|we|any|it)\b|\bwould (?:also )?(?:be|have been) (?:engaged|exempt|refused)|\bhad (?:we|the)\b|\bcould be (?:refused|exempt|engaged)|\b(?:may|might|could|would)\s+(?:also\s+|well\s+|then\s+)?engage\b|\bfuture requests?\b|\bmay be (?:refused|exempt|engaged)|\b(?:considered|not)(?: \w+){0,2} (?:whether|necessary)\b|\b(?:was|were|has been|have been) considered (?:and|but|in)\b|\bthought of (?:refus|withhold|rely|apply|claim|us)ing\b|\bthought (?:was|has been) (?:also )?given to\b|\bnever been (?:used|relied|applied)\b|\bdrew (?:our )?attention to\b|\bnot (?:being )?(?:used|claimed)\b|\bno inference\b|\b(?:test|section \d\S*) (?:asks?|says)\b|\bset aside\b|\bunder section 50\b|\bconsidered sections?\b[^.]*\bbut\b[^.]*\b(?:do|did|does) not\b",
    )
});
/// "The duty in section 1(1)(a) does not apply by virtue of section 40(5)": what does not apply is the
/// duty.
static DUTY_LIFTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bdut(?:y|ies)\b[^.]{0,60}\b(?:does|do|did) not (?:apply|arise)\b|\bnot apply by virtue of\b|\bneed not\b",
    )
});
/// The exemptions were looked at, and everything is given all the same.
static NOTHING_REFUSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bnone of (?:them|these|those|which|the exemptions|its exemptions)\b[^.;]{0,40}\b(?:relied|appl\w+|engaged|needed|used|claimed)\b|\b(?:nothing|no part of (?:it|this|your request))\b[^.;]{0,50}\b(?:refused|withheld|held back|left out|exempt)\b|\b(?:decided|chosen|chose) not to (?:rely|apply|use|claim|engage)\b|\bno exemption (?:is|was|has been|applies|needs?|need)\b|\b(?:no information|none of (?:it|this|the information))\b[^.;]{0,20}\b(?:is|are|was|were|has been|have been|is being)\s+(?:being\s+)?(?:withheld|refused|held back|redacted|left out)\b|\bno need to (?:withhold|redact|refuse|hold back)\b",
    )
});
/// The whole of what was asked for is refused, or not held.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:whole|all|entirety) of (?:it|the request|your request|the information(?: (?:that )?you (?:have )?(?:requested|asked for|seek|sought))?|this information|what you (?:have )?(?:asked|requested)(?: for)?)\b[^.;]{0,40}\b(?:exempt|refused|withheld)\b|\b(?:force|police|constabulary|we|i|authority|service) (?:therefore |hereby |must |have to |has to |accordingly )*refuses? (?:the|your|this) (?:whole |entire )?request\b|\b(?:your|the|this) request (?:is|has been|must be|is therefore|is hereby|is accordingly) refused\b|\b(?:it|request) is (?:therefore |accordingly |hereby )?refused in (?:full|its entirety)\b|\brefusal notice for the whole\b|\bnone of it is (?:supplied|given|disclosed|provided)\b|\b(?:conclu\w+|decided|find|satisfied|view) that (?:your|the|this) request\b[^.;]{0,40}\bis (?:vexatious|repeated)\b|\bnot obliged to comply with (?:your|the|this) request\b|\bdo(?:es)? not hold (?:any of )?(?:the|this) information (?:that |which )?(?:you (?:have )?(?:requested|asked for|seek|sought)|requested)\s*(?:[,.;]|$)",
    )
});
/// Nothing at all is given, whatever else the letter holds.
static NOTHING_GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:it|request) is (?:therefore |accordingly |hereby )?refused in (?:full|its entirety)\b|\brefusal notice for the whole\b|\bnone of it is (?:supplied|given|disclosed|provided)\b|\bno (?:figures?|numbers?|information) (?:is|are) (?:given|supplied|provided|disclosed) in (?:answer|response|reply)\b",
    )
});
/// ... but a part of it only.
static OF_PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bin part\b|\bpart(?:s|ly)? (?:of|\d)|\bquestions?\s+\(?\d|\bq\d|\bthis (?:part|element|aspect)|\b(?:column|field|row|breakdown|split)s?\b|\bearlier\b|\bprevious",
    )
});
/// "Should you think this goes over the limit": a condition, not a finding.
static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:\w+ ){0,2}(?:should|if|were|in case|in the event)\b[^.]{0,20}\b(?:you|this|that|the|it|any)\b",
    )
});
static COST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:exceed\w*|over|above|beyond|in excess of|greater than|more than)\b[^.]{0,60}\b(?:appropriate limit|cost limit|cost threshold|fees limit|time limit|18 hours|24 hours|\u{a3}\s?450|\u{a3}\s?600|limit set)|\bexcessive cost\b|\b(?:cost|time)[^.]{0,60}\bexceeds?\b|\bappropriate (?:limit|level)[^.]{0,30}\b(?:exceeded|would be exceeded)",
    )
});
static WITHIN_COST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:not exceed\w*|within|below|under|did not exceed|does not exceed|not exceeded)\b[^.]{0,60}\b(?:limit|18 hours|hours allowed|\u{a3}\s?450)|\blimit\b[^.]{0,20}\bnot exceeded|\b(?:not|n't|n\u{2019}t) (?:have )?(?:taken?|brought|bring|carry|gone?|be|put)\b[^.]{0,20}\b(?:over|above|beyond|past)\b",
    )
});
static REFUSAL_NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\brefusal notice\b|\bnot obliged to (?:comply|supply|provide)|\bneed not comply\b|\brefus(?:ed|ing|e) (?:your|the|this) request\b|\brequest (?:is|has been|must be|is therefore|is hereby) refused\b|\bunable to comply\b|\bnot (?:required|able) to comply\b|\bdecline to (?:comply|answer|process)",
    )
});
static NCND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:neither|not) confirm\w* (?:nor|or) den\w+|\bconfirm or deny (?:whether|that)\b|\bneither confirms? n?or den(?:y|ies)",
    )
});
static NCND_REST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:any other|any further|further|additional|other) information\b|\bin addition to\b|\bduty to confirm\b|\brequires? (?:a|the) public authority\b|\bobliges us\b",
    )
});
static NOT_HELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:no|not any) (?:recorded )?information (?:is |was )?held\b|\b(?:does|do|did) not (?:currently )?(?:hold|possess)\b|\bnot held\b|\binformation (?:is|was|are) not held\b|\bno (?:records|data|information) (?:are|is|were|was) held\b|\bheld in part\b|\bno longer (?:held|holds?|retained)\b|\bhold(?:s)? no (?:information|records|data)\b|\b(?:records|data|information|figures)\b[^.]{0,50}\b(?:not retained|not (?:held|available) (?:before|prior|for))\b",
    )
});
static GIVES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bgesture of good\s?will\b|\boutside (?:of )?(?:the )?(?:act|foia|freedom)\b|\b(?:can|able to|are able to|am able to|have been able to) (?:provide|supply|disclose|give|release|offer|tell)\b|\b(?:some|part|most|much|the rest|remainder) of (?:it|this|that|them|these|the (?:information|figures|data))\b[^.]{0,30}\b(?:can|may|will|is|are|has been|have been)\b[^.]{0,20}\b(?:given|provided|supplied|disclosed|released)\b|\bhowever[^.]{0,80}\b(?:provide|supply|disclose|give|release)\b|\bpartial(?:ly)? (?:disclosure|refusal|disclosed)\b|\bin part\b|\bplease find (?:below|attached|enclosed)\b|\b(?:table|figures|information|data)\b[^.]{0,40}\b(?:below|attached|set out)\b|\bdisclose[sd]?\b[^.]{0,30}\b(?:in full|in part|some|located|the following)",
    )
});
static CLARIFY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:seek|require|request|need|provide|ask for|asking for) (?:some |further |your )?clari(?:fication|ty)|\bplease (?:could you |can you |would you )?(?:clarify|specify)|\bclock (?:will|has been|is) (?:stop|paus|suspend)|\bsection 1\(3\)",
    )
});
static ACKNOWLEDGES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\backnowledge\w*\b[^.]{0,40}\b(?:receipt|request|your)|\bwill (?:be )?(?:respond|repl|answer|provid|send|receive|let you have)\w*\b[^.]{0,60}\b(?:by|within|no later|working days)|\b(?:is|are) being (?:dealt with|processed|considered|handled)\b|\bfees notice\b|\bwe have received your\b|\bshould receive a (?:response|reply)|\byour request (?:has been|was) (?:received|logged|passed)\b|\bon payment of\b|\bextend\w* the (?:time|deadline)|\bfurther time (?:is )?(?:needed|required)|\bholding (?:letter|reply|response)\b|\bwill be (?:dealt with|handled|processed|considered)\b|\bhas been (?:given|allocated|assigned) (?:the |a )?(?:reference|number|case)\b|\bwe aim to (?:answer|respond|reply)\b|\bshould (?:have|expect) (?:a|an|our) (?:reply|response|answer)\b",
    )
});
/// "Not recorded in a way that can be reported within the cost limit".
static NOT_BUT_WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:not|cannot|never|n't|n\u{2019}t)\b[^.]{0,80}\bwithin\b[^.]{0,40}\blimit\b")
});
/// The same, or "that would take us beyond the 18 hours".
static NOT_WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:not|cannot|never|n't|n\u{2019}t)\b[^.]{0,80}\bwithin\b[^.]{0,40}\blimit\b|\b(?:over|past|beyond|through|above|exceeds?|exceeding|breach(?:es)?)\b[^.]{0,30}\b(?:limit|18 hours|eighteen hours|24 hours|\u{a3}\s?450|\u{a3}\s?600)\b|\b(?:limit|hours)\b[^.]{0,30}\b(?:would be|is|are|was|were) (?:passed|exceeded|reached|breached)\b",
    )
});

/// How many sentences on either side of a section say whether it is relied on.
const NEIGHBOURS: usize = 2;
/// Longest heading that names a section for the text under it, in words.
const HEADING_WORDS: usize = 14;

/// Reads the sentences of one block; `beside` are the last of the block before, which may announce a
/// heading ("The exemption relied upon is:"), and those of the next one, which a heading governs.
pub(super) fn read_block(
    letter: &mut Letter,
    sentences: &[&str],
    beside: &[&str],
    place: &Locator,
    exemptions: &Exemptions,
) {
    let heading = sentences.len() == 1 && sentences[0].split_whitespace().count() <= HEADING_WORDS;
    for (i, sentence) in sentences.iter().enumerate() {
        read_sentence(letter, sentence, place);
        let from = i.saturating_sub(NEIGHBOURS);
        let to = (i + 1 + NEIGHBOURS).min(sentences.len());
        let mut around: Vec<&str> = sentences[from..to].to_vec();
        if heading {
            around.extend(beside.iter().copied());
        }
        // "This letter serves as a refusal notice for the rest" closes the passage that gives the ground.
        let notice = |s: &&&str| is_refusal_notice(s) && self::sections(s).is_empty();
        around.extend(sentences[to..].iter().filter(notice).copied());
        // "These years are refused." opens the passage that gives the ground.
        around.extend(sentences[..from].iter().filter(|s| refuses_in_short(s)).copied());
        // The conclusion closes the paragraph that weighs the ground.
        if around.iter().chain(&sentences[to..]).any(|s| NOTHING_REFUSED.is_match(s)) {
            continue;
        }
        if is_withheld(sentence) || around.iter().any(|s| is_withheld(s)) {
            cite(letter, sentence, &around, place, exemptions);
        }
    }
}

/// A sentence by which something is withheld, now.
fn is_withheld(sentence: &str) -> bool {
    let cost = passes_limit(sentence);
    (WITHHOLDS.is_match(sentence) || NCND.is_match(sentence) || cost)
        && !speaks_of_none(sentence)
        && !EXPLAINS_ACT.is_match(sentence)
        && (cost || !WITHIN_COST.is_match(sentence))
        || gives_notice_of_not_held(sentence)
}

/// "In terms of section 17 of the Act this is notice that the information is not held": the Scottish Act
/// has it so.
fn gives_notice_of_not_held(sentence: &str) -> bool {
    static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\bsection\s+17\b[^.]*\bnotice\b|\bnotice\b[^.]*\bsection\s+17\b")
    });
    NOTICE.is_match(sentence) && NOT_HELD.is_match(sentence)
}

/// True for a sentence that says a ground is not relied on, or only may be.
fn speaks_of_none(sentence: &str) -> bool {
    NO_REFUSAL.is_match(sentence) && !DUTY_LIFTED.is_match(sentence)
}

/// True when the sentence says that the limit of cost or time is passed.
fn passes_limit(sentence: &str) -> bool {
    NOT_WITHIN.is_match(sentence)
        && (!WITHIN_COST.is_match(sentence) || NOT_BUT_WITHIN.is_match(sentence))
        || COST.is_match(sentence) && !WITHIN_COST.is_match(sentence)
}

fn read_sentence(letter: &mut Letter, sentence: &str, place: &Locator) {
    if passes_limit(sentence)
        && !NO_REFUSAL.is_match(sentence)
        && !CONDITION.is_match(sentence)
        && !EXPLAINS_ACT.is_match(sentence)
    {
        letter.cost_refusal = true;
    }
    letter.refusal_notice |= is_refusal_notice(sentence);
    letter.gives_nothing |= NOTHING_GIVEN.is_match(sentence);
    letter.refuses_whole |= WHOLE.is_match(sentence)
        && !OF_PART.is_match(sentence)
        && !speaks_of_none(sentence)
        && !CONDITION.is_match(sentence)
        && !EXPLAINS_ACT.is_match(sentence);
    letter.ncnd |= NCND.is_match(sentence) && !NCND_REST.is_match(sentence);
    letter.gives_some |= GIVES.is_match(sentence);
    letter.clarification |= CLARIFY.is_match(sentence);
    letter.acknowledgement |= ACKNOWLEDGES.is_match(sentence);
    // "The hearing was not held until 2018", "we do not hold theirs": not what was asked for.
    static NOT_OURS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:hearings?|meetings?|trials?|panels?|inquests?)\b[^.;]{0,60}\bnot\s+held\b|\bnot\s+held\s+until\b|\bnot\s+(?:currently\s+)?hold\s+(?:theirs|(?:their|its)\s+\w+)\b|\bno\s+inference\b|^\W*in\s+(?:the\s+(?:remaining|other|last)|one|two|three|four|five|six|\d{1,2})(?:\s+(?:one|two|three|four|\d{1,2}))?(?:\s+(?:instances?|cases?|allegations?|complaints?|matters?))?,?\s+the\s+[^.;]{3,60}\bnot\s+held\b|\bhold\s+no\s+(?:\w+\s+){0,2}(?:information|records?|data|figures|statistics)\s+(?:about|on|for|of)\s+(?:their|theirs|them|those\s+forces|what\s+they|how\s+they)\b|\b(?:not\s+(?:currently\s+)?hold|hold\s+no)\b[^.;]{0,60}\b(?:other|neighbouring|another|different)\s+(?:police\s+)?(?:forces?|constabular(?:y|ies))\b",
        )
    });
    if NOT_HELD.is_match(sentence) && !NOT_OURS.is_match(sentence) && letter.not_held.is_none() {
        letter.not_held = Some((place.clone(), sentence.trim().to_string()));
    }
}

/// "These years are refused.": a short sentence that does nothing else.
fn refuses_in_short(sentence: &str) -> bool {
    static REFUSED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:this|these|that|those|the)\s+(?:[\w-]+\s+){0,4}(?:is|are|has\s+been|have\s+been)\s+(?:therefore\s+|hereby\s+)?(?:refused|withheld)|(?:we|i)\s+(?:have\s+|must\s+|therefore\s+)?refused?\s+(?:this|these|that|those|the)\s+(?:[\w-]+\s*){1,4})\W*$",
        )
    });
    REFUSED.is_match(sentence)
}

/// True for words that make a letter a notice of refusal.
pub(super) fn is_refusal_notice(sentence: &str) -> bool {
    REFUSAL_NOTICE.is_match(sentence) && !NO_REFUSAL.is_match(sentence)
}

fn cite(
    letter: &mut Letter,
    sentence: &str,
    around: &[&str],
    place: &Locator,
    exemptions: &Exemptions,
) {
    if speaks_of_none(sentence) {
        return;
    }
    let act = if letter.scottish { "FOISA 2002" } else { "FOIA 2000" };
    for (number, rest) in sections(sentence) {
        let Some(reason) = exemptions.reason(act, &number) else { continue };
        // The cost limit is a ground only where the limit is passed and something is not given.
        let over = |s: &&str| passes_limit(s);
        let withheld = around.iter().any(|s| WITHHOLDS.is_match(s) && !EXPLAINS_ACT.is_match(s));
        let refused = WITHHOLDS.is_match(sentence) && !EXPLAINS_ACT.is_match(sentence);
        let notice = around.iter().any(|s| is_refusal_notice(s) || refuses_in_short(s));
        if reason == "cost_limit" && !refused && !(around.iter().any(over) && withheld || notice) {
            continue;
        }
        let ncnd =
            number == "40" && rest.starts_with("(5") || around.iter().any(|s| NCND.is_match(s));
        if ncnd && around.iter().any(|s| NCND_REST.is_match(s)) {
            continue; // "any other information"
        }
        let reason = if ncnd && reason != "cost_limit" { "ncnd" } else { reason };
        let section = format!("{number}{rest}");
        if !letter.cited.iter().any(|x| x.section == section) {
            letter.cited.push(Cited {
                section,
                reason: reason.to_string(),
                place: place.clone(),
                quote: sentence.trim().to_string(),
            });
        }
    }
}

/// Numbers of sections and their subsections: "40" and "(2)".
fn sections(sentence: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for c in SECTION.captures_iter(sentence) {
        out.push((c[1].to_string(), c[2].replace(' ', "")));
        for more in c[3].split([',', '&']).flat_map(|p| p.split("and")).flat_map(|p| p.split("or"))
        {
            let digits: String = more.trim().chars().take_while(char::is_ascii_digit).collect();
            if !digits.is_empty() {
                out.push((digits.clone(), more.trim()[digits.len()..].to_string()));
            }
        }
    }
    out.retain(|(number, rest)| !is_condition(number, rest));
    out
}

/// Subsections that only say when personal data is exempt (40(3A) of FOIA, 38(2A) of FOISA) are no
/// ground of their own.
fn is_condition(number: &str, rest: &str) -> bool {
    let limb = |from: &[&str]| from.iter().any(|l| rest.to_uppercase().starts_with(l));
    match number {
        "40" => limb(&["(3", "(4", "(6", "(7"]),
        "38" => limb(&["(2A", "(3A", "(5"]),
        _ => false,
    }
}

/// Sections of the two Acts that refuse or withhold.
pub struct Exemptions(Vec<(&'static str, &'static str, &'static str)>);

impl Default for Exemptions {
    fn default() -> Exemptions {
        Exemptions(
            include_str!("../../normalise/vocabulary/exemptions.tsv")
                .lines()
                .filter(|l| !l.starts_with('#'))
                .filter_map(|l| {
                    let mut c = l.split('\t');
                    Some((c.next()?, c.next()?, c.next()?))
                })
                .collect(),
        )
    }
}

impl Exemptions {
    /// Reason of a section under an Act; `None` when it is no ground of refusal.
    pub fn reason(&self, act: &str, section: &str) -> Option<&'static str> {
        self.0.iter().find(|(a, s, _)| *a == act && *s == section).map(|(_, _, r)| *r)
    }
}
