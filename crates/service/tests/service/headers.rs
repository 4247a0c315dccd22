//! What every answer says to browsers.

use permissions::Role;

use crate::browser::Answer;
use crate::made::{everywhere, made};

fn is_safe(answer: &Answer, what: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{what}");
    assert_eq!(answer.header("x-request-id").len(), 16, "{what}");
}

#[tokio::test]
async fn every_answer_is_safe_whatever_it_is() {
    let made = made().await;
    let mut nobody = made.browser();
    let mut governance = made.somebody("governance", &[everywhere(Role::InformationGovernance)]).await;
    for path in [
        "/",
        "/sign-in",
        "/health",
        "/nowhere",
        "/account",
        "/assets/site.css",
        "/releases/x/",
        "/metrics",
        "/api",
        "/api/v1/releases",
        "/api/v1/releases/1",
    ] {
        is_safe(&nobody.get(path).await, path);
        is_safe(&governance.get(path).await, path);
    }
    is_safe(&governance.post_as_it_is("/account/password", &[]).await, "a form without its token");
    governance.headers = vec![("sec-fetch-site", "cross-site".to_owned())];
    is_safe(&governance.post("/sign-out", &[]).await, "from another site");
}

#[tokio::test]
async fn what_somebody_who_is_signed_in_sees_is_kept_nowhere() {
    let made = made().await;
    let mut governance = made.somebody("governance", &[everywhere(Role::InformationGovernance)]).await;
    for path in ["/", "/account", "/accounts", "/audit", "/nowhere"] {
        assert_eq!(governance.get(path).await.header("cache-control"), "no-store", "{path}");
    }
    assert_eq!(governance.get("/assets/site.css").await.header("cache-control"), "max-age=3600");
}

#[tokio::test]
async fn pages_have_what_screen_readers_and_keyboards_need() {
    let made = made().await;
    let mut administrator = made.signed_in(made.administrator().await.account().unwrap()).await;
    let mut nobody = made.browser();
    nobody.get("/sign-in").await;
    let wrong = nobody.post("/sign-in", &[("name", "x"), ("password", "y")]).await;
    let mut pages = vec![("wrong", wrong)];
    for path in ["/", "/account", "/accounts", "/accounts/1", "/account/password", "/api"] {
        pages.push((path, administrator.get(path).await));
    }
    for (path, page) in &pages {
        let body = &page.body;
        assert!(
            body.contains("<html lang=\"en-GB\">") && body.contains("<a class=\"skip\" href=\"#main\">"),
            "{path}"
        );
        assert_eq!(body.matches("<h1").count(), 1, "{path}");
        assert!(!body.contains("<script") && !body.contains("style=\""), "{path}: it works without");
        for field in body.split("<input ").skip(1).filter(|field| !field.starts_with("type=\"hidden\"")) {
            let id = field.split("id=\"").nth(1).unwrap().split('"').next().unwrap();
            assert!(body.contains(&format!("<label for=\"{id}\">")), "{path}: {id} has no label");
        }
        for hint in body.split("aria-describedby=\"").skip(1) {
            for id in hint.split('"').next().unwrap().split_whitespace() {
                assert!(body.contains(&format!("id=\"{id}\"")), "{path}: {id} is not there");
            }
        }
    }
    assert!(pages[0].1.body.contains("<a href=\"#name\">"), "what is wrong leads to its field");
}
