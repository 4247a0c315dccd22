//! A figure is rated against the target for its own period, else for the year that contains it; nothing falls back.

use assess::{AppliedTarget, assess, target_for, target_of_later_year};

use crate::council::{Council, board, council, period, series};

const FLOOR: &str = "rating = { scheme = 'floor', floor = '70' }";
const UNKNOWN: &str = "rating = { scheme = 'unknown' }";

fn figure_in_june() -> Council {
    council(&[UNKNOWN]).figure("2021-06", "80")
}

#[test]
fn a_periods_own_target_goes_before_the_years() {
    let both = figure_in_june().figure("2021-05", "80").target("FY2021-22", "75").target("2021-06", "90");
    assert_eq!(
        (both.assess("2021-06").target.as_str(), both.assess("2021-05").target.as_str()),
        ("90", "75")
    );
    assert_eq!(both.assess("2021-06").rating, "amber");
    assert_eq!(both.assess("2021-05").rating, "green");
}

#[test]
fn the_year_is_the_one_that_contains_the_figure() {
    let years = |year: &str| {
        council(&[UNKNOWN, year]).target("FY2020-21", "1").target("FY2021-22", "2").figure("2021-03", "5")
    };
    let financial = years("year = 'financial'").figure("2021-04", "5");
    assert_eq!(financial.assess("2021-03").target, "1");
    assert_eq!(financial.assess("2021-04").target, "2");

    let academic = council(&[UNKNOWN, "year = 'academic'"])
        .target("AY2020-21", "1")
        .target("AY2021-22", "2")
        .figure("2021-08", "5")
        .figure("2021-09", "5");
    assert_eq!(academic.assess("2021-08").target, "1");
    assert_eq!(academic.assess("2021-09").target, "2");

    let calendar = council(&[UNKNOWN, "year = 'calendar'"])
        .target("CY2020", "1")
        .target("CY2021", "2")
        .figure("2020-12", "5")
        .figure("2021-01", "5");
    assert_eq!(calendar.assess("2020-12").target, "1");
    assert_eq!(calendar.assess("2021-01").target, "2");
}

#[test]
fn quarters_years_and_terms_find_their_year() {
    let quarterly = council(&[UNKNOWN, "frequency = 'quarter'", "basis = 'quarter'"])
        .target("FY2021-22", "2")
        .figure("FY2021-22-Q1", "5")
        .figure("FY2021-22", "5");
    assert_eq!(quarterly.assess("FY2021-22-Q1").target, "2");
    assert_eq!(quarterly.assess("FY2021-22").target, "2");
    let termly = council(&[UNKNOWN, "frequency = 'term'", "year = 'academic'"])
        .target("AY2021-22", "2")
        .figure("AY2021-22-T3", "5");
    assert_eq!(termly.assess("AY2021-22-T3").target, "2");
}

#[test]
fn nothing_falls_back_to_another_year() {
    let seen = figure_in_june().target("FY2020-21", "75").target("FY2022-23", "75").assess("2021-06");
    assert_eq!((seen.rating.as_str(), seen.target.as_str()), ("-", "-"));
    assert_eq!(seen.reason, "Not rated: no target for FY2021-22.");
}

#[test]
fn a_figure_that_straddles_years_has_only_its_own_target() {
    let three_years =
        council(&[UNKNOWN, "frequency = 'year'", "basis = 'year'"]).figure("2018-04..2021-03", "80");
    let seen = three_years.clone().target("FY2020-21", "75").assess("2018-04..2021-03");
    assert_eq!(seen.reason, "Not rated: no target for April 2018 to March 2021.");
    assert_eq!(three_years.target("2018-04..2021-03", "75").assess("2018-04..2021-03").rating, "green");
}

#[test]
fn the_most_specific_place_wins() {
    let mut council = council(&[UNKNOWN]).figure_at("ashford", "2021-06", "80");
    let scopes = [
        ("nowhere", "place=dover", "-"),
        ("everywhere", "place=*", "1"),
        ("its level", "place=level:district", "2"),
        ("its group", "place=group:east", "3"),
        ("itself", "place=ashford", "4"),
    ];
    for (number, (scope, place, target)) in scopes.iter().enumerate() {
        council = council.target_row(&format!("{place}, period=FY2021-22, target={number}"));
        assert_eq!(council.assess_at("ashford", "2021-06").target, *target, "{scope}");
    }
}

