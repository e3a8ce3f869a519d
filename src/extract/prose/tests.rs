//! What sentences mean, one construct a test, in several invented wordings.

mod sets;

use std::collections::BTreeMap;

use crate::model::document::{Block, BlockKind, Document};
use crate::model::locator::Locator;
use crate::model::observation::Cell;
use crate::normalise::authority::Register;
use crate::normalise::vocabulary::Vocabulary;

/// Reads paragraphs; returns each cell in words with its count.
pub(super) fn read(paragraphs: &[&str]) -> BTreeMap<String, u64> {
    let investigation = crate::investigation::built_in();
    let vocabulary = Vocabulary::new(&investigation).expect("the built-in words are well formed");
    let block = |(i, text): (usize, &&str)| {
        Block::text(BlockKind::Paragraph, text.to_string(), Locator::Line(i as u32 + 1))
    };
    let blocks = paragraphs.iter().enumerate().map(block).collect();
    let document = Document { blocks, ..Document::default() };
    let register = Register::new();
    let shared = Default::default();
    let read = crate::extract::extract(&document, &vocabulary, &investigation, &register, &shared);
    let name = |cell: &Cell| {
        let values = cell.values().flat_map(|v| v.iter().cloned());
        values.collect::<Vec<_>>().join(" ")
    };
    let inside = read.gathered.observations.iter().filter(|o| o.out_of_scope.is_none());
    inside.map(|o| (name(&o.cell), o.count.max)).collect()
}

pub(super) const TOTAL: &str =
    "We recorded twelve allegations of sexual assault against serving officers.";

#[test]
fn what_is_left_of_a_population() {
    for text in [
        "Eight were made by the public. The other four were internal conduct matters.",
        "Eight came from members of the public and the rest, four, were conduct matters.",
        "Eight were public complaints. The remaining four came from colleagues.",
    ] {
        let facts = read(&[TOTAL, text]);
        assert_eq!((facts.get("public"), facts.get("internal")), (Some(&8), Some(&4)), "{text}");
    }
}

#[test]
fn all_of_a_population_and_exceptions_from_it() {
    for text in ["All of the officers were male.", "Every one concerned a male officer."] {
        assert_eq!(read(&[TOTAL, text]).get("male"), Some(&12), "{text}");
    }
    let facts = read(&[TOTAL, "All but two of the complainants were women."]);
    assert_eq!(facts.get("female"), Some(&10));
}

#[test]
fn labels_stand_before_or_after_their_counts() {
    for text in [
        "Not upheld, seven; withdrawn, three; no case to answer, two.",
        "Not upheld \u{2013} seven \u{2013} came first, then withdrawn \u{2013} three \u{2013} and no case to answer \u{2013} two.",
        "Seven were not upheld, three withdrawn and two had no case to answer.",
    ] {
        let facts = read(&[TOTAL, text]);
        let said = ["not_upheld", "withdrawn", "no_case_to_answer"].map(|k| facts.get(k).copied());
        assert_eq!(said, [Some(7), Some(3), Some(2)], "{text}");
    }
}

#[test]
fn whose_sex_is_not_known() {
    for text in [
        "The complainant was female in seven, male in four and not stated in one.",
        "Complainants were women in seven, men in four, and of unrecorded sex in one.",
    ] {
        let facts = read(&[TOTAL, "All of the officers were male.", text]);
        assert_eq!(facts.get("unknown"), Some(&1), "{text}");
    }
}

#[test]
fn a_year_is_left_by_what_counts_more_than_it_holds() {
    for last in [
        "Of the people complaining, seven were women and two were men.",
        "For the period as a whole, seven were made by women and two by men.",
        "Taking the five years as one, women made seven of the complaints and men two.",
    ] {
        let facts = read(&[
            "Allegations of sexual assault: we recorded nine in all.",
            "2016. Five allegations were recorded.",
            "2020. Four allegations were recorded. All four were upheld.",
            last,
        ]);
        assert_eq!((facts.get("female"), facts.get("male")), (Some(&7), Some(&2)), "{last}");
        assert_eq!(facts.get("upheld 2020").or(facts.get("2020 upheld")), Some(&4), "{last}");
    }
}

