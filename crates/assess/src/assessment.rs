//! One figure, rated and compared.

use std::collections::BTreeSet;

use figures::{Number, Reading};
use framework::{
    BreakdownId, ComparatorId, ComparatorKey, ComparatorValue, Figure, Framework, IndicatorId, PlaceId,
    Rules, ScorecardId, SeriesKey,
};
use periods::{Basis, Frequency, Month, Period, PeriodKind, YearKind};

use crate::direction::{DirectionOfTravel, Moving};
use crate::lookup::{self, reading};
use crate::rating::{self, Rating};
use crate::reason;
use crate::target::{AppliedTarget, target_for};

/// A figure with its rating, its directions of travel, and the reasons.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    /// What the figure is about.
    pub series: SeriesKey,
    /// Its period.
    pub period: Period,
    /// The value, or why there is none.
    pub reading: Reading,
    /// The imported figure, where there is one.
    pub figure: Option<&'a Figure>,
    /// The target that it is rated against.
    pub target: Option<AppliedTarget>,
    /// The rating.
    pub rating: Option<Rating>,
    /// Why the rating is what it is, or why there is none: a sentence.
    pub reason: String,
    /// Its directions of travel, in the order of the indicator's rules.
    pub directions: Vec<DirectionOfTravel<'a>>,
    /// What makes the figure less than solid; such a figure opens no exception.
    pub cautions: Vec<Caution>,
}

/// What makes a figure less than solid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Caution {
    /// It stands on few cases.
    SmallDenominator,
    /// Its place is younger than the window of its basis.
    ShortHistory,
}

impl Caution {
    /// The caution in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::SmallDenominator => "based on few cases",
            Self::ShortHistory => "less history than its period covers",
        }
    }
}

/// Assesses the figure of a series in a period, as a scorecard sees it.
#[must_use]
pub fn assess(
    framework: &Framework,
    scorecard: Option<ScorecardId>,
    series: SeriesKey,
    period: Period,
) -> Assessment<'_> {
    let rules = framework.rules(series.indicator, series.place, &period);
    let (reading, figure) = reading(framework, series, period);
    let Some(value) = reading.value() else {
        let why = reading.absence().map_or("", reason::absence);
        let target = target_for(framework, scorecard, series, period)
            .and_then(|(set_for, declared)| AppliedTarget::new(rules, series, period, set_for, declared));
        return Assessment {
            series,
            period,
            figure,
            target,
            rating: None,
            reason: reason::not_rated(why),
            directions: Vec::new(),
            cautions: Vec::new(),
            reading,
        };
    };
    let rated = rating::rate(framework, scorecard, series, period, value);
    let moving = Moving {
        framework,
        scorecard,
        series,
        period,
        rules,
        value,
        aim: rated.target.as_ref().map(|applied| &applied.target),
    };
    let directions = rules.directions.iter().map(|rule| moving.direction(rule)).collect();
    let cautions = cautions(framework, rules, series, period, &reading);
    Assessment {
        series,
        period,
        figure,
        directions,
        target: rated.target,
        rating: rated.rating,
        reason: rated.reason,
        cautions,
        reading,
    }
}

/// The rating of a figure against the undivided target of its year, with its reason, or why there is none.
///
/// # Errors
///
/// In a sentence: there is no figure or no target, or the figure counts a part of the year only.
pub fn annual_rating(
    framework: &Framework,
    scorecard: Option<ScorecardId>,
    series: SeriesKey,
    period: Period,
) -> Result<(Rating, String), String> {
    let (reading, _) = reading(framework, series, period);
    let Some(value) = reading.value() else {
        return Err(reason::not_rated(reading.absence().map_or("", reason::absence)));
    };
    let rated = rating::rate_against_year(framework, scorecard, series, period, value);
    match rated.rating {
        Some(rating) => Ok((rating, rated.reason)),
        None => Err(rated.reason),
    }
}

fn cautions(
    framework: &Framework,
    rules: &Rules,
    series: SeriesKey,
    period: Period,
    reading: &Reading,
) -> Vec<Caution> {
    let mut cautions = Vec::new();
    let few = Number::from(i64::from(framework.small_denominator));
    if reading.value().and_then(|value| value.denominator()).is_some_and(|denominator| *denominator < few) {
        cautions.push(Caution::SmallDenominator);
    }
    // A snapshot has no history: it is whole as soon as the place exists.
    let basis = rules.bases.get(series.basis.index()).filter(|basis| **basis != Basis::Snapshot);
    let covered = basis.and_then(|basis| basis.covers(&period, rules.year));
    let from = framework.place(series.place).from;
    if let (Some((first, _)), Some(from)) = (covered, from)
        && from > first.first_day()
    {
        cautions.push(Caution::ShortHistory);
    }
    cautions
}

/// Assesses every figure that a period should have: each indicator at each place where it exists and whose figures
/// can have such a period, and whatever else was imported for it. In the order of indicators and places.
#[must_use]
pub fn assess_period(
    framework: &Framework,
    scorecard: Option<ScorecardId>,
    period: Period,
) -> Vec<Assessment<'_>> {
    let mut keys: BTreeSet<SeriesKey> = framework
        .figures
        .iter()
        .filter(|(_, figures)| figures.get(&period).is_some())
        .map(|(series, _)| *series)
        .collect();
    for indicator in framework.indicator_ids() {
        for place in framework.place_ids().filter(|place| framework.applies(indicator, *place)) {
            if is_due(framework.rules(indicator, place, &period), period)
                && framework.place(place).exists_in(&period)
            {
                keys.insert(SeriesKey::own(indicator, place));
            }
        }
    }
    keys.into_iter().map(|series| assess(framework, scorecard, series, period)).collect()
}

