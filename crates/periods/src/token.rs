//! The tokens of periods: reading and writing them, and guessing what was meant by what cannot be read.

use thiserror::Error;

use crate::month::digits;
use crate::{Month, MonthError, MonthOfYear, Period, PeriodKind, YearKind};

/// Why a text is not a period.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PeriodError {
    /// There is nothing to read.
    #[error("a period is missing: write one, such as 2021-06 or FY2021-22")]
    Empty,
    /// A month that does not exist.
    #[error(transparent)]
    Month(#[from] MonthError),
    /// A year that reaches outside those that are known.
    #[error("`{text:.40}`: periods run from {} to {}", Month::FIRST, Month::LAST)]
    OutsideYears {
        /// What was written.
        text: String,
    },
    /// Four digits and two that could be a year of either kind.
    #[error(
        "`{text:.40}` does not say which year: write FY{text:.40} (financial) or AY{text:.40} (academic)"
    )]
    WhichYear {
        /// What was written.
        text: String,
    },
    /// Four digits alone.
    #[error(
        "`{text:.40}` does not say which year: write {calendar} (calendar), {financial} (financial) or {academic} \
         (academic)"
    )]
    WhichSingleYear {
        /// What was written.
        text: String,
        /// The calendar year of that number.
        calendar: String,
        /// The financial year that begins in it.
        financial: String,
        /// The academic year that begins in it.
        academic: String,
    },
    /// Two years that do not follow each other.
    #[error("`{text:.40}`: {} runs into the next: {suggestion}", with_article(*year))]
    YearsDoNotFollow {
        /// What was written.
        text: String,
        /// Which kind of year it is.
        year: YearKind,
        /// The period that begins in the first of the two years.
        suggestion: String,
    },
    /// A quarter, term or half term that the year has not.
    #[error("`{text:.40}`: {} has {}", with_article(*year), parts_of(*year))]
    NoSuchPart {
        /// What was written.
        text: String,
        /// Which kind of year it is.
        year: YearKind,
    },
    /// A run whose last month is before its first.
    #[error("`{text:.40}` ends before it begins: write the earlier month first, {suggestion}")]
    Backwards {
        /// What was written.
        text: String,
        /// The same the other way round.
        suggestion: String,
    },
    /// Written in another way, but understood.
    #[error("`{text:.40}` is not how a period is written: write {suggestion}")]
    Spelling {
        /// What was written.
        text: String,
        /// How it is written.
        suggestion: String,
    },
    /// Anything else.
    #[error(
        "`{text:.40}` is not a period: write a month (2021-06), a financial year (FY2021-22) or its quarter \
         (FY2021-22-Q1), an academic year (AY2021-22), its term (AY2021-22-T1) or half term (AY2021-22-H1), a \
         calendar year (CY2021) or its quarter (CY2021-Q1), or a run of months (2021-04..2021-09)"
    )]
    NotAPeriod {
        /// What was written.
        text: String,
    },
}

/// Writes a period's token.
pub(crate) fn write(period: Period) -> String {
    let first = period.first_month();
    let Some(year) = period.kind().year_kind() else {
        return match period.kind() {
            PeriodKind::Run(_) => format!("{first}..{}", period.last_month()),
            _ => first.to_string(),
        };
    };
    let letter = match period.kind() {
        PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter => "Q",
        PeriodKind::Term => "T",
        PeriodKind::HalfTerm => "H",
        _ => "",
    };
    let part = period.part().map(|part| format!("-{letter}{part}")).unwrap_or_default();
    format!("{}{}{part}", year.prefix(), years(year, first, "-"))
}

/// The year around a month in digits: `2021-22`, or `2021` for a calendar year.
pub(crate) fn years(kind: YearKind, month: Month, joined_by: &str) -> String {
    let has_begun = kind.starts_in() <= month.of_year();
    let year = if has_begun { month.year() } else { month.year() - 1 };
    match kind {
        YearKind::Calendar => year.to_string(),
        YearKind::Financial | YearKind::Academic => format!("{year}{joined_by}{:02}", (year + 1) % 100),
    }
}

/// Reads a period's token; what cannot be read is refused with what was probably meant.
pub(crate) fn read(text: &str) -> Result<Period, PeriodError> {
    strictly(text).map_err(|error| match error {
        PeriodError::NotAPeriod { text } => match probably_meant(&text) {
            Some(period) => PeriodError::Spelling { suggestion: period.to_string(), text },
            None => PeriodError::NotAPeriod { text },
        },
        error => error,
    })
}

