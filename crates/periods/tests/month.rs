//! Months of the years 1900 to 2200.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use jiff::civil::date;
use periods::{BankHolidays, Month, MonthOfYear};
use proptest::prelude::*;

fn month(token: &str) -> Month {
    token.parse().unwrap()
}

fn any_month() -> impl Strategy<Value = Month> {
    (0i32..301 * 12).prop_map(|months| Month::FIRST.plus(months).unwrap())
}

#[test]
fn a_month_is_a_year_and_two_digits() {
    let june = month("2021-06");
    assert_eq!((june.year(), june.of_year()), (2021, MonthOfYear::June));
    assert_eq!(june.words(), "June 2021");
    assert_eq!(june.short(), "Jun 2021");
    assert_eq!(format!("{june:>9}|{june:?}"), "  2021-06|2021-06");
}

#[test]
fn other_spellings_are_refused_with_the_way_out() {
    let not_a_month = "is not a month: write the year and the month, such as 2021-06";
    let refusals = [
        ("", format!("`` {not_a_month}")),
        ("2021-6", format!("`2021-6` {not_a_month}")),
        ("2021-06-01", format!("`2021-06-01` {not_a_month}")),
        ("+021-06", format!("`+021-06` {not_a_month}")),
        ("2021-13", "`2021-13`: there is no month 13, months run from 01 to 12".to_owned()),
        ("2021-00", "`2021-00`: there is no month 0, months run from 01 to 12".to_owned()),
        ("1899-12", "`1899-12`: years run from 1900 to 2200".to_owned()),
        ("2201-01", "`2201-01`: years run from 1900 to 2200".to_owned()),
    ];
    for (text, message) in refusals {
        assert_eq!(Month::parse(text).unwrap_err().to_string(), message);
    }
}

#[test]
fn the_last_day_knows_leap_years() {
    for (token, day) in [("2021-02", 28), ("2024-02", 29), ("1900-02", 28), ("2000-02", 29), ("2021-12", 31)]
    {
        assert_eq!(month(token).last_day().day(), day, "{token}");
        assert_eq!(month(token).first_day().day(), 1);
    }
}

#[test]
fn the_last_working_day_is_before_weekends_and_bank_holidays() {
    let holidays = BankHolidays::england_and_wales();
    let table = [
        ("2021-06", date(2021, 6, 30)),  // a Wednesday
        ("2021-10", date(2021, 10, 29)), // the 31st is a Sunday
        ("2021-05", date(2021, 5, 28)),  // the 31st is the spring bank holiday, after a weekend
        ("2018-03", date(2018, 3, 29)),  // Good Friday is the 30th
    ];
    for (token, day) in table {
        assert_eq!(month(token).last_working_day(holidays), Ok(day));
    }
    assert!(month("2029-01").last_working_day(holidays).is_err());
}

#[test]
fn the_known_years_have_ends() {
    assert_eq!(Month::FIRST.plus(-1), None);
    assert_eq!(Month::LAST.plus(1), None);
    assert_eq!(Month::FIRST.plus(i32::MAX), None);
    assert_eq!(Month::LAST.plus(i32::MIN), None);
    assert_eq!(Month::new(i16::MAX, MonthOfYear::January), None);
    assert_eq!(Month::containing(date(1899, 12, 31)), None);
    assert_eq!(Month::containing(date(2021, 6, 17)), Some(month("2021-06")));
}

#[test]
fn the_twelve_months_are_numbered_and_named() {
    for (number, of_year) in (1..).zip(MonthOfYear::ALL) {
        assert_eq!(of_year.number(), number);
        assert_eq!(MonthOfYear::numbered(number), Some(of_year));
        assert_eq!(MonthOfYear::named(of_year.name()), Some(of_year));
        assert!(of_year.name().starts_with(of_year.short()));
    }
    for number in [i8::MIN, -1, 0, 13, i8::MAX] {
        assert_eq!(MonthOfYear::numbered(number), None);
    }
}

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC*") {
        let _ = Month::parse(&text);
    }

    #[test]
    fn what_is_displayed_reads_as_the_same_month(one in any_month()) {
        prop_assert_eq!(Month::parse(&one.to_string()), Ok(one));
    }

    #[test]
    fn months_later_and_months_since_agree(one in any_month(), other in any_month()) {
        prop_assert_eq!(one.plus(other.months_since(one)), Some(other));
    }

    #[test]
    fn every_day_of_a_month_is_in_it(one in any_month()) {
        prop_assert_eq!(Month::containing(one.first_day()), Some(one));
        prop_assert_eq!(Month::containing(one.last_day()), Some(one));
    }
}
