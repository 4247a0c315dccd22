//! Where an extract comes from.

use std::fs;
use std::path::{Path, PathBuf};

use framework::Contracts;

use crate::fault::{Fault, FaultRule};
use crate::readers::{Database, Listed, ParquetFile, Reader, TextFile, Workbook};

/// Where an extract comes from.
#[derive(Clone, PartialEq, Eq)]
pub enum Source {
    /// A folder with a file for each table: `.csv` (also `.txt` and `.tsv`), `.xlsx` or `.parquet`.
    Folder(PathBuf),
    /// A workbook with a sheet for each table.
    Workbook(PathBuf),
    /// A PostgreSQL database with a table or view for each table.
    Postgres {
        /// How to connect: `host=… dbname=… user=…` or `postgres://user@host/database`.
        connection: String,
        /// The schema of the tables; those that are searched by default unless said.
        schema: Option<String>,
    },
    /// Any database with an ODBC driver.
    #[cfg(feature = "odbc")]
    Odbc {
        /// How to connect: `DSN=…` or `Driver={…};Server=…;Database=…`.
        connection: String,
        /// The schema of the tables; none unless said.
        schema: Option<String>,
    },
}

impl std::fmt::Debug for Source {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A connection may have a password.
        formatter.write_str(&self.describe())
    }
}

impl Source {
    /// The source that an argument names: `postgres://…`, a workbook, or else a folder.
    #[must_use]
    pub fn of(argument: &str) -> Self {
        if argument.starts_with("postgres://") || argument.starts_with("postgresql://") {
            return Self::Postgres { connection: argument.to_owned(), schema: None };
        }
        #[cfg(feature = "odbc")]
        if let Some(connection) = argument.strip_prefix("odbc:") {
            return Self::Odbc { connection: connection.to_owned(), schema: None };
        }
        let path = PathBuf::from(argument);
        if path.is_file() { Self::Workbook(path) } else { Self::Folder(path) }
    }

    /// What it is, in words; without passwords and without the folders above it.
    #[must_use]
    pub fn describe(&self) -> String {
        let last = |path: &Path| {
            path.file_name()
                .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
        };
        match self {
            Self::Folder(path) => format!("the folder {}", last(path)),
            Self::Workbook(path) => format!("the workbook {}", last(path)),
            Self::Postgres { connection, .. } => {
                let config = connection.parse::<postgres::Config>().ok();
                let name = config.as_ref().and_then(|config| config.get_dbname());
                name.map_or_else(
                    || "a PostgreSQL database".to_owned(),
                    |name| format!("the PostgreSQL database {name}"),
                )
            }
            #[cfg(feature = "odbc")]
            Self::Odbc { .. } => "an ODBC database".to_owned(),
        }
    }

    /// Looks for the tables that have a contract.
    pub(crate) fn open(&self, contracts: &Contracts) -> Result<Opened, Vec<Fault>> {
        let mut opened = match self {
            Self::Folder(path) => folder(path, contracts)?,
            Self::Workbook(path) => workbook(path, contracts)?,
            Self::Postgres { connection, schema } => database(connection, schema.as_deref(), contracts)?,
            #[cfg(feature = "odbc")]
            Self::Odbc { connection, schema } => odbc(connection, schema.as_deref(), contracts)?,
        };
        let twice: Vec<Fault> = opened
            .tables
            .iter()
            .enumerate()
            .filter_map(|(at, table)| {
                let earlier = opened.tables[..at].iter().find(|other| other.contract == table.contract)?;
                let name = &contracts.all()[table.contract].name;
                Some(Fault::new(
                    FaultRule::TableTwice,
                    &table.name,
                    format!("`{}` is for the table `{name}` too", earlier.name),
                    "take one of the two out",
                ))
            })
            .collect();
        if !twice.is_empty() {
            return Err(twice);
        }
        opened.tables.sort_by_key(|table| table.contract);
        if opened.tables.is_empty() {
            let found = match opened.unused.as_slice() {
                [] => "it holds no file that can be read".to_owned(),
                names => format!("it has `{}`", names[..names.len().min(5)].join("`, `")),
            };
            return Err(vec![Fault::new(
                FaultRule::NoTables,
                self.describe(),
                format!("no table of this extract has a contract: {found}"),
                "name each file or sheet like the table of its contract, such as `ssd_person.csv`",
            )]);
        }
        Ok(opened)
    }
}

/// The tables of a source.
pub(crate) struct Opened {
    pub tables: Vec<Found>,
    /// Names of what nothing reads.
    pub unused: Vec<String>,
    handle: Handle,
}

/// A table of a source.
pub(crate) struct Found {
    /// The place of its contract.
    pub contract: usize,
    /// What it is called in messages.
    pub name: String,
    at: At,
}

#[derive(Clone)]
enum At {
    File(PathBuf),
    Sheet(String),
    Table(Listed),
    #[cfg(feature = "odbc")]
    Odbc(String),
}

enum Handle {
    Files(Option<Box<Workbook>>),
    Database(Box<Database>),
    #[cfg(feature = "odbc")]
    Odbc(crate::readers::OdbcSource),
}

