//! Whose copy a program is answered from, and from when: nothing that is not in it can be asked out of it.

use jiff::SignedDuration;
use permissions::{Role, TokenScope};

use super::{northshire, program, published};
use crate::browser::Browser;
use crate::made::{at_place, everywhere};

/// Whose copy of a release somebody is answered from, if any; every address says the same.
async fn copy(browser: &mut Browser, id: i64) -> Option<String> {
    let of = format!("/api/v1/releases/{id}");
    let latest = "/api/v1/scorecards/children/latest";
    let list = browser.get("/api/v1/releases").await.rows();
    let listed = list.iter().find(|release| release["release"] == id);
    let first = browser.get(&of).await;
    let mut answers = Vec::new();
    for part in ["indicators", "places", "figures"] {
        answers.push(browser.get(&format!("{of}/{part}")).await);
        answers.push(browser.get(&format!("{of}/{part}?format=csv")).await);
    }
    if first.status == 404 {
        assert!(listed.is_none(), "what is not there is not listed");
        let missing = browser.get("/api/v1/releases/99").await;
        assert_eq!(first.body, missing.body, "it is answered like what there is not");
        for answer in &answers {
            assert_eq!((answer.status, &answer.body), (404, &missing.body));
        }
        assert_eq!(browser.get(latest).await.status, 404);
        return None;
    }
    let audience = first.json()["audience"].clone();
    assert_eq!(listed.unwrap()["audience"], audience);
    for answer in answers.iter().step_by(2) {
        assert_eq!(answer.json()["release"]["audience"], audience);
    }
    Some(audience.as_str().unwrap().to_owned())
}

#[tokio::test]
async fn before_its_time_a_release_is_not_there_for_programs_that_read_and_then_it_is() {
    let (made, id) = northshire(&[("readers-audience", "committee")]).await;
    let due = made.now() + SignedDuration::from_mins(10);
    made.store.publish(id, due, made.now()).await.unwrap();
    let analyst = [everywhere(Role::Analyst)];
    let mut nobody = made.browser();
    let mut reader = program(&made, "reader", &[everywhere(Role::Reader)], TokenScope::Work).await;
    let mut provider =
        program(&made, "provider", &[at_place(Role::Provider, "eastvale")], TokenScope::Work).await;
    let mut published = program(&made, "board", &analyst, TokenScope::Published).await;
    let mut work = program(&made, "work", &analyst, TokenScope::Work).await;
    let mut observer = program(&made, "observer", &[everywhere(Role::Observer)], TokenScope::Work).await;
    made.later(SignedDuration::from_mins(10) - SignedDuration::from_secs(1));
    for browser in [&mut nobody, &mut reader, &mut provider, &mut published] {
        assert_eq!(copy(browser, id).await, None);
    }
    assert_eq!(copy(&mut work, id).await.as_deref(), Some("internal"));
    assert_eq!(copy(&mut observer, id).await.as_deref(), Some("committee"));
    let waiting = work.get(&format!("/api/v1/releases/{id}")).await.json();
    assert_eq!(waiting["state"], "signed off");
    assert_eq!(waiting["published_at"], due.to_string());
    assert_eq!(work.get("/api/v1/scorecards/children/latest").await.status, 404, "the latest is published");
    made.later(SignedDuration::from_secs(1));
    assert_eq!(copy(&mut nobody, id).await.as_deref(), Some("public"));
    assert_eq!(copy(&mut reader, id).await.as_deref(), Some("committee"));
    assert_eq!(copy(&mut provider, id).await.as_deref(), Some("public"), "a scorecard shows other providers");
    assert_eq!(copy(&mut published, id).await.as_deref(), Some("committee"), "not the internal copy");
    assert_eq!(copy(&mut work, id).await.as_deref(), Some("internal"));
    let latest = nobody.get("/api/v1/scorecards/children/latest").await.json();
    assert_eq!(latest["state"], "published", "whether the store was told or not");
    service::publish_due(&made.app).await;
    assert_eq!(nobody.get("/api/v1/scorecards/children/latest").await.json(), latest);
}

