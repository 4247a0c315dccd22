//! What was previously reported is what the last release before said, whatever the figure is by now.

use std::collections::BTreeMap;

use assess::assess;
use figures::{Absence, Number, Reading, Value};
use framework::Framework;
use periods::Month;

use crate::council::{Council, Seen, board, council, period, series};

/// April was reported, May is assessed.
fn april_and_may(april_by_now: &str, may: &str) -> Council {
    council(&["directions = [{ against = 'previously reported' }]"])
        .edition("2021-04")
        .edition("2021-05")
        .figure("2021-04", april_by_now)
        .figure("2021-05", may)
}

/// The framework, knowing that a release of a month said something of a period.
fn released(council: &Council, month: &str, then: &str, said: Reading) -> Framework {
    let mut framework = council.compile();
    let said = BTreeMap::from([((series(&framework, "kent"), period(then)), said)]);
    framework.reported.insert(board(&framework), Month::parse(month).unwrap(), said);
    framework
}

fn value(number: i64) -> Reading {
    Reading::Present(Value::plain(Number::from(number)))
}

fn may(framework: &Framework) -> Seen {
    let assessment = assess(framework, Some(board(framework)), series(framework, "kent"), period("2021-05"));
    Seen::new(assessment)
}

#[test]
fn the_release_counts_and_not_the_figure_as_now_known() {
    let council = april_and_may("82", "81");
    assert_eq!(council.assess_on_scorecard("2021-05").direction(), "worsened against 2021-04");
    let framework = released(&council, "2021-04", "2021-04", value(80));
    let seen = may(&framework);
    assert_eq!(seen.direction(), "improved against 2021-04");
    let reason = seen.travel();
    assert!(reason.contains("That is what the release of April 2021 said; the figure is now 82"), "{reason}");
}

#[test]
fn where_nothing_was_restated_nothing_is_said_of_the_release() {
    let framework = released(&april_and_may("80", "81"), "2021-04", "2021-04", value(80));
    let reason = may(&framework).travel().to_owned();
    assert!(!reason.contains("release"), "{reason}");
}

#[test]
fn what_a_release_had_no_value_for_gives_no_direction() {
    let absent = Reading::Absent(Absence::NotAvailable);
    let framework = released(&april_and_may("80", "81"), "2021-04", "2021-04", absent);
    assert_eq!(may(&framework).direction(), "- against 2021-04");
}

#[test]
fn a_release_of_the_month_itself_is_not_an_earlier_one() {
    let framework = released(&april_and_may("82", "81"), "2021-05", "2021-04", value(80));
    assert_eq!(may(&framework).direction(), "worsened against 2021-04");
}

#[test]
fn an_edition_after_the_last_release_is_what_its_imported_figures_say() {
    let framework = released(&april_and_may("82", "81"), "2021-03", "2021-04", value(80));
    assert_eq!(may(&framework).direction(), "worsened against 2021-04");
}

#[test]
fn a_release_is_followed_even_if_the_framework_no_longer_lists_its_edition() {
    let council = council(&["directions = [{ against = 'previously reported' }]"])
        .edition("2021-05")
        .figure("2021-03", "82")
        .figure("2021-05", "81");
    let framework = released(&council, "2021-03", "2021-03", value(80));
    assert_eq!(may(&framework).direction(), "improved against 2021-03");
}
