//! What a public copy hides, why, what it costs, and what an outsider can still work out.

use std::collections::{BTreeMap, BTreeSet};

use figures::{Reading, Value};
use framework::{FigureKey, Framework, LeftOut};
use jiff::civil::Date;
use periods::Month;

use crate::attack::Interval;
use crate::edition::{Edition, Request};
use crate::problem::Problem;
use crate::relations::{Contradiction, relate};
use crate::secondary::{audit, protect};

/// Why a figure is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It is a small count, or its numerator is.
    SmallCount,
    /// All but a few of its denominator are in its numerator.
    SmallRest,
    /// Its denominator is a small count.
    SmallDenominator,
    /// Nobody can say whether it is safe: the counts behind it are not known.
    CountsUnknown,
    /// It is made of a figure that is hidden.
    MadeOf(FigureKey),
    /// It would give another away, that is hidden.
    Protects(FigureKey),
    /// It would give away a small count that is shown nowhere: those whom no part has, or what lies between two times.
    ProtectsRest,
}

impl Reason {
    /// The reason in words that follow "hidden:".
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::SmallCount => "a small count",
            Self::SmallRest => "all but a few",
            Self::SmallDenominator => "of a few only",
            Self::CountsUnknown => "the counts behind it are not known",
            Self::MadeOf(_) => "made of a hidden figure",
            Self::Protects(_) => "would give away a hidden figure",
            Self::ProtectsRest => "would give away a small rest",
        }
    }

    /// Whether the figure is hidden for its own sake.
    #[must_use]
    pub fn is_primary(&self) -> bool {
        matches!(self, Self::SmallCount | Self::SmallRest | Self::SmallDenominator | Self::CountsUnknown)
    }
}

/// A protected count, and what an outsider can work out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attacked {
    /// The figure that it belongs to; a rest belongs to none.
    pub figure: Option<FigureKey>,
    /// How many there are.
    pub value: f64,
    /// The least and the most that can be worked out of it; where it is protected, [`Outcome`] gives two numbers that are
    /// both possible and far enough apart, and [`attack`] the least and the most.
    pub interval: Interval,
}

/// What a public copy hides, and what an outsider can still work out.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Every hidden figure, and why.
    pub hidden: BTreeMap<FigureKey, Reason>,
    /// The figures that are shown rounded, as they are shown.
    pub rounded: BTreeMap<FigureKey, Reading>,
    /// The figures with a small count, hidden or not: no text may be about them.
    pub small: BTreeSet<FigureKey>,
    /// The last month that is shown.
    pub data_month: Month,
    /// The day of publication, where it is known.
    pub published_on: Option<Date>,
    /// The figures that there would be if none were hidden.
    pub figures: BTreeSet<FigureKey>,
    /// What an outsider can work out of each protected count.
    pub attacked: Vec<Attacked>,
    /// How far apart the least and the most must be.
    pub uncertainty: u32,
    /// Wholes and parts that do not agree, so that an outsider cannot reckon with them, and neither did the attack.
    pub contradictions: Vec<Contradiction>,
    /// Figures over time that contradict each other.
    pub contradicting_times: BTreeSet<FigureKey>,
    /// How many tables were protected by as few figures as possible.
    pub optimal_tables: usize,
    /// How many tables were so large that they were protected count by count.
    pub large_tables: usize,
}

impl Outcome {
    /// Decides what is hidden, and makes the attack on the rest.
    #[must_use]
    pub fn of(request: Request<'_>) -> Self {
        let mut edition = Edition::new(request);
        let contradictions = relate(&mut edition);
        let solution = protect(&edition.problem);
        let mut hidden = edition.reasons.clone();
        let by_cell: BTreeMap<usize, FigureKey> =
            edition.entries.iter().map(|(key, entry)| (entry.cell, *key)).collect();
        for (cell, key) in by_cell.iter().filter(|(cell, _)| solution.hidden[**cell]) {
            let other =
                solution.protects.get(cell).and_then(|&quantity| edition.problem.quantities[quantity].cell);
            let reason = other.map_or(Reason::ProtectsRest, |other| Reason::Protects(by_cell[&other]));
            hidden.entry(*key).or_insert(reason);
        }
        let mut small = edition.small;
        for (gap, sides) in &edition.gaps {
            // A text about a gap tells of its sides.
            if sides.iter().any(|side| small.contains(side)) {
                small.insert(*gap);
            }
            let missing =
                sides.iter().find(|side| hidden.contains_key(side) || !edition.entries.contains_key(side));
            if let Some(side) = missing {
                let is_known = edition.entries.contains_key(side);
                hidden.insert(*gap, if is_known { Reason::MadeOf(*side) } else { Reason::CountsUnknown });
            }
        }
        let mut rounded = edition.rounded;
        rounded.retain(|key, _| !hidden.contains_key(key));
        if request.limits.nearest.is_some() {
            let differences: Vec<(FigureKey, Reading)> = edition
                .gaps
                .iter()
                .filter_map(|(gap, sides)| Some((*gap, difference(&rounded, sides)?)))
                .collect();
            rounded.extend(differences);
        }
        let contradicting_times = figures_in(&edition.problem, &solution.contradictions, &by_cell);
        Self {
            attacked: attacked(&edition.problem, &solution.intervals, &by_cell),
            hidden,
            rounded,
            small,
            data_month: request.data_month,
            published_on: request.published_on,
            figures: edition.figures,
            uncertainty: edition.problem.uncertainty,
            contradictions,
            contradicting_times,
            optimal_tables: solution.optimal_tables,
            large_tables: solution.large_tables,
        }
    }

