//! What stands behind a figure, found in threads of its own: records are many, and nobody else should wait.

use std::path::Path;
use std::sync::Arc;

use extracts::{Snapshot, SnapshotError};
use framework::{IndicatorId, PlaceId, Rules};
use measures::{MeasureError, Resources};
use periods::{Period, day_in_words};
use store::Look;
use tokio::sync::Semaphore;
use workspace::records::{
    Asked, ListedColumn, ListedRecord, Listing, amounts_in_words, days_in_words, has_records, open,
    reading_in_words,
};

use crate::answers::Problem;
use crate::app::App;
use crate::shell::capital;
use crate::visitor::Visitor;
use crate::work::AtWork;

/// So many figures are looked into at once; others wait for their turn.
static TURNS: Semaphore = Semaphore::const_new(2);

/// How many parts of a query are worked on at once.
const PARTITIONS: usize = 2;

/// How an address names a figure: its indicator, place and period.
pub(crate) type Names = (String, String, String);

/// A figure of the framework at work.
#[derive(Clone)]
pub(super) struct Figure {
    pub work: Arc<AtWork>,
    pub indicator: IndicatorId,
    pub place: PlaceId,
    pub period: Period,
}

impl Figure {
    /// The figure that an address names, for whoever may look at it.
    pub(super) fn named(
        app: &App,
        visitor: &Visitor,
        action: permissions::Action,
        (indicator, place, period): &Names,
    ) -> Result<Self, Problem> {
        app.store.may_look_at_records(&visitor.actor, action, place)?;
        let work = app.work();
        let indicator = work.framework.find_indicator(indicator).ok_or(Problem::NotFound)?;
        let place = work.framework.find_place(place).ok_or(Problem::NotFound)?;
        let period = Period::parse(period).map_err(|_| Problem::NotFound)?;
        Ok(Self { work, indicator, place, period })
    }

    /// The same in another period.
    pub(super) fn in_period(&self, period: Period) -> Self {
        Self { period, ..self.clone() }
    }

    pub(super) fn rules(&self) -> &Rules {
        self.work.framework.rules(self.indicator, self.place, &self.period)
    }

    pub(super) fn indicator_id(&self) -> &str {
        &self.work.framework.indicator(self.indicator).id
    }

    pub(super) fn place_slug(&self) -> &str {
        &self.work.framework.place(self.place).slug
    }

    pub(super) fn place_name(&self) -> &str {
        &self.work.framework.place(self.place).name
    }

    /// Where it is looked into.
    pub(super) fn path(&self) -> String {
        format!("/records/{}/{}/{}", self.indicator_id(), self.place_slug(), self.period)
    }

    /// Why there is nothing to look at, as far as that is plain at once.
    pub(super) fn nothing(&self, extract: Option<&Snapshot>) -> Option<String> {
        let rules = self.rules();
        let taken = extract.map(|extract| extract.manifest.taken);
        if rules.measure.is_none() {
            return Some("This indicator isn’t measured from records.".to_owned());
        }
        if !has_records(rules) {
            return Some(
                "This figure is the difference of two others, and has no records of its own.".to_owned(),
            );
        }
        match taken {
            None => Some(NO_EXTRACT.to_owned()),
            Some(taken) if taken < self.period.first_month().first_day() => {
                Some(format!("The extract was taken on {}, before this period.", day_in_words(taken)))
            }
            Some(_) => None,
        }
    }
}

/// What is said where no extract was loaded.
pub(super) const NO_EXTRACT: &str = "No extract of records has been loaded yet.";

/// The extract in use.
pub(super) async fn extract(app: &App) -> Result<Option<Snapshot>, Problem> {
    let folder = app.work.path().to_owned();
    let opened = tokio::task::spawn_blocking(move || in_use(&folder)).await;
    opened.map_err(|error| Problem::failed(&error))?
}

fn in_use(folder: &Path) -> Result<Option<Snapshot>, Problem> {
    match open(folder, None) {
        Ok(snapshot) => Ok(Some(snapshot)),
        Err(SnapshotError::None(_)) => Ok(None),
        Err(error) => Err(Problem::failed(&error)),
    }
}

/// What was found behind a figure.
pub(super) enum Found {
    /// Nothing, and why.
    Nothing(String),
    /// Records.
    Behind(Box<Behind>),
}

