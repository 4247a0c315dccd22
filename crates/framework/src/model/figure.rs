//! Imported figures.

use figures::{Number, Reading};
use jiff::civil::Date;
use periods::{Month, Period};

use super::ids::{BasisIndex, BreakdownId, IndicatorId, PlaceId};
use crate::diagnostics::Location;

/// What a series of figures is about: everything of a figure's key but the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesKey {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The place.
    pub place: PlaceId,
    /// The breakdown.
    pub breakdown: BreakdownId,
    /// The basis.
    pub basis: BasisIndex,
}

impl SeriesKey {
    /// The indicator's own basis over the whole cohort.
    #[must_use]
    pub fn own(indicator: IndicatorId, place: PlaceId) -> Self {
        Self { indicator, place, breakdown: BreakdownId::WHOLE, basis: BasisIndex::OWN }
    }
}

/// The figures of one key, oldest first; months, quarters and years stand side by side.
#[derive(Debug, Clone, Default)]
pub struct Series {
    figures: Vec<Figure>,
}

impl Series {
    pub(crate) fn new(mut figures: Vec<Figure>) -> Self {
        figures.sort_by_key(|figure| figure.period.chronological());
        Self { figures }
    }

    /// Puts a figure in the place of that of its period.
    pub(crate) fn put(&mut self, figure: Figure) {
        self.figures.retain(|known| known.period != figure.period);
        self.figures.push(figure);
        self.figures.sort_by_key(|figure| figure.period.chronological());
    }

    /// Changes the figures, and takes out those of which the change says so.
    pub(crate) fn change(&mut self, keep: impl FnMut(&mut Figure) -> bool) {
        self.figures.retain_mut(keep);
    }

    /// All figures, oldest first.
    #[must_use]
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// The figure of a period.
    #[must_use]
    pub fn get(&self, period: &Period) -> Option<&Figure> {
        let when = period.chronological();
        let begin = self.figures.partition_point(|figure| figure.period.chronological() < when);
        let mut same =
            self.figures[begin..].iter().take_while(|figure| figure.period.chronological() == when);
        same.find(|figure| figure.period == *period)
    }

    /// The figures of one kind of period, oldest first.
    pub fn of_kind(&self, kind: periods::PeriodKind) -> impl DoubleEndedIterator<Item = &Figure> {
        self.figures.iter().filter(move |figure| figure.period.kind() == kind)
    }
}

/// One value for one indicator, place, period, basis and breakdown, or the reason why there is none.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The period.
    pub period: Period,
    /// The value, or the reason for its absence.
    pub reading: Reading,
    /// How settled the value is.
    pub status: FigureStatus,
    /// A part period: the first and last day that it covers.
    pub covers: Option<(Date, Date)>,
    /// When the data were taken.
    pub as_at: Option<Date>,
    /// When the value was released.
    pub released: Option<Date>,
    /// Not to be made public before this day.
    pub embargo_until: Option<Date>,
    /// Where it was taken from, in words.
    pub source: Option<String>,
    /// A note on the value.
    pub note: Option<String>,
    /// The value printed beside numerator and denominator, which is only checked.
    pub printed_value: Option<Number>,
    /// Whether it stands although the records say something else; its note says why, and by whom.
    pub replaces_measured: bool,
    /// The file and row.
    pub location: Location,
}

impl Figure {
    /// Whether it is known by the end of a month: a period that goes on has its figure as soon as that was taken.
    #[must_use]
    pub fn is_known_by(&self, month: Month) -> bool {
        self.period.last_month() <= month || self.as_at.is_some_and(|day| day <= month.last_day())
    }

    /// A figure that was measured from records, and stands in no file.
    pub(crate) fn measured(period: Period, reading: Reading) -> Self {
        Self {
            period,
            reading,
            status: FigureStatus::Settled,
            covers: None,
            as_at: None,
            released: None,
            embargo_until: None,
            source: None,
            note: None,
            printed_value: None,
            replaces_measured: false,
            location: Location::file(usize::MAX),
        }
    }
}

/// How settled a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureStatus {
    /// It stands.
    Settled,
    /// It may still be revised.
    Provisional,
    /// It was checked with those whose figure it is, and will not be revised.
    Validated,
    /// It is the one that national statistics have.
    NationallyPublished,
    /// It must stay out of every public output.
    Unpublished,
}

impl FigureStatus {
    /// Those that a file says; what says nothing stands.
    pub const SAID: [Self; 4] =
        [Self::Provisional, Self::Validated, Self::NationallyPublished, Self::Unpublished];

    /// As files have it; empty for what stands.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Settled => "",
            Self::Provisional => "provisional",
            Self::Validated => "validated",
            Self::NationallyPublished => "nationally-published",
            Self::Unpublished => "unpublished",
        }
    }

    /// What pages say of it; nothing of what stands.
    #[must_use]
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Settled => None,
            Self::Provisional => Some("provisional"),
            Self::Validated => Some("validated"),
            Self::NationallyPublished => Some("nationally published"),
            Self::Unpublished => Some("not published"),
        }
    }
}
