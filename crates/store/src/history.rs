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
        // They are put in order here: the database would move every text to sort them.
        let statement = "SELECT release, position, basis, text FROM sheet \
                         WHERE indicator = $1 AND place = $2 AND breakdown = $3 AND ($4 = '' OR basis = $4)";
        let cells = vec![
            asked.indicator.as_str().into(),
            asked.place.as_str().into(),
            asked.breakdown.as_str().into(),
            asked.basis.clone().unwrap_or_default().into(),
        ];
        let mut found: Vec<(usize, Option<i64>, Series, Vec<Row>)> = Vec::new();
        let mut take = |mut sheet: Cells| {
            let Some(at) = sheet.number(0).and_then(|id| signed_off.get(&id)) else { return Ok(()) };
            let series = Series {
                indicator: asked.indicator.clone(),
                place: asked.place.clone(),
                basis: sheet.take_text(2),
                breakdown: asked.breakdown.clone(),
            };
            let encoded = EncodedSheet { series, text: sheet.take_text(3) };
            let rows = match asked.period {
                Some(period) => encoded.row(period)?.into_iter().collect(),
                None => encoded.decode()?.rows,
            };
            found.push((*at, sheet.number(1), encoded.series, rows));
            Ok(())
        };
        let kinds = &[Kind::Number, Kind::Number, Kind::Text, Kind::Text];
        session.each(statement, cells, kinds, &mut take).await?;
        // In the order of their chains, and within a release in that of its series.
        found.sort_by_key(|(at, position, ..)| (*at, *position));
        let history = found.into_iter().flat_map(|(at, _, series, rows)| {
            let entry = &entries[at];
            rows.into_iter().map(move |row| Published { entry: entry.clone(), series: series.clone(), row })
        });
        Ok(history.collect())
    }
}
