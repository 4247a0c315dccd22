//! What is published together, as counts and the linear relations between them, without any word about children.

use std::collections::{BTreeMap, BTreeSet};

use crate::attack::{Interval, TOLERANCE};

/// Cells that are shown or hidden, the counts in them, and how these hang together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Problem {
    /// What is shown or hidden as one.
    pub cells: Vec<Cell>,
    /// Counts: those in cells, and those that are never shown and can still be worked out.
    pub quantities: Vec<Quantity>,
    /// What holds between them.
    pub relations: Vec<Relation>,
    /// How far apart the least and the most must be that a protected count can be.
    pub uncertainty: u32,
}

/// What is shown or hidden as one: a figure with its numerator and denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Whether it is free to be hidden.
    pub state: CellState,
    /// What it costs to hide it.
    pub cost: u32,
}

/// Whether a cell is free to be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellState {
    /// It may be hidden to protect another.
    Free,
    /// It must be hidden for its own sake.
    Hidden,
    /// It cannot be hidden: it is public already, or exempt.
    Shown,
}

/// A count: not below nought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// The cell that shows it; a count of none is never shown.
    pub cell: Option<usize>,
    /// How many there are, where that is known at all.
    pub value: Option<f64>,
    /// When it must be protected.
    pub guard: Guard,
    /// What it can be, as far as a reader is told while its cell is shown, where it is rounded.
    pub rounded: Option<Interval>,
}

/// When a count must be protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Guard {
    /// Never: nobody is found out by it.
    Never,
    /// While its cell is hidden.
    WhenHidden,
    /// Always: it is small.
    Always,
}

/// Counts, each times a factor, that add to nought.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Which counts, and the factor of each.
    pub terms: Vec<(usize, f64)>,
    /// Whether it joins periods. A table of one period is protected first, then what several give away together.
    pub joins_periods: bool,
}

impl Problem {
    /// Adds a cell, and gives its index.
    pub fn cell(&mut self, state: CellState, cost: u32) -> usize {
        self.cells.push(Cell { state, cost });
        self.cells.len() - 1
    }

    /// Adds a count, and gives its index.
    pub fn quantity(&mut self, cell: Option<usize>, value: Option<f64>, guard: Guard) -> usize {
        self.quantities.push(Quantity { cell, value, guard, rounded: None });
        self.quantities.len() - 1
    }

    /// Adds the relation that a whole is the sum of its parts.
    pub fn sum(&mut self, whole: usize, parts: impl IntoIterator<Item = usize>, joins_periods: bool) {
        let mut terms = vec![(whole, -1.0)];
        terms.extend(parts.into_iter().map(|part| (part, 1.0)));
        self.relations.push(Relation { terms, joins_periods });
    }

    /// The cells that must be hidden for their own sake.
    #[must_use]
    pub fn primary(&self) -> Vec<bool> {
        self.cells.iter().map(|cell| cell.state == CellState::Hidden).collect()
    }

    /// Whether an outsider is not shown a count, or not exactly.
    pub(crate) fn is_unknown(&self, quantity: usize, hidden: &[bool]) -> bool {
        self.quantities[quantity].rounded.is_some() || self.is_hidden(quantity, hidden)
    }

    /// Whether an outsider is shown nothing of a count.
    pub(crate) fn is_hidden(&self, quantity: usize, hidden: &[bool]) -> bool {
        self.quantities[quantity].cell.is_none_or(|cell| hidden[cell])
    }

    /// What an outsider is told of a count.
    pub(crate) fn told(&self, quantity: usize, hidden: &[bool]) -> Interval {
        if self.is_hidden(quantity, hidden) {
            return Interval::ANYTHING;
        }
        let Quantity { value, rounded, .. } = self.quantities[quantity];
        let exactly = |count| Interval { least: count, most: count };
        rounded.or(value.map(exactly)).unwrap_or(Interval::ANYTHING)
    }

    /// Whether a count must be protected while some cells are hidden.
    pub(crate) fn is_guarded(&self, quantity: usize, hidden: &[bool]) -> bool {
        match self.quantities[quantity].guard {
            Guard::Never => false,
            Guard::WhenHidden => self.is_hidden(quantity, hidden),
            Guard::Always => true,
        }
    }

    /// The relations that don't hold between the true counts.
    pub(crate) fn not_true(&self) -> BTreeSet<usize> {
        let is_true = |relation: &Relation| {
            let terms = relation.terms.iter();
            let sum: Option<f64> = terms.map(|&(at, factor)| Some(self.quantities[at].value? * factor)).sum();
            sum.is_none_or(|sum| sum.abs() < TOLERANCE)
        };
        (0..self.relations.len()).filter(|&at| !is_true(&self.relations[at])).collect()
    }

