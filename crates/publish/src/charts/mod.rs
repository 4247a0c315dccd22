//! Small pictures in SVG: a sparkline, a trend with its target and floor, places beside each other, shares of ratings.
//!
//! Colours are classes, so that dark pages and print draw the same picture with their own tokens. Coordinates have one
//! decimal, so that the same figures always give the same bytes. Only here are values turned into floats.

mod dots;
mod scale;
mod shares;
mod sparkline;
mod svg;
mod trend;

pub use dots::{DotPlot, DotRow, Mark};
pub use shares::{Share, SharesBar};
pub use sparkline::Sparkline;
pub use svg::shape;
pub use trend::{Break, Trend, TrendPoint};

/// How wide a chart is drawn: charts are drawn twice, and a page shows the one that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// For desks and paper.
    Wide,
    /// For phones.
    Narrow,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}
