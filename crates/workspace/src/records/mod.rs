//! The records of a framework folder, and what stands behind a figure that is measured from them.

mod listing;
mod served;

use std::path::{Path, PathBuf};

use assess::Assessment;
use extracts::{Snapshot, SnapshotError};
use figures::{Absence, Number, Reading};
use framework::{
    Contracts, Formula, Framework, IndicatorId, PlaceId, Polarity, Quantity, Rules, ScorecardId, SeriesKey,
    Version,
};
use jiff::civil::Date;
use measures::{
    Explanation, History, Input, MeasureError, Measured, Measurement, Record, Resources, Settings,
};
use periods::{Month, Period, day_in_words};

pub use listing::{ListedColumn, ListedRecord, Listing};
pub use served::{leave_word, served_at};

/// Where a framework folder keeps its records.
#[must_use]
pub fn folder(framework_folder: &Path) -> PathBuf {
    framework_folder.join("records")
}

/// Opens the snapshot in use of a framework folder, or one by its id.
///
/// # Errors
///
/// If there is none, or it cannot be read.
pub fn open(framework_folder: &Path, id: Option<&str>) -> Result<Snapshot, SnapshotError> {
    Snapshot::open(&folder(framework_folder), id)
}

/// The last month that was over on a day.
#[must_use]
pub fn last_whole_month(day: Date) -> Option<Month> {
    let month = Month::containing(day)?;
    if month.last_day() == day { Some(month) } else { month.plus(-1) }
}

/// The latest period of an indicator that was over when an extract was taken.
#[must_use]
pub fn latest_period(rules: &Rules, taken: Date) -> Option<Period> {
    Period::latest(measures::period_kind(rules), last_whole_month(taken)?)
}

/// Whether figures are measured from records of their own, which can be listed: not where they are taken from those of
/// another indicator.
#[must_use]
pub fn has_records(rules: &Rules) -> bool {
    rules.measure.as_ref().is_some_and(|measure| !matches!(measure.formula, Formula::Gap { .. }))
}

/// A figure that is asked about, and what it is measured from.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// The contracts of its tables.
    pub contracts: &'a Contracts,
    /// The records.
    pub snapshot: &'a Snapshot,
    /// What is measured.
    pub indicator: IndicatorId,
    /// Where.
    pub place: PlaceId,
    /// When.
    pub period: Period,
    /// What may be used of the machine.
    pub resources: Resources,
}

impl<'a> Asked<'a> {
    /// What the indicator means there and then.
    #[must_use]
    pub fn rules(&self) -> &'a Rules {
        self.framework.rules(self.indicator, self.place, &self.period)
    }

    /// The change of meaning that is in force, if there was one.
    #[must_use]
    pub fn version(&self) -> Option<&'a Version> {
        let indicator = self.framework.indicator(self.indicator);
        indicator.versions.iter().rfind(|version| version.from <= self.period.last_month())
    }

    /// The figure, as a series has it.
    #[must_use]
    pub fn series(&self) -> SeriesKey {
        SeriesKey::own(self.indicator, self.place)
    }

    /// The tables that it is measured from.
    #[must_use]
    pub fn input(&self) -> Input {
        Input::of(self.contracts, Some(self.snapshot))
    }

    /// How it is measured.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            first: self.period.last_month(),
            last: self.period.last_month(),
            until: self.snapshot.manifest.taken,
            indicators: Some(vec![self.indicator]),
            everywhere: true,
            history: History::AsThen,
            complete_from: self.snapshot.manifest.complete_from,
            resources: self.resources,
        }
    }

    /// The figure among those that were measured with [`Asked::settings`].
    #[must_use]
    pub fn figure<'m>(&self, measurement: &'m Measurement) -> Option<&'m Measured> {
        let is_it = |figure: &&Measured| figure.series == self.series() && figure.period == self.period;
        measurement.figures.iter().find(is_it)
    }

    /// Lists the records behind the figure: all of them, for whoever counts. Must not be waited for within an
    /// asynchronous runtime.
    ///
    /// # Errors
    ///
    /// If there is no figure, or the records cannot be read.
    pub fn explain(&self) -> Result<Explanation, MeasureError> {
        measures::explain(
            self.framework,
            &self.input(),
            &self.settings(),
            (self.indicator, self.place, self.period),
        )
    }

    /// Rates what was measured, and hands it on with the reason.
    pub fn assessed<Told>(
        &self,
        scorecard: Option<ScorecardId>,
        reading: &Reading,
        tell: impl FnOnce(&Assessment<'_>) -> Told,
    ) -> Told {
        let mut measured = self.framework.clone();
        measured.put_measured(self.series(), self.period, reading.clone());
        tell(&assess::assess(&measured, scorecard, self.series(), self.period))
    }
}

/// A figure with its numerator and denominator, or why there is none.
#[must_use]
pub fn reading_in_words(rules: &Rules, reading: &Reading) -> String {
    let Some(value) = reading.value() else {
        return reading.absence().map_or("", Absence::words).to_lowercase();
    };
    let printed = rules.unit.with_unit(&value.number().grouped(rules.decimals));
    match (value.numerator(), value.denominator()) {
        (Some(above), Some(below)) => {
            let amount = |number: &Number| number.grouped(number.decimals_needed(0, 2));
            format!("{printed} ({} of {})", amount(above), amount(below))
        }
        _ => printed,
    }
}

/// The first and the last day of what counts, or the day of a snapshot.
#[must_use]
pub fn days_in_words((first, last): (Date, Date)) -> String {
    if first == last {
        day_in_words(last)
    } else {
        format!("{} to {}", day_in_words(first), day_in_words(last))
    }
}

/// How a record counts in its figure.
#[must_use]
pub fn counts_in_words(record: &Record) -> &'static str {
    match (record.in_numerator, record.in_denominator) {
        (true, true) => "above and below the line",
        (true, false) => "counted",
        (false, _) => "below the line only",
    }
}

/// How many records count, and how.
#[must_use]
pub fn amounts_in_words(records: &[Record]) -> String {
    let above = records.iter().filter(|record| record.in_numerator).count();
    let below = records.iter().filter(|record| record.in_denominator).count();
    if below == 0 { format!("{above} counted") } else { format!("{below} below the line, {above} above it") }
}

/// Whether a record is one of those that hold a figure back: where a higher figure is better those that don't count above
/// the line, where a lower one is those that do. Where nothing is better, or the figure isn't a number of cases, those
/// that are over their days.
#[must_use]
pub fn holds_back(rules: &Rules, record: &Record) -> bool {
    let counts_cases = rules.measure.as_ref().is_some_and(|measure| match &measure.formula {
        Formula::Amount(tally) | Formula::Ratio { numerator: tally, .. } => {
            matches!(tally.quantity, Quantity::Count | Quantity::Distinct(_))
        }
        Formula::Median(_) | Formula::Gap { .. } => false,
    });
    match rules.polarity {
        Polarity::High if counts_cases => !record.in_numerator,
        Polarity::Low if counts_cases => record.in_numerator,
        _ => record.days_over.is_some(),
    }
}
