//! Which further cells must be hidden, so that none that is hidden can be worked out.
//!
//! Whatever an outsider works out of a count follows from prices of relations, the dual of a linear program. They also
//! say which shown cells it hangs on: unless enough of those are hidden, it stays worked out. That is a cut (Fischetti
//! and Salazar, Models and algorithms for optimizing cell suppression in tabular data with linear constraints, 2000).
//! Where a table is small, the cheapest set of cells that all cuts allow is found, and the attack made again, until
//! nothing more is worked out: that set is an optimum. Where it is large, the cell that promises most for its cost is
//! hidden, one after another, and those that turn out to be needless are shown again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use highs::{Col, HighsModelStatus, RowProblem, Sense};

use crate::attack::{Attack, Finding, Interval, TOLERANCE};
use crate::problem::{CellState, Problem};

/// A table of more cells is protected cell by cell.
const MOST_CELLS: usize = 250;
/// How often an optimum is sought before the rest is done cell by cell.
const MOST_ROUNDS: usize = 60;

/// What is hidden, and what an outsider can still work out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Solution {
    /// Whether each cell is hidden.
    pub hidden: Vec<bool>,
    /// What an outsider can work out of each protected count.
    pub intervals: BTreeMap<usize, Interval>,
    /// Counts that hiding cannot protect: what would have to be hidden must be shown.
    pub unprotected: BTreeSet<usize>,
    /// Relations that contradict what is shown, and were left out.
    pub contradictions: BTreeSet<usize>,
    /// How many tables were protected by as few cells as possible.
    pub optimal_tables: usize,
    /// How many tables were protected cell by cell.
    pub large_tables: usize,
}

/// Hides what must be hidden for its own sake, and as little as can be beside it.
#[must_use]
pub fn protect(problem: &Problem) -> Solution {
    let mut solution = Solution { hidden: problem.primary(), ..Solution::default() };
    let tables = problem.tables(false);
    for (chosen, is_optimal) in
        side_by_side(&tables, |table| Search::new(problem, table, problem.primary()).table())
    {
        for cell in chosen {
            solution.hidden[cell] = true;
        }
        *(if is_optimal { &mut solution.optimal_tables } else { &mut solution.large_tables }) += 1;
    }
    let all = problem.tables(true);
    let found = side_by_side(&all, |relations| {
        let mut search = Search::new(problem, relations, solution.hidden.clone());
        search.cell_by_cell();
        let findings = search.findings();
        Some((search, findings))
    });
    for (search, findings) in found {
        solution.contradictions.extend(&search.contradictions);
        for cell in search.cells() {
            solution.hidden[cell] = search.hidden[cell];
        }
        for (quantity, finding) in findings {
            if finding.interval.width() < f64::from(problem.uncertainty) {
                solution.unprotected.insert(quantity);
            }
            solution.intervals.insert(quantity, finding.interval);
        }
    }
    solution
}

/// What can be worked out of every protected count while some cells are hidden, and the relations that contradict what
/// is shown.
#[must_use]
pub fn audit(problem: &Problem, hidden: &[bool]) -> (BTreeMap<usize, Interval>, BTreeSet<usize>) {
    let all = problem.tables(true);
    let found = side_by_side(&all, |relations| {
        let mut search = Search::new(problem, relations, hidden.to_vec());
        let findings = search.findings();
        Some((findings, search.contradictions))
    });
    let (mut intervals, mut contradictions) = (BTreeMap::new(), BTreeSet::new());
    for (findings, contradicting) in found {
        intervals.extend(findings.into_iter().map(|(quantity, finding)| (quantity, finding.interval)));
        contradictions.extend(contradicting);
    }
    (intervals, contradictions)
}

/// For each cell that is hidden to protect others one of the counts that it protects.
#[must_use]
pub(crate) fn protected_by(problem: &Problem, hidden: &[bool]) -> BTreeMap<usize, usize> {
    let all = problem.tables(true);
    let found = side_by_side(&all, |relations| {
        let mut search = Search::new(problem, relations, hidden.to_vec());
        let mut protects = Vec::new();
        for cell in search.cells() {
            if hidden[cell] && problem.cells[cell].state == CellState::Free {
                protects.extend(search.given_away_by(cell).map(|quantity| (cell, quantity)));
            }
        }
        Some(protects)
    });
    found.into_iter().flatten().collect()
}

/// Does the same for each table on all processors; the answers are in the order of the tables.
fn side_by_side<T: Send>(tables: &[Vec<usize>], work: impl Fn(Vec<usize>) -> Option<T> + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers.min(tables.len()) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(table) = tables.get(at) else { break };
                    if let (Some(answer), Ok(mut done)) = (work(table.clone()), done.lock()) {
                        done.insert(at, answer);
                    }
                }
            });
        }
    });
    done.into_inner().unwrap_or_default().into_values().collect()
}

