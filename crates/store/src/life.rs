//! The life of a release: drafted, ready, signed off, published, superseded or withdrawn.

use std::collections::BTreeMap;

use jiff::Timestamp;
use periods::Month;
use releases::{Encoded, EncodedSheet, Release, Series, SignOff, seal};

use crate::Store;
use crate::back_end::{Cell, Kind, Session};
use crate::copies::{self, AudienceCopy};
use crate::entry::{self, Entry, State, kept};
use crate::error::StoreError;

impl Store {
    /// The number that the next release of a month gets: a draft that is there is drafted again.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn next_number(&self, scorecard: &str, data_month: Month) -> Result<u32, StoreError> {
        let entries = self.list().await?;
        let sealed = entries.iter().filter(|entry| {
            entry.scorecard == scorecard && entry.data_month == data_month && entry.seal.is_some()
        });
        Ok(sealed.map(|entry| entry.number).max().unwrap_or_default() + 1)
    }

    /// Takes a draft in, in the place of a draft of the same month and number; it gets a new id, so that nobody signs
    /// off what they have not seen.
    ///
    /// # Errors
    ///
    /// If a release of that number is signed off, or the store cannot be written.
    pub async fn draft(&self, release: &Release, now: Timestamp) -> Result<Entry, StoreError> {
        self.draft_with_copies(release, &[], now).await
    }

    /// Takes a draft in as [`Store::draft`] does, with what was drawn of it for each audience.
    ///
    /// # Errors
    ///
    /// If a release of that number is signed off, an audience or a file stands there twice, or the store cannot be
    /// written.
    pub async fn draft_with_copies(
        &self,
        release: &Release,
        copies: &[AudienceCopy],
        now: Timestamp,
    ) -> Result<Entry, StoreError> {
        let mut session = self.back_end.writing().await?;
        let id = drafted(&mut *session, release, copies, now).await?;
        finish(session, id).await
    }

    /// Says that a draft may be signed off.
    ///
    /// # Errors
    ///
    /// If it isn't a draft, or the store cannot be written.
    pub async fn make_ready(&self, id: i64) -> Result<Entry, StoreError> {
        let mut session = self.back_end.writing().await?;
        let entry = entry::one(&mut *session, id).await?;
        made_ready(&mut *session, &entry).await?;
        finish(session, id).await
    }

    /// Signs a release off, in these roles: it gets its seal and its place in the chain, and cannot change any more.
    ///
    /// # Errors
    ///
    /// If it isn't ready, no role is given or one twice, its content or a copy is not what was drafted, or the store cannot be
    /// written.
    pub async fn sign_off(&self, id: i64, roles: &[String], now: Timestamp) -> Result<Entry, StoreError> {
        let mut session = self.back_end.writing().await?;
        signed_off(&mut *session, id, roles, now).await?;
        finish(session, id).await
    }

    /// Publishes a release that is signed off, now or at a set time. What stood for its month is superseded when it
    /// happens.
    ///
    /// # Errors
    ///
    /// If it isn't signed off, another release of its month is published or to be published out of turn, or the store
    /// cannot be written.
    pub async fn publish(&self, id: i64, at: Timestamp, now: Timestamp) -> Result<Entry, StoreError> {
        let mut session = self.back_end.writing().await?;
        let entry = entry::one(&mut *session, id).await?;
        to_be_published(&mut *session, &entry, at, now).await?;
        finish(session, id).await
    }

    /// Publishes what is due, in the order of its times; what was published.
    ///
    /// # Errors
    ///
    /// If the store cannot be written.
    pub async fn publish_due(&self, now: Timestamp) -> Result<Vec<Entry>, StoreError> {
        let mut session = self.back_end.writing().await?;
        let mut due: Vec<(Timestamp, Entry)> = entry::all(&mut *session)
            .await?
            .into_iter()
            .filter(|entry| entry.state == State::SignedOff)
            .filter_map(|entry| Some((entry.publish_at.filter(|at| *at <= now)?, entry)))
            .collect();
        due.sort_by_key(|(at, entry)| (*at, entry.link));
        for (at, entry) in &due {
            published(&mut *session, entry, *at).await?;
        }
        let after = entry::all(&mut *session).await?;
        session.commit().await?;
        let is_due = |entry: &Entry| due.iter().any(|(_, other)| other.id == entry.id);
        Ok(after.into_iter().filter(is_due).collect())
    }

    /// Takes an edition in that was published before releases were kept: drafted, signed off and published at its time,
    /// all of it or nothing.
    ///
    /// # Errors
    ///
    /// If its month has a release that is signed off, no role is given or one twice, or the store cannot be written.
    pub async fn import(
        &self,
        release: &Release,
        roles: &[String],
        published_at: Timestamp,
        now: Timestamp,
    ) -> Result<Entry, StoreError> {
        let mut session = self.back_end.writing().await?;
        let heading = &release.heading;
        let stands = |entry: &Entry| {
            entry.scorecard == heading.scorecard
                && entry.data_month == heading.data_month
                && entry.seal.is_some()
        };
        if let Some(known) = entry::all(&mut *session).await?.into_iter().find(stands) {
            let why = "an edition is imported where its month has no release that is signed off";
            return Err(StoreError::Taken { name: known.name(), id: known.id, state: known.state, why });
        }
        let id = drafted(&mut *session, release, &[], now).await?;
        step(&mut *session, id, State::Ready).await?;
        signed_off(&mut *session, id, roles, now).await?;
        let entry = entry::one(&mut *session, id).await?;
        to_be_published(&mut *session, &entry, published_at, published_at).await?;
        finish(session, id).await
    }

    /// Takes a release back that is signed off; with its content removed, its seal and the reason remain. The content of
    /// one that is withdrawn already can still be removed: when and why it was withdrawn stay as they are.
    ///
    /// # Errors
    ///
    /// If it isn't signed off or is withdrawn already, no reason is given, or the store cannot be written.
    pub async fn withdraw(
        &self,
        id: i64,
        reason: &str,
        content: Content,
        now: Timestamp,
    ) -> Result<Entry, StoreError> {
        let mut session = self.back_end.writing().await?;
        let entry = entry::one(&mut *session, id).await?;
        taken_back(&mut *session, &entry, reason, content, now).await?;
        finish(session, id).await
    }

    /// All releases, by scorecard in the order of their chain, drafts last.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn list(&self) -> Result<Vec<Entry>, StoreError> {
        let mut session = self.back_end.reading().await?;
        entry::all(&mut *session).await
    }

    /// A release without its content.
    ///
    /// # Errors
    ///
    /// If there is none, or the store cannot be read.
    pub async fn entry(&self, id: i64) -> Result<Entry, StoreError> {
        let mut session = self.back_end.reading().await?;
        entry::one(&mut *session, id).await
    }

    /// What a release holds.
    ///
    /// # Errors
    ///
    /// If there is none, its content was removed, or it cannot be read.
    pub async fn release(&self, id: i64) -> Result<Release, StoreError> {
        let mut session = self.back_end.reading().await?;
        let entry = entry::one(&mut *session, id).await?;
        Ok(content(&mut *session, &entry).await?.decode()?)
    }
}

