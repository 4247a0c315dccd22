//! What is done with a framework folder: drawn, drafted, and its texts taken from a store.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod drafts;
mod northshire;
mod returns;
mod texts;
