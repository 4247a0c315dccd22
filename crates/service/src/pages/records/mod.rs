//! The records behind figures: which there are, why somebody looks, what they see, and what they take out as a file.
//!
//! Nothing of a record is shown that `store` did not give back, and it gives nothing back before it has written to the
//! log who looks, at what and why.

mod ask;
mod behind;
mod export;
mod list;
mod look;

pub(crate) use ask::ask;
pub(crate) use export::export;
pub(crate) use list::list;
pub(crate) use look::look;
