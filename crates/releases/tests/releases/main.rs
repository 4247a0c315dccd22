//! What a release holds, how it is written, and what is said of its difference to another.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod causes;
mod comparators;
mod contents;
mod council;
mod encoding;
mod properties;
mod texts;
mod year;
