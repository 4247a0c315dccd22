//! What columns show beside periods: breakdowns, shares, properties of the indicator, targets and outturns of named
//! periods, years that are not over, and figures that are carried.

use crate::small::{Small, page, row, words};

const SECTION: &str = r#"
title = "Specimen"

[sections.table]
title = "Children"
indicators = ["REFERRALS", "VISITS"]
periods = "1 month"
columns = ["periods"]

[[pages]]
id = "county"
title = "County"
places = ["shire"]
sections = ["table"]
"#;

/// The framework with one section of these columns.
fn with_columns(columns: &str) -> Small {
    Small::new(SECTION).change("scorecards/all.toml", "[\"periods\"]", columns)
}

/// What the county's page says of an indicator in such columns.
fn said(columns: &str, title: &str) -> String {
    row(page(&with_columns(columns).draw(), "places/shire.html"), title)
}

/// Adds a line to an indicator.
fn with_key(small: Small, title: &str, key: &str) -> Small {
    let line = format!("title = \"{title}\"\n");
    small.change("indicators/all.toml", &line, &format!("{line}{key}\n"))
}

#[test]
fn a_dimension_has_a_column_for_each_member() {
    let columns = "[\"value\", \"breakdowns:age\"]";
    assert!(said(columns, "Referrals").ends_with("30 10 20"));
    let site = with_columns(columns).draw();
    let page = words(page(&site, "places/shire.html"));
    assert!(page.contains("Age 0-4 Age 0-4 Age 5 and over"), "{page}");
}

#[test]
fn what_has_no_figure_of_a_member_says_that_it_is_not_broken_down() {
    assert!(said("[\"breakdowns:age\"]", "Visits").ends_with("Not broken down this way"));
}

#[test]
fn an_unknown_dimension_is_a_fault() {
    assert_eq!(with_columns("[\"breakdowns:ages\"]").faults(), ["there is no dimension `ages`"]);
}

#[test]
fn a_share_is_rounded_once_and_has_its_count_beside_it() {
    let small = with_columns("[\"breakdowns:age\"]");
    let site = with_key(small, "Referrals received", "shares = [\"age\"]").draw();
    let referrals = row(page(&site, "places/shire.html"), "Referrals");
    assert!(referrals.contains("33.3% (10 of 30) 66.7% (20 of 30)"), "{referrals}");
}

#[test]
fn a_share_has_the_decimals_that_it_is_given() {
    let small = with_columns("[\"breakdowns:age\"]");
    let site = with_key(small, "Referrals received", "shares = [\"age\"]\nshare_decimals = 0").draw();
    let referrals = row(page(&site, "places/shire.html"), "Referrals");
    assert!(referrals.contains("33% (10 of 30) 67% (20 of 30)"), "{referrals}");
}

#[test]
fn a_share_of_nought_is_no_share() {
    let small = with_columns("[\"breakdowns:age\"]")
        .change("figures/all.csv", "2021-06,,,,30", "2021-06,,,,0")
        .change("figures/all.csv", "age 0-4,,,10", "age 0-4,,,0");
    let site = with_key(small, "Referrals received", "shares = [\"age\"]").draw();
    assert!(!row(page(&site, "places/shire.html"), "Referrals").contains('%'));
}

#[test]
fn shares_that_were_published_alone_stand_beside_their_count() {
    let small = with_columns("[\"value\", \"breakdowns:age\"]")
        .change(
            "figures/all.csv",
            "REFERRALS,shire,2021-06,age 0-4,,,10",
            "VISITS,shire,2021-06,age 0-4,,,32.9",
        )
        .change("figures/all.csv", "REFERRALS,shire,2021-06,age 5 and over,,,20\n", "");
    let site = with_key(small, "Visits in time", "shares_of = \"REFERRALS\"").draw();
    let referrals = row(page(&site, "places/shire.html"), "Referrals");
    assert!(referrals.contains("30 32.9% –"), "{referrals}");
}

#[test]
fn only_counts_have_shares() {
    let faults = with_key(Small::new(SECTION), "Visits in time", "shares = [\"age\"]").faults();
    assert_eq!(faults, ["shares are parts of a count"]);
    let faults = with_key(Small::new(SECTION), "Referrals received", "shares_of = \"VISITS\"").faults();
    assert_eq!(faults, ["published shares are percentages"]);
}

#[test]
fn properties_of_the_indicator_are_said_once() {
    let visits = said("[\"frequency\", \"basis\", \"polarity\", \"marks:QPR\"]", "Visits");
    assert!(visits.ends_with("Monthly Rolling 12 months Higher is better ✓ Marked QPR"), "{visits}");
    assert!(!visits.contains("higher is better"), "{visits}");
    let referrals = said("[\"marks:QPR\"]", "Referrals");
    assert!(referrals.ends_with("Not marked QPR"), "{referrals}");
}

#[test]
fn a_column_of_an_unknown_mark_is_a_fault() {
    assert_eq!(with_columns("[\"marks:SDP\"]").faults(), ["no indicator has the mark `SDP`"]);
}

#[test]
fn targets_and_outturns_of_named_periods_stand_in_columns() {
    let visits = said("[\"target:FY2021-22\", \"target:FY2022-23\", \"outturn:2021-06\"]", "Visits");
    assert!(visits.ends_with("90.0 – No target for financial year 2022–23 90.0"), "{visits}");
}

