//! PostgreSQL. All tables are read in one transaction, so that they are of one moment, and only the columns that a
//! contract keeps or needs leave the database.

use postgres::{Client, NoTls};

use super::{Failure, Reader, Sink};
use crate::fault::{Fault, FaultRule};

/// A database in the middle of a transaction that only reads.
pub(crate) struct Database {
    client: Client,
    /// What it is called in messages; never with a password.
    name: String,
}

/// A table of a database, with its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Its schema.
    pub schema: String,
    /// Its name, as the database has it.
    pub table: String,
    /// Its columns, as the database has them.
    pub columns: Vec<String>,
}

impl Database {
    /// Connects, and begins a transaction.
    pub(crate) fn open(connection: &str) -> Result<Self, Fault> {
        let unreadable = |reason: String| {
            Fault::new(
                FaultRule::Unreadable,
                "PostgreSQL",
                format!("the database cannot be read: {reason}"),
                "check the connection: `host=… dbname=… user=…`, or `postgres://user@host/database`",
            )
        };
        let config: postgres::Config =
            connection.parse().map_err(|error: postgres::Error| unreadable(reason(&error)))?;
        let name = format!("PostgreSQL database {}", config.get_dbname().unwrap_or("by default"));
        let mut client = config.connect(NoTls).map_err(|error| unreadable(reason(&error)))?;
        client
            .batch_execute(
                "SET datestyle = 'ISO, YMD'; SET client_encoding = 'UTF8'; SET extra_float_digits = 1; \
                 BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
            )
            .map_err(|error| unreadable(reason(&error)))?;
        Ok(Self { client, name })
    }

    /// What it is called in messages.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The tables and views of a schema, or of those that are searched by default.
    pub(crate) fn tables(&mut self, schema: Option<&str>) -> Result<Vec<Listed>, Fault> {
        const QUERY: &str = "SELECT n.nspname::text, c.relname::text, array_to_string(array_agg(quote_ident(a.attname) ORDER BY a.attnum), E'\\n') \
             FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
             WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') \
             AND CASE WHEN $1::text IS NULL THEN n.nspname = ANY (current_schemas(false)) ELSE n.nspname = $1 END \
             GROUP BY n.nspname, c.relname ORDER BY n.nspname, c.relname";
        let name = self.name.clone();
        let rows = self.client.query(QUERY, &[&schema]).map_err(|error| lost(&name, &error))?;
        let mut tables = Vec::new();
        for row in rows {
            let text =
                |position: usize| row.try_get::<_, String>(position).map_err(|error| lost(&name, &error));
            let columns = text(2)?.lines().map(str::to_owned).collect();
            tables.push(Listed { schema: text(0)?, table: text(1)?, columns });
        }
        Ok(tables)
    }

    /// A table that can be read.
    pub(crate) fn table(&mut self, listed: &Listed) -> DatabaseTable<'_> {
        let columns = super::names(listed.columns.iter().map(|name| name.trim_matches('"')));
        DatabaseTable { database: self, listed: listed.clone(), columns }
    }
}

/// What went wrong, in the server's own words where it said any.
fn reason(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => {
            let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
            format!("{error}{}", cause.unwrap_or_default())
        }
    }
}

fn lost(name: &str, error: &postgres::Error) -> Fault {
    Fault::new(
        FaultRule::Unreadable,
        name,
        format!("the database stopped answering: {}", reason(error)),
        "look whether the server runs and the user may read the table, then load again: nothing is half loaded",
    )
}

/// A table of a database.
pub(crate) struct DatabaseTable<'a> {
    database: &'a mut Database,
    listed: Listed,
    columns: Vec<String>,
}

impl Reader for DatabaseTable<'_> {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn read(self: Box<Self>, wanted: &[usize], sink: &mut Sink<'_>) -> Result<(), Failure> {
        let Self { database, listed, .. } = *self;
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        // The catalogue has quoted the columns already where that is needed.
        let columns: Vec<&str> = wanted.iter().map(|&column| listed.columns[column].as_str()).collect();
        let query = format!(
            "COPY (SELECT {} FROM {}.{}) TO STDOUT (FORMAT csv)",
            columns.join(", "),
            quoted(&listed.schema),
            quoted(&listed.table)
        );
        let name = format!("{}, table {}.{}", database.name, listed.schema, listed.table);
        let reader = database.client.copy_out(&query).map_err(|error| lost(&name, &error))?;
        super::text::read_stream(reader, &name, wanted.len(), sink)
    }
}
