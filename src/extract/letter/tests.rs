//! Whose letter it is, what of it is the request, and what is no refusal.

use super::*;

fn document(texts: &[&str]) -> Document {
    let block = |(i, text): (usize, &&str)| {
        Block::text(BlockKind::Paragraph, text.to_string(), Locator::Line(i as u32 + 1))
    };
    Document { blocks: texts.iter().enumerate().map(block).collect(), ..Document::default() }
}

fn letter(texts: &[&str]) -> Letter {
    let document = document(texts);
    let zones = zones(&document);
    super::read(&document, &zones, &Register::new(), &Exemptions::default(), 2020)
}

#[test]
fn initials_that_count_are_no_authority() {
    let read = letter(&[
        "Humberside Police",
        "That reply said: 2016: 3 matters (2 NCA, 1 NFA). 2017: 5 matters (3 NCA, 1 NFA). 2018: 2 NCA.",
    ]);
    let ids: Vec<&str> = read.authorities.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["humberside"]);
}

#[test]
fn a_quotation_that_asks_is_the_request_to_its_end() {
    let document = document(&[
        "For ease I have copied it here:",
        "\u{201c}Please tell me how many claims were made in each year.",
        "An answer in a form like this would help: 2016 \u{2013} 12 claims \u{2013} not upheld 7, dismissed",
        "3. 2017 \u{2013} 9 claims \u{2013} not upheld 9.\u{201d}",
        "There were two claims in 2016.",
    ]);
    let zones = zones(&document);
    assert_eq!(zones[1..4], [Zone::Request, Zone::Request, Zone::Request]);
    assert_eq!(zones[4], Zone::Answer);
}

#[test]
fn a_ground_that_was_only_thought_of_is_none() {
    for text in [
        "We thought of refusing under section 40(2) but concluded that rounding would be enough.",
        "Thought was given to section 40 of the Act. Information is exempt under it if its release would be unfair. The risk is remote. No exemption is therefore relied on.",
        "I considered too whether section 30(1) was engaged by the live matters.",
    ] {
        assert!(letter(&["Kent Police", text]).cited.is_empty(), "{text}");
    }
    let withheld = "The sexes are withheld under section 40(2).";
    assert_eq!(letter(&["Kent Police", withheld]).cited.len(), 1);
}

#[test]
fn a_force_that_is_set_apart_is_not_the_sender() {
    let letter = letter(&[
        "Sussex Police FOI 1186/21",
        "Surrey Police answers separately; nothing here includes Surrey Police officers.",
    ]);
    let ids: Vec<&str> = letter.authorities.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["sussex"]);
}
