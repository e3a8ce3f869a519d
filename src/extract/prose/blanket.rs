//! Sentences whose numbers answer nothing, whatever they say: the request quoted, examples, notes on
//! marks and definitions, search effort. One row each, looked at in order.

use std::sync::LazyLock;

use regex::Regex;

use super::is_question;
use super::judge::GENERAL_STATEMENT;
use crate::extract::context::Desk;
use crate::normalise::label::LabelReading;
use crate::pattern::pattern;

/// What a sentence may hold that makes it an answer after all.
#[derive(Clone, Copy, PartialEq)]
enum Unless {
    /// Nothing does.
    Never,
    /// An outcome.
    Outcome,
    /// A value of any dimension.
    Value,
}

/// Reason of numbers of a search that was not, or should not be, made.
pub(super) const EFFORT: &str = "search effort or cost";

struct Blanket {
    reason: &'static str,
    unless: Unless,
    pattern: Regex,
}

static BLANKETS: LazyLock<Vec<Blanket>> = LazyLock::new(|| {
    let row = |reason, unless, text: &str| Blanket { reason, unless, pattern: pattern(text) };
    vec![
        row(
            "the request",
            Unless::Never,
            r"(?i)\byou (?:also )?(?:say|said|state|stated|claim|claimed|note|mention|refer|tell us|ask us to|wonder)\b|\bplease (?:do not|don['\u{2019}]t)\b|\byou (?:have )?(?:also )?(?:asked|requested|wrote|sought|wished|wanted|enquired)\b|\byour (?:request|question|e-?mail|letter|application) (?:of|dated|was|asked|for|received|reads|dated|submitted|below)|\b(?:further to|regarding|about|concerning) your (?:request|e-?mail|letter)\b|\byour request,? (?:which |that )?(?:was |we )?(?:received|logged|sent|made)\b|\brequest(?:ed|ing)? (?:for|the following) information|\bplease (?:provide|supply|count|state)\b|\bi would like\b|\bi note you seek\b|\byou (?:also )?(?:want|wanted|wish|wished|need|needed|would like|are asking|were asking) to (?:know|be told|find out|see)\b|\byou (?:gave|offered|suggested|mentioned|mention|quoted|cited|attached|listed)\b[^.]{0,40}\b(?:as an? example|example|by way of)\b",
        ),
        row(
            "about the tables",
            Unless::Outcome,
            r"(?i)\b(?:tables?|columns?|sheets?|tabs?)\b[^.\d]{0,30}\bcounts?\s+(?:the\s+)?(?:claims|allegations|complaints|cases|matters|officers|people)\b",
        ),
        row(
            "about the tables",
            Unless::Outcome,
            r"(?i)\b(?:a pair of|two|three|each|one) (?:rows|columns|lines|tables|sheets|tabs)\b|\b(?:first|second|third|last|former|latter)\s+(?:of\s+(?:these|the)\s+(?:\w+\s+)?|)tables?\b|\b(?:the\s+)?two\s+(?:are|should|must)\s+not\s+(?:to\s+)?be\s+(?:added|summed)",
        ),
        row(
            "a caveat",
            Unless::Never,
            r"(?i)\b(?:not|never|only|cannot)\b[^.;]{0,30}\b(?:be |been )?(?:compared|comparable|set beside|read across|laid beside)\b|\bleague table|\blike (?:for|with) like\b|\bcomparisons? (?:should|cannot|is|are|between|with)\b",
        ),
        row(
            "about the tables",
            Unless::Never,
            r"(?i)\b(?:are|were|have been)\s+both\s+(?:included|counted|covered|shown)\b|\bboth\b[^.;\d]{0,40}\b(?:are|were|have been)\s+(?:included|counted|covered)\b",
        ),
        // "² Includes two which were first recorded as conduct matters."
        row(
            "a remark on a figure",
            Unless::Never,
            r"(?i)^\s*[(\[]?(?:[\u{b9}\u{b2}\u{b3}\u{2074}-\u{2079}*\u{2020}\u{2021}#~]+|note\s+\w{1,2}:?|\w\))[)\]]?\s*(?:this\s+(?:figure\s+|number\s+|total\s+)?|these\s+)?(?:also\s+)?(?:includ(?:es|e|ing)|exclud(?:es|e|ing)|does\s+not\s+include|not\s+including)\b",
        ),
        // "On this occasion the work took a little under seven hours, and no charge is made."
        row(
            EFFORT,
            Unless::Never,
            r"(?i)\b(?:the|this)\s+(?:work|search|task|exercise|retrieval|extraction)\s+(?:itself\s+)?(?:took|has\s+taken|would\s+take|will\s+take)\b|\bno\s+(?:charge|fee)\s+(?:is|was|has\s+been|will\s+be|is\s+being)\s+(?:made|charged|payable|levied)\b",
        ),
        // "An allegation that ends in no further action is not necessarily a false one."
        row(
            GENERAL_STATEMENT,
            Unless::Never,
            r"(?i)^\W*an?\s+(?:allegation|complaint|matter|case|finding|outcome|result)\s+(?:that|which|of)\b[^.;\d]{0,80}\b(?:is|are|does|do|need|may|can|could|should)\s+not\b",
        ),
        // "One of these was re-opened on review in 2020 and filed again."
        row(
            "what happened later",
            Unless::Never,
            r"(?i)^\W*(?:\d\s+)?(?:one|two|three|\d)\s+of\s+(?:these|those|them)\s+(?:was|were|has\s+been|have\s+been)\s+(?:\w+\s+)?re-?opened\b",
        ),
        // "Sexual assault has been taken from both lists."
        row(
            "about the tables",
            Unless::Outcome,
            r"(?i)\b(?:from|in|to|of)\s+both\s+(?:the\s+)?(?:lists?|tables?|sheets?|columns?|categories|databases|systems)\b",
        ),
        // "Thirty-one results which concerned staff were removed, as was one duplicate."
        row(
            EFFORT,
            Unless::Outcome,
            r"(?i)\bduplicates?\b[^.;]{0,60}\b(?:removed|excluded|discounted|discarded|ignored)\b|\b(?:removed|excluded|discounted|discarded)\b[^.;]{0,60}\bduplicates?\b",
        ),
        // "One incident in this year concerned two officers and was recorded as two allegations."
        row(
            "how something was counted",
            Unless::Never,
            r"(?i)^\W*(?:one|an?|a\s+single|two|three)\s+(?:such\s+)?(?:incident|case|event|occasion|matter|report|complaint)s?\b[^.;]*\b(?:recorded|counted|entered|logged|shown|treated)\s+(?:\w+\s+)?as\s+(?:two|three|four|\d+)\s+(?:separate\s+|different\s+)?(?:allegations|complaints|cases|matters|records|entries)\W*$",
        ),
        // "Two officers were the subject of two allegations each."
        row(
            "how many each officer had",
            Unless::Outcome,
            r"(?i)\b(?:was|were|is|are|being)\s+(?:each\s+)?the\s+subjects?\s+of\s+(?:more\s+than\s+one|several|multiple|two|three|four|\d)\s+(?:of\s+(?:the|these|those)\s+)?(?:\w+\s+)?(?:allegations|complaints|cases|matters|records)(?:\s+each)?\W*$",
        ),
        row(
            "a comparison",
            Unless::Never,
            r"(?i)^\W*(?:(?:just\s+)?for|by\s+way\s+of|in|as\s+a)\s+comparison\b|\b(?:an?|another|one|some)\s+(?:neighbouring|nearby|similar|adjacent|adjoining|comparable|larger|smaller|different|other)\s+(?:police\s+)?(?:force|constabulary|authority|service)s?\b[^.;]{0,60}\b(?:told|said|recorded|reported|replied|gave|published|had|has|put)\b",
        ),
        row(
            "what the law says",
            Unless::Never,
            r"(?i)\bdata\s+protection\s+principles?\b|\blawfully,?\s+(?:and\s+)?fairly\b|\bidentifiable\s+(?:living\s+)?(?:individual|person)\b|\blegitimate\s+interests?\s+(?:test|in)\b",
        ),
        // An outcome may be "not in the public interest"; the balance of it is not.
        row(
            "the public interest",
            Unless::Never,
            r"(?i)\bpublic\s+interest\s+(?:in|tests?|considerations?|factors?|arguments?|favours?|outweighs?|lies|balance|(?:is|would be)\s+(?:best\s+|better\s+)?served)\b|\b(?:factors?|considerations?|arguments?)\s+(?:in\s+favour|favou?ring|against)\b",
        ),
        row(
            "an example",
            Unless::Never,
            r"(?i)\b(?:for example|for instance|e\.g\.|such as|by way of example|if (?:one|two|three|four|five|an|a|there)\b|suppose)",
        ),
        row(
            "a quotation of an example",
            Unless::Never,
            r"(?i)(?:^\W*|\b(?:might|would|could|may|should|can)\s+)reads?\W{0,3}[\u{201c}\u{2018}\x22']|\byour (?:answer|reply|response) (?:might|could|may|should)\b",
        ),
        row(
            "a sample",
            Unless::Never,
            r"(?i)^\W*(?:(?:in|from|of)\s+)?(?:(?:a|an|the|our|this)\s+)?(?:random\s+|small\s+|test\s+)?sample\s+of\b",
        ),
        row(
            "figures published elsewhere",
            Unless::Never,
            r"(?i)\b(?:annual|statistical|data)\s+returns?\b[^.]{0,60}\b(?:shows?|gives?|records?|counts?|says?|puts?|reports?)\b|\b(?:annual|national|published|official|home\s+office|iopc|watchdog'?s?)\s+(?:\w+\s+)?statistics\b[^.]{0,90}\b(?:shows?|gives?|records?|counts?|says?|puts?|reports?)\b|\b(?:constabulary|police|service|forces?)\b[^.;]{0,60}\b(?:has|have)\s+(?:itself\s+|themselves\s+)?published\s+(?:an?\s+|its\s+own\s+|their\s+own\s+)?figures?\b",
        ),
        row(
            GENERAL_STATEMENT,
            Unless::Never,
            r"(?i)^\W*(?:with|given|where|when)\s+(?:there\s+(?:is|are)\s+)?(?:only\s+|just\s+)?(?:a|one|two|so\s+few|such)\b.*\bwould\b|\b(?:every|each|any)\s+(?:such\s+)?(?:allegations?|complaints?|claims?|reports?|matters?)\b[^.;\d]{0,60}?\b(?:goes\s+(?:to|through|before|first)|is\s+(?:first\s+|then\s+|always\s+|routinely\s+|automatically\s+)?(?:passed|sent|referred|reported|given|assessed|reviewed|considered|looked|treated|taken))\b",
        ),
        // "'Conduct' is a matter raised within the force, with no public complaint."
        row(
            "a definition or an explanation",
            Unless::Never,
            r#"(?i)^\W*[\u{201c}\u{2018}'\x22][^\u{201c}\u{201d}\u{2018}\u{2019}'\x22]{2,40}[\u{201d}\u{2019}'\x22]\s+(?:is|are)\s+(?:an?|any|where|when|used|the|what|one)\b"#,
        ),
        row(
            "a definition or an explanation",
            Unless::Never,
            r"(?i)\b(?:one|each|every|a|per) (?:line|row|entry|record)\s*(?:=|is|means|equals|represents|stands for|per\b|(?:for|to) (?:each|every|an?)\b)|^\W*(?:an?|each|every|any) (?:\w+ ){1,3}(?:is|are|means|counts as|may|can|could) (?:\w+ ){0,2}(?:one|a|an|any|more|several|the)\b|^\W*one (?:\w+ ){1,3}(?:is|are|means|counts as|may|can|could) (?:(?:counted|recorded|treated|be|have|lead|give|mean|hold|contain|include|involve|concern) (?:as |to |in )?)?(?:one|a|an|any|more|several|the)\b|\bis (?:one|any|a|an) (?:\w+ ){0,5}(?:where|which|that|expression)\b|\b(?:is|are|was|were) (?:only )?used (?:where|when|here|to|for (?:\w+ing|cases|matters|allegations|complaints|any|an?|the|those|all|minor|low|less))\b|\brefers? to\b|\b(?:is|are) defined as\b|\bmeans that\b|\b(?:is|are) (?:included|counted|shown) (?:as|under|in)\b.*\bbecause\b|\bincludes? (?:one|those|any|cases?|allegations|matters)\s+(?:where|which|that|in which|when|whose)\b|\bcame into (?:force|effect)\b|\b(?:where|when|if|by) we (?:say|write|print|use)\b|\bwe (?:mean|count) (?:\w+ ){0,3}(?:as|once|at least)\b|\bmeaning that\b|\b(?:stays?|remains?) (?:on (?:file|record)|(?:live|in force) (?:for|until|on))\b|\b(?:was|were) abolished\b|\bis (?:only )?to be (?:had|used|found)\b|\bis not (?:a |to be )(?:disciplinary|used)\b|\b(?:is|was) to (?:establish|decide|determine|find out|ensure|show) (?:whether|if|that)\b|\bwhether it came\b|\bwhichever (?:came|comes|is)\b|\bhas existed\b|\b(?:is|are) for (?:up to )?(?:\d+|[a-z-]+) (?:months|years)\b|\bwent out of use\b|\bone of (?:its|our|their) own\b",
        ),
        row(
            "a note on suppression or rounding",
            Unless::Never,
            r"(?i)\b(?:cells?|box(?:es)?|spaces?|fields?|entr(?:y|ies)|columns?|rows?)\b[^.;]{0,20}\b(?:left|is|are|was|were|been)\s+(?:left\s+)?(?:blank|empty)\b|\b(?:blank|empty)\s+(?:cells?|box(?:es)?|spaces?|fields?|entr(?:y|ies))\b",
        ),
        // "* A figure from 1 to 4, not given": a mark and what it stands for.
        row(
            "a note on suppression or rounding",
            Unless::Never,
            r"(?i)^\s*(?:[*\u{2020}\u{2021}#~^]{1,3}|\[\w\])\s*(?:=\s*\S|(?:an?|any)\s+(?:\w+\s+)?(?:figure|number|count|value)s?\s+(?:of|from|between|below|under|less|fewer|lower|that)\b|\S+\s+(?:to|or)\s+[^\s,;]+[,;]?\s+(?:not\s+(?:given|shown|disclosed)|withheld|suppressed)\b)",
        ),
        row(
            "a note on suppression or rounding",
            Unless::Never,
            r"(?i)^\W*(?:any\s+|all\s+)?(?:figures?|numbers?|counts?|values?)\s+(?:of|below|under|less\s+than|fewer\s+than|between|from)\s[^.;]{0,80}\b(?:not\s+(?:given|shown|disclosed|provided|released|stated)|withheld|omitted|suppressed|shown\s+as|written)\b|^\W*where\s+there\s+(?:are|is|were|was)\b[^.;]{0,60},[^.;]{0,24}\b(?:is|are)\s+(?:shown|printed|given|written|displayed)\b",
        ),
        row(
            "a note on suppression or rounding",
            Unless::Value,
            r"(?i)\b(?:suppress\w*|replaced? (?:by|with)|denote[sd]?|denoting|represents?|masked|stands? for|shown as|displayed as|indicates?|rounded|rounding|low (?:numbers|figures|counts)|small (?:numbers|figures|counts)|(?:figures|numbers|counts|values|cells) (?:of|below|under|less than|fewer than|between|from (?:zero|one|\d{1,2}))|any (?:number|figure) from)\b|\b(?:has|have) been printed\b|^\W*<\s?\d+\s*(?:=|is|means|stands|covers)|^\W*(?:a\s+)?(?:0|zero|nought|nil)\s*(?:=|is|means|stands)\s|^\W*[*#\u{2020}\u{2021}]\s*(?:fewer|less|under|between|a figure\b|(?:the|this) (?:actual |exact |true |real )?(?:figure|number|count|value) (?:is|lies) (?:either |between )?\d+ (?:or|to|and)\b)",
        ),
        row(
            EFFORT,
            Unless::Never,
            r"(?i)\b(?:files?|papers?|records?|entries|folders?|hits|summaries|documents?|them|each)\b[^.;]{0,30}\b(?:would|will|must|had to|have to|needs? to|were|was|to)\b[^.;]{0,20}\b(?:(?:be |been )?(?:opened|read|examined|searched|checked|reviewed|inspected|gone through|looked at))\b|\b(?:reviewed|reviewing|checked|read|opened|examined|searched|spent|looked (?:at|through)|went through|gone through|sifted|inspected)\b[^.;]{0,24}\b[\d,]+ (?:records|files|entries|hours)\b",
        ),
        row(
            EFFORT,
            Unless::Never,
            r"(?i)\b(?:from (?:these|those|them|that),? )?(?:we|i|they|officers?|staff) (?:then |have |had )?(?:took|taken|weeded|sifted|filtered|stripped) out\b|\b(?:first|initial|raw) (?:run|search|trawl|sweep)\b",
        ),
        row(
            "a comparison",
            Unless::Never,
            r"(?i)^\W*(?:to\s+(?:put|set|place)\s+(?:this|that|these|those|it|them|the\s+\w+)(?:\s+\w+)?\s+in(?:to)?\s+(?:its\s+|their\s+|some\s+)?context|by\s+way\s+of\s+context|for\s+(?:wider\s+)?context|for\s+the\s+sake\s+of\s+(?:context|comparison))\b",
        ),
        // "All allegations of criminality are reported to the Crown Office", "an allegation made by one
        // officer about another is not recorded as a complaint"
        row(
            GENERAL_STATEMENT,
            Unless::Never,
            r"(?i)^\W*all\s+(?:such\s+|sexual\s+|these\s+)*(?:allegations?|complaints?|reports?|cases|matters)\b[^.;\d]{0,60}?\bare\s+(?:first\s+|then\s+|always\s+|routinely\s+|automatically\s+)?(?:reported|referred|passed|sent|assessed|reviewed|considered|treated|taken\s+\w+ly)\b|^\W*an?\s+(?:allegation|complaint|case|matter|conduct\s+(?:case|matter))\b[^.;\d]{0,120}?\b(?:is|are)\s+(?:not\s+|always\s+|then\s+)?(?:recorded|counted|treated|classed|handled|logged)\b",
        ),
        row(
            EFFORT,
            Unless::Never,
            r"(?i)\b(?:searched|trawled|interrogated|examined|queried)\b[^.;]{0,90}\b(?:every|each|all)\b",
        ),
        // "Results with no allegations in a year have been left out", "where there were none the row is not shown"
        row(
            "a note on rows of none",
            Unless::Never,
            r"(?i)\b(?:with|had|having|where|in\s+which|for\s+which)\s+(?:there\s+(?:was|were|are|is)\s+)?(?:no|none|nil|zero)\b[^.;]{0,70}\b(?:left\s+out|omitted|not\s+(?:been\s+)?(?:shown|listed|included|printed|displayed)|(?:do|does)\s+not\s+appear)\b",
        ),
        // "All fourteen were investigated by the Professional Standards Department."
        row(
            "what was done with all of them",
            Unless::Value,
            r"(?i)^\W*(?:all|both|each|every)\b[^,;.]{0,40}?\b(?:was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+)?(?:investigated|assessed|reviewed|considered|looked\s+into|recorded\s+on)\b(?:\s+(?:by|in|under|on)\b[^,;.\d]*)?\W*$",
        ),
        // "My acknowledgement mentioned that there appeared to be 28 allegations."
        row(
            "an estimate before the search",
            Unless::Outcome,
            r"(?i)\b(?:appeared|seemed)\s+(?:at\s+first\s+)?to\s+be\b|\backnowledg\w+\b[^.;]{0,60}\b(?:mentioned|said|stated|estimated|suggested|gave|spoke)\b|^\W*(?:i|we)\s+(?:had\s+)?(?:first|initially|originally|at\s+first)\s+(?:thought|believed|estimated|supposed|expected)\b",
        ),
        // "I have left out four allegations against police staff, and two against officers who had retired."
        row(
            "what was left out",
            Unless::Never,
            r"(?i)^\W*(?:i|we)\s+(?:have\s+)?(?:left\s+out|excluded|omitted|disregarded|taken\s+out|not\s+(?:included|counted))\s+(?:the\s+|a\s+further\s+|another\s+)?(?:[\d,]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s[^;.]*\W*$",
        ),
        // "Three allegations have been left out since the officer had retired before."
        row(
            "what was left out",
            Unless::Never,
            r"(?i)^\W*(?:(?:a\s+further|another|these|those|the|in\s+addition,?|there\s+(?:are|were|is|was))\s+)*(?:[\d,]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some)\s+(?:\w+\s+){0,8}?(?:have|has|had|were|was|are|is)\s+(?:\w+\s+)?(?:been\s+)?(?:left\s+out|excluded|omitted|disregarded|put\s+to\s+one\s+side|not\s+(?:been\s+)?(?:included|counted))\b[^.;,]*\W*$|\band\s+(?:is|are|was|were)\s+(?:therefore\s+)?not\s+(?:included|counted)(?:\s+(?:here|above|in\s+[^.;,]{3,40}))?\W*$",
        ),
        row(
            EFFORT,
            Unless::Outcome,
            r"(?i)\b[\d,]+\s+(?:of\s+(?:the|these|those)\s+)?(?:\w+\s+)?(?:records?|files?|entries|hits|results)\s+(?:were|was)\s+(?:then\s+|therefore\s+)?(?:set\s+aside|put\s+aside|left\s+out|excluded|discarded|discounted|ruled\s+out)\b|\b(?:looking|going|reading|sifting|searching|trawling|working)\s+through\s+[\d,]+\s",
        ),
        row(
            EFFORT,
            Unless::Outcome,
            r"(?i)\bhours?\b|\bminutes?\b|\u{a3}|\bappropriate limit\b|\bmanual(?:ly)?\b|\bper (?:record|file|case)\b|\bemails?\b|\bkeyword|\bsearch terms?\b|\bcost of\b|\bfee\b|\bworkload\b|\bstaff hours\b|\bsampl(?:e|ed|ing)\b|\bdocuments?\b|\b(?:returns?|returned|brings? up|brought up|produces?|produced|yields?|yielded) (?:\w+ ){0,2}[\d,]+ (?:records|results|hits|files|entries)\b|\brecords? (?:would|will|were) (?:have to be|need|searched|examined|checked|read)",
        ),
    ]
});

