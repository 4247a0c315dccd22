//! On a compiled framework nothing fails, and every reason is a sentence.

use std::collections::BTreeMap;

use assess::{Assessment, DirectionOfTravel, assess_period, outturn_period, target_of_later_year};
use proptest::collection::btree_map;
use proptest::prelude::*;
use proptest::sample::select;

use crate::council::{Council, board, council, period};

const PERIODS: &[&str] = &[
    "2021-03",
    "2021-06",
    "2020-06",
    "2021-05",
    "FY2021-22",
    "FY2020-21",
    "AY2020-21",
    "CY2020",
    "FY2020-21-Q4",
    "CY2020-Q4",
    "AY2020-21-T3",
    "AY2020-21-H6",
    "2018-04..2021-03",
    "1900-01",
    "2200-12",
    "FY1900-01",
];

/// A polarity and a scheme that may stand with it.
fn rated() -> impl Strategy<Value = (&'static str, &'static str)> {
    let sided = select(vec![
        "{ scheme = 'floor', floor = '0' }",
        "{ scheme = 'points', within = '3', inferred = ['within'] }",
        "{ scheme = 'percent', within = '10' }",
        "{ scheme = 'previous', within = '0', inferred = ['within'] }",
    ]);
    let near = select(vec![
        "{ scheme = 'band', green = '1', amber = '2', inferred = ['green', 'amber'] }",
        "{ scheme = 'band', green = '0', amber = '0' }",
        "{ scheme = 'unknown' }",
    ]);
    let any = select(vec![
        "{ scheme = 'bands', bands = [{ name = 'a', below = '0' }, { name = 'b', from = '0', to = '9' }] }",
        "{ scheme = 'none' }",
    ]);
    prop_oneof![
        4 => (select(vec!["high", "low"]), sided),
        2 => (Just("target"), near),
        1 => (select(vec!["high", "low"]), Just("{ scheme = 'unknown' }")),
        1 => (select(vec!["high", "low", "target", "none"]), any),
    ]
}

fn fields() -> impl Strategy<Value = Vec<String>> {
    let unit = select(vec!["percent", "count", "per 10000", "average", "score", "days", "currency"]);
    let basis = select(vec![
        "month",
        "snapshot",
        "rolling 12 months",
        "rolling 255 months",
        "year to date",
        "quarter",
        "year",
        "average of December, January, February",
    ]);
    let frequency = select(vec!["month", "quarter", "term", "year"]);
    let against = select(vec![
        "previous period",
        "previously reported",
        "previous figure",
        "a year ago",
        "regression over 2",
        "regression over 255",
    ]);
    let how = select(vec!["", ", compare = 'printed'", ", same = '0.5'", ", plain = true"]);
    let more = select(vec![
        "notes = []",
        "from = '2021-04'",
        "until = '2020-12'",
        "profile = 'even'",
        "minimum_denominator = 4294967295",
        "versions = [{ from = '2021-05', change = 'New', comparable = false, decimals = 0 }]",
    ]);
    (rated(), unit, basis, frequency, against, how, more).prop_map(
        |((polarity, rating), unit, basis, frequency, against, how, more)| {
            vec![
                format!("polarity = '{polarity}'"),
                format!("rating = {rating}"),
                format!("unit = '{unit}'"),
                format!("basis = '{basis}'"),
                format!("frequency = '{frequency}'"),
                format!("directions = [{{ against = '{against}'{how} }}]"),
                more.to_owned(),
            ]
        },
    )
}

/// A kind of year, and periods that a target of it may have.
fn year() -> impl Strategy<Value = (&'static str, Vec<&'static str>)> {
    select(vec![
        ("financial", vec!["FY2020-21", "FY2021-22", "2021-06"]),
        ("academic", vec!["AY2019-20", "AY2020-21", "AY2016-17", "2021-06"]),
        ("calendar", vec!["CY2020", "CY2021", "2021-06"]),
    ])
}

fn number() -> impl Strategy<Value = String> {
    select(vec!["0", "-0.05", "1", "8.99999999", "9", "123456789012345678901234", "-3", "99.96"])
        .prop_map(str::to_owned)
}

fn value() -> impl Strategy<Value = String> {
    let status =
        select(vec!["to-be-supplied", "no-cases", "suppressed", "not-available"]).prop_map(str::to_owned);
    prop_oneof![3 => number(), 2 => select(vec!["0/0", "1/3", "899999/10000000", "5/9", "9/10"]).prop_map(str::to_owned), 1 => status]
}

fn targets(
    periods: Vec<&'static str>,
) -> impl Strategy<Value = BTreeMap<(&'static str, &'static str), String>> {
    let row = prop_oneof![
        number().prop_map(|number| format!("target={number}")),
        number().prop_map(|number| format!("target={number}, floor={number}")),
        number().prop_map(|number| format!("target={number}, upper={number}, status=carried")),
        Just("status=none".to_owned()),
        Just("status=no-longer-applicable".to_owned()),
    ];
    btree_map((select(vec!["*", "level:team", "group:east", "kent"]), select(periods)), row, 0..8)
}

fn anything() -> impl Strategy<Value = Council> {
    let place = select(vec!["kent", "ashford", "ashford-team", "hub"]);
    let figures = btree_map((place, select(PERIODS)), value(), 0..24);
    let targets = year().prop_flat_map(|(year, periods)| (Just(year), targets(periods)));
    (fields(), figures, targets, any::<bool>()).prop_map(|(fields, figures, (year, targets), fixed)| {
        let year = format!("year = '{year}'");
        let fields: Vec<&str> = fields.iter().map(String::as_str).chain([year.as_str()]).collect();
        let hub = "hub,Hub,team,,kent,2021-02-10,2021-05-31";
        let mut council = council(&fields).place(hub).edition("2020-06").edition("2021-05");
        if fixed {
            council = council.scorecard("target_year = 'AY2016-17'").scorecard("minimum_denominator = 5");
        }
        for ((place, period), value) in figures {
            council = council.figure_at(place, period, &value);
        }
        for ((scope, period), row) in targets {
            council = council.target_row(&format!("place={scope}, period={period}, {row}"));
        }
        council
    })
}

fn is_a_sentence(text: &str) -> bool {
    let starts_well = text
        .starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit() || "-£".contains(first));
    let odd = ["..", ",.", " .", "  ", "()", ";.", ":.", " ,"];
    starts_well && text.ends_with('.') && !odd.iter().any(|odd| text.contains(odd))
}

fn reasons(assessment: &Assessment<'_>) -> Vec<String> {
    let travels = assessment.directions.iter().map(DirectionOfTravel::reason);
    std::iter::once(assessment.reason.clone()).chain(travels).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn assessing_never_fails_and_always_says_why(council in anything()) {
        // What the compiler refuses is the compiler's to say.
        let Ok(framework) = council.try_compile() else { return Ok(()) };
        for scorecard in [None, Some(board(&framework))] {
            for token in PERIODS {
                for assessment in assess_period(&framework, scorecard, period(token)) {
                    for reason in reasons(&assessment) {
                        prop_assert!(is_a_sentence(&reason), "{reason}");
                    }
                    let (indicator, place) = (assessment.series.indicator, assessment.series.place);
                    let _ = outturn_period(&framework, indicator, place, assessment.period);
                    let _ = target_of_later_year(&framework, assessment.series, assessment.period, 1);
                    prop_assert!(assessment.rating.is_none() || assessment.reading.value().is_some());
                    prop_assert_eq!(assessment.rating.is_none(), assessment.reason.starts_with("Not rated: "));
                }
            }
        }
    }
}
