//! `[disclosure]` of `framework.toml`.

use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::Deserialize;

/// How small numbers are protected in public copies; without it there are none.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Disclosure {
    /// The role that decides it: one of `contacts`.
    pub owner: String,
    /// What is done.
    pub method: DisclosureMethod,
    /// Counts below it are small. There is no national one: the owner decides.
    #[schemars(range(min = 2))]
    pub threshold: Option<NonZeroU32>,
    /// Counts are shown to the nearest multiple of it, where they are rounded.
    #[schemars(range(min = 2))]
    pub nearest: Option<NonZeroU32>,
    /// Whether nought tells of nobody; `safe` unless said.
    pub zeros: Option<Zeros>,
    /// How far apart the least and the most must be that a small count can be. Unless said, it is the threshold where
    /// small counts are hidden, and half of `nearest` where they are rounded.
    #[schemars(range(min = 1))]
    pub uncertainty: Option<NonZeroU32>,
    /// Where and why the figures were published, where they are shown as they were.
    pub reason: Option<String>,
    /// What needs more protection.
    #[serde(default)]
    pub sensitive: Vec<Sensitive>,
    /// What needs none.
    #[serde(default)]
    pub exempt: Vec<Exempt>,
}

/// What is done about small numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) enum DisclosureMethod {
    /// Small counts are hidden, and whatever would give them away.
    #[serde(rename = "hide")]
    Hide,
    /// Counts are rounded, and hidden only where that isn't enough.
    #[serde(rename = "round")]
    Round,
    /// Nothing: the organisation published these very figures itself.
    #[serde(rename = "as published")]
    AsPublished,
}

/// What nought tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Zeros {
    /// Of nobody.
    Safe,
    /// As much as a small count.
    Small,
}

/// Figures that need more protection.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sensitive {
    /// Their indicators; all of them unless said.
    #[serde(default)]
    pub indicators: Vec<String>,
    /// Their breakdowns, and those that these are part of; all of them unless said.
    #[serde(default)]
    pub breakdowns: Vec<String>,
    /// Counts below it are small.
    #[schemars(range(min = 2))]
    pub threshold: NonZeroU32,
    /// Why.
    pub reason: String,
}

/// Figures that nobody can be recognised by.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exempt {
    /// Their indicators; all of them unless said.
    #[serde(default)]
    pub indicators: Vec<String>,
    /// Their breakdowns, and those that these are part of; all of them unless said.
    #[serde(default)]
    pub breakdowns: Vec<String>,
    /// Why.
    pub reason: String,
}
