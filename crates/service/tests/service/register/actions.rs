//! Actions.

use jiff::SignedDuration;
use permissions::Role;

use super::{ATTACK, at_a_form, is_text, kept};
use crate::made::{at_place, everywhere, made};

const LETTER: [(&str, &str); 7] = [
    ("place", "eastvale"),
    ("indicator", "REFER"),
    ("origin", "minutes"),
    ("reference", "Scrutiny Committee, minute 14"),
    ("edition", "children 2023-10"),
    ("what", "Send a letter."),
    ("owner", "Head of service"),
];

fn due(when: &'static str) -> Vec<(&'static str, &'static str)> {
    [LETTER.as_slice(), &[("due", when)]].concat()
}

/// The letter with one answer changed.
fn with<'a>(field: &'a str, answer: &'a str) -> Vec<(&'a str, &'a str)> {
    let others = due("29 November 2023").into_iter().filter(|(name, _)| *name != field);
    others.chain([(field, answer)]).collect()
}

#[tokio::test]
async fn an_action_is_seen_and_written_by_those_who_answer_for_its_place() {
    let made = made().await;
    let mut east = at_a_form(&made, "east", &[at_place(Role::Manager, "eastvale")]).await;
    let page = kept(&mut east, "/actions", &due("29 November 2023")).await;
    for expected in [
        "It was added.",
        "Action 1, Eastvale",
        "<p>Send a letter.</p>",
        "Head of service",
        "REFER Percentage of re-referrals",
        "Scrutiny Committee, minute 14",
        "October 2023",
        "The east",
    ] {
        assert!(page.body.contains(expected), "{expected}: {}", page.body);
    }
    assert!(east.get("/actions").await.body.contains("/actions/eastvale/1"));
    let mut west = at_a_form(&made, "west", &[at_place(Role::Manager, "westmoor")]).await;
    let list = west.get("/actions").await.body;
    assert!(list.contains("No actions.") && !list.contains("Send a letter."), "{list}");
    let hidden = west.get("/actions/eastvale/1").await;
    let missing = west.get("/actions/eastvale/2").await;
    let nowhere = west.get("/actions/atlantis/1").await;
    assert_eq!((hidden.status, &hidden.body), (404, &missing.body));
    assert_eq!(missing.body, nowhere.body);
    for path in ["change", "status"] {
        let fields = [("from", "1"), ("what", "x"), ("owner", "x"), ("status", "done"), ("evidence", "x")];
        assert_eq!(west.post(&format!("/actions/eastvale/1/{path}"), &fields).await.status, 404, "{path}");
    }
    let mut checker = at_a_form(&made, "checker", &[everywhere(Role::Checker)]).await;
    let seen = checker.get("/actions/eastvale/1").await;
    assert!(seen.status == 200 && !seen.body.contains("Change this") && !seen.body.contains("Save how"));
    assert_eq!(checker.get("/actions/new").await.status, 403);
    assert!(!checker.get("/actions").await.body.contains("Add an action"));
    // Who sees everything and writes at one place is refused the form of another.
    let both = [everywhere(Role::Checker), at_place(Role::Manager, "westmoor")];
    let mut both = at_a_form(&made, "both", &both).await;
    assert_eq!(both.get("/actions/eastvale/1/change").await.status, 403);
    let standing = [("from", "1"), ("status", "done"), ("evidence", "x")];
    assert_eq!(both.post("/actions/eastvale/1/status", &standing).await.status, 403);
    let mut reader = at_a_form(&made, "reader", &[everywhere(Role::Reader)]).await;
    assert_eq!(reader.get("/actions").await.status, 403);
}

#[tokio::test]
async fn an_action_of_another_place_is_refused_like_one_of_no_place() {
    let made = made().await;
    let mut east = at_a_form(&made, "east", &[at_place(Role::Manager, "eastvale")]).await;
    for place in ["westmoor", "atlantis", "_", ""] {
        let answer = east.post("/actions", &with("place", place)).await;
        assert_eq!(answer.status, 422, "{place}");
        assert!(answer.body.contains("Choose a place from the list"), "{}", answer.body);
        assert!(!answer.body.contains("Westmoor"), "{}", answer.body);
    }
    let mut director = at_a_form(&made, "director", &[everywhere(Role::Director)]).await;
    let whole = kept(&mut director, "/actions", &with("place", "_")).await;
    assert!(whole.body.contains("The council as a whole"), "{}", whole.body);
    assert_eq!(director.get("/actions/_/1").await.status, 200);
    assert_eq!(east.get("/actions/_/1").await.status, 404, "what is about no place is about all of them");
}

