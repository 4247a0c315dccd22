//! The web service: many people, one release.
//!
//! [`routes()`] is the one list of ways in. The router is made from it, and before a handler runs the list has said what
//! it takes to be allowed: no handler can be reached of which that isn't declared. Whether somebody may do something
//! with one certain thing is decided in `store`, beside the query.
//!
//! A request goes through these, outermost first: its id and a line of the log ([`logs`]), security headers, who is
//! asking (`visitor`), whether it comes from another site, and then `guard`: permission, and for what changes
//! something the token of the form that it was sent with.

mod answers;
mod api;
mod app;
mod guard;
mod headers;
mod limits;
pub mod logs;
mod month;
mod pages;
pub mod passwords;
mod provider;
mod routes;
mod running;
mod secrets;
mod settings;
mod shell;
mod visitor;
mod work;

pub use api::{columns_document, openapi_document};
pub use app::{App, AppError, Clock, Parts};
pub use routes::{Route, lines, router, routes};
pub use running::{publish_due, serve, told_to_stop};
pub use secrets::{Secret, SecretError};
pub use settings::{
    LogFormat, LogLevel, ProviderSettings, SETTINGS, Setting, SettingFault, Settings, settings_table,
};
pub use work::Faulty;