/// Assesses every figure of an edition of a scorecard: of each indicator that its pages show, whatever is known by the
/// data month, outturns that a figure stands for among it, and what should be there by then, with the reason for its
/// absence. In the order of indicators, places, breakdowns and bases, oldest periods first; each is assessed when the
/// iterator comes to it.
pub fn assess_edition(
    framework: &Framework,
    scorecard: ScorecardId,
    data_month: Month,
) -> impl Iterator<Item = Assessment<'_>> {
    let shown: BTreeSet<IndicatorId> = framework.scorecard(scorecard).indicators().into_iter().collect();
    let mut keys: BTreeSet<(SeriesKey, Period)> = BTreeSet::new();
    for (series, figures) in framework.figures.iter().filter(|(series, _)| shown.contains(&series.indicator))
    {
        for figure in figures.figures().iter().filter(|figure| figure.is_known_by(data_month)) {
            let year = lookup::year_stood_for(framework, *series, figure.period);
            keys.extend([figure.period].into_iter().chain(year).map(|period| (*series, period)));
        }
    }
    for &indicator in &shown {
        for place in framework.place_ids().filter(|place| framework.applies(indicator, *place)) {
            let rules = framework.rules(indicator, place, &Period::month(data_month));
            let latest = due_kinds(rules).into_iter().filter_map(|kind| Period::latest(kind, data_month));
            let due = latest.filter(|period| framework.place(place).exists_in(period));
            keys.extend(due.map(|period| (SeriesKey::own(indicator, place), period)));
        }
    }
    let mut keys: Vec<(SeriesKey, Period)> = keys.into_iter().collect();
    keys.sort_by_key(|(series, period)| (*series, period.chronological(), *period));
    keys.into_iter().map(move |(series, period)| assess(framework, Some(scorecard), series, period))
}

/// The periods of a year, oldest first, in which a figure of a series is due by the frequency of its indicator: the
/// indicator is measured and the place is there. What lies in two years is of neither.
#[must_use]
pub fn due_in_year(framework: &Framework, series: SeriesKey, year: Period) -> Vec<Period> {
    let indicator = framework.indicator(series.indicator);
    let kind = kind_of_frequency(framework.rules(series.indicator, series.place, &year));
    let is_due = |period: &Period| {
        year.contains(period)
            && framework.place(series.place).exists_in(period)
            && indicator.from.is_none_or(|from| from <= period.last_month())
            && indicator.until.is_none_or(|until| period.first_month() <= until)
    };
    let mut due: Vec<Period> =
        year.months().filter_map(|month| Period::containing(kind, month)).filter(is_due).collect();
    due.dedup();
    due
}

/// The kinds of period that an edition owes a figure of: that of the frequency, and the outturn.
fn due_kinds(rules: &Rules) -> BTreeSet<PeriodKind> {
    BTreeSet::from([kind_of_frequency(rules), rules.year.period_kind()])
}

/// The kind of period in which an indicator has a figure each time.
fn kind_of_frequency(rules: &Rules) -> PeriodKind {
    match rules.frequency {
        Frequency::Month => PeriodKind::Month,
        Frequency::Quarter if rules.year == YearKind::Calendar => PeriodKind::CalendarQuarter,
        Frequency::Quarter => PeriodKind::FinancialQuarter,
        Frequency::Term => PeriodKind::Term,
        Frequency::Year => rules.year.period_kind(),
    }
}

/// Whether an indicator should have a figure of a period: one of its frequency, or an outturn.
fn is_due(rules: &Rules, period: Period) -> bool {
    let kind = period.kind();
    kind == rules.year.period_kind()
        || match rules.frequency {
            Frequency::Month => kind == PeriodKind::Month,
            Frequency::Quarter => matches!(kind, PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter),
            Frequency::Term => kind == PeriodKind::Term,
            Frequency::Year => false,
        }
}

/// The period of the outturn that stands beside a figure: the last whole year of the indicator before the year that
/// contains the figure's period.
#[must_use]
pub fn outturn_period(
    framework: &Framework,
    indicator: IndicatorId,
    place: PlaceId,
    period: Period,
) -> Option<Period> {
    period.year(framework.rules(indicator, place, &period).year)?.previous()
}

/// The newest value of a comparator beside a place's figures. A place without one of its own shows that of the place
/// that it is part of.
#[must_use]
pub fn comparator(
    framework: &Framework,
    comparator: ComparatorId,
    indicator: IndicatorId,
    place: PlaceId,
    breakdown: BreakdownId,
) -> Option<&ComparatorValue> {
    let key = ComparatorKey { indicator, place, breakdown, comparator };
    let own = framework.comparator_values.get(&key).and_then(|values| values.last());
    own.or_else(|| {
        framework
            .place(place)
            .part_of
            .iter()
            .find_map(|whole| self::comparator(framework, comparator, indicator, *whole, breakdown))
    })
}
