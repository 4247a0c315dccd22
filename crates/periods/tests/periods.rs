//! Stepping among periods, and which contains which.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::iter::successors;

use periods::{Frequency, Month, MonthOfYear, Period, PeriodKind, YearKind};
use proptest::prelude::*;

const NAMED_KINDS: [PeriodKind; 8] = [
    PeriodKind::Month,
    PeriodKind::FinancialQuarter,
    PeriodKind::CalendarQuarter,
    PeriodKind::HalfTerm,
    PeriodKind::Term,
    PeriodKind::FinancialYear,
    PeriodKind::AcademicYear,
    PeriodKind::CalendarYear,
];

fn period(token: &str) -> Period {
    token.parse().unwrap()
}

fn token(period: Option<Period>) -> String {
    period.map(|period| period.to_string()).unwrap_or_default()
}

fn any_kind() -> impl Strategy<Value = PeriodKind> {
    prop_oneof![prop::sample::select(NAMED_KINDS.as_slice()), (1u16..100).prop_map(PeriodKind::Run)]
}

fn any_month() -> impl Strategy<Value = Month> {
    (0i32..301 * 12).prop_map(|months| Month::FIRST.plus(months).unwrap())
}

fn any_period() -> impl Strategy<Value = Period> {
    (any_kind(), any_month())
        .prop_filter_map("reaches outside the known years", |(kind, month)| Period::containing(kind, month))
}

#[test]
fn one_step_back_stays_of_a_kind() {
    let table = [
        ("2021-01", "2020-12"),
        ("FY2021-22", "FY2020-21"),
        ("FY2021-22-Q1", "FY2020-21-Q4"),
        ("CY2016-Q4", "CY2016-Q3"),
        ("AY2022-23", "AY2021-22"),
        ("AY2022-23-T1", "AY2021-22-T3"),
        ("AY2022-23-H1", "AY2021-22-H6"),
        ("CY2000", "CY1999"),
        ("2014-04..2017-03", "2011-04..2014-03"),
    ];
    for (later, earlier) in table {
        assert_eq!(token(period(later).previous()), earlier);
        assert_eq!(token(period(earlier).next()), later);
    }
    assert_eq!(token(period("FY2021-22-Q1").back(5)), "FY2019-20-Q4");
    assert_eq!(token(period("2021-06").back(0)), "2021-06");
}

#[test]
fn a_step_of_the_frequency() {
    let (month, quarter, term, year) =
        (Frequency::Month, Frequency::Quarter, Frequency::Term, Frequency::Year);
    let table = [
        ("2021-06", month, "2021-05"),
        ("2021-06", quarter, "2021-03"),
        ("2021-06", term, "2021-02"),
        ("2021-06", year, "2020-06"),
        ("FY2021-22-Q1", quarter, "FY2020-21-Q4"),
        ("FY2021-22-Q1", month, "FY2020-21-Q4"),
        ("FY2021-22-Q1", year, "FY2020-21-Q1"),
        ("AY2022-23-T2", term, "AY2022-23-T1"),
        ("AY2022-23-T2", year, "AY2021-22-T2"),
        ("AY2022-23-H3", term, "AY2022-23-H1"),
        ("AY2022-23-H3", year, "AY2021-22-H3"),
        ("FY2021-22", year, "FY2020-21"),
        ("FY2021-22", month, "FY2020-21"),
        ("2014-04..2017-03", year, "2013-04..2016-03"),
        ("2021-04..2021-06", quarter, "2021-01..2021-03"),
    ];
    for (from, frequency, to) in table {
        assert_eq!(token(period(from).step(frequency)), to, "{from} back a {frequency}");
    }
}

