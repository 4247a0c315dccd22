//! The figures that a public copy would show: which must be hidden for their own sake, and how they hang together.

use std::collections::{BTreeMap, BTreeSet};

use figures::{Absence, Number, Reading};
use framework::{
    BreakdownId, DisclosureLimits, DisclosureMethod, DisclosureProfile, Figure, FigureKey, Formula,
    Framework, IndicatorId, LeftOut, PlaceId, SeriesKey,
};
use jiff::civil::Date;
use periods::{Month, Period};

use crate::Reason;
use crate::counts::{Counts, is_small, told_by_rounding};
use crate::problem::{CellState, Guard, Problem};

/// What is made public together.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The framework, with every figure.
    pub framework: &'a Framework,
    /// What must not be found out.
    pub profile: &'a DisclosureProfile,
    /// How much of it.
    pub limits: DisclosureLimits,
    /// The last month that figures are shown of.
    pub data_month: Month,
    /// The day of publication, where it is known: what is embargoed until later is not shown.
    pub published_on: Option<Date>,
}

impl<'a> Request<'a> {
    /// What is made public of a framework whose profile protects small counts; nothing if it has none, or protects none. What
    /// earlier public copies showed cannot be hidden any more.
    #[must_use]
    pub fn new(framework: &'a Framework, data_month: Month, published_on: Option<Date>) -> Option<Self> {
        let profile = framework.disclosure.as_ref()?;
        let DisclosureMethod::Protect(limits) = profile.method else { return None };
        Some(Self { framework, profile, limits, data_month, published_on })
    }

    /// Whether a figure may be in a public copy at all.
    pub(crate) fn admits(&self, figure: &Figure) -> bool {
        LeftOut::not_due(self.data_month, self.published_on).admits(figure)
    }
}

/// The counts of one figure, by their places in the problem.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) cell: usize,
    pub(crate) counts: Counts,
    pub(crate) above: Option<usize>,
    pub(crate) below: Option<usize>,
}

/// The figures that a public copy would show, as a problem.
pub(crate) struct Edition<'a> {
    pub(crate) request: Request<'a>,
    pub(crate) problem: Problem,
    pub(crate) entries: BTreeMap<FigureKey, Entry>,
    /// Why figures are hidden for their own sake. Those without counts are no cells of the problem.
    pub(crate) reasons: BTreeMap<FigureKey, Reason>,
    /// The figures that are rounded, as they are shown unless they are hidden.
    pub(crate) rounded: BTreeMap<FigureKey, Reading>,
    /// The figures with a small count, hidden or not.
    pub(crate) small: BTreeSet<FigureKey>,
    /// The figures that would be shown if none were hidden.
    pub(crate) figures: BTreeSet<FigureKey>,
    /// Differences of the figures of two breakdowns, which can be shown only if both are.
    pub(crate) gaps: Vec<(FigureKey, [FigureKey; 2])>,
}

impl<'a> Edition<'a> {
    pub(crate) fn new(request: Request<'a>) -> Self {
        let problem = Problem { uncertainty: request.limits.uncertainty.get(), ..Problem::default() };
        let mut edition = Self {
            request,
            problem,
            entries: BTreeMap::new(),
            reasons: BTreeMap::new(),
            rounded: BTreeMap::new(),
            small: BTreeSet::new(),
            figures: BTreeSet::new(),
            gaps: Vec::new(),
        };
        for (key, series) in &request.framework.figures {
            for figure in series.figures().iter().filter(|figure| request.admits(figure)) {
                edition.add(*key, figure);
            }
        }
        edition
    }

