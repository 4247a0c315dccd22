//! A scorecard for one data month, with every figure assessed at most once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use assess::Assessment;
use figures::Absence;
use framework::{
    EditionStatus, Framework, IndicatorId, PageItem, Rules, Scorecard, ScorecardId, Section, SeriesKey, Text,
    TextKind,
};
use periods::{Frequency, Month, Period, PeriodKind, YearKind};

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
        if let Some(year) = shown.months_of {
            let month = shown.latest.map_or(self.data_month, Period::last_month);
            let year = Period::containing(year.period_kind(), month);
            return year.into_iter().flat_map(Period::months).map(Period::month).collect();
        }
        let last = shown.latest.or_else(|| Period::latest(shown.kind, self.data_month));
        let mut periods: Vec<Period> =
            std::iter::successors(last, |period| period.previous()).take(usize::from(shown.count)).collect();
        periods.reverse();
        periods
    }

    /// The latest period of a section: the last that has begun by the data month. Those after it are not yet due.
    pub(crate) fn latest(&self, section: &Section) -> Option<Period> {
        let periods = self.periods(section);
        periods.iter().rfind(|period| !self.is_ahead(period)).or(periods.first()).copied()
    }

    /// Whether a period begins after the data month.
    pub(crate) fn is_ahead(&self, period: &Period) -> bool {
        period.first_month() > self.data_month
    }

    /// The figure that stands for a row's latest period: its own or, where there is none and the indicator carries,
    /// the latest known one, which keeps its own period, target and rating.
    pub(crate) fn newest(&self, series: SeriesKey, now: Period) -> Rc<Assessment<'a>> {
        let own = self.assess(series, now);
        let carries = self.framework.indicator(series.indicator).carries_latest;
        if !carries || own.reading.absence() != Some(Absence::ToBeSupplied) {
            return own;
        }
        let figures = self.framework.series(&series).map_or(&[][..], |series| series.figures());
        let known = figures
            .iter()
            .filter(|figure| {
                figure.reading.value().is_some() && figure.period.last_month() <= now.last_month()
            })
            .max_by_key(|figure| (figure.period.last_month(), figure.period.first_month()));
        known.map_or(own, |figure| self.assess(series, figure.period))
    }

    /// The latest period of an indicator that has ended by the data month.
    pub(crate) fn latest_period(&self, indicator: IndicatorId) -> Period {
        let indicator = self.framework.indicator(indicator);
        let rules = indicator.levels.first().map(|level| indicator.rules(*level, self.data_month));
        let kind = rules.map_or(PeriodKind::Month, |rules| match (rules.frequency, rules.year) {
            (Frequency::Month, _) => PeriodKind::Month,
            (Frequency::Quarter, YearKind::Calendar) => PeriodKind::CalendarQuarter,
            (Frequency::Quarter, _) => PeriodKind::FinancialQuarter,
            (Frequency::Term, _) => PeriodKind::Term,
            (Frequency::Year, year) => year.period_kind(),
        });
        Period::latest(kind, self.data_month).unwrap_or_else(|| Period::month(self.data_month))
    }

    /// Every indicator of the scorecard once, in the order in which a reader meets them.
    pub(crate) fn showings(&self) -> Vec<Showing<'a>> {
        let mut showings: Vec<Showing<'a>> = Vec::new();
        for item in self.scorecard.pages.iter().flat_map(|page| &page.items) {
            for showing in self.shown_by(*item) {
                if showings.iter().all(|earlier| earlier.indicator != showing.indicator) {
                    showings.push(showing);
                }
            }
        }
        showings
    }

    /// What an item of a page shows, in order.
    fn shown_by(&self, item: PageItem) -> Vec<Showing<'a>> {
        let (title, caption, latest) = match item {
            PageItem::Section(id) => {
                let section = self.scorecard.section(id);
                let Some(latest) = self.latest(section) else { return Vec::new() };
                (&section.title, &section.caption, Some(latest))
            }
            PageItem::Matrix(id) => {
                let matrix = self.scorecard.matrix(id);
                (&matrix.title, &matrix.caption, matrix.latest)
            }
            PageItem::PlaceTable(id) => {
                let table = self.scorecard.place_table(id);
                (&table.title, &table.caption, table.latest)
            }
        };
        let showing = |indicator| {
            let latest = latest.unwrap_or_else(|| self.latest_period(indicator));
            let (heading, caption) = (title.as_str(), caption.as_deref());
            Showing { heading, caption, indicator, kind: latest.kind(), latest }
        };
        self.scorecard.indicators_of(item).into_iter().map(showing).collect()
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
