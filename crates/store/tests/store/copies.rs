//! Backup and restoring.

use std::sync::Arc;

use store::{Content, State, Store, StoreError};

use crate::made::{MORNING, at, board, published, release, signed_off};
use crate::scratch::{Kind, Scratch};

/// One release in each state.
async fn filled(scratch: &Scratch) -> Store {
    let store = scratch.open().await;
    let now = at(MORNING);
    published(&store, &board("2023-08", 1, 11)).await;
    published(&store, &board("2023-08", 2, 12)).await;
    let gone = published(&store, &board("2023-09", 1, 13)).await;
    store.withdraw(gone.id, "A child could be told.", Content::Remove, now).await.unwrap();
    let kept = signed_off(&store, &board("2023-09", 2, 14)).await;
    store.withdraw(kept.id, "Never published.", Content::Keep, now).await.unwrap();
    let waiting = signed_off(&store, &release("other", "2023-10", 1, 15, 4)).await;
    store.publish(waiting.id, at("2024-01-01T00:00:00Z"), now).await.unwrap();
    let ready = store.draft(&board("2023-10", 1, 16), now).await.unwrap();
    store.make_ready(ready.id).await.unwrap();
    store.draft(&board("2023-11", 1, 17), now).await.unwrap();
    let states: Vec<State> = store.list().await.unwrap().iter().map(|entry| entry.state).collect();
    assert!(State::ALL.iter().all(|state| states.contains(state)), "{states:?}");
    store
}

pub(crate) async fn a_backup_restores_to_what_was_there(scratch: Arc<Scratch>) {
    let store = filled(&scratch).await;
    // A release that is drafted again leaves a gap in the numbers, which stays: the log names releases by them.
    store.draft(&board("2023-11", 1, 18), at(MORNING)).await.unwrap();
    let expected = store.list().await.unwrap();
    let backup = Scratch::create(Kind::Sqlite).await.unwrap().open_and_keep().await;
    assert_eq!(store.copy_to(&backup.1).await.unwrap(), expected.len());
    assert_eq!(backup.1.list().await.unwrap(), expected);
    // A backup of either database is restored into either.
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(restored) = Scratch::create(kind).await else { continue };
        let restored = restored.open_and_keep().await;
        backup.1.copy_to(&restored.1).await.unwrap();
        assert_eq!(restored.1.list().await.unwrap(), expected, "{kind:?}");
        assert_eq!(restored.1.verify().await.unwrap().faults, [""; 0]);
        for entry in &expected {
            let (there, here) = (store.release(entry.id).await, restored.1.release(entry.id).await);
            assert_eq!(there.ok(), here.ok());
        }
        let next = restored.1.draft(&board("2023-12", 1, 19), at(MORNING)).await.unwrap();
        assert!(expected.iter().all(|entry| entry.id < next.id), "{kind:?}: {}", next.id);
        let raw = restored.0.raw("DELETE FROM sheet").await;
        assert!(raw.is_err(), "what was restored is as frozen as it was");
    }
}

pub(crate) async fn a_backup_is_not_laid_over_releases(scratch: Arc<Scratch>) {
    let store = filled(&scratch).await;
    let before = store.list().await.unwrap();
    let other = Scratch::create(Kind::Sqlite).await.unwrap().open_and_keep().await;
    published(&other.1, &board("2023-08", 1, 99)).await;
    assert!(matches!(other.1.copy_to(&store).await, Err(StoreError::NotEmpty)));
    assert_eq!(store.list().await.unwrap(), before);
}

impl Scratch {
    /// Opened, with what must live as long.
    async fn open_and_keep(self) -> (Self, Store) {
        let store = self.open().await;
        (self, store)
    }
}
