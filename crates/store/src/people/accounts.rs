//! Accounts.

use std::collections::BTreeMap;

use jiff::Timestamp;
use permissions::{Action, Actor, Grant, Resource, Role, Scope};

use super::roles;
use super::secrets::SecretDigest;
use crate::audit::{Deed, note};
use crate::back_end::{Cells, Kind, Session};
use crate::entry::{instant, kept};
use crate::error::StoreError;
use crate::{Store, may};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What it is referred to by, for good.
    pub id: i64,
    /// What its holder signs in with.
    pub name: String,
    /// What others see: a name or a role.
    pub title: String,
    /// Whether its holder can sign in: has set a password, or is known to an identity provider.
    pub is_set_up: bool,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was disabled, if it is.
    pub disabled_at: Option<Timestamp>,
    /// Its roles, as they were given.
    pub grants: Vec<Grant>,
}

/// An account that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// What its holder will sign in with. Small letters: names that differ in nothing else are one.
    pub name: String,
    /// What others will see.
    pub title: String,
}

/// What a password is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The account.
    pub account: i64,
    /// The hash of its password.
    pub hash: String,
}

/// Somebody as an identity provider knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The provider.
    pub issuer: String,
    /// Whom it means: no name, and never given to another.
    pub subject: String,
}

/// Whoever takes up an invitation, or signs in, has not said who they are yet.
const NOBODY: Actor = Actor::Nobody;