#[test]
fn the_period_goes_before_the_place() {
    let council = figure_in_june()
        .target_row("place=*, period=2021-06, target=1")
        .target_row("place=kent, period=FY2021-22, target=2");
    assert_eq!(council.assess("2021-06").target, "1");
}

#[test]
fn a_target_of_a_place_is_not_its_parts() {
    let council = figure_in_june()
        .figure_at("ashford", "2021-06", "80")
        .target_row("place=kent, period=FY2021-22, target=75");
    assert_eq!(council.assess("2021-06").target, "75");
    assert_eq!(council.assess_at("ashford", "2021-06").target, "-");
}

#[test]
fn deliberately_none() {
    let seen = figure_in_june().target_row("period=FY2021-22, status=none").assess("2021-06");
    assert_eq!(seen.rating, "-");
    assert_eq!(seen.reason, "Not rated: there is deliberately no target for FY2021-22.");
}

#[test]
fn deliberately_none_for_one_month_or_place_is_not_the_years_or_everybodys() {
    let june = figure_in_june().target("FY2021-22", "75").target_row("period=2021-06, status=none");
    assert_eq!(june.assess("2021-06").reason, "Not rated: there is deliberately no target for June 2021.");
    let kent = figure_in_june()
        .target("FY2021-22", "75")
        .target_row("place=kent, period=FY2021-22, status=no-longer-applicable");
    assert_eq!(kent.assess("2021-06").reason, "Not rated: the target for FY2021-22 no longer applies.");
}

#[test]
fn a_carried_target_rates_and_says_so() {
    let carried = figure_in_june().target_row("period=FY2021-22, target=75, status=carried");
    assert_eq!(carried.assess("2021-06").reason, "80.0% meets the target of 75.0% (carried from last year).");
}

#[test]
fn a_floor_beside_a_target_overrides_the_scheme_and_what_it_inferred() {
    for scheme in [
        "scheme = 'floor', floor = '70', inferred = ['floor']",
        "scheme = 'points', within = '15', inferred = ['within']",
        "scheme = 'percent', within = '17', inferred = ['within']",
        "scheme = 'unknown'",
    ] {
        let seen = council(&[&format!("rating = {{ {scheme} }}")])
            .figure("2021-06", "79.9")
            .target_row("period=FY2021-22, target=85, floor=80")
            .assess("2021-06");
        assert_eq!((seen.rating.as_str(), seen.floor.as_str()), ("red", "80"), "{scheme}");
        assert_eq!(seen.reason, "79.9% misses the target of 85.0% and the floor of 80.0%.", "{scheme}");
    }
}

#[test]
fn a_stated_edge_leaves_the_rest_of_a_band_inferred() {
    let inferred = |row: &str| {
        let council = council(&[
            "polarity = 'target'",
            "rating = { scheme = 'band', green = '1', amber = '3', inferred = ['green', 'amber'] }",
        ])
        .figure("2021-06", "15")
        .target_row(&format!("period=FY2021-22, target=15{row}"));
        let framework = council.compile();
        let assessment = assess(&framework, None, series(&framework, "kent"), period("2021-06"));
        let words: Vec<&str> = assessment.target.unwrap().inferred.iter().map(|key| key.token()).collect();
        words.join(" ")
    };
    assert_eq!(inferred(""), "green amber");
    assert_eq!(inferred(", floor=10"), "green amber", "the upper edge is still inferred");
    assert_eq!(inferred(", floor=10, upper=20"), "green");
}

#[test]
fn next_years_target() {
    let council =
        figure_in_june().target("FY2021-22", "75").target("FY2022-23", "78").target("2022-06", "99");
    let framework = council.compile();
    let next = |token: &str| {
        target_of_later_year(&framework, series(&framework, "kent"), period(token), 1)
            .map(|(year, target)| format!("{} for {year}", target.target.as_ref().unwrap()))
    };
    assert_eq!(next("2021-06").as_deref(), Some("78 for FY2022-23"));
    assert_eq!(next("2021-03").as_deref(), Some("75 for FY2021-22"));
    assert_eq!(next("FY2021-22").as_deref(), Some("78 for FY2022-23"));
    assert_eq!(next("2022-06"), None);
}

