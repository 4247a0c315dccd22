//! A database of a test's own.

use std::env;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use store::{Address, Opening, Store};
use tempfile::TempDir;

/// On which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// A database that is gone in the end.
pub(crate) enum Scratch {
    File(TempDir),
    Schema { server: String, name: String },
}

/// Longer than any test should have to wait.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Runs a test on a database.
pub(crate) fn run<Test, Done>(kind: Kind, test: Test)
where
    Test: FnOnce(Arc<Scratch>) -> Done,
    Done: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let Some(scratch) = Scratch::create(kind).await else {
            println!(
                "skipped: no PostgreSQL server on this machine's socket; name one in BELLWETHER_TEST_POSTGRES"
            );
            return;
        };
        test(Arc::new(scratch)).await;
    });
}

impl Scratch {
    pub(crate) async fn create(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Sqlite => Some(Self::File(TempDir::new().unwrap())),
            Kind::Postgres => {
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                let name = format!("bellwether_test_{}_{number}", std::process::id());
                for server in servers() {
                    let made = execute(&server, &format!("CREATE SCHEMA {name}")).await;
                    match made {
                        Ok(_) => return Some(Self::Schema { server, name }),
                        Err(error) => assert!(env::var_os("BELLWETHER_TEST_POSTGRES").is_none(), "{error}"),
                    }
                }
                None
            }
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::File(_) => Kind::Sqlite,
            Self::Schema { .. } => Kind::Postgres,
        }
    }

    pub(crate) fn address(&self) -> Address {
        match self {
            Self::File(_) => Address::File(self.path()),
            Self::Schema { .. } => Address::Postgres(self.url()),
        }
    }

    /// The file of SQLite.
    pub(crate) fn path(&self) -> PathBuf {
        match self {
            Self::File(folder) => folder.path().join("releases.sqlite"),
            Self::Schema { .. } => panic!("a schema has no path"),
        }
    }

    fn url(&self) -> String {
        match self {
            Self::File(_) => format!("sqlite://{}", self.path().display()),
            Self::Schema { server, name } => format!("{server}&options[search_path]={name}"),
        }
    }

    pub(crate) async fn open(&self) -> Store {
        self.open_with(PATIENCE).await
    }

    pub(crate) async fn open_with(&self, patience: Duration) -> Store {
        Store::open(&self.address(), Opening::OrNew, patience).await.unwrap()
    }

    /// Carries out whatever SQL, as somebody with a console would.
    pub(crate) async fn raw(&self, statement: &str) -> Result<u64, sqlx::Error> {
        execute(&self.url(), statement).await
    }

    /// One number of the database.
    pub(crate) async fn count(&self, question: &str) -> i64 {
        let question = AssertSqlSafe(question.to_owned());
        match self {
            Self::File(_) => {
                let mut connection = sqlx::SqliteConnection::connect(&self.url()).await.unwrap();
                sqlx::query_scalar(question).fetch_one(&mut connection).await.unwrap()
            }
            Self::Schema { .. } => {
                let mut connection = sqlx::PgConnection::connect(&self.url()).await.unwrap();
                sqlx::query_scalar(question).fetch_one(&mut connection).await.unwrap()
            }
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Self::Schema { server, name } = self {
            let (server, statement) = (server.clone(), format!("DROP SCHEMA IF EXISTS {name} CASCADE"));
            // A runtime cannot wait for another within itself.
            let dropped = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(execute(&server, &statement))
            });
            let _ = dropped.join();
        }
    }
}

/// The servers that may be there.
fn servers() -> Vec<String> {
    let url = |pairs: &str| {
        let pairs = pairs.split_whitespace().filter_map(|pair| pair.split_once('='));
        let pairs = pairs.map(|(key, value)| format!("{key}={}", value.replace('/', "%2F")));
        format!("postgres:///?{}", pairs.collect::<Vec<_>>().join("&"))
    };
    match env::var("BELLWETHER_TEST_POSTGRES") {
        Ok(named) => vec![url(&named)],
        Err(_) => {
            let user = env::var("USER").unwrap_or_else(|_| "root".to_owned());
            [user.as_str(), "postgres"]
                .map(|user| url(&format!("host=/var/run/postgresql user={user} dbname=postgres")))
                .to_vec()
        }
    }
}

async fn execute(url: &str, statement: &str) -> Result<u64, sqlx::Error> {
    let statement = AssertSqlSafe(statement.to_owned());
    if url.starts_with("sqlite") {
        let options: sqlx::sqlite::SqliteConnectOptions = url.parse()?;
        let mut connection = options.busy_timeout(PATIENCE).connect().await?;
        let done = sqlx::raw_sql(statement).execute(&mut connection).await?.rows_affected();
        connection.close().await?;
        return Ok(done);
    }
    let mut connection = sqlx::PgConnection::connect(url).await?;
    let done = sqlx::raw_sql(statement).execute(&mut connection).await?.rows_affected();
    connection.close().await?;
    Ok(done)
}