/// What a shown cell, once hidden, can add to how uncertain a count is, and how much is wanted.
struct Cut {
    /// The cell of the count, if the count needs protection only while it is hidden.
    only_if: Option<usize>,
    gains: BTreeMap<usize, f64>,
    wanted: f64,
}

/// A search among the cells of some relations.
struct Search<'p> {
    problem: &'p Problem,
    relations: Vec<usize>,
    hidden: Vec<bool>,
    /// Those that cannot be protected.
    given_up: BTreeSet<usize>,
    contradictions: BTreeSet<usize>,
}

impl<'p> Search<'p> {
    fn new(problem: &'p Problem, relations: Vec<usize>, hidden: Vec<bool>) -> Self {
        Self { problem, relations, hidden, given_up: BTreeSet::new(), contradictions: BTreeSet::new() }
    }

    /// The cells to hide in a table beside those that are hidden, and whether there is no cheaper choice. Nothing if
    /// there is nothing to protect.
    fn table(mut self) -> Option<(Vec<usize>, bool)> {
        let cells = self.cells();
        if self.weak().is_empty() {
            return None;
        }
        let is_optimal = cells.len() <= MOST_CELLS && self.optimum(&cells);
        if !is_optimal {
            self.cell_by_cell();
        }
        let primary = self.problem.primary();
        Some((cells.into_iter().filter(|&cell| self.hidden[cell] && !primary[cell]).collect(), is_optimal))
    }

    /// The cells whose counts are in the relations.
    fn cells(&self) -> BTreeSet<usize> {
        let terms = self.relations.iter().flat_map(|&at| &self.problem.relations[at].terms);
        terms.filter_map(|&(quantity, _)| self.problem.quantities[quantity].cell).collect()
    }

    /// What an outsider works out of each count that needs protection.
    fn findings(&mut self) -> Vec<(usize, Finding)> {
        let relations = std::mem::take(&mut self.relations);
        let found = self.findings_in(&relations);
        self.relations = relations;
        found
    }

    fn findings_in(&mut self, relations: &[usize]) -> Vec<(usize, Finding)> {
        let mut found = Vec::new();
        for group in self.groups(relations) {
            match self.findings_of(&group) {
                Some(findings) => found.extend(findings),
                None => {
                    // What holds between periods is left out, since figures are revised; then whatever is left.
                    let (between, within): (Vec<usize>, Vec<usize>) =
                        group.iter().partition(|&&at| self.problem.relations[at].joins_periods);
                    self.contradictions.extend(&between);
                    for part in self.groups(&within) {
                        match self.findings_of(&part) {
                            Some(findings) => found.extend(findings),
                            None => self.contradictions.extend(&part),
                        }
                    }
                }
            }
        }
        found
    }

    fn groups(&self, relations: &[usize]) -> Vec<Vec<usize>> {
        let known = relations.iter().copied().filter(|relation| !self.contradictions.contains(relation));
        self.problem.groups(known, |quantity| self.problem.is_unknown(quantity, &self.hidden))
    }

    fn findings_of(&self, group: &[usize]) -> Option<Vec<(usize, Finding)>> {
        let mut attack = Attack::new(self.problem, group, &self.hidden);
        let guarded = attack.unknown().filter(|&at| self.problem.is_guarded(at, &self.hidden));
        guarded.map(|quantity| Some((quantity, attack.find(quantity)?))).collect()
    }

    /// The counts of which an outsider works out too much, unless they were given up.
    fn weak(&mut self) -> Vec<(usize, Finding)> {
        let wanted = f64::from(self.problem.uncertainty);
        let mut findings = self.findings();
        findings.retain(|(quantity, finding)| {
            finding.interval.width() < wanted && !self.given_up.contains(quantity)
        });
        findings
    }

    /// What hiding cells can add to the uncertainty of a count. See the module.
    fn cut(&self, quantity: usize, finding: &Finding) -> Cut {
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
        for (at, (above, below)) in prices {
            let Some(cell) = problem.quantities[at].cell else { continue };
            let value = problem.quantities[at].value.unwrap_or_default();
            let is_hidden = self.hidden[cell];
            if problem.cells[cell].state != CellState::Free || Some(cell) == own {
                continue;
            }
            let gain = if is_hidden {
                // Shown again, it would take this away.
                let lost = (above.max(0.0) - below.min(0.0)) * value;
                wanted += lost;
                lost
            } else {
                let more = if above < -TOLERANCE { f64::INFINITY } else { above.max(0.0) * value };
                let less = if below > TOLERANCE { f64::INFINITY } else { -below.min(0.0) * value };
                more + less
            };
            if gain > TOLERANCE {
                *gains.entry(cell).or_default() += gain;
            }
        }
        for gain in gains.values_mut() {
            *gain = gain.min(wanted);
        }
        let only_if = own.filter(|&cell| problem.cells[cell].state == CellState::Free);
        Cut { only_if, gains, wanted }
    }

