//! What is pointed out in a text about a figure, and what is not.

use assess::wording::{Subject, WordingRule, point_out, point_out_people};
use assess::{assess, figure_paragraph};
use framework::{ComparatorId, Framework};
use periods::Month;
use proptest::prelude::*;

use crate::council::{Council, council, period, series};

/// What is pointed out in a text about the county's figure of June 2021, with England beside it, as `rule: words`.
fn pointed_out(framework: &Framework, text: &str) -> Vec<String> {
    let assessment = assess(framework, None, series(framework, "kent"), period("2021-06"));
    let subject = Subject::of(framework, &assessment, &comparators(framework));
    let remarks = point_out(text, &subject, |word| word == "APP170");
    assert!(remarks.iter().all(|remark| remark.advice.ends_with('.')), "{remarks:?}");
    remarks.iter().map(|remark| format!("{}: {}", remark.rule.token(), &text[remark.span.clone()])).collect()
}

fn comparators(framework: &Framework) -> Vec<ComparatorId> {
    framework.comparator_values.keys().map(|key| key.comparator).collect()
}

/// 80.0% after 82.0% in May, against a target of 85% and a floor of 70%: below, amber, worsened.
fn visits() -> Council {
    council(&["rating = { scheme = 'floor', floor = '70' }"])
        .target("FY2021-22", "85")
        .figure("2021-01", "76.4")
        .figure("2021-05", "82")
        .figure("2021-06", "41/51")
        .comparator_row("period=2021-06, value=78.4")
}

/// What must be pointed out in which text, about the figure of a council.
fn check(council: &Council, table: &[(&str, &[&str])]) {
    let framework = council.compile();
    for (text, expected) in table {
        assert_eq!(pointed_out(&framework, text), *expected, "{text}");
    }
}

#[test]
fn the_wrong_side_of_the_target() {
    check(
        &visits(),
        &[
            ("Performance is above target.", &["target: above target"]),
            ("It is well above the target.", &["target: above the target"]),
            ("The figure is over our target", &["target: over our target"]),
            ("Higher than the target, for once more", &["target: Higher than the target"]),
            ("Performance is below target.", &[]),
            ("It remains just under\nthe target of 85%.", &[]),
            ("It is lower than its target.", &[]),
        ],
    );
    let on_target = council(&[]).target("FY2021-22", "80").figure("2021-06", "80");
    check(
        &on_target,
        &[
            ("It is above target.", &["target: above target"]),
            ("It is below target.", &["target: below target"]),
            ("It is on target.", &[]),
        ],
    );
}