#[test]
fn a_scorecard_may_rate_everything_against_one_year() {
    let council = figure_in_june()
        .scorecard("target_year = 'FY2016-17'")
        .target("FY2016-17", "50")
        .target("FY2021-22", "75");
    assert_eq!(council.assess_on_scorecard("2021-06").target, "50");
    assert_eq!(council.assess("2021-06").target, "75");
    let own = council.target("2021-06", "90");
    assert_eq!(own.assess_on_scorecard("2021-06").target, "90", "its own period's still goes before");
}

#[test]
fn an_outturn_is_rated_against_its_own_year_whatever_the_scorecards_year() {
    let council = figure_in_june()
        .figure("FY2020-21", "80")
        .scorecard("target_year = 'FY2016-17'")
        .target("FY2016-17", "50")
        .target("FY2020-21", "70");
    assert_eq!(council.assess_on_scorecard("FY2020-21").target, "70");
    let without = figure_in_june()
        .figure("FY2020-21", "80")
        .scorecard("target_year = 'FY2016-17'")
        .target("FY2016-17", "50");
    assert_eq!(without.assess_on_scorecard("FY2020-21").reason, "Not rated: no target for FY2020-21.");
}

#[test]
fn a_scorecards_year_without_a_target_does_not_fall_back() {
    let council = figure_in_june().scorecard("target_year = 'FY2016-17'").target("FY2021-22", "75");
    assert_eq!(council.assess_on_scorecard("2021-06").reason, "Not rated: no target for FY2016-17.");
}

#[test]
fn a_target_says_for_which_period_it_was_set() {
    let council = figure_in_june().target("FY2021-22", "75");
    let framework = council.compile();
    let set_for =
        |scorecard| target_for(&framework, scorecard, series(&framework, "kent"), period("2021-06"));
    assert_eq!(set_for(None).unwrap().0, period("FY2021-22"));
    assert_eq!(set_for(Some(board(&framework))).unwrap().0, period("FY2021-22"));
}

#[test]
fn targets_are_those_of_the_basis_and_breakdown() {
    let council = council(&[UNKNOWN, "basis = 'rolling 12 months'", "also = ['rolling 3 months']"])
        .figure("2021-06", "80")
        .figure_row("period=2021-06, basis=rolling 3 months, value=80")
        .figure_row("period=2021-06, breakdown=age 0-4, value=80")
        .figure_row("period=2021-06, breakdown=age 5-10, value=80")
        .target("FY2021-22", "75")
        .target_row("period=FY2021-22, basis=rolling 3 months, target=70")
        .target_row("period=FY2021-22, breakdown=age 0-4, target=90");
    let target = |basis: &str, breakdown: &str| council.assess_of(basis, breakdown, "2021-06").target;
    assert_eq!(target("rolling 12 months", ""), "75");
    assert_eq!(target("rolling 3 months", ""), "70");
    assert_eq!(target("rolling 12 months", "age 0-4"), "90");
    assert_eq!(target("rolling 12 months", "age 5-10"), "-", "the whole cohort's target is not a part's");
}

/// Targets of 2021-22 by place, basis and breakdown, over figures on two bases and of three breakdowns.
fn with_targets(rows: &[&str]) -> Council {
    let mut council = council(&[UNKNOWN, "basis = 'rolling 12 months'", "also = ['rolling 3 months']"]);
    for basis in ["rolling 12 months", "rolling 3 months"] {
        for breakdown in ["", "age 0-4", "age 5-10"] {
            let row = format!("period=2021-06, basis={basis}, breakdown={breakdown}, value=80");
            council = council.figure_row(&row);
        }
    }
    rows.iter().fold(council, |council, row| council.target_row(&format!("period=FY2021-22, {row}")))
}

