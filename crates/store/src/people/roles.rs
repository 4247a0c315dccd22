//! Which roles an account has, and where.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use permissions::{Action, Actor, Grant, Resource, Role, Scope};

use super::accounts::about;
use crate::audit::{Deed, note};
use crate::back_end::{Kind, Session};
use crate::error::StoreError;
use crate::{Store, may};

impl Store {
    /// Gives an account a role; what it has of it already stays.
    ///
    /// # Errors
    ///
    /// If the actor may not change that account, there is none, or the store cannot be written.
    pub async fn give_role(
        &self,
        actor: &Actor,
        account: i64,
        grant: &Grant,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        may(actor, Action::Write, Resource::Accounts.of(&[account]))?;
        let mut session = self.back_end.writing().await?;
        super::accounts::must_be_there(&mut *session, account).await?;
        let deed = Deed::new("gave role", about(account)).with(words(grant));
        note(&mut *session, actor, &deed, now).await?;
        put(&mut *session, account, grant).await?;
        session.commit().await
    }

    /// Takes a role from an account, at these places or the one held everywhere.
    ///
    /// # Errors
    ///
    /// If the actor may not change that account, it doesn't have the role there, it is the last administrator, or the
    /// store cannot be written.
    pub async fn take_role(
        &self,
        actor: &Actor,
        account: i64,
        grant: &Grant,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        may(actor, Action::Write, Resource::Accounts.of(&[account]))?;
        let mut session = self.back_end.writing().await?;
        let deed = Deed::new("took role", about(account)).with(words(grant));
        note(&mut *session, actor, &deed, now).await?;
        for place in places(grant) {
            let statement = "DELETE FROM account_role WHERE account = $1 AND role = $2 AND place = $3";
            let cells = vec![account.into(), grant.role.token().into(), place.into()];
            if session.run(statement, cells).await? == 0 {
                return Err(StoreError::NoSuch("role of the account"));
            }
        }
        super::accounts::must_have_administrator(&mut *session).await?;
        session.commit().await
    }
}

/// Writes a role down.
pub(super) async fn put(session: &mut dyn Session, account: i64, grant: &Grant) -> Result<(), StoreError> {
    for place in places(grant) {
        let statement =
            "INSERT INTO account_role (account, role, place) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        session.run(statement, vec![account.into(), grant.role.token().into(), place.into()]).await?;
    }
    Ok(())
}

/// The roles of every account, or of one.
pub(super) async fn all(
    session: &mut dyn Session,
    account: Option<i64>,
) -> Result<BTreeMap<i64, Vec<Grant>>, StoreError> {
    let statement = "SELECT account, role, place FROM account_role WHERE ($1 = 0 OR account = $1) \
                     ORDER BY account, role, place";
    let rows = session
        .rows(statement, vec![account.unwrap_or_default().into()], &[Kind::Number, Kind::Text, Kind::Text])
        .await?;
    let mut held: BTreeMap<i64, BTreeMap<Role, BTreeSet<String>>> = BTreeMap::new();
    for row in rows {
        let token = row.text(1);
        let role = Role::of_token(&token)
            .ok_or_else(|| StoreError::Damaged(format!("there is no role `{token}`")))?;
        let roles = held.entry(row.number(0).unwrap_or_default()).or_default();
        roles.entry(role).or_default().insert(row.text(2));
    }
    let grants = |roles: BTreeMap<Role, BTreeSet<String>>| roles.into_iter().flat_map(grants_of).collect();
    Ok(held.into_iter().map(|(account, roles)| (account, grants(roles))).collect())
}

/// One that is held everywhere stands apart from those at places: each can be taken without the other.
fn grants_of((role, mut places): (Role, BTreeSet<String>)) -> Vec<Grant> {
    let everywhere = places.remove("").then_some(Scope::Everywhere);
    let some = (!places.is_empty()).then_some(Scope::Places(places));
    everywhere.into_iter().chain(some).map(|scope| Grant { role, scope }).collect()
}

fn places(grant: &Grant) -> Vec<&str> {
    match &grant.scope {
        Scope::Everywhere => vec![""],
        Scope::Places(places) => {
            places.iter().map(String::as_str).filter(|place| !place.is_empty()).collect()
        }
    }
}

fn words(grant: &Grant) -> String {
    match &grant.scope {
        Scope::Everywhere => format!("{} everywhere", grant.role),
        Scope::Places(_) => format!("{} at {}", grant.role, places(grant).join(", ")),
    }
}