#[test]
fn a_claim_that_is_not_of_this_figure_now_is_left_alone() {
    let left_alone = [
        "It was above target in May.",
        "It had been above target until April.",
        "We expect to be above target by September.",
        "It may be above target in May.",
        "It is not above target.",
        "It isn\u{2019}t above target yet.",
        "Three districts are above target.",
        "England is above target, and Kent below target.",
        "It is above target in one half and below target in the other half.",
        "Above the target range",
        "More above-target weeks",
        "There is no target above which nothing is done.",
        "The improved recording of visits shows.",
        "We are improving the offer to families.",
        "It improved in May and worsened in June.",
        "It has not improved.",
        "A green paper, the red folder and Amber Road.",
        "It moved from green to amber.",
        "Some of it is red and some of it is green.",
    ];
    let framework = visits().compile();
    for text in left_alone {
        assert_eq!(pointed_out(&framework, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_other_way() {
    check(
        &visits(),
        &[
            ("Timeliness has improved.", &["direction: improved"]),
            ("It improved from 82.0% to 80.4%.", &["direction: improved"]),
            ("It is improving steadily", &["direction: improving"]),
            ("It has worsened.", &[]),
            ("It deteriorated by 1.6 points.", &[]),
        ],
    );
    let low = visits_where("polarity = 'low'", "rating = { scheme = 'floor', floor = '90' }");
    check(&low, &[("It improved.", &[]), ("It has worsened since May.", &["direction: worsened"])]);
    let neutral = visits_where("polarity = 'none'", "may_exceed_100 = true");
    check(&neutral, &[("It improved.", &[]), ("It worsened.", &[])]);
    let of_a_year = visits_where(
        "polarity = 'high'",
        "directions = [{ against = 'previous period' }, { against = 'a year ago' }]",
    )
    .figure("2020-06", "70");
    check(&of_a_year, &[("It improved.", &[]), ("It worsened.", &[])]);
}

/// The same figures of another indicator.
fn visits_where(polarity: &str, other: &str) -> Council {
    council(&[polarity, other]).figure("2021-05", "82").figure("2021-06", "80")
}

#[test]
fn another_rating() {
    check(
        &visits(),
        &[
            ("GREEN: visits were in time.", &["rating: GREEN"]),
            ("It is rated red.", &["rating: red"]),
            ("It remains Green this month.", &["rating: Green"]),
            ("A red rating again", &["rating: red"]),
            ("AMBER: visits are late.", &[]),
            ("It is still amber.", &[]),
        ],
    );
    let unrated = council(&[]).figure("2021-06", "80");
    check(&unrated, &[("It is rated red.", &[])]);
}

#[test]
fn a_number_that_is_none_of_the_figures() {
    check(
        &visits(),
        &[
            ("It is 81.0%.", &["number: 81.0%"]),
            ("Only 81 per cent were in time.", &["number: 81 per cent"]),
            ("Against the target of 80.0% it is low.", &["number: 80.0%"]),
            ("It rose to 1,080.4% of nothing", &["number: 1,080.4%"]),
            ("It is 80.4%, or 80%, exactly 80.39%.", &[]),
            ("The target of 85% and the floor of 70.0% stand.", &[]),
            ("It was 76.4% in January and 82% in May; England has 78.4%.", &[]),
            ("It fell by 1.6%, and is 4.6% from the target.", &[]),
            ("About 30% were late, more than 10% by a week, nearly 5% not at all.", &[]),
            ("It is 5 percentage points from where it should be.", &[]),
            ("41 of 51 visits; 12 visits were late.", &[]),
            ("Over a rolling 12 months, in 2021-22 and 2020/21, on 30/06/2021, at Key Stage 2.", &[]),
            ("Within 10 working days, APP170 and COVID-19.", &[]),
        ],
    );
}

#[test]
fn numbers_are_held_against_the_figure_in_its_own_unit() {
    let of = |unit: &str| {
        council(&[&format!("unit = '{unit}'")]).figure("2021-06", "12").target("FY2021-22", "20")
    };
    check(
        &of("days"),
        &[("It took 14 days, 1 day more.", &["number: 14 days", "number: 1 day"]), ("12 days", &[])],
    );
    check(&of("per 10000"), &[("31 per 10,000", &["number: 31 per 10,000"]), ("12.0 per 10,000 of 31", &[])]);
    check(&of("currency"), &[("£14 or £1,000", &["number: £14", "number: £1,000"]), ("£12 and £20.00", &[])]);
    check(&of("count"), &[("There were 14 of 30.", &[])]);
    let titled = council(&["unit = 'days'", "title = 'Visits within 15 days'"]).figure("2021-06", "12");
    check(&titled, &[("Those within 15 days, and not 16 days", &["number: 16 days"])]);
}

#[test]
fn what_may_name_somebody() {
    let table: &[(&str, &[&str])] = &[
        ("Case LCS12345678 was late.", &["LCS12345678"]),
        ("See 1234567.", &["1234567"]),
        (
            "Mr Specimen, Mrs. Specimen and Dr O\u{2019}Specimen",
            &["Mr Specimen", "Mrs. Specimen", "Dr O\u{2019}Specimen"],
        ),
        ("Miss Specimen-Sample", &["Miss Specimen-Sample"]),
        ("We miss Target dates, and Dr is not a name; Ms. or Mr", &[]),
        ("APP170 in FY2021-22", &[]),
    ];
    for (text, expected) in table {
        let remarks = point_out_people(text, |word| word == "APP170");
        let found: Vec<&str> = remarks.iter().map(|remark| &text[remark.span.clone()]).collect();
        assert_eq!(found, *expected, "{text}");
        let rules = remarks.iter().map(|remark| remark.rule);
        assert!(rules.into_iter().all(|rule| matches!(rule, WordingRule::Name | WordingRule::CaseReference)));
    }
}

#[test]
fn a_large_count_of_the_figure_is_no_reference_of_a_case() {
    let large = council(&[]).figure("2021-06", "100000/250000");
    check(&large, &[("250000 children, and 250001", &["case-reference: 250001"])]);
}

#[test]
fn without_a_figure_only_its_target_and_its_history_are_known() {
    let none = council(&[]).target("FY2021-22", "85").figure("2021-05", "82").figure("2021-06", "no-cases");
    check(
        &none,
        &[
            ("There were none; it is above target, improved and green.", &[]),
            ("The target is 85% and May had 82%, not 81%.", &["number: 81%"]),
        ],
    );
}

proptest! {
    /// What the program itself writes about a figure says nothing else than the figure.
    #[test]
    fn nothing_is_pointed_out_in_a_generated_sentence(
        numerator in 0_i64..3000,
        denominator in 1_i64..3000,
        before in 0_i64..1000,
        target in 0_i64..1000,
        polarity in prop_oneof![Just("high"), Just("low"), Just("target"), Just("none")],
        unit in prop_oneof![Just("percent"), Just("days"), Just("per 1000"), Just("currency"), Just("count")],
    ) {
        let rating = match polarity {
            "target" => "rating = { scheme = 'band', green = '2.5', amber = '7.5' }",
            "none" => "directions = []",
            _ => "rating = { scheme = 'points', within = '5' }",
        };
        let tenths = |number: i64| format!("{}.{}", number / 10, number % 10);
        let framework = council(&[&format!("polarity = '{polarity}'"), &format!("unit = '{unit}'"), rating])
            .target("FY2021-22", &tenths(target))
            .figure("2021-05", &tenths(before))
            .figure("2021-06", &format!("{numerator}/{denominator}"))
            .comparator_row("period=2021-06, value=78.4")
            .compile();
        let assessment = assess(&framework, None, series(&framework, "kent"), period("2021-06"));
        let month = Month::parse("2021-06").unwrap();
        let text = figure_paragraph(&framework, &assessment, month, &comparators(&framework));
        prop_assert_eq!(pointed_out(&framework, &text), Vec::<String>::new(), "{}", text);
    }

    /// Any text is looked through, and what is pointed out in it stands in it.
    #[test]
    fn what_is_pointed_out_stands_in_the_text(text in "(\\PC|[ .,%£\n-]|above target|Mr A|[0-9]{1,12}%?){0,40}") {
        let framework = visits().compile();
        for said in pointed_out(&framework, &text) {
            let (_, words) = said.split_once(": ").unwrap();
            prop_assert!(!words.is_empty() && text.contains(words));
        }
    }
}
