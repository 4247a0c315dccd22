//! Other counts than the true ones, found by trying: one count is made more or less, and so is, in turn, another count of
//! every relation that no longer holds, until all hold again.
//!
//! Two teams of a district exchange five children of one age for five of another, and nobody can tell. Most counts of a
//! large table hang together with others so closely that some such exchange is found in a few steps, where a linear
//! program would look at the whole table. Amounts are the uncertainty that is wanted and what small counts have of it, so
//! whole counts stay whole. What is not found may still exist: that is left to linear programs.

use crate::attack::TOLERANCE;
use crate::problem::{CellState, Problem};

/// How many counts are tried before a search is given up.
const MOST_STEPS: usize = 100;
/// The same where amounts may be split: there is more to try, and less of it is of use.
const MOST_SPLIT_STEPS: usize = 40;

/// How much less a count may be where another is more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Amounts {
    /// As much.
    Whole,
    /// As much as there is of it, where others give the rest.
    Split,
}

/// Another count.
#[derive(Clone, Copy)]
struct Change {
    quantity: usize,
    by: f64,
    /// Whether its cell would have to be hidden for it.
    is_new: bool,
}

/// The exchanges that a table allows.
pub(crate) struct Swaps<'t> {
    problem: &'t Problem,
    /// The relations of each count, and its factor in them; none that contradicts what is shown.
    relations_of: Vec<Vec<(usize, f64)>>,
    /// By how much each count is changed.
    changes: Vec<f64>,
    /// By how much each relation fails to hold.
    errors: Vec<f64>,
    changed: Vec<usize>,
    open: Vec<usize>,
    /// The shown cells that the changed counts are in.
    new_cells: Vec<usize>,
    steps: usize,
    amounts: Amounts,
}

impl<'t> Swaps<'t> {
    pub(crate) fn new(problem: &'t Problem, relations_of: &[Vec<usize>]) -> Self {
        let factor = |quantity: usize, relation: usize| {
            let mut terms = problem.relations[relation].terms.iter();
            terms.find(|term| term.0 == quantity).map_or(0.0, |term| term.1)
        };
        let relations_of = relations_of.iter().enumerate().map(|(quantity, relations)| {
            relations.iter().map(|&relation| (relation, factor(quantity, relation))).collect()
        });
        Self {
            problem,
            relations_of: relations_of.collect(),
            changes: vec![0.0; problem.quantities.len()],
            errors: vec![0.0; problem.relations.len()],
            changed: Vec::new(),
            open: Vec::new(),
            new_cells: Vec::new(),
            steps: 0,
            amounts: Amounts::Whole,
        }
    }

    /// Looks for counts of which one is another by so much, while some cells are hidden and at most so many more are to be.
    /// Gives the counts that change, as they are then.
    pub(crate) fn find(
        &mut self,
        hidden: &[bool],
        quantity: usize,
        by: f64,
        most_new_cells: usize,
        amounts: Amounts,
        may_change: &impl Fn(usize) -> bool,
    ) -> Option<Vec<(usize, f64)>> {
        (self.steps, self.amounts) = (0, amounts);
        let first = self.possible(hidden, quantity, by).filter(|first| is_nought(first.by - by))?;
        self.change(&first);
        let found = self.close(hidden, most_new_cells, may_change).then(|| {
            let count = |&at: &usize| Some((at, self.problem.quantities[at].value? + self.changes[at]));
            self.changed.iter().filter_map(count).collect()
        });
        while !self.changed.is_empty() {
            self.undo();
        }
        found
    }

