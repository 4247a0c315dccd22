//! Which months fill a figure of a period.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use periods::{Basis, Month, MonthOfYear, NamedMonths, Period, PeriodKind, YearKind};
use proptest::prelude::*;

const FINANCIAL: YearKind = YearKind::Financial;
const ACADEMIC: YearKind = YearKind::Academic;
const CALENDAR: YearKind = YearKind::Calendar;

/// The months that fill a figure, as a run's token; empty if none can.
fn covers(basis: &str, period: &str, year: YearKind) -> String {
    let basis = Basis::parse(basis).unwrap();
    let months = basis.covers(&period.parse().unwrap(), year);
    months.map(|(first, last)| format!("{first}..{last}")).unwrap_or_default()
}

#[test]
fn each_basis_has_a_spelling_and_words() {
    let table = [
        ("month", "month"),
        ("snapshot", "month-end snapshot"),
        ("rolling 12 months", "rolling 12 months"),
        ("year to date", "year to date"),
        ("quarter", "quarter"),
        ("year", "year"),
        ("average of December, January, February", "average of December, January and February"),
        ("average of January", "average of January"),
    ];
    for (spelling, words) in table {
        let basis = Basis::parse(spelling).unwrap();
        assert_eq!(basis.to_string(), spelling);
        assert_eq!(basis.words(), words);
    }
}

#[test]
fn other_spellings_are_refused_with_the_way_out() {
    let no_basis = "is no basis: write month, snapshot, rolling N months (such as rolling 12 months), year to date, \
                    quarter, year, or average of named months (such as average of December, January, February)";
    let no_window = "has no window: write `rolling N months` with N from 1 to 255, such as rolling 12 months";
    let no_name = "is not the name of a month: write it in full, such as December";
    let no_order =
        "is named twice, or before the month that it follows: name each month once, in order of time";
    let refusals = [
        ("", format!("`` {no_basis}")),
        ("monthly", format!("`monthly` {no_basis}")),
        ("Month", format!("`Month` {no_basis}")),
        ("rolling", format!("`rolling` {no_window}")),
        ("rolling 0 months", format!("`rolling 0 months` {no_window}")),
        ("rolling 256 months", format!("`rolling 256 months` {no_window}")),
        ("rolling 012 months", format!("`rolling 012 months` {no_window}")),
        ("rolling year", format!("`rolling year` {no_window}")),
        ("average of ", format!("`` {no_name}")),
        ("average of Dec, Jan", format!("`Dec` {no_name}")),
        ("average of December,January", format!("`December,January` {no_name}")),
        ("average of March, March", format!("March {no_order}")),
        ("average of March, May, April", format!("April {no_order}")),
    ];
    for (text, message) in refusals {
        assert_eq!(Basis::parse(text).unwrap_err().to_string(), message);
    }
}

#[test]
fn months_snapshots_and_rolling_windows() {
    assert_eq!(covers("month", "2021-06", FINANCIAL), "2021-06..2021-06");
    assert_eq!(covers("month", "FY2021-22", FINANCIAL), "2021-04..2022-03");
    assert_eq!(covers("snapshot", "2021-06", FINANCIAL), "2021-06..2021-06");
    assert_eq!(covers("snapshot", "FY2021-22", FINANCIAL), "2022-03..2022-03");
    assert_eq!(covers("rolling 12 months", "2021-06", FINANCIAL), "2020-07..2021-06");
    assert_eq!(covers("rolling 3 months", "2021-01", FINANCIAL), "2020-11..2021-01");
    assert_eq!(covers("rolling 12 months", "FY2021-22-Q1", FINANCIAL), "2020-07..2021-06");
    assert_eq!(covers("rolling 12 months", "FY2021-22", FINANCIAL), "2021-04..2022-03");
    assert_eq!(covers("rolling 12 months", "1900-11", FINANCIAL), "");
    assert_eq!(covers("rolling 12 months", "1900-12", FINANCIAL), "1900-01..1900-12");
}

#[test]
fn the_year_to_date_starts_with_the_indicators_year() {
    assert_eq!(covers("year to date", "2021-06", FINANCIAL), "2021-04..2021-06");
    assert_eq!(covers("year to date", "2021-06", ACADEMIC), "2020-09..2021-06");
    assert_eq!(covers("year to date", "2021-06", CALENDAR), "2021-01..2021-06");
    assert_eq!(covers("year to date", "2021-04", FINANCIAL), "2021-04..2021-04");
    assert_eq!(covers("year to date", "2021-03", FINANCIAL), "2020-04..2021-03");
    assert_eq!(covers("year to date", "FY2021-22-Q2", FINANCIAL), "2021-04..2021-09");
    assert_eq!(covers("year to date", "FY2021-22-Q2", ACADEMIC), "");
    assert_eq!(covers("year to date", "AY2020-21", FINANCIAL), "2020-09..2021-08");
}

