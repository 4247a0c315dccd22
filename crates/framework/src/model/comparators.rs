//! What figures are compared with.

use figures::Reading;
use periods::{Month, Period, day_in_words};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ids::{BreakdownId, ComparatorId, IndicatorId, PlaceId};
use crate::diagnostics::Location;

/// Something that a figure is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparator {
    /// Its id in the files.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// A shorter label for column headings.
    pub short: Option<String>,
    /// What it is.
    pub kind: ComparatorKind,
    /// Whether better and worse may be said of a figure beside it.
    pub comparable: bool,
    /// A sentence about its method.
    pub about: Option<String>,
}

/// What a comparator is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComparatorKind {
    /// A published value whose making is not stated.
    Published,
    /// Another place of the framework.
    Place,
    /// Statistical neighbours.
    Neighbours {
        /// The authorities.
        members: Vec<String>,
        /// How their values become one.
        method: NeighbourMethod,
    },
    /// A region.
    Region,
    /// A nation.
    Nation,
}

/// How the values of neighbours become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NeighbourMethod {
    /// The mean.
    Mean,
    /// The median.
    Median,
}

/// What a comparator's values stand beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComparatorKey {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The place.
    pub place: PlaceId,
    /// The breakdown.
    pub breakdown: BreakdownId,
    /// The comparator.
    pub comparator: ComparatorId,
}

/// One value of a comparator.
#[derive(Debug, Clone)]
pub struct ComparatorValue {
    /// The period, where it was stated.
    pub period: Option<Period>,
    /// The value, or the reason for its absence.
    pub reading: Reading,
    /// How many decimals the value was written with.
    pub decimals: u8,
    /// Whether it is provisional.
    pub provisional: bool,
    /// The month or day at which it was known, as written.
    pub as_at: Option<String>,
    /// Where it was taken from, in words.
    pub source: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// The file and row.
    pub location: Location,
}

impl ComparatorValue {
    /// The month or day at which it was known, for people.
    #[must_use]
    pub fn as_at_in_words(&self) -> Option<String> {
        let written = self.as_at.as_ref()?;
        let month = Month::parse(written).map(Month::words).ok();
        let day = || written.parse().map(day_in_words).ok();
        Some(month.or_else(day).unwrap_or_else(|| written.clone()))
    }
}
