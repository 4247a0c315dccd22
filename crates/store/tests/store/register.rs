//! What people keep beside the figures. The rules are the same for all kinds of entries; actions stand for them.

use std::sync::Arc;

use jiff::civil::date;
use permissions::{Actor, Role};
use store::{
    ActionAbout, ActionContent, ActionStatus, Actions, Address, Agenda, AgendaAbout, AgendaContent,
    AgendaStatus, ContractAbout, ContractContent, Contracts, EntryName, EntryOf, EntrySaved, Opening, Origin,
    Queries, QueryAbout, QueryContent, ReturnAbout, ReturnContent, Returns, SavedOf, Stage, Store,
    StoreError, Summaries, SummaryAbout, SummaryContent, own_of,
};

use crate::made::{MORNING, at};
use crate::people::{account, actor, administered, at_places, everywhere, later, log};
use crate::scratch::{Kind, PATIENCE, Scratch};

fn about(place: Option<&str>) -> ActionAbout {
    ActionAbout {
        scorecard: "board".to_owned(),
        origin: Origin::Minutes,
        reference: "Scrutiny Committee, 9 November 2023, minute 14".to_owned(),
        data_month: Some("2023-10".parse().unwrap()),
        indicator: Some("VISITS".to_owned()),
        place: place.map(str::to_owned),
    }
}

fn content(what: &str) -> ActionContent {
    ActionContent {
        what: what.to_owned(),
        owner: "Head of service".to_owned(),
        due: "Roll out Sept/Nov 2023".to_owned(),
        due_on: Some(date(2023, 11, 30)),
        status: ActionStatus::Open,
        evidence: String::new(),
    }
}

/// An entry of the council as a whole.
fn own(id: i64) -> EntryName<'static> {
    EntryName { place: None, id }
}

fn of(place: &str, id: i64) -> EntryName<'_> {
    EntryName { place: Some(place), id }
}

fn kept(saved: SavedOf<Actions>) -> EntryOf<Actions> {
    match saved {
        EntrySaved::Kept(action) => action,
        EntrySaved::Conflict { .. } => panic!("{saved:?}"),
    }
}

pub(crate) async fn an_action_keeps_all_that_was_said_of_it(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let manager = actor(account(&store, &administrator, "manager").await, &[everywhere(Role::Manager)]);
    let action = store
        .register::<Actions>(&manager, &about(None), &content("Send a letter."), at(MORNING))
        .await
        .unwrap();
    assert_eq!((action.about.clone(), action.latest.number), (about(None), 1));
    let done = ActionContent {
        status: ActionStatus::Done,
        evidence: "Sent to all members.".to_owned(),
        ..content("Send a letter.")
    };
    let after = kept(store.write_registered::<Actions>(&manager, own(1), 1, &done, later(60)).await.unwrap());
    assert_eq!((&after.latest.content, after.latest.number, after.latest.at), (&done, 2, later(60)));
    assert_eq!(store.registered::<Actions>(&manager).await.unwrap(), [after]);
    let history = store.registered_history::<Actions>(&manager, own(1)).await.unwrap();
    assert_eq!(
        history.iter().map(|version| version.content.status).collect::<Vec<_>>(),
        [ActionStatus::Open, ActionStatus::Done]
    );
    let log = log(&store).await;
    assert!(log.contains(&"account 2 added action 1".to_owned()), "{log:?}");
    assert!(log.contains(&"account 2 wrote action 1: version 2".to_owned()), "{log:?}");
}

pub(crate) async fn an_action_is_overdue_after_its_last_day_while_it_is_open(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let manager = actor(account(&store, &administrator, "manager").await, &[everywhere(Role::Manager)]);
    let mut action =
        store.register::<Actions>(&manager, &about(None), &content("Write."), at(MORNING)).await.unwrap();
    assert!(!action.is_overdue(date(2023, 11, 30)), "on its last day it is in time");
    assert!(action.is_overdue(date(2023, 12, 1)));
    action.latest.content.status = ActionStatus::Done;
    assert!(!action.is_overdue(date(2023, 12, 1)));
    action.latest.content = ActionContent { due_on: None, ..content("Write.") };
    assert!(!action.is_overdue(date(2050, 1, 1)), "nobody has said when");
}

