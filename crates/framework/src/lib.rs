//! The framework folder: reads it, compiles it whole, and says what is wrong with it.
//!
//! [`Folder::read`] takes the files in; [`compile`] turns them into a [`Framework`] in which every reference is
//! resolved and every rule holds; [`findings`] looks at the data of a compiled framework for what is probably wrong.
//! Faults stop the compiler, findings do not (see [`Severity`]). What the files say is described in
//! `docs/framework.md`, what can be wrong with them in `docs/diagnostics`.

mod checks;
mod compile;
mod diagnostics;
mod document;
mod folder;
mod model;
mod raw;
mod references;
mod schema;
mod table;

pub use checks::{Review, findings, review};
pub use compile::{compile, contracts};
pub use diagnostics::{Diagnostic, Location, Rule, Severity, Style, Subject, nearest, render, render_all};
pub use folder::{File, Folder};
pub use model::*;
pub use references::case_references;
pub use schema::{Schema, Schemas, schemas};
