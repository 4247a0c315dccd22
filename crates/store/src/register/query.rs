//! Questions about a figure, and what came of them.

use periods::Period;
use permissions::{Action, Resource};
use releases::text;
use serde::{Deserialize, Serialize};

use super::{EntryOf, Register, is_unsaid};

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

impl EntryOf<Queries> {
    /// Whether something was agreed.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !is_unsaid(&self.latest.content.outcome)
    }
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

    /// Whoever asks doesn't settle it, and what is settled is not asked in other words.
    fn takes(before: Option<&QueryContent>, now: &QueryContent) -> &'static [Action] {
        let asks =
            before.is_none_or(|before| (&before.question, &before.instead) != (&now.question, &now.instead));
        let settled = before.map_or("", |before| &before.outcome);
        let settles = !is_unsaid(settled) || !is_unsaid(&now.outcome);
        match (asks, settles) {
            (_, false) => &[Action::Write],
            (false, true) => &[Action::Approve],
            (true, true) => &[Action::Write, Action::Approve],
        }
    }
}
