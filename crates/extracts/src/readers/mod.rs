//! Readers of files and databases. Each hands on rows of cells, one after the other.

mod parquet;
mod postgres;
mod text;
mod workbook;

#[cfg(feature = "odbc")]
mod odbc;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use framework::RowRule;

pub(crate) use self::parquet::ParquetFile;
pub(crate) use self::postgres::{Database, Listed};
pub(crate) use self::text::TextFile;
pub(crate) use self::workbook::Workbook;
pub(crate) use text::Fields;

#[cfg(feature = "odbc")]
pub(crate) use self::odbc::OdbcSource;

use crate::fault::{Fault, LoadError};
use crate::values::Cell;

/// A table that can be read once.
pub(crate) trait Reader {
    /// The names of its columns, in lower case.
    fn columns(&self) -> &[String];

    /// Something about how it is read that people should know.
    fn remark(&self) -> Option<String> {
        None
    }

    /// Hands on every row. `wanted` are places in [`columns`](Self::columns); a row has their cells in that order.
    fn read(self: Box<Self>, wanted: &[usize], sink: &mut Sink<'_>) -> Result<(), Failure>;
}

/// What takes the rows of a table.
pub(crate) type Sink<'a> = dyn FnMut(u64, Row<'_>) -> Result<(), LoadError> + 'a;

/// Why a table could not be read to its end.
pub(crate) enum Failure {
    /// What is read is at fault.
    Source(Fault),
    /// What takes the rows cannot take any more.
    Sink(LoadError),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Source(fault)
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Self::Sink(error)
    }
}

/// A row of a table.
pub(crate) enum Row<'a> {
    /// The fields of a line of text, and which of them are wanted.
    Fields(&'a Fields, &'a [usize]),
    /// Typed cells, those that are wanted alone.
    Cells(&'a [Cell<'a>]),
    /// A row that could not be read as one.
    Broken(RowRule, String),
}

impl Row<'_> {
    /// The cell of a wanted column.
    pub(crate) fn cell(&self, position: usize) -> Cell<'_> {
        match self {
            Self::Fields(fields, wanted) => match wanted.get(position).map(|&column| fields.get(column)) {
                Some(text) => Cell::Text(Cow::Borrowed(text)),
                None => Cell::Empty,
            },
            Self::Cells(cells) => cells.get(position).map_or(Cell::Empty, borrowed),
            Self::Broken(..) => Cell::Empty,
        }
    }
}

/// The same cell, without a copy of its text.
fn borrowed<'a>(cell: &'a Cell<'_>) -> Cell<'a> {
    match cell {
        Cell::Empty => Cell::Empty,
        Cell::Text(text) => Cell::Text(Cow::Borrowed(text)),
        Cell::Whole(whole) => Cell::Whole(*whole),
        Cell::Number(number) => Cell::Number(*number),
        Cell::Date(days) => Cell::Date(*days),
        Cell::Flag(flag) => Cell::Flag(*flag),
    }
}

/// What a library reads. It is held back from stopping the program over a file that isn't what it seems.
fn guarded<T, E: std::fmt::Display>(read: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("it isn't put together as such a file is".to_owned()),
    }
}

/// The names of columns as contracts write them.
pub(crate) fn names<'a>(columns: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    columns.into_iter().map(|name| name.trim().to_lowercase()).collect()
}

/// The words for how many columns.
fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

/// What is said of a row with more or fewer cells than columns.
pub(crate) fn row_length(found: usize, columns: usize) -> String {
    format!("the row has {} where there are {columns} columns", cells(found))
}