#[test]
fn a_wider_whole_is_not_the_answer() {
    for text in [
        "There were 41 reports of a sexual nature, of which thirty were sexual harassment. Eleven were allegations of sexual assault.",
        "There were 41 reports of a sexual nature, thirty of which were sexual harassment. Eleven were allegations of sexual assault.",
    ] {
        assert_eq!(read(&[text]).get(""), Some(&11), "{text}");
    }
}

#[test]
fn explanations_give_no_counts() {
    for text in [
        "A final written warning stays live for 18 months under the old regulations and 2 years under the new.",
        "The second step is to decide whether there is a case to answer for one officer.",
        "By way of example, your reply might read \u{201c}2017: 9 complaints, 4 upheld, 5 withdrawn\u{201d}.",
        "The public takes an interest in how a force treats an allegation against one of its own.",
    ] {
        assert_eq!(read(&[TOTAL, text]).len(), 1, "{text}");
    }
}

#[test]
fn the_strength_of_a_force_is_no_answer() {
    for text in [
        "The Constabulary had 2,114 officers at the end of 2019.",
        "There were 2,114 officers in post in 2019.",
        "We employ some 2,114 police officers.",
    ] {
        assert_eq!(read(&[TOTAL, text]).len(), 1, "{text}");
    }
}

#[test]
fn rounding_declared_for_all_figures_holds_in_sentences() {
    let rounded = "Every figure in this letter has been rounded to the nearest 5.";
    for text in [
        "In FY18 there were 10 allegations of sexual assault.",
        "FY18: 10 allegations of sexual assault (5 of them not upheld).",
    ] {
        assert_eq!(read(&[rounded, text]).get("2017/18"), Some(&12), "{text}");
    }
    let facts = read(&[
        "Allegations of sexual assault",
        "FY17 to FY21 \u{2013} 31 (20 not upheld, 11 withdrawn)",
    ]);
    assert_eq!(facts.get("withdrawn"), Some(&11));
}

#[test]
fn measures_taken_meanwhile_are_no_outcomes() {
    for text in [
        "No officer was suspended on account of any of these while the investigation was going on.",
        "Three of the officers were placed on restricted duties pending the outcome of the investigation.",
        "In two cases the officer was moved to other duties during the investigation.",
    ] {
        assert_eq!(read(&[TOTAL, text]).len(), 1, "{text}");
    }
    let facts = read(&[TOTAL, "In one case the officer was suspended and later dismissed."]);
    assert_eq!(facts.get("dismissed"), Some(&1));
}

#[test]
fn parts_of_other_things_are_no_answer() {
    for text in [
        "In the five years the county recorded 11,940 sexual offences, 62 of them with a member of the public as suspect.",
        "The county recorded 1,183 sexual offences of all kinds in 2019 and 1,102 in 2020.",
    ] {
        assert_eq!(read(&[TOTAL, text]).len(), 1, "{text}");
    }
}

#[test]
fn what_is_not_held_is_no_nought() {
    let unheld = "Nothing for 2016 or 2017. The old records were destroyed, so that for those two years the information is not held.";
    assert_eq!(read(&[TOTAL, unheld]).len(), 1);
    let nought = read(&[TOTAL, "Nothing was recorded in 2016."]);
    assert_eq!(nought.get("2016"), Some(&0));
}

#[test]
fn years_are_told_from_the_year_before() {
    let facts = read(&[
        "Allegations of sexual assault by officers.",
        "There were four in 2016. The following year the number was five, and the year after that brought six.",
        "In 2019 we had three. The year after there were none.",
    ]);
    let said = ["2016", "2017", "2018", "2019", "2020"].map(|y| facts.get(y).copied());
    assert_eq!(said, [Some(4), Some(5), Some(6), Some(3), Some(0)]);
}

#[test]
fn a_count_pointed_back_to_is_not_stated_anew() {
    let facts = read(&[
        TOTAL,
        "Those twelve allegations involved nineteen officers, and the rest of this letter is confined to those twelve.",
    ]);
    assert_eq!(facts.get(""), Some(&19), "the officers are counted beside the allegations");
}

#[test]
fn a_month_is_no_day_of_it() {
    let year = |text: &str| crate::normalise::year::in_text(text).len();
    assert_eq!(year("on the twenty-first of July 2021"), 0);
    assert_eq!(year("in the month of May 2020"), 1);
}

