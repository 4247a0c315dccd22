//! Laws of the form and of the difference, on releases of all sorts.

use std::collections::BTreeSet;

use figures::{Absence, Number, Unit};
use periods::{Month, Period};
use proptest::prelude::*;
use releases::{
    Amount, Comparator, Definition, Figure, Heading, Key, LAYOUT, Origin, Place, Rating, Release, Row,
    Series, Sheet, Target, Text, TextMoved, difference,
};

const INDICATORS: [&str; 3] = ["A", "B", "C \"quoted\""];
const PLACES: [&str; 3] = ["east", "north", "west"];
const MONTHS: [&str; 4] = ["2023-07", "2023-08", "2023-09", "2023-10"];

fn figure() -> impl Strategy<Value = Figure> {
    let whole = || (1..500_i64).prop_map(Number::from);
    prop_oneof![
        4 => (0..500_i64, whole()).prop_map(|(above, below)| Figure::Value(Amount {
            exact: (Number::from(above) * Number::from(100)).checked_div(&below).unwrap(),
            numerator: Some(Number::from(above)),
            denominator: Some(below),
        })),
        1 => whole().prop_map(|exact| Figure::Value(Amount { exact, numerator: None, denominator: None })),
        1 => proptest::sample::select(Absence::ALL.to_vec()).prop_map(Figure::Absent),
    ]
}

fn row(month: &'static str) -> impl Strategy<Value = Row> {
    let origin = prop_oneof![Just(Origin::Records), Just(Origin::Import("figures/a.csv".to_owned()))];
    let rating = proptest::option::of(proptest::sample::select(vec!["green", "amber", "red"]));
    (figure(), origin, rating, 70..75_i64, ".{0,12}").prop_map(
        move |(figure, origin, rating, target, reason)| Row {
            period: Period::parse(month).unwrap(),
            printed: figure.amount().map_or("-".to_owned(), |amount| amount.exact.printed(1)),
            figure,
            status: None,
            covers: None,
            origin: Some(origin),
            version: None,
            target: Some(Target {
                target: Number::from(target),
                annual: None,
                period: Period::parse("FY2023-24").unwrap(),
                floor: None,
                upper: None,
                carried: false,
            }),
            rating: rating.map(|rating| Rating { rating: rating.to_owned(), counts_as: None }),
            reason,
            directions: Vec::new(),
            cautions: Vec::new(),
        },
    )
}

fn place(slug: &str) -> Place {
    Place {
        place: slug.to_owned(),
        name: slug.to_uppercase(),
        level: "team".to_owned(),
        part_of: Vec::new(),
        from: None,
        to: None,
        succeeds: None,
    }
}

fn definition(indicator: &str) -> Definition {
    Definition {
        indicator: indicator.to_owned(),
        level: "team".to_owned(),
        version: None,
        code: String::new(),
        title: format!("Title of {indicator}"),
        polarity: "high".to_owned(),
        unit: Unit::Percent,
        decimals: 1,
        bases: vec!["month".to_owned()],
        frequency: "month".to_owned(),
        year: "financial".to_owned(),
        definition: None,
        sources: Vec::new(),
        owner: None,
        rule: "Green at or above the target, red otherwise.".to_owned(),
        minimum_denominator: None,
        counting: None,
        population: None,
    }
}

fn comparator(indicator: &'static str) -> impl Strategy<Value = Comparator> {
    (figure(), proptest::option::of(Just("provisional")), ".{0,12}").prop_map(
        move |(figure, status, label)| Comparator {
            indicator: indicator.to_owned(),
            place: PLACES[0].to_owned(),
            breakdown: String::new(),
            comparator: "england".to_owned(),
            label,
            kind: "nation".to_owned(),
            comparable: true,
            period: Some(Period::parse("FY2022-23").unwrap()),
            printed: figure.amount().map_or("-".to_owned(), |amount| amount.exact.printed(1)),
            figure,
            status: status.map(str::to_owned),
            as_at: None,
        },
    )
}

fn text(indicator: &'static str) -> impl Strategy<Value = Text> {
    ".{0,2}".prop_map(move |text| Text {
        kind: "commentary".to_owned(),
        page: None,
        section: None,
        indicator: Some(indicator.to_owned()),
        place: Some(PLACES[0].to_owned()),
        role: None,
        specimen: true,
        text,
    })
}

