//! Which figures a public copy hides so that nobody can be found out, and the attack that proves it.
//!
//! Figures are published together: what is hidden in one can often be worked out from others, such as a county less its
//! districts. [`Outcome::of`] takes all figures of an edition as one system of linear relations, hides small counts and
//! as little as it can beside them, and then works out of everything that is left, as an outsider would, the least and
//! the most that each hidden count can be. [`protect`] does the same for counts and relations of any kind.
//!
//! The crate does no I/O and knows no clock. Its linear programs are solved by `HiGHS`.

mod attack;
mod counts;
mod edition;
mod large;
mod optimum;
mod outcome;
mod problem;
mod relations;
mod search;
mod secondary;
mod shift;
mod swap;

pub use attack::Interval;
pub use edition::Request;
pub use outcome::{Attacked, Outcome, Reason, attack, newly_shown};
pub use problem::{Cell, CellState, Guard, Problem, Quantity, Relation};
pub use relations::Contradiction;
pub use secondary::{Solution, audit, protect};
