//! The tokens of periods, and what is said of texts that are none.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use periods::{Frequency, Period, PeriodKind, YearKind};
use proptest::prelude::*;

#[test]
fn each_kind_of_period_has_a_token() {
    let table = [
        ("2023-10", PeriodKind::Month, "2023-10", "2023-10"),
        ("FY2021-22", PeriodKind::FinancialYear, "2021-04", "2022-03"),
        ("FY1999-00", PeriodKind::FinancialYear, "1999-04", "2000-03"),
        ("FY2021-22-Q1", PeriodKind::FinancialQuarter, "2021-04", "2021-06"),
        ("FY2021-22-Q4", PeriodKind::FinancialQuarter, "2022-01", "2022-03"),
        ("AY2022-23", PeriodKind::AcademicYear, "2022-09", "2023-08"),
        ("AY2022-23-T1", PeriodKind::Term, "2022-09", "2022-12"),
        ("AY2022-23-T2", PeriodKind::Term, "2023-01", "2023-03"),
        ("AY2022-23-T3", PeriodKind::Term, "2023-04", "2023-08"),
        ("AY2022-23-H1", PeriodKind::HalfTerm, "2022-09", "2022-10"),
        ("AY2022-23-H2", PeriodKind::HalfTerm, "2022-11", "2022-12"),
        ("AY2022-23-H3", PeriodKind::HalfTerm, "2023-01", "2023-02"),
        ("AY2022-23-H4", PeriodKind::HalfTerm, "2023-03", "2023-03"),
        ("AY2022-23-H5", PeriodKind::HalfTerm, "2023-04", "2023-05"),
        ("AY2022-23-H6", PeriodKind::HalfTerm, "2023-06", "2023-08"),
        ("CY2023", PeriodKind::CalendarYear, "2023-01", "2023-12"),
        ("CY2016-Q4", PeriodKind::CalendarQuarter, "2016-10", "2016-12"),
        ("2014-04..2017-03", PeriodKind::Run(36), "2014-04", "2017-03"),
        ("2021-06..2021-06", PeriodKind::Run(1), "2021-06", "2021-06"),
    ];
    for (token, kind, first, last) in table {
        let period = Period::parse(token).unwrap();
        assert_eq!(period.kind(), kind, "{token}");
        assert_eq!(period.first_month().to_string(), first, "{token}");
        assert_eq!(period.last_month().to_string(), last, "{token}");
        assert_eq!(period.to_string(), token);
    }
}

/// What is said of a text that is no period.
fn refusal(text: &str) -> String {
    Period::parse(text).unwrap_err().to_string()
}

#[test]
fn faults_are_named() {
    let table = [
        ("", "a period is missing: write one, such as 2021-06 or FY2021-22"),
        ("2021-13", "`2021-13`: there is no month 13, months run from 01 to 12"),
        ("2021-00", "`2021-00`: there is no month 0, months run from 01 to 12"),
        ("1066-10", "`1066-10`: years run from 1900 to 2200"),
        ("FY2021-23", "`FY2021-23`: a financial year runs into the next: FY2021-22"),
        ("AY2021-20-T1", "`AY2021-20-T1`: an academic year runs into the next: AY2021-22-T1"),
        ("FY2021-22-Q5", "`FY2021-22-Q5`: a financial year has quarters Q1 to Q4"),
        ("FY2021-22-T1", "`FY2021-22-T1`: a financial year has quarters Q1 to Q4"),
        ("CY2021-Q0", "`CY2021-Q0`: a calendar year has quarters Q1 to Q4"),
        ("AY2021-22-Q1", "`AY2021-22-Q1`: an academic year has terms T1 to T3 and half terms H1 to H6"),
        ("AY2021-22-T4", "`AY2021-22-T4`: an academic year has terms T1 to T3 and half terms H1 to H6"),
        ("FY2200-01", "`FY2200-01`: periods run from 1900-01 to 2200-12"),
        ("CY1899", "`CY1899`: periods run from 1900-01 to 2200-12"),
        ("1850", "`1850`: periods run from 1900-01 to 2200-12"),
        ("2021-22", "`2021-22` does not say which year: write FY2021-22 (financial) or AY2021-22 (academic)"),
        (
            "2021",
            "`2021` does not say which year: write CY2021 (calendar), FY2021-22 (financial) or AY2021-22 (academic)",
        ),
        (
            "2017-03..2014-04",
            "`2017-03..2014-04` ends before it begins: write the earlier month first, 2014-04..2017-03",
        ),
        ("2017-03..2017-13", "`2017-13`: there is no month 13, months run from 01 to 12"),
    ];
    for (text, message) in table {
        assert_eq!(refusal(text), message);
    }
}

