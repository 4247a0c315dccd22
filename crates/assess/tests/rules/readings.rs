//! What is read for a period: the figure, the outturn that stands for a year, or the reason for absence.

use assess::{assess_period, due_in_year, outturn_period, written_under};

use crate::council::{council, period, series};

#[test]
fn a_place_shows_nothing_before_it_exists_or_after_it_has_gone() {
    let council = council(&[])
        .place("hub,Hub,team,,kent,2021-04-15,2021-06-15")
        .figure_at("hub", "2021-03", "1")
        .figure_at("hub", "2021-04", "2")
        .figure_at("hub", "2021-06", "3")
        .figure_at("hub", "2021-07", "4");
    let value = |token: &str| council.assess_at("hub", token).value;
    assert_eq!(value("2021-03"), "not-applicable");
    assert_eq!(value("2021-04"), "2");
    assert_eq!(value("2021-05"), "to-be-supplied");
    assert_eq!(value("2021-06"), "3");
    assert_eq!(value("2021-07"), "not-applicable");
}

#[test]
fn an_indicator_shows_nothing_outside_its_months() {
    let council = council(&["from = '2021-04'", "until = '2021-06'"]);
    let value = |token: &str| council.assess(token).value;
    assert_eq!(value("2021-03"), "not-yet-collected");
    assert_eq!(value("2021-04"), "to-be-supplied");
    assert_eq!(value("2021-06"), "to-be-supplied");
    assert_eq!(value("2021-07"), "no-longer-applicable");
    assert_eq!(value("FY2020-21"), "not-yet-collected");
    assert_eq!(value("FY2022-23"), "no-longer-applicable");
}

#[test]
fn a_missing_figure_is_to_be_supplied_where_the_indicator_exists() {
    let council = council(&["places = ['county', 'district']"]);
    assert_eq!(council.assess_at("ashford", "2021-06").value, "to-be-supplied");
    assert_eq!(council.assess_at("ashford-team", "2021-06").value, "not-applicable");
}

#[test]
fn a_status_says_why_and_is_never_rated() {
    let cases = [
        ("not-available", "Not rated: the figure is not available."),
        ("to-be-supplied", "Not rated: the figure is still to be supplied."),
        ("not-applicable", "Not rated: it is not applicable at this place."),
        ("not-yet-collected", "Not rated: the figure is not yet collected."),
        ("no-cases", "Not rated: there were no cases."),
        ("0/0", "Not rated: there were no cases."),
        ("no-longer-applicable", "Not rated: the indicator no longer applies."),
        ("suppressed", "Not rated: the figure is suppressed."),
    ];
    for (status, reason) in cases {
        let seen = council(&["rating = { scheme = 'unknown' }"])
            .target("FY2021-22", "85")
            .figure("2021-06", status)
            .assess("2021-06");
        assert_eq!((seen.rating.as_str(), seen.reason.as_str()), ("-", reason), "{status}");
    }
}

#[test]
fn a_value_replaces_a_row_that_waits_for_it() {
    let council = council(&[]).figure("2021-06", "to-be-supplied").figure("2021-06", "80");
    assert_eq!(council.assess("2021-06").value, "80");
}

#[test]
fn the_outturn_is_the_figure_of_the_last_month_for_rolling_and_snapshot_bases() {
    let cases = [
        ("rolling 12 months", "80"),
        ("snapshot", "80"),
        ("month", "to-be-supplied"),
        ("year to date", "to-be-supplied"),
        ("quarter", "to-be-supplied"),
        ("year", "to-be-supplied"),
    ];
    for (basis, outturn) in cases {
        let council =
            council(&[&format!("basis = '{basis}'")]).figure("2021-02", "70").figure("2021-03", "80");
        assert_eq!(council.assess("FY2020-21").value, outturn, "{basis}");
    }
}

#[test]
fn the_outturn_is_that_of_the_indicators_own_year() {
    let academic =
        council(&["basis = 'snapshot'", "year = 'academic'"]).figure("2021-03", "70").figure("2021-08", "80");
    assert_eq!(academic.assess("AY2020-21").value, "80");
    assert_eq!(academic.assess("FY2020-21").value, "to-be-supplied");
}

