//! What a page can show beside tables: tiles and panels.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::PanelKind;

/// Large numbers beside each other.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tiles {
    /// Their heading.
    pub title: String,
    /// The tiles, in order.
    #[schemars(length(min = 1))]
    pub tile: Vec<Tile>,
    /// Printed under them.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A tile: one number, a few lines of numbers, or that they are to be supplied.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tile {
    /// What it is about.
    pub title: String,
    /// The indicator of its one large number.
    pub indicator: Option<String>,
    /// A comparator of that indicator, shown in brackets.
    pub comparator: Option<String>,
    /// A line of that indicator over `N months`, `N quarters`, `N terms` or `N years`.
    pub trend: Option<String>,
    /// Several numbers, each with its label.
    #[schemars(length(min = 1))]
    pub lines: Option<Vec<TileLine>>,
    /// Holds the place of figures that there are none of yet, and says when or whence they come.
    pub to_be_supplied: Option<String>,
    /// Printed in it.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A number of a tile with its label.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TileLine {
    /// What is counted, in a few words.
    pub label: String,
    /// The indicator.
    pub indicator: String,
    /// A comparator, shown in brackets.
    pub comparator: Option<String>,
}

/// A chart.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Panel {
    /// Its heading.
    pub title: String,
    /// `lines` over time, `columns` of the latest period, or `stages` of the latest period.
    pub kind: PanelKind,
    /// One indicator; for `stages` several, in order.
    #[schemars(length(min = 1))]
    pub indicators: Vec<String>,
    /// `stages`: a short name for each indicator; their titles unless said.
    #[schemars(length(min = 1))]
    pub labels: Option<Vec<String>>,
    /// One line or bar each, in order: places, `group:NAME`, `level:NAME` or `*`.
    #[schemars(length(min = 1))]
    pub places: Vec<String>,
    /// `N months`, `N quarters`, `N terms` or `N years`; columns and stages show the latest with a figure.
    pub periods: String,
    /// `stages`: whether all are counted from one start, so that each begins where the one before it ends.
    #[serde(default)]
    pub cumulative: bool,
    /// What it shows, in a sentence.
    pub about: Option<String>,
    /// Printed under it.
    #[serde(default)]
    pub notes: Vec<String>,
}
