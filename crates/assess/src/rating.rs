//! Ratings.

use figures::{Number, Unit, Value};
use framework::{Band, BandColour, Framework, Polarity, Rules, Scheme, ScorecardId, SeriesKey, Target};
use periods::{Basis, Period};

use crate::lookup::{break_between, value_in};
use crate::reason::{self, Said};
use crate::target::{AppliedTarget, annual_target, target_for, year_for};

/// A rating: red, amber, green, or a band of another agreed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rating {
    /// At or beyond the target.
    Green,
    /// At or beyond the floor.
    Amber,
    /// Neither.
    Red,
    /// A named band.
    Band {
        /// Its name.
        name: String,
        /// The colour that it counts as, where it has one.
        counts_as: Option<BandColour>,
    },
}

impl Rating {
    /// The word in files: `green`, `amber`, `red` or the band's name.
    #[must_use]
    pub fn token(&self) -> &str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Band { name, .. } => name,
        }
    }

    /// The colour that it counts as, where it has one.
    #[must_use]
    pub fn colour(&self) -> Option<BandColour> {
        match self {
            Self::Green => Some(BandColour::Green),
            Self::Amber => Some(BandColour::Amber),
            Self::Red => Some(BandColour::Red),
            Self::Band { counts_as, .. } => *counts_as,
        }
    }
}

/// A rating with the target that it was made against and the reason.
pub(crate) struct Rated {
    pub target: Option<AppliedTarget>,
    pub rating: Option<Rating>,
    pub reason: String,
}

/// Rates a figure: green at or beyond the target, amber at or beyond the floor, red otherwise, all exact.
pub(crate) fn rate(
    framework: &Framework,
    scorecard: Option<ScorecardId>,
    series: SeriesKey,
    period: Period,
    value: &Value,
) -> Rated {
    let rules = framework.rules(series.indicator, series.place, &period);
    let found = target_for(framework, scorecard, series, period);
    let target =
        found.and_then(|(set_for, declared)| AppliedTarget::new(rules, series, period, set_for, declared));
    rate_against(framework, scorecard, series, period, value, found, target)
}

/// Rates a figure against the undivided target of its year. A count of a part of the year cannot be compared with it.
pub(crate) fn rate_against_year(
    framework: &Framework,
    scorecard: Option<ScorecardId>,
    series: SeriesKey,
    period: Period,
    value: &Value,
) -> Rated {
    let rules = framework.rules(series.indicator, series.place, &period);
    let found = annual_target(framework, scorecard, series, period);
    let target = found.and_then(|(year, declared)| AppliedTarget::new(rules, series, year, year, declared));
    let basis = rules.bases.get(series.basis.index());
    let covered = basis.and_then(|basis| basis.covers(&period, rules.year));
    let is_part = covered.is_some_and(|(first, last)| last.months_since(first) < 11);
    let adds = matches!(rules.unit, Unit::Count | Unit::Currency)
        && !matches!(basis, Some(Basis::Snapshot | Basis::AverageOf(_)));
    if adds && is_part {
        let why = reason::not_rated("it counts a part of the year, and the target is for all of it");
        return Rated { target, rating: None, reason: why };
    }
    rate_against(framework, scorecard, series, period, value, found, target)
}

fn rate_against(
    framework: &Framework,
    scorecard: Option<ScorecardId>,
    series: SeriesKey,
    period: Period,
    value: &Value,
    found: Option<(Period, &Target)>,
    target: Option<AppliedTarget>,
) -> Rated {
    let rules = framework.rules(series.indicator, series.place, &period);
    let verdict = match (&rules.rating.scheme, refusal(framework, scorecard, rules, value)) {
        (Scheme::None, _) => Err("this indicator carries no rating".to_owned()),
        (_, Some(why)) => Err(why),
        (Scheme::Bands(bands), None) => in_band(rules, value, bands),
        (Scheme::Previous(within), None) => against_previous(framework, rules, series, period, value, within),
        (scheme, None) => match &target {
            Some(target) => Ok(against_target(rules, scheme, value, target)),
            None => Err(match found {
                Some((set_for, declared)) => reason::no_target(set_for, Some(declared.status)),
                None => {
                    let year = year_for(framework, scorecard, series, period);
                    reason::no_target(year.unwrap_or(period), None)
                }
            }),
        },
    };
    match verdict {
        Ok((rating, reason)) => Rated { target, rating: Some(rating), reason },
        Err(why) => Rated { target, rating: None, reason: reason::not_rated(&why) },
    }
}