/// What stands behind a figure.
pub(super) struct Behind {
    pub figure: String,
    pub rating: String,
    /// The days whose events count.
    pub days: Option<String>,
    pub amounts: String,
    pub extract: Snapshot,
    pub columns: Vec<ListedColumn>,
    pub restricted: usize,
    records: Vec<ListedRecord>,
}

impl Behind {
    /// Writes to the log that somebody looks, and gives the records that they may see.
    pub(super) async fn records(
        &mut self,
        app: &App,
        visitor: &Visitor,
        action: permissions::Action,
        figure: &Figure,
        reason: &str,
    ) -> Result<Vec<ListedRecord>, Problem> {
        let look = Look {
            action,
            indicator: figure.indicator_id(),
            place: figure.place_slug(),
            period: figure.period,
            extract: &self.extract.id,
            reason,
        };
        // What belongs to no place of the framework counts at the place of the figure alone.
        let place_of = |listed: &ListedRecord| -> String {
            let known = listed.record.place.clone().filter(|_| !listed.record.unallocated);
            known.unwrap_or_else(|| figure.place_slug().to_owned())
        };
        let records = std::mem::take(&mut self.records).into_iter();
        let records: Vec<(String, ListedRecord)> =
            records.map(|listed| (place_of(&listed), listed)).collect();
        let seen = app.store.look_at_records(&visitor.actor, &look, records, |(place, _)| place, app.now());
        Ok(seen.await?.into_iter().map(|(_, listed)| listed).collect())
    }
}

/// Finds what stands behind a figure.
pub(super) async fn behind(app: &App, figure: &Figure) -> Result<Found, Problem> {
    let turn = TURNS.acquire().await.map_err(|error| Problem::failed(&error))?;
    let (figure, folder) = (figure.clone(), app.work.path().to_owned());
    let found = tokio::task::spawn_blocking(move || {
        let found = read(&figure, &folder);
        // Whoever asked may have gone away; their turn lasts until this is done.
        drop(turn);
        found
    });
    found.await.map_err(|error| Problem::failed(&error))?
}

fn read(figure: &Figure, folder: &Path) -> Result<Found, Problem> {
    let found = in_use(folder)?;
    if let Some(why) = figure.nothing(found.as_ref()) {
        return Ok(Found::Nothing(why));
    }
    let Some(snapshot) = &found else { return Ok(Found::Nothing(NO_EXTRACT.to_owned())) };
    snapshot.verify().map_err(|error| Problem::failed(&error))?;
    let asked = Asked {
        framework: &figure.work.framework,
        contracts: &figure.work.contracts,
        snapshot,
        indicator: figure.indicator,
        place: figure.place,
        period: figure.period,
        resources: Resources { partitions: PARTITIONS, memory: None },
    };
    match explained(asked) {
        Ok(Some(behind)) => Ok(Found::Behind(Box::new(behind))),
        Ok(None) => Ok(Found::Nothing("The records give no figure for this period.".to_owned())),
        Err(MeasureError::NothingToExplain(why)) => Ok(Found::Nothing(sentence(&why))),
        Err(MeasureError::Months(error)) => Ok(Found::Nothing(sentence(&error.to_string()))),
        Err(error) => Err(Problem::failed(&error)),
    }
}

fn explained(asked: Asked<'_>) -> Result<Option<Behind>, MeasureError> {
    let measurement = measures::measure(asked.framework, &asked.input(), &asked.settings(), &|_, _, _| {})?;
    let Some(figure) = asked.figure(&measurement) else { return Ok(None) };
    let explanation = asked.explain()?;
    let Listing { columns, records, restricted } = asked.listing(&explanation)?;
    let scorecard = asked.framework.editions.last().map(|edition| edition.scorecard);
    Ok(Some(Behind {
        figure: reading_in_words(asked.rules(), &figure.reading),
        rating: asked.assessed(scorecard, &figure.reading, |assessment| match &assessment.rating {
            Some(rating) => format!("{}: {}", rating.token(), assessment.reason),
            None => assessment.reason.clone(),
        }),
        days: explanation.days.map(days_in_words),
        amounts: amounts_in_words(&explanation.records),
        extract: asked.snapshot.clone(),
        columns,
        restricted,
        records,
    }))
}

/// A reason as a sentence.
fn sentence(why: &str) -> String {
    format!("{}.", capital(why))
}