#[test]
fn what_was_probably_meant_is_suggested() {
    let table = [
        ("fy2021-22", "FY2021-22"),
        ("FY21-22", "FY2021-22"),
        ("FY2021", "FY2021-22"),
        ("FY2021/22", "FY2021-22"),
        ("FY 2021\u{2013}22", "FY2021-22"),
        ("FY2021-2022", "FY2021-22"),
        ("FY2021-22Q1", "FY2021-22-Q1"),
        ("FY21/22 q1", "FY2021-22-Q1"),
        ("ay2022-23-h6", "AY2022-23-H6"),
        ("CY 2016 Q4", "CY2016-Q4"),
        ("cy23", "CY2023"),
        ("2021-6", "2021-06"),
        ("2021/06", "2021-06"),
        (" 2021-06", "2021-06"),
        ("06/2021", "2021-06"),
        ("2021-06-30", "2021-06"),
        ("30/06/2021", "2021-06"),
        ("Jun 2021", "2021-06"),
        ("Jun-21", "2021-06"),
        ("june 2021", "2021-06"),
        ("30 June 2021", "2021-06"),
        ("2014-04 to 2017-03", "2014-04..2017-03"),
        ("2014-04\u{2013}2017-03", "2014-04..2017-03"),
        ("2014-4..2017-3", "2014-04..2017-03"),
    ];
    for (text, token) in table {
        assert_eq!(refusal(text), format!("`{text}` is not how a period is written: write {token}"));
    }
}

#[test]
fn nothing_is_suggested_where_nothing_can_be_guessed() {
    for text in
        ["soon", "FY", "FY21-23", "CY2021-22", "FY2021-22-Q1-Q2", "..", "2021-06..", "Q1", "40/40/2021"]
    {
        assert!(
            refusal(text).starts_with(&format!("`{text}` is not a period: write a month (2021-06), ")),
            "{text}"
        );
    }
    assert!(refusal(&"FY2021-22".repeat(100_000)).len() < 400);
}

#[test]
fn kinds_of_year_and_frequencies_are_words() {
    for kind in YearKind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(kind));
    }
    for frequency in Frequency::ALL {
        assert_eq!(frequency.to_string().parse(), Ok(frequency));
    }
    assert_eq!(
        YearKind::parse("school").unwrap_err().to_string(),
        "`school` is no kind of year: write financial, academic or calendar"
    );
    assert_eq!(
        Frequency::parse("monthly").unwrap_err().to_string(),
        "`monthly` is no frequency: write month, quarter, term or year"
    );
}

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC*") {
        let _ = Period::parse(&text);
    }

    #[test]
    fn reading_what_looks_like_a_token_never_panics(text in "(FY|AY|CY|fy)?[-./ 0-9QTHéJunto]{0,20}") {
        let _ = Period::parse(&text);
    }

    #[test]
    fn a_suggestion_can_be_read(text in "(FY|AY|CY|fy|ay|cy)?[ -]?(20)?[0-9]{2}[-/](20)?[0-9]{1,2}[- ]?([QTHqth][0-9])?") {
        if let Err(periods::PeriodError::Spelling { suggestion, .. }) = Period::parse(&text) {
            prop_assert_eq!(Period::parse(&suggestion).unwrap().to_string(), suggestion);
        }
    }
}