/// "There are 1,388 records, of which 212 were made in 2016. At six minutes for each this would take 139
/// hours": the whole paragraph works out what a search would cost.
pub(super) fn works_out_effort(text: &str) -> bool {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:[\d.]+|\w+)\s+(?:minutes|hours)\b[^.]{0,60}?\b(?:each|every|per|a)\b|\b(?:each|every|per)\b[^.]{0,60}?\b(?:minutes|hours)\b",
        )
    });
    static TAKES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:would|will|could)\s+(?:\w+\s+)?(?:take|exceed|amount|require|need)\b[^.]{0,80}\bhours\b",
        )
    });
    TIME.is_match(text) && TAKES.is_match(text)
}

/// True for a passage that says that (some of) what was asked is not held.
pub(super) fn says_not_held(text: &str) -> bool {
    static NOT_HELD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:not|no\s+longer|never)\s+(?:\w+\s+)?(?:held|hold|kept|retained|available|recorded\s+(?:electronically|centrally)|have\s+(?:the\s+)?(?:information|records|data))\b|\b(?:hold|have|held)\s+no\s+(?:information|records?|data|figures)\b|\b(?:destroyed|weeded|deleted|lost|disposed\s+of)\b",
        )
    });
    NOT_HELD.is_match(text)
}

/// Why the numbers of a sentence answer nothing.
pub(super) fn reason(desk: &Desk<'_>, text: &str) -> Option<&'static str> {
    if is_question(text) {
        return Some("the request");
    }
    if crate::extract::notes::explains_codes(text) {
        return Some("a key to codes");
    }
    let reading: LabelReading = desk.read_prose(text);
    let speaks = |unless: Unless| match unless {
        Unless::Never => false,
        Unless::Outcome => reading.outcome.is_some(),
        Unless::Value => mentions_values(&reading),
    };
    static THERE_IS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bthere (?:is|are)\b"));
    let text = &without_asides_on_request(text)[..];
    // "There is one that has yet to be finalised" defines nothing.
    let text = &*THERE_IS.replace_all(text, "there was");
    BLANKETS.iter().find(|b| !speaks(b.unless) && b.pattern.is_match(text)).map(|b| b.reason)
}

/// "Since that is what you asked about", "the years you asked for": a mention of the request, not its
/// text.
pub fn without_asides_on_request(text: &str) -> std::borrow::Cow<'_, str> {
    static MENTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:what|as|because|since|period|years?|dates?|subject|matters?|kind|sort|type|which|that|those|one)\s+you\s+(?:have\s+|had\s+)?(?:also\s+)?(?:asked|requested|wanted|sought|named?|specified)(?:\s+(?:about|for|us))*",
        )
    });
    MENTION.replace_all(text, "it")
}