#[test]
fn the_outturn_of_a_quarterly_or_termly_indicator_is_its_last_quarter_or_term() {
    let outturn = |frequency: &str, year: &str, last: &str, token: &str| {
        council(&["basis = 'snapshot'", &format!("frequency = '{frequency}'"), &format!("year = '{year}'")])
            .figure(last, "80")
            .assess(token)
            .value
    };
    assert_eq!(outturn("quarter", "financial", "FY2020-21-Q4", "FY2020-21"), "80");
    assert_eq!(outturn("quarter", "financial", "2021-03", "FY2020-21"), "80", "written under its last month");
    assert_eq!(outturn("quarter", "calendar", "CY2020-Q4", "CY2020"), "80");
    assert_eq!(outturn("term", "academic", "AY2020-21-T3", "AY2020-21"), "80");
    assert_eq!(outturn("quarter", "financial", "FY2020-21-Q3", "FY2020-21"), "to-be-supplied");
}

#[test]
fn the_outturn_of_a_quarterly_indicator_of_school_years_is_its_last_month() {
    let academic = council(&["basis = 'snapshot'", "frequency = 'quarter'", "year = 'academic'"]);
    // The quarter from July to September says how things stood when the next school year had begun.
    let quarter = academic.clone().figure("FY2022-23-Q2", "80");
    assert_eq!(quarter.assess("AY2021-22").value, "to-be-supplied");
    assert_eq!(quarter.figure("2022-08", "70").assess("AY2021-22").value, "70");
    assert_eq!(academic.figure("2022-08", "80").assess("AY2021-22").value, "80");
}

#[test]
fn an_imported_outturn_goes_before_the_last_month() {
    let council = council(&["basis = 'snapshot'"]).figure("2021-03", "80").figure("FY2020-21", "81");
    assert_eq!(council.assess("FY2020-21").value, "81");
}

#[test]
fn an_outturn_to_be_supplied_says_no_more_than_a_missing_one() {
    let waiting = council(&["basis = 'snapshot'"]).figure("FY2020-21", "to-be-supplied");
    assert_eq!(waiting.assess("FY2020-21").value, "to-be-supplied");
    assert_eq!(waiting.figure("2021-03", "80").assess("FY2020-21").value, "80");
    let refused =
        council(&["basis = 'snapshot'"]).figure("FY2020-21", "not-available").figure("2021-03", "80");
    assert_eq!(refused.assess("FY2020-21").value, "not-available");
}

#[test]
fn an_outturn_is_rated_against_its_own_years_target() {
    let council = council(&["basis = 'rolling 12 months'", "rating = { scheme = 'unknown' }"])
        .target("FY2020-21", "80")
        .target("FY2021-22", "90")
        .figure("2021-03", "80");
    let seen = council.assess("FY2020-21");
    assert_eq!((seen.target.as_str(), seen.rating.as_str()), ("80", "green"));
}

#[test]
fn the_outturn_beside_a_figure_is_that_of_the_last_whole_year() {
    let outturn = |year: &str, token: &str| {
        let framework = council(&[&format!("year = '{year}'")]).compile();
        let series = series(&framework, "kent");
        outturn_period(&framework, series.indicator, series.place, period(token)).map(|year| year.to_string())
    };
    assert_eq!(outturn("financial", "2021-06").as_deref(), Some("FY2020-21"));
    assert_eq!(outturn("financial", "2021-03").as_deref(), Some("FY2019-20"));
    assert_eq!(outturn("financial", "FY2020-21").as_deref(), Some("FY2019-20"));
    assert_eq!(outturn("academic", "2021-06").as_deref(), Some("AY2019-20"));
    assert_eq!(outturn("financial", "2018-04..2021-03"), None);
}

