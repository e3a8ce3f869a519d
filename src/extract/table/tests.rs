//! What tables of one kind or another come out as, written as a person would type them: a line a
//! row, a bar between cells.

use std::sync::LazyLock;

use crate::extract::extract;
use crate::model::document::{Block, BlockKind, Cell, Document};
use crate::model::investigation::Investigation;
use crate::model::locator::Locator;
use crate::model::observation::Observation;
use crate::normalise::authority::Register;
use crate::normalise::vocabulary::Vocabulary;

static LISTS: LazyLock<(Investigation, Vocabulary)> = LazyLock::new(|| {
    let investigation = crate::investigation::built_in();
    let vocabulary = Vocabulary::new(&investigation).expect("the lists are well formed");
    (investigation, vocabulary)
});

fn table(lines: &str) -> Block {
    let mut cells = Vec::new();
    for (r, line) in lines.trim().lines().enumerate() {
        for (c, text) in line.split('|').enumerate().filter(|(_, t)| !t.trim().is_empty()) {
            let place = Locator::Line(r as u32 + 1);
            cells.push(Cell::new(r as u32, c as u32, text.trim(), place));
        }
    }
    Block::table(cells, Locator::Line(1))
}

fn read(over: &[&str], lines: &str) -> Vec<Observation> {
    let (investigation, vocabulary) = &*LISTS;
    let texts = over.iter().map(|t| Block::text(BlockKind::Paragraph, *t, Locator::Line(1)));
    let mut blocks: Vec<Block> = texts.collect();
    blocks.push(table(lines));
    let document = Document { blocks, ..Document::default() };
    let register = Register::new();
    let out = extract(&document, vocabulary, investigation, &register, &Default::default());
    out.gathered.observations.into_iter().filter(|o| o.out_of_scope.is_none()).collect()
}

/// "outcome=upheld year=2018: 4" for every figure of the contract's dimensions, sorted, once each.
fn figures(over: &[&str], lines: &str) -> Vec<String> {
    let plain = |o: &Observation| !o.cell.keys().any(|d| d.name() == "category");
    let mut out: Vec<String> = read(over, lines).iter().filter(|o| plain(o)).map(told).collect();
    out.sort();
    out.dedup();
    out
}

fn told(o: &Observation) -> String {
    let values: Vec<String> = o
        .cell
        .iter()
        .map(|(d, v)| format!("{}={}", d.name(), v.iter().cloned().collect::<Vec<_>>().join("+")))
        .collect();
    format!("{}: {}", values.join(" "), o.count)
}

fn holds(found: &[String], wanted: &[&str]) {
    for one in wanted {
        assert!(found.iter().any(|f| f == one), "no `{one}` in {found:#?}");
    }
}

#[test]
fn a_span_of_all_the_years_is_the_total_wherever_it_stands() {
    for span in ["2016/17 - 2020/21", "2016/17 to 2020/21", "Total 2016/17 - 2020/21"] {
        let lines =
            format!("Year | Upheld | Withdrawn\n{span} | 3 | 4\n2016/17 | 1 | 2\n2020/21 | 2 | 2");
        let found = figures(&[], &lines);
        holds(&found, &["outcome=upheld: 3", "outcome=withdrawn year=2016/17: 2"]);
    }
}

#[test]
fn a_pivot_calls_the_unknown_blank() {
    let found = figures(
        &["Allegations of sexual assault"],
        "Source | Officer sex | 2016 | 2017 | Total\n\
         Internal | Male | 2 | 1 | 3\n | (blank) | 1 | 3 | 4\n | (blank) Total | 1 | 3 | 4\n\
         Internal Total | | 3 | 4 | 7",
    );
    holds(&found, &["officer_sex=unknown source=internal: 4", "source=internal: 7"]);
}

