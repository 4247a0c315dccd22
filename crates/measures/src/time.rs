//! Days and months as the engine counts them.

use framework::SnapshotDay;
use jiff::civil::{Date, date};
use periods::{BankHolidays, Month, OutsideRange};

/// The day that Arrow counts from.
const EPOCH: Date = date(1970, 1, 1);

/// Days since 1 January 1970.
pub(crate) fn day_number(day: Date) -> i32 {
    // Dates lie between the years 1900 and 2200, which days in 32 bits hold.
    EPOCH.until(day).map_or(0, |span| span.get_days())
}

/// The day of a number of days since 1 January 1970, where there is one.
pub(crate) fn day_of(number: i32) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

/// Months since January of the year nought.
pub(crate) fn month_number(month: Month) -> i32 {
    i32::from(month.year()) * 12 + i32::from(month.of_year().number()) - 1
}

/// The months that are measured, and the days on which things that last are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    first: Month,
    last: Month,
    /// The last day up to which facts count.
    until: Date,
    last_days: Vec<i32>,
    last_working_days: Vec<i32>,
}

impl Axis {
    /// The months from a first to a last. Facts count up to `until`, which also stands for the last day of the month
    /// that it lies in.
    ///
    /// Refused: months for which the working days aren't known.
    pub fn new(first: Month, last: Month, until: Date) -> Result<Self, OutsideRange> {
        let holidays = BankHolidays::england_and_wales();
        let (mut last_days, mut last_working_days) = (Vec::new(), Vec::new());
        let mut month = Some(first).filter(|first| *first <= last);
        while let Some(current) = month {
            last_days.push(day_number(current.last_day().min(until)));
            last_working_days.push(day_number(current.last_working_day(holidays)?.min(until)));
            month = current.plus(1).filter(|next| *next <= last);
        }
        Ok(Self { first, last, until, last_days, last_working_days })
    }

    /// The first month.
    #[must_use]
    pub fn first(&self) -> Month {
        self.first
    }

    /// The last month.
    #[must_use]
    pub fn last(&self) -> Month {
        self.last
    }

    /// The last day up to which facts count.
    #[must_use]
    pub fn until(&self) -> Date {
        self.until
    }

    /// How many months there are.
    #[must_use]
    pub fn months(&self) -> usize {
        self.last_days.len()
    }

    /// The place of a month on the axis.
    #[must_use]
    pub fn position(&self, month: Month) -> Option<usize> {
        let position = usize::try_from(month.months_since(self.first)).ok()?;
        (position < self.months()).then_some(position)
    }

    /// The months of the days on the axis, as [`month_number`] counts them, and the first of those days. So a day is
    /// looked up, for every fact, instead of worked out.
    pub(crate) fn months_of_days(&self) -> (i32, Vec<i32>) {
        let first_day = self.first.first_day();
        let days = first_day.series(jiff::Span::new().days(1)).take_while(|day| *day <= self.last.last_day());
        (day_number(first_day), days.filter_map(Month::containing).map(month_number).collect())
    }

    /// The days on which things that last are counted, one per month.
    pub(crate) fn snapshots(&self, kind: SnapshotDay) -> &[i32] {
        match kind {
            SnapshotDay::LastDay => &self.last_days,
            SnapshotDay::LastWorkingDay => &self.last_working_days,
        }
    }

    /// The day on which things that last are counted in a month.
    #[must_use]
    pub fn snapshot(&self, month: Month, kind: SnapshotDay) -> Option<Date> {
        self.position(month).and_then(|position| day_of(self.snapshots(kind)[position]))
    }
}
