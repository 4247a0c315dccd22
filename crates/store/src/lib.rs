//! Keeps releases so that nothing signed off can change, and who may use them, in SQLite or PostgreSQL.
//!
//! A [`Store`] takes drafts in, lets them be signed off, published at a set time, superseded and withdrawn, and gives
//! back every figure as it was published. Once a release is signed off the database itself refuses to change it; each
//! carries a seal over its content and the release before, which [`Store::verify`] works out again. Everything that is
//! written is written whole or not at all, and one writer at a time.
//!
//! What the web service asks is asked by an [`Actor`], and whether they may is decided here, beside the query. Who did
//! what is written to a log to which entries are only added, in the same transaction.
//!
//! What differs between the two databases is behind one small trait; the rest is the same statements on both.

mod audit;
mod back_end;
mod commentary;
mod copies;
mod copy;
mod entry;
mod error;
mod history;
mod led;
mod life;
mod migrations;
mod people;
mod postgres;
mod records;
mod register;
mod sqlite;
mod verify;
mod visible;

use std::path::{Path, PathBuf};
use std::time::Duration;

use back_end::BackEnd;
use permissions::{Action, Actor, Object};

pub use audit::{AuditEntry, AuditPage, AuditVerification, Deed};
pub use commentary::{
    By, FiledText, KeptText, Saved, Step, TextHistory, TextKey, TextRemark, TextState, TextStep, TextVersion,
    Writer,
};
pub use copies::{AudienceCopy, CopyFile, KeptCopy, KeptFile};
pub use entry::{Entry, State};
pub use error::StoreError;
pub use history::{Asked, Published};
pub use life::Content;
pub use people::{
    Account, Credentials, NewAccount, NewToken, SecretDigest, SessionEntry, SignedIn, Subject, TokenEntry,
};
pub use records::Look;
pub use register::{
    ActionAbout, ActionContent, ActionStatus, Actions, Agenda, AgendaAbout, AgendaContent, AgendaStatus,
    ContractAbout, ContractContent, Contracts, EntryName, EntryOf, EntrySaved, EntryVersion, Origin, Queries,
    QueryAbout, QueryContent, Register, Registered, ReturnAbout, ReturnContent, Returns, SavedOf, Stage,
    Summaries, SummaryAbout, SummaryContent, own_of,
};
pub use verify::{ChainEnd, Verification};
pub use visible::{ShownFile, Visible, VisibleFile};

/// Where releases are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A file of SQLite.
    File(PathBuf),
    /// A PostgreSQL database: `postgres://user@host/database`.
    Postgres(String),
}

impl Address {
    /// The address that an argument names: `postgres://…`, or else a file.
    #[must_use]
    pub fn of(argument: &str) -> Self {
        if argument.starts_with("postgres://") || argument.starts_with("postgresql://") {
            Self::Postgres(argument.to_owned())
        } else {
            Self::File(PathBuf::from(argument))
        }
    }

    /// Where a framework folder keeps its releases unless something else is said.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self::File(folder.join("releases.sqlite"))
    }
}

/// Whether a store may be made where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It must be there.
    Existing,
    /// It is made if it isn't.
    OrNew,
}

/// Refuses what somebody may not do.
pub(crate) fn may<'a>(
    actor: &Actor,
    action: Action,
    object: impl Into<Object<'a>>,
) -> Result<(), StoreError> {
    let object = object.into();
    if permissions::allowed(actor, action, object) {
        return Ok(());
    }
    Err(StoreError::NotAllowed { action, resource: object.resource() })
}

/// Releases that are kept.
pub struct Store {
    back_end: Box<dyn BackEnd>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // An address may have a password.
        formatter.write_str("Store")
    }
}

impl Store {
    /// Opens a store and brings it up to date. While another writes, a writer waits for `patience` and no longer.
    ///
    /// # Errors
    ///
    /// If it isn't there and isn't to be made, cannot be reached or read, is damaged, or belongs to a newer program.
    pub async fn open(address: &Address, opening: Opening, patience: Duration) -> Result<Self, StoreError> {
        let back_end: Box<dyn BackEnd> = match address {
            Address::File(path) => Box::new(sqlite::Sqlite::open(path, opening, patience).await?),
            Address::Postgres(address) => Box::new(postgres::Postgres::open(address, patience).await?),
        };
        Ok(Self { back_end })
    }

    /// Lets go of the database.
    pub async fn close(self) {
        self.back_end.close().await;
    }
}
