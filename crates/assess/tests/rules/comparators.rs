//! Which value of a comparator stands beside a place's figures.

use framework::ComparatorId;

use crate::council::{Council, compared, council};

fn beside(council: &Council, place: &str, comparator: &str) -> String {
    let framework = council.compile();
    let id = framework
        .comparator_values
        .keys()
        .map(|key| key.comparator)
        .find(|id: &ComparatorId| framework.comparator(*id).id == comparator);
    let place = framework.find_place(place).unwrap();
    id.map_or_else(|| "-".to_owned(), |id| compared(&framework, id, place))
}

#[test]
fn a_place_shows_its_own_value() {
    let council = council(&[])
        .comparator_row("place=kent, period=2021-05, value=70")
        .comparator_row("place=ashford, period=2021-04, value=60");
    assert_eq!(beside(&council, "kent", "england"), "70 in 2021-05");
    assert_eq!(beside(&council, "ashford", "england"), "60 in 2021-04");
}

#[test]
fn a_place_without_a_value_shows_that_of_the_whole() {
    let council = council(&[])
        .comparator_row("place=kent, period=2021-05, value=70")
        .comparator_row("place=ashford, period=2021-05, value=60");
    assert_eq!(beside(&council, "dover", "england"), "70 in 2021-05");
    assert_eq!(beside(&council, "ashford-team", "england"), "60 in 2021-05", "the nearest whole");
}

#[test]
fn the_newest_period_is_shown_whatever_the_order_of_the_file() {
    let council = council(&[])
        .comparator_row("place=kent, period=2020-05, value=50")
        .comparator_row("place=kent, period=2021-05, value=70")
        .comparator_row("place=kent, period=2019-05, value=60")
        .comparator_row("place=kent, value=10");
    assert_eq!(beside(&council, "kent", "england"), "70 in 2021-05");
}

#[test]
fn each_comparator_has_its_own_values() {
    let council = council(&[])
        .comparator_row("place=kent, period=2021-05, value=70")
        .comparator_row("place=ashford, period=2021-05, comparator=region, value=60");
    assert_eq!(beside(&council, "ashford", "england"), "70 in 2021-05");
    assert_eq!(beside(&council, "ashford", "region"), "60 in 2021-05");
    assert_eq!(beside(&council, "kent", "region"), "-", "a part's value is not the whole's");
}

#[test]
fn a_value_of_a_breakdown_is_not_the_whole_cohorts() {
    let council = council(&[]).comparator_row("place=kent, period=2021-05, breakdown=age 0-4, value=70");
    assert_eq!(beside(&council, "kent", "england"), "-");
}
