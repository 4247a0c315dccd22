//! Directions of travel: with what a figure is compared, and which way it has moved.

use crate::council::{Council, council};

fn against(rule: &str) -> Council {
    council(&[&format!("directions = [{{ {rule} }}]")])
}

fn polar(polarity: &str, rule: &str) -> Council {
    council(&[
        &format!("polarity = '{polarity}'"),
        &format!("directions = [{{ against = 'previous period'{rule} }}]"),
    ])
}

#[test]
fn better_worse_and_the_same() {
    let cases = [
        ("high", "80", "81", "improved"),
        ("high", "81", "80", "worsened"),
        ("high", "80", "80", "same"),
        ("low", "80", "81", "worsened"),
        ("low", "81", "80", "improved"),
        ("low", "80", "4/5", "same"),
        ("none", "80", "81", "increased"),
        ("none", "81", "80", "decreased"),
        ("none", "80", "80", "same"),
        ("high", "-3", "-2", "improved"),
        ("low", "-3", "-2", "worsened"),
        ("high", "-1", "1", "improved"),
        ("high", "1/3", "33.333333333333333333", "worsened"),
    ];
    for (polarity, before, now, word) in cases {
        let seen = polar(polarity, "").figure("2021-05", before).figure("2021-06", now).assess("2021-06");
        assert_eq!(seen.direction(), format!("{word} against 2021-05"), "{before} to {now}, {polarity}");
    }
}

#[test]
fn with_polarity_target_nearer_is_better() {
    let cases = [
        ("90", "88", "improved"),
        ("88", "90", "worsened"),
        ("80", "82", "improved"),
        ("82", "80", "worsened"),
        ("80", "90", "same"),
        ("90", "80", "same"),
        ("85", "85", "same"),
        ("84", "85", "improved"),
        ("80", "89.9", "improved"),
        ("80", "90.1", "worsened"),
    ];
    for (before, now, word) in cases {
        let seen = polar("target", "")
            .target("FY2021-22", "85")
            .figure("2021-05", before)
            .figure("2021-06", now)
            .assess("2021-06");
        assert_eq!(seen.direction(), format!("{word} against 2021-05"), "{before} to {now}");
    }
}

#[test]
fn with_polarity_target_and_no_target_there_is_no_direction() {
    let seen = polar("target", "").figure("2021-05", "80").figure("2021-06", "81").assess("2021-06");
    assert_eq!(seen.direction(), "- against 2021-05");
    assert_eq!(seen.travel(), "There is no target to be nearer to.");
}

#[test]
fn plain_ignores_polarity() {
    for polarity in ["high", "low", "target", "none"] {
        let word = |before: &str, now: &str| {
            polar(polarity, ", plain = true")
                .figure("2021-05", before)
                .figure("2021-06", now)
                .assess("2021-06")
                .direction()
        };
        assert_eq!(word("80", "81"), "increased against 2021-05", "{polarity}");
        assert_eq!(word("81", "80"), "decreased against 2021-05", "{polarity}");
        assert_eq!(word("80", "80"), "same against 2021-05", "{polarity}");
    }
}

#[test]
fn exact_values_are_compared_unless_printed_ones_are_asked_for() {
    let cases = [
        ("", "10.46", "10.54", "worsened"),
        (", compare = 'unrounded'", "10.46", "10.54", "worsened"),
        (", compare = 'printed'", "10.46", "10.54", "same"),
        (", compare = 'printed'", "10.44", "10.46", "worsened"),
        (", compare = 'printed'", "10.45", "10.5", "same"),
        (", compare = 'printed'", "10.55", "10.45", "improved"),
    ];
    for (compare, before, now, word) in cases {
        let seen = polar("low", compare).figure("2021-05", before).figure("2021-06", now).assess("2021-06");
        assert_eq!(seen.direction(), format!("{word} against 2021-05"), "{before} to {now}{compare}");
    }
}

#[test]
fn a_small_change_is_the_same_its_edge_included() {
    let cases = [
        ("80", "80.5", "same"),
        ("80", "80.500001", "improved"),
        ("80", "79.5", "same"),
        ("80", "79.499999", "worsened"),
        ("80", "161/200", "same"),
    ];
    for (before, now, word) in cases {
        let seen = polar("high", ", same = '0.5'")
            .figure("2021-05", before)
            .figure("2021-06", now)
            .assess("2021-06");
        assert_eq!(seen.direction(), format!("{word} against 2021-05"), "{before} to {now}");
    }
}

#[test]
fn the_change_is_this_figure_less_the_other() {
    for (polarity, before, now, change) in [("high", "80", "81.5", "1.5"), ("low", "81.5", "80", "-1.5")] {
        let seen = polar(polarity, "").figure("2021-05", before).figure("2021-06", now).assess("2021-06");
        assert_eq!(seen.directions[0].change.as_ref().unwrap().to_string(), change);
    }
}

