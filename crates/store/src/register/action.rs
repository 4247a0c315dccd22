//! What people have undertaken to do about a figure, from exception reports, meetings, minutes and plans.

use jiff::civil::Date;
use periods::Month;
use permissions::Resource;
use releases::text;
use serde::{Deserialize, Serialize};

use super::{EntryOf, Register, is_unsaid};

/// Actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actions {}

/// Where an action comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The report on a figure that is far from its target.
    Exception,
    /// A meeting that looked at figures.
    Meeting,
    /// The minutes of a committee.
    Minutes,
    /// A plan, such as the answer to an inspection.
    Plan,
}

impl Origin {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Exception, Self::Meeting, Self::Minutes, Self::Plan];

    /// How it is written in forms and where it is kept.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Exception => "exception",
            Self::Meeting => "meeting",
            Self::Minutes => "minutes",
            Self::Plan => "plan",
        }
    }

    /// The origin of a token.
    #[must_use]
    pub fn of_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.token() == token)
    }

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Exception => "exception report",
            _ => self.token(),
        }
    }
}

/// How an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActionStatus {
    /// It is to be done.
    Open,
    /// It was done.
    Done,
    /// It was given up; the evidence says why.
    Dropped,
}

impl ActionStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Done, Self::Dropped];

    /// The word for it, on pages, in forms and where it is kept.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// The status of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// What an action is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionAbout {
    /// The scorecard.
    pub scorecard: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Which meeting, minute or paragraph of a plan; may be empty.
    pub reference: String,
    /// The data month of the figure.
    #[serde(with = "text::optional")]
    pub data_month: Option<Month>,
    /// The indicator.
    pub indicator: Option<String>,
    /// The place.
    pub place: Option<String>,
}

/// What is said of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionContent {
    /// What is to be done.
    pub what: String,
    /// The roles that do it.
    pub owner: String,
    /// When it is due, as people wrote it; may be empty.
    pub due: String,
    /// The last day that is in time, if it can be said.
    #[serde(with = "text::optional")]
    pub due_on: Option<Date>,
    /// How it stands.
    pub status: ActionStatus,
    /// What shows that it was done, or why it was dropped; may be empty.
    pub evidence: String,
}

impl Register for Actions {
    type About = ActionAbout;
    type Content = ActionContent;
    const WORD: &'static str = "action";
    const RESOURCE: Resource = Resource::ActionPlan;

    fn place(about: &ActionAbout) -> Option<&str> {
        about.place.as_deref()
    }

    fn check(content: &ActionContent) -> Result<(), &'static str> {
        if is_unsaid(&content.what) {
            return Err("an action is something to do; say what");
        }
        if is_unsaid(&content.owner) {
            return Err("an action is done by somebody; say in which role");
        }
        if content.status == ActionStatus::Dropped && is_unsaid(&content.evidence) {
            return Err("an action is dropped for a reason; say which");
        }
        Ok(())
    }
}

impl EntryOf<Actions> {
    /// Whether it should have been done before a day: on its last day it is still in time.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        let content = &self.latest.content;
        content.status == ActionStatus::Open && content.due_on.is_some_and(|last| last < today)
    }
}
