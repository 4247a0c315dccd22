//! What programs are answered: releases, and pages of rows as JSON and CSV.

use data_encoding::BASE64URL_NOPAD;
use permissions::Resource;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use store::{State, VisibleFile};

use super::asked::Asked;
use super::edition::{About, Row, Statement};
use super::endpoints::RELEASES;
use super::tables::{ABOUT_THIS_COPY, Table};
use crate::answers::Problem;
use crate::app::App;

/// A release, as far as it is known without its figures.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Release")]
pub(crate) struct ReleaseData {
    /// The number that it is asked for by.
    pub(crate) release: i64,
    /// The id of its scorecard.
    scorecard: String,
    /// The month that its data run to, as `2023-10`.
    data_month: String,
    /// The same in words.
    data_month_words: String,
    /// Which release of that month it is, from 1.
    number: u32,
    /// Where it is in its life: `draft`, `ready`, `signed off`, `published`, `superseded` or `withdrawn`.
    state: &'static str,
    /// When it was published, or is to be.
    published_at: Option<String>,
    /// Whose copy of it is read: `internal`, `public`, or the id of an audience.
    audience: String,
    /// Its address for programs.
    pub(crate) url: String,
    /// Its address for people.
    pages: String,
    /// All of it as one file of JSON.
    edition: String,
}

impl ReleaseData {
    pub(crate) fn of(app: &App, file: &VisibleFile) -> Self {
        let (VisibleFile { entry, audience, path, .. }, site) = (file, &app.settings.url);
        let is_published = entry.resource(app.now()) == Resource::PublishedRelease;
        let is_due = entry.state == State::SignedOff && is_published;
        Self {
            release: entry.id,
            scorecard: entry.scorecard.clone(),
            data_month: entry.data_month.to_string(),
            data_month_words: entry.data_month.words(),
            number: entry.number,
            state: if is_due { State::Published } else { entry.state }.words(),
            published_at: entry.published_at.or(entry.publish_at).map(|at| at.to_string()),
            audience: audience.clone(),
            url: format!("{site}{}/{}", RELEASES.path, entry.id),
            pages: format!("{site}/releases/{}/", entry.id),
            edition: format!("{site}/releases/{}/{path}", entry.id),
        }
    }

    /// What a file of CSV that is made of it is called.
    pub(crate) fn file_name(file: &VisibleFile, table: &Table) -> String {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let name = name.strip_suffix(".json").unwrap_or(name);
        format!("{name}-{}-{}.csv", file.entry.data_month, table.name)
    }
}

/// A release with what is said of it as a whole.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ReleaseInFull {
    #[serde(flatten)]
    pub(crate) release: ReleaseData,
    #[serde(flatten)]
    pub(crate) about: About,
}

/// A page of a part of an edition.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PageOf{Line}")]
pub(crate) struct PartPage<Line> {
    /// The rows, in the order of the scorecard.
    pub(crate) rows: Vec<Line>,
    /// The release that they are of.
    pub(crate) release: ReleaseData,
    /// What must be said wherever they are shown, beginning with whose copy it is.
    pub(crate) statements: Vec<Statement>,
    /// The address of the next page, where there is one.
    pub(crate) next: Option<String>,
}

/// A page of releases.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PageOfReleases")]
pub(crate) struct ReleasesPage<Line> {
    /// The releases, the newest first.
    pub(crate) rows: Vec<Line>,
    /// The address of the next page, where there is one.
    pub(crate) next: Option<String>,
}

/// The rows of a page.
pub(crate) struct Page<'r> {
    pub(crate) rows: Vec<&'r Row>,
    /// After which row the next page begins, where there is one.
    pub(crate) next: Option<u64>,
}

impl<'r> Page<'r> {
    /// Of rows, each with the number by which a page goes on after it, those that are asked for.
    pub(crate) fn of(rows: impl Iterator<Item = (u64, &'r Row)>, table: &Table, asked: &Asked) -> Self {
        let is_asked = |row: &Row| {
            let mut held = table.filters.iter().zip(&row.keys);
            held.all(|(filter, key)| asked.is_for(filter.name, key))
        };
        let mut matching = rows.filter(|(_, row)| is_asked(row));
        let page: Vec<(u64, &Row)> = matching.by_ref().take(asked.limit()).collect();
        let next = page.last().map(|(number, _)| *number).filter(|_| matching.next().is_some());
        Self { rows: page.into_iter().map(|(_, row)| row).collect(), next }
    }

    /// The page as JSON; `empty` is the same page without its rows, which come first in it.
    pub(crate) fn json(&self, empty: &impl Serialize) -> Result<Vec<u8>, Problem> {
        const BEGINNING: &str = "{\"rows\":[";
        let empty = serde_json::to_string(empty).map_err(|error| Problem::failed(&error))?;
        let rest = empty.strip_prefix(BEGINNING).unwrap_or_default();
        let rows: Vec<&str> = self.rows.iter().map(|row| row.json.as_str()).collect();
        Ok(format!("{BEGINNING}{}{rest}\n", rows.join(",")).into_bytes())
    }

    /// The page as CSV; each row begins with whose copy it is, where that is said.
    pub(crate) fn csv(&self, table: &Table, copy: Option<&str>) -> Result<Vec<u8>, Problem> {
        let failed = |error: &dyn std::error::Error| Problem::failed(error);
        let mut writer = csv::Writer::from_writer(Vec::new());
        let first = copy.map(|_| ABOUT_THIS_COPY);
        let names = first.into_iter().chain(table.columns.iter().map(|column| column.name));
        writer.write_record(names).map_err(|error| failed(&error))?;
        for row in &self.rows {
            let value: Value = serde_json::from_str(&row.json).map_err(|error| failed(&error))?;
            let cells = table.columns.iter().map(|column| column.cell(&value));
            let cells = copy.map(str::to_owned).into_iter().chain(cells);
            writer.write_record(cells.map(harmless)).map_err(|error| failed(&error))?;
        }
        writer.into_inner().map_err(|error| failed(error.error()))
    }
}

/// A cell that no spreadsheet takes for a formula: an apostrophe says that it is a text. Numbers stay numbers.
fn harmless(cell: String) -> String {
    let is_number = {
        let digits = cell.strip_prefix(['-', '+']).unwrap_or(&cell);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_number {
        format!("'{cell}")
    } else {
        cell
    }
}

/// The tag of an answer: another wherever one of these is another. Programs may answer otherwise in their next version.
pub(crate) fn tag(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in [env!("CARGO_PKG_VERSION")].iter().chain(parts) {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    format!("\"{}\"", BASE64URL_NOPAD.encode(&hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_work_out_is_a_text_and_a_number_stays_one() {
        for (cell, expected) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("@SUM(1)", "'@SUM(1)"),
            ("+44 x", "'+44 x"),
            ("-x", "'-x"),
            ("-", "'-"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("-1.5", "-1.5"),
            ("+0.5", "+0.5"),
            ("12", "12"),
            ("Total", "Total"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell.to_owned()), expected, "{cell}");
        }
    }

    #[test]
    fn a_tag_tells_where_one_part_ends() {
        assert_ne!(tag(&["ab", "c"]), tag(&["a", "bc"]));
        assert_eq!(tag(&["a"]), tag(&["a"]));
    }
}
