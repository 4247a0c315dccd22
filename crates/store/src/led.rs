//! The life of a release as people lead it: what each may do with it, and the log of what they did.
//!
//! Whoever drafted a release neither checks it nor signs it off.

use jiff::Timestamp;
use permissions::{Action, Actor, Resource, allowed};
use releases::Release;

use crate::audit::{Deed, note};
use crate::back_end::{Kind, Session};
use crate::commentary::Writer;
use crate::copies::AudienceCopy;
use crate::entry::{self, Entry};
use crate::error::StoreError;
use crate::life::{
    Content, drafted, finish, is_yet_to_be_removed, made_ready, signed_off, taken_back, to_be_published,
};
use crate::visible::{Visible, drawn, fullest};
use crate::{Store, may};

impl Store {
    /// Takes in what somebody drafted, as [`Store::draft_with_copies`] does.
    ///
    /// # Errors
    ///
    /// If they may not draft releases, or where that refuses it.
    pub async fn draft_by(
        &self,
        actor: &Actor,
        release: &Release,
        copies: &[AudienceCopy],
        now: Timestamp,
    ) -> Result<Entry, StoreError> {
        may(actor, Action::Write, Resource::DraftRelease)?;
        let mut session = self.back_end.writing().await?;
        let id = drafted(&mut *session, release, copies, now).await?;
        if let Some(account) = actor.account() {
            add_drafter(&mut *session, id, account).await?;
        }
        led(session, actor, id, Deed::new("drafted", about(id)), now).await
    }

    /// Lets somebody say that a draft may be signed off.
    ///
    /// # Errors
    ///
    /// If there is no such release for them, they may not check releases or drafted it themselves, it isn't a draft, or
    /// the store cannot be written.
    pub async fn make_ready_by(&self, actor: &Actor, id: i64, now: Timestamp) -> Result<Entry, StoreError> {
        let mut session = self.back_end.writing().await?;
        let entry = known(&mut *session, actor, id, now).await?;
        let drafter = drafter(&mut *session, id).await?;
        may(actor, Action::Approve, Resource::DraftRelease.of(drafter.as_slice()))?;
        made_ready(&mut *session, &entry).await?;
        led(session, actor, id, Deed::new("made ready", about(id)), now).await
    }

    /// Lets somebody sign a release off in a role of theirs, which pages print.
    ///
    /// # Errors
    ///
    /// If there is no such release for them, they may not sign releases off or drafted it themselves, it isn't ready, no
    /// role is given, its content is not what was drafted, or the store cannot be written.
    pub async fn sign_off_by(&self, writer: &Writer, id: i64, now: Timestamp) -> Result<Entry, StoreError> {
        let actor = &writer.actor;
        let mut session = self.back_end.writing().await?;
        known(&mut *session, actor, id, now).await?;
        let drafter = drafter(&mut *session, id).await?;
        may(actor, Action::SignOff, Resource::WaitingRelease.of(drafter.as_slice()))?;
        let role = writer.role.trim();
        signed_off(&mut *session, id, &[role.to_owned()], now).await?;
        led(session, actor, id, Deed::new("signed off", about(id)).with(role), now).await
    }

    /// Lets somebody publish a release that is signed off, now or at a set time.
    ///
    /// # Errors
    ///
    /// If there is no such release for them, they may not publish releases, it isn't signed off, or the store cannot be
    /// written.
    pub async fn publish_by(
        &self,
        actor: &Actor,
        id: i64,
        at: Timestamp,
        now: Timestamp,
    ) -> Result<Entry, StoreError> {
        let mut session = self.back_end.writing().await?;
        let entry = known(&mut *session, actor, id, now).await?;
        may(actor, Action::Publish, Resource::WaitingRelease)?;
        to_be_published(&mut *session, &entry, at, now).await?;
        let deed = if at <= now { "published" } else { "set a time of publication for" };
        led(session, actor, id, Deed::new(deed, about(id)).with(at.to_string()), now).await
    }

    /// Lets somebody take a release back that is signed off or published, or remove the content of one that is withdrawn.
    ///
    /// # Errors
    ///
    /// If there is no such release for them, they may not withdraw it as it is, no reason is given, or the store cannot be
    /// written.
    pub async fn withdraw_by(
        &self,
        actor: &Actor,
        id: i64,
        reason: &str,
        content: Content,
        now: Timestamp,
    ) -> Result<Entry, StoreError> {
        let mut session = self.back_end.writing().await?;
        let entry = known(&mut *session, actor, id, now).await?;
        may(actor, Action::Withdraw, entry.resource(now))?;
        taken_back(&mut *session, &entry, reason, content, now).await?;
        let deed = if is_yet_to_be_removed(&entry) { "removed the content of" } else { "withdrew" };
        led(session, actor, id, Deed::new(deed, about(id)).with(reason), now).await
    }

    /// A release without its content, of those that somebody may see, with whose copy of it they get and the account that
    /// drafted it. Of one that is published they hear if they get a copy, work with it, or may take it back. Those who read
    /// for the council have the copy of `readers`.
    ///
    /// # Errors
    ///
    /// If there is no such release for them, or the store cannot be read.
    pub async fn visible_entry(
        &self,
        actor: &Actor,
        readers: Option<&str>,
        id: i64,
        now: Timestamp,
    ) -> Result<(Visible, Option<i64>), StoreError> {
        let mut session = self.back_end.reading().await?;
        let entry = known(&mut *session, actor, id, now).await?;
        let drawn = drawn(&mut *session, Some(id)).await?.remove(&id).unwrap_or_default();
        let audience = fullest(actor, readers, &drawn);
        let resource = entry.resource(now);
        let hears = audience.is_some()
            || resource != Resource::PublishedRelease
            || allowed(actor, Action::See, Resource::InternalCopy)
            || allowed(actor, Action::Withdraw, resource);
        if !hears {
            return Err(StoreError::NoSuchRelease { id });
        }
        Ok((Visible { entry, audience }, drafter(&mut *session, id).await?))
    }
}

/// A release that somebody may see: of another they don't hear that there is one.
async fn known(
    session: &mut dyn Session,
    actor: &Actor,
    id: i64,
    now: Timestamp,
) -> Result<Entry, StoreError> {
    let entry = entry::one(session, id).await?;
    if allowed(actor, Action::See, entry.resource(now)) {
        Ok(entry)
    } else {
        Err(StoreError::NoSuchRelease { id })
    }
}

/// Writes to the log what was done with a release, and ends the transaction of it.
async fn led(
    mut session: Box<dyn Session>,
    actor: &Actor,
    id: i64,
    deed: Deed,
    now: Timestamp,
) -> Result<Entry, StoreError> {
    note(&mut *session, actor, &deed, now).await?;
    finish(session, id).await
}

fn about(id: i64) -> String {
    format!("release {id}")
}

/// The account that drafted a release; none where the command line did.
pub(crate) async fn drafter(session: &mut dyn Session, id: i64) -> Result<Option<i64>, StoreError> {
    let statement = "SELECT account FROM drafted_by WHERE release = $1";
    let rows = session.rows(statement, vec![id.into()], &[Kind::Number]).await?;
    Ok(rows.first().and_then(|row| row.number(0)))
}

pub(crate) async fn add_drafter(session: &mut dyn Session, id: i64, account: i64) -> Result<(), StoreError> {
    let statement = "INSERT INTO drafted_by (release, account) VALUES ($1, $2)";
    session.run(statement, vec![id.into(), account.into()]).await?;
    Ok(())
}
