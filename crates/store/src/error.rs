//! Why a store does not do what it is asked.

use std::path::{Path, PathBuf};

use permissions::{Action, Resource};
use releases::DecodeError;
use sqlx::migrate::MigrateError;
use thiserror::Error;

use crate::commentary::TextState;
use crate::entry::State;

/// Why a store does not do what it is asked. Nothing is changed then.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no store.
    #[error("there are no releases at {path}; `bellwether release draft` makes the first")]
    Missing {
        /// Where one was looked for.
        path: PathBuf,
    },
    /// There is no such release.
    #[error(
        "there is no release {id}; it may have been drafted again, and `bellwether release list` says which there are"
    )]
    NoSuchRelease {
        /// The number that it was asked for by.
        id: i64,
    },
    /// The release is at another step of its life.
    #[error("release {id} is {state}, and only one that is {wanted} can be {what}")]
    State {
        /// The release.
        id: i64,
        /// Where it is.
        state: State,
        /// Where it would have to be.
        wanted: &'static str,
        /// What was to become of it.
        what: &'static str,
    },
    /// There is a release already where there must be none.
    #[error("{name} is there already ({id}, {state}); {why}")]
    Taken {
        /// What people call the release that is there.
        name: String,
        /// The number that it is asked for by.
        id: i64,
        /// Where it is.
        state: State,
        /// Why there must be none.
        why: &'static str,
    },
    /// Another release of the same month stands in the way of its publication.
    #[error("{name} cannot be published: {why}")]
    OutOfTurn {
        /// What people call the release.
        name: String,
        /// What stands in the way, and the way out.
        why: String,
    },
    /// Whoever asks may not.
    #[error("not allowed: {} {}", action.words(), resource.words())]
    NotAllowed {
        /// What was asked for.
        action: Action,
        /// With what.
        resource: Resource,
    },
    /// There is no such thing, or whoever asks may not know of it.
    #[error("there is no such {0}")]
    NoSuch(&'static str),
    /// Somebody else signs in with that name.
    #[error("another account has that name")]
    NameTaken,
    /// The first account is made once.
    #[error("there are accounts already; an administrator adds others")]
    NotFirst,
    /// Nobody would be left who looks after accounts.
    #[error("it is the last account that looks after the others; make another administrator first")]
    LastAdministrator,
    /// The text is at another step of its way.
    #[error("the text is {}, and only one that is {wanted} can be {what}", .state.words())]
    TextState {
        /// Where it is.
        state: TextState,
        /// Where it would have to be.
        wanted: &'static str,
        /// What was to become of it.
        what: &'static str,
    },
    /// Its content was removed.
    #[error("the content of release {id} was removed: {reason}")]
    ContentRemoved {
        /// The release.
        id: i64,
        /// Why.
        reason: String,
    },
    /// Something that a person must say was not said.
    #[error("{0}")]
    Unsaid(&'static str),
    /// The database refuses a change, and says why.
    #[error("refused: {0}")]
    Refused(String),
    /// Another writes, and went on writing.
    #[error("another program is writing to the releases; try again when it is done")]
    Busy,
    /// It may be read, and not written.
    #[error("the releases cannot be written: their file or folder is read-only")]
    ReadOnly,
    /// The file system is full.
    #[error("the releases cannot be written: the disk is full; nothing was changed")]
    Full,
    /// It is no store, or one whose file was damaged.
    #[error("the releases cannot be read: {0}; restore them from a backup with `bellwether store restore`")]
    Damaged(String),
    /// A newer program has changed its layout.
    #[error("the releases were written by a newer version of this program (step {0}); use that version")]
    Newer(i64),
    /// A backup is to be read into a store that has releases.
    #[error("there are releases already; a backup is restored into an empty store")]
    NotEmpty,
    /// A release cannot be read.
    #[error("the content of a release cannot be read")]
    Content(#[from] DecodeError),
    /// A file cannot be opened or made.
    #[error("{path} cannot be opened")]
    Unopened {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: sqlx::Error,
    },
    /// The database cannot be reached.
    #[error("the PostgreSQL database cannot be reached")]
    Unreached(#[source] sqlx::Error),
    /// Anything else that the database said.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
}

/// The primary result codes of SQLite (<https://www.sqlite.org/rescode.html>).
mod sqlite_code {
    pub(super) const BUSY: u32 = 5;
    pub(super) const LOCKED: u32 = 6;
    pub(super) const READONLY: u32 = 8;
    pub(super) const CORRUPT: u32 = 11;
    pub(super) const FULL: u32 = 13;
    pub(super) const CANTOPEN: u32 = 14;
    pub(super) const CONSTRAINT: u32 = 19;
    pub(super) const NOTADB: u32 = 26;
}

impl StoreError {
    /// What SQLite said.
    pub(crate) fn of_sqlite(error: sqlx::Error) -> Self {
        let said = error.as_database_error().map(|error| (error.code(), error.message().to_owned()));
        let Some((Some(code), message)) = said else { return Self::of_values(error) };
        // The extended code has the primary one in its lowest byte.
        match code.parse::<u32>().map(|code| code & 0xff) {
            Ok(sqlite_code::BUSY | sqlite_code::LOCKED) => Self::Busy,
            Ok(sqlite_code::READONLY) => Self::ReadOnly,
            Ok(sqlite_code::CORRUPT | sqlite_code::NOTADB) => Self::Damaged(message),
            Ok(sqlite_code::FULL) => Self::Full,
            Ok(sqlite_code::CONSTRAINT) => Self::Refused(message),
            _ => Self::Database(error),
        }
    }

    /// A value that cannot be what it is.
    fn of_values(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::ColumnIndexOutOfBounds { .. } => Self::Damaged(error.to_string()),
            _ => Self::Database(error),
        }
    }

    /// What SQLite said when it was to open a file.
    pub(crate) fn of_opening(error: sqlx::Error, path: &Path) -> Self {
        let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
        if code.map(|code| code & 0xff) == Some(sqlite_code::CANTOPEN) {
            return Self::Unopened { path: path.to_owned(), source: error };
        }
        Self::of_sqlite(error)
    }

    /// What PostgreSQL said (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
    pub(crate) fn of_postgres(error: sqlx::Error) -> Self {
        let said = error.as_database_error().map(|error| (error.code(), error.message().to_owned()));
        let Some((Some(code), message)) = said else {
            return match error {
                sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolTimedOut => {
                    Self::Unreached(error)
                }
                _ => Self::of_values(error),
            };
        };
        match code.as_ref() {
            // lock_not_available, deadlock_detected, serialization_failure
            "55P03" | "40P01" | "40001" => Self::Busy,
            // read_only_sql_transaction
            "25006" => Self::ReadOnly,
            // disk_full
            "53100" => Self::Full,
            // data_corrupted, index_corrupted
            "XX001" | "XX002" => Self::Damaged(message),
            // raise_exception, and the violations of constraints
            code if code == "P0001" || code.starts_with("23") => Self::Refused(message),
            _ => Self::Database(error),
        }
    }

    /// What went wrong when the layout was brought up to date; `said` tells what the database said.
    pub(crate) fn of_migration(error: MigrateError, said: fn(sqlx::Error) -> Self) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => said(error),
            MigrateError::VersionMissing(step) => Self::Newer(step),
            MigrateError::VersionMismatch(step) => {
                Self::Damaged(format!("step {step} of their layout is not the one that this program knows"))
            }
            other => Self::Database(sqlx::Error::Migrate(Box::new(other))),
        }
    }
}
