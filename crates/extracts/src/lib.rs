//! Takes extracts of records in.

mod shipped;

pub use shipped::{contracts, shipped};
