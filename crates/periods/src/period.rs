//! Periods: what they are, and how to step from one to another.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::{Month, MonthOfYear, PeriodError, token};

/// A month, a quarter, a term, a half term, a year, or any run of months.
///
/// A period is a run of whole months with a kind; two periods of different kinds are different even if they
/// cover the same months. Periods are ordered by their last month, then their first, then their kind, so that
/// the latest comes last.
///
/// The months of terms and half terms are nominal, chosen so that they tile the academic year: term 1 is September
/// to December, term 2 January to March, term 3 April to August; half terms 1 to 6 are September to October,
/// November to December, January to February, March, April to May, June to August. Their exact dates are in the
/// council's own calendar ([`SchoolTerms`](crate::SchoolTerms)).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    // The order of the fields is the order of periods.
    last: Month,
    first: Month,
    kind: PeriodKind,
}

/// What kind of period a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// `2021-06`.
    Month,
    /// `FY2021-22-Q1`: a quarter of a financial year.
    FinancialQuarter,
    /// `CY2016-Q4`: a quarter of a calendar year.
    CalendarQuarter,
    /// `AY2022-23-H1`: one of six half terms.
    HalfTerm,
    /// `AY2022-23-T1`: one of three terms.
    Term,
    /// `FY2021-22`: April to March.
    FinancialYear,
    /// `AY2022-23`: September to August.
    AcademicYear,
    /// `CY2023`: January to December.
    CalendarYear,
    /// `2014-04..2017-03`: so many months in a row, at least one.
    Run(u16),
}

/// Which year: one that begins in April, in September or in January.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YearKind {
    /// April to March, the year of councils' budgets.
    Financial,
    /// September to August, the year of schools.
    Academic,
    /// January to December.
    Calendar,
}

/// How often a figure is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// Every term, of which an academic year has three.
    Term,
    /// Every year.
    Year,
}

/// A text that names no kind of year.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{text:.40}` is no kind of year: write financial, academic or calendar")]
pub struct YearKindError {
    /// What was written.
    pub text: String,
}

/// A text that names no frequency.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{text:.40}` is no frequency: write month, quarter, term or year")]
pub struct FrequencyError {
    /// What was written.
    pub text: String,
}

impl Period {
    /// The period that is one month.
    pub fn month(month: Month) -> Period {
        Period { first: month, last: month, kind: PeriodKind::Month }
    }

    /// The run from a first to a last month; `None` if the last is before the first.
    pub fn run(first: Month, last: Month) -> Option<Period> {
        let months = u16::try_from(last.months_since(first).checked_add(1)?).ok()?;
        (months > 0).then_some(Period { first, last, kind: PeriodKind::Run(months) })
    }

    /// The period of a kind that contains a month; for a run, the one that ends with it. `None` if it, or the year
    /// that it is a part of, would reach outside the years 1900 to 2200, and for a run of no months.
    pub fn containing(kind: PeriodKind, month: Month) -> Option<Period> {
        if let PeriodKind::Run(months) = kind {
            return Period::run(month.plus(1 - i32::from(months))?, month);
        }
        let (first, months) = kind.part_around(month)?;
        let period = Period { first, last: first.plus(months - 1)?, kind };
        // A part is named after its year, so all of the year has to be there.
        kind.year_kind().is_none_or(|year| year.is_known_around(first)).then_some(period)
    }

    /// The latest period of a kind that has ended by the end of a month: at June 2021 quarter 1 of 2021–22, the
    /// financial year 2020–21 and the academic year 2019–20. `None` if there is none since 1900.
    pub fn latest(kind: PeriodKind, month: Month) -> Option<Period> {
        if let PeriodKind::Run(_) = kind {
            return Period::containing(kind, month);
        }
        let (first, months) = kind.part_around(month)?;
        let has_ended = month.months_since(first) + 1 == months;
        Period::containing(kind, if has_ended { month } else { first.plus(-1)? })
    }

    /// Reads a token: `2023-10`, `FY2021-22`, `FY2021-22-Q1`, `AY2022-23`, `AY2022-23-T1` to `T3`, `AY2022-23-H1` to
    /// `H6`, `CY2023`, `CY2016-Q4`, or a run of months `2014-04..2017-03`.
    ///
    /// Anything else is refused, with the token that was probably meant where there is one.
    pub fn parse(text: &str) -> Result<Period, PeriodError> {
        token::read(text)
    }

    /// The first month.
    pub fn first_month(self) -> Month {
        self.first
    }

    /// The last month.
    pub fn last_month(self) -> Month {
        self.last
    }