#[test]
fn a_bare_number_is_the_total_where_a_split_adds_up_to_it() {
    let parts = "Three were made in 2017, one in 2018 and five in 2020.";
    for total in [
        "In reply to your question on sexual assault: there were nine.",
        "Those nine allegations of sexual assault are told apart below.",
    ] {
        assert_eq!(read(&[total, parts]).get(""), Some(&9), "{total}");
        let other = "Three were made in 2017, one in 2018 and two in 2020.";
        assert_eq!(read(&[total, other]).get(""), None, "{total}");
    }
}

#[test]
fn both_with_a_participle_are_two() {
    let facts = read(&[
        "2017: Two complaints of sexual assault were recorded, both made by women about male officers.",
    ]);
    assert_eq!((facts.get("2017"), facts.get("2017 female")), (Some(&2), Some(&2)), "{facts:?}");
}

#[test]
fn what_is_said_of_the_only_one_leaves_it_the_total() {
    let facts = read(&[
        "One complaint of sexual assault was made. It was made in 2018; there were no complaints in 2016 or 2019.",
    ]);
    assert_eq!(
        (facts.get(""), facts.get("2018"), facts.get("2016")),
        (Some(&1), Some(&1), Some(&0))
    );
}

#[test]
fn what_is_weighed_or_left_out_is_not_counted() {
    for text in [
        "The public interest in openness outweighs the interest in the sex of the parties to six complaints.",
        "Complaints and conduct matters are both included.",
        "We have not given the sex of complainants or the source: there is no field for the first, and the second would identify people.",
        "At the end of 2019 we had 1,204 officers, 80 special constables and 150 PCSOs.",
        "The rules were those in force before February 2020, under which every one of these was dealt with.",
    ] {
        assert_eq!(read(&[TOTAL, text]).len(), 1, "{text}");
    }
}

#[test]
fn an_officer_dismissed_in_a_case_is_no_case_dismissed() {
    let facts = read(&[TOTAL, "In 1 case the officer was dismissed at an accelerated hearing."]);
    assert_eq!((facts.get("dismissed"), facts.get("not_upheld")), (Some(&1), None), "{facts:?}");
    let facts = read(&[TOTAL, "In 1 case the complaint was dismissed."]);
    assert_eq!((facts.get("dismissed"), facts.get("not_upheld")), (None, Some(&1)), "{facts:?}");
}

#[test]
fn what_a_hearing_decided_stands_in_the_next_sentence() {
    for (text, outcome) in [
        ("One of the twelve went to a misconduct hearing. The officer was dismissed.", "dismissed"),
        ("One case proceeded to trial. He was found not guilty.", "acquitted"),
        (
            "One went to a hearing, following which the officer was reduced in rank.",
            "reduction_in_rank",
        ),
    ] {
        assert_eq!(read(&[TOTAL, text]).get(outcome), Some(&1), "{text}");
    }
}

#[test]
fn titles_hold_for_their_paragraphs() {
    let facts = read(&[
        TOTAL,
        "Seven were public complaints and five were conduct matters.",
        "Complaints. In six there was no case to answer. One was withdrawn.",
        "Conduct matters. Two of these ended with resignation. Three are under investigation.",
    ]);
    let of = |cell: &str| facts.get(cell).copied();
    assert_eq!(of("withdrawn public"), Some(1), "{facts:?}");
    assert_eq!(of("resigned internal"), Some(2), "{facts:?}");
    assert_eq!(of("under_investigation internal"), Some(3), "{facts:?}");
    let facts = read(&[
        "Sexual assault by serving officers: our answers.",
        "(1) Number of allegations. Five.",
        "(2) Sex of officer. Male throughout.",
    ]);
    assert_eq!((facts.get(""), facts.get("male")), (Some(&5), Some(&5)), "{facts:?}");
}

