//! What people write about an edition: every version of every text, and the way from a draft to an approved one.
//!
//! Nothing is overwritten; a text that named a child can be removed, and then says nothing any more. Whoever writes says
//! which version they began with; where another has written since, both texts are given back and nothing is lost. A text that is submitted waits for somebody else, and changes again only if
//! it is returned. What others say of it stands beside it.

mod copy;
mod read;
mod write;

use std::fmt;

use jiff::Timestamp;
use periods::Month;
use permissions::{Action, Actor, Object, Resource, Role, allowed, role_for};

pub(crate) use copy::{copy, is_empty};

/// What a text is about, by the texts of the framework. At most one text of a kind is about the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextKey {
    /// The scorecard.
    pub scorecard: String,
    /// The month that the data run to.
    pub data_month: Month,
    /// The kind of text, as in `commentary/*.toml`.
    pub kind: String,
    /// The id of a page.
    pub page: Option<String>,
    /// The id of a section.
    pub section: Option<String>,
    /// The indicator.
    pub indicator: Option<String>,
    /// The place.
    pub place: Option<String>,
}

impl TextKey {
    /// Whether somebody may take an action on such a text, whoever has written it.
    #[must_use]
    pub fn may(&self, actor: &Actor, action: Action) -> bool {
        allowed(actor, action, self.object())
    }

    /// The role in which somebody may take an action on such a text.
    #[must_use]
    pub fn role(&self, actor: &Actor, action: Action) -> Option<Role> {
        role_for(actor, action, self.object())
    }

    /// What it is to the rules of permission.
    fn object(&self) -> Object<'_> {
        let resource = match self.kind.as_str() {
            "exception" => Resource::ExceptionReport,
            "narrative" => Resource::ContractNarrative,
            "meeting note" => Resource::MeetingNotes,
            _ => Resource::Commentary,
        };
        match &self.place {
            Some(place) => resource.at(place),
            None => resource.into(),
        }
    }
}

/// In words for the audit log, by ids alone.
impl fmt::Display for TextKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} of {} {}", self.kind, self.scorecard, self.data_month)?;
        let about = [&self.page, &self.section, &self.indicator, &self.place];
        about.into_iter().flatten().try_for_each(|one| write!(formatter, ", {one}"))
    }
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// The account; nobody's for what stood in files.
    pub account: Option<i64>,
    /// In which role, which pages print instead of a name.
    pub role: String,
}

/// Somebody who writes, in a role of theirs that pages print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// Who they are.
    pub actor: Actor,
    /// The role, in the words of the council: `Head of service`.
    pub role: String,
}

impl Writer {
    fn by(&self) -> By {
        By { account: self.actor.account(), role: self.role.trim().to_owned() }
    }
}

/// A text as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextVersion {
    /// Which version it is, from 1.
    pub number: u32,
    /// What it says, in Markdown; nothing any more once it was removed.
    pub text: String,
    /// Whether it is made up.
    pub specimen: bool,
    /// Who wrote it.
    pub by: By,
    /// When.
    pub at: Timestamp,
}

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Whoever wrote it gave it to others to look at.
    Submitted,
    /// It was given back to whoever wrote it.
    Returned,
    /// It stands.
    Approved,
    /// What was written until then was removed for good.
    Removed,
}

impl Step {
    const ALL: [Self; 4] = [Self::Submitted, Self::Returned, Self::Approved, Self::Removed];

    /// The word for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Removed => "removed",
        }
    }
}

/// Where a text is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextState {
    /// It is being written.
    Draft,
    /// It waits for somebody to approve or return it.
    Submitted,
    /// It is being written again.
    Returned,
    /// It stands in the next release.
    Approved,
    /// It says nothing any more.
    Removed,
}

impl TextState {
    /// The word for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => Step::Submitted.words(),
            Self::Returned => Step::Returned.words(),
            Self::Approved => Step::Approved.words(),
            Self::Removed => Step::Removed.words(),
        }
    }
}

/// A step that somebody took with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextStep {
    /// Which.
    pub step: Step,
    /// With which version.
    pub version: u32,
    /// Why it was returned or removed.
    pub reason: Option<String>,
    /// Who.
    pub by: By,
    /// When.
    pub at: Timestamp,
}

/// A text as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptText {
    /// What it is about.
    pub key: TextKey,
    /// What it says.
    pub latest: TextVersion,
    /// What became of it last.
    pub last_step: Option<TextStep>,
}

impl KeptText {
    /// Where it is on its way.
    #[must_use]
    pub fn state(&self) -> TextState {
        match self.last_step.as_ref().map(|last| (last.step, last.version == self.latest.number)) {
            None | Some((Step::Removed, false)) => TextState::Draft,
            Some((Step::Submitted, _)) => TextState::Submitted,
            Some((Step::Returned, _)) => TextState::Returned,
            Some((Step::Approved, _)) => TextState::Approved,
            Some((Step::Removed, true)) => TextState::Removed,
        }
    }
}

/// What came of writing a text, or of a step with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is kept.
    Kept(Box<KeptText>),
    /// Another has written since; nothing was changed.
    Conflict {
        /// What the other wrote.
        theirs: TextVersion,
        /// What was to be kept, or the version that the step was to be taken with.
        yours: String,
    },
}

/// What somebody said of a text, beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRemark {
    /// Of which version.
    pub version: u32,
    /// What they said; nothing any more once the text was removed.
    pub text: String,
    /// Who.
    pub by: By,
    /// When.
    pub at: Timestamp,
}

/// Everything that was written, done and said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextHistory {
    /// Every version, oldest first.
    pub versions: Vec<TextVersion>,
    /// Every step, in order.
    pub steps: Vec<TextStep>,
    /// Every remark, in order.
    pub remarks: Vec<TextRemark>,
}

/// A text that stood in a file when the store began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledText {
    /// What it is about.
    pub key: TextKey,
    /// Who wrote it: a role, or nothing.
    pub role: Option<String>,
    /// Whether it is made up.
    pub specimen: bool,
    /// What it says.
    pub text: String,
}
