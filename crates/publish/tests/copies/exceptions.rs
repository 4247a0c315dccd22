//! A red figure opens a report on a page of its own.

use std::collections::BTreeMap;

use framework::{Audience, BandColour, Framework, TextKind};

use super::draw_for;
use crate::{draw, framework, words};

fn specialist_services() -> Framework {
    framework("../../examples/kent-scs-2017")
}

fn reports(site: &BTreeMap<String, String>) -> Vec<&str> {
    let names = site.keys().filter_map(|path| path.strip_prefix("exceptions/")?.strip_suffix("-kent.html"));
    names.collect()
}

#[test]
fn the_seven_reds_of_the_county_open_seven_reports() {
    let site = draw(&specialist_services());
    let expected = [
        "adoption-agreed",
        "caseload-cswt",
        "cic-health-assessments",
        "cic-placement-meetings",
        "cin-with-plan",
        "returner-interviews",
        "unallocated-cases",
    ];
    assert_eq!(reports(&site), expected);
    assert_eq!(site.keys().filter(|path| path.starts_with("exceptions/")).count(), expected.len() + 1);
    crate::every_link_leads_somewhere(&site);
}

#[test]
fn a_report_says_how_far_since_when_and_against_which_limits() {
    let page = words(&draw(&specialist_services())["exceptions/caseload-cswt-kent.html"]);
    for said in [
        "24.6 against a target of 18.0, 6.6 over; 0.8 more than a month before.",
        "2.6 above the floor of 22.0.",
        "Red for 3 months in a row, since April 2017. Before that it was amber.",
        "March 2017 22.0 * (From the exception report) 18.0 Amber",
        "June 2017 24.6 18.0 Red",
        "Green at 18.0 or below; amber above 18.0 and up to 22.0; red above 22.0.",
        "Liberi; Area staffing spreadsheets",
        "Director of Specialist Children&#39;s Services",
        "5,924 cases",
        "Head of service Specimen text",
    ] {
        assert!(page.contains(said), "{page} does not say: {said}");
    }
    let other = words(&draw(&specialist_services())["exceptions/returner-interviews-kent.html"]);
    for said in
        ["the floor of 80.0% (inferred, not published)", "The floor is inferred from published ratings"]
    {
        assert!(other.contains(said), "{other} does not say: {said}");
    }
}

#[test]
fn a_report_that_lacks_a_text_says_who_supplies_it() {
    let site = draw(&specialist_services());
    let lacking = |said: &str| {
        let pages =
            site.iter().filter(|(path, _)| path.starts_with("exceptions/") && !path.ends_with("index.html"));
        pages.filter(|(_, page)| page.contains(said)).count()
    };
    assert_eq!(lacking("Cause and action to be supplied by Head of service."), 5);
    assert_eq!(lacking("Data notes to be supplied by Head of service."), 5);
    let list = words(&site["exceptions/index.html"]);
    assert_eq!(list.matches("Cause and action supplied.").count(), 2, "{list}");
}

#[test]
fn figures_that_are_less_than_solid_open_none() {
    let mut framework = specialist_services();
    framework.small_denominator = 1_000_000;
    assert_eq!(reports(&draw(&framework)), ["unallocated-cases"]);

    let mut framework = specialist_services();
    let county = framework.find_place("kent").expect("the county");
    framework.places[county.index()].from = Some("2017-01-01".parse().expect("a date"));
    // Those that count twelve months have none; snapshots have.
    let expected = ["caseload-cswt", "cic-health-assessments", "cin-with-plan", "unallocated-cases"];
    assert_eq!(reports(&draw(&framework)), expected);
}

#[test]
fn a_row_that_stands_in_two_sections_opens_one_report() {
    let mut framework = specialist_services();
    framework.scorecards[0].exceptions.as_mut().expect("exceptions").sections = None;
    assert_eq!(reports(&draw(&framework)).len(), 7);
}

#[test]
fn only_the_ratings_and_sections_that_are_named_open_reports() {
    let mut framework = specialist_services();
    let scorecard = &mut framework.scorecards[0];
    let rule = scorecard.exceptions.as_mut().expect("exceptions");
    rule.on = vec![BandColour::Red, BandColour::Amber];
    let both = draw(&framework);
    assert!(reports(&both).len() > 20, "{:?}", reports(&both));
    assert!(both["exceptions/index.html"].contains("rated red or amber"));
    // Rounding hides no miss: 1,177 of 1,385 is less than 85%.
    let just_missed = &both["exceptions/icpc-in-time-kent.html"];
    assert!(just_missed.contains("85.0% against a target of 85.0%, just under"), "{just_missed}");
    let rule = framework.scorecards[0].exceptions.as_mut().expect("exceptions");
    rule.on = vec![BandColour::Red];
    rule.sections.as_mut().expect("sections").clear();
    let site = draw(&framework);
    assert!(reports(&site).is_empty());
    assert!(site["exceptions/index.html"].contains("No figure of this edition opens a report."));
}

#[test]
fn ratings_and_pages_lead_to_the_report() {
    let site = draw(&specialist_services());
    let link = "../exceptions/caseload-cswt-kent.html";
    for page in ["places/kent.html", "indicators/caseload-cswt.html"] {
        assert!(site[page].contains(link), "{page}");
    }
    assert!(site["index.html"].contains("href=\"exceptions/index.html\""));
    // A scorecard that opens none has no such pages.
    let other = draw(&crate::kent());
    assert!(other.keys().all(|path| !path.starts_with("exceptions/")));
    assert!(!other["index.html"].contains("exceptions/"));
}

#[test]
fn a_copy_without_data_notes_has_no_room_for_them() {
    let mut framework = specialist_services();
    framework.audiences = vec![Audience {
        id: "committee".to_owned(),
        title: "Cabinet Committee".to_owned(),
        levels: None,
        texts: vec![TextKind::Exception],
    }];
    let copy = draw_for(&framework, "committee");
    let page = &copy["exceptions/caseload-cswt-kent.html"];
    assert!(page.contains("5,924 cases") && !page.contains("Data notes"), "{page}");
    framework.audiences[0].texts = Vec::new();
    let copy = draw_for(&framework, "committee");
    assert!(!copy["exceptions/caseload-cswt-kent.html"].contains("Cause and action"));
    assert!(!copy["exceptions/index.html"].contains("Cause and action"));
}