#[tokio::test]
async fn what_is_hidden_from_the_public_is_in_no_answer() {
    let (made, id) = published().await;
    let of_small = format!("/api/v1/releases/{id}/figures?indicator=NEET&place=westmoor&period=2023-10");
    let analyst = [everywhere(Role::Analyst)];
    let mut work = program(&made, "analyst", &analyst, TokenScope::Work).await;
    let shown = work.get(&of_small).await.rows();
    assert_eq!(shown[0]["reading"]["value"]["numerator"], "3");
    let mut nobody = made.browser();
    let hidden = nobody.get(&of_small).await.rows();
    assert_eq!(hidden[0]["reading"]["absent"]["status"], "suppressed");
    assert_eq!(
        (&hidden[0]["rating"], hidden[0]["directions"].as_array().unwrap().len()),
        (&serde_json::Value::Null, 0)
    );
    let rated = |rating: &str| format!("{of_small}&rating={rating}");
    for rating in ["Red", "Amber", "Green"] {
        assert_eq!(nobody.get(&rated(rating)).await.rows().len(), 0, "no filter tells what {rating} hides");
    }
    let csv = nobody.get(&format!("{of_small}&format=csv")).await.body;
    assert!(csv.contains("suppressed") && !csv.contains(",3,1796,"), "{csv}");
}

#[tokio::test]
async fn a_place_that_an_audience_does_not_see_is_answered_like_one_that_there_is_not() {
    let (made, id) = published().await;
    let mut reader = program(&made, "reader", &[everywhere(Role::Reader)], TokenScope::Published).await;
    let mut ask = async |what: &str| reader.get(&format!("/api/v1/releases/{id}/{what}")).await;
    let places = ask("places").await.rows();
    assert_eq!(places.iter().map(|place| place["id"].clone()).collect::<Vec<_>>(), ["northshire"]);
    let hidden = ask("figures?place=eastvale").await;
    let missing = ask("figures?place=nowhere").await;
    assert_eq!((hidden.status, hidden.rows().len()), (200, 0));
    assert_eq!(hidden.body, missing.body);
    let all = ask("figures").await.body;
    assert!(all.contains("Northshire") && !all.contains("Eastvale") && !all.contains("eastvale"), "{all}");
}

#[tokio::test]
async fn somebody_who_is_signed_in_is_answered_from_their_copy() {
    let (made, id) = published().await;
    let mut manager = made.somebody("manager", &[at_place(Role::Manager, "eastvale")]).await;
    assert_eq!(copy(&mut manager, id).await.as_deref(), Some("internal"));
    let mut administrator = made.signed_in(1).await;
    assert_eq!(copy(&mut administrator, id).await.as_deref(), Some("public"));
}

#[tokio::test]
async fn every_answer_says_whose_copy_it_is() {
    let (made, id) = published().await;
    let analyst = [everywhere(Role::Analyst)];
    let mut work = program(&made, "analyst", &analyst, TokenScope::Work).await;
    let page = work.get(&format!("/api/v1/releases/{id}/figures?limit=1")).await.json();
    assert_eq!(page["statements"][0]["heading"], "Internal copy");
    let csv = work.get(&format!("/api/v1/releases/{id}/figures?limit=1&format=csv")).await;
    assert!(csv.body.lines().nth(1).unwrap().starts_with("Internal copy"), "{}", csv.body);
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"internal-children-2023-10-figures.csv\""
    );
    let release = work.get(&format!("/api/v1/releases/{id}")).await.json();
    assert_eq!(release["statements"], page["statements"]);
    assert_eq!(
        release["edition"],
        format!("http://127.0.0.1:8000/releases/{id}/downloads/internal-children.json")
    );
}
