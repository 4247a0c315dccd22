//! Every way in, as nobody, in each role, and as a program.

use std::collections::BTreeSet;

use axum::http::Method;
use permissions::{Actor, Grant, Person, RULES, Resource, Role, Token, TokenScope, allowed_somewhere, rule};
use service::{Route, Secret, routes};
use store::NewToken;

use crate::browser::Browser;
use crate::made::{Made, at_place, everywhere, made};

/// A path with something in each of its braces: what is there where that matters.
fn filled(path: &str, account: i64) -> String {
    path.replace("{account}", &account.to_string())
        .replace("{place}", "eastvale")
        .replace("{number}", "1")
        .replace("{release}", "1")
        .replace("{*path}", "index.html")
        .replace("{secret}", "no-secret")
        .replace("{token}", "1")
        .replace("{file}", "site.css")
        .replace("{scorecard}", "children")
        .replace("{month}", "2023-10")
        .replace("{indicator}", "REFER")
        .replace("{period}", "2023-10")
}

/// Everything that some form of ours asks for.
const FIELDS: [(&str, &str); 35] = [
    ("name", "somebody"),
    ("title", "Somebody"),
    ("password", "x"),
    ("again", "x"),
    ("current", "x"),
    ("next", "/"),
    ("role", "reader"),
    ("place", "eastvale"),
    ("session", "x"),
    ("label", "x"),
    ("scope", "work"),
    ("days", "30"),
    ("reason", "x"),
    ("from", "1"),
    ("status", "done"),
    ("evidence", "x"),
    ("edition", "children 2023-10"),
    ("origin", "minutes"),
    ("indicator", "REFER"),
    ("what", "x"),
    ("owner", "x"),
    ("scorecard", "children"),
    ("meeting", "x"),
    ("period", "2023-10"),
    ("question", "x"),
    ("outcome", "x"),
    ("provider", "eastvale"),
    ("service", "x"),
    ("contract", "eastvale 1"),
    ("month", "x"),
    ("text", "x"),
    ("value", "x"),
    ("version", "1"),
    ("then", "keep"),
    ("at", "x"),
];

async fn call(browser: &mut Browser, route: &Route, account: i64) -> bool {
    let path = filled(route.path, account);
    let answer = if route.method == Method::GET {
        browser.get(&path).await
    } else {
        browser.get("/sign-in").await;
        browser.post(&path, &FIELDS).await
    };
    assert!(answer.status < 500, "{} {path}: {}", route.method, answer.status);
    !answer.is_refusal()
}

/// Compares every way in with the table for somebody who comes anew each time.
async fn compare(made: &Made, actor: &Actor, who: &str, mut come: impl AsyncFnMut() -> Browser) {
    let another = made.account(&format!("another than {who}"), &[]).await;
    for route in routes() {
        let mut browser = come().await;
        let let_through = call(&mut browser, &route, another).await;
        let expected = allowed_somewhere(actor, route.action, route.resource);
        assert_eq!(let_through, expected, "{who}: {} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn nobody_gets_in_where_the_table_says_so() {
    let made = made().await;
    compare(&made, &Actor::Nobody, "nobody", async || made.browser()).await;
}

#[tokio::test]
async fn each_role_gets_in_where_the_table_says_so() {
    for role in Role::ALL {
        for grant in [everywhere(role), at_place(role, "eastvale")] {
            let made = made().await;
            let account = made.account(role.token(), std::slice::from_ref(&grant)).await;
            let actor = Actor::Person(Person { account, grants: vec![grant] });
            compare(&made, &actor, role.token(), async || made.signed_in(account).await).await;
        }
    }
}

#[tokio::test]
async fn somebody_without_a_role_gets_in_where_the_table_says_so() {
    let made = made().await;
    let account = made.account("newcomer", &[]).await;
    let actor = Actor::Person(Person { account, grants: Vec::new() });
    compare(&made, &actor, "newcomer", async || made.signed_in(account).await).await;
}

#[tokio::test]
async fn a_program_gets_in_where_the_table_says_so() {
    for scope in TokenScope::ALL {
        let made = made().await;
        let grants: Vec<Grant> = Role::ALL.into_iter().map(everywhere).collect();
        let account = made.account("everything", &grants).await;
        let person = Person { account, grants };
        let secret = Secret::new().unwrap();
        let ends_at = made.now() + jiff::SignedDuration::from_hours(1);
        let new = NewToken { label: "All".to_owned(), scope, ends_at };
        let holder = Actor::Person(person.clone());
        let id = made.store.add_token(&holder, &new, &secret.digest(), made.now()).await.unwrap();
        let actor = Actor::Token(Token { id, person, scope });
        compare(&made, &actor, scope.token(), async || {
            let mut browser = made.browser();
            browser.headers = vec![("authorization", format!("Bearer {}", secret.reveal()))];
            browser
        })
        .await;
    }
}

#[test]
fn every_way_in_asks_for_something_that_the_table_names() {
    for route in routes() {
        let found = rule(route.action, route.resource);
        assert!(found.is_some_and(|found| RULES.contains(found)), "{} {}", route.method, route.path);
    }
}

#[test]
fn a_way_in_is_listed_once_and_only_a_post_changes_anything() {
    let all = routes();
    let once: BTreeSet<(String, &str)> =
        all.iter().map(|route| (route.method.to_string(), route.path)).collect();
    assert_eq!(once.len(), all.len());
    for route in all {
        let is_form = route.path == "/account/password"
            || route.path.ends_with("/new")
            || route.path.ends_with("/change");
        // A look at records is written to the log, with the reason that the form asks for.
        let is_look = route.resource == Resource::Records;
        let sees = route.action == permissions::Action::See;
        assert!(sees || is_form || route.method == Method::POST, "{} {}", route.method, route.path);
        assert!(!(sees && route.method == Method::POST) || is_look, "{} {}", route.method, route.path);
    }
}

#[test]
fn nothing_is_routed_but_from_the_list() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![folder];
    let mut routers = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if std::fs::read_to_string(&path).unwrap().contains("Router::new()") {
                routers.push(path);
            }
        }
    }
    assert!(matches!(&routers[..], [one] if one.ends_with("routes/mod.rs")), "{routers:?}");
}

#[tokio::test]
async fn what_is_not_listed_is_not_there() {
    let made = made().await;
    let mut browser = made.somebody("everything", &Role::ALL.map(everywhere)).await;
    for path in
        ["/nowhere", "/accounts/1/roles/everything", "/admin", "/.git/config", "/assets/", "/assets/x.css"]
    {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
    browser.get("/account").await;
    assert_eq!(browser.post("/audit", &[]).await.status, 404, "a way in is a method and a path");
    assert_eq!(browser.send(Method::DELETE, "/accounts/1", None).await.status, 404);
}