#[test]
fn a_tidy_table_is_summed_by_each_of_its_columns() {
    let rows = "Year | Officer sex | Outcome | Number\n\
                2016 | Male | Upheld | 2\n2016 | Male | Withdrawn | 1\n2017 | Male | Withdrawn | 1\n\
                2017 | Female | Upheld | 2\n";
    let wanted = [
        "outcome=upheld: 4",
        "year=2016: 3",
        "year=2017: 3",
        "officer_sex=female: 2",
        "officer_sex=male: 4",
    ];
    for end in ["", "Total | | | 6"] {
        holds(&figures(&[], &format!("{rows}{end}")), &wanted);
    }
}

#[test]
fn led_in_rows_are_parts_of_the_row_above() {
    for mark in ["- ", "\u{2013} ", "\u{2022} ", "of which: "] {
        let lines = format!(
            "Outcome | Number\nCase to answer | 5\n{mark}written warning | 2\n{mark}dismissed | 3\n\
             Withdrawn | 4\nTotal | 9"
        );
        let all = read(&[], &lines);
        let total = all.iter().find(|o| o.cell.is_empty()).map(|o| o.count.min);
        assert_eq!(total, Some(9), "{mark}");
        holds(&figures(&[], &lines), &["outcome=case_to_answer: 5", "outcome=dismissed: 3"]);
    }
}

#[test]
fn of_which_names_no_total() {
    let found = figures(
        &[],
        "Outcome | Number\nCases with no finding, of which: | 5\nNot upheld | 2\n\
         No case to answer | 3\nWithdrawn | 4\nTotal | 9",
    );
    holds(&found, &[": 9", "outcome=not_upheld: 2"]);
    assert!(!found.iter().any(|f| f == ": 5"), "{found:?}");
}

#[test]
fn a_subtotal_is_not_its_own_part() {
    let found = figures(
        &[],
        "Outcome | Number\nClosed\nUpheld | 2\nWithdrawn | 4\nSubtotal closed | 6\nOpen\n\
         Criminal enquiry | 3\nInvestigation ongoing | 1\nSubtotal open | 4\nTotal | 10",
    );
    holds(&found, &[": 10", "outcome=under_investigation: 1"]);
    for wrong in [": 6", ": 4", "outcome=under_investigation: 4"] {
        assert!(!found.iter().any(|f| f == wrong), "`{wrong}` in {found:?}");
    }
}

#[test]
fn blocks_of_columns_have_axes_of_their_own() {
    let found = figures(
        &[],
        " | Source | | Complainant | | Outcome and sex of officer | |\n\
         Year | PC | CM | F | M | NFA - M | NFA - F | W/D - M\n\
         2016 | 3 | 1 | 2 | 2 | 2 | 1 | 1\n2017 | 1 | 1 | 1 | 1 | 1 | 0 | 1",
    );
    holds(
        &found,
        &[
            "year=2016 source=public: 3",
            "year=2016 source=internal: 1",
            "year=2016 complainant_sex=female: 2",
            "outcome=no_further_action year=2016 officer_sex=male: 2",
            "outcome=withdrawn year=2017 officer_sex=male: 1",
        ],
    );
}

#[test]
fn a_year_in_the_corner_holds_for_the_table() {
    let found = figures(
        &[],
        "Year ending 31 December 2018 | Count of allegations\nUpheld | 2\nWithdrawn | 1\nTotal | 3",
    );
    holds(&found, &["year=2018: 3", "outcome=upheld year=2018: 2"]);
}

#[test]
fn the_numbers_of_questions_are_no_counts() {
    let found = figures(
        &[],
        "Q | Question | Answer\n\
         1 | How many allegations of sexual assault were made against officers? | 17",
    );
    assert_eq!(found, [": 17"]);
}

#[test]
fn whose_sex_is_told_by_the_only_party_spoken_of() {
    let lines = "Outcome | Male | Female\nUpheld | 2 | 1\nWithdrawn | 3 | 0";
    let found = figures(&["Allegations of sexual assault against police officers"], lines);
    holds(&found, &["outcome=upheld officer_sex=male: 2"]);
    // With two parties spoken of it stays open.
    let both = "The sex of each complainant is shown where it is known.";
    let found = figures(&["Allegations of sexual assault against police officers", both], lines);
    assert!(!found.iter().any(|f| f.contains("officer_sex")), "{found:?}");
}

