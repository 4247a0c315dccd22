//! The chain, and what happens to those who break it.

use std::sync::Arc;

use store::{ChainEnd, Content};

use crate::made::{MORNING, at, board, published, release, signed_off};
use crate::scratch::{Kind, Scratch};

pub(crate) async fn a_chain_verifies_and_says_where_it_ends(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    assert_eq!(store.verify().await.unwrap().releases, 0);
    let one = published(&store, &board("2023-09", 1, 11)).await;
    let two = published(&store, &board("2023-10", 1, 12)).await;
    let other = signed_off(&store, &release("other", "2023-10", 1, 12, 1)).await;
    store.draft(&board("2023-11", 1, 13), at(MORNING)).await.unwrap();
    let found = store.verify().await.unwrap();
    assert_eq!((found.releases, found.faults.len()), (4, 0));
    assert_eq!(two.previous, one.seal);
    let end = |links, seal: Option<String>| ChainEnd { links, seal: seal.unwrap() };
    assert_eq!(
        found.ends.into_iter().collect::<Vec<_>>(),
        [("board".to_owned(), end(2, two.seal)), ("other".to_owned(), end(1, other.seal))]
    );
}

pub(crate) async fn a_release_of_an_earlier_layout_verifies_beside_later_ones(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let mut earlier = board("2023-09", 1, 11);
    earlier.heading.layout = 1;
    let one = published(&store, &earlier).await;
    let two = published(&store, &board("2023-10", 1, 12)).await;
    assert_eq!(two.previous, one.seal);
    assert_eq!(store.verify().await.unwrap().faults, [""; 0]);
    assert_eq!(store.release(one.id).await.unwrap(), earlier);
    assert_eq!(earlier.encode().fingerprint(), one.fingerprint, "it is written as it was");
}

/// Somebody who may do anything to the database takes its guards away first.
async fn without_guards(scratch: &Scratch, statement: &str) {
    let guards: &[&str] = match scratch.kind() {
        Kind::Sqlite => &[
            "DROP TRIGGER release_frozen",
            "DROP TRIGGER release_kept",
            "DROP TRIGGER release_chained",
            "DROP TRIGGER release_not_overwritten",
            "DROP TRIGGER sheet_added",
            "DROP TRIGGER sheet_changed",
            "DROP TRIGGER sheet_removed",
            "DROP TRIGGER sign_off_changed",
        ],
        Kind::Postgres => &[
            "ALTER TABLE release DISABLE TRIGGER USER",
            "ALTER TABLE sheet DISABLE TRIGGER USER",
            "ALTER TABLE sign_off DISABLE TRIGGER USER",
        ],
    };
    for guard in guards {
        scratch.raw(guard).await.unwrap();
    }
    assert_ne!(scratch.raw(statement).await.unwrap(), 0, "{statement}");
}

pub(crate) async fn whatever_is_tampered_with_is_found(scratch: Arc<Scratch>) {
    let content = "its content is not what it was";
    let seal = "its seal is not that of its content, copies and sign-offs";
    let elsewhere = "it is kept as of another scorecard, month or number than its content says";
    let cases: [(&str, &[(u32, &str)]); 9] = [
        ("UPDATE sheet SET text = replace(text, '\"12\"', '\"21\"') WHERE release = ID", &[(2, content)]),
        (
            "UPDATE release SET front = replace(front, 'Northshire', 'Southshire') WHERE id = ID",
            &[(2, content)],
        ),
        ("UPDATE release SET number = 9 WHERE id = ID", &[(2, elsewhere)]),
        ("DELETE FROM sheet WHERE release = ID AND position = 1", &[(2, content)]),
        ("UPDATE sheet SET position = 9 WHERE release = ID AND position = 0", &[(2, content)]),
        ("UPDATE sign_off SET role = 'Somebody' WHERE release = ID", &[(2, seal)]),
        ("UPDATE sign_off SET at = '2020-01-01T00:00:00Z' WHERE release = ID", &[(2, seal)]),
        ("DELETE FROM release WHERE id = ID", &[(3, "a release before it is missing")]),
        (
            "UPDATE release SET seal = substr(seal, 2) || 'x' WHERE id = ID",
            &[(2, seal), (3, "it does not follow the release before it")],
        ),
    ];
    let kind = scratch.kind();
    for (statement, expected) in cases {
        let scratch = Scratch::create(kind).await.unwrap();
        let store = scratch.open().await;
        for month in ["2023-08", "2023-09", "2023-10"] {
            published(&store, &board(month, 1, 12)).await;
        }
        let second = store.list().await.unwrap()[1].clone();
        without_guards(&scratch, &statement.replace("ID", &second.id.to_string())).await;
        let months = ["2023-08", "2023-09", "2023-10"];
        let expected: Vec<String> = expected
            .iter()
            .map(|(link, what)| {
                let number = if *what == elsewhere { 9 } else { 1 };
                format!("board {}, release {number}: {what}", months[*link as usize - 1])
            })
            .collect();
        assert_eq!(store.verify().await.unwrap().faults, expected, "{statement}");
    }
    let store = scratch.open().await;
    let one = published(&store, &board("2023-08", 1, 12)).await;
    store.withdraw(one.id, "A mistake.", Content::Remove, at(MORNING)).await.unwrap();
    without_guards(&scratch, &format!("UPDATE sign_off SET role = 'Somebody' WHERE release = {}", one.id))
        .await;
    assert_eq!(
        store.verify().await.unwrap().faults,
        [format!("board 2023-08, release 1: {seal}")],
        "a seal is verified without its content"
    );
    let store = Scratch::create(kind).await.unwrap();
    let (scratch, store) = (&store, store.open().await);
    let one = published(&store, &board("2023-08", 1, 12)).await;
    store.withdraw(one.id, "A mistake.", Content::Remove, at(MORNING)).await.unwrap();
    let left = format!("INSERT INTO sheet VALUES ({}, 0, 'TALKS', 'team-0', 'month', '', 'x')", one.id);
    without_guards(scratch, &left).await;
    assert_eq!(
        store.verify().await.unwrap().faults,
        ["board 2023-08, release 1: its content was removed, and some of it is still there"]
    );
}
