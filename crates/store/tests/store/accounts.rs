//! Accounts and their roles.

use std::sync::Arc;

use permissions::{Action, Actor, Resource, Role};
use store::{StoreError, Subject};

use crate::made::{MORNING, at};
use crate::people::{account, actor, administered, at_places, everywhere, later, log, new, secret};
use crate::scratch::Scratch;

fn refused<T: std::fmt::Debug>(result: Result<T, StoreError>) -> (Action, Resource) {
    match result {
        Err(StoreError::NotAllowed { action, resource }) => (action, resource),
        other => panic!("this should have been refused: {other:?}"),
    }
}

pub(crate) async fn the_first_account_is_an_administrator_and_is_made_once(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    assert!(!store.has_accounts().await.unwrap());
    let id = store.add_first_administrator(&new("first"), "a hash", at(MORNING)).await.unwrap();
    assert!(store.has_accounts().await.unwrap());
    let administrator = actor(id, &[everywhere(Role::Administrator)]);
    assert_eq!(store.own_account(&administrator).await.unwrap().grants, [everywhere(Role::Administrator)]);
    let again = store.add_first_administrator(&new("second"), "a hash", at(MORNING)).await;
    assert!(matches!(again, Err(StoreError::NotFirst)));
    assert_eq!(store.accounts(&administrator).await.unwrap().len(), 1);
}

pub(crate) async fn an_account_is_used_after_its_invitation_is_accepted(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let invitation = secret("invitation");
    let id = store
        .add_account(&administrator, &new("manager"), &invitation, later(60), at(MORNING))
        .await
        .unwrap();
    assert_eq!(store.credentials("manager").await.unwrap(), None, "there is no password yet");
    assert!(!store.account(&administrator, id).await.unwrap().is_set_up);
    assert_eq!(store.invited(&invitation, later(59)).await.unwrap().unwrap().id, id);
    assert_eq!(store.accept_invitation(&invitation, "its hash", later(59)).await.unwrap(), Some(id));
    let credentials = store.credentials("manager").await.unwrap().unwrap();
    assert_eq!((credentials.account, credentials.hash.as_str()), (id, "its hash"));
}

pub(crate) async fn an_invitation_holds_once_and_until_its_end(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let (first, second) = (secret("first"), secret("second"));
    let id =
        store.add_account(&administrator, &new("manager"), &first, later(60), at(MORNING)).await.unwrap();
    assert_eq!(store.invited(&first, later(60)).await.unwrap(), None, "it ends at its end");
    assert_eq!(store.accept_invitation(&first, "late", later(60)).await.unwrap(), None);
    store.invite(&administrator, id, &second, later(120), later(60)).await.unwrap();
    assert_eq!(
        store.accept_invitation(&first, "old", later(61)).await.unwrap(),
        None,
        "another came after it"
    );
    assert_eq!(store.accept_invitation(&second, "new", later(61)).await.unwrap(), Some(id));
    assert_eq!(store.accept_invitation(&second, "again", later(62)).await.unwrap(), None, "it was used");
    assert_eq!(store.credentials("manager").await.unwrap().unwrap().hash, "new");
}

pub(crate) async fn a_name_is_had_by_one_account(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let taken = store.add_account(&administrator, &new("first"), &secret("x"), later(60), at(MORNING)).await;
    assert!(matches!(taken, Err(StoreError::NameTaken)));
    let odd = "x'; DROP TABLE account; --";
    account(&store, &administrator, odd).await;
    assert!(store.credentials(odd).await.unwrap().is_some(), "a name is a name, whatever stands in it");
    assert_eq!(store.credentials("' OR '1'='1").await.unwrap(), None);
}

pub(crate) async fn roles_are_given_and_taken_place_by_place(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "manager").await;
    let at_two = at_places(Role::Manager, &["eastvale", "westmoor"]);
    store.give_role(&administrator, id, &at_two, at(MORNING)).await.unwrap();
    store.give_role(&administrator, id, &everywhere(Role::Reader), at(MORNING)).await.unwrap();
    let grants = || async { store.account(&administrator, id).await.unwrap().grants };
    assert_eq!(grants().await, [everywhere(Role::Reader), at_two.clone()]);
    store.give_role(&administrator, id, &at_two, at(MORNING)).await.unwrap();
    assert_eq!(grants().await.len(), 2, "what is given twice is had once");
    let at_one = at_places(Role::Manager, &["eastvale"]);
    store.take_role(&administrator, id, &at_one, at(MORNING)).await.unwrap();
    assert_eq!(grants().await, [everywhere(Role::Reader), at_places(Role::Manager, &["westmoor"])]);
    let again = store.take_role(&administrator, id, &at_one, at(MORNING)).await;
    assert!(matches!(again, Err(StoreError::NoSuch(_))));
    let nobody = store.give_role(&administrator, id + 9, &at_one, at(MORNING)).await;
    assert!(matches!(nobody, Err(StoreError::NoSuch("account"))));
    let given: Vec<String> = log(&store).await.into_iter().filter(|line| line.contains("role")).collect();
    assert_eq!(
        given,
        [
            "account 1 gave role account 2: manager at eastvale, westmoor",
            "account 1 gave role account 2: reader everywhere",
            "account 1 gave role account 2: manager at eastvale, westmoor",
            "account 1 took role account 2: manager at eastvale",
        ],
        "what did not happen is not in the log"
    );
}

