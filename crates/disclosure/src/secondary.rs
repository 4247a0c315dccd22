//! Which further cells must be hidden, so that none that is hidden can be worked out.
//!
//! Tables of single periods are protected first, each by itself, since only they are small enough to look for the fewest
//! cells; then what several periods give away together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::attack::Interval;
use crate::problem::{Part, Problem};
use crate::search::Search;

/// In a larger table no optimum is sought.
const MOST_CELLS: usize = 250;
/// Where all tables together have more cells, no optimum is sought in any, and swaps are tried before linear programs.
const MOST_CELLS_IN_ALL: usize = 2_500;

/// What is hidden, and what an outsider can still work out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Solution {
    /// Whether each cell is hidden.
    pub hidden: Vec<bool>,
    /// Of each protected count two numbers that are both possible, as far as an outsider can tell, and far enough apart; of
    /// one that isn't protected the least and the most that an outsider works out.
    pub intervals: BTreeMap<usize, Interval>,
    /// Counts that hiding cannot protect: what would have to be hidden must be shown.
    pub unprotected: BTreeSet<usize>,
    /// Relations that contradict what is shown, and were left out.
    pub contradictions: BTreeSet<usize>,
    /// For each cell that is hidden to protect others one of the counts that it protects.
    pub protects: BTreeMap<usize, usize>,
    /// How many tables were protected by as few cells as possible.
    pub optimal_tables: usize,
    /// How many tables were so large that they were protected count by count.
    pub large_tables: usize,
}

/// Hides what must be hidden for its own sake, and as little as can be beside it.
#[must_use]
pub fn protect(problem: &Problem) -> Solution {
    let primary = problem.primary();
    let mut solution = Solution { hidden: primary.clone(), ..Solution::default() };
    let seeks_optimum = problem.cells.len() <= MOST_CELLS_IN_ALL;
    for (table, found) in
        side_by_side(problem, problem.tables(true), |table| Protected::new(table, &primary, seeks_optimum))
    {
        table.cells.iter().zip(found.hidden).for_each(|(&cell, hidden)| solution.hidden[cell] = hidden);
        solution.contradictions.extend(found.contradictions.into_iter().map(|here| table.relations[here]));
        let protects = found.protects.into_iter();
        solution.protects.extend(protects.map(|(cell, count)| (table.cells[cell], table.quantities[count])));
        for (here, interval) in found.findings {
            let quantity = table.quantities[here];
            if interval.width() < f64::from(problem.uncertainty) {
                solution.unprotected.insert(quantity);
            }
            solution.intervals.insert(quantity, interval);
        }
        solution.optimal_tables += found.optimal_tables;
        solution.large_tables += found.large_tables;
    }
    solution
}

/// What became of a table.
#[derive(Default)]
struct Protected {
    hidden: Vec<bool>,
    contradictions: BTreeSet<usize>,
    protects: BTreeMap<usize, usize>,
    findings: Vec<(usize, Interval)>,
    optimal_tables: usize,
    large_tables: usize,
}

impl Protected {
    /// Protects the tables of single periods, and then what is given away by all together.
    fn new(table: &Part, primary: &[bool], seeks_optimum: bool) -> Self {
        let problem = &table.problem;
        let mut found =
            Self { hidden: table.cells.iter().map(|&cell| primary[cell]).collect(), ..Self::default() };
        if problem.relations.iter().all(|relation| !relation.joins_periods) {
            let mut search = Search::new(problem, found.hidden.clone());
            found.of_one_period(&mut search, seeks_optimum);
            found.finish(search);
            return found;
        }
        let periods: Vec<Part> =
            problem.tables(false).into_iter().map(|relations| problem.part(relations)).collect();
        let mut search = Search::new(problem, found.hidden.clone());
        for period in &periods {
            found.period(period, seeks_optimum);
        }
        search.hidden.clone_from(&found.hidden);
        let swapped = if seeks_optimum { BTreeSet::new() } else { search.swap_at_all_times(&periods) };
        search.cell_by_cell(swapped);
        found.finish(search);
        found
    }

    fn period(&mut self, period: &Part, seeks_optimum: bool) {
        let hidden = period.cells.iter().map(|&cell| self.hidden[cell]).collect();
        let mut search = Search::new(&period.problem, hidden);
        self.of_one_period(&mut search, seeks_optimum);
        period.cells.iter().zip(&search.hidden).for_each(|(&cell, hidden)| self.hidden[cell] = *hidden);
        let protects = search.protects.into_iter();
        self.protects.extend(protects.map(|(cell, count)| (period.cells[cell], period.quantities[count])));
    }

    fn of_one_period(&mut self, search: &mut Search<'_>, seeks_optimum: bool) {
        let swapped = if seeks_optimum { BTreeSet::new() } else { search.swap_in_period() };
        let chosen = search.cell_by_cell(swapped);
        if chosen.is_empty() && search.given_up.is_empty() {
            return;
        }
        let is_small = search.problem.cells.len() <= MOST_CELLS && search.given_up.is_empty();
        let is_optimal = seeks_optimum && is_small && search.optimum();
        *(if is_optimal { &mut self.optimal_tables } else { &mut self.large_tables }) += 1;
    }

    fn finish(&mut self, mut search: Search<'_>) {
        self.findings = search.findings();
        self.protects.extend(search.protects);
        self.hidden = search.hidden;
        self.protects.retain(|cell, _| self.hidden[*cell]);
        self.contradictions = search.contradictions;
    }
}

/// The least and the most that can be worked out of every protected count while some cells are hidden, and the relations
/// that contradict what is shown.
#[must_use]
pub fn audit(problem: &Problem, hidden: &[bool]) -> (BTreeMap<usize, Interval>, BTreeSet<usize>) {
    let (mut intervals, mut contradictions) = (BTreeMap::new(), BTreeSet::new());
    for (table, (findings, contradicting)) in side_by_side(problem, problem.tables(true), |table| {
        let hidden = table.cells.iter().map(|&cell| hidden[cell]).collect();
        let mut search = Search::new(&table.problem, hidden);
        let findings = search.tightest_findings();
        (findings, search.contradictions)
    }) {
        intervals.extend(findings.into_iter().map(|(here, interval)| (table.quantities[here], interval)));
        contradictions.extend(contradicting.into_iter().map(|here| table.relations[here]));
    }
    (intervals, contradictions)
}

/// Does the same for each table on all processors, the largest first; the answers are in that order.
fn side_by_side<T: Send>(
    problem: &Problem,
    mut tables: Vec<Vec<usize>>,
    work: impl Fn(&Part) -> T + Sync,
) -> Vec<(Part, T)> {
    tables.sort_by_key(|relations| std::cmp::Reverse(relations.len()));
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers.min(tables.len()) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(relations) = tables.get(at) else { break };
                    let table = problem.part(relations.clone());
                    let answer = work(&table);
                    if let Ok(mut done) = done.lock() {
                        done.insert(at, (table, answer));
                    }
                }
            });
        }
    });
    done.into_inner().unwrap_or_default().into_values().collect()
}
