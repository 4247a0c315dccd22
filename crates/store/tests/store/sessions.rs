//! Sessions and tokens.

use std::sync::Arc;

use jiff::SignedDuration;
use permissions::{Actor, Role, Scope, TokenScope};
use store::{NewToken, Store, StoreError};

use crate::made::{MORNING, at};
use crate::people::{IDLE, account, actor, administered, at_places, later, places, secret};
use crate::scratch::Scratch;

/// Eight hours after it began.
const END: i64 = 8 * 3600;

async fn is_signed_in(store: &Store, session: &str, seconds: i64) -> bool {
    store.signed_in(&secret(session), IDLE, &places(), later(seconds)).await.unwrap().is_some()
}

async fn sign_in(store: &Store, account: i64, session: &str) {
    store.sign_in(account, &secret(session), None, later(END), at(MORNING)).await.unwrap();
}

pub(crate) async fn a_session_says_who_with_the_parts_of_their_places(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "manager").await;
    let grant = at_places(Role::Manager, &["eastvale"]);
    store.give_role(&administrator, id, &grant, at(MORNING)).await.unwrap();
    sign_in(&store, id, "session").await;
    let found = store.signed_in(&secret("session"), IDLE, &places(), later(1)).await.unwrap().unwrap();
    assert_eq!((found.person.account, found.title.as_str()), (id, "The manager"));
    let reached = ["eastvale", "eastvale-team"].map(str::to_owned);
    assert_eq!(found.person.grants[0].scope, Scope::Places(reached.into()));
    assert!(!is_signed_in(&store, "another", 1).await);
    assert!(!is_signed_in(&store, secret("session").as_str(), 1).await, "what is kept is not the secret");
}

pub(crate) async fn a_session_that_is_not_used_ends_after_its_time_and_not_before(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    sign_in(&store, administrator.account().unwrap(), "session").await;
    let idle = IDLE.as_secs();
    assert!(is_signed_in(&store, "session", idle - 1).await);
    // It was used then.
    assert!(is_signed_in(&store, "session", 2 * idle - 2).await);
    assert!(!is_signed_in(&store, "session", 3 * idle - 2).await);
}

pub(crate) async fn a_session_in_use_ends_at_the_latest_and_not_before(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    sign_in(&store, administrator.account().unwrap(), "session").await;
    let mut seconds = 0;
    while seconds < END - 1 {
        assert!(is_signed_in(&store, "session", seconds).await, "after {seconds} seconds");
        seconds += IDLE.as_secs() - 1;
    }
    assert!(is_signed_in(&store, "session", END - 1).await);
    assert!(!is_signed_in(&store, "session", END).await);
}

pub(crate) async fn signing_in_ends_the_session_that_somebody_came_with(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = administrator.account().unwrap();
    sign_in(&store, id, "before").await;
    store.sign_in(id, &secret("after"), Some(&secret("before")), later(END), later(1)).await.unwrap();
    assert!(!is_signed_in(&store, "before", 2).await);
    assert!(is_signed_in(&store, "after", 2).await);
}

pub(crate) async fn a_new_password_and_a_disabled_account_end_every_session(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "manager").await;
    let manager = actor(id, &[]);
    sign_in(&store, administrator.account().unwrap(), "another’s").await;
    for session in ["one", "two"] {
        sign_in(&store, id, session).await;
    }
    store.change_password(&manager, "a new hash", later(1)).await.unwrap();
    assert!(!is_signed_in(&store, "one", 2).await && !is_signed_in(&store, "two", 2).await);
    sign_in(&store, id, "three").await;
    store.disable_account(&administrator, id, later(3)).await.unwrap();
    assert!(!is_signed_in(&store, "three", 4).await);
    let late = store.sign_in(id, &secret("four"), None, later(END), later(5)).await;
    assert!(
        matches!(late, Err(StoreError::NoSuch("account"))),
        "it was disabled while the password was looked at"
    );
    assert!(is_signed_in(&store, "another’s", 5).await);
}

pub(crate) async fn sessions_are_seen_and_ended_by_those_whose_they_are(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "manager").await;
    let manager = actor(id, &[]);
    sign_in(&store, id, "mine").await;
    sign_in(&store, administrator.account().unwrap(), "another’s").await;
    let mine = store.own_sessions(&manager, later(1)).await.unwrap();
    assert_eq!(mine.iter().map(|entry| &entry.digest).collect::<Vec<_>>(), [&secret("mine")]);
    assert_eq!(store.own_sessions(&manager, later(END)).await.unwrap(), []);
    let another = store.end_own_session(&manager, &secret("another’s"), later(1)).await;
    assert!(matches!(another, Err(StoreError::NoSuch("session"))));
    assert!(is_signed_in(&store, "another’s", 1).await);
    store.end_own_session(&manager, &secret("mine"), later(1)).await.unwrap();
    assert!(!is_signed_in(&store, "mine", 1).await);
    assert!(matches!(store.own_sessions(&Actor::Nobody, later(1)).await, Err(StoreError::NotAllowed { .. })));
}

pub(crate) async fn a_session_that_is_signed_out_of_is_over(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    sign_in(&store, administrator.account().unwrap(), "session").await;
    store.sign_out(&administrator, &secret("session"), later(1)).await.unwrap();
    assert!(!is_signed_in(&store, "session", 1).await);
}

pub(crate) async fn sessions_that_have_ended_are_not_kept(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = administrator.account().unwrap();
    sign_in(&store, id, "old").await;
    store.sign_in(id, &secret("new"), None, later(2 * END), later(END)).await.unwrap();
    assert_eq!(scratch.count("SELECT count(*) FROM session").await, 1);
    let kept = format!("SELECT count(*) FROM session WHERE digest = '{}'", secret("new").as_str());
    assert_eq!(scratch.count(&kept).await, 1);
}

pub(crate) async fn a_token_acts_for_its_holder_until_it_ends(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "analyst").await;
    let analyst = actor(id, &[]);
    let new = NewToken {
        label: "The spreadsheet".to_owned(),
        scope: TokenScope::Published,
        ends_at: at(MORNING) + SignedDuration::from_hours(24),
    };
    let token = store.add_token(&analyst, &new, &secret("token"), at(MORNING)).await.unwrap();
    let day = 24 * 3600;
    let found = async |seconds| store.token(&secret("token"), &places(), later(seconds)).await.unwrap();
    let acting = found(day - 1).await.unwrap();
    assert_eq!((acting.id, acting.person.account, acting.scope), (token, id, TokenScope::Published));
    assert_eq!(found(day).await, None, "it ends at its end");
    let another = store.revoke_token(&administrator, token, later(1)).await;
    assert!(matches!(another, Err(StoreError::NoSuch("token"))), "it is not theirs");
    assert_eq!(store.own_tokens(&administrator).await.unwrap(), []);
    store.disable_account(&administrator, id, later(1)).await.unwrap();
    assert_eq!(found(2).await, None, "its holder may not sign in either");
    store.enable_account(&administrator, id, later(2)).await.unwrap();
    store.revoke_token(&analyst, token, later(3)).await.unwrap();
    assert_eq!(found(4).await, None);
    assert!(matches!(store.revoke_token(&analyst, token, later(4)).await, Err(StoreError::NoSuch("token"))));
    assert_eq!(store.own_tokens(&analyst).await.unwrap()[0].revoked_at, Some(later(3)));
}
