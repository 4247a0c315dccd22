//! Counting days, whatever days count. Working days and school days differ only in which they are.

use jiff::Span;
use jiff::civil::Date;
use thiserror::Error;

use crate::Month;

/// Which day a clock counts first, if it counts at all. Statute and guidance differ, so it is always said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayOne {
    /// The day on which the clock starts is day one.
    TheDayItself,
    /// The day after the one on which the clock starts is day one.
    TheNextDay,
}

/// A date about which a calendar knows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{date} is outside the {calendar} that are known, {first} to {last}: extend the calendar")]
pub struct OutsideRange {
    /// The date that was asked about.
    pub date: Date,
    /// What the calendar holds: `bank holidays` or `school terms`.
    pub calendar: &'static str,
    /// The first date that it knows.
    pub first: Date,
    /// The last date that it knows.
    pub last: Date,
}

/// Why days cannot be counted between two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ClockError {
    /// One of the dates is unknown to the calendar.
    #[error(transparent)]
    OutsideRange(#[from] OutsideRange),
    /// The clock stops before it starts.
    #[error("the clock stops on {end}, before it starts on {start}")]
    EndsBeforeStart {
        /// When the clock starts.
        start: Date,
        /// When it stops.
        end: Date,
    },
}

/// Why a calendar cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// A range that ends before it begins, or that reaches outside the years 1900 to 2200.
    #[error(
        "the calendar cannot run from {first} to {last}: write the earlier date first, within {} to {}",
        Month::FIRST,
        Month::LAST
    )]
    Range {
        /// The first date of the range.
        first: Date,
        /// The last date of the range.
        last: Date,
    },
    /// A date or a term outside the range of the calendar.
    #[error("{what} on {date} is outside the calendar's own range, {first} to {last}")]
    OutsideOwnRange {
        /// The name of the bank holiday or the term, or `closed day`.
        what: String,
        /// The date.
        date: Date,
        /// The first date of the range.
        first: Date,
        /// The last date of the range.
        last: Date,
    },
    /// The same date twice.
    #[error("{date} is given twice")]
    Twice {
        /// The date.
        date: Date,
    },
    /// A term whose last day is before its first.
    #[error("the term {name} ends before it begins: {first} to {last}")]
    TermBackwards {
        /// The name of the term.
        name: String,
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// Two terms that share a day.
    #[error("the term {later}, which begins on {first}, overlaps {earlier}, which ends on {last}")]
    TermsOverlap {
        /// The name of the term that begins earlier.
        earlier: String,
        /// Its last day.
        last: Date,
        /// The name of the term that begins later.
        later: String,
        /// Its first day.
        first: Date,
    },
    /// More than eight weeks without a term, longer than any summer holiday.
    #[error("no term between {after} and {before}: a term is missing, or the calendar's range is too wide")]
    TermMissing {
        /// The last date before the gap.
        after: Date,
        /// The first date after the gap.
        before: Date,
    },
    /// A day on which schools are said to be closed but which is in no term.
    #[error("the closed day {date} is in no term")]
    ClosedOutsideTerms {
        /// The date.
        date: Date,
    },
    /// School terms need to know the bank holidays in them.
    #[error(transparent)]
    BankHolidays(#[from] OutsideRange),
}

/// The dates about which a calendar knows everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KnownRange {
    pub(crate) first: Date,
    pub(crate) last: Date,
    calendar: &'static str,
}

impl KnownRange {
    pub(crate) fn new(first: Date, last: Date, calendar: &'static str) -> Result<KnownRange, CalendarError> {
        let is_known = |date| Month::containing(date).is_some();
        if first > last || !is_known(first) || !is_known(last) {
            return Err(CalendarError::Range { first, last });
        }
        Ok(KnownRange { first, last, calendar })
    }

    pub(crate) fn contains(self, date: Date) -> bool {
        (self.first..=self.last).contains(&date)
    }

    /// Refuses a date outside the range.
    pub(crate) fn check(self, date: Date) -> Result<(), OutsideRange> {
        if self.contains(date) {
            return Ok(());
        }
        let KnownRange { first, last, calendar } = self;
        Err(OutsideRange { date, calendar, first, last })
    }

    /// Refuses something of a calendar's own that lies outside its range.
    pub(crate) fn check_own(self, date: Date, what: &str) -> Result<(), CalendarError> {
        if self.contains(date) {
            return Ok(());
        }
        let KnownRange { first, last, .. } = self;
        Err(CalendarError::OutsideOwnRange { what: what.to_owned(), date, first, last })
    }

    /// The date on which the clock has counted so many days. No days have been counted on the start itself, whatever
    /// day it is.
    pub(crate) fn nth_day(
        self,
        counts: impl Fn(Date) -> bool,
        start: Date,
        days: u32,
        day_one: DayOne,
    ) -> Result<Date, OutsideRange> {
        self.check(start)?;
        let mut counted = u32::from(day_one == DayOne::TheDayItself && counts(start) && days > 0);
        let mut date = start;
        while counted < days {
            // Saturation is never reached: a calendar's range ends long before dates do.
            date = date.saturating_add(Span::new().days(1));
            self.check(date)?;
            counted += u32::from(counts(date));
        }
        Ok(date)
    }

    /// How many days the clock has counted when it stops, the last day included.
    pub(crate) fn days_between(
        self,
        counts: impl Fn(Date) -> bool,
        start: Date,
        end: Date,
        day_one: DayOne,
    ) -> Result<u32, ClockError> {
        self.check(start)?;
        self.check(end)?;
        if end < start {
            return Err(ClockError::EndsBeforeStart { start, end });
        }
        let days = start.series(Span::new().days(1)).take_while(|&date| date <= end);
        let uncounted = usize::from(day_one == DayOne::TheNextDay);
        Ok(days.skip(uncounted).map(|date| u32::from(counts(date))).sum())
    }
}
