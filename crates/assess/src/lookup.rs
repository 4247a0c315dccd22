//! The figure that is read for a period.

use figures::{Absence, Reading, Value};
use framework::{Figure, Framework, IndicatorId, Rules, SeriesKey, Version};
use periods::{Basis, Frequency, Period, PeriodKind};

/// The value of a series in a period, or why there is none, and the imported figure that it comes from.
///
/// A place shows nothing outside its own dates, an indicator nothing outside its months. The outturn of a year, where
/// nobody imported one, is the figure of its last month for rolling and snapshot bases.
#[must_use]
pub fn reading(framework: &Framework, series: SeriesKey, period: Period) -> (Reading, Option<&Figure>) {
    match find(framework, series, period) {
        Ok(figure) => (figure.reading.clone(), Some(figure)),
        Err(absence) => (Reading::Absent(absence), None),
    }
}

/// The value of a series in a period, or why there is none.
pub(crate) fn value_in(framework: &Framework, series: SeriesKey, period: Period) -> Result<&Value, Absence> {
    let figure = find(framework, series, period)?;
    figure.reading.value().ok_or_else(|| figure.reading.absence().unwrap_or(Absence::ToBeSupplied))
}

/// The imported figure that is read for a period, or why there is none.
fn find(framework: &Framework, series: SeriesKey, period: Period) -> Result<&Figure, Absence> {
    let indicator = framework.indicator(series.indicator);
    if !framework.place(series.place).exists_in(&period) {
        return Err(Absence::NotApplicable);
    }
    if indicator.from.is_some_and(|from| period.last_month() < from) {
        return Err(Absence::NotYetCollected);
    }
    if indicator.until.is_some_and(|until| period.first_month() > until) {
        return Err(Absence::NoLongerApplicable);
    }
    let own = framework.series(&series).and_then(|figures| figures.get(&period));
    // A row that says "to be supplied" says no more than a missing row.
    if let Some(figure) = own.filter(|figure| figure.reading.absence() != Some(Absence::ToBeSupplied)) {
        return Ok(figure);
    }
    let rules = framework.rules(series.indicator, series.place, &period);
    if let Some(figure) = outturn(framework, rules, series, period) {
        return figure;
    }
    let absence = if framework.applies(series.indicator, series.place) {
        Absence::ToBeSupplied
    } else {
        Absence::NotApplicable
    };
    own.ok_or(absence)
}

/// What stands for a year on a rolling or snapshot basis: the figure of its last month, quarter or term. `None` for
/// other bases and periods, and where nobody imported one.
fn outturn<'a>(
    framework: &'a Framework,
    rules: &Rules,
    series: SeriesKey,
    period: Period,
) -> Option<Result<&'a Figure, Absence>> {
    let basis = rules.bases.get(series.basis.index())?;
    if period.kind() != rules.year.period_kind() || !matches!(basis, Basis::Rolling(_) | Basis::Snapshot) {
        return None;
    }
    let figures = framework.series(&series)?;
    if rules.frequency == Frequency::Year {
        return None;
    }
    kinds(rules.frequency)
        .iter()
        .filter_map(|kind| Period::containing(*kind, period.last_month()))
        // No quarter ends with a school year: the one around its last month says how things stood a month later.
        .filter(|last| last.last_month() == period.last_month())
        .find(|last| figures.get(last).is_some())
        .map(|last| find(framework, series, last))
}

/// The kinds of period under which figures of a frequency are written, but for years. A figure may be written under its
/// last month, whatever its frequency.
fn kinds(frequency: Frequency) -> &'static [PeriodKind] {
    match frequency {
        Frequency::Month | Frequency::Year => &[PeriodKind::Month],
        Frequency::Quarter => &[PeriodKind::FinancialQuarter, PeriodKind::CalendarQuarter, PeriodKind::Month],
        Frequency::Term => &[PeriodKind::Term, PeriodKind::Month],
    }
}

/// The periods under which a figure that is due, and a target of its own, may be written: that in which it is due first,
/// then the quarter of another year with the same months, and the last month.
pub fn written_under(rules: &Rules, due: Period) -> impl Iterator<Item = Period> + use<> {
    let others =
        kinds(rules.frequency).iter().filter_map(move |kind| Period::containing(*kind, due.last_month()));
    std::iter::once(due).chain(others.filter(move |other| *other != due))
}

/// The year whose outturn a figure is: that which it ends, on rolling and snapshot bases.
pub(crate) fn year_stood_for(framework: &Framework, series: SeriesKey, period: Period) -> Option<Period> {
    let rules = framework.rules(series.indicator, series.place, &period);
    let year = Period::containing(rules.year.period_kind(), period.last_month())?;
    let ends = year != period && year.last_month() == period.last_month();
    (ends && outturn(framework, rules, series, year).is_some()).then_some(year)
}

/// The change of meaning that lies between two periods and forbids comparing them.
pub(crate) fn break_between(
    framework: &Framework,
    indicator: IndicatorId,
    then: Period,
    now: Period,
) -> Option<&Version> {
    framework.indicator(indicator).versions.iter().find(|version| {
        !version.comparable && version.from > then.last_month() && version.from <= now.last_month()
    })
}
