//! The counts that a figure shows, or that can be worked out from it alone.

use figures::{Number, Reading, Unit, Value};

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
