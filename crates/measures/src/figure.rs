//! From amounts to figures: which window of months fills a period, and what is divided by what.

use figures::{Absence, Number, Reading, Value};
use framework::{BreakdownId, Formula, Measure, PlaceId, Rules, Tally, When};
use periods::{Basis, Month, Period};

use crate::partials::Partial;
use crate::specification::{Slot, Specification};
use crate::time::Axis;

/// Makes figures from answers.
pub(crate) struct Maker<'a> {
    pub specification: &'a Specification,
    /// The answers, per question and term; none where facts could not be read.
    pub answers: &'a [Option<Vec<Partial>>],
    pub axis: &'a Axis,
    /// The first month whose events are all in the records, where that is known.
    pub complete_from: Option<Month>,
}

/// What a figure is asked of.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub rules: &'a Rules,
    pub measure: &'a Measure,
    pub place: PlaceId,
    pub period: Period,
    pub basis: &'a Basis,
    pub breakdown: BreakdownId,
}

/// A first and a last position on the axis.
type Window = (usize, usize);

impl Maker<'_> {
    /// The figure; `None` if it isn't made from facts, or from facts that were not loaded.
    pub(crate) fn make(&self, asked: Asked<'_>) -> Option<Reading> {
        if let Basis::AverageOf(_) = asked.basis {
            return self.average(asked);
        }
        let window = match self.window(asked) {
            Ok(window) => window,
            Err(absence) => return self.is_loaded(asked).then_some(Reading::Absent(absence)),
        };
        self.over(asked, window)
    }

    /// The months that fill the period, or why they cannot.
    pub(crate) fn window(&self, asked: Asked<'_>) -> Result<Window, Absence> {
        let (first, last) =
            asked.basis.covers(&asked.period, asked.rules.year).ok_or(Absence::NotApplicable)?;
        // A state is that of the last month; rows that stand for themselves are those of the period.
        let (first, last) = match (asked.basis, lasts(asked.measure)) {
            (Basis::Snapshot, false) => (asked.period.first_month(), last),
            _ => (first, last),
        };
        let back = -i32::from(asked.measure.lag);
        let (Some(first), Some(last)) = (first.plus(back), last.plus(back)) else {
            return Err(Absence::NotAvailable);
        };
        if last > self.axis.last() {
            return Err(Absence::NotYetCollected);
        }
        let needs_history = !lasts(asked.measure);
        if needs_history && self.complete_from.is_some_and(|complete| first < complete) {
            return Err(Absence::NotAvailable);
        }
        self.axis.position(first).zip(self.axis.position(last)).ok_or(Absence::NotAvailable)
    }

    fn is_loaded(&self, asked: Asked<'_>) -> bool {
        let tallies = asked.measure.formula.tallies();
        tallies.iter().all(|tally| self.partial(tally, asked.rules).is_some())
    }

    /// The mean of the figures of named months, each filled by its own events or state.
    fn average(&self, asked: Asked<'_>) -> Option<Reading> {
        let Basis::AverageOf(named) = asked.basis else { return None };
        let Some((first, last)) = asked.basis.covers(&asked.period, asked.rules.year) else {
            return Some(Reading::Absent(Absence::NotApplicable));
        };
        let basis = if lasts(asked.measure) { Basis::Snapshot } else { Basis::Month };
        let mut values = Vec::new();
        for month in
            Period::run(first, last)?.months().filter(|month| named.months().contains(&month.of_year()))
        {
            match self.make(Asked { period: Period::month(month), basis: &basis, ..asked })? {
                Reading::Present(value) => values.push(value.number().clone()),
                Reading::Absent(absence) => return Some(Reading::Absent(absence)),
            }
        }
        let count = i64::try_from(values.len()).ok()?;
        let mean = values.iter().sum::<Number>().checked_div(&Number::from(count));
        Some(mean.map_or(Reading::Absent(Absence::NoCases), |mean| Reading::Present(Value::plain(mean))))
    }

    fn over(&self, asked: Asked<'_>, window: Window) -> Option<Reading> {
        let Asked { rules, breakdown, .. } = asked;
        let place = asked.place.index();
        let reading = match &asked.measure.formula {
            Formula::Amount(tally) => {
                let amount = self.partial(tally, rules)?.amount(breakdown, place, window)?;
                Reading::Present(Value::plain(amount))
            }
            Formula::Ratio { numerator, denominator } => {
                let above = self.partial(numerator, rules)?.amount(breakdown, place, window)?;
                let below = self.partial(denominator, rules)?;
                let below = if let When::Year(_) = denominator.when {
                    // Populations aren't broken down, as no other facts below the line are: a part of the cohort would
                    // be divided by the population of all.
                    if breakdown != BreakdownId::WHOLE {
                        return None;
                    }
                    let year = self.axis.first().plus(i32::try_from(window.1).ok()?)?.year();
                    match below.of_year(place, i32::from(year)) {
                        Some(population) => population,
                        None => return Some(Reading::Absent(Absence::NotAvailable)),
                    }
                } else {
                    below.amount(breakdown, place, window)?
                };
                match Value::ratio(above, below, rules.unit) {
                    Ok(value) => Reading::Present(value),
                    Err(absence) => Reading::Absent(absence),
                }
            }
            Formula::Median(tally) => match self.partial(tally, rules)?.median(breakdown, place, window) {
                Some((median, cases)) => Reading::Present(Value::with_denominator(median, cases)),
                None => Reading::Absent(Absence::NoCases),
            },
            Formula::Gap { .. } => return None,
        };
        Some(reading)
    }

    /// What of a figure's cohort belongs to no known place.
    pub(crate) fn unallocated(&self, asked: Asked<'_>) -> Option<Number> {
        let window = self.window(asked).ok()?;
        let tally = *asked.measure.formula.tallies().last()?;
        let tally =
            if let When::Year(_) = tally.when { *asked.measure.formula.tallies().first()? } else { tally };
        Some(self.partial(tally, asked.rules)?.unallocated(window))
    }

    fn partial(&self, tally: &Tally, rules: &Rules) -> Option<&Partial> {
        let Slot { question, term } = self.specification.slot(tally, rules.snapshot_day)?;
        self.answers[question].as_ref().map(|terms| &terms[term])
    }
}

/// Whether a measure counts what lasts, on a day.
pub(crate) fn lasts(measure: &Measure) -> bool {
    measure.formula.tallies().iter().any(|tally| matches!(tally.when, When::Open { .. }))
}
