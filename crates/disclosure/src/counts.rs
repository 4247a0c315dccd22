//! The counts that a figure shows, or that can be worked out from it alone.

use std::num::NonZeroU32;

use figures::{Number, Reading, Unit, Value};

use crate::attack::Interval;

/// The counts of a figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counts {
    /// The count itself, or the numerator.
    pub(crate) above: Option<Number>,
    /// The denominator.
    pub(crate) below: Option<Number>,
    /// Whether what is in the denominator and not in the numerator is a count too.
    pub(crate) has_rest: bool,
}

impl Counts {
    /// The counts of a reading; nothing where they cannot be known, so that nobody can say that it is safe.
    pub(crate) fn of(reading: &Reading, unit: Unit) -> Option<Self> {
        match reading {
            Reading::Present(value) => Self::of_value(value, unit),
            Reading::Absent(figures::Absence::NoCases) => {
                Some(Self { above: Some(Number::zero()), below: Some(Number::zero()), has_rest: false })
            }
            Reading::Absent(_) => None,
        }
    }

    fn of_value(value: &Value, unit: Unit) -> Option<Self> {
        let (above, below) = (value.numerator().cloned(), value.denominator().cloned());
        let has_rest = unit == Unit::Percent;
        match unit {
            Unit::Count => {
                Some(Self { above: above.or(Some(value.number().clone())), below: None, has_rest: false })
            }
            // A printed proportion and one of its parts give the other part.
            Unit::Percent | Unit::Per(_) => {
                let ratio = value.number().checked_div(&unit.multiplier())?;
                let (above, below) = match (above, below) {
                    (None, None) => return None,
                    (Some(above), None) => {
                        let below = above.checked_div(&ratio).map(|below| below.rounded(0));
                        (above, below?)
                    }
                    (None, Some(below)) => ((&below * &ratio).rounded(0), below),
                    (Some(above), Some(below)) => (above, below),
                };
                Some(Self { above: Some(above), below: Some(below), has_rest })
            }
            Unit::Average | Unit::Score | Unit::Days | Unit::Currency => {
                below.as_ref()?;
                // What is added up is days or pounds: only of an average is it cases.
                let above = above.filter(|_| unit == Unit::Average);
                Some(Self { above, below, has_rest: false })
            }
            Unit::PercentagePoints => None,
        }
    }

    /// A value as it is shown with its counts rounded, and everything else worked out from these. `None` where nothing is
    /// left to divide by.
    pub(crate) fn rounded(&self, value: &Value, unit: Unit, nearest: NonZeroU32) -> Option<Value> {
        let above = self.above.as_ref().map(|above| to_nearest(above, nearest));
        let below = self.below.as_ref().map(|below| to_nearest(below, nearest));
        match (above, below) {
            (Some(above), Some(below)) => Value::ratio(above, below, unit).ok(),
            (Some(above), None) => Some(Value::plain(above)),
            (None, Some(below)) => Some(Value::with_denominator(value.number().clone(), below)),
            (None, None) => None,
        }
    }

    /// What is below the line and not above it.
    pub(crate) fn rest(&self) -> Option<Number> {
        let (above, below) = (self.above.as_ref()?, self.below.as_ref()?);
        let rest = below - above;
        (self.has_rest && !rest.is_negative()).then_some(rest)
    }
}

/// Whether a count is small: below the threshold, and nought only where that is small too.
pub(crate) fn is_small(count: &Number, threshold: u32, zeros_are_small: bool) -> bool {
    let is_below = *count < Number::from(i64::from(threshold));
    is_below && !count.is_negative() && (zeros_are_small || !count.is_zero())
}

fn to_nearest(count: &Number, nearest: NonZeroU32) -> Number {
    let nearest = Number::from(i64::from(nearest.get()));
    count.checked_div(&nearest).map_or_else(Number::zero, |multiples| &multiples.rounded(0) * &nearest)
}

/// What a count can be, as far as a reader is told by its nearest multiple.
pub(crate) fn told_by_rounding(count: &Number, nearest: NonZeroU32) -> Interval {
    let (shown, nearest) = (to_nearest(count, nearest).to_drawing(), f64::from(nearest.get()));
    let (least, most) = (shown - nearest / 2.0, shown + nearest / 2.0);
    let is_whole = count.rounded(0) == *count;
    // Half is rounded up: the most is not quite reached.
    let (least, most) = if is_whole { (least.ceil(), most.ceil() - 1.0) } else { (least, most) };
    Interval { least: least.max(0.0), most }
}
