//! What people keep beside the figures: actions, contracts, queries about figures, what goes to which meeting.
//!
//! All are kept alike. What an entry is about never changes; what is said of it is written anew each time, so that
//! nothing is lost. Whoever writes says which version they began with; where another has written since, both are given
//! back. Who may see and write an entry follows from what kind of entry it is and from its place.

mod action;
mod agenda;
mod contract;
mod copy;
mod query;
mod read;
mod returned;
mod stage;
mod summary;
mod write;

use jiff::Timestamp;
use permissions::{Action, Object, Resource};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use action::{ActionAbout, ActionContent, ActionStatus, Actions, Origin};
pub use agenda::{Agenda, AgendaAbout, AgendaContent, AgendaStatus};
pub use contract::{ContractAbout, ContractContent, Contracts};
pub use query::{Queries, QueryAbout, QueryContent};
pub use returned::{ReturnAbout, ReturnContent, Returns};
pub use stage::Stage;
pub use summary::{Summaries, SummaryAbout, SummaryContent};

pub(crate) use copy::{copy, is_empty};

/// A kind of entry.
pub trait Register {
    /// What an entry is about, for good.
    type About: Serialize + DeserializeOwned + Clone + PartialEq + std::fmt::Debug + Send + Sync;
    /// What is said of it.
    type Content: Serialize + DeserializeOwned + Clone + PartialEq + std::fmt::Debug + Send + Sync;
    /// The word for an entry, in messages, the audit log and the database.
    const WORD: &'static str;
    /// What it is to the rules of permission.
    const RESOURCE: Resource;

    /// The place that an entry is about. One about none is about the council as a whole.
    fn place(about: &Self::About) -> Option<&str>;

    /// What must be said and isn't, in a sentence that asks for it.
    ///
    /// # Errors
    ///
    /// The sentence.
    fn check(content: &Self::Content) -> Result<(), &'static str>;

    /// What it takes to say this after what was said before; nothing was, of an entry that is new.
    fn takes(_before: Option<&Self::Content>, _now: &Self::Content) -> &'static [Action] {
        &[Action::Write]
    }
}

/// The accounts whose own an entry is: of those who wrote a version that it takes [`Action::Write`] to write. Its
/// history is everything that was said of it, the oldest first.
#[must_use]
pub fn own_of<R: Register>(history: &[EntryVersion<R::Content>]) -> Vec<i64> {
    let before = history.iter().map(|version| Some(&version.content));
    let each = history.iter().zip([None].into_iter().chain(before));
    let written =
        each.filter(|(version, before)| R::takes(*before, &version.content).contains(&Action::Write));
    written.map(|(version, _)| version.account).collect()
}

/// What somebody said of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryVersion<Content> {
    /// Which version it is, from 1.
    pub number: u32,
    /// What they said.
    pub content: Content,
    /// The account.
    pub account: i64,
    /// What others see of whoever has it.
    pub title: String,
    /// When.
    pub at: Timestamp,
}

/// How an entry is asked for. Numbers begin anew at each place, so that none tells of what there is elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryName<'a> {
    /// The place that it is about; none for the council as a whole.
    pub place: Option<&'a str>,
    /// Its number there.
    pub id: i64,
}

impl EntryName<'_> {
    fn place_or_none(&self) -> &str {
        self.place.unwrap_or_default()
    }

    /// How the log names it.
    fn words<R: Register>(&self) -> String {
        match self.place {
            Some(place) => format!("{} {} of {place}", R::WORD, self.id),
            None => format!("{} {}", R::WORD, self.id),
        }
    }
}

/// An entry as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered<About, Content> {
    /// Its number among those of its kind and place, for good.
    pub id: i64,
    /// What it is about.
    pub about: About,
    /// How it stands.
    pub latest: EntryVersion<Content>,
}

/// An entry of a kind.
pub type EntryOf<R> = Registered<<R as Register>::About, <R as Register>::Content>;

/// What came of writing an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntrySaved<About, Content> {
    /// It is kept.
    Kept(Registered<About, Content>),
    /// Another has written since; nothing was changed.
    Conflict {
        /// What the other said.
        theirs: EntryVersion<Content>,
        /// What was to be kept.
        yours: Content,
    },
}

/// What came of writing an entry of a kind.
pub type SavedOf<R> = EntrySaved<<R as Register>::About, <R as Register>::Content>;

fn object<R: Register>(about: &R::About) -> Object<'_> {
    match R::place(about) {
        Some(place) => R::RESOURCE.at(place),
        None => R::RESOURCE.into(),
    }
}

fn is_unsaid(text: &str) -> bool {
    text.trim().is_empty()
}
