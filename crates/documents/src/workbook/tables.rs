//! The tables of a workbook.

use std::collections::{BTreeMap, BTreeSet};

use figures::{Absence, Symbol};
use publish::data::{EditionData, Exact, FigureData, ReadingData, TargetOrReason};

use super::sheet::{Cell, Column, Heading, Sheet};

/// All tables, in the order of their sheets.
pub(super) fn tables(data: &EditionData) -> Vec<Sheet> {
    vec![notes(data), latest(data), all(data), indicators(data), places(data), comparators(data)]
}

const fn narrow(name: &'static str) -> Column {
    Column { name, width: 14.0, wraps: false }
}

const fn wide(name: &'static str) -> Column {
    Column { name, width: 50.0, wraps: true }
}

/// In a table of many rows each has one line.
const fn long(name: &'static str) -> Column {
    Column { name, width: 60.0, wraps: false }
}

fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { shorthand(Symbol::NotApplicable) } else { Cell::Text(text) }
}

fn shorthand(symbol: Symbol) -> Cell {
    Cell::Text(symbol.bracketed())
}

/// What a spreadsheet can hold of an exact number: the nearest float of its twelve decimals.
fn number(exact: &Exact, decimals: u8) -> Cell {
    let kept = exact.0.kept();
    kept.parse().map_or(Cell::Text(kept), |number| Cell::Number(number, decimals))
}

/// With all its own decimals.
fn exact(exact: &Exact) -> Cell {
    let kept = exact.0.kept();
    let decimals = kept.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    number(exact, u8::try_from(decimals).unwrap_or(u8::MAX))
}

fn heading(sheet: &'static str, data: &EditionData, about: &str) -> Heading {
    let whose = data
        .statements
        .first()
        .map_or(String::new(), |said| format!(" {}.", said.heading.trim_end_matches('.')));
    Heading {
        sheet,
        title: format!("{sheet}: {}, {}", data.title, data.data_month.words),
        about: format!("{about}{whose}"),
    }
}

/// What the shorthand means, and what is remarked of figures.
fn notes(data: &EditionData) -> Sheet {
    let symbols = Symbol::ALL.into_iter().map(|symbol| vec![shorthand(symbol), text(symbol.words())]);
    let statuses: BTreeSet<Absence> = data
        .figures
        .iter()
        .filter_map(|figure| match &figure.reading {
            ReadingData::Absent(absence) => Some(absence.status),
            ReadingData::Value(_) => None,
        })
        .collect();
    let statuses = statuses.into_iter().map(|status| {
        let symbol = status.shorthand().bracketed();
        vec![text(status.to_string()), text(format!("{}; shown as {symbol}.", status.words()))]
    });
    Sheet {
        heading: heading(
            "Notes",
            data,
            "What stands in cells where there is no number, and the word for why.",
        ),
        columns: vec![narrow("Shorthand"), Column { name: "Meaning", width: 90.0, wraps: true }],
        rows: symbols.chain(statuses).collect(),
    }
}

const FIGURES: [Column; 20] = [
    narrow("Indicator"),
    long("Title"),
    Column { name: "Place", width: 24.0, wraps: false },
    Column { name: "Period", width: 20.0, wraps: false },
    Column { name: "Basis", width: 18.0, wraps: false },
    Column { name: "Breakdown", width: 18.0, wraps: false },
    narrow("Unit"),
    narrow("Figure"),
    narrow("Exact figure"),
    narrow("Numerator"),
    narrow("Denominator"),
    narrow("Status"),
    narrow("Target"),
    narrow("Floor"),
    narrow("Rating"),
    long("Rating reason"),
    narrow("Direction"),
    Column { name: "Direction since", width: 20.0, wraps: false },
    narrow("Change"),
    long("Remarks"),
];

fn figure(figure: &FigureData) -> Vec<Cell> {
    let direction = figure.directions.first();
    let target = match &figure.target {
        TargetOrReason::Target(target) => exact(&target.exact),
        TargetOrReason::None(_) => shorthand(Symbol::NotApplicable),
    };
    let optional = |number: Option<&Exact>, otherwise| number.map_or_else(|| shorthand(otherwise), exact);
    let [printed, exactly, numerator, denominator, status] = match &figure.reading {
        ReadingData::Value(value) => {
            let printed = match Symbol::of_number(&value.exact.0, figure.decimals) {
                Some(low) => shorthand(low),
                None => number(&Exact(value.exact.0.rounded(figure.decimals)), figure.decimals),
            };
            let [numerator, denominator] = [&value.numerator, &value.denominator]
                .map(|part| optional(part.as_ref(), Symbol::NotAvailable));
            [printed, exact(&value.exact), numerator, denominator, shorthand(Symbol::NotApplicable)]
        }
        ReadingData::Absent(absence) => {
            let none = shorthand(absence.symbol);
            [none.clone(), none.clone(), none.clone(), none, text(absence.status.to_string())]
        }
    };
    let breakdown = figure.breakdown_label();
    vec![
        text(&figure.indicator),
        text(&figure.title),
        text(&figure.place_name),
        text(&figure.period.words),
        text(&figure.basis),
        text(if breakdown.is_empty() { "All".to_owned() } else { breakdown }),
        text(figure.unit.to_string()),
        printed,
        exactly,
        numerator,
        denominator,
        status,
        target,
        text(figure.floors.iter().map(|floor| floor.printed.as_str()).collect::<Vec<_>>().join("; ")),
        text(figure.rating.as_ref().map_or("", |rating| rating.word.as_str())),
        text(&figure.rating_reason),
        text(direction.and_then(|direction| direction.word.as_deref()).unwrap_or_default()),
        text(direction.and_then(|direction| direction.since.as_deref()).unwrap_or_default()),
        text(direction.and_then(|direction| direction.change.as_deref()).unwrap_or_default()),
        text(remarks(figure)),
    ]
}