impl Store {
    /// Whether there is any account.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn has_accounts(&self) -> Result<bool, StoreError> {
        let mut session = self.back_end.reading().await?;
        has_any(&mut *session).await
    }

    /// Makes the first account, an administrator everywhere, with a password; its id.
    ///
    /// # Errors
    ///
    /// If there is an account already, or the store cannot be written.
    pub async fn add_first_administrator(
        &self,
        new: &NewAccount,
        hash: &str,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let mut session = self.back_end.writing().await?;
        if has_any(&mut *session).await? {
            return Err(StoreError::NotFirst);
        }
        let id = insert(&mut *session, new, Some(hash), now).await?;
        let grant = Grant { role: Role::Administrator, scope: Scope::Everywhere };
        roles::put(&mut *session, id, &grant).await?;
        note(&mut *session, &NOBODY, &Deed::new("added first administrator", about(id)), now).await?;
        session.commit().await?;
        Ok(id)
    }

    /// Makes an account whose holder sets a password by an invitation; its id.
    ///
    /// # Errors
    ///
    /// If the actor may not, the name is taken, or the store cannot be written.
    pub async fn add_account(
        &self,
        actor: &Actor,
        new: &NewAccount,
        invitation: &SecretDigest,
        ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        may(actor, Action::Write, Resource::Accounts)?;
        let mut session = self.back_end.writing().await?;
        let taken = session
            .rows("SELECT id FROM account WHERE name = $1", vec![new.name.as_str().into()], ID)
            .await?;
        if !taken.is_empty() {
            return Err(StoreError::NameTaken);
        }
        let id = insert(&mut *session, new, None, now).await?;
        invite(&mut *session, id, invitation, ends_at).await?;
        note(&mut *session, actor, &Deed::new("added account", about(id)), now).await?;
        session.commit().await?;
        Ok(id)
    }

    /// Lets somebody set a new password, by an invitation in place of those before. The old password counts until then.
    ///
    /// # Errors
    ///
    /// If the actor may not change that account, there is none, or the store cannot be written.
    pub async fn invite(
        &self,
        actor: &Actor,
        account: i64,
        invitation: &SecretDigest,
        ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        may(actor, Action::Write, Resource::Accounts.of(&[account]))?;
        let mut session = self.back_end.writing().await?;
        must_be_there(&mut *session, account).await?;
        invite(&mut *session, account, invitation, ends_at).await?;
        note(&mut *session, actor, &Deed::new("invited", about(account)), now).await?;
        session.commit().await
    }

    /// The account of an invitation that still holds.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn invited(
        &self,
        invitation: &SecretDigest,
        now: Timestamp,
    ) -> Result<Option<Account>, StoreError> {
        let mut session = self.back_end.reading().await?;
        invited(&mut *session, invitation, now).await
    }

    /// Sets the password of an invitation's account, once: it ends the invitation and all sessions. Says whose it was.
    ///
    /// # Errors
    ///
    /// If the store cannot be written. An invitation that doesn't hold is no error, but nothing happens.
    pub async fn accept_invitation(
        &self,
        invitation: &SecretDigest,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        let mut session = self.back_end.writing().await?;
        let Some(account) = invited(&mut *session, invitation, now).await? else { return Ok(None) };
        set_password(&mut *session, account.id, hash).await?;
        note(&mut *session, &NOBODY, &Deed::new("accepted invitation", about(account.id)), now).await?;
        session.commit().await?;
        Ok(Some(account.id))
    }

    /// Says by what an identity provider knows the holder of an invitation's account, in place of what it said before. It ends
    /// the invitation and all sessions. Says whose it was.
    ///
    /// # Errors
    ///
    /// If the provider's subject has another account, or the store cannot be written. An invitation that doesn't hold is no
    /// error, but nothing happens.
    pub async fn bind_to_provider(
        &self,
        invitation: &SecretDigest,
        subject: &Subject,
        now: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        let mut session = self.back_end.writing().await?;
        let Some(account) = invited(&mut *session, invitation, now).await? else { return Ok(None) };
        let statement = "UPDATE account SET issuer = $2, subject = $3 WHERE id = $1";
        let Subject { issuer, subject } = subject;
        session
            .run(statement, vec![account.id.into(), issuer.as_str().into(), subject.as_str().into()])
            .await?;
        end_all(&mut *session, account.id).await?;
        note(&mut *session, &NOBODY, &Deed::new("accepted invitation", about(account.id)), now).await?;
        session.commit().await?;
        Ok(Some(account.id))
    }

    /// The account of somebody whom an identity provider knows, unless it is disabled.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn account_of(&self, subject: &Subject) -> Result<Option<i64>, StoreError> {
        let mut session = self.back_end.reading().await?;
        let statement = "SELECT id FROM account WHERE issuer = $1 AND subject = $2 AND disabled_at IS NULL";
        let Subject { issuer, subject } = subject;
        let rows = session.rows(statement, vec![issuer.as_str().into(), subject.as_str().into()], ID).await?;
        Ok(rows.first().and_then(|row| row.number(0)))
    }

    /// Sets one's own password. It ends all one's sessions.
    ///
    /// # Errors
    ///
    /// If the actor has no account, or the store cannot be written.
    pub async fn change_password(&self, actor: &Actor, hash: &str, now: Timestamp) -> Result<(), StoreError> {
        let own = own(actor, Action::Write)?;
        let mut session = self.back_end.writing().await?;
        set_password(&mut *session, own, hash).await?;
        note(&mut *session, actor, &Deed::new("changed password", about(own)), now).await?;
        session.commit().await
    }

    /// What the password of a name is held against. Nothing for an account that is disabled or has none.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn credentials(&self, name: &str) -> Result<Option<Credentials>, StoreError> {
        let mut session = self.back_end.reading().await?;
        let statement = "SELECT id, password FROM account WHERE name = $1 AND disabled_at IS NULL";
        let rows = session.rows(statement, vec![name.into()], &[Kind::Number, Kind::Text]).await?;
        let found = rows.first().and_then(|row| row.number(0).zip(row.optional_text(1)));
        Ok(found.map(|(account, hash)| Credentials { account, hash }))
    }

    /// All accounts, by name.
    ///
    /// # Errors
    ///
    /// If the actor may not see them, or the store cannot be read.
    pub async fn accounts(&self, actor: &Actor) -> Result<Vec<Account>, StoreError> {
        may(actor, Action::See, Resource::Accounts)?;
        let mut session = self.back_end.reading().await?;
        all(&mut *session).await
    }

    /// An account.
    ///
    /// # Errors
    ///
    /// If the actor may not see it, there is none, or the store cannot be read.
    pub async fn account(&self, actor: &Actor, id: i64) -> Result<Account, StoreError> {
        may(actor, Action::See, Resource::Accounts)?;
        let mut session = self.back_end.reading().await?;
        one(&mut *session, id).await
    }

    /// One's own account.
    ///
    /// # Errors
    ///
    /// If the actor has none, or the store cannot be read.
    pub async fn own_account(&self, actor: &Actor) -> Result<Account, StoreError> {
        let own = own(actor, Action::See)?;
        let mut session = self.back_end.reading().await?;
        one(&mut *session, own).await
    }

    /// Disables an account: nobody signs in with it, and its sessions, invitations and tokens are worth nothing from now
    /// on.
    ///
    /// # Errors
    ///
    /// If the actor may not change that account, there is none, it is the last administrator, or the store cannot be
    /// written.
    pub async fn disable_account(&self, actor: &Actor, id: i64, now: Timestamp) -> Result<(), StoreError> {
        may(actor, Action::Write, Resource::Accounts.of(&[id]))?;
        let mut session = self.back_end.writing().await?;
        must_be_there(&mut *session, id).await?;
        let statement = "UPDATE account SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL";
        session.run(statement, vec![id.into(), kept(now)]).await?;
        end_all(&mut *session, id).await?;
        must_have_administrator(&mut *session).await?;
        note(&mut *session, actor, &Deed::new("disabled account", about(id)), now).await?;
        session.commit().await
    }

    /// Lets an account be used again.
    ///
    /// # Errors
    ///
    /// If the actor may not change that account, there is none, or the store cannot be written.
    pub async fn enable_account(&self, actor: &Actor, id: i64, now: Timestamp) -> Result<(), StoreError> {
        may(actor, Action::Write, Resource::Accounts.of(&[id]))?;
        let mut session = self.back_end.writing().await?;
        must_be_there(&mut *session, id).await?;
        session.run("UPDATE account SET disabled_at = NULL WHERE id = $1", vec![id.into()]).await?;
        note(&mut *session, actor, &Deed::new("enabled account", about(id)), now).await?;
        session.commit().await
    }
}

