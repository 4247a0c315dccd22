//! Tokens, by which programs read for somebody.

use jiff::Timestamp;
use permissions::{Action, Actor, Places, Token, TokenScope};

use super::accounts::{self, own};
use super::secrets::SecretDigest;
use super::sessions::person;
use crate::Store;
use crate::audit::{Deed, note};
use crate::back_end::{Cells, Kind};
use crate::entry::{instant, kept};
use crate::error::StoreError;

/// A token that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What it is for, in its holder's words.
    pub label: String,
    /// What it may be used for.
    pub scope: TokenScope,
    /// When it ends.
    pub ends_at: Timestamp,
}

/// A token, as its holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenEntry {
    /// What it is ended by.
    pub id: i64,
    /// What it is for.
    pub label: String,
    /// What it may be used for.
    pub scope: TokenScope,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// When it was ended before that.
    pub revoked_at: Option<Timestamp>,
}

impl Store {
    /// Makes a token for one's own programs; its id.
    ///
    /// # Errors
    ///
    /// If the actor has no account, or the store cannot be written.
    pub async fn add_token(
        &self,
        actor: &Actor,
        new: &NewToken,
        secret: &SecretDigest,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let own = own(actor, Action::Write)?;
        let mut session = self.back_end.writing().await?;
        let statement = "INSERT INTO api_token (id, account, label, digest, scope, made_at, ends_at) \
                         VALUES ((SELECT coalesce(max(id), 0) + 1 FROM api_token), $1, $2, $3, $4, $5, $6) RETURNING id";
        let cells = vec![
            own.into(),
            new.label.as_str().into(),
            secret.as_str().into(),
            new.scope.token().into(),
            kept(now),
            kept(new.ends_at),
        ];
        let rows = session.rows(statement, cells, &[Kind::Number]).await?;
        let id = rows.first().and_then(|row| row.number(0)).unwrap_or_default();
        let detail = format!("{} until {}", new.scope.token(), new.ends_at);
        note(&mut *session, actor, &Deed::new("made token", format!("token {id}")).with(detail), now).await?;
        session.commit().await?;
        Ok(id)
    }

    /// One's own tokens, the newest first.
    ///
    /// # Errors
    ///
    /// If the actor has no account, or the store cannot be read.
    pub async fn own_tokens(&self, actor: &Actor) -> Result<Vec<TokenEntry>, StoreError> {
        let own = own(actor, Action::See)?;
        let mut session = self.back_end.reading().await?;
        let statement = "SELECT id, label, scope, made_at, ends_at, revoked_at FROM api_token WHERE account = $1 \
                         ORDER BY id DESC";
        session.rows(statement, vec![own.into()], KINDS).await?.iter().map(entry).collect()
    }

    /// Ends one of one's own tokens.
    ///
    /// # Errors
    ///
    /// If the actor has no account or no such token that still holds, or the store cannot be written.
    pub async fn revoke_token(&self, actor: &Actor, id: i64, now: Timestamp) -> Result<(), StoreError> {
        let own = own(actor, Action::Write)?;
        let mut session = self.back_end.writing().await?;
        let statement =
            "UPDATE api_token SET revoked_at = $3 WHERE id = $1 AND account = $2 AND revoked_at IS NULL";
        if session.run(statement, vec![id.into(), own.into(), kept(now)]).await? == 0 {
            return Err(StoreError::NoSuch("token"));
        }
        note(&mut *session, actor, &Deed::new("ended token", format!("token {id}")), now).await?;
        session.commit().await
    }

    /// Whom a program acts for: nobody if its token has ended or the account is disabled.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn token(
        &self,
        secret: &SecretDigest,
        places: &Places,
        now: Timestamp,
    ) -> Result<Option<Token>, StoreError> {
        let mut session = self.back_end.reading().await?;
        let statement =
            "SELECT id, label, scope, made_at, ends_at, revoked_at, account FROM api_token WHERE digest = $1";
        let kinds = &[Kind::Number, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Number];
        let rows = session.rows(statement, vec![secret.as_str().into()], kinds).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let token = entry(row)?;
        let account = accounts::one(&mut *session, row.number(6).unwrap_or_default()).await?;
        if token.revoked_at.is_some() || token.ends_at <= now || account.disabled_at.is_some() {
            return Ok(None);
        }
        let person = person(account.id, account.grants, places);
        Ok(Some(Token { id: token.id, person, scope: token.scope }))
    }
}

const KINDS: &[Kind] = &[Kind::Number, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text];

fn entry(row: &Cells) -> Result<TokenEntry, StoreError> {
    let scope = row.text(2);
    Ok(TokenEntry {
        id: row.number(0).unwrap_or_default(),
        label: row.text(1),
        scope: TokenScope::of_token(&scope)
            .ok_or_else(|| StoreError::Damaged(format!("there is no scope `{scope}`")))?,
        made_at: instant(&row.text(3))?,
        ends_at: instant(&row.text(4))?,
        revoked_at: row.optional_text(5).map(|at| instant(&at)).transpose()?,
    })
}
