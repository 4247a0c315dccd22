//! What stands beside the tables of the standard: all figures with everything that is said of them, the indicators,
//! and what each column means.

use std::io;

use figures::Symbol;

use super::table::{ColumnKind, Table, number, statement, written};
use crate::data::{EditionData, FigureData, IndicatorData, ReadingData, TargetData, TargetOrReason};

/// The columns of the file of all figures, each with what it holds.
const FIGURES: [(&str, &str); 30] = [
    ("about_this_copy", "Whose copy this is, and what is made up or hidden."),
    ("indicator", "The indicator's id; indicators.csv defines it."),
    ("title", "The indicator's title at this place in this period."),
    ("place", "The place's id."),
    ("place_name", "The place."),
    ("period", "The period, as the framework writes it."),
    ("period_words", "The period in words."),
    ("basis", "How the period is filled."),
    ("breakdown", "The part of the cohort; Total is the whole."),
    ("unit", "The unit of the figure."),
    ("figure", "The figure, as the scorecard prints it but without separators of thousands."),
    ("printed", "The figure as the scorecard prints it, or why there is none."),
    ("exact", "The exact figure, to twelve decimals."),
    ("numerator", "The numerator, where it is known."),
    ("denominator", "The denominator, where it is known."),
    ("status", "Why there is no figure: the word of the framework; z where there is one."),
    ("remarks", "What makes the figure less than settled."),
    ("restated", "What the scorecard's last release said of the figure, where that was something else."),
    ("break_in_series", "Why the figure, and those after it, may not be compared with the figures before."),
    ("as_at", "The day on which the data were taken."),
    ("target", "The target, as the scorecard prints it."),
    ("target_period", "The period that the target was set for."),
    ("floor", "The edges of amber."),
    ("rating", "The rating."),
    ("rating_reason", "Why the rating is what it is, or why there is none."),
    ("direction", "The first direction of travel."),
    ("direction_against", "What it compares the figure with."),
    ("direction_since", "The period that it compares the figure with."),
    ("direction_change", "The change."),
    ("direction_reason", "Why the direction is what it is, or why there is none."),
];

/// Every figure of the edition, a row each, with all that is said of it. What does not apply is `z`.
pub(super) fn figures(data: &EditionData) -> io::Result<Vec<u8>> {
    let statement = statement(data);
    let rows: Vec<Vec<String>> = data.figures.iter().map(|figure| row(figure, &statement)).collect();
    written(&FIGURES.map(|(name, _)| name), &rows)
}

fn row(figure: &FigureData, statement: &str) -> Vec<String> {
    let value = match &figure.reading {
        ReadingData::Value(value) => Ok(value),
        ReadingData::Absent(absence) => Err(absence),
    };
    let symbol = value.err().map(|absence| absence.symbol.bare());
    let exact = |number: Option<&crate::data::Exact>| {
        let missing = symbol.unwrap_or(Symbol::NotAvailable.bare());
        number.map_or_else(|| missing.to_owned(), |exact| exact.0.kept())
    };
    let target = match &figure.target {
        TargetOrReason::Target(target) => Some(target),
        TargetOrReason::None(_) => None,
    };
    let floors: Vec<&str> = figure.floors.iter().map(|floor: &TargetData| floor.printed.as_str()).collect();
    let direction = figure.directions.first();
    let breakdown = figure.breakdown_label();
    vec![
        statement.to_owned(),
        figure.indicator.clone(),
        figure.title.clone(),
        figure.place.clone(),
        figure.place_name.clone(),
        figure.period.id.clone(),
        figure.period.words.clone(),
        figure.basis.clone(),
        if breakdown.is_empty() { "Total".to_owned() } else { breakdown },
        figure.unit.to_string(),
        match value {
            Ok(value) => number(&value.exact, figure.decimals),
            Err(absence) => absence.symbol.bare().to_owned(),
        },
        figure.reading.printed().to_owned(),
        exact(value.ok().map(|value| &value.exact)),
        exact(value.ok().and_then(|value| value.numerator.as_ref())),
        exact(value.ok().and_then(|value| value.denominator.as_ref())),
        or_not_applicable(value.err().map(|absence| absence.status.to_string())),
        or_not_applicable((!figure.remarks.is_empty()).then(|| figure.remarks.join("; "))),
        or_not_applicable(figure.restated.clone()),
        or_not_applicable(figure.break_in_series.clone()),
        or_not_applicable(figure.as_at.clone()),
        or_not_applicable(target.map(|target| target.printed.clone())),
        or_not_applicable(target.and_then(|target| target.period.clone())),
        or_not_applicable((!floors.is_empty()).then(|| floors.join("; "))),
        or_not_applicable(figure.rating.as_ref().map(|rating| rating.word.clone())),
        or_not_applicable(Some(figure.rating_reason.clone())),
        or_not_applicable(direction.and_then(|direction| direction.word.clone())),
        or_not_applicable(direction.map(|direction| direction.against.clone())),
        or_not_applicable(direction.and_then(|direction| direction.since.clone())),
        or_not_applicable(direction.and_then(|direction| direction.change.clone())),
        or_not_applicable(direction.map(|direction| direction.reason.clone())),
    ]
}

