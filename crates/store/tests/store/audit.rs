//! The audit log.

use std::sync::Arc;

use permissions::{Actor, Role};
use store::{AuditPage, Deed, Opening, Store, StoreError};

use crate::made::{MORNING, at};
use crate::people::{IDLE, account, actor, administered, everywhere, later, log, places, secret};
use crate::scratch::{Kind, PATIENCE, Scratch};

fn governance() -> Actor {
    actor(99, &[everywhere(Role::InformationGovernance)])
}

pub(crate) async fn the_log_says_who_did_what_in_order(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "manager").await;
    let manager = actor(id, &[]);
    store.note_refused_sign_in(Some(id), at(MORNING)).await.unwrap();
    store.note_refused_sign_in(None, at(MORNING)).await.unwrap();
    store.sign_in(id, &secret("session"), None, later(60), at(MORNING)).await.unwrap();
    store.change_password(&manager, "a new hash", at(MORNING)).await.unwrap();
    let looked = Deed::new("saw records", "REF at eastvale").with("A complaint.");
    store.note(&manager, &looked, at(MORNING)).await.unwrap();
    assert_eq!(
        log(&store).await,
        [
            "nobody added first administrator account 1",
            "account 1 added account account 2",
            "nobody accepted invitation account 2",
            "nobody was refused to sign in account 2",
            "nobody was refused to sign in no account",
            "nobody signed in account 2",
            "account 2 changed password account 2",
            "account 2 saw records REF at eastvale: A complaint.",
            "account 99 saw audit log",
        ]
    );
    let found = store.verify_audit(&governance()).await.unwrap();
    assert_eq!((found.end.unwrap().links, found.faults), (9, Vec::new()));
}

pub(crate) async fn the_log_is_read_page_by_page_by_those_who_may(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    for number in 0..5 {
        store.note(&administrator, &Deed::new("did", number.to_string()), at(MORNING)).await.unwrap();
    }
    let page = async |before| {
        let page = AuditPage { before, limit: 2 };
        let entries = store.audit(&governance(), page, at(MORNING)).await.unwrap();
        entries.iter().map(|entry| entry.number).collect::<Vec<_>>()
    };
    assert_eq!(page(None).await, [7, 6], "that it is looked at is in it");
    assert_eq!(page(Some(6)).await, [5, 4]);
    assert_eq!(page(Some(1)).await, [0; 0]);
    let all = AuditPage { before: None, limit: 100 };
    for other in [Actor::Nobody, Actor::Operator, administrator, actor(5, &[everywhere(Role::Director)])] {
        assert!(matches!(store.audit(&other, all, at(MORNING)).await, Err(StoreError::NotAllowed { .. })));
        assert!(matches!(store.verify_audit(&other).await, Err(StoreError::NotAllowed { .. })));
    }
}

pub(crate) async fn the_database_refuses_to_change_the_log(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    account(&store, &administrator, "manager").await;
    let insert = |number: &str, previous: &str| {
        format!(
            "INSERT INTO audit (number, at, actor, deed, about, detail, previous, digest) \
             SELECT {number}, at, actor, deed, about, detail, {previous}, digest FROM audit WHERE number = 1"
        )
    };
    let last = "(SELECT digest FROM audit ORDER BY number DESC LIMIT 1)";
    let mut refused = vec![
        "UPDATE audit SET actor = 'account 9' WHERE number = 2".to_owned(),
        "UPDATE audit SET number = 9 WHERE number = 3".to_owned(),
        "DELETE FROM audit WHERE number = 3".to_owned(),
        "DELETE FROM audit".to_owned(),
        insert("5", last),
        insert("4", "NULL"),
        insert("4", "(SELECT digest FROM audit WHERE number = 1)"),
        insert("0", "NULL"),
    ];
    match scratch.kind() {
        Kind::Sqlite => refused.push(insert("2", "(SELECT digest FROM audit WHERE number = 1)").replacen(
            "INSERT",
            "INSERT OR REPLACE",
            1,
        )),
        Kind::Postgres => refused.push("TRUNCATE audit".to_owned()),
    }
    for statement in &refused {
        assert!(scratch.raw(statement).await.is_err(), "{statement}");
    }
    assert_eq!(scratch.raw(&insert("4", last)).await.unwrap(), 1, "what follows the last one is added");
    assert_eq!(scratch.count("SELECT count(*) FROM audit").await, 4);
}

