//! Periods in words, for pages and messages.

use jiff::civil::Date;

use crate::token::years;
use crate::{Month, MonthOfYear, Period, PeriodKind};

/// Between the years of `2021–22`.
const EN_DASH: &str = "\u{2013}";

impl Period {
    /// For people: `June 2021`, `financial year 2021–22`, `quarter 1 of 2021–22 (April to June 2021)`,
    /// `spring term of 2021–22`, `half term 3 of 2021–22`, `calendar year 2021`, `April 2014 to March 2017`.
    pub fn words(self) -> String {
        let year = self.year_in_digits();
        match (self.kind(), self.part()) {
            (PeriodKind::FinancialYear, _) => format!("financial year {year}"),
            (PeriodKind::AcademicYear, _) => format!("academic year {year}"),
            (PeriodKind::CalendarYear, _) => format!("calendar year {year}"),
            (PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter, Some(part)) => {
                format!("quarter {part} of {year} ({})", self.months_in_words())
            }
            (PeriodKind::Term, Some(1)) => format!("autumn term of {year}"),
            (PeriodKind::Term, Some(2)) => format!("spring term of {year}"),
            (PeriodKind::Term, Some(3)) => format!("summer term of {year}"),
            (PeriodKind::HalfTerm, Some(part)) => format!("half term {part} of {year}"),
            _ => self.months_in_words(),
        }
    }

    /// For the heading of a column, as a first line and a second, which may be empty: `Jun` and `21`, `Q1` and
    /// `21–22`, `T2` and `21–22`, `2020–21` and nothing, `Apr 14` and `to Mar 17`.
    pub fn heading(self) -> (String, String) {
        let (first, last) = (self.first_month(), self.last_month());
        let year = self.year_in_digits();
        // The century is dropped where the year is not the heading itself.
        let short_year = year.get(2..).unwrap_or_default().to_owned();
        match (self.kind(), self.part()) {
            (PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter, Some(part)) => {
                (format!("Q{part}"), short_year)
            }
            (PeriodKind::Term, Some(part)) => (format!("T{part}"), short_year),
            (PeriodKind::HalfTerm, Some(part)) => (format!("H{part}"), short_year),
            (PeriodKind::Run(_), _) => (month_and_year(first), format!("to {}", month_and_year(last))),
            (PeriodKind::Month, _) => (first.of_year().short().to_owned(), two_digits(first)),
            _ => (year, String::new()),
        }
    }

    /// The months that it covers: `June 2021`, `April to June 2021`, `April 2014 to March 2017`.
    pub fn months_in_words(self) -> String {
        let (first, last) = (self.first_month(), self.last_month());
        if first == last {
            first.words()
        } else if first.year() == last.year() {
            format!("{} to {}", first.of_year().name(), last.words())
        } else {
            format!("{} to {}", first.words(), last.words())
        }
    }

    /// `2021–22`, or `2021` for what belongs to a calendar year; empty for what belongs to no one year.
    fn year_in_digits(self) -> String {
        let kind = self.kind().year_kind();
        kind.map(|kind| years(kind, self.first_month(), EN_DASH)).unwrap_or_default()
    }
}

/// A day for people: `3 July 2021`.
pub fn day_in_words(date: Date) -> String {
    let month = MonthOfYear::numbered(date.month()).map_or("", MonthOfYear::name);
    format!("{} {month} {}", date.day(), date.year())
}

fn two_digits(month: Month) -> String {
    format!("{:02}", month.year() % 100)
}

/// `Apr 14`.
fn month_and_year(month: Month) -> String {
    format!("{} {}", month.of_year().short(), two_digits(month))
}
