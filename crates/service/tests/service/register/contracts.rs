//! Contracts.

use jiff::SignedDuration;
use permissions::Role;

use super::{ATTACK, at_a_form, is_text, kept, with_providers};
use crate::made::{at_place, everywhere};

const AGREED: [(&str, &str); 10] = [
    ("provider", "north-star"),
    ("service", "Family support"),
    ("areas", "Eastvale, westmoor"),
    ("scope", "Families with children under 11."),
    ("yearly_value", "£1,200,000"),
    ("counted_by", "CASES"),
    ("begins", "1 April 2023"),
    ("ends", "31 March 2026"),
    ("review_on", "20 November 2023"),
    ("terms", "Paid each quarter."),
];

fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let is_kept = |field: &&(&str, &str)| !changed.iter().any(|(name, _)| *name == field.0);
    AGREED.iter().filter(is_kept).chain(changed).copied().collect()
}

#[tokio::test]
async fn a_contract_stands_beside_the_figures_of_its_provider() {
    let made = with_providers().await;
    let mut commissioner = at_a_form(&made, "commissioner", &[everywhere(Role::Commissioner)]).await;
    let page = kept(&mut commissioner, "/contracts", &AGREED).await.body;
    for expected in [
        "<h1>Family support</h1>",
        "North Star",
        "Eastvale, Westmoor",
        "£1,200,000",
        "<dd>£2,000",
        "600, the outturn of CASES Families taken on in financial year 2022–23",
        "1 April 2023",
        "Runs",
        "Due today",
        "1 April 2024",
        "June 2023",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    assert!(
        page.contains("<td class=\"number\">306</td><td class=\"number\">300</td>"),
        "three months of twelve, and their part of the target: {page}"
    );
    let list = commissioner.get("/contracts").await.body;
    assert!(list.contains("1 April 2023 to 31 March 2026") && list.contains("due today"), "{list}");
    // Where no indicator is named, nothing is divided.
    let plain = kept(&mut commissioner, "/contracts", &with(&[("counted_by", "")])).await.body;
    assert!(!plain.contains("Unit cost"), "{plain}");
    let no_outturn = with(&[("provider", "south-star")]);
    let page = kept(&mut commissioner, "/contracts", &no_outturn).await.body;
    assert!(page.contains("There is no outturn yet"), "{page}");
}

#[tokio::test]
async fn a_review_is_due_on_its_day_and_overdue_on_the_next_until_the_contract_has_ended() {
    let made = with_providers().await;
    let mut commissioner = at_a_form(&made, "commissioner", &[everywhere(Role::Commissioner)]).await;
    let ends = with(&[("begins", "20 November 2022"), ("ends", "21 November 2023")]);
    kept(&mut commissioner, "/contracts", &ends).await;
    let list = commissioner.get("/contracts").await.body;
    assert_eq!(list.matches("due today").count(), 2, "the review, and the deep dive after a year: {list}");
    made.later(SignedDuration::from_hours(24));
    let mut commissioner = made.signed_in(2).await;
    let list = commissioner.get("/contracts").await.body;
    assert_eq!(list.matches("overdue by 1 day").count(), 2, "{list}");
    let page = commissioner.get("/contracts/north-star/1").await.body;
    assert!(page.contains("Runs") && page.contains("Overdue by 1 day"), "{page}");
    made.later(SignedDuration::from_hours(24));
    let mut commissioner = made.signed_in(2).await;
    let list = commissioner.get("/contracts").await.body;
    assert!(list.contains("ended") && !list.contains("overdue"), "{list}");
}

#[tokio::test]
async fn a_provider_sees_its_own_contract_and_no_trace_of_another() {
    let made = with_providers().await;
    let mut commissioner = at_a_form(&made, "commissioner", &[everywhere(Role::Commissioner)]).await;
    kept(&mut commissioner, "/contracts", &with(&[("provider", "south-star"), ("service", "Youth hub")]))
        .await;
    kept(&mut commissioner, "/contracts", &AGREED).await;
    let mut north = at_a_form(&made, "north", &[at_place(Role::Provider, "north-star")]).await;
    let page = north.get("/contracts/north-star/1").await;
    assert!(page.status == 200 && page.body.contains("Family support"), "numbers begin anew: {}", page.body);
    assert!(
        page.body.contains("306") && page.body.contains("/queries/new?place=north-star"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("Change this"), "{}", page.body);
    let list = north.get("/contracts").await.body;
    for trace in ["South Star", "south-star", "Youth hub", "Add a contract"] {
        assert!(!list.contains(trace) && !page.body.contains(trace), "{trace}: {list}");
    }
    let missing = north.get("/contracts/no-star/1").await;
    assert_eq!(missing.status, 404);
    for path in ["/contracts/south-star/1", "/contracts/south-star/2", "/contracts/north-star/2"] {
        let answer = north.get(path).await;
        assert_eq!((answer.status, &answer.body), (404, &missing.body), "{path}");
    }
    assert_eq!(north.get("/contracts/new").await.status, 403);
    north.get("/account").await;
    let said = with(&[("from", "1")]);
    let own = north.post("/contracts/north-star/1/change", &said).await;
    let other = north.post("/contracts/south-star/1/change", &said).await;
    assert_eq!((own.status, &own.body), (403, &other.body), "what they may not do tells nothing either");
    let mut newcomer = at_a_form(&made, "newcomer", &[at_place(Role::Provider, "eastvale")]).await;
    assert!(newcomer.get("/contracts").await.body.contains("No contracts."));
    let mut manager = at_a_form(&made, "manager", &[everywhere(Role::Manager)]).await;
    assert_eq!(manager.get("/contracts").await.status, 403);
}

#[tokio::test]
async fn a_commissioner_of_some_contracts_writes_these() {
    let made = with_providers().await;
    let mut north = at_a_form(&made, "north", &[at_place(Role::Commissioner, "north-star")]).await;
    kept(&mut north, "/contracts", &AGREED).await;
    let refused = north.post("/contracts", &with(&[("provider", "south-star")])).await;
    let unknown = north.post("/contracts", &with(&[("provider", "no-star")])).await;
    assert_eq!((refused.status, refused.body), (422, unknown.body));
}

#[tokio::test]
async fn what_is_wrong_is_asked_for_at_its_field_and_the_rest_kept() {
    let made = with_providers().await;
    let mut commissioner = at_a_form(&made, "commissioner", &[everywhere(Role::Commissioner)]).await;
    for (field, answer, expected) in [
        ("service", "", "Enter the service"),
        ("areas", "Eastvale, Atlantis", "There is no place called Atlantis"),
        ("yearly_value", "a lot", "Value in a year must be an amount in pounds"),
        ("yearly_value", "-1", "Value in a year must be an amount in pounds"),
        ("yearly_value", "£27,5", "Value in a year must be an amount in pounds"),
        ("yearly_value", "1.005", "Value in a year must be an amount in pounds"),
        ("counted_by", "NOTHING", "Choose an indicator from the list"),
        ("begins", "April 2023", "First day must be a day"),
        ("ends", "31 March 2023", "Last day must be on or after the first"),
        ("review_on", "soon", "Next review must be a day"),
        ("deep_dive_on", "soon", "Deep dive must be a day"),
    ] {
        let page = commissioner.post("/contracts", &with(&[(field, answer)])).await;
        assert_eq!(page.status, 422, "{field}");
        assert!(page.body.contains(&format!("<a href=\"#{field}\">{expected}")), "{field}: {}", page.body);
        assert!(page.body.contains("Families with children under 11."), "{}", page.body);
    }
    for (amount, printed) in [("1176599.79", "£1,176,599.79"), ("0", "£0"), ("75,000.00", "£75,000")] {
        let page = kept(&mut commissioner, "/contracts", &with(&[("yearly_value", amount)])).await.body;
        assert!(page.contains(printed), "{printed}: {page}");
    }
    let one_day = with(&[("ends", "1 April 2023")]);
    kept(&mut commissioner, "/contracts", &one_day).await;
}

#[tokio::test]
async fn of_two_who_write_at_once_the_second_gets_both() {
    let made = with_providers().await;
    let mut commissioner = at_a_form(&made, "commissioner", &[everywhere(Role::Commissioner)]).await;
    kept(&mut commissioner, "/contracts", &AGREED).await;
    let path = "/contracts/north-star/1/change";
    let form = commissioner.get(path).await.body;
    for filled in ["Eastvale, Westmoor", "£1,200,000", "value=\"31 March 2026\"", "Paid each quarter."] {
        assert!(form.contains(filled), "{filled}: {form}");
    }
    kept(&mut commissioner, path, &with(&[("from", "1"), ("ends", "31 March 2027")])).await;
    let answer = commissioner.post(path, &with(&[("from", "1"), ("yearly_value", "1,300,000")])).await;
    assert_eq!(answer.status, 409);
    for expected in ["31 March 2027", "31 March 2026", "£1,300,000", "£1,200,000"] {
        assert!(answer.body.contains(expected), "{expected}: {}", answer.body);
    }
}

#[tokio::test]
async fn script_in_any_field_is_text() {
    let made = with_providers().await;
    let mut commissioner = at_a_form(&made, "commissioner", &[everywhere(Role::Commissioner)]).await;
    for (field, _) in AGREED {
        is_text(&commissioner.post("/contracts", &with(&[(field, ATTACK)])).await);
    }
    let all = with(&[("service", ATTACK), ("scope", ATTACK), ("terms", ATTACK)]);
    is_text(&kept(&mut commissioner, "/contracts", &all).await);
    is_text(&commissioner.get("/contracts").await);
    for number in 1..=4 {
        is_text(&commissioner.get(&format!("/contracts/north-star/{number}")).await);
        is_text(&commissioner.get(&format!("/contracts/north-star/{number}/change")).await);
    }
}
