//! Who did what when: a log to which entries are only added, each chained to the one before.

use jiff::Timestamp;
use permissions::{Action, Actor, Resource};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::back_end::{Cells, Kind, Session};
use crate::entry::{instant, kept};
use crate::error::StoreError;
use crate::verify::ChainEnd;
use crate::{Store, may};

/// Something that was done, to be written to the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What was done: `signed in`.
    pub what: &'static str,
    /// With what: `account 3`. Ids and roles, never names.
    pub about: String,
    /// What else must be known of it, such as the reason that was given; may be empty.
    pub detail: String,
}

impl Deed {
    /// Something that was done with something.
    #[must_use]
    pub fn new(what: &'static str, about: impl Into<String>) -> Self {
        Self { what, about: about.into(), detail: String::new() }
    }

    /// With what else must be known of it.
    #[must_use]
    pub fn with(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditEntry {
    /// Its number, from 1.
    pub number: i64,
    /// When it was written.
    #[serde(serialize_with = "as_kept")]
    pub at: Timestamp,
    /// Who did it: `account 3`, `token 2 of account 3`, `nobody`, `operator`.
    pub actor: String,
    /// What was done.
    pub deed: String,
    /// With what.
    pub about: String,
    /// What else must be known of it.
    pub detail: String,
    /// The digest of the entry before it.
    pub previous: Option<String>,
    /// The SHA-256 of everything above as one line of JSON and a line feed.
    #[serde(skip)]
    pub digest: String,
}

fn as_kept<S: serde::Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(at)
}

impl AuditEntry {
    /// The digest that it must have.
    fn worked_out(&self) -> Result<String, StoreError> {
        let mut line = serde_json::to_vec(self).map_err(|error| {
            StoreError::Damaged(format!("an entry of the audit log cannot be read: {error}"))
        })?;
        line.push(b'\n');
        Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(line)))
    }
}

/// Which part of the log is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditPage {
    /// Entries with a lower number than this; the newest unless said.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

impl Store {
    /// Entries of the log, the newest first. That it was looked at is written to it first.
    ///
    /// # Errors
    ///
    /// If the actor may not see the log, or the store fails.
    pub async fn audit(
        &self,
        actor: &Actor,
        page: AuditPage,
        now: Timestamp,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        may(actor, Action::See, Resource::AuditLog)?;
        let mut session = self.back_end.writing().await?;
        note(&mut *session, actor, &Deed::new("saw", "audit log"), now).await?;
        let statement = "SELECT number, at, actor, deed, about, detail, previous, digest FROM audit \
                         WHERE number < $1 ORDER BY number DESC LIMIT $2";
        let before = page.before.unwrap_or(i64::MAX);
        let rows = session.rows(statement, vec![before.into(), page.limit.into()], KINDS).await?;
        session.commit().await?;
        rows.iter().map(entry).collect()
    }

    /// Works every digest of the log out again, and follows the chain from the first entry to the last.
    ///
    /// # Errors
    ///
    /// If the actor may not see the log, or the store cannot be read.
    pub async fn verify_audit(&self, actor: &Actor) -> Result<AuditVerification, StoreError> {
        may(actor, Action::See, Resource::AuditLog)?;
        let mut session = self.back_end.reading().await?;
        verified(&mut *session).await
    }

    /// Writes to the log what somebody is about to do or has done, for what is kept elsewhere. Permission for it has been
    /// asked where it is done.
    ///
    /// # Errors
    ///
    /// If the store cannot be written. Then it must not be done.
    pub async fn note(&self, actor: &Actor, deed: &Deed, now: Timestamp) -> Result<(), StoreError> {
        let mut session = self.back_end.writing().await?;
        note(&mut *session, actor, deed, now).await?;
        session.commit().await
    }
}

/// What a verification of the log found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditVerification {
    /// The last entry and its digest. Kept elsewhere, it proves that no entry was taken from the end.
    pub end: Option<ChainEnd>,
    /// What is wrong, in sentences.
    pub faults: Vec<String>,
}

const KINDS: &[Kind] =
    &[Kind::Number, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text];

/// Adds an entry, in the transaction of what it tells of.
pub(crate) async fn note(
    session: &mut dyn Session,
    actor: &Actor,
    deed: &Deed,
    now: Timestamp,
) -> Result<(), StoreError> {
    let last = "SELECT number, digest FROM audit ORDER BY number DESC LIMIT 1";
    let last = session.rows(last, Vec::new(), &[Kind::Number, Kind::Text]).await?;
    let last = last.first();
    let mut entry = AuditEntry {
        number: last.and_then(|row| row.number(0)).unwrap_or_default() + 1,
        at: now,
        actor: words(actor),
        deed: deed.what.to_owned(),
        about: deed.about.clone(),
        detail: deed.detail.clone(),
        previous: last.map(|row| row.text(1)),
        digest: String::new(),
    };
    entry.digest = entry.worked_out()?;
    add(session, entry).await
}

/// Adds an entry as it is.
pub(crate) async fn add(session: &mut dyn Session, entry: AuditEntry) -> Result<(), StoreError> {
    let statement = "INSERT INTO audit (number, at, actor, deed, about, detail, previous, digest) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let cells = vec![
        entry.number.into(),
        kept(entry.at),
        entry.actor.into(),
        entry.deed.into(),
        entry.about.into(),
        entry.detail.into(),
        entry.previous.into(),
        entry.digest.into(),
    ];
    session.run(statement, cells).await?;
    Ok(())
}

/// Every entry, the oldest first.
pub(crate) async fn all(session: &mut dyn Session) -> Result<Vec<AuditEntry>, StoreError> {
    let statement =
        "SELECT number, at, actor, deed, about, detail, previous, digest FROM audit ORDER BY number";
    session.rows(statement, Vec::new(), KINDS).await?.iter().map(entry).collect()
}

/// Follows the chain.
pub(crate) async fn verified(session: &mut dyn Session) -> Result<AuditVerification, StoreError> {
    let mut found = AuditVerification::default();
    for entry in all(session).await? {
        let (number, previous) = found.end.as_ref().map_or((0, None), |end| (end.links, Some(&end.seal)));
        if entry.number != number + 1 {
            found.faults.push(format!("audit log, entry {}: an entry before it is missing", entry.number));
        } else if entry.previous.as_ref() != previous {
            found
                .faults
                .push(format!("audit log, entry {}: it does not follow the entry before it", entry.number));
        }
        if entry.worked_out()? != entry.digest {
            found.faults.push(format!("audit log, entry {}: it is not what was written", entry.number));
        }
        found.end = Some(ChainEnd { links: entry.number, seal: entry.digest });
    }
    Ok(found)
}

fn entry(row: &Cells) -> Result<AuditEntry, StoreError> {
    Ok(AuditEntry {
        number: row.number(0).unwrap_or_default(),
        at: instant(&row.text(1))?,
        actor: row.text(2),
        deed: row.text(3),
        about: row.text(4),
        detail: row.text(5),
        previous: row.optional_text(6),
        digest: row.text(7),
    })
}

fn words(actor: &Actor) -> String {
    match actor {
        Actor::Nobody => "nobody".to_owned(),
        Actor::Operator => "operator".to_owned(),
        Actor::Person(person) => format!("account {}", person.account),
        Actor::Token(token) => format!("token {} of account {}", token.id, token.person.account),
    }
}
