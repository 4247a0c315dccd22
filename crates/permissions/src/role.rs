//! The roles that people have.

use std::fmt;

/// What somebody is there for. A person may have several roles, each at places of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reads what is published: a member of a committee, an officer of another service.
    Reader,
    /// Looks at a release before it is published, and changes nothing: a Cabinet Member, an inspector.
    Observer,
    /// Answers for services or teams: explains their figures, and acts on them.
    Manager,
    /// Answers for contracts with providers.
    Commissioner,
    /// Provides services under a contract.
    Provider,
    /// Keeps the framework, loads extracts and drafts releases.
    Analyst,
    /// A second analyst, who checks what the first has made.
    Checker,
    /// Signs releases off.
    Director,
    /// Sees that what is known of children is used as it should be.
    InformationGovernance,
    /// Looks after accounts.
    Administrator,
}

impl Role {
    /// All of them, from those who only read to those who look after the service.
    pub const ALL: [Self; 10] = [
        Self::Reader,
        Self::Observer,
        Self::Manager,
        Self::Commissioner,
        Self::Provider,
        Self::Analyst,
        Self::Checker,
        Self::Director,
        Self::InformationGovernance,
        Self::Administrator,
    ];

    /// How it is written in files, forms and databases.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Observer => "observer",
            Self::Manager => "manager",
            Self::Commissioner => "commissioner",
            Self::Provider => "provider",
            Self::Analyst => "analyst",
            Self::Checker => "checker",
            Self::Director => "director",
            Self::InformationGovernance => "information-governance",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a token.
    #[must_use]
    pub fn of_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.token() == token)
    }

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::InformationGovernance => "information governance",
            _ => self.token(),
        }
    }

    /// What somebody in this role is there for, in a sentence.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Reader => {
                "Reads what is published: a member of a committee, an officer of another service."
            }
            Self::Observer => {
                "Looks at a release before it is published, and changes nothing: a Cabinet Member, an inspector."
            }
            Self::Manager => "Answers for services or teams: explains their figures, and acts on them.",
            Self::Commissioner => "Answers for contracts with providers.",
            Self::Provider => "Provides services under a contract.",
            Self::Analyst => "Keeps the framework, loads extracts and drafts releases.",
            Self::Checker => "A second analyst, who checks what the first has made.",
            Self::Director => "Signs releases off.",
            Self::InformationGovernance => {
                "Sees that what is known of children is used as it should be: reads the audit log."
            }
            Self::Administrator => "Looks after accounts.",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.words())
    }
}
