//! Which target a figure is rated against.

use figures::Number;
use framework::{
    Framework, InferredKey, OtherPlan, Polarity, Profile, Rules, Scheme, ScorecardId, SeriesKey, Target,
    TargetKey, TargetStatus,
};
use periods::{Basis, Period};

/// A target as it applies to a figure, with the edges of amber worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedTarget {
    /// The aim; spread over the year where the indicator has a profile.
    pub target: Number,
    /// How many decimals it was written with; none that was worked out.
    pub decimals: u8,
    /// The target of the whole year, where the aim is its part for the months that fill the figure.
    pub annual: Option<Number>,
    /// The period that the target was set for.
    pub period: Period,
    /// The worst amber value, where the scheme has one; for polarity `target` the lower.
    pub floor: Option<Number>,
    /// For polarity `target`, the upper worst amber value.
    pub upper: Option<Number>,
    /// Keys of the scheme that nobody published; while there are any, the floor is not the council's own.
    pub inferred: Vec<InferredKey>,
    /// Whether last year's target stands provisionally.
    pub carried: bool,
    /// How the council wrote it, where that differs.
    pub printed: Option<String>,
    /// The plan from which it was taken over, and when it is due there.
    pub other_plan: Option<OtherPlan>,
}

/// The target of a figure: that of its own period if there is one, else of the year that contains it (or of the
/// scorecard's target year), with the period that it was set for. It may say that there is deliberately none.
#[must_use]
pub fn target_for(
    framework: &Framework,
    scorecard: Option<ScorecardId>,
    series: SeriesKey,
    period: Period,
) -> Option<(Period, &Target)> {
    let year = || year_for(framework, scorecard, series, period).filter(|year| *year != period);
    let set_for = |period| Some((period, target_in(framework, series, period)?));
    set_for(period).or_else(|| set_for(year()?))
}

/// The year whose target a figure is rated against when its own period has none.
pub(crate) fn year_for(
    framework: &Framework,
    scorecard: Option<ScorecardId>,
    series: SeriesKey,
    period: Period,
) -> Option<Period> {
    // An outturn is rated against its own year, whichever year the scorecard's other figures are rated against.
    let fixed = scorecard
        .and_then(|scorecard| framework.scorecard(scorecard).target_year)
        .filter(|_| !period.kind().is_year());
    fixed.or_else(|| period.year(framework.rules(series.indicator, series.place, &period).year))
}

/// The target of the year against which a figure counts, undivided, with that year.
#[must_use]
pub fn annual_target(
    framework: &Framework,
    scorecard: Option<ScorecardId>,
    series: SeriesKey,
    period: Period,
) -> Option<(Period, &Target)> {
    let year = year_for(framework, scorecard, series, period)?;
    Some((year, target_in(framework, series, year)?))
}

/// The target that was set for a period itself.
#[must_use]
pub fn target_in(framework: &Framework, series: SeriesKey, period: Period) -> Option<&Target> {
    let key =
        TargetKey { indicator: series.indicator, period, basis: series.basis, breakdown: series.breakdown };
    framework.targets.find(&key, series.place, framework.place(series.place))
}

/// The target of so many years after the one that contains a period, with that year.
#[must_use]
pub fn target_of_later_year(
    framework: &Framework,
    series: SeriesKey,
    period: Period,
    years: u8,
) -> Option<(Period, &Target)> {
    let later = later_year(framework, series, period, years)?;
    Some((later, target_in(framework, series, later)?))
}

/// The year of the indicator that is so many after the one that contains a period.
#[must_use]
pub fn later_year(framework: &Framework, series: SeriesKey, period: Period, years: u8) -> Option<Period> {
    let mut year = period.year(framework.rules(series.indicator, series.place, &period).year)?;
    for _ in 0..years {
        year = year.next()?;
    }
    Some(year)
}

impl AppliedTarget {
    /// A declared target as it applies to a figure of a period; `None` where it says that there is deliberately none.
    pub(crate) fn new(
        rules: &Rules,
        series: SeriesKey,
        period: Period,
        set_for: Period,
        declared: &Target,
    ) -> Option<Self> {
        let share = part_of_year(rules, series, period, set_for);
        let spread = |number: &Number| share.as_ref().map_or_else(|| number.clone(), |share| number * share);
        let whole = declared.target.as_ref()?;
        let target = spread(whole);
        let (floor, upper) = edges(rules, &target, spread);
        let (own_floor, own_upper) =
            (declared.floor.as_ref().map(spread), declared.upper.as_ref().map(spread));
        // What a row of `targets/` says was published, whatever the scheme infers.
        let published = |key: &InferredKey| match key {
            InferredKey::Floor | InferredKey::Within => own_floor.is_some(),
            InferredKey::Amber => own_floor.is_some() && own_upper.is_some(),
            InferredKey::Green | InferredKey::Bands => false,
        };
        Some(Self {
            inferred: rules.rating.inferred.iter().filter(|key| !published(key)).copied().collect(),
            decimals: if target == *whole { declared.decimals } else { 0 },
            annual: (target != *whole).then(|| whole.clone()),
            floor: own_floor.or(floor),
            upper: own_upper.or(upper),
            carried: declared.status == TargetStatus::Carried,
            printed: declared.printed.clone(),
            other_plan: declared.other_plan.clone(),
            period: set_for,
            target,
        })
    }
}

/// The worst amber values that a scheme leaves around a target; `spread` takes the part of an annual floor that
/// belongs to a profiled target.
fn edges(
    rules: &Rules,
    target: &Number,
    spread: impl Fn(&Number) -> Number,
) -> (Option<Number>, Option<Number>) {
    let beyond = |distance: Number| match rules.polarity {
        Polarity::Low => target + &distance,
        Polarity::High | Polarity::Target | Polarity::Neutral => target - &distance,
    };
    match &rules.rating.scheme {
        Scheme::Floor(floor) => (Some(spread(floor)), None),
        Scheme::Points(within) => (Some(beyond(within.clone())), None),
        Scheme::Percent(within) => {
            let share = within.checked_div(&Number::from(100)).unwrap_or_else(Number::zero);
            (Some(beyond(target.abs() * share)), None)
        }
        Scheme::Band { amber, .. } => (Some(target - amber), Some(target + amber)),
        Scheme::Bands(_) | Scheme::Previous(_) | Scheme::Unknown | Scheme::None => (None, None),
    }
}

/// The part of a profiled annual target that belongs to the months which fill a figure; a window that reaches into the
/// year before takes the shares of those months of the year. What doesn't add over months is never spread.
fn part_of_year(rules: &Rules, series: SeriesKey, period: Period, set_for: Period) -> Option<Number> {
    let profile = rules.profile.as_ref()?;
    let basis = rules.bases.get(series.basis.index())?;
    let adds = match basis {
        Basis::Month | Basis::Rolling(_) | Basis::YearToDate | Basis::Quarter | Basis::Year => true,
        Basis::Snapshot | Basis::AverageOf(_) => false,
    };
    if !adds || !set_for.kind().is_year() || period == set_for {
        return None;
    }
    let (first, last) = basis.covers(&period, rules.year)?;
    let months = Period::run(first, last)?.months();
    match profile {
        Profile::Even => Number::from(i64::try_from(months.count()).ok()?).checked_div(&Number::from(12)),
        Profile::Shares(shares) => months
            .map(|month| {
                let position = month.months_since(set_for.first_month()).rem_euclid(12);
                shares.get(usize::try_from(position).ok()?).cloned()
            })
            .sum::<Option<Number>>(),
    }
}
