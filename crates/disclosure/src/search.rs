//! The search for cells to hide in one table.
//!
//! For each count in turn the cheapest way to make it uncertain is found, by a linear program, and the cells are hidden
//! that it takes. What that leaves open is closed cell by cell, by cuts, and cells that turn out to be needless are shown
//! again. What was found possible once proves that counts are uncertain, and is not asked again as long as the cells that
//! it needs stay hidden: two possibilities far enough apart are all the proof that a count takes.

use std::collections::{BTreeMap, BTreeSet};

use highs::Sense;

use crate::attack::{BOUNDLESS, Extreme, Finding, Interval, Pull, TOLERANCE, View};
use crate::optimum::Cut;
use crate::problem::Problem;
use crate::shift::Shifts;
use crate::swap::Swaps;

/// As often as is of use.
const ALL_TURNS: u32 = u32::MAX;

/// One way that the counts can be, as far as an outsider can tell.
struct Possibility {
    /// The cells whose counts are others than they show: it is possible as long as they are hidden.
    cells: Vec<usize>,
    /// The counts that are others than the true ones.
    counts: Vec<(usize, f64)>,
}

/// A search among the cells of a table.
pub(crate) struct Search<'t> {
    pub(crate) problem: &'t Problem,
    pub(crate) hidden: Vec<bool>,
    /// Those that cannot be protected.
    pub(crate) given_up: BTreeSet<usize>,
    /// Relations that contradict what is shown.
    pub(crate) contradictions: BTreeSet<usize>,
    /// For each cell that is hidden to protect others one of the counts that it protects.
    pub(crate) protects: BTreeMap<usize, usize>,
    /// What every choice of cells must allow.
    pub(crate) cuts: Vec<Cut>,
    /// What was found possible, so that it need not be found again.
    possibilities: Vec<Possibility>,
    /// The counts of each cell.
    pub(crate) counts_of: Vec<Vec<usize>>,
    /// The relations of each count, without those that contradict what is shown from the beginning.
    pub(crate) relations_of: Vec<Vec<usize>>,
    /// The swaps that the table allows.
    pub(crate) swaps: Swaps<'t>,
    /// Whether a cell counts as needed unless swaps show that it isn't: linear programs would take too long.
    pub(crate) by_swaps: bool,
    /// How far apart the least and the most must be.
    pub(crate) wanted: f64,
}

impl<'t> Search<'t> {
    /// A search that starts where some cells are hidden.
    pub(crate) fn new(problem: &'t Problem, hidden: Vec<bool>) -> Self {
        let mut counts_of = vec![Vec::new(); problem.cells.len()];
        for (at, quantity) in problem.quantities.iter().enumerate() {
            if let Some(cell) = quantity.cell {
                counts_of[cell].push(at);
            }
        }
        let contradictions = problem.not_true();
        let relations_of = problem.relations_of(&contradictions);
        let swaps = Swaps::new(problem, &relations_of);
        Self {
            problem,
            hidden,
            given_up: BTreeSet::new(),
            contradictions,
            protects: BTreeMap::new(),
            cuts: Vec::new(),
            possibilities: Vec::new(),
            counts_of,
            relations_of,
            swaps,
            by_swaps: false,
            wanted: f64::from(problem.uncertainty),
        }
    }

    /// Hides one cell after another until everything is protected, shows again what was needless, and gives what is left
    /// of the cells that it chose, and of those that were chosen before.
    pub(crate) fn cell_by_cell(&mut self, mut chosen: BTreeSet<usize>) -> BTreeSet<usize> {
        chosen.extend(self.shift_all());
        let mut view = None;
        loop {
            let weak = self.weak(&mut view);
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
            if !round.is_empty() {
                view = None;
            }
            chosen.extend(round);
        }
        self.show_the_needless(chosen, &mut view)
    }

    /// What an outsider works out of each count that needs protection: the least and the most of those that are not
    /// protected, and two numbers far enough apart that are both possible of the others.
    pub(crate) fn findings(&mut self) -> Vec<(usize, Interval)> {
        let mut possible = self.possible();
        let open = self.open(0..possible.len(), &possible);
        if !open.is_empty() {
            let mut view = self.view();
            self.pull_apart(&mut view, ALL_TURNS, &mut possible);
            for quantity in open {
                if !self.is_wide(&mut view, quantity, &mut possible) {
                    possible[quantity] = self.tightest(&mut view, quantity, &mut possible);
                }
            }
        }
        self.guarded().into_iter().map(|quantity| (quantity, possible[quantity])).collect()
    }