#[test]
fn a_period_has_every_figure_that_is_due_and_every_one_that_was_imported() {
    let council = council(&["places = ['county', 'district']", "also = ['rolling 3 months']"])
        .place("gone,Gone,district,,kent,,2020-12-31")
        .figure("2021-06", "80")
        .figure_row("period=2021-06, basis=rolling 3 months, value=81")
        .figure_row("period=2021-06, breakdown=age 0-4, value=82");
    let framework = council.compile();
    let seen: Vec<String> = assess_period(&framework, None, period("2021-06"))
        .iter()
        .map(|assessment| {
            let series = assessment.series;
            let value =
                assessment.reading.value().map_or_else(|| "-".to_owned(), |value| value.number().to_string());
            format!("{} {value}", framework.place(series.place).slug)
        })
        .collect();
    assert_eq!(seen, ["kent 80", "kent 81", "kent 82", "ashford -", "dover -"]);
}

#[test]
fn a_period_that_an_indicator_cannot_have_is_not_due() {
    let due = |frequency: &str, token: &str| {
        let framework =
            council(&[&format!("frequency = '{frequency}'"), "places = ['county']", "basis = 'year'"])
                .compile();
        assess_period(&framework, None, period(token)).len()
    };
    let cases = [
        ("month", "2021-06", 1),
        ("month", "FY2020-21", 1),
        ("month", "AY2020-21", 0),
        ("month", "FY2021-22-Q1", 0),
        ("quarter", "FY2021-22-Q1", 1),
        ("quarter", "2021-06", 0),
        ("term", "AY2020-21-T1", 1),
        ("year", "FY2020-21", 1),
        ("year", "2021-06", 0),
    ];
    for (frequency, token, count) in cases {
        assert_eq!(due(frequency, token), count, "{frequency} {token}");
    }
}

/// The periods of a year in which a place's figures are due.
fn due(fields: &[&str], place: &str, year: &str) -> Vec<String> {
    let framework = council(fields).place("hub,Hub,team,,kent,2021-05-15,2021-10-31").compile();
    let due = due_in_year(&framework, series(&framework, place), period(year));
    due.iter().map(ToString::to_string).collect()
}

#[test]
fn figures_of_a_year_are_due_by_the_frequency_while_indicator_and_place_are_there() {
    let months = due(&[], "kent", "FY2021-22");
    assert_eq!((months.len(), months[0].as_str(), months[11].as_str()), (12, "2021-04", "2022-03"));
    let quarterly = ["frequency = 'quarter'"];
    let quarters = ["FY2021-22-Q1", "FY2021-22-Q2", "FY2021-22-Q3", "FY2021-22-Q4"];
    assert_eq!(due(&quarterly, "kent", "FY2021-22"), quarters);
    assert_eq!(due(&quarterly, "hub", "FY2021-22"), quarters[..3]);
    let calendar = ["frequency = 'quarter'", "year = 'calendar'"];
    assert_eq!(due(&calendar, "hub", "CY2021").join(" "), "CY2021-Q2 CY2021-Q3 CY2021-Q4");
    // The quarter from July to September is of no school year.
    let academic = ["frequency = 'quarter'", "year = 'academic'"];
    assert_eq!(due(&academic, "kent", "AY2021-22").join(" "), "FY2021-22-Q3 FY2021-22-Q4 FY2022-23-Q1");
    let terms = ["frequency = 'term'", "year = 'academic'", "from = '2022-01'"];
    assert_eq!(due(&terms, "kent", "AY2021-22").join(" "), "AY2021-22-T2 AY2021-22-T3");
    assert_eq!(due(&["until = '2021-05'"], "kent", "FY2021-22"), ["2021-04", "2021-05"]);
    assert_eq!(due(&["frequency = 'year'"], "kent", "FY2021-22"), ["FY2021-22"]);
}

#[test]
fn a_figure_is_written_under_its_period_the_same_quarter_or_its_last_month() {
    let written = |frequency: &str, due: &str| {
        let framework = council(&[&format!("frequency = '{frequency}'"), "year = 'financial'"]).compile();
        let series = series(&framework, "kent");
        let rules = framework.rules(series.indicator, series.place, &period(due));
        written_under(rules, period(due)).map(|period| period.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(written("month", "2021-06"), "2021-06");
    assert_eq!(written("quarter", "FY2021-22-Q4"), "FY2021-22-Q4 CY2022-Q1 2022-03");
    assert_eq!(written("term", "AY2021-22-T1"), "AY2021-22-T1 2021-12");
    assert_eq!(written("year", "FY2021-22"), "FY2021-22 2022-03");
}
