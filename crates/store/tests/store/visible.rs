//! Which releases somebody may see.

use std::sync::Arc;

use jiff::SignedDuration;
use permissions::{Actor, Resource, Role};
use releases::fingerprint;
use store::{AudienceCopy, Content, CopyFile, Entry, Store, StoreError};

use crate::made::{MORNING, at, board, published, signed_off};
use crate::people::{actor, everywhere, later};
use crate::scratch::Scratch;

pub(crate) async fn each_sees_the_releases_of_the_steps_that_they_may_see(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let seen = async |actor: &Actor| {
        let entries = store.visible_releases(actor, None, later(0)).await.unwrap();
        entries.iter().map(|visible| visible.entry.state.words()).collect::<Vec<_>>()
    };
    let withdrawn = published(&store, &board("2023-07", 1, 11)).await.id;
    store.withdraw(withdrawn, "A mistake.", Content::Keep, at(MORNING)).await.unwrap();
    published(&store, &board("2023-08", 1, 11)).await;
    published(&store, &board("2023-08", 2, 12)).await;
    signed_off(&store, &board("2023-09", 1, 12)).await;
    let ready = store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap().id;
    store.make_ready(ready).await.unwrap();
    store.draft(&board("2023-11", 1, 12), at(MORNING)).await.unwrap();
    let public = ["superseded", "published"];
    assert_eq!(seen(&Actor::Nobody).await, public);
    for role in [Role::Reader, Role::Provider, Role::Administrator] {
        assert_eq!(seen(&actor(1, &[everywhere(role)])).await, public, "{role}");
    }
    let waiting = ["superseded", "published", "signed off", "ready"];
    for role in [Role::Observer, Role::Manager, Role::Commissioner] {
        assert_eq!(seen(&actor(1, &[everywhere(role)])).await, waiting, "{role}");
    }
    for role in [Role::Analyst, Role::Checker, Role::Director] {
        assert_eq!(seen(&actor(1, &[everywhere(role)])).await.len(), 6, "{role}");
    }
}

/// A release of a month for which something was drawn for these audiences; nothing may be drawn for others.
async fn drawn(store: &Store, month: &str, number: u32, audiences: &[&str]) -> i64 {
    let file = |audience: &str| CopyFile {
        path: "index.html".to_owned(),
        content_type: "text/html".to_owned(),
        content: audience.as_bytes().to_vec(),
    };
    let drawn = audiences
        .iter()
        .map(|audience| AudienceCopy { audience: (*audience).to_owned(), files: Ok(vec![file(audience)]) });
    let refused = AudienceCopy { audience: "nobody".to_owned(), files: Err("There is none.".to_owned()) };
    let copies: Vec<AudienceCopy> = drawn.chain([refused]).collect();
    store.draft_with_copies(&board(month, number, 12), &copies, at(MORNING)).await.unwrap().id
}

async fn signed_off_and_drawn(store: &Store, audiences: &[&str]) -> i64 {
    let id = drawn(store, "2023-10", 1, audiences).await;
    sign_off(store, id).await
}

async fn sign_off(store: &Store, id: i64) -> i64 {
    store.make_ready(id).await.unwrap();
    store.sign_off(id, &["Director".to_owned()], at(MORNING)).await.unwrap();
    id
}

/// Whose copy somebody gets of the first page of a release, or why they get none.
async fn copy(store: &Store, actor: &Actor, id: i64, seconds: i64) -> Result<String, StoreError> {
    let committee = Some("committee");
    let file = store.visible_file(actor, committee, id, "index.html", later(seconds)).await?.file;
    let audience = String::from_utf8(file.content).unwrap();
    let listed = store.visible_releases(actor, committee, later(seconds)).await?;
    let listed = listed.into_iter().find(|visible| visible.entry.id == id).unwrap();
    assert_eq!(listed.audience.as_ref(), Some(&audience), "the list says the same");
    Ok(audience)
}

pub(crate) async fn what_somebody_may_not_see_is_answered_like_what_there_is_not(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let id = drawn(&store, "2023-10", 1, &["internal", "public"]).await;
    let reader = actor(1, &[everywhere(Role::Reader)]);
    let said = async |id: i64| {
        let refused = store.visible_file(&reader, None, id, "index.html", later(0)).await.unwrap_err();
        refused.to_string().replace(&id.to_string(), "N")
    };
    assert_eq!(said(id).await, said(id + 9).await);
    let analyst = actor(1, &[everywhere(Role::Analyst)]);
    assert_eq!(copy(&store, &analyst, id, 0).await.unwrap(), "internal");
    let missing = store.visible_file(&analyst, None, id, "missing.html", later(0)).await;
    assert!(matches!(missing, Err(StoreError::NoSuch("file"))));
    let other = store.visible_file(&analyst, None, id + 9, "index.html", later(0)).await;
    assert!(matches!(other, Err(StoreError::NoSuchRelease { .. })));
}

