//! How a large edition is protected: by swaps, and by linear programs only where no swap is found.
//!
//! Of a table of one period the counts that nobody can tell anyway are found first, by swaps and by pulling many counts
//! apart at once; then cells are hidden for the rest, as few as a swap takes. What several periods give away together
//! comes after: the swap that makes a count uncertain in its own period is carried to the other times of the counts that
//! it changes, and to no other counts.

use std::collections::BTreeSet;

use crate::attack::Interval;
use crate::problem::Part;
use crate::search::Search;
use crate::swap::{Amounts, Swaps};

/// How often the counts of one period are pulled apart at once.
const MOST_TURNS: u32 = 6;
/// How many further cells a swap may hide in one period.
const MOST_IN_PERIOD: usize = 6;
/// How many further cells a swap may hide when it is carried to other times.
const MOST_AT_ALL_TIMES: usize = 30;

/// The periods of a table.
struct Periods<'p> {
    parts: &'p [Part],
    swaps: Vec<Swaps<'p>>,
    /// The period that each count belongs to, and which of its counts it is.
    of_quantity: Vec<Option<(usize, usize)>>,
}

impl Search<'_> {
    /// Makes one count after another uncertain by swaps within one period, and gives the cells hidden for it.
    pub(crate) fn swap_in_period(&mut self) -> BTreeSet<usize> {
        self.by_swaps = true;
        self.make_uncertain(|search, quantity, _| search.swap_of_hidden(quantity));
        let mut possible = self.possible();
        if self.open(0..possible.len(), &possible).is_empty() {
            return BTreeSet::new();
        }
        let mut view = self.view();
        self.pull_apart(&mut view, MOST_TURNS, &mut possible);
        self.make_uncertain(|search, quantity, _| {
            search.swap_of_hidden(quantity).or_else(|| {
                (1..=MOST_IN_PERIOD).find_map(|most| search.swap(quantity, most, Amounts::Whole, &|_| true))
            })
        })
    }

    /// The same where several periods hang together, each of which is protected by itself.
    pub(crate) fn swap_at_all_times(&mut self, parts: &[Part]) -> BTreeSet<usize> {
        self.by_swaps = true;
        let mut periods = Periods::new(parts, self.problem.quantities.len());
        self.make_uncertain(|search, quantity, _| {
            let swap = search.swap(quantity, 0, Amounts::Whole, &|_| true);
            swap.or_else(|| search.carry(&mut periods, quantity))
        })
    }

    /// Whether a swap of what is hidden makes a count uncertain.
    pub(crate) fn is_swapped(&mut self, quantity: usize, possible: &mut [Interval]) -> bool {
        let swap = self.swap_of_hidden(quantity);
        swap.is_some_and(|counts: Vec<(usize, f64)>| {
            self.remember(&counts, possible);
            true
        })
    }

    fn swap_of_hidden(&mut self, quantity: usize) -> Option<Vec<(usize, f64)>> {
        let whole = self.swap(quantity, 0, Amounts::Whole, &|_| true);
        whole.or_else(|| self.swap(quantity, 0, Amounts::Split, &|_| true))
    }

    /// Other counts, of which one is made uncertain, where at most so many cells more are hidden.
    fn swap(
        &mut self,
        quantity: usize,
        most_new_cells: usize,
        amounts: Amounts,
        may_change: &impl Fn(usize) -> bool,
    ) -> Option<Vec<(usize, f64)>> {
        let mut either = [self.wanted, -self.wanted].into_iter();
        either.find_map(|by| self.swaps.find(&self.hidden, quantity, by, most_new_cells, amounts, may_change))
    }

    /// Carries the smaller swap of a count's own period to other times.
    fn carry(&mut self, periods: &mut Periods<'_>, quantity: usize) -> Option<Vec<(usize, f64)>> {
        let either = [self.wanted, -self.wanted].into_iter();
        let swaps = either.filter_map(|by| periods.changed(&self.hidden, quantity, by));
        let among = self.at_all_times(swaps.min_by_key(Vec::len)?);
        (0..=MOST_AT_ALL_TIMES)
            .find_map(|most| self.swap(quantity, most, Amounts::Whole, &|count| among.contains(&count)))
    }

    /// Some counts, all that are shown with them, and all that hang together with these over time.
    fn at_all_times(&self, counts: Vec<usize>) -> BTreeSet<usize> {
        let mut found: BTreeSet<usize> = counts.iter().copied().collect();
        let mut open = counts;
        while let Some(quantity) = open.pop() {
            let in_cell = self.problem.quantities[quantity].cell.map(|cell| &self.counts_of[cell]);
            let relations = self.relations_of[quantity].iter().map(|&at| &self.problem.relations[at]);
            let over_time =
                relations.filter(|relation| relation.joins_periods).flat_map(|relation| &relation.terms);
            for other in in_cell.into_iter().flatten().copied().chain(over_time.map(|term| term.0)) {
                if found.insert(other) {
                    open.push(other);
                }
            }
        }
        found
    }
}

impl<'p> Periods<'p> {
    fn new(parts: &'p [Part], quantities: usize) -> Self {
        let mut of_quantity = vec![None; quantities];
        for (at, part) in parts.iter().enumerate() {
            for (here, &quantity) in part.quantities.iter().enumerate() {
                of_quantity[quantity] = Some((at, here));
            }
        }
        let swaps = parts.iter().map(|Part { problem, .. }| {
            let relations_of = problem.relations_of(&problem.not_true());
            Swaps::new(problem, &relations_of)
        });
        Self { parts, swaps: swaps.collect(), of_quantity }
    }

    /// The counts that a swap in its own period changes; none but the count itself where it stands alone there.
    fn changed(&mut self, hidden: &[bool], quantity: usize, by: f64) -> Option<Vec<usize>> {
        let Some((period, here)) = self.of_quantity[quantity] else { return Some(vec![quantity]) };
        let part = &self.parts[period];
        let hidden: Vec<bool> = part.cells.iter().map(|&cell| hidden[cell]).collect();
        let swaps = &mut self.swaps[period];
        let swap = (0..=MOST_IN_PERIOD)
            .find_map(|most| swaps.find(&hidden, here, by, most, Amounts::Whole, &|_| true))?;
        Some(swap.iter().map(|(at, _)| part.quantities[*at]).collect())
    }
}
