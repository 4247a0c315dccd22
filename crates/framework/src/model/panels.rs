//! Panels: charts of places beside each other.

use schemars::JsonSchema;
use serde::Deserialize;

use super::ids::IndicatorId;
use super::places::PlaceSelector;
use super::scorecards::SectionPeriods;
use crate::diagnostics::Location;

/// A chart.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What is drawn.
    pub kind: PanelKind,
    /// One indicator; the stages of a bar in order.
    pub indicators: Vec<IndicatorId>,
    /// What each stage is called; nothing for the indicators' own titles.
    pub labels: Option<Vec<String>>,
    /// The places of its lines or bars, in order.
    pub places: Vec<PlaceSelector>,
    /// The periods of its lines; bars show the latest of them with a figure.
    pub periods: SectionPeriods,
    /// Whether all stages are counted from one start, so that each begins where the one before it ends.
    pub cumulative: bool,
    /// What it shows, in a sentence.
    pub about: Option<String>,
    /// Printed under it.
    pub notes: Vec<String>,
    /// Where it is declared.
    pub location: Location,
}

/// What a panel draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PanelKind {
    /// A line over time for each place.
    Lines,
    /// A bar for each place.
    Columns,
    /// A bar for each place, made of several indicators.
    Stages,
}

impl PanelKind {
    /// The word in files.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Columns => "columns",
            Self::Stages => "stages",
        }
    }
}
