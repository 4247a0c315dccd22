//! What is agreed with a provider.

use figures::Number;
use jiff::civil::Date;
use permissions::Resource;
use releases::text;
use serde::{Deserialize, Serialize};

use super::{EntryOf, Register, is_unsaid};

/// Contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contracts {}

/// What a contract is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractAbout {
    /// The provider: a place of the framework. Its figures are those of the contract, and what its people may see.
    pub provider: String,
}

/// What is agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractContent {
    /// What is provided.
    pub service: String,
    /// Where: the places of the framework, by their slugs.
    pub areas: Vec<String>,
    /// For whom and within which bounds.
    pub scope: String,
    /// Its value in a year, in pounds.
    #[serde(with = "text::optional_exact")]
    pub yearly_value: Option<Number>,
    /// The first day.
    #[serde(with = "text::optional")]
    pub from: Option<Date>,
    /// The last day, with extensions that were taken up.
    #[serde(with = "text::optional")]
    pub to: Option<Date>,
    /// What else was agreed; may be empty.
    pub terms: String,
    /// The indicator that counts what the value pays for: families, places, centres. Without one there is no unit cost.
    #[serde(default)]
    pub counted_by: Option<String>,
    /// The day on which it is reviewed next.
    #[serde(with = "text::optional")]
    pub review_on: Option<Date>,
    /// The day of the deep dive, which is due once it has run for a year unless another is agreed.
    #[serde(with = "text::optional")]
    pub deep_dive_on: Option<Date>,
}

impl Register for Contracts {
    type About = ContractAbout;
    type Content = ContractContent;
    const WORD: &'static str = "contract";
    const RESOURCE: Resource = Resource::Contract;

    fn place(about: &ContractAbout) -> Option<&str> {
        Some(&about.provider)
    }

    fn check(content: &ContractContent) -> Result<(), &'static str> {
        if is_unsaid(&content.service) {
            return Err("a contract is about a service; say which");
        }
        if content.from.zip(content.to).is_some_and(|(from, to)| to < from) {
            return Err("a contract ends on or after its first day; change one of the two");
        }
        if content.yearly_value.as_ref().is_some_and(Number::is_negative) {
            return Err("a contract is worth nothing or more; give its value in a year, in pounds");
        }
        Ok(())
    }
}

impl EntryOf<Contracts> {
    /// The day of its deep dive: the one that was agreed, else when it has run for a year.
    #[must_use]
    pub fn deep_dive_on(&self) -> Option<Date> {
        let content = &self.latest.content;
        let after_a_year = || content.from?.checked_add(jiff::Span::new().years(1)).ok();
        content.deep_dive_on.or_else(after_a_year)
    }

    /// Whether it runs on a day.
    #[must_use]
    pub fn runs_on(&self, day: Date) -> bool {
        let content = &self.latest.content;
        content.from.is_none_or(|from| from <= day) && content.to.is_none_or(|to| day <= to)
    }
}
