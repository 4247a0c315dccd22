//! Green at or beyond the target, amber at or beyond the floor, red otherwise: exact, and inclusive.

use crate::council::{Council, council};

/// Checks a table of figures and ratings under one scheme.
fn rates(polarity: &str, scheme: &str, target: &str, cases: &[(&str, &str)]) {
    for (figure, rating) in cases {
        let seen = indicator(polarity, scheme)
            .target("FY2021-22", target)
            .figure("2021-06", figure)
            .assess("2021-06");
        assert_eq!(seen.rating, *rating, "{figure} against {target}, {polarity}, {scheme}: {}", seen.reason);
    }
}

fn indicator(polarity: &str, scheme: &str) -> Council {
    council(&[&format!("polarity = '{polarity}'"), &format!("rating = {{ {scheme} }}")])
}

#[test]
fn floor_high() {
    rates(
        "high",
        "scheme = 'floor', floor = '70'",
        "85.0",
        &[
            ("85", "green"),
            ("85.1", "green"),
            ("20/20", "green"),
            ("1328/1562", "green"),
            ("1177/1385", "amber"),
            ("84.999999999999999999", "amber"),
            ("70", "amber"),
            ("7/10", "amber"),
            ("69.999999999999999999", "red"),
            ("699999/1000000", "red"),
            ("0/5", "red"),
        ],
    );
}

#[test]
fn floor_low() {
    rates(
        "low",
        "scheme = 'floor', floor = '30'",
        "25.0",
        &[
            ("25", "green"),
            ("1/4", "green"),
            ("0/9", "green"),
            ("250001/1000000", "amber"),
            ("25.000000000000000001", "amber"),
            ("3/10", "amber"),
            ("30", "amber"),
            ("300001/1000000", "red"),
            ("31", "red"),
        ],
    );
}

#[test]
fn all_of_them_meet_a_target_of_a_hundred() {
    rates(
        "high",
        "scheme = 'unknown'",
        "100",
        &[("20/20", "green"), ("19/20", "amber"), ("999999/1000000", "amber")],
    );
}

#[test]
fn nine_is_not_reached_by_eight_point_nine_recurring() {
    rates(
        "high",
        "scheme = 'points', within = '0'",
        "9",
        &[("9/100", "green"), ("8.99999999999999999999", "red"), ("899999999999/9999999999999", "red")],
    );
}

#[test]
fn points() {
    rates(
        "high",
        "scheme = 'points', within = '3'",
        "85",
        &[("85", "green"), ("84.999999", "amber"), ("82", "amber"), ("81.999999", "red"), ("41/50", "amber")],
    );
    rates(
        "low",
        "scheme = 'points', within = '3'",
        "20",
        &[("20", "green"), ("20.000001", "amber"), ("23", "amber"), ("23.000001", "red"), ("0", "green")],
    );
}

#[test]
fn percent_of_the_target() {
    rates(
        "high",
        "scheme = 'percent', within = '10'",
        "80",
        &[("80", "green"), ("79.999999", "amber"), ("72", "amber"), ("18/25", "amber"), ("71.999999", "red")],
    );
    rates(
        "low",
        "scheme = 'percent', within = '50'",
        "10",
        &[("10", "green"), ("10.000001", "amber"), ("15", "amber"), ("3/20", "amber"), ("15.000001", "red")],
    );
}

#[test]
fn percent_of_a_negative_target_is_a_distance_from_it() {
    rates(
        "high",
        "scheme = 'percent', within = '10'",
        "-20",
        &[
            ("-20", "green"),
            ("-19", "green"),
            ("-20.000001", "amber"),
            ("-22", "amber"),
            ("-22.000001", "red"),
        ],
    );
    rates(
        "low",
        "scheme = 'percent', within = '10'",
        "-20",
        &[
            ("-20", "green"),
            ("-21", "green"),
            ("-19.999999", "amber"),
            ("-18", "amber"),
            ("-17.999999", "red"),
        ],
    );
}

#[test]
fn percent_of_a_target_of_nought_leaves_no_amber() {
    rates("low", "scheme = 'percent', within = '10'", "0", &[("0", "green"), ("0.000001", "red")]);
}