#[tokio::test]
async fn an_action_is_in_time_on_its_last_day_and_overdue_on_the_next() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[everywhere(Role::Manager)]).await;
    kept(&mut manager, "/actions", &due("20 November 2023")).await;
    let list = manager.get("/actions").await.body;
    assert!(list.contains("1 open, none overdue.") && list.contains("due today"), "{list}");
    made.later(SignedDuration::from_hours(24));
    let mut manager = made.signed_in(2).await;
    let list = manager.get("/actions").await.body;
    assert!(list.contains("1 open, 1 of them overdue.") && list.contains("overdue by 1 day"), "{list}");
    let page = manager.get("/actions/eastvale/1").await.body;
    assert!(page.contains("In time until 20 November 2023. Overdue by 1 day."), "{page}");
    let done = [("from", "1"), ("status", "done"), ("evidence", "It was sent.")];
    kept(&mut manager, "/actions/eastvale/1/status", &done).await;
    let list = manager.get("/actions").await.body;
    assert!(list.contains("None is open.") && !list.contains("overdue by"), "{list}");
}

#[tokio::test]
async fn a_deadline_is_kept_as_people_write_it_with_what_was_understood() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[everywhere(Role::Manager)]).await;
    for (number, (due, understood)) in [
        ("Roll out Sept/Nov 2023", "In time until 30 November 2023."),
        ("as soon as possible", "No one day could be read from this"),
        ("Ongoing", "It goes on"),
        ("COMPLETED", "It was done already by these words"),
        ("", "Nobody has said when"),
    ]
    .into_iter()
    .enumerate()
    {
        let page = kept(&mut manager, "/actions", &with("due", due)).await.body;
        assert!(page.contains(due) && page.contains(understood), "{due}: {page}");
        let form = manager.get(&format!("/actions/eastvale/{}/change", number + 1)).await.body;
        assert!(form.contains(&format!("name=\"due\" value=\"{due}\"")), "{form}");
        assert!(form.contains("name=\"due_on\" value=\"\""), "{form}");
    }
    let said = [with("due", "before the summer"), vec![("due_on", "30 June 2024")]].concat();
    let page = kept(&mut manager, "/actions", &said).await.body;
    assert!(page.contains("before the summer") && page.contains("In time until 30 June 2024."), "{page}");
    let form = manager.get("/actions/eastvale/6/change").await.body;
    assert!(form.contains("name=\"due_on\" value=\"30 June 2024\""), "{form}");
    let unread = [with("due", "soon"), vec![("due_on", "June 2024")]].concat();
    let answer = manager.post("/actions", &unread).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("must be a day, such as 29 November 2026"), "{}", answer.body);
}

#[tokio::test]
async fn an_action_is_done_with_what_shows_it_and_dropped_with_the_reason() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[everywhere(Role::Manager)]).await;
    kept(&mut manager, "/actions", &due("29 November 2023")).await;
    let path = "/actions/eastvale/1/status";
    for (status, ask) in
        [("done", "Enter what shows that it was done"), ("dropped", "Enter why it was dropped")]
    {
        let answer = manager.post(path, &[("from", "1"), ("status", status), ("evidence", " ")]).await;
        assert_eq!(answer.status, 422, "{status}");
        assert!(answer.body.contains(&format!("<a href=\"#evidence\">{ask}</a>")), "{}", answer.body);
        assert!(answer.body.contains(&format!("value=\"{status}\" selected")), "what was chosen is kept");
    }
    let closed = [("from", "1"), ("status", "dropped"), ("evidence", "The service has closed.")];
    let page = kept(&mut manager, path, &closed).await.body;
    assert!(page.contains("Dropped") && page.contains("The service has closed."), "{page}");
    let open = [("from", "2"), ("status", "open"), ("evidence", "")];
    let page = kept(&mut manager, path, &open).await.body;
    assert!(page.contains("<dd>Open</dd>"), "{page}");
    assert!(page.contains("The service has closed."), "it stays among what was said");
    let unknown = [("from", "3"), ("status", "maybe"), ("evidence", "x")];
    assert_eq!(manager.post(path, &unknown).await.status, 422);
}