pub(crate) async fn whatever_is_changed_in_the_log_is_found(scratch: Arc<Scratch>) {
    let written = "it is not what was written";
    let cases: [(&str, &[(i64, &str)]); 5] = [
        ("UPDATE audit SET actor = 'account 9' WHERE number = 2", &[(2, written)]),
        ("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE number = 3", &[(3, written)]),
        ("UPDATE audit SET detail = 'nothing' WHERE number = 1", &[(1, written)]),
        ("DELETE FROM audit WHERE number = 2", &[(3, "an entry before it is missing")]),
        (
            "UPDATE audit SET digest = substr(digest, 2) || 'x' WHERE number = 2",
            &[(2, written), (3, "it does not follow the entry before it")],
        ),
    ];
    let kind = scratch.kind();
    for (statement, expected) in cases {
        let scratch = Arc::new(Scratch::create(kind).await.unwrap());
        let (store, administrator) = administered(&scratch).await;
        account(&store, &administrator, "manager").await;
        let guards: &[&str] = match kind {
            Kind::Sqlite => &["DROP TRIGGER audit_unchanged", "DROP TRIGGER audit_kept"],
            Kind::Postgres => &["ALTER TABLE audit DISABLE TRIGGER USER"],
        };
        for guard in guards {
            scratch.raw(guard).await.unwrap();
        }
        assert_eq!(scratch.raw(statement).await.unwrap(), 1, "{statement}");
        let expected: Vec<String> =
            expected.iter().map(|(number, what)| format!("audit log, entry {number}: {what}")).collect();
        assert_eq!(store.verify_audit(&governance()).await.unwrap().faults, expected, "{statement}");
        assert_eq!(store.verify().await.unwrap().faults, expected, "{statement}");
    }
}

pub(crate) async fn writers_at_once_make_one_log(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let (store, administrator) = (Arc::new(store), Arc::new(administrator));
    let writers: Vec<_> = (0..20)
        .map(|number: i32| {
            let (store, administrator) = (Arc::clone(&store), Arc::clone(&administrator));
            tokio::spawn(async move {
                store.note(&administrator, &Deed::new("did", number.to_string()), at(MORNING)).await.unwrap();
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let found = store.verify_audit(&governance()).await.unwrap();
    assert_eq!((found.end.unwrap().links, found.faults), (21, Vec::new()));
}

pub(crate) async fn a_backup_has_accounts_roles_and_the_log_but_no_session(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "manager").await;
    store.give_role(&administrator, id, &everywhere(Role::Manager), at(MORNING)).await.unwrap();
    store.sign_in(id, &secret("session"), None, later(60), at(MORNING)).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let address = store::Address::File(folder.path().join("backup.sqlite"));
    let backup = Store::open(&address, Opening::OrNew, PATIENCE).await.unwrap();
    store.copy_to(&backup).await.unwrap();
    assert_eq!(backup.accounts(&administrator).await.unwrap(), store.accounts(&administrator).await.unwrap());
    assert_eq!(backup.credentials("manager").await.unwrap(), store.credentials("manager").await.unwrap());
    assert_eq!(
        backup.verify_audit(&governance()).await.unwrap(),
        store.verify_audit(&governance()).await.unwrap()
    );
    let signed_in = backup.signed_in(&secret("session"), IDLE, &places(), later(1)).await.unwrap();
    assert_eq!(signed_in, None);
    assert!(
        matches!(store.copy_to(&backup).await, Err(StoreError::NotEmpty)),
        "accounts are not laid over others"
    );
}
