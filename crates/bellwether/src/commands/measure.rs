//! `bellwether measure`: figures from records.

use figures::{Number, Value};
use framework::Framework;
use measures::{History, Input, Measured, Resources, Settings};
use periods::{Month, day_in_words};

use crate::Outcome;
use crate::arguments::{Format, Measure};
use crate::input;
use crate::output::{Failure, Rows, tell};
use crate::records;

pub(crate) fn run(arguments: &Measure) -> Outcome {
    let (framework, contracts) = input::read(&arguments.folder)?.with_contracts()?;
    let snapshot = records::snapshot(&arguments.folder, arguments.snapshot.as_deref())?;
    let taken = snapshot.manifest.taken;
    let until = arguments.as_at.unwrap_or(taken);
    if until > taken {
        return Err(Failure::Call(format!("the extract was taken on {taken}, and knows nothing of {until}")));
    }
    let last = match (arguments.to, arguments.as_at) {
        (Some(to), _) => to,
        (None, Some(day)) => {
            Month::containing(day).ok_or_else(|| Failure::Call(format!("{day} is too early or too late")))?
        }
        (None, None) => records::last_whole_month(taken)?,
    };
    let first = arguments.from.unwrap_or(last);
    if first > last {
        return Err(Failure::Call(format!("{first} comes after {last}")));
    }
    let indicators = arguments.indicator.iter().map(|id| records::indicator(&framework, id));
    let indicators = indicators.collect::<Result<Vec<_>, _>>()?;
    let default = Resources::default();
    let settings = Settings {
        first,
        last,
        until,
        indicators: (!indicators.is_empty()).then_some(indicators),
        everywhere: arguments.everywhere,
        history: if arguments.recast { History::Recast } else { History::AsThen },
        complete_from: None,
        resources: Resources {
            partitions: arguments.partitions.unwrap_or(default.partitions),
            memory: arguments.memory.map(|mebibytes| mebibytes * 1024 * 1024),
        },
    };
    let measurement = records::measure(&framework, &Input::of(&contracts, Some(&snapshot)), &settings)?;
    tell(&format!("snapshot {}; places {}", records::describe(&snapshot), settings.history.words()));
    if let Some(day) = arguments.as_at {
        tell(&format!(
            "UNRELEASED: as things stood on {}, for an inspection; these figures are in no release",
            day_in_words(day)
        ));
    }
    let mark = arguments.as_at.map(|day| format!("unreleased, as at {day}")).unwrap_or_default();
    match arguments.format {
        Format::Text => table(&framework, &measurement.figures).print_table(&[
            "figure",
            "numerator",
            "denominator",
            "unallocated",
        ]),
        format => rows(&framework, &measurement.figures, &mark).print(format),
    }
}

fn printed(framework: &Framework, figure: &Measured) -> String {
    let rules = framework.rules(figure.series.indicator, figure.series.place, &figure.period);
    match (figure.reading.value(), figure.reading.absence()) {
        (Some(value), _) => rules.unit.with_unit(&value.number().grouped(rules.decimals)),
        (None, absence) => absence.map_or("", figures::Absence::words).to_lowercase(),
    }
}

/// The table for people.
fn table(framework: &Framework, figures: &[Measured]) -> Rows {
    let amount = |number: Option<&Number>| {
        number.map_or_else(String::new, |number| number.grouped(number.decimals_needed(0, 2)))
    };
    let rows = figures.iter().map(|figure| {
        let value = figure.reading.value();
        vec![
            framework.indicator(figure.series.indicator).id.clone(),
            framework.place(figure.series.place).slug.clone(),
            figure.period.to_string(),
            framework.breakdown(figure.series.breakdown).label.clone(),
            printed(framework, figure),
            amount(value.and_then(Value::numerator)),
            amount(value.and_then(Value::denominator)),
            amount(figure.unallocated.as_ref().filter(|number| !number.is_zero())),
        ]
    });
    Rows {
        columns: &[
            "indicator",
            "place",
            "period",
            "breakdown",
            "figure",
            "numerator",
            "denominator",
            "unallocated",
        ],
        rows: rows.collect(),
    }
}

/// The rows for programs. Later columns are only added at the end.
fn rows(framework: &Framework, figures: &[Measured], mark: &str) -> Rows {
    let number = |number: Option<&Number>| number.map_or_else(String::new, Number::six_decimals);
    let rows = figures.iter().map(|figure| {
        let rules = framework.rules(figure.series.indicator, figure.series.place, &figure.period);
        let value = figure.reading.value();
        vec![
            framework.indicator(figure.series.indicator).id.clone(),
            framework.place(figure.series.place).slug.clone(),
            figure.period.to_string(),
            rules.bases.get(figure.series.basis.index()).map_or_else(String::new, ToString::to_string),
            framework.breakdown(figure.series.breakdown).label.clone(),
            number(value.map(Value::number)),
            value.map_or_else(String::new, |value| value.number().printed(rules.decimals)),
            figure.reading.absence().map_or("", figures::Absence::token).to_owned(),
            number(value.and_then(Value::numerator)),
            number(value.and_then(Value::denominator)),
            number(figure.unallocated.as_ref()),
            mark.to_owned(),
        ]
    });
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
            "unallocated",
            "mark",
        ],
        rows: rows.collect(),
    }
}