    fn add(&mut self, key: SeriesKey, figure: &Figure) {
        let Request { framework, profile, limits, .. } = self.request;
        let at = (key, figure.period);
        let rules = framework.rules(key.indicator, key.place, &figure.period);
        let has_value = matches!(figure.reading, Reading::Present(_) | Reading::Absent(Absence::NoCases));
        if !has_value {
            return;
        }
        self.figures.insert(at);
        let exempt = profile.exemption(framework, key.indicator, key.breakdown).is_some();
        if let Some(Formula::Gap { of, from, less }) = rules.measure.as_ref().map(|measure| &measure.formula)
        {
            let side = |breakdown| (SeriesKey { indicator: *of, breakdown, ..key }, figure.period);
            if !exempt {
                self.gaps.push((at, [side(*from), side(*less)]));
            }
            return;
        }
        let Some(counts) = Counts::of(&figure.reading, rules.unit) else {
            if !exempt {
                self.reasons.insert(at, Reason::CountsUnknown);
            }
            return;
        };
        let threshold = self.threshold(key.indicator, key.breakdown);
        let small = |count: &Option<Number>| {
            count.as_ref().is_some_and(|count| is_small(count, threshold, limits.zeros_are_small))
        };
        let rest = counts.rest();
        let smalls = [small(&counts.above), small(&rest), small(&counts.below)];
        let rounded = limits.nearest.filter(|_| !exempt).and_then(|nearest| {
            Some(Reading::Present(counts.rounded(figure.reading.value()?, rules.unit, nearest)?))
        });
        let shown = rounded.as_ref().unwrap_or(&figure.reading);
        let earlier = framework.already_public.get(&key).and_then(|series| series.get(&figure.period));
        let earlier = earlier.and_then(|earlier| Counts::of(&earlier.reading, rules.unit));
        let is_public_already = earlier.is_some() && earlier == Counts::of(shown, rules.unit);
        let reason = [Reason::SmallCount, Reason::SmallRest, Reason::SmallDenominator];
        let mut reasons = smalls.iter().zip(reason).filter(|(small, _)| **small).map(|(_, reason)| reason);
        // Rounding protects small counts, but nobody can read anything from a share of a few.
        let reason = if rounded.is_some() {
            reasons.find(|reason| *reason == Reason::SmallDenominator)
        } else {
            reasons.next()
        };
        let state = match reason {
            _ if exempt || is_public_already => CellState::Shown,
            Some(reason) => {
                self.reasons.insert(at, reason);
                CellState::Hidden
            }
            None => CellState::Free,
        };
        if !exempt && smalls.contains(&true) {
            self.small.insert(at);
        }
        let cell = self.problem.cell(state, self.cost(&key, figure.period));
        let guard = |small: bool, otherwise: Guard| match state {
            CellState::Shown => Guard::Never,
            _ if small => Guard::Always,
            _ => otherwise,
        };
        let nearest = limits.nearest.filter(|_| rounded.is_some());
        let mut quantity = |cell: Option<usize>, count: &Option<Number>, guard| {
            let count = count.as_ref()?;
            // Nought tells of nobody, unless it is small.
            let guard = if count.is_zero() && guard == Guard::WhenHidden { Guard::Never } else { guard };
            let quantity = self.problem.quantity(cell, Some(count.to_drawing()), guard);
            self.problem.quantities[quantity].rounded =
                cell.and(nearest).map(|nearest| told_by_rounding(count, nearest));
            Some(quantity)
        };
        let above = quantity(Some(cell), &counts.above, guard(smalls[0], Guard::WhenHidden));
        let below = quantity(Some(cell), &counts.below, guard(smalls[2], Guard::Never));
        // What is left of rounded counts is shown nowhere.
        let of_rest = if nearest.is_some() { (None, Guard::Never) } else { (Some(cell), Guard::WhenHidden) };
        let rest = quantity(of_rest.0, &rest, guard(smalls[1], of_rest.1));
        if let (Some(above), Some(below), Some(rest)) = (above, below, rest) {
            self.problem.sum(below, [above, rest], false);
        }
        self.rounded.extend(rounded.map(|rounded| (at, rounded)));
        self.entries.insert(at, Entry { cell, counts, above, below });
    }

    pub(crate) fn threshold(&self, indicator: IndicatorId, breakdown: BreakdownId) -> u32 {
        let Request { framework, profile, limits, .. } = self.request;
        profile.threshold(framework, &limits, indicator, breakdown)
    }

    /// What it costs to hide a figure: as few as can be, and of these rather the small place than the large one, rather
    /// a breakdown than the whole, rather an earlier figure than the latest.
    fn cost(&self, key: &SeriesKey, period: Period) -> u32 {
        let framework = self.request.framework;
        let level = framework.place(key.place).level.index();
        let above_the_smallest = (framework.levels.len() - 1 - level).min(5) as u32;
        let whole = u32::from(key.breakdown == BreakdownId::WHOLE);
        let latest = u32::from(period.last_month() == self.request.data_month);
        10_000 + 20 * above_the_smallest + 10 * whole + 5 * latest
    }

    /// Whether a figure is to be protected at all.
    pub(crate) fn is_protected(&self, key: &FigureKey) -> bool {
        let Request { framework, profile, .. } = self.request;
        profile.exemption(framework, key.0.indicator, key.0.breakdown).is_none()
    }

    /// The places of each smaller level that are part of a place, where an indicator exists in a period.
    pub(crate) fn parts(&self, whole: PlaceId, indicator: IndicatorId, period: &Period) -> Vec<Vec<PlaceId>> {
        let framework = self.request.framework;
        let mut parts = vec![Vec::new(); framework.levels.len()];
        for place in framework.place_ids() {
            let here = framework.place(place);
            let exists = here.exists_in(period) && framework.applies(indicator, place);
            if exists && framework.is_part_of(place, whole) {
                parts[here.level.index()].push(place);
            }
        }
        parts.retain(|parts| !parts.is_empty());
        parts
    }
}