#[test]
fn yes_and_no_answer_what_the_heading_asks() {
    for heading in ["On duty?", "Whilst on shift?", "On duty at the time (Y/N)"] {
        let lines = format!("{heading} | Number\nYes | 5\nNo | 7\nTotal | 12");
        let found = figures(&["Allegations of sexual assault against officers"], &lines);
        holds(&found, &["duty=on: 5", "duty=off: 7", ": 12"]);
    }
    let lines = "Public complaint? | Allegations\nYes | 3\nNo | 4";
    holds(&figures(&[], lines), &["source=public: 3", "source=internal: 4"]);
    // What a heading asks that is not understood leaves no total behind.
    let found = figures(&[], "Left-handed? | Allegations\nYes | 3\nNo | 4");
    assert!(!found.iter().any(|f| f == ": 4" || f == ": 3"), "{found:#?}");
}

#[test]
fn labels_torn_into_columns_are_read_whole() {
    let lines = "Result | | 2016 | 2017\nWithdrawn by the | complainant | 1 | 2\n\
                 No case to answer | | 3 | 4\nUpheld | | 0 | 1\nAll | | 4 | 7";
    let found = figures(&[], lines);
    holds(&found, &["outcome=withdrawn year=2016: 1", "outcome=upheld year=2017: 1"]);
}

#[test]
fn years_that_head_columns_make_no_listing() {
    let lines = "| FY 16/17 | FY 17/18 | FY 18/19\nAll complaints | 6 | 5 | 7\n\
                 Of which: officer M | 6 | 4 | 7\nOf which: officer F | 0 | 1 | 0";
    let found = figures(&["Sexual assault complaints"], lines);
    holds(&found, &["year=2016/17: 6", "year=2017/18 officer_sex=female: 1"]);
}

#[test]
fn an_exemption_in_a_cell_is_no_count() {
    let lines = "Year | Allegations | Female | Male\n2016 | 4 | [40(2)] | [40(2)]\n\
                 2017 | 3 | s40(2) | S.40(2)\nTotal | 7 | 6 | 1";
    let found = figures(&["Sexual assault: sex of complainant"], lines);
    assert!(!found.iter().any(|f| f.ends_with(": 40")), "{found:#?}");
    holds(&found, &["complainant_sex=female: 6", "year=2016: 4"]);
}

#[test]
fn a_finding_and_what_followed_are_one_outcome() {
    let lines = "Year | Officer sex | Finding | Action\n2016 | M | Not upheld | NFA\n\
                 2017 | M | Upheld | Dismissed\n2018 | F | Under investigation | \n\
                 2019 | M | No case to answer | NFA";
    let found = figures(&["Sexual assault allegations, one row each"], lines);
    holds(
        &found,
        &[
            "outcome=not_upheld: 1",
            "outcome=dismissed: 1",
            "outcome=under_investigation: 1",
            "outcome=no_case_to_answer: 1",
        ],
    );
}

