//! `reports/*.toml`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::BandColour;

/// `reports/*.toml`: a covering report; the file's name is its id.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportFile {
    /// Its title.
    pub title: String,
    /// The scorecards that it goes with; it is drawn with the first.
    #[schemars(length(min = 1))]
    pub scorecards: Vec<String>,
    /// What stands at its head: from whom, to whom, its subject. Roles, never names.
    #[serde(default)]
    pub head: Vec<Labelled>,
    /// What it says, in a few sentences.
    pub summary: Option<String>,
    /// What its readers are asked to do.
    pub recommendation: Option<String>,
    /// Its numbered parts, in order.
    #[schemars(length(min = 1))]
    pub parts: Vec<ReportPart>,
    /// A person's wording for generated paragraphs.
    #[serde(default)]
    pub edits: Vec<Edit>,
    /// What stands at its end.
    #[serde(default)]
    pub background: Background,
}

/// A label and what it labels.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Labelled {
    /// The label.
    pub label: String,
    /// What it labels.
    pub text: String,
}

/// A part of a report: paragraphs, and those that are generated from the figures of a scorecard.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportPart {
    /// Its heading.
    pub heading: String,
    /// Its own paragraphs, before those that are generated.
    #[serde(default)]
    pub paragraphs: Vec<String>,
    /// The scorecard whose figures it tells of: one of the report's.
    pub scorecard: Option<String>,
    /// The place that it tells of.
    pub place: Option<String>,
    /// Only the indicators of these sections.
    pub sections: Option<Vec<String>>,
    /// Only these indicators.
    pub indicators: Option<Vec<String>>,
    /// Only figures with these ratings, in this order.
    pub ratings: Option<Vec<BandColour>>,
}

/// A person's wording for a generated paragraph.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edit {
    /// The indicator of the paragraph.
    pub indicator: String,
    /// The place of the part.
    pub place: String,
    /// The month that the scorecard's data ran to.
    pub month: String,
    /// What was generated when the edit was made, word for word.
    pub generated: String,
    /// What the report says instead.
    pub text: String,
}

/// What stands at the end of a report.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Background {
    /// Background documents.
    #[serde(default)]
    pub items: Vec<String>,
    /// Who answers questions: roles, never names.
    #[serde(default)]
    pub contacts: Vec<Labelled>,
}
