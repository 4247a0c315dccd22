//! Small releases, made up.

use figures::{Number, Unit};
use jiff::Timestamp;
use periods::{Month, Period};
use releases::{Amount, Definition, Figure, Heading, LAYOUT, Origin, Place, Release, Row, Series, Sheet};
use store::{Entry, Store};

/// A release of a scorecard whose first figure has a value, with so many series of three months.
pub(crate) fn release(scorecard: &str, month: &str, number: u32, value: i64, series: usize) -> Release {
    let data_month = Month::parse(month).unwrap();
    let place = |slug: String| Place {
        name: slug.clone(),
        place: slug,
        level: "team".to_owned(),
        part_of: Vec::new(),
        from: None,
        to: None,
        succeeds: None,
    };
    let slugs: Vec<String> = (0..series).map(|position| format!("team-{position:04}")).collect();
    let row = |value: i64, back: i32| Row {
        period: Period::month(data_month.plus(-back).unwrap()),
        figure: Figure::Value(Amount { exact: Number::from(value), numerator: None, denominator: None }),
        printed: value.to_string(),
        status: None,
        covers: None,
        origin: Some(Origin::Import("figures/all.csv".to_owned())),
        version: None,
        target: None,
        rating: None,
        reason: "Not rated: this indicator carries no rating.".to_owned(),
        directions: Vec::new(),
        cautions: Vec::new(),
    };
    let sheet = |(position, slug): (i64, &String)| Sheet {
        series: Series {
            indicator: "TALKS".to_owned(),
            place: slug.clone(),
            basis: "month".to_owned(),
            breakdown: String::new(),
        },
        rows: (0..3).rev().map(|back| row(value + position + i64::from(back), back)).collect(),
    };
    Release {
        heading: Heading {
            layout: LAYOUT,
            organisation: "Northshire".to_owned(),
            scorecard: scorecard.to_owned(),
            title: "Board".to_owned(),
            data_month,
            number,
            status: None,
            reason: None,
            specimen: true,
            framework: "0".repeat(64),
            records: None,
            imports: [("figures/all.csv".to_owned(), "1".repeat(64))].into(),
        },
        places: slugs.iter().cloned().map(place).collect(),
        definitions: vec![Definition {
            indicator: "TALKS".to_owned(),
            level: "team".to_owned(),
            version: None,
            code: String::new(),
            title: "Talks, “quoted” and 'quoted'".to_owned(),
            polarity: "none".to_owned(),
            unit: Unit::Count,
            decimals: 0,
            bases: vec!["month".to_owned()],
            frequency: "month".to_owned(),
            year: "financial".to_owned(),
            definition: None,
            sources: Vec::new(),
            owner: None,
            rule: "Not rated.".to_owned(),
            minimum_denominator: None,
            counting: None,
            population: None,
        }],
        comparators: Vec::new(),
        texts: Vec::new(),
        changes: Vec::new(),
        sheets: (0..).zip(&slugs).map(sheet).collect(),
    }
}

/// The usual release of a month.
pub(crate) fn board(month: &str, number: u32, value: i64) -> Release {
    release("board", month, number, value, 3)
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) const MORNING: &str = "2023-11-20T09:00:00Z";

/// A release that is signed off.
pub(crate) async fn signed_off(store: &Store, release: &Release) -> Entry {
    let draft = store.draft(release, at(MORNING)).await.unwrap();
    store.make_ready(draft.id).await.unwrap();
    store.sign_off(draft.id, &["Director".to_owned()], at(MORNING)).await.unwrap()
}

/// A release that is published.
pub(crate) async fn published(store: &Store, release: &Release) -> Entry {
    let entry = signed_off(store, release).await;
    store.publish(entry.id, at(MORNING), at(MORNING)).await.unwrap()
}
