//! A release holds everything that its edition says, by its texts.

use figures::Number;
use releases::{Figure, Origin, Release, Row, disagreements};

use super::council::{council, period};

fn row<'a>(release: &'a Release, indicator: &str, place: &str, token: &str) -> &'a Row {
    let mut rows = release.rows().filter(|(series, row)| {
        series.indicator == indicator && series.place == place && row.period == period(token)
    });
    let (_, found) = rows.next().unwrap();
    assert!(rows.next().is_none(), "there is one figure of a key");
    found
}

#[test]
fn a_figure_is_held_exactly_with_its_rating_and_its_reason() {
    let release = council().measure("VISITS", "east", "2023-10", "1177/1385").release("2023-10");
    let row = row(&release, "VISITS", "east", "2023-10");
    let amount = row.figure.amount().unwrap();
    assert_eq!(amount.exact.exact(), "23540/277");
    assert_eq!(
        (amount.numerator.clone(), amount.denominator.clone()),
        (Some(1177.into()), Some(1385.into()))
    );
    assert_eq!(row.printed, "85.0%");
    assert_eq!(row.rating.as_ref().unwrap().rating, "green");
    assert_eq!(row.reason, "85.0% meets the target of 80.0%.");
    let target = row.target.as_ref().unwrap();
    assert_eq!((&target.target, target.period), (&Number::from(80), period("FY2023-24")));
    assert_eq!(target.floor, Some(Number::from(75)));
    assert_eq!(row.origin, Some(Origin::Records));
}

#[test]
fn what_is_owed_for_the_month_is_held_with_the_reason_of_its_absence() {
    let release = council().import("TALKS", "east", "2023-09", "12").release("2023-10");
    let owed = row(&release, "TALKS", "east", "2023-10");
    assert_eq!(owed.figure, Figure::Absent(figures::Absence::ToBeSupplied));
    assert_eq!(owed.printed, "To be supplied");
    let known = row(&release, "TALKS", "east", "2023-09");
    assert_eq!(known.origin, Some(Origin::Import("figures/all.csv".to_owned())));
    assert_eq!(release.heading.imports.keys().collect::<Vec<_>>(), ["figures/all.csv"]);
}

#[test]
fn what_comes_after_the_data_month_is_not_in_it() {
    let release = council()
        .import("TALKS", "east", "2023-10", "12")
        .import("TALKS", "east", "2023-11", "13")
        .release("2023-10");
    assert!(release.rows().all(|(_, row)| row.period.last_month() <= period("2023-10").last_month()));
}

#[test]
fn a_definition_is_that_of_the_version_that_a_figure_belongs_to() {
    let release = council()
        .field(
            "TALKS",
            "versions = [{ from = '2023-10', change = 'Talks of an hour.', definition = 'Long talks.' }]",
        )
        .import("TALKS", "east", "2023-09", "12")
        .import("TALKS", "east", "2023-10", "3")
        .release("2023-10");
    let mut meant: Vec<(String, String, String)> = Vec::new();
    for definition in release.definitions.iter().filter(|definition| definition.indicator == "TALKS") {
        let from = definition.version.as_ref().map_or_else(String::new, |version| version.from.to_string());
        meant.push((definition.level.clone(), from, definition.definition.clone().unwrap()));
    }
    let expected = [
        ("county", "2023-10", "Long talks."),
        ("team", "", "Talks, as counted."),
        ("team", "2023-10", "Long talks."),
    ];
    // The county has a figure to come, and the outturn of the year before.
    meant.retain(|(level, from, _)| level == "team" || !from.is_empty());
    assert_eq!(
        meant,
        expected.map(|(level, from, text)| (level.to_owned(), from.to_owned(), text.to_owned()))
    );
    assert_eq!(row(&release, "TALKS", "east", "2023-09").version, None);
    assert_eq!(
        row(&release, "TALKS", "east", "2023-10").version.map(|month| month.to_string()),
        Some("2023-10".to_owned())
    );
}

#[test]
fn what_people_wrote_for_the_month_is_in_it_and_no_other_month_s() {
    let mut council = council();
    council.commentary = ["2023-09", "2023-10"]
        .map(|month| {
            format!(
                "[[text]]\nkind = 'commentary'\nscorecard = 'board'\nmonth = '{month}'\nindicator = 'VISITS'\n\
                 place = 'east'\nrole = 'Head of Service'\ntext = 'Written for {month}.'\n"
            )
        })
        .concat();
    let release = council.measure("VISITS", "east", "2023-10", "1/2").release("2023-10");
    let texts: Vec<(&str, &str)> =
        release.texts.iter().map(|text| (text.role.as_deref().unwrap(), text.text.as_str())).collect();
    assert_eq!(texts, [("Head of Service", "Written for 2023-10.")]);
}

#[test]
fn the_fingerprint_of_the_framework_is_that_of_its_files() {
    let before = council().import("TALKS", "east", "2023-10", "12");
    let after = before.clone().import("TALKS", "east", "2023-10", "13");
    let (before, after) = (before.release("2023-10").heading, after.release("2023-10").heading);
    assert_ne!(before.framework, after.framework);
    assert_ne!(before.imports, after.imports);
    assert_eq!(before.status.as_deref(), Some("first"));
}

#[test]
fn two_scorecards_of_a_month_agree_where_they_have_the_same_figure() {
    let one = council().import("TALKS", "east", "2023-10", "12").import("TALKS", "west", "2023-10", "4");
    let other =
        one.clone().import("TALKS", "east", "2023-10", "13").import("TALKS", "west", "2023-10", "no-cases");
    let (one, other) = (one.release("2023-10"), other.release("2023-10"));
    assert_eq!(disagreements(&one, &one), []);
    let found = disagreements(&one, &other);
    let said: Vec<_> = found
        .iter()
        .map(|found| (found.key.series.place.as_str(), found.one.as_str(), found.other.as_str()))
        .collect();
    assert_eq!(said, [("east", "12.0", "13.0")], "what is missing in one of them contradicts nothing");
}