fn or_not_applicable(text: Option<String>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| Symbol::NotApplicable.bare().to_owned())
}

/// The columns of the file of indicators, each with what it holds.
const INDICATORS: [(&str, &str); 16] = [
    ("indicator", "The indicator's id."),
    ("code", "Its code as printed."),
    ("title", "Its title."),
    ("heading", "The heading of the scorecard under which it stands."),
    ("polarity", "Which way is better."),
    ("unit", "The unit of its figures."),
    ("decimals", "Digits after the point when printed."),
    ("basis", "How a period is filled."),
    ("frequency", "How often there is a figure."),
    ("definition", "What is counted."),
    ("source", "Where the data come from."),
    ("owner", "The role that answers for it."),
    ("rating", "The limits of each rating."),
    ("marks", "Tags."),
    ("notes", "Notes."),
    ("changes", "Changes of meaning, with the first month to which each applies."),
];

/// Every indicator of the edition, a row each.
pub(super) fn indicators(data: &EditionData) -> io::Result<Vec<u8>> {
    let rows: Vec<Vec<String>> = data.indicators.iter().map(indicator).collect();
    written(&INDICATORS.map(|(name, _)| name), &rows)
}

fn indicator(indicator: &IndicatorData) -> Vec<String> {
    let joined = |texts: &[String]| or_not_applicable(Some(texts.join("; ")));
    let changes: Vec<String> = indicator
        .versions
        .iter()
        .map(|version| {
            let comparable = if version.comparable { "" } else { " Not comparable with figures before." };
            format!("{}: {}{comparable}", version.from, version.change)
        })
        .collect();
    vec![
        indicator.id.clone(),
        or_not_applicable(indicator.code.clone()),
        indicator.title.clone(),
        indicator.heading.clone(),
        indicator.polarity_words.to_owned(),
        indicator.unit.to_string(),
        indicator.decimals.to_string(),
        indicator.basis.clone(),
        indicator.frequency.to_owned(),
        or_not_available(indicator.definition.clone()),
        or_not_available(indicator.source.clone()),
        or_not_available(indicator.owner.clone()),
        or_not_applicable(Some(indicator.rating.clone())),
        joined(&indicator.marks),
        joined(&indicator.notes),
        joined(&changes),
    ]
}

/// What should be there and isn't is not available, rather than not applicable.
fn or_not_available(text: Option<String>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| Symbol::NotAvailable.bare().to_owned())
}

/// What each column of each file means: the data dictionary.
pub(super) fn dictionary(tables: &[Table], prefix: &str) -> io::Result<Vec<u8>> {
    let mut rows = Vec::new();
    for table in tables {
        for column in &table.columns {
            let unit = match &column.kind {
                ColumnKind::Indicator { unit, .. } if !unit.is_empty() => (*unit).to_owned(),
                ColumnKind::Indicator { .. } => "number".to_owned(),
                _ => Symbol::NotApplicable.bare().to_owned(),
            };
            rows.push(vec![
                format!("{}.csv", table.name),
                column.name.clone(),
                column.kind.words().to_owned(),
                column.label.clone(),
                unit,
                column.about.clone(),
            ]);
        }
    }
    for (file, columns) in [("figures", FIGURES.as_slice()), ("indicators", INDICATORS.as_slice())] {
        let file = format!("{prefix}{file}.csv");
        rows.extend(columns.iter().map(|(name, about)| {
            let label = crate::words::capital(&name.replace('_', " "));
            let unit = Symbol::NotApplicable.bare();
            [file.as_str(), *name, "Supporting", &label, unit, *about].map(str::to_owned).into()
        }));
    }
    written(&["file", "col_name", "kind", "label", "unit", "description"], &rows)
}