    /// The counts of which an outsider works out more than the profile allows. A copy with one is refused.
    pub fn given_away(&self) -> impl Iterator<Item = &Attacked> {
        self.attacked.iter().filter(|one| one.interval.width() < f64::from(self.uncertainty))
    }

    /// The framework as everybody may see it.
    #[must_use]
    pub fn public_copy(&self, framework: &Framework) -> Framework {
        let hidden: BTreeSet<FigureKey> = self.hidden.keys().copied().collect();
        let untold: BTreeSet<FigureKey> = hidden.union(&self.small).copied().collect();
        let (rounded, data_month, published_on) = (&self.rounded, self.data_month, self.published_on);
        framework.seen_by_public(LeftOut {
            hidden: &hidden,
            rounded,
            untold: &untold,
            data_month,
            published_on,
        })
    }

    /// Whether a profile leaves nothing to show.
    #[must_use]
    pub fn hides_everything(&self) -> bool {
        !self.figures.is_empty() && self.hidden.len() == self.figures.len()
    }
}

/// Makes the attack on figures of which some are hidden, whoever hid them: the least and the most of every protected count.
#[must_use]
pub fn attack(request: Request<'_>, hidden: &BTreeSet<FigureKey>) -> Vec<Attacked> {
    let mut edition = Edition::new(request);
    relate(&mut edition);
    let mut cells = vec![false; edition.problem.cells.len()];
    for (key, entry) in &edition.entries {
        cells[entry.cell] = hidden.contains(key);
    }
    let by_cell = edition.entries.iter().map(|(key, entry)| (entry.cell, *key)).collect();
    let (intervals, _) = audit(&edition.problem, &cells);
    attacked(&edition.problem, &intervals, &by_cell)
}

fn attacked(
    problem: &Problem,
    intervals: &BTreeMap<usize, Interval>,
    by_cell: &BTreeMap<usize, FigureKey>,
) -> Vec<Attacked> {
    intervals
        .iter()
        .map(|(&quantity, &interval)| {
            let quantity = problem.quantities[quantity];
            Attacked {
                figure: quantity.cell.and_then(|cell| by_cell.get(&cell)).copied(),
                value: quantity.value.unwrap_or_default(),
                interval,
            }
        })
        .collect()
}

fn figures_in(
    problem: &Problem,
    relations: &BTreeSet<usize>,
    by_cell: &BTreeMap<usize, FigureKey>,
) -> BTreeSet<FigureKey> {
    let terms = relations.iter().flat_map(|&relation| &problem.relations[relation].terms);
    terms.filter_map(|&(quantity, _)| by_cell.get(&problem.quantities[quantity].cell?)).copied().collect()
}

/// The difference of two figures as they are shown.
fn difference(rounded: &BTreeMap<FigureKey, Reading>, sides: &[FigureKey; 2]) -> Option<Reading> {
    let [from, less] = sides.each_ref().map(|side| rounded.get(side)?.value());
    Some(Reading::Present(Value::plain(from?.number() - less?.number())))
}

/// The figures that a public copy shows and no earlier one did, as it shows them.
#[must_use]
pub fn newly_shown(request: &Request<'_>, outcome: &Outcome) -> BTreeMap<FigureKey, Reading> {
    let mut shown = BTreeMap::new();
    for (series, known) in &request.framework.figures {
        for figure in known.figures().iter().filter(|figure| request.admits(figure)) {
            let key = (*series, figure.period);
            let earlier = request.framework.already_public.get(series);
            let is_new = earlier.is_none_or(|earlier| earlier.get(&figure.period).is_none());
            if is_new && figure.reading.value().is_some() && !outcome.hidden.contains_key(&key) {
                shown.insert(key, outcome.rounded.get(&key).unwrap_or(&figure.reading).clone());
            }
        }
    }
    shown
}
