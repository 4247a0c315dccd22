//! Sources and contracts as they are written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{RowRule, Visibility};

/// `sources/*.toml`: one table per source, or per table of an extract.
pub(crate) type SourcesFile = BTreeMap<String, Source>;

/// Where data come from. With any key but `title` and `about` it is a contract: what a table of an extract must hold.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    /// What it is called.
    pub title: String,
    /// What it is, in a sentence.
    pub about: Option<String>,
    /// Columns that together are different in every row.
    #[schemars(length(min = 1))]
    pub key: Option<Vec<String>>,
    /// The name of its file in a folder of files, without the ending; the table's own name unless said.
    pub file: Option<String>,
    /// Pairs of dates: the first is never after the second.
    pub order: Option<Vec<Vec<String>>>,
    /// How recent its latest record should be.
    pub fresh: Option<Fresh>,
    /// For how many months after it was taken a snapshot with this table may be kept.
    #[schemars(range(min = 1))]
    pub retain_months: Option<u32>,
    /// What stops a load.
    pub stop: Option<Stop>,
    /// Its columns.
    pub columns: Option<BTreeMap<String, ContractColumn>>,
}

impl Source {
    /// Whether it is a contract, or a mere description.
    pub(crate) fn is_contract(&self) -> bool {
        let Self { title: _, about: _, key, file, order, fresh, retain_months, stop, columns } = self;
        key.is_some()
            || file.is_some()
            || order.is_some()
            || fresh.is_some()
            || retain_months.is_some()
            || stop.is_some()
            || columns.is_some()
    }
}

/// How recent the latest record of a table should be.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fresh {
    /// The date that tells.
    pub by: String,
    /// How many days before the extract was taken the latest may lie.
    pub days: u32,
}

/// What stops a load instead of keeping a row apart.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stop {
    /// The share of rows, in percent, above which refused rows stop it.
    pub refused_percent: Option<String>,
    /// Rules of which one broken row stops it.
    #[serde(default)]
    pub rules: Vec<RowRule>,
}

/// A column of a table of an extract.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractColumn {
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: Option<ColumnTypeName>,
    /// `decimal`: digits after the point.
    #[schemars(range(max = 9))]
    pub decimals: Option<u8>,
    /// Whether every row has a value.
    pub required: Option<bool>,
    /// Where its values may be seen.
    pub visibility: Option<Visibility>,
    /// `text`: how many characters a value may have.
    #[schemars(range(min = 1))]
    pub longest: Option<u32>,
    /// `text`: the values that it may have.
    #[schemars(length(min = 1))]
    pub allowed: Option<Vec<String>>,
    /// A column that holds each of its values: `TABLE.COLUMN`.
    pub references: Option<String>,
    /// `date`: whether it cannot be after the day on which the extract was taken.
    pub past: Option<bool>,
    /// Whether its values are places of the framework; others are reported, not refused.
    pub place: Option<bool>,
}

/// The name of a type of column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) enum ColumnTypeName {
    #[serde(rename = "text")]
    Text,
    #[serde(rename = "whole number")]
    WholeNumber,
    #[serde(rename = "decimal")]
    Decimal,
    #[serde(rename = "date")]
    Date,
    #[serde(rename = "yes or no")]
    YesOrNo,
}
