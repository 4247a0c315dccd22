//! How a period is filled.

use std::fmt;
use std::num::NonZeroU8;
use std::str::FromStr;

use thiserror::Error;

use crate::{Month, MonthOfYear, Period, PeriodKind, YearKind};

/// How a period is filled: which months' events, or which moment's state, a figure of it counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// `month`: what happened in the month.
    Month,
    /// `snapshot`: how things stood at the end of the last month.
    Snapshot,
    /// `rolling N months`: what happened in the N months that end with the period.
    Rolling(NonZeroU8),
    /// `year to date`: what happened from the beginning of the year to the end of the period.
    YearToDate,
    /// `quarter`: what happened in the quarter.
    Quarter,
    /// `year`: what happened in the year.
    Year,
    /// `average of December, January, February`: the mean of the figures of named months.
    AverageOf(NamedMonths),
}

/// One or more different months of a year, in the order in which they follow each other: `December, January,
/// February` begins in December and ends in the calendar year after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamedMonths(Vec<MonthOfYear>);

/// Why a text is not a basis.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BasisError {
    /// A rolling window without a number of months from 1 to 255.
    #[error(
        "`{text:.40}` has no window: write `rolling N months` with N from 1 to 255, such as rolling 12 months"
    )]
    Window {
        /// What was written.
        text: String,
    },
    /// A month that does not exist, or is not written as its English name in full.
    #[error("`{month:.40}` is not the name of a month: write it in full, such as December")]
    MonthName {
        /// The name that was written.
        month: String,
    },
    /// A month that is named twice, or out of order.
    #[error(
        "{month} is named twice, or before the month that it follows: name each month once, in order of time"
    )]
    MonthOrder {
        /// The name of the month.
        month: &'static str,
    },
    /// Anything else.
    #[error(
        "`{text:.40}` is no basis: write month, snapshot, rolling N months (such as rolling 12 months), year to \
         date, quarter, year, or average of named months (such as average of December, January, February)"
    )]
    NotABasis {
        /// What was written.
        text: String,
    },
}

impl Basis {
    /// Reads the framework's spelling; anything else is refused with what is allowed.
    pub fn parse(text: &str) -> Result<Basis, BasisError> {
        match text {
            "month" => return Ok(Basis::Month),
            "snapshot" => return Ok(Basis::Snapshot),
            "year to date" => return Ok(Basis::YearToDate),
            "quarter" => return Ok(Basis::Quarter),
            "year" => return Ok(Basis::Year),
            _ => {}
        }
        if let Some(months) = text.strip_prefix("average of ") {
            return NamedMonths::parse(months).map(Basis::AverageOf);
        }
        if text.starts_with("rolling") {
            let basis = window(text).map(Basis::Rolling);
            return basis.ok_or_else(|| BasisError::Window { text: text.to_owned() });
        }
        Err(BasisError::NotABasis { text: text.to_owned() })
    }

    /// For people: as the framework spells it, but `month-end snapshot` and `average of December, January and
    /// February`.
    pub fn words(&self) -> String {
        match self {
            Basis::Snapshot => "month-end snapshot".to_owned(),
            Basis::AverageOf(months) => format!("average of {}", months.listed(" and ")),
            _ => self.to_string(),
        }
    }

    /// The first and the last month that fill a figure of a period on this basis, given the kind of year that the
    /// indicator counts in. `None` if no figure of such a period can be made on it, or only before 1900.
    ///
    /// - `month`: the period's own months.
    /// - `snapshot`: its last month.
    /// - `rolling N months`: the N months that end with its last.
    /// - `year to date`: from the start of its year to its end; nothing if it straddles two years.
    /// - `quarter`: its own months if they are whole quarters of the calendar, as those of years and runs may
    ///   always be; a month that ends a quarter stands for that quarter.
    /// - `year`: a year's or a run's own months; a shorter period that ends its year stands for that year.
    /// - `average of` months: those of its year. The first named month is the one in that year, the others follow
    ///   it, be it across the year's end.
    ///
    /// A period that is itself a year counts in its own kind of year.
    pub fn covers(&self, period: &Period, year: YearKind) -> Option<(Month, Month)> {
        let (first, last) = (period.first_month(), period.last_month());
        let stands_alone = period.kind().is_year() || matches!(period.kind(), PeriodKind::Run(_));
        match self {
            Basis::Month => Some((first, last)),
            Basis::Snapshot => Some((last, last)),
            Basis::Rolling(months) => Some((last.plus(1 - i32::from(months.get()))?, last)),
            Basis::YearToDate => Some((year_of(period, year)?.first_month(), last)),
            Basis::Quarter if stands_alone => Some((first, last)),
            Basis::Quarter => {
                let around = |month| Period::containing(PeriodKind::CalendarQuarter, month);
                let (opening, closing) = (around(first)?, around(last)?);
                let begins_one = opening.first_month() == first || period.kind() == PeriodKind::Month;
                (begins_one && closing.last_month() == last).then_some((opening.first_month(), last))
            }
            Basis::Year if stands_alone => Some((first, last)),
            Basis::Year => {
                let year = period.year(year).filter(|year| year.last_month() == last)?;
                Some((year.first_month(), last))
            }
            Basis::AverageOf(months) => months.within(year_of(period, year)?),
        }
    }
}

