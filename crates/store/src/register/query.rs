//! Questions about a figure, and what came of them.

use periods::Period;
use permissions::Resource;
use releases::text;
use serde::{Deserialize, Serialize};

use super::{Register, is_unsaid};

/// Questions about figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queries {}

/// The figure that is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueryAbout {
    /// The indicator.
    pub indicator: String,
    /// The place.
    pub place: String,
    /// The period.
    #[serde(with = "text")]
    pub period: Period,
    /// The figure as it was printed when it was asked about.
    pub printed: String,
}

/// The question, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueryContent {
    /// What is asked.
    pub question: String,
    /// What whoever asks has instead, such as a figure of their own; may be empty.
    pub instead: String,
    /// What was agreed; empty while it is open.
    pub outcome: String,
}

impl Register for Queries {
    type About = QueryAbout;
    type Content = QueryContent;
    const WORD: &'static str = "query";
    const RESOURCE: Resource = Resource::FigureQuery;

    fn place(about: &QueryAbout) -> Option<&str> {
        Some(&about.place)
    }

    fn check(content: &QueryContent) -> Result<(), &'static str> {
        if is_unsaid(&content.question) { Err("a query asks something; say what") } else { Ok(()) }
    }
}
