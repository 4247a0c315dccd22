//! What people wrote stands beside its figures, and only in the copies that may have it.

use std::collections::BTreeMap;

use framework::{Audience, Closed, Edition, Framework, SectionPeriods, Text, TextKind, TextSubject};
use periods::{Month, Period};
use publish::required_texts;

use super::draw_for;
use crate::{draw, framework, kent, words};

/// The words of a page after a heading, up to the next one.
fn between(page: &str, from: &str, to: &str) -> String {
    let page = words(page);
    let after = page.split(from).nth(1).unwrap_or_else(|| panic!("{page} does not say {from}"));
    after.split(to).next().unwrap_or_default().to_owned()
}

fn commissioning() -> Framework {
    framework("../../examples/kent-commissioning-2017")
}

#[test]
fn commentary_comes_red_first_and_opens_with_the_facts() {
    let page = &draw(&kent())["places/kent.html"];
    let commentary = between(page, "Commentary on Education", "Indicator");
    let ratings: Vec<&str> = commentary
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|word| ["Red", "Amber"].contains(word))
        .collect();
    assert_eq!(ratings, ["Red", "Red", "Amber", "Amber", "Amber"], "{commentary}");
    let lines: Vec<&str> = commentary.lines().collect();
    let red = lines.iter().position(|line| line.starts_with("Red")).expect("a red entry");
    assert_eq!(
        lines[red + 1],
        "37.0% against a target of 60.0%, 23.0 percentage points under; 1.0 percentage points more than a month before."
    );
    assert!(lines[red + 2].starts_with("The figure has risen"), "{}", lines[red + 2]);
    assert_eq!(lines[red + 3], "Head of service Specimen text");
}

#[test]
fn commentary_that_is_due_and_missing_is_asked_of_a_role() {
    let page = &draw(&kent())["places/kent.html"];
    let due = |section| {
        between(page, section, "Indicator").matches("Commentary to be supplied by Service manager.").count()
    };
    assert_eq!(due("Commentary on Integrated children&#39;s services"), 7);
    // Districts need none, and nobody wrote any.
    assert!(!draw(&kent())["places/ashford.html"].contains("Commentary"));
}

#[test]
fn what_an_edition_needs_is_what_its_pages_ask_for() {
    let mut framework = kent();
    let directorate = framework.find_scorecard("directorate").expect("a scorecard");
    let june = Month::parse("2021-06").expect("a month");
    let required = required_texts(&framework, directorate, june);
    let missing = required.iter().filter(|text| !text.is_there);
    let asked = draw(&framework)["places/kent.html"].matches("Commentary to be supplied by").count();
    assert_eq!(missing.clone().count(), asked);
    let of = |role: &str| missing.clone().filter(|text| text.role.as_deref() == Some(role)).count();
    assert_eq!((of("Service manager"), of("Head of service")), (7, asked - 7));
    // What is written is not needed any more, and what is needed was not written twice.
    let first = missing.clone().next().expect("something missing").clone();
    let written = framework.texts[0].clone();
    let subject =
        TextSubject { indicator: Some(first.indicator), place: Some(first.place), ..written.subject.clone() };
    framework.texts.push(Text { subject, ..written });
    let after = required_texts(&framework, directorate, june);
    assert_eq!(after.iter().filter(|text| !text.is_there).count(), asked - 1);
    assert_eq!(after.len(), required.len());
}

#[test]
fn an_exception_report_needs_its_cause() {
    let framework = framework("../../examples/kent-2017");
    let edition = &framework.editions[0];
    let required = required_texts(&framework, edition.scorecard, edition.data_month);
    let reports = required.iter().filter(|text| text.kind == TextKind::Exception).count();
    let drawn = draw(&framework).keys().filter(|path| path.starts_with("exceptions/")).count();
    assert_eq!(reports, drawn.saturating_sub(1), "all pages but the list");
}

#[test]
fn once_it_is_too_late_the_page_says_who_supplied_none_by_when() {
    let mut framework = kent();
    let directorate = framework.find_scorecard("directorate").expect("a scorecard");
    let june = Month::parse("2021-06").expect("a month");
    let missing: Vec<_> = required_texts(&framework, directorate, june)
        .into_iter()
        .filter(|text| text.role.as_deref() == Some("Service manager") && !text.is_there)
        .collect();
    let waiting = TextSubject {
        indicator: Some(missing[0].indicator),
        place: Some(missing[0].place),
        ..TextSubject::default()
    };
    for edition in &mut framework.editions {
        edition.closed = Some(Closed {
            due: jiff::civil::date(2021, 7, 20),
            unapproved: [(TextKind::Commentary, waiting.clone())].into(),
        });
    }
    let page = words(&draw(&framework)["places/kent.html"]);
    assert!(!page.contains("Commentary to be supplied"), "{page}");
    assert_eq!(page.matches("Service manager supplied no commentary by 20 July 2021.").count(), 6);
    let unapproved = "Commentary was supplied by Service manager and not approved by 20 July 2021.";
    assert_eq!(page.matches(unapproved).count(), 1);
}

