//! Months of the calendar.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use thiserror::Error;

use crate::{BankHolidays, OutsideRange};

/// The first year that a month can be in.
const FIRST_YEAR: i16 = 1900;
/// The last year that a month can be in.
const LAST_YEAR: i16 = 2200;

/// A month of a year from 1900 to 2200: beyond them a date is a slip of the pen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    of_year: MonthOfYear,
}

/// Why a text is not a month.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MonthError {
    /// The year runs only to twelve.
    #[error("`{text:.40}`: there is no month {month}, months run from 01 to 12")]
    NoSuchMonth {
        /// What was written.
        text: String,
        /// The month that it names.
        month: i8,
    },
    /// Earlier or later than months are known.
    #[error("`{text:.40}`: years run from {FIRST_YEAR} to {LAST_YEAR}")]
    NoSuchYear {
        /// What was written.
        text: String,
    },
    /// Not four digits, a hyphen and two digits.
    #[error("`{text:.40}` is not a month: write the year and the month, such as 2021-06")]
    NotAMonth {
        /// What was written.
        text: String,
    },
}

impl Month {
    /// January 1900: there is no month before it.
    pub const FIRST: Month = Month { year: FIRST_YEAR, of_year: MonthOfYear::January };
    /// December 2200: there is no month after it.
    pub const LAST: Month = Month { year: LAST_YEAR, of_year: MonthOfYear::December };

    /// The month of a year; `None` outside 1900 to 2200.
    pub fn new(year: i16, of_year: MonthOfYear) -> Option<Month> {
        (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some(Month { year, of_year })
    }

    /// The month that a date is in; `None` outside 1900 to 2200.
    pub fn containing(date: Date) -> Option<Month> {
        Month::new(date.year(), MonthOfYear::numbered(date.month())?)
    }

    /// Reads `2021-06`; anything else is refused.
    pub fn parse(text: &str) -> Result<Month, MonthError> {
        let not_a_month = || MonthError::NotAMonth { text: text.to_owned() };
        let (year, month) = text.split_once('-').ok_or_else(not_a_month)?;
        let year = digits::<i16>(year, 4).ok_or_else(not_a_month)?;
        let month = digits::<i8>(month, 2).ok_or_else(not_a_month)?;
        let of_year = MonthOfYear::numbered(month)
            .ok_or_else(|| MonthError::NoSuchMonth { text: text.to_owned(), month })?;
        Month::new(year, of_year).ok_or_else(|| MonthError::NoSuchYear { text: text.to_owned() })
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Which of the year's twelve it is.
    pub fn of_year(self) -> MonthOfYear {
        self.of_year
    }

    /// So many months later, or earlier if negative; `None` outside 1900 to 2200.
    pub fn plus(self, months: i32) -> Option<Month> {
        let index = self.index().checked_add(months)?;
        let year = i16::try_from(index.div_euclid(12)).ok()?;
        let number = i8::try_from(index.rem_euclid(12) + 1).ok()?;
        Month::new(year, MonthOfYear::numbered(number)?)
    }

    /// How many months this is after another; negative if it is before.
    pub fn months_since(self, earlier: Month) -> i32 {
        self.index() - earlier.index()
    }

    /// The first day of the month.
    pub fn first_day(self) -> Date {
        date(self.year, self.of_year.number(), 1)
    }

    /// The last day of the month.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// The last working day on or before the month's last day; refused outside the calendar's range.
    pub fn last_working_day(self, holidays: &BankHolidays) -> Result<Date, OutsideRange> {
        let mut day = self.last_day();
        while !holidays.is_working_day(day)? {
            day = day.saturating_sub(jiff::Span::new().days(1));
        }
        Ok(day)
    }

    /// For people: `June 2021`.
    pub fn words(self) -> String {
        format!("{} {}", self.of_year.name(), self.year)
    }

    /// For people with little room: `Jun 2021`.
    pub fn short(self) -> String {
        format!("{} {}", self.of_year.short(), self.year)
    }

    /// Months since the year nought.
    fn index(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.of_year.number()) - 1
    }
}

/// The token, such as `2021-06`.
impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{:04}-{:02}", self.year, self.of_year.number()))
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Month, MonthError> {
        Month::parse(text)
    }
}

/// One of the twelve months, of any year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the months' names say all there is to say")]
pub enum MonthOfYear {
    January,
    February,
    March,
    April,
    May,
    June,
    July,
    August,
    September,
    October,
    November,
    December,
}

impl MonthOfYear {
    /// All twelve, in the order of the calendar.
    pub const ALL: [MonthOfYear; 12] = [
        MonthOfYear::January,
        MonthOfYear::February,
        MonthOfYear::March,
        MonthOfYear::April,
        MonthOfYear::May,
        MonthOfYear::June,
        MonthOfYear::July,
        MonthOfYear::August,
        MonthOfYear::September,
        MonthOfYear::October,
        MonthOfYear::November,
        MonthOfYear::December,
    ];

    /// The month of a number from 1 (January) to 12.
    pub fn numbered(number: i8) -> Option<MonthOfYear> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        MonthOfYear::ALL.get(index).copied()
    }

    /// The month of an English name written in full, such as `December`.
    pub fn named(name: &str) -> Option<MonthOfYear> {
        MonthOfYear::ALL.into_iter().find(|month| month.name() == name)
    }

    /// From 1 for January to 12 for December.
    pub fn number(self) -> i8 {
        self as i8 + 1
    }

    /// The name in full.
    pub fn name(self) -> &'static str {
        match self {
            MonthOfYear::January => "January",
            MonthOfYear::February => "February",
            MonthOfYear::March => "March",
            MonthOfYear::April => "April",
            MonthOfYear::May => "May",
            MonthOfYear::June => "June",
            MonthOfYear::July => "July",
            MonthOfYear::August => "August",
            MonthOfYear::September => "September",
            MonthOfYear::October => "October",
            MonthOfYear::November => "November",
            MonthOfYear::December => "December",
        }
    }

    /// The first three letters of the name.
    pub fn short(self) -> &'static str {
        &self.name()[..3]
    }
}

/// Exactly so many digits, as a number.
pub(crate) fn digits<N: FromStr>(text: &str, count: usize) -> Option<N> {
    let only_digits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if only_digits { text.parse().ok() } else { None }
}
