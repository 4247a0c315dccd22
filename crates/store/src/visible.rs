//! Which releases somebody may see, and whose copies of them.

use jiff::Timestamp;
use permissions::{Action, Actor, Resource, allowed};

use crate::Store;
use crate::entry::{self, Entry, State};
use crate::error::StoreError;

impl Entry {
    /// What it is to the rules at a time: once its publication is due it is published, whoever has been told so far.
    #[must_use]
    pub fn resource(&self, now: Timestamp) -> Resource {
        match self.state {
            State::Draft => Resource::DraftRelease,
            State::SignedOff if self.publish_at.is_some_and(|at| at <= now) => Resource::PublishedRelease,
            State::Ready | State::SignedOff => Resource::WaitingRelease,
            State::Published | State::Superseded => Resource::PublishedRelease,
            State::Withdrawn => Resource::WithdrawnRelease,
        }
    }
}

impl Store {
    /// The releases that somebody may see, by scorecard in the order of their chain, drafts last.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn visible_releases(&self, actor: &Actor, now: Timestamp) -> Result<Vec<Entry>, StoreError> {
        let mut session = self.back_end.reading().await?;
        let mut entries = entry::all(&mut *session).await?;
        entries.retain(|entry| allowed(actor, Action::See, entry.resource(now)));
        Ok(entries)
    }

    /// A release that somebody may see. To anybody else there is none.
    ///
    /// # Errors
    ///
    /// If there is none, or the store cannot be read.
    pub async fn visible_release(&self, actor: &Actor, id: i64, now: Timestamp) -> Result<Entry, StoreError> {
        let mut session = self.back_end.reading().await?;
        let entry = entry::one(&mut *session, id).await?;
        if allowed(actor, Action::See, entry.resource(now)) {
            return Ok(entry);
        }
        Err(StoreError::NoSuchRelease { id })
    }
}

/// The audiences whose copies somebody may see, the fullest first. Those who read for the council have a copy of their
/// own where an audience is named for them.
#[must_use]
pub fn copies_for(actor: &Actor, readers: Option<&str>) -> Vec<String> {
    let copies = [
        (Resource::InternalCopy, Some("internal")),
        (Resource::ReadersCopy, readers),
        (Resource::PublicCopy, Some("public")),
    ];
    copies
        .into_iter()
        .filter(|(resource, _)| allowed(actor, Action::See, *resource))
        .filter_map(|(_, audience)| audience.map(str::to_owned))
        .collect()
}
