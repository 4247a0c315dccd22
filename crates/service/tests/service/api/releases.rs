//! The list of releases, and the latest of a scorecard.

use jiff::SignedDuration;
use permissions::{Role, TokenScope};
use serde_json::Value;
use store::Content;

use super::{drafted, edition, path, program, public, sign_off};
use crate::browser::Browser;
use crate::made::{Made, everywhere, made};

/// A release of the board that is published now.
async fn publish(made: &Made, month: &str, number: u32) -> i64 {
    let id = drafted(made, month, number, &[public(&edition(&format!("{month} {number}")))]).await;
    sign_off(made, id).await;
    made.store.publish(id, made.now(), made.now()).await.unwrap();
    id
}

async fn ids(browser: &mut Browser, query: &str) -> Vec<i64> {
    let rows = browser.get(&format!("/api/v1/releases?{query}")).await.rows();
    rows.iter().map(|release| release["release"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn releases_are_listed_the_newest_first_and_narrowed_down() {
    let made = made().await;
    let first = publish(&made, "2023-09", 1).await;
    let second = publish(&made, "2023-10", 1).await;
    let third = publish(&made, "2023-09", 2).await;
    let mut nobody = made.browser();
    assert_eq!(ids(&mut nobody, "").await, [third, second, first]);
    assert_eq!(ids(&mut nobody, "data_month=2023-09").await, [third, first]);
    assert_eq!(ids(&mut nobody, "data_month=2023-09&state=published").await, [third]);
    assert_eq!(ids(&mut nobody, "state=superseded&state=published").await, [third, second, first]);
    assert_eq!(ids(&mut nobody, "scorecard=board").await.len(), 3);
    assert_eq!(ids(&mut nobody, "scorecard=other").await, Vec::<i64>::new());
    let row = &nobody.get("/api/v1/releases?limit=1").await.rows()[0];
    for (field, expected) in [
        ("scorecard", "board"),
        ("data_month", "2023-09"),
        ("data_month_words", "September 2023"),
        ("state", "published"),
        ("published_at", "2023-11-20T09:00:00Z"),
        ("audience", "public"),
    ] {
        assert_eq!(row[field], expected);
    }
    assert_eq!(nobody.get(&path(row["url"].as_str().unwrap())).await.json()["release"], third);
    assert_eq!(nobody.get(&path(row["edition"].as_str().unwrap())).await.status, 200);
}

#[tokio::test]
async fn a_page_of_releases_goes_on_where_the_one_before_ended_whatever_was_added() {
    let made = made().await;
    let mut expected = Vec::new();
    for month in ["2023-07", "2023-08", "2023-09", "2023-10"] {
        expected.insert(0, publish(&made, month, 1).await);
    }
    let mut nobody = made.browser();
    let first = nobody.get("/api/v1/releases?limit=3").await;
    publish(&made, "2023-11", 1).await;
    let second = nobody.get(&path(first.json()["next"].as_str().unwrap())).await;
    assert_eq!(second.json()["next"], Value::Null);
    let both: Vec<i64> = first
        .rows()
        .iter()
        .chain(&second.rows())
        .map(|release| release["release"].as_i64().unwrap())
        .collect();
    assert_eq!(both, expected);
}

async fn latest(browser: &mut Browser) -> Option<String> {
    let answer = browser.get("/api/v1/scorecards/board/latest/places").await;
    if answer.status == 404 {
        assert_eq!(browser.get("/api/v1/scorecards/board/latest").await.status, 404);
        return None;
    }
    let page = answer.json();
    assert_eq!(
        browser.get("/api/v1/scorecards/board/latest").await.json()["release"],
        page["release"]["release"]
    );
    page["rows"][0]["name"].as_str().map(str::to_owned)
}

#[tokio::test]
async fn the_latest_is_the_published_release_of_the_last_month_with_its_corrections() {
    let made = made().await;
    let mut nobody = made.browser();
    assert_eq!(latest(&mut nobody).await, None);
    publish(&made, "2023-09", 1).await;
    assert_eq!(latest(&mut nobody).await.as_deref(), Some("2023-09 1"));
    let due = made.now() + SignedDuration::from_secs(60);
    let october = drafted(&made, "2023-10", 1, &[public(&edition("2023-10 1"))]).await;
    sign_off(&made, october).await;
    made.store.publish(october, due, made.now()).await.unwrap();
    made.later(SignedDuration::from_secs(59));
    assert_eq!(latest(&mut nobody).await.as_deref(), Some("2023-09 1"));
    made.later(SignedDuration::from_secs(1));
    assert_eq!(latest(&mut nobody).await.as_deref(), Some("2023-10 1"), "from its second on");
    service::publish_due(&made.app).await;
    publish(&made, "2023-09", 2).await;
    assert_eq!(latest(&mut nobody).await.as_deref(), Some("2023-10 1"), "a correction of an earlier month");
    let correction = publish(&made, "2023-10", 2).await;
    assert_eq!(latest(&mut nobody).await.as_deref(), Some("2023-10 2"));
    made.store.withdraw(correction, "A mistake.", Content::Keep, made.now()).await.unwrap();
    assert_eq!(latest(&mut nobody).await.as_deref(), Some("2023-09 2"), "nor what it had superseded");
    drafted(&made, "2023-11", 1, &[public(&edition("2023-11 1"))]).await;
    let mut analyst = program(&made, "analyst", &[everywhere(Role::Analyst)], TokenScope::Work).await;
    assert_eq!(latest(&mut analyst).await.as_deref(), Some("2023-09 2"), "a draft is not published");
}

#[tokio::test]
async fn the_next_page_of_the_latest_is_of_the_same_release() {
    let made = made().await;
    let mut two = edition("first");
    let place = two["places"][0].clone();
    two["places"].as_array_mut().unwrap().push(place);
    let first = drafted(&made, "2023-09", 1, &[public(&two)]).await;
    sign_off(&made, first).await;
    made.store.publish(first, made.now(), made.now()).await.unwrap();
    let mut nobody = made.browser();
    let page = nobody.get("/api/v1/scorecards/board/latest/places?limit=1").await.json();
    let next = path(page["next"].as_str().unwrap());
    publish(&made, "2023-10", 1).await;
    assert_eq!(next, format!("/api/v1/releases/{first}/places?limit=1&after=1"));
    assert_eq!(nobody.get(&next).await.rows()[0]["name"], "first");
}
