//! What can be done.

/// What somebody does with a resource. There are few, and each means the same wherever it occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Look at it.
    See,
    /// Take it out as a file.
    Export,
    /// Make it or change it.
    Write,
    /// Say something about it, beside it.
    Comment,
    /// Give it back to whoever wrote it.
    Return,
    /// Say that it is right.
    Approve,
    /// Sign it off for the council.
    SignOff,
    /// Let it be read, now or at a set time.
    Publish,
    /// Take it back.
    Withdraw,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::See,
        Self::Export,
        Self::Write,
        Self::Comment,
        Self::Return,
        Self::Approve,
        Self::SignOff,
        Self::Publish,
        Self::Withdraw,
    ];

    /// The word for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Export => "export",
            Self::Write => "write",
            Self::Comment => "comment",
            Self::Return => "return",
            Self::Approve => "approve",
            Self::SignOff => "sign off",
            Self::Publish => "publish",
            Self::Withdraw => "withdraw",
        }
    }
}
