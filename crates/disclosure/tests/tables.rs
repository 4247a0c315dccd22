//! Tables of counts: what is hidden beside the small ones, and that nothing hidden can be worked out.

use disclosure::{CellState, Guard, Problem, audit, protect};
use proptest::prelude::*;

/// A table of rows and columns with their totals; counts from 1 to 4 are small.
fn table(counts: &[&[u32]]) -> Problem {
    let mut problem = Problem { uncertainty: 5, ..Problem::default() };
    let width = counts[0].len();
    let mut rows: Vec<Vec<u32>> =
        counts.iter().map(|row| row.iter().copied().chain([row.iter().sum()]).collect()).collect();
    rows.push((0..=width).map(|column| rows.iter().map(|row| row[column]).sum()).collect());
    let ids: Vec<Vec<usize>> =
        rows.iter().map(|row| row.iter().map(|&count| add(&mut problem, count)).collect()).collect();
    for row in &ids {
        problem.sum(row[width], row[..width].iter().copied(), false);
    }
    for column in 0..=width {
        problem.sum(ids[counts.len()][column], ids[..counts.len()].iter().map(|row| row[column]), false);
    }
    problem
}

fn add(problem: &mut Problem, count: u32) -> usize {
    let small = (1..5).contains(&count);
    let cell = problem.cell(if small { CellState::Hidden } else { CellState::Free }, 1000);
    let guard = if small { Guard::Always } else { Guard::WhenHidden };
    problem.quantity(Some(cell), Some(f64::from(count)), guard)
}

/// What is hidden, row by row.
fn shown(problem: &Problem, width: usize) -> String {
    let solution = protect(problem);
    assert!(solution.unprotected.is_empty(), "{solution:?}");
    let cells: Vec<&str> = solution.hidden.iter().map(|hidden| if *hidden { "c" } else { "." }).collect();
    cells.chunks(width + 1).map(<[&str]>::concat).collect::<Vec<_>>().join(" ")
}

#[test]
fn without_small_counts_nothing_is_hidden() {
    assert_eq!(shown(&table(&[&[10, 20], &[0, 40]]), 2), "... ... ...");
}

#[test]
fn one_small_count_takes_three_others_with_it() {
    let hidden = shown(&table(&[&[3, 20, 30], &[40, 50, 60], &[70, 80, 90]]), 3);
    assert_eq!(hidden.matches('c').count(), 4, "{hidden}");
}

#[test]
fn four_small_counts_in_a_square_do_not_protect_each_other_if_they_are_too_small() {
    // Three of each row of 3 + 1: the most that any can be is 4.
    let hidden = shown(&table(&[&[3, 1, 30], &[1, 3, 60], &[70, 80, 90]]), 3);
    assert!(hidden.matches('c').count() > 4, "{hidden}");
}

#[test]
fn counts_that_protect_each_other_need_no_further_one() {
    let hidden = shown(&table(&[&[4, 4, 30], &[4, 4, 60], &[70, 80, 90]]), 3);
    assert_eq!(hidden, "cc.. cc.. .... ....");
}

#[test]
fn a_count_that_cannot_be_hidden_leaves_another_unprotected_and_says_so() {
    let mut problem = Problem { uncertainty: 5, ..Problem::default() };
    let whole = problem.cell(CellState::Shown, 1000);
    let whole = problem.quantity(Some(whole), Some(40.0), Guard::WhenHidden);
    let small = add(&mut problem, 3);
    let other = problem.cell(CellState::Shown, 1000);
    let other = problem.quantity(Some(other), Some(37.0), Guard::WhenHidden);
    problem.sum(whole, [small, other], false);
    let solution = protect(&problem);
    assert_eq!(solution.unprotected.iter().copied().collect::<Vec<_>>(), [small]);
}

