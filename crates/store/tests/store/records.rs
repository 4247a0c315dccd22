//! Looking at the records behind a figure.

use std::sync::Arc;

use periods::Period;
use permissions::{Action, Actor, Role, Token, TokenScope};
use store::{Look, Store, StoreError};

use crate::made::{MORNING, at};
use crate::people::{account, actor, administered, at_places, everywhere, log};
use crate::scratch::{Kind, Scratch};

/// A record, and the place that it counts at.
type Made = (&'static str, &'static str);

const RECORDS: [Made; 3] = [("one", "eastvale"), ("two", "eastvale-team"), ("three", "westmoor")];

fn look(action: Action, place: &str) -> Look<'_> {
    Look {
        action,
        indicator: "VISITS",
        place,
        period: Period::parse("2023-10").unwrap(),
        extract: "2023-11-06-abc",
        reason: " A complaint. ",
    }
}

async fn looks(store: &Store, actor: &Actor, look: &Look<'_>) -> Result<Vec<&'static str>, StoreError> {
    let seen = store.look_at_records(actor, look, RECORDS.to_vec(), |(_, place)| place, at(MORNING)).await?;
    Ok(seen.into_iter().map(|(record, _)| record).collect())
}

pub(crate) async fn records_are_given_at_the_places_where_somebody_may_look(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let id = account(&store, &administrator, "manager").await;
    let manager = actor(id, &[at_places(Role::Manager, &["eastvale", "eastvale-team"])]);
    let seen = looks(&store, &manager, &look(Action::See, "eastvale")).await.unwrap();
    assert_eq!(seen, ["one", "two"], "a record that is elsewhere is left out, wherever the figure is");
    let analyst = actor(id, &[everywhere(Role::Analyst)]);
    assert_eq!(looks(&store, &analyst, &look(Action::Export, "northshire")).await.unwrap().len(), 3);
    let places = ["northshire", "eastvale", "eastvale-team", "westmoor"];
    assert_eq!(store.places_of_records(&manager, Action::See, places), ["eastvale", "eastvale-team"]);
    assert_eq!(store.places_of_records(&manager, Action::Export, places), [""; 0]);
    let entries = log(&store).await;
    assert_eq!(
        entries[entries.len() - 3..entries.len() - 1],
        [
            "account 2 looked at records VISITS at eastvale in 2023-10: 2 records of the extract 2023-11-06-abc: A complaint.",
            "account 2 exported records VISITS at northshire in 2023-10: 3 records of the extract 2023-11-06-abc: A complaint.",
        ]
    );
}

pub(crate) async fn who_may_not_look_gets_nothing_and_learns_nothing(scratch: Arc<Scratch>) {
    let (store, administrator) = administered(&scratch).await;
    let manager = actor(5, &[at_places(Role::Manager, &["eastvale"])]);
    let analyst = actor(5, &[everywhere(Role::Analyst)]);
    let Actor::Person(person) = analyst else { panic!("an analyst is a person") };
    let token = Actor::Token(Token { id: 1, person, scope: TokenScope::Work });
    let before = log(&store).await.len();
    for (somebody, action, place) in [
        (&manager, Action::See, "northshire"),
        (&manager, Action::See, "westmoor"),
        (&manager, Action::See, "nowhere"),
        (&manager, Action::Export, "eastvale"),
        (&manager, Action::Write, "eastvale"),
        (&administrator, Action::See, "eastvale"),
        (&token, Action::See, "eastvale"),
        (&Actor::Nobody, Action::See, "eastvale"),
        (&Actor::Operator, Action::See, "eastvale"),
    ] {
        let refused = looks(&store, somebody, &look(action, place)).await;
        assert!(matches!(refused, Err(StoreError::NoSuch("figure"))), "{somebody:?} {place}");
        assert!(store.may_look_at_records(somebody, action, place).is_err());
    }
    assert_eq!(log(&store).await.len(), before + 1, "only that the log was looked at");
}

pub(crate) async fn a_look_is_for_a_reason_and_one_that_cannot_be_written_down_gives_nothing(
    scratch: Arc<Scratch>,
) {
    let (store, _) = administered(&scratch).await;
    let manager = actor(5, &[at_places(Role::Manager, &["eastvale"])]);
    for reason in ["", " \n"] {
        let unsaid = looks(&store, &manager, &Look { reason, ..look(Action::See, "eastvale") }).await;
        assert!(matches!(unsaid, Err(StoreError::Unsaid(_))), "{reason:?}");
    }
    let full = match scratch.kind() {
        Kind::Sqlite => {
            "CREATE TRIGGER audit_full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END"
        }
        Kind::Postgres => "ALTER TABLE audit ADD CONSTRAINT audit_full CHECK (number < 0) NOT VALID",
    };
    scratch.raw(full).await.unwrap();
    let unwritten = looks(&store, &manager, &look(Action::See, "eastvale")).await;
    assert!(matches!(unwritten, Err(StoreError::Refused(_))), "{unwritten:?}");
}
