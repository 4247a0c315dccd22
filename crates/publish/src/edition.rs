//! A scorecard for one data month, with every figure assessed at most once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use assess::Assessment;
use framework::{
    EditionStatus, Framework, IndicatorId, PageItem, Rules, Scorecard, ScorecardId, Section, SeriesKey, Text,
    TextKind,
};
use periods::{Month, Period, PeriodKind};

use crate::exceptions::{Opened, opened};
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
    /// The figures that open an exception report.
    pub exceptions: Vec<Opened>,
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
        let mut edition = Self {
            framework,
            id: request.scorecard,
            scorecard,
            data_month: request.data_month,
            declared,
            audience: request.audience,
            logo_path: crate::assets::logo_path(request),
            paths: Paths::new(framework, scorecard),
            exceptions: Vec::new(),
            assessed: RefCell::default(),
        };
        edition.exceptions = opened(&edition);
        edition
    }

    /// The assessment of a figure, made at its first use.
    pub(crate) fn assess(&self, series: SeriesKey, period: Period) -> Rc<Assessment<'a>> {
        let mut assessed = self.assessed.borrow_mut();
        let make = || Rc::new(assess::assess(self.framework, Some(self.id), series, period));
        assessed.entry((series, period)).or_insert_with(make).clone()
    }

    /// The exception report of a figure, if it opened one.
    pub(crate) fn exception(&self, series: SeriesKey, period: Period) -> Option<&Opened> {
        self.exceptions.iter().find(|opened| opened.series == series && opened.period == period)
    }

    /// What a figure's indicator means at its place in its period.
    pub(crate) fn rules(&self, series: SeriesKey, period: &Period) -> &'a Rules {
        self.framework.rules(series.indicator, series.place, period)
    }

    /// The periods of a section, oldest first.
    pub(crate) fn periods(&self, section: &Section) -> Vec<Period> {
        let shown = section.periods;
        let latest = shown.latest.or_else(|| Period::latest(shown.kind, self.data_month));
        let mut periods: Vec<Period> = std::iter::successors(latest, |period| period.previous())
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

    /// Whether the copy shows texts of a kind.
    pub(crate) fn shows(&self, kind: TextKind) -> bool {
        match self.audience {
            Audience::Internal => true,
            Audience::Declared(id) => {
                kind != TextKind::Narrative && self.framework.audience(id).texts.contains(&kind)
            }
            Audience::Public => TextKind::SHARED.contains(&kind),
        }
    }

    /// The texts of a kind that were written for this edition.
    pub(crate) fn texts(&self, kind: TextKind) -> impl Iterator<Item = &'a Text> + use<'a> {
        let (scorecard, month) = (self.id, self.data_month);
        let texts = if self.shows(kind) { self.framework.texts.as_slice() } else { &[] };
        texts
            .iter()
            .filter(move |text| text.kind == kind && text.scorecard == scorecard && text.month == month)
    }

    /// Whether the edition before didn't have a figure: it showed another period, or came out before the figure did.
    /// Everything is new to the first edition.
    pub(crate) fn is_new(&self, section: &Section, assessment: &Assessment<'_>) -> bool {
        let Some(before) = self.framework.previous_edition(self.id, self.data_month) else { return true };
        let shown = section.periods;
        let then = shown.latest.or_else(|| Period::latest(shown.kind, before.data_month));
        let released = assessment.figure.and_then(|figure| figure.released);
        then != Some(assessment.period) || released > before.published_on.filter(|_| released.is_some())
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