#[test]
fn a_total_needs_no_name_where_everything_adds_up_to_it() {
    for name in ["Northshire Police", "Recorded in the register"] {
        let rows = format!(
            "Outcome | 2018 | 2019\nUpheld | 1 | 2\nNot upheld | 3 | 1\nWithdrawn | 0 | 4\n{name} | 4 | 7"
        );
        holds(&figures(&[], &rows), &["year=2018: 4", "year=2019: 7"]);
        let columns = format!(
            "Year | Upheld | Not upheld | Withdrawn | {name}\n2018 | 1 | 3 | 0 | 4\n2019 | 2 | 1 | 4 | 7"
        );
        let found = figures(&[], &columns);
        holds(&found, &["year=2018: 4", "year=2019: 7"]);
        assert!(!found.iter().any(|f| f.contains("outcome=other")), "{found:?}");
    }
    // The total of what is closed is not that of everything.
    let closed = figures(
        &[],
        "Outcome | 2018 | 2019\nUpheld | 1 | 2\nNot upheld | 3 | 1\nFinalised | 4 | 3",
    );
    holds(&closed, &["outcome=upheld year=2018: 1"]);
    assert!(!closed.iter().any(|f| f == "year=2018: 4" || f.contains("other")), "{closed:?}");
    // What does not add up stays a label that is not understood; so does the rest of something.
    for (name, last) in [("Finalised", "5 | 7"), ("Other", "4 | 7")] {
        let rows = format!(
            "Outcome | 2018 | 2019\nUpheld | 1 | 2\nNot upheld | 3 | 1\nWithdrawn | 0 | 4\n{name} | {last}"
        );
        let found = figures(&[], &rows);
        assert!(!found.iter().any(|f| f == "year=2019: 7"), "{name}: {found:?}");
    }
}

#[test]
fn the_sum_of_blocks_is_of_none_of_them() {
    let found = figures(
        &[],
        "2018\nUpheld | 2\nNFA | 3\nSubtotal | 5\n2019\nOngoing | 2\nNFA | 1\nSubtotal | 3\nOverall | 8",
    );
    holds(&found, &["year=2018: 5", "year=2019: 3", ": 8"]);
    assert!(!found.iter().any(|f| f == "year=2019: 8"), "{found:?}");
}

#[test]
fn a_cell_may_count_its_own_values() {
    let found = figures(
        &[],
        "Year | Allegations | Outcomes\n2018 | 1 | 1 x Words of advice\n\
         2019 | 4 | 3 x No case to answer 1 x Dismissed",
    );
    holds(
        &found,
        &[
            "year=2019: 4",
            "outcome=words_of_advice year=2018: 1",
            "outcome=no_case_to_answer year=2019: 3",
            "outcome=dismissed year=2019: 1",
        ],
    );
}

#[test]
fn a_column_of_few_values_tells_its_typing_errors_and_a_total_past_the_period_is_outside() {
    let found = figures(
        &["Allegations of sexual assault, one row for each"],
        "Ref | Year | How received | Officer sex | Outcome\nA/1 | 2018 | public | male | upheld\n\
         A/2 | 2019 | pubic | mle | not upheld\nA/3 | 2020 | internal | female | withdrawn\n\
         A/4 | 2020 | public | male | withdrawn\nA/5 | 2021 | public | male | withdrawn\n\
         Grand total incl. 2021 to date | | | | 5",
    );
    holds(&found, &["source=public: 3", "officer_sex=male: 3", ": 4"]);
    assert!(!found.iter().any(|f| f == ": 5" || f.contains("unknown")), "{found:?}");
}

#[test]
fn years_for_which_nothing_is_held_are_columns_all_the_same() {
    let found = figures(
        &["Allegations of sexual assault"],
        "Outcome | 2016 | 2017 | 2018 | 2019 | 2018 to 2019\n\
         Upheld | not held | not held | 2 | 1 | 3\nWithdrawn | not held | not held | 0 | 4 | 4\n\
         All allegations | not held | not held | 2 | 5 | 7\nCases in which they were made | not held | not held | 2 | 4 | 6",
    );
    holds(&found, &["outcome=upheld year=2018: 2", "outcome=withdrawn: 4", "year=2019: 5"]);
    assert!(!found.iter().any(|f| f.contains("unknown") || f.contains("other")), "{found:?}");
}

#[test]
fn letters_that_name_the_rows_are_no_sexes() {
    let found = figures(
        &["Allegations of sexual assault"],
        "Case | Duty | Result | Allegations\nD | Off | Not upheld | 5\nE | On | Withdrawn | 3\n\
         F | Off | Upheld | 2\nG | Off | Not upheld | 4\nTotal | | | 14",
    );
    assert!(!found.iter().any(|f| f.contains("sex")), "{found:?}");
}

