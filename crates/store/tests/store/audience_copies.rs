//! What was drawn of a release for each audience, kept with it.

use std::sync::Arc;

use store::{AudienceCopy, Content, CopyFile, Entry, KeptCopy, Store, StoreError};

use crate::made::{MORNING, at, board};
use crate::scratch::{Kind, Scratch};

pub(crate) fn file(path: &str, content: &str) -> CopyFile {
    CopyFile {
        path: path.to_owned(),
        content_type: "text/html; charset=utf-8".to_owned(),
        content: content.as_bytes().to_vec(),
    }
}

fn copy(audience: &str, files: &[(&str, &str)]) -> AudienceCopy {
    let files = files.iter().map(|(path, content)| file(path, content)).collect();
    AudienceCopy { audience: audience.to_owned(), files: Ok(files) }
}

/// An internal copy, one for a committee that has a page in common with it, and none for the public.
fn three() -> Vec<AudienceCopy> {
    vec![
        copy("internal", &[("index.html", "everything"), ("about.html", "in common")]),
        copy("committee", &[("index.html", "some of it"), ("about.html", "in common")]),
        AudienceCopy { audience: "public".to_owned(), files: Err("There is no profile.".to_owned()) },
    ]
}

async fn drafted(store: &Store, month: &str, copies: &[AudienceCopy]) -> Entry {
    store.draft_with_copies(&board(month, 1, 12), copies, at(MORNING)).await.unwrap()
}

async fn signed_off(store: &Store, month: &str, copies: &[AudienceCopy]) -> Entry {
    let draft = drafted(store, month, copies).await;
    store.make_ready(draft.id).await.unwrap();
    store.sign_off(draft.id, &["Director".to_owned()], at(MORNING)).await.unwrap()
}

async fn said(store: &Store, release: i64, audience: &str, path: &str) -> Option<String> {
    let found = store.copy_file(release, audience, path).await.unwrap();
    found.map(|(file, _)| String::from_utf8(file.content).unwrap())
}

pub(crate) async fn a_copy_is_given_as_it_was_drawn(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let entry = signed_off(&store, "2023-10", &three()).await;
    assert_eq!(said(&store, entry.id, "internal", "index.html").await.unwrap(), "everything");
    assert_eq!(said(&store, entry.id, "committee", "index.html").await.unwrap(), "some of it");
    assert_eq!(said(&store, entry.id, "public", "index.html").await, None);
    assert_eq!(said(&store, entry.id, "internal", "other.html").await, None);
    let (given, sha256) = store.copy_file(entry.id, "internal", "about.html").await.unwrap().unwrap();
    assert_eq!(given, file("about.html", "in common"));
    let copies = store.copies(entry.id).await.unwrap();
    let listed: Vec<(&str, Result<Vec<&str>, &str>)> = copies
        .iter()
        .map(|KeptCopy { audience, files }| {
            let paths = files.as_ref().map(|files| files.iter().map(|file| file.path.as_str()).collect());
            (audience.as_str(), paths.map_err(String::as_str))
        })
        .collect();
    assert_eq!(
        listed,
        [
            ("committee", Ok(vec!["about.html", "index.html"])),
            ("internal", Ok(vec!["about.html", "index.html"])),
            ("public", Err("There is no profile.")),
        ]
    );
    assert_eq!(copies[0].files.as_ref().unwrap()[0].sha256, sha256);
    assert_eq!(sha256, "c67697cdd04883eee36e6c029b187b16b067f045012c387ba2935a6321d97b14");
}

pub(crate) async fn what_several_files_say_is_kept_once(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    signed_off(&store, "2023-09", &three()).await;
    drafted(&store, "2023-10", &three()).await;
    assert_eq!(scratch.count("SELECT count(*) FROM content").await, 3);
    assert_eq!(scratch.count("SELECT count(*) FROM copy_file").await, 8);
    drafted(&store, "2023-10", &[copy("internal", &[("index.html", "another")])]).await;
    assert_eq!(scratch.count("SELECT count(*) FROM content").await, 4);
    assert_eq!(scratch.count("SELECT count(*) FROM copy_file").await, 5);
    store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap();
    assert_eq!(scratch.count("SELECT count(*) FROM content").await, 3, "what nothing says is forgotten");
}

pub(crate) async fn a_site_of_hundreds_of_pages_is_kept(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let page = |number: usize| file(&format!("pages/{number:04}.html"), &format!("{number} ").repeat(200));
    let heavy =
        |number: usize| file(&format!("downloads/{number}.pdf"), &format!("{number:07}").repeat(500_000));
    let files: Vec<CopyFile> = (0..400).map(page).chain((0..4).map(heavy)).rev().collect();
    let copies = [AudienceCopy { audience: "internal".to_owned(), files: Ok(files.clone()) }];
    let entry = signed_off(&store, "2023-10", &copies).await;
    let kept = store.copies(entry.id).await.unwrap();
    assert_eq!(kept[0].files.as_ref().unwrap().len(), files.len());
    for file in files {
        let (given, _) = store.copy_file(entry.id, "internal", &file.path).await.unwrap().unwrap();
        assert!(given == file, "{}", file.path);
    }
    assert_eq!(store.verify().await.unwrap().faults, [""; 0]);
}

