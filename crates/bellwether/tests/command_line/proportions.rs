//! Every published figure with a numerator and a denominator, worked out again.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;

use figures::{Number, Value};
use framework::{Folder, Framework, compile};
use periods::Period;

use crate::person::{examples, rows};
use crate::published::{FAMILIES, own_id, source};

/// Figures whose numerator and denominator do not give what was printed, half up: example, indicator, place and period,
/// what they give, what was printed, and why.
const DISAGREEING: [[&str; 7]; 1] = [[
    "kent-2023",
    "SEND-WAITING",
    "kent",
    "2023-10",
    "47.2",
    "50.7",
    "one of the three numbers is wrong, or was misread; the two of the proportion decide",
]];

/// A figure as it was published: indicator, place, period, numerator, denominator and value.
type Published = [String; 6];

fn framework(example: &str) -> Framework {
    let (folder, _) = Folder::read(&examples().join(example));
    compile(&folder).0.unwrap()
}

/// The figures of an example that have all three numbers.
fn proportions(example: &str) -> Vec<Published> {
    let files = fs::read_dir(examples().join(example).join("figures")).unwrap();
    let texts = files.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    texts.flat_map(|text| rows(&text).iter().filter_map(proportion).collect::<Vec<_>>()).collect()
}

fn proportion(row: &std::collections::HashMap<String, String>) -> Option<Published> {
    let cells = ["indicator", "place", "period", "numerator", "denominator", "value"];
    let cells = cells.map(|column| row.get(column).cloned().unwrap_or_default());
    cells.iter().all(|cell| !cell.is_empty()).then_some(cells)
}

/// What numerator and denominator give, printed like the value beside them, unless they agree with it.
fn disagreement(
    framework: &Framework,
    [indicator, place, period, top, bottom, value]: &Published,
) -> Option<String> {
    let indicator = framework.find_indicator(indicator).unwrap();
    let place = framework.find_place(place).unwrap();
    let unit = framework.rules(indicator, place, &Period::parse(period).unwrap()).unit;
    let number = |text: &str| Number::parse(text).unwrap();
    let exact = Value::ratio(number(top), number(bottom), unit).unwrap();
    let ours = exact.number().printed(Number::decimals_written(value));
    (number(&ours) != number(value)).then_some(ours)
}

#[test]
fn numerator_and_denominator_give_what_was_printed_but_for_the_known_errors() {
    let mut found = BTreeSet::new();
    let mut count = 0;
    for family in &FAMILIES {
        let framework = framework(family.example);
        for published in proportions(family.example) {
            count += 1;
            if let Some(ours) = disagreement(&framework, &published) {
                let [indicator, place, period, _, _, value] = published;
                found.insert([family.example.to_owned(), indicator, place, period, ours, value]);
            }
        }
    }
    let expected: BTreeSet<[String; 6]> = DISAGREEING
        .iter()
        .map(|[example, indicator, place, period, ours, printed, _]| {
            [example, indicator, place, period, ours, printed].map(|cell| (*cell).to_owned())
        })
        .collect();
    assert_eq!(found, expected);
    assert_eq!(count, 123);
}

#[test]
fn the_proportions_are_all_that_were_published() {
    let Some(figures) = source("figures.csv") else { return };
    for family in &FAMILIES {
        let framework = framework(family.example);
        let numbers = |[_, _, period, top, bottom, value]: Published| {
            let [top, bottom, value] = [top, bottom, value].map(|number| plain(&number));
            [period, top, bottom, value]
        };
        let rows = figures.iter().filter(|row| row["family"] == family.name);
        let published: Vec<Published> = rows.filter_map(proportion).collect();
        for [indicator, ..] in &published {
            let id = own_id(family.name, indicator);
            assert!(framework.find_indicator(&id).is_some(), "{id}");
        }
        let mut theirs: Vec<[String; 4]> = published.into_iter().map(numbers).collect();
        let mut ours: Vec<[String; 4]> = proportions(family.example).into_iter().map(numbers).collect();
        theirs.sort();
        ours.sort();
        assert_eq!(ours, theirs, "{}", family.name);
    }
}

/// A number however it was written: `103.0` is `103`.
fn plain(text: &str) -> String {
    Number::parse(text).unwrap().to_string()
}