/// All that is remarked of a figure: what makes it less than settled, and what sets it apart from what was said of it and
/// from the figures before.
fn remarks(figure: &FigureData) -> String {
    let marked = figure.restated.iter().chain(&figure.break_in_series);
    figure.remarks.iter().chain(marked).map(String::as_str).collect::<Vec<_>>().join("; ")
}

/// The latest figure of each indicator at each place, for the whole cohort, on the indicator's own basis.
fn latest(data: &EditionData) -> Sheet {
    let mut latest: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (at, figure) in data.figures.iter().enumerate() {
        if figure.is_own_basis && figure.breakdown.is_empty() {
            let known = latest.entry((&figure.indicator, &figure.place)).or_insert(at);
            if data.figures[*known].period.last_month <= figure.period.last_month {
                *known = at;
            }
        }
    }
    let mut rows: Vec<usize> = latest.into_values().collect();
    rows.sort_unstable();
    Sheet {
        heading: heading(
            "Latest figures",
            data,
            "The latest figure of each indicator at each place, as its pages show it.",
        ),
        columns: FIGURES.to_vec(),
        rows: rows.into_iter().map(|at| figure(&data.figures[at])).collect(),
    }
}

fn all(data: &EditionData) -> Sheet {
    Sheet {
        heading: heading(
            "All figures",
            data,
            "Every figure with its target, rating and reasons, one row each.",
        ),
        columns: FIGURES.to_vec(),
        rows: data.figures.iter().map(figure).collect(),
    }
}

fn indicators(data: &EditionData) -> Sheet {
    let columns = vec![
        narrow("Indicator"),
        narrow("Code"),
        wide("Title"),
        Column { name: "Heading", width: 30.0, wraps: false },
        Column { name: "Better", width: 18.0, wraps: false },
        Column { name: "Unit", width: 18.0, wraps: false },
        Column { name: "Basis", width: 18.0, wraps: false },
        narrow("Frequency"),
        wide("Definition"),
        wide("Source"),
        Column { name: "Owner", width: 30.0, wraps: false },
        wide("Rating"),
        wide("Changes"),
    ];
    let optional = |known: &Option<String>| {
        known.as_ref().filter(|known| !known.is_empty()).map_or(shorthand(Symbol::NotAvailable), text)
    };
    let rows = data.indicators.iter().map(|indicator| {
        let changes: Vec<String> = indicator
            .versions
            .iter()
            .map(|version| {
                let comparable = if version.comparable { "" } else { " Not comparable with figures before." };
                format!("From {}: {}{comparable}", version.from, version.change)
            })
            .collect();
        vec![
            text(&indicator.id),
            text(indicator.code.clone().unwrap_or_default()),
            text(&indicator.title),
            text(&indicator.heading),
            text(indicator.polarity_words),
            text(&indicator.unit_words),
            text(&indicator.basis),
            text(indicator.frequency),
            optional(&indicator.definition),
            optional(&indicator.source),
            optional(&indicator.owner),
            text(&indicator.rating),
            text(changes.join(" ")),
        ]
    });
    Sheet {
        heading: heading("Indicators", data, "Every indicator with its definition."),
        columns,
        rows: rows.collect(),
    }
}

fn places(data: &EditionData) -> Sheet {
    let columns = vec![
        Column { name: "Place", width: 30.0, wraps: false },
        narrow("Level"),
        Column { name: "Part of", width: 30.0, wraps: true },
        narrow("GSS code"),
        narrow("LA code"),
    ];
    let rows = data.places.iter().map(|place| {
        let wholes: Vec<&str> =
            place.part_of.iter().map(|id| data.place(id).map_or(id.as_str(), |whole| &whole.name)).collect();
        vec![
            text(&place.name),
            text(&place.level),
            text(wholes.join("; ")),
            text(place.gss_code.clone().unwrap_or_default()),
            text(place.la_code.clone().unwrap_or_default()),
        ]
    });
    Sheet {
        heading: heading("Places", data, "Every place with what it is part of."),
        columns,
        rows: rows.collect(),
    }
}

fn comparators(data: &EditionData) -> Sheet {
    let columns = vec![
        narrow("Indicator"),
        Column { name: "Place", width: 24.0, wraps: false },
        Column { name: "Comparator", width: 30.0, wraps: true },
        narrow("Value"),
        wide("Remarks"),
    ];
    let rows = data.comparators.iter().map(|comparator| {
        let place = data.place(&comparator.place).map_or(&comparator.place, |place| &place.name);
        vec![
            text(&comparator.indicator),
            text(place),
            text(&comparator.label),
            comparator.exact.as_ref().map_or_else(|| text(&comparator.printed), exact),
            text(comparator.remarks.join("; ")),
        ]
    });
    Sheet {
        heading: heading("Comparators", data, "What figures are compared with."),
        columns,
        rows: rows.collect(),
    }
}
