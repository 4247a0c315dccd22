//! A direction against a regression is the sign of the slope of the least squares line, computed exactly.

use crate::council::{Council, Seen, council};

/// Figures of the months to June 2021, the last ones of a year.
fn months(council: Council, values: &[&str]) -> Seen {
    let first = 6 - values.len();
    let council = values.iter().enumerate().fold(council, |council, (index, value)| {
        council.figure(&format!("2021-{:02}", first + index + 1), value)
    });
    council.assess("2021-06")
}

fn over(polarity: &str, count: usize, more: &str) -> Council {
    council(&[
        &format!("polarity = '{polarity}'"),
        &format!("directions = [{{ against = 'regression over {count}'{more} }}]"),
    ])
}

#[test]
fn the_sign_of_the_slope() {
    let cases: [(&str, &[&str], &str); 12] = [
        ("high", &["1", "2"], "improved"),
        ("low", &["1", "2"], "worsened"),
        ("none", &["1", "2"], "increased"),
        ("none", &["2", "1"], "decreased"),
        ("high", &["3", "3", "3"], "same"),
        ("high", &["1", "5", "1"], "same"),
        ("high", &["1", "9", "1.000000000001"], "improved"),
        ("high", &["1", "9", "0.999999999999"], "worsened"),
        ("high", &["-3", "-2", "-1"], "improved"),
        ("low", &["-1", "-2", "-3"], "improved"),
        ("high", &["1/3", "2/3", "1/3"], "same"),
        ("high", &["4", "1", "2", "3"], "worsened"),
    ];
    for (polarity, values, word) in cases {
        let seen = months(over(polarity, values.len(), ""), values);
        let first = 7 - values.len();
        assert_eq!(seen.direction(), format!("{word} against 2021-0{first}"), "{values:?}, {polarity}");
    }
}

#[test]
fn all_the_figures_count_and_not_only_the_ends() {
    assert_eq!(
        months(over("high", 5, ""), &["5", "9", "5", "1", "6"]).direction(),
        "worsened against 2021-02"
    );
}

#[test]
fn a_gap_leaves_no_trend() {
    let seen = months(over("high", 4, ""), &["1", "not-available", "3", "4"]);
    assert_eq!(seen.direction(), "- against 2021-03");
    assert_eq!(seen.travel(), "A trend over 4 periods needs a figure for each.");
}

#[test]
fn with_polarity_target_the_distance_from_the_target_counts() {
    let trend = |values: &[&str]| months(over("target", 3, "").target("2021-06", "10"), values).direction();
    assert_eq!(trend(&["14", "7", "12"]), "improved against 2021-04");
    assert_eq!(trend(&["11", "8", "14"]), "worsened against 2021-04");
    assert_eq!(trend(&["8", "10", "12"]), "same against 2021-04");
    assert_eq!(
        months(over("target", 3, ""), &["1", "2", "3"]).travel(),
        "There is no target to be nearer to."
    );
}

#[test]
fn a_slope_of_no_more_than_the_band_is_level() {
    let trend = |values: &[&str]| months(over("high", 3, ", same = '0.5'"), values).direction();
    assert_eq!(trend(&["1", "1", "2"]), "same against 2021-04");
    assert_eq!(trend(&["1", "1", "2.01"]), "improved against 2021-04");
}

#[test]
fn printed_values_are_compared_where_asked_for() {
    let values = ["1.01", "1.02", "1.03"];
    assert_eq!(months(over("high", 3, ""), &values).direction(), "improved against 2021-04");
    assert_eq!(months(over("high", 3, ", compare = 'printed'"), &values).direction(), "same against 2021-04");
}

#[test]
fn plain_ignores_polarity() {
    assert_eq!(
        months(over("low", 2, ", plain = true"), &["1", "2"]).direction(),
        "increased against 2021-05"
    );
}

#[test]
fn a_break_within_leaves_no_trend() {
    let broken = council(&[
        "directions = [{ against = 'regression over 3' }]",
        "versions = [{ from = '2021-05', change = 'Counted by start date', comparable = false }]",
    ]);
    let seen = months(broken, &["1", "2", "3"]);
    assert_eq!(seen.direction(), "- against 2021-04");
    assert_eq!(
        seen.travel(),
        "The figures are not comparable throughout. The indicator changed in May 2021: Counted by start date."
    );
}

#[test]
fn the_steps_are_those_of_the_frequency() {
    let quarterly = council(&[
        "frequency = 'quarter'",
        "basis = 'quarter'",
        "directions = [{ against = 'regression over 3' }]",
    ])
    .figure("2020-12", "1")
    .figure("2021-03", "2")
    .figure("2021-06", "3");
    assert_eq!(quarterly.assess("2021-06").direction(), "improved against 2020-12");
}
