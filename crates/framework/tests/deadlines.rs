//! The days on the way to an edition's publication.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests may fail loudly")]

use std::collections::BTreeMap;
use std::path::Path;

use framework::{CalendarKind, Folder, compile};

/// The days of the base's edition of October 2023, with a calendar and a day of publication.
fn days(calendar: &str, published_on: Option<&str>) -> Vec<String> {
    let (folder, faults) = Folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base"));
    assert_eq!(faults, []);
    let mut files: BTreeMap<String, String> =
        folder.files.into_iter().map(|file| (file.path, file.text)).collect();
    files.insert("calendars/year.csv".to_owned(), format!("calendar,date,to,name\n{calendar}"));
    let (framework, diagnostics) = compile(&Folder::from_texts(files));
    let mut framework = framework.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let edition = &mut framework.editions[0];
    edition.published_on = published_on.map(|day| day.parse().expect("a day"));
    let (scorecard, data_month) = (edition.scorecard, edition.data_month);
    let days = framework.edition_days(scorecard, data_month);
    let due = days.iter().find(|day| day.kind == CalendarKind::CommentaryDue).map(|day| day.on);
    assert_eq!(framework.commentary_due(scorecard, data_month), due);
    days.into_iter().map(|day| format!("{} {:?}", day.on, day.kind)).collect()
}

/// Two months' dates, and a meeting every other month.
const CALENDAR: &str = "cut-off,2023-10-05,,Cut-off
commentary-due,2023-10-16,,Commentary
cut-off,2023-11-03,,Cut-off
commentary-due,2023-11-14,,Commentary
sign-off,2023-11-20,,Sign-off
publication,2023-11-23,,Publication
meeting,2023-11-22,,Scrutiny Committee
cut-off,2023-12-05,,Cut-off
commentary-due,2023-12-14,,Commentary
sign-off,2023-12-19,,Sign-off
publication,2023-12-21,,Publication
meeting,2024-01-16,2024-01-17,Scrutiny Committee
";

#[test]
fn days_are_counted_back_from_publication_and_on_to_the_next_meeting() {
    assert_eq!(
        days(CALENDAR, None),
        [
            "2023-11-03 CutOff",
            "2023-11-14 CommentaryDue",
            "2023-11-20 SignOff",
            "2023-11-23 Publication",
            "2024-01-17 Meeting",
        ]
    );
}

#[test]
fn an_edition_that_says_when_it_is_published_is_counted_back_from_there() {
    let late = days(CALENDAR, Some("2023-12-20"));
    assert_eq!(late[..3], ["2023-12-05 CutOff", "2023-12-14 CommentaryDue", "2023-12-19 SignOff"]);
    assert_eq!(late[3..], ["2023-12-20 Publication", "2024-01-17 Meeting"]);
}

#[test]
fn what_is_due_on_the_day_itself_is_in_time() {
    let at_once = "commentary-due,2023-11-20,,C\nsign-off,2023-11-20,,S\npublication,2023-11-20,,P\nmeeting,2023-11-20,,M\n";
    let all = ["CommentaryDue", "SignOff", "Publication", "Meeting"].map(|kind| format!("2023-11-20 {kind}"));
    assert_eq!(days(at_once, None), all);
}

#[test]
fn a_day_before_the_month_is_over_is_another_months() {
    assert_eq!(days("cut-off,2023-10-31,,Cut-off\n", None), Vec::<String>::new());
    assert_eq!(days("cut-off,2023-11-01,,Cut-off\n", None), ["2023-11-01 CutOff"]);
}

#[test]
fn what_the_calendar_does_not_know_is_left_out() {
    assert_eq!(days("", None), Vec::<String>::new());
    assert_eq!(days("", Some("2023-11-23")), ["2023-11-23 Publication"]);
    let two = "commentary-due,2023-11-14,,Commentary\nmeeting,2023-11-22,,Scrutiny Committee\n";
    assert_eq!(days(two, None), ["2023-11-14 CommentaryDue", "2023-11-22 Meeting"]);
}
