//! The month: what an edition asks of whom, on its way from a framework to a release.

mod days;
mod drafting;
mod facts;
mod on_its_way;
mod texts;
mod waiting;

pub(crate) use days::{Countdown, days_from, distance};
pub(crate) use drafting::{Drafting, Jobs};
pub(crate) use facts::{Facts, facts, remarks};
pub(crate) use on_its_way::{OnItsWay, on_its_way};
pub(crate) use texts::{AboutText, about, way_to};
pub(crate) use waiting::{Waiting, beside_editions, waits_for};

use std::collections::BTreeMap;

use framework::ScorecardId;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use periods::Month;

use crate::answers::Problem;
use crate::app::App;
use crate::work::AtWork;

/// An edition of a scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EditionKey {
    pub scorecard: ScorecardId,
    pub data_month: Month,
}

impl EditionKey {
    /// The edition that an address names.
    pub(crate) fn named(work: &AtWork, scorecard: &str, month: &str) -> Result<Self, Problem> {
        let scorecard = work.framework.find_scorecard(scorecard).ok_or(Problem::NotFound)?;
        let data_month = Month::parse(month).map_err(|_| Problem::NotFound)?;
        let key = Self { scorecard, data_month };
        if Self::all(work).any(|known| known == key) { Ok(key) } else { Err(Problem::NotFound) }
    }

    /// All editions, in the order of the framework.
    pub(crate) fn all(work: &AtWork) -> impl Iterator<Item = Self> + '_ {
        let key = |edition: &framework::Edition| Self {
            scorecard: edition.scorecard,
            data_month: edition.data_month,
        };
        work.framework.editions.iter().map(key)
    }

    /// The newest of each scorecard.
    pub(crate) fn newest(work: &AtWork) -> Vec<Self> {
        let mut newest: BTreeMap<ScorecardId, Self> = BTreeMap::new();
        for edition in Self::all(work) {
            let known = newest.entry(edition.scorecard).or_insert(edition);
            *known = (*known).max(edition);
        }
        newest.into_values().collect()
    }

    /// The id of its scorecard.
    pub(crate) fn scorecard(self, work: &AtWork) -> &str {
        &work.framework.scorecard(self.scorecard).id
    }

    /// What people call it: `Children’s scorecard, October 2023`.
    pub(crate) fn name(self, work: &AtWork) -> String {
        format!("{}, {}", work.framework.scorecard(self.scorecard).title, self.data_month.words())
    }

    /// The address of its page.
    pub(crate) fn href(self, work: &AtWork) -> String {
        format!("/board/{}/{}", self.scorecard(work), self.data_month)
    }
}

/// Today, by the clocks of this machine.
pub(crate) fn today(app: &App) -> Date {
    app.now().to_zoned(TimeZone::system()).date()
}
