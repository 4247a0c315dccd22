//! Releases to read: who sees which, from when, and whose copy.

use jiff::{SignedDuration, Timestamp};
use periods::Month;
use permissions::Role;
use releases::{Heading, LAYOUT, Release};
use store::{AudienceCopy, Content, CopyFile};

use crate::browser::Browser;
use crate::made::{Made, at_place, everywhere, made, made_with};

const AUDIENCES: [&str; 3] = ["internal", "committee", "public"];

/// A release without figures, drawn for everybody, that has come as far as `signed off`.
async fn signed_off(made: &Made) -> i64 {
    let id = drafted(made, 1).await;
    made.store.make_ready(id).await.unwrap();
    made.store.sign_off(id, &["Director".to_owned()], made.now()).await.unwrap();
    id
}

async fn drafted(made: &Made, number: u32) -> i64 {
    drafted_for(made, ("board", number), &AUDIENCES).await
}

/// A release that is signed off, of which the public has no copy.
async fn undrawn(made: &Made) -> i64 {
    let id = drafted_for(made, ("other", 1), &AUDIENCES[..1]).await;
    made.store.make_ready(id).await.unwrap();
    made.store.sign_off(id, &["Director".to_owned()], made.now()).await.unwrap();
    id
}

async fn drafted_for(made: &Made, (scorecard, number): (&str, u32), audiences: &[&str]) -> i64 {
    let heading = Heading {
        layout: LAYOUT,
        organisation: "Northshire".to_owned(),
        scorecard: scorecard.to_owned(),
        title: "Board".to_owned(),
        data_month: Month::parse("2023-10").unwrap(),
        number,
        status: None,
        reason: None,
        specimen: true,
        framework: "0".repeat(64),
        records: None,
        imports: [].into(),
    };
    let release = Release {
        heading,
        places: Vec::new(),
        definitions: Vec::new(),
        texts: Vec::new(),
        changes: Vec::new(),
        comparators: Vec::new(),
        sheets: Vec::new(),
    };
    let file = |path: &str, text: String| CopyFile {
        path: path.to_owned(),
        content_type: "text/html; charset=utf-8".to_owned(),
        content: text.into_bytes(),
    };
    let copy = |audience: &&str| AudienceCopy {
        audience: (*audience).to_owned(),
        files: Ok(vec![
            file("index.html", format!("<h1>The {audience} copy</h1>")),
            file("places/index.html", format!("<h1>Places of the {audience} copy</h1>")),
        ]),
    };
    let copies: Vec<AudienceCopy> = audiences.iter().map(copy).collect();
    made.store.draft_with_copies(&release, &copies, made.now()).await.unwrap().id
}

async fn publish(made: &Made, id: i64, at: Timestamp) {
    made.store.publish(id, at, made.now()).await.unwrap();
}

/// Which copy somebody gets of a release, if any.
async fn copy(browser: &mut Browser, id: i64) -> Option<&'static str> {
    let answer = browser.get(&format!("/releases/{id}/")).await;
    if answer.status == 404 {
        let list = browser.get("/").await.body;
        assert!(!list.contains(&format!("/releases/{id}/")), "what is not there is not listed");
        return None;
    }
    assert_eq!(answer.status, 200);
    AUDIENCES.into_iter().find(|audience| answer.body.contains(&format!("The {audience} copy")))
}

#[tokio::test]
async fn before_its_time_a_release_is_not_there_for_nobody_and_readers_and_then_it_is() {
    let made = made_with(&[("readers-audience", "committee")]).await;
    let id = signed_off(&made).await;
    let due = made.now() + SignedDuration::from_mins(10);
    publish(&made, id, due).await;
    let mut nobody = made.browser();
    let mut reader = made.somebody("reader", &[everywhere(Role::Reader)]).await;
    let mut provider = made.somebody("provider", &[at_place(Role::Provider, "eastvale")]).await;
    let mut administrator = made.signed_in(1).await;
    let mut observer = made.somebody("observer", &[everywhere(Role::Observer)]).await;
    let mut manager = made.somebody("manager", &[at_place(Role::Manager, "eastvale")]).await;
    made.later(SignedDuration::from_mins(10) - SignedDuration::from_secs(1));
    for browser in [&mut nobody, &mut reader, &mut provider, &mut administrator] {
        assert_eq!(copy(browser, id).await, None);
        assert_eq!(browser.get(&format!("/releases/{id}/places/index.html")).await.status, 404);
    }
    assert_eq!(copy(&mut observer, id).await, Some("committee"));
    assert_eq!(copy(&mut manager, id).await, Some("internal"));
    made.later(SignedDuration::from_secs(1));
    assert_eq!(copy(&mut nobody, id).await, Some("public"), "at its time, whether the store was told or not");
    assert_eq!(copy(&mut reader, id).await, Some("committee"));
    service::publish_due(&made.app).await;
    assert_eq!(made.store.entry(id).await.unwrap().published_at, Some(due));
    assert_eq!(copy(&mut nobody, id).await, Some("public"));
    assert_eq!(copy(&mut reader, id).await, Some("committee"));
    assert_eq!(copy(&mut provider, id).await, Some("public"), "a scorecard shows other providers");
    assert_eq!(copy(&mut administrator, id).await, Some("public"));
}