/// Changes that anybody with a console could think of.
const CHANGES: [&str; 9] = [
    "UPDATE copy_file SET sha256 = (SELECT max(sha256) FROM content) WHERE release = ID AND path = 'index.html'",
    "UPDATE copy_file SET path = 'x' WHERE release = ID AND path = 'index.html'",
    "UPDATE copy_file SET content_type = 'x' WHERE release = ID",
    "UPDATE copy_file SET release = DRAFT, path = 'x' WHERE release = ID",
    "DELETE FROM copy_file WHERE release = ID",
    "UPDATE audience_copy SET refused = 'x', fingerprint = NULL WHERE release = ID",
    "DELETE FROM audience_copy WHERE release = ID",
    "INSERT INTO audience_copy VALUES (ID, 'somebody', NULL, 'x')",
    "INSERT INTO copy_file SELECT ID, 'internal', 'x', 'x', max(sha256) FROM content",
];

/// Changes of what files say, which are never made.
const OF_CONTENT: [&str; 2] = ["UPDATE content SET sha256 = sha256", "DELETE FROM content"];

fn of(statement: &str, id: i64, draft: i64) -> String {
    statement.replace("ID", &id.to_string()).replace("DRAFT", &draft.to_string())
}

pub(crate) async fn the_database_refuses_to_change_a_copy_of_what_is_signed_off(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let entry = signed_off(&store, "2023-10", &three()).await;
    let draft = drafted(&store, "2023-11", &three()).await;
    let before = store.copies(entry.id).await.unwrap();
    let ways_round: &[&str] = match scratch.kind() {
        Kind::Sqlite => &[
            "INSERT OR REPLACE INTO content SELECT sha256, x'00' FROM content",
            "INSERT OR REPLACE INTO audience_copy VALUES (ID, 'internal', NULL, 'x')",
            "INSERT OR REPLACE INTO copy_file SELECT ID, 'internal', 'index.html', 'x', max(sha256) FROM content",
            "UPDATE OR REPLACE copy_file SET release = ID WHERE release = DRAFT",
            "UPDATE OR REPLACE audience_copy SET release = ID WHERE release = DRAFT",
            "PRAGMA foreign_keys = OFF; DELETE FROM content",
        ],
        Kind::Postgres => &[
            "TRUNCATE content CASCADE",
            "TRUNCATE audience_copy CASCADE",
            "TRUNCATE copy_file",
            "INSERT INTO audience_copy VALUES (ID, 'internal', NULL, 'x') \
             ON CONFLICT (release, audience) DO UPDATE SET refused = 'x'",
        ],
    };
    for statement in CHANGES.iter().chain(&OF_CONTENT).chain(ways_round) {
        let statement = of(statement, entry.id, draft.id);
        assert!(scratch.raw(&statement).await.is_err(), "{statement}");
    }
    assert_eq!(store.copies(entry.id).await.unwrap(), before, "nothing has changed");
    assert_eq!(store.verify().await.unwrap().faults, [""; 0]);
}

pub(crate) async fn the_same_changes_are_made_to_the_copies_of_a_draft(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    for statement in CHANGES {
        let draft = drafted(&store, "2023-10", &three()).await;
        // There is only the one draft.
        if statement.contains("DRAFT") {
            continue;
        }
        let statement = of(statement, draft.id, draft.id);
        assert_ne!(scratch.raw(&statement).await.unwrap(), 0, "{statement}");
        scratch.raw("DELETE FROM release").await.unwrap();
    }
    let ready = drafted(&store, "2023-10", &three()).await;
    store.make_ready(ready.id).await.unwrap();
    let late = format!("INSERT INTO audience_copy VALUES ({}, 'late', NULL, 'x')", ready.id);
    assert!(scratch.raw(&late).await.is_err(), "only a draft is given copies");
}

pub(crate) async fn a_copy_that_is_not_what_was_drafted_is_not_signed_off(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let draft = drafted(&store, "2023-10", &three()).await;
    let changed = scratch.raw("UPDATE copy_file SET path = 'x' WHERE path = 'index.html'").await.unwrap();
    assert_eq!(changed, 2);
    store.make_ready(draft.id).await.unwrap();
    let refused = store.sign_off(draft.id, &["Director".to_owned()], at(MORNING)).await;
    assert!(matches!(refused, Err(StoreError::Damaged(_))), "{refused:?}");
}

