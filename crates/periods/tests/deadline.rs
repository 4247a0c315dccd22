//! Deadlines as they stand in minutes and action plans.

use jiff::civil::date;
use periods::Deadline::{By, Done, Ongoing, Unclear};
use periods::{Deadline, Month, read_day};
use proptest::prelude::*;

#[test]
fn a_day_is_one_day_and_nothing_beside_it() {
    let day = Some(date(2017, 9, 19));
    for text in ["19 September 2017", " 19th Sept 2017 ", "19/09/2017", "19.9.17", "2017-09-19"] {
        assert_eq!(read_day(text), day, "{text}");
    }
    for text in [
        "",
        "September 2017",
        "by 19 September 2017",
        "19 September 2017 or later",
        "30 February 2018",
        "19/2017",
    ] {
        assert_eq!(read_day(text), None, "{text}");
    }
}

#[test]
fn a_deadline_is_the_last_day_that_is_in_time() {
    let cases = [
        ("19 September 2017", By(date(2017, 9, 19))),
        ("by 19th Sept 2017", By(date(2017, 9, 19))),
        ("Ofsted on 03.07.2017", By(date(2017, 7, 3))),
        ("19/09/17", By(date(2017, 9, 19))),
        ("2017-09-19", By(date(2017, 9, 19))),
        ("29 February 2020", By(date(2020, 2, 29))),
        ("September 2017", By(date(2017, 9, 30))),
        ("by end of February 2018.", By(date(2018, 2, 28))),
        ("Roll out Sept/Nov 2017", By(date(2017, 11, 30))),
        ("October to December 2017", By(date(2017, 12, 31))),
        ("November 2017 – January 2018", By(date(2018, 1, 31))),
        ("November to January 2018", By(date(2018, 1, 31))),
        ("Q2 2017/18", By(date(2017, 9, 30))),
        ("quarter 4 of 2017-18", By(date(2018, 3, 31))),
        ("by the end of 2017", By(date(2017, 12, 31))),
        ("Ongoing", Ongoing),
        ("COMPLETED", Done),
        ("COMPLETE - report going to the management team", Done),
        ("to be completed", Unclear),
        ("not complete", Unclear),
        ("", Unclear),
        ("as soon as possible", Unclear),
        ("Autumn 2017", Unclear),
        ("end of spring term, March 2018", Unclear),
        ("30 February 2018", Unclear),
        ("31/31/2018", Unclear),
        ("start in May 2017, review in March 2018", Unclear),
        ("within 70 working days", Unclear),
        ("end of 2017/18", Unclear),
    ];
    for (written, meant) in cases {
        assert_eq!(Deadline::read(written), meant, "{written}");
    }
}

proptest! {
    #[test]
    fn nothing_that_people_write_is_too_much(text in ".{0,60}") {
        let _ = Deadline::read(&text);
    }

    /// However a day is written, the same day is read.
    #[test]
    fn a_day_is_read_however_it_is_written(year in 2000_i16..2100, month in 1_i8..=12, day in 1_i8..=28) {
        let (meant, word) = (date(year, month, day), Month::containing(date(year, month, day)).expect("a month"));
        for written in [
            meant.to_string(),
            format!("{day}/{month}/{year}"),
            format!("{day:02}.{month:02}.{:02}", year % 100),
            format!("{day} {}", word.words()),
            format!("by {day} {}, at the latest", word.short()),
        ] {
            prop_assert_eq!(Deadline::read(&written), By(meant), "{}", written);
        }
    }
}
