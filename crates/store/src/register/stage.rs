//! The way of what somebody else says is right.

use permissions::Action;
use serde::{Deserialize, Serialize};

/// Where something is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It waits for somebody else to approve it or give it back.
    Waiting,
    /// It was given back to whoever wrote it, with the reason.
    GivenBack,
    /// It stands.
    Approved,
}

impl Stage {
    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Waiting => "waits for approval",
            Self::GivenBack => "given back",
            Self::Approved => "approved",
        }
    }

    /// What it takes to bring something here, with other content than before or the same.
    pub(super) fn takes(self, is_changed: bool) -> &'static [Action] {
        match (is_changed, self) {
            (_, Self::Waiting) => &[Action::Write],
            (false, Self::GivenBack) => &[Action::Return],
            (false, Self::Approved) => &[Action::Approve],
            (true, Self::GivenBack) => &[Action::Write, Action::Return],
            (true, Self::Approved) => &[Action::Write, Action::Approve],
        }
    }
}
