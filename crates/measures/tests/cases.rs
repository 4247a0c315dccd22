//! Indicators, measured from a few records each: `cases/EXAMPLE/CODE.md` has the records and the figures that must
//! come out. What two examples measure alike needs its cases once.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray,
};
use arrow::datatypes::{Field, Schema, SchemaRef};
use figures::{Number, Reading};
use framework::{ColumnType, Contract, Contracts, Folder, Framework, Indicator, SeriesKey, compile};
use jiff::civil::{Date, date};
use measures::{History, Input, Resources, Rows, Settings, measure};
use periods::Period;

/// One case: its name, its tables and the rows of figures that must come out.
struct Case {
    name: String,
    tables: BTreeMap<String, String>,
    figures: String,
}

/// The examples that measure something, by name.
fn examples() -> Vec<(String, Framework, Contracts)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("a folder").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    names.into_iter().map(|name| example(&name)).collect()
}

fn example(name: &str) -> (String, Framework, Contracts) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let (folder, faults) = Folder::read(&path);
    assert_eq!(faults, [], "{name}");
    let (contracts, diagnostics) = extracts::contracts(&folder);
    assert_eq!(diagnostics, []);
    (name.to_owned(), compile(&folder).0.expect("the example is sound"), contracts)
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for section in text.split("\n## ").skip(1) {
        let name = section.lines().next().unwrap_or_default().to_owned();
        let mut case = Case { name, tables: BTreeMap::new(), figures: String::new() };
        for block in section.split("```").skip(1).step_by(2) {
            let (kind, body) = block.split_once('\n').expect("a block has lines");
            match kind.strip_prefix("csv table=") {
                Some(table) => {
                    case.tables.insert(table.to_owned(), body.to_owned());
                }
                None if kind == "expect" => case.figures = body.to_owned(),
                None => panic!("{}: a block is `csv table=NAME` or `expect`, not `{kind}`", case.name),
            }
        }
        cases.push(case);
    }
    cases
}

/// The columns of a contract, all of which a case may leave out.
fn may_be_empty(contract: &Contract) -> SchemaRef {
    let schema = extracts::schema(contract);
    let fields = schema.fields().iter().map(|field| field.as_ref().clone().with_nullable(true));
    Arc::new(Schema::new(fields.collect::<Vec<Field>>()))
}

fn rows(contract: &Contract, text: &str) -> RecordBatch {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    for name in &header {
        assert!(contract.column(name).is_some(), "{} has no column {name}", contract.name);
    }
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a row")).collect();
    let cells = |name: &str| -> Vec<Option<String>> {
        let position = header.iter().position(|known| known == name);
        let cell = |record: &csv::StringRecord| {
            position.map(|at| record[at].to_owned()).filter(|cell| !cell.is_empty())
        };
        records.iter().map(cell).collect()
    };
    let columns = contract.kept().map(|column| -> ArrayRef {
        let cells = cells(&column.name).into_iter();
        match column.kind {
            ColumnType::Text => Arc::new(StringArray::from_iter(cells)),
            ColumnType::WholeNumber => Arc::new(Int64Array::from_iter(
                cells.map(|cell| cell.map(|cell| cell.parse().expect("a number"))),
            )),
            ColumnType::Decimal { decimals } => {
                let units = |cell: String| {
                    let number = Number::parse(&cell).expect("a decimal")
                        * (0..decimals).fold(Number::from(1), |one, _| one * Number::from(10));
                    number.printed(0).parse::<i128>().expect("a decimal")
                };
                let numbers = Decimal128Array::from_iter(cells.map(|cell| cell.map(units)));
                Arc::new(numbers.with_precision_and_scale(18, decimals.cast_signed()).expect("a decimal"))
            }
            ColumnType::Date => {
                let days = |cell: String| {
                    let day: Date = cell.parse().expect("a date");
                    date(1970, 1, 1).until(day).expect("a day").get_days()
                };
                Arc::new(Date32Array::from_iter(cells.map(|cell| cell.map(days))))
            }
            ColumnType::YesOrNo => Arc::new(BooleanArray::from_iter(
                cells.map(|cell| cell.map(|cell| matches!(cell.as_str(), "Y" | "yes" | "true"))),
            )),
        }
    });
    RecordBatch::try_new(may_be_empty(contract), columns.collect()).expect("the contract's columns")
}

/// The series of another basis or of a breakdown that an indicator is also measured for, by its words.
fn cut_of(framework: &Framework, own: SeriesKey, cut: Option<&str>) -> SeriesKey {
    let Some(cut) = cut else { return own };
    let rules = framework.indicator(own.indicator).latest_rules(framework.place(own.place).level);
    if let Some(basis) = rules.bases.iter().find(|basis| basis.words() == cut) {
        return SeriesKey { basis: rules.basis_index(basis).expect("a basis of its own"), ..own };
    }
    let said = |id: &framework::BreakdownId| framework.breakdown(*id).label == cut;
    let breakdown = framework.breakdown_ids().find(said);
    SeriesKey { breakdown: breakdown.unwrap_or_else(|| panic!("no basis or breakdown {cut}")), ..own }
}

