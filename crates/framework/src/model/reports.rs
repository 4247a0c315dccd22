//! Covering reports.

use periods::Month;

use super::ids::{IndicatorId, PlaceId, ScorecardId, SectionId};
use super::rating::BandColour;
use crate::diagnostics::Location;

/// A covering report: a person's words around paragraphs that are generated from figures.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its id: the name of its file.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The scorecards that it goes with, at least one; it is drawn with the first.
    pub scorecards: Vec<ScorecardId>,
    /// What stands at its head.
    pub head: Vec<Labelled>,
    /// What it says, in a few sentences.
    pub summary: Option<String>,
    /// What its readers are asked to do.
    pub recommendation: Option<String>,
    /// Its numbered parts, in order.
    pub parts: Vec<ReportPart>,
    /// A person's wording for generated paragraphs.
    pub edits: Vec<Edit>,
    /// Background documents.
    pub documents: Vec<String>,
    /// Who answers questions: roles.
    pub contacts: Vec<Labelled>,
    /// Where it is declared.
    pub location: Location,
}

impl Report {
    /// Whether it is drawn with a scorecard.
    #[must_use]
    pub fn is_drawn_with(&self, scorecard: ScorecardId) -> bool {
        self.scorecards.first() == Some(&scorecard)
    }

    /// What its parts tell of figures, in order.
    pub fn performances(&self) -> impl Iterator<Item = &Performance> {
        self.parts.iter().filter_map(|part| part.performance.as_ref())
    }
}

/// A label and what it labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The label.
    pub label: String,
    /// What it labels.
    pub text: String,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPart {
    /// Its heading.
    pub heading: String,
    /// Its own paragraphs, before those that are generated.
    pub paragraphs: Vec<String>,
    /// What is generated.
    pub performance: Option<Performance>,
}

/// What a part tells of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performance {
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// The place.
    pub place: PlaceId,
    /// The indicators that it tells of, each once, with the section that says which periods and comparators it has.
    pub indicators: Vec<(SectionId, IndicatorId)>,
    /// Only figures with these ratings, in this order; all where it names none.
    pub ratings: Vec<BandColour>,
}

/// A person's wording for a generated paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The indicator of the paragraph.
    pub indicator: IndicatorId,
    /// The place of the part.
    pub place: PlaceId,
    /// The month that the scorecard's data ran to.
    pub month: Month,
    /// What was generated when the edit was made.
    pub generated: String,
    /// What the report says instead.
    pub text: String,
    /// Where it stands.
    pub location: Location,
}