pub(crate) async fn a_second_writer_gets_what_the_first_said(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let manager = actor(account(&store, &administrator, "manager").await, &[everywhere(Role::Manager)]);
    store.register::<Actions>(&manager, &about(None), &content("Write."), at(MORNING)).await.unwrap();
    let write = async |what, seconds| {
        store.write_registered::<Actions>(&manager, own(1), 1, &content(what), later(seconds)).await.unwrap()
    };
    let first = kept(write("Write soon.", 1).await);
    let second = write("Write later.", 2).await;
    assert_eq!(second, EntrySaved::Conflict { theirs: first.latest.clone(), yours: content("Write later.") });
    assert_eq!(
        store.registered_one::<Actions>(&manager, own(1)).await.unwrap(),
        first,
        "nothing was changed"
    );
}

pub(crate) async fn many_entries_are_kept_all_or_none(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let east =
        actor(account(&store, &administrator, "east").await, &[at_places(Role::Manager, &["eastvale"])]);
    let of_month =
        |place, month: &str| ActionAbout { data_month: Some(month.parse().unwrap()), ..about(Some(place)) };
    let same = |one: &ActionContent, other: &ActionContent| one.what == other.what;
    let all = async |said: &[(ActionAbout, ActionContent)]| {
        store.register_all::<Actions>(&east, said, same, at(MORNING)).await
    };
    let first = (of_month("eastvale", "2023-10"), content("Write."));
    let elsewhere = (of_month("westvale", "2023-10"), content("Write."));
    assert!(all(&[first.clone(), elsewhere]).await.is_err(), "one of them is not theirs to write");
    assert_eq!(store.registered::<Actions>(&east).await.unwrap(), [], "so neither is kept");

    let second = (of_month("eastvale", "2023-11"), content("Write."));
    all(&[first.clone(), second]).await.unwrap();
    all(&[first, (of_month("eastvale", "2023-11"), content("Write soon."))]).await.unwrap();
    let known = store.registered::<Actions>(&east).await.unwrap();
    let seen = known.iter().map(|entry| (entry.latest.content.what.as_str(), entry.latest.number));
    assert_eq!(seen.collect::<Vec<_>>(), [("Write.", 1), ("Write soon.", 2)], "what is the same is left");
}

pub(crate) async fn actions_are_seen_and_written_by_those_who_answer_for_their_place(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let director = actor(account(&store, &administrator, "director").await, &[everywhere(Role::Director)]);
    let east =
        actor(account(&store, &administrator, "east").await, &[at_places(Role::Manager, &["eastvale"])]);
    let west =
        actor(account(&store, &administrator, "west").await, &[at_places(Role::Manager, &["westvale"])]);
    let checker = actor(account(&store, &administrator, "checker").await, &[everywhere(Role::Checker)]);
    let add = async |by: &Actor, place| {
        store.register::<Actions>(by, &about(place), &content("Write."), at(MORNING)).await
    };
    add(&east, Some("eastvale")).await.unwrap();
    add(&director, None).await.unwrap();
    for (by, place) in [(&west, Some("eastvale")), (&east, None), (&checker, None), (&Actor::Nobody, None)] {
        assert!(matches!(add(by, place).await, Err(StoreError::NotAllowed { .. })), "{by:?} {place:?}");
    }
    let seen = async |by: &Actor| {
        let actions = store.registered::<Actions>(by).await.unwrap();
        actions.into_iter().map(|action| (action.about.place, action.id)).collect::<Vec<_>>()
    };
    let (of_all, of_east) = ((None, 1), (Some("eastvale".to_owned()), 1));
    assert_eq!(seen(&director).await, [of_all.clone(), of_east.clone()]);
    assert_eq!(seen(&checker).await, [of_all, of_east.clone()]);
    assert_eq!(seen(&east).await, [of_east]);
    assert_eq!(seen(&west).await, []);
    assert_eq!(seen(&Actor::Nobody).await, []);
    // To those who may not see it there is none: a refusal would tell that there is.
    let write = async |by: &Actor, name| {
        store.write_registered::<Actions>(by, name, 1, &content("Write."), later(1)).await.unwrap_err()
    };
    let (hidden, missing) = (write(&west, of("eastvale", 1)).await, write(&west, of("westvale", 1)).await);
    assert!(matches!(hidden, StoreError::NoSuch("action")), "{hidden:?}");
    assert_eq!(hidden.to_string(), missing.to_string());
    let refused = write(&checker, of("eastvale", 1)).await;
    assert!(matches!(refused, StoreError::NotAllowed { .. }), "{refused:?}");
}