#[tokio::test]
async fn of_two_who_write_at_once_the_second_gets_both_texts_and_nothing_is_lost() {
    let made = made().await;
    let mut first = at_a_form(&made, "first-manager", &[everywhere(Role::Manager)]).await;
    let mut second = at_a_form(&made, "second-manager", &[everywhere(Role::Manager)]).await;
    kept(&mut first, "/actions", &due("29 November 2023")).await;
    let path = "/actions/eastvale/1/change";
    let said = |from, what| [("from", from), ("what", what), ("owner", "Head of service"), ("due", "")];
    kept(&mut first, path, &said("1", "Send it to members.")).await;
    let answer = second.post(path, &said("1", "Send it to parents.\n\nAnd to schools.")).await;
    assert_eq!(answer.status, 409);
    for expected in ["The first-manager wrote", "Send it to members.", "Send it to parents.", "differs"] {
        assert!(answer.body.contains(expected), "{expected}: {}", answer.body);
    }
    assert!(
        answer.body.contains("Send it to parents.&#10;&#10;And to schools.</textarea>"),
        "as it was typed"
    );
    assert!(answer.body.contains("name=\"from\" value=\"2\""), "{}", answer.body);
    let page = second.get("/actions/eastvale/1").await.body;
    assert!(page.contains("Send it to members.") && !page.contains("parents"), "nothing was changed: {page}");
    let page = kept(&mut second, path, &said("2", "Send it to members and parents.")).await.body;
    assert!(page.contains("Send it to members and parents."), "{page}");
    assert!(
        page.contains("Send it to members.") && page.contains("Send a letter."),
        "all that was said stays"
    );
    // How it stands is another form of the same entry.
    let status = [("from", "1"), ("status", "done"), ("evidence", "Sent.")];
    let answer = second.post("/actions/eastvale/1/status", &status).await;
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("Send a letter.") && answer.body.contains("Sent."), "{}", answer.body);
    let never = [("from", "9"), ("status", "done"), ("evidence", "Sent.")];
    assert_eq!(second.post("/actions/eastvale/1/status", &never).await.status, 422);
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_asked_for_at_its_field_and_the_rest_kept() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[everywhere(Role::Manager)]).await;
    let long = "r".repeat(201);
    for (field, answer, expected) in [
        ("what", " ", "Enter what is to be done"),
        ("owner", "", "Enter the role that does it"),
        ("owner", &long, "Owner must be 200 characters or fewer"),
        ("due", &long, "Due must be 200 characters or fewer"),
        ("reference", &long, "must be 200 characters or fewer"),
        ("origin", "dream", "Choose where the action comes from"),
        ("edition", "children 2031-01", "Choose a scorecard from the list"),
        ("indicator", "NOTHING", "Choose an indicator from the list"),
    ] {
        let page = manager.post("/actions", &with(field, answer)).await;
        assert_eq!(page.status, 422, "{field}");
        assert!(page.body.contains(&format!("<a href=\"#{field}\">")), "{field}: {}", page.body);
        assert!(page.body.contains(expected), "{expected}: {}", page.body);
        assert!(page.body.contains("value=\"eastvale\" selected"), "{}", page.body);
    }
    let longest = "r".repeat(200);
    kept(&mut manager, "/actions", &with("owner", &longest)).await;
    assert_eq!(manager.post("/actions", &[]).await.status, 422);
}

#[tokio::test]
async fn from_an_indicator_at_a_place_its_actions_are_listed_and_one_more_added() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[everywhere(Role::Manager)]).await;
    kept(&mut manager, "/actions", &due("29 November 2023")).await;
    kept(&mut manager, "/actions", &with("place", "westmoor")).await;
    let list = manager.get("/actions?place=eastvale&indicator=REFER").await.body;
    assert!(list.contains("/actions/eastvale/1") && !list.contains("/actions/westmoor/1"), "{list}");
    assert!(list.contains("/actions/new?place=eastvale&#38;indicator=REFER"), "{list}");
    let form = manager.get("/actions/new?place=eastvale&indicator=REFER").await.body;
    for chosen in ["value=\"eastvale\" selected", "value=\"REFER\" selected"] {
        assert!(form.contains(chosen), "{form}");
    }
    for (query, expected) in [("status=done", 0), ("status=open", 2), ("origin=plan", 0), ("indicator=x", 0)]
    {
        let list = manager.get(&format!("/actions?{query}")).await.body;
        assert_eq!(list.matches("<th scope=\"row\">").count(), expected, "{query}");
    }
}

#[tokio::test]
async fn script_in_any_field_is_text() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[everywhere(Role::Manager)]).await;
    for field in ["place", "indicator", "origin", "edition", "reference", "what", "owner", "due", "due_on"] {
        is_text(&manager.post("/actions", &with(field, ATTACK)).await);
    }
    let all = [("place", "eastvale"), ("origin", "plan"), ("edition", "children"), ("reference", ATTACK)];
    let all = [all.as_slice(), &[("what", ATTACK), ("owner", ATTACK), ("due", ATTACK)]].concat();
    let page = kept(&mut manager, "/actions", &all).await;
    is_text(&page);
    assert!(page.body.contains("script"), "{}", page.body);
    let number = page.body.split("/actions/eastvale/").nth(1).unwrap().split('/').next().unwrap();
    let path = format!("/actions/eastvale/{number}");
    is_text(&manager.get("/actions").await);
    is_text(&manager.get(&format!("{path}/change")).await);
    let done = [("from", "1"), ("status", "done"), ("evidence", ATTACK)];
    is_text(&kept(&mut manager, &format!("{path}/status"), &done).await);
    is_text(&manager.post(&format!("{path}/status"), &done).await);
    let query = "%3Cscript%3Ealert(1)%3C/script%3E";
    is_text(&manager.get(&format!("/actions?place={query}&indicator={query}&status={query}")).await);
    is_text(&manager.get(&format!("/actions/new?place={query}&indicator={query}")).await);
    is_text(&manager.get(&format!("/actions/{query}/1?done={query}")).await);
}
