//! A made-up county with a table of cases, and what its figures are.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use figures::{Number, Reading};
use framework::{Folder, Framework, Style, compile, render_all};
use jiff::civil::{Date, date};
use measures::{History, Input, Measurement, Resources, Rows, Settings, Table, measure};
use periods::{Month, Period};

/// One case: its id, team, first and last day, age band and days.
pub(crate) type Case<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, i64);

const FRAMEWORK: &str = r#"
name = "Northshire"
organisation = "Northshire County Council"
levels = ["county", "district", "team"]
specimen = true
"#;

const PLACES: &str = "\
place,name,level,groups,part_of,serves,from,to,succeeds
northshire,Northshire,county,,,,,,
eastvale,Eastvale,district,,northshire,,,,
westmoor,Westmoor,district,,northshire,,,,
harbour,Harbour team,team,,eastvale,,,,
old-moor,Moor team until 2022,team,,westmoor,,,2022-12-31,
moor,Moor team,team,,westmoor,,2023-01-01,,old-moor
both,Team of two districts,team,,northshire,eastvale;westmoor,,,
";

const BREAKDOWNS: &str = r#"
[age]
members = ["under 5", "5 and over"]
exclusive = true
complete = true
"#;

const FACTS: &str = "\
SELECT case_id AS record, team AS place, opened, closed, age, days, CAST(days AS DECIMAL(9, 1)) AS days_to_a_tenth
FROM cases
";

/// An indicator with a basis and a measure.
pub(crate) fn indicator(unit: &str, basis: &str, further: &str, measure: &str) -> String {
    format!(
        "[X]\ntitle = \"X\"\npolarity = \"none\"\nunit = \"{unit}\"\nbasis = \"{basis}\"\n\
         places = [\"county\", \"district\", \"team\"]\n{further}\n\n[X.measure]\nfacts = \"cases\"\n{measure}\n"
    )
}

/// Compiles Northshire with indicators.
pub(crate) fn northshire(indicators: &str) -> Framework {
    let files = [
        ("framework.toml", FRAMEWORK),
        ("places.csv", PLACES),
        ("breakdowns.toml", BREAKDOWNS),
        ("facts/cases.sql", FACTS),
        ("indicators/x.toml", indicators),
    ];
    let folder = Folder::from_texts(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let (framework, diagnostics) = compile(&folder);
    framework.unwrap_or_else(|| panic!("{}", render_all(&diagnostics, &folder, Style::Plain)))
}

fn columns() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let day = |name: &str| Field::new(name, DataType::Date32, true);
    Arc::new(Schema::new(vec![
        text("case_id"),
        text("team"),
        day("opened"),
        day("closed"),
        text("age"),
        Field::new("days", DataType::Int64, true),
    ]))
}

/// The cases as the engine takes them.
pub(crate) fn input(cases: &[Case<'_>]) -> Input {
    let text = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    let day = |value: &str| {
        let day: Option<Date> = text(value).map(|text| text.parse().expect("a date"));
        day.map(|day| date(1970, 1, 1).until(day).expect("a day").get_days())
    };
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(cases.iter().map(|case| text(case.0)).collect::<StringArray>()),
        Arc::new(cases.iter().map(|case| text(case.1)).collect::<StringArray>()),
        Arc::new(cases.iter().map(|case| day(case.2)).collect::<Date32Array>()),
        Arc::new(cases.iter().map(|case| day(case.3)).collect::<Date32Array>()),
        Arc::new(cases.iter().map(|case| text(case.4)).collect::<StringArray>()),
        Arc::new(cases.iter().map(|case| Some(case.5)).collect::<Int64Array>()),
    ];
    let rows = RecordBatch::try_new(columns(), arrays).expect("the columns of cases");
    let table = Table { columns: columns(), rows: Some(Rows::Memory(vec![rows])) };
    Input { tables: BTreeMap::from([("cases".to_owned(), table)]) }
}

/// The months of some years.
pub(crate) fn settings(first: &str, last: &str) -> Settings {
    let month = |text: &str| Month::parse(text).expect("a month");
    Settings {
        first: month(first),
        last: month(last),
        until: month(last).last_day(),
        indicators: None,
        everywhere: false,
        history: History::AsThen,
        complete_from: None,
        resources: Resources { partitions: 2, memory: None },
    }
}

/// Measures.
pub(crate) fn measured(framework: &Framework, cases: &[Case<'_>], settings: &Settings) -> Measurement {
    measure(framework, &input(cases), settings, &|_, _, _| {})
        .unwrap_or_else(|error| panic!("{error}: {:?}", std::error::Error::source(&error)))
}

/// A figure of a measurement as `above/below`, a value with a decimal where it needs one, or the reason why there is none.
pub(crate) fn said(
    framework: &Framework,
    measurement: &Measurement,
    (indicator, place, period, breakdown): (&str, &str, &str, &str),
) -> String {
    let period = Period::parse(period).expect("a period");
    let found = measurement.figures.iter().find(|figure| {
        framework.indicator(figure.series.indicator).id == indicator
            && framework.place(figure.series.place).slug == place
            && framework.breakdown(figure.series.breakdown).label == breakdown
            && figure.series.basis.index() == 0
            && figure.period == period
    });
    let printed = |number: &Number| number.printed(number.decimals_needed(0, 3));
    match found.map(|figure| &figure.reading) {
        None => "nothing".to_owned(),
        Some(Reading::Absent(absence)) => absence.token().to_owned(),
        Some(Reading::Present(value)) => match (value.numerator(), value.denominator()) {
            (Some(above), Some(below)) => format!("{}/{}", printed(above), printed(below)),
            _ => printed(value.number()),
        },
    }
}

/// The figure of the indicator X of the whole cohort.
pub(crate) fn of_x(framework: &Framework, measurement: &Measurement, place: &str, period: &str) -> String {
    said(framework, measurement, ("X", place, period, ""))
}