#[test]
fn rows_numbered_anew_in_each_year_are_records() {
    let found = figures(
        &["Complaints of sexual assault against officers, one to a line"],
        "Year | Rank | Outcome | No. in year | Running no.\n2018 | Constable | Not upheld | 1 | 1\n\
         2018 | Sergeant | Withdrawn | 2 | 2\n2018 | Constable | Not upheld | 3 | 3\n\
         2019 | Constable | Not upheld | 1 | 4\n2019 | Constable | Withdrawn | 2 | 5\n\
         2019 | Constable | Withdrawn | 3 | 6",
    );
    holds(&found, &["year=2018: 3", "outcome=not_upheld: 3", "outcome=withdrawn: 3", ": 6"]);
}

#[test]
fn a_table_of_other_subjects_is_so_to_its_last_row() {
    let found = figures(
        &["Types of allegation most often made"],
        "Type | 2018 | 2019\nIncivility | 88 | 97\nNeglect of duty | 141 | 136\nOther assault | 44 | 39\n\
         Unlawful arrest | 22 | 18\nAll allegations | 295 | 290",
    );
    assert!(!found.iter().any(|f| f.ends_with("22") || f.ends_with("290")), "{found:?}");
}

#[test]
fn the_total_of_what_lies_outside_is_outside() {
    let found = figures(
        &["Complaints of sexual assault"],
        "Outcome | 2016-2020 | 2021 to 31 May | Grand total\nNo case to answer | 1 | | 1\n\
         Resolved | | 1 | 1\nOngoing | 2 | 1 | 3\nGrand total | 3 | 2 | 5",
    );
    holds(&found, &["outcome=no_case_to_answer: 1", "outcome=under_investigation: 2", ": 3"]);
    assert!(!found.iter().any(|f| f.contains("resolved") || f == ": 5"), "{found:?}");
    // One that names the years asked about is inside, as many as there may be beside it.
    let found = figures(
        &["Complaints of sexual assault"],
        "Finding | 1 January 2016 to 31 December 2020 | 2021 to 31 May\nNot upheld | 7 | 0\n\
         Withdrawn | 0 | 0\nUpheld | 4 | 4",
    );
    holds(&found, &["outcome=not_upheld: 7", "outcome=withdrawn: 0", "outcome=upheld: 4"]);
}

#[test]
fn a_row_that_names_a_reference_counts_nothing() {
    let told_of = |lines: &str| read(&[], lines).iter().map(told).collect::<Vec<String>>();
    assert_eq!(told_of("Our reference|671/21\nDate received|04/06/2021"), Vec::<String>::new());
    assert_eq!(told_of("Reference number|1234"), Vec::<String>::new());
    // A row of a value counts, whatever word it ends in.
    let counted = told_of("Outcome|Number\nUpheld|2\nWithdrawn|1\nTotal number|3");
    assert_eq!(counted, ["outcome=upheld: 2", "outcome=withdrawn: 1", ": 3"]);
}

#[test]
fn a_question_on_both_routes_gives_neither() {
    let over = [
        "How many complaints or internal reports alleging sexual assault by a serving officer were recorded?",
    ];
    let found = figures(&over, "Year | Number recorded\n2016 | 3\n2017 | 2\nTotal | 5");
    assert!(found.contains(&"year=2016: 3".to_string()), "{found:?}");
    // A table that tells the routes apart covers both, whatever the words above say.
    let over = ["Internal conduct matters and their officers, sexual assault"];
    let lines = "Sex of officer | Public complaint | Internal conduct | Total\nMale | 8 | 4 | 12\nFemale | 1 | 1 | 2\nTotal | 9 | 5 | 14";
    let found = figures(&over, lines);
    assert!(found.contains(&"officer_sex=male: 12".to_string()), "{found:?}");
}

