//! The days and months that specimens fall on. A [`Day`] counts from the first day that the calendar knows; a month
//! counts from November 2013, so that October 2023, the month of the planned figures, is [`LAST_MONTH`].

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan as _};
use periods::{BankHolidays, SchoolTerms, Term};

use crate::SpecimenError;
use crate::random::Random;

/// A day, counted from 1 January 1985.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(pub(crate) i32);

impl Day {
    pub(crate) fn plus(self, days: i32) -> Day {
        Day(self.0 + days)
    }

    /// Whole days since an earlier day.
    pub(crate) fn since(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }
}

/// October 2023, counted from November 2013.
pub(crate) const LAST_MONTH: usize = 119;
/// All months that are made: two more than the last, for what is entered late.
pub(crate) const MONTHS: usize = LAST_MONTH + 3;

const FIRST: Date = date(1985, 1, 1);
const KNOWN_WORKING: Date = date(2012, 1, 1);
const END: Date = date(2026, 12, 31);

pub(crate) struct Calendar {
    text: Vec<String>,
    dates: Vec<Date>,
    /// How many working days, and how many school days, there were up to and including each day.
    working: Vec<i32>,
    school: Vec<i32>,
    firsts: Vec<Day>,
}

impl Calendar {
    pub(crate) fn new() -> Result<Calendar, SpecimenError> {
        let holidays = BankHolidays::england_and_wales();
        let terms = school_terms(holidays)?;
        let (school_first, school_last) = terms.range();
        let mut calendar = Calendar {
            text: Vec::new(),
            dates: Vec::new(),
            working: Vec::new(),
            school: Vec::new(),
            firsts: Vec::new(),
        };
        let (mut working, mut school) = (0, 0);
        let mut day = FIRST;
        while day <= END {
            let weekday = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            if weekday && (day < KNOWN_WORKING || holidays.is_working_day(day).unwrap_or(true)) {
                working += 1;
            }
            if day >= school_first && day <= school_last && terms.is_school_day(day).unwrap_or(false) {
                school += 1;
            }
            calendar.text.push(day.to_string());
            calendar.dates.push(day);
            calendar.working.push(working);
            calendar.school.push(school);
            day = day.tomorrow()?;
        }
        for month in 0..=MONTHS {
            let first = date(2013, 11, 1).checked_add((month as i64).months())?;
            calendar.firsts.push(Calendar::day(first));
        }
        Ok(calendar)
    }

    /// The day of a date.
    pub(crate) fn day(date: Date) -> Day {
        Day((date - FIRST).get_days())
    }

    /// A day in the form year-month-day.
    pub(crate) fn text(&self, day: Day) -> &str {
        self.text.get(day.0 as usize).map_or("", String::as_str)
    }

    pub(crate) fn date(&self, day: Day) -> Date {
        self.dates.get(day.0 as usize).copied().unwrap_or(FIRST)
    }

    pub(crate) fn first(&self, month: usize) -> Day {
        self.firsts[month]
    }

    pub(crate) fn last(&self, month: usize) -> Day {
        self.firsts[month + 1].plus(-1)
    }

    /// The month of a day, nothing for days before and after all months.
    pub(crate) fn month(&self, day: Day) -> Option<usize> {
        let begun = self.firsts.partition_point(|&first| first <= day);
        (begun > 0 && begun <= MONTHS).then(|| begun - 1)
    }

    /// The month of the year, January being 1.
    pub(crate) fn month_of_year(month: usize) -> usize {
        (month + 10) % 12 + 1
    }

    /// The same day of another month, or its last day where it is shorter.
    pub(crate) fn add_months(&self, day: Day, months: i32) -> Day {
        let span = Span::new().months(months);
        self.date(day).checked_add(span).map_or(day, Calendar::day)
    }

    /// Age in whole years.
    pub(crate) fn age(&self, born: Day, on: Day) -> i32 {
        let (born, on) = (self.date(born), self.date(on));
        let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
        i32::from(on.year()) - i32::from(born.year()) - i32::from(!had_birthday)
    }

    /// The birthday on which a person becomes so many years old. (A leap day's is on 28 February.)
    pub(crate) fn birthday(&self, born: Day, years: i32) -> Day {
        self.add_months(born, years * 12)
    }

    pub(crate) fn is_working(&self, day: Day) -> bool {
        counts(&self.working, day)
    }

    /// The first day from which a later day is so many working days away.
    pub(crate) fn working_days_before(&self, day: Day, count: i32) -> Day {
        first_with(&self.working, self.working[day.0 as usize] - count)
    }

    /// The day by which so many school days have passed after a day.
    pub(crate) fn school_days_after(&self, day: Day, count: i32) -> Day {
        first_with(&self.school, self.school[day.0 as usize] + count)
    }

    /// Some day from one to another, rarely one at a weekend or a bank holiday.
    pub(crate) fn some_day(&self, random: &mut Random, from: Day, to: Day) -> Day {
        let mut day = from;
        for _ in 0..8 {
            day = Day(random.between(from.0, to.0));
            if self.is_working(day) || random.chance(40) {
                break;
            }
        }
        day
    }

    /// Some day of a month.
    pub(crate) fn day_in(&self, random: &mut Random, month: usize) -> Day {
        self.some_day(random, self.first(month), self.last(month))
    }
}

/// The first day by which so many days have been counted.
fn first_with(sums: &[i32], count: i32) -> Day {
    Day(sums.partition_point(|&sum| sum < count) as i32)
}

fn counts(sums: &[i32], day: Day) -> bool {
    let index = day.0 as usize;
    index > 0 && index < sums.len() && sums[index] > sums[index - 1]
}

/// The terms of the made-up schools, as they are in the file that frameworks of the examples hold, too.
fn school_terms(holidays: &BankHolidays) -> Result<SchoolTerms, SpecimenError> {
    let mut terms = Vec::new();
    let mut closed = Vec::new();
    for row in csv::Reader::from_reader(crate::TERMS.as_bytes()).records() {
        let row = row?;
        let field = |index: usize| row.get(index).unwrap_or_default();
        let first: Date = field(1).parse()?;
        let last = if field(2).is_empty() { first } else { field(2).parse()? };
        match field(0) {
            "school-term" => terms.push(Term { name: field(3).to_owned(), first, last }),
            _ => closed.push(first),
        }
    }
    let first = terms.first().map_or(FIRST, |term| term.first);
    let last = terms.last().map_or(FIRST, |term| term.last);
    Ok(SchoolTerms::new(first, last, terms, closed, holidays)?)
}
