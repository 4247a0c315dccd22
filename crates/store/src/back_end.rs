//! What differs between the databases: how a session begins, and how values go in and out.

use futures::future::BoxFuture;
use releases::EncodedSheet;

use crate::copies::Hashed;
use crate::error::StoreError;

/// What a database answers, some time.
pub(crate) type Answer<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// What is done with a row that comes out.
pub(crate) type Take<'a> = &'a mut (dyn FnMut(Cells) -> Result<(), StoreError> + Send);

/// A value that goes in or comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(Option<String>),
    Number(Option<i64>),
    Bytes(Option<Vec<u8>>),
}

/// What kind of value a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Bytes,
}

/// A row that comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cells(pub Vec<Cell>);

impl Cells {
    /// A text that is there; one that isn't is empty.
    pub(crate) fn text(&self, column: usize) -> String {
        self.optional_text(column).unwrap_or_default()
    }

    /// A text that is there, which the row then has no more: a series may be long.
    pub(crate) fn take_text(&mut self, column: usize) -> String {
        match self.0.get_mut(column) {
            Some(Cell::Text(text)) => text.take().unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// A text, where there is one.
    pub(crate) fn optional_text(&self, column: usize) -> Option<String> {
        match self.0.get(column) {
            Some(Cell::Text(text)) => text.clone(),
            _ => None,
        }
    }

    /// A number, where there is one.
    pub(crate) fn number(&self, column: usize) -> Option<i64> {
        match self.0.get(column) {
            Some(Cell::Number(number)) => *number,
            _ => None,
        }
    }

    /// Takes bytes out, where there are some.
    pub(crate) fn take_bytes(&mut self, column: usize) -> Option<Vec<u8>> {
        match self.0.get_mut(column) {
            Some(Cell::Bytes(bytes)) => bytes.take(),
            _ => None,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(Some(i64::from(number)))
    }
}

impl From<Vec<u8>> for Cell {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(Some(bytes))
    }
}

/// A database in which releases are kept.
pub(crate) trait BackEnd: Send + Sync {
    /// Begins to read: all that is read until the session is dropped is as it was at one moment.
    fn reading(&self) -> Answer<'_, Box<dyn Session>>;

    /// Begins to write, alone: others wait. Without [`Session::commit`] nothing has happened.
    fn writing(&self) -> Answer<'_, Box<dyn Session>>;

    /// What is wrong with the database itself.
    fn damage(&self) -> Answer<'_, Vec<String>>;

    /// Lets go of it.
    fn close(&self) -> BoxFuture<'_, ()>;
}

/// A transaction. Statements number their values `$1`, `$2` …, which both databases read.
pub(crate) trait Session: Send {
    /// Carries a statement out; how many rows it changed.
    fn run<'a>(&'a mut self, statement: &'static str, cells: Vec<Cell>) -> Answer<'a, u64>;

    /// Asks, and takes each row as it comes, while the database fetches the next. Its columns are of these kinds.
    fn each<'a>(
        &'a mut self,
        statement: &'static str,
        cells: Vec<Cell>,
        kinds: &'static [Kind],
        take: Take<'a>,
    ) -> Answer<'a, ()>;

    /// Asks; the rows, whose columns are of these kinds.
    fn rows<'a>(
        &'a mut self,
        statement: &'static str,
        cells: Vec<Cell>,
        kinds: &'static [Kind],
    ) -> Answer<'a, Vec<Cells>> {
        Box::pin(async move {
            let mut rows = Vec::new();
            let mut take = |row| {
                rows.push(row);
                Ok(())
            };
            self.each(statement, cells, kinds, &mut take).await?;
            Ok(rows)
        })
    }

    /// Writes the series of a release.
    fn add_sheets<'a>(&'a mut self, release: i64, sheets: &'a [EncodedSheet]) -> Answer<'a, ()>;

    /// Writes the files of a release's copy for an audience; what they say is written once.
    fn add_files<'a>(
        &'a mut self,
        release: i64,
        audience: &'a str,
        files: &'a [Hashed<'a>],
    ) -> Answer<'a, ()>;

    /// Lets the numbers of new releases go on after those that were brought along.
    fn count_on(&mut self) -> Answer<'_, ()>;

    /// Makes all of it last.
    fn commit(self: Box<Self>) -> Answer<'static, ()>;
}

/// Carries statements out in a transaction of a database.
macro_rules! session {
    ($database:ty, $said:path) => {
        fn run<'a>(
            &'a mut self,
            statement: &'static str,
            cells: Vec<$crate::back_end::Cell>,
        ) -> $crate::back_end::Answer<'a, u64> {
            Box::pin(async move {
                let query = $crate::back_end::bound!($database, statement, cells);
                let done = query.execute(&mut *self.0).await.map_err($said)?;
                Ok(done.rows_affected())
            })
        }

        fn each<'a>(
            &'a mut self,
            statement: &'static str,
            cells: Vec<$crate::back_end::Cell>,
            kinds: &'static [$crate::back_end::Kind],
            take: $crate::back_end::Take<'a>,
        ) -> $crate::back_end::Answer<'a, ()> {
            Box::pin(async move {
                let query = $crate::back_end::bound!($database, statement, cells);
                let cell = |row: &<$database as sqlx::Database>::Row,
                            (column, kind): (usize, &$crate::back_end::Kind)| {
                    Ok(match kind {
                        $crate::back_end::Kind::Text => $crate::back_end::Cell::Text(row.try_get(column)?),
                        $crate::back_end::Kind::Number => {
                            $crate::back_end::Cell::Number(row.try_get(column)?)
                        }
                        $crate::back_end::Kind::Bytes => $crate::back_end::Cell::Bytes(row.try_get(column)?),
                    })
                };
                let mut rows = query.fetch(&mut *self.0);
                while let Some(row) = futures::TryStreamExt::try_next(&mut rows).await.map_err($said)? {
                    let cells = kinds.iter().enumerate().map(|column| cell(&row, column));
                    let cells = cells.collect::<Result<_, sqlx::Error>>().map_err($said)?;
                    take($crate::back_end::Cells(cells))?;
                }
                Ok(())
            })
        }
    };
}

/// A statement with its values.
macro_rules! bound {
    ($database:ty, $statement:expr, $cells:expr) => {{
        let mut query = sqlx::query::<$database>($statement);
        for cell in $cells {
            query = match cell {
                $crate::back_end::Cell::Text(text) => query.bind(text),
                $crate::back_end::Cell::Number(number) => query.bind(number),
                $crate::back_end::Cell::Bytes(bytes) => query.bind(bytes),
            };
        }
        query
    }};
}

pub(crate) use {bound, session};
