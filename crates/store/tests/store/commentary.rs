//! Texts: every version is kept, nobody writes over another, and each goes its way from a draft to an approved one.

use std::sync::Arc;

use periods::Month;
use permissions::{Actor, Role};
use store::{AuditPage, By, FiledText, KeptText, Saved, Step, Store, StoreError, TextKey, TextState, Writer};

use crate::made::{MORNING, at};
use crate::people::{actor, at_places, everywhere};
use crate::scratch::{Kind, Scratch};

fn key(month: &str, indicator: &str) -> TextKey {
    TextKey {
        scorecard: "board".to_owned(),
        data_month: Month::parse(month).unwrap(),
        kind: "commentary".to_owned(),
        page: None,
        section: None,
        indicator: Some(indicator.to_owned()),
        place: Some("northshire".to_owned()),
    }
}

fn talks() -> TextKey {
    key("2023-10", "TALKS")
}

/// Somebody who may do all that can be done with a text, but for what nobody may with their own.
fn writer(account: i64) -> Writer {
    let grants = [everywhere(Role::Manager), everywhere(Role::Director)];
    Writer { actor: actor(account, &grants), role: format!("Manager {account}") }
}

fn by(account: i64) -> By {
    By { account: Some(account), role: format!("Manager {account}") }
}

/// Somebody who sees every text.
fn reader() -> Actor {
    actor(99, &[everywhere(Role::Checker)])
}

async fn save(store: &Store, began_with: u32, text: &str) -> KeptText {
    kept(store.save_text(&writer(1), &talks(), began_with, text, at(MORNING)).await.unwrap())
}

fn kept(saved: Saved) -> KeptText {
    match saved {
        Saved::Kept(text) => *text,
        Saved::Conflict { theirs, yours } => panic!("{theirs:?} against {yours}"),
    }
}

pub(crate) async fn a_text_is_written_submitted_returned_and_approved(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let (writer, checker) = (writer(1), writer(2));
    let draft = save(&store, 0, "It rose.").await;
    assert_eq!((draft.latest.number, draft.state()), (1, TextState::Draft));
    let submitted = kept(store.submit_text(&writer, &talks(), 1, at(MORNING)).await.unwrap());
    assert_eq!(submitted.state(), TextState::Submitted);
    let returned = store.return_text(&checker, &talks(), 1, "Why did it rise?", at(MORNING)).await.unwrap();
    let returned = kept(returned);
    assert_eq!(returned.state(), TextState::Returned);
    assert_eq!(returned.last_step.unwrap().reason.as_deref(), Some("Why did it rise?"));
    let again = save(&store, 1, "It rose because of the new team.").await;
    assert_eq!((again.latest.number, again.state()), (2, TextState::Returned));
    kept(store.submit_text(&writer, &talks(), 2, at(MORNING)).await.unwrap());
    let approved = kept(store.approve_text(&checker, &talks(), 2, at(MORNING)).await.unwrap());
    assert_eq!(approved.state(), TextState::Approved);
    assert_eq!(store.texts("board", talks().data_month).await.unwrap(), [approved]);

    let history = store.text_history(&reader(), &talks()).await.unwrap();
    let texts: Vec<&str> = history.versions.iter().map(|version| version.text.as_str()).collect();
    assert_eq!(texts, ["It rose.", "It rose because of the new team."]);
    let steps: Vec<(Step, u32, Option<i64>)> =
        history.steps.iter().map(|step| (step.step, step.version, step.by.account)).collect();
    assert_eq!(
        steps,
        [
            (Step::Submitted, 1, Some(1)),
            (Step::Returned, 1, Some(2)),
            (Step::Submitted, 2, Some(1)),
            (Step::Approved, 2, Some(2)),
        ]
    );
    // What was approved too early can be given back.
    let returned = store.return_text(&checker, &talks(), 2, "The figure changed.", at(MORNING)).await;
    assert_eq!(kept(returned.unwrap()).state(), TextState::Returned);
}

