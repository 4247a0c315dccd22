//! The tables of a workbook.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use figures::{Absence, Symbol};
use publish::data::{EditionData, Exact, FigureData, ReadingData, TargetOrReason};

use super::sheet::{Cell, Column, Heading, Sheet};

/// All tables, in the order of their sheets.
pub(super) fn tables(data: &EditionData) -> Vec<Sheet<'_>> {
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

fn text<'a>(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
    let text = text.into();
    if text.is_empty() { shorthand(Symbol::NotApplicable) } else { Cell::Text(text) }
}

fn if_known(known: Option<&str>) -> Cell<'_> {
    known.filter(|known| !known.is_empty()).map_or_else(|| shorthand(Symbol::NotAvailable), text)
}

fn shorthand(symbol: Symbol) -> Cell<'static> {
    Cell::Text(symbol.bracketed().into())
}

/// What a spreadsheet can hold of an exact number: the nearest float of its twelve decimals; printed with all of them
/// that are not nought.
fn exact(exact: &Exact) -> Cell<'static> {
    let kept = exact.0.kept();
    let decimals = kept.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    number(kept, u8::try_from(decimals).unwrap_or(u8::MAX))
}

/// A decimal, printed with so many decimals.
fn number(decimal: String, decimals: u8) -> Cell<'static> {
    decimal.parse().map_or_else(|_| Cell::Text(decimal.into()), |number| Cell::Number(number, decimals))
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
fn notes(data: &EditionData) -> Sheet<'_> {
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
        rows: Box::new(symbols.chain(statuses).collect::<Vec<_>>().into_iter()),
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

fn figure(figure: &FigureData) -> Vec<Cell<'_>> {
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
                None => number(value.exact.0.printed(figure.decimals), figure.decimals),
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
        text(if breakdown.is_empty() { "All".into() } else { Cow::from(breakdown) }),
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
fn latest(data: &EditionData) -> Sheet<'_> {
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
        rows: Box::new(rows.into_iter().map(|at| figure(&data.figures[at]))),
    }
}

fn all(data: &EditionData) -> Sheet<'_> {
    Sheet {
        heading: heading(
            "All figures",
            data,
            "Every figure with its target, rating and reasons, one row each.",
        ),
        columns: FIGURES.to_vec(),
        rows: Box::new(data.figures.iter().map(figure)),
    }
}

fn indicators(data: &EditionData) -> Sheet<'_> {
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
            text(indicator.code.as_deref().unwrap_or_default()),
            text(&indicator.title),
            text(&indicator.heading),
            text(indicator.polarity_words),
            text(&indicator.unit_words),
            text(&indicator.basis),
            text(indicator.frequency),
            if_known(indicator.definition.as_deref()),
            if_known(indicator.source.as_deref()),
            if_known(indicator.owner.as_deref()),
            text(&indicator.rating),
            text(changes.join(" ")),
        ]
    });
    Sheet {
        heading: heading("Indicators", data, "Every indicator with its definition."),
        columns,
        rows: Box::new(rows),
    }
}

fn places(data: &EditionData) -> Sheet<'_> {
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
            text(place.gss_code.as_deref().unwrap_or_default()),
            text(place.la_code.as_deref().unwrap_or_default()),
        ]
    });
    Sheet {
        heading: heading("Places", data, "Every place with what it is part of."),
        columns,
        rows: Box::new(rows),
    }
}

fn comparators(data: &EditionData) -> Sheet<'_> {
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
            match &comparator.exact {
                Some(known) => exact(known),
                None => text(&comparator.printed),
            },
            text(comparator.remarks.join("; ")),
        ]
    });
    Sheet {
        heading: heading("Comparators", data, "What figures are compared with."),
        columns,
        rows: Box::new(rows),
    }
}