pub(crate) async fn what_must_be_said_of_an_action_is_asked_for(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let manager = actor(account(&store, &administrator, "manager").await, &[everywhere(Role::Manager)]);
    let dropped = ActionContent { status: ActionStatus::Dropped, ..content("Write.") };
    for (unsaid, word) in [
        (content("  "), "say what"),
        (ActionContent { owner: String::new(), ..content("Write.") }, "say in which role"),
        (dropped.clone(), "say which"),
    ] {
        let error = store
            .register::<Actions>(&manager, &about(None), &unsaid, at(MORNING))
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains(word), "{error}");
    }
    let explained = ActionContent { evidence: "The service has closed.".to_owned(), ..dropped };
    assert!(store.register::<Actions>(&manager, &about(None), &explained, at(MORNING)).await.is_ok());
}

pub(crate) async fn the_database_refuses_to_change_what_was_said_of_an_action(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let manager = actor(account(&store, &administrator, "manager").await, &[everywhere(Role::Manager)]);
    let action =
        store.register::<Actions>(&manager, &about(None), &content("Write."), at(MORNING)).await.unwrap();
    let version = |number: u32| {
        format!(
            "INSERT INTO registered_version (kind, place, id, number, content, account, at) \
             SELECT kind, place, id, {number}, content, account, at FROM registered_version"
        )
    };
    let mut refused = vec![
        "UPDATE registered SET place = 'elsewhere'".to_owned(),
        "DELETE FROM registered".to_owned(),
        "UPDATE registered_version SET content = '{}'".to_owned(),
        "DELETE FROM registered_version".to_owned(),
        version(1),
        version(3),
    ];
    match scratch.kind() {
        Kind::Sqlite => refused.push(version(1).replacen("INSERT", "INSERT OR REPLACE", 1)),
        Kind::Postgres => refused.push("TRUNCATE registered CASCADE".to_owned()),
    }
    for statement in &refused {
        assert!(scratch.raw(statement).await.is_err(), "{statement}");
    }
    assert_eq!(store.registered_one::<Actions>(&manager, own(1)).await.unwrap(), action);
    assert_eq!(scratch.raw(&version(2)).await.unwrap(), 1, "what follows the last one is added");
}

pub(crate) async fn a_backup_has_every_version_of_every_action(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let manager = actor(account(&store, &administrator, "manager").await, &[everywhere(Role::Manager)]);
    let name = of("eastvale", 1);
    store.register::<Actions>(&manager, &about(name.place), &content("Write."), at(MORNING)).await.unwrap();
    store.write_registered::<Actions>(&manager, name, 1, &content("Write soon."), later(1)).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let address = Address::File(folder.path().join("backup.sqlite"));
    let copy = Store::open(&address, Opening::OrNew, PATIENCE).await.unwrap();
    store.copy_to(&copy).await.unwrap();
    assert_eq!(
        copy.registered::<Actions>(&manager).await.unwrap(),
        store.registered::<Actions>(&manager).await.unwrap()
    );
    assert_eq!(
        copy.registered_history::<Actions>(&manager, name).await.unwrap(),
        store.registered_history::<Actions>(&manager, name).await.unwrap()
    );
    assert!(matches!(store.copy_to(&copy).await, Err(StoreError::NotEmpty)));
}

