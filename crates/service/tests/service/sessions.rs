//! Sessions and tokens over time, and whose they are.

use jiff::SignedDuration;
use permissions::Role;

use crate::browser::between;
use crate::made::{at_place, everywhere, made, made_with};

const SECOND: SignedDuration = SignedDuration::from_secs(1);

#[tokio::test]
async fn a_session_ends_when_it_was_not_used_for_half_an_hour() {
    let made = made().await;
    let mut browser = made.somebody("manager", &[]).await;
    made.later(SignedDuration::from_mins(30) - SECOND);
    assert_eq!(browser.get("/account").await.status, 200);
    made.later(SignedDuration::from_mins(30) - SECOND);
    assert_eq!(browser.get("/account").await.status, 200, "it was used in between");
    made.later(SignedDuration::from_mins(30));
    assert!(browser.get("/account").await.is_refusal());
}

#[tokio::test]
async fn a_session_in_use_ends_after_twelve_hours() {
    let made = made().await;
    let mut browser = made.somebody("manager", &[]).await;
    for _ in 0..24 {
        made.later(SignedDuration::from_mins(30) - SECOND);
        assert_eq!(browser.get("/account").await.status, 200);
    }
    made.later(SECOND * 23);
    assert_eq!(browser.get("/account").await.status, 200, "a second before the end");
    made.later(SECOND);
    assert!(browser.get("/account").await.is_refusal());
}

#[tokio::test]
async fn how_long_sessions_last_is_set() {
    let made = made_with(&[("session-idle", "5m")]).await;
    let mut browser = made.somebody("manager", &[]).await;
    made.later(SignedDuration::from_mins(5) - SECOND);
    assert_eq!(browser.get("/account").await.status, 200);
    made.later(SignedDuration::from_mins(5));
    assert!(browser.get("/account").await.is_refusal());
}

#[tokio::test]
async fn a_session_cannot_be_made_up() {
    let made = made().await;
    let mut browser = made.somebody("manager", &[]).await;
    let secret = browser.cookies["bellwether"].clone();
    let digest = store::SecretDigest::of(&secret).as_str().to_owned();
    for forged in [
        digest,
        "1".to_owned(),
        String::new(),
        secret.to_lowercase(),
        secret[1..].to_owned(),
        format!("{secret}A"),
        "' OR '1'='1".to_owned(),
    ] {
        browser.cookies.insert("bellwether".to_owned(), forged.clone());
        assert!(browser.get("/account").await.is_refusal(), "{forged}");
    }
    browser.cookies.insert("bellwether".to_owned(), secret);
    assert_eq!(browser.get("/account").await.status, 200);
}

#[tokio::test]
async fn what_is_anothers_is_not_there() {
    let made = made().await;
    let mut mine = made.somebody("mine", &[]).await;
    let other = made.account("other", &[]).await;
    let mut theirs = made.signed_in(other).await;
    theirs.get("/account").await;
    theirs.post("/account/tokens", &[("label", "theirs"), ("scope", "work"), ("days", "30")]).await;
    mine.get("/account").await;
    let digest = store::SecretDigest::of(&theirs.cookies["bellwether"]).as_str().to_owned();
    assert_eq!(mine.post("/account/sessions/end", &[("session", &digest)]).await.status, 404);
    assert_eq!(mine.post("/account/tokens/1/end", &[]).await.status, 404);
    assert_eq!(mine.post("/account/tokens/2/end", &[]).await.status, 404, "as one that there is not");
    assert!(!mine.get("/account").await.body.contains("theirs"));
    assert_eq!(theirs.get("/account").await.status, 200);
    // The same by those whose it is.
    let mut elsewhere = made.signed_in(other).await;
    elsewhere.get("/account").await;
    assert_eq!(elsewhere.post("/account/sessions/end", &[("session", &digest)]).await.status, 303);
    assert_eq!(elsewhere.post("/account/tokens/1/end", &[]).await.status, 303);
    assert!(theirs.get("/account").await.is_refusal());
}

#[tokio::test]
async fn a_role_that_is_taken_away_counts_at_once() {
    let made = made().await;
    let administrator = made.administrator().await;
    let id = made.account("governance", &[everywhere(Role::InformationGovernance)]).await;
    let mut browser = made.signed_in(id).await;
    assert_eq!(browser.get("/audit").await.status, 200);
    let role = everywhere(Role::InformationGovernance);
    made.store.take_role(&administrator, id, &role, made.now()).await.unwrap();
    assert_eq!(browser.get("/audit").await.status, 403);
    made.store.disable_account(&administrator, id, made.now()).await.unwrap();
    assert!(browser.get("/account").await.is_refusal());
}

#[tokio::test]
async fn a_token_reads_for_its_holder_and_only_reads() {
    let made = made().await;
    let id = made.account("governance", &[everywhere(Role::InformationGovernance)]).await;
    let mut browser = made.signed_in(id).await;
    browser.get("/account").await;
    let answer =
        browser.post("/account/tokens", &[("label", "Board"), ("scope", "published"), ("days", "30")]).await;
    let secret = between(&answer.body, "<code>", "</code>").unwrap().to_owned();
    assert!(!browser.get("/account").await.body.contains(&secret), "it is shown once");
    let mut program = made.browser();
    program.headers = vec![("authorization", format!("Bearer {secret}"))];
    assert_eq!(program.get("/").await.status, 200);
    for path in ["/account", "/audit", "/accounts"] {
        let answer = program.get(path).await;
        assert_eq!(answer.status, 403, "{path}");
        assert!(
            answer.body.starts_with("You may not do this."),
            "a program is told in a line: {}",
            answer.body
        );
    }
    assert_eq!(program.post("/account/password", &[]).await.status, 403);
    // It counts alone: a session beside it gives it no more.
    program.cookies.clone_from(&browser.cookies);
    assert_eq!(program.get("/account").await.status, 403);
    made.later(SignedDuration::from_hours(24 * 30));
    program.cookies.clear();
    assert_eq!(program.get("/account").await.status, 401, "a program is not sent to the form to sign in");
}

#[tokio::test]
async fn a_role_at_a_place_does_not_look_after_the_council() {
    let made = made().await;
    for role in [Role::Administrator, Role::InformationGovernance] {
        let mut browser = made.somebody(role.token(), &[at_place(role, "eastvale")]).await;
        assert_eq!(browser.get("/accounts").await.status, 403, "{role}");
        assert_eq!(browser.get("/audit").await.status, 403, "{role}");
    }
}
