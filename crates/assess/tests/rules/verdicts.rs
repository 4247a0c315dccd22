//! Verdicts that were published elsewhere are compared with ours.

use assess::compare_verdicts;

use crate::council::{Council, council};

fn published(verdict: &str) -> Vec<String> {
    on(
        council(&["rating = { scheme = 'floor', floor = '70' }"])
            .target("FY2021-22", "85")
            .figure("2020-06", "90")
            .figure("2021-05", "80")
            .figure("2021-06", "84"),
        verdict,
    )
}

fn on(council: Council, verdict: &str) -> Vec<String> {
    let framework = council.verdict(verdict).compile();
    compare_verdicts(&framework).into_iter().map(|finding| finding.message).collect()
}

#[test]
fn what_agrees_is_no_finding() {
    for verdict in [
        "period=2021-06, target=85, rating=amber, direction=improved, against=2021-05",
        "period=2021-06, target=85.0, rating=amber",
        "period=2021-06, direction=improved",
        "period=2021-06",
    ] {
        assert!(published(verdict).is_empty(), "{verdict}: {:?}", published(verdict));
    }
}

#[test]
fn what_differs_is_a_finding_each() {
    let cases = [
        ("period=2021-06, rating=red", "I at Kent in June 2021 was published as red, ours is amber"),
        (
            "period=2021-06, direction=worsened, against=2021-05",
            "I at Kent in June 2021 was published as worsened, ours is improved",
        ),
        (
            "period=2021-06, direction=worsened, against=2020-06",
            "I at Kent in June 2021 was published as worsened, ours is no direction",
        ),
        (
            "period=2021-06, target=80",
            "I at Kent in June 2021 was published with the target 80, our targets say 85",
        ),
        (
            "period=2022-06, target=80",
            "I at Kent in June 2022 was published with the target 80, our targets say that there is none",
        ),
    ];
    for (verdict, message) in cases {
        assert_eq!(published(verdict), [message]);
    }
    assert_eq!(published("period=2021-06, target=80, rating=red, direction=same").len(), 3);
}

#[test]
fn a_part_of_an_annual_target_was_published_rounded() {
    let council = council(&["unit = 'count'", "basis = 'year to date'", "profile = 'even'"])
        .target("FY2021-22", "1000")
        .figure("2021-05", "9");
    assert!(on(council.clone(), "period=2021-05, target=167").is_empty());
    assert_eq!(on(council, "period=2021-05, target=166").len(), 1);
}

#[test]
fn the_only_scorecards_rules_hold() {
    let minimum = council(&["rating = { scheme = 'floor', floor = '70' }"])
        .scorecard("minimum_denominator = 5")
        .target("FY2021-22", "85")
        .figure("2021-06", "4/4");
    assert_eq!(
        on(minimum, "period=2021-06, rating=green"),
        ["I at Kent in June 2021 was published as green, ours is not rated"]
    );
}

#[test]
fn a_rating_needs_a_figure_and_a_target() {
    let floor = council(&["rating = { scheme = 'floor', floor = '70' }"]);
    let without_target = floor.clone().figure("2021-06", "84");
    let status = floor.clone().target("FY2021-22", "85").figure("2021-06", "not-available");
    let green = |lacks: &str| format!("I at Kent in June 2021 was published as green, but there is {lacks}");
    for (council, lacks) in [
        (floor.target("FY2021-22", "85"), "no figure (`to-be-supplied`)"),
        (status, "no figure (`not-available`)"),
        (without_target.clone(), "no target"),
    ] {
        assert_eq!(on(council, "period=2021-06, rating=green"), [green(lacks)]);
    }
    // A target printed beside it is something to stand on, if not for us.
    let printed = on(without_target, "period=2021-06, target=80, rating=green");
    assert_eq!(printed.len(), 2);
    assert!(printed.iter().all(|message| !message.contains("there is no target")), "{printed:?}");
}

#[test]
fn bands_and_the_previous_figure_need_no_target() {
    let previous = council(&["rating = { scheme = 'previous', within = '3' }"])
        .figure("2021-05", "80")
        .figure("2021-06", "79");
    assert!(on(previous, "period=2021-06, rating=amber").is_empty());
    let bands = council(&[
        "rating = { scheme = 'bands', bands = [{ name = 'low', below = '50' }, { name = 'good', from = '50' }] }",
    ])
    .target("FY2021-22", "85")
    .figure("2021-06", "79");
    assert!(on(bands, "period=2021-06, rating=good").is_empty());
}

#[test]
fn a_rating_that_its_target_rules_out_contradicts_it() {
    let of = |fields: &[&str], figure: &str, rating: &str| {
        let council = council(fields).target("FY2021-22", "85").figure("2021-06", figure);
        let said = on(council, &format!("period=2021-06, target=85, rating={rating}"));
        said.iter().any(|message| message.contains("its target of 85"))
    };
    let high: &[&str] = &["rating = { scheme = 'unknown' }"];
    let low: &[&str] = &["rating = { scheme = 'unknown' }", "polarity = 'low'"];
    let count: &[&str] = &["rating = { scheme = 'unknown' }", "unit = 'count'"];
    let near: &[&str] = &["rating = { scheme = 'band', green = '1', amber = '9' }", "polarity = 'target'"];
    let none: &[&str] = &["rating = { scheme = 'none' }"];
    let cases = [
        (high, "84.9", "green", true),
        // One decimal was printed: 84.96 to 85.04 all print so.
        (high, "85.0", "green", false),
        (high, "85.0", "red", false),
        (high, "85.1", "red", true),
        (high, "85.1", "amber", true),
        (high, "80.0", "red", false),
        // Of 1177 in 1385, which prints 85.0, everything is known.
        (high, "1177/1385", "green", true),
        (high, "1177/1385", "amber", false),
        (high, "85/100", "amber", true),
        (low, "85.1", "green", true),
        (low, "84.9", "amber", true),
        (low, "85.1", "amber", false),
        (count, "85", "amber", true),
        (count, "84", "green", true),
        // How far from the target is still green may not have been published.
        (near, "88", "green", false),
        (none, "84.9", "green", true),
    ];
    for (fields, figure, rating, contradicts) in cases {
        assert_eq!(of(fields, figure, rating), contradicts, "{fields:?} {figure} {rating}");
    }
}