#[test]
fn what_is_never_shown_is_protected_where_it_is_small() {
    // A county of 40, districts of 20 and 18: two belong to no district.
    let mut problem = Problem { uncertainty: 5, ..Problem::default() };
    let [whole, one, other] = [40, 20, 18].map(|count| add(&mut problem, count));
    let rest = problem.quantity(None, Some(2.0), Guard::Always);
    problem.sum(whole, [one, other, rest], false);
    let solution = protect(&problem);
    assert_eq!(solution.hidden.iter().filter(|hidden| **hidden).count(), 1);
    assert!(solution.intervals[&rest].width() >= 5.0);
}

#[test]
fn relations_that_contradict_what_is_shown_are_named() {
    let mut problem = Problem { uncertainty: 5, ..Problem::default() };
    let whole = add(&mut problem, 10);
    let part = add(&mut problem, 12);
    let rest = problem.quantity(None, None, Guard::Always);
    problem.sum(whole, [part, rest], false);
    let (_, contradictions) = audit(&problem, &[false, false]);
    assert_eq!(contradictions.into_iter().collect::<Vec<_>>(), [0]);
}

#[test]
fn the_same_problem_has_the_same_answer_every_time() {
    let problem = table(&[&[3, 20, 30, 7], &[4, 5, 60, 8], &[70, 8, 2, 9], &[1, 11, 6, 6]]);
    let first = protect(&problem);
    for _ in 0..5 {
        assert_eq!(protect(&problem), first);
    }
}

/// Whether some table of counts, with the same counts shown, has another count where one is hidden: the attack by trying
/// everything, for tables of two by two.
fn values_possible(problem: &Problem, hidden: &[bool], quantity: usize) -> Vec<u32> {
    let counts: Vec<u32> = problem.quantities.iter().map(|it| it.value.unwrap_or_default() as u32).collect();
    let most = counts.iter().max().copied().unwrap_or_default() + 12;
    let mut possible = Vec::new();
    // The four inner counts of two rows and two columns with totals: 0, 1, 3, 4.
    for a in 0..=most {
        for b in 0..=most {
            if !hidden[0] && a != counts[0] || !hidden[1] && b != counts[1] {
                continue;
            }
            for c in 0..=most {
                for d in 0..=most {
                    let all = [a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d];
                    let fits = all
                        .iter()
                        .zip(&counts)
                        .zip(hidden)
                        .all(|((one, other), hidden)| *hidden || one == other);
                    if fits {
                        possible.push(all[quantity]);
                    }
                }
            }
        }
    }
    possible.sort_unstable();
    possible.dedup();
    possible
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_hidden_can_be_worked_out_by_trying_everything(counts in prop::array::uniform4(0_u32..9)) {
        let problem = table(&[&counts[..2], &counts[2..]]);
        let solution = protect(&problem);
        for (quantity, hidden) in solution.hidden.iter().enumerate() {
            if *hidden && !solution.unprotected.contains(&quantity) {
                let possible = values_possible(&problem, &solution.hidden, quantity);
                let width = possible.last().unwrap() - possible.first().unwrap();
                prop_assert!(width >= 5, "{counts:?}: {quantity} is one of {possible:?}, {:?}", solution.hidden);
            }
        }
    }

    #[test]
    fn larger_tables_are_protected_and_no_hidden_count_is_needless(
        counts in prop::collection::vec(prop::collection::vec(prop_oneof![0_u32..8, 0_u32..80], 5), 3..7),
    ) {
        let rows: Vec<&[u32]> = counts.iter().map(Vec::as_slice).collect();
        let problem = table(&rows);
        let solution = protect(&problem);
        prop_assert!(solution.intervals.values().all(|it| it.width() >= 5.0) || !solution.unprotected.is_empty());
        let primary = problem.primary();
        for cell in 0..problem.cells.len() {
            if solution.hidden[cell] && !primary[cell] {
                let mut fewer = solution.hidden.clone();
                fewer[cell] = false;
                let (intervals, _) = audit(&problem, &fewer);
                let still = intervals.values().all(|it| it.width() >= 5.0);
                prop_assert!(!still, "cell {cell} need not be hidden: {:?}", solution.hidden);
            }
        }
    }
}
