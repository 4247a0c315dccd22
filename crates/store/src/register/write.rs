//! Writing entries down.

use jiff::Timestamp;
use permissions::{Action, Actor};
use serde::Serialize;

use super::read::{every, seen, versions};
use super::{EntryName, EntryOf, EntrySaved, Register, SavedOf, object, own_of};
use crate::audit::{Deed, note};
use crate::back_end::{Cell, Kind, Session};
use crate::entry::kept;
use crate::error::StoreError;
use crate::{Store, may};

impl Store {
    /// Adds an entry.
    ///
    /// # Errors
    ///
    /// If the actor may not at that place, something is not said that must be, or the store cannot be written.
    pub async fn register<R: Register>(
        &self,
        actor: &Actor,
        about: &R::About,
        content: &R::Content,
        now: Timestamp,
    ) -> Result<EntryOf<R>, StoreError> {
        let mut session = self.back_end.writing().await?;
        let entry = added::<R>(&mut *session, actor, about, content, now).await?;
        session.commit().await?;
        Ok(entry)
    }

    /// Says how many entries stand, all of them or none: one that is about the same as before is written, unless nothing
    /// else is said of it; others are added.
    ///
    /// # Errors
    ///
    /// If the actor may not write one of them, something is not said that must be, or the store cannot be written.
    pub async fn register_all<R: Register>(
        &self,
        actor: &Actor,
        all: &[(R::About, R::Content)],
        says_the_same: fn(&R::Content, &R::Content) -> bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut session = self.back_end.writing().await?;
        let known = every::<R>(&mut *session).await?;
        for (about, content) in all {
            match known.iter().find(|entry| entry.about == *about) {
                Some(entry) if says_the_same(&entry.latest.content, content) => {}
                Some(entry) => {
                    let version = (EntryName { place: R::place(about), id: entry.id }, entry.latest.number);
                    written::<R>(&mut *session, actor, version, content, now).await?;
                }
                None => {
                    added::<R>(&mut *session, actor, about, content, now).await?;
                }
            }
        }
        session.commit().await
    }

    /// Says how an entry stands. `from` is the version that the writer has seen.
    ///
    /// # Errors
    ///
    /// If there is none that the actor may see, they may not write it, something is not said that must be, or the store
    /// cannot be written.
    pub async fn write_registered<R: Register>(
        &self,
        actor: &Actor,
        name: EntryName<'_>,
        from: u32,
        content: &R::Content,
        now: Timestamp,
    ) -> Result<SavedOf<R>, StoreError> {
        let mut session = self.back_end.writing().await?;
        let saved = written::<R>(&mut *session, actor, (name, from), content, now).await?;
        if matches!(saved, EntrySaved::Kept(_)) {
            session.commit().await?;
        }
        Ok(saved)
    }
}

/// Adds an entry.
async fn added<R: Register>(
    session: &mut dyn Session,
    actor: &Actor,
    about: &R::About,
    content: &R::Content,
    now: Timestamp,
) -> Result<EntryOf<R>, StoreError> {
    let own = actor.account().into_iter().collect::<Vec<_>>();
    for action in R::takes(None, content) {
        may(actor, *action, object::<R>(about).of(&own))?;
    }
    R::check(content).map_err(StoreError::Unsaid)?;
    let statement = "INSERT INTO registered (kind, place, id, about) VALUES ($1, $2, \
                     (SELECT coalesce(max(id), 0) + 1 FROM registered WHERE kind = $1 AND place = $2), $3) \
                     RETURNING id";
    let place = R::place(about);
    let cells = vec![R::WORD.into(), place.unwrap_or_default().into(), said(about)?.into()];
    let rows = session.rows(statement, cells, &[Kind::Number]).await?;
    let name = EntryName { place, id: rows.first().and_then(|row| row.number(0)).unwrap_or_default() };
    add_version::<R>(session, actor, (name, 1), content, now).await?;
    note(session, actor, &Deed::new("added", name.words::<R>()), now).await?;
    seen::<R>(session, actor, name).await
}

/// Says how an entry stands, after the version that the writer has seen.
async fn written<R: Register>(
    session: &mut dyn Session,
    actor: &Actor,
    (name, from): (EntryName<'_>, u32),
    content: &R::Content,
    now: Timestamp,
) -> Result<SavedOf<R>, StoreError> {
    let entry = seen::<R>(session, actor, name).await?;
    let history = versions::<R>(session, name).await?;
    // What another has said since is no deed of this writer's.
    let before = history.iter().find(|version| version.number == from).unwrap_or(&entry.latest);
    let takes = R::takes(Some(&before.content), content);
    // Whoever writes makes it their own: nobody approves in the same breath.
    let mut own = own_of::<R>(&history);
    own.extend(actor.account().filter(|_| takes.contains(&Action::Write)));
    for action in takes {
        may(actor, *action, object::<R>(&entry.about).of(&own))?;
    }
    R::check(content).map_err(StoreError::Unsaid)?;
    if entry.latest.number != from {
        return Ok(EntrySaved::Conflict { theirs: entry.latest, yours: content.clone() });
    }
    add_version::<R>(session, actor, (name, from + 1), content, now).await?;
    let deed = Deed::new("wrote", name.words::<R>()).with(format!("version {}", from + 1));
    note(session, actor, &deed, now).await?;
    Ok(EntrySaved::Kept(seen::<R>(session, actor, name).await?))
}

async fn add_version<R: Register>(
    session: &mut dyn Session,
    actor: &Actor,
    (name, number): (EntryName<'_>, u32),
    content: &R::Content,
    now: Timestamp,
) -> Result<(), StoreError> {
    let statement = "INSERT INTO registered_version (kind, place, id, number, content, account, at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let cells = vec![
        R::WORD.into(),
        name.place_or_none().into(),
        name.id.into(),
        number.into(),
        said(content)?.into(),
        actor.account().map_or(Cell::Number(None), Cell::from),
        kept(now),
    ];
    session.run(statement, cells).await?;
    Ok(())
}

fn said<Said: Serialize>(said: &Said) -> Result<String, StoreError> {
    serde_json::to_string(said)
        .map_err(|error| StoreError::Damaged(format!("what was said of an entry cannot be written: {error}")))
}
