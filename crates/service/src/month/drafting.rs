//! Editions that are being drafted: it takes a while, and goes on while nobody waits for it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use permissions::Actor;
use store::Returns;
use tokio::runtime::Handle;
use workspace::{Compiled, Draft, DraftError, Input, follow, logo};

use super::EditionKey;
use crate::answers::with_causes;
use crate::app::App;

/// How far a draft has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Drafting {
    /// It is being made.
    Running {
        begun_at: Timestamp,
        /// What is drawn now.
        part: String,
    },
    /// It is there, by this id.
    Done(i64),
    /// It was refused, or failed: why, for whoever drafts.
    Refused(String),
}

/// What is being drafted, or was last.
#[derive(Debug, Default)]
pub(crate) struct Jobs(Mutex<BTreeMap<EditionKey, Drafting>>);

impl Jobs {
    fn all(&self) -> MutexGuard<'_, BTreeMap<EditionKey, Drafting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far the last draft of an edition has come.
    pub(crate) fn of(&self, edition: EditionKey) -> Option<Drafting> {
        self.all().get(&edition).cloned()
    }

    fn tell(&self, edition: EditionKey, drafting: Drafting) {
        self.all().insert(edition, drafting);
    }

    /// Says that an edition is being drafted, unless one is: drawing takes all that the machine has.
    fn begin(&self, edition: EditionKey, now: Timestamp) -> bool {
        let mut all = self.all();
        if all.values().any(|drafting| matches!(drafting, Drafting::Running { .. })) {
            return false;
        }
        all.insert(edition, Drafting::Running { begun_at: now, part: String::new() });
        true
    }
}

impl App {
    /// Begins to draft an edition for somebody; nothing where one is being drafted.
    pub(crate) fn begin_draft(&self, actor: Actor, edition: EditionKey, reason: Option<String>) -> bool {
        let is_begun = self.jobs.begin(edition, self.now());
        if is_begun {
            let app = self.clone();
            tokio::spawn(async move {
                let drawing = app.clone();
                // Drawing doesn't wait for anything, so it has a thread of its own.
                let drafted = tokio::task::spawn_blocking(move || {
                    Handle::current().block_on(drawing.draft(&actor, edition, reason.as_deref()))
                });
                // Whatever becomes of it, the next one can begin.
                let outcome = drafted.await.unwrap_or_else(|error| {
                    tracing::error!(%error, "an edition could not be drafted");
                    Drafting::Refused("It failed. It has been written to the log.".to_owned())
                });
                app.jobs.tell(edition, outcome);
            });
        }
        is_begun
    }

    async fn draft(&self, actor: &Actor, edition: EditionKey, reason: Option<&str>) -> Drafting {
        match self.try_draft(actor, edition, reason).await {
            Ok(id) => Drafting::Done(id),
            Err(error) => {
                if !matches!(error, DraftError::Standing(_) | DraftError::Disagrees { .. }) {
                    tracing::error!(why = with_causes(&error), "an edition could not be drafted");
                }
                Drafting::Refused(refused(&error))
            }
        }
    }

    async fn try_draft(
        &self,
        actor: &Actor,
        edition: EditionKey,
        reason: Option<&str>,
    ) -> Result<i64, DraftError> {
        // Another server on the same store may have approved some.
        if let Err(why) = self.take_returns_in().await {
            tracing::error!(why, "approved returns could not be taken in");
        }
        let work = self.work();
        let mut framework = work.framework.clone();
        follow(&mut framework, &self.store).await?;
        let logo = logo(&framework, self.work.path())?;
        let draft = Draft {
            folder: &work.folder,
            framework: &framework,
            scorecard: edition.scorecard,
            data_month: edition.data_month,
            reason,
            logo: logo.as_ref(),
            by: Some(actor),
        };
        let begun_at = self.now();
        let mut on_part =
            |part: &str| self.jobs.tell(edition, Drafting::Running { begun_at, part: part.to_owned() });
        let entry = workspace::draft(&self.store, &draft, begun_at, &mut on_part).await?;
        Ok(entry.id)
    }

    /// Reads the framework folder again, for whoever changed it.
    pub(crate) async fn read_again(&self) -> Result<(), String> {
        let _alone = self.work.reading().await;
        self.read().await
    }

    /// Takes in the returns that are approved by now. The files are those that were read last, unless they have faults:
    /// then they are read again.
    pub(crate) async fn take_returns_in(&self) -> Result<(), String> {
        let _alone = self.work.reading().await;
        let looked = self.work.looked();
        if !looked.faults.is_empty() {
            return self.read().await;
        }
        let folder = self.work().folder.clone();
        let compiled = in_background(move || Compiled::of(folder)).await?;
        let input = self.looked_through(compiled).await?;
        self.work.take(input, looked.at);
        Ok(())
    }

    /// Reads the folder, for whoever waited for their turn.
    async fn read(&self) -> Result<(), String> {
        let path = self.work.path().to_owned();
        let compiled =
            in_background(move || Compiled::read(&path)).await?.map_err(|error| error.to_string())?;
        let input = self.looked_through(compiled).await?;
        self.work.take(input, self.now());
        Ok(())
    }

    async fn looked_through(&self, compiled: Compiled) -> Result<Input, String> {
        let returns = self.store.every_registered::<Returns>().await.map_err(|error| with_causes(&error))?;
        let mut compiled = in_background(move || compiled.with_returns(returns)).await?;
        compiled.follow(&self.store).await.map_err(|error| with_causes(&error))?;
        in_background(move || compiled.looked_through()).await
    }
}

async fn in_background<Made: Send + 'static>(
    make: impl FnOnce() -> Made + Send + 'static,
) -> Result<Made, String> {
    tokio::task::spawn_blocking(make).await.map_err(|error| error.to_string())
}

/// Why nothing was drafted, and what to do.
fn refused(error: &DraftError) -> String {
    match error {
        DraftError::Standing(entry) => format!(
            "{} is {} and of the same status. Say why there is to be another, and draft it again.",
            entry.name(),
            entry.state
        ),
        DraftError::Disagrees { entry, figures } => {
            let first = figures.iter().take(3).map(|figure| {
                let series = &figure.key.series;
                format!(
                    "{} at {} in {} is {} here and {} there",
                    series.indicator, series.place, figure.key.period, figure.one, figure.other
                )
            });
            format!(
                "Figures differ from {}: {}. Say why, and draft it again.",
                entry.name(),
                first.collect::<Vec<_>>().join("; ")
            )
        }
        DraftError::Draw(_) => format!("It cannot be drawn: {}.", with_causes(error)),
        DraftError::Store(store::StoreError::NotAllowed { .. }) => "You may not draft releases.".to_owned(),
        DraftError::Store(_) => "The store could not be written. It has been written to the log.".to_owned(),
    }
}