/// Reads a period's token without asking what else was meant.
fn strictly(text: &str) -> Result<Period, PeriodError> {
    if text.trim().is_empty() {
        return Err(PeriodError::Empty);
    }
    if let Some((first, last)) = text.split_once("..") {
        return run(text, first, last);
    }
    for year in YearKind::ALL {
        if let Some(rest) = text.strip_prefix(year.prefix()) {
            return year_or_part(text, year, rest);
        }
    }
    match Month::parse(text) {
        Ok(month) => Ok(Period::month(month)),
        Err(MonthError::NoSuchMonth { text, month }) if follows(&text, month) => {
            Err(PeriodError::WhichYear { text })
        }
        Err(MonthError::NotAMonth { text }) => Err(match digits::<i16>(&text, 4) {
            Some(year) => which_single_year(text, year),
            None => PeriodError::NotAPeriod { text },
        }),
        Err(error) => Err(error.into()),
    }
}

/// Reads a run of months.
fn run(text: &str, first: &str, last: &str) -> Result<Period, PeriodError> {
    let month = |part| match Month::parse(part) {
        Err(MonthError::NotAMonth { .. }) => Err(PeriodError::NotAPeriod { text: text.to_owned() }),
        result => Ok(result?),
    };
    let (first, last) = (month(first)?, month(last)?);
    Period::run(first, last).ok_or_else(|| PeriodError::Backwards {
        text: text.to_owned(),
        suggestion: format!("{last}..{first}"),
    })
}

/// Reads what follows `FY`, `AY` or `CY`.
fn year_or_part(text: &str, kind: YearKind, rest: &str) -> Result<Period, PeriodError> {
    let not_a_period = || PeriodError::NotAPeriod { text: text.to_owned() };
    let pieces = rest.splitn(4, '-').collect::<Vec<&str>>();
    let (first, second, part) = match (kind, pieces.as_slice()) {
        (YearKind::Calendar, &[first]) => (first, None, None),
        (YearKind::Calendar, &[first, part]) => (first, None, Some(part)),
        (YearKind::Financial | YearKind::Academic, &[first, second]) => (first, Some(second), None),
        (YearKind::Financial | YearKind::Academic, &[first, second, part]) => {
            (first, Some(second), Some(part))
        }
        _ => return Err(not_a_period()),
    };
    let first = digits::<i16>(first, 4).ok_or_else(not_a_period)?;
    let second = second.map(|second| digits::<i16>(second, 2).ok_or_else(not_a_period)).transpose()?;
    let year = starting_in(kind, first).ok_or_else(|| PeriodError::OutsideYears { text: text.to_owned() })?;
    let period = match part {
        None => year,
        Some(part) => {
            let (letter, number) = part.split_at_checked(1).ok_or_else(not_a_period)?;
            if !letter.starts_with(|letter: char| letter.is_ascii_uppercase()) {
                return Err(not_a_period());
            }
            numbered_part(year, kind, letter, number)
                .ok_or_else(|| PeriodError::NoSuchPart { text: text.to_owned(), year: kind })?
        }
    };
    if second.is_some_and(|second| second != (first + 1) % 100) {
        let suggestion = period.to_string();
        return Err(PeriodError::YearsDoNotFollow { text: text.to_owned(), year: kind, suggestion });
    }
    Ok(period)
}

/// The year of a kind that starts in a calendar year.
fn starting_in(kind: YearKind, year: i16) -> Option<Period> {
    Period::containing(kind.period_kind(), Month::new(year, kind.starts_in())?)
}

/// The quarter, term or half term of a year that a letter and a number name.
fn numbered_part(year: Period, kind: YearKind, letter: &str, number: &str) -> Option<Period> {
    let part_kind = match (kind, letter) {
        (YearKind::Financial, "Q") => PeriodKind::FinancialQuarter,
        (YearKind::Calendar, "Q") => PeriodKind::CalendarQuarter,
        (YearKind::Academic, "T") => PeriodKind::Term,
        (YearKind::Academic, "H") => PeriodKind::HalfTerm,
        _ => return None,
    };
    let start = part_kind.starts().get(digits::<usize>(number, 1)?.checked_sub(1)?)?;
    Period::containing(part_kind, year.first_month().plus(i32::from(*start))?)
}

/// Whether `2021-22` was meant as two years, rather than as a month too many.
fn follows(text: &str, second: i8) -> bool {
    let first = text.split_once('-').and_then(|(first, _)| digits::<i16>(first, 4));
    first.is_some_and(|first| (first + 1) % 100 == i16::from(second))
}

