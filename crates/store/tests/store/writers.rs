//! Two who write at once: one waits, or hears why not.

use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection as _;
use store::StoreError;

use crate::made::{MORNING, at, release, signed_off};
use crate::scratch::{Kind, PATIENCE, Scratch};

pub(crate) async fn a_writer_that_waits_too_long_is_refused_with_a_reason(scratch: Arc<Scratch>) {
    let store = scratch.open_with(Duration::from_millis(100)).await;
    let board = release("board", "2023-10", 1, 12, 2);
    let entry = signed_off(&store, &board).await;
    // Somebody else has begun to write, and doesn't come to an end.
    let other = match scratch.kind() {
        Kind::Sqlite => {
            let mut other =
                sqlx::SqliteConnection::connect(&format!("sqlite://{}", scratch.path().display()))
                    .await
                    .unwrap();
            sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
            Other::Sqlite(other)
        }
        Kind::Postgres => {
            let store::Address::Postgres(url) = scratch.address() else { panic!("a schema has a URL") };
            let mut other = sqlx::PgConnection::connect(&url).await.unwrap();
            sqlx::raw_sql("BEGIN; LOCK TABLE release IN EXCLUSIVE MODE").execute(&mut other).await.unwrap();
            Other::Postgres(other)
        }
    };
    let refused = store.draft(&release("board", "2023-11", 1, 12, 2), at(MORNING)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Busy), "{refused:?}");
    assert_eq!(
        store.list().await.unwrap(),
        [entry],
        "what there is can be read meanwhile, and nothing was added"
    );
    other.close().await;
    store.draft(&release("board", "2023-11", 1, 12, 2), at(MORNING)).await.unwrap();
}

enum Other {
    Sqlite(sqlx::SqliteConnection),
    Postgres(sqlx::PgConnection),
}

impl Other {
    async fn close(self) {
        match self {
            Self::Sqlite(other) => other.close().await.unwrap(),
            Self::Postgres(other) => other.close().await.unwrap(),
        }
    }
}

pub(crate) async fn a_store_that_many_make_at_once_is_made_once(scratch: Arc<Scratch>) {
    let openers: Vec<_> = (1..=6)
        .map(|number| {
            let scratch = Arc::clone(&scratch);
            tokio::spawn(async move {
                let store = scratch.open_with(PATIENCE).await;
                store.draft(&release("board", "2023-10", number, 12, 2), at(MORNING)).await.unwrap();
            })
        })
        .collect();
    for opener in openers {
        opener.await.unwrap();
    }
    assert_eq!(scratch.open().await.list().await.unwrap().len(), 6);
}

pub(crate) async fn writers_at_once_make_one_chain(scratch: Arc<Scratch>) {
    const WRITERS: u32 = 4;
    const RELEASES: u32 = 6;
    scratch.open().await.close().await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let scratch = Arc::clone(&scratch);
            tokio::spawn(async move {
                let store = scratch.open_with(PATIENCE).await;
                for number in 1..=RELEASES {
                    let month = format!("2023-{:02}", writer + 1);
                    signed_off(&store, &release("board", &month, number, 12, 5)).await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let found = scratch.open().await.verify().await.unwrap();
    assert_eq!(found.faults, [""; 0]);
    assert_eq!(found.ends["board"].links, i64::from(WRITERS * RELEASES));
}