const ID: &[Kind] = &[Kind::Number];

const KINDS: &[Kind] = &[Kind::Number, Kind::Text, Kind::Text, Kind::Number, Kind::Text, Kind::Text];

/// How the log names an account.
pub(super) fn about(account: i64) -> String {
    format!("account {account}")
}

/// The account of an actor who may do something with their own.
pub(super) fn own(actor: &Actor, action: Action) -> Result<i64, StoreError> {
    may(actor, action, Resource::OwnAccount)?;
    actor.account().ok_or(StoreError::NotAllowed { action, resource: Resource::OwnAccount })
}

pub(super) async fn must_be_there(session: &mut dyn Session, account: i64) -> Result<(), StoreError> {
    let rows = session.rows("SELECT id FROM account WHERE id = $1", vec![account.into()], ID).await?;
    if rows.is_empty() { Err(StoreError::NoSuch("account")) } else { Ok(()) }
}

/// Whatever happens to accounts, one that looks after them must be left.
pub(super) async fn must_have_administrator(session: &mut dyn Session) -> Result<(), StoreError> {
    let statement = "SELECT id FROM account JOIN account_role ON account_role.account = account.id \
                     WHERE role = 'administrator' AND place = '' AND disabled_at IS NULL LIMIT 1";
    let rows = session.rows(statement, Vec::new(), ID).await?;
    if rows.is_empty() { Err(StoreError::LastAdministrator) } else { Ok(()) }
}

async fn has_any(session: &mut dyn Session) -> Result<bool, StoreError> {
    Ok(!session.rows("SELECT id FROM account LIMIT 1", Vec::new(), ID).await?.is_empty())
}

