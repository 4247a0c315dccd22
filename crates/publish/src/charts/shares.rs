//! How many of each rating, as a bar.

use super::sparkline::small;
use super::svg::Svg;
use crate::view::Shade;

const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 8.0;
const GAP: f64 = 2.0;

/// How many of each rating, as a bar beside the counts in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharesBar {
    /// The parts, from left to right.
    pub shares: Vec<Share>,
}

/// A part of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Its colour.
    pub shade: Shade,
    /// How many.
    pub count: usize,
}

impl SharesBar {
    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let shown: Vec<&Share> = self.shares.iter().filter(|share| share.count > 0).collect();
        let mut svg = Svg::stretched("shares", WIDTH, HEIGHT);
        let all: usize = shown.iter().map(|share| share.count).sum();
        let room = WIDTH - GAP * small(shown.len().saturating_sub(1));
        let mut x = 0.0;
        for share in shown {
            let width = room * small(share.count) / small(all);
            svg.rectangle(&format!("bar-{}", share.shade.class()), (x, 0.0), (width, HEIGHT));
            x += width + GAP;
        }
        svg.finish()
    }
}
