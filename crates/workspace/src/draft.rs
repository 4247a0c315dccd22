//! An edition, frozen as a draft of a release.

use framework::{Folder, Framework, ScorecardId};
use jiff::Timestamp;
use periods::Month;
use releases::{Disagreement, Release, Request, disagreements};
use store::{Entry, State, Store, StoreError};
use thiserror::Error;

/// What is to be drafted.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The files of the framework.
    pub folder: &'a Folder,
    /// The framework that was compiled from them.
    pub framework: &'a Framework,
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// The month that the data run to.
    pub data_month: Month,
    /// Why it is made, where it must be said.
    pub reason: Option<&'a str>,
}

/// Why nothing was drafted.
#[derive(Debug, Error)]
pub enum DraftError {
    /// Another release of its month and status stands: a second one is made for a reason.
    #[error("{} is {} and of the same status", .0.name(), .0.state)]
    Standing(Box<Entry>),
    /// It contradicts another scorecard of its month: that needs a reason too.
    #[error("{} figures differ from {}", .figures.len(), .entry.name())]
    Disagrees {
        /// The release of the other scorecard.
        entry: Box<Entry>,
        /// The figures, what they are here and there.
        figures: Vec<Disagreement>,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Freezes an edition as a draft, in the place of a draft that is there. Between the questions to the store every figure
/// is assessed, which takes a while.
///
/// # Errors
///
/// If a reason is needed and none is given, or the store fails.
pub async fn draft(store: &Store, draft: &Draft<'_>, now: Timestamp) -> Result<Entry, DraftError> {
    let id = &draft.framework.scorecard(draft.scorecard).id;
    let release = Release::of(&Request {
        folder: draft.folder,
        framework: draft.framework,
        scorecard: draft.scorecard,
        data_month: draft.data_month,
        number: store.next_number(id, draft.data_month).await?,
        reason: draft.reason.map(str::to_owned),
    });
    if draft.reason.is_none() {
        for entry in store.list().await? {
            let stands = matches!(entry.state, State::SignedOff | State::Published);
            if stands && entry.data_month == draft.data_month {
                let other = store.release(entry.id).await?;
                refuse_without_reason(&release, entry, &other)?;
            }
        }
    }
    Ok(store.draft(&release, now).await?)
}

/// A second release of a status, and one that contradicts another scorecard of its month, are made for a reason.
fn refuse_without_reason(release: &Release, entry: Entry, other: &Release) -> Result<(), DraftError> {
    if other.heading.scorecard == release.heading.scorecard {
        return if other.heading.status == release.heading.status {
            Err(DraftError::Standing(Box::new(entry)))
        } else {
            Ok(())
        };
    }
    let figures = disagreements(release, other);
    if figures.is_empty() { Ok(()) } else { Err(DraftError::Disagrees { entry: Box::new(entry), figures }) }
}
