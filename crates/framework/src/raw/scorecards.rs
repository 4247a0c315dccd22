//! Scorecards as they are written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::items::{Panel, Tiles};
use crate::model::{BandColour, Earlier};

/// `scorecards/*.toml`: the file's name is the scorecard's id.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScorecardFile {
    /// Its title.
    pub title: String,
    /// Who it is for.
    pub about: Option<String>,
    /// The year against whose targets everything is rated.
    pub target_year: Option<String>,
    /// Below this denominator nothing is rated, unless the indicator says otherwise.
    pub minimum_denominator: Option<u32>,
    /// How months before that of an edition are shown: `as-now-known`, which is usual, or `as-published`.
    #[serde(default)]
    pub earlier: Earlier,
    /// Which figures open an exception report.
    pub exceptions: Option<Exceptions>,
    /// Tables of indicators.
    #[serde(default)]
    pub sections: BTreeMap<String, Section>,
    /// Measures by group.
    #[serde(default)]
    pub matrices: BTreeMap<String, Matrix>,
    /// Places down, indicators across.
    #[serde(default)]
    pub place_tables: BTreeMap<String, PlaceTable>,
    /// Large numbers beside each other.
    #[serde(default)]
    pub tiles: BTreeMap<String, Tiles>,
    /// Charts.
    #[serde(default)]
    pub panels: BTreeMap<String, Panel>,
    /// Pages, in order.
    #[schemars(length(min = 1))]
    pub pages: Vec<Page>,
    /// Indicators that it no longer shows, for its change log.
    #[serde(default)]
    pub withdrawn: Vec<String>,
    /// What else has changed, for its change log.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// Something that has changed, where no field of an indicator says it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The first data month to which it applies.
    pub month: String,
    /// The indicator that it is about.
    pub indicator: Option<String>,
    /// The place whose figures it is about.
    pub place: Option<String>,
    /// The period that it is about, and all within it.
    pub period: Option<String>,
    /// What has changed, in a sentence.
    pub change: String,
}

/// Which figures open an exception report, and what the report shows.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exceptions {
    /// The ratings that open one: `red`, `amber`, `green`; a named band goes by the colour that it counts as.
    #[schemars(length(min = 1))]
    pub on: Vec<BandColour>,
    /// At which places: places, `group:NAME`, `level:NAME` or `*`.
    #[schemars(length(min = 1))]
    pub places: Vec<String>,
    /// The sections whose rows may open one; all of them unless said.
    #[schemars(length(min = 1))]
    pub sections: Option<Vec<String>>,
    /// How many periods the trend shows: `4 months`.
    pub periods: String,
    /// The role that supplies what is missing; the indicator's owner unless said.
    pub role: Option<String>,
    /// Printed at the head of each report: roles, never names.
    #[serde(default)]
    pub lines: Vec<Line>,
}

/// A labelled line.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    /// Its label.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// A table of indicators.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    /// Its heading.
    pub title: String,
    /// A smaller heading, such as `Monthly indicators`.
    pub caption: Option<String>,
    /// Its rows, in order; `mark:NAME` stands for every indicator with a mark.
    #[schemars(length(min = 1))]
    pub indicators: Option<Vec<String>>,
    /// Its rows in groups, instead of `indicators`.
    #[schemars(length(min = 1))]
    pub groups: Option<Vec<SectionGroup>>,
    /// `N months`, `N quarters`, `N terms` or `N years`, or `months of the financial year`.
    pub periods: String,
    /// The last period shown, where it isn't the latest that has ended.
    pub latest: Option<String>,
    /// One block for each of these places that belongs to the page's place.
    pub of: Option<String>,
    /// Its columns, in order.
    #[schemars(length(min = 1))]
    pub columns: Vec<String>,
    /// Which of its rows need commentary.
    pub commentary: Option<Commentary>,
    /// Whether each of its places has room for a narrative and for notes of meetings.
    #[serde(default)]
    pub narratives: bool,
    /// Printed under it.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// Rows of a section under a heading of their own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionGroup {
    /// The heading.
    pub title: String,
    /// The rows, in order; `mark:NAME` stands for every indicator with a mark.
    #[schemars(length(min = 1))]
    pub indicators: Vec<String>,
}

/// A measure by group: each cell is an indicator.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Matrix {
    /// Its heading.
    pub title: String,
    /// A smaller heading, such as `Primary phase`.
    pub caption: Option<String>,
    /// The headings of its columns, such as pupil groups.
    #[schemars(length(min = 1))]
    pub groups: Vec<String>,
    /// The period of its cells, where that isn't the latest of each indicator.
    pub latest: Option<String>,
    /// What a cell shows: `value`, which is always there, `rating`, `direction`, `target`; value and rating unless said.
    pub shows: Option<Vec<String>>,
    /// Its rows, in order.
    #[schemars(length(min = 1))]
    pub rows: Vec<MatrixRow>,
    /// Printed under it.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A row of a matrix.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatrixRow {
    /// What is measured.
    pub title: String,
    /// One indicator for each group; empty where it isn't measured.
    pub indicators: Vec<String>,
}

/// Places down, indicators across.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceTable {
    /// Its heading.
    pub title: String,
    /// A smaller heading.
    pub caption: Option<String>,
    /// The period of its figures, where that isn't the latest of each indicator.
    pub latest: Option<String>,
    /// Its rows, in order: places, `group:NAME` or `level:NAME`, or a table with a `title` and such `places`.
    #[schemars(length(min = 1))]
    pub places: Vec<PlaceTableRows>,
    /// Its columns, in order.
    #[schemars(length(min = 1))]
    pub columns: Vec<PlaceTableColumn>,
    /// Printed under it.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// Rows of a place table, with or without a heading above them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum PlaceTableRows {
    Plain(String),
    Titled(TitledPlaces),
}

/// Rows of a place table under a heading.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TitledPlaces {
    /// The heading.
    pub title: String,
    /// A place, `group:NAME` or `level:NAME`.
    pub places: String,
}

/// An indicator as a column of a place table, or as several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceTableColumn {
    /// The indicator.
    pub indicator: String,
    /// The heading, where that isn't the indicator's title.
    pub title: Option<String>,
    /// What it shows, one column each; the value unless said.
    #[schemars(length(min = 1))]
    pub shows: Option<Vec<String>>,
}

/// Which rows need commentary.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Commentary {
    /// The ratings: `red`, `amber`, `green`; a named band goes by the colour that it counts as.
    #[schemars(length(min = 1))]
    pub on: Vec<BandColour>,
    /// The levels of place; all of them unless said.
    #[schemars(length(min = 1))]
    pub levels: Option<Vec<String>>,
    /// The role that supplies it; the indicator's owner unless said.
    pub role: Option<String>,
    /// Whether only figures that the edition before didn't have need it.
    #[serde(default)]
    pub new_data_only: bool,
}

/// A page, drawn once for each of its places.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The places that it is drawn for: places, `group:NAME`, `level:NAME` or `*`.
    #[schemars(length(min = 1))]
    pub places: Vec<String>,
    /// What it shows, in order: sections, matrices, place tables, tiles and panels by their names.
    #[schemars(length(min = 1))]
    pub sections: Vec<String>,
    /// Printed at its end.
    #[serde(default)]
    pub notes: Vec<String>,
}