/// A release with any of the series, and of each every month.
fn release() -> impl Strategy<Value = Release> {
    let sheets = (0..INDICATORS.len() * PLACES.len()).map(|position| {
        let series = Series {
            indicator: INDICATORS[position / PLACES.len()].to_owned(),
            place: PLACES[position % PLACES.len()].to_owned(),
            basis: "month".to_owned(),
            breakdown: String::new(),
        };
        let rows = MONTHS.map(row);
        proptest::option::of(
            (Just(series), rows).prop_map(|(series, rows)| Sheet { series, rows: rows.to_vec() }),
        )
    });
    let comparators = INDICATORS.map(|indicator| proptest::option::of(comparator(indicator)));
    let texts = INDICATORS.map(|indicator| proptest::option::of(text(indicator)));
    (sheets.collect::<Vec<_>>(), comparators, texts).prop_map(|(sheets, comparators, texts)| {
        let sheets: Vec<Sheet> = sheets.into_iter().flatten().collect();
        let indicators: BTreeSet<&String> = sheets.iter().map(|sheet| &sheet.series.indicator).collect();
        Release {
            heading: Heading {
                layout: LAYOUT,
                organisation: "Northshire".to_owned(),
                scorecard: "board".to_owned(),
                title: "Board".to_owned(),
                data_month: Month::parse("2023-10").unwrap(),
                number: 1,
                status: None,
                reason: None,
                specimen: true,
                framework: "0".repeat(64),
                records: None,
                imports: [("figures/a.csv".to_owned(), "1".repeat(64))].into(),
            },
            places: PLACES.map(place).to_vec(),
            definitions: indicators.into_iter().map(|indicator| definition(indicator)).collect(),
            comparators: comparators.into_iter().flatten().collect(),
            texts: texts.into_iter().flatten().collect(),
            changes: Vec::new(),
            sheets,
        }
    })
}

fn keys(release: &Release) -> BTreeSet<Key> {
    release.rows().map(|(series, row)| Key { series: series.clone(), period: row.period }).collect()
}

fn found<'a>(release: &'a Release, key: &Key) -> Option<&'a Row> {
    release
        .rows()
        .find(|(series, row)| **series == key.series && row.period == key.period)
        .map(|(_, row)| row)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_release_is_read_as_it_was_written(release in release()) {
        let encoded = release.encode();
        prop_assert_eq!(encoded.decode().unwrap(), release.clone());
        for sheet in &encoded.sheets {
            for month in MONTHS {
                let period = Period::parse(month).unwrap();
                let key = Key { series: sheet.series.clone(), period };
                let alone = sheet.row(period).unwrap();
                prop_assert_eq!(alone.as_ref(), found(&release, &key));
            }
        }
    }

    #[test]
    fn a_release_does_not_differ_from_itself(release in release()) {
        prop_assert!(difference(&release, &release).is_empty());
    }

    #[test]
    fn exactly_the_figures_that_say_something_else_are_restated(one in release(), other in release()) {
        let difference = difference(&one, &other);
        let known = |release: &Release, key: &Key| {
            release.definitions.iter().any(|definition| definition.indicator == key.series.indicator)
        };
        let expected: BTreeSet<Key> = keys(&one).union(&keys(&other)).filter(|key| {
            match (found(&one, key), found(&other, key)) {
                (Some(was), Some(now)) => was.figure != now.figure,
                (Some(was), None) => was.figure.amount().is_some() && known(&other, key),
                (None, Some(now)) => now.figure.amount().is_some() && known(&one, key),
                (None, None) => false,
            }
        }).cloned().collect();
        let restated: Vec<Key> = difference.restated.iter().map(|restated| restated.key.clone()).collect();
        prop_assert_eq!(restated.len(), expected.len(), "none twice");
        prop_assert_eq!(restated.into_iter().collect::<BTreeSet<_>>(), expected);
        for restated in &difference.restated {
            prop_assert_eq!(restated.was_exactly.as_ref(), found(&one, &restated.key).map(|row| &row.figure));
            prop_assert_eq!(restated.now_exactly.as_ref(), found(&other, &restated.key).map(|row| &row.figure));
            prop_assert!(!restated.causes.is_empty());
        }
        for changed in &difference.ratings {
            let (was, now) = (found(&one, &changed.key).unwrap(), found(&other, &changed.key).unwrap());
            prop_assert_ne!(&was.rating, &now.rating);
            prop_assert!(!changed.because.is_empty());
        }
    }

    #[test]
    fn the_way_back_undoes_every_change(one in release(), other in release()) {
        let (there, back) = (difference(&one, &other), difference(&other, &one));
        prop_assert_eq!(&there.new_indicators, &back.removed_indicators);
        prop_assert_eq!(&there.removed_indicators, &back.new_indicators);
        let turned: Vec<_> = back.restated.iter().map(|restated| {
            (&restated.key, &restated.now_exactly, &restated.was_exactly)
        }).collect();
        let straight: Vec<_> = there.restated.iter().map(|restated| {
            (&restated.key, &restated.was_exactly, &restated.now_exactly)
        }).collect();
        prop_assert_eq!(straight, turned);
        prop_assert_eq!(there.ratings.len(), back.ratings.len());
        prop_assert_eq!(there.targets.len(), back.targets.len());
        let turned: Vec<_> = back.texts.iter().map(|text| (&text.indicator, match text.moved {
            TextMoved::Added => TextMoved::Removed,
            TextMoved::Replaced => TextMoved::Replaced,
            TextMoved::Removed => TextMoved::Added,
        })).collect();
        let straight: Vec<_> = there.texts.iter().map(|text| (&text.indicator, text.moved)).collect();
        prop_assert_eq!(straight, turned);
        let straight: Vec<_> = there.comparators.iter().map(|moved| (&moved.was, &moved.now)).collect();
        let turned: Vec<_> = back.comparators.iter().map(|moved| (&moved.now, &moved.was)).collect();
        prop_assert_eq!(straight, turned);
    }
}
