//! Periods as people read them.

use periods::Period;

#[test]
fn each_kind_of_period_has_words_and_a_heading() {
    let table = [
        ("2021-06", "June 2021", "Jun", "21"),
        ("2005-06", "June 2005", "Jun", "05"),
        ("FY2021-22", "financial year 2021–22", "2021–22", ""),
        ("FY1999-00", "financial year 1999–00", "1999–00", ""),
        ("FY2021-22-Q1", "quarter 1 of 2021–22 (April to June 2021)", "Q1", "21–22"),
        ("FY2021-22-Q4", "quarter 4 of 2021–22 (January to March 2022)", "Q4", "21–22"),
        ("CY2016", "calendar year 2016", "2016", ""),
        ("CY2016-Q4", "quarter 4 of 2016 (October to December 2016)", "Q4", "16"),
        ("AY2020-21", "academic year 2020–21", "2020–21", ""),
        ("AY2022-23-T1", "autumn term of 2022–23", "T1", "22–23"),
        ("AY2022-23-T2", "spring term of 2022–23", "T2", "22–23"),
        ("AY2022-23-T3", "summer term of 2022–23", "T3", "22–23"),
        ("AY2022-23-H3", "half term 3 of 2022–23", "H3", "22–23"),
        ("2014-04..2017-03", "April 2014 to March 2017", "Apr 14", "to Mar 17"),
        ("2021-04..2021-09", "April to September 2021", "Apr 21", "to Sep 21"),
    ];
    for (token, words, first_line, second_line) in table {
        let period = token.parse::<Period>().unwrap();
        assert_eq!(period.words(), words);
        assert_eq!(period.heading(), (first_line.to_owned(), second_line.to_owned()), "{token}");
    }
}

#[test]
fn the_months_of_any_period_can_be_said() {
    let table = [
        ("2021-06", "June 2021"),
        ("FY2021-22", "April 2021 to March 2022"),
        ("CY2021", "January to December 2021"),
        ("AY2022-23-H4", "March 2023"),
    ];
    for (token, words) in table {
        assert_eq!(token.parse::<Period>().unwrap().months_in_words(), words);
    }
}

#[test]
fn a_day_is_written_as_people_write_it() {
    for (date, words) in [("2021-07-03", "3 July 2021"), ("2020-02-29", "29 February 2020")] {
        assert_eq!(periods::day_in_words(date.parse().unwrap()), words);
    }
}
