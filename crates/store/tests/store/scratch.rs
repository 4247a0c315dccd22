//! A database of a test's own.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use store::{Address, Opening, Store};
use tempfile::TempDir;

use crate::schema::{NO_SERVER, Schema, execute};

/// On which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// A database that is gone in the end.
pub(crate) enum Scratch {
    File(TempDir),
    Schema(Schema),
}

/// Longer than any test should have to wait.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Runs a test on a database.
pub(crate) fn run<Test, Done>(kind: Kind, test: Test)
where
    Test: FnOnce(Arc<Scratch>) -> Done,
    Done: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let Some(scratch) = Scratch::create(kind).await else {
            println!("skipped: {NO_SERVER}");
            return;
        };
        test(Arc::new(scratch)).await;
    });
}

impl Scratch {
    pub(crate) async fn create(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Sqlite => Some(Self::File(TempDir::new().unwrap())),
            Kind::Postgres => Schema::create().await.map(Self::Schema),
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::File(_) => Kind::Sqlite,
            Self::Schema(_) => Kind::Postgres,
        }
    }

    pub(crate) fn address(&self) -> Address {
        match self {
            Self::File(_) => Address::File(self.path()),
            Self::Schema(schema) => Address::Postgres(schema.url()),
        }
    }

    /// The file of SQLite.
    pub(crate) fn path(&self) -> PathBuf {
        match self {
            Self::File(folder) => folder.path().join("releases.sqlite"),
            Self::Schema(_) => panic!("a schema has no path"),
        }
    }

    async fn connect_to_file(&self) -> Result<sqlx::SqliteConnection, sqlx::Error> {
        SqliteConnectOptions::new().filename(self.path()).busy_timeout(PATIENCE).connect().await
    }

    pub(crate) async fn open(&self) -> Store {
        self.open_with(PATIENCE).await
    }

    pub(crate) async fn open_with(&self, patience: Duration) -> Store {
        Store::open(&self.address(), Opening::OrNew, patience).await.unwrap()
    }

    /// Carries out whatever SQL, as somebody with a console would.
    pub(crate) async fn raw(&self, statement: &str) -> Result<u64, sqlx::Error> {
        match self {
            Self::File(_) => {
                let mut connection = self.connect_to_file().await?;
                let statement = AssertSqlSafe(statement.to_owned());
                let done = sqlx::raw_sql(statement).execute(&mut connection).await?.rows_affected();
                connection.close().await?;
                Ok(done)
            }
            Self::Schema(schema) => execute(&schema.url(), statement).await,
        }
    }

    /// One number of the database.
    pub(crate) async fn count(&self, question: &str) -> i64 {
        let question = AssertSqlSafe(question.to_owned());
        match self {
            Self::File(_) => {
                let mut connection = self.connect_to_file().await.unwrap();
                sqlx::query_scalar(question).fetch_one(&mut connection).await.unwrap()
            }
            Self::Schema(schema) => {
                let mut connection = sqlx::PgConnection::connect(&schema.url()).await.unwrap();
                sqlx::query_scalar(question).fetch_one(&mut connection).await.unwrap()
            }
        }
    }
}
