//! Documents as readers get them.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly"
)]

mod agreement;
mod bad_input;
mod compared;
mod pdf;
mod privacy;
mod support;
mod word;
mod workbook;

/// Open data as the tests of `publish` read them.
#[path = "../../../publish/tests/formats/tables.rs"]
#[expect(dead_code, reason = "the tests of the standard look at more of a table")]
mod tables;

/// A county with small counts, as the tests of `publish` have it.
#[path = "../../../publish/tests/formats/northshire.rs"]
mod northshire;
