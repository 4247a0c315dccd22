//! The service, as browsers and programs meet it.
//!
//! Its store is in SQLite, or in PostgreSQL with `BELLWETHER_TEST_STORE=postgres`: on the server that
//! `BELLWETHER_TEST_POSTGRES` names, or else on one on this machine's own socket. `cargo xtask unit` runs the tests on
//! both.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod accounts;
mod api;
mod browser;
mod crowd;
mod forms;
mod front;
mod headers;
mod made;
mod month;
mod provider;
mod records;
mod register;
mod releases;
mod routes;
#[path = "../../../store/tests/store/schema.rs"]
mod schema;
mod sessions;
mod settings;
mod state;
mod tables;
