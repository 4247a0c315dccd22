//! The life of a release.

use std::sync::Arc;

use periods::Month;
use store::{AudienceCopy, Content, CopyFile, Entry, State, StoreError};

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
    let other = signed_off(&store, &board("2023-11", 1, 13)).await;
    store.publish(other.id, later, at(MORNING)).await.unwrap();
    assert_eq!(store.publish_due(at("2023-11-23T09:29:59.999Z")).await.unwrap(), []);
    let published = store.publish_due(at("2023-11-23T11:00:00Z")).await.unwrap();
    assert_eq!(
        published.iter().map(|entry| (entry.id, entry.published_at)).collect::<Vec<_>>(),
        [(one.id, Some(due))]
    );
    assert_eq!(store.publish_due(at("2023-11-30T09:30:00Z")).await.unwrap().len(), 1);
    let correction = signed_off(&store, &board("2023-10", 2, 14)).await;
    store.publish(correction.id, at("2023-12-01T09:30:00Z"), at("2023-11-30T09:30:00Z")).await.unwrap();
    assert_eq!(store.publish_due(at("2023-12-01T09:30:00Z")).await.unwrap().len(), 1);
    let states: Vec<State> = store.list().await.unwrap().iter().map(|entry| entry.state).collect();
    assert_eq!(states, [State::Superseded, State::Published, State::Published]);
}

pub(crate) async fn a_correction_does_not_give_way_to_what_it_corrects(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let now = at(MORNING);
    let due = at("2023-11-23T09:30:00Z");
    let wrong = signed_off(&store, &board("2023-10", 1, 12)).await;
    store.publish(wrong.id, due, now).await.unwrap();
    let later = at("2023-11-24T09:30:00Z");
    // Its own time is in nobody's way.
    store.publish(wrong.id, later, now).await.unwrap();
    let correction = signed_off(&store, &board("2023-10", 2, 13)).await;
    for time in [now, due] {
        assert_eq!(
            store.publish(correction.id, time, now).await.unwrap_err().to_string(),
            "board 2023-10, release 2 cannot be published: board 2023-10, release 1 is to be published at \
             2023-11-24T09:30:00Z; withdraw it first, or publish it now"
        );
    }
    store.withdraw(wrong.id, "A wrong extract.", Content::Keep, now).await.unwrap();
    store.publish(correction.id, now, now).await.unwrap();
    let wrong_again = signed_off(&store, &board("2023-09", 1, 12)).await;
    published(&store, &board("2023-09", 2, 13)).await;
    assert_eq!(
        store.publish(wrong_again.id, now, now).await.unwrap_err().to_string(),
        "board 2023-09, release 1 cannot be published: board 2023-09, release 2 was published, and would give way to \
         what it corrects; withdraw this one"
    );
    assert!(store.publish_due(at("2024-01-01T00:00:00Z")).await.unwrap().is_empty());
}

pub(crate) async fn pages_that_do_not_say_what_they_correct_are_not_published(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let first = signed_off(&store, &board("2023-10", 1, 12)).await;
    let page = CopyFile {
        path: "index.html".to_owned(),
        content_type: "text/html".to_owned(),
        content: b"13".to_vec(),
    };
    let copies = [AudienceCopy { audience: "internal".to_owned(), files: Ok(vec![page]) }];
    let drafted = async |number| {
        let drafted = store.draft_with_copies(&board("2023-10", number, 13), &copies, at(MORNING)).await;
        let id = drafted.unwrap().id;
        store.make_ready(id).await.unwrap();
        store.sign_off(id, &["Director".to_owned()], at(MORNING)).await.unwrap().id
    };
    let early = drafted(2).await;
    let after = at("2023-11-20T09:00:01Z");
    store.publish(first.id, after, after).await.unwrap();
    assert_eq!(
        store.publish(early, after, after).await.unwrap_err().to_string(),
        "board 2023-10, release 2 cannot be published: it was drafted before board 2023-10, release 1 was published, so \
         that its pages do not say what it corrects; withdraw it and draft another"
    );
    // What was published in the moment of the draft, the draft has seen.
    let store = Scratch::create(scratch.kind()).await.unwrap();
    let store = store.open().await;
    published(&store, &board("2023-10", 1, 12)).await;
    let draft = store.draft_with_copies(&board("2023-10", 2, 13), &copies, at(MORNING)).await.unwrap();
    store.make_ready(draft.id).await.unwrap();
    store.sign_off(draft.id, &["Director".to_owned()], at(MORNING)).await.unwrap();
    assert_eq!(store.publish(draft.id, after, after).await.unwrap().state, State::Published);
}

