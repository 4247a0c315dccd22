//! Whether the service is up and how it is doing, and what is written of requests.

use std::io::{self, Write};
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use permissions::Role;
use tracing_subscriber::fmt::MakeWriter;

use crate::made::{PASSWORD, everywhere, made, made_with};

#[tokio::test]
async fn it_is_up_and_ready_for_everybody() {
    let made = made().await;
    for path in ["/health", "/ready"] {
        assert_eq!(made.browser().get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn numbers_are_for_this_machine() {
    let made = made().await;
    let mut browser = made.browser();
    browser.get("/sign-in").await;
    browser.get("/first/a-secret-path").await;
    assert_eq!(browser.get("/metrics").await.status, 403);
    let here: [IpAddr; 2] = ["127.0.0.1".parse().unwrap(), "::1".parse().unwrap()];
    for address in here {
        browser.address.set_ip(address);
        let numbers = browser.get("/metrics").await;
        assert_eq!(numbers.status, 200);
        let expected = "bellwether_requests_total{method=\"GET\",path=\"/sign-in\",status=\"200\"} 1";
        assert!(numbers.body.contains(expected), "{}", numbers.body);
        assert!(!numbers.body.contains("a-secret-path"), "{}", numbers.body);
    }
    let mut director = made.somebody("director", &[everywhere(Role::Director)]).await;
    assert_eq!(director.get("/metrics").await.status, 403);
}

#[tokio::test]
async fn behind_a_proxy_numbers_are_for_who_knows_the_secret() {
    let made = made_with(&[("proxy", "yes"), ("metrics-secret", "a long secret")]).await;
    let mut browser = made.browser();
    browser.address.set_ip("127.0.0.1".parse().unwrap());
    assert_eq!(browser.get("/metrics").await.status, 403, "everybody comes from there");
    for (secret, status) in [("a long secret", 200), ("a long secre", 403), ("", 403)] {
        browser.headers = vec![("authorization", format!("Bearer {secret}"))];
        assert_eq!(browser.get("/metrics").await.status, status, "{secret}");
    }
    let unset = made_with(&[("proxy", "yes")]).await;
    let mut browser = unset.browser();
    browser.headers = vec![("authorization", "Bearer ".to_owned())];
    assert_eq!(browser.get("/metrics").await.status, 403, "no secret opens nothing");
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Written {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_has_an_id_for_each_request_and_nothing_of_a_person() {
    let made = made().await;
    made.account_with_password("somebody", &[everywhere(Role::Manager)]).await;
    let written = Written::default();
    let log = tracing_subscriber::fmt().with_writer(written.clone()).json().finish();
    let guard = tracing::subscriber::set_default(log);
    let mut browser = made.browser();
    browser.headers = vec![("user-agent", "the-agent".to_owned())];
    browser.get("/sign-in?next=/the-query").await;
    let answer = browser.post("/sign-in", &[("name", "somebody"), ("password", PASSWORD)]).await;
    browser.get("/account").await;
    browser.get("/invitation/the-invitation").await;
    drop(guard);
    let log = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    assert_eq!(log.lines().count(), 4, "{log}");
    assert!(log.contains(&format!("\"id\":\"{}\"", answer.header("x-request-id"))), "{log}");
    assert!(log.contains("\"path\":\"/invitation/{secret}\"") && log.contains("\"status\":303"), "{log}");
    let secret = browser.cookies["bellwether"].clone();
    for personal in [
        "somebody",
        PASSWORD,
        "192.0.2.1",
        "the-query",
        "the-agent",
        "the-invitation",
        "account 2",
        secret.as_str(),
    ] {
        assert!(!log.contains(personal), "{personal}: {log}");
    }
}
