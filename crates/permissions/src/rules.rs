//! The table.

use crate::Action::{Approve, Comment, Export, Publish, Return, See, SignOff, Withdraw, Write};
use crate::Role::{
    Administrator, Analyst, Checker, Commissioner, Director, InformationGovernance, Manager, Observer,
    Provider, Reader,
};
use crate::{Action, Resource, Role, TokenScope};

/// To whom something is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// To everybody, whether they have said who they are or not.
    Everybody,
    /// To whoever runs the server, and nobody else.
    Operator,
    /// To everybody with an account.
    Accounts,
    /// To those who have one of these roles.
    Roles(&'static [Role]),
}

/// Where a role must be held for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Anywhere: it isn't about one place.
    Anywhere,
    /// At the place that it is about.
    AtPlace,
    /// Everywhere: it is about the council as a whole.
    Everywhere,
}

/// Who may take an action on a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The resource.
    pub resource: Resource,
    /// The action.
    pub action: Action,
    /// To whom it is open.
    pub open: Open,
    /// Where their role must be held.
    pub extent: Extent,
    /// Whether somebody is excluded from what is their own: who wrote a text doesn't approve it.
    pub not_own: bool,
    /// The narrowest scope of a token that suffices; without one, no program may.
    pub token: Option<TokenScope>,
}

const fn to(resource: Resource, action: Action, extent: Extent, roles: &'static [Role]) -> Rule {
    Rule { resource, action, open: Open::Roles(roles), extent, not_own: false, token: None }
}

const fn open(resource: Resource, action: Action, open: Open) -> Rule {
    Rule { resource, action, open, extent: Extent::Anywhere, not_own: false, token: None }
}

impl Rule {
    const fn not_own(self) -> Self {
        Self { not_own: true, ..self }
    }

    const fn by_token(self, scope: TokenScope) -> Self {
        Self { token: Some(scope), ..self }
    }
}

use Extent::{Anywhere, AtPlace, Everywhere};

/// Those who work on a release before it is published.
const WORKERS: &[Role] = &[Manager, Commissioner, Analyst, Checker, Director];