#[test]
fn figures_that_the_edition_before_had_need_no_commentary_anew() {
    let mut framework = kent();
    let before = Month::parse("2021-05").expect("a month");
    let directorate = framework.find_scorecard("directorate").expect("a scorecard");
    let mut editions = framework.editions.iter();
    let only = editions.find(|edition| edition.scorecard == directorate).expect("an edition").clone();
    framework.editions.insert(0, Edition { data_month: before, ..only });
    let amber_of_education = |framework: &Framework| {
        between(&draw(framework)["places/kent.html"], "Commentary on Education", "Indicator")
            .matches("to be supplied")
            .count()
    };
    // A month's figures were not there the month before.
    assert_eq!(amber_of_education(&framework), 3);
    let section =
        framework.scorecards[0].sections.iter_mut().find(|section| section.id == "education-monthly");
    let periods = &mut section.expect("a section").periods;
    *periods = SectionPeriods { latest: Period::parse("2021-06").ok(), ..*periods };
    assert_eq!(amber_of_education(&framework), 0);
}

#[test]
fn the_summary_of_a_page_and_of_a_section_stand_where_they_belong() {
    let page = words(&draw(&framework("../../examples/kent-2017"))["places/kent.html"]);
    let at = |said: &str| page.find(said).unwrap_or_else(|| panic!("{page} does not say {said}"));
    assert!(at("Early years settings") < at("rated figures"));
    let send = words(&draw(&framework("../../examples/kent-2023"))["places/kent-send.html"]);
    assert!(
        send.contains("Summary of Special educational needs and disabilities: Monthly indicators\nMore plans were issued"),
        "{send}"
    );
}

#[test]
fn texts_are_never_markup() {
    let mut framework = kent();
    for text in &mut framework.texts {
        text.text = "<script>alert(1)</script> [x](javascript:alert(1)) # no heading".to_owned();
    }
    let page = &draw(&framework)["places/kent.html"];
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert"));
    assert!(!page.contains("href=\"javascript"));
}

#[test]
fn what_is_made_up_says_so() {
    let mut framework = kent();
    assert_eq!(draw(&framework)["places/kent.html"].matches("Specimen text").count(), 3);
    for text in &mut framework.texts {
        text.specimen = false;
    }
    assert!(!draw(&framework)["places/kent.html"].contains("Specimen text"));
}

#[test]
fn each_place_has_room_for_a_narrative_and_for_notes() {
    let page = &draw(&commissioning())["places/family-support-service-porchlight-east.html"];
    let notes = between(page, "Narrative and meeting notes", "Management Information");
    let canterbury = notes.split("Swale").next().unwrap_or_default();
    assert!(canterbury.contains("Narrative Internal\nNo narrative has been supplied."), "{notes}");
    assert!(canterbury.contains("There are no notes from a meeting."), "{notes}");
    let thanet = notes.split("East - Thanet").nth(1).unwrap_or_default();
    assert!(thanet.contains("15 of the 43 cases") && !thanet.contains("No narrative"), "{notes}");
}

#[test]
fn the_summary_of_a_place_stands_with_its_notes_and_in_copies_without_narratives() {
    let mut framework = commissioning();
    let narrative =
        framework.texts.iter().find(|text| text.kind == TextKind::Narrative).expect("a narrative");
    let place = narrative.subject.place;
    let subject = TextSubject { place, ..TextSubject::default() };
    let text = "More families were taken on.".to_owned();
    let summary = Text { kind: TextKind::Summary, subject, role: None, text, ..narrative.clone() };
    framework.texts.push(summary);
    let said = |copy: BTreeMap<String, String>, heading: &str| {
        let pages =
            copy.values().map(|page| words(page)).filter(|page| page.contains("More families were taken"));
        let pages: Vec<String> = pages.collect();
        assert!(!pages.is_empty() && pages.iter().all(|page| page.contains(heading)), "{pages:?}");
    };
    said(draw(&framework), "Summary, narrative and meeting notes");
    framework.audiences = vec![Audience {
        id: "committee".to_owned(),
        title: "Committee".to_owned(),
        levels: None,
        texts: TextKind::SHARED.to_vec(),
    }];
    let copy = draw_for(&framework, "committee");
    assert!(copy.values().all(|page| !page.contains("Narrative and meeting notes")));
    said(copy, "Summary");
}

/// Even where an audience were made that asks for narratives, which no file can.
#[test]
fn no_copy_but_the_internal_one_has_a_narrative() {
    let mut framework = commissioning();
    let said = "15 of the 43 cases";
    assert!(draw(&framework).values().any(|page| page.contains(said)));
    for texts in [TextKind::SHARED.to_vec(), vec![TextKind::Narrative, TextKind::MeetingNote]] {
        let shows_notes = texts.contains(&TextKind::MeetingNote);
        framework.audiences =
            vec![Audience { id: "providers".to_owned(), title: "providers".to_owned(), levels: None, texts }];
        let copy = draw_for(&framework, "providers");
        for (path, page) in &copy {
            assert!(
                !page.contains(said) && !page.contains("No narrative") && !page.contains("Gravesham took"),
                "{path}"
            );
        }
        assert_eq!(copy.values().any(|page| page.contains("share of new cases")), shows_notes);
    }
}

#[test]
fn an_audience_reads_only_the_kinds_that_it_lists() {
    let mut framework = kent();
    framework.audiences[0].texts = vec![TextKind::Summary];
    for (path, page) in draw_for(&framework, "committee") {
        assert!(!page.contains("Commentary") && !page.contains("to be supplied by"), "{path}");
    }
}
