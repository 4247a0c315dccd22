//! What an outsider can work out: for every count that isn't shown the least and the most that it can be, given all that
//! is shown.

use std::collections::BTreeMap;

use highs::{Col, HighsModelStatus, Model, RowProblem, Sense};

use crate::problem::Problem;

/// What is below it is the inexactness of the solver.
pub(crate) const TOLERANCE: f64 = 1e-6;

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
}

/// An outsider's view of counts that hang together.
pub(crate) struct Attack {
    relations: Vec<usize>,
    /// The column of each count that isn't shown.
    columns: BTreeMap<usize, Col>,
    /// What is left for them by what is shown, relation by relation.
    left: Vec<f64>,
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
                    columns.entry(quantity).or_insert_with(|| rows.add_column(0.0, 0.0..));
                }
            }
        }
        let mut left = Vec::new();
        for &relation in relations {
            let (mut terms, mut shown) = (Vec::new(), 0.0);
            for &(quantity, factor) in &problem.relations[relation].terms {
                match columns.get(&quantity) {
                    Some(&column) => terms.push((column, factor)),
                    None => shown += factor * problem.quantities[quantity].value.unwrap_or_default(),
                }
            }
            rows.add_row(-shown..=-shown, terms);
            left.push(-shown);
        }
        let mut model = rows.try_optimise(Sense::Maximise).ok();
        if let Some(model) = &mut model {
            model.make_quiet();
            // Small problems, asked many times: preparing them costs more than it saves.
            for (option, value) in [("presolve", "off"), ("solver", "simplex"), ("parallel", "off")] {
                let _ = model.try_set_option(option, value);
            }
        }
        Self { relations: relations.to_vec(), columns, left, model }
    }

    /// The counts that aren't shown.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = usize> + use<> {
        self.columns.keys().copied().collect::<Vec<usize>>().into_iter()
    }

    /// What can be worked out of a count. There is no answer if the relations contradict what is shown.
    pub(crate) fn find(&mut self, quantity: usize) -> Option<Finding> {
        let Some(&column) = self.columns.get(&quantity) else {
            return Some(Finding { interval: Interval::ANYTHING, prices: Vec::new() });
        };
        let (most, above) = self.extreme(column, Sense::Maximise)?;
        let (least, below) = self.extreme(column, Sense::Minimise)?;
        let prices = self.relations.iter().zip(above.iter().zip(&below));
        let prices = prices.map(|(relation, (above, below))| (*relation, *above, *below)).collect();
        Some(Finding { interval: Interval { least: least.max(0.0), most }, prices })
    }

    fn extreme(&mut self, column: Col, sense: Sense) -> Option<(f64, Vec<f64>)> {
        let mut model = self.model.take()?;
        model.change_column_cost(column, 1.0);
        model.set_sense(sense);
        let solved = model.try_solve().ok()?;
        let answer = match solved.status() {
            HighsModelStatus::Optimal => {
                let solution = solved.get_solution();
                let value = solution.columns().get(column.index()).copied()?;
                Some((value, self.signed(solution.dual_rows(), value)))
            }
            HighsModelStatus::Unbounded => Some((f64::INFINITY, vec![0.0; self.relations.len()])),
            _ => None,
        };
        let mut model = Model::from(solved);
        model.change_column_cost(column, 0.0);
        self.model = Some(model);
        answer
    }

    /// The prices of the rows, signed so that they make up the value, as prices do.
    fn signed(&self, prices: &[f64], value: f64) -> Vec<f64> {
        let made: f64 = prices.iter().zip(&self.left).map(|(price, left)| price * left).sum();
        let sign = if (made - value).abs() <= (made + value).abs() { 1.0 } else { -1.0 };
        prices.iter().map(|price| sign * price).collect()
    }
}
