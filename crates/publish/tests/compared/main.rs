//! What pages tell of earlier releases, and to whom.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod changes;
mod council;
mod erratum;
mod marks;
mod open_data;