pub(crate) async fn nobody_has_the_number_nought(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let now = at(MORNING);
    published(&store, &board("2023-09", 1, 12)).await;
    signed_off(&store, &board("2023-10", 1, 12)).await;
    store.draft(&board("2023-11", 1, 12), now).await.unwrap();
    let before = store.list().await.unwrap();
    for id in [0, -1] {
        assert!(matches!(store.entry(id).await, Err(StoreError::NoSuchRelease { .. })));
        assert!(matches!(store.release(id).await, Err(StoreError::NoSuchRelease { .. })));
        assert!(matches!(store.make_ready(id).await, Err(StoreError::NoSuchRelease { .. })));
        assert!(matches!(store.publish(id, now, now).await, Err(StoreError::NoSuchRelease { .. })));
        let withdrawn = store.withdraw(id, "A mistake.", Content::Remove, now).await;
        assert!(matches!(withdrawn, Err(StoreError::NoSuchRelease { .. })));
    }
    assert_eq!(store.list().await.unwrap(), before);
}

pub(crate) async fn an_edition_is_imported_whole_or_not_at_all(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let (then, now) = (at("2023-10-24T09:30:00Z"), at(MORNING));
    let draft = store.draft(&board("2023-09", 1, 11), now).await.unwrap();
    let twice = ["Head of Service".to_owned(), "Head of Service".to_owned()];
    let refused = store.import(&board("2023-09", 1, 12), &twice, then, now).await;
    assert!(matches!(refused, Err(StoreError::Unsaid(_))), "{refused:?}");
    assert_eq!(store.list().await.unwrap(), [draft], "the draft of the month is still there");
    let imported = store.import(&board("2023-09", 1, 12), &twice[..1], then, now).await.unwrap();
    assert_eq!((imported.state, imported.published_at), (State::Published, Some(then)));
    assert_eq!(
        store.import(&board("2023-09", 2, 13), &twice[..1], then, now).await.unwrap_err().to_string(),
        format!(
            "board 2023-09, release 1 is there already ({}, published); an edition is imported where its month has \
             no release that is signed off",
            imported.id
        )
    );
    assert_eq!(store.list().await.unwrap(), [imported]);
}

pub(crate) async fn what_a_withdrawn_release_says_can_still_be_removed(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let one = published(&store, &board("2023-10", 1, 12)).await;
    let now = at("2023-12-01T09:00:00Z");
    let kept = store.withdraw(one.id, "A wrong extract.", Content::Keep, now).await.unwrap();
    let later = at("2023-12-02T09:00:00Z");
    let again = store.withdraw(one.id, "Again.", Content::Keep, later).await;
    assert!(matches!(again, Err(StoreError::State { .. })));
    let gone = store.withdraw(one.id, "A text names a child.", Content::Remove, later).await.unwrap();
    assert_eq!(gone, Entry { content_removed: true, ..kept }, "when and why it was withdrawn stay");
    assert!(matches!(store.release(one.id).await, Err(StoreError::ContentRemoved { .. })));
    assert_eq!(scratch.count("SELECT count(*) FROM sheet").await, 0);
    assert_eq!(store.verify().await.unwrap().faults, [""; 0]);
    let again = store.withdraw(one.id, "Again.", Content::Remove, later).await;
    assert!(matches!(again, Err(StoreError::State { .. })));
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
    assert!(matches!(store.sign_off(id, &twice, at(MORNING)).await, Err(StoreError::Unsaid(_))));
    assert_eq!(store.list().await.unwrap()[0].state, State::Ready, "nothing of it has happened");
    store.sign_off(id, &["Director".to_owned()], at(MORNING)).await.unwrap();
    assert!(matches!(store.withdraw(id, " ", Content::Keep, at(MORNING)).await, Err(StoreError::Unsaid(_))));
}