/// What becomes of the content of a release that is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// It stays, for those who may see it.
    Keep,
    /// It is removed; the seal stays.
    Remove,
}

/// A release as it begins.
pub(crate) struct New<'a> {
    /// Its number where it has one already: in a backup each keeps its own.
    pub(crate) id: Option<i64>,
    pub(crate) scorecard: &'a str,
    pub(crate) data_month: Month,
    pub(crate) number: u32,
    pub(crate) drafted_at: Timestamp,
    pub(crate) fingerprint: String,
}

/// What signing off adds.
pub(crate) struct Sealing {
    pub(crate) sign_offs: Vec<SignOff>,
    pub(crate) link: i64,
    pub(crate) previous: Option<String>,
    pub(crate) seal: String,
}

fn state(entry: &Entry, wanted: &'static str, what: &'static str) -> StoreError {
    StoreError::State { id: entry.id, state: entry.state, wanted, what }
}

pub(crate) async fn finish(mut session: Box<dyn Session>, id: i64) -> Result<Entry, StoreError> {
    let entry = entry::one(&mut *session, id).await?;
    session.commit().await?;
    Ok(entry)
}

/// Takes a draft in, in the place of one that is there; the id that it gets.
pub(crate) async fn drafted(
    session: &mut dyn Session,
    release: &Release,
    copies: &[AudienceCopy],
    now: Timestamp,
) -> Result<i64, StoreError> {
    let encoded = release.encode();
    let heading = &release.heading;
    let before = entry::all(session).await?.into_iter().find(|entry| {
        entry.scorecard == heading.scorecard
            && entry.data_month == heading.data_month
            && entry.number == heading.number
    });
    if let Some(before) = before {
        if before.seal.is_some() {
            return Err(state(&before, "a draft", "drafted again"));
        }
        session.run("DELETE FROM release WHERE id = $1", vec![before.id.into()]).await?;
    }
    let new = New {
        id: None,
        scorecard: &heading.scorecard,
        data_month: heading.data_month,
        number: heading.number,
        drafted_at: now,
        fingerprint: encoded.fingerprint(),
    };
    let id = insert(session, &new, &encoded).await?;
    copies::add(session, id, copies).await?;
    copies::forget(session).await?;
    Ok(id)
}

