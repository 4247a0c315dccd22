//! Which further cells must be hidden, so that none that is hidden can be worked out.
//!
//! Whatever an outsider works out of a count follows from prices of relations, the dual of a linear program. They also
//! say which shown cells it hangs on: unless enough of those are hidden, it stays worked out. That is a cut (Fischetti
//! and Salazar, Models and algorithms for optimizing cell suppression in tabular data with linear constraints, 2000).
//! For each count in turn the cheapest way to make it uncertain is found, by another linear program, and the cells are
//! hidden that it takes. What that leaves open is closed cell by cell, by cuts, and cells that turn out to be needless
//! are shown again. Where a table is small, the cheapest set of cells that all cuts allow is then found, and the attack made
//! again, until nothing more is worked out, or no set can be cheaper than what was found: that is an optimum.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use highs::{Col, HighsModelStatus, RowProblem, Sense};

use crate::attack::{Attack, BOUNDLESS, Finding, Interval, TOLERANCE};
use crate::problem::{CellState, Guard, Part, Problem};
use crate::shift::Shifts;

/// In a larger table no optimum is sought.
const MOST_CELLS: usize = 250;
/// Where all tables together have more cells, no optimum is sought in any.
const MOST_CELLS_IN_ALL: usize = 5_000;
/// How often an optimum is sought.
const MOST_ROUNDS: usize = 8;
/// How far it is searched for each time.
const MOST_NODES: i32 = 50;

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
    /// For each cell that is hidden to protect others one of the counts that it protects.
    pub protects: BTreeMap<usize, usize>,
    /// How many tables were protected by as few cells as possible.
    pub optimal_tables: usize,
    /// How many tables were protected cell by cell.
    pub large_tables: usize,
}