pub(crate) async fn a_second_writer_gets_both_texts(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    save(&store, 0, "It rose.").await;
    save(&store, 1, "It rose, and fell.").await;
    let second = store.save_text(&writer(2), &talks(), 1, "It fell.", at(MORNING)).await.unwrap();
    let Saved::Conflict { theirs, yours } = second else { panic!("{second:?}") };
    assert_eq!((theirs.text.as_str(), theirs.number, theirs.by.account), ("It rose, and fell.", 2, Some(1)));
    assert_eq!(yours, "It fell.");
    let first = store.save_text(&writer(2), &talks(), 0, "It fell.", at(MORNING)).await.unwrap();
    assert!(matches!(first, Saved::Conflict { .. }), "somebody began before");
    assert_eq!(
        store.text_history(&reader(), &talks()).await.unwrap().versions.len(),
        2,
        "nothing was changed"
    );
    // Whoever has read both goes on from theirs.
    let both =
        store.save_text(&writer(2), &talks(), 2, "It rose, fell, and fell.", at(MORNING)).await.unwrap();
    assert_eq!(kept(both).latest.number, 3);
}

pub(crate) async fn nobody_takes_a_step_with_what_they_have_not_seen(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    save(&store, 0, "It rose.").await;
    save(&store, 1, "It fell.").await;
    let unseen = store.submit_text(&writer(1), &talks(), 1, at(MORNING)).await.unwrap();
    let Saved::Conflict { theirs, yours } = unseen else { panic!("{unseen:?}") };
    assert_eq!((theirs.text.as_str(), yours.as_str()), ("It fell.", "It rose."));
    assert_eq!(store.text(&reader(), &talks()).await.unwrap().unwrap().state(), TextState::Draft);
}

pub(crate) async fn what_is_asked_again_is_kept_once(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let first = save(&store, 0, "It rose.").await;
    assert_eq!(save(&store, 0, "It rose.").await, first, "cut off before it was heard");
    assert_eq!(save(&store, 1, "It rose.").await, first, "nothing was changed");
    let others = store.save_text(&writer(2), &talks(), 0, "It rose.", at(MORNING)).await.unwrap();
    assert!(matches!(others, Saved::Conflict { .. }), "somebody else wrote the same");
}

pub(crate) async fn a_step_out_of_turn_is_refused_with_where_the_text_is(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let (now, by, checker, key) = (at(MORNING), writer(1), writer(2), talks());
    let said = |refused: Result<Saved, StoreError>| refused.unwrap_err().to_string();
    assert_eq!(said(store.submit_text(&by, &key, 1, now).await), "there is no such text");
    assert_eq!(said(store.save_text(&by, &key, 3, "x", now).await), "there is no such text");
    save(&store, 0, "It rose.").await;
    assert_eq!(
        said(store.approve_text(&checker, &key, 1, now).await),
        "the text is draft, and only one that is submitted can be approved"
    );
    assert_eq!(
        said(store.return_text(&by, &key, 1, "Why?", now).await),
        "the text is draft, and only one that is submitted or approved can be returned"
    );
    assert_eq!(said(store.submit_text(&by, &key, 9, now).await), "there is no such text");
    store.submit_text(&by, &key, 1, now).await.unwrap();
    for state in ["submitted", "approved"] {
        assert_eq!(
            said(store.save_text(&by, &key, 1, "It fell.", now).await),
            format!("the text is {state}, and only one that is a draft or returned can be changed")
        );
        assert!(said(store.submit_text(&by, &key, 1, now).await).contains(state));
        let _ = store.approve_text(&checker, &key, 1, now).await;
    }
}

