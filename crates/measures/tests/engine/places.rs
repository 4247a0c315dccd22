//! Where facts count.

use framework::Framework;
use measures::{History, Measurement};

use crate::northshire::{Case, indicator, measured, northshire, of_x, settings};

fn open_cases() -> Framework {
    let measure = "start = \"opened\"\nend = \"closed\"\nnumerator = \"*\"";
    northshire(&indicator("count", "snapshot", "frequency = \"month\"", measure))
}

fn figures(framework: &Framework, measurement: &Measurement, period: &str) -> Vec<String> {
    let places = ["northshire", "eastvale", "westmoor", "harbour", "old-moor", "moor", "both"];
    places.iter().map(|place| of_x(framework, measurement, place, period)).collect()
}

#[test]
fn a_fact_counts_once_at_each_place_that_its_own_is_part_of() {
    let framework = open_cases();
    let cases: [Case<'_>; 5] = [
        ("C1", "harbour", "2023-01-01", "", "under 5", 1),
        ("C2", "both", "2023-01-01", "", "under 5", 1),
        ("C3", "eastvale", "2023-01-01", "", "under 5", 1),
        ("C4", "nobody knows", "2023-01-01", "", "under 5", 1),
        ("C5", "", "2023-01-01", "", "under 5", 1),
    ];
    let measurement = measured(&framework, &cases, &settings("2023-01", "2023-01"));
    // The team of two districts adds to neither; what has no place that is known adds to the county alone.
    let said = figures(&framework, &measurement, "2023-01");
    assert_eq!(said, ["5", "2", "0", "1", "nothing", "0", "1"]);
    let county = measurement.figures.iter().find(|figure| figure.unallocated.is_some()).unwrap();
    assert_eq!(county.unallocated, Some(figures::Number::from(2)));
}

#[test]
fn facts_without_a_known_place_are_counted_whatever_the_decimals_of_their_values() {
    let median = "date = \"opened\"\nmedian = \"days_to_a_tenth\"";
    let framework = northshire(&indicator("days", "month", "frequency = \"month\"", median));
    let cases: [Case<'_>; 4] = [
        ("C1", "nobody knows", "2023-01-01", "", "under 5", 10),
        ("C2", "nobody knows", "2023-01-02", "", "under 5", 20),
        ("C3", "", "2023-01-03", "", "under 5", 30),
        ("C4", "harbour", "2023-01-04", "", "under 5", 41),
    ];
    let measurement = measured(&framework, &cases, &settings("2023-01", "2023-01"));
    assert_eq!(of_x(&framework, &measurement, "northshire", "2023-01"), "25", "between 20 and 30");
    let county = measurement.figures.iter().find(|figure| figure.unallocated.is_some()).unwrap();
    assert_eq!(county.unallocated, Some(figures::Number::from(3)));
}

#[test]
fn a_replaced_team_keeps_its_past_or_is_recast_to_today() {
    let framework = open_cases();
    let cases: [Case<'_>; 2] =
        [("C1", "old-moor", "2022-06-01", "", "under 5", 1), ("C2", "moor", "2023-01-01", "", "under 5", 1)];
    let mut settings = settings("2022-12", "2023-01");
    let then = measured(&framework, &cases, &settings);
    assert_eq!(of_x(&framework, &then, "old-moor", "2022-12"), "1");
    assert_eq!(of_x(&framework, &then, "moor", "2022-12"), "nothing", "the team isn't there yet");
    assert_eq!(of_x(&framework, &then, "moor", "2023-01"), "1");
    settings.history = History::Recast;
    let now = measured(&framework, &cases, &settings);
    assert_eq!(of_x(&framework, &now, "moor", "2023-01"), "2");
    assert_eq!(of_x(&framework, &now, "old-moor", "2022-12"), "0");
    assert_eq!(of_x(&framework, &now, "westmoor", "2022-12"), "1", "the district is the same either way");
}
