//! An edition, frozen as a draft of a release.

use framework::{Folder, Framework, ScorecardId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use periods::Month;
use permissions::Actor;
use publish::LogoFile;
use releases::{Disagreement, Release, Request, disagreements};
use store::{Contracts, Entry, State, Store, StoreError, Summaries};
use thiserror::Error;

use crate::copies::copies;
use crate::draw::DrawError;
use crate::texts::{lay_over, lay_summaries};

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
    /// The logo that the framework names.
    pub logo: Option<&'a LogoFile>,
    /// Who drafts it; nobody where whoever has the store itself does.
    pub by: Option<&'a Actor>,
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
    /// A copy cannot be drawn.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Freezes an edition as a draft, in the place of a draft that is there, with the copies that everybody gets of it. Where
/// the store has texts, its approved ones stand in the place of the folder's; those that are missing hold nothing up.
/// Approved public summaries of contracts go with them. Releases whose time has come are published first, so that the
/// copies say what they correct.
///
/// Between the questions to the store every figure is assessed and every copy drawn, which takes a while; `on_part` is
/// told each part of a copy before it is drawn.
///
/// # Errors
///
/// If a reason is needed and none is given, a copy cannot be drawn, or the store fails.
pub async fn draft(
    store: &Store,
    draft: &Draft<'_>,
    now: Timestamp,
    on_part: &mut dyn FnMut(&str),
) -> Result<Entry, DraftError> {
    store.publish_due(now).await?;
    let (scorecard, data_month) = (draft.scorecard, draft.data_month);
    let id = &draft.framework.scorecard(scorecard).id;
    let mut framework = draft.framework.clone();
    if store.has_texts().await? {
        let texts = store.texts(id, data_month).await?;
        let today = now.to_zoned(TimeZone::system()).date();
        lay_over(&mut framework, scorecard, data_month, &texts, today);
    }
    let contracts = store.every_registered::<Contracts>().await?;
    let summaries = store.every_registered::<Summaries>().await?;
    lay_summaries(&mut framework, scorecard, data_month, (&contracts, &summaries));
    let release = Release::of(&Request {
        folder: draft.folder,
        framework: &framework,
        scorecard,
        data_month,
        number: store.next_number(id, data_month).await?,
        reason: draft.reason.map(str::to_owned),
    });
    if draft.reason.is_none() {
        for entry in store.list().await? {
            let stands = matches!(entry.state, State::SignedOff | State::Published);
            if stands && entry.data_month == data_month {
                let other = store.release(entry.id).await?;
                refuse_without_reason(&release, entry, &other)?;
            }
        }
    }
    let copies = copies(store, draft, &framework, on_part).await?;
    Ok(match draft.by {
        Some(actor) => store.draft_by(actor, &release, &copies, now).await?,
        None => store.draft_with_copies(&release, &copies, now).await?,
    })
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