/// The year that a period belongs to: itself if it is one, else the one of a kind that contains it.
fn year_of(period: &Period, year: YearKind) -> Option<Period> {
    if period.kind().is_year() { Some(*period) } else { period.year(year) }
}

/// The N of `rolling N months`.
fn window(text: &str) -> Option<NonZeroU8> {
    let number = text.strip_prefix("rolling ")?.strip_suffix(" months")?;
    let window = number.parse::<NonZeroU8>().ok()?;
    (number == window.to_string()).then_some(window)
}

impl NamedMonths {
    /// The months; `None` for none at all, and if one is named twice or they go more than once round the year.
    pub fn new(months: Vec<MonthOfYear>) -> Option<NamedMonths> {
        let named = NamedMonths(months);
        (!named.0.is_empty() && named.out_of_order().is_none()).then_some(named)
    }

    /// The months, in order.
    pub fn months(&self) -> &[MonthOfYear] {
        &self.0
    }

    /// Reads names in full with commas between them.
    fn parse(text: &str) -> Result<NamedMonths, BasisError> {
        let months = text
            .split(", ")
            .map(|name| {
                MonthOfYear::named(name).ok_or_else(|| BasisError::MonthName { month: name.to_owned() })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let named = NamedMonths(months);
        match named.out_of_order() {
            Some(month) => Err(BasisError::MonthOrder { month: month.name() }),
            None => Ok(named),
        }
    }

    /// The first month that does not come later than the one before it within twelve months of the first.
    fn out_of_order(&self) -> Option<MonthOfYear> {
        let offsets = self.offsets();
        let position = offsets.windows(2).position(|pair| pair[1] <= pair[0])?;
        self.0.get(position + 1).copied()
    }

    /// How many months each comes after the first: 0 to 11.
    fn offsets(&self) -> Vec<i8> {
        let first = self.0.first().map_or(0, |month| month.number());
        self.0.iter().map(|month| (month.number() - first).rem_euclid(12)).collect()
    }

    /// The first and last of them, the first lying in a year.
    fn within(&self, year: Period) -> Option<(Month, Month)> {
        let opening = self.0.first()?;
        let first = year.months().find(|month| month.of_year() == *opening)?;
        let last = first.plus(i32::from(*self.offsets().last()?))?;
        Some((first, last))
    }

    /// The names with commas between them, the last preceded by something else.
    fn listed(&self, before_last: &str) -> String {
        let names = self.0.iter().map(|month| month.name()).collect::<Vec<_>>();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{}{before_last}{last}", others.join(", ")),
            None => String::new(),
        }
    }
}

/// The framework's spelling, as [`Basis::parse`] reads it.
impl fmt::Display for Basis {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Basis::Month => formatter.pad("month"),
            Basis::Snapshot => formatter.pad("snapshot"),
            Basis::Rolling(months) => formatter.pad(&format!("rolling {months} months")),
            Basis::YearToDate => formatter.pad("year to date"),
            Basis::Quarter => formatter.pad("quarter"),
            Basis::Year => formatter.pad("year"),
            Basis::AverageOf(months) => formatter.pad(&format!("average of {}", months.listed(", "))),
        }
    }
}

impl FromStr for Basis {
    type Err = BasisError;

    fn from_str(text: &str) -> Result<Basis, BasisError> {
        Basis::parse(text)
    }
}
