//! From facts to figures of every month, place and breakdown.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use datafusion::error::DataFusionError;
use datafusion::prelude::SessionContext;
use figures::{Number, Reading, Value};
use framework::{
    BasisIndex, BreakdownId, FactsId, Formula, Framework, Indicator, IndicatorId, Measure, PlaceId, Rules,
    SeriesKey,
};
use futures::StreamExt as _;
use jiff::civil::Date;
use periods::{Frequency, Month, Period, PeriodKind, YearKind};
use thiserror::Error;
use tokio::runtime::Runtime;

use crate::calendars::Calendars;
use crate::facts::{self, FactsState};
use crate::figure::{Asked, Maker};
use crate::partials::{Fold, Partial};
use crate::places::{History, PlaceMap};
use crate::queries;
use crate::session::{Input, Resources, session, with_engine_functions};
use crate::specification::{Question, Specification};
use crate::time::Axis;

/// What is measured, and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The first month for which there are figures.
    pub first: Month,
    /// The last month.
    pub last: Month,
    /// The last day up to which facts count: that of the extract, or of an inspection.
    pub until: Date,
    /// The indicators; all that are measured unless said.
    pub indicators: Option<Vec<IndicatorId>>,
    /// Whether figures are made for every place, and not just for those of the indicators' levels.
    pub everywhere: bool,
    /// How places that were replaced are counted.
    pub history: History,
    /// The first month whose events are all in the records, where that is known: no figure is made of earlier ones.
    pub complete_from: Option<Month>,
    /// What may be used of the machine.
    pub resources: Resources,
}

/// Figures that were measured.
#[derive(Debug, Clone, Default)]
pub struct Measurement {
    /// The figures, in the order of indicators, places, bases and breakdowns, oldest first.
    pub figures: Vec<Measured>,
    /// The facts that were not measured, and the tables that they wait for.
    pub not_loaded: Vec<(String, Vec<String>)>,
}

/// A figure that was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// What it is about.
    pub series: SeriesKey,
    /// Its period.
    pub period: Period,
    /// The value, or the reason why there is none.
    pub reading: Reading,
    /// How much of its cohort belongs to no known place; in the figures of the whole alone.
    pub unallocated: Option<Number>,
}

