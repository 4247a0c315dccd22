//! The fewest cells that protect a small table.
//!
//! Whatever an outsider works out of a count follows from prices of relations, the dual of a linear program. They also
//! say which shown cells it hangs on: unless enough of those are hidden, it stays worked out. That is a cut (Fischetti
//! and Salazar, Models and algorithms for optimizing cell suppression in tabular data with linear constraints, 2000).
//! The cheapest set of cells that all cuts allow is found, and the attack made again, until nothing more is worked out, or
//! no set can be cheaper than what was found before: that is an optimum.

use std::collections::{BTreeMap, BTreeSet};

use highs::{Col, HighsModelStatus, RowProblem, Sense};

use crate::attack::{Finding, TOLERANCE};
use crate::problem::{CellState, Guard};
use crate::search::Search;

/// How often an optimum is sought.
const MOST_ROUNDS: usize = 40;
/// How far it is searched for each time.
const MOST_NODES: i32 = 50;

/// What a shown cell, once hidden, can add to how uncertain a count is, and how much is wanted.
pub(crate) struct Cut {
    /// The cell of the count, if the count needs protection only while it is hidden.
    only_if: Option<usize>,
    pub(crate) gains: BTreeMap<usize, f64>,
    wanted: f64,
}

impl Search<'_> {
    /// What hiding cells can add to the uncertainty of a count. See the module.
    pub(crate) fn cut(&self, quantity: usize, finding: &Finding) -> Cut {
        let problem = self.problem;
        let own = problem.quantities[quantity].cell;
        let mut prices: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for &(relation, above, below) in &finding.prices {
            for &(at, factor) in &problem.relations[relation].terms {
                let price = prices.entry(at).or_default();
                price.0 += above * factor;
                price.1 += below * factor;
            }
        }
        let mut wanted = f64::from(problem.uncertainty) - (finding.interval.most - finding.interval.least);
        // Bounds are rounded to whole numbers: a little more than the difference may be needed.
        wanted = wanted.max(TOLERANCE);
        let mut gains: BTreeMap<usize, f64> = BTreeMap::new();
        prices.entry(quantity).or_default();
        for (at, (above, below)) in prices {
            let Some(cell) = problem.quantities[at].cell else { continue };
            let is_hidden = self.hidden[cell];
            let is_asked_for = at == quantity;
            if problem.cells[cell].state != CellState::Free || (is_hidden && Some(cell) == own) {
                continue;
            }
            // What is left of its worth after the prices hangs on its own bounds.
            let worth = f64::from(u8::from(is_asked_for));
            let (above, below) = (worth - above, worth - below);
            let rounded = problem.quantities[at].rounded;
            let least = rounded.map_or(problem.quantities[at].value.unwrap_or_default(), |told| told.least);
            let gain = if is_hidden {
                // Shown again, it would take this away.
                let lost = ((-above).max(0.0) + below.max(0.0)) * least;
                wanted += lost;
                lost
            } else {
                let more = if above > TOLERANCE { f64::INFINITY } else { -above * least };
                let less = if below < -TOLERANCE { f64::INFINITY } else { below * least };
                more.max(0.0) + less.max(0.0)
            };
            if gain > TOLERANCE {
                *gains.entry(cell).or_default() += gain;
            }
        }
        for gain in gains.values_mut() {
            *gain = gain.min(wanted);
        }
        let is_guarded_hidden = problem.quantities[quantity].guard == Guard::WhenHidden;
        let only_if = own.filter(|&cell| is_guarded_hidden && problem.cells[cell].state == CellState::Free);
        Cut { only_if, gains, wanted }
    }

    /// Looks for a set of cells that protects everything and is cheaper than what was found cell by cell, and says
    /// whether what is then hidden is the cheapest.
    pub(crate) fn optimum(&mut self) -> bool {
        let found = self.hidden.clone();
        let most = self.cost(&found);
        for _ in 0..MOST_ROUNDS {
            let Some(chosen) = self.cheapest() else { break };
            let mut hidden = self.problem.primary();
            chosen.iter().for_each(|&cell| hidden[cell] = true);
            if self.cost(&hidden) + self.less_than_a_cell() >= most {
                self.hidden = found;
                return true;
            }
            let is_stuck = hidden == self.hidden;
            self.hidden = hidden;
            let mut view = None;
            let weak = self.weak(&mut view);
            if weak.is_empty() {
                self.protects.clear();
                self.show_the_needless(chosen, &mut view);
                return true;
            }
            if is_stuck {
                break;
            }
            let cuts: Vec<Cut> =
                weak.iter().map(|(quantity, finding)| self.cut(*quantity, finding)).collect();
            self.cuts.extend(cuts);
        }
        self.hidden = found;
        false
    }

    /// A choice that costs no more than this above another hides no more cells: preferences between cells are small
    /// beside the cost of a cell.
    fn less_than_a_cell(&self) -> f64 {
        let costs = self.problem.cells.iter().map(|cell| cell.cost);
        f64::from(costs.min().unwrap_or_default()) / 2.0
    }

    fn cost(&self, hidden: &[bool]) -> f64 {
        let costs = self.problem.cells.iter().zip(hidden).filter(|(_, hidden)| **hidden);
        costs.map(|(cell, _)| f64::from(cell.cost)).sum()
    }

    /// The cheapest choice that all cuts allow.
    fn cheapest(&self) -> Option<BTreeSet<usize>> {
        let mut rows = RowProblem::default();
        let free = self.problem.cells.iter().enumerate().filter(|(_, cell)| cell.state == CellState::Free);
        let columns: BTreeMap<usize, Col> =
            free.map(|(at, cell)| (at, rows.add_integer_column(f64::from(cell.cost), 0.0..=1.0))).collect();
        for cut in &self.cuts {
            let mut terms: Vec<(Col, f64)> = cut
                .gains
                .iter()
                .filter_map(|(cell, gain)| Some((*columns.get(cell)?, gain / cut.wanted)))
                .collect();
            let least = match cut.only_if.and_then(|cell| columns.get(&cell)) {
                Some(&own) => {
                    terms.push((own, -1.0));
                    0.0
                }
                None => 1.0,
            };
            rows.add_row(least - TOLERANCE.., terms);
        }
        let mut model = rows.try_optimise(Sense::Minimise).ok()?;
        model.make_quiet();
        let _ = model.try_set_option("parallel", "off");
        let _ = model.try_set_option("mip_rel_gap", 0.0);
        let _ = model.try_set_option("mip_abs_gap", self.less_than_a_cell());
        let _ = model.try_set_option("mip_max_nodes", MOST_NODES);
        let _ = model.try_set_option("mip_heuristic_run_feasibility_jump", false);
        let solved = model.try_solve().ok()?;
        if solved.status() != HighsModelStatus::Optimal {
            return None;
        }
        let solution = solved.get_solution();
        let is_chosen =
            |column: &Col| solution.columns().get(column.index()).is_some_and(|value| *value > 0.5);
        Some(columns.iter().filter(|(_, column)| is_chosen(column)).map(|(cell, _)| *cell).collect())
    }
}
