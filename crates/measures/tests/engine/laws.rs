//! Laws that hold whatever the records are.

use figures::Number;
use framework::Framework;
use measures::{Measurement, Resources};
use proptest::prelude::*;

use crate::northshire::{Case, indicator, measured, northshire, settings};

const TEAMS: [&str; 6] = ["harbour", "moor", "both", "eastvale", "", "nowhere"];

fn several_kinds() -> Framework {
    let month = "frequency = \"month\"";
    let kinds = [
        ("A", "count", "rolling 12 months", "date = \"opened\"\nnumerator = \"*\""),
        ("B", "count", "snapshot", "start = \"opened\"\nend = \"closed\"\nnumerator = \"*\""),
        (
            "C",
            "percent",
            "snapshot",
            "start = \"opened\"\nend = \"closed\"\nnumerator = \"as_at - opened > 60\"\ndenominator = \"*\"",
        ),
        ("D", "days", "month", "date = \"opened\"\nmedian = \"days\""),
        ("E", "count", "rolling 3 months", "date = \"opened\"\ndistinct = \"days\""),
        ("F", "count", "month", "date = \"opened\"\nsum = \"days\"\nbreakdowns = { age = \"age\" }"),
    ];
    let texts = kinds.map(|(id, unit, basis, measure)| {
        indicator(unit, basis, month, measure).replace("[X", &format!("[{id}"))
    });
    northshire(&texts.join("\n"))
}

/// The amounts above the line, or the values, of an indicator at a place in each month.
fn amounts(framework: &Framework, measurement: &Measurement, indicator: &str, place: &str) -> Vec<Number> {
    let of = |figure: &&measures::Measured| {
        framework.indicator(figure.series.indicator).id == indicator
            && framework.place(figure.series.place).slug == place
            && figure.series.breakdown == framework::BreakdownId::WHOLE
    };
    measurement
        .figures
        .iter()
        .filter(of)
        .filter_map(|figure| figure.reading.value().map(|value| value.number().clone()))
        .collect()
}

type Made = (usize, i32, Option<i32>, usize, i64);

fn made() -> impl Strategy<Value = Vec<Made>> {
    prop::collection::vec((0..TEAMS.len(), 0..700, prop::option::of(0..300), 0..3_usize, 0..200_i64), 0..60)
}

fn day(days: i32) -> String {
    jiff::civil::date(2022, 1, 1).saturating_add(jiff::Span::new().days(days)).to_string()
}

fn cases(made: &[Made]) -> Vec<(String, String, String)> {
    let texts = made.iter().enumerate().map(|(number, (_, opened, lasts, ..))| {
        let closed = lasts.map(|lasts| day(opened + lasts)).unwrap_or_default();
        (number.to_string(), day(*opened), closed)
    });
    texts.collect()
}

fn rows<'a>(made: &[Made], texts: &'a [(String, String, String)]) -> Vec<Case<'a>> {
    const AGES: [&str; 3] = ["under 5", "5 and over", ""];
    made.iter()
        .zip(texts)
        .map(|((team, _, _, age, days), (id, opened, closed))| {
            (id.as_str(), TEAMS[*team], opened.as_str(), closed.as_str(), AGES[*age], *days)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// One, two and four partitions give the same figures.
    #[test]
    fn figures_do_not_depend_on_how_the_work_is_divided(made in made()) {
        let framework = several_kinds();
        let texts = cases(&made);
        let rows = rows(&made, &texts);
        let with = |partitions| {
            let resources = Resources { partitions, memory: None };
            measured(&framework, &rows, &measures::Settings { resources, ..settings("2023-01", "2023-12") }).figures
        };
        let one = with(1);
        prop_assert_eq!(&one, &with(2));
        prop_assert_eq!(&one, &with(4));
    }

    /// Parts, what belongs to no part, and what belongs to no known place add up to the whole.
    #[test]
    fn parts_and_the_unallocated_add_up_to_the_whole(made in made()) {
        let framework = several_kinds();
        let texts = cases(&made);
        let measurement = measured(&framework, &rows(&made, &texts), &settings("2023-01", "2023-12"));
        for indicator in ["A", "B"] {
            let of = |place: &str| amounts(&framework, &measurement, indicator, place);
            let unallocated: Vec<Number> = measurement
                .figures
                .iter()
                .filter(|figure| framework.indicator(figure.series.indicator).id == indicator)
                .filter_map(|figure| figure.unallocated.clone())
                .collect();
            let parts: Vec<Vec<Number>> = ["eastvale", "westmoor", "both"].iter().map(|place| of(place)).collect();
            for (month, whole) in of("northshire").iter().enumerate() {
                let sum: Number = parts.iter().map(|part| part[month].clone()).sum::<Number>() + &unallocated[month];
                prop_assert_eq!(whole, &sum);
            }
        }
    }

    /// A rolling window is the sum of its months.
    #[test]
    fn a_rolling_window_is_the_sum_of_its_months(made in made()) {
        let month = "frequency = \"month\"";
        let count = "date = \"opened\"\nnumerator = \"*\"";
        let rolling = indicator("count", "rolling 3 months", month, count).replace("[X", "[R");
        let framework = northshire(&format!("{}{rolling}", indicator("count", "month", month, count)));
        let texts = cases(&made);
        let measurement = measured(&framework, &rows(&made, &texts), &settings("2022-03", "2023-12"));
        let (months, windows) =
            (amounts(&framework, &measurement, "X", "northshire"), amounts(&framework, &measurement, "R", "northshire"));
        for (window, months) in windows[2..].iter().zip(months.windows(3)) {
            prop_assert_eq!(window, &months.iter().sum::<Number>());
        }
    }
}