/// Writes an account down. Its number is the next one: accounts are never removed.
async fn insert(
    session: &mut dyn Session,
    new: &NewAccount,
    hash: Option<&str>,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let statement = "INSERT INTO account (id, name, title, password, made_at) \
                     VALUES ((SELECT coalesce(max(id), 0) + 1 FROM account), $1, $2, $3, $4) RETURNING id";
    let cells =
        vec![new.name.as_str().into(), new.title.as_str().into(), hash.map(str::to_owned).into(), kept(now)];
    let rows = session.rows(statement, cells, ID).await?;
    Ok(rows.first().and_then(|row| row.number(0)).unwrap_or_default())
}

async fn invite(
    session: &mut dyn Session,
    account: i64,
    invitation: &SecretDigest,
    ends_at: Timestamp,
) -> Result<(), StoreError> {
    session.run("DELETE FROM invitation WHERE account = $1", vec![account.into()]).await?;
    let statement = "INSERT INTO invitation (digest, account, ends_at) VALUES ($1, $2, $3)";
    session.run(statement, vec![invitation.as_str().into(), account.into(), kept(ends_at)]).await?;
    Ok(())
}

async fn invited(
    session: &mut dyn Session,
    invitation: &SecretDigest,
    now: Timestamp,
) -> Result<Option<Account>, StoreError> {
    let statement = "SELECT account, ends_at FROM invitation WHERE digest = $1";
    let rows = session.rows(statement, vec![invitation.as_str().into()], &[Kind::Number, Kind::Text]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    if instant(&row.text(1))? <= now {
        return Ok(None);
    }
    let account = one(session, row.number(0).unwrap_or_default()).await?;
    Ok(Some(account).filter(|account| account.disabled_at.is_none()))
}

async fn set_password(session: &mut dyn Session, account: i64, hash: &str) -> Result<(), StoreError> {
    session.run("UPDATE account SET password = $2 WHERE id = $1", vec![account.into(), hash.into()]).await?;
    end_all(session, account).await
}

/// Ends the sessions and invitations of an account.
async fn end_all(session: &mut dyn Session, account: i64) -> Result<(), StoreError> {
    session.run("DELETE FROM session WHERE account = $1", vec![account.into()]).await?;
    session.run("DELETE FROM invitation WHERE account = $1", vec![account.into()]).await?;
    Ok(())
}

pub(super) async fn all(session: &mut dyn Session) -> Result<Vec<Account>, StoreError> {
    let statement = "SELECT id, name, title, CAST(CASE WHEN password IS NULL AND subject IS NULL THEN 0 ELSE 1 END AS BIGINT), made_at, \
                     disabled_at FROM account ORDER BY name";
    let rows = session.rows(statement, Vec::new(), KINDS).await?;
    let mut grants = roles::all(session, None).await?;
    rows.iter().map(|row| account(row, &mut grants)).collect()
}

pub(super) async fn one(session: &mut dyn Session, id: i64) -> Result<Account, StoreError> {
    let statement = "SELECT id, name, title, CAST(CASE WHEN password IS NULL AND subject IS NULL THEN 0 ELSE 1 END AS BIGINT), made_at, \
                     disabled_at FROM account WHERE id = $1";
    let rows = session.rows(statement, vec![id.into()], KINDS).await?;
    let row = rows.first().ok_or(StoreError::NoSuch("account"))?;
    account(row, &mut roles::all(session, Some(id)).await?)
}

fn account(row: &Cells, grants: &mut BTreeMap<i64, Vec<Grant>>) -> Result<Account, StoreError> {
    let id = row.number(0).unwrap_or_default();
    Ok(Account {
        id,
        name: row.text(1),
        title: row.text(2),
        is_set_up: row.number(3) == Some(1),
        made_at: instant(&row.text(4))?,
        disabled_at: row.optional_text(5).map(|at| instant(&at)).transpose()?,
        grants: grants.remove(&id).unwrap_or_default(),
    })
}
