//! The life of a release.

use std::sync::Arc;

use periods::Month;
use store::{Content, Entry, State, StoreError};

use crate::made::{MORNING, at, board, published, signed_off};
use crate::scratch::Scratch;

pub(crate) async fn a_release_is_drafted_made_ready_signed_off_and_published(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let draft = store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap();
    assert_eq!(
        (draft.state, draft.seal.as_ref(), draft.name()),
        (State::Draft, None, "board 2023-10, release 1".to_owned())
    );
    assert_eq!(store.make_ready(draft.id).await.unwrap().state, State::Ready);
    let roles = ["Head of Service".to_owned(), "Director".to_owned()];
    let signed = store.sign_off(draft.id, &roles, at("2023-11-20T10:00:00Z")).await.unwrap();
    assert_eq!((signed.state, signed.link, signed.previous.clone()), (State::SignedOff, Some(1), None));
    let said: Vec<&str> = signed.sign_offs.iter().map(|sign_off| sign_off.role.as_str()).collect();
    assert_eq!(said, ["Head of Service", "Director"]);
    assert_eq!(
        signed.seal,
        Some(releases::seal(None, &signed.fingerprint, &[].into(), &signed.sign_offs)),
        "the seal is over the content and the sign-offs"
    );
    let noon = at("2023-11-20T12:00:00Z");
    let published = store.publish(draft.id, noon, noon).await.unwrap();
    assert_eq!((published.state, published.published_at), (State::Published, Some(noon)));
    assert_eq!(store.list().await.unwrap(), [published]);
}

pub(crate) async fn what_is_kept_is_what_was_drafted(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let release = board("2023-10", 1, 12);
    let entry = published(&store, &release).await;
    store.close().await;
    let store = scratch.open().await;
    assert_eq!(store.release(entry.id).await.unwrap(), release);
    assert_eq!(release.encode().fingerprint(), entry.fingerprint);
}

pub(crate) async fn a_step_out_of_turn_is_refused_with_where_the_release_is(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let now = at(MORNING);
    let role = ["Director".to_owned()];
    let draft = store.draft(&board("2023-10", 1, 12), now).await.unwrap().id;
    let said = |result: Result<Entry, StoreError>| result.unwrap_err().to_string();
    assert_eq!(
        said(store.sign_off(draft, &role, now).await),
        format!("release {draft} is draft, and only one that is ready can be signed off")
    );
    assert!(matches!(
        store.publish(draft, now, now).await,
        Err(StoreError::State { state: State::Draft, .. })
    ));
    assert!(matches!(
        store.withdraw(draft, "A mistake.", Content::Keep, now).await,
        Err(StoreError::State { state: State::Draft, .. })
    ));
    store.make_ready(draft).await.unwrap();
    assert!(matches!(store.make_ready(draft).await, Err(StoreError::State { state: State::Ready, .. })));
    store.sign_off(draft, &role, now).await.unwrap();
    assert!(matches!(store.sign_off(draft, &role, now).await, Err(StoreError::State { .. })));
    assert_eq!(
        said(store.draft(&board("2023-10", 1, 13), now).await),
        format!("release {draft} is signed off, and only one that is a draft can be drafted again")
    );
    store.publish(draft, now, now).await.unwrap();
    store.withdraw(draft, "A mistake.", Content::Keep, now).await.unwrap();
    assert!(matches!(
        store.withdraw(draft, "Another.", Content::Keep, now).await,
        Err(StoreError::State { state: State::Withdrawn, .. })
    ));
    assert!(matches!(
        store.publish(draft, now, now).await,
        Err(StoreError::State { state: State::Withdrawn, .. })
    ));
    assert!(matches!(store.make_ready(draft + 99).await, Err(StoreError::NoSuchRelease { .. })));
}

pub(crate) async fn a_draft_that_is_drafted_again_cannot_be_signed_off_unseen(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let first = store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap();
    store.make_ready(first.id).await.unwrap();
    let second = store.draft(&board("2023-10", 1, 13), at(MORNING)).await.unwrap();
    assert_ne!(first.id, second.id);
    assert!(matches!(
        store.sign_off(first.id, &["Director".to_owned()], at(MORNING)).await,
        Err(StoreError::NoSuchRelease { .. })
    ));
    assert_eq!(store.list().await.unwrap(), [second], "the first draft has left nothing");
    assert_eq!(scratch.count("SELECT count(*) FROM sheet").await, 3);
}

pub(crate) async fn numbers_go_on_once_a_release_is_signed_off(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let month = |token: &str| Month::parse(token).unwrap();
    assert_eq!(store.next_number("board", month("2023-10")).await.unwrap(), 1);
    store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap();
    assert_eq!(store.next_number("board", month("2023-10")).await.unwrap(), 1, "a draft is drafted again");
    signed_off(&store, &board("2023-10", 1, 12)).await;
    assert_eq!(store.next_number("board", month("2023-10")).await.unwrap(), 2);
    assert_eq!(store.next_number("board", month("2023-11")).await.unwrap(), 1);
    assert_eq!(store.next_number("other", month("2023-10")).await.unwrap(), 1);
}

