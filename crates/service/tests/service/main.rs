//! The service, as browsers and programs meet it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod accounts;
mod browser;
mod forms;
mod front;
mod headers;
mod made;
mod provider;
mod records;
mod releases;
mod routes;
mod sessions;
mod settings;
mod state;
mod tables;