#[test]
fn a_target_for_any_basis_or_breakdown_gives_way_to_what_is_exact() {
    let council = with_targets(&[
        "basis=*, breakdown=*, target=1",
        "basis=rolling 3 months, breakdown=*, target=2",
        "breakdown=age 0-4, target=3",
        "breakdown=*, target=4",
        "place=kent, basis=rolling 3 months, breakdown=age 5-10, target=5",
    ]);
    let cases = [
        ("rolling 12 months", "", "4"),
        ("rolling 12 months", "age 0-4", "3"),
        ("rolling 12 months", "age 5-10", "4"),
        ("rolling 3 months", "", "2"),
        ("rolling 3 months", "age 0-4", "2"),
        ("rolling 3 months", "age 5-10", "5"),
    ];
    for (basis, breakdown, target) in cases {
        assert_eq!(council.assess_of(basis, breakdown, "2021-06").target, target, "{basis} {breakdown}");
    }
    let all = with_targets(&["basis=*, breakdown=*, target=1"]);
    for (basis, breakdown, _) in cases {
        assert_eq!(all.assess_of(basis, breakdown, "2021-06").target, "1", "{basis} {breakdown}");
    }
    let whole = with_targets(&["basis=*, target=1"]);
    assert_eq!(whole.assess_of("rolling 3 months", "", "2021-06").target, "1");
    assert_eq!(whole.assess_of("rolling 3 months", "age 0-4", "2021-06").target, "-");
}

#[test]
fn two_targets_of_which_neither_is_more_specific_are_a_fault() {
    // Each list with the rule that it breaks, if any.
    let cases: [(&[&str], &str); 13] = [
        (&["basis=*, target=1", "breakdown=*, target=2"], "ambiguous-target"),
        (&["basis=*, target=1", "breakdown=*, target=2", "target=3"], ""),
        (&["basis=*, breakdown=age 0-4, target=1", "breakdown=*, target=2", "target=3"], "ambiguous-target"),
        (
            &["basis=*, breakdown=age 0-4, target=1", "breakdown=*, target=2", "breakdown=age 0-4, target=3"],
            "",
        ),
        (&["basis=*, breakdown=age 0-4, target=1", "basis=*, breakdown=age 5-10, target=2"], ""),
        (&["place=kent, breakdown=*, target=1", "target=2"], "ambiguous-target"),
        (&["place=kent, breakdown=*, target=1", "target=2", "place=kent, target=3"], ""),
        (&["place=kent, breakdown=*, target=1", "place=level:district, target=2"], ""),
        (&["place=kent, target=1", "breakdown=*, target=2"], ""),
        (
            &["place=group:east, breakdown=*, target=1", "place=group:teams, breakdown=*, target=2"],
            "ambiguous-target",
        ),
        (
            &[
                "place=group:east, breakdown=*, target=1",
                "place=group:teams, breakdown=*, target=2",
                "place=ashford-team, breakdown=*, target=3",
            ],
            "",
        ),
        // One breakdown settled leaves the others.
        (
            &[
                "place=group:east, breakdown=*, target=1",
                "place=group:teams, breakdown=*, target=2",
                "place=ashford-team, breakdown=age 0-4, target=3",
            ],
            "ambiguous-target",
        ),
        (&["basis=*, breakdown=*, target=1", "basis=*, breakdown=*, target=2"], "duplicate-target"),
    ];
    for (rows, rule) in cases {
        let faults = with_targets(rows).try_compile().err().unwrap_or_default();
        assert_eq!(faults.lines().count(), usize::from(!rule.is_empty()), "{rows:?}: {faults}");
        assert!(faults.contains(rule), "{rows:?}: {faults}");
    }
}

#[test]
fn a_target_taken_over_says_of_which_plan_and_when_it_is_due_there() {
    let plan = figure_in_june()
        .target_row("period=FY2021-22, target=85, source=the improvement plan, set_for=2022-06")
        .compile();
    let seen = assess(&plan, None, series(&plan, "kent"), period("2021-06")).target.unwrap();
    let other = seen.other_plan.unwrap();
    assert_eq!((other.name.as_str(), other.due), ("the improvement plan", period("2022-06")));

    let without = |row: &str| {
        let row = format!("period=FY2021-22, target=85, {row}");
        figure_in_june().target_row(&row).try_compile().unwrap_err()
    };
    assert!(without("set_for=2022-06").contains("missing-cell"));
    assert!(without("set_for=next June, source=the improvement plan").contains("bad-period"));
}

