//! `bellwether measure`: figures from records.

use std::fs;
use std::path::Path;

use extracts::{Manifest, Snapshot};
use figures::{Number, Value};
use framework::Framework;
use measures::{History, Input, Measured, Measurement, Resources, Settings};
use periods::{Month, day_in_words};

use crate::Outcome;
use crate::arguments::{Format, Measure};
use crate::output::{Failure, Rows, tell};
use crate::records;
use crate::{input, kept};

pub(crate) fn run(arguments: &Measure) -> Outcome {
    let (framework, measurement) = measured(arguments)?;
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

/// Measures, says from what, and keeps the figures if they are to be kept.
pub(crate) fn measured(arguments: &Measure) -> Result<(Framework, Measurement), Failure> {
    let (framework, contracts) = input::read(&arguments.folder)?.with_contracts()?;
    let snapshot = records::snapshot(&arguments.folder, arguments.snapshot.as_deref())?;
    let settings = settings(arguments, &framework, &snapshot.manifest)?;
    let measurement = records::measure(&framework, &Input::of(&contracts, Some(&snapshot)), &settings)?;
    tell(&format!("snapshot {}; places {}", records::describe(&snapshot), settings.history.words()));
    if let Some(day) = arguments.as_at {
        tell(&format!(
            "UNRELEASED: as things stood on {}, for an inspection; these figures are in no release",
            day_in_words(day)
        ));
    }
    if arguments.keep {
        keep(&framework, &measurement.figures, &arguments.folder, &snapshot, settings.history)?;
    }
    Ok((framework, measurement))
}

/// What is to be measured from an extract.
fn settings(arguments: &Measure, framework: &Framework, manifest: &Manifest) -> Result<Settings, Failure> {
    let taken = manifest.taken;
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
    let indicators = arguments.indicator.iter().map(|id| records::indicator(framework, id));
    let indicators = indicators.collect::<Result<Vec<_>, _>>()?;
    let default = Resources::default();
    Ok(Settings {
        first,
        last,
        until,
        indicators: (!indicators.is_empty()).then_some(indicators),
        everywhere: arguments.everywhere,
        history: if arguments.recast { History::Recast } else { History::AsThen },
        complete_from: manifest.complete_from,
        resources: Resources {
            partitions: arguments.partitions.unwrap_or(default.partitions),
            memory: arguments.memory.map(|mebibytes| mebibytes * 1024 * 1024),
        },
    })
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

/// Writes figures, and where they come from, into the framework folder. The figures are whole before they are there.
fn keep(
    framework: &Framework,
    figures: &[Measured],
    folder: &Path,
    snapshot: &Snapshot,
    history: History,
) -> Result<(), Failure> {
    let measured = folder.join("measured");
    let failed =
        |error: std::io::Error| Failure::input(format!("{} cannot be written: {error}", measured.display()));
    fs::create_dir_all(&measured).map_err(failed)?;
    let published =
        figures.iter().filter(|figure| framework.applies(figure.series.indicator, figure.series.place));
    let rows = published.map(|figure| (figure.series, figure.period, &figure.reading));
    let table = kept::table(framework, rows, Some(snapshot.manifest.taken))?;
    let Snapshot { id, manifest, .. } = snapshot;
    let origin = format!(
        "# Written by `bellwether measure --keep`; measure again instead of changing it.\nsnapshot = \"{id}\"\nhash = \"{}\"\nspecimen = {}\nhistory = \"{}\"\n",
        manifest.hash,
        manifest.specimen,
        history.words()
    );
    kept::put(&measured, "figures.csv", &table)
        .and_then(|()| kept::put(&measured, "origin.toml", origin.as_bytes()))
        .map_err(failed)?;
    tell(&format!("kept in {}; `assess` and `publish` use them", measured.display()));
    Ok(())
}