/// Every action on every resource that anybody may take. What isn't here, nobody may.
pub const RULES: &[Rule] = &[
    // The service itself.
    open(Resource::FrontDoor, See, Open::Everybody),
    open(Resource::FrontDoor, Write, Open::Everybody),
    open(Resource::Metrics, See, Open::Operator),
    open(Resource::OwnAccount, See, Open::Accounts),
    open(Resource::OwnAccount, Write, Open::Accounts),
    // Whoever looks after accounts could give themselves every role; so nobody changes their own, and information
    // governance, who changes none, sees them all.
    to(Resource::Accounts, See, Everywhere, &[Administrator, InformationGovernance]),
    to(Resource::Accounts, Write, Everywhere, &[Administrator]).not_own(),
    to(Resource::AuditLog, See, Everywhere, &[InformationGovernance]),
    // A release: the first analyst makes it, the second says that it may be signed off, the director signs it off.
    to(Resource::DraftRelease, See, Anywhere, &[Analyst, Checker, Director]).by_token(TokenScope::Work),
    to(Resource::DraftRelease, Write, Everywhere, &[Analyst]),
    to(Resource::DraftRelease, Approve, Everywhere, &[Checker]).not_own(),
    to(
        Resource::WaitingRelease,
        See,
        Anywhere,
        &[Observer, Manager, Commissioner, Analyst, Checker, Director, InformationGovernance],
    )
    .by_token(TokenScope::Work),
    to(Resource::WaitingRelease, SignOff, Everywhere, &[Director]).not_own(),
    to(Resource::WaitingRelease, Publish, Everywhere, &[Analyst, Director]),
    to(Resource::WaitingRelease, Withdraw, Everywhere, &[Director]),
    open(Resource::PublishedRelease, See, Open::Everybody).by_token(TokenScope::Published),
    to(Resource::PublishedRelease, Withdraw, Everywhere, &[Director, InformationGovernance]),
    to(Resource::WithdrawnRelease, See, Anywhere, &[Analyst, Checker, Director, InformationGovernance])
        .by_token(TokenScope::Work),
    // What it says can still be removed.
    to(Resource::WithdrawnRelease, Withdraw, Everywhere, &[Director, InformationGovernance]),
    // What a release shows. Somebody sees a copy if they may see both the release and the copy. A scorecard sets
    // providers beside each other; so a provider sees of it what everybody sees.
    open(Resource::PublicCopy, See, Open::Everybody).by_token(TokenScope::Published),
    to(
        Resource::ReadersCopy,
        See,
        Anywhere,
        &[Reader, Observer, Manager, Commissioner, Analyst, Checker, Director],
    )
    .by_token(TokenScope::Published),
    to(Resource::InternalCopy, See, Anywhere, WORKERS).by_token(TokenScope::Work),
    // The month.
    to(Resource::Framework, See, Everywhere, &[Analyst, Checker, Director]),
    to(Resource::Framework, Write, Everywhere, &[Analyst]),
    to(Resource::Extract, See, Everywhere, &[Analyst, Checker, InformationGovernance]),
    to(Resource::Extract, Write, Everywhere, &[Analyst]),
    to(Resource::WorkingFigures, See, AtPlace, WORKERS).by_token(TokenScope::Work),
    to(Resource::Board, See, Anywhere, &[Manager, Commissioner, Provider, Analyst, Checker, Director]),
    to(Resource::Board, Write, Everywhere, &[Analyst]),
    // Records of children: whoever works with the child's team, and those who count. Never by a program.
    to(Resource::Records, See, AtPlace, &[Manager, Analyst, Checker]),
    to(Resource::Records, Export, AtPlace, &[Analyst]),
    // Texts: the service explains, others comment, and whoever wrote or edited one doesn't approve it.
    to(Resource::Commentary, See, AtPlace, WORKERS),
    to(Resource::Commentary, Write, AtPlace, &[Manager, Commissioner, Analyst]),
    to(Resource::Commentary, Comment, AtPlace, WORKERS),
    to(Resource::Commentary, Return, AtPlace, &[Analyst, Checker, Director]),
    to(Resource::Commentary, Approve, AtPlace, &[Checker, Director]).not_own(),
    // What names a child is taken out for good, whoever wrote it.
    to(Resource::Commentary, Withdraw, AtPlace, &[Director]),
    to(Resource::ExceptionReport, See, AtPlace, WORKERS),
    to(Resource::ExceptionReport, Write, AtPlace, &[Manager, Commissioner]),
    to(Resource::ExceptionReport, Comment, AtPlace, WORKERS),
    to(Resource::ExceptionReport, Return, AtPlace, &[Analyst, Checker, Director]),
    to(Resource::ExceptionReport, Approve, AtPlace, &[Checker, Director]).not_own(),
    to(Resource::ExceptionReport, Withdraw, AtPlace, &[Director]),
    to(Resource::ActionPlan, See, AtPlace, WORKERS),
    to(Resource::ActionPlan, Write, AtPlace, &[Manager, Commissioner, Analyst, Director]),
    to(Resource::ActionPlan, Comment, AtPlace, WORKERS),
    to(Resource::ForwardPlan, See, Anywhere, WORKERS),
    to(Resource::ForwardPlan, Write, Everywhere, &[Manager, Commissioner, Analyst, Director]),
    // Contracts: a provider has its own, and nothing of another's.
    to(Resource::Contract, See, AtPlace, &[Commissioner, Provider, Analyst, Checker, Director]),
    to(Resource::Contract, Write, AtPlace, &[Commissioner]),
    to(Resource::ContractReturn, See, AtPlace, &[Commissioner, Provider, Analyst, Checker, Director]),
    to(Resource::ContractReturn, Write, AtPlace, &[Commissioner, Provider]),
    to(Resource::ContractReturn, Return, AtPlace, &[Commissioner, Analyst]),
    to(Resource::ContractReturn, Approve, AtPlace, &[Commissioner, Analyst]).not_own(),
    to(Resource::ContractNarrative, See, AtPlace, &[Commissioner, Provider, Analyst, Checker, Director]),
    to(Resource::ContractNarrative, Write, AtPlace, &[Provider]),
    to(Resource::ContractNarrative, Comment, AtPlace, &[Commissioner, Provider]),
    to(Resource::ContractNarrative, Return, AtPlace, &[Commissioner]),
    to(Resource::ContractNarrative, Approve, AtPlace, &[Commissioner]).not_own(),
    to(Resource::ContractNarrative, Withdraw, AtPlace, &[Director]),
    to(Resource::ContractSummary, See, AtPlace, &[Commissioner, Provider, Analyst, Checker, Director]),
    to(Resource::ContractSummary, Write, AtPlace, &[Commissioner, Provider]),
    to(Resource::ContractSummary, Return, AtPlace, &[Commissioner, Director]),
    to(Resource::ContractSummary, Approve, AtPlace, &[Commissioner, Director]).not_own(),
    to(Resource::MeetingNotes, See, AtPlace, &[Commissioner, Analyst, Checker, Director]),
    to(Resource::MeetingNotes, Write, AtPlace, &[Commissioner]),
    to(Resource::MeetingNotes, Comment, AtPlace, &[Commissioner, Analyst, Checker, Director]),
    to(Resource::MeetingNotes, Return, AtPlace, &[Commissioner, Director]),
    to(Resource::MeetingNotes, Approve, AtPlace, &[Commissioner, Director]).not_own(),
    to(Resource::MeetingNotes, Withdraw, AtPlace, &[Director]),
    to(Resource::FigureQuery, See, AtPlace, &[Manager, Commissioner, Provider, Analyst, Checker, Director]),
    to(Resource::FigureQuery, Write, AtPlace, &[Manager, Commissioner, Provider]),
    to(Resource::FigureQuery, Comment, AtPlace, &[Manager, Commissioner, Provider, Analyst]),
    to(Resource::FigureQuery, Approve, AtPlace, &[Analyst, Checker]).not_own(),
];

/// The rule of an action on a resource, if anybody may take it.
#[must_use]
pub fn rule(action: Action, resource: Resource) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.action == action && rule.resource == resource)
}
