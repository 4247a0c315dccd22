//! Working days and school days, counted ahead so that a clock is two look-ups.

use framework::{CalendarKind, Framework};
use jiff::civil::Date;
use periods::{BankHolidays, CalendarError, SchoolTerms, Term};

use crate::time::{day_number, day_of};

/// The calendars that clocks run by.
#[derive(Debug, Clone)]
pub(crate) struct Calendars {
    /// England's working days.
    pub working: Clock,
    /// The days on which the council's schools are open, where its terms are known.
    pub school: Option<Clock>,
}

/// How many days of a kind have passed by each day of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clock {
    what: &'static str,
    first: i32,
    passed: Vec<i32>,
}

impl Calendars {
    /// England's working days, and the school terms of a framework's calendar.
    pub(crate) fn of(framework: &Framework) -> Result<Self, CalendarError> {
        let holidays = BankHolidays::england_and_wales();
        let working =
            Clock::new("working days", holidays.range(), |day| holidays.is_working_day(day).unwrap_or(false));
        let entries = |kind| framework.calendar.iter().filter(move |entry| entry.kind == kind);
        let terms: Vec<Term> = entries(CalendarKind::SchoolTerm)
            .map(|entry| Term { name: entry.name.clone(), first: entry.date, last: entry.to })
            .collect();
        let range = terms.iter().map(|term| term.first).min().zip(terms.iter().map(|term| term.last).max());
        let Some((first, last)) = range else { return Ok(Self { working, school: None }) };
        let closed = entries(CalendarKind::SchoolClosed).flat_map(|entry| {
            entry.date.series(jiff::Span::new().days(1)).take_while(|day| *day <= entry.to)
        });
        let terms = SchoolTerms::new(first, last, terms, closed, holidays)?;
        let school =
            Clock::new("school days", terms.range(), |day| terms.is_school_day(day).unwrap_or(false));
        Ok(Self { working, school: Some(school) })
    }
}

impl Clock {
    fn new(what: &'static str, (first, last): (Date, Date), counts: impl Fn(Date) -> bool) -> Self {
        let mut total = 0;
        let days = first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
        let passed = days
            .map(|day| {
                total += i32::from(counts(day));
                total
            })
            .collect();
        Self { what, first: day_number(first), passed }
    }

    /// How many days are counted after one day up to and including another; below nought if the other comes first.
    /// Refused: a day for which the calendar isn't known, which is never guessed.
    pub(crate) fn between(&self, from: i32, to: i32) -> Result<i64, String> {
        Ok(i64::from(self.passed_by(to)? - self.passed_by(from)?))
    }

    /// The day by which so many days have been counted after a day: the earliest that is so many [`Clock::between`] it
    /// and itself. With no days to count it is the start itself, whatever day that is, as
    /// [`BankHolidays::nth_working_day`] has it. Refused: a day for which the calendar isn't known.
    pub(crate) fn after(&self, from: i32, count: i64) -> Result<i32, String> {
        // The earliest day with as many passed as by a Saturday is the Friday before.
        if count == 0 {
            return self.passed_by(from).map(|_| from);
        }
        let wanted = i64::from(self.passed_by(from)?) + count;
        let position = self.passed.partition_point(|passed| i64::from(*passed) < wanted);
        let day = self.first + i32::try_from(position).unwrap_or(i32::MAX - self.first);
        self.passed_by(day).map(|_| day)
    }

    fn passed_by(&self, day: i32) -> Result<i32, String> {
        let position = usize::try_from(day - self.first).ok();
        position.and_then(|position| self.passed.get(position).copied()).ok_or_else(|| {
            let last = self.first + i32::try_from(self.passed.len()).unwrap_or(i32::MAX) - 1;
            let words = |day| day_of(day).map(|day| day.to_string()).unwrap_or_default();
            format!(
                "{} are known from {} to {} only, and are asked for at {}",
                self.what,
                words(self.first),
                words(last),
                words(day)
            )
        })
    }
}
