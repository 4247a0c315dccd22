//! The rules of ratings, directions, targets and comparators, as tables of examples and as laws.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod bandings;
mod cautions;
mod comparators;
mod council;
mod directions;
mod editions;
mod laws;
mod never;
mod ratings;
mod readings;
mod reasons;
mod reported;
mod reports;
mod sentences;
mod targets;
mod trends;
mod verdicts;
mod wording;
