//! What others say of a text stands beside it, and goes with it.

use std::sync::Arc;

use periods::Month;
use permissions::{Actor, Role};
use store::{Store, StoreError, TextKey, Writer};

use crate::made::{MORNING, at};
use crate::people::{actor, at_places, everywhere, log};
use crate::scratch::{Kind, Scratch};

fn talks() -> TextKey {
    TextKey {
        scorecard: "board".to_owned(),
        data_month: Month::parse("2023-10").unwrap(),
        kind: "commentary".to_owned(),
        page: None,
        section: None,
        indicator: Some("TALKS".to_owned()),
        place: Some("northshire".to_owned()),
    }
}

fn writer(role: Role, account: i64) -> Writer {
    Writer { actor: actor(account, &[everywhere(role)]), role: role.words().to_owned() }
}

fn reader() -> Actor {
    actor(99, &[everywhere(Role::Checker)])
}

/// A text with two remarks.
async fn said(store: &Store) {
    let (manager, director, now) = (writer(Role::Manager, 1), writer(Role::Director, 2), at(MORNING));
    store.save_text(&manager, &talks(), 0, "It rose.", now).await.unwrap();
    store.remark_on_text(&director, &talks(), 1, " Why? ", now).await.unwrap();
    store.save_text(&manager, &talks(), 1, "It rose in spring.", now).await.unwrap();
    store.remark_on_text(&manager, &talks(), 1, "See above.", now).await.unwrap();
}

pub(crate) async fn remarks_stand_beside_the_version_that_they_are_of(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    said(&store).await;
    let remarks = store.text_history(&reader(), &talks()).await.unwrap().remarks;
    let told: Vec<(u32, &str, &str)> = remarks
        .iter()
        .map(|remark| (remark.version, remark.text.as_str(), remark.by.role.as_str()))
        .collect();
    assert_eq!(told, [(1, "Why?", "director"), (1, "See above.", "manager")]);
    let deed = "account 2 commented on commentary of board 2023-10, TALKS, northshire";
    assert!(log(&store).await.iter().any(|line| line == deed));
}

pub(crate) async fn a_remark_says_something_of_a_text_that_is_there_by_those_who_may(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let (director, now) = (writer(Role::Director, 2), at(MORNING));
    let missing = store.remark_on_text(&director, &talks(), 1, "Why?", now).await;
    assert!(matches!(missing, Err(StoreError::NoSuch("text"))));
    said(&store).await;
    let empty = store.remark_on_text(&director, &talks(), 1, "  ", now).await;
    assert!(matches!(empty, Err(StoreError::Unsaid(_))));
    let of_no_version = store.remark_on_text(&director, &talks(), 3, "Why?", now).await;
    assert!(matches!(of_no_version, Err(StoreError::NoSuch("text"))));
    for grants in [vec![everywhere(Role::Reader)], vec![at_places(Role::Manager, &["eastvale"])]] {
        let stranger = Writer { actor: actor(3, &grants), role: "Stranger".to_owned() };
        let refused = store.remark_on_text(&stranger, &talks(), 1, "Why?", now).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed { .. })), "{grants:?}");
    }
    assert_eq!(store.text_history(&reader(), &talks()).await.unwrap().remarks.len(), 2);
}

pub(crate) async fn remarks_say_nothing_any_more_once_the_text_is_removed(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    said(&store).await;
    let (director, now) = (writer(Role::Director, 2), at(MORNING));
    store.remove_text(&director, &talks(), 2, "It named a child.", now).await.unwrap();
    let remarks = store.text_history(&reader(), &talks()).await.unwrap().remarks;
    assert_eq!(remarks.len(), 2, "that something was said stays");
    assert!(remarks.iter().all(|remark| remark.text.is_empty()));
}

pub(crate) async fn the_database_refuses_to_change_what_was_said_of_a_text(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    said(&store).await;
    let before = store.text_history(&reader(), &talks()).await.unwrap();
    let ways_round: &[&str] = match scratch.kind() {
        Kind::Sqlite => &[
            "INSERT OR REPLACE INTO commentary_remark SELECT commentary, position, version, 'x', role, account, at \
             FROM commentary_remark",
        ],
        Kind::Postgres => &["TRUNCATE commentary_remark"],
    };
    let changes = [
        "UPDATE commentary_remark SET text = 'x'",
        "UPDATE commentary_remark SET text = NULL",
        "UPDATE commentary_remark SET role = 'x'",
        "UPDATE commentary_remark SET account = 9",
        "DELETE FROM commentary_remark",
        "INSERT INTO commentary_remark SELECT commentary, 9, 1, 'x', 'x', NULL, at FROM commentary_remark",
    ];
    for statement in changes.iter().chain(ways_round) {
        assert!(scratch.raw(statement).await.is_err(), "{statement}");
    }
    assert_eq!(store.text_history(&reader(), &talks()).await.unwrap(), before, "nothing has changed");
}

pub(crate) async fn a_backup_has_every_remark(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    said(&store).await;
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(other) = Scratch::create(kind).await else { continue };
        let restored = other.open().await;
        store.copy_to(&restored).await.unwrap();
        let there = store.text_history(&reader(), &talks()).await.unwrap();
        assert_eq!(restored.text_history(&reader(), &talks()).await.unwrap(), there);
    }
}