/// Why nothing could be measured.
#[derive(Debug, Error)]
pub enum MeasureError {
    /// The council's calendar cannot be used.
    #[error("the calendar cannot be used")]
    Calendar(#[source] periods::CalendarError),
    /// Working days aren't known for a month.
    #[error("the months cannot be measured")]
    Months(#[source] periods::OutsideRange),
    /// A query failed.
    #[error("facts `{facts}` cannot be measured")]
    Query {
        /// The facts.
        facts: String,
        /// Why.
        #[source]
        source: DataFusionError,
    },
    /// The engine could not be started, or a table could not be read.
    #[error("the records cannot be read")]
    Records(#[source] DataFusionError),
    /// The machine gave no threads.
    #[error("the engine cannot be started")]
    Machine(#[source] std::io::Error),
    /// A place, indicator or period without a figure.
    #[error("{0}")]
    NothingToExplain(String),
}

/// Measures figures. `progress` hears how many questions of how many are answered, and the facts that come next.
pub fn measure(
    framework: &Framework,
    input: &Input,
    settings: &Settings,
    progress: &(dyn Fn(usize, usize, &str) + Sync),
) -> Result<Measurement, MeasureError> {
    let indicators = settings.indicators.clone().unwrap_or_else(|| framework.indicator_ids().collect());
    let indicators = with_those_of_gaps(framework, &indicators);
    let specification = Specification::of(framework, &indicators);
    let axis = axis_for(framework, &indicators, settings)?;
    let runtime = runtime(settings.resources)?;
    let prepared = runtime.block_on(Prepared::new(framework, input, settings, &specification, &axis))?;
    let asking = Asking { framework, specification: &specification, axis: &axis, prepared: &prepared };
    let maker = Maker {
        specification: &specification,
        answers: &asking.answers(&runtime, settings.resources, progress)?,
        axis: &axis,
        complete_from: settings.complete_from,
    };
    Ok(Measurement {
        figures: figures(framework, &indicators, settings, &maker),
        not_loaded: prepared.not_loaded(framework),
    })
}

/// What questions are put to.
struct Asking<'a> {
    framework: &'a Framework,
    specification: &'a Specification,
    axis: &'a Axis,
    prepared: &'a Prepared,
}

/// The answer to a question, by term; nothing where its facts were not loaded.
type Answer = Option<Vec<Partial>>;

impl Asking<'_> {
    /// Answers all questions, some at a time: while the rows of one are added up, those of another are read.
    fn answers(
        &self,
        runtime: &Runtime,
        resources: Resources,
        progress: &(dyn Fn(usize, usize, &str) + Sync),
    ) -> Result<Vec<Answer>, MeasureError> {
        let questions = &self.specification.questions;
        let next = AtomicUsize::new(0);
        let work = || -> Result<Vec<(usize, Answer)>, MeasureError> {
            let mut answered = Vec::new();
            loop {
                let position = next.fetch_add(1, Ordering::Relaxed);
                let Some(question) = questions.get(position) else { return Ok(answered) };
                progress(position, questions.len(), &question.facts_name);
                answered.push((position, runtime.block_on(self.answer(question))?));
            }
        };
        let shares = thread::scope(|scope| {
            let helpers: Vec<_> = (1..resources.partitions).map(|_| scope.spawn(work)).collect();
            let mut shares = vec![work()];
            shares.extend(
                helpers.into_iter().map(|helper| helper.join().unwrap_or_else(|panic| resume_unwind(panic))),
            );
            shares
        });
        let mut answers: Vec<Answer> = questions.iter().map(|_| None).collect();
        for share in shares {
            for (position, answer) in share? {
                answers[position] = answer;
            }
        }
        Ok(answers)
    }

    async fn answer(&self, question: &Question) -> Result<Answer, MeasureError> {
        if !self.prepared.facts[&question.facts].is_loaded() {
            return Ok(None);
        }
        let mut fold = Fold::new(question, self.framework, &self.prepared.places, self.axis);
        let query = queries::answer(question, self.axis);
        let failed = |source| MeasureError::Query { facts: question.facts_name.clone(), source };
        let frame = self.prepared.context.sql_with_options(&query, crate::session::only_questions()).await;
        let mut stream = frame.map_err(failed)?.execute_stream().await.map_err(failed)?;
        while let Some(batch) = stream.next().await {
            fold.take(&batch.map_err(failed)?).map_err(failed)?;
        }
        Ok(Some(fold.finish()))
    }
}

/// A session with the facts that are asked.
pub(crate) struct Prepared {
    pub context: SessionContext,
    pub places: Arc<PlaceMap>,
    pub facts: BTreeMap<FactsId, FactsState>,
}

impl Prepared {
    pub(crate) async fn new(
        framework: &Framework,
        input: &Input,
        settings: &Settings,
        specification: &Specification,
        axis: &Axis,
    ) -> Result<Self, MeasureError> {
        let calendars = Calendars::of(framework).map_err(MeasureError::Calendar)?;
        let places = Arc::new(PlaceMap::of(framework, settings.history));
        let context = session(input, &calendars, settings.resources).await.map_err(MeasureError::Records)?;
        with_engine_functions(&context, &places, axis);
        let mut states = BTreeMap::new();
        for id in specification.questions.iter().map(|question| question.facts) {
            if let Entry::Vacant(place) = states.entry(id) {
                let one = &framework.facts[id.index()];
                let failed = |source| MeasureError::Query { facts: one.name.clone(), source };
                place.insert(facts::register(&context, one, input).await.map_err(failed)?);
            }
        }
        Ok(Self { context, places, facts: states })
    }

    fn not_loaded(&self, framework: &Framework) -> Vec<(String, Vec<String>)> {
        let missing = self.facts.iter().filter(|(_, state)| !state.is_loaded());
        missing.map(|(id, state)| (framework.facts[id.index()].name.clone(), state.missing.clone())).collect()
    }
}

/// As many threads as may be used.
fn runtime(resources: Resources) -> Result<Runtime, MeasureError> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(resources.partitions.max(1))
        .enable_all()
        .build()
        .map_err(MeasureError::Machine)
}

/// Waits for work on as many threads as it may use.
pub(crate) fn run<T>(
    resources: Resources,
    work: impl Future<Output = Result<T, MeasureError>>,
) -> Result<T, MeasureError> {
    runtime(resources)?.block_on(work)
}

/// The months that fill the figures of some indicators: as far back as their windows reach.
pub(crate) fn axis_for(
    framework: &Framework,
    indicators: &[IndicatorId],
    settings: &Settings,
) -> Result<Axis, MeasureError> {
    let mut first = settings.first;
    let rules = indicators.iter().flat_map(|id| framework.indicator(*id).eras());
    for (rules, measure) in rules.filter_map(|rules| rules.measure.as_ref().map(|measure| (rules, measure))) {
        // All periods are asked, since the first may be one that a basis cannot fill: a month that ends no quarter.
        for period in periods_of(rules, settings) {
            for (opening, _) in rules.bases.iter().filter_map(|basis| basis.covers(&period, rules.year)) {
                first = first
                    .min(opening.min(period.first_month()).plus(-i32::from(measure.lag)).unwrap_or(first));
            }
        }
    }
    // A window that reaches back further than the bank holidays are known can still count events.
    let known = periods::BankHolidays::england_and_wales().range().0;
    let first = Month::containing(known).map_or(first, |known| first.max(known)).min(settings.last);
    Axis::new(first, settings.last, settings.until).map_err(MeasureError::Months)
}

/// The kind of periods that an indicator is measured in.
#[must_use]
pub fn period_kind(rules: &Rules) -> PeriodKind {
    match (rules.frequency, rules.year) {
        (Frequency::Month, _) => PeriodKind::Month,
        (Frequency::Quarter, YearKind::Calendar) => PeriodKind::CalendarQuarter,
        (Frequency::Quarter, _) => PeriodKind::FinancialQuarter,
        (Frequency::Term, _) => PeriodKind::Term,
        (Frequency::Year, year) => year.period_kind(),
    }
}

/// The periods of an indicator's frequency that end within the months asked for.
fn periods_of(rules: &Rules, settings: &Settings) -> Vec<Period> {
    let kind = period_kind(rules);
    let Some(months) = Period::run(settings.first, settings.last) else { return Vec::new() };
    months
        .months()
        .filter_map(|month| Period::containing(kind, month).filter(|period| period.last_month() == month))
        .collect()
}

/// The indicators, and those whose figures their gaps are taken from.
fn with_those_of_gaps(framework: &Framework, indicators: &[IndicatorId]) -> Vec<IndicatorId> {
    let mut all = indicators.to_vec();
    for id in indicators {
        for rules in framework.indicator(*id).eras() {
            if let Some(Measure { formula: Formula::Gap { of, .. }, .. }) = &rules.measure
                && !all.contains(of)
            {
                all.push(*of);
            }
        }
    }
    all.sort_unstable();
    all
}

fn figures(
    framework: &Framework,
    indicators: &[IndicatorId],
    settings: &Settings,
    maker: &Maker<'_>,
) -> Vec<Measured> {
    let mut figures = Vec::new();
    for id in indicators {
        let indicator = framework.indicator(*id);
        for place in framework.place_ids() {
            if !settings.everywhere && !framework.applies(*id, place) {
                continue;
            }
            of_place(framework, (*id, indicator), place, settings, maker, &mut figures);
        }
    }
    let has_gaps = |id: &&IndicatorId| {
        let is_gap = |measure: &Measure| matches!(measure.formula, Formula::Gap { .. });
        framework.indicator(**id).eras().any(|rules| rules.measure.as_ref().is_some_and(is_gap))
    };
    let with_gaps: Vec<&IndicatorId> = indicators.iter().filter(has_gaps).collect();
    let known: BTreeMap<(SeriesKey, Period), Reading> = if with_gaps.is_empty() {
        BTreeMap::new()
    } else {
        figures.iter().map(|figure| ((figure.series, figure.period), figure.reading.clone())).collect()
    };
    for id in with_gaps {
        for place in
            framework.place_ids().filter(|place| settings.everywhere || framework.applies(*id, *place))
        {
            gaps(framework, *id, place, settings, &known, &mut figures);
        }
    }
    figures.sort_by_key(|figure| (figure.series, figure.period.chronological()));
    figures
}

fn of_place(
    framework: &Framework,
    (id, indicator): (IndicatorId, &Indicator),
    place: PlaceId,
    settings: &Settings,
    maker: &Maker<'_>,
    figures: &mut Vec<Measured>,
) {
    let level = framework.place(place).level;
    for period in periods_of(indicator.latest_rules(level), settings) {
        let month = period.last_month();
        let measured = indicator.from.is_none_or(|from| from <= month)
            && indicator.until.is_none_or(|until| until >= month)
            && framework.place(place).exists_in(&period);
        let rules = indicator.rules(level, month);
        let Some(measure) = rules.measure.as_ref().filter(|_| measured) else { continue };
        let breakdowns = match measure.formula.tallies().first() {
            Some(tally) => crate::specification::breakdowns_of(framework, tally),
            None => continue,
        };
        for basis in &rules.bases {
            for breakdown in &breakdowns {
                let asked = Asked { rules, measure, place, period, basis, breakdown: *breakdown };
                let Some(reading) = maker.make(asked) else { continue };
                let whole = framework.place(place).part_of.is_empty() && *breakdown == BreakdownId::WHOLE;
                figures.push(Measured {
                    series: SeriesKey {
                        indicator: id,
                        place,
                        breakdown: *breakdown,
                        basis: rules.basis_index(basis).unwrap_or(BasisIndex::OWN),
                    },
                    period,
                    reading,
                    unallocated: if whole { maker.unallocated(asked) } else { None },
                });
            }
        }
    }
}

/// The figures that are the difference between two breakdowns.
fn gaps(
    framework: &Framework,
    id: IndicatorId,
    place: PlaceId,
    settings: &Settings,
    known: &BTreeMap<(SeriesKey, Period), Reading>,
    figures: &mut Vec<Measured>,
) {
    let indicator = framework.indicator(id);
    let level = framework.place(place).level;
    for period in periods_of(indicator.latest_rules(level), settings) {
        let rules = indicator.rules(level, period.last_month());
        let Some(Measure { formula: Formula::Gap { of, from, less }, .. }) = &rules.measure else { continue };
        let reading = |breakdown: BreakdownId| {
            known.get(&(SeriesKey { breakdown, ..SeriesKey::own(*of, place) }, period))
        };
        let (Some(from), Some(less)) = (reading(*from), reading(*less)) else { continue };
        let gap = match (from, less) {
            (Reading::Present(from), Reading::Present(less)) => {
                Reading::Present(Value::plain(from.number() - less.number()))
            }
            (Reading::Absent(absence), _) | (_, Reading::Absent(absence)) => Reading::Absent(*absence),
        };
        let series = SeriesKey::own(id, place);
        figures.push(Measured { series, period, reading: gap, unallocated: None });
    }
}
