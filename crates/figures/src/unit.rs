//! What a value is counted in.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use thiserror::Error;

use crate::Number;

/// What a value is counted in, spelt as in the framework's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `percent`: a numerator out of a hundred of the denominator.
    Percent,
    /// `percentage-points`: the difference of two percentages.
    PercentagePoints,
    /// `count`: a number of children, cases, families …
    Count,
    /// `per N`: a numerator for every N of a population.
    Per(NonZeroU32),
    /// `average`: a numerator for every one of the denominator.
    Average,
    /// `score`: points; can be negative.
    Score,
    /// `days`: of whichever clock the indicator declares.
    Days,
    /// `currency`: pounds sterling.
    Currency,
}

/// A text that names no unit.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{text:.40}` is no unit: write one of percent, percentage-points, count, per N (such as per 10000), \
     average, score, days, currency"
)]
pub struct UnitError {
    /// What was written.
    pub text: String,
}

impl Unit {
    /// By how much the ratio of numerator to denominator is multiplied: 100 for percentages, N for `per N`,
    /// otherwise 1.
    pub fn multiplier(self) -> Number {
        Number::from(match self {
            Unit::Percent | Unit::PercentagePoints => 100,
            Unit::Per(population) => i64::from(population.get()),
            Unit::Count | Unit::Average | Unit::Score | Unit::Days | Unit::Currency => 1,
        })
    }

    /// The unit of a distance between two values: between percentages it is percentage points.
    pub fn distance(self) -> Unit {
        match self {
            Unit::Percent => Unit::PercentagePoints,
            other => other,
        }
    }

    /// What people read after a printed value, such as `%` or ` per 10,000`; empty where nothing is said.
    pub fn suffix(self) -> String {
        match self {
            Unit::Percent => "%".to_owned(),
            Unit::PercentagePoints => " percentage points".to_owned(),
            Unit::Per(population) => format!(" per {}", Number::from(i64::from(population.get())).grouped(0)),
            Unit::Days => " days".to_owned(),
            Unit::Count | Unit::Average | Unit::Score | Unit::Currency => String::new(),
        }
    }

    /// A printed value with its unit, as people read it: `85.0%`, `12 days`, `1 day`, `-£1,200`.
    pub fn with_unit(self, printed: &str) -> String {
        if self == Unit::Currency {
            return match printed.strip_prefix('-') {
                Some(magnitude) => format!("-£{magnitude}"),
                None => format!("£{printed}"),
            };
        }
        let suffix = self.suffix();
        let is_one = matches!(printed, "1" | "-1");
        match suffix.strip_suffix('s') {
            Some(singular) if is_one => format!("{printed}{singular}"),
            _ => format!("{printed}{suffix}"),
        }
    }
}

/// The framework's spelling; `per N` without a thousands separator.
impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Unit::Percent => "percent",
            Unit::PercentagePoints => "percentage-points",
            Unit::Count => "count",
            Unit::Per(population) => return formatter.pad(&format!("per {population}")),
            Unit::Average => "average",
            Unit::Score => "score",
            Unit::Days => "days",
            Unit::Currency => "currency",
        };
        formatter.pad(word)
    }
}

/// Reads the framework's spelling. `per 10,000` is read as `per 10000`; `per 0` is refused.
impl FromStr for Unit {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Unit, UnitError> {
        match text {
            "percent" => Ok(Unit::Percent),
            "percentage-points" => Ok(Unit::PercentagePoints),
            "count" => Ok(Unit::Count),
            "average" => Ok(Unit::Average),
            "score" => Ok(Unit::Score),
            "days" => Ok(Unit::Days),
            "currency" => Ok(Unit::Currency),
            _ => population(text).map(Unit::Per).ok_or_else(|| UnitError { text: text.to_owned() }),
        }
    }
}

/// The N of `per N`, written plainly or with commas between thousands.
fn population(text: &str) -> Option<NonZeroU32> {
    let written = text.strip_prefix("per ")?;
    let population = written.replace(',', "").parse::<NonZeroU32>().ok()?;
    let plain = population.to_string();
    let grouped = Number::from(i64::from(population.get())).grouped(0);
    (written == plain || written == grouped).then_some(population)
}
