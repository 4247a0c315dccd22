//! A service of its own for each test, made up.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use jiff::{SignedDuration, Timestamp};
use permissions::{Actor, Grant, Person, Role, Scope};
use service::{App, Parts, Secret, Settings};
use store::{Address, NewAccount, Opening, Store};
use tempfile::TempDir;
use workspace::{Compiled, Input};

use crate::browser::Browser;
use crate::schema::{NO_SERVER, Schema};

pub(crate) const MORNING: &str = "2023-11-20T09:00:00Z";

/// Three words that nobody has.
pub(crate) const PASSWORD: &str = "lantern-otter-gravel-57";

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A service with its store and its clock.
pub(crate) struct Made {
    pub(crate) app: App,
    pub(crate) router: Router,
    /// The same store, as whoever looks after the machine sees it.
    pub(crate) store: Store,
    /// Its framework folder: the one that `bellwether new` writes.
    pub(crate) folder: PathBuf,
    clock: Arc<Mutex<Timestamp>>,
    /// What is removed once the stores are closed.
    _kept: (TempDir, Option<Schema>),
}

/// A service as it is unless something is set.
pub(crate) async fn made() -> Made {
    made_with(&[]).await
}

/// A service with some things set.
pub(crate) async fn made_with(set: &[(&str, &str)]) -> Made {
    made_of(set, &[]).await
}

/// A service with some things set, and files beside those that `bellwether new` writes.
pub(crate) async fn made_of(set: &[(&str, &str)], files: &[(&str, &str)]) -> Made {
    let kept = TempDir::new().unwrap();
    let folder = kept.path().join("northshire");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../bellwether/template"), &folder);
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let schema = schema().await;
    let address = match &schema {
        Some(schema) => Address::Postgres(schema.url()),
        None => Address::File(kept.path().join("releases.sqlite")),
    };
    let open = || Store::open(&address, Opening::OrNew, Duration::from_secs(60));
    let set: BTreeMap<String, String> =
        set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let settings = Settings::read(&|setting| set.get(setting.name).cloned(), &|_| None).unwrap();
    let clock = Arc::new(Mutex::new(at(MORNING)));
    let shown = Arc::clone(&clock);
    let app = App::new(Parts {
        settings,
        store: open().await.unwrap(),
        folder: folder.clone(),
        input: input(folder.clone()).await,
        clock: Arc::new(move || *shown.lock().unwrap()),
    })
    .unwrap();
    let router = service::router(&app);
    Made { app, router, store: open().await.unwrap(), folder, clock, _kept: (kept, schema) }
}

/// A schema for a service, where `BELLWETHER_TEST_STORE` asks for PostgreSQL.
async fn schema() -> Option<Schema> {
    match env::var("BELLWETHER_TEST_STORE").as_deref() {
        Err(_) | Ok("sqlite") => None,
        Ok("postgres") => Some(Schema::create().await.unwrap_or_else(|| panic!("{NO_SERVER}"))),
        Ok(other) => panic!("BELLWETHER_TEST_STORE is `{other}`, and must be `sqlite` or `postgres`"),
    }
}

#[tokio::test]
#[ignore = "asked by `cargo xtask unit`, which goes on to run the others on PostgreSQL"]
async fn there_is_a_server() {
    assert!(Schema::create().await.is_some(), "{NO_SERVER}");
}

/// What a folder says. Two districts lie in Northshire.
async fn input(folder: PathBuf) -> Input {
    let looked_through = move || Compiled::read(&folder).unwrap().looked_through();
    tokio::task::spawn_blocking(looked_through).await.unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

pub(crate) fn everywhere(role: Role) -> Grant {
    Grant { role, scope: Scope::Everywhere }
}

pub(crate) fn at_place(role: Role, place: &str) -> Grant {
    Grant { role, scope: Scope::Places([place.to_owned()].into()) }
}

impl Made {
    pub(crate) fn now(&self) -> Timestamp {
        *self.clock.lock().unwrap()
    }

    /// Lets time pass.
    pub(crate) fn later(&self, by: SignedDuration) {
        *self.clock.lock().unwrap() += by;
    }

    /// Somebody at a browser.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// The first administrator, who is there from the beginning.
    pub(crate) async fn administrator(&self) -> Actor {
        let grants = vec![everywhere(Role::Administrator)];
        if !self.store.has_accounts().await.unwrap() {
            let new = NewAccount { name: "first".to_owned(), title: "The first".to_owned() };
            self.store.add_first_administrator(&new, "no hash", self.now()).await.unwrap();
        }
        Actor::Person(Person { account: 1, grants })
    }

    /// An account with roles, without a password.
    pub(crate) async fn account(&self, name: &str, grants: &[Grant]) -> i64 {
        let administrator = self.administrator().await;
        let new = NewAccount { name: name.to_owned(), title: format!("The {name}") };
        let invitation = Secret::new().unwrap().digest();
        let ends_at = self.now() + SignedDuration::from_hours(1);
        let id =
            self.store.add_account(&administrator, &new, &invitation, ends_at, self.now()).await.unwrap();
        for grant in grants {
            self.store.give_role(&administrator, id, grant, self.now()).await.unwrap();
        }
        id
    }

    /// An account with roles and a password, by the front door.
    pub(crate) async fn account_with_password(&self, name: &str, grants: &[Grant]) -> i64 {
        let id = self.account(name, grants).await;
        let secret = Secret::new().unwrap();
        let administrator = self.administrator().await;
        let ends_at = self.now() + SignedDuration::from_hours(1);
        self.store.invite(&administrator, id, &secret.digest(), ends_at, self.now()).await.unwrap();
        let mut browser = self.browser();
        let path = format!("/invitation/{}", secret.reveal());
        browser.get(&path).await;
        let answer = browser.post(&path, &[("password", PASSWORD), ("again", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        id
    }

    /// A browser in which an account is signed in.
    pub(crate) async fn signed_in(&self, account: i64) -> Browser {
        let secret = Secret::new().unwrap();
        let ends_at = self.now() + SignedDuration::from_hours(12);
        self.store.sign_in(account, &secret.digest(), None, ends_at, self.now()).await.unwrap();
        let mut browser = self.browser();
        browser.cookies.insert("bellwether".to_owned(), secret.reveal().to_owned());
        browser
    }

    /// A browser in which somebody with roles is signed in.
    pub(crate) async fn somebody(&self, name: &str, grants: &[Grant]) -> Browser {
        let account = self.account(name, grants).await;
        self.signed_in(account).await
    }

    /// What the audit log says, the oldest first.
    pub(crate) async fn log(&self) -> Vec<String> {
        let governance = Person { account: 99, grants: vec![everywhere(Role::InformationGovernance)] };
        let page = store::AuditPage { before: None, limit: 1000 };
        let entries = self.store.audit(&Actor::Person(governance), page, self.now()).await.unwrap();
        entries.iter().rev().map(|entry| format!("{} {} {}", entry.actor, entry.deed, entry.about)).collect()
    }
}