impl Opened {
    /// Opens a table.
    pub(crate) fn reader(&mut self, table: usize) -> Result<Box<dyn Reader + '_>, Fault> {
        let Found { name, at, .. } = &self.tables[table];
        match (&mut self.handle, at) {
            (Handle::Files(workbook), At::File(path)) => match ending(path).as_str() {
                "parquet" => Ok(Box::new(ParquetFile::open(path, name)?)),
                "xlsx" | "xlsm" => {
                    let workbook = workbook.insert(Box::new(Workbook::open(path, name)?));
                    let sheet = workbook.sheets().into_iter().next().unwrap_or_default();
                    Ok(Box::new(workbook.sheet(&sheet)?))
                }
                _ => Ok(Box::new(TextFile::open(path, name)?)),
            },
            (Handle::Files(Some(workbook)), At::Sheet(sheet)) => Ok(Box::new(workbook.sheet(sheet)?)),
            (Handle::Database(database), At::Table(listed)) => Ok(Box::new(database.table(listed))),
            #[cfg(feature = "odbc")]
            (Handle::Odbc(source), At::Odbc(table)) => Ok(Box::new(source.table(table)?)),
            _ => Err(Fault::new(FaultRule::Unreadable, name, "this table is no longer there", "load again")),
        }
    }
}

/// The contract of a file, sheet or table: by the name of its file, or its own.
fn contract_of(name: &str, contracts: &Contracts) -> Option<usize> {
    let name = name.trim();
    let by = |matches: &dyn Fn(&framework::Contract) -> bool| contracts.all().iter().position(matches);
    by(&|contract| contract.file.eq_ignore_ascii_case(name))
        .or_else(|| by(&|contract| contract.name.eq_ignore_ascii_case(name)))
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn unreadable(path: &Path, error: &std::io::Error) -> Vec<Fault> {
    vec![Fault::new(
        FaultRule::Unreadable,
        path.display().to_string(),
        format!("this cannot be read: {error}"),
        "name a folder of files, a workbook, or a database: `postgres://user@host/database`",
    )]
}

fn folder(path: &Path, contracts: &Contracts) -> Result<Opened, Vec<Fault>> {
    const ENDINGS: [&str; 6] = ["csv", "txt", "tsv", "xlsx", "xlsm", "parquet"];
    let mut opened = Opened { tables: Vec::new(), unused: Vec::new(), handle: Handle::Files(None) };
    let mut paths = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
        paths.push(entry.map_err(|error| unreadable(path, &error))?.path());
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with(['.', '~']) {
            continue;
        }
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let readable = path.is_file() && ENDINGS.contains(&ending(&path).as_str());
        match contract_of(&stem, contracts).filter(|_| readable) {
            Some(contract) => opened.tables.push(Found { contract, name, at: At::File(path) }),
            None => opened.unused.push(name),
        }
    }
    Ok(opened)
}

fn workbook(path: &Path, contracts: &Contracts) -> Result<Opened, Vec<Fault>> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let workbook = Workbook::open(path, &name).map_err(|fault| vec![fault])?;
    let mut opened = Opened { tables: Vec::new(), unused: Vec::new(), handle: Handle::Files(None) };
    for sheet in workbook.sheets() {
        match contract_of(&sheet, contracts) {
            Some(contract) => opened.tables.push(Found {
                contract,
                name: format!("{name}, sheet {sheet}"),
                at: At::Sheet(sheet),
            }),
            None => opened.unused.push(sheet),
        }
    }
    opened.handle = Handle::Files(Some(Box::new(workbook)));
    Ok(opened)
}

fn database(connection: &str, schema: Option<&str>, contracts: &Contracts) -> Result<Opened, Vec<Fault>> {
    let mut database = Database::open(connection).map_err(|fault| vec![fault])?;
    let mut tables = Vec::new();
    // What else a database has is none of ours.
    for listed in database.tables(schema).map_err(|fault| vec![fault])? {
        if let Some(contract) = contract_of(&listed.table, contracts) {
            let name = format!("{}, table {}.{}", database.name(), listed.schema, listed.table);
            tables.push(Found { contract, name, at: At::Table(listed) });
        }
    }
    Ok(Opened { tables, unused: Vec::new(), handle: Handle::Database(Box::new(database)) })
}

/// ODBC drivers differ in how they list tables, so each table is asked for by its name when its turn comes.
#[cfg(feature = "odbc")]
fn odbc(connection: &str, schema: Option<&str>, contracts: &Contracts) -> Result<Opened, Vec<Fault>> {
    let source = crate::readers::OdbcSource::open(connection).map_err(|fault| vec![fault])?;
    let tables = contracts.all().iter().enumerate().filter_map(|(contract, known)| {
        let table = schema.map_or_else(|| known.file.clone(), |schema| format!("{schema}.{}", known.file));
        source.has(&table).then(|| Found {
            contract,
            name: format!("ODBC table {table}"),
            at: At::Odbc(table),
        })
    });
    let tables = tables.collect();
    Ok(Opened { tables, unused: Vec::new(), handle: Handle::Odbc(source) })
}
