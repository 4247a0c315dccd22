//! The front door.

use jiff::SignedDuration;
use permissions::Role;

use crate::browser::{Answer, Browser, between};
use crate::made::{Made, PASSWORD, everywhere, made, made_with};

async fn sign_in(browser: &mut Browser, name: &str, password: &str) -> Answer {
    browser.get("/sign-in").await;
    browser.post("/sign-in", &[("name", name), ("password", password), ("next", "/account")]).await
}

/// The path of the link by which the first administrator is made.
fn first_path(made: &Made) -> String {
    made.app.first_link().replace("http://127.0.0.1:8000", "")
}

#[tokio::test]
async fn somebody_signs_in_with_name_and_password_and_goes_where_they_wanted() {
    let made = made().await;
    made.account_with_password("manager", &[everywhere(Role::Manager)]).await;
    let mut browser = made.browser();
    let answer = browser.get("/account").await;
    assert_eq!((answer.status, answer.location()), (303, "/sign-in?next=/account"));
    let answer = sign_in(&mut browser, " Manager ", PASSWORD).await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/account"),
        "capitals and spaces around don’t matter"
    );
    let page = browser.get("/account").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("manager everywhere"), "{}", page.body);
    browser.post("/sign-out", &[]).await;
    assert!(browser.get("/account").await.is_refusal());
}

#[tokio::test]
async fn an_unknown_name_is_answered_as_a_wrong_password_is() {
    let made = made().await;
    made.account_with_password("manager", &[]).await;
    let mut answers = Vec::new();
    for (name, password) in [("manager", "wrong"), ("nobody", PASSWORD)] {
        let mut browser = made.browser();
        let answer = sign_in(&mut browser, name, password).await;
        assert_eq!(answer.status, 422);
        assert!(!browser.cookies.contains_key("bellwether"));
        let token = between(&answer.body, "name=\"form_token\" value=\"", "\"").unwrap();
        answers.push(answer.body.replace(token, "TOKEN").replace(name, "NAME"));
    }
    assert_eq!(answers[0], answers[1]);
    assert!(answers[0].contains("Name or password is wrong"));
    assert!(answers[0].contains("<title>Error: Sign in"));
    let log = made.log().await;
    assert_eq!(
        log.iter().filter(|line| line.contains("refused")).collect::<Vec<_>>(),
        ["nobody was refused to sign in account 2", "nobody was refused to sign in no account"],
        "each is written down, and neither tells what was typed"
    );
}

#[tokio::test]
async fn a_disabled_account_cannot_sign_in() {
    let made = made().await;
    let id = made.account_with_password("manager", &[]).await;
    let administrator = made.administrator().await;
    made.store.disable_account(&administrator, id, made.now()).await.unwrap();
    let answer = sign_in(&mut made.browser(), "manager", PASSWORD).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Name or password is wrong"));
}

#[tokio::test]
async fn a_session_that_somebody_was_made_to_come_with_is_worth_nothing() {
    let made = made().await;
    made.account_with_password("manager", &[]).await;
    // An attacker has put cookies of theirs into the browser.
    let planted = service::Secret::new().unwrap().reveal().to_owned();
    let mut browser = made.browser();
    for name in ["bellwether", "bellwether-form"] {
        browser.cookies.insert(name.to_owned(), planted.clone());
    }
    assert_eq!(sign_in(&mut browser, "manager", PASSWORD).await.status, 303);
    assert_ne!(browser.cookies["bellwether"], planted);
    let mut attacker = made.browser();
    attacker.cookies.insert("bellwether".to_owned(), planted);
    assert!(attacker.get("/account").await.is_refusal());
    // Whoever is signed in and signs in again leaves no session behind.
    let mut before = made.browser();
    before.cookies.clone_from(&browser.cookies);
    assert_eq!(sign_in(&mut browser, "manager", PASSWORD).await.status, 303);
    assert!(before.get("/account").await.is_refusal());
    assert_eq!(browser.get("/account").await.status, 200);
}

