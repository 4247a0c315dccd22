//! What is sent: only from our own forms, of this session, and whatever stands in it.

use axum::http::Method;
use permissions::Role;

use crate::browser::Browser;
use crate::made::{Made, PASSWORD, everywhere, made};

const ADDED: [(&str, &str); 2] = [("name", "added"), ("title", "The added")];

async fn administrator(made: &Made) -> Browser {
    made.signed_in(made.administrator().await.account().unwrap()).await
}

async fn accounts(made: &Made) -> usize {
    made.store.accounts(&made.administrator().await).await.unwrap().len()
}

#[tokio::test]
async fn a_form_without_its_token_changes_nothing() {
    let made = made().await;
    let mut browser = administrator(&made).await;
    browser.get("/accounts").await;
    let answer = browser.post_as_it_is("/accounts", &ADDED).await;
    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("This form is out of date"));
    let empty = [ADDED[0], ADDED[1], ("form_token", "")];
    assert_eq!(browser.post_as_it_is("/accounts", &empty).await.status, 403);
    assert_eq!(accounts(&made).await, 1);
    browser.get("/accounts").await;
    assert_eq!(browser.post("/accounts", &ADDED).await.status, 200);
    assert_eq!(accounts(&made).await, 2);
}

#[tokio::test]
async fn a_form_of_another_session_changes_nothing() {
    let made = made().await;
    let mut mine = administrator(&made).await;
    let mut other = made.somebody("other", &[everywhere(Role::Administrator)]).await;
    other.get("/accounts").await;
    mine.get("/accounts").await;
    mine.form_token.clone_from(&other.form_token);
    assert_eq!(mine.post("/accounts", &ADDED).await.status, 403);
    // Nor one from before they signed in.
    let mut nobody = made.browser();
    nobody.get("/sign-in").await;
    mine.form_token.clone_from(&nobody.form_token);
    assert_eq!(mine.post("/accounts", &ADDED).await.status, 403);
    assert_eq!(accounts(&made).await, 2);
}

#[tokio::test]
async fn a_form_that_is_sent_again_later_changes_nothing() {
    let made = made().await;
    let mut browser = administrator(&made).await;
    browser.get("/accounts").await;
    // Somebody has seen what was sent, cookies and all.
    let mut replayed = administrator(&made).await;
    replayed.cookies.clone_from(&browser.cookies);
    replayed.form_token.clone_from(&browser.form_token);
    assert_eq!(browser.post("/accounts", &ADDED).await.status, 200);
    let again = replayed.post("/accounts", &ADDED).await;
    assert_eq!(again.status, 422, "an account is added once");
    browser.post("/sign-out", &[]).await;
    let after = replayed.post("/accounts", &[("name", "second"), ("title", "The second")]).await;
    assert_eq!(after.status, 401, "the session is over");
    assert_eq!(accounts(&made).await, 2);
}

#[tokio::test]
async fn what_comes_from_another_site_changes_nothing() {
    let made = made().await;
    let mut browser = administrator(&made).await;
    browser.get("/accounts").await;
    for headers in [
        vec![("sec-fetch-site", "cross-site".to_owned())],
        vec![("sec-fetch-site", "same-site".to_owned())],
        vec![("origin", "https://evil.example".to_owned())],
        vec![("origin", "null".to_owned())],
    ] {
        browser.headers.clone_from(&headers);
        let answer = browser.post("/accounts", &ADDED).await;
        assert_eq!(answer.status, 403, "{headers:?}");
        assert!(answer.body.contains("another site"), "{}", answer.body);
    }
    assert_eq!(accounts(&made).await, 1);
    browser.headers =
        vec![("sec-fetch-site", "same-origin".to_owned()), ("origin", "http://127.0.0.1:8000".to_owned())];
    assert_eq!(browser.post("/accounts", &ADDED).await.status, 200);
}

#[tokio::test]
async fn a_form_holds_64_kibibytes_and_no_more() {
    let made = made().await;
    let mut browser = administrator(&made).await;
    browser.get("/accounts").await;
    let body = |size: usize, token: &str| {
        let start = format!("form_token={token}&name=a&title=");
        format!("{start}{}", "b".repeat(size - start.len()))
    };
    let token = browser.form_token.clone();
    let largest = browser.send(Method::POST, "/accounts", Some(body(64 * 1024, &token))).await;
    assert_eq!(largest.status, 422, "it is read, and the title is too long");
    let larger = browser.send(Method::POST, "/accounts", Some(body(64 * 1024 + 1, &token))).await;
    assert_eq!(larger.status, 413);
}

