//! Editions as programs read them: the files that are kept with releases, taken apart into rows.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use permissions::Actor;
use schemars::JsonSchema;
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{ShownFile, VisibleFile};

use super::tables::{Part, Table};
use crate::answers::Problem;
use crate::app::App;

/// An edition.
#[derive(Deserialize)]
pub(crate) struct Edition {
    #[serde(deserialize_with = "known_version", rename = "schema")]
    _version: (),
    #[serde(flatten)]
    pub(crate) about: About,
    #[serde(deserialize_with = "indicators")]
    indicators: Vec<Row>,
    #[serde(deserialize_with = "places")]
    places: Vec<Row>,
    #[serde(deserialize_with = "figures")]
    figures: Vec<Row>,
}

/// What is said of an edition as a whole.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct About {
    /// Whose scorecard it is.
    organisation: String,
    /// The scorecard's title.
    title: String,
    /// `first release`, `final release` or `draft`, where that is known.
    status: Option<String>,
    /// The day of publication, as `2021-07-30`, where the framework says it.
    published_on: Option<String>,
    /// Who answers questions: roles.
    contacts: Vec<String>,
    /// What must be said wherever the figures are shown, beginning with whose copy it is.
    pub(crate) statements: Vec<Statement>,
}

/// Something that must be said.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Statement {
    /// In a few words.
    pub(crate) heading: String,
    /// In a sentence; may be empty.
    text: String,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// What the filters of its table are held against, in their order.
    pub(crate) keys: Vec<String>,
    /// The row as JSON. As a text it takes a quarter of the room.
    pub(crate) json: String,
}

impl Row {
    pub(crate) fn of(table: &Table, value: &Value) -> Self {
        let keys = table.filters.iter().map(|filter| table.cell(filter.name, value)).collect();
        Self { keys, json: value.to_string() }
    }
}

impl Edition {
    /// The rows of a part, in the order of the scorecard.
    pub(crate) fn rows(&self, part: Part) -> &[Row] {
        match part {
            Part::Indicators => &self.indicators,
            Part::Places => &self.places,
            Part::Figures => &self.figures,
        }
    }

    /// Roughly how much room it takes.
    fn size(&self) -> usize {
        let rows = [&self.indicators, &self.places, &self.figures].into_iter().flatten();
        rows.map(|row| row.json.len() + row.keys.iter().map(String::len).sum::<usize>()).sum()
    }
}

/// The version of the file that is read here.
const VERSION: &str = "bellwether/edition/1";

fn known_version<'d, D: Deserializer<'d>>(deserializer: D) -> Result<(), D::Error> {
    let version = String::deserialize(deserializer)?;
    if version == VERSION { Ok(()) } else { Err(D::Error::custom(format!("`{version}` is not `{VERSION}`"))) }
}

fn indicators<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Vec<Row>, D::Error> {
    deserializer.deserialize_seq(Rows(Part::Indicators.table()))
}

fn places<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Vec<Row>, D::Error> {
    deserializer.deserialize_seq(Rows(Part::Places.table()))
}

fn figures<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Vec<Row>, D::Error> {
    deserializer.deserialize_seq(Rows(Part::Figures.table()))
}

/// Takes rows in one by one, so that no more than one of them is held taken apart.
struct Rows(&'static Table);

impl<'d> Visitor<'d> for Rows {
    type Value = Vec<Row>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a list of {}", self.0.name)
    }

    fn visit_seq<A: SeqAccess<'d>>(self, mut list: A) -> Result<Vec<Row>, A::Error> {
        let mut rows = Vec::new();
        while let Some(value) = list.next_element::<Value>()? {
            rows.push(Row::of(self.0, &value));
        }
        Ok(rows)
    }
}

/// As much room as editions that were read lately may take together, in bytes; the last one is kept whatever it takes.
const ROOM: usize = 128 * 1024 * 1024;

/// Editions that were read lately, by the SHA-256 of their files, the last one first. Whether somebody may see one is
/// known before it is asked for here.
#[derive(Default)]
pub(crate) struct Editions(Mutex<VecDeque<(String, Arc<Edition>)>>);

impl Editions {
    fn known(&self, sha256: &str) -> Option<Arc<Edition>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let position = known.iter().position(|(known, _)| known == sha256)?;
        let found = known.remove(position)?;
        let edition = Arc::clone(&found.1);
        known.push_front(found);
        Some(edition)
    }

    fn keep(&self, sha256: String, edition: Arc<Edition>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(known, _)| *known != sha256);
        known.push_front((sha256, edition));
        while known.len() > 1 && known.iter().map(|(_, edition)| edition.size()).sum::<usize>() > ROOM {
            known.pop_back();
        }
    }
}

/// The edition of a file that somebody may see.
pub(crate) async fn edition(app: &App, actor: &Actor, found: &VisibleFile) -> Result<Arc<Edition>, Problem> {
    if let Some(edition) = app.editions.known(&found.sha256) {
        return Ok(edition);
    }
    let readers = app.settings.readers_audience.as_deref();
    let file = app.store.visible_file(actor, readers, found.entry.id, &found.path, app.now()).await?;
    let ShownFile { file, sha256, .. } = file;
    let read = move || serde_json::from_slice::<Edition>(&file.content);
    let read = tokio::task::spawn_blocking(read).await.map_err(|error| Problem::failed(&error))?;
    let edition = Arc::new(read.map_err(|error| Problem::failed(&error))?);
    app.editions.keep(sha256, Arc::clone(&edition));
    Ok(edition)
}
