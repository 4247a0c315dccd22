//! Editions so large that swaps are tried before linear programs: what they protect is attacked by linear programs.

use disclosure::{CellState, Guard, Problem, audit, protect};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

const DISTRICTS: usize = 8;
const TEAMS: usize = 2 * DISTRICTS;
const AGES: usize = 4;
const MONTHS: usize = 7;
const WINDOW: usize = 3;

/// A table of one time: the counts of each place and age, and their totals.
type Table = Vec<Vec<usize>>;

/// Counts of teams by age in seven months, with the totals of districts and the county and, if asked for, windows of three
/// months.
fn county(seed: u64, mean: u64, has_windows: bool) -> Problem {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut problem = Problem { uncertainty: 5, ..Problem::default() };
    let months: Vec<Vec<Vec<u64>>> = (0..MONTHS)
        .map(|_| (0..TEAMS).map(|_| (0..AGES).map(|_| random.next_u64() % (2 * mean)).collect()).collect())
        .collect();
    let tables: Vec<Table> = months.iter().map(|counts| table(&mut problem, counts)).collect();
    if has_windows {
        for (last, within) in months.windows(WINDOW).enumerate() {
            let of = |team: usize, age: usize| within.iter().map(|counts| counts[team][age]).sum();
            let counts: Vec<Vec<u64>> =
                (0..TEAMS).map(|team| (0..AGES).map(|age| of(team, age)).collect()).collect();
            let window = table(&mut problem, &counts);
            for (place, ages) in window.iter().enumerate() {
                for (age, &whole) in ages.iter().enumerate() {
                    problem.sum(
                        whole,
                        tables[last..last + WINDOW].iter().map(|month| month[place][age]),
                        true,
                    );
                }
            }
        }
    }
    problem
}

/// Teams first, then districts, then the county; the total of all ages comes last.
fn table(problem: &mut Problem, counts: &[Vec<u64>]) -> Table {
    let places: Vec<Vec<usize>> = (0..TEAMS)
        .map(|team| vec![team])
        .chain((0..DISTRICTS).map(|district| vec![2 * district, 2 * district + 1]))
        .chain([(0..TEAMS).collect()])
        .collect();
    let cells: Table = places
        .iter()
        .map(|teams| {
            let of_age = |age: usize| teams.iter().map(|&team| counts[team][age]).sum::<u64>();
            let ages: Vec<u64> = (0..AGES).map(of_age).collect();
            let all = ages.iter().sum();
            ages.into_iter().chain([all]).map(|count| add(problem, count)).collect()
        })
        .collect();
    for ages in &cells {
        problem.sum(ages[AGES], ages[..AGES].iter().copied(), false);
    }
    let column = |places: std::ops::Range<usize>, age: usize| cells[places].iter().map(move |ages| ages[age]);
    let (teams, districts) = (0..TEAMS, TEAMS..TEAMS + DISTRICTS);
    for (age, &county) in cells[districts.end].iter().enumerate() {
        problem.sum(county, column(teams.clone(), age), false);
        problem.sum(county, column(districts.clone(), age), false);
        for (at, district) in column(districts.clone(), age).enumerate() {
            problem.sum(district, column(2 * at..2 * at + 2, age), false);
        }
    }
    cells
}

fn add(problem: &mut Problem, count: u64) -> usize {
    let small = (1..5).contains(&count);
    let cell = problem.cell(if small { CellState::Hidden } else { CellState::Free }, 10_000);
    let guard = match count {
        0 => Guard::Never,
        _ if small => Guard::Always,
        _ => Guard::WhenHidden,
    };
    problem.quantity(Some(cell), Some(count as f64), guard)
}

/// Several counties that have nothing to do with each other, as the indicators of an edition.
fn edition(counties: impl Iterator<Item = Problem>) -> Problem {
    let mut all = Problem { uncertainty: 5, ..Problem::default() };
    for county in counties {
        let (cells, quantities) = (all.cells.len(), all.quantities.len());
        all.cells.extend(county.cells);
        all.quantities.extend(county.quantities.into_iter().map(|mut quantity| {
            quantity.cell = quantity.cell.map(|cell| cell + cells);
            quantity
        }));
        all.relations.extend(county.relations.into_iter().map(|mut relation| {
            relation.terms.iter_mut().for_each(|term| term.0 += quantities);
            relation
        }));
    }
    all
}

fn is_as_safe_as_it_says(problem: &Problem) {
    let solution = protect(problem);
    assert!(solution.unprotected.is_empty(), "{:?}", solution.unprotected);
    let (intervals, contradictions) = audit(problem, &solution.hidden);
    assert!(contradictions.is_empty());
    assert_eq!(intervals.len(), solution.intervals.len());
    for (quantity, interval) in &intervals {
        assert!(interval.width() >= 5.0, "{quantity} is one of {interval:?}");
        let shown = solution.intervals[quantity];
        let holds = |count: f64| interval.least - 1e-6 <= count && count <= interval.most + 1e-6;
        assert!(holds(shown.least) && holds(shown.most), "{shown:?} is not within {interval:?}");
    }
}

#[test]
fn swaps_within_one_month_stand_the_attack() {
    is_as_safe_as_it_says(&edition([3, 9, 25, 70].map(|mean| county(mean, mean, false)).into_iter()));
}

#[test]
fn swaps_that_are_carried_to_windows_stand_the_attack() {
    is_as_safe_as_it_says(&edition([6, 40].map(|mean| county(mean, mean, true)).into_iter()));
}

#[test]
fn much_less_is_hidden_than_everything_that_holds_a_small_count() {
    let problem = edition([25, 70].map(|mean| county(mean, mean, false)).into_iter().cycle().take(4));
    let solution = protect(&problem);
    let primary = problem.primary().iter().filter(|hidden| **hidden).count();
    let hidden = solution.hidden.iter().filter(|hidden| **hidden).count();
    assert!(hidden < 5 * primary, "{hidden} hidden for {primary}");
}
