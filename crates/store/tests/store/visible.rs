//! Which releases somebody may see.

use std::sync::Arc;

use jiff::SignedDuration;
use permissions::{Actor, Resource, Role};
use store::{Content, StoreError, copies_for};

use crate::made::{MORNING, at, board, published, signed_off};
use crate::people::{actor, everywhere, later};
use crate::scratch::Scratch;

pub(crate) async fn each_sees_the_releases_of_the_steps_that_they_may_see(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let seen = async |actor: &Actor| {
        let entries = store.visible_releases(actor, later(0)).await.unwrap();
        entries.iter().map(|entry| entry.state.words()).collect::<Vec<_>>()
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

pub(crate) async fn what_somebody_may_not_see_is_answered_like_what_there_is_not(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let id = store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap().id;
    let reader = actor(1, &[everywhere(Role::Reader)]);
    let said = async |id| store.visible_release(&reader, id, later(0)).await.unwrap_err().to_string();
    assert_eq!(
        said(id).await.replace(&id.to_string(), "N"),
        said(id + 9).await.replace(&(id + 9).to_string(), "N")
    );
    let analyst = actor(1, &[everywhere(Role::Analyst)]);
    assert_eq!(store.visible_release(&analyst, id, later(0)).await.unwrap().id, id);
    assert!(matches!(
        store.visible_release(&analyst, id + 9, later(0)).await,
        Err(StoreError::NoSuchRelease { .. })
    ));
}

pub(crate) async fn a_release_is_published_from_its_time_on_and_not_before(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let id = signed_off(&store, &board("2023-10", 1, 12)).await.id;
    assert!(store.visible_release(&Actor::Nobody, id, later(0)).await.is_err(), "it has no time yet");
    let due = at(MORNING) + SignedDuration::from_secs(600);
    let entry = store.publish(id, due, at(MORNING)).await.unwrap();
    assert!(store.visible_release(&Actor::Nobody, id, later(599)).await.is_err());
    assert!(store.visible_release(&Actor::Nobody, id, later(600)).await.is_ok());
    assert_eq!(entry.resource(later(599)), Resource::WaitingRelease);
    assert_eq!(entry.resource(later(600)), Resource::PublishedRelease);
}

#[test]
fn each_sees_the_fullest_copy_that_they_may() {
    let named = |role, readers| copies_for(&actor(1, &[everywhere(role)]), readers);
    let committee = Some("committee");
    assert_eq!(copies_for(&Actor::Nobody, committee), ["public"]);
    assert_eq!(named(Role::Provider, committee), ["public"]);
    assert_eq!(named(Role::InformationGovernance, committee), ["public"]);
    assert_eq!(named(Role::Reader, committee), ["committee", "public"]);
    assert_eq!(named(Role::Reader, None), ["public"]);
    assert_eq!(named(Role::Manager, committee), ["internal", "committee", "public"]);
}