#[test]
fn band_around_a_target() {
    rates(
        "target",
        "scheme = 'band', green = '2.5', amber = '7.5'",
        "15",
        &[
            ("15", "green"),
            ("17.5", "green"),
            ("12.5", "green"),
            ("1/8", "green"),
            ("17.500001", "amber"),
            ("12.499999", "amber"),
            ("22.5", "amber"),
            ("7.5", "amber"),
            ("9/40", "amber"),
            ("22.500001", "red"),
            ("7.499999", "red"),
        ],
    );
}

#[test]
fn a_band_whose_edges_the_council_stated() {
    let stated = |figure: &str| {
        indicator("target", "scheme = 'band', green = '1', amber = '2'")
            .target_row("period=FY2021-22, target=15, floor=10, upper=30")
            .figure("2021-06", figure)
            .assess("2021-06")
            .rating
    };
    let cases = [
        ("16", "green"),
        ("16.01", "amber"),
        ("30", "amber"),
        ("30.01", "red"),
        ("10", "amber"),
        ("9.99", "red"),
    ];
    for (figure, rating) in cases {
        assert_eq!(stated(figure), rating, "{figure}");
    }
}

#[test]
fn near_to_a_target_with_no_floor_published() {
    rates(
        "target",
        "scheme = 'unknown'",
        "15",
        &[
            ("15", "green"),
            ("3/20", "green"),
            ("15.000001", "amber"),
            ("14.999999", "amber"),
            ("99", "amber"),
        ],
    );
}

const BANDS: &str = "scheme = 'bands', bands = [\
    { name = 'Requires improvement', counts_as = 'red', below = '50' }, \
    { name = 'Good', counts_as = 'amber', from = '50', to = '75' }, \
    { name = 'Outstanding', counts_as = 'green', above = '75' }]";

#[test]
fn named_bands() {
    let cases = [
        ("49.999999", "Requires improvement"),
        ("50", "Good"),
        ("1/2", "Good"),
        ("75", "Good"),
        ("3/4", "Good"),
        ("75.000001", "Outstanding"),
    ];
    for (figure, band) in cases {
        let seen = indicator("none", BANDS).figure("2021-06", figure).assess("2021-06");
        assert_eq!(seen.rating, band, "{figure}: {}", seen.reason);
    }
}

#[test]
fn beyond_the_last_band_there_is_no_rating() {
    let bands = "scheme = 'bands', bands = [{ name = 'Low', from = '0', to = '40' }, { name = 'High', above = '40', to = '80' }]";
    let seen = indicator("none", bands).figure("2021-06", "80.01").assess("2021-06");
    assert_eq!(seen.rating, "-");
    assert_eq!(seen.reason, "Not rated: 80.0% (exactly 80.01%) lies in none of the bands.");
}

#[test]
fn bands_with_a_gap_or_an_overlap_are_refused() {
    let with = |first: &str, second: &str| {
        let bands =
            format!("scheme = 'bands', bands = [{{ name = 'a', {first} }}, {{ name = 'b', {second} }}]");
        indicator("none", &bands).try_compile().map(drop).unwrap_err()
    };
    assert!(with("below = '50'", "above = '50'").contains("band-gap"));
    assert!(with("to = '49.9'", "from = '50'").contains("band-gap"));
    assert!(with("to = '50'", "from = '50'").contains("band-overlap"));
    assert!(with("to = '51'", "above = '50'").contains("band-overlap"));
}

#[test]
fn previous_needs_no_target() {
    let against_84 = |polarity: &str, figure: &str| {
        indicator(polarity, "scheme = 'previous', within = '1'")
            .figure("2021-05", "84")
            .figure("2021-06", figure)
            .assess("2021-06")
            .rating
    };
    let cases = [
        ("high", "84", "green"),
        ("high", "84.000001", "green"),
        ("high", "83.999999", "amber"),
        ("high", "83", "amber"),
        ("high", "82.999999", "red"),
        ("low", "84", "green"),
        ("low", "83", "green"),
        ("low", "84.000001", "amber"),
        ("low", "85", "amber"),
        ("low", "85.000001", "red"),
    ];
    for (polarity, figure, rating) in cases {
        assert_eq!(against_84(polarity, figure), rating, "{figure} after 84, {polarity}");
    }
}

#[test]
fn previous_without_a_previous_figure_is_not_rated() {
    let previous = indicator("high", "scheme = 'previous', within = '1'").figure("2021-06", "84");
    let seen = previous.assess("2021-06");
    assert_eq!(seen.rating, "-");
    assert_eq!(
        seen.reason,
        "Not rated: nothing to compare with in May 2021 (the figure is still to be supplied)."
    );
}

