//! Every value of a figure as it was published.

use std::collections::HashMap;

use periods::Period;
use releases::{EncodedSheet, Row, Series};

use crate::Store;
use crate::back_end::{Cells, Kind};
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
        // Which releases there are is read once, and not again for each series: a row of theirs is long.
        let entries = entry::all(&mut *session).await?;
        let signed_off: HashMap<i64, usize> = (0..)
            .zip(&entries)
            .filter(|(_, entry)| entry.seal.is_some())
            .map(|(at, entry)| (entry.id, at))
            .collect();
        let statement = "SELECT release, basis, text FROM sheet \
                         WHERE indicator = $1 AND place = $2 AND breakdown = $3 AND ($4 = '' OR basis = $4) \
                         ORDER BY position";
        let cells = vec![
            asked.indicator.as_str().into(),
            asked.place.as_str().into(),
            asked.breakdown.as_str().into(),
            asked.basis.clone().unwrap_or_default().into(),
        ];
        let rows = session.rows(statement, cells, &[Kind::Number, Kind::Text, Kind::Text]).await?;
        let at = |sheet: &Cells| sheet.number(0).and_then(|id| signed_off.get(&id)).copied();
        let mut sheets: Vec<(usize, Cells)> =
            rows.into_iter().filter_map(|sheet| Some((at(&sheet)?, sheet))).collect();
        // In the order of their chains, and within a release in that of its series.
        sheets.sort_by_key(|(at, _)| *at);
        let mut history = Vec::new();
        for (at, mut sheet) in sheets {
            let entry = &entries[at];
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
