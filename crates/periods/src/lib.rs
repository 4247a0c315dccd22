//! Periods from months to years, the bases on which they are filled, and the clocks of working and school days.
//!
//! A [`Period`] is a run of whole [`Month`]s with a kind: a month, a quarter, a term, a year. A [`Basis`] says
//! which months fill a figure of a period. [`BankHolidays`] and [`SchoolTerms`] count days within a stated range
//! and refuse dates outside it.
//!
//! The crate does no I/O and knows no clock: nothing here knows what day it is.

mod basis;
mod clock;
mod deadline;
mod month;
mod period;
mod school_days;
mod token;
mod words;
mod working_days;

pub use basis::{Basis, BasisError, NamedMonths};
pub use clock::{CalendarError, ClockError, DayOne, OutsideRange};
pub use deadline::{Deadline, read_day};
pub use month::{Month, MonthError, MonthOfYear};
pub use period::{Frequency, FrequencyError, Months, Period, PeriodKind, YearKind, YearKindError};
pub use school_days::{SchoolTerms, Term};
pub use token::PeriodError;
pub use words::day_in_words;
pub use working_days::BankHolidays;
