//! Indicators and their rules.

use std::fmt;

use figures::{Number, Unit};
use periods::{Basis, Frequency, Month, YearKind};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ids::{BasisIndex, IndicatorId, LevelId, SourceId};
use super::measures::Measure;
use super::rating::RatingScheme;
use crate::diagnostics::Location;

/// Something measured.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Its id in the files.
    pub id: String,
    /// Its code as printed; may be empty.
    pub code: String,
    /// The levels at which it exists.
    pub levels: Vec<LevelId>,
    /// Tags such as `QPR`.
    pub marks: Vec<String>,
    /// The indicator of which it is a second showing.
    pub same_as: Option<IndicatorId>,
    /// The dimensions, by their place in [`Framework::dimensions`](super::Framework::dimensions), whose members are
    /// printed as shares of the whole.
    pub shares: Vec<usize>,
    /// Digits after the point of such a share.
    pub share_decimals: u8,
    /// The indicator whose shares its own figures are, as they were published.
    pub shares_of: Option<IndicatorId>,
    /// Whether the latest known figure stands, with its period, where a table's latest period has none.
    pub carries_latest: bool,
    /// The first month in which it is measured.
    pub from: Option<Month>,
    /// The last month in which it is measured.
    pub until: Option<Month>,
    /// The id that it replaced, which may be gone.
    pub replaces: Option<String>,
    /// Changes of meaning, oldest first.
    pub versions: Vec<Version>,
    /// Where it is declared.
    pub location: Location,
    /// One set of rules per era (before the first version, then one per version) and level.
    pub(crate) rules: Vec<Vec<Rules>>,
}

impl Indicator {
    /// The rules of a level in the version that is in force in a month.
    #[must_use]
    pub fn rules(&self, level: LevelId, month: Month) -> &Rules {
        let era = self.versions.iter().take_while(|version| version.from <= month).count();
        &self.rules[era][level.index()]
    }

    /// The rules of a level in the newest version.
    #[must_use]
    pub fn latest_rules(&self, level: LevelId) -> &Rules {
        &self.rules[self.versions.len()][level.index()]
    }

    /// Its rules in all versions and at all levels.
    pub fn eras(&self) -> impl Iterator<Item = &Rules> {
        self.rules.iter().flatten()
    }

    /// What to call the indicator where there is room for a few letters: its code, or nothing.
    #[must_use]
    pub fn printed_code(&self) -> Option<&str> {
        (!self.code.is_empty()).then_some(self.code.as_str())
    }
}

/// What an indicator means: everything that can differ between levels and versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Its title.
    pub title: String,
    /// The question that it answers.
    pub question: Option<String>,
    /// Which way is better.
    pub polarity: Polarity,
    /// The unit of its figures.
    pub unit: Unit,
    /// Digits after the point when printed.
    pub decimals: u8,
    /// Whether a value above nought is printed with a plus.
    pub signed: bool,
    /// Its bases; the first is its own.
    pub bases: Vec<Basis>,
    /// The day of a snapshot.
    pub snapshot_day: SnapshotDay,
    /// How often a figure is due.
    pub frequency: Frequency,
    /// The year of its targets and outturns.
    pub year: YearKind,
    /// How parts add to a whole.
    pub sums: Sums,
    /// Whether a percentage may lawfully be above 100.
    pub may_exceed_100: bool,
    /// What is counted.
    pub definition: Option<String>,
    /// Where the data come from.
    pub sources: Vec<SourceId>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// How it is rated.
    pub rating: RatingScheme,
    /// Which directions of travel it has; the first is the one that a page with one column shows.
    pub directions: Vec<DirectionRule>,
    /// Below this denominator there is no rating.
    pub minimum_denominator: Option<u32>,
    /// How an annual target is spread over the months of a year.
    pub profile: Option<Profile>,
    /// Printed under tables.
    pub notes: Vec<String>,
    /// How its figures come from facts, where they do.
    pub measure: Option<Measure>,
}

impl Rules {
    /// The indicator's own basis.
    #[must_use]
    pub fn basis(&self) -> &Basis {
        &self.bases[0]
    }

    /// Which of its bases a basis is, if it is one of them.
    #[must_use]
    pub fn basis_index(&self, basis: &Basis) -> Option<BasisIndex> {
        self.bases.iter().position(|known| known == basis).map(BasisIndex::new)
    }
}

/// A change of meaning at a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The first month to which it applies.
    pub from: Month,
    /// What changed, in a sentence.
    pub change: String,
    /// Whether figures before and after may be compared.
    pub comparable: bool,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// A higher figure is better.
    High,
    /// A lower figure is better.
    Low,
    /// Nearer to the target is better.
    Target,
    /// Neither: activity.
    #[serde(rename = "none")]
    Neutral,
}

impl Polarity {
    /// The word in files.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Low => "low",
            Self::Target => "target",
            Self::Neutral => "none",
        }
    }

    /// The words on pages.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::High => "higher is better",
            Self::Low => "lower is better",
            Self::Target => "close to target",
            Self::Neutral => "activity",
        }
    }
}

/// The day on which a snapshot is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SnapshotDay {
    /// The last day of the period.
    #[serde(rename = "last day")]
    LastDay,
    /// The last working day of the period.
    #[serde(rename = "last working day")]
    LastWorkingDay,
}

/// How the figures of parts add to that of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sums {
    /// Parts add to the whole.
    Exact,
    /// Parts add to the whole or to less: some cases belong to no part.
    #[serde(rename = "with unallocated")]
    WithUnallocated,
    /// They do not add.
    No,
}

/// How an annual target of a cumulative count is spread over the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// A twelfth each month.
    Even,
    /// Twelve shares, from the first month of the year, that add to one.
    Shares(Vec<Number>),
}

/// One direction of travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectionRule {
    /// What the figure is compared with.
    pub against: Against,
    /// Whether exact or printed values are compared.
    pub compare: Compare,
    /// A change of no more than this, in the indicator's unit, is no change.
    pub same: Option<Number>,
    /// Whether the words are increased and decreased, whatever the polarity.
    pub plain: bool,
}

/// What a direction compares a figure with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Against {
    /// One step of the frequency back.
    PreviousPeriod,
    /// What the scorecard's previous release said.
    PreviouslyReported,
    /// The latest earlier figure.
    PreviousFigure,
    /// The same period a year before.
    YearAgo,
    /// The slope over so many periods, the figure's own included.
    Regression(u8),
}

/// How files write it.
impl fmt::Display for Against {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PreviousPeriod => formatter.pad("previous period"),
            Self::PreviouslyReported => formatter.pad("previously reported"),
            Self::PreviousFigure => formatter.pad("previous figure"),
            Self::YearAgo => formatter.pad("a year ago"),
            Self::Regression(periods) => formatter.pad(&format!("regression over {periods}")),
        }
    }
}

/// What a direction compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Compare {
    /// Exact values.
    Unrounded,
    /// Values as printed.
    Printed,
}