fn which_single_year(text: String, year: i16) -> PeriodError {
    let token = |kind| starting_in(kind, year).map(|period| period.to_string());
    match (token(YearKind::Calendar), token(YearKind::Financial), token(YearKind::Academic)) {
        (Some(calendar), Some(financial), Some(academic)) => {
            PeriodError::WhichSingleYear { text, calendar, financial, academic }
        }
        _ => PeriodError::OutsideYears { text },
    }
}

/// What was probably meant by a text that is no token, going by its runs of digits and letters: `fy2021/22`,
/// `FY21-22`, `2021-6`, `Jun 2021`, `30/06/2021`, `2014-04 to 2017-03`. A suggestion, never a reading.
fn probably_meant(text: &str) -> Option<Period> {
    // Longer texts are no slips of the pen.
    let text = (text.len() <= 40).then(|| text.to_ascii_uppercase())?;
    let month = |year: &str, month: &str| {
        let month = MonthOfYear::numbered(month.parse().ok()?)?;
        Month::new(full_year(year)?, month).map(Period::month)
    };
    let chunks = chunks(&text);
    // Half a run, or a run of something other than months.
    if text.contains("..") && chunks.len() != 4 {
        return None;
    }
    match chunks.as_slice() {
        &[prefix, ref rest @ ..] if let Some(kind) = year_kind(prefix) => year_meant(kind, rest),
        &[first_year, first, last_year, last] | &[first_year, first, "TO", last_year, last] => {
            let (first, last) = (month(first_year, first)?, month(last_year, last)?);
            Period::run(first.first_month(), last.last_month())
        }
        &[name, year] | &[_, name, year] if let Some(number) = month_number(name) => month(year, &number),
        // The third of three numbers, or the first, is a day.
        &[year, number] | &[year, number, _] if year.len() == 4 => month(year, number),
        &[number, year] | &[_, number, year] if year.len() == 4 => month(year, number),
        _ => None,
    }
}

/// What was probably meant by the runs of digits and letters after `FY`, `AY` or `CY`.
fn year_meant(kind: YearKind, chunks: &[&str]) -> Option<Period> {
    let (years, part) = match chunks {
        [years @ .., letter, number] if matches!(*letter, "Q" | "T" | "H") => (years, Some((letter, number))),
        years => (years, None),
    };
    let (first, second) = match years {
        [first] => (full_year(first)?, None),
        [first, second] if kind != YearKind::Calendar => (full_year(first)?, Some(full_year(second)?)),
        _ => return None,
    };
    let year = starting_in(kind, first).filter(|_| second.is_none_or(|second| second == first + 1))?;
    match part {
        Some((letter, number)) => numbered_part(year, kind, letter, number),
        None => Some(year),
    }
}

fn year_kind(prefix: &str) -> Option<YearKind> {
    YearKind::ALL.into_iter().find(|kind| kind.prefix() == prefix)
}

/// The number of a month whose name, or the first three letters of it, is written in capitals.
fn month_number(name: &str) -> Option<String> {
    let is_named = |month: &MonthOfYear| {
        name.eq_ignore_ascii_case(month.name()) || name.eq_ignore_ascii_case(month.short())
    };
    MonthOfYear::ALL.into_iter().find(is_named).map(|month| month.number().to_string())
}

/// A year of four digits, or of two in this century.
fn full_year(text: &str) -> Option<i16> {
    digits::<i16>(text, 4).or_else(|| Some(2000 + digits::<i16>(text, 2)?))
}

/// The runs of digits and of letters in a text; all else only separates them.
fn chunks(text: &str) -> Vec<&str> {
    text.split(|character: char| !character.is_ascii_alphanumeric())
        .flat_map(|word| {
            word.as_bytes().chunk_by(|left, right| left.is_ascii_digit() == right.is_ascii_digit())
        })
        .filter_map(|chunk| std::str::from_utf8(chunk).ok())
        .collect()
}

/// `a financial year`, `an academic year` …
fn with_article(kind: YearKind) -> String {
    let article = if kind == YearKind::Academic { "an" } else { "a" };
    format!("{article} {kind} year")
}

/// The parts that a year of a kind has.
fn parts_of(kind: YearKind) -> &'static str {
    match kind {
        YearKind::Financial | YearKind::Calendar => "quarters Q1 to Q4",
        YearKind::Academic => "terms T1 to T3 and half terms H1 to H6",
    }
}