/// Makes a draft ready.
pub(crate) async fn made_ready(session: &mut dyn Session, entry: &Entry) -> Result<(), StoreError> {
    if entry.state != State::Draft {
        return Err(state(entry, "a draft", "made ready"));
    }
    step(session, entry.id, State::Ready).await
}

/// Signs a release off.
pub(crate) async fn signed_off(
    session: &mut dyn Session,
    id: i64,
    roles: &[String],
    now: Timestamp,
) -> Result<(), StoreError> {
    if roles.is_empty() || roles.iter().any(|role| role.trim().is_empty()) {
        return Err(StoreError::Unsaid("a release is signed off in a role; say which"));
    }
    if (1..roles.len()).any(|at| roles[..at].contains(&roles[at])) {
        return Err(StoreError::Unsaid("a release is signed off in each role once; one was said twice"));
    }
    let entries = entry::all(session).await?;
    let entry = entries.iter().find(|entry| entry.id == id).ok_or(StoreError::NoSuchRelease { id })?;
    if entry.state != State::Ready {
        return Err(state(entry, "ready", "signed off"));
    }
    if content(session, entry).await?.fingerprint() != entry.fingerprint {
        return Err(StoreError::Damaged(format!("{} is not what was drafted", entry.name())));
    }
    if let Some(fault) = copies::faults(session, entry, &mut BTreeMap::new()).await?.pop() {
        return Err(StoreError::Damaged(fault));
    }
    let sign_offs: Vec<SignOff> = roles.iter().map(|role| SignOff { role: role.clone(), at: now }).collect();
    let last = entries
        .iter()
        .filter(|other| other.scorecard == entry.scorecard)
        .max_by_key(|other| other.link)
        .filter(|last| last.link.is_some());
    let previous = last.and_then(|last| last.seal.clone());
    let copies = copies::fingerprints(session, id).await?;
    let link = last.and_then(|last| last.link).unwrap_or_default() + 1;
    let sealing = Sealing {
        seal: seal(previous.as_deref(), &entry.fingerprint, &copies, &sign_offs),
        sign_offs,
        previous,
        link,
    };
    sealed(session, id, sealing).await
}

/// Sets when a release is published, and publishes it if that is now.
pub(crate) async fn to_be_published(
    session: &mut dyn Session,
    entry: &Entry,
    at: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    if entry.state != State::SignedOff {
        return Err(state(entry, "signed off", "published"));
    }
    if let Some(why) = in_the_way(session, entry).await? {
        return Err(StoreError::OutOfTurn { name: entry.name(), why });
    }
    session.run("UPDATE release SET publish_at = $2 WHERE id = $1", vec![entry.id.into(), kept(at)]).await?;
    if at <= now {
        published(session, entry, now).await?;
    }
    Ok(())
}

/// What stands in the way of a release's publication, and the way out. Releases of a month are published in the order of
/// their numbers, so that no correction gives way to what it corrects, and each says on its pages what it corrects.
async fn in_the_way(session: &mut dyn Session, entry: &Entry) -> Result<Option<String>, StoreError> {
    let has_pages = !copies::fingerprints(session, entry.id).await?.is_empty();
    let others = entry::all(session).await?.into_iter().filter(|other| {
        other.scorecard == entry.scorecard && other.data_month == entry.data_month && other.id != entry.id
    });
    let mut reasons = others.filter_map(|other| match other.state {
        State::Published | State::Superseded if other.number > entry.number => Some(format!(
            "{} was published, and would give way to what it corrects; withdraw this one",
            other.name()
        )),
        State::Published | State::Superseded if has_pages && other.published_at > Some(entry.drafted_at) => {
            Some(format!(
                "it was drafted before {} was published, so that its pages do not say what it corrects; withdraw it \
                 and draft another",
                other.name()
            ))
        }
        State::SignedOff => other.publish_at.map(|at| {
            format!("{} is to be published at {at}; withdraw it first, or publish it now", other.name())
        }),
        _ => None,
    });
    Ok(reasons.next())
}

/// Takes a release back.
pub(crate) async fn taken_back(
    session: &mut dyn Session,
    entry: &Entry,
    reason: &str,
    content: Content,
    now: Timestamp,
) -> Result<(), StoreError> {
    if reason.trim().is_empty() {
        return Err(StoreError::Unsaid("a release is withdrawn for a reason; say which"));
    }
    if is_yet_to_be_removed(entry) && content == Content::Remove {
        return removed(session, entry.id).await;
    }
    if entry.seal.is_none() || entry.state == State::Withdrawn {
        return Err(state(entry, "signed off or published", "withdrawn"));
    }
    withdrawn(session, entry.id, reason, content, now).await
}