#[test]
fn totals_of_a_pivot_are_of_what_the_other_heads() {
    let lines = "Sexual assault | Complaint | Complaint Total | Conduct | Conduct Total | Grand Total\n2016 | 5 | 5 | 1 | 1 | 6\n2017 | 4 | 4 | 2 | 2 | 6\nGrand Total | 9 | 9 | 3 | 3 | 12";
    let found = figures(&[], lines);
    let total = |what: &str| found.contains(&what.to_string());
    assert!(total("year=2016 source=public: 5") && total("year=2016: 6"), "{found:?}");
    assert!(!total("year=2016: 5"), "{found:?}");
}

#[test]
fn parts_are_counted_in_the_unit_before_them() {
    let lines = "Year | Cases | Allegations of sexual assault | Of which public | Of which internal\n2016 | 4 | 5 | 3 | 2\n2017 | 5 | 6 | 4 | 2\nTotal | 9 | 11 | 7 | 4";
    let found = read(&[], lines);
    let public = found.iter().find(|o| o.count.max == 3).expect("the public ones of 2016");
    assert_eq!(public.unit, Some(crate::model::observation::Unit::Allegation));
}

#[test]
fn all_allegations_of_a_table_are_no_other_subject() {
    let over = ["Table B: sex of officer, all allegations of sexual assault in Table A"];
    let found =
        figures(&over, "Officer | Number\nMale officer | 9\nFemale officer | 2\nTotal | 11");
    assert!(found.contains(&"officer_sex=male: 9".to_string()), "{found:?}");
}

#[test]
fn whether_asks_and_gives_no_value() {
    let over = [
        "How many allegations of sexual assault were made, and whether the officer was on duty?",
        "Table 3: allegations of sexual assault, on and off duty together",
    ];
    let found = figures(&over, "Year | Number\n2016 | 3\n2017 | 2\nTotal | 5");
    assert!(found.contains(&"year=2016: 3".to_string()), "{found:?}");
}