pub(crate) async fn the_copies_of_what_is_removed_are_gone(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let other = signed_off(&store, "2023-09", &[copy("internal", &[("about.html", "in common")])]).await;
    let entry = signed_off(&store, "2023-10", &three()).await;
    store.withdraw(entry.id, "A child could be told.", Content::Keep, at(MORNING)).await.unwrap();
    assert_eq!(store.copies(entry.id).await.unwrap().len(), 3, "its copies stay with its content");
    let entry = signed_off(&store, "2023-11", &three()).await;
    store.withdraw(entry.id, "A child could be told.", Content::Remove, at(MORNING)).await.unwrap();
    assert_eq!(store.copies(entry.id).await.unwrap(), []);
    assert_eq!(said(&store, entry.id, "internal", "index.html").await, None);
    assert_eq!(said(&store, other.id, "internal", "about.html").await.unwrap(), "in common");
    assert_eq!(store.verify().await.unwrap().faults, [""; 0]);
}

pub(crate) async fn the_seal_is_over_the_copies_too(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let with = signed_off(&store, "2023-10", &three()).await;
    let other = Scratch::create(scratch.kind()).await.unwrap();
    let store = other.open().await;
    let without = signed_off(&store, "2023-10", &[]).await;
    assert_eq!(with.fingerprint, without.fingerprint);
    assert_ne!(with.seal, without.seal);
}

pub(crate) async fn nothing_of_a_removed_copy_is_left_in_the_file(scratch: Arc<Scratch>) {
    // A server gives space free when it next tidies up.
    if scratch.kind() == Kind::Postgres {
        return;
    }
    let store = scratch.open().await;
    let secret = "only this copy says so".repeat(2000);
    let entry = signed_off(&store, "2023-10", &[copy("internal", &[("index.html", &secret)])]).await;
    let has = || {
        let bytes = std::fs::read(scratch.path()).unwrap();
        bytes.windows(12).any(|window| window == b"this copy sa")
    };
    assert!(has());
    store.withdraw(entry.id, "A child could be told.", Content::Remove, at(MORNING)).await.unwrap();
    assert!(!has());
}

pub(crate) async fn a_copy_that_was_tampered_with_is_found(scratch: Arc<Scratch>) {
    let cases = [
        (
            "UPDATE content SET bytes = CHANGED WHERE sha256 = (SELECT sha256 FROM copy_file \
          WHERE audience = 'committee' AND path = 'index.html')",
            "its copy for `committee` has a file `index.html` that is not what it was",
        ),
        (
            "DELETE FROM copy_file WHERE audience = 'internal' AND path = 'about.html'",
            "its copy for `internal` does not have the files that it had",
        ),
        (
            "UPDATE copy_file SET content_type = 'text/plain' WHERE audience = 'internal' AND path = 'about.html'",
            "its copy for `internal` does not have the files that it had",
        ),
        (
            "UPDATE audience_copy SET fingerprint = replace(fingerprint, substr(fingerprint, 1, 1), 'x') \
          WHERE audience = 'committee'",
            "its copy for `committee` does not have the files that it had",
        ),
    ];
    let kind = scratch.kind();
    for (statement, expected) in cases {
        let scratch = Scratch::create(kind).await.unwrap();
        let store = scratch.open().await;
        signed_off(&store, "2023-10", &three()).await;
        let (guards, changed): (&[&str], &str) = match kind {
            Kind::Sqlite => (
                &[
                    "DROP TRIGGER content_changed",
                    "DROP TRIGGER copy_file_changed",
                    "DROP TRIGGER copy_file_removed",
                    "DROP TRIGGER audience_copy_changed",
                ],
                "x'00'",
            ),
            Kind::Postgres => (
                &[
                    "ALTER TABLE content DISABLE TRIGGER USER",
                    "ALTER TABLE copy_file DISABLE TRIGGER USER",
                    "ALTER TABLE audience_copy DISABLE TRIGGER USER",
                ],
                "'\\x00'",
            ),
        };
        for guard in guards {
            scratch.raw(guard).await.unwrap();
        }
        assert_eq!(scratch.raw(&statement.replace("CHANGED", changed)).await.unwrap(), 1, "{statement}");
        let faults = store.verify().await.unwrap().faults;
        assert_eq!(faults, [format!("board 2023-10, release 1: {expected}")], "{statement}");
    }
}

pub(crate) async fn a_backup_has_the_copies(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    signed_off(&store, "2023-09", &three()).await;
    drafted(&store, "2023-10", &three()).await;
    let entry = signed_off(&store, "2023-11", &three()).await;
    store.withdraw(entry.id, "A child could be told.", Content::Remove, at(MORNING)).await.unwrap();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(other) = Scratch::create(kind).await else { continue };
        let restored = other.open().await;
        store.copy_to(&restored).await.unwrap();
        for (there, here) in store.list().await.unwrap().iter().zip(restored.list().await.unwrap()) {
            assert_eq!(store.copies(there.id).await.unwrap(), restored.copies(here.id).await.unwrap());
            let index = |store, id| said(store, id, "committee", "index.html");
            assert_eq!(index(&store, there.id).await, index(&restored, here.id).await);
        }
        assert_eq!(restored.verify().await.unwrap().faults, [""; 0]);
        assert!(
            other.raw("DELETE FROM copy_file").await.is_err(),
            "what was restored is as frozen as it was"
        );
    }
}
