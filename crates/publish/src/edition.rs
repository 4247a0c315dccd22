//! A scorecard for one data month, with every figure assessed at most once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use assess::Assessment;
use framework::{
    EditionStatus, Framework, IndicatorId, PageItem, Rules, Scorecard, ScorecardId, Section, SeriesKey,
};
use periods::{Month, Period, PeriodKind};

use crate::paths::Paths;
use crate::{Audience, Request};

/// What every view model is made from.
pub(crate) struct Edition<'a> {
    pub framework: &'a Framework,
    pub id: ScorecardId,
    pub scorecard: &'a Scorecard,
    pub data_month: Month,
    /// First or final; nothing for a month that the framework lists no edition of.
    pub declared: Option<&'a framework::Edition>,
    pub audience: Audience,
    pub logo_path: Option<String>,
    pub paths: Paths,
    assessed: RefCell<HashMap<(SeriesKey, Period), Rc<Assessment<'a>>>>,
}

/// Where a reader first meets an indicator.
pub(crate) struct Showing<'a> {
    /// The heading under which it is shown.
    pub heading: &'a str,
    /// The smaller heading.
    pub caption: Option<&'a str>,
    pub indicator: IndicatorId,
    /// The kind of period that is shown.
    pub kind: PeriodKind,
    /// The last period shown.
    pub latest: Period,
}

impl<'a> Edition<'a> {
    pub(crate) fn new(request: &Request<'a>) -> Self {
        let framework = request.framework;
        let scorecard = framework.scorecard(request.scorecard);
        let declared = framework.editions.iter().find(|edition| {
            edition.scorecard == request.scorecard && edition.data_month == request.data_month
        });
        Self {
            framework,
            id: request.scorecard,
            scorecard,
            data_month: request.data_month,
            declared,
            audience: request.audience,
            logo_path: crate::assets::logo_path(request),
            paths: Paths::new(framework, request.scorecard),
            assessed: RefCell::default(),
        }
    }

    /// The assessment of a figure, made at its first use.
    pub(crate) fn assess(&self, series: SeriesKey, period: Period) -> Rc<Assessment<'a>> {
        let mut assessed = self.assessed.borrow_mut();
        let make = || Rc::new(assess::assess(self.framework, Some(self.id), series, period));
        assessed.entry((series, period)).or_insert_with(make).clone()
    }

    /// What a figure's indicator means at its place in its period.
    pub(crate) fn rules(&self, series: SeriesKey, period: &Period) -> &'a Rules {
        self.framework.rules(series.indicator, series.place, period)
    }

    /// The periods of a section, oldest first.
    pub(crate) fn periods(&self, section: &Section) -> Vec<Period> {
        let shown = section.periods;
        let mut periods: Vec<Period> =
            std::iter::successors(shown.last(self.data_month), |period| period.previous())
                .take(usize::from(shown.count))
                .collect();
        periods.reverse();
        periods
    }

    /// Every indicator of the scorecard once, in the order in which a reader meets them.
    pub(crate) fn showings(&self) -> Vec<Showing<'a>> {
        let mut showings: Vec<Showing<'a>> = Vec::new();
        for item in self.scorecard.pages.iter().flat_map(|page| &page.items) {
            let (heading, caption, kind, latest) = match item {
                PageItem::Section(id) => {
                    let section = self.scorecard.section(*id);
                    let latest = self.periods(section).last().copied();
                    (section.title.as_str(), section.caption.as_deref(), section.periods.kind, latest)
                }
            };
            let Some(latest) = latest else { continue };
            for indicator in self.scorecard.indicators_of(*item) {
                if showings.iter().all(|showing| showing.indicator != indicator) {
                    showings.push(Showing { heading, caption, indicator, kind, latest });
                }
            }
        }
        showings
    }

    /// `final release`, `first release` or, where the framework declares no edition, `draft`.
    pub(crate) fn status_words(&self) -> Option<&'static str> {
        match self.declared.map(|edition| edition.status) {
            Some(Some(EditionStatus::First)) => Some("first release"),
            Some(Some(EditionStatus::Final)) => Some("final release"),
            Some(None) => None,
            None => Some("draft"),
        }
    }
}