#[test]
fn a_paragraph_completes_the_set_it_divides() {
    let facts = read(&[
        TOTAL,
        "Five were conduct matters and seven public complaints. Of the conduct matters two ended with resignation. One was withdrawn. In another there was insufficient evidence. The fifth is under investigation.",
    ]);
    for (cell, n) in
        [("resigned internal", 2), ("withdrawn internal", 1), ("under_investigation internal", 1)]
    {
        assert_eq!(facts.get(cell), Some(&n), "{cell}: {facts:?}");
    }
    // Parts that do not complete it are not taken for parts of it.
    let facts = read(&[
        TOTAL,
        "Five were conduct matters. Of the conduct matters two ended with resignation. One was withdrawn.",
    ]);
    assert_eq!(facts.get("withdrawn"), Some(&1), "{facts:?}");
}

#[test]
fn shares_are_of_what_the_sentence_counts() {
    let facts = read(&[TOTAL, "All but two of the ten officers are men."]);
    assert_eq!(facts.get("male"), Some(&8), "{facts:?}");
}

#[test]
fn the_one_of_a_year_is_spoken_of_further_on() {
    let facts = read(&[
        TOTAL,
        "Two were recorded in 2017, one in 2018 and one in 2019.",
        "The 2018 one went to the magistrates. The officer was dismissed.",
    ]);
    assert_eq!(
        (facts.get("dismissed 2018"), facts.get("dismissed 2019")),
        (Some(&1), None),
        "{facts:?}"
    );
}

#[test]
fn a_year_may_have_as_many_as_another() {
    for text in [
        "2017. Three. All were upheld. 2018. The same number as the year before.",
        "In 2017 there were three. Exactly as many as in that year were recorded in 2018.",
    ] {
        let facts = read(&[TOTAL, text]);
        assert_eq!(facts.get("2018"), Some(&3), "{text}: {facts:?}");
    }
    let facts = read(&[TOTAL, "2017: Three.", "2018: Ditto.", "2019: None.", "2020: Six."]);
    let of = |year: &str| facts.get(year).copied();
    assert_eq!((of("2018"), of("2019"), of("2020")), (Some(3), Some(0), Some(6)));
    let facts = read(&["Two dozen allegations of sexual assault were recorded."]);
    assert_eq!(facts.get(""), Some(&24));
}

#[test]
fn brackets_divide_the_subject_of_a_sentence() {
    for text in [
        "Six of the allegations (one received in 2019 and five in 2020) are under investigation.",
        "Six (one in 2019 and five in 2020) are under investigation, and for them there is no result.",
    ] {
        let facts = read(&[TOTAL, text]);
        assert_eq!(facts.get("under_investigation"), Some(&6), "{text}: {facts:?}");
        assert_eq!(facts.get("under_investigation 2020"), Some(&5), "{text}: {facts:?}");
    }
}

#[test]
fn a_hearing_goes_on_without_one_who_left() {
    for text in [
        "One officer resigned ahead of a hearing; the hearing went ahead without him, and the panel determined that he would have been dismissed.",
        "One officer retired before his hearing. The panel went on without him and found that he would have been dismissed had he stayed.",
        "In one the officer would have been dismissed.",
    ] {
        let facts = read(&[TOTAL, text]);
        assert_eq!(facts.get("would_have_been_dismissed"), Some(&1), "{text}: {facts:?}");
    }
}

#[test]
fn what_is_not_known_is_said_in_many_ways() {
    for text in [
        "Nine were against men, two against women, and in one the record is silent.",
        "Nine were against men and two against women; in the other one the file does not say.",
        "The officer was male in nine and female in two. In the one still to be mentioned the sex of the officer is not known.",
        "Nine were against men and two against women. In one the officer was never identified, and so there is no sex to report.",
    ] {
        let facts = read(&[TOTAL, text]);
        assert_eq!(facts.get("unknown"), Some(&1), "{text}: {facts:?}");
    }
}

#[test]
fn a_lead_says_whose_outcomes_follow() {
    let apart =
        "We recorded seven public complaints and five internal conduct matters of sexual assault.";
    let facts = read(&[
        apart,
        "Outcome of complaints. Of the seven, four were not upheld. Three were withdrawn.",
        "Conduct matters by year: none in 2016, two in 2017, three in 2018.",
    ]);
    let of = |cell: &str| facts.get(cell).copied();
    assert_eq!((of("not_upheld public"), of("withdrawn public")), (Some(4), Some(3)), "{facts:?}");
    assert_eq!((of("2017 internal"), of("2018 internal")), (Some(2), Some(3)), "{facts:?}");
}