#[tokio::test]
async fn a_form_without_what_it_must_have_is_refused_with_a_page() {
    let made = made().await;
    let mut browser = administrator(&made).await;
    browser.get("/accounts").await;
    let answer = browser.post("/accounts", &[("name", "added")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("This form is incomplete"));
    browser.get("/accounts/1").await;
    for fields in [[("role", "owner"), ("place", "")], [("role", "reader"), ("place", "atlantis")]] {
        assert_eq!(browser.post("/accounts/1/roles", &fields).await.status, 422, "{fields:?}");
    }
    let wrong_days = [("label", "x"), ("scope", "work"), ("days", "36500")];
    assert_eq!(browser.post("/account/tokens", &wrong_days).await.status, 422);
}

const SCRIPT: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
const SQL: &str = "x'; DROP TABLE account; --";

#[tokio::test]
async fn script_and_sql_are_text_in_every_field() {
    let made = made().await;
    let mut browser = administrator(&made).await;
    let mut nobody = made.browser();
    let first = made.app.first_link().replace("http://127.0.0.1:8000", "");
    for attack in [SCRIPT, SQL] {
        browser.get("/accounts").await;
        let mut pages = vec![
            browser.post("/accounts", &[("name", attack), ("title", attack)]).await,
            browser.post("/accounts", &[("name", &format!("n{}", attack.len())), ("title", attack)]).await,
            browser.get("/accounts").await,
            browser.post("/account/tokens", &[("label", attack), ("scope", "work"), ("days", "30")]).await,
            browser.post("/account/tokens", &[("label", attack), ("scope", attack), ("days", "30")]).await,
            browser.post("/account/sessions/end", &[("session", attack)]).await,
            browser.post("/accounts/1/roles", &[("role", attack), ("place", attack)]).await,
            browser.post("/accounts/2/roles/take", &[("role", "reader"), ("place", attack)]).await,
            browser
                .post("/account/password", &[("current", attack), ("password", attack), ("again", attack)])
                .await,
        ];
        nobody.get("/sign-in").await;
        let sign_in = [("name", attack), ("password", attack), ("next", attack)];
        pages.push(nobody.post("/sign-in", &sign_in).await);
        pages.push(
            nobody
                .post(&first, &[("name", attack), ("title", attack), ("password", attack), ("again", attack)])
                .await,
        );
        for (number, page) in pages.iter().enumerate() {
            assert!(page.status < 500, "page {number} of {attack}");
            assert!(
                !page.body.contains("<script>alert") && !page.body.contains("<img"),
                "page {number}: {}",
                page.body
            );
        }
        assert!(
            pages[2].body.contains("&#60;script") || pages[2].body.contains("DROP TABLE"),
            "{}",
            pages[2].body
        );
    }
    for path in
        ["/?x=<script>", "/sign-in?next=<script>alert(1)</script>", "/releases/<script>/", "/accounts/1'--"]
    {
        let path = path.replace('<', "%3C").replace('>', "%3E");
        let page = browser.get(&path).await;
        assert!(page.status < 500 && !page.body.contains("<script>"), "{path}");
    }
    assert_eq!(accounts(&made).await, 3, "the tables are there");
}

#[tokio::test]
async fn a_new_password_asks_for_the_current_one_and_ends_the_other_sessions() {
    let made = made().await;
    let id = made.account_with_password("manager", &[]).await;
    let mut browser = made.signed_in(id).await;
    let mut elsewhere = made.signed_in(id).await;
    browser.get("/account/password").await;
    let new = "quarry pelican tundra";
    let wrong = [("current", "wrong"), ("password", new), ("again", new)];
    let answer = browser.post("/account/password", &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Current password is wrong"));
    assert_eq!(elsewhere.get("/account").await.status, 200);
    let right = [("current", PASSWORD), ("password", new), ("again", new)];
    let answer = browser.post("/account/password", &right).await;
    assert_eq!((answer.status, answer.location()), (303, "/account?done=password"));
    assert!(browser.get(answer.location()).await.body.contains("signed out everywhere else"));
    assert!(elsewhere.get("/account").await.is_refusal());
    let mut again = made.browser();
    again.get("/sign-in").await;
    assert_eq!(again.post("/sign-in", &[("name", "manager"), ("password", PASSWORD)]).await.status, 422);
    assert_eq!(again.post("/sign-in", &[("name", "manager"), ("password", new)]).await.status, 303);
}
