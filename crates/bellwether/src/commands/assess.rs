//! `bellwether assess`: one row per figure of a period and per direction of travel.

use ::assess::{Assessment, assess_period};
use framework::{Direction, Framework};

use crate::Outcome;
use crate::arguments::{Assess, Format};
use crate::input;
use crate::output::{Rows, tell};

pub(crate) fn run(arguments: &Assess) -> Outcome {
    let framework = input::read(&arguments.folder)?.sound()?;
    let scorecard = input::scorecard(&framework, arguments.scorecard.as_deref())?;
    let assessments = assess_period(&framework, scorecard, arguments.period);
    if assessments.is_empty() {
        tell(&format!("no indicator has figures of a period like {}", arguments.period.words()));
    }
    match arguments.format {
        Format::Text => table(&framework, &assessments).print_table(&["figure", "target"]),
        format => rows(&framework, &assessments).print(format),
    }
}

/// The table for people: what fits a screen.
fn table(framework: &Framework, assessments: &[Assessment<'_>]) -> Rows {
    let rows = assessments.iter().map(|assessment| {
        let rules = framework.rules(assessment.series.indicator, assessment.series.place, &assessment.period);
        let figure = match (assessment.reading.value(), assessment.reading.absence()) {
            (Some(value), _) => rules.unit.with_unit(&value.number().grouped(rules.decimals)),
            (None, absence) => absence.map_or("", figures::Absence::words).to_lowercase(),
        };
        let target =
            assessment.target.as_ref().map_or_else(String::new, |applied| applied.target.to_string());
        let direction = assessment.directions.first().and_then(|travel| travel.direction);
        vec![
            framework.indicator(assessment.series.indicator).id.clone(),
            framework.place(assessment.series.place).slug.clone(),
            figure,
            target,
            assessment.rating.as_ref().map_or("", |rating| rating.token()).to_owned(),
            direction.map_or("", Direction::token).to_owned(),
        ]
    });
    Rows { columns: &["indicator", "place", "figure", "target", "rating", "direction"], rows: rows.collect() }
}

/// The rows for programs: everything. Later columns are only added at the end.
fn rows(framework: &Framework, assessments: &[Assessment<'_>]) -> Rows {
    Rows {
        columns: &[
            "indicator",
            "place",
            "period",
            "basis",
            "breakdown",
            "value",
            "printed",
            "status",
            "numerator",
            "denominator",
            "target",
            "floor",
            "rating",
            "direction",
            "against",
            "reason",
        ],
        rows: assessments.iter().flat_map(|assessment| rows_of(framework, assessment)).collect(),
    }
}

fn rows_of(framework: &Framework, assessment: &Assessment<'_>) -> Vec<Vec<String>> {
    let series = assessment.series;
    let rules = framework.rules(series.indicator, series.place, &assessment.period);
    let value = assessment.reading.value();
    let number =
        |number: Option<&figures::Number>| number.map_or_else(String::new, figures::Number::six_decimals);
    let status = match (assessment.reading.absence(), assessment.figure.map(|figure| figure.status)) {
        (Some(absence), _) => absence.token(),
        (None, status) => status.map_or("", framework::FigureStatus::token),
    };
    let applied = assessment.target.as_ref();
    let before_directions = [
        framework.indicator(series.indicator).id.clone(),
        framework.place(series.place).slug.clone(),
        assessment.period.to_string(),
        rules.bases.get(series.basis.index()).map_or_else(String::new, ToString::to_string),
        framework.breakdown(series.breakdown).label.clone(),
        number(value.map(figures::Value::number)),
        value.map_or_else(String::new, |value| value.number().printed(rules.decimals)),
        status.to_owned(),
        number(value.and_then(figures::Value::numerator)),
        number(value.and_then(figures::Value::denominator)),
        number(applied.map(|applied| &applied.target)),
        number(applied.and_then(|applied| applied.floor.as_ref())),
        assessment.rating.as_ref().map_or("", |rating| rating.token()).to_owned(),
    ];
    let row = |direction: &str, against: String| {
        let mut row = before_directions.to_vec();
        row.extend([direction.to_owned(), against, assessment.reason.clone()]);
        row
    };
    if assessment.directions.is_empty() {
        return vec![row("", String::new())];
    }
    assessment
        .directions
        .iter()
        .map(|travel| {
            let against = travel.compared_with.map_or_else(String::new, |period| period.to_string());
            row(travel.direction.map_or("", Direction::token), against)
        })
        .collect()
}