pub(crate) async fn a_release_is_published_from_its_time_on_and_not_before(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let id = signed_off_and_drawn(&store, &["public"]).await;
    assert!(copy(&store, &Actor::Nobody, id, 0).await.is_err(), "it has no time yet");
    let due = at(MORNING) + SignedDuration::from_secs(600);
    let entry = store.publish(id, due, at(MORNING)).await.unwrap();
    assert!(copy(&store, &Actor::Nobody, id, 599).await.is_err());
    assert_eq!(copy(&store, &Actor::Nobody, id, 600).await.unwrap(), "public");
    assert_eq!(entry.resource(later(599)), Resource::WaitingRelease);
    assert_eq!(entry.resource(later(600)), Resource::PublishedRelease);
}

pub(crate) async fn each_gets_the_fullest_copy_that_they_may(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let id = signed_off_and_drawn(&store, &["internal", "committee", "public"]).await;
    store.publish(id, at(MORNING), at(MORNING)).await.unwrap();
    assert_eq!(copy(&store, &Actor::Nobody, id, 0).await.unwrap(), "public");
    for (role, expected) in [
        (Role::Provider, "public"),
        (Role::InformationGovernance, "public"),
        (Role::Administrator, "public"),
        (Role::Reader, "committee"),
        (Role::Observer, "committee"),
        (Role::Manager, "internal"),
        (Role::Director, "internal"),
    ] {
        assert_eq!(copy(&store, &actor(1, &[everywhere(role)]), id, 0).await.unwrap(), expected, "{role}");
    }
    let unnamed =
        store.visible_releases(&actor(1, &[everywhere(Role::Reader)]), None, later(0)).await.unwrap();
    assert_eq!(unnamed[0].audience.as_deref(), Some("public"), "unless an audience is named for them");
}

pub(crate) async fn what_was_not_drawn_for_somebody_is_not_there_for_them(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let id = signed_off_and_drawn(&store, &["internal"]).await;
    store.publish(id, at(MORNING), at(MORNING)).await.unwrap();
    for actor in [Actor::Nobody, actor(1, &[everywhere(Role::Reader)])] {
        assert!(matches!(copy(&store, &actor, id, 0).await, Err(StoreError::NoSuchRelease { .. })));
        let listed = store.visible_releases(&actor, Some("nobody"), later(0)).await.unwrap();
        assert_eq!(listed[0].audience, None, "a copy that was refused is none");
    }
}

pub(crate) async fn the_files_that_are_asked_for_are_of_copies_that_somebody_may_see(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let published = signed_off_and_drawn(&store, &["internal", "public"]).await;
    store.publish(published, at(MORNING), at(MORNING)).await.unwrap();
    let draft = drawn(&store, "2023-11", 1, &["internal", "public"]).await;
    let found = async |actor: &Actor, path: &str| {
        let wanted = |_: &Entry, _: &str| Some(path.to_owned());
        let files = store.visible_files(actor, None, &wanted, later(0)).await.unwrap();
        files.into_iter().map(|file| (file.entry.id, file.audience, file.sha256)).collect::<Vec<_>>()
    };
    let of = |id: i64, audience: &str| (id, audience.to_owned(), fingerprint(audience));
    assert_eq!(found(&Actor::Nobody, "index.html").await, [of(published, "public")]);
    let analyst = actor(1, &[everywhere(Role::Analyst)]);
    assert_eq!(found(&analyst, "index.html").await, [of(published, "internal"), of(draft, "internal")]);
    assert_eq!(found(&analyst, "missing.html").await, []);
    let asked = std::sync::Mutex::new(Vec::new());
    let wanted = |entry: &Entry, audience: &str| {
        asked.lock().unwrap().push((entry.id, audience.to_owned()));
        None
    };
    assert_eq!(store.visible_files(&Actor::Nobody, None, &wanted, later(0)).await.unwrap(), []);
    assert_eq!(*asked.lock().unwrap(), [(published, "public".to_owned())], "of no other is anything asked");
}

pub(crate) async fn what_is_superseded_tells_what_stands_in_its_place(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let first = signed_off_and_drawn(&store, &["public"]).await;
    store.publish(first, at(MORNING), at(MORNING)).await.unwrap();
    let standing = async |id| {
        let file = store.visible_file(&Actor::Nobody, None, id, "index.html", later(0)).await.unwrap();
        file.standing.map(|entry| entry.id)
    };
    assert_eq!(standing(first).await, None);
    let second = sign_off(&store, drawn(&store, "2023-10", 2, &["public"]).await).await;
    assert_eq!(standing(first).await, None, "what is not published yet stands in no place");
    store.publish(second, at(MORNING), at(MORNING)).await.unwrap();
    assert_eq!((standing(first).await, standing(second).await), (Some(second), None));
}
