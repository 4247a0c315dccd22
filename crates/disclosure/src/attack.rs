//! What an outsider can work out: for every count that isn't shown the least and the most that it can be, given all that
//! is shown.

use std::collections::{BTreeMap, BTreeSet};

use highs::{Col, HighsModelStatus, Model, RowProblem, Sense, Solution};

use crate::problem::Problem;

/// What is below it is the inexactness of the solver.
pub(crate) const TOLERANCE: f64 = 1e-6;

/// What can be so many more than there are can be any number.
pub(crate) const BOUNDLESS: f64 = 1e7;

/// The least and the most that a count can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The least.
    pub least: f64,
    /// The most; infinite where nothing bounds it.
    pub most: f64,
}

impl Interval {
    /// Nothing is known but that it is a count.
    pub(crate) const ANYTHING: Self = Self { least: 0.0, most: f64::INFINITY };

    /// Whether it holds a count.
    pub(crate) fn holds(&self, count: f64) -> bool {
        self.least - TOLERANCE <= count && count <= self.most + TOLERANCE
    }

    /// Makes it hold a count, and says whether it did not.
    pub(crate) fn extend(&mut self, count: f64) -> bool {
        let was = *self;
        *self = Self { least: self.least.min(count), most: self.most.max(count) };
        *self != was
    }

    /// How far apart the least and the most whole numbers are.
    #[must_use]
    pub fn width(&self) -> f64 {
        (self.most + TOLERANCE).floor() - (self.least - TOLERANCE).ceil()
    }
}

/// What an outsider works out of one count, and how much each relation has to do with the most and with the least: the
/// prices of the two linear programs.
pub(crate) struct Finding {
    pub(crate) interval: Interval,
    pub(crate) prices: Vec<(usize, f64, f64)>,
    /// What the counts that aren't shown are where it is the most, and where it is the least.
    pub(crate) possibilities: Vec<Vec<(usize, f64)>>,
}

/// An end of what a count can be.
pub(crate) struct Extreme {
    pub(crate) value: f64,
    /// How much each relation of the attack has to do with it.
    prices: Vec<f64>,
    /// What the counts that aren't shown are then.
    pub(crate) possibility: Vec<(usize, f64)>,
}

/// A count that is pulled away from what it is, up to an end.
pub(crate) struct Pull {
    pub(crate) quantity: usize,
    pub(crate) sense: Sense,
    pub(crate) end: f64,
}

/// An outsider's view of counts that hang together.
pub(crate) struct Attack {
    relations: Vec<usize>,
    /// The column of each count that isn't shown exactly, and what is told of it.
    columns: BTreeMap<usize, (Col, Interval)>,
    /// How much a count has to do with each relation.
    factors: BTreeMap<usize, Vec<(usize, f64)>>,
    model: Option<Model>,
}

impl Attack {
    /// The view of a group of relations while some cells are hidden.
    pub(crate) fn new(problem: &Problem, relations: &[usize], hidden: &[bool]) -> Self {
        let mut rows = RowProblem::default();
        let mut columns = BTreeMap::new();
        for &relation in relations {
            for &(quantity, _) in &problem.relations[relation].terms {
                if problem.is_unknown(quantity, hidden) {
                    columns.entry(quantity).or_insert_with(|| {
                        let told = problem.told(quantity, hidden);
                        (rows.add_column(0.0, told.least..=told.most), told)
                    });
                }
            }
        }
        let mut factors: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
        for (row, &relation) in relations.iter().enumerate() {
            let (mut terms, mut shown) = (Vec::new(), 0.0);
            for &(quantity, factor) in &problem.relations[relation].terms {
                match columns.get(&quantity) {
                    Some(&(column, _)) => {
                        terms.push((column, factor));
                        factors.entry(quantity).or_default().push((row, factor));
                    }
                    None => shown += factor * problem.quantities[quantity].value.unwrap_or_default(),
                }
            }
            rows.add_row(-shown..=-shown, terms);
        }
        let mut model = rows.try_optimise(Sense::Maximise).ok();
        if let Some(model) = &mut model {
            model.make_quiet();
            // Small problems, asked many times: preparing them costs more than it saves.
            for (option, value) in [("presolve", "off"), ("solver", "simplex"), ("parallel", "off")] {
                let _ = model.try_set_option(option, value);
            }
        }
        Self { relations: relations.to_vec(), columns, factors, model }
    }

    /// The counts that aren't shown exactly.
    pub(crate) fn quantities(&self) -> impl Iterator<Item = usize> {
        self.columns.keys().copied()
    }

    /// Whether the relations can hold at all, for what is shown.
    pub(crate) fn is_possible(&mut self) -> bool {
        self.solve().is_some()
    }

    /// Tells something else of a count than so far: that its cell is shown, or hidden again.
    pub(crate) fn tell(&mut self, quantity: usize, told: Interval) {
        let (Some(known), Some(model)) = (self.columns.get_mut(&quantity), &mut self.model) else { return };
        model.change_column_bounds(known.0, told.least..=told.most);
        known.1 = told;
    }

    /// What can be worked out of a count, and the most only up to `enough`, where that is known to be possible: an end to
    /// it keeps the program bounded, which a warm start does not always find out. There is no answer if the relations
    /// contradict what is shown.
    pub(crate) fn find(&mut self, quantity: usize, enough: f64) -> Option<Finding> {
        let most = self.extreme(quantity, Sense::Maximise, enough)?;
        let least = self.extreme(quantity, Sense::Minimise, enough)?;
        let prices = self.relations.iter().zip(most.prices.iter().zip(&least.prices));
        Some(Finding {
            interval: Interval { least: least.value.max(0.0), most: most.value },
            prices: prices.map(|(relation, (above, below))| (*relation, *above, *below)).collect(),
            possibilities: vec![most.possibility, least.possibility],
        })
    }