fn contract(service: &str) -> ContractContent {
    ContractContent {
        service: service.to_owned(),
        areas: vec!["eastvale".to_owned()],
        scope: "Families with children under 11.".to_owned(),
        yearly_value: Some("1176599.79".parse().unwrap()),
        from: Some(date(2023, 4, 1)),
        to: Some(date(2026, 3, 31)),
        terms: String::new(),
        counted_by: None,
        review_on: None,
        deep_dive_on: None,
    }
}

fn provided_by(provider: &str) -> ContractAbout {
    ContractAbout { provider: provider.to_owned() }
}

pub(crate) async fn a_contract_runs_from_its_first_day_to_its_last_and_is_dived_into_after_a_year(
    scratch: Arc<Scratch>,
) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "commissioner").await;
    let commissioner = actor(id, &[everywhere(Role::Commissioner)]);
    let add = async |content| {
        store.register::<Contracts>(&commissioner, &provided_by("north-star"), &content, at(MORNING)).await
    };
    let mut kept = add(contract("Family support")).await.unwrap();
    assert_eq!(kept.latest.content, contract("Family support"), "to the penny");
    let days = [date(2023, 3, 31), date(2023, 4, 1), date(2026, 3, 31), date(2026, 4, 1)];
    assert_eq!(days.map(|day| kept.runs_on(day)), [false, true, true, false]);
    assert_eq!(kept.deep_dive_on(), Some(date(2024, 4, 1)));
    kept.latest.content.deep_dive_on = Some(date(2024, 1, 15));
    assert_eq!(kept.deep_dive_on(), Some(date(2024, 1, 15)), "as agreed");
    for (wrong, word) in [
        (contract(" "), "say which"),
        (ContractContent { to: Some(date(2023, 3, 31)), ..contract("Family support") }, "its first day"),
        (
            ContractContent { yearly_value: Some("-1".parse().unwrap()), ..contract("Family support") },
            "in pounds",
        ),
    ] {
        let error = add(wrong).await.unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
    let one_day = ContractContent { to: Some(date(2023, 4, 1)), ..contract("Family support") };
    assert!(add(one_day).await.is_ok());
}

/// What a provider sees must not even tell how many others there are.
pub(crate) async fn a_provider_sees_what_is_its_own_and_no_trace_of_another(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "commissioner").await;
    let commissioner = actor(id, &[everywhere(Role::Commissioner)]);
    let provider = async |name: &str| {
        actor(account(&store, &administrator, name).await, &[at_places(Role::Provider, &[name])])
    };
    let (north, south) = (provider("north-star").await, provider("south-star").await);
    for name in ["south-star", "north-star"] {
        let content = contract("Family support");
        store.register::<Contracts>(&commissioner, &provided_by(name), &content, at(MORNING)).await.unwrap();
    }
    let about = |place: &str| QueryAbout {
        indicator: "VISITS".to_owned(),
        place: place.to_owned(),
        period: "2023-10".parse().unwrap(),
        printed: "27.9%".to_owned(),
    };
    let asked = QueryContent {
        question: "Is this counted from first contact?".to_owned(),
        instead: "Nearer 80%.".to_owned(),
        outcome: String::new(),
    };
    store.register::<Queries>(&south, &about("south-star"), &asked, at(MORNING)).await.unwrap();
    let query = store.register::<Queries>(&north, &about("north-star"), &asked, at(MORNING)).await.unwrap();
    assert_eq!(query.id, 1, "numbers begin anew at each place");
    let other = store.register::<Queries>(&north, &about("south-star"), &asked, at(MORNING)).await;
    assert!(matches!(other, Err(StoreError::NotAllowed { .. })), "{other:?}");
    assert_eq!(store.registered::<Queries>(&north).await.unwrap(), [query]);
    let contracts = store.registered::<Contracts>(&north).await.unwrap();
    assert_eq!(
        contracts.iter().map(|contract| contract.about.provider.as_str()).collect::<Vec<_>>(),
        ["north-star"]
    );
    let of_another = store.registered_one::<Contracts>(&north, of("south-star", 1)).await.unwrap_err();
    let of_nobody = store.registered_one::<Contracts>(&north, of("east-star", 1)).await.unwrap_err();
    assert_eq!(of_another.to_string(), of_nobody.to_string());
    let written = store
        .write_registered::<Contracts>(&north, of("north-star", 1), 1, &contract("More"), later(1))
        .await;
    assert!(matches!(written, Err(StoreError::NotAllowed { .. })), "{written:?}");
}

