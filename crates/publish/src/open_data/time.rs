//! Periods as the standard writes them: a year of four or six digits, and an identifier of what part of it is meant.

use periods::{Period, PeriodKind, YearKind};

/// When a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Time {
    /// What tables of such periods are called. Identifiers that may stand in one table share it.
    pub table: &'static str,
    /// `time_period`: four digits, or six of two consecutive years.
    pub period: String,
    /// `time_identifier`, one of the standard's list.
    pub identifier: String,
    /// A filter that says which part of the year is meant, where the standard has no identifier for it.
    pub part: Option<Part>,
}

/// A filter beside the time columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The name of its column.
    pub column: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// The item.
    pub item: String,
}

/// A period by the standard. Half terms, quarters of a calendar year and runs of months have no identifier; they are
/// told apart by a filter, within the kind of year that they belong to.
pub(super) fn time(period: Period) -> Time {
    let of_year = |kind: YearKind| period.year(kind).unwrap_or(period);
    let part = period.part().unwrap_or_default();
    let plain = |table, period, identifier: &str| Time {
        table,
        period,
        identifier: identifier.to_owned(),
        part: None,
    };
    match period.kind() {
        PeriodKind::Month => {
            let month = period.first_month();
            plain("months", four_digits(month.year()), month.of_year().name())
        }
        PeriodKind::FinancialYear => plain("financial-years", six_digits(period), "Financial year"),
        PeriodKind::AcademicYear => plain("academic-years", six_digits(period), "Academic year"),
        PeriodKind::CalendarYear => {
            plain("calendar-years", four_digits(period.first_month().year()), "Calendar year")
        }
        PeriodKind::FinancialQuarter => plain(
            "financial-quarters",
            six_digits(of_year(YearKind::Financial)),
            &format!("Financial year Q{part}"),
        ),
        PeriodKind::Term => {
            let term = match part {
                1 => "Autumn term",
                2 => "Spring term",
                _ => "Summer term",
            };
            plain("terms", six_digits(of_year(YearKind::Academic)), term)
        }
        PeriodKind::HalfTerm => Time {
            part: Some(Part { column: "half_term", label: "Half term", item: format!("Half term {part}") }),
            ..plain("half-terms", six_digits(of_year(YearKind::Academic)), "Academic year")
        },
        PeriodKind::CalendarQuarter => Time {
            part: Some(Part { column: "quarter", label: "Quarter", item: format!("Q{part}") }),
            ..plain("calendar-quarters", four_digits(period.first_month().year()), "Calendar year")
        },
        PeriodKind::Run(_) => Time {
            part: Some(Part { column: "reporting_period", label: "Reporting period", item: period.words() }),
            ..plain("reporting-years", four_digits(period.last_month().year()), "Reporting year")
        },
    }
}

fn four_digits(year: i16) -> String {
    format!("{year:04}")
}

fn six_digits(year: Period) -> String {
    let first = year.first_month().year();
    format!("{first:04}{:02}", (first + 1).rem_euclid(100))
}