/// Hides what must be hidden for its own sake, and as little as can be beside it.
#[must_use]
pub fn protect(problem: &Problem) -> Solution {
    let mut solution = Solution { hidden: problem.primary(), ..Solution::default() };
    let primary = solution.hidden.clone();
    for (table, found) in side_by_side(problem, problem.tables(false), |table| {
        let mut search = Search::new(table, &primary);
        let is_optimal = search.table(problem.cells.len() <= MOST_CELLS_IN_ALL)?;
        Some((search.hidden, is_optimal))
    }) {
        let (hidden, is_optimal) = found;
        table.cells.iter().zip(hidden).for_each(|(&cell, hidden)| solution.hidden[cell] = hidden);
        *(if is_optimal { &mut solution.optimal_tables } else { &mut solution.large_tables }) += 1;
    }
    let hidden = solution.hidden.clone();
    for (table, (hidden, protects, findings, contradictions)) in
        side_by_side(problem, problem.tables(true), |table| {
            let mut search = Search::new(table, &hidden);
            search.cell_by_cell();
            let protects = search.what_each_protects();
            let findings = search.findings();
            Some((search.hidden, protects, findings, search.contradictions))
        })
    {
        table.cells.iter().zip(hidden).for_each(|(&cell, hidden)| solution.hidden[cell] = hidden);
        solution.contradictions.extend(contradictions.into_iter().map(|here| table.relations[here]));
        let protects = protects.into_iter().map(|(cell, count)| (table.cells[cell], table.quantities[count]));
        solution.protects.extend(protects);
        for (here, finding) in findings {
            let quantity = table.quantities[here];
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
    let (mut intervals, mut contradictions) = (BTreeMap::new(), BTreeSet::new());
    for (table, (findings, contradicting)) in side_by_side(problem, problem.tables(true), |table| {
        let mut search = Search::new(table, hidden);
        let findings = search.findings();
        Some((findings, search.contradictions))
    }) {
        intervals
            .extend(findings.into_iter().map(|(here, finding)| (table.quantities[here], finding.interval)));
        contradictions.extend(contradicting.into_iter().map(|here| table.relations[here]));
    }
    (intervals, contradictions)
}

/// Does the same for each table on all processors; the answers are in the order of the tables.
fn side_by_side<T: Send>(
    problem: &Problem,
    tables: Vec<Vec<usize>>,
    work: impl Fn(&Part) -> Option<T> + Sync,
) -> Vec<(Part, T)> {
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
                    if let (Some(answer), Ok(mut done)) = (work(&table), done.lock()) {
                        done.insert(at, (table, answer));
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

/// One way that the counts can be, as far as an outsider can tell.
struct Possibility {
    /// The cells whose counts are others than they show: it is possible as long as they are hidden.
    cells: Vec<usize>,
    /// The counts that are others than the true ones.
    counts: Vec<(usize, f64)>,
}

/// A search among the cells of a table.
struct Search<'t> {
    problem: &'t Problem,
    hidden: Vec<bool>,
    /// Those that cannot be protected.
    given_up: BTreeSet<usize>,
    contradictions: BTreeSet<usize>,
    /// What every choice of cells must allow.
    cuts: Vec<Cut>,
    /// What was found possible, so that it need not be found again.
    possibilities: Vec<Possibility>,
}

impl<'t> Search<'t> {
    fn new(table: &'t Part, hidden: &[bool]) -> Self {
        Self {
            problem: &table.problem,
            hidden: table.cells.iter().map(|&cell| hidden[cell]).collect(),
            given_up: BTreeSet::new(),
            contradictions: table.problem.not_true(),
            cuts: Vec::new(),
            possibilities: Vec::new(),
        }
    }

    /// Hides what must be hidden in a table, and says whether there is no cheaper choice. Nothing if there is nothing to
    /// protect.
    fn table(&mut self, seeks_optimum: bool) -> Option<bool> {
        if self.weak(1).is_empty() {
            return None;
        }
        self.cell_by_cell();
        let is_small = self.problem.cells.len() <= MOST_CELLS && self.given_up.is_empty();
        Some(seeks_optimum && is_small && self.optimum())
    }

    /// What an outsider works out of each count that needs protection.
    fn findings(&mut self) -> Vec<(usize, Finding)> {
        self.without_contradictions(|search, group, found| {
            let mut attack = Attack::new(search.problem, group, &search.hidden);
            for quantity in search.guarded(group) {
                let enough = search.problem.quantities[quantity].value.unwrap_or_default() + BOUNDLESS;
                let mut finding = attack.find(quantity, enough)?;
                if finding.interval.most > enough - TOLERANCE {
                    finding.interval.most = f64::INFINITY;
                }
                found.push((quantity, finding));
            }
            Some(())
        })
    }

    /// The first counts of which an outsider works out too much, unless they were given up.
    fn weak(&mut self, most: usize) -> Vec<(usize, Finding)> {
        let wanted = f64::from(self.problem.uncertainty);
        let mut possible = self.possible();
        self.without_contradictions(|search, group, found| {
            let mut attack = None;
            for quantity in search.guarded(group) {
                if possible[quantity].width() >= wanted || search.given_up.contains(&quantity) {
                    continue;
                }
                if found.len() >= most {
                    break;
                }
                let attack = attack.get_or_insert_with(|| Attack::new(search.problem, group, &search.hidden));
                let enough = search.problem.quantities[quantity].value.unwrap_or_default() + wanted;
                let finding = attack.find(quantity, enough)?;
                for counts in &finding.possibilities {
                    search.remember(counts, &mut possible);
                }
                if finding.interval.width() < wanted {
                    found.push((quantity, finding));
                }
            }
            Some(())
        })
    }

    /// The counts of a group that need protection, in order.
    fn guarded(&self, group: &[usize]) -> BTreeSet<usize> {
        let terms = group.iter().flat_map(|&relation| &self.problem.relations[relation].terms);
        let unknown = terms.map(|term| term.0).filter(|&at| self.problem.is_unknown(at, &self.hidden));
        unknown.filter(|&quantity| self.problem.is_guarded(quantity, &self.hidden)).collect()
    }

    /// What is known to be possible of each count.
    fn possible(&self) -> Vec<Interval> {
        let counts = self.problem.quantities.iter().map(|quantity| quantity.value.unwrap_or_default());
        let mut possible: Vec<Interval> =
            counts.map(|count| Interval { least: count, most: count }).collect();
        for possibility in &self.possibilities {
            if possibility.cells.iter().all(|&cell| self.hidden[cell]) {
                for &(quantity, count) in &possibility.counts {
                    possible[quantity].extend(count);
                }
            }
        }
        possible
    }

    /// Remembers a possibility if it shows that a count can be something else than was known.
    fn remember(&mut self, counts: &[(usize, f64)], possible: &mut [Interval]) {
        let is_other = |&&(quantity, count): &&(usize, f64)| {
            let known: Option<f64> = self.problem.quantities[quantity].value;
            known.is_some_and(|known| (count - known).abs() > TOLERANCE)
        };
        let counts: Vec<(usize, f64)> = counts.iter().filter(is_other).copied().collect();
        let wanted = f64::from(self.problem.uncertainty);
        let mut is_news = false;
        for &(quantity, count) in &counts {
            let is_open = possible[quantity].width() < wanted;
            is_news |= possible[quantity].extend(count) && is_open;
        }
        if is_news {
            self.possibilities.push(Possibility { cells: self.cells_that_deny(&counts), counts });
        }
    }

    /// The cells that would have to be hidden for counts to be possible.
    fn cells_that_deny(&self, counts: &[(usize, f64)]) -> Vec<usize> {
        let denies = |&(quantity, count): &(usize, f64)| {
            let quantity = self.problem.quantities[quantity];
            quantity.cell.filter(|_| !quantity.rounded.is_some_and(|told| told.holds(count)))
        };
        counts.iter().filter_map(denies).collect()
    }

    /// Does something for each group of relations that hang together. Where one has no answer, since its relations
    /// contradict each other, it is made again without what holds between periods, since figures are revised, and then
    /// without any of them.
    fn without_contradictions<T>(
        &mut self,
        mut work: impl FnMut(&mut Self, &[usize], &mut Vec<T>) -> Option<()>,
    ) -> Vec<T> {
        loop {
            let is_unknown = |quantity| self.problem.is_unknown(quantity, &self.hidden);
            let groups = self.problem.groups(&self.contradictions, is_unknown);
            let mut found = Vec::new();
            let contradicting = groups.iter().find(|group| work(self, group, &mut found).is_none());
            let Some(contradicting) = contradicting else { return found };
            let (between, within): (Vec<usize>, Vec<usize>) =
                contradicting.iter().partition(|&&relation| self.problem.relations[relation].joins_periods);
            self.contradictions.extend(if between.is_empty() { within } else { between });
        }
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
    fn optimum(&mut self) -> bool {
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
            let weak = self.weak(usize::MAX);
            if weak.is_empty() {
                self.show_the_needless(chosen);
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

    /// Hides one cell after another until everything is protected, and shows again what was needless.
    fn cell_by_cell(&mut self) {
        let mut chosen = self.shift_all();
        loop {
            let weak = self.weak(usize::MAX);
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
                self.cuts.push(cut);
            }
            for &cell in &round {
                self.hidden[cell] = true;
            }
            chosen.extend(round);
        }
        self.show_the_needless(chosen);
    }

    /// Makes one count after another uncertain, each as cheaply as can be, and gives the cells hidden for it.
    fn shift_all(&mut self) -> BTreeSet<usize> {
        let wanted = f64::from(self.problem.uncertainty);
        let mut shifts = None;
        let mut chosen = BTreeSet::new();
        let given_up = self.given_up.clone();
        while let Some((quantity, finding)) = self.weak(1).pop() {
            // What a shift does not achieve is left to cuts.
            self.given_up.insert(quantity);
            let shifts = shifts.get_or_insert_with(|| Shifts::new(self.problem, &self.contradictions));
            let value = self.problem.quantities[quantity].value.unwrap_or_default();
            let more = finding.interval.least.ceil() + wanted - value;
            let less = finding.interval.most.floor() - wanted - value;
            let ways = [more, less].into_iter().filter(|by| value + by >= 0.0);
            let ways = ways.filter_map(|by| shifts.cheapest(self.problem, &self.hidden, quantity, by));
            let Some(shift) = ways.min_by(|one, other| one.cost.total_cmp(&other.cost)) else { continue };
            for cell in self.cells_that_deny(&shift.counts) {
                if !std::mem::replace(&mut self.hidden[cell], true) {
                    chosen.insert(cell);
                }
            }
            let mut possible = self.possible();
            self.remember(&shift.counts, &mut possible);
        }
        self.given_up = given_up;
        chosen
    }

    /// Shows again what need not be hidden, the dearest first. What protected a cell that is shown again may be needless
    /// in turn.
    fn show_the_needless(&mut self, chosen: BTreeSet<usize>) {
        let mut chosen: Vec<usize> = chosen.into_iter().collect();
        chosen.sort_by_key(|&cell| std::cmp::Reverse((self.problem.cells[cell].cost, cell)));
        loop {
            let hidden = chosen.len();
            chosen.retain(|&cell| {
                self.hidden[cell] = self.given_away_by(cell).is_some();
                self.hidden[cell]
            });
            if chosen.len() == hidden {
                break;
            }
        }
    }

    /// A count that would be given away if a hidden cell were shown.
    fn given_away_by(&mut self, cell: usize) -> Option<usize> {
        self.hidden[cell] = false;
        let weak = self.weak(1);
        self.hidden[cell] = true;
        weak.first().map(|(quantity, _)| *quantity)
    }

    /// For each cell that is hidden to protect others one of the counts that it protects.
    fn what_each_protects(&mut self) -> BTreeMap<usize, usize> {
        let is_beside =
            |&cell: &usize| self.hidden[cell] && self.problem.cells[cell].state == CellState::Free;
        let beside: Vec<usize> = (0..self.hidden.len()).filter(is_beside).collect();
        beside.into_iter().filter_map(|cell| Some((cell, self.given_away_by(cell)?))).collect()
    }
}
