//! PostgreSQL: a database on a server.

use std::str::FromStr as _;
use std::time::Duration;

use futures::future::BoxFuture;
use releases::EncodedSheet;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgPool, Row as _, Transaction};

use crate::back_end::{Answer, BackEnd, Session, session};
use crate::copies::Hashed;
use crate::error::StoreError;
use crate::migrations;

pub(crate) struct Postgres {
    pool: PgPool,
    /// How long a writer waits for another, in milliseconds.
    patience: String,
}

/// How many read and write at once.
const CONNECTIONS: u32 = 8;

/// How many series are sent at once: enough that the way to the server doesn't count, and no more than 64 MB or so.
const SHEETS_AT_ONCE: usize = 500;

/// How many bytes of files are sent at once.
const BYTES_AT_ONCE: usize = 8 * 1024 * 1024;

impl Postgres {
    pub(crate) async fn open(address: &str, patience: Duration) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(address).map_err(StoreError::Unreached)?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    // Several times as fast as the usual packing of long texts. A server that was built without it says
                    // so, and goes on with the usual one.
                    match sqlx::query("SET default_toast_compression = 'lz4'").execute(connection).await {
                        Err(sqlx::Error::Database(_)) | Ok(_) => Ok(()),
                        Err(error) => Err(error),
                    }
                })
            })
            .connect_with(options)
            .await;
        let pool = pool.map_err(StoreError::of_postgres)?;
        let migrated = migrations::postgres().run(&pool).await;
        migrated.map_err(|error| StoreError::of_migration(error, StoreError::of_postgres))?;
        Ok(Self { pool, patience: patience.as_millis().max(1).to_string() })
    }
}

impl BackEnd for Postgres {
    fn reading(&self) -> Answer<'_, Box<dyn Session>> {
        Box::pin(async {
            let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
            let transaction = self.pool.begin_with(begin).await.map_err(StoreError::of_postgres)?;
            Ok(Box::new(Open(transaction)) as Box<dyn Session>)
        })
    }

    fn writing(&self) -> Answer<'_, Box<dyn Session>> {
        Box::pin(async {
            let mut transaction = self.pool.begin().await.map_err(StoreError::of_postgres)?;
            // A lock that isn't had in time is an error, so that whoever waits hears why.
            let patience = sqlx::query("SELECT set_config('lock_timeout', $1, true)").bind(&self.patience);
            patience.execute(&mut *transaction).await.map_err(StoreError::of_postgres)?;
            // Readers go on; other writers wait.
            let lock = sqlx::query("LOCK TABLE release IN EXCLUSIVE MODE").execute(&mut *transaction).await;
            lock.map_err(StoreError::of_postgres)?;
            Ok(Box::new(Open(transaction)) as Box<dyn Session>)
        })
    }

    fn damage(&self) -> Answer<'_, Vec<String>> {
        // A server looks after its own files; what they say is verified by the seals.
        Box::pin(async { Ok(Vec::new()) })
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.pool.close())
    }
}

struct Open(Transaction<'static, sqlx::Postgres>);

impl Session for Open {
    session!(sqlx::Postgres, StoreError::of_postgres);

    fn count_on(&mut self) -> Answer<'_, ()> {
        Box::pin(async move {
            let statement = "SELECT setval(pg_get_serial_sequence('release', 'id'), max(id)) FROM release \
                             HAVING max(id) IS NOT NULL";
            sqlx::query(statement).execute(&mut *self.0).await.map_err(StoreError::of_postgres)?;
            Ok(())
        })
    }

    fn commit(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(async move { self.0.commit().await.map_err(StoreError::of_postgres) })
    }

    fn add_sheets<'a>(&'a mut self, release: i64, sheets: &'a [EncodedSheet]) -> Answer<'a, ()> {
        Box::pin(async move {
            let numbered: Vec<(i64, &EncodedSheet)> = (0_i64..).zip(sheets).collect();
            for some in numbered.chunks(SHEETS_AT_ONCE) {
                let texts = |field: fn(&EncodedSheet) -> &str| -> Vec<&str> {
                    some.iter().map(|(_, sheet)| field(sheet)).collect()
                };
                let positions: Vec<i64> = some.iter().map(|(position, _)| *position).collect();
                sqlx::query(
                    "INSERT INTO sheet SELECT $1, * FROM \
                     UNNEST($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])",
                )
                .bind(release)
                .bind(positions)
                .bind(texts(|sheet| &sheet.series.indicator))
                .bind(texts(|sheet| &sheet.series.place))
                .bind(texts(|sheet| &sheet.series.basis))
                .bind(texts(|sheet| &sheet.series.breakdown))
                .bind(texts(|sheet| &sheet.text))
                .execute(&mut *self.0)
                .await
                .map_err(StoreError::of_postgres)?;
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
            for some in batches(files) {
                sqlx::query(
                    "INSERT INTO content SELECT * FROM UNNEST($1::text[], $2::bytea[]) \
                     ON CONFLICT (sha256) DO NOTHING",
                )
                .bind(some.iter().map(|one| one.sha256.as_str()).collect::<Vec<_>>())
                .bind(some.iter().map(|one| one.file.content.as_slice()).collect::<Vec<_>>())
                .execute(&mut *self.0)
                .await
                .map_err(StoreError::of_postgres)?;
                sqlx::query(
                    "INSERT INTO copy_file SELECT $1, $2, * FROM UNNEST($3::text[], $4::text[], $5::text[])",
                )
                .bind(release)
                .bind(audience)
                .bind(some.iter().map(|one| one.file.path.as_str()).collect::<Vec<_>>())
                .bind(some.iter().map(|one| one.file.content_type.as_str()).collect::<Vec<_>>())
                .bind(some.iter().map(|one| one.sha256.as_str()).collect::<Vec<_>>())
                .execute(&mut *self.0)
                .await
                .map_err(StoreError::of_postgres)?;
            }
            Ok(())
        })
    }
}

/// Files in their order, so many together that they are sent at once.
fn batches<'f, 'a>(files: &'f [Hashed<'a>]) -> Vec<&'f [Hashed<'a>]> {
    let mut batches = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (position, one) in files.iter().enumerate() {
        if size > 0 && size + one.file.content.len() > BYTES_AT_ONCE {
            batches.push(&files[start..position]);
            (start, size) = (position, 0);
        }
        size += one.file.content.len();
    }
    if start < files.len() {
        batches.push(&files[start..]);
    }
    batches
}