    /// Hides the cheapest set of cells that protects everything. `false` if there is none, or it was not found soon.
    fn optimum(&mut self, cells: &BTreeSet<usize>) -> bool {
        let mut cuts = Vec::new();
        for _ in 0..MOST_ROUNDS {
            let weak = self.weak();
            if weak.is_empty() {
                return true;
            }
            cuts.extend(weak.iter().map(|(quantity, finding)| self.cut(*quantity, finding)));
            let Some(chosen) = self.cheapest(cells, &cuts) else { break };
            let before = self.hidden.clone();
            for &cell in cells {
                self.hidden[cell] =
                    self.problem.cells[cell].state == CellState::Hidden || chosen.contains(&cell);
            }
            if self.hidden == before {
                break;
            }
        }
        self.hidden = self.problem.primary();
        false
    }

    /// The cheapest choice that all cuts allow.
    fn cheapest(&self, cells: &BTreeSet<usize>, cuts: &[Cut]) -> Option<BTreeSet<usize>> {
        let mut rows = RowProblem::default();
        let free = cells.iter().filter(|&&cell| self.problem.cells[cell].state == CellState::Free);
        let columns: BTreeMap<usize, Col> = free
            .map(|&cell| (cell, rows.add_integer_column(f64::from(self.problem.cells[cell].cost), 0.0..=1.0)))
            .collect();
        for cut in cuts {
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
        let solved = model.try_solve().ok()?;
        if solved.status() != HighsModelStatus::Optimal {
            return None;
        }
        let solution = solved.get_solution();
        let is_chosen =
            |column: &Col| solution.columns().get(column.index()).is_some_and(|value| *value > 0.5);
        Some(columns.iter().filter(|(_, column)| is_chosen(column)).map(|(cell, _)| *cell).collect())
    }

    /// Hides one cell after another until everything is protected, and shows again what was needless.
    fn cell_by_cell(&mut self) {
        let mut chosen = BTreeSet::new();
        loop {
            let weak = self.weak();
            if weak.is_empty() {
                break;
            }
            let mut round = BTreeSet::new();
            for (quantity, finding) in &weak {
                let cut = self.cut(*quantity, finding);
                if cut.gains.keys().any(|cell| round.contains(cell)) {
                    continue;
                }
                let worth = |cell: usize, gain: f64| gain / f64::from(self.problem.cells[cell].cost.max(1));
                let shown = cut.gains.iter().filter(|(cell, _)| !self.hidden[**cell]);
                let best = shown.max_by(|one, other| {
                    let by_worth = worth(*one.0, *one.1).total_cmp(&worth(*other.0, *other.1));
                    by_worth.then(other.0.cmp(one.0))
                });
                match best {
                    Some((&cell, _)) => {
                        round.insert(cell);
                    }
                    None => {
                        self.given_up.insert(*quantity);
                    }
                }
            }
            for &cell in &round {
                self.hidden[cell] = true;
            }
            chosen.extend(round);
        }
        self.show_the_needless(chosen);
    }

    fn show_the_needless(&mut self, chosen: BTreeSet<usize>) {
        let mut chosen: Vec<usize> = chosen.into_iter().collect();
        chosen.sort_by_key(|&cell| std::cmp::Reverse((self.problem.cells[cell].cost, cell)));
        for cell in chosen {
            if self.given_away_by(cell).is_none() {
                self.hidden[cell] = false;
            }
        }
    }

    /// A count that would be given away if a hidden cell were shown.
    fn given_away_by(&mut self, cell: usize) -> Option<usize> {
        let around = self.around(cell);
        let wanted = f64::from(self.problem.uncertainty);
        self.hidden[cell] = false;
        let findings = self.findings_in(&around);
        self.hidden[cell] = true;
        let is_weak = |(quantity, finding): &(usize, Finding)| {
            finding.interval.width() < wanted && !self.given_up.contains(quantity)
        };
        findings.iter().find(|finding| is_weak(finding)).map(|(quantity, _)| *quantity)
    }

    /// The relations that hang together with a hidden cell.
    fn around(&self, cell: usize) -> Vec<usize> {
        let has = |relation: &usize| {
            self.problem.relations[*relation]
                .terms
                .iter()
                .any(|term| self.problem.quantities[term.0].cell == Some(cell))
        };
        self.groups(&self.relations).into_iter().filter(|group| group.iter().any(has)).flatten().collect()
    }
}