pub(crate) async fn what_is_moved_to_another_meeting_shows_where_it_was(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let analyst = actor(account(&store, &administrator, "analyst").await, &[everywhere(Role::Analyst)]);
    let about =
        AgendaAbout { scorecard: "board".to_owned(), source: "Standing item".to_owned(), indicator: None };
    let at_meeting = |month: i8, note: &str| AgendaContent {
        title: "Performance monitoring".to_owned(),
        meeting: "Scrutiny Committee".to_owned(),
        on: Some(date(2024, month, 11)),
        status: AgendaStatus::Planned,
        note: note.to_owned(),
    };
    store.register::<Agenda>(&analyst, &about, &at_meeting(1, ""), at(MORNING)).await.unwrap();
    let moved = at_meeting(3, "The release is late.");
    store.write_registered::<Agenda>(&analyst, own(1), 1, &moved, later(1)).await.unwrap();
    let history = store.registered_history::<Agenda>(&analyst, own(1)).await.unwrap();
    let days: Vec<_> = history.iter().filter_map(|version| version.content.on).collect();
    assert_eq!(days, [date(2024, 1, 11), date(2024, 3, 11)]);
    let dropped = AgendaContent { status: AgendaStatus::Dropped, ..at_meeting(3, "") };
    let error = store.write_registered::<Agenda>(&analyst, own(1), 2, &dropped, later(2)).await.unwrap_err();
    assert!(error.to_string().contains("say which"), "{error}");
}

