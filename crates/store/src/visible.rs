//! Which releases somebody may see, and whose copies of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use permissions::{Action, Actor, Resource, allowed};

use crate::Store;
use crate::back_end::{Kind, Session};
use crate::copies::{self, CopyFile};
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

/// A release that somebody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visible {
    /// The release.
    pub entry: Entry,
    /// Whose copy of it they get: the fullest that they may see. None where nothing was drawn for them.
    pub audience: Option<String>,
}

/// A file of a copy as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownFile {
    /// The file.
    pub file: CopyFile,
    /// The SHA-256 of what it says, in 64 hexadecimal digits.
    pub sha256: String,
    /// The release that stands in the place of the one that it is of.
    pub standing: Option<Entry>,
}

/// A file of the fullest copy of a release that somebody may see, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisibleFile {
    /// The release.
    pub entry: Entry,
    /// Whose copy of it they get.
    pub audience: String,
    /// Where the file lies in the copy.
    pub path: String,
    /// The SHA-256 of what it says, in 64 hexadecimal digits.
    pub sha256: String,
}

impl Store {
    /// The releases that somebody may see, by scorecard in the order of their chain, drafts last. Those who read for the
    /// council have the copy of `readers`.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn visible_releases(
        &self,
        actor: &Actor,
        readers: Option<&str>,
        now: Timestamp,
    ) -> Result<Vec<Visible>, StoreError> {
        let mut session = self.back_end.reading().await?;
        visible(&mut *session, actor, readers, now).await
    }

    /// A file of each release that somebody may see, in the fullest copy that they may see; `wanted` says which file of
    /// which release is asked for, where it is one of theirs. A release without it is left out.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn visible_files(
        &self,
        actor: &Actor,
        readers: Option<&str>,
        wanted: &(dyn Fn(&Entry, &str) -> Option<String> + Sync),
        now: Timestamp,
    ) -> Result<Vec<VisibleFile>, StoreError> {
        let mut session = self.back_end.reading().await?;
        let mut files = Vec::new();
        for Visible { entry, audience } in visible(&mut *session, actor, readers, now).await? {
            let Some(audience) = audience else { continue };
            let Some(path) = wanted(&entry, &audience) else { continue };
            let found = copies::sha256(&mut *session, entry.id, &audience, &path).await?;
            files.extend(found.map(|sha256| VisibleFile { entry, audience, path, sha256 }));
        }
        Ok(files)
    }

    /// A file of the fullest copy of a release that somebody may see, and what stands in its place by now. Of a release or
    /// a copy that they may not see there is none.
    ///
    /// # Errors
    ///
    /// If there is no such release or copy, or the store cannot be read.
    pub async fn visible_file(
        &self,
        actor: &Actor,
        readers: Option<&str>,
        release: i64,
        path: &str,
        now: Timestamp,
    ) -> Result<ShownFile, StoreError> {
        let none = || StoreError::NoSuchRelease { id: release };
        let mut session = self.back_end.reading().await?;
        let entries = entry::all(&mut *session).await?;
        let entry = entries.iter().find(|entry| entry.id == release).ok_or_else(none)?;
        if !allowed(actor, Action::See, entry.resource(now)) {
            return Err(none());
        }
        let drawn = drawn(&mut *session, Some(release)).await?.remove(&release).unwrap_or_default();
        let audience = fullest(actor, readers, &drawn).ok_or_else(none)?;
        let found = copies::file(&mut *session, release, &audience, path).await?;
        let (file, sha256) = found.ok_or(StoreError::NoSuch("file"))?;
        Ok(ShownFile { file, sha256, standing: standing(&entries, entry).cloned() })
    }
}

/// The release that stands in the place of one that is superseded. Everybody may know of it: it is published.
fn standing<'e>(entries: &'e [Entry], entry: &Entry) -> Option<&'e Entry> {
    let is_of_month = |other: &&Entry| {
        other.scorecard == entry.scorecard
            && other.data_month == entry.data_month
            && other.state == State::Published
    };
    entries.iter().find(is_of_month).filter(|_| entry.state == State::Superseded)
}

/// The releases that somebody may see, each with whose copy of it they get.
async fn visible(
    session: &mut dyn Session,
    actor: &Actor,
    readers: Option<&str>,
    now: Timestamp,
) -> Result<Vec<Visible>, StoreError> {
    let drawn = drawn(session, None).await?;
    let entries = entry::all(session).await?.into_iter();
    let visible = entries.filter(|entry| allowed(actor, Action::See, entry.resource(now)));
    let with_audience = visible.map(|entry| Visible {
        audience: drawn.get(&entry.id).and_then(|drawn| fullest(actor, readers, drawn)),
        entry,
    });
    Ok(with_audience.collect())
}

/// The audiences that something was drawn for, by release.
pub(crate) async fn drawn(
    session: &mut dyn Session,
    release: Option<i64>,
) -> Result<BTreeMap<i64, BTreeSet<String>>, StoreError> {
    let statement = "SELECT release.id, audience FROM audience_copy JOIN release ON release.id = audience_copy.release \
                     WHERE audience_copy.fingerprint IS NOT NULL AND front IS NOT NULL \
                     AND ($1 IS NULL OR release.id = $1)";
    let cells = vec![release.into()];
    let mut drawn: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for row in session.rows(statement, cells, &[Kind::Number, Kind::Text]).await? {
        drawn.entry(row.number(0).unwrap_or_default()).or_default().insert(row.text(1));
    }
    Ok(drawn)
}

/// The fullest copy that somebody may see of those that were drawn. Those who read for the council have one of their own
/// where an audience is named for them.
pub(crate) fn fullest(actor: &Actor, readers: Option<&str>, drawn: &BTreeSet<String>) -> Option<String> {
    let copies = [
        (Resource::InternalCopy, Some("internal")),
        (Resource::ReadersCopy, readers),
        (Resource::PublicCopy, Some("public")),
    ];
    copies
        .into_iter()
        .filter(|(resource, _)| allowed(actor, Action::See, *resource))
        .filter_map(|(_, audience)| audience)
        .find(|audience| drawn.contains(*audience))
        .map(str::to_owned)
}
