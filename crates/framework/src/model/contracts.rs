//! What the tables of an extract must hold.

use figures::Number;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The contracts of all tables, each complete and sound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contracts {
    pub(crate) tables: Vec<Contract>,
}

impl Contracts {
    /// All of them, in the order in which they are declared.
    #[must_use]
    pub fn all(&self) -> &[Contract] {
        &self.tables
    }

    /// The contract of a table.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Contract> {
        self.tables.iter().find(|contract| contract.name == name)
    }

    /// The contract and the column that a reference leads to.
    #[must_use]
    pub fn target(&self, reference: Reference) -> (&Contract, &ContractColumn) {
        let contract = &self.tables[reference.table];
        (contract, &contract.columns[reference.column])
    }
}

/// What one table of an extract must hold. Columns are named by their place in [`Contract::columns`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// The name of the table: lower-case letters, digits and underscores.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What it is, in a sentence.
    pub about: Option<String>,
    /// The columns that together are different in every row.
    pub key: Vec<usize>,
    /// The name of its file, without the ending.
    pub file: String,
    /// Pairs of dates of which the first is never after the second.
    pub order: Vec<(usize, usize)>,
    /// How recent its latest record should be.
    pub fresh: Option<Fresh>,
    /// For how many months after it was taken a snapshot with this table may be kept; for ever unless said.
    pub retain_months: Option<u32>,
    /// What stops a load.
    pub stop: Stop,
    /// The columns, in the order in which they are declared. Any other is refused.
    pub columns: Vec<ContractColumn>,
}

impl Contract {
    /// The place of a column.
    #[must_use]
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }

    /// The column of a name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ContractColumn> {
        self.columns.iter().find(|known| known.name == name)
    }

    /// The columns that a snapshot keeps: all but those that are dropped.
    pub fn kept(&self) -> impl Iterator<Item = &ContractColumn> {
        self.columns.iter().filter(|column| column.visibility != Visibility::Dropped)
    }
}

/// A column of a table of an extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractColumn {
    /// Its name: lower-case letters, digits and underscores.
    pub name: String,
    /// What its values are.
    pub kind: ColumnType,
    /// Whether every row has a value. That of a key column has.
    pub required: bool,
    /// Where its values may be seen.
    pub visibility: Visibility,
    /// How many characters a value may have.
    pub longest: Option<u32>,
    /// The values that it may have; any where there are none.
    pub allowed: Vec<String>,
    /// The column that holds each of its values.
    pub references: Option<Reference>,
    /// Whether a date cannot be after the day on which the extract was taken.
    pub past: bool,
    /// Whether its values are places of the framework. Others are reported, not refused.
    pub place: bool,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnType {
    /// Text.
    Text,
    /// A whole number.
    WholeNumber,
    /// A number with digits after the point.
    Decimal {
        /// How many.
        decimals: u8,
    },
    /// A day.
    Date,
    /// Yes or no.
    YesOrNo,
}

impl ColumnType {
    /// The word in files.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::WholeNumber => "whole number",
            Self::Decimal { .. } => "decimal",
            Self::Date => "date",
            Self::YesOrNo => "yes or no",
        }
    }
}

/// Where the values of a column may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Nowhere: it is never stored.
    Dropped,
    /// In figures, and in no list.
    Measured,
    /// In lists of records too.
    Listed,
}

impl Visibility {
    /// The word in files.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Measured => "measured",
            Self::Listed => "listed",
        }
    }
}

/// A column of another table, or of the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// The place of the contract in [`Contracts::all`].
    pub table: usize,
    /// The place of the column in its contract.
    pub column: usize,
}

/// How recent the latest record of a table should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fresh {
    /// The date that tells.
    pub by: usize,
    /// How many days before the extract was taken the latest may lie.
    pub days: u32,
}

/// What stops a load.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stop {
    /// The share of rows, in percent, above which refused rows stop it.
    pub refused_percent: Option<Number>,
    /// Rules of which one broken row stops it.
    pub rules: Vec<RowRule>,
}

/// A rule that a row of an extract can break; the row is then refused and kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RowRule {
    /// More or fewer cells than columns.
    RowLength,
    /// No value where there must be one.
    MissingValue,
    /// A value of another type.
    WrongType,
    /// A value that isn't one of those allowed.
    ValueNotAllowed,
    /// A text that is too long.
    TooLong,
    /// A date after the day on which the extract was taken.
    DateInFuture,
    /// A date after the one that it should precede.
    DatesOutOfOrder,
    /// A key that an earlier row has.
    DuplicateKey,
    /// A value that the table it refers to doesn't hold.
    UnknownReference,
}

impl RowRule {
    /// Every rule.
    pub const ALL: [Self; 9] = [
        Self::RowLength,
        Self::MissingValue,
        Self::WrongType,
        Self::ValueNotAllowed,
        Self::TooLong,
        Self::DateInFuture,
        Self::DatesOutOfOrder,
        Self::DuplicateKey,
        Self::UnknownReference,
    ];

    /// Its name in files and messages.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::RowLength => "row-length",
            Self::MissingValue => "missing-value",
            Self::WrongType => "wrong-type",
            Self::ValueNotAllowed => "value-not-allowed",
            Self::TooLong => "too-long",
            Self::DateInFuture => "date-in-future",
            Self::DatesOutOfOrder => "dates-out-of-order",
            Self::DuplicateKey => "duplicate-key",
            Self::UnknownReference => "unknown-reference",
        }
    }
}