/// A letter of two forces or one, with a table of both.
fn of_forces(letterhead: &[&str], lines: &str) -> Vec<(Option<String>, String)> {
    let mut found: Vec<(Option<String>, String)> =
        read(letterhead, lines).iter().map(|o| (o.authority.clone(), told(o))).collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn each_force_has_its_part_of_a_table() {
    let joint = [
        "Norfolk Constabulary",
        "Suffolk Constabulary",
        "This joint letter answers for both forces. The figures are of allegations of sexual assault.",
    ];
    let lines = " | Norfolk | | Suffolk |\nYear | Public | Internal | Public | Internal\n2016 | 3 | 1 | 2 | 0\n2017 | 2 | 0 | 1 | 1\nTotal | 5 | 1 | 3 | 1";
    let of = |id: &str, what: &str| (Some(id.to_string()), what.to_string());
    let found = of_forces(&joint, lines);
    assert!(found.contains(&of("norfolk", "year=2016 source=public: 3")), "{found:?}");
    assert!(found.contains(&of("suffolk", "year=2017 source=internal: 1")), "{found:?}");
    let rows = "Force | Male | Female\nNorfolk | 20 | 1\nSuffolk | 14 | 0\nBoth forces | 34 | 1";
    let over = [&joint[..], &["Sex of the officer"]].concat();
    let found = of_forces(&over, rows);
    assert!(found.contains(&of("norfolk", "officer_sex=male: 20")), "{found:?}");
    assert!(!found.iter().any(|(_, what)| what.ends_with(": 34")), "{found:?}");
    // What stands of another force in the letter of one is not its own.
    let own = [
        "Norfolk Constabulary",
        "Norfolk Constabulary, Freedom of Information",
        "Allegations of sexual assault. Sex of the officer",
    ];
    let found = of_forces(&own, rows);
    assert!(found.iter().any(|(_, what)| what == "officer_sex=male: 20"), "{found:?}");
    assert!(!found.iter().any(|(_, what)| what.ends_with(": 14")), "{found:?}");
}

#[test]
fn a_finding_is_counted_beside_the_action_that_followed() {
    let rows = "Case ref | Finding | Action\nCM/1 | Case to answer | Dismissed\n\
                CM/2 | Case to answer | Written warning\nCM/3 | No case to answer |\n\
                CM/4 | Case to answer |\nCM/5 | No case to answer |";
    let found = figures(&["Allegations of sexual assault against serving officers"], rows);
    holds(
        &found,
        &[
            "outcome=case_to_answer: 3",
            "outcome=dismissed: 1",
            "outcome=written_warning: 1",
            "outcome=no_case_to_answer: 2",
            ": 5",
        ],
    );
}

#[test]
fn references_are_counted_only_where_the_letter_counts_them() {
    let rows = "Complaint case | Outcome\nCO/00129 | Not upheld\nCO/00129 | Upheld\nCO/00140 | Withdrawn\n\
                CO/00157 | Not upheld\nCO/00157 | Not upheld";
    let each = "Sexual assault: the list has one line for each allegation.";
    let total = |over: &[&str]| -> Vec<String> {
        figures(over, rows).into_iter().filter(|f| f.starts_with(": ")).collect()
    };
    assert_eq!(total(&[each]), [": 5"]);
    assert_eq!(total(&["There were 3 cases of sexual assault.", each]), [": 3", ": 5"]);
}

#[test]
fn a_subtotal_beside_the_name_of_a_group_is_of_that_group() {
    let lines = "Type | Year | Not upheld | Withdrawn | Total\nPublic complaint | 2016 | 2 | 1 | 3\n\
                 | 2017 | 1 | 1 | 2\nSub-total | | 3 | 2 | 5\nConduct matter | 2016 | 0 | 1 | 1\n\
                 | 2017 | 1 | 0 | 1\nSub-total | | 1 | 1 | 2\nGrand total | | 4 | 3 | 7";
    let found = figures(&["Sexual assault allegations"], lines);
    holds(
        &found,
        &[
            "outcome=not_upheld source=public: 3",
            "outcome=withdrawn source=internal: 1",
            "outcome=not_upheld: 4",
            "source=public: 5",
        ],
    );
}

#[test]
fn a_heading_of_what_is_beside_the_answer_is_no_outcome() {
    let lines = "Officer sex | Allegations\nMale | 4\nFemale | 1";
    let found = figures(&["Explanation"], lines);
    holds(&found, &["officer_sex=male: 4", "officer_sex=female: 1"]);
    let listed = figures(&["Not upheld"], lines);
    holds(&listed, &["outcome=not_upheld officer_sex=male: 4"]);
}

#[test]
fn one_party_named_down_the_side_leaves_the_columns_to_the_other() {
    let lines = "Sex of officer | Female | Male | Total\nMale officer | 17 | 3 | 20\n\
                 Female officer | 1 | 1 | 2\nAll | 18 | 4 | 22";
    let found = figures(&["Sex of complainant"], lines);
    holds(
        &found,
        &[
            "officer_sex=male complainant_sex=female: 17",
            "officer_sex=female complainant_sex=male: 1",
            "officer_sex=male: 20",
            "complainant_sex=female: 18",
        ],
    );
}

#[test]
fn a_corner_says_of_whom_a_table_is() {
    let two = |corner: &str| figures(&[], &format!("{corner} | Number\nNot upheld | 4\nTotal | 4"));
    for corner in ["Allegations made in public complaints", "Outcome of public complaints"] {
        assert_eq!(two(corner), ["outcome=not_upheld source=public: 4", "source=public: 4"]);
    }
    let found = two("Outcome (allegations against male officers)");
    assert_eq!(found, ["officer_sex=male: 4", "outcome=not_upheld officer_sex=male: 4"]);
    // The name of the labels below.
    assert_eq!(
        figures(&[], "Public complaint or conduct matter | Number\nPublic | 4\nInternal | 2"),
        [": 6", "source=internal: 2", "source=public: 4"]
    );
}
