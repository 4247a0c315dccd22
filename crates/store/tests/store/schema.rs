//! A schema of a test's own on a PostgreSQL server. The tests of the service have this file too.

use std::env;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection as _};

/// A schema that is gone in the end, whatever becomes of the test.
pub(crate) struct Schema {
    server: String,
    name: String,
}

/// Why there is no schema.
pub(crate) const NO_SERVER: &str =
    "no PostgreSQL server on this machine's socket; name one in BELLWETHER_TEST_POSTGRES";

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Schema {
    /// Makes one, where there is a server.
    pub(crate) async fn create() -> Option<Self> {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("bellwether_test_{}_{number}", std::process::id());
        let is_named = env::var_os("BELLWETHER_TEST_POSTGRES").is_some();
        for server in servers() {
            match execute(&server, &format!("CREATE SCHEMA {name}")).await {
                Ok(_) => return Some(Self { server, name }),
                Err(error) => assert!(!is_named && is_absent(&error), "{error}"),
            }
        }
        None
    }

    /// The address of a database that has this schema alone. Its connections have the schema's name.
    pub(crate) fn url(&self) -> String {
        let Self { server, name } = self;
        format!("{server}&application_name={name}&options[search_path]={name}")
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let Self { server, name } = self;
        // Whoever is still connected is sent away: a connection may be on its way back to its pool, with a transaction
        // that holds locks, and the runtime that would end it may be the one that waits here.
        let statement = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'; \
             DROP SCHEMA IF EXISTS {name} CASCADE"
        );
        let server = server.clone();
        // A runtime cannot wait for another within itself.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(execute(&server, &statement))
        });
        let _ = dropped.join();
    }
}

/// Carries out whatever SQL, as somebody with a console would.
pub(crate) async fn execute(url: &str, statement: &str) -> Result<u64, sqlx::Error> {
    let mut connection = sqlx::PgConnection::connect(url).await?;
    let statement = AssertSqlSafe(statement.to_owned());
    let done = sqlx::raw_sql(statement).execute(&mut connection).await?.rows_affected();
    connection.close().await?;
    Ok(done)
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

/// Whether there is no server, or none that lets us make schemas. One that has no room for us is there.
fn is_absent(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    // The class of invalid_authorization_specification, invalid_catalog_name, insufficient_privilege
    let is_closed = code.is_some_and(|code| code.starts_with("28") || code == "3D000" || code == "42501");
    is_closed || matches!(error, sqlx::Error::Io(_))
}