#[test]
fn quarters_and_years() {
    assert_eq!(covers("quarter", "FY2021-22-Q1", FINANCIAL), "2021-04..2021-06");
    assert_eq!(covers("quarter", "2021-06", FINANCIAL), "2021-04..2021-06");
    assert_eq!(covers("quarter", "2021-05", FINANCIAL), "");
    assert_eq!(covers("quarter", "FY2021-22", FINANCIAL), "2021-04..2022-03");
    assert_eq!(covers("quarter", "AY2021-22-T2", ACADEMIC), "2022-01..2022-03");
    assert_eq!(covers("quarter", "AY2021-22-T1", ACADEMIC), "");
    assert_eq!(covers("quarter", "AY2021-22-H2", ACADEMIC), "");
    assert_eq!(covers("year", "FY2021-22", FINANCIAL), "2021-04..2022-03");
    assert_eq!(covers("year", "AY2021-22", FINANCIAL), "2021-09..2022-08");
    assert_eq!(covers("year", "2021-03", FINANCIAL), "2020-04..2021-03");
    assert_eq!(covers("year", "2021-03", ACADEMIC), "");
    assert_eq!(covers("year", "AY2021-22-T3", ACADEMIC), "2021-09..2022-08");
    assert_eq!(covers("year", "2014-04..2017-03", FINANCIAL), "2014-04..2017-03");
}

#[test]
fn named_months_may_span_the_years_end() {
    let winter = "average of December, January, February";
    assert_eq!(covers(winter, "AY2021-22", ACADEMIC), "2021-12..2022-02");
    assert_eq!(covers(winter, "FY2021-22", FINANCIAL), "2021-12..2022-02");
    assert_eq!(covers(winter, "CY2021", CALENDAR), "2021-12..2022-02");
    assert_eq!(covers(winter, "2022-02", FINANCIAL), "2021-12..2022-02");
    assert_eq!(covers("average of January, February", "FY2021-22", FINANCIAL), "2022-01..2022-02");
    assert_eq!(covers("average of June, September", "FY2021-22", FINANCIAL), "2021-06..2021-09");
    assert_eq!(covers(winter, "CY2200", CALENDAR), "");
    assert_eq!(covers(winter, "2014-04..2017-03", FINANCIAL), "");
}

#[test]
fn named_months_are_named_once_and_in_order() {
    let (march, april, may) = (MonthOfYear::March, MonthOfYear::April, MonthOfYear::May);
    assert_eq!(NamedMonths::new(vec![march, april, may]).unwrap().months(), [march, april, may]);
    assert!(NamedMonths::new(MonthOfYear::ALL.to_vec()).is_some());
    assert!(NamedMonths::new(vec![march, MonthOfYear::January, MonthOfYear::February]).is_some());
    for months in [vec![], vec![march, march], vec![march, may, april], vec![march, may, march]] {
        assert_eq!(NamedMonths::new(months), None);
    }
}

fn any_basis() -> impl Strategy<Value = Basis> {
    let fixed =
        ["month", "snapshot", "year to date", "quarter", "year"].map(|text| Basis::parse(text).unwrap());
    prop_oneof![
        prop::sample::select(fixed.to_vec()),
        (1u8..).prop_map(|months| Basis::parse(&format!("rolling {months} months")).unwrap()),
        (0usize..12, 1usize..12).prop_map(|(from, count)| {
            let months = MonthOfYear::ALL.into_iter().cycle().skip(from).take(count).collect();
            Basis::AverageOf(NamedMonths::new(months).unwrap())
        }),
    ]
}

fn any_period() -> impl Strategy<Value = Period> {
    let kinds = prop::sample::select(vec![
        PeriodKind::Month,
        PeriodKind::FinancialQuarter,
        PeriodKind::Term,
        PeriodKind::HalfTerm,
        PeriodKind::FinancialYear,
        PeriodKind::AcademicYear,
        PeriodKind::CalendarYear,
        PeriodKind::Run(7),
    ]);
    (kinds, 0i32..301 * 12).prop_filter_map("reaches outside the known years", |(kind, months)| {
        Period::containing(kind, Month::FIRST.plus(months)?)
    })
}

proptest! {
    #[test]
    fn reading_never_panics(text in "(average of |rolling )?\\PC*") {
        let _ = Basis::parse(&text);
    }

    #[test]
    fn what_is_displayed_reads_as_the_same_basis(basis in any_basis()) {
        prop_assert_eq!(Basis::parse(&basis.to_string()), Ok(basis));
    }

    #[test]
    fn a_figure_is_filled_by_as_many_months_as_its_basis_says(
        basis in any_basis(),
        period in any_period(),
        year in prop::sample::select(YearKind::ALL.as_slice()),
    ) {
        let Some((first, last)) = basis.covers(&period, year) else { return Ok(()) };
        let months = last.months_since(first) + 1;
        match basis {
            Basis::Snapshot => prop_assert_eq!(months, 1),
            Basis::Rolling(window) => prop_assert_eq!(months, i32::from(window.get())),
            Basis::YearToDate => prop_assert!((1..=12).contains(&months)),
            Basis::AverageOf(named) => prop_assert!(months >= i32::try_from(named.months().len()).unwrap()),
            Basis::Month => prop_assert_eq!(first, period.first_month()),
            Basis::Quarter | Basis::Year => prop_assert!(first <= period.first_month()),
        }
    }

    #[test]
    fn all_but_named_months_end_with_the_period(
        basis in any_basis(),
        period in any_period(),
        year in prop::sample::select(YearKind::ALL.as_slice()),
    ) {
        if let (Some((first, last)), false) = (basis.covers(&period, year), matches!(basis, Basis::AverageOf(_))) {
            prop_assert!(first <= last);
            prop_assert_eq!(last, period.last_month());
        }
    }
}
