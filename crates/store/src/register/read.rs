//! Looking entries up.

use permissions::{Action, Actor, Reach, reach};
use serde::de::DeserializeOwned;

use super::{EntryName, EntryOf, EntryVersion, Register, Registered};
use crate::Store;
use crate::back_end::{Cells, Kind, Session};
use crate::entry::instant;
use crate::error::StoreError;

/// What is read of a version, from its number on.
const VERSION: &[Kind] = &[Kind::Number, Kind::Text, Kind::Number, Kind::Text, Kind::Text];

const ENTRY: &[Kind] =
    &[Kind::Number, Kind::Text, Kind::Number, Kind::Text, Kind::Number, Kind::Text, Kind::Text];

/// Entries of a kind as they are now, of those that a condition is true of.
macro_rules! entries_where {
    ($condition:literal) => {
        concat!(
            "SELECT registered.id, about, number, content, writer.id, writer.title, at FROM registered \
             JOIN registered_version AS latest ON latest.kind = registered.kind \
             AND latest.place = registered.place AND latest.id = registered.id \
             AND number = (SELECT max(number) FROM registered_version AS every \
             WHERE every.kind = registered.kind AND every.place = registered.place AND every.id = registered.id) \
             JOIN account AS writer ON writer.id = latest.account \
             WHERE registered.kind = $1 ",
            $condition
        )
    };
}

impl Store {
    /// The entries of a kind by place, the oldest of each first: all of them, for whoever drafts a release.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn every_registered<R: Register>(&self) -> Result<Vec<EntryOf<R>>, StoreError> {
        let mut session = self.back_end.reading().await?;
        every::<R>(&mut *session).await
    }

    /// The entries of a kind that somebody may see, by place, the oldest of each first.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn registered<R: Register>(&self, actor: &Actor) -> Result<Vec<EntryOf<R>>, StoreError> {
        let reach = reach(actor, Action::See, R::RESOURCE);
        let all = self.every_registered::<R>().await?;
        Ok(all.into_iter().filter(|entry| has(&reach, R::place(&entry.about))).collect())
    }

    /// An entry that somebody may see. To anybody else there is none.
    ///
    /// # Errors
    ///
    /// If there is none, or the store cannot be read.
    pub async fn registered_one<R: Register>(
        &self,
        actor: &Actor,
        name: EntryName<'_>,
    ) -> Result<EntryOf<R>, StoreError> {
        let mut session = self.back_end.reading().await?;
        seen::<R>(&mut *session, actor, name).await
    }

    /// Everything that was said of an entry, the oldest first.
    ///
    /// # Errors
    ///
    /// If there is none that the actor may see, or the store cannot be read.
    pub async fn registered_history<R: Register>(
        &self,
        actor: &Actor,
        name: EntryName<'_>,
    ) -> Result<Vec<EntryVersion<R::Content>>, StoreError> {
        let mut session = self.back_end.reading().await?;
        seen::<R>(&mut *session, actor, name).await?;
        versions::<R>(&mut *session, name).await
    }
}

/// The entries of a kind by place, the oldest of each first.
pub(super) async fn every<R: Register>(session: &mut dyn Session) -> Result<Vec<EntryOf<R>>, StoreError> {
    let statement = entries_where!("ORDER BY registered.place, registered.id");
    let rows = session.rows(statement, vec![R::WORD.into()], ENTRY).await?;
    rows.iter().map(entry::<R>).collect()
}

/// Everything that was said of an entry, the oldest first.
pub(super) async fn versions<R: Register>(
    session: &mut dyn Session,
    name: EntryName<'_>,
) -> Result<Vec<EntryVersion<R::Content>>, StoreError> {
    let statement = "SELECT number, content, writer.id, writer.title, at FROM registered_version AS version \
                     JOIN account AS writer ON writer.id = version.account \
                     WHERE kind = $1 AND place = $2 AND version.id = $3 ORDER BY number";
    let cells = vec![R::WORD.into(), name.place_or_none().into(), name.id.into()];
    let rows = session.rows(statement, cells, VERSION).await?;
    rows.iter().map(|row| version(row, 0)).collect()
}

/// An entry as somebody may see it.
pub(super) async fn seen<R: Register>(
    session: &mut dyn Session,
    actor: &Actor,
    name: EntryName<'_>,
) -> Result<EntryOf<R>, StoreError> {
    let none = StoreError::NoSuch(R::WORD);
    // Asked first: how long an answer takes must not tell whether there is such an entry.
    if !has(&reach(actor, Action::See, R::RESOURCE), name.place) {
        return Err(none);
    }
    let statement = entries_where!("AND registered.place = $2 AND registered.id = $3");
    let cells = vec![R::WORD.into(), name.place_or_none().into(), name.id.into()];
    let found = session.rows(statement, cells, ENTRY).await?;
    found.first().map(entry::<R>).transpose()?.ok_or(none)
}

/// What is about no place is about the council as a whole.
fn has(reach: &Reach, place: Option<&str>) -> bool {
    place.map_or(*reach == Reach::Everywhere, |place| reach.has(place))
}

fn entry<R: Register>(row: &Cells) -> Result<EntryOf<R>, StoreError> {
    Ok(Registered {
        id: row.number(0).unwrap_or_default(),
        about: said(&row.text(1))?,
        latest: version(row, 2)?,
    })
}

/// A version whose number stands in this column.
fn version<Content: DeserializeOwned>(
    row: &Cells,
    first: usize,
) -> Result<EntryVersion<Content>, StoreError> {
    Ok(EntryVersion {
        number: row.number(first).and_then(|number| u32::try_from(number).ok()).unwrap_or_default(),
        content: said(&row.text(first + 1))?,
        account: row.number(first + 2).unwrap_or_default(),
        title: row.text(first + 3),
        at: instant(&row.text(first + 4))?,
    })
}

fn said<Said: DeserializeOwned>(text: &str) -> Result<Said, StoreError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Damaged(format!("what was said of an entry cannot be read: {error}")))
}
