//! Whoever kills the service while people write loses nothing that was acknowledged.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use permissions::{Actor, Grant, Person, Role, Scope};
use service::Secret;
use store::{Address, NewAccount, Opening, Store};

use crate::serve::{Running, framework, start};

const MOMENTS: usize = 30;
const TEXT: &str = "/commentary/children/2023-10?indicator=NEET&place=eastvale";

fn everywhere(role: Role) -> Grant {
    Grant { role, scope: Scope::Everywhere }
}

fn with<Made>(folder: &Path, make: impl AsyncFnOnce(Store) -> Made) -> Made {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let address = Address::in_folder(folder);
        make(Store::open(&address, Opening::OrNew, Duration::from_secs(60)).await.unwrap()).await
    })
}

/// A manager who is signed in; the secret of their session.
fn manager(folder: &Path) -> Secret {
    with(folder, async |store| {
        let (now, session) = (Timestamp::now(), Secret::new().unwrap());
        let new = |name: &str| NewAccount { name: name.to_owned(), title: name.to_owned() };
        let first = store.add_first_administrator(&new("first"), "no hash", now).await.unwrap();
        let first = Person { account: first, grants: vec![everywhere(Role::Administrator)] };
        let (first, ends_at) = (Actor::Person(first), now + SignedDuration::from_hours(12));
        let invitation = Secret::new().unwrap().digest();
        let id = store.add_account(&first, &new("manager"), &invitation, ends_at, now).await.unwrap();
        store.give_role(&first, id, &everywhere(Role::Manager), now).await.unwrap();
        store.sign_in(id, &session.digest(), None, ends_at, now).await.unwrap();
        session
    })
}

fn send(running: &Running, session: &Secret, request: &str, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(&running.address).unwrap();
    let head = format!(
        "{request} HTTP/1.1\r\nHost: {}\r\nCookie: bellwether={}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        running.address,
        session.reveal(),
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

/// Sends what comes after the version that is there.
fn write(running: &Running, session: &Secret, text: &str) -> TcpStream {
    let mut page = String::new();
    send(running, session, &format!("GET {TEXT}"), "").read_to_string(&mut page).unwrap();
    let token = between(&page, "name=\"form_token\" value=\"", "\"");
    let version = between(&page, "name=\"version\" value=\"", "\"");
    let body = format!(
        "kind=commentary&indicator=NEET&place=eastvale&version={version}&role=Manager&text={text}&form_token={token}"
    );
    send(running, session, "POST /commentary/children/2023-10/write", &body)
}

#[test]
fn no_acknowledged_edit_is_lost_when_the_service_is_killed() {
    let parent = framework();
    let folder = parent.path().join("northshire");
    let session = manager(&folder);
    let mut acknowledged = Vec::new();
    for moment in 0..MOMENTS {
        let mut running = start(&folder, &[]);
        for edit in 0..=moment % 3 {
            let text = format!("Edit-{moment}-{edit}");
            let mut answer = String::new();
            write(&running, &session, &text).read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
            acknowledged.push(text);
        }
        // This one is on its way when the service is killed: it is there whole, or not at all.
        let _unheard = write(&running, &session, &format!("Unheard-{moment}"));
        running.service.kill().unwrap();
        running.service.wait().unwrap();
    }
    with(&folder, async |store| {
        let checker = Person { account: 9, grants: vec![everywhere(Role::Checker)] };
        let checker = Actor::Person(checker);
        let month = periods::Month::parse("2023-10").unwrap();
        let texts = store.visible_texts(&checker, "children", month).await.unwrap();
        let history = store.text_history(&checker, &texts[0].key).await.unwrap();
        let kept: Vec<&str> = history.versions.iter().map(|version| version.text.as_str()).collect();
        let heard: Vec<&str> = kept.iter().copied().filter(|text| text.starts_with("Edit")).collect();
        assert_eq!(heard, acknowledged);
        assert!(
            kept.iter().all(|text| text.starts_with("Edit-") || text.starts_with("Unheard-")),
            "{kept:?}"
        );
    });
}