pub(crate) async fn nobody_changes_their_own_roles(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let own = administrator.account().unwrap();
    let analyst = everywhere(Role::Analyst);
    let wanted = (Action::Write, Resource::Accounts);
    assert_eq!(refused(store.give_role(&administrator, own, &analyst, at(MORNING)).await), wanted);
    let administers = everywhere(Role::Administrator);
    assert_eq!(refused(store.take_role(&administrator, own, &administers, at(MORNING)).await), wanted);
    assert_eq!(refused(store.disable_account(&administrator, own, at(MORNING)).await), wanted);
    assert_eq!(
        refused(store.invite(&administrator, own, &secret("x"), later(60), at(MORNING)).await),
        wanted
    );
}

pub(crate) async fn only_administrators_change_accounts(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "manager").await;
    let others = Role::ALL.into_iter().filter(|role| *role != Role::Administrator);
    let others = others.map(|role| actor(id + 1, &[everywhere(role)]));
    for other in others.chain([Actor::Nobody, Actor::Operator, actor(id + 1, &[])]) {
        let wanted = (Action::Write, Resource::Accounts);
        let invitation = secret("x");
        let added = store.add_account(&other, &new("own"), &invitation, later(60), at(MORNING)).await;
        assert_eq!(refused(added), wanted);
        let role = everywhere(Role::Reader);
        assert_eq!(refused(store.give_role(&other, id, &role, at(MORNING)).await), wanted);
        assert_eq!(refused(store.take_role(&other, id, &role, at(MORNING)).await), wanted);
        assert_eq!(refused(store.disable_account(&other, id, at(MORNING)).await), wanted);
        assert_eq!(refused(store.enable_account(&other, id, at(MORNING)).await), wanted);
        assert_eq!(refused(store.invite(&other, id, &invitation, later(60), at(MORNING)).await), wanted);
        let sees = store.accounts(&other).await;
        assert_eq!(sees.is_ok(), other.has(Role::InformationGovernance), "{other:?}");
    }
}

pub(crate) async fn an_identity_provider_knows_one_account_for_each_that_it_knows(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let subject =
        |subject: &str| Subject { issuer: "https://id.example".to_owned(), subject: subject.to_owned() };
    let (first, second) = (secret("first"), secret("second"));
    let one = store.add_account(&administrator, &new("one"), &first, later(60), at(MORNING)).await.unwrap();
    let two = store.add_account(&administrator, &new("two"), &second, later(60), at(MORNING)).await.unwrap();
    assert_eq!(store.account_of(&subject("a")).await.unwrap(), None);
    assert_eq!(store.bind_to_provider(&first, &subject("a"), at(MORNING)).await.unwrap(), Some(one));
    assert_eq!(store.account_of(&subject("a")).await.unwrap(), Some(one));
    assert_eq!(
        store.bind_to_provider(&first, &subject("b"), at(MORNING)).await.unwrap(),
        None,
        "it was used"
    );
    let again = store.bind_to_provider(&second, &subject("a"), at(MORNING)).await;
    assert!(matches!(again, Err(StoreError::Refused(_))), "another has it");
    let other = Subject { issuer: "https://other.example".to_owned(), subject: "a".to_owned() };
    assert_eq!(store.account_of(&other).await.unwrap(), None, "another provider means another");
    assert_eq!(store.bind_to_provider(&second, &other, at(MORNING)).await.unwrap(), Some(two));
    assert!(store.account(&administrator, one).await.unwrap().is_set_up);
    assert_eq!(store.credentials("one").await.unwrap(), None, "there is still no password");
    store.disable_account(&administrator, one, at(MORNING)).await.unwrap();
    assert_eq!(store.account_of(&subject("a")).await.unwrap(), None);
}

pub(crate) async fn an_account_that_is_disabled_cannot_be_used(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "manager").await;
    let invitation = secret("again");
    store.invite(&administrator, id, &invitation, later(60), at(MORNING)).await.unwrap();
    store.disable_account(&administrator, id, at(MORNING)).await.unwrap();
    assert_eq!(store.credentials("manager").await.unwrap(), None);
    assert_eq!(store.accept_invitation(&invitation, "x", at(MORNING)).await.unwrap(), None);
    assert_eq!(store.account(&administrator, id).await.unwrap().disabled_at, Some(at(MORNING)));
    store.disable_account(&administrator, id, later(5)).await.unwrap();
    let account = store.account(&administrator, id).await.unwrap();
    assert_eq!(account.disabled_at, Some(at(MORNING)), "since when stays");
    store.enable_account(&administrator, id, at(MORNING)).await.unwrap();
    assert!(store.credentials("manager").await.unwrap().is_some());
}

pub(crate) async fn an_account_that_looks_after_the_others_is_left(scratch: Arc<Scratch>) {
    let (store, first) = administered(&scratch).await;
    let id = account(&store, &first, "second").await;
    let grant = everywhere(Role::Administrator);
    store.give_role(&first, id, &grant, at(MORNING)).await.unwrap();
    let second = actor(id, std::slice::from_ref(&grant));
    let own = first.account().unwrap();
    store.disable_account(&second, own, at(MORNING)).await.unwrap();
    // The first still holds a page that it opened before.
    let taken = store.take_role(&first, id, &grant, at(MORNING)).await;
    assert!(matches!(taken, Err(StoreError::LastAdministrator)));
    let disabled = store.disable_account(&first, id, at(MORNING)).await;
    assert!(matches!(disabled, Err(StoreError::LastAdministrator)));
    assert_eq!(store.account(&second, id).await.unwrap().disabled_at, None, "nothing of it has happened");
}
