//! What earlier releases said, for figures that are compared with what was previously reported.

use std::collections::{BTreeMap, BTreeSet};

use figures::{Reading, Value};
use framework::{Against, FigureKey, Framework, IndicatorId, ScorecardId};
use periods::Month;
use releases::{Figure, Release, Row, Series};
use store::{Entry, State, Store, StoreError};

/// Whether any figure is compared with what was previously reported.
#[must_use]
pub fn compares_with_reported(framework: &Framework) -> bool {
    !compared(framework).is_empty()
}

/// Fills in what the releases of a store said. Of the releases that an edition follows only the figures of indicators
/// that are compared with what was previously reported are kept.
///
/// # Errors
///
/// If the store or a release cannot be read.
pub async fn follow(framework: &mut Framework, store: &Store) -> Result<(), StoreError> {
    let wanted = compared(framework);
    if wanted.is_empty() {
        return Ok(());
    }
    let editions: Vec<(ScorecardId, Month)> =
        framework.editions.iter().map(|edition| (edition.scorecard, edition.data_month)).collect();
    let entries = store.list().await?;
    for ((scorecard, month), entry) in followed(framework, &editions, &entries) {
        let said = said(framework, &wanted, &store.release(entry.id).await?);
        framework.reported.insert(scorecard, month, said);
    }
    Ok(())
}

/// The indicators that are compared with what was previously reported.
fn compared(framework: &Framework) -> BTreeSet<IndicatorId> {
    let is_compared = |indicator: &IndicatorId| {
        let mut directions = framework.indicator(*indicator).eras().flat_map(|rules| &rules.directions);
        directions.any(|direction| direction.against == Against::PreviouslyReported)
    };
    framework.indicator_ids().filter(is_compared).collect()
}

/// The releases of the year before each edition, and the last one before that: what an edition shows of a year may have
/// ended so long ago. Of one month it is the last that stands.
fn followed<'e>(
    framework: &Framework,
    editions: &[(ScorecardId, Month)],
    entries: &'e [Entry],
) -> BTreeMap<(ScorecardId, Month), &'e Entry> {
    let mut followed = BTreeMap::new();
    for &(scorecard, data_month) in editions {
        let id = &framework.scorecard(scorecard).id;
        let mut earlier: Vec<&Entry> = entries
            .iter()
            .filter(|entry| {
                let stands = matches!(entry.state, State::SignedOff | State::Published | State::Superseded);
                stands && entry.scorecard == *id && entry.data_month < data_month
            })
            .collect();
        earlier.sort_by_key(|entry| (entry.data_month, entry.number));
        let a_year_ago = data_month.plus(-12);
        let long_ago = earlier.iter().rposition(|entry| Some(entry.data_month) <= a_year_ago).unwrap_or(0);
        followed.extend(earlier.drain(long_ago..).map(|entry| ((scorecard, entry.data_month), entry)));
    }
    followed
}

/// What a release says, as far as the framework still knows what it is about.
fn said(
    framework: &Framework,
    wanted: &BTreeSet<IndicatorId>,
    release: &Release,
) -> BTreeMap<FigureKey, Reading> {
    let mut said = BTreeMap::new();
    for sheet in &release.sheets {
        let indicator = framework.find_indicator(&sheet.series.indicator);
        let place = framework.find_place(&sheet.series.place);
        let Some((indicator, place)) = indicator.filter(|id| wanted.contains(id)).zip(place) else {
            continue;
        };
        for row in &sheet.rows {
            let Series { basis, breakdown, .. } = &sheet.series;
            if let Some(series) = framework.find_series(indicator, place, &row.period, basis, breakdown) {
                said.insert((series, row.period), reading(row));
            }
        }
    }
    said
}

fn reading(row: &Row) -> Reading {
    match &row.figure {
        Figure::Value(amount) => Reading::Present(Value::plain(amount.exact.clone())),
        Figure::Absent(absence) => Reading::Absent(*absence),
    }
}