#[tokio::test]
async fn a_release_of_which_nothing_was_drawn_for_somebody_tells_them_nothing_of_its_life() {
    let made = made().await;
    let public = signed_off(&made).await;
    publish(&made, public, made.now()).await;
    let internal = undrawn(&made).await;
    publish(&made, internal, made.now()).await;
    let mut nobody = made.browser();
    let mut reader = made.somebody("reader", &[everywhere(Role::Reader)]).await;
    let mut manager = made.somebody("manager", &[at_place(Role::Manager, "eastvale")]).await;
    let mut governance = made.somebody("governance", &[everywhere(Role::InformationGovernance)]).await;
    for browser in [&mut nobody, &mut reader] {
        assert_eq!(browser.get(&format!("/life/{public}")).await.status, 200);
        assert_eq!(browser.get(&format!("/life/{internal}")).await.status, 404);
    }
    for browser in [&mut manager, &mut governance] {
        assert_eq!(browser.get(&format!("/life/{internal}")).await.status, 200);
    }
}

#[tokio::test]
async fn readers_have_the_public_copy_unless_another_is_named_for_them() {
    let made = made().await;
    let id = signed_off(&made).await;
    publish(&made, id, made.now()).await;
    let mut reader = made.somebody("reader", &[everywhere(Role::Reader)]).await;
    assert_eq!(copy(&mut reader, id).await, Some("public"));
}

#[tokio::test]
async fn a_draft_is_there_for_those_who_make_and_check_it() {
    let made = made().await;
    let id = drafted(&made, 1).await;
    for role in Role::ALL {
        let mut browser = made.somebody(role.token(), &[everywhere(role)]).await;
        let expected = matches!(role, Role::Analyst | Role::Checker | Role::Director).then_some("internal");
        assert_eq!(copy(&mut browser, id).await, expected, "{role}");
    }
    assert_eq!(copy(&mut made.browser(), id).await, None);
}

#[tokio::test]
async fn what_was_taken_back_is_not_there_and_what_was_superseded_is() {
    let made = made().await;
    let first = signed_off(&made).await;
    publish(&made, first, made.now()).await;
    let second = drafted(&made, 2).await;
    made.store.make_ready(second).await.unwrap();
    made.store.sign_off(second, &["Director".to_owned()], made.now()).await.unwrap();
    publish(&made, second, made.now()).await;
    let mut nobody = made.browser();
    assert_eq!(copy(&mut nobody, first).await, Some("public"), "it is what was said then");
    made.store.withdraw(second, "A mistake.", Content::Keep, made.now()).await.unwrap();
    assert_eq!(copy(&mut nobody, second).await, None);
    let mut analyst = made.somebody("analyst", &[everywhere(Role::Analyst)]).await;
    assert_eq!(copy(&mut analyst, second).await, Some("internal"));
}

#[tokio::test]
async fn what_is_not_drawn_for_somebody_is_not_there() {
    let made = made().await;
    let id = signed_off(&made).await;
    publish(&made, id, made.now()).await;
    let mut nobody = made.browser();
    assert_eq!(nobody.get(&format!("/releases/{id}")).await.location(), format!("/releases/{id}/"));
    for path in [
        "missing.html",
        "../internal/index.html",
        "%2e%2e/internal/index.html",
        "internal/index.html",
        "//",
        "places",
    ] {
        assert_eq!(nobody.get(&format!("/releases/{id}/{path}")).await.status, 404, "{path}");
    }
    assert_eq!(
        nobody.get(&format!("/releases/{id}/places/")).await.status,
        200,
        "a folder is its first page"
    );
    for id in ["0", "-1", "99", "x", "1%27--", "9223372036854775808"] {
        assert_eq!(nobody.get(&format!("/releases/{id}/")).await.status, 404, "{id}");
    }
}

#[tokio::test]
async fn what_everybody_may_read_is_asked_for_again_and_the_rest_kept_nowhere() {
    let made = made().await;
    let id = signed_off(&made).await;
    publish(&made, id, made.now()).await;
    let path = format!("/releases/{id}/");
    let mut nobody = made.browser();
    let first = nobody.get(&path).await;
    assert_eq!((first.status, first.header("cache-control")), (200, "no-cache"));
    nobody.headers = vec![("if-none-match", first.header("etag").to_owned())];
    let again = nobody.get(&path).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let mut reader = made.somebody("reader", &[everywhere(Role::Reader)]).await;
    reader.headers = vec![("if-none-match", first.header("etag").to_owned())];
    let theirs = reader.get(&path).await;
    assert_eq!((theirs.status, theirs.header("cache-control"), theirs.header("etag")), (200, "no-store", ""));
}
