//! School days: the weekdays of the council's own terms, without bank holidays and closed days.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::clock::KnownRange;
use crate::working_days::is_weekend;
use crate::{BankHolidays, CalendarError, ClockError, DayOne, OutsideRange};

/// The most days that schools are out: six weeks of summer, and some more.
const LONGEST_HOLIDAY: i32 = 56;

/// A term, or one of its halves, as the council sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What the council calls it, such as `Term 1`.
    pub name: String,
    /// The first day of school.
    pub first: Date,
    /// The last day of school.
    pub last: Date,
}

/// When schools are open, complete for a stated range of dates. A date outside the range is refused rather than
/// guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolTerms {
    known: KnownRange,
    terms: Vec<Term>,
    closed: BTreeSet<Date>,
}

impl SchoolTerms {
    /// All terms from a first to a last date, and the days in them on which schools are closed (INSET days). Bank
    /// holidays in term, such as early May's, are closed too and need not be given.
    ///
    /// Refused: a range that ends before it begins, terms outside it, backwards or overlapping, more than eight
    /// weeks in the range without a term (one has been forgotten), a closed day given twice or in no term, and a
    /// range for which the bank holidays are not known.
    pub fn new(
        first: Date,
        last: Date,
        terms: impl IntoIterator<Item = Term>,
        closed: impl IntoIterator<Item = Date>,
        holidays: &BankHolidays,
    ) -> Result<SchoolTerms, CalendarError> {
        let known = KnownRange::new(first, last, "school terms")?;
        let mut terms = terms.into_iter().collect::<Vec<_>>();
        terms.sort_by_key(|term| term.first);
        for term in &terms {
            check_term(term, known)?;
        }
        for pair in terms.windows(2) {
            check_pair(&pair[0], &pair[1])?;
        }
        check_gaps(&terms, known)?;
        let mut calendar = SchoolTerms { known, terms, closed: BTreeSet::new() };
        for date in closed {
            known.check_own(date, "closed day")?;
            if !calendar.is_in_term(date) {
                return Err(CalendarError::ClosedOutsideTerms { date });
            }
            if !calendar.closed.insert(date) {
                return Err(CalendarError::Twice { date });
            }
        }
        let holidays = holidays.between(first, last)?;
        calendar.closed.extend(holidays);
        Ok(calendar)
    }

    /// The first and the last date that are known.
    pub fn range(&self) -> (Date, Date) {
        (self.known.first, self.known.last)
    }

    /// The terms, in order.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether schools are open on a date.
    pub fn is_school_day(&self, date: Date) -> Result<bool, OutsideRange> {
        self.known.check(date)?;
        Ok(self.counts(date))
    }

    /// The date of the nth school day of a clock: on which `days` school days have been counted. With no days to
    /// count it is the start itself, whatever day that is.
    pub fn nth_school_day(&self, start: Date, days: u32, day_one: DayOne) -> Result<Date, OutsideRange> {
        self.known.nth_day(|date| self.counts(date), start, days, day_one)
    }

    /// How many school days a clock has counted that starts on one date and stops on another, the last included.
    /// Refused: a stop before the start.
    pub fn school_days_between(&self, start: Date, end: Date, day_one: DayOne) -> Result<u32, ClockError> {
        self.known.days_between(|date| self.counts(date), start, end, day_one)
    }

    fn counts(&self, date: Date) -> bool {
        !is_weekend(date) && self.is_in_term(date) && !self.closed.contains(&date)
    }

    fn is_in_term(&self, date: Date) -> bool {
        // Terms are in order and do not overlap, so the last to begin by then is the only one it can be in.
        let begun = self.terms.partition_point(|term| term.first <= date);
        self.terms[..begun].last().is_some_and(|term| date <= term.last)
    }
}

fn check_term(term: &Term, known: KnownRange) -> Result<(), CalendarError> {
    let Term { name, first, last } = term;
    if first > last {
        return Err(CalendarError::TermBackwards { name: name.clone(), first: *first, last: *last });
    }
    known.check_own(*first, name)?;
    known.check_own(*last, name)
}

fn check_pair(earlier: &Term, later: &Term) -> Result<(), CalendarError> {
    if later.first > earlier.last {
        return Ok(());
    }
    Err(CalendarError::TermsOverlap {
        earlier: earlier.name.clone(),
        last: earlier.last,
        later: later.name.clone(),
        first: later.first,
    })
}

/// Refuses a stretch without a term that no holiday explains, the range's own ends included.
fn check_gaps(terms: &[Term], known: KnownRange) -> Result<(), CalendarError> {
    let ends = std::iter::once(known.first).chain(terms.iter().map(|term| term.last));
    let begins = terms.iter().map(|term| term.first).chain([known.last]);
    for (after, before) in ends.zip(begins) {
        let days = (before - after).get_days();
        if days > LONGEST_HOLIDAY {
            return Err(CalendarError::TermMissing { after, before });
        }
    }
    Ok(())
}