pub(crate) async fn insert(
    session: &mut dyn Session,
    new: &New<'_>,
    encoded: &Encoded,
) -> Result<i64, StoreError> {
    let statement = match new.id {
        None => {
            "INSERT INTO release (scorecard, data_month, number, state, front, fingerprint, drafted_at) \
             VALUES ($1, $2, $3, 'draft', $4, $5, $6) RETURNING id"
        }
        Some(_) => {
            "INSERT INTO release (scorecard, data_month, number, state, front, fingerprint, drafted_at, id) \
             VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7) RETURNING id"
        }
    };
    let mut cells: Vec<Cell> = vec![
        new.scorecard.into(),
        new.data_month.to_string().into(),
        new.number.into(),
        encoded.front.as_str().into(),
        new.fingerprint.as_str().into(),
        kept(new.drafted_at),
    ];
    cells.extend(new.id.map(Cell::from));
    let rows = session.rows(statement, cells, &[Kind::Number]).await?;
    let id = rows.first().and_then(|row| row.number(0)).unwrap_or_default();
    session.add_sheets(id, &encoded.sheets).await?;
    Ok(id)
}

pub(crate) async fn step(session: &mut dyn Session, id: i64, state: State) -> Result<(), StoreError> {
    let statement = "UPDATE release SET state = $2 WHERE id = $1";
    session.run(statement, vec![id.into(), state.words().into()]).await?;
    Ok(())
}

pub(crate) async fn sealed(session: &mut dyn Session, id: i64, sealing: Sealing) -> Result<(), StoreError> {
    for (position, sign_off) in (0_i64..).zip(sealing.sign_offs) {
        let statement = "INSERT INTO sign_off (release, position, role, at) VALUES ($1, $2, $3, $4)";
        let cells = vec![id.into(), position.into(), sign_off.role.into(), kept(sign_off.at)];
        session.run(statement, cells).await?;
    }
    let statement =
        "UPDATE release SET state = 'signed off', link = $2, previous = $3, seal = $4 WHERE id = $1";
    let cells = vec![id.into(), sealing.link.into(), sealing.previous.into(), sealing.seal.into()];
    session.run(statement, cells).await?;
    Ok(())
}

/// A release stands from now on, and what stood for its month is superseded.
async fn published(session: &mut dyn Session, entry: &Entry, at: Timestamp) -> Result<(), StoreError> {
    let supersede = "UPDATE release SET state = 'superseded' \
                     WHERE scorecard = $1 AND data_month = $2 AND state = 'published'";
    session
        .run(supersede, vec![entry.scorecard.as_str().into(), entry.data_month.to_string().into()])
        .await?;
    let publish = "UPDATE release SET state = 'published', published_at = $2 WHERE id = $1";
    session.run(publish, vec![entry.id.into(), kept(at)]).await?;
    Ok(())
}

pub(crate) async fn withdrawn(
    session: &mut dyn Session,
    id: i64,
    reason: &str,
    content: Content,
    at: Timestamp,
) -> Result<(), StoreError> {
    let statement = "UPDATE release SET state = 'withdrawn', withdrawn_at = $2, reason = $3 WHERE id = $1";
    session.run(statement, vec![id.into(), kept(at), reason.into()]).await?;
    match content {
        Content::Keep => Ok(()),
        Content::Remove => removed(session, id).await,
    }
}

/// Removes the content of a release that is withdrawn.
async fn removed(session: &mut dyn Session, id: i64) -> Result<(), StoreError> {
    session.run("UPDATE release SET front = NULL WHERE id = $1", vec![id.into()]).await?;
    session.run("DELETE FROM sheet WHERE release = $1", vec![id.into()]).await?;
    copies::remove(session, id).await
}

/// Whether a release was withdrawn with its content kept.
pub(crate) fn is_yet_to_be_removed(entry: &Entry) -> bool {
    entry.state == State::Withdrawn && !entry.content_removed
}

/// The canonical form of a release, as it is kept.
pub(crate) async fn content(session: &mut dyn Session, entry: &Entry) -> Result<Encoded, StoreError> {
    let front =
        session.rows("SELECT front FROM release WHERE id = $1", vec![entry.id.into()], &[Kind::Text]).await?;
    let Some(front) = front.first().and_then(|row| row.optional_text(0)) else {
        let reason = entry.reason.clone().unwrap_or_default();
        return Err(StoreError::ContentRemoved { id: entry.id, reason });
    };
    let statement =
        "SELECT indicator, place, basis, breakdown, text FROM sheet WHERE release = $1 ORDER BY position";
    let rows = session.rows(statement, vec![entry.id.into()], &[Kind::Text; 5]).await?;
    let sheet = |mut row: crate::back_end::Cells| EncodedSheet {
        series: Series {
            indicator: row.take_text(0),
            place: row.take_text(1),
            basis: row.take_text(2),
            breakdown: row.take_text(3),
        },
        text: row.take_text(4),
    };
    Ok(Encoded { front, sheets: rows.into_iter().map(sheet).collect() })
}
