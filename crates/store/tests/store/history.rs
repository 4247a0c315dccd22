//! Every value of a figure as it was published.

use std::sync::Arc;

use periods::Period;
use store::{Asked, Content};

use crate::made::{MORNING, at, board, published};
use crate::scratch::Scratch;

fn asked(place: &str, period: Option<&str>) -> Asked {
    Asked {
        indicator: "TALKS".to_owned(),
        place: place.to_owned(),
        basis: None,
        breakdown: String::new(),
        period: period.map(|token| Period::parse(token).unwrap()),
    }
}

/// `release of a month: value in a period`.
async fn told(store: &store::Store, asked: &Asked) -> Vec<String> {
    let history = store.history(asked).await.unwrap();
    let line = |told: store::Published| {
        format!(
            "{}.{}: {} in {}",
            told.entry.data_month, told.entry.number, told.row.printed, told.row.period
        )
    };
    history.into_iter().map(line).collect()
}

pub(crate) async fn every_value_of_a_figure_is_given_as_it_was_published(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    published(&store, &board("2023-08", 1, 10)).await;
    published(&store, &board("2023-09", 1, 20)).await;
    let last = published(&store, &board("2023-09", 2, 30)).await;
    // A release shows its month and the two before, each one more than the next, and one more for each team.
    assert_eq!(
        told(&store, &asked("team-0001", Some("2023-08"))).await,
        ["2023-08.1: 11 in 2023-08", "2023-09.1: 22 in 2023-08", "2023-09.2: 32 in 2023-08"]
    );
    assert_eq!(
        told(&store, &asked("team-0000", None)).await[..3],
        ["2023-08.1: 12 in 2023-06", "2023-08.1: 11 in 2023-07", "2023-08.1: 10 in 2023-08"]
    );
    assert_eq!(told(&store, &asked("team-0001", Some("2022-08"))).await, [""; 0]);
    let other_basis = Asked { basis: Some("snapshot".to_owned()), ..asked("team-0001", None) };
    assert_eq!(told(&store, &other_basis).await, [""; 0]);
    let own_basis = Asked { basis: Some("month".to_owned()), ..asked("team-0001", None) };
    assert_eq!(told(&store, &own_basis).await.len(), 9);
    store.withdraw(last.id, "A mistake.", Content::Remove, at(MORNING)).await.unwrap();
    assert_eq!(
        told(&store, &asked("team-0001", Some("2023-08"))).await,
        ["2023-08.1: 11 in 2023-08", "2023-09.1: 22 in 2023-08"],
        "what was removed is in no history"
    );
}

pub(crate) async fn a_figure_of_a_draft_is_no_history(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    let draft = store.draft(&board("2023-08", 1, 10), at(MORNING)).await.unwrap();
    store.make_ready(draft.id).await.unwrap();
    assert_eq!(told(&store, &asked("team-0001", None)).await, [""; 0]);
}
