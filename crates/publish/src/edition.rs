//! A scorecard for one data month, with every figure assessed at most once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use assess::Assessment;
use figures::Absence;
use framework::{
    EditionStatus, FigureKey, Framework, IndicatorId, Page, PageItem, PlaceId, Rules, Scorecard, ScorecardId,
    Section, SectionPeriods, SeriesKey, Text, TextKind,
};
use periods::{Frequency, Month, Period, PeriodKind};

use crate::compared::Compared;
use crate::exceptions::{Opened, opened};
use crate::paths::Paths;
use crate::{Audience, Download, Request};

/// What every view model is made from.
pub(crate) struct Edition<'a> {
    pub framework: &'a Framework,
    pub id: ScorecardId,
    pub scorecard: &'a Scorecard,
    pub data_month: Month,
    /// First or final; nothing for a month that the framework lists no edition of.
    pub declared: Option<&'a framework::Edition>,
    pub audience: Audience,
    /// What stands beside the pages.
    pub downloads: &'a [Download],
    pub logo_path: Option<String>,
    pub paths: Paths,
    /// The figures that open an exception report.
    pub exceptions: Vec<Opened>,
    /// How it differs from what releases said.
    pub compared: Option<&'a Compared>,
    /// What the last release said, as printed, of the figures that it said otherwise; and its data month.
    pub restated: HashMap<FigureKey, (String, Month)>,
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
        let declared = request.edition();
        let mut edition = Self {
            framework,
            id: request.scorecard,
            scorecard,
            data_month: request.data_month,
            declared,
            audience: request.audience,
            downloads: &[],
            logo_path: crate::assets::logo_path(request),
            paths: Paths::new(framework, request.scorecard),
            exceptions: Vec::new(),
            compared: request.compared,
            restated: HashMap::new(),
            assessed: RefCell::default(),
        };
        edition.restated = edition.restated_figures();
        edition.exceptions = opened(&edition);
        edition
    }

    /// The edition with files beside its pages.
    pub(crate) fn with_downloads(self, downloads: &'a [Download]) -> Self {
        Self { downloads, ..self }
    }

    /// The assessment of a figure, made at its first use.
    pub(crate) fn assess(&self, series: SeriesKey, period: Period) -> Rc<Assessment<'a>> {
        let mut assessed = self.assessed.borrow_mut();
        let make = || Rc::new(assess::assess(self.framework, Some(self.id), series, period));
        assessed.entry((series, period)).or_insert_with(make).clone()
    }

    /// Everything that has been assessed so far, in the order of series and periods.
    pub(crate) fn assessed(&self) -> Vec<Rc<Assessment<'a>>> {
        let assessed = self.assessed.borrow();
        let mut assessments: Vec<Rc<Assessment<'a>>> = assessed.values().cloned().collect();
        assessments.sort_by_key(|assessment| (assessment.series, assessment.period));
        assessments
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
        self.window(section.periods)
    }

    /// So many periods of a kind, oldest first, that end with a given one or the latest that has ended; or the months
    /// of a year.
    pub(crate) fn window(&self, shown: SectionPeriods) -> Vec<Period> {
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

    /// The places that a section shows on the page of a place.
    pub(crate) fn places_in(&self, section: &Section, page: PlaceId) -> Vec<PlaceId> {
        match &section.of {
            None => vec![page],
            Some(of) => {
                let belongs = |place: &PlaceId| self.framework.belongs_to_page(*place, page);
                self.framework.select(of).filter(belongs).collect()
            }
        }
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
        let kind = rules.and_then(|rules| due(rules).first().copied()).unwrap_or(PeriodKind::Month);
        Period::latest(kind, self.data_month).unwrap_or_else(|| Period::month(self.data_month))
    }

    /// The latest period with a value that isn't after the data month, among those in which the indicator is due; a
    /// month may stand for the period that it ends.
    pub(crate) fn newest_value(&self, series: SeriesKey) -> Option<Period> {
        let kinds = due(self.rules(series, &Period::month(self.data_month)));
        let imported = self.framework.series(&series).map(framework::Series::figures).unwrap_or_default();
        let known =
            imported.iter().filter(|figure| figure.is_known_by(self.data_month)).map(|figure| figure.period);
        known
            .filter(|period| kinds.contains(&period.kind()))
            .filter(|period| self.assess(series, *period).reading.value().is_some())
            .max_by_key(|period| period.last_month())
    }

    /// The same, or without any value the latest period in which the indicator was due.
    pub(crate) fn newest_period(&self, series: SeriesKey) -> Period {
        let month = Period::month(self.data_month);
        let kind = due(self.rules(series, &month)).first().copied();
        let latest = || Period::latest(kind?, self.data_month);
        self.newest_value(series).or_else(latest).unwrap_or(month)
    }

    /// The latest of a panel's periods in which any of its bars has a value; without any, the last.
    pub(crate) fn newest_of_panel(&self, panel: &framework::Panel) -> Option<Period> {
        let periods = self.window(panel.periods);
        let has_value = |period: &&Period| {
            self.places_of(panel).iter().any(|place| {
                let series = |indicator: &IndicatorId| SeriesKey::own(*indicator, *place);
                let mut series = panel.indicators.iter().map(series);
                series.any(|series| self.assess(series, **period).reading.value().is_some())
            })
        };
        periods.iter().rev().find(has_value).or(periods.last()).copied()
    }

    /// The places of a panel, each once, in the order in which it names them.
    pub(crate) fn places_of(&self, panel: &framework::Panel) -> Vec<PlaceId> {
        let mut places = Vec::new();
        for place in panel.places.iter().flat_map(|selector| self.framework.select(selector)) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// Every indicator of the scorecard once, in the order in which a reader meets them.
    pub(crate) fn showings(&self) -> Vec<Showing<'a>> {
        let mut showings: Vec<Showing<'a>> = Vec::new();
        for page in &self.scorecard.pages {
            for showing in page.items.iter().flat_map(|item| self.showings_of(page, *item)) {
                if showings.iter().all(|known| known.indicator != showing.indicator) {
                    showings.push(showing);
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

    /// What an item of a page shows, in order.
    fn showings_of(&self, page: &Page, item: PageItem) -> Vec<Showing<'a>> {
        let scorecard = self.scorecard;
        let (heading, caption) = match item {
            PageItem::Section(id) => (&scorecard.section(id).title, scorecard.section(id).caption.as_deref()),
            PageItem::Matrix(id) => (&scorecard.matrix(id).title, scorecard.matrix(id).caption.as_deref()),
            PageItem::PlaceTable(id) => {
                (&scorecard.place_table(id).title, scorecard.place_table(id).caption.as_deref())
            }
            PageItem::Tiles(id) => (&scorecard.tiles(id).title, None),
            PageItem::Panel(id) => (&scorecard.panel(id).title, None),
        };
        let showing = |indicator| {
            let latest = match item {
                PageItem::Section(id) => self.latest(scorecard.section(id)),
                PageItem::Matrix(id) => {
                    scorecard.matrix(id).latest.or_else(|| Some(self.latest_period(indicator)))
                }
                PageItem::PlaceTable(id) => {
                    scorecard.place_table(id).latest.or_else(|| Some(self.latest_period(indicator)))
                }
                PageItem::Tiles(_) => self.newest_on(page, indicator),
                PageItem::Panel(id) => self.newest_of_panel(scorecard.panel(id)),
            }?;
            Some(Showing { heading, caption, indicator, kind: latest.kind(), latest })
        };
        scorecard.indicators_of(item).into_iter().filter_map(showing).collect()
    }

    /// The newest period with a value of an indicator at any of a page's places, or the latest that was due.
    fn newest_on(&self, page: &Page, indicator: IndicatorId) -> Option<Period> {
        let places = page.places.iter().flat_map(|selector| self.framework.select(selector));
        let series: Vec<SeriesKey> = places.map(|place| SeriesKey::own(indicator, place)).collect();
        let newest = series.iter().filter_map(|series| self.newest_value(*series)).max();
        newest.or_else(|| series.first().map(|series| self.newest_period(*series)))
    }

    /// Whether any place has a value of an indicator up to the data month.
    pub(crate) fn has_values(&self, indicator: IndicatorId) -> bool {
        let places = self.framework.place_ids();
        places.map(|place| SeriesKey::own(indicator, place)).any(|series| self.newest_value(series).is_some())
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

/// The kinds of period in which an indicator has figures, that of its frequency first.
fn due(rules: &Rules) -> Vec<PeriodKind> {
    match rules.frequency {
        Frequency::Month => vec![PeriodKind::Month],
        Frequency::Quarter => {
            vec![PeriodKind::FinancialQuarter, PeriodKind::CalendarQuarter, PeriodKind::Month]
        }
        Frequency::Term => vec![PeriodKind::Term, PeriodKind::Month],
        Frequency::Year => vec![rules.year.period_kind(), PeriodKind::Month],
    }
}
