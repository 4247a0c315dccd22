//! How figures are rated.

use figures::Number;
use schemars::JsonSchema;
use serde::Deserialize;

/// A rating scheme and what of it nobody published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingScheme {
    /// The rule.
    pub scheme: Scheme,
    /// Keys that were inferred and are never shown as the council's own.
    pub inferred: Vec<InferredKey>,
}

/// A key of a scheme that can be inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum InferredKey {
    /// The floor.
    Floor,
    /// The distance or share within which a missed target is amber.
    Within,
    /// The green distance of a band.
    Green,
    /// The amber distance of a band.
    Amber,
    /// The named bands.
    Bands,
}

impl InferredKey {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Floor, Self::Within, Self::Green, Self::Amber, Self::Bands];

    /// The word in files.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Within => "within",
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Bands => "bands",
        }
    }
}

/// A rule that turns a figure into a rating. All edges are inclusive: on target is green, on the floor is amber.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scheme {
    /// Amber at or beyond an absolute floor.
    Floor(Number),
    /// Amber within so many units of the target.
    Points(Number),
    /// Amber within a percentage of the target.
    Percent(Number),
    /// Polarity `target`: green within the first distance, amber within the second.
    Band {
        /// Green at no more than this from the target.
        green: Number,
        /// Amber at no more than this from the target.
        amber: Number,
    },
    /// Named bands, in order of value, without gap or overlap.
    Bands(Vec<Band>),
    /// Against the previous figure: green at or beyond it, amber within so many units of it.
    Previous(Number),
    /// No floor was published: a missed target is amber.
    Unknown,
    /// Not rated.
    None,
}

/// A named band of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// The colour that it counts as, where it has one.
    pub counts_as: Option<BandColour>,
    /// Its lower edge; none is unbounded.
    pub lower: Option<Edge>,
    /// Its upper edge; none is unbounded.
    pub upper: Option<Edge>,
}

/// The colour of a named band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum BandColour {
    /// Counts as green.
    Green,
    /// Counts as amber.
    Amber,
    /// Counts as red.
    Red,
}

/// An edge of a band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Where it lies.
    pub at: Number,
    /// Whether the value there belongs to the band.
    pub included: bool,
}

impl Band {
    /// Whether a value lies in the band.
    #[must_use]
    pub fn contains(&self, value: &Number) -> bool {
        let above =
            self.lower.as_ref().is_none_or(|edge| *value > edge.at || (edge.included && *value == edge.at));
        let below =
            self.upper.as_ref().is_none_or(|edge| *value < edge.at || (edge.included && *value == edge.at));
        above && below
    }
}
