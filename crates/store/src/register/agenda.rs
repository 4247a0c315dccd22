//! What goes to which meeting: the forward plan.

use jiff::civil::Date;
use permissions::Resource;
use releases::text;
use serde::{Deserialize, Serialize};

use super::{Register, is_unsaid};

/// What goes to meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agenda {}

/// Whether an item still goes to its meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgendaStatus {
    /// It goes there.
    Planned,
    /// It was there.
    Taken,
    /// It goes nowhere any more; the note says why.
    Dropped,
}

impl AgendaStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Taken, Self::Dropped];

    /// The word for it, on pages, in forms and where it is kept.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Taken => "taken",
            Self::Dropped => "dropped",
        }
    }

    /// The status of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// What an item is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaAbout {
    /// The scorecard that it belongs to.
    pub scorecard: String,
    /// Where it comes from: a standing item, a decision, a minute; may be empty.
    pub source: String,
    /// The indicator.
    pub indicator: Option<String>,
}

/// What is said of an item. Moving it to another meeting is a new version, so that it shows where it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaContent {
    /// What is told at the meeting.
    pub title: String,
    /// Which meeting.
    pub meeting: String,
    /// The day of the meeting, where it is known.
    #[serde(with = "text::optional")]
    pub on: Option<Date>,
    /// Whether it still goes there.
    pub status: AgendaStatus,
    /// Why it was moved or dropped, what came of it; may be empty.
    pub note: String,
}

impl Register for Agenda {
    type About = AgendaAbout;
    type Content = AgendaContent;
    const WORD: &'static str = "agenda item";
    const RESOURCE: Resource = Resource::ForwardPlan;

    fn place(_: &AgendaAbout) -> Option<&str> {
        None
    }

    fn check(content: &AgendaContent) -> Result<(), &'static str> {
        if is_unsaid(&content.title) {
            return Err("an item tells of something; say of what");
        }
        if is_unsaid(&content.meeting) {
            return Err("an item goes to a meeting; say to which");
        }
        if content.status == AgendaStatus::Dropped && is_unsaid(&content.note) {
            return Err("an item is dropped for a reason; say which");
        }
        Ok(())
    }
}