#[test]
fn the_latest_period_that_has_ended() {
    let table = [
        ("2021-06", PeriodKind::Month, "2021-06"),
        ("2021-06", PeriodKind::FinancialQuarter, "FY2021-22-Q1"),
        ("2021-05", PeriodKind::FinancialQuarter, "FY2020-21-Q4"),
        ("2021-06", PeriodKind::CalendarQuarter, "CY2021-Q2"),
        ("2021-06", PeriodKind::AcademicYear, "AY2019-20"),
        ("2021-08", PeriodKind::AcademicYear, "AY2020-21"),
        ("2021-06", PeriodKind::FinancialYear, "FY2020-21"),
        ("2021-06", PeriodKind::CalendarYear, "CY2020"),
        ("2021-06", PeriodKind::Term, "AY2020-21-T2"),
        ("2021-06", PeriodKind::HalfTerm, "AY2020-21-H5"),
        ("2021-06", PeriodKind::Run(12), "2020-07..2021-06"),
        ("2200-12", PeriodKind::AcademicYear, "AY2199-00"),
        ("1900-01", PeriodKind::AcademicYear, ""),
        ("1900-08", PeriodKind::AcademicYear, ""),
        ("1900-02", PeriodKind::CalendarQuarter, ""),
        ("2021-06", PeriodKind::Run(0), ""),
    ];
    for (month, kind, latest) in table {
        assert_eq!(token(Period::latest(kind, month.parse().unwrap())), latest, "{kind:?} at {month}");
    }
}

#[test]
fn the_year_that_wholly_contains_a_period() {
    let table = [
        ("2021-03", YearKind::Financial, "FY2020-21"),
        ("2021-04", YearKind::Financial, "FY2021-22"),
        ("2021-08", YearKind::Academic, "AY2020-21"),
        ("2021-09", YearKind::Academic, "AY2021-22"),
        ("2021-01", YearKind::Calendar, "CY2021"),
        ("FY2021-22-Q4", YearKind::Financial, "FY2021-22"),
        ("FY2021-22-Q4", YearKind::Academic, "AY2021-22"),
        ("FY2021-22-Q2", YearKind::Academic, ""),
        ("FY2021-22", YearKind::Financial, "FY2021-22"),
        ("FY2021-22", YearKind::Academic, ""),
        ("AY2022-23-T3", YearKind::Financial, "FY2023-24"),
        ("2014-04..2017-03", YearKind::Financial, ""),
    ];
    for (inner, kind, year) in table {
        assert_eq!(token(period(inner).year(kind)), year, "{inner} in a {kind} year");
    }
}

#[test]
fn containing_goes_by_months() {
    assert!(period("FY2021-22").contains(&period("2021-06")));
    assert!(period("FY2021-22").contains(&period("2021-04..2022-03")));
    assert!(period("FY2021-22").contains(&period("AY2021-22-T1")));
    assert!(!period("FY2021-22").contains(&period("CY2021")));
    assert!(!period("FY2021-22").contains(&period("2021-03")));
    assert_ne!(period("FY2021-22"), period("2021-04..2022-03"));
}

#[test]
fn periods_are_in_order_of_their_ends() {
    let mut tokens = ["2021-06", "FY2021-22", "FY2021-22-Q1", "2021-05", "AY2020-21", "CY2020"].map(period);
    tokens.sort();
    assert_eq!(
        tokens.map(|period| period.to_string()),
        ["CY2020", "2021-05", "FY2021-22-Q1", "2021-06", "AY2020-21", "FY2021-22"]
    );
    assert!(tokens.is_sorted_by_key(|period| period.chronological()));
}

#[test]
fn years_start_where_they_start() {
    assert_eq!(YearKind::Financial.starts_in(), MonthOfYear::April);
    assert_eq!(YearKind::Academic.starts_in(), MonthOfYear::September);
    assert_eq!(YearKind::Calendar.starts_in(), MonthOfYear::January);
}

