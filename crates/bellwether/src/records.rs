//! The records of a framework folder, as commands use them.

use std::path::Path;
use std::time::Duration;

use extracts::Snapshot;
use framework::{Framework, IndicatorId, PlaceId};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use measures::{MeasureError, Measurement, Settings};
use periods::{Month, day_in_words};

use crate::output::{Failure, tell};

/// The snapshot in use, or one by its id.
pub(crate) fn snapshot(folder: &Path, id: Option<&str>) -> Result<Snapshot, Failure> {
    workspace::records::open(folder, id)
        .map_err(|error| Failure::input(format!("{error}; `bellwether load` takes one in")))
}

/// What is said of a snapshot wherever its figures are printed.
pub(crate) fn describe(snapshot: &Snapshot) -> String {
    let specimen = if snapshot.manifest.specimen { ", specimen records, made up" } else { "" };
    format!(
        "{}, taken {} from {}{specimen}",
        snapshot.id,
        day_in_words(snapshot.manifest.taken),
        snapshot.manifest.source
    )
}

/// The last month that was over on a day.
pub(crate) fn last_whole_month(day: Date) -> Result<Month, Failure> {
    workspace::records::last_whole_month(day)
        .ok_or_else(|| Failure::Call(format!("{day} is too early or too late")))
}

/// The indicator of an id, which must be measured.
pub(crate) fn indicator(framework: &Framework, id: &str) -> Result<IndicatorId, Failure> {
    let is_measured = |id: IndicatorId| framework.indicator(id).eras().any(|rules| rules.measure.is_some());
    let measured = || {
        framework.indicator_ids().filter(|id| is_measured(*id)).map(|id| framework.indicator(id).id.as_str())
    };
    match framework.find_indicator(id) {
        Some(found) if is_measured(found) => Ok(found),
        Some(_) => Err(Failure::Call(format!(
            "`{id}` is not measured from records; these are: {}",
            measured().collect::<Vec<_>>().join(", ")
        ))),
        None => Err(Failure::Call(match framework::nearest(id, measured()) {
            Some(near) => format!("there is no indicator `{id}`; did you mean `{near}`?"),
            None => format!("there is no indicator `{id}`"),
        })),
    }
}

/// The place of an id.
pub(crate) fn place(framework: &Framework, slug: &str) -> Result<PlaceId, Failure> {
    framework.find_place(slug).ok_or_else(|| {
        let near = framework::nearest(slug, framework.places.iter().map(|place| place.slug.as_str()));
        Failure::Call(match near {
            Some(near) => format!("there is no place `{slug}`; did you mean `{near}`?"),
            None => format!("there is no place `{slug}`; places.csv lists them"),
        })
    })
}

/// Measures, with progress on a terminal.
pub(crate) fn measure(
    framework: &Framework,
    input: &measures::Input,
    settings: &Settings,
) -> Result<Measurement, Failure> {
    let bar = ProgressBar::new(0).with_style(
        ProgressStyle::with_template("measuring {bar:24} {pos} of {len} questions  {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar.enable_steady_tick(Duration::from_millis(200));
    let measurement = measures::measure(framework, input, settings, &|done, of, facts| {
        bar.set_length(u64::try_from(of).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
        bar.set_message(facts.to_owned());
    });
    bar.finish_and_clear();
    let measurement = measurement.map_err(|error| failed(&error))?;
    for (facts, tables) in &measurement.not_loaded {
        tell(&format!("facts `{facts}` are not measured: the snapshot has no {}", tables.join(", ")));
    }
    Ok(measurement)
}

/// An error of the engine with all its causes.
pub(crate) fn failed(error: &MeasureError) -> Failure {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    Failure::input(text)
}
