//! What earlier releases said, and who knows of it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail loudly")]

use std::collections::BTreeMap;
use std::path::Path;

use figures::{Number, Reading, Value};
use framework::{FigureKey, Folder, Framework, LeftOut, ReportedFigure, ReportedRelease, SeriesKey, compile};
use periods::{Month, Period};

/// The base, with a committee that sees the county and its districts.
fn base() -> Framework {
    let (folder, faults) = Folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base"));
    assert_eq!(faults, []);
    let mut files: BTreeMap<String, String> =
        folder.files.into_iter().map(|file| (file.path, file.text)).collect();
    let audiences = "\n[audiences.committee]\ntitle = 'committee'\nlevels = ['county', 'district']\n\
                     [audiences.board]\ntitle = 'board'\n";
    files.get_mut("framework.toml").unwrap().push_str(audiences);
    let (framework, diagnostics) = compile(&Folder::from_texts(files));
    framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// The re-referrals of a place in August.
fn august(framework: &Framework, place: &str) -> FigureKey {
    let series =
        SeriesKey::own(framework.find_indicator("REF").unwrap(), framework.find_place(place).unwrap());
    (series, Period::month(month("2023-08")))
}

/// A release of the base, by its month, its number and whether it was published: what it said of August at the county,
/// one more at a district that was not to be published, and two more at a team.
fn release(framework: &mut Framework, data_month: &str, number: u32, is_published: bool, value: i64) {
    let said = |place, more, is_unpublished| {
        let reading = Reading::Present(Value::plain(Number::from(value + more)));
        (august(framework, place), ReportedFigure { reading, is_unpublished })
    };
    let figures = BTreeMap::from([
        said("northshire", 0, false),
        said("eastvale", 1, true),
        said("harbour-team", 2, false),
    ]);
    let scorecard = framework.find_scorecard("children").unwrap();
    let release = ReportedRelease { is_published, figures };
    framework.reported.insert(scorecard, month(data_month), number, release);
}

/// The month of the last release before October, and what it said of August at each place.
fn said(framework: &Framework) -> Option<(String, Vec<String>)> {
    let scorecard = framework.find_scorecard("children").unwrap();
    let (data_month, said) = framework.reported.before(scorecard, month("2023-10"))?;
    let values = said.values().map(|said| said.reading.value().unwrap().number().kept());
    Some((data_month.to_string(), values.collect()))
}

fn seen_by(framework: &Framework, audience: &str) -> Option<(String, Vec<String>)> {
    said(&framework.seen_by(framework.find_audience(audience).unwrap()))
}

fn of(data_month: &str, values: &[&str]) -> Option<(String, Vec<String>)> {
    Some((data_month.to_owned(), values.iter().map(|value| (*value).to_owned()).collect()))
}

#[test]
fn of_a_release_that_was_held_back_only_the_internal_copy_knows() {
    let mut framework = base();
    release(&mut framework, "2023-09", 1, false, 30);
    assert_eq!(said(&framework), of("2023-09", &["30", "31", "32"]));
    assert_eq!([seen_by(&framework, "committee"), seen_by(&framework, "board")], [None, None]);
    release(&mut framework, "2023-08", 1, true, 20);
    assert_eq!(said(&framework), of("2023-09", &["30", "31", "32"]));
    assert_eq!(seen_by(&framework, "board"), of("2023-08", &["20", "22"]), "the last that was published");
}

#[test]
fn a_correction_that_is_held_back_leaves_others_what_was_published() {
    let mut framework = base();
    release(&mut framework, "2023-09", 1, true, 30);
    release(&mut framework, "2023-09", 2, false, 40);
    assert_eq!(said(&framework), of("2023-09", &["40", "41", "42"]));
    assert_eq!(seen_by(&framework, "board"), of("2023-09", &["30", "32"]));
    assert_eq!(seen_by(&framework, "committee"), of("2023-09", &["30"]), "nor of places that it doesn't see");
}

#[test]
fn a_public_copy_has_neither_though_the_same_value_was_public() {
    let public = |is_published| {
        let mut framework = base();
        for (place, value) in [("northshire", 30), ("eastvale", 31)] {
            let (series, period) = august(&framework, place);
            framework.put_measured(series, period, Reading::Present(Value::plain(Number::from(value))));
        }
        framework.already_public = framework.figures.clone();
        release(&mut framework, "2023-09", 1, is_published, 30);
        said(&framework.seen_by_public(LeftOut::not_due(month("2023-10"), None)))
    };
    assert_eq!(public(true), of("2023-09", &["30"]));
    assert_eq!(public(false), None);
}
