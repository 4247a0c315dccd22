//! Every value of a figure as it was published.

use periods::Period;
use releases::{EncodedSheet, Row, Series};

use crate::Store;
use crate::back_end::Kind;
use crate::entry::{self, Entry};
use crate::error::StoreError;

/// A figure as a release has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The release.
    pub entry: Entry,
    /// What the figure is about, but for its period.
    pub series: Series,
    /// The figure.
    pub row: Row,
}

/// Which figures are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The indicator.
    pub indicator: String,
    /// The place.
    pub place: String,
    /// The basis; any unless said.
    pub basis: Option<String>,
    /// The breakdown; empty for the whole cohort.
    pub breakdown: String,
    /// The period; any unless said.
    pub period: Option<Period>,
}

impl Store {
    /// What releases that are signed off say of figures, in the order of their chains; whatever has happened to a
    /// release since, as long as its content is there.
    ///
    /// # Errors
    ///
    /// If the store or a release cannot be read.
    pub async fn history(&self, asked: &Asked) -> Result<Vec<Published>, StoreError> {
        let mut session = self.back_end.reading().await?;
        let statement = "SELECT sheet.release, basis, sheet.text FROM sheet \
                         JOIN release ON release.id = sheet.release \
                         WHERE indicator = $1 AND place = $2 AND breakdown = $3 AND release.seal IS NOT NULL \
                         AND ($4 = '' OR basis = $4) ORDER BY scorecard, link, position";
        let cells = vec![
            asked.indicator.as_str().into(),
            asked.place.as_str().into(),
            asked.breakdown.as_str().into(),
            asked.basis.clone().unwrap_or_default().into(),
        ];
        let rows = session.rows(statement, cells, &[Kind::Number, Kind::Text, Kind::Text]).await?;
        let entries = entry::all(&mut *session).await?;
        let mut history = Vec::new();
        for mut sheet in rows {
            let id = sheet.number(0).unwrap_or_default();
            let Some(entry) = entries.iter().find(|entry| entry.id == id) else { continue };
            let series = Series {
                indicator: asked.indicator.clone(),
                place: asked.place.clone(),
                basis: sheet.text(1),
                breakdown: asked.breakdown.clone(),
            };
            let encoded = EncodedSheet { series, text: sheet.take_text(2) };
            let rows = match asked.period {
                Some(period) => encoded.row(period)?.into_iter().collect(),
                None => encoded.decode()?.rows,
            };
            history.extend(rows.into_iter().map(|row| Published {
                entry: entry.clone(),
                series: encoded.series.clone(),
                row,
            }));
        }
        Ok(history)
    }
}
