//! Why an extract cannot be loaded, and what looks wrong with one that can.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::report::Report;

/// Something about an extract that stops its load. Nothing of it is then stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The rule that it breaks.
    pub rule: FaultRule,
    /// The file, sheet or table in which it stands.
    pub at: String,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// The way out.
    pub hint: String,
}

impl Fault {
    pub(crate) fn new(
        rule: FaultRule,
        at: impl Into<String>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { rule, at: at.into(), message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, at, message, hint } = self;
        write!(formatter, "fault[{}]: {message}\n --> {at}\n  = hint: {hint}", rule.token())
    }
}

macro_rules! words {
    ($(#[$documentation:meta])* $name:ident { $($(#[$of_one:meta])* $variant:ident = $token:literal,)* }) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$of_one])* $variant,)*
        }

        impl $name {
            /// Every one of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in messages.
            #[must_use]
            pub fn token(self) -> &'static str {
                match self {
                    $(Self::$variant => $token,)*
                }
            }
        }
    };
}

words! {
    /// A rule that an extract as a whole can break.
    FaultRule {
        /// There is nothing at the place that was named, or it cannot be read.
        Unreadable = "unreadable",
        /// No table of it has a contract.
        NoTables = "no-tables",
        /// Two files are for one table.
        TableTwice = "table-twice",
        /// A file isn't what its name says.
        WrongKind = "wrong-kind",
        /// A file has nothing in it.
        EmptyFile = "empty-file",
        /// A column that the contract doesn't name.
        UnknownColumn = "unknown-column",
        /// A column that the contract requires isn't there.
        MissingColumn = "missing-column",
        /// A column that stands twice.
        DuplicateColumn = "duplicate-column",
        /// A column of a typed file that cannot be what the contract says.
        ColumnType = "column-type",
        /// The contract stops a load with so many refused rows, or with rows that break this rule.
        Stopped = "stopped",
    }
}

/// Something that looks wrong. The extract is loaded all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: FindingRule,
    /// The table that it is about.
    pub table: String,
    /// What looks wrong, in a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "finding[{}]: {}: {}", self.rule.token(), self.table, self.message)
    }
}

words! {
    /// A rule of what looks wrong with an extract.
    FindingRule {
        /// A table to which others refer isn't in the extract.
        MissingTable = "missing-table",
        /// A table has no rows.
        NoRows = "no-rows",
        /// The latest record of a table lies long before the extract was taken.
        StaleData = "stale-data",
        /// Values that should be places of the framework and aren't.
        UnknownPlace = "unknown-place",
        /// A file that is not UTF-8 was read as what it seems to be.
        ReadAs = "read-as",
        /// Nothing reads this.
        Unused = "unused",
    }
}

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The extract is at fault.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))]
    Faults(Vec<Fault>),
    /// Contracts stop this load. The rows that were refused, and the report, lie in `stopped` of the folder of records.
    #[error("{}", .0.stops.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))]
    Stopped(Box<Report>),
    /// Another load or purge is under way.
    #[error("another load is under way in {}", .0.display())]
    Busy(PathBuf),
    /// The folder of records cannot be written or read.
    #[error("{} cannot be written or read: {error}", .path.display())]
    Store {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        error: std::io::Error,
    },
}

impl LoadError {
    pub(crate) fn store(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Store { path, error }
    }
}

impl From<Fault> for LoadError {
    fn from(fault: Fault) -> Self {
        Self::Faults(vec![fault])
    }
}
