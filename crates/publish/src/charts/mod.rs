//! Small pictures in SVG: a sparkline, a trend with its target and floor, lines and bars of places, places beside
//! each other, shares of ratings.
//!
//! Colours are classes, so that dark pages and print draw the same picture with their own tokens. Coordinates have one
//! decimal, so that the same figures always give the same bytes. Only here are values turned into floats.

mod bars;
mod dots;
mod lines;
mod paper;
mod plot;
mod scale;
mod shares;
mod sparkline;
mod svg;
mod tile_line;
mod trend;

pub use bars::{BarRow, Bars};
pub use dots::{DotPlot, DotRow, Mark};
pub use lines::{Line, Lines};
pub use paper::{PAPER_FAMILY, on_paper};
pub use plot::Break;
pub use shares::{Share, SharesBar};
pub use sparkline::Sparkline;
pub use svg::shape;
pub use tile_line::TileLine;
pub use trend::{Trend, TrendPoint};

/// How wide a chart is drawn: charts are drawn twice, and a page shows the one that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// For desks and paper.
    Wide,
    /// For phones.
    Narrow,
}

impl Width {
    /// How wide a character is at most: wide charts have larger letters where they are drawn small.
    fn character(self) -> f64 {
        match self {
            Self::Wide => 8.0,
            Self::Narrow => 6.9,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}
