//! Documents as readers get them.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod bad_input;
mod pdf;
mod support;
mod word;
mod workbook;
