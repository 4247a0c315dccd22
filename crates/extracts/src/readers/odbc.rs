//! Databases with an ODBC driver. Values are asked for as text, and only those of the columns that are wanted.

use std::borrow::Cow;

use odbc_api::buffers::TextRowSet;
use odbc_api::{Connection, ConnectionOptions, Cursor, ResultSetMetadata, environment};

use super::{Failure, Reader, Row, Sink, names};
use crate::fault::{Fault, FaultRule};
use crate::values::Cell;

/// A value that is longer cannot be stored: no column of a contract is.
const LONGEST: usize = 8192;
const BATCH: usize = 512;

/// A database.
pub(crate) struct OdbcSource {
    connection: Connection<'static>,
}

impl OdbcSource {
    /// Connects.
    pub(crate) fn open(connection: &str) -> Result<Self, Fault> {
        let connect =
            || environment()?.connect_with_connection_string(connection, ConnectionOptions::default());
        let connection = connect().map_err(|error| {
            Fault::new(
                FaultRule::Unreadable,
                "ODBC",
                format!("the database cannot be read: {error}"),
                "check the connection: `DSN=…`, or `Driver={…};Server=…;Database=…`",
            )
        })?;
        Ok(Self { connection })
    }

    /// Whether there is such a table, and it may be read. Names that would need quotes aren't asked for.
    pub(crate) fn has(&self, table: &str) -> bool {
        let plain = table.split('.').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        });
        plain && self.connection.execute(&nothing_of(table), (), None).is_ok()
    }

    /// A table that can be read.
    pub(crate) fn table(&mut self, table: &str) -> Result<OdbcTable<'_>, Fault> {
        let columns = || -> Result<Vec<String>, odbc_api::Error> {
            match self.connection.execute(&nothing_of(table), (), None)? {
                Some(mut cursor) => cursor.column_names()?.collect(),
                None => Ok(Vec::new()),
            }
        };
        let columns = columns().map_err(|error| lost(table, &error))?;
        let lower = names(columns.iter().map(String::as_str));
        Ok(OdbcTable { source: self, table: table.to_owned(), written: columns, columns: lower })
    }
}

fn nothing_of(table: &str) -> String {
    format!("SELECT * FROM {table} WHERE 1 = 0")
}

fn lost(table: &str, error: &dyn std::fmt::Display) -> Fault {
    Fault::new(
        FaultRule::Unreadable,
        format!("ODBC table {table}"),
        format!("the database stopped answering: {error}"),
        "look whether the server runs and the user may read the table, then load again: nothing is half loaded",
    )
}

fn not_utf8(table: &str, line: u64, column: &str) -> Fault {
    Fault::new(
        FaultRule::Unreadable,
        format!("ODBC table {table}"),
        format!("`{column}` of row {line} isn't UTF-8"),
        "let the driver, or the locale of this machine, give text in UTF-8",
    )
}

/// A table of a database.
pub(crate) struct OdbcTable<'a> {
    source: &'a OdbcSource,
    table: String,
    /// The columns as the database writes them.
    written: Vec<String>,
    columns: Vec<String>,
}

impl Reader for OdbcTable<'_> {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn read(self: Box<Self>, wanted: &[usize], sink: &mut Sink<'_>) -> Result<(), Failure> {
        let Self { source, table, written, .. } = *self;
        let failed = |error: odbc_api::Error| lost(&table, &error);
        // Where capital letters count, a database takes names for small ones unless they are in its own quotation marks.
        let quote = source.connection.identifier_quote_char().map_err(failed)?;
        let quoted = |name: &String| match quote {
            Some(quote) => format!("{quote}{}{quote}", name.replace(quote, &format!("{quote}{quote}"))),
            None => name.clone(),
        };
        let columns: Vec<String> = wanted.iter().map(|&column| quoted(&written[column])).collect();
        let query = format!("SELECT {} FROM {table}", columns.join(", "));
        let Some(mut cursor) = source.connection.execute(&query, (), None).map_err(failed)? else {
            return Ok(());
        };
        let buffer = TextRowSet::for_cursor(BATCH, &mut cursor, Some(LONGEST)).map_err(failed)?;
        let mut blocks = cursor.bind_buffer(buffer).map_err(failed)?;
        let mut line = 0;
        while let Some(block) = blocks.fetch_with_truncation_check(true).map_err(failed)? {
            for row in 0..block.num_rows() {
                line += 1;
                let cell = |column: usize| match block.at_as_str(column, row) {
                    Ok(Some(text)) => Ok(Cell::Text(Cow::Borrowed(text))),
                    Ok(None) => Ok(Cell::Empty),
                    Err(_) => Err(not_utf8(&table, line, &written[wanted[column]])),
                };
                let cells = (0..wanted.len()).map(cell).collect::<Result<Vec<Cell<'_>>, Fault>>()?;
                sink(line, Row::Cells(&cells))?;
            }
        }
        Ok(())
    }
}