#[test]
fn an_absent_figure_still_has_its_target() {
    let seen = council(&[FLOOR]).target("FY2021-22", "85").assess("2021-06");
    assert_eq!(
        (seen.value.as_str(), seen.target.as_str(), seen.floor.as_str()),
        ("to-be-supplied", "85", "70")
    );
}

/// An annual target of 1200 as it applies to a count of a period.
fn spread(profile: &str, basis: &str, token: &str, target: &str) -> Option<AppliedTarget> {
    let council = council(&["unit = 'count'", &format!("basis = '{basis}'"), profile, UNKNOWN])
        .figure(token, "1")
        .target("FY2021-22", target);
    let framework = council.compile();
    assess(&framework, None, series(&framework, "kent"), period(token)).target
}

#[test]
fn an_even_profile_gives_each_month_a_twelfth() {
    let even = |basis: &str, token: &str| {
        spread("profile = 'even'", basis, token, "1200").map(|target| target.target.to_string()).unwrap()
    };
    let cases = [
        ("year to date", "2021-04", "100"),
        ("year to date", "2021-06", "300"),
        ("year to date", "2022-03", "1200"),
        ("year to date", "FY2021-22", "1200"),
        ("month", "2021-04", "100"),
        ("month", "2022-03", "100"),
        ("rolling 3 months", "2021-06", "300"),
        ("rolling 3 months", "2021-04", "300"),
        ("rolling 12 months", "2021-06", "1200"),
        ("snapshot", "2021-06", "1200"),
    ];
    for (basis, token, target) in cases {
        assert_eq!(even(basis, token), target, "{basis} {token}");
    }
}

#[test]
fn shares_begin_with_the_first_month_of_the_year() {
    let shares = "profile = ['0.3', '0.2', '0.1', '0', '0', '0.1', '0', '0', '0.1', '0', '0.1', '0.1']";
    let part = |basis: &str, token: &str| {
        spread(shares, basis, token, "1000").map(|target| target.target.to_string()).unwrap()
    };
    let cases = [
        ("month", "2021-04", "300"),
        ("month", "2021-07", "0"),
        ("month", "2022-03", "100"),
        ("year to date", "2021-06", "600"),
        ("year to date", "2022-02", "900"),
        ("year to date", "2022-03", "1000"),
        ("rolling 3 months", "2021-04", "500"),
    ];
    for (basis, token, target) in cases {
        assert_eq!(part(basis, token), target, "{basis} {token}");
    }
}

#[test]
fn a_part_of_a_year_knows_the_whole() {
    let applied = spread("profile = 'even'", "year to date", "2021-06", "1200").unwrap();
    assert_eq!(applied.annual.unwrap().to_string(), "1200");
    assert_eq!(applied.period, period("FY2021-22"));
    assert_eq!(spread("profile = 'even'", "year to date", "2022-03", "1200").unwrap().annual, None);
}

#[test]
fn a_months_own_target_is_not_spread() {
    let seen = council(&["unit = 'count'", "basis = 'year to date'", "profile = 'even'", UNKNOWN])
        .figure("2021-06", "300")
        .target("2021-06", "310")
        .assess("2021-06");
    assert_eq!(seen.target, "310");
}

#[test]
fn a_floor_is_spread_with_its_target() {
    for (scheme, row) in [
        ("scheme = 'floor', floor = '600'", ""),
        ("scheme = 'floor', floor = '1'", ", floor=600"),
        ("scheme = 'percent', within = '50'", ""),
    ] {
        let council = council(&[
            "unit = 'count'",
            "basis = 'year to date'",
            "profile = 'even'",
            &format!("rating = {{ {scheme} }}"),
        ])
        .target_row(&format!("period=FY2021-22, target=1200{row}"));
        for (figure, rating) in [("300", "green"), ("299", "amber"), ("150", "amber"), ("149", "red")] {
            let seen = council.clone().figure("2021-06", figure).assess("2021-06");
            assert_eq!(seen.rating, rating, "{figure} with {scheme}{row}: {}", seen.reason);
        }
    }
}