#[test]
fn as_many_by_chance_are_not_the_same() {
    // Nineteen and three are as many as the men, and the complainants of all of them.
    let facts = read(&[
        "We recorded 23 allegations of sexual assault against serving officers.",
        "In 22 of the allegations the officer was male and in one the officer was female. The complainant was female in 19 allegations and male in three. In one allegation the sex of the complainant was not recorded.",
    ]);
    assert_eq!(facts.get("male female"), None, "{facts:?}");
    // Six of 23 crimes are of no allegation.
    let facts = read(&[
        TOTAL,
        "Separately, the crime system holds 23 crimes. Six of the 23 were filed with no further action and eight were withdrawn.",
    ]);
    assert_eq!(facts.get("withdrawn"), None, "{facts:?}");
}

#[test]
fn results_in_quotation_marks_are_results() {
    let facts = read(&[
        TOTAL,
        "2018. We received two complaints. One was \u{2018}withdrawn\u{2019} and the other \u{2018}not upheld\u{2019}.",
    ]);
    assert_eq!(facts.get("withdrawn 2018"), Some(&1), "{facts:?}");
    assert_eq!(facts.get("not_upheld 2018"), Some(&1), "{facts:?}");
}

#[test]
fn the_latter_is_the_second_of_two_sets_however_they_are_told() {
    for text in [
        "Public complaints and internal conduct matters accounted for seven and five of these respectively. Of the former, seven were withdrawn. Of the latter, three were not upheld and two are under investigation.",
        "Seven were public complaints. Five were conduct matters. Of the former, seven were withdrawn. Of the latter, three were not upheld and two are under investigation.",
    ] {
        let facts = read(&[TOTAL, text]);
        let of = |cell: &str| facts.get(cell).copied();
        assert_eq!(of("not_upheld internal"), Some(3), "{facts:?}");
        assert_eq!(of("not_upheld public"), None, "{facts:?}");
    }
}

#[test]
fn corrections_leave_the_new_figures() {
    let facts = read(&[
        "The number of allegations of sexual assault made against officers is not, as first stated, 17, but 16. One allegation had been counted twice. By year: nine in 2016 and seven in 2017.",
        "No case to answer was found in nine of the allegations, as we told you. Not upheld: three, where the letter of 4 March had five.",
    ]);
    let of = |cell: &str| facts.get(cell).copied();
    assert_eq!((of(""), of("2016"), of("2017")), (Some(16), Some(9), Some(7)), "{facts:?}");
    assert_eq!((of("no_case_to_answer"), of("not_upheld")), (Some(9), Some(3)), "{facts:?}");
}

#[test]
fn what_is_left_out_is_not_counted() {
    let facts = read(&[
        TOTAL,
        "Staff and PCSOs have been excluded. (There were four allegations about them.)",
    ]);
    assert_eq!(facts.get(""), Some(&12), "{facts:?}");
    let facts = read(&[
        TOTAL,
        "The officer was male in every case with the exception of one allegation in 2018, in which the officer was female.",
    ]);
    assert_eq!((facts.get("male"), facts.get("female 2018")), (Some(&11), None), "{facts:?}");
    assert_eq!(facts.get("2018 female"), Some(&1), "{facts:?}");
}

/// Whole counts by cell, of which a question is asked.
fn of<'f>(facts: &'f BTreeMap<String, u64>) -> impl Fn(&str) -> Option<u64> + 'f {
    |cell| facts.get(cell).copied()
}

#[test]
fn a_part_of_the_period_is_not_the_whole() {
    for text in [
        "There were 60 allegations of sexual assault against officers from 2016 to 2018.",
        "Between January 2016 and the end of 2018 there were 60 allegations of sexual assault.",
    ] {
        assert_eq!(of(&read(&[text]))(""), None, "{text}");
    }
    let whole = "Between the beginning of 2016 and the end of 2020 there were 60 allegations of sexual assault.";
    assert_eq!(of(&read(&[whole]))(""), Some(60));
    // Figures for those years alone that add up to it: that is all there is.
    let facts = read(&[
        "From 2017 to 2020 the force recorded seven allegations of sexual assault by officers.",
        "Two were recorded in 2017, one in 2018, three in 2019 and one in 2020.",
    ]);
    assert_eq!(of(&facts)(""), Some(7), "{facts:?}");
}