/// Why nothing is rated on this figure's cases, whatever its value.
fn refusal(
    framework: &Framework,
    scorecard: Option<ScorecardId>,
    rules: &Rules,
    value: &Value,
) -> Option<String> {
    let of_scorecard = || scorecard.and_then(|scorecard| framework.scorecard(scorecard).minimum_denominator);
    let minimum = rules.minimum_denominator.or_else(of_scorecard)?;
    let denominator = value.denominator()?;
    (*denominator < Number::from(i64::from(minimum))).then(|| reason::too_few(denominator, minimum))
}

fn in_band(rules: &Rules, value: &Value, bands: &[Band]) -> Result<(Rating, String), String> {
    let said = Said::new(rules, value);
    match bands.iter().find(|band| band.contains(value.number())) {
        Some(band) => {
            let rating = Rating::Band { name: band.name.clone(), counts_as: band.counts_as };
            Ok((rating, reason::in_band(&said, band, &rules.rating.inferred)))
        }
        None => Err(reason::in_no_band(&said, bands)),
    }
}

fn against_target(
    rules: &Rules,
    scheme: &Scheme,
    value: &Value,
    applied: &AppliedTarget,
) -> (Rating, String) {
    let number = value.number();
    let said = Said::new(rules, value);
    let at_most = |edge: &Option<Number>| edge.as_ref().is_none_or(|edge| number <= edge);
    let at_least = |edge: &Option<Number>| edge.as_ref().is_none_or(|edge| number >= edge);
    let rating = |green: bool, amber: bool| match (green, amber) {
        (true, _) => Rating::Green,
        (false, true) => Rating::Amber,
        (false, false) => Rating::Red,
    };
    match rules.polarity {
        Polarity::Low => {
            let rating = rating(*number <= applied.target, at_most(&applied.floor));
            let reason = reason::against_target(&said, &rating, applied);
            (rating, reason)
        }
        Polarity::Target => {
            // Where no distance was published, only the target itself is green.
            let nought = Number::zero();
            let green = if let Scheme::Band { green, .. } = scheme { green } else { &nought };
            let within_green = (number - &applied.target).abs() <= *green;
            let rating = rating(within_green, at_least(&applied.floor) && at_most(&applied.upper));
            let reason = reason::around_target(&said, &rating, applied, green);
            (rating, reason)
        }
        // An indicator without polarity has no target to reach: the compiler refuses such schemes.
        Polarity::High | Polarity::Neutral => {
            let rating = rating(*number >= applied.target, at_least(&applied.floor));
            let reason = reason::against_target(&said, &rating, applied);
            (rating, reason)
        }
    }
}

fn against_previous(
    framework: &Framework,
    rules: &Rules,
    series: SeriesKey,
    period: Period,
    value: &Value,
    within: &Number,
) -> Result<(Rating, String), String> {
    let Some(previous) = period.step(rules.frequency) else { return Err(reason::no_previous(None, None)) };
    if let Some(version) = break_between(framework, series.indicator, previous, period) {
        return Err(reason::not_comparable(previous, version));
    }
    let before = value_in(framework, series, previous)
        .map_err(|absence| reason::no_previous(Some(previous), Some(absence)))?;
    let worse_by = match rules.polarity {
        Polarity::Low => value.number() - before.number(),
        Polarity::High | Polarity::Target | Polarity::Neutral => before.number() - value.number(),
    };
    let rating = if worse_by <= Number::zero() {
        Rating::Green
    } else if worse_by <= *within {
        Rating::Amber
    } else {
        Rating::Red
    };
    let (said, before) = (Said::new(rules, value), Said::new(rules, before));
    let reason = reason::against_previous(&said, &rating, &before, previous, within, &rules.rating.inferred);
    Ok((rating, reason))
}