    /// The relations of each count, without some.
    pub(crate) fn relations_of(&self, without: &BTreeSet<usize>) -> Vec<Vec<usize>> {
        let mut relations_of = vec![Vec::new(); self.quantities.len()];
        for (at, relation) in self.relations.iter().enumerate().filter(|(at, _)| !without.contains(at)) {
            relation.terms.iter().for_each(|&(quantity, _)| relations_of[quantity].push(at));
        }
        relations_of
    }

    /// All relations in groups that share no count that `joins` them, each in their order, without those left out.
    pub(crate) fn groups(
        &self,
        left_out: &BTreeSet<usize>,
        joins: impl Fn(usize) -> bool,
    ) -> Vec<Vec<usize>> {
        let relations = (0..self.relations.len()).filter(|relation| !left_out.contains(relation));
        self.grouped(relations.collect(), &joins, &mut Sets::new(self.quantities.len()))
    }

    /// Groups of relations that share neither counts nor cells: the tables of single periods, or all that hangs together
    /// with what joins periods.
    pub(crate) fn tables(&self, with_what_joins_periods: bool) -> Vec<Vec<usize>> {
        let mut sets = Sets::new(self.quantities.len());
        let mut first_of_cell = vec![None; self.cells.len()];
        for (quantity, cell) in self.quantities.iter().enumerate().filter_map(|(at, it)| Some((at, it.cell?)))
        {
            sets.join(*first_of_cell[cell].get_or_insert(quantity), quantity);
        }
        let wanted = (0..self.relations.len())
            .filter(|&relation| with_what_joins_periods || !self.relations[relation].joins_periods);
        self.grouped(wanted.collect(), &|_| true, &mut sets)
    }

    /// Some relations as a problem of their own.
    pub(crate) fn part(&self, relations: Vec<usize>) -> Part {
        let terms = relations.iter().flat_map(|&relation| &self.relations[relation].terms);
        let quantities = in_order(terms.map(|term| term.0));
        let cells = in_order(quantities.iter().filter_map(|&quantity| self.quantities[quantity].cell));
        let cell_here: BTreeMap<usize, usize> =
            cells.iter().enumerate().map(|(at, &cell)| (cell, at)).collect();
        let quantity_here: BTreeMap<usize, usize> =
            quantities.iter().enumerate().map(|(at, &quantity)| (quantity, at)).collect();
        let quantity = |&at: &usize| {
            let quantity = self.quantities[at];
            Quantity { cell: quantity.cell.map(|cell| cell_here[&cell]), ..quantity }
        };
        let relation = |&at: &usize| {
            let Relation { terms, joins_periods } = &self.relations[at];
            let terms = terms.iter().map(|(quantity, factor)| (quantity_here[quantity], *factor)).collect();
            Relation { terms, joins_periods: *joins_periods }
        };
        let problem = Self {
            cells: cells.iter().map(|&cell| self.cells[cell]).collect(),
            quantities: quantities.iter().map(quantity).collect(),
            relations: relations.iter().map(relation).collect(),
            uncertainty: self.uncertainty,
        };
        Part { problem, cells, quantities, relations }
    }

    fn grouped(
        &self,
        relations: Vec<usize>,
        joins: &impl Fn(usize) -> bool,
        sets: &mut Sets,
    ) -> Vec<Vec<usize>> {
        for &relation in &relations {
            let mut terms = self.relations[relation].terms.iter().map(|term| term.0).filter(|&at| joins(at));
            if let Some(first) = terms.next() {
                terms.for_each(|other| sets.join(first, other));
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for relation in relations {
            let joined = self.relations[relation].terms.iter().map(|term| term.0).find(|&at| joins(at));
            if let Some(quantity) = joined {
                groups.entry(sets.root(quantity)).or_default().push(relation);
            }
        }
        groups.into_values().collect()
    }
}

/// Some relations of a problem as a problem of their own, and which of the whole its cells, counts and relations are.
pub(crate) struct Part {
    pub(crate) problem: Problem,
    pub(crate) cells: Vec<usize>,
    pub(crate) quantities: Vec<usize>,
    pub(crate) relations: Vec<usize>,
}

fn in_order(indices: impl Iterator<Item = usize>) -> Vec<usize> {
    indices.collect::<BTreeSet<usize>>().into_iter().collect()
}

/// Sets that grow together; the root of each is its least member.
struct Sets(Vec<usize>);

impl Sets {
    fn new(members: usize) -> Self {
        Self((0..members).collect())
    }

    fn root(&mut self, mut member: usize) -> usize {
        while self.0[member] != member {
            self.0[member] = self.0[self.0[member]];
            member = self.0[member];
        }
        member
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