pub(crate) async fn a_later_release_of_a_month_supersedes_the_one_before(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    published(&store, &board("2023-10", 1, 12)).await;
    published(&store, &board("2023-11", 1, 12)).await;
    let correction = signed_off(&store, &board("2023-10", 2, 13)).await;
    let states = async || {
        let entries = store.list().await.unwrap();
        entries
            .iter()
            .map(|entry| (entry.data_month.to_string(), entry.number, entry.state))
            .collect::<Vec<_>>()
    };
    let (october, november) = ("2023-10".to_owned(), "2023-11".to_owned());
    assert_eq!(
        states().await,
        [
            (october.clone(), 1, State::Published),
            (november.clone(), 1, State::Published),
            (october.clone(), 2, State::SignedOff)
        ],
        "before it is published a correction leaves what stands"
    );
    store.publish(correction.id, at(MORNING), at(MORNING)).await.unwrap();
    assert_eq!(
        states().await,
        [
            (october.clone(), 1, State::Superseded),
            (november, 1, State::Published),
            (october, 2, State::Published)
        ]
    );
}

pub(crate) async fn a_release_is_published_at_its_time_and_not_before(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let (due, later) = (at("2023-11-23T09:30:00Z"), at("2023-11-24T09:30:00Z"));
    let one = signed_off(&store, &board("2023-10", 1, 12)).await;
    let waiting = store.publish(one.id, due, at(MORNING)).await.unwrap();
    assert_eq!(
        (waiting.state, waiting.publish_at, waiting.published_at),
        (State::SignedOff, Some(due), None)
    );
    let other = signed_off(&store, &board("2023-10", 2, 13)).await;
    store.publish(other.id, later, at(MORNING)).await.unwrap();
    assert_eq!(store.publish_due(at("2023-11-23T09:29:59.999Z")).await.unwrap(), []);
    let published = store.publish_due(at("2023-11-23T11:00:00Z")).await.unwrap();
    assert_eq!(
        published.iter().map(|entry| (entry.id, entry.published_at)).collect::<Vec<_>>(),
        [(one.id, Some(due))]
    );
    assert_eq!(store.publish_due(at("2023-11-30T09:30:00Z")).await.unwrap().len(), 1);
    let states: Vec<State> = store.list().await.unwrap().iter().map(|entry| entry.state).collect();
    assert_eq!(states, [State::Superseded, State::Published]);
}

pub(crate) async fn a_withdrawn_release_keeps_its_seal_and_the_reason(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let one = published(&store, &board("2023-10", 1, 12)).await;
    let two = published(&store, &board("2023-11", 1, 12)).await;
    let now = at("2023-12-01T09:00:00Z");
    let kept = store.withdraw(two.id, "A wrong extract.", Content::Keep, now).await.unwrap();
    assert_eq!((kept.state, kept.content_removed), (State::Withdrawn, false));
    assert!(store.release(two.id).await.is_ok());
    let gone = store.withdraw(one.id, "A child could be told.", Content::Remove, now).await.unwrap();
    assert_eq!((gone.state, gone.content_removed, gone.withdrawn_at), (State::Withdrawn, true, Some(now)));
    assert_eq!((&gone.seal, &gone.fingerprint), (&one.seal, &one.fingerprint));
    assert_eq!(
        store.release(one.id).await.unwrap_err().to_string(),
        format!("the content of release {} was removed: A child could be told.", one.id)
    );
    assert_eq!(scratch.count(&format!("SELECT count(*) FROM sheet WHERE release = {}", one.id)).await, 0);
    let next = published(&store, &board("2023-12", 1, 12)).await;
    assert_eq!(next.link, Some(3));
    assert_eq!(store.verify().await.unwrap().faults, [""; 0], "the chain holds without the content");
}

pub(crate) async fn a_role_and_a_reason_must_be_said(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let id = store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap().id;
    store.make_ready(id).await.unwrap();
    for roles in [&[][..], &[" ".to_owned()][..]] {
        assert!(matches!(store.sign_off(id, roles, at(MORNING)).await, Err(StoreError::Unsaid(_))));
    }
    let twice = ["Director".to_owned(), "Director".to_owned()];
    assert!(matches!(store.sign_off(id, &twice, at(MORNING)).await, Err(StoreError::Refused(_))));
    assert_eq!(store.list().await.unwrap()[0].state, State::Ready, "nothing of it has happened");
    store.sign_off(id, &["Director".to_owned()], at(MORNING)).await.unwrap();
    assert!(matches!(store.withdraw(id, " ", Content::Keep, at(MORNING)).await, Err(StoreError::Unsaid(_))));
}
