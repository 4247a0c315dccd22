//! Working days of England and Wales, and of nowhere that is not known.

use jiff::civil::{Date, Weekday, date};
use periods::{BankHolidays, CalendarError, ClockError, DayOne, Month};
use proptest::prelude::*;

use DayOne::{TheDayItself, TheNextDay};

fn england() -> &'static BankHolidays {
    BankHolidays::england_and_wales()
}

#[test]
fn the_built_in_calendar_is_whole_years_from_2012_to_2028() {
    assert_eq!(england().range(), (date(2012, 1, 1), date(2028, 12, 31)));
    for year in 2012..=2028 {
        let days = Month::parse(&format!("{year}-01")).unwrap().first_day().series(jiff::Span::new().days(1));
        let holidays =
            days.take_while(|day| day.year() == year).filter(|&day| england().name_on(day) != Ok(None));
        let extra = match year {
            2022 => 2,        // the Platinum Jubilee and the State Funeral
            2012 | 2023 => 1, // the Diamond Jubilee; the Coronation
            _ => 0,
        };
        assert_eq!(holidays.count(), 8 + extra, "{year}");
    }
}

#[test]
fn bank_holidays_that_a_rule_would_miss_are_known() {
    let holidays = [
        (date(2012, 6, 5), "Queen’s Diamond Jubilee"),
        (date(2020, 5, 8), "Early May bank holiday (VE day)"),
        (date(2022, 6, 2), "Spring bank holiday"),
        (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
        (date(2022, 9, 19), "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
        (date(2021, 12, 27), "Christmas Day"),
        (date(2021, 12, 28), "Boxing Day"),
        (date(2018, 3, 30), "Good Friday"),
        (date(2018, 4, 2), "Easter Monday"),
    ];
    for (day, name) in holidays {
        assert_eq!(england().name_on(day), Ok(Some(name)), "{day}");
        assert_eq!(england().is_working_day(day), Ok(false), "{day}");
    }
    for day in [date(2020, 5, 4), date(2022, 5, 30), date(2021, 12, 24), date(2021, 12, 29)] {
        assert_eq!(england().name_on(day), Ok(None), "{day}");
        assert_eq!(england().is_working_day(day), Ok(true), "{day}");
    }
}

#[test]
fn every_built_in_bank_holiday_is_a_weekday() {
    let (first, last) = england().range();
    for day in first.series(jiff::Span::new().days(1)).take_while(|&day| day <= last) {
        if england().name_on(day).unwrap().is_some() {
            assert!(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday), "{day}");
        }
    }
}

#[test]
fn a_date_outside_the_range_is_refused_and_not_guessed() {
    for day in [date(2011, 12, 31), date(2029, 1, 1), Date::MIN, Date::MAX] {
        let outside = england().is_working_day(day).unwrap_err();
        assert_eq!((outside.date, outside.first, outside.last), (day, date(2012, 1, 1), date(2028, 12, 31)));
        assert!(england().name_on(day).is_err());
        assert!(england().nth_working_day(day, 0, TheNextDay).is_err());
        assert!(england().working_days_between(day, day, TheNextDay).is_err());
    }
    assert_eq!(
        england().is_working_day(date(2029, 1, 2)).unwrap_err().to_string(),
        "2029-01-02 is outside the bank holidays that are known, 2012-01-01 to 2028-12-31: extend the calendar"
    );
    // The 29th is a Friday, and the clock would have to run into 2029.
    let outside = england().nth_working_day(date(2028, 12, 29), 1, TheNextDay).unwrap_err();
    assert_eq!(outside.date, date(2029, 1, 1));
    assert!(england().nth_working_day(date(2012, 1, 1), u32::MAX, TheDayItself).is_err());
}

#[test]
fn the_nth_working_day() {
    let (friday, saturday, monday) = (date(2021, 6, 4), date(2021, 6, 5), date(2021, 6, 7));
    let table = [
        // from, days, day one, expected, why
        (friday, 0, TheDayItself, friday, "no days have been counted on the start"),
        (saturday, 0, TheNextDay, saturday, "nor on a Saturday"),
        (friday, 1, TheDayItself, friday, "the day itself is day one"),
        (friday, 1, TheNextDay, monday, "the next day is day one"),
        (friday, 2, TheDayItself, monday, "day two is after the weekend"),
        (saturday, 1, TheDayItself, monday, "a Saturday is no day one"),
        (saturday, 1, TheNextDay, monday, "whichever is day one"),
        (date(2021, 5, 3), 1, TheDayItself, date(2021, 5, 4), "nor is a bank holiday"),
        (date(2021, 4, 1), 1, TheNextDay, date(2021, 4, 6), "Easter takes Friday to Monday"),
        (
            date(2021, 12, 24),
            1,
            TheNextDay,
            date(2021, 12, 29),
            "Christmas on a Saturday takes two weekdays after",
        ),
        (date(2024, 2, 28), 1, TheNextDay, date(2024, 2, 29), "a leap day is a day"),
        (date(2023, 2, 28), 1, TheNextDay, date(2023, 3, 1), "and there is not always one"),
        (date(2021, 6, 1), 45, TheNextDay, date(2021, 8, 3), "the 45 days of an assessment"),
        (date(2022, 9, 16), 1, TheNextDay, date(2022, 9, 20), "the State Funeral"),
    ];
    for (from, days, day_one, expected, why) in table {
        assert_eq!(england().nth_working_day(from, days, day_one), Ok(expected), "{why}");
    }
}

#[test]
fn working_days_between_two_dates() {
    let (friday, sunday, monday) = (date(2021, 6, 4), date(2021, 6, 6), date(2021, 6, 7));
    let table = [
        (friday, friday, TheDayItself, 1),
        (friday, friday, TheNextDay, 0),
        (sunday, sunday, TheDayItself, 0),
        (friday, sunday, TheNextDay, 0),
        (friday, monday, TheDayItself, 2),
        (friday, monday, TheNextDay, 1),
        (date(2021, 4, 1), date(2021, 4, 6), TheDayItself, 2),
        (date(2021, 12, 24), date(2022, 1, 4), TheNextDay, 4),
        (date(2024, 2, 26), date(2024, 3, 1), TheDayItself, 5),
        (date(2023, 1, 1), date(2023, 12, 31), TheDayItself, 251),
    ];
    for (start, end, day_one, days) in table {
        assert_eq!(england().working_days_between(start, end, day_one), Ok(days), "{start} to {end}");
    }
    assert_eq!(
        england().working_days_between(monday, friday, TheNextDay),
        Err(ClockError::EndsBeforeStart { start: monday, end: friday })
    );
}

#[test]
fn a_council_may_bring_its_own_calendar() {
    let named = |day| (day, "Local holiday".to_owned());
    let (first, last) = (date(2030, 1, 1), date(2030, 12, 31));
    let local = BankHolidays::new(first, last, [named(date(2030, 6, 3))]).unwrap();
    assert_eq!(local.is_working_day(date(2030, 6, 3)), Ok(false));
    assert_eq!(local.is_working_day(date(2030, 6, 4)), Ok(true));

    let refused = |first, last, days: &[Date]| {
        BankHolidays::new(first, last, days.iter().copied().map(named)).unwrap_err().to_string()
    };
    assert_eq!(
        refused(last, first, &[]),
        "the calendar cannot run from 2030-12-31 to 2030-01-01: write the earlier date first, within 1900-01 to 2200-12"
    );
    assert!(matches!(BankHolidays::new(first, Date::MAX, []), Err(CalendarError::Range { .. })));
    assert_eq!(
        refused(first, last, &[date(2031, 1, 1)]),
        "Local holiday on 2031-01-01 is outside the calendar's own range, 2030-01-01 to 2030-12-31"
    );
    assert_eq!(refused(first, last, &[date(2030, 6, 3), date(2030, 6, 3)]), "2030-06-03 is given twice");
}

fn any_date() -> impl Strategy<Value = Date> {
    (0i64..366 * 15).prop_map(|days| date(2012, 1, 1).saturating_add(jiff::Span::new().days(days)))
}

fn any_day_one() -> impl Strategy<Value = DayOne> {
    prop::sample::select(vec![TheDayItself, TheNextDay])
}

proptest! {
    #[test]
    fn between_the_start_and_the_nth_day_are_n_days(start in any_date(), days in 1u32..300, day_one in any_day_one()) {
        let nth = england().nth_working_day(start, days, day_one).unwrap();
        prop_assert_eq!(england().is_working_day(nth), Ok(true));
        prop_assert_eq!(england().working_days_between(start, nth, day_one), Ok(days));
    }

    #[test]
    fn counting_the_day_itself_adds_that_day_if_it_counts(start in any_date(), length in 0i64..300) {
        let end = start.saturating_add(jiff::Span::new().days(length));
        let itself = england().working_days_between(start, end, TheDayItself).unwrap();
        let next = england().working_days_between(start, end, TheNextDay).unwrap();
        prop_assert_eq!(itself - next, u32::from(england().is_working_day(start).unwrap()));
    }

    #[test]
    fn days_add_up(start in any_date(), one in 0i64..150, other in 0i64..150) {
        let middle = start.saturating_add(jiff::Span::new().days(one));
        let end = middle.saturating_add(jiff::Span::new().days(other));
        let between = |from, to| england().working_days_between(from, to, TheNextDay).unwrap();
        prop_assert_eq!(between(start, middle) + between(middle, end), between(start, end));
    }
}