    /// The least and the most that an outsider works out of each count that needs protection.
    pub(crate) fn tightest_findings(&mut self) -> Vec<(usize, Interval)> {
        let mut view = self.view();
        let mut possible = self.possible();
        self.guarded()
            .into_iter()
            .map(|quantity| (quantity, self.tightest(&mut view, quantity, &mut possible)))
            .collect()
    }

    /// The view of an outsider, who has no use for relations that contradict what is shown.
    pub(crate) fn view(&mut self) -> View {
        View::new(self.problem, &self.hidden, &mut self.contradictions)
    }

    /// The counts of which an outsider works out too much, unless they were given up.
    pub(crate) fn weak(&mut self, view: &mut Option<View>) -> Vec<(usize, Finding)> {
        let mut possible = self.possible();
        let mut open = self.open(0..possible.len(), &possible);
        open.retain(|quantity| !self.given_up.contains(quantity));
        let mut found = Vec::new();
        if open.is_empty() {
            return found;
        }
        let view = view.get_or_insert_with(|| self.view());
        self.pull_apart(view, ALL_TURNS, &mut possible);
        for quantity in open {
            if self.is_known_wide(quantity, &possible) {
                continue;
            }
            let finding = self.find(view, quantity, &mut possible);
            if finding.interval.width() < self.wanted {
                found.push((quantity, finding));
            }
        }
        found
    }

    /// What an outsider works out of a count, as far as it matters. Where there is no answer, everything might be.
    fn find(&mut self, view: &mut View, quantity: usize, possible: &mut [Interval]) -> Finding {
        let value = self.value(quantity);
        let found = view.attack(quantity).and_then(|attack| attack.find(quantity, value + self.wanted));
        let nothing = Finding {
            interval: Interval { least: value, most: value },
            prices: Vec::new(),
            possibilities: Vec::new(),
        };
        let finding = found.unwrap_or(nothing);
        for counts in &finding.possibilities {
            self.remember(counts, possible);
        }
        finding
    }

    /// The least and the most that an outsider works out of a count. An end is not asked for where it was met already.
    fn tightest(&mut self, view: &mut View, quantity: usize, possible: &mut [Interval]) -> Interval {
        let value = self.value(quantity);
        let told = self.problem.told(quantity, &self.hidden);
        let enough = value + BOUNDLESS;
        let mut ends = [possible[quantity].least, possible[quantity].most];
        let is_met = [ends[0] <= told.least + TOLERANCE, ends[1] >= told.most - TOLERANCE];
        for (at, sense) in [Sense::Minimise, Sense::Maximise].into_iter().enumerate() {
            let Some(attack) = view.attack(quantity).filter(|_| !is_met[at]) else { continue };
            let Some(Extreme { value, possibility, .. }) = attack.extreme(quantity, sense, enough) else {
                return Interval { least: value, most: value };
            };
            ends[at] = value.max(0.0);
            self.extend(&possibility, possible);
        }
        let most = if ends[1] > enough - TOLERANCE { f64::INFINITY } else { ends[1] };
        Interval { least: ends[0], most }
    }

    /// Whether two numbers far enough apart are possible of a count.
    fn is_wide(&mut self, view: &mut View, quantity: usize, possible: &mut [Interval]) -> bool {
        self.is_known_wide(quantity, possible)
            || self.find(view, quantity, possible).interval.width() >= self.wanted
    }

    pub(crate) fn is_known_wide(&self, quantity: usize, possible: &[Interval]) -> bool {
        possible[quantity].width() >= self.wanted
    }

    pub(crate) fn value(&self, quantity: usize) -> f64 {
        self.problem.quantities[quantity].value.unwrap_or_default()
    }

    /// The counts that need protection, in order.
    pub(crate) fn guarded(&self) -> Vec<usize> {
        let all = 0..self.problem.quantities.len();
        all.filter(|&quantity| self.needs_protection(quantity)).collect()
    }

    pub(crate) fn needs_protection(&self, quantity: usize) -> bool {
        self.problem.is_unknown(quantity, &self.hidden) && self.problem.is_guarded(quantity, &self.hidden)
    }

