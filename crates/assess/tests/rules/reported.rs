//! What was previously reported is what the last release before said, whatever the figure is by now.

use std::collections::BTreeMap;

use assess::assess;
use figures::{Absence, Number, Reading, Value};
use framework::{Framework, LeftOut, ReportedFigure, ReportedRelease};
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

/// The framework, knowing that a release of a month was published and said something of a period.
fn released(council: &Council, month: &str, then: &str, said: Reading) -> Framework {
    let mut framework = council.compile();
    let figure = ReportedFigure { reading: said, is_unpublished: false };
    let figures = BTreeMap::from([((series(&framework, "kent"), period(then)), figure)]);
    let release = ReportedRelease { is_published: true, figures };
    framework.reported.insert(board(&framework), Month::parse(month).unwrap(), 1, release);
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
    assert!(
        reason.contains("That is what the release of April 2021 said; as now known, it is 82"),
        "{reason}"
    );
}

#[test]
fn a_figure_that_is_gone_by_now_was_still_reported() {
    let council = council(&["directions = [{ against = 'previously reported' }]"])
        .edition("2021-04")
        .edition("2021-05")
        .figure("2021-05", "81");
    let seen = may(&released(&council, "2021-04", "2021-04", value(80)));
    assert_eq!(seen.direction(), "improved against 2021-04");
    let reason = seen.travel();
    assert!(reason.contains("as now known, the figure is still to be supplied."), "{reason}");
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

#[test]
fn in_a_public_copy_it_counts_only_if_it_was_public_with_that_value() {
    let council = april_and_may("82", "81");
    let mut framework = released(&council, "2021-04", "2021-04", value(80));
    let left_out = LeftOut::not_due(Month::parse("2021-05").unwrap(), None);
    let public = |framework: &Framework| may(&framework.seen_by_public(left_out)).direction();
    assert_eq!(public(&framework), "worsened against 2021-04", "nothing was public");
    framework.already_public = april_and_may("4/5", "81").compile().figures;
    assert_eq!(public(&framework), "improved against 2021-04", "80% was public");
    framework.already_public = april_and_may("79", "81").compile().figures;
    assert_eq!(public(&framework), "worsened against 2021-04", "80% was rounded or hidden");
}

/// April and May, with a committee that sees the county.
fn with_committee() -> Council {
    april_and_may("82", "81")
        .framework("audiences = { committee = { title = 'committee', levels = ['county'] } }")
}

fn seen_by_committee(framework: &Framework) -> Framework {
    framework.seen_by(framework.find_audience("committee").unwrap())
}

#[test]
fn an_audience_has_nothing_that_was_reported_of_places_that_it_does_not_see() {
    let mut framework = with_committee().compile();
    let said = ["kent", "ashford"].map(|place| {
        let figure = ReportedFigure { reading: value(80), is_unpublished: false };
        ((series(&framework, place), period("2021-04")), figure)
    });
    let april = Month::parse("2021-04").unwrap();
    let release = ReportedRelease { is_published: true, figures: BTreeMap::from(said) };
    framework.reported.insert(board(&framework), april, 1, release);
    let seen = seen_by_committee(&framework);
    let (_, said) = seen.reported.before(board(&seen), april.plus(1).unwrap()).unwrap();
    assert_eq!(
        said.keys().map(|(series, _)| series.place).collect::<Vec<_>>(),
        [seen.find_place("kent").unwrap()]
    );
}

#[test]
fn an_audience_is_told_only_of_what_was_published() {
    for (is_published, is_unpublished, is_told) in
        [(true, false, true), (false, false, false), (true, true, false)]
    {
        let mut framework = with_committee().compile();
        let figure = ReportedFigure { reading: value(80), is_unpublished };
        let figures = BTreeMap::from([((series(&framework, "kent"), period("2021-04")), figure)]);
        let april = Month::parse("2021-04").unwrap();
        let release = ReportedRelease { is_published, figures };
        framework.reported.insert(board(&framework), april, 1, release);
        assert_eq!(may(&framework).direction(), "improved against 2021-04", "the internal copy knows");
        let seen = may(&seen_by_committee(&framework));
        let (direction, says_so) = (seen.direction(), seen.travel().contains("release"));
        // 80 was reported; 82 is known by now.
        let expected = if is_told { "improved against 2021-04" } else { "worsened against 2021-04" };
        assert_eq!((direction.as_str(), says_so), (expected, is_told), "{is_published} {is_unpublished}");
    }
}
