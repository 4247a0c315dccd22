//! SQLite: one file.

use std::path::Path;
use std::time::Duration;

use futures::future::BoxFuture;
use releases::EncodedSheet;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Row as _, SqlitePool, Transaction};

use crate::back_end::{Answer, BackEnd, Session, session};
use crate::copies::{self, Hashed};
use crate::error::StoreError;
use crate::{Opening, migrations};

pub(crate) struct Sqlite {
    options: SqliteConnectOptions,
    /// For those who read.
    pool: SqlitePool,
}

/// How much of the file a connection keeps in memory; SQLite wants it below nought if it is in KiB. It reads texts that go
/// over several pages around it.
const CACHE: &str = "-16384";

/// How many read at once.
const CONNECTIONS: u32 = 4;

impl Sqlite {
    pub(crate) async fn open(path: &Path, opening: Opening, patience: Duration) -> Result<Self, StoreError> {
        if opening == Opening::Existing && !path.is_file() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        // The journal stays a file beside it that is gone after each transaction: a write-ahead log would not work in
        // the shared folders where frameworks lie. `Full` waits until the disk has what was written.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(opening == Opening::OrNew)
            .foreign_keys(true)
            .synchronous(SqliteSynchronous::Full)
            // What is removed is overwritten, so that no page of the file still has it.
            .pragma("secure_delete", "ON")
            .pragma("cache_size", CACHE)
            .busy_timeout(patience);
        let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_with(options.clone()).await;
        let pool = pool.map_err(|error| StoreError::of_opening(error, path))?;
        let store = Self { options, pool };
        store.bring_up_to_date().await?;
        Ok(store)
    }

    /// Takes the steps of the layout that are missing. Whoever else opens the store at the same time waits.
    async fn bring_up_to_date(&self) -> Result<(), StoreError> {
        let said = |error| StoreError::of_migration(error, StoreError::of_sqlite);
        let steps = migrations::sqlite();
        let begun =
            self.count("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'").await? > 0;
        let taken = if begun { self.count("SELECT count(*) FROM _sqlx_migrations").await? } else { 0 };
        // What is up to date is only looked at: it may lie in a folder that is read-only.
        if usize::try_from(taken).is_ok_and(|taken| taken >= steps.iter().count()) {
            return steps.run(&self.pool).await.map_err(said);
        }
        let mut alone = self.alone().await?;
        // `run` on a connection could not go to another thread; `sqlx` has this one for that.
        steps.run_direct(None, &mut *alone.0, false).await.map_err(said)?;
        Box::new(alone).commit().await
    }

    async fn count(&self, question: &'static str) -> Result<i64, StoreError> {
        sqlx::query_scalar(question).fetch_one(&self.pool).await.map_err(StoreError::of_sqlite)
    }

    /// A transaction in which nobody else writes.
    async fn alone(&self) -> Result<Open, StoreError> {
        // On a full disk SQLite itself ends the transaction, and `sqlx` goes on to reckon with it; so a connection that
        // writes is used once.
        let pool = SqlitePoolOptions::new().max_connections(1).connect_lazy_with(self.options.clone());
        // The lock is taken at once: to take it later could fail after half of the work.
        let transaction = pool.begin_with("BEGIN IMMEDIATE").await.map_err(StoreError::of_sqlite)?;
        Ok(Open(transaction, Some(pool)))
    }
}

impl BackEnd for Sqlite {
    fn reading(&self) -> Answer<'_, Box<dyn Session>> {
        Box::pin(async {
            let transaction = self.pool.begin().await.map_err(StoreError::of_sqlite)?;
            Ok(Box::new(Open(transaction, None)) as Box<dyn Session>)
        })
    }

    fn writing(&self) -> Answer<'_, Box<dyn Session>> {
        Box::pin(async { Ok(Box::new(self.alone().await?) as Box<dyn Session>) })
    }

    fn damage(&self) -> Answer<'_, Vec<String>> {
        Box::pin(async {
            let said: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
                .fetch_all(&self.pool)
                .await
                .map_err(StoreError::of_sqlite)?;
            Ok(said.into_iter().filter(|line| line != "ok").collect())
        })
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.pool.close())
    }
}

/// A transaction, and the connection of its own where it has one.
struct Open(Transaction<'static, sqlx::Sqlite>, Option<SqlitePool>);

impl Session for Open {
    session!(sqlx::Sqlite, StoreError::of_sqlite);

    fn count_on(&mut self) -> Answer<'_, ()> {
        // AUTOINCREMENT has seen them.
        Box::pin(async { Ok(()) })
    }

    fn commit(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(async move {
            let Self(transaction, own) = *self;
            transaction.commit().await.map_err(StoreError::of_sqlite)?;
            if let Some(own) = own {
                own.close().await;
            }
            Ok(())
        })
    }

    fn add_sheets<'a>(&'a mut self, release: i64, sheets: &'a [EncodedSheet]) -> Answer<'a, ()> {
        Box::pin(async move {
            for (position, sheet) in (0_i64..).zip(sheets) {
                sqlx::query("INSERT INTO sheet VALUES ($1, $2, $3, $4, $5, $6, $7)")
                    .bind(release)
                    .bind(position)
                    .bind(sheet.series.indicator.as_str())
                    .bind(sheet.series.place.as_str())
                    .bind(sheet.series.basis.as_str())
                    .bind(sheet.series.breakdown.as_str())
                    .bind(sheet.text.as_str())
                    .execute(&mut *self.0)
                    .await
                    .map_err(StoreError::of_sqlite)?;
            }
            Ok(())
        })
    }
    fn add_files<'a>(
        &'a mut self,
        release: i64,
        audience: &'a str,
        files: &'a [Hashed<'a>],
    ) -> Answer<'a, ()> {
        Box::pin(async move {
            for Hashed { file, sha256 } in files {
                copies::add_content(self, sha256, &file.content).await?;
                copies::add_file(self, release, audience, &file.path, &file.content_type, sha256).await?;
            }
            Ok(())
        })
    }
}
