//! Directions of travel.

use std::cmp::Ordering;

use figures::{Absence, Number, Reading, Value};
use framework::{
    Against, Compare, Direction, DirectionRule, Framework, Polarity, Rules, ScorecardId, SeriesKey, Version,
};
use periods::{Month, Period};

use crate::lookup::{break_between, value_in};
use crate::reason::{self, Said};

/// Said where nearer to the target is better and there is none.
const NO_AIM: &str = "There is no target to be nearer to.";

/// Which way a figure has moved, and since when.
#[derive(Debug, Clone)]
pub struct DirectionOfTravel<'a> {
    /// What it is compared with.
    pub against: Against,
    /// The period that it is compared with; for a regression its first.
    pub compared_with: Option<Period>,
    /// The direction, where both figures are there and may be compared.
    pub direction: Option<Direction>,
    /// The change, in the indicator's unit: this figure less the other. A regression has none.
    pub change: Option<Number>,
    /// What the last release of the scorecard said of the period that it is compared with, where that was asked for and
    /// is known.
    pub reported: Option<ReportedValue>,
    why: Why<'a>,
}

/// Why a direction is what it is. The sentence is only put together where it is read: a release has none of them.
#[derive(Debug, Clone)]
enum Why<'a> {
    NothingEarlier,
    Break(Period, &'a Version),
    NothingThen(Period, Absence),
    NoAim,
    Moved(Box<Moved<'a>>),
    TooFewFigures(u8),
    BreakWithin(&'a Version),
    Trend(Direction, u8, Period),
}

/// Two figures, and what is said of them.
#[derive(Debug, Clone)]
struct Moved<'a> {
    rules: &'a Rules,
    rule: &'a DirectionRule,
    direction: Option<Direction>,
    now: Value,
    before: &'a Value,
    then: Period,
    aim: Option<Number>,
    /// The data month of the release that said what stands before, and what is known by now, where that is another.
    restated: Option<(Month, Result<&'a Value, Absence>)>,
}

impl DirectionOfTravel<'_> {
    /// Why the direction is what it is, or why there is none: a sentence.
    #[must_use]
    pub fn reason(&self) -> String {
        match &self.why {
            Why::NothingEarlier => "Nothing earlier to compare with.".to_owned(),
            Why::Break(then, version) => {
                format!("Not comparable with {}. {}", then.words(), reason::changed(version))
            }
            Why::NothingThen(then, absence) => reason::nothing_then(*then, *absence),
            Why::NoAim => NO_AIM.to_owned(),
            Why::Moved(moved) => moved.reason(),
            Why::TooFewFigures(count) => format!("A trend over {count} periods needs a figure for each."),
            Why::BreakWithin(version) => {
                format!("The figures are not comparable throughout. {}", reason::changed(version))
            }
            Why::Trend(direction, count, last) => reason::trend(*direction, *count, *last),
        }
    }
}

impl Moved<'_> {
    fn reason(&self) -> String {
        let said = |value| Said::new(self.rules, value);
        let (now, before) = (said(&self.now), said(self.before));
        let mut sentences = match self.direction {
            Some(direction) => {
                reason::moved(self.rule, direction, &now, &before, self.then, self.aim.as_ref())
            }
            None => NO_AIM.to_owned(),
        };
        if let Some((data_month, known)) = self.restated {
            sentences.push_str(&reason::restated_since(data_month, self.before, known.map(said)));
        }
        sentences
    }
}

/// A value as an earlier release said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedValue {
    /// The data month of that release.
    pub data_month: Month,
    /// The value.
    pub value: Value,
    /// Whether the figure is another by now, or gone.
    pub restated: bool,
}

/// Everything that a direction looks at.
pub(crate) struct Moving<'a, 'f> {
    pub framework: &'a Framework,
    pub scorecard: Option<ScorecardId>,
    pub series: SeriesKey,
    pub period: Period,
    pub rules: &'a Rules,
    pub value: &'f Value,
    /// The target of this figure, for the polarity `target`.
    pub aim: Option<&'f Number>,
}

