//! People, as tests need them.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use permissions::{Actor, Grant, Person, Places, Role, Scope};
use store::{NewAccount, SecretDigest, Store};

use crate::made::{MORNING, at};
use crate::scratch::Scratch;

/// How long a session may be unused.
pub(crate) const IDLE: SignedDuration = SignedDuration::from_mins(30);

pub(crate) fn secret(text: &str) -> SecretDigest {
    SecretDigest::of(text)
}

/// So many seconds after the morning on which everything begins.
pub(crate) fn later(seconds: i64) -> Timestamp {
    at(MORNING) + SignedDuration::from_secs(seconds)
}

pub(crate) fn new(name: &str) -> NewAccount {
    NewAccount { name: name.to_owned(), title: format!("The {name}") }
}

pub(crate) fn everywhere(role: Role) -> Grant {
    Grant { role, scope: Scope::Everywhere }
}

pub(crate) fn at_places(role: Role, places: &[&str]) -> Grant {
    Grant { role, scope: Scope::Places(places.iter().map(|place| (*place).to_owned()).collect()) }
}

pub(crate) fn actor(account: i64, grants: &[Grant]) -> Actor {
    Actor::Person(Person { account, grants: grants.to_vec() })
}

/// Eastvale lies in Northshire, and a team in Eastvale.
pub(crate) fn places() -> Places {
    let (county, east) = ([("northshire".to_owned())], ["eastvale".to_owned()]);
    Places::new([("northshire", &[][..]), ("eastvale", &county[..]), ("eastvale-team", &east[..])])
}

/// A store with its first administrator.
pub(crate) async fn administered(scratch: &Arc<Scratch>) -> (Store, Actor) {
    let store = scratch.open().await;
    let id = store.add_first_administrator(&new("first"), "a hash", at(MORNING)).await.unwrap();
    (store, actor(id, &[everywhere(Role::Administrator)]))
}

/// Another account, with a password.
pub(crate) async fn account(store: &Store, administrator: &Actor, name: &str) -> i64 {
    let invitation = secret(&format!("invitation of {name}"));
    let ends_at = later(3600);
    let id = store.add_account(administrator, &new(name), &invitation, ends_at, at(MORNING)).await.unwrap();
    store.accept_invitation(&invitation, "another hash", at(MORNING)).await.unwrap();
    id
}

/// What the log says, the oldest first: who did what with what.
pub(crate) async fn log(store: &Store) -> Vec<String> {
    let governance = actor(99, &[everywhere(Role::InformationGovernance)]);
    let page = store::AuditPage { before: None, limit: 100 };
    let entries = store.audit(&governance, page, at(MORNING)).await.unwrap();
    let words = entries.iter().rev().map(|entry| {
        let detail = if entry.detail.is_empty() { String::new() } else { format!(": {}", entry.detail) };
        format!("{} {} {}{detail}", entry.actor, entry.deed, entry.about)
    });
    words.collect()
}
