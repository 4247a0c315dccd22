//! The cheapest way to make a count uncertain: counts are shifted so that all relations still hold, and the cells whose
//! counts change must be hidden. A linear program, and so a good guess: it pays for every unit that is shifted, not for
//! every cell.

use std::collections::{BTreeMap, BTreeSet};

use highs::{Col, HighsModelStatus, Model, RowProblem, Sense};

use crate::attack::TOLERANCE;
use crate::problem::{CellState, Problem};

/// What it costs to shift a count by one where nothing is to be hidden for it: little beside the cost of a cell, so that
/// no more counts are shifted than need be.
const SLIGHT: f64 = 1.0;

/// Other counts than the true ones, for which all relations hold as well.
pub(crate) struct Shift {
    /// What it costs to hide the cells that show something else, for every unit that they are shifted by.
    pub(crate) cost: f64,
    /// The counts that change, and what they are then.
    pub(crate) counts: Vec<(usize, f64)>,
}

/// The columns of a count: how much more it is, how much less, and how much it may change without being seen.
#[derive(Clone, Copy)]
struct Columns {
    quantity: usize,
    more: Col,
    less: Col,
    /// How much less it can be beside what is not seen: it is never below nought.
    most_less: f64,
    unseen: Option<Col>,
}

/// All ways to shift the counts of a table.
pub(crate) struct Shifts {
    columns: Vec<Columns>,
    /// Where the columns of each count are, if it can change at all.
    of_quantity: BTreeMap<usize, usize>,
    /// The counts that cost little, since their cells are hidden anyway.
    slight: BTreeSet<usize>,
    model: Option<Model>,
}

impl Shifts {
    /// The ways that the relations of a table allow.
    pub(crate) fn new(problem: &Problem, contradictions: &BTreeSet<usize>) -> Self {
        let relations = (0..problem.relations.len()).filter(|at| !contradictions.contains(at));
        Self::of(problem, 0..problem.quantities.len(), relations)
    }

    /// The ways that some relations allow if none but some counts may change; both in order.
    pub(crate) fn of(
        problem: &Problem,
        quantities: impl Iterator<Item = usize>,
        relations: impl Iterator<Item = usize>,
    ) -> Self {
        let mut rows = RowProblem::default();
        let mut columns = Vec::new();
        let mut of_quantity = BTreeMap::new();
        for at in quantities {
            let quantity = problem.quantities[at];
            let cell = quantity.cell.map(|cell| problem.cells[cell]);
            let is_shown = cell.is_some_and(|cell| cell.state == CellState::Shown);
            let cost =
                cell.filter(|cell| cell.state == CellState::Free).map_or(SLIGHT, |cell| f64::from(cell.cost));
            // A count that nobody knows may be nought already.
            let (most, least) =
                if is_shown { (0.0, 0.0) } else { (f64::INFINITY, quantity.value.unwrap_or_default()) };
            let most_less = quantity.rounded.map_or(least, |told| told.least.min(least));
            let unseen = quantity.rounded.zip(quantity.value).map(|(told, value)| {
                rows.add_column(0.0, told.least.min(value) - value..=told.most.max(value) - value)
            });
            if is_shown && unseen.is_none() {
                continue;
            }
            let mut column = |most: f64| rows.add_column(cost, 0.0..=most);
            of_quantity.insert(at, columns.len());
            columns.push(Columns {
                quantity: at,
                more: column(most),
                less: column(most_less),
                most_less,
                unseen,
            });
        }
        for relation in relations {
            let mut terms = Vec::new();
            for &(quantity, factor) in &problem.relations[relation].terms {
                let Some(here) = of_quantity.get(&quantity).map(|&here: &usize| columns[here]) else {
                    continue;
                };
                terms.extend([(here.more, factor), (here.less, -factor)]);
                terms.extend(here.unseen.map(|unseen| (unseen, factor)));
            }
            if !terms.is_empty() {
                rows.add_row(0.0..=0.0, terms);
            }
        }
        let mut model = rows.try_optimise(Sense::Minimise).ok();
        if let Some(model) = &mut model {
            model.make_quiet();
            for (option, value) in [("presolve", "off"), ("solver", "simplex"), ("parallel", "off")] {
                let _ = model.try_set_option(option, value);
            }
        }
        Self { columns, of_quantity, slight: BTreeSet::new(), model }
    }

    /// The cheapest way in which a count is another by so much, while some cells are hidden anyway.
    pub(crate) fn cheapest(
        &mut self,
        problem: &Problem,
        hidden: &[bool],
        quantity: usize,
        by: f64,
    ) -> Option<Shift> {
        self.charge_little_for(problem, hidden);
        let own = self.columns[*self.of_quantity.get(&quantity)?];
        let value = problem.quantities[quantity].value.unwrap_or_default();
        let mut model = self.model.take()?;
        // What rounding hides of the count itself counts as well, so the whole change is asked for in one column.
        model.change_column_bounds(own.more, by.max(0.0)..=by.max(0.0));
        model.change_column_bounds(own.less, (-by).max(0.0)..=(-by).max(0.0));
        if let Some(unseen) = own.unseen {
            model.change_column_bounds(unseen, 0.0..=0.0);
        }
        let solved = model.try_solve().ok()?;
        let found = (solved.status() == HighsModelStatus::Optimal).then(|| {
            let solution = solved.get_solution();
            let of = |column: Col| solution.columns().get(column.index()).copied().unwrap_or_default();
            let counts = self.columns.iter().filter_map(|here| {
                let by = of(here.more) - of(here.less) + here.unseen.map_or(0.0, of);
                let count = problem.quantities[here.quantity].value?;
                (by.abs() > TOLERANCE).then_some((here.quantity, count + by))
            });
            let price = |here: &Columns| {
                let cell = problem.quantities[here.quantity].cell.filter(|&cell| !hidden[cell]);
                cell.map_or(0.0, |cell| f64::from(problem.cells[cell].cost))
            };
            let costs = self.columns.iter().map(|here| price(here) * (of(here.more) + of(here.less)));
            Shift { cost: costs.sum(), counts: counts.collect() }
        });
        let mut model = Model::from(solved);
        model.change_column_bounds(own.more, 0.0..);
        model.change_column_bounds(own.less, 0.0..=own.most_less);
        if let (Some(unseen), Some(told)) = (own.unseen, problem.quantities[quantity].rounded) {
            model.change_column_bounds(unseen, told.least.min(value) - value..=told.most.max(value) - value);
        }
        self.model = Some(model);
        found
    }

    fn charge_little_for(&mut self, problem: &Problem, hidden: &[bool]) {
        let Some(model) = &mut self.model else { return };
        for here in &self.columns {
            let Some(cell) = problem.quantities[here.quantity].cell else { continue };
            if hidden[cell] && self.slight.insert(here.quantity) {
                model.change_column_cost(here.more, SLIGHT);
                model.change_column_cost(here.less, SLIGHT);
            }
        }
    }
}