    /// What is known to be possible of each count.
    pub(crate) fn possible(&self) -> Vec<Interval> {
        let counts = (0..self.problem.quantities.len()).map(|quantity| self.value(quantity));
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

    /// Takes a possibility in, and says which counts are others in it if it shows that one can be something else than was
    /// known, and that matters.
    fn extend(&self, counts: &[(usize, f64)], possible: &mut [Interval]) -> Option<Vec<(usize, f64)>> {
        let is_other = |&&(quantity, count): &&(usize, f64)| {
            let known: Option<f64> = self.problem.quantities[quantity].value;
            known.is_some_and(|known| (count - known).abs() > TOLERANCE)
        };
        let counts: Vec<(usize, f64)> = counts.iter().filter(is_other).copied().collect();
        let mut is_news = false;
        for &(quantity, count) in &counts {
            let is_open = possible[quantity].width() < self.wanted;
            is_news |= possible[quantity].extend(count) && is_open;
        }
        is_news.then_some(counts)
    }

    /// Takes a possibility in, and remembers it if it is news.
    pub(crate) fn remember(&mut self, counts: &[(usize, f64)], possible: &mut [Interval]) {
        if let Some(counts) = self.extend(counts, possible) {
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

    /// Looks for possibilities in which many counts at once are others than they are, so many times at most.
    pub(crate) fn pull_apart(&mut self, view: &mut View, most_turns: u32, possible: &mut [Interval]) {
        for attack in view.attacks() {
            for turn in 0..most_turns {
                let open = self.open(attack.quantities(), possible);
                if open.len() < 2 || turn > last_turn(open.len()) {
                    break;
                }
                if let Some(counts) = attack.pull(&self.pulls(&open, turn, possible)) {
                    self.remember(&counts, possible);
                }
            }
        }
    }

    /// The counts among some that need protection and are not yet known to have it.
    pub(crate) fn open(&self, counts: impl Iterator<Item = usize>, possible: &[Interval]) -> Vec<usize> {
        counts
            .filter(|&quantity| self.needs_protection(quantity) && !self.is_known_wide(quantity, possible))
            .collect()
    }

    /// Pulls some counts up and the others down, as far as is of use, in such turns that any two are pulled apart once; the
    /// first two turns pull all the same way.
    fn pulls(&self, open: &[usize], turn: u32, possible: &[Interval]) -> Vec<Pull> {
        let pull = |(at, &quantity): (usize, &usize)| {
            let bit = if turn < 2 { 0 } else { (at >> (turn / 2 - 1)) & 1 };
            let Interval { least, most } = possible[quantity];
            if (bit + turn as usize).is_multiple_of(2) {
                Pull { quantity, sense: Sense::Minimise, end: (most - self.wanted).max(0.0) }
            } else {
                Pull { quantity, sense: Sense::Maximise, end: least + self.wanted }
            }
        };
        open.iter().enumerate().map(pull).collect()
    }

    /// Hides the cells that a shift needs hidden, and gives those that were shown.
    fn hide_for(&mut self, counts: &[(usize, f64)]) -> Vec<usize> {
        let mut denying = self.cells_that_deny(counts);
        denying.retain(|&cell| !std::mem::replace(&mut self.hidden[cell], true));
        denying
    }

    /// Makes one count after another uncertain, each as cheaply as can be beside what is worked out of it, and gives the
    /// cells hidden for it. What a shift does not achieve is left to cuts.
    fn shift_all(&mut self) -> BTreeSet<usize> {
        let mut shifts = None;
        let mut view = None;
        self.make_uncertain(|search, quantity, possible| {
            let view = view.get_or_insert_with(|| {
                let mut view = search.view();
                search.pull_apart(&mut view, ALL_TURNS, possible);
                view
            });
            if search.is_wide(view, quantity, possible) {
                return None;
            }
            // More is hidden by now than when the view was made.
            *view = search.view();
            let Interval { least, most } = search.find(view, quantity, possible).interval;
            if search.is_known_wide(quantity, possible) {
                return None;
            }
            let shifts = shifts.get_or_insert_with(|| Shifts::new(search.problem, &search.contradictions));
            search.cheapest_shift(
                shifts,
                quantity,
                Interval { least: least.ceil(), most: most.floor() },
                possible,
            )
        })
    }

    /// The cheapest way to make a count uncertain of which so much is worked out.
    fn cheapest_shift(
        &mut self,
        shifts: &mut Shifts,
        quantity: usize,
        worked_out: Interval,
        possible: &mut [Interval],
    ) -> Option<Vec<(usize, f64)>> {
        let value = self.value(quantity);
        let mut ways = Vec::new();
        // Down as far as is of use, and up as far as is needed beside what it can be for nothing.
        for is_up in [false, true] {
            let Interval { least, most } = worked_out;
            let end = if is_up { least + self.wanted } else { (most - self.wanted).max(0.0) };
            if (end - value).abs() < TOLERANCE {
                continue;
            }
            let Some(shift) = shifts.cheapest(self.problem, &self.hidden, quantity, end - value) else {
                continue;
            };
            if shift.cost < TOLERANCE {
                self.remember(&shift.counts, possible);
            } else if is_up || most - end >= self.wanted {
                ways.push(shift);
            }
        }
        if self.is_known_wide(quantity, possible) {
            return None;
        }
        ways.into_iter().min_by(|one, other| one.cost.total_cmp(&other.cost)).map(|shift| shift.counts)
    }

    /// Makes one count after another uncertain in some way, by other counts that are possible once more cells are hidden,
    /// and gives these cells.
    pub(crate) fn make_uncertain(
        &mut self,
        mut way: impl FnMut(&mut Self, usize, &mut [Interval]) -> Option<Vec<(usize, f64)>>,
    ) -> BTreeSet<usize> {
        let mut possible = self.possible();
        let mut chosen = BTreeSet::new();
        let mut waiting: BTreeSet<usize> = self.open(0..possible.len(), &possible).into_iter().collect();
        while let Some(quantity) = waiting.pop_first() {
            if self.is_known_wide(quantity, &possible) {
                continue;
            }
            let Some(counts) = way(self, quantity, &mut possible) else { continue };
            for cell in self.hide_for(&counts) {
                chosen.insert(cell);
                let counts = self.counts_of[cell].iter().copied();
                waiting.extend(counts.filter(|&count| self.needs_protection(count)));
            }
            self.remember(&counts, &mut possible);
        }
        chosen
    }

    /// Shows again what need not be hidden, the dearest first, and gives the cells that stay hidden. What protected a cell
    /// that is shown again may be needless in turn.
    pub(crate) fn show_the_needless(
        &mut self,
        chosen: BTreeSet<usize>,
        view: &mut Option<View>,
    ) -> BTreeSet<usize> {
        let mut chosen: Vec<usize> = chosen.into_iter().collect();
        chosen.sort_by_key(|&cell| std::cmp::Reverse((self.problem.cells[cell].cost, cell)));
        loop {
            let hidden = chosen.len();
            chosen.retain(|&cell| {
                // The fewer cells are hidden, the more is needed to protect what still has to be.
                let is_still_needed =
                    self.protects.get(&cell).is_some_and(|&count| self.needs_protection(count));
                is_still_needed || self.is_needed(cell, view)
            });
            if chosen.len() == hidden {
                return chosen.into_iter().collect();
            }
        }
    }

    /// Shows a hidden cell, unless that would give a count away.
    fn is_needed(&mut self, cell: usize, view: &mut Option<View>) -> bool {
        self.tell(cell, false, view);
        let mut possible = self.possible();
        let mut open = self.open(0..possible.len(), &possible);
        open.retain(|quantity| !self.given_up.contains(quantity));
        let given_away = open.into_iter().find(|&quantity| {
            if self.is_known_wide(quantity, &possible) || self.is_swapped(quantity, &mut possible) {
                return false;
            }
            self.by_swaps || {
                let view = view.get_or_insert_with(|| self.view());
                !self.is_wide(view, quantity, &mut possible)
            }
        });
        match given_away {
            Some(count) => {
                self.tell(cell, true, view);
                self.protects.insert(cell, count);
            }
            None => {
                self.protects.remove(&cell);
            }
        }
        given_away.is_some()
    }

    /// Hides a cell or shows it, and tells the attack.
    fn tell(&mut self, cell: usize, hides: bool, view: &mut Option<View>) {
        self.hidden[cell] = hides;
        let Some(view) = view else { return };
        for &quantity in &self.counts_of[cell] {
            let told = self.problem.told(quantity, &self.hidden);
            if let Some(attack) = view.attack(quantity) {
                attack.tell(quantity, told);
            }
        }
    }
}

/// The last turn in which so many counts are pulled apart.
fn last_turn(counts: usize) -> u32 {
    2 * counts.max(1).ilog2() + 3
}