#[test]
fn the_previous_period_is_a_step_of_the_frequency_back() {
    let cases = [
        ("month", "month", "2021-06", "2021-05"),
        ("month", "month", "2021-01", "2020-12"),
        ("month", "month", "FY2021-22", "FY2020-21"),
        ("quarter", "quarter", "FY2021-22-Q1", "FY2020-21-Q4"),
        ("quarter", "quarter", "2021-06", "2021-03"),
        ("quarter", "quarter", "CY2021-Q1", "CY2020-Q4"),
        ("quarter", "quarter", "FY2021-22", "FY2020-21"),
        ("term", "month", "AY2021-22-T1", "AY2020-21-T3"),
        ("year", "year", "FY2021-22", "FY2020-21"),
        ("year", "year", "AY2021-22", "AY2020-21"),
        ("year", "snapshot", "2021-06", "2020-06"),
        ("year", "year", "2018-04..2021-03", "2017-04..2020-03"),
    ];
    for (frequency, basis, now, then) in cases {
        let seen = council(&[&format!("frequency = '{frequency}'"), &format!("basis = '{basis}'")])
            .figure(then, "80")
            .figure(now, "81")
            .assess(now);
        assert_eq!(seen.direction(), format!("improved against {then}"), "{frequency} {now}");
    }
}

#[test]
fn the_previous_period_is_not_replaced_by_an_earlier_one() {
    let seen = against("against = 'previous period'")
        .figure("2021-04", "80")
        .figure("2021-06", "81")
        .assess("2021-06");
    assert_eq!(seen.direction(), "- against 2021-05");
    assert_eq!(seen.travel(), "Nothing to compare with in May 2021: the figure is still to be supplied.");
}

#[test]
fn a_year_ago_is_the_same_period_of_the_year_before() {
    for (frequency, now, then) in [
        ("month", "2021-06", "2020-06"),
        ("quarter", "FY2021-22-Q1", "FY2020-21-Q1"),
        ("month", "FY2021-22", "FY2020-21"),
    ] {
        let seen =
            council(&[&format!("frequency = '{frequency}'"), "directions = [{ against = 'a year ago' }]"])
                .figure(then, "80")
                .figure(now, "81")
                .assess(now);
        assert_eq!(seen.direction(), format!("improved against {then}"), "{now}");
    }
}

#[test]
fn the_previous_figure_is_the_latest_earlier_one_with_a_value() {
    let council = against("against = 'previous figure'")
        .figure("2020-11", "80")
        .figure("2021-02", "not-available")
        .figure("2021-06", "81")
        .figure("2021-07", "1")
        .figure("FY2020-21", "99");
    assert_eq!(council.assess("2021-06").direction(), "improved against 2020-11");
    assert_eq!(council.assess("2020-11").direction(), "- against -");
    assert_eq!(council.assess("2020-11").travel(), "Nothing earlier to compare with.");
}

#[test]
fn the_previous_figure_of_a_year_may_be_an_outturn() {
    let council = council(&["basis = 'snapshot'", "directions = [{ against = 'previous figure' }]"])
        .figure("2019-03", "80")
        .figure("2021-03", "81")
        .figure("2021-02", "70");
    assert_eq!(council.assess("FY2020-21").direction(), "improved against FY2018-19");
}

#[test]
fn previously_reported_is_what_the_last_edition_before_said() {
    let council = against("against = 'previously reported'")
        .edition("2021-01")
        .edition("2021-04")
        .edition("2021-06")
        .figure("2021-04", "80")
        .figure("2021-05", "99")
        .figure("2021-06", "81");
    assert_eq!(council.assess_on_scorecard("2021-06").direction(), "improved against 2021-04");
    assert_eq!(council.assess_on_scorecard("2021-05").direction(), "improved against 2021-04");
    assert_eq!(council.assess_on_scorecard("2021-04").direction(), "- against 2021-01");
}

#[test]
fn previously_reported_is_the_period_before_where_no_earlier_edition_is_known() {
    let council = against("against = 'previously reported'")
        .edition("2021-06")
        .figure("2021-05", "80")
        .figure("2021-06", "81");
    assert_eq!(council.assess_on_scorecard("2021-06").direction(), "improved against 2021-05");
    assert_eq!(council.assess("2021-06").direction(), "improved against 2021-05");
}

#[test]
fn previously_reported_quarters_and_years_had_ended_by_then() {
    let cases = [
        ("quarter", "FY2021-22-Q1", "FY2020-21-Q4"),
        ("quarter", "2021-06", "2021-03"),
        ("year", "FY2021-22", "FY2020-21"),
    ];
    for (frequency, now, then) in cases {
        let seen = council(&[
            &format!("frequency = '{frequency}'"),
            "basis = 'year'",
            "directions = [{ against = 'previously reported' }]",
        ])
        .edition("2021-04")
        .edition("2021-06")
        .figure(now, "81")
        .figure(then, "80")
        .assess_on_scorecard(now);
        assert_eq!(seen.direction(), format!("improved against {then}"), "{now}");
    }
}