#[test]
fn previous_does_not_reach_over_a_change_of_meaning() {
    let changed = council(&[
        "rating = { scheme = 'previous', within = '1' }",
        "versions = [{ from = '2021-06', change = 'Visits by video count too', comparable = false }]",
    ]);
    let seen = changed.figure("2021-05", "84").figure("2021-06", "90").assess("2021-06");
    assert_eq!(seen.rating, "-");
    assert_eq!(
        seen.reason,
        "Not rated: not comparable with May 2021. The indicator changed in June 2021: Visits by video count too."
    );
}

#[test]
fn with_no_floor_published_a_missed_target_is_amber() {
    rates("high", "scheme = 'unknown'", "85", &[("85", "green"), ("1177/1385", "amber"), ("0", "amber")]);
    rates("low", "scheme = 'unknown'", "5", &[("5", "green"), ("5.000001", "amber"), ("100", "amber")]);
}

#[test]
fn none_is_never_rated() {
    rates("high", "scheme = 'none'", "85", &[("85", "-"), ("0", "-")]);
    let seen = indicator("none", "scheme = 'none'").figure("2021-06", "3").assess("2021-06");
    assert_eq!(seen.reason, "Not rated: this indicator carries no rating.");
}

#[test]
fn an_indicator_that_says_nothing_has_the_frameworks_rating() {
    let seen = council(&[])
        .framework("rating = { scheme = 'points', within = '3' }")
        .target("FY2021-22", "85")
        .figure("2021-06", "82")
        .assess("2021-06");
    assert_eq!((seen.rating.as_str(), seen.floor.as_str()), ("amber", "82"));
}

#[test]
fn a_level_may_be_rated_by_another_scheme() {
    let council = council(&[
        "rating = { scheme = 'floor', floor = '70' }",
        "[I.by_level.district]",
        "rating = { scheme = 'points', within = '1' }",
    ])
    .target("FY2021-22", "85")
    .figure("2021-06", "80")
    .figure_at("ashford", "2021-06", "80");
    assert_eq!(council.assess("2021-06").rating, "amber");
    assert_eq!(council.assess_at("ashford", "2021-06").rating, "red");
}

#[test]
fn a_version_may_be_rated_by_another_scheme() {
    let council = council(&[
        "rating = { scheme = 'floor', floor = '70' }",
        "versions = [{ from = '2021-06', change = 'A stricter floor.', rating = { scheme = 'floor', floor = '80' } }]",
    ])
    .target("FY2021-22", "85")
    .figure("2021-05", "75")
    .figure("2021-06", "75");
    assert_eq!(council.assess("2021-05").rating, "amber");
    assert_eq!(council.assess("2021-06").rating, "red");
}

#[test]
fn a_minimum_denominator() {
    let rated = |indicator_says: Option<u32>, scorecard_says: Option<u32>, figure: &str| {
        let minimum = indicator_says.map(|minimum| format!("minimum_denominator = {minimum}"));
        let fields: Vec<&str> =
            ["rating = { scheme = 'unknown' }"].into_iter().chain(minimum.as_deref()).collect();
        let mut council = council(&fields).target("FY2021-22", "50").figure("2021-06", figure);
        if let Some(minimum) = scorecard_says {
            council = council.scorecard(&format!("minimum_denominator = {minimum}"));
        }
        council.assess_on_scorecard("2021-06")
    };
    assert_eq!(rated(None, None, "1/1").rating, "green");
    assert_eq!(rated(None, Some(5), "4/4").rating, "-");
    assert_eq!(
        rated(None, Some(5), "4/4").reason,
        "Not rated: its denominator is 4, below the minimum of 5."
    );
    assert_eq!(rated(None, Some(5), "5/5").rating, "green", "exactly the minimum");
    assert_eq!(
        rated(Some(3), Some(5), "4/4").rating,
        "green",
        "the indicator's own goes before the scorecard's"
    );
    assert_eq!(rated(Some(8), Some(5), "7/7").rating, "-", "the indicator's own goes before the scorecard's");
    assert_eq!(rated(Some(0), Some(5), "1/1").rating, "green", "none of its own");
    assert_eq!(rated(Some(8), None, "90").rating, "green", "no denominator is known");
}