pub(crate) async fn a_text_a_role_and_a_reason_must_be_said(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let nobody = Writer { role: " ".to_owned(), ..writer(1) };
    let unsaid = |refused: Result<Saved, StoreError>| matches!(refused, Err(StoreError::Unsaid(_)));
    assert!(unsaid(store.save_text(&nobody, &talks(), 0, "It rose.", at(MORNING)).await));
    assert!(unsaid(store.save_text(&writer(1), &talks(), 0, " \n", at(MORNING)).await));
    save(&store, 0, "It rose.").await;
    store.submit_text(&writer(1), &talks(), 1, at(MORNING)).await.unwrap();
    assert!(unsaid(store.return_text(&writer(1), &talks(), 1, " ", at(MORNING)).await));
    let mut strange = talks();
    strange.kind = "poem".to_owned();
    let refused = store.save_text(&writer(1), &strange, 0, "It rose.", at(MORNING)).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
}

pub(crate) async fn the_text_of_the_month_before_stands_beside_it(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    for month in ["2023-06", "2023-08", "2023-11"] {
        let text = format!("Of {month}.");
        store.save_text(&writer(1), &key(month, "TALKS"), 0, &text, at(MORNING)).await.unwrap();
    }
    store.save_text(&writer(1), &key("2023-09", "OTHER"), 0, "Another.", at(MORNING)).await.unwrap();
    let before = store.text_before(&reader(), &talks()).await.unwrap().unwrap();
    assert_eq!(before.latest.text, "Of 2023-08.");
    assert_eq!(store.text_before(&reader(), &key("2023-06", "TALKS")).await.unwrap(), None);
    assert_eq!(store.texts("board", talks().data_month).await.unwrap(), []);
    assert_eq!(store.texts("other", Month::parse("2023-08").unwrap()).await.unwrap(), []);
}

fn filed(indicator: &str, role: Option<&str>) -> FiledText {
    FiledText {
        key: key("2023-10", indicator),
        role: role.map(str::to_owned),
        specimen: true,
        text: format!("{indicator}: “quoted” and 'quoted'."),
    }
}

pub(crate) async fn the_texts_of_files_are_taken_in_once(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    assert!(!store.has_texts().await.unwrap());
    let texts = [filed("TALKS", Some("Head of service")), filed("OTHER", None)];
    assert_eq!(store.import_texts(&texts, at(MORNING)).await.unwrap(), 2);
    assert!(store.has_texts().await.unwrap());
    let kept = store.texts("board", talks().data_month).await.unwrap();
    assert_eq!(kept.iter().map(KeptText::state).collect::<Vec<_>>(), [TextState::Approved; 2]);
    assert_eq!(kept[0].latest.by, By { account: None, role: "Head of service".to_owned() });
    assert!(kept[0].latest.specimen && kept[0].latest.text == texts[0].text);
    assert_eq!(store.import_texts(&[filed("MORE", None)], at(MORNING)).await.unwrap(), 0);
    assert_eq!(store.texts("board", talks().data_month).await.unwrap().len(), 2);
}

pub(crate) async fn a_text_that_named_a_child_is_removed_for_good(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let secret = "This specimen names a child. ".repeat(200);
    save(&store, 0, &secret).await;
    save(&store, 1, &format!("{secret}Again.")).await;
    store.submit_text(&writer(1), &talks(), 2, at(MORNING)).await.unwrap();
    let removed =
        store.remove_text(&writer(2), &talks(), 2, "It was about a child.", at(MORNING)).await.unwrap();
    let removed = kept(removed);
    assert_eq!((removed.state(), removed.latest.text.as_str()), (TextState::Removed, ""));
    let history = store.text_history(&reader(), &talks()).await.unwrap();
    assert!(history.versions.iter().all(|version| version.text.is_empty() && version.by == by(1)));
    if scratch.kind() == Kind::Sqlite {
        let bytes = std::fs::read(scratch.path()).unwrap();
        assert!(!bytes.windows(14).any(|window| window == b"names a child."));
    }
    for refused in [
        store.submit_text(&writer(1), &talks(), 2, at(MORNING)).await,
        store.remove_text(&writer(2), &talks(), 2, "It names a child.", at(MORNING)).await,
    ] {
        assert!(matches!(refused, Err(StoreError::TextState { .. })), "{refused:?}");
    }
    let anew = save(&store, 2, "It rose.").await;
    assert_eq!(anew.state(), TextState::Draft);
    kept(store.submit_text(&writer(1), &talks(), 3, at(MORNING)).await.unwrap());
    let other = Scratch::create(scratch.kind()).await.unwrap();
    let restored = other.open().await;
    store.copy_to(&restored).await.unwrap();
    let (there, here) =
        (store.text_history(&reader(), &talks()).await, restored.text_history(&reader(), &talks()).await);
    assert_eq!(here.unwrap(), there.unwrap());
}