impl<'a> Moving<'a, '_> {
    /// The direction of one rule.
    pub(crate) fn direction(&self, rule: &'a DirectionRule) -> DirectionOfTravel<'a> {
        if let Against::Regression(count) = rule.against {
            return self.regression(rule, count);
        }
        let Some(then) = self.compared_with(rule.against) else {
            return absent(rule.against, None, Why::NothingEarlier);
        };
        if let Some(version) = self.break_since(then) {
            return absent(rule.against, Some(then), Why::Break(then, version));
        }
        let known = value_in(self.framework, self.series, then);
        let reported = self.reported(rule.against, then);
        let before = match &reported {
            Some((_, Reading::Present(value))) => Ok(value),
            Some((_, Reading::Absent(absence))) => Err(*absence),
            None => known,
        };
        let before = match before {
            Ok(before) => before,
            Err(absence) => return absent(rule.against, Some(then), Why::NothingThen(then, absence)),
        };
        let direction = self.compare(rule, self.value.number(), before.number());
        let change = Some(self.value.number() - before.number());
        let reported = reported.map(|(data_month, _)| ReportedValue {
            data_month,
            value: before.clone(),
            restated: known.map(Value::number) != Ok(before.number()),
        });
        let restated = reported.as_ref().filter(|reported| reported.restated);
        let moved = Moved {
            rules: self.rules,
            rule,
            direction,
            now: self.value.clone(),
            before,
            then,
            aim: self.aim.cloned(),
            restated: restated.map(|reported| (reported.data_month, known)),
        };
        DirectionOfTravel {
            against: rule.against,
            compared_with: Some(then),
            direction,
            change,
            reported,
            why: Why::Moved(Box::new(moved)),
        }
    }

    /// What the scorecard's last release said of a period, where it is asked for.
    fn reported(&self, against: Against, then: Period) -> Option<(Month, &'a Reading)> {
        let scorecard = self.scorecard.filter(|_| against == Against::PreviouslyReported)?;
        let (data_month, said) = self.framework.reported.before(scorecard, self.period.last_month())?;
        // An edition that was never released here is what its imported figures say.
        let edition = self.framework.previous_edition(scorecard, self.period.last_month());
        if edition.is_some_and(|edition| edition.data_month > data_month) {
            return None;
        }
        said.get(&(self.series, then)).map(|said| (data_month, &said.reading))
    }

    fn compared_with(&self, against: Against) -> Option<Period> {
        match against {
            Against::PreviousPeriod => self.earlier().next(),
            Against::YearAgo => self.period.a_year_ago(),
            Against::PreviouslyReported => {
                let now = self.period.last_month();
                let before = self.scorecard.and_then(|scorecard| {
                    let edition = self.framework.previous_edition(scorecard, now);
                    let release = self.framework.reported.before(scorecard, now);
                    edition.map(|edition| edition.data_month).max(release.map(|(data_month, _)| data_month))
                });
                match before {
                    // The newest period of this series that had ended by then.
                    Some(before) => self.earlier().find(|then| then.last_month() <= before),
                    // Where no earlier edition is known, the figure that was imported for the period before.
                    None => self.earlier().next(),
                }
            }
            Against::PreviousFigure => {
                let figures = self.framework.series(&self.series)?;
                let has_value = |then: &Period| value_in(self.framework, self.series, *then).is_ok();
                if self.period.kind().is_year() {
                    // An outturn may stand for a year that nobody imported.
                    let oldest = figures.figures().first()?.period.first_month();
                    return self.earlier().take_while(|then| then.last_month() >= oldest).find(has_value);
                }
                let earlier = figures.of_kind(self.period.kind()).rev().map(|figure| figure.period);
                earlier.filter(|then| *then < self.period).find(has_value)
            }
            Against::Regression(_) => None,
        }
    }

    /// The periods before this one, newest first, each a step of the frequency back.
    fn earlier(&self) -> impl Iterator<Item = Period> + use<> {
        let frequency = self.rules.frequency;
        std::iter::successors(self.period.step(frequency), move |period| period.step(frequency))
    }

    /// The change of meaning that lies between a period and this one and forbids comparing them.
    fn break_since(&self, then: Period) -> Option<&'a Version> {
        break_between(self.framework, self.series.indicator, then, self.period)
    }

    /// A number as a rule compares it.
    fn compared(&self, rule: &DirectionRule, number: &Number) -> Number {
        match rule.compare {
            Compare::Unrounded => number.clone(),
            Compare::Printed => number.rounded(self.rules.decimals),
        }
    }

    /// Which of two values is better. For the polarity `target`, the one nearer to this figure's target.
    fn compare(&self, rule: &DirectionRule, now: &Number, before: &Number) -> Option<Direction> {
        let (now, before) = (self.compared(rule, now), self.compared(rule, before));
        let gain = match self.rules.polarity {
            Polarity::Target if !rule.plain => {
                let aim = self.aim?;
                (&before - aim).abs() - (&now - aim).abs()
            }
            Polarity::Low if !rule.plain => &before - &now,
            _ => &now - &before,
        };
        Some(self.word(rule, &gain))
    }

    fn word(&self, rule: &DirectionRule, gain: &Number) -> Direction {
        let within = rule.same.as_ref().is_some_and(|same| gain.abs() <= *same);
        let plain = rule.plain || self.rules.polarity == Polarity::Neutral;
        match (gain.signum(), plain) {
            _ if within => Direction::Same,
            (Ordering::Equal, _) => Direction::Same,
            (Ordering::Greater, false) => Direction::Improved,
            (Ordering::Less, false) => Direction::Worsened,
            (Ordering::Greater, true) => Direction::Increased,
            (Ordering::Less, true) => Direction::Decreased,
        }
    }

    /// The sign of the slope of the least squares line through the last figures, computed exactly.
    fn regression(&self, rule: &DirectionRule, count: u8) -> DirectionOfTravel<'a> {
        let mut periods: Vec<Period> =
            std::iter::once(self.period).chain(self.earlier()).take(usize::from(count)).collect();
        periods.reverse();
        let first = periods.first().copied();
        let values: Option<Vec<Number>> = periods
            .iter()
            .map(|period| value_in(self.framework, self.series, *period).ok())
            .map(|value| Some(self.compared(rule, value?.number())))
            .collect();
        let Some(values) = values.filter(|values| values.len() == usize::from(count)) else {
            return absent(rule.against, first, Why::TooFewFigures(count));
        };
        if let Some(version) = first.and_then(|first| self.break_since(first)) {
            return absent(rule.against, first, Why::BreakWithin(version));
        }
        // For the polarity `target`, the trend of the distance from the target; nearer is better.
        let gains: Option<Vec<Number>> = values
            .iter()
            .map(|value| match self.rules.polarity {
                Polarity::Target if !rule.plain => self.aim.map(|aim| -(value - aim).abs()),
                Polarity::Low if !rule.plain => Some(-value.clone()),
                _ => Some(value.clone()),
            })
            .collect();
        let Some(gains) = gains else { return absent(rule.against, first, Why::NoAim) };
        let direction = self.word(rule, &slope(&gains));
        DirectionOfTravel {
            against: rule.against,
            compared_with: first,
            direction: Some(direction),
            change: None,
            reported: None,
            why: Why::Trend(direction, count, self.period),
        }
    }
}

/// The slope of the least squares line through values at 0, 1, 2 …, in units per step.
fn slope(values: &[Number]) -> Number {
    let number = |count: usize| Number::from(i64::try_from(count).unwrap_or(i64::MAX));
    let count = number(values.len());
    let steps: Number = (0..values.len()).map(number).sum();
    let squares: Number = (0..values.len()).map(|step| number(step) * number(step)).sum();
    let total: Number = values.iter().cloned().sum();
    let products: Number = values.iter().enumerate().map(|(step, value)| number(step) * value.clone()).sum();
    let above = &count * &products - &steps * &total;
    let below = &count * &squares - &steps * &steps;
    above.checked_div(&below).unwrap_or_else(Number::zero)
}

fn absent(against: Against, compared_with: Option<Period>, why: Why<'_>) -> DirectionOfTravel<'_> {
    DirectionOfTravel { against, compared_with, direction: None, change: None, reported: None, why }
}
