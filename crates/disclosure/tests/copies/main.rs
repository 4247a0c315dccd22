//! What public copies hide.

mod laws;
mod relations;
mod support;