#[tokio::test]
async fn cookies_are_for_this_host_and_not_for_scripts() {
    let made = made().await;
    made.account_with_password("manager", &[]).await;
    let answer = sign_in(&mut made.browser(), "manager", PASSWORD).await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("bellwether=") && cookie.ends_with("; HttpOnly; SameSite=Lax; Path=/"),
        "{cookie}"
    );
    let secure = made_with(&[("url", "https://scorecards.example.gov.uk")]).await;
    let answer = secure.browser().get("/sign-in").await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-bellwether-form="), "{cookie}");
    assert!(cookie.ends_with("; HttpOnly; SameSite=Lax; Secure; Path=/"), "{cookie}");
    assert_eq!(answer.header("strict-transport-security"), "max-age=63072000");
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let made = made().await;
    made.account_with_password("manager", &[]).await;
    for (next, expected) in [
        ("/accounts?done=given", "/accounts?done=given"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ] {
        let mut browser = made.browser();
        browser.get("/sign-in").await;
        let fields = [("name", "manager"), ("password", PASSWORD), ("next", next)];
        assert_eq!(browser.post("/sign-in", &fields).await.location(), expected, "{next}");
    }
}

#[tokio::test]
async fn a_name_is_tried_ten_times_and_then_once_a_minute() {
    let made = made().await;
    made.account_with_password("manager", &[]).await;
    let mut browser = made.browser();
    browser.get("/sign-in").await;
    let wrong = [("name", "manager"), ("password", "wrong")];
    for number in 0..10_u8 {
        // From another address each time.
        browser.address.set_ip([192, 0, 2, 100 + number].into());
        assert_eq!(browser.post("/sign-in", &wrong).await.status, 422);
    }
    let right = [("name", "MANAGER"), ("password", PASSWORD)];
    let answer = browser.post("/sign-in", &right).await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, "60"));
    assert!(answer.body.contains("Wait 1 minute"), "{}", answer.body);
    let other = [("name", "somebody"), ("password", "wrong")];
    assert_eq!(browser.post("/sign-in", &other).await.status, 422, "others may go on");
    made.later(SignedDuration::from_secs(59));
    assert_eq!(browser.post("/sign-in", &right).await.status, 429);
    made.later(SignedDuration::from_secs(1));
    assert_eq!(browser.post("/sign-in", &right).await.status, 303);
}

#[tokio::test]
async fn an_address_is_tried_sixty_times_whatever_the_names() {
    let made = made().await;
    let mut browser = made.browser();
    browser.get("/sign-in").await;
    // The first tries are of no name that passes to the password; only how many there were counts.
    for number in 0..60 {
        let name = format!("name-{number}");
        let answer = browser.post("/sign-in", &[("name", &name), ("password", "")]).await;
        assert_eq!(answer.status, 422);
        // What the browser says of where it comes from is not believed.
        browser.headers = vec![("x-forwarded-for", format!("198.51.100.{number}"))];
    }
    let another = [("name", "another"), ("password", "")];
    assert_eq!(browser.post("/sign-in", &another).await.status, 429);
    browser.address.set_ip([192, 0, 2, 2].into());
    assert_eq!(browser.post("/sign-in", &another).await.status, 422, "another address may go on");
}

#[tokio::test]
async fn behind_a_proxy_the_address_is_the_one_that_the_proxy_adds() {
    let made = made_with(&[("proxy", "yes")]).await;
    let mut browser = made.browser();
    browser.get("/sign-in").await;
    for number in 0..60 {
        browser.headers = vec![("x-forwarded-for", format!("203.0.113.{number}, 198.51.100.7"))];
        browser.post("/sign-in", &[("name", &format!("name-{number}")), ("password", "")]).await;
    }
    let another = [("name", "another"), ("password", "")];
    assert_eq!(browser.post("/sign-in", &another).await.status, 429);
    browser.headers = vec![("x-forwarded-for", "198.51.100.7, 198.51.100.8".to_owned())];
    assert_eq!(browser.post("/sign-in", &another).await.status, 422);
}

