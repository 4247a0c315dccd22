//! Sessions: who is signed in.

use jiff::{SignedDuration, Timestamp};
use permissions::{Action, Actor, Grant, Person, Places};

use super::accounts::{self, about, own};
use super::secrets::SecretDigest;
use crate::Store;
use crate::audit::{Deed, note};
use crate::back_end::{Kind, Session};
use crate::entry::{instant, kept};
use crate::error::StoreError;

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who, with the parts of their places.
    pub person: Person,
    /// What others see of them.
    pub title: String,
}

/// A session, as its holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionEntry {
    /// What it is ended by.
    pub digest: SecretDigest,
    /// When they signed in.
    pub begun_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
}

/// How long a session may have been used without that being written down: a page that is read must not wait for a disk.
const UNWRITTEN: SignedDuration = SignedDuration::from_secs(60);

const NOBODY: Actor = Actor::Nobody;

impl Store {
    /// Begins a session for an account whose password was right, and ends the one that its holder came with.
    ///
    /// # Errors
    ///
    /// If the account is not there or disabled, or the store cannot be written.
    pub async fn sign_in(
        &self,
        account: i64,
        session: &SecretDigest,
        before: Option<&SecretDigest>,
        ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut writing = self.back_end.writing().await?;
        // It may have been disabled while the password was looked at.
        if accounts::one(&mut *writing, account).await?.disabled_at.is_some() {
            return Err(StoreError::NoSuch("account"));
        }
        remove_ended(&mut *writing, now).await?;
        if let Some(before) = before {
            end(&mut *writing, before).await?;
        }
        let statement =
            "INSERT INTO session (digest, account, begun_at, seen_at, ends_at) VALUES ($1, $2, $3, $3, $4)";
        let cells = vec![session.as_str().into(), account.into(), kept(now), kept(ends_at)];
        writing.run(statement, cells).await?;
        note(&mut *writing, &NOBODY, &Deed::new("signed in", about(account)), now).await?;
        writing.commit().await
    }

    /// Writes down that somebody was not let in. An unknown name is not written: it may be a password.
    ///
    /// # Errors
    ///
    /// If the store cannot be written.
    pub async fn note_refused_sign_in(&self, account: Option<i64>, now: Timestamp) -> Result<(), StoreError> {
        let about = account.map_or_else(|| "no account".to_owned(), about);
        self.note(&NOBODY, &Deed::new("was refused to sign in", about), now).await
    }

    /// Who is signed in by a session: nobody if it has ended, was not used for as long as `idle`, or its account is
    /// disabled.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn signed_in(
        &self,
        session: &SecretDigest,
        idle: SignedDuration,
        places: &Places,
        now: Timestamp,
    ) -> Result<Option<SignedIn>, StoreError> {
        let mut reading = self.back_end.reading().await?;
        let statement = "SELECT account, seen_at, ends_at FROM session WHERE digest = $1";
        let kinds = &[Kind::Number, Kind::Text, Kind::Text];
        let rows = reading.rows(statement, vec![session.as_str().into()], kinds).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let (seen_at, ends_at) = (instant(&row.text(1))?, instant(&row.text(2))?);
        let unused = now.duration_since(seen_at);
        if now >= ends_at || unused >= idle {
            return Ok(None);
        }
        let account = accounts::one(&mut *reading, row.number(0).unwrap_or_default()).await?;
        if account.disabled_at.is_some() {
            return Ok(None);
        }
        drop(reading);
        if unused >= UNWRITTEN.min(idle / 2) {
            self.used(session, now).await?;
        }
        let person = person(account.id, account.grants, places);
        Ok(Some(SignedIn { person, title: account.title }))
    }

    async fn used(&self, session: &SecretDigest, now: Timestamp) -> Result<(), StoreError> {
        let written = async {
            let mut writing = self.back_end.writing().await?;
            let statement = "UPDATE session SET seen_at = $2 WHERE digest = $1";
            writing.run(statement, vec![session.as_str().into(), kept(now)]).await?;
            writing.commit().await
        };
        match written.await {
            // The next request writes it.
            Err(StoreError::Busy) => Ok(()),
            other => other,
        }
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// If the store cannot be written. One that has ended is no error.
    pub async fn sign_out(
        &self,
        actor: &Actor,
        session: &SecretDigest,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let own = own(actor, Action::Write)?;
        let mut writing = self.back_end.writing().await?;
        end(&mut *writing, session).await?;
        note(&mut *writing, actor, &Deed::new("signed out", about(own)), now).await?;
        writing.commit().await
    }

    /// One's own sessions that have not ended, the newest first.
    ///
    /// # Errors
    ///
    /// If the actor has no account, or the store cannot be read.
    pub async fn own_sessions(&self, actor: &Actor, now: Timestamp) -> Result<Vec<SessionEntry>, StoreError> {
        let own = own(actor, Action::See)?;
        let mut reading = self.back_end.reading().await?;
        let statement = "SELECT digest, begun_at, seen_at, ends_at FROM session WHERE account = $1 \
                         ORDER BY begun_at DESC, digest";
        let rows = reading.rows(statement, vec![own.into()], &[Kind::Text; 4]).await?;
        let entries = rows.iter().map(|row| {
            Ok(SessionEntry {
                digest: SecretDigest::as_written(&row.text(0)),
                begun_at: instant(&row.text(1))?,
                seen_at: instant(&row.text(2))?,
                ends_at: instant(&row.text(3))?,
            })
        });
        let entries: Result<Vec<SessionEntry>, StoreError> = entries.collect();
        Ok(entries?.into_iter().filter(|entry| entry.ends_at > now).collect())
    }

    /// Ends one of one's own sessions.
    ///
    /// # Errors
    ///
    /// If the actor has no account or not that session, or the store cannot be written.
    pub async fn end_own_session(
        &self,
        actor: &Actor,
        session: &SecretDigest,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let own = own(actor, Action::Write)?;
        let mut writing = self.back_end.writing().await?;
        let statement = "DELETE FROM session WHERE digest = $1 AND account = $2";
        if writing.run(statement, vec![session.as_str().into(), own.into()]).await? == 0 {
            return Err(StoreError::NoSuch("session"));
        }
        note(&mut *writing, actor, &Deed::new("ended session", about(own)), now).await?;
        writing.commit().await
    }
}

/// Somebody with the parts of their places.
pub(super) fn person(account: i64, grants: Vec<Grant>, places: &Places) -> Person {
    let grants = grants
        .into_iter()
        .map(|grant| Grant { role: grant.role, scope: grant.scope.with_parts(places) })
        .collect();
    Person { account, grants }
}

async fn end(session: &mut dyn Session, digest: &SecretDigest) -> Result<(), StoreError> {
    session.run("DELETE FROM session WHERE digest = $1", vec![digest.as_str().into()]).await?;
    Ok(())
}

/// Takes out what has ended at the latest.
async fn remove_ended(session: &mut dyn Session, now: Timestamp) -> Result<(), StoreError> {
    let rows = session.rows("SELECT digest, ends_at FROM session", Vec::new(), &[Kind::Text; 2]).await?;
    for row in rows {
        if instant(&row.text(1))? <= now {
            end(session, &SecretDigest::as_written(&row.text(0))).await?;
        }
    }
    Ok(())
}