/// Whoever settles a query has not asked it, and what is settled is not asked in other words.
pub(crate) async fn who_asks_does_not_settle_a_query(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let roles = [everywhere(Role::Manager), everywhere(Role::Analyst)];
    let asker = actor(account(&store, &administrator, "asker").await, &roles);
    let analyst = actor(account(&store, &administrator, "analyst").await, &roles);
    let checker = actor(account(&store, &administrator, "checker").await, &[everywhere(Role::Checker)]);
    let about = QueryAbout {
        indicator: "VISITS".to_owned(),
        place: "eastvale".to_owned(),
        period: "2023-10".parse().unwrap(),
        printed: "27.9%".to_owned(),
    };
    let asked = QueryContent {
        question: "Is this counted from first contact?".to_owned(),
        instead: String::new(),
        outcome: String::new(),
    };
    let settled = QueryContent { outcome: "It is; nothing changes.".to_owned(), ..asked.clone() };
    let settled_at_once = store.register::<Queries>(&asker, &about, &settled, at(MORNING)).await;
    assert!(matches!(settled_at_once, Err(StoreError::NotAllowed { .. })), "{settled_at_once:?}");
    store.register::<Queries>(&asker, &about, &asked, at(MORNING)).await.unwrap();
    let name = of("eastvale", 1);
    let write = async |by: &Actor, from, content: &QueryContent| {
        store.write_registered::<Queries>(by, name, from, content, later(1)).await
    };
    let refused = write(&asker, 1, &settled).await;
    assert!(matches!(refused, Err(StoreError::NotAllowed { .. })), "{refused:?}");
    let reworded = QueryContent { question: "And from the second?".to_owned(), ..asked.clone() };
    let refused = write(&checker, 1, &reworded).await;
    assert!(matches!(refused, Err(StoreError::NotAllowed { .. })), "who settles does not ask: {refused:?}");
    // Who asks in other words has asked as well.
    assert!(matches!(write(&analyst, 1, &reworded).await, Ok(EntrySaved::Kept(_))));
    let settled = QueryContent { outcome: settled.outcome, ..reworded.clone() };
    assert!(matches!(write(&analyst, 2, &settled).await, Err(StoreError::NotAllowed { .. })));
    assert!(matches!(write(&checker, 2, &settled).await, Ok(EntrySaved::Kept(_))));
    let history = store.registered_history::<Queries>(&asker, name).await.unwrap();
    let by: Vec<&str> = history.iter().map(|version| version.title.as_str()).collect();
    assert_eq!(by, ["The asker", "The analyst", "The checker"]);
    let own: Vec<i64> = history.iter().take(2).map(|version| version.account).collect();
    assert_eq!(own_of::<Queries>(&history), own);
    let again = QueryContent { question: "And now?".to_owned(), ..settled };
    assert!(matches!(write(&asker, 3, &again).await, Err(StoreError::NotAllowed { .. })));
    // Who began before it was settled gets what was agreed beside their own words.
    assert!(matches!(write(&asker, 2, &asked).await, Ok(EntrySaved::Conflict { .. })));
    assert!(matches!(write(&checker, 3, &reworded).await, Ok(EntrySaved::Kept(_))), "it is open again");
    assert!(matches!(write(&asker, 4, &asked).await, Ok(EntrySaved::Kept(_))));
}

pub(crate) async fn the_plan_is_seen_by_all_who_work_and_made_for_the_whole_council(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let director = actor(account(&store, &administrator, "director").await, &[everywhere(Role::Director)]);
    let manager =
        actor(account(&store, &administrator, "manager").await, &[at_places(Role::Manager, &["eastvale"])]);
    let provider =
        actor(account(&store, &administrator, "provider").await, &[at_places(Role::Provider, &["eastvale"])]);
    let about = AgendaAbout { scorecard: "board".to_owned(), source: String::new(), indicator: None };
    let content = AgendaContent {
        title: "Performance monitoring".to_owned(),
        meeting: "Scrutiny Committee".to_owned(),
        on: None,
        status: AgendaStatus::Planned,
        note: String::new(),
    };
    let refused = store.register::<Agenda>(&manager, &about, &content, at(MORNING)).await;
    assert!(matches!(refused, Err(StoreError::NotAllowed { .. })), "{refused:?}");
    let item = store.register::<Agenda>(&director, &about, &content, at(MORNING)).await.unwrap();
    assert_eq!(store.registered::<Agenda>(&manager).await.unwrap(), [item]);
    assert_eq!(store.registered::<Agenda>(&provider).await.unwrap(), []);
}

fn returned(value: &str, stage: Stage) -> ReturnContent {
    ReturnContent {
        numerator: None,
        denominator: None,
        value: Some(value.parse().unwrap()),
        note: String::new(),
        stage,
        reason: String::new(),
    }
}

