//! The figures that a provider returns.

use figures::Number;
use periods::Period;
use permissions::{Action, Resource};
use releases::text;
use serde::{Deserialize, Serialize};

use super::{Register, Stage, is_unsaid};

/// Figures that providers return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {}

/// Which figure is returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnAbout {
    /// The provider: a place of the framework.
    pub provider: String,
    /// The indicator.
    pub indicator: String,
    /// The period.
    #[serde(with = "text")]
    pub period: Period,
}

/// What is returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnContent {
    /// The numerator, in whole or in parts.
    #[serde(with = "text::optional_exact")]
    pub numerator: Option<Number>,
    /// The denominator.
    #[serde(with = "text::optional_exact")]
    pub denominator: Option<Number>,
    /// The value in the indicator's unit, where numerator and denominator don't define it.
    #[serde(with = "text::optional_exact")]
    pub value: Option<Number>,
    /// What must be known of it; may be empty.
    pub note: String,
    /// Where it is on its way.
    pub stage: Stage,
    /// Why it was given back; may be empty otherwise.
    pub reason: String,
}

impl ReturnContent {
    /// Whether the figure and its note are the same, wherever each is on its way.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let figure =
            |content: &Self| Self { stage: Stage::Waiting, reason: String::new(), ..content.clone() };
        figure(self) == figure(other)
    }
}

impl Register for Returns {
    type About = ReturnAbout;
    type Content = ReturnContent;
    const WORD: &'static str = "return";
    const RESOURCE: Resource = Resource::ContractReturn;

    fn place(about: &ReturnAbout) -> Option<&str> {
        Some(&about.provider)
    }

    fn check(content: &ReturnContent) -> Result<(), &'static str> {
        let has_ratio = content.numerator.is_some() && content.denominator.is_some();
        let has_half = content.numerator.is_some() != content.denominator.is_some();
        if has_half || has_ratio == content.value.is_some() {
            return Err("a return is a value, or a numerator and a denominator; give one of the two");
        }
        if content.stage == Stage::GivenBack && is_unsaid(&content.reason) {
            return Err("a return is given back for a reason; say which");
        }
        Ok(())
    }

    fn takes(before: Option<&ReturnContent>, now: &ReturnContent) -> &'static [Action] {
        now.stage.takes(before.is_none_or(|before| !before.says_the_same(now)))
    }
}
