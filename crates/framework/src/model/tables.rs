//! Tables of other shapes than a section's: a measure by pupil group, and places down with indicators across.

use periods::Period;

use super::ids::IndicatorId;
use super::places::PlaceSelector;
use super::scorecards::Column;
use crate::diagnostics::Location;

/// A measure by group: each cell is an indicator.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// A smaller heading.
    pub caption: Option<String>,
    /// The headings of its columns.
    pub groups: Vec<String>,
    /// The period of its cells, where that isn't the latest of each indicator.
    pub latest: Option<Period>,
    /// What a cell shows beside the value.
    pub shows: Vec<MatrixShow>,
    /// Its rows, in order.
    pub rows: Vec<MatrixRow>,
    /// Printed under it.
    pub notes: Vec<String>,
    /// Where it is declared.
    pub location: Location,
}

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// What is measured.
    pub title: String,
    /// One for each group; nothing where it isn't measured.
    pub indicators: Vec<Option<IndicatorId>>,
}

/// What a cell of a matrix shows beside its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MatrixShow {
    /// The rating.
    Rating,
    /// The first direction of travel.
    Direction,
    /// The target.
    Target,
}

impl Matrix {
    /// Its indicators, row by row.
    pub fn indicators(&self) -> impl Iterator<Item = IndicatorId> + '_ {
        self.rows.iter().flat_map(|row| row.indicators.iter().flatten().copied())
    }
}

/// Places down, indicators across.
#[derive(Debug, Clone)]
pub struct PlaceTable {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// A smaller heading.
    pub caption: Option<String>,
    /// The period of its figures, where that isn't the latest of each indicator.
    pub latest: Option<Period>,
    /// Its rows, in order; of each only the places that belong to the page's place.
    pub places: Vec<PlaceTableRows>,
    /// Its columns, in order.
    pub columns: Vec<PlaceTableColumn>,
    /// Printed under it.
    pub notes: Vec<String>,
    /// Where it is declared.
    pub location: Location,
}

/// A group of rows of a place table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceTableRows {
    /// The heading above them.
    pub title: Option<String>,
    /// The places.
    pub places: PlaceSelector,
}

/// An indicator as a column of a place table, or as several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceTableColumn {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The heading, where that isn't the indicator's title.
    pub title: Option<String>,
    /// What it shows, one column each.
    pub shows: Vec<Column>,
}