    /// The months in order.
    pub fn months(self) -> Months {
        Months { next: Some(self.first), last: self.last }
    }

    /// What kind of period it is.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Which of its year's quarters, terms or half terms it is, from 1; `None` for other kinds.
    pub fn part(self) -> Option<u8> {
        let year = self.kind.year_kind().filter(|_| self.kind.has_numbered_parts())?;
        let offset = year.months_into(self.first);
        let index = self.kind.starts().iter().position(|&start| i32::from(start) == offset)?;
        u8::try_from(index + 1).ok()
    }

    /// The period of the same kind just before it (a run: the run of the same length before it); `None` before 1900.
    pub fn previous(self) -> Option<Period> {
        Period::containing(self.kind, self.first.plus(-1)?)
    }

    /// The period of the same kind just after it; `None` after 2200.
    pub fn next(self) -> Option<Period> {
        match self.kind {
            PeriodKind::Run(months) => Period::containing(self.kind, self.last.plus(i32::from(months))?),
            _ => Period::containing(self.kind, self.last.plus(1)?),
        }
    }

    /// So many periods of the same kind before it; `None` before 1900.
    pub fn back(self, periods: u16) -> Option<Period> {
        (0..periods).try_fold(self, |period, _| period.previous())
    }

    /// The same period twelve months earlier; `None` before 1900.
    pub fn a_year_ago(self) -> Option<Period> {
        match self.kind {
            PeriodKind::Run(_) => self.shifted(-12),
            kind => Period::containing(kind, self.first.plus(-12)?),
        }
    }

    /// One step of a frequency back; `None` before 1900.
    ///
    /// A month goes back one month, or the three, four or twelve that a quarter, a term (nominally) or a year
    /// has. Other kinds go back as many of themselves as a step holds, at least one: a quarter one quarter, or
    /// four for a year; a half term two for a term and six for a year; a year one year. A run of months keeps its
    /// length and goes back by the step's months: with a three-year average made every year, the step is a year.
    pub fn step(self, frequency: Frequency) -> Option<Period> {
        match self.kind {
            PeriodKind::Run(_) => self.shifted(-i32::from(frequency.months())),
            kind => self.back((frequency.months() / kind.nominal_months()).max(1)),
        }
    }

    /// Whether all months of another period, of whatever kind, are among its own.
    pub fn contains(self, other: &Period) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The financial, academic or calendar year that contains all of it; `None` if it straddles two, or reaches
    /// outside 1900 to 2200.
    pub fn year(self, kind: YearKind) -> Option<Period> {
        Period::containing(kind.period_kind(), self.first).filter(|year| year.contains(&self))
    }

    /// A key that sorts periods by when they end, then by when they begin: among periods of one kind, the latest
    /// earlier one is the greatest below.
    pub fn chronological(self) -> (Month, Month) {
        (self.last, self.first)
    }

    /// A run of the same length so many months later, or earlier if negative.
    fn shifted(self, months: i32) -> Option<Period> {
        Period::run(self.first.plus(months)?, self.last.plus(months)?)
    }
}

/// The months of a period, in order.
#[derive(Clone, Debug)]
pub struct Months {
    next: Option<Month>,
    last: Month,
}

impl Iterator for Months {
    type Item = Month;

    fn next(&mut self) -> Option<Month> {
        let month = self.next.filter(|&month| month <= self.last)?;
        self.next = month.plus(1);
        Some(month)
    }
}

impl PeriodKind {
    /// The kind of year that it is or is a part of; `None` for months and runs, which belong to any.
    pub fn year_kind(self) -> Option<YearKind> {
        match self {
            PeriodKind::Month | PeriodKind::Run(_) => None,
            PeriodKind::FinancialQuarter | PeriodKind::FinancialYear => Some(YearKind::Financial),
            PeriodKind::CalendarQuarter | PeriodKind::CalendarYear => Some(YearKind::Calendar),
            PeriodKind::HalfTerm | PeriodKind::Term | PeriodKind::AcademicYear => Some(YearKind::Academic),
        }
    }

    /// Whether it is a whole financial, academic or calendar year.
    pub fn is_year(self) -> bool {
        matches!(self, PeriodKind::FinancialYear | PeriodKind::AcademicYear | PeriodKind::CalendarYear)
    }

    /// Whether its periods are numbered within their year.
    fn has_numbered_parts(self) -> bool {
        self.starts().len() > 1 && self != PeriodKind::Month
    }