/// The figures of a case, in the form in which its file has them: place (and another basis, or a breakdown) and period,
/// then the value, or what stands above and below the line.
fn figures(
    code: &str,
    case: &Case,
    framework: &Framework,
    contracts: &Contracts,
    partitions: usize,
) -> String {
    let mut input = Input::of(contracts, None);
    for table in input.tables.values_mut() {
        table.rows = Some(Rows::Memory(Vec::new()));
    }
    for (name, text) in &case.tables {
        let contract = contracts.get(name).unwrap_or_else(|| panic!("no contract of {name}"));
        let rows = rows(contract, text);
        let table = input.tables.get_mut(name).expect("a table");
        table.columns = may_be_empty(contract);
        table.rows = Some(Rows::Memory(vec![rows]));
    }
    let id = framework.find_indicator(code).unwrap_or_else(|| panic!("no indicator {code}"));
    let asked: Vec<Vec<&str>> = case.figures.lines().map(|line| line.split(',').collect()).collect();
    let periods: Vec<Period> = asked.iter().map(|row| Period::parse(row[1]).expect("a period")).collect();
    let last = periods.iter().map(|period| period.last_month()).max().expect("a figure");
    let settings = Settings {
        first: periods.iter().map(|period| period.last_month()).min().expect("a figure"),
        last,
        until: last.last_day(),
        indicators: Some(vec![id]),
        everywhere: true,
        history: History::AsThen,
        complete_from: None,
        resources: Resources { partitions, memory: None },
    };
    let measurement = measure(framework, &input, &settings, &|_, _, _| {}).unwrap_or_else(|error| {
        panic!("{code}, {}: {error}: {:?}", case.name, std::error::Error::source(&error))
    });
    let answers = asked.iter().zip(&periods).map(|(row, period)| {
        let (place, cut) = row[0].split_once(" / ").map_or((row[0], None), |(place, cut)| (place, Some(cut)));
        let place = framework.find_place(place).unwrap_or_else(|| panic!("no place {place}"));
        let series = cut_of(framework, SeriesKey::own(id, place), cut);
        let found =
            measurement.figures.iter().find(|figure| figure.series == series && figure.period == *period);
        let said = match found.map(|figure| &figure.reading) {
            None => "nothing".to_owned(),
            Some(Reading::Absent(absence)) => absence.token().to_owned(),
            Some(Reading::Present(value)) if row.len() == 4 => {
                let amount = |number: Option<&Number>| {
                    number.map(|number| number.printed(number.decimals_needed(0, 2))).unwrap_or_default()
                };
                format!("{},{}", amount(value.numerator()), amount(value.denominator()))
            }
            Some(Reading::Present(value)) => value.number().printed(Number::decimals_written(row[2])),
        };
        format!("{},{},{said}\n", row[0], row[1])
    });
    answers.collect()
}

/// What an indicator measures and of what: the same text for two indicators that are measured alike.
fn measured_as(framework: &Framework, indicator: &Indicator) -> String {
    let mut said = String::new();
    for rules in indicator.eras() {
        let Some(measure) = &rules.measure else { continue };
        said.push_str(&format!("{:?}, {} months later:", rules.basis(), measure.lag));
        for tally in measure.formula.tallies() {
            let conditions: Vec<&str> = tally.conditions.iter().map(|one| one.sql.as_str()).collect();
            let facts = &framework.facts[tally.facts.index()];
            said.push_str(&format!(
                "{:?} of {:?} by {} {conditions:?} in {}",
                tally.quantity, tally.when, tally.place, facts.query
            ));
        }
    }
    said
}

#[test]
fn every_case_comes_out_as_it_says() {
    let mut wrong = String::new();
    for (example, framework, contracts) in examples() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(&example);
        for entry in fs::read_dir(folder).expect("the cases of an example") {
            let path = entry.expect("a file").path();
            let code = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
            let text = fs::read_to_string(&path).expect("a text");
            for case in cases(&text) {
                for partitions in [1, 2] {
                    let said = figures(code, &case, &framework, &contracts, partitions);
                    if said != case.figures {
                        wrong.push_str(&format!(
                            "{example}, {code}: {}, {partitions} partitions\nexpected\n{}but\n{said}\n",
                            case.name, case.figures
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_measure_has_a_case() {
    let mut lacking = Vec::new();
    let mut tried = BTreeSet::new();
    let examples = examples();
    let has_case = |example: &str, id: &str| {
        let path = format!("tests/cases/{example}/{id}.md");
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists()
    };
    for (example, framework, _) in &examples {
        let with_case = framework.indicators.iter().filter(|one| has_case(example, one.id.as_str()));
        tried.extend(with_case.map(|one| measured_as(framework, one)));
    }
    for (example, framework, _) in &examples {
        for one in &framework.indicators {
            let is_measured = one.eras().any(|rules| rules.measure.is_some());
            if is_measured && !tried.contains(&measured_as(framework, one)) {
                lacking.push(format!("{example}, {}", one.id));
            }
        }
    }
    assert_eq!(lacking, Vec::<String>::new());
}

#[test]
fn facts_and_measures_of_the_examples_are_sound() {
    for (example, framework, contracts) in examples() {
        let declared = contracts
            .all()
            .iter()
            .map(|contract| (contract.name.clone(), extracts::schema(contract)))
            .collect();
        assert_eq!(measures::check(&framework, &declared), [], "{example}");
    }
}

#[test]
fn queries_of_one_name_are_the_same_in_every_example() {
    let mut queries: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (example, framework, _) in examples() {
        for facts in &framework.facts {
            let (first, query) =
                queries.entry(facts.name.clone()).or_insert_with(|| (example.clone(), facts.query.clone()));
            assert_eq!(*query, facts.query, "facts/{}.sql of {first} and {example}", facts.name);
        }
    }
}
