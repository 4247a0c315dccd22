//! What the engine makes of a few records of a made-up county, Northshire: bases, days, places, breakdowns, and laws.

mod bases;
mod clocks;
mod ids;
mod laws;
mod northshire;
mod places;
mod specification;
