//! Releases that people lead through their life: who may do what with which, and the log of it.

use std::sync::Arc;

use permissions::{Actor, Role};
use store::{Content, State, StoreError, Writer};

use crate::made::{MORNING, at, board};
use crate::people::{actor, at_places, everywhere, later, log};
use crate::scratch::{Kind, Scratch};

fn somebody(role: Role, account: i64) -> Actor {
    actor(account, &[everywhere(role)])
}

fn in_role(actor: Actor) -> Writer {
    Writer { actor, role: " Director of Children’s Services ".to_owned() }
}

pub(crate) async fn a_release_is_led_from_a_draft_to_its_withdrawal(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let [analyst, checker, director] =
        [(Role::Analyst, 1), (Role::Checker, 2), (Role::Director, 3)].map(|(role, id)| somebody(role, id));
    let id = store.draft_by(&analyst, &board("2023-10", 1, 12), &[], at(MORNING)).await.unwrap().id;
    assert_eq!(store.visible_entry(&checker, None, id, at(MORNING)).await.unwrap().1, Some(1));
    assert_eq!(store.make_ready_by(&checker, id, at(MORNING)).await.unwrap().state, State::Ready);
    let signed = store.sign_off_by(&in_role(director.clone()), id, at(MORNING)).await.unwrap();
    assert_eq!(signed.sign_offs[0].role, "Director of Children’s Services");
    let set = store.publish_by(&director, id, later(60), at(MORNING)).await.unwrap();
    assert_eq!((set.state, set.publish_at), (State::SignedOff, Some(later(60))));
    let published = store.publish_by(&analyst, id, later(60), later(60)).await.unwrap();
    assert_eq!(published.state, State::Published);
    let withdrawn = store.withdraw_by(&director, id, "A mistake.", Content::Keep, later(70)).await.unwrap();
    assert_eq!(withdrawn.state, State::Withdrawn);
    let refused = store.withdraw_by(&analyst, id, "A text names a child.", Content::Remove, later(80)).await;
    assert!(matches!(refused, Err(StoreError::NotAllowed { .. })));
    let gone = store.withdraw_by(&director, id, "A text names a child.", Content::Remove, later(80)).await;
    assert!(gone.unwrap().content_removed);
    let lines = log(&store).await;
    let expected = [
        format!("account 1 drafted release {id}"),
        format!("account 2 made ready release {id}"),
        format!("account 3 signed off release {id}: Director of Children’s Services"),
        format!("account 3 set a time of publication for release {id}: {}", later(60)),
        format!("account 1 published release {id}: {}", later(60)),
        format!("account 3 withdrew release {id}: A mistake."),
        format!("account 3 removed the content of release {id}: A text names a child."),
    ];
    assert_eq!(lines[..7], expected);
}

pub(crate) async fn who_drafted_a_release_neither_checks_it_nor_signs_it_off(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let everything = |account| actor(account, &Role::ALL.map(everywhere));
    let (one, other) = (everything(1), everything(2));
    let id = store.draft_by(&one, &board("2023-10", 1, 12), &[], at(MORNING)).await.unwrap().id;
    let refused = store.make_ready_by(&one, id, at(MORNING)).await;
    assert!(matches!(refused, Err(StoreError::NotAllowed { .. })));
    store.make_ready_by(&other, id, at(MORNING)).await.unwrap();
    let refused = store.sign_off_by(&in_role(one.clone()), id, at(MORNING)).await;
    assert!(matches!(refused, Err(StoreError::NotAllowed { .. })));
    // Drafted again by another, it is the other's.
    let id = store.draft_by(&other, &board("2023-10", 1, 13), &[], at(MORNING)).await.unwrap().id;
    assert!(store.make_ready_by(&other, id, at(MORNING)).await.is_err());
    store.make_ready_by(&one, id, at(MORNING)).await.unwrap();
    store.sign_off_by(&in_role(one), id, at(MORNING)).await.unwrap();
}

pub(crate) async fn what_somebody_may_not_see_they_cannot_lead(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let id = store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap().id;
    let now = at(MORNING);
    for role in [Role::Reader, Role::Manager, Role::Provider, Role::Administrator] {
        let reader = somebody(role, 9);
        for (refused, missing) in [
            (store.make_ready_by(&reader, id, now).await, store.make_ready_by(&reader, id + 1, now).await),
            (
                store.publish_by(&reader, id, now, now).await,
                store.publish_by(&reader, id + 1, now, now).await,
            ),
        ] {
            for answer in [refused, missing] {
                assert!(matches!(answer, Err(StoreError::NoSuchRelease { .. })), "{role}");
            }
        }
        assert!(store.draft_by(&reader, &board("2023-11", 1, 12), &[], now).await.is_err(), "{role}");
    }
    // It is about the council as a whole: a role at one place is not enough.
    let elsewhere = actor(9, &[at_places(Role::Checker, &["northshire"])]);
    assert!(matches!(store.make_ready_by(&elsewhere, id, now).await, Err(StoreError::NotAllowed { .. })));
    assert_eq!(store.entry(id).await.unwrap().state, State::Draft);
    let told = log(&store).await;
    assert!(
        !told.iter().any(|line| line.contains("release")),
        "what was refused is not told as done: {told:?}"
    );
}

pub(crate) async fn the_database_refuses_to_change_who_drafted_what_is_signed_off(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let id = store
        .draft_by(&somebody(Role::Analyst, 1), &board("2023-10", 1, 12), &[], at(MORNING))
        .await
        .unwrap()
        .id;
    let by_command = store.draft(&board("2023-11", 1, 12), at(MORNING)).await.unwrap().id;
    for id in [id, by_command] {
        store.make_ready(id).await.unwrap();
        store.sign_off(id, &["Director".to_owned()], at(MORNING)).await.unwrap();
    }
    let ways_round: &[&str] = match scratch.kind() {
        Kind::Sqlite => &["INSERT OR REPLACE INTO drafted_by SELECT release, 9 FROM drafted_by"],
        Kind::Postgres => &["TRUNCATE drafted_by"],
    };
    let changes = [
        "UPDATE drafted_by SET account = 9".to_owned(),
        "DELETE FROM drafted_by".to_owned(),
        format!("INSERT INTO drafted_by VALUES ({by_command}, 9)"),
    ];
    for statement in changes.iter().map(String::as_str).chain(ways_round.iter().copied()) {
        assert!(scratch.raw(statement).await.is_err(), "{statement}");
    }
    let analyst = somebody(Role::Analyst, 1);
    assert_eq!(store.visible_entry(&analyst, None, id, at(MORNING)).await.unwrap().1, Some(1));
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(other) = Scratch::create(kind).await else { continue };
        let restored = other.open().await;
        store.copy_to(&restored).await.unwrap();
        let entries = restored.list().await.unwrap();
        let mut drafters = Vec::new();
        for entry in entries {
            drafters.push(restored.visible_entry(&analyst, None, entry.id, at(MORNING)).await.unwrap().1);
        }
        assert_eq!(drafters, [Some(1), None], "a backup knows who drafted what");
    }
}