/// Who may do what with a text is asked of the table, at its place.
pub(crate) async fn a_text_is_seen_and_changed_by_those_who_answer_for_its_place(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let at_place = |account, role, place| Writer {
        actor: actor(account, &[at_places(role, &[place])]),
        role: "Manager".to_owned(),
    };
    let own = at_place(1, Role::Manager, "northshire");
    let other = at_place(2, Role::Manager, "southshire");
    let director = at_place(3, Role::Director, "northshire");
    let now = at(MORNING);
    let refused = |saved: Result<Saved, StoreError>| matches!(saved, Err(StoreError::NotAllowed { .. }));
    assert!(refused(store.save_text(&other, &talks(), 0, "It fell.", now).await));
    kept(store.save_text(&own, &talks(), 0, "It rose.", now).await.unwrap());
    assert!(refused(store.submit_text(&other, &talks(), 1, now).await));
    kept(store.submit_text(&own, &talks(), 1, now).await.unwrap());
    assert!(refused(store.approve_text(&own, &talks(), 1, now).await), "a manager approves nothing");
    let both = [at_places(Role::Manager, &["northshire"]), at_places(Role::Director, &["northshire"])];
    let both = Writer { actor: actor(1, &both), role: "Director".to_owned() };
    assert!(refused(store.approve_text(&both, &talks(), 1, now).await), "nor a director what they wrote");
    assert!(refused(store.return_text(&other, &talks(), 1, "Why?", now).await));
    assert!(refused(store.remove_text(&own, &talks(), 1, "It named a child.", now).await));
    kept(store.approve_text(&director, &talks(), 1, now).await.unwrap());
    // To those who may not see it there is none.
    assert_eq!(store.text(&other.actor, &talks()).await.unwrap(), None);
    assert_eq!(store.text_before(&other.actor, &key("2023-11", "TALKS")).await.unwrap(), None);
    assert!(store.text_history(&other.actor, &talks()).await.unwrap().versions.is_empty());
    assert!(store.text(&own.actor, &talks()).await.unwrap().is_some());

    let governance = actor(99, &[everywhere(Role::InformationGovernance)]);
    let page = AuditPage { before: None, limit: 100 };
    let log = store.audit(&governance, page, now).await.unwrap();
    let deeds: Vec<String> =
        log.iter().rev().map(|entry| format!("{} {} {}", entry.actor, entry.deed, entry.about)).collect();
    let about = "commentary of board 2023-10, TALKS, northshire";
    let expected = ["account 1 wrote", "account 1 submitted", "account 3 approved"];
    assert_eq!(deeds[..3], expected.map(|deed| format!("{deed} {about}")));
}

/// Changes that anybody with a console could think of.
const CHANGES: [&str; 14] = [
    "UPDATE commentary SET indicator = 'OTHER'",
    "DELETE FROM commentary",
    "UPDATE commentary_version SET text = 'x'",
    "UPDATE commentary_version SET text = NULL",
    "UPDATE commentary_version SET number = 7",
    "DELETE FROM commentary_version",
    "INSERT INTO commentary_version SELECT commentary, 2, 'x', 0, 'x', NULL, at FROM commentary_version",
    "INSERT INTO commentary_version SELECT commentary, 1, 'x', 0, 'x', NULL, at FROM commentary_version",
    "UPDATE commentary_step SET reason = 'x'",
    "UPDATE commentary_step SET account = 9",
    "DELETE FROM commentary_step",
    "INSERT INTO commentary_step SELECT commentary, 3, 1, 'approved', NULL, 'x', NULL, at FROM commentary_version",
    "INSERT INTO commentary_step SELECT commentary, 9, 1, 'returned', 'x', 'x', NULL, at FROM commentary_version",
    "INSERT INTO commentary_step SELECT commentary, 3, 1, 'returned', NULL, 'x', NULL, at FROM commentary_version",
];

