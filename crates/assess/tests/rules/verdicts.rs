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
        ("period=2021-06, rating=green", "I at Kent in June 2021 was published as green, ours is amber"),
        ("period=2021-07, rating=green", "I at Kent in July 2021 was published as green, ours is not rated"),
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
