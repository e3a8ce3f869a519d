//! Sentences that build on a set just spoken of: parts of it, two of it told one by one, things of another kind
//! it holds, what brackets add to an entry.

use super::{TOTAL, of, read};

#[test]
fn the_parts_of_a_set_go_on_over_sentences() {
    let facts = read(&[
        TOTAL,
        "Of the five internal matters, two ended in the dismissal of the officer, one recorded in 2016 and the other in 2019. One resulted in a final written warning and one in management action. In the fifth, the officer retired before proceedings could be concluded.",
    ]);
    let of = of(&facts);
    let told = ["dismissed", "final_written_warning", "management_action", "retired"];
    let counts = told.map(|code| of(&format!("{code} internal")));
    assert_eq!(counts, [2, 1, 1, 1].map(Some), "{facts:?}");
}

#[test]
fn two_told_one_by_one_share_what_was_said_of_both() {
    let facts = read(&[
        "Five allegations of sexual assault were recorded against serving officers. One was recorded in 2016, two in 2018, one in 2019 and one in 2020.",
        "Both of the allegations recorded in 2018 were internal conduct matters concerning male officers. In the first, the complainant was a female colleague and the officer was dismissed. In the second, the complainant was a male colleague and the investigation found no case to answer.",
    ]);
    let of = of(&facts);
    assert_eq!(of("dismissed 2018 male female internal"), Some(1), "{facts:?}");
    assert_eq!(of("no_case_to_answer 2018 male male internal"), Some(1), "{facts:?}");
}

#[test]
fn as_many_of_those_so_many() {
    let facts = read(&[
        TOTAL,
        "Eight were public complaints. The other four were conduct matters, and two of those four were recorded in 2020.",
    ]);
    assert_eq!(facts.get("2020 internal"), Some(&2), "{facts:?}");
    assert_eq!(facts.get("2020"), None, "{facts:?}");
}

#[test]
fn cases_hold_allegations_and_concern_officers() {
    let facts = read(&[
        "The force recorded eight cases of sexual assault by serving officers.",
        "Those eight cases contained ten allegations and involved 11 officers. Of the 11 officers, ten were male and one was female.",
        "Of the ten allegations, four resulted in no case to answer and six were not upheld.",
    ]);
    let of = of(&facts);
    assert_eq!(of("no_case_to_answer"), Some(4), "{facts:?}");
    assert_eq!((of("no_case_to_answer male"), of("male")), (None, Some(10)), "{facts:?}");
    let facts = read(&[
        TOTAL,
        "They belong to nine separate cases, two of which hold two allegations each.",
    ]);
    assert!(!facts.values().any(|n| *n == 2), "{facts:?}");
}

#[test]
fn who_reported_whom() {
    let facts = read(&[
        TOTAL,
        "There were two in 2019. The first of the two complaints recorded in 2019 was an internal matter, reported by a female officer about a male colleague. It went to a misconduct hearing and he received a final written warning.",
    ]);
    assert_eq!(facts.get("final_written_warning 2019 male female internal"), Some(&1), "{facts:?}");
}

#[test]
fn a_bracket_adds_to_an_entry() {
    let facts = read(&[
        TOTAL,
        "Management advice \u{2013} 1 (2016)",
        "Not upheld \u{2013} 2 (both from 2017)",
        "2018 \u{2013} 1 allegation (withdrawn by complainant)",
    ]);
    let of = of(&facts);
    assert_eq!((of("management_advice"), of("management_advice 2016")), (Some(1), Some(1)));
    assert_eq!((of("not_upheld"), of("not_upheld 2017")), (Some(2), Some(2)), "{facts:?}");
    assert_eq!((of("2018"), of("withdrawn 2018")), (Some(1), Some(1)), "{facts:?}");
}

#[test]
fn each_of_the_other_years() {
    let facts = read(&[
        TOTAL,
        "Three were recorded in 2016. In each of the other four years, 2017, 2018, 2019 and 2020, there were two.",
    ]);
    let told = ["2017", "2018", "2019", "2020"].map(of(&facts));
    assert_eq!(told, [2, 2, 2, 2].map(Some), "{facts:?}");
}

#[test]
fn a_case_field_by_field() {
    let one = read(&[
        "A search found one allegation of sexual assault against a serving officer. It was recorded in 2018.",
        "For the one allegation we can say the following:",
        "(a) Sex of officer: male",
        "(b) Sex of complainant: female",
        "(c) Type: internal conduct matter",
        "(d) Outcome: final written warning",
    ]);
    let of_one = of(&one);
    assert_eq!(
        (of_one("internal"), of_one("final_written_warning")),
        (Some(1), Some(1)),
        "{one:?}"
    );
    assert_eq!(of_one("final_written_warning male female internal"), Some(1), "{one:?}");
    let two = read(&[
        "We recorded two allegations of sexual assault against serving officers.",
        "Allegation 1",
        "Year: 2016",
        "Sex of officer: Male",
        "Outcome: No case to answer",
        "Allegation 2",
        "Year: 2018",
        "Sex of officer: Male",
        "Outcome: Dismissed",
    ]);
    let of_two = of(&two);
    assert_eq!((of_two("male"), of_two("dismissed"), of_two("2016")), (Some(2), Some(1), Some(1)));
}

#[test]
fn the_only_one_of_a_year_is_what_follows_speaks_of() {
    let facts = read(&[
        TOTAL,
        "There were two in 2019. The first was a public complaint by a man against a female officer and was withdrawn. The second was a public complaint by a woman against a male officer.",
        "The only allegation in 2020 was an internal conduct matter. The officer is male, the complainant is female and the investigation is ongoing.",
    ]);
    let of = of(&facts);
    assert_eq!(of("under_investigation 2020 male female internal"), Some(1), "{facts:?}");
    assert_eq!(of("under_investigation 2019 male female public"), None, "{facts:?}");
}