    /// Whether all relations can be made to hold.
    fn close(&mut self, hidden: &[bool], most_new_cells: usize, may_change: &impl Fn(usize) -> bool) -> bool {
        if self.new_cells.len() > most_new_cells {
            return false;
        }
        // The relation with the fewest ways out.
        let mut fewest = None;
        let mut least = usize::MAX;
        for &relation in &self.open {
            let ways = self.ways_out(hidden, relation, most_new_cells, may_change).take(least).count();
            if ways < least {
                (least, fewest) = (ways, Some(relation));
            }
            if ways < 2 {
                break;
            }
        }
        let Some(relation) = fewest else { return true };
        let mut ways: Vec<Change> = self.ways_out(hidden, relation, most_new_cells, may_change).collect();
        // First what is hidden anyway, and what leaves the fewest relations open.
        ways.sort_by_cached_key(|change| (change.is_new, self.opens(change), change.quantity));
        let most_steps = match self.amounts {
            Amounts::Whole => MOST_STEPS,
            Amounts::Split => MOST_SPLIT_STEPS,
        };
        for change in ways {
            self.steps += 1;
            if self.steps > most_steps {
                return false;
            }
            self.change(&change);
            if self.close(hidden, most_new_cells, may_change) {
                return true;
            }
            self.undo();
        }
        false
    }

    /// The changes of one count that would make a relation hold, or help to.
    fn ways_out(
        &self,
        hidden: &[bool],
        relation: usize,
        most_new_cells: usize,
        may_change: &impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = Change> {
        let has_room = self.new_cells.len() < most_new_cells;
        let terms = self.problem.relations[relation].terms.iter();
        let unchanged = terms.filter(|(quantity, _)| self.changes[*quantity] == 0.0 && may_change(*quantity));
        let changes = unchanged.filter_map(move |&(quantity, factor)| {
            self.possible(hidden, quantity, -self.errors[relation] / factor)
        });
        changes.filter(move |change| has_room || !change.is_new)
    }

    /// The change of a count, if it is possible.
    fn possible(&self, hidden: &[bool], quantity: usize, by: f64) -> Option<Change> {
        let count = &self.problem.quantities[quantity];
        let is_new = match count.cell {
            Some(cell) if hidden[cell] => false,
            Some(cell) if self.problem.cells[cell].state == CellState::Free => {
                !self.new_cells.contains(&cell)
            }
            Some(_) => return None,
            None => false,
        };
        let value = count.value.unwrap_or_default();
        let by = match self.amounts {
            Amounts::Whole if value + by < 0.0 => return None,
            Amounts::Whole => by,
            Amounts::Split => by.max(-value),
        };
        (!is_nought(by)).then_some(Change { is_new, quantity, by })
    }

    /// How many more relations no longer hold after a change.
    fn opens(&self, change: &Change) -> i32 {
        let opens = |&(relation, factor): &(usize, f64)| {
            let error: f64 = self.errors[relation];
            if is_nought(error) {
                1
            } else if is_nought(error + factor * change.by) {
                -1
            } else {
                0
            }
        };
        self.relations_of[change.quantity].iter().map(opens).sum()
    }

    fn change(&mut self, change: &Change) {
        self.changes[change.quantity] = change.by;
        self.changed.push(change.quantity);
        if let Some(cell) = self.problem.quantities[change.quantity].cell.filter(|_| change.is_new) {
            self.new_cells.push(cell);
        }
        self.add(change.quantity, change.by);
    }

    fn undo(&mut self) {
        let Some(quantity) = self.changed.pop() else { return };
        let by = std::mem::replace(&mut self.changes[quantity], 0.0);
        let cell = self.problem.quantities[quantity].cell;
        let is_elsewhere = |&other: &usize| self.problem.quantities[other].cell == cell;
        if cell.is_some_and(|cell| self.new_cells.last() == Some(&cell))
            && !self.changed.iter().any(is_elsewhere)
        {
            self.new_cells.pop();
        }
        self.add(quantity, -by);
    }

    fn add(&mut self, quantity: usize, by: f64) {
        for &(relation, factor) in &self.relations_of[quantity] {
            let was_open = !is_nought(self.errors[relation]);
            self.errors[relation] += factor * by;
            let is_open = !is_nought(self.errors[relation]);
            if is_open && !was_open {
                self.open.push(relation);
            } else if was_open && !is_open {
                self.errors[relation] = 0.0;
                self.open.retain(|&other| other != relation);
            }
        }
    }
}

fn is_nought(error: f64) -> bool {
    error.abs() < TOLERANCE
}