pub(crate) async fn a_return_is_approved_by_somebody_else_and_waits_again_when_it_is_changed(
    scratch: Arc<Scratch>,
) {
    let (store, administrator) = administered(&scratch).await;
    let both = [at_places(Role::Provider, &["north-star"]), everywhere(Role::Analyst)];
    let north = actor(account(&store, &administrator, "north").await, &both[..1]);
    let helper = actor(account(&store, &administrator, "helper").await, &both);
    let analyst = actor(account(&store, &administrator, "analyst").await, &[everywhere(Role::Analyst)]);
    let about = ReturnAbout {
        provider: "north-star".to_owned(),
        indicator: "VISITS".to_owned(),
        period: "2023-10".parse().unwrap(),
    };
    let add =
        async |content: ReturnContent| store.register::<Returns>(&north, &about, &content, at(MORNING)).await;
    assert!(matches!(add(returned("10", Stage::Approved)).await, Err(StoreError::NotAllowed { .. })));
    let neither = ReturnContent { value: None, ..returned("10", Stage::Waiting) };
    let half = ReturnContent { numerator: Some(1.into()), ..neither.clone() };
    let both_of_them = ReturnContent {
        numerator: Some(1.into()),
        denominator: Some(2.into()),
        ..returned("10", Stage::Waiting)
    };
    for wrong in [neither, half, both_of_them] {
        assert!(matches!(add(wrong).await, Err(StoreError::Unsaid(_))));
    }
    add(returned("10", Stage::Waiting)).await.unwrap();
    let write = async |by: &Actor, from, content: ReturnContent| {
        store.write_registered::<Returns>(by, of("north-star", 1), from, &content, later(1)).await
    };
    let refused = async |by: &Actor, from, content| {
        assert!(matches!(write(by, from, content).await, Err(StoreError::NotAllowed { .. })));
    };
    refused(&north, 1, returned("10", Stage::Approved)).await;
    assert!(write(&helper, 1, returned("11", Stage::Waiting)).await.is_ok());
    refused(&helper, 2, returned("11", Stage::Approved)).await;
    refused(&analyst, 2, returned("12", Stage::Approved)).await;
    let back = ReturnContent { reason: "Not of October.".to_owned(), ..returned("11", Stage::GivenBack) };
    let no_reason = write(&analyst, 2, ReturnContent { reason: " ".to_owned(), ..back.clone() }).await;
    assert!(matches!(no_reason, Err(StoreError::Unsaid(_))));
    assert!(write(&analyst, 2, back).await.is_ok());
    assert!(write(&north, 3, returned("12", Stage::Waiting)).await.is_ok());
    assert!(write(&analyst, 4, returned("12", Stage::Approved)).await.is_ok());
    assert!(write(&north, 5, returned("13", Stage::Waiting)).await.is_ok(), "it waits again");
    let south =
        actor(account(&store, &administrator, "south").await, &[at_places(Role::Provider, &["south-star"])]);
    assert_eq!(store.registered::<Returns>(&south).await.unwrap(), []);
}

pub(crate) async fn a_public_summary_is_approved_by_somebody_else(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let commissioners = [everywhere(Role::Commissioner)];
    let first = actor(account(&store, &administrator, "first-commissioner").await, &commissioners);
    let second = actor(account(&store, &administrator, "second-commissioner").await, &commissioners);
    let about =
        SummaryAbout { provider: "north-star".to_owned(), contract: 1, month: "2023-10".parse().unwrap() };
    let said = |text: &str, stage| SummaryContent { text: text.to_owned(), stage, reason: String::new() };
    let unsaid = store.register::<Summaries>(&first, &about, &said(" ", Stage::Waiting), at(MORNING)).await;
    assert!(matches!(unsaid, Err(StoreError::Unsaid(_))));
    store
        .register::<Summaries>(&first, &about, &said("On course.", Stage::Waiting), at(MORNING))
        .await
        .unwrap();
    let write = async |by: &Actor, content| {
        store.write_registered::<Summaries>(by, of("north-star", 1), 1, &content, later(1)).await
    };
    for (by, text) in [(&first, "On course."), (&second, "On its way.")] {
        let refused = write(by, said(text, Stage::Approved)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed { .. })), "{text}: {refused:?}");
    }
    assert!(write(&second, said("On course.", Stage::Approved)).await.is_ok());
}
