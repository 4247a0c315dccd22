//! How an indicator is measured, as it is written below `[INDICATOR.measure]`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// How an indicator's figures come from facts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Measure {
    /// The facts: the name of a file of `facts/`.
    pub facts: Option<String>,
    /// The column with the day of an event.
    pub date: Option<String>,
    /// The column with the first day of something that lasts; counted on days on which it is open.
    pub start: Option<String>,
    /// The column with the day on which it ends: no longer open on that day, open for ever if empty.
    pub end: Option<String>,
    /// The column with the place; `place` unless said.
    pub place: Option<String>,
    /// Which facts belong to the cohort: a condition in SQL, with `as_at` for the day of a snapshot.
    #[serde(rename = "where")]
    pub condition: Option<String>,
    /// Which facts are counted: `*` for all of the cohort, or a condition in SQL.
    pub numerator: Option<String>,
    /// What the numerator is divided by: `*` or a condition over the same facts, or a count of other facts.
    pub denominator: Option<Denominator>,
    /// The column whose amounts are added up for the numerator, instead of counting facts.
    pub sum: Option<String>,
    /// The column whose different values are counted for the numerator, such as `person`.
    pub distinct: Option<String>,
    /// The column whose mean is taken.
    pub mean: Option<String>,
    /// The column whose median is taken.
    pub median: Option<String>,
    /// By how many months the figure is reported later than what it counts.
    #[schemars(range(min = 1, max = 60))]
    pub lag: Option<u8>,
    /// The columns that hold the members of dimensions.
    #[serde(default)]
    pub breakdowns: BTreeMap<String, String>,
    /// The difference between two breakdowns of an indicator.
    pub gap: Option<Gap>,
}

/// What a numerator is divided by.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Denominator {
    /// `*`, or a condition in SQL over the same facts.
    Same(String),
    /// Other facts.
    Other(OtherFacts),
}

/// A count or a sum of other facts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OtherFacts {
    /// The facts; those of the numerator unless said.
    pub facts: Option<String>,
    /// The column with the day of an event.
    pub date: Option<String>,
    /// The column with the first day of something that lasts.
    pub start: Option<String>,
    /// The column with the day on which it ends.
    pub end: Option<String>,
    /// The column with the calendar year of a population; the latest year not after the figure's stands.
    pub year: Option<String>,
    /// The column with the place; `place` unless said.
    pub place: Option<String>,
    /// Which facts are counted: a condition in SQL.
    #[serde(rename = "where")]
    pub condition: Option<String>,
    /// The column whose amounts are added up, instead of counting facts.
    pub sum: Option<String>,
    /// The column whose different values are counted.
    pub distinct: Option<String>,
}

/// `measured/origin.toml`: where measured figures come from. It is written, not edited.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Origin {
    /// The snapshot.
    pub snapshot: String,
    /// The fingerprint of all that the snapshot holds.
    pub hash: String,
    /// Whether its records are made up.
    pub specimen: bool,
    /// How replaced places are counted.
    pub history: String,
}

/// One breakdown less another.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gap {
    /// The indicator whose figures are compared.
    pub of: String,
    /// The breakdown from whose figure is taken.
    pub from: String,
    /// The breakdown whose figure is taken away.
    pub less: String,
}
