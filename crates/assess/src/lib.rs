//! Ratings, directions of travel and comparators, each with its reason.
//!
//! [`assess`] looks at one figure: it finds the target that the figure is rated against, rates it, and says which way
//! it has moved. [`assess_period`] does so for every figure that a period should have, [`assess_edition`] for every
//! figure of a scorecard for one data month. Nothing here reads a file or
//! knows what day it is, and on a compiled framework nothing can fail.

mod assessment;
mod bandings;
mod direction;
mod lookup;
mod rating;
mod reason;
mod report;
mod sentences;
mod target;
mod verdicts;
pub mod wording;

pub use assessment::{
    Assessment, Caution, annual_rating, assess, assess_edition, assess_period, comparator, due_in_year,
    outturn_period,
};
pub use bandings::{bandings, floor_is_inferred, inferred_note};
pub use direction::{DirectionOfTravel, ReportedValue};
pub use lookup::{reading, written_under};
pub use rating::Rating;
pub use report::{Told, ToldFigure, month_of, outdated_edits, tell};
pub use sentences::{count_sentence, figure_paragraph};
pub use target::{AppliedTarget, annual_target, later_year, target_for, target_in, target_of_later_year};
pub use verdicts::compare_verdicts;