    /// The first month of the period of this kind around a month, and how many months it has.
    fn part_around(self, month: Month) -> Option<(Month, i32)> {
        let into_year = self.year_kind().unwrap_or(YearKind::Calendar).months_into(month);
        let starts = self.starts().iter().map(|&start| i32::from(start));
        let start = starts.clone().rfind(|&start| start <= into_year)?;
        let end = starts.chain([12]).find(|&start| start > into_year)?;
        Some((month.plus(start - into_year)?, end - start))
    }

    /// How far into their year the periods of this kind begin, in months.
    pub(crate) fn starts(self) -> &'static [u8] {
        match self {
            PeriodKind::Month => &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter => &[0, 3, 6, 9],
            PeriodKind::Term => &[0, 4, 7],
            PeriodKind::HalfTerm => &[0, 2, 4, 6, 7, 9],
            PeriodKind::FinancialYear | PeriodKind::AcademicYear | PeriodKind::CalendarYear => &[0],
            PeriodKind::Run(_) => &[],
        }
    }

    /// How many months a period of this kind has; for terms and half terms, on average over their year.
    fn nominal_months(self) -> u16 {
        match self {
            PeriodKind::Run(months) => months,
            _ => 12 / u16::try_from(self.starts().len()).unwrap_or(1),
        }
    }
}

impl YearKind {
    /// All kinds of year.
    pub const ALL: [YearKind; 3] = [YearKind::Financial, YearKind::Academic, YearKind::Calendar];

    /// The month that the year starts in.
    pub fn starts_in(self) -> MonthOfYear {
        match self {
            YearKind::Financial => MonthOfYear::April,
            YearKind::Academic => MonthOfYear::September,
            YearKind::Calendar => MonthOfYear::January,
        }
    }

    /// Reads `financial`, `academic` or `calendar`.
    pub fn parse(text: &str) -> Result<YearKind, YearKindError> {
        YearKind::ALL
            .into_iter()
            .find(|kind| kind.word() == text)
            .ok_or_else(|| YearKindError { text: text.to_owned() })
    }

    /// The kind of period that such a year is.
    pub fn period_kind(self) -> PeriodKind {
        match self {
            YearKind::Financial => PeriodKind::FinancialYear,
            YearKind::Academic => PeriodKind::AcademicYear,
            YearKind::Calendar => PeriodKind::CalendarYear,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            YearKind::Financial => "financial",
            YearKind::Academic => "academic",
            YearKind::Calendar => "calendar",
        }
    }

    /// The two letters that begin the year's token.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            YearKind::Financial => "FY",
            YearKind::Academic => "AY",
            YearKind::Calendar => "CY",
        }
    }

    /// How many months of the year have gone before a month begins: 0 to 11.
    pub(crate) fn months_into(self, month: Month) -> i32 {
        (i32::from(month.of_year().number()) - i32::from(self.starts_in().number())).rem_euclid(12)
    }

    /// Whether the whole year around a month is within 1900 to 2200.
    fn is_known_around(self, month: Month) -> bool {
        month.plus(-self.months_into(month)).and_then(|start| start.plus(11)).is_some()
    }
}

impl Frequency {
    /// All frequencies, the most frequent first.
    pub const ALL: [Frequency; 4] = [Frequency::Month, Frequency::Quarter, Frequency::Term, Frequency::Year];

    /// Reads `month`, `quarter`, `term` or `year`.
    pub fn parse(text: &str) -> Result<Frequency, FrequencyError> {
        Frequency::ALL
            .into_iter()
            .find(|frequency| frequency.word() == text)
            .ok_or_else(|| FrequencyError { text: text.to_owned() })
    }

    /// How many months a step has; a term has nominally four.
    fn months(self) -> u16 {
        match self {
            Frequency::Month => 1,
            Frequency::Quarter => 3,
            Frequency::Term => 4,
            Frequency::Year => 12,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Frequency::Month => "month",
            Frequency::Quarter => "quarter",
            Frequency::Term => "term",
            Frequency::Year => "year",
        }
    }
}

/// The token, as [`Period::parse`] reads it.
impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&token::write(*self))
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Period, PeriodError> {
        Period::parse(text)
    }
}

impl fmt::Display for YearKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

impl FromStr for YearKind {
    type Err = YearKindError;

    fn from_str(text: &str) -> Result<YearKind, YearKindError> {
        YearKind::parse(text)
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

impl FromStr for Frequency {
    type Err = FrequencyError;

    fn from_str(text: &str) -> Result<Frequency, FrequencyError> {
        Frequency::parse(text)
    }
}
