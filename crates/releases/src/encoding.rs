//! The canonical form of a release: the one text that its fingerprint is taken of.
//!
//! UTF-8, one JSON object per line, each line ended by a line feed, no spaces outside strings. Each object has one key,
//! which says what it is. The lines come in this order: `heading`, every `place`, every `definition`, every
//! `comparator`, every `text`, every `change`, then for each series, in the order of [`Series`], `series` and its `row`s, oldest first. Fields come
//! in the order of the types' declarations; numbers are texts, as decimals or as fractions in lowest terms. So anyone
//! can recompute a fingerprint with a program that knows nothing but SHA-256.

use std::fmt::Write as _;

use periods::Period;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::release::{
    Change, Comparator, Definition, Heading, LAYOUT, Place, Release, Row, Series, Sheet, Text,
};

/// A release in its canonical form, cut before each series so that one can be read without the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// Everything before the first series.
    pub front: String,
    /// The series, in order.
    pub sheets: Vec<EncodedSheet>,
}

/// The lines of one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedSheet {
    /// What its figures are about.
    pub series: Series,
    /// Its lines.
    pub text: String,
}

/// Why a text is not a release.
#[derive(Debug, Error)]
pub enum DecodeError {
    /// A line that isn't what belongs there.
    #[error("line {line} cannot be read")]
    Line {
        /// Which, from 1, within the part that was read.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The lines do not come in their order, or one is missing.
    #[error("line {line} stands where it does not belong, or the heading is missing")]
    Order {
        /// Which, from 1, within the part that was read.
        line: usize,
    },
    /// A layout of a newer program.
    #[error(
        "the release is of layout {layout}, and this program knows no later than {LAYOUT}; use a newer one"
    )]
    Newer {
        /// The layout.
        layout: u32,
    },
}

