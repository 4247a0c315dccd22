//! Tiles: large numbers of activity, without target, rating or direction.

use super::ids::{ComparatorId, IndicatorId};
use super::scorecards::SectionPeriods;
use crate::diagnostics::Location;

/// Large numbers beside each other.
#[derive(Debug, Clone)]
pub struct Tiles {
    /// Their id.
    pub id: String,
    /// Their heading.
    pub title: String,
    /// The tiles, in order.
    pub tiles: Vec<Tile>,
    /// Printed under them.
    pub notes: Vec<String>,
    /// Where they are declared.
    pub location: Location,
}

impl Tiles {
    /// The numbers of all tiles, in order.
    pub fn figures(&self) -> impl Iterator<Item = &TileFigure> {
        self.tiles.iter().flat_map(|tile| tile.shows.figures())
    }
}

/// A tile.
#[derive(Debug, Clone)]
pub struct Tile {
    /// What it is about.
    pub title: String,
    /// What it shows.
    pub shows: TileShows,
    /// Printed in it.
    pub notes: Vec<String>,
}

/// What a tile shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TileShows {
    /// One large number, and which periods a line beside it shows.
    Number(TileFigure, Option<SectionPeriods>),
    /// Several numbers, each with its label.
    Lines(Vec<(String, TileFigure)>),
    /// That there are no figures yet, and when or whence they come.
    ToBeSupplied(String),
}

impl TileShows {
    fn figures(&self) -> Vec<&TileFigure> {
        match self {
            Self::Number(figure, _) => vec![figure],
            Self::Lines(lines) => lines.iter().map(|(_, figure)| figure).collect(),
            Self::ToBeSupplied(_) => Vec::new(),
        }
    }
}

/// A number of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TileFigure {
    /// The indicator.
    pub indicator: IndicatorId,
    /// A comparator, shown in brackets.
    pub comparator: Option<ComparatorId>,
}