#[test]
fn an_outturn_says_how_settled_it_is() {
    for (status, said) in [
        ("provisional", "provisional"),
        ("validated", "validated"),
        ("nationally-published", "nationally published"),
        ("unpublished", "not published"),
    ] {
        let outturn = format!("indicator,place,period,value,status\nVISITS,shire,FY2020-21,88,{status}\n");
        let site = with_columns("[\"outturn\"]").file("figures/outturns.csv", &outturn).draw();
        let visits = row(page(&site, "places/shire.html"), "Visits");
        assert!(visits.contains("88.0") && visits.contains(said), "{visits}");
    }
}

#[test]
fn the_annual_target_is_undivided_beside_that_of_the_month() {
    let small = with_columns("[\"target\", \"annual-target\", \"rating\", \"annual-rating\"]").change(
        "targets/all.csv",
        "VISITS,*,FY2021-22,90",
        "VISITS,*,FY2021-22,95\nVISITS,*,2021-06,80",
    );
    let visits = row(page(&small.draw(), "places/shire.html"), "Visits");
    assert!(visits.ends_with("80.0 95.0 Green Red"), "{visits}");
}

#[test]
fn a_count_of_a_month_is_not_rated_against_the_target_of_a_year() {
    let small = with_columns("[\"annual-target\", \"annual-rating\"]")
        .change("targets/all.csv", "VISITS,*,FY2021-22,90", "REFERRALS,*,FY2021-22,360")
        .change(
            "indicators/all.toml",
            "title = \"Referrals received\"\npolarity = \"none\"",
            "title = \"Referrals received\"\npolarity = \"high\"\nprofile = \"even\"",
        )
        .change(
            "indicators/all.toml",
            "places = [\"county\", \"district\", \"team\"]\nrating = { scheme = \"none\" }",
            "places = [\"county\", \"district\", \"team\"]\nrating = { scheme = \"points\", within = \"3\" }",
        );
    let referrals = row(page(&small.draw(), "places/shire.html"), "Referrals");
    assert!(referrals.contains("360 – Not rated: it counts a part of the year"), "{referrals}");
}

#[test]
fn months_of_a_year_that_are_ahead_are_not_yet_due() {
    let site =
        Small::new(SECTION).change("scorecards/all.toml", "1 month", "months of the financial year").draw();
    let shire = page(&site, "places/shire.html");
    let referrals = row(shire, "Referrals");
    assert!(referrals.contains("– To be supplied 28 30 – Not yet due"), "{referrals}");
    assert_eq!(referrals.matches("Not yet due").count(), 9);
    assert!(shire.contains("<td class=\"period latest\" data-label=\"June 2021\">30"), "{shire}");
}

#[test]
fn months_of_an_academic_year_begin_in_september() {
    let site =
        Small::new(SECTION).change("scorecards/all.toml", "1 month", "months of the academic year").draw();
    let said = words(page(&site, "places/shire.html"));
    assert!(said.contains("September 2020") && said.contains("August 2021"), "{said}");
    assert!(!said.contains("September 2021"), "{said}");
}

#[test]
fn a_last_period_that_is_ahead_leaves_the_latest_figure_where_it_is() {
    let site = Small::new(SECTION)
        .change(
            "scorecards/all.toml",
            "periods = \"1 month\"",
            "periods = \"3 months\"\nlatest = \"2021-07\"",
        )
        .draw();
    let shire = page(&site, "places/shire.html");
    assert!(row(shire, "Referrals").ends_with("28 30 – Not yet due"), "{}", row(shire, "Referrals"));
    assert!(shire.contains("class=\"period latest\" data-label=\"June 2021\""));
}

#[test]
fn a_carried_figure_has_its_own_period_target_and_rating() {
    let carried = |key: &str| {
        let small = with_columns("[\"periods\", \"target\", \"rating\"]")
            .change("figures/all.csv", "VISITS,shire,2021-06,,90,100,", "VISITS,shire,2021-03,,90,100,")
            .change(
                "targets/all.csv",
                "VISITS,*,FY2021-22,90",
                "VISITS,*,FY2021-22,99\nVISITS,*,FY2020-21,85",
            );
        with_key(small, "Visits in time", key).draw()
    };
    let with = carried("carry = \"latest\"");
    let visits = row(page(&with, "places/shire.html"), "Visits");
    assert!(
        visits.ends_with("90.0 (previous reporting year) Mar 21 (as at March 2021) 85.0 Green"),
        "{visits}"
    );
    let without = carried("");
    let visits = row(page(&without, "places/shire.html"), "Visits");
    assert!(visits.contains("– To be supplied 99.0"), "{visits}");
}

#[test]
fn a_reason_that_was_given_is_not_papered_over() {
    let small = Small::new(SECTION)
        .change("figures/all.csv", "VISITS,shire,2021-06", "VISITS,shire,2021-05")
        .file("figures/june.csv", "indicator,place,period,status\nVISITS,shire,2021-06,not-available\n");
    let site = with_key(small, "Visits in time", "carry = \"latest\"").draw();
    assert!(row(page(&site, "places/shire.html"), "Visits").ends_with("Not available"));
}

#[test]
fn a_carried_figure_did_not_move_this_month() {
    let small = Small::new(SECTION).change(
        "figures/all.csv",
        "VISITS,shire,2021-06,,90,100,",
        "VISITS,shire,2021-04,,90,100,\nVISITS,shire,2021-03,,50,100,",
    );
    let site = with_key(small, "Visits in time", "carry = \"latest\"").draw();
    let said = words(page(&site, "places/shire.html"));
    let moved = said.split("Moved most").nth(1).and_then(|rest| rest.split("Find an").next());
    assert!(moved.is_some_and(|moved| moved.contains("Referrals") && !moved.contains("Visits")), "{said}");
}