#[tokio::test]
async fn the_first_administrator_is_made_by_the_link_and_only_once() {
    let made = made().await;
    let path = first_path(&made);
    let mut browser = made.browser();
    let wrong = format!("/first/{}", service::Secret::new().unwrap().reveal());
    assert_eq!(browser.get(&wrong).await.status, 404);
    assert_eq!(browser.get(&path).await.status, 200);
    let mut late = made.browser();
    late.get(&path).await;
    let fields =
        [("name", "First.Person"), ("title", "The first"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(browser.post(&wrong, &fields).await.status, 404);
    let answer = browser.post(&path, &fields).await;
    assert_eq!((answer.status, answer.location()), (303, "/accounts"));
    assert_eq!(browser.get("/accounts").await.status, 200, "they are signed in");
    assert_eq!(late.post(&path, &fields).await.status, 404);
    assert_eq!(late.get(&path).await.status, 404);
    assert_eq!(sign_in(&mut late, "first.person", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn a_password_is_long_and_not_a_common_one_and_nothing_else_is_asked() {
    let made = made().await;
    let path = first_path(&made);
    let mut browser = made.browser();
    browser.get(&path).await;
    let long = "a".repeat(201);
    for (password, again, expected) in [
        ("lantern-ott", "lantern-ott", "Password must have at least 12 characters"),
        (long.as_str(), long.as_str(), "Password must have at most 200 characters"),
        ("password1234", "password1234", "Password is too easy to guess"),
        ("Northshire12", "Northshire12", "Password is too easy to guess"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "Password is too easy to guess"),
        (PASSWORD, "lantern-otter-gravel-58", "Enter the same password as above"),
    ] {
        let fields =
            [("name", "northshire"), ("title", "Northshire"), ("password", password), ("again", again)];
        let answer = browser.post(&path, &fields).await;
        assert_eq!(answer.status, 422, "{password}");
        assert!(answer.body.contains(expected), "{password}: {}", answer.body);
        assert!(!answer.body.contains(password), "a password is never shown");
    }
    let words = "quarry pelican tundra";
    let fields = [("name", "northshire"), ("title", "Northshire"), ("password", words), ("again", words)];
    assert_eq!(browser.post(&path, &fields).await.status, 303, "no digits or signs are asked for");
}

#[tokio::test]
async fn an_invitation_sets_a_password_once_and_until_its_end() {
    let made = made().await;
    let mut administrator = made.signed_in(made.administrator().await.account().unwrap()).await;
    administrator.get("/accounts").await;
    let answer = administrator.post("/accounts", &[("name", "manager"), ("title", "The manager")]).await;
    assert_eq!(answer.status, 200);
    let link = between(&answer.body, "<code>http://127.0.0.1:8000", "</code>").unwrap().to_owned();
    let chosen = [("password", PASSWORD), ("again", PASSWORD)];
    let mut late = made.browser();
    late.get(&link).await;
    let mut browser = made.browser();
    assert!(browser.get(&link).await.body.contains("The manager"));
    assert_eq!(browser.post(&link, &chosen).await.status, 303);
    assert_eq!(browser.get("/account").await.status, 200, "they are signed in");
    assert_eq!(late.post(&link, &chosen).await.status, 404);
    administrator.get("/accounts/2").await;
    let again = administrator.post("/accounts/2/invitation", &[]).await;
    let link = between(&again.body, "<code>http://127.0.0.1:8000", "</code>").unwrap().to_owned();
    made.later(SignedDuration::from_hours(72) - SignedDuration::from_secs(1));
    assert_eq!(made.browser().get(&link).await.status, 200);
    made.later(SignedDuration::from_secs(1));
    assert_eq!(made.browser().get(&link).await.status, 404);
}
