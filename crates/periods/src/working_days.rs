//! Working days: Monday to Friday without bank holidays.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday, date};

use crate::clock::KnownRange;
use crate::{CalendarError, ClockError, DayOne, OutsideRange};

/// The bank holidays of a place, complete for a stated range of dates. A date outside the range is refused rather
/// than guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankHolidays {
    known: KnownRange,
    names: BTreeMap<Date, String>,
}

/// As published on GOV.UK, under the Open Government Licence v3.0.
static ENGLAND_AND_WALES: LazyLock<BankHolidays> = LazyLock::new(|| {
    let rows = include_str!("../data/bank-holidays-england-and-wales.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.splitn(3, ',').collect::<Vec<_>>());
    let holidays = rows.map(|fields| match fields.as_slice() {
        [date, name, _note] => Some((date.parse().ok()?, (*name).to_owned())),
        _ => None,
    });
    #[expect(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
    let calendar = holidays
        .collect::<Option<Vec<_>>>()
        .and_then(|holidays| BankHolidays::new(date(2012, 1, 1), date(2028, 12, 31), holidays).ok())
        .expect("the built-in bank holidays can be read");
    calendar
});

impl BankHolidays {
    /// Bank holidays that are complete from a first to a last date. Refused: a range that ends before it begins or
    /// leaves the years 1900 to 2200, a holiday outside the range, and the same date twice.
    pub fn new(
        first: Date,
        last: Date,
        holidays: impl IntoIterator<Item = (Date, String)>,
    ) -> Result<BankHolidays, CalendarError> {
        let known = KnownRange::new(first, last, "bank holidays")?;
        let mut names = BTreeMap::new();
        for (date, name) in holidays {
            known.check_own(date, &name)?;
            if names.insert(date, name).is_some() {
                return Err(CalendarError::Twice { date });
            }
        }
        Ok(BankHolidays { known, names })
    }

    /// The bank holidays of England and Wales in the whole years 2012 to 2028, as published on GOV.UK.
    pub fn england_and_wales() -> &'static BankHolidays {
        &ENGLAND_AND_WALES
    }

    /// The first and the last date that are known.
    pub fn range(&self) -> (Date, Date) {
        (self.known.first, self.known.last)
    }

    /// The name of the bank holiday on a date, if it is one.
    pub fn name_on(&self, date: Date) -> Result<Option<&str>, OutsideRange> {
        self.known.check(date)?;
        Ok(self.names.get(&date).map(String::as_str))
    }

    /// Whether a date is a working day: neither at the weekend nor a bank holiday.
    pub fn is_working_day(&self, date: Date) -> Result<bool, OutsideRange> {
        self.known.check(date)?;
        Ok(self.counts(date))
    }

    /// The date of the nth working day of a clock: on which `days` working days have been counted. With no days to
    /// count it is the start itself, whatever day that is.
    pub fn nth_working_day(&self, start: Date, days: u32, day_one: DayOne) -> Result<Date, OutsideRange> {
        self.known.nth_day(|date| self.counts(date), start, days, day_one)
    }

    /// How many working days a clock has counted that starts on one date and stops on another, the last included.
    /// Refused: a stop before the start.
    pub fn working_days_between(&self, start: Date, end: Date, day_one: DayOne) -> Result<u32, ClockError> {
        self.known.days_between(|date| self.counts(date), start, end, day_one)
    }

    /// The dates of all bank holidays from one date to another.
    pub(crate) fn between(
        &self,
        first: Date,
        last: Date,
    ) -> Result<impl Iterator<Item = Date>, OutsideRange> {
        self.known.check(first)?;
        self.known.check(last)?;
        Ok(self.names.range(first..=last).map(|(&date, _)| date))
    }

    fn counts(&self, date: Date) -> bool {
        !is_weekend(date) && !self.names.contains_key(&date)
    }
}

pub(crate) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}