fn mentions_values(r: &LabelReading) -> bool {
    let unknown = r.unknown && !r.names.is_empty();
    r.outcome.is_some() || !r.sexes.is_empty() || !r.sources.is_empty() || unknown
}

/// Said of one figure of an earlier answer, not of what follows it ("One allegation had been counted twice").
const OF_ONE_FIGURE: &[&str] =
    &["counted twice", "overlooked", "had been missed", "left out in error"];

static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bchecking (?:our|the|that) (?:earlier |first |last )?(?:reply|response|answer|figures)\b|\bcounted twice\b|\boverlooked\b|\bhad been missed\b|\bleft out in error\b|\b(?:our|the|an?|your|in) (?:earlier|previous|last|prior) (?:reply|response|answer|request|disclosure|letter|figures?)\b|\b(?:reply|response|answer|request|disclosure)\b[^.:;]{0,40}\b(?:of last year|last year|in 20(?:1\d|20)|the year before)\b|\blast year we (?:answered|said|replied|told|disclosed)|\b(?:similar|simular|same|like) request\b[^.]{0,40}\b(?:last year|20(?:1\d|20))|\bour (?:letter|response|reply|e-?mail) (?:of|dated) \d|\b(?:told you|you were (?:told|given|informed)|we (?:had |have )?(?:previously|earlier|first|originally|wrongly|mistakenly) (?:told|said|stated|gave|given|reported))\b|\byour (?:last|previous|earlier) (?:request|letter)\b|\b(?:answer|reply|response) to (?:another|an earlier|a previous|a different|someone else's) (?:applicant|requester|request|person)\b|\b(?:reply|response|answer|disclosure)\s+(?:we\s+(?:gave|made|sent)\s+)?to\s+an?\s+(?:earlier|previous|former|prior|different)\s+(?:\w+\s+)?(?:request|application|enquiry)\b|\bin\s+our\s+(?:response|reply|letter|answer)\s+(?:of\s+|dated\s+|ref\w*\.?\s+|no\.?\s+)?\d|\b(?:response|reply|letter|answer)\b[^.;]{0,40}\bsent\s+(?:to\s+(?:you|\w+)\s+)?(?:last\s+year|earlier|previously|in\s+20\d\d)\b|\bwe then (?:gave|said|stated|reported)\b|\bin (?:reply|response|answer) to (?:an earlier |a previous |another )?(?:foi|foia|request|reference)\b[^.]{0,60}\b(?:we|i) (?:said|gave|told|stated|reported|answered|put)\b|\b(?:press release|statement|bulletin) of (?:ours|last)\b|\bdisclosure log\b[^.]{0,60}\b(?:which|that|where|and it|it) (?:said|says|gave|gives|shows?|showed|stated|states|counted)\b|\b(?:answer|reply|response|disclosure)\b[^.]{0,30}\b(?:to|under|in|for) (?:an? )?(?:earlier |previous |similar )?(?:foi )?(?:request|reference|ref)\b[^.]{0,60}\b(?:covered|covering|gave|counted|for) \b",
    )
});

/// True for words of `earlier_answer` that leave the sentences after them what they are.
pub(super) fn is_of_one_figure(words: &str) -> bool {
    OF_ONE_FIGURE.iter().any(|known| words.eq_ignore_ascii_case(known))
}

/// Words that quote what was answered on another occasion.
pub fn earlier_answer(text: &str) -> Option<String> {
    static CASE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bcase\s+to\s+answer\b"));
    // An outcome is no answer to anybody.
    let text = &*CASE.replace_all(text, "case");
    EARLIER.find(text).map(|m| m.as_str().to_string())
}
