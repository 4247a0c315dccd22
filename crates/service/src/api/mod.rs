//! The interface for programs: releases as JSON and CSV.
//!
//! What is said of a release comes from the edition's file in the fullest copy of it that somebody may see, and from
//! nothing else: what an audience may not see is not in its copy, so no filter, page or error can tell of it.
//!
//! An address is declared once, in `endpoints`, and a table with its parameters and columns once, in `tables`: the
//! routes, what is taken and refused, the CSV and the OpenAPI document all follow from these.

mod answers;
mod asked;
mod call;
mod document;
mod edition;
mod endpoints;
mod format;
mod handlers;
mod problem;
mod tables;

pub(crate) use asked::{LARGEST_PAGE, USUAL_PAGE};
pub(crate) use edition::Editions;
pub(crate) use endpoints::{
    ENDPOINTS, FIGURES, INDICATORS, LATEST, LATEST_FIGURES, LATEST_INDICATORS, LATEST_PLACES, OPENAPI,
    PLACES, RELEASE, RELEASES,
};
pub(crate) use handlers::{latest, latest_rows, openapi, release, releases, rows};
pub(crate) use problem::{Refusal, dressed};

pub use document::openapi_document;
pub use tables::columns_document;

/// Whether a path is one of the interface, whose problems are told to programs.
pub(crate) fn is_within(path: &str) -> bool {
    path.starts_with("/api/")
}
