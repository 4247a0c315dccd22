//! What earlier releases said, for figures that are compared with what was previously reported.

use std::collections::{BTreeMap, BTreeSet};

use figures::{Reading, Value};
use framework::{
    Against, FigureKey, Framework, IndicatorId, Reported, ReportedFigure, ReportedRelease, ScorecardId,
};
use periods::Month;
use releases::{Figure, Release, Row, Series};
use store::{Entry, State, Store, StoreError};

/// Whether any figure is compared with what was previously reported.
#[must_use]
pub fn compares_with_reported(framework: &Framework) -> bool {
    !compared(framework).is_empty()
}

/// Fills in what the releases of a store said, in the place of what others did. Of the releases that an edition follows
/// only the figures of indicators that are compared with what was previously reported are kept, and whether they have
/// been published: of what was held back only the internal copy knows.
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
    framework.reported = Reported::default();
    for ((scorecard, month, number), entry) in followed(framework, &editions, &entries) {
        let figures = said(framework, &wanted, &store.release(entry.id).await?);
        let release = ReportedRelease { is_published: is_published(entry), figures };
        framework.reported.insert(scorecard, month, number, release);
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
/// ended so long ago. Of one month it is the last that stands. Copies for others know only what was published, and look
/// as far back for it; where a release is held back, that is another one.
fn followed<'e>(
    framework: &Framework,
    editions: &[(ScorecardId, Month)],
    entries: &'e [Entry],
) -> BTreeMap<(ScorecardId, Month, u32), &'e Entry> {
    let mut followed = BTreeMap::new();
    for &(scorecard, data_month) in editions {
        let id = &framework.scorecard(scorecard).id;
        let mut earlier: Vec<&Entry> = entries
            .iter()
            .filter(|entry| stands(entry) && entry.scorecard == *id && entry.data_month < data_month)
            .collect();
        earlier.sort_by_key(|entry| (entry.data_month, entry.number));
        let published: Vec<&Entry> = earlier.iter().copied().filter(|entry| is_published(entry)).collect();
        for known in [earlier, published] {
            // Of one month the last counts.
            let last: BTreeMap<Month, &Entry> =
                known.into_iter().map(|entry| (entry.data_month, entry)).collect();
            let a_year_ago = data_month.plus(-12);
            let long_ago = last.keys().rfind(|month| Some(**month) <= a_year_ago).copied();
            let kept = last.into_iter().filter(|(month, _)| Some(*month) >= long_ago);
            followed.extend(kept.map(|(month, entry)| ((scorecard, month, entry.number), entry)));
        }
    }
    followed
}

/// Whether a release cannot change any more and has not been taken back.
fn stands(entry: &Entry) -> bool {
    is_published(entry) || matches!(entry.state, State::SignedOff)
}

/// Whether a release is or was what stands for its month, for everybody.
fn is_published(entry: &Entry) -> bool {
    matches!(entry.state, State::Published | State::Superseded)
}

/// What a release says, as far as the framework still knows what it is about.
fn said(
    framework: &Framework,
    wanted: &BTreeSet<IndicatorId>,
    release: &Release,
) -> BTreeMap<FigureKey, ReportedFigure> {
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
                let figure = ReportedFigure { reading: reading(row), is_unpublished: row.is_unpublished() };
                said.insert((series, row.period), figure);
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
