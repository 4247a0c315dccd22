//! Exact values, reasons for absence, and how they are printed.
//!
//! A [`Number`] is an exact rational: nothing here rounds until something is printed, and nothing here is a
//! float until it is drawn. A [`Value`] is what a figure is worth, with its numerator and denominator where it
//! has them; an [`Absence`] is the reason why there is no value; a [`Reading`] is one or the other. A [`Unit`]
//! says what a value is counted in.
//!
//! The crate does no I/O and knows no clock.

mod absence;
mod number;
mod unit;
mod value;

pub use absence::{Absence, AbsenceError, Symbol};
pub use number::{MOST_DIGITS, Number, NumberError};
pub use unit::{Unit, UnitError};
pub use value::{Reading, Value};
