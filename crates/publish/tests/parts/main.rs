//! The parts of a page, on a framework small enough to see whole.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod columns;
mod small;
mod tables;