#[test]
fn the_other_figure_may_be_absent() {
    let cases = [
        ("not-available", "the figure is not available"),
        ("to-be-supplied", "the figure is still to be supplied"),
        ("not-applicable", "it is not applicable at this place"),
        ("not-yet-collected", "the figure is not yet collected"),
        ("no-cases", "there were no cases"),
        ("0/0", "there were no cases"),
        ("suppressed", "the figure is suppressed"),
        ("no-longer-applicable", "the indicator no longer applies"),
    ];
    for (status, words) in cases {
        let seen = polar("high", "").figure("2021-05", status).figure("2021-06", "81").assess("2021-06");
        assert_eq!(seen.direction(), "- against 2021-05");
        assert_eq!(seen.travel(), format!("Nothing to compare with in May 2021: {words}."));
        assert_eq!(seen.directions[0].change, None);
    }
}

#[test]
fn an_absent_figure_has_no_directions() {
    let seen = polar("high", "").figure("2021-05", "80").figure("2021-06", "no-cases").assess("2021-06");
    assert!(seen.directions.is_empty());
}

#[test]
fn figures_before_and_after_a_break_are_not_compared() {
    let versions = |comparable: bool| {
        council(&[&format!(
            "versions = [{{ from = '2021-06', change = 'Visits by video count too.', comparable = {comparable} }}]"
        )])
        .figure("2021-04", "79")
        .figure("2021-05", "80")
        .figure("2021-06", "81")
        .figure("2021-07", "82")
    };
    let broken = versions(false);
    assert_eq!(broken.assess("2021-05").direction(), "improved against 2021-04", "both before");
    assert_eq!(broken.assess("2021-06").direction(), "- against 2021-05", "across");
    assert_eq!(broken.assess("2021-07").direction(), "improved against 2021-06", "both after");
    assert_eq!(
        broken.assess("2021-06").travel(),
        "Not comparable with May 2021. The indicator changed in June 2021: Visits by video count too."
    );
    assert_eq!(
        versions(true).assess("2021-06").direction(),
        "improved against 2021-05",
        "comparable all the same"
    );
}

#[test]
fn no_direction_of_any_kind_goes_across_a_break() {
    for (rule, then) in [
        ("previous period", "2021-05"),
        ("previously reported", "2021-05"),
        ("previous figure", "2021-05"),
        ("a year ago", "2020-06"),
    ] {
        let direction = |from: &str| {
            council(&[
                &format!("directions = [{{ against = '{rule}' }}]"),
                &format!("versions = [{{ from = '{from}', change = 'Counted anew', comparable = false }}]"),
            ])
            .figure("2020-06", "79")
            .figure("2021-05", "80")
            .figure("2021-06", "81")
            .assess("2021-06")
            .direction()
        };
        let (compared, broken) = (format!("improved against {then}"), format!("- against {then}"));
        let after_then = if then == "2020-06" { "2020-07" } else { "2021-06" };
        assert_eq!(direction(then), compared, "{rule}: the break is the earlier period's own");
        assert_eq!(direction(after_then), broken, "{rule}: in the first month after the earlier period");
        assert_eq!(direction("2021-06"), broken, "{rule}: in the month of the figure");
        assert_eq!(direction("2021-07"), compared, "{rule}: in the month after it");
    }
}

#[test]
fn a_break_within_a_quarter_parts_it_from_the_quarter_before() {
    let direction = |from: &str, now: &str| {
        council(&[
            "frequency = 'quarter'",
            &format!("versions = [{{ from = '{from}', change = 'Counted anew', comparable = false }}]"),
        ])
        .figure("FY2021-22-Q1", "79")
        .figure("FY2021-22-Q2", "80")
        .figure("FY2021-22-Q3", "81")
        .assess(now)
        .direction()
    };
    for from in ["2021-07", "2021-08", "2021-09"] {
        assert_eq!(direction(from, "FY2021-22-Q2"), "- against FY2021-22-Q1", "{from}");
        assert_eq!(direction(from, "FY2021-22-Q3"), "improved against FY2021-22-Q2", "{from}");
    }
}

#[test]
fn each_rule_has_its_direction_in_order() {
    let seen = council(&[
        "directions = [{ against = 'previous period' }, { against = 'a year ago', plain = true }]",
    ])
    .figure("2020-06", "90")
    .figure("2021-05", "80")
    .figure("2021-06", "81")
    .assess("2021-06");
    assert_eq!(seen.direction_numbered(0), "improved against 2021-05");
    assert_eq!(seen.direction_numbered(1), "decreased against 2020-06");
}

#[test]
fn an_indicator_that_says_nothing_compares_with_the_previous_period() {
    let seen = council(&[]).figure("2021-05", "80").figure("2021-06", "81").assess("2021-06");
    assert_eq!(seen.directions.len(), 1);
    assert_eq!(seen.direction(), "improved against 2021-05");
}