#[test]
fn what_came_in_outside_the_period_is_not_counted() {
    for text in [
        "The three allegations received in 2021 are still being investigated.",
        "Three allegations from 2021 are still being investigated.",
    ] {
        assert_eq!(of(&read(&[TOTAL, text]))("under_investigation"), None, "{text}");
    }
    let facts = read(&[TOTAL, "As of June 2021 three are still being investigated."]);
    assert_eq!(of(&facts)("under_investigation"), Some(3));
}

#[test]
fn all_of_a_year_is_of_that_year() {
    let years = "Three were recorded in 2019 and nine in 2020.";
    for text in ["In 2019 all were made by the public.", "2019: all public."] {
        let facts = read(&[TOTAL, years, text]);
        let of = of(&facts);
        assert_eq!((of("2019 public"), of("public")), (Some(3), None), "{text}: {facts:?}");
    }
}

#[test]
fn a_rest_that_is_a_range_is_no_number() {
    let facts = read(&[
        TOTAL,
        "In 10 allegations the officer was male; in the rest (fewer than 5) the officer was female.",
    ]);
    // The greatest it may be; an exact four was printed before.
    assert_eq!(of(&facts)("male"), Some(10), "{facts:?}");
    let four = crate::extract::prose::quantity::find("in the rest (fewer than 5) the officer");
    assert!(four.iter().filter_map(|q| q.printed()).all(|n| !n.is_exact()));
}

#[test]
fn corrections_in_sentences_of_their_own() {
    let facts = read(&[
        TOTAL,
        "We also said that nobody had been dismissed. That was an error: one officer was dismissed. Nine were not upheld.",
        "That leaves two, which were withdrawn.",
    ]);
    let of = of(&facts);
    assert_eq!(
        (of("dismissed"), of("not_upheld"), of("withdrawn")),
        (Some(1), Some(9), Some(2)),
        "{facts:?}"
    );
    let facts = read(&[
        TOTAL,
        "Our reply gave six allegations with a finding of no case to answer. The correct number is seven.",
    ]);
    assert_eq!(facts.get("no_case_to_answer"), Some(&7), "{facts:?}");
}

#[test]
fn years_told_by_those_before_them() {
    let facts = read(&[
        "We recorded eighteen allegations of sexual assault against serving officers.",
        "The busiest year was 2017, in which five were recorded. In the year before there had been four, and in each of the three years which followed there were three.",
    ]);
    let told = ["2016", "2017", "2018", "2019", "2020"].map(of(&facts));
    assert_eq!(told, [4, 5, 3, 3, 3].map(Some), "{facts:?}");
    let facts = read(&[
        TOTAL,
        "2016. Four allegations.",
        "2017. Half that number. In both, no case to answer.",
        "2018. As the year before, two: one not upheld, the other withdrawn.",
    ]);
    let of = of(&facts);
    assert_eq!((of("2017"), of("2018")), (Some(2), Some(2)), "{facts:?}");
    assert_eq!((of("no_case_to_answer 2017"), of("withdrawn 2018")), (Some(2), Some(1)));
}

#[test]
fn what_would_have_been_is_an_outcome() {
    let facts = read(&[
        TOTAL,
        "Two were dismissed, and one would have been dismissed had he not already left. A couple were withdrawn by the person who'd made them.",
    ]);
    let of = of(&facts);
    assert_eq!((of("would_have_been_dismissed"), of("withdrawn")), (Some(1), Some(2)), "{facts:?}");
}

#[test]
fn officers_not_identified_are_what_is_left_of_the_sexes() {
    let end = "In one the officer has not been identified.";
    let facts = read(&[TOTAL, &format!("Nine were made against men and two against women. {end}")]);
    assert_eq!(facts.get("unknown"), Some(&1), "{facts:?}");
    let facts = read(&[TOTAL, &format!("Nine were not upheld and two withdrawn. {end}")]);
    assert_eq!(facts.get("officer_not_identified"), Some(&1), "{facts:?}");
}
