//! What is wrong is told to programs in one shape.

use axum::http::Method;
use jiff::SignedDuration;
use permissions::{Role, TokenScope};
use serde_json::json;
use store::AudienceCopy;

use super::{drafted, edition, program, public, sign_off};
use crate::made::{Made, everywhere, made};

#[tokio::test]
async fn a_token_that_does_not_hold_is_refused_rather_than_answered_like_nobody() {
    let made = made().await;
    let mut browser = program(&made, "analyst", &[everywhere(Role::Analyst)], TokenScope::Work).await;
    let paths = ["/api/v1/releases", "/api/v1/releases/1/figures", "/api/v1/openapi.json"];
    assert_eq!(browser.get(paths[0]).await.status, 200);
    made.later(SignedDuration::from_hours(24));
    let ended = browser.headers.clone();
    for headers in [
        ended,
        vec![("authorization", "Bearer x".to_owned())],
        vec![("authorization", "Bearer ".to_owned())],
        vec![("authorization", "Basic eDp5".to_owned())],
    ] {
        browser.headers = headers;
        for path in paths {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, 401, "{path}");
            assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"");
            assert_eq!(answer.problem()["title"], "Unauthorized");
        }
    }
    browser.headers.clear();
    assert_eq!(browser.get(paths[0]).await.status, 200, "without one, everybody may ask");
}

#[tokio::test]
async fn a_token_that_its_holder_ended_or_whose_account_is_disabled_does_not_hold() {
    let made = made().await;
    let mut first = program(&made, "first reader", &[], TokenScope::Published).await;
    let mut second = program(&made, "second reader", &[], TokenScope::Published).await;
    assert_eq!(first.get("/api/v1/releases").await.status, 200);
    let holder = permissions::Person { account: 2, grants: Vec::new() };
    made.store.revoke_token(&permissions::Actor::Person(holder), 1, made.now()).await.unwrap();
    made.store.disable_account(&made.administrator().await, 3, made.now()).await.unwrap();
    assert_eq!(first.get("/api/v1/releases").await.status, 401);
    assert_eq!(second.get("/api/v1/releases").await.status, 401);
}

#[tokio::test]
async fn a_program_that_asks_without_end_must_wait_and_others_need_not() {
    let made = made().await;
    let path = "/api/v1/openapi.json";
    let (mut first, mut other) = (made.browser(), made.browser());
    other.address.set_ip([192, 0, 2, 2].into());
    for call in 1..=2_000 {
        assert_eq!(first.get(path).await.status, 200, "{call}");
    }
    let refused = first.get(path).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "1"));
    assert_eq!(refused.problem()["title"], "Too Many Requests");
    assert_eq!(other.get(path).await.status, 200, "another address");
    let mut holder = program(&made, "reader", &[], TokenScope::Published).await;
    assert_eq!(
        holder.get(path).await.status,
        200,
        "whose programs ask is known, and it has asked nothing so far"
    );
    made.later(SignedDuration::from_millis(50));
    assert_eq!(first.get(path).await.status, 200, "once it has waited");
    assert_eq!(first.get(path).await.status, 429);
}

#[tokio::test]
async fn what_is_not_there_is_told_in_the_shape_of_problems() {
    let made = made().await;
    let mut nobody = made.browser();
    let missing = nobody.get("/api/v1/releases/1").await.body;
    for path in [
        "/api/v1/releases/0/figures",
        "/api/v1/releases/-1/figures",
        "/api/v1/releases/x/figures",
        "/api/v1/releases/9223372036854775808",
        "/api/v1/releases/1%27--/places",
        "/api/v1/releases/1/records",
        "/api/v1/releases/",
        "/api/v1/scorecards/children/latest",
        "/api/v1/scorecards/%FF/latest/figures",
        "/api/v2/releases",
        "/api/",
    ] {
        let answer = nobody.get(path).await;
        let problem = answer.problem();
        assert_eq!((answer.status, &answer.body), (404, &missing), "{path}");
        assert_eq!((&problem["type"], &problem["title"]), (&json!("about:blank"), &json!("Not Found")));
    }
}

#[tokio::test]
async fn what_is_here_is_only_read() {
    let made = made().await;
    let mut nobody = made.browser();
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let answer = nobody.send(method.clone(), "/api/v1/releases", None).await;
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
        answer.problem();
    }
    let head = nobody.send(Method::HEAD, "/api/v1/releases", None).await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    nobody.headers = vec![("sec-fetch-site", "cross-site".to_owned())];
    let elsewhere = nobody.send(Method::POST, "/api/v1/releases", None).await;
    assert_eq!((elsewhere.status, elsewhere.problem()["title"].as_str()), (403, Some("Forbidden")));
}

async fn publish(made: &Made, copies: &[AudienceCopy]) -> i64 {
    let id = drafted(made, "2023-10", 1, copies).await;
    sign_off(made, id).await;
    made.store.publish(id, made.now(), made.now()).await.unwrap();
    id
}

#[tokio::test]
async fn a_release_without_figures_for_whoever_asks_is_not_there() {
    let made = made().await;
    let refused = AudienceCopy { audience: "public".to_owned(), files: Err("Not decided.".to_owned()) };
    let empty = AudienceCopy { audience: "internal".to_owned(), files: Ok(Vec::new()) };
    let id = publish(&made, &[refused, empty]).await;
    let mut analyst = program(&made, "analyst", &[everywhere(Role::Analyst)], TokenScope::Work).await;
    for browser in [&mut made.browser(), &mut analyst] {
        assert_eq!(browser.get(&format!("/api/v1/releases/{id}")).await.status, 404);
        assert_eq!(browser.get(&format!("/api/v1/releases/{id}/figures")).await.status, 404);
        assert_eq!(browser.get("/api/v1/releases").await.rows().len(), 0);
    }
}

#[tokio::test]
async fn a_file_that_is_no_edition_fails_and_nothing_is_told_of_why() {
    let made = made().await;
    let mut other = edition("Northshire");
    other["schema"] = json!("bellwether/edition/2");
    let id = publish(&made, &[public(&other)]).await;
    let answer = made.browser().get(&format!("/api/v1/releases/{id}/places")).await;
    assert_eq!(answer.status, 500);
    assert!(!answer.problem().to_string().contains("edition/2"), "{}", answer.body);
}