    /// One end of what can be worked out of a count; see [`Attack::find`].
    pub(crate) fn extreme(&mut self, quantity: usize, sense: Sense, enough: f64) -> Option<Extreme> {
        let &(column, told) = self.columns.get(&quantity)?;
        let model = self.model.as_mut()?;
        model.change_column_cost(column, 1.0);
        model.change_column_bounds(column, told.least..=told.most.min(enough));
        model.set_sense(sense);
        let solution = self.solve();
        let model = self.model.as_mut()?;
        model.change_column_cost(column, 0.0);
        model.change_column_bounds(column, told.least..=told.most);
        let solution = solution?;
        Some(Extreme {
            value: solution.columns().get(column.index()).copied()?,
            prices: self.signed(quantity, &solution),
            possibility: self.possibility(&solution),
        })
    }

    /// What is possible where many counts at once are as far as can be from what they are.
    pub(crate) fn pull(&mut self, pulls: &[Pull]) -> Option<Vec<(usize, f64)>> {
        let column = |pull: &Pull| self.columns.get(&pull.quantity).copied();
        let pulled: Vec<(Col, Interval, &Pull)> =
            pulls.iter().filter_map(|pull| column(pull).map(|(column, told)| (column, told, pull))).collect();
        let model = self.model.as_mut()?;
        model.set_sense(Sense::Maximise);
        for &(column, told, pull) in &pulled {
            let (cost, least, most) = match pull.sense {
                Sense::Maximise => (1.0, told.least, told.most.min(pull.end)),
                Sense::Minimise => (-1.0, told.least.max(pull.end), told.most),
            };
            model.change_column_cost(column, cost);
            model.change_column_bounds(column, least..=most);
        }
        let solution = self.solve();
        let model = self.model.as_mut()?;
        for &(column, told, _) in &pulled {
            model.change_column_cost(column, 0.0);
            model.change_column_bounds(column, told.least..=told.most);
        }
        Some(self.possibility(&solution?))
    }

    fn solve(&mut self) -> Option<Solution> {
        let mut solved = self.model.take()?.try_solve().ok()?;
        if !matches!(solved.status(), HighsModelStatus::Optimal | HighsModelStatus::Infeasible) {
            // Once more from the beginning.
            let mut model = Model::from(solved);
            let _ = model.try_set_option("presolve", "on");
            solved = model.try_solve().ok()?;
        }
        let solution = (solved.status() == HighsModelStatus::Optimal).then(|| solved.get_solution());
        let mut model = Model::from(solved);
        let _ = model.try_set_option("presolve", "off");
        self.model = Some(model);
        solution
    }

    fn possibility(&self, solution: &Solution) -> Vec<(usize, f64)> {
        let value = |column: Col| solution.columns().get(column.index()).copied();
        self.columns.iter().filter_map(|(quantity, (column, _))| Some((*quantity, value(*column)?))).collect()
    }

    /// The prices of the relations, signed so that those of a count make up what it is worth: one for the count that is
    /// asked for, but for what its own bounds take.
    fn signed(&self, quantity: usize, solution: &Solution) -> Vec<f64> {
        let prices = solution.dual_rows();
        let own =
            self.columns.get(&quantity).and_then(|(column, _)| solution.dual_columns().get(column.index()));
        let factors = self.factors.get(&quantity).into_iter().flatten();
        let worth: f64 =
            factors.map(|&(row, factor)| prices.get(row).copied().unwrap_or_default() * factor).sum();
        let sign = if worth + own.copied().unwrap_or_default() < 0.0 { -1.0 } else { 1.0 };
        prices.iter().map(|price| sign * price).collect()
    }
}

/// An outsider's view of a whole table: an attack for each group of relations that hang together.
pub(crate) struct View {
    attacks: Vec<Attack>,
    /// The attack that each count belongs to.
    of_quantity: Vec<Option<usize>>,
}

impl View {
    /// The view of all relations while some cells are hidden. Relations that contradict what is shown are added to
    /// those left out: what holds between periods first, since figures are revised.
    pub(crate) fn new(problem: &Problem, hidden: &[bool], contradictions: &mut BTreeSet<usize>) -> Self {
        loop {
            let groups = problem.groups(contradictions, |quantity| problem.is_unknown(quantity, hidden));
            let mut view = Self { attacks: Vec::new(), of_quantity: vec![None; problem.quantities.len()] };
            let mut contradicting = None;
            for group in &groups {
                let mut attack = Attack::new(problem, group, hidden);
                // The true counts are possible, where they are known.
                let is_known = |quantity: usize| problem.quantities[quantity].value.is_some();
                if !attack.quantities().all(is_known) && !attack.is_possible() {
                    contradicting = Some(group);
                    break;
                }
                attack
                    .quantities()
                    .for_each(|quantity| view.of_quantity[quantity] = Some(view.attacks.len()));
                view.attacks.push(attack);
            }
            let Some(contradicting) = contradicting else { return view };
            let (between, within): (Vec<usize>, Vec<usize>) =
                contradicting.iter().partition(|&&relation| problem.relations[relation].joins_periods);
            contradictions.extend(if between.is_empty() { within } else { between });
        }
    }

    /// The attack on a count that hangs together with others.
    pub(crate) fn attack(&mut self, quantity: usize) -> Option<&mut Attack> {
        self.of_quantity[quantity].and_then(|at| self.attacks.get_mut(at))
    }

    /// All attacks.
    pub(crate) fn attacks(&mut self) -> &mut [Attack] {
        &mut self.attacks
    }
}
