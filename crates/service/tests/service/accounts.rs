//! Looking after accounts.

use permissions::Role;

use crate::browser::Browser;
use crate::made::{Made, at_place, everywhere, made};

async fn administrator(made: &Made) -> Browser {
    made.signed_in(made.administrator().await.account().unwrap()).await
}

#[tokio::test]
async fn an_administrator_adds_accounts_and_gives_and_takes_roles() {
    let made = made().await;
    let mut browser = administrator(&made).await;
    browser.get("/accounts").await;
    let added = browser.post("/accounts", &[("name", "Manager"), ("title", " The manager ")]).await;
    assert!(added.body.contains("/invitation/"), "{}", added.body);
    let list = browser.get("/accounts").await.body;
    assert!(list.contains("The manager") && list.contains("invited"), "{list}");
    for (role, place) in [("manager", "eastvale"), ("manager", "westmoor"), ("reader", "")] {
        let answer = browser.post("/accounts/2/roles", &[("role", role), ("place", place)]).await;
        assert_eq!((answer.status, answer.location()), (303, "/accounts/2?done=given"));
    }
    let administrator = made.administrator().await;
    let grants = async || made.store.account(&administrator, 2).await.unwrap().grants;
    assert_eq!(grants().await.len(), 2);
    assert!(browser.get("/accounts/2?done=given").await.body.contains("The role was given."));
    let taken = browser.post("/accounts/2/roles/take", &[("role", "manager"), ("place", "eastvale")]).await;
    assert_eq!(taken.location(), "/accounts/2?done=taken");
    assert_eq!(grants().await, [everywhere(Role::Reader), at_place(Role::Manager, "westmoor")]);
}

#[tokio::test]
async fn nobody_changes_their_own_account_among_those_they_look_after() {
    let made = made().await;
    let mut browser = administrator(&made).await;
    let page = browser.get("/accounts/1").await;
    assert!(!page.body.contains("Give a role") && !page.body.contains("Disable"), "{}", page.body);
    browser.get("/account").await;
    for path in ["roles", "roles/take", "disable", "enable", "invitation"] {
        let answer =
            browser.post(&format!("/accounts/1/{path}"), &[("role", "analyst"), ("place", "")]).await;
        assert_eq!(answer.status, 403, "{path}");
    }
    let own = made.store.own_account(&made.administrator().await).await.unwrap();
    assert_eq!(own.grants, [everywhere(Role::Administrator)]);
}

#[tokio::test]
async fn information_governance_sees_accounts_and_changes_none() {
    let made = made().await;
    let mut browser = made.somebody("governance", &[everywhere(Role::InformationGovernance)]).await;
    assert!(!browser.get("/accounts").await.body.contains("Add an account"));
    assert!(!browser.get("/accounts/1").await.body.contains("Give a role"));
    browser.get("/account").await;
    assert_eq!(browser.post("/accounts", &[("name", "x"), ("title", "y")]).await.status, 403);
    assert_eq!(browser.post("/accounts/1/disable", &[]).await.status, 403);
}

#[tokio::test]
async fn an_account_that_is_disabled_is_signed_out_at_once() {
    let made = made().await;
    let mut browser = administrator(&made).await;
    let id = made.account("manager", &[]).await;
    let mut manager = made.signed_in(id).await;
    browser.get("/accounts").await;
    assert_eq!(browser.post(&format!("/accounts/{id}/disable"), &[]).await.status, 303);
    assert!(manager.get("/account").await.is_refusal());
    assert!(browser.get("/accounts").await.body.contains("disabled"));
    assert_eq!(browser.post(&format!("/accounts/{id}/enable"), &[]).await.status, 303);
    assert!(manager.get("/account").await.is_refusal(), "its sessions are over for good");
    assert_eq!(browser.post("/accounts/99/disable", &[]).await.status, 404);
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let made = made().await;
    let id = made.account("second", &[everywhere(Role::Administrator)]).await;
    let mut second = made.signed_in(id).await;
    second.get("/accounts").await;
    assert_eq!(second.post("/accounts/1/disable", &[]).await.status, 303);
    let first = made.administrator().await;
    let last = made.store.take_role(&first, id, &everywhere(Role::Administrator), made.now()).await;
    assert!(matches!(last, Err(store::StoreError::LastAdministrator)));
}

#[tokio::test]
async fn a_name_is_taken_once_and_made_of_what_can_be_typed() {
    let made = made().await;
    let mut browser = administrator(&made).await;
    browser.get("/accounts").await;
    let long = "n".repeat(101);
    for (name, title, expected) in [
        ("FIRST", "x", "Another account has that name"),
        ("", "x", "Enter a name to sign in with"),
        ("two words", "x", "only letters, digits"),
        (long.as_str(), "x", "100 characters or fewer"),
        ("name", " ", "Enter a name or role"),
        ("name", long.as_str(), "100 characters or fewer"),
    ] {
        let answer = browser.post("/accounts", &[("name", name), ("title", title)]).await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(answer.body.contains(expected), "{name}: {}", answer.body);
    }
    let fine = browser.post("/accounts", &[("name", &"n".repeat(100)), ("title", &"t".repeat(100))]).await;
    assert_eq!(fine.status, 200);
}

#[tokio::test]
async fn the_audit_log_shows_what_was_done_and_that_it_was_looked_at() {
    let made = made().await;
    let mut browser = made.somebody("governance", &[everywhere(Role::InformationGovernance)]).await;
    let page = browser.get("/audit?verify=yes").await.body;
    for expected in
        ["added account", "gave role", "information governance everywhere", "Every entry is what was written"]
    {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    assert_eq!(page.matches("The governance").count(), 1, "numbers, not names: only the header has hers");
    let again = browser.get("/audit").await.body;
    assert!(again.contains("<td>saw</td><td>audit log</td>"), "{again}");
    assert_eq!(browser.get("/audit?before=2").await.status, 200);
    assert_eq!(browser.get("/audit?before=x").await.status, 404);
}