pub(crate) async fn the_database_refuses_to_change_what_was_written(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    store.import_texts(&[filed("TALKS", Some("Head of service"))], at(MORNING)).await.unwrap();
    let before = store.text_history(&reader(), &talks()).await.unwrap();
    let ways_round: &[&str] = match scratch.kind() {
        Kind::Sqlite => &[
            "INSERT OR REPLACE INTO commentary SELECT * FROM commentary",
            "INSERT OR REPLACE INTO commentary_version SELECT commentary, 1, 'x', 0, 'x', NULL, at \
             FROM commentary_version",
            "INSERT OR REPLACE INTO commentary_step SELECT commentary, 1, 1, 'submitted', NULL, 'x', NULL, at \
             FROM commentary_version",
            "UPDATE OR REPLACE commentary_version SET text = 'x'",
        ],
        Kind::Postgres => &["TRUNCATE commentary CASCADE", "TRUNCATE commentary_step"],
    };
    for statement in CHANGES.iter().chain(ways_round) {
        assert!(scratch.raw(statement).await.is_err(), "{statement}");
    }
    assert_eq!(store.text_history(&reader(), &talks()).await.unwrap(), before, "nothing has changed");
}

pub(crate) async fn many_who_write_at_once_lose_nothing(scratch: Arc<Scratch>) {
    const WRITERS: i64 = 12;
    let store = Arc::new(scratch.open().await);
    let writers = (1..=WRITERS).map(|number| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            let mut began_with = 0;
            let mut before = String::new();
            loop {
                let text = format!("{before}{number} ");
                match store
                    .save_text(&writer(number), &talks(), began_with, &text, at(MORNING))
                    .await
                    .unwrap()
                {
                    Saved::Kept(_) => return,
                    Saved::Conflict { theirs, yours } => {
                        assert_eq!(yours, text);
                        (began_with, before) = (theirs.number, theirs.text);
                    }
                }
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let text = store.text(&reader(), &talks()).await.unwrap().unwrap().latest;
    let mut wrote: Vec<i64> = text.text.split_whitespace().map(|writer| writer.parse().unwrap()).collect();
    wrote.sort_unstable();
    assert_eq!(wrote, (1..=WRITERS).collect::<Vec<_>>());
    assert_eq!(i64::from(text.number), WRITERS);
}

pub(crate) async fn a_backup_has_everything_that_was_written(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    store.import_texts(&[filed("OTHER", None)], at(MORNING)).await.unwrap();
    save(&store, 0, "It rose.").await;
    save(&store, 1, "It fell.").await;
    store.submit_text(&writer(1), &talks(), 2, at(MORNING)).await.unwrap();
    store.return_text(&writer(2), &talks(), 2, "Why?", at(MORNING)).await.unwrap();
    save(&store, 2, "It fell because of the weather.").await;
    store.submit_text(&writer(1), &talks(), 3, at(MORNING)).await.unwrap();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(other) = Scratch::create(kind).await else { continue };
        let restored = other.open().await;
        store.copy_to(&restored).await.unwrap();
        let month = talks().data_month;
        assert_eq!(restored.texts("board", month).await.unwrap(), store.texts("board", month).await.unwrap());
        for key in [talks(), key("2023-10", "OTHER")] {
            let (there, here) =
                (store.text_history(&reader(), &key).await, restored.text_history(&reader(), &key).await);
            assert_eq!(here.unwrap(), there.unwrap());
        }
        assert!(matches!(store.copy_to(&restored).await, Err(StoreError::NotEmpty)));
    }
}