#[test]
fn the_ends_of_the_known_years_are_none_and_no_panic() {
    for kind in NAMED_KINDS {
        let first =
            successors(Period::containing(kind, "1950-06".parse().unwrap()), |period| period.previous());
        let last = successors(Period::containing(kind, "2150-06".parse().unwrap()), |period| period.next());
        assert!(first.last().unwrap().first_month() < "1901-09".parse().unwrap());
        assert!(last.last().unwrap().last_month() > "2199-07".parse().unwrap());
    }
    assert_eq!(Period::containing(PeriodKind::HalfTerm, "1900-08".parse().unwrap()), None);
    assert_eq!(Period::containing(PeriodKind::HalfTerm, "2200-09".parse().unwrap()), None);
    assert_eq!(period("AY1900-01-H3").a_year_ago(), None);
    let all = Period::run(Month::FIRST, Month::LAST).unwrap();
    assert_eq!(
        (all.previous(), all.next(), all.a_year_ago(), all.step(Frequency::Year)),
        (None, None, None, None)
    );
    assert_eq!(all.months().count(), 301 * 12);
    assert_eq!(Period::run(Month::LAST, Month::FIRST), None);
    assert_eq!(period("2021-06").back(u16::MAX), None);
    assert_eq!(Period::containing(PeriodKind::Run(u16::MAX), Month::LAST), None);
}

proptest! {
    #[test]
    fn what_is_displayed_reads_as_the_same_period(one in any_period()) {
        prop_assert_eq!(Period::parse(&one.to_string()), Ok(one));
    }

    #[test]
    fn next_undoes_previous(one in any_period()) {
        if let Some(previous) = one.previous() {
            prop_assert_eq!(previous.next(), Some(one));
            prop_assert_eq!(previous.last_month().plus(1), Some(one.first_month()));
            prop_assert!(previous < one);
        }
        if let Some(next) = one.next() {
            prop_assert_eq!(next.previous(), Some(one));
        }
    }

    #[test]
    fn a_year_ago_is_twelve_months_earlier_and_of_the_same_kind(one in any_period()) {
        if let Some(earlier) = one.a_year_ago() {
            prop_assert_eq!(one.first_month().months_since(earlier.first_month()), 12);
            prop_assert_eq!(one.last_month().months_since(earlier.last_month()), 12);
            prop_assert_eq!((earlier.kind(), earlier.part()), (one.kind(), one.part()));
            prop_assert_eq!(Period::parse(&earlier.to_string()), Ok(earlier));
        }
    }

    #[test]
    fn a_step_back_is_earlier_and_of_the_same_kind(
        one in any_period(),
        frequency in prop::sample::select(Frequency::ALL.as_slice()),
    ) {
        if let Some(earlier) = one.step(frequency) {
            prop_assert!(earlier.chronological() < one.chronological());
            prop_assert_eq!(earlier.kind(), one.kind());
        }
    }

    #[test]
    fn parts_tile_their_year(kind in prop::sample::select(NAMED_KINDS.as_slice()), month in any_month()) {
        let year_kind = kind.year_kind().unwrap_or(YearKind::Calendar);
        if let Some(year) = Period::month(month).year(year_kind) {
            let first = Period::containing(kind, year.first_month()).unwrap();
            let parts = successors(Some(first), |part| part.next()).take_while(|part| year.contains(part));
            let months = parts.flat_map(Period::months).collect::<Vec<_>>();
            prop_assert_eq!(months, year.months().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_period_contains_the_month_it_was_asked_to(kind in any_kind(), month in any_month()) {
        if let Some(period) = Period::containing(kind, month) {
            prop_assert!(period.contains(&Period::month(month)));
            prop_assert_eq!(period.kind(), kind);
        }
    }

    #[test]
    fn the_latest_period_has_ended_and_the_next_has_not(kind in any_kind(), month in any_month()) {
        if let Some(latest) = Period::latest(kind, month) {
            prop_assert!(latest.last_month() <= month);
            prop_assert!(latest.next().is_none_or(|next| next.last_month() > month));
        }
    }
}
