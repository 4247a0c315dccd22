//! An edition has every figure that is known by its data month, and what is owed for it.

use assess::assess_edition;
use periods::Month;

use crate::council::{Council, board, council};

/// `place period value` of the edition of a month.
fn edition(council: &Council, month: &str) -> Vec<String> {
    let framework = council.compile();
    let assessments = assess_edition(&framework, board(&framework), Month::parse(month).unwrap());
    let line = |assessment: assess::Assessment<'_>| {
        let value = match (assessment.reading.value(), assessment.reading.absence()) {
            (Some(value), _) => value.number().to_string(),
            (None, absence) => absence.unwrap().token().to_owned(),
        };
        format!("{} {} {value}", framework.place(assessment.series.place).slug, assessment.period)
    };
    assessments.map(line).collect()
}

#[test]
fn what_is_known_and_what_is_owed_stand_side_by_side() {
    let council = council(&["places = ['county']"])
        .figure("2021-04", "85")
        .figure("2021-05", "86")
        .figure("2021-07", "87");
    assert_eq!(
        edition(&council, "2021-06"),
        [
            "kent FY2020-21 to-be-supplied",
            "kent 2021-04 85",
            "kent 2021-05 86",
            "kent 2021-06 to-be-supplied"
        ]
    );
    assert_eq!(edition(&council, "2021-07").last().unwrap(), "kent 2021-07 87");
}

#[test]
fn a_year_that_a_month_stands_for_stays_when_the_next_is_over() {
    let rolling = council(&["places = ['county']", "basis = 'rolling 12 months'"])
        .figure("2020-03", "84")
        .figure("2021-03", "85")
        .figure("2021-04", "86");
    assert_eq!(
        edition(&rolling, "2021-04"),
        ["kent FY2019-20 84", "kent 2020-03 84", "kent FY2020-21 85", "kent 2021-03 85", "kent 2021-04 86"]
    );
    let monthly = council(&["places = ['county']"]).figure("2020-03", "84").figure("2021-03", "85");
    assert_eq!(
        edition(&monthly, "2021-03"),
        ["kent 2020-03 84", "kent FY2020-21 to-be-supplied", "kent 2021-03 85"],
        "a month is not its year"
    );
}

#[test]
fn a_period_that_goes_on_is_known_once_its_figure_was_taken() {
    let council = council(&["places = ['county']"])
        .file("figures/early.csv", "indicator,place,period,value,as_at\nI,kent,2021-07,87,2021-06-30\n");
    assert!(edition(&council, "2021-06").contains(&"kent 2021-07 87".to_owned()));
    assert!(!edition(&council, "2021-05").contains(&"kent 2021-07 87".to_owned()));
}

#[test]
fn a_place_that_is_gone_owes_nothing_and_keeps_what_it_had() {
    let council = council(&["places = ['team']"])
        .place("old-team,Old team,team,,ashford,,2021-05-31")
        .figure_at("old-team", "2021-05", "85");
    let lines = edition(&council, "2021-07");
    assert_eq!(
        lines.iter().filter(|line| line.starts_with("old-team 2021-")).collect::<Vec<_>>(),
        ["old-team 2021-05 85"]
    );
    assert!(lines.contains(&"ashford-team 2021-07 to-be-supplied".to_owned()));
}

#[test]
fn other_breakdowns_and_what_the_scorecard_does_not_show_are_told_apart() {
    let council = council(&["places = ['county']"])
        .figure_row("period=2021-06, breakdown=age 0-4, value=12")
        .file(
            "indicators/other.toml",
            "[J]\ntitle = 'Other'\npolarity = 'high'\nunit = 'percent'\nbasis = 'month'\nfrequency = 'month'\n\
             places = ['county']\n",
        )
        .file("figures/other.csv", "indicator,place,period,value\nJ,kent,2021-06,1\n");
    assert_eq!(
        edition(&council, "2021-06"),
        ["kent FY2020-21 to-be-supplied", "kent 2021-06 to-be-supplied", "kent 2021-06 12"]
    );
}
