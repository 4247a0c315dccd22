//! What something can be done with.

/// A kind of thing, or the list of all things of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// The page on which people sign in, what it is drawn with, and whether the service is up.
    FrontDoor,
    /// How the service is doing, in numbers.
    Metrics,
    /// One's own account: password, sessions and tokens.
    OwnAccount,
    /// The accounts of others, and their roles.
    Accounts,
    /// Who did what when.
    AuditLog,
    /// A release that may still change.
    DraftRelease,
    /// A release that waits for its sign-off or its publication.
    WaitingRelease,
    /// A release that is published, or was until a later one stood in its place.
    PublishedRelease,
    /// A release that was taken back.
    WithdrawnRelease,
    /// What a release shows to everybody, small numbers protected.
    PublicCopy,
    /// What a release shows to those who read it for the council.
    ReadersCopy,
    /// What a release shows to those who work with it: small numbers are not protected.
    InternalCopy,
    /// The framework folder at work.
    Framework,
    /// An extract of records that is taken in.
    Extract,
    /// Figures before they are in a release.
    WorkingFigures,
    /// What the month asks of whom: cut-off, commentary, sign-off, publication.
    Board,
    /// The records of children behind a figure.
    Records,
    /// What is written about a figure.
    Commentary,
    /// The report on a figure that is far from its target.
    ExceptionReport,
    /// Something that somebody has undertaken to do.
    ActionPlan,
    /// What goes to which meeting.
    ForwardPlan,
    /// What is agreed with a provider: service, value, terms.
    Contract,
    /// The figures that a provider returns.
    ContractReturn,
    /// What a provider says of its figures, for those who work with them.
    ContractNarrative,
    /// What is said of a contract in public.
    ContractSummary,
    /// What was said when a contract was monitored.
    MeetingNotes,
    /// A question about a figure, and what came of it.
    FigureQuery,
}

impl Resource {
    /// All of them.
    pub const ALL: [Self; 27] = [
        Self::FrontDoor,
        Self::Metrics,
        Self::OwnAccount,
        Self::Accounts,
        Self::AuditLog,
        Self::DraftRelease,
        Self::WaitingRelease,
        Self::PublishedRelease,
        Self::WithdrawnRelease,
        Self::PublicCopy,
        Self::ReadersCopy,
        Self::InternalCopy,
        Self::Framework,
        Self::Extract,
        Self::WorkingFigures,
        Self::Board,
        Self::Records,
        Self::Commentary,
        Self::ExceptionReport,
        Self::ActionPlan,
        Self::ForwardPlan,
        Self::Contract,
        Self::ContractReturn,
        Self::ContractNarrative,
        Self::ContractSummary,
        Self::MeetingNotes,
        Self::FigureQuery,
    ];

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::FrontDoor => "front door",
            Self::Metrics => "metrics",
            Self::OwnAccount => "own account",
            Self::Accounts => "accounts",
            Self::AuditLog => "audit log",
            Self::DraftRelease => "draft release",
            Self::WaitingRelease => "waiting release",
            Self::PublishedRelease => "published release",
            Self::WithdrawnRelease => "withdrawn release",
            Self::PublicCopy => "public copy",
            Self::ReadersCopy => "readers’ copy",
            Self::InternalCopy => "internal copy",
            Self::Framework => "framework",
            Self::Extract => "extract",
            Self::WorkingFigures => "working figures",
            Self::Board => "board",
            Self::Records => "records",
            Self::Commentary => "commentary",
            Self::ExceptionReport => "exception report",
            Self::ActionPlan => "action plan",
            Self::ForwardPlan => "forward plan",
            Self::Contract => "contract",
            Self::ContractReturn => "contract return",
            Self::ContractNarrative => "contract narrative",
            Self::ContractSummary => "contract summary",
            Self::MeetingNotes => "meeting notes",
            Self::FigureQuery => "figure query",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::FrontDoor => {
                "the page on which people sign in, what it is drawn with, and whether the service is up"
            }
            Self::Metrics => "how the service is doing, in numbers",
            Self::OwnAccount => "one’s own password, sessions and tokens",
            Self::Accounts => "the accounts of others, and their roles",
            Self::AuditLog => "who did what when",
            Self::DraftRelease => "a release that may still change",
            Self::WaitingRelease => "a release that waits for its sign-off or its publication",
            Self::PublishedRelease => {
                "a release that is published, or was until a later one stood in its place"
            }
            Self::WithdrawnRelease => "a release that was taken back",
            Self::PublicCopy => "what a release shows to everybody, small numbers protected",
            Self::ReadersCopy => "what a release shows to those who read it for the council",
            Self::InternalCopy => {
                "what a release shows to those who work with it; small numbers are not protected"
            }
            Self::Framework => "the framework folder at work",
            Self::Extract => "an extract of records that is taken in",
            Self::WorkingFigures => "figures before they are in a release",
            Self::Board => "what the month asks of whom: cut-off, commentary, sign-off, publication",
            Self::Records => "the records of children behind a figure",
            Self::Commentary => "what is written about a figure",
            Self::ExceptionReport => "the report on a figure that is far from its target",
            Self::ActionPlan => "something that somebody has undertaken to do",
            Self::ForwardPlan => "what goes to which meeting",
            Self::Contract => "what is agreed with a provider: service, value, terms",
            Self::ContractReturn => "the figures that a provider returns",
            Self::ContractNarrative => "what a provider says of its figures, for those who work with them",
            Self::ContractSummary => "what is said of a contract in public",
            Self::MeetingNotes => "what was said when a contract was monitored",
            Self::FigureQuery => "a question about a figure, and what came of it",
        }
    }
}
