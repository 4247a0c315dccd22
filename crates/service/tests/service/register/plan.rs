//! The forward plan.

use permissions::Role;

use super::{ATTACK, at_a_form, is_text, kept};
use crate::made::{at_place, everywhere, made, made_of};

const ITEM: [(&str, &str); 4] = [
    ("scorecard", "children"),
    ("title", "Performance monitoring"),
    ("meeting", "Scrutiny Committee"),
    ("on", "11 January 2024"),
];

#[tokio::test]
async fn an_item_that_is_moved_shows_where_it_was() {
    let made = made().await;
    let mut analyst = at_a_form(&made, "analyst", &[everywhere(Role::Analyst)]).await;
    let page = kept(&mut analyst, "/plan", &ITEM).await.body;
    assert!(page.contains("Scrutiny Committee") && page.contains("11 January 2024"), "{page}");
    let moved = [
        ("from", "1"),
        ("status", "planned"),
        ("title", "Performance monitoring"),
        ("meeting", "Cabinet Committee"),
        ("on", "7 March 2024"),
        ("note", "The release is late."),
    ];
    let page = kept(&mut analyst, "/plan/1/change", &moved).await.body;
    for expected in ["Cabinet Committee", "7 March 2024", "11 January 2024", "The release is late."] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    let plan = analyst.get("/plan").await.body;
    assert!(plan.contains("7 March 2024") && !plan.contains("11 January 2024"), "{plan}");
    let conflict = analyst.post("/plan/1/change", &moved).await;
    assert_eq!(conflict.status, 409, "{}", conflict.body);
    assert!(conflict.body.contains("Scrutiny Committee") || conflict.body.contains("Cabinet Committee"));
}

#[tokio::test]
async fn an_item_is_taken_and_one_that_is_dropped_has_a_reason() {
    let made = made().await;
    let mut analyst = at_a_form(&made, "analyst", &[everywhere(Role::Analyst)]).await;
    kept(&mut analyst, "/plan", &ITEM).await;
    let said = |from, status, note| [("from", from), ("status", status), ("note", note)];
    let all = |from, status, note| [&ITEM[1..], &said(from, status, note)].concat();
    let refused = analyst.post("/plan/1/change", &all("1", "dropped", "")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("<a href=\"#note\">Enter why it was dropped</a>"), "{}", refused.body);
    kept(&mut analyst, "/plan/1/change", &all("1", "taken", "")).await;
    assert!(analyst.get("/plan").await.body.contains("<td>taken</td>"));
    kept(&mut analyst, "/plan/1/change", &all("2", "dropped", "It was asked once.")).await;
    assert!(analyst.get("/plan").await.body.contains("It was asked once."));
}

#[tokio::test]
async fn the_plan_is_seen_by_those_who_work_and_made_by_those_who_work_for_the_whole_council() {
    let made = made().await;
    let mut analyst = at_a_form(&made, "analyst", &[everywhere(Role::Analyst)]).await;
    kept(&mut analyst, "/plan", &ITEM).await;
    let mut manager = at_a_form(&made, "manager", &[at_place(Role::Manager, "eastvale")]).await;
    let plan = manager.get("/plan").await;
    assert!(plan.status == 200 && plan.body.contains("Performance monitoring"), "{}", plan.body);
    assert!(!plan.body.contains("Add to the plan"));
    assert!(!manager.get("/plan/1").await.body.contains("Change this"));
    assert_eq!(manager.post("/plan", &ITEM).await.status, 403);
    assert_eq!(manager.get("/plan/1/change").await.status, 403);
    let mut provider = at_a_form(&made, "provider", &[at_place(Role::Provider, "eastvale")]).await;
    assert_eq!(provider.get("/plan").await.status, 403);
    assert_eq!(analyst.get("/plan/9").await.status, 404);
}

#[tokio::test]
async fn meetings_to_come_stand_first_and_the_next_of_the_calendar_is_filled_in() {
    let calendar =
        "calendar,date,to,name\nmeeting,2023-11-19,,Cabinet\nmeeting,2023-12-05,,Scrutiny Committee\n";
    let made = made_of(&[], &[("calendars/meetings.csv", calendar)]).await;
    let mut analyst = at_a_form(&made, "analyst", &[everywhere(Role::Analyst)]).await;
    let form = analyst.get("/plan/new").await.body;
    assert!(
        form.contains("value=\"Scrutiny Committee\"") && form.contains("value=\"5 December 2023\""),
        "{form}"
    );
    for (on, title) in [
        ("19 November 2023", "Over"),
        ("", "Some day"),
        ("20 November 2023", "Today"),
        ("21 November 2023", "Tomorrow"),
    ] {
        let fields = [ITEM[0], ITEM[2], ("on", on), ("title", title)];
        kept(&mut analyst, "/plan", &fields).await;
    }
    let plan = analyst.get("/plan").await.body;
    let order =
        ["Today", "Tomorrow", "Some day", "Over"].map(|title| plan.find(&format!(">{title}<")).unwrap());
    assert!(order.is_sorted(), "{plan}");
    let wrong = analyst.post("/plan", &[ITEM[0], ITEM[1], ITEM[2], ("on", "January 2024")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("must be a day"), "{}", wrong.body);
}

#[tokio::test]
async fn script_in_any_field_is_text() {
    let made = made().await;
    let mut analyst = at_a_form(&made, "analyst", &[everywhere(Role::Analyst)]).await;
    for field in ["scorecard", "indicator", "title", "meeting", "on", "note", "source"] {
        let others = ITEM.into_iter().filter(|(name, _)| *name != field);
        is_text(&analyst.post("/plan", &others.chain([(field, ATTACK)]).collect::<Vec<_>>()).await);
    }
    let all = [ITEM[0], ("title", ATTACK), ("meeting", ATTACK), ("note", ATTACK), ("source", ATTACK)];
    is_text(&kept(&mut analyst, "/plan", &all).await);
    is_text(&analyst.get("/plan").await);
    is_text(&analyst.get("/plan/1/change").await);
}