/// A line as it is written.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Written<'a> {
    Heading(&'a Heading),
    Place(&'a Place),
    Definition(&'a Definition),
    Comparator(&'a Comparator),
    Text(&'a Text),
    Change(&'a Change),
    Series(&'a Series),
    Row(&'a Row),
}

/// A line as it is read.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Read {
    Heading(Box<Heading>),
    Place(Place),
    Definition(Box<Definition>),
    Comparator(Box<Comparator>),
    Text(Text),
    Change(Change),
    Series(Series),
    Row(Box<Row>),
}

/// The fingerprint of a text or a file: SHA-256, in 64 hexadecimal digits.
#[must_use]
pub fn fingerprint(content: impl AsRef<[u8]>) -> String {
    hexadecimal(&Sha256::digest(content.as_ref()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Values as lines of JSON, each with its line feed.
#[expect(clippy::expect_used, reason = "texts, numbers and lists of them are always JSON, which is UTF-8")]
pub(crate) fn lines_of<T: Serialize>(values: impl IntoIterator<Item = T>) -> String {
    let mut lines = Vec::new();
    for value in values {
        serde_json::to_writer(&mut lines, &value).expect("plain data");
        lines.push(b'\n');
    }
    String::from_utf8(lines).expect("JSON")
}

impl Encoded {
    /// The fingerprint of the whole.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(self.front.as_bytes());
        for sheet in &self.sheets {
            digest.update(sheet.text.as_bytes());
        }
        hexadecimal(&digest.finalize())
    }

    /// The release that it is.
    ///
    /// # Errors
    ///
    /// If a line cannot be read or is out of its order, or a newer program has written it.
    pub fn decode(&self) -> Result<Release, DecodeError> {
        let mut release = decode_front(&self.front)?;
        for sheet in &self.sheets {
            release.sheets.push(sheet.decode()?);
        }
        Ok(release)
    }
}

impl EncodedSheet {
    /// The series that it is.
    ///
    /// # Errors
    ///
    /// If a line cannot be read or is out of its order.
    pub fn decode(&self) -> Result<Sheet, DecodeError> {
        let mut lines = lines(&self.text);
        let series = match lines.next() {
            Some(Ok((_, Read::Series(series)))) if series == self.series => series,
            Some(Err(error)) => return Err(error),
            _ => return Err(DecodeError::Order { line: 1 }),
        };
        let rows = lines.map(|line| match line? {
            (_, Read::Row(row)) => Ok(*row),
            (line, _) => Err(DecodeError::Order { line }),
        });
        Ok(Sheet { series, rows: rows.collect::<Result<_, _>>()? })
    }
}

impl EncodedSheet {
    /// The figure of one period, without reading the others.
    ///
    /// # Errors
    ///
    /// If its line cannot be read.
    pub fn row(&self, period: Period) -> Result<Option<Row>, DecodeError> {
        // Within a text every quotation mark is escaped, so this stands at the start of a line and nowhere else.
        let start = format!("{{\"row\":{{\"period\":\"{period}\",");
        let Some(at) = memchr::memmem::find(self.text.as_bytes(), start.as_bytes()) else { return Ok(None) };
        let (before, from) = self.text.split_at(at);
        let line = from.lines().next().unwrap_or_default();
        let number = || before.lines().count() + 1;
        match serde_json::from_str(line) {
            Ok(Read::Row(row)) => Ok(Some(*row)),
            Ok(_) => Err(DecodeError::Order { line: number() }),
            Err(source) => Err(DecodeError::Line { line: number(), source }),
        }
    }
}

impl Release {
    /// The canonical form.
    #[must_use]
    pub fn encode(&self) -> Encoded {
        let heading = [Written::Heading(&self.heading)];
        let front = heading
            .into_iter()
            .chain(self.places.iter().map(Written::Place))
            .chain(self.definitions.iter().map(Written::Definition))
            .chain(self.comparators.iter().map(Written::Comparator))
            .chain(self.texts.iter().map(Written::Text))
            .chain(self.changes.iter().map(Written::Change));
        let sheet = |sheet: &Sheet| {
            let series = std::iter::once(Written::Series(&sheet.series));
            let text = lines_of(series.chain(sheet.rows.iter().map(Written::Row)));
            EncodedSheet { series: sheet.series.clone(), text }
        };
        Encoded { front: lines_of(front), sheets: self.sheets.iter().map(sheet).collect() }
    }
}

fn lines(text: &str) -> impl Iterator<Item = Result<(usize, Read), DecodeError>> + '_ {
    text.lines().enumerate().map(|(position, text)| read(position, text))
}

fn read(position: usize, text: &str) -> Result<(usize, Read), DecodeError> {
    let line = position + 1;
    let read = serde_json::from_str(text).map_err(|source| DecodeError::Line { line, source })?;
    Ok((line, read))
}

fn decode_front(front: &str) -> Result<Release, DecodeError> {
    refuse_newer(front)?;
    let mut lines = lines(front);
    let heading = match lines.next() {
        Some(Ok((_, Read::Heading(heading)))) => *heading,
        Some(Err(error)) => return Err(error),
        _ => return Err(DecodeError::Order { line: 1 }),
    };
    let mut release = Release {
        heading,
        places: Vec::new(),
        definitions: Vec::new(),
        comparators: Vec::new(),
        texts: Vec::new(),
        changes: Vec::new(),
        sheets: Vec::new(),
    };
    let mut reached = 0;
    for line in lines {
        let (line, read) = line?;
        let stands = match read {
            Read::Place(place) => {
                release.places.push(place);
                1
            }
            Read::Definition(definition) => {
                release.definitions.push(*definition);
                2
            }
            Read::Comparator(comparator) => {
                release.comparators.push(*comparator);
                3
            }
            Read::Text(text) => {
                release.texts.push(text);
                4
            }
            Read::Change(change) => {
                release.changes.push(change);
                5
            }
            Read::Heading(_) | Read::Series(_) | Read::Row(_) => return Err(DecodeError::Order { line }),
        };
        if stands < reached {
            return Err(DecodeError::Order { line });
        }
        reached = stands;
    }
    Ok(release)
}

/// A newer layout may have fields that this program would stumble over: that is said first.
fn refuse_newer(front: &str) -> Result<(), DecodeError> {
    #[derive(Deserialize)]
    struct Layout {
        layout: u32,
    }
    #[derive(Deserialize)]
    struct First {
        heading: Layout,
    }
    let first = front.lines().next().and_then(|line| serde_json::from_str::<First>(line).ok());
    match first {
        Some(First { heading: Layout { layout } }) if layout > LAYOUT => Err(DecodeError::Newer { layout }),
        _ => Ok(()),
    }
}
