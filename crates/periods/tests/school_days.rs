//! School days follow the council's own terms.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use jiff::civil::{Date, date};
use periods::{BankHolidays, CalendarError, DayOne, SchoolTerms, Term};

use DayOne::{TheDayItself, TheNextDay};

const FIRST: Date = date(2021, 9, 1);
const LAST: Date = date(2022, 8, 31);

fn term(name: &str, first: Date, last: Date) -> Term {
    Term { name: name.to_owned(), first, last }
}

/// A year of six terms.
fn six_terms() -> Vec<Term> {
    vec![
        term("Term 1", date(2021, 9, 2), date(2021, 10, 22)),
        term("Term 2", date(2021, 11, 1), date(2021, 12, 17)),
        term("Term 3", date(2022, 1, 4), date(2022, 2, 11)),
        term("Term 4", date(2022, 2, 21), date(2022, 4, 1)),
        term("Term 5", date(2022, 4, 19), date(2022, 5, 27)),
        term("Term 6", date(2022, 6, 6), date(2022, 7, 22)),
    ]
}

fn made(terms: Vec<Term>, closed: &[Date]) -> Result<SchoolTerms, CalendarError> {
    SchoolTerms::new(FIRST, LAST, terms, closed.iter().copied(), BankHolidays::england_and_wales())
}

fn school() -> SchoolTerms {
    made(six_terms(), &[date(2021, 9, 2), date(2021, 9, 3)]).unwrap()
}

#[test]
fn schools_are_open_on_the_weekdays_of_terms() {
    let table = [
        (date(2021, 9, 1), false, "before term"),
        (date(2021, 9, 2), false, "an INSET day"),
        (date(2021, 9, 6), true, "the first Monday"),
        (date(2021, 9, 11), false, "a Saturday"),
        (date(2021, 10, 22), true, "the last day of term 1"),
        (date(2021, 10, 25), false, "the half-term holiday"),
        (date(2021, 11, 1), true, "the first day of term 2"),
        (date(2022, 5, 2), false, "the early May bank holiday"),
        (date(2022, 5, 3), true, "the day after it"),
        (date(2022, 8, 31), false, "the summer holiday"),
    ];
    for (day, open, why) in table {
        assert_eq!(school().is_school_day(day), Ok(open), "{day}: {why}");
    }
    assert_eq!(school().range(), (FIRST, LAST));
    assert_eq!(school().terms(), six_terms());
}

#[test]
fn a_date_outside_the_range_is_refused_and_not_guessed() {
    for day in [date(2021, 8, 31), date(2022, 9, 1), Date::MIN, Date::MAX] {
        assert!(school().is_school_day(day).is_err(), "{day}");
    }
    assert_eq!(
        school().nth_school_day(date(2022, 7, 22), 1, TheNextDay).unwrap_err().to_string(),
        "2022-09-01 is outside the school terms that are known, 2021-09-01 to 2022-08-31: extend the calendar"
    );
}

#[test]
fn the_clock_of_school_days_stops_in_the_holidays() {
    let table = [
        (date(2021, 10, 22), 1, TheDayItself, date(2021, 10, 22)),
        (date(2021, 10, 22), 1, TheNextDay, date(2021, 11, 1)),
        (date(2021, 10, 27), 1, TheDayItself, date(2021, 11, 1)),
        (date(2021, 9, 1), 1, TheNextDay, date(2021, 9, 6)),
        (date(2021, 9, 6), 10, TheDayItself, date(2021, 9, 17)),
        (date(2021, 10, 18), 30, TheNextDay, date(2021, 12, 6)),
    ];
    for (start, days, day_one, expected) in table {
        assert_eq!(school().nth_school_day(start, days, day_one), Ok(expected));
        assert_eq!(school().school_days_between(start, expected, day_one), Ok(days));
    }
    assert_eq!(school().school_days_between(FIRST, LAST, TheDayItself), Ok(192));
    assert_eq!(school().nth_school_day(date(2021, 10, 27), 0, TheNextDay), Ok(date(2021, 10, 27)));
    assert!(school().school_days_between(LAST, FIRST, TheNextDay).is_err());
}

#[test]
fn terms_may_be_given_in_any_order() {
    let mut reversed = six_terms();
    reversed.reverse();
    assert_eq!(made(reversed, &[]).unwrap().terms(), six_terms());
}

#[test]
fn calendars_that_cannot_be_are_refused() {
    let refused = |terms, closed: &[Date]| made(terms, closed).unwrap_err().to_string();
    let with = |replacement: Term, position: usize| {
        let mut terms = six_terms();
        terms[position] = replacement;
        terms
    };

    assert_eq!(
        refused(with(term("Term 2", date(2021, 10, 22), date(2021, 12, 17)), 1), &[]),
        "the term Term 2, which begins on 2021-10-22, overlaps Term 1, which ends on 2021-10-22"
    );
    assert_eq!(
        refused(with(term("Term 2", date(2021, 12, 17), date(2021, 11, 1)), 1), &[]),
        "the term Term 2 ends before it begins: 2021-12-17 to 2021-11-01"
    );
    assert_eq!(
        refused(with(term("Term 6", date(2022, 6, 6), date(2022, 9, 1)), 5), &[]),
        "Term 6 on 2022-09-01 is outside the calendar's own range, 2021-09-01 to 2022-08-31"
    );
    let mut without_term_2 = six_terms();
    without_term_2.remove(1);
    assert_eq!(
        refused(without_term_2, &[]),
        "no term between 2021-10-22 and 2022-01-04: a term is missing, or the calendar's range is too wide"
    );
    assert_eq!(
        refused(vec![], &[]),
        "no term between 2021-09-01 and 2022-08-31: a term is missing, or the calendar's range is too wide"
    );
    assert_eq!(refused(six_terms(), &[date(2021, 10, 25)]), "the closed day 2021-10-25 is in no term");
    assert_eq!(refused(six_terms(), &[date(2021, 9, 6); 2]), "2021-09-06 is given twice");
    assert!(matches!(
        SchoolTerms::new(date(2029, 1, 1), date(2029, 1, 31), [], [], BankHolidays::england_and_wales()),
        Err(CalendarError::BankHolidays(_))
    ));
}
