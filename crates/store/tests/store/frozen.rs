//! The database itself refuses to change what is signed off, whoever asks.

use std::sync::Arc;

use store::State;

use crate::made::{MORNING, at, board, published, signed_off};
use crate::scratch::{Kind, Scratch};

/// Changes that anybody with a console could think of.
const CHANGES: [&str; 17] = [
    "UPDATE release SET front = 'x' WHERE id = ID",
    "UPDATE release SET front = NULL WHERE id = ID",
    "UPDATE release SET fingerprint = 'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF' WHERE id = ID",
    "UPDATE release SET scorecard = 'other' WHERE id = ID",
    "UPDATE release SET data_month = '2023-09' WHERE id = ID",
    "UPDATE release SET number = 7 WHERE id = ID",
    "UPDATE release SET drafted_at = '2020-01-01T00:00:00Z' WHERE id = ID",
    "DELETE FROM release WHERE id = ID",
    "UPDATE sheet SET text = 'x' WHERE release = ID",
    "UPDATE sheet SET text = 'x' WHERE release = ID AND position = 2",
    "UPDATE sheet SET place = 'elsewhere' WHERE release = ID",
    "UPDATE sheet SET position = position + 10 WHERE release = ID",
    "DELETE FROM sheet WHERE release = ID",
    "INSERT INTO sheet VALUES (ID, 9, 'TALKS', 'team-9', 'month', '', 'x')",
    "UPDATE sign_off SET role = 'Somebody' WHERE release = ID",
    "DELETE FROM sign_off WHERE release = ID",
    "INSERT INTO sign_off VALUES (ID, 9, 'Somebody', '2023-11-20T09:00:00Z')",
];

/// Changes that only make sense of what is signed off.
const OF_SEALS: [&str; 8] = [
    "UPDATE release SET seal = 'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF' WHERE id = ID",
    "UPDATE release SET link = 9 WHERE id = ID",
    "UPDATE release SET previous = NULL WHERE id = ID",
    "UPDATE release SET state = 'draft', seal = NULL, link = NULL, previous = NULL WHERE id = ID",
    "UPDATE release SET state = 'ready', seal = NULL, link = NULL, previous = NULL WHERE id = ID",
    "UPDATE release SET state = 'superseded', published_at = '2020-01-01T00:00:00Z' WHERE id = ID",
    "UPDATE release SET state = 'withdrawn' WHERE id = ID",
    "UPDATE sheet SET release = ID WHERE release = DRAFT AND position = 0",
];

fn of(statement: &str, id: i64, draft: i64) -> String {
    statement.replace("DRAFT", &draft.to_string()).replace("ID", &id.to_string()).replace("FFFF", "ffff")
}

pub(crate) async fn the_database_refuses_to_change_what_is_signed_off(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    published(&store, &board("2023-09", 1, 11)).await;
    let entry = signed_off(&store, &board("2023-10", 1, 12)).await;
    let draft = store.draft(&board("2023-11", 1, 13), at(MORNING)).await.unwrap();
    let before = store.list().await.unwrap();
    let ways_round: &[&str] = match scratch.kind() {
        Kind::Sqlite => &[
            "INSERT OR REPLACE INTO release (id, scorecard, data_month, number, state, front, fingerprint, drafted_at) \
             VALUES (ID, 'x', '2023-10', 1, 'draft', 'x', \
             'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', '')",
            "INSERT OR REPLACE INTO release (scorecard, data_month, number, state, front, fingerprint, drafted_at) \
             VALUES ('board', '2023-10', 1, 'draft', 'x', \
             'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', '')",
            "UPDATE OR REPLACE release SET data_month = '2023-10' WHERE id = DRAFT",
            "UPDATE OR REPLACE release SET id = ID WHERE id = DRAFT",
            "UPDATE OR REPLACE sheet SET release = ID WHERE release = DRAFT",
            "INSERT OR REPLACE INTO sheet VALUES (ID, 0, 'TALKS', 'team-0', 'month', '', 'x')",
            "INSERT OR REPLACE INTO sign_off VALUES (ID, 0, 'Somebody', '2023-11-20T09:00:00Z')",
        ],
        Kind::Postgres => &[
            "TRUNCATE release CASCADE",
            "TRUNCATE sheet",
            "TRUNCATE sign_off",
            "INSERT INTO sheet VALUES (ID, 0, 'TALKS', 'team-0', 'month', '', 'x') \
             ON CONFLICT (release, position) DO UPDATE SET text = 'x'",
            "DELETE FROM sign_off",
        ],
    };
    for statement in CHANGES.iter().chain(&OF_SEALS).chain(ways_round) {
        let statement = of(statement, entry.id, draft.id);
        assert!(scratch.raw(&statement).await.is_err(), "{statement}");
    }
    assert_eq!(store.list().await.unwrap(), before, "nothing has changed");
    assert_eq!(store.verify().await.unwrap().faults, [""; 0]);
}

pub(crate) async fn the_same_changes_are_made_to_a_draft(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    for statement in CHANGES {
        // A draft always has a front, and nobody signs one off that isn't ready.
        if statement.contains("NULL") || statement.starts_with("INSERT INTO sign_off") {
            continue;
        }
        let draft = store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap();
        let statement = of(statement, draft.id, draft.id);
        let changed = scratch.raw(&statement).await.unwrap();
        assert_eq!(changed == 0, statement.contains("sign_off"), "{statement}");
        scratch.raw("DELETE FROM release").await.unwrap();
    }
}

pub(crate) async fn the_database_refuses_a_seal_out_of_turn(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let first = signed_off(&store, &board("2023-09", 1, 11)).await;
    let ready = store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap();
    let seal = "a".repeat(64);
    let sealing = |link: i64, previous: &str| {
        format!(
            "UPDATE release SET state = 'signed off', seal = '{seal}', link = {link}, previous = {previous} \
             WHERE id = {}",
            ready.id
        )
    };
    let previous = format!("'{}'", first.seal.clone().unwrap());
    let right = sealing(2, &previous);
    assert!(scratch.raw(&right).await.is_err(), "it is a draft");
    store.make_ready(ready.id).await.unwrap();
    assert!(scratch.raw(&right).await.is_err(), "nobody has signed it off");
    let sign_off =
        format!("INSERT INTO sign_off VALUES ({}, 0, 'Director', '2023-11-20T09:00:00Z')", ready.id);
    scratch.raw(&sign_off).await.unwrap();
    for wrong in
        [sealing(3, &previous), sealing(1, "NULL"), sealing(2, "NULL"), sealing(2, &format!("'{seal}'"))]
    {
        assert!(scratch.raw(&wrong).await.is_err(), "{wrong}");
    }
    scratch.raw(&right).await.unwrap();
    assert_eq!(store.list().await.unwrap()[1].state, State::SignedOff);
    assert!(
        scratch
            .raw(
                "INSERT INTO release (scorecard, data_month, number, state, front, fingerprint, drafted_at) \
                 SELECT scorecard, '2023-12', 1, 'ready', front, fingerprint, drafted_at FROM release"
            )
            .await
            .is_err(),
        "a release begins as a draft"
    );
}
