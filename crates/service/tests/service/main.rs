//! The service, as browsers and programs meet it.

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
mod sessions;
mod settings;
mod state;
mod tables;
