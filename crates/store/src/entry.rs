//! What a store says of a release without its content.

use std::fmt;

use jiff::Timestamp;
use periods::Month;
use releases::SignOff;

use crate::back_end::{Cell, Cells, Kind, Session};
use crate::error::StoreError;

/// Where a release is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It may be drafted again.
    Draft,
    /// It waits for those who sign it off.
    Ready,
    /// It cannot change any more, and isn't published yet.
    SignedOff,
    /// It is what stands.
    Published,
    /// A later release of the same month stands in its place.
    Superseded,
    /// It was taken back.
    Withdrawn,
}

impl State {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Ready, Self::SignedOff, Self::Published, Self::Superseded, Self::Withdrawn];

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::SignedOff => "signed off",
            Self::Published => "published",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.words())
    }
}

/// A release without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is asked for by; a release that is drafted again has another.
    pub id: i64,
    /// Its scorecard.
    pub scorecard: String,
    /// The month that its data run to.
    pub data_month: Month,
    /// Which release of that month it is, from 1.
    pub number: u32,
    /// Where it is in its life.
    pub state: State,
    /// The fingerprint of its content.
    pub fingerprint: String,
    /// Its place in the chain of its scorecard, from 1, once it is signed off.
    pub link: Option<i64>,
    /// The seal of the release before it in the chain.
    pub previous: Option<String>,
    /// Its seal.
    pub seal: Option<String>,
    /// When it was drafted.
    pub drafted_at: Timestamp,
    /// When it is to be published.
    pub publish_at: Option<Timestamp>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// Whether its content was removed; its seal and the reason remain.
    pub content_removed: bool,
    /// Who signed it off.
    pub sign_offs: Vec<SignOff>,
}

impl Entry {
    /// What people call it: `cyp-scorecard 2023-10, release 2`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}, release {}", self.scorecard, self.data_month, self.number)
    }
}

/// Every release, or the one that has a number. A release has a row for each of its sign-offs: a
/// second question would take as long again.
const ENTRIES: &str = "SELECT id, scorecard, data_month, number, state, fingerprint, link, previous, seal, drafted_at, \
                       publish_at, published_at, withdrawn_at, reason, CAST(CASE WHEN id IN \
                       (SELECT id FROM release WHERE front IS NULL) THEN 1 ELSE 0 END AS BIGINT), role, at, position \
                       FROM release LEFT JOIN sign_off ON sign_off.release = release.id WHERE $1 IS NULL OR id = $1";

const KINDS: &[Kind] = &[
    Kind::Number,
    Kind::Text,
    Kind::Text,
    Kind::Number,
    Kind::Text,
    Kind::Text,
    Kind::Number,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Number,
    Kind::Text,
    Kind::Text,
    Kind::Number,
];

/// All releases, by scorecard in the order of their chain, drafts last.
pub(crate) async fn all(session: &mut dyn Session) -> Result<Vec<Entry>, StoreError> {
    found(session, None).await
}

/// One release.
pub(crate) async fn one(session: &mut dyn Session, id: i64) -> Result<Entry, StoreError> {
    found(session, Some(id)).await?.pop().ok_or(StoreError::NoSuchRelease { id })
}

/// Every release, or the one that is asked for.
async fn found(session: &mut dyn Session, id: Option<i64>) -> Result<Vec<Entry>, StoreError> {
    let mut rows = session.rows(ENTRIES, vec![id.into()], KINDS).await?;
    // To give them in order, SQLite would go through every release with its content.
    rows.sort_by_cached_key(|row| {
        let link = row.number(6);
        (row.text(1), link.is_none(), link, row.number(0), row.number(17))
    });
    let mut entries: Vec<Entry> = Vec::new();
    for row in &rows {
        if entries.last().map(|last| last.id) != row.number(0) {
            entries.push(entry(row)?);
        }
        if let (Some(role), Some(last)) = (row.optional_text(15), entries.last_mut()) {
            last.sign_offs.push(SignOff { role, at: instant(&row.text(16))? });
        }
    }
    Ok(entries)
}

fn entry(row: &Cells) -> Result<Entry, StoreError> {
    let at = |column| row.optional_text(column).map(|text| instant(&text)).transpose();
    let unreadable = |what: &str| StoreError::Damaged(format!("`{what}` stands where it cannot be"));
    let (month, state) = (row.text(2), row.text(4));
    Ok(Entry {
        id: row.number(0).unwrap_or_default(),
        scorecard: row.text(1),
        data_month: Month::parse(&month).map_err(|_| unreadable(&month))?,
        number: row.number(3).and_then(|number| u32::try_from(number).ok()).unwrap_or_default(),
        state: State::ALL
            .into_iter()
            .find(|known| known.words() == state)
            .ok_or_else(|| unreadable(&state))?,
        fingerprint: row.text(5),
        link: row.number(6),
        previous: row.optional_text(7),
        seal: row.optional_text(8),
        drafted_at: instant(&row.text(9))?,
        publish_at: at(10)?,
        published_at: at(11)?,
        withdrawn_at: at(12)?,
        reason: row.optional_text(13),
        content_removed: row.number(14) == Some(1),
        sign_offs: Vec::new(),
    })
}

/// A time that was kept.
pub(crate) fn instant(text: &str) -> Result<Timestamp, StoreError> {
    text.parse().map_err(|_| StoreError::Damaged(format!("`{text}` is no time")))
}

/// A time as it is kept.
pub(crate) fn kept(at: Timestamp) -> Cell {
    Cell::from(at.to_string())
}

#[cfg(test)]
mod tests {
    use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};

    #[tokio::test]
    async fn a_list_of_releases_does_not_go_through_their_content() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        crate::migrations::sqlite().run(&mut connection).await.unwrap();
        let plan = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {}", super::ENTRIES));
        let steps = sqlx::query(plan).bind(None::<i64>).fetch_all(&mut connection).await.unwrap();
        let steps: Vec<String> = steps.iter().map(|step| step.get("detail")).collect();
        for step in
            ["SCAN release USING COVERING INDEX release_entry", "SCAN release USING INDEX release_emptied"]
        {
            assert!(steps.iter().any(|said| said.starts_with(step)), "{steps:?}");
        }
    }
}
