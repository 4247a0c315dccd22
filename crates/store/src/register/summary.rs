//! What is said of a contract in public: written apart from what its provider says of its figures, and approved.

use periods::Month;
use permissions::{Action, Resource};
use releases::text;
use serde::{Deserialize, Serialize};

use super::{Register, Stage, is_unsaid};

/// What is said of contracts in public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summaries {}

/// What a summary is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SummaryAbout {
    /// The provider: a place of the framework.
    pub provider: String,
    /// The number of the contract among those of the provider.
    pub contract: i64,
    /// The month that it tells of.
    #[serde(with = "text")]
    pub month: Month,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SummaryContent {
    /// The summary, in Markdown.
    pub text: String,
    /// Where it is on its way.
    pub stage: Stage,
    /// Why it was given back; may be empty otherwise.
    pub reason: String,
}

impl Register for Summaries {
    type About = SummaryAbout;
    type Content = SummaryContent;
    const WORD: &'static str = "summary";
    const RESOURCE: Resource = Resource::ContractSummary;

    fn place(about: &SummaryAbout) -> Option<&str> {
        Some(&about.provider)
    }

    fn check(content: &SummaryContent) -> Result<(), &'static str> {
        if is_unsaid(&content.text) {
            return Err("a summary says something; write what");
        }
        if content.stage == Stage::GivenBack && is_unsaid(&content.reason) {
            return Err("a summary is given back for a reason; say which");
        }
        Ok(())
    }

    fn takes(before: Option<&SummaryContent>, now: &SummaryContent) -> &'static [Action] {
        now.stage.takes(before.is_none_or(|before| before.text != now.text))
    }
}
